//! One frame without a terminal, and how it is printed.

use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::session::Session;
use crate::app::App;
use crate::app::layer::Context;
use crate::app::layers::Layer;
use crate::text::width;
use crate::ui::{self, Look};

/// The cells of the screen as it is.
pub(super) fn buffer(session: &Session, size: (u16, u16)) -> Buffer {
    drawn(&session.app, session.look(), size).0
}

/// The cells of the screen in some look, and where the cursor stands while somebody types.
pub(super) fn drawn(app: &App, look: Look, size: (u16, u16)) -> (Buffer, Option<Position>) {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test terminal takes any size");
    terminal.hide_cursor().expect("a test terminal hides anything");
    terminal.draw(|frame| ui::draw(app, look, frame)).expect("a test terminal draws anything");
    let cursor = terminal.backend().cursor_visible().then(|| terminal.backend().cursor_position());
    (terminal.backend().buffer().clone(), cursor)
}

/// The cells of one layer alone, and where the cursor stands in it.
pub(super) fn layer(layer: &Layer, context: &Context, look: Look, size: (u16, u16)) -> (Buffer, Option<Position>) {
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: size.0, height: size.1 });
    let cursor = ui::layers::draw(layer, context, look, &mut buffer);
    (buffer, cursor)
}

/// The letters of the cells, a line each, without the blanks at the end.
pub(super) fn print(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.y..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.x;
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(width(symbol)).unwrap_or(1).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The letters, and under each line the looks of its runs: `3..12 red bold`.
pub(super) fn dump(buffer: &Buffer) -> String {
    let text = print(buffer);
    let mut out = String::new();
    for (line, y) in text.lines().zip(buffer.area.y..) {
        let _ = writeln!(out, "{line}");
        let mut start = buffer.area.x;
        while start < buffer.area.right() {
            let style = buffer[(start, y)].style();
            let end =
                (start..buffer.area.right()).find(|x| buffer[(*x, y)].style() != style).unwrap_or(buffer.area.right());
            let words = words(style);
            if !words.is_empty() {
                let _ = writeln!(out, "    {start}..{end} {words}");
            }
            start = end;
        }
    }
    out
}

fn words(style: Style) -> String {
    let colour =
        |colour: Option<Color>| colour.filter(|colour| *colour != Color::Reset).map(|colour| colour.to_string());
    let mut parts: Vec<String> = Vec::new();
    parts.extend(colour(style.fg));
    parts.extend(colour(style.bg).map(|colour| format!("on {colour}")));
    let modifiers = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::REVERSED, "reverse"),
        (Modifier::CROSSED_OUT, "strike"),
    ];
    parts.extend(
        modifiers.iter().filter(|(each, _)| style.add_modifier.contains(*each)).map(|(_, word)| (*word).to_owned()),
    );
    parts.join(" ")
}
