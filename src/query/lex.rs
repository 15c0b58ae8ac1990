//! The smallest parts of a query: names, operators, words, quoted phrases.

use std::ops::Range;

use winnow::Result;
use winnow::combinator::{alt, delimited, peek, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{any, none_of, one_of, take_while};

use super::field::{Field, Op};

/// The text that is left, knowing where it stands in the whole.
pub(super) type Input<'a> = LocatingSlice<&'a str>;

/// What may open and close a phrase; typographic quotes come in by pasting.
const QUOTES: [char; 4] = ['"', '“', '”', '„'];

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.contains(&c)
}

/// Blanks of any kind, or none.
pub(super) fn blanks(input: &mut Input) -> Result<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

/// A run without blanks, parentheses and quotes.
pub(super) fn word<'a>(input: &mut Input<'a>) -> Result<(&'a str, Range<usize>)> {
    take_while(1.., |c: char| !c.is_whitespace() && !matches!(c, '(' | ')') && !is_quote(c))
        .with_span()
        .parse_next(input)
}

/// One value of a list, as it stands without quotes.
pub(super) fn value<'a>(input: &mut Input<'a>) -> Result<(&'a str, Range<usize>)> {
    take_while(1.., |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | ',') && !is_quote(c))
        .with_span()
        .parse_next(input)
}

/// A phrase in quotes; a backslash makes a quote or a backslash ordinary.
pub(super) fn quoted(input: &mut Input) -> Result<(String, Range<usize>)> {
    let escaped = preceded('\\', one_of(['"', '“', '”', '„', '\\']));
    let plain = none_of(QUOTES);
    delimited(one_of(QUOTES), repeat(0.., alt((escaped, plain))), one_of(QUOTES)).with_span().parse_next(input)
}

/// A field's name and the operator after it; only known names may have blanks between.
pub(super) fn head<'a>(input: &mut Input<'a>) -> Result<(&'a str, Range<usize>, Op, Range<usize>)> {
    let (name, at) = name.parse_next(input)?;
    let order = preceded(blanks, (peek(one_of(['<', '>', '=', '!'])), op)).map(|(_, op)| op);
    let (sign, sign_at) =
        if Field::named(name).is_some() { alt((op, order)).parse_next(input)? } else { op.parse_next(input)? };
    Ok((name, at, sign, sign_at))
}

fn name<'a>(input: &mut Input<'a>) -> Result<(&'a str, Range<usize>)> {
    let letter = |c: char| c.is_alphabetic();
    (one_of(letter), take_while(0.., move |c: char| letter(c) || matches!(c, '-' | '_')))
        .take()
        .with_span()
        .parse_next(input)
}

fn op(input: &mut Input) -> Result<(Op, Range<usize>)> {
    alt((
        ":".value(Op::Has),
        "!=".value(Op::Not),
        "<=".value(Op::AtMost),
        ">=".value(Op::AtLeast),
        "<".value(Op::Less),
        ">".value(Op::More),
        "==".value(Op::Is),
        "=".value(Op::Is),
    ))
    .with_span()
    .parse_next(input)
}

/// A minus sign that denies what follows it without a blank.
pub(super) fn minus(input: &mut Input) -> Result<()> {
    ('-', peek(any.verify(|c: &char| !c.is_whitespace() && *c != ')'))).void().parse_next(input)
}
