//! Questions on a terminal, put on standard error and answered in a line.

use std::fmt::Write as _;
use std::io::{BufRead, Write};

/// Asks for yes or no; an empty line is yes, anything unclear or the end of the input is no.
#[must_use]
pub fn yes(question: &str) -> bool {
    put(&format!("{question} [Y/n] "));
    line().is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "" | "y" | "yes"))
}

/// Asks for one of several; its number or its word, or any beginning that is its alone.
#[must_use]
pub fn one_of(question: &str, words: &[&str]) -> Option<usize> {
    let mut lines = format!("{question}\n");
    for (n, word) in words.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "  {:>2}  {word}", n + 1);
    }
    put(&lines);
    for _ in 0..3 {
        put("number or word: ");
        let answer = line()?;
        if answer.is_empty() {
            return None;
        }
        if let Some(place) = chosen(&answer, words) {
            return Some(place);
        }
    }
    None
}

/// Asks for a text; none where nobody answers.
#[must_use]
pub fn text(question: &str) -> Option<String> {
    put(question);
    line()
}

fn chosen(answer: &str, words: &[&str]) -> Option<usize> {
    let answer = answer.to_lowercase();
    if let Ok(number) = answer.parse::<usize>() {
        return number.checked_sub(1).filter(|place| *place < words.len());
    }
    if let Some(exact) = words.iter().position(|word| *word == answer) {
        return Some(exact);
    }
    let mut begun = words.iter().enumerate().filter(|(_, word)| word.starts_with(&answer));
    match (begun.next(), begun.next()) {
        (Some((place, _)), None) => Some(place),
        (_, _) => None,
    }
}

fn put(text: &str) {
    let mut out = std::io::stderr().lock();
    // A question that can't be shown is answered by nobody.
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

fn line() -> Option<String> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_line(&mut text).ok()?;
    (read > 0).then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_number_a_word_or_its_beginning() {
        let words = ["scope-grew", "third-party", "technical-surprise"];
        let cases =
            [("1", Some(0)), ("Third", Some(1)), ("t", None), ("te", Some(2)), ("4", None), ("0", None), ("x", None)];
        for (answer, expected) in cases {
            assert_eq!(chosen(answer, &words), expected, "{answer}");
        }
    }
}
