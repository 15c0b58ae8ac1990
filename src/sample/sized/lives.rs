//! The life of one commitment, drawn by dice: about one in seven still open, flags on a share of them.

use super::words::{CAPABILITIES, CONDITIONS, DONE_WHEN, FOR, NOTES, PACES, SAID, SALES};
use super::{COHORT, CUSTOMERS, ISSUES, LEADS, customer, lead};
use crate::domain::act::{Variance, Verdict};
use crate::domain::book::Deal;
use crate::domain::estimate::Estimate;
use crate::domain::grade::{Firmness, Stake};
use crate::sample::scribe::{Pledge, Scribe, about, between, days, exactly, pledge_to, range, to};

/// How a closed commitment ended.
#[derive(Clone, Copy)]
enum End {
    Kept,
    Declined,
    Withdrawn,
    Revoked,
}

/// Writes one record down.
pub(super) fn live(book: &mut Scribe, n: u32, deals: &[Deal]) {
    let cast = Cast::draw(book, n);
    if book.chance(15) { open(book, &cast, deals) } else { closed(book, &cast, deals) }
}

/// Who is in it, and how large it is.
struct Cast {
    sales: &'static str,
    tech: String,
    low: u32,
    likely: u32,
    high: u32,
    is_told: bool,
    /// How many of the cohort came before it: what the leads have on the table already.
    before: u32,
}

impl Cast {
    fn draw(book: &mut Scribe, n: u32) -> Self {
        let low = book.between(1, 8);
        let likely = low + book.between(0, low);
        let high = likely + book.between(1, likely + 2);
        let tech = lead(n / COHORT * LEADS + book.between(0, LEADS - 1));
        Self { sales: book.pick(&SALES), tech, low, likely, high, is_told: book.chance(82), before: n % COHORT }
    }

    fn estimate(&self, book: &mut Scribe) -> Estimate {
        match book.between(0, 9) {
            0 => about(self.likely),
            1 | 2 => days(self.likely),
            3 => exactly(self.likely),
            4 => between(self.low, self.high),
            _ => range(self.low, self.likely, self.high),
        }
    }

    /// Working days that the work takes once it is agreed.
    #[expect(clippy::cast_possible_truncation, reason = "a handful of days times a small factor")]
    fn elapsed(&self, book: &mut Scribe) -> i64 {
        (f64::from(self.likely) * book.pick(&PACES)).ceil() as i64
    }
}

impl Cast {
    /// How many of a hundred such pieces of work are done within so many working days.
    #[expect(clippy::cast_precision_loss, reason = "days of a promise")]
    fn chance(&self, days: i64) -> u8 {
        let done = PACES.iter().filter(|pace| (f64::from(self.likely) * **pace).ceil() <= days as f64).count();
        u8::try_from(done * 100 / PACES.len()).unwrap_or(100)
    }
}

fn promised(book: &mut Scribe, cast: &Cast, deals: &[Deal], due: i64) -> Pledge {
    let n = book.below(CUSTOMERS);
    let (capability, tag) = book.pick(&CAPABILITIES);
    let mut pledge = pledge_to(&customer(n), &format!("{capability} {}", book.pick(&FOR)))
        .due(due)
        .sales(cast.sales)
        .tech(&cast.tech)
        .firm(book.pick(&[
            Firmness::Planned,
            Firmness::Verbal,
            Firmness::Verbal,
            Firmness::Written,
            Firmness::Contract,
        ]))
        .stake(book.pick(&Stake::ALL))
        .capability(capability)
        .tags(tag);
    if let Some(deal) = deals.get(n) {
        pledge = pledge.deal(&deal.name, deal.value.filter(|_| book.chance(70)));
    }
    if cast.is_told {
        pledge = pledge.told();
    }
    if book.chance(80) {
        pledge = pledge.done_when(book.pick(&DONE_WHEN));
    }
    if book.chance(40) {
        pledge = pledge.said(book.pick(&SAID));
    }
    pledge
}

fn estimated(book: &mut Scribe, cast: &Cast, day: i64, by: i64) {
    let estimate = cast.estimate(book);
    let conditional = book.chance(25);
    let verdict = if conditional { Verdict::Conditional } else { Verdict::Feasible };
    book.estimate(day, &cast.tech, estimate, verdict);
    if conditional {
        let condition = book.pick(&CONDITIONS).replace("{}", &format!("{{{by}}}"));
        book.given(&condition);
        if by < 0 && book.chance(90) {
            book.met(by, cast.sales, &condition);
        }
    } else if book.chance(60) {
        remark(book);
    }
}

fn remark(book: &mut Scribe) {
    let words = book.pick(&NOTES);
    book.saying(words);
}

fn open(book: &mut Scribe, cast: &Cast, deals: &[Deal]) {
    let age = i64::from(book.between(1, 44));
    // Most dates leave the work the room it usually takes behind what is on the table; some don't.
    let room = i64::from(cast.likely * 4) + i64::from(book.between(45, 125 + cast.before / 4));
    let due = if book.chance(9) { i64::from(book.between(0, 24)) - 8 } else { room - age.min(room - 3) / 2 };
    let mut promised = promised(book, cast, deals, due.max(3 - age));
    if book.chance(12) {
        promised = promised.link(&format!("WORK-{}", book.between(0, ISSUES - 1)));
    }
    book.begin(-age, cast.sales, promised);
    if book.chance(60) {
        remark(book);
    }
    let is_young = age <= 3;
    match book.between(0, 99) {
        0..9 if is_young => {}
        0..5 => {
            let until = 3 - i64::from(book.between(0, 4));
            book.defer(-age + 1, &cast.tech, until);
        }
        5..9 => {
            let words = book.pick(&NOTES);
            book.note(-age / 2 - 1, &cast.tech, words);
        }
        9..17 => estimated(book, cast, -age.min(3), 10),
        17..24 => {
            let answered = -age.min(i64::from(book.between(1, 4)));
            estimated(book, cast, answered, 10);
            let later = due.max(0) + i64::from(book.between(5, 30));
            book.counter(answered, &cast.tech, &to(later));
            remark(book);
        }
        rest => agreed(book, cast, age, rest >= 92),
    }
}

fn agreed(book: &mut Scribe, cast: &Cast, age: i64, is_delivered: bool) {
    let signed = -(age - 1).max(1);
    let by = if book.chance(85) { 6 } else { signed / 2 };
    estimated(book, cast, -age, by);
    book.countersign(signed, &cast.tech);
    if is_delivered && age > 6 {
        let day = -i64::from(book.between(1, 7));
        book.deliver(day, &cast.tech);
        remark(book);
        return;
    }
    if age > 8 {
        let left = if book.chance(70) { Some(days(cast.likely.div_ceil(2))) } else { None };
        let day = signed / 2;
        book.progress(day, &cast.tech, left);
        remark(book);
    }
    if age > 4 && book.chance(75) {
        let words = book.pick(&NOTES);
        let by = if book.chance(50) { cast.sales } else { &cast.tech };
        let day = -i64::from(book.between(1, 4));
        book.note(day, by, words);
    }
}

fn closed(book: &mut Scribe, cast: &Cast, deals: &[Deal]) {
    let elapsed = cast.elapsed(book);
    let age = elapsed + 8 + i64::from(book.between(0, 320));
    let planned = i64::from(cast.likely * 2) + i64::from(book.between(1, 15));
    let pledge = promised(book, cast, deals, -age + 4 + planned);
    book.begin(-age, cast.sales, pledge);
    if book.chance(50) {
        remark(book);
    }
    let end = match book.between(0, 99) {
        0..78 => End::Kept,
        78..84 => End::Declined,
        84..95 => End::Withdrawn,
        _ => End::Revoked,
    };
    match end {
        End::Declined => {
            book.decline(-age + 3, &cast.tech, None);
            remark(book);
            ended(book, cast, -age + 4);
        }
        End::Withdrawn => {
            estimated(book, cast, -age + 2, -age + 3);
            book.withdraw(-age + 4, cast.sales, Variance::PrioritiesChanged);
        }
        End::Revoked => {
            estimated(book, cast, -age + 2, -age + 3);
            book.countersign(-age + 3, &cast.tech).revoke(-age + 5, &cast.tech, Variance::ThirdParty);
            remark(book);
            ended(book, cast, -age + 6);
        }
        End::Kept => kept(book, cast, age, elapsed, planned),
    }
}

fn kept(book: &mut Scribe, cast: &Cast, age: i64, elapsed: i64, planned: i64) {
    let signed = -age + 3;
    estimated(book, cast, signed - 1, signed);
    book.countersign(signed, &cast.tech).at(cast.chance(planned + 2));
    let done = signed + elapsed - 1;
    let midway = signed + elapsed / 2;
    if elapsed > planned + 6 && book.chance(70) {
        let due = done + i64::from(book.between(0, 4));
        book.counter(midway, &cast.tech, &to(due)).accept(midway + 1, cast.sales).told(midway + 1, cast.sales);
    } else if elapsed > 6 {
        book.progress(midway, &cast.tech, days(cast.likely.div_ceil(2)));
        remark(book);
    }
    book.deliver(done, &cast.tech);
    if elapsed > planned {
        let why = book.pick(&Variance::ALL[..11]);
        book.because(why);
    }
    book.confirm(done + 2, cast.sales);
    if book.chance(30) {
        remark(book);
    }
}

/// The customer hears how it ended, nearly always.
fn ended(book: &mut Scribe, cast: &Cast, day: i64) {
    if cast.is_told && book.chance(99) {
        book.told(day, cast.sales);
    }
}
