//! The tabs of the header: which fit, and where each stands, for drawing and for the mouse alike.

use crate::command::LAST_VIEW;
use crate::text::{fit, width};

use super::App;
use super::view::{Origin, View};

/// A tab on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// The number of its view, from 0.
    pub view: usize,
    /// Its first column.
    pub x: u16,
    /// `1 Attention 9`.
    pub label: String,
}

/// The first line of the header.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Header {
    /// The program's and the book's name, as much as fits.
    pub title: String,
    /// The tabs that fit.
    pub tabs: Vec<Tab>,
    /// Whether there are tabs before those shown.
    pub is_cut: bool,
    /// Where it says that there are tabs after those shown.
    pub more: Option<u16>,
    /// The day, where it fits.
    pub day: String,
}

/// The first line of the header for the screen as it is.
#[must_use]
pub fn header(app: &App) -> Header {
    let columns = usize::from(app.size.0);
    let day = format!("{} {}", app.today.weekday(), app.today.short(app.today));
    let name = &app.book().rules.name;
    let labels: Vec<String> = app
        .views
        .iter()
        .enumerate()
        .filter(|(_, view)| view.is_tab())
        .map(|(n, view)| label(n, &view.name, &counted(app, n, view)))
        .collect();
    if app.view().is_some_and(|view| !view.is_tab()) {
        return in_mode(app, day);
    }
    let all: usize = labels.iter().map(|label| width(label) + 2).sum();
    let (long, short) = (format!("countersign · {}", fit(name, 24)), fit(name, 16));
    let choices = [(&long, true), (&short, true), (&short, false), (&String::new(), true)];
    let needs = |title: &str, has_day: bool| {
        let title = if title.is_empty() { 0 } else { width(title) + 4 };
        1 + title + all + if has_day { width(&day) + 1 } else { 0 }
    };
    let (title, has_day) = choices
        .into_iter()
        .find(|(title, has_day)| needs(title, *has_day) <= columns)
        .map_or((String::new(), false), |(title, has_day)| (title.clone(), has_day));
    let day = if has_day { day } else { String::new() };
    let start = if title.is_empty() { 1 } else { 1 + width(&title) + 4 };
    let end = columns.saturating_sub(if has_day { width(&day) + 2 } else { 0 });
    let (first, last) = window(&labels, app.at, end.saturating_sub(start));
    let mut x = start;
    let mut tabs = Vec::new();
    for (view, label) in labels.iter().enumerate().take(last).skip(first) {
        let label = fit(label, end.saturating_sub(x));
        tabs.push(Tab { view, x: u16::try_from(x).unwrap_or(u16::MAX), label: label.clone() });
        x += width(&label) + 2;
    }
    let more = if last < labels.len() && x < end + 2 { u16::try_from(x.saturating_sub(1)).ok() } else { None };
    Header { title, is_cut: first > 0, more, tabs, day }
}

/// The head in a mode: no tabs, but the way that leads here.
fn in_mode(app: &App, day: String) -> Header {
    let place = app.screen().and_then(super::screens::Screen::place);
    let way = app.crumbs().join(" › ");
    let words = place.map_or_else(|| way.clone(), |place| format!("{way} · {place}"));
    let room = usize::from(app.size.0).saturating_sub(2);
    let has_day = width(&words) + width(&day) + 4 <= room;
    let day = if has_day { day } else { String::new() };
    Header { title: fit(&words, room), day, ..Header::default() }
}

/// What a tab says beside its name: how many it has, where that is what it is about.
fn counted(app: &App, number: usize, view: &View) -> String {
    match view.origin {
        Origin::Screen | Origin::Mode => String::new(),
        Origin::Attention | Origin::All | Origin::Saved if app.is_unknown(number) => " …".to_owned(),
        Origin::Attention | Origin::All | Origin::Saved => format!(" {}", view.count),
    }
}

fn label(number: usize, name: &str, count: &str) -> String {
    let name = fit(name, 20);
    // Only nine of them have a key.
    if number < usize::from(LAST_VIEW) { format!("{} {name}{count}", number + 1) } else { format!("{name}{count}") }
}

/// The tabs around the current one that fit, from and up to.
fn window(labels: &[String], at: usize, columns: usize) -> (usize, usize) {
    if labels.is_empty() {
        return (0, 0);
    }
    let at = at.min(labels.len() - 1);
    let (mut first, mut last) = (at, at + 1);
    let mut used = width(&labels[at]);
    loop {
        let before = first;
        let after = last;
        if last < labels.len() && used + 2 + width(&labels[last]) <= columns {
            used += 2 + width(&labels[last]);
            last += 1;
        }
        if first > 0 && used + 2 + width(&labels[first - 1]) <= columns {
            used += 2 + width(&labels[first - 1]);
            first -= 1;
        }
        if (before, after) == (first, last) {
            return (first, last);
        }
    }
}
