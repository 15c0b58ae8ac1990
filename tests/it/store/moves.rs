//! Arbitrary moves of every kind, for "always" and "never".

use countersign::domain::act::{Act, Answer, Edit, Kind, Move, NewTerms, Promise, Settings, Text, Variance, Verdict};
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::grade::{Firmness, Stake};
use countersign::domain::id::Id;
use countersign::domain::money::{Currency, Money};
use countersign::domain::outlook::{Chance, Confidence, Foretold};
use countersign::domain::person::Handle;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

/// Text as people, machines and attackers write it.
pub fn text() -> impl Strategy<Value = Text> {
    let pieces = prop_oneof![
        6 => "[a-zA-Z ]{0,12}".prop_map(String::from),
        2 => any::<String>(),
        1 => select(vec![
            "\"", "\"\"\"", "\\", "\n", "\r\n", "\r", "\t", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{202e}", "'''", "[[move]]",
            "\n[[move]]\n", "\n<<<<<<< ours\n", "\n=======\n", "\n>>>>>>> x\n", "\n||||||| b\n", "\n%%%%%%%\n", "\n+++++++ s\n", "\n-------\n", "é", "日本", "👩‍💻", "#", " = ", "\\u0041", "\u{1b}[31m",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat().into())
}

fn filled() -> impl Strategy<Value = Text> {
    text().prop_filter("settings are emptied by an empty text", |text| !text.is_empty())
}

pub fn id() -> impl Strategy<Value = Id> {
    (0..1_u32 << 30).prop_map(Id::from_bits)
}

/// One of a handful, so that moves answer each other and collide.
pub fn near_id() -> impl Strategy<Value = Id> {
    (0..6_u32).prop_map(Id::from_bits)
}

fn handle() -> impl Strategy<Value = Handle> {
    select(vec!["sam", "maria", "dana", "lee", "kim", "øystein", "a.b-c_d"]).prop_map(|name| Handle::new(name).unwrap())
}

fn day() -> impl Strategy<Value = Day> {
    (1900..3000_i32, 1..13_u32, 1..29_u32).prop_map(|(y, m, d)| Day::ymd(y, m, d).unwrap())
}

fn span<T: Copy + PartialOrd + std::fmt::Debug + 'static>(
    one: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Span<T>> {
    let classes = select(vec![Class::Rough, Class::Budget, Class::Definitive, Class::Range]);
    (prop::collection::vec(one, 3), classes, any::<bool>())
        .prop_map(|(mut values, class, has_likely)| {
            values.sort_by(|a, b| a.partial_cmp(b).unwrap());
            if class == Class::Range {
                Span::range(values[0], has_likely.then_some(values[1]), values[2]).unwrap()
            } else {
                Span::single(values[0], class)
            }
        })
        .boxed()
}

fn estimate() -> impl Strategy<Value = Estimate> {
    let effort = (1..16_001_u32).prop_map(|sixteenths| Effort::from_sixteenths(sixteenths).unwrap());
    prop_oneof![span(effort).prop_map(Estimate::Effort), span(day()).prop_map(Estimate::Dates)]
}

fn money() -> impl Strategy<Value = Money> {
    (0..=Money::MOST, select(vec!["EUR", "USD", "CHF"]))
        .prop_map(|(cents, code)| Money::from_cents(cents, Currency::of(code).unwrap()).unwrap())
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    prop::collection::vec(text(), 0..3)
}

fn settings() -> impl Strategy<Value = Settings> {
    let owners = (of(handle()), of(handle()));
    let deal = (of(filled()), of(money()), of(select(Firmness::ALL.to_vec())), of(select(Stake::ALL.to_vec())));
    (owners, deal, of(filled()), texts(), texts()).prop_map(
        |((sales, tech), (deal, value, firmness, stake), capability, tags, links)| Settings {
            sales,
            tech,
            deal,
            value,
            firmness,
            stake,
            capability,
            tags,
            links,
        },
    )
}

fn promise() -> impl Strategy<Value = Promise> {
    (text(), text(), of(day()), of(text()), any::<bool>(), of(day()), of(text()), texts(), settings()).prop_map(
        |(customer, scope, due, said, told, told_due, done_when, conditions, settings)| Promise {
            customer,
            scope,
            due,
            said,
            told,
            told_due,
            done_when,
            conditions,
            settings,
        },
    )
}

fn new_terms() -> impl Strategy<Value = NewTerms> {
    (of(text()), of(day()), of(text()), of(text()), of(texts()), any::<bool>()).prop_map(
        |(scope, due, said, done_when, conditions, told)| NewTerms { scope, due, said, done_when, conditions, told },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    (of(estimate()), select(Verdict::ALL.to_vec()), texts(), of(day()))
        .prop_map(|(estimate, verdict, conditions, start)| Answer { estimate, verdict, conditions, start })
}

fn edit() -> impl Strategy<Value = Edit> {
    let words = (of(text()), of(text()), of(text()), of(text()));
    let owners = (of(of(handle())), of(of(handle())));
    let deal = (
        of(of(filled())),
        of(of(money())),
        of(of(select(Firmness::ALL.to_vec()))),
        of(of(select(Stake::ALL.to_vec()))),
    );
    (words, owners, deal, of(of(filled())), of(texts()), of(texts())).prop_map(
        |(
            (customer, scope, done_when, met),
            (sales, tech),
            (deal, value, firmness, stake),
            capability,
            tags,
            links,
        )| Edit {
            customer,
            scope,
            done_when,
            sales,
            tech,
            deal,
            value,
            firmness,
            stake,
            capability,
            tags,
            links,
            met,
        },
    )
}

fn reason() -> impl Strategy<Value = Option<Variance>> {
    of(select(Variance::ALL.to_vec()))
}

pub fn act(ids: BoxedStrategy<Id>) -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => promise().prop_map(|promise| Act::Promise(Box::new(promise))),
        2 => new_terms().prop_map(|new| Act::Change(Box::new(new))),
        2 => answer().prop_map(|answer| Act::Estimate(Box::new(answer))),
        2 => Just(Act::Countersign),
        2 => new_terms().prop_map(|new| Act::Counter(Box::new(new))),
        1 => Just(Act::Accept),
        1 => day().prop_map(|until| Act::Defer { until }),
        1 => reason().prop_map(|reason| Act::Decline { reason }),
        1 => of(estimate()).prop_map(|left| Act::Progress { left }),
        1 => reason().prop_map(|reason| Act::Deliver { reason }),
        1 => reason().prop_map(|reason| Act::Confirm { reason }),
        1 => Just(Act::NotYet),
        1 => reason().prop_map(|reason| Act::Withdraw { reason }),
        1 => reason().prop_map(|reason| Act::Revoke { reason }),
        1 => of(day()).prop_map(|due| Act::Told { due }),
        1 => Just(Act::Note),
        2 => edit().prop_map(|edit| Act::Edit(Box::new(edit))),
        1 => day().prop_map(|review| Act::AcceptRisk { review }),
        1 => Just(Act::Reopen),
        2 => ids.prop_map(|what| Act::Retract { what }),
        1 => "[a-z]{12,15}".prop_map(|kind| Act::Unknown { kind: kind.into() }),
    ]
}

/// What a forecast said, published or as somebody wrote it by hand.
fn foretold() -> impl Strategy<Value = Foretold> {
    let chance = prop_oneof![(0..=100_u32).prop_map(|n| f64::from(n) / 100.0), 0.0..=1.0_f64];
    (of(chance.prop_map(Chance::new)), of(select(Confidence::ALL.to_vec())))
        .prop_map(|(chance, level)| Foretold { chance, level })
}

fn unknown() -> impl Strategy<Value = Vec<(Text, Text)>> {
    let value = select(vec!["1", "\"text\"", "[1, 2]", "{ a = 1 }", "2027-03-01", "true", "-1.5", "'raw'"]);
    prop::collection::btree_map("[a-z]{12,15}|[ -~é\"]{12,15}", value, 0..3)
        .prop_map(|map| map.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
}

fn move_with(ids: BoxedStrategy<Id>, moments: BoxedStrategy<Moment>) -> impl Strategy<Value = Move> {
    let head = (ids.clone(), of(ids.clone()), moments, handle(), of(handle()), of(day()));
    (head, of(text()), of(id()), act(ids), foretold(), unknown()).prop_map(
        |((id, re, at, by, proxy_for, on), note, batch, act, foretold, unknown)| Move {
            id,
            re,
            at,
            by,
            proxy_for,
            on,
            note,
            batch,
            foretold: if act.kind().has_forecast() { foretold } else { Foretold::default() },
            act,
            unknown,
            line: 0,
        },
    )
}

/// A move of any kind, with ids from all there are.
pub fn any_move() -> impl Strategy<Value = Move> {
    let moments = (-2_208_988_800_000_000_i64..32_503_679_999_999_999).prop_map(Moment::from_micros);
    move_with(id().boxed(), moments.boxed())
}

/// A move among few ids and moments, so that many of them answer, double and cross each other.
pub fn near_move() -> impl Strategy<Value = Move> {
    let moments = (0..8_i64).prop_map(|n| Moment::from_micros(1_795_000_000_000_000 + n));
    move_with(near_id().boxed(), moments.boxed())
}

/// A promise that opens a record.
pub fn opening() -> impl Strategy<Value = Move> {
    (any_move(), promise()).prop_map(|(made, promise)| Move {
        act: Act::Promise(Box::new(promise)),
        foretold: Foretold::default(),
        ..made
    })
}

#[test]
fn every_kind_is_generated() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let kinds: Vec<Kind> = (0..2000).map(|_| any_move().new_tree(&mut runner).unwrap().current().act.kind()).collect();
    assert!(Kind::TABLE.iter().all(|row| kinds.contains(&row.0)) && kinds.contains(&Kind::Unknown));
}
