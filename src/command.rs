//! Everything the program can be asked to do by a key, the palette or the mouse, in one table.
//!
//! Keys, palette, help, footer and documentation all read [`TABLE`]; nothing here knows what a command does.

mod table;

pub use table::{Command, TABLE};

/// The highest number a view can have.
pub const LAST_VIEW: u8 = 9;

/// One command as people meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The command itself.
    pub command: Command,
    /// Its name in configuration files and on the palette: `quick-add`.
    pub name: &'static str,
    /// Its name in running text: `quick add`.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Where it can be used.
    pub scopes: &'static [Scope],
    /// Where help lists it.
    pub group: Group,
    /// The short word in the footer; empty when it has no place there.
    pub footer: &'static str,
}

impl Entry {
    /// Whether the command can be used in this scope, directly or because the scope includes another.
    #[must_use]
    pub fn is_for(&self, scope: Scope) -> bool {
        scope.chain().any(|scope| self.scopes.contains(&scope))
    }
}

/// The part of the screen that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere, below what the others say.
    Global,
    /// A list of commitments.
    List,
    /// The page of one commitment; keys of the list hold here too, as in every screen below.
    Item,
    /// The board.
    Board,
    /// The timeline.
    Timeline,
    /// The load.
    Load,
    /// The customers.
    Customers,
    /// The review.
    Review,
    /// The queue of what waits for an answer.
    Queue,
    /// The standup.
    Standup,
    /// A line of text being typed.
    Text,
    /// A form; keys of a line of text hold here too.
    Form,
    /// The palette, a picker, the menu of moves.
    Menu,
    /// The help page.
    Help,
}

impl Scope {
    /// All scopes, the most general first.
    pub const ALL: [Self; 14] = [
        Self::Global,
        Self::List,
        Self::Item,
        Self::Board,
        Self::Timeline,
        Self::Load,
        Self::Customers,
        Self::Review,
        Self::Queue,
        Self::Standup,
        Self::Text,
        Self::Form,
        Self::Menu,
        Self::Help,
    ];

    /// The word for it in configuration files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Item => "item",
            Self::Board => "board",
            Self::Timeline => "timeline",
            Self::Load => "load",
            Self::Customers => "customers",
            Self::Review => "review",
            Self::Queue => "queue",
            Self::Standup => "standup",
            Self::Text => "text",
            Self::Form => "form",
            Self::Menu => "menu",
            Self::Help => "help",
        }
    }

    /// The scope of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// The scope whose keys hold here as well.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Global => None,
            Self::List | Self::Text | Self::Menu | Self::Help => Some(Self::Global),
            Self::Item
            | Self::Board
            | Self::Timeline
            | Self::Load
            | Self::Customers
            | Self::Review
            | Self::Queue
            | Self::Standup => Some(Self::List),
            Self::Form => Some(Self::Text),
        }
    }

    /// This scope and those it includes, the nearest first.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |scope| scope.parent())
    }

    /// Whether letters are typed here, so that they can't be borrowed from an including scope.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Text | Self::Form | Self::Menu => true,
            Self::Global
            | Self::List
            | Self::Item
            | Self::Board
            | Self::Timeline
            | Self::Load
            | Self::Customers
            | Self::Review
            | Self::Queue
            | Self::Standup
            | Self::Help => false,
        }
    }
}

/// The chapters of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// What works on every screen.
    Everywhere,
    /// Going about.
    Moving,
    /// Choosing several commitments.
    Marking,
    /// What sales says.
    Sales,
    /// What tech answers.
    Tech,
    /// What both sides may do.
    Both,
    /// How the list is shown.
    Looking,
    /// What only one screen knows.
    Screens,
    /// Typing into lines and forms.
    Typing,
}

impl Group {
    /// All chapters in their order.
    pub const ALL: [Self; 9] = [
        Self::Everywhere,
        Self::Moving,
        Self::Marking,
        Self::Sales,
        Self::Tech,
        Self::Both,
        Self::Looking,
        Self::Screens,
        Self::Typing,
    ];

    /// The heading of the chapter.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Moving => "moving",
            Self::Marking => "marking several",
            Self::Sales => "what sales says",
            Self::Tech => "what tech answers",
            Self::Both => "both sides",
            Self::Looking => "looking",
            Self::Screens => "screens of their own",
            Self::Typing => "typing",
        }
    }
}

/// The command of that name, as written in configuration files and on the palette.
#[must_use]
pub fn by_name(name: &str) -> Option<Command> {
    TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command)
}

/// The command's row of the table; a view beyond the last has the row of the last.
#[must_use]
pub fn entry(command: Command) -> &'static Entry {
    let command = match command {
        Command::View(number) => Command::View(number.clamp(1, LAST_VIEW)),
        other => other,
    };
    TABLE.iter().find(|entry| entry.command == command).expect("the table is made from the commands")
}

/// The rows that belong in a scope, in the order of the table.
pub fn entries(scope: Scope) -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().filter(move |entry| entry.is_for(scope))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_row_is_complete_and_its_own() {
        let mut names = HashSet::new();
        let mut commands = HashSet::new();
        for row in TABLE {
            assert!(names.insert(row.name), "{} twice", row.name);
            assert!(commands.insert(row.command), "{:?} twice", row.command);
            assert!(!row.title.is_empty() && !row.scopes.is_empty(), "{}", row.name);
            assert!(row.help.ends_with('.') && row.help.len() > 8, "{}: {}", row.name, row.help);
            assert!(row.help.chars().next().is_some_and(char::is_uppercase), "{}", row.name);
            assert!(row.footer.len() <= 12, "{}: {}", row.name, row.footer);
            assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", row.name);
            assert_eq!(by_name(row.name), Some(row.command));
            assert_eq!(entry(row.command), row);
        }
    }

    #[test]
    fn every_view_number_has_a_row() {
        for number in 0..=u8::MAX {
            assert!(entry(Command::View(number)).name.starts_with("view-"), "{number}");
        }
        assert_eq!(entry(Command::View(3)).name, "view-3");
    }

    #[test]
    fn scopes_include_each_other() {
        let chains = [
            (Scope::Global, "global"),
            (Scope::List, "list global"),
            (Scope::Item, "item list global"),
            (Scope::Text, "text global"),
            (Scope::Form, "form text global"),
            (Scope::Menu, "menu global"),
            (Scope::Help, "help global"),
        ];
        for (scope, expected) in chains {
            let names: Vec<&str> = scope.chain().map(Scope::name).collect();
            assert_eq!(names.join(" "), expected);
            assert_eq!(Scope::by_name(scope.name()), Some(scope));
        }
        assert!(entry(Command::Told).is_for(Scope::Item));
        assert!(!entry(Command::Told).is_for(Scope::Text));
    }

    #[test]
    fn words_never_blame() {
        let forbidden = ["fault", "blame", "fail", "worst", "score", "late"];
        for row in TABLE {
            for word in row.help.split(|c: char| !c.is_alphabetic()) {
                assert!(!forbidden.contains(&word), "{}: {}", row.name, row.help);
            }
        }
    }
}
