//! Forms: keys in, moves out, and what they show on the way.

pub mod desk;

use countersign::command::Command;
use countersign::domain::act::{Act, NewTerms};
use desk::{Desk, day, words};

/// Who, on which commitments, the command, the keys, and the moves that come of it.
fn check(me: &str, target: &str, command: Command, keys: &str, expect: &str) {
    assert_eq!(Desk::new(me, target).play(command, keys), expect, "{me} {target} {command:?} {keys}");
}

#[test]
fn every_move_is_made_from_its_form() {
    use Command as C;
    for (me, target, command, keys, expect) in [
        (
            "dana",
            "k7m2qx",
            C::Estimate,
            "text:5d..8d..15d <enter>",
            "k7m2qx dana: estimated 5d..8d..15d, feasible (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::Estimate,
            "text:2w <tab><tab> text:a_test_IdP_by_2027-01-10 <enter>",
            "k7m2qx dana: estimated 10d, conditional, if a test IdP by 2027-01-10 (re 000001)",
        ),
        ("dana", "k7m2qx", C::Countersign, "<enter>", "k7m2qx dana: countersigned (re 000001)"),
        ("dana", "k7m2qx", C::Counter, "<enter>", "k7m2qx dana: counter-offer: promised date 25 Jun (re 000001)"),
        (
            "dana",
            "k7m2qx",
            C::Counter,
            "<right><enter>",
            "k7m2qx dana: counter-offer: promised date 4 Feb 2028 (re 000001)",
        ),
        ("dana", "k7m2qx", C::Counter, "<left><enter>", "k7m2qx dana: counter-offer: promised date 26 Apr (re 000001)"),
        (
            "dana",
            "k7m2qx",
            C::Counter,
            "<left><left><enter>",
            "k7m2qx dana: counter-offer: promised date 4 Feb 2028 (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::Counter,
            "<tab> 5 <enter>",
            "k7m2qx dana: counter-offer: promised date 26 Apr (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::MoveDate,
            "<tab> 9 <enter>",
            "k7m2qx dana: counter-offer: promised date 4 Feb 2028 (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::Counter,
            "text:1_apr <tab><right><enter>",
            "k7m2qx dana: counter-offer: promised date 26 Apr (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::Counter,
            "text:1_apr <enter>",
            "k7m2qx dana: counter-offer: promised date 1 Apr (re 000001)",
        ),
        (
            "dana",
            "k7m2qx",
            C::MoveDate,
            "text:1_apr <enter>",
            "k7m2qx dana: counter-offer: promised date 1 Apr (re 000001)",
        ),
        ("sam", "k7m2qx", C::MoveDate, "text:12_mar <enter>", "k7m2qx sam: changed: promised date 12 Mar (re 000001)"),
        (
            "sam",
            "k7m2qx",
            C::MoveDate,
            "text:12_mar <tab> y <enter>",
            "k7m2qx sam: changed: promised date 12 Mar and told (re 000001)",
        ),
        (
            "sam",
            "ac6mex",
            C::Counter,
            "text:22_jan <enter>",
            "ac6mex sam: counter-offer: promised date 22 Jan (re 000002)",
        ),
        ("sam", "ac6mex", C::Accept, "<enter>", "ac6mex sam: accepted the counter-offer (re 000002)"),
        (
            "sam",
            "ac6mex",
            C::Accept,
            "y <enter>",
            "ac6mex sam: accepted the counter-offer (re 000002)\nac6mex sam: told the customer (re 000002)",
        ),
        ("sam", "k7m2qx", C::Told, "<enter>", "k7m2qx sam: told the customer (re 000001)"),
        ("sam", "k7m2qx", C::Told, "text:8_mar <enter>", "k7m2qx sam: told the customer 8 Mar (re 000001)"),
        ("sam", "ac6mex", C::Told, "<right><enter>", "ac6mex sam: told the customer (re 000002)"),
        ("dana", "k7m2qx", C::Defer, "text:fri <enter>", "k7m2qx dana: answers by 27 Nov (re 000001)"),
        (
            "dana",
            "k7m2qx",
            C::Decline,
            "u <tab> text:not_in_this_form <enter>",
            "k7m2qx dana: declined (technical-surprise) (re 000001) — not in this form",
        ),
        ("dana", "b3w8hd", C::Progress, "text:3d <enter>", "b3w8hd dana: progress, 3d left (re 000001)"),
        ("dana", "b3w8hd", C::Deliver, "<enter>", "b3w8hd dana: delivered (re 000001)"),
        (
            "sam",
            "q5v1nn",
            C::Confirm,
            "c <enter>",
            "q5v1nn sam: confirmed, the customer has it (customer-input-late) (re 000001)",
        ),
        (
            "sam",
            "q5v1nn",
            C::NotYet,
            "text:only_half_of_it <enter>",
            "q5v1nn sam: not yet, says the customer (re 000001) — only half of it",
        ),
        ("sam", "k7m2qx", C::Withdraw, "r <enter>", "k7m2qx sam: withdrawn (priorities-changed) (re 000001)"),
        (
            "dana",
            "b3w8hd",
            C::Revoke,
            "a <enter>",
            "b3w8hd dana: signature taken back (people-unavailable) (re 000001)",
        ),
        (
            "kim",
            "k7m2qx",
            C::AcceptRisk,
            "text:+2w <tab> text:we_need_the_deal <enter>",
            "k7m2qx kim: accepted the risk until 6 Dec (re 000001) — we need the deal",
        ),
        ("kim", "h4rb0r", C::Reopen, "<enter>", "h4rb0r kim: reopened (re 000001)"),
        ("kim", "h4rb0r", C::Note, "text:they_called <enter>", "h4rb0r kim: noted (re 000001) — they called"),
        (
            "sam",
            "k7m2qx",
            C::Edit,
            "<tab><tab><tab> ctrl-u text:lee <enter>",
            "k7m2qx sam: edited tech owner lee (re 000001)",
        ),
        (
            "sam",
            "k7m2qx",
            C::Edit,
            "<tab><tab><tab><tab><tab> v <enter>",
            "k7m2qx sam: edited firmness verbal (re 000001)",
        ),
    ] {
        check(me, target, command, keys, expect);
    }
}

#[test]
fn every_move_can_be_dated_and_recorded_for_somebody() {
    let keys = "<tab><tab> text:dana <enter>";
    check("sam", "k7m2qx", Command::Countersign, keys, "k7m2qx sam for dana: countersigned (re 000001)");
    check(
        "dana",
        "k7m2qx",
        Command::Note,
        "text:she_said_yes <tab> text:yesterday <tab> text:lee <enter>",
        "k7m2qx dana for lee on 2026-11-21: noted (re 000001) — she said yes",
    );
}

#[test]
fn what_is_not_allowed_is_refused_with_what_is() {
    use Command as C;
    for (me, target, command, expect) in [
        ("dana", "b3w8hd", C::Countersign, "refused: it is signed already; counter or revoke to change that"),
        (
            "sam",
            "k7m2qx",
            C::Accept,
            "refused: there is no counter-offer to accept; `change` proposes other terms, `show` tells where it stands",
        ),
        ("dana", "", C::Countersign, "refused: no commitment is under the cursor: choose one, or add one"),
        (
            "kim",
            "k7m2qx",
            C::Countersign,
            "refused: Kim has no tech role, and `countersign` is a tech move; ask somebody of tech, or record their word with --for HANDLE",
        ),
    ] {
        check(me, target, command, "", expect);
    }
}

#[test]
fn enter_goes_to_what_is_missing() {
    for (command, keys, expect) in [
        (Command::Defer, "<enter>", "answer by is needed: tomorrow, fri, +1w"),
        (Command::Defer, "text:someday <enter>", "someday"),
        (Command::Estimate, "ctrl-u <enter>", "how long is still open; enter again goes without it"),
        (Command::Decline, "<enter>", "why is needed"),
        (Command::Decline, "o <enter>", "note is needed"),
        (Command::Note, "<enter>", "note is needed: anything worth knowing later"),
    ] {
        let shown = words(&Desk::new("dana", "k7m2qx").picture(command, keys));
        assert!(shown.contains(expect), "{command:?} {keys}\n{shown}");
    }
    check("dana", "k7m2qx", Command::Decline, "u <enter>", "k7m2qx dana: declined (technical-surprise) (re 000001)");
}

#[test]
fn somebody_new_is_asked_about_when_nearly_known() {
    let desk = Desk::new("sam", "k7m2qx");
    let keys = "<tab><tab><tab> ctrl-u text:dena <enter>";
    let shown = words(&desk.picture(Command::Edit, keys));
    assert!(shown.contains("@dena is new: ctrl-space takes @dana, enter again adds @dena as tech"), "{shown}");
    assert_eq!(
        desk.play(Command::Edit, &format!("{keys} <enter>")),
        "new: @dena tech\nk7m2qx sam: edited tech owner dena (re 000001)"
    );
    assert_eq!(
        desk.play(Command::Edit, &format!("{keys} ctrl-space ctrl-u text:lee <enter>")),
        "k7m2qx sam: edited tech owner lee (re 000001)"
    );
}

#[test]
fn terms_that_change_beneath_a_signature_are_shown_first() {
    let mut desk = Desk::new("dana", "k7m2qx");
    let mut layer = desk.open(Command::Countersign).unwrap();
    let change = NewTerms { due: Some(day("2027-02-01")), ..NewTerms::default() };
    desk.happens("k7m2qx", "maria", Act::Change(Box::new(change)));
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("meanwhile Maria: promised date 1 Mar → 1 Feb"), "{shown}");
    assert!(shown.contains("Mon 1 Feb 2027"), "{shown}");
    let first = desk.press(&mut layer, "<enter>");
    assert_eq!(desk::told(&first, &desk), "Stay");
    assert!(words(&desk.shown(&layer)).contains("look again, then enter: sign"), "{}", desk.shown(&layer));
    let second = desk.press(&mut layer, "<enter>");
    assert_eq!(desk::told(&second, &desk), "k7m2qx dana: countersigned (re 000003)");
}

#[test]
fn half_typed_text_survives() {
    let mut desk = Desk::new("dana", "k7m2qx");
    let mut layer = desk.open(Command::Decline).unwrap();
    let _ = desk.press(&mut layer, "u <tab> text:two_lines ctrl-j text:of_it");
    let kept = layer.kept().unwrap();
    assert_eq!(
        (kept.name.as_str(), kept.text.as_str()),
        ("decline k7m2qx", "reason = technical-surprise\nnote = two lines\\nof it")
    );
    desk.kept.insert(kept.name, kept.text);
    assert_eq!(
        desk.play(Command::Decline, "<enter>"),
        "k7m2qx dana: declined (technical-surprise) (re 000001) — two lines\nof it"
    );
    let mut layer = desk.open(Command::Decline).unwrap();
    layer.came_back("the disk is full");
    assert!(desk.shown(&layer).contains("the disk is full"), "{}", desk.shown(&layer));
}

#[test]
fn several_are_previewed_and_changed_together() {
    let desk = Desk::new("sam", "k7m2qx ac6mex h4rb0r");
    let shown = desk.picture(Command::MoveDate, "text:12_mar <enter>");
    for line in ["2 commitments to change, 1 commitment left as they are", "1 Mar → 12 Mar", "it is declined"] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert_eq!(
        desk.play(Command::MoveDate, "text:12_mar <enter><enter>"),
        "k7m2qx sam: changed: promised date 12 Mar (re 000001)\nac6mex sam: counter-offer: promised date 12 Mar (re 000002)"
    );
    assert_eq!(desk.play(Command::MoveDate, "text:12_mar <enter><esc>"), "Stay");
}

#[test]
fn tech_can_sign_what_sales_stands_for_in_spite_of_its_own_offer() {
    check("dana", "ac6mex", Command::Countersign, "<enter>", "ac6mex dana: countersigned (re 000001)");
}

#[test]
fn a_move_of_the_other_side_is_in_the_word_of_its_owner_until_somebody_says_otherwise() {
    use Command as C;
    for (me, command, keys, expect) in [
        (
            "sam",
            C::Estimate,
            "text:5d..8d..15d <enter>",
            "k7m2qx sam for dana: estimated 5d..8d..15d, feasible (re 000001)",
        ),
        ("sam", C::Countersign, "<enter>", "k7m2qx sam for dana: countersigned (re 000001)"),
        ("sam", C::Countersign, "<tab><tab> text:lee <enter>", "k7m2qx sam for lee: countersigned (re 000001)"),
        ("dana", C::Told, "<enter>", "k7m2qx dana for sam: told the customer (re 000001)"),
    ] {
        check(me, "k7m2qx", command, keys, expect);
    }
    let shown = words(&Desk::new("sam", "k7m2qx").picture(C::Estimate, ""));
    assert!(shown.contains("Sam records this for Dana: it shows as by proxy"), "{shown}");
}

#[test]
fn a_signature_says_whose_it_is() {
    let shown = words(&Desk::new("sam", "k7m2qx").picture(Command::Countersign, "<tab><tab> text:dana"));
    assert!(shown.contains("Sam signs for Dana: it shows as by proxy"), "{shown}");
    assert!(shown.contains("below 80 %: a counter-offer for 25 Jun would be covered"), "{shown}");
}

#[test]
fn forms_look_calm_on_every_screen() {
    let pictures = [
        ("countersign", Desk::new("dana", "k7m2qx"), Command::Countersign, ""),
        ("countersign_small", Desk::new("dana", "k7m2qx").sized(40, 10), Command::Countersign, ""),
        ("estimate", Desk::new("dana", "k7m2qx"), Command::Estimate, "text:5d..8d..15d"),
        ("move_date", Desk::new("sam", "b3w8hd"), Command::MoveDate, "text:12_mar"),
        ("counter", Desk::new("dana", "k7m2qx"), Command::Counter, ""),
        ("counter_surer", Desk::new("dana", "k7m2qx"), Command::Counter, "<tab><right>"),
        ("decline", Desk::new("dana", "k7m2qx"), Command::Decline, "u"),
        (
            "add",
            Desk::new("sam", "").sized(120, 40),
            Command::AddForm,
            "text:Northgate <tab> text:Dark_mode <tab> text:eom",
        ),
        ("bulk", Desk::new("sam", "k7m2qx ac6mex h4rb0r"), Command::MoveDate, "text:12_mar <enter>"),
        ("quick_add", Desk::new("sam", "k7m2qx"), Command::QuickAdd, "text:Quillon:_SSO_by_end_of_q2_@da"),
        ("moves", Desk::new("sam", "q5v1nn"), Command::MovesMenu, ""),
        ("palette", Desk::new("sam", "k7m2qx"), Command::Palette, "text:nor"),
        ("help", Desk::new("sam", "k7m2qx").sized(110, 30), Command::Help, ""),
    ];
    for (name, desk, command, keys) in pictures {
        insta::assert_snapshot!(name, desk.picture(command, keys));
    }
}
