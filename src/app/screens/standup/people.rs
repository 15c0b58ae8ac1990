//! Somebody was just named: everybody who has a part in a card, each a letter or two away.

use crate::app::layer::{Context, Outcome};
use crate::app::layers::menu::{Item, Menu};
use crate::domain::id::Id;
use crate::domain::standup::{Involved, Session, involved};
use crate::domain::wording::count;
use crate::text::fold;

use super::Standup;

/// The list of people; none where nobody has a part in a card.
pub(super) fn menu(standup: &Standup, context: &Context) -> Option<Menu> {
    let session = standup.session.as_ref()?;
    let people = involved(context.book, context.standings, &standup.cards);
    let names: Vec<String> =
        people.iter().map(|each| fold(&context.book.rules.people.called(&each.who)).replace(' ', "")).collect();
    let items: Vec<Item> = people
        .iter()
        .enumerate()
        .filter_map(|(n, each)| {
            let next = next_of(standup, session, each)?;
            Some(Item {
                keys: vec![shortest(&names, n)],
                label: context.book.rules.people.called(&each.who),
                says: says(session, each, next, context),
                why_not: None,
                outcome: Outcome::GoTo(next),
            })
        })
        .collect();
    (!items.is_empty()).then(|| Menu::new("who was named?", "their next card", items))
}

/// The next of their cards after the one that is spoken about; first those that nobody has spoken about.
fn next_of(standup: &Standup, session: &Session, each: &Involved) -> Option<Id> {
    let order = &standup.order;
    let here = session.card().and_then(|id| order.iter().position(|each| *each == id));
    let start = here.map_or(0, |at| at + 1);
    let round = || order[start..].iter().chain(&order[..start]).copied().filter(|id| each.cards.contains(id));
    round().find(|id| session.upshot(*id).is_none() && session.card() != Some(*id)).or_else(|| round().next())
}

fn says(session: &Session, each: &Involved, next: Id, context: &Context) -> String {
    let left = each.cards.iter().filter(|id| session.upshot(**id).is_none()).count();
    let left = match left {
        0 => "all spoken about".to_owned(),
        n => format!("{} left", count(i64::try_from(n).unwrap_or(i64::MAX), "card")),
    };
    let title = context.book.get(next).map(crate::domain::commitment::Commitment::title).unwrap_or_default();
    format!("{left}, next {title}")
}

/// As few letters as tell a name from the others.
fn shortest(names: &[String], at: usize) -> String {
    let name = &names[at];
    let lengths = name.char_indices().map(|(start, c)| start + c.len_utf8());
    let starts = |start: &str| names.iter().enumerate().any(|(n, other)| n != at && other.starts_with(start));
    let enough = lengths.map(|end| &name[..end]).find(|start| !starts(start));
    enough.unwrap_or(name).to_owned()
}
