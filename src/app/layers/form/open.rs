//! Opening a form: whether it may be opened, and what stands in it already.

use super::Form;
use super::field::{Content, Field};
use super::meaning;
use super::table::{Need, Slot, Topic, fields};
use crate::app::layer::Context;
use crate::app::layers::beneath::Beneath;
use crate::app::layers::known::Known;
use crate::app::layers::line::Line;
use crate::app::layers::{typed_day, what_if};
use crate::command::Command;
use crate::domain::act::{Act, Draft, Kind, Text};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::outlook::Confidence;
use crate::domain::permit::Refusal;
use crate::domain::person::{Handle, Role, Side};
use crate::forecast::dates_to_offer;

/// What opening a form came to.
#[derive(Clone, Debug)]
pub enum Opening {
    /// Here it is.
    Form(Box<Form>),
    /// Why not, and what to do instead.
    Refused(String),
}

/// The form of a command on what it is made on.
#[must_use]
pub fn open(command: Command, context: &Context) -> Option<Opening> {
    let first = context.targets.iter().find_map(|id| context.book.get(*id));
    let topic = Topic::of(command, side(command, first, context))?;
    if topic == Topic::Add {
        return Some(Opening::Form(Box::new(Form::new(topic, Vec::new(), context))));
    }
    if context.targets.is_empty() {
        return Some(Opening::Refused("no commitment is under the cursor: choose one, or add one".into()));
    }
    if first.is_none() {
        return Some(Opening::Refused("it is no longer in the book: choose another, or add one".into()));
    }
    let refusals: Vec<Option<Refusal>> = context.targets.iter().map(|id| refusal(topic.kind(), *id, context)).collect();
    let is_open = refusals.iter().any(|refusal| refusal.as_ref().is_none_or(|refusal| may_record(refusal, context)));
    if !is_open {
        let why = refusals.into_iter().flatten().next().map_or_else(String::new, |refusal| refusal.to_string());
        return Some(Opening::Refused(why));
    }
    let needs_voice = refusals.iter().all(|refusal| refusal.as_ref().is_some_and(|refusal| refusal.is_trespass));
    let mut form = Form::new(topic, context.targets.to_vec(), context);
    if needs_voice {
        form.ask_for_voice(context);
    }
    Some(Opening::Form(Box::new(form)))
}

/// The side that somebody speaks for in a move of terms: sales where one can and the command doesn't say otherwise.
fn side(command: Command, commitment: Option<&Commitment>, context: &Context) -> Side {
    let roles = context.book.rules.people.roles(context.me);
    let state = commitment.map(|commitment| commitment.state.name());
    let both = roles.has(Role::Sales) && roles.has(Role::Tech);
    // One person with both roles moves dates for sales; offers other terms for whoever has the next word.
    if both && command == Command::Counter && state != Some(StateName::Countered) {
        return Side::Tech;
    }
    if roles.has(Role::Sales) || !roles.has(Role::Tech) { Side::Sales } else { Side::Tech }
}

/// Why somebody can't make a kind of move on a commitment now.
#[must_use]
pub fn refusal(kind: Kind, id: Id, context: &Context) -> Option<Refusal> {
    let commitment = context.book.get(id)?;
    let draft = Draft::new(context.me.clone(), sample(kind, context.today)?);
    let refusal = what_if::allowed(context, commitment, &draft).err()?;
    // What can be recorded for somebody else may still be out of season.
    let voice = voice(kind, context).filter(|_| may_record(&refusal, context));
    let by_proxy = voice.map(|voice| Draft { proxy_for: Some(voice), ..draft });
    let second = by_proxy.and_then(|draft| what_if::allowed(context, commitment, &draft).err());
    Some(second.unwrap_or(refusal))
}

/// Somebody whose word a kind of move would be.
fn voice(kind: Kind, context: &Context) -> Option<Handle> {
    let role = kind.role()?;
    context.book.rules.people.iter().find(|person| person.roles.has(role)).map(|person| person.handle.clone())
}

/// Whether what somebody has no right to say can be recorded for somebody else.
#[must_use]
pub fn may_record(refusal: &Refusal, context: &Context) -> bool {
    let roles = context.book.rules.people.roles(context.me);
    refusal.is_trespass && (roles.has(Role::Sales) || roles.has(Role::Tech))
}

/// An act of a kind, to ask whether it would be allowed.
fn sample(kind: Kind, today: Day) -> Option<Act> {
    Some(match kind {
        Kind::Change => Act::Change(Box::default()),
        Kind::Counter => Act::Counter(Box::default()),
        Kind::Estimate => Act::Estimate(Box::new(meaning::no_answer())),
        Kind::Countersign => Act::Countersign,
        Kind::Accept => Act::Accept,
        Kind::Defer => Act::Defer { until: today },
        Kind::Decline => Act::Decline { reason: None },
        Kind::Progress => Act::Progress { left: None },
        Kind::Deliver => Act::Deliver { reason: None },
        Kind::Confirm => Act::Confirm { reason: None },
        Kind::NotYet => Act::NotYet,
        Kind::Withdraw => Act::Withdraw { reason: None },
        Kind::Revoke => Act::Revoke { reason: None },
        Kind::Told => Act::Told { due: None },
        Kind::Note => Act::Note,
        Kind::Edit => Act::Edit(Box::default()),
        Kind::AcceptRisk => Act::AcceptRisk { review: today },
        Kind::Reopen => Act::Reopen,
        Kind::Promise | Kind::Retract | Kind::Unknown => return None,
    })
}

impl Form {
    /// A form with what is known filled in, and what was half-typed before put back.
    #[must_use]
    pub fn new(topic: Topic, targets: Vec<Id>, context: &Context) -> Self {
        let mut form = Self::blank(topic, targets, context);
        form.prefill(context);
        if let Some(kept) = context.kept.get(&form.name()) {
            form.restore(kept);
        }
        form
    }

    /// A form with nothing in it.
    pub(super) fn blank(topic: Topic, targets: Vec<Id>, context: &Context) -> Self {
        Self {
            topic,
            fields: fields(topic).into_iter().map(|(slot, need)| Field::new(slot, need)).collect(),
            focus: 0,
            known: Known::of(context.book),
            beneath: Beneath::of(&targets, context),
            seen: targets.iter().filter_map(|id| Some((*id, context.book.get(*id)?.on_the_table().clone()))).collect(),
            complaint: None,
            asked: Vec::new(),
            suggestion: None,
            is_quiet: true,
            is_restored: false,
            preview: None,
            dates: None,
            scroll: None,
            targets,
        }
    }

    pub(super) fn prefill(&mut self, context: &Context) {
        let commitments: Vec<&Commitment> = self.targets.iter().filter_map(|id| context.book.get(*id)).collect();
        if let [one] = commitments[..] {
            self.dates = context.forecaster.and_then(|forecaster| dates_to_offer(forecaster, one));
        }
        self.drop_needless(&commitments, context);
        match commitments[..] {
            [] => self.put(Slot::Told, Content::Switch(true)),
            [one] => self.prefill_one(one, context),
            [_, _, ..] => {}
        }
    }

    /// Takes out what has nothing to say here.
    fn drop_needless(&mut self, commitments: &[&Commitment], context: &Context) {
        let is_late = commitments.iter().any(|each| meaning::asks_reason(self.topic, each, context.today));
        let has_offer = commitments.iter().any(|each| each.offer().is_some());
        let has_conditions = matches!(commitments, [one] if one.feasibility.as_ref()
            .is_some_and(|known| known.conditions.iter().any(|condition| !condition.is_met)));
        let has_dates = self.dates.is_some();
        self.fields.retain(|field| match field.slot {
            Slot::Reason => is_late,
            Slot::Which => has_offer,
            Slot::Met => has_conditions,
            Slot::Level => has_dates,
            Slot::ToldDue if self.topic == Topic::Told => commitments.iter().any(|each| each.is_open()),
            _ => true,
        });
    }

    fn put(&mut self, slot: Slot, content: Content) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.slot == slot) {
            field.prefill(content);
        }
    }

    fn put_text(&mut self, slot: Slot, text: &str) {
        self.put(slot, Content::Line(Line::new(text)));
    }

    fn put_word(&mut self, slot: Slot, word: Option<&str>) {
        let Some(field) = self.fields.iter_mut().find(|field| field.slot == slot) else { return };
        let at = word.and_then(|word| field.words().iter().position(|other| *other == word));
        field.prefill(Content::Word(at));
    }

    fn own_words(&mut self, slot: Slot, words: Vec<String>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.slot == slot) {
            field.own = words;
        }
    }

    fn prefill_one(&mut self, one: &Commitment, context: &Context) {
        match self.topic {
            Topic::Edit => self.prefill_edit(one),
            Topic::Terms(side) => {
                let table = one.terms_of(side);
                self.put_text(Slot::Scope, &table.scope);
                self.put_text(Slot::DoneWhen, table.done_when.as_deref().unwrap_or_default());
                self.put_text(Slot::Conditions, &table.conditions.join("; "));
                self.propose_date(one, context);
            }
            Topic::Date(_) => self.propose_date(one, context),
            Topic::Estimate => {
                if let Some(feasibility) = &one.feasibility {
                    let answer = &feasibility.answer;
                    if let Some(estimate) = &answer.estimate {
                        self.put(Slot::Estimate, Content::Line(Line::proposed(estimate.to_string())));
                    }
                    self.put_word(Slot::Verdict, Some(answer.verdict.word()));
                    self.put_text(Slot::Conditions, &answer.conditions.join("; "));
                    if let Some(start) = answer.start.filter(|start| *start >= context.today) {
                        self.put_text(Slot::Start, &typed_day(start));
                    }
                }
            }
            Topic::Told => {
                if let Some(offer) = one.offer() {
                    let named = |what: &str, due: Option<Day>| {
                        due.map_or_else(|| what.to_owned(), |due| format!("{what}, {}", due.short(context.today)))
                    };
                    let words = vec![named("our terms", one.terms.due), named("tech's offer", offer.due)];
                    self.own_words(Slot::Which, words);
                    self.put(Slot::Which, Content::Word(Some(0)));
                }
            }
            Topic::Progress => {
                if let Some(left) = one.progress.as_ref().and_then(|progress| progress.left) {
                    self.put(Slot::Left, Content::Line(Line::proposed(left.to_string())));
                }
            }
            Topic::Add
            | Topic::Countersign
            | Topic::Accept
            | Topic::Defer
            | Topic::Decline
            | Topic::Deliver
            | Topic::Confirm
            | Topic::NotYet
            | Topic::Withdraw
            | Topic::Revoke
            | Topic::AcceptRisk
            | Topic::Reopen
            | Topic::Note => {}
        }
    }

    /// Proposes the day with 80 %, where the forecast has one and it isn't the date that stands.
    fn propose_date(&mut self, one: &Commitment, context: &Context) {
        if let Some(dates) = &self.dates {
            let words = Confidence::ALL
                .map(|level| format!("{} % {}", level.percent(), dates.at(level).short(context.today)))
                .to_vec();
            self.own_words(Slot::Level, words);
        }
        if let Some(p80) =
            self.dates.map(|dates| dates.p80).filter(|p80| one.on_the_table().due.is_none_or(|due| *p80 > due))
        {
            self.put(Slot::Due, Content::Line(Line::proposed(typed_day(p80))));
        }
    }

    fn prefill_edit(&mut self, one: &Commitment) {
        let settings = &one.settings;
        let text = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
        let tags: Vec<String> = settings.tags.iter().map(|tag| format!("#{tag}")).collect();
        self.put_text(Slot::Customer, &one.customer);
        self.put_text(Slot::Scope, &one.terms.scope);
        self.put_text(Slot::DoneWhen, &text(&one.terms.done_when));
        self.put_text(Slot::Tech, settings.tech.as_ref().map_or("", |tech| tech.as_str()));
        self.put_text(Slot::Sales, settings.sales.as_ref().map_or("", |sales| sales.as_str()));
        self.put_text(Slot::Deal, &text(&settings.deal));
        self.put_text(Slot::Value, &settings.value.map(|value| value.to_string()).unwrap_or_default());
        self.put_text(Slot::Capability, &text(&settings.capability));
        self.put_text(Slot::Tags, &tags.join(" "));
        self.put_text(Slot::Links, &settings.links.join(" "));
        self.put_word(Slot::Firmness, settings.firmness.map(crate::domain::grade::Firmness::word));
        self.put_word(Slot::Stake, settings.stake.map(crate::domain::grade::Stake::word));
        let unmet = one.feasibility.iter().flat_map(|known| &known.conditions).filter(|condition| !condition.is_met);
        self.own_words(Slot::Met, unmet.map(|condition| condition.text.to_string()).collect());
    }

    /// The move belongs to another role: whose word is it?
    fn ask_for_voice(&mut self, context: &Context) {
        let Some(role) = self.topic.kind().role() else { return };
        let side = match role {
            Role::Sales => Side::Sales,
            Role::Tech => Side::Tech,
            Role::Manager => return,
        };
        let owners: Vec<&Handle> = self.targets.iter().filter_map(|id| context.book.get(*id)?.owner(side)).collect();
        // Of several owners nobody knows whose word it is.
        let owner = owners.first().filter(|first| owners.iter().all(|each| each == *first)).copied().cloned();
        let voice = owner.filter(|owner| context.book.rules.people.roles(owner).has(role));
        if let Some(field) = self.fields.iter_mut().find(|field| field.slot == Slot::For) {
            field.need = Need::Must;
        }
        let Some(voice) = voice else {
            self.complain(None, format!("this is a {} move: `for` says whose word it is", role.word()));
            return;
        };
        // The owner's word most often; what was half typed before goes first.
        if let Some(field) = self.fields.iter_mut().find(|field| field.slot == Slot::For && field.is_empty()) {
            field.prefill(Content::Line(Line::proposed(voice.as_str())));
        }
    }
}
