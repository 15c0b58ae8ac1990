//! What fills a week: the promises that lie in it, and those that would come on top.

use super::{Load, Owner, Placed, Pledge, week_of};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::Handle;

/// Whose week is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// A tech owner's.
    Lead(Handle),
    /// That of all tech owners of a team.
    Team(String),
}

/// A promise in a week.
#[derive(Clone, PartialEq, Debug)]
pub struct Share {
    /// Which.
    pub id: Id,
    /// Whose work it is.
    pub lead: Handle,
    /// Whether it is signed, or would come on top.
    pub pledge: Pledge,
    /// The days of it that lie in the week; none where it is due in the week and all of it lies in others.
    pub days: f64,
    /// All days of it.
    pub whole: f64,
    /// The date it is measured against.
    pub due: Option<Day>,
    /// The days of it that find their place only after the week of its date.
    pub after: f64,
}

impl Load {
    /// What fills a week of somebody: the signed work that lies in it or is due in it, the earliest date first, then
    /// what is asked for by a day of it.
    #[must_use]
    pub fn contents(&self, whose: &Whose, week: usize) -> Vec<Share> {
        if week >= self.weeks.len() {
            return Vec::new();
        }
        let owners = self.owners.iter().filter(|owner| match whose {
            Whose::Lead(lead) => owner.lead == *lead,
            Whose::Team(team) => owner.team.as_ref() == Some(team),
        });
        let mut shares: Vec<Share> = owners.flat_map(|owner| self.shares(owner, week)).collect();
        shares.sort_by_key(|share| (share.pledge, share.due.is_none(), share.due, share.id));
        shares
    }

    fn shares<'a>(&'a self, owner: &'a Owner, week: usize) -> impl Iterator<Item = Share> + 'a {
        let due_in = |due: Option<Day>| due.and_then(|due| week_of(&self.weeks, due));
        let of = move |placed: &Placed| placed.weeks.iter().find(|(at, _)| *at == week).map_or(0.0, |(_, days)| *days);
        let signed = owner.work.iter().filter_map(move |placed| {
            let (days, due) = (of(placed), due_in(placed.task.due));
            (days > 0.0 || due == Some(week)).then(|| Share {
                id: placed.task.id,
                lead: owner.lead.clone(),
                pledge: Pledge::Signed,
                days,
                whole: placed.task.days,
                due: placed.task.due,
                after: due.map_or(0.0, |due| placed.after(due)),
            })
        });
        let asked = owner.asked_work.iter().filter(move |task| due_in(task.due) == Some(week)).map(|task| Share {
            id: task.id,
            lead: owner.lead.clone(),
            pledge: Pledge::Asked,
            days: task.days,
            whole: task.days,
            due: task.due,
            after: 0.0,
        });
        signed.chain(asked)
    }
}
