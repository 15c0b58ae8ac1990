//! Quick add: a typed line in, a promise out, with what was understood on the way.

use countersign::command::Command;

use crate::forms::desk::{Desk, told, words};

fn check(keys: &str, expect: &str) {
    assert_eq!(Desk::new("sam", "k7m2qx").play(Command::QuickAdd, keys), expect, "{keys}");
}

#[test]
fn a_line_becomes_a_promise() {
    for (keys, expect) in [
        (
            "text:Acme:_SAML_SSO_by_end_of_q2_@dana_deal-breaker_120k_#auth <enter>",
            "new sam: promised SAML SSO by 30 Jun [Acme] tech=dana value=120000 EUR stake=deal-breaker tags=auth said=end of q2",
        ),
        ("text:Zenith:_dark_mode <enter>", "new sam: promised dark mode without a date [Zenith]"),
        ("text:Acme:_dark_mode ctrl-t <enter>", "new sam: asked for dark mode without a date [Acme]"),
        ("text:Acme:_dark_mode_told:no <enter>", "new sam: asked for dark mode without a date [Acme]"),
        (
            "text:Acme:_dark_mode_@zoe <enter>",
            "new: @zoe tech\nnew sam: promised dark mode without a date [Acme] tech=zoe",
        ),
        ("text:Acme:_dark_mode_on_request ctrl-j", "new sam: promised dark mode on request without a date [Acme]"),
        (
            "text:Acme:_dark_mode_by_12_mar ctrl-up ctrl-up <enter>",
            "new sam: promised dark mode by 14 Mar [Acme] said=14 mar 2027",
        ),
        ("<enter>", "Stay"),
        ("text:Acme: <enter>", "Stay"),
        ("<esc>", "Close"),
    ] {
        check(keys, expect);
    }
    assert_eq!(
        Desk::new("sam", "k7m2qx").play(Command::Ask, "text:Acme:_dark_mode_by_fri <enter>"),
        "new sam: asked for dark mode by 27 Nov [Acme] said=fri"
    );
}

#[test]
fn a_slip_is_asked_back_once() {
    let desk = Desk::new("sam", "k7m2qx");
    let line = "text:Acme:_dark_mode_@dena";
    let shown = words(&desk.picture(Command::QuickAdd, &format!("{line} <enter>")));
    assert!(shown.contains("nobody is called @dena: did you mean @dana?"), "{shown}");
    assert!(shown.contains("tab takes `dana`; enter again goes on as it is"), "{shown}");
    check(&format!("{line} <enter><tab><enter>"), "new sam: promised dark mode without a date [Acme] tech=dana");
    check(
        &format!("{line} <enter><enter>"),
        "new: @dena tech\nnew sam: promised dark mode without a date [Acme] tech=dena",
    );
}

#[test]
fn what_was_understood_is_shown_while_one_types() {
    let desk = Desk::new("sam", "k7m2qx");
    let shown = words(&desk.picture(Command::QuickAdd, "text:Northgate:_SAML_sign_on_by_12_mar_@dana"));
    for part in [
        "customer Northgate",
        "scope SAML sign on",
        "promised Fri 12 Mar 2027, in 80 working days",
        "tech Dana Wells (@dana)",
        "done when · not said yet",
        "told yes only asked",
        "open already: Northgate: SAML single sign-on with SCIM (k7m2qx, requested)",
        "then blind: told 22 Nov, no estimate → Dana: estimate",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn names_are_completed() {
    let desk = Desk::new("sam", "k7m2qx");
    let shown = words(&desk.picture(Command::QuickAdd, "text:nort"));
    assert!(shown.contains("Northgate: customer"), "{shown}");
    check(
        "text:nort <tab> text:dark_mode_@da <tab> <enter>",
        "new sam: promised dark mode without a date [Northgate] tech=dana",
    );
    check("text:nort <down><enter> text:dark_mode <enter>", "new sam: promised dark mode without a date [Northgate]");
    check("text:nort <right> text:dark_mode <enter>", "new sam: promised dark mode without a date [Northgate]");
    check("text:nort <down><esc><esc>", "Close");
}

#[test]
fn one_after_another_and_nothing_is_lost() {
    let desk = Desk::new("sam", "k7m2qx");
    let mut layer = desk.open(Command::QuickAdd).unwrap();
    let outcome = desk.press(&mut layer, "text:Acme:_dark_mode alt-enter");
    assert_eq!(told(&outcome, &desk), "new sam: promised dark mode without a date [Acme]");
    assert!(layer.is_waiting());
    assert_eq!(layer.kept().unwrap().text, "");
    let _ = desk.press(&mut layer, "text:Quillon:_li");
    layer.came_back("the disk is full");
    assert_eq!(layer.kept().unwrap().text, "Acme: dark mode  Quillon: li");
    assert!(desk.shown(&layer).contains("the disk is full"));
    let _ = desk.press(&mut layer, "ctrl-u text:Acme:_light_mode alt-enter");
    layer.went_through();
    assert!(desk.shown(&layer).contains("1 promise added"), "{}", desk.shown(&layer));
}

#[test]
fn a_half_typed_line_is_there_again() {
    let mut desk = Desk::new("sam", "k7m2qx");
    let mut layer = desk.open(Command::QuickAdd).unwrap();
    let _ = desk.press(&mut layer, "text:Acme:_dark ctrl-t");
    let kept = layer.kept().unwrap();
    assert_eq!(kept.name, "quick-add");
    desk.kept.insert(kept.name, kept.text);
    assert_eq!(
        desk.play(Command::QuickAdd, "text:_mode <enter>"),
        "new sam: asked for dark mode without a date [Acme]"
    );
}
