//! What waits in a queue: done neither before its own course is run, nor before any run of what must be done with it.
//!
//! The run of everything up to it is such a run, and so is the run of any part of that: a small piece put among large
//! ones, or an old one among new, makes another run, but takes none away. So the bound is the latest over every part: for
//! every start among the work, and for every count of pieces of which one began at that start and the others not before
//! it, all sums that such a part can have, from that of the smallest to that of the largest. Work put ahead, wherever,
//! whatever its size and its start, only adds parts and widens these ranges: it can't make a date more likely.

use std::rc::Rc;

use super::course::{Course, first_day, number};
use super::distribution::interpolate;
use super::ladder::{ALL, EVERY, Given, Knots, LEVELS, Ladder, Source};
use super::pace::Pace;
use super::run::evidence::LONGEST;
use crate::domain::day::Day;

/// A piece of work in a queue as far as what follows it is concerned.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Piece {
    /// Estimated working days.
    pub days: f64,
    /// Working days gone by from its start until yesterday; below 0 the working days until it begins.
    pub gone_by: i64,
}

/// The runs from the beginning of a queue up to some place, read at some levels.
#[derive(Clone)]
pub struct Waiting<'a, const N: usize> {
    ladder: &'a Ladder,
    source: &'a Source<'a>,
    levels: [usize; N],
    pieces: Vec<Piece>,
    classes: Vec<Class<'a, N>>,
}

/// The work of a queue that began on or after one day, and the runs of it that began on that day.
#[derive(Clone)]
struct Class<'a, const N: usize> {
    gone_by: i64,
    given: Rc<Given<'a, N>>,
    /// The sizes of all pieces, smallest first.
    sizes: Vec<f64>,
    /// The smallest and the largest of those that began on that day.
    first: (f64, f64),
    sum: f64,
    /// The least and the greatest sum of each count of pieces, from two on.
    ranges: Vec<(f64, f64)>,
    bound: Option<Knots<N>>,
}

/// The latest of the runs of one start.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    gone_by: i64,
    knots: Knots,
}

impl<'a, const N: usize> Waiting<'a, N> {
    /// An empty queue of the lead of a ladder.
    #[must_use]
    pub const fn at(levels: [usize; N], ladder: &'a Ladder, source: &'a Source<'a>) -> Self {
        Self { ladder, source, levels, pieces: Vec::new(), classes: Vec::new() }
    }

    /// Puts a piece behind all others.
    pub fn put(&mut self, piece: Piece) {
        if self.classes.iter().all(|class| class.gone_by != piece.gone_by) {
            let given = self.ladder.given(self.source, piece.gone_by, self.levels);
            let mut class = Class::new(piece, Rc::new(given));
            for ahead in &self.pieces {
                class.take(ahead);
            }
            self.classes.push(class);
        }
        self.pieces.push(piece);
        self.classes.iter_mut().for_each(|class| class.put(&piece));
    }
}

impl<'a> Waiting<'a, ALL> {
    /// An empty queue of the lead of a ladder, read at every level.
    #[must_use]
    pub const fn new(ladder: &'a Ladder, source: &'a Source<'a>) -> Self {
        Self::at(EVERY, ladder, source)
    }

    /// What the last piece can't be done before, besides its own course.
    #[must_use]
    pub fn bounds(&self) -> Vec<Bound> {
        let bound = |class: &Class<ALL>| Some(Bound { gone_by: class.gone_by, knots: class.bound? });
        self.classes.iter().filter_map(bound).collect()
    }
}

impl Waiting<'_, 2> {
    /// Whether the runs are done within so many working days from today on with a chance between the two levels read.
    #[must_use]
    pub fn is_done_within(&self, days: i64, level: f64) -> bool {
        let levels = self.levels.map(|n| LEVELS[n]);
        self.classes.iter().all(|class| {
            let Some(knots) = class.bound else { return true };
            chance(&knots, &levels, class.gone_by, days) >= level
        })
    }

    /// The working days from today on within which the runs are done with a chance between the two levels read.
    #[must_use]
    pub fn days(&self, level: f64) -> i64 {
        let levels = self.levels.map(|n| LEVELS[n]);
        let of_class = |class: &Class<2>| class.bound.map_or(1, |knots| days(&knots, &levels, class.gone_by, level));
        self.classes.iter().map(of_class).fold(1, i64::max)
    }

    /// The greatest sum of estimated days with which a queue of at most so many pieces, begun when these were, can be
    /// done within so many working days from today on: no part of it is done later than all of it.
    #[must_use]
    pub fn most_within(&self, length: usize, days: i64) -> f64 {
        let of_class = |class: &Class<2>| {
            let since_start = days + class.gone_by;
            let sums = (2..=length.min(LONGEST)).map(|length| class.given.most_within(length, since_start));
            if since_start <= 0 { 0.0 } else { sums.fold(0.0, f64::max) }
        };
        self.classes.iter().map(of_class).fold(0.0, f64::max)
    }
}

impl<'a, const N: usize> Class<'a, N> {
    const fn new(first: Piece, given: Rc<Given<'a, N>>) -> Self {
        Self {
            gone_by: first.gone_by,
            given,
            sizes: Vec::new(),
            first: (first.days, first.days),
            sum: 0.0,
            ranges: Vec::new(),
            bound: None,
        }
    }

    /// Takes a piece in without looking at what follows from it.
    fn take(&mut self, piece: &Piece) {
        if piece.gone_by > self.gone_by {
            return;
        }
        if piece.gone_by == self.gone_by {
            self.first = (self.first.0.min(piece.days), self.first.1.max(piece.days));
        }
        self.sum += piece.days;
        self.sizes.insert(self.sizes.partition_point(|each| *each < piece.days), piece.days);
    }

    /// Takes a piece in, and looks at every range of sums that is wider for it.
    fn put(&mut self, piece: &Piece) {
        self.take(piece);
        if piece.gone_by > self.gone_by {
            return;
        }
        let (mut least, mut greatest) = (self.sizes[0], self.sizes[self.sizes.len() - 1]);
        for length in 2..=self.sizes.len().min(LONGEST) {
            // One of the pieces is of the first day: where none of the smallest is, it takes the last one's place.
            let (small, large) = (self.sizes[length - 1], self.sizes[self.sizes.len() - length]);
            let lower = least + small.max(self.first.0);
            let upper = if length == LONGEST { self.sum } else { greatest + large.min(self.first.1) };
            (least, greatest) = (least + small, greatest + large);
            match self.ranges.get_mut(length - 2) {
                Some(range) if *range == (lower, upper) => continue,
                Some(range) => *range = (lower, upper),
                None => self.ranges.push((lower, upper)),
            }
            let bound = self.bound.get_or_insert([f64::NEG_INFINITY; N]);
            self.given.raise(bound, length, (lower, upper));
        }
    }
}

impl Bound {
    /// The chance of being done within so many working days from today on.
    fn chance(&self, days: i64) -> f64 {
        chance(&self.knots, &LEVELS, self.gone_by, days)
    }

    /// The working days from today on within which it is done with a chance.
    fn days(&self, level: f64) -> i64 {
        days(&self.knots, &LEVELS, self.gone_by, level)
    }
}

fn days<const N: usize>(knots: &Knots<N>, levels: &[f64; N], gone_by: i64, level: f64) -> i64 {
    let about = interpolate(levels, knots, level).exp();
    let first = (1 - gone_by).max(1);
    first_day(about - number(gone_by), first, |days| chance(knots, levels, gone_by, days) >= level)
}

fn chance<const N: usize>(knots: &Knots<N>, levels: &[f64; N], gone_by: i64, days: i64) -> f64 {
    let since_start = days + gone_by;
    if days <= 0 || since_start <= 0 {
        return 0.0;
    }
    let ln_days = number(since_start).ln();
    if ln_days < knots[0] { 0.0 } else { interpolate(knots, levels, ln_days) }
}

/// How likely work is done by each day: its chances and its dates are read from this.
#[derive(Clone, Debug)]
pub struct Curve<'a> {
    /// Its own course.
    pub own: Course<'a>,
    /// What it can't be done before.
    pub bounds: Vec<Bound>,
    /// The day on which the chances are given.
    pub today: Day,
}

impl Curve<'_> {
    /// The probability of delivery by the end of a day.
    #[must_use]
    pub fn chance(&self, due: Day) -> f64 {
        let days = self.pace().days(self.today, due);
        self.bounds.iter().map(|bound| bound.chance(days)).fold(self.own.chance(due), f64::min)
    }

    /// The first day by which it is delivered with a probability below 1; about forty years on there is an end.
    #[must_use]
    pub fn date(&self, level: f64) -> Day {
        let days = self.bounds.iter().map(|bound| bound.days(level)).max();
        let own = self.own.date(level);
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        days.map_or(own, |days| own.max(self.pace().day(self.today, days as f64)))
    }

    fn pace(&self) -> &Pace<'_> {
        &self.own.pace
    }
}
