//! One bad file hides nothing else, is shown with its remedy, and is never written over.

use std::fs;

use countersign::domain::id::Id;
use countersign::store::{Error, Store};

use super::desk::{Desk, new, note, on, promise};

fn shown(desk: &Desk) -> String {
    let lines: Vec<String> = desk.book.problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn whatever_lies_in_the_book_is_named_and_the_rest_works() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let good = desk.text(id);
    desk.put("aaaaa1.toml", b"[[move]]\nid = \"4c1d9z\"\nnote = \"\xff\"\n");
    desk.put("aaaaa2.toml", "");
    desk.put("aaaaa3.toml", "[[move]]\nid = ");
    desk.put("Renewal of Acme.toml", &good);
    desk.put("aaaaai.toml", &good);
    desk.put("aaaaa4.toml.orig", &good);
    desk.put(".aaaaa5.toml.swp", &good);
    desk.put("notes.md", "not ours");
    fs::create_dir(desk.dir().join("commitments/2026/aaaaa6.toml")).unwrap();
    fs::write(desk.dir().join("commitments/aaaaa7.toml"), &good).unwrap();
    fs::create_dir(desk.dir().join("commitments/later")).unwrap();
    fs::create_dir(desk.dir().join("commitments/2025")).unwrap();
    fs::write(desk.dir().join(format!("commitments/2025/{id}.toml")), good.replace("id = \"", "# copied\nid = \""))
        .unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", desk.dir().join("commitments/2026/aaaaa8.toml")).unwrap();

    let other = desk.record(vec![new(promise("Acme", "White-label dashboard"))]).unwrap().ids[0].0;
    desk.refresh();
    desk.proves_itself();
    assert_eq!(desk.book.commitments().len(), 2);
    assert!(desk.book.get(other).is_some());
    insta::assert_snapshot!(shown(&desk).replace(id.as_str(), "IDIDID"), @r"
    commitments/2026/IDIDID.toml: commitments/2025/IDIDID.toml has the same name; the moves of both are shown; move the blocks of one file into the other, and delete it
    commitments/2026/Renewal of Acme.toml: `Renewal of Acme` is not an id; name the file by six characters, such as k7m2qx.toml; an id has 6 characters
    commitments/2026/aaaaa1.toml:3: it is not UTF-8 text; save it as UTF-8 in an editor
    commitments/2026/aaaaa2.toml:1: the file is empty; delete it, or bring it back from git
    commitments/2026/aaaaa3.toml:2: it is not TOML: string values must be quoted, expected literal string; mend the line; the moves around it are shown
    commitments/2026/aaaaa4.toml.orig: its name doesn't end in .toml, so it isn't read; rename it, or delete it
    commitments/2026/aaaaa6.toml: it is not a file; move it out of the book
    commitments/2026/aaaaa8.toml: it is a link, and the book holds plain files; put the file itself there
    commitments/2026/aaaaai.toml: `aaaaai` is not an id; name the file by six characters, such as k7m2qx.toml; ids are made of 0-9 and a-z without i, l, o and u
    commitments/aaaaa7.toml: commitments lie in folders by year; move it into a folder such as commitments/2026
    commitments/later: commitments lie in folders by year; move it into a folder such as commitments/2026
    ");
    assert!(desk.refresh().is_empty());
}

#[test]
fn nothing_is_written_to_what_cannot_be_read() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let broken = desk.text(id).replace("told = true", "told = maybe") + "# a remark\n";
    fs::write(desk.path(id), &broken).unwrap();
    let error = desk.record(vec![on(id, note("sam", "hm"))]).unwrap_err();
    assert_eq!(desk.text(id), broken);
    let path = desk.path(id).display().to_string();
    insta::assert_snapshot!(error.to_string().replace(&path, "FILE"), @"FILE:8: it is not TOML: string values must be quoted, expected literal string, so nothing is written to it; mend the line; the moves around it are shown");
    assert_eq!(desk.refresh().commitments, [id]);
    assert!(desk.book.commitments().is_empty() && desk.book.problems.len() == 1);

    fs::write(desk.path(id), broken.replace("maybe", "false")).unwrap();
    let seen = desk.refresh();
    assert!(seen.commitments == [id] && seen.problems && desk.book.problems.is_empty());
    desk.record(vec![on(id, note("sam", "hm"))]).unwrap();
    desk.proves_itself();
}

#[test]
fn a_move_is_not_written_where_it_could_not_be_read_back() {
    let mut desk = Desk::new();
    let (id, terms) = desk.promised("Northgate", "SAML");
    let inline = format!(
        "move = [{{ id = \"{terms}\", at = 2026-11-20, by = \"sam\", kind = \"promise\", customer = \"Acme\", scope = \"x\" }}]\n"
    );
    fs::write(desk.path(id), &inline).unwrap();
    assert!(matches!(desk.record(vec![on(id, note("sam", "hm"))]), Err(Error::Broken { .. })));
    assert_eq!(desk.text(id), inline);
}

#[test]
fn a_newer_book_is_read_and_not_written() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let page = desk.dir().join("book.toml");
    fs::write(&page, "schema = 2\nname = \"Acme book\"\n").unwrap();
    desk.refresh();
    assert_eq!(desk.book.rules.name, "Acme book");
    assert!(desk.book.get(id).is_some());
    let error = desk.record(vec![on(id, note("sam", "hm"))]).unwrap_err();
    insta::assert_snapshot!(error, @"the book has schema 2, which is newer than this program; update it to write to the book");
    assert!(matches!(desk.store.set(&mut desk.book, "name", "Ours"), Err(Error::Newer { schema: 2 })));
    assert_eq!(fs::read_to_string(&page).unwrap(), "schema = 2\nname = \"Acme book\"\n");
}

#[test]
fn without_rules_nobody_knows_who_may_write() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    fs::remove_file(desk.dir().join("book.toml")).unwrap();
    desk.refresh();
    assert!(desk.book.get(id).is_some());
    insta::assert_snapshot!(shown(&desk), @"book.toml: it is missing; bring it back from git, or make another with `countersign init`; until then the usual rules hold");
    assert!(matches!(desk.record(vec![on(id, note("sam", "hm"))]), Err(Error::Broken { .. })));
    desk.proves_itself();
}

#[test]
fn what_is_not_there_is_said_so() {
    let mut desk = Desk::new();
    let nobody: Id = "zzzzzz".parse().unwrap();
    insta::assert_snapshot!(desk.record(vec![on(nobody, note("sam", "hm"))]).unwrap_err(), @"no commitment zzzzzz; look with `list`");
    let empty = tempfile::TempDir::new().unwrap();
    let error = Store::open(empty.path(), None, None).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }));
    assert!(matches!(Store::open(&empty.path().join("gone"), None, None), Err(Error::Io { .. })));
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_file_stays_and_a_new_one_is_for_whoever_shares_the_directory() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let year = desk.dir().join("commitments/2026");
    fs::create_dir(&year).unwrap();
    fs::set_permissions(&year, fs::Permissions::from_mode(0o2770)).unwrap();
    let (id, _) = desk.promised("Northgate", "SAML");
    let mode = |desk: &Desk| fs::metadata(desk.path(id)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk), 0o660);
    fs::set_permissions(desk.path(id), fs::Permissions::from_mode(0o640)).unwrap();
    desk.record(vec![on(id, note("sam", "hm"))]).unwrap();
    assert_eq!(mode(&desk), 0o640);
}

#[test]
fn line_ends_and_marks_stay_as_they_were() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let before = format!("\u{feff}{}", desk.text(id).replace('\n', "\r\n")).trim_end().to_owned();
    fs::write(desk.path(id), &before).unwrap();
    desk.record(vec![on(id, note("sam", "two\nlines"))]).unwrap();
    let after = desk.text(id);
    assert!(after.starts_with(&before));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(desk.book.get(id).unwrap().moves[1].note.as_deref(), Some("two\nlines"));
    desk.proves_itself();
}

#[test]
fn when_the_disk_gives_up_in_the_middle_what_is_written_is_told_apart() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let years = desk.dir().join("commitments");
    fs::rename(years.join("2026"), years.join("2025")).unwrap();
    fs::write(years.join("2026"), "in the way").unwrap();
    desk.refresh();
    let error = desk.record(vec![on(id, note("sam", "first")), new(promise("Acme", "second"))]).unwrap_err();
    assert!(
        matches!(&error, Error::Partly { written, meant: 2, .. } if written.ids.len() == 1 && written.ids[0].0 == id)
    );
    let dir = fs::canonicalize(desk.dir()).unwrap().display().to_string();
    insta::assert_snapshot!(error.to_string().replace(&dir, "BOOK"), @"1 of 2 moves are written, the rest is not: can't make the folder BOOK/commitments/2026: file exists; try again, and look at the disk if it stays so");
    assert_eq!(desk.book.get(id).unwrap().moves.len(), 2);
    desk.refresh();
    desk.proves_itself();
    assert!(matches!(desk.record(vec![new(promise("Acme", "third"))]), Err(Error::Io { .. })));
    assert!(desk.store.leftovers().is_empty());
}
