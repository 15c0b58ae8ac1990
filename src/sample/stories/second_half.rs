//! The second half of the year behind: what was kept, some of it after a second thought.

use crate::domain::act::Variance::{PeopleUnavailable, TechnicalSurprise};
use crate::domain::act::Verdict::{Conditional, Feasible};
use crate::domain::grade::Firmness::{Contract, Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealBreaker, DealChallenge, NiceToHave};
use crate::sample::accounts::{
    AAGAARD, BELLWEATHER, CASTELLAN, HARBOUR, LUMIERE, MINATO, NORTHGATE, OSPREY, VANTOR, WEXLEY,
};
use crate::sample::scribe::{Scribe, between, days, exactly, pledge, range, to};

pub(super) fn tell(book: &mut Scribe) {
    container_lists(book);
    audit_log(book);
    keyboard_only(book);
    in_japanese(book);
    kept_in_the_union(book);
    timeout(book);
    in_french(book);
    logos_and_scanners(book);
    opened_again(book);
}

fn container_lists(book: &mut Scribe) {
    book.begin(
        -126,
        "sam",
        pledge(&AAGAARD, "Import of container lists")
            .due(-107)
            .told()
            .done_when("a list of 5,000 containers is in within a minute")
            .tech("otto")
            .firm(Written)
            .stake(DealBreaker)
            .capability("bulk import")
            .tags("import"),
    )
    .estimate(-122, "otto", exactly(6), Feasible)
    .countersign(-121, "otto")
    .at(78)
    .deliver(-111, "otto")
    .confirm(-109, "sam");
}

fn audit_log(book: &mut Scribe) {
    book.begin(
        -119,
        "sam",
        pledge(&NORTHGATE, "Audit log: who saw what")
            .due(-89)
            .told()
            .done_when("every opening of a document is on record, for two years")
            .tech("lee")
            .firm(Contract)
            .stake(DealBreaker)
            .capability("audit log")
            .tags("security compliance"),
    )
    .estimate(-116, "lee", range(8, 12, 18), Feasible)
    .countersign(-115, "lee")
    .at(84)
    .progress(-102, "lee", days(6))
    .deliver(-92, "lee")
    .confirm(-90, "sam");
}

/// The customer was told a bit more than tech was asked for; it went well.
fn keyboard_only(book: &mut Scribe) {
    book.begin(
        -113,
        "jules",
        pledge(&WEXLEY, "Every page without a mouse")
            .due(-84)
            .told_day(-88)
            .done_when("their tester files a form with the keyboard alone")
            .tech("ines")
            .firm(Planned)
            .stake(DealChallenge)
            .tags("accessibility public-sector"),
    )
    .saying("I told them {-88}, and asked for a few days more, in case.")
    .estimate(-110, "ines", range(5, 9, 16), Feasible)
    .countersign(-109, "ines")
    .at(83)
    .deliver(-90, "ines")
    .confirm(-87, "jules");
}

/// By proxy: the lead was away, and a colleague recorded the word.
fn in_japanese(book: &mut Scribe) {
    book.begin(
        -108,
        "jules",
        pledge(&MINATO, "日本語 interface for the inspectors")
            .due(-79)
            .told()
            .done_when("an inspector who reads no English works a day alone")
            .tech("ines")
            .firm(Written)
            .stake(DealBreaker)
            .tags("japan mobile"),
    )
    .estimate(-105, "ines", range(6, 8, 12), Conditional)
    .given("Minato checks the glossary by {-95}")
    .countersign(-103, "otto")
    .on_behalf_of("ines")
    .at(87)
    .saying("Inês said yes on the phone before her flight.")
    .met(-95, "jules", "Minato checks the glossary by {-95}")
    .saying("Back with 14 corrections, one of them embarrassing.")
    .deliver(-84, "ines")
    .confirm(-81, "jules");
}

/// The largest one of the year: moved once, told early, kept on the second date.
fn kept_in_the_union(book: &mut Scribe) {
    book.begin(
        -106,
        "jules",
        pledge(&VANTOR, "Patient data kept in the European Union")
            .due(-62)
            .told()
            .done_when("no row of a patient is stored or backed up outside the union")
            .tech("dana")
            .firm(Contract)
            .stake(DealBreaker)
            .capability("data residency")
            .tags("security compliance"),
    )
    .defer(-104, "dana", -99)
    .estimate(-100, "dana", range(12, 18, 30), Feasible)
    .countersign(-99, "dana")
    .at(52)
    .progress(-78, "dana", days(14))
    .saying("I was two weeks away, and the search index turns out to live somewhere else altogether.")
    .counter(-77, "dana", &to(-41))
    .counter_back(-76, "jules", &to(-46).said("before their audit"))
    .countersign(-75, "dana")
    .at(61)
    .saying("Tight, but I'll leave the reports for afterwards.")
    .told(-75, "jules")
    .saying("Told them five weeks ahead. Their auditor comes after it; no harm done.")
    .deliver(-50, "dana")
    .confirm(-47, "jules")
    .because(PeopleUnavailable);
}

/// A signature that wasn't one: a manager signed for tech, and tech then signed itself.
fn timeout(book: &mut Scribe) {
    book.begin(
        -87,
        "maria",
        pledge(&CASTELLAN, "Sessions end after ten idle minutes")
            .due(-74)
            .told()
            .done_when("their tester goes for a coffee and has to log in again")
            .tech("dana")
            .firm(Contract)
            .stake(DealChallenge)
            .tags("auth security"),
    )
    .countersign(-86, "kim")
    .saying("Surely that is a small one, so I sign it to keep things moving.")
    .estimate(-85, "dana", exactly(2), Feasible)
    .saying("It is small, and it is mine to sign.")
    .countersign(-85, "dana")
    .at(96)
    .deliver(-80, "dana")
    .confirm(-78, "maria");
}

fn in_french(book: &mut Scribe) {
    book.begin(
        -61,
        "jules",
        pledge(&LUMIERE, "Interface en français")
            .due(-42)
            .told()
            .done_when("une infirmière l'utilise une journée sans rien demander")
            .tech("otto")
            .firm(Written)
            .stake(DealBreaker)
            .tags("services"),
    )
    .estimate(-59, "otto", range(4, 6, 10), Feasible)
    .countersign(-58, "otto")
    .at(84)
    .deliver(-46, "otto")
    .confirm(-44, "jules");
}

fn logos_and_scanners(book: &mut Scribe) {
    book.begin(
        -54,
        "maria",
        pledge(&BELLWEATHER, "Logo and colours for each tenant")
            .due(-34)
            .told()
            .done_when("two tenants side by side look like two companies")
            .tech("lee")
            .firm(Verbal)
            .stake(DealChallenge)
            .capability("white-label")
            .tags("branding"),
    )
    .estimate(-51, "lee", range(5, 8, 14), Feasible)
    .countersign(-50, "lee")
    .at(62)
    .progress(-38, "lee", days(4))
    .saying("The charts draw their colours at build time. That was news to all of us.")
    .deliver(-31, "lee")
    .because(TechnicalSurprise)
    .confirm(-29, "maria")
    .because(TechnicalSurprise);

    book.begin(
        -43,
        "jules",
        pledge(&HARBOUR, "Barcode scanners on the handhelds")
            .due(-27)
            .told()
            .done_when("a crew scans a crate with gloves on")
            .tech("otto")
            .firm(Verbal)
            .stake(NiceToHave)
            .tags("mobile"),
    )
    .estimate(-41, "otto", between(3, 6), Feasible)
    .countersign(-40, "otto")
    .at(86)
    .deliver(-32, "otto")
    .confirm(-30, "jules");
}

/// Kept, opened again, and kept for good.
fn opened_again(book: &mut Scribe) {
    book.begin(
        -37,
        "sam",
        pledge(&OSPREY, "Nightly file to their server")
            .due(-22)
            .told()
            .done_when("a file with yesterday's shipments is there at five, every day of a week")
            .tech("ines")
            .firm(Verbal)
            .stake(DealChallenge)
            .capability("reporting")
            .tags("import"),
    )
    .estimate(-35, "ines", days(3), Feasible)
    .countersign(-34, "ines")
    .at(90)
    .deliver(-28, "ines")
    .confirm(-26, "sam")
    .reopen(-24, "kim")
    .saying("Osprey called: since the weekend the files are there, and empty. Same commitment, please, not a new one.")
    .estimate(-23, "ines", days(1), Feasible)
    .saying("Time zone of the scheduler. I know where.")
    .countersign(-23, "ines")
    .at(95)
    .together()
    .deliver(-22, "ines")
    .confirm(-16, "sam")
    .saying("A full week of full files.");
}
