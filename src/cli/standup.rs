//! `standup`: what is talked about, what changed since the last one, what was decided today.

use super::args::Standing;
use super::beginning::{Beginning, Otherwise};
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use super::select::{self, Chances};
use crate::domain::standup::{agenda_of, decided, said_in, undecided};
use crate::report::standup::digest::{Digest, Manner};
use crate::report::standup::{Amounts, Standup};

/// `standup [--since WHEN] [--markdown|--slack] [--money] [--mark] [QUERY]`.
///
/// # Errors
/// When nothing is called so, the query isn't understood, or the mark can't be kept.
pub fn standup(args: &Standing, desk: &Desk) -> Result<Reply, Failure> {
    let beginning = Beginning::of(desk, args.since.as_deref(), Otherwise::Standup)?;
    let select::Selected { places, standings } = select::select(desk, &[select::text_of(&args.query)], Chances::All)?;
    let facts = facts(desk, &standings);
    let (book, today) = (facts.book, desk.today);
    let mut changes = said_in(book, &standings, today, |commitment, made| beginning.is_new(desk, commitment, made));
    let mut decisions = decided(book, &standings, today);
    if !args.query.is_empty() {
        changes.retain(|each| places.contains(&each.place));
        decisions.retain(|each| places.contains(&each.place));
    }
    let cards = agenda_of(book, &standings, places);
    let amounts = if args.money { Amounts::Shown } else { Amounts::Hidden };
    let manner = match (args.digest.markdown, args.digest.slack) {
        (true, _) => Some(Manner::Markdown),
        (false, true) => Some(Manner::Slack),
        (false, false) => None,
    };
    let text = match (manner, form(desk)) {
        (Some(_), Form::Json) => {
            return Err(Failure::usage("--json says all of it; leave --markdown and --slack out"));
        }
        (Some(manner), _) => {
            let open = undecided(&cards, &decisions);
            Digest { facts, decisions: &decisions, spoken: &[], open: &open, amounts }.text(manner)
        }
        (None, form) => {
            let standup = Standup { facts, cards, since: beginning.since(), changes, decisions, amounts };
            match form {
                Form::Json => standup.json(),
                Form::Plain => standup.plain(),
                Form::Terminal(width) => standup.lines(width, paint(desk)),
            }
        }
    };
    let mut notes = beginning.notes().to_vec();
    if args.mark {
        notes.push(beginning.mark(desk)?);
    }
    Ok(reading(desk, text).noting(notes))
}
