//! What sales says: `add`, `ask`, `change`; and `counter`, which either side says.

use super::args::{Adding, Changing, Offering, Said};
use super::desk::Desk;
use super::failure::Failure;
use super::line::{Heard, hear};
use super::lookup;
use super::offer::{self, Choice};
use super::reply::Reply;
use super::speak::{Saying, on_the_table};
use super::voice::Voice;
use crate::domain::act::{Act, Edit, NewTerms, Promise, Settings};
use crate::domain::book::Book;
use crate::domain::capture::Told;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::dates::{self, How, Past};
use crate::domain::day::Day;
use crate::domain::outlook::Confidence;
use crate::domain::permit::side_of;
use crate::domain::person::{Role, Side};
use crate::text::fold;

/// From this likeness on, two scopes for one customer read much the same.
const LIKE: f64 = 0.75;

/// Whether the customer was told or has only asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// `add`: promised, and told unless the line says otherwise.
    Promised,
    /// `ask`: only asked.
    Asked,
}

/// When the customer was told, and of which date.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Telling {
    is_told: bool,
    /// The day of the telling, where it was named.
    day: Option<Day>,
    /// The date the customer was told, where it isn't the promised one.
    due: Option<Day>,
}

/// `add LINE` and `ask LINE`.
///
/// # Errors
/// When something must be asked back, or a part without which it is no promise is missing.
pub fn open(args: &Adding, opening: Opening, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut voice = Voice::of(&args.said, desk)?;
    let heard = hear(desk, &args.words, &args.parts, &args.said)?;
    let telling = telling(desk, args.told.as_deref(), heard.told.as_ref(), opening)?;
    let mut told_later = None;
    if let Some(day) = telling.day.filter(|day| *day != voice.day(desk.today)) {
        if args.said.on.is_some() {
            told_later = Some(day);
        } else {
            voice.on = Some(day);
        }
    }
    let example = "such as `countersign add Acme: SAML single sign-on by end of q2 @dana`";
    let Some(customer) = heard.customer.clone() else {
        return Err(Failure::usage("the customer is missing").hint(format!("write it first, with a colon, {example}")));
    };
    let Some(scope) = heard.scope.clone() else {
        return Err(Failure::usage(format!("what {customer} is promised is missing"))
            .hint(format!("write it after the colon, {example}")));
    };
    if let Some(near) = near_duplicate(&desk.book, &customer, &scope) {
        desk.notes.push(format!("note: {} is much the same and still open: {}", near.id, near.title()));
    }
    let due = heard.due.as_ref().map(|due| due.day);
    let promise = Promise {
        customer,
        scope,
        due,
        said: heard.due.as_ref().and_then(said),
        told: telling.is_told && told_later.is_none(),
        told_due: telling.due.filter(|told| Some(*told) != due),
        done_when: heard.done_when.clone(),
        conditions: heard.conditions.clone(),
        settings: settings(&heard),
    };
    let draft = voice.draft(Act::Promise(Box::new(promise)), None);
    let told = told_later.map(|day| {
        let mut draft = voice.draft(Act::Told { due: None }, None);
        draft.on = Some(day).filter(|day| *day != desk.today);
        draft.note = None;
        draft
    });
    Saying::new(draft)
        .and(told)
        .naming(heard.sales.as_ref(), Role::Sales)
        .naming(heard.tech.as_ref(), Role::Tech)
        .say(desk, &voice)
}

/// The words a date was given in, where they say more than the date.
fn said(due: &dates::Typed) -> Option<crate::domain::act::Text> {
    let is_plain = due.how == How::Day && due.words.parse::<Day>().is_ok();
    (!is_plain).then(|| due.words.as_str().into())
}

fn settings(heard: &Heard) -> Settings {
    Settings {
        sales: heard.sales.clone(),
        tech: heard.tech.clone(),
        deal: heard.deal.clone(),
        value: heard.value,
        firmness: heard.firmness,
        stake: heard.stake,
        capability: heard.capability.clone(),
        tags: heard.tags.clone(),
        links: Vec::new(),
    }
}

/// What `--told` and the line's `told:` come to: a day that has passed is when, a later one is what the customer was told.
fn telling(desk: &Desk, option: Option<&str>, heard: Option<&Told>, opening: Opening) -> Result<Telling, Failure> {
    let told = |day: Option<Day>| Telling { is_told: true, day, due: None };
    match (option, heard) {
        (Some(""), _) => Ok(told(None)),
        (Some(text), _) => told_on(desk, text),
        (None, Some(Told::Yes)) => Ok(told(None)),
        (None, Some(Told::No)) => Ok(Telling::default()),
        (None, Some(Told::On(typed))) => Ok(told(Some(typed.day))),
        (None, None) => Ok(Telling { is_told: opening == Opening::Promised, ..Telling::default() }),
    }
}

fn told_on(desk: &Desk, text: &str) -> Result<Telling, Failure> {
    let parse =
        |past| dates::parse(text, &desk.ground().typing(past)).map_err(|misread| Failure::misread("--told", &misread));
    let (back, ahead) = (parse(Past::Meant)?, parse(Past::Allow)?);
    if back.day != ahead.day && back.how != How::Weekday && ahead.day > desk.today {
        return Err(Failure::usage(format!("--told: `{text}` is {} or {}", back.day.long(), ahead.day.long())).hint(
            format!(
                "`{}` for the day the customer was told, `{}` for the date the customer was told",
                back.day, ahead.day
            ),
        ));
    }
    if back.day > desk.today {
        return Ok(Telling { is_told: true, day: None, due: Some(back.day) });
    }
    Ok(Telling { is_told: true, day: Some(back.day), due: None })
}

/// An open commitment to the same customer that reads much the same.
fn near_duplicate<'b>(book: &'b Book, customer: &str, scope: &str) -> Option<&'b Commitment> {
    let (customer, scope) = (fold(customer), fold(scope));
    book.commitments().iter().find(|each| {
        each.is_open() && fold(&each.customer) == customer && {
            let other = fold(&each.terms.scope);
            other.contains(&scope)
                || scope.contains(&other)
                || strsim::normalized_damerau_levenshtein(&other, &scope) >= LIKE
        }
    })
}

/// `change ID LINE`: by sales other terms, by tech a counter-offer; settings in it are edited along.
///
/// # Errors
/// When something must be asked back, or the move isn't allowed.
pub fn change(args: &Changing, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let heard = hear_terms(desk, &args.words, &args.parts, &args.said)?;
    let telling = telling(desk, args.told.as_deref(), heard.told.as_ref(), Opening::Asked)?;
    if let Some(day) = telling.day.filter(|day| *day != voice.day(desk.today)) {
        voice.on = Some(voice.on.unwrap_or(day));
    }
    let roles = desk.book.rules.people.roles(voice.handle());
    let is_tech_alone = !roles.has(Role::Sales) && roles.has(Role::Tech);
    let terms = terms(&heard, telling.is_told && !is_tech_alone);
    let told = telling.due.map(|due| voice.draft(Act::Told { due: Some(due) }, None));
    move_terms(desk, &voice, &commitment, &heard, Renewal { terms, told, is_offer: is_tech_alone, level: None })
}

/// `counter ID LINE`.
///
/// # Errors
/// When something must be asked back, or the move isn't allowed.
pub fn counter(args: &Offering, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let mut heard = hear_terms(desk, &args.words, &args.parts, &args.said)?;
    let mut level = args.level;
    if level.is_some() && heard.due.is_some() {
        return Err(Failure::usage("a date and --level were both given").hint("take one of the two"));
    }
    let says_nothing = terms(&heard, false) == NewTerms::default() && edit(&heard, &commitment) == Edit::default();
    if level.is_none() && says_nothing {
        match offer::choose(desk, &commitment)? {
            Choice::Level(chosen) => level = Some(chosen),
            Choice::Words(words) => heard = hear_terms(desk, &[words], &args.parts, &args.said)?,
        }
    }
    let mut terms = terms(&heard, false);
    if let Some(level) = level {
        terms.due = Some(offer::date(desk, &commitment, level)?);
    }
    move_terms(desk, &voice, &commitment, &heard, Renewal { terms, told: None, is_offer: true, level })
}

/// New terms on their way into the book.
struct Renewal {
    terms: NewTerms,
    told: Option<crate::domain::act::Draft>,
    is_offer: bool,
    /// How sure the date is, where it was chosen by that.
    level: Option<Confidence>,
}

/// The line of new terms; a line that is nothing but a date is a date.
fn hear_terms(desk: &Desk, words: &[String], parts: &super::args::Parts, said: &Said) -> Result<Heard, Failure> {
    let line = words.join(" ");
    if parts.due.is_none() && !line.trim().is_empty() {
        let is_date = dates::parse(&line, &desk.ground().typing(Past::Allow)).is_ok();
        if is_date {
            let mut parts = parts.clone();
            parts.due = Some(line);
            return hear(desk, &[], &parts, said);
        }
        // A date that was mistyped must not become the new scope.
        let heard = hear(desk, words, parts, said)?;
        let few = heard.scope.as_ref().is_some_and(|scope| scope.split_whitespace().count() <= 2);
        let is_led = line.split_whitespace().any(|word| ["by", "until", "before", "due"].contains(&word));
        let is_left_over = heard.scope.is_some() && heard.due.is_some() && !is_led;
        if parts.scope.is_none() && ((few && heard.due.is_none()) || is_left_over) {
            let misread = desk.ground().due(&line, Past::Allow).err();
            let failure = misread.unwrap_or_else(|| Failure::usage(format!("`{line}` is not a day")));
            return Err(failure.hint("a new scope is given with --scope, or as `SCOPE by DATE`"));
        }
        return Ok(heard);
    }
    hear(desk, words, parts, said)
}

fn terms(heard: &Heard, told: bool) -> NewTerms {
    NewTerms {
        scope: heard.scope.clone(),
        due: heard.due.as_ref().map(|due| due.day),
        said: heard.due.as_ref().and_then(said),
        done_when: heard.done_when.clone(),
        conditions: (!heard.conditions.is_empty()).then(|| heard.conditions.clone()),
        told,
    }
}

/// Settings that a line of new terms names besides them.
fn edit(heard: &Heard, commitment: &Commitment) -> Edit {
    let tags = (!heard.tags.is_empty()).then(|| {
        let mut tags = commitment.settings.tags.clone();
        tags.extend(heard.tags.iter().filter(|tag| !commitment.settings.tags.contains(tag)).cloned());
        tags
    });
    Edit {
        customer: heard.customer.clone().filter(|customer| *customer != commitment.customer),
        sales: heard.sales.clone().map(Some),
        tech: heard.tech.clone().map(Some),
        deal: heard.deal.clone().map(Some),
        value: heard.value.map(Some),
        firmness: heard.firmness.map(Some),
        stake: heard.stake.map(Some),
        capability: heard.capability.clone().map(Some),
        tags,
        ..Edit::default()
    }
}

fn move_terms(
    desk: &mut Desk,
    voice: &Voice,
    commitment: &Commitment,
    heard: &Heard,
    new: Renewal,
) -> Result<Reply, Failure> {
    let edit = edit(heard, commitment);
    let edits = (edit != Edit::default()).then(|| {
        let mut draft = voice.draft(Act::Edit(Box::new(edit)), None);
        draft.note = None;
        draft
    });
    if (NewTerms { told: false, ..new.terms.clone() }) == NewTerms::default() {
        let Some(edits) = edits else {
            return Err(Failure::usage("the new terms are missing").hint(format!(
                "such as `countersign change {} 15 mar`, or --scope, --done-when, --if",
                commitment.id
            )));
        };
        desk.notes.push("note: the terms stay as they are; only settings were edited".to_owned());
        return named(Saying::on(commitment.id, edits), heard).say(desk, voice);
    }
    let state = commitment.state.name();
    let speaks_for = side_of(&desk.book.rules.people, voice.handle(), state);
    let is_later = new.terms.due > commitment.told_due() && commitment.told_due().is_some();
    if !new.is_offer && speaks_for == Some(Side::Sales) && is_later && !new.terms.told && state != StateName::Countered
    {
        desk.notes.push(format!(
            "note: {} believes {}; `countersign told {}` once they know",
            commitment.customer,
            believed(commitment, desk.today),
            commitment.id
        ));
    }
    let act = if new.is_offer { Act::Counter(Box::new(new.terms)) } else { Act::Change(Box::new(new.terms)) };
    let mut draft = voice.draft(act, on_the_table(commitment));
    draft.foretold.level = new.level;
    named(Saying::on(commitment.id, draft).and(new.told).and(edits), heard).say(desk, voice)
}

fn believed(commitment: &Commitment, today: Day) -> String {
    commitment.told_due().map_or_else(|| "no date".to_owned(), |due| due.short(today))
}

fn named(saying: Saying, heard: &Heard) -> Saying {
    saying.naming(heard.sales.as_ref(), Role::Sales).naming(heard.tech.as_ref(), Role::Tech)
}
