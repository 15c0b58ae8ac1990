//! What waits for a person: as tech, promises without an answer; as sales, counter-offers, customers to tell, deliveries
//! to confirm. What is red comes first, then the largest deal.

use serde::Serialize;

use super::json::{self, MoneyDto};
use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Level, urgency};
use crate::domain::person::{Handle, Role, Side};
use crate::domain::wording::{self, count};
use crate::forecast::calibration::OwnRanges;
use crate::text;

/// What is waited for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Wait {
    /// Sales: tell the customer what stands.
    Tell,
    /// Tech: answer a request.
    Answer,
    /// Sales: answer a counter-offer.
    Counter,
    /// Sales: confirm a delivery.
    Confirm,
    /// Either: what the flag asks for.
    Move,
}

impl Wait {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Answer => "answer",
            Self::Counter => "counter",
            Self::Confirm => "confirm",
            Self::Move => "move",
        }
    }
}

/// One thing that waits.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The commitment.
    pub case: Case<'a>,
    /// What is waited for.
    pub wait: Wait,
    /// Why, in words.
    pub why: String,
    /// What to do, in words.
    pub next: String,
    /// Whether it is nobody's yet rather than this person's.
    pub is_unowned: bool,
}

/// Everything that waits for a person, the most exposed first.
#[must_use]
pub fn of<'a>(facts: &Facts<'a>, who: &Handle) -> Vec<Item<'a>> {
    let all = 0..facts.book.commitments().len();
    let mut items: Vec<Item> = all.filter_map(|place| item(facts, facts.at(place)?, who)).collect();
    items.sort_by_cached_key(|item| {
        let level = item.case.standing.level().map_or(3, |level| level as u8);
        let value = facts.book.value_of(item.case.commitment).map_or(0, crate::domain::money::Money::cents);
        (item.is_unowned, level, std::cmp::Reverse(value), urgency(item.case.commitment, item.case.standing))
    });
    items
}

fn item<'a>(facts: &Facts, case: Case<'a>, who: &Handle) -> Option<Item<'a>> {
    let commitment = case.commitment;
    let roles = facts.book.rules.people.roles(who);
    let owns = |side: Side| commitment.owner(side) == Some(who);
    let may_take = |side: Side, role: Role| commitment.owner(side).is_none() && roles.has(role);
    let of_flag = |flag: Flag| {
        let raised = case.standing.flags.iter().find(|raised| raised.flag == flag)?;
        Some((raised.why(facts.today), raised.next(commitment)))
    };
    let made = |wait: Wait, flag: Option<(String, String)>, otherwise: (String, &str)| {
        let (why, next) = flag.unwrap_or((otherwise.0, otherwise.1.to_owned()));
        Some(Item { case, wait, why, next, is_unowned: false })
    };
    if owns(Side::Sales) && case.standing.has(Flag::CustomerNotTold) {
        return made(Wait::Tell, of_flag(Flag::CustomerNotTold), (String::new(), "tell the customer"));
    }
    match commitment.state.name() {
        StateName::Requested if owns(Side::Tech) || may_take(Side::Tech, Role::Tech) => {
            // A day given for the answer is an answer, until it has passed.
            if commitment.answer_by.is_some_and(|day| day >= facts.today) && !case.standing.has(Flag::Overdue) {
                return None;
            }
            let flag =
                [Flag::Overdue, Flag::AnswerLate, Flag::Blind, Flag::StaleEstimate].into_iter().find_map(of_flag);
            let item = made(Wait::Answer, flag, (asked(commitment, facts.today), "answer"))?;
            return Some(Item { is_unowned: !owns(Side::Tech), ..item });
        }
        StateName::Countered if owns(Side::Sales) => {
            let offer = commitment.offer().map_or_else(String::new, |offer| {
                let due = offer.due.map_or_else(|| "no date".to_owned(), |due| due.short(facts.today));
                format!("tech offers {due}")
            });
            return made(Wait::Counter, of_flag(Flag::CounterWaiting), (offer, "accept or counter back"));
        }
        StateName::Delivered if owns(Side::Sales) => {
            let since =
                commitment.delivered_on.map_or_else(String::new, |day| format!("delivered {}", day.short(facts.today)));
            return made(Wait::Confirm, of_flag(Flag::Unconfirmed), (since, "confirm with the customer"));
        }
        StateName::Requested
        | StateName::Countered
        | StateName::Agreed
        | StateName::Delivered
        | StateName::Kept
        | StateName::Declined
        | StateName::Revoked
        | StateName::Withdrawn => {}
    }
    let loud =
        case.standing.flags.iter().find(|raised| raised.level < Level::Dim && raised.next_by.as_ref() == Some(who))?;
    let why = format!("{}: {}", loud.flag.word(), loud.why(facts.today));
    Some(Item { case, wait: Wait::Move, why, next: loud.next(commitment), is_unowned: false })
}

fn asked(commitment: &Commitment, today: Day) -> String {
    let since = commitment.asked_on.unwrap_or(commitment.opened_on);
    match since.days_to(today) {
        0 => "asked today".into(),
        days => format!("asked {} ago", count(days, "day")),
    }
}

/// The inbox as lines for a terminal so wide: the sign, the id, what it is about, why, and what to do.
#[must_use]
pub fn lines(facts: &Facts, items: &[Item], width: usize, paint: Paint) -> String {
    let mut out = String::new();
    for item in items {
        let commitment = item.case.commitment;
        let level = item.case.standing.level();
        let unowned = if item.is_unowned { "nobody's yet, " } else { "" };
        let meaning = level.map_or(Meaning::Faint, Meaning::Flag);
        let head = format!("{}  {}", commitment.id, commitment.title());
        let value = facts.book.value_of(commitment).map_or_else(String::new, |value| format!("  {}", value.short()));
        let room = width.saturating_sub(2 + text::width(&value));
        out.push_str(&paint.on(meaning, sign(level)));
        out.push(' ');
        out.push_str(&paint.on(Meaning::Strong, &text::fit(&head, room)));
        out.push_str(&value);
        out.push('\n');
        for line in text::wrap(&format!("{unowned}{} → {}", item.why, item.next), width.saturating_sub(4).max(16)) {
            out.push_str("    ");
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// The inbox for pipes: id, what is waited for, level, customer and scope, why, what to do.
#[must_use]
pub fn plain(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        let commitment = item.case.commitment;
        let level = item.case.standing.level().map_or("-", Level::word);
        let title = commitment.title();
        let cells = [commitment.id.as_str(), item.wait.word(), level, &title, &item.why, &item.next];
        let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

#[derive(Serialize)]
struct InboxBody<'a> {
    who: &'a str,
    inbox: Vec<ItemDto<'a>>,
    ranges: Option<RangesDto>,
}

/// How the asker's own ranges held.
#[derive(Serialize)]
struct RangesDto {
    finished: usize,
    by_high: usize,
    focus: f64,
}

#[derive(Serialize)]
struct ItemDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    state: &'static str,
    wait: &'static str,
    why: &'a str,
    next: &'a str,
    unowned: bool,
    level: Option<&'static str>,
    value: Option<MoneyDto>,
    due: Option<String>,
    told_due: Option<String>,
    terms: String,
}

/// The inbox as JSON.
#[must_use]
pub fn json(facts: &Facts, who: &Handle, items: &[Item], own: Option<&OwnRanges>) -> String {
    let inbox = items.iter().map(|item| {
        let commitment = item.case.commitment;
        ItemDto {
            id: commitment.id.to_string(),
            customer: &commitment.customer,
            scope: &commitment.terms.scope,
            state: commitment.state.name().word(),
            wait: item.wait.word(),
            why: &item.why,
            next: &item.next,
            unowned: item.is_unowned,
            level: item.case.standing.level().map(Level::word),
            value: facts.book.value_of(commitment).map(MoneyDto::from),
            due: commitment.on_the_table().due.map(|day| day.to_string()),
            told_due: commitment.told_due().map(|day| day.to_string()),
            terms: wording::terms(commitment.on_the_table()),
        }
    });
    let ranges = own.map(|own| RangesDto { finished: own.n, by_high: own.by_high, focus: own.focus });
    json::document(facts, InboxBody { who: who.as_str(), inbox: inbox.collect(), ranges })
}
