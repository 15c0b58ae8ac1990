//! A standup on the screen while others go on: what they say meanwhile, and what the mouse does.

use countersign::app::{App, Effect, Message, Mouse, Refreshed, Start, update};
use countersign::domain::person::Handle;
use countersign::keymap::{Keymap, parse_keys};
use countersign::store::Store;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::stage::{Stage, today};

const SIZE: (u16, u16) = (140, 40);

/// Two overdue promises, one after the other.
fn promise(due: &str, customer: &str) -> String {
    format!(
        "[[move]]\nid = \"a00001\"\nat = 2026-09-01T10:00:00Z\nby = \"sam\"\nkind = \"promise\"\ncustomer = \"{customer}\"\n\
         scope = \"SSO\"\ndue = {due}\ntold = true\ntech = \"dana\"\n"
    )
}

fn later_move(id: &str, by: &str, rest: &str) -> String {
    format!("\n[[move]]\nid = \"{id}\"\nat = 2026-11-22T11:00:00Z\nby = \"{by}\"\n{rest}\n")
}

struct Room {
    stage: Stage,
    store: Store,
    app: App,
}

impl Room {
    fn new() -> Self {
        let stage =
            Stage::of(&[("aaaaa1", &promise("2026-10-01", "Acme")), ("bbbbb2", &promise("2026-11-01", "Bellweather"))]);
        let (store, book) = Store::open(&stage.path().join("book"), Some(1), None).unwrap();
        let start = Start {
            today: today(),
            me: Handle::new("sam").unwrap(),
            keymap: Keymap::default(),
            has_money: true,
            has_mouse: true,
            view: "all".into(),
            themes: vec!["terminal".into()],
            kept: std::collections::BTreeMap::new(),
            place: String::new(),
            size: SIZE,
        };
        Self { app: App::new(start, Some(book)), stage, store }
    }

    fn press(&mut self, keys: &str) -> Vec<Effect> {
        parse_keys(keys).unwrap().into_iter().flat_map(|key| update(&mut self.app, Message::Key(key))).collect()
    }

    fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        let theme = Theme::built_in("dark");
        terminal.draw(|frame| ui::draw(&self.app, Look { theme: &theme, signs: &Signs::UNICODE }, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let line = |y: u16| (0..SIZE.0).map(|x| buffer[(x, y)].symbol()).collect::<String>() + "\n";
        (0..SIZE.1).map(line).collect()
    }

    /// Presses the mouse on the last place where the words stand.
    fn click(&mut self, words: &str) -> Vec<Effect> {
        let screen = self.screen();
        let found = screen.lines().enumerate().filter_map(|(y, line)| Some((line.rfind(words)?, y, line))).last();
        let (at, y, line) = found.unwrap_or_else(|| panic!("{words}\n{screen}"));
        let x = line[..at].chars().count();
        update(&mut self.app, Message::Mouse(Mouse::Press, u16::try_from(x).unwrap(), u16::try_from(y).unwrap()))
    }

    fn said(&mut self, file: &str, more: &str) {
        let path = format!("commitments/2026/{file}.toml");
        let text = self.stage.read(&path) + more;
        self.stage.write(&path, &text);
        let changes = self.store.refresh(self.app.book_mut().unwrap()).unwrap();
        let news = Refreshed { changed: changes.commitments, is_deep: changes.rules || changes.problems };
        let _ = update(&mut self.app, Message::Refreshed(news));
    }
}

#[test]
fn what_others_say_meanwhile_is_seen_and_settles_nothing() {
    let mut room = Room::new();
    room.press("Mj");
    assert!(room.screen().contains("1 of 2 · overdue"), "{}", room.screen());
    // Somebody else notes something on this card: it is still the one that is spoken about.
    room.said("aaaaa1", &later_move("a00002", "maria", "kind = \"note\"\nnote = \"they called\""));
    let screen = room.screen();
    assert!(screen.contains("▸ Acme") && screen.contains("they called") && screen.contains("0 spoken"), "{screen}");
    // Somebody else settles it: it stays until it is left, and says so.
    room.said("aaaaa1", &later_move("a00003", "maria", "kind = \"withdraw\""));
    room.said("aaaaa1", &later_move("a00004", "maria", "kind = \"told\""));
    let screen = room.screen();
    assert!(screen.contains("▸ Acme") && screen.contains("✓ settled"), "{screen}");
    room.press("j");
    let screen = room.screen();
    assert!(
        screen.contains("▸ Bellweather") && screen.contains("2 of 2 · overdue") && screen.contains("✓ Acme"),
        "{screen}"
    );
    // It was decided today, whoever did.
    room.press("G");
    assert!(
        room.screen().contains("SSO: “they called”; withdrawn; customer told that it is withdrawn"),
        "{}",
        room.screen()
    );
}

#[test]
fn what_one_said_from_elsewhere_settles_the_card_of_that_moment() {
    let mut room = Room::new();
    room.press("Mj");
    room.said("aaaaa1", &later_move("a00002", "sam", "kind = \"note\"\nnote = \"from the other window\""));
    let screen = room.screen();
    assert!(screen.contains("▸ Bellweather") && screen.contains("✓ Acme"), "{screen}");
}

#[test]
fn a_new_card_comes_in_at_its_place() {
    let mut room = Room::new();
    room.press("Mj<space>");
    room.stage.write("commitments/2026/ccccc3.toml", &promise("2026-10-15", "Quillon"));
    room.said("aaaaa1", "");
    let screen = room.screen();
    assert!(
        screen.contains("▸ Bellweather") && screen.contains("● Quillon") && screen.contains("1 spoken, 2 to go"),
        "{screen}"
    );
}

#[test]
fn everything_can_be_pressed_with_the_mouse() {
    let mut room = Room::new();
    room.press("M");
    room.click("to the first card");
    assert!(room.screen().contains("▸ Acme"));
    room.click("Bellweather");
    assert!(room.screen().contains("▸ Bellweather"), "{}", room.screen());
    room.click("spoken about");
    assert!(room.screen().contains("▸ Acme"), "back where one was\n{}", room.screen());
    let recorded = room.click("note");
    assert_eq!(recorded, []);
    assert!(room.screen().contains("┌─ note"), "{}", room.screen());
    room.press("<esc>G");
    let copied = room.click("copy for a chat");
    let is_digest =
        |effect: &Effect| matches!(effect, Effect::Copy(text) if text.starts_with("*Standup of Sun 22 Nov"));
    assert!(copied.iter().any(is_digest), "{copied:?}");
    let ended = room.click("end the standup");
    assert!(ended.iter().any(|effect| matches!(effect, Effect::EndStandup(_))), "{ended:?}");
    assert!(room.screen().contains("1 Attention"));
}

#[test]
fn nothing_is_done_while_nobody_presses_a_key() {
    let mut room = Room::new();
    room.press("Mj");
    assert!(!room.app.has_work(), "nothing is left to do, so nothing wakes up");
}
