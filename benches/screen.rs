//! What a key costs in the process, update and draw together, at several sizes; `cargo bench --bench screen`.
//!
//! Divan tells the median of each kind of key. With `PERCENTILES=1` every key of a long session is timed by itself
//! instead, and the 50th and 99th percentile and the slowest are printed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use countersign::app::{App, Message, Refreshed, Start, update};
use countersign::domain::book::Book;
use countersign::domain::day::Day;
use countersign::domain::fold::fold;
use countersign::domain::person::Handle;
use countersign::forecast::almanac::{Almanac, Prospects};
use countersign::keymap::{Key, Keymap, parse_keys};
use countersign::sample;
use countersign::theme::{Signs, Theme};
use countersign::ui::{self, Look};
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZES: [u32; 2] = [10_000, 100_000];
const SCREEN: (u16, u16) = (200, 50);

fn main() {
    if std::env::var_os("PERCENTILES").is_some() {
        percentiles();
    } else {
        divan::main();
    }
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn book(size: u32) -> &'static Book {
    static BOOKS: [OnceLock<Book>; 2] = [const { OnceLock::new() }; 2];
    let slot = SIZES.iter().position(|each| *each == size).unwrap();
    BOOKS[slot].get_or_init(|| {
        let sized = sample::sized(today(), size, 1);
        let rules = sized.rules.clone();
        let deals = sized.deals.clone();
        let folded = sized.map(|(id, moves)| fold(id, moves, rules.ground())).collect();
        let mut book = Book::new(rules.clone(), folded, Vec::new());
        book.deals = deals;
        book
    })
}

struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
    theme: Theme,
}

impl Desk {
    fn new(size: u32) -> Self {
        let start = Start {
            today: today(),
            me: Handle::new("sam").unwrap(),
            keymap: Keymap::default(),
            has_money: true,
            has_mouse: true,
            view: "all".into(),
            themes: vec!["dark".into()],
            kept: BTreeMap::new(),
            place: String::new(),
            size: SCREEN,
        };
        Self {
            app: App::new(start, Some(book(size).clone())),
            terminal: Terminal::new(TestBackend::new(SCREEN.0, SCREEN.1)).unwrap(),
            theme: Theme::built_in("dark"),
        }
    }

    fn press(&mut self, key: Key) {
        let _ = update(&mut self.app, Message::Key(key));
        self.draw();
    }

    fn draw(&mut self) {
        let look = Look { theme: &self.theme, signs: &Signs::UNICODE };
        self.terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
    }

    fn finish(&mut self) {
        while self.app.has_work() {
            let _ = self.app.work();
        }
    }

    /// The same with each piece timed: all of it, the slowest piece, how many there were.
    fn finish_timed(&mut self) -> (Duration, Duration, usize) {
        let (mut all, mut slowest, mut pieces) = (Duration::ZERO, Duration::ZERO, 0);
        while self.app.has_work() {
            let (_, piece) = timed(|| self.app.work());
            all += piece;
            slowest = slowest.max(piece);
            pieces += 1;
        }
        (all, slowest, pieces)
    }

    /// What is foreseen of the book as it stands.
    fn prospects(&mut self) -> Prospects {
        self.finish();
        let news = self.app.take_news().expect("a new book is news");
        Almanac::default().foresee(news).expect("the news is about a whole book")
    }

    fn press_all(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            self.press(key);
        }
    }
}

fn pressing(bencher: Bencher, size: u32, before: &str, keys: &str) {
    let mut desk = Desk::new(size);
    desk.finish();
    desk.press_all(before);
    let keys = parse_keys(keys).unwrap();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| desk.press(*next.next().unwrap()));
}

/// The keys that lead to each screen.
const SCREENS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "M", "Q"];

/// A desk of ten thousand with every chance in its place, on one of the screens, as the person who has work there.
fn at(screen: &str) -> Desk {
    let mut desk = Desk::new(SIZES[0]);
    let prospects = desk.prospects();
    let _ = update(&mut desk.app, Message::Foreseen(Box::new(prospects)));
    desk.finish();
    desk.press_all(screen);
    desk.finish();
    desk
}

#[divan::bench(args = SCREENS)]
fn a_picture_of(bencher: Bencher, screen: &str) {
    let mut desk = at(screen);
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = SCREENS)]
fn a_key_on(bencher: Bencher, screen: &str) {
    let mut desk = at(screen);
    let keys = parse_keys("jjjllkkhk").unwrap();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| desk.press(*next.next().unwrap()));
}

#[divan::bench(args = SCREENS, sample_count = 20)]
fn a_move_comes_in_on(bencher: Bencher, screen: &str) {
    let mut desk = at(screen);
    let id = desk.app.book().commitments()[17].id;
    bencher.bench_local(|| {
        let changed = Refreshed { changed: vec![id], is_deep: false };
        let _ = update(&mut desk.app, Message::Refreshed(changed));
        desk.draw();
    });
}

/// The first time a screen is shown, all that it needs made at once.
#[divan::bench(args = SCREENS, sample_count = 10)]
fn the_first_look_at(bencher: Bencher, screen: &str) {
    bencher.with_inputs(|| at("2")).bench_local_values(|mut desk| {
        desk.press_all(screen);
        desk
    });
}

#[divan::bench(args = SIZES)]
fn a_line_down(bencher: Bencher, size: u32) {
    pressing(bencher, size, "", "jjjjjjjjkkkkkkkk");
}

#[divan::bench(args = SIZES)]
fn a_page_down(bencher: Bencher, size: u32) {
    pressing(bencher, size, "", "<pgdn><pgdn><pgdn><pgdn><pgup><pgup><pgup><pgup>");
}

#[divan::bench(args = SIZES)]
fn a_letter_of_the_filter(bencher: Bencher, size: u32) {
    pressing(bencher, size, "/", "text:saml_single <bs><bs><bs><bs><bs><bs><bs><bs><bs><bs><bs>");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn another_order(bencher: Bencher, size: u32) {
    pressing(bencher, size, "", ">");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn opening(bencher: Bencher, size: u32) {
    book(size);
    bencher.bench_local(|| Desk::new(size));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn chances_come_in(bencher: Bencher, size: u32) {
    let prospects = Desk::new(size).prospects();
    bencher.with_inputs(|| (Desk::new(size), prospects.clone())).bench_local_values(|(mut desk, prospects)| {
        let _ = update(&mut desk.app, Message::Foreseen(Box::new(prospects)));
        desk.finish();
        desk
    });
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = what();
    (done, start.elapsed())
}

/// Every key of a session by itself.
fn percentiles() {
    let sessions = [
        ("moving", "jjjjjjjjjjjjjjjjjjjjkkkkkkkkkkGggctrl-d ctrl-d ctrl-d ctrl-u <pgdn><pgdn><pgup>nnnNNN".to_owned()),
        ("filter", "/ text:northgate <enter><esc>/ text:saml_single <bs><bs><bs><bs><bs><bs><bs><enter><esc>/ text:state:agreed_tech:dana <enter><esc>".to_owned()),
        ("views", "1212]][[".to_owned()),
        ("item", "<enter>JJJJKKq<enter>Gggq".to_owned()),
        ("order", ">>>===bbb".to_owned()),
        ("undo", "uU".to_owned()),
    ];
    for size in SIZES {
        let book = book(size);
        let (standings, judged) = timed(|| countersign::forecast::assess(book, today()));
        let (_, indexed) = timed(|| countersign::query::Index::of(book));
        let (_, summed) = timed(|| countersign::domain::summary::Summary::of(book, &standings, today()));
        let (copy, copied) = timed(|| book.clone());
        drop(copy);
        let (mut desk, made) = timed(|| Desk::new(size));
        println!(
            "{size}: judged {judged:.1?}, indexed {indexed:.1?}, summed {summed:.1?}, copied {copied:.1?}; made {made:.1?}"
        );
        let (rest, slowest, pieces) = desk.finish_timed();
        println!("  the rest behind the first frame: {rest:.1?} in {pieces} pieces, the slowest {slowest:.1?}");
        let (facts, read) = timed(|| countersign::forecast::facts::Facts::of(book, today()));
        let (prospects, foreseen) = timed(|| desk.prospects());
        println!("  the facts at once: {read:.1?}; foreseen in {foreseen:.1?}");
        drop(facts);
        for what in ["first", "again"] {
            let prospects = prospects.clone();
            let (_, taken) = timed(|| update(&mut desk.app, Message::Foreseen(Box::new(prospects))));
            let (all, slowest, pieces) = desk.finish_timed();
            println!(
                "  chances {what}: taken in {taken:.1?}, then {all:.1?} in {pieces} pieces, the slowest {slowest:.1?}"
            );
        }
        let mut bare = Terminal::new(TestBackend::new(SCREEN.0, SCREEN.1)).unwrap();
        let ((), empty) = timed(|| (0..100).for_each(|_| assert!(bare.draw(|_| ()).is_ok())));
        let look = Look { theme: &desk.theme, signs: &Signs::UNICODE };
        let ((), drawn) = timed(|| {
            (0..100).for_each(|_| assert!(desk.terminal.draw(|frame| ui::draw(&desk.app, look, frame)).is_ok()));
        });
        println!("  a frame: {:.1?}, an empty one {:.1?}", drawn / 100, empty / 100);
        for (name, keys) in &sessions {
            let keys = keys.replace("ctrl-d", " ctrl-d ").replace("ctrl-u", " ctrl-u ");
            let mut times: Vec<Duration> = Vec::new();
            for _ in 0..5 {
                for key in parse_keys(&keys).unwrap() {
                    let start = Instant::now();
                    desk.press(key);
                    times.push(start.elapsed());
                    // What is left is done between keys, a piece at a time.
                    desk.finish();
                }
            }
            times.sort();
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            println!(
                "  {name:8} p50 {:>10.1?}  p99 {:>10.1?}  max {:>10.1?}  ({} keys)",
                at(50),
                at(99),
                at(100),
                times.len()
            );
        }
    }
}
