//! Forecasts kept up to date: told what changed, it foresees anew, and only where what it rests on is other than before.

use std::collections::HashMap;
use std::sync::Arc;

use super::cores::side_by_side;
use super::facts::{Facts, Open, Piece};
use super::forecaster::Forecaster;
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::outlook::Outlook;

/// What is other than before.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// Everything may be: the day, the rules, the book.
    All(Box<Facts>),
    /// What some commitments say; none where one says nothing any more.
    Some(Vec<(Id, Option<Piece>)>),
}

impl News {
    /// Both together, this first.
    #[must_use]
    pub fn and(self, later: Self) -> Self {
        match (self, later) {
            (_, all @ Self::All(_)) => all,
            (Self::All(mut facts), Self::Some(pieces)) => {
                facts.put_all(pieces);
                Self::All(facts)
            }
            (Self::Some(mut pieces), Self::Some(later)) => {
                pieces.extend(later);
                Self::Some(pieces)
            }
        }
    }
}

/// What is foreseen of every open commitment with an estimate.
#[derive(Clone, Debug)]
pub struct Prospects {
    /// Who can be asked for more.
    pub forecaster: Arc<Forecaster>,
    /// What it said.
    pub outlooks: HashMap<Id, Outlook>,
}

impl Prospects {
    /// What it said of a commitment; none once that is closed, or its estimate is gone.
    #[must_use]
    pub fn of(&self, commitment: &Commitment) -> Option<Outlook> {
        let outlook = self.outlooks.get(&commitment.id)?;
        Open::of(commitment).map(|_| outlook.clone())
    }
}

impl PartialEq for Prospects {
    fn eq(&self, other: &Self) -> bool {
        self.forecaster.facts() == other.forecaster.facts() && self.outlooks == other.outlooks
    }
}

/// The facts as they are, and what was foreseen from them.
#[derive(Debug, Default)]
pub struct Almanac {
    facts: Option<Facts>,
    /// The forecasts of each line, by the number of what they depend on.
    known: HashMap<u64, Vec<(Id, Outlook)>>,
}

impl Almanac {
    /// Takes in what changed, and foresees; none before it was told of a whole book.
    pub fn foresee(&mut self, news: News) -> Option<Prospects> {
        match (news, &mut self.facts) {
            (News::All(facts), known) => *known = Some(*facts),
            (News::Some(pieces), Some(facts)) => facts.put_all(pieces),
            (News::Some(_), None) => return None,
        }
        let forecaster = Forecaster::new(self.facts.clone()?);
        let lines = forecaster.lines(|_| true);
        let mut before = std::mem::take(&mut self.known);
        let (mut known, mut asked) = (HashMap::new(), Vec::new());
        for line in lines {
            let key = forecaster.key(&line);
            match before.remove(&key) {
                Some(outlooks) => drop(known.insert(key, outlooks)),
                None => asked.push((key, line)),
            }
        }
        known.extend(side_by_side(&asked, |(key, line)| (*key, forecaster.queue(line))));
        let outlooks = known.values().flatten().cloned().collect();
        self.known = known;
        Some(Prospects { forecaster: Arc::new(forecaster), outlooks })
    }
}
