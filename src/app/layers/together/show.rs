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
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Level;
use crate::domain::inbox::told;
use crate::domain::wording::count;
use crate::forecast::together::{Part, Say};
use crate::text::{pad, width};

/// The columns that it would like.
const WIDTH: usize = 76;
/// While the estimate is typed, more promises than these are counted.
const MOST: usize = 8;
/// The columns of a chance with its word.
const CHANCE: usize = 20;
/// With fewer columns than these a name says little.
const NAME: usize = 10;

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
        |asked| crate::domain::wording::act_said(&Act::Estimate(Box::new(asked.answer.clone())), context.today),
    );
    sheet.head = vec![Row::of(Tone::Strong, cut(&estimate, cols)).at(Spot::Field(0)), Row::blank()];
    for (at, part) in together.parts.iter().enumerate() {
        let is_here = at == together.at;
        if is_here {
            sheet.follow = sheet.body.len();
        }
        sheet.body.push(line(together, part, context, cols).at(Spot::Entry(at)).chosen_if(is_here));
        if let Some(stays) = &part.stays {
            let stays = Row::of(Tone::Notice, cut(&format!("    stays {stays}"), cols));
            sheet.body.push(stays.at(Spot::Entry(at)));
        }
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

/// `  Northgate  29 Dec   40 % over-promised   offer 20 Jan (80 %)`: where there is little room, the name is cut.
fn line(together: &Together, part: &Part, context: &Context, cols: usize) -> Row {
    let Some(one) = context.book.get(part.id) else { return Row::of(Tone::Dim, "no longer in the book") };
    let found = || together.parts.iter().filter_map(|part| context.book.get(part.id));
    let widest = |wide: fn(&Commitment, Day) -> usize| found().map(|one| wide(one, context.today)).max().unwrap_or(0);
    let reply_cols = together.parts.iter().map(|part| width(&reply(part, context).1)).max().unwrap_or(0);
    let rest = |date: usize, chance: usize| cols.saturating_sub(4 + date + chance + reply_cols);
    let full = widest(|one, today| width(&told(one, today)));
    // The words go before the names, and the names before the dates.
    let is_narrow = rest(full, CHANCE) < NAME;
    let date_cols = if is_narrow { widest(|one, today| width(&briefly_told(one, today))) } else { full };
    let chance_cols = if is_narrow { 6 } else { CHANCE };
    let names = widest(|one, _| width(&one.customer));
    let name_cols = names.clamp(6, (cols / 5).max(NAME)).min(rest(date_cols, chance_cols)).max(2);
    let date = if is_narrow { briefly_told(one, context.today) } else { told(one, context.today) };
    let mut row = Row::of(Tone::Strong, format!("  {} ", pad(&cut(&one.customer, name_cols), name_cols)));
    row = row.with(Tone::Text, pad(&date, date_cols)).with(Tone::Text, " ");
    let shown = match part.say {
        Say::Sign => part.stands.or(part.chance),
        Say::Offer(_) | Say::Nothing => part.chance,
    };
    row = match shown {
        Some(chance) => {
            let word = context.book.rules.policy.cover(chance).word();
            let words = if is_narrow { chance.to_string() } else { format!("{chance:>5} {word}") };
            row.with(chance_tone(chance, context), pad(&words, chance_cols))
        }
        None => row.with(Tone::Dim, pad("–", chance_cols)),
    };
    let (tone, words) = reply(part, context);
    let room = cols.saturating_sub(row.width());
    row.with(tone, cut(&words, room))
}

/// `29 Dec`, `3 Mar?` where it isn't told.
fn briefly_told(one: &Commitment, today: Day) -> String {
    told(one, today).replace(", not told", "?")
}

/// What is going to be said: `offer 20 Jan (80 %)`, with the chance it has once all of it is accepted.
fn reply(part: &Part, context: &Context) -> (Tone, String) {
    let is_unlikely = part.stands.is_some_and(|chance| chance.get() < context.book.rules.policy.over_promised_below);
    match part.say {
        Say::Sign if is_unlikely => (Tone::Flag(Level::Red), "sign all the same".to_owned()),
        Say::Sign => (Tone::Good, "✓ sign".to_owned()),
        Say::Offer(_) => {
            let day = part.offer().map_or_else(String::new, |day| day.short(context.today));
            let stands = part.stands.map_or_else(String::new, |chance| format!(" ({chance})"));
            (Tone::Tech, format!("offer {day}{stands}"))
        }
        Say::Nothing if part.answer.is_some() => (Tone::Dim, "the estimate only".to_owned()),
        Say::Nothing => (Tone::Dim, "nothing".to_owned()),
    }
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
