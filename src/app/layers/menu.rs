//! A list to pick from: the moves allowed now, the ways to end it, themes. A key picks at once, the others are reached by moving.

use super::beneath::Beneath;
use super::form::open::{may_record, refusal};
use super::form::table::command_for;
use super::sheet::{Pick, Sheet};
use super::{moved, shortcut};
use crate::app::ink::{Row, Spot, Tone, cut, keys};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope, entry};
use crate::domain::act::Kind;
use crate::domain::permit::Refusal;
use crate::keymap::Key;
use crate::text::{pad, width};

const WIDTH: usize = 84;

/// A list to pick from.
#[derive(Clone, Debug)]
pub struct Menu {
    title: String,
    subject: String,
    /// The kinds of moves it offers, where that is what it does.
    kinds: Vec<Kind>,
    beneath: Beneath,
    items: Vec<Item>,
    at: usize,
    typed: String,
}

/// One thing to pick.
#[derive(Clone, Debug)]
pub struct Item {
    /// The keys that pick it.
    pub keys: Vec<String>,
    /// Its name.
    pub label: String,
    /// What it does, in a sentence.
    pub says: String,
    /// Why it can't be picked now.
    pub why_not: Option<String>,
    /// What picking it leads to.
    pub outcome: Outcome,
}

impl Menu {
    /// A menu of things.
    #[must_use]
    pub fn new(title: impl Into<String>, subject: impl Into<String>, items: Vec<Item>) -> Self {
        let (title, subject) = (title.into(), subject.into());
        Self { title, subject, kinds: Vec::new(), beneath: Beneath::default(), items, at: 0, typed: String::new() }
    }

    /// The moves on what the cursor or the marks are on: the allowed ones first, the others with the reason.
    ///
    /// # Errors
    /// When there is nothing to move.
    pub fn moves(context: &Context) -> Result<Self, String> {
        let kinds = Kind::TABLE.iter().map(|row| row.0).filter(|kind| !matches!(kind, Kind::Promise | Kind::Retract));
        Self::of_kinds("moves allowed now", kinds, context)
    }

    /// The ways a commitment can end.
    ///
    /// # Errors
    /// When there is nothing to end.
    pub fn endings(context: &Context) -> Result<Self, String> {
        let kinds = [Kind::Deliver, Kind::Confirm, Kind::Withdraw, Kind::Decline, Kind::Revoke];
        Self::of_kinds("end it", kinds.into_iter(), context)
    }

    fn of_kinds(title: &str, kinds: impl Iterator<Item = Kind>, context: &Context) -> Result<Self, String> {
        let mut menu = Self::new(title, "", Vec::new());
        menu.kinds = kinds.collect();
        menu.beneath = Beneath::of(context.targets, context);
        menu.fill(context)?;
        Ok(menu)
    }

    /// What is allowed now.
    fn fill(&mut self, context: &Context) -> Result<(), String> {
        let first = context.targets.iter().find_map(|id| context.book.get(*id));
        self.subject = match (first, context.targets.len()) {
            (None, _) => return Err("no commitment is under the cursor: choose one, or add one".into()),
            (Some(one), 1) => format!("{} · {}", one.title(), one.state.name().word()),
            (Some(_), n) => format!("{n} marked commitments"),
        };
        self.items = self.kinds.iter().filter_map(|kind| item_of(*kind, context)).collect();
        self.items.sort_by_key(|item| item.why_not.is_some());
        Ok(())
    }

    /// The book is other than before: what is allowed may be, too. The cursor stays on its move.
    pub fn look_again(&mut self, context: &Context) {
        if self.kinds.is_empty() {
            return;
        }
        let chosen = self.items.get(self.at).map(|item| item.label.clone());
        if self.fill(context).is_err() {
            self.items.clear();
        }
        let at = self.items.iter().position(|item| Some(&item.label) == chosen.as_ref());
        self.at = at.unwrap_or(0);
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Open | Command::Submit) => self.pick(self.at),
            Input::Command(Command::Cancel | Command::Back) => Outcome::Close,
            Input::Command(command) => {
                let page = self.sheet(context).place(context.size).body;
                self.at = moved(self.at, *command, self.items.len(), page.into());
                self.typed.clear();
                Outcome::Stay
            }
            Input::Key(key) => self.key(*key),
            Input::Paste(_) => Outcome::Stay,
            Input::Click(x, y) => match self.sheet(context).pick(context.size, (*x, *y)) {
                Pick::Entry(at) => self.pick(at),
                Pick::Outside => Outcome::Close,
                Pick::Elsewhere => Outcome::Stay,
            },
            Input::Wheel(lines) => {
                self.at = self.at.saturating_add_signed((*lines).into()).min(self.items.len().saturating_sub(1));
                Outcome::Stay
            }
        }
    }

    fn key(&mut self, key: Key) -> Outcome {
        let Some(c) = key.typed() else { return Outcome::Stay };
        self.typed.push(c);
        if let Some(at) = self.by_keys(|keys| keys == self.typed) {
            self.typed.clear();
            return self.pick(at);
        }
        if self.by_keys(|keys| keys.starts_with(&self.typed)).is_none() {
            self.typed.clear();
        }
        Outcome::Stay
    }

    fn by_keys(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        self.items.iter().position(|item| item.keys.iter().any(|keys| fits(keys)))
    }

    fn pick(&mut self, at: usize) -> Outcome {
        self.at = at.min(self.items.len().saturating_sub(1));
        match self.items.get(at) {
            None => Outcome::Close,
            Some(Item { why_not: Some(why), label, .. }) => Outcome::Say(format!("{label}: {why}")),
            Some(item) => item.outcome.clone(),
        }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new(self.title.clone(), WIDTH);
        if !self.subject.is_empty() {
            sheet.head = vec![Row::of(Tone::Strong, cut(&self.subject, cols))];
            sheet.head.extend(self.beneath.rows(context, cols));
            sheet.head.push(Row::blank());
        }
        let first_key = |item: &Item| item.keys.first().cloned().unwrap_or_default();
        let key_cols = self.items.iter().map(|item| width(&first_key(item))).max().unwrap_or(0).min(8);
        let label_cols = self.items.iter().map(|item| width(&item.label)).max().unwrap_or(0).min(cols / 2);
        let mut has_said_not_now = false;
        for (n, item) in self.items.iter().enumerate() {
            if item.why_not.is_some() && !has_said_not_now {
                has_said_not_now = true;
                let gap = if n == 0 { None } else { Some(Row::blank()) };
                sheet.body.extend(gap.into_iter().chain([Row::of(Tone::Heading, "not now")]));
            }
            if n == self.at {
                sheet.follow = sheet.body.len();
            }
            let room = cols.saturating_sub(key_cols + label_cols + 4);
            let (tone, says) = match &item.why_not {
                Some(why) => (Tone::Dim, why),
                None => (Tone::Text, &item.says),
            };
            let key_tone = if item.why_not.is_some() { Tone::Dim } else { Tone::Key };
            let row = Row::of(key_tone, format!("{}  ", pad(&first_key(item), key_cols)));
            let row = row.with(tone, pad(&item.label, label_cols)).with(Tone::Dim, format!("  {}", cut(says, room)));
            sheet.body.push(row.at(Spot::Entry(n)).chosen_if(n == self.at));
        }
        let key = |command| shortcut(command, Scope::Menu, context);
        sheet.keys =
            keys(&[(&key(Command::Open), "take"), (&key(Command::Down), "next"), (&key(Command::Cancel), "close")]);
        sheet
    }
}

fn item_of(kind: Kind, context: &Context) -> Option<Item> {
    let command = command_for(kind)?;
    let row = entry(command);
    Some(Item {
        keys: letters(command, context),
        label: label_of(kind).unwrap_or(row.title).to_owned(),
        says: row.help.trim_end_matches('.').to_owned(),
        why_not: why_not(kind, context),
        outcome: Outcome::Run(command),
    })
}

/// Endings are named by what they say rather than by their key.
const fn label_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Deliver => Some("delivered, says tech"),
        Kind::Confirm => Some("kept, the customer has it"),
        Kind::Withdraw => Some("withdrawn, no longer wanted"),
        Kind::Decline => Some("declined, says tech"),
        Kind::Revoke => Some("revoked, the signature goes"),
        Kind::Promise
        | Kind::Change
        | Kind::Estimate
        | Kind::Countersign
        | Kind::Counter
        | Kind::Accept
        | Kind::Defer
        | Kind::Progress
        | Kind::NotYet
        | Kind::Told
        | Kind::Note
        | Kind::Edit
        | Kind::AcceptRisk
        | Kind::Reopen
        | Kind::Retract
        | Kind::Unknown => None,
    }
}

/// Why a kind of move can't be made on any of the targets; what can be recorded by proxy can be made.
#[must_use]
pub fn why_not(kind: Kind, context: &Context) -> Option<String> {
    if context.targets.is_empty() {
        return Some("no commitment is under the cursor".to_owned());
    }
    let mut first = None;
    for id in context.targets {
        match refusal(kind, *id, context) {
            None => return None,
            Some(refusal) => first = first.or(Some(refusal)),
        }
    }
    first.map(|refusal: Refusal| {
        let role = kind.role().map_or("", crate::domain::person::Role::word);
        if may_record(&refusal, context) { format!("a {role} move, recorded by proxy") } else { refusal.why }
    })
}

/// The keys of a command that can be typed in a menu.
fn letters(command: Command, context: &Context) -> Vec<String> {
    let keys = context.keymap.keys_for(command, Scope::List);
    keys.into_iter().filter(|keys| keys.chars().count() <= 2).collect()
}
