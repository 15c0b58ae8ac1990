//! What is new as a commit message and as a status line, cut to their columns.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::Said;
use crate::domain::wording::count;

/// The columns a subject should keep to, as people who read `git log --oneline` expect.
const SUBJECT: usize = 72;
/// The columns of a title that are kept when a subject is too long.
const TITLE: usize = 32;
/// The columns of a status line.
const LINE: usize = 400;
/// More words of one commitment than these are counted in a status line.
const MOST: usize = 3;

/// A commit message: the subject, and below it whatever the subject leaves out; what else changed is named in words.
#[must_use]
pub fn message(said: &[Said], others: &[&str]) -> String {
    let also = plain(&others.join(", "));
    let moves: usize = said.iter().map(|each| each.words.len()).sum();
    let mut body: Vec<String> = Vec::new();
    let subject = match said {
        [] if also.is_empty() => "the book as it stands".to_owned(),
        [] => cut(&format!("changed {also}"), SUBJECT),
        [one] => {
            let words = one.words.join("; ");
            let whole = format!("{}: {words}", one.title);
            if whole.width() > SUBJECT {
                body.push(format!("{} {whole}", one.id));
            }
            if whole.width() <= SUBJECT {
                whole
            } else {
                let room = SUBJECT.saturating_sub(words.width() + 2).max(TITLE);
                cut(&format!("{}: {words}", cut(&one.title, room)), SUBJECT)
            }
        }
        [_, _, ..] => {
            body.extend(said.iter().map(|each| format!("{} {}: {}", each.id, each.title, each.words.join("; "))));
            let head = format!("{} on {}: ", counted(moves, "move"), counted(said.len(), "commitment"));
            let titles: Vec<&str> = said.iter().map(|each| each.title.as_str()).collect();
            format!("{head}{}", some_of(&titles, SUBJECT.saturating_sub(head.width())))
        }
    };
    if !also.is_empty() && !said.is_empty() {
        body.push(format!("also changed: {also}"));
    }
    if body.is_empty() { subject } else { format!("{subject}\n\n{}", body.join("\n")) }
}

/// What was said, in one line: `3 moves: Northgate SSO: estimated 5–15 d; …`; empty where nothing was.
#[must_use]
pub fn summary(said: &[Said]) -> String {
    if said.is_empty() {
        return String::new();
    }
    let moves: usize = said.iter().map(|each| each.words.len()).sum();
    let each_of = |each: &Said| {
        let shown = each.words.len().min(MOST);
        let rest = each.words.len() - shown;
        let words = each.words[..shown].join(", ");
        let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
        format!("{}: {words}{more}", cut(&each.title, TITLE))
    };
    let all: Vec<String> = said.iter().map(each_of).collect();
    cut(&format!("{}: {}", counted(moves, "move"), all.join("; ")), LINE)
}

fn counted(n: usize, thing: &str) -> String {
    count(i64::try_from(n).unwrap_or(i64::MAX), thing)
}

/// As many titles as fit, the rest counted: `Northgate SSO, Acme audit log and 4 more`.
fn some_of(titles: &[&str], room: usize) -> String {
    for shown in (1..=titles.len()).rev() {
        let rest = titles.len() - shown;
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let line = format!("{}{more}", titles[..shown].join(", "));
        if line.width() <= room {
            return line;
        }
        if shown == 1 {
            return format!("{}{more}", cut(titles[0], room.saturating_sub(more.width())));
        }
    }
    String::new()
}

/// The text cut to so many columns, between words where one ends near, never within a character as people see it; the cut
/// is marked.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = columns.saturating_sub(1);
    for grapheme in text.graphemes(true) {
        let Some(rest) = left.checked_sub(grapheme.width()) else {
            if let Some(end) = out.rfind(' ').filter(|end| grapheme != " " && *end > out.len() / 2) {
                out.truncate(end);
            }
            break;
        };
        left = rest;
        out.push_str(grapheme);
    }
    format!("{}…", out.trim_end_matches([' ', ',', ';', ':']))
}

/// The text in one line, without anything that could drive a terminal or turn its direction.
pub(super) fn plain(text: &str) -> String {
    let harmless = |c: char| match c {
        '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let mut out = String::with_capacity(text.len());
    for word in text.chars().map(harmless).collect::<String>().split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
