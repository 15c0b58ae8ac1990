//! A review as text: the numbers with what they count and how they come about, the pulse, and the two lines; never by
//! person, and no rate from a handful.

mod dto;

use std::fmt::Write as _;

pub use dto::{json, pulse_json};

use super::Facts;
use super::paint::{Meaning, Paint};
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, ENOUGH, SidePulse, YARDSTICK, pulse_period};
use crate::forecast::review::chart::spark;
use crate::forecast::review::words::{Money, least_words, record_words};
use crate::forecast::review::{Line, Review, Section, TREND};
use crate::text;

/// The columns of a title, and of a period.
const TITLE: usize = 29;
const CELL: usize = 8;

/// The review for a terminal so wide.
#[must_use]
pub fn lines(facts: &Facts, review: &Review, width: usize, paint: Paint) -> String {
    let mut out = Out { text: String::new(), width: width.max(40), paint };
    out.line(Meaning::Heading, &heading(facts, review.period(), facts.today));
    heads(&mut out, facts, review);
    let shown = review.shown();
    for (at, line) in shown.iter().enumerate() {
        let section = line.measure.section();
        if at.checked_sub(1).and_then(|before| shown.get(before)).is_none_or(|each| each.measure.section() != section) {
            out.blank();
            out.line(Meaning::Strong, section.title());
        }
        number(&mut out, line);
        let is_last = shown.get(at + 1).is_none_or(|each| each.measure.section() != section);
        if section != Section::Reasons || is_last {
            account(&mut out, line);
        }
    }
    out.blank();
    pulse(&mut out, facts, &trend(pulse_period(review.period(), facts.today, &facts.book.rules.calendar)));
    out.blank();
    sign_offs(&mut out, facts, review.period());
    out.blank();
    out.wrapped(Meaning::Faint, &format!("{}; `countersign review kept` lists what a number counts", least_words()), 0);
    out.text
}

struct Out {
    text: String,
    width: usize,
    paint: Paint,
}

impl Out {
    fn line(&mut self, meaning: Meaning, line: &str) {
        let line = text::fit(line.trim_end(), self.width);
        self.text.push_str(&self.paint.on(meaning, &line));
        self.text.push('\n');
    }

    fn plain(&mut self, line: &str) {
        self.text.push_str(&text::fit(line.trim_end(), self.width));
        self.text.push('\n');
    }

    fn wrapped(&mut self, meaning: Meaning, words: &str, indent: usize) {
        for line in text::wrap(words, self.width.saturating_sub(indent).max(20)) {
            self.line(meaning, &format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}

/// `Q4 2026 so far: 1 Oct to 22 Nov 2026`.
fn heading(facts: &Facts, period: Period, today: Day) -> String {
    let name = period.name(&facts.book.rules.calendar);
    let so_far = if period.has(today) && today < period.last() { " so far" } else { "" };
    let year = period.last().year();
    let last = period.last().min(today);
    // A day of another year says so.
    let around = Day::ymd(year, 12, 31).unwrap_or(today);
    format!(
        "{name}{so_far}: {} to {} {year}",
        period.first().short(around),
        last.short(around).trim_end_matches(&format!(" {year}"))
    )
}

/// The names of the periods over their columns.
fn heads(out: &mut Out, facts: &Facts, review: &Review) {
    let names = review.periods.iter().map(|period| text::pad_left(&period.name(&facts.book.rules.calendar), CELL));
    let line = format!("{}{}", " ".repeat(TITLE + 2), names.collect::<String>());
    out.line(Meaning::Faint, &line);
}

fn number(out: &mut Out, line: &Line) {
    let cells = line.cells.iter().map(|cell| text::pad_left(&cell.brief(line.measure, Money::Shown), CELL));
    let trend = spark(&line.heights(Money::Shown));
    out.plain(&format!("  {}{}  {trend}", text::pad(&line.measure.title(), TITLE), cells.collect::<String>()));
}

/// What a number says, whole, and how it comes about.
fn account(out: &mut Out, line: &Line) {
    let now = line.now();
    let said = now.words(line.measure, Money::Shown);
    let said = if line.measure.section() == Section::Reasons { String::new() } else { format!("{said}; ") };
    out.wrapped(Meaning::Faint, &format!("{said}{}", line.measure.formula()), 4);
}

/// What a side says of an aspect: `7.2`, or how many answers there are yet.
#[must_use]
pub fn mean_words(side: &SidePulse, aspect: usize) -> String {
    match side.means.and_then(|means| means.get(aspect).copied()) {
        Some(mean) => format!("{mean:.1}"),
        None => "-".into(),
    }
}

/// The pulse of a period alone, with what is asked.
#[must_use]
pub fn pulse_lines(facts: &Facts, period: Period, width: usize, paint: Paint) -> String {
    let mut out = Out { text: String::new(), width: width.max(40), paint };
    out.line(Meaning::Heading, &heading(facts, period, facts.today));
    out.blank();
    pulse(&mut out, facts, &trend(period));
    out.blank();
    let names: Vec<&str> = ASPECTS.iter().map(|aspect| aspect.words()).collect();
    let asked = format!(
        "from 0 to 10, how well are the two departments aligned on {}? `countersign pulse 7 6 5 8 4`",
        names.join(", ")
    );
    out.wrapped(Meaning::Faint, &asked, 0);
    out.text
}

/// The pulse for pipes, a line for each period and aspect: first and last day, aspect, answers and mean of sales, the same
/// of tech.
#[must_use]
pub fn pulse_plain(facts: &Facts, period: Period) -> String {
    let mut out = String::new();
    for period in trend(period) {
        let pulse = facts.book.papers.pulse(period);
        for (at, aspect) in ASPECTS.iter().enumerate() {
            let of = |side: &SidePulse| format!("{}\t{}", side.n, mean_words(side, at));
            let (first, last) = (period.first(), period.last());
            let _ = writeln!(out, "{first}\t{last}\t{}\t{}\t{}", aspect.key(), of(&pulse.sales), of(&pulse.tech));
        }
    }
    out
}

/// A period and those before it, as many as a trend has, oldest first.
pub(super) fn trend(period: Period) -> Vec<Period> {
    let back = |n: usize| period.shifted(-i32::try_from(n).expect("six at most"));
    (0..TREND).rev().map(back).collect()
}

fn pulse(out: &mut Out, facts: &Facts, periods: &[Period]) {
    let pulses: Vec<_> = periods.iter().map(|period| facts.book.papers.pulse(*period)).collect();
    let Some(now) = pulses.last() else { return };
    let name = now.period.name(&facts.book.rules.calendar);
    out.line(Meaning::Strong, &format!("alignment pulse of {name}, 0 to 10"));
    let row = |cells: [&str; 5]| {
        let [what, sales, tech, gap, trend] = cells;
        format!(
            "  {} {} {} {}  {trend}",
            text::pad(what, TITLE),
            text::pad_left(sales, 6),
            text::pad_left(tech, 6),
            text::pad_left(gap, 6)
        )
    };
    out.line(Meaning::Faint, &row(["", "sales", "tech", "gap", "sales, tech"]));
    out.plain(&row(["answers", &now.sales.n.to_string(), &now.tech.n.to_string(), "", ""]));
    for (at, aspect) in ASPECTS.iter().enumerate() {
        let gap = now.gap(at).map_or_else(|| "-".to_owned(), |gap| format!("{gap:+.1}"));
        let trend = |side: Side| {
            let heights = pulses.iter().map(|pulse| pulse.of(side).means.map(|means| means[at] / 10.0));
            spark(&heights.collect::<Vec<_>>())
        };
        let trends = format!("{} {}", trend(Side::Sales), trend(Side::Tech));
        out.plain(&row([aspect.words(), &mean_words(&now.sales, at), &mean_words(&now.tech, at), &gap, &trends]));
    }
    out.wrapped(
        Meaning::Faint,
        &format!(
            "means, without names; a side is shown from {ENOUGH} answers on; the gap is sales less tech; {YARDSTICK}"
        ),
        4,
    );
}

fn sign_offs(out: &mut Out, facts: &Facts, period: Period) {
    out.line(Meaning::Strong, "signed off");
    for side in [Side::Sales, Side::Tech] {
        let words = match facts.book.papers.sign_off(period, side) {
            Some(line) => {
                let who = line.signed_by(&facts.book.rules.people);
                let on = line.at.day(facts.book.rules.zone).short(facts.today);
                format!("{}, {who}, {on}: {}", side.word(), text::clean(&line.text))
            }
            None => format!("{}: not yet", side.word()),
        };
        for (n, line) in text::wrap(&words, out.width.saturating_sub(4)).into_iter().enumerate() {
            out.plain(&format!("{}{line}", if n == 0 { "  " } else { "    " }));
        }
    }
}

/// The review for pipes, a line for each number and period: number, period, first and last day, n, as hoped, value, what
/// belongs to it.
#[must_use]
pub fn plain(facts: &Facts, review: &Review) -> String {
    let mut out = String::new();
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
    for line in &review.lines {
        for (period, cell) in review.periods.iter().zip(&line.cells) {
            let name = period.name(&facts.book.rules.calendar);
            let worth = cell.exposure.as_ref().map(|exposure| {
                let sums: Vec<String> = exposure.sums.iter().map(ToString::to_string).collect();
                if sums.is_empty() { "-".to_owned() } else { sums.join(" + ") }
            });
            let beside = worth.unwrap_or_else(|| number(cell.beside));
            let _ = writeln!(
                out,
                "{}\t{name}\t{}\t{}\t{}\t{}\t{}\t{beside}",
                line.measure.word(),
                period.first(),
                period.last(),
                cell.n,
                cell.hits,
                number(cell.value),
            );
        }
    }
    out
}

/// What one number counts, a line a commitment: id, customer and scope, and what it says.
#[must_use]
pub fn records(facts: &Facts, line: &Line, width: Option<usize>, paint: Paint) -> String {
    let cell = line.now();
    let mut out = String::new();
    if let Some(width) = width {
        let head = format!("{}: {}", line.measure.title(), cell.words(line.measure, Money::Shown));
        let _ = writeln!(out, "{}", paint.on(Meaning::Heading, &text::fit(&head, width)));
        for formula in text::wrap(line.measure.formula(), width.max(20)) {
            let _ = writeln!(out, "{}", paint.on(Meaning::Faint, &formula));
        }
        out.push('\n');
    }
    for record in &cell.records {
        let Some(commitment) = facts.book.get(record.id) else { continue };
        let title = text::clean(&commitment.title()).into_owned();
        let words = record_words(line.measure, record, facts.today);
        let _ = match width {
            None => writeln!(out, "{}\t{title}\t{words}", record.id),
            Some(width) => {
                let room = width.saturating_sub(8 + 2 + text::width(&words)).clamp(16, 48);
                let row = format!("{}  {}  {words}", record.id, text::pad(&text::fit(&title, room), room));
                writeln!(out, "{}", text::fit(row.trim_end(), width))
            }
        };
    }
    if cell.records.is_empty() && width.is_some() {
        out.push_str("nothing is counted in it\n");
    }
    out
}
