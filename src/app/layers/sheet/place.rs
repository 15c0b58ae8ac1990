//! Where a sheet is on the screen: centred and framed where there is room, over all of it where there isn't.

use super::{Cursor, Row, Sheet};
use crate::app::ink::Tone;

/// Where the frame of a layer can be.
pub(super) struct Frame {
    pub x: u16,
    pub cols: usize,
    pub most_rows: usize,
    pub is_full: bool,
}

impl Frame {
    pub fn of(width: usize, size: (u16, u16)) -> Self {
        let (all_cols, all_rows) = (usize::from(size.0), usize::from(size.1));
        if all_cols < 64 || all_rows < 16 {
            return Self { x: 0, cols: all_cols, most_rows: all_rows.saturating_sub(2), is_full: true };
        }
        let cols = width.clamp(20, all_cols - 6);
        let x = (all_cols - cols) / 2;
        Self { x: u16::try_from(x).unwrap_or(0), cols, most_rows: all_rows - 4, is_full: false }
    }

    /// The first line inside: a sixth down, or higher when it wouldn't fit.
    pub fn top(&self, rows: usize, all_rows: u16) -> u16 {
        if self.is_full {
            return 1.min(all_rows.saturating_sub(1));
        }
        let lowest = usize::from(all_rows).saturating_sub(rows + 2);
        u16::try_from((usize::from(all_rows) / 6).max(2).min(lowest)).unwrap_or(1)
    }
}

/// Where a sheet is on the screen: its inside, without frame and margin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The first column inside.
    pub x: u16,
    /// The first line inside.
    pub y: u16,
    /// The columns inside.
    pub cols: u16,
    /// How many lines of the head.
    pub head: u16,
    /// How many lines of the body.
    pub body: u16,
    /// How many lines of the foot.
    pub foot: u16,
    /// The first line of the body that is shown.
    pub first: usize,
    /// Whether it takes the whole screen.
    pub is_full: bool,
}

impl Placed {
    /// How many lines there are inside.
    #[must_use]
    pub const fn rows(&self) -> u16 {
        self.head + self.body + self.foot
    }

    /// The cell of the screen where the cursor stands.
    #[must_use]
    pub fn cursor(&self, cursor: Cursor) -> Option<(u16, u16)> {
        let (line, col) = match cursor {
            Cursor::Head(line, col) => (line.min(usize::from(self.head).checked_sub(1)?), col),
            Cursor::Body(line, col) => {
                let line = line.checked_sub(self.first).filter(|line| *line < usize::from(self.body))?;
                (usize::from(self.head) + line, col)
            }
        };
        let x = self.x + u16::try_from(col).ok()?.min(self.cols.saturating_sub(1));
        Some((x, self.y + u16::try_from(line).ok()?))
    }

    /// The first cell of the suggestions and their columns.
    #[must_use]
    pub fn overlay(&self, sheet: &Sheet, size: (u16, u16)) -> Option<(u16, u16, u16)> {
        let overlay = sheet.overlay.as_ref()?;
        let (x, line) = self.cursor(overlay.cursor)?;
        let rows = u16::try_from(overlay.rows.len()).ok()?;
        let cols = overlay.rows.iter().map(Row::width).max().unwrap_or(0);
        let cols = u16::try_from(cols).ok()?.min(size.0);
        let x = x.min(size.0.saturating_sub(cols));
        let under = line + 1;
        let y = if under + rows <= size.1 { under } else { line.checked_sub(rows)? };
        Some((x, y, cols))
    }
}

impl Sheet {
    /// The line of keys on the lower edge as it fits, and the cell where it begins.
    #[must_use]
    pub fn edge(&self, placed: &Placed, size: (u16, u16)) -> Option<(u16, u16, Row)> {
        let (left, width, bottom) = if placed.is_full {
            (1, size.0.saturating_sub(2), size.1.saturating_sub(1))
        } else {
            (placed.x, placed.cols, placed.y + placed.rows())
        };
        if width < 3 || bottom == 0 {
            return None;
        }
        let mut keys = Row::of(Tone::Text, " ");
        keys.pieces.extend(self.keys.pieces.iter().cloned());
        Some((left, bottom, shortened(keys, usize::from(width) - 1).with(Tone::Text, " ")))
    }

    /// The key on the lower edge that lies under a cell, together with its word.
    #[must_use]
    pub fn key_at(&self, size: (u16, u16), cell: (u16, u16)) -> Option<String> {
        let (x, y, keys) = self.edge(&self.place(size), size)?;
        if cell.1 != y || cell.0 < x {
            return None;
        }
        let column = usize::from(cell.0 - x);
        let mut end = 0;
        let mut key = None;
        for piece in &keys.pieces {
            if piece.tone == Tone::Key {
                key = Some(&piece.text);
            } else if piece.text.trim().is_empty() {
                key = None;
            }
            end += crate::text::width(&piece.text);
            if column < end {
                return key.cloned();
            }
        }
        None
    }
}

/// The keys that fit, whole ones only: half a hint helps nobody.
fn shortened(row: Row, cols: usize) -> Row {
    if row.width() <= cols {
        return row;
    }
    let mut kept = Row::default();
    let mut used = 0;
    // A hint is its gap, its key and its word.
    let first = row.pieces.first().cloned();
    kept.pieces.extend(first);
    used += kept.width();
    let hints: Vec<_> = row.pieces.get(1..).unwrap_or_default().to_vec();
    let mut at = 0;
    while at < hints.len() {
        let take = if at == 0 { 2 } else { 3 };
        let hint = &hints[at..(at + take).min(hints.len())];
        let cells: usize = hint.iter().map(|piece| crate::text::width(&piece.text)).sum();
        if used + cells > cols {
            break;
        }
        used += cells;
        kept.pieces.extend(hint.iter().cloned());
        at += take;
    }
    kept
}
