//! The list: heads, rows, and what to do where there are none. Only the rows on the screen are put into words.

use ratatui::Frame;

use crate::app::area::{Area, Parts};
use crate::app::column::{LEAD, Placed};
use crate::app::rows::Row;
use crate::app::view::{Origin, View};
use crate::app::{App, Focus};
use crate::command::Command;
use crate::domain::book::Problem;
use crate::domain::flag::Level;
use crate::text::{width, wrap};

use super::Look;
use super::brush::{Spot, flag, put, put_fitted, put_right, put_thumb, rect};
use super::cell;

pub(super) fn draw(app: &App, look: Look, frame: &mut Frame, parts: &Parts) {
    let Some(view) = app.view() else { return };
    if parts.list.is_empty() {
        return;
    }
    let placed = app.placed_columns();
    draw_heads(view, &placed, look, frame, parts.heads);
    if view.rows.is_empty() && app.is_searching() {
        return;
    }
    if view.rows.is_empty() {
        draw_empty(app, view, look, frame, parts.list);
        return;
    }
    let rows = view.rows.iter().enumerate().skip(view.top()).take(usize::from(parts.list.height));
    for (line, (number, row)) in rows.enumerate() {
        let y = parts.list.y + u16::try_from(line).unwrap_or(0);
        let area = Area { y, height: 1, ..parts.list };
        match row {
            Row::Problem(number) => {
                if let Some(problem) = app.book().problems.get(*number) {
                    draw_problem(problem, look, frame, area);
                }
            }
            Row::Heading(title) => draw_heading(title, look, frame, area),
            Row::Item(place) => draw_item(app, &Item { place: *place, number, view }, &placed, look, frame, area),
        }
        if number == view.cursor() {
            draw_cursor(app, look, frame, area);
        }
    }
    put_thumb(frame.buffer_mut(), look, parts.list, (view.top(), view.rows.len()));
}

fn draw_heads(view: &View, placed: &[Placed], look: Look, frame: &mut Frame, area: Area) {
    if area.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    let style = look.theme.text.patch(look.theme.heading);
    for each in placed {
        let head = each.column.head();
        let spot = Spot { x: area.x + each.x, y: area.y, width: each.width };
        let end = if each.column.is_right() {
            put_right(buffer, look, spot, head, style);
            spot.x + spot.width
        } else {
            let end = put_fitted(buffer, look, spot, head, style);
            if end < spot.x + spot.width { end + 1 } else { end }
        };
        if view.sort.key == each.column.sort() {
            let sign = if view.sort.is_reversed { look.signs.descending } else { look.signs.ascending };
            put(buffer, look, Spot { x: end, y: area.y, width: 1 }, sign, look.theme.text.patch(look.theme.strong));
        }
    }
}

/// A row: the commitment's place in the book, and its number in the list.
struct Item<'a> {
    place: usize,
    number: usize,
    view: &'a View,
}

fn draw_item(app: &App, item: &Item, placed: &[Placed], look: Look, frame: &mut Frame, area: Area) {
    let Some((commitment, standing)) = app.book().commitments().get(item.place).zip(app.standings.get(item.place))
    else {
        return;
    };
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let is_marked = item.view.marks().contains(&commitment.id)
        || item.view.range().is_some_and(|range| range.contains(&item.number));
    let base = if is_marked { theme.text.patch(theme.marked) } else { theme.text };
    if is_marked {
        put(buffer, look, Spot { x: area.x, y: area.y, width: 1 }, look.signs.mark, theme.text.patch(theme.strong));
    }
    if let Some(level) = standing.level() {
        let sign = match level {
            Level::Red => look.signs.red,
            Level::Amber => look.signs.amber,
            Level::Dim => look.signs.dim,
        };
        put(buffer, look, Spot { x: area.x + 1, y: area.y, width: 1 }, sign, theme.text.patch(flag(level, theme)));
    }
    for each in placed {
        let spot = Spot { x: area.x + each.x, y: area.y, width: each.width };
        let (text, style) = cell::of(app, commitment, standing, *each, look);
        if each.column.is_right() {
            put_right(buffer, look, spot, &text, base.patch(style));
        } else {
            put_fitted(buffer, look, spot, &text, base.patch(style));
        }
    }
}

fn draw_problem(problem: &Problem, look: Look, frame: &mut Frame, area: Area) {
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    put(buffer, look, Spot { x: area.x + 1, y: area.y, width: 1 }, look.signs.cross, theme.text.patch(theme.error));
    let spot = Spot { x: area.x + LEAD, y: area.y, width: area.width.saturating_sub(LEAD + 1) };
    put_fitted(buffer, look, spot, &problem.to_string(), theme.text);
}

fn draw_heading(title: &(String, usize), look: Look, frame: &mut Frame, area: Area) {
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    let spot = Spot { x: area.x + 1, y: area.y, width: area.width.saturating_sub(2) };
    let x = put_fitted(buffer, look, spot, &title.0, theme.text.patch(theme.strong));
    let rest = Spot { x, y: area.y, width: (area.x + area.width).saturating_sub(x) };
    put(buffer, look, rest, &format!("  {}", title.1), theme.text.patch(theme.dim));
}

fn draw_cursor(app: &App, look: Look, frame: &mut Frame, area: Area) {
    let (theme, buffer) = (look.theme, frame.buffer_mut());
    if buffer[(area.x, area.y)].symbol() == " " {
        put(buffer, look, Spot { x: area.x, y: area.y, width: 1 }, look.signs.cursor, theme.text.patch(theme.strong));
    }
    if app.focus == Focus::List {
        buffer.set_style(rect(Area { width: area.width.saturating_sub(1), ..area }), theme.selection);
    }
}

/// What an empty list means, and what to do about it.
fn draw_empty(app: &App, view: &View, look: Look, frame: &mut Frame, area: Area) {
    let words = empty_words(app, view);
    let columns = usize::from(area.width.saturating_sub(2)).max(1);
    let lines: Vec<(String, usize)> = words
        .iter()
        .enumerate()
        .flat_map(|(n, text)| wrap(text, columns).into_iter().map(move |line| (line, n)))
        .collect();
    let top = (area.height / 3).min(area.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(0)));
    for (n, (line, part)) in lines.iter().enumerate().take(usize::from(area.height - top)) {
        let y = area.y + top + u16::try_from(n).unwrap_or(0);
        let used = u16::try_from(width(line)).unwrap_or(area.width).min(area.width);
        let style = if *part == 0 { look.theme.strong } else { look.theme.text };
        let spot = Spot { x: area.x + (area.width - used) / 2, y, width: used };
        put(frame.buffer_mut(), look, spot, line, look.theme.text.patch(style));
    }
}

fn empty_words(app: &App, view: &View) -> [String; 2] {
    let key = |command| app.keymap.keys_for(command, app.scope_below()).into_iter().next().unwrap_or_default();
    let add = key(Command::QuickAdd);
    if let Some(fault) = &view.fault {
        return [fault.clone(), "the view can be mended in book.toml".into()];
    }
    if !view.filter.is_empty() {
        let escape = key(Command::Cancel);
        return [format!("no commitment matches `{}`", view.filter), format!("{escape} clears the filter")];
    }
    if app.book().commitments().is_empty() {
        return ["nothing is promised yet".into(), format!("{add} writes the first promise")];
    }
    match view.origin {
        Origin::Attention => {
            let all = app.book().commitments().len();
            [
                "nothing needs attention".into(),
                format!("{} shows all {all}, {add} adds a promise", key(Command::View(2))),
            ]
        }
        Origin::All | Origin::Saved | Origin::Screen | Origin::Mode => {
            [format!("nothing in “{}” at the moment", view.name), format!("{add} adds a promise")]
        }
    }
}
