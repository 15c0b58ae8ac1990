//! Small files of git's: the lines of both sides.

use super::three::{greater, parts};

/// The lines of both sides once, without those that one of them took out.
pub(super) fn merged(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let first = greater(ours, theirs);
    let second = if first == ours { theirs } else { ours };
    let told = |text| -> Vec<&str> { str::lines(text).filter(|line| !line.trim().is_empty()).collect() };
    let kept = parts(&told(base.unwrap_or_default()), &told(first), &told(second));
    let mut out = String::with_capacity(ours.len() + theirs.len());
    let mut seen: Vec<&str> = Vec::new();
    let own = first.lines().filter(|line| line.trim().is_empty() || kept.contains(line));
    let own: Vec<&str> = own.collect();
    let added = kept.iter().copied().filter(|line| !own.contains(line));
    for line in own.iter().copied().chain(added) {
        if line.trim().is_empty() || !seen.contains(&line) {
            seen.push(line);
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
