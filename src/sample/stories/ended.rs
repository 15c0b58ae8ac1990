//! What ended otherwise: declined, taken back, no longer wanted.

use crate::domain::act::Variance::{PrioritiesChanged, ThirdParty};
use crate::domain::act::Verdict::{Conditional, Feasible, NotFeasible};
use crate::domain::grade::Firmness::{Explored, Planned, Verbal, Written};
use crate::domain::grade::Stake::{DealChallenge, NiceToHave};
use crate::sample::accounts::{AAGAARD, BELLWEATHER, BRINDLE, MUELLER, QUILLON};
use crate::sample::scribe::{Scribe, about, days, pledge, range, rather, to};

pub(super) fn tell(book: &mut Scribe) {
    dark_mode(book);
    live_stream(book);
    voice(book);
    old_warehouse(book);
    training(book);
}

fn dark_mode(book: &mut Scribe) {
    book.begin(-138, "sam", pledge(&QUILLON, "Dark mode").due(-98).tech("lee").firm(Explored).stake(NiceToHave))
        .saying("One of their designers asked, twice.")
        .estimate(-135, "lee", about(10), Feasible)
        .withdraw(-128, "sam", None)
        .saying("Asked their head of design: nobody would miss it.");
}

/// Declined, and the customer knows.
fn live_stream(book: &mut Scribe) {
    book.begin(
        -104,
        "sam",
        pledge(&BRINDLE, "Meter values as a live stream")
            .due(-60)
            .told()
            .done_when("a value is on their wall within two seconds")
            .tech("ines")
            .firm(Planned)
            .stake(DealChallenge)
            .tags("api"),
    )
    .estimate(-100, "ines", None, NotFeasible)
    .saying("The meters report every fifteen minutes. There is nothing to stream.")
    .decline(-98, "ines", None)
    .told(-97, "sam")
    .saying("They laughed: their own engineers had told them the same.");
}

/// A slip of the finger taken back, then no longer wanted.
fn voice(book: &mut Scribe) {
    book.begin(
        -83,
        "sam",
        pledge(&AAGAARD, "Voice control in the forklifts")
            .due(-20)
            .tech("otto")
            .firm(Explored)
            .stake(NiceToHave)
            .tags("mobile"),
    )
    .change(-82, "sam", &to(-40))
    .take_back(-82)
    .saying("Wrong line, that was for the container lists.")
    .counter(
        -80,
        "otto",
        &rather("Voice control in the forklifts, as a trial in one hall").done_when("one driver keeps using it"),
    )
    .withdraw(-75, "sam", PrioritiesChanged)
    .saying("Their new warehouse lead would rather have bigger buttons.");
}

/// Revoked: the ground under the signature went away.
fn old_warehouse(book: &mut Scribe) {
    book.begin(
        -78,
        "maria",
        pledge(&MUELLER, "Connector for their old warehouse system")
            .due(-28)
            .told()
            .done_when("stock levels agree every morning")
            .if_("Müller keeps version 6 running")
            .tech("otto")
            .firm(Written)
            .stake(DealChallenge)
            .tags("import")
            .link("https://tracker.fernwhistle.example/PLAT-64"),
    )
    .estimate(-74, "otto", range(9, 14, 25), Conditional)
    .given("the vendor opens its interface by {-60}")
    .countersign(-73, "otto")
    .at(41)
    .revoke(-57, "otto", ThirdParty)
    .saying("The vendor has stopped selling the interface. Not later: never.")
    .told(-56, "maria")
    .saying("They'll replace the system next year and want to talk then.");
}

/// Said on a call, entered two days later.
fn training(book: &mut Scribe) {
    book.begin(
        -66,
        "maria",
        pledge(&BELLWEATHER, "Two days of training in their office")
            .due(-35)
            .told()
            .done_when("eight people can build a dashboard")
            .tech("noor")
            .firm(Verbal)
            .stake(NiceToHave)
            .tags("services"),
    )
    .on(-68)
    .estimate(-63, "noor", days(3), Feasible)
    .countersign(-63, "noor")
    .at(84)
    .together()
    .change(-52, "maria", &to(-15).if_("eight people can be spared").told())
    .saying("Half of them are at the trade fair.")
    .countersign(-51, "noor")
    .at(88)
    .withdraw(-40, "maria", PrioritiesChanged)
    .saying("The fair went so well that nobody has two days. They watch the recordings.");
}
