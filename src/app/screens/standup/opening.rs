//! The beginning: what there is to talk about, and what changed since the last standup.

use crate::app::ink::{Row, Spot, Tone, flowing, wrapped};
use crate::app::layer::Context;
use crate::app::layers::shortcut;
use crate::app::screens::Picture;
use crate::command::{Command, Scope};
use crate::domain::standup::{Decision, Shares, TOPICS};
use crate::domain::wording::count;
use crate::report::log;
use crate::report::standup::Amounts;
use crate::report::standup::digest;

use super::{Standup, facts, since, stacked};

pub(super) fn picture(standup: &Standup, context: &Context, (columns, rows): (usize, usize)) -> Picture {
    // On a wide screen the cards are listed beside it.
    let has_list = super::panel::width(context.body) > 0;
    let mut head = vec![Row::of(Tone::Heading, format!("Standup of {}", context.today.long()))];
    head.extend(wrapped(Tone::Text, &agenda(standup), columns, 0));
    head.push(Row::blank());
    let mut body = Vec::new();
    if let Some((day, spoken)) = standup.left {
        let words = format!(
            "The standup of {} was left after {}; what was recorded in it stands. This one begins anew.",
            day.long(),
            count(i64::try_from(spoken).unwrap_or(i64::MAX), "card")
        );
        body.extend(wrapped(Tone::Notice, &words, columns, 0));
        body.push(Row::blank());
    }
    let from = log::from(&facts(context), since(context));
    if standup.changes.is_empty() {
        let more = if log::is_today(&facts(context), since(context)) { " more" } else { "" };
        body.push(Row::of(Tone::Dim, format!("Nothing{more} was said since {from}.")));
    } else {
        body.extend(wrapped(Tone::Heading, &format!("Changed since {from}"), columns, 0));
        body.extend(said(&standup.changes, context, columns));
    }
    if !has_list {
        body.push(Row::blank());
        body.push(Row::of(Tone::Heading, "Cards"));
        body.extend(super::panel::list(standup, context, columns));
    }
    stacked(head, body, keys(standup, context, columns), (columns, rows), standup.scroll)
}

/// `11 cards: 2 customer-not-told, 1 overdue, …; about 1:21 a card`.
fn agenda(standup: &Standup) -> String {
    let n = standup.order.len();
    if n == 0 {
        return "Nothing needs a word between the two sides.".to_owned();
    }
    let topics = TOPICS.iter().filter_map(|topic| {
        let n = standup.cards.iter().filter(|card| card.topic == *topic).count();
        (n > 0).then(|| format!("{n} {}", topic.word()))
    });
    let topics: Vec<String> = topics.collect();
    let share = super::head::clock(Shares::of(n).card);
    format!("{}: {}. About {share} for each.", count(i64::try_from(n).unwrap_or(i64::MAX), "card"), topics.join(", "))
}

/// What was said, customer by customer.
pub(super) fn said(all: &[Decision], context: &Context, columns: usize) -> Vec<Row> {
    let facts = facts(context);
    let amounts = if context.has_money { Amounts::Shown } else { Amounts::Hidden };
    let mut rows = Vec::new();
    for (customer, decisions) in digest::by_customer(&facts, all) {
        rows.push(Row::of(Tone::Strong, customer));
        for decision in decisions {
            let Some(line) = digest::line(&facts, decision, amounts) else { continue };
            let (words, next) = line.rsplit_once(" → ").filter(|_| decision.next.is_some()).unwrap_or((&line, ""));
            let row = Row::of(Tone::Text, format!("  {words}"));
            let row = if next.is_empty() { row } else { row.with(Tone::Dim, format!(" → {next}")) };
            let spot = Spot::Commitment(decision.place);
            rows.extend(flowing(row, columns).into_iter().map(|row| row.at(spot)));
        }
    }
    rows
}

fn keys(standup: &Standup, context: &Context, columns: usize) -> Vec<Row> {
    let key = |command| shortcut(command, Scope::Standup, context);
    let row = Row::default();
    let row = if standup.order.is_empty() {
        let spot = Spot::Run(Command::Back);
        row.with_part(Tone::Key, key(Command::Back), spot).with_part(Tone::Text, " back", spot)
    } else {
        let spot = Spot::Run(Command::Open);
        let row = row.with_part(Tone::Key, key(Command::Open), spot).with_part(Tone::Text, " to the first card", spot);
        let spot = Spot::Run(Command::Named);
        row.with(Tone::Dim, "   ").with_part(Tone::Key, key(Command::Named), spot).with_part(
            Tone::Text,
            " to somebody’s card",
            spot,
        )
    };
    vec![Row::of(Tone::Border, "─".repeat(columns)), row]
}
