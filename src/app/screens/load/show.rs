//! The screen of the load: how its lines are shared out, the map on top, the week under the cursor below.

use crate::app::area::Area;
use crate::app::ink::{Row, Tone, wrapped};
use crate::app::layer::Context;
use crate::app::screens::Picture;
use crate::domain::flag::Level;
use crate::forecast::load::{Fit, Load as Model, Whose};

use super::{By, Focus, Load, list, map};

/// How the lines of the screen are shared out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// Columns without the scroll bar.
    pub cols: usize,
    /// Lines over the map.
    pub head: usize,
    /// Lines of the map that are shown.
    pub lines: usize,
    /// Rows that each of them has.
    pub tall: usize,
    /// Rows of the week under the cursor: its title and where its number comes from, a rule before them.
    pub words: usize,
    /// Rows of what fills it.
    pub list: usize,
    /// Whether the signs are explained.
    pub has_legend: bool,
}

impl Layout {
    /// The shares of a screen of so many columns and rows.
    pub(super) fn of(screen: &Load, (cols, rows): (u16, u16)) -> Self {
        let (cols, rows) = (usize::from(cols).saturating_sub(1), usize::from(rows));
        let head = match rows {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        let words = match rows {
            0..6 => 0,
            6..10 => 1,
            10..16 => 2,
            16..24 => 4,
            _ => 5,
        };
        let has_legend = rows >= 18 && cols >= 60;
        let rest = rows.saturating_sub(head + words + usize::from(has_legend));
        let least_list = rest.min(screen.shares.len().clamp(1, 6)).min(rest / 3);
        let count = screen.lines.len();
        // With a row for its bar, each line is twice as tall.
        let tall = if count * 2 + least_list <= rest { 2 } else { 1 };
        let lines = count.min(rest.saturating_sub(least_list) / tall);
        Self { cols, head, lines, tall, words, list: rest.saturating_sub(lines * tall), has_legend }
    }
}

pub(super) fn picture(screen: &Load, context: &Context, size: (u16, u16)) -> Picture {
    let layout = Layout::of(screen, size);
    let Some((_, model)) = screen.model.as_ref().filter(|_| !screen.lines.is_empty()) else {
        return Picture { rows: empty(screen, layout.cols), ..Picture::default() };
    };
    let map = map::Map::new(screen, model, context, layout);
    let (mut rows, selected) = map.rows();
    rows.extend(words(screen, model, context, layout));
    let chosen_row = rows.len();
    let (lines, first, count) = list::rows(screen, context, layout);
    rows.extend(lines);
    rows.resize(layout.head + layout.lines * layout.tall + layout.words + layout.list, Row::blank());
    if layout.has_legend {
        rows.push(Row::of(Tone::Dim, format!(" {LEGEND}")).cut(layout.cols));
    }
    let selected: Vec<Area> = match screen.focus {
        Focus::Map => selected.into_iter().collect(),
        Focus::List => list::area(screen, layout, (chosen_row, first)).into_iter().collect(),
    };
    let hidden = count.saturating_sub(layout.list);
    let hidden_lines = screen.lines.len().saturating_sub(layout.lines);
    let thumb = match screen.focus {
        Focus::List if hidden > 0 => Some((first, usize::from(size.1) + hidden)),
        Focus::Map if hidden_lines > 0 => Some((map.first_line(), usize::from(size.1) + hidden_lines)),
        Focus::List | Focus::Map => None,
    };
    Picture { rows, selected, thumb }
}

const LEGEND: &str = "100% full  ~ tight  !3d don't fit by then  / less time  + asked on top";

/// What it means that there is nothing, and what to do about it.
fn empty(screen: &Load, cols: usize) -> Vec<Row> {
    let words = match screen.by {
        By::Leads => ["nobody has signed work, and nobody is asked for any", "a tech owner of a promise appears here"],
        By::Teams => ["nobody in the book is in a team", "`team` of a person in book.toml puts people into teams"],
    };
    let mut rows = vec![Row::blank()];
    rows.extend(wrapped(Tone::Strong, words[0], cols, 0));
    rows.extend(wrapped(Tone::Text, words[1], cols, 0));
    rows
}

/// The week under the cursor: whose, which, and where its number comes from.
fn words(screen: &Load, model: &Model, context: &Context, layout: Layout) -> Vec<Row> {
    let (Some(whose), Some(week)) = (screen.lines.get(screen.line), model.weeks.get(screen.week)) else {
        return Vec::new();
    };
    let people = &context.book.rules.people;
    let name = match whose {
        Whose::Lead(lead) => people.called(lead),
        Whose::Team(team) => team.clone(),
    };
    let fit = model.cells(whose).get(screen.week).map_or(Fit::Off, crate::forecast::load::Cell::fit);
    let (sign, tone) = match fit {
        Fit::Over => ("! ", Tone::Flag(Level::Red)),
        Fit::Tight => ("~ ", Tone::Flag(Level::Amber)),
        Fit::Covered | Fit::Off => ("", Tone::Text),
    };
    let span = format!(", {} to {}", week.first.short(context.today), week.last.short(context.today));
    let title = Row::of(Tone::Text, " ").with(tone, sign).with(Tone::Strong, name).with(Tone::Strong, span);
    let title = match whose {
        Whose::Lead(lead) => title.with(Tone::Dim, outside(model, lead)),
        Whose::Team(_) => title,
    };
    let cols = layout.cols.saturating_sub(1);
    let formula = model.formula(whose, screen.week, people);
    let due = model.due_words(whose, screen.week, context.today);
    let mut rows = Vec::new();
    if layout.words >= 4 {
        rows.push(Row::of(Tone::Border, "─".repeat(layout.cols)));
    }
    rows.push(title);
    let indent = |row: Row| Row::of(Tone::Text, " ").beside(1, row);
    let said: Vec<Row> =
        [formula, due].iter().map(|text| indent(Row::of(Tone::Dim, text.as_str()).cut(cols))).collect();
    match layout.words {
        0..=2 => rows.extend(said.into_iter().skip(1)),
        _ => rows.extend(said),
    }
    rows.into_iter()
        .map(|row| row.cut(layout.cols))
        .chain(std::iter::repeat_with(Row::blank))
        .take(layout.words)
        .collect()
}

/// What an owner has that lies in no week.
fn outside(model: &Model, lead: &crate::domain::person::Handle) -> String {
    let Some(owner) = model.owners.iter().find(|owner| owner.lead == *lead) else { return String::new() };
    let mut parts = Vec::new();
    if owner.beyond > 0.0 {
        parts.push(format!("{} later than these weeks", crate::forecast::load::days(owner.beyond)));
    }
    if !owner.unsized_work.is_empty() {
        parts.push(format!("{} signed without days", owner.unsized_work.len()));
    }
    if parts.is_empty() { String::new() } else { format!("  ({})", parts.join(", ")) }
}
