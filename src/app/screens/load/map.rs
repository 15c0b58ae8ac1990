//! The map: a line for each tech owner or team, a cell a week with its number, and a bar that says the same by its length.

use crate::app::area::Area;
use crate::app::ink::{Piece, Row, Spot, Tone};
use crate::app::layer::Context;
use crate::command::Command;
use crate::domain::flag::Level;
use crate::domain::person::Handle;
use crate::forecast::load::{Cell, Fit, Load as Model, Whose, days, number_words};
use crate::text::{fit, pad, pad_left, width};

use super::show::Layout;
use super::{By, CELLS, Load};

/// The least and the most columns of a cell, the blank before it included.
const CELL: (usize, usize) = (6, 9);
/// So many weeks are shown before cells grow.
const WEEKS: usize = 26;

pub(super) struct Map<'a> {
    screen: &'a Load,
    model: &'a Model,
    context: &'a Context<'a>,
    layout: Layout,
    /// Columns of a name, its sign before it.
    name: usize,
    /// Columns of a cell.
    cell: usize,
    /// The first week shown, and how many.
    weeks: (usize, usize),
}

impl<'a> Map<'a> {
    pub(super) fn new(screen: &'a Load, model: &'a Model, context: &'a Context, layout: Layout) -> Self {
        let longest = screen.lines.iter().map(|whose| width(&name_of(whose, context))).max().unwrap_or(0);
        let least = if layout.cols < 60 { 8 } else { 13 };
        let name = (longest + 3).clamp(least, 22).min(layout.cols / 3);
        let room = layout.cols.saturating_sub(name);
        // A sign more where the bars have no room.
        let least = if layout.tall == 1 { CELL.0 + 1 } else { CELL.0 };
        let cell = (room / WEEKS).clamp(least, CELL.1);
        let count = (room / cell).clamp(1, model.weeks.len().max(1));
        // The week under the cursor is among those shown, with one more to come where there is one.
        let first = (screen.week + 2).saturating_sub(count).min(screen.week);
        let first = first.min(model.weeks.len().saturating_sub(count));
        Self { screen, model, context, layout, name, cell, weeks: (first, count) }
    }

    /// The first line shown: the one under the cursor is among them.
    pub(super) fn first_line(&self) -> usize {
        let (line, shown) = (self.screen.line, self.layout.lines.max(1));
        (line + 2).saturating_sub(shown).min(line).min(self.screen.lines.len().saturating_sub(shown))
    }

    /// The lines of the map, and where the cell under the cursor is.
    pub(super) fn rows(&self) -> (Vec<Row>, Option<Area>) {
        let mut rows = self.heads();
        let first = self.first_line();
        let mut selected = None;
        for (number, whose) in self.screen.lines.iter().enumerate().skip(first).take(self.layout.lines) {
            if number == self.screen.line {
                let x = self.name + (self.screen.week - self.weeks.0) * self.cell + 1;
                selected = Some(Area {
                    x: u16::try_from(x).unwrap_or(u16::MAX),
                    y: u16::try_from(rows.len()).unwrap_or(u16::MAX),
                    width: u16::try_from(self.cell - 1).unwrap_or(0),
                    height: 1,
                });
            }
            rows.extend(self.line(number, whose));
        }
        (rows, selected)
    }

    fn shown(&self) -> std::ops::Range<usize> {
        self.weeks.0..(self.weeks.0 + self.weeks.1).min(self.model.weeks.len())
    }

    fn heads(&self) -> Vec<Row> {
        let (what, other) = match self.screen.by {
            By::Leads if self.name < 13 => ("TECH", "teams"),
            By::Leads => ("TECH OWNERS", "teams"),
            By::Teams => ("TEAMS", "tech owners"),
        };
        let what = fit(what, self.name.saturating_sub(2));
        let corner = Row::of(Tone::Text, " ").with_part(Tone::Heading, what, Spot::Run(Command::GroupBy));
        let key = self.context.keymap.keys_for(Command::GroupBy, crate::command::Scope::Load).into_iter().next();
        let turn = match key {
            Some(key) if self.name >= 12 => fit(&format!(" {key} {other}"), self.name.saturating_sub(1)),
            Some(_) | None => String::new(),
        };
        let turn = Row::default().with_part(Tone::Dim, turn, Spot::Run(Command::GroupBy));
        let (mut months, mut weeks) = (corner.padded(self.name), turn.padded(self.name));
        let mut before = None;
        for at in self.shown() {
            let first = self.model.weeks[at].first;
            let short = first.short(first);
            let (day, month) = short.split_once(' ').unwrap_or((&short, ""));
            let month = if before == Some(first.month()) { "" } else { month };
            before = Some(first.month());
            let tone = if at == self.screen.week { Tone::Strong } else { Tone::Dim };
            months = months.with(Tone::Dim, pad_left(month, self.cell));
            let mark = if at == self.screen.week { format!("▾{day}") } else { day.to_owned() };
            weeks = weeks.with(tone, pad_left(&mark, self.cell));
        }
        match self.layout.head {
            0 => Vec::new(),
            1 => vec![weeks],
            _ => vec![months, weeks],
        }
    }

    /// A line of the map: the numbers, and under them the bars where there is room.
    fn line(&self, number: usize, whose: &Whose) -> Vec<Row> {
        let is_here = number == self.screen.line;
        let lead = if is_here { "▸" } else { " " };
        let name = pad(&name_of(whose, self.context), self.name.saturating_sub(2));
        let tone = if is_here { Tone::Strong } else { Tone::Text };
        let mut numbers = Row::of(Tone::Strong, lead).with(tone, name).padded(self.name);
        let mut bars = Row::of(Tone::Dim, self.under_name(whose)).padded(self.name);
        let cells = self.model.cells(whose);
        let usual = usual(cells);
        // Measuring each line anew at each of its cells would cost more than all the rest: the columns are known.
        let mut x = self.name;
        for at in self.shown() {
            let cell = cells.get(at).copied().unwrap_or_default();
            let spot = (x, x + self.cell, Spot::Column(number * CELLS + at));
            x += self.cell;
            let (words, tone) = words_of(&cell);
            let gap = |cols: usize| Piece { text: " ".repeat(cols), tone: Tone::Text };
            if self.layout.tall == 1 {
                let shade = shade_of(&cell, usual).to_string();
                numbers.pieces.push(gap(1));
                numbers.pieces.push(Piece { text: shade, tone });
                numbers.pieces.push(gap(self.cell.saturating_sub(2 + words.len())));
            } else {
                numbers.pieces.push(gap(self.cell.saturating_sub(words.len())));
                // What is asked for by then would come on top.
                let asked = usize::from(cell.asked > 0.0);
                let bar = bar_of(&cell, usual, self.cell - 1 - asked).into_iter();
                bars.pieces.push(gap(1));
                bars.pieces.extend(bar.map(|(text, tone)| Piece { text, tone }).filter(|piece| !piece.text.is_empty()));
                bars.pieces.extend((asked > 0).then(|| Piece { text: "+".into(), tone: Tone::Sales }));
                bars.parts.push(spot);
            }
            numbers.pieces.push(Piece { text: words, tone });
            numbers.parts.push(spot);
        }
        if self.layout.tall == 1 { vec![numbers] } else { vec![numbers, bars] }
    }

    /// What is signed, and what is asked on top, under the name.
    fn under_name(&self, whose: &Whose) -> String {
        let sums = match whose {
            Whose::Lead(lead) => self.owner_sums(lead),
            Whose::Team(name) => {
                self.model.teams.iter().find(|team| team.name == *name).map(|team| (team.signed, team.asked))
            }
        };
        let Some((signed, asked)) = sums else { return String::new() };
        let asked = if asked > 0.0 { format!(" +{}", days(asked)) } else { String::new() };
        fit(&format!("   {}{asked}", days(signed)), self.name.saturating_sub(1))
    }

    fn owner_sums(&self, lead: &Handle) -> Option<(f64, f64)> {
        self.model.owners.iter().find(|owner| owner.lead == *lead).map(|owner| (owner.signed, owner.asked))
    }
}

fn name_of(whose: &Whose, context: &Context) -> String {
    match whose {
        Whose::Lead(lead) => context.book.rules.people.called(lead),
        Whose::Team(team) => team.clone(),
    }
}

/// What gets done in a week without holidays and absences: the most of any week.
fn usual(cells: &[Cell]) -> f64 {
    cells.iter().fold(0.0, |most, cell| if cell.capacity > most { cell.capacity } else { most })
}

/// The number of a cell with its sign.
fn words_of(cell: &Cell) -> (String, Tone) {
    let tone = match cell.fit() {
        Fit::Over => Tone::Flag(Level::Red),
        Fit::Tight => Tone::Flag(Level::Amber),
        Fit::Covered if cell.placed > 0.0 => Tone::Text,
        Fit::Covered | Fit::Off => Tone::Dim,
    };
    (number_words(cell), tone)
}

/// The bar of a cell: taken, free, and the time that is missing from a usual week.
fn bar_of(cell: &Cell, usual: f64, cols: usize) -> [(String, Tone); 3] {
    let there = if usual > 0.0 { share(cell.capacity / usual, cols) } else { 0 };
    let there = if cell.capacity > 0.0 { there.max(1) } else { 0 };
    let taken = share(cell.taken(), there);
    let taken = if cell.placed > 0.0 { taken.max(1).min(there) } else { 0 };
    let tone = match cell.fit() {
        Fit::Over => Tone::Flag(Level::Red),
        Fit::Tight => Tone::Flag(Level::Amber),
        Fit::Covered | Fit::Off => Tone::BandInner,
    };
    [("█".repeat(taken), tone), ("░".repeat(there - taken), Tone::Dim), ("/".repeat(cols - there), Tone::Dim)]
}

/// How full a cell is, as one sign where there is no room for a bar.
fn shade_of(cell: &Cell, usual: f64) -> char {
    if cell.fit() == Fit::Over {
        return '█';
    }
    if cell.capacity < usual * 0.75 && cell.taken() < 0.95 {
        return '/';
    }
    match cell.taken() {
        taken if taken >= 0.95 => '█',
        taken if taken >= 0.5 => '▒',
        taken if taken > 0.0 => '░',
        _ => ' ',
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a few columns"
)]
fn share(of: f64, cols: usize) -> usize {
    ((of.clamp(0.0, 1.0) * cols as f64).round() as usize).min(cols)
}
