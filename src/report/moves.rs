//! A move in one line: what was said, the remark with it, and whether it stands.

use std::fmt::Write as _;

use crate::domain::act::{Kind, Move};
use crate::domain::commitment::Commitment;

/// The words of a move with its remark, and a word where it was taken back or has no effect.
pub(super) fn line(commitment: &Commitment, made: &Move, words: String) -> String {
    let mut line = words;
    if let Some(note) = made.note.as_ref().filter(|_| made.act.kind() != Kind::Note) {
        let _ = write!(line, " – {note}");
    }
    if !stands(commitment, made) {
        match commitment.ineffective.iter().find(|(id, _)| *id == made.id) {
            Some((_, why)) => {
                let _ = write!(line, " (without effect: {why})");
            }
            None => line.push_str(" (taken back)"),
        }
    }
    line
}

/// Whether a move was neither taken back nor without effect.
pub(super) fn stands(commitment: &Commitment, made: &Move) -> bool {
    !commitment.retracted.contains(&made.id) && !commitment.ineffective.iter().any(|(id, _)| *id == made.id)
}
