//! `[policy]`: the windows and thresholds of the flags.

use super::page::{Key, Page};
use crate::domain::policy::Policy;

const KNOWN: [&str; 8] = [
    "over_promised_below",
    "covered_from",
    "answer_within",
    "counter_within",
    "estimate_stale_after",
    "due_soon_within",
    "confirm_within",
    "quiet_after",
];

/// The longest window, in days.
const MOST_DAYS: i64 = 3660;

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
