//! What a word is looked for in: the words of a commitment, folded once.

use crate::domain::commitment::Commitment;
use crate::domain::person::{Handle, People};
use crate::text;

/// The words of one commitment in lower case without accents, as matching wants them.
///
/// One block of text: customer, scope, deal, capability, notes and the rest, each on lines of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Haystack {
    text: Box<str>,
    /// Where the parts end.
    ends: [u32; 5],
}

/// A part of the haystack that a field asks of alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Customer,
    Scope,
    Deal,
    Capability,
    Notes,
}

impl Haystack {
    /// The words of a commitment; owners are found by their full names too.
    #[must_use]
    pub fn of(commitment: &Commitment, people: &People) -> Self {
        Self::through(&mut Words::default(), commitment, people)
    }

    /// The same by way of a text that is used again and again.
    pub(super) fn through(words: &mut Words, commitment: &Commitment, people: &People) -> Self {
        let settings = &commitment.settings;
        words.clear();
        words.line(&commitment.customer);
        words.end();
        words.line(&commitment.terms.scope);
        words.end();
        words.lines(settings.deal.as_deref());
        words.end();
        words.lines(settings.capability.as_deref());
        words.end();
        let standing = commitment.moves.iter().filter(|made| !commitment.retracted.contains(&made.id));
        words.lines(standing.filter_map(|made| made.note.as_deref()));
        words.end();
        words.lines(settings.tags.iter().map(AsRef::as_ref));
        words.lines(settings.links.iter().map(AsRef::as_ref));
        for owner in [&settings.sales, &settings.tech].into_iter().flatten() {
            words.line(owner.as_str());
            words.lines(people.get(owner).and_then(|person| person.name.as_deref()));
        }
        for terms in [Some(&commitment.terms), commitment.offer()].into_iter().flatten() {
            words.lines(terms.said.as_deref());
            words.lines(terms.done_when.as_deref());
            words.lines(terms.conditions.iter().map(AsRef::as_ref));
        }
        words.lines(commitment.offer().map(|offer| &*offer.scope).filter(|scope| **scope != *commitment.terms.scope));
        let conditions = commitment.feasibility.iter().flat_map(|given| &given.conditions);
        words.lines(conditions.map(|condition| &*condition.text));
        Self { text: words.text.as_str().into(), ends: words.ends }
    }

    /// All of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the folded text stands anywhere in it.
    pub(super) fn contains(&self, folded: &str) -> bool {
        self.text.contains(folded)
    }

    /// One part of it.
    pub(super) fn part(&self, part: Part) -> &str {
        let end = self.ends[part as usize] as usize;
        let start = (part as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..end]
    }
}

/// A haystack that grows.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: [u32; 5],
    done: usize,
}

impl Words {
    fn clear(&mut self) {
        self.text.clear();
        self.done = 0;
    }

    fn line(&mut self, text: &str) {
        push_folded(&mut self.text, text);
        self.text.push('\n');
    }

    fn lines<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            self.line(text);
        }
    }

    /// A part is complete.
    fn end(&mut self) {
        // Beyond four gigabytes of remarks the parts are no longer told apart; the words are still found.
        self.ends[self.done] = u32::try_from(self.text.len()).unwrap_or(0);
        self.done += 1;
    }
}

/// The text folded, runs of blanks as one.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_folded(&mut out, text);
    out
}

fn push_folded(out: &mut String, text: &str) {
    if text.is_ascii() && !has_odd_blanks(text.as_bytes()) {
        // Most texts by far: no detour over another string.
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    let folded = text::fold(text);
    for (n, word) in folded.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether there are blanks that folding would change: others than single spaces between words.
fn has_odd_blanks(text: &[u8]) -> bool {
    let ends = [text.first(), text.last()].into_iter().flatten().any(|byte| *byte <= b' ');
    ends || text.windows(2).any(|two| two[1] < b' ' || (two[0] == b' ' && two[1] == b' '))
}

/// Whether the text, folded, is this one.
pub(super) fn is_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(folded) } else { self::folded(text) == folded }
}

/// Whether the text, folded, begins with this one.
pub(super) fn begins_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        text.get(..folded.len()).is_some_and(|start| start.eq_ignore_ascii_case(folded))
    } else {
        self::folded(text).starts_with(folded)
    }
}

/// Whether the handle, folded, is this one.
pub(super) fn is_handle(handle: &Handle, folded: &str) -> bool {
    is_folded(handle.as_str(), folded)
}
