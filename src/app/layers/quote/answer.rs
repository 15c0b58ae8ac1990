//! From what stands in the two fields to what can be promised.

use crate::app::layer::Context;
use crate::domain::act::Text;
use crate::domain::dates::{self, Past, Typing};
use crate::domain::day::Day;
use crate::domain::effort;
use crate::domain::estimate::Estimate;
use crate::domain::misread::Misread;
use crate::domain::person::{Handle, Role};
use crate::forecast::quote::{Offer, Quote, owners};
use crate::text::{fold, nearest};

/// The row of 80 %: what most people promise by.
const USUAL_ROW: usize = 1;

/// The usual chance, in hundredths.
const USUAL: u8 = 80;

/// What can be said about the question as it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Answer {
    /// Nothing is asked yet.
    Nothing,
    /// The first forecast is still to come.
    Waiting,
    /// Something isn't understood: what, and what to do.
    Wrong(String),
    /// The dates of one tech owner.
    One(Box<Quote>),
    /// Those of several, by handle.
    Several(Vec<Quote>),
}

impl Answer {
    /// The row that is chosen at first: the day wished for, or else the usual chance.
    pub(super) fn first_row(&self) -> usize {
        match self {
            Self::One(quote) if quote.wanted.is_some() => self.rows() - 1,
            Self::Nothing | Self::Waiting | Self::Wrong(_) | Self::One(_) | Self::Several(_) => USUAL_ROW,
        }
    }

    /// How many rows there are to choose from.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Nothing | Self::Waiting | Self::Wrong(_) => 0,
            Self::One(quote) => offers(quote).len(),
            Self::Several(quotes) => quotes.len(),
        }
    }
}

/// The dates of a quote in the order of the rows: by chance, then the one that takes nothing from anybody, then the one
/// that was wished for.
pub(super) fn offers(quote: &Quote) -> Vec<&Offer> {
    quote.offers.iter().chain(&quote.clear).chain(&quote.wanted).collect()
}

/// The answer to what stands in the fields.
pub(super) fn of(effort: &str, who: &str, context: &Context) -> Answer {
    if effort.trim().is_empty() {
        return Answer::Nothing;
    }
    let Some(forecaster) = context.forecaster else { return Answer::Waiting };
    let asked = match asked(effort, context) {
        Ok(asked) => asked,
        Err(misread) => return Answer::Wrong(misread.to_string()),
    };
    // A name in the line goes before the one in the field.
    let leads = match leads(asked.who.as_deref().unwrap_or(who), context) {
        Ok(leads) => leads,
        Err(why) => return Answer::Wrong(why),
    };
    let mut quotes: Vec<Quote> = leads
        .into_iter()
        .map(|lead| {
            let work = forecaster.new_work(Some(lead), asked.estimate, asked.start, asked.kind.as_ref());
            forecaster.quote(&work, USUAL, asked.due)
        })
        .collect();
    match (quotes.len(), quotes.pop()) {
        (_, None) => Answer::Wrong("nobody in the book has the tech role; name a tech owner".into()),
        (1, Some(quote)) => Answer::One(Box::new(quote)),
        (_, Some(last)) => {
            quotes.push(last);
            Answer::Several(quotes)
        }
    }
}

/// What the first field says: `5d..15d @dana from 1 feb by 15 mar #auth`.
struct Asked {
    estimate: Estimate,
    start: Option<Day>,
    due: Option<Day>,
    kind: Option<Text>,
    who: Option<String>,
}

fn asked(text: &str, context: &Context) -> Result<Asked, Misread> {
    let typing = |past| Typing { today: context.today, calendar: &context.book.rules.calendar, past };
    let (mut effort, mut from, mut by) = (Vec::new(), Vec::new(), Vec::new());
    let (mut kind, mut who) = (None, None);
    let mut part = &mut effort;
    for word in text.split_whitespace() {
        match word.to_lowercase().as_str() {
            "from" => part = &mut from,
            "by" => part = &mut by,
            name if name.starts_with('@') => who = Some(word.to_owned()),
            tag if tag.starts_with('#') => kind = Some(Text::from(word.trim_start_matches('#'))),
            _ => part.push(word),
        }
    }
    let day = |words: &[&str]| -> Result<Option<Day>, Misread> {
        if words.is_empty() {
            return Ok(None);
        }
        dates::parse(&words.join(" "), &typing(Past::AskBack)).map(|typed| Some(typed.day))
    };
    let estimate = effort::parse(&effort.join(" "), &typing(Past::AskBack))?;
    Ok(Asked { estimate, start: day(&from)?, due: day(&by)?, kind, who })
}

/// Whom the second field means: one tech owner, a team, or everybody where it is empty.
fn leads(who: &str, context: &Context) -> Result<Vec<Handle>, String> {
    let people = &context.book.rules.people;
    let word = who.trim().trim_start_matches('@');
    if word.is_empty() {
        return Ok(owners(people, None));
    }
    if let Ok(handle) = Handle::new(word)
        && (people.get(&handle).is_some() || people.is_empty())
    {
        if !people.roles(&handle).has(Role::Tech) {
            return Err(format!("{} has no tech role; there are {}", people.called(&handle), names(context)));
        }
        return Ok(vec![handle]);
    }
    let team = owners(people, Some(word));
    if !team.is_empty() {
        return Ok(team);
    }
    let wanted = fold(word);
    let all = owners(people, None);
    let called = |handle: &&Handle| {
        fold(handle.as_str()).starts_with(&wanted) || fold(&people.called(handle)).starts_with(&wanted)
    };
    let found: Vec<Handle> = all.iter().filter(called).cloned().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let near = nearest(word, all.iter().map(Handle::as_str));
    Err(match near {
        Some(near) => format!("nobody in tech is called `{word}`; did you mean {near}?"),
        None => format!("nobody in tech is called `{word}`; there are {}", names(context)),
    })
}

/// Whom one can ask about: handles and teams.
pub(super) fn names(context: &Context) -> String {
    let people = &context.book.rules.people;
    let all = owners(people, None);
    let mut teams: Vec<&str> = all.iter().filter_map(|handle| people.get(handle)?.team.as_deref()).collect();
    teams.sort_unstable();
    teams.dedup();
    all.iter().map(Handle::as_str).chain(teams).collect::<Vec<&str>>().join(", ")
}
