//! A line of text being typed: the one kind of field that every layer uses.
//!
//! Everything goes by graphemes, so that no key splits a letter from its accents, and nothing typed is lost:
//! what one key takes away another brings back.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::keymap::{Code, Key};
use crate::text::{clean, width};

/// More than anybody types; a longer paste is cut, and the caller can say so.
pub const MOST_BYTES: usize = 20_000;
const MOST_STEPS: usize = 200;

/// A text with a cursor in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    text: String,
    at: usize,
    /// A proposal: the first letter typed replaces it.
    is_fresh: bool,
    past: Vec<(String, usize)>,
}

impl Line {
    /// A line that holds a text, the cursor behind it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text, ..Self::default() }
    }

    /// A proposal: the first letter typed replaces it, any other key takes it as it is.
    #[must_use]
    pub fn proposed(text: impl Into<String>) -> Self {
        Self { is_fresh: true, ..Self::new(text) }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Whether nothing but blanks stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether it holds a proposal that nobody has touched.
    #[must_use]
    pub const fn is_proposal(&self) -> bool {
        self.is_fresh
    }

    /// The cursor's place in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether the cursor stands behind the last letter.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Puts another text in the place of all; undo brings the old one back.
    pub fn set(&mut self, text: &str) {
        self.remember();
        text.clone_into(&mut self.text);
        self.at = self.text.len();
        self.is_fresh = false;
    }

    /// Puts text in the place of a part of it, the cursor behind what was put.
    pub fn replace(&mut self, part: Range<usize>, text: &str) {
        if self.text.get(part.clone()).is_some() {
            self.remember();
            self.at = part.start + text.len();
            self.text.replace_range(part, text);
            self.is_fresh = false;
        }
    }

    /// Types a text at the cursor: control characters become blanks, more than fits is cut.
    pub fn insert(&mut self, text: &str) {
        self.put(text, |c| if c.is_control() { ' ' } else { c });
    }

    /// The same where several lines are possible: line breaks stay.
    pub fn insert_lines(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.put(&text, |c| if c.is_control() && c != '\n' { ' ' } else { c });
    }

    fn put(&mut self, text: &str, keep: impl Fn(char) -> char) {
        if text.is_empty() {
            return;
        }
        self.remember();
        if std::mem::take(&mut self.is_fresh) {
            self.text.clear();
            self.at = 0;
        }
        let room = MOST_BYTES.saturating_sub(self.text.len());
        let mut put = String::with_capacity(text.len().min(room));
        for c in text.chars().map(keep) {
            if put.len() + c.len_utf8() > room {
                break;
            }
            put.push(c);
        }
        self.text.insert_str(self.at, &put);
        self.at += put.len();
    }

    /// Moves the cursor to a place, or to the nearest letter before it.
    pub fn go(&mut self, at: usize) {
        self.is_fresh = false;
        self.at = self
            .text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .take_while(|start| *start <= at)
            .last()
            .unwrap_or(0);
        if at >= self.text.len() {
            self.at = self.text.len();
        }
    }

    /// Takes an editing key; whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let (mods, code) = (key.mods(), key.code());
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        let by_word = mods.ctrl || mods.alt;
        match code {
            Code::Left if by_word => self.go(self.word_before()),
            Code::Right if by_word => self.go(self.word_after()),
            Code::Left => self.go(self.letter_before()),
            Code::Right => self.go(self.letter_after()),
            Code::Home => self.go(0),
            Code::End => self.go(self.text.len()),
            Code::Backspace if by_word => self.cut(self.word_before()..self.at),
            Code::Backspace => self.cut(self.letter_before()..self.at),
            Code::Delete if by_word => self.cut(self.at..self.word_after()),
            Code::Delete => self.cut(self.at..self.letter_after()),
            Code::Char(c) if mods.alt && !mods.ctrl => match c {
                'b' => self.go(self.word_before()),
                'f' => self.go(self.word_after()),
                'd' => self.cut(self.at..self.word_after()),
                _ => return false,
            },
            Code::Char(c) if mods.ctrl => match c {
                'a' => self.go(0),
                'e' => self.go(self.text.len()),
                'b' => self.go(self.letter_before()),
                'f' => self.go(self.letter_after()),
                'h' => self.cut(self.letter_before()..self.at),
                'd' => self.cut(self.at..self.letter_after()),
                'w' => self.cut(self.word_before()..self.at),
                'u' => self.cut(0..self.at),
                'k' => self.cut(self.at..self.text.len()),
                '/' => self.undo(),
                _ => return false,
            },
            Code::Char(_)
            | Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::Insert
            | Code::PageUp
            | Code::PageDown
            | Code::Up
            | Code::Down
            | Code::F(_) => return false,
        }
        true
    }

    fn cut(&mut self, part: Range<usize>) {
        let part = if std::mem::take(&mut self.is_fresh) { 0..self.text.len() } else { part };
        if !part.is_empty() {
            self.remember();
            self.at = part.start;
            self.text.replace_range(part, "");
        }
    }

    fn remember(&mut self) {
        if self.past.last().is_none_or(|(text, _)| *text != self.text) {
            self.past.push((self.text.clone(), self.at));
        }
        if self.past.len() > MOST_STEPS {
            self.past.remove(0);
        }
    }

    fn undo(&mut self) {
        if let Some((text, at)) = self.past.pop() {
            self.text = text;
            self.at = at;
            self.is_fresh = false;
        }
    }

    fn letter_before(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn letter_after(&self) -> usize {
        self.text[self.at..].graphemes(true).next().map_or(self.at, |letter| self.at + letter.len())
    }

    fn word_before(&self) -> usize {
        let words = self.before().split_word_bound_indices().rev();
        words.skip_while(|(_, word)| word.trim().is_empty()).map(|(start, _)| start).next().unwrap_or(0)
    }

    fn word_after(&self) -> usize {
        let words = self.text[self.at..].split_word_bound_indices();
        let mut after = words.skip_while(|(_, word)| word.trim().is_empty());
        after.next().map_or(self.text.len(), |(start, word)| self.at + start + word.len())
    }

    /// The part shown in so many columns, so that the cursor is in it, and the cursor's column there.
    #[must_use]
    pub fn window(&self, cols: usize) -> Window {
        let cols = cols.max(1);
        // The cursor needs a cell of its own behind the last letter.
        if width(&self.text) < cols {
            return Window { range: 0..self.text.len(), cursor: width(self.before()) };
        }
        let ahead = width(&self.text[self.at..]).min(cols / 4);
        let behind = (cols - 1).saturating_sub(ahead);
        let mut start = self.at;
        let mut used = 0;
        for (at, letter) in self.before().grapheme_indices(true).rev() {
            used += width(letter);
            if used > behind {
                break;
            }
            start = at;
        }
        let mut end = start;
        let mut used = 0;
        for letter in self.text[start..].graphemes(true) {
            used += width(letter);
            if used > cols {
                break;
            }
            end += letter.len();
        }
        Window { range: start..end.max(start), cursor: width(&self.text[start..self.at]).min(cols - 1) }
    }

    /// The text in rows of so many columns, broken between words, and the cursor's row and column.
    #[must_use]
    pub fn rows(&self, cols: usize) -> (Vec<Range<usize>>, (usize, usize)) {
        let cols = cols.max(2);
        let mut rows = Vec::new();
        let mut start = 0;
        for paragraph in self.text.split('\n') {
            break_rows(&self.text, start..start + paragraph.len(), cols - 1, &mut rows);
            start += paragraph.len() + 1;
        }
        let row = rows.iter().rposition(|row| row.start <= self.at).unwrap_or(0);
        let begin = rows.get(row).map_or(0, |row| row.start);
        (rows, (row, width(&self.text[begin..self.at]).min(cols - 1)))
    }
}

/// The part of a line that is on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// The bytes of the part.
    pub range: Range<usize>,
    /// The column of the cursor, from the part's beginning.
    pub cursor: usize,
}

fn break_rows(text: &str, paragraph: Range<usize>, cols: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut blank) = (paragraph.start, None);
    let mut used = 0;
    for (at, letter) in text[paragraph.clone()].grapheme_indices(true) {
        let at = paragraph.start + at;
        let cells = width(letter);
        if used + cells > cols && at > start {
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            rows.push(start..end);
            start = end;
            used = width(&text[start..at]);
            blank = None;
        }
        used += cells;
        if letter.trim().is_empty() {
            blank = Some(at + letter.len());
        }
    }
    rows.push(start..paragraph.end);
}

/// A part of a typed text as it may be drawn.
#[must_use]
pub fn shown(text: &str) -> String {
    clean(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::parse_keys;
    use proptest::prelude::*;

    fn typed(start: &str, keys: &str) -> String {
        let mut line = Line::new(start);
        for key in parse_keys(keys).expect("keys") {
            line.key(key);
        }
        format!("{}|{}", line.before(), &line.text()[line.at()..])
    }

    #[test]
    fn keys_edit_by_letters_and_words() {
        let cases = [
            ("", "abc", "abc|"),
            ("Acme: SSO", "<left><left>x", "Acme: Sx|SO"),
            ("Acme: SSO", "ctrl-a text:ask_", "ask |Acme: SSO"),
            ("Acme: SSO", "ctrl-w", "Acme: |"),
            ("Acme: SSO", "ctrl-w ctrl-/", "Acme: SSO|"),
            ("Acme: SSO", "ctrl-u ctrl-/ !", "Acme: SSO!|"),
            ("Acme: SSO", "alt-b ctrl-k", "Acme: |"),
            ("e\u{301}e\u{301}", "<bs>", "e\u{301}|"),
            ("株式会社", "<left><left><del>", "株式|社"),
            ("one two", "<home> alt-f alt-f", "one two|"),
        ];
        for (start, keys, expected) in cases {
            assert_eq!(typed(start, keys), expected, "{start} {keys}");
        }
    }

    #[test]
    fn a_proposal_is_replaced_by_typing_and_kept_by_moving() {
        let mut line = Line::proposed("28 mar");
        line.key(Key::char('f'));
        assert_eq!(line.text(), "f");
        let mut line = Line::proposed("28 mar");
        line.key(Key::plain(Code::End));
        line.key(Key::char('!'));
        assert_eq!(line.text(), "28 mar!");
        let mut line = Line::proposed("28 mar");
        line.key(Key::plain(Code::Backspace));
        assert_eq!(line.text(), "");
    }

    #[test]
    fn pasted_controls_become_blanks() {
        let mut line = Line::default();
        line.insert("a\tb\r\nc\u{1b}[2J");
        assert_eq!(line.text(), "a b  c [2J");
        let mut line = Line::default();
        line.insert_lines("a\r\nb");
        assert_eq!(line.text(), "a\nb");
    }

    proptest! {
        #[test]
        fn any_keys_leave_a_line_that_can_be_drawn(
            start in "[a-z 株é🇦\\u{301}\\u{200d}\\n]{0,30}",
            keys in proptest::collection::vec((0usize..20, any::<char>()), 0..40),
            cols in 0usize..30,
        ) {
            let mut line = Line::new(start);
            for (which, c) in keys {
                let key = match which {
                    0..=7 => Key::char(c),
                    8 => Key::plain(Code::Left),
                    9 => Key::plain(Code::Right),
                    10 => Key::plain(Code::Backspace),
                    11 => Key::plain(Code::Delete),
                    12 => Key::plain(Code::Home),
                    _ => Key::ctrl(['w', 'u', 'k', '/', 'b', 'e', 'd'][which - 13]),
                };
                line.key(key);
                prop_assert!(line.text().is_char_boundary(line.at()));
                let window = line.window(cols);
                prop_assert!(line.text().get(window.range.clone()).is_some());
                prop_assert!(window.cursor < cols.max(1));
                prop_assert!(width(&line.text()[window.range]) <= cols.max(1));
                let (rows, (row, col)) = line.rows(cols);
                prop_assert!(row < rows.len() && col < cols.max(2));
                prop_assert!(rows.iter().all(|row| line.text().get(row.clone()).is_some()));
            }
        }
    }
}
