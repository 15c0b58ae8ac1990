//! A small book for the tests of queries and reports: every state, most flags, two currencies, all seen on 22 Nov 2026.

use countersign::domain::book::{Book, Deal, Rules};
use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::outlook::{Basis, Chance, Dates, Outlook};
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::query::{Query, Reading, parse};
use countersign::store::record;

pub const TODAY: &str = "2026-11-22";

/// The files of the book: id and text.
const FILES: &[(&str, &str)] = &[
    ("n0rth1", include_str!("shelf/n0rth1.toml")),
    ("be11w1", include_str!("shelf/be11w1.toml")),
    ("acme01", include_str!("shelf/acme01.toml")),
    ("acme02", include_str!("shelf/acme02.toml")),
    ("qv1ds1", include_str!("shelf/qv1ds1.toml")),
    ("harb01", include_str!("shelf/harb01.toml")),
    ("kept01", include_str!("shelf/kept01.toml")),
    ("kept02", include_str!("shelf/kept02.toml")),
    ("decd01", include_str!("shelf/decd01.toml")),
    ("ask001", include_str!("shelf/ask001.toml")),
];

pub fn today() -> Day {
    TODAY.parse().unwrap()
}

pub fn handle(text: &str) -> Handle {
    Handle::new(text).unwrap()
}

fn person(handle_of: &str, name: &str, role: Role, team: Option<&str>) -> Person {
    Person { name: Some(name.into()), team: team.map(Into::into), ..Person::new(handle(handle_of), Roles::of(&[role])) }
}

pub fn book() -> Book {
    let people = [
        person("sam", "Sam Ortega", Role::Sales, None),
        person("maria", "María Lund", Role::Sales, None),
        person("dana", "Dana Weiss", Role::Tech, Some("Platform")),
        person("lee", "Lee Brandt", Role::Tech, Some("Apps")),
        person("kim", "Kim Ito", Role::Manager, None),
    ];
    let rules = Rules { name: "Sample book".into(), people: people.into_iter().collect(), ..Rules::default() };
    let folded = FILES
        .iter()
        .map(|(id, text)| {
            let record = record::read(text);
            assert_eq!(record.problems, [], "{id}");
            fold(id.parse::<Id>().unwrap(), record.moves, rules.ground())
        })
        .collect();
    let mut book = Book::new(rules, folded, Vec::new());
    book.deals.push(Deal {
        name: "Bellweather rollout".into(),
        key: Some("OPP-7".into()),
        value: Some("80000 USD".parse().unwrap()),
        closes: None,
    });
    book
}

/// What the forecast is taken to say: id, chance in hundredths, and the days with 10, 50, 80 and 95 %.
///
/// Fixed here, so that a better forecast doesn't change what the reports are checked against.
const OUTLOOKS: &[(&str, u32, [&str; 4])] = &[
    ("n0rth1", 34, ["2026-12-24", "2027-04-08", "2027-06-29", "2028-04-13"]),
    ("acme01", 82, ["2026-12-02", "2026-12-25", "2027-01-12", "2027-03-11"]),
    ("harb01", 37, ["2026-11-24", "2026-12-02", "2026-12-08", "2027-01-20"]),
];

fn outlook(id: Id) -> Option<Outlook> {
    let (_, chance, days) = OUTLOOKS.iter().find(|row| row.0 == id.as_str())?;
    let [p10, p50, p80, p95] = days.map(|day| day.parse().unwrap());
    Some(Outlook {
        chance: Some(Chance::new(f64::from(*chance) / 100.0)),
        dates: Dates { p10, p50, p80, p95 },
        basis: Basis {
            own: 0.0,
            team: 0.0,
            rest: 0.0,
            built_in: 2.0,
            n: 0,
            ahead: 0,
            start: "2026-11-05".parse().unwrap(),
            focus: Some(0.4),
        },
    })
}

/// How every commitment of the book stands today.
pub fn stand(book: &Book) -> Vec<Standing> {
    let eyes = book.eyes(today());
    book.commitments().iter().map(|each| Standing::of(each, &eyes, outlook(each.id))).collect()
}

/// The book and how its commitments stand today.
pub fn judged() -> (Book, Vec<Standing>) {
    let book = book();
    let standings = stand(&book);
    (book, standings)
}

/// Reads a query as sam would have it read.
pub fn query(text: &str) -> Query {
    let book = book();
    let me = handle("sam");
    let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
    parse(text, &reading).unwrap_or_else(|error| panic!("{}", error.render(text)))
}
