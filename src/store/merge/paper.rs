//! Papers of a review: written once and never changed, so that what both began with stands.
//!
//! Two papers of one name don't come about but by a hand that copies files. The one that sorts last has the file then, and
//! the lines of the other stand below it as a comment, so that somebody can look.

use super::three::greater;

/// What both began with; without that, the greater of the two and what the other says besides.
pub(super) fn merged(base: Option<&str>, ours: &str, theirs: &str) -> String {
    if let Some(base) = base {
        return base.to_owned();
    }
    let first = greater(ours, theirs);
    let second = if first == ours { theirs } else { ours };
    let mut out = first.trim_end().to_owned();
    out.push('\n');
    for line in second.lines().filter(|line| !says(first, line)) {
        out.push_str("# ");
        out.push_str(plain(line));
        out.push('\n');
    }
    out
}

/// What a parent says that the result doesn't; what was changed by hand since both began need not be there.
pub(super) fn lost(base: &str, parent: &str, result: &str) -> Vec<String> {
    let meant = if base.trim().is_empty() { parent } else { base };
    let gone = meant.lines().filter(|line| !says(result, line));
    gone.map(|line| format!("the line `{}`", line.trim())).collect()
}

/// Whether a text has a line, plainly or as a comment.
fn says(text: &str, line: &str) -> bool {
    plain(line).is_empty() || text.lines().any(|known| plain(known) == plain(line))
}

fn plain(line: &str) -> &str {
    line.trim().trim_start_matches("# ")
}
