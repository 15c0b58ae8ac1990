//! The lines of the review, in sections: what each number says, and its trend.

use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone};
use crate::app::layer::Context;
use crate::app::screens::Picture;
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, Pulse, SidePulse, pulse_period};
use crate::forecast::review::chart::spark;
use crate::forecast::review::words::worth;
use crate::forecast::review::{Line, Review as Numbers, TREND};
use crate::text;

use super::{Entry, Review, money};

/// The columns of a name, of what it says, and of one period.
const NAME: usize = 30;
const SAID: usize = 27;
const CELL: usize = 8;

/// A line of the list: a heading, something to choose, or room between sections.
enum Item {
    Heading(String),
    Entry(usize, Entry),
    Blank,
}

impl Review {
    /// As many lines as there is room for, the chosen one among them.
    /// Where not all have, the thumb says so.
    pub(super) fn list(&self, numbers: &Numbers, context: &Context, (cols, rows): (u16, u16)) -> Picture {
        let height = usize::from(rows);
        let mut items = self.items(context);
        let headings = items.iter().filter(|item| matches!(item, Item::Heading(_))).count();
        if items.len() + headings <= height {
            items = items.into_iter().enumerate().flat_map(|(n, item)| spaced(n, item)).collect();
        }
        let chosen = items.iter().position(|item| matches!(item, Item::Entry(at, _) if *at == self.at)).unwrap_or(0);
        let top = if items.len() <= height { 0 } else { chosen.saturating_sub(height / 2).min(items.len() - height) };
        let pulses: Vec<Pulse> =
            self.quarters(context).iter().map(|period| context.book.papers.pulse(*period)).collect();
        let cols_ = usize::from(cols);
        let shown = items.iter().skip(top).take(height);
        let lines = shown.map(|item| match item {
            Item::Blank => Row::blank(),
            Item::Heading(title) => heading(title, numbers, context, cols_),
            Item::Entry(at, entry) => self.entry(*entry, numbers, context, &pulses, cols_).at(Spot::Entry(*at)),
        });
        let y = u16::try_from(chosen - top.min(chosen)).unwrap_or(0);
        let selected = if items.is_empty() { Vec::new() } else { vec![Area { x: 0, y, width: cols, height: 1 }] };
        Picture { rows: lines.collect(), selected, thumb: (items.len() > height).then_some((top, items.len())) }
    }

    fn items(&self, context: &Context) -> Vec<Item> {
        let mut items = Vec::with_capacity(2 * self.entries.len());
        let calendar = &context.book.rules.calendar;
        let quarter = pulse_period(self.period(context), context.today, calendar).name(calendar);
        let pulse = format!("alignment pulse of {quarter}, 0 to 10");
        let mut last = "";
        for (at, entry) in self.entries.iter().enumerate() {
            let title = match entry {
                Entry::Number(measure) => measure.section().title(),
                Entry::Aspect(_) => pulse.as_str(),
                Entry::SignOff(_) => "signed off",
            };
            if title != last {
                items.push(Item::Heading(title.to_owned()));
                last = title;
            }
            items.push(Item::Entry(at, *entry));
        }
        items
    }

    fn entry(&self, entry: Entry, numbers: &Numbers, context: &Context, pulses: &[Pulse], cols: usize) -> Row {
        match entry {
            Entry::Number(measure) => match numbers.line(measure) {
                Some(line) => number(line, context, cols),
                None => Row::blank(),
            },
            Entry::Aspect(aspect) => pulse(aspect, pulses, cols),
            Entry::SignOff(side) => self.signed(side, context, cols),
        }
    }

    fn signed(&self, side: Side, context: &Context, cols: usize) -> Row {
        let row = Row::of(tone_of(side), format!("   {}", text::pad(side.word(), 6)));
        match context.book.papers.sign_off(self.period(context), side) {
            Some(line) => {
                let who = line.signed_by(&context.book.rules.people);
                row.with(Tone::Text, format!(" {}", line.text)).with(Tone::Dim, format!("  {who}")).cut(cols)
            }
            None => row.with(Tone::Dim, " not yet").cut(cols),
        }
    }
}

/// The line below a list that is longer than what is shown of it.
pub(super) fn more_below(list: &Picture, cols: usize) -> Option<Row> {
    let (top, all) = list.thumb?;
    Some(more(top, all.saturating_sub(top + list.rows.len()), cols))
}

/// `↑ 3 more  ↓ 12 more`, on the line that parts what is above from what follows.
pub(super) fn more(above: usize, below: usize, cols: usize) -> Row {
    let words: Vec<String> = [("↑", above), ("↓", below)]
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(sign, n)| format!("{sign} {n} more"))
        .collect();
    let row = Row::of(Tone::Border, "── ").with(Tone::Dim, words.join("  ")).with(Tone::Text, " ");
    let rest = cols.saturating_sub(row.width());
    row.with(Tone::Border, "─".repeat(rest)).cut(cols)
}

/// A heading with a line above it, where it isn't the first.
fn spaced(n: usize, item: Item) -> Vec<Item> {
    if n > 0 && matches!(item, Item::Heading(_)) { vec![Item::Blank, item] } else { vec![item] }
}

/// The tone of a side.
pub(super) const fn tone_of(side: Side) -> Tone {
    match side {
        Side::Sales => Tone::Sales,
        Side::Tech => Tone::Tech,
    }
}

/// How many periods before this one a line has room for.
fn room(cols: usize) -> usize {
    let spare = cols.saturating_sub(3 + NAME + SAID + TREND + 2);
    (spare / CELL).min(TREND - 1)
}

/// A heading; over the numbers it names the periods of the columns.
fn heading(title: &str, numbers: &Numbers, context: &Context, cols: usize) -> Row {
    let row = Row::of(Tone::Text, " ").with(Tone::Heading, title);
    if title != crate::forecast::review::Section::Promises.title() {
        return row.cut(cols);
    }
    let room = room(cols);
    let earlier = numbers.periods.iter().rev().skip(1).take(room).rev();
    let names = earlier.map(|period| text::pad_left(&period.name(&context.book.rules.calendar), CELL));
    let gap = (3 + NAME + SAID).saturating_sub(row.width());
    row.with(Tone::Text, " ".repeat(gap)).with(Tone::Dim, names.collect::<String>()).cut(cols)
}

fn number(line: &Line, context: &Context, cols: usize) -> Row {
    let (measure, money) = (line.measure, money(context));
    let now = line.now();
    let said = match &now.exposure {
        Some(exposed) => worth(exposed, money),
        None => now.words(measure, money),
    };
    let tone = if now.n == 0 { Tone::Dim } else { Tone::Strong };
    let room = room(cols);
    let earlier = line.cells.iter().rev().skip(1).take(room).rev();
    let earlier: String = earlier.map(|cell| text::pad_left(&cell.brief(measure, money), CELL)).collect();
    Row::of(Tone::Text, "   ")
        .with(Tone::Text, text::pad(&measure.title(), NAME))
        .with(tone, text::pad(&text::fit(&said, SAID - 1), SAID))
        .with(Tone::Dim, earlier)
        .with(Tone::BandInner, format!("  {}", spark(&line.heights(money))))
        .cut(cols)
}

/// `vision   sales 6.7 ▅▆▇  tech 5.2 ▃▄▅  gap +1.5`.
fn pulse(aspect: usize, pulses: &[Pulse], cols: usize) -> Row {
    let (Some(name), Some(now)) = (ASPECTS.get(aspect), pulses.last()) else { return Row::blank() };
    let mut row = Row::of(Tone::Text, format!("   {}", text::pad(name.words(), 19)));
    for side in [Side::Sales, Side::Tech] {
        let heights: Vec<Option<f64>> = pulses.iter().map(|pulse| height(pulse.of(side), aspect)).collect();
        row = row
            .with(tone_of(side), format!("{} ", side.word()))
            .with(Tone::Strong, text::pad(&mean(now.of(side), aspect), 5))
            .with(Tone::BandInner, format!("{}  ", spark(&heights)));
    }
    let gap = now.gap(aspect).map_or_else(|| "–".to_owned(), |gap| format!("{gap:+.1}"));
    row.with(Tone::Dim, "gap ").with(Tone::Text, gap).cut(cols)
}

/// How tall an aspect stands for a side.
pub(super) fn height(side: &SidePulse, aspect: usize) -> Option<f64> {
    side.means.and_then(|means| means.get(aspect).copied()).map(|mean| mean / 10.0)
}

/// What a side says of an aspect: `6.7`; while there are too few answers, how many there are.
pub(super) fn mean(side: &SidePulse, aspect: usize) -> String {
    match side.means.and_then(|means| means.get(aspect).copied()) {
        Some(mean) => format!("{mean:.1}"),
        None => format!("n {}", side.n),
    }
}
