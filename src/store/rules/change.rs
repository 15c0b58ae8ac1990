//! `book.toml` written: the first page of a new book, and single changes that leave everything else as it stands.

use std::fmt::Write as _;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::SCHEMA;
use crate::domain::book::{Rules, SavedView};
use crate::domain::person::{Person, Role};

/// One change of `book.toml`.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) enum Change<'a> {
    /// A person is added, or what is said of one is replaced.
    Person(&'a Person),
    /// A view is saved under its name.
    View(&'a SavedView),
    /// The view of a name is taken out.
    NoView(&'a str),
    /// The value of a dotted key, as TOML or as a plain word.
    Set(&'a str, &'a str),
}

/// The text with one change; comments, order, line ends and the rest stay.
///
/// # Errors
/// When the text is not TOML, or something else stands where the change belongs; in words.
pub(in crate::store) fn changed(text: &str, change: &Change) -> Result<String, String> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let mut page: DocumentMut = body.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    match change {
        Change::Person(person) => set_person(&mut page, person)?,
        Change::View(view) => set_view(&mut page, view)?,
        Change::NoView(name) => remove_view(&mut page, name)?,
        Change::Set(key, text) => {
            let new: Value = text.trim().parse().unwrap_or_else(|_| Value::from(text.trim()));
            set(&mut page, key, new)?;
        }
    }
    let out = page.to_string();
    let out = if body.contains("\r\n") { out.replace("\r\n", "\n").replace('\n', "\r\n") } else { out };
    Ok(format!("{mark}{out}"))
}

/// Sets a key; the comments before it and behind its old value stay.
fn put(table: &mut dyn TableLike, key: &str, mut new: Value) {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        Some(Item::None | Item::Table(_) | Item::ArrayOfTables(_)) | None => {
            table.insert(key, Item::Value(new));
        }
    }
}

fn set(page: &mut DocumentMut, key: &str, new: Value) -> Result<(), String> {
    let mut parts: Vec<&str> = key.split('.').collect();
    let last = parts.pop().unwrap_or_default();
    let mut table: &mut dyn TableLike = page.as_table_mut();
    for part in parts {
        let item = table.entry(part).or_insert_with(|| Item::Table(Table::new()));
        table = item.as_table_like_mut().ok_or_else(|| format!("`{part}` is not a table"))?;
    }
    put(table, last, new);
    Ok(())
}

fn set_person(page: &mut DocumentMut, person: &Person) -> Result<(), String> {
    let people = page.entry("people").or_insert_with(|| {
        let mut people = Table::new();
        people.set_implicit(true);
        Item::Table(people)
    });
    let people = people.as_table_like_mut().ok_or("`people` is not a table")?;
    let own = people.entry(person.handle.as_str()).or_insert_with(|| Item::Table(Table::new()));
    let own = own.as_table_like_mut().ok_or_else(|| format!("`people.{}` is not a table", person.handle))?;
    let mut text = |key: &str, said: Option<&String>| match said {
        Some(said) => put(own, key, said.as_str().into()),
        None => {
            own.remove(key);
        }
    };
    text("name", person.name.as_ref());
    text("email", person.email.as_ref());
    text("team", person.team.as_ref());
    put(own, "roles", person.roles.iter().map(Role::word).collect::<Array>().into());
    match person.focus {
        Some(focus) => put(own, "focus", focus.into()),
        None => {
            own.remove("focus");
        }
    }
    if person.away.is_empty() {
        own.remove("away");
    } else {
        let ranges: Array = person.away.iter().map(|(first, last)| format!("{first}..{last}")).collect();
        put(own, "away", ranges.into());
    }
    Ok(())
}

fn fill_view(table: &mut dyn TableLike, view: &SavedView) {
    put(table, "name", view.name.as_str().into());
    put(table, "query", view.query.as_str().into());
    for (key, word) in [("sort", &view.sort), ("group", &view.group)] {
        match word {
            Some(word) => put(table, key, word.as_str().into()),
            None => {
                table.remove(key);
            }
        }
    }
    if view.columns.is_empty() {
        table.remove("columns");
    } else {
        put(table, "columns", view.columns.iter().map(String::as_str).collect::<Array>().into());
    }
    match view.frozen {
        Some(frozen) => put(table, "frozen", i64::from(frozen).into()),
        None => {
            table.remove("frozen");
        }
    }
}

fn is_named(table: &dyn TableLike, name: &str) -> bool {
    table.get("name").and_then(Item::as_str) == Some(name)
}

fn set_view(page: &mut DocumentMut, view: &SavedView) -> Result<(), String> {
    match page.entry("view").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(views) => {
            if let Some(known) = views.iter_mut().find(|table| is_named(*table, &view.name)) {
                fill_view(known, view);
            } else {
                let mut table = Table::new();
                fill_view(&mut table, view);
                views.push(table);
            }
        }
        Item::Value(Value::Array(views)) => {
            let known =
                views.iter_mut().filter_map(Value::as_inline_table_mut).find(|table| is_named(*table, &view.name));
            if let Some(known) = known {
                fill_view(known, view);
            } else {
                let mut table = InlineTable::new();
                fill_view(&mut table, view);
                views.push(table);
            }
        }
        Item::None | Item::Value(_) | Item::Table(_) => return Err("`view` is not a list of tables".into()),
    }
    Ok(())
}

fn remove_view(page: &mut DocumentMut, name: &str) -> Result<(), String> {
    let missing = || format!("there is no view named `{}`", name.escape_debug());
    match page.get_mut("view") {
        Some(Item::ArrayOfTables(views)) => {
            let place = views.iter().position(|table| is_named(table, name)).ok_or_else(missing)?;
            views.remove(place);
        }
        Some(Item::Value(Value::Array(views))) => {
            let is_it = |view: &Value| view.as_inline_table().is_some_and(|table| is_named(table, name));
            let place = views.iter().position(is_it).ok_or_else(missing)?;
            views.remove(place);
        }
        Some(Item::None | Item::Value(_) | Item::Table(_)) | None => return Err(missing()),
    }
    Ok(())
}

/// The first page of a new book: what it is told, and what else could stand there as comments.
pub(in crate::store) fn fresh(rules: &Rules) -> String {
    let mut page = String::from("# The book: who is in it and by which rules it is read. All of it is optional.\n");
    let text = |text: &str| value(text).to_string();
    let _ = writeln!(page, "schema = {SCHEMA}\nname = {}", text(&rules.name));
    let _ = writeln!(page, "timezone = {}\n", text(rules.zone.name()));
    page.push_str(PEOPLE);
    if rules.people.is_empty() {
        page.push_str(EXAMPLE_PERSON);
    } else {
        page.push('\n');
        page.push_str(&together(rules.people.iter().map(Change::Person)));
        page.push('\n');
    }
    page.push_str(REST);
    let told = told(rules);
    for section in
        [together(told.iter().map(|(key, new)| Change::Set(key, new))), together(rules.views.iter().map(Change::View))]
    {
        if !section.is_empty() {
            page.push('\n');
            page.push_str(&section);
        }
    }
    page
}

/// The text of several changes of nothing.
fn together<'a>(changes: impl Iterator<Item = Change<'a>>) -> String {
    changes.fold(String::new(), |text, change| {
        changed(&text, &change).expect("nothing stands in the way of a change where nothing else stands")
    })
}

const PEOPLE: &str = "\
# People. Roles are sales (promises, tells, confirms), tech (estimates, signs, delivers) and manager (reassigns,
# reopens, accepts risks). The e-mail is the one they commit with; focus is the share of working time for
# commitments; away takes days and ranges such as \"2026-12-21..2027-01-03\".
";

const EXAMPLE_PERSON: &str = "\
#
# [people.dana]
# name = \"Dana Reyes\"
# email = \"dana@example.com\"
# roles = [\"tech\"]
# focus = 0.6
#
";

const REST: &str = "\
# The working week and the year:
#
# [calendar]
# workdays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]
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
";

/// The keys of the costs by firmness and by stake, in the order of their words.
const FIRMNESS: [&str; 5] = [
    "policy.renegotiation.explored",
    "policy.renegotiation.planned",
    "policy.renegotiation.verbal",
    "policy.renegotiation.written",
    "policy.renegotiation.contract",
];
const STAKES: [&str; 3] =
    ["policy.renegotiation.deal-breaker", "policy.renegotiation.deal-challenge", "policy.renegotiation.nice-to-have"];

/// The settings that differ from the usual ones, as TOML.
fn told(rules: &Rules) -> Vec<(&'static str, String)> {
    let usual = Rules::default();
    let mut told = Vec::new();
    let mut tell = |key, new: String, old: String| {
        if new != old {
            told.push((key, new));
        }
    };
    let week = |rules: &Rules| {
        let names = [
            (chrono::Weekday::Mon, "mon"),
            (chrono::Weekday::Tue, "tue"),
            (chrono::Weekday::Wed, "wed"),
            (chrono::Weekday::Thu, "thu"),
            (chrono::Weekday::Fri, "fri"),
            (chrono::Weekday::Sat, "sat"),
            (chrono::Weekday::Sun, "sun"),
        ];
        let worked = names.into_iter().filter(|day| rules.calendar.is_workday(day.0)).map(|day| format!("{:?}", day.1));
        format!("[{}]", worked.collect::<Vec<_>>().join(", "))
    };
    let holidays = |rules: &Rules| {
        let days: Vec<String> = rules.calendar.holidays().iter().map(ToString::to_string).collect();
        format!("[{}]", days.join(", "))
    };
    let (new, old) = (&rules.policy, &usual.policy);
    tell("calendar.workdays", week(rules), week(&usual));
    tell("calendar.holidays", holidays(rules), holidays(&usual));
    let start = |rules: &Rules| rules.calendar.fiscal_start().to_string();
    tell("calendar.fiscal_year_start", start(rules), start(&usual));
    tell("policy.over_promised_below", new.over_promised_below.to_string(), old.over_promised_below.to_string());
    tell("policy.covered_from", new.covered_from.to_string(), old.covered_from.to_string());
    tell("policy.answer_within", new.answer_within.to_string(), old.answer_within.to_string());
    tell("policy.counter_within", new.counter_within.to_string(), old.counter_within.to_string());
    tell("policy.estimate_stale_after", new.estimate_stale_after.to_string(), old.estimate_stale_after.to_string());
    tell("policy.due_soon_within", new.due_soon_within.to_string(), old.due_soon_within.to_string());
    tell("policy.confirm_within", new.confirm_within.to_string(), old.confirm_within.to_string());
    tell("policy.quiet_after", new.quiet_after.to_string(), old.quiet_after.to_string());
    let (new, old) = (&new.renegotiation, &old.renegotiation);
    for (n, key) in FIRMNESS.into_iter().enumerate() {
        tell(key, new.firmness[n].to_string(), old.firmness[n].to_string());
    }
    for (n, key) in STAKES.into_iter().enumerate() {
        tell(key, new.stake[n].to_string(), old.stake[n].to_string());
    }
    tell("policy.renegotiation.told", new.told.to_string(), old.told.to_string());
    tell("policy.renegotiation.value", new.value.to_string(), old.value.to_string());
    told
}
