//! The papers of a review: put into the book, and a word about the pulse, once a period and only on this machine.

use crate::app::Message;
use crate::app::layers::pulse::already;
use crate::domain::day::Moment;
use crate::domain::period::{Length, Period};
use crate::domain::review::{NewPaper, Paper, sides_of};
use crate::domain::wording::count;
use crate::store::PulseMark;

use super::session::Session;

/// So many days before the end of a quarter there is a word about its pulse.
const NEAR_THE_END: i64 = 14;

impl Session {
    /// Puts a paper into the book.
    pub(super) fn file(&mut self, paper: NewPaper) -> Result<Message, String> {
        let me = self.app.me().clone();
        let marks = self.marks();
        let answered = match &paper {
            NewPaper::Answer { period, .. } => Some(*period),
            NewPaper::SignOff { .. } => None,
        };
        let calendar = self.app.book().rules.calendar.clone();
        if let (Some(period), Some(marks)) = (answered, &marks)
            && marks.pulse(&me, period) == PulseMark::Answered
        {
            let name = period.name(&calendar);
            return Err(already(&name));
        }
        let now = Moment::at(self.setup.clock.now());
        let filed = self.with_store(|store, book| store.file(book, paper, &me, now))?;
        if let (Some(period), Some(marks)) = (answered, &marks) {
            // Where it can't be noted, an answer given twice is the worst that comes of it.
            let _ = marks.mark_pulse(&me, period, PulseMark::Answered);
            let _ = self.tell(Message::Answered(vec![period]));
        }
        let name = filed.period().name(&calendar);
        Ok(Message::Filed(match filed {
            Paper::SignOff(line) => format!("{} signed off {name}", line.side.word()),
            Paper::Answer(answer) => {
                let n = self.app.book().papers.answers(answer.period, answer.side).count();
                let answers = count(i64::try_from(n).unwrap_or(i64::MAX), "answer");
                format!("{answers} of {} for {name}, without names", answer.side.word())
            }
        }))
    }

    /// Which of the quarters that the review can look at were answered here, so that nobody is asked again.
    pub(super) fn tell_answered(&mut self) {
        let (me, today) = (self.app.me().clone(), self.app.today());
        let last = Period::around(today, Length::Quarter, &self.app.book().rules.calendar);
        let Some(marks) = self.marks() else { return };
        let answered = marks.answered(&me, (0..240).map(|back| last.shifted(-back)));
        let _ = self.tell(Message::Answered(answered));
    }

    /// Towards the end of a quarter, once, to somebody with a side in a book of several who hasn't answered here: that
    /// there is a pulse.
    pub(super) fn remind_of_pulse(&mut self) {
        let (me, today, book) = (self.app.me().clone(), self.app.today(), self.app.book());
        let people = &book.rules.people;
        let has_side = people.get(&me).is_some() && !sides_of(&me, people).is_empty();
        let period = Period::around(today, Length::Quarter, &book.rules.calendar);
        if !has_side || people.iter().nth(1).is_none() || today.days_to(period.last()) > NEAR_THE_END {
            return;
        }
        let name = period.name(&book.rules.calendar);
        let Some(marks) = self.marks().filter(|marks| marks.pulse(&me, period) == PulseMark::Nothing) else { return };
        if marks.mark_pulse(&me, period, PulseMark::Reminded).is_ok() {
            let words = format!("the pulse of {name} is open: five numbers without your name; P in the review");
            let _ = self.tell(Message::Done(words));
        }
    }
}
