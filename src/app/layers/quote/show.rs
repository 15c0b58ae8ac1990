//! How the question and its answer are laid out.

use super::answer::{self, Answer};
use super::{Field, Quote};
use crate::app::ink::{Row, Spot, Tone, cut, indented, keys, wrapped};
use crate::app::layer::Context;
use crate::app::layers::form::chances::chance_tone;
use crate::app::layers::line::{Line, shown};
use crate::app::layers::sheet::{Cursor, Height, Sheet};
use crate::app::layers::shortcut;
use crate::command::{Command, Scope};
use crate::domain::flag::Level;
use crate::domain::outlook::Chance;
use crate::domain::wording::count;
use crate::forecast::quote::{Offer, Quote as Quoted};
use crate::forecast::touched::Touched;
use crate::forecast::words;
use crate::text::pad;

const WIDTH: usize = 84;
const LABEL: usize = 8;

pub(super) fn sheet(quote: &Quote, context: &Context) -> Sheet {
    let cols = Sheet::cols(WIDTH, context.size);
    let mut sheet = Sheet::new("quote: which date can be promised?", WIDTH);
    let fields = [
        (Field::Effort, "effort", &quote.effort, "5d..8d..15d, ~20d, 2w; @dana; from 1 feb; by 15 mar; #auth"),
        (Field::Who, "who", &quote.who, "everybody in tech; a name or a team narrows"),
    ];
    for (n, (field, label, line, hint)) in fields.into_iter().enumerate() {
        let (row, cursor) = typed(label, line, hint, cols);
        if quote.field == field {
            sheet.cursor = Some(Cursor::Head(n, cursor));
        }
        let row = match (field, quote.effort.text().split_whitespace().rev().find(|word| word.starts_with('@'))) {
            (Field::Who, Some(name)) => {
                Row::of(Tone::Strong, pad(label, LABEL)).with(Tone::Dim, format!("{name}, as typed above"))
            }
            (Field::Who | Field::Effort, _) => row,
        };
        sheet.head.push(row.at(Spot::Field(n)));
    }
    sheet.head.push(Row::blank());
    sheet.body = match &quote.answer {
        Answer::Nothing => nothing(context, cols),
        Answer::Waiting => vec![Row::of(Tone::Dim, "the forecast is being worked out")],
        Answer::Wrong(why) => wrapped(Tone::Notice, why, cols, 0),
        Answer::One(quoted) => one(quoted, quote.chosen, context, cols),
        Answer::Several(all) => several(all, quote.chosen, context, cols),
    };
    // What is chosen stays in sight, and so does the beginning of what it means.
    sheet.follow = if quote.answer.rows() > 0 { quote.chosen } else { 0 };
    let key = |command| shortcut(command, Scope::Form, context);
    let enter = match &quote.answer {
        Answer::Several(_) => "more about the chosen",
        Answer::One(_) => "promise it, or ask",
        Answer::Nothing | Answer::Waiting | Answer::Wrong(_) => "",
    };
    let submit = key(Command::Submit);
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if !enter.is_empty() {
        pairs.push((&submit, enter));
    }
    let (next, down, close) = (key(Command::NextField), key(Command::Down), key(Command::Cancel));
    pairs.extend([(next.as_str(), "next field"), (down.as_str(), "another date"), (close.as_str(), "close")]);
    sheet.keys = keys(&pairs);
    sheet.height = Height::Rows(22);
    sheet
}

fn typed(label: &str, line: &Line, hint: &str, cols: usize) -> (Row, usize) {
    let window = line.window(cols.saturating_sub(LABEL).max(1));
    let text = shown(&line.text()[window.range.clone()]);
    let row = Row::of(Tone::Strong, pad(label, LABEL));
    let row = if text.is_empty() {
        row.with(Tone::Placeholder, cut(hint, cols.saturating_sub(LABEL)))
    } else {
        row.with(Tone::Input, text)
    };
    (row, LABEL + window.cursor)
}

fn nothing(context: &Context, cols: usize) -> Vec<Row> {
    let mut rows = wrapped(
        Tone::Dim,
        "Type how long it takes, and see which date can be promised at 50, 80 and 95 %, and which other promises would lose by it. Nothing is recorded.",
        cols,
        0,
    );
    rows.push(Row::blank());
    let wish = "A wish goes into the same line: `2w by 15 jan` says how likely that day is, `from 1 feb` begins later, `#auth` names the kind of work.";
    rows.extend(wrapped(Tone::Dim, wish, cols, 0));
    rows.push(Row::blank());
    rows.extend(wrapped(Tone::Dim, &format!("Who: {}", answer::names(context)), cols, 5));
    rows
}

fn one(quoted: &Quoted, chosen: usize, context: &Context, cols: usize) -> Vec<Row> {
    let offers = answer::offers(quoted);
    let mut rows: Vec<Row> = Vec::new();
    let most = offers.len() - usize::from(quoted.wanted.is_some());
    for (n, offer) in offers.iter().enumerate() {
        let is_clear = n == quoted.offers.len() && n < most;
        let harmed = offer.harmed().count();
        let note = match harmed {
            0 if is_clear || quoted.clear.is_some() => "takes nothing from anybody".to_owned(),
            0 => String::new(),
            n => format!("takes from {}", count(i64::try_from(n).unwrap_or(i64::MAX), "other promise")),
        };
        let mark = if n == chosen { "▸ " } else { "  " };
        let row = if n < most {
            Row::of(Tone::Text, format!("{mark}{} %  by ", offer.level)).with(Tone::Strong, pad(&offer.due.long(), 18))
        } else {
            wish(offer, mark, context)
        };
        let row = row.with(if harmed > 0 { Tone::Flag(Level::Amber) } else { Tone::Dim }, note);
        rows.push(row.at(Spot::Entry(n)).chosen_if(n == chosen));
    }
    rows.extend(quoted.behind_more().map(|more| Row::of(Tone::Dim, format!("        {}", words::behind_more(more)))));
    let Some(offer) = offers.get(chosen) else { return rows };
    rows.push(Row::blank());
    for (n, row) in
        wrapped(Tone::Good, &quoted.to_say(offer, &context.book.rules.policy), cols.saturating_sub(LABEL), 0)
            .into_iter()
            .enumerate()
    {
        let mut said = Row::of(Tone::Strong, pad(if n == 0 { "say" } else { "" }, LABEL));
        said.pieces.extend(row.pieces);
        rows.push(said);
    }
    rows.extend(losses(offer, context, cols));
    rows.push(Row::blank());
    for sentence in offer.reasons.sentences(&context.book.rules.people, context.today) {
        rows.extend(wrapped(Tone::Dim, &sentence, cols, 2));
    }
    rows
}

/// The day wished for and its chance.
fn wish(offer: &Offer, mark: &str, context: &Context) -> Row {
    let chance = offer.outlook.chance.unwrap_or(Chance::new(0.0));
    let word = context.book.rules.policy.cover(chance).word();
    Row::of(chance_tone(chance, context), format!("{mark}{:<6}", chance.to_string()))
        .with(Tone::Text, "by ")
        .with(Tone::Strong, pad(&offer.due.long(), 18))
        .with(chance_tone(chance, context), format!("{word}  "))
}

fn losses(offer: &Offer, context: &Context, cols: usize) -> Vec<Row> {
    let harmed: Vec<&Touched> = offer.harmed().collect();
    if harmed.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::of(Tone::Text, format!("promised for {}, it takes from", offer.due.short(context.today)))];
    rows.extend(harmed.into_iter().filter_map(|touched| loss(touched, context, cols)));
    rows
}

/// `  82 % → 71 % at risk   Northgate: SAML single sign-on`.
pub(in crate::app::layers) fn loss(touched: &Touched, context: &Context, cols: usize) -> Option<Row> {
    let (before, after) = (touched.before.chance?, touched.after.chance?);
    let title = context.book.get(touched.id)?.title();
    let head = format!("  {before} → ");
    let word = format!("{after} {}", context.book.rules.policy.cover(after).word());
    let used = head.chars().count() + word.chars().count() + 2;
    Some(
        Row::of(Tone::Dim, head)
            .with(chance_tone(after, context), word)
            .with(Tone::Text, format!("  {}", cut(&title, cols.saturating_sub(used)))),
    )
}

fn several(all: &[Quoted], chosen: usize, context: &Context, cols: usize) -> Vec<Row> {
    let people = &context.book.rules.people;
    let name = |quoted: &Quoted| quoted.work.lead.as_ref().map_or_else(String::new, |lead| people.called(lead));
    let widest = all.iter().map(|quoted| crate::text::width(&name(quoted))).max().unwrap_or(0).min(cols / 3);
    let mut rows = Vec::new();
    for (n, quoted) in all.iter().enumerate() {
        let mark = if n == chosen { "▸ " } else { "  " };
        let mut row = Row::of(Tone::Tech, format!("{mark}{}", pad(&cut(&name(quoted), widest), widest)));
        for offer in &quoted.offers {
            let tone = if offer.level == quoted.level { Tone::Strong } else { Tone::Dim };
            row = row
                .with(Tone::Dim, format!("  {} % ", offer.level))
                .with(tone, pad(&offer.due.short(context.today), 11));
        }
        rows.push(row.at(Spot::Entry(n)).chosen_if(n == chosen));
    }
    rows.push(Row::blank());
    rows.extend(indented(Tone::Dim, "each with what is already in their queue", cols, 2));
    rows
}
