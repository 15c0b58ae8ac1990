//! The tables that stand in while a book has no record of its own.
//!
//! Each holds 39 ratios, elapsed working days over estimated days, at the quantiles 1/40 to 39/40.

use crate::domain::estimate::Estimate;

/// The share of working time assumed to go into commitments while nobody has said otherwise.
pub const DEFAULT_FOCUS: f64 = 0.4;

/// Actual over estimated effort in published records of software work; divided by the focus it gives elapsed days.
const EFFORT: [f64; 39] = [
    0.1, 0.167, 0.222, 0.267, 0.333, 0.393, 0.45, 0.5, 0.5, 0.547, 0.607, 0.667, 0.725, 0.752, 0.817, 0.871, 0.929,
    1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.042, 1.122, 1.226, 1.307, 1.433, 1.5, 1.667, 1.917, 2.0, 2.267,
    2.75, 3.5, 5.056,
];

/// Time to delivery over time to the date given: half the ratios of published projects with a date promised to a
/// client, half a log-normal with median 1.5 and sigma 0.6.
const DATES: [f64; 39] = [
    0.51, 0.652, 0.711, 0.764, 0.808, 0.848, 0.878, 0.89, 0.908, 0.927, 0.939, 0.964, 1.0, 1.0, 1.0, 1.0, 1.0, 1.031,
    1.064, 1.121, 1.163, 1.214, 1.239, 1.279, 1.342, 1.394, 1.484, 1.558, 1.644, 1.723, 1.805, 1.899, 2.054, 2.232,
    2.357, 2.612, 2.948, 3.388, 4.255,
];

/// Elapsed working days over estimated days of eight hours in published records; what a backtest begins with.
const CALENDAR: [f64; 39] = [
    1.14, 1.18, 1.6, 1.78, 2.13, 2.32, 2.86, 3.2, 3.55, 4.0, 4.29, 4.71, 5.33, 5.86, 6.33, 6.74, 7.27, 8.0, 8.83, 9.55,
    10.29, 11.56, 12.72, 13.96, 15.46, 16.91, 18.3, 19.65, 22.02, 24.53, 27.05, 30.25, 34.47, 40.3, 46.9, 57.2, 67.7,
    93.79, 154.51,
];

/// The atoms of ln(actual effort / estimated effort).
#[must_use]
pub fn effort_atoms() -> Vec<f64> {
    EFFORT.iter().map(|ratio| ratio.ln()).collect()
}

/// The atoms of ln(elapsed working days / estimated days) of published records.
#[must_use]
pub fn calendar_atoms() -> Vec<f64> {
    CALENDAR.iter().map(|ratio| ratio.ln()).collect()
}

/// The spread of a range, as ln(high / low), that the built-in tables already hold.
const USUAL_SPREAD: f64 = 1.098_612_288_668_109_8; // ln 3

/// The built-in atoms of ln(elapsed working days / estimated days) for an estimate.
///
/// `spread` is ln(high / low) of a range; a range wider than threefold stretches the table about its median, and none
/// ever narrows it.
#[must_use]
pub fn atoms(estimate: &Estimate, focus: f64, spread: Option<f64>) -> Vec<f64> {
    let (ratios, shift) = match estimate {
        Estimate::Effort(_) => (&EFFORT, -focus.ln()),
        Estimate::Dates(_) => (&DATES, 0.0),
    };
    let stretch = spread.map_or(1.0, |spread| (spread / USUAL_SPREAD).max(1.0));
    let median = ratios[19].ln();
    ratios.iter().map(|ratio| median + (ratio.ln() - median) * stretch + shift).collect()
}
