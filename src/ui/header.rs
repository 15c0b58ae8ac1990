//! The head of the screen: book, tabs, day; under it the summary and who is at the keys.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::App;
use crate::app::area::Parts;
use crate::app::sharing::Tiding;
use crate::app::tabs;
use crate::text::width;
use crate::theme::Theme;

use super::Look;
use super::brush::{Spot, fill, put, put_fitted, put_right};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, parts: &Parts) {
    let area = parts.header;
    if area.is_empty() {
        return;
    }
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let header = tabs::header(app);
    put(buffer, look, Spot { x: 1, y: area.y, width: area.width }, &header.title, theme.text.patch(theme.title));
    for tab in &header.tabs {
        let spot = Spot { x: tab.x, y: area.y, width: area.width.saturating_sub(tab.x) };
        if tab.view == app.at {
            let style = theme.text.patch(theme.current);
            let wide = u16::try_from(width(&tab.label)).unwrap_or(0) + 2;
            fill(buffer, look, Spot { x: tab.x.saturating_sub(1), y: area.y, width: wide }, " ", style);
            put(buffer, look, spot, &tab.label, style);
        } else {
            put(buffer, look, spot, &tab.label, theme.text);
        }
    }
    if header.is_cut {
        put(buffer, look, Spot { x: 0, y: area.y, width: 1 }, look.signs.ellipsis, theme.text.patch(theme.dim));
    }
    if let Some(x) = header.more {
        put(buffer, look, Spot { x, y: area.y, width: 1 }, look.signs.ellipsis, theme.text.patch(theme.dim));
    }
    let right = Spot { x: 0, y: area.y, width: area.width.saturating_sub(1) };
    put_right(buffer, look, right, &header.day, theme.text);
    if area.height > 1 {
        let line = app.second_line();
        let y = area.y + 1;
        let end = area.width.saturating_sub(line.me_columns + 1);
        let until = line.tidings.first().map_or(end, |(x, _)| *x);
        let room = Spot { x: 1, y, width: until.saturating_sub(4) };
        put_fitted(buffer, look, room, &line.summary, theme.text);
        for (x, tiding) in &line.tidings {
            put_tiding(buffer, look, Spot { x: *x, y, width: end.saturating_sub(*x) }, tiding);
        }
        put_right(buffer, look, Spot { x: end, y, width: line.me_columns }, &line.me, theme.text.patch(theme.dim));
    }
    if !parts.rule.is_empty() {
        let rule = Spot { x: 0, y: parts.rule.y, width: parts.rule.width };
        fill(buffer, look, rule, look.signs.rule, theme.text.patch(theme.border));
    }
}

/// What is said about sharing, and the point that parts it from what follows.
pub(super) fn put_tiding(buffer: &mut Buffer, look: Look, spot: Spot, tiding: &Tiding) {
    let style = look.theme.text.patch(style_of(tiding, look.theme));
    let x = put(buffer, look, spot, tiding.words(), style);
    let rest = Spot { x, width: spot.width.saturating_sub(x.saturating_sub(spot.x)), ..spot };
    put(buffer, look, rest, " · ", look.theme.text.patch(look.theme.dim));
}

/// What goes on now or waits is to be noticed, the age of the news is there to be looked up.
const fn style_of(tiding: &Tiding, theme: &Theme) -> Style {
    match tiding {
        Tiding::Running(_) | Tiding::Waiting(_) | Tiding::Unsent(_) => theme.notice,
        Tiding::Age(_) => theme.dim,
    }
}
