//! Saying something: the people it brings along, the moves recorded, and the line that says what now stands.

use super::after;
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use super::voice::Voice;
use crate::domain::act::Draft;
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::permit::{permit, permit_role};
use crate::domain::person::{Handle, Person, Role};
use crate::forecast::foretell;
use crate::store::{Entry, Recorded, Target};

/// What a command says, ready to be recorded.
#[derive(Debug)]
pub struct Saying {
    entries: Vec<Entry>,
    owners: Vec<(Handle, Role)>,
}

impl Saying {
    /// One move on a commitment that is there.
    #[must_use]
    pub fn on(commitment: Id, draft: Draft) -> Self {
        Self { entries: vec![Entry { on: Target::Commitment(commitment), draft }], owners: Vec::new() }
    }

    /// The first move of a new commitment.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        Self { entries: vec![Entry { on: Target::New, draft }], owners: Vec::new() }
    }

    /// The same with another move on the same commitment, made with the same breath.
    #[must_use]
    pub fn and(mut self, draft: Option<Draft>) -> Self {
        self.entries.extend(draft.map(|draft| Entry { on: Target::Same, draft }));
        self
    }

    /// The same with a move on another commitment, made with the same breath.
    #[must_use]
    pub fn and_on(mut self, commitment: Id, draft: Draft) -> Self {
        self.entries.push(Entry { on: Target::Commitment(commitment), draft });
        self
    }

    /// The same naming an owner, who may be new to the book.
    #[must_use]
    pub fn naming(mut self, owner: Option<&Handle>, role: Role) -> Self {
        self.owners.extend(owner.map(|handle| (handle.clone(), role)));
        self
    }

    /// Records it; people who are new to the book are added first, once it is known that the move is allowed.
    ///
    /// # Errors
    /// When the move isn't allowed, a handle is a slip, or the book can't be written.
    pub fn record(self, desk: &mut Desk, voice: &Voice) -> Result<Recorded, Failure> {
        let now = desk.now();
        let Some(first) = self.entries.first() else { return Ok(Recorded::default()) };
        let newcomers = voice.newcomers(first.draft.act.kind(), &self.owners, &desk.book.rules.people)?;
        if !newcomers.is_empty() {
            may(desk, first, &newcomers)?;
            for person in &newcomers {
                desk.store.add_person(&mut desk.book, person)?;
                let roles: Vec<&str> = person.roles.iter().map(Role::word).collect();
                desk.notes.push(format!("new in the book: @{} ({})", person.handle, roles.join(", ")));
            }
        }
        for (handle, role) in &self.owners {
            if !desk.book.rules.people.roles(handle).has(*role) {
                let called = desk.book.rules.people.called(handle);
                desk.notes.push(format!("note: {called} has no {} role; book.toml says who has which", role.word()));
            }
        }
        let entries = foretold(desk, self.entries);
        Ok(desk.store.record(&mut desk.book, entries, now)?)
    }

    /// Records it and answers with what now stands.
    ///
    /// # Errors
    /// When the move isn't allowed, a handle is a slip, or the book can't be written.
    pub fn say(self, desk: &mut Desk, voice: &Voice) -> Result<Reply, Failure> {
        let recorded = self.record(desk, voice)?;
        Ok(after::reply(desk, &recorded, None))
    }
}

/// The same moves, each with what the forecast says of the date it puts a name under.
fn foretold(desk: &Desk, mut entries: Vec<Entry>) -> Vec<Entry> {
    if entries.iter().any(|entry| entry.draft.act.kind().has_forecast()) {
        let mut id = None;
        let drafts = entries.iter_mut().filter_map(|entry| {
            match entry.on {
                Target::Commitment(on) => id = Some(on),
                Target::New => id = None,
                Target::Same => {}
            }
            Some((id?, &mut entry.draft))
        });
        foretell(&desk.book, &desk.forecaster(), drafts);
    }
    entries
}

/// Whether the first move would be allowed with the newcomers in the book.
fn may(desk: &Desk, entry: &Entry, newcomers: &[Person]) -> Result<(), Failure> {
    let mut people = desk.book.rules.people.clone();
    for person in newcomers {
        people.insert(person.clone());
    }
    let made = entry.draft.clone().recorded(Id::from_bits(0), desk.now());
    match entry.on {
        Target::New => permit_role(&made, &people)?,
        Target::Commitment(id) => {
            if let Some(commitment) = desk.get(id) {
                permit(commitment, &made, &people)?;
            }
        }
        Target::Same => {}
    }
    Ok(())
}

/// The terms that a move about the table is about.
#[must_use]
pub fn on_the_table(commitment: &Commitment) -> Option<Id> {
    Some(commitment.on_the_table().id)
}

/// The terms that a signature covers: what sales stands for, also under an open counter-offer.
#[must_use]
pub fn of_sales(commitment: &Commitment) -> Option<Id> {
    Some(commitment.terms.id)
}
