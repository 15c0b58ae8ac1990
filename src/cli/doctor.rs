//! `doctor`: looks for what is wrong with the book and the set-up, and mends what needs no decision.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use super::args::Doctoring;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::{Rim, Shelf};
use crate::config::THEMES;
use crate::domain::book::{Book, Problem};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::wording::count;
use crate::forecast::oddity::oddity;
use crate::store::Store;
use crate::store::mend::{self, Case, Weight};
use crate::text::{clean, fold};
use crate::theme::{Depth, TerminalHints, Theme};

/// How serious a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Grave {
    /// As it should be.
    Fine,
    /// Worth a look.
    Look,
    /// It stands in the way.
    Wrong,
    /// It was wrong, and is mended.
    Mended,
}

impl Grave {
    const fn word(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Look => "look",
            Self::Wrong => "wrong",
            Self::Mended => "mended",
        }
    }
}

/// One thing looked at.
struct Finding {
    grave: Grave,
    what: String,
    remedy: String,
    /// The file of the book it is about, and the line.
    place: Option<(String, Option<u32>)>,
}

fn finding(grave: Grave, what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { grave, what: what.into(), remedy: remedy.into(), place: None }
}

fn fine(what: impl Into<String>) -> Finding {
    finding(Grave::Fine, what, "")
}

fn look(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    finding(Grave::Look, what, remedy)
}

fn wrong(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    finding(Grave::Wrong, what, remedy)
}

/// A finding about a place in the book.
fn placed(grave: Grave, (file, line): (&str, Option<u32>), what: &str, remedy: impl Into<String>) -> Finding {
    let shown = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    Finding { place: Some((file.to_owned(), line)), ..finding(grave, format!("{shown}: {what}"), remedy) }
}

/// `doctor [--fix]`: ends with 1 when something that stands in the way is left.
///
/// # Errors
/// When nothing says where a book would be.
pub fn run(args: &Doctoring, rim: &Rim) -> Result<Reply, Failure> {
    let shelf = rim.shelf()?;
    let mut findings = Vec::new();
    match Store::open(&shelf.dir, None, None) {
        Ok((store, book)) => {
            let place = store.dir().display().to_string();
            let name = book.rules.name.clone();
            findings.push(fine(format!("book `{name}` in {place} ({})", shelf.source.words())));
            findings.extend(with_book(args, rim, store, book));
        }
        Err(error) => findings.push(no_book(&shelf, &error.to_string())),
    }
    findings.extend(set_up(rim));
    findings.push(terminal(rim));
    let code = u8::from(findings.iter().any(|each| each.grave == Grave::Wrong));
    if rim.global.json {
        let list: Vec<_> = findings.iter().map(as_json).collect();
        return Ok(Reply::text(serde_json::json!({ "schema": 1, "findings": list }).to_string()).code(code));
    }
    let mut lines: Vec<String> = findings.iter().map(line).collect();
    let open = findings.iter().filter(|each| matches!(each.grave, Grave::Look | Grave::Wrong)).count();
    if open == 0 {
        lines.push("nothing is wrong".to_owned());
    }
    Ok(Reply::text(lines.join("\n")).code(code))
}

fn as_json(finding: &Finding) -> serde_json::Value {
    let file = finding.place.as_ref().map(|place| &place.0);
    let line = finding.place.as_ref().and_then(|place| place.1);
    serde_json::json!({
        "grade": finding.grave.word(), "what": finding.what, "remedy": finding.remedy, "file": file, "line": line,
    })
}

fn line(finding: &Finding) -> String {
    let remedy = if finding.remedy.is_empty() { String::new() } else { format!("; {}", finding.remedy) };
    format!("{:<7} {}", finding.grave.word(), clean(&format!("{}{remedy}", finding.what)))
}

/// What is wrong in the book; where that is wished it is mended first, and the book is looked at again.
fn with_book(args: &Doctoring, rim: &Rim, mut store: Store, mut book: Book) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut plan = store.cases(&book);
    if args.fix {
        let (mended, failed) = mend(&mut store, &mut book, &plan);
        findings.extend(mended);
        match Store::open(store.dir(), None, None) {
            Ok(anew) => (store, book) = anew,
            Err(error) => findings.push(wrong(error.to_string(), "")),
        }
        // What couldn't be mended is said with the reason, and not again with the plan.
        let is_known = |case: &Case| case.findings.iter().any(|each| failed.iter().any(|(file, _)| *file == each.file));
        plan = store.cases(&book).into_iter().filter(|case| !is_known(case)).collect();
        findings.extend(failed.into_iter().map(|(_, finding)| finding));
    }
    findings.extend(in_book(&store, &book, &plan));
    let today = Day::new(rim.clock.today(book.rules.zone));
    findings.extend(doubles(&book));
    findings.extend(odd(&store, &book, today));
    findings.push(speaker(rim, &book));
    findings
}

/// Mends what can be mended: what was done, and by file what couldn't be.
fn mend(store: &mut Store, book: &mut Book, plan: &[Case]) -> (Vec<Finding>, Vec<(String, Finding)>) {
    let (mut mended, mut failed) = (Vec::new(), Vec::new());
    for case in plan.iter().filter(|case| case.is_mendable()) {
        let done = store.mend(book, case);
        for each in &case.findings {
            let place = (&each.file[..], each.line);
            match &done {
                Ok(()) => mended.push(placed(Grave::Mended, place, &each.what, &each.did[..])),
                Err(error) => {
                    failed.push((each.file.clone(), placed(Grave::Wrong, place, &each.what, error.to_string())));
                }
            }
        }
    }
    (mended, failed)
}

/// What would be mended, and what a person has to look at.
fn planned(plan: &[Case]) -> Vec<Finding> {
    let of_case = |case: &Case| -> Vec<Finding> {
        let remedy = |each: &mend::Finding| {
            let mending =
                if case.is_mendable() { format!("`countersign doctor --fix` {}", each.would) } else { String::new() };
            let both = [&each.by_hand[..], &mending].into_iter().filter(|part| !part.is_empty());
            both.collect::<Vec<_>>().join("; or ")
        };
        let grave = |weight| match weight {
            Weight::Hindrance => Grave::Wrong,
            Weight::Look => Grave::Look,
        };
        let one = |each: &mend::Finding| placed(grave(each.weight), (&each.file, each.line), &each.what, remedy(each));
        case.findings.iter().map(one).collect()
    };
    plan.iter().flat_map(of_case).collect()
}

fn no_book(shelf: &Shelf, why: &str) -> Finding {
    if shelf.dir.exists() {
        let (why, remedy) = why.rsplit_once("; ").unwrap_or((why, ""));
        return wrong(why, remedy);
    }
    look(
        format!("there is no book in {} ({})", shelf.dir.display(), shelf.source.words()),
        "`countersign init` makes one",
    )
}

/// What the files say and what can be seen in them.
fn in_book(store: &Store, book: &Book, plan: &[Case]) -> Vec<Finding> {
    let mut findings = planned(plan);
    // What the plan says already.
    let is_planned = |problem: &Problem| {
        plan.iter().flat_map(|case| &case.findings).any(|each| {
            let is_there = each.line == problem.line || each.what == problem.why || each.what.contains("conflict");
            each.file == problem.file && is_there
        })
    };
    let known = |why: &str| findings.iter().any(|each| each.what.contains(why));
    if let Err(error) = store.may_write()
        && !book.problems.iter().any(|problem| known(&problem.why))
    {
        findings.push(wrong(error.to_string(), ""));
    }
    let others = book.problems.iter().filter(|problem| !is_planned(problem));
    findings.extend(
        others.map(|problem| placed(Grave::Wrong, (&problem.file, problem.line), &problem.why, problem.remedy.clone())),
    );
    if book.problems.is_empty() {
        findings.push(fine(format!("{}, every file can be read", commitments(book))));
    }
    let locked = [store.dir().to_owned(), store.dir().join("book.toml"), store.dir().join("commitments")]
        .into_iter()
        .filter(|path| fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()));
    findings.extend(
        locked.map(|path| wrong(format!("{} can't be written", path.display()), "ask whoever owns it for the right")),
    );
    findings
}

/// Commitments whose days can't be so.
fn odd(store: &Store, book: &Book, today: Day) -> Vec<Finding> {
    let said = book.commitments().iter().filter_map(|each| Some((each, oddity(each, today)?)));
    said.map(|(each, odd)| {
        let file = store.path(each.id).map_or_else(String::new, |path| format!(" in {}", path.display()));
        look(
            format!("{} {}: {odd}", each.id, each.title()),
            format!("where a day is wrong, `on = DATE` of its move says it{file}"),
        )
    })
    .collect()
}

/// How many there are, in words.
fn commitments(book: &Book) -> String {
    count(i64::try_from(book.commitments().len()).unwrap_or(i64::MAX), "commitment")
}

/// Open commitments that promise the same customer the same thing.
fn doubles(book: &Book) -> Vec<Finding> {
    let mut same: HashMap<(String, String), Vec<Id>> = HashMap::new();
    for commitment in book.commitments().iter().filter(|each| each.is_open()) {
        same.entry((fold(&commitment.customer), fold(&commitment.terms.scope))).or_default().push(commitment.id);
    }
    let in_order: BTreeSet<Vec<Id>> = same.into_values().filter(|ids| ids.len() > 1).collect();
    in_order
        .into_iter()
        .map(|ids| {
            let words: Vec<String> = ids.iter().map(Id::to_string).collect();
            look(format!("{} read the same and are all open", words.join(" and ")), "withdraw what is there twice")
        })
        .collect()
}

/// Who speaks, and whether the book knows them.
fn speaker(rim: &Rim, book: &Book) -> Finding {
    match rim.me(&book.rules.people) {
        Err(failure) => wrong(failure.message, failure.hints.join("; ")),
        Ok(me) => match book.rules.people.get(&me.handle) {
            Some(person) => {
                let roles: Vec<&str> = person.roles.iter().map(crate::domain::person::Role::word).collect();
                let roles = if roles.is_empty() { "no role".to_owned() } else { roles.join(", ") };
                fine(format!("you are @{} ({}), {roles}", me.handle, me.source.words()))
            }
            None => look(
                format!("you are @{} ({}), whom the book doesn't know yet", me.handle, me.source.words()),
                "your first move brings you in; --me or `me` in the configuration says otherwise",
            ),
        },
    }
}

/// Configuration, theme and cache.
fn set_up(rim: &Rim) -> Vec<Finding> {
    let mut problems = rim.config_problems.clone();
    if let Some(dir) = &rim.dirs.config {
        let name = rim.global.theme.as_deref().unwrap_or(&rim.config.theme);
        problems.extend(Theme::load(name, Some(&dir.join(THEMES))).1);
    }
    let mut findings: Vec<Finding> = problems.iter().map(|problem| wrong(problem.to_string(), "")).collect();
    if problems.is_empty() {
        findings.push(fine("the configuration can be read"));
    }
    if let Some(cache) = rim.dirs.cache.as_ref().filter(|cache| cache.exists()) {
        findings.push(fine(format!("cache in {}; it can be deleted at any time", cache.display())));
    }
    findings
}

/// What the terminal can do.
fn terminal(rim: &Rim) -> Finding {
    let term = rim.env.term.as_deref().unwrap_or_default();
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let (colorterm, no_color) = (variable("COLORTERM"), variable("NO_COLOR"));
    let depth = Depth::detect(TerminalHints { colorterm: &colorterm, term, no_color: &no_color });
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(variable).find(|value| !value.is_empty()).unwrap_or_default();
    let letters = if locale.to_lowercase().contains("utf") { "Unicode" } else { "plain ASCII signs" };
    if rim.env.is_dumb() || !rim.env.is_stdout_terminal {
        return fine("no terminal for the screen here; every command works all the same");
    }
    let columns = rim.env.columns.map_or_else(|| "unknown width".to_owned(), |columns| format!("{columns} columns"));
    fine(format!("terminal `{term}`: {columns}, {depth:?} colours, {letters}").to_lowercase())
}
