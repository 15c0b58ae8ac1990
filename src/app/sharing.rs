//! Sharing the book with others: what a sync is at, what it came to, how old the news is.

mod stand;
mod tidings;
mod unsent;

use crate::command::Command;
use crate::domain::day::Moment;
use crate::domain::digest::{Said, summary};

pub use stand::time;
pub use tidings::{SecondLine, Tiding};
use unsent::Unsent;

use super::layers::Layer;
use super::layers::handover::Handover;
use super::layers::sync_report::SyncReport;
use super::{App, Effect, StatusKind};

/// Something about sharing that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A sync is at this step now: `fetching`.
    At(&'static str),
    /// A sync is over.
    Over(Box<Report>),
    /// It was stopped then, as somebody wished.
    Stopped(Moment),
    /// It can't go on without the terminal.
    NeedsTerminal(Box<Report>),
    /// So many moves of others wait to be taken in, as it was seen then.
    Waiting(usize, Moment),
    /// When the book was last synced, from here or elsewhere; none where it isn't shared.
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
    /// The same in a few words, where it is the remote's no: its reasons are long.
    pub no: Option<String>,
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
    /// When the book was last synced, from here or elsewhere; none where it isn't shared.
    synced: Option<Moment>,
    /// When the last sync of this screen that came to its end began.
    own: Option<Moment>,
    /// When it was last looked for what others said.
    looked: Option<Moment>,
    /// When the last sync was stopped, until another one.
    stopped: Option<Moment>,
    /// What the sync is at; none while there is none.
    step: Option<&'static str>,
    waiting: usize,
    unsent: Unsent,
    report: Option<Box<Report>>,
    /// The last one before it that brought or sent something: another sync must not take it out of reach.
    earlier: Option<Box<Report>>,
    /// Whether git needs the terminal, and nobody has answered that yet.
    wants_terminal: bool,
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
            Happening::Heard(at) => self.heard(at),
            Happening::Waiting(moves, at) => {
                self.sharing.waiting = moves;
                self.sharing.looked = Some(at);
            }
            Happening::Stopped(at) => {
                self.sharing.step = None;
                self.sharing.stopped = Some(at);
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
        self.renew_report();
    }

    /// Somebody synced, here or elsewhere: what waited then is in.
    fn heard(&mut self, at: Option<Moment>) {
        if self.sharing.synced == at {
            return;
        }
        self.sharing.synced = at;
        if self.sharing.looked < at {
            self.sharing.waiting = 0;
        }
        self.count_all_unsent();
    }

    fn synced(&mut self, report: Box<Report>) {
        self.sharing.step = None;
        self.sharing.wants_terminal = false;
        self.sharing.stopped = None;
        let key = self.key_of(Command::SyncReport);
        let (kind, words) = match &report.trouble {
            Some(Trouble { no: Some(no), .. }) => (StatusKind::Refused, format!("{no}: {key} tells why")),
            Some(trouble) => (StatusKind::Refused, format!("not synced ({key} tells more): {}", trouble.what)),
            None if report.remote.is_none() => {
                (StatusKind::Notice, format!("kept here; nothing is shared yet: {key} tells how"))
            }
            None => (StatusKind::Done, came_to(&report, &key)),
        };
        if report.trouble.is_none() {
            self.sharing.waiting = 0;
            self.sharing.own = Some(report.at);
        }
        self.say(kind, words);
        if let Some(before) = self.sharing.report.take().filter(|before| before.says_something()) {
            self.sharing.earlier = Some(before);
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
        self.sharing.stopped = None;
        self.renew_report();
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
        self.renew_report();
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

    /// Opens what is to be known of sharing: where it stands, and what the last sync came to.
    pub(super) fn open_sync_report(&mut self) {
        let page = self.sync_page();
        self.layers.push(Layer::SyncReport(Box::new(page)));
    }

    fn sync_page(&self) -> SyncReport {
        let Sharing { report, earlier, .. } = &self.sharing;
        SyncReport::new(self.where_it_stands(), report.as_deref(), earlier.as_deref())
    }

    /// An open page says what is true now.
    fn renew_report(&mut self) {
        if self.layers.iter().any(|layer| matches!(layer, Layer::SyncReport(_))) {
            let page = self.sync_page();
            for layer in &mut self.layers {
                if let Layer::SyncReport(open) = layer {
                    open.renew(&page);
                }
            }
        }
    }

    /// Whether a sync is under way.
    #[must_use]
    pub const fn is_syncing(&self) -> bool {
        self.sharing.step.is_some()
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

/// What a sync brought, and what became of one's own: `synced: nothing new came in, 2 moves sent`.
fn came_to(report: &Report, key: &str) -> String {
    if !report.came_in.is_empty() {
        return format!("synced ({key} shows it): {}", came_in(&report.came_in));
    }
    let moves: usize = report.committed.iter().map(|said| said.words.len()).sum();
    let moves = (moves > 0).then(|| counted(moves));
    match (moves, report.is_sent) {
        (Some(moves), true) => format!("synced: nothing new came in, {moves} sent"),
        (None, true) => "synced: nothing new came in, what was new here is sent".to_owned(),
        (Some(moves), false) => format!("synced: nothing new came in, {moves} kept in the history here"),
        (None, false) => "synced: nothing new".to_owned(),
    }
}

/// `3 moves`.
fn counted(moves: usize) -> String {
    crate::domain::wording::count(i64::try_from(moves).unwrap_or(i64::MAX), "move")
}
