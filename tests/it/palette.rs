//! Palette, help, menus and the small pickers: keys in, what runs out, and that no input of any kind brings one down.

use countersign::app::layer::{Input, Outcome};
use countersign::command::{Command, Scope, TABLE};
use countersign::keymap::{Code, Key, Keymap, Mods};
use countersign::theme::{Signs, Theme};
use proptest::prelude::*;

use crate::forms::desk::{Desk, words};

fn check(command: Command, keys: &str, expect: &str) {
    assert_eq!(Desk::new("sam", "k7m2qx").play(command, keys), expect, "{command:?} {keys}");
}

#[test]
fn the_palette_finds_commands_commitments_customers_and_views() {
    for (keys, expect) in [
        ("text:note <enter>", "Run(Note)"),
        ("text:mvdate <enter>", "Run(MoveDate)"),
        ("text:quick-add <enter>", "Run(QuickAdd)"),
        ("text:usage_reports <enter>", "GoTo(n0rth2)"),
        ("text:k7m2 <enter>", "GoTo(k7m2qx)"),
        ("text:bellw <enter>", "Find(\"customer:Bellweather\")"),
        ("text:harbour <enter>", "Find(\"customer:\\\"Harbour & Sons\\\"\")"),
        ("text:zzzz <enter>", "Say(\"nothing fits what is typed: esc closes\")"),
        ("text:confirm <enter>", "Say(\"confirm as kept: tech has not said that it is done\")"),
        ("<esc>", "Close"),
    ] {
        check(Command::Palette, keys, expect);
    }
}

#[test]
fn the_palette_shows_keys_as_they_are_bound_and_why_not() {
    let mut desk = Desk::new("sam", "k7m2qx");
    desk.keymap = Keymap::preset("emacs");
    let shown = desk.picture(Command::Palette, "text:undo");
    let bound = desk.keymap.keys_for(Command::Undo, Scope::List).remove(0);
    assert!(shown.lines().any(|line| line.contains("undo") && line.contains(&bound)), "{bound}\n{shown}");
    let shown = Desk::new("sam", "").picture(Command::Palette, "text:withdraw");
    assert!(shown.contains("– no commitment is under"), "{shown}");
}

#[test]
fn the_menu_of_moves_picks_by_key() {
    for (keys, expect) in [
        ("m", "Run(MoveDate)"),
        ("t", "Run(Told)"),
        ("gw", "Run(Withdraw)"),
        ("<enter>", "Run(MoveDate)"),
        ("O", "Say(\"accept the counter-offer: there is no counter-offer to accept\")"),
        ("<esc>", "Close"),
    ] {
        check(Command::MovesMenu, keys, expect);
    }
    check(Command::End, "<enter>", "Run(Withdraw)");
    let shown = words(&Desk::new("sam", "k7m2qx").picture(Command::MovesMenu, ""));
    assert!(shown.contains("C countersign a tech move, recorded by proxy"), "{shown}");
    assert!(shown.contains("not now"), "{shown}");
    let shown = words(&Desk::new("sam", "q5v1nn").picture(Command::MovesMenu, ""));
    assert!(shown.contains("C countersign tech has said it is done"), "{shown}");
}

#[test]
fn help_lists_every_key_of_every_scope() {
    for preset in ["vim", "arrows", "emacs"] {
        for below in [Scope::List, Scope::Item, Scope::Board, Scope::Queue, Scope::Review] {
            let mut desk = Desk::new("sam", "k7m2qx").sized(200, 250);
            desk.keymap = Keymap::preset(preset);
            desk.below = below;
            let shown = desk.picture(Command::Help, "");
            // What only another screen knows is listed there.
            let is_elsewhere = |scope: &Scope| scope.parent() == Some(Scope::List) && *scope != below;
            let rows = TABLE.iter().filter(|row| !row.scopes.iter().all(is_elsewhere));
            for row in rows.filter(|row| !matches!(row.command, Command::View(_))) {
                // A screen may give a key of the list another meaning.
                let scopes = if row.is_for(below) { vec![below] } else { row.scopes.to_vec() };
                let bound: Vec<String> =
                    scopes.iter().flat_map(|scope| desk.keymap.keys_for(row.command, *scope)).collect();
                let is_there = shown
                    .lines()
                    .any(|line| line.contains(row.title) && bound.iter().any(|keys| line.contains(keys.as_str())));
                assert!(is_there || bound.is_empty(), "{preset} {below:?} {} {bound:?}\n{shown}", row.name);
            }
        }
    }
}

#[test]
fn help_is_searched_by_typing_and_explains_words() {
    let desk = Desk::new("sam", "k7m2qx");
    let shown = words(&desk.picture(Command::Help, "/ text:withdraw"));
    assert!(shown.contains("gw withdraw") && !shown.contains("quick add"), "{shown}");
    let shown = words(&desk.picture(Command::Help, "/ text:xyzzy"));
    assert!(shown.contains("nothing here says that"), "{shown}");
    let shown = words(&desk.picture(Command::Help, "?"));
    assert!(shown.contains("commitment one record"), "{shown}");
    check(Command::Help, "/ text:undo <enter> q", "Close");
    check(Command::Help, "/ text:undo <esc>", "Stay");
    check(Command::Help, "q", "Close");
}

#[test]
fn flags_and_states_are_all_explained() {
    let desk = Desk::new("sam", "k7m2qx").sized(120, 120);
    let shown = desk.picture(Command::Help, "?");
    for flag in countersign::domain::flag::Flag::ALL {
        assert!(shown.contains(flag.word()), "{}\n{shown}", flag.word());
    }
    for state in countersign::domain::commitment::StateName::ALL {
        assert!(shown.contains(state.word()), "{}", state.word());
    }
}

#[test]
fn themes_are_shown_as_one_passes_them() {
    check(Command::SwitchTheme, "<down>", "TryTheme(\"dark\")");
    check(Command::SwitchTheme, "<down><down><up><enter>", "Theme(\"dark\")");
    check(Command::SwitchTheme, "<down><esc>", "Close");
    check(Command::SwitchTheme, "m", "TryTheme(\"mono\")");
}

#[test]
fn a_view_is_saved_under_a_name() {
    check(
        Command::SaveView,
        "text:Dana's_work <enter>",
        "SaveView(SavedView { name: \"Dana's work\", query: \"tech:dana\", sort: Some(\"told\"), group: None, columns: [], frozen: None })",
    );
    check(Command::SaveView, "<enter>", "Stay");
}

#[test]
fn the_last_move_is_made_again_on_the_marked() {
    let mut desk = Desk::new("dana", "k7m2qx");
    assert_eq!(desk.play(Command::Repeat, ""), "refused: nothing was done here yet that could be repeated");
    let mut layer = desk.open(Command::Defer).unwrap();
    let Outcome::Record(entries) = desk.press(&mut layer, "text:fri <enter>") else { panic!("a move") };
    desk.last = Some(entries[0].draft.clone());
    desk.targets = vec!["k7m2qx".parse().unwrap(), "n0rth2".parse().unwrap(), "h4rb0r".parse().unwrap()];
    assert_eq!(
        desk.play(Command::Repeat, "<enter>"),
        "k7m2qx dana: answers by 27 Nov (re 000001)\nn0rth2 dana: answers by 27 Nov (re 000001)"
    );
}

#[test]
fn a_click_picks_what_it_is_on() {
    let desk = Desk::new("sam", "k7m2qx");
    let mut layer = desk.open(Command::MovesMenu).unwrap();
    let shown = desk.shown(&layer);
    let line = shown.lines().position(|line| line.contains("told the customer")).unwrap();
    let blank_rows = (0..desk.size.1).find(|y| desk.drawn_line(&layer, *y).contains('┌')).unwrap();
    let y = blank_rows + u16::try_from(line).unwrap();
    assert!(matches!(layer.handle(Input::Click(30, y), &desk.context()), Outcome::Run(Command::Told)));
    assert!(matches!(layer.handle(Input::Click(0, 0), &desk.context()), Outcome::Close));
}

const OPENERS: [Command; 26] = [
    Command::QuickAdd,
    Command::Ask,
    Command::AddForm,
    Command::Estimate,
    Command::Countersign,
    Command::Counter,
    Command::MoveDate,
    Command::Told,
    Command::Accept,
    Command::Defer,
    Command::Decline,
    Command::Progress,
    Command::Deliver,
    Command::Confirm,
    Command::NotYet,
    Command::Withdraw,
    Command::Revoke,
    Command::AcceptRisk,
    Command::Reopen,
    Command::Note,
    Command::Edit,
    Command::Palette,
    Command::Help,
    Command::MovesMenu,
    Command::SaveView,
    Command::SwitchTheme,
];

fn any_input() -> impl Strategy<Value = Input> {
    let commands: Vec<Command> = TABLE.iter().map(|row| row.command).collect();
    let code = prop_oneof![
        any::<char>().prop_map(Code::Char),
        proptest::sample::select(vec![
            Code::Left,
            Code::Right,
            Code::Backspace,
            Code::Delete,
            Code::Home,
            Code::End,
            Code::PageDown,
            Code::PageUp,
            Code::Tab,
            Code::Up,
        ]),
    ];
    let mods = (any::<bool>(), any::<bool>()).prop_map(|(ctrl, alt)| Mods { ctrl, alt, shift: false });
    prop_oneof![
        4 => proptest::sample::select(commands).prop_map(Input::Command),
        4 => proptest::sample::select(vec![
            Command::Submit, Command::Complete, Command::NextField, Command::Down, Command::Up, Command::DateLater,
            Command::Newline, Command::Open,
        ]).prop_map(Input::Command),
        4 => (code, mods).prop_map(|(code, mods)| Input::Key(Key::new(code, mods))),
        2 => "[a-z0-9 @#:.,~=株é\\u{202e}\\u{301}\\n\\t-]{0,12}".prop_map(Input::Paste),
        1 => "\\PC{0,300}".prop_map(Input::Paste),
        1 => (0u16..210, 0u16..60).prop_map(|(x, y)| Input::Click(x, y)),
        1 => any::<i16>().prop_map(Input::Wheel),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn nothing_brings_a_layer_down(
        me in proptest::sample::select(vec!["sam", "dana", "kim", "nobody"]),
        target in proptest::sample::select(vec!["", "k7m2qx", "ac6mex", "q5v1nn", "b3w8hd", "h4rb0r", "k7m2qx ac6mex b3w8hd"]),
        opener in proptest::sample::select(OPENERS.to_vec()),
        inputs in proptest::collection::vec(any_input(), 0..25),
        sizes in proptest::collection::vec((0u16..220, 0u16..60), 1..4),
    ) {
        let mut desk = Desk::new(me, target);
        let Ok(mut layer) = desk.open(opener) else { return Ok(()) };
        for (n, input) in inputs.into_iter().enumerate() {
            desk.size = sizes[n % sizes.len()];
            let outcome = layer.handle(input, &desk.context());
            let signs = if n % 2 == 0 { &Signs::UNICODE } else { &Signs::ASCII };
            let (buffer, cursor) = desk.buffer(&layer, &Theme::built_in("dark"), signs);
            prop_assert!(cursor.is_none_or(|at| buffer.area.contains(at)));
            let _ = layer.scope();
            if let Some(kept) = layer.kept() {
                desk.kept.insert(kept.name, kept.text);
            }
            if matches!(outcome, Outcome::Close | Outcome::Run(_)) {
                match desk.open(opener) {
                    Ok(again) => layer = again,
                    Err(_) => return Ok(()),
                }
            }
        }
    }
}
