//! Text that can neither drive the terminal nor shift the cells after it.

use std::borrow::Cow;

use ratatui_core::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

/// Stands for what can't be shown: C1 controls, marks without a letter, the cut-off rest of an endless cluster.
const REPLACEMENT: char = '\u{FFFD}';
/// More marks than any script stacks on one letter; the rest would only smear over the lines around it.
const MOST_MARKS: usize = 8;
/// More characters than any real cluster has (long Indic conjuncts reach a dozen).
const MOST_CHARS: usize = 16;

/// The text as it may be drawn: one line, no control, bidi or invisible characters, no endless clusters.
///
/// Line breaks and tabs become blanks, other control characters their picture (`␛`), invisible ones go.
/// Cleaning twice is the same as cleaning once; plain text is borrowed.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let visible =
        if text.chars().all(|c| shown(c) == Some(c)) { Cow::Borrowed(text) } else { Cow::Owned(visible(text)) };
    if visible.graphemes(true).all(is_modest) {
        return visible;
    }
    let mut out = String::with_capacity(visible.len());
    for grapheme in visible.graphemes(true) {
        push_modest(&mut out, grapheme);
    }
    Cow::Owned(out)
}

/// Whether every character is [`is_simple`], the case that must cost nothing.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) || text.chars().all(is_simple)
}

/// Whether a character is harmless and takes one cell by itself, whatever stands beside it: ASCII, the letters of western
/// Europe, dashes, quotes, arrows, lines and blocks.
#[must_use]
pub const fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{17f}'
        | '\u{2010}'..='\u{2026}'
        | '\u{20ac}'
        | '\u{2190}'..='\u{2193}'
        | '\u{2500}'..='\u{25b5}'
        | '\u{25b8}'..='\u{25bf}'
        | '\u{25c1}'..='\u{25fa}')
}

/// What stands in the place of a character, or nothing.
pub(super) fn shown(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        '\t'..='\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\0'..='\x1F' => char::from_u32(0x2400 + c as u32),
        '\x7F' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some(REPLACEMENT),
        // The halfwidth voiced marks are counted twice by the grid: the combining ones mean the same.
        '\u{FF9E}' => Some('\u{3099}'),
        '\u{FF9F}' => Some('\u{309A}'),
        _ if is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Characters that draw nothing of their own but reorder, join or widen their neighbours.
///
/// Variation selectors, joiners and skin tones are among them because terminals disagree on the width
/// of what they make, and one disagreement shifts the rest of the row.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}'                      // soft hyphen, grapheme joiner
        | '\u{61C}' | '\u{200E}' | '\u{200F}'     // bidi marks
        | '\u{202A}'..='\u{202E}'                 // bidi embeddings and overrides
        | '\u{2060}'..='\u{206F}'                 // word joiner, bidi isolates, deprecated formats
        | '\u{200B}'..='\u{200D}' | '\u{FEFF}'    // zero-width space and joiners, byte order mark
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' // Khmer and Mongolian inherent vowels, selectors
        | '\u{FE00}'..='\u{FE0F}'                 // variation selectors
        | '\u{FFF0}'..='\u{FFFB}'                 // interlinear annotation
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' // shorthand and musical formats
        | '\u{1F3FB}'..='\u{1F3FF}'               // skin tones
        | '\u{E0000}'..='\u{E0FFF}'               // tags, more variation selectors
    )
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        out.extend(shown(c));
    }
    out
}

/// Whether a grapheme takes room on the screen and is of a size that real writing has.
fn is_modest(grapheme: &str) -> bool {
    grapheme.len() == 1
        || (grapheme.cell_width() > 0
            && grapheme.chars().count() <= MOST_CHARS
            && grapheme.chars().filter(|c| is_mark(*c)).count() <= MOST_MARKS)
}

fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

fn push_modest(out: &mut String, grapheme: &str) {
    if is_modest(grapheme) {
        out.push_str(grapheme);
        return;
    }
    if grapheme.cell_width() == 0 {
        out.push(REPLACEMENT);
        return;
    }
    let (mut chars, mut marks) = (0, 0);
    for c in grapheme.chars() {
        if is_mark(c) {
            marks += 1;
            if marks > MOST_MARKS {
                continue;
            }
        }
        chars += 1;
        if chars > MOST_CHARS {
            out.push(REPLACEMENT);
            return;
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn simple_characters_are_themselves_and_take_a_cell_each() {
        for c in ('\0'..='\u{3000}').filter(|c| is_simple(*c)) {
            let text = format!("a{c}{c}b");
            assert_eq!(shown(c), Some(c), "{c:?}");
            let cells: usize = text.graphemes(true).map(|each| usize::from(each.cell_width())).sum();
            assert_eq!(cells, 4, "{c:?}");
            assert!(c == ' ' || !c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn hostile_text_is_made_harmless() {
        let cases = [
            ("Harbour & Sons", "Harbour & Sons"),
            ("Ågren 株式会社", "Ågren 株式会社"),
            ("two\nlines\tand a tab", "two lines and a tab"),
            ("dos\r\nlines", "dos lines"),
            ("Acme\rFAKE", "Acme␍FAKE"),
            ("\x1b]52;c;cHduZWQ=\x07", "␛]52;c;cHduZWQ=␇"),
            ("nul\0del\x7f", "nul␀del␡"),
            ("\u{9b}31m", "\u{FFFD}31m"),
            ("safe\u{202E}fdp.exe\u{2066}\u{2069}\u{200F}", "safefdp.exe"),
            ("warn\u{26A0}\u{FE0F}ing", "warn\u{26A0}ing"),
            ("pay\u{200B}pal\u{FEFF}", "paypal"),
            ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{1F469}"),
            ("\u{1F44D}\u{1F3FD}", "\u{1F44D}"),
            ("\u{301}orphan", "\u{FFFD}orphan"),
            ("para\u{2029}graph", "para graph"),
            ("लक्ष्मी", "लक्ष्मी"),
            ("ﾊ\u{FF9E}ﾝﾄﾞ", "ﾊ\u{3099}ﾝﾄ\u{3099}"),
        ];
        for (given, expected) in cases {
            assert_eq!(clean(given), expected, "{given:?}");
        }
    }

    #[test]
    fn endless_clusters_are_cut() {
        let stacked = format!("Z{}algo", "\u{301}".repeat(500));
        assert_eq!(clean(&stacked), format!("Z{}algo", "\u{301}".repeat(MOST_MARKS)));
        let jamo = "\u{1100}".repeat(500);
        assert_eq!(clean(&jamo).chars().count(), MOST_CHARS + 1);
    }

    #[test]
    fn plain_text_is_borrowed() {
        for text in ["", "Northgate", "Ågren", "株式"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_drives_a_terminal_is_left(text in "\\PC*|[\\x00-\\u{9f}\\u{200b}-\\u{206f}a\\u{301}\\u{1100}]*|.*") {
            let cleaned = clean(&text);
            prop_assert!(cleaned.chars().all(|c| !c.is_control() && !is_invisible(c)), "{:?}", cleaned);
            prop_assert_eq!(clean(&cleaned), cleaned.clone());
        }
    }
}
