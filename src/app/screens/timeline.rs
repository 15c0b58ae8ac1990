//! The timeline: a row a commitment, what was told against when it is likely to be there, over weeks.
//!
//! ```text
//! + month -  by tech            Nov 2026 Dec      2027       zoom, grouping, the months
//!    COMMITMENT        CHANCE     16  30  14  28  11         the weeks
//!  Lee  5                       ───┃────!─!─!─~───────       a group, and its over-full weeks
//!  ● Castellan: Audit log 42 %     ┃    ▼████████◇█░░░       a commitment on the calendar
//!  ───────────────────────────────────────────────────
//!  dvrg3x  told 11 Dec · promised 28 Jan · 80 % by 29 Jan    the selected row in words
//!  ● at-risk: told 11 Dec … → Sam: tell or renegotiate       and why it stands as it does
//! ```

mod show;
mod words;

use crate::command::{Command, Scope};
use crate::domain::commitment::Commitment;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::forecast::load::{Load, MOST_WEEKS};
use crate::forecast::timeline::{By, Line, Timeline as Rows, Zoom};

use super::{Input, Picture, Reading, Screen};
use crate::app::layer::{Context, Outcome};

use show::Layout;

/// The timeline and where one stands in it.
#[derive(Debug, Default)]
pub struct Timeline {
    zoom: Zoom,
    /// Weeks that the columns are moved aside.
    aside: i64,
    rows: Rows,
    /// The commitments of the rows.
    ids: Vec<Id>,
    load: Option<(u64, Load)>,
    /// The line under the cursor.
    cursor: usize,
    /// The first line shown.
    top: usize,
    current: Option<Id>,
}

impl Screen for Timeline {
    fn scope(&self) -> Scope {
        Scope::Timeline
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        let is_open = |(_, each): &(usize, &Commitment)| each.is_open();
        context.book.commitments().iter().enumerate().filter(is_open).map(|(place, _)| place).collect()
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        self.lay_out(found, self.rows.by, context);
        let stamp = Load::stamp(context.book, context.today);
        if self.load.as_ref().is_none_or(|(known, _)| *known != stamp) {
            self.load = Some((stamp, Load::of(context.book, context.today, MOST_WEEKS)));
        }
        let line = self.current.and_then(|id| self.line_of(id));
        let shift = self.cursor.saturating_sub(self.top);
        if let Some(line) = line {
            self.cursor = line;
            self.top = line.saturating_sub(shift);
        } else {
            self.current = None;
            self.step(0, context);
        }
        self.keep_in_sight(context);
    }

    fn current(&self) -> Option<Id> {
        self.current
    }

    fn stand_on(&mut self, id: Id) -> bool {
        let Some(line) = self.line_of(id) else { return false };
        self.cursor = line;
        self.current = Some(id);
        true
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        match input {
            Input::Command(command) => self.run(*command, context),
            Input::Wheel(lines) => {
                self.step(isize::from(*lines), context);
                Some(Outcome::Stay)
            }
            Input::Press(_) | Input::Drag(..) | Input::Drop(..) => None,
        }
    }

    fn reading(&self) -> Reading {
        Reading::Below
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        show::picture(self, context, size)
    }

    fn place(&self) -> Option<String> {
        match self.rows.lines.get(self.cursor) {
            Some(Line::Item(number)) => Some(format!("{} of {}", number + 1, self.rows.places.len())),
            Some(Line::Heading(_)) | None => None,
        }
    }
}

impl Timeline {
    fn run(&mut self, command: Command, context: &Context) -> Option<Outcome> {
        let page = isize::try_from(Layout::of(context.body).body.max(1)).unwrap_or(1);
        match command {
            Command::Down => self.step(1, context),
            Command::Up => self.step(-1, context),
            Command::Top => self.step(isize::MIN / 2, context),
            Command::Bottom => self.step(isize::MAX / 2, context),
            Command::PageDown => self.step(page, context),
            Command::PageUp => self.step(-page, context),
            Command::HalfPageDown => self.step((page / 2).max(1), context),
            Command::HalfPageUp => self.step(-(page / 2).max(1), context),
            Command::NextFlagged => return self.seek_flagged(true, context),
            Command::PreviousFlagged => return self.seek_flagged(false, context),
            Command::Left => self.aside = clamped(self.aside - self.zoom.step()),
            Command::Right => self.aside = clamped(self.aside + self.zoom.step()),
            Command::Earlier => self.aside = clamped(self.aside - 6 * self.zoom.step()),
            Command::Later => self.aside = clamped(self.aside + 6 * self.zoom.step()),
            Command::ShowToday => self.aside = 0,
            Command::ZoomIn => return Some(self.zoom_to(self.zoom.closer(), "closest")),
            Command::ZoomOut => return Some(self.zoom_to(self.zoom.wider(), "widest")),
            Command::GroupBy => {
                let places = std::mem::take(&mut self.rows.places);
                self.lay_out(&places, self.rows.by.next(), context);
                self.cursor = self.current.and_then(|id| self.line_of(id)).unwrap_or(0);
                self.top = 0;
                self.keep_in_sight(context);
                return Some(Outcome::Say(match self.rows.by {
                    By::Nothing => "not grouped".to_owned(),
                    By::Tech | By::Team | By::Customer => format!("grouped by {}", self.rows.by.word()),
                }));
            }
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn zoom_to(&mut self, zoom: Option<Zoom>, end: &str) -> Outcome {
        let Some(zoom) = zoom else { return Outcome::Say(format!("{} is the {end}", self.zoom.word())) };
        self.zoom = zoom;
        Outcome::Stay
    }

    /// The cursor so many lines on, over headings.
    fn step(&mut self, by: isize, context: &Context) {
        let Some(last) = self.rows.lines.len().checked_sub(1) else { return };
        let wanted = self.cursor.saturating_add_signed(by).min(last);
        let is_item = |line: &usize| matches!(self.rows.lines.get(*line), Some(Line::Item(_)));
        let found = if by >= 0 {
            (wanted..=last).find(is_item).or_else(|| (0..wanted).rev().find(is_item))
        } else {
            (0..=wanted).rev().find(is_item).or_else(|| (wanted..=last).find(is_item))
        };
        if let Some(line) = found {
            self.cursor = line;
            self.note();
        }
        self.keep_in_sight(context);
    }

    fn seek_flagged(&mut self, is_forward: bool, context: &Context) -> Option<Outcome> {
        let is_flagged = |line: &usize| {
            let place = self.place_at(*line);
            place.and_then(|place| context.standings.get(place)).is_some_and(Standing::is_flagged)
        };
        let (at, len) = (self.cursor, self.rows.lines.len());
        let found = if is_forward {
            (at + 1..len).chain(0..at).find(is_flagged)
        } else {
            (0..at).rev().chain((at + 1..len).rev()).find(is_flagged)
        };
        // What to say where there is none is known to the app.
        self.cursor = found?;
        self.note();
        self.keep_in_sight(context);
        Some(Outcome::Stay)
    }

    /// The rows of what is found, for a book that is at hand.
    fn lay_out(&mut self, places: &[usize], by: By, context: &Context) {
        self.rows = Rows::of(context.book, places, by);
        let commitments = context.book.commitments();
        self.ids = self.rows.places.iter().filter_map(|place| commitments.get(*place)).map(|each| each.id).collect();
    }

    fn line_of(&self, id: Id) -> Option<usize> {
        let number = u32::try_from(self.ids.iter().position(|each| *each == id)?).ok()?;
        self.rows.lines.iter().position(|line| *line == Line::Item(number))
    }

    fn place_at(&self, line: usize) -> Option<usize> {
        match self.rows.lines.get(line)? {
            Line::Item(number) => self.rows.places.get(*number as usize).copied(),
            Line::Heading(_) => None,
        }
    }

    fn note(&mut self) {
        self.current = match self.rows.lines.get(self.cursor) {
            Some(Line::Item(number)) => self.ids.get(*number as usize).copied(),
            Some(Line::Heading(_)) | None => None,
        };
    }

    fn keep_in_sight(&mut self, context: &Context) {
        self.top = self.top_in(self.cursor, Layout::of(context.body).body);
    }

    /// The first line of so many shown with the cursor among them, under the heading of its group where it is the first.
    fn top_in(&self, cursor: usize, height: usize) -> usize {
        let height = height.max(1);
        let above = cursor
            .checked_sub(1)
            .filter(|above| height > 1 && matches!(self.rows.lines.get(*above), Some(Line::Heading(_))));
        let top = self.top.min(above.unwrap_or(cursor));
        let top = if cursor >= top + height { cursor + 1 - height } else { top };
        top.min(self.rows.lines.len().saturating_sub(height))
    }
}

const fn clamped(weeks: i64) -> i64 {
    const FAR: i64 = 1_040;
    if weeks > FAR {
        FAR
    } else if weeks < -FAR {
        -FAR
    } else {
        weeks
    }
}
