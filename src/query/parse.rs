//! From text to a tree: `or` binds loosest, then `and`, then `not`.

use std::ops::Range;

use winnow::stream::{LocatingSlice, Location, Stream};

use super::Reading;
use super::error::{Error, ticked};
use super::field::{Field, Key, Kind, Op, TABLE};
use super::lex::{self, Input};
use super::value::{self, Piece, Value};
use crate::text;

/// A query as a tree; conjunctions hold no conjunctions, alternatives no alternatives.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    /// All of these; nothing asks for nothing.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word or a phrase anywhere.
    Word(Word),
    /// A field.
    Test(Test),
}

/// A word or a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub typed: Box<str>,
    pub folded: Box<str>,
}

/// A field, an operator and what it is compared with.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Test {
    pub key: Key,
    pub op: Op,
    pub values: Vec<Value>,
}

impl Default for Node {
    fn default() -> Self {
        Self::And(Vec::new())
    }
}

impl Node {
    pub(super) fn collect_words<'a>(&'a self, words: &mut Vec<&'a str>) {
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().for_each(|node| node.collect_words(words)),
            Self::Word(word) => words.push(&word.folded),
            Self::Test(test) => words.extend(test.values.iter().filter_map(Value::text)),
            Self::Not(_) => {}
        }
    }

    fn all(mut nodes: Vec<Self>) -> Self {
        if nodes.len() == 1 {
            return nodes.remove(0);
        }
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::And(inner) => inner,
            other => vec![other],
        });
        Self::And(flat.collect())
    }

    fn any(mut nodes: Vec<Self>) -> Self {
        if nodes.len() == 1 {
            return nodes.remove(0);
        }
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::Or(inner) => inner,
            other => vec![other],
        });
        Self::Or(flat.collect())
    }

    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// Parentheses and denials within each other, so that no text exhausts the stack.
const DEEPEST: usize = 60;

pub(super) fn parse(text: &str, reading: &Reading) -> Result<Node, Error> {
    let mut parser = Parser { text, input: LocatingSlice::new(text), reading };
    parser.skip();
    if parser.is_done() {
        return Ok(Node::default());
    }
    let node = parser.alternatives(0)?;
    if parser.peek() == Some(')') {
        let at = parser.at();
        return Err(Error::new(at..at + 1, "this parenthesis was never opened").expecting(["`(` before it"]));
    }
    Ok(node)
}

struct Parser<'a> {
    text: &'a str,
    input: Input<'a>,
    reading: &'a Reading<'a>,
}

impl<'a> Parser<'a> {
    fn at(&self) -> usize {
        self.input.current_token_start()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at()..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    fn skip(&mut self) {
        let _ = lex::blanks(&mut self.input);
    }

    /// What the part reads, or nothing, the input then left where it was.
    fn eat<T>(&mut self, mut part: impl FnMut(&mut Input<'a>) -> winnow::Result<T>) -> Option<T> {
        let start = self.input.checkpoint();
        let found = part(&mut self.input).ok();
        if found.is_none() {
            self.input.reset(&start);
        }
        found
    }

    /// The joining word that comes next, in any case: `and`, `or` or `not`.
    fn keyword(&self) -> Option<&'static str> {
        let end = self.rest().find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || lex::is_quote(c));
        let next = &self.rest()[..end.unwrap_or(self.rest().len())];
        ["and", "or", "not"].into_iter().find(|word| next.eq_ignore_ascii_case(word))
    }

    fn eat_keyword(&mut self, wanted: &str) -> Option<Range<usize>> {
        if self.keyword() != Some(wanted) {
            return None;
        }
        let (_, at) = self.eat(lex::word)?;
        self.skip();
        Some(at)
    }

    fn alternatives(&mut self, depth: usize) -> Result<Node, Error> {
        let mut nodes = vec![self.conjunction(depth)?];
        while self.eat_keyword("or").is_some() {
            nodes.push(self.conjunction(depth)?);
        }
        Ok(Node::any(nodes))
    }

    fn conjunction(&mut self, depth: usize) -> Result<Node, Error> {
        let mut nodes = vec![self.unit(depth)?];
        loop {
            self.skip();
            if self.eat_keyword("and").is_none()
                && (self.is_done() || self.peek() == Some(')') || self.keyword() == Some("or"))
            {
                return Ok(Node::all(nodes));
            }
            nodes.push(self.unit(depth)?);
        }
    }

    fn unit(&mut self, depth: usize) -> Result<Node, Error> {
        let at = self.at();
        if depth > DEEPEST {
            return Err(Error::new(at..self.text.len(), "this is nested too deeply").expecting(["fewer parentheses"]));
        }
        if self.eat_keyword("not").is_some() || self.eat(lex::minus).is_some() {
            return self.unit(depth + 1).map(Node::not);
        }
        if self.peek() == Some('(') {
            return self.group(depth);
        }
        if self.is_done() || self.peek() == Some(')') || self.keyword().is_some() {
            return Err(self.missing());
        }
        if self.peek().is_some_and(lex::is_quote) {
            let (phrase, at) = self.phrase()?;
            return Ok(Node::Word(word(&phrase, at)?));
        }
        if let Some((name, at, op, op_at)) = self.eat(lex::head) {
            return self.test(name, at, op, op_at).map(Node::Test);
        }
        let (typed, at) = self.eat(lex::word).expect("what is neither blank, quote nor parenthesis begins a word");
        for (sign, key) in [('#', Key::Tag), ('@', Key::Owner)] {
            if let Some(rest) = typed.strip_prefix(sign).filter(|rest| !rest.is_empty()) {
                let piece = Piece { text: rest.into(), at: at.start + 1..at.end, is_quoted: false };
                let value = value::read(Field::of(key), Op::Has, &piece, self.reading)?;
                return Ok(Node::Test(Test { key, op: Op::Has, values: vec![value] }));
            }
        }
        Ok(Node::Word(word(typed, at)?))
    }

    fn group(&mut self, depth: usize) -> Result<Node, Error> {
        let open = self.at();
        let _ = self.input.next_token();
        self.skip();
        let node = self.alternatives(depth + 1)?;
        if self.peek() != Some(')') {
            return Err(Error::new(open..open + 1, "this parenthesis is not closed").expecting(["`)`"]));
        }
        let _ = self.input.next_token();
        Ok(node)
    }

    /// Nothing stands where a word or a field should.
    fn missing(&self) -> Error {
        let at = self.at();
        let end = if self.is_done() { at } else { at + self.keyword().map_or(1, str::len) };
        let before = self.text[..at].split_whitespace().next_back();
        let why = match (before, self.text.get(at..end)) {
            (_, Some(")")) => "nothing stands between the parentheses".into(),
            (Some(before), _) if !self.text[..at].trim_end().ends_with('(') => {
                format!("something is missing after {}", ticked(before))
            }
            (_, Some(next)) => format!("something is missing before {}", ticked(next)),
            (_, None) => "something is missing here".into(),
        };
        Error::new(at..end, why).expecting(["a word", "a field such as state:agreed", "a phrase in quotes"])
    }

    fn phrase(&mut self) -> Result<(String, Range<usize>), Error> {
        let start = self.at();
        let Some((phrase, at)) = self.eat(lex::quoted) else {
            return Err(Error::new(start..self.text.len(), "this quote is not closed").expecting(["`\"` at its end"]));
        };
        if phrase.trim().is_empty() {
            return Err(Error::new(at, "nothing stands between the quotes").expecting(["a word or several"]));
        }
        Ok((phrase, at))
    }

    fn test(&mut self, name: &str, at: Range<usize>, op: Op, op_at: Range<usize>) -> Result<Test, Error> {
        let Some(field) = Field::named(name) else { return Err(self.unknown(name, at, op)) };
        if !field.kind.ops().contains(&op) {
            let why = format!("`{}` has no order, so {} doesn't go with it", field.name, ticked(op.sign()));
            let signs = field.kind.ops().iter().map(|op| format!("`{}`", op.sign()));
            return Err(Error::new(op_at, why).expecting(signs));
        }
        self.skip();
        let mut values = vec![self.value(field, op)?];
        while self.peek() == Some(',') {
            let comma = self.at();
            if op.is_order() {
                let why = format!("{} takes one value, not a list", ticked(op.sign()));
                return Err(Error::new(comma..comma + 1, why).expecting(["`:` before a list"]));
            }
            let _ = self.input.next_token();
            self.skip();
            values.push(self.value(field, op)?);
        }
        Ok(Test { key: field.key, op, values })
    }

    fn value(&mut self, field: &Field, op: Op) -> Result<Value, Error> {
        if self.peek().is_some_and(lex::is_quote) {
            let (phrase, at) = self.phrase()?;
            return value::read(field, op, &Piece { text: phrase, at, is_quoted: true }, self.reading);
        }
        let Some((typed, at)) = self.eat(lex::value) else {
            let here = self.at();
            let end = here + self.peek().map_or(0, char::len_utf8);
            let why = format!("`{}` has no value here", field.name);
            return Err(Error::new(here..end, why).expecting(value::expected(field)));
        };
        let (typed, at) = self.with_thousands(field, typed, at);
        if let Some(end) = value::longest(field, self.text, &at, self.reading) {
            while self.at() < end {
                let _ = self.input.next_token();
            }
            let piece = Piece { text: self.text[at.start..end].into(), at: at.start..end, is_quoted: false };
            return value::read(field, op, &piece, self.reading);
        }
        value::read(field, op, &Piece { text: typed.into(), at, is_quoted: false }, self.reading)
    }

    /// An amount with the commas that set its thousands apart: `50,000`.
    fn with_thousands(&mut self, field: &Field, typed: &'a str, at: Range<usize>) -> (&'a str, Range<usize>) {
        if field.kind != Kind::Money || !typed.ends_with(|c: char| c.is_ascii_digit()) {
            return (typed, at);
        }
        let figures = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
        let mut end = at.end;
        while self.text[end..].strip_prefix(',').is_some_and(|rest| figures(rest) == 3) {
            end += 4;
        }
        if end == at.end {
            return (typed, at);
        }
        while self.at() < end {
            let _ = self.input.next_token();
        }
        // What stands right behind the figures belongs to them: `50,000€`.
        let end = self.eat(lex::value).map_or(end, |(_, tail)| tail.end);
        (&self.text[at.start..end], at.start..end)
    }

    fn unknown(&mut self, name: &str, at: Range<usize>, op: Op) -> Error {
        let names = TABLE.iter().map(|field| field.name);
        let why = format!("{} is not a field", ticked(name));
        if let Some(near) = text::nearest(name, names.clone()) {
            return Error::new(at, why).expecting(names).suggesting(Some(near));
        }
        // The word of a value, taken for a field: `agreed:yes`.
        let owner = TABLE.iter().find(|field| field.kind.words().iter().any(|word| word.eq_ignore_ascii_case(name)));
        if let Some(field) = owner.filter(|_| op == Op::Has) {
            let end = self.eat(lex::word).map_or(self.at(), |(_, at)| at.end);
            let meant = format!("{}:{}", field.name, name.to_lowercase());
            return Error::new(at.start..end, why).expecting(names).suggesting(Some(meant));
        }
        let end = self.eat(lex::word).map_or(self.at(), |(_, at)| at.end);
        let phrase = super::print::quote(&self.text[at.start..end]);
        Error::new(at.start..end, why).expecting(names).suggesting(Some(phrase))
    }
}

fn word(typed: &str, at: Range<usize>) -> Result<Word, Error> {
    let folded = super::haystack::folded(typed);
    if folded.is_empty() {
        return Err(Error::new(at, "this has no letters to look for").expecting(["a word"]));
    }
    Ok(Word { typed: typed.into(), folded: folded.into() })
}
