//! Screens other than the list: each lays out what a view finds in its own way.
//!
//! A view keeps what is found, the filter and the marks; a [`Screen`] says how that looks and where one stands in it.

use std::fmt::Debug;

use crate::command::{Command, Scope};
use crate::domain::id::Id;

pub mod board;
pub mod customers;
pub mod load;
pub mod queue;
pub mod review;
pub mod standup;
pub mod timeline;

use super::area::Area;
use super::ink::{Row, Spot};
use super::layer::{Context, Kept, Outcome};

/// A view's own way of showing what it found.
pub trait Screen: Debug {
    /// Where its keys are looked up; the keys of the list hold there too.
    fn scope(&self) -> Scope;

    /// The places in the book that it is about, before any filter.
    fn select(&self, context: &Context) -> Vec<usize>;

    /// What it shows is other than before, in the order of the view: makes what drawing needs, once. Where one stood is
    /// found again.
    fn gather(&mut self, found: &[usize], context: &Context);

    /// Whether something of it is left to make while nobody waits.
    fn has_work(&self) -> bool {
        false
    }

    /// Makes a piece of what is left, no longer than a frame; whether it is to be drawn again.
    fn work(&mut self, context: &Context) -> bool {
        let _ = context;
        false
    }

    /// The commitment under the cursor.
    fn current(&self) -> Option<Id>;

    /// Puts the cursor onto a commitment; whether it is here.
    fn stand_on(&mut self, id: Id) -> bool;

    /// Takes an input; none where it is no business of this screen, and the app goes on with it.
    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome>;

    /// What it looks like in so many columns and rows: only what is seen is made.
    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture;

    /// Whether the item stands beside it on a wide screen.
    fn stands_beside(&self) -> bool {
        false
    }

    /// How it is read to somebody who doesn't see it.
    fn reading(&self) -> Reading {
        Reading::Rows
    }

    /// What is to be kept of it now, so that it goes on where it was; an empty text is forgotten.
    fn kept(&self, context: &Context) -> Option<Kept> {
        let _ = context;
        None
    }

    /// Why a filter has no meaning here, where that is so.
    fn refuses_filter(&self) -> Option<&'static str> {
        None
    }

    /// Where one is in it, in a word or two for the head of the screen: `3 of 11`.
    fn place(&self) -> Option<String> {
        None
    }
}

/// What reaches a screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Input {
    /// A command its keys mean.
    Command(Command),
    /// A press on a part of it.
    Press(Spot),
    /// A commitment is being dragged over a part of it.
    Drag(Spot, Spot),
    /// A commitment was dropped on a part of it; on itself or on nothing, the drag is over without more.
    Drop(Spot, Spot),
    /// A turn of the wheel, in lines, downwards positive.
    Wheel(i16),
}

/// How a screen is read aloud.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Line by line.
    Rows,
    /// Line by line, made so narrow that nothing stands side by side.
    Narrow,
    /// What one stands on, and the lines under the drawing that explain it.
    Below,
}

/// The first of so many lines to show when so many rows are there, so that the line under the cursor is among them.
#[must_use]
pub fn window(top: usize, at: usize, rows: usize, lines: usize) -> usize {
    let rows = rows.max(1);
    let top = top.min(at).max((at + 1).saturating_sub(rows));
    top.min(lines.saturating_sub(rows))
}

/// What a screen looks like.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Picture {
    /// Its lines from the top; what is missing at the bottom stays empty.
    pub rows: Vec<Row>,
    /// What is drawn as the line under the cursor is, in cells of the picture.
    pub selected: Vec<Area>,
    /// The first of the lines shown and how many there are, where they scroll.
    pub thumb: Option<(usize, usize)>,
}

impl Picture {
    /// What lies under a cell of it.
    #[must_use]
    pub fn spot(&self, column: u16, row: u16) -> Spot {
        self.rows.get(usize::from(row)).and_then(|row| row.spot_at(usize::from(column))).unwrap_or(Spot::Nothing)
    }
}
