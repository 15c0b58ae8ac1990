//! The first screen of all, before there is a book: what this is, and the one key that begins.

use ratatui::Frame;
use ratatui::style::Style;

use crate::app::App;
use crate::command::Command;
use crate::text::{width, wrap};

use super::Look;
use super::brush::{Spot, put, put_fitted};

/// No line of it is longer.
const COLUMNS: usize = 66;
/// From this height on there is room to explain.
const ROOMY: u16 = 16;

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame) {
    let area = frame.area();
    let theme = look.theme;
    let columns = COLUMNS.min(usize::from(area.width.saturating_sub(2))).max(1);
    let lines = lines(app, look, columns, area.height >= ROOMY);
    let wide = lines.iter().map(|(line, _)| width(line)).max().unwrap_or(0);
    let left = area.width.saturating_sub(u16::try_from(wide).unwrap_or(0)) / 2;
    let top = area.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(0) + 1) / 2;
    let buffer = frame.buffer_mut();
    for (n, (line, style)) in lines.iter().enumerate().take(usize::from(area.height)) {
        let spot = Spot { x: left, y: top + u16::try_from(n).unwrap_or(0), width: area.width - left };
        put(buffer, look, spot, line, theme.text.patch(*style));
    }
    if let Some(status) = &app.status {
        let y = area.height.saturating_sub(1);
        let spot = Spot { x: 1, y, width: area.width.saturating_sub(2) };
        put_fitted(buffer, look, spot, &status.words, theme.text.patch(theme.error));
    }
}

fn lines(app: &App, look: Look, columns: usize, is_roomy: bool) -> Vec<(String, Style)> {
    let theme = look.theme;
    let key = |command| app.keymap.keys_for(command, app.scope()).into_iter().next().unwrap_or_default();
    let (open, back) = (key(Command::Open), key(Command::Back));
    let about = "A promise to a customer takes two signatures: sales says what and by when, tech says whether and in \
                 how long. One shared book keeps both, and puts what is overdue, over-promised or unanswered on top.";
    let begin = format!("{open:<7}makes a book and asks for the first promise");
    let place = format!("       in {}", app.place);
    let leave = format!("{back:<7}leaves");
    let demo = "countersign demo       opens a sample book to look around in";
    let init = "countersign init DIR   makes it elsewhere, as in a git repository";
    let mut parts: Vec<(&str, Style)> = vec![("countersign", theme.title), ("", theme.text)];
    if is_roomy {
        parts.extend([(about, theme.text), ("", theme.text)]);
    }
    parts.extend([("There is no book yet.", theme.strong), ("", theme.text), (&*begin, theme.text)]);
    parts.extend([(&*place, theme.dim), (&*leave, theme.text)]);
    if is_roomy {
        parts.extend([("", theme.text), (demo, theme.dim), (init, theme.dim)]);
    }
    parts
        .into_iter()
        .flat_map(|(text, style)| {
            // Lines that fit keep their blanks, so that the keys stand under each other.
            let whole = if width(text) <= columns { vec![text.to_owned()] } else { wrap(text, columns) };
            whole.into_iter().map(move |line| (line, style))
        })
        .collect()
}
