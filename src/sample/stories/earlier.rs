//! More of the year behind: small and middling work that was kept, so that every lead has a record.

use crate::domain::act::Variance::CustomerInputLate;
use crate::domain::act::Verdict::Feasible;
use crate::domain::grade::Firmness::{Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealBreaker, DealChallenge, NiceToHave};
use crate::sample::accounts::{BRINDLE, HARBOUR, PEMBERTON, WEXLEY};
use crate::sample::scribe::{Scribe, days, pledge, range};

pub(super) fn tell(book: &mut Scribe) {
    logins(book);
    reports(book);
}

fn logins(book: &mut Scribe) {
    book.begin(
        -183,
        "sam",
        pledge(&BRINDLE, "Login through their own directory")
            .due(-146)
            .told()
            .done_when("a meter reader logs in with the password of his desk")
            .tech("dana")
            .firm(Written)
            .stake(DealBreaker)
            .capability("single sign-on")
            .tags("auth security"),
    )
    .estimate(-180, "dana", range(7, 11, 17), Feasible)
    .countersign(-179, "dana")
    .at(85)
    .progress(-162, "dana", days(5))
    .deliver(-152, "dana")
    .confirm(-150, "sam");

    book.begin(
        -72,
        "maria",
        pledge(&PEMBERTON, "A second factor for everyone who orders")
            .due(-36)
            .told()
            .done_when("a stolen password alone orders nothing")
            .tech("dana")
            .firm(Verbal)
            .stake(DealChallenge)
            .capability("single sign-on")
            .tags("auth security"),
    )
    .estimate(-69, "dana", range(5, 9, 14), Feasible)
    .countersign(-68, "dana")
    .at(80)
    .deliver(-40, "dana")
    .saying("With an app or a key. Text messages only where there is neither.")
    .confirm(-38, "maria");

    book.begin(
        -30,
        "jules",
        pledge(&HARBOUR, "Logins that last a shift")
            .due(-13)
            .told()
            .done_when("a crew logs in once, at the quay")
            .tech("dana")
            .firm(Verbal)
            .stake(NiceToHave)
            .capability("single sign-on")
            .tags("auth mobile"),
    )
    .estimate(-28, "dana", days(3), Feasible)
    .countersign(-28, "dana")
    .at(92)
    .together()
    .deliver(-20, "dana")
    .confirm(-18, "jules");
}

fn reports(book: &mut Scribe) {
    book.begin(
        -133,
        "noor",
        pledge(&WEXLEY, "Figures for the council's yearly report")
            .due(-109)
            .told()
            .done_when("the clerk copies the table as it is")
            .tech("noor")
            .firm(Planned)
            .stake(NiceToHave)
            .capability("reporting")
            .tags("public-sector"),
    )
    .estimate(-131, "noor", range(5, 7, 11), Feasible)
    .countersign(-131, "noor")
    .at(81)
    .together()
    .note(-118, "noor", "Last year's figures are on paper. Asked the clerk for a copy.")
    .deliver(-107, "noor")
    .because(CustomerInputLate)
    .confirm(-105, "jules")
    .because(CustomerInputLate);
}
