//! The keys that make sense now, as they are configured; the same list tells the mouse what was clicked.

use crate::command::{Command, Scope, TABLE, entry};
use crate::domain::act::Kind;
use crate::domain::permit::allowed;
use crate::text::width;

use super::{App, Focus};

/// A key with what it does, on the footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Its first column.
    pub x: u16,
    /// The key.
    pub key: String,
    /// The word.
    pub word: &'static str,
    /// What a click on it runs.
    pub command: Command,
}

/// The commands that a kind of move is made with, the most usual first.
const MOVES: [(Command, Kind); 12] = [
    (Command::Estimate, Kind::Estimate),
    (Command::Countersign, Kind::Countersign),
    (Command::Accept, Kind::Accept),
    (Command::Told, Kind::Told),
    (Command::Counter, Kind::Counter),
    (Command::Deliver, Kind::Deliver),
    (Command::Confirm, Kind::Confirm),
    (Command::NotYet, Kind::NotYet),
    (Command::MoveDate, Kind::Change),
    (Command::Progress, Kind::Progress),
    (Command::Defer, Kind::Defer),
    (Command::Reopen, Kind::Reopen),
];

/// The footer for the screen as it is: what fits, the help always.
#[must_use]
pub fn hints(app: &App) -> Vec<Hint> {
    if !app.layers.is_empty() {
        // A layer tells its own keys.
        return Vec::new();
    }
    let below = if app.parts().status.is_empty() { app.tidings_below() } else { Vec::new() };
    let columns = below.first().map_or(usize::from(app.size.0), |(x, _)| usize::from(*x).saturating_sub(1));
    let scope = app.scope();
    let wanted = wanted(app);
    let named = |command: Command| {
        let key = app.keymap.keys_for(command, scope).into_iter().next()?;
        let word = entry(command).footer;
        Some((key, if word.is_empty() { entry(command).title } else { word }, command))
    };
    // Everything can be found from these two, with the mouse too.
    let always: Vec<_> = [Command::Palette, Command::Help].into_iter().filter_map(named).collect();
    let reserved: usize =
        always.iter().map(|(key, word, _)| width(key) + width(word) + 4).sum::<usize>().saturating_sub(1);
    let mut hints = Vec::new();
    let mut x = 1;
    for (key, word, command) in wanted.into_iter().filter_map(named) {
        let len = width(&key) + 1 + width(word);
        if x + len + 2 + reserved > columns {
            continue;
        }
        hints.push(Hint { x: u16::try_from(x).unwrap_or(u16::MAX), key, word, command });
        x += len + 3;
    }
    for (key, word, command) in always {
        let len = width(&key) + 1 + width(word);
        if x + len <= columns {
            hints.push(Hint { x: u16::try_from(x).unwrap_or(u16::MAX), key, word, command });
            x += len + 3;
        }
    }
    hints
}

fn wanted(app: &App) -> Vec<Command> {
    if app.typing.is_some() {
        return vec![Command::Submit, Command::Cancel, Command::Complete];
    }
    let mut commands = Vec::new();
    let scope = app.scope_below();
    if !matches!(scope, Scope::List | Scope::Item) {
        let own = TABLE.iter().filter(|entry| entry.scopes.contains(&scope) && !entry.footer.is_empty());
        commands.extend(own.map(|entry| entry.command));
        if scope == Scope::Queue
            && let Some(commitment) = app.current()
        {
            let kinds = allowed(commitment, app.me(), &app.book().rules.people);
            if kinds.contains(&Kind::Defer) {
                commands.push(Command::Answer);
            }
            let moves = MOVES.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(command, _)| *command);
            commands.extend(moves.take(4));
            commands.push(Command::MovesMenu);
            return commands;
        }
        commands.extend([Command::Open, Command::MovesMenu, Command::Filter, Command::Undo]);
        return commands;
    }
    if app.is_page || app.focus == Focus::Item {
        commands.push(Command::Back);
    }
    let Some(commitment) = app.current() else {
        commands.extend([Command::QuickAdd, Command::Filter]);
        return commands;
    };
    if !app.is_page && app.focus == Focus::List {
        commands.push(Command::Open);
        commands.push(Command::QuickAdd);
    }
    let kinds = allowed(commitment, app.me(), &app.book().rules.people);
    let moves = MOVES.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(command, _)| *command);
    commands.extend(moves.take(4));
    commands.extend([Command::MovesMenu, Command::Filter, Command::Undo]);
    commands
}
