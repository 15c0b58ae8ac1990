//! Calibration: what was said of signed dates and what came of them; and what the forecast says is put on record.

use countersign::domain::act::{Act, Draft, NewTerms};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::Day;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::outlook::{Confidence, Foretold};
use countersign::domain::person::Handle;
use countersign::forecast::calibration::{Band, Calibration, own_ranges};
use countersign::forecast::{Forecaster, dates_to_offer, foretell};
use countersign::report::Facts;
use countersign::report::calibration::{json, lines, own_line, plain};
use countersign::report::paint::Paint;
use countersign::sample;
use proptest::prelude::*;

use crate::moves::{conversation, rules};

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn handle(word: &str) -> Handle {
    Handle::new(word).unwrap()
}

fn book(stories: &[&str]) -> Book {
    let rules: Rules = rules();
    let folded = (0_u32..)
        .zip(stories)
        .map(|(n, story)| fold(Id::from_bits(1000 + n), conversation(story), rules.ground()))
        .collect();
    Book::new(rules, folded, Vec::new())
}

fn found(stories: &[&str]) -> Calibration {
    Calibration::of(&book(stories), today())
}

/// A promise due 2 Mar, signed with a chance said of it, and how it went on.
fn signed(chance: u32, then: &str) -> String {
    format!(
        "2026-01-05 sam promise due=2026-03-02\n2026-01-06 dana estimate days=5\n\
         2026-01-07 dana sign chance={chance}\n{then}"
    )
}

#[test]
fn a_signed_date_is_judged_as_it_was_signed() {
    for (then, expected) in [
        ("2026-03-02 dana deliver", "kept"),
        ("2026-03-03 dana deliver", "missed"),
        ("2026-02-27 dana deliver\n2026-03-09 sam confirm", "kept"),
        ("", "missed"),
        // Moved later by agreement: the first date was still not held.
        ("2026-02-20 dana counter due=2026-04-01\n2026-02-21 sam accept\n2026-03-30 dana deliver", "missed"),
        ("2026-02-20 sam change due=2027-04-01", "missed"),
        ("2026-02-20 sam change due=2026-04-01\n2026-02-26 dana sign\n2026-02-27 dana deliver", "kept"),
        // Other work than the date was said of.
        ("2026-02-20 sam change scope=more\n2026-02-21 dana sign\n2026-03-20 dana deliver", "set aside"),
        ("2026-02-20 sam withdraw", "set aside"),
        ("2026-03-20 sam withdraw", "missed"),
        ("2026-02-20 dana revoke", "missed"),
    ] {
        let found = found(&[&signed(84, then)]);
        let outcome = match (found.all.n, found.all.kept, found.set_aside, found.to_come) {
            (1, 1, 0, 0) => "kept",
            (1, 0, 0, 0) => "missed",
            (0, 0, 1, 0) => "set aside",
            (0, 0, 0, 1) => "to come",
            other => panic!("{then}: {other:?}"),
        };
        assert_eq!(outcome, expected, "{then}");
    }
}

#[test]
fn what_says_nothing_of_a_date_is_not_judged() {
    let to_come = "2026-11-02 sam promise due=2027-03-02\n2026-11-03 dana sign chance=84";
    let found = found(&[
        to_come,
        "2026-01-05 sam promise due=2026-03-02\n2026-01-07 dana sign",
        "2026-01-05 sam promise\n2026-01-07 dana sign chance=84",
        // Not his to sign.
        "2026-01-05 sam promise due=2026-03-02\n2026-01-07 kim sign chance=84",
    ]);
    assert_eq!((found.all.n, found.set_aside, found.to_come), (0, 0, 1));
    assert_eq!(
        lines(&found, 80, Paint::Plain),
        "no date that was signed with a chance on record has come due yet\n1 signed date is yet to come\n"
    );
}

#[test]
fn the_last_signature_before_the_delivery_counts() {
    let found = found(&[&signed(
        84,
        "2026-02-20 dana counter due=2026-04-01 chance=90\n2026-02-21 sam accept chance=96\n2026-03-30 dana deliver",
    )]);
    let kept: Vec<(usize, usize)> = found.bands.iter().map(|(_, tally)| (tally.n, tally.kept)).collect();
    assert_eq!(kept, [(0, 0), (0, 0), (0, 0), (1, 1)]);
}

#[test]
fn a_handful_has_counts_and_no_rates() {
    let (kept, missed) = (signed(84, "2026-03-02 dana deliver"), signed(84, "2026-03-03 dana deliver"));
    let four = found(&[&kept, &kept, &kept, &missed]);
    let five = found(&[&kept, &kept, &kept, &kept, &missed]);
    assert_eq!(four.all.rate(), None);
    assert_eq!(five.all.rate(), Some(0.8));
    insta::assert_snapshot!(lines(&four, 80, Paint::Plain));
    insta::assert_snapshot!(lines(&five, 80, Paint::Plain));
    insta::assert_snapshot!(plain(&five));
}

#[test]
fn the_sample_has_something_to_say() {
    let book = sample::book(today()).into_book();
    let found = Calibration::of(&book, today());
    let covered = found.from(Band::From80);
    assert!(covered.n >= 15 && found.all.n > covered.n, "{found:?}");
    insta::assert_snapshot!(lines(&found, 80, Paint::Plain));
}

#[test]
fn chances_of_a_large_book_mean_what_they_say() {
    let sized = sample::sized(today(), 2_000, 1);
    let (rules, issues, deals) = (sized.rules.clone(), sized.issues.clone(), sized.deals.clone());
    let book = sample::Sample { rules, records: sized.collect(), issues, deals, papers: Vec::new() }.into_book();
    let found = Calibration::of(&book, today());
    for (band, tally) in found.bands.iter().filter(|(_, tally)| tally.n >= 50) {
        let (rate, said) = (tally.rate().unwrap(), tally.said().unwrap());
        assert!((rate - said).abs() < 0.08, "{band:?}: {rate} of {said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn calibration_names_nobody(seed in any::<u64>(), size in 1..160_u32) {
        let sized = sample::sized(today(), size, seed);
        let (rules, issues, deals) = (sized.rules.clone(), sized.issues.clone(), sized.deals.clone());
        let book = sample::Sample { rules, records: sized.collect(), issues, deals, papers: Vec::new() }.into_book();
        let found = Calibration::of(&book, today());
        let facts = Facts { book: &book, standings: &[], today: today() };
        for text in [lines(&found, 80, Paint::Plain), plain(&found), json(&facts, &found)] {
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            for person in book.rules.people.iter() {
                prop_assert!(!words.contains(&person.handle.as_str()), "{}\n{text}", person.handle);
            }
        }
    }
}

#[test]
fn ranges_of_ones_own_are_held_against_their_high_end() {
    let mut book = sample::book(today()).into_book();
    let dana = own_ranges(&book, &handle("dana"), today()).unwrap();
    assert_eq!(
        own_line(&dana, 80, Paint::Plain),
        format!("your ranges: {} of {} finished by their high end, at 50 % of working time\n", dana.by_high, dana.n)
    );
    assert!(dana.n >= 4 && dana.by_high <= dana.n, "{dana:?}");
    assert_eq!(own_ranges(&book, &handle("sam"), today()), None);
    // With all the time there is, the same days are more work.
    let mut busy = book.rules.people.get(&handle("dana")).unwrap().clone();
    busy.focus = Some(1.0);
    book.rules.people.insert(busy);
    let busy = own_ranges(&book, &handle("dana"), today()).unwrap();
    assert!(busy.n == dana.n && busy.by_high < dana.by_high, "{busy:?} {dana:?}");
}

fn counter(due: Day) -> Draft {
    Draft::new(handle("dana"), Act::Counter(Box::new(NewTerms { due: Some(due), ..NewTerms::default() })))
}

fn said(book: &Book, forecaster: &Forecaster, id: Id, mut draft: Draft) -> Foretold {
    foretell(book, forecaster, std::iter::once((id, &mut draft)));
    draft.foretold
}

#[test]
fn a_date_that_is_offered_holds_in_its_place() {
    let book = sample::book(today()).into_book();
    let forecaster = Forecaster::of(&book, today());
    let mut offered = 0;
    for commitment in book.commitments() {
        let Some(dates) = dates_to_offer(&forecaster, commitment) else { continue };
        offered += 1;
        for level in Confidence::ALL {
            let said = said(&book, &forecaster, commitment.id, counter(dates.at(level)));
            let chance = said.chance.unwrap().get();
            assert!(chance + 0.011 >= f64::from(level.percent()) / 100.0, "{}: {level:?} {chance}", commitment.title());
            assert_eq!(said.level.map(|level| dates.at(level)), Some(dates.at(level)), "{}", commitment.title());
        }
        let other = said(&book, &forecaster, commitment.id, counter(dates.p80.plus(1)));
        assert!(other.level.is_none() || dates.level_of(dates.p80.plus(1)).is_some());
    }
    assert!(offered > 10);
}

#[test]
fn only_what_is_said_today_of_a_date_goes_on_record() {
    let book = sample::book(today()).into_book();
    let forecaster = Forecaster::of(&book, today());
    let northgate = book.commitments().iter().find(|each| each.title().starts_with("Northgate: SAML")).unwrap();
    let of = |draft: Draft| said(&book, &forecaster, northgate.id, draft);
    let sign = Draft::new(handle("dana"), Act::Countersign);
    let shown = forecaster.outlook_of(northgate).unwrap().chance.unwrap().published();
    assert_eq!(of(sign.clone()).chance.map(countersign::domain::outlook::Chance::get), Some(shown));
    assert_eq!(of(Draft { on: Some(today().plus(-3)), ..sign.clone() }), Foretold::default());
    assert_eq!(of(Draft { act: Act::Note, ..sign.clone() }), Foretold::default());
    let blind = book.commitments().iter().find(|each| each.title().starts_with("Bellweather: White")).unwrap();
    assert_eq!(said(&book, &forecaster, blind.id, sign), Foretold::default());
}
