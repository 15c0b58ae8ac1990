//! How quick add looks: the line in colours, told or asked, what was understood, and what it begins.

use super::{QuickAdd, promise};
use crate::app::ink::{Row, Spot, Tone, cut, keys, wrapped};
use crate::app::layer::Context;
use crate::app::layers::form::meaning;
use crate::app::layers::line::shown;
use crate::app::layers::sheet::{Cursor, Overlay, Sheet};
use crate::app::layers::{shortcut, what_if};
use crate::command::{Command, Scope};
use crate::domain::capture::{self, Captured, Seen, Told, What};
use crate::domain::wording::count;
use crate::text::{pad, width};

const WIDTH: usize = 84;
const LABEL: usize = 11;
/// The line is shown in at most so many rows.
const MOST_ROWS: usize = 3;

/// Writes the sheet of a line being typed.
pub(super) fn sheet(add: &QuickAdd, context: &Context) -> Sheet {
    let cols = Sheet::cols(WIDTH, context.size);
    let is_told = add.is_told;
    let mut sheet = Sheet::new(if is_told { "quick add" } else { "quick add: only asked" }, WIDTH);
    let (captured, seen) =
        add.read(context, |captured, reading| (captured.clone(), capture::preview(captured, reading)));
    put_line(&mut sheet, add, &captured, cols);
    sheet.head.push(Row::of(Tone::Border, "─".repeat(cols)));
    if let Some(why) = &add.complaint {
        sheet.head.extend(wrapped(Tone::Error, why, cols, 0).into_iter().take(3));
    }
    if add.line.is_blank() {
        sheet.body.extend(examples(cols));
    } else {
        let is_asked = |seen: &Seen| seen.what == What::Unclear && add.complaint.is_some();
        for seen in seen.iter().filter(|seen| seen.what != What::Told && !is_asked(seen)) {
            sheet.body.extend(seen_rows(seen, cols));
            if seen.what == What::Due {
                sheet.body.push(told_row(&captured, is_told));
            }
        }
    }
    sheet.foot = foot(add, &captured, context, cols);
    put_suggestions(&mut sheet, add, context);
    let key = |command| shortcut(command, Scope::Text, context);
    sheet.keys = keys(&[
        (&key(Command::Submit), "add"),
        (&key(Command::Newline), "add another"),
        (&key(Command::Complete), "complete"),
        ("ctrl-t", if is_told { "only asked" } else { "told" }),
        (&key(Command::Cancel), "close"),
    ]);
    sheet
}

fn put_line(sheet: &mut Sheet, add: &QuickAdd, captured: &Captured, cols: usize) {
    let text = add.line.text();
    if text.is_empty() {
        sheet
            .head
            .push(Row::of(Tone::Placeholder, cut("Acme: SAML single sign-on by end of q2 @dana 120k #auth", cols)));
        sheet.cursor = Some(Cursor::Head(0, 0));
        return;
    }
    let (rows, (cursor_row, cursor_col)) = add.line.rows(cols);
    let first = (cursor_row + 1).saturating_sub(MOST_ROWS);
    for range in rows.iter().skip(first).take(MOST_ROWS) {
        let mut row = Row::default();
        let mut at = range.start;
        for piece in
            captured.pieces.iter().filter(|piece| piece.range.end > range.start && piece.range.start < range.end)
        {
            let (start, end) = (piece.range.start.clamp(at, range.end), piece.range.end.clamp(at, range.end));
            row = row.with(Tone::Input, part(text, at, start)).with(tone_of(piece.what), part(text, start, end));
            at = end;
        }
        sheet.head.push(row.with(Tone::Input, part(text, at, range.end)));
    }
    sheet.cursor = Some(Cursor::Head(cursor_row - first, cursor_col));
}

fn part(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).map(shown).unwrap_or_default()
}

const fn tone_of(what: What) -> Tone {
    match what {
        What::Customer => Tone::Strong,
        What::Scope | What::Done => Tone::Input,
        What::Due => Tone::Key,
        What::Lead => Tone::Dim,
        What::Tech => Tone::Tech,
        What::Sales => Tone::Sales,
        What::Deal | What::Value | What::Firmness | What::Stake | What::Told => Tone::Notice,
        What::Capability | What::Tag => Tone::Good,
        What::Unclear => Tone::Error,
    }
}

/// ` told  only asked `, the one that holds marked; the line itself can say otherwise.
fn told_row(captured: &Captured, is_told: bool) -> Row {
    let is_told = match captured.told {
        Some(Told::Yes | Told::On(_)) => true,
        Some(Told::No) => false,
        None => is_told,
    };
    let (yes, no) = if is_told { (Tone::Chosen, Tone::Dim) } else { (Tone::Dim, Tone::Chosen) };
    let row = Row::of(Tone::Dim, pad("told", LABEL));
    let row = row.with_part(yes, " yes ", Spot::Word(0, 0)).with(Tone::Text, " ");
    let row = row.with_part(no, " only asked ", Spot::Word(0, 1));
    match &captured.told {
        Some(Told::On(typed)) => row.with(Tone::Dim, format!("  on {}", typed.day.long())),
        Some(Told::Yes | Told::No) | None => row,
    }
}

fn seen_rows(seen: &Seen, cols: usize) -> Vec<Row> {
    let tone = match (seen.is_missing, seen.what) {
        (true, _) => Tone::Placeholder,
        (false, What::Unclear) => Tone::Notice,
        (false, _) => Tone::Text,
    };
    let mark = if seen.is_missing { "· " } else { "" };
    let mut rows = wrapped(tone, &format!("{mark}{}", seen.words), cols.saturating_sub(LABEL), 0);
    rows.truncate(3);
    for (n, row) in rows.iter_mut().enumerate() {
        let label = if n == 0 { seen.label } else { "" };
        let mut full = Row::of(Tone::Dim, pad(label, LABEL));
        full.pieces.append(&mut row.pieces);
        *row = full;
    }
    rows
}

fn examples(cols: usize) -> Vec<Row> {
    let lines = [
        "who to, a colon, and what; then in any order:",
        "  by end of q2 · by 15 mar · in 3 weeks     @dana     120k     #auth",
        "  deal-breaker     !contract     done:\"works with Okta\"     deal:\"Acme renewal\"",
    ];
    lines.iter().map(|line| Row::of(Tone::Dim, cut(line, cols))).collect()
}

/// A twin that is open already, and where the promise would begin.
fn foot(add: &QuickAdd, captured: &Captured, context: &Context, cols: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(twin) = promise::twin(captured, context) {
        let what = format!("open already: {} ({}, {})", twin.title(), twin.id, twin.state.name().word());
        rows.extend(wrapped(Tone::Notice, &what, cols, 2));
    }
    if captured.customer.is_some() && !captured.scope.is_empty() {
        match what_if::after(context, &[promise::entry(captured, add.is_told, context)]) {
            Ok(Some(after)) => rows.extend(meaning::promised(&after, context, cols)),
            Ok(None) => {}
            Err(refusal) => rows.extend(wrapped(Tone::Error, &refusal.to_string(), cols, 2)),
        }
    }
    if add.added > 0 {
        let added = count(i64::try_from(add.added).unwrap_or(i64::MAX), "promise");
        rows.push(Row::of(Tone::Good, format!("{added} added")));
    }
    if !rows.is_empty() {
        rows.insert(0, Row::of(Tone::Border, "─".repeat(cols)));
    }
    rows
}

fn put_suggestions(sheet: &mut Sheet, add: &QuickAdd, context: &Context) {
    let found = add.completions(context);
    if found.is_empty() {
        return;
    }
    let most = Sheet::cols(WIDTH, context.size).saturating_sub(2).min(60);
    let texts = found.iter().map(|each| width(each.text.trim_end())).max().unwrap_or(0).min(most);
    let notes = found.iter().map(|each| width(&each.note)).max().unwrap_or(0).min(most.saturating_sub(texts + 2));
    let rows = found.iter().enumerate().map(|(n, each)| {
        let row = Row::of(Tone::Text, format!(" {} ", pad(each.text.trim_end(), texts)));
        let row = if notes > 3 { row.with(Tone::Dim, format!("{} ", pad(&each.note, notes))) } else { row };
        row.at(Spot::Suggestion(n)).chosen_if(add.suggestion == Some(n))
    });
    let typed = found.first().map_or(0, |each| {
        let end = add.line.at().max(each.range.start);
        add.line.text().get(each.range.start..end).map_or(0, width)
    });
    let (row, col) = match sheet.cursor {
        Some(Cursor::Head(row, col)) => (row, col),
        Some(Cursor::Body(..)) | None => (0, 0),
    };
    sheet.overlay = Some(Overlay::boxed(Cursor::Head(row, col.saturating_sub(typed + 2)), rows.collect()));
}
