//! The selected row in words: its dates, why it stands as it does, whose move it is; and what the signs mean.

use crate::app::ink::{Piece, Row, Tone};
use crate::app::layer::Context;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::{Level, Standing};
use crate::forecast::load::Fit;
use crate::forecast::timeline::{Bar, Line};
use crate::text::{fit, width};

use super::Timeline;
use super::show::{Layout, sign_of};

/// Its dates: `dvrg3x  told 11 Dec · promised 28 Jan · first 11 Dec · 80 % by 29 Jan · 42 %`.
pub(super) fn dates(context: &Context, commitment: &Commitment, standing: &Standing) -> Row {
    let today = context.today;
    let bar = Bar::of(commitment, standing);
    let mut parts: Vec<(Tone, String)> = Vec::new();
    let mut put = |tone: Tone, name: &str, day: Option<Day>| {
        parts.extend(day.map(|day| (tone, format!("{name} {}", day.short(today)))));
    };
    put(Tone::Told, "▼ told", bar.told);
    put(Tone::Strong, "◇ promised", bar.promised);
    put(Tone::Dim, "▽ first", bar.original);
    put(Tone::Text, "80 % by", bar.dates.map(|dates| dates.p80));
    put(Tone::Dim, "95 % by", bar.dates.map(|dates| dates.p95));
    if bar.is_undated() {
        parts.push((Tone::Dim, "no date".into()));
    }
    let mut row = Row::of(Tone::Text, " ").with(Tone::Strong, commitment.title()).with(Tone::Dim, "  ");
    // The dates stay readable; the title gives way.
    let rest: usize = parts.iter().map(|(_, text)| width(text) + 3).sum();
    let room = Layout::of(context.body).cols.saturating_sub(rest + 2).max(12);
    row = Row {
        pieces: row.pieces.into_iter().map(|piece| Piece { text: fit(&piece.text, room), ..piece }).collect(),
        ..row
    };
    for (n, (tone, text)) in parts.into_iter().enumerate() {
        row = row.with(Tone::Dim, if n == 0 { "" } else { " · " }).with(tone, text);
    }
    row
}

/// Why it stands as it does, and whose move it is.
pub(super) fn reason(context: &Context, commitment: &Commitment, standing: &Standing) -> Row {
    let Some(raised) = standing.top() else {
        return Row::of(Tone::Dim, " ✓ nothing asks for attention");
    };
    let (sign, tone) = sign_of(Some(raised.level));
    let sentence = raised.sentence(commitment, &context.book.rules.people, context.today);
    let row = Row::of(Tone::Text, " ").with(tone, format!("{sign} ")).with(Tone::Text, sentence);
    match standing.chance() {
        Some(chance) if !row.text().contains('%') => row.with(Tone::Dim, format!(" · {chance}")),
        Some(_) | None => row,
    }
}

/// The first week in which what the group of a line has signed doesn't fit, in words.
pub(super) fn over_full(screen: &Timeline, context: &Context, line: usize) -> Option<Row> {
    let Some(Line::Item(number)) = screen.rows.lines.get(line) else { return None };
    let number = *number as usize;
    let group = screen.rows.groups.iter().find(|group| (group.from..group.from + group.count).contains(&number))?;
    let (whose, (_, load)) = group.whose.as_ref().zip(screen.load.as_ref())?;
    let week = load.cells(whose).iter().position(|cell| cell.fit() == Fit::Over)?;
    let words = load.due_words(whose, week, context.today);
    let row = Row::of(Tone::Text, " ").with(Tone::Flag(Level::Red), "! ");
    Some(row.with(Tone::Text, format!("{} is over-full: {words}", group.title)))
}

/// What the signs mean, as much as there is room for.
pub(super) fn legend(cols: usize) -> String {
    const PARTS: [&str; 8] = [
        "▼ told",
        "◇ promised",
        "▽ first promised",
        "▒ 10 █ 50 ░ 80–95 % there",
        "/ away",
        "· off",
        "! over-full",
        "~ tight",
    ];
    let mut line = String::new();
    for part in PARTS {
        let gap = if line.is_empty() { "" } else { "  " };
        if width(&line) + gap.len() + width(part) <= cols {
            line.push_str(gap);
            line.push_str(part);
        }
    }
    line
}
