//! Words in, commitments out: the one filter language, its errors, its completions and its orders.

use countersign::query::{Error, Field, Group, HAS, Index, Op, Reading, Sort, TABLE, complete, parse};
use proptest::prelude::*;

use crate::shelf::{book, handle, judged, query, stand, today};

/// The ids a query finds, in the book's order.
fn found(text: &str) -> String {
    let (book, standings) = judged();
    let places = query(text).select(&book, &standings);
    // The screen's live filter gives the same answer.
    assert_eq!(Index::of(&book).select(&query(text), &book, &standings, None), places, "{text}");
    places.iter().map(|place| book.commitments()[*place].id.to_string()).collect::<Vec<_>>().join(" ")
}

fn fails(text: &str) -> Error {
    let book = book();
    let me = handle("sam");
    let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
    parse(text, &reading).expect_err(text)
}

const ALL: &str = "n0rth1 be11w1 acme01 acme02 qv1ds1 harb01 kept01 kept02 decd01 ask001";

#[test]
fn a_query_finds_its_commitments() {
    let cases = [
        ("", ALL),
        // Words: customer, scope, notes, deal, tags, people, conditions, the beginning of an id.
        ("northgate", "n0rth1 kept01"),
        ("SAML", "n0rth1"),
        ("portugues", "acme02"),
        ("licence", "n0rth1"),
        ("expansion", "acme01 acme02"),
        ("auth", "n0rth1"),
        ("Ortega auth", "n0rth1"),
        ("lund export", ""),
        ("\"test idp\"", "n0rth1"),
        ("idp test", "n0rth1"),
        ("n0r", "n0rth1"),
        ("acme0", "acme01 acme02"),
        // Fields.
        ("customer:acme", "acme01 acme02"),
        ("customer=acme", ""),
        ("customer=\"acme corp\"", "acme01 acme02"),
        ("customer!=northgate customer!=\"Acme Corp\" customer!=Bellweather customer!=Quillon", "harb01 decd01"),
        ("customer:harbour,quillon state:kept", "kept02"),
        ("deal:pilot", "harb01 decd01"),
        ("deal:none", "qv1ds1 kept02 ask001"),
        ("tag:au", "n0rth1 acme01"),
        ("tag=au", ""),
        ("#audit", "acme01"),
        ("capability:sso", "ask001"),
        ("note:customer", "harb01"),
        ("team:platform open:yes", "n0rth1 be11w1 harb01 ask001"),
        ("tech:dana state:agreed", "n0rth1"),
        ("tech:da -state:agreed,kept", "be11w1 harb01 ask001"),
        ("tech=da", ""),
        ("tech:none", "acme02"),
        ("sales:me", "n0rth1 acme01 acme02 kept01 ask001"),
        ("@lee open:yes", "acme01 qv1ds1"),
        ("next:maria", "qv1ds1 harb01 decd01"),
        ("state:agreed,countered", "n0rth1 acme01"),
        ("state!=requested open:yes", "n0rth1 acme01 qv1ds1"),
        ("flag:overdue", "be11w1"),
        ("flag:over-promised", "n0rth1 acme01 harb01"),
        ("level:red open:no", "decd01"),
        ("level>=amber -level:red", "qv1ds1"),
        ("level:none", "kept01 kept02 ask001"),
        ("stake>nice-to-have", "n0rth1 be11w1 acme01 harb01"),
        ("firmness>=written", "be11w1 acme01 harb01"),
        ("firmness:none", "acme02 kept01 kept02 ask001"),
        ("verdict:conditional", "n0rth1"),
        ("reason:technical-surprise", "kept02"),
        ("asked:yes", "ask001"),
        ("told:no", "ask001"),
        ("told>=17nov", "acme02"),
        ("signed:yes open:yes", "n0rth1 qv1ds1"),
        ("delivered:yes -state:kept", "qv1ds1"),
        ("closed:yes", "kept01 kept02 decd01"),
        ("closed:october", "kept01 kept02"),
        ("due:november", "be11w1 qv1ds1"),
        ("due<november", "kept01 kept02"),
        ("due<=november open:yes", "be11w1 qv1ds1"),
        ("due>\"end of q1 2027\"", "decd01 ask001"),
        ("due>=q2 open:yes", "ask001"),
        ("due<+4w open:yes state:requested", "be11w1 harb01"),
        ("due < 18 dec 2026 open:yes", "be11w1 qv1ds1"),
        ("due:2026-12-01..2027-01-31", "acme01 harb01"),
        ("due:none", "acme02"),
        ("told-due:30nov", "harb01"),
        ("original:2026-11-30", "harb01"),
        ("moved>=thursday", "harb01 ask001"),
        ("moved>=yesterday", ""),
        ("since<oct", ""),
        ("opened:september", "qv1ds1 kept01"),
        ("value>50k", "n0rth1 be11w1 acme01 acme02 kept01"),
        ("value>50k EUR open:yes", "n0rth1 acme01 acme02"),
        ("value>=$40k", "be11w1 qv1ds1"),
        ("value>50,000 usd", "be11w1"),
        ("value:none", "kept02 ask001"),
        ("chance<50%", "n0rth1 harb01"),
        ("chance:none open:yes", "be11w1 acme02 qv1ds1 ask001"),
        ("slipped>5d", "harb01"),
        ("slipped:2w..4w", "harb01"),
        ("re:be", "be11w1"),
        ("re:hh0003", "kept02"),
        ("has:offer", "acme01"),
        ("has:note -has:condition", "acme01 harb01 decd01"),
        ("-has:date", "acme02"),
        // Joining.
        ("acme or quillon", "acme01 acme02 qv1ds1 kept02"),
        ("acme audit or quillon invoice", "acme01 qv1ds1"),
        ("acme (audit or dark)", "acme01 acme02"),
        ("acme and not audit", "acme02"),
        ("ACME AND NOT (audit OR dark)", ""),
        ("-(acme or quillon or northgate) open:yes", "be11w1 harb01 ask001"),
        ("not not acme", "acme01 acme02"),
        ("single-sign", ""),
        ("\"or\" read-only", "kept01"),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn a_mistake_is_marked_with_what_could_stand_there() {
    let cases = [
        ("stat:agreed acme", "`stat` is not a field\n  stat:agreed acme\n  ^^^^ did you mean `state`?"),
        (
            "acme state:agred",
            "`agred` is not a word for `state`\n  acme state:agred\n             ^^^^^ did you mean `agreed`?",
        ),
        (
            "level:loud",
            "`loud` is not a word for `level`\n  level:loud\n        ^^^^ write one of dim, amber, red, none",
        ),
        (
            "http://acme.example x",
            "`http` is not a field\n  http://acme.example x\n  ^^^^^^^^^^^^^^^^^^^ did you mean `\"http://acme.example\"`?",
        ),
        ("overdue:yes", "`overdue` is not a field\n  overdue:yes\n  ^^^^^^^^^^^ did you mean `flag:overdue`?"),
        (
            "state<agreed",
            "`state` has no order, so `<` doesn't go with it\n  state<agreed\n       ^ write one of `:`, `=`, `!=`",
        ),
        (
            "firmness>=none",
            "`none` has no order, so `>=` doesn't go with it\n  firmness>=none\n            ^^^^ write `:` or `!=` before none",
        ),
        (
            "due<",
            "`due` has no value here\n  due<\n      ^ write one of a day or a period, such as fri, 15 mar, +2w, march, none",
        ),
        ("due<fri,sat", "`<` takes one value, not a list\n  due<fri,sat\n         ^ write `:` before a list"),
        (
            "slipped>lots",
            "`lots` is not a number of days for `slipped`\n  slipped>lots\n          ^^^^ write one of calendar days, such as 5d or 2w, none",
        ),
        (
            "chance<130%",
            "`130%` is not a chance for `chance`\n  chance<130%\n         ^^^^ write one of a chance, such as 60%, none",
        ),
        (
            "slipped:9d..2d",
            "the end of this range is below its beginning\n  slipped:9d..2d\n          ^^^^^^ did you mean `2d..9d`?",
        ),
        ("(acme or quillon", "this parenthesis is not closed\n  (acme or quillon\n  ^ write `)`"),
        ("acme)", "this parenthesis was never opened\n  acme)\n      ^ write `(` before it"),
        (
            "()",
            "nothing stands between the parentheses\n  ()\n   ^ write one of a word, a field such as state:agreed, a phrase in quotes",
        ),
        (
            "acme or",
            "something is missing after `or`\n  acme or\n         ^ write one of a word, a field such as state:agreed, a phrase in quotes",
        ),
        (
            "or acme",
            "something is missing before `or`\n  or acme\n  ^^ write one of a word, a field such as state:agreed, a phrase in quotes",
        ),
        ("\"single sign", "this quote is not closed\n  \"single sign\n  ^^^^^^^^^^^^ write `\"` at its end"),
        ("株式 stat:kept", "`stat` is not a field\n  株式 stat:kept\n       ^^^^ did you mean `state`?"),
        ("a\u{1b}[2J stat:kept", "`stat` is not a field\n  a␛[2J stat:kept\n        ^^^^ did you mean `state`?"),
    ];
    for (text, expected) in cases {
        assert_eq!(fails(text).render(text), expected, "{text}");
    }
    assert_eq!(fails("stat:agreed acme").mended("stat:agreed acme").as_deref(), Some("state:agreed acme"));
    assert!(fails("acme or").is_unfinished("acme or "));
    assert!(!fails("stat:agreed acme").is_unfinished("stat:agreed acme"));
}

#[test]
fn who_asks_must_be_known() {
    let book = book();
    let reading = Reading { today: today(), calendar: &book.rules.calendar, me: None };
    assert_eq!(parse("sales:me", &reading).unwrap_err().to_string(), "nobody knows who `me` is: write a handle");
}

#[test]
fn a_query_prints_as_it_reads() {
    let cases = [
        ("", ""),
        ("acme AND  not(audit or dark)", "acme -(audit or dark)"),
        ("(a b) c", "a b c"),
        ("a or b c or d", "a or b c or d"),
        ("(a or b) c", "(a or b) c"),
        ("state:AGREED,kept", "state:agreed,kept"),
        ("told_due < march", "told-due<\"march\""),
        ("due<2027-03-01", "due<2027-03-01"),
        ("sales:Me #auth @dana", "sales:me tag:auth owner:dana"),
        ("\"or\" \"-x\" \"a b\" \"say \\\"hi\\\"\"", "\"or\" \"-x\" \"a b\" \"say \\\"hi\\\"\""),
        ("tag:\"none\" deal:none", "tag:\"none\" deal:none"),
        ("- a", "\"-\" a"),
    ];
    for (text, expected) in cases {
        let parsed = query(text);
        assert_eq!(parsed.to_string(), expected, "{text}");
        assert_eq!(query(expected), parsed, "{text}");
    }
}

#[test]
fn every_example_of_the_table_is_a_query() {
    for field in TABLE {
        assert_eq!(Field::named(field.name).map(|named| named.key), Some(field.key), "{}", field.name);
        assert!(!query(field.example).is_empty(), "{}", field.example);
        for op in field.kind.ops() {
            assert!(Op::ALL.contains(op));
        }
    }
}

#[test]
fn the_documentation_lists_every_word_of_the_language() {
    let docs = include_str!("../../docs/queries.md");
    for field in TABLE {
        let row = format!("| `{}` | {} | `{}` |", field.name, field.about, field.example);
        assert!(docs.contains(&row), "docs/queries.md has no row\n{row}");
        for word in field.kind.words() {
            assert!(docs.contains(&format!("`{word}`")), "docs/queries.md doesn't name `{word}` of {}", field.name);
        }
    }
    for column in Sort::COLUMNS {
        let row = format!("| `{}` | {} |", column.word, column.about);
        assert!(docs.contains(&row), "docs/queries.md has no row\n{row}");
    }
    for group in Group::ALL {
        assert!(docs.contains(&format!("`{}`", group.word())), "{}", group.word());
    }
    for what in HAS {
        assert!(docs.contains(&format!("`{what}`")), "{what}");
    }
    for op in Op::ALL {
        assert!(docs.contains(&format!("`{}`", op.sign())), "{op:?}");
    }
    // Every example of the page is understood.
    let examples = docs.lines().filter_map(|line| line.strip_prefix("    "));
    let mut n = 0;
    for example in examples {
        query(example);
        n += 1;
    }
    assert!(n > 5, "the page has examples");
}

#[test]
fn what_could_be_typed_next_comes_from_the_book() {
    let offers = |text: &str| {
        let (before, after) = text.split_once('|').unwrap();
        let book = book();
        let offers = complete(&format!("{before}{after}"), before.len(), &book);
        offers.iter().take(5).map(|each| each.text.clone()).collect::<Vec<_>>().join(" ")
    };
    let cases = [
        ("fl|", "flag:"),
        ("acme (to|", "told: told-due:"),
        ("-st|", "state: stake:"),
        ("an|", "answer-by: and "),
        ("state:ag|", "agreed"),
        ("state:agreed,c|", "countered declined"),
        ("customer:nor|", "Northgate"),
        ("customer:|", "\"Acme Corp\" Bellweather \"Harbour & Sons\" Northgate Quillon"),
        ("customer:\"harb|", "\"Harbour & Sons\""),
        ("tech:d|", "dana"),
        ("tech:|", "dana lee me none"),
        ("#au|", "#audit #auth"),
        ("@ma|", "@maria"),
        ("flag:over|", "overdue over-promised"),
        ("firmness>=w|", "written"),
        ("has:acc|", "accepted-risk"),
    ];
    for (text, expected) in cases {
        assert_eq!(offers(text), expected, "{text}");
    }
    let book = book();
    let first = complete("acme state:ag and", 13, &book).remove(0);
    assert_eq!((first.range, first.text.as_str()), (11..13, "agreed"));
}

#[test]
fn a_list_is_put_in_order() {
    let (book, standings) = judged();
    let sorted = |text: &str| {
        let mut places = query("open:yes").select(&book, &standings);
        Sort::parse(text).unwrap().order(&mut places, &book, &standings);
        places.iter().map(|place| book.commitments()[*place].id.to_string()).collect::<Vec<_>>().join(" ")
    };
    let cases = [
        ("id", "acme01 acme02 ask001 be11w1 harb01 n0rth1 qv1ds1"),
        ("-id", "qv1ds1 n0rth1 harb01 be11w1 ask001 acme02 acme01"),
        // Without a date last either way.
        ("due", "qv1ds1 be11w1 harb01 acme01 n0rth1 ask001 acme02"),
        ("-due", "ask001 n0rth1 acme01 harb01 be11w1 qv1ds1 acme02"),
        ("customer", "acme01 acme02 be11w1 ask001 harb01 n0rth1 qv1ds1"),
        ("value", "harb01 acme01 acme02 n0rth1 qv1ds1 be11w1 ask001"),
        ("urgency", "harb01 be11w1 acme01 n0rth1 acme02 qv1ds1 ask001"),
        ("-urgency", "ask001 qv1ds1 acme02 n0rth1 acme01 be11w1 harb01"),
        ("state", "harb01 be11w1 acme02 ask001 acme01 n0rth1 qv1ds1"),
    ];
    for (text, expected) in cases {
        assert_eq!(sorted(text), expected, "{text}");
        assert_eq!(Sort::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(
        Sort::parse("-custmer").unwrap_err().to_string(),
        "`custmer` is not a column to sort by: did you mean `customer`?"
    );
}

#[test]
fn a_list_is_put_in_groups() {
    let (book, standings) = judged();
    let groups = |by: &str| {
        let places = query("open:yes").select(&book, &standings);
        let groups = Group::parse(by).unwrap().split(&places, &book, &standings);
        groups.iter().map(|group| format!("{} {}", group.title, group.places.len())).collect::<Vec<_>>().join(", ")
    };
    let cases = [
        ("customer", "Acme Corp 2, Bellweather 2, Harbour & Sons 1, Northgate 1, Quillon 1"),
        ("tech", "Dana 4, Lee 2, no tech owner 1"),
        ("team", "Apps 2, Platform 4, no team 1"),
        ("state", "requested 4, countered 1, agreed 1, delivered 1"),
        ("flag", "customer-not-told 1, overdue 1, over-promised 2, blind 1, unconfirmed 1, no flag 1"),
        ("month", "November 2026 3, January 2027 1, March 2027 1, June 2027 1, no date 1"),
        ("stake", "deal-breaker 2, deal-challenge 2, nice-to-have 1, no stake 2"),
        ("firmness", "contract 1, written 2, verbal 1, planned 1, no firmness 2"),
    ];
    for (by, expected) in cases {
        assert_eq!(groups(by), expected, "{by}");
    }
    assert!(Group::parse("custom").unwrap_err().suggestion.is_some());
}

/// Texts with everything the language is made of, and with anything at all.
fn any_text() -> impl Strategy<Value = String> {
    let words = "acme|northgate|or|and|not|OR|-|\\(|\\)|\"|\"single sign\"|,|#auth|@dana|me|none|yes|no|fri|march|15|2027|50k|60%|5d";
    let names = TABLE.iter().map(|field| field.name).collect::<Vec<_>>().join("|");
    let piece = format!("({words}|({names})(:|=|!=|<|<=|>|>=)({words}|[a-z]{{1,4}})?(,|\\.\\.)?)");
    let mixed = proptest::collection::vec((proptest::string::string_regex(&piece).unwrap(), "[ ]{0,2}"), 0..8)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, blank)| piece + &blank).collect());
    prop_oneof![3 => mixed, 1 => ".{0,40}", 1 => "[a-z:<>=!()\"\\\\ ,.#@-]{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_query_or_a_marked_mistake(text in any_text(), cursor in 0_usize..60) {
        let (book, standings) = judged_once();
        let me = handle("sam");
        let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
        for offer in complete(&text, cursor, book) {
            prop_assert!(text.get(offer.range.clone()).is_some());
        }
        match parse(&text, &reading) {
            Ok(query) => {
                let printed = query.to_string();
                let again = parse(&printed, &reading);
                prop_assert_eq!(again.as_ref(), Ok(&query), "{} printed as {}", text, printed);
                // Denying it finds exactly the others; the index finds what the plain look finds.
                let denied = parse(&format!("-({printed})"), &reading).unwrap_or_default();
                let found = query.select(book, standings);
                if !query.is_empty() {
                    let others = denied.select(book, standings);
                    let all: Vec<usize> = (0..standings.len()).collect();
                    let mut both = [found.clone(), others].concat();
                    both.sort_unstable();
                    prop_assert_eq!(both, all);
                }
                prop_assert_eq!(Index::of(book).select(&query, book, standings, None), found);
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
                prop_assert!(!error.why.is_empty() && !error.expected.is_empty() || error.suggestion.is_some());
                let _ = error.render(&text);
            }
        }
    }

    #[test]
    fn typing_on_narrows_only_when_it_does(earlier in any_text(), more in any_text()) {
        let (book, standings) = judged_once();
        let me = handle("sam");
        let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
        let (Ok(before), Ok(after)) = (parse(&earlier, &reading), parse(&format!("{earlier}{more}"), &reading)) else {
            return Ok(());
        };
        if after.narrows(&before) {
            let wide = before.select(book, standings);
            let narrow = after.select(book, standings);
            prop_assert!(narrow.iter().all(|place| wide.contains(place)), "{} → {}", before, after);
            prop_assert_eq!(Index::of(book).select(&after, book, standings, Some(&wide)), narrow);
        }
    }
}

fn judged_once() -> &'static (countersign::domain::book::Book, Vec<countersign::domain::flag::Standing>) {
    static JUDGED: std::sync::OnceLock<(countersign::domain::book::Book, Vec<countersign::domain::flag::Standing>)> =
        std::sync::OnceLock::new();
    JUDGED.get_or_init(judged)
}

#[test]
fn what_typing_does_is_known_to_narrow() {
    let cases = [
        ("", "a", true),
        ("ac", "acm", false), // An id may begin so that the shorter word was not looked for in.
        ("acm", "acme", true),
        ("north", "northgate", true),
        ("northgate", "northgate saml", true),
        ("customer:n", "customer:no", true),
        ("tag:a", "tag:ba", false),
        ("a b", "a b c", true),
        ("a or b", "a", true),
        ("a", "a or b", false),
        ("state:agreed", "state:agreed acme", true),
        ("-acmecorp", "-acme", true),
        ("-acme", "-acmecorp", false),
    ];
    for (earlier, later, expected) in cases {
        assert_eq!(query(later).narrows(&query(earlier)), expected, "{earlier} → {later}");
    }
}

#[test]
fn the_index_follows_the_book() {
    let (mut book, _) = judged();
    let mut index = Index::of(&book);
    let id = book.commitments()[1].id;
    book.remove(id);
    index.remove(id);
    assert_eq!(index, Index::of(&book));
    let lagging = Index::default();
    let standings = stand(&book);
    let wanted = query("northgate");
    assert_eq!(lagging.select(&wanted, &book, &standings, None), wanted.select(&book, &standings));
    let first = book.commitments()[0].id;
    index.put(&book, first);
    assert_eq!(index, Index::of(&book));
}

#[test]
fn deep_nesting_is_refused_rather_than_fatal() {
    let deep = "(".repeat(100_000);
    assert_eq!(fails(&deep).why, "this is nested too deeply");
    assert_eq!(fails(&"not ".repeat(100_000)).why, "this is nested too deeply");
    let wide = vec!["a"; 50_000].join(" or ");
    assert_eq!(query(&wide).words().len(), 50_000);
}
