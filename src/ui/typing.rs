//! The filter while it is typed: its cursor, the part that isn't understood, and what Tab goes through.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::app::App;
use crate::app::area::Area;
use crate::text::clean;

use super::Look;
use super::brush::{Spot, put, put_fitted};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, area: Area) {
    let Some(typing) = &app.typing else { return };
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let start =
        put(buffer, look, Spot { x: area.x + 1, y: area.y, width: area.width }, "/ ", theme.text.patch(theme.key));
    let end = (area.x + area.width).saturating_sub(1);
    let room = end.saturating_sub(start);
    let window = typing.line.window(usize::from(room));
    let text = typing.line.text();
    let shown = text.get(window.range.clone()).unwrap_or_default();
    let wrong = typing.fault().map(|error| error.at.clone());
    let (mut x, mut at) = (start, window.range.start);
    for letter in shown.graphemes(true) {
        let is_wrong = wrong.as_ref().is_some_and(|wrong| wrong.contains(&at));
        let style = theme.text.patch(theme.input);
        let style = if is_wrong { style.patch(theme.error).add_modifier(Modifier::UNDERLINED) } else { style };
        x = put(buffer, look, Spot { x, y: area.y, width: end.saturating_sub(x) }, &clean(letter), style);
        at += letter.len();
    }
    if text.is_empty() {
        let words = "words, customer:acme tech:me flag:overdue due<+2w";
        put_fitted(buffer, look, Spot { x: start, y: area.y, width: room }, words, theme.text.patch(theme.placeholder));
    } else if let Some(view) = app.view() {
        let found = match typing.fault() {
            Some(error) if area.y + 1 >= frame.area().height => error.why.clone(),
            Some(_) => String::new(),
            None if app.is_searching() => format!("{}… of {}", view.shown(), view.count),
            None => format!("{} of {}", view.shown(), view.count),
        };
        let buffer = frame.buffer_mut();
        let used = u16::try_from(crate::text::width(&found)).unwrap_or(u16::MAX);
        if x.saturating_add(used).saturating_add(3) < end {
            put(buffer, look, Spot { x: end - used, y: area.y, width: used }, &found, theme.text.patch(theme.dim));
        }
    }
    let cursor = start.saturating_add(u16::try_from(window.cursor).unwrap_or(0));
    frame.set_cursor_position(Position { x: cursor.min(end), y: area.y });
}

/// Under the filter: what is wrong with it, or what Tab goes through; whether there was something to say.
pub(super) fn draw_help(app: &App, look: Look, frame: &mut Frame, area: Area) -> bool {
    let Some(typing) = &app.typing else { return false };
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let spot = Spot { x: area.x + 3, y: area.y, width: area.width.saturating_sub(4) };
    if let Some(error) = typing.fault() {
        put_fitted(buffer, look, spot, &error.to_string(), theme.text.patch(theme.error));
        return true;
    }
    let Some((candidates, chosen)) = typing.candidates() else { return false };
    let end = spot.x + spot.width;
    let mut x = spot.x;
    for (n, each) in candidates.iter().enumerate().skip(chosen.saturating_sub(2)) {
        if x + 2 >= end {
            break;
        }
        let style = if n == chosen { theme.current } else { theme.dim };
        let spot = Spot { x, y: area.y, width: end - x };
        x = put_fitted(buffer, look, spot, each.text.trim(), theme.text.patch(style)) + 2;
    }
    true
}
