//! The state as cells: `draw` takes the app and changes nothing.

pub mod brush;
mod cell;
mod footer;
mod header;
mod item;
pub mod layers;
pub mod links;
mod list;
mod screen;
mod start;
mod typing;
mod which_key;

use ratatui::Frame;

use crate::app::App;
use crate::theme::{Signs, Theme};

/// How everything looks: the theme's looks for meanings, and the signs.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Colours and modifiers.
    pub theme: &'a Theme,
    /// Signs, Unicode or ASCII.
    pub signs: &'a Signs,
}

/// Draws the whole screen.
pub fn draw(app: &App, look: Look, frame: &mut Frame) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, look.theme.text);
    if (area.width, area.height) != app.size {
        // The terminal was resized since the last message; the next one brings the right size.
        return;
    }
    if app.book.is_none() {
        start::draw(app, look, frame);
    } else {
        let parts = app.parts();
        header::draw(app, look, frame, &parts);
        if !screen::draw(app, look, frame, &parts) {
            list::draw(app, look, frame, &parts);
        }
        item::draw(app, look, frame, &parts);
        footer::draw(app, look, frame, &parts);
    }
    for layer in &app.layers {
        if let Some(cursor) = layers::draw(layer, &app.context(), look, frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    }
    which_key::draw(app, look, frame);
}
