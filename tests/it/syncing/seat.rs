//! A seat at the app: messages in, effects and the screen out, without files or a terminal.

use std::collections::BTreeMap;

use countersign::app::sharing::Happening;
use countersign::app::{App, Effect, Message, Mouse, Refreshed, Start, update};
use countersign::domain::act::{Act, Draft, Promise};
use countersign::domain::day::Moment;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use countersign::keymap::{Keymap, parse_keys};
use countersign::store::Store;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::stage::{Stage, today};

pub struct Seat {
    pub app: App,
    pub theme: Theme,
    pub effects: Vec<Effect>,
}

impl Seat {
    pub fn at(stage: &Stage, size: (u16, u16)) -> Self {
        let (_, book) = Store::open(&stage.path().join("book"), Some(7), None).unwrap();
        let start = Start {
            today: today(),
            me: Handle::new(stage.me).unwrap(),
            keymap: Keymap::default(),
            has_money: true,
            has_mouse: true,
            view: "attention".into(),
            themes: vec!["dark".into()],
            kept: BTreeMap::new(),
            place: String::new(),
            size,
        };
        Self { app: App::new(start, Some(book)), theme: Theme::built_in("dark"), effects: Vec::new() }
    }

    pub fn tell(&mut self, message: Message) {
        let effects = update(&mut self.app, message);
        let kept = effects.into_iter().filter(|effect| !matches!(effect, Effect::Keep(_) | Effect::Forget(_)));
        self.effects.extend(kept);
    }

    /// A promise of somebody else comes in.
    pub fn arrives(&mut self, id: &str, customer: &str, due: &str) {
        let id: Id = id.parse().unwrap();
        let promise = Promise {
            customer: customer.into(),
            scope: "Something new".into(),
            due: Some(due.parse().unwrap()),
            told: true,
            ..Promise::default()
        };
        let draft = Draft::new(Handle::new("maria").unwrap(), Act::Promise(Box::new(promise)));
        let at = Moment::at(today().date().and_hms_opt(8, 0, 0).unwrap().and_utc());
        let book = self.app.book_mut().unwrap();
        let folded = fold(id, vec![draft.recorded(Id::from_bits(1), at)], book.rules.ground());
        book.put(folded);
        self.tell(Message::Refreshed(Refreshed { changed: vec![id], is_deep: false }));
    }

    /// Somebody says something about a commitment, at a time.
    pub fn speaks(&mut self, id: &str, by: &str, at: &str) {
        let id: Id = id.parse().unwrap();
        let book = self.app.book_mut().unwrap();
        let mut moves = book.get(id).unwrap().moves.clone();
        let draft = Draft { note: Some("a word".into()), ..Draft::new(Handle::new(by).unwrap(), Act::Note) };
        moves.push(draft.recorded(Id::from_bits(100 + u32::try_from(moves.len()).unwrap()), super::moment(at)));
        let folded = fold(id, moves, book.rules.ground());
        book.put(folded);
        self.tell(Message::Refreshed(Refreshed { changed: vec![id], is_deep: false }));
    }

    /// A commitment is gone from the files.
    pub fn vanishes(&mut self, id: &str) {
        let book = self.app.book_mut().unwrap();
        let id: Id = id.parse().unwrap();
        book.remove(id);
        self.tell(Message::Refreshed(Refreshed { changed: vec![id], is_deep: false }));
    }

    pub fn share(&mut self, happening: Happening) {
        self.tell(Message::Shared(happening));
    }

    pub fn press(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            self.tell(Message::Key(key));
        }
    }

    pub fn click(&mut self, x: u16, y: u16) {
        self.tell(Message::Mouse(Mouse::Press, x, y));
    }

    fn buffer(&self) -> Buffer {
        let (cols, rows) = self.app.size();
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let look = Look { theme: &self.theme, signs: &Signs::UNICODE };
        terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    pub fn line(&mut self, y: u16) -> String {
        let buffer = self.buffer();
        let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        line.trim_end().to_owned()
    }

    pub fn screen(&mut self) -> String {
        let buffer = self.buffer();
        let line = |y: u16| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| line(y).trim_end().to_owned() + "\n").collect()
    }

    /// Where words stand first: column and row.
    pub fn cell_of(&mut self, words: &str) -> (usize, usize) {
        let screen = self.screen();
        let found =
            screen.lines().enumerate().find_map(|(y, line)| Some((line[..line.find(words)?].chars().count(), y)));
        found.unwrap_or_else(|| panic!("no {words:?}:\n{screen}"))
    }

    pub fn column_of(&mut self, words: &str) -> usize {
        self.cell_of(words).0
    }

    /// The colour in which words stand there.
    pub fn fg_of(&mut self, words: &str) -> Option<Color> {
        let (x, y) = self.cell_of(words);
        self.buffer()[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].style().fg
    }

    /// Whether a cell has the ground of the row under the cursor.
    pub fn is_chosen(&mut self, x: u16, y: u16) -> bool {
        let (style, cell) = (self.theme.selection, self.buffer()[(x, y)].style());
        style.bg.is_some_and(|bg| cell.bg == Some(bg)) || cell.add_modifier.contains(ratatui::style::Modifier::REVERSED)
    }
}
