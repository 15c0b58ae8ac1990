//! The forecasts of a book on a day: each commitment by itself, and behind what its lead has to do before.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use super::built_in;
use super::course::Course;
use super::facts::{Facts, Piece};
use super::history::{History, minutes};
use super::ladder::{ALL, Ladder, Source};
use super::oddity::is_over;
use super::pace::Pace;
use super::run::evidence::Runs;
use super::size::Size;
use super::track::{Forecast, Question, Scale, Votes, forecast};
use super::waiting::{self, Curve, Waiting};
use crate::domain::act::Text;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::outlook::{Basis, Chance, Dates, Outlook};
use crate::domain::person::Handle;

/// Everything that forecasts of one book on one day have in common.
#[derive(Debug)]
pub struct Forecaster {
    facts: Facts,
    history: History,
    /// The record as runs; made when the first queue is asked about.
    runs: Box<OnceLock<Runs>>,
    queues: BTreeMap<Handle, Queue>,
    /// The record, the day and the calendar as one number.
    digest: OnceLock<u64>,
}

/// What one lead has to do, in the order of the told dates, and what the record says of such queues.
#[derive(Debug, Default)]
struct Queue {
    works: Vec<Work>,
    ladder: Box<Ladder>,
}

/// The outlooks of lines of work, by [`Forecaster::key`].
pub type Known = HashMap<u64, Vec<(Id, Outlook)>>;

/// A piece of work that a forecast is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Work {
    /// The commitment, where it is one.
    pub id: Option<Id>,
    /// Who does it.
    pub lead: Option<Handle>,
    /// How long it was estimated to take.
    pub estimate: Estimate,
    /// The first day.
    pub start: Day,
    /// The day it is measured against.
    pub due: Option<Day>,
    /// When it was first spoken of; none for what nobody has promised yet. The older goes first on the same day.
    pub since: Option<Moment>,
    /// Its kind in the record.
    pub kind: Option<u32>,
}

impl Forecaster {
    /// The forecasts of a book on a day.
    #[must_use]
    pub fn of(book: &Book, today: Day) -> Self {
        Self::new(Facts::of(book, today))
    }

    /// Reads the record and the queues from the facts.
    #[must_use]
    pub fn new(facts: Facts) -> Self {
        let history = History::of(&facts);
        let mut queues: BTreeMap<Handle, Queue> = BTreeMap::new();
        for (id, piece) in facts.pieces() {
            if let Some(work) = work_of(id, piece, &history, facts.today)
                && let Some(lead) = &work.lead
                && waits(&work)
            {
                queues.entry(lead.clone()).or_default().works.push(work);
            }
        }
        for queue in queues.values_mut() {
            queue.works.sort_by_key(Work::place);
        }
        Self { facts, history, runs: Box::default(), queues, digest: OnceLock::new() }
    }

    /// What it rests on.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The outlooks of the wanted commitments that are open and have an estimate, and of what shares their queues.
    #[must_use]
    pub fn outlooks(&self, is_wanted: impl Fn(Id) -> bool) -> HashMap<Id, Outlook> {
        let lines = self.lines(is_wanted);
        super::cores::side_by_side(&lines, |line| self.queue(line)).into_iter().flatten().collect()
    }

    /// The same, taken from what is known of the same lines where it is; what is new is put there. How many are new.
    pub fn outlooks_beside(&self, is_wanted: impl Fn(Id) -> bool, known: &mut Known) -> (HashMap<Id, Outlook>, usize) {
        let (mut found, mut asked) = (HashMap::new(), Vec::new());
        for line in self.lines(is_wanted) {
            let key = self.key(&line);
            match known.get(&key) {
                Some(outlooks) => found.extend(outlooks.iter().cloned()),
                None => asked.push((key, line)),
            }
        }
        let new = super::cores::side_by_side(&asked, |(key, line)| (*key, self.queue(line)));
        let count = new.iter().map(|(_, outlooks)| outlooks.len()).sum();
        found.extend(new.iter().flat_map(|(_, outlooks)| outlooks.iter().cloned()));
        known.extend(new);
        (found, count)
    }

    /// What is to be forecast together: each queue with something wanted in it, and what waits in none by itself.
    #[must_use]
    pub fn lines(&self, is_wanted: impl Fn(Id) -> bool) -> Vec<Vec<Work>> {
        let is_asked = |queue: &&Vec<Work>| queue.iter().any(|work| work.id.is_some_and(&is_wanted));
        let mut lines: Vec<Vec<Work>> =
            self.queues.values().map(|queue| &queue.works).filter(is_asked).cloned().collect();
        for (id, piece) in self.facts.pieces().filter(|(id, _)| is_wanted(*id)) {
            if let Some(work) = work_of(id, piece, &self.history, self.facts.today)
                && (work.lead.is_none() || !waits(&work))
            {
                lines.push(vec![work]);
            }
        }
        lines
    }

    /// What the forecasts of a line depend on, as one number: the same number, the same forecasts.
    #[must_use]
    pub fn key(&self, line: &[Work]) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.digest().hash(&mut hasher);
        line.hash(&mut hasher);
        if let Some(person) = line.first().and_then(|work| self.facts.person(work.lead.as_ref())) {
            (&person.team, person.focus.map(f64::to_bits), &person.away).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The work that a commitment is as it is given, which may be other than the book has it; none when it is closed or
    /// has no estimate.
    #[must_use]
    pub fn work(&self, commitment: &Commitment) -> Option<Work> {
        work_of(commitment.id, &Piece::of(commitment)?, &self.history, self.facts.today)
    }

    /// The outlook of a commitment as it is given: behind what its lead has to do before.
    #[must_use]
    pub fn outlook_of(&self, commitment: &Commitment) -> Option<Outlook> {
        Some(self.outlook_if(&self.work(commitment)?))
    }

    /// The outlook of work that is put into its lead's queue at its date.
    #[must_use]
    pub fn outlook_if(&self, work: &Work) -> Outlook {
        self.behind(&self.ahead(work), work)
    }

    /// New work of somebody, which begins today where nothing else is said.
    #[must_use]
    pub fn new_work(&self, lead: Option<Handle>, estimate: Estimate, start: Option<Day>, kind: Option<&Text>) -> Work {
        let kind = self.history.kind(kind);
        Work { id: None, lead, estimate, start: start.unwrap_or(self.facts.today), due: None, since: None, kind }
    }

    /// The outlook of work as if nothing came before it.
    #[must_use]
    pub fn alone(&self, work: &Work) -> Outlook {
        self.behind(&[], work)
    }

    /// Elapsed over estimated days by which half of the likes of work is done, and four in five, whatever has gone by.
    #[must_use]
    pub fn ratios(&self, work: &Work) -> (f64, f64) {
        let (course, _) = self.single(work);
        (course.distribution.quantile(0.5).exp(), course.distribution.quantile(0.8).exp())
    }

    /// What comes before work in its lead's queue.
    #[must_use]
    pub fn ahead_of(&self, work: &Work) -> Vec<Work> {
        self.ahead(work)
    }

    /// What is left out of a lead's record: delivered before it began.
    #[must_use]
    pub fn reversed_of(&self, lead: &Handle) -> &[Id] {
        self.history.reversed_of(lead)
    }

    /// What a lead has to do, in the order of the told dates.
    #[must_use]
    pub fn queue_of(&self, lead: &Handle) -> &[Work] {
        self.queues.get(lead).map_or(&[], |queue| queue.works.as_slice())
    }

    /// Everybody with open work that has an estimate, by handle.
    #[must_use]
    pub fn leads(&self) -> Vec<&Handle> {
        let open = self.facts.pieces().filter(|(_, piece)| piece.open.is_some());
        let leads: BTreeSet<&Handle> = open.filter_map(|(_, piece)| piece.lead.as_ref()).collect();
        leads.into_iter().collect()
    }

    /// A lead's open work that waits in no queue.
    #[must_use]
    pub fn beside_queue(&self, lead: &Handle) -> Vec<Work> {
        let own = self.facts.pieces().filter(|(_, piece)| piece.lead.as_ref() == Some(lead));
        let works = own.filter_map(|(id, piece)| work_of(id, piece, &self.history, self.facts.today));
        works.filter(|work| !waits(work)).collect()
    }

    /// The outlooks of a whole queue of one lead.
    #[must_use]
    pub fn queue(&self, queue: &[Work]) -> Vec<(Id, Outlook)> {
        let outlook = |n: usize, curve: &Curve, votes| {
            let work = &queue[n];
            work.id.map(|id| (id, self.outlook(work, curve, votes, n)))
        };
        self.curves(queue, outlook).into_iter().flatten().collect()
    }

    /// What is made of the curve of each work of a queue of one lead.
    pub(super) fn curves<T>(&self, queue: &[Work], make: impl Fn(usize, &Curve, Votes) -> T) -> Vec<T> {
        let Some(first) = queue.first() else { return Vec::new() };
        self.with_waiting(first, |waiting| {
            let put = |(n, work): (usize, &Work)| {
                let (own, votes) = self.single(work);
                waiting.put(piece(&own, self.facts.today));
                make(n, &Curve { own, bounds: waiting.bounds(), today: self.facts.today }, votes)
            };
            queue.iter().enumerate().map(put).collect()
        })
    }

    /// Takes a commitment out of the queues; what it is evidence of stays.
    pub(super) fn take_out(&mut self, id: Id) {
        for queue in self.queues.values_mut() {
            queue.works.retain(|work| work.id != Some(id));
        }
    }

    /// Puts work into its lead's queue, at its date.
    pub(super) fn line_up(&mut self, work: Work) {
        let Some(lead) = work.lead.clone().filter(|_| waits(&work)) else { return };
        let works = &mut self.queues.entry(lead).or_default().works;
        let at = works.partition_point(|other| other.is_before(&work));
        works.insert(at, work);
    }

    fn ahead(&self, work: &Work) -> Vec<Work> {
        let Some(lead) = work.lead.as_ref().filter(|_| waits(work)) else { return Vec::new() };
        let before = |other: &&Work| other.place() < work.place() && (work.id.is_none() || other.id != work.id);
        self.queue_of(lead).iter().filter(before).cloned().collect()
    }

    fn behind(&self, ahead: &[Work], work: &Work) -> Outlook {
        let (own, votes) = self.single(work);
        let bounds = self.with_waiting(work, |waiting| {
            for other in ahead {
                waiting.put(self.piece(other));
            }
            waiting.put(piece(&own, self.facts.today));
            waiting.bounds()
        });
        self.outlook(work, &Curve { own, bounds, today: self.facts.today }, votes, ahead.len())
    }

    /// Does something with an empty queue of the lead of a work.
    fn with_waiting<T>(&self, work: &Work, run: impl FnOnce(&mut Waiting<ALL>) -> T) -> T {
        self.with_ladder(work, |ladder, source| run(&mut Waiting::new(ladder, source)))
    }

    /// Does something with what the record says of the queues of the lead of a work.
    pub(super) fn with_ladder<T>(&self, work: &Work, run: impl FnOnce(&Ladder, &Source) -> T) -> T {
        let source = Source {
            record: &self.history.effort,
            runs: &self.runs,
            facts: &self.facts,
            question: Question { without: None, ..self.question(work, 1.0) },
            base: built_in::atoms(&work.estimate, self.facts.focus(work.lead.as_ref()), None),
        };
        let known = work.lead.as_ref().and_then(|lead| self.queues.get(lead));
        let passing = Ladder::default();
        run(known.map_or(&passing, |queue| &queue.ladder), &source)
    }

    pub(super) fn piece(&self, work: &Work) -> waiting::Piece {
        let pace = self.facts.pace(work.lead.as_ref());
        let days = Size::of(&work.estimate, &pace, work.start).days;
        waiting::Piece { days, gone_by: gone_by(&pace, work.start, self.facts.today) }
    }

    /// The forecast of one piece of work by itself.
    pub(super) fn single(&self, work: &Work) -> (Course<'_>, Votes) {
        let pace = self.facts.pace(work.lead.as_ref());
        let size = Size::of(&work.estimate, &pace, work.start);
        let base = built_in::atoms(&work.estimate, self.facts.focus(work.lead.as_ref()), size.spread);
        let question = Question { kind: work.kind, spread: size.spread, ..self.question(work, size.days) };
        let record = self.history.record(&work.estimate);
        let Forecast { distribution, votes } =
            forecast(record, &question, &base, &Scale::SINGLE, |from, to| self.facts.days(from, to));
        let elapsed = pace.days(work.start, self.facts.today.plus(-1));
        (Course { distribution, estimated: size.days, start: work.start, elapsed, pace }, votes)
    }

    fn digest(&self) -> u64 {
        *self.digest.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            (self.facts.today, &self.facts.calendar).hash(&mut hasher);
            let (effort, dates) = (self.history.effort.items(), self.history.dates.items());
            effort.iter().chain(dates).for_each(|item| item.digest(&mut hasher));
            hasher.finish()
        })
    }

    fn question(&self, work: &Work, days: f64) -> Question {
        Question {
            lead: self.history.lead(work.lead.as_ref()),
            team: self.history.team(&self.facts, work.lead.as_ref()),
            kind: None,
            ln_estimate: days.ln(),
            spread: None,
            at: minutes(self.facts.today),
            on: self.facts.today,
            without: work.id,
        }
    }

    fn outlook(&self, work: &Work, curve: &Curve, votes: Votes, ahead: usize) -> Outlook {
        Outlook {
            chance: work.due.map(|due| Chance::new(curve.chance(due))),
            dates: Dates { p10: curve.date(0.1), p50: curve.date(0.5), p80: curve.date(0.8), p95: curve.date(0.95) },
            basis: Basis {
                own: votes.own,
                team: votes.team,
                rest: votes.rest,
                built_in: votes.base,
                n: votes.n,
                start: work.start,
                ahead,
                focus: match work.estimate {
                    Estimate::Effort(_) => Some(self.facts.focus(work.lead.as_ref())),
                    Estimate::Dates(_) => None,
                },
            },
        }
    }
}

fn piece(own: &Course, today: Day) -> waiting::Piece {
    waiting::Piece { days: own.estimated, gone_by: gone_by(&own.pace, own.start, today) }
}

/// Working days since a start until yesterday; below 0 those until it.
fn gone_by(pace: &Pace, start: Day, today: Day) -> i64 {
    if start <= today { pace.days(start, today.plus(-1)) } else { -pace.days(today, start.plus(-1)) }
}

impl Work {
    /// Whether it comes before other work in a queue.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        self.place() < other.place()
    }

    /// Whether it waits behind other work: a delivery date already says when its turn comes.
    #[must_use]
    pub fn waits(&self) -> bool {
        waits(self)
    }

    /// Where it stands in its lead's queue: by date, undated last; of one day the older first.
    fn place(&self) -> (bool, Option<Day>, bool, Option<Moment>, Option<Id>) {
        (self.due.is_none(), self.due, self.since.is_none(), self.since, self.id)
    }
}

/// Whether work waits behind other work: a delivery date already says when its turn comes.
fn waits(work: &Work) -> bool {
    match work.estimate {
        Estimate::Effort(_) => true,
        Estimate::Dates(_) => false,
    }
}

/// The work that a piece still is; what has not begun begins today. None where its dates had passed before.
fn work_of(id: Id, piece: &Piece, history: &History, today: Day) -> Option<Work> {
    let open = piece.open?;
    let start = open.start.unwrap_or(today);
    if is_over(&open.estimate, start) {
        return None;
    }
    Some(Work {
        id: Some(id),
        lead: piece.lead.clone(),
        estimate: open.estimate,
        start,
        due: open.due,
        since: Some(open.since),
        kind: history.kind(piece.kind.as_ref()),
    })
}
