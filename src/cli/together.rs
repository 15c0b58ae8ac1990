//! One estimate for every promise of a capability, and the answer to each of them.

use super::after;
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use super::speak::Saying;
use super::voice::Voice;
use crate::domain::act::{Act, Answer, Text};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::inbox;
use crate::domain::outlook::Confidence;
use crate::domain::wording::count;
use crate::forecast::together::{Part, Say, Whole, promises_of, together};

/// `estimate --capability NAME 5d..8d`: the estimate of every promise of it that waits, and where wanted the answers.
///
/// # Errors
/// When none waits, or a move isn't allowed.
pub fn capability(
    name: &str,
    answer: &Answer,
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
    answer: &Answer,
    level: Confidence,
    desk: &mut Desk,
    voice: &Voice,
) -> Result<Reply, Failure> {
    let title = commitment.title();
    say(&[commitment.id], answer, Some(level), (desk, voice), &title)
}

fn say(
    ids: &[Id],
    answer: &Answer,
    level: Option<Confidence>,
    (desk, voice): (&mut Desk, &Voice),
    head: &str,
) -> Result<Reply, Failure> {
    let like = voice.draft(Act::Note, None);
    let Whole { mut parts, .. } = together(&desk.book, &desk.forecaster(), ids, Some(answer), &like);
    parts.sort_by_key(|part| (part.due.is_none(), part.due, part.id));
    let mut lines = vec![head.to_owned()];
    let mut saying: Option<Saying> = None;
    for part in &parts {
        // What another lead owns gets the estimate only, unless it was named.
        let is_answered = ids.len() == 1 || part.is_for(&desk.book, voice.handle());
        let chosen = level.filter(|_| is_answered).map_or(Say::Nothing, |level| part.suits(&desk.book, level));
        lines.extend(line(part, chosen, desk));
        for draft in part.drafts(Some(answer), chosen, &like) {
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
fn line(part: &Part, say: Say, desk: &Desk) -> Option<String> {
    let commitment = desk.get(part.id)?;
    let told = inbox::told(commitment, desk.today);
    let chance = part
        .chance
        .map_or_else(String::new, |chance| format!(": {chance}, {}", desk.book.rules.policy.cover(chance).word()));
    let reply = match say {
        Say::Sign => " → signed".to_owned(),
        Say::Offer(level) => part.offered(level).map_or_else(String::new, |day| {
            format!(" → counter-offer {} ({} %)", day.short(desk.today), level.percent())
        }),
        Say::Nothing => String::new(),
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
