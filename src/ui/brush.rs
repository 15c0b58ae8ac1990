//! Putting text and lines into cells, always within bounds, and with ASCII signs where the terminal has no others.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::area::Area;
use crate::app::ink::{Piece, Tone};
use crate::domain::commitment::StateName;
use crate::domain::flag::Level;
use crate::text::{fit_with, is_simple, width};
use crate::theme::{Signs, Theme};

use super::Look;

/// The area as the drawing library has it.
#[must_use]
pub const fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Where text goes: a cell, and how many columns there are from it.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// Columns.
    pub width: u16,
}

/// Puts text that is clean already; what doesn't fit is cut without a sign. Gives the column after it.
pub fn put(buffer: &mut Buffer, look: Look, spot: Spot, text: &str, style: Style) -> u16 {
    let area = buffer.area;
    if spot.y < area.y || spot.y >= area.bottom() || spot.x < area.x || spot.x >= area.right() {
        return spot.x;
    }
    let text = in_signs(text, look.signs);
    let columns = spot.width.min(area.right() - spot.x);
    if !text.chars().all(is_simple) {
        return buffer.set_stringn(spot.x, spot.y, text, usize::from(columns), style).0;
    }
    // Most text is a letter a cell: finding the clusters of a whole screen anew at every key would cost more than the rest.
    let mut x = spot.x;
    let end = spot.x + columns;
    for c in text.chars() {
        if x >= end {
            break;
        }
        buffer[(x, spot.y)].set_char(c).set_style(style);
        x += 1;
    }
    x
}

/// Puts anybody's text, made harmless and cut with a sign.
pub fn put_fitted(buffer: &mut Buffer, look: Look, spot: Spot, text: &str, style: Style) -> u16 {
    put(buffer, look, spot, &fit_with(text, usize::from(spot.width), look.signs.ellipsis), style)
}

/// Puts anybody's text at the right edge of the spot.
pub fn put_right(buffer: &mut Buffer, look: Look, spot: Spot, text: &str, style: Style) {
    let text = fit_with(text, usize::from(spot.width), look.signs.ellipsis);
    let used = u16::try_from(width(&text)).unwrap_or(spot.width).min(spot.width);
    put(buffer, look, Spot { x: spot.x + (spot.width - used), width: used, ..spot }, &text, style);
}

/// Puts a line of pieces.
pub fn put_line(buffer: &mut Buffer, look: Look, spot: Spot, line: &[Piece]) {
    let mut x = spot.x;
    let end = spot.x.saturating_add(spot.width);
    for piece in line {
        if x >= end {
            break;
        }
        let style = look.theme.text.patch(style_of(piece.tone, look.theme));
        x = put(buffer, look, Spot { x, y: spot.y, width: end - x }, &piece.text, style);
    }
}

/// Fills the cells of a row with a sign.
pub fn fill(buffer: &mut Buffer, look: Look, spot: Spot, sign: &str, style: Style) {
    put(buffer, look, spot, &sign.repeat(usize::from(spot.width)), style);
}

/// A thumb on the right edge of an area that shows a part of so many lines.
pub fn put_thumb(buffer: &mut Buffer, look: Look, area: Area, (top, lines): (usize, usize)) {
    let height = usize::from(area.height);
    if lines <= height || area.width < 20 || height < 3 {
        return;
    }
    let len = (height * height / lines).max(1);
    let at = top * (height - len) / (lines - height);
    let style = look.theme.text.patch(look.theme.border);
    for line in at..(at + len).min(height) {
        let y = area.y + u16::try_from(line).unwrap_or(0);
        put(buffer, look, Spot { x: area.x + area.width - 1, y, width: 1 }, look.signs.thumb, style);
    }
}

/// The look of a meaning.
#[must_use]
pub const fn style_of(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Text => Style::new(),
        Tone::Dim => theme.dim,
        Tone::Gone => theme.dim.add_modifier(Modifier::CROSSED_OUT),
        Tone::Strong => theme.strong,
        Tone::Heading => theme.heading,
        Tone::Sales => theme.sales,
        Tone::Tech => theme.tech,
        Tone::Flag(level) => flag(level, theme),
        Tone::State(state) => state_style(state, theme),
        Tone::Covered => theme.covered,
        Tone::AtRisk => theme.at_risk,
        Tone::OverPromised => theme.over_promised,
        Tone::BandInner => theme.band_inner,
        Tone::BandOuter => theme.band_outer,
        Tone::Today => theme.today,
        Tone::Told => theme.told,
        Tone::Border => theme.border,
        Tone::Link => theme.link,
        Tone::Key => theme.key,
        Tone::Input => theme.input,
        Tone::Placeholder => theme.placeholder,
        Tone::Match => theme.matched,
        Tone::Error => theme.error,
        Tone::Notice => theme.notice,
        Tone::Good => theme.success,
        Tone::Chosen => theme.selection.add_modifier(Modifier::BOLD),
    }
}

/// The look of a flag's level.
#[must_use]
pub const fn flag(level: Level, theme: &Theme) -> Style {
    match level {
        Level::Red => theme.flag_red,
        Level::Amber => theme.flag_amber,
        Level::Dim => theme.flag_dim,
    }
}

const fn state_style(state: StateName, theme: &Theme) -> Style {
    match state {
        StateName::Requested => theme.requested,
        StateName::Countered => theme.countered,
        StateName::Agreed => theme.agreed,
        StateName::Delivered => theme.delivered,
        StateName::Kept => theme.kept,
        StateName::Declined => theme.declined,
        StateName::Revoked => theme.revoked,
        StateName::Withdrawn => theme.withdrawn,
    }
}

/// The text with the signs of the set: where the terminal has only ASCII, signs become letters.
fn in_signs<'a>(text: &'a str, signs: &Signs) -> Cow<'a, str> {
    if !signs.is_ascii() || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if c.is_ascii() { c } else { ascii(c) }).collect())
}

/// What stands for a sign of the program's own; letters of names stay as they are.
fn ascii(c: char) -> char {
    let mut sign = [0; 4];
    let sign: &str = c.encode_utf8(&mut sign);
    let (unicode, ascii) = (Signs::UNICODE.all(), Signs::ASCII.all());
    let known = unicode.iter().zip(&ascii).find(|((_, each), _)| *each == sign);
    match (known, c) {
        (Some((_, (_, plain))), _) => plain.chars().next().unwrap_or(c),
        (None, '“' | '”') => '"',
        (None, '’' | '‘') => '\'',
        (None, '⟷' | '÷') => '/',
        (None, '‹') => '<',
        (None, '›') => '>',
        (None, '×') => 'x',
        (None, _) => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ink;
    use ratatui::layout::Rect;

    #[test]
    fn simple_characters_are_drawn_as_the_library_would() {
        let theme = Theme::built_in("dark");
        let look = Look { theme: &theme, signs: &Signs::UNICODE };
        for c in ('\0'..='\u{3000}').filter(|c| is_simple(*c)) {
            let text = format!("a{c}b");
            let mut own = Buffer::empty(Rect::new(0, 0, 6, 1));
            let mut library = own.clone();
            let end = put(&mut own, look, Spot { x: 0, y: 0, width: 6 }, &text, Style::new());
            assert_eq!(end, library.set_stringn(0, 0, &text, 6, Style::new()).0, "{c:?}");
            assert_eq!(own, library, "{c:?}");
        }
    }

    #[test]
    fn the_app_writes_the_signs_that_are_drawn() {
        let signs = Signs::UNICODE;
        let flags = [Level::Red, Level::Amber, Level::Dim].map(ink::sign);
        assert_eq!(flags, [signs.red, signs.amber, signs.dim]);
        assert_eq!([ink::CURSOR, ink::MARK, ink::TICK], [signs.cursor, signs.mark, signs.tick]);
    }

    #[test]
    fn ascii_terminals_get_letters_for_signs() {
        let theme = Theme::built_in("mono");
        let look = Look { theme: &theme, signs: &Signs::ASCII };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        put(&mut buffer, look, Spot { x: 0, y: 0, width: 20 }, "1 Mar → 2 Mar …“x”", Style::new());
        assert_eq!(buffer, Buffer::with_lines(["1 Mar > 2 Mar ~\"x\"  "]));
    }
}
