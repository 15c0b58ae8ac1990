//! From the words of a query to the commitments that are meant, judging no more of them than the query needs.

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::book::SavedView;
use crate::domain::flag::Standing;
use crate::query::{self, Field, Reading};
use crate::text::nearest;

/// What a query selected.
#[derive(Debug)]
pub struct Selected {
    /// The places in the book, in its order.
    pub places: Vec<usize>,
    /// How the commitments of the book stand; those that aren't selected may be without judgement.
    pub standings: Vec<Standing>,
}

/// The words of the shell as one query; a value whose quotes the shell took away gets them back.
#[must_use]
pub fn text_of(words: &[String]) -> String {
    let several = words.len() > 1;
    let word = |word: &String| match word.find([':', '=', '<', '>']) {
        Some(at) if several && word.contains(' ') && !word.contains('"') => {
            let start = word[at..].find(|c: char| !":=<>".contains(c)).map_or(word.len(), |length| at + length);
            let (field, value) = word.split_at(start);
            let name = field.trim_end_matches([':', '=', '<', '>', '!']).trim_start_matches('-');
            if Field::named(name).is_some() { format!("{field}\"{value}\"") } else { word.clone() }
        }
        Some(_) | None => word.clone(),
    };
    words.iter().map(word).collect::<Vec<String>>().join(" ")
}

/// The commitments that match all the queries.
///
/// # Errors
/// When one isn't understood: where, why, and what could stand there.
pub fn select(desk: &Desk, texts: &[String]) -> Result<Selected, Failure> {
    // Who `me` is can cost a question to git, so it is only asked when it is used.
    let me = texts
        .iter()
        .any(|text| [":me", "=me"].iter().any(|used| text.contains(used)))
        .then(|| desk.me())
        .transpose()?;
    let reading =
        Reading { today: desk.today, calendar: &desk.book.rules.calendar, me: me.as_ref().map(|me| &me.handle) };
    let queries = texts
        .iter()
        .map(|text| query::parse(text, &reading).map_err(|error| misread("query", text, &error)))
        .collect::<Result<Vec<_>, _>>()?;
    let standings = desk.standings();
    let places = (0..desk.book.commitments().len())
        .filter(|place| {
            let pair = desk.book.commitments().get(*place).zip(standings.get(*place));
            pair.is_some_and(|(commitment, standing)| {
                queries.iter().all(|query| query.matches(commitment, standing, &desk.book))
            })
        })
        .collect();
    Ok(Selected { places, standings })
}

/// A query, an order or a grouping that isn't understood.
#[must_use]
pub fn misread(what: &str, text: &str, error: &query::Error) -> Failure {
    let failure = Failure::usage(format!("{what}: {}", error.why));
    let failure = match error.remedy() {
        Some(remedy) => failure.hint(remedy),
        None => failure,
    };
    match error.mended(text) {
        Some(mended) if mended != text && error.suggestion.as_deref() != Some(mended.as_str()) => {
            failure.hint(format!("the whole of it: {mended}"))
        }
        Some(_) | None => failure,
    }
}

/// The saved view of a name.
///
/// # Errors
/// When there is none.
pub fn view<'d>(desk: &'d Desk, name: &str) -> Result<&'d SavedView, Failure> {
    let views = &desk.book.rules.views;
    if let Some(view) = views.iter().find(|view| view.name.eq_ignore_ascii_case(name.trim())) {
        return Ok(view);
    }
    let failure = Failure::usage(format!("the book has no view `{}`", name.trim()));
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    Err(match nearest(name, names.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if names.is_empty() => failure.hint("[[view]] in book.toml saves one"),
        None => failure.hint(format!("there are {}", names.join(", "))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shells_quotes_are_given_back_to_values() {
        let cases: [(&[&str], &str); 5] = [
            (&["flag:overdue", "tech:dana"], "flag:overdue tech:dana"),
            (&["state:agreed due<+2w"], "state:agreed due<+2w"),
            (&["state:agreed", "customer:Harbour & Sons"], "state:agreed customer:\"Harbour & Sons\""),
            (&["-customer:Harbour & Sons", "x"], "-customer:\"Harbour & Sons\" x"),
            (&["due<=end of q2", "told:yes"], "due<=\"end of q2\" told:yes"),
        ];
        for (words, expected) in cases {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(text_of(&words), expected);
        }
    }
}
