//! Keys to commands: the presets, what users change in them, and every mistake they can make doing so.

use countersign::command::{Command, Scope, TABLE, entry};
use countersign::keymap::{Key, Keymap, Lookup, Next, PRESETS, parse_keys, print_keys};
use countersign::settings::{Report, Value};

/// Reads the lines of a `[keys]` table, returning the keymap and the problems as text.
fn load(lines: &str) -> (Keymap, Vec<String>) {
    let (items, mut report) = Report::read("config.toml", lines);
    let keys = items.iter().find(|item| item.name == "keys").expect("a [keys] table");
    let Value::Table(items) = &keys.value else { panic!("[keys] is a table") };
    let keymap = Keymap::load(items, &mut report);
    (keymap, report.into_problems().iter().map(ToString::to_string).collect())
}

/// What the keys do: the command's name, `…` while more are awaited, `-` for nothing.
fn press(keymap: &Keymap, scope: Scope, keys: &str) -> &'static str {
    match keymap.lookup(scope, &parse_keys(keys).expect("keys")) {
        Lookup::Command(command) => entry(command).name,
        Lookup::Prefix(_) => "…",
        Lookup::None => "-",
    }
}

#[test]
fn presets_are_right_and_reach_every_command() {
    for preset in PRESETS {
        let keymap = Keymap::preset(preset);
        for row in TABLE {
            let is_bound = Scope::ALL.into_iter().any(|scope| !keymap.keys_for(row.command, scope).is_empty());
            assert!(is_bound, "{preset}: {}", row.name);
        }
        for scope in Scope::ALL {
            for (keys, command) in keymap.bindings(scope) {
                let expected = Lookup::Command(command);
                assert_eq!(keymap.lookup(scope, keys), expected, "{preset}: {} hidden by a prefix", print_keys(keys));
                for end in 1..keys.len() {
                    let beginning = keymap.lookup(scope, &keys[..end]);
                    assert!(matches!(beginning, Lookup::Prefix(_)), "{preset}: {}", print_keys(keys));
                }
            }
        }
    }
    assert_eq!(Keymap::default(), Keymap::preset("vim"));
}

#[test]
fn keys_run_their_commands() {
    use Scope::{Form, Global, Help, Item, List, Menu, Text};
    let cases = [
        ("vim", List, "j", "down"),
        ("vim", Item, "j", "down"),
        ("vim", List, "g", "…"),
        ("vim", List, "gg", "top"),
        ("vim", List, "gz", "-"),
        ("vim", Item, "C", "countersign"),
        ("vim", List, "7", "view-7"),
        ("vim", List, "0", "-"),
        ("vim", List, "<C-a>", "mark-all"),
        ("vim", List, "<", "sort-previous"),
        ("vim", List, "q", "back"),
        ("vim", Help, "q", "back"),
        ("vim", Help, "u", "-"),
        ("vim", Text, "q", "-"),
        ("vim", Text, "?", "-"),
        ("vim", Text, "<f1>", "help"),
        ("vim", Text, "<C-r>", "-"),
        ("vim", Text, "<C-c>", "leave"),
        ("vim", Text, "<tab>", "complete"),
        ("vim", Form, "<tab>", "next-field"),
        ("vim", Form, "<enter>", "submit"),
        ("vim", Menu, "j", "-"),
        ("vim", Menu, "<down>", "down"),
        ("vim", Menu, "<esc>", "cancel"),
        ("vim", Global, "j", "-"),
        ("arrows", List, "j", "-"),
        ("arrows", List, "<down>", "down"),
        ("arrows", List, "gg", "-"),
        ("arrows", List, "ga", "accept"),
        ("arrows", Help, "j", "-"),
        ("emacs", List, "<C-n>", "down"),
        ("emacs", List, "<C-x>", "…"),
        ("emacs", List, "<C-x><C-c>", "leave"),
        ("emacs", Item, "<C-x>u", "undo"),
        ("emacs", List, "<C-_>", "undo"),
        ("emacs", Text, "<C-h>", "-"),
        ("emacs", Menu, "<C-g>", "cancel"),
    ];
    for (preset, scope, keys, expected) in cases {
        assert_eq!(press(&Keymap::preset(preset), scope, keys), expected, "{preset} {scope:?} {keys}");
    }
}

#[test]
fn what_must_hold_in_every_preset_holds() {
    for preset in PRESETS {
        let keymap = Keymap::preset(preset);
        for scope in Scope::ALL {
            assert_eq!(press(&keymap, scope, "<C-c>"), "leave", "{preset} {scope:?}");
            assert_eq!(press(&keymap, scope, "<C-z>"), "suspend", "{preset} {scope:?}");
            assert_eq!(press(&keymap, scope, "<esc>"), "cancel", "{preset} {scope:?}");
            assert_eq!(press(&keymap, scope, "<f1>"), "help", "{preset} {scope:?}");
            assert_eq!(press(&keymap, scope, "d"), "-", "{preset} {scope:?}: bare d does nothing");
        }
        for (number, key) in (1..=9).zip('1'..) {
            let lookup = keymap.lookup(Scope::List, &[Key::char(key)]);
            assert_eq!(lookup, Lookup::Command(Command::View(number)), "{preset}");
        }
    }
}

#[test]
fn a_prefix_lists_what_may_follow() {
    let Lookup::Prefix(next) = Keymap::default().lookup(Scope::List, &[Key::char('g')]) else {
        panic!("g waits for more");
    };
    let words: Vec<String> = next
        .iter()
        .map(|(key, next)| match next {
            Next::Command(command) => format!("{key} {}", entry(*command).title),
            Next::More => format!("{key} …"),
        })
        .collect();
    insta::assert_snapshot!(words.join("\n"), @r"
    ! accept a risk
    B hand the customer over
    a accept the counter-offer
    d deliver
    g to the top
    k confirm as kept
    l answer by a day
    n decline
    o reopen
    p work left
    r take the signature back
    w withdraw
    y not there yet
    ");
}

#[test]
fn a_prefix_behind_a_prefix_is_listed_once() {
    let (keymap, problems) =
        load("[keys.list]\n\"ctrl-x r a\" = \"told\"\n\"ctrl-x r b\" = \"note\"\n\"ctrl-x s\" = \"edit\"\n");
    assert_eq!(problems, Vec::<String>::new());
    let expected = vec![(Key::char('r'), Next::More), (Key::char('s'), Next::Command(Command::Edit))];
    assert_eq!(keymap.lookup(Scope::List, &[Key::ctrl('x')]), Lookup::Prefix(expected));
    assert_eq!(press(&keymap, Scope::List, "<C-x>r"), "…");
    assert_eq!(press(&keymap, Scope::List, "<C-x>rb"), "note");
}

#[test]
fn help_shows_the_keys_of_a_command() {
    let keymap = Keymap::default();
    let cases = [
        (Command::Down, Scope::List, "j down"),
        (Command::Down, Scope::Text, "down ctrl-n"),
        (Command::Top, Scope::Item, "gg home"),
        (Command::Accept, Scope::List, "O ga"),
        (Command::SwitchTheme, Scope::List, "T"),
        (Command::Mark, Scope::List, "space"),
    ];
    for (command, scope, expected) in cases {
        assert_eq!(keymap.keys_for(command, scope).join(" "), expected, "{command:?} {scope:?}");
    }
}

#[test]
fn users_change_single_keys() {
    let (keymap, problems) = load(
        r#"
[keys]
preset = "vim"
[keys.global]
"ctrl-t" = "switch-theme"
[keys.list]
"C-x t" = "told"
"x" = ""
"gg" = ""
"z" = "end"
[keys.item]
"j" = "scroll-item-down"
[keys.menu]
"j" = "down"
"#,
    );
    assert_eq!(problems, Vec::<String>::new());
    let cases = [
        (Scope::List, "<C-t>", "switch-theme"),
        (Scope::Text, "<C-t>", "switch-theme"),
        (Scope::List, "<C-x>t", "told"),
        (Scope::Item, "<C-x>t", "told"),
        (Scope::List, "x", "-"),
        (Scope::Item, "x", "-"),
        (Scope::List, "z", "end"),
        (Scope::List, "gg", "-"),
        (Scope::Help, "gg", "top"),
        (Scope::Item, "j", "scroll-item-down"),
        (Scope::List, "j", "down"),
        (Scope::Menu, "j", "down"),
    ];
    for (scope, keys, expected) in cases {
        assert_eq!(press(&keymap, scope, keys), expected, "{scope:?} {keys}");
    }
}

#[test]
fn a_prefix_may_become_a_key_when_all_behind_it_is_taken_away() {
    let (keymap, problems) = load(
        "[keys]\npreset = \"emacs\"\n[keys.global]\n\"ctrl-x ctrl-c\" = \"\"\n\"ctrl-x ctrl-z\" = \"\"\n[keys.text]\n\"ctrl-x\" = \"submit\"\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(press(&keymap, Scope::Text, "<C-x>"), "submit");
    assert_eq!(press(&keymap, Scope::List, "<C-x>u"), "undo");
}

#[test]
fn every_mistake_is_reported_at_once_and_the_rest_holds() {
    let (keymap, problems) = load(
        r#"
[keys]
preset = "vmi"
speed = 3
[keys.lists]
"a" = "told"
[keys.list]
"ctrl-t" = "tolld"
"ctlr-a" = "told"
"ctrl-hme" = "cuontersign"
"g" = "told"
"jj" = "told"
"ctrl-o" = "told"
"C-o" = "note"
"w" = 3
"ctrl-w" = "next-field"
"Z" = "told"
[keys.text]
"x" = "submit"
[keys.global]
"g" = "reload"
"B" = "told"
"#,
    );
    insta::assert_snapshot!(problems.join("\n"), @r#"
    config.toml:3: keys.preset: unknown preset `vmi`, did you mean `vim`?
    config.toml:4: keys.speed: unknown setting `speed`, use one of: global, list, item, board, timeline, load, customers, review, queue, standup, text, form, menu, help, preset; keys stand in a table like [keys.list]
    config.toml:5: keys.lists: unknown scope `lists`, did you mean `list`?
    config.toml:8: keys.list.ctrl-t: unknown command `tolld`, did you mean `told`?
    config.toml:9: keys.list.ctlr-a: unknown key `ctlr-a`, did you mean `ctrl-a`?
    config.toml:10: keys.list.ctrl-hme: unknown key `ctrl-hme`, did you mean `ctrl-home`?
    config.toml:10: keys.list.ctrl-hme: unknown command `cuontersign`, did you mean `countersign`?
    config.toml:11: keys.list.g: `g` is the beginning of `g!` (accept a risk) and 12 more in list, take another key or set those to "" there
    config.toml:12: keys.list.jj: `jj` begins with `j` (down) in list, take another key or write "j" = "" there
    config.toml:14: keys.list.C-o: the same key as `ctrl-o` in line 13, keep one of them
    config.toml:15: keys.list.w: needs the name of a command in quotes, or "" for none
    config.toml:16: keys.list.ctrl-w: `next-field` can't be used in list, it belongs to form
    config.toml:19: keys.text.x: letters are typed here, add ctrl- or alt- to the key
    config.toml:21: keys.global.g: `g` is the beginning of `g!` (accept a risk) and 12 more in list, take another key or set those to "" there
    config.toml:22: keys.global.B: `told` can't be used in global, it belongs to list
    "#);
    assert_eq!(press(&keymap, Scope::List, "Z"), "told");
    assert_eq!(press(&keymap, Scope::List, "<C-o>"), "told");
    assert_eq!(press(&keymap, Scope::List, "gg"), "top");
    assert_eq!(press(&keymap, Scope::List, "j"), "down");
}
