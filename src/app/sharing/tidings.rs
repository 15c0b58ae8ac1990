//! What the header says about sharing, and where it finds room: in the header, or in the lines at the foot.

use crate::app::App;
use crate::command::Command;
use crate::text::width;

use super::time;

/// So many columns of the summary stay whatever else the header has to say.
const LEAST_SUMMARY: usize = 20;
/// So many columns of the last line stay for the keys, where it is the only one.
const LEAST_KEYS: usize = 36;
/// What parts one from the next.
const GAP: usize = 3;

/// What the header says about sharing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tiding {
    /// A sync runs.
    Running(String),
    /// There is something to take in.
    Waiting(String),
    /// There is something to send.
    Unsent(String),
    /// How old the news is.
    Age(String),
}

impl Tiding {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Running(words) | Self::Waiting(words) | Self::Unsent(words) | Self::Age(words) => words,
        }
    }
}

/// The second line of the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecondLine {
    /// The summary, as much as fits.
    pub summary: String,
    /// What is said about sharing, and where each begins.
    pub tidings: Vec<(u16, Tiding)>,
    /// Who is at the keys.
    pub me: String,
    /// The columns that has.
    pub me_columns: u16,
}

impl App {
    /// What there is to say about sharing, the most urgent last.
    fn tidings(&self) -> Vec<Tiding> {
        let sharing = &self.sharing;
        if let Some(step) = sharing.step {
            return vec![Tiding::Running(format!("syncing: {step}…"))];
        }
        let age = sharing.synced.map(|synced| {
            // A look hears of the others, too, though it takes nothing in.
            let heard = sharing.looked.map_or(synced, |looked| looked.max(synced));
            Tiding::Age(format!("synced {}", time(heard, self.today, self.book().rules.zone)))
        });
        let key = self.key_of(Command::Sync);
        let open = match (sharing.unsent.moves, sharing.waiting) {
            (0, 0) => None,
            (unsent, 0) => Some(Tiding::Unsent(format!("{unsent} to send · {key}"))),
            (0, waiting) => Some(Tiding::Waiting(format!("{waiting} to take in · {key}"))),
            (unsent, waiting) => Some(Tiding::Waiting(format!("{unsent} to send, {waiting} to take in · {key}"))),
        };
        age.into_iter().chain(open).collect()
    }

    /// As many of them, the last ones first, as there is room for.
    fn tidings_for(mut tidings: Vec<Tiding>, has_room: impl Fn(&Tiding, usize) -> bool) -> Vec<Tiding> {
        while let Some(first) = tidings.first() {
            if has_room(first, cells(&tidings)) {
                break;
            }
            tidings.remove(0);
        }
        tidings
    }

    /// The second line of the header: what matters most goes before what is said about sharing.
    #[must_use]
    pub(crate) fn second_line(&self) -> SecondLine {
        let columns = usize::from(self.size.0);
        let me = self.book().rules.people.called(&self.me);
        let me_columns = width(&me).min(columns / 3);
        let room = columns.saturating_sub(me_columns + 4);
        let tidings = Self::tidings_for(self.tidings(), |first, cells| {
            let left = room.saturating_sub(cells);
            match first {
                Tiding::Running(_) | Tiding::Waiting(_) => left >= LEAST_SUMMARY,
                Tiding::Unsent(_) | Tiding::Age(_) => self.has_room_for_alarms(left),
            }
        });
        let taken = cells(&tidings);
        SecondLine {
            summary: self.summary_line(room.saturating_sub(taken)),
            tidings: placed(tidings, columns.saturating_sub(me_columns + 1 + taken)),
            me,
            me_columns: u16::try_from(me_columns).unwrap_or(u16::MAX),
        }
    }

    /// What the header has no room for, at the right end of the line of the list's state, or of the keys where that is
    /// the only one.
    #[must_use]
    pub(crate) fn tidings_below(&self) -> Vec<(u16, Tiding)> {
        let mut tidings = self.tidings();
        if self.parts().header.height > 1 {
            tidings.truncate(tidings.len().saturating_sub(self.second_line().tidings.len()));
        }
        let columns = usize::from(self.size.0);
        let most =
            if self.parts().status.is_empty() { columns.saturating_sub(LEAST_KEYS) } else { columns.saturating_sub(2) };
        let tidings = Self::tidings_for(tidings, |_, cells| cells <= most + GAP);
        let taken = cells(&tidings).saturating_sub(GAP);
        placed(tidings, columns.saturating_sub(taken + 1))
    }
}

/// The columns of all of them, each with what parts it from the next.
fn cells(tidings: &[Tiding]) -> usize {
    tidings.iter().map(|tiding| width(tiding.words()) + GAP).sum()
}

/// Each with the column it begins at.
fn placed(tidings: Vec<Tiding>, first: usize) -> Vec<(u16, Tiding)> {
    let mut x = first;
    let place = |tiding: Tiding| {
        let at = u16::try_from(x).unwrap_or(u16::MAX);
        x += width(tiding.words()) + GAP;
        (at, tiding)
    };
    tidings.into_iter().map(place).collect()
}
