//! After the first key of several: a box with what each next key would do.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

use crate::app::App;
use crate::command::entry;
use crate::keymap::{Lookup, Next, print_keys};
use crate::text::{pad, width};

use super::Look;
use super::brush::{Spot, fill, put, put_fitted};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame) {
    if app.pending.is_empty() {
        return;
    }
    let Lookup::Prefix(next) = app.keymap.lookup(app.scope(), &app.pending) else { return };
    let what = |next: Next| match next {
        Next::Command(command) => entry(command).title,
        Next::More => "…",
    };
    let rows: Vec<(String, &str)> = next.into_iter().map(|(key, next)| (print_keys(&[key]), what(next))).collect();
    let screen = frame.area();
    let key_columns = rows.iter().map(|(key, _)| width(key)).max().unwrap_or(1);
    let columns = rows.iter().map(|(_, what)| key_columns + 2 + width(what)).max().unwrap_or(0) + 4;
    let wide = u16::try_from(columns).unwrap_or(u16::MAX).min(screen.width);
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(screen.height.saturating_sub(1));
    let area = Rect { x: screen.width - wide, y: screen.height.saturating_sub(height + 1), width: wide, height };
    if wide < 8 || height < 3 {
        return;
    }
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    Clear.render(area, buffer);
    buffer.set_style(area, theme.text);
    draw_frame(buffer, look, area, &print_keys(&app.pending));
    for (n, (key, what)) in rows.iter().take(usize::from(height - 2)).enumerate() {
        let y = area.y + 1 + u16::try_from(n).unwrap_or(0);
        let spot = Spot { x: area.x + 2, y, width: area.width - 3 };
        let x = put(buffer, look, spot, &pad(key, key_columns), theme.text.patch(theme.key));
        let rest = Spot { x: x + 2, y, width: area.right().saturating_sub(x + 3) };
        put_fitted(buffer, look, rest, what, theme.text);
    }
}

/// A frame with a title in its upper line.
fn draw_frame(buffer: &mut Buffer, look: Look, area: Rect, title: &str) {
    let style = look.theme.text.patch(look.theme.border);
    let signs = look.signs;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for y in [area.y, bottom] {
        fill(buffer, look, Spot { x: area.x, y, width: area.width }, signs.rule, style);
    }
    for (y, x) in (area.y..area.bottom()).flat_map(|y| [(y, area.x), (y, right)]) {
        put(buffer, look, Spot { x, y, width: 1 }, signs.upright, style);
    }
    let corners = [
        (area.x, area.y, signs.top_left),
        (right, area.y, signs.top_right),
        (area.x, bottom, signs.bottom_left),
        (right, bottom, signs.bottom_right),
    ];
    for (x, y, sign) in corners {
        put(buffer, look, Spot { x, y, width: 1 }, sign, style);
    }
    let spot = Spot { x: area.x + 2, y: area.y, width: area.width.saturating_sub(4) };
    put_fitted(buffer, look, spot, &format!(" {title} "), look.theme.text.patch(look.theme.title));
}
