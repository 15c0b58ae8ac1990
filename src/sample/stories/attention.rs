//! What asks for attention today: thirteen commitments, each for a reason of its own.

use crate::domain::act::{
    Edit,
    Verdict::{Conditional, Feasible, NeedsSpike},
};
use crate::domain::grade::Firmness::{Contract, Explored, Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealBreaker, DealChallenge, NiceToHave};
use crate::sample::accounts::{
    ACME, BELLWEATHER, BRINDLE, CASTELLAN, HARBOUR, MINATO, MUELLER, NORTHGATE, OSPREY, PEMBERTON, QUILLON, VANTOR,
    WEXLEY,
};
use crate::sample::scribe::{Scribe, about, days, pledge, range, to};

pub(super) fn tell(book: &mut Scribe) {
    told_too_early(book);
    slipped_from_sight(book);
    agreed_later_and_not_told(book);
    offered_later(book);
    not_answered_yet(book);
    crossed_in_the_post(book);
    waiting_for_the_customer(book);
    on_the_edge(book);
    the_tracker_disagrees(book);
    nearly_there(book);
    delivered_into_silence(book);
    declined_and_not_told(book);
    nobody_has_looked(book);
}

/// Over-promised: the estimate came after the date.
fn told_too_early(book: &mut Scribe) {
    book.begin(
        -12,
        "sam",
        pledge(&NORTHGATE, "SAML single sign-on with SCIM")
            .due(25)
            .said("before their new season starts, so five weeks or so")
            .told()
            .done_when(
                "their 400 users log in through their own identity provider, and leavers are gone within the hour",
            )
            .tech("dana")
            .firm(Verbal)
            .stake(DealBreaker)
            .capability("single sign-on")
            .tags("auth security")
            .link("https://tracker.fernwhistle.example/AUTH-142"),
    )
    .saying("On the renewal call. Their new CISO won't sign again without it, and I said we were nearly there.")
    .defer(-10, "dana", -2)
    .saying("SAML alone is done behind a flag. SCIM is new to us; I need to read their provisioning docs first.")
    .note(-6, "sam", "They sent the attribute mapping. Renewal paper goes to legal on {18}.")
    .estimate(-2, "dana", range(6, 10, 18), Conditional)
    .given("Northgate gives us a test tenant of their identity provider by {8}")
    .saying(
        "Login only would be 3d. It's the provisioning: groups, nested groups, and deleting people who own documents.",
    );
}

/// Overdue and blind: an answer was promised, then everybody was busy.
fn slipped_from_sight(book: &mut Scribe) {
    book.begin(
        -41,
        "maria",
        pledge(&BELLWEATHER, "White-label dashboard for their resellers")
            .due(-6)
            .said("six or seven weeks from now")
            .told()
            .tech("dana")
            .firm(Verbal)
            .stake(DealChallenge)
            .capability("white-label")
            .tags("branding"),
    )
    .saying("Said in the hallway at their partner day. They have three resellers waiting.")
    .defer(-39, "dana", -30)
    .saying("Swamped with the EU move until {-31}, will look at it then.")
    .note(-22, "maria", "They asked again, friendly. @dana any feeling for it? A rough range would do.")
    .note(
        -20,
        "dana",
        "Still open on my side, sorry. Colours are there since the tenant themes; domains and mails are not.",
    );
}

/// Customer not told: both sides agreed on a later date, and the telling waits for a meeting.
fn agreed_later_and_not_told(book: &mut Scribe) {
    book.begin(
        -34,
        "maria",
        pledge(&CASTELLAN, "Audit log export to their SIEM")
            .due(15)
            .told()
            .done_when("every event of the last 24 hours arrives in their SIEM, in their schema, within five minutes")
            .tech("lee")
            .firm(Contract)
            .stake(DealBreaker)
            .capability("audit log")
            .tags("security compliance")
            .link("https://tracker.fernwhistle.example/PLAT-97"),
    )
    .saying("Annex C of the group licence, with the date in it.")
    .estimate(-31, "lee", range(5, 8, 12), Feasible)
    .countersign(-31, "lee")
    .at(67)
    .together()
    .progress(-16, "lee", days(6))
    .saying("Syslog works. Their schema has 212 fields and 40 of them we don't record today.")
    .estimate(-7, "lee", range(6, 9, 14), Feasible)
    .starting(-7)
    .saying("With the missing fields. The first estimate was for what we have; their annex asks for more.")
    .counter(-7, "lee", &to(45).said("two months, to be safe"))
    .accept(-5, "maria")
    .at(81)
    .saying("Fair. I'd rather bring it to their steering committee in person on {3} than by mail.");
}

/// A counter-offer later than what was told, and sales has the move.
fn offered_later(book: &mut Scribe) {
    book.begin(
        -16,
        "sam",
        pledge(&QUILLON, "Data residency in Frankfurt, backups included")
            .due(44)
            .told()
            .done_when("no byte of theirs outside Germany, confirmed by their auditor")
            .tech("dana")
            .firm(Written)
            .stake(DealBreaker)
            .capability("data residency")
            .tags("security compliance"),
    )
    .saying("It is in our offer of {-17}. Vantor has it for the EU already, so I took three months as plenty.")
    .note(-13, "dana", "Vantor's is region EU, not one country. Frankfurt only means a second backup site in Germany.")
    .estimate(-8, "dana", about(8), Feasible)
    .counter(-8, "dana", &to(95).scope("Data residency in Germany: data in Frankfurt, backups in Nuremberg"))
    .together()
    .saying("Can do the live data by {60} if that helps your offer; the backups decide the rest.")
    .note(-5, "sam", "Their board meets on {14}. I'll find out whether live data first is good enough.");
}

/// Blind, but the answer has a date.
fn not_answered_yet(book: &mut Scribe) {
    book.begin(
        -5,
        "jules",
        pledge(&HARBOUR, "Offline mode for the field crews")
            .due(50)
            .said("for the start of the dredging season")
            .told()
            .done_when("a crew works a full shift at sea without network, and nothing is lost when it syncs")
            .tech("otto")
            .firm(Verbal)
            .stake(DealBreaker)
            .capability("offline mode")
            .tags("mobile"),
    )
    .saying("Old Mr Harbour himself: \"no network out there, never was\". I showed him Minato's inspections.")
    .defer(-3, "otto", 4)
    .saying("Inspections are read-mostly. Crews edit the same job from two boats; give me until {4} to try that.");
}

/// Crossed: the date moved on one side while the other was answering.
fn crossed_in_the_post(book: &mut Scribe) {
    book.begin(
        -14,
        "jules",
        pledge(&MINATO, "適格請求書 (qualified invoices) with registration numbers")
            .due(40)
            .done_when("their accountant files a month of invoices without touching one")
            .tech("ines")
            .firm(Planned)
            .stake(DealChallenge)
            .capability("invoicing")
            .tags("japan finance"),
    )
    .saying("Asked, not promised: Tanaka-san wants to know what is possible before the pilot is extended.")
    .estimate(-11, "ines", range(5, 7, 12), Conditional)
    .given("Minato's accountant reviews our sample invoices by {6}")
    .change(-4, "jules", &to(30).said("before their fiscal year ends"))
    .saying("Tanaka-san called: it has to be before the books close.")
    .meanwhile()
    .counter(-4, "ines", &to(48).scope("適格請求書 (qualified invoices), new invoices only"))
    .saying("Looked at the rules again: re-issuing old invoices is a project of its own. Without it, {48} is safe.");
}

/// Stale: the estimate holds on a condition that has passed its date.
fn waiting_for_the_customer(book: &mut Scribe) {
    book.begin(
        -32,
        "maria",
        pledge(&MUELLER, "Bulk import of technical drawings")
            .due(38)
            .told()
            .done_when("18,000 drawings of plant two are in, each found by its part number")
            .tech("otto")
            .firm(Contract)
            .stake(DealChallenge)
            .capability("bulk import")
            .tags("import")
            .link("https://tracker.fernwhistle.example/INT-190"),
    )
    .estimate(-29, "otto", range(8, 12, 20), Conditional)
    .given("Müller sends 200 sample drawings by {-8}")
    .given("the part numbers are unique by {20}")
    .countersign(-29, "otto")
    .at(78)
    .together()
    .progress(-12, "otto", days(7))
    .saying("PDF and STEP are done. For the scans I need real ones: ours are too clean.")
    .note(-5, "maria", "Herr Köhler is on holiday; his stand-in will look for the samples. Reminded on {-5}.");
}

/// At risk: it can be made, and nobody should promise it yet.
fn on_the_edge(book: &mut Scribe) {
    book.begin(
        -13,
        "sam",
        pledge(&OSPREY, "Webhooks for every change of a shipment")
            .due(20)
            .said("with their next schedule, if we can")
            .done_when("their dispatch system follows a test truck for a week without polling")
            .tech("ines")
            .firm(Planned)
            .stake(DealChallenge)
            .capability("webhooks")
            .tags("api")
            .link("INT-204"),
    )
    .saying("They asked. I said I'd come back with a date both of us believe in.")
    .estimate(-9, "ines", range(7, 10, 18), Feasible)
    .countersign(-9, "ines")
    .at(63)
    .together()
    .saying("Possible, if nothing comes in between. Don't tell them before I've seen the retries work.")
    .progress(-3, "ines", None)
    .saying("Delivery and signing work. Retries and ordering are next, the part I respect.");
}

/// Tracker drift: the issue behind it says a later day.
fn the_tracker_disagrees(book: &mut Scribe) {
    book.begin(
        -40,
        "jules",
        pledge(&VANTOR, "Role permissions per clinic")
            .due(64)
            .told()
            .done_when("a nurse of one clinic can't find a patient of another, not even by searching")
            .tech("lee")
            .firm(Written)
            .stake(DealBreaker)
            .capability("role permissions")
            .tags("security")
            .link("https://tracker.fernwhistle.example/PERM-31"),
    )
    .estimate(-37, "lee", range(8, 11, 16), Feasible)
    .countersign(-36, "lee")
    .at(84)
    .progress(-15, "lee", days(6))
    .progress(-3, "lee", days(2))
    .saying(
        "Search is the last piece. The tracker still has the date of the big permissions epic; ours is a part of it.",
    );
}

/// Due soon, and in good hands.
fn nearly_there(book: &mut Scribe) {
    book.begin(
        -26,
        "maria",
        pledge(&ACME, "Rate limits of their own for each API key")
            .due(6)
            .told()
            .done_when("Acme sets a limit in the console and sees it hold")
            .tech("dana")
            .firm(Written)
            .stake(DealChallenge)
            .capability("API rate limits")
            .tags("api")
            .link("https://tracker.fernwhistle.example/PLAT-88"),
    )
    .estimate(-24, "dana", range(3, 5, 8), Feasible)
    .countersign(-24, "dana")
    .at(85)
    .progress(-8, "dana", days(3))
    .progress(-2, "dana", days(1))
    .saying("In review. The console page is there, texts are missing.");
}

/// Delivered, and nobody has asked the customer.
fn delivered_into_silence(book: &mut Scribe) {
    book.begin(
        -47,
        "sam",
        pledge(&BRINDLE, "Import of meter readings from the grid operator")
            .due(-5)
            .told()
            .done_when("a month of readings of 60,000 meters is in by the second of the next")
            .tech("ines")
            .firm(Contract)
            .stake(DealBreaker)
            .capability("bulk import")
            .tags("import")
            .link("https://tracker.fernwhistle.example/INT-211"),
    )
    .estimate(-44, "ines", range(9, 13, 20), Feasible)
    .countersign(-43, "ines")
    .at(74)
    .progress(-22, "ines", days(5))
    .deliver(-9, "ines")
    .saying("In production since this morning. Two of their meters send letters where the number should be; listed in the log.");
}

/// Closed, and still red: tech said no, and the customer counts on it.
fn declined_and_not_told(book: &mut Scribe) {
    book.begin(
        -17,
        "maria",
        pledge(&PEMBERTON, "Installation in their own data centre")
            .due(45)
            .told()
            .tech("otto")
            .firm(Verbal)
            .stake(DealBreaker)
            .tags("hosting"),
    )
    .saying("Their IT asked whether it runs on-site. I said we had done that for others.")
    .estimate(-9, "otto", None, NeedsSpike)
    .saying("We did that once, for version 2, and it took two of us a year to keep it alive. Let me look whether it still can be done.")
    .decline(-4, "otto", None)
    .saying("It can't, in any time that helps them: search and the queue only run in our cloud now. Could the Frankfurt region be an answer?");
}

/// Answer late: asked for last week, and no word yet.
fn nobody_has_looked(book: &mut Scribe) {
    book.begin(
        -5,
        "jules",
        pledge(&WEXLEY, "Accessibility statement for the council's portal")
            .due(55)
            .said("in the second round of the tender")
            .done_when("the statement names every page and every gap, dated and signed")
            .tech("ines")
            .firm(Explored)
            .stake(NiceToHave)
            .tags("accessibility public-sector"),
    )
    .saying("Page 14 of their tender. Not a must, but it gives points.")
    .edit(-4, "jules", Edit { stake: Some(Some(DealChallenge)), ..Edit::default() })
    .saying("Read page 31: eight of a hundred points.");
}
