//! A backtest as text: rows for a scorer, words for people, JSON for programs.

use std::fmt::Write as _;

use serde::Serialize;

use super::Facts;
use super::json::{SCHEMA, document};
use crate::domain::estimate::Class;
use crate::forecast::backtest::own::{Tally, Trial};
use crate::forecast::backtest::score::{CHANCES, Score};
use crate::forecast::backtest::{LEVELS, Prior, Row, Target};

/// Below this many no share is told: it would be an accident.
const LEAST: usize = 5;

/// The forecasts as CSV: the name under `key`, then the quantile of each level with six significant digits.
#[must_use]
pub fn csv(key: &str, rows: &[Row]) -> String {
    let mut out = String::with_capacity(rows.len() * 200 + 200);
    out.push_str(key);
    for level in LEVELS {
        let _ = write!(out, ",{}", level_name(level));
    }
    out.push('\n');
    for row in rows {
        out.push_str(&quoted(&row.id));
        for quantile in &row.quantiles {
            out.push(',');
            out.push_str(&six_digits(*quantile));
        }
        out.push('\n');
    }
    out
}

/// `q05`, `q975`.
fn level_name(level: f64) -> String {
    let digits = format!("{level:.3}");
    let digits = digits.trim_start_matches("0.");
    format!("q{}", digits.strip_suffix('0').unwrap_or(digits))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Six significant digits, as C writes `%.6g`.
#[must_use]
pub fn six_digits(number: f64) -> String {
    let scientific = format!("{number:.5e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trimmed = |text: &str| {
        let is_fraction = text.contains('.');
        if is_fraction { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
    };
    match usize::try_from(5 - exponent) {
        Ok(places) if exponent >= -4 => trimmed(&format!("{number:.places$}")),
        _ => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}e{sign}{:02}", trimmed(mantissa), exponent.abs())
        }
    }
}

/// What a backtest over a file came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored {
    /// What was forecast.
    pub target: Target,
    /// The table that stood in for a record.
    pub prior: Prior,
    /// How good it was.
    pub score: Score,
}

impl Scored {
    /// `1,204 outcomes: 52 % within …`, for standard error.
    #[must_use]
    pub fn words(&self) -> String {
        let Score { n, held, crps } = self.score;
        let table = match self.target {
            Target::Effort => String::new(),
            Target::Calendar => format!(" with the built-in table `{}`", prior_word(self.prior)),
        };
        if n < LEAST {
            return format!("note: {n} outcomes are known{table}; too few to judge the forecasts by");
        }
        let shares: Vec<String> = CHANCES
            .iter()
            .zip(held)
            .map(|(chance, held)| format!("{} of the {} values", share(held, n), percent(*chance)))
            .collect();
        format!("note: {n} outcomes{table}: within {}; CRPS {crps:.3}", shares.join(", "))
    }
}

/// The word of a table on the command line.
#[must_use]
pub const fn prior_word(prior: Prior) -> &'static str {
    match prior {
        Prior::Calendar => "calendar",
        Prior::Effort => "effort",
    }
}

/// A row of a file that was left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LeftOut {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// Why, and what to do.
    pub why: String,
}

#[derive(Serialize)]
struct FileDto<'a> {
    schema: u32,
    target: &'a str,
    levels: &'a [f64],
    forecasts: Vec<RowDto<'a>>,
    scores: Vec<ScoreDto<'a>>,
    left_out: &'a [LeftOut],
}

#[derive(Serialize)]
struct RowDto<'a> {
    id: &'a str,
    quantiles: &'a [f64],
}

#[derive(Serialize)]
struct ScoreDto<'a> {
    prior: &'a str,
    n: usize,
    crps: Option<f64>,
    chances: Vec<ChanceDto>,
}

#[derive(Serialize)]
struct ChanceDto {
    chance: f64,
    come: usize,
    held: usize,
    share: Option<f64>,
}

impl ChanceDto {
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    fn new(chance: f64, come: usize, held: usize) -> Self {
        Self { chance, come, held, share: (come >= LEAST).then(|| held as f64 / come as f64) }
    }
}

/// The forecasts and their scores as JSON.
#[must_use]
pub fn json(rows: &[Row], scored: &[Scored], target: Target, left_out: &[LeftOut]) -> String {
    let score = |each: &'_ Scored| ScoreDto {
        prior: prior_word(each.prior),
        n: each.score.n,
        crps: (each.score.n >= LEAST).then_some(each.score.crps),
        chances: CHANCES.iter().zip(each.score.held).map(|(c, held)| ChanceDto::new(*c, each.score.n, held)).collect(),
    };
    let document = FileDto {
        schema: SCHEMA,
        target: match target {
            Target::Effort => "effort",
            Target::Calendar => "calendar",
        },
        levels: &LEVELS,
        forecasts: rows.iter().map(|row| RowDto { id: &row.id, quantiles: &row.quantiles }).collect(),
        scores: scored.iter().map(score).collect(),
        left_out,
    };
    serde_json::to_string(&document).expect("numbers and texts can be written")
}

/// The classes of estimates, the least certain first.
const CLASSES: [Class; 4] = [Class::Rough, Class::Budget, Class::Definitive, Class::Range];

/// All trials and those of each class that has any.
fn groups(trials: &[Trial]) -> Vec<(&'static str, Tally)> {
    let of_class = |class: Class| (class.word(), Tally::of(trials.iter().filter(|trial| trial.class == class)));
    let all = ("all", Tally::of(trials));
    std::iter::once(all).chain(CLASSES.map(of_class)).filter(|(_, tally)| tally.forecasts > 0).collect()
}

/// The book's own record in words.
#[must_use]
pub fn own_words(trials: &[Trial]) -> String {
    if trials.is_empty() {
        return "nothing to check yet: no commitment of this book was agreed with an estimate".to_owned();
    }
    let n = trials.len();
    let things = if n == 1 { "commitment" } else { "commitments" };
    let mut out = format!("{n} {things} of this book, each forecast with what was known on the day its work began.\n");
    out.push_str("Of the dates given for them, so many of those that have come were held:\n\n");
    let cell = |(come, held): (usize, usize)| match come {
        0 => "-".to_owned(),
        come if come < LEAST => format!("{held} of {come}"),
        come => format!("{held} of {come}, {}", share(held, come)),
    };
    let rows: Vec<[String; 5]> = groups(trials)
        .into_iter()
        .map(|(name, tally)| {
            let [a, b, c] = tally.dates.map(cell);
            [name.to_owned(), tally.forecasts.to_string(), a, b, c]
        })
        .collect();
    let [a, b, c] = CHANCES.map(|chance| format!("at {}", percent(chance)));
    let head = ["estimates".to_owned(), "n".to_owned(), a, b, c];
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    for row in std::iter::once(&head).chain(&rows) {
        let cells = row.iter().enumerate();
        let padded: Vec<String> =
            cells.map(|(column, cell)| format!("{cell:<width$}", width = width(column))).collect();
        let line = padded.join("  ");
        let _ = writeln!(out, "  {}", line.trim_end());
    }
    if let Some((_, all)) = groups(trials).first() {
        out.push('\n');
        for ((come, held), chance) in all.dates.iter().zip(CHANCES) {
            let _ = writeln!(out, "{}: {}", percent(chance), verdict(*held, *come, chance));
        }
    }
    out
}

/// What a share says about a chance.
fn verdict(held: usize, come: usize, chance: f64) -> &'static str {
    if come < LEAST {
        return "too few dates have come to tell";
    }
    let (low, high) = wilson(held, come);
    if high < chance {
        "fewer held than said; dates come out too early on this record"
    } else if low > chance {
        "more held than said; dates come out later than needed on this record"
    } else {
        "as many held as said, as far as so many dates can tell"
    }
}

/// The interval in which the true share lies in 95 of 100 cases (Wilson 1927).
#[expect(clippy::cast_precision_loss, reason = "a count")]
fn wilson(held: usize, of: usize) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (n, p) = (of as f64, held as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    ((middle - half) / scale, (middle + half) / scale)
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "a count")]
fn share(held: usize, of: usize) -> String {
    percent(held as f64 / of as f64)
}

#[derive(Serialize)]
struct OwnDto {
    backtest: Vec<ClassDto>,
}

#[derive(Serialize)]
struct ClassDto {
    class: &'static str,
    n: usize,
    chances: Vec<ChanceDto>,
}

/// The book's own record as JSON.
#[must_use]
pub fn own_json(facts: &Facts, trials: &[Trial]) -> String {
    let class = |(class, tally): (&'static str, Tally)| ClassDto {
        class,
        n: tally.forecasts,
        chances: CHANCES.iter().zip(tally.dates).map(|(c, (come, held))| ChanceDto::new(*c, come, held)).collect(),
    };
    document(facts, OwnDto { backtest: groups(trials).into_iter().map(class).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_c_writes_them() {
        // Every expected text is what Python's `'%.6g' %` gives.
        let cases = [
            (1.0, "1"),
            (0.5, "0.5"),
            (12.345_678_9, "12.3457"),
            (99_999.96, "100000"),
            (999_999.5, "1e+06"),
            (123_456.0, "123456"),
            (1_234_567.0, "1.23457e+06"),
            (0.000_123_456_78, "0.000123457"),
            (0.000_012_345_678, "1.23457e-05"),
            (0.000_099_999_99, "0.0001"),
            (2.5e-300, "2.5e-300"),
        ];
        for (number, expected) in cases {
            assert_eq!(six_digits(number), expected);
        }
    }

    #[test]
    fn levels_have_the_names_that_scorers_read() {
        let names: Vec<String> = LEVELS.iter().map(|level| level_name(*level)).collect();
        let expected = "q01 q025 q05 q10 q15 q20 q25 q30 q35 q40 q45 q50 q55 q60 q65 q70 q75 q80 q85 q90 q95 q975 q99";
        assert_eq!(names.join(" "), expected);
    }

    #[test]
    fn a_verdict_needs_dates_and_says_which_way_they_are_off() {
        for (held, come, word) in [(2, 4, "too few"), (29, 36, "as many"), (10, 36, "fewer"), (98, 100, "more")] {
            assert!(verdict(held, come, 0.8).starts_with(word), "{held} of {come}");
        }
    }
}
