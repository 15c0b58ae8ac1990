//! A view's own screen: the lines of its picture as cells.

use ratatui::Frame;

use crate::app::App;
use crate::app::area::{Area, Parts};

use super::Look;
use super::brush::{Spot, put_line, put_thumb, rect};

/// Draws it; whether the view has one.
pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, parts: &Parts) -> bool {
    let Some(picture) = app.picture() else { return app.screen().is_some() };
    let area = parts.view();
    let buffer = frame.buffer_mut();
    for (y, row) in (area.y..area.y + area.height).zip(&picture.rows) {
        put_line(buffer, look, Spot { x: area.x, y, width: area.width }, &row.pieces);
        if row.is_chosen {
            buffer.set_style(rect(Area { y, height: 1, ..area }), look.theme.selection);
        }
    }
    for selected in &picture.selected {
        let shown = Area { x: area.x + selected.x, y: area.y + selected.y, ..*selected };
        buffer.set_style(rect(shown).intersection(rect(area)), look.theme.selection);
    }
    if let Some(thumb) = picture.thumb {
        put_thumb(buffer, look, area, thumb);
    }
    true
}
