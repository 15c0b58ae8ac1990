//! The item page, beside the list or alone.

use ratatui::Frame;

use crate::app::area::Parts;
use crate::app::page::{self, Sheet};
use crate::app::{App, Focus};

use super::Look;
use super::brush::{Spot, put, put_line, put_thumb};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, parts: &Parts) {
    let theme = look.theme;
    let buffer = frame.buffer_mut();
    for row in 0..parts.divider.height {
        let style = if app.focus == Focus::Item { theme.strong } else { theme.border };
        let spot = Spot { x: parts.divider.x, y: parts.divider.y + row, width: 1 };
        put(buffer, look, spot, look.signs.upright, theme.text.patch(style));
    }
    let area = parts.item;
    let Some(commitment) = app.current().filter(|_| !area.is_empty()) else { return };
    let sheet = Sheet { id: commitment.id, width: usize::from(area.width), has_money: app.has_money };
    let lines = page::lines(&app.context(), sheet);
    for (n, line) in lines.iter().skip(app.scroll).take(usize::from(area.height)).enumerate() {
        let y = area.y + u16::try_from(n).unwrap_or(0);
        put_line(buffer, look, Spot { x: area.x, y, width: area.width.saturating_sub(1) }, line);
    }
    put_thumb(buffer, look, area, (app.scroll, lines.len()));
}
