//! What is chosen, told whole: the formula, and each period as a bar with its number.

use crate::app::ink::{Row, Tone, wrapped};
use crate::app::layer::Context;
use crate::domain::period::Period;
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, ENOUGH, YARDSTICK};
use crate::forecast::review::chart::bar;
use crate::forecast::review::words::least_words;
use crate::forecast::review::{Line, Review as Numbers};
use crate::text;

use super::list::{height, mean, tone_of};
use super::records::record_rows;
use super::{Entry, Review, money};

/// The columns of the name of a period.
const NAME: usize = 10;

impl Review {
    /// The same, and below it the commitments of the number, as many as there is room for.
    pub(super) fn whole(&self, numbers: &Numbers, context: &Context, (cols, rows): (usize, usize)) -> Vec<Row> {
        let mut all = self.detail(numbers, context, (cols, rows.min(18)));
        let Some(Entry::Number(measure)) = self.entries.get(self.at).copied() else { return all };
        let Some(line) = numbers.line(measure).filter(|_| rows > all.len() + 4) else { return all };
        let count = line.now().records.len();
        let room = rows - all.len() - 2;
        if count == 0 {
            return all;
        }
        all.push(Row::blank());
        all.push(Row::of(Tone::Text, " ").with(Tone::Heading, "what it counts").with(Tone::Dim, format!("  {count}")));
        let shown = if count > room { room - 1 } else { count };
        all.extend(record_rows(line, 0..shown, context, cols));
        if shown < count {
            all.push(Row::of(Tone::Dim, format!(" and {} more", count - shown)));
        }
        all
    }

    /// What is chosen, in so many columns and no more lines than that.
    pub(super) fn detail(&self, numbers: &Numbers, context: &Context, (cols, rows): (usize, usize)) -> Vec<Row> {
        let mut all = match self.entries.get(self.at).copied() {
            Some(Entry::Number(measure)) => match numbers.line(measure) {
                Some(line) => number(line, numbers, context, (cols, rows)),
                None => Vec::new(),
            },
            Some(Entry::Aspect(aspect)) => pulse(aspect, &self.quarters(context), context, (cols, rows)),
            Some(Entry::SignOff(side)) => sign_offs(side, numbers, context, cols),
            None => Vec::new(),
        };
        all.truncate(rows);
        all
    }
}

/// Words below the title as they fit, so that at least the last bars have room; and how many bars that leaves.
fn words(all: &mut Vec<Row>, texts: &[&str], bars: usize, (cols, rows): (usize, usize)) -> usize {
    /// So many bars at least, the one of the period looked at among them.
    const LEAST: usize = 2;
    for (n, text) in texts.iter().enumerate() {
        let lines = wrapped(Tone::Dim, text, cols.saturating_sub(2), 0);
        let kept = if n == 0 { LEAST } else { bars };
        let room = rows.saturating_sub(all.len() + kept);
        if n > 0 && lines.len() > room {
            break;
        }
        all.extend(lines.into_iter().take(room.max(1)).map(|row| Row::of(Tone::Text, " ").beside(1, row)));
    }
    if rows > all.len() + bars {
        all.push(Row::blank());
    }
    rows.saturating_sub(all.len()).min(bars)
}

fn number(line: &Line, numbers: &Numbers, context: &Context, (cols, rows): (usize, usize)) -> Vec<Row> {
    let (measure, money) = (line.measure, money(context));
    let said = line.now().words(measure, money);
    let mut all =
        vec![Row::of(Tone::Strong, format!(" {}", measure.title())).with(Tone::Text, format!("  {said}")).cut(cols)];
    let bars = words(&mut all, &[measure.formula(), &least_words()], line.cells.len(), (cols, rows));
    let heights = line.heights(money);
    let said: Vec<String> = line.cells.iter().map(|cell| cell.words(measure, money)).collect();
    let widest = said.iter().map(|words| text::width(words)).max().unwrap_or(0);
    let room = cols.saturating_sub(1 + NAME + widest + 4).clamp(4, 60);
    for (n, (period, words)) in numbers.periods.iter().zip(&said).enumerate().skip(line.cells.len() - bars) {
        let is_now = n + 1 == numbers.periods.len();
        let name = text::pad(&period.name(&context.book.rules.calendar), NAME);
        let height = heights.get(n).copied().flatten();
        let (full, rest) = bar(height, room);
        let empty = room - text::width(&full) - text::width(&rest);
        let row = Row::of(if is_now { Tone::Strong } else { Tone::Dim }, format!(" {name}"))
            .with(Tone::BandInner, full)
            .with(Tone::Border, rest)
            .with(Tone::Text, " ".repeat(empty))
            .with(if is_now { Tone::Strong } else { Tone::Text }, format!("  {words}"));
        all.push(row.cut(cols));
    }
    all
}

fn pulse(aspect: usize, quarters: &[Period], context: &Context, (cols, rows): (usize, usize)) -> Vec<Row> {
    let Some(name) = ASPECTS.get(aspect) else { return Vec::new() };
    let mut all = vec![
        Row::of(Tone::Strong, format!(" {}", name.words()))
            .with(Tone::Text, "  how well the two departments are aligned on it, 0 to 10")
            .cut(cols),
    ];
    let rules = format!(
        "means of answers without names; a side is shown from {ENOUGH} answers on; the gap is sales less tech; {YARDSTICK}"
    );
    let bars = words(&mut all, &[&rules], quarters.len(), (cols, rows));
    let counted = if cols >= 90 { 12 } else { 0 };
    let room = (cols.saturating_sub(1 + NAME + 2 * 13 + 9 + counted) / 2).clamp(3, 30);
    for (n, period) in quarters.iter().enumerate().skip(quarters.len() - bars) {
        let is_now = n + 1 == quarters.len();
        let found = context.book.papers.pulse(*period);
        let period = text::pad(&period.name(&context.book.rules.calendar), NAME);
        let mut row = Row::of(if is_now { Tone::Strong } else { Tone::Dim }, format!(" {period}"));
        for side in [Side::Sales, Side::Tech] {
            let of = found.of(side);
            let (full, rest) = bar(height(of, aspect), room);
            let empty = room - text::width(&full) - text::width(&rest);
            row = row
                .with(tone_of(side), text::pad(side.word(), 6))
                .with(Tone::Strong, text::pad(&mean(of, aspect), 5))
                .with(tone_of(side), full)
                .with(Tone::Border, rest)
                .with(Tone::Text, " ".repeat(empty + 2));
        }
        let gap = found.gap(aspect).map_or_else(|| "–".to_owned(), |gap| format!("{gap:+.1}"));
        let counts = format!("  n {} and {}", found.sales.n, found.tech.n);
        let counts = if counted > 0 { counts } else { String::new() };
        all.push(row.with(Tone::Dim, "gap ").with(Tone::Text, gap).with(Tone::Dim, counts).cut(cols));
    }
    all
}

/// The lines of a side, the latest period first.
fn sign_offs(side: Side, numbers: &Numbers, context: &Context, cols: usize) -> Vec<Row> {
    let mut all = vec![
        Row::of(tone_of(side), format!(" {}", side.word()))
            .with(Tone::Text, " signs off a period in one sentence: what both agree to keep or to change")
            .cut(cols),
        Row::blank(),
    ];
    for period in numbers.periods.iter().rev() {
        let name = text::pad(&period.name(&context.book.rules.calendar), NAME);
        let (words, tone) = match context.book.papers.sign_off(*period, side) {
            Some(line) => {
                let who = line.signed_by(&context.book.rules.people);
                let on = line.at.day(context.book.rules.zone).short(context.today);
                (format!("{}  {who}, {on}", line.text), Tone::Text)
            }
            None => ("not yet".to_owned(), Tone::Dim),
        };
        for (n, row) in wrapped(tone, &words, cols.saturating_sub(NAME + 2), 0).into_iter().enumerate() {
            let name = if n == 0 { format!(" {name}") } else { " ".repeat(NAME + 1) };
            all.push(Row::of(Tone::Dim, name).beside(NAME + 1, row));
        }
    }
    all
}
