//! The standup: one card at a time, what was said about it settled there and then, and at the end what was decided.

mod card;
mod closing;
mod head;
mod opening;
mod panel;
mod people;

use std::time::Duration;

use crate::app::area::Area;
use crate::app::ink::{Row, Tone};
use crate::app::layer::{Context, Kept, Outcome};
use crate::app::layers::Layer;
use crate::command::{Command, Scope};
use crate::domain::act::{Act, Draft, Entry, Target};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Standing};
use crate::domain::id::Id;
use crate::domain::person::Role;
use crate::domain::standup::{
    Card, Decision, Place, Session, Upshot, agenda_of, decided, first_since, is_from, said_in, topic_of, undecided,
};
use crate::report::Facts;
use crate::report::log::Since;
use crate::report::standup::Amounts;
use crate::report::standup::digest::{Digest, Manner};

use super::{Input, Picture, Reading, Screen};

/// The name under which a standup under way is kept.
const NAME: &str = "standup";
/// Longer than this nobody speaks without a key: they were elsewhere.
const LONGEST: Duration = Duration::from_mins(20);

/// The standup.
#[derive(Debug, Default)]
pub struct Standup {
    session: Option<Session>,
    /// One of another day that was never ended: the day, how many cards were spoken about.
    left: Option<(Day, usize)>,
    cards: Vec<Card>,
    /// The cards in the order one goes about in.
    order: Vec<Id>,
    /// What changed since the last standup.
    changes: Vec<Decision>,
    /// What was decided today.
    decisions: Vec<Decision>,
    /// Whether somebody wants to end it and is shown what was decided.
    is_ending: bool,
    scroll: usize,
    /// When time was read last; none while one is elsewhere.
    seen: Option<Duration>,
}

impl Screen for Standup {
    fn scope(&self) -> Scope {
        Scope::Standup
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        // In the order of the book: the cards are put in theirs once they are seen.
        let has_topic = |(_, standing): &(usize, &Standing)| topic_of(standing).is_some();
        context.standings.iter().enumerate().filter(has_topic).map(|(place, _)| place).collect()
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        self.begin(context);
        self.cards = agenda_of(context.book, context.standings, found.iter().copied());
        let (book, standings, today) = (context.book, context.standings, context.today);
        let since = since(context);
        self.changes = said_in(book, standings, today, |_, made| match since {
            Since::Day(day) => is_from(made, day, book),
            Since::Moment(moment) | Since::Standup(moment) => made.at > moment,
            Since::Commit(_) => false,
        });
        self.decisions = decided(book, standings, today);
        self.change(|session, cards| {
            session.meet(cards, |id| context.standing(id).is_some_and(|standing| topic_of(standing).is_none()));
            if session.look(cards, book, context.me) { Changed::Place } else { Changed::Nothing }
        });
        // In the order of the cards; what else was decided today comes behind them.
        let order = &self.order;
        let at = |decision: &Decision| {
            let id = book.commitments().get(decision.place).map(|commitment| commitment.id);
            id.and_then(|id| order.iter().position(|each| *each == id)).unwrap_or(usize::MAX)
        };
        self.decisions.sort_by_cached_key(at);
    }

    fn current(&self) -> Option<Id> {
        self.session.as_ref()?.card()
    }

    fn stand_on(&mut self, id: Id) -> bool {
        if !self.order.contains(&id) {
            return false;
        }
        self.change(|session, _| {
            session.jump_to(id);
            Changed::Place
        });
        true
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        self.tick(context.watch);
        match input {
            Input::Command(command) => self.command(*command, context),
            Input::Wheel(lines) => {
                self.scroll_by((*lines).into(), context);
                Some(Outcome::Stay)
            }
            Input::Press(_) | Input::Drag(..) | Input::Drop(..) => None,
        }
    }

    fn reading(&self) -> Reading {
        Reading::Narrow
    }

    fn picture(&self, context: &Context, (columns, rows): (u16, u16)) -> Picture {
        let Some(session) = &self.session else { return Picture::default() };
        let panel = panel::width((columns, rows));
        let wide = usize::from(columns - panel);
        let mut picture = self.page(session, context, (wide.saturating_sub(2), usize::from(rows)));
        for row in &mut picture.rows {
            *row = Row::of(Tone::Text, " ").beside(1, std::mem::take(row));
        }
        if panel > 0 {
            // The line between the two is the scroll bar of the card.
            let thumb = picture.thumb.take();
            let list = panel::rows(self, session, context, (usize::from(panel), usize::from(rows)), thumb);
            picture.rows.resize(usize::from(rows), Row::blank());
            picture.rows = picture.rows.into_iter().zip(list).map(|(row, other)| row.beside(wide, other)).collect();
        }
        picture
    }

    fn kept(&self, context: &Context) -> Option<Kept> {
        let session = self.session.as_ref()?;
        let text = if session.is_begun() { session.print() } else { String::new() };
        // One that was left on another day is said to be so until this one is begun.
        let is_left = text.is_empty() && self.left.is_some();
        let is_known = context.kept.get(NAME).map_or("", String::as_str) == text;
        (!is_left && !is_known).then(|| Kept { name: NAME.into(), text })
    }

    fn place(&self) -> Option<String> {
        let session = self.session.as_ref()?;
        let at = session.card().and_then(|id| self.order.iter().position(|each| *each == id))?;
        Some(format!("{} of {}", at + 1, self.order.len()))
    }
}

/// What became of the session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Changed {
    /// One is elsewhere in it, maybe.
    Place,
    /// Nothing.
    Nothing,
}

impl Standup {
    /// Takes up the standup of today, or begins one.
    fn begin(&mut self, context: &Context) {
        let is_of_today = |session: &Session| session.day() == context.today;
        if self.session.as_ref().is_some_and(is_of_today) {
            return;
        }
        let before = self.session.take().or_else(|| Session::parse(context.kept.get(NAME)?));
        match before {
            Some(session) if is_of_today(&session) => self.session = Some(session),
            Some(session) => {
                // What was urgent then is not what is urgent now: it begins anew, and says so.
                self.left = session.is_begun().then(|| (session.day(), session.turns().len()));
                self.session = Some(Session::new(context.today));
            }
            None => self.session = Some(Session::new(context.today)),
        }
    }

    /// Does something to the session, and puts everything else in order after it.
    fn change(&mut self, act: impl FnOnce(&mut Session, &[Card]) -> Changed) {
        let Some(session) = &mut self.session else { return };
        if act(session, &self.cards) == Changed::Place {
            self.scroll = 0;
        }
        self.order = session.order(&self.cards);
    }

    fn command(&mut self, command: Command, context: &Context) -> Option<Outcome> {
        let place = self.session.as_ref()?.place();
        self.is_ending &= place == Place::Closing;
        match command {
            Command::Down | Command::Right => self.go(1),
            Command::Up | Command::Left => self.go(-1),
            Command::Top => self.change(|session, _| {
                session.open();
                Changed::Place
            }),
            Command::Bottom => self.change(|session, _| {
                session.close();
                Changed::Place
            }),
            Command::ScrollItemDown => self.scroll_by(1, context),
            Command::ScrollItemUp => self.scroll_by(-1, context),
            Command::HalfPageDown | Command::PageDown => self.scroll_by(half(context), context),
            Command::HalfPageUp | Command::PageUp => self.scroll_by(-half(context), context),
            Command::Open | Command::Spoken if place == Place::Opening => self.go(1),
            Command::Open if place == Place::Closing => return Some(self.end(context)),
            // Who leaves when everything was spoken about means that it is over.
            Command::Back if place == Place::Closing && (self.is_ending || self.is_through()) => {
                return Some(self.end(context));
            }
            Command::EndStandup if place == Place::Closing => return Some(self.end(context)),
            // Nobody ends it without having seen what was decided and what is left.
            Command::EndStandup => {
                self.is_ending = true;
                self.change(|session, _| {
                    session.close();
                    Changed::Place
                });
            }
            Command::Spoken => match place {
                Place::Card(_) => self.change(|session, cards| {
                    session.settle(Upshot::Spoken, cards);
                    Changed::Place
                }),
                Place::Opening | Place::Closing => {}
            },
            Command::PutOff => match place {
                Place::Card(_) => self.change(|session, cards| {
                    session.put_off(cards);
                    Changed::Place
                }),
                Place::Opening | Place::Closing => {}
            },
            Command::OnTrack => return Some(self.on_track(context)),
            Command::Named => {
                return Some(match people::menu(self, context) {
                    Some(menu) => Outcome::Open(Box::new(Layer::Menu(Box::new(menu)))),
                    None => Outcome::Refuse("nobody has a part in a card that is left".into()),
                });
            }
            Command::CopyMarkdown => return Some(self.copy(Manner::Markdown, context)),
            Command::CopyChat => return Some(self.copy(Manner::Slack, context)),
            Command::ToggleMoney => return None,
            Command::Back
            | Command::Cancel
            | Command::Leave
            | Command::Suspend
            | Command::Standup
            | Command::View(_)
            | Command::NextView
            | Command::PreviousView => {
                // Time elsewhere is no time of the standup.
                self.seen = None;
                return None;
            }
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn go(&mut self, by: isize) {
        self.change(|session, cards| {
            session.go(by, cards);
            Changed::Place
        });
    }

    /// The work goes as promised: tech reports it as progress, anybody else as a remark.
    fn on_track(&self, context: &Context) -> Outcome {
        let card = self.session.as_ref().and_then(Session::card).and_then(|id| context.book.get(id));
        let Some(commitment) = card else {
            return Outcome::Refuse("no card is spoken about here: j goes to one".into());
        };
        if let Some(why) = off_track(commitment, context) {
            return Outcome::Refuse(why);
        }
        let is_tech = context.book.rules.people.roles(context.me).has(Role::Tech);
        let act = if is_tech { Act::Progress { left: None } } else { Act::Note };
        let draft = Draft { note: Some("on track".into()), ..Draft::new(context.me.clone(), act) };
        let draft = if is_tech { draft.about(commitment.terms.id) } else { draft };
        Outcome::Record(vec![Entry { on: Target::Commitment(commitment.id), draft }])
    }

    fn digest(&self, context: &Context, manner: Manner) -> String {
        let amounts = if context.has_money { Amounts::Shown } else { Amounts::Hidden };
        let (spoken, open) = self.open_cards();
        Digest { facts: facts(context), decisions: &self.decisions, spoken: &spoken, open: &open, amounts }.text(manner)
    }

    /// What nothing was decided about: the cards that were spoken about, and the others.
    fn open_cards(&self) -> (Vec<Card>, Vec<Card>) {
        let is_spoken = |card: &Card| self.session.as_ref().is_some_and(|session| session.upshot(card.id).is_some());
        undecided(&self.cards, &self.decisions).into_iter().partition(is_spoken)
    }

    fn copy(&self, manner: Manner, context: &Context) -> Outcome {
        let text = self.digest(context, manner);
        let words = match manner {
            Manner::Markdown => "copied as Markdown: what was decided today, and what is still open",
            Manner::Slack => "copied for a chat: what was decided today, and what is still open",
        };
        Outcome::Copy(text, words.into())
    }

    fn end(&mut self, context: &Context) -> Outcome {
        let digest = self.digest(context, Manner::Markdown);
        self.is_ending = false;
        self.session = Some(Session::new(context.today));
        self.left = None;
        self.seen = None;
        self.change(|_, _| Changed::Place);
        Outcome::EndStandup(digest)
    }

    /// Whether every card was spoken about or settled elsewhere.
    fn is_through(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.is_through(&self.cards))
    }

    /// Time goes by with the keys; nothing wakes up for it.
    fn tick(&mut self, now: Duration) {
        let spent = self.since_seen(now);
        let gap = self.seen.map_or(Duration::ZERO, |seen| now.saturating_sub(seen));
        // What is less than a second is kept for the next key.
        let rest = if gap > LONGEST { Duration::ZERO } else { gap.saturating_sub(Duration::from_secs(spent.into())) };
        self.seen = Some(now.saturating_sub(rest));
        if let Some(session) = &mut self.session {
            session.pass(spent);
        }
    }

    /// The seconds that are not counted yet.
    fn since_seen(&self, now: Duration) -> u32 {
        let gap = self.seen.map_or(Duration::ZERO, |seen| now.saturating_sub(seen));
        if gap > LONGEST { 0 } else { u32::try_from(gap.as_secs()).unwrap_or(0) }
    }

    fn page(&self, session: &Session, context: &Context, size: (usize, usize)) -> Picture {
        match session.place() {
            Place::Opening => opening::picture(self, context, size),
            Place::Card(id) => card::picture(self, session, id, context, size),
            Place::Closing => closing::picture(self, session, context, size),
        }
    }

    fn scroll_by(&mut self, lines: isize, context: &Context) {
        let Some(session) = &self.session else { return };
        let (columns, rows) = context.body;
        let size = (usize::from(columns - panel::width((columns, rows))).saturating_sub(2), usize::from(rows));
        let most = self.page(session, context, size).thumb.map_or(0, |(_, all)| all.saturating_sub(1));
        self.scroll = self.scroll.saturating_add_signed(lines).min(most);
    }
}

/// Why it can't be said of a commitment that it goes as promised.
fn off_track(commitment: &Commitment, context: &Context) -> Option<String> {
    let standing = context.standing(commitment.id);
    let overdue = standing.and_then(|standing| standing.flags.iter().find(|raised| raised.flag == Flag::Overdue));
    let state = commitment.state.name();
    match state {
        StateName::Agreed => {
            overdue.map(|raised| format!("it is {}: deliver it, or give a new date", raised.why(context.today)))
        }
        StateName::Requested | StateName::Countered => Some(format!(
            "it is {}, so nothing is agreed that could go as promised: {}",
            state.word(),
            next(commitment, context)
        )),
        StateName::Delivered => Some("tech has said it is done: confirm it, or say that it isn't there yet".into()),
        StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => {
            Some(format!("it is {}: {}", state.word(), next(commitment, context)))
        }
    }
}

fn next(commitment: &Commitment, context: &Context) -> String {
    let next = crate::domain::standup::next_of(commitment, context.standing(commitment.id));
    next.map_or_else(|| "there is nothing left to do".to_owned(), |next| next.what)
}

/// What reports read.
const fn facts<'a>(context: &Context<'a>) -> Facts<'a> {
    Facts { book: context.book, standings: context.standings, today: context.today }
}

/// Since when something is new.
fn since(context: &Context) -> Since<'static> {
    let first = || Since::Day(first_since(&context.book.rules.calendar, context.today));
    context.last_standup.map_or_else(first, Since::Standup)
}

fn half(context: &Context) -> isize {
    isize::try_from(context.body.1 / 2).unwrap_or(1).max(1)
}

/// Fixed lines above, lines that scroll, fixed lines below, in so many rows.
fn stacked(head: Vec<Row>, body: Vec<Row>, foot: Vec<Row>, (columns, rows): (usize, usize), scroll: usize) -> Picture {
    let foot: Vec<Row> = if foot.len() + head.len() + 3 > rows { Vec::new() } else { foot };
    let head: Vec<Row> = head.into_iter().take(rows.saturating_sub(2)).collect();
    let room = rows.saturating_sub(head.len() + foot.len());
    let all = body.len();
    let first = scroll.min(all.saturating_sub(room));
    let mut lines = head;
    let gap = room.saturating_sub(all);
    lines.extend(body.into_iter().skip(first).take(room));
    lines.extend(std::iter::repeat_n(Row::blank(), gap));
    lines.extend(foot);
    let lines: Vec<Row> = lines.into_iter().map(|row| row.cut(columns)).collect();
    // A thumb is drawn over the whole height: it is told in lines of the whole.
    let thumb = (all > room).then_some((first, all + rows - room));
    Picture { rows: lines, selected: Vec::<Area>::new(), thumb }
}
