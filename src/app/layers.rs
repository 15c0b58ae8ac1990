//! The layers themselves, and which command opens which.
//!
//! Each takes inputs and writes a [`Sheet`](sheet::Sheet) of what it shows; the screen draws all of them alike.

pub mod beneath;
pub mod columns;
pub mod form;
pub mod handover;
pub mod help;
pub mod known;
pub mod line;
pub mod menu;
pub mod palette;
pub mod paper;
pub mod preview;
pub mod pulse;
pub mod quick_add;
pub mod quote;
pub mod reading;
pub mod save_view;
pub mod sheet;
pub mod sign_off;
pub mod sync_report;
pub mod themes;
pub mod together;
pub mod what_if;
pub mod why;

use super::layer::{Context, Input, Kept, Opened, Outcome};
use crate::command::{Command, Scope, entry};
use crate::domain::day::Day;

use columns::Columns;
use form::Form;
use form::open::Opening;
use handover::Handover;
use help::Help;
use menu::Menu;
use palette::Palette;
use paper::{Paper, Subject};
use preview::Preview;
use pulse::Pulse;
use quick_add::{Manner, QuickAdd};
use quote::Quote;
use save_view::SaveView;
use sheet::Sheet;
use sign_off::SignOff;
use sync_report::SyncReport;
use themes::Themes;
use together::Together;
use why::Why;

/// Everything that can lie over the list.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A promise in one line.
    QuickAdd(Box<QuickAdd>),
    /// The form of a move.
    Form(Box<Form>),
    /// Every command by its name.
    Palette(Box<Palette>),
    /// Every key.
    Help(Box<Help>),
    /// A list to pick from.
    Menu(Box<Menu>),
    /// A move on several commitments.
    Preview(Box<Preview>),
    /// A name for the view.
    SaveView(Box<SaveView>),
    /// The columns of the list.
    Columns(Box<Columns>),
    /// The themes.
    Themes(Box<Themes>),
    /// One estimate, and the answer to each promise of a capability.
    Together(Box<Together>),
    /// Which date can be promised.
    Quote(Box<Quote>),
    /// Why a chance is what it is.
    Why(Box<Why>),
    /// A text to read and copy.
    Paper(Box<Paper>),
    /// What a sync came to.
    SyncReport(Box<SyncReport>),
    /// Whether git gets the terminal.
    Handover(Box<Handover>),
    /// How aligned the two sides are.
    Pulse(Box<Pulse>),
    /// A side's line about a period.
    SignOff(Box<SignOff>),
}

impl Layer {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::QuickAdd(_) | Self::SaveView(_) => Scope::Text,
            Self::Form(form) if form.is_previewing() => Scope::Menu,
            Self::Together(together) if !together.is_typing() => Scope::Menu,
            Self::Form(_) | Self::Together(_) | Self::Quote(_) | Self::Pulse(_) | Self::SignOff(_) => Scope::Form,
            Self::Palette(_)
            | Self::Menu(_)
            | Self::Preview(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Handover(_) => Scope::Menu,
            Self::Help(help) => help.scope(),
            Self::Why(_) | Self::Paper(_) | Self::SyncReport(_) => Scope::Help,
        }
    }

    /// Takes an input.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "an input happens once")]
    pub fn handle(&mut self, input: Input, context: &Context) -> Outcome {
        match self {
            Self::QuickAdd(add) => add.handle(&input, context),
            Self::Form(form) => form.handle(&input, context),
            Self::Palette(palette) => palette.handle(&input, context),
            Self::Help(help) => help.handle(&input, context),
            Self::Menu(menu) => menu.handle(&input, context),
            Self::Preview(preview) => preview.handle(&input, context),
            Self::SaveView(save) => save.handle(&input, context),
            Self::Columns(columns) => columns.handle(&input, context),
            Self::Themes(themes) => themes.handle(&input, context),
            Self::Together(together) => together.handle(&input, context),
            Self::Quote(quote) => quote.handle(&input, context),
            Self::Why(why) => why.handle(&input, context),
            Self::Paper(paper) => paper.handle(&input, context),
            Self::SyncReport(report) => report.handle(&input, context),
            Self::Handover(question) => question.handle(&input, context),
            Self::Pulse(pulse) => pulse.handle(&input, context),
            Self::SignOff(line) => line.handle(&input, context),
        }
    }

    /// Its half-typed text, where it has any worth keeping; empty once it was emptied.
    #[must_use]
    pub fn kept(&self) -> Option<Kept> {
        match self {
            Self::QuickAdd(add) => Some(add.kept()),
            Self::Form(form) => Some(form.kept()),
            Self::SaveView(save) => Some(save.kept()),
            Self::Together(together) => Some(together.kept()),
            Self::SignOff(line) => Some(line.kept()),
            Self::Quote(quote) => Some(quote.kept()),
            Self::Palette(_)
            | Self::Help(_)
            | Self::Menu(_)
            | Self::Preview(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Why(_)
            | Self::Paper(_)
            | Self::SyncReport(_)
            | Self::Handover(_)
            | Self::Pulse(_) => None,
        }
    }

    /// Recording what it wanted failed, or was refused: it is on top again, with the reason.
    pub fn came_back(&mut self, why: &str) {
        match self {
            Self::QuickAdd(add) => add.came_back(why),
            Self::Form(form) => form.came_back(why),
            Self::Together(together) => together.came_back(why),
            Self::Preview(preview) => preview.came_back(why),
            Self::SaveView(save) => save.came_back(why),
            Self::Pulse(pulse) => pulse.came_back(why),
            Self::SignOff(line) => line.came_back(why),
            Self::Palette(_)
            | Self::Help(_)
            | Self::Menu(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Quote(_)
            | Self::Why(_)
            | Self::Paper(_)
            | Self::SyncReport(_)
            | Self::Handover(_) => {}
        }
    }

    /// Whether it recorded something and stayed, without word yet of how that went.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        match self {
            Self::QuickAdd(add) => add.is_waiting(),
            Self::Form(_)
            | Self::Together(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::Menu(_)
            | Self::Preview(_)
            | Self::SaveView(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Quote(_)
            | Self::Why(_)
            | Self::Paper(_)
            | Self::SyncReport(_)
            | Self::Handover(_)
            | Self::Pulse(_)
            | Self::SignOff(_) => false,
        }
    }

    /// The book is other than before, or what is forecast of it: what was typed stays.
    pub fn look_again(&mut self, context: &Context) {
        match self {
            Self::QuickAdd(add) => add.look_again(context),
            Self::Form(form) => form.look_again(context),
            Self::Together(together) => together.look_again(context),
            Self::Menu(menu) => menu.look_again(context),
            Self::Preview(preview) => preview.look_again(context),
            Self::Why(why) => why.look_again(context),
            Self::Palette(_)
            | Self::Help(_)
            | Self::SaveView(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Quote(_)
            | Self::Paper(_)
            | Self::SyncReport(_)
            | Self::Handover(_)
            | Self::Pulse(_)
            | Self::SignOff(_) => {}
        }
    }

    /// What happened beneath it is seen together with why it came back, so it isn't asked about again.
    pub fn saw(&mut self, context: &Context) {
        match self {
            Self::Form(form) => form.saw(context),
            Self::Together(together) => together.saw(context),
            Self::Preview(preview) => preview.saw(context),
            Self::QuickAdd(_)
            | Self::Menu(_)
            | Self::Why(_)
            | Self::Palette(_)
            | Self::Help(_)
            | Self::SaveView(_)
            | Self::Columns(_)
            | Self::Themes(_)
            | Self::Quote(_)
            | Self::Paper(_)
            | Self::SyncReport(_)
            | Self::Handover(_)
            | Self::Pulse(_)
            | Self::SignOff(_) => {}
        }
    }

    /// What it recorded is on disk.
    pub fn went_through(&mut self) {
        if let Self::QuickAdd(add) = self {
            add.went_through();
        }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        match self {
            Self::QuickAdd(add) => add.sheet(context),
            Self::Form(form) => form.sheet(context),
            Self::Palette(palette) => palette.sheet(context),
            Self::Help(help) => help.sheet(context),
            Self::Menu(menu) => menu.sheet(context),
            Self::Preview(preview) => preview.sheet(context),
            Self::SaveView(save) => save.sheet(context),
            Self::Columns(columns) => columns.sheet(context),
            Self::Themes(themes) => themes.sheet(context),
            Self::Together(together) => together.sheet(context),
            Self::Quote(quote) => quote.sheet(context),
            Self::Why(why) => why.sheet(context),
            Self::Paper(paper) => paper.sheet(context),
            Self::SyncReport(report) => report.sheet(context),
            Self::Handover(question) => question.sheet(context),
            Self::Pulse(pulse) => pulse.sheet(context),
            Self::SignOff(line) => line.sheet(context),
        }
    }
}

/// What a command leads to that the list doesn't handle by itself: a layer, moves, or a reason why not.
#[must_use]
pub fn open(command: Command, context: &Context) -> Opened {
    let layer = match command {
        Command::QuickAdd => Layer::QuickAdd(Box::new(QuickAdd::new(Manner::Promised, context))),
        Command::Ask => Layer::QuickAdd(Box::new(QuickAdd::new(Manner::Asked, context))),
        Command::Palette => Layer::Palette(Box::new(Palette::new(context))),
        Command::Help => Layer::Help(Box::new(Help::new(context))),
        Command::Quote => Layer::Quote(Box::new(Quote::new(context))),
        Command::Why => match Why::new(context) {
            Ok(why) => Layer::Why(Box::new(why)),
            Err(why) => return Opened::Refused(why),
        },
        Command::Brief | Command::Handoff => {
            let subject = if command == Command::Brief { Subject::Brief } else { Subject::Handoff };
            match super::screens::customers::paper(context, subject) {
                Ok(paper) => paper,
                Err(why) => return Opened::Refused(why),
            }
        }
        Command::SaveView => Layer::SaveView(Box::new(SaveView::new(context))),
        Command::Columns => match Columns::new(context) {
            Ok(columns) => Layer::Columns(Box::new(columns)),
            Err(why) => return Opened::Refused(why),
        },
        Command::SwitchTheme => Layer::Themes(Box::new(Themes::new(context))),
        Command::MovesMenu | Command::End => {
            let menu = if command == Command::End { Menu::endings(context) } else { Menu::moves(context) };
            match menu {
                Ok(menu) => Layer::Menu(Box::new(menu)),
                Err(why) => return Opened::Refused(why),
            }
        }
        Command::Answer => match Together::new(context) {
            Ok(together) => Layer::Together(Box::new(together)),
            Err(why) => return Opened::Refused(why),
        },
        Command::Repeat => match Preview::repeat(context) {
            Ok(preview) => Layer::Preview(Box::new(preview)),
            Err(why) => return Opened::Refused(why),
        },
        _ => match form::open::open(command, context) {
            Some(Opening::Form(form)) => Layer::Form(form),
            Some(Opening::Refused(why)) => return Opened::Refused(why),
            None => return Opened::Refused(format!("`{}` can't be used here", entry(command).title)),
        },
    };
    Opened::Layer(Box::new(layer))
}

/// The first key of a command in a scope, for the line of keys; empty where it has none.
pub(crate) fn shortcut(command: Command, scope: Scope, context: &Context) -> String {
    context.keymap.keys_for(command, scope).into_iter().next().unwrap_or_default()
}

/// Where the cursor of a list goes.
fn moved(at: usize, command: Command, count: usize, page: usize) -> usize {
    let last = count.saturating_sub(1);
    let page = page.max(2);
    let next = match command {
        Command::Down if at >= last => 0,
        Command::Up if at == 0 => last,
        Command::Down => at + 1,
        Command::Up => at - 1,
        Command::HalfPageDown => at + page / 2,
        Command::HalfPageUp => at.saturating_sub(page / 2),
        Command::PageDown => at + page,
        Command::PageUp => at.saturating_sub(page),
        Command::Top => 0,
        Command::Bottom => last,
        _ => at,
    };
    next.min(last)
}

/// Where a page that is only read is scrolled to.
fn scrolled(at: usize, command: Command, count: usize, page: usize) -> usize {
    let last = count.saturating_sub(page);
    let at = at.min(last);
    match command {
        Command::Down if at >= last => last,
        Command::Up if at == 0 => 0,
        _ => moved(at, command, count, page).min(last),
    }
}

/// A day as it can be typed: `15 mar 2027`.
fn typed_day(day: Day) -> String {
    day.long().split_once(' ').map_or_else(|| day.to_string(), |(_, rest)| rest.to_lowercase())
}

/// Text in one line, for a kept draft.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

/// What [`escaped`] made one line.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            (c, false) => out.push(c),
        }
    }
    out
}
