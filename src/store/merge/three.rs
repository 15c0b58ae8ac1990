//! Three ways to see one value: as both began, as one side has it, as the other has it.

use std::cmp::Ordering;

/// The value that stands where at most one side changed it; none where both did, differently.
pub(super) fn only<T: PartialEq + ?Sized + ToOwned>(base: Option<&T>, ours: &T, theirs: &T) -> Option<T::Owned> {
    if ours == theirs || base == Some(theirs) {
        return Some(ours.to_owned());
    }
    (base == Some(ours)).then(|| theirs.to_owned())
}

/// The greater of two texts, the longer first: which side is which must not matter.
pub(super) fn greater<'t>(one: &'t str, other: &'t str) -> &'t str {
    match (one.len(), one).cmp(&(other.len(), other)) {
        Ordering::Less => other,
        Ordering::Equal | Ordering::Greater => one,
    }
}

/// Parts of a text that both sides have, or one has added: what both began with and one took out is gone.
pub(super) fn parts<'t>(base: &[&str], ours: &[&'t str], theirs: &[&'t str]) -> Vec<&'t str> {
    let stays = |part: &&&str, other: &[&str]| other.contains(*part) || !base.contains(*part);
    let own = ours.iter().filter(|part| stays(part, theirs));
    let added = theirs.iter().filter(|part| stays(part, ours));
    let mut all: Vec<&str> = Vec::new();
    for part in own.chain(added) {
        if !all.contains(part) {
            all.push(part);
        }
    }
    all
}
