//! Colours of printed text, by what they mean; the terminal's own sixteen, so that they read on any ground.

use anstyle::{AnsiColor, Style};

use crate::domain::flag::Level;

/// Whether text is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paint {
    /// For a terminal.
    Colours,
    /// For anything else.
    Plain,
}

/// What a piece of text means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Meaning {
    /// A flag of this level.
    Flag(Level),
    /// A heading.
    Heading,
    /// The sales side.
    Sales,
    /// The tech side.
    Tech,
    /// What stands well.
    Good,
    /// What matters less.
    Faint,
    /// What the eye should find first.
    Strong,
}

impl Meaning {
    const fn style(self) -> Style {
        match self {
            Self::Flag(Level::Red) => AnsiColor::Red.on_default().bold(),
            Self::Flag(Level::Amber) => AnsiColor::Yellow.on_default(),
            Self::Flag(Level::Dim) | Self::Faint => Style::new().dimmed(),
            Self::Heading | Self::Strong => Style::new().bold(),
            Self::Sales => AnsiColor::Blue.on_default().bold(),
            Self::Tech => AnsiColor::Cyan.on_default().bold(),
            Self::Good => AnsiColor::Green.on_default(),
        }
    }
}

impl Paint {
    /// The text, coloured by what it means; blanks and nothing stay as they are.
    #[must_use]
    pub fn on(self, meaning: Meaning, text: &str) -> String {
        match self {
            Self::Colours if !text.trim().is_empty() => {
                let style = meaning.style();
                format!("{style}{text}{style:#}")
            }
            Self::Colours | Self::Plain => text.to_owned(),
        }
    }
}

/// The sign of a level: never the colour alone.
#[must_use]
pub const fn sign(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Red) => "●",
        Some(Level::Amber) => "▲",
        Some(Level::Dim) => "·",
        None => " ",
    }
}
