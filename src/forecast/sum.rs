//! The total of several pieces of work, where actual effort is tracked: fixed draws with one shared shock.

use super::distribution::{Distribution, count, interpolate};
use super::draws::{DRAWS, Draws};

/// The correlation that the shared shock gives to any two items.
const SHARED: f64 = 0.15;

/// The levels that each item's distribution is read at, and the two outermost ones it is drawn out to.
const LEVELS: [f64; 25] = [
    0.0005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.95, 0.975, 0.99, 0.9995,
];

/// Sums of dependent items, ready to be asked again and again.
#[derive(Clone, Debug)]
pub struct Sums {
    draws: Draws,
    grid: Vec<f64>,
    normal: Vec<f64>,
}

impl Default for Sums {
    fn default() -> Self {
        let grid: Vec<f64> = (0..=4000).map(|n| -6.0 + f64::from(n) * 0.003).collect();
        let normal = grid.iter().map(|x| normal_cdf(*x)).collect();
        Self { draws: Draws::fixed(), grid, normal }
    }
}

impl Sums {
    /// ln(total / sum of the estimates) at each level, for items of ln(actual / estimate) and their estimates.
    #[must_use]
    pub fn quantiles(&self, items: &[(&Distribution, f64)], levels: &[f64]) -> Vec<f64> {
        let mut totals = [0.0; DRAWS];
        for (n, (distribution, estimate)) in items.iter().enumerate() {
            let values = drawn_out(distribution);
            for (draw, total) in totals.iter_mut().enumerate() {
                let shock = SHARED.sqrt() * self.draws.shared(draw) + (1.0 - SHARED).sqrt() * self.draws.own(draw, n);
                let level = interpolate(&self.grid, &self.normal, shock);
                *total += estimate * interpolate(&LEVELS, &values, level).exp();
            }
        }
        let planned: f64 = items.iter().map(|(_, estimate)| estimate).sum();
        totals.sort_unstable_by(f64::total_cmp);
        let logs: Vec<f64> = totals.iter().map(|total| (total / planned).ln()).collect();
        levels.iter().map(|level| between(&logs, *level)).collect()
    }
}

/// A distribution's values at [`LEVELS`], drawn out beyond its outermost levels.
fn drawn_out(distribution: &Distribution) -> [f64; 25] {
    let mut values = LEVELS.map(|level| distribution.quantile(level));
    values[0] = values[1] - 0.5 * (values[2] - values[1]);
    values[24] = values[23] + 0.8 * (values[23] - values[22]);
    values
}

/// The quantile of sorted values, linear between them.
fn between(sorted: &[f64], level: f64) -> f64 {
    let place = level * count(sorted.len().saturating_sub(1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor())
}

/// The standard normal distribution, by Marsaglia's series (2004); absolute error below 1e-14 for |x| ≤ 6.
fn normal_cdf(x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (x, x, 1.0);
    loop {
        n += 2.0;
        term *= x * x / n;
        if term.abs() < 1e-17 * sum.abs() || n > 1000.0 {
            break;
        }
        sum += term;
    }
    (0.5 + sum * (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()).clamp(0.0, 1.0)
}
