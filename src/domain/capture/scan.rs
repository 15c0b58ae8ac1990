//! What stands in the line without a name: the customer, marks, stakes, the date, the value, and then the scope.

use std::ops::Range;

use super::field::{add_tag, near, spelling};
use super::fold::folded;
use super::line::Word;
use super::{Field, Question, Reading, What, fold};
use crate::domain::dates::{self, Found, How, Trust};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::misread::Misread;
use crate::domain::money::typed::{self, Sign};

/// More words than this before a colon are a sentence rather than a name.
const LONGEST_NAME: usize = 6;

/// The customer before the first colon: `Acme: SAML SSO`.
pub(super) fn customer_before_colon(reading: &mut Reading) {
    let ends_in_colon = |text: &str| text.strip_suffix(':').is_some_and(|name| !name.contains(':'));
    let is_colon = |word: &Word| !word.is_literal && word.named.is_none() && ends_in_colon(&word.text);
    let is_escaped = |word: &Word| reading.line[word.range.clone()].ends_with("\\:");
    let Some(last) = reading.words.iter().position(|word| is_colon(word) && !is_escaped(word)) else {
        return;
    };
    let is_name = |word: &Word| {
        !word.is_taken && word.named.is_none() && !(word.text.len() > 1 && word.text.starts_with(['@', '#', '!']))
    };
    let words: Vec<usize> = (0..=last).filter(|n| is_name(&reading.words[*n])).collect();
    let joined = words.iter().map(|n| reading.words[*n].text.as_str()).collect::<Vec<_>>().join(" ");
    let name = joined.trim_end_matches(':').trim();
    let bare = name.trim_matches('"').trim();
    let bare = if bare.is_empty() { name } else { bare };
    let known = spelling(reading.ctx.customers, bare);
    let begins_known = || known_at(reading, words[0]).is_some();
    if bare.is_empty() || (known.is_none() && (words.len() > LONGEST_NAME || begins_known())) {
        return;
    }
    if known.is_none() {
        ask_near(reading, bare, words[0], last);
    }
    reading.found.customer = Some(known.unwrap_or(bare).to_owned());
    for n in words {
        let range = reading.words[n].range.clone();
        reading.words[n].is_taken = true;
        // One piece, where the name is not broken by something else.
        let line = reading.line;
        let is_next = |piece: &&mut super::Piece| {
            let between = line.get(piece.range.end..range.start);
            piece.what == What::Customer && between.is_some_and(|text| text.trim().is_empty())
        };
        match reading.found.pieces.last_mut().filter(is_next) {
            Some(piece) => piece.range.end = range.end,
            None => reading.piece(range, What::Customer),
        }
    }
}

/// Cuts `Acme:SAML` at the beginning of the line in two.
pub(super) fn split_glued(reading: &mut Reading) {
    let Some(first) = reading.words.first().filter(|word| !word.is_literal && word.named.is_none()) else {
        return;
    };
    let range = first.range.clone();
    let typed = &reading.line[range.clone()];
    let Some((name, rest)) = typed.split_once(':') else {
        return;
    };
    let is_name = name.chars().count() > 1 && name.starts_with(char::is_alphabetic) && !name.ends_with('\\');
    // Not a path, not an address and not a slip of a field's name.
    if !is_name || near(name).is_some() || !rest.starts_with(|c: char| c.is_alphabetic() || "@#\"".contains(c)) {
        return;
    }
    let at = range.start + name.len() + 1;
    let mut words = vec![Word { text: format!("{name}:"), range: range.start..at, ..first.clone() }];
    words.extend(super::line::words(&reading.line[at..]).into_iter().map(|word| shifted(word, at)));
    reading.words = words;
}

fn shifted(mut word: Word, by: usize) -> Word {
    let moved = |range: &Range<usize>| range.start + by..range.end + by;
    word.range = moved(&word.range);
    if let Some(named) = &mut word.named {
        named.value = moved(&named.value);
    }
    word
}

/// Asks back a new customer that is nearly a known one.
fn ask_near(reading: &mut Reading, name: &str, first: usize, last: usize) {
    let folded = fold(name);
    let allowed = match folded.chars().count() {
        0..=4 => return,
        5..=8 => 1,
        _ => 2,
    };
    let about_as_long = |known: &&&str| known.len().abs_diff(name.len()) <= 4;
    let customers = reading.ctx.customers.iter().filter(about_as_long);
    let near = customers.map(|known| (strsim::osa_distance(&fold(known), &folded), *known)).min();
    if let Some((_, near)) = near.filter(|(distance, _)| *distance <= allowed) {
        let range = reading.words[first].range.start..reading.words[last].range.end;
        let question = Question {
            range,
            why: format!("{name} is not in the book, and {near} is"),
            remedy: format!("did you mean {near}? write customer:{} for a new one", super::line::quoted(name)),
            suggestions: vec![format!("{near}:"), format!("customer:{}", super::line::quoted(name))],
        };
        reading.ask(question, None);
    }
}

/// A known customer at the beginning of the words, without a colon.
pub(super) fn known_customer(reading: &mut Reading) {
    if reading.found.customer.is_some() {
        return;
    }
    let Some(first) = (0..reading.words.len()).find(|n| !reading.words[*n].is_taken) else {
        return;
    };
    if let Some((last, name)) = known_at(reading, first) {
        reading.found.customer = Some(name);
        reading.take(first..last, What::Customer);
    }
}

/// The longest known customer that begins at a word: the word after it, and the name.
fn known_at(reading: &Reading, first: usize) -> Option<(usize, String)> {
    let free = (first..reading.words.len()).take_while(|n| reading.is_free(*n) && reading.words[*n].named.is_none());
    let words: Vec<String> = free.map(|n| fold(&reading.words[n].text)).collect();
    let begins = |name: &&&str| folded(name).next() == words.first().and_then(|word| word.chars().next());
    let fits = |name: &&str| {
        let folded = fold(name);
        let parts: Vec<&str> = folded.split(' ').collect();
        let (last, before) = parts.split_last()?;
        let bare = |word: &str| word.trim_end_matches([',', ';', ':']).to_owned();
        let is_there = folded.chars().count() > 1
            && words.len() >= parts.len()
            && before.iter().zip(&words).all(|(part, word)| part == word)
            && bare(&words[before.len()]) == bare(last);
        is_there.then_some((first + parts.len(), (*name).to_owned()))
    };
    reading.ctx.customers.iter().filter(begins).filter_map(fits).max_by_key(|(last, _)| *last)
}

/// `#tag`, `!contract`, `!deal-breaker`.
pub(super) fn marks(reading: &mut Reading) {
    for at in 0..reading.words.len() {
        if !reading.is_free(at) {
            continue;
        }
        let text = reading.words[at].text.trim_end_matches([',', '.', ';', ':', ')', '?']).to_owned();
        let Some((mark, word)) = text.chars().next().map(|mark| (mark, text[mark.len_utf8()..].to_owned())) else {
            continue;
        };
        match mark {
            '#' if !word.trim_start_matches('#').is_empty() => {
                add_tag(&mut reading.found.tags, &word);
                reading.take(at..at + 1, What::Tag);
            }
            '!' if word.chars().count() > 2 => graded(reading, at, &text, &word),
            _ => {}
        }
    }
}

fn graded(reading: &mut Reading, at: usize, text: &str, word: &str) {
    let (firmness, stake) = (Firmness::parse(word), Stake::parse(word));
    let is_second =
        (firmness.is_ok() && reading.found.firmness.is_some()) || (stake.is_ok() && reading.found.stake.is_some());
    match (firmness, stake) {
        (Ok(firmness), _) if !is_second => {
            reading.found.firmness = Some(firmness);
            reading.take(at..at + 1, What::Firmness);
        }
        (_, Ok(stake)) if !is_second => {
            reading.found.stake = Some(stake);
            reading.take(at..at + 1, What::Stake);
        }
        (_, _) => {
            let range = reading.words[at].range.clone();
            let words = Firmness::ALL.map(Firmness::word).into_iter().chain(Stake::ALL.map(Stake::word));
            let (why, suggestions) = if is_second {
                (format!("`{text}` is a second one"), vec![String::new()])
            } else if let Some(near) = crate::domain::misread::nearest(word, words) {
                (format!("`{text}` is neither a firmness nor a stake"), vec![format!("!{near}")])
            } else {
                return; // an exclamation, as in !important
            };
            let remedy =
                suggestions.first().filter(|text| !text.is_empty()).map(|near| format!("did you mean `{near}`?"));
            let question = Question { range, why, remedy: remedy.unwrap_or("keep one of them".into()), suggestions };
            reading.take(at..at + 1, What::Unclear);
            reading.ask(question, Some(text.to_owned()));
        }
    }
}

/// `deal-breaker`, `nice to have`: the first one that stands by itself.
pub(super) fn stakes(reading: &mut Reading) {
    if is_named(reading, Field::Stake) {
        return;
    }
    for at in 0..reading.words.len() {
        for count in [3, 2, 1] {
            let words = at..at + count;
            if !words.clone().all(|n| reading.is_free(n)) {
                continue;
            }
            let joined = words.clone().map(|n| reading.words[n].text.as_str()).collect::<Vec<_>>().join("-");
            let plain = joined.trim_end_matches([',', '.', ';', '!']).to_lowercase();
            let found =
                Stake::ALL.into_iter().find(|stake| stake.word() == plain || stake.word().replace('-', "") == plain);
            if let Some(stake) = found {
                reading.found.stake = Some(stake);
                reading.take(words, What::Stake);
                return;
            }
        }
    }
}

/// The last date that something leads to, or else one at the end of the words.
pub(super) fn due(reading: &mut Reading) {
    if is_named(reading, Field::Due) {
        return;
    }
    let mut best: Option<(bool, Range<usize>, Found)> = None;
    for run in runs(reading) {
        let offset = reading.words[run.start].range.start;
        let text = &reading.line[offset..reading.words[run.end - 1].range.end];
        for mut found in dates::find(text, &reading.ctx.typing) {
            let lead = found.lead.as_ref().map(|lead| text[lead.clone()].to_lowercase());
            let opening = text[found.range.clone()].split_whitespace().next().unwrap_or("").to_lowercase();
            let lead = lead.or_else(|| Some(opening).filter(|word| word == "before" || word == "vor"));
            found.range = found.range.start + offset..found.range.end + offset;
            found.lead = found.lead.map(|lead| lead.start + offset..lead.end + offset);
            let start = found.lead.as_ref().map_or(found.range.start, |lead| lead.start);
            let words = covering(reading, start..found.range.end);
            let is_last = ends_words(reading, words.end);
            let is_due = match lead {
                Some(lead) => is_last || leads(&lead, &found),
                None => is_last && found.trust == Trust::Clear && has_scope(reading, &words),
            };
            let is_led = found.lead.is_some();
            if is_due && best.as_ref().is_none_or(|(best_is_led, ..)| is_led || !best_is_led) {
                best = Some((is_led, words, found));
            }
        }
    }
    let Some((_, words, found)) = best else {
        return;
    };
    for n in words.clone() {
        reading.words[n].is_taken = true;
    }
    let start = reading.words[words.start].range.start;
    if let Some(lead) = found.lead.clone() {
        reading.piece(lead, What::Lead);
    }
    match found.typed {
        Ok(typed) => {
            reading.piece(found.range, What::Due);
            reading.found.due = Some(typed);
        }
        Err(Misread { why, remedy, suggestions, .. }) => {
            let unread = reading.line[start..found.range.end].to_owned();
            reading.piece(found.range.clone(), What::Unclear);
            reading.ask(Question { range: found.range, why, remedy, suggestions }, Some(unread));
        }
    }
}

/// Whether a leading word within a sentence makes a date of what follows: `on march numbers` doesn't.
fn leads(lead: &str, found: &Found) -> bool {
    let is_sure = ["by", "until", "till", "due", "deadline", "than", "latest", "bis", "before", "vor"];
    let is_day = found.typed.as_ref().is_ok_and(|typed| !matches!(typed.how, How::Period { .. }));
    lead.split_whitespace().any(|word| is_sure.contains(&word)) || (is_day && lead.starts_with("on"))
}

/// Whether a field is given by its name.
fn is_named(reading: &Reading, field: Field) -> bool {
    reading.words.iter().any(|word| word.named.as_ref().is_some_and(|named| named.field == field))
}

/// Whether nothing but an amount of money is left from a word on.
fn ends_words(reading: &Reading, from: usize) -> bool {
    let rest: Vec<&Word> = reading.words[from..].iter().filter(|word| !word.is_taken).collect();
    let joined = rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let is_value = |text: &str| typed::read(text).is_ok_and(|(_, sign)| sign != Sign::Bare);
    rest.is_empty() || (rest.iter().all(|word| !word.is_literal) && is_value(joined.trim_end_matches([',', '.', ';'])))
}

/// Whether words besides these are left for the scope.
fn has_scope(reading: &Reading, words: &Range<usize>) -> bool {
    !reading.found.scope.is_empty()
        || (0..reading.words.len()).any(|n| !words.contains(&n) && !reading.words[n].is_taken)
}

/// The stretches of words that are free and stand side by side.
fn runs(reading: &Reading) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for n in (0..reading.words.len()).filter(|n| reading.is_free(*n)) {
        match runs.last_mut().filter(|run| run.end == n) {
            Some(run) => run.end = n + 1,
            None => runs.push(n..n + 1),
        }
    }
    runs
}

/// The words that a part of the line touches.
fn covering(reading: &Reading, range: Range<usize>) -> Range<usize> {
    let touches = |word: &Word| word.range.start < range.end && range.start < word.range.end;
    let first = reading.words.iter().position(touches).unwrap_or(0);
    let count = reading.words[first..].iter().take_while(|word| touches(word)).count();
    first..first + count
}

/// The first amount of money: one with a currency, or thousands that no other word follows.
pub(super) fn value(reading: &mut Reading) {
    if is_named(reading, Field::Value) {
        return;
    }
    for at in 0..reading.words.len() {
        for count in (1..=4).rev() {
            let words = at..at + count;
            if !words.clone().all(|n| reading.is_free(n)) {
                continue;
            }
            let range = reading.words[at].range.start..reading.words[words.end - 1].range.end;
            let text = reading.line[range].trim_end_matches([',', '.', ';', ')']);
            let Ok((money, sign)) = typed::read(text) else {
                continue;
            };
            // What something costs a piece is not what the deal is worth.
            let next = reading.words.get(words.end).filter(|word| !word.is_taken).map(|word| word.text.as_str());
            let is_rate =
                next.is_some_and(|word| ["each", "per", "a", "an", "apiece"].contains(&word) || word.starts_with('/'));
            let is_money = match sign {
                Sign::Currency => is_currency(text) && !is_rate,
                Sign::Magnitude => count == 1 && text.ends_with(['k', 'K', 'M']) && next.is_none(),
                Sign::Bare => false,
            };
            if is_money {
                reading.found.value = Some(money);
                reading.take(words, What::Value);
                let before = at.checked_sub(1).filter(|n| reading.is_free(*n));
                if let Some(before) = before.filter(|n| ["worth", "for"].contains(&reading.words[*n].text.as_str())) {
                    reading.take(before..at, What::Lead);
                }
                return;
            }
        }
    }
}

/// Whether the letters of an amount can mean nothing but a currency: `ALL` is one, `all` a word.
fn is_currency(text: &str) -> bool {
    const ALWAYS: &[&str] = &[
        "eur", "usd", "gbp", "chf", "euro", "euros", "dollar", "dollars", "k", "m", "mio", "mn", "million", "tsd",
        "thousand", "keur", "kusd", "kgbp", "kchf", "meur", "musd",
    ];
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
        ALWAYS.contains(&word.to_lowercase().as_str())
            || (word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()))
    })
}

/// Every word that is nothing else.
pub(super) fn scope(reading: &mut Reading) {
    let words = reading.words.iter().filter(|word| !word.is_taken).map(|word| word.text.as_str());
    let joined = words.collect::<Vec<_>>().join(" ");
    let tidy = joined.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let tidy = tidy.trim_end_matches(" -").trim_end_matches(" –").trim_start_matches("- ");
    let scope = &mut reading.found.scope;
    if !scope.is_empty() && !tidy.is_empty() {
        scope.push(' ');
    }
    scope.push_str(tidy);
}
