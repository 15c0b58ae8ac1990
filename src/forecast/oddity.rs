//! What a commitment says about time that can't be so, in words: recorded afterwards, or a slip of the pen. It is said, and
//! never refused: entry after the fact is normal.

use super::facts::Piece;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::person::Handle;

/// What can't be so; none where nothing is odd.
#[must_use]
pub fn oddity(commitment: &Commitment, today: Day) -> Option<String> {
    let begun = commitment.begun?.on;
    if is_reversed(commitment) {
        let delivered = commitment.delivered_on?.short(today);
        let begun = begun.short(today);
        return Some(format!(
            "delivered {delivered}, before it was agreed or begun on {begun}, so it says nothing about how long work takes"
        ));
    }
    let agreed = commitment.agreed_on.filter(|agreed| *agreed < commitment.opened_on)?;
    let (agreed, opened) = (agreed.short(today), commitment.opened_on.short(today));
    Some(format!(
        "agreed {agreed}, before it was promised on {opened}; its work is counted from {}",
        begun.short(today)
    ))
}

/// Whether it was delivered before it began, and so is left out of the record.
#[must_use]
pub fn is_reversed(commitment: &Commitment) -> bool {
    // Cheap before thorough: a whole book is asked.
    let is_earlier = commitment.begun.is_some_and(|begun| commitment.delivered_on.is_some_and(|day| day < begun.on));
    is_earlier && Piece::of(commitment).is_some_and(|piece| piece.past.is_some_and(|past| past.is_reversed()))
}

/// What is left out of a lead's record, in a sentence; none where nothing is.
#[must_use]
pub fn left_out(book: &Book, lead: &Handle) -> Option<String> {
    let is_theirs = |each: &&Commitment| is_reversed(each) && each.settings.tech.as_ref() == Some(lead);
    sentence(book.commitments().iter().filter(is_theirs).map(|each| each.id))
}

/// The same of commitments that are known to be left out.
#[must_use]
pub fn sentence(ids: impl IntoIterator<Item = Id>) -> Option<String> {
    /// More than these are counted.
    const NAMED: usize = 3;
    let ids: Vec<Id> = ids.into_iter().collect();
    if ids.is_empty() {
        return None;
    }
    let named: Vec<&str> = ids.iter().take(NAMED).map(Id::as_str).collect();
    let rest = ids.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    Some(format!("Left out of the record, delivered before agreed: {}{more}.", named.join(", ")))
}

/// Whether an estimate in dates says nothing about work that begins then: all its dates lie before.
#[must_use]
pub fn is_over(estimate: &Estimate, start: Day) -> bool {
    match estimate {
        Estimate::Effort(_) => false,
        Estimate::Dates(span) => span.high() < start,
    }
}
