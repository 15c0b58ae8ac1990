//! One key: what it means where it is pressed, and who gets it.

use crate::command::{Command, Scope};
use crate::domain::act::{Entry, Target};
use crate::forecast::foretell;
use crate::keymap::{Key, Lookup};

use super::layer::{Context, Input, Kept, Opened, Outcome};
use super::layers::quick_add::QuickAdd;
use super::layers::{self, Layer};
use super::{App, Effect, StatusKind};

impl App {
    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.status = None;
        let scope = self.scope();
        self.pending.push(key);
        match self.keymap.lookup(scope, &self.pending) {
            Lookup::Command(command) => {
                self.pending.clear();
                self.dispatch(command)
            }
            Lookup::Prefix(_) => Vec::new(),
            Lookup::None => {
                let is_first = self.pending.len() == 1;
                self.pending.clear();
                if is_first { self.give(Input::Key(key)) } else { Vec::new() }
            }
        }
    }

    pub(super) fn paste(&mut self, text: String) -> Vec<Effect> {
        self.pending.clear();
        self.status = None;
        self.give(Input::Paste(text))
    }

    /// A command that keys mean: to the topmost layer, unless it is one that holds everywhere.
    fn dispatch(&mut self, command: Command) -> Vec<Effect> {
        let is_everywhere = match command {
            Command::Leave | Command::Suspend | Command::Reload | Command::ToggleMouse | Command::Sync => true,
            Command::Help | Command::Palette => !matches!(self.scope(), Scope::Help | Scope::Menu),
            Command::Quote => !matches!(self.layers.last(), Some(Layer::Quote(_))),
            _ => self.layers.is_empty() && self.typing.is_none(),
        };
        if is_everywhere { self.run(command) } else { self.give(Input::Command(command)) }
    }

    /// Gives an input to the topmost layer, else to the filter being typed; a list has no use for letters.
    pub(super) fn give(&mut self, input: Input) -> Vec<Effect> {
        if let Some(layer) = self.layers.pop() {
            return self.give_layer(layer, input);
        }
        if self.typing.is_some() {
            self.type_filter(input);
        }
        Vec::new()
    }

    fn give_layer(&mut self, mut layer: Layer, input: Input) -> Vec<Effect> {
        let outcome = layer.handle(input, &self.context());
        self.follow(outcome, Some(layer))
    }

    /// Does what a layer wants, which was taken off the others; or the screen of a view, which stays whatever it wants.
    pub(super) fn follow(&mut self, outcome: Outcome, layer: Option<Layer>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(layer) = layer.as_ref().filter(|_| outcome.keeps_text()) {
            self.keep(layer, &mut effects);
        }
        match outcome {
            Outcome::Stay => self.layers.extend(layer),
            Outcome::Say(words) => {
                self.say(StatusKind::Notice, words);
                self.layers.extend(layer);
            }
            Outcome::Refuse(words) => {
                self.say(StatusKind::Refused, words);
                self.layers.extend(layer);
            }
            Outcome::Copy(text, words) => {
                self.say(StatusKind::Done, words);
                effects.push(Effect::Copy(text));
                self.layers.extend(layer);
            }
            Outcome::Open(other) => {
                self.layers.extend(layer);
                self.layers.push(*other);
            }
            Outcome::Keep(kept) => {
                self.keep_text(kept, &mut effects);
                self.layers.extend(layer);
            }
            Outcome::TryColumns(columns, frozen) => {
                self.set_columns(columns, frozen);
                self.layers.extend(layer);
            }
            Outcome::Columns(columns, frozen) => self.set_columns(columns, frozen),
            Outcome::EndStandup(digest) => {
                effects.push(Effect::EndStandup(digest));
                self.keep_text(Kept { name: "standup".into(), text: String::new() }, &mut effects);
                self.layers.extend(layer);
                self.go_back();
            }
            Outcome::TryTheme(name) => {
                effects.push(Effect::TryTheme(name));
                self.layers.extend(layer);
            }
            Outcome::Close => effects.extend(self.themes.first().map(|name| Effect::TryTheme(name.clone()))),
            Outcome::Record(entries) => {
                self.parked = layer.map(Box::new);
                effects.push(Effect::Record(Vec::new(), entries));
            }
            Outcome::AddPeople(people, entries) => {
                self.parked = layer.map(Box::new);
                effects.push(Effect::Record(people, entries));
            }
            Outcome::RecordMore(people, entries) => {
                // The line is empty already: what was typed is forgotten once it is on its way.
                effects.push(Effect::Record(people, entries));
                if let Some(layer) = &layer {
                    self.keep(layer, &mut effects);
                }
                self.layers.extend(layer);
            }
            Outcome::Add(text) => {
                self.refresh_targets();
                let add = QuickAdd::before(&text, &self.context());
                self.layers.push(Layer::QuickAdd(Box::new(add)));
            }
            Outcome::Terminal(hands) => effects.extend(self.answer_terminal(hands)),
            Outcome::Run(command) => {
                // A command picked from a list is about what the list was opened on, wherever the cursor is by now.
                self.held = matches!(layer, Some(Layer::Menu(_) | Layer::Palette(_))).then(|| self.targets.clone());
                effects.extend(self.run(command));
                self.held = None;
            }
            Outcome::GoTo(id) => self.go_to(id),
            Outcome::Find(query) => self.find(&query),
            Outcome::OpenView(name) => self.go_to_view(&name),
            Outcome::File(paper) => {
                self.parked = layer.map(Box::new);
                effects.push(Effect::File(paper));
            }
            Outcome::SaveView(view) => {
                self.parked = layer.map(Box::new);
                effects.push(Effect::SaveView(view));
            }
            Outcome::Theme(name) => {
                self.themes.retain(|each| *each != name);
                self.themes.insert(0, name.clone());
                effects.push(Effect::KeepTheme(name));
            }
        }
        self.foretell(&mut effects);
        self.remember(&effects);
        effects
    }

    /// Opens what the command asks for and the list doesn't know by itself.
    pub(super) fn open_layer(&mut self, command: Command) -> Vec<Effect> {
        self.refresh_targets();
        let context = Context { below: self.scope(), ..self.context() };
        match layers::open(command, &context) {
            Opened::Layer(layer) => {
                self.layers.push(*layer);
                Vec::new()
            }
            Opened::Record(entries) => {
                let mut effects = vec![Effect::Record(Vec::new(), entries)];
                self.foretell(&mut effects);
                self.remember(&effects);
                effects
            }
            Opened::Refused(why) => {
                self.say(StatusKind::Refused, why);
                Vec::new()
            }
        }
    }

    /// Half-typed text outlives its layer, whatever happens.
    fn keep(&mut self, layer: &Layer, effects: &mut Vec<Effect>) {
        if let Some(kept) = layer.kept() {
            self.keep_text(kept, effects);
        }
    }

    /// What the screens have to keep, whatever it was that changed them.
    pub(super) fn keep_screens(&mut self, effects: &mut Vec<Effect>) {
        let screens = self.views.iter().filter_map(|view| view.screen.as_deref());
        let kept: Vec<Kept> = screens.filter_map(|screen| screen.kept(&self.context())).collect();
        for kept in kept {
            self.keep_text(kept, effects);
        }
    }

    fn keep_text(&mut self, kept: Kept, effects: &mut Vec<Effect>) {
        if kept.text.is_empty() {
            if self.kept.remove(&kept.name).is_some() {
                effects.push(Effect::Forget(kept.name));
            }
        } else if self.kept.get(&kept.name) != Some(&kept.text) {
            self.kept.insert(kept.name.clone(), kept.text.clone());
            effects.push(Effect::Keep(kept));
        }
    }

    /// What is signed goes on record with what the forecast says of its date.
    fn foretell(&self, effects: &mut [Effect]) {
        let context = self.context();
        let Some(forecaster) = context.forecaster else { return };
        for effect in effects {
            let Effect::Record(_, entries) = effect else { continue };
            let signs = |entry: &Entry| entry.draft.act.kind().has_forecast();
            if entries.iter().any(signs) {
                let drafts = entries.iter_mut().filter_map(|entry| match entry.on {
                    Target::Commitment(id) => Some((id, &mut entry.draft)),
                    Target::New => None,
                });
                foretell(context.book, forecaster, drafts);
            }
        }
    }

    /// The moves are on their way: `repeat` makes the last of them again.
    fn remember(&mut self, effects: &[Effect]) {
        let mut drafts = effects.iter().rev().filter_map(|effect| match effect {
            Effect::Record(_, entries) => entries.last().map(|entry| &entry.draft),
            _ => None,
        });
        if let Some(draft) = drafts.next() {
            self.last = Some(draft.clone());
        }
    }
}
