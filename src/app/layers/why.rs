//! Why a chance is what it is: the forecast of one commitment in its parts.

use super::beneath::Beneath;
use super::form::chances::chance_tone;
use super::reading::{Read, Scroll};
use super::sheet::Sheet;
use super::shortcut;
use crate::app::ink::{Row, Tone, cut, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::domain::id::Id;
use crate::domain::outlook::Dates;
use crate::forecast::explain::Reasons;
use crate::forecast::facts::Open;
use crate::forecast::words::{self, number};

const WIDTH: usize = 84;

/// The page that explains.
#[derive(Clone, Debug)]
pub struct Why {
    id: Id,
    reasons: Box<Reasons>,
    beneath: Beneath,
    scroll: Scroll,
}

impl Why {
    /// The explanation for the commitment under the cursor.
    ///
    /// # Errors
    /// Why there is nothing to explain.
    pub fn new(context: &Context) -> Result<Self, String> {
        let id = *context.targets.first().ok_or("there is no commitment here")?;
        let reasons = Self::reasons(id, context)?;
        Ok(Self { id, reasons, beneath: Beneath::of(&[id], context), scroll: Scroll::default() })
    }

    fn reasons(id: Id, context: &Context) -> Result<Box<Reasons>, String> {
        let commitment = context.book.get(id).ok_or("there is no commitment here")?;
        let forecaster = context.forecaster.ok_or("the forecast is being worked out")?;
        let work = forecaster.work(commitment).ok_or_else(|| {
            if commitment.is_open() {
                "no estimate yet, so no chance is shown".to_owned()
            } else {
                format!("{}: there is nothing to forecast", commitment.state.name().word())
            }
        })?;
        Ok(Box::new(forecaster.explain(&work)))
    }

    /// The book is other than before: it explains what is forecast now, where anything is.
    pub fn look_again(&mut self, context: &Context) {
        if let Ok(reasons) = Self::reasons(self.id, context) {
            self.reasons = reasons;
        }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        let sheet = self.sheet(context);
        match self.scroll.read(input, &sheet, context) {
            Read::Over(outcome) => outcome,
            Read::Asked(Command::Why) => Outcome::Close,
            Read::On | Read::Pressed(_) | Read::Asked(_) => Outcome::Stay,
        }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new("why this chance", WIDTH);
        if let Some(commitment) = context.book.get(self.id) {
            sheet.head.push(Row::of(Tone::Strong, cut(&commitment.title(), cols)));
            if let (Some(chance), Some(due)) = (self.reasons.outlook.chance, commitment.measured_due()) {
                let which = if commitment.told_due().is_some() { "told" } else { "promised" };
                let word = context.book.rules.policy.cover(chance).word();
                let words = format!(" to make {}, as {which}: {word}", due.short(context.today));
                sheet.head.push(Row::of(chance_tone(chance, context), chance.to_string()).with(Tone::Text, words));
            }
        }
        sheet.head.extend(self.beneath.rows(context, cols));
        sheet.head.extend(wrapped(Tone::Text, &words::dates(&self.reasons.outlook.dates, context.today), cols, 0));
        sheet.body.push(Row::blank());
        for sentence in self.reasons.sentences(&context.book.rules.people, context.today) {
            sheet.body.extend(wrapped(Tone::Text, &sentence, cols, 2));
        }
        sheet.body.push(Row::blank());
        sheet.body.extend(self.votes(cols));
        sheet.body.extend(self.ahead(context, cols));
        sheet.body.push(Row::blank());
        let close = "A chance is the share of such work, in the record, that was done by then. It judges no person and no plan: another estimate, another date or another order changes it at once.";
        sheet.body.extend(wrapped(Tone::Dim, close, cols, 0));
        sheet.scroll = Some(self.scroll.line());
        let key = |command| shortcut(command, Scope::Help, context);
        sheet.keys = keys(&[(&key(Command::Cancel), "close"), (&key(Command::Down), "scroll")]);
        sheet
    }

    /// Whose votes, as bars.
    fn votes(&self, cols: usize) -> Vec<Row> {
        let basis = &self.reasons.outlook.basis;
        let parts = [("own", basis.own), ("team", basis.team), ("rest", basis.rest), ("built in", basis.built_in)];
        let all: f64 = parts.iter().map(|(_, votes)| votes).sum();
        let most = cols.saturating_sub(30).clamp(4, 40);
        let mut rows = vec![Row::of(Tone::Heading, "votes")];
        for (label, votes) in parts {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a few columns"
            )]
            let filled = if all > 0.0 { (votes / all * most as f64).round() as usize } else { 0 };
            rows.push(
                Row::of(Tone::Dim, crate::text::pad(label, 10))
                    .with(Tone::Covered, "█".repeat(filled))
                    .with(Tone::Dim, "░".repeat(most - filled))
                    .with(Tone::Text, format!("  {}", number(votes))),
            );
        }
        rows
    }

    /// What comes before it.
    fn ahead(&self, context: &Context, cols: usize) -> Vec<Row> {
        let ahead = &self.reasons.ahead.0;
        if ahead.is_empty() {
            return Vec::new();
        }
        let mut rows = vec![Row::blank(), Row::of(Tone::Heading, "before it in the queue")];
        for commitment in ahead.iter().filter_map(|id| context.book.get(*id)) {
            let due = commitment.measured_due().map_or_else(|| "no date".to_owned(), |due| due.short(context.today));
            let left = Open::of(commitment).map_or_else(String::new, |open| open.estimate.to_string());
            let head = format!("{}{}", crate::text::pad(&due, 12), crate::text::pad(&left, 14));
            let room = cols.saturating_sub(crate::text::width(&head));
            rows.push(Row::of(Tone::Dim, head).with(Tone::Text, cut(&commitment.title(), room)));
        }
        let Dates { p80, .. } = self.reasons.alone.dates;
        let alone = format!("with none of them: 80 % by {}", p80.short(context.today));
        rows.push(Row::of(Tone::Dim, alone));
        rows
    }
}
