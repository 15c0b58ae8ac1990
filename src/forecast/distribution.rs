//! A distribution of ln(elapsed / estimated): atoms with mass, read by linear interpolation.

/// Atoms in ascending order with the cumulated mass at the middle of each.
#[derive(Clone, PartialEq, Debug)]
pub struct Distribution {
    values: Vec<f64>,
    cumulated: Vec<f64>,
}

/// One observation: its value, its weight, and whether it is finished.
///
/// The value of something still open is what it has come to so far; it says "longer than this".
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Vote {
    /// ln(elapsed / estimated).
    pub value: f64,
    /// How much it counts.
    pub weight: f64,
    /// Whether it is finished.
    pub is_done: bool,
}

/// Where the mass of everything longer than the longest open observation stands: half as long again.
const BEYOND: f64 = 0.405_465_108_108_164_4; // ln 1.5

impl Distribution {
    /// A distribution of equally heavy atoms in ascending order; there is at least one.
    #[must_use]
    pub fn of_equal_atoms(values: Vec<f64>) -> Self {
        let n = count(values.len());
        let cumulated = (0..values.len()).map(|i| (count(i) + 0.5) / n).collect();
        Self { values, cumulated }
    }

    /// The weighted Kaplan–Meier estimate of the votes (Kaplan and Meier 1958, with weights for counts).
    ///
    /// At equal values what is finished comes before what is open. Without a finished vote of any weight the
    /// distribution is a single atom beyond the longest open one.
    #[must_use]
    pub fn of_votes(mut votes: Vec<Vote>) -> Self {
        votes.sort_by(|a, b| a.value.total_cmp(&b.value).then(b.is_done.cmp(&a.is_done)));
        Self::of_sorted(&votes)
    }

    /// The same of votes that ascend already.
    pub(super) fn of_sorted(votes: &[Vote]) -> Self {
        let mut at_risk: f64 = 0.0;
        let mut risk = vec![0.0; votes.len()];
        for (slot, vote) in risk.iter_mut().zip(votes).rev() {
            at_risk += vote.weight;
            *slot = at_risk;
        }
        let mut values = Vec::with_capacity(votes.len() + 1);
        let mut cumulated = Vec::with_capacity(votes.len() + 1);
        let (mut survival, mut mass_so_far) = (1.0_f64, 0.0_f64);
        let mut put = |value: f64, mass: f64| {
            if mass > 0.0 {
                mass_so_far += mass;
                values.push(value);
                cumulated.push(mass_so_far - mass / 2.0);
            }
        };
        for (vote, at_risk) in votes.iter().zip(risk) {
            let hazard = if vote.is_done { (vote.weight / at_risk.max(1e-300)).min(1.0) } else { 0.0 };
            let next = survival * (1.0 - hazard);
            put(vote.value, survival - next);
            survival = next;
        }
        if survival > 1e-9 {
            put(votes.last().map_or(0.0, |last| last.value) + BEYOND, survival);
        }
        Self { values, cumulated }
    }

    /// The value at a level between 0 and 1, held at the outermost atoms.
    #[must_use]
    pub fn quantile(&self, level: f64) -> f64 {
        interpolate(&self.cumulated, &self.values, level)
    }

    /// The values at levels that ascend, in one walk.
    pub(super) fn at_all<const N: usize>(&self, levels: &[f64; N]) -> [f64; N] {
        let mut after = 0;
        levels.map(|level| {
            while self.cumulated.get(after).is_some_and(|each| *each <= level) {
                after += 1;
            }
            between(&self.cumulated, &self.values, after, level)
        })
    }

    /// The probability of at most `value`: nothing before the first atom, everything after the last.
    #[must_use]
    pub fn up_to(&self, value: f64) -> f64 {
        match (self.values.first(), self.values.last()) {
            (Some(first), _) if value < *first => 0.0,
            (_, Some(last)) if value >= *last => 1.0,
            (_, _) => interpolate(&self.values, &self.cumulated, value),
        }
    }
}

/// The `y` at `x` on the line through the points, which ascend in `xs`; held at both ends.
pub(super) fn interpolate(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    between(xs, ys, xs.partition_point(|each| *each <= x), x)
}

/// The same where it is known how many `xs` are not beyond `x`.
fn between(xs: &[f64], ys: &[f64], after: usize, x: f64) -> f64 {
    match after {
        0 => ys.first().copied().unwrap_or(0.0),
        n if n == xs.len() => ys[n - 1],
        n => {
            let (x0, x1) = (xs[n - 1], xs[n]);
            let (y0, y1) = (ys[n - 1], ys[n]);
            y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        }
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts here stay far below 2^52")]
pub(super) const fn count(n: usize) -> f64 {
    n as f64
}
