//! The head of the screen: book, tabs, day; under it the summary and who is at the keys.

use ratatui::Frame;

use crate::app::App;
use crate::app::area::Parts;
use crate::app::tabs;
use crate::text::width;

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
        let me = app.book().rules.people.called(app.me());
        let columns = u16::try_from(width(&me)).unwrap_or(0).min(area.width / 3);
        let y = area.y + 1;
        let room = area.width.saturating_sub(columns + 4);
        put_fitted(buffer, look, Spot { x: 1, y, width: room }, &app.summary_line(usize::from(room)), theme.text);
        let x = area.width.saturating_sub(columns + 1);
        put_right(buffer, look, Spot { x, y, width: columns }, &me, theme.text.patch(theme.dim));
    }
    if !parts.rule.is_empty() {
        let rule = Spot { x: 0, y: parts.rule.y, width: parts.rule.width };
        fill(buffer, look, rule, look.signs.rule, theme.text.patch(theme.border));
    }
}
