//! A quote: the days that can be promised, the sentence to say, and what that would take from others.

use std::fmt::Write as _;

use serde::Serialize;

use super::Facts;
use super::forecast::chance_meaning;
use super::json::{self, ChancesDto, chances};
use super::paint::{Meaning, Paint};
use crate::domain::commitment::Commitment;
use crate::domain::outlook::Chance;
use crate::domain::person::Handle;
use crate::forecast::quote::{Offer, Quote};
use crate::forecast::touched::Touched;
use crate::forecast::words;
use crate::text;

/// `Dana, 5d..15d from 23 Nov`.
#[must_use]
pub fn about(facts: &Facts, quoted: &Quote) -> String {
    let work = &quoted.work;
    let who = quoted
        .work
        .lead
        .as_ref()
        .map_or_else(|| "nobody in particular".to_owned(), |lead| facts.book.rules.people.called(lead));
    let from = if work.start == facts.today { "now".to_owned() } else { work.start.short(facts.today) };
    format!("{who}, {} from {from}", work.estimate)
}

/// One other commitment that would lose: `k7m2qx  Northgate: SSO   82 % → 71 %, at risk`.
#[must_use]
pub fn loser(facts: &Facts, touched: &Touched) -> Option<(String, Meaning)> {
    let policy = &facts.book.rules.policy;
    let (before, after) = (touched.before.chance?, touched.after.chance?);
    let title = facts.book.get(touched.id).map_or_else(String::new, Commitment::title);
    let word = policy.cover(after).word();
    Some((format!("{}  {before} → {after}, {word}: {title}", touched.id), chance_meaning(after, policy)))
}

/// The quote as a page for a terminal so wide.
#[must_use]
pub fn page(facts: &Facts, quoted: &Quote, width: usize, paint: Paint) -> String {
    let mut page = Lines { out: String::new(), width, paint };
    page.put(Some(Meaning::Strong), &about(facts, quoted), 0);
    for offer in &quoted.offers {
        let is_asked = offer.level == quoted.level;
        let meaning = is_asked.then_some(Meaning::Strong);
        let mark = if is_asked { "▸" } else { " " };
        page.put(meaning, &format!("{mark} {} %  by {}", offer.level, offer.due.long()), 0);
    }
    let about = quoted.wanted.as_ref().or(quoted.offer());
    if let Some(wanted) = &quoted.wanted {
        let chance = wanted.outlook.chance.unwrap_or(Chance::new(0.0));
        let policy = &facts.book.rules.policy;
        let words = format!("{} has {chance}: {}", wanted.due.long(), policy.cover(chance).word());
        page.put(Some(chance_meaning(chance, policy)), &words, 0);
        page.out.push_str(
            &quoted.behind_more().map_or_else(String::new, |more| format!("  {}\n", words::behind_more(more))),
        );
    }
    if let Some(offer) = quoted.offer() {
        page.put(
            None,
            &format!("Say: {}", quoted.to_say(quoted.wanted.as_ref().unwrap_or(offer), &facts.book.rules.policy)),
            0,
        );
        let about = quoted.wanted.as_ref().unwrap_or(offer);
        page.losses(facts, quoted, about);
    }
    if let Some(about) = about {
        page.put(None, &format!("Why, for {}:", about.due.short(facts.today)), 0);
        for sentence in about.reasons.sentences(&facts.book.rules.people, facts.today) {
            page.put(None, &sentence, 2);
        }
    }
    page.out
}

/// The days for several tech owners, in the order of their handles.
#[must_use]
pub fn table(facts: &Facts, all: &[Quote], paint: Paint) -> String {
    let mut out = String::new();
    let names: Vec<String> = all
        .iter()
        .map(|quoted| quoted.work.lead.as_ref().map_or_else(String::new, |lead| facts.book.rules.people.called(lead)))
        .collect();
    let widest = names.iter().map(|name| text::width(name)).max().unwrap_or(0);
    for (quoted, name) in all.iter().zip(&names) {
        out.push_str(&paint.on(Meaning::Tech, &text::clean(name)));
        out.push_str(&" ".repeat(widest - text::width(name)));
        for offer in &quoted.offers {
            let _ = write!(out, "   {} % by {:<9}", offer.level, offer.due.short(facts.today));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

/// The quotes for pipes: handle, level, day, how many others would lose.
#[must_use]
pub fn plain(all: &[Quote]) -> String {
    let mut out = String::new();
    for quoted in all {
        let lead = quoted.work.lead.as_ref().map_or("-", Handle::as_str);
        for offer in &quoted.offers {
            let _ = writeln!(out, "{lead}\t{}\t{}\t{}", offer.level, offer.due, offer.harmed().count());
        }
        // The day that was wished for comes last, with the chance that it has.
        if let Some(wanted) = &quoted.wanted {
            let chance = wanted.outlook.chance.map_or_else(|| "-".to_owned(), |chance| chance.to_string());
            let chance = chance.trim_end_matches(" %");
            let _ = writeln!(out, "{lead}\t{chance}\t{}\t{}", wanted.due, wanted.harmed().count());
        }
    }
    out
}

struct Lines {
    out: String,
    width: usize,
    paint: Paint,
}

impl Lines {
    fn put(&mut self, meaning: Option<Meaning>, words: &str, indent: usize) {
        for line in text::wrap(&text::clean(words), self.width.saturating_sub(indent).max(16)) {
            let line = format!("{}{line}", " ".repeat(indent));
            self.out.push_str(&meaning.map_or_else(|| line.clone(), |meaning| self.paint.on(meaning, &line)));
            self.out.push('\n');
        }
    }

    fn losses(&mut self, facts: &Facts, quoted: &Quote, about: &Offer) {
        let losers: Vec<(String, Meaning)> = about.harmed().filter_map(|touched| loser(facts, touched)).collect();
        if losers.is_empty() {
            self.put(
                Some(Meaning::Good),
                &format!("Promised for {}, it takes nothing from any other promise.", about.due.short(facts.today)),
                0,
            );
            return;
        }
        self.put(None, &format!("Promised for {}, it takes from others:", about.due.short(facts.today)), 0);
        for (words, meaning) in losers {
            self.put(Some(meaning), &words, 2);
        }
        if let Some(clear) = &quoted.clear {
            self.put(None, &format!("It takes from nobody by {} ({} %).", clear.due.long(), clear.level), 0);
        }
    }
}

#[derive(Serialize)]
struct QuoteBody {
    quotes: Vec<QuoteDto>,
}

#[derive(Serialize)]
struct QuoteDto {
    tech: Option<String>,
    estimate: String,
    estimated_days: f64,
    start: String,
    level: u8,
    offers: Vec<OfferDto>,
    clear: Option<OfferDto>,
    wanted: Option<OfferDto>,
    say: Option<String>,
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct OfferDto {
    level: u8,
    due: String,
    #[serde(flatten)]
    chances: ChancesDto,
    touched: Vec<TouchedDto>,
}

#[derive(Serialize)]
struct TouchedDto {
    id: String,
    customer: String,
    scope: String,
    chance_before: Option<f64>,
    chance_after: Option<f64>,
    p80_before: String,
    p80_after: String,
}

/// The quotes as JSON.
#[must_use]
pub fn json(facts: &Facts, all: &[Quote]) -> String {
    let quotes = all.iter().map(|quoted| QuoteDto {
        tech: quoted.work.lead.as_ref().map(ToString::to_string),
        estimate: quoted.work.estimate.to_string(),
        estimated_days: quoted.offer().map_or(0.0, |offer| (offer.reasons.days * 100.0).round() / 100.0),
        start: quoted.work.start.to_string(),
        level: quoted.level,
        offers: quoted.offers.iter().map(|offer| offer_dto(facts, offer)).collect(),
        clear: quoted.clear.as_ref().map(|offer| offer_dto(facts, offer)),
        wanted: quoted.wanted.as_ref().map(|offer| offer_dto(facts, offer)),
        say: quoted
            .offer()
            .map(|offer| quoted.to_say(quoted.wanted.as_ref().unwrap_or(offer), &facts.book.rules.policy)),
        sentences: quoted
            .wanted
            .as_ref()
            .or(quoted.offer())
            .map_or_else(Vec::new, |about| about.reasons.sentences(&facts.book.rules.people, facts.today)),
    });
    json::document(facts, QuoteBody { quotes: quotes.collect() })
}

fn offer_dto(facts: &Facts, offer: &Offer) -> OfferDto {
    OfferDto {
        level: offer.level,
        due: offer.due.to_string(),
        chances: chances(&offer.outlook),
        touched: offer.touched.iter().map(|touched| touched_dto(facts, touched)).collect(),
    }
}

fn touched_dto(facts: &Facts, touched: &Touched) -> TouchedDto {
    let commitment = facts.book.get(touched.id);
    TouchedDto {
        id: touched.id.to_string(),
        customer: commitment.map_or_else(String::new, |each| each.customer.to_string()),
        scope: commitment.map_or_else(String::new, |each| each.terms.scope.to_string()),
        chance_before: touched.before.chance.map(Chance::published),
        chance_after: touched.after.chance.map(Chance::published),
        p80_before: touched.before.dates.p80.to_string(),
        p80_after: touched.after.dates.p80.to_string(),
    }
}
