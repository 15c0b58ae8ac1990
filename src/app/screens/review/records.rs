//! The commitments that a number counts, each with what it says in it.

use std::ops::Range;

use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone, wrapped};
use crate::app::layer::Context;
use crate::app::screens::Picture;
use crate::forecast::review::words::record_words;
use crate::forecast::review::{Line, Record};
use crate::text;

use super::list::more;
use super::{Inside, Review, money};

impl Review {
    /// The commitments of a number, in so many columns and rows.
    pub(super) fn records(&self, inside: &Inside, context: &Context, (cols, rows): (u16, u16)) -> Picture {
        let wide = usize::from(cols);
        let Some(line) = self.line(inside.measure) else { return Picture::default() };
        let cell = line.now();
        let said = cell.words(inside.measure, money(context));
        let mut lines = vec![
            Row::of(Tone::Text, " ")
                .with(Tone::Heading, inside.measure.title())
                .with(Tone::Text, format!("  {said}"))
                .cut(wide),
        ];
        if rows >= 12 {
            let formula = wrapped(Tone::Dim, inside.measure.formula(), wide.saturating_sub(2), 0);
            lines.extend(formula.into_iter().take(2).map(|row| Row::of(Tone::Text, " ").beside(1, row)));
            lines.push(Row::blank());
        }
        let room = usize::from(rows).saturating_sub(lines.len());
        let count = cell.records.len();
        let height = if count > room && room > 2 { room - 1 } else { room };
        let top = if count <= height { 0 } else { inside.at.saturating_sub(height / 2).min(count - height) };
        let y = u16::try_from(lines.len() + inside.at.saturating_sub(top)).unwrap_or(0);
        lines.extend(record_rows(line, top..(top + height).min(count), context, wide));
        if height < room {
            lines.push(more(top, count.saturating_sub(top + height), wide));
        }
        let selected = if count == 0 { Vec::new() } else { vec![Area { x: 0, y, width: cols, height: 1 }] };
        if count == 0 {
            lines.push(Row::of(Tone::Dim, " nothing is counted in it in this period"));
        }
        Picture { rows: lines, selected, thumb: None }
    }
}

/// Some commitments of a number, a line each.
pub(super) fn record_rows(line: &Line, which: Range<usize>, context: &Context, cols: usize) -> Vec<Row> {
    let records = line.now().records.get(which).unwrap_or_default();
    let words: Vec<String> = records.iter().map(|record| record_words(line.measure, record, context.today)).collect();
    let widest = words.iter().map(|words| text::width(words)).max().unwrap_or(0);
    let room = cols.saturating_sub(widest + 6).clamp(cols.min(16), 70);
    let row = |(record, words): (&Record, String)| {
        let place = context.book.place(record.id)?;
        let commitment = context.book.commitments().get(place)?;
        let (sign, tone) = match record.is_hit {
            Some(true) => (" ✓ ", Tone::Good),
            Some(false) => (" · ", Tone::Dim),
            None => ("   ", Tone::Dim),
        };
        let mark = if context.marks.contains(&record.id) { "◆" } else { " " };
        let row = Row::of(Tone::Key, mark)
            .with(tone, sign)
            .with(Tone::Strong, commitment.customer.to_string())
            .with(Tone::Text, format!("  {}", commitment.terms.scope))
            .cut(room + 2)
            .padded(room + 4)
            .with(Tone::Dim, words);
        Some(row.cut(cols).at(Spot::Commitment(place)))
    };
    records.iter().zip(words).filter_map(row).collect()
}
