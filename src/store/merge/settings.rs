//! `book.toml` merged key by key: what one side changed stands, and lists of roles and days are sets.

use std::cmp::Ordering;

use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, Item, RawString, Table, TableLike, Value};

use super::three::{greater, only};

/// Keys whose lists are sets: what each side added is there, what one took out is gone.
const SETS: [&str; 4] = ["roles", "away", "holidays", "workdays"];

/// The settings of both sides. Where both set a key differently, the greater value stands: of numbers the larger, of
/// words the later. Where one text isn't TOML, the other stands, with what it lacks as comments.
pub(super) fn merged(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let (own, other) = (ours.parse::<DocumentMut>(), theirs.parse::<DocumentMut>());
    let (own, other) = match (own, other) {
        (Ok(own), Ok(other)) => (own, other),
        (Ok(_), Err(_)) => return remarked(base, ours, theirs),
        (Err(_), Ok(_)) => return remarked(base, theirs, ours),
        (Err(_), Err(_)) => {
            let first = greater(ours, theirs);
            return remarked(base, first, if first == ours { theirs } else { ours });
        }
    };
    let before = base.and_then(|base| base.parse::<DocumentMut>().ok());
    let is_first = greater(ours, theirs) == ours;
    let (mut page, added) = if is_first { (own, other) } else { (other, own) };
    join(page.as_table_mut(), added.as_table(), before.as_ref().map(|before| before.as_table() as &dyn TableLike));
    let text = |raw: &RawString| raw.as_str().unwrap_or_default().to_owned();
    let (first, second) = (text(page.trailing()), text(added.trailing()));
    let began = before.as_ref().map(|before| text(before.trailing()));
    page.set_trailing(ending(began.as_deref(), &first, &second));
    let text = with_remarks(base, &page.to_string(), if is_first { [ours, theirs] } else { [theirs, ours] });
    if text.parse::<DocumentMut>().is_ok() {
        text
    } else {
        let first = greater(ours, theirs);
        remarked(base, first, if first == ours { theirs } else { ours })
    }
}

/// The text, and at its end the comments that neither stand in it nor were there before: both sides wrote one at one place.
fn with_remarks(base: Option<&str>, text: &str, sides: [&str; 2]) -> String {
    let mut out = text.to_owned();
    for line in sides.into_iter().flat_map(str::lines).filter(|line| line.trim_start().starts_with('#')) {
        let is_in = |text: &str| text.lines().any(|own| own.trim() == line.trim());
        if !is_in(&out) && !base.is_some_and(is_in) {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The comments at the end, of both.
fn ending(base: Option<&str>, first: &str, second: &str) -> String {
    only(base, first, second).unwrap_or_else(|| {
        let mut out = first.to_owned();
        let known = |line: &&str| line.trim().is_empty() || first.lines().any(|own| own == *line);
        for line in second.lines().filter(|line| !known(line)) {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(line);
            out.push('\n');
        }
        out
    })
}

/// A text, and as comments at its end the lines of another that neither it nor the base has.
fn remarked(base: Option<&str>, text: &str, other: &str) -> String {
    let known = |line: &str| {
        let line = line.trim();
        let is_in =
            |text: &str| text.lines().any(|own| own.trim().trim_start_matches("# ") == line || own.trim() == line);
        line.is_empty() || is_in(text) || base.is_some_and(is_in)
    };
    let mut out = text.to_owned();
    for line in other.lines().filter(|line| !known(line)) {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str("# ");
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Brings into a table what the other has changed since the base.
fn join(page: &mut dyn TableLike, other: &dyn TableLike, base: Option<&dyn TableLike>) {
    let mut keys: Vec<String> = page.iter().map(|(key, _)| key.to_owned()).collect();
    keys.extend(other.iter().map(|(key, _)| key.to_owned()).filter(|key| !page.contains_key(key)));
    for key in keys {
        let began = base.and_then(|base| base.get(&key)).filter(|item| !item.is_none());
        match (page.get(&key).is_some(), other.get(&key)) {
            (true, Some(theirs)) => {
                join_decor(page, other, base, &key);
                if let Some(ours) = page.get_mut(&key) {
                    join_item(&key, ours, theirs, began);
                }
            }
            // One side took it out: it is gone, unless the other has changed it since.
            (true, None) => {
                let is_as_it_was = |began: &Item| page.get(&key).is_some_and(|ours| meaning(ours) == meaning(began));
                if began.is_some_and(is_as_it_was) {
                    page.remove(&key);
                }
            }
            (false, Some(theirs)) => {
                if began.is_none_or(|began| meaning(began) != meaning(theirs)) {
                    put(page, other, &key, theirs);
                }
            }
            (false, None) => {}
        }
    }
}

/// Puts a key in with its value and the comments around both.
fn put(page: &mut dyn TableLike, other: &dyn TableLike, key: &str, item: &Item) {
    let mut item = item.clone();
    unplace(&mut item);
    page.insert(key, item);
    if let (Some(mut own), Some(theirs)) = (page.key_mut(key), other.key(key)) {
        *own.leaf_decor_mut() = theirs.leaf_decor().clone();
        *own.dotted_decor_mut() = theirs.dotted_decor().clone();
    }
}

/// Forgets where in its file a table stood: it comes after those that are there.
fn unplace(item: &mut Item) {
    match item {
        Item::Table(table) => unplace_table(table),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(unplace_table),
        Item::None | Item::Value(_) => {}
    }
}

fn unplace_table(table: &mut Table) {
    table.set_position(None);
    table.iter_mut().for_each(|(_, item)| unplace(item));
}

fn join_item(key: &str, ours: &mut Item, theirs: &Item, base: Option<&Item>) {
    if let (Some(own), Some(other)) = (ours.as_table_like_mut(), theirs.as_table_like()) {
        join(own, other, base.and_then(Item::as_table_like));
        if let (Item::Table(own), Item::Table(other)) = (ours, theirs) {
            let began = base.and_then(Item::as_table).map(Table::decor);
            pick_decor(own.decor_mut(), other.decor(), began);
        }
        return;
    }
    if key == "view" && join_views(ours, theirs, base) {
        return;
    }
    let (own, other) = (meaning(ours), meaning(theirs));
    let began = base.map(meaning);
    let decor = |item: &Item| item.as_value().map(|value| value.decor().clone());
    if own == other {
        if let (Some(own), Some(theirs)) = (ours.as_value_mut(), decor(theirs)) {
            pick_decor(own.decor_mut(), &theirs, base.and_then(decor).as_ref());
        }
        return;
    }
    if began.as_ref() == Some(&other) {
        return;
    }
    if SETS.contains(&key) && join_set(ours, theirs, base) {
        return;
    }
    let is_theirs = began.as_ref() == Some(&own) || rank(ours, theirs) == Ordering::Less;
    if is_theirs {
        let mut new = theirs.clone();
        unplace(&mut new);
        *ours = new;
    }
}

/// Which of two values stands where both were set: the larger number, the later word.
fn rank(ours: &Item, theirs: &Item) -> Ordering {
    let number = |item: &Item| match item.as_integer() {
        Some(whole) => whole.to_string().parse().ok(),
        None => item.as_float(),
    };
    let (own, other) = (meaning(ours), meaning(theirs));
    match (number(ours), number(theirs)) {
        (Some(one), Some(two)) => f64::total_cmp(&one, &two).then_with(|| own.cmp(&other)),
        _ => own.cmp(&other),
    }
}

/// The comments around a value or table: of the side that changed them.
fn pick_decor(own: &mut Decor, other: &Decor, base: Option<&Decor>) {
    if base.is_some_and(|base| same_decor(base, own)) && !same_decor(own, other) {
        *own = other.clone();
    }
}

fn same_decor(one: &Decor, other: &Decor) -> bool {
    let text = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    text(one.prefix()) == text(other.prefix()) && text(one.suffix()) == text(other.suffix())
}

/// The comments above a key.
fn join_decor(page: &mut dyn TableLike, other: &dyn TableLike, base: Option<&dyn TableLike>, key: &str) {
    let began = base.and_then(|base| base.key(key)).map(|key| key.leaf_decor().clone());
    let theirs = other.key(key).map(|key| key.leaf_decor().clone());
    if let (Some(mut own), Some(theirs)) = (page.key_mut(key), theirs) {
        pick_decor(own.leaf_decor_mut(), &theirs, began.as_ref());
    }
}

/// Joins two lists as sets; false where one of them is no list.
fn join_set(ours: &mut Item, theirs: &Item, base: Option<&Item>) -> bool {
    let (Some(own), Some(other)) = (elements(ours), elements(theirs)) else { return false };
    let began = base.and_then(elements).unwrap_or_default();
    let has = |list: &[Value], value: &Value| list.iter().any(|each| value_meaning(each) == value_meaning(value));
    let stays = |value: &Value, other: &[Value]| has(other, value) || !has(&began, value);
    let mut list = match ours {
        Item::Value(Value::Array(list)) => std::mem::take(list),
        Item::Value(_) | Item::None | Item::Table(_) | Item::ArrayOfTables(_) => own.iter().cloned().collect(),
    };
    list.retain(|value| stays(value, &other));
    for value in other.iter().filter(|value| !has(&own, value) && stays(value, &own)) {
        let mut value = value.clone();
        value.decor_mut().clear();
        list.push(value);
    }
    // The first stands right behind the bracket, whatever stood before it.
    if let Some(first) = list.get_mut(0).filter(|first| is_plain(first)) {
        first.decor_mut().clear();
    }
    *ours = Item::Value(Value::Array(list));
    true
}

/// Whether no comment and no line break stands around a value.
fn is_plain(value: &Value) -> bool {
    let text =
        |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().trim_matches(' ').is_empty();
    text(value.decor().prefix()) && text(value.decor().suffix())
}

/// The values of a list; a single text stands for a list of one.
fn elements(item: &Item) -> Option<Vec<Value>> {
    match item {
        Item::Value(Value::Array(list)) => Some(list.iter().cloned().collect()),
        Item::Value(value @ (Value::String(_) | Value::Datetime(_))) => Some(vec![value.clone()]),
        Item::Value(_) | Item::None | Item::Table(_) | Item::ArrayOfTables(_) => None,
    }
}

/// Joins the saved views by name; false where one of the two is no list of tables.
fn join_views(ours: &mut Item, theirs: &Item, base: Option<&Item>) -> bool {
    let (Some(own), Some(other)) = (tables(ours), tables(theirs)) else { return false };
    let began = base.and_then(tables).unwrap_or_default();
    let mut joined = ArrayOfTables::new();
    let find =
        |list: &[(String, Table)], name: &str| list.iter().find(|each| each.0 == name).map(|each| each.1.clone());
    let as_it_was =
        |name: &str, table: &Table| find(&began, name).is_some_and(|old| table_meaning(&old) == table_meaning(table));
    for (name, mut table) in own.clone() {
        match find(&other, &name) {
            Some(theirs) => {
                let old = find(&began, &name);
                join(&mut table, &theirs, old.as_ref().map(|old| old as &dyn TableLike));
                pick_decor(table.decor_mut(), theirs.decor(), old.as_ref().map(Table::decor));
                joined.push(table);
            }
            None if as_it_was(&name, &table) => {}
            None => joined.push(table),
        }
    }
    for (name, mut table) in other {
        if find(&own, &name).is_none() && !as_it_was(&name, &table) {
            unplace_table(&mut table);
            joined.push(table);
        }
    }
    *ours = Item::ArrayOfTables(joined);
    true
}

/// The tables of a list, each with the name it goes by: of two with one name the second is told apart.
fn tables(item: &Item) -> Option<Vec<(String, Table)>> {
    let all: Vec<Table> = match item {
        Item::ArrayOfTables(tables) => tables.iter().cloned().collect(),
        Item::Value(Value::Array(list)) => list
            .iter()
            .map(|value| value.as_inline_table().cloned().map(toml_edit::InlineTable::into_table))
            .collect::<Option<_>>()?,
        Item::None | Item::Value(_) | Item::Table(_) => return None,
    };
    let mut named: Vec<(String, Table)> = Vec::new();
    for table in all {
        let name = table.get("name").and_then(Item::as_str).map_or_else(|| table_meaning(&table), str::to_owned);
        let count = named.iter().filter(|known| known.1.get("name").and_then(Item::as_str) == Some(&name)).count();
        named.push((if count == 0 { name } else { format!("{name}\n{count}") }, table));
    }
    Some(named)
}

/// What an item says, however it is written.
pub(super) fn meaning(item: &Item) -> String {
    match item {
        Item::None => String::new(),
        Item::Value(value) => value_meaning(value),
        Item::Table(table) => table_meaning(table),
        Item::ArrayOfTables(tables) => {
            let all: Vec<String> = tables.iter().map(|table| table_meaning(table)).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

fn value_meaning(value: &Value) -> String {
    let listed = |list: &Array| list.iter().map(value_meaning).collect::<Vec<_>>().join(", ");
    match value {
        Value::String(text) => format!("{:?}", text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => number.value().to_string(),
        Value::Boolean(yes) => yes.value().to_string(),
        Value::Datetime(datetime) => datetime.value().to_string(),
        Value::Array(list) => format!("[{}]", listed(list)),
        Value::InlineTable(table) => table_meaning(table),
    }
}

fn table_meaning(table: &dyn TableLike) -> String {
    let mut keys: Vec<String> = table.iter().map(|(key, item)| format!("{key:?} = {}", meaning(item))).collect();
    keys.sort();
    format!("{{{}}}", keys.join(", "))
}
