//! A spreadsheet read into moves: a corpus of sheets with their reports, and what must hold for any sheet.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use countersign::domain::act::Move;
use countersign::domain::book::{Book, Rules};
use countersign::domain::commitment::StateName;
use countersign::domain::day::{Day, Moment};
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::domain::undo::next_undo;
use countersign::exchange::{Field, Ground, Import, Options, Order, Outcome, Stop, read};
use countersign::store::{Entry, Store, Target};
use proptest::prelude::*;

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn handle(word: &str) -> Handle {
    Handle::new(word).unwrap()
}

/// A book of five people and no commitments.
fn book() -> Book {
    let person = |word: &str, name: &str, role| Person {
        name: Some(name.into()),
        email: Some(format!("{word}@fernwhistle.example")),
        ..Person::new(handle(word), Roles::of(&[role]))
    };
    let people = [
        person("sam", "Sam Okonjo", Role::Sales),
        person("maria", "Maria Lindqvist", Role::Sales),
        person("dana", "Dana Whitlock", Role::Tech),
        person("lee", "Lee Nakagawa", Role::Tech),
        person("kim", "Kim Haldane", Role::Manager),
    ];
    Book::new(Rules { people: people.into_iter().collect(), ..Rules::default() }, Vec::new(), Vec::new())
}

fn import(book: &Book, bytes: &[u8], options: &Options) -> Result<Import, Vec<Stop>> {
    read(bytes, options, &Ground { book, me: &handle("sam"), today: today() })
}

fn mapped(map: &[(&str, &str)]) -> Options {
    Options { map: map.iter().map(|(left, right)| ((*left).into(), (*right).into())).collect(), dates: None }
}

/// Makes every new commitment in the book, as the store would.
fn written(mut book: Book, import: &Import) -> Book {
    for person in &import.people {
        book.rules.people.insert(person.clone());
    }
    let first = u32::try_from(book.commitments().len()).unwrap();
    for (n, creation) in (first..).zip(import.creations()) {
        let at = |n: usize| Moment::from_micros(1_795_000_000_000_000 + i64::try_from(n).unwrap());
        let ids = 1_u32..;
        let moves: Vec<Move> = creation
            .drafts
            .iter()
            .cloned()
            .zip(ids)
            .enumerate()
            .map(|(place, (draft, id))| draft.recorded(Id::from_bits(id), at(place)))
            .collect();
        book.put(fold(Id::from_bits(n), moves, book.rules.ground()));
    }
    book
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/csv_corpus")
}

/// Everything that is said about a sheet.
fn verdict(result: &Result<Import, Vec<Stop>>) -> String {
    match result {
        Err(stops) => stops.iter().fold("stopped\n".to_owned(), |mut out, stop| {
            let _ = writeln!(out, "  {stop}");
            out
        }),
        Ok(import) => {
            let mut out = import.report();
            for creation in import.creations() {
                let refused = refusals(import, creation);
                assert!(refused.is_empty(), "{refused:?}");
            }
            if let Some(csv) = import.problems_csv() {
                let _ = write!(out, "\n--- the rows that ask back\n{csv}");
            }
            out
        }
    }
}

/// Moves of a creation that the rules of the book would not let happen.
fn refusals(import: &Import, creation: &countersign::exchange::Creation) -> Vec<String> {
    let only = Import { rows: Vec::new(), ..import.clone() };
    let mut book = written(book(), &only);
    let moves = creation
        .drafts
        .iter()
        .cloned()
        .zip(1..)
        .map(|(draft, n)| draft.recorded(Id::from_bits(n), Moment::from_micros(i64::from(n))))
        .collect();
    book.put(fold(Id::from_bits(0), moves, book.rules.ground()));
    book.commitments()[0].ineffective.iter().map(|(_, why)| why.to_string()).collect()
}

#[test]
fn every_sheet_of_the_corpus_is_reported_on() {
    let book = book();
    let options = |name: &str| match name {
        "unknown_columns" => {
            mapped(&[("Custmer", "customer"), ("Text of it", "commitment"), ("due", "When due?"), ("Owner", "sales")])
        }
        "two_deadlines" => mapped(&[("Promised by", "due")]),
        _ => Options::default(),
    };
    let mut names: Vec<String> = fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 30);
    insta::with_settings!({ snapshot_path => "csv_corpus", prepend_module_to_snapshot => false, omit_expression => true }, {
        for name in names {
            let bytes = fs::read(corpus().join(format!("{name}.csv"))).unwrap();
            insta::assert_snapshot!(name.clone(), verdict(&import(&book, &bytes, &options(&name))));
        }
    });
}

#[test]
fn what_keeps_a_file_from_being_read_is_said_at_once() {
    let book = book();
    let check = |text: &str, options: Options, expect: &[&str]| {
        let stops = import(&book, text.as_bytes(), &options).unwrap_err();
        assert_eq!(stops.iter().map(ToString::to_string).collect::<Vec<_>>(), expect, "{text}");
    };
    let two_deadlines = "Customer,What,Deadline,Promised by\nAcme,Invoices,2027-03-01,2027-04-01\n";
    check(
        two_deadlines,
        Options::default(),
        &[
            "columns 3 (`Deadline`) and 4 (`Promised by`) both hold what is called `due` here; say which with --map \"Promised by=due\"",
        ],
    );
    check(
        "Customer,Was it,Due,Value\nAcme,Invoices,2027-03-01,1\n",
        Options::default(),
        &[
            "no column says what is promised; the columns are `Customer`, `Was it`, `Due`, `Value`; name one with --map \"COLUMN=scope\"",
        ],
    );
    check(
        two_deadlines,
        mapped(&[("Promissed by", "due"), ("Deadline", "duee"), ("What", "custmer")]),
        &[
            "`--map \"Promissed by=due\"`: there is no column `Promissed by`; did you mean `Promised by`?",
            "`--map \"Deadline=duee\"`: `duee` is not something a column can hold; did you mean `due`?",
            "`--map \"What=custmer\"`: `custmer` is not something a column can hold; did you mean `customer`?",
            "columns 3 (`Deadline`) and 4 (`Promised by`) both hold what is called `due` here; say which with --map \"Promised by=due\"",
        ],
    );
    let kim = handle("kim");
    let stops = read(two_deadlines.as_bytes(), &Options::default(), &Ground { book: &book, me: &kim, today: today() })
        .unwrap_err();
    assert!(stops[0].why.starts_with("Kim has neither a sales nor a tech role"), "{stops:?}");
}

#[test]
fn a_mapping_wins_over_what_a_name_usually_means() {
    let book = book();
    let text = b"Customer,Description,Deadline,Promised by,Secret\nAcme,Invoices,2027-03-01,2027-04-01,x\n";
    let check = |map: &[(&str, &str)], expect: &str| {
        let import = import(&book, text, &mapped(map)).unwrap();
        let held: Vec<String> =
            import.columns.iter().map(|column| column.field.map_or("-", |field| field.name()).to_owned()).collect();
        assert_eq!(held.join(" "), expect, "{map:?}");
    };
    check(&[("Promised by", "due")], "customer scope - due -");
    check(&[("due", "promised by"), ("notes", "Secret")], "customer scope - due notes");
    check(&[("Deadline", "-")], "customer scope - due -");
    check(&[("Description", "notes"), ("Secret", "commitment"), ("Deadline", "ignore")], "customer notes - due scope");
}

#[test]
fn an_order_that_is_said_holds_for_every_column() {
    let book = book();
    let bytes = fs::read(corpus().join("ambiguous_days.csv")).unwrap();
    let dues = |order| {
        let import = import(&book, &bytes, &Options { dates: Some(order), ..Options::default() }).unwrap();
        let dues = written(book.clone(), &import);
        let dues: Vec<String> = dues.commitments().iter().map(|each| each.terms.due.unwrap().to_string()).collect();
        (dues.join(" "), import.tally().bad)
    };
    assert_eq!(dues(Order::Dmy), ("2027-04-03 2027-05-05 2027-06-01".into(), 0));
    // 13/2/2026 has no month 13.
    assert_eq!(dues(Order::Mdy), ("2027-03-04 2027-06-01".into(), 1));
    assert_eq!(dues(Order::Iso), ("2027-06-01".into(), 2));
}

#[test]
fn reading_a_sheet_twice_adds_nothing() {
    let mut names = 0;
    for entry in fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let book = book();
        let Ok(first) = import(&book, &bytes, &Options::default()) else { continue };
        let book = written(book, &first);
        let again = import(&book, &bytes, &Options::default()).unwrap();
        let (before, after) = (first.tally(), again.tally());
        assert_eq!(
            (after.new, after.same, after.differs),
            (0, before.new, 0),
            "{}: {}",
            path.display(),
            again.report()
        );
        assert_eq!(after.bad, before.bad, "{}", path.display());
        names += usize::from(before.new > 0);
    }
    assert!(names >= 15);
}

#[test]
fn a_row_that_was_changed_is_said_to_differ() {
    let sheet = "Customer,What,Due,Value,Sales,Tech,Status,ID\n\
                 Acme,Invoices,2027-03-01,10k,sam,dana,open,A-1\n\
                 Quillon,Keys,2027-03-01,,sam,dana,agreed,A-2\n\
                 Northgate,Login,2027-03-01,,sam,dana,open,\n";
    let book = book();
    let book = written(book.clone(), &import(&book, sheet.as_bytes(), &Options::default()).unwrap());
    let check = |from: &str, to: &str, expect: &[&str]| {
        assert!(sheet.contains(from));
        let import = import(&book, sheet.replace(from, to).as_bytes(), &Options::default()).unwrap();
        let what: Vec<String> = import
            .rows
            .iter()
            .flat_map(|row| match &row.outcome {
                Outcome::Differs { what, .. } => what.clone(),
                Outcome::Create(_) => vec!["new".into()],
                Outcome::Same(_) | Outcome::Bad(_) | Outcome::Blank => Vec::new(),
            })
            .collect();
        assert_eq!(what, expect, "{to}");
    };
    check(
        "2027-03-01,10k",
        "2027-04-01,10k",
        &["promised date 2027-04-01, in the book 2027-03-01: `countersign change 000000 --due 2027-04-01`"],
    );
    check("10k", "12k", &["value 12000 EUR, in the book 10000 EUR: `countersign edit 000000 --value \"12000 EUR\"`"]);
    check(
        "sam,dana,open,A-1",
        "maria,dana,open,A-1",
        &["sales owner maria, in the book sam: `countersign edit 000000 --sales maria`"],
    );
    check("agreed,A-2", "done,A-2", &["kept, in the book agreed: `countersign deliver 000001`"]);
    check("agreed,A-2", "open,A-2", &[]);
    // A row with a key can be reworded; one without is then another.
    check("Acme,Invoices", "Acme Inc.,All invoices", &[]);
    check("Northgate,Login", "NORTHGATE,  login", &[]);
    check("Northgate,Login", "Northgate,Single sign-on", &["new"]);
}

#[test]
fn bad_rows_are_mended_and_read_again() {
    let book = book();
    let sheet = "Customer;What;Due;Tech;Notes\n\
                 Acme;Invoices;soon;dana;=1+1\n\
                 Quillon;Keys;2027-03-01;dnaa;\"two\nlines; and more\"\n\
                 Müller;Import;2027-03-01;dana;fine\n";
    let first = import(&book, sheet.as_bytes(), &Options::default()).unwrap();
    assert_eq!((first.tally().new, first.tally().bad), (1, 2));
    let csv = first.problems_csv().unwrap();
    assert!(csv.contains("'=1+1") && csv.contains("`dnaa` is not in the book, and `dana` is"), "{csv}");
    let untouched = import(&book, csv.as_bytes(), &Options::default()).unwrap();
    assert_eq!(untouched.problems_csv().as_deref(), Some(csv.as_str()), "the reasons are not doubled");
    let mended = csv.replace("soon;", "2027-02-01;").replace(";dnaa;", ";dana;");
    let second = import(&book, mended.as_bytes(), &Options::default()).unwrap();
    assert_eq!((second.tally().new, second.tally().bad), (2, 0), "{}", second.report());
    let book = written(book, &second);
    assert_eq!(book.commitments()[0].moves[0].note.as_deref(), Some("=1+1"));
    assert_eq!(book.commitments()[1].moves[0].note.as_deref(), Some("two\nlines; and more"));
}

#[test]
fn ten_thousand_rows_are_read_and_known_again() {
    let mut sheet = String::from("Customer,What,Due,Sales,Tech,Value,Estimate,Status,Promised on\n");
    for n in 0..10_000 {
        let _ = writeln!(
            sheet,
            "Customer {},Promise {n},{}/3/2027,sam,dana,\"{},000 €\",5d..8d,agreed,2026-11-02",
            n % 300,
            n % 28 + 1,
            n % 90 + 1
        );
    }
    let book = book();
    let first = import(&book, sheet.as_bytes(), &Options::default()).unwrap();
    assert_eq!(first.tally().new, 10_000);
    let book = written(book, &first);
    assert_eq!(import(&book, sheet.as_bytes(), &Options::default()).unwrap().tally().same, 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_reported_on(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let headed = [b"Customer,What,Due,Value,Estimate,Status,Sales,Told\n".as_slice(), &bytes].concat();
        for bytes in [&bytes, &headed] {
            if let Ok(import) = import(&book(), bytes, &Options::default()) {
                let _ = (import.report(), import.problems_csv());
            }
        }
    }

    #[test]
    fn any_cells_become_harmless_text(
        cells in proptest::collection::vec("\\PC{0,12}|[0-9./ -]{0,10}|[\\x00-\\x1f=+@,;\"']{0,6}|(done|agreed|yes|5d|sam|dana)", 8..40)
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["Customer", "What", "Due", "Value", "Estimate", "Status", "Sales", "Tech"]).unwrap();
        for row in cells.chunks_exact(8) {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let book = book();
        let import = import(&book, &bytes, &Options::default()).unwrap();
        for each in written(book, &import).commitments() {
            let text = format!("{}{}", each.customer, each.terms.scope);
            prop_assert!(!text.chars().any(char::is_control), "{:?}", text);
            prop_assert!(each.ineffective.is_empty(), "{:?}", each.ineffective);
        }
    }
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/import.md")).unwrap()
}

/// The text of the first block of a kind on the page.
fn block<'a>(page: &'a str, kind: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_worked_example_of_the_page_comes_out_as_it_says() {
    let page = page();
    let import = import(&book(), block(&page, "csv").as_bytes(), &Options::default()).unwrap();
    assert_eq!(block(&page, "text"), import.report());
    assert_eq!((import.tally().new, import.tally().bad), (4, 1));
}

#[test]
fn the_page_lists_every_part_and_every_name() {
    let mut table = String::from("| Part | Names of its column | |\n|---|---|---|\n");
    for field in Field::all() {
        let list = |names: &[&str]| names.join(", ");
        let _ =
            writeln!(table, "| `{}` | {} | {} |", field.name(), list(field.sure_names()), list(field.loose_names()));
    }
    let page = page();
    let (_, listed) = page.split_once("nothing better is there.\n\n").unwrap();
    assert_eq!(listed, table);
}

#[test]
fn what_is_imported_is_written_in_one_go() {
    let home = tempfile::tempdir().unwrap();
    Store::init(home.path(), &book().rules).unwrap();
    let (mut store, mut book) = Store::open(home.path(), Some(1), None).unwrap();
    let bytes = fs::read(corpus().join("history.csv")).unwrap();
    let import = import(&book, &bytes, &Options::default()).unwrap();
    let entries = import.creations().flat_map(|creation| {
        let on = std::iter::once(Target::New).chain(std::iter::repeat(Target::Same));
        on.zip(creation.drafts.iter().cloned()).map(|(on, draft)| Entry { on, draft })
    });
    let now = Moment::from_micros(1_795_348_800_000_000);
    let recorded = store.record(&mut book, entries.collect(), now).unwrap();
    let (_, read) = Store::open(home.path(), Some(1), None).unwrap();
    assert_eq!(read.problems, []);
    let count = |state| read.commitments().iter().filter(|each| each.state.name() == state).count();
    let states: Vec<usize> = StateName::ALL.into_iter().map(count).collect();
    assert_eq!(states, [1, 0, 1, 1, 4, 1, 0, 1]);
    assert_eq!(next_undo(&read, &handle("sam")).len(), recorded.ids.len(), "one undo takes the whole import back");
}
