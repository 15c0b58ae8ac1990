//! The windows and thresholds of the flags, as `[policy]` in `book.toml` sets them.

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
        }
    }
}
