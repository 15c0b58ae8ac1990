//! A name for what the list shows, so that it can be shown again.

use super::line::{Line, shown};
use super::sheet::{Cursor, Sheet};
use super::{known, shortcut};
use crate::app::ink::{Row, Tone, cut, keys, wrapped};
use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::{Command, Scope};

const WIDTH: usize = 60;
const LABEL: &str = "name  ";

/// The name being typed.
#[derive(Clone, Debug)]
pub struct SaveView {
    line: Line,
    complaint: Option<String>,
    is_replacing: bool,
}

impl SaveView {
    /// An empty name, or the one half-typed before.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        let kept = context.kept.get("save-view").map(String::as_str).unwrap_or_default();
        Self { line: Line::new(kept), complaint: None, is_replacing: false }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Submit | Command::Open) => return self.submit(context),
            Input::Command(Command::Cancel | Command::Back) => return Outcome::Close,
            Input::Key(key) => {
                if self.line.key(*key) {
                    self.touched();
                }
            }
            Input::Paste(text) => {
                self.line.insert(text.trim());
                self.touched();
            }
            Input::Command(_) | Input::Click(..) | Input::Wheel(_) => {}
        }
        Outcome::Stay
    }

    fn touched(&mut self) {
        self.complaint = None;
        self.is_replacing = false;
    }

    fn submit(&mut self, context: &Context) -> Outcome {
        let name = self.line.text().trim().to_owned();
        if name.is_empty() {
            self.complaint = Some("the view needs a name, such as `renewals`".into());
            return Outcome::Stay;
        }
        let is_there = context.book.rules.views.iter().any(|view| known::is_same(&view.name, &name));
        if is_there && !self.is_replacing {
            self.is_replacing = true;
            self.complaint = Some(format!("there is a view `{name}` already: enter again replaces it"));
            return Outcome::Stay;
        }
        Outcome::SaveView(crate::domain::book::SavedView { name, ..context.view.clone() })
    }

    /// The name half-typed.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept { name: "save-view".into(), text: self.line.text().to_owned() }
    }

    /// Saving failed.
    pub fn came_back(&mut self, why: &str) {
        self.complaint = Some(why.to_owned());
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new("save the view", WIDTH);
        let window = self.line.window(cols.saturating_sub(LABEL.len()).max(1));
        let text = shown(&self.line.text()[window.range]);
        let row = Row::of(Tone::Strong, LABEL);
        sheet.head = vec![if text.is_empty() {
            row.with(Tone::Placeholder, "what you will look for")
        } else {
            row.with(Tone::Input, text)
        }];
        sheet.cursor = Some(Cursor::Head(0, LABEL.len() + window.cursor));
        let view = context.view;
        let query = if view.query.trim().is_empty() { "everything" } else { &view.query };
        let sort = view.sort.as_ref().map_or_else(String::new, |sort| format!(", sorted by {sort}"));
        sheet.body = vec![Row::blank(), Row::of(Tone::Dim, cut(&format!("shows {query}{sort}"), cols))];
        if let Some(why) = &self.complaint {
            sheet.foot = wrapped(Tone::Notice, why, cols, 0);
        }
        let key = |command| shortcut(command, Scope::Text, context);
        sheet.keys = keys(&[(&key(Command::Submit), "save"), (&key(Command::Cancel), "close")]);
        sheet
    }
}
