//! A word whenever something in the book changes. What it was is for [`Store::refresh`](super::Store::refresh) to find
//! out: events are hints, several come for one change, and the writer's own come too.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::file::UNFINISHED;
use super::lock;

/// So long nothing must happen for a change to be over.
const QUIET: Duration = Duration::from_millis(80);

/// So long a change may last before there is a word of it all the same.
const LONGEST: Duration = Duration::from_millis(800);

/// How often to look where the system tells nothing.
const POLL: Duration = Duration::from_secs(10);

/// The folders that are watched with all that is in them; of the book itself only what lies directly in it.
const FOLDERS: [&str; 3] = ["commitments", "snapshots", "reviews"];

/// Watches while it lives. It sleeps until something happens.
pub struct Watch {
    _eye: Arc<Mutex<Eye>>,
    is_polling: bool,
}

impl Watch {
    /// Watches a book, calling `on_change` from a thread of its own; by looking every few seconds where the system can't
    /// tell.
    ///
    /// # Errors
    /// When neither works, in words; the book can still be refreshed by hand.
    pub fn start(dir: &Path, on_change: impl Fn() + Send + 'static) -> Result<Self, String> {
        let (sender, receiver) = channel();
        let told = Eye::open(dir, sender.clone(), |sender| {
            Ok(Box::new(RecommendedWatcher::new(tell(sender), Config::default())?))
        });
        let is_polling = told.is_err();
        let eye = told.or_else(|_| {
            let often = Config::default().with_poll_interval(POLL).with_follow_symlinks(false);
            Eye::open(dir, sender, |sender| Ok(Box::new(PollWatcher::new(tell(sender), often)?)))
        });
        let eye = Arc::new(Mutex::new(eye.map_err(|error| format!("the book can't be watched: {error}"))?));
        let weak = Arc::downgrade(&eye);
        thread::Builder::new()
            .name("watch".into())
            .spawn(move || listen(&receiver, &weak, on_change))
            .map_err(|error| format!("the book can't be watched: {error}"))?;
        Ok(Self { _eye: eye, is_polling })
    }

    /// Whether changes are only noticed every few seconds.
    #[must_use]
    pub const fn is_polling(&self) -> bool {
        self.is_polling
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("is_polling", &self.is_polling).finish_non_exhaustive()
    }
}

struct Eye {
    dir: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    seen: Vec<&'static str>,
}

impl Eye {
    fn open(
        dir: &Path,
        sender: Sender<()>,
        make: impl FnOnce(Sender<()>) -> notify::Result<Box<dyn Watcher + Send>>,
    ) -> notify::Result<Self> {
        let mut watcher = make(sender)?;
        watcher.watch(dir, RecursiveMode::NonRecursive)?;
        let mut eye = Self { dir: dir.to_owned(), watcher, seen: Vec::new() };
        eye.look()?;
        Ok(eye)
    }

    /// Watches the folders that are there by now, and forgets those that are gone.
    fn look(&mut self) -> notify::Result<()> {
        for folder in FOLDERS {
            let path = self.dir.join(folder);
            let is_seen = self.seen.contains(&folder);
            if path.is_dir() && !is_seen {
                self.watcher.watch(&path, RecursiveMode::Recursive)?;
                self.seen.push(folder);
            } else if is_seen && !path.is_dir() {
                self.seen.retain(|known| *known != folder);
            }
        }
        Ok(())
    }
}

fn tell(sender: Sender<()>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        // What can't be told apart is worth a look.
        if event.map_or(true, |event| is_of_interest(&event)) {
            // Nobody listens any more only while everything is being taken down.
            let _ = sender.send(());
        }
    }
}

fn is_of_interest(event: &Event) -> bool {
    let is_change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        // Reading the book must not count as a change of it.
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => matches!(kind, MetadataKind::Any | MetadataKind::WriteTime),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    };
    let is_own = |path: &PathBuf| {
        path.file_name().is_some_and(|name| {
            let name = name.as_encoded_bytes();
            name.starts_with(UNFINISHED.as_bytes()) || name == lock::NAME.as_bytes() || name == b".git"
        })
    };
    let is_only_own = !event.paths.is_empty() && event.paths.iter().all(is_own);
    event.need_rescan() || (is_change && !is_only_own)
}

fn listen(receiver: &Receiver<()>, eye: &Weak<Mutex<Eye>>, on_change: impl Fn()) {
    while receiver.recv().is_ok() {
        let begun = Instant::now();
        loop {
            match receiver.recv_timeout(QUIET) {
                Ok(()) if begun.elapsed() < LONGEST => {}
                Ok(()) | Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let Some(eye) = eye.upgrade() else { return };
        // A folder that can't be watched is still read by every refresh.
        let _ = eye.lock().map(|mut eye| eye.look());
        drop(eye);
        on_change();
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, RenameMode};

    use super::*;

    #[test]
    fn reading_and_what_nobody_reads_are_no_changes() {
        let check = |kind: EventKind, path: &str, expect: bool| {
            assert_eq!(is_of_interest(&Event::new(kind).add_path(path.into())), expect, "{kind:?} {path}");
        };
        let changed = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "commitments/2026/k7m2qx.toml", false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "commitments/2026/k7m2qx.toml", false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), "commitments/2026/k7m2qx.toml", true);
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)), "book.toml", false);
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "commitments/2026/k7m2qx.toml", true);
        check(EventKind::Create(CreateKind::File), "commitments/2026/.countersign-new-x1", false);
        check(EventKind::Create(CreateKind::File), ".countersign.lock", false);
        check(changed, "book.toml", true);
        let lost = Event::new(EventKind::Other).add_path(".git".into()).set_flag(Flag::Rescan);
        assert!(is_of_interest(&lost));
    }
}
