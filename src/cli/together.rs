//! One estimate for every promise of a capability, and the answer to each of them.

use std::collections::BTreeMap;

use super::after;
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use super::speak::Saying;
use super::voice::Voice;
use crate::domain::act::{Act, Text};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::inbox;
use crate::domain::outlook::Confidence;
use crate::domain::wording::count;
use crate::forecast::together::{Asked, Part, Say, Shared, Whole, promises_of, together};

/// `estimate --capability NAME 5d..8d`: the estimate of every promise of it that waits, and where wanted the answers.
///
/// # Errors
/// When none waits, or a move isn't allowed.
pub fn capability(
    name: &str,
    answer: &Shared,
    level: Option<Confidence>,
    desk: &mut Desk,
    voice: &Voice,
) -> Result<Reply, Failure> {
    let ids = promises_of(&desk.book, name);
    if ids.is_empty() {
        return Err(none_waits(name, desk));
    }
    let number = count(i64::try_from(ids.len()).unwrap_or(i64::MAX), "promise");
    say(&ids, answer, level, (desk, voice), &format!("{name}: {number}"))
}

/// `estimate ID 5d..8d --answer`.
///
/// # Errors
/// When a move isn't allowed.
pub fn one(
    commitment: &Commitment,
    answer: &Shared,
    level: Confidence,
    desk: &mut Desk,
    voice: &Voice,
) -> Result<Reply, Failure> {
    let title = commitment.title();
    say(&[commitment.id], answer, Some(level), (desk, voice), &title)
}

fn say(
    ids: &[Id],
    answer: &Shared,
    level: Option<Confidence>,
    (desk, voice): (&mut Desk, &Voice),
    head: &str,
) -> Result<Reply, Failure> {
    let like = voice.draft(Act::Note, None);
    let nothing = BTreeMap::new();
    let asked = Asked { ids, shared: Some(answer), like: &like, level, chosen: &nothing };
    let Whole { parts, .. } = together(&desk.book, &desk.forecaster(), &asked);
    let mut lines = vec![head.to_owned()];
    let mut saying: Option<Saying> = None;
    for part in &parts {
        lines.extend(line(part, desk));
        lines.extend(part.stays.as_ref().map(|stays| format!("          stays {stays}")));
        for draft in part.drafts(&like) {
            saying = Some(match saying {
                None => Saying::on(part.id, draft),
                Some(saying) => saying.and_on(part.id, draft),
            });
        }
    }
    let Some(saying) = saying else {
        return Err(Failure::usage("each of them has that estimate already").hint("--answer signs or counters"));
    };
    let recorded = saying.record(desk, voice)?;
    let mut reply = after::reply(desk, &recorded, None);
    if !desk.rim.global.json {
        let lines: Vec<_> = lines.iter().map(|line| crate::text::clean(line)).collect();
        reply.text = format!("{}\n{}", lines.join("\n"), reply.text);
    }
    Ok(reply)
}

/// `  jrcmdk  Northgate  29 Dec: 34 % → counter-offer 10 Feb (80 %)`.
fn line(part: &Part, desk: &Desk) -> Option<String> {
    let commitment = desk.get(part.id)?;
    let told = inbox::told(commitment, desk.today);
    let shown = match part.say {
        Say::Sign => part.stands.or(part.chance),
        Say::Offer(_) | Say::Nothing => part.chance,
    };
    let chance =
        shown.map_or_else(String::new, |chance| format!(": {chance}, {}", desk.book.rules.policy.cover(chance).word()));
    let reply = match (part.say, part.offer()) {
        (Say::Sign, _) => " → signed".to_owned(),
        (Say::Offer(_), Some(day)) => {
            let stands = part.stands.map_or_else(String::new, |stands| format!(" ({stands})"));
            format!(" → counter-offer {}{stands}", day.short(desk.today))
        }
        (Say::Offer(_), None) | (Say::Nothing, _) => String::new(),
    };
    Some(format!("  {}  {}  {told}{chance}{reply}", part.id, commitment.customer))
}

fn none_waits(name: &str, desk: &Desk) -> Failure {
    let failure = Failure::usage(format!("no promise of `{name}` waits for an answer"));
    let known: Vec<&Text> = desk.book.commitments().iter().filter_map(|one| one.settings.capability.as_ref()).collect();
    match crate::text::nearest(name, known.iter().map(|known| &***known)) {
        Some(near) if !inbox::is_same(near, name) => failure.hint(format!("did you mean `{near}`?")),
        Some(_) | None => failure.hint("`countersign inbox --all` lists what waits, by capability"),
    }
}
