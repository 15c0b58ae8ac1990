//! `calibration`: did 80 % mean 80 %?

use super::desk::Desk;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use crate::forecast::calibration::Calibration;
use crate::report::calibration;

/// `calibration`.
#[must_use]
pub fn calibration(desk: &Desk) -> Reply {
    let found = Calibration::of(&desk.book, desk.today);
    let text = match form(desk) {
        Form::Json => calibration::json(&facts(desk, &[]), &found),
        Form::Plain => calibration::plain(&found),
        Form::Terminal(width) => calibration::lines(&found, width, paint(desk)),
    };
    reading(desk, text)
}
