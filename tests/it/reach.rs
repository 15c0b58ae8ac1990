//! Every action can be reached in three ways: by a key, by its name on the palette, and with the mouse alone.

use countersign::app::{Message, Mouse};
use countersign::command::{Command, Entry, Scope, TABLE, entry};
use countersign::keymap::{Keymap, PRESETS};

use crate::stage::Stage;
use crate::syncing::seat::Seat;

/// The screens with commands of their own, and the tab or the command that leads there.
const SCREENS: [(Scope, &str); 8] = [
    (Scope::List, "All"),
    (Scope::Board, "Board"),
    (Scope::Timeline, "Timeline"),
    (Scope::Load, "Load"),
    (Scope::Customers, "Customers"),
    (Scope::Review, "Review"),
    (Scope::Queue, "what waits for me"),
    (Scope::Standup, "standup"),
];

/// The commands that a person can ask for on a screen, each with where.
fn asked_for() -> impl Iterator<Item = (&'static Entry, &'static str)> {
    TABLE.iter().filter(|row| row.group != countersign::command::Group::Typing).filter_map(|row| {
        let (_, screen) = SCREENS.iter().find(|(scope, _)| row.is_for(*scope))?;
        Some((row, *screen))
    })
}

#[test]
fn every_action_has_a_key_in_every_preset() {
    for preset in PRESETS {
        let keymap = Keymap::preset(preset);
        for row in TABLE {
            let has_key = Scope::ALL
                .into_iter()
                .any(|scope| row.is_for(scope) && !keymap.keys_for(row.command, scope).is_empty());
            assert!(has_key, "{preset}: {}", row.name);
        }
    }
}

/// Presses the words where they stand, with the button of the mouse.
fn press(seat: &mut Seat, words: &str) {
    let (x, y) = seat.cell_of(words);
    seat.tell(Message::Mouse(Mouse::Press, u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
    seat.tell(Message::Mouse(Mouse::Release, u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
}

/// Opens the palette with the mouse, turns the wheel until a name is in sight, and presses it.
fn press_on_palette(seat: &mut Seat, name: &str) {
    press(seat, ": palette");
    assert!(seat.screen().contains("palette ──"), "the palette came:\n{}", seat.screen());
    // The names stand at the left edge inside the frame.
    let is_there = |seat: &mut Seat| {
        seat.screen().lines().find_map(|line| {
            let inside = line.split('│').nth(1)?;
            let inside = inside.trim_start_matches([' ', '▸']);
            (inside.starts_with(name)
                && !inside[name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '’'))
            .then(|| line.to_owned())
        })
    };
    for _ in 0..30 {
        if let Some(line) = is_there(seat) {
            let y = seat.screen().lines().position(|each| each == line).unwrap();
            let x = line.chars().position(|c| c == '│').unwrap() + 4;
            seat.tell(Message::Mouse(Mouse::Press, u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
            return;
        }
        for _ in 0..4 {
            seat.tell(Message::Mouse(Mouse::WheelDown, 60, 15));
        }
    }
    panic!("{name} is not on the palette:\n{}", seat.screen());
}

#[test]
fn every_action_is_on_the_palette_and_the_palette_under_the_mouse() {
    let stage = Stage::sample();
    for (row, screen) in asked_for() {
        // Views are there under the names of their tabs.
        if matches!(row.command, Command::Palette | Command::View(_)) {
            continue;
        }
        let mut seat = Seat::at(&stage, (120, 40));
        match screen {
            "All" => {}
            other => press_on_palette(&mut seat, other),
        }
        let before = (seat.screen(), seat.effects.len());
        press_on_palette(&mut seat, row.title);
        let after = (seat.screen(), seat.effects.len());
        // What cannot be done now says why, in the palette or in the line below; everything else shows itself.
        let may_be_quiet = matches!(
            row.command,
            Command::Up
                | Command::Down
                | Command::Left
                | Command::Right
                | Command::Top
                | Command::Bottom
                | Command::PageUp
                | Command::PageDown
                | Command::HalfPageUp
                | Command::HalfPageDown
                | Command::ScrollItemUp
                | Command::ScrollItemDown
                | Command::FocusNext
                | Command::FocusPrevious
                | Command::Cancel
                | Command::ColumnsEarlier
        );
        assert!(after != before || may_be_quiet, "{} did nothing on {screen}:\n{}", row.name, after.0);
    }
    assert_eq!(entry(Command::Palette).name, "palette");
}

#[test]
fn the_moves_of_a_row_are_under_the_right_button() {
    let stage = Stage::sample();
    let mut seat = Seat::at(&stage, (120, 40));
    let (x, y) = seat.cell_of("Quillon");
    seat.tell(Message::Mouse(Mouse::Menu, u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
    let screen = seat.screen();
    assert!(screen.contains("moves allowed now") && screen.contains("Quillon: Data"), "{screen}");
    seat.tell(Message::Mouse(Mouse::Menu, 1, 1));
    assert!(!seat.screen().contains("moves allowed now"), "the right button closes it again");
}

#[test]
fn keys_on_the_edge_of_a_layer_and_behind_a_first_key_can_be_pressed() {
    let stage = Stage::sample();
    let mut seat = Seat::at(&stage, (120, 40));
    seat.press("c");
    press(&mut seat, "esc close");
    assert!(!seat.screen().contains("esc close"), "{}", seat.screen());
    seat.press("g");
    press(&mut seat, "hand the customer over");
    assert!(seat.screen().contains("hand-over"), "{}", seat.screen());
}
