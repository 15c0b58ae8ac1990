//! Sharing on the screen: what the header says, what a sync came to, whom git asks, and how often anybody looks.

pub mod seat;

use countersign::app::Effect;
use countersign::app::sharing::{Hands, Happening, Report, Trouble};
use countersign::domain::day::{Day, Moment};
use countersign::domain::digest::Said;
use countersign::domain::person::Handle;
use countersign::theme::Theme;

use crate::stage::Stage;
use seat::Seat;

fn moment(text: &str) -> Moment {
    let (day, time) = text.split_once(' ').unwrap();
    let day: Day = day.parse().unwrap();
    let (hours, minutes) = time.split_once(':').unwrap();
    Moment::at(day.date().and_hms_opt(hours.parse().unwrap(), minutes.parse().unwrap(), 0).unwrap().and_utc())
}

fn said(id: &str, title: &str, by: &[&str], words: &[&str]) -> Said {
    Said {
        id: id.parse().unwrap(),
        title: title.to_owned(),
        by: by.iter().map(|by| Handle::new(by).unwrap()).collect(),
        words: words.iter().map(|words| (*words).to_owned()).collect(),
    }
}

fn nothing() -> Report {
    Report {
        at: moment("2026-11-22 13:02"),
        committed: Vec::new(),
        came_in: Vec::new(),
        remote: Some("origin".into()),
        is_sent: false,
        notes: Vec::new(),
        trouble: None,
    }
}

fn busy() -> Report {
    Report {
        came_in: vec![
            said(
                "n0rth1",
                "Northgate SAML single sign-on with SCIM",
                &["dana"],
                &["estimated 5–15 d", "counter-offer: promised date 1 Mar → 15 Mar"],
            ),
            said("p1nt00", "Quillon Export of all invoices", &["lee", "maria"], &["delivered", "customer told 15 Mar"]),
        ],
        committed: vec![said("ac1e01", "Acme Rate limits", &["sam"], &["promised date 1 Feb → 15 Feb, customer told"])],
        is_sent: true,
        notes: vec!["the branch `main` is new on the remote".into()],
        ..nothing()
    }
}

fn refused() -> Report {
    Report {
        trouble: Some(Trouble {
            what: "the remote can't be reached: its host isn't known".into(),
            next: "look at the network; what was said is kept here and goes out with the next sync".into(),
            original: "ssh: Could not resolve hostname git.example.invalid: Name or service not known\nfatal: Could not read from remote repository.".into(),
        }),
        ..nothing()
    }
}

fn locked() -> Report {
    Report {
        trouble: Some(Trouble {
            what: "the remote doesn't let this key in, or the key needs its passphrase".into(),
            next: "run `countersign sync` in a terminal to type it".into(),
            original:
                "git@git.example.invalid: Permission denied (publickey).\nfatal: Could not read from remote repository."
                    .into(),
        }),
        ..nothing()
    }
}

/// What happens, in the words of the tests below.
fn happening(word: &str) -> Happening {
    let (word, rest) = word.split_once(' ').unwrap_or((word, ""));
    match word {
        "at" => Happening::At(match rest {
            "committing" => "committing",
            "fetching" => "fetching",
            _ => "pushing",
        }),
        "heard" => Happening::Heard(Some(moment(rest))),
        "alone" => Happening::Heard(None),
        "waiting" => Happening::Waiting(rest.parse().unwrap()),
        "stopped" => Happening::Stopped,
        "nothing" => Happening::Over(Box::new(nothing())),
        "busy" => Happening::Over(Box::new(busy())),
        "own" => Happening::Over(Box::new(Report { came_in: Vec::new(), ..busy() })),
        "lone" => Happening::Over(Box::new(Report { remote: None, ..nothing() })),
        "refused" => Happening::Over(Box::new(refused())),
        "locked" => Happening::NeedsTerminal(Box::new(locked())),
        other => panic!("{other}?"),
    }
}

/// A seat at the sample after keys and happenings: `S`, `!at fetching`.
fn after(steps: &[&str], size: (u16, u16)) -> Seat {
    let mut seat = Seat::at(&Stage::sample(), size);
    seat.go(steps);
    seat
}

impl Seat {
    fn go(&mut self, steps: &[&str]) {
        for step in steps {
            match step.strip_prefix('!') {
                Some(word) => self.share(happening(word)),
                None => self.press(step),
            }
        }
    }
}

#[test]
fn the_header_says_what_matters_about_sharing() {
    let cases: &[(&[&str], &str)] = &[
        (&[], "kept 4 of 6 this quarter                         Sam"),
        (&["!alone"], "kept 4 of 6 this quarter                         Sam"),
        // The book's zone is Berlin's.
        (&["!heard 2026-11-22 13:02"], "synced 14:02 · Sam"),
        (&["!heard 2026-11-21 23:30"], "synced 00:30 · Sam"),
        (&["!heard 2026-11-20 09:00"], "synced Fri 20 Nov · Sam"),
        (&["!heard 2025-11-20 09:00"], "synced Thu 20 Nov 2025 · Sam"),
        (&["!heard 2026-11-22 13:02", "!waiting 3"], "3 to take in · S · Sam"),
        (&["!heard 2026-11-22 13:02", "!waiting 3", "S"], "syncing: starting… · Sam"),
        (&["S", "!at fetching"], "syncing: fetching… · Sam"),
        (&["S", "!at fetching", "S"], "syncing: stopping… · Sam"),
        (&["S", "!at fetching", "S", "!at pushing"], "syncing: stopping… · Sam"),
        (&["S", "!at fetching", "!heard 2026-11-22 13:02", "!nothing"], "synced 14:02 · Sam"),
        (&["!at fetching"], "kept 4 of 6 this quarter                         Sam"),
    ];
    for (steps, expected) in cases {
        let line = after(steps, (120, 24)).line(1);
        assert!(line.ends_with(expected), "{steps:?}: {line}");
    }
}

#[test]
fn a_narrow_header_keeps_what_matters_more() {
    let line = |steps: &[&str], size| {
        let mut seat = after(steps, size);
        (seat.line(1), seat.line(size.1 - 2))
    };
    let (header, state) = line(&["!heard 2026-11-22 13:02"], (80, 24));
    assert!(header.contains("1 over-promised") && !header.contains("synced"), "{header}");
    assert!(state.ends_with("synced 14:02"), "the line above the keys has room: {state}");
    let (header, state) = line(&["S", "!at fetching", "j"], (80, 24));
    assert!(header.ends_with("syncing: fetching… · Sam"), "{header}");
    assert!(!state.contains("syncing"), "{state}");
    // Where only the keys' line is left, what S does is said there once.
    let screen = after(&["S"], (40, 10)).screen();
    assert!(screen.contains("syncing in the background"), "{screen}");
}

#[test]
fn what_runs_is_noticed_and_what_is_old_is_not_in_the_way() {
    for name in ["dark", "light"] {
        let theme = Theme::built_in(name);
        for (steps, words, style) in [
            (&["S", "!at fetching"][..], "syncing: fetching…", theme.notice),
            (&["!waiting 2"], "2 to take in", theme.notice),
            (&["!heard 2026-11-22 13:02"], "synced 14:02", theme.dim),
            (&["!refused", "R"], "the remote can't be reached", theme.error),
            (&["!refused", "R"], "fatal: Could not read", theme.dim),
        ] {
            let mut seat = after(steps, (120, 36));
            seat.theme = Theme::built_in(name);
            assert_eq!(seat.fg_of(words), theme.text.patch(style).fg, "{name}: {words}");
        }
    }
}

#[test]
fn keys_lead_to_effects() {
    let cases: &[(&[&str], &[Effect])] = &[
        (&["S"], &[Effect::Sync(Hands::Off)]),
        (&["S", "S"], &[Effect::Sync(Hands::Off), Effect::StopSync]),
        (&["S", "S", "S"], &[Effect::Sync(Hands::Off), Effect::StopSync]),
        (&["S", "<esc>"], &[Effect::Sync(Hands::Off), Effect::StopSync]),
        (&["S", "<enter>", "<esc>"], &[Effect::Sync(Hands::Off)]),
        (&["S", "<space>", "<esc>"], &[Effect::Sync(Hands::Off)]),
        (&["S", "<space>", "<esc>", "<esc>"], &[Effect::Sync(Hands::Off), Effect::StopSync]),
        (&["S", "!nothing", "<esc>"], &[Effect::Sync(Hands::Off)]),
        (&["S", "!nothing", "S"], &[Effect::Sync(Hands::Off), Effect::Sync(Hands::Off)]),
        (&["<esc>"], &[]),
        (&["?", "S"], &[Effect::Sync(Hands::Off)]),
        (&["S", "!locked", "<enter>"], &[Effect::Sync(Hands::Off), Effect::Sync(Hands::AtTerminal)]),
        (&["S", "!locked", "<esc>"], &[Effect::Sync(Hands::Off)]),
        (&["S", "!locked", "<esc>", "S"], &[Effect::Sync(Hands::Off), Effect::Sync(Hands::Off)]),
        // Somebody who reads the help is not asked; the next S asks.
        (&["S", "?", "!locked", "S", "<enter>"], &[Effect::Sync(Hands::Off), Effect::Sync(Hands::AtTerminal)]),
    ];
    for (steps, expected) in cases {
        let seat = after(steps, (120, 24));
        assert_eq!(seat.effects, *expected, "{steps:?}");
    }
}

#[test]
fn the_status_line_says_what_came_of_it() {
    let cases: &[(&[&str], &str)] = &[
        (&["S", "!nothing"], "synced: nothing new"),
        (&["S", "!busy"], "synced (R shows it): 4 moves came in: Northgate"),
        (&["S", "!own"], "synced: nothing new came in, 1 move sent"),
        (&["S", "!lone"], "synced: nothing new came in, no remote is set: `countersign sync --remote URL`"),
        (&["S", "!stopped"], "sync stopped; nothing is lost"),
        (&["S", "!refused"], "not synced (R tells more): the remote can't be reached: its host isn't known"),
        (&["S", "!locked", "<esc>"], "not synced, and nothing is lost; R shows what git said"),
        (&["R"], "nothing was synced here yet; S does"),
    ];
    for (steps, expected) in cases {
        let line = after(steps, (120, 24)).line(22);
        assert!(line.contains(expected), "{steps:?}: {line}");
    }
}

#[test]
fn git_and_others_cannot_drive_the_terminal() {
    let mut report = busy();
    report.came_in[0].words[0] = "estimated \u{1b}[2J\u{202e} 5 d\nand more".into();
    report.trouble = Some(Trouble {
        what: "odd\u{1b}]0;x\u{7}".into(),
        next: "next\r\n".into(),
        original: "remote: \u{1b}[31mred\u{1b}[0m\u{9b}1;1H".into(),
    });
    let mut seat = after(&[], (80, 24));
    seat.share(Happening::Over(Box::new(report)));
    seat.press("R");
    let screen = seat.screen();
    assert!(!screen.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}', '\r']), "{screen:?}");
}

#[test]
fn a_half_typed_line_is_left_alone() {
    let mut seat = after(&["S", "a", "text:Quillon:_half", "!locked", "text:_a_promise"], (80, 24));
    assert!(seat.screen().contains("Quillon: half a promise"), "{}", seat.screen());
}

#[test]
fn the_report_is_one_key_away_and_scrolls() {
    insta::assert_snapshot!("sync_report_80x24", after(&["S", "!busy", "R"], (80, 24)).screen());
    insta::assert_snapshot!("sync_report_120x36", after(&["S", "!busy", "R"], (120, 36)).screen());
    insta::assert_snapshot!("sync_trouble_80x24", after(&["S", "!refused", "R"], (80, 24)).screen());
    let mut twice = after(&["S", "!busy", "S", "!nothing", "R"], (120, 36));
    let screen = twice.screen();
    assert!(screen.contains("nothing new on either side") && screen.contains("estimated 5–15 d"), "{screen}");
    let mut small = after(&["S", "!busy", "R", "G"], (40, 10));
    assert!(small.screen().contains("is new on the remote"), "{}", small.screen());
    small.press("<esc>");
    assert!(!small.screen().contains("the last sync"), "{}", small.screen());
}

#[test]
fn the_question_says_what_each_answer_does() {
    insta::assert_snapshot!("handover_80x24", after(&["S", "!locked"], (80, 24)).screen());
    insta::assert_snapshot!("handover_40x10", after(&["S", "!locked"], (40, 10)).screen());
}

#[test]
fn the_mouse_finds_what_the_header_says() {
    let mut seat = after(&["!waiting 3"], (120, 24));
    let x = u16::try_from(seat.column_of("3 to take in")).unwrap();
    seat.click(x + 2, 1);
    assert_eq!(seat.effects, [Effect::Sync(Hands::Off)]);
    let mut seat = after(&["!busy", "!heard 2026-11-22 13:02"], (120, 24));
    let x = u16::try_from(seat.column_of("synced 14:02")).unwrap();
    seat.click(x, 1);
    assert!(seat.screen().contains("the last sync"), "{}", seat.screen());
}
