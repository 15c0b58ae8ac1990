//! Beginning a book and changing its rules: what people wrote there stays.

use std::fs;

use countersign::domain::book::{Rules, SavedView};
use countersign::domain::person::{Person, Role, Roles};
use countersign::store::{Begun, Error, Store};
use tempfile::TempDir;

use super::desk::{Desk, day, handle, rules};

#[test]
fn a_new_book_says_what_can_be_said_in_it() {
    let home = TempDir::new().unwrap();
    let dir = home.path().join("acme-book");
    assert_eq!(Store::init(&dir, &rules()).unwrap(), Begun::Made);
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    insta::assert_snapshot!(read("book.toml"), @r#"
    # The book: who is in it and by which rules it is read. All of it is optional.
    schema = 1
    name = "Acme book"
    timezone = "UTC"

    # People. Roles are sales (promises, tells, confirms), tech (estimates, signs, delivers) and manager (reassigns,
    # reopens, accepts risks). The e-mail is the one they commit with; focus is the share of working time for
    # commitments; away takes days and ranges such as "2026-12-21..2027-01-03".

    [people.dana]
    roles = ["tech"]

    [people.kim]
    roles = ["manager"]

    [people.lee]
    roles = ["tech"]

    [people.maria]
    roles = ["sales"]

    [people.sam]
    roles = ["sales"]

    # The working week and the year:
    #
    # [calendar]
    # workdays = ["mon", "tue", "wed", "thu", "fri"]
    # holidays = [2026-12-25, 2027-01-01]
    # fiscal_year_start = 1
    #
    # When a flag is raised; these are the usual ones:
    #
    # [policy]
    # over_promised_below = 0.5    # chance of keeping the told date
    # covered_from = 0.8
    # answer_within = 3            # working days, for tech
    # counter_within = 2           # working days, for sales
    # estimate_stale_after = 30    # days
    # due_soon_within = 14         # days
    # confirm_within = 5           # working days
    # quiet_after = 14             # days
    #
    # What it costs to renegotiate a promise, for `rescue`: firmness times stake, doubled where the customer was told, and
    # growing with the value:
    #
    # [policy.renegotiation]
    # explored = 1
    # planned = 2
    # verbal = 3
    # written = 5
    # contract = 8
    # nice-to-have = 1
    # deal-challenge = 2
    # deal-breaker = 4
    # told = 2
    # value = 1                    # 0: the value counts for nothing
    "#);
    insta::assert_snapshot!(read(".gitattributes"), @"*.toml -text merge=countersign");
    insta::assert_snapshot!(read(".gitignore"), @r"
    .countersign.lock
    .countersign-new-*
    ");
    let (_, book) = Store::open(&dir, None, None).unwrap();
    assert_eq!((book.rules, book.problems), (rules(), vec![]));
}

#[test]
fn every_example_in_a_new_book_is_read_once_its_comment_is_taken_away() {
    let home = TempDir::new().unwrap();
    Store::init(home.path(), &Rules::default()).unwrap();
    let page = home.path().join("book.toml");
    let text = fs::read_to_string(&page).unwrap();
    let is_example = |line: &str| line.contains('=') || line.starts_with('[');
    let shown = |line: &str| line.strip_prefix("# ").filter(|rest| is_example(rest)).unwrap_or(line).to_owned();
    fs::write(&page, text.lines().map(|line| shown(line) + "\n").collect::<String>()).unwrap();
    let (_, book) = Store::open(home.path(), None, None).unwrap();
    assert_eq!(book.problems, []);
    assert!(book.rules.people.get(&handle("dana")).is_some());
    assert_eq!(book.rules.policy, Rules::default().policy);
}

#[test]
fn a_book_is_adopted_and_none_begins_inside_or_around_another() {
    let home = TempDir::new().unwrap();
    let dir = home.path().join("acme-book");
    Store::init(&dir, &rules()).unwrap();
    fs::write(dir.join(".gitattributes"), "*.md text").unwrap();
    fs::write(dir.join("book.toml"), "# ours\n").unwrap();
    assert_eq!(Store::init(&dir, &Rules::default()).unwrap(), Begun::Adopted);
    assert_eq!(fs::read_to_string(dir.join("book.toml")).unwrap(), "# ours\n");
    assert_eq!(fs::read_to_string(dir.join(".gitattributes")).unwrap(), "*.md text\n*.toml -text merge=countersign\n");
    // The line of an earlier version gives way, and a line of one's own stays.
    for (before, after) in [
        ("*.toml merge=countersign", "*.toml -text merge=countersign"),
        ("*.toml merge=countersign eol=lf\n", "*.toml merge=countersign eol=lf\n"),
    ] {
        fs::write(dir.join(".gitattributes"), before).unwrap();
        Store::init(&dir, &Rules::default()).unwrap();
        assert_eq!(fs::read_to_string(dir.join(".gitattributes")).unwrap(), after);
    }
    for around in [dir.join("commitments"), dir.join("new"), home.path().to_owned()] {
        let error = Store::init(&around, &rules()).unwrap_err();
        assert!(matches!(&error, Error::Inside { book } if book.ends_with("acme-book")), "{error}");
    }
    assert!(!dir.join("new").exists());
    assert_eq!(Store::discover(&dir.join("commitments")), Some(dir.clone()));
    assert_eq!(Store::discover(home.path()), None);
}

#[test]
fn changes_keep_comments_order_and_line_ends() {
    let mut desk = Desk::new();
    let page = desk.dir().join("book.toml");
    let before = "# ours\r\nname = \"Acme\" # short\r\n\r\n[policy] # as agreed in May\r\nquiet_after=14   # two weeks\r\n[[view]]\r\nname = \"Late\"\r\nquery = \"flag:overdue\"\r\n";
    fs::write(&page, before).unwrap();
    desk.refresh();
    let mut dana = Person::new(handle("dana"), Roles::of(&[Role::Tech]));
    dana.focus = Some(0.6);
    dana.away = vec![(day("2026-12-21"), day("2027-01-03"))];
    desk.store.add_person(&mut desk.book, &dana).unwrap();
    desk.store.set(&mut desk.book, "policy.quiet_after", "21").unwrap();
    desk.store.set(&mut desk.book, "name", "Acme & Sons").unwrap();
    let view = |query: &str| SavedView {
        name: "Mine".into(),
        query: query.into(),
        group: None,
        sort: Some("-value".into()),
        columns: vec![],
        frozen: None,
    };
    desk.store.save_view(&mut desk.book, &view("sales:me")).unwrap();
    desk.store.save_view(&mut desk.book, &view("tech:me")).unwrap();
    desk.store.remove_view(&mut desk.book, "Late").unwrap();
    assert_eq!(desk.book.rules.people.get(&handle("dana")), Some(&dana));
    assert_eq!(desk.book.rules.views, [view("tech:me")]);
    assert_eq!(desk.book.rules.policy.quiet_after, 21);
    desk.proves_itself();
    let text = fs::read_to_string(&page).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    insta::assert_snapshot!(text.replace("\r\n", "\n"), @r#"
    # ours
    name = "Acme & Sons" # short

    [policy] # as agreed in May
    quiet_after=21   # two weeks

    [[view]]
    name = "Mine"
    query = "tech:me"
    sort = "-value"

    [people.dana]
    roles = ["tech"]
    focus = 0.6
    away = ["2026-12-21..2027-01-03"]
    "#);
}

#[test]
fn what_does_not_fit_is_not_written() {
    let mut desk = Desk::new();
    let page = desk.dir().join("book.toml");
    let before = fs::read_to_string(&page).unwrap();
    let mut check = |key: &str, value: &str| {
        let error = desk.store.set(&mut desk.book, key, value).unwrap_err();
        assert_eq!(fs::read_to_string(&page).unwrap(), before);
        error.to_string().replace(&page.canonicalize().unwrap().display().to_string(), "FILE")
    };
    insta::assert_snapshot!(check("policy.quiet_after", "often"), @"FILE: `policy.quiet_after`: it is not a whole number that makes sense, so nothing is written to it; write a number from 0 to 3660");
    insta::assert_snapshot!(check("polcy.quiet_after", "21"), @"FILE: `polcy`: it is not known here, so nothing is written to it; did you mean `policy`?");
    insta::assert_snapshot!(check("name.first", "x"), @"FILE: `name` is not a table, so nothing is written to it; mend it in an editor first");
    let error = desk.store.remove_view(&mut desk.book, "Late").unwrap_err();
    insta::assert_snapshot!(error, @"no view named `Late`; there are none yet");
}
