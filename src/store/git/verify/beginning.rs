//! Where the book begins: once, and whatever stands on that.

use std::collections::HashSet;

use super::walk::Commit;

/// What is known of the beginning while a span is looked at, oldest commit first.
#[derive(Debug)]
pub(super) struct Beginning {
    is_begun: bool,
    /// Those that go on from the beginning, for as long as there is no `book.toml`.
    line: HashSet<String>,
}

impl Beginning {
    /// Whether the book was there before the span.
    pub(super) fn new(is_begun: bool) -> Self {
        Self { is_begun, line: HashSet::new() }
    }

    /// Whether a commit that stands on no book may be as it is: the first that puts something into the book begins it,
    /// those that go on from it may too, and nobody else.
    pub(super) fn allows(&mut self, commit: &Commit, is_touching: bool) -> bool {
        let goes_on = commit.parents.iter().any(|parent| self.line.contains(parent));
        let begins = is_touching && !self.is_begun;
        if goes_on || begins {
            self.is_begun = true;
            self.line.insert(commit.oid.clone());
        }
        goes_on || begins || !is_touching
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_begins_once() {
        let check = |is_begun: bool, commits: &[(&str, &[&str], bool)], expected: &[bool]| {
            let mut beginning = Beginning::new(is_begun);
            let mut commit = |oid: &str, parents: &[&str], is_touching| {
                let parents = parents.iter().map(|&parent| parent.to_owned()).collect();
                beginning.allows(&Commit { oid: oid.to_owned(), parents, ..Commit::default() }, is_touching)
            };
            let found: Vec<bool> = commits.iter().map(|each| commit(each.0, each.1, each.2)).collect();
            assert_eq!(found, expected, "{commits:?}");
        };
        check(false, &[("a", &[], false), ("b", &["a"], true), ("c", &["b"], true)], &[true, true, true]);
        check(false, &[("a", &[], true), ("b", &[], true), ("c", &[], false)], &[true, false, true]);
        check(false, &[("a", &[], false), ("b", &["a"], true), ("c", &["a"], true)], &[true, true, false]);
        check(true, &[("a", &[], true), ("b", &[], false)], &[false, true]);
    }
}
