//! What came in besides moves, in words: who joined, what a manager set, what was imported.

use crate::domain::book::{Rules, SavedView};
use crate::domain::person::Handle;
use crate::store::{papers, rules};

/// What is new in a file of the book that holds no moves; none where it holds moves, or nothing a person would notice.
pub(super) fn news(path: &str, before: Option<&[u8]>, after: &[u8]) -> Option<String> {
    if let Some(name) = path.strip_prefix("snapshots/") {
        return Some(format!("{} came in from another import", name.trim_end_matches(".toml")));
    }
    if before.is_none() && papers::id_of(path).is_some() {
        return Some("a paper of a review came in".into());
    }
    if path != rules::FILE {
        return None;
    }
    let read = |bytes: &[u8]| rules::read(&String::from_utf8_lossy(bytes)).rules;
    let words = changed(&before.map_or_else(Rules::default, read), &read(after));
    Some(if words.is_empty() {
        "book.toml came in, with other words".into()
    } else {
        format!("book.toml came in: {}", words.join(", "))
    })
}

fn changed(before: &Rules, after: &Rules) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut people = |verb: &str, handles: Vec<&Handle>| {
        if !handles.is_empty() {
            let named: Vec<String> = handles.iter().map(|handle| format!("@{handle}")).collect();
            words.push(format!("{} {verb}", named.join(" and ")));
        }
    };
    let (old, new) = (&before.people, &after.people);
    people("joined", new.iter().map(|each| &each.handle).filter(|handle| old.get(handle).is_none()).collect());
    people("left", old.iter().map(|each| &each.handle).filter(|handle| new.get(handle).is_none()).collect());
    let other = |handle: &&Handle| old.get(handle).zip(new.get(handle)).is_some_and(|(was, is)| was != is);
    people("changed", new.iter().map(|each| &each.handle).filter(other).collect());
    let names =
        |views: &[SavedView]| views.iter().map(|view| (view.name.clone(), view.query.clone())).collect::<Vec<_>>();
    let rest = [
        ("the name", before.name != after.name),
        ("the time zone", before.zone != after.zone),
        ("the calendar", before.calendar != after.calendar),
        ("the policy", before.policy != after.policy),
        ("the saved views", names(&before.views) != names(&after.views)),
    ];
    words.extend(rest.into_iter().filter(|(_, is_other)| *is_other).map(|(what, _)| format!("{what} changed")));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_brings_is_said() {
        let check = |before: &str, after: &str, expect: &str| {
            assert_eq!(news("book.toml", Some(before.as_bytes()), after.as_bytes()).as_deref(), Some(expect));
        };
        check(
            "",
            "[people.dana]\nroles = [\"tech\"]\n[people.sam]\nroles = [\"sales\"]\n",
            "book.toml came in: @dana and @sam joined",
        );
        check(
            "[people.sam]\nroles = [\"sales\"]\n",
            "[policy]\nquiet_after = 3\n",
            "book.toml came in: @sam left, the policy changed",
        );
        check("# a\n", "# b\n", "book.toml came in, with other words");
        assert_eq!(news("commitments/2026/k7m2qx.toml", None, b""), None);
        assert_eq!(news("snapshots/deals.toml", None, b"").as_deref(), Some("deals came in from another import"));
    }
}
