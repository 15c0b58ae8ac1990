//! What either side or a manager says: told, note, edit, accept-risk, reopen.

use super::args::{Clearable, Editing, Named, Noting, Risking, Telling};
use super::desk::Desk;
use super::failure::{Failure, or_list};
use super::lookup;
use super::reply::Reply;
use super::speak::{Saying, on_the_table};
use super::typed::{self, joined, trimmed};
use super::voice::Voice;
use crate::domain::act::{Act, Edit, Text};
use crate::domain::commitment::{Commitment, Condition};
use crate::domain::person::Role;
use crate::text::fold;

/// `told ID [DATE]`.
///
/// # Errors
/// When the date isn't understood, or the move isn't allowed.
pub fn told(args: &Telling, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let due = match joined(&args.words) {
        Some(text) => Some(desk.ground().any("the told date", &text)?.day),
        None => None,
    };
    // Telling the date of an open counter-offer is telling the counter-offer.
    let offered = commitment.offer().filter(|offer| due.is_some() && offer.due == due);
    let terms = offered.unwrap_or(&commitment.terms);
    let draft = voice.draft(Act::Told { due: due.filter(|due| Some(*due) != terms.due) }, Some(terms.id));
    Saying::on(commitment.id, draft).say(desk, &voice)
}

/// `note ID TEXT`.
///
/// # Errors
/// When there is no text.
pub fn note(args: &Noting, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    voice.note = trimmed(joined(&args.words).as_deref()).or(voice.note);
    if voice.note.is_none() {
        return Err(Failure::usage("the remark is missing").hint(format!("`countersign note {} TEXT`", commitment.id)));
    }
    Saying::on(commitment.id, voice.draft(Act::Note, on_the_table(&commitment))).say(desk, &voice)
}

/// `accept-risk ID --until DATE REASON`.
///
/// # Errors
/// When the reason or the review date is missing, or the move isn't allowed.
pub fn accept_risk(args: &Risking, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    voice.note = trimmed(joined(&args.words).as_deref()).or(voice.note);
    let example = format!("`countersign accept-risk {} --until 'end of january' REASON`", commitment.id);
    let Some(until) = &args.until else {
        return Err(Failure::usage("a risk is accepted until a review date, and --until is missing").hint(example));
    };
    if voice.note.is_none() {
        return Err(Failure::usage("a risk is accepted for a reason, and it is missing").hint(example));
    }
    let review = desk.ground().promised("--until", until)?.day;
    let draft = voice.draft(Act::AcceptRisk { review }, on_the_table(&commitment));
    Saying::on(commitment.id, draft).say(desk, &voice)
}

/// `reopen ID`.
///
/// # Errors
/// When the move isn't allowed.
pub fn reopen(args: &Named, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    Saying::on(commitment.id, voice.draft(Act::Reopen, on_the_table(&commitment))).say(desk, &voice)
}

/// `edit ID --tech lee`.
///
/// # Errors
/// When nothing is to be edited, something isn't understood, or the move isn't allowed.
pub fn edit(args: &Editing, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    if args.parts.due.is_some() || !args.parts.conditions.is_empty() {
        return Err(Failure::usage(
            "the promised date and the conditions are terms, and terms are changed, not edited",
        )
        .hint(format!("`countersign change {} DATE` puts a date to tech", commitment.id)));
    }
    let edit = edit_of(args, &commitment)?;
    if edit == Edit::default() {
        return Err(Failure::usage("there is nothing to edit").hint("name what, such as --tech dana or --tag auth"));
    }
    let (sales, tech) = (edit.sales.clone().flatten(), edit.tech.clone().flatten());
    let draft = voice.draft(Act::Edit(Box::new(edit)), None);
    Saying::on(commitment.id, draft)
        .naming(sales.as_ref(), Role::Sales)
        .naming(tech.as_ref(), Role::Tech)
        .say(desk, &voice)
}

fn edit_of(args: &Editing, commitment: &Commitment) -> Result<Edit, Failure> {
    let parts = &args.parts;
    let text = |given: &Option<String>| trimmed(given.as_deref());
    let owner = |what, given: &Option<String>| given.as_deref().map(|word| typed::handle(what, word)).transpose();
    let mut edit = Edit {
        customer: text(&parts.customer),
        scope: text(&parts.scope),
        done_when: text(&parts.done_when),
        sales: owner("--sales", &parts.sales)?.map(Some),
        tech: owner("--tech", &parts.tech)?.map(Some),
        deal: text(&parts.deal).map(Some),
        value: parts.value.as_deref().map(typed::value).transpose()?.map(Some),
        firmness: parts.firmness.map(Some),
        stake: parts.stake.map(Some),
        capability: text(&parts.capability).map(Some),
        met: args.met.as_deref().map(|typed| condition(typed, commitment)).transpose()?,
        ..Edit::default()
    };
    for what in &args.clear {
        match what {
            Clearable::Sales => edit.sales = Some(None),
            Clearable::Tech => edit.tech = Some(None),
            Clearable::Deal => edit.deal = Some(None),
            Clearable::Value => edit.value = Some(None),
            Clearable::Firmness => edit.firmness = Some(None),
            Clearable::Stake => edit.stake = Some(None),
            Clearable::Capability => edit.capability = Some(None),
            Clearable::Tags => edit.tags = Some(Vec::new()),
            Clearable::Links => edit.links = Some(Vec::new()),
        }
    }
    if !parts.tags.is_empty() || !args.untags.is_empty() {
        let mut tags = edit.tags.take().unwrap_or_else(|| commitment.settings.tags.clone());
        let gone: Vec<Text> = args.untags.iter().filter_map(|tag| tag_of(tag)).collect();
        tags.retain(|tag| !gone.contains(tag));
        for tag in parts.tags.iter().filter_map(|tag| tag_of(tag)) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        edit.tags = Some(tags);
    }
    if !args.links.is_empty() {
        let mut links = edit.links.take().unwrap_or_else(|| commitment.settings.links.clone());
        for link in args.links.iter().filter_map(|link| trimmed(Some(link))) {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        edit.links = Some(links);
    }
    Ok(edit)
}

/// A tag as the book has it: lower case, without the `#`.
pub(super) fn tag_of(typed: &str) -> Option<Text> {
    trimmed(Some(&typed.trim().trim_start_matches('#').to_lowercase()))
}

/// The condition of the estimate that the typed text begins or names.
fn condition(typed: &str, commitment: &Commitment) -> Result<Text, Failure> {
    let open: Vec<&Condition> = commitment
        .feasibility
        .iter()
        .flat_map(|answer| &answer.conditions)
        .filter(|condition| !condition.is_met)
        .collect();
    let wanted = fold(typed.trim());
    let found: Vec<&&Condition> = open.iter().filter(|condition| fold(&condition.text).contains(&wanted)).collect();
    if let [one] = found[..] {
        return Ok(one.text.clone());
    }
    let all: Vec<&str> = open.iter().map(|condition| &*condition.text).collect();
    let failure = Failure::usage(format!("no single open condition says `{}`", typed.trim()));
    Err(match &all[..] {
        [] => failure.hint("its estimate has no open condition"),
        all => failure.hint(format!("there is {}", or_list(all))),
    })
}
