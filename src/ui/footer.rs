//! The foot of the screen: what was done or couldn't be, and the keys that make sense now.

use ratatui::Frame;

use crate::app::area::{Area, Parts};
use crate::app::footer;
use crate::app::{App, StatusKind};
use crate::text::width;

use super::brush::{Spot, put, put_fitted, put_right};
use super::typing;
use super::{Look, header};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, parts: &Parts) {
    let is_shared = parts.status.is_empty();
    let line = if is_shared { parts.footer } else { parts.status };
    if line.is_empty() {
        return;
    }
    let is_taken = if app.typing.is_some() {
        typing::draw(app, look, frame, line);
        true
    } else {
        draw_status(app, look, frame, line, is_shared)
    };
    if is_shared && is_taken || !is_shared && typing::draw_help(app, look, frame, parts.footer) {
        return;
    }
    draw_hints(app, look, frame, parts.footer);
}

fn draw_hints(app: &App, look: Look, frame: &mut Frame, area: Area) {
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    for hint in footer::hints(app) {
        let spot = Spot { x: hint.x, y: area.y, width: area.width.saturating_sub(hint.x) };
        let x = put(buffer, look, spot, &hint.key, theme.text.patch(theme.key));
        let rest = Spot { x: x + 1, y: area.y, width: area.width.saturating_sub(x + 1) };
        put(buffer, look, rest, hint.word, theme.text.patch(theme.dim));
    }
}

/// The status line; whether the line is taken.
fn draw_status(app: &App, look: Look, frame: &mut Frame, area: Area, is_shared: bool) -> bool {
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let spot = Spot { x: area.x + 1, y: area.y, width: area.width.saturating_sub(2) };
    if let Some(status) = &app.status {
        let (sign, style) = match status.kind {
            StatusKind::Done => (look.signs.tick, theme.success),
            StatusKind::Refused => (look.signs.cross, theme.error),
            StatusKind::Notice => (look.signs.separator, theme.notice),
        };
        let x = put(buffer, look, spot, sign, theme.text.patch(style));
        let rest = Spot { x: x + 1, y: spot.y, width: spot.width.saturating_sub(2) };
        put_fitted(buffer, look, rest, &status.words, theme.text.patch(style));
        return true;
    }
    if !is_shared {
        let below = app.tiding_below();
        let taken = below.as_ref().map_or(0, |tiding| u16::try_from(width(tiding.words()) + 3).unwrap_or(u16::MAX));
        let room = Spot { width: spot.width.saturating_sub(taken), ..spot };
        put_fitted(buffer, look, room, &app.list_state(), theme.text.patch(theme.dim));
        if let Some(tiding) = below {
            put_right(buffer, look, spot, tiding.words(), theme.text.patch(header::style_of(&tiding, theme)));
        }
    }
    false
}
