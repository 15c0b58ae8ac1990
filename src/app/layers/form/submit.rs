//! From the fields of a form to the moves that they say.

use super::Form;
use super::field::{Trouble, Value};
use super::meaning;
use super::table::{Need, Slot, Topic};
use crate::app::layer::{Context, Outcome};
use crate::app::layers::preview::Preview;
use crate::app::layers::what_if;
use crate::domain::act::{
    Act, Answer, Draft, Edit, Entry, NewTerms, Promise, Settings, Target, Text, Variance, Verdict,
};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::grade::{Firmness, Stake};
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::outlook::Foretold;
use crate::domain::person::{Handle, Person, Role, Roles, Side};
use crate::forecast::together::{Shared, Whose};

impl Form {
    /// Whether the form can be taken as it is; else it says what is missing, or asks once.
    pub(in crate::app::layers) fn is_ready(&mut self, context: &Context) -> bool {
        if self.beneath.is_gone(context) {
            let again = "there is nothing left to say it about; esc closes, and the text is kept";
            self.complain(None, again);
            return false;
        }
        if self.beneath.is_new(context) {
            self.saw(context);
            self.complain(None, format!("look again, then enter: {}", self.topic.verb()));
            return false;
        }
        if let Some((slot, why)) = self.next_trouble(context) {
            self.complain(Some(slot), why);
            return false;
        }
        if let Some(why) = self.says_nothing(context) {
            self.complain(None, why);
            return false;
        }
        true
    }

    /// Takes the form as it is, or goes to what is missing.
    pub(super) fn submit(&mut self, context: &Context) -> Outcome {
        if !self.is_ready(context) {
            return Outcome::Stay;
        }
        if self.targets.len() > 1 {
            self.preview = Some(Box::new(Preview::new(
                self.topic.title(),
                self.entries(context),
                self.newcomers(context),
                context,
            )));
            return Outcome::Stay;
        }
        let entries = self.entries(context);
        if let Err(refusal) = what_if::after(context, &entries) {
            self.refuse(&refusal);
            return Outcome::Stay;
        }
        let newcomers = self.newcomers(context);
        if newcomers.is_empty() { Outcome::Record(entries) } else { Outcome::AddPeople(newcomers, entries) }
    }

    /// The first field that stands in the way, and why; questions stand in the way once.
    fn next_trouble(&mut self, context: &Context) -> Option<(Slot, String)> {
        for at in 0..self.fields.len() {
            let field = &self.fields[at];
            let slot = field.slot;
            match field.read(context, &self.known) {
                Err(Trouble { why, is_question: false, .. }) => return Some((slot, why)),
                Err(Trouble { why, is_question: true, .. }) => {
                    let question = (slot, field.saved());
                    if !self.asked.contains(&question) {
                        self.asked.push(question);
                        return Some((slot, why));
                    }
                }
                Ok(Value::Empty) => match self.need(slot) {
                    Need::Must => return Some((slot, format!("{} is needed: {}", slot.label(), slot.hint()))),
                    Need::Wanted => {
                        let question = (slot, String::new());
                        if !self.asked.contains(&question) {
                            self.asked.push(question);
                            return Some((
                                slot,
                                format!("{} is still open; enter again goes without it", slot.label()),
                            ));
                        }
                    }
                    Need::May => {}
                },
                Ok(_) => {}
            }
        }
        None
    }

    /// How much a field is needed, given what the others say.
    fn need(&self, slot: Slot) -> Need {
        let need = self.fields.iter().find(|field| field.slot == slot).map_or(Need::May, |field| field.need);
        let says_no = matches!(self.verdict(), Some(Verdict::NotFeasible | Verdict::NeedsSpike));
        if slot == Slot::Estimate && says_no {
            Need::May
        } else if slot == Slot::Note && self.reason() == Some(Variance::Other) {
            Need::Must
        } else {
            need
        }
    }

    /// The side that new terms would come from.
    pub(super) fn side(&self) -> Side {
        match self.topic {
            Topic::Terms(side) | Topic::Date(side) => side,
            _ => Side::Tech,
        }
    }

    /// Why the form says nothing yet.
    fn says_nothing(&self, context: &Context) -> Option<String> {
        let asks_change = matches!(self.topic, Topic::Terms(_) | Topic::Date(_));
        for id in self.targets.iter().filter(|_| asks_change || self.topic == Topic::Edit) {
            let commitment = context.book.get(*id)?;
            let is_same = match self.act(commitment, context) {
                Act::Change(new) | Act::Counter(new) => {
                    let table = commitment.terms_of(self.side());
                    // Naming the date that stands settles which of two that crossed does.
                    let settles = new.due.is_some() && commitment.crossing.is_some();
                    let same_due = new.due.is_none_or(|due| Some(due) == table.due) && !settles;
                    same_due && new.scope.is_none() && new.done_when.is_none() && new.conditions.is_none()
                }
                Act::Edit(edit) => *edit == Edit::default(),
                _ => false,
            };
            if !is_same {
                return None;
            }
        }
        match self.topic {
            Topic::Terms(_) => Some("these are the terms on the table: change one of them, or esc".into()),
            Topic::Date(_) => Some("that is the date already: name another, or esc".into()),
            Topic::Edit => Some("nothing is changed yet".into()),
            _ => None,
        }
    }

    /// The moves that the form says, as it stands; what can't be read is left out.
    #[must_use]
    pub(super) fn entries(&self, context: &Context) -> Vec<Entry> {
        if self.topic == Topic::Add {
            let draft = self.draft(self.promise(context), None, context);
            return vec![Entry { on: Target::New, draft }];
        }
        let commitments = self.targets.iter().filter_map(|id| context.book.get(*id));
        commitments.flat_map(|commitment| self.entries_on(commitment, context)).collect()
    }

    fn entries_on(&self, commitment: &Commitment, context: &Context) -> Vec<Entry> {
        let on = Target::Commitment(commitment.id);
        let re = self.re(commitment);
        let mut entries = vec![Entry { on, draft: self.draft(self.act(commitment, context), Some(re), context) }];
        if self.topic == Topic::Accept && self.switch(Slot::Told) {
            let told = Draft { note: None, ..self.draft(Act::Told { due: None }, Some(re), context) };
            entries.push(Entry { on, draft: told });
        }
        entries
    }

    /// The terms a move of this form is about, as they were shown.
    fn re(&self, commitment: &Commitment) -> Id {
        let shown = self
            .seen
            .iter()
            .find(|(id, _)| *id == commitment.id)
            .map_or(commitment.on_the_table().id, |seen| seen.1.id);
        match self.topic {
            // A signature is always under the terms that sales stands for; tech's own offer is accepted by sales.
            Topic::Countersign => commitment.terms.id,
            Topic::Told if self.word(Slot::Which) == Some(1) => commitment.on_the_table().id,
            Topic::Told => commitment.terms.id,
            Topic::Add
            | Topic::Estimate
            | Topic::Terms(_)
            | Topic::Date(_)
            | Topic::Accept
            | Topic::Defer
            | Topic::Decline
            | Topic::Progress
            | Topic::Deliver
            | Topic::Confirm
            | Topic::NotYet
            | Topic::Withdraw
            | Topic::Revoke
            | Topic::AcceptRisk
            | Topic::Reopen
            | Topic::Note
            | Topic::Edit => shown,
        }
    }

    /// A move as its fields say it is made.
    pub(in crate::app::layers) fn draft(&self, act: Act, re: Option<Id>, context: &Context) -> Draft {
        Draft {
            re,
            by: context.me.clone(),
            proxy_for: self.person(Slot::For).filter(|voice| voice != context.me),
            on: self.day(Slot::On, context).filter(|on| *on != context.today),
            note: self.text(Slot::Note, context),
            batch: None,
            act,
            foretold: Foretold::default(),
        }
    }

    /// What is said about a commitment.
    pub(super) fn act(&self, commitment: &Commitment, context: &Context) -> Act {
        let reason = self.reason().filter(|_| meaning::asks_reason(self.topic, commitment, context.today));
        match self.topic {
            Topic::Add => self.promise(context),
            Topic::Estimate => Act::Estimate(Box::new(self.answer(context))),
            Topic::Countersign => Act::Countersign,
            Topic::Terms(side) | Topic::Date(side) => {
                let new = Box::new(self.new_terms(commitment, context));
                let is_answer = commitment.offer().is_some();
                match side {
                    Side::Sales if is_answer && !new.told => Act::Counter(new),
                    Side::Sales => Act::Change(new),
                    Side::Tech => Act::Counter(new),
                }
            }
            Topic::Told => {
                let told =
                    if self.word(Slot::Which) == Some(1) { commitment.on_the_table() } else { &commitment.terms };
                Act::Told { due: self.day(Slot::ToldDue, context).filter(|due| told.due != Some(*due)) }
            }
            Topic::Accept => Act::Accept,
            Topic::Defer => Act::Defer { until: self.day(Slot::Until, context).unwrap_or(context.today) },
            Topic::Decline => Act::Decline { reason },
            Topic::Progress => Act::Progress { left: self.estimate(Slot::Left, context) },
            Topic::Deliver => Act::Deliver { reason },
            Topic::Confirm => Act::Confirm { reason },
            Topic::NotYet => Act::NotYet,
            Topic::Withdraw => Act::Withdraw { reason },
            Topic::Revoke => Act::Revoke { reason },
            Topic::AcceptRisk => Act::AcceptRisk { review: self.day(Slot::Review, context).unwrap_or(context.today) },
            Topic::Reopen => Act::Reopen,
            Topic::Note => Act::Note,
            Topic::Edit => Act::Edit(Box::new(self.edit(commitment, context))),
        }
    }

    fn promise(&self, context: &Context) -> Act {
        let told = self.switch(Slot::Told);
        let due = self.typed(Slot::Due, context);
        Act::Promise(Box::new(Promise {
            customer: self.text(Slot::Customer, context).unwrap_or_default(),
            scope: self.text(Slot::Scope, context).unwrap_or_default(),
            due: due.as_ref().map(|due| due.0),
            said: due.map(|due| due.1),
            told,
            told_due: self.day(Slot::ToldDue, context).filter(|_| told),
            done_when: self.text(Slot::DoneWhen, context),
            conditions: self.list(Slot::Conditions, context),
            settings: Settings {
                sales: self.person(Slot::Sales),
                tech: self.person(Slot::Tech),
                deal: self.text(Slot::Deal, context),
                value: self.money(context),
                firmness: self.firmness(),
                stake: self.stake(),
                capability: self.text(Slot::Capability, context),
                tags: self.list(Slot::Tags, context),
                links: self.list(Slot::Links, context),
            },
        }))
    }

    /// What tech answers.
    pub(in crate::app::layers) fn answer(&self, context: &Context) -> Answer {
        let conditions = self.list(Slot::Conditions, context);
        let inferred = if conditions.is_empty() { Verdict::Feasible } else { Verdict::Conditional };
        let said = self.verdict().filter(|said| *said != Verdict::Feasible || conditions.is_empty());
        Answer {
            estimate: self.estimate(Slot::Estimate, context),
            verdict: said.unwrap_or(inferred),
            start: self.day(Slot::Start, context),
            conditions,
        }
    }

    /// The same for promises that may have an answer already: what is not said about the verdict stays as each has it.
    pub(in crate::app::layers) fn shared(&self, context: &Context) -> Shared {
        let answer = self.answer(context);
        let is_said = self.verdict().is_some() || !answer.conditions.is_empty();
        Shared { answer, verdict: if is_said { Whose::Shared } else { Whose::Own } }
    }

    fn new_terms(&self, commitment: &Commitment, context: &Context) -> NewTerms {
        let table = commitment.terms_of(self.side());
        let due = self.typed(Slot::Due, context).filter(|due| table.due != Some(due.0));
        let conditions = self.has(Slot::Conditions).then(|| self.list(Slot::Conditions, context));
        NewTerms {
            scope: self.text(Slot::Scope, context).filter(|scope| **scope != *table.scope),
            said: due.as_ref().map(|due| due.1.clone()),
            due: due.map(|due| due.0),
            done_when: self.text(Slot::DoneWhen, context).filter(|done| table.done_when.as_deref() != Some(&**done)),
            conditions: conditions
                .filter(|new| *new != table.conditions && (self.targets.len() == 1 || !new.is_empty())),
            told: self.switch(Slot::Told),
        }
    }

    fn edit(&self, one: &Commitment, context: &Context) -> Edit {
        let settings = &one.settings;
        let is_bulk = self.targets.len() > 1;
        let text = |slot| self.text(slot, context);
        let renewed = |slot, old: &Option<Text>| changed(text(slot), old, is_bulk);
        let list = |slot, old: &Vec<Text>| {
            Some(self.list(slot, context)).filter(|new| new != old && !(is_bulk && new.is_empty()))
        };
        let met = self.fields.iter().find(|field| field.slot == Slot::Met);
        Edit {
            customer: text(Slot::Customer).filter(|new| *new != one.customer),
            scope: text(Slot::Scope).filter(|new| *new != one.terms.scope),
            done_when: text(Slot::DoneWhen).filter(|new| one.terms.done_when.as_ref() != Some(new)),
            sales: changed(self.person(Slot::Sales), &settings.sales, is_bulk),
            tech: changed(self.person(Slot::Tech), &settings.tech, is_bulk),
            deal: renewed(Slot::Deal, &settings.deal),
            value: changed(self.money(context), &settings.value, is_bulk),
            firmness: changed(self.firmness(), &settings.firmness, is_bulk),
            stake: changed(self.stake(), &settings.stake, is_bulk),
            capability: renewed(Slot::Capability, &settings.capability),
            tags: list(Slot::Tags, &settings.tags),
            links: list(Slot::Links, &settings.links),
            met: met.and_then(|field| field.own.get(self.word(Slot::Met)?)).map(|met| met.as_str().into()),
        }
    }

    /// The people whom the form names and the book doesn't know, with the role of their place.
    fn newcomers(&self, context: &Context) -> Vec<Person> {
        let people = &context.book.rules.people;
        let mut found: Vec<Person> = Vec::new();
        for (slot, role) in [(Slot::Tech, Role::Tech), (Slot::Sales, Role::Sales)] {
            let Some(handle) = self.person(slot).filter(|handle| people.get(handle).is_none() && handle != context.me)
            else {
                continue;
            };
            match found.iter_mut().find(|person| person.handle == handle) {
                Some(person) => person.roles = person.roles.with(role),
                None => found.push(Person::new(handle, Roles::of(&[role]))),
            }
        }
        found
    }

    fn has(&self, slot: Slot) -> bool {
        self.fields.iter().any(|field| field.slot == slot)
    }

    fn value(&self, slot: Slot, context: &Context) -> Option<Value> {
        self.fields.iter().find(|field| field.slot == slot)?.read(context, &self.known).ok()
    }

    fn text(&self, slot: Slot, context: &Context) -> Option<Text> {
        // A name that was asked about stands as typed once it is submitted.
        let field = self.fields.iter().find(|field| field.slot == slot)?;
        match field.read(context, &self.known) {
            Ok(Value::Text(text)) => Some(text),
            Err(Trouble { is_question: true, .. }) => Some(field.saved().trim().into()),
            Ok(_) | Err(_) => None,
        }
    }

    fn list(&self, slot: Slot, context: &Context) -> Vec<Text> {
        match self.value(slot, context) {
            Some(Value::List(list)) => list,
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn typed(&self, slot: Slot, context: &Context) -> Option<(Day, Text)> {
        match self.value(slot, context) {
            Some(Value::Day(typed)) => Some((typed.day, typed.words.into())),
            Some(_) | None => None,
        }
    }

    pub(super) fn day(&self, slot: Slot, context: &Context) -> Option<Day> {
        self.typed(slot, context).map(|typed| typed.0)
    }

    fn estimate(&self, slot: Slot, context: &Context) -> Option<Estimate> {
        match self.value(slot, context) {
            Some(Value::Estimate(estimate)) => Some(estimate),
            Some(_) | None => None,
        }
    }

    fn money(&self, context: &Context) -> Option<Money> {
        match self.value(Slot::Value, context) {
            Some(Value::Money(money)) => Some(money),
            Some(_) | None => None,
        }
    }

    pub(super) fn person(&self, slot: Slot) -> Option<Handle> {
        let field = self.fields.iter().find(|field| field.slot == slot)?;
        Handle::new(field.line()?.text()).ok()
    }

    pub(super) fn word(&self, slot: Slot) -> Option<usize> {
        match self.fields.iter().find(|field| field.slot == slot)?.content {
            super::field::Content::Word(at) => at,
            super::field::Content::Line(_) | super::field::Content::Switch(_) => None,
        }
    }

    pub(super) fn switch(&self, slot: Slot) -> bool {
        let field = self.fields.iter().find(|field| field.slot == slot);
        field.is_some_and(|field| matches!(field.content, super::field::Content::Switch(true)))
    }

    fn reason(&self) -> Option<Variance> {
        Variance::ALL.get(self.word(Slot::Reason)?).copied()
    }

    fn verdict(&self) -> Option<Verdict> {
        Verdict::ALL.get(self.word(Slot::Verdict)?).copied()
    }

    fn firmness(&self) -> Option<Firmness> {
        Firmness::ALL.get(self.word(Slot::Firmness)?).copied()
    }

    fn stake(&self) -> Option<Stake> {
        Stake::ALL.get(self.word(Slot::Stake)?).copied()
    }
}

/// What is new against what was; on several at once an empty field changes nothing.
#[expect(clippy::option_option, clippy::ref_option, reason = "an edit tells `as it was` from `empty`")]
fn changed<T: PartialEq>(new: Option<T>, old: &Option<T>, is_bulk: impl Into<bool>) -> Option<Option<T>> {
    let is_kept = new == *old || (new.is_none() && is_bulk.into());
    (!is_kept).then_some(new)
}
