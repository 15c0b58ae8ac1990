//! The files of the book under the screen: watched, looked at beside it, read behind a first picture.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Instant;

use crate::app::{Message, Refreshed};
use crate::domain::book::Book;
use crate::store::{self, Changes, Store, Survey, Watch};

use super::Wake;
use super::session::{Outside, Session};
use super::sharing::Post;

/// How far a look at the files on another thread is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Glance {
    /// Nobody looks.
    Rests,
    /// Somebody looks.
    Looks,
    /// Somebody looks, and more happened since it began.
    LooksAgain,
}

impl Session {
    /// Sees what others did, on another thread where there is one: the result comes as a wake.
    pub(super) fn see_files(&mut self) -> Vec<Outside> {
        if self.glance != Glance::Rests {
            self.glance = Glance::LooksAgain;
            return Vec::new();
        }
        let (Post::Beside(sender, _), Some(store)) = (&self.post, &self.store) else { return self.see_files_here() };
        let (sight, sender) = (store.sight(self.app.book()), sender.clone());
        self.looked = Some(Instant::now());
        let thread = std::thread::Builder::new().name("look".into());
        let is_begun = thread.spawn(move || {
            // Nobody waits for it once the program is left.
            let _ = sender.send(Wake::Seen(Box::new(sight.survey())));
        });
        if is_begun.is_err() {
            return self.see_files_here();
        }
        self.glance = Glance::Looks;
        Vec::new()
    }

    fn see_files_here(&mut self) -> Vec<Outside> {
        let outside = self.refresh();
        self.say_the_rest();
        outside
    }

    /// What waited until the files were looked at.
    fn say_the_rest(&mut self) {
        for happening in std::mem::take(&mut self.to_tell) {
            let _ = self.tell(Message::Shared(happening));
        }
    }

    /// What the files were when they were looked at.
    pub(super) fn take_seen(&mut self, seen: Result<Survey, store::Error>) -> Vec<Outside> {
        let mut is_due = std::mem::replace(&mut self.glance, Glance::Rests) == Glance::LooksAgain;
        let seen = seen.map_err(|error| error.to_string());
        let taken = seen.and_then(|survey| self.with_store(|store, book| Ok(store.take(survey, book))));
        let told = match taken {
            Ok(Some(changes)) => self.changed(Ok(changes)),
            Ok(None) => {
                is_due = true;
                Ok(())
            }
            Err(why) => Err(why),
        };
        if let Err(why) = told {
            let _ = self.tell(Message::Failed(why));
        }
        if is_due {
            return self.see_files();
        }
        self.say_the_rest();
        Vec::new()
    }

    /// Sees what others did; what can't be read is said.
    pub(super) fn refresh(&mut self) -> Vec<Outside> {
        if self.store.is_some()
            && let Err(why) = self.read_again()
        {
            let _ = self.tell(Message::Failed(why));
        }
        Vec::new()
    }

    pub(super) fn read_again(&mut self) -> Result<(), String> {
        self.looked = Some(Instant::now());
        let changes = self.with_store(Store::refresh);
        self.changed(changes)
    }

    /// Tells the app what changed.
    fn changed(&mut self, changes: Result<Changes, String>) -> Result<(), String> {
        let changes = changes?;
        self.listen();
        if !changes.is_empty() {
            let is_deep = changes.rules || changes.beside || changes.problems;
            let _ = self.tell(Message::Refreshed(Refreshed { changed: changes.commitments, is_deep }));
        }
        Ok(())
    }

    /// The screen has the person's attention again: without a watcher that is a moment to look.
    pub(super) fn look_again(&mut self) -> Vec<Outside> {
        self.notice_the_day();
        // A sync on the command line may have changed no file of the book.
        self.listen();
        if self.watch.is_some() { Vec::new() } else { self.see_files() }
    }

    /// Behind a first picture from memory the files are read, and what they say now comes as a wake.
    pub(super) fn read_behind(&mut self, sender: &Sender<Wake>) {
        if !self.is_remembered {
            return;
        }
        let (dir, seed, cache, sender) =
            (self.setup.dir.clone(), self.setup.seed, self.setup.cache_dir.clone(), sender.clone());
        std::thread::spawn(move || {
            if let Ok((mut store, book)) = Store::open(&dir, seed, cache) {
                let _ = store.remember(&book);
                let _ = sender.send(Wake::Read(Box::new((store, book))));
            }
        });
    }

    /// What was read behind the first picture takes its place.
    pub(super) fn take_read(&mut self, (store, book): (Store, Book)) -> Vec<Outside> {
        self.store = Some(store);
        self.is_remembered = false;
        if *self.app.book() != book {
            let _ = self.tell(Message::Opened(Box::new(book)));
        }
        // A move made meanwhile is on the disk, and perhaps not in what was read.
        self.refresh()
    }
}

/// Watches the files of a book, while what it gives lives. Where nothing can be watched, keys and focus are the moments
/// to look.
pub(super) fn watch(dir: &Path, sender: &Sender<Wake>) -> Option<Watch> {
    let sender = sender.clone();
    dir.is_dir().then(|| Watch::start(dir, move || drop(sender.send(Wake::Files))).ok())?
}
