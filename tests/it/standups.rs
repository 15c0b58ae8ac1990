//! The standup: which cards, in which order; one under way; the screen with its keys; what is told afterwards.

mod digest;
mod meanwhile;
mod session;

use countersign::clock::Clock;
use countersign::domain::flag::Flag;
use countersign::domain::standup::{TOPICS, agenda, involved};
use countersign::forecast;
use countersign::keymap::parse_keys;
use countersign::run;
use countersign::store::Store;
use countersign::theme::SignSet;

use crate::stage::{Stage, today};

/// The sample's cards with what brings each here, in their order.
const CARDS: [(&str, &str, Flag); 11] = [
    ("dvrg3x", "Castellan Bank", Flag::CustomerNotTold),
    ("segs2z", "Pemberton Foods", Flag::CustomerNotTold),
    ("j6392e", "Bellweather", Flag::Overdue),
    ("tsx4s9", "Quillon", Flag::OverPromised),
    ("jrcmdk", "Northgate", Flag::OverPromised),
    ("sc4pfk", "Harbour & Sons", Flag::Blind),
    ("t76p1x", "株式会社ミナト", Flag::Crossed),
    ("wyz66j", "Wexley Council", Flag::AnswerLate),
    ("n1fz8t", "Osprey Freight", Flag::AtRisk),
    ("pjm1bg", "Acme", Flag::DueSoon),
    ("zvp8tc", "Brindle Energy", Flag::Unconfirmed),
];

/// The number of the card that is shown, and its customer.
fn card(screen: &str) -> (String, String) {
    let head = screen.lines().find(|line| line.contains(" of 11 · ") && !line.contains('›')).unwrap_or_default();
    let number = head.trim().split(" · ").next().unwrap_or_default().to_owned();
    let after = screen.lines().skip_while(|line| !line.contains("to go")).skip(1);
    let left = after.filter_map(|line| line.split(['│', '┃']).next());
    let title = left.map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    (number, title.split(':').next().unwrap_or_default().trim().to_owned())
}

fn customer(screen: &str) -> String {
    card(screen).1
}

/// What the list beside the card says of a customer.
fn listed(screen: &str, customer: &str) -> String {
    let entry = screen.lines().filter_map(|line| line.split(['│', '┃']).next_back());
    let entry = entry.map(str::trim).find(|entry| entry.contains(customer) && !entry.contains(':')).unwrap_or_default();
    entry.split("  ").last().unwrap_or_default().trim().to_owned()
}

/// The sample book, somebody else at the keys.
fn seen_by(me: &'static str) -> Stage {
    let mut stage = Stage::sample();
    stage.me = me;
    stage
}

#[test]
fn the_sample_has_eleven_cards_in_the_order_of_urgency() {
    let stage = Stage::sample();
    let (_, book) = Store::open(&stage.path().join("book"), Some(1), None).unwrap();
    let standings = forecast::assess(&book, today());
    let cards = agenda(&book, &standings);
    let found: Vec<(String, String, Flag)> = cards
        .iter()
        .map(|card| {
            let commitment = &book.commitments()[card.place];
            (card.id.to_string(), commitment.customer.to_string(), card.topic)
        })
        .collect();
    let expected: Vec<_> = CARDS.iter().map(|(id, who, topic)| ((*id).to_owned(), (*who).to_owned(), *topic)).collect();
    assert_eq!(found, expected);
    let ranks: Vec<_> = cards.iter().map(|card| TOPICS.iter().position(|topic| *topic == card.topic)).collect();
    assert!(ranks.is_sorted());
    let people: Vec<_> = involved(&book, &standings, &cards)
        .into_iter()
        .map(|each| (each.who.to_string(), each.cards.len(), each.to_move))
        .collect();
    let expected = [
        ("dana", 4, 2),
        ("ines", 4, 2),
        ("jules", 3, 1),
        ("lee", 1, 0),
        ("maria", 4, 2),
        ("otto", 2, 1),
        ("sam", 4, 3),
    ];
    assert_eq!(people, expected.map(|(who, cards, moves)| (who.to_owned(), cards, moves)));
}

/// Eleven cards: three settled with a move, one on track, the others spoken about; ended.
const WHOLE: &str = "M<enter> t<enter> t<enter> <space> O<enter> <space><space><space><space> + <space><space>";

#[test]
fn eleven_cards_take_fewer_than_forty_keys() {
    let stage = Stage::sample();
    let end = stage.screen(WHOLE, (200, 60));
    assert!(end.contains("Decided today") && end.contains("11 of 11 spoken about"), "{end}");
    for words in [
        "Audit log export to their SIEM: customer told 28 Jan → Lee: deliver by 28 Jan",
        "Installation in their own data centre: customer told that it is declined",
        "counter-offer of 12 Apr accepted",
        "Webhooks for every change of a shipment: “on track”",
    ] {
        assert!(end.contains(words), "{words}\n{end}");
    }
    assert!(!end.contains("Still open"), "{end}");
    let keys = parse_keys(&format!("{WHOLE}<enter>")).unwrap().len();
    assert!(keys < 40, "{keys} keys");
    assert_eq!(keys, 17);
}

#[test]
fn ending_marks_the_standup_and_saves_what_was_decided() {
    let stage = Stage::sample();
    let screen = stage.screen("M<enter>t<enter>G<enter>", (120, 24));
    assert!(screen.contains("the standup is over, saved as /") && screen.contains("/2026-11-22.md"), "{screen}");
    assert!(screen.contains("1 Attention"), "back where one came from\n{screen}");
    let mut saved = Vec::new();
    for dir in std::fs::read_dir(stage.path().join("state/standups")).unwrap() {
        let path = dir.unwrap().path();
        assert!(path.display().to_string().contains("fernwhistle-"), "{}", path.display());
        saved.push(std::fs::read_to_string(path.join("2026-11-22.md")).unwrap());
    }
    assert!(saved[0].contains("## Castellan Bank") && saved[0].contains("customer told 28 Jan"), "{}", saved[0]);
    assert!(!saved[0].contains('€'), "{}", saved[0]);
    // The next one begins at the beginning, and only what comes now is new.
    let again = stage.screen("M", (80, 24));
    assert!(again.contains("Nothing more was said since today’s standup."), "{again}");
    assert!(again.contains("10 cards"), "{again}");
}

#[test]
fn one_goes_about_and_the_order_holds() {
    let stage = Stage::sample();
    let cases = [
        ("M<enter>", "Castellan Bank"),
        ("Mj", "Castellan Bank"),
        ("Mjj", "Pemberton Foods"),
        ("Mjjk", "Castellan Bank"),
        ("Mj<space>", "Pemberton Foods"),
        // Going back to a card that was spoken about, and on from it.
        ("Mj<space>k", "Castellan Bank"),
        ("Mj<space>kj", "Pemberton Foods"),
        // What is put off comes last.
        ("Mjz", "Pemberton Foods"),
        ("MjzGk", "Castellan Bank"),
        // Somebody is named: to that person's next card, and afterwards on where it was.
        ("Mj@d", "Bellweather"),
        ("Mj@d<space>", "Castellan Bank"),
        ("Mj@d@d", "Quillon"),
        ("Mj@o", "Pemberton Foods"),
        ("Mj@<esc>", "Castellan Bank"),
        ("M@s", "Quillon"),
    ];
    for (keys, expected) in cases {
        let screen = Stage::sample().screen(keys, (120, 40));
        assert_eq!(customer(&screen), expected, "{keys}\n{screen}");
    }
    assert!(stage.screen("Mjk", (80, 24)).contains("11 cards: 2 customer-not-told"));
    assert!(stage.screen("MG", (80, 24)).contains("Decided today"));
    assert!(stage.screen("Mj", (80, 24)).contains("Attention › Standup"));
}

#[test]
fn an_interrupted_standup_goes_on_where_it_was() {
    let keys = ["q", "M", "qq", "<ctrl-c>", ""];
    for leave in keys {
        let stage = Stage::sample();
        stage.screen(&format!("M<enter><space>zt{}", if leave.is_empty() { "" } else { "<esc>" }), (80, 24));
        let stage = Stage::sample();
        stage.screen(&format!("M<enter><space>z{leave}"), (80, 24));
        let again = stage.screen("M", (120, 40));
        assert_eq!(customer(&again), "Bellweather", "{leave}\n{again}");
        assert_eq!(listed(&again, "Castellan Bank"), "spoken about", "{again}");
        assert_eq!(listed(&again, "Pemberton Foods"), "put off", "{again}");
    }
    // Within one sitting, too: elsewhere and back, or read again.
    for away in ["q2jM", "1M", "<ctrl-l>", "<f5>"] {
        let screen = Stage::sample().screen(&format!("M<enter><space>z{away}"), (120, 40));
        assert_eq!(customer(&screen), "Bellweather", "{away}\n{screen}");
    }
}

#[test]
fn settled_cards_and_the_place_outlive_the_program() {
    // The keys before and after it is left, what the head of the card says then, whose card it is.
    let cases = [
        ("M<enter>t<enter>t<enter>qq", "M", "3 of 11", "2 spoken", "Bellweather"),
        ("M<enter>t<enter>t<enter>", "M", "3 of 11", "2 spoken", "Bellweather"),
        ("M<enter>t<enter>cabc<enter>qq", "M", "3 of 11", "2 spoken", "Bellweather"),
        ("M<enter>t<enter>cabc<enter>", "M", "3 of 11", "2 spoken", "Bellweather"),
        ("M@i<esc>qq", "M", "7 of 11", "0 spoken", "株式会社ミナト"),
        ("M@i", "M", "7 of 11", "0 spoken", "株式会社ミナト"),
        ("M<enter>z", "M", "1 of 11", "0 spoken", "Pemberton Foods"),
        // What is told from the list once one has left the card stays among the cards.
        ("M<enter>jjj<esc>/castellan<enter>t<enter><esc>", "M", "4 of 11", "0 spoken", "Quillon"),
    ];
    for (before, after, at, spoken, who) in cases {
        let stage = Stage::sample();
        stage.screen(before, (120, 40));
        let screen = stage.screen(after, (120, 40));
        assert!(screen.contains(&format!("{at} · ")) && screen.contains(spoken), "{before}\n{screen}");
        assert_eq!(customer(&screen), who, "{before}\n{screen}");
    }
}

#[test]
fn what_was_put_off_comes_again_before_the_end() {
    let cases = [
        ("M<enter><space>z<space><space><space><space><space><space><space><space><space>", "Pemberton Foods"),
        ("M<enter>zzzzzzzzzzz", "Castellan Bank"),
        ("M<enter>zzzzzzzzzzzz", "Pemberton Foods"),
    ];
    for (keys, who) in cases {
        let screen = Stage::sample().screen(keys, (120, 40));
        assert_eq!(customer(&screen), who, "{keys}\n{screen}");
    }
    for keys in [&format!("{}z", cases[0].0), "M<enter>zzzzzzzzzzzzzzzzzzzzzz"] {
        let screen = Stage::sample().screen(keys, (120, 40));
        assert!(screen.contains("Decided today") && screen.contains("(put off)"), "{keys}\n{screen}");
    }
}

#[test]
fn a_move_made_just_before_a_crash_still_settles_its_card() {
    let stage = Stage::sample();
    stage.screen("M<enter>", (80, 24));
    // Recorded, and gone before anything else was kept.
    stage.screen("Mt<enter>", (80, 24));
    let again = stage.screen("M", (120, 40));
    assert_eq!(customer(&again), "Pemberton Foods", "{again}");
    assert_eq!(listed(&again, "Castellan Bank"), "told", "{again}");
}

#[test]
fn the_standup_of_another_day_is_not_taken_up() {
    let stage = Stage::sample();
    stage.screen("M<enter><space>z", (80, 24));
    let mut setup = stage.setup();
    setup.clock = Clock::fixed("2026-11-23".parse().unwrap());
    let screen = run::frame(setup, "M", (100, 24)).unwrap();
    assert!(screen.contains("Standup of Mon 23 Nov 2026"), "{screen}");
    assert!(screen.contains("The standup of Sun 22 Nov 2026 was left after 1 card"), "{screen}");
}

#[test]
fn every_upshot_has_its_key() {
    let cases = [
        // Who, the keys up to the card, the key of the upshot with what its form asks for, the customer, what it came to.
        ("sam", "M<enter>", "<space>", "Castellan Bank", "spoken about"),
        ("sam", "M<enter>", "z", "Castellan Bank", "put off"),
        ("sam", "M<enter>", "+", "Castellan Bank", "note"),
        ("lee", "M<enter>", "+", "Castellan Bank", "progress"),
        ("sam", "M<enter>", "t<enter>", "Castellan Bank", "told"),
        ("sam", "M<enter>", "c text:call_them <enter>", "Castellan Bank", "note"),
        ("dana", "M@d", "f 5d..8d..15d <enter>", "Bellweather", "estimate"),
        ("dana", "M<enter>@sz@s", "C<enter>", "Northgate", "countersign"),
        ("dana", "M<enter>@d", "o 1 <space> mar <enter>", "Bellweather", "counter"),
        ("dana", "M<enter>@d", "L fri <enter>", "Bellweather", "defer"),
        ("sam", "M@s", "O<enter>", "Quillon", "accept"),
    ];
    for (me, way, upshot, who, expected) in cases {
        let stage = seen_by(me);
        let screen = stage.screen(&format!("{way}{upshot}"), (120, 40));
        assert_eq!(listed(&screen, who), expected, "{me}: {way} {upshot}\n{screen}");
    }
}

#[test]
fn what_somebody_may_not_say_is_refused_in_words() {
    let cases = [
        ("kim", "M<enter>t", "Kim has no sales role, and `told` is a sales move"),
        ("kim", "M<enter>@dC", "has no tech role"),
        ("sam", "M<enter>@d+", "it is requested, so nothing is agreed that could go as promised"),
        ("sam", "M<enter>j+", "it is declined: tell Pemberton Foods"),
        ("sam", "MG+", "no card is spoken about here"),
        ("sam", "MGt", "no commitment is under the cursor"),
        ("sam", "M>", "only in a list"),
    ];
    for (me, keys, words) in cases {
        let screen = seen_by(me).screen(keys, (160, 40));
        assert!(screen.contains(words), "{me} {keys}: {words}\n{screen}");
    }
}

#[test]
fn what_is_taken_back_opens_its_card_again() {
    let screen = Stage::sample().screen("M<enter>t<enter><space>u", (120, 40));
    assert_eq!(customer(&screen), "Castellan Bank", "{screen}");
    assert_eq!(listed(&screen, "Castellan Bank"), "customer-not-told", "{screen}");
    assert_eq!(listed(&screen, "Pemberton Foods"), "spoken about", "{screen}");
}

#[test]
fn amounts_are_hidden_until_they_are_asked_for() {
    let stage = Stage::sample();
    let shows = |keys: &str| stage.screen(keys, (160, 48)).contains('€');
    assert!(shows(""), "the list shows amounts");
    assert!(!shows("M") && !shows("Mj") && !shows("Mj<enter>") && !shows("MG"));
    assert!(shows("Mj$"), "asked for");
    assert!(!shows("Mj$$"));
    assert!(shows("Mjq") && shows("Mj1"), "the list is as before");
    assert!(!shows("Mj$qM"), "hidden again");
    assert!(!shows("$Mjq"), "hidden in the list, hidden afterwards");
}

#[test]
fn time_goes_by_with_the_keys() {
    let stage = Stage::sample();
    let screen = stage.screen("M<enter><space>jjkkJ", (100, 30));
    assert!(screen.contains("0:08 of 1:21 · all 0:24 of 15:00"), "{screen}");
}

#[test]
fn leaving_when_all_is_spoken_about_ends_it() {
    let stage = Stage::sample();
    let screen = stage.screen(&format!("{WHOLE}q"), (160, 24));
    assert!(screen.contains("the standup is over"), "{screen}");
    let stage = Stage::sample();
    let screen = stage.screen("MGq", (160, 24));
    assert!(!screen.contains("the standup is over") && screen.contains("1 Attention"), "{screen}");
}

#[test]
fn ending_it_shows_first_what_was_decided() {
    let shown = |keys: &str| Stage::sample().screen(keys, (160, 40));
    let page = shown("M<enter>t<enter>X");
    assert!(page.contains("Decided today") && page.contains("customer told 28 Jan"), "{page}");
    for keys in ["X<enter>", "Xq", "XX", "GX"] {
        let screen = shown(&format!("M<enter>t<enter>{keys}"));
        assert!(screen.contains("the standup is over") && screen.contains("1 Attention"), "{keys}\n{screen}");
    }
    // Who goes back to a card after all doesn't end it.
    for keys in ["Xkq", "XkGq"] {
        let screen = shown(&format!("M<enter>t<enter>{keys}"));
        assert!(!screen.contains("the standup is over") && screen.contains("1 Attention"), "{keys}\n{screen}");
    }
}

#[test]
fn what_is_only_spoken_about_is_still_open() {
    let stage = Stage::sample();
    let keys = "M<enter>t<enter>t<enter><space>z";
    let page = stage.screen(&format!("{keys}G"), (160, 60));
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}\n{page}"));
    let (decided, spoken, open) = (at("Decided today"), at("Spoken about, still open  1"), at("Still open  8"));
    let castellan = at("Audit log export to their SIEM: customer told");
    let pemberton = at("Installation in their own data centre: customer told");
    let bellweather = at("Bellweather White-label dashboard");
    assert!(decided < castellan && castellan < pemberton && pemberton < spoken, "the order of the cards\n{page}");
    assert!(spoken < bellweather && bellweather < open, "{page}");
    assert!(at("Quillon Data residency in Frankfurt, backups included (put off)") > open, "{page}");
}

#[test]
fn the_saved_digest_and_the_command_agree_about_what_is_open() {
    for keys in ["M<enter>t<enter>t<enter><space>zX<enter>", "M<enter>cabc<enter><space>X<enter>", "MX<enter>"] {
        let stage = Stage::sample();
        stage.screen(keys, (120, 40));
        let dir = std::fs::read_dir(stage.path().join("state/standups")).unwrap().next().unwrap().unwrap();
        let saved = std::fs::read_to_string(dir.path().join("2026-11-22.md")).unwrap();
        assert_eq!(digest::lines(&saved), digest::lines(&digest::of_command(&stage)), "{keys}\n{saved}");
    }
}

#[test]
fn a_move_made_on_the_page_of_a_card_settles_it_too() {
    let screen = Stage::sample().screen("Mj<enter>t<enter>", (120, 40));
    assert_eq!(customer(&screen), "Pemberton Foods", "{screen}");
}

#[test]
fn before_the_first_one_the_last_working_day_counts() {
    let screen = Stage::sample().screen("M", (120, 40));
    assert!(
        screen.contains("Changed since Fri 20 Nov 2026") && screen.contains("Single sign-on for their"),
        "{screen}"
    );
}

#[test]
fn the_keys_of_a_card_are_those_that_make_sense_now() {
    let cases = [
        ("Mj", "delivered", true),
        ("M@d", "delivered", false),
        ("M@s", "accept", true),
        ("Mj", "accept", false),
        // What is not possible is not there.
        ("Mj", "on track", true),
        ("M@d", "on track", false),
        ("Mjj", "countersign", false),
        ("Mjj", "told", true),
        ("Mj", "re-estimate", true),
        // Nobody has estimated it yet.
        ("M@d", "f estimate", true),
    ];
    for (keys, word, is_there) in cases {
        let screen = Stage::sample().screen(keys, (120, 40));
        let left = screen.lines().filter_map(|line| line.split(['│', '┃']).next());
        let lines: Vec<&str> = left.collect();
        let from = lines.iter().rposition(|line| line.contains("────")).unwrap_or_default();
        assert_eq!(lines[from..lines.len() - 1].join("\n").contains(word), is_there, "{keys} {word}\n{screen}");
    }
}

#[test]
fn the_filter_narrows_the_standup() {
    let screen = Stage::sample().screen("M/tech:dana<enter>j", (120, 40));
    assert!(screen.contains("1 of 4 · overdue"), "{screen}");
}

#[test]
fn it_reads_at_every_size() {
    insta::assert_snapshot!("card_80x24", Stage::sample().styled("Mj<space><space><space>", (80, 24)));
    insta::assert_snapshot!("card_120x36", Stage::sample().styled("Mj<space>z<space>", (120, 36)));
    insta::assert_snapshot!("card_200x50", Stage::sample().styled("Mjt<enter>z<space>", (200, 50)));
    insta::assert_snapshot!("card_40x10", Stage::sample().screen("Mj", (40, 10)));
    insta::assert_snapshot!("opening_80x24", Stage::sample().styled("M", (80, 24)));
    insta::assert_snapshot!("closing_80x24", Stage::sample().styled("Mjt<enter>+<space>G", (80, 24)));
    insta::assert_snapshot!("people_80x24", Stage::sample().screen("Mj@", (80, 24)));
}

#[test]
fn no_size_and_no_key_breaks_it() {
    let stage = Stage::sample();
    let sizes =
        [(40, 10), (41, 11), (60, 15), (79, 20), (80, 24), (103, 12), (104, 12), (104, 11), (120, 36), (200, 50)];
    for size in sizes {
        for keys in [
            "M",
            "Mj",
            "MjJJJJJJJJJJJJ",
            "Mj<pgdn><pgdn>K",
            "MG",
            "MGJJ",
            "M@",
            "Mjzzzzzzzzzzzzz",
            "Mkkk",
            "MG<space>zz+",
            "M/nothing_so<enter>jjG<enter>",
        ] {
            let screen = stage.screen(&format!("{keys}<f5>X"), size);
            assert!(!screen.trim().is_empty(), "{size:?} {keys}");
        }
    }
}

#[test]
fn terminals_with_ascii_only_see_signs_too() {
    let ascii = || {
        let mut stage = Stage::sample();
        stage.config.signs = SignSet::Ascii;
        stage
    };
    for keys in ["M", "Mj<space>z", "MG", "M@"] {
        let screen = ascii().screen(keys, (80, 24));
        let odd: String =
            screen.chars().filter(|c| !c.is_ascii() && !"株式会社ミナト適格請求書üêé".contains(*c)).collect();
        assert!(odd.trim_matches('›').is_empty(), "{keys}: {odd}\n{screen}");
    }
    let screen = ascii().screen("Mj<space>z", (80, 24));
    assert!(screen.contains("+>........-"), "{screen}");
}

#[test]
fn nothing_is_said_by_colour_alone() {
    // The same letters on every theme.
    let plain = Stage::sample().screen("Mj<space>", (120, 36));
    let mut stage = Stage::sample();
    stage.theme = Some("mono".into());
    let mono = stage.screen("Mj<space>", (120, 36));
    assert_eq!(plain, mono);
    assert!(plain.contains("✓ Castellan Bank") && plain.contains("spoken about"), "{plain}");
}
