//! Files whose moves are written in another way than as blocks, `move = [{ … }]`, brought into blocks.

use toml_edit::DocumentMut;

use super::commitment::fresh;
use super::segments::Segments;
use crate::domain::act::Move;

/// The pieces of a text whose moves are a list, with the list written as blocks; none where it isn't TOML.
pub(super) fn as_blocks(text: &str, moves: &[Move]) -> Option<Segments> {
    let mut page: DocumentMut = text.parse().ok()?;
    let (key, list) = page.remove_entry("move")?;
    let above = key.leaf_decor().prefix().and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned();
    let inside = list.to_string();
    let remarks = above.lines().chain(inside.lines()).map(str::trim).filter(|line| line.starts_with('#'));
    let mut head: String = remarks.flat_map(|line| [line, "\n"]).collect();
    let rest = page.to_string();
    head.push_str(&rest);
    if !head.is_empty() && !head.ends_with("\n\n") {
        head.push_str(if head.ends_with('\n') { "\n" } else { "\n\n" });
    }
    let blocks = moves.iter().map(fresh).collect();
    Some(Segments { head, blocks, tail: String::new(), end: String::new() })
}
