//! Somebody presses keys and the mouse at random, for a long time, on books of all kinds and screens of all sizes: nothing
//! ends in a panic, every picture has its size, and what was recorded is in the book.

use std::collections::BTreeMap;

use countersign::app::{App, Effect, Message, Mouse, Refreshed, Start, update};
use countersign::command::Scope;
use countersign::domain::act::{Entry, Target};
use countersign::domain::book::Book;
use countersign::domain::day::Moment;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use countersign::forecast::almanac::Almanac;
use countersign::keymap::{Key, Keymap, parse_keys};
use countersign::sample;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use rand::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::stage::today;

/// So many things happen on each walk.
const STEPS: usize = 1_200;

struct Walk {
    app: App,
    almanac: Almanac,
    dice: Xoshiro256PlusPlus,
    keys: Vec<Key>,
    size: (u16, u16),
    ids: u32,
    recorded: usize,
}

impl Walk {
    fn start(book: Book, me: &str, seed: u64) -> Self {
        let keymap = Keymap::default();
        let scopes = Scope::ALL.into_iter();
        let mut keys: Vec<Key> = scopes
            .flat_map(|scope| keymap.bindings(scope).flat_map(|(keys, _)| keys.to_vec()).collect::<Vec<_>>())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        // Leaving is the one thing that ends a walk.
        let leaves = parse_keys("<C-c><C-z>").unwrap();
        keys.retain(|key| !leaves.contains(key));
        let start = Start {
            today: today(),
            me: Handle::new(me).unwrap(),
            keymap,
            has_money: true,
            has_mouse: true,
            view: "attention".into(),
            themes: vec!["dark".into(), "light".into()],
            kept: BTreeMap::new(),
            place: String::new(),
            size: (80, 24),
        };
        let app = App::new(start, Some(book));
        let dice = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut walk = Self { app, almanac: Almanac::default(), dice, keys, size: (80, 24), ids: 0, recorded: 0 };
        walk.foresee();
        walk
    }

    fn foresee(&mut self) {
        while self.app.has_work() {
            let _ = self.app.work();
        }
        while let Some(news) = self.app.take_news() {
            let Some(prospects) = self.almanac.foresee(news) else { continue };
            let _ = update(&mut self.app, Message::Foreseen(Box::new(prospects)));
            while self.app.has_work() {
                let _ = self.app.work();
            }
        }
    }

    fn something(&mut self) -> Message {
        let (columns, rows) = self.size;
        match self.dice.random_range(0..100) {
            0..12 => Message::Key(Key::plain(countersign::keymap::Code::Enter)),
            12..15 => Message::Key(Key::plain(countersign::keymap::Code::Esc)),
            15..62 => Message::Key(*self.keys.choose(&mut self.dice).unwrap()),
            62..80 => {
                let letter = *b"abcdefghijklmnopqrstuvwxyz0123456789 /:.,<>=%$-".choose(&mut self.dice).unwrap();
                Message::Key(Key::char(char::from(letter)))
            }
            80..92 => {
                let what = *[
                    Mouse::Press,
                    Mouse::Press,
                    Mouse::Drag,
                    Mouse::Release,
                    Mouse::Menu,
                    Mouse::WheelUp,
                    Mouse::WheelDown,
                ]
                .choose(&mut self.dice)
                .unwrap();
                Message::Mouse(what, self.dice.random_range(0..columns), self.dice.random_range(0..rows))
            }
            92..94 => {
                let text = ["Acme: SSO by q2 @dana 120k", "5d..8d..15d", "\u{1b}[2J\nx", "15 mar", "株式会社"];
                Message::Paste((*text.choose(&mut self.dice).unwrap()).to_owned())
            }
            94..97 => {
                self.size = (self.dice.random_range(40..=220), self.dice.random_range(10..=60));
                Message::Resize(self.size.0, self.size.1)
            }
            97..98 => Message::Refreshed(Refreshed { changed: Vec::new(), is_deep: true }),
            98..99 => {
                let day = today().plus(self.dice.random_range(-3..30));
                Message::Day(day)
            }
            _ => Message::Failed("the disk is full".into()),
        }
    }

    fn step(&mut self) {
        let message = self.something();
        let effects = update(&mut self.app, message);
        for effect in effects {
            if let Effect::Record(people, entries) = effect {
                let book = self.app.book_mut().unwrap();
                for person in people {
                    book.rules.people.insert(person);
                }
                let made = entries.into_iter().filter_map(|entry| self.record(entry)).collect();
                let _ = update(&mut self.app, Message::Recorded(made));
            }
        }
        self.foresee();
    }

    /// What the store would do: the moves of a batch in their records.
    fn record(&mut self, entry: Entry) -> Option<(Id, Id)> {
        self.ids += 1;
        let own = Id::from_bits(900_000 + self.ids);
        let at = Moment::at(
            today().date().and_hms_opt(9, 0, 0).unwrap().and_utc() + chrono::TimeDelta::seconds(self.ids.into()),
        );
        let book = self.app.book_mut()?;
        let (id, mut moves) = match entry.on {
            Target::New => (Id::from_bits(500_000 + self.ids), Vec::new()),
            Target::Commitment(id) => (id, book.get(id)?.moves.clone()),
        };
        moves.push(entry.draft.recorded(own, at));
        let folded = fold(id, moves, book.rules.ground());
        book.put(folded);
        self.recorded += 1;
        Some((id, own))
    }

    fn look(&self) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let theme = Theme::built_in("dark");
        let look = Look { theme: &theme, signs: &Signs::UNICODE };
        terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
    }
}

fn walk(book: Book, me: &str, seed: u64) -> usize {
    let mut walk = Walk::start(book, me, seed);
    for _ in 0..STEPS {
        walk.step();
        walk.look();
    }
    walk.recorded
}

#[test]
fn thousands_of_random_steps_on_the_sample_book() {
    let recorded: usize = ["sam", "dana", "kim"]
        .iter()
        .zip(1..)
        .map(|(me, seed)| walk(sample::book(today()).into_book(), me, seed))
        .sum();
    assert!(recorded > 20, "{recorded} moves were recorded on the way");
}

#[test]
fn thousands_of_random_steps_on_made_up_books() {
    for seed in 1..=4 {
        let size = 20 * u32::try_from(seed).unwrap();
        let mut made = sample::sized(today(), size, seed);
        let mut book = Book::new(made.rules.clone(), Vec::new(), Vec::new());
        for (id, moves) in made.by_ref() {
            book.put(fold(id, moves, book.rules.ground()));
        }
        walk(book, if seed % 2 == 0 { "sam" } else { "dana" }, 100 + seed);
    }
}

#[test]
fn thousands_of_random_steps_on_an_empty_book() {
    walk(Book::default(), "sam", 7);
}
