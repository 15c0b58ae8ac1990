//! The book changes on disk while the screen is open: cursor, filter and scroll stay where they were.

use std::fs;

use countersign::app::{App, Message, Refreshed, Start, update};
use countersign::command::Command;
use countersign::domain::act::{Act, Draft};
use countersign::domain::book::Book;
use countersign::domain::commitment::StateName;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use countersign::forecast::almanac::{Almanac, News};
use countersign::forecast::assess;
use countersign::forecast::facts::Facts;
use countersign::keymap::{Key, Keymap, parse_keys};
use countersign::store::Store;

use crate::screen::NORTHGATE;
use crate::stage::{Stage, today};

/// An app over a book on disk, as `run` holds it.
struct Open {
    stage: Stage,
    store: Store,
    app: App,
}

impl Open {
    fn new(stage: Stage) -> Self {
        let (store, book) = Store::open(&stage.path().join("book"), Some(1), None).unwrap();
        Self { app: app(Some(book)), stage, store }
    }

    fn press(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            let _ = update(&mut self.app, Message::Key(key));
        }
    }

    fn refresh(&mut self) {
        let changes = self.store.refresh(self.app.book_mut().unwrap()).unwrap();
        let is_deep = changes.rules || changes.problems;
        let _ = update(&mut self.app, Message::Refreshed(Refreshed { changed: changes.commitments, is_deep }));
    }

    fn under_cursor(&self) -> String {
        self.app.under_cursor().map(|commitment| commitment.customer.to_string()).unwrap_or_default()
    }
}

fn app(book: Option<Book>) -> App {
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
        size: (100, 30),
    };
    App::new(start, book)
}

fn three() -> Stage {
    let named = |name: &str| NORTHGATE.replace("\"Northgate\"", &format!("\"{name}\""));
    Stage::of(&[("aaaaa1", &named("Acme")), ("bbbbb2", &named("Bellweather")), ("ccccc3", &named("Quillon"))])
}

#[test]
fn a_change_by_somebody_else_keeps_the_cursor_on_its_commitment() {
    let mut open = Open::new(three());
    open.press("j");
    assert_eq!(open.under_cursor(), "Bellweather");
    open.stage.write("commitments/2026/00000a.toml", &NORTHGATE.replace("2027-03-01", "2026-11-01"));
    open.refresh();
    assert_eq!(open.under_cursor(), "Bellweather");
    open.press("k");
    assert_ne!(open.under_cursor(), "Bellweather");
}

#[test]
fn a_commitment_that_is_gone_leaves_the_cursor_on_the_nearest_row() {
    let mut open = Open::new(three());
    open.press("j");
    fs::remove_file(open.stage.path().join("book/commitments/2026/bbbbb2.toml")).unwrap();
    open.refresh();
    assert_eq!(open.under_cursor(), "Quillon");
    fs::remove_file(open.stage.path().join("book/commitments/2026/ccccc3.toml")).unwrap();
    open.refresh();
    assert_eq!(open.under_cursor(), "Acme");
    fs::remove_file(open.stage.path().join("book/commitments/2026/aaaaa1.toml")).unwrap();
    open.refresh();
    assert_eq!(open.under_cursor(), "");
    open.press("jkG<enter>");
}

#[test]
fn a_filter_and_marks_survive_a_reload() {
    let mut open = Open::new(three());
    open.press("/ text:quil <enter><space>");
    open.stage.write("book.toml", "schema = 1\nname = \"Another name\"\n");
    open.refresh();
    assert_eq!(open.under_cursor(), "Quillon");
    assert_eq!(open.app.book().rules.name, "Another name");
    open.press("<esc>");
    assert_eq!(open.under_cursor(), "Quillon");
    open.press("<esc>j");
}

#[test]
fn typing_goes_on_over_a_reload() {
    let mut open = Open::new(three());
    open.press("/ text:qu");
    open.stage.write("commitments/2026/00000a.toml", NORTHGATE);
    open.refresh();
    open.press("text:ill <enter>");
    assert_eq!(open.under_cursor(), "Quillon");
}

#[test]
fn another_day_judges_everything_again() {
    let mut open = Open::new(three());
    let before = open.app.flagged();
    let _ = update(&mut open.app, Message::Day(today().plus(200)));
    assert!(open.app.flagged() >= before);
    assert_eq!(open.app.today(), today().plus(200));
}

#[test]
fn pasting_into_a_list_runs_nothing() {
    let mut open = Open::new(three());
    let effects = update(&mut open.app, Message::Paste("jjqxD".into()));
    assert!(effects.is_empty());
    assert_eq!(open.under_cursor(), "Acme");
    let effects = update(&mut open.app, Message::Key(Key::char('d')));
    assert!(effects.is_empty(), "bare d does nothing");
    let _ = Command::Down;
}

/// A book too large to be dealt with at once.
fn large() -> App {
    let sized = countersign::sample::sized(today(), 9_000, 1);
    let rules = sized.rules.clone();
    let folded = sized.map(|(id, moves)| countersign::domain::fold::fold(id, moves, rules.ground())).collect();
    app(Some(Book::new(rules.clone(), folded, Vec::new())))
}

fn finish(app: &mut App) {
    while app.has_work() {
        let _ = app.work();
    }
}

#[test]
fn a_large_book_is_searched_piece_by_piece_with_the_same_end() {
    let filters = ["north", "n", "state:agreed tech:dana", "saml or flag:overdue", "zzzz", ""];
    let mut patient = large();
    finish(&mut patient);
    let mut hasty = large();
    let press = |app: &mut App, keys: &str| {
        for key in parse_keys(keys).unwrap() {
            let _ = update(app, Message::Key(key));
        }
    };
    for filter in filters {
        let keys = format!("/ ctrl-u text:{} <enter>", filter.replace(' ', "_"));
        let keys = if filter.is_empty() { "/ ctrl-u <enter>".to_owned() } else { keys };
        press(&mut patient, &keys);
        finish(&mut patient);
        // The hasty one types on, changes tabs and comes back before anything is at its end.
        press(&mut hasty, &keys);
        press(&mut hasty, "12j[]k");
        finish(&mut hasty);
        press(&mut patient, "gg");
        press(&mut hasty, "gg");
        assert_eq!(hasty.shown(), patient.shown(), "{filter}");
        let id = |app: &App| app.under_cursor().map(|commitment| commitment.id);
        assert_eq!(id(&hasty), id(&patient), "{filter}");
    }
}

#[test]
fn in_a_large_book_chances_take_their_places_piece_by_piece_and_nothing_said_meanwhile_is_lost() {
    let mut app = large();
    // What forecasts rest on is being read when something in it changes.
    let _ = app.work();
    assert_eq!(app.take_news(), None);
    let first = app.book().commitments().iter().find(|each| each.state.name() == StateName::Agreed).unwrap();
    let (id, mut moves, at) = (first.id, first.moves.clone(), first.last_move.after(first.last_move));
    let by = first.settings.tech.clone().unwrap();
    moves.push(Draft::new(by, Act::Deliver { reason: None }).recorded(Id::from_bits(77), at));
    let rules = app.book().rules.clone();
    app.book_mut().unwrap().put(fold(id, moves, rules.ground()));
    let _ = update(&mut app, Message::Refreshed(Refreshed { changed: vec![id], is_deep: false }));
    assert!(app.book().get(id).unwrap().delivered_on.is_some());
    finish(&mut app);
    let news = app.take_news().expect("a new book is news about everything");
    let News::All(facts) = &news else { panic!("{news:?}") };
    assert_eq!(**facts, Facts::of(app.book(), today()));
    let prospects = Almanac::default().foresee(news).unwrap();
    let _ = update(&mut app, Message::Foreseen(Box::new(prospects)));
    assert!(app.has_work(), "not all at once");
    finish(&mut app);
    let judged = assess(app.book(), today());
    assert!(app.context().standings == judged);
    assert!(judged.iter().filter(|standing| standing.outlook.is_some()).count() > 500);
}
