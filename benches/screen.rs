//! What a key costs in the process, update and draw together, at several sizes; `cargo bench --bench screen`.
//!
//! Divan tells the median of each kind of key. With `PERCENTILES=1` every key of a long session is timed by itself
//! instead, and the 50th and 99th percentile and the slowest are printed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use countersign::app::{App, Message, Start, update};
use countersign::domain::book::Book;
use countersign::domain::day::Day;
use countersign::domain::fold::fold;
use countersign::domain::person::Handle;
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
        let folded = sized.map(|(id, moves)| fold(id, moves, rules.ground())).collect();
        Book::new(rules.clone(), folded, Vec::new())
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
        let look = Look { theme: &self.theme, signs: &Signs::UNICODE };
        self.terminal.draw(|frame| ui::draw(&self.app, look, frame)).unwrap();
    }

    fn finish(&mut self) {
        while self.app.has_work() {
            let _ = self.app.work();
        }
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
        let ((), rest) = timed(|| desk.finish());
        println!("  the rest behind the first frame: {rest:.1?}");
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
