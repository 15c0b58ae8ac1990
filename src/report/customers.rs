//! Customer by customer: what they believe, what stands, and what to tell them.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts, json};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Cause, Flag, Level, Raised};
use crate::domain::id::Id;
use crate::domain::summary::Exposure;
use crate::domain::wording::count;
use crate::text;

/// A customer with everything that is open there.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// The customer, as the book has the name.
    pub customer: String,
    /// What was promised or asked for, in the order it came in.
    pub points: Vec<Point>,
    /// The distinct-deal value behind its red flags.
    pub exposure: Exposure,
}

/// One commitment as the customer sees it and as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// Its place in the book.
    pub place: usize,
    /// Its id.
    pub id: Id,
    /// What is promised.
    pub scope: String,
    /// What the customer believes: the last telling.
    pub believes: String,
    /// What stands between sales and tech.
    pub stands: String,
    /// What to do about the difference.
    pub tell: Tell,
    /// The same in words.
    pub words: String,
}

/// What is to be told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tell {
    /// What stands is worse than what they believe.
    Now,
    /// The date has passed, and they wait.
    Word,
    /// Tech must answer before anything can be said.
    AskFirst,
    /// It is done; they are asked to confirm.
    Confirm,
    /// Nothing has been promised yet.
    Open,
    /// They know what stands.
    AsTold,
}

impl Tell {
    /// Its word in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Now => "tell",
            Self::Word => "overdue",
            Self::AskFirst => "ask-first",
            Self::Confirm => "confirm",
            Self::Open => "open",
            Self::AsTold => "as-told",
        }
    }

    /// How urgent it is; none where nothing is to be done.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Now | Self::Word => Some(Level::Red),
            Self::AskFirst | Self::Confirm => Some(Level::Amber),
            Self::Open => Some(Level::Dim),
            Self::AsTold => None,
        }
    }
}

impl Account {
    /// How many of its commitments ask for a word to the customer now.
    #[must_use]
    pub fn to_tell(&self) -> usize {
        self.points.iter().filter(|point| point.tell.level() == Some(Level::Red)).count()
    }

    /// `3 open · 2 to tell`.
    #[must_use]
    pub fn counts(&self) -> String {
        let open = count(i64::try_from(self.points.len()).unwrap_or(i64::MAX), "commitment");
        match self.to_tell() {
            0 => open,
            n => format!("{open} · {n} to tell"),
        }
    }
}

/// Whether a commitment still matters to what a customer believes: it is open, or its end was not told.
#[must_use]
pub fn is_current(case: &Case) -> bool {
    case.commitment.is_open() || case.standing.has(Flag::CustomerNotTold)
}

/// The customers of some commitments, in the order in which the first of each comes.
#[must_use]
pub fn of(facts: &Facts, places: &[usize]) -> Vec<Account> {
    let mut accounts: Vec<Account> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut red: Vec<Vec<&Commitment>> = Vec::new();
    for (place, case) in places.iter().filter_map(|place| Some((*place, facts.at(*place)?))) {
        let customer = &*case.commitment.customer;
        let at = *known.entry(customer).or_insert_with(|| {
            accounts.push(Account { customer: customer.to_owned(), points: Vec::new(), exposure: Exposure::default() });
            red.push(Vec::new());
            accounts.len() - 1
        });
        accounts[at].points.push(point(facts, place, &case));
        if case.standing.level() == Some(Level::Red) {
            red[at].push(case.commitment);
        }
    }
    for (account, red) in accounts.iter_mut().zip(red) {
        account.exposure = Exposure::of(facts.book, red);
    }
    accounts
}

fn point(facts: &Facts, place: usize, case: &Case) -> Point {
    let (tell, words) = tell(case, facts.today);
    Point {
        place,
        id: case.commitment.id,
        scope: case.commitment.terms.scope.to_string(),
        believes: believes(case.commitment, facts.today),
        stands: stands(case.commitment, facts.today),
        tell,
        words,
    }
}

/// What the customer believes, from the last telling alone.
fn believes(commitment: &Commitment, today: Day) -> String {
    let Some(told) = &commitment.told else { return "nothing yet".to_owned() };
    match (told.outcome, told.due) {
        (Some(outcome), _) => outcome.word().to_owned(),
        (None, Some(due)) => due.short(today),
        (None, None) => "no date".to_owned(),
    }
}

/// What stands between the two sides.
fn stands(commitment: &Commitment, today: Day) -> String {
    let due = || commitment.terms.due.map_or_else(|| "no date".to_owned(), |due| due.short(today));
    let state = commitment.state.name();
    match state {
        StateName::Agreed => format!("{} agreed", due()),
        StateName::Requested if commitment.is_asked() => "asked for".to_owned(),
        StateName::Requested => format!("{} not signed", due()),
        StateName::Countered => match commitment.offer().and_then(|offer| offer.due) {
            Some(offer) => format!("{} offered", offer.short(today)),
            None => "a counter-offer".to_owned(),
        },
        StateName::Delivered | StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => {
            state.word().to_owned()
        }
    }
}

/// What to tell them, the most pressing first.
fn tell(case: &Case, today: Day) -> (Tell, String) {
    let commitment = case.commitment;
    let raised = |flag: Flag| case.standing.flags.iter().find(|raised| raised.flag == flag);
    if let Some(raised) = raised(Flag::CustomerNotTold) {
        return (Tell::Now, to_say(raised, today));
    }
    if let Some(raised) = raised(Flag::Overdue) {
        let words = match &raised.cause {
            Cause::Passed { days, .. } => format!("{} over their date: say where it stands", count(*days, "day")),
            _ => raised.why(today),
        };
        return (Tell::Word, words);
    }
    let doubt = [Flag::OverPromised, Flag::Blind, Flag::Crossed].into_iter().find_map(raised);
    if let Some(raised) = doubt.filter(|raised| raised.level != Level::Dim) {
        return (Tell::AskFirst, format!("ask tech first: {}", in_doubt(raised, today)));
    }
    if commitment.state.name() == StateName::Delivered {
        return (Tell::Confirm, "ask whether it is in place".to_owned());
    }
    if commitment.told.is_none() {
        let words = match &case.standing.outlook {
            Some(outlook) => format!("nothing promised yet; 80 % by {}", outlook.dates.p80.short(today)),
            None => "nothing promised yet".to_owned(),
        };
        return (Tell::Open, words);
    }
    match case.standing.chance().filter(|_| raised(Flag::AtRisk).is_some()) {
        Some(chance) => (Tell::AsTold, format!("as told; {chance} to make it")),
        None if commitment.state.name() == StateName::Agreed => (Tell::AsTold, "as told".to_owned()),
        None => (Tell::AsTold, "as told; not signed yet".to_owned()),
    }
}

/// The news for the customer, in as few words as can be.
fn to_say(raised: &Raised, today: Day) -> String {
    match &raised.cause {
        Cause::ToldEarlier { told, stands: Some(stands) } => {
            format!("tell them {} instead of {}", stands.short(today), told.short(today))
        }
        Cause::ToldEarlier { stands: None, .. } => "tell them that no date stands".to_owned(),
        Cause::ToldOtherScope { only_conditions: true } => "tell them the conditions".to_owned(),
        Cause::ToldOtherScope { only_conditions: false } => "tell them what it covers now".to_owned(),
        Cause::ToldOtherEnd { state } => format!("tell them that it is {}", state.word()),
        _ => raised.why(today),
    }
}

/// Why nothing can be said before tech has spoken.
fn in_doubt(raised: &Raised, today: Day) -> String {
    match &raised.cause {
        Cause::Unlikely { chance, p80, .. } => format!("{chance}, 80 % by {}", p80.short(today)),
        Cause::NoEstimate { answer_by: Some(day), .. } => format!("no estimate, answer by {}", day.short(today)),
        Cause::NoEstimate { answer_by: None, .. } => "no estimate".to_owned(),
        Cause::OfferLater { offer, .. } => format!("{} is offered", offer.short(today)),
        Cause::NotFeasible => "not feasible".to_owned(),
        _ => raised.why(today),
    }
}

/// The accounts for a terminal: a heading each, a line for each commitment.
#[must_use]
pub fn lines(accounts: &[Account], width: usize, paint: Paint) -> String {
    let mut out = String::new();
    let inner = width.saturating_sub(2).max(24);
    for (n, account) in accounts.iter().enumerate() {
        let gap = if n == 0 { "" } else { "\n" };
        let head = format!("{}  {}", text::clean(&account.customer), account.counts());
        let exposure = account.exposure.words().map_or_else(String::new, |words| format!(" · {words}"));
        let _ = writeln!(out, "{gap}{}", paint.on(Meaning::Heading, &text::fit(&format!("{head}{exposure}"), width)));
        for point in &account.points {
            let scope = text::fit(&point.scope, inner * 3 / 10);
            let pad = |words: &str, cols: usize| {
                let words = text::fit(words, cols);
                format!("{words}{}", " ".repeat(cols.saturating_sub(text::width(&words))))
            };
            let line = format!(
                "{} {}  believes {}  stands {}  {}",
                sign(point.tell.level()),
                pad(&scope, inner * 3 / 10),
                pad(&point.believes, 11),
                pad(&point.stands, 17),
                text::clean(&point.words)
            );
            let _ = writeln!(out, "{}", text::fit(&line, width));
        }
    }
    out
}

/// The accounts for a pipe: a line for each commitment, its parts parted by tabs.
#[must_use]
pub fn plain(accounts: &[Account]) -> String {
    let mut out = String::new();
    for account in accounts {
        for point in &account.points {
            let parts = [&account.customer, &point.scope, &point.believes, &point.stands, &point.words];
            let clean: Vec<String> = parts.into_iter().map(|part| text::clean(part).replace('\t', " ")).collect();
            let _ = writeln!(out, "{}\t{}\t{}", point.id, point.tell.word(), clean.join("\t"));
        }
    }
    out
}

/// The accounts as JSON.
#[must_use]
pub fn json(facts: &Facts, accounts: &[Account]) -> String {
    let customers = accounts.iter().map(|account| AccountDto {
        customer: &account.customer,
        to_tell: account.to_tell(),
        commitments: account.points.iter().map(PointDto::from).collect(),
    });
    json::document(facts, Body { customers: customers.collect() })
}

#[derive(Serialize)]
struct Body<'a> {
    customers: Vec<AccountDto<'a>>,
}

#[derive(Serialize)]
struct AccountDto<'a> {
    customer: &'a str,
    to_tell: usize,
    commitments: Vec<PointDto<'a>>,
}

#[derive(Serialize)]
struct PointDto<'a> {
    id: String,
    scope: &'a str,
    believes: &'a str,
    stands: &'a str,
    tell: &'static str,
    words: &'a str,
}

impl<'a> From<&'a Point> for PointDto<'a> {
    fn from(point: &'a Point) -> Self {
        Self {
            id: point.id.to_string(),
            scope: &point.scope,
            believes: &point.believes,
            stands: &point.stands,
            tell: point.tell.word(),
            words: &point.words,
        }
    }
}
