//! What comes back from the disk: moves that were recorded, files that changed, what couldn't be done.

use std::collections::HashSet;

use crate::command::Command;
use crate::domain::act::{Act, Kind};
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::summary::Summary;
use crate::domain::wording::{self, count};
use crate::forecast::almanac::{News, Prospects};
use crate::forecast::facts::{Open, Piece};

use super::view::View;
use super::work::FEW;
use super::{App, Effect, Focus, Refreshed, StatusKind};

impl App {
    /// A whole book, new or read anew: where one stands, what is typed and what is open stays.
    pub(super) fn take_book(&mut self, book: Book) {
        self.book = Some(book);
        self.make_views();
        self.rejudge();
    }

    fn make_views(&mut self) {
        let mut before = std::mem::take(&mut self.views);
        let mut views = View::all_of(self.book());
        let shown = before.get(self.at).map(|view| view.name.clone());
        for view in &mut views {
            if let Some(at) = before.iter().position(|old| old.name == view.name && old.origin == view.origin) {
                view.resume(before.swap_remove(at));
            }
        }
        self.at = shown.and_then(|name| views.iter().position(|view| view.name == name)).unwrap_or(0);
        self.tab_names = views.iter().filter(|view| view.is_tab()).map(|view| view.name.clone()).collect();
        self.views = views;
    }

    /// Everything is judged again: another day, other rules, another book. What was foreseen stands until it is foreseen
    /// anew.
    pub(super) fn rejudge(&mut self) {
        self.count_all_unsent();
        let Some(book) = &self.book else { return };
        self.standings = self.judged(book);
        self.summarize();
        self.start_over();
        self.collect();
    }

    /// How everything stands with what was foreseen last.
    fn judged(&self, book: &Book) -> Vec<Standing> {
        let eyes = book.eyes(self.today);
        let foreseen = |each: &Commitment| self.foreseen.as_ref()?.of(each);
        book.commitments().iter().map(|each| Standing::of(each, &eyes, foreseen(each))).collect()
    }

    /// Puts news together with what the forecasts haven't been told yet.
    pub(super) fn tell(&mut self, news: News) {
        self.news = Some(match self.news.take() {
            Some(before) => before.and(news),
            None => news,
        });
    }

    /// What the forecasts are to be told; [`Message::Foreseen`](super::Message::Foreseen) answers.
    pub fn take_news(&mut self) -> Option<News> {
        self.news.take()
    }

    /// Whether an outlook is still to come: there is an estimate, and no forecast yet.
    #[must_use]
    pub(crate) fn is_to_come(&self, commitment: &Commitment) -> bool {
        self.foreseen.is_none() && Open::of(commitment).is_some()
    }

    /// What was foreseen takes its place in every row.
    pub(super) fn foreseen(&mut self, prospects: Prospects) {
        if prospects.forecaster.facts().today == self.today {
            self.foreseen = Some(prospects);
            self.place();
            self.gather_again();
            self.look_again();
        }
    }

    pub(super) fn opened(&mut self, book: Book) -> Vec<Effect> {
        let is_first = self.book.is_none();
        let shown = self.shown_item();
        self.take_book(book);
        self.settle_after(shown);
        if is_first { self.open_layer(Command::QuickAdd) } else { Vec::new() }
    }

    pub(super) fn refreshed(&mut self, news: &Refreshed) {
        let shown = self.shown_item();
        if news.is_deep {
            self.make_views();
            self.rejudge();
        } else if !news.changed.is_empty() {
            self.rejudge_some(&news.changed);
        }
        self.settle_after(shown);
    }

    /// The commitment that somebody reads; the book may be without it already.
    fn shown_item(&self) -> Option<Id> {
        let is_read = self.is_page || self.focus == Focus::Item;
        self.view()?.current().filter(|_| is_read)
    }

    /// The files changed beneath: nobody goes on reading or marking what isn't there any more without a word.
    fn settle_after(&mut self, shown: Option<Id>) {
        if let Some(id) = shown.filter(|id| self.current().is_none_or(|now| now.id != *id)) {
            let title = self.book().get(id).map_or_else(|| id.to_string(), Commitment::title);
            self.is_page = false;
            self.focus = Focus::List;
            self.scroll = 0;
            self.keep_in_sight();
            let view = self.view().map(|view| view.name.clone()).unwrap_or_default();
            self.say(StatusKind::Notice, format!("{title} changed meanwhile and is no longer in {view}"));
        }
        self.drop_marks();
        self.look_again();
    }

    /// Marks of what left a view go, so that the number of the marked is the number of those a move is made on.
    fn drop_marks(&mut self) {
        let mut dropped = 0;
        for number in 0..self.views.len() {
            let view = &self.views[number];
            if view.marks.is_empty() || self.is_unknown(number) {
                continue;
            }
            let there: HashSet<Id> = view
                .order
                .iter()
                .filter_map(|place| self.book().commitments().get(*place))
                .map(|each| each.id)
                .collect();
            let view = &mut self.views[number];
            let before = view.marks.len();
            view.marks.retain(|id| there.contains(id));
            if number == self.at {
                dropped = before - view.marks.len();
            }
        }
        if dropped > 0 {
            let n = count(i64::try_from(dropped).unwrap_or(i64::MAX), "marked commitment");
            self.say(StatusKind::Notice, format!("{n} changed meanwhile and left this view, and the mark with it"));
        }
    }

    /// Layers look at the book as it is now.
    pub(super) fn look_again(&mut self) {
        let mut layers = std::mem::take(&mut self.layers);
        for layer in &mut layers {
            layer.look_again(&self.context());
        }
        self.layers = layers;
    }

    /// Only what changed is judged again.
    fn rejudge_some(&mut self, changed: &[Id]) {
        if changed.len() > FEW {
            // After a sync: finding each its place in every tab would take longer than making the tabs anew.
            self.rejudge();
            return;
        }
        self.count_unsent(changed);
        let mut told = Vec::with_capacity(changed.len());
        for id in changed {
            let Some(book) = &self.book else { return };
            let (Some(place), Some(commitment)) = (book.place(*id), book.get(*id)) else {
                // Taken out of the book: every place after it moved.
                self.rejudge();
                return;
            };
            let outlook = self.forecaster().and_then(|forecaster| forecaster.outlook_of(commitment));
            let standing = Standing::of(commitment, &book.eyes(self.today), outlook);
            told.push((*id, Piece::of(commitment)));
            match self.standings.get_mut(place) {
                Some(slot) => *slot = standing,
                None => self.standings.push(standing),
            }
            self.read_again(*id);
        }
        if self.standings.len() != self.book().commitments().len() {
            self.rejudge();
            return;
        }
        self.tell_some(told);
        for id in changed {
            self.replace_row(*id);
        }
        self.summarize();
        self.rebuild_if_stale();
    }

    pub(super) fn recorded(&mut self, made: &[(Id, Id)]) -> Vec<Effect> {
        let spoken_about = self.card();
        self.has_just_filed = false;
        let kept = self.parked.take().and_then(|layer| layer.kept());
        if let Some(layer) = self.layers.last_mut() {
            layer.went_through();
        }
        let mut changed: Vec<Id> = made.iter().map(|(id, _)| *id).collect();
        changed.dedup();
        let is_new = |(id, _): &&(Id, Id)| self.book().get(*id).is_some_and(|commitment| commitment.moves.len() == 1);
        let new = made.iter().rev().find(is_new).map(|(id, _)| *id);
        if let (Some(id), Some(view)) = (new, self.views.get_mut(self.at)) {
            view.current = Some(id);
        }
        self.rejudge_some(&changed);
        self.leave_settled(spoken_about);
        let (words, next) = self.told_of(made);
        self.say_with(StatusKind::Done, words, &next);
        if let Some(view) = self.views.get_mut(self.at)
            && made.len() > 1
        {
            view.marks.clear();
        }
        kept.map(|kept| self.forget(kept.name)).into_iter().collect()
    }

    fn forget(&mut self, name: String) -> Effect {
        self.kept.remove(&name);
        Effect::Forget(name)
    }

    /// What was recorded in words, and whose move it is now.
    fn told_of(&self, made: &[(Id, Id)]) -> (String, String) {
        let [first, ..] = made else { return ("nothing to record".into(), String::new()) };
        let Some(commitment) = self.book().get(first.0) else {
            let words = match made.len() {
                1 => "taken back; the record keeps it".into(),
                n => format!("{n} moves recorded"),
            };
            return (words, String::new());
        };
        let verb = |id: Id| match commitment.find_move(id).map(|made| &made.act) {
            Some(Act::Retract { what }) => match commitment.find_move(*what).map(|target| target.act.kind()) {
                Some(Kind::Retract) => Some(("done again", taken_back(commitment, *what))),
                Some(_) | None => Some(("undone", *what)),
            },
            Some(_) | None => None,
        };
        let what = match verb(first.1) {
            Some((word, target)) => format!("{word}: {}", wording::effect(commitment, target, self.today)),
            None => wording::effect(commitment, first.1, self.today),
        };
        if made.len() > 1 {
            let others = i64::try_from(made.len() - 1).unwrap_or(i64::MAX);
            return (what, format!(", and {} more", count(others, "move")));
        }
        let next = self
            .context()
            .standing(first.0)
            .and_then(|standing| standing.top())
            .map(|raised| format!(" → {}", raised.move_of(commitment, &self.book().rules.people)));
        (what, next.unwrap_or_default())
    }

    /// It couldn't be done: the layer it came from is there again, with all that was typed.
    /// A paper of a review is in the book: what was typed for it is done with.
    pub(super) fn filed(&mut self, words: &str) -> Vec<Effect> {
        let kept = self.parked.take().and_then(|layer| layer.kept());
        self.has_just_filed = true;
        self.gather_again();
        self.say(StatusKind::Done, words);
        kept.filter(|kept| self.kept.remove(&kept.name).is_some())
            .map(|kept| Effect::Forget(kept.name))
            .into_iter()
            .collect()
    }

    pub(super) fn failed(&mut self, why: &str) {
        if let Some(mut layer) = self.parked.take() {
            let context = self.context();
            layer.look_again(&context);
            layer.came_back(why);
            layer.saw(&context);
            self.layers.push(*layer);
        } else if let Some(layer) = self.layers.last_mut().filter(|layer| layer.is_waiting()) {
            layer.came_back(why);
        }
        self.say(StatusKind::Refused, why);
    }

    pub(super) fn summarize(&mut self) {
        self.summary = Summary::of(self.book(), &self.standings, self.today);
    }
}

/// What a move that takes back took back.
fn taken_back(commitment: &Commitment, id: Id) -> Id {
    match commitment.find_move(id).map(|made| &made.act) {
        Some(Act::Retract { what }) => *what,
        Some(_) | None => id,
    }
}
