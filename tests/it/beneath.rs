//! Two windows, two people, one book: what moves beneath an open layer or a list is shown, and nothing typed or chosen is lost.

use countersign::app::layers::Layer;
use countersign::command::Command;
use countersign::domain::act::{Act, Edit, NewTerms};

use crate::forms::desk::{Desk, day, told, words};
use crate::stage::Stage;
use crate::syncing::seat::Seat;

fn to(due: &str) -> NewTerms {
    NewTerms { due: Some(day(due)), ..NewTerms::default() }
}

/// A form of somebody on a commitment after keys; what happens beneath; and then what is on the screen.
fn open(desk: &Desk, command: Command, keys: &str) -> Layer {
    let mut layer = desk.open(command).unwrap();
    let _ = desk.press(&mut layer, keys);
    layer
}

#[test]
fn a_form_keeps_its_text_and_shows_what_moved() {
    let mut desk = Desk::new("sam", "k7m2qx");
    let mut layer = open(&desk, Command::MoveDate, "text:2027-04-15 <tab><tab> text:agreed_on_the_call");
    desk.happens_under(&mut layer, "k7m2qx", "dana", Act::Counter(Box::new(to("2027-03-15"))));
    insta::assert_snapshot!("beneath_form_80x24", desk.shown(&layer));
    let first = desk.press(&mut layer, "<enter>");
    assert_eq!(told(&first, &desk), "Stay");
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("meanwhile Dana: counter-offer: 1 Mar → 15 Mar"), "{shown}");
    assert!(shown.contains("look again, then enter: "), "{shown}");
    // What is sent is about Dana's offer, the move of the third id.
    let second = desk.press(&mut layer, "<enter>");
    let sent = told(&second, &desk);
    assert!(sent.contains("15 Apr") && sent.contains("(re 000003)") && sent.contains("agreed on the call"), "{sent}");
}

#[test]
fn every_news_is_asked_about_once() {
    let mut desk = Desk::new("sam", "k7m2qx");
    let mut layer = open(&desk, Command::MoveDate, "text:2027-04-15");
    desk.happens_under(&mut layer, "k7m2qx", "dana", Act::Note);
    assert_eq!(told(&desk.press(&mut layer, "<enter>"), &desk), "Stay");
    desk.happens_under(&mut layer, "k7m2qx", "maria", Act::Change(Box::new(to("2027-03-20"))));
    assert_eq!(told(&desk.press(&mut layer, "<enter>"), &desk), "Stay");
    assert!(told(&desk.press(&mut layer, "<enter>"), &desk).contains("15 Apr"));
}

#[test]
fn what_nobody_typed_follows_the_terms() {
    let mut desk = Desk::new("sam", "k7m2qx");
    let mut layer = open(&desk, Command::Edit, "");
    let edit = Edit { deal: Some(Some("Big renewal".into())), ..Edit::default() };
    desk.happens_under(&mut layer, "k7m2qx", "maria", Act::Edit(Box::new(edit)));
    assert!(words(&desk.shown(&layer)).contains("Big renewal"), "{}", desk.shown(&layer));
    let _ = desk.press(&mut layer, "ctrl-u text:Northgate_Group");
    let _ = desk.press(&mut layer, "<enter>");
    let _ = desk.press(&mut layer, "<enter>");
    let sent = told(&desk.press(&mut layer, "<enter>"), &desk);
    assert!(!sent.contains("deal"), "Maria's deal is not put back: {sent}");
}

#[test]
fn dates_to_offer_are_those_of_the_fresh_terms() {
    let mut desk = Desk::new("dana", "k7m2qx").sized(120, 36);
    let mut layer = open(&desk, Command::Counter, "<tab>");
    let before = desk.shown(&layer);
    let estimate = desk.book.get("b3w8hd".parse().unwrap()).unwrap().moves[1].act.clone();
    desk.happens_under(&mut layer, "k7m2qx", "dana", estimate);
    let after = desk.shown(&layer);
    let dates = |shown: &str| shown.lines().find(|line| line.contains("50 %")).map(str::to_owned);
    assert!(dates(&before).is_some() && dates(&after).is_some(), "{before}\n{after}");
    assert_ne!(dates(&before), dates(&after), "{after}");
    assert!(words(&after).contains("meanwhile Dana: estimated 5–15 d"), "{after}");
}

#[test]
fn what_is_gone_or_closed_is_said_and_the_text_stays() {
    let mut desk = Desk::new("dana", "k7m2qx");
    let mut layer = open(&desk, Command::Note, "text:they_called_again");
    desk.happens_under(&mut layer, "k7m2qx", "maria", Act::Withdraw { reason: None });
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("meanwhile: it is withdrawn, and closed") && shown.contains("they called again"), "{shown}");
    desk.vanishes_under(&mut layer, "k7m2qx");
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("is no longer in the book") && shown.contains("they called again"), "{shown}");
    for _ in 0..3 {
        assert_eq!(told(&desk.press(&mut layer, "<enter>"), &desk), "Stay");
    }
    assert!(layer.kept().unwrap().text.contains("they called again"));
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("there is nothing left to say it about"), "{shown}");
}

#[test]
fn a_menu_offers_what_is_allowed_now() {
    let mut desk = Desk::new("sam", "k7m2qx");
    let mut layer = open(&desk, Command::MovesMenu, "");
    let not_now = |desk: &Desk, layer: &Layer| {
        let shown = desk.shown(layer);
        let at = shown.find("not now").unwrap();
        shown[at..].contains("accept the counter-offer")
    };
    desk.size = (100, 50);
    assert!(not_now(&desk, &layer), "{}", desk.shown(&layer));
    desk.happens_under(&mut layer, "k7m2qx", "dana", Act::Counter(Box::new(to("2027-03-15"))));
    assert!(!not_now(&desk, &layer), "{}", desk.shown(&layer));
    assert!(words(&desk.shown(&layer)).contains("meanwhile Dana: counter-offer"), "{}", desk.shown(&layer));
}

#[test]
fn several_at_once_are_shown_again_before_they_change() {
    let mut desk = Desk::new("sam", "k7m2qx b3w8hd").sized(120, 36);
    let mut layer = open(&desk, Command::Note, "text:asked_in_person <enter>");
    assert!(words(&desk.shown(&layer)).contains("2 commitments to change"), "{}", desk.shown(&layer));
    desk.happens_under(&mut layer, "b3w8hd", "dana", Act::Note);
    let shown = words(&desk.shown(&layer));
    assert!(shown.contains("meanwhile Dana on Bellweather: note"), "{shown}");
    assert!(shown.contains("asked in person"), "{shown}");
    assert_eq!(told(&desk.press(&mut layer, "<enter>"), &desk), "Stay");
    assert_eq!(told(&desk.press(&mut layer, "<enter>"), &desk), "Stay");
    assert!(told(&desk.press(&mut layer, "<enter>"), &desk).contains("b3w8hd sam: noted"));
}

/// The line of the screen under the cursor, and what stands there.
fn cursor(seat: &mut Seat) -> (usize, String) {
    let current = seat.app.under_cursor().unwrap().clone();
    let start: String = current.terms.scope.chars().take(12).collect();
    let line = seat.screen().lines().position(|line| line.contains(&start));
    (line.unwrap_or_else(|| panic!("no {start}:\n{}", seat.screen())), current.title())
}

#[test]
fn a_list_stays_where_it_is_when_rows_come_and_go() {
    let mut seat = Seat::at(&Stage::sample(), (120, 24));
    seat.press("2 / text:open:yes <enter> jjj <space> jj v j");
    let before = cursor(&mut seat);
    for (id, customer) in [("aaaaa1", "Aardvark"), ("aaaaa2", "Abacus")] {
        seat.arrives(id, customer, "2026-11-20");
    }
    assert!(seat.screen().contains("Aardvark") || seat.screen().contains("Abacus"), "{}", seat.screen());
    let after = cursor(&mut seat);
    assert_eq!(before.1, after.1, "{}", seat.screen());
    let screen = seat.screen();
    assert!(screen.contains("marking 2 rows") && screen.contains("1 marked"), "{screen}");
    assert!(screen.contains("filter open:yes"), "{screen}");
    // Far down in the list, the row under the cursor doesn't even move on the screen.
    seat.press("<esc><esc> G kk");
    let before = cursor(&mut seat);
    seat.arrives("aaaaa3", "Abacus", "2026-11-19");
    assert_eq!(before, cursor(&mut seat), "{}", seat.screen());
    let name = before.1;
    seat.press("kkk jjj");
    assert_eq!(cursor(&mut seat).1, name);
}

#[test]
fn what_vanishes_takes_its_mark_along_and_says_so() {
    let mut seat = Seat::at(&Stage::sample(), (120, 24));
    seat.press("<space><space>");
    let (_, next) = cursor(&mut seat);
    seat.vanishes("dvrg3x");
    let screen = seat.screen();
    assert!(screen.contains("1 marked commitment changed meanwhile and left this view"), "{screen}");
    assert_eq!(cursor(&mut seat).1, next);
    seat.press("j");
    assert!(seat.screen().contains("1 marked: "), "{}", seat.screen());
}

#[test]
fn a_page_never_turns_into_another() {
    let mut seat = Seat::at(&Stage::sample(), (80, 24));
    seat.press("<enter>");
    assert!(seat.screen().contains("Castellan Bank"));
    seat.vanishes("dvrg3x");
    let screen = seat.screen();
    assert!(screen.contains("changed meanwhile and is no longer in Attention"), "{screen}");
    assert!(!screen.contains("SALES"), "{screen}");
}

#[test]
fn a_list_of_commands_is_about_what_it_was_opened_on() {
    for (open, pick) in [("s", "c"), (":", "text:note <enter>")] {
        let mut seat = Seat::at(&Stage::sample(), (120, 36));
        seat.press(open);
        seat.vanishes("dvrg3x");
        seat.press(pick);
        let screen = seat.screen();
        assert!(!screen.contains("Pemberton Foods: "), "no form opens on the next row: {screen}");
    }
}
