//! Sharing on the screen: what the header says, what a sync came to, whom git asks, and how often anybody looks.

pub mod seat;

use countersign::app::sharing::{Hands, Happening, Report, Trouble};
use countersign::app::{Effect, Message};
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
            no: None,
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
            no: None,
            next: "run `countersign sync` in a terminal to type it".into(),
            original:
                "git@git.example.invalid: Permission denied (publickey).\nfatal: Could not read from remote repository."
                    .into(),
        }),
        ..nothing()
    }
}

fn declined() -> Report {
    let what = "commitments/2026/n0rth1.toml: 5d1f0c9a77e1 changes a move of @dana";
    Report {
        trouble: Some(Trouble {
            what: format!("the remote refused what was sent: {what}"),
            no: Some("the remote refused what was sent".into()),
            next: "its reasons stand in git's own words; what was said is kept here".into(),
            original: format!("remote: {what}"),
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
        "waiting" => Happening::Waiting(rest.parse().unwrap(), moment("2026-11-22 13:10")),
        "stopped" => Happening::Stopped(moment("2026-11-22 13:50")),
        "nothing" => Happening::Over(Box::new(nothing())),
        "busy" => Happening::Over(Box::new(busy())),
        "own" => Happening::Over(Box::new(Report { came_in: Vec::new(), ..busy() })),
        "lone" => Happening::Over(Box::new(Report { remote: None, ..nothing() })),
        "refused" => Happening::Over(Box::new(refused())),
        "declined" => Happening::Over(Box::new(declined())),
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
        (&["!heard 2025-11-20 09:00"], "synced Thu 20 Nov 2025 · 42 to send · S · Sam"),
        (&["!heard 2026-11-22 13:02", "!waiting 3"], "3 to take in · S · Sam"),
        // A look is news, too; and what waited came in with a sync from elsewhere.
        (&["!heard 2026-11-22 13:02", "!waiting 0"], "synced 14:10 · Sam"),
        (&["!heard 2026-11-22 13:02", "!waiting 3", "!heard 2026-11-22 13:20"], "synced 14:20 · Sam"),
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
    let (header, state) = line(&["!heard 2026-11-22 13:02", "!waiting 3"], (60, 20));
    assert!(header.ends_with("3 to take in · S · Sam"), "{header}");
    assert!(state.ends_with("synced 14:10"), "{state}");
    let (header, state) = line(&["!heard 2025-11-20 09:00"], (60, 20));
    assert!(!header.contains("to send"), "{header}");
    assert!(state.ends_with("synced Thu 20 Nov 2025 · 42 to send · S"), "{state}");
    // Without that line the keys make room.
    let keys = after(&["!heard 2026-11-22 13:02", "!waiting 3"], (60, 14)).line(13);
    assert!(keys.ends_with("3 to take in · S") && keys.contains("? help"), "{keys}");
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
            (&["R"][..], "countersign sync --remote URL", theme.strong),
            (&["!waiting 2", "R"], "2 moves wait at the remote", theme.notice),
            (&["S", "!at fetching"], "syncing: fetching…", theme.notice),
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
        (&["S", "!lone"], "· kept here; nothing is shared yet: R tells how"),
        (&["S", "!declined"], "✗ the remote refused what was sent: R tells why"),
        (&["S", "!stopped"], "sync stopped; nothing is lost"),
        (&["S", "!refused"], "not synced (R tells more): the remote can't be reached: its host isn't known"),
        (&["S", "!locked", "<esc>"], "not synced, and nothing is lost; R shows what git said"),
    ];
    for (steps, expected) in cases {
        let line = after(steps, (120, 24)).line(22);
        assert!(line.contains(expected), "{steps:?}: {line}");
    }
}

#[test]
fn the_report_says_what_is_true_now() {
    let how = "countersign sync --remote URL";
    let before = "last synced 14:02, not from this screen; what it brought is in `countersign log`";
    let cases: &[(&[&str], &[&str], &[&str])] = &[
        (&["R"], &["nothing is shared yet", how, "S sync"], &["the last sync"]),
        (&["S", "!lone", "R"], &["nothing is shared yet", how, "no remote is set"], &[]),
        (&["!heard 2026-11-22 13:02", "R"], &[before], &["nothing is shared", how]),
        (&["!heard 2026-11-22 13:02", "S", "!at fetching", "R"], &["syncing: fetching…; S stops it"], &[before]),
        (&["S", "!at fetching", "R"], &["syncing: fetching…"], &["nothing is shared"]),
        // What is open says what is true, whatever happens beneath.
        (&["R", "S", "!at fetching"], &["syncing: fetching…"], &["nothing is shared"]),
        (&["R", "S", "!heard 2026-11-22 13:02", "!busy"], &["the last sync", "estimated 5–15 d"], &["syncing", before]),
        (&["!heard 2026-11-22 13:02", "S", "!stopped", "R"], &["stopped at 14:50, nothing is lost", before], &[]),
        (&["!heard 2026-11-22 13:02", "!waiting 3", "R"], &["3 moves wait at the remote; S takes them in"], &[]),
        (&["!heard 2026-11-22 13:02", "!waiting 1", "R"], &["1 move waits at the remote; S takes it in"], &[]),
        (&["!heard 2026-11-22 13:02", "S", "!busy", "R"], &["estimated 5–15 d"], &[before]),
        (&["S", "!busy", "!heard 2026-11-22 13:20", "R"], &["last synced 14:20, not from this screen"], &[]),
        (
            &["S", "!heard 2026-11-22 13:02", "!busy", "S", "!refused", "R"],
            &["last synced 14:02", "can't be"],
            &[before],
        ),
        (&["S", "!refused", "R"], &["can't be reached"], &["nothing is shared yet", "last synced"]),
        (&["S", "!declined", "R"], &["5d1f0c9a77e1 changes a move of @dana", "what was said is kept here"], &[]),
        (&["S", "!locked", "<esc>", "R"], &["Permission denied"], &["nothing is shared yet"]),
    ];
    for (steps, there, not_there) in cases {
        let screen = after(steps, (120, 36)).screen();
        for words in *there {
            assert!(screen.contains(words), "{steps:?} lacks {words}:\n{screen}");
        }
        for words in *not_there {
            assert!(!screen.contains(words), "{steps:?} has {words}:\n{screen}");
        }
    }
    // Nothing of the command is cut, however small the screen.
    for size in [(80, 24), (60, 20), (40, 16)] {
        let screen = after(&["R"], size).screen();
        assert!(screen.contains(how), "{screen}");
    }
}

#[test]
fn what_is_not_sent_yet_is_counted() {
    let mut seat = after(&["!heard 2026-11-22 06:00"], (120, 24));
    assert!(seat.line(1).ends_with("synced 07:00 · Sam"), "{}", seat.line(1));
    seat.speaks("dvrg3x", "sam", "2026-11-22 07:00");
    assert!(seat.line(1).ends_with("synced 07:00 · 1 to send · S · Sam"), "{}", seat.line(1));
    // What others said is not mine to send, and what was said before is sent.
    seat.speaks("dvrg3x", "dana", "2026-11-22 07:10");
    seat.speaks("dvrg3x", "sam", "2026-11-22 05:00");
    assert_eq!(seat.app.unsent(), 1);
    seat.speaks("dvrg3x", "sam", "2026-11-22 08:00");
    assert_eq!(seat.app.unsent(), 2);
    seat.press("R");
    assert!(seat.screen().contains("2 moves are not sent yet; S sends them"), "{}", seat.screen());
    seat.press("q");
    seat.go(&["!waiting 3"]);
    assert!(seat.line(1).ends_with("2 to send, 3 to take in · S · Sam"), "{}", seat.line(1));
    seat.go(&["!heard 2026-11-22 13:12"]);
    assert!(seat.line(1).ends_with("synced 14:12 · Sam"), "{}", seat.line(1));
    seat.go(&["!heard 2026-11-22 07:30"]);
    assert_eq!(seat.app.unsent(), 1);
    seat.vanishes("dvrg3x");
    assert_eq!(seat.app.unsent(), 0);
    seat.go(&["!alone"]);
    assert!(!seat.line(1).contains("to send"), "{}", seat.line(1));
}

#[test]
fn a_long_line_keeps_what_is_to_be_done_next() {
    for (size, expected) in [((120, 24), "→ "), ((80, 24), "→ "), ((60, 20), "→ ")] {
        let mut seat = after(&[], size);
        let id = seat.app.under_cursor().unwrap().id;
        let made = seat.app.book().get(id).unwrap().moves[0].id;
        seat.tell(Message::Recorded(vec![(id, made)]));
        let line = seat.line(size.1 - 2);
        let (_, next) = line.rsplit_once(expected).unwrap_or_else(|| panic!("{line}"));
        assert!(!next.contains('…'), "{line}");
        assert_eq!(line.contains('…'), size.0 < 120, "{line}");
    }
}

#[test]
fn nothing_of_the_list_stands_out_beside_a_frame() {
    for size in [(80, 24), (76, 24), (70, 24)] {
        let mut seat = after(&["c"], size);
        for y in 0..size.1 {
            let line = seat.line(y);
            let Some((before, inside)) = line.split_once('│') else { continue };
            assert_eq!(before.trim(), "", "{size:?}: {line}");
            let after = inside.rsplit_once('│').unwrap().1;
            assert_eq!(after, "", "{size:?}: {line}");
            assert!(!seat.is_chosen(0, y), "{size:?}: {line}");
        }
    }
}

#[test]
fn git_and_others_cannot_drive_the_terminal() {
    let mut report = busy();
    report.came_in[0].words[0] = "estimated \u{1b}[2J\u{202e} 5 d\nand more".into();
    report.trouble = Some(Trouble {
        what: "odd\u{1b}]0;x\u{7}".into(),
        no: Some("no\u{1b}[2J".into()),
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
    let mut seat = after(&["!heard 2025-11-20 09:00"], (60, 20));
    let x = u16::try_from(seat.column_of("42 to send")).unwrap();
    seat.click(x, 18);
    assert_eq!(seat.effects, [Effect::Sync(Hands::Off)]);
    let mut seat = after(&["!busy", "!heard 2026-11-22 13:02"], (120, 24));
    let x = u16::try_from(seat.column_of("synced 14:02")).unwrap();
    seat.click(x, 1);
    assert!(seat.screen().contains("the last sync"), "{}", seat.screen());
}
