//! The screen for screen readers: what changed, as lines one after the other; no boxes, nothing drawn twice.
//!
//! The screen is made as ever, without a terminal, and compared with the one before. What a person types is echoed as it
//! is typed, and nothing else is said until the line is left.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::draw;
use super::session::Session;
use crate::app::Message;
use crate::app::layers::Layer;
use crate::app::screens::{Reading, Screen};
use crate::text::width;
use crate::theme::{Signs, Theme};
use crate::ui::Look;

/// The columns and rows of a list that is read line by line: wide enough that nothing is cut.
pub(super) const LIST: (u16, u16) = (240, 60);
/// Those of a screen that lays out columns of its own.
const SCREEN: (u16, u16) = (140, 60);
/// Those of what lies over it.
const LAYER: (u16, u16) = (140, 120);
/// Those of an item: narrow enough that the two sides stand under each other.
const ITEM: (u16, u16) = (48, 280);
/// A run of so many cells in the look of the cursor is what one stands on.
const CHOSEN: usize = 9;

/// What was said so far.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The lines of the list, the item and the layer, as they were last said.
    before: [Vec<String>; 3],
    /// What was read last.
    page: Option<Page>,
    /// What one stood on.
    chosen: String,
    /// The line being typed: its row, and what stood there before the cursor.
    typed: Option<(u16, String)>,
    /// Where one was.
    place: String,
}

/// What is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Page {
    /// A list, or another screen of a view.
    List,
    /// One commitment.
    Item,
    /// What lies over them.
    Layer,
}

impl Plain {
    /// Everything is said anew.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// What is to be said now, each line with its end.
    pub(super) fn say(&mut self, session: &mut Session) -> String {
        session.app.put_pane_away();
        let reading = session.app.screen().map(Screen::reading);
        let size = match reading {
            _ if session.app.reads_an_item() => ITEM,
            Some(Reading::Narrow) => ITEM,
            Some(Reading::Rows | Reading::Below) => SCREEN,
            None => LIST,
        };
        if session.app.size() != size {
            let _ = session.handle(Message::Resize(size.0, size.1));
        }
        let theme = Theme::for_reading();
        let look = Look { theme: &theme, signs: &Signs::UNICODE };
        let (page, (buffer, cursor)) = match session.app.layers.last() {
            Some(layer) => (Page::Layer, draw::layer(layer, &session.app.context(), look, LAYER)),
            None if session.app.reads_an_item() => (Page::Item, draw::drawn(&session.app, look, size)),
            None => (Page::List, draw::drawn(&session.app, look, size)),
        };
        // What is opened is said as a whole; a list one comes back to is known.
        if self.page != Some(page) && page != Page::List {
            self.before[page as usize].clear();
            self.chosen.clear();
        }
        self.page = Some(page);
        let mut lines = lines(&buffer);
        if page == Page::List && reading == Some(Reading::Below) {
            lines = below(&buffer, lines);
        }
        if let Some(at) = cursor {
            let lists = matches!(session.app.layers.last(), Some(Layer::Palette(_)));
            return self.echo(&buffer, at, &lines, if lists { Typed::List } else { Typed::Text });
        }
        let left = if self.typed.take().is_some() { "\n" } else { "" };
        format!("{left}{}", self.news(session, &buffer, lines))
    }

    fn known(&mut self) -> &mut Vec<String> {
        &mut self.before[self.page.map_or(0, |page| page as usize)]
    }

    /// A line that is being typed: what was added to it; what else that changed is said after a word, and after a key
    /// that types nothing.
    fn echo(&mut self, buffer: &Buffer, at: Position, lines: &[String], typed: Typed) -> String {
        let left = Rect { x: 0, y: at.y, width: at.x, height: 1 }.intersection(buffer.area);
        let line: String = left.positions().map(|cell| buffer[cell].symbol()).collect();
        let row = usize::from(at.y);
        let said = match self.typed.take() {
            Some((y, before)) if y == at.y => match line.strip_prefix(before.as_str()) {
                Some(added) if added.is_empty() || added.ends_with(' ') => {
                    added.to_owned() + &self.others(buffer, row, lines, &line)
                }
                Some(added) => match typed {
                    Typed::Text => added.to_owned(),
                    Typed::List => added.to_owned() + &self.choice(buffer, &line),
                },
                None if before.starts_with(&line) => "\u{8} \u{8}".repeat(width(&before) - width(&line)),
                None => format!("\n{}{}", read(&line), self.others(buffer, row, lines, &line)),
            },
            Some(_) => format!("\n{} {}", read(&line), self.others(buffer, row, lines, &line)),
            None => {
                // What has just come says what it is before one types into it.
                let mut said = self.unknown(row, lines).join("\n");
                if !said.is_empty() {
                    said.push('\n');
                }
                self.chosen = chosen(buffer);
                said + &read(&line) + " "
            }
        };
        self.typed = Some((at.y, line));
        said
    }

    /// The lines beside the one being typed that were not said yet; from now on they are.
    fn unknown(&mut self, row: usize, lines: &[String]) -> Vec<String> {
        let others = lines.iter().enumerate().filter(|(n, line)| *n != row && !line.is_empty());
        let known = self.known();
        let unknown = others.filter(|(_, line)| !known.contains(line)).map(|(_, line)| line.clone()).collect();
        *known = lines.to_vec();
        unknown
    }

    /// What changed around the line being typed, and that line again, to be gone on with.
    fn others(&mut self, buffer: &Buffer, row: usize, lines: &[String], line: &str) -> String {
        let mut said = self.unknown(row, lines);
        let chosen = chosen(buffer);
        if chosen != self.chosen && !chosen.is_empty() {
            said.retain(|each| *each != chosen);
            said.push(format!("> {chosen}"));
            self.chosen = chosen;
        }
        if said.is_empty() { String::new() } else { format!("\n{}\n{} ", said.join("\n"), read(line)) }
    }

    /// What a list that is narrowed offers first now.
    fn choice(&mut self, buffer: &Buffer, line: &str) -> String {
        let chosen = chosen(buffer);
        if chosen == self.chosen {
            return String::new();
        }
        self.chosen.clone_from(&chosen);
        format!("\n> {chosen}\n{}", read(line))
    }

    /// The lines that were not there before, and what one stands on where that is another.
    fn news(&mut self, session: &Session, buffer: &Buffer, lines: Vec<String>) -> String {
        let mut said = String::new();
        let mut say = |line: &str| {
            said.push_str(line);
            said.push('\n');
        };
        let place = session.app.place_in_words();
        if place != self.place {
            say(&place);
        }
        let chosen = chosen(buffer);
        let is_other = chosen != self.chosen && !chosen.is_empty();
        // The first line is the tabs, the last the keys: both are one key away in words.
        let (first, last) = match self.page {
            Some(Page::Layer) => (0, lines.len()),
            Some(Page::List | Page::Item) | None => (1, lines.len().saturating_sub(1).max(1)),
        };
        for line in lines.get(first..last).unwrap_or_default() {
            let is_known = self.known().contains(line);
            let is_where_one_stands = is_other && line.contains(&chosen);
            if !is_known && !is_where_one_stands && !line.is_empty() {
                say(line);
            }
        }
        if is_other {
            say(&format!("> {chosen}"));
        }
        *self.known() = lines;
        self.chosen = chosen;
        self.place = place;
        said
    }
}

/// What is typed into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Typed {
    /// A field.
    Text,
    /// The line that narrows a list.
    List,
}

/// What stands under the last line across: on screens that are drawn in columns, what explains the chosen part.
fn below(buffer: &Buffer, lines: Vec<String>) -> Vec<String> {
    let is_rule =
        |line: &&str| line.chars().filter(|c| matches!(c, '─' | '┴' | '┼')).count() * 2 > line.chars().count();
    let drawn = draw::print(buffer);
    let rules = drawn.lines().enumerate().filter(|(_, line)| !line.is_empty() && is_rule(line));
    let last = rules.map(|(n, _)| n).last().unwrap_or(0);
    lines.into_iter().enumerate().map(|(n, line)| if n > last { line } else { String::new() }).collect()
}

/// The lines of a picture as they are read: no frames, no bars, no more than two blanks.
fn lines(buffer: &Buffer) -> Vec<String> {
    draw::print(buffer).lines().map(read).collect()
}

/// A line without what only draws.
fn read(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut blanks = 0;
    for c in line.chars() {
        let is_drawn = matches!(c, '\u{2500}'..='\u{259f}' | '▸' | ' ');
        if is_drawn {
            blanks += 1;
            continue;
        }
        if blanks > 0 && !out.is_empty() {
            out.push_str(if blanks > 1 { ", " } else { " " });
        }
        blanks = 0;
        match c {
            '●' => out.push_str("red,"),
            '▲' => out.push_str("amber,"),
            '◆' => out.push_str("marked,"),
            other => out.push(other),
        }
    }
    // Cells that end in a sign of their own need no comma behind it.
    out.replace(":,", ":").replace(",,", ",")
}

/// What stands in the cells that look like the cursor.
fn chosen(buffer: &Buffer) -> String {
    let rows = buffer.area.y + 1..buffer.area.bottom().saturating_sub(2);
    let mut parts = Vec::new();
    for y in rows {
        let mut text = String::new();
        let mut cells = 0;
        for x in buffer.area.x..buffer.area.right() {
            let cell = &buffer[Position { x, y }];
            if cell.modifier.contains(Modifier::REVERSED) {
                text.push_str(cell.symbol());
                cells += 1;
            }
        }
        if cells >= CHOSEN {
            parts.push(read(text.trim_end()));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}
