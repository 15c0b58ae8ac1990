//! Quotes: the date that can be promised before anything is said, and what it would take from others.

use countersign::domain::act::{Act, Answer, Draft, Promise, Settings, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::calendar::Calendar;
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::outlook::Chance;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::Forecaster;
use countersign::forecast::forecaster::Work;
use countersign::forecast::quote::{LEVELS, owners};
use countersign::forecast::words;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-22")
}

fn handle(word: &str) -> Handle {
    Handle::new(word).unwrap()
}

fn effort(days: f64) -> Estimate {
    Estimate::Effort(Span::single(Effort::from_days(days).unwrap(), Class::Budget))
}

/// A commitment in a few numbers.
#[derive(Clone, Debug)]
struct Story {
    lead: &'static str,
    days: f64,
    /// Days ago it was promised and signed.
    ago: i64,
    /// Days from today it is due.
    due: i64,
    /// Days it took; none while it is open.
    took: Option<i64>,
}

fn rules() -> Rules {
    let mut rules = Rules::default();
    rules.people.insert(Person::new(handle("sam"), Roles::of(&[Role::Sales])));
    for (word, team) in [("dana", "Platform"), ("lee", "Platform"), ("otto", "Integrations")] {
        let mut person = Person::new(handle(word), Roles::of(&[Role::Tech]));
        person.team = Some(team.into());
        rules.people.insert(person);
    }
    rules
}

fn book_with(rules: Rules, stories: &[Story]) -> Book {
    let folded = stories.iter().zip(1_u32..).map(|(story, n)| {
        let tech = handle(story.lead);
        let promise = Promise {
            customer: "Acme".into(),
            scope: format!("work {n}").into(),
            due: Some(today().plus(story.due)),
            told: true,
            settings: Settings { tech: Some(tech.clone()), ..Settings::default() },
            ..Promise::default()
        };
        let answer =
            Answer { estimate: Some(effort(story.days)), verdict: Verdict::Feasible, conditions: vec![], start: None };
        let began = today().plus(-story.ago);
        let mut acts = vec![
            (handle("sam"), Act::Promise(Box::new(promise)), began),
            (tech.clone(), Act::Estimate(Box::new(answer)), began),
            (tech.clone(), Act::Countersign, began),
        ];
        acts.extend(story.took.map(|took| (tech, Act::Deliver { reason: None }, began.plus(took))));
        let moves = acts.into_iter().zip(1..).map(|((by, act, on), number)| {
            let at = Moment::at(on.date().and_hms_opt(9, 0, 0).unwrap().and_utc()).micros() + i64::from(number);
            Draft::new(by, act).recorded(Id::from_bits(number), Moment::from_micros(at))
        });
        fold(Id::from_bits(n), moves.collect(), rules.ground())
    });
    let folded = folded.collect();
    Book::new(rules, folded, vec![])
}

fn book(stories: &[Story]) -> Book {
    book_with(rules(), stories)
}

const fn open(lead: &'static str, days: f64, due: i64) -> Story {
    Story { lead, days, ago: 0, due, took: None }
}

/// A record in which everything took twice its estimate.
fn steady() -> Vec<Story> {
    (0..30).map(|n| Story { lead: "dana", days: 5.0, ago: 496 - 14 * n, due: -400, took: Some(11) }).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "hundredths of a chance")]
fn hundredths(chance: Option<Chance>) -> i64 {
    (chance.unwrap().get() * 100.0).round() as i64
}

#[test]
fn an_empty_queue_promises_what_the_record_says() {
    let forecaster = Forecaster::of(&book(&steady()), today());
    let work = forecaster.new_work(Some(handle("dana")), effort(5.0), None, None);
    let quote = forecaster.quote(&work, 80, Some(day("2026-11-24")));
    let days: Vec<(u8, String)> = quote.offers.iter().map(|offer| (offer.level, offer.due.to_string())).collect();
    // Monday 23 November is the first working day, Friday 4 December the tenth.
    assert_eq!(days[0], (50, "2026-12-04".to_owned()));
    assert!(days.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{days:?}");
    assert_eq!(quote.clear, None, "nobody is there to lose anything");
    let wanted = quote.wanted.unwrap();
    assert!(hundredths(wanted.outlook.chance) < 10, "two days for what took ten");
    let votes = words::votes(&quote.offers[0].outlook.basis, Some(&handle("dana")), &rules().people);
    assert!(votes.contains("votes are Dana's own") && votes.ends_with("(n = 30)"), "{votes}");
}

#[test]
fn a_new_promise_takes_from_those_behind_it_and_says_so() {
    let mut stories = steady();
    stories.extend([open("dana", 5.0, 60), open("lee", 5.0, 60)]);
    let forecaster = Forecaster::of(&book(&stories), today());
    let work = forecaster.new_work(Some(handle("dana")), effort(20.0), None, None);
    let quote = forecaster.quote(&work, 50, Some(day("2026-12-20")));
    let wanted = quote.wanted.unwrap();
    let harmed: Vec<_> = wanted.harmed().collect();
    assert_eq!(harmed.len(), 1, "Dana's other promise stands behind it, Lee's in another queue");
    assert_eq!(harmed[0].id, Id::from_bits(31));
    let loss = harmed[0].loss().unwrap();
    let (before, after) = (hundredths(harmed[0].before.chance), hundredths(harmed[0].after.chance));
    assert!(loss > 5 && before - after == loss, "{before} → {after}, {loss}");
}

#[test]
fn behind_everything_nothing_is_taken_from_anybody() {
    let mut stories = steady();
    stories.extend([open("dana", 10.0, 75), open("dana", 3.0, 80)]);
    let forecaster = Forecaster::of(&book(&stories), today());
    let work = forecaster.new_work(Some(handle("dana")), effort(10.0), None, None);
    let quote = forecaster.quote(&work, 80, None);
    let offer = quote.offer().unwrap();
    assert!(offer.harmed().count() > 0, "the earliest date comes first in the queue: {:?}", offer.due);
    let clear = quote.clear.clone().unwrap();
    assert_eq!(clear.harmed().count(), 0);
    assert!(clear.due > offer.due && clear.due >= today().plus(80));
    assert!(hundredths(clear.outlook.chance) >= 80);
}

#[test]
fn a_start_to_come_and_absences_move_the_dates() {
    let quote_of = |rules: Rules, start: Option<Day>| {
        let forecaster = Forecaster::of(&book_with(rules, &steady()), today());
        let work = forecaster.new_work(Some(handle("dana")), effort(5.0), start, None);
        forecaster.quote(&work, 50, None).offers[0].due
    };
    assert_eq!(quote_of(rules(), None), day("2026-12-04"));
    assert_eq!(quote_of(rules(), Some(day("2027-02-01"))), day("2027-02-12"), "ten working days from a Monday");
    let mut away = rules();
    let mut dana = away.people.get(&handle("dana")).unwrap().clone();
    dana.away = vec![(day("2026-11-30"), day("2026-12-06"))];
    away.people.insert(dana);
    assert_eq!(quote_of(away, None), day("2026-12-11"), "a week later");
    let mut holidays = rules();
    let week =
        [chrono::Weekday::Mon, chrono::Weekday::Tue, chrono::Weekday::Wed, chrono::Weekday::Thu, chrono::Weekday::Fri];
    holidays.calendar = Calendar::new(&week, vec![day("2026-11-25")], 1).unwrap();
    assert_eq!(quote_of(holidays, None), day("2026-12-07"), "a day later, over the weekend");
}

#[test]
fn of_one_day_the_older_promise_stands_first() {
    let mut stories = steady();
    // The third was promised before the second; all are due on one day.
    stories.extend([open("dana", 5.0, 60), open("dana", 5.0, 60)]);
    stories.push(Story { ago: 9, ..open("dana", 5.0, 60) });
    let forecaster = Forecaster::of(&book(&stories), today());
    let ids: Vec<Option<Id>> = forecaster.queue_of(&handle("dana")).iter().map(|work| work.id).collect();
    assert_eq!(ids, [33, 31, 32].map(|n| Some(Id::from_bits(n))));
    let new = forecaster.new_work(Some(handle("dana")), effort(1.0), None, None);
    let new = Work { due: Some(today().plus(60)), ..new };
    assert_eq!(forecaster.ahead_of(&new).len(), 3, "what nobody has promised yet stands last");
}

#[test]
fn work_without_a_tag_is_of_one_kind() {
    let forecaster = Forecaster::of(&book(&steady()), today());
    let own = |tag: Option<&str>| {
        let kind = tag.map(Into::into);
        let work = forecaster.new_work(Some(handle("dana")), effort(5.0), None, kind.as_ref());
        forecaster.alone(&work).basis.own
    };
    assert!(own(None) > 3.0 * own(Some("auth")), "{} {}", own(None), own(Some("auth")));
}

#[test]
fn a_chance_is_judged_as_it_is_shown() {
    let policy = countersign::domain::policy::Policy::default();
    for (chance, shown, word) in [
        (0.796, "80 %", "covered"),
        (0.794, "79 %", "at risk"),
        (0.496, "50 %", "at risk"),
        (0.494, "49 %", "over-promised"),
        (0.005, "<1 %", "over-promised"),
        (0.006, "1 %", "over-promised"),
        (0.995, ">99 %", "covered"),
    ] {
        let chance = Chance::new(chance);
        assert_eq!((chance.to_string().as_str(), policy.cover(chance).word()), (shown, word));
    }
}

#[test]
fn owners_are_everybody_in_tech_or_in_a_team() {
    let people = rules().people;
    let words = |team| owners(&people, team).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(words(None), "dana lee otto");
    assert_eq!(words(Some("platform")), "dana lee");
    assert_eq!(words(Some("Sales")), "");
}

#[test]
fn reasons_name_what_weighs_most() {
    let people = rules().people;
    let mut stories = steady();
    let explained = |stories: &[Story], work: f64| {
        let forecaster = Forecaster::of(&book(stories), today());
        let new = forecaster.new_work(Some(handle("dana")), effort(work), None, None);
        let quote = forecaster.quote(&new, 80, Some(today().plus(400)));
        quote.wanted.unwrap().reasons.sentences(&people, today())
    };
    let alone = explained(&stories, 5.0);
    assert!(alone[0].starts_with("What weighs most: half of such work of Dana's is done within 2 times"), "{alone:?}");
    stories.extend((1..=6).map(|n| open("dana", 20.0, 20 * n)));
    let queued = explained(&stories, 5.0);
    assert!(
        queued[0]
            .starts_with("What weighs most: 6 commitments of Dana's come before it by told date, 120 working days"),
        "{queued:?}"
    );
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let lead = || prop::sample::select(vec!["dana", "lee"]);
    let past = (lead(), 1..20_u32, 100..600_i64, 1..80_i64).prop_map(|(lead, days, ago, took)| Story {
        lead,
        days: days.into(),
        ago,
        due: -1,
        took: Some(took),
    });
    let now = (lead(), 1..20_u32, 0..60_i64, -10..200_i64).prop_map(|(lead, days, ago, due)| Story {
        lead,
        days: days.into(),
        ago,
        due,
        took: None,
    });
    (prop::collection::vec(past, 0..25), prop::collection::vec(now, 0..8))
        .prop_map(|(past, now)| past.into_iter().chain(now).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is quoted has the chance it is quoted at, and keeps it once it is promised.
    #[test]
    fn a_promise_gets_what_it_was_quoted(stories in stories(), days in 1..15_u32, level in 5..97_u8) {
        let forecaster = Forecaster::of(&book(&stories), today());
        let work = forecaster.new_work(Some(handle("dana")), effort(days.into()), None, None);
        let quote = forecaster.quote(&work, level, None);
        prop_assert_eq!(quote.offers.len(), LEVELS.len() + usize::from(!LEVELS.contains(&level)));
        let mut last = today();
        for offer in &quote.offers {
            let chance = offer.outlook.chance.unwrap().get();
            prop_assert!(chance * 100.0 >= f64::from(offer.level) - 1e-6, "{} % by {}: {}", offer.level, offer.due, chance);
            prop_assert!(offer.due >= last, "a higher chance never comes earlier");
            last = offer.due;
            let mut then = stories.clone();
            then.push(Story { lead: "dana", days: days.into(), ago: 0, due: today().days_to(offer.due), took: None });
            let promised = book(&then);
            let made = promised.commitments().last().unwrap();
            let stands = Forecaster::of(&promised, today()).outlook_of(made).unwrap();
            prop_assert_eq!(stands.chance.map(Chance::published), offer.outlook.chance.map(Chance::published));
            prop_assert_eq!(stands.dates, offer.outlook.dates);
        }
    }
}
