//! The review: small books and their numbers, what holds of every book, the papers of a period, and the screen.

use std::collections::BTreeSet;

use countersign::domain::book::{Book, Rules};
use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::period::{Length, Period};
use countersign::domain::person::{Handle, Side};
use countersign::domain::review::{ASPECTS, Answer, ENOUGH, MOST, Paper, Papers, SignOff};
use countersign::domain::summary::{Exposure, Summary};
use countersign::forecast;
use countersign::forecast::calibration::{Calibration, LEAST};
use countersign::forecast::review::words::{Money, record_words};
use countersign::forecast::review::{Count, Measure, Nature, Review};
use countersign::report::paint::Paint;
use countersign::report::{Facts, review};
use countersign::sample;
use countersign::store::merge::{lost, merge};
use proptest::prelude::*;

use crate::cli::desk::Desk;
use crate::moves::{conversation, rules};
use crate::stage::Stage;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-22")
}

fn book(stories: &[&str]) -> Book {
    let rules: Rules = rules();
    let folded = (0_u32..)
        .zip(stories)
        .map(|(n, story)| fold(Id::from_bits(1000 + n), conversation(story), rules.ground()))
        .collect();
    Book::new(rules, folded, Vec::new())
}

fn standings(book: &Book, today: Day) -> Vec<Standing> {
    forecast::assess(book, today)
}

/// A book made by dice.
fn sized(size: u32, seed: u64) -> Book {
    let sized = sample::sized(today(), size, seed);
    let (rules, issues, deals) = (sized.rules.clone(), sized.issues.clone(), sized.deals.clone());
    sample::Sample { rules, records: sized.collect(), issues, deals, papers: Vec::new() }.into_book()
}

fn of(book: &Book, length: Length) -> Review {
    let period = Period::around(today(), length, &book.rules.calendar);
    Review::of(book, today(), period, &standings(book, today()))
}

/// What a number says of some conversations in the quarter of today.
fn check(measure: &str, stories: &[&str], expected: &str) {
    let book = book(stories);
    let review = of(&book, Length::Quarter);
    let line = review.find(measure).unwrap_or_else(|| panic!("no number {measure}"));
    assert_eq!(line.now().words(line.measure, Money::Shown), expected, "{measure} of {stories:#?}");
}

/// What the records of a number say.
fn records(measure: &str, story: &str, expected: &str) {
    let book = book(&[story]);
    let review = of(&book, Length::Quarter);
    let line = review.find(measure).unwrap();
    let words: Vec<String> =
        line.now().records.iter().map(|record| record_words(line.measure, record, today())).collect();
    assert_eq!(words.join(" / "), expected, "{measure} of {story}");
}

const SIGNED: &str = "2026-09-01 sam promise due=2026-10-20\n2026-09-02 dana estimate days=5\n2026-09-03 dana sign\n";

fn signed(then: &str) -> String {
    format!("{SIGNED}{then}")
}

#[test]
fn what_was_kept() {
    let kept = signed("2026-10-19 dana deliver\n2026-10-20 sam confirm");
    let late = signed("2026-10-22 dana deliver\n2026-10-23 sam confirm");
    let moved = signed(
        "2026-10-10 sam change due=2026-11-10 told\n2026-10-11 dana sign\n2026-11-09 dana deliver\n2026-11-10 sam confirm",
    );
    let gone = signed("2026-10-10 sam withdraw");
    check("kept", &[&kept], "1 of 1");
    check("kept", &[&late], "0 of 1");
    check("kept", &[&gone], "none");
    check("kept", &[&moved], "1 of 1");
    check("kept-original", &[&moved], "0 of 1");
    check("kept", &[&kept, &kept, &kept, &late], "3 of 4");
    check("kept", &[&kept, &kept, &kept, &late, &late], "60 %, 3 of 5");
    check("kept-original", &[&kept, &kept, &moved, &late, &late], "40 %, 2 of 5");
    records("kept", &kept, "due 20 Oct, delivered 19 Oct: kept");
    records("kept-original", &moved, "due 20 Oct, delivered 9 Nov: not by then");
    records("kept", SIGNED, "due 20 Oct, not delivered");
}

#[test]
fn who_spoke_first() {
    let told_first = "2026-10-01 sam promise due=2026-12-20\n2026-10-02 dana estimate days=5";
    let asked_first =
        "2026-10-01 sam promise due=2026-12-20 asked\n2026-10-02 dana estimate days=5\n2026-10-03 sam told";
    let signed_first = "2026-10-01 sam promise due=2026-12-20 asked\n2026-10-05 dana estimate days=5\n2026-10-05 dana sign\n2026-10-05 sam told";
    check("signed-before-told", &[told_first], "0 of 1");
    check("signed-before-told", &[asked_first], "1 of 1");
    check("signed-before-told", &[told_first, asked_first, asked_first, signed_first, signed_first], "80 %, 4 of 5");
    check("signed-before-told", &["2026-10-01 sam promise due=2026-12-20 asked"], "none");
    // Thursday to Friday is one working day, to Monday two.
    check("handshake", &[asked_first], "1 answer");
    check("handshake", &[asked_first, asked_first, asked_first, signed_first, signed_first], "1 day, 5 answers");
    records("handshake", signed_first, "promised 1 Oct, answered 5 Oct: 2 days");
}

#[test]
fn what_customers_were_told() {
    let in_time = signed("2026-10-06 sam change due=2026-11-30 told");
    let after = signed("2026-10-22 sam change due=2026-11-30 told");
    let untold = signed("2026-10-06 sam change due=2026-11-30");
    let again = signed("2026-10-06 sam told");
    check("notice", &[&in_time], "1 change");
    check("notice", &[&again], "none");
    check("notice", &[&in_time, &in_time, &after, &in_time, &after], "14 days, 5 changes");
    records("notice", &in_time, "told otherwise 6 Oct, had been 20 Oct: 14 days");
    records("notice", &after, "told otherwise 22 Oct, had been 20 Oct: -2 days");
    check("beliefs-true", &[&in_time, &untold], "1 of 2");
    records("beliefs-true", &untold, "told 20 Oct, 30 Nov stands");
    check("beliefs-true", &["2026-10-01 sam promise due=2026-12-20 asked"], "none");
    check("beliefs-true", &[&signed("2026-10-19 dana deliver")], "none");
}

#[test]
fn the_end_of_an_earlier_quarter_is_as_it_was_then() {
    // Untold at the end of September, told since; delivered since.
    let story = "2026-09-01 sam promise due=2026-10-20\n2026-09-02 dana estimate days=5\n\
                 2026-09-20 sam change due=2026-11-30\n2026-10-05 sam told\n2026-10-06 dana sign\n\
                 2026-11-02 dana deliver\n2026-11-03 sam confirm";
    let review = of(&book(&[story]), Length::Quarter);
    let believed = review.find("beliefs-true").unwrap();
    let words: Vec<String> = believed.cells.iter().map(|cell| cell.words(believed.measure, Money::Shown)).collect();
    assert_eq!(words, ["none", "none", "none", "none", "0 of 1", "none"]);
    let exposure = review.find("exposure").unwrap();
    let words: Vec<String> = exposure.cells.iter().map(|cell| cell.words(exposure.measure, Money::Shown)).collect();
    assert_eq!(words, ["none", "none", "none", "none", "1 deal, without chances", "none"]);
}

#[test]
fn where_estimates_landed() {
    // Five days of effort at 40 % of working time are 12.5 working days: 3 Sep to 20 Oct are 34, so 13.6 days.
    let long = signed("2026-10-20 dana deliver");
    check("landing-budget", &[&long], "0 of 1");
    let within = "2026-09-01 sam promise due=2026-10-20\n2026-09-02 dana estimate days=13\n2026-09-03 dana sign\n\
                  2026-10-20 dana deliver";
    check("landing-budget", &[within], "1 of 1");
    check("landing-budget", &[within, within, within, &long, &long], "60 %, 3 of 5, 1.7 ×");
}

#[test]
fn chances_and_reasons() {
    let said = |chance: u32, then: &str| {
        format!(
            "2026-09-01 sam promise due=2026-10-20\n2026-09-02 dana estimate days=5\n2026-09-03 dana sign chance={chance}\n{then}"
        )
    };
    let kept = said(84, "2026-10-19 dana deliver");
    let missed = said(90, "2026-10-29 dana deliver reason=scope-grew");
    check("chance-from-80", &[&kept, &kept, &kept, &missed], "3 of 4");
    check("chance-from-80", &[&kept, &kept, &kept, &kept, &missed], "80 %, 4 of 5, said 85 %");
    check("chance-from-50", &[&said(60, "2026-10-19 dana deliver")], "1 of 1");
    check("reason-scope-grew", &[&missed, &kept], "1");
    check("reason-lost-track", &[&missed, &kept], "0");
}

#[test]
fn the_header_and_the_review_count_alike() {
    for seed in 0..6 {
        let book = if seed == 0 { sample::book(today()).into_book() } else { sized(150, seed) };
        let standings = standings(&book, today());
        let summary = Summary::of(&book, &standings, today());
        let review = of(&book, Length::Quarter);
        let kept = review.line(Measure::Kept).unwrap().now();
        assert_eq!((kept.hits, kept.n), (summary.kept.on_time, summary.kept.fell_due));
        assert_eq!(review.exposed_now(), Some(&summary.exposure));
    }
}

#[test]
fn nothing_of_it_is_by_person() {
    let book = sample::book(today()).into_book();
    let standings = standings(&book, today());
    let facts = Facts { book: &book, standings: &standings, today: today() };
    let found = of(&book, Length::Quarter);
    let text = review::lines(&facts, &found, 100, Paint::Plain);
    let numbers = text.split("alignment pulse").next().unwrap();
    for person in book.rules.people.iter() {
        assert!(!numbers.contains(&person.called()), "{} stands in\n{numbers}", person.called());
    }
}

#[test]
fn the_review_of_the_sample_reads_so() {
    let book = sample::book(today()).into_book();
    let standings = standings(&book, today());
    let facts = Facts { book: &book, standings: &standings, today: today() };
    let last = Period::around(today(), Length::Quarter, &book.rules.calendar).shifted(-1);
    let found = Review::of(&book, today(), last, &standings);
    insta::assert_snapshot!("sample_88", review::lines(&facts, &found, 88, Paint::Plain));
    let kept = found.line(Measure::Kept).unwrap();
    insta::assert_snapshot!("sample_kept_80", review::records(&facts, kept, Some(80), Paint::Plain));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_number_is_made_from_what_it_counts(seed in 0_u64..1000, months in 0_i32..30, length in 0_usize..3, piece in 1_usize..90) {
        let book = sized(80, seed);
        let standings = standings(&book, today());
        let length = Length::ALL[length];
        let period = Period::around(today().plus_months(-months), length, &book.rules.calendar);
        let review = Review::of(&book, today(), period, &standings);
        prop_assert_eq!(review.period(), period);
        for line in &review.lines {
            prop_assert_eq!(line.cells.len(), review.periods.len());
            for (period, cell) in review.periods.iter().zip(&line.cells) {
                prop_assert!(cell.hits <= cell.n.max(cell.records.len()));
                match line.measure.nature() {
                    Nature::Share => {
                        prop_assert_eq!(cell.value.is_some(), cell.n >= LEAST);
                        prop_assert!(cell.value.is_none_or(|value| (0.0..=1.0).contains(&value)));
                        prop_assert_eq!(cell.records.len(), cell.n);
                    }
                    Nature::Median => prop_assert_eq!(cell.value.is_some(), cell.n >= LEAST),
                    Nature::Count => prop_assert_eq!(cell.records.len(), cell.n),
                    Nature::Deals => prop_assert!(cell.n <= cell.records.len()),
                }
                for record in &cell.records {
                    prop_assert!(book.get(record.id).is_some());
                    let is_of_its_end = matches!(line.measure, Measure::Believed);
                    prop_assert!(is_of_its_end || period.has(record.on), "{} {}", line.measure.word(), record.on);
                }
            }
        }
        // Counted between keys it comes to the same.
        let mut count = Count::new(&book, today(), period);
        while !count.go_on(&book, &standings, piece) {}
        prop_assert_eq!(count.review(), review);
    }

    #[test]
    fn the_papers_of_two_clones_come_to_the_same_whoever_merges(
        sides in proptest::collection::vec((0_u32..40, any::<bool>(), 0_u8..=MOST, 0_u8..2), 0..30),
    ) {
        let calendar = &Rules::default().calendar;
        let period = Period::around(today(), Length::Quarter, calendar);
        let paper = |(id, is_sales, mark, _): &(u32, bool, u8, u8)| {
            let side = if *is_sales { Side::Sales } else { Side::Tech };
            Paper::Answer(Answer { id: Id::from_bits(*id), period, side, marks: [*mark; 5] })
        };
        let mut seen = BTreeSet::new();
        let all: Vec<_> = sides.into_iter().filter(|each| seen.insert(each.0)).collect();
        let (ours, theirs): (Vec<_>, Vec<_>) = all.iter().partition(|each| each.3 == 0);
        let both = |first: &[&(u32, bool, u8, u8)], second: &[&(u32, bool, u8, u8)]| {
            let mut papers = Papers::new(first.iter().map(|each| paper(each)).collect());
            for each in second {
                papers.put(paper(each));
            }
            papers
        };
        let one = both(&ours, &theirs);
        prop_assert_eq!(&one, &both(&theirs, &ours));
        prop_assert_eq!(one.all().len(), all.len());
        let pulse = one.pulse(period);
        prop_assert_eq!(pulse.sales.n + pulse.tech.n, all.len());
        for side in [&pulse.sales, &pulse.tech] {
            prop_assert_eq!(side.means.is_some(), side.n >= ENOUGH);
            prop_assert!(side.means.is_none_or(|means| means.iter().all(|mean| (0.0..=10.0).contains(mean))));
        }
        prop_assert_eq!(pulse.gap(ASPECTS.len()), None);
    }

    #[test]
    fn merging_a_paper_is_the_same_from_both_sides_and_loses_nothing(one in "[a-z =\"0-9\n#]{0,60}", other in "[a-z =\"0-9\n#]{0,60}", base in proptest::option::of("[a-z =\n]{1,40}")) {
        const PATH: &str = "reviews/2026/k7m2qx.toml";
        let base = base.as_deref().map(str::as_bytes);
        let merged = merge(PATH, base, Some(one.as_bytes()), Some(other.as_bytes()));
        prop_assert_eq!(&merged, &merge(PATH, base, Some(other.as_bytes()), Some(one.as_bytes())));
        for side in [&one, &other] {
            let gone = lost(PATH, base, Some(side.as_bytes()), merged.as_deref());
            prop_assert!(gone.is_empty() || base.is_some(), "{gone:?}");
        }
        // A deletion on one side comes to nothing.
        let kept = merge(PATH, base, Some(one.as_bytes()), None);
        prop_assert_eq!(kept.as_deref(), Some(one.as_bytes()));
    }
}

/// The sample book, the review in front.
fn stage() -> Stage {
    let mut stage = Stage::sample();
    stage.config.view = "Review".into();
    stage
}

#[test]
fn a_period_has_the_last_line_of_each_side() {
    let stage = stage();
    let first = stage.screen("F text:We_keep_asking. <enter>", (80, 24));
    assert!(first.contains("sales signed off FY27 Q3"), "{first}");
    let screen = stage.screen("G k", (120, 36));
    assert!(screen.contains("sales  We keep asking."), "{screen}");
    let mut lee = stage;
    lee.me = "lee";
    let screen = lee.screen("G k <enter>", (80, 24));
    assert!(screen.contains("Lee has no sales role"), "{screen}");
}

#[test]
fn an_answer_to_the_pulse_has_no_name_and_is_given_once() {
    let stage = stage();
    let answered = stage.screen("P 7 6 5 8 4 <enter>", (80, 24));
    assert!(answered.contains("answers of sales for FY27 Q3, without names"), "{answered}");
    let again = stage.screen("P", (80, 24));
    assert!(again.contains("you have answered the pulse of FY27 Q3") && !again.contains("0 not at all"), "{again}");
    let at_once = stage.screen("h P 7 6 5 8 4 <enter> P", (80, 24));
    assert!(at_once.contains("you have answered the pulse of FY27 Q2"), "{at_once}");
    let mut manager = stage;
    manager.me = "kim";
    let screen = manager.screen("P", (80, 24));
    assert!(screen.contains("Kim speaks for neither sales nor tech"), "{screen}");
}

#[test]
fn the_pulse_is_answered_from_the_command_line() {
    let desk = Desk::with_sample();
    let answered = desk.run(&["pulse", "7", "6", "5", "8", "4"]).done();
    assert_eq!(answered, "4 answers of sales for FY27 Q3, without names\n");
    let again = desk.run(&["pulse", "7 6 5 8 4"]);
    assert_eq!((again.code, again.err.contains("--again adds another answer")), (4, true), "{}", again.err);
    assert!(desk.run(&["pulse", "--again", "7,6,5,8,4"]).done().starts_with("5 answers of sales"));
    let both = desk.run(&["pulse", "5 5 5 5 5", "--me", "noor"]);
    assert_eq!((both.code, both.err.contains("Noor speaks for sales and for tech")), (2, true), "{}", both.err);
    assert!(desk.run(&["pulse", "tech", "5 5 5 5 5", "--me", "noor"]).done().starts_with("5 answers of tech"));
    let json = desk.run(&["pulse", "--json"]).json();
    assert_eq!(json["pulse"]["sales"]["n"], 5);
    assert_eq!(json["pulse"]["tech"]["means"]["vision"], 5.2);
    assert_eq!(json["pulse"]["period"]["name"], "FY27 Q3");
    // Nothing that was written names anybody.
    let mut papers = 0;
    for entry in std::fs::read_dir(desk.path("book/reviews/2026")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        if text.contains("pulse") {
            papers += 1;
            assert!(!text.contains("by =") && !text.contains("at ="), "{text}");
        }
    }
    assert!(papers > 5);
}

#[test]
fn a_number_leads_to_its_records_and_back() {
    let stage = stage();
    let inside = stage.screen("j j j <enter>", (120, 36));
    insta::assert_snapshot!("inside_120x36", inside);
    let page = stage.screen("<enter> j <enter>", (80, 24));
    assert!(page.contains("SALES") && page.contains("TECH"), "{page}");
    let back = stage.screen("<enter> q", (80, 24));
    assert_eq!(back, stage.screen("", (80, 24)));
}

#[test]
fn periods_and_lengths() {
    let stage = stage();
    let head = |keys: &str| stage.screen(keys, (80, 24)).lines().nth(3).unwrap().trim().to_owned();
    assert_eq!(head(""), "‹ FY27 Q3 so far ›  1 Oct to 22 Nov 2026, by quarters");
    assert_eq!(head("h"), "‹ FY27 Q2 ›  1 Jul to 30 Sep 2026, by quarters");
    assert_eq!(head("h l l"), "‹ FY27 Q3 so far ›  1 Oct to 22 Nov 2026, by quarters");
    assert_eq!(head("z"), "‹ FY27 so far ›  1 Apr to 22 Nov 2026, by years");
    assert_eq!(head("z z h"), "‹ Oct 2026 ›  1 Oct to 31 Oct 2026, by months");
}

#[test]
fn the_screen_at_three_sizes() {
    let stage = stage();
    for (cols, rows) in [(80, 24), (120, 36), (200, 50)] {
        insta::assert_snapshot!(format!("review_{cols}x{rows}"), stage.styled("", (cols, rows)));
    }
    insta::assert_snapshot!("pulse_80x24", stage.screen("P 7 6", (80, 24)));
    insta::assert_snapshot!("sign_off_80x24", stage.screen("h F", (80, 24)));
    insta::assert_snapshot!("last_quarter_pulse_120x36", stage.screen("h G k k k k", (120, 36)));
    insta::assert_snapshot!("without_money_80x24", stage.screen("$ G k k k k k k k k k k k k k k", (80, 24)));
    insta::assert_snapshot!("small_40x10", stage.screen("", (40, 10)));
}

#[test]
fn a_filter_is_refused_with_its_reason() {
    let screen = stage().screen("/", (80, 24));
    assert!(screen.contains("✗ no filter here: the review is of the whole book, never of one person"), "{screen}");
    let typed = stage().screen("/ t e c h", (80, 24));
    assert!(!typed.contains(" of 54"), "{typed}");
}

#[test]
fn what_is_out_of_sight_is_counted() {
    let stage = stage();
    assert!(stage.screen("", (80, 24)).contains("── ↓ "), "more below");
    let end = stage.screen("G", (80, 24));
    assert!(end.contains("── ↑ ") && !end.contains("↓"), "{end}");
    assert!(stage.screen("", (160, 24)).contains("↓ "), "beside the detail too");
    assert!(!stage.screen("", (200, 50)).contains("↓ "), "all of it is in sight");
}

#[test]
fn undo_leaves_a_paper_of_the_review_and_asks_before_an_older_move() {
    let stage = stage();
    let note = "1 j c text:of_today <enter> 7 ";
    for paper in ["F text:We_ask_first. <enter>", "P 7 6 5 8 4 <enter>"] {
        let screen = stage.screen(&format!("{note}{paper} u"), (120, 36));
        assert!(
            screen.contains("a line of the review stays; a new one goes before it; u again takes back"),
            "{screen}"
        );
    }
    let old = Stage::sample();
    let asked = old.screen("u", (120, 36));
    assert!(asked.contains("the last move is of ") && asked.contains("; u again takes back "), "{asked}");
    let moved_on = old.screen("u j u", (120, 36));
    assert!(moved_on.contains("the last move is of "), "{moved_on}");
    let done = old.screen("u u", (120, 36));
    assert!(done.contains("undone: ") || done.contains("taken back"), "{done}");
}

#[test]
fn the_command_line_takes_no_older_move_back_unasked() {
    let desk = Desk::with_sample();
    desk.run(&["review", "--sign-off", "We ask first."]).done();
    let refused = desk.run(&["undo"]);
    assert_eq!((refused.code, refused.out.as_str()), (4, ""), "{}", refused.err);
    let hint = refused.err.lines().find_map(|line| line.strip_prefix("hint: `countersign undo ")).unwrap();
    let (id, what) = hint.split_once("` takes back: ").unwrap();
    let done = desk.run(&["undo", id]).done();
    assert!(done.contains(what), "{what} in {done}");
    desk.run(&["note", id, "of today"]).done();
    assert!(desk.run(&["undo"]).done().contains("taken back"));
}

#[test]
fn a_line_by_proxy_says_so_and_gives_way() {
    let desk = Desk::with_sample();
    let proxy = |who: &str, text: &str, more: &[&str]| {
        let mut args = vec!["review", "--me", who, "--sign-off", text];
        args.extend(more);
        desk.run(&args)
    };
    assert_eq!(proxy("kim", "For Dana.", &["--for", "dana"]).code, 0);
    assert_eq!(proxy("dana", "My own.", &[]).code, 0);
    let refused = proxy("kim", "For Dana again.", &["--for", "dana"]);
    assert!(refused.err.contains("Dana has signed FY27 Q3 off for tech in person"), "{}", refused.err);
    // A proxy line of another machine comes in with a sync: it doesn't go before either.
    let line = |n: u32, at: &str, by: &str, proxy_for: Option<&str>| {
        Paper::SignOff(SignOff {
            id: Id::from_bits(n),
            period: Period::around(today(), Length::Quarter, &rules().calendar),
            side: Side::Tech,
            at: countersign::domain::day::Moment::at(at.parse().unwrap()),
            by: Handle::new(by).unwrap(),
            proxy_for: proxy_for.map(|who| Handle::new(who).unwrap()),
            text: by.into(),
        })
    };
    let own = line(1, "2026-11-20T09:00:00Z", "dana", None);
    let other = line(2, "2026-11-21T09:00:00Z", "kim", Some("dana"));
    let mut book = sample::book(today()).into_book();
    book.papers = Papers::new(vec![other.clone()]);
    let facts = Facts { book: &book, standings: &[], today: today() };
    let told = review::lines(&facts, &of(&book, Length::Quarter), 100, Paint::Plain);
    assert!(told.contains("tech, Dana, recorded by Kim, 21 Nov"), "{told}");
    let papers = Papers::new(vec![own, other]);
    let shown = papers.sign_off(papers.all()[0].period(), Side::Tech).unwrap();
    assert_eq!(shown.by.as_str(), "dana");
}

#[test]
fn the_gap_is_the_difference_of_what_is_shown() {
    let quarter = Period::around(today(), Length::Quarter, &rules().calendar);
    // Twenty answers each: 6.7, and 5.25, which is shown as a tenth.
    let answer =
        |n: u32, side, mark| Paper::Answer(Answer { id: Id::from_bits(n), period: quarter, side, marks: [mark; 5] });
    let sales = (0..20).map(|n| answer(n, Side::Sales, if n < 14 { 7 } else { 6 }));
    let tech = (0..20).map(|n| answer(100 + n, Side::Tech, if n < 5 { 6 } else { 5 }));
    let pulse = Papers::new(sales.chain(tech).collect()).pulse(quarter);
    let shown = |side: Side| format!("{:.1}", pulse.of(side).means.unwrap()[0]);
    let tenths = |text: &str| (text.parse::<f64>().unwrap() * 10.0).round();
    let gap = tenths(&shown(Side::Sales)) - tenths(&shown(Side::Tech));
    let off = (tenths(&format!("{:.1}", pulse.gap(0).unwrap())) - gap).abs();
    assert!(off < 1e-9, "{} {}", shown(Side::Sales), shown(Side::Tech));
}

#[test]
fn the_exposure_of_a_running_period_is_one_number() {
    for book in [sample::book(today()).into_book(), sized(150, 4)] {
        let standings = standings(&book, today());
        let summary = Summary::of(&book, &standings, today());
        let review = of(&book, Length::Quarter);
        let now = review.line(Measure::Exposure).unwrap().now();
        assert_eq!(now.exposure.as_ref(), Some(&summary.exposure));
        let behind = now.records.iter().filter_map(|record| book.get(record.id));
        assert_eq!(Exposure::of(&book, behind), summary.exposure, "its records are what it counts");
        let facts = Facts { book: &book, standings: &standings, today: today() };
        let plain = review::plain(&facts, &review);
        let sums: Vec<String> = summary.exposure.sums.iter().map(ToString::to_string).collect();
        let last = plain.lines().rfind(|line| line.starts_with("exposure\t")).unwrap();
        assert!(last.ends_with(&sums.join(" + ")), "{last}");
    }
    let screen = stage().screen("h", (200, 50));
    assert!(!screen.contains("today with"), "an earlier quarter isn't of today");
}

#[test]
fn who_has_no_answer_waits() {
    let answered = "2026-10-01 sam promise due=2026-12-20 asked\n2026-10-02 dana estimate days=5";
    let silent = "2026-10-01 sam promise due=2026-12-20 asked";
    check("handshake", &[silent, silent], "none, 2 waiting");
    check("handshake", &[answered, silent], "1 answer, 1 waiting");
    check("handshake", &[answered; 5], "1 day, 5 answers");
}

#[test]
fn a_commitment_signed_anew_counts_once() {
    let again = signed("2026-09-20 sam change due=2026-10-25\n2026-09-21 dana sign chance=90\n2026-10-24 dana deliver")
        .replace("dana sign\n", "dana sign chance=85\n");
    check("chance-from-80", &[&again], "1 of 1");
    let all = Calibration::of(&book(&[&again]), today()).all;
    assert_eq!((all.n, all.kept), (1, 1));
}

#[test]
fn a_large_book_is_counted_between_the_keys() {
    let book = sized(900, 3);
    let standings = standings(&book, today());
    let mut count = Count::new(&book, today(), Period::around(today(), Length::Quarter, &book.rules.calendar));
    let mut pieces = 1;
    while !count.go_on(&book, &standings, 400) {
        pieces += 1;
    }
    assert_eq!(pieces, 3);
}

#[test]
fn people_of_a_side() {
    let people = sample::book(today()).rules.people;
    let sides = |who: &str| {
        let sides = countersign::domain::review::sides_of(&Handle::new(who).unwrap(), &people);
        sides.into_iter().map(Side::word).collect::<Vec<_>>()
    };
    assert_eq!(sides("sam"), ["sales"]);
    assert_eq!(sides("noor"), ["sales", "tech"]);
    assert_eq!(sides("kim"), [""; 0]);
}
