//! How the answer looks: the form of the estimate, under it each told date with its chance and what is going to be said.

use super::{Phase, Together};
use crate::app::ink::{Row, Spot, Tone, cut, keys, wrapped};
use crate::app::layer::Context;
use crate::app::layers::form::chances::chance_tone;
use crate::app::layers::quote::loss;
use crate::app::layers::sheet::{Height, Sheet};
use crate::app::layers::shortcut;
use crate::command::{Command, Scope};
use crate::domain::act::Act;
use crate::domain::flag::Level;
use crate::domain::inbox::told;
use crate::domain::wording::count;
use crate::forecast::together::{Part, Say};
use crate::text::{pad, width};

/// The columns that it would like.
const WIDTH: usize = 76;
/// While the estimate is typed, more promises than these are counted.
const MOST: usize = 8;

pub(super) fn sheet(together: &Together, context: &Context) -> Sheet {
    match together.phase {
        Phase::Estimating => estimating(together, context),
        Phase::Answering => answering(together, context),
    }
}

fn title(together: &Together) -> String {
    format!("answer: {}", together.subject)
}

fn estimating(together: &Together, context: &Context) -> Sheet {
    let mut sheet = together.form.sheet(context);
    let cols = Sheet::cols(sheet.width, context.size);
    sheet.title = title(together);
    sheet.head = vec![Row::of(Tone::Dim, cut(&about(together, context), cols)), Row::blank()];
    sheet.foot.retain(|row| row.pieces.iter().any(|piece| matches!(piece.tone, Tone::Error | Tone::Notice)));
    sheet.foot.insert(0, Row::of(Tone::Border, "─".repeat(cols)));
    let shown = together.parts.iter().take(MOST);
    sheet.foot.extend(shown.map(|part| line(together, part, context, cols)));
    let rest = together.parts.len().saturating_sub(MOST);
    if rest > 0 {
        sheet.foot.push(Row::of(Tone::Dim, format!("  and {rest} more")));
    }
    if context.forecaster.is_none() {
        sheet.foot.push(Row::of(Tone::Dim, "the forecast is being worked out"));
    }
    let key = |command| shortcut(command, Scope::Form, context);
    sheet.keys = keys(&[
        (&key(Command::Submit), "see what is said to each"),
        (&key(Command::NextField), "next"),
        (&key(Command::Cancel), "close"),
    ]);
    sheet
}

/// `3 promises to 3 customers, estimated once`.
fn about(together: &Together, context: &Context) -> String {
    let number = |n: usize, thing: &str| count(i64::try_from(n).unwrap_or(i64::MAX), thing);
    let mut customers: Vec<&str> =
        together.form.targets.iter().filter_map(|id| context.book.get(*id)).map(|one| &*one.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    match together.form.targets.len() {
        1 => "one estimate, and the answer with it".to_owned(),
        n => format!("{} to {}, one estimate for all", number(n, "promise"), number(customers.len(), "customer")),
    }
}

fn answering(together: &Together, context: &Context) -> Sheet {
    let mut sheet = Sheet::new(title(together), WIDTH);
    let cols = Sheet::cols(WIDTH, context.size);
    let estimate = together.asked.as_ref().map_or_else(
        || "no new estimate".to_owned(),
        |answer| crate::domain::wording::act_said(&Act::Estimate(Box::new(answer.clone())), context.today),
    );
    sheet.head = vec![Row::of(Tone::Strong, cut(&estimate, cols)).at(Spot::Field(0)), Row::blank()];
    for (at, part) in together.parts.iter().enumerate() {
        let is_here = at == together.at;
        if is_here {
            sheet.follow = sheet.body.len();
        }
        sheet.body.push(line(together, part, context, cols).at(Spot::Entry(at)).chosen_if(is_here));
    }
    sheet.foot = vec![Row::of(Tone::Border, "─".repeat(cols))];
    sheet.foot.extend(wrapped(Tone::Text, &recorded(together, context), cols, 2));
    sheet.foot.extend(touches(together, context, cols));
    sheet.foot.push(choices(together, cols));
    if let Some(why) = &together.complaint {
        sheet.foot.extend(wrapped(Tone::Error, why, cols, 2));
    }
    let key = |command| shortcut(command, Scope::Menu, context);
    sheet.keys = keys(&[
        (&key(Command::Open), "record all"),
        ("← →", "another answer"),
        (&key(Command::Down), "next"),
        (&key(Command::Cancel), "back to the estimate"),
    ]);
    sheet.height = Height::Content;
    sheet
}

/// `  Northgate  29 Dec   40 % over-promised   counter-offer 20 Jan, 80 %`.
fn line(together: &Together, part: &Part, context: &Context, cols: usize) -> Row {
    let Some(one) = context.book.get(part.id) else { return Row::of(Tone::Dim, "no longer in the book") };
    let say = together.say(part, context);
    let widest = together.parts.iter().filter_map(|part| context.book.get(part.id)).map(|one| width(&one.customer));
    let name_cols = widest.max().unwrap_or(0).clamp(6, (cols / 5).max(6));
    let date_cols = if cols < 60 { 8 } else { 16 };
    let chance_cols = if cols < 60 { 6 } else { 20 };
    let mut date = told(one, context.today);
    if width(&date) > date_cols {
        date = date.replace(", not told", "?");
    }
    let mut row = Row::of(Tone::Strong, format!("  {} ", pad(&one.customer, name_cols)));
    row = row.with(Tone::Text, pad(&date, date_cols)).with(Tone::Text, " ");
    row = match part.chance {
        Some(chance) => {
            let word = context.book.rules.policy.cover(chance).word();
            let words = if cols < 60 { chance.to_string() } else { format!("{chance:>5} {word}") };
            row.with(chance_tone(chance, context), pad(&words, chance_cols))
        }
        None => row.with(Tone::Dim, pad("–", chance_cols)),
    };
    let room = cols.saturating_sub(row.width());
    let (tone, words) = match say {
        Say::Sign if part.chance.is_some_and(|chance| chance.get() < context.book.rules.policy.over_promised_below) => {
            (Tone::Flag(Level::Red), "sign all the same".to_owned())
        }
        Say::Sign => (Tone::Good, "✓ sign".to_owned()),
        Say::Offer(level) => {
            let day = part.offered(level).map_or_else(String::new, |day| day.short(context.today));
            (Tone::Tech, format!("offer {day} ({} %)", level.percent()))
        }
        Say::Nothing if part.is_new => (Tone::Dim, "the estimate only".to_owned()),
        Say::Nothing => (Tone::Dim, "nothing".to_owned()),
    };
    row.with(tone, cut(&words, room))
}

/// `enter records 3 estimates, 1 signature, 2 counter-offers; u takes all of it back`.
fn recorded(together: &Together, context: &Context) -> String {
    let entries = together.entries(context);
    let number = |wanted: fn(&Act) -> bool, thing: &str| {
        let n = entries.iter().filter(|entry| wanted(&entry.draft.act)).count();
        (n > 0).then(|| count(i64::try_from(n).unwrap_or(i64::MAX), thing))
    };
    let parts: Vec<String> = [
        number(|act| matches!(act, Act::Estimate(_)), "estimate"),
        number(|act| matches!(act, Act::Countersign), "signature"),
        number(|act| matches!(act, Act::Counter(_)), "counter-offer"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return "nothing would be recorded".to_owned();
    }
    let undo = shortcut(Command::Undo, Scope::List, context);
    format!("recorded together: {}; {undo} takes all of it back", parts.join(", "))
}

/// What the estimate does to others in the same queue, those that lose most.
fn touches(together: &Together, context: &Context, cols: usize) -> Vec<Row> {
    /// More than these are counted.
    const MOST: usize = 3;
    if together.touched.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::of(Tone::Dim, "and in the same queue")];
    rows.extend(together.touched.iter().take(MOST).filter_map(|each| loss(each, context, cols)));
    let rest = together.touched.len().saturating_sub(MOST);
    if rest > 0 {
        rows.push(Row::of(Tone::Dim, format!("  and {rest} more")));
    }
    rows
}

/// The keys of what can be said to the promise under the cursor.
fn choices(together: &Together, cols: usize) -> Row {
    let Some(part) = together.parts.get(together.at) else { return Row::blank() };
    let mut row = Row::default();
    let dates = part.dates;
    let mut words: Vec<(&str, String)> = vec![("s", "sign".to_owned())];
    if dates.is_some() {
        words.extend([("5", "50 %".to_owned()), ("8", "80 %".to_owned()), ("9", "95 %".to_owned())]);
    }
    words.push(("n", "the estimate only".to_owned()));
    for (key, word) in words {
        row = row.with(Tone::Key, key).with(Tone::Dim, format!(" {word}   "));
    }
    row.cut(cols)
}
