//! One estimate for a promise, or for every promise of a capability, and with it the answer to each: the signature, or
//! a date by its chance.

mod show;

use std::collections::BTreeMap;

use super::form::Form;
use super::form::open::{may_record, refusal};
use super::form::table::Topic;
use super::sheet::Sheet;
use crate::app::ink::Spot;
use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::Command;
use crate::domain::act::{Act, Draft, Entry, Kind, Target, Verdict};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::id::Id;
use crate::domain::outlook::Confidence;
use crate::forecast::together::{Asked, Part, Say, Shared, promises_of, together};
use crate::forecast::touched::Touched;
use crate::keymap::{Code, Key};

/// The answer while it is given.
#[derive(Clone, Debug)]
pub struct Together {
    /// The capability, or the one promise it is about.
    subject: String,
    form: Form,
    phase: Phase,
    /// The answer that the parts are of.
    asked: Option<Shared>,
    parts: Vec<Part>,
    /// What the answer does to others in the same queues.
    touched: Vec<Touched>,
    /// What somebody chose for a promise rather than what suits it.
    chosen: BTreeMap<Id, Say>,
    at: usize,
    complaint: Option<String>,
}

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// The estimate is typed.
    Estimating,
    /// What is said to each is chosen.
    Answering,
}

/// What can be said to a promise, in the order of the arrows.
const SAYS: [Say; 5] =
    [Say::Sign, Say::Offer(Confidence::P50), Say::Offer(Confidence::P80), Say::Offer(Confidence::P95), Say::Nothing];

impl Together {
    /// The answer to what is marked; else to the promise under the cursor and all others of its capability that wait.
    ///
    /// # Errors
    /// When none of them waits for an answer, or it isn't this person's to give.
    pub fn new(context: &Context) -> Result<Self, String> {
        let is_asked = |one: &Commitment| one.state.name() == StateName::Requested;
        let found = || context.targets.iter().filter_map(|id| context.book.get(*id));
        let first = found().next().ok_or("no commitment is under the cursor: choose one, or add one")?;
        let one = found().find(|one| is_asked(one)).ok_or_else(|| {
            format!("it is {}, so no answer is owed; `s` lists what can be said now", first.state.name().word())
        })?;
        if let Some(refused) = refusal(Kind::Estimate, one.id, context) {
            let proxy = if may_record(&refused, context) { "; `estimate` records it by proxy" } else { "" };
            return Err(format!("{}{proxy}", refused.why));
        }
        let capability = one.settings.capability.as_deref();
        let (subject, ids) = match (context.targets.len(), capability) {
            (1, Some(name)) => {
                let ids = promises_of(context.book, name);
                (if ids.len() > 1 { name.to_owned() } else { one.title() }, ids)
            }
            (1, None) => (one.title(), vec![one.id]),
            (_, _) => {
                ("the marked promises".to_owned(), found().filter(|one| is_asked(one)).map(|one| one.id).collect())
            }
        };
        let form = Form::new(Topic::Estimate, ids, context);
        let mut new = Self {
            subject,
            form,
            phase: Phase::Estimating,
            asked: None,
            parts: Vec::new(),
            touched: Vec::new(),
            chosen: BTreeMap::new(),
            at: 0,
            complaint: None,
        };
        new.propose(context);
        new.ask(context);
        Ok(new)
    }

    /// The last estimate that one of them has is proposed for all.
    fn propose(&mut self, context: &Context) {
        let known = |one: &Commitment| {
            let known = one.feasibility.as_ref()?;
            Some((known.on, known.answer.estimate?.to_string()))
        };
        let found = self.form.targets.iter().filter_map(|id| context.book.get(*id));
        if let Some((_, text)) = found.filter_map(known).max_by_key(|known| known.0) {
            self.form.propose_estimate(&text);
        }
    }

    /// Whether letters are typed here.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        matches!(self.phase, Phase::Estimating)
    }

    /// Works out how each promise stands with the answer as it is typed, where that is another one.
    fn ask(&mut self, context: &Context) {
        if self.parts.is_empty() || self.asked != self.shared(context) {
            self.work_out(context);
        }
    }

    /// What is typed, where it says something.
    fn shared(&self, context: &Context) -> Option<Shared> {
        let shared = self.form.shared(context);
        let says_something = shared.answer.estimate.is_some() || shared.answer.verdict != Verdict::Feasible;
        says_something.then_some(shared)
    }

    /// Works out what suits each promise beside what was chosen, and how it stands then.
    fn work_out(&mut self, context: &Context) {
        let Some(forecaster) = context.forecaster else { return };
        self.asked = self.shared(context);
        let like = self.like(context);
        let asked = Asked {
            ids: &self.form.targets,
            shared: self.asked.as_ref(),
            like: &like,
            level: Some(Confidence::P80),
            chosen: &self.chosen,
        };
        let whole = together(context.book, forecaster, &asked);
        (self.parts, self.touched) = (whole.parts, whole.touched);
        self.at = self.at.min(self.parts.len().saturating_sub(1));
    }

    /// A move that says whose word it is.
    fn like(&self, context: &Context) -> Draft {
        self.form.draft(Act::Note, None, context)
    }

    /// The moves as they stand, promise by promise.
    fn entries(&self, context: &Context) -> Vec<Entry> {
        let like = self.like(context);
        let drafts = |part: &Part| {
            let drafts = part.drafts(&like);
            drafts.into_iter().map(|draft| Entry { on: Target::Commitment(part.id), draft }).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(drafts).collect()
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        self.complaint = None;
        match self.phase {
            Phase::Estimating => self.estimate(input, context),
            Phase::Answering => self.answer(input, context),
        }
    }

    fn estimate(&mut self, input: &Input, context: &Context) -> Outcome {
        if let Input::Command(Command::Submit | Command::Open) = input
            && !self.form.is_choosing()
        {
            self.ask(context);
            if context.forecaster.is_none() {
                return Outcome::Say("the forecast is being worked out; enter again in a moment".into());
            }
            if self.form.is_ready(context) {
                self.phase = Phase::Answering;
            }
            return Outcome::Stay;
        }
        let outcome = self.form.handle(input, context);
        self.ask(context);
        outcome
    }

    fn answer(&mut self, input: &Input, context: &Context) -> Outcome {
        let last = self.parts.len().saturating_sub(1);
        match input {
            Input::Command(Command::Submit | Command::Open) => return self.submit(context),
            Input::Command(Command::Cancel | Command::Back) => self.phase = Phase::Estimating,
            Input::Command(command) => self.at = super::moved(self.at, *command, self.parts.len(), 10),
            Input::Key(key) => self.key(*key, context),
            Input::Wheel(lines) => self.at = self.at.saturating_add_signed((*lines).into()).min(last),
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Entry(at) if at == self.at => self.choose_next(1, context),
                Spot::Entry(at) => self.at = at.min(last),
                Spot::Field(_) => self.phase = Phase::Estimating,
                Spot::Run(Command::Submit) => return self.submit(context),
                Spot::Word(..)
                | Spot::Suggestion(_)
                | Spot::Commitment(_)
                | Spot::Column(_)
                | Spot::Run(_)
                | Spot::Outside
                | Spot::Nothing => {}
            },
            Input::Paste(_) => {}
        }
        Outcome::Stay
    }

    fn key(&mut self, key: Key, context: &Context) {
        match (key.typed(), key.code()) {
            (Some(' '), _) | (None, Code::Right) => self.choose_next(1, context),
            (None, Code::Left) => self.choose_next(SAYS.len() - 1, context),
            (Some('j'), _) => self.at = (self.at + 1).min(self.parts.len().saturating_sub(1)),
            (Some('k'), _) => self.at = self.at.saturating_sub(1),
            (Some('s'), _) => self.choose(Say::Sign, context),
            (Some('5'), _) => self.choose(Say::Offer(Confidence::P50), context),
            (Some('8'), _) => self.choose(Say::Offer(Confidence::P80), context),
            (Some('9'), _) => self.choose(Say::Offer(Confidence::P95), context),
            (Some('n'), _) => self.choose(Say::Nothing, context),
            (Some(_) | None, _) => {}
        }
    }

    fn choose(&mut self, say: Say, context: &Context) {
        let Some(part) = self.parts.get(self.at) else { return };
        let can_say = match say {
            Say::Sign | Say::Nothing => true,
            Say::Offer(level) => part.offered(level).is_some(),
        };
        if can_say {
            self.chosen.insert(part.id, say);
            // Another date here is another place in the queue for those that come after.
            self.work_out(context);
        } else {
            self.complaint = Some("there is no other date to offer at that chance".into());
        }
    }

    fn choose_next(&mut self, steps: usize, context: &Context) {
        let Some(part) = self.parts.get(self.at) else { return };
        let at = SAYS.iter().position(|say| *say == part.say).unwrap_or(0);
        let ways = (1..=SAYS.len()).map(|n| SAYS[(at + n * steps) % SAYS.len()]);
        let next = ways.into_iter().find(|say| match say {
            Say::Sign | Say::Nothing => true,
            Say::Offer(level) => part.offered(*level).is_some(),
        });
        if let Some(next) = next {
            self.choose(next, context);
        }
    }

    fn submit(&mut self, context: &Context) -> Outcome {
        if !self.form.is_ready(context) {
            self.phase = Phase::Estimating;
            return Outcome::Stay;
        }
        for part in &self.parts {
            let own: Vec<Entry> =
                self.entries(context).into_iter().filter(|entry| entry.on == Target::Commitment(part.id)).collect();
            if let Err(refused) = super::what_if::after(context, &own) {
                let customer = context.book.get(part.id).map_or("", |one| &*one.customer);
                self.complaint = Some(format!("{customer}: {refused}"));
                return Outcome::Stay;
            }
        }
        let entries = self.entries(context);
        if entries.is_empty() {
            self.complaint = Some("nothing would be recorded: each has that estimate, and none is answered".into());
            return Outcome::Stay;
        }
        Outcome::Record(entries)
    }

    /// Its half-typed text.
    #[must_use]
    pub fn kept(&self) -> Kept {
        self.form.kept()
    }

    /// Recording failed.
    pub fn came_back(&mut self, why: &str) {
        self.complaint = Some(why.to_owned());
    }

    /// The book is other than before, or who forecasts.
    pub fn look_again(&mut self, context: &Context) {
        self.form.look_again(context);
        self.propose(context);
        self.parts.clear();
        self.ask(context);
    }

    /// What happened beneath is seen.
    pub fn saw(&mut self, context: &Context) {
        self.form.saw(context);
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        show::sheet(self, context)
    }
}
