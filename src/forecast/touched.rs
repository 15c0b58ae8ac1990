//! What a change does to the chances of everything that shares a queue with it.

use super::forecaster::{Forecaster, Work};
use crate::domain::id::Id;
use crate::domain::outlook::Outlook;
use crate::domain::person::Handle;

/// A commitment in a queue that something else joins, leaves or moves in.
#[derive(Clone, PartialEq, Debug)]
pub struct Touched {
    /// Which.
    pub id: Id,
    /// How it stands.
    pub before: Outlook,
    /// How it would stand.
    pub after: Outlook,
}

impl Touched {
    /// Hundredths of its chance lost, as they are shown; negative when it gains. None without a date.
    #[must_use]
    pub fn loss(&self) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "hundredths of a chance")]
        let hundredths = |outlook: &Outlook| Some((outlook.chance?.published() * 100.0).round() as i64);
        Some(hundredths(&self.before)? - hundredths(&self.after)?)
    }
}

impl Forecaster {
    /// Everything else whose shown chance or 80 % day is another once a piece of work is other than it was: new, gone,
    /// moved, resized, in other hands. In the order of the queues, the queue it leaves first.
    #[must_use]
    pub fn touched(&self, was: Option<&Work>, is: Option<&Work>) -> Vec<Touched> {
        let mut leads: Vec<&Handle> = Vec::new();
        for lead in [was, is].into_iter().flatten().filter_map(|work| work.lead.as_ref()) {
            if !leads.contains(&lead) {
                leads.push(lead);
            }
        }
        let own = was.or(is).and_then(|work| work.id);
        leads.into_iter().flat_map(|lead| self.touched_of(lead, own, is)).collect()
    }

    fn touched_of(&self, lead: &Handle, own: Option<Id>, is: Option<&Work>) -> Vec<Touched> {
        let before = self.queue_of(lead);
        let joins = is.filter(|work| work.lead.as_ref() == Some(lead));
        let mut after: Vec<Work> = before.iter().filter(|work| own.is_none() || work.id != own).cloned().collect();
        if let Some(work) = joins.filter(|work| work.waits()) {
            let at = after.partition_point(|other| other.is_before(work));
            after.insert(at, work.clone());
        }
        let stood = self.queue(before);
        let stands = self.queue(&after);
        let pair = |(id, after): (Id, Outlook)| {
            let before = stood.iter().find(|(each, _)| *each == id)?.1.clone();
            let touched = Touched { id, before, after };
            let is_other =
                touched.loss().is_some_and(|loss| loss != 0) || touched.before.dates.p80 != touched.after.dates.p80;
            (is_other && Some(id) != own).then_some(touched)
        };
        stands.into_iter().filter_map(pair).collect()
    }
}
