//! The line of `add`, `ask`, `change` and `counter`: the words of the shell put together, read against the book, with
//! the options over it.

use super::args::{Parts, Said};
use super::both::tag_of;
use super::desk::Desk;
use super::failure::{Failure, or_list};
use super::typed::{self, trimmed};
use crate::domain::act::Text;
use crate::domain::capture::{self, Captured, Context, Field, Known, Told};
use crate::domain::dates::{Past, Typed};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::money::Money;
use crate::domain::person::{Handle, Role};

/// What the line and the options say together; what neither says is missing.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Who it is promised to.
    pub customer: Option<Text>,
    /// What is promised.
    pub scope: Option<Text>,
    /// The promised date.
    pub due: Option<Typed>,
    /// The tech owner.
    pub tech: Option<Handle>,
    /// The sales owner.
    pub sales: Option<Handle>,
    /// The deal.
    pub deal: Option<Text>,
    /// What it is worth.
    pub value: Option<Money>,
    /// How firmly it was said.
    pub firmness: Option<Firmness>,
    /// What hangs on it.
    pub stake: Option<Stake>,
    /// The capability.
    pub capability: Option<Text>,
    /// Tags.
    pub tags: Vec<Text>,
    /// When it is done.
    pub done_when: Option<Text>,
    /// Conditions.
    pub conditions: Vec<Text>,
    /// Whether the line says that the customer was told.
    pub told: Option<Told>,
}

/// Reads the words and the options.
///
/// # Errors
/// When something in them must be asked back.
pub fn hear(desk: &Desk, words: &[String], parts: &Parts, said: &Said) -> Result<Heard, Failure> {
    let line = one_line(words, said);
    // A promise made earlier may have fallen due since.
    let past = if said.on.is_some() { Past::Allow } else { Past::AskBack };
    let captured = if line.is_empty() { Captured::default() } else { read(desk, &line, past)? };
    let ground = desk.ground();
    let text = |option: &Option<String>, heard: &Option<String>| {
        trimmed(option.as_deref()).or_else(|| trimmed(heard.as_deref()))
    };
    let owner = |what: &str, option: &Option<String>, heard: &Option<String>| {
        option.as_deref().or(heard.as_deref()).map(|word| typed::handle(what, word)).transpose()
    };
    let due = match &parts.due {
        Some(date) => Some(ground.due(date, past).map_err(with_past_hint)?),
        None => captured.due.clone(),
    };
    let mut tags: Vec<Text> = captured.tags.iter().filter_map(|tag| tag_of(tag)).collect();
    for tag in parts.tags.iter().filter_map(|tag| tag_of(tag)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(Heard {
        customer: text(&parts.customer, &captured.customer),
        scope: text(&parts.scope, &Some(captured.scope.clone())),
        due,
        tech: owner("--tech", &parts.tech, &captured.tech)?,
        sales: owner("--sales", &parts.sales, &captured.sales)?,
        deal: text(&parts.deal, &captured.deal),
        value: parts.value.as_deref().map(typed::value).transpose()?.or(captured.value),
        firmness: parts.firmness.or(captured.firmness),
        stake: parts.stake.or(captured.stake),
        capability: text(&parts.capability, &captured.capability),
        tags,
        done_when: text(&parts.done_when, &captured.done_when),
        conditions: parts.conditions.iter().filter_map(|text| trimmed(Some(text))).collect(),
        told: captured.told,
    })
}

/// The words of the shell as one line; a field whose quotes the shell took away gets them back.
fn one_line(words: &[String], said: &Said) -> String {
    let several = words.len() > 1;
    let word = |word: &String| {
        if let Some(handle) = word.strip_prefix('@').filter(|_| said.new_person) {
            return format!("@{}!", handle.trim_end_matches('!'));
        }
        match word.split_once(':') {
            Some((name, value))
                if several && value.contains(' ') && !value.contains('"') && Field::of(name).is_some() =>
            {
                format!("{name}:\"{value}\"")
            }
            _ => word.clone(),
        }
    };
    words.iter().map(word).collect::<Vec<String>>().join(" ").trim().to_owned()
}

/// Reads the line against the names of the book.
fn read(desk: &Desk, line: &str, past: Past) -> Result<Captured, Failure> {
    let book = &desk.book;
    let all = || book.commitments().iter();
    let customers = names(all().map(|each| &*each.customer));
    let tags = names(all().flat_map(|each| each.settings.tags.iter().map(|tag| &**tag)));
    let deals = names(
        all().filter_map(|each| each.settings.deal.as_deref()).chain(book.deals.iter().map(|deal| deal.name.as_str())),
    );
    let capabilities = names(all().filter_map(|each| each.settings.capability.as_deref()));
    let people: Vec<Known> = book
        .rules
        .people
        .iter()
        .map(|person| Known {
            handle: person.handle.as_str(),
            name: person.name.as_deref().unwrap_or_default(),
            is_sales: person.roles.has(Role::Sales),
            is_tech: person.roles.has(Role::Tech),
        })
        .collect();
    let typing = desk.ground().typing(past);
    let context = Context {
        typing,
        customers: &customers,
        people: &people,
        tags: &tags,
        deals: &deals,
        capabilities: &capabilities,
    };
    let captured = capture::read(line, &context);
    let Some(question) = captured.questions.first() else { return Ok(captured) };
    let is_about_people = captured.questions.iter().any(|question| question.remedy.contains("for somebody new"));
    let failure = captured.questions.iter().fold(Failure::usage(question.why.clone()), |failure, question| {
        let failure = if question.remedy.is_empty() { failure } else { failure.hint(question.remedy.clone()) };
        let words: Vec<&String> = question.suggestions.iter().filter(|text| !text.is_empty()).collect();
        if words.is_empty() || question.remedy.contains("did you mean") {
            failure
        } else {
            failure.hint(format!("did you mean {}?", or_list(&words)))
        }
    });
    let failure = if captured.questions.iter().any(|question| question.why.contains(PASSED)) {
        failure.hint(PAST_HINT)
    } else {
        failure
    };
    Err(if is_about_people { failure.hint("--new-person says the same for every handle in the line") } else { failure })
}

/// What the message about a passed date says.
const PASSED: &str = " has passed";
const PAST_HINT: &str = "if it was promised earlier, say when: --on DATE";

fn with_past_hint(failure: Failure) -> Failure {
    if failure.message.contains(PASSED) { failure.hint(PAST_HINT) } else { failure }
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = all.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shells_quotes_are_given_back_to_fields() {
        let cases: [(&[&str], bool, &str); 5] = [
            (&["Acme:", "SSO", "by", "q2"], false, "Acme: SSO by q2"),
            (&["Acme: SSO by q2"], false, "Acme: SSO by q2"),
            (&["Acme:", "SSO", "deal:Acme renewal"], false, "Acme: SSO deal:\"Acme renewal\""),
            (&["Acme:", "note: this", "@dnaa"], false, "Acme: note: this @dnaa"),
            (&["Acme:", "SSO", "@dnaa"], true, "Acme: SSO @dnaa!"),
        ];
        for (words, new_person, expected) in cases {
            let said = Said { new_person, ..Said::default() };
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(one_line(&words, &said), expected);
        }
    }
}
