//! What each kind of move says, read from its keys.

use toml::de::DeValue;

use super::fields::{Fields, IsShared};
use super::names::Names;
use super::{nearest, span};
use crate::domain::act::{Act, Answer, Edit, Kind, Move, NewTerms, Promise, Settings, Text, Variance, Verdict};
use crate::domain::estimate::Estimate;
use crate::domain::grade::{Firmness, Stake};
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::outlook::Foretold;
use crate::domain::person::Handle;

/// Reads one move; none where a key it needs is missing or wrong, which the fields then hold as problems.
pub(super) fn read(fields: &mut Fields) -> Option<Move> {
    let id = required(fields, "id", "\"4c1d9z\"", Fields::id);
    let re = fields.id("re");
    let at = required(fields, "at", "2026-11-20T10:02:13Z", Fields::moment);
    let by = required(fields, "by", "\"sam\"", Fields::handle);
    let proxy_for = fields.handle("for");
    let on = fields.day("on");
    let note = fields.text("note");
    let batch = fields.id("batch");
    let word = required(fields, "kind", "\"note\"", Fields::name);
    let word = word?;
    let act = act(fields, &word);
    let foretold = match Kind::parse(&word) {
        Some(kind) if kind.has_forecast() => Foretold { chance: fields.chance("chance"), level: fields.level("level") },
        Some(_) | None => Foretold::default(),
    };
    Some(Move {
        id: id?,
        re,
        at: at?,
        by: by?,
        proxy_for,
        on,
        note,
        batch,
        act: act?,
        foretold,
        unknown: fields.left_over(),
        line: fields.line(),
    })
}

fn required<'t, 'n, T>(
    fields: &mut Fields<'t, 'n>,
    key: &'static str,
    example: &str,
    read: impl FnOnce(&mut Fields<'t, 'n>, &'static str) -> Option<T>,
) -> Option<T> {
    if !fields.has(key) {
        fields.missing(key, example);
    }
    read(fields, key)
}

fn act(fields: &mut Fields, word: &Text) -> Option<Act> {
    let Some(kind) = Kind::parse(word) else { return unknown(fields, word) };
    Some(match kind {
        Kind::Promise => Act::Promise(Box::new(promise(fields)?)),
        Kind::Change => Act::Change(Box::new(new_terms(fields))),
        Kind::Estimate => Act::Estimate(Box::new(answer(fields)?)),
        Kind::Countersign => Act::Countersign,
        Kind::Counter => Act::Counter(Box::new(new_terms(fields))),
        Kind::Accept => Act::Accept,
        Kind::Defer => Act::Defer { until: required(fields, "until", "2026-12-01", Fields::day)? },
        Kind::Decline => Act::Decline { reason: reason(fields) },
        Kind::Progress => Act::Progress { left: left(fields) },
        Kind::Deliver => Act::Deliver { reason: reason(fields) },
        Kind::Confirm => Act::Confirm { reason: reason(fields) },
        Kind::NotYet => Act::NotYet,
        Kind::Withdraw => Act::Withdraw { reason: reason(fields) },
        Kind::Revoke => Act::Revoke { reason: reason(fields) },
        Kind::Told => Act::Told { due: fields.day("due") },
        Kind::Note => Act::Note,
        Kind::Edit => Act::Edit(Box::new(edit(fields))),
        Kind::AcceptRisk => Act::AcceptRisk { review: required(fields, "review", "2027-01-15", Fields::day)? },
        Kind::Reopen => Act::Reopen,
        Kind::Retract => Act::Retract { what: required(fields, "what", "\"4c1d9z\"", Fields::id)? },
        Kind::Unknown => return unknown(fields, word),
    })
}

/// A kind of a newer version is kept; one that is a slip away from a known kind is asked back.
fn unknown(fields: &mut Fields, word: &Text) -> Option<Act> {
    let near = nearest(word, Kind::TABLE.iter().map(|row| row.1));
    if let Some(near) = near.filter(|near| strsim::osa_distance(near, &word.to_lowercase()) <= 1) {
        fields.wrong(
            "kind",
            &format!("`{}` is not a kind of move", word.escape_debug()),
            &format!("did you mean `{near}`?"),
        );
        return None;
    }
    Some(Act::Unknown { kind: word.clone() })
}

fn promise(fields: &mut Fields) -> Option<Promise> {
    let customer = required(fields, "customer", "\"Northgate\"", Fields::name);
    let scope = required(fields, "scope", "\"what is promised\"", Fields::text);
    let rest = Promise {
        due: fields.day("due"),
        said: fields.text("said"),
        told: fields.yes("told"),
        told_due: fields.day("told_due"),
        done_when: fields.text("done_when"),
        conditions: fields.list("conditions", IsShared::No).unwrap_or_default(),
        settings: settings(fields),
        ..Promise::default()
    };
    Some(Promise { customer: customer?, scope: scope?, ..rest })
}

fn settings(fields: &mut Fields) -> Settings {
    Settings {
        sales: emptiable(fields, "sales", "\"sam\"", handle).flatten(),
        tech: emptiable(fields, "tech", "\"dana\"", handle).flatten(),
        deal: emptiable(fields, "deal", "\"text\"", name).flatten(),
        value: value(fields).flatten(),
        firmness: emptiable(fields, "firmness", "\"verbal\"", firmness).flatten(),
        stake: emptiable(fields, "stake", "\"deal-breaker\"", stake).flatten(),
        capability: emptiable(fields, "capability", "\"text\"", name).flatten(),
        tags: fields.list("tags", IsShared::Yes).unwrap_or_default(),
        links: fields.list("links", IsShared::No).unwrap_or_default(),
    }
}

fn edit(fields: &mut Fields) -> Edit {
    Edit {
        customer: fields.name("customer"),
        scope: fields.text("scope"),
        done_when: fields.text("done_when"),
        sales: emptiable(fields, "sales", "\"sam\"", handle),
        tech: emptiable(fields, "tech", "\"dana\"", handle),
        deal: emptiable(fields, "deal", "\"text\"", name),
        value: value(fields),
        firmness: emptiable(fields, "firmness", "\"verbal\"", firmness),
        stake: emptiable(fields, "stake", "\"deal-breaker\"", stake),
        capability: emptiable(fields, "capability", "\"text\"", name),
        tags: fields.list("tags", IsShared::Yes),
        links: fields.list("links", IsShared::No),
        met: fields.text("met"),
    }
}

/// A setting: nothing said, emptied by `""`, or a value.
#[expect(clippy::option_option, reason = "as an edit has it")]
fn emptiable<T>(
    fields: &mut Fields,
    key: &'static str,
    example: &str,
    read: fn(&mut Names, &str) -> Result<T, String>,
) -> Option<Option<T>> {
    fields.parsed(key, example, |names, text| if text.is_empty() { Ok(None) } else { read(names, text).map(Some) })
}

fn handle(names: &mut Names, text: &str) -> Result<Handle, String> {
    names.handle(text)
}

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of settings, most of which can fail")]
fn name(names: &mut Names, text: &str) -> Result<Text, String> {
    Ok(names.text(text))
}

fn firmness(_: &mut Names, text: &str) -> Result<Firmness, String> {
    Firmness::parse(text)
}

fn stake(_: &mut Names, text: &str) -> Result<Stake, String> {
    Stake::parse(text)
}

/// The value of a deal; a bare whole number is an amount in the usual currency.
#[expect(clippy::option_option, reason = "as an edit has it")]
fn value(fields: &mut Fields) -> Option<Option<Money>> {
    let text = match fields.raw("value")? {
        DeValue::String(text) if text.is_empty() => return Some(None),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        _ => {
            fields.wrong("value", "`value` is not an amount", "write it as value = \"120000 EUR\"");
            return None;
        }
    };
    text.parse().map(Some).map_err(|words: String| fields.wrong_words("value", &words)).ok()
}

fn new_terms(fields: &mut Fields) -> NewTerms {
    NewTerms {
        scope: fields.text("scope"),
        due: fields.day("due"),
        said: fields.text("said"),
        done_when: fields.text("done_when"),
        conditions: fields.list("conditions", IsShared::No),
        told: fields.yes("told"),
    }
}

/// An answer; where no verdict is given, an estimate says that it can be done, with conditions that it can under them.
fn answer(fields: &mut Fields) -> Option<Answer> {
    let effort = fields.parsed("effort", "\"5d..8d..15d\"", |_, text| span::effort(text));
    let dates = fields.parsed("dates", "\"2027-04-01..2027-04-20\"", |_, text| span::dates(text));
    let conditions = fields.list("conditions", IsShared::No).unwrap_or_default();
    let start = fields.day("start");
    let verdict = fields.parsed("verdict", "\"feasible\"", |_, text| {
        Verdict::parse(text).ok_or_else(|| not_among(text, "a verdict", Verdict::ALL.map(Verdict::word)))
    });
    if fields.has("effort") && fields.has("dates") {
        fields.wrong("dates", "an estimate is in `effort` or in `dates`, not in both", "take one of the two out");
        return None;
    }
    if !fields.has("effort") && !fields.has("dates") && !fields.has("verdict") {
        fields.missing("effort", "\"5d..8d..15d\"");
        return None;
    }
    let plain = if conditions.is_empty() { Verdict::Feasible } else { Verdict::Conditional };
    Some(Answer { estimate: effort.or(dates), verdict: verdict.unwrap_or(plain), conditions, start })
}

fn left(fields: &mut Fields) -> Option<Estimate> {
    fields.parsed("left", "\"3d\"", |_, text| span::either(text))
}

fn reason(fields: &mut Fields) -> Option<Variance> {
    fields.parsed("reason", "\"scope-grew\"", |_, text| {
        Variance::parse(text).ok_or_else(|| not_among(text, "a variance reason", Variance::ALL.map(Variance::word)))
    })
}

fn not_among<const N: usize>(text: &str, what: &str, words: [&'static str; N]) -> String {
    let shown = text.escape_debug();
    match nearest(text, words) {
        Some(near) => format!("`{shown}` is not {what}: did you mean `{near}`?"),
        None => format!("`{shown}` is not {what}: write one of {}", words.join(", ")),
    }
}

impl Fields<'_, '_> {
    fn id(&mut self, key: &'static str) -> Option<Id> {
        self.parsed(key, "\"4c1d9z\"", |_, text| text.parse())
    }
}
