//! From the words of a query to the commitments that are meant, judging no more of them than the query needs.

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::book::{Book, SavedView};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::forecast::{self, facts::Open};
use crate::query::{self, Field, Query, Reading};
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

/// Whose chances are wanted, beside those that decide what is selected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chances {
    /// Everybody's: something is said about the whole book.
    All,
    /// Of what is selected.
    Selected,
    /// Nobody's.
    None,
}

/// The commitments that match all the queries.
///
/// # Errors
/// When one isn't understood: where, why, and what could stand there.
pub fn select(desk: &Desk, texts: &[String], chances: Chances) -> Result<Selected, Failure> {
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
    let foresee = |standings: &mut [Standing], places: &[usize]| desk.foresee(standings, places);
    Ok(sift(&desk.book, desk.today, &queries, chances, foresee))
}

/// The commitments that match all the queries, judged without chances first, and with them only where they decide or are
/// wanted; `foresee` gives those at some places their chances.
#[must_use]
pub fn sift(
    book: &Book,
    today: Day,
    queries: &[Query],
    chances: Chances,
    foresee: impl FnOnce(&mut [Standing], &[usize]),
) -> Selected {
    let is_found = |place: usize, standings: &[Standing]| {
        let pair = book.commitments().get(place).zip(standings.get(place));
        pair.is_some_and(|(commitment, standing)| queries.iter().all(|query| query.matches(commitment, standing, book)))
    };
    let mut standings = forecast::assess_without_chances(book, today);
    if chances == Chances::All {
        let all: Vec<usize> = (0..standings.len()).collect();
        foresee(&mut standings, &all);
        return Selected { places: all.into_iter().filter(|place| is_found(*place, &standings)).collect(), standings };
    }
    let (mut sure, mut unsure) = (Vec::new(), Vec::new());
    for (place, commitment) in book.commitments().iter().enumerate() {
        match known(queries, commitment, &standings[place], book) {
            Some(true) => sure.push(place),
            Some(false) => {}
            None => unsure.push(place),
        }
    }
    let wanted = match chances {
        Chances::All | Chances::Selected => [&sure[..], &unsure].concat(),
        Chances::None => unsure.clone(),
    };
    foresee(&mut standings, &wanted);
    unsure.retain(|place| is_found(*place, &standings));
    let mut places = [sure, unsure].concat();
    places.sort_unstable();
    Selected { places, standings }
}

/// Whether a commitment matches all the queries; none where its chance decides.
fn known(queries: &[Query], commitment: &Commitment, standing: &Standing, book: &Book) -> Option<bool> {
    if Open::of(commitment).is_none() {
        return Some(queries.iter().all(|query| query.matches(commitment, standing, book)));
    }
    let mut is_sure = true;
    for query in queries {
        match query.matches_before_chance(commitment, standing, book) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => is_sure = false,
        }
    }
    is_sure.then_some(true)
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
