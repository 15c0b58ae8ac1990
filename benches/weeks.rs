//! What the screens that lay promises out in weeks cost: gathering, a key with its frame; `cargo bench --bench weeks`.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use countersign::app::{App, Message, Start, update};
use countersign::domain::book::Book;
use countersign::domain::day::Day;
use countersign::domain::fold::fold;
use countersign::domain::person::Handle;
use countersign::forecast::almanac::Almanac;
use countersign::forecast::load::{Load, MOST_WEEKS};
use countersign::forecast::timeline::{By, Timeline};
use countersign::keymap::{Keymap, parse_keys};
use countersign::sample;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SCREEN: (u16, u16) = (200, 50);

fn main() {
    divan::main();
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

/// A book of ten thousand.
fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let sized = sample::sized(today(), 10_000, 1);
        let rules = sized.rules.clone();
        let folded = sized.map(|(id, moves)| fold(id, moves, rules.ground())).collect();
        Book::new(rules.clone(), folded, Vec::new())
    })
}

fn open() -> Vec<usize> {
    book().commitments().iter().enumerate().filter(|(_, each)| each.is_open()).map(|(place, _)| place).collect()
}

struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
    theme: Theme,
}

impl Desk {
    fn on(view: &str) -> Self {
        let start = Start {
            today: today(),
            me: Handle::new("sam").unwrap(),
            keymap: Keymap::default(),
            has_money: true,
            has_mouse: true,
            view: view.into(),
            themes: vec!["dark".into()],
            kept: BTreeMap::new(),
            place: String::new(),
            size: SCREEN,
        };
        let mut desk = Self {
            app: App::new(start, Some(book().clone())),
            terminal: Terminal::new(TestBackend::new(SCREEN.0, SCREEN.1)).unwrap(),
            theme: Theme::built_in("dark"),
        };
        desk.finish();
        let news = desk.app.take_news().unwrap();
        let prospects = Almanac::default().foresee(news).unwrap();
        let _ = update(&mut desk.app, Message::Foreseen(Box::new(prospects)));
        desk.finish();
        desk
    }

    fn finish(&mut self) {
        while self.app.has_work() {
            let _ = self.app.work();
        }
    }

    fn draw(&mut self) {
        let look = Look { theme: &self.theme, signs: &Signs::UNICODE };
        self.terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
    }
}

fn pressing(bencher: Bencher, view: &str, before: &str, keys: &str) {
    let mut desk = Desk::on(view);
    for key in parse_keys(before).unwrap() {
        let _ = update(&mut desk.app, Message::Key(key));
    }
    let keys = parse_keys(keys).unwrap();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| {
        let _ = update(&mut desk.app, Message::Key(*next.next().unwrap()));
        desk.draw();
    });
}

#[divan::bench]
fn the_load_of_a_book() -> Load {
    Load::of(book(), today(), MOST_WEEKS)
}

#[divan::bench]
fn whether_the_load_is_another() -> u64 {
    Load::stamp(book(), today())
}

#[divan::bench(args = ["tech", "team", "customer", "nothing"])]
fn the_rows_of_the_timeline(bencher: Bencher, by: &str) {
    let by = By::ALL.into_iter().find(|each| each.word() == by).unwrap();
    let places = open();
    bencher.bench_local(|| Timeline::of(book(), &places, by));
}

#[divan::bench(args = ["timeline", "load"])]
fn a_frame(bencher: Bencher, view: &str) {
    let mut desk = Desk::on(view);
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = ["timeline", "load"])]
fn a_line_down_and_up(bencher: Bencher, view: &str) {
    pressing(bencher, view, "", "jjjjkkkk");
}

#[divan::bench(args = ["timeline", "load"])]
fn a_step_aside_and_back(bencher: Bencher, view: &str) {
    pressing(bencher, view, "", "llllhhhh");
}

#[divan::bench]
fn another_grouping(bencher: Bencher) {
    pressing(bencher, "timeline", "", "b");
}

#[divan::bench(args = ["timeline", "load"])]
fn a_letter_of_the_filter(bencher: Bencher, view: &str) {
    pressing(bencher, view, "/", "text:saml_single <bs><bs><bs><bs><bs><bs><bs><bs><bs><bs><bs>");
}

#[divan::bench]
fn into_the_list_and_back(bencher: Bencher) {
    pressing(bencher, "load", "", "<tab>jj<tab>");
}
