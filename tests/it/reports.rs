//! The book in, texts out: tables, pages, logs, briefs, the inbox and JSON.

use std::collections::BTreeSet;

use countersign::domain::book::Book;
use countersign::domain::day::Moment;
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::inbox::Reach;
use countersign::domain::period::{Length, Period};
use countersign::domain::person::Handle;
use countersign::forecast::calibration::{Calibration, own_ranges};
use countersign::forecast::review::Review;
use countersign::forecast::timeline::{By, Timeline};
use countersign::forecast::{self, words};
use countersign::report::log::{self, Since};
use countersign::report::markdown::escape;
use countersign::report::paint::Paint;
use countersign::report::table::{self, Column};
use countersign::report::{Facts, brief, calibration, inbox, json, review, show};
use countersign::sample;
use countersign::store::record;
use countersign::text;
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::Value;

use crate::shelf::{handle, judged, query, today};

/// What a report says about the small book.
fn report<T>(of: impl FnOnce(&Facts) -> T) -> T {
    let (book, standings) = judged();
    of(&Facts { book: &book, standings: &standings, today: today() })
}

/// What a report says about the book of a whole company, where everything happens that can.
fn company<T>(of: impl FnOnce(&Facts) -> T) -> T {
    let book = sample::book(today()).into_book();
    let standings = forecast::assess(&book, today());
    of(&Facts { book: &book, standings: &standings, today: today() })
}

fn everything(facts: &Facts) -> Vec<usize> {
    (0..facts.book.commitments().len()).collect()
}

fn places(text: &str) -> Vec<usize> {
    let (book, standings) = judged();
    query(text).select(&book, &standings)
}

fn page(id: &str, width: usize) -> String {
    report(|facts| show::page(facts, &facts.of(id.parse().unwrap()).unwrap(), width, Paint::Plain))
}

fn list(width: usize) -> String {
    report(|facts| table::fitted(facts, &places(""), table::USUAL, width, Paint::Plain))
}

#[test]
fn a_list_fits_the_terminal() {
    assert_snapshot!("list_120", list(120));
    assert_snapshot!("list_80", list(80));
    assert_snapshot!("list_40", list(40));
    let chosen = [Column::Tech, Column::Scope, Column::Value, Column::Slip, Column::Stake];
    assert_snapshot!(
        "list_of_columns",
        report(|facts| table::fitted(facts, &places("open:yes"), &chosen, 90, Paint::Plain))
    );
}

#[test]
fn a_list_for_pipes_is_plain_and_whole() {
    assert_snapshot!("list_plain", report(|facts| table::plain(facts, &places(""))));
}

#[test]
fn columns_have_words() {
    for shape in table::TABLE {
        assert_eq!(Column::parse(shape.word), Ok(shape.column));
    }
    assert_eq!(Column::parse("custmer"), Err("`custmer` is not a column: did you mean `customer`?".into()));
}

#[test]
fn colours_are_only_added() {
    let strip = |text: &str| anstream::adapter::strip_str(text).to_string();
    company(|facts| {
        let all = everything(facts);
        let coloured = table::fitted(facts, &all, table::USUAL, 120, Paint::Colours);
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(strip(&coloured), table::fitted(facts, &all, table::USUAL, 120, Paint::Plain));
        for case in facts.cases(&all) {
            let coloured = show::page(facts, &case, 100, Paint::Colours);
            assert_eq!(strip(&coloured), show::page(facts, &case, 100, Paint::Plain));
        }
    });
}

#[test]
fn a_page_has_two_halves_where_there_is_room() {
    assert_snapshot!("page_wide", page("n0rth1", 100));
    assert_snapshot!("page_narrow", page("n0rth1", 50));
    assert_snapshot!("page_countered", page("acme01", 100));
    assert_snapshot!("page_declined", page("decd01", 100));
    assert_snapshot!("page_kept_late", page("kept02", 100));
}

#[test]
fn a_forecast_says_what_it_rests_on() {
    company(|facts| {
        for case in facts.cases(&everything(facts)) {
            let Some(outlook) = &case.standing.outlook else { continue };
            let lead = case.commitment.settings.tech.as_ref();
            let words = words::votes(&outlook.basis, lead, &facts.book.rules.people);
            let is_assumed = words.starts_with("built-in assumption");
            assert_eq!(is_assumed, outlook.basis.is_assumption(), "{words}");
            assert!(is_assumed || words.contains(" votes "), "{words}");
        }
    });
}

#[test]
fn the_log_tells_what_changed() {
    let since = |since: Since| report(|facts| log::lines(facts, &log::since(facts, since), 80, Paint::Plain));
    assert_snapshot!("log", since(Since::Day("2026-11-12".parse().unwrap())));
    assert_snapshot!(
        "log_plain",
        report(|facts| log::plain(facts, &log::since(facts, Since::Day("2026-11-18".parse().unwrap()))))
    );
    assert_eq!(since(Since::Day("2026-11-21".parse().unwrap())), "");
    // What was recorded at the moment itself was seen then.
    let last: Moment = Moment::at("2026-11-20T08:00:00Z".parse().unwrap());
    assert_eq!(since(Since::Moment(last)), "");
    assert!(since(Since::Moment(Moment::from_micros(last.micros() - 1))).contains("Entra"));
}

#[test]
fn the_inbox_holds_what_waits_for_a_person() {
    let check =
        |who: &str| report(|facts| inbox::lines(facts, &inbox::of(facts, &handle(who), Reach::Mine), 80, Paint::Plain));
    let all = ["dana", "lee", "sam", "maria", "kim"].map(|who| format!("{who}\n{}", check(who))).join("\n");
    assert_snapshot!("inbox", all);
    assert_snapshot!(
        "inbox_plain",
        report(|facts| inbox::plain(facts, &inbox::of(facts, &handle("dana"), Reach::Mine)))
    );
}

#[test]
fn a_day_for_the_answer_keeps_a_promise_out_of_the_inbox() {
    let ids = |moves: &str| {
        let (mut book, _) = judged();
        let text = format!("{}\n{moves}", include_str!("shelf/ask001.toml"));
        let rules = book.rules.clone();
        let record = record::read(&text);
        assert_eq!(record.problems, []);
        book.put(fold("ask001".parse().unwrap(), record.moves, rules.ground()));
        let standings = forecast::assess(&book, today());
        let facts = Facts { book: &book, standings: &standings, today: today() };
        inbox::of(&facts, &handle("dana"), Reach::Mine)
            .iter()
            .flat_map(|bunch| &bunch.items)
            .any(|item| item.id.as_str() == "ask001")
    };
    let until = |day: &str| {
        format!(
            "[[move]]\nid = \"kk0002\"\nre = \"kk0001\"\nat = 2026-11-20T09:00:00Z\nby = \"dana\"\nkind = \"defer\"\nuntil = {day}\n"
        )
    };
    assert!(ids(""));
    assert!(!ids(&until("2026-11-27")));
    assert!(ids(&until("2026-11-20")));
}

#[test]
fn a_brief_says_what_the_customer_knows() {
    let of = |customer: &str| {
        report(|facts| {
            let brief = brief::of(facts, customer);
            let doubts =
                |all: &[brief::Doubt]| all.iter().map(|doubt| format!("  {doubt}")).collect::<Vec<_>>().join("\n");
            format!(
                "{}\nheld back\n{}\ndoubts\n{}\n",
                brief.markdown(today()),
                doubts(&brief.held_back),
                doubts(&brief.doubts)
            )
        })
    };
    let all = ["Northgate", "Bellweather", "Acme Corp", "Harbour & Sons", "Quillon"].map(of).join("\n");
    assert_snapshot!("briefs", all);
    let found = |name: &str| report(|facts| brief::customers(facts, name)).join(", ");
    assert_eq!(found("acme corp"), "Acme Corp");
    assert_eq!(found("AC"), "Acme Corp");
    assert_eq!(found("o"), "Acme Corp, Harbour & Sons, Northgate, Quillon");
    assert_eq!(found(""), "");
}

#[test]
fn one_line_can_be_copied_for_the_customer() {
    let line = |id: &str| report(|facts| brief::line(&facts.of(id.parse().unwrap()).unwrap()));
    let cases = [
        ("n0rth1", "Northgate: SAML single sign-on with SCIM: by 1 March 2027 (as told on 2 November 2026)"),
        // The customer was told 30 November, whatever stands inside.
        ("harb01", "Harbour & Sons: Sync with *their* ERP: by 30 November 2026 (as told on 1 October 2026)"),
        (
            "acme02",
            "Acme Corp: Dark mode for the português portal: without a date so far (as told on 17 November 2026)",
        ),
        ("ask001", "Bellweather: Single sign-on with Entra: asked for, no date has been promised"),
        ("kept01", "Northgate: Read-only roles: delivered"),
        ("qv1ds1", "Quillon: Invoice import: ready, please confirm that it is in place"),
    ];
    for (id, expected) in cases {
        assert_eq!(line(id), expected, "{id}");
    }
}

/// A conversation in which everything internal bears a mark.
const MARKED: &str = r#"
[[move]]
id = "zz0001"
at = 2026-11-01T08:00:00Z
by = "xmarksales"
kind = "promise"
customer = "Openly"
scope = "Open scope"
due = 2027-02-01
said = "xmark said"
told = true
done_when = "xmark done"
conditions = ["open condition"]
deal = "xmark deal"
value = "987654 EUR"
firmness = "contract"
stake = "deal-breaker"
capability = "xmark capability"
tech = "xmarktech"
tags = ["xmarktag"]
links = ["XMARK-1"]
note = "xmark note"

[[move]]
id = "zz0002"
re = "zz0001"
at = 2026-11-02T08:00:00Z
by = "xmarktech"
kind = "estimate"
effort = "77d..78d..79d"
verdict = "conditional"
conditions = ["xmark condition by 2026-12-24"]
note = "xmark note"
"#;

const ENDINGS: [&str; 7] = [
    "",
    "kind = \"countersign\"\nre = \"zz0001\"\nby = \"xmarktech\"\nnote = \"xmark\"",
    "kind = \"counter\"\nre = \"zz0001\"\nby = \"xmarktech\"\ndue = 2027-05-05\nscope = \"xmark scope\"\nconditions = [\"xmark if\"]",
    "kind = \"change\"\nre = \"zz0001\"\nby = \"xmarksales\"\ndue = 2027-01-05\nscope = \"xmark scope\"\nconditions = [\"xmark if\"]",
    "kind = \"decline\"\nre = \"zz0001\"\nby = \"xmarktech\"\nreason = \"technical-surprise\"\nnote = \"xmark\"",
    "kind = \"withdraw\"\nre = \"zz0001\"\nby = \"xmarksales\"\nreason = \"priorities-changed\"\nnote = \"xmark\"",
    "kind = \"defer\"\nre = \"zz0001\"\nby = \"xmarktech\"\nuntil = 2026-12-24",
];

#[test]
fn nothing_internal_reaches_a_customer() {
    for is_told in ["true", "false"] {
        for ending in ENDINGS {
            let text = MARKED.replace("told = true", &format!("told = {is_told}"));
            let more = format!("\n[[move]]\nid = \"zz0003\"\nat = 2026-11-03T08:00:00Z\n{ending}\n");
            let text = if ending.is_empty() { text } else { text + &more };
            let record = record::read(&text);
            assert_eq!(record.problems, [], "{text}");
            let mut book = Book::default();
            let rules = book.rules.clone();
            book.put(fold("zz1234".parse().unwrap(), record.moves, rules.ground()));
            let standings = forecast::assess(&book, today());
            let facts = Facts { book: &book, standings: &standings, today: today() };
            let brief = brief::of(&facts, "Openly");
            let line = brief::line(&facts.at(0).unwrap());
            for out in [brief.markdown(today()), line] {
                let lower = out.to_lowercase();
                let internal = [
                    "xmark",
                    "987",
                    "€",
                    "eur",
                    "%",
                    "77d",
                    "79d",
                    "zz1234",
                    "contract",
                    "breaker",
                    "surprise",
                    "24 december",
                    "5 may",
                    "5 january",
                ];
                for word in internal {
                    assert!(!lower.contains(word), "{word} in {out} after {ending}");
                }
                assert!(!lower.contains("no longer"), "{out} after {ending}, which nobody has told");
                assert!(out.contains("Openly"), "{out}");
            }
        }
    }
}

#[test]
fn the_briefs_of_a_company_leak_nothing() {
    company(|facts| {
        let customers: BTreeSet<String> =
            facts.book.commitments().iter().map(|each| each.customer.to_string()).collect();
        for customer in customers {
            let out = brief::of(facts, &customer).markdown(facts.today);
            assert!(!out.contains('%') && !out.contains('€'), "{out}");
            for person in facts.book.rules.people.iter() {
                let called = format!(" {} ", person.called());
                assert!(!out.contains(&called), "{called} in {out}");
            }
            for commitment in facts.book.commitments() {
                for note in commitment.moves.iter().filter_map(|made| made.note.as_deref()) {
                    assert!(!out.contains(note), "{note} in {out}");
                }
            }
        }
    });
}

#[test]
fn markdown_of_others_stays_words() {
    let cases = [
        ("plain words", "plain words"),
        ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
        ("[x](http://a.example)", "\\[x\\]\\(http\\://a.example\\)"),
        ("<script>alert(1)</script>", "\\<script\\>alert\\(1\\)\\</script\\>"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# head", "\\# head"),
        ("two\nlines", "two lines"),
        ("a\u{1b}[31mred", "a␛\\[31mred"),
        ("![pic](x)", "\\!\\[pic\\]\\(x\\)"),
        ("well-known 1.5 x", "well-known 1.5 x"),
    ];
    for (text, expected) in cases {
        assert_eq!(escape(text), expected, "{text}");
    }
}

/// Every JSON document of a book.
fn documents(facts: &Facts) -> Vec<String> {
    let since = Since::Day("2026-01-01".parse().unwrap());
    let who: Vec<Handle> = facts.book.rules.people.iter().map(|person| person.handle.clone()).collect();
    let mut all = vec![
        json::list(facts, &everything(facts)),
        json::show(facts, &everything(facts)),
        json::people(facts),
        json::summary(facts),
        log::json(facts, since, &log::since(facts, since)),
    ];
    all.extend(who.iter().map(|who| {
        inbox::json(
            facts,
            who,
            Reach::All,
            &inbox::of(facts, who, Reach::All),
            own_ranges(facts.book, who, facts.today).as_ref(),
        )
    }));
    let customers: BTreeSet<&str> = facts.book.commitments().iter().map(|each| &*each.customer).collect();
    all.extend(customers.into_iter().map(|customer| brief::of(facts, customer).json(facts)));
    all.push(calibration::json(facts, &Calibration::of(facts.book, facts.today)));
    let (book, standings, today) = (facts.book, facts.standings, facts.today);
    let standup = countersign::report::standup::Standup {
        facts: *facts,
        cards: countersign::domain::standup::agenda(book, standings),
        since,
        changes: countersign::domain::standup::said_in(book, standings, today, |_, _| true),
        decisions: countersign::domain::standup::decided(book, standings, today),
        amounts: countersign::report::standup::Amounts::Shown,
    };
    all.push(standup.json());
    let load = countersign::forecast::load::Load::of(facts.book, facts.today, 12);
    let everybody = countersign::forecast::load::Only::All;
    all.push(countersign::report::load::json(facts, &load, &everybody));
    all.extend((0..12).map(|week| countersign::report::load::week::json(facts, &load, &everybody, week)));
    all.extend(By::ALL.map(|by| {
        let timeline = Timeline::of(facts.book, &everything(facts), by);
        countersign::report::timeline::json(facts, &timeline, &load)
    }));
    let quarter = Period::around(facts.today, Length::Quarter, &facts.book.rules.calendar);
    all.push(review::json(facts, &Review::of(facts.book, facts.today, quarter, facts.standings)));
    all.push(review::pulse_json(facts, quarter));
    all
}

fn keys_of(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                keys.insert(key.clone());
                keys_of(value, keys);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys_of(value, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_key_of_the_json_is_documented() {
    let docs = include_str!("../../docs/json.md");
    let mut keys = BTreeSet::new();
    for text in [company(documents), report(documents)].concat() {
        keys_of(&serde_json::from_str(&text).unwrap(), &mut keys);
    }
    let missing: Vec<&String> = keys.iter().filter(|key| !docs.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md doesn't say what these are: {missing:?}");
}

#[test]
fn the_json_has_the_promised_shape() {
    let text = report(|facts| json::list(facts, &places("n0rth1")));
    let value: Value = serde_json::from_str(&text).unwrap();
    let order = |object: &str| {
        let at = |key: &str| text.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key}"));
        let keys: Vec<&str> = object.split_whitespace().collect();
        assert!(keys.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{object}");
    };
    order("schema as_of book commitments problems");
    order(
        "id customer scope state deal value firmness stake sales tech tags due original_due told_due told_on slip_days \
         done_when conditions estimate signature answer_by chance dates flags",
    );
    assert_eq!(value["schema"], 1);
    assert_eq!(value["as_of"], "2026-11-22");
    let first = &value["commitments"][0];
    assert_eq!(first["value"], serde_json::json!({ "amount": 120_000, "currency": "EUR" }));
    assert_eq!(first["chance"], 0.34);
    assert_eq!(first["estimate"]["low"], 25);
    assert_eq!(first["flags"][0]["next_by"], "sam");
    assert!(first.get("moves").is_none());
    let shown: Value = serde_json::from_str(&report(|facts| json::show(facts, &places("n0rth1")))).unwrap();
    assert_eq!(shown["commitments"][0]["moves"].as_array().unwrap().len(), 4);
}

#[test]
fn chances_are_never_certain() {
    company(|facts| {
        let value: Value = serde_json::from_str(&json::list(facts, &everything(facts))).unwrap();
        let chances: Vec<f64> =
            value["commitments"].as_array().unwrap().iter().filter_map(|each| each["chance"].as_f64()).collect();
        assert!(!chances.is_empty() && chances.iter().all(|chance| (0.005..=0.995).contains(chance)));
    });
}

/// A book whose every text is what somebody else wants it to be.
fn book_of(words: &str) -> (Book, Vec<Standing>) {
    let quoted = words.chars().map(|c| format!("\\U{:08X}", c as u32)).collect::<Vec<_>>().concat();
    let text = format!(
        r#"
[[move]]
id = "yy0001"
at = 2026-11-01T08:00:00Z
by = "sam"
kind = "promise"
customer = "A{quoted}"
scope = "B{quoted}"
due = 2026-11-02
said = "C{quoted}"
told = true
done_when = "D{quoted}"
conditions = ["E{quoted}"]
deal = "F{quoted}"
capability = "G{quoted}"
tags = ["H{quoted}"]
links = ["I{quoted}"]
note = "J{quoted}"

[[move]]
id = "yy0002"
re = "yy0001"
at = 2026-11-02T08:00:00Z
by = "dana"
kind = "estimate"
effort = "3d"
verdict = "conditional"
conditions = ["K{quoted}"]
"#
    );
    let record = record::read(&text);
    let mut book = Book::default();
    let rules = book.rules.clone();
    book.put(fold("yy1234".parse().unwrap(), record.moves, rules.ground()));
    let standings = forecast::assess(&book, today());
    (book, standings)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_the_terminal(words in "\\PC{0,30}|[a-z株é👩🏽‍💻 ]{0,60}", width in 1_usize..160) {
        let (book, standings) = book_of(&words);
        let facts = Facts { book: &book, standings: &standings, today: today() };
        for columns in [table::USUAL, table::PLAIN] {
            for line in table::fitted(&facts, &everything(&facts), columns, width, Paint::Plain).lines() {
                prop_assert!(text::width(line) <= width, "{} of {}: {:?}", text::width(line), width, line);
            }
        }
        if let Some(case) = facts.at(0).filter(|_| width >= 24) {
            for line in show::page(&facts, &case, width, Paint::Plain).lines() {
                prop_assert!(text::width(line) <= width, "{} of {}: {:?}", text::width(line), width, line);
            }
        }
    }

    #[test]
    fn no_report_drives_the_terminal(words in "(?s).{0,12}|[\\x01-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}a ]{0,12}") {
        let (book, standings) = book_of(&words);
        let facts = Facts { book: &book, standings: &standings, today: today() };
        let all = everything(&facts);
        let changes = log::since(&facts, Since::Moment(Moment::from_micros(0)));
        let case = facts.at(0).unwrap();
        let customer = case.commitment.customer.to_string();
        let brief = brief::of(&facts, &customer);
        let items = inbox::of(&facts, &handle("dana"), Reach::All);
        let outs = [
            table::fitted(&facts, &all, table::USUAL, 100, Paint::Plain),
            table::plain(&facts, &all),
            show::page(&facts, &case, 100, Paint::Plain),
            show::page(&facts, &case, 40, Paint::Plain),
            log::lines(&facts, &changes, 80, Paint::Plain),
            log::plain(&facts, &changes),
            inbox::lines(&facts, &items, 80, Paint::Plain),
            inbox::plain(&facts, &items),
            brief.markdown(today()),
            brief::line(&case),
            brief.held_back.iter().chain(&brief.doubts).map(ToString::to_string).collect(),
            json::show(&facts, &all),
        ];
        for out in outs {
            let is_risky = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!out.chars().any(is_risky), "{:?}", out);
        }
        prop_assert_eq!(table::plain(&facts, &all).lines().count(), 1);
        prop_assert_eq!(table::plain(&facts, &all).matches('\t').count(), table::PLAIN.len() - 1);
        // The JSON holds the texts as they are.
        let shown: Value = serde_json::from_str(&json::show(&facts, &all)).unwrap();
        prop_assert_eq!(shown["commitments"][0]["customer"].as_str(), Some(customer.as_str()));
    }
}
