//! What a slip of the fingers, or a fixed day, must not change.

use crate::cli::desk::Desk;
use crate::stage::Stage;

#[test]
fn a_date_typed_on_a_choice_is_not_lost() {
    let stage = Stage::sample();
    let screen = stage.screen("/residency<CR>t20<space>apr<CR>", (160, 36));
    assert!(screen.contains("told the customer 20 Apr") || screen.contains("told 20 Apr"), "{screen}");
}

#[test]
fn a_pipe_gets_the_chance_of_the_day_wished_for() {
    let desk = Desk::with_sample();
    let quoted = desk.run(&["quote", "2w", "--tech", "dana", "--due", "15 jan"]).done();
    assert_eq!(quoted.lines().last(), Some("dana\t2\t2027-01-15\t1"), "{quoted}");
}

#[test]
fn on_a_fixed_day_too_undo_takes_back_what_was_said_last() {
    let desk = Desk::with_sample();
    desk.run(&["--me", "dana", "counter", "jrcmdk", "22 jan"]).done();
    desk.run(&["--me", "dana", "estimate", "at1s1k", "3d..5d..9d"]).done();
    let undone = desk.run(&["--me", "dana", "undo"]).done();
    assert!(undone.contains("estimate"), "{undone}");
    let undone = desk.run(&["--me", "dana", "undo"]).done();
    assert!(undone.contains("counter-offer"), "{undone}");
}
