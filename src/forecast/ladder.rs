//! One lead's runs of every length and size, tabulated as they are asked for.
//!
//! What is asked is how long a run takes, at a few levels of probability, given that it has taken some days already. It
//! is tabulated at sizes a factor of √2 apart and at some lengths, and read along a line between two of each.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::course::{TAIL, number};
use super::distribution::{count, interpolate};
use super::facts::Facts;
use super::record::Record;
use super::run::Average;
use super::run::evidence::{Evidence, LENGTHS, LONGEST, Runs, STEP};
use super::track::{Question, Scale, forecast};

/// The levels at which a run is read.
pub const LEVELS: [f64; 25] = [
    0.0, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.95, 0.975, 0.99, 1.0,
];

/// How many levels there are.
pub const ALL: usize = LEVELS.len();

/// ln(working days) at some of the levels, ascending.
pub type Knots<const N: usize = ALL> = [f64; N];

/// Every level.
pub const EVERY: [usize; ALL] = {
    let mut every = [0; ALL];
    let mut n = 0;
    while n < ALL {
        every[n] = n;
        n += 1;
    }
    every
};

/// The two levels between which one is read.
#[must_use]
pub fn around(level: f64) -> [usize; 2] {
    let above = LEVELS.partition_point(|each| *each <= level);
    let below = above.max(1) - 1;
    [below, above.min(ALL - 1)]
}

/// The sizes of an average item: a quarter of a day, and each time √2 as much. Smaller ones count as that.
const SIZES: usize = 23;
const SMALLEST: f64 = -1.386_294_361_119_890_6; // ln 0.25

/// Hundredths: how finely a distribution is kept.
const FINE: usize = 100;

/// The level at which a tail without end is cut.
const NEARLY_ALL: f64 = 0.999;

/// The runs of one lead; what is asked once is kept.
#[derive(Debug, Default)]
pub struct Ladder {
    rungs: [Rung; LENGTHS.len()],
    averages: [OnceLock<Average>; SIZES],
}

#[derive(Debug, Default)]
struct Rung {
    evidence: OnceLock<Evidence>,
    /// ln(working days) at each hundredth, for each size.
    tables: [OnceLock<Box<[f64; FINE + 1]>>; SIZES],
}

/// What the tables are made from.
pub struct Source<'a> {
    /// Single items.
    pub record: &'a Record,
    /// The same as runs, once somebody asks for them.
    pub runs: &'a OnceLock<Runs>,
    /// Who asks and when; the size is left open.
    pub question: Question,
    /// The built-in atoms.
    pub base: Vec<f64>,
    /// The calendar.
    pub facts: &'a Facts,
}

/// The runs of a lead, given that they have taken some working days already.
pub struct Given<'a, const N: usize> {
    ladder: &'a Ladder,
    source: &'a Source<'a>,
    elapsed: i64,
    /// Which levels are read.
    levels: [usize; N],
    /// By length and size, as far as it was asked for.
    known: RefCell<[Vec<Option<Knots<N>>>; LENGTHS.len()]>,
}

impl Source<'_> {
    fn runs(&self) -> &Runs {
        self.runs.get_or_init(|| Runs::of(self.record, self.facts))
    }
}

impl Ladder {
    /// The runs of the lead, given that they have taken some working days already (none when they have yet to begin),
    /// at some of the levels.
    #[must_use]
    pub fn given<'a, const N: usize>(
        &'a self,
        source: &'a Source<'a>,
        elapsed: i64,
        levels: [usize; N],
    ) -> Given<'a, N> {
        Given { ladder: self, source, elapsed: elapsed.max(0), levels, known: RefCell::default() }
    }

    fn average(&self, source: &Source, size: usize) -> &Average {
        self.averages[size].get_or_init(|| {
            let question = Question { ln_estimate: ln_size(size), kind: None, spread: None, ..source.question };
            Average::of(
                &forecast(source.record, &question, &source.base, &Scale::AVERAGE, |from, to| {
                    source.facts.days(from, to)
                })
                .distribution,
            )
        })
    }

    fn table(&self, source: &Source, rung: usize, size: usize) -> &[f64; FINE + 1] {
        self.rungs[rung].tables[size].get_or_init(|| {
            let Question { lead, team, .. } = source.question;
            let ln_length = count(LENGTHS[rung]).ln();
            let evidence = self.rungs[rung]
                .evidence
                .get_or_init(|| source.runs().evidence(rung, lead, team, SMALLEST + ln_length));
            let base = self.average(source, size).base(LENGTHS[rung]);
            let n = i32::try_from(size).expect("there are few sizes");
            let found = evidence.forecast(n, &base).at_all(&HUNDREDTHS);
            Box::new(found.map(|ratio| ln_size(size) + ln_length + ratio))
        })
    }
}

impl<const N: usize> Given<'_, N> {
    /// Raises `bound` to how long a run of so many items, two at least, takes: the longest that it takes with anything
    /// from the lower to the upper sum of estimated days.
    pub fn raise(&self, bound: &mut Knots<N>, length: usize, (lower, upper): (f64, f64)) {
        let place = Place::of(length);
        let (from, to) = (column(lower, length), column(upper, length));
        raise(bound, &self.at(place, to));
        if from < to {
            raise(bound, &self.at(place, from));
            let mut between = from.floor() + 1.0;
            while between < to {
                raise(bound, &self.at(place, between));
                between += 1.0;
            }
        }
    }

    /// The greatest sum of estimated days with which a run of so many items takes at most so many working days in the
    /// end, at the first of the levels.
    #[must_use]
    pub fn most_within(&self, length: usize, days: i64) -> f64 {
        let target = number(days).ln();
        let place = Place::of(length);
        let at = |column: f64| self.at(place, column)[0];
        let top = at(count(SIZES - 1));
        let column = if top <= target {
            count(SIZES - 1) + (target - top) / STEP
        } else {
            let fits = (0..SIZES - 1).rev().find(|size| at(count(*size)) <= target);
            let Some(size) = fits else { return 0.0 };
            let (low, high) = (at(count(size)), at(count(size + 1)));
            count(size) + (target - low) / (high - low)
        };
        (SMALLEST + STEP * column).exp() * count(length)
    }

    /// How long a run of a length takes at a size, counted in steps of the table.
    fn at(&self, place: Place, column: f64) -> Knots<N> {
        match place {
            Place::On(rung) => self.on_rung(rung, column),
            Place::Between(rung, share) => between(&self.on_rung(rung, column), &self.on_rung(rung + 1, column), share),
        }
    }

    fn on_rung(&self, rung: usize, column: f64) -> Knots<N> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not below 0, and held at the last"
        )]
        let size = (column as usize).min(SIZES - 1);
        let beyond = column - count(size);
        if beyond <= 0.0 {
            return self.known(rung, size);
        }
        if size == SIZES - 1 {
            return self.known(rung, size).map(|value| value + beyond * STEP);
        }
        between(&self.known(rung, size), &self.known(rung, size + 1), beyond)
    }

    fn known(&self, rung: usize, size: usize) -> Knots<N> {
        let known = &mut self.known.borrow_mut()[rung];
        if known.len() <= size {
            known.resize(size + 1, None);
        }
        *known[size].get_or_insert_with(|| self.conditioned(self.ladder.table(self.source, rung, size)))
    }

    /// What a distribution says once it is known that it takes longer than what has gone by.
    fn conditioned(&self, table: &[f64; FINE + 1]) -> Knots<N> {
        let at = |level: f64| {
            let fine = level * count(FINE);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a level is from 0 to 1")]
            let n = (fine as usize).min(FINE - 1);
            table[n] + (table[n + 1] - table[n]) * (fine - count(n))
        };
        if self.elapsed == 0 {
            return self.levels.map(|n| at(LEVELS[n]));
        }
        let gone_by = number(self.elapsed).ln();
        let by_now = if gone_by < table[0] { 0.0 } else { interpolate(table, &HUNDREDTHS, gone_by) };
        if by_now >= 1.0 {
            return self.levels.map(|n| gone_by - (1.0 - LEVELS[n].min(NEARLY_ALL)).ln() / TAIL);
        }
        self.levels.map(|n| at(by_now + LEVELS[n] * (1.0 - by_now)).max(gone_by))
    }
}

static HUNDREDTHS: [f64; FINE + 1] = {
    let mut levels = [0.0; FINE + 1];
    let mut n = 0;
    while n <= FINE {
        levels[n] = count(n) / count(FINE);
        n += 1;
    }
    levels
};

fn ln_size(size: usize) -> f64 {
    SMALLEST + STEP * count(size)
}

/// Where the average item of a run stands in the table.
fn column(estimate: f64, length: usize) -> f64 {
    (((estimate / count(length)).ln() - SMALLEST) / STEP).max(0.0)
}

/// Where a length stands among those of the table: on one, or a share of the way to the next.
#[derive(Clone, Copy, Debug)]
enum Place {
    On(usize),
    Between(usize, f64),
}

impl Place {
    fn of(length: usize) -> Self {
        let length = length.clamp(LENGTHS[0], LONGEST);
        let above = LENGTHS.partition_point(|each| *each < length);
        if LENGTHS[above] == length {
            return Self::On(above);
        }
        let (shorter, longer) = (count(LENGTHS[above - 1]).ln(), count(LENGTHS[above]).ln());
        Self::Between(above - 1, (count(length).ln() - shorter) / (longer - shorter))
    }
}

fn between<const N: usize>(a: &Knots<N>, b: &Knots<N>, share: f64) -> Knots<N> {
    std::array::from_fn(|n| a[n] + (b[n] - a[n]) * share)
}

/// Raises each of the first to the second where that is more.
fn raise<const N: usize>(these: &mut Knots<N>, to: &Knots<N>) {
    for (this, other) in these.iter_mut().zip(to) {
        *this = this.max(*other);
    }
}
