//! Sharing the book with others: what a sync is at, what it came to, how old the news is.

use crate::command::Command;
use crate::domain::day::{Day, Moment};
use crate::domain::digest::{Said, summary};
use crate::domain::wording::count;
use crate::text::width;

use super::layers::Layer;
use super::layers::handover::Handover;
use super::layers::sync_report::SyncReport;
use super::{App, Effect, StatusKind};

/// So many columns of the summary stay whatever else the header has to say.
const LEAST_SUMMARY: usize = 20;

/// Something about sharing that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A sync is at this step now: `fetching`.
    At(&'static str),
    /// A sync is over.
    Over(Box<Report>),
    /// It was stopped, as somebody wished.
    Stopped,
    /// It can't go on without the terminal.
    NeedsTerminal(Box<Report>),
    /// So many moves of others wait to be taken in.
    Waiting(usize),
    /// When something was last heard of the others; none where the book isn't shared.
    Heard(Option<Moment>),
}

/// What a sync came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// When.
    pub at: Moment,
    /// What of this book's own became part of its history.
    pub committed: Vec<Said>,
    /// What others said.
    pub came_in: Vec<Said>,
    /// With whom; nobody where the book has no remote.
    pub remote: Option<String>,
    /// Whether anything was sent.
    pub is_sent: bool,
    /// What else there is to know.
    pub notes: Vec<String>,
    /// Why it didn't get to its end, where it didn't.
    pub trouble: Option<Trouble>,
}

impl Report {
    /// Whether anything came in, went out, or stood in the way.
    #[must_use]
    pub const fn says_something(&self) -> bool {
        !self.came_in.is_empty() || !self.committed.is_empty() || self.trouble.is_some()
    }
}

/// Why a sync didn't get to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// A sentence.
    pub what: String,
    /// What to do.
    pub next: String,
    /// What git said.
    pub original: String,
}

/// Who may answer git's questions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hands {
    /// Nobody: it asks none.
    Off,
    /// Whoever sits at the terminal, which is given to it.
    AtTerminal,
}

/// Where sharing stands.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    heard: Option<Moment>,
    /// What the sync is at; none while there is none.
    step: Option<&'static str>,
    waiting: usize,
    report: Option<Box<Report>>,
    /// The last one before it that brought or sent something: another sync must not take it out of reach.
    earlier: Option<Box<Report>>,
    /// Whether git needs the terminal, and nobody has answered that yet.
    wants_terminal: bool,
}

/// What the header says about sharing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tiding {
    /// A sync runs.
    Running(String),
    /// There is something to take in.
    Waiting(String),
    /// How old the news is.
    Age(String),
}

impl Tiding {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Running(words) | Self::Waiting(words) | Self::Age(words) => words,
        }
    }
}

/// The second line of the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecondLine {
    /// The summary, as much as fits.
    pub summary: String,
    /// What is said about sharing, and where it begins.
    pub tiding: Option<(u16, Tiding)>,
    /// Who is at the keys.
    pub me: String,
    /// The columns that has.
    pub me_columns: u16,
}

impl App {
    /// What happened to the sharing of the book takes its place.
    pub(super) fn shared(&mut self, happening: Happening) {
        match happening {
            Happening::At(step) => {
                if self.sharing.step.is_some_and(|now| now != STOPPING) {
                    self.sharing.step = Some(step);
                }
            }
            Happening::Heard(at) => self.sharing.heard = at,
            Happening::Waiting(moves) => self.sharing.waiting = moves,
            Happening::Stopped => {
                self.sharing.step = None;
                self.say(StatusKind::Notice, "sync stopped; nothing is lost");
            }
            Happening::NeedsTerminal(report) => {
                self.sharing.step = None;
                self.sharing.wants_terminal = true;
                self.sharing.report = Some(report);
                if self.layers.is_empty() && self.typing.is_none() {
                    self.status = None;
                    self.ask_for_terminal();
                } else {
                    let key = self.key_of(Command::Sync);
                    self.say(StatusKind::Notice, format!("git needs the terminal to go on; {key} hands it over"));
                }
            }
            Happening::Over(report) => self.synced(report),
        }
    }

    fn synced(&mut self, report: Box<Report>) {
        self.sharing.step = None;
        self.sharing.wants_terminal = false;
        let key = self.key_of(Command::SyncReport);
        if let Some(trouble) = &report.trouble {
            let what = format!("not synced ({key} tells more): {}", trouble.what);
            self.say(StatusKind::Refused, what);
        } else {
            self.sharing.waiting = 0;
            let what = match (report.came_in.is_empty(), own(&report)) {
                (false, _) => format!("synced ({key} shows it): {}", came_in(&report.came_in)),
                (true, Some(own)) => format!("synced: nothing new came in, {own}"),
                (true, None) => "synced: nothing new".to_owned(),
            };
            self.say(StatusKind::Done, what);
        }
        if let Some(before) = self.sharing.report.take().filter(|before| before.says_something()) {
            self.sharing.earlier = Some(before);
        }
        for layer in &mut self.layers {
            if let Layer::SyncReport(open) = layer {
                **open = SyncReport::new(&report, self.sharing.earlier.as_deref());
            }
        }
        self.sharing.report = Some(report);
    }

    /// Syncs, or stops the sync that runs, or asks again what git needs the terminal for.
    pub(super) fn sync(&mut self) -> Vec<Effect> {
        if self.sharing.step.is_some() {
            return self.stop_sync();
        }
        if self.sharing.wants_terminal {
            self.ask_for_terminal();
            return Vec::new();
        }
        self.sharing.step = Some(STARTING);
        let key = self.key_of(Command::Sync);
        self.say(StatusKind::Notice, format!("syncing in the background; {key} again stops it"));
        vec![Effect::Sync(Hands::Off)]
    }

    /// Stops the sync that runs; what is to be done for that.
    pub(super) fn stop_sync(&mut self) -> Vec<Effect> {
        if self.sharing.step.is_none_or(|step| step == STOPPING) {
            return Vec::new();
        }
        self.sharing.step = Some(STOPPING);
        vec![Effect::StopSync]
    }

    fn ask_for_terminal(&mut self) {
        let Some(trouble) = self.sharing.report.as_ref().and_then(|report| report.trouble.as_ref()) else { return };
        if !matches!(self.layers.last(), Some(Layer::Handover(_))) {
            self.layers.push(Layer::Handover(Box::new(Handover::new(trouble))));
        }
    }

    /// The question was answered: git gets the terminal, or what it wanted is left.
    pub(super) fn answer_terminal(&mut self, hands: Hands) -> Vec<Effect> {
        if !std::mem::take(&mut self.sharing.wants_terminal) {
            return Vec::new();
        }
        match hands {
            Hands::AtTerminal => {
                self.sharing.step = Some(STARTING);
                vec![Effect::Sync(Hands::AtTerminal)]
            }
            Hands::Off => {
                let key = self.key_of(Command::SyncReport);
                self.say(StatusKind::Notice, format!("not synced, and nothing is lost; {key} shows what git said"));
                Vec::new()
            }
        }
    }

    /// Opens what the last sync came to.
    pub(super) fn open_sync_report(&mut self) {
        if let Some(report) = &self.sharing.report {
            self.layers.push(Layer::SyncReport(Box::new(SyncReport::new(report, self.sharing.earlier.as_deref()))));
        } else {
            let key = self.key_of(Command::Sync);
            self.say(StatusKind::Notice, format!("nothing was synced here yet; {key} does"));
        }
    }

    /// What the header has to say about sharing, the most urgent.
    fn tiding(&self) -> Option<Tiding> {
        if let Some(step) = self.sharing.step {
            return Some(Tiding::Running(format!("syncing: {step}…")));
        }
        if self.sharing.waiting > 0 {
            let key = self.key_of(Command::Sync);
            return Some(Tiding::Waiting(format!("{} to take in · {key}", self.sharing.waiting)));
        }
        let heard = self.sharing.heard?;
        Some(Tiding::Age(format!("synced {}", time(heard, self.today, self.book().rules.zone))))
    }

    /// The second line of the header: what matters most goes before what is said about sharing.
    #[must_use]
    pub(crate) fn second_line(&self) -> SecondLine {
        let columns = usize::from(self.size.0);
        let me = self.book().rules.people.called(&self.me);
        let me_columns = width(&me).min(columns / 3);
        let room = columns.saturating_sub(me_columns + 4);
        let placed = self.tiding().filter(|tiding| {
            let left = room.saturating_sub(width(tiding.words()) + 3);
            match tiding {
                Tiding::Running(_) | Tiding::Waiting(_) => left >= LEAST_SUMMARY,
                Tiding::Age(_) => self.has_room_for_alarms(left),
            }
        });
        let taken = placed.as_ref().map_or(0, |tiding| width(tiding.words()) + 3);
        let x = columns.saturating_sub(me_columns + 1 + taken);
        SecondLine {
            summary: self.summary_line(room.saturating_sub(taken)),
            tiding: placed.map(|tiding| (u16::try_from(x).unwrap_or(u16::MAX), tiding)),
            me,
            me_columns: u16::try_from(me_columns).unwrap_or(u16::MAX),
        }
    }

    /// What the header has no room for, for the line of the list's state.
    #[must_use]
    pub(crate) fn tiding_below(&self) -> Option<Tiding> {
        self.tiding().filter(|_| self.parts().header.height < 2 || self.second_line().tiding.is_none())
    }

    /// The key of a command on the list, for a sentence.
    fn key_of(&self, command: Command) -> String {
        let key = self.keymap.keys_for(command, crate::command::Scope::List).into_iter().next();
        key.unwrap_or_else(|| format!("`{}`", crate::command::entry(command).title))
    }
}

const STARTING: &str = "starting";
const STOPPING: &str = "stopping";

/// `3 moves came in: Northgate SSO: estimated 5–15 d; …`.
fn came_in(said: &[Said]) -> String {
    let summary = summary(said);
    summary.split_once(": ").map_or_else(|| summary.clone(), |(n, rest)| format!("{n} came in: {rest}"))
}

/// What became of one's own: `2 moves sent`.
fn own(report: &Report) -> Option<String> {
    let moves: usize = report.committed.iter().map(|said| said.words.len()).sum();
    let moves = (moves > 0).then(|| count(i64::try_from(moves).unwrap_or(i64::MAX), "move"));
    match (&report.remote, moves, report.is_sent) {
        (None, moves, _) => {
            let kept = moves.map_or_else(String::new, |moves| format!("{moves} kept in the history here; "));
            Some(format!("{kept}no remote is set: `countersign sync --remote URL` shares the book"))
        }
        (Some(_), Some(moves), true) => Some(format!("{moves} sent")),
        (Some(_), None, true) => Some("what was new here is sent".to_owned()),
        (Some(_), Some(moves), false) => Some(format!("{moves} kept in the history here")),
        (Some(_), None, false) => None,
    }
}

/// `14:02` today, `Fri 20 Nov` before: a time that needs no timer to stay true.
#[must_use]
pub fn time(at: Moment, today: Day, zone: chrono_tz::Tz) -> String {
    let day = at.day(zone);
    if day == today { at.clock(zone) } else { format!("{} {}", day.weekday(), day.short(today)) }
}
