//! What is open and goes well, or is too young to ask for anything.

use crate::domain::act::Verdict::{Conditional, Feasible};
use crate::domain::grade::Firmness::{Contract, Explored, Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealBreaker, DealChallenge, NiceToHave};
use crate::sample::accounts::{
    AAGAARD, ACME, BRINDLE, CASTELLAN, LUMIERE, MINATO, MUELLER, NORTHGATE, OSPREY, QUILLON, VANTOR,
};
use crate::sample::scribe::{Scribe, days, exactly, pledge, range, to};

pub(super) fn tell(book: &mut Scribe) {
    signed_and_quiet(book);
    risk_taken(book);
    under_way(book);
    signed_by_the_one_who_promised(book);
    just_asked(book);
    just_offered(book);
    just_delivered(book);
}

/// Quiet: agreed, plenty of time, and no word for weeks.
fn signed_and_quiet(book: &mut Scribe) {
    book.begin(
        -28,
        "sam",
        pledge(&NORTHGATE, "Audit log in the customer's own console")
            .due(120)
            .said("in the release after next")
            .told()
            .done_when("their admin finds who deleted a document, without asking us")
            .tech("lee")
            .firm(Verbal)
            .stake(NiceToHave)
            .capability("audit log")
            .tags("security"),
    )
    .estimate(-25, "lee", range(4, 6, 10), Feasible)
    .saying("Comes almost for free with Castellan's export.")
    .countersign(-22, "lee")
    .at(88)
    .note(-14, "sam", "Told them it rides along in the release after next. They were fine with that.");
}

/// Over-promised, and a manager decided to live with it for a while.
fn risk_taken(book: &mut Scribe) {
    book.begin(
        -11,
        "maria",
        pledge(&CASTELLAN, "Uptime report signed by an independent party")
            .due(18)
            .told()
            .done_when("a report for the last quarter, signed, on their desk")
            .tech("noor")
            .firm(Contract)
            .stake(DealChallenge)
            .capability("reporting")
            .tags("compliance"),
    )
    .estimate(-7, "noor", range(10, 14, 22), Conditional)
    .given("the auditor has a free week by {12}")
    .countersign(-6, "noor")
    .at(9)
    .saying("Signing it as it stands in the contract. The numbers are ready; the independent party isn't.")
    .accept_risk(-4, "kim", 9)
    .saying("Castellan knows that the auditor is the bottleneck. We look again on {9}; if there is no slot by then, we renegotiate.");
}

fn under_way(book: &mut Scribe) {
    book.begin(
        -30,
        "sam",
        pledge(&AAGAARD, "Bulk import of shipments from their terminals")
            .due(48)
            .told()
            .done_when("the four terminals upload their own files for a week without a call to us")
            .tech("otto")
            .firm(Written)
            .stake(DealChallenge)
            .capability("bulk import")
            .tags("import"),
    )
    .estimate(-26, "otto", range(4, 7, 12), Feasible)
    .given("Ågård sends the file format of each terminal by {-15}")
    .countersign(-26, "otto")
    .at(83)
    .met(-15, "sam", "Ågård sends the file format of each terminal by {-15}")
    .saying("All four came this morning. Three are the same.")
    .progress(-4, "otto", days(2));

    book.begin(
        -24,
        "sam",
        pledge(&BRINDLE, "Reports with their logo, as PDF")
            .due(70)
            .told()
            .done_when("the quarterly report goes to their board without being touched up")
            .tech("otto")
            .firm(Planned)
            .stake(NiceToHave)
            .capability("white-label")
            .tags("branding reporting"),
    )
    .estimate(-20, "otto", range(3, 4, 7), Feasible)
    .starting(5)
    .countersign(-19, "otto")
    .at(86)
    .note(-6, "sam", "Sent us the logo in eleven versions. I picked one.");

    book.begin(
        -19,
        "sam",
        pledge(&OSPREY, "CSV exports on a schedule of their own")
            .due(96)
            .told()
            .done_when("a file lands on their server every Monday before six")
            .tech("ines")
            .firm(Verbal)
            .stake(NiceToHave)
            .capability("reporting")
            .tags("import"),
    )
    .change(-17, "sam", &to(100).said("after their inventory").told())
    .estimate(-15, "ines", range(2, 3, 5), Feasible)
    .countersign(-15, "ines")
    .at(85)
    .note(-5, "ines", "Starts after the webhooks; it can use the same queue.");

    book.begin(
        -21,
        "jules",
        pledge(&LUMIERE, "Journal d'audit: access to patient files, for their inspector")
            .due(104)
            .told()
            .done_when("their inspector gets the list of one patient in one click")
            .tech("lee")
            .firm(Written)
            .stake(DealBreaker)
            .capability("audit log")
            .tags("security compliance"),
    )
    .estimate(-18, "lee", exactly(4), Feasible)
    .countersign(-17, "jules")
    .on_behalf_of("lee")
    .at(86)
    .saying(
        "Lee signed on the phone from the train; he wanted the purpose of access in the terms, and they have it now.",
    )
    .note(-3, "lee", "Confirmed, that was my yes.");
}

/// Self-signed: Noor promises and builds.
fn signed_by_the_one_who_promised(book: &mut Scribe) {
    book.begin(
        -9,
        "noor",
        pledge(&MUELLER, "Training environment with plant one's data")
            .due(15)
            .told()
            .done_when("twelve people of plant two train on it for a day")
            .tech("noor")
            .firm(Verbal)
            .stake(NiceToHave)
            .tags("services"),
    )
    .estimate(-9, "noor", exactly(2), Feasible)
    .countersign(-9, "noor")
    .at(97)
    .together()
    .progress(-2, "noor", days(1))
    .saying("Copied and anonymised. Accounts for the twelve are left.");
}

fn just_asked(book: &mut Scribe) {
    book.begin(
        -1,
        "maria",
        pledge(&ACME, "Single sign-on for their contractors").firm(Explored).capability("single sign-on"),
    )
    .saying("Came up at the end of the call. No idea yet by when, or whether Northgate's covers it.");

    book.begin(
        -2,
        "maria",
        pledge(&MUELLER, "Single sign-on with their Windows domain")
            .due(90)
            .done_when("nobody at Müller has a password of ours")
            .tech("dana")
            .firm(Planned)
            .stake(DealChallenge)
            .capability("single sign-on")
            .tags("auth security"),
    )
    .saying("Asked for plant two. They know that Northgate gets it first, and can wait for a date.");

    book.begin(
        -1,
        "jules",
        pledge(&VANTOR, "Appointments by webhook to their phone system")
            .due(70)
            .done_when("a cancelled appointment frees the line within a minute")
            .tech("ines")
            .firm(Explored)
            .stake(NiceToHave)
            .capability("webhooks")
            .tags("api"),
    )
    .saying("Same thing as Osprey's, I think? They only need two events.");
}

/// A counter-offer of yesterday: sales has the move, and time.
fn just_offered(book: &mut Scribe) {
    book.begin(
        -6,
        "sam",
        pledge(&QUILLON, "Permissions for external reviewers")
            .due(90)
            .done_when("a reviewer sees one folder and nothing else")
            .tech("lee")
            .firm(Planned)
            .stake(DealChallenge)
            .capability("role permissions")
            .tags("security"),
    )
    .estimate(-3, "lee", range(3, 4, 6), Feasible)
    .counter(-1, "lee", &to(100).said("once the clinics are live"))
    .saying("The work is small, but it changes the same files as Vantor's. After them it is safe.");
}

fn just_delivered(book: &mut Scribe) {
    book.begin(
        -52,
        "jules",
        pledge(&MINATO, "Offline mode for inspections (オフライン点検)")
            .due(8)
            .told()
            .done_when("an inspector finishes a ship below deck and syncs on the quay")
            .tech("otto")
            .firm(Written)
            .stake(DealBreaker)
            .capability("offline mode")
            .tags("mobile japan")
            .link("https://tracker.fernwhistle.example/MOB-17"),
    )
    .estimate(-49, "otto", range(10, 15, 25), Feasible)
    .countersign(-48, "otto")
    .at(81)
    .progress(-30, "otto", days(9))
    .progress(-12, "otto", days(3))
    .deliver(-3, "otto")
    .saying("Tested on the ferry, in the engine room. Their team tries it this week.");
}
