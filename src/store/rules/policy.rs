//! `[policy]`: the windows and thresholds of the flags, and what it costs to renegotiate.

use super::page::{Key, Page};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::policy::{Policy, Renegotiation};

const KNOWN: [&str; 9] = [
    "over_promised_below",
    "covered_from",
    "answer_within",
    "counter_within",
    "estimate_stale_after",
    "due_soon_within",
    "confirm_within",
    "quiet_after",
    "renegotiation",
];

/// The longest window, in days.
const MOST_DAYS: i64 = 3660;

/// Factors of a cost: above nothing, so that nothing is renegotiated for fun.
const LEAST_COST: f64 = 0.01;
const MOST_COST: f64 = 1000.0;

pub(super) fn read<'t>(page: &mut Page<'t>, key: &Key<'t>) -> Policy {
    let usual = Policy::default();
    let mut policy = usual.clone();
    let mut last = None;
    for key in page.table(key) {
        let window = match key.name() {
            "over_promised_below" => {
                policy.over_promised_below = page.share(&key).unwrap_or(policy.over_promised_below);
                last = Some(key);
                continue;
            }
            "covered_from" => {
                policy.covered_from = page.share(&key).unwrap_or(policy.covered_from);
                last = Some(key);
                continue;
            }
            "renegotiation" => {
                renegotiation(page, &key, &mut policy.renegotiation);
                continue;
            }
            "answer_within" => &mut policy.answer_within,
            "counter_within" => &mut policy.counter_within,
            "estimate_stale_after" => &mut policy.estimate_stale_after,
            "due_soon_within" => &mut policy.due_soon_within,
            "confirm_within" => &mut policy.confirm_within,
            "quiet_after" => &mut policy.quiet_after,
            _ => {
                page.unknown(&key, &KNOWN);
                continue;
            }
        };
        *window = page.whole(&key, 0..=MOST_DAYS).unwrap_or(*window);
    }
    if policy.over_promised_below > policy.covered_from
        && let Some(key) = last
    {
        page.wrong(
            &key,
            "over_promised_below is above covered_from",
            "write the smaller of the two first; the usual ones hold",
        );
        policy.over_promised_below = usual.over_promised_below;
        policy.covered_from = usual.covered_from;
    }
    policy
}

/// `[policy.renegotiation]`: a number by firmness, by stake, for `told` and for `value`.
fn renegotiation<'t>(page: &mut Page<'t>, key: &Key<'t>, costs: &mut Renegotiation) {
    let firmness = Firmness::ALL.map(Firmness::word);
    let stakes = Stake::ALL.map(Stake::word);
    for key in page.table(key) {
        let name = key.name();
        let (number, least) = if let Some(n) = firmness.iter().position(|word| *word == name) {
            (&mut costs.firmness[n], LEAST_COST)
        } else if let Some(n) = stakes.iter().position(|word| *word == name) {
            (&mut costs.stake[n], LEAST_COST)
        } else if name == "told" {
            (&mut costs.told, LEAST_COST)
        } else if name == "value" {
            (&mut costs.value, 0.0)
        } else {
            let known: Vec<&str> = firmness.into_iter().chain(stakes).chain(["told", "value"]).collect();
            page.unknown(&key, &known);
            continue;
        };
        *number = page.number(&key, least..=MOST_COST).unwrap_or(*number);
    }
}
