//! Draws what lies over the list: a frame, the lines of its sheet, suggestions over them, and where the cursor stands.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::ink::Row;
use crate::app::layer::Context;
use crate::app::layers::Layer;
use crate::app::layers::sheet::{Placed, Sheet};
use crate::text::{clean, fit, width};

use super::Look;
use super::brush::{self, Spot, style_of};

/// So few columns beside a frame are cleared with it: half a sign of a row would look like a part of the frame.
const SLIVER: u16 = 2;

/// Draws a layer over the screen; where the cursor stands in it.
#[must_use]
pub fn draw(layer: &Layer, context: &Context, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    if area.width == 0 || area.height == 0 {
        return None;
    }
    // The layer is laid out for the size that the app knows; a resize on its way must not draw outside.
    let size = (area.width, area.height);
    let context = Context { size, ..*context };
    let sheet = layer.sheet(&context);
    Pen { look, buffer }.sheet(&sheet, size)
}

struct Pen<'a> {
    look: Look<'a>,
    buffer: &'a mut Buffer,
}

impl Pen<'_> {
    fn sheet(&mut self, sheet: &Sheet, size: (u16, u16)) -> Option<Position> {
        let placed = sheet.place(size);
        self.frame(sheet, &placed, size);
        let first = placed.first;
        let parts = [
            (&sheet.head[..], usize::from(placed.head)),
            (sheet.body.get(first..).unwrap_or_default(), usize::from(placed.body)),
            (&sheet.foot[..], usize::from(placed.foot)),
        ];
        let mut line = placed.y;
        for (rows, count) in parts {
            for n in 0..count {
                if let Some(row) = rows.get(n) {
                    self.row(row, placed.x, line, placed.cols);
                }
                line += 1;
            }
        }
        self.thumb(sheet, &placed);
        self.overlay(sheet, &placed, size);
        let (x, y) = placed.cursor(sheet.cursor?)?;
        (x < size.0 && y < size.1).then_some(Position { x, y })
    }

    /// Empties the place and draws the frame, its title above and its keys below.
    fn frame(&mut self, sheet: &Sheet, placed: &Placed, size: (u16, u16)) {
        let Look { theme, signs } = self.look;
        let outer = if placed.is_full {
            Rect { x: 0, y: 0, width: size.0, height: size.1 }
        } else {
            Rect { x: placed.x - 2, y: placed.y - 1, width: placed.cols + 4, height: placed.rows() + 2 }
        };
        let outer = outer.intersection(self.buffer.area);
        self.clear(beside_too(outer, size.0));
        let (left, right) = (outer.x, outer.right().saturating_sub(1));
        let (top, bottom) = (outer.y, outer.bottom().saturating_sub(1));
        let rule = signs.rule.repeat(usize::from(outer.width));
        self.put(left, top, &rule, theme.border, outer.width);
        if bottom > top {
            self.put(left, bottom, &rule, theme.border, outer.width);
        }
        if !placed.is_full {
            for y in top + 1..bottom {
                self.put(left, y, signs.upright, theme.border, 1);
                self.put(right, y, signs.upright, theme.border, 1);
            }
            let corners = [
                (left, top, signs.top_left),
                (right, top, signs.top_right),
                (left, bottom, signs.bottom_left),
                (right, bottom, signs.bottom_right),
            ];
            for (x, y, sign) in corners {
                self.put(x, y, sign, theme.border, 1);
            }
        }
        let inset = if placed.is_full { 1 } else { 2 };
        let room = outer.width.saturating_sub(2 * inset);
        let title = format!(" {} ", fit(&sheet.title, usize::from(room.saturating_sub(2))));
        self.put(left + inset, top, &title, theme.title, room);
        if let Some((x, y, keys)) = sheet.edge(placed, size) {
            self.row(&keys, x, y, room);
        }
    }

    /// Empties a place; a wide letter that reaches into it from the left goes whole.
    fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            if let Some(left) = area.x.checked_sub(1)
                && width(self.buffer[(left, y)].symbol()) > 1
            {
                self.buffer[(left, y)].set_symbol(" ");
            }
        }
        for position in area.positions() {
            self.buffer[position].reset();
        }
        self.buffer.set_style(area, self.look.theme.text);
    }

    /// One line, cut to its columns; the chosen one is marked over its whole width.
    fn row(&mut self, row: &Row, x: u16, y: u16, cols: u16) {
        let mut at = x;
        let end = x.saturating_add(cols);
        for piece in &row.pieces {
            if at >= end {
                break;
            }
            let style = style_of(piece.tone, self.look.theme);
            at = self.put(at, y, &piece.text, style, end - at);
        }
        if row.is_chosen {
            let area = Rect { x, y, width: cols, height: 1 }.intersection(self.buffer.area);
            self.buffer.set_style(area, self.look.theme.selection);
        }
    }

    /// Puts anybody's text at a cell; the column behind it.
    fn put(&mut self, x: u16, y: u16, text: &str, style: Style, cols: u16) -> u16 {
        brush::put(self.buffer, self.look, Spot { x, y, width: cols }, &clean(text), style)
    }

    /// Where in a long sheet one is, on the right edge.
    fn thumb(&mut self, sheet: &Sheet, placed: &Placed) {
        let (shown, all) = (usize::from(placed.body), sheet.body.len());
        if all <= shown || shown == 0 {
            return;
        }
        let x = if placed.is_full { placed.x + placed.cols.saturating_sub(1) } else { placed.x + placed.cols + 1 };
        let length = (shown * shown / all).max(1);
        let start = placed.first * (shown - length) / (all - shown);
        for n in start..start + length {
            let y = placed.y + placed.head + u16::try_from(n).unwrap_or(0);
            self.put(x, y, self.look.signs.thumb, self.look.theme.dim, 1);
        }
    }

    fn overlay(&mut self, sheet: &Sheet, placed: &Placed, size: (u16, u16)) {
        let Some((overlay, (x, y, cols))) = sheet.overlay.as_ref().zip(placed.overlay(sheet, size)) else { return };
        for (n, row) in (0..).zip(&overlay.rows) {
            let area = Rect { x, y: y + n, width: cols, height: 1 }.intersection(self.buffer.area);
            self.clear(area);
            self.row(row, x, y + n, cols);
        }
    }
}

/// A frame's place with what would be left of the screen beside it, where that is too little to tell anything.
fn beside_too(outer: Rect, columns: u16) -> Rect {
    let left = if outer.x > SLIVER { outer.x } else { 0 };
    let right = if columns.saturating_sub(outer.right()) > SLIVER { outer.right() } else { columns };
    Rect { x: left, width: right.saturating_sub(left), ..outer }
}
