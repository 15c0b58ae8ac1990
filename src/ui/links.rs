//! Where addresses stand on the screen, so that the terminal can open them.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::ink::Tone;
use crate::app::page::{self, Sheet};
use crate::text::width;

/// Cells that show an address, or a part of it, and the whole address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The cells, in one row.
    pub area: Rect,
    /// The address: letters, digits and signs of ASCII alone.
    pub address: String,
}

/// The addresses on the screen as it is; none while something lies over it.
#[must_use]
pub fn links(app: &App) -> Vec<Link> {
    let area = app.parts().item;
    let Some(commitment) = app.current().filter(|_| !area.is_empty() && app.layers.is_empty() && app.typing.is_none())
    else {
        return Vec::new();
    };
    let addresses: Vec<&str> =
        commitment.settings.links.iter().map(|link| &**link).filter(|link| opens(link)).collect();
    if addresses.is_empty() {
        return Vec::new();
    }
    let sheet = Sheet { id: commitment.id, width: usize::from(area.width), has_money: app.has_money };
    let lines = page::lines(&app.context(), sheet);
    let mut found = Vec::new();
    for (y, line) in (area.y..area.y + area.height).zip(lines.iter().skip(app.scroll)) {
        let mut x = area.x;
        for piece in line {
            let columns = u16::try_from(width(&piece.text)).unwrap_or(u16::MAX);
            let address = addresses.iter().find(|address| address.contains(piece.text.trim()));
            if piece.tone == Tone::Link
                && let Some(address) = address
            {
                let columns = columns.min((area.x + area.width).saturating_sub(x));
                found.push(Link { area: Rect { x, y, width: columns, height: 1 }, address: (*address).to_owned() });
            }
            x = x.saturating_add(columns);
        }
    }
    found
}

/// Whether a terminal may be handed the text as an address: other people wrote it.
fn opens(link: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
    is_web && link.len() < 2_000 && link.bytes().all(|byte| byte.is_ascii_graphic())
}
