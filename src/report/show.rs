//! One commitment as a page: what sales and tech have said, the forecast, the reasons, the conversation.

use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts, moves};
use crate::domain::commitment::{Commitment, StateName, Telling};
use crate::domain::day::Day;
use crate::domain::flag::Level;
use crate::domain::outlook::Outlook;
use crate::domain::person::{Handle, Side};
use crate::domain::wording::{self, distance};
use crate::forecast::{oddity, words};
use crate::text;

/// From this width on the two sides stand beside each other.
const WIDE: usize = 84;

/// The least that is laid out for; narrower terminals break the lines themselves.
const NARROWEST: usize = 24;

/// The page of a commitment, for a terminal so wide.
#[must_use]
pub fn page(facts: &Facts, case: &Case, width: usize, paint: Paint) -> String {
    let page = Page { facts, case, width: width.max(NARROWEST), paint };
    let mut out = String::new();
    page.head(&mut out);
    page.sides(&mut out);
    page.forecast(&mut out);
    page.reasons(&mut out);
    page.conversation(&mut out);
    out
}

struct Page<'a> {
    facts: &'a Facts<'a>,
    case: &'a Case<'a>,
    width: usize,
    paint: Paint,
}

/// A label and what it says.
struct Fact {
    label: &'static str,
    words: String,
}

fn fact(label: &'static str, words: Option<String>) -> Option<Fact> {
    words.map(|words| Fact { label, words })
}

impl Page<'_> {
    fn commitment(&self) -> &Commitment {
        self.case.commitment
    }

    fn day(&self, day: Day) -> String {
        day.short(self.facts.today)
    }

    fn called(&self, handle: &Handle) -> String {
        self.facts.book.rules.people.called(handle)
    }

    fn head(&self, out: &mut String) {
        let commitment = self.commitment();
        let settings = &commitment.settings;
        let level = self.case.standing.level();
        let head = format!("{}  {}", commitment.id, commitment.title());
        for (n, line) in text::wrap(&head, self.width).iter().enumerate() {
            if n == 0 && level.is_some_and(|level| level < Level::Dim) && text::width(line) + 2 <= self.width {
                out.push_str(&self.paint.on(Meaning::Flag(level.unwrap_or(Level::Dim)), sign(level)));
                out.push(' ');
            }
            self.push(out, Meaning::Strong, line);
        }
        let since = format!("{} since {}", commitment.state.name().word(), self.day(commitment.state_since));
        let deal = match (&settings.deal, self.facts.book.value_of(commitment)) {
            (Some(deal), Some(value)) => Some(format!("{deal} {}", value.short())),
            (Some(deal), None) => Some(deal.to_string()),
            (None, Some(value)) => Some(value.short()),
            (None, None) => None,
        };
        let parts = [
            Some(since),
            settings.firmness.map(|firmness| firmness.to_string()),
            settings.stake.map(|stake| stake.to_string()),
            deal,
            settings.capability.as_ref().map(|capability| format!("for {capability}")),
            (!settings.tags.is_empty())
                .then(|| settings.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")),
        ];
        let line: Vec<String> = parts.into_iter().flatten().collect();
        self.paragraph(out, &line.join(" · "), 0, None);
        for link in &settings.links {
            self.paragraph(out, link, 0, Some(Meaning::Faint));
        }
    }

    fn sides(&self, out: &mut String) {
        let (sales, tech) = (self.sales(), self.tech());
        let title = |side: Side| {
            let owner = self.commitment().owner(side);
            let name = owner.map_or_else(|| "nobody yet".to_owned(), |owner| self.called(owner));
            format!("{}  {name}", side.word().to_uppercase())
        };
        out.push('\n');
        if self.width < WIDE {
            for (side, facts) in [(Side::Sales, sales), (Side::Tech, tech)] {
                self.push(out, meaning_of(side), &text::fit(&title(side), self.width));
                for line in Self::lines(&facts, self.width) {
                    Self::push_plain(out, &line);
                }
                out.push('\n');
            }
            return;
        }
        let half = (self.width - 3) / 2;
        let left = text::pad(&title(Side::Sales), half);
        let right = text::fit(&title(Side::Tech), half);
        out.push_str(&self.paint.on(meaning_of(Side::Sales), &left));
        out.push_str(" │ ");
        self.push(out, meaning_of(Side::Tech), &right);
        let (left, right) = (Self::lines(&sales, half), Self::lines(&tech, half));
        for n in 0..left.len().max(right.len()) {
            let left = left.get(n).map_or("", String::as_str);
            let right = right.get(n).map_or("", String::as_str);
            Self::push_plain(out, &format!("{} │ {right}", text::pad(left, half)));
        }
        out.push('\n');
    }

    /// Facts as lines of a column, the words hanging under their beginning.
    fn lines(facts: &[Fact], width: usize) -> Vec<String> {
        const LABEL: usize = 11;
        let mut lines = Vec::new();
        for fact in facts {
            let room = width.saturating_sub(LABEL).max(8);
            for (n, words) in text::wrap(&fact.words, room).into_iter().enumerate() {
                let label = if n == 0 { fact.label } else { "" };
                lines.push(text::fit(&format!("{}{words}", text::pad(label, LABEL)), width));
            }
        }
        lines
    }

    fn sales(&self) -> Vec<Fact> {
        let commitment = self.commitment();
        let terms = &commitment.terms;
        let promised = terms.due.map_or_else(|| "no date".to_owned(), Day::long);
        let slip = commitment.slip_days().filter(|days| *days != 0).map(|days| {
            let way = if days > 0 { "later" } else { "earlier" };
            let first = commitment.original_due.map_or_else(String::new, |due| self.day(due));
            format!("{first}, now {} {way}", distance(days))
        });
        let told = match &commitment.told {
            Some(told) => self.told(told),
            None => "not told, the customer has asked".to_owned(),
        };
        [
            fact("promised", Some(promised)),
            fact("in words", terms.said.as_deref().map(|said| format!("“{said}”"))),
            fact("original", slip),
            fact("told", Some(told)),
            fact("done when", terms.done_when.as_deref().map(str::to_owned)),
            fact("if", (!terms.conditions.is_empty()).then(|| terms.conditions.join("; "))),
            fact("asked for", (terms.side == Side::Tech).then(|| format!("tech's terms of {}", self.day(terms.on)))),
            self.ending(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn told(&self, told: &Telling) -> String {
        let when = format!("on {} by {}", self.day(told.on), self.called(&told.by));
        let what = match (told.outcome, told.due) {
            (Some(outcome), _) => format!("that it is {}", outcome.word()),
            (None, Some(due)) => due.long(),
            (None, None) => "without a date".to_owned(),
        };
        let is_other = told.scope != self.commitment().terms.scope;
        let scope = if is_other { format!(", as “{}”", told.scope) } else { String::new() };
        format!("{what}{scope}, {when}")
    }

    /// How it ended, where it has.
    fn ending(&self) -> Option<Fact> {
        let commitment = self.commitment();
        let reason = commitment.variance.map_or_else(String::new, |reason| format!(" ({})", reason.word()));
        let delivered =
            commitment.delivered_on.map_or_else(String::new, |day| format!(", delivered {}", self.day(day)));
        match commitment.state.name() {
            StateName::Kept => {
                let is_late = commitment.delivered_on.zip(commitment.measured_due()).is_some_and(|(on, due)| on > due);
                let how = if is_late { "late" } else { "on time" };
                fact("kept", Some(format!("{how}{delivered}{reason}")))
            }
            StateName::Declined | StateName::Revoked | StateName::Withdrawn => fact(
                "ended",
                Some(format!("{} {}{reason}", commitment.state.name().word(), self.day(commitment.state_since))),
            ),
            StateName::Requested | StateName::Countered | StateName::Agreed | StateName::Delivered => None,
        }
    }

    fn tech(&self) -> Vec<Fact> {
        let commitment = self.commitment();
        let mut facts = Vec::new();
        match &commitment.feasibility {
            Some(given) => {
                let stale = if commitment.has_outdated_estimate() { ", for earlier terms" } else { "" };
                let who = format!("{} on {}{stale}", self.called(&given.by), self.day(given.on));
                facts.extend(fact("verdict", Some(given.answer.verdict.word().to_owned())));
                let estimate = given.answer.estimate.map_or_else(|| "none".to_owned(), |estimate| estimate.to_string());
                facts.extend(fact("estimate", Some(format!("{estimate}, {who}"))));
                facts.extend(fact("start", given.answer.start.map(Day::long)));
                for condition in &given.conditions {
                    let met = if condition.is_met { " (met)" } else { "" };
                    facts.extend(fact("if", Some(format!("{}{met}", condition.text))));
                }
            }
            None => facts.extend(fact("estimate", Some("none yet".to_owned()))),
        }
        facts.extend(fact("answer by", commitment.answer_by.map(Day::long)));
        facts.extend(fact("signed", self.signed()));
        if let Some(offer) = commitment.offer() {
            facts.extend(fact("offers", Some(wording::terms(offer))));
            facts.extend(fact("offered", Some(format!("{} by {}", self.day(offer.on), self.called(&offer.by)))));
        }
        if let Some(progress) = &commitment.progress {
            let left = progress.left.map_or_else(String::new, |left| format!("{left} left, "));
            let note = progress.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            facts.extend(fact("progress", Some(format!("{left}{}{note}", self.day(progress.on)))));
        }
        facts.extend(fact("delivered", commitment.delivered_on.map(Day::long)));
        if let Some(risk) = &commitment.accepted_risk {
            let why = risk.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
            let words = format!("accepted by {}, review {}{why}", self.called(&risk.by), self.day(risk.review));
            facts.extend(fact("risk", Some(words)));
        }
        facts
    }

    fn signed(&self) -> Option<String> {
        let signature = self.commitment().signature()?;
        let proxy = match &signature.recorded_by {
            Some(recorder) => format!(", by proxy through {}", self.called(recorder)),
            None => String::new(),
        };
        let own = if signature.is_self_signed { ", self-signed" } else { "" };
        Some(format!("{} by {}{proxy}{own}", self.day(signature.on), self.called(&signature.by)))
    }

    fn forecast(&self, out: &mut String) {
        let sentences = match &self.case.standing.outlook {
            Some(outlook) => forecast_words(self.facts, self.commitment(), outlook),
            None if !self.commitment().is_open() || self.commitment().delivered_on.is_some() => return,
            None if self.case.commitment.feasibility.as_ref().is_some_and(|given| given.answer.estimate.is_some()) => {
                "The estimated dates have passed, so no chance and no dates.".to_owned()
            }
            None => "No estimate, so no chance and no dates.".to_owned(),
        };
        let lead = self.commitment().settings.tech.as_ref().filter(|_| self.case.standing.outlook.is_some());
        let sentences = match lead.and_then(|lead| oddity::left_out(self.facts.book, lead)) {
            Some(left_out) => format!("{sentences} {left_out}"),
            None => sentences,
        };
        self.push(out, Meaning::Heading, "FORECAST");
        self.paragraph(out, &sentences, 0, None);
        out.push('\n');
    }

    fn reasons(&self, out: &mut String) {
        let odd = oddity::oddity(self.commitment(), self.facts.today);
        if self.case.standing.flags.is_empty() && odd.is_none() {
            return;
        }
        self.push(out, Meaning::Heading, "REASONS");
        for raised in &self.case.standing.flags {
            let words = raised.sentence(self.commitment(), &self.facts.book.rules.people, self.facts.today);
            let line = format!("{} {words}", sign(Some(raised.level)));
            self.paragraph(out, &line, 2, Some(Meaning::Flag(raised.level)));
        }
        if let Some(odd) = odd {
            self.paragraph(out, &format!("{} {odd}", sign(Some(Level::Dim))), 2, Some(Meaning::Flag(Level::Dim)));
        }
        out.push('\n');
    }

    fn conversation(&self, out: &mut String) {
        self.push(out, Meaning::Heading, "CONVERSATION");
        let commitment = self.commitment();
        let zone = self.facts.book.rules.zone;
        for made in &commitment.moves {
            let on = made.on.unwrap_or_else(|| made.at.day(zone));
            let said = moves::line(commitment, made, wording::said_in(&commitment.moves, made, self.facts.today));
            let words = format!("{}  {}: {said}", text::pad_left(&self.day(on), 6), wording::author(made));
            let meaning = (!moves::stands(commitment, made)).then_some(Meaning::Faint);
            self.paragraph(out, &words, 8, meaning);
        }
    }

    /// Words broken into lines, those after the first set in.
    fn paragraph(&self, out: &mut String, words: &str, inset: usize, meaning: Option<Meaning>) {
        let inset = if self.width >= 3 * inset { inset } else { 0 };
        // The date before the words keeps its blanks; what follows is broken between words.
        let first = words.len() - words.trim_start().len();
        let lines = text::wrap(words.trim_start(), self.width.saturating_sub(inset.max(first)));
        for (n, line) in lines.iter().enumerate() {
            let blanks = if n == 0 { first } else { inset };
            let line = format!("{}{line}", " ".repeat(blanks));
            match meaning {
                Some(meaning) => self.push(out, meaning, &line),
                None => Self::push_plain(out, &line),
            }
        }
    }

    fn push(&self, out: &mut String, meaning: Meaning, line: &str) {
        out.push_str(&self.paint.on(meaning, line.trim_end()));
        out.push('\n');
    }

    fn push_plain(out: &mut String, line: &str) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

const fn meaning_of(side: Side) -> Meaning {
    match side {
        Side::Sales => Meaning::Sales,
        Side::Tech => Meaning::Tech,
    }
}

/// The forecast in sentences, with what it rests on.
#[must_use]
fn forecast_words(facts: &Facts, commitment: &Commitment, outlook: &Outlook) -> String {
    let headline =
        super::forecast::headline(facts, commitment, outlook).map_or_else(String::new, |(words, _)| words + ". ");
    let votes = words::votes(&outlook.basis, commitment.settings.tech.as_ref(), &facts.book.rules.people);
    let ahead = match i64::try_from(outlook.basis.ahead).unwrap_or(i64::MAX) {
        0 => String::new(),
        1 => " 1 commitment comes before it.".to_owned(),
        n => format!(" {n} commitments come before it."),
    };
    format!("{headline}Done with {}.{ahead} Why: {votes}.", words::dates(&outlook.dates, facts.today))
}
