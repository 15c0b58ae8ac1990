//! Where sharing stands now, in sentences, each with what to do about it.

use crate::app::App;
use crate::app::layers::sync_report::Now;
use crate::command::Command;
use crate::domain::day::{Day, Moment};

use super::{STOPPING, counted};

impl App {
    /// What is true now, whatever the last sync of this screen came to.
    pub(super) fn where_it_stands(&self) -> Vec<Now> {
        let sharing = &self.sharing;
        let key = self.key_of(Command::Sync);
        let time = |at: Moment| time(at, self.today, self.book().rules.zone);
        if let Some(step) = sharing.step {
            let stops = if step == STOPPING { String::new() } else { format!("; {key} stops it") };
            return vec![Now::Open(format!("syncing: {step}…{stops}"))];
        }
        let mut now = Vec::new();
        if sharing.wants_terminal {
            now.push(Now::Open(format!("git needs the terminal to go on; {key} hands it over")));
        } else if let Some(at) = sharing.stopped {
            now.push(Now::Open(format!("stopped at {}, nothing is lost; {key} syncs again", time(at))));
        }
        let (waiting, unsent) = (sharing.waiting, sharing.unsent.moves);
        if waiting > 0 {
            let (wait, them) = if waiting == 1 { ("waits", "it") } else { ("wait", "them") };
            now.push(Now::Open(format!("{} {wait} at the remote; {key} takes {them} in", counted(waiting))));
        }
        if unsent > 0 {
            let (are, them) = if unsent == 1 { ("is", "it") } else { ("are", "them") };
            now.push(Now::Open(format!("{} {are} not sent yet; {key} sends {them}", counted(unsent))));
        }
        let trouble = sharing.report.as_ref().and_then(|report| report.trouble.as_ref());
        match sharing.synced {
            Some(at) if sharing.own.is_none_or(|own| own < at) => now.push(Now::Known(format!(
                "last synced {}, not from this screen; what it brought is in `countersign log`",
                time(at)
            ))),
            Some(at) if trouble.is_some() => now.push(Now::Known(format!("last synced {}", time(at)))),
            // Its report follows.
            Some(_) => {}
            // What to do about it stands there.
            None if trouble.is_some() => {}
            None if sharing.report.as_ref().is_some_and(|report| report.remote.is_some()) => {}
            None => now.extend([
                Now::Known("nothing is shared yet: the book is kept here. To share it, in a shell:".to_owned()),
                Now::Command("countersign sync --remote URL".to_owned()),
                Now::Aside(format!(
                    "URL is a repository that all of you reach; where git knows one already, {key} is enough"
                )),
            ]),
        }
        now
    }
}

/// `14:02` today, `Fri 20 Nov` before: a time that needs no timer to stay true.
#[must_use]
pub fn time(at: Moment, today: Day, zone: chrono_tz::Tz) -> String {
    let day = at.day(zone);
    if day == today { at.clock(zone) } else { format!("{} {}", day.weekday(), day.short(today)) }
}
