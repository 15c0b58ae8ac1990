//! Which date can be promised: two fields, and the answer under them while they are typed.

mod answer;
mod show;

use super::line::Line;
use super::sheet::Sheet;
use crate::app::ink::Spot;
use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::Command;
use crate::domain::person::Role;

use answer::Answer;
pub(super) use show::loss;

/// The question and its answer.
#[derive(Clone, Debug)]
pub struct Quote {
    effort: Line,
    who: Line,
    field: Field,
    /// The row chosen: one of the dates, or one of several tech owners.
    chosen: usize,
    answer: Answer,
}

/// One of the two fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Field {
    Effort,
    Who,
}

/// What its half-typed text is kept under.
const NAME: &str = "quote";

impl Quote {
    /// The question asked last, or an empty one about whoever is at hand: oneself in tech, else the tech owner of the
    /// commitment under the cursor.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        let kept = context.kept.get(NAME).and_then(|text| text.split_once('\n'));
        let at_hand = || {
            let people = &context.book.rules.people;
            let is_tech = people.get(context.me).is_some_and(|me| me.roles.has(Role::Tech));
            let under_cursor = context.targets.first().and_then(|id| context.book.get(*id));
            let owner = under_cursor.and_then(|commitment| commitment.settings.tech.clone());
            if is_tech { Some(context.me.clone()) } else { owner }.map_or_else(String::new, |handle| handle.to_string())
        };
        let (effort, who) =
            kept.map_or_else(|| (String::new(), at_hand()), |(effort, who)| (effort.to_owned(), who.to_owned()));
        let mut quote = Self {
            effort: Line::proposed(effort),
            who: Line::proposed(who),
            field: Field::Effort,
            chosen: 0,
            answer: Answer::Nothing,
        };
        quote.ask(context);
        quote
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(command) => return self.command(*command, context),
            Input::Key(key) => {
                if self.line().key(*key) {
                    self.ask(context);
                }
            }
            Input::Paste(text) => {
                self.line().insert(text.trim());
                self.ask(context);
            }
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Field(0) => self.field = Field::Effort,
                Spot::Field(_) => self.field = Field::Who,
                Spot::Entry(at) if self.chosen == at => return self.submit(context),
                Spot::Entry(at) => self.chosen = at,
                Spot::Outside => return Outcome::Close,
                Spot::Word(..)
                | Spot::Suggestion(_)
                | Spot::Commitment(_)
                | Spot::Column(_)
                | Spot::Run(_)
                | Spot::Nothing => {}
            },
            Input::Wheel(_) => {}
        }
        Outcome::Stay
    }

    fn command(&mut self, command: Command, context: &Context) -> Outcome {
        match command {
            Command::Submit | Command::Open => return self.submit(context),
            Command::NextField | Command::PreviousField => {
                self.field = match self.field {
                    Field::Effort => Field::Who,
                    Field::Who => Field::Effort,
                };
            }
            Command::Down => self.chosen = (self.chosen + 1).min(self.answer.rows().saturating_sub(1)),
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Cancel | Command::Back => return Outcome::Close,
            _ => {}
        }
        Outcome::Stay
    }

    fn line(&mut self) -> &mut Line {
        match self.field {
            Field::Effort => &mut self.effort,
            Field::Who => &mut self.who,
        }
    }

    fn ask(&mut self, context: &Context) {
        self.answer = answer::of(self.effort.text(), self.who.text(), context);
        self.chosen = self.answer.first_row().min(self.answer.rows().saturating_sub(1));
    }

    /// The chosen date goes into a line of quick add; a chosen tech owner into the field.
    fn submit(&mut self, context: &Context) -> Outcome {
        if let Answer::Waiting = self.answer {
            self.ask(context);
        }
        match &self.answer {
            Answer::One(quote) => {
                let Some(offer) = answer::offers(quote).get(self.chosen).copied() else { return Outcome::Stay };
                let due = super::typed_day(offer.due);
                let lead = quote.work.lead.as_ref().map_or_else(String::new, |lead| format!(" @{lead}"));
                Outcome::Add(format!(" by {due}{lead}"))
            }
            Answer::Several(quotes) => {
                if let Some(lead) = quotes.get(self.chosen).and_then(|quote| quote.work.lead.clone()) {
                    self.who.set(lead.as_str());
                    self.ask(context);
                }
                Outcome::Stay
            }
            Answer::Nothing | Answer::Waiting | Answer::Wrong(_) => Outcome::Stay,
        }
    }

    /// The question, so that it stands there the next time.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let is_empty = self.effort.is_blank();
        let text = if is_empty { String::new() } else { format!("{}\n{}", self.effort.text(), self.who.text()) };
        Kept { name: NAME.to_owned(), text }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        show::sheet(self, context)
    }
}
