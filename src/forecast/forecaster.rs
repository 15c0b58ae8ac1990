//! The forecasts of a book on a day: each commitment by itself, and behind what its lead has to do before.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use super::built_in;
use super::course::Course;
use super::facts::{Facts, Piece};
use super::history::{History, day_of, minutes};
use super::record::{Item, Record};
use super::run;
use super::size::Size;
use super::track::{Forecast, Question, Scale, Votes, forecast};
use crate::domain::act::Text;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::outlook::{Basis, Chance, Dates, Outlook};
use crate::domain::person::Handle;

/// Everything that forecasts of one book on one day have in common.
#[derive(Debug)]
pub struct Forecaster {
    facts: Facts,
    history: History,
    /// The items that runs are made of: the newest of all, and the newest of each lead with a queue.
    recent: Vec<Item>,
    runs: [OnceLock<Record>; LONGEST],
    queues: BTreeMap<Handle, Vec<Work>>,
    /// The record, the day and the calendar as one number.
    digest: u64,
}

/// Runs are looked up to this length; what waits behind more is judged as the last that can be.
const LONGEST: usize = 32;

/// How many items back runs are made of.
const RECENT: usize = 1000;
const RECENT_OWN: usize = 340;

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
        let mut queues: BTreeMap<Handle, Vec<Work>> = BTreeMap::new();
        for (id, piece) in facts.pieces() {
            if let Some(work) = work_of(id, piece, &history, facts.today)
                && let Some(lead) = &work.lead
                && waits(&work)
            {
                queues.entry(lead.clone()).or_default().push(work);
            }
        }
        for queue in queues.values_mut() {
            queue.sort_by_key(Work::place);
        }
        let recent = recent(&history, &queues);
        let mut hasher = DefaultHasher::new();
        (facts.today, &facts.calendar).hash(&mut hasher);
        history.effort.items().iter().chain(history.dates.items()).for_each(|item| item.digest(&mut hasher));
        let digest = hasher.finish();
        Self { facts, history, recent, runs: [const { OnceLock::new() }; LONGEST], queues, digest }
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

    /// What is to be forecast together: each queue with something wanted in it, and what waits in none by itself.
    #[must_use]
    pub fn lines(&self, is_wanted: impl Fn(Id) -> bool) -> Vec<Vec<Work>> {
        let is_asked = |queue: &&Vec<Work>| queue.iter().any(|work| work.id.is_some_and(&is_wanted));
        let mut lines: Vec<Vec<Work>> = self.queues.values().filter(is_asked).cloned().collect();
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
        self.digest.hash(&mut hasher);
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
        Work { id: None, lead, estimate, start: start.unwrap_or(self.facts.today), due: None, kind }
    }

    /// The outlook of work as if nothing came before it.
    #[must_use]
    pub fn alone(&self, work: &Work) -> Outlook {
        self.behind(&[], work)
    }

    /// What comes before work in its lead's queue.
    #[must_use]
    pub fn ahead_of(&self, work: &Work) -> Vec<Work> {
        self.ahead(work)
    }

    /// What a lead has to do, in the order of the told dates.
    #[must_use]
    pub fn queue_of(&self, lead: &Handle) -> &[Work] {
        self.queues.get(lead).map_or(&[], Vec::as_slice)
    }

    /// The outlooks of a whole queue.
    #[must_use]
    pub fn queue(&self, queue: &[Work]) -> Vec<(Id, Outlook)> {
        let mut runs = Runs::default();
        let mut found = Vec::with_capacity(queue.len());
        for (n, work) in queue.iter().enumerate() {
            if n > 0 {
                runs.put(self.run(&queue[..=n]));
            }
            if let Some(id) = work.id {
                found.push((id, self.outlook(work, &self.single(work), &runs)));
            }
        }
        found
    }

    fn ahead(&self, work: &Work) -> Vec<Work> {
        let Some(lead) = work.lead.as_ref().filter(|_| waits(work)) else { return Vec::new() };
        let before = |other: &&Work| other.place() < work.place() && (work.id.is_none() || other.id != work.id);
        self.queue_of(lead).iter().filter(before).cloned().collect()
    }

    fn behind(&self, ahead: &[Work], work: &Work) -> Outlook {
        let mut whole = ahead.to_vec();
        whole.push(work.clone());
        let mut runs = Runs::default();
        for length in 2..=whole.len() {
            runs.put(self.run(&whole[..length]));
        }
        self.outlook(work, &self.single(work), &runs)
    }

    /// The forecast of one piece of work by itself.
    fn single(&self, work: &Work) -> (Course<'_>, Votes) {
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

    /// The forecast of the first pieces of a queue, until the last of them is done.
    fn run(&self, queue: &[Work]) -> Course<'_> {
        let length = queue.len().min(LONGEST - 1);
        let last = &queue[queue.len() - 1];
        let pace = self.facts.pace(last.lead.as_ref());
        let total: f64 = queue.iter().map(|work| Size::of(&work.estimate, &pace, work.start).days).sum();
        let start = queue.iter().map(|work| work.start).min().unwrap_or(self.facts.today);
        let focus = self.facts.focus(last.lead.as_ref());
        let average = total / super::distribution::count(queue.len());
        let base = built_in::atoms(&last.estimate, focus, None);
        let record = self.history.record(&last.estimate);
        let elapsed_in = |from, to| self.facts.days(from, to);
        let question = self.question(last, average);
        let single = forecast(record, &question, &base, &Scale::AVERAGE, elapsed_in);
        let base = run::base(&single.distribution, queue.len());
        let question = Question { without: None, ..self.question(last, total) };
        let distribution = run::forecast_run(self.runs_of(length), &question, &base, elapsed_in).distribution;
        let elapsed = pace.days(start, self.facts.today.plus(-1));
        Course { distribution, estimated: total, start, elapsed, pace }
    }

    fn runs_of(&self, length: usize) -> &Record {
        self.runs[length].get_or_init(|| {
            let name = |lead: u32, n: usize| (lead, n);
            run::runs(&self.recent, length, name, day_of, |from, to| self.facts.days(from, to.plus(1)))
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

    /// The outlook of work that ends neither before its own course nor before any of the runs it is in.
    fn outlook(&self, work: &Work, own: &(Course, Votes), runs: &Runs) -> Outlook {
        let (course, votes) = own;
        let own = dates(course);
        let dates = runs.dates.map_or(own, |of_runs| later(own, of_runs));
        let chance = |due| runs.courses.iter().map(|run| run.chance(due)).fold(course.chance(due), f64::min);
        Outlook {
            chance: work.due.map(|due| Chance::new(chance(due))),
            dates,
            basis: Basis {
                own: votes.own,
                team: votes.team,
                rest: votes.rest,
                built_in: votes.base,
                n: votes.n,
                start: work.start,
                ahead: runs.courses.len(),
                focus: match work.estimate {
                    Estimate::Effort(_) => Some(self.facts.focus(work.lead.as_ref())),
                    Estimate::Dates(_) => None,
                },
            },
        }
    }
}

/// The runs from the beginning of a queue, each one longer than the one before, and the latest dates among them.
#[derive(Debug, Default)]
struct Runs<'a> {
    courses: Vec<Course<'a>>,
    dates: Option<Dates>,
}

impl<'a> Runs<'a> {
    fn put(&mut self, run: Course<'a>) {
        let ends = dates(&run);
        self.dates = Some(self.dates.map_or(ends, |so_far| later(so_far, ends)));
        self.courses.push(run);
    }
}

fn dates(course: &Course) -> Dates {
    Dates { p10: course.date(0.1), p50: course.date(0.5), p80: course.date(0.8), p95: course.date(0.95) }
}

fn later(a: Dates, b: Dates) -> Dates {
    Dates { p10: a.p10.max(b.p10), p50: a.p50.max(b.p50), p80: a.p80.max(b.p80), p95: a.p95.max(b.p95) }
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

    /// Where it stands in its lead's queue: by date, undated last.
    fn place(&self) -> (bool, Option<Day>, bool, Option<Id>) {
        (self.due.is_none(), self.due, self.id.is_none(), self.id)
    }
}

/// Whether work waits behind other work: a delivery date already says when its turn comes.
fn waits(work: &Work) -> bool {
    match work.estimate {
        Estimate::Effort(_) => true,
        Estimate::Dates(_) => false,
    }
}

/// The work that a piece still is; what has not begun begins today.
fn work_of(id: Id, piece: &Piece, history: &History, today: Day) -> Option<Work> {
    let open = piece.open?;
    Some(Work {
        id: Some(id),
        lead: piece.lead.clone(),
        estimate: open.estimate,
        start: open.start.unwrap_or(today),
        due: open.due,
        kind: history.kind(piece.kind.as_ref()),
    })
}

fn recent(history: &History, queues: &BTreeMap<Handle, Vec<Work>>) -> Vec<Item> {
    let items = history.effort.items();
    let longest = queues.values().map(Vec::len).max().unwrap_or(0);
    if longest < 2 {
        return Vec::new();
    }
    let with_queue: Vec<u32> = queues.keys().map(|lead| history.lead(Some(lead))).collect();
    let mut seen: HashMap<u32, usize> = HashMap::new();
    let mut kept: Vec<Item> = items
        .iter()
        .rev()
        .enumerate()
        .filter(|(n, item)| {
            let own = seen.entry(item.lead).or_default();
            *own += 1;
            *n < RECENT || (*own <= RECENT_OWN && with_queue.contains(&item.lead))
        })
        .map(|(_, item)| *item)
        .collect();
    kept.reverse();
    kept
}
