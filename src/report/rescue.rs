//! A rescue: what to renegotiate, the date to offer for each, why just these, and what to type next.

use std::fmt::Write as _;

use serde::Serialize;

use super::paint::{Meaning, Paint};
use super::{Facts, json};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Level;
use crate::domain::grade::{Firmness, Stake};
use crate::domain::id::Id;
use crate::domain::person::Handle;
use crate::domain::wording::count;
use crate::forecast::facts::Open;
use crate::forecast::rescue::{Kept, Moved, Proof, Rescue, Why};
use crate::text;

/// The rescues as a page for a terminal so wide.
#[must_use]
pub fn lines(facts: &Facts, found: &[Rescue], width: usize, paint: Paint) -> String {
    let with_promises: Vec<&Rescue> = found.iter().filter(|rescue| promises(rescue) > 0).collect();
    if with_promises.is_empty() {
        return "nothing to rescue: no promise has a tech owner, a date and an estimate\n".into();
    }
    let mut page = Page { facts, out: String::new(), width, paint };
    for (n, rescue) in with_promises.into_iter().enumerate() {
        if n > 0 {
            page.out.push('\n');
        }
        page.rescue(rescue);
    }
    page.out
}

/// The rescues for pipes: handle, `renegotiate`, `keep` or `withdraw`, id, day promised, day to offer, chances before and
/// after in hundredths, cost.
#[must_use]
pub fn plain(found: &[Rescue]) -> String {
    let mut out = String::new();
    for rescue in found {
        let lead = &rescue.lead;
        for moved in &rescue.moved {
            let (to, after) = moved.to.map_or_else(
                || ("-".into(), "-".into()),
                |(day, chance)| (day.to_string(), hundredths(chance.published())),
            );
            let before = hundredths(moved.before.published());
            let cost = points(moved.cost);
            let _ = writeln!(out, "{lead}\trenegotiate\t{}\t{}\t{to}\t{before}\t{after}\t{cost}", moved.id, moved.from);
        }
        for kept in &rescue.kept {
            let (before, after) = (hundredths(kept.before.published()), hundredths(kept.after.published()));
            let cost = points(kept.cost);
            let _ = writeln!(out, "{lead}\tkeep\t{}\t{}\t-\t{before}\t{after}\t{cost}", kept.id, kept.due);
        }
        for id in &rescue.hopeless {
            let _ = writeln!(out, "{lead}\twithdraw\t{id}\t-\t-\t-\t-\t-");
        }
    }
    out
}

fn hundredths(chance: f64) -> String {
    format!("{}", (chance * 1000.0).round() / 10.0)
}

/// A cost in hundredths as people read it: `6`, `7.5`.
fn points(cost: u64) -> String {
    let (whole, rest) = (cost / 100, cost % 100);
    let shown = format!("{whole}.{rest:02}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn promises(rescue: &Rescue) -> usize {
    rescue.moved.len() + rescue.kept.len() + rescue.hopeless.len()
}

/// What tells one cost from another: `contract, deal-breaker, told, €120k`.
fn what_it_weighs(facts: &Facts, commitment: &Commitment) -> String {
    let settings = &commitment.settings;
    let mut words = vec![settings.firmness.map_or("firmness unknown", Firmness::word).to_owned()];
    words.extend(settings.stake.map(|stake| Stake::word(stake).to_owned()));
    words.push(if commitment.told.is_some() { "told" } else { "not told" }.to_owned());
    words.extend(facts.book.value_of(commitment).map(|value| value.to_string()));
    words.join(", ")
}

struct Page<'a> {
    facts: &'a Facts<'a>,
    out: String,
    width: usize,
    paint: Paint,
}

impl Page<'_> {
    fn rescue(&mut self, rescue: &Rescue) {
        let who = self.facts.book.rules.people.called(&rescue.lead);
        let all = promises(rescue);
        let level = (rescue.level * 100.0).round();
        if rescue.moved.is_empty() && rescue.hopeless.is_empty() {
            let lowest =
                lowest(&rescue.kept).map_or_else(String::new, |kept| format!(", the lowest at {}", kept.after));
            let all = if all == 1 { "the promise is".into() } else { format!("all {all} promises are") };
            self.put(Some(Meaning::Good), &format!("{who}: nothing to do, {all} covered{lowest}"), 0);
            self.left_out(rescue);
            return;
        }
        let n = rescue.moved.len();
        let head = match n {
            0 => format!("{who}: no new date helps"),
            _ => format!("{who}: renegotiate {n} of {}, {} in all", count(whole(all), "promise"), cost(rescue.cost)),
        };
        self.put(Some(Meaning::Strong), &head, 0);
        for moved in &rescue.moved {
            self.moved(moved, level);
        }
        for id in &rescue.hopeless {
            let title = self.title(*id);
            self.put(None, &format!("{id}  {title}: tech says it can't be done; no date rescues it: withdraw it"), 2);
        }
        let stuck = rescue.moved.iter().filter(|moved| moved.to.is_none()).count();
        if let Some(kept) = lowest(&rescue.kept) {
            let gone = if stuck > 0 { "Once that is out of the way, " } else { "Then " };
            let rest = if rescue.kept.len() == 1 {
                format!("{gone}the other one is covered ({}): ", kept.after)
            } else {
                format!("{gone}all {} others are covered (the lowest {}): ", rescue.kept.len(), kept.after)
            };
            let names: Vec<String> = rescue.kept.iter().map(|kept| self.kept(kept)).collect();
            self.put(Some(Meaning::Good), rest.trim_end(), 0);
            for name in names {
                self.put(None, &name, 2);
            }
        }
        if !rescue.moved.is_empty() {
            self.put(Some(Meaning::Faint), &why(rescue), 0);
        }
        self.left_out(rescue);
        self.next(rescue);
    }

    /// Told promises that nobody can say anything about.
    fn left_out(&mut self, rescue: &Rescue) {
        for id in without_estimate(self.facts, &rescue.lead) {
            let title = self.title(id);
            self.put(
                Some(Meaning::Flag(Level::Amber)),
                &format!("{id}  {title}: told and left out, for want of an estimate"),
                2,
            );
        }
    }

    fn moved(&mut self, moved: &Moved, level: f64) {
        let today = self.facts.today;
        let title = self.title(moved.id);
        let from = moved.from.short(today);
        let to = match moved.to {
            Some((day, chance)) => format!("from {from} ({}) to {} ({chance})", moved.before, day.short(today)),
            None => format!("{from}: no day within forty years reaches {level:.0} %: withdraw it or hand it over"),
        };
        self.put(None, &format!("{}  {title} {to}", moved.id), 2);
        let weighs = self.facts.book.get(moved.id).map(|each| what_it_weighs(self.facts, each));
        let why = match moved.why {
            Why::Overdue => "its day is over",
            Why::Alone => "not covered even with every other promise moved",
            Why::ForOthers => "it makes room for the others at the least cost",
        };
        let words = format!("{}, {}: {why}", cost(moved.cost), weighs.unwrap_or_default());
        self.put(Some(Meaning::Faint), &words, 10);
    }

    fn kept(&self, kept: &Kept) -> String {
        let title = self.title(kept.id);
        let due = kept.due.short(self.facts.today);
        format!("{}  {title}, {due}: {} → {} ({} to move)", kept.id, kept.before, kept.after, cost(kept.cost))
    }

    fn next(&mut self, rescue: &Rescue) {
        let mut label = "Next: ";
        for moved in &rescue.moved {
            let Some((day, _)) = moved.to else { continue };
            let line = format!("{label}countersign change {} {}", moved.id, typed(day, self.facts.today));
            self.put(None, &line, 0);
            label = "      ";
        }
        let is_told = |moved: &&Moved| {
            self.facts.book.get(moved.id).is_some_and(|each| each.told.is_some()) && moved.to.is_some()
        };
        for told in rescue.moved.iter().filter(is_told) {
            let customer = self.facts.book.get(told.id).map_or_else(String::new, |each| each.customer.to_string());
            self.put(None, &format!("once {customer} knows: countersign told {}", told.id), 6);
        }
    }

    fn title(&self, id: Id) -> String {
        self.facts.book.get(id).map_or_else(String::new, Commitment::title)
    }

    fn put(&mut self, meaning: Option<Meaning>, words: &str, indent: usize) {
        let lead = words.len() - words.trim_start_matches(' ').len();
        for line in text::wrap(&text::clean(words.trim_start()), self.width.saturating_sub(indent + lead).max(16)) {
            let line = format!("{}{line}", " ".repeat(indent + lead));
            self.out.push_str(&meaning.map_or_else(|| line.clone(), |meaning| self.paint.on(meaning, &line)));
            self.out.push('\n');
        }
    }
}

/// A lead's told promises that are open and have no estimate.
fn without_estimate(facts: &Facts, lead: &Handle) -> Vec<Id> {
    let is_blind = |each: &&Commitment| {
        each.state.name().is_to_do()
            && each.told.is_some()
            && each.settings.tech.as_ref() == Some(lead)
            && Open::of(each).is_none()
    };
    facts.book.commitments().iter().filter(is_blind).map(|each| each.id).collect()
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn cost(cost: u64) -> String {
    format!("cost {}", points(cost))
}

fn lowest(kept: &[Kept]) -> Option<&Kept> {
    kept.iter().min_by(|a, b| a.after.get().total_cmp(&b.after.get()))
}

/// A day as it is typed.
fn typed(day: Day, today: Day) -> String {
    if day.year() == today.year() { day.short(today).to_lowercase() } else { day.to_string() }
}

/// Why just this set.
fn why(rescue: &Rescue) -> String {
    let forced = rescue.moved.iter().all(|moved| moved.why != Why::ForOthers);
    match (rescue.proof, rescue.next_best) {
        (Proof::Exact, _) if forced => {
            "Why these: each falls short whatever else moves, and with them moved all others hold.".into()
        }
        (Proof::Exact, Some(next)) => {
            let next = points(next);
            format!(
                "Why these: of all sets none costs less; the next best costs {next} instead of {}.",
                points(rescue.cost)
            )
        }
        (Proof::Exact, None) => "Why these: of all sets none costs less.".into(),
        (Proof::AtLeast(least), _) => format!(
            "Why these: more than 20 promises, so not every set was tried; none can cost less than {}, this one is within {} of that.",
            points(least),
            points(rescue.cost.saturating_sub(least))
        ),
    }
}

#[derive(Serialize)]
struct RescueBody {
    rescues: Vec<RescueDto>,
}

#[derive(Serialize)]
struct RescueDto {
    tech: String,
    covered_from: f64,
    cost: f64,
    method: &'static str,
    least_possible: f64,
    next_best: Option<f64>,
    renegotiate: Vec<MovedDto>,
    keep: Vec<KeptDto>,
    withdraw: Vec<String>,
    without_estimate: Vec<String>,
    other_work: usize,
}

#[derive(Serialize)]
struct MovedDto {
    id: String,
    customer: String,
    scope: String,
    from: String,
    to: Option<String>,
    chance_before: f64,
    chance_after: Option<f64>,
    cost: f64,
    why: &'static str,
}

#[derive(Serialize)]
struct KeptDto {
    id: String,
    customer: String,
    scope: String,
    due: String,
    chance_before: f64,
    chance_after: f64,
    cost: f64,
}

/// The rescues as JSON.
#[must_use]
pub fn json(facts: &Facts, found: &[Rescue]) -> String {
    json::document(facts, RescueBody { rescues: found.iter().map(|rescue| dto(facts, rescue)).collect() })
}

#[expect(clippy::cast_precision_loss, reason = "hundredths of a cost")]
fn number(cost: u64) -> f64 {
    cost as f64 / 100.0
}

fn dto(facts: &Facts, rescue: &Rescue) -> RescueDto {
    let names = |id: Id| {
        let commitment = facts.book.get(id);
        commitment.map_or_else(Default::default, |each| (each.customer.to_string(), each.terms.scope.to_string()))
    };
    let moved = |moved: &Moved| {
        let (customer, scope): (String, String) = names(moved.id);
        MovedDto {
            id: moved.id.to_string(),
            customer,
            scope,
            from: moved.from.to_string(),
            to: moved.to.map(|(day, _)| day.to_string()),
            chance_before: moved.before.published(),
            chance_after: moved.to.map(|(_, chance)| chance.published()),
            cost: number(moved.cost),
            why: match moved.why {
                Why::Overdue => "overdue",
                Why::Alone => "never-covered",
                Why::ForOthers => "for-others",
            },
        }
    };
    let kept = |kept: &Kept| {
        let (customer, scope) = names(kept.id);
        KeptDto {
            id: kept.id.to_string(),
            customer,
            scope,
            due: kept.due.to_string(),
            chance_before: kept.before.published(),
            chance_after: kept.after.published(),
            cost: number(kept.cost),
        }
    };
    let (method, least) = match rescue.proof {
        Proof::Exact => ("exact", rescue.cost),
        Proof::AtLeast(least) => ("within-bound", least),
    };
    RescueDto {
        tech: rescue.lead.to_string(),
        covered_from: rescue.level,
        cost: number(rescue.cost),
        method,
        least_possible: number(least),
        next_best: rescue.next_best.map(number),
        renegotiate: rescue.moved.iter().map(moved).collect(),
        keep: rescue.kept.iter().map(kept).collect(),
        withdraw: rescue.hopeless.iter().map(ToString::to_string).collect(),
        without_estimate: without_estimate(facts, &rescue.lead).iter().map(ToString::to_string).collect(),
        other_work: rescue.load,
    }
}
