//! What is said back when a text is not a date: which part was not understood, and what could be typed.

use super::phrase;
use super::token::Token;
use super::words::{WORDS, senses};
use super::{Typing, is_lead, whole};
use crate::domain::misread::{Misread, nearest};

const EXAMPLES: &str = "type a day such as 15 mar, fri, +3w or end of q2";

/// The message for a text that no form fits.
pub(super) fn misread(text: &str, tokens: &[Token], ctx: &Typing) -> Misread {
    let all = tokens.first().map_or(0..text.len(), |first| first.range.start..tokens[tokens.len() - 1].range.end);
    let skipped = tokens.iter().take_while(|token| is_lead(token)).count();
    let Some(first) = tokens.get(skipped) else {
        return Misread::new(all, "no day is named", EXAMPLES);
    };
    if let Some(misread) = unknown_word(text, tokens, ctx) {
        return misread;
    }
    let figures = text[all.clone()].trim_start_matches('+');
    if figures.len() <= 4 && !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit()) {
        let why = format!("`{}` could be days, weeks or a day of a month", &text[all.clone()]);
        return Misread::new(all, why, "say which").suggesting([format!("+{figures}d"), format!("+{figures}w")]);
    }
    if let Some(hit) = phrase::longest(&tokens[skipped..]) {
        let done = skipped + hit.used;
        let rest = tokens[done].range.start..all.end;
        let understood = &text[first.range.start..tokens[done - 1].range.end];
        let why = format!("`{}` after `{understood}` was not understood", &text[rest.clone()]);
        return Misread::new(rest, why, "leave it out, or write a single day").suggesting([understood]);
    }
    Misread::new(all.clone(), format!("`{}` is not a day", text[all].escape_debug()), EXAMPLES)
}

/// The first word that no date has, with the text as it would be with the nearest word that one has.
fn unknown_word(text: &str, tokens: &[Token], ctx: &Typing) -> Option<Misread> {
    let unknown = tokens.iter().find(|token| token.word().is_some_and(|word| senses(word).next().is_none()))?;
    let typed = &text[unknown.range.clone()];
    let mended = nearest(typed, WORDS.iter().map(|(word, _)| *word).filter(|word| word.chars().count() > 2))
        .map(|word| format!("{}{word}{}", &text[..unknown.range.start], &text[unknown.range.end..]))
        .filter(|mended| matches!(whole(mended, ctx), Some(Ok(_))));
    let why = format!("`{typed}` is not a word for a day");
    Some(match mended {
        Some(mended) => {
            let mended = mended.trim().to_owned();
            Misread::new(unknown.range.clone(), why, format!("did you mean `{mended}`?")).suggesting([mended])
        }
        None => Misread::new(unknown.range.clone(), why, EXAMPLES),
    })
}
