//! A small book for the tests of queries and reports: every state, most flags, two currencies, all seen on 22 Nov 2026.

use countersign::domain::book::{Book, Deal, Rules};
use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast;
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

/// The book and how its commitments stand today.
pub fn judged() -> (Book, Vec<Standing>) {
    let book = book();
    let standings = forecast::assess(&book, today());
    (book, standings)
}

/// Reads a query as sam would have it read.
pub fn query(text: &str) -> Query {
    let book = book();
    let me = handle("sam");
    let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
    parse(text, &reading).unwrap_or_else(|error| panic!("{}", error.render(text)))
}
