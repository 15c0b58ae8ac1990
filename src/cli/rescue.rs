//! `rescue`: what to renegotiate so that the rest holds.

use super::args::Rescuing;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, known, paint, reading};
use super::reply::Reply;
use crate::forecast::rescue::rescues;
use crate::report::rescue;

/// `rescue [--tech HANDLE]`.
///
/// # Errors
/// When nobody in the book has the handle.
pub fn rescue(args: &Rescuing, desk: &Desk) -> Result<Reply, Failure> {
    let only = args.tech.as_deref().map(|word| known(desk, word)).transpose()?;
    let found = rescues(&desk.book, &desk.forecaster(), only.as_ref());
    let facts = facts(desk, &[]);
    let text = match form(desk) {
        Form::Json => rescue::json(&facts, &found),
        Form::Plain => rescue::plain(&found),
        Form::Terminal(width) => rescue::lines(&facts, &found, width, paint(desk)),
    };
    Ok(reading(desk, text))
}
