//! The board: its columns, its looks, its keys, and cards moved by a key or a drag.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use countersign::app::{App, Effect, Message, Mouse, Start, update};
use countersign::domain::act::Kind;
use countersign::domain::board::{Column, Goal, Lane, Way, way};
use countersign::domain::person::{Handle, Side};
use countersign::forecast::almanac::{Almanac, News};
use countersign::forecast::facts::Facts;
use countersign::keymap::{Keymap, parse_keys};
use countersign::store::Store;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::stage::{Stage, today};

fn stage(me: &'static str) -> Stage {
    let mut stage = Stage::sample();
    stage.me = me;
    stage
}

/// The app over the sample book, without files or a terminal.
pub struct Seat {
    pub app: App,
    pub effects: Vec<Effect>,
}

impl Seat {
    pub fn of(me: &str, size: (u16, u16)) -> Self {
        let stage = Stage::sample();
        let (_, book) = Store::open(&stage.path().join("book"), Some(7), None).unwrap();
        let start = Start {
            today: today(),
            me: Handle::new(me).unwrap(),
            keymap: Keymap::default(),
            has_money: true,
            has_mouse: true,
            view: "board".into(),
            themes: vec!["dark".into()],
            kept: BTreeMap::new(),
            place: String::new(),
            size,
        };
        let facts = Facts::of(&book, today());
        let prospects = Almanac::default().foresee(News::All(Box::new(facts))).unwrap();
        let mut seat = Self { app: App::new(start, Some(book)), effects: Vec::new() };
        seat.tell(Message::Foreseen(Box::new(prospects)));
        seat
    }

    pub fn tell(&mut self, message: Message) {
        self.effects.extend(update(&mut self.app, message));
    }

    pub fn press(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            self.tell(Message::Key(key));
        }
    }

    pub fn screen(&self) -> Vec<String> {
        let (cols, rows) = self.app.size();
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let look = Look { theme: &Theme::built_in("dark"), signs: &Signs::UNICODE };
        terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let line = |y: u16| (0..cols).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..rows).map(line).collect()
    }

    /// The first cell at which some letters stand.
    pub fn find(&self, letters: &str) -> (u16, u16) {
        for (y, line) in self.screen().iter().enumerate() {
            if let Some(at) = line.find(letters) {
                let x = line[..at].chars().count();
                return (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            }
        }
        panic!("{letters} is not on the screen:\n{}", self.screen().join("\n"));
    }

    fn mouse(&mut self, what: Mouse, (x, y): (u16, u16)) {
        self.tell(Message::Mouse(what, x, y));
    }

    fn id(&self) -> String {
        self.app.under_cursor().map(|one| one.id.to_string()).unwrap_or_default()
    }

    /// The title of the layer on top, or the status line.
    fn answer(&self) -> String {
        let screen = self.screen();
        let title = screen.iter().find_map(|line| Some(line.split("┌─ ").nth(1)?.split(" ─").next()?.to_owned()));
        title.unwrap_or_else(|| screen[screen.len() - 2].trim().to_owned())
    }
}

#[test]
fn the_board_at_three_sizes() {
    let stage = self::stage("dana");
    for (cols, rows) in [(80, 24), (120, 36), (200, 50)] {
        assert_snapshot!(format!("board_{cols}x{rows}"), stage.styled("3l", (cols, rows)));
    }
    assert_snapshot!("board_40x10", stage.screen("3", (40, 10)));
}

#[test]
fn the_board_in_ascii_and_without_amounts() {
    let mut stage = self::stage("dana");
    let shown = stage.screen("3$", (120, 30));
    assert!(!shown.contains('€') && !shown.contains("exposure"), "{shown}");
    stage.config.signs = countersign::theme::SignSet::Ascii;
    let ascii = stage.screen("3", (100, 24));
    let own: String = ascii.chars().filter(|c| !c.is_ascii()).collect();
    // What people wrote stays as they wrote it; the signs of the program are ASCII.
    assert!(!own.contains(['─', '│', '┼', '●', '▲', '…', '↓', '↑', '✓', '✗', '◆', '┴', '┼']), "{own}\n{ascii}");
}

#[test]
fn every_way_from_column_to_column() {
    let mut table = String::new();
    for from in Column::ALL {
        for to in Column::ALL {
            writeln!(table, "{} → {}: {}", from.title(), to.title(), said(way(from, Goal::Column(to), Side::Tech)))
                .unwrap();
        }
        for lane in Lane::ALL {
            let each = [Side::Sales, Side::Tech].map(|side| said(way(from, Goal::Lane(lane), side)));
            writeln!(table, "{} → {}: {} | {}", from.title(), lane.title(), each[0], each[1]).unwrap();
        }
        for (goal, word) in [(Goal::On, "on"), (Goal::Back, "back")] {
            let each = [Side::Sales, Side::Tech].map(|side| said(way(from, goal, side)));
            writeln!(table, "{} {word}: {} | {}", from.title(), each[0], each[1]).unwrap();
        }
    }
    assert_snapshot!("board_ways", table);
}

fn said(way: Way) -> String {
    match way {
        Way::Move(kind) => Kind::word(kind).to_owned(),
        Way::End => "an ending".to_owned(),
        Way::Here => "here".to_owned(),
        Way::None(why) => format!("({why})"),
    }
}

#[test]
fn the_cursor_goes_about_the_board() {
    let mut seat = Seat::of("dana", (120, 36));
    let walk = ["", "j", "j", "l", "k", "l", "l", "h", "G", "gg", "h", "h", "<down>", "<right>"];
    let mut went = String::new();
    for keys in walk {
        seat.press(keys);
        let one = seat.app.under_cursor().unwrap();
        writeln!(went, "{keys:8} {} {}", one.state.name().word(), one.title()).unwrap();
    }
    assert_snapshot!("board_walk", went);
}

#[test]
fn a_key_opens_the_move_that_leads_on_or_back() {
    // Who, which card, which key, what comes.
    let cases = [
        ("dana", "Bellweather", ">", "countersign"),
        ("dana", "Bellweather", "<lt>", "it waits for an answer; no column comes before that"),
        ("dana", "Castellan", ">", "deliver"),
        ("dana", "Castellan", "<lt>", "counter-offer"),
        ("maria", "Castellan", "<lt>", "change the terms"),
        ("sam", "Brindle", ">", "the customer has it"),
        ("sam", "Brindle", "<lt>", "the customer doesn't have it yet"),
        ("maria", "Pemberton", ">", "told the customer"),
        ("kim", "Pemberton", "<lt>", "reopen"),
        ("maria", "Pemberton", "<lt>", "no manager role"),
        ("sam", "Bellweather", ">", "no tech role"),
        ("dana", "Brindle", ">", "no sales role"),
        ("kim", "Castellan", ">", "no tech role"),
    ];
    for (me, customer, key, expected) in cases {
        let mut seat = Seat::of(me, (120, 36));
        let cell = seat.find(customer);
        seat.mouse(Mouse::Press, cell);
        seat.press(key);
        let answer = seat.answer();
        assert!(answer.contains(expected), "{me} {customer} {key}: {answer}\n{}", seat.screen().join("\n"));
    }
}

#[test]
fn a_drag_shows_where_the_card_may_go_and_opens_the_move() {
    let mut seat = Seat::of("dana", (120, 36));
    let (from, to) = (seat.find("Northgate"), seat.find("Vantor"));
    seat.mouse(Mouse::Press, from);
    let id = seat.id();
    seat.mouse(Mouse::Drag, (from.0 + 1, from.1));
    seat.mouse(Mouse::Drag, to);
    assert_snapshot!("board_dragging", seat.screen().join("\n"));
    seat.mouse(Mouse::Release, to);
    assert_eq!(seat.answer(), "countersign");
    assert_eq!(seat.id(), id, "the cursor stays on the card");
    assert!(seat.effects.is_empty(), "nothing is recorded by a drag: {:?}", seat.effects);
}

#[test]
fn a_drop_that_no_move_leads_to_says_why() {
    // Who, from which card, onto what, what comes.
    let cases = [
        ("sam", "Northgate", "Castellan", "no tech role"),
        ("dana", "Castellan", "Brindle", "deliver"),
        ("dana", "Northgate", "Brindle", "only what is agreed can be delivered"),
        ("sam", "Northgate", "closing the loop", "end it"),
        ("dana", "Castellan", "meeting of minds", "counter-offer"),
        ("maria", "Castellan", "requested 7", "change the terms"),
        ("maria", "Castellan", "meeting of minds", "change the terms"),
        ("sam", "Brindle", "ended lately", "the customer has it"),
        ("sam", "Brindle", "agreed 12", "the customer doesn't have it yet"),
        ("kim", "Pemberton", "requested 7", "reopen"),
        ("kim", "Brindle", "ended, not told", "comes here by itself"),
    ];
    for (me, from, onto, expected) in cases {
        let mut seat = Seat::of(me, (120, 44));
        let (from_cell, onto_cell) = (seat.find(from), seat.find(onto));
        seat.mouse(Mouse::Press, from_cell);
        seat.mouse(Mouse::Drag, onto_cell);
        seat.mouse(Mouse::Release, onto_cell);
        let answer = seat.answer();
        assert!(answer.contains(expected), "{me} {from} → {onto}: {answer}\n{}", seat.screen().join("\n"));
    }
}

#[test]
fn a_press_goes_to_a_card_and_a_second_one_opens_it() {
    let mut seat = Seat::of("dana", (120, 36));
    let cell = seat.find("Osprey");
    seat.mouse(Mouse::Press, cell);
    seat.mouse(Mouse::Release, cell);
    assert_eq!(seat.app.under_cursor().unwrap().customer.as_ref(), "Osprey Freight");
    assert!(seat.screen().join("").contains("making it happen"));
    seat.mouse(Mouse::Press, cell);
    assert!(seat.screen().join("").contains("making it happen"), "it opens when the button is let go");
    seat.mouse(Mouse::Release, cell);
    assert!(!seat.screen().join("").contains("making it happen"));
    seat.press("q");
    assert!(seat.screen().join("").contains("making it happen"));
}

#[test]
fn marked_cards_move_together() {
    let mut seat = Seat::of("dana", (120, 36));
    seat.press("gg<space><space>>");
    let screen = seat.screen().join("\n");
    assert!(screen.contains("2 marked commitments"), "{screen}");
}

#[test]
fn a_filter_holds_on_the_board() {
    let mut seat = Seat::of("dana", (120, 36));
    seat.press("/acme<enter>");
    let screen = seat.screen().join("\n");
    assert!(screen.contains("Acme") && !screen.contains("Northgate"), "{screen}");
    seat.press("<esc>");
    assert!(seat.screen().join("\n").contains("Northgate"));
}

#[test]
fn no_size_and_no_key_is_too_much() {
    let mut seat = Seat::of("noor", (40, 10));
    let keys = ["j", "l", "G", "h", ">", "<esc>", "gg", "<lt>", "<esc>", "l", "l", "l", "<space>", "k", "h", "<esc>"];
    for (n, cols) in (20..230).step_by(7).enumerate() {
        for rows in [3, 5, 8, 10, 14, 24, 33, 60] {
            seat.tell(Message::Resize(cols, rows));
            seat.press(keys[n % keys.len()]);
            let cell = (cols / 3, rows / 2);
            seat.mouse(Mouse::Press, cell);
            seat.mouse(Mouse::Drag, (cols - 2, rows / 2));
            let _ = seat.screen();
            seat.mouse(Mouse::Release, (cols / 2, rows / 3));
            let _ = seat.screen();
            seat.press("<esc><esc>3");
        }
    }
}
