//! What a move would change on each of several commitments, before it is made on all that allow it.

use super::beneath::Beneath;
use super::sheet::Sheet;
use super::{scrolled, shortcut, what_if};
use crate::app::ink::{Row, Tone, cut, keys};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::domain::act::{Act, Draft, Entry, Kind, Target};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::outlook::Foretold;
use crate::domain::person::Person;
use crate::domain::wording::{act_said, count};
use crate::text::pad;

const WIDTH: usize = 90;

/// Moves on several commitments, each with what it changes.
#[derive(Clone, Debug)]
pub struct Preview {
    title: String,
    items: Vec<Item>,
    newcomers: Vec<Person>,
    scroll: usize,
    complaint: Option<String>,
    beneath: Beneath,
}

/// What is to be made on one commitment.
#[derive(Clone, Debug)]
struct Item {
    id: Id,
    entries: Vec<Entry>,
    /// What it changes, or why it isn't allowed.
    change: Result<String, String>,
}

impl Preview {
    /// A preview of moves; those about one commitment stand together.
    #[must_use]
    pub fn new(title: &str, entries: Vec<Entry>, newcomers: Vec<Person>, context: &Context) -> Self {
        let mut items: Vec<Item> = Vec::new();
        for entry in entries {
            let Target::Commitment(id) = entry.on else { continue };
            match items.iter_mut().find(|item| item.id == id) {
                Some(item) => item.entries.push(entry),
                None => items.push(Item { id, entries: vec![entry], change: Ok(String::new()) }),
            }
        }
        let ids: Vec<Id> = items.iter().map(|item| item.id).collect();
        let beneath = Beneath::of(&ids, context);
        let mut preview = Self { title: title.to_owned(), items, newcomers, scroll: 0, complaint: None, beneath };
        preview.look(context);
        preview
    }

    /// The last move again, on what is marked or under the cursor.
    ///
    /// # Errors
    /// Why it can't be made again.
    pub fn repeat(context: &Context) -> Result<Self, String> {
        let last = context.last.ok_or("nothing was done here yet that could be repeated")?;
        if matches!(last.act.kind(), Kind::Promise | Kind::Retract | Kind::Unknown) {
            return Err("the last thing done here was no move on a commitment: make one, then repeat it".into());
        }
        let commitments = context.targets.iter().filter_map(|id| context.book.get(*id));
        let entries: Vec<Entry> = commitments.map(|commitment| again(last, commitment)).collect();
        if entries.is_empty() {
            return Err("no commitment is marked or under the cursor".into());
        }
        let title = format!("again: {}", act_said(&last.act, context.today));
        Ok(Self::new(&title, entries, Vec::new(), context))
    }

    /// Works out what each would change; whether any is other than shown.
    fn look(&mut self, context: &Context) -> bool {
        let mut has_moved = false;
        for item in &mut self.items {
            let change = match context.book.get(item.id) {
                None => Err("no longer in the book".to_owned()),
                Some(before) => change(before, &item.entries, context),
            };
            has_moved |= change != item.change;
            item.change = change;
        }
        has_moved
    }

    fn allowed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.change.is_ok())
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        let command = match input {
            Input::Command(command) => *command,
            Input::Wheel(lines) => {
                self.scroll =
                    self.scroll.saturating_add_signed((*lines).into()).min(self.items.len().saturating_sub(1));
                return Outcome::Stay;
            }
            Input::Key(_) | Input::Paste(_) | Input::Click(..) => return Outcome::Stay,
        };
        match command {
            Command::Open | Command::Submit => self.submit(context),
            Command::Cancel | Command::Back => Outcome::Close,
            _ => {
                let placed = self.sheet(context).place(context.size);
                self.scroll = scrolled(self.scroll, command, self.items.len(), placed.body.into());
                Outcome::Stay
            }
        }
    }

    fn submit(&mut self, context: &Context) -> Outcome {
        let is_other = self.look(context);
        if is_other || self.beneath.is_new(context) {
            self.saw(context);
            self.complaint = Some("the book changed meanwhile: look again, then enter".into());
            return Outcome::Stay;
        }
        let entries: Vec<Entry> = self.allowed().flat_map(|item| item.entries.clone()).collect();
        if entries.is_empty() {
            self.complaint = Some("none of them allows it; esc goes back".into());
            return Outcome::Stay;
        }
        let newcomers = std::mem::take(&mut self.newcomers);
        if newcomers.is_empty() { Outcome::Record(entries) } else { Outcome::AddPeople(newcomers, entries) }
    }

    /// The book is other than before: what each would change is worked out anew, about the terms as they are.
    pub fn look_again(&mut self, context: &Context) {
        for item in &mut self.items {
            let Some(commitment) = context.book.get(item.id) else { continue };
            for entry in &mut item.entries {
                *entry = again(&entry.draft, commitment);
            }
        }
        self.look(context);
    }

    /// Somebody sees what happened beneath.
    pub fn saw(&mut self, context: &Context) {
        self.beneath.tell(context);
    }

    /// Recording failed.
    pub fn came_back(&mut self, why: &str) {
        self.complaint = Some(why.to_owned());
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new(self.title.clone(), WIDTH);
        let allowed = self.allowed().count();
        let refused = self.items.len() - allowed;
        let mut head = Row::of(Tone::Strong, format!("{} to change", count_of(allowed)));
        if refused > 0 {
            head = head.with(Tone::Dim, ", ").with(Tone::Notice, format!("{} left as they are", count_of(refused)));
        }
        sheet.head = vec![head, Row::blank()];
        let name_cols = (cols / 2).clamp(8, 40);
        for item in &self.items {
            let name = context.book.get(item.id).map_or_else(|| item.id.to_string(), Commitment::title);
            let room = cols.saturating_sub(name_cols + 4);
            let row = Row::default();
            let row = match &item.change {
                Ok(change) => {
                    let row = row.with(Tone::Good, "✓ ").with(Tone::Text, pad(&name, name_cols));
                    row.with(Tone::Strong, format!("  {}", cut(change, room)))
                }
                Err(why) => {
                    let row = row.with(Tone::Dim, "– ").with(Tone::Dim, pad(&name, name_cols));
                    row.with(Tone::Notice, format!("  {}", cut(why, room)))
                }
            };
            sheet.body.push(row);
        }
        sheet.scroll = Some(self.scroll);
        sheet.foot = self.beneath.rows(context, cols);
        sheet.foot.extend(self.complaint.iter().map(|why| Row::of(Tone::Error, cut(why, cols))));
        if !sheet.foot.is_empty() {
            sheet.foot.insert(0, Row::blank());
        }
        let key = |command| shortcut(command, Scope::Menu, context);
        let verb = format!("change {allowed}");
        sheet.keys =
            keys(&[(&key(Command::Open), &verb), (&key(Command::Down), "scroll"), (&key(Command::Cancel), "back")]);
        sheet
    }
}

fn count_of(n: usize) -> String {
    count(i64::try_from(n).unwrap_or(i64::MAX), "commitment")
}

/// The same move about the terms of another commitment.
fn again(last: &Draft, commitment: &Commitment) -> Entry {
    let re = match last.act.kind() {
        Kind::Countersign | Kind::Told => commitment.terms.id,
        Kind::Promise
        | Kind::Change
        | Kind::Estimate
        | Kind::Counter
        | Kind::Accept
        | Kind::Defer
        | Kind::Decline
        | Kind::Progress
        | Kind::Deliver
        | Kind::Confirm
        | Kind::NotYet
        | Kind::Withdraw
        | Kind::Revoke
        | Kind::Note
        | Kind::Edit
        | Kind::AcceptRisk
        | Kind::Reopen
        | Kind::Retract
        | Kind::Unknown => commitment.on_the_table().id,
    };
    Entry {
        on: Target::Commitment(commitment.id),
        draft: Draft { batch: None, foretold: Foretold::default(), ..last.clone() }.about(re),
    }
}

/// `1 Mar → 15 Mar, 22 % → 61 %`: what moves change.
fn change(before: &Commitment, entries: &[Entry], context: &Context) -> Result<String, String> {
    let after = what_if::after(context, entries).map_err(|refusal| refusal.why)?;
    let Some(after) = after else { return Err("no longer in the book".to_owned()) };
    let today = context.today;
    let mut parts = Vec::new();
    let (old, new) = (before.on_the_table().due, after.commitment.on_the_table().due);
    if old != new {
        let day =
            |day: Option<crate::domain::day::Day>| day.map_or_else(|| "no date".to_owned(), |day| day.short(today));
        parts.push(format!("{} → {}", day(old), day(new)));
    }
    let (state, then) = (before.state.name(), after.commitment.state.name());
    if state != then {
        parts.push(format!("{} → {}", state.word(), then.word()));
    }
    let chance = context.standing(before.id).and_then(crate::domain::flag::Standing::chance);
    if let (Some(old), Some(new)) = (chance, after.standing.chance())
        && old.to_string() != new.to_string()
    {
        parts.push(format!("{old} → {new}"));
    }
    if parts.is_empty() {
        parts.extend(entries.iter().map(|entry| said(&entry.draft, context)));
    }
    Ok(parts.join(", "))
}

fn said(draft: &Draft, context: &Context) -> String {
    match (&draft.act, &draft.note) {
        (Act::Note, Some(note)) => format!("note: {note}"),
        (act, _) => act_said(act, context.today),
    }
}
