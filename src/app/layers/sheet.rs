//! What a layer shows: lines of pieces with a meaning, where the cursor stands, and what lies under the mouse.
//!
//! A layer writes its sheet, the screen draws it, and a click is looked up in the same sheet, so that what is seen and
//! what is hit can't differ.

mod place;

use crate::app::ink::{Piece, Row, Spot, Tone};

use place::Frame;
pub use place::Placed;

/// Suggestions that hang under a field, over whatever is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlay {
    /// What they hang under.
    pub cursor: Cursor,
    /// Their lines.
    pub rows: Vec<Row>,
}

impl Overlay {
    /// Lines in a box that is open towards what they hang under.
    #[must_use]
    pub fn boxed(cursor: Cursor, rows: Vec<Row>) -> Self {
        let cols = rows.iter().map(Row::width).max().unwrap_or(0);
        let mut boxed: Vec<Row> = rows.into_iter().map(|row| in_box(row, cols)).collect();
        boxed.push(Row::of(Tone::Border, format!("└{}┘", "─".repeat(cols))));
        Self { cursor, rows: boxed }
    }
}

fn in_box(row: Row, cols: usize) -> Row {
    let fill = cols.saturating_sub(row.width());
    let mut pieces = vec![Piece { tone: Tone::Border, text: "│".into() }];
    pieces.extend(row.pieces);
    pieces.push(Piece { tone: Tone::Text, text: " ".repeat(fill) });
    pieces.push(Piece { tone: Tone::Border, text: "│".into() });
    Row { pieces, ..row }
}

/// What a press on a list to choose from means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// An entry.
    Entry(usize),
    /// Beside the layer.
    Outside,
    /// On it, and on no entry.
    Elsewhere,
}

/// How tall a layer wants to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Height {
    /// As tall as its lines.
    Content,
    /// Always the same, so that it doesn't jump while one types.
    Rows(usize),
}

/// What a layer shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// Lines that stay on top.
    pub head: Vec<Row>,
    /// Lines that scroll.
    pub body: Vec<Row>,
    /// Lines that stay at the bottom.
    pub foot: Vec<Row>,
    /// The keys, on its lower edge.
    pub keys: Row,
    /// Where the cursor stands: in which line of head or body, in which column.
    pub cursor: Option<Cursor>,
    /// The line of the body that must be seen.
    pub follow: usize,
    /// The first line of the body shown, where the reader scrolls.
    pub scroll: Option<usize>,
    /// Suggestions under a field.
    pub overlay: Option<Overlay>,
    /// The columns it would like inside.
    pub width: usize,
    /// How tall it would like to be.
    pub height: Height,
}

/// Where the cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cursor {
    /// Line and column of the head.
    Head(usize, usize),
    /// Line and column of the body.
    Body(usize, usize),
}

impl Sheet {
    /// An empty sheet of so many columns.
    #[must_use]
    pub fn new(title: impl Into<String>, width: usize) -> Self {
        Self {
            title: title.into(),
            head: Vec::new(),
            body: Vec::new(),
            foot: Vec::new(),
            keys: Row::default(),
            cursor: None,
            follow: 0,
            scroll: None,
            overlay: None,
            width,
            height: Height::Content,
        }
    }

    /// Where everything is on a screen of that size.
    #[must_use]
    pub fn place(&self, size: (u16, u16)) -> Placed {
        let frame = Frame::of(self.width, size);
        let (cols, most) = (frame.cols, frame.most_rows);
        let wanted = match self.height {
            Height::Content => self.head.len() + self.body.len() + self.foot.len(),
            Height::Rows(rows) => rows,
        };
        let rows = if frame.is_full { most } else { wanted.clamp(1, most.max(1)) };
        let head = self.head.len().min(rows);
        let left = rows - head;
        // The foot explains, the body is worked in: at least three lines, or half, stay for the body.
        let least_body = self.body.len().min(3.max(left / 2)).min(left);
        let foot = self.foot.len().min(left - least_body);
        let body = left - foot;
        let first = self.first_line(body);
        let top = frame.top(rows, size.1);
        Placed {
            x: frame.x,
            y: top,
            cols: u16::try_from(cols).unwrap_or(u16::MAX),
            head: u16::try_from(head).unwrap_or(u16::MAX),
            body: u16::try_from(body).unwrap_or(u16::MAX),
            foot: u16::try_from(foot).unwrap_or(u16::MAX),
            first,
            is_full: frame.is_full,
        }
    }

    fn first_line(&self, rows: usize) -> usize {
        let last_first = self.body.len().saturating_sub(rows);
        if let Some(scroll) = self.scroll {
            return scroll.min(last_first);
        }
        // One line of what comes next stays in view.
        (self.follow + 2).saturating_sub(rows).min(last_first).min(self.follow)
    }

    /// What lies under a cell of the screen.
    #[must_use]
    pub fn spot(&self, size: (u16, u16), cell: (u16, u16)) -> Spot {
        let placed = self.place(size);
        if let Some((overlay, (x, y, cols))) = self.overlay.as_ref().zip(placed.overlay(self, size)) {
            let inside = cell.0 >= x && cell.0 < x + cols && cell.1 >= y;
            if let Some(row) = inside.then(|| overlay.rows.get(usize::from(cell.1 - y))).flatten() {
                return row.spot.unwrap_or(Spot::Nothing);
            }
        }
        let (left, right) = (placed.x, placed.x + placed.cols);
        let top = placed.y;
        let bottom = top + placed.rows();
        let edge = u16::from(!placed.is_full);
        if cell.1 + 1 < top || cell.1 > bottom || cell.0 + 2 * edge < left || cell.0 >= right + 2 * edge {
            return Spot::Outside;
        }
        if cell.1 < top || cell.1 >= bottom {
            return Spot::Nothing;
        }
        let line = usize::from(cell.1 - top);
        let (head, body) = (usize::from(placed.head), usize::from(placed.body));
        let row = if line < head {
            self.head.get(line)
        } else if line < head + body {
            self.body.get(placed.first + line - head)
        } else {
            self.foot.get(line - head - body)
        };
        let col = usize::from(cell.0.saturating_sub(left));
        row.and_then(|row| row.spot_at(col)).unwrap_or(Spot::Nothing)
    }

    /// What a press on a cell of the screen chooses, where the layer is a list.
    #[must_use]
    pub fn pick(&self, size: (u16, u16), cell: (u16, u16)) -> Pick {
        match self.spot(size, cell) {
            Spot::Entry(at) => Pick::Entry(at),
            Spot::Outside => Pick::Outside,
            Spot::Field(_)
            | Spot::Word(..)
            | Spot::Suggestion(_)
            | Spot::Commitment(_)
            | Spot::Column(_)
            | Spot::Run(_)
            | Spot::Nothing => Pick::Elsewhere,
        }
    }

    /// The columns that its lines have on a screen of that size, known before they are written.
    #[must_use]
    pub fn cols(width: usize, size: (u16, u16)) -> usize {
        Frame::of(width, size).cols
    }
}
