//! `timeline`: what was told against when it is likely to be there, a row a commitment.

use super::args::{ByWord, Timelining, ZoomWord};
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use super::select::{self, Chances};
use super::typed::Ground;
use crate::domain::commitment::Commitment;
use crate::domain::dates::{How, Typed};
use crate::domain::day::Day;
use crate::forecast::load::{Load, MOST_WEEKS};
use crate::forecast::timeline::{By, Timeline, Zoom};
use crate::report::timeline::{self, Wanted};

/// `timeline [QUERY] [--by WHAT] [--zoom WHAT] [--from DATE]`.
///
/// # Errors
/// When the query or the date isn't understood.
pub fn timeline(args: &Timelining, desk: &Desk) -> Result<Reply, Failure> {
    let ground = Ground { today: desk.today, calendar: &desk.book.rules.calendar };
    let from = args.from.as_deref().map(|text| ground.any("--from", text)).transpose()?;
    let texts = [select::text_of(&args.query)];
    let select::Selected { mut places, standings } = select::select(desk, &texts, Chances::Selected)?;
    places.retain(|place| desk.book.commitments().get(*place).is_some_and(Commitment::is_open));
    let by = match args.by {
        ByWord::Tech => By::Tech,
        ByWord::Team => By::Team,
        ByWord::Customer => By::Customer,
        ByWord::Nothing => By::Nothing,
    };
    let zoom = match args.zoom {
        ZoomWord::Week => Zoom::Week,
        ZoomWord::Month => Zoom::Month,
        ZoomWord::Quarter => Zoom::Quarter,
    };
    let found = Timeline::of(&desk.book, &places, by);
    let load = Load::of(&desk.book, desk.today, MOST_WEEKS);
    let facts = facts(desk, &standings);
    let text = match form(desk) {
        Form::Json => timeline::json(&facts, &found, &load),
        Form::Plain => timeline::plain(&facts, &found),
        Form::Terminal(width) => {
            let wanted = Wanted { zoom, from: from.map(|typed| first_of(&typed)) };
            timeline::lines(&facts, &found, &load, wanted, width, paint(desk))
        }
    };
    Ok(reading(desk, text))
}

/// The first day of what was typed: of `jan 2027` the first of January.
const fn first_of(typed: &Typed) -> Day {
    match typed.how {
        How::Period { first, .. } => first,
        How::Day | How::Weekday | How::Distance => typed.day,
    }
}
