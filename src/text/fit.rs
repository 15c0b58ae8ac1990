//! Measuring, cutting, filling and wrapping by the cells that text takes on the screen.

use ratatui_core::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::clean::{clean, is_plain};

/// How many characters of an over-long text are looked at for every column to be filled.
const LOOK_AHEAD: usize = 32;

/// The columns that the text takes once it is cleaned.
#[must_use]
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return letters(text);
    }
    cells(&clean(text))
}

/// The text cleaned and cut to at most `cols` columns, the cut marked with `…`.
#[must_use]
pub fn fit(text: &str, cols: usize) -> String {
    fit_with(text, cols, "…")
}

/// Like [`fit`], with the sign that marks the cut (terminals without Unicode want `~`).
#[must_use]
pub fn fit_with(text: &str, cols: usize, sign: &str) -> String {
    let (start, is_whole) = head(text, cols);
    if is_plain(start) {
        return fit_plain(start, is_whole, cols, sign);
    }
    let cleaned = clean(start);
    if is_whole && cells(&cleaned) <= cols {
        return cleaned.into_owned();
    }
    let sign_cells = width(sign);
    if sign_cells > cols {
        return String::new();
    }
    let mut out = String::with_capacity(cols + sign.len());
    let mut left = cols - sign_cells;
    for grapheme in cleaned.graphemes(true) {
        let Some(rest) = left.checked_sub(usize::from(grapheme.cell_width())) else {
            break;
        };
        left = rest;
        out.push_str(grapheme);
    }
    out.truncate(out.trim_end().len());
    out.push_str(sign);
    out
}

/// Like [`fit_with`] for text with a letter a cell.
fn fit_plain(text: &str, is_whole: bool, cols: usize, sign: &str) -> String {
    if is_whole && letters(text) <= cols {
        return text.to_owned();
    }
    let sign_cells = width(sign);
    if sign_cells > cols {
        return String::new();
    }
    let end = text.char_indices().nth(cols - sign_cells).map_or(text.len(), |(at, _)| at);
    let start = text[..end].trim_end();
    let mut out = String::with_capacity(start.len() + sign.len());
    out.push_str(start);
    out.push_str(sign);
    out
}

/// The cells of text with a letter a cell.
fn letters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The text in exactly `cols` columns, blanks after it.
#[must_use]
pub fn pad(text: &str, cols: usize) -> String {
    let mut out = fit(text, cols);
    let blanks = cols.saturating_sub(cells(&out));
    out.extend(std::iter::repeat_n(' ', blanks));
    out
}

/// The text in exactly `cols` columns, blanks before it.
#[must_use]
pub fn pad_left(text: &str, cols: usize) -> String {
    let fitted = fit(text, cols);
    let blanks = cols.saturating_sub(cells(&fitted));
    let mut out = " ".repeat(blanks);
    out.push_str(&fitted);
    out
}

/// The text in lines of at most `cols` columns, broken between words, long words inside.
///
/// The text's own line breaks stay; runs of blanks shrink to one. Without columns there are no lines.
#[must_use]
pub fn wrap(text: &str, cols: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if cols == 0 || text.is_empty() {
        return lines;
    }
    for paragraph in text.lines() {
        wrap_paragraph(&clean(paragraph), cols, &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, cols: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    let is_plain = is_plain(paragraph);
    let plain = paragraph.split(' ').filter(|word| is_plain && !word.is_empty());
    let others = words(if is_plain { "" } else { paragraph });
    for word in plain.chain(others) {
        let needed = cells(word);
        if used > 0 && used + 1 + needed <= cols {
            line.push(' ');
            line.push_str(word);
            used += 1 + needed;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for grapheme in word.graphemes(true) {
            let step = usize::from(grapheme.cell_width());
            if used + step > cols && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if step > cols {
                line.push('…');
                used += 1;
            } else {
                line.push_str(grapheme);
                used += step;
            }
        }
    }
    lines.push(line);
}

/// The words between blanks; a blank that carries a mark belongs to its word, or the mark would stand alone.
fn words(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut blanks = paragraph
        .grapheme_indices(true)
        .filter(|(_, grapheme)| grapheme.trim().is_empty())
        .map(|(at, blank)| (at, at + blank.len()))
        .chain(std::iter::once((paragraph.len(), paragraph.len())));
    std::iter::from_fn(move || {
        loop {
            let (end, next) = blanks.next()?;
            let word = &paragraph[start..end];
            start = next;
            if !word.is_empty() {
                return Some(word);
            }
        }
    })
}

/// The columns of text that is clean already.
fn cells(cleaned: &str) -> usize {
    if is_plain(cleaned) {
        return letters(cleaned);
    }
    cleaned.graphemes(true).map(|grapheme| usize::from(grapheme.cell_width())).sum()
}

/// The part of the text that can matter for `cols` columns, and whether that is all of it.
///
/// Without this a name of megabytes would be cleaned whole on every frame.
fn head(text: &str, cols: usize) -> (&str, bool) {
    let most = cols.saturating_add(2).saturating_mul(LOOK_AHEAD);
    if text.len() <= most {
        return (text, true);
    }
    match text.char_indices().nth(most) {
        Some((at, _)) => (&text[..at], false),
        None => (text, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_cells() {
        let cases = [
            ("", 0),
            ("Acme", 4),
            ("Ågren", 5),
            ("A\u{30A}gren", 5),
            ("株式会社", 8),
            ("\u{1F468}\u{200D}\u{1F469}", 4),
            ("⚠\u{FE0F}!", 2),
            ("a\x1bb", 3),
            ("ﾊﾞﾝﾄﾞ", 3),
        ];
        for (text, cols) in cases {
            assert_eq!(width(text), cols, "{text:?}");
        }
    }

    #[test]
    fn cuts_are_marked_and_never_inside_a_wide_character() {
        let cases = [
            ("Bellweather", 11, "Bellweather"),
            ("Bellweather", 10, "Bellweath…"),
            ("Bellweather", 1, "…"),
            ("Bellweather", 0, ""),
            ("Harbour & Sons", 9, "Harbour…"),
            ("株式会社", 5, "株式…"),
            ("株式会社", 4, "株…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ];
        for (text, cols, expected) in cases {
            assert_eq!(fit(text, cols), expected, "{text:?} in {cols}");
        }
        assert_eq!(fit_with("Bellweather", 5, "~"), "Bell~");
        assert_eq!(pad("株式会社", 4), "株… ");
        assert_eq!(pad_left("22 %", 6), "  22 %");
    }

    #[test]
    fn lines_break_between_words() {
        let cases: [(&str, usize, &[&str]); 7] = [
            ("SAML single sign-on with SCIM", 12, &["SAML single", "sign-on with", "SCIM"]),
            ("one\n\ntwo", 9, &["one", "", "two"]),
            ("unbreakable", 4, &["unbr", "eaka", "ble"]),
            ("a unbreakable b", 4, &["a", "unbr", "eaka", "ble", "b"]),
            ("株式会社", 3, &["株", "式", "会", "社"]),
            ("株", 1, &["…"]),
            ("word", 0, &[]),
        ];
        for (text, cols, expected) in cases {
            assert_eq!(wrap(text, cols), expected, "{text:?} in {cols}");
        }
    }

    #[test]
    fn endless_names_are_cut_like_others() {
        let wide = "株".repeat(10_000);
        assert_eq!(width(&fit(&wide, 21)), 21);
        let marks = format!("e{}", "\u{301}".repeat(100_000));
        assert!(width(&fit(&marks, 10)) <= 10);
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            ".*",
            "\\PC{0,60}",
            "[\\x00-\\x1f a株\\u{301}\\u{1f1e6}\\u{1100}\\u{1160}\\u{200d}\\u{600}क\\u{94d}\\u{ff9e}]{0,80}"
        ]
    }

    proptest! {
        #[test]
        fn what_fits_fits(text in any_text(), cols in 0usize..50) {
            prop_assert!(width(&fit(&text, cols)) <= cols);
            prop_assert_eq!(width(&pad(&text, cols)), cols);
            prop_assert_eq!(width(&pad_left(&text, cols)), cols);
            if width(&text) <= cols {
                prop_assert_eq!(fit(&text, cols), clean(&text).into_owned());
            }
        }

        #[test]
        fn wrapped_lines_fit(text in any_text(), cols in 1usize..40) {
            let lines = wrap(&text, cols);
            prop_assert!(lines.iter().all(|line| width(line) <= cols), "{:?}", lines);
        }

        #[test]
        fn wrapping_loses_nothing(text in "[a-z株é🇦 \\n]{0,80}", cols in 2usize..40) {
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(solid(&wrap(&text, cols).concat()), solid(&text));
        }
    }
}
