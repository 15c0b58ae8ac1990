//! Looks for meanings: what a flag, a side or a chance looks like, never what a widget looks like.
//!
//! Six themes are built in; a file in the directory `themes` of the configuration replaces or adds one.

mod color;
mod depth;
mod file;
mod signs;

use std::path::Path;

use ratatui_core::style::{Modifier, Style};

use crate::settings::Problem;

pub use depth::{Depth, TerminalHints};
pub use signs::{SignSet, Signs};

/// The built-in themes with their text, the default first.
const SOURCES: [(&str, &str); 6] = [
    ("terminal", include_str!("../themes/terminal.toml")),
    ("dark", include_str!("../themes/dark.toml")),
    ("light", include_str!("../themes/light.toml")),
    ("colour-blind", include_str!("../themes/colour-blind.toml")),
    ("high-contrast", include_str!("../themes/high-contrast.toml")),
    ("mono", include_str!("../themes/mono.toml")),
];

/// The name of the theme that is used when none is asked for.
pub const DEFAULT: &str = SOURCES[0].0;

/// Makes the struct, the names of its meanings and the way from one to the other from the same rows.
macro_rules! meanings {
    ($($field:ident, $name:literal, $doc:literal;)*) => {
        /// One look for every meaning. Lay a look over [`Theme::text`]; lay [`Theme::selection`] over all others.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Theme {
            /// The theme's own name.
            pub name: String,
            /// Looks that take over on a ground known to be dark.
            on_dark: Vec<(&'static str, Style)>,
            $(#[doc = $doc] pub $field: Style,)*
        }

        /// The names of the meanings as theme files write them.
        pub const MEANINGS: &[&str] = &[$($name),*];

        impl Theme {
            /// Every meaning by name with its look.
            #[must_use]
            pub fn looks(&self) -> Vec<(&'static str, Style)> {
                vec![$(($name, self.$field)),*]
            }

            /// The look of the meaning of that name, to be changed.
            fn look_mut(&mut self, meaning: &str) -> Option<&mut Style> {
                match meaning {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            /// Every look, to be changed.
            fn looks_mut(&mut self) -> Vec<&mut Style> {
                vec![$(&mut self.$field),*]
            }
        }
    };
}

meanings! {
    text, "text", "Ordinary text, and the ground of the whole screen.";
    dim, "dim", "What matters less.";
    strong, "strong", "What matters more.";
    title, "title", "The program's and the book's name.";
    heading, "heading", "The heads of columns and parts.";
    current, "current", "The view or tab one is in.";
    selection, "selection", "The row under the cursor, laid over everything in it.";
    marked, "marked", "A row that is marked.";
    key, "key", "A key to press, in footer and help.";
    border, "border", "Lines between parts.";
    sales, "sales", "The sales side.";
    tech, "tech", "The tech side.";
    flag_red, "flag-red", "A red flag.";
    flag_amber, "flag-amber", "An amber flag.";
    flag_dim, "flag-dim", "A dim flag.";
    requested, "requested", "State: promised, not answered.";
    countered, "countered", "State: other terms are on the table.";
    agreed, "agreed", "State: both stand on the same terms.";
    delivered, "delivered", "State: tech says it is done.";
    kept, "kept", "State: the customer has it.";
    declined, "declined", "State: tech said no.";
    withdrawn, "withdrawn", "State: no longer wanted.";
    revoked, "revoked", "State: tech took its signature back.";
    covered, "covered", "A chance that covers the promise.";
    at_risk, "at-risk", "A chance in between.";
    over_promised, "over-promised", "A chance that is too low.";
    no_chance, "no-chance", "No chance can be named.";
    band_inner, "band-inner", "The likely part of a forecast.";
    band_outer, "band-outer", "The rest of a forecast.";
    today, "today", "Today on a date bar.";
    told, "told", "The told date on a date bar.";
    input, "input", "Text being typed.";
    placeholder, "placeholder", "What could be typed into an empty field.";
    error, "error", "Something couldn't be done.";
    success, "success", "Something was done.";
    notice, "notice", "Something to know.";
    link, "link", "Something that can be opened.";
    matched, "match", "The part of a text that a filter found.";
}

impl Theme {
    /// The theme of that name: from the directory if it has one, else built in, else the default.
    ///
    /// What is wrong in its file is reported; everything else in it holds.
    #[must_use]
    pub fn load(name: &str, dir: Option<&Path>) -> (Self, Vec<Problem>) {
        file::load(name, dir)
    }

    /// Whether the theme looks different on a ground known to be dark.
    #[must_use]
    pub fn asks_for_ground(&self) -> bool {
        !self.on_dark.is_empty()
    }

    /// The theme as it looks on a dark ground.
    #[must_use]
    pub fn on_dark(mut self) -> Self {
        for (meaning, look) in std::mem::take(&mut self.on_dark) {
            if let Some(slot) = self.look_mut(meaning) {
                *slot = look;
            }
        }
        self
    }

    /// The built-in theme of that name, or the default.
    #[must_use]
    pub fn built_in(name: &str) -> Self {
        file::load(name, None).0
    }

    /// The look in which only what one stands on is reversed, for whoever reads the cells instead of seeing them.
    #[must_use]
    pub fn for_reading() -> Self {
        let mut theme = Self::built_in("mono");
        for look in theme.looks_mut() {
            *look = look.remove_modifier(Modifier::REVERSED);
        }
        theme.selection = Style::new().add_modifier(Modifier::REVERSED);
        theme
    }

    /// The names of the built-in themes, the default first.
    #[must_use]
    pub fn names() -> [&'static str; SOURCES.len()] {
        SOURCES.map(|(name, _)| name)
    }

    /// The built-in themes and those of the directory.
    #[must_use]
    pub fn names_with(dir: Option<&Path>) -> Vec<String> {
        let mut names: Vec<String> = Self::names().map(str::to_owned).to_vec();
        let mut own = file::names_in(dir);
        own.retain(|name| !names.contains(name));
        own.sort();
        names.extend(own);
        names
    }

    /// The theme as a terminal of that depth can show it.
    #[must_use]
    pub fn at(&self, depth: Depth) -> Self {
        depth::reduce(self, depth)
    }
}
