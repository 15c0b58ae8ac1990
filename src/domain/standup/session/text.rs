//! A standup under way as lines of text, and back. What isn't understood is left out: half a standup is better than none.

use std::fmt::Write as _;

use super::super::super::act::Kind;
use super::super::super::day::Day;
use super::super::super::id::Id;
use super::{Place, Session, Turn, Upshot};

/// The first word of the text, with the number of its form.
const HEAD: &str = "standup 1";

impl Session {
    /// The text it comes back from.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = format!("{HEAD} {}\nseconds {}\n", self.day, self.all_seconds);
        let _ = match self.place {
            Place::Opening => writeln!(out, "at opening"),
            // With the last move that was heard of it: one made just before a crash still counts.
            Place::Card(id) => match self.heard.get(&id) {
                Some(heard) => writeln!(out, "at card {id} {heard}"),
                None => writeln!(out, "at card {id}"),
            },
            Place::Closing => writeln!(out, "at closing"),
        };
        if let Some(id) = self.back {
            let _ = writeln!(out, "back {id}");
        }
        for turn in &self.turns {
            let _ = match turn.upshot {
                Upshot::Spoken => writeln!(out, "turn {} spoken", turn.id),
                Upshot::Moved(kind, made) => writeln!(out, "turn {} {} {made}", turn.id, kind.word()),
            };
        }
        for id in &self.later {
            let _ = writeln!(out, "later {id}");
        }
        for id in &self.left {
            let _ = writeln!(out, "left {id}");
        }
        for id in &self.seen {
            let _ = writeln!(out, "card {id}");
        }
        for (id, seconds) in &self.seconds {
            let _ = writeln!(out, "time {id} {seconds}");
        }
        out
    }

    /// The standup of a text; none where it isn't one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let day: Day = lines.next()?.strip_prefix(HEAD)?.trim().parse().ok()?;
        let mut session = Self::new(day);
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            session.take(&words);
        }
        Some(session)
    }

    fn take(&mut self, words: &[&str]) {
        let id = |at: usize| words.get(at).and_then(|word| word.parse::<Id>().ok());
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
        match words {
            ["seconds", _] => self.all_seconds = number(1).unwrap_or(0),
            ["at", "closing"] => self.place = Place::Closing,
            ["at", "card", _] | ["at", "card", _, _] => {
                if let Some(card) = id(2) {
                    self.place = Place::Card(card);
                    self.heard.extend(id(3).map(|heard| (card, heard)));
                }
            }
            ["back", _] => self.back = id(1),
            ["turn", _, "spoken"] => self.turns.extend(id(1).map(|id| Turn { id, upshot: Upshot::Spoken })),
            ["turn", _, word, _] => {
                let upshot = Kind::parse(word).zip(id(3)).map(|(kind, made)| Upshot::Moved(kind, made));
                self.turns.extend(id(1).zip(upshot).map(|(id, upshot)| Turn { id, upshot }));
            }
            ["later", _] => self.later.extend(id(1)),
            ["left", _] => self.left.extend(id(1)),
            ["card", _] => self.seen.extend(id(1)),
            ["time", _, _] => self.seconds.extend(id(1).zip(number(2))),
            _ => {}
        }
    }
}
