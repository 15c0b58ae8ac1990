//! A row as cells: the forecast's band, today, and the marks of the dates over it.

use super::labels::{self, Side};
use super::{Axis, Bar, Find, Shade};
use crate::domain::day::Day;
use crate::forecast::load::{self, Cell, Fit, Week};

/// What a cell shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ink {
    /// Time to work.
    Open,
    /// No time to work.
    Off,
    /// The tech owner is away.
    Away,
    /// Between 80 and 95 %.
    Edge,
    /// Between 10 and 50 %.
    Outer,
    /// Between 50 and 80 %.
    Inner,
    /// Today.
    Today,
    /// What the customer was told.
    Told,
    /// The promised date.
    Promised,
    /// The first promised date.
    Original,
    /// Something lies before the first column.
    Before,
    /// Something lies after the last column.
    After,
    /// The line of a heading.
    Rule,
    /// A week in which what is due doesn't fit.
    Over(char),
    /// A week with less than a fifth left.
    Tight(char),
    /// A letter of a date at the edge.
    Letter(char),
}

impl Ink {
    /// Its sign.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Open => ' ',
            Self::Off => '·',
            Self::Away => '/',
            Self::Edge => '░',
            Self::Outer => '▒',
            Self::Inner => '█',
            Self::Today => '┃',
            Self::Told => '▼',
            Self::Promised => '◇',
            Self::Original => '▽',
            Self::Before => '←',
            Self::After => '→',
            Self::Rule => '─',
            Self::Over(sign) | Self::Tight(sign) | Self::Letter(sign) => sign,
        }
    }

    /// Whether it is a part of the forecast.
    pub(super) const fn is_band(self) -> bool {
        matches!(self, Self::Edge | Self::Outer | Self::Inner)
    }

    /// Whether it is a mark that nothing is written over.
    pub(super) const fn is_mark(self) -> bool {
        matches!(self, Self::Told | Self::Promised | Self::Original | Self::Today)
    }
}

/// The cells of a row, with one more at each end for what lies beyond.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strip {
    /// What lies before the first column.
    pub before: Ink,
    /// The columns.
    pub cells: Vec<Ink>,
    /// What lies after the last column.
    pub after: Ink,
}

impl Strip {
    /// The cells of a row, the earlier ones of this order over the later: told, promised, original, today, the forecast,
    /// and the shades.
    #[must_use]
    pub fn of(bar: &Bar, axis: &Axis, today: Day, shades: &[Shade]) -> Self {
        let mut cells: Vec<Ink> = shades.iter().map(|shade| ink_of(*shade)).collect();
        cells.resize(axis.columns, Ink::Open);
        if let Some(dates) = bar.dates {
            let runs = [
                (dates.p10, dates.p50, Ink::Outer),
                (dates.p80, dates.p95, Ink::Edge),
                (dates.p50, dates.p80, Ink::Inner),
            ];
            for (from, to, ink) in runs {
                if let Some((first, end)) = clipped(axis, from, to) {
                    cells[first..end].fill(ink);
                }
            }
        }
        let marks = [
            (Some(today), Ink::Today),
            (bar.original, Ink::Original),
            (bar.promised, Ink::Promised),
            (bar.told, Ink::Told),
        ];
        for (day, ink) in marks {
            if let Some(Find::At(column)) = day.map(|day| axis.find(day)) {
                cells[column] = ink;
            }
        }
        let mut strip = Self { before: Ink::Open, cells, after: Ink::Open };
        if labels::put(&mut strip.cells, bar, axis, Side::Before, today) {
            strip.before = Ink::Before;
        }
        if labels::put(&mut strip.cells, bar, axis, Side::After, today) {
            strip.after = Ink::After;
        }
        if bar.is_undated() {
            labels::put_undated(&mut strip.cells);
        }
        strip
    }

    /// The cells of a heading: the weeks in which signed work doesn't fit, or hardly does.
    #[must_use]
    pub fn heading(axis: &Axis, today: Day, weeks: &[Week], loads: &[Cell]) -> Self {
        let mut cells = vec![Ink::Rule; axis.columns];
        if let Find::At(column) = axis.find(today) {
            cells[column] = Ink::Today;
        }
        let (mut before, mut after) = (Ink::Rule, Ink::Rule);
        for (week, load) in weeks.iter().zip(loads) {
            let (text, ink): (String, fn(char) -> Ink) = match load.fit() {
                Fit::Over => (format!("!{}", load::days(load.over)), Ink::Over),
                Fit::Tight => ("~".into(), Ink::Tight),
                Fit::Off | Fit::Covered => continue,
            };
            let Some((first, end)) = axis.week(week.first) else {
                match load.fit() {
                    Fit::Over if week.first < axis.from => before = Ink::Over('!'),
                    Fit::Over => after = Ink::Over('!'),
                    Fit::Tight | Fit::Off | Fit::Covered => {}
                }
                continue;
            };
            // A week begins today where it has begun before: its sign stands beside the line of today.
            let first = (first..end).find(|at| cells[*at] != Ink::Today).unwrap_or(first);
            let fits = text.chars().count() < end - first;
            let text: String = if fits { text } else { text.chars().take(1).collect() };
            for (cell, sign) in cells[first..end].iter_mut().zip(text.chars()) {
                *cell = ink(sign);
            }
        }
        Self { before, cells, after }
    }

    /// Its signs, the ends included.
    #[must_use]
    pub fn text(&self) -> String {
        self.inks().map(Ink::sign).collect()
    }

    /// Its cells with the ends.
    pub fn inks(&self) -> impl Iterator<Item = Ink> + '_ {
        std::iter::once(self.before).chain(self.cells.iter().copied()).chain([self.after])
    }
}

const fn ink_of(shade: Shade) -> Ink {
    match shade {
        Shade::Open => Ink::Open,
        Shade::Off => Ink::Off,
        Shade::Away => Ink::Away,
    }
}

/// The columns from a day to another, as far as they are there.
fn clipped(axis: &Axis, from: Day, to: Day) -> Option<(usize, usize)> {
    let first = match axis.find(from) {
        Find::Before => 0,
        Find::At(column) => column,
        Find::After => return None,
    };
    let end = match axis.find(to) {
        Find::Before => return None,
        Find::At(column) => column + 1,
        Find::After => axis.columns,
    };
    Some((first, end))
}
