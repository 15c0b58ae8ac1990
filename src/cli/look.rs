//! What looks: `list`, `show`, `inbox`, `check`. Everything to be read comes from `report`.

use super::args::{Filtering, Inboxing, Listing, Wanted};
use super::desk::Desk;
use super::failure::Failure;
use super::me::{Me, Source};
use super::reply::Reply;
use super::select::Chances;
use super::typed;
use super::{lookup, select};
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Standing};
use crate::domain::inbox::Reach;
use crate::domain::person::{Handle, Side};
use crate::forecast::calibration::own_ranges;
use crate::query::{Group, Sort};
use crate::report::paint::Paint;
use crate::report::table::{self, Column};
use crate::report::{Facts, calibration, inbox, json, show};

/// The columns of a page that nobody's terminal limits.
const USUAL_WIDTH: usize = 80;

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// For a program.
    Json,
    /// For a pipe.
    Plain,
    /// For a terminal so wide.
    Terminal(usize),
}

pub(super) fn form(desk: &Desk) -> Form {
    match desk.rim.env.columns {
        _ if desk.rim.global.json => Form::Json,
        None => Form::Plain,
        Some(columns) => Form::Terminal(usize::from(columns).max(20)),
    }
}

pub(super) fn paint(desk: &Desk) -> Paint {
    if desk.rim.env.is_coloured(desk.rim.global.color) { Paint::Colours } else { Paint::Plain }
}

pub(super) fn facts<'a>(desk: &'a Desk, standings: &'a [Standing]) -> Facts<'a> {
    Facts { book: &desk.book, standings, today: desk.today }
}

/// The answer of a reading command: the text, and on standard error what could not be read.
pub(super) fn reading(desk: &Desk, text: String) -> Reply {
    let warnings = if desk.rim.global.json { desk.notes.clone() } else { desk.warnings() };
    Reply::text(text).noting(warnings)
}

/// `list QUERY`.
///
/// # Errors
/// When the query, the view, the order or a column isn't understood.
pub fn list(args: &Listing, desk: &Desk) -> Result<Reply, Failure> {
    let view = args.view.as_deref().map(|name| select::view(desk, name)).transpose()?;
    let mut texts = vec![select::text_of(&args.query)];
    texts.extend(view.map(|view| view.query.clone()));
    let order = args.sort.as_deref().or_else(|| view.and_then(|view| view.sort.as_deref()));
    let sort = match order {
        Some(word) => Sort::parse(word).map_err(|error| select::misread("--sort", word, &error))?,
        None => Sort::default(),
    };
    let words = if args.columns.is_empty() {
        view.map(|view| view.columns.as_slice()).unwrap_or_default()
    } else {
        &args.columns
    };
    let columns: Vec<Column> = words
        .iter()
        .map(|word| Column::parse(word).map_err(|why| Failure::usage(format!("--columns: {why}"))))
        .collect::<Result<_, _>>()?;
    let group = args.group.as_deref().map(Group::parse).transpose();
    let group = group.map_err(|error| select::misread("--group", args.group.as_deref().unwrap_or_default(), &error))?;

    let select::Selected { mut places, standings } = select::select(desk, &texts, chances(desk))?;
    sort.order(&mut places, &desk.book, &standings);
    let all = places.len();
    places.truncate(args.limit.unwrap_or(usize::MAX));
    let facts = facts(desk, &standings);
    let groups = group.map(|group| group.split(&places, &desk.book, &standings));
    let in_groups: Vec<usize> = groups.iter().flatten().flat_map(|group| group.places.iter().copied()).collect();
    let ordered = if groups.is_some() { &in_groups } else { &places };
    let usual = if columns.is_empty() { table::USUAL } else { &columns };
    let text = match form(desk) {
        Form::Json => json::list(&facts, ordered),
        Form::Plain if columns.is_empty() => table::plain(&facts, ordered),
        Form::Plain => table::tabbed(&facts, ordered, &columns),
        Form::Terminal(_) if places.is_empty() => nothing(desk, &texts),
        Form::Terminal(width) => match &groups {
            None => table::fitted(&facts, ordered, usual, width, paint(desk)),
            Some(groups) => {
                let tables = groups.iter().map(|group| {
                    let table = table::fitted(&facts, &group.places, usual, width, paint(desk));
                    format!("{} ({})\n{table}", crate::text::clean(&group.title), group.places.len())
                });
                tables.collect::<Vec<String>>().join("\n")
            }
        },
    };
    let more =
        (places.len() < all).then(|| format!("note: {} of {all} are shown; --limit says how many", places.len()));
    Ok(reading(desk, text).noting(more))
}

/// The summary in JSON is about the whole book.
fn chances(desk: &Desk) -> Chances {
    if desk.rim.global.json { Chances::All } else { Chances::Selected }
}

/// What an empty list says: why it is empty.
fn nothing(desk: &Desk, texts: &[String]) -> String {
    if desk.book.commitments().is_empty() {
        "nothing has been promised yet; `countersign add` records a promise".to_owned()
    } else {
        let query: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        format!("none of {} commitments matches {}", desk.book.commitments().len(), query.join(" "))
    }
}

/// `show ID`.
///
/// # Errors
/// When no single commitment has such an id.
pub fn show(args: &Wanted, desk: &Desk) -> Result<Reply, Failure> {
    let commitment = lookup::commitment(&desk.book, &args.id)?;
    let place = desk.book.place(commitment.id).unwrap_or_default();
    let mut standings = vec![Standing::default(); desk.book.commitments().len()];
    if let Some(slot) = standings.get_mut(place) {
        *slot = desk.standing(commitment);
    }
    let facts = facts(desk, &standings);
    let text = match (form(desk), facts.at(place)) {
        (Form::Json, _) | (_, None) => json::show(&facts, &[place]),
        (Form::Plain, Some(case)) => show::page(&facts, &case, USUAL_WIDTH, paint(desk)),
        (Form::Terminal(width), Some(case)) => show::page(&facts, &case, width, paint(desk)),
    };
    Ok(reading(desk, text))
}

/// `inbox [HANDLE]`.
///
/// # Errors
/// When the handle isn't one, or nobody in the book has it.
pub fn inbox(args: &Inboxing, desk: &Desk) -> Result<Reply, Failure> {
    let who = match &args.who {
        Some(word) => known(desk, word)?,
        None => match desk.me()? {
            Me { handle, source: Source::Git | Source::Login } => handle,
            Me { handle, source: Source::Option | Source::Environment | Source::Configuration } => {
                match lookup::near_person(&desk.book.rules.people, &handle) {
                    Some(_) => known(desk, handle.as_str())?,
                    None => handle,
                }
            }
        },
    };
    let reach = match (args.all, args.team) {
        (true, _) => Reach::All,
        (false, true) => Reach::Team,
        (false, false) => Reach::Mine,
    };
    let is_theirs = |each: &Commitment| {
        let owns = |side: Side| each.owner(side) == Some(&who);
        reach != Reach::Mine || owns(Side::Sales) || owns(Side::Tech) || each.owner(Side::Tech).is_none()
    };
    let standings = desk.standings_of(is_theirs);
    let facts = facts(desk, &standings);
    let bunches = inbox::of(&facts, &who, reach);
    // How well somebody's own ranges held is for nobody else's eyes.
    let is_own = desk.me().is_ok_and(|me| me.handle == who);
    let ranges = if is_own { own_ranges(&desk.book, &who, desk.today) } else { None };
    let text = match form(desk) {
        Form::Json => inbox::json(&facts, &who, reach, &bunches, ranges.as_ref()),
        Form::Plain => inbox::plain(&facts, &bunches),
        Form::Terminal(width) => {
            let mut text = if bunches.is_empty() {
                format!("nothing waits for {}\n", waiting_for(desk, &who, reach))
            } else {
                inbox::lines(&facts, &bunches, width, paint(desk))
            };
            text.push_str(
                &ranges.map_or_else(String::new, |ranges| calibration::own_line(&ranges, width, paint(desk))),
            );
            text
        }
    };
    Ok(reading(desk, text))
}

fn waiting_for(desk: &Desk, who: &Handle, reach: Reach) -> String {
    let called = desk.book.rules.people.called(who);
    match reach {
        Reach::Mine => called,
        Reach::Team => format!("{called}'s team"),
        Reach::All => "anybody".to_owned(),
    }
}

/// The handle of somebody in the book.
pub(super) fn known(desk: &Desk, word: &str) -> Result<Handle, Failure> {
    let handle = typed::handle("handle", word)?;
    let people = &desk.book.rules.people;
    if people.get(&handle).is_some() {
        return Ok(handle);
    }
    let failure = Failure::usage(format!("nobody in the book is called @{handle}"));
    Err(match lookup::near_person(people, &handle) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("[people] in book.toml says who there is"),
    })
}

/// `check [QUERY]`: ends with 1 when a red flag stands.
///
/// # Errors
/// When the query isn't understood.
pub fn check(args: &Filtering, desk: &Desk) -> Result<Reply, Failure> {
    let texts = [select::text_of(&args.query)];
    let select::Selected { mut places, standings } = select::select(desk, &texts, chances(desk))?;
    places.retain(|place| standings.get(*place).is_some_and(|standing| standing.level() == Some(Level::Red)));
    Sort::default().order(&mut places, &desk.book, &standings);
    let facts = facts(desk, &standings);
    let code = u8::from(!places.is_empty());
    if desk.rim.global.json {
        return Ok(reading(desk, json::list(&facts, &places)).code(code));
    }
    let people = &desk.book.rules.people;
    let mut lines: Vec<String> = Vec::new();
    for case in facts.cases(&places) {
        for raised in case.standing.flags.iter().filter(|raised| raised.level == Level::Red) {
            let sentence = raised.sentence(case.commitment, people, desk.today);
            let line = format!("{} {}; {sentence}", case.commitment.id, case.commitment.title());
            lines.push(crate::text::clean(&line).into_owned());
        }
    }
    let text = if lines.is_empty() { "no red flag stands".to_owned() } else { lines.join("\n") };
    Ok(reading(desk, text).code(code))
}
