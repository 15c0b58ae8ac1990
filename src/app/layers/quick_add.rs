//! A promise in one typed line, with what was understood under it while it is typed.

mod promise;
mod show;

use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::Command;
use crate::domain::act::Text;
use crate::domain::capture::{self, Captured, Completion, Question, What};
use crate::domain::dates::{Past, Typing};
use crate::keymap::{Code, Key};

use super::known::Known;
use super::line::Line;
use super::sheet::Sheet;
use crate::app::ink::Spot;

/// The line while it is typed.
#[derive(Clone, Debug)]
pub struct QuickAdd {
    line: Line,
    /// Whether the customer was told, where the line doesn't say.
    is_told: bool,
    /// The same as it was opened: `add` or `ask`.
    began_told: bool,
    known: Known,
    /// The questions that a second Enter passes over.
    asked: Vec<String>,
    complaint: Option<String>,
    suggestion: Option<usize>,
    is_quiet: bool,
    /// The line that was recorded last, in case it comes back.
    sent: Option<String>,
    /// What stood there before anything was typed: by itself it isn't worth keeping.
    given: Option<String>,
    added: usize,
}

/// What a line is about to the customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// The customer was promised it.
    Promised,
    /// The customer asked for it.
    Asked,
}

impl QuickAdd {
    /// An empty line, or the one half-typed before.
    #[must_use]
    pub fn new(manner: Manner, context: &Context) -> Self {
        let is_told = manner == Manner::Promised;
        let mut add = Self {
            line: Line::default(),
            is_told,
            began_told: is_told,
            known: Known::of(context.book),
            asked: Vec::new(),
            complaint: None,
            suggestion: None,
            is_quiet: false,
            sent: None,
            given: None,
            added: 0,
        };
        if let Some(kept) = context.kept.get(add.name()) {
            let (is_other, text) = kept.strip_prefix("other\n").map_or((false, kept.as_str()), |text| (true, text));
            add.is_told ^= is_other;
            add.line = Line::new(text);
            if text.starts_with(' ') {
                add.line.key(Key::plain(Code::Home));
            }
            add.is_quiet = true;
            if !text.trim().is_empty() {
                add.complaint = Some("half-typed before, and put back; ctrl-u empties the line".into());
            }
        }
        add
    }

    /// A promise whose line ends as given: the customer and the scope are still to be typed before that.
    #[must_use]
    pub fn before(end: &str, context: &Context) -> Self {
        let mut add = Self::new(Manner::Promised, context);
        add.line = Line::new(end);
        add.given = Some(end.to_owned());
        add.line.key(Key::plain(Code::Home));
        add.complaint = None;
        add.is_quiet = true;
        add
    }

    const fn name(&self) -> &'static str {
        if self.began_told { "quick-add" } else { "ask" }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(command) => return self.command(*command, context),
            Input::Key(key) => self.key(*key, context),
            Input::Paste(text) => {
                self.line.insert(text.trim_end_matches(['\r', '\n']));
                self.touched();
            }
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Suggestion(at) => self.take(at, context),
                Spot::Word(_, which) if self.is_told != (which == 0) => self.toggle(),
                Spot::Word(..)
                | Spot::Field(_)
                | Spot::Entry(_)
                | Spot::Outside
                | Spot::Commitment(_)
                | Spot::Column(_)
                | Spot::Run(_)
                | Spot::Nothing => {}
            },
            Input::Wheel(_) => {}
        }
        Outcome::Stay
    }

    fn command(&mut self, command: Command, context: &Context) -> Outcome {
        match command {
            Command::Submit | Command::Open => match self.suggestion {
                Some(at) => self.take(at, context),
                None => return self.submit(Then::Close, context),
            },
            Command::Newline => return self.submit(Then::Another, context),
            Command::Complete | Command::NextField => self.complete(context),
            Command::Down => {
                let count = self.completions(context).len();
                if count > 0 {
                    self.suggestion = Some(self.suggestion.map_or(0, |at| (at + 1) % count));
                }
            }
            Command::DateLater => self.shift_date(1, context),
            Command::DateEarlier => self.shift_date(-1, context),
            Command::Up => self.suggestion = self.suggestion.and_then(|at| at.checked_sub(1)),
            Command::Cancel | Command::Back if self.suggestion.take().is_none() => return Outcome::Close,
            _ => {}
        }
        Outcome::Stay
    }

    fn key(&mut self, key: Key, context: &Context) {
        if key == Key::ctrl('t') {
            return self.toggle();
        }
        if key.code() == Code::Right && self.line.is_at_end() {
            return self.complete(context);
        }
        let before = self.line.text().len();
        if self.line.key(key) {
            self.touched();
            // Walking through what stands there already asks for no suggestions.
            self.is_quiet = key.typed().is_none() && self.line.text().len() == before;
        }
    }

    /// The date in the line, a day later or earlier.
    fn shift_date(&mut self, days: i64, context: &Context) {
        let found = self.read(context, |captured, _| {
            let piece = captured.pieces.iter().find(|piece| piece.what == What::Due)?;
            Some((piece.range.clone(), captured.due.as_ref()?.day))
        });
        if let Some((range, day)) = found {
            self.line.replace(range, &super::typed_day(day.plus(days)));
            self.touched();
            self.is_quiet = true;
        }
    }

    fn toggle(&mut self) {
        self.is_told = !self.is_told;
        self.touched();
    }

    fn touched(&mut self) {
        self.complaint = None;
        self.suggestion = None;
        self.is_quiet = false;
    }

    /// Reads the line against what the book knows.
    fn read<R>(&self, context: &Context, look: impl FnOnce(&Captured, &capture::Context) -> R) -> R {
        let people = promise::people(context);
        let Known { customers, tags, deals, capabilities } = &self.known;
        let [customers, tags, deals, capabilities] = [customers, tags, deals, capabilities].map(|names| as_strs(names));
        let reading = capture::Context {
            typing: Typing { today: context.today, calendar: &context.book.rules.calendar, past: Past::AskBack },
            customers: &customers,
            people: &people,
            tags: &tags,
            deals: &deals,
            capabilities: &capabilities,
        };
        look(&capture::read(self.line.text(), &reading), &reading)
    }

    fn completions(&self, context: &Context) -> Vec<Completion> {
        if self.is_quiet || self.line.is_blank() {
            return Vec::new();
        }
        let found = self.read(context, |_, reading| capture::completions(self.line.text(), self.line.at(), reading));
        let is_news =
            |each: &Completion| self.line.text().get(each.range.clone()).is_some_and(|old| old != each.text.trim_end());
        found.into_iter().filter(is_news).take(6).collect()
    }

    /// The question that stands in the way, or the one at the cursor.
    fn question(&self, captured: &Captured) -> Option<Question> {
        let at = self.line.at();
        let here = captured.questions.iter().find(|question| question.range.start <= at && at <= question.range.end);
        let open = captured
            .questions
            .iter()
            .find(|question| self.complaint.as_ref().is_some_and(|why| why.starts_with(&question.why)));
        open.or(here).cloned()
    }

    fn complete(&mut self, context: &Context) {
        let question = self.read(context, |captured, _| self.question(captured));
        self.is_quiet = false;
        if let Some((question, fix)) =
            question.and_then(|question| Some((question.clone(), question.suggestions.first()?.clone())))
        {
            self.line.replace(question.range, &fix);
            self.touched();
            self.is_quiet = true;
        } else {
            self.take(self.suggestion.unwrap_or(0), context);
        }
    }

    fn take(&mut self, at: usize, context: &Context) {
        if let Some(completion) = self.completions(context).get(at) {
            let is_whole = completion.text.ends_with([' ', ':']);
            let text = if is_whole { completion.text.clone() } else { format!("{} ", completion.text) };
            let end = completion.range.end;
            let has_blank = self.line.text()[end..].starts_with(' ');
            let text = if has_blank { text.trim_end().to_owned() } else { text };
            self.line.replace(completion.range.clone(), &text);
            self.touched();
            self.is_quiet = true;
        }
    }

    fn submit(&mut self, then: Then, context: &Context) -> Outcome {
        let captured = self.read(context, |captured, _| captured.clone());
        if captured.customer.is_none() {
            self.complaint = Some("a customer is needed: begin with the name and a colon, Acme: …".into());
            return Outcome::Stay;
        }
        if captured.scope.trim().is_empty() {
            self.complaint = Some("what is promised? write it behind the customer".into());
            return Outcome::Stay;
        }
        // Who is new may be meant; a date that could be two, or a part that isn't understood, is asked back for good.
        let line = self.line.text();
        let names_somebody = |question: &Question| {
            let before = line.get(..question.range.start).unwrap_or_default();
            let part = line.get(question.range.clone()).unwrap_or_default();
            part.starts_with('@') || before.ends_with('@') || !before.contains(':')
        };
        let open = captured
            .questions
            .iter()
            .find(|question| !(names_somebody(question) && self.asked.contains(&question.why)));
        if let Some(question) = open {
            self.asked.push(question.why.clone());
            self.complaint = Some(promise::asked_back(question));
            return Outcome::Stay;
        }
        let entries = vec![promise::entry(&captured, self.is_told, context)];
        if let Err(refusal) = super::what_if::after(context, &entries) {
            self.complaint = Some(refusal.to_string());
            return Outcome::Stay;
        }
        let newcomers = promise::newcomers(&captured, context);
        match then {
            Then::Close if newcomers.is_empty() => Outcome::Record(entries),
            Then::Close => Outcome::AddPeople(newcomers, entries),
            Then::Another => {
                self.sent = Some(self.line.text().to_owned());
                self.line = Line::default();
                self.asked.clear();
                self.touched();
                Outcome::RecordMore(newcomers, entries)
            }
        }
    }

    /// The book is other than before: it knows other names.
    pub fn look_again(&mut self, context: &Context) {
        self.known = Known::of(context.book);
    }

    /// What is half-typed.
    #[must_use]
    pub fn kept(&self) -> Kept {
        if self.given.as_deref() == Some(self.line.text()) {
            return Kept { name: self.name().to_owned(), text: String::new() };
        }
        let other = if self.is_told == self.began_told || self.line.text().is_empty() { "" } else { "other\n" };
        Kept { name: self.name().to_owned(), text: format!("{other}{}", self.line.text()) }
    }

    /// Whether a line is on its way, and this one stayed for more.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.sent.is_some()
    }

    /// The line sent is on disk.
    pub fn went_through(&mut self) {
        if self.sent.take().is_some() {
            self.added += 1;
        }
    }

    /// Recording failed: what was sent stands here again, before what was typed since.
    pub fn came_back(&mut self, why: &str) {
        if let Some(sent) = self.sent.take() {
            let since = self.line.text().to_owned();
            self.line = Line::new(if since.is_empty() { sent } else { format!("{sent}  {since}") });
        }
        self.complaint = Some(why.to_owned());
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        show::sheet(self, context)
    }
}

fn as_strs(names: &[Text]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

/// What happens once the line is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Then {
    Close,
    Another,
}
