//! Comparing words the way people do: without case and accents, and with room for a slip of the finger.

use nucleo_matcher::chars::normalize;

use super::clean::shown;

/// Longer words are not compared: nobody mistypes a paragraph.
const LONGEST_WORD: usize = 64;

/// The text in lower case without accents, for matching: `Ågren` and `agren` are the same.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(shown).flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            '\u{A0}' => out.push(' '),
            _ => out.push(normalize(c)),
        }
    }
    out
}

/// The candidate that was probably meant, or none that is near enough.
///
/// A swapped, missing, extra or wrong letter counts one; a third of the word may be wrong.
/// A beginning of three letters or more counts as near. The first of equals is taken.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let length = word.chars().count();
    if length > LONGEST_WORD {
        return None;
    }
    let most = length.div_ceil(3).min(length.saturating_sub(1));
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * LONGEST_WORD)
        .map(|candidate| (distance(&word, length, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(word: &str, length: usize, candidate: &str) -> usize {
    if length >= 3 && candidate.starts_with(word) {
        return 1;
    }
    strsim::damerau_levenshtein(word, candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_fold() {
        let cases = [
            ("Ågren", "agren"),
            ("A\u{30A}gren", "agren"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Ørsted Łódź", "orsted lodz"),
            ("İstanbul", "istanbul"),
            ("Çelik Kahvaltısı", "celik kahvaltisi"),
            ("株式", "株式"),
            ("Pay\u{200B}Pal", "paypal"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected, "{text:?}");
        }
    }

    #[test]
    fn slips_find_their_word() {
        let names = ["countersign", "counter", "told", "deliver", "decline", "defer", "progress"];
        let cases = [
            ("tolld", Some("told")),
            ("odlt", None),
            ("todl", Some("told")),
            ("cuontersign", Some("countersign")),
            ("Deliver", Some("deliver")),
            ("prog", Some("progress")),
            ("x", None),
            ("", None),
            ("invoice", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
        assert_eq!(nearest("marai", ["maria", "sam"]), Some("maria"));
        assert_eq!(nearest("MÁRIA", ["maria", "sam"]), Some("maria"));
    }
}
