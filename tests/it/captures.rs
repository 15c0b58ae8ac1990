//! A promise in one line: what people type, and what is understood on Sunday 22 November 2026.

use countersign::domain::calendar::Calendar;
use countersign::domain::capture::{self, Captured, Context, Known, Told, What};
use countersign::domain::dates::{Past, Typing};
use countersign::domain::day::Day;
use proptest::prelude::*;

const CUSTOMERS: &[&str] = &["Acme", "Northgate", "Harbour & Sons", "Bellweather", "Bellweather Nord", "Café Müller"];
const PEOPLE: &[Known] = &[
    Known { handle: "sam", name: "Sam Field", is_sales: true, is_tech: false },
    Known { handle: "maria", name: "Maria Klein", is_sales: true, is_tech: false },
    Known { handle: "dana", name: "Dana Brook", is_sales: false, is_tech: true },
    Known { handle: "lee", name: "Lee Hart", is_sales: false, is_tech: true },
    Known { handle: "kim", name: "", is_sales: false, is_tech: false },
    Known { handle: "ro", name: "Robin Vale", is_sales: true, is_tech: true },
];

fn with<T>(look: impl FnOnce(&Context) -> T) -> T {
    let calendar = Calendar::default();
    let today = Day::ymd(2026, 11, 22).expect("a day");
    look(&Context {
        typing: Typing { today, calendar: &calendar, past: Past::AskBack },
        customers: CUSTOMERS,
        people: PEOPLE,
        tags: &["auth", "mobile"],
        deals: &["Northgate renewal", "Acme 2027"],
        capabilities: &["single-sign-on", "export"],
    })
}

fn read(line: &str) -> Captured {
    with(|ctx| capture::read(line, ctx))
}

/// What was captured, in one line: only what is there.
fn said(it: &Captured) -> String {
    let mut parts = vec![format!("{}: {}", it.customer.as_deref().unwrap_or("–"), it.scope)];
    let mut part = |label: &str, value: Option<String>| parts.extend(value.map(|value| format!("{label} {value}")));
    part("due", it.due.as_ref().map(|due| format!("{} ({})", due.day, due.words)));
    part("tech", it.tech.clone());
    part("sales", it.sales.clone());
    part("deal", it.deal.clone());
    part("value", it.value.map(|money| money.to_string()));
    part("stake", it.stake.map(|stake| stake.to_string()));
    part("firmness", it.firmness.map(|firmness| firmness.to_string()));
    part("capability", it.capability.clone());
    part("done", it.done_when.clone());
    part("tags", Some(it.tags.join(" ")).filter(|tags| !tags.is_empty()));
    part(
        "told",
        it.told.as_ref().map(|told| match told {
            Told::Yes => "yes".into(),
            Told::No => "no".into(),
            Told::On(typed) => typed.day.to_string(),
        }),
    );
    for question in &it.questions {
        part("?", Some(format!("{}: {} {:?}", question.why, question.remedy, question.suggestions)));
    }
    parts.join(" | ")
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(line, expect)| (line, expect, said(&read(line))))
        .filter(|(_, expect, found)| *expect != found)
        .map(|(line, expect, found)| format!("{line}\n   expected {expect}\n   found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_whole_promise() {
    let all =
        "Acme: SAML SSO | due 2027-06-30 (end of Q2) | tech dana | value 120000 EUR | stake deal-breaker | tags auth";
    check(&[
        ("Acme: SAML SSO by end of Q2 @dana deal-breaker 120k #auth", all),
        ("#auth @dana deal-breaker Acme: SAML SSO by end of Q2 120k", all),
        ("Acme: by end of Q2 SAML SSO 120k @dana #auth deal-breaker", all),
        ("acme SAML SSO end of Q2 @dana deal breaker €120k #auth", all),
        ("acme: SAML SSO, by end of Q2, @Dana, dealbreaker, 120k EUR, #Auth", all),
        ("  Acme:   SAML   SSO until end of Q2 worth 120k @dana #auth !deal-breaker", all),
        ("due:\"end of Q2\" tech:dana value:120k stake:deal-breaker tag:auth customer:acme scope:\"SAML SSO\"", all),
        ("Acme: SAML SSO tech: dana value: 120k stake: deal-breaker due: end of Q2 #auth", all),
        ("", "–: "),
        ("SSO", "–: SSO"),
    ]);
}

#[test]
fn the_customer() {
    check(&[
        ("Quillon: SSO", "Quillon: SSO"),
        ("Quillon:SSO", "Quillon: SSO"),
        ("Quillon : SSO", "Quillon: SSO"),
        ("harbour & sons: SSO", "Harbour & Sons: SSO"),
        ("harbour & sons SSO", "Harbour & Sons: SSO"),
        ("Harbour and Sons: SSO", "Harbour & Sons: SSO"),
        ("Bellweather Nord SSO", "Bellweather Nord: SSO"),
        ("Bellweather SSO", "Bellweather: SSO"),
        ("cafe muller: SSO", "Café Müller: SSO"),
        ("March & Co: SSO", "March & Co: SSO"),
        ("@dana Quillon: SSO", "Quillon: SSO | tech dana"),
        ("Acme wants: SSO", "Acme: wants: SSO"),
        ("one two three four five six seven: SSO", "–: one two three four five six seven: SSO"),
        ("see https://example.com: ok", "–: see https://example.com: ok"),
        ("https://example.com/a is down", "–: https://example.com/a is down"),
        ("Quillon\\: SSO", "–: Quillon: SSO"),
        ("customer:\"A: B\" SSO", "A: B: SSO"),
        ("SSO customer:Quillon", "Quillon: SSO"),
        (
            "Northgat: SSO",
            "Northgat: SSO | ? Northgat is not in the book, and Northgate is: did you mean Northgate? write \
             customer:\"Northgat\" for a new one [\"Northgate:\", \"customer:\\\"Northgat\\\"\"]",
        ),
        ("customer:Northgat SSO", "Northgat: SSO"),
        ("Acne: SSO", "Acne: SSO"),
    ]);
}

#[test]
fn the_date() {
    check(&[
        ("Acme: SSO fri", "Acme: SSO | due 2026-11-27 (fri)"),
        ("Acme: SSO in 3 weeks @dana", "Acme: SSO | due 2026-12-13 (in 3 weeks) | tech dana"),
        ("Acme: SSO by 15.3. with SCIM", "Acme: SSO with SCIM | due 2027-03-15 (15.3.)"),
        ("Acme: SSO before march", "Acme: SSO | due 2027-02-28 (before march)"),
        ("Acme: SSO due on 15 mar, with SCIM", "Acme: SSO with SCIM | due 2027-03-15 (15 mar)"),
        ("Acme: SSO due:15mar", "Acme: SSO | due 2027-03-15 (15mar)"),
        ("Acme: SSO due:15 mar with SCIM", "Acme: SSO with SCIM | due 2027-03-15 (15 mar)"),
        ("Acme: logs of 3 weeks", "Acme: logs of 3 weeks"),
        ("Acme: logs of 3 weeks by q2", "Acme: logs of 3 weeks | due 2027-06-30 (q2)"),
        ("Acme: works on Office 2027", "Acme: works on Office 2027"),
        ("Acme: report on march numbers", "Acme: report on march numbers"),
        ("Acme: users may export so we do", "Acme: users may export so we do"),
        ("Acme: fri report by q2", "Acme: fri report | due 2027-06-30 (q2)"),
        ("Acme: approved by managers", "Acme: approved by managers"),
        ("Acme: march 15 mar", "Acme: march 15 | due 2027-03-31 (mar)"),
        ("Acme: march", "Acme: march"),
        ("Acme: by march", "Acme:  | due 2027-03-31 (march)"),
        ("Acme: single sign on by fri", "Acme: single sign on | due 2026-11-27 (fri)"),
        ("Acme: SSO no later than fri", "Acme: SSO | due 2026-11-27 (fri)"),
        ("Acme: SSO deadline fri", "Acme: SSO | due 2026-11-27 (fri)"),
        ("Acme: SSO bis Ende März", "Acme: SSO | due 2027-03-31 (Ende März)"),
        ("Acme: SSO \"by fri\"", "Acme: SSO \"by fri\""),
        ("Acme: SSO \\fri", "Acme: SSO fri"),
        (
            "Acme: SSO by 3/4",
            "Acme: SSO | ? `3/4` is 3 April or 4 March: write the month as a word [\"3 april\", \"4 march\"]",
        ),
        (
            "Acme: SSO due:3/4 @dana",
            "Acme: SSO | tech dana | ? `3/4` is 3 April or 4 March: write the month as a word [\"\\\"3 april\\\"\", \"\\\"4 march\\\"\"]",
        ),
        (
            "Acme: SSO by 15 mar 2026",
            "Acme: SSO | ? Sun 15 Mar 2026 has passed, 180 working days ago (not a working day): type a day from today on [\"2027-03-15\"]",
        ),
        ("Acme: SSO by asap", "Acme: SSO | ? no day is named: name a day, such as fri, 15 mar, +3w or end of q2 []"),
        ("Acme: SSO asap", "Acme: SSO asap"),
        ("Acme: SSO due:fri due:sat", "Acme: SSO | due 2026-11-27 (fri) | ? `due:` is given twice: keep one `due:` []"),
        ("Acme: SSO due:", "Acme: SSO | ? `due:` has no value: write it as due:15mar []"),
    ]);
}

#[test]
fn the_people() {
    check(&[
        ("Acme: SSO @dana @sam", "Acme: SSO | tech dana | sales sam"),
        ("Acme: SSO @sam @dana", "Acme: SSO | tech dana | sales sam"),
        ("Acme: SSO @kim @dana", "Acme: SSO | tech dana | sales kim"),
        ("Acme: SSO @ro", "Acme: SSO | tech ro"),
        ("Acme: SSO @ro @dana", "Acme: SSO | tech dana | sales ro"),
        ("Acme: SSO @robin", "Acme: SSO | tech ro"),
        ("Acme: SSO @newcomer", "Acme: SSO | tech newcomer"),
        ("Acme: SSO tech:@dana sales:maria", "Acme: SSO | tech dana | sales maria"),
        ("Acme: mail to ops@acme.example", "Acme: mail to ops@acme.example"),
        ("Acme: SSO \\@dana", "Acme: SSO @dana"),
        ("Acme: SSO @", "Acme: SSO @"),
        (
            "Acme: SSO @dnaa",
            "Acme: SSO | tech dnaa | ? nobody is called @dnaa: did you mean @dana? write @dnaa! for somebody new [\"dana\", \"dnaa!\"]",
        ),
        ("Acme: SSO @dnaa!", "Acme: SSO | tech dnaa"),
        (
            "Acme: SSO @dana @lee",
            "Acme: SSO | tech dana | ? @dana is the tech owner already, and @lee would be another: keep one of them [\"\"]",
        ),
    ]);
}

#[test]
fn the_value() {
    check(&[
        ("Acme: SSO €120k", "Acme: SSO | value 120000 EUR"),
        ("Acme: SSO 95 000,50 EUR by fri", "Acme: SSO | due 2026-11-27 (fri) | value 95000.50 EUR"),
        ("Acme: SSO CHF 12'000", "Acme: SSO | value 12000 CHF"),
        ("Acme: $1.2M SSO", "Acme: SSO | value 1200000 USD"),
        ("Acme: SSO for 120k", "Acme: SSO | value 120000 EUR"),
        ("Acme: SSO for EUR 120k", "Acme: SSO | value 120000 EUR"),
        ("Acme: SSO ~120k", "Acme: SSO | value 120000 EUR"),
        ("Acme: seats at 5 EUR each", "Acme: seats at 5 EUR each"),
        ("Acme: SSO for 10k users", "Acme: SSO for 10k users"),
        ("Acme: SSO for 120 users", "Acme: SSO for 120 users"),
        ("Acme: SSO 120", "Acme: SSO 120"),
        ("Acme: 200 all in", "Acme: 200 all in"),
        ("Acme: timeout of 5m", "Acme: timeout of 5m"),
        ("Acme: SSO value:120", "Acme: SSO | value 120 EUR"),
        ("Acme: SSO \\120k", "Acme: SSO 120k"),
        (
            "Acme: SSO value:1.200k",
            "Acme: SSO | ? `1.200k` could be 1200 or 1200000: write it in full [\"\\\"1200 EUR\\\"\", \"\\\"1200000 EUR\\\"\"]",
        ),
    ]);
}

#[test]
fn grades_tags_and_named_parts() {
    check(&[
        ("Acme: contract export planned in writing", "Acme: contract export planned in writing"),
        ("Acme: SSO !contract", "Acme: SSO | firmness contract"),
        ("Acme: SSO firmness:written nice to have", "Acme: SSO | stake nice-to-have | firmness written"),
        ("Acme: SSO firm:verbal deal-challenge.", "Acme: SSO | stake deal-challenge | firmness verbal"),
        (
            "Acme: SSO !contarct",
            "Acme: SSO | ? `!contarct` is neither a firmness nor a stake: did you mean `!contract`? [\"!contract\"]",
        ),
        (
            "Acme: SSO firmness:writen",
            "Acme: SSO | ? `writen` is not a firmness: did you mean `written`? [\"written\"]",
        ),
        ("Acme: important!", "Acme: important!"),
        ("Acme: !important thing", "Acme: !important thing"),
        ("Acme: SSO #auth #Mobile #auth, #", "Acme: SSO # | tags auth mobile"),
        ("Acme: C# client \\#1", "Acme: C# client #1"),
        (
            "Northgate: SSO deal:\"Northgate renewal\" cap:export done:\"works with Okta, and \\\"Entra\\\"\" told:yes",
            "Northgate: SSO | deal Northgate renewal | capability export | done works with Okta, and \"Entra\" | told yes",
        ),
        ("Northgate: SSO deal:northgate renewal told:fri", "Northgate: SSO | deal Northgate renewal | told 2026-11-20"),
        ("Northgate: SSO deal: \"Big one\" told:no", "Northgate: SSO | deal Big one | told no"),
        ("Northgate: SSO done: works with Okta #auth", "Northgate: SSO | done works with Okta | tags auth"),
        ("Northgate: ratio 3:1 and std::fs", "Northgate: ratio 3:1 and std::fs"),
        (
            "Acme: SSO vlaue:120k",
            "Acme: SSO | ? `vlaue:` is not a field: did you mean `value:`? write \\vlaue:120k to keep it as a word [\"value:120k\", \"\\\\vlaue:120k\"]",
        ),
    ]);
}

#[test]
fn pieces_say_what_each_part_of_the_line_is() {
    let line = "Acme: SAML SSO by end of Q2 @dana deal-breaker 120k #auth by";
    let pieces: Vec<_> = read(line).pieces.into_iter().map(|piece| (&line[piece.range], piece.what)).collect();
    assert_eq!(
        pieces,
        [
            ("Acme:", What::Customer),
            ("by", What::Lead),
            ("end of Q2", What::Due),
            ("@dana", What::Tech),
            ("deal-breaker", What::Stake),
            ("120k", What::Value),
            ("#auth", What::Tag),
        ]
    );
    let line = "Acme: SSO @dnaa by 3/4";
    let questions: Vec<_> = read(line).questions.iter().map(|q| q.answered(line, &q.suggestions[0])).collect();
    assert_eq!(questions, ["Acme: SSO @dana by 3/4", "Acme: SSO @dnaa by 3 april"]);
}

#[test]
fn the_preview_explains_what_was_understood_and_what_is_missing() {
    let shown = |line: &str| {
        with(|ctx| {
            let rows = capture::preview(&capture::read(line, ctx), ctx);
            let row =
                |row: &capture::Seen| format!("{}{}: {}", if row.is_missing { "~ " } else { "" }, row.label, row.words);
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        })
    };
    insta::assert_snapshot!(shown("Acme: SAML SSO by 12 mar @dana deal-breaker 120k #auth told:fri"), @r#"
    customer: Acme
    scope: SAML SSO
    promised: Fri 12 Mar 2027, in 80 working days
    tech: Dana Brook (@dana)
    ~ done when: not said yet: done:"works with Okta"
    stake: deal-breaker
    value: 120000 EUR
    tags: #auth
    told: Fri 20 Nov 2026, 2 days ago
    "#);
    insta::assert_snapshot!(shown("Quillon: SSO by 3/4 @newcomer"), @r#"
    customer: Quillon (new in the book)
    scope: SSO
    ~ promised: no date yet: by end of q2
    tech: @newcomer (new in the book)
    ~ done when: not said yet: done:"works with Okta"
    asked back: `3/4` is 3 April or 4 March: write the month as a word
    "#);
}

#[test]
fn completions_fit_the_place() {
    let check = |line: &str, expect: &[&str]| {
        let (head, tail) = line.split_once('|').unwrap_or((line, ""));
        let line = format!("{head}{tail}");
        let found = with(|ctx| capture::completions(&line, head.len(), ctx));
        let found: Vec<_> =
            found.iter().map(|it| format!("{}{}{}", &line[..it.range.start], it.text, &line[it.range.end..])).collect();
        assert_eq!(found, expect, "{line}");
    };
    check("nor", &["Northgate: ", "Bellweather Nord: "]);
    check("harbour &", &["Harbour & Sons: "]);
    check("Acme: SSO @d", &["Acme: SSO @dana"]);
    check("Acme: SSO @da|n more", &["Acme: SSO @dana more"]);
    check("Acme: SSO @rob", &["Acme: SSO @ro"]);
    check("Acme: SSO #m", &["Acme: SSO #mobile"]);
    check("Acme: SSO !co", &["Acme: SSO !contract"]);
    check("Acme: SSO deal-", &["Acme: SSO deal-breaker", "Acme: SSO deal-challenge"]);
    check("Acme: SSO deal:no", &["Acme: SSO deal:\"Northgate renewal\""]);
    check("Acme: SSO deal:\"northgate re", &["Acme: SSO deal:\"Northgate renewal\""]);
    check("Acme: SSO tech:", &["Acme: SSO tech:dana", "Acme: SSO tech:lee", "Acme: SSO tech:ro"]);
    check("Acme: SSO capa", &["Acme: SSO capability:"]);
    check("Acme: SSO by end of m", &["Acme: SSO by end of month"]);
    check(
        "Acme: SSO due:nex",
        &["Acme: SSO due:\"next mon\"", "Acme: SSO due:\"next fri\"", "Acme: SSO due:\"next week\""],
    );
    check("Acme: SSO", &[]);
    let notes = with(|ctx| capture::completions("Acme: SSO by q", 14, ctx));
    let notes: Vec<_> = notes.iter().map(|it| format!("{} · {}", it.text, it.note)).collect();
    assert_eq!(notes[1], "q2 · Wed 30 Jun 2027, in 158 working days");
    assert_eq!(with(|ctx| capture::completions("", 0, ctx)).len(), CUSTOMERS.len());
}

#[test]
fn lines_that_once_came_back_otherwise() {
    for line in ["!contarct byscope:\"a\"", "told: : ,customer::", ": due:fri due:fri vlaue:1Acme:", "vlaue:1a\\:"] {
        with(|ctx| {
            let read = capture::read(line, ctx);
            let written = capture::write(&read, ctx);
            assert!(capture::read(&written, ctx).says_as(&read), "{line}: {written}");
        });
    }
}

/// Lines made of what promises are made of.
fn lines() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    let bits = prop::sample::select(vec![
        "Acme", "Acme:", "Quillon:", "harbour", "&", "sons", "SAML", "SSO", "contract", "by", "on", "before", "end of q2", "fri", "3/4",
        "15 mar", "2027", "march", "asap", "@dana", "@sam", "@ro", "@dnaa", "@dnaa!", "@", "#auth", "#", "##", "deal-breaker", "nice", "to", "have",
        "!contract", "!contarct", "!x", "120k", "€", "€5", "EUR", "for", "worth", "due:", "due:fri", "due:3/4", "due:\"", "deal:", "deal:x",
        "deal:\"a b\"", "told:fri", "told:", "value:", "value:1.200k", "done:", "scope:\"a\\\"b\"", "scope:x", "cap:a,", "customer:", "tech:lee", "sales:",
        "\"", "\"a b\"", "\"by", "\\", "\\fri", "\\\\x", "a\\:", ":", "::", "x:y", ",", "-", "(by", "fri)", "vlaue:1", "é", "日本", "Straße", "tag:", "stake:high",
    ]);
    let glue = prop::sample::select(vec!["", " ", " ", " ", "  "]);
    prop::collection::vec((bits, glue), 0..12)
        .prop_map(|bits| bits.into_iter().flat_map(|(bit, glue)| [bit, glue]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_was_read_is_written_and_read_the_same(line in prop_oneof![lines(), lines(), any::<String>()]) {
        with(|ctx| {
            let read = capture::read(&line, ctx);
            let written = capture::write(&read, ctx);
            let again = capture::read(&written, ctx);
            prop_assert!(again.says_as(&read), "{line:?}\n{written:?}\n{read:#?}\n{again:#?}");
            Ok(())
        })?;
    }

    #[test]
    fn pieces_and_questions_stand_in_the_line(line in prop_oneof![lines(), any::<String>()]) {
        let read = read(&line);
        for pair in read.pieces.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start, "{line:?} {:?}", read.pieces);
        }
        for range in read.pieces.iter().map(|it| &it.range).chain(read.questions.iter().map(|it| &it.range)) {
            prop_assert!(line.get(range.clone()).is_some(), "{line:?} {range:?}");
        }
    }

    #[test]
    fn no_word_is_dropped(words in prop::collection::vec("[a-z]{4,9}", 0..8)) {
        let line = format!("Acme: {} @dana #auth €5", words.join(" "));
        let read = read(&line);
        let due = read.due.as_ref().map_or("", |due| due.words.as_str());
        for word in &words {
            let is_kept = read.scope.contains(word.as_str()) || due.contains(word.as_str()) || read.questions.iter().any(|q| line[q.range.clone()].contains(word.as_str()));
            prop_assert!(is_kept || word == "until" || word == "worth", "{word} in {line:?}: {read:?}");
        }
    }

    #[test]
    fn completions_stand_in_the_line(line in prop_oneof![lines(), any::<String>()], cursor in 0..60usize) {
        for it in with(|ctx| capture::completions(&line, cursor, ctx)) {
            prop_assert!(line.get(it.range.clone()).is_some(), "{line:?} {it:?}");
        }
        let _ = with(|ctx| capture::preview(&capture::read(&line, ctx), ctx));
    }
}
