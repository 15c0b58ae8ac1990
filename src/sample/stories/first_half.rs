//! The first half of the year behind: what was kept, mostly in time.

use crate::domain::act::Variance::{EstimateTooLow, ScopeGrew};
use crate::domain::act::Verdict::{Conditional, Feasible};
use crate::domain::grade::Firmness::{Contract, Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealBreaker, DealChallenge, NiceToHave};
use crate::sample::accounts::{
    ACME, BELLWEATHER, BRINDLE, CASTELLAN, HARBOUR, MUELLER, NORTHGATE, OSPREY, QUILLON, VANTOR,
};
use crate::sample::scribe::{Scribe, days, pledge, range, to};

pub(super) fn tell(book: &mut Scribe) {
    exports_and_guests(book);
    four_eyes(book);
    tariffs(book);
    field_photos(book);
    small_ones(book);
    status_page(book);
    keys_per_team(book);
}

fn exports_and_guests(book: &mut Scribe) {
    book.begin(
        -231,
        "maria",
        pledge(&ACME, "Invoices as CSV")
            .due(-218)
            .said("two weeks")
            .told()
            .done_when("their accountant opens the file without calling us")
            .tech("otto")
            .firm(Verbal)
            .stake(NiceToHave)
            .capability("reporting")
            .tags("import"),
    )
    .estimate(-229, "otto", days(3), Feasible)
    .countersign(-228, "otto")
    .at(88)
    .deliver(-223, "otto")
    .confirm(-220, "maria")
    .saying("\"Finally\", says their accountant. I take it as praise.");

    book.begin(
        -214,
        "sam",
        pledge(&NORTHGATE, "Guest accounts for auditors")
            .due(-193)
            .told()
            .done_when("an auditor gets in for ten days and is out on the eleventh")
            .tech("dana")
            .firm(Written)
            .stake(DealChallenge)
            .capability("role permissions")
            .tags("auth security"),
    )
    .estimate(-211, "dana", range(4, 6, 9), Feasible)
    .countersign(-210, "dana")
    .at(91)
    .deliver(-199, "dana")
    .confirm(-197, "sam");
}

/// Renegotiated in good time: the customer heard of it three weeks ahead.
fn four_eyes(book: &mut Scribe) {
    book.begin(
        -206,
        "maria",
        pledge(&CASTELLAN, "Four-eyes approval of payments")
            .due(-176)
            .told()
            .done_when("no payment above 10,000 leaves with one signature")
            .tech("lee")
            .firm(Contract)
            .stake(DealBreaker)
            .capability("role permissions")
            .tags("security finance"),
    )
    .estimate(-202, "lee", range(10, 14, 22), Conditional)
    .given("Castellan names its approvers by {-195}")
    .countersign(-201, "lee")
    .at(56)
    .note(-194, "maria", "The list of approvers is stuck in their works council.")
    .counter(-192, "lee", &to(-163))
    .saying("Without the list I can't test with them. Thirteen days later than agreed, as their list is.")
    .accept(-191, "maria")
    .at(86)
    .told(-191, "maria")
    .saying("They see that it hangs on their side, and thanked us for saying so now.")
    .progress(-178, "lee", days(5))
    .deliver(-167, "lee")
    .confirm(-164, "maria");
}

fn tariffs(book: &mut Scribe) {
    book.begin(
        -196,
        "sam",
        pledge(&BRINDLE, "Tariff tables for each region")
            .due(-175)
            .told()
            .done_when("the bill of a household in each region is right to the cent")
            .tech("ines")
            .firm(Contract)
            .stake(DealBreaker)
            .tags("finance"),
    )
    .estimate(-193, "ines", range(5, 8, 13), Feasible)
    .countersign(-192, "ines")
    .at(68)
    .progress(-180, "ines", days(4))
    .saying("Two regions change the tariff within the month. Nobody had said that.")
    .deliver(-171, "ines")
    .because(EstimateTooLow)
    .confirm(-169, "sam")
    .because(EstimateTooLow)
    .saying("Four days over. They had planned a week of testing anyway and took it from there.");
}

fn field_photos(book: &mut Scribe) {
    book.begin(
        -188,
        "jules",
        pledge(&HARBOUR, "Photos from the field in every job")
            .due(-170)
            .told()
            .done_when("a photo taken on deck is in the office before the boat is")
            .tech("otto")
            .firm(Planned)
            .stake(DealChallenge)
            .tags("mobile"),
    )
    .estimate(-186, "otto", range(3, 5, 8), Feasible)
    .countersign(-186, "otto")
    .at(93)
    .together()
    .deliver(-178, "otto")
    .confirm(-176, "jules");

    book.begin(
        -184,
        "jules",
        pledge(&VANTOR, "Read-only role for the reception")
            .due(-171)
            .told()
            .done_when("the reception sees today's list and nothing below it")
            .tech("lee")
            .firm(Verbal)
            .stake(NiceToHave)
            .capability("role permissions")
            .tags("security"),
    )
    .estimate(-181, "lee", days(2), Feasible)
    .countersign(-180, "lee")
    .at(90)
    .deliver(-177, "lee")
    .confirm(-175, "jules");
}

fn small_ones(book: &mut Scribe) {
    book.begin(
        -168,
        "maria",
        pledge(&BELLWEATHER, "Mails from their own address")
            .due(-153)
            .told()
            .done_when("a mail from us passes their spam filter with their name on it")
            .tech("dana")
            .firm(Verbal)
            .stake(DealChallenge)
            .capability("white-label")
            .tags("branding"),
    )
    .estimate(-166, "dana", days(4), Feasible)
    .countersign(-165, "dana")
    .at(85)
    .deliver(-157, "dana")
    .confirm(-155, "maria");

    book.begin(
        -163,
        "noor",
        pledge(&MUELLER, "German dates and numbers everywhere")
            .due(-146)
            .told()
            .done_when("no point where a comma belongs, on any page or export")
            .tech("noor")
            .firm(Verbal)
            .stake(NiceToHave)
            .tags("services"),
    )
    .estimate(-163, "noor", days(3), Feasible)
    .countersign(-162, "noor")
    .at(82)
    .deliver(-151, "noor")
    .confirm(-149, "maria")
    .saying("Herr Köhler looked for an hour and found none.");
}

fn status_page(book: &mut Scribe) {
    book.begin(
        -154,
        "sam",
        pledge(&OSPREY, "Status page with subscriptions")
            .due(-135)
            .told()
            .tech("ines")
            .firm(Planned)
            .stake(NiceToHave)
            .tags("operations"),
    )
    .estimate(-151, "ines", range(4, 7, 12), Feasible)
    .countersign(-150, "ines")
    .at(83)
    .note(-144, "ines", "They now expect a text message as well as the mail. Fine, but that isn't what I looked at.")
    .edit(
        -143,
        "sam",
        crate::domain::act::Edit {
            done_when: Some("an outage reaches their dispatchers by text message within two minutes".into()),
            ..Default::default()
        },
    )
    .deliver(-131, "ines")
    .because(ScopeGrew)
    .confirm(-129, "sam")
    .because(ScopeGrew);
}

/// Delivered, not what the customer meant, and delivered again.
fn keys_per_team(book: &mut Scribe) {
    book.begin(
        -145,
        "sam",
        pledge(&QUILLON, "API keys for each team")
            .due(-114)
            .told()
            .done_when("a team's key can be replaced without stopping the others")
            .tech("dana")
            .firm(Written)
            .stake(DealChallenge)
            .capability("API rate limits")
            .tags("api security"),
    )
    .estimate(-142, "dana", range(6, 9, 15), Feasible)
    .countersign(-140, "dana")
    .at(81)
    .deliver(-125, "dana")
    .not_yet(-123, "sam")
    .saying("They can replace a key, but the old one stops at once. They need a day with both.")
    .deliver(-117, "dana")
    .saying("Both keys work for a day now, or for as long as they like.")
    .confirm(-115, "sam");
}
