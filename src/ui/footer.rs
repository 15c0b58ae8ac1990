//! The foot of the screen: what was done or couldn't be, and the keys that make sense now.

use ratatui::Frame;

use crate::app::area::{Area, Parts};
use crate::app::footer;
use crate::app::sharing::Tiding;
use crate::app::{App, StatusKind};
use crate::text::{fit_with, width};

use super::brush::{Spot, put, put_fitted};
use super::typing;
use super::{Look, header};

/// Columns between the state of the list and what is said about sharing.
const GAP: u16 = 3;

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
    if is_shared && app.layers.is_empty() {
        let line = parts.footer;
        let spot = Spot { x: line.x + 1, y: line.y, width: line.width.saturating_sub(2) };
        draw_tidings(&app.tidings_below(), look, frame, spot);
    }
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
        let words = shortened(&status.words, &status.next, usize::from(rest.width), look.signs.ellipsis);
        put(buffer, look, rest, &words, theme.text.patch(style));
        return true;
    }
    if !is_shared {
        let below = app.tidings_below();
        let until = below.first().map_or(spot.x + spot.width, |(x, _)| x.saturating_sub(GAP));
        let room = Spot { width: until.saturating_sub(spot.x), ..spot };
        put_fitted(buffer, look, room, &app.list_state(), theme.text.patch(theme.dim));
        draw_tidings(&below, look, frame, spot);
    }
    false
}

/// What the header has no room for, in its places on a line.
fn draw_tidings(tidings: &[(u16, Tiding)], look: Look, frame: &mut Frame, line: Spot) {
    let end = line.x + line.width;
    for (n, (x, tiding)) in tidings.iter().enumerate() {
        let until = tidings.get(n + 1).map_or(end, |(next, _)| *next);
        let spot = Spot { x: *x, y: line.y, width: until.saturating_sub(*x) };
        header::put_tiding(frame.buffer_mut(), look, spot, tiding);
    }
}

/// Words and what follows them in so many columns; where both don't fit, the words are cut, in the middle of the line.
fn shortened(words: &str, next: &str, columns: usize, ellipsis: &str) -> String {
    let (all, tail) = (width(words) + width(next), width(next));
    if all <= columns || tail == 0 {
        return fit_with(&format!("{words}{next}"), columns, ellipsis);
    }
    let next = fit_with(next, columns.saturating_sub((columns / 4).min(width(words))), ellipsis);
    let words = fit_with(words, columns.saturating_sub(width(&next)), ellipsis);
    format!("{words}{next}")
}
