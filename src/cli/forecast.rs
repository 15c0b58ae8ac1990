//! `forecast`: how likely a date is, and why.

use super::args::Forecasting;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{self, Form};
use super::lookup;
use super::reply::Reply;
use crate::domain::flag::Standing;
use crate::forecast::explain::Reasons;
use crate::report::{Case, Facts, forecast};

/// The columns of a page that nobody's terminal limits.
const USUAL_WIDTH: usize = 80;

/// `forecast ID…`.
///
/// # Errors
/// When an id names no single commitment.
pub fn forecast(args: &Forecasting, desk: &Desk) -> Result<Reply, Failure> {
    let wanted = args.ids.iter().map(|id| lookup::commitment(&desk.book, id)).collect::<Result<Vec<_>, _>>()?;
    let forecaster = desk.forecaster();
    let mut standings = vec![Standing::default(); desk.book.commitments().len()];
    for commitment in desk.book.commitments() {
        if let Some(slot) = desk.book.place(commitment.id).and_then(|place| standings.get_mut(place))
            && wanted.iter().any(|each| each.id == commitment.id)
        {
            *slot = crate::forecast::assess_one(&desk.book, commitment, &forecaster);
        }
    }
    let facts = Facts { book: &desk.book, standings: &standings, today: desk.today };
    let asked: Vec<(Case, Option<Reasons>)> = wanted
        .iter()
        .filter_map(|commitment| {
            let reasons = forecaster.work(commitment).map(|work| forecaster.explain(&work));
            Some((facts.of(commitment.id)?, reasons))
        })
        .collect();
    let width = match look::form(desk) {
        Form::Json => return Ok(look::reading(desk, forecast::json(&facts, &asked))),
        Form::Plain => USUAL_WIDTH,
        Form::Terminal(width) => width,
    };
    let pages =
        asked.iter().map(|(case, reasons)| forecast::page(&facts, case, reasons.as_ref(), width, look::paint(desk)));
    Ok(look::reading(desk, pages.collect::<Vec<String>>().join("\n")))
}
