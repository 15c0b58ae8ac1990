//! `log`: what changed since a day, the last standup, or a commit.

use super::args::Logging;
use super::beginning::{Beginning, Otherwise};
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use super::select::{self, Chances};
use crate::report::log::{self, Since};
use crate::text::clean;

/// `log [--since DATE|standup|COMMIT] [--mark]`.
///
/// # Errors
/// When nothing is called so, the query isn't understood, or the mark can't be kept.
pub fn log(args: &Logging, desk: &Desk) -> Result<Reply, Failure> {
    let beginning = Beginning::of(desk, args.since.as_deref(), Otherwise::Yesterday)?;
    let since = beginning.since();
    let select::Selected { places, standings } = select::select(desk, &[select::text_of(&args.query)], Chances::None)?;
    let facts = facts(desk, &standings);
    let mut changes = log::changed(&facts, |commitment, made| beginning.is_new(desk, commitment, made));
    if !args.query.is_empty() {
        changes
            .retain(|changed| desk.book.place(changed.case.commitment.id).is_some_and(|place| places.contains(&place)));
    }
    let text = match form(desk) {
        Form::Json => log::json(&facts, since, &changes),
        Form::Plain => log::plain(&facts, &changes),
        Form::Terminal(_) if changes.is_empty() => {
            let from = match (since, args.since.as_deref().map(str::trim)) {
                (Since::Commit(_), Some(word)) => clean(word).into_owned(),
                (since, _) => log::from(&facts, since),
            };
            format!("nothing was said since {from}")
        }
        Form::Terminal(width) => log::lines(&facts, &changes, width, paint(desk)),
    };
    let mut notes = beginning.notes().to_vec();
    if args.mark {
        notes.push(beginning.mark(desk)?);
    }
    Ok(reading(desk, text).noting(notes))
}
