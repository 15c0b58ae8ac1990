//! How a form looks: a line for each field, what it means beside it, what it would come to under it.

use super::field::{Content, Field, Value};
use super::meaning;
use super::table::{Fill, Need, REASON_KEYS, Slot, Topic};
use super::{Complaint, Form};
use crate::app::ink::{Row, Spot, Tone, cut, flowing, indented, keys, wrapped};
use crate::app::layer::Context;
use crate::app::layers::line::{Line, shown};
use crate::app::layers::sheet::{Cursor, Overlay, Sheet};
use crate::app::layers::shortcut;
use crate::command::{Command, Scope};
use crate::domain::dates::explain;
use crate::text::{pad, width};

/// The columns that a form would like.
const WIDTH: usize = 76;
const LABEL: usize = 13;
const MOST_LINES: usize = 4;
/// The columns of a reason with its key: the longest has 21 letters.
const CELL: usize = 26;

/// Writes the sheet of a form.
pub(super) fn sheet(form: &Form, context: &Context) -> Sheet {
    let cols = Sheet::cols(WIDTH, context.size);
    let mut sheet = Sheet::new(form.topic.title(), WIDTH);
    sheet.head = meaning::facts(form, context, cols).into_iter().flat_map(|row| flowing(row, cols)).collect();
    if form.shows_terms() {
        // What is signed may be long: it scrolls with the fields rather than push them out.
        sheet.body = std::mem::take(&mut sheet.head);
    }
    for at in 0..form.fields.len() {
        put_field(&mut sheet, form, at, cols, context);
    }
    sheet.foot = foot(form, context, cols);
    sheet.scroll = form.scroll;
    let key = |command| shortcut(command, Scope::Form, context);
    sheet.keys = keys(&[
        (&key(Command::Submit), form.topic.verb()),
        (&key(Command::NextField), "next"),
        (&key(Command::Complete), "complete"),
        (&key(Command::Cancel), "close"),
    ]);
    sheet
}

fn foot(form: &Form, context: &Context, cols: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(form.beneath.rows(context, cols));
    if let Some(Complaint { why, slot: None }) = &form.complaint {
        rows.extend(wrapped(Tone::Error, why, cols, 2));
    } else if form.is_restored && form.complaint.is_none() {
        rows.push(Row::of(Tone::Dim, "half-typed before, and put back"));
    }
    rows.extend(meaning::lines(form, context, cols).into_iter().flat_map(|row| flowing(row, cols)));
    if !rows.is_empty() {
        rows.insert(0, Row::of(Tone::Border, "─".repeat(cols)));
    }
    rows
}

fn put_field(sheet: &mut Sheet, form: &Form, at: usize, cols: usize, context: &Context) {
    let Some(field) = form.fields.get(at) else { return };
    let is_focused = at == form.focus;
    // What is signed is read first: the first field stands below it.
    if is_focused && !(at == 0 && form.shows_terms()) {
        sheet.follow = sheet.body.len();
    }
    let label_tone = if is_focused { Tone::Strong } else { Tone::Dim };
    let mark = match (is_focused, field.need) {
        (true, _) => "▸ ",
        (false, Need::Must | Need::Wanted) if field.is_empty() => "· ",
        (false, Need::Must | Need::Wanted | Need::May) => "  ",
    };
    let label = Row::of(if is_focused { Tone::Key } else { Tone::Dim }, mark)
        .with(label_tone, pad(field.slot.label(), LABEL - 2));
    let room = cols.saturating_sub(LABEL).max(1);
    match &field.content {
        Content::Line(line) if field.slot.fill() == Fill::Lines => {
            put_lines(sheet, label, line, field, (at, is_focused, room));
        }
        Content::Line(line) => {
            let (row, cursor) = put_line(label, line, field, is_focused, room);
            if is_focused {
                sheet.cursor = Some(Cursor::Body(sheet.body.len(), LABEL + cursor));
            }
            let row = explained(row, form, field, is_focused, cols, context);
            sheet.body.push(row.at(Spot::Field(at)));
        }
        Content::Switch(on) => {
            let word = if *on { "yes" } else { "no" };
            let tone = if is_focused { Tone::Chosen } else { Tone::Text };
            let what = switch_words(form, field.slot, *on, context);
            sheet
                .body
                .push(label.with(tone, format!(" {word} ")).with(Tone::Dim, format!(" {what}")).at(Spot::Field(at)));
            if is_focused {
                sheet.cursor = Some(Cursor::Body(sheet.body.len() - 1, LABEL + 1));
            }
        }
        Content::Word(chosen) if field.slot == Slot::Reason && (is_focused || chosen.is_none()) => {
            put_reasons(sheet, label, *chosen, (at, is_focused, cols));
        }
        Content::Word(_) if field.slot == Slot::Level => {
            put_words(sheet, label, field, form.level(context), (at, is_focused, cols));
            let row = sheet.body.pop().unwrap_or_default();
            sheet.body.push(if row.width() + 6 > cols { row } else { row.with(Tone::Dim, "   ← →") });
        }
        Content::Word(chosen) => put_words(sheet, label, field, *chosen, (at, is_focused, cols)),
    }
    put_trouble(sheet, form, field, is_focused, cols, context);
    if is_focused {
        put_suggestions(sheet, form, context);
    }
}

fn put_line(label: Row, line: &Line, field: &Field, is_focused: bool, room: usize) -> (Row, usize) {
    if line.text().is_empty() {
        let hint = if is_focused { cut(field.slot.hint(), room) } else { String::new() };
        return (label.with(Tone::Placeholder, hint), 0);
    }
    if !is_focused {
        return (label.with(Tone::Text, cut(line.text(), room)), 0);
    }
    let window = line.window(room);
    let tone = if line.is_proposal() { Tone::Placeholder } else { Tone::Input };
    (label.with(tone, shown(&line.text()[window.range])), window.cursor)
}

fn put_lines(sheet: &mut Sheet, label: Row, line: &Line, field: &Field, (at, is_focused, room): (usize, bool, usize)) {
    if line.text().is_empty() {
        let (row, _) = put_line(label, line, field, is_focused, room);
        if is_focused {
            sheet.cursor = Some(Cursor::Body(sheet.body.len(), LABEL));
        }
        sheet.body.push(row.at(Spot::Field(at)));
        return;
    }
    let (rows, (cursor_row, cursor_col)) = line.rows(room);
    let first = if is_focused { (cursor_row + 1).saturating_sub(MOST_LINES) } else { 0 };
    let most = if is_focused { MOST_LINES } else { 2 };
    let mut label = Some(label);
    for (n, range) in rows.iter().enumerate().skip(first).take(most) {
        if is_focused && n == cursor_row {
            sheet.cursor = Some(Cursor::Body(sheet.body.len(), LABEL + cursor_col));
            sheet.follow = sheet.body.len();
        }
        let start = label.take().unwrap_or_else(|| Row::of(Tone::Text, " ".repeat(LABEL)));
        let tone = if is_focused { Tone::Input } else { Tone::Text };
        sheet.body.push(start.with(tone, shown(line.text()[range.clone()].trim_end_matches('\n'))).at(Spot::Field(at)));
    }
}

/// What a typed day or estimate means, behind it where there is room.
fn explained(row: Row, form: &Form, field: &Field, is_focused: bool, cols: usize, context: &Context) -> Row {
    let means = match field.read(context, &form.known) {
        Ok(Value::Day(typed)) => explain(typed.day, context.today, &context.book.rules.calendar),
        Ok(Value::Money(money)) => money.to_string(),
        Ok(Value::Person(handle)) => person(&handle, field.slot, context),
        Ok(_) | Err(_) => String::new(),
    };
    let gap = usize::from(is_focused) + 2;
    if means.is_empty() || row.width() + gap + 8 > cols {
        return row;
    }
    let room = cols - row.width() - gap;
    row.with(Tone::Dim, " ".repeat(gap)).with(Tone::Dim, cut(&means, room))
}

fn person(handle: &crate::domain::person::Handle, slot: Slot, context: &Context) -> String {
    let people = &context.book.rules.people;
    match people.get(handle) {
        Some(person) if person.is_away(context.today) => format!("{}, away today", person.called()),
        Some(person) => person.name.clone().unwrap_or_default(),
        None if slot == Slot::For || handle == context.me => String::new(),
        None => "new in the book".to_owned(),
    }
}

fn switch_words(form: &Form, slot: Slot, on: bool, context: &Context) -> String {
    let customer = match form.targets[..] {
        [one] => context.book.get(one).map(|commitment| commitment.customer.to_string()),
        [] | [..] => None,
    };
    let customer = customer.unwrap_or_else(|| "the customer".to_owned());
    match (slot, on, form.topic) {
        (Slot::Told, true, Topic::Add) => "the customer was told".to_owned(),
        (Slot::Told, false, Topic::Add) => "the customer only asked".to_owned(),
        (Slot::Told, true, _) => format!("{customer} knows it already"),
        (_, _, _) => format!("{customer} has yet to be told"),
    }
}

fn put_words(
    sheet: &mut Sheet,
    label: Row,
    field: &Field,
    chosen: Option<usize>,
    (at, is_focused, cols): (usize, bool, usize),
) {
    let words = field.words();
    // The dates to choose from stand there all the time: they are what an offer is about.
    if !is_focused && field.slot != Slot::Level {
        let word = chosen.and_then(|chosen| words.get(chosen)).copied().unwrap_or_default();
        sheet.body.push(label.with(Tone::Text, cut(word, cols.saturating_sub(LABEL))).at(Spot::Field(at)));
        return;
    }
    let mut row = label;
    if is_focused {
        sheet.cursor = Some(Cursor::Body(sheet.body.len(), LABEL));
    }
    for (n, word) in words.iter().enumerate() {
        let word = cut(word, cols.saturating_sub(LABEL + 2).max(1));
        if row.width() + width(&word) + 2 > cols && row.width() > LABEL {
            sheet.body.push(std::mem::take(&mut row).at(Spot::Field(at)));
            row = Row::of(Tone::Text, " ".repeat(LABEL));
        }
        let tone = match (chosen == Some(n), is_focused) {
            (true, true) => Tone::Chosen,
            (true, false) => Tone::Strong,
            (false, true) => Tone::Text,
            (false, false) => Tone::Dim,
        };
        if chosen == Some(n) && is_focused {
            sheet.cursor = Some(Cursor::Body(sheet.body.len(), row.width() + 1));
        }
        row = row.with_part(tone, format!(" {word} "), Spot::Word(at, n));
    }
    sheet.body.push(row.at(Spot::Field(at)));
}

/// The twelve reasons with a key each, in as many columns as fit.
fn put_reasons(sheet: &mut Sheet, label: Row, chosen: Option<usize>, (at, is_focused, cols): (usize, bool, usize)) {
    let Fill::Word(words) = Slot::Reason.fill() else { return };
    if !is_focused {
        sheet.body.push(label.with(Tone::Placeholder, "one of twelve reasons").at(Spot::Field(at)));
        return;
    }
    sheet.cursor = Some(Cursor::Body(sheet.body.len(), LABEL));
    sheet
        .body
        .push(label.with(Tone::Placeholder, "one key each; about the work, never about a person").at(Spot::Field(at)));
    let per_row = ((cols + 3) / CELL).clamp(1, 3);
    let rows = words.len().div_ceil(per_row);
    for line in 0..rows {
        let mut row = Row::default();
        for n in (line..words.len()).step_by(rows) {
            let tone = if chosen == Some(n) { Tone::Chosen } else { Tone::Text };
            if chosen == Some(n) {
                sheet.cursor = Some(Cursor::Body(sheet.body.len(), row.width() + 2));
                sheet.follow = sheet.body.len();
            }
            row = row.with(Tone::Key, format!("  {} ", REASON_KEYS[n]));
            row = row.with_part(tone, words[n], Spot::Word(at, n));
            let start = (n / rows + 1) * CELL;
            let fill = start.saturating_sub(row.width());
            row = row.with(Tone::Text, " ".repeat(fill));
        }
        sheet.body.push(row);
    }
}

fn put_suggestions(sheet: &mut Sheet, form: &Form, context: &Context) {
    let suggestions = form.suggestions(context);
    if suggestions.is_empty() {
        return;
    }
    let most = Sheet::cols(WIDTH, context.size).saturating_sub(LABEL).min(46);
    let texts = suggestions.iter().map(|suggestion| width(&suggestion.text)).max().unwrap_or(0).min(most);
    let means = suggestions.iter().map(|suggestion| width(&suggestion.means)).max().unwrap_or(0);
    let means = means.min(most.saturating_sub(texts + 2));
    let rows = suggestions.iter().enumerate().map(|(n, suggestion)| {
        let row = Row::of(Tone::Text, format!(" {} ", pad(&suggestion.text, texts)));
        let row = if means > 3 { row.with(Tone::Dim, format!("{} ", pad(&suggestion.means, means))) } else { row };
        row.at(Spot::Suggestion(n)).chosen_if(form.suggestion == Some(n))
    });
    sheet.overlay = Some(Overlay::boxed(Cursor::Body(sheet.body.len() - 1, LABEL - 2), rows.collect()));
}

/// What is wrong with a field, under it: once one has left it, or tried to submit.
fn put_trouble(sheet: &mut Sheet, form: &Form, field: &Field, is_focused: bool, cols: usize, context: &Context) {
    let complaint = form.complaint.as_ref().filter(|complaint| complaint.slot == Some(field.slot));
    let trouble = field.read(context, &form.known).err();
    let (tone, why) = match (complaint, trouble) {
        (Some(complaint), _) => (Tone::Error, complaint.why.clone()),
        (None, Some(trouble)) if trouble.is_question => (Tone::Notice, trouble.why),
        // While one types, what is there is mostly not yet what is meant.
        (None, Some(_)) if is_focused && !form.suggestions(context).is_empty() => return,
        (None, Some(trouble)) => (if is_focused { Tone::Dim } else { Tone::Error }, trouble.why),
        (None, None) => return,
    };
    sheet.body.extend(indented(tone, &why, cols, LABEL).into_iter().take(3));
}
