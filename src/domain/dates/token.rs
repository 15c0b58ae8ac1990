//! Typed text cut into numbers, words and signs, each knowing its place and whether it is glued to the one before.

use std::ops::Range;

/// One number, word or sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether it follows the token before without a blank.
    pub is_glued: bool,
}

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Digits: the value (none when it is beyond any date) and how many there are.
    Number(Option<u32>, usize),
    /// Letters, in lower case.
    Word(String),
    /// Any other character that is not a blank.
    Sign(char),
}

impl Token {
    /// The number and how many digits it was written with.
    pub fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            Kind::Number(Some(value), digits) => Some((value, digits)),
            Kind::Number(None, _) | Kind::Word(_) | Kind::Sign(_) => None,
        }
    }

    /// The word, in lower case.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            Kind::Number(..) | Kind::Sign(_) => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Digit,
    Letter,
    Sign,
}

fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Blank
    } else if c.is_ascii_digit() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Sign
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut is_glued = false;
    while let Some((start, c)) = chars.next() {
        let kind = class(c);
        if kind == Class::Blank {
            is_glued = false;
            continue;
        }
        let mut end = start + c.len_utf8();
        while kind != Class::Sign
            && let Some((at, next)) = chars.next_if(|(_, next)| class(*next) == kind)
        {
            end = at + next.len_utf8();
        }
        let piece = &text[start..end];
        let kind = match kind {
            Class::Digit => Kind::Number(piece.parse().ok(), piece.len()),
            Class::Letter => Kind::Word(piece.to_lowercase()),
            Class::Sign | Class::Blank => Kind::Sign(dashed(c)),
        };
        found.push(Token { range: start..end, kind, is_glued });
        is_glued = true;
    }
    found
}

/// The plain sign for the dashes and apostrophes that word processors put in.
const fn dashed(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        '\u{2019}' => '\'',
        other => other,
    }
}
