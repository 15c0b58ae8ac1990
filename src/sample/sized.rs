//! A book of any size, made by dice: the same kind of content, one record at a time.
//!
//! Each record has a stream of its own, so that the first hundred of a book of ten thousand are the book of a hundred.

mod lives;
mod words;

use chrono_tz::Europe::Berlin;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::scribe::{Scribe, handle, money};
use crate::domain::act::Move;
use crate::domain::book::{Deal, Rules};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::{People, Person, Role, Roles};
use crate::domain::tracker::{Issue, Issues, Stage};
use words::{DEALS, KINDS, SALES, STEMS, TEAMS, TECH};

/// Customers of a book of any size, one deal each.
const CUSTOMERS: usize = STEMS.len() * KINDS.len();
const ISSUES: u32 = 500;

/// A book grows by cohorts: so many commitments bring so many tech leads with them, so that queues stay as long as they are.
const COHORT: u32 = 1000;
const LEADS: u32 = 14;

/// The records of a book of a given size, made one after the other.
#[derive(Debug)]
pub struct Sized {
    /// What its `book.toml` says.
    pub rules: Rules,
    /// What the tracker says.
    pub issues: Issues,
    /// What the deals are worth.
    pub deals: Vec<Deal>,
    scribe: Scribe,
    seed: u64,
    next: u32,
    size: u32,
}

/// A book of `size` commitments as it stands on a day; the same seed gives the same book.
#[must_use]
pub fn sized(today: Day, size: u32, seed: u64) -> Sized {
    let rules = Rules {
        name: "Fernwhistle at large".into(),
        zone: Berlin,
        people: people(size),
        ..super::company::rules(today)
    };
    let scribe = Scribe::new(today, &rules);
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed);
    let deals = (0..CUSTOMERS).map(|n| deal(n, &scribe, &mut dice)).collect();
    let issues = Issues::new(Some(today), (0..ISSUES).map(|n| issue(n, &scribe, &mut dice)).collect());
    Sized { rules, issues, deals, scribe, seed, next: 0, size }
}

impl Iterator for Sized {
    type Item = (Id, Vec<Move>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.size {
            return None;
        }
        let n = self.next;
        self.next += 1;
        let dice = Xoshiro256PlusPlus::seed_from_u64(self.seed ^ (u64::from(n) << 32 | 0x5a17));
        self.scribe.restart(dice);
        lives::live(&mut self.scribe, n, &self.deals);
        let (_, moves) = self.scribe.take()?;
        Some((distinct_id(n, self.seed), moves))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.size - self.next) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Sized {}

/// An id that no other number gives: the thirty bits of the number, stirred by steps that can be undone.
fn distinct_id(n: u32, seed: u64) -> Id {
    const MASK: u32 = (1 << 30) - 1;
    let salt = u32::try_from((seed ^ (seed >> 32)) & u64::from(MASK)).expect("thirty bits are left");
    let mut bits = (n ^ salt) & MASK;
    for odd in [0x2c1b_3c6d, 0x1b56_c4e9, 0x3504_f333_u32] {
        bits = bits.wrapping_mul(odd) & MASK;
        bits ^= bits >> 15;
    }
    Id::from_bits(bits)
}

/// The customer of a number.
fn customer(n: usize) -> String {
    format!("{} {}", STEMS[n % STEMS.len()], KINDS[n / STEMS.len() % KINDS.len()])
}

fn deal(n: usize, scribe: &Scribe, dice: &mut Xoshiro256PlusPlus) -> Deal {
    let amount = i64::from(dice.random_range(8_u32..260)) * 1000;
    let currency = if dice.random_range(0..6) == 0 { "USD" } else { "EUR" };
    Deal {
        name: format!("{} {}", customer(n), DEALS[dice.random_range(0..DEALS.len())]),
        key: Some(format!("OPP-{}", 2000 + n)),
        value: Some(money(amount, currency)),
        closes: Some(scribe.day(i64::from(dice.random_range(5_u32..90)))),
    }
}

fn issue(n: u32, scribe: &Scribe, dice: &mut Xoshiro256PlusPlus) -> Issue {
    let stage = Stage::ALL[[0, 0, 1, 1, 1, 1, 2, 3][dice.random_range(0..8)]];
    let due = dice.random_range(0..3) > 0;
    Issue {
        key: format!("WORK-{n}"),
        title: words::CAPABILITIES[dice.random_range(0..words::CAPABILITIES.len())].0.into(),
        stage,
        due: due.then(|| scribe.day(i64::from(dice.random_range(0_u32..60)))),
    }
}

/// The handle of a tech lead, counted through all cohorts.
fn lead(n: u32) -> String {
    let names = u32::try_from(TECH.len()).expect("two dozen names");
    let name = TECH[(n % names) as usize];
    if n < names { name.into() } else { format!("{name}{}", n / names + 1) }
}

/// Five leads are a team.
fn team(n: u32) -> String {
    let names = u32::try_from(TEAMS.len()).expect("four names");
    let name = TEAMS[(n / 5 % names) as usize];
    let round = n / 5 / names;
    if round == 0 { name.into() } else { format!("{name} {}", round + 1) }
}

fn people(size: u32) -> People {
    let person = |word: &str, roles: &[Role], team: &str, focus: Option<f64>| {
        let first: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        Person {
            name: Some(format!("{first} Example")),
            email: Some(format!("{word}@fernwhistle.example")),
            team: Some(team.into()),
            focus,
            ..Person::new(handle(word), Roles::of(roles))
        }
    };
    let sales = SALES.iter().map(|word| person(word, &[Role::Sales], "Accounts", None));
    let tech = (0..size.div_ceil(COHORT).max(1) * LEADS).map(|n| {
        let focus = [0.4, 0.5, 0.6][(n % 3) as usize];
        person(&lead(n), &[Role::Tech], &team(n), Some(focus))
    });
    sales.chain(tech).chain([person("kim", &[Role::Manager], "Office", None)]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_of_a_hundred_thousand_share_an_id() {
        for seed in [0, 7, u64::MAX] {
            let ids: HashSet<Id> = (0..100_000).map(|n| distinct_id(n, seed)).collect();
            assert_eq!(ids.len(), 100_000, "{seed}");
        }
    }
}
