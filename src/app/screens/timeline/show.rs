//! The timeline as lines: heads, headings, rows, and the selected row in words. Only what is seen is made.

use crate::app::area::Area;
use crate::app::ink::{Piece, Row, Spot, Tone, wrapped};
use crate::app::layer::Context;
use crate::app::page::tone_of;
use crate::app::screens::Picture;
use crate::command::{Command, Scope};
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Standing};
use crate::domain::person::Handle;
use crate::forecast::timeline::{Axis, Bar, By, Head, Ink, Line, Shade, Strip, Timeline as Rows, shades};
use crate::text::{fit, pad, width};

use super::{Timeline, words};

/// How the lines of the screen are shared out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// Columns without the scroll bar.
    pub cols: usize,
    /// Columns of the name of a row, the signs before it included.
    pub name: usize,
    /// Columns of its chance.
    pub chance: usize,
    /// Lines over the rows.
    pub head: usize,
    /// Lines of rows.
    pub body: usize,
    /// Lines in words under them, the rule included.
    pub foot: usize,
    /// Whether the signs are explained.
    pub has_legend: bool,
}

impl Layout {
    /// The shares of a screen of so many columns and rows.
    pub(super) fn of((cols, rows): (u16, u16)) -> Self {
        let (cols, rows) = (usize::from(cols).saturating_sub(1), usize::from(rows));
        let name = match cols {
            0..60 => (cols * 3 / 8).max(4).min(cols),
            60..100 => cols * 3 / 10,
            _ => (cols * 3 / 10).min(52),
        };
        let head = match rows {
            0..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        let foot = match rows {
            0..6 => 0,
            6..10 => 1,
            10..14 => 2,
            14..24 => 3,
            _ => 4,
        };
        let has_legend = rows >= 17 && cols >= 60;
        let chance = if cols >= 60 { 6 } else { 0 };
        let body = rows.saturating_sub(head + foot + usize::from(has_legend));
        Self { cols, name, chance, head, body, foot, has_legend }
    }

    /// The columns of time.
    const fn time(&self) -> usize {
        // One more at each end for what lies beyond.
        self.cols.saturating_sub(self.name + self.chance + 2)
    }
}

pub(super) fn picture(screen: &Timeline, context: &Context, size: (u16, u16)) -> Picture {
    let layout = Layout::of(size);
    let axis = Axis::around(context.today, screen.zoom, layout.time(), screen.aside);
    let cursor = screen.cursor;
    let top = screen.top_in(cursor, layout.body);
    let lines = &screen.rows.lines;
    let mut page = Page { screen, context, layout, axis, shaded: Vec::new() };
    let mut rows = page.heads();
    let mut selected = Vec::new();
    for (number, line) in lines.iter().enumerate().skip(top).take(layout.body) {
        if number == cursor {
            selected.push(page.name_area(rows.len()));
        }
        rows.push(match line {
            Line::Heading(number) => page.heading(*number as usize),
            Line::Item(_) => page.item(number, number == cursor),
        });
    }
    if lines.is_empty() {
        rows.extend(empty(context, layout.cols).into_iter().take(layout.body));
    }
    rows.resize(layout.head + layout.body, Row::blank());
    rows.extend(page.foot(cursor));
    let hidden = lines.len().saturating_sub(layout.body);
    let thumb = (hidden > 0).then(|| (top, usize::from(size.1) + hidden));
    Picture { rows, selected, thumb }
}

/// What it means that there is nothing, and what to do about it.
fn empty(context: &Context, cols: usize) -> Vec<Row> {
    let key = |command| context.keymap.keys_for(command, Scope::Timeline).into_iter().next().unwrap_or_default();
    let words = if context.book.commitments().iter().any(Commitment::is_open) {
        ["nothing that is open matches the filter".to_owned(), format!("{} clears it", key(Command::Cancel))]
    } else {
        let add = key(Command::QuickAdd);
        ["nothing is open, so there is nothing to lay out in time".to_owned(), format!("{add} adds a promise")]
    };
    let mut rows = vec![Row::blank()];
    rows.extend(wrapped(Tone::Strong, &words[0], cols, 0));
    rows.extend(wrapped(Tone::Text, &words[1], cols, 0));
    rows
}

struct Page<'a> {
    screen: &'a Timeline,
    context: &'a Context<'a>,
    layout: Layout,
    axis: Axis,
    /// The shades of the tech owners met so far.
    shaded: Vec<(Option<&'a Handle>, Vec<Shade>)>,
}

impl<'a> Page<'a> {
    fn before(&self) -> usize {
        self.layout.name + self.layout.chance
    }

    /// The name of a row and its chance: the cells keep their looks, also under the cursor.
    fn name_area(&self, row: usize) -> Area {
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Area { x: 0, y: cells(row), width: cells(self.before().saturating_sub(1)), height: 1 }
    }

    /// Zoom, grouping and the months; the names of the columns and the weeks.
    fn heads(&self) -> Vec<Row> {
        let Head { months, weeks, today } = self.axis.head(self.context.today);
        let labels = |labels: &[(usize, String)], today: Option<usize>| {
            let mut row = Row::default();
            let mut free = 0;
            let mut marked = today;
            for (at, label) in labels {
                if let Some(column) = marked.filter(|column| *column < *at) {
                    if column >= free {
                        row = row.with(Tone::Text, " ".repeat(column - free)).with(Tone::Today, "┃");
                        free = column + 1;
                    }
                    marked = None;
                }
                row = row.with(Tone::Text, " ".repeat(at.saturating_sub(free))).with(Tone::Dim, label.as_str());
                free = at + label.len();
            }
            if let Some(column) = marked.filter(|column| *column >= free) {
                row = row.with(Tone::Text, " ".repeat(column - free)).with(Tone::Today, "┃");
            }
            row
        };
        let by = match self.screen.rows.by {
            By::Nothing => "not grouped".to_owned(),
            by @ (By::Tech | By::Team | By::Customer) => format!("by {}", by.word()),
        };
        let first = Row::of(Tone::Text, " ")
            .with_part(Tone::Dim, "+ ", Spot::Run(Command::ZoomIn))
            .with(Tone::Strong, self.screen.zoom.word())
            .with_part(Tone::Dim, " -  ", Spot::Run(Command::ZoomOut))
            .with_part(Tone::Dim, by, Spot::Run(Command::GroupBy));
        let second = Row::of(Tone::Text, "   ").with(Tone::Heading, "COMMITMENT").cut(self.layout.name);
        let gap = self.layout.name.saturating_sub(second.width());
        let second = second.with(Tone::Text, " ".repeat(gap));
        let second = if self.layout.chance > 0 { second.with(Tone::Heading, "CHANCE") } else { second };
        // The columns of time begin after the one for what lies before them.
        let first = first.padded(self.before()).with(Tone::Text, " ");
        let second = second.padded(self.before()).with(Tone::Text, " ");
        let months = labels(&months, None);
        let weeks = labels(&weeks, today);
        let (one, two) = (first.width(), second.width());
        let heads = vec![first.beside(one, months), second.beside(two, weeks)];
        match self.layout.head {
            0 => Vec::new(),
            1 => heads.into_iter().skip(1).collect(),
            _ => heads,
        }
    }

    fn heading(&self, number: usize) -> Row {
        let Some(group) = self.screen.rows.groups.get(number) else { return Row::blank() };
        let count = format!("  {}", group.count);
        let room = self.before().saturating_sub(width(&count) + 2);
        let row = Row::of(Tone::Text, " ")
            .with(Tone::Strong, fit(&group.title, room))
            .with(Tone::Dim, count)
            .padded(self.before());
        let strip = match &self.screen.load {
            Some((_, load)) => Strip::heading(&self.axis, self.context.today, &load.weeks, Rows::cells_of(group, load)),
            None => Strip::heading(&self.axis, self.context.today, &[], &[]),
        };
        with_strip(row, &strip)
    }

    fn item(&mut self, line: usize, is_chosen: bool) -> Row {
        let found = self.screen.place_at(line).and_then(|place| {
            Some((place, self.context.book.commitments().get(place)?, self.context.standings.get(place)?))
        });
        let Some((place, commitment, standing)) = found else { return Row::blank() };
        let lead = if self.context.marks.contains(&commitment.id) {
            "◆"
        } else if is_chosen {
            "▸"
        } else {
            " "
        };
        let (sign, tone) = sign_of(standing.level());
        let name = self.layout.name.saturating_sub(4);
        let mut row = Row::of(Tone::Strong, lead).with(tone, sign).with(Tone::Text, " ");
        row = row.with(Tone::Text, pad(&title(commitment, name), name)).with(Tone::Text, " ");
        if self.layout.chance > 0 {
            let (words, tone) = self.chance(commitment, standing);
            let gap = (self.layout.chance - 1).saturating_sub(width(&words));
            row = row.with(Tone::Text, " ".repeat(gap)).with(tone, words).with(Tone::Text, " ");
        }
        let row = row.padded(self.before());
        let shades = self.shades_of(commitment.settings.tech.as_ref());
        let strip = Strip::of(&Bar::of(commitment, standing), &self.axis, self.context.today, &shades);
        with_strip(row, &strip).at(Spot::Commitment(place))
    }

    fn chance(&self, commitment: &Commitment, standing: &Standing) -> (String, Tone) {
        match standing.chance() {
            Some(chance) => (chance.to_string(), tone_of(chance, &self.context.book.rules.policy)),
            None if self.context.forecaster.is_none() && commitment.feasibility.is_some() => ("…".into(), Tone::Dim),
            None => ("–".into(), Tone::Dim),
        }
    }

    fn shades_of(&mut self, lead: Option<&'a Handle>) -> Vec<Shade> {
        if let Some((_, known)) = self.shaded.iter().find(|(each, _)| *each == lead) {
            return known.clone();
        }
        let person = lead.and_then(|lead| self.context.book.rules.people.get(lead));
        let found = shades(&self.axis, &self.context.book.rules.calendar, person);
        self.shaded.push((lead, found.clone()));
        found
    }

    /// The selected row in words, and what the signs mean.
    fn foot(&self, cursor: usize) -> Vec<Row> {
        let cols = self.layout.cols;
        let mut rows = Vec::new();
        let found = self
            .screen
            .place_at(cursor)
            .and_then(|place| Some((self.context.book.commitments().get(place)?, self.context.standings.get(place)?)));
        if self.layout.foot >= 3 {
            rows.push(Row::of(Tone::Border, "─".repeat(cols)));
        }
        if let Some((commitment, standing)) = found {
            let reason = words::reason(self.context, commitment, standing);
            match self.layout.foot {
                0 => {}
                1 => rows.push(reason),
                2 | 3 => rows.extend([words::dates(self.context, commitment, standing), reason]),
                _ => {
                    rows.extend([words::dates(self.context, commitment, standing), reason]);
                    rows.extend(words::over_full(self.screen, self.context, cursor));
                }
            }
        }
        rows.resize(self.layout.foot, Row::blank());
        if self.layout.has_legend {
            rows.push(Row::of(Tone::Dim, format!(" {}", words::legend(cols.saturating_sub(1)))));
        }
        rows.into_iter().map(|row| row.cut(cols)).collect()
    }
}

/// `Northgate: SAML single sign-on`; the customer alone where there is no room for more.
fn title(commitment: &Commitment, cols: usize) -> String {
    let customer = width(&commitment.customer);
    if customer + 4 >= cols { fit(&commitment.customer, cols) } else { fit(&commitment.title(), cols) }
}

/// The sign of a level, and its meaning.
pub(super) const fn sign_of(level: Option<Level>) -> (&'static str, Tone) {
    match level {
        Some(Level::Red) => ("●", Tone::Flag(Level::Red)),
        Some(Level::Amber) => ("▲", Tone::Flag(Level::Amber)),
        Some(Level::Dim) => ("·", Tone::Flag(Level::Dim)),
        None => (" ", Tone::Text),
    }
}

fn with_strip(mut row: Row, strip: &Strip) -> Row {
    let mut run: Option<(Tone, String)> = None;
    for ink in strip.inks() {
        let tone = tone_of_ink(ink);
        match &mut run {
            Some((before, text)) if *before == tone => text.push(ink.sign()),
            _ => {
                if let Some((tone, text)) = run.replace((tone, ink.sign().to_string())) {
                    row.pieces.push(Piece { text, tone });
                }
            }
        }
    }
    row.pieces.extend(run.map(|(tone, text)| Piece { text, tone }));
    row
}

const fn tone_of_ink(ink: Ink) -> Tone {
    match ink {
        Ink::Open | Ink::Letter(_) => Tone::Text,
        Ink::Off | Ink::Away | Ink::Original => Tone::Dim,
        Ink::Edge | Ink::Outer => Tone::BandOuter,
        Ink::Inner => Tone::BandInner,
        Ink::Today => Tone::Today,
        Ink::Told => Tone::Told,
        Ink::Promised | Ink::Before | Ink::After => Tone::Strong,
        Ink::Rule => Tone::Border,
        Ink::Over(_) => Tone::Flag(Level::Red),
        Ink::Tight(_) => Tone::Flag(Level::Amber),
    }
}
