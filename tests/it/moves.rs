//! Moves in, words out: what stands after a conversation, why it asks for attention, and whose move it is.

use countersign::domain::act::{Act, Answer, Edit, Move, NewTerms, Promise, Settings, Variance, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::commitment::Commitment;
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::{Folded, fold};
use countersign::domain::id::Id;
use countersign::domain::outlook::{Chance, Confidence, Foretold};
use countersign::domain::permit::permit;
use countersign::domain::person::{Handle, People, Person, Role, Roles};
use countersign::domain::tracker::{Issue, Issues, Stage};
use countersign::domain::undo;
use countersign::forecast::{self, Forecaster};

const TODAY: &str = "2026-11-22";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn handle(text: &str) -> Handle {
    Handle::new(text).unwrap()
}

fn people() -> People {
    [
        ("sam", &[Role::Sales][..]),
        ("maria", &[Role::Sales]),
        ("dana", &[Role::Tech]),
        ("lee", &[Role::Tech]),
        ("kim", &[Role::Manager]),
        ("uma", &[Role::Sales, Role::Tech, Role::Manager]),
    ]
    .into_iter()
    .map(|(name, roles)| Person::new(handle(name), Roles::of(roles)))
    .collect()
}

fn id(n: u32) -> Id {
    Id::from_bits(n)
}

/// One line is one move: `DAY WHO[>FOR] KIND [words]`; moves are numbered from 1, `re=N` answers the N-th.
///
/// A move without `re` answers what is on the table, as the program itself does.
pub fn conversation(text: &str) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for (n, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut words = line.split_whitespace();
        let on = day(words.next().unwrap());
        let (by, proxy_for) = match words.next().unwrap().split_once('>') {
            Some((by, voice)) => (by, Some(handle(voice))),
            None => (line.split_whitespace().nth(1).unwrap(), None),
        };
        let kind = words.next().unwrap();
        let rest: Vec<&str> = words.collect();
        let named = |key: &str| rest.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        let has = |flag: &str| rest.contains(&flag);
        let due = named("due").map(day);
        let new_terms = || NewTerms {
            due,
            scope: named("scope").map(Into::into),
            conditions: named("if").map(|text| vec![text.into()]),
            told: has("told"),
            ..NewTerms::default()
        };
        let reason = named("reason").map(|word| Variance::parse(word).unwrap());
        let act = match kind {
            "promise" => Act::Promise(Box::new(Promise {
                customer: "Acme".into(),
                scope: "SSO".into(),
                due,
                told: !has("asked"),
                done_when: (!has("vague")).then(|| "login works".into()),
                settings: Settings {
                    tech: (!has("nobody")).then(|| handle("dana")),
                    links: named("link").map(|link| vec![link.into()]).unwrap_or_default(),
                    ..Settings::default()
                },
                ..Promise::default()
            })),
            "change" => Act::Change(Box::new(new_terms())),
            "counter" => Act::Counter(Box::new(new_terms())),
            "estimate" => Act::Estimate(Box::new(Answer {
                estimate: named("days").map(|days| {
                    let effort = Effort::from_days(days.parse().unwrap()).unwrap();
                    Estimate::Effort(Span::single(effort, Class::Budget))
                }),
                verdict: named("verdict").map_or(Verdict::Feasible, |word| Verdict::parse(word).unwrap()),
                conditions: named("if").map(|text| vec![text.replace('_', " ").into()]).unwrap_or_default(),
                start: None,
            })),
            "sign" => Act::Countersign,
            "accept" => Act::Accept,
            "defer" => Act::Defer { until: day(named("until").unwrap()) },
            "decline" => Act::Decline { reason },
            "progress" => Act::Progress { left: None },
            "deliver" => Act::Deliver { reason },
            "confirm" => Act::Confirm { reason },
            "not-yet" => Act::NotYet,
            "withdraw" => Act::Withdraw { reason },
            "revoke" => Act::Revoke { reason },
            "told" => Act::Told { due },
            "note" => Act::Note,
            "edit" => Act::Edit(Box::new(Edit {
                scope: named("scope").map(Into::into),
                tech: named("tech").map(|who| Some(handle(who))),
                ..Edit::default()
            })),
            "accept-risk" => Act::AcceptRisk { review: day(named("review").unwrap()) },
            "reopen" => Act::Reopen,
            "retract" => Act::Retract { what: id(named("what").unwrap().parse().unwrap()) },
            other => Act::Unknown { kind: other.into() },
        };
        let number = u32::try_from(n).unwrap() + 1;
        let answered = named("re").map(|re| id(re.parse().unwrap()));
        let re = answered.or_else(|| match fold(id(99), moves.clone(), rules().ground()) {
            Folded::Standing(so_far) if act.kind().word() != "countersign" => Some(so_far.on_the_table().id),
            Folded::Standing(so_far) => Some(so_far.terms.id),
            Folded::Shelved(_) => None,
        });
        let noon = on.date().and_hms_opt(12, 0, 0).unwrap().and_utc();
        let at = Moment::from_micros(Moment::at(noon).micros() + i64::from(number));
        moves.push(Move {
            id: id(number),
            re,
            at,
            by: handle(by),
            proxy_for,
            on: named("on").map(day),
            note: named("note").map(|note| note.replace('_', " ").into()),
            batch: named("batch").map(|batch| id(batch.parse().unwrap())),
            act,
            foretold: Foretold {
                chance: named("chance").map(|chance| Chance::new(chance.parse::<f64>().unwrap() / 100.0)),
                level: named("level").and_then(|level| Confidence::of(level.parse().unwrap())),
            },
            unknown: Vec::new(),
            line: 0,
        });
    }
    moves
}

pub fn rules() -> Rules {
    Rules { people: people(), ..Rules::default() }
}

fn book(text: &str) -> Book {
    let rules = rules();
    let folded = fold(id(99), conversation(text), rules.ground());
    let mut book = Book::new(rules, vec![folded], Vec::new());
    let issue =
        |key: &str, stage, due: Option<&str>| Issue { key: key.into(), title: key.into(), stage, due: due.map(day) };
    book.issues = Issues::new(
        None,
        vec![
            issue("GONE-1", Stage::Cancelled, None),
            issue("LATE-2", Stage::Started, Some("2027-06-01")),
            issue("IDLE-3", Stage::NotStarted, None),
        ],
    );
    book
}

fn standing(text: &str) -> Commitment {
    match fold(id(99), conversation(text), rules().ground()) {
        Folded::Standing(commitment) => *commitment,
        Folded::Shelved(_) => panic!("nothing stands after\n{text}"),
    }
}

/// One line on where the conversation stands, then a line a flag.
fn check(text: &str, expected: &str) {
    let book = book(text);
    let commitment = book.commitments().first().unwrap_or_else(|| panic!("nothing stands after\n{text}"));
    let standing = forecast::assess_one(&book, commitment, &Forecaster::of(&book, day(TODAY)));
    let mut words = vec![commitment.state.name().word().to_owned()];
    let date = |day: Option<Day>| day.map_or_else(|| "–".into(), |day| day.to_string());
    words.push(format!("due {}", date(commitment.terms.due)));
    words.push(if commitment.told.is_some() {
        format!("told {}", date(commitment.told_due()))
    } else {
        "asked".into()
    });
    if let Some(offer) = commitment.offer() {
        words.push(format!("offer {}", date(offer.due)));
    }
    if let Some(signature) = commitment.signature() {
        let proxy = signature.recorded_by.as_ref().map_or_else(String::new, |by| format!(" by proxy of {by}"));
        let own = if signature.is_self_signed { " self-signed" } else { "" };
        words.push(format!("signed {}{proxy}{own}", signature.by));
    }
    if let Some(slip) = commitment.slip_days().filter(|slip| *slip != 0) {
        words.push(format!("slipped {slip} d"));
    }
    for (made, why) in &commitment.ineffective {
        words.push(format!("without effect {made}: {why}"));
    }
    let mut got = vec![words.join(" · ")];
    got.extend(standing.flags.iter().map(|raised| {
        format!("{} {}", raised.level.word(), raised.sentence(commitment, &book.rules.people, day(TODAY)))
    }));
    let wanted: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(got.join("\n"), wanted.join("\n"), "after\n{text}");
}

#[test]
fn a_promise_waits_for_its_answer() {
    check(
        "2026-11-20 sam promise due=2027-03-01",
        "requested · due 2027-03-01 · told 2027-03-01
         red blind: told 20 Nov, no estimate → Dana: estimate",
    );
    check(
        "2026-11-16 sam promise due=2027-03-01 asked",
        "requested · due 2027-03-01 · asked
         amber answer-late: waits 4 working days for an answer → Dana: answer",
    );
    check(
        "2026-11-10 sam promise due=2027-03-01 asked",
        "requested · due 2027-03-01 · asked
         red answer-late: waits 8 working days for an answer → Dana: answer",
    );
    check(
        "2026-11-10 sam promise due=2027-03-01
         2026-11-11 dana defer until=2026-11-25",
        "requested · due 2027-03-01 · told 2027-03-01
         amber blind: told 10 Nov, no estimate yet, answer by 25 Nov → Dana: estimate",
    );
    check(
        "2026-11-10 sam promise due=2027-03-01
         2026-11-11 dana defer until=2026-11-18",
        "requested · due 2027-03-01 · told 2027-03-01
         red blind: told 10 Nov, no estimate → Dana: estimate
         amber answer-late: answer was due 18 Nov, 2 working days ago → Dana: answer",
    );
    check(
        "2026-11-20 sam promise vague nobody",
        "requested · due – · told –
         red blind: told 20 Nov, no estimate → estimate
         dim incomplete: no date, no done-when, no tech owner → Sam: add date, done-when, tech owner",
    );
}

#[test]
fn a_signature_covers_the_terms_it_was_given_for() {
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana sign
         2026-11-19 sam change due=2027-05-01",
        "requested · due 2027-05-01 · told 2027-06-01 · slipped -31 d
         amber stale-estimate: terms changed since the estimate of 17 Nov → Dana: estimate again",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 sam>dana sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana by proxy of sam",
    );
    check(
        "2026-11-16 uma promise due=2027-06-01
         2026-11-17 uma estimate days=5
         2026-11-18 uma sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed uma self-signed",
    );
}

#[test]
fn a_counter_offer_is_answered_or_waits() {
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana counter due=2027-07-01",
        "countered · due 2027-06-01 · told 2027-06-01 · offer 2027-07-01
         red over-promised: told 1 Jun, tech offers 1 Jul, 4 weeks later → Sam: accept and tell Acme
         amber counter-waiting: the counter-offer of 1 Jul waits 2 working days → Sam: accept or counter back",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana counter due=2027-07-01
         2026-11-19 sam accept",
        "agreed · due 2027-07-01 · told 2027-06-01 · signed dana · slipped 30 d
         red customer-not-told: told 1 Jun, now 1 Jul → Sam: tell Acme",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana counter due=2027-07-01
         2026-11-19 sam counter due=2027-06-15
         2026-11-20 dana sign
         2026-11-20 sam told",
        "agreed · due 2027-06-15 · told 2027-06-15 · signed dana · slipped 14 d",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana sign
         2026-11-19 dana counter due=2027-08-01",
        "countered · due 2027-06-01 · told 2027-06-01 · offer 2027-08-01
         red over-promised: told 1 Jun, tech offers 1 Aug, 9 weeks later → Sam: accept and tell Acme",
    );
}

#[test]
fn what_the_customer_believes_is_held_against_what_stands() {
    check(
        "2026-11-02 sam promise due=2027-06-01
         2026-11-17 dana estimate verdict=not-feasible
         2026-11-18 dana decline reason=technical-surprise",
        "declined · due 2027-06-01 · told 2027-06-01
         red customer-not-told: declined, and the customer still counts on it → Sam: tell Acme",
    );
    check(
        "2026-11-02 sam promise due=2027-06-01
         2026-11-18 dana decline
         2026-11-19 sam told",
        "declined · due 2027-06-01 · told 2027-06-01",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 dana counter if=test-idp
         2026-11-19 sam accept",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana
         red customer-not-told: told without the conditions that now stand → Sam: tell Acme",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 sam change scope=SAML-only
         2026-11-18 dana sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana
         red customer-not-told: told another scope than now stands → Sam: tell Acme",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 sam edit scope=Single-sign-on
         2026-11-18 dana sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana",
    );
}

#[test]
fn dates_that_pass_and_dates_that_come_near() {
    check(
        "2026-10-01 sam promise due=2026-11-14",
        "requested · due 2026-11-14 · told 2026-11-14
         red overdue: 8 days over the date, no estimate → Dana: estimate
         red blind: told 1 Oct, no estimate → Dana: estimate
         red answer-late: waits 36 working days for an answer → Dana: answer",
    );
    check(
        "2026-11-16 sam promise due=2026-11-22
         2026-11-17 dana estimate days=1
         2026-11-18 dana sign",
        "agreed · due 2026-11-22 · told 2026-11-22 · signed dana
         red over-promised: told 22 Nov, <1 % to make it, 80 % by 27 Nov → Sam: tell Acme or withdraw
         amber due-soon: due today → Dana: deliver",
    );
    check(
        "2026-10-01 sam promise due=2026-11-20
         2026-10-02 dana estimate days=5
         2026-10-02 dana sign",
        "agreed · due 2026-11-20 · told 2026-11-20 · signed dana
         red overdue: 2 days over the date → Dana: deliver or give a new date
         dim quiet: no word for 51 days → Dana: say how far it is",
    );
    check(
        "2026-10-01 sam promise due=2026-11-12
         2026-10-02 dana estimate days=5
         2026-10-02 dana sign
         2026-11-11 dana deliver",
        "delivered · due 2026-11-12 · told 2026-11-12 · signed dana
         amber unconfirmed: delivered 7 working days ago, not confirmed → Sam: confirm with Acme",
    );
    check(
        "2026-10-01 sam promise due=2026-11-12
         2026-10-02 dana estimate days=5
         2026-10-02 dana sign
         2026-11-11 dana deliver
         2026-11-12 sam confirm",
        "kept · due 2026-11-12 · told 2026-11-12 · signed dana",
    );
}

#[test]
fn a_manager_takes_a_risk_for_a_time() {
    check(
        "2026-11-20 sam promise due=2027-03-01
         2026-11-20 kim accept-risk review=2026-12-10",
        "requested · due 2027-03-01 · told 2027-03-01
         dim blind: told 20 Nov, no estimate (risk accepted) → Dana: estimate",
    );
    check(
        "2026-11-18 sam promise due=2027-03-01
         2026-11-18 kim accept-risk review=2026-11-22",
        "requested · due 2027-03-01 · told 2027-03-01
         red blind: told 18 Nov, no estimate → Dana: estimate",
    );
}

#[test]
fn estimates_go_stale() {
    check(
        "2026-10-01 sam promise due=2027-06-01
         2026-10-02 dana estimate days=5",
        "requested · due 2027-06-01 · told 2027-06-01
         red answer-late: estimated 35 working days ago, not signed → Dana: sign or counter
         amber stale-estimate: the estimate is 51 days old, nothing is agreed → Dana: estimate again",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5 verdict=conditional if=a_test_IdP_by_20_Nov
         2026-11-18 dana sign",
        "agreed · due 2027-06-01 · told 2027-06-01 · signed dana
         amber stale-estimate: not met by 20 Nov: a test IdP by 20 Nov → Sam: ask Acme, or mark it met",
    );
}

#[test]
fn the_tracker_says_something_else() {
    let agreed = |link: &str, due: &str| {
        format!(
            "2026-11-16 sam promise due={due} link={link}
             2026-11-17 dana estimate days=0.5
             2026-11-18 dana sign"
        )
    };
    check(
        &agreed("GONE-1", "2027-05-01"),
        "agreed · due 2027-05-01 · told 2027-05-01 · signed dana
         amber tracker-drift: GONE-1 is cancelled → Dana: bring the two together",
    );
    check(
        &agreed("https://tracker.example/browse/LATE-2", "2027-05-01"),
        "agreed · due 2027-05-01 · told 2027-05-01 · signed dana
         amber tracker-drift: LATE-2 is due 1 Jun there → Dana: bring the two together",
    );
    check(&agreed("IDLE-3", "2027-05-01"), "agreed · due 2027-05-01 · told 2027-05-01 · signed dana");
}

#[test]
fn crossed_moves_both_stay_and_one_move_settles_them() {
    let crossed = "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 sam change due=2027-07-01 re=1 told
         2026-11-19 dana counter due=2027-07-15 re=1";
    check(
        crossed,
        "countered · due 2027-07-01 · told 2027-07-01 · offer 2027-07-15 · slipped 30 d
         red over-promised: told 1 Jul, tech offers 15 Jul, 2 weeks later → Sam: accept and tell Acme
         red crossed: sam: promised date 1 Jun → 1 Jul, customer told ⟷ dana: counter-offer: 1 Jun → 15 Jul → Sam: say which stands: \
         accept, or change it",
    );
    check(
        &format!("{crossed}\n2026-11-20 sam accept\n2026-11-20 sam told"),
        "agreed · due 2027-07-15 · told 2027-07-15 · signed dana · slipped 44 d",
    );
    check(
        "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana estimate days=5
         2026-11-18 sam change due=2027-05-01 re=1
         2026-11-19 dana sign re=1",
        "requested · due 2027-05-01 · told 2027-06-01 · slipped -31 d
         red crossed: sam: promised date 1 Jun → 1 May ⟷ dana: countersigned 1 Jun → Sam: say which stands: change it, or \
         have it signed
         amber stale-estimate: terms changed since the estimate of 17 Nov → Dana: estimate again",
    );
}

#[test]
fn a_move_without_the_right_to_it_is_kept_and_has_no_effect() {
    check(
        "2026-11-19 sam promise due=2027-06-01 asked
         2026-11-20 maria sign",
        "requested · due 2027-06-01 · asked · without effect 000002: Maria has no tech role, and `countersign` is a tech \
         move; ask somebody of tech, or record their word with --for HANDLE
         red crossed: without the right to: maria: countersigned → Dana: say it again, or let it be",
    );
    check(
        "2026-11-19 sam promise due=2027-06-01 asked
         2026-11-20 kim>dana sign",
        "requested · due 2027-06-01 · asked · without effect 000002: Kim is a manager, and a manager never signs for a \
         side; let Dana record it
         red crossed: without the right to: kim: countersigned → Dana: say it again, or let it be",
    );
}

#[test]
fn the_original_date_never_changes_and_a_proxy_shows() {
    let commitment = standing(
        "2026-01-05 sam promise due=2026-06-01
         2026-01-06 sam change due=2026-07-01
         2026-01-07 sam change due=2026-08-01
         2026-01-08 dana counter due=2026-09-01
         2026-01-09 sam accept",
    );
    assert_eq!(commitment.original_due, Some(day("2026-06-01")));
    assert_eq!(commitment.slip_days(), Some(92));
}

#[test]
fn every_state_refuses_what_it_does_not_allow_with_the_next_move() {
    let agreed = "2026-11-16 sam promise due=2027-06-01\n2026-11-18 dana sign";
    for (so_far, made, expected) in [
        (agreed, "2026-11-19 dana sign", "it is signed already; counter or revoke to change that"),
        (
            agreed,
            "2026-11-19 sam accept",
            "there is no counter-offer to accept; `change` proposes other terms, `show` tells where it stands",
        ),
        (agreed, "2026-11-19 sam confirm", "tech has not said that it is done; tech says `deliver` first"),
        (agreed, "2026-11-19 kim reopen", "it is agreed, so still open; there is nothing to reopen"),
        (
            agreed,
            "2026-11-19 sam deliver",
            "Sam has no tech role, and `deliver` is a tech move; ask somebody of tech, or record their word with --for HANDLE",
        ),
        (
            "2026-11-16 sam promise",
            "2026-11-19 dana deliver",
            "it is requested, and only what is agreed can be delivered; countersign it first (`sign`), with --on for the day it was agreed",
        ),
        (
            "2026-11-16 sam promise",
            "2026-11-19 dana revoke",
            "it is requested, so there is no signature to take back; decline it, or counter",
        ),
        (
            "2026-11-16 sam promise\n2026-11-17 sam withdraw",
            "2026-11-19 dana sign",
            "it is withdrawn; a manager can reopen it, or promise it anew",
        ),
    ] {
        let commitment = standing(so_far);
        let all = conversation(&format!("{so_far}\n{made}"));
        let refusal = permit(&commitment, all.last().unwrap(), &people()).expect_err(made);
        assert_eq!(refusal.to_string(), expected, "{made} after\n{so_far}");
    }
}

#[test]
fn undo_and_redo_come_from_the_moves() {
    let said = "2026-11-16 sam promise due=2027-06-01\n2026-11-17 sam change due=2027-07-01";
    let sam = handle("sam");
    let before = book(said);
    let [undo] = undo::next_undo(&before, &sam)[..] else { panic!("one move to take back") };
    assert_eq!(undo.made, id(2));
    let taken_back = format!("{said}\n2026-11-18 sam retract what=2");
    assert_eq!(standing(&taken_back).terms, standing("2026-11-16 sam promise due=2027-06-01").terms);
    let after = book(&taken_back);
    let [redo] = undo::next_redo(&after, &sam)[..] else { panic!("one move to do again") };
    assert_eq!(redo.made, id(3));
    let again = standing(&format!("{taken_back}\n2026-11-18 sam retract what=3"));
    assert_eq!(again.terms, standing(said).terms);
    let newer = book(&format!("{taken_back}\n2026-11-19 sam note note=later"));
    assert_eq!(undo::next_redo(&newer, &sam), [], "nothing is done again after a newer move");
    let all_back = book(&format!("{taken_back}\n2026-11-18 sam retract what=1"));
    assert!(all_back.commitments().is_empty() && all_back.shelved()[0].is_taken_back);
    let others = book(&format!("{said}\n2026-11-18 dana retract what=2"));
    assert_eq!(others.commitments()[0].terms.due, Some(day("2027-07-01")), "only its author takes a move back");
}

#[test]
fn a_move_that_would_have_no_effect_is_not_made_again() {
    let said = "2026-11-16 sam promise due=2027-06-01
         2026-11-17 dana counter due=2027-07-01
         2026-11-18 sam accept
         2026-11-19 sam retract what=3";
    let sam = handle("sam");
    let still = book(said);
    assert_eq!(undo::lost_effect(&still, &undo::next_redo(&still, &sam)), None);
    let gone = book(&format!("{said}\n2026-11-20 dana retract what=2"));
    let why = undo::lost_effect(&gone, &undo::next_redo(&gone, &sam)).expect("there is nothing left to accept");
    assert!(why.starts_with("there is no counter-offer to accept"), "{why}");
}
