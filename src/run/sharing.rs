//! Sharing the book from the screen: what is asked of the courier, and what its parcels say on the screen.

use std::io::{Write as _, stdout};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::app::Message;
use crate::app::sharing::{Hands, Happening, Report, Trouble};
use crate::domain::day::Moment;
use crate::domain::wording::count;
use crate::store::git::{self, Prompts, Stop, Synced, TroubleKind};

use super::Wake;
use super::courier::{Courier, Parcel, Route};
use super::session::{Outside, Session};

/// Where syncs are made.
#[derive(Debug, Default)]
pub(super) enum Post {
    /// On the spot: for replays, whose screen is looked at once.
    #[default]
    Here,
    /// On a thread of its own, from the first one on.
    Beside(Sender<Wake>, Option<Courier>),
}

/// Says what goes on while git has the terminal.
const HANDED_OVER: &str =
    "countersign: syncing the book; git may ask for a passphrase, a password or a host key. Ctrl-C stops it.";

/// What to do where git has to ask.
const TYPE_IT: &str = "sync again and hand the terminal over to type it, or set up a key or a credential helper";

/// What to do where git has asked, and what it was told didn't help.
const TYPED_IT: &str = "what was typed, or the key itself, wasn't accepted: sync again to type it anew, or ask whoever keeps the \
                        remote whether this key or name may in";

impl Session {
    /// From now on syncs are made beside the screen; where that is set, news is looked for.
    pub(super) fn share(&mut self, sender: &Sender<Wake>) {
        let route = self.route();
        let courier = route.every.and_then(|_| Courier::start(route, sender.clone()).ok());
        self.post = Post::Beside(sender.clone(), courier);
    }

    fn route(&self) -> Route {
        Route {
            dir: self.setup.dir.clone(),
            me: self.app.me().clone(),
            clock: self.setup.clock,
            zone: self.app.book().rules.zone,
            timeout: Duration::from_secs(self.setup.config.sync_timeout.into()),
            every: (self.setup.config.sync_every > 0)
                .then(|| Duration::from_secs(60 * u64::from(self.setup.config.sync_every))),
        }
    }

    /// The courier, started when it is needed first; none for a replay.
    fn courier(&mut self) -> Option<&mut Courier> {
        let route = self.route();
        let Post::Beside(sender, courier) = &mut self.post else { return None };
        if courier.is_none() {
            *courier = Courier::start(route, sender.clone()).ok();
        }
        courier.as_mut()
    }

    /// Begins a sync; what it comes to is told the app.
    pub(super) fn sync(&mut self, hands: Hands, outside: &mut Vec<Outside>) {
        let is_here = matches!(self.post, Post::Here);
        match (hands, self.courier()) {
            (Hands::AtTerminal, Some(_)) => outside.push(Outside::Sync),
            (Hands::Off, Some(courier)) => courier.sync(),
            (Hands::Off | Hands::AtTerminal, None) if is_here => {
                let synced = self.route().sync(Prompts::Off, &Stop::new(), &|_| ());
                self.synced(synced, Prompts::Off);
            }
            (Hands::Off | Hands::AtTerminal, None) => {
                let why = "the system gives no thread for it; close something else and sync again";
                let trouble = git::Trouble::new(TroubleKind::Other, "the sync couldn't be started", why);
                self.synced(Err(trouble), Prompts::Terminal);
            }
        }
    }

    /// Stops the sync that runs.
    pub(super) fn stop_sync(&self) {
        if let Post::Beside(_, Some(courier)) = &self.post {
            courier.stop();
        }
    }

    /// Syncs while git has the terminal; to be called when nobody else reads or draws on it.
    pub(super) fn sync_at_terminal(&mut self, lend: impl FnOnce(&Stop)) -> Option<Result<Synced, git::Trouble>> {
        let mut out = stdout().lock();
        // A terminal that is gone is noticed by whoever reads it next.
        let _ = writeln!(out, "{HANDED_OVER}").and_then(|()| out.flush());
        drop(out);
        self.courier()?.sync_at_terminal(lend)
    }

    /// After git had the terminal.
    pub(super) fn synced_at_terminal(&mut self, synced: Option<Result<Synced, git::Trouble>>) {
        let gone = || git::Trouble::new(TroubleKind::Other, "the sync ended early", "sync again");
        self.synced(synced.unwrap_or_else(|| Err(gone())), Prompts::Terminal);
    }

    /// What the courier brought.
    pub(super) fn take_in(&mut self, parcel: Parcel) -> Vec<Outside> {
        match parcel {
            Parcel::At(step) => self.happened(Happening::At(step.words())),
            Parcel::Synced(synced) => self.synced(synced, Prompts::Off),
            Parcel::News(news) => {
                let moves = news.waiting.iter().map(|said| said.words.len()).sum();
                self.happened(Happening::Waiting(moves, news.at));
                self.listen();
            }
        }
        Vec::new()
    }

    /// A sync is over: the files are looked at at once, then it is said.
    fn synced(&mut self, synced: Result<Synced, git::Trouble>, prompts: Prompts) {
        let happening = match synced {
            Ok(synced) => Happening::Over(Box::new(report(synced))),
            Err(trouble) => {
                let kind = trouble.kind;
                let mut report = Box::new(failed(trouble, Moment::at(self.setup.clock.now())));
                if let (TroubleKind::NeedsTerminal, Some(trouble)) = (kind, &mut report.trouble) {
                    // The command line's advice is to use a terminal; here that is a key away, or was no help.
                    trouble.next = match prompts {
                        Prompts::Off => TYPE_IT.to_owned(),
                        Prompts::Terminal => TYPED_IT.to_owned(),
                    };
                }
                match (kind, prompts) {
                    (TroubleKind::Stopped, _) => Happening::Stopped(report.at),
                    (TroubleKind::NeedsTerminal, Prompts::Off) => Happening::NeedsTerminal(report),
                    (
                        TroubleKind::NeedsTerminal
                        | TroubleKind::NoGit
                        | TroubleKind::NoRepository
                        | TroubleKind::NoAnswer
                        | TroubleKind::Unreachable
                        | TroubleKind::Rewritten
                        | TroubleKind::Refused
                        | TroubleKind::Elsewhere
                        | TroubleKind::Busy
                        | TroubleKind::Disk
                        | TroubleKind::Other,
                        _,
                    ) => Happening::Over(report),
                }
            }
        };
        self.to_tell.push(happening);
        let _ = self.see_files();
    }

    /// When the book was last synced, by whomever, where it is shared.
    pub(super) fn listen(&mut self) {
        let heard = git::synced_at(&self.setup.dir);
        if self.heard != heard {
            self.heard = heard;
            self.happened(Happening::Heard(heard));
        }
    }

    fn happened(&mut self, happening: Happening) {
        let _ = self.tell(Message::Shared(happening));
    }

    /// What is said when the screen is gone, where something is left to do.
    pub(super) fn farewell(&mut self) -> Option<String> {
        let before = self.heard;
        self.listen();
        // A sync that came to its end meanwhile was not stopped.
        let is_cut = self.app.is_syncing() && self.heard == before;
        let unsent = self.app.unsent();
        let moves = count(i64::try_from(unsent).unwrap_or(i64::MAX), "move");
        let (are, them) = if unsent == 1 { ("is", "it") } else { ("are", "them") };
        match (unsent, is_cut) {
            (0, false) => None,
            (0, true) => Some("the sync was stopped, nothing is lost; `countersign sync` goes on with it".to_owned()),
            (_, _) => Some(format!("{moves} {are} not sent yet; `countersign sync` sends {them}")),
        }
    }

    /// The program is left: what is under way is stopped, and a moment later it has ended.
    pub(super) fn stop_sharing(&mut self) {
        if let Post::Beside(_, Some(courier)) = std::mem::take(&mut self.post) {
            courier.leave();
        }
    }
}

fn report(Synced { committed, came_in, remote, is_sent, notes, at }: Synced) -> Report {
    Report { at, committed, came_in, remote, is_sent, notes, trouble: None }
}

fn failed(git::Trouble { kind, what, next, original }: git::Trouble, at: Moment) -> Report {
    let no = match kind {
        TroubleKind::Refused => Some(what.split_once(": ").map_or(&*what, |(no, _)| no).to_owned()),
        TroubleKind::NoGit
        | TroubleKind::NoRepository
        | TroubleKind::NeedsTerminal
        | TroubleKind::NoAnswer
        | TroubleKind::Stopped
        | TroubleKind::Unreachable
        | TroubleKind::Rewritten
        | TroubleKind::Elsewhere
        | TroubleKind::Busy
        | TroubleKind::Disk
        | TroubleKind::Other => None,
    };
    let trouble = Some(Trouble { what, no, next, original });
    Report { at, committed: Vec::new(), came_in: Vec::new(), remote: None, is_sent: false, notes: Vec::new(), trouble }
}
