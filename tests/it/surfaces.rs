//! The screen and the command line are two views of one book: the same query finds the same commitments, and what a row
//! shows is in the JSON.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use crate::cli::desk::Desk;

/// A view that shows ids and everything a row can show.
const VIEW: &str = r#"
[[view]]
name = "allcolumns"
query = ""
columns = ["id", "customer", "scope", "state", "told", "due", "original", "chance", "covered", "firmness", "stake"]
"#;

/// The sample book with the view as its last tab.
fn desk() -> Desk {
    let desk = Desk::with_sample();
    let path = desk.path("book/book.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test writes as an editor would")]
    std::fs::write(&path, format!("{text}{VIEW}")).unwrap();
    desk
}

/// The rows of the view, each with its id, after a filter was typed.
fn rows(desk: &Desk, known: &BTreeSet<String>, query: &str) -> Vec<(String, String)> {
    let typed = query.replace('_', "__").replace(' ', "_");
    let keys = format!(": text:allcolumns <enter> p / text:{typed} <enter>");
    let frame = desk.run(&["--frame", "--size", "260x70", "--keys", &keys]).done();
    frame
        .lines()
        .skip(3)
        .filter_map(|line| {
            let id = line.split_whitespace().find(|word| known.contains(*word))?;
            Some((id.to_owned(), line.to_owned()))
        })
        .collect()
}

fn listed(desk: &Desk, query: &str) -> Vec<Value> {
    let json: Value = serde_json::from_str(&desk.run(&["list", "--json", query]).done()).unwrap();
    json["commitments"].as_array().unwrap().clone()
}

fn ids(commitments: &[Value]) -> BTreeSet<String> {
    commitments.iter().map(|each| each["id"].as_str().unwrap().to_owned()).collect()
}

const ATOMS: [&str; 16] = [
    "flag:overdue",
    "state:agreed,requested",
    "sales:me",
    "tech:dana",
    "told:yes",
    "signed:no",
    "value>50k",
    "chance<60%",
    "due<+4w",
    "firmness>=written",
    "tag:security",
    "northgate",
    "slipped>5d",
    "open:yes",
    "level:red",
    "moved>2026-11-01",
];

fn query() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(&ATOMS[..]).prop_map(str::to_owned);
    atom.prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

#[test]
fn the_same_query_finds_the_same_commitments_on_both() {
    let desk = desk();
    let known = ids(&listed(&desk, ""));
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(query in query())| {
        let on_screen: BTreeSet<String> = rows(&desk, &known, &query).into_iter().map(|(id, _)| id).collect();
        prop_assert_eq!(on_screen, ids(&listed(&desk, &query)), "{}", query);
    });
}

/// A day as a row shows it, from its JSON.
fn shown_day(value: &Value) -> Option<String> {
    let day: countersign::domain::day::Day = value.as_str()?.parse().unwrap();
    Some(day.short("2026-11-22".parse().unwrap()))
}

#[test]
fn what_a_row_shows_is_in_the_json() {
    let desk = desk();
    let all = listed(&desk, "open:yes");
    let rows = rows(&desk, &ids(&all), "open:yes");
    assert!(rows.len() > 15 && rows.len() == all.len());
    for each in all {
        let id = each["id"].as_str().unwrap();
        let (_, line) = rows.iter().find(|(row, _)| row == id).unwrap();
        let mut shown: Vec<String> = ["customer", "state", "firmness", "stake"]
            .iter()
            .filter_map(|key| each[*key].as_str().map(str::to_owned))
            .collect();
        shown.extend(["told_due", "due", "original_due"].iter().filter_map(|key| shown_day(&each[*key])));
        shown.extend(shown_day(&each["dates"]["p80"]));
        shown.extend(each["chance"].as_f64().map(|chance| {
            if chance > 0.99 { ">99 %".to_owned() } else { format!("{:.0} %", (chance * 100.0).max(1.0)) }
        }));
        for cell in shown {
            assert!(line.contains(&cell), "{id}: `{cell}` of the JSON is not in the row\n{line}");
        }
    }
}
