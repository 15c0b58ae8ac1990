//! A whole promise in one line, in any order: `Acme: SAML SSO by end of Q2 @dana deal-breaker 120k #auth`.
//!
//! Reading never fails. What is understood becomes a piece with its place, what must be asked back a question with what
//! could stand there, and every other word stays in the scope. The rules:
//! - The customer stands before the first colon, or is a known one at the beginning of the line.
//! - The date is a date phrase after `by`, `until`, `before`, `due` or `on`, or one at the end of the words.
//! - `@handle` is the tech owner or the sales owner, by the role of that person; `#tag` is a tag.
//! - `deal-breaker`, `deal-challenge` and `nice-to-have` stand by themselves. The words of firmness don't, for they
//!   are everyday words: `!contract` or `firmness:contract`.
//! - `€120k` and `120 EUR` are the value; so is `120k` unless another word follows, as in `10k users`; `120` never is.
//! - [`FIELDS`] lists what can be named: `deal:"Northgate renewal"`, `done:"works with Okta"`, `told:yes`.
//! - What stands in quotes, and a word after a backslash, is left as it is: `"by fri"`, `\#1`.

mod complete;
mod field;
mod fold;
mod line;
mod people;
mod preview;
mod scan;
mod write;

use std::ops::Range;

pub use complete::{Completion, completions};
pub use field::{FIELDS, Field};
pub use fold::{fold, is_same};
pub use preview::{Seen, preview};
pub use write::write;

use super::dates::{Typed, Typing};
use super::grade::{Firmness, Stake};
use super::money::Money;
use line::Word;

/// What a line is read against: the day, and the names that the book knows.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// For the dates in it.
    pub typing: Typing<'a>,
    /// The customers of the book.
    pub customers: &'a [&'a str],
    /// Everybody in the book.
    pub people: &'a [Known<'a>],
    /// The tags in use.
    pub tags: &'a [&'a str],
    /// The deals in the book and in the last import.
    pub deals: &'a [&'a str],
    /// The capabilities in use.
    pub capabilities: &'a [&'a str],
}

/// A person whom the book knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known<'a> {
    /// The handle, without `@`.
    pub handle: &'a str,
    /// The whole name, or nothing.
    pub name: &'a str,
    /// Whether the person may be a sales owner.
    pub is_sales: bool,
    /// Whether the person may be a tech owner.
    pub is_tech: bool,
}

/// What a line says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Captured {
    /// Who it is promised to; a known customer in the book's spelling.
    pub customer: Option<String>,
    /// What is promised: every word that is nothing else.
    pub scope: String,
    /// The promised date.
    pub due: Option<Typed>,
    /// The handle of the tech owner.
    pub tech: Option<String>,
    /// The handle of the sales owner.
    pub sales: Option<String>,
    /// The deal behind it.
    pub deal: Option<String>,
    /// What the deal is worth.
    pub value: Option<Money>,
    /// How firmly it is promised.
    pub firmness: Option<Firmness>,
    /// What hangs on it.
    pub stake: Option<Stake>,
    /// The capability to be built.
    pub capability: Option<String>,
    /// The tags, without `#`, in lower case, each once.
    pub tags: Vec<String>,
    /// When it counts as done.
    pub done_when: Option<String>,
    /// Whether the customer was told.
    pub told: Option<Told>,
    /// What could not be taken over until its question is answered, as it was typed.
    pub unread: Vec<String>,
    /// Where in the line each of these stands, in order.
    pub pieces: Vec<Piece>,
    /// What must be asked back, in order.
    pub questions: Vec<Question>,
}

/// Whether the customer was told what is promised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Told today: `told:yes`.
    Yes,
    /// Only asked for: `told:no`.
    No,
    /// Told on a day: `told:fri` is last Friday.
    On(Typed),
}

/// A part of the line and what it was understood as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The bytes of the line.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a part of a line was understood as; the words of the scope are no pieces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    /// The customer.
    Customer,
    /// A scope given by its name.
    Scope,
    /// The promised date.
    Due,
    /// A word that only leads to another piece: `by`.
    Lead,
    /// The tech owner.
    Tech,
    /// The sales owner.
    Sales,
    /// The deal.
    Deal,
    /// The value.
    Value,
    /// How firmly it is promised.
    Firmness,
    /// What hangs on it.
    Stake,
    /// The capability.
    Capability,
    /// A tag.
    Tag,
    /// When it counts as done.
    Done,
    /// Whether the customer was told.
    Told,
    /// Something that must be asked back.
    Unclear,
}

/// Something in the line that must be asked back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The bytes of the line it is about.
    pub range: Range<usize>,
    /// What is the matter.
    pub why: String,
    /// What can be typed instead, in words.
    pub remedy: String,
    /// Texts that could stand in place of these bytes, the likeliest first.
    pub suggestions: Vec<String>,
}

impl Question {
    /// The line with a suggestion in place of what it is about.
    #[must_use]
    pub fn answered(&self, line: &str, suggestion: &str) -> String {
        let (before, after) = (line.get(..self.range.start), line.get(self.range.end..));
        format!("{}{suggestion}{}", before.unwrap_or(line), after.unwrap_or(""))
    }
}

impl Captured {
    /// Whether two lines say the same, wherever in them it stands.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        let bare = |it: &Self| Self { pieces: Vec::new(), questions: Vec::new(), ..it.clone() };
        bare(self) == bare(other)
    }
}

/// What a line says.
#[must_use]
pub fn read(line: &str, ctx: &Context) -> Captured {
    let mut reading = Reading { line, ctx, words: line::words(line), found: Captured::default() };
    scan::split_glued(&mut reading);
    scan::stakes(&mut reading);
    scan::customer_before_colon(&mut reading);
    field::take(&mut reading);
    people::take(&mut reading);
    scan::marks(&mut reading);
    scan::known_customer(&mut reading);
    scan::due(&mut reading);
    scan::value(&mut reading);
    scan::scope(&mut reading);
    let mut found = reading.found;
    found.pieces.sort_by_key(|piece| (piece.range.start, piece.range.end));
    found.questions.sort_by_key(|question| (question.range.start, question.range.end));
    found
}

/// A line on its way to being understood: its words, of which those taken already belong to something.
struct Reading<'a> {
    line: &'a str,
    ctx: &'a Context<'a>,
    words: Vec<Word>,
    found: Captured,
}

impl Reading<'_> {
    /// Notes what a part of the line is.
    fn piece(&mut self, range: Range<usize>, what: What) {
        self.found.pieces.push(Piece { range, what });
    }

    /// Takes words for something.
    fn take(&mut self, words: Range<usize>, what: What) {
        let range = self.words[words.start].range.start..self.words[words.end - 1].range.end;
        self.piece(range, what);
        for word in &mut self.words[words] {
            word.is_taken = true;
        }
    }

    /// Asks back a part of the line; what was typed there is kept aside.
    fn ask(&mut self, question: Question, unread: Option<String>) {
        self.found.unread.extend(unread);
        self.found.questions.push(question);
    }

    /// The words not taken that a person may have meant in any way.
    fn is_free(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| !word.is_taken && !word.is_literal)
    }
}
