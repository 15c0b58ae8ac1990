//! What a path within the book is, and whether something of that name and mode may lie there.

use super::{Fault, fault};
use crate::domain::id::Id;
use crate::store::{begin, file, lock, papers};

/// What lies at a path within the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// `book.toml`.
    Page,
    /// `commitments/YYYY/ID.toml`.
    Commitment {
        /// The folder.
        year: u16,
        /// The name.
        id: Id,
    },
    /// `snapshots/deals.toml` or `snapshots/issues.toml`.
    Snapshot,
    /// `reviews/YYYY/ID.toml`.
    Paper {
        /// The folder.
        year: u16,
        /// The name.
        id: Id,
    },
    /// `.gitattributes`, which tells git to merge with the program.
    Attributes,
    /// Something that is allowed there, or none of the book's business.
    Other,
}

/// What lies in the book's own folder.
const OWN: [&str; 6] = ["book.toml", "commitments", "snapshots", papers::FOLDER, ".gitattributes", ".gitignore"];

/// What a path is, or why nothing may lie there.
pub(super) fn place(path: &str) -> Result<Place, Fault> {
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.is_empty() || matches!(*part, "." | "..") || part.eq_ignore_ascii_case(".git")) {
        return Err(stray("such a path leads out of the book"));
    }
    let is_passing = |part: &&str| part.eq_ignore_ascii_case(lock::NAME) || part.starts_with(file::UNFINISHED);
    if parts.iter().any(is_passing) {
        return Err(fault(
            None,
            "the program uses that name while it writes",
            "take it out; `countersign init` and `sync` put the line that keeps it out into .gitignore",
        ));
    }
    match parts[..] {
        ["book.toml"] => Ok(Place::Page),
        ["snapshots", "deals.toml" | "issues.toml"] => Ok(Place::Snapshot),
        [".gitattributes"] => Ok(Place::Attributes),
        ["book.toml" | ".gitattributes" | ".gitignore", ..] if parts.len() > 1 => {
            Err(stray(&format!("`{}` is a file of the book, not a folder", parts[0])))
        }
        [papers::FOLDER, ..] => Ok(papers::place_of(path).map_or(Place::Other, |(year, id)| Place::Paper { year, id })),
        ["snapshots"] => Err(stray("`snapshots` is a folder of the book, not a file")),
        ["commitments"] => Err(stray("commitments lie in folders by year")),
        ["commitments", .., ".gitkeep"] => Ok(Place::Other),
        ["commitments", year, name] => commitment(year, name).ok_or_else(|| stray("it is no commitment's name")),
        ["commitments", ..] => Err(stray("commitments lie in folders by year")),
        [first, ..] => {
            let twin = OWN.into_iter().find(|own| first.eq_ignore_ascii_case(own));
            match twin.filter(|own| first != *own) {
                Some(own) => Err(stray(&format!("it differs from `{own}` only in its case"))),
                None => Ok(Place::Other),
            }
        }
        [] => Ok(Place::Other),
    }
}

fn commitment(year: &str, name: &str) -> Option<Place> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = year.parse().ok().filter(|_| is_year)?;
    let id = name.strip_suffix(".toml")?.parse().ok()?;
    Some(Place::Commitment { year, id })
}

fn stray(why: &str) -> Fault {
    fault(None, why.to_owned(), "take it out; the book holds commitments/YYYY/ID.toml with an ID of six characters")
}

/// Whether git is told to merge the book's files with the program: the last line that says how `*.toml` is merged counts.
pub(super) fn tells_git(attributes: &str) -> bool {
    let mut is_told = false;
    for line in attributes.lines() {
        let mut words = line.split_whitespace();
        let Some(pattern) = words.next().filter(|word| !word.starts_with('#')) else { continue };
        let is_about =
            pattern.contains(".toml") || pattern.starts_with("commitments") || pattern.trim_matches('*').is_empty();
        for word in words.filter(|_| is_about) {
            match word {
                begin::MARK => is_told |= matches!(pattern, "*.toml" | "**/*.toml" | "*"),
                "merge" | "-merge" | "!merge" | "binary" => is_told = false,
                other if other.starts_with("merge=") => is_told = false,
                _ => {}
            }
        }
    }
    is_told
}

/// Whether what lies there is a plain file, by git's mode; in the book's own folders only such may lie.
pub(super) fn mode(path: &str, mode: &str) -> Option<Fault> {
    let first = path.split('/').next().unwrap_or_default();
    let is_own = OWN.contains(&first);
    let what = match mode {
        "100644" | "100755" | "100664" => return None,
        "120000" => "it is a link",
        "160000" => "it is another repository",
        _ => "it is no plain file",
    };
    is_own.then(|| fault(None, what.to_owned(), "put the file itself there; the book holds plain files"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_what_it_is() {
        let check = |path: &str, expected: &str| {
            let words = match place(path) {
                Ok(place) => format!("{place:?}"),
                Err(fault) => fault.why,
            };
            assert_eq!(words, expected, "{path}");
        };
        check("book.toml", "Page");
        check("commitments/2026/k7m2qx.toml", "Commitment { year: 2026, id: k7m2qx }");
        check("snapshots/deals.toml", "Snapshot");
        check("reviews/2026/k7m2qx.toml", "Paper { year: 2026, id: k7m2qx }");
        check("reviews/2026/notes.md", "Other");
        check("Reviews/2026/k7m2qx.toml", "it differs from `reviews` only in its case");
        check("commitments/.gitkeep", "Other");
        check("commitments/2026/.gitkeep", "Other");
        check("README.md", "Other");
        check("docs/commitments/x", "Other");
        let no_name = "it is no commitment's name";
        check("commitments/2026/k7m2qx.toml.orig", no_name);
        check("commitments/2026/k7m2ql.toml", no_name);
        check("commitments/2026/K7M2QX.toml", no_name);
        check("commitments/26/k7m2qx.toml", no_name);
        check("commitments/+026/k7m2qx.toml", no_name);
        let passing = "the program uses that name while it writes";
        check("commitments/2026/.countersign-new-x", passing);
        check(".countersign.lock", passing);
        check("snapshots/.Countersign.Lock", passing);
        check(".gitattributes", "Attributes");
        check(".gitignore", "Other");
        check(".gitignore/x", "`.gitignore` is a file of the book, not a folder");
        check("book.toml/x", "`book.toml` is a file of the book, not a folder");
        check("snapshots", "`snapshots` is a folder of the book, not a file");
        let no_folder = "commitments lie in folders by year";
        check("commitments", no_folder);
        check("commitments/k7m2qx.toml", no_folder);
        check("commitments/2026/more/k7m2qx.toml", no_folder);
        let out = "such a path leads out of the book";
        check("commitments/../book.toml", out);
        check("commitments//k7m2qx.toml", out);
        check("x/.git/config", out);
        check(".GIT/hooks/post-checkout", out);
        check("Book.toml", "it differs from `book.toml` only in its case");
        check("COMMITMENTS/2026/k7m2qx.toml", "it differs from `commitments` only in its case");
    }

    #[test]
    fn git_is_told_by_the_last_line_that_says_so() {
        let check = |text: &str, expected: bool| assert_eq!(tells_git(text), expected, "{text}");
        check("*.toml -text merge=countersign\n", true);
        check("*.png binary\n*.toml merge=countersign\n*.md merge=union\n", true);
        check("", false);
        check("# *.toml merge=countersign\n", false);
        check("*.tml merge=countersign\n", false);
        check("*.toml merge=countersign\n*.toml merge=ours\n", false);
        check("*.toml merge=countersign\n* -merge\n", false);
        check("*.toml merge=countersign\ncommitments/** binary\n", false);
    }

    #[test]
    fn the_book_holds_plain_files() {
        let check = |path: &str, bits: &str, expected: Option<&str>| {
            assert_eq!(mode(path, bits).map(|fault| fault.why).as_deref(), expected, "{path} {bits}");
        };
        check("book.toml", "100644", None);
        check("book.toml", "100755", None);
        check("book.toml", "120000", Some("it is a link"));
        check("commitments", "160000", Some("it is another repository"));
        check("snapshots/x", "040000", Some("it is no plain file"));
        check("docs/x", "120000", None);
    }
}
