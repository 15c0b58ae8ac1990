//! After the first key of several: a box with what each next key would do.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

use crate::app::App;
use crate::app::which_key::popup;
use crate::keymap::print_keys;
use crate::text::pad;

use super::Look;
use super::brush::{Spot, fill, put, put_fitted, rect};

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame) {
    let Some(popup) = popup(app) else { return };
    let area = rect(popup.area);
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    Clear.render(area, buffer);
    buffer.set_style(area, theme.text);
    draw_frame(buffer, look, area, &popup.title);
    for (y, (key, what)) in (area.y + 1..).zip(&popup.rows) {
        let spot = Spot { x: area.x + 2, y, width: area.width - 3 };
        let key = pad(&print_keys(&[*key]), popup.key_columns);
        let x = put(buffer, look, spot, &key, theme.text.patch(theme.key));
        let rest = Spot { x: x + 2, y, width: area.right().saturating_sub(x + 3) };
        put_fitted(buffer, look, rest, what, theme.text);
    }
    if popup.more > 0 {
        let y = area.bottom().saturating_sub(2);
        let spot = Spot { x: area.x + 2, y, width: area.width - 3 };
        put_fitted(buffer, look, spot, &format!("… {} more: : palette", popup.more), theme.text.patch(theme.dim));
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
