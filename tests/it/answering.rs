//! The queue: what waits, in which order, and answers given without leaving it.

use std::collections::BTreeSet;

use countersign::domain::act::{Act, Kind, Verdict};
use countersign::domain::book::Book;
use countersign::domain::commitment::{Commitment, StateName};
use countersign::domain::inbox::{Bunch, Reach, bunches};
use countersign::domain::outlook::Confidence;
use countersign::domain::person::{Handle, Side};
use countersign::forecast::forecaster::Work;
use countersign::forecast::{Forecaster, assess};
use countersign::keymap::parse_keys;
use countersign::store::Store;
use insta::assert_snapshot;

use crate::stage::{Stage, today};

fn stage(me: &'static str) -> Stage {
    let mut stage = Stage::sample();
    stage.me = me;
    stage
}

fn book(stage: &Stage) -> Book {
    Store::open(&stage.path().join("book"), Some(7), None).unwrap().1
}

fn waiting(book: &Book, who: &str, reach: Reach) -> Vec<Bunch> {
    bunches(book, &assess(book, today()), today(), &Handle::new(who).unwrap(), reach)
}

/// The kinds of moves that were made since the book was as it was before, by commitment.
fn answers(before: &Book, after: &Book) -> Vec<(String, Vec<Kind>)> {
    let kinds = |one: &Commitment| {
        let known = before.get(one.id).map_or(0, |old| old.moves.len());
        let new: Vec<Kind> = one.moves.iter().skip(known).map(|made| made.act.kind()).collect();
        (!new.is_empty()).then(|| (one.id.to_string(), new))
    };
    let mut found: Vec<_> = after.commitments().iter().filter_map(kinds).collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

#[test]
fn the_queue_at_three_sizes() {
    let stage = self::stage("dana");
    for (cols, rows) in [(80, 24), (120, 36), (200, 50)] {
        assert_snapshot!(format!("queue_{cols}x{rows}"), stage.styled("Qj", (cols, rows)));
    }
    assert_snapshot!("queue_all_200x30", stage.screen("QVVp", (200, 30)));
    assert_snapshot!("queue_40x10", stage.screen("Q", (40, 10)));
    assert_snapshot!("queue_sales_80x24", self::stage("sam").screen("Q", (80, 24)));
}

#[test]
fn the_queue_without_amounts_and_in_ascii() {
    let mut stage = self::stage("dana");
    let shown = stage.screen("Q$", (80, 24));
    assert!(!shown.contains('€'), "{shown}");
    stage.config.signs = countersign::theme::SignSet::Ascii;
    let ascii = stage.screen("QF", (80, 24));
    assert!(!ascii.contains(['─', '●', '▲', '▸', '✓', '–']), "{ascii}");
}

#[test]
fn what_waits_for_each_reach() {
    let stage = self::stage("dana");
    let book = book(&stage);
    let said = |who: &str, reach: Reach| {
        let lines = waiting(&book, who, reach).into_iter().map(|bunch| {
            let items: Vec<String> = bunch
                .items
                .iter()
                .map(|item| format!("{} {}", item.wait.word(), book.commitments()[item.place].customer))
                .collect();
            format!("  {}: {}", bunch.capability.as_deref().unwrap_or("-"), items.join(", "))
        });
        format!("{who}, {}\n{}", reach.word(), lines.collect::<Vec<_>>().join("\n"))
    };
    let all: Vec<String> = ["dana", "lee", "sam", "kim", "noor"]
        .iter()
        .flat_map(|who| Reach::EACH.map(|reach| said(who, reach)))
        .collect();
    assert_snapshot!("queue_reach", all.join("\n"));
}

#[test]
fn a_tech_lead_answers_five_promises_in_under_25_keys() {
    let stage = self::stage("dana");
    let before = book(&stage);
    // The three of one capability with one estimate; two more with their own, one signed, one with a day for the answer.
    let keys = "QVVF5d..8d<enter><enter>F~5d<enter><enter>Lfri<enter>";
    let pressed = parse_keys(keys).unwrap().len();
    assert!(pressed < 25, "{pressed} keys");
    let screen = stage.screen(keys, (80, 24));
    let after = book(&stage);
    let answered = answers(&before, &after);
    assert_eq!(answered.len(), 5, "{answered:?}\n{screen}");
    for (id, kinds) in &answered {
        let has_answer = kinds.iter().any(|kind| matches!(kind, Kind::Countersign | Kind::Counter | Kind::Defer));
        assert!(has_answer, "{id}: {kinds:?}");
    }
    assert!(screen.contains("Queue"), "{screen}");
    let left: BTreeSet<String> = waiting(&after, "dana", Reach::All)
        .iter()
        .flat_map(|bunch| &bunch.items)
        .filter(|item| item.wait.word() == "answer")
        .map(|item| item.id.to_string())
        .collect();
    assert!(answered.iter().all(|(id, _)| !left.contains(id)), "{left:?}");
}

#[test]
fn one_undo_takes_the_whole_answer_back() {
    let stage = self::stage("dana");
    let before = book(&stage);
    let _ = stage.screen("QF5d<enter><enter>u", (80, 24));
    let after = book(&stage);
    for one in before.commitments() {
        let now = after.get(one.id).unwrap();
        assert_eq!(now.state, one.state, "{}", one.title());
        assert_eq!(now.feasibility.is_some(), one.feasibility.is_some(), "{}", one.title());
    }
}

#[test]
fn the_chance_that_is_shown_is_the_one_on_record() {
    let stage = self::stage("dana");
    let before = book(&stage);
    let _ = stage.screen("QF1d<enter>s<down>s<down>s<enter>", (80, 24));
    let after = book(&stage);
    let forecaster = Forecaster::of(&after, today());
    let mut signed = 0;
    for (id, kinds) in answers(&before, &after) {
        assert_eq!(kinds, [Kind::Estimate, Kind::Countersign], "{id}");
        let one = after.get(id.parse().unwrap()).unwrap();
        let made = one.moves.last().unwrap();
        let chance = made.foretold.chance.map(|chance| chance.to_string());
        assert_eq!(chance, forecaster.outlook_of(one).and_then(|outlook| outlook.chance).map(|now| now.to_string()));
        signed += 1;
    }
    assert_eq!(signed, 3);
}

#[test]
fn a_date_by_its_chance_is_one_key_away() {
    // Each level by its key, and by the arrows of the counter-offer's own form.
    for (keys, level) in [
        ("QF5d<enter>5<enter>", Confidence::P50),
        ("QF5d<enter>9<enter>", Confidence::P95),
        ("Qo<enter>", Confidence::P80),
        ("Qo<left><enter>", Confidence::P50),
        ("Qo<right><enter>", Confidence::P95),
    ] {
        let stage = self::stage("dana");
        let _ = stage.screen(keys, (80, 24));
        let after = book(&stage);
        let northgate = after.get("jrcmdk".parse().unwrap()).unwrap();
        let last = northgate.moves.last().unwrap();
        assert!(matches!(last.act, Act::Counter(_)), "{keys}: {:?}", last.act);
        assert_eq!(last.foretold.level, Some(level), "{keys}");
    }
}

#[test]
fn the_answer_to_a_capability_shows_what_is_recorded() {
    let shown = |keys: &str, size: (u16, u16)| stage("dana").screen(keys, size);
    assert_snapshot!("together_proposed_80x24", shown("QF", (80, 24)));
    assert_snapshot!("together_estimate_80x24", shown("QF5d..8d", (80, 24)));
    assert_snapshot!("together_answers_80x24", shown("QF5d..8d<enter><down>9", (80, 24)));
    assert_snapshot!("together_answers_40x12", shown("QF5d..8d<enter>", (40, 12)));
    assert_snapshot!("together_one_100x30", shown("QGkF3d<tab>n<enter>", (100, 30)));
}

#[test]
fn after_an_answer_the_cursor_is_on_the_next() {
    let next = |keys: &str| {
        let shown = stage("dana").screen(keys, (80, 24));
        shown.lines().next().unwrap_or_default().to_owned()
    };
    assert!(next("Q").contains("1 of 5"));
    // The first is put off to a day: the second of the same head is under the cursor now, one fewer waits.
    assert!(next("QLfri<enter>").contains("1 of 4"), "{}", next("QLfri<enter>"));
}

#[test]
fn who_may_not_answer_is_told_why() {
    for (me, keys, expected) in [
        ("sam", "Q", "1 of"),
        ("sam", "2/jrcmdk<enter>F", "no tech role"),
        ("kim", "QF", "no tech role"),
        ("dana", "2/dvrg3x<enter>F", "no answer is owed"),
    ] {
        let screen = stage(me).screen(keys, (110, 24));
        assert!(screen.contains(expected), "{me} {keys}\n{screen}");
    }
}

#[test]
fn the_queue_leads_back_to_where_one_was() {
    let stage = self::stage("dana");
    for keys in ["3Qq", "3QQ", "3Qjq"] {
        let screen = stage.screen(keys, (120, 30));
        assert!(screen.contains("making it happen"), "{keys}\n{screen}");
    }
}

#[test]
fn what_tech_offered_another_date_for_waits_for_sales_only() {
    // One with a date nobody was told: its chance would ask tech what would help.
    let stage = self::stage("dana");
    let _ = stage.screen("QF6d..10d..18d<enter>n<down>8<down>n<enter>", (80, 24));
    let after = book(&stage);
    let is_countered = |one: &&Commitment| one.state.name() == StateName::Countered;
    let offered: Vec<&Commitment> = after.commitments().iter().filter(is_countered).collect();
    assert!(offered.iter().any(|one| one.id.to_string() == "h0n1xq"));
    for one in offered {
        let waits = |who: &Handle| {
            let bunches = waiting(&after, who.as_str(), Reach::Mine);
            bunches.iter().flat_map(|bunch| &bunch.items).any(|item| item.id == one.id)
        };
        assert!(!waits(one.owner(Side::Tech).unwrap()), "{}", one.title());
        assert!(waits(one.owner(Side::Sales).unwrap()), "{}", one.title());
    }
}

/// The capability answered with other estimates than before; the book before and after.
fn answered_together(keys: &str) -> (Book, Book) {
    let stage = self::stage("dana");
    let before = book(&stage);
    let _ = stage.screen(keys, (80, 24));
    (before, book(&stage))
}

#[test]
fn conditions_stay_with_the_promise_that_has_them() {
    let verdict = |book: &Book, id: &str| {
        let one = book.get(id.parse().unwrap()).unwrap();
        let answer = one.feasibility.as_ref().unwrap().answer.clone();
        (answer.verdict, answer.conditions)
    };
    for keys in ["QF<enter><enter>", "QF5d..9d<enter><enter>"] {
        let (before, after) = answered_together(keys);
        assert_eq!(verdict(&after, "jrcmdk"), verdict(&before, "jrcmdk"), "{keys}");
        assert_eq!(verdict(&after, "jrcmdk").0, Verdict::Conditional, "{keys}");
        assert_eq!(verdict(&after, "h0n1xq"), (Verdict::Feasible, Vec::new()), "{keys}");
    }
    let shown = stage("dana").screen("QF5d..9d<enter>", (80, 24));
    assert!(shown.contains("stays conditional, if Northgate gives us a test tenant"), "{shown}");
    // What is said about the verdict holds for all of them.
    let (_, after) = answered_together("QF5d..9d<tab>f<enter><enter>");
    assert_eq!(verdict(&after, "jrcmdk"), (Verdict::Feasible, Vec::new()));
}

#[test]
fn dates_offered_together_hold_at_their_chance_once_all_are_accepted() {
    let (before, after) = answered_together("QF6d..10d..18d<enter><enter>");
    let answered = answers(&before, &after);
    assert_eq!(answered.len(), 3);
    let offered: Vec<&Commitment> = answered.iter().map(|(id, _)| after.get(id.parse().unwrap()).unwrap()).collect();
    let due = |one: &Commitment| one.offer().unwrap().due;
    let accepted = Forecaster::of(&after, today()).with_dates(offered.iter().map(|one| (*one, due(one))));
    for one in &offered {
        let then = accepted.outlook_if(&Work { due: due(one), ..accepted.work(one).unwrap() }).chance.unwrap().get();
        let recorded = one.moves.last().unwrap().foretold;
        assert!((then - 0.8).abs() <= 0.02, "{}: {then}", one.title());
        assert!((recorded.chance.unwrap().get() - then).abs() <= 0.02, "{}: {recorded:?}, {then}", one.title());
        assert_eq!(recorded.level, Some(Confidence::P80), "{}", one.title());
    }
    // Who was told the earliest day gets the earliest.
    let of = |id: &str| due(after.get(id.parse().unwrap()).unwrap()).unwrap();
    assert!(of("jrcmdk") < of("h0n1xq") && of("h0n1xq") < of("at1s1k"));
}

#[test]
fn every_date_is_read_before_it_is_recorded() {
    let (_, after) = answered_together("QF6d..10d..18d<enter><enter>");
    for size in [(60, 15), (80, 24), (44, 12), (120, 36)] {
        let shown = stage("dana").screen("QF6d..10d..18d<enter>", size);
        for id in ["jrcmdk", "h0n1xq", "at1s1k"] {
            let due = after.get(id.parse().unwrap()).unwrap().offer().unwrap().due.unwrap();
            assert!(shown.contains(&format!("offer {} (80 %)", due.short(today()))), "{size:?} {id}\n{shown}");
        }
    }
}
