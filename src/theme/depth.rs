//! How many colours the terminal shows, and a theme's way down to fewer.

use ratatui_core::style::{Color, Modifier, Style};

use super::Theme;
use super::color::{contrast, rgb, to_ansi, to_indexed};

/// Below this contrast (WCAG AA) a pair of the sixteen colours is not used for text.
const READABLE: f64 = 4.5;
/// Terminals with 24-bit colour whose names don't say so.
const TRUE_COLOUR: [&str; 6] = ["alacritty", "contour", "foot", "ghostty", "kitty", "wezterm"];

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, underline and reverse only.
    Mono,
    /// The terminal's sixteen.
    Sixteen,
    /// The fixed 256.
    Indexed,
    /// All of them.
    True,
}

/// What the environment says about the terminal; empty where it says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct TerminalHints<'a> {
    /// The value of `COLORTERM`.
    pub colorterm: &'a str,
    /// The value of `TERM`.
    pub term: &'a str,
    /// The value of `NO_COLOR`; anything but empty means no colour.
    pub no_color: &'a str,
}

impl Depth {
    /// The depth that the environment promises.
    #[must_use]
    pub fn detect(hints: TerminalHints<'_>) -> Self {
        let TerminalHints { colorterm, term, no_color } = hints;
        if !no_color.is_empty() || term == "dumb" || term.ends_with("-m") || term.ends_with("-mono") {
            return Self::Mono;
        }
        let is_true = matches!(colorterm, "truecolor" | "24bit")
            || term.ends_with("-direct")
            || TRUE_COLOUR.iter().any(|name| term.contains(name));
        if is_true {
            Self::True
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// The theme with colours that a terminal of that depth has.
pub(super) fn reduce(theme: &Theme, depth: Depth) -> Theme {
    let mut reduced = match depth {
        Depth::True => return theme.clone(),
        Depth::Mono => Theme::built_in("mono"),
        Depth::Indexed => with_colors(theme, to_indexed),
        Depth::Sixteen => {
            let mut reduced = with_colors(theme, to_ansi);
            keep_readable(&mut reduced);
            reduced
        }
    };
    reduced.name.clone_from(&theme.name);
    reduced
}

fn with_colors(theme: &Theme, map: fn(Color) -> Color) -> Theme {
    let mut theme = theme.clone();
    for look in theme.looks_mut() {
        look.fg = look.fg.map(map);
        look.bg = look.bg.map(map);
    }
    theme
}

/// Of sixteen colours two neighbours may become one: such text turns black or white, and a row under the
/// cursor whose ground was lost is reversed.
fn keep_readable(theme: &mut Theme) {
    let Some(ground) = theme.text.bg else { return };
    for look in theme.looks_mut() {
        let Some(under) = rgb(look.bg.unwrap_or(ground)) else {
            continue;
        };
        let Some(ink) = look.fg.and_then(rgb) else {
            continue;
        };
        if contrast(ink, under) < READABLE {
            let is_light = contrast([0, 0, 0], under) > contrast([255, 255, 255], under);
            look.fg = Some(if is_light { Color::Black } else { Color::White });
        }
    }
    if theme.selection.bg == Some(ground) && rgb(ground).is_some() {
        theme.selection =
            Style { fg: theme.text.fg, bg: Some(ground), ..theme.selection }.add_modifier(Modifier::REVERSED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_depth() {
        let cases = [
            ("truecolor", "xterm-256color", "", Depth::True),
            ("24bit", "screen", "", Depth::True),
            ("", "xterm-kitty", "", Depth::True),
            ("", "xterm-direct", "", Depth::True),
            ("", "xterm-256color", "", Depth::Indexed),
            ("", "tmux-256color", "", Depth::Indexed),
            ("", "xterm", "", Depth::Sixteen),
            ("", "linux", "", Depth::Sixteen),
            ("", "", "", Depth::Sixteen),
            ("", "dumb", "", Depth::Mono),
            ("", "xterm-mono", "", Depth::Mono),
            ("truecolor", "xterm-256color", "1", Depth::Mono),
        ];
        for (colorterm, term, no_color, expected) in cases {
            let hints = TerminalHints { colorterm, term, no_color };
            assert_eq!(Depth::detect(hints), expected, "{hints:?}");
        }
    }
}
