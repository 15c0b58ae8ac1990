//! `doctor`: looks for what is wrong with the book and the set-up, and mends what needs no decision.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use super::args::Doctoring;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::{Rim, Shelf};
use crate::config::THEMES;
use crate::domain::book::Book;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::Handle;
use crate::domain::wording::count;
use crate::forecast::oddity::oddity;
use crate::store::Store;
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
}

fn fine(what: impl Into<String>) -> Finding {
    Finding { grave: Grave::Fine, what: what.into(), remedy: String::new() }
}

fn look(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { grave: Grave::Look, what: what.into(), remedy: remedy.into() }
}

fn wrong(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { grave: Grave::Wrong, what: what.into(), remedy: remedy.into() }
}

/// `doctor [--fix]`.
///
/// # Errors
/// When nothing says where a book would be.
pub fn run(args: &Doctoring, rim: &Rim) -> Result<Reply, Failure> {
    let shelf = rim.shelf()?;
    let mut findings = Vec::new();
    match Store::open(&shelf.dir, None, None) {
        Ok((mut store, book)) => {
            findings.push(fine(format!(
                "book `{}` in {} ({})",
                book.rules.name,
                store.dir().display(),
                shelf.source.words()
            )));
            let today = Day::new(rim.clock.today(book.rules.zone));
            findings.extend(in_book(&store, &book, today));
            findings.extend(mendable(&mut store, &book, args.fix));
            findings.push(speaker(rim, &book));
        }
        Err(error) => findings.push(no_book(&shelf, &error.to_string())),
    }
    findings.extend(set_up(rim));
    findings.push(terminal(rim));
    if rim.global.json {
        let list: Vec<_> = findings
            .iter()
            .map(|each| serde_json::json!({ "grade": each.grave.word(), "what": each.what, "remedy": each.remedy }))
            .collect();
        return Ok(Reply::text(serde_json::json!({ "schema": 1, "findings": list }).to_string()));
    }
    let mut lines: Vec<String> = findings.iter().map(line).collect();
    let open = findings.iter().filter(|each| matches!(each.grave, Grave::Look | Grave::Wrong)).count();
    if open == 0 {
        lines.push("nothing is wrong".to_owned());
    }
    Ok(Reply::text(lines.join("\n")))
}

fn line(finding: &Finding) -> String {
    let remedy = if finding.remedy.is_empty() { String::new() } else { format!("; {}", finding.remedy) };
    format!("{:<7} {}", finding.grave.word(), clean(&format!("{}{remedy}", finding.what)))
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
fn in_book(store: &Store, book: &Book, today: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(error) = store.may_write() {
        findings.push(wrong(error.to_string(), ""));
    }
    findings.extend(book.problems.iter().map(|problem| {
        let place = problem.line.map_or_else(|| problem.file.clone(), |line| format!("{}:{line}", problem.file));
        wrong(format!("{place}: {}", problem.why), problem.remedy.clone())
    }));
    if book.problems.is_empty() {
        findings.push(fine(format!("{}, every file can be read", commitments(book))));
    }
    let locked = [store.dir().to_owned(), store.dir().join("book.toml"), store.dir().join("commitments")]
        .into_iter()
        .filter(|path| fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()));
    findings.extend(
        locked.map(|path| wrong(format!("{} can't be written", path.display()), "ask whoever owns it for the right")),
    );
    findings.extend(strangers(book));
    findings.extend(doubles(book));
    findings.extend(odd(store, book, today));
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

/// Handles that speak or own something and aren't among the people.
fn strangers(book: &Book) -> Vec<Finding> {
    let mut seen: BTreeSet<&Handle> = BTreeSet::new();
    for commitment in book.commitments() {
        seen.extend(commitment.moves.iter().flat_map(|made| [&made.by, made.voice()]));
        seen.extend(commitment.settings.sales.iter().chain(&commitment.settings.tech));
    }
    let strangers = seen.into_iter().filter(|handle| book.rules.people.get(handle).is_none());
    strangers
        .map(|handle| {
            look(
                format!("@{handle} is not among the people of the book, and so may say everything"),
                format!("add [people.{handle}] with roles to book.toml"),
            )
        })
        .collect()
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

/// What can be mended without a decision: files a crash left behind, and the lines git needs.
fn mendable(store: &mut Store, book: &Book, is_wanted: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let leftovers = store.leftovers().len();
    if leftovers > 0 {
        let what = format!("{leftovers} unfinished files, which nobody reads");
        findings.push(match is_wanted.then(|| store.sweep()) {
            None => look(what, "`countersign doctor --fix` deletes them"),
            Some(Ok(_)) => Finding { grave: Grave::Mended, what, remedy: "deleted".into() },
            Some(Err(error)) => wrong(what, error.to_string()),
        });
    }
    let lacks =
        |file: &str, mark: &str| !fs::read_to_string(store.dir().join(file)).is_ok_and(|text| text.contains(mark));
    if lacks(".gitattributes", "merge=countersign") || lacks(".gitignore", ".lock") {
        let what = "git isn't told how to treat the files of the book".to_owned();
        findings.push(match is_wanted.then(|| Store::init(store.dir(), &book.rules)) {
            None => look(what, "`countersign doctor --fix` adds the lines"),
            Some(Ok(_)) => Finding { grave: Grave::Mended, what, remedy: "added the lines".into() },
            Some(Err(error)) => wrong(what, error.to_string()),
        });
    }
    findings
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
