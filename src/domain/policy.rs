//! The windows and thresholds of the flags and what it costs to renegotiate, as `[policy]` in `book.toml` sets them.

use super::commitment::Commitment;
use super::grade::{Firmness, Stake};
use super::money::Money;

/// When a flag is raised; the defaults are the documented ones.
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// Below this chance a told promise is over-promised, 0 to 1.
    pub over_promised_below: f64,
    /// From this chance on a promise is covered, 0 to 1.
    pub covered_from: f64,
    /// Working days within which a request is answered.
    pub answer_within: i64,
    /// Working days within which sales answers a counter-offer.
    pub counter_within: i64,
    /// Days after which an estimate not yet agreed upon is stale.
    pub estimate_stale_after: i64,
    /// Days before the promised date from which it is due soon.
    pub due_soon_within: i64,
    /// Working days within which a delivery is confirmed.
    pub confirm_within: i64,
    /// Days without a move after which an agreement is quiet.
    pub quiet_after: i64,
    /// What it costs to renegotiate.
    pub renegotiation: Renegotiation,
}

/// What it costs to renegotiate a promise: its firmness, times its stake, times whether the customer was told, times its
/// value: `firmness · stake · told · (1 + value · log10(1 + amount / 10 000))`.
///
/// Amounts count as they stand, whatever their currency. A promise of which no firmness is known counts as verbal, one
/// of which no stake is known as nice to have.
#[derive(Clone, PartialEq, Debug)]
pub struct Renegotiation {
    /// By firmness, the loosest first.
    pub firmness: [f64; 5],
    /// By stake, the highest first.
    pub stake: [f64; 3],
    /// The factor where the customer was told.
    pub told: f64,
    /// How much the value counts; at 1 each tenfold of 10 000 adds as much as the promise costs without.
    pub value: f64,
}

impl Default for Renegotiation {
    fn default() -> Self {
        Self { firmness: [1.0, 2.0, 3.0, 5.0, 8.0], stake: [4.0, 2.0, 1.0], told: 2.0, value: 1.0 }
    }
}

impl Renegotiation {
    /// What it costs to renegotiate a promise, in hundredths and at least one.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an amount of money in a logarithm; the product is held between 1 and a billion"
    )]
    pub fn cost(&self, commitment: &Commitment, value: Option<Money>) -> u64 {
        let settings = &commitment.settings;
        let firmness = self.firmness[settings.firmness.unwrap_or(Firmness::Verbal) as usize];
        let stake = self.stake[settings.stake.unwrap_or(Stake::NiceToHave) as usize];
        let told = if commitment.told.is_some() { self.told } else { 1.0 };
        let amount = value.map_or(0.0, |value| value.whole() as f64);
        let worth = 1.0 + self.value * (1.0 + amount / 10_000.0).log10();
        (firmness * stake * told * worth * 100.0).round().clamp(1.0, 1e9) as u64
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            over_promised_below: 0.5,
            covered_from: 0.8,
            answer_within: 3,
            counter_within: 2,
            estimate_stale_after: 30,
            due_soon_within: 14,
            confirm_within: 5,
            quiet_after: 14,
            renegotiation: Renegotiation::default(),
        }
    }
}
