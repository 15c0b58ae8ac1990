//! Other people's words in Markdown: they stay words.

use crate::text;

/// The text on one line, with everything escaped that Markdown would read as more than a letter.
#[must_use]
pub fn escape(words: &str) -> String {
    let clean = text::clean(words);
    let mut out = String::with_capacity(clean.len() + 8);
    for (at, c) in clean.char_indices() {
        let is_special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '|' | '~' | '!' | '&' | '$'
        );
        // A list, a rule or a heading begins with these; a number becomes a list with the point after it.
        let begins = clean[..at].chars().all(|before| before.is_whitespace() || before.is_ascii_digit());
        let is_marker = begins && matches!(c, '-' | '+' | '=' | '.' | ':');
        // An address would become a link by itself.
        let is_address = c == ':' && clean[at..].starts_with("://") || c == '@';
        if is_special || is_marker || is_address {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
