//! The commitment so far: what each kind of move does to it.

mod sign;

use std::mem;

use super::Ground;
use crate::domain::act::{Act, Answer, Edit, Kind, Move, NewTerms, Promise, Variance};
use crate::domain::commitment::{
    AcceptedRisk, Commitment, Crossing, Feasibility, Progress, State, StateName, Telling, Terms,
};
use crate::domain::condition;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::permit::{Refusal, crosses, permit, permit_retract, side_of};
use crate::domain::person::Side;

/// The commitment so far, and the terms it went through.
pub(super) struct Table<'a> {
    pub(super) commitment: Commitment,
    past: Vec<Terms>,
    conversation: &'a [Move],
    ground: Ground<'a>,
}

impl<'a> Table<'a> {
    pub(super) fn begin(
        id: Id,
        first: &Move,
        promise: &Promise,
        (conversation, ground): (&'a [Move], Ground<'a>),
    ) -> Self {
        let on = first.on.unwrap_or_else(|| first.at.day(ground.zone));
        let terms = Terms {
            id: first.id,
            scope: promise.scope.clone(),
            due: promise.due,
            said: promise.said.clone(),
            done_when: promise.done_when.clone(),
            conditions: promise.conditions.clone(),
            by: first.voice().clone(),
            side: Side::Sales,
            on,
        };
        let mut settings = promise.settings.clone();
        settings.sales.get_or_insert_with(|| first.voice().clone());
        let told = promise.told.then(|| Telling {
            terms: first.id,
            due: promise.told_due.or(promise.due),
            scope: promise.scope.clone(),
            conditions: promise.conditions.clone(),
            on,
            by: first.voice().clone(),
            outcome: None,
        });
        let commitment = Commitment {
            id,
            moves: Vec::new(),
            customer: promise.customer.clone(),
            settings,
            original_due: terms.due,
            terms,
            state: State::Requested,
            told,
            feasibility: None,
            answer_by: None,
            opened_on: on,
            state_since: on,
            asked_on: Some(on),
            first_answer: None,
            progress: None,
            agreed_on: None,
            begun: None,
            signings: Vec::new(),
            delivered_on: None,
            variance: None,
            accepted_risk: None,
            crossing: None,
            trespass: None,
            ineffective: Vec::new(),
            retracted: Vec::new(),
            last_move: first.at,
            last_move_on: on,
        };
        Self { commitment, past: Vec::new(), conversation, ground }
    }

    pub(super) fn refuse(&mut self, made: &Move, refusal: &Refusal) {
        if refusal.is_trespass {
            self.commitment.trespass = Some(made.id);
        }
        self.commitment.ineffective.push((made.id, refusal.to_string().into()));
    }

    /// Applies one move, or notes why it has no effect.
    pub(super) fn take(&mut self, made: &Move) {
        let permitted = if let Act::Retract { what } = made.act {
            permit_retract(self.conversation, made, what)
        } else {
            permit(&self.commitment, made, self.ground.people)
        };
        if let Err(refusal) = permitted {
            return self.refuse(made, &refusal);
        }
        let on = made.on.unwrap_or_else(|| made.at.day(self.ground.zone));
        let is_crossed = crosses(&self.commitment, made.act.kind(), made.re);
        let before = self.commitment.state.name();
        self.apply(made, on, is_crossed);
        if self.commitment.state.name() != before {
            self.commitment.state_since = on;
        }
        self.settle(made, is_crossed);
        self.commitment.last_move = made.at;
        self.commitment.last_move_on = on;
    }

    /// Records a crossing, or sees it settled by an answer to what stands.
    fn settle(&mut self, made: &Move, is_crossed: bool) {
        let commitment = &mut self.commitment;
        if is_crossed {
            return;
        }
        let settles = match made.act.kind() {
            Kind::Change
            | Kind::Counter
            | Kind::Accept
            | Kind::Countersign
            | Kind::Decline
            | Kind::Withdraw
            | Kind::Revoke
            | Kind::Reopen => true,
            Kind::Estimate
            | Kind::Promise
            | Kind::Defer
            | Kind::Progress
            | Kind::Deliver
            | Kind::Confirm
            | Kind::NotYet
            | Kind::Told
            | Kind::Note
            | Kind::Edit
            | Kind::AcceptRisk
            | Kind::Retract
            | Kind::Unknown => false,
        };
        if settles {
            commitment.crossing = None;
        }
        // Any later word with the right to be said shows that the two sides have looked at it.
        if settles || made.act.kind() == Kind::Estimate {
            commitment.trespass = None;
        }
    }

    fn apply(&mut self, made: &Move, on: Day, is_crossed: bool) {
        let crossing = Crossing { first: self.commitment.on_the_table().id, second: made.id };
        if is_crossed {
            self.commitment.crossing = Some(crossing);
        }
        match &made.act {
            Act::Change(new) => {
                self.request(made, new, on);
                if new.told {
                    self.tell(made, None, on);
                }
            }
            Act::Counter(new) => self.counter(made, new, on),
            Act::Countersign if !is_crossed => self.sign(made, on),
            Act::Accept if !is_crossed => self.accept(made, on),
            Act::Decline { reason } if !is_crossed => {
                self.answered(on);
                self.close(State::Declined, *reason);
            }
            Act::Countersign | Act::Accept | Act::Decline { .. } => {}
            Act::Estimate(answer) => self.estimate(made, answer, on),
            Act::Defer { until } => {
                self.commitment.first_answer.get_or_insert(on);
                self.commitment.answer_by = Some(*until);
            }
            Act::Progress { left } => {
                self.commitment.progress = Some(Progress { left: *left, on, note: made.note.clone() });
            }
            Act::Deliver { reason } => self.deliver(on, *reason),
            Act::Confirm { reason } => self.confirm(*reason),
            Act::NotYet => self.not_yet(),
            Act::Withdraw { reason } => self.close(State::Withdrawn, *reason),
            Act::Revoke { reason } => self.close(State::Revoked, *reason),
            Act::Told { due } => self.tell(made, *due, on),
            Act::Edit(edit) => self.edit(edit),
            Act::AcceptRisk { review } => {
                let by = made.voice().clone();
                self.commitment.accepted_risk =
                    Some(AcceptedRisk { by, on, review: *review, reason: made.note.clone() });
            }
            Act::Reopen => {
                self.commitment.variance = None;
                self.commitment.delivered_on = None;
                self.commitment.asked_on = Some(on);
                self.commitment.state = State::Requested;
            }
            Act::Promise(_) | Act::Note | Act::Retract { .. } | Act::Unknown { .. } => {}
        }
    }

    /// The side's own terms with what is new in them: who names only a date takes over nothing else.
    fn renewed(&self, made: &Move, new: &NewTerms, on: Day, side: Side) -> Terms {
        let base = self.commitment.terms_of(side);
        Terms {
            id: made.id,
            scope: new.scope.clone().unwrap_or_else(|| base.scope.clone()),
            due: new.due.or(base.due),
            said: if new.due.is_some() { new.said.clone() } else { base.said.clone() },
            done_when: new.done_when.clone().or_else(|| base.done_when.clone()),
            conditions: new.conditions.clone().unwrap_or_else(|| base.conditions.clone()),
            by: made.voice().clone(),
            side,
            on,
        }
    }

    fn stand_on(&mut self, terms: Terms) {
        if self.commitment.original_due.is_none() {
            self.commitment.original_due = terms.due;
        }
        let before = mem::replace(&mut self.commitment.terms, terms);
        let now = &self.commitment.terms;
        if before.scope != now.scope || before.done_when != now.done_when {
            self.commitment.signings.iter_mut().for_each(|signing| signing.is_other_work = true);
        }
        self.past.push(before);
    }

    /// Sales puts terms to tech: the signature is void, an answer is owed.
    fn request(&mut self, made: &Move, new: &NewTerms, on: Day) {
        let terms = self.renewed(made, new, on, Side::Sales);
        self.stand_on(terms);
        self.commitment.state = State::Requested;
        self.commitment.agreed_on = None;
        self.commitment.answer_by = None;
        self.commitment.asked_on = Some(on);
    }

    fn counter(&mut self, made: &Move, new: &NewTerms, on: Day) {
        match side_of(self.ground.people, made.voice(), self.commitment.state.name()) {
            Some(Side::Sales) => self.request(made, new, on),
            Some(Side::Tech) | None => {
                let offer = Box::new(self.renewed(made, new, on, Side::Tech));
                self.answered(on);
                self.commitment.agreed_on = None;
                self.commitment.settings.tech.get_or_insert_with(|| made.voice().clone());
                if self.commitment.original_due.is_none() {
                    self.commitment.original_due = offer.due;
                }
                if let State::Countered { offer: before } =
                    mem::replace(&mut self.commitment.state, State::Countered { offer })
                {
                    self.past.push(*before);
                }
                self.stand_by_estimate();
            }
        }
    }

    /// Tech has spoken of the terms on the table knowing its estimate, which therefore speaks of them too.
    fn stand_by_estimate(&mut self) {
        let on_the_table = self.commitment.on_the_table().id;
        if let Some(feasibility) = &mut self.commitment.feasibility {
            feasibility.terms = on_the_table;
        }
    }

    /// Tech has answered: nothing is owed any more.
    fn answered(&mut self, on: Day) {
        self.commitment.first_answer.get_or_insert(on);
        self.commitment.answer_by = None;
        self.commitment.asked_on = None;
    }

    fn estimate(&mut self, made: &Move, answer: &Answer, on: Day) {
        self.commitment.first_answer.get_or_insert(on);
        self.commitment.answer_by = None;
        self.commitment.settings.tech.get_or_insert_with(|| made.voice().clone());
        let known = |terms: &Id| *terms == self.commitment.terms.id || self.past.iter().any(|past| past.id == *terms);
        let on_table = self.commitment.on_the_table().id;
        let terms = made.re.filter(|re| known(re) || *re == on_table).unwrap_or(on_table);
        if let Some(begun) = &mut self.commitment.begun {
            begun.estimate = begun.estimate.or(answer.estimate);
        }
        self.commitment.feasibility = Some(Feasibility {
            id: made.id,
            conditions: condition::read_all(&answer.conditions, on, self.ground.calendar),
            answer: answer.clone(),
            terms,
            by: made.voice().clone(),
            on,
        });
    }

    fn deliver(&mut self, on: Day, reason: Option<Variance>) {
        match mem::replace(&mut self.commitment.state, State::Requested) {
            State::Agreed(signature) => {
                self.commitment.state = State::Delivered(signature);
                self.commitment.delivered_on = Some(on);
                self.commitment.variance = reason.or(self.commitment.variance);
            }
            other => self.commitment.state = other,
        }
    }

    fn confirm(&mut self, reason: Option<Variance>) {
        match mem::replace(&mut self.commitment.state, State::Requested) {
            State::Delivered(signature) => {
                self.commitment.state = State::Kept(signature);
                self.commitment.variance = reason.or(self.commitment.variance);
            }
            other => self.commitment.state = other,
        }
    }

    fn not_yet(&mut self) {
        match mem::replace(&mut self.commitment.state, State::Requested) {
            State::Delivered(signature) => {
                self.commitment.state = State::Agreed(signature);
                self.commitment.delivered_on = None;
            }
            other => self.commitment.state = other,
        }
    }

    fn close(&mut self, state: State, reason: Option<Variance>) {
        self.commitment.state = state;
        self.commitment.agreed_on = None;
        self.commitment.answer_by = None;
        self.commitment.asked_on = None;
        self.commitment.variance = reason.or(self.commitment.variance);
    }

    fn tell(&mut self, made: &Move, due: Option<Day>, on: Day) {
        let commitment = &self.commitment;
        let named = made.re.filter(|_| made.act.kind() == Kind::Told);
        let terms = named
            .and_then(|re| {
                [Some(&commitment.terms), commitment.offer()]
                    .into_iter()
                    .flatten()
                    .chain(self.past.iter())
                    .find(|terms| terms.id == re)
            })
            .unwrap_or(&commitment.terms);
        let outcome = match commitment.state.name() {
            state @ (StateName::Declined | StateName::Revoked | StateName::Withdrawn) => Some(state),
            StateName::Requested
            | StateName::Countered
            | StateName::Agreed
            | StateName::Delivered
            | StateName::Kept => None,
        };
        self.commitment.told = Some(Telling {
            terms: terms.id,
            due: due.or(terms.due),
            scope: terms.scope.clone(),
            conditions: terms.conditions.clone(),
            on,
            by: made.voice().clone(),
            outcome,
        });
    }

    fn edit(&mut self, edit: &Edit) {
        let commitment = &mut self.commitment;
        let settings = &mut commitment.settings;
        if let Some(customer) = &edit.customer {
            commitment.customer = customer.clone();
        }
        if let Some(scope) = &edit.scope {
            // Better words for the same thing: what was told was told of the same thing.
            if let Some(told) = &mut commitment.told
                && told.scope == commitment.terms.scope
            {
                told.scope = scope.clone();
            }
            commitment.terms.scope = scope.clone();
        }
        if let Some(done_when) = &edit.done_when {
            commitment.terms.done_when = Some(done_when.clone());
        }
        set(&mut settings.sales, edit.sales.as_ref());
        set(&mut settings.tech, edit.tech.as_ref());
        set(&mut settings.deal, edit.deal.as_ref());
        set(&mut settings.value, edit.value.as_ref());
        set(&mut settings.firmness, edit.firmness.as_ref());
        set(&mut settings.stake, edit.stake.as_ref());
        set(&mut settings.capability, edit.capability.as_ref());
        if let Some(tags) = &edit.tags {
            settings.tags.clone_from(tags);
        }
        if let Some(links) = &edit.links {
            settings.links.clone_from(links);
        }
        if let (Some(met), Some(feasibility)) = (&edit.met, &mut commitment.feasibility) {
            for condition in feasibility.conditions.iter_mut().filter(|condition| condition.text == *met) {
                condition.is_met = true;
            }
        }
    }
}

fn set<T: Clone>(slot: &mut Option<T>, new: Option<&Option<T>>) {
    if let Some(new) = new {
        slot.clone_from(new);
    }
}
