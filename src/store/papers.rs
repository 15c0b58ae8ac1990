//! The papers of reviews: `reviews/YYYY/ID.toml`, each written once: a line of a side, or an answer to the pulse.
//!
//! One file a paper: two that come from two machines never meet in one file, and an older program has nothing to merge.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::de::DeTable;

use super::error::Error;
use super::file::{Place, replace, settle};
use super::load::text_of;
use super::record::block::quoted;
use super::record::fields::Fields;
use super::record::{Names, conflict, line_of, nearest, problem};
use super::refresh::Version;
use super::scan::{Stamp, system_nanos};
use super::{Store, lock};
use crate::domain::book::{Book, Problem};
use crate::domain::day::{Day, Moment};
use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::permit::Refusal;
use crate::domain::person::{Handle, Side};
use crate::domain::review::{ASPECTS, Answer, MOST, NewPaper, Paper, Papers, SignOff, sentence};

/// The folder they lie in.
pub(super) const FOLDER: &str = "reviews";

const SIGN_OFF: &str = "sign-off";
const PULSE: &str = "pulse";

/// The papers as they were last seen, by their paths within the book.
#[derive(Debug, Default)]
pub(super) struct Shelf(BTreeMap<String, Seen>);

#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    read: Read,
}

/// What the text of a paper says.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Read {
    /// None where it can't be read, or is of a kind that this version doesn't know.
    pub(super) paper: Option<Paper>,
    /// What can't be read.
    pub(super) problems: Vec<Problem>,
}

/// The name of a paper, of a path within the book that is one's.
pub(super) fn id_of(path: &str) -> Option<Id> {
    place_of(path).map(|(_, id)| id)
}

/// The folder and the name of a paper, of a path within the book.
pub(super) fn place_of(path: &str) -> Option<(u16, Id)> {
    let (year, name) = path.strip_prefix(FOLDER)?.strip_prefix('/')?.split_once('/')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Some((year.parse().ok().filter(|_| is_year)?, name.strip_suffix(".toml")?.parse().ok()?))
}

/// The folder that a paper belongs into: of the year in which its period ends.
pub(super) fn year_of(paper: &Paper) -> i32 {
    paper.period().last().year()
}

impl Shelf {
    /// Reads again what changed; true when the book has other papers then.
    pub(super) fn look(&mut self, dir: &Path, book: &mut Book) -> bool {
        let mut seen = BTreeMap::new();
        let now = system_nanos();
        for (name, stamp) in files(dir) {
            let known = self.0.remove(&name).filter(|known| known.stamp == stamp);
            let entry = known.unwrap_or_else(|| {
                let read = match text_of(&dir.join(&name)) {
                    Ok(text) => read(id_of(&name).expect("only such are found"), &text),
                    Err(found) => Read { paper: None, problems: vec![*found] },
                };
                Seen { stamp: stamp.settled(now), read }
            });
            seen.insert(name, entry);
        }
        self.0 = seen;
        for (name, entry) in &mut self.0 {
            entry.read.problems.iter_mut().for_each(|problem| problem.file.clone_from(name));
        }
        let papers = Papers::new(self.0.values().filter_map(|entry| entry.read.paper.clone()).collect());
        let is_other = papers != book.papers;
        book.papers = papers;
        is_other
    }

    /// What is wrong with them.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.0.values().flat_map(|entry| &entry.read.problems)
    }
}

/// Every file that is named as a paper, with when it was last changed.
fn files(dir: &Path) -> Vec<(String, Stamp)> {
    let mut found = Vec::new();
    for folder in fs::read_dir(dir.join(FOLDER)).into_iter().flatten().flatten() {
        let year = folder.file_name();
        for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            let name = format!("{FOLDER}/{}/{}", year.to_string_lossy(), file.file_name().to_string_lossy());
            let metadata = file.metadata().ok().filter(fs::Metadata::is_file);
            if let (Some(_), Some(metadata)) = (id_of(&name), metadata) {
                found.push((name, Stamp::of(&metadata)));
            }
        }
    }
    found
}

impl Store {
    /// Puts a paper on record: checked, written, and only then in the book.
    ///
    /// # Errors
    /// [`Error::Refused`] where its author may not say it; the others from the system.
    pub fn file(&mut self, book: &mut Book, new: NewPaper, me: &Handle, now: Moment) -> Result<Paper, Error> {
        self.may_write()?;
        let refused = |words: String| {
            let (why, next) = words.split_once("; ").unwrap_or((&words, ""));
            Error::Refused(Refusal { why: why.to_owned(), next: next.to_owned(), is_trespass: false })
        };
        new.permit(me, &book.rules.people).map_err(refused)?;
        let _lock = (!self.is_rehearsal).then(|| lock::acquire(&self.dir)).transpose()?;
        let dir = self.dir.clone();
        let taken: Vec<Id> = files(&dir).iter().filter_map(|(name, _)| id_of(name)).collect();
        let id = self.dice.id(|id| taken.contains(&id) || book.papers.all().iter().any(|paper| paper.id() == id));
        // A later line takes the place of an earlier one, whatever the clock says.
        let latest = book.papers.all().iter().filter_map(|paper| match paper {
            Paper::SignOff(line) => Some(line.at),
            Paper::Answer(_) => None,
        });
        let paper = new.recorded(id, latest.max().map_or(now, |last| now.after(last)));
        if !self.is_rehearsal {
            let folder = dir.join(FOLDER).join(format!("{:04}", year_of(&paper)));
            fs::create_dir_all(&folder).map_err(Error::io(&folder, "make the folder"))?;
            replace(&folder.join(format!("{id}.toml")), write(&paper).as_bytes(), Place::Fresh)?;
            for folder in [&folder, &dir.join(FOLDER), &dir] {
                settle(folder)?;
            }
        }
        self.version = Version::next();
        book.papers.put(paper.clone());
        Ok(paper)
    }
}

/// The text of a paper.
pub(super) fn write(paper: &Paper) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(out, "{key} = {value}");
    };
    let period = paper.period();
    let period = quoted(&format!("{}..{}", period.first(), period.last()));
    match paper {
        Paper::SignOff(said) => {
            line("kind", &quoted(SIGN_OFF));
            line("period", &period);
            line("side", &quoted(said.side.word()));
            line("at", &said.at.to_string());
            line("by", &quoted(said.by.as_str()));
            if let Some(voice) = &said.proxy_for {
                line("for", &quoted(voice.as_str()));
            }
            line("text", &quoted(&said.text));
        }
        Paper::Answer(answer) => {
            line("kind", &quoted(PULSE));
            line("period", &period);
            line("side", &quoted(answer.side.word()));
            for (aspect, mark) in ASPECTS.iter().zip(answer.marks) {
                line(aspect.key(), &mark.to_string());
            }
        }
    }
    out
}

/// Reads the text of a paper; a kind that a newer version knows is passed over.
pub(super) fn read(id: Id, text: &str) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let wrong = |line: Option<u32>, why: &str, remedy: &str| Read {
        paper: None,
        problems: vec![problem(line, None, why, remedy)],
    };
    if let Some(line) = conflict::first_marker(&text) {
        return wrong(Some(line), "git left a conflict in it", "`countersign doctor --fix` takes the markers out");
    }
    let (root, errors) = DeTable::parse_recoverable(&text);
    if let Some(error) = errors.first() {
        let line = error.span().map(|span| line_of(&text, span.start));
        let message = error.message().lines().next().unwrap_or_default();
        return wrong(line, &format!("it is not TOML: {message}"), "mend the line, or bring the file back from git");
    }
    let mut names = Names::default();
    let mut fields = Fields::new(&text, root.get_ref(), 1, 0, &mut names);
    let kind = fields.parsed("kind", "\"sign-off\"", |_, word| Ok(word.to_owned()));
    let paper = match kind.as_deref() {
        Some(SIGN_OFF) => sign_off(id, &mut fields).map(Paper::SignOff),
        Some(PULSE) => answer(id, &mut fields).map(Paper::Answer),
        Some(other) => {
            if let Some(near) = nearest(other, [SIGN_OFF, PULSE]) {
                let why = format!("`{}` is not a kind of paper", other.escape_debug());
                fields.wrong("kind", &why, &format!("did you mean `{near}`?"));
            }
            None
        }
        None => {
            fields.missing("kind", "\"sign-off\"");
            None
        }
    };
    let problems = fields.into_problems();
    Read { paper: paper.filter(|_| problems.is_empty()), problems }
}

fn sign_off(id: Id, fields: &mut Fields) -> Option<SignOff> {
    let (period, side) = (period(fields), side(fields));
    let at = needed(fields, "at", "2026-11-20T10:02:13Z", |fields| fields.moment("at"));
    let by = needed(fields, "by", "\"dana\"", |fields| fields.handle("by"));
    let proxy_for = fields.handle("for");
    let text = needed(fields, "text", "\"one sentence\"", |fields| {
        fields.parsed("text", "\"one sentence\"", |_, text| sentence(text).map_err(|why| why.replacen("; ", ": ", 1)))
    });
    Some(SignOff { id, period: period?, side: side?, at: at?, by: by?, proxy_for, text: text? })
}

fn answer(id: Id, fields: &mut Fields) -> Option<Answer> {
    let (period, side) = (period(fields), side(fields));
    let marks = ASPECTS.map(|aspect| {
        needed(fields, aspect.key(), "7", |fields| {
            let value = fields.raw(aspect.key())?;
            let mark = value.as_integer().and_then(|number| number.to_string().parse::<u8>().ok());
            let mark = mark.filter(|mark| *mark <= MOST);
            if mark.is_none() {
                let why = format!("`{}` is not a whole number from 0 to {MOST}", aspect.key());
                fields.wrong(aspect.key(), &why, &format!("write it as {} = 7", aspect.key()));
            }
            mark
        })
    });
    let all: Option<Vec<u8>> = marks.into_iter().collect();
    let marks = <[u8; 5]>::try_from(all?).ok()?;
    Some(Answer { id, period: period?, side: side?, marks })
}

/// A value that must be there.
fn needed<T>(
    fields: &mut Fields,
    key: &'static str,
    example: &str,
    take: impl FnOnce(&mut Fields) -> Option<T>,
) -> Option<T> {
    if !fields.has(key) {
        fields.missing(key, example);
        return None;
    }
    take(fields)
}

fn period(fields: &mut Fields) -> Option<Period> {
    const EXAMPLE: &str = "\"2026-10-01..2026-12-31\"";
    needed(fields, "period", EXAMPLE, |fields| {
        fields.parsed("period", EXAMPLE, |_, text| {
            let days = text.split_once("..").and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
            let period = days.and_then(|(first, last): (Day, Day)| Period::between(first, last));
            let wrong = || format!("`{text}` is not a month, a quarter or a year: write it as 2026-10-01..2026-12-31");
            period.ok_or_else(wrong)
        })
    })
}

fn side(fields: &mut Fields) -> Option<Side> {
    needed(fields, "side", "\"sales\"", |fields| {
        fields.parsed("side", "\"sales\"", |_, word| {
            let side = [Side::Sales, Side::Tech].into_iter().find(|side| side.word() == word);
            side.ok_or_else(|| format!("`{word}` is not a side: write sales or tech"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "k7m2qx";

    fn words(text: &str) -> Vec<String> {
        read(ID.parse().unwrap(), text).problems.iter().map(ToString::to_string).collect()
    }

    const LINE: &str = "kind = \"sign-off\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"sales\"\n\
                        at = 2026-11-22T09:00:00Z\nby = \"sam\"\nfor = \"maria\"\ntext = \"Ask before we tell.\"\n";
    const ANSWER: &str = "kind = \"pulse\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"tech\"\nvision = 7\n\
                          objectives = 6\ncommunication = 5\nculture = 8\nclient_engagement = 4\n";

    #[test]
    fn what_is_written_reads_back() {
        for text in [LINE, ANSWER] {
            let found = read(ID.parse().unwrap(), text);
            assert_eq!(found.problems, []);
            assert_eq!(write(&found.paper.unwrap()), text);
        }
        assert_eq!(read(ID.parse().unwrap(), "kind = \"photograph\"\nof = \"us\"\n"), Read::default());
    }

    #[test]
    fn an_answer_knows_nobody_and_no_time() {
        assert!(!ANSWER.contains("by =") && !ANSWER.contains("at ="));
    }

    #[test]
    fn every_mistake_has_its_line() {
        let check = |from: &str, to: &str, expected: &[&str]| {
            let text = if LINE.contains(from) { LINE } else { ANSWER };
            assert_eq!(words(&text.replace(from, to)), expected);
        };
        check("\"sales\"", "\"sale\"", &[":3: `side`: `sale` is not a side; write sales or tech"]);
        check(
            "12-31",
            "12-30",
            &[
                ":2: `period`: `2026-10-01..2026-12-30` is not a month, a quarter or a year; write it as 2026-10-01..2026-12-31",
            ],
        );
        check("sign-off", "signoff", &[":1: `signoff` is not a kind of paper; did you mean `sign-off`?"]);
        check(
            "vision = 7",
            "vision = 11",
            &[":4: `vision` is not a whole number from 0 to 10; write it as vision = 7"],
        );
        check(
            "Ask before we tell.",
            " ",
            &[":7: `text`: there is no sentence; write what both agree to keep or to change"],
        );
        assert_eq!(words(&LINE.replace("by = \"sam\"\n", "")).len(), 1);
        assert_eq!(
            words("kind = "),
            [
                ":1: it is not TOML: string values must be quoted, expected literal string; mend the line, or bring the file back from git"
            ]
        );
    }

    #[test]
    fn a_path_names_a_paper() {
        let check = |path: &str, expected: bool| assert_eq!(place_of(path).is_some(), expected, "{path}");
        check("reviews/2026/k7m2qx.toml", true);
        check("reviews/26/k7m2qx.toml", false);
        check("reviews/2026/notes.md", false);
        check("reviews/notes.toml", false);
        check("reviews/2026/more/k7m2qx.toml", false);
    }
}
