//! A commitment file brought in order: its moves one after the other, what can't be read set apart.

use super::commitment::{in_order, segments};
use super::form::{Reading, close, open};
use super::segments::Segments;
use crate::domain::order::ordered;
use crate::store::record::{is_toml, read};

/// What a file comes to once it is tidy.
#[derive(Debug, Default)]
pub(in crate::store) struct Tidy {
    /// The file.
    pub(in crate::store) text: Vec<u8>,
    /// What can't be read, as it stands; empty where everything can be, or where nothing would be left without it.
    pub(in crate::store) rest: Vec<u8>,
    /// Whether two moves have one id, or one stands twice.
    pub(in crate::store) has_doubles: bool,
    /// The line of the first move that stands too early or too late.
    pub(in crate::store) out_of_order: Option<u32>,
}

/// Tidies a file without conflict markers; `None` where it is tidy, or can't be tidied without a person.
pub(in crate::store) fn tidied(bytes: &[u8]) -> Option<Tidy> {
    let reading = Reading::of([bytes]);
    if reading == Reading::Guarded {
        return None;
    }
    let script = open(bytes, reading);
    let whole = segments(&script.text);
    let (kept, rest) = part(whole.clone());
    let is_parted = !rest.is_empty() && read(&in_order(&kept)).problems.is_empty();
    let (segments, rest) = if is_parted { (kept, rest) } else { (whole, String::new()) };
    let moves = segments.moves();
    let has_doubles = (1..moves.len()).any(|n| moves[..n].iter().any(|known| known.id == moves[n].id));
    let sorted = ordered(moves.clone());
    let misplaced = moves.iter().zip(&sorted).position(|(own, right)| own != right);
    let out_of_order = misplaced.and_then(|n| line_of_block(&script.text, n));
    if rest.is_empty() && !has_doubles && misplaced.is_none() {
        return None;
    }
    let text = in_order(&segments);
    let close = |text: &str| close(text, script.form, reading);
    Some(Tidy {
        text: close(&text),
        rest: if rest.is_empty() { Vec::new() } else { close(&rest) },
        has_doubles,
        out_of_order,
    })
}

/// What can be read, and what can't.
fn part(mut segments: Segments) -> (Segments, String) {
    let mut rest = String::new();
    if !is_toml(&segments.head) {
        rest.push_str(&std::mem::take(&mut segments.head));
    }
    let (kept, broken): (Vec<_>, Vec<_>) = segments.blocks.into_iter().partition(|block| block.says.is_some());
    for block in broken {
        if !rest.is_empty() {
            rest.push('\n');
        }
        rest.push_str(&block.text());
    }
    segments.blocks = kept;
    (segments, rest)
}

/// The line on which the nth move of a text begins.
fn line_of_block(text: &str, n: usize) -> Option<u32> {
    let mut starts = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[move]]"));
    starts.nth(n).and_then(|(line, _)| u32::try_from(line + 1).ok())
}
