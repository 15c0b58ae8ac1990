//! What is about customers: `customers`, `brief`, `handoff`. Everything to be read comes from `report`.

use super::args::{Briefing, Filtering, Handing};
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::lookup;
use super::reply::Reply;
use super::select::{self, Chances};
use crate::query::Sort;
use crate::report::{brief, customers, handoff, json};

/// `customers [QUERY]`.
///
/// # Errors
/// When the query isn't understood.
pub fn customers(args: &Filtering, desk: &Desk) -> Result<Reply, Failure> {
    let texts = [select::text_of(&args.query)];
    let select::Selected { mut places, standings } = select::select(desk, &texts, Chances::All)?;
    let facts = facts(desk, &standings);
    places.retain(|place| facts.at(*place).is_some_and(|case| customers::is_current(&case)));
    Sort::default().order(&mut places, &desk.book, &standings);
    let accounts = customers::of(&facts, &places);
    let text = match form(desk) {
        Form::Json => customers::json(&facts, &accounts),
        Form::Plain => customers::plain(&accounts),
        Form::Terminal(_) if accounts.is_empty() => "every customer knows what stands\n".to_owned(),
        Form::Terminal(width) => customers::lines(&accounts, width, paint(desk)),
    };
    Ok(reading(desk, text))
}

/// `brief CUSTOMER`.
///
/// # Errors
/// When no single customer is called so.
pub fn brief(args: &Briefing, desk: &Desk) -> Result<Reply, Failure> {
    let customer = lookup::customer(&desk.book, &args.customer.join(" "))?;
    let standings = desk.standings_of(|each| *each.customer == *customer);
    let facts = facts(desk, &standings);
    let brief = brief::of(&facts, &customer);
    let held = brief.held_back.iter().map(|doubt| format!("held back until {customer} knows: {doubt}"));
    let doubts = brief.doubts.iter().map(|doubt| format!("ask tech before you send it: {doubt}"));
    let notes: Vec<String> = held.chain(doubts).collect();
    let text = if desk.rim.global.json { brief.json(&facts) } else { brief.markdown(desk.today) };
    Ok(reading(desk, text).noting(notes))
}

/// `handoff CUSTOMER`.
///
/// # Errors
/// When no single customer is called so.
pub fn handoff(args: &Handing, desk: &Desk) -> Result<Reply, Failure> {
    let customer = lookup::customer(&desk.book, &args.customer.join(" "))?;
    let standings = desk.standings_of(|each| *each.customer == *customer);
    let facts = facts(desk, &standings);
    let handoff = handoff::of(&facts, &customer);
    if desk.rim.global.json {
        let places: Vec<usize> = handoff.account.points.iter().map(|point| point.place).collect();
        return Ok(reading(desk, json::show(&facts, &places)));
    }
    let money = if args.money { handoff::Money::Shown } else { handoff::Money::Hidden };
    Ok(reading(desk, handoff.markdown(&facts, money)))
}
