//! The review: a period in numbers, each with its n, its formula and its trend; the pulse; and the two lines.
//!
//! It is of the whole book, whatever is filtered: a rate of what one person owns would be that person's. A number leads to
//! the commitments it counts.

mod detail;
mod list;
mod records;

use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone};
use crate::app::layer::{Context, Outcome};
use crate::app::layers::Layer;
use crate::app::layers::pulse::Pulse;
use crate::app::layers::sign_off::SignOff;
use crate::command::{Command, Scope};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::period::{Length, Period};
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, pulse_period};
use crate::forecast::review::words::Money;
use crate::forecast::review::{Count, Line, Measure, Review as Numbers, TREND};

use super::{Input, Picture, Screen};
use list::more_below;

/// A book up to this size is counted at once.
const SMALL: usize = 600;
/// So many commitments are counted in one piece.
const PIECE: usize = 400;
/// From so many columns on what is chosen is told beside the list, else below it.
const WIDE: u16 = 150;

/// The review, and where one stands in it.
#[derive(Debug)]
pub struct Review {
    length: Length,
    /// How many periods before the one of today.
    back: i32,
    /// The numbers as they were last counted.
    numbers: Option<Numbers>,
    /// A count that is not at its end.
    count: Option<Count>,
    /// What can be chosen, in order.
    entries: Vec<Entry>,
    at: usize,
    /// The commitments of a number, where they are shown.
    inside: Option<Inside>,
}

/// The commitments of one number.
#[derive(Clone, Copy, Debug)]
struct Inside {
    measure: Measure,
    at: usize,
    current: Option<Id>,
}

/// Something that can be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Entry {
    /// A number.
    Number(Measure),
    /// An aspect of the pulse, by its place.
    Aspect(usize),
    /// The line of a side.
    SignOff(Side),
}

impl Default for Review {
    fn default() -> Self {
        Self { length: Length::Quarter, back: 0, numbers: None, count: None, entries: Vec::new(), at: 0, inside: None }
    }
}

impl Review {
    /// The period that is looked at.
    fn period(&self, context: &Context) -> Period {
        Period::around(context.today, self.length, &context.book.rules.calendar).shifted(-self.back)
    }

    /// Counts anew, a small book at once.
    fn begin(&mut self, context: &Context) {
        let mut count = Count::new(context.book, context.today, self.period(context));
        if context.book.commitments().len() <= SMALL {
            count.go_on(context.book, context.standings, usize::MAX);
            self.show(count.review());
        } else {
            self.count = Some(count);
        }
    }

    fn show(&mut self, numbers: Numbers) {
        let chosen = self.entries.get(self.at).copied();
        let measures = numbers.shown().into_iter().map(|line| Entry::Number(line.measure));
        let aspects = (0..ASPECTS.len()).map(Entry::Aspect);
        let lines = [Side::Sales, Side::Tech].map(Entry::SignOff);
        self.entries = measures.chain(aspects).chain(lines).collect();
        let found = chosen.and_then(|chosen| self.entries.iter().position(|entry| *entry == chosen));
        self.at = found.unwrap_or(self.at).min(self.entries.len().saturating_sub(1));
        self.numbers = Some(numbers);
        self.find_record();
    }

    /// Where one stood among the commitments of a number is found again.
    fn find_record(&mut self) {
        let Some(inside) = self.inside else { return };
        let ids: Vec<Id> = self.line(inside.measure).map_or_else(Vec::new, ids_of);
        let at = inside.current.and_then(|current| ids.iter().position(|id| *id == current)).unwrap_or(inside.at);
        let at = at.min(ids.len().saturating_sub(1));
        self.inside = Some(Inside { at, current: ids.get(at).copied(), ..inside });
    }

    fn line(&self, measure: Measure) -> Option<&Line> {
        self.numbers.as_ref()?.line(measure)
    }

    fn step(&mut self, command: Command, page: usize) {
        let (at, last) = match (&self.inside, self.inside.and_then(|inside| self.line(inside.measure))) {
            (Some(inside), line) => (inside.at, line.map_or(0, |line| line.now().records.len())),
            (None, _) => (self.at, self.entries.len()),
        };
        let last = last.saturating_sub(1);
        let at = match command {
            Command::Down => at + 1,
            Command::Up => at.saturating_sub(1),
            Command::HalfPageDown => at + (page / 2).max(1),
            Command::HalfPageUp => at.saturating_sub((page / 2).max(1)),
            Command::PageDown => at + page.max(1),
            Command::PageUp => at.saturating_sub(page.max(1)),
            Command::Top => 0,
            Command::Bottom => last,
            _ => at,
        };
        self.go_to(at.min(last));
    }

    fn go_to(&mut self, at: usize) {
        match self.inside {
            Some(inside) => {
                let current = self.line(inside.measure).and_then(|line| ids_of(line).get(at).copied());
                self.inside = Some(Inside { at, current, ..inside });
            }
            None => self.at = at,
        }
    }

    /// Another period, later or earlier; not one that is still to come.
    fn turn(&mut self, by: i32, context: &Context) -> Outcome {
        if self.back == 0 && by > 0 {
            let name = self.period(context).name(&context.book.rules.calendar);
            return Outcome::Say(format!("{name} is the {} of today", self.length.word()));
        }
        self.back = (self.back - by).clamp(0, 240);
        self.begin(context);
        Outcome::Stay
    }

    /// Months, quarters or years; the last day looked at stays in sight.
    fn lengthen(&mut self, context: &Context) -> Outcome {
        let day = self.period(context).last().min(context.today);
        self.length = self.length.next();
        let calendar = &context.book.rules.calendar;
        let wanted = Period::around(day, self.length, calendar);
        let now = Period::around(context.today, self.length, calendar);
        self.back = (0..240).find(|back| now.shifted(-back) == wanted).unwrap_or(0);
        self.begin(context);
        Outcome::Say(format!("by {}s", self.length.word()))
    }

    /// What lies behind the chosen line.
    fn open(&mut self, context: &Context) -> Outcome {
        match self.entries.get(self.at).copied() {
            Some(Entry::Number(measure)) => {
                let Some(line) = self.line(measure) else { return Outcome::Stay };
                if line.now().records.is_empty() {
                    return Outcome::Say(format!("nothing is counted in “{}”", measure.title()));
                }
                let current = line.now().records.first().map(|record| record.id);
                self.inside = Some(Inside { measure, at: 0, current });
                Outcome::Stay
            }
            Some(Entry::Aspect(_)) => self.answer(context),
            Some(Entry::SignOff(side)) => self.sign_off(Some(side), context),
            None => Outcome::Stay,
        }
    }

    /// The quarters whose pulse goes with what is looked at, oldest first.
    fn quarters(&self, context: &Context) -> Vec<Period> {
        let last = pulse_period(self.period(context), context.today, &context.book.rules.calendar);
        (0..TREND).rev().map(|back| last.shifted(-i32::try_from(back).expect("six at most"))).collect()
    }

    fn answer(&self, context: &Context) -> Outcome {
        let quarter = pulse_period(self.period(context), context.today, &context.book.rules.calendar);
        match Pulse::new(quarter, context) {
            Ok(form) => Outcome::Open(Box::new(Layer::Pulse(Box::new(form)))),
            Err(why) => Outcome::Refuse(why),
        }
    }

    fn sign_off(&self, side: Option<Side>, context: &Context) -> Outcome {
        match SignOff::new(self.period(context), side, context) {
            Ok(form) => Outcome::Open(Box::new(Layer::SignOff(Box::new(form)))),
            Err(why) => Outcome::Refuse(why),
        }
    }
}

/// The commitments of a number, in its order.
fn ids_of(line: &Line) -> Vec<Id> {
    line.now().records.iter().map(|record| record.id).collect()
}

/// Whether amounts are said.
const fn money(context: &Context) -> Money {
    if context.has_money { Money::Shown } else { Money::Hidden }
}

/// The days of a period as far as it is over: `1 Oct to 22 Nov 2026`.
fn span(period: Period, today: Day) -> String {
    let last = period.last().min(today);
    let year = last.year();
    let around = Day::ymd(year, 12, 31).unwrap_or(today);
    format!("{} to {} {year}", period.first().short(around), last.short(around))
}

impl Screen for Review {
    fn scope(&self) -> Scope {
        Scope::Review
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        (0..context.book.commitments().len()).collect()
    }

    fn gather(&mut self, _: &[usize], context: &Context) {
        self.begin(context);
    }

    fn has_work(&self) -> bool {
        self.count.is_some()
    }

    fn work(&mut self, context: &Context) -> bool {
        let Some(mut count) = self.count.take() else { return false };
        if !count.go_on(context.book, context.standings, PIECE) {
            self.count = Some(count);
            return false;
        }
        self.show(count.review());
        true
    }

    fn current(&self) -> Option<Id> {
        self.inside?.current
    }

    fn stand_on(&mut self, id: Id) -> bool {
        let measure = match (self.inside, self.entries.get(self.at)) {
            (Some(inside), _) => inside.measure,
            // Beside a wide list the commitments of the chosen number stand already.
            (None, Some(Entry::Number(measure))) => *measure,
            (None, _) => return false,
        };
        let at = self.line(measure).and_then(|line| ids_of(line).iter().position(|each| *each == id));
        at.inspect(|at| self.inside = Some(Inside { measure, at: *at, current: Some(id) })).is_some()
    }

    fn refuses_filter(&self) -> Option<&'static str> {
        Some("no filter here: the review is of the whole book, never of one person")
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        let page = usize::from(context.body.1).saturating_sub(3);
        match input {
            Input::Command(command) => match command {
                Command::Down
                | Command::Up
                | Command::HalfPageDown
                | Command::HalfPageUp
                | Command::PageDown
                | Command::PageUp
                | Command::Top
                | Command::Bottom => {
                    self.step(*command, page);
                    Some(Outcome::Stay)
                }
                Command::Left => Some(self.turn(-1, context)),
                Command::Right => Some(self.turn(1, context)),
                Command::ReviewLength => Some(self.lengthen(context)),
                Command::AnswerPulse => Some(self.answer(context)),
                Command::SignOff => Some(self.sign_off(None, context)),
                Command::Open if self.inside.is_none() => Some(self.open(context)),
                Command::Back | Command::Cancel if self.inside.is_some() => {
                    self.inside = None;
                    Some(Outcome::Stay)
                }
                _ => None,
            },
            Input::Press(Spot::Entry(at)) => {
                let was = self.at;
                self.at = (*at).min(self.entries.len().saturating_sub(1));
                Some(if was == self.at { self.open(context) } else { Outcome::Stay })
            }
            Input::Wheel(lines) => {
                let command = if *lines > 0 { Command::Down } else { Command::Up };
                (0..lines.unsigned_abs()).for_each(|_| self.step(command, page));
                Some(Outcome::Stay)
            }
            Input::Press(_) | Input::Drag(..) | Input::Drop(..) => None,
        }
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        let (cols, rows) = size;
        let Some(numbers) = &self.numbers else {
            return Picture { rows: vec![Row::of(Tone::Dim, " counting…")], ..Picture::default() };
        };
        let mut head = vec![self.title(context, usize::from(cols))];
        let left = rows.saturating_sub(u16::try_from(head.len()).unwrap_or(rows));
        let below = match &self.inside {
            Some(inside) => self.records(inside, context, (cols, left)),
            None => self.page(numbers, context, (cols, left)),
        };
        let down = u16::try_from(head.len()).unwrap_or(0);
        head.extend(below.rows);
        head.truncate(usize::from(rows));
        let selected = below.selected.into_iter().map(|area| Area { y: area.y + down, ..area });
        Picture { rows: head, selected: selected.filter(|area| area.y < rows).collect(), thumb: None }
    }
}

impl Review {
    /// `‹ FY27 Q3 so far ›  1 Oct to 22 Nov 2026, by quarters`.
    fn title(&self, context: &Context, cols: usize) -> Row {
        let period = self.period(context);
        let name = period.name(&context.book.rules.calendar);
        let so_far = if period.has(context.today) && context.today < period.last() { " so far" } else { "" };
        let later = if self.back == 0 { Tone::Dim } else { Tone::Key };
        let row = Row::of(Tone::Text, " ")
            .with_part(Tone::Key, "‹ ", Spot::Run(Command::Left))
            .with(Tone::Heading, name)
            .with(Tone::Dim, so_far)
            .with_part(later, " ›", Spot::Run(Command::Right))
            .with(Tone::Text, format!("  {}", span(period, context.today)))
            .with(Tone::Dim, ", ")
            .with_part(Tone::Dim, format!("by {}s", self.length.word()), Spot::Run(Command::ReviewLength));
        let row = if self.count.is_some() { row.with(Tone::Dim, ", counting…") } else { row };
        row.cut(cols)
    }

    /// The list, and in its last row how many lines are above and below what is shown.
    fn marked(&self, numbers: &Numbers, context: &Context, (cols, rows): (u16, u16)) -> Picture {
        let list = self.list(numbers, context, (cols, rows));
        if list.thumb.is_none() || rows < 4 {
            return list;
        }
        let mut list = self.list(numbers, context, (cols, rows - 1));
        list.rows.extend(more_below(&list, usize::from(cols)));
        list
    }

    /// The list with what is chosen told beside it or below it.
    fn page(&self, numbers: &Numbers, context: &Context, (cols, rows): (u16, u16)) -> Picture {
        if cols >= WIDE {
            let left = (cols * 11 / 20).min(104);
            let right = usize::from(cols - left).saturating_sub(4);
            let list = self.marked(numbers, context, (left, rows));
            let detail = self.whole(numbers, context, (right, usize::from(rows)));
            let lines = usize::from(rows);
            let mut list_rows = list.rows.into_iter();
            let mut detail = detail.into_iter();
            let joined = (0..lines).map(|_| {
                let own = list_rows.next().unwrap_or_default();
                let other = detail.next().unwrap_or_default();
                own.beside(usize::from(left), Row::of(Tone::Border, " │ ").beside(3, other))
            });
            return Picture { rows: joined.collect(), selected: list.selected, thumb: None };
        }
        // Below twelve lines there is room for one of the two.
        let wanted = if rows >= 24 { 13 } else { 10 };
        let under = if rows < 12 { 0 } else { wanted.min(rows * 3 / 5) };
        if under == 0 {
            return self.marked(numbers, context, (cols, rows));
        }
        let mut list = self.list(numbers, context, (cols, rows - under));
        let line = more_below(&list, usize::from(cols));
        list.rows.resize(usize::from(rows - under), Row::blank());
        list.rows.push(line.unwrap_or_else(|| Row::of(Tone::Border, "─".repeat(usize::from(cols)))));
        list.rows.extend(self.detail(numbers, context, (usize::from(cols), usize::from(under - 1))));
        list
    }
}
