//! Fernwhistle: its people, its calendar, its saved views, and what its tracker says.

use chrono_tz::Europe::Berlin;

use super::scribe::{Scribe, handle};
use crate::domain::book::{Rules, SavedView};
use crate::domain::calendar::Calendar;
use crate::domain::dates::{self, Past, Typing};
use crate::domain::day::Day;
use crate::domain::person::{People, Person, Role, Roles};
use crate::domain::policy::Policy;
use crate::domain::tracker::{Issue, Issues, Stage};

/// What the company's `book.toml` says on a day.
pub(super) fn rules(today: Day) -> Rules {
    let calendar = calendar(today);
    Rules {
        name: "Fernwhistle".into(),
        zone: Berlin,
        people: people(today, &calendar),
        calendar,
        policy: Policy::default(),
        views: views(),
    }
}

/// Monday to Friday with the holidays of the years around today; the fiscal year begins in April.
fn calendar(today: Day) -> Calendar {
    let week =
        [chrono::Weekday::Mon, chrono::Weekday::Tue, chrono::Weekday::Wed, chrono::Weekday::Thu, chrono::Weekday::Fri];
    let holidays = (today.year() - 2..=today.year() + 2).flat_map(holidays).collect();
    Calendar::new(&week, holidays, 4).expect("five days are worked")
}

fn holidays(year: i32) -> Vec<Day> {
    let fixed = [(1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31)];
    let usual = Calendar::default();
    let easter = Day::ymd(year, 1, 1)
        .and_then(|today| dates::parse("easter", &Typing { today, calendar: &usual, past: Past::Allow }).ok())
        .into_iter()
        .flat_map(|sunday| [sunday.day.plus(-2), sunday.day.plus(1)]);
    fixed.into_iter().filter_map(|(month, day)| Day::ymd(year, month, day)).chain(easter).collect()
}

/// A person of the company, before the absences are placed in the calendar.
struct Row {
    handle: &'static str,
    name: &'static str,
    roles: &'static [Role],
    team: Option<&'static str>,
    /// The share of working time for commitments, in hundredths.
    focus: Option<u32>,
    /// First and last day, in working days from today.
    away: &'static [(i64, i64)],
}

const fn row(handle: &'static str, name: &'static str, roles: &'static [Role], team: &'static str) -> Row {
    Row { handle, name, roles, team: Some(team), focus: None, away: &[] }
}

const PEOPLE: [Row; 9] = [
    Row { away: &[(-44, -40)], ..row("sam", "Sam Okonjo", &[Role::Sales], "Accounts") },
    Row { away: &[(22, 31)], ..row("maria", "Maria Lindqvist", &[Role::Sales], "Accounts") },
    row("jules", "Jules Abara", &[Role::Sales], "Accounts"),
    Row { focus: Some(30), ..row("noor", "Noor Verhaegen", &[Role::Sales, Role::Tech], "Solutions") },
    Row { focus: Some(50), away: &[(-90, -81), (16, 20)], ..row("dana", "Dana Whitlock", &[Role::Tech], "Platform") },
    Row { focus: Some(50), away: &[(34, 38)], ..row("lee", "Lee Nakagawa", &[Role::Tech], "Platform") },
    Row { focus: Some(50), away: &[(-60, -51)], ..row("ines", "Inês Carvalhal", &[Role::Tech], "Integrations") },
    Row { focus: Some(60), away: &[(8, 9)], ..row("otto", "Otto Brandvold", &[Role::Tech], "Integrations") },
    Row { handle: "kim", name: "Kim Haldane", roles: &[Role::Manager], team: None, focus: None, away: &[] },
];

fn people(today: Day, calendar: &Calendar) -> People {
    let day = |n| calendar.plus_working(today, n);
    let person = |row: &Row| {
        let Row { handle: word, name, roles, team, focus, away } = *row;
        Person {
            name: Some(name.into()),
            email: Some(format!("{word}@fernwhistle.example")),
            team: team.map(Into::into),
            focus: focus.map(|hundredths| f64::from(hundredths) / 100.0),
            away: away.iter().map(|(first, last)| (day(*first), day(*last))).collect(),
            ..Person::new(handle(word), Roles::of(roles))
        }
    };
    PEOPLE.iter().map(person).collect()
}

fn views() -> Vec<SavedView> {
    let view = |name: &str, query: &str, sort: Option<&str>| SavedView {
        name: name.into(),
        query: query.into(),
        sort: sort.map(Into::into),
        group: None,
        columns: Vec::new(),
        frozen: None,
    };
    vec![
        view("my accounts", "sales:me open:yes", None),
        view("my queue", "tech:me state:requested", Some("told")),
        view("before the board", "value>50k (firmness>=written or stake:deal-breaker) open:yes", Some("-value")),
        view("security deals", "tag:security or tag:auth", Some("told")),
        view("moved since yesterday", "moved>=yesterday", None),
        view("slipped", "slipped>5d open:yes", Some("-slip")),
    ]
}

/// What the tracker said this morning.
pub(super) fn issues(scribe: &Scribe) -> Issues {
    let issue = |key: &str, title: &str, stage, due: Option<i64>| Issue {
        key: key.into(),
        title: title.into(),
        stage,
        due: due.map(|n| scribe.day(n)),
    };
    let all = vec![
        issue("AUTH-142", "SAML login behind a flag", Stage::Started, Some(20)),
        issue("PERM-31", "Roles per clinic", Stage::Started, Some(78)),
        issue("PLAT-88", "Rate limits per key", Stage::Started, Some(4)),
        issue("PLAT-97", "Audit log: stream to syslog", Stage::Started, None),
        issue("INT-204", "Outgoing webhooks, signed", Stage::Started, Some(15)),
        issue("INT-211", "Meter readings import", Stage::Done, Some(-9)),
        issue("MOB-17", "Offline inspections", Stage::Done, Some(-3)),
        issue("INT-190", "Drawings: bulk upload", Stage::Started, Some(30)),
        issue("PLAT-64", "Connector for the old warehouse system", Stage::Cancelled, None),
    ];
    Issues::new(Some(scribe.today()), all)
}
