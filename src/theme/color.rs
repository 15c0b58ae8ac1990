//! Colours: their names in theme files, what they are in red, green and blue, and how well they contrast.

use ratatui_core::style::Color;

use crate::settings::unknown;

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// The names of the terminal's own colours with the values xterm gives them.
pub(super) const ANSI: [(&str, Color, Rgb); 16] = [
    ("black", Color::Black, [0, 0, 0]),
    ("red", Color::Red, [205, 0, 0]),
    ("green", Color::Green, [0, 205, 0]),
    ("yellow", Color::Yellow, [205, 205, 0]),
    ("blue", Color::Blue, [0, 0, 238]),
    ("magenta", Color::Magenta, [205, 0, 205]),
    ("cyan", Color::Cyan, [0, 205, 205]),
    ("gray", Color::Gray, [229, 229, 229]),
    ("dark-gray", Color::DarkGray, [127, 127, 127]),
    ("light-red", Color::LightRed, [255, 0, 0]),
    ("light-green", Color::LightGreen, [0, 255, 0]),
    ("light-yellow", Color::LightYellow, [255, 255, 0]),
    ("light-blue", Color::LightBlue, [92, 92, 255]),
    ("light-magenta", Color::LightMagenta, [255, 0, 255]),
    ("light-cyan", Color::LightCyan, [0, 255, 255]),
    ("white", Color::White, [255, 255, 255]),
];

/// The steps of the 6×6×6 cube of 256-colour terminals.
const STEPS: Rgb6 = [0, 95, 135, 175, 215, 255];
type Rgb6 = [u8; 6];

/// The colour of that name or `#rrggbb`.
pub(super) fn parse(word: &str) -> Result<Color, String> {
    if word == "default" {
        return Ok(Color::Reset);
    }
    if let Some(digits) = word.strip_prefix('#') {
        return parse_hex(digits)
            .ok_or_else(|| format!("`{word}` is no colour, write #rrggbb with six hexadecimal digits"));
    }
    if let Some((_, color, _)) = ANSI.iter().find(|(name, ..)| *name == word) {
        return Ok(*color);
    }
    let mut names: Vec<&str> = ANSI.iter().map(|(name, ..)| *name).collect();
    names.push("default");
    Err(unknown("colour", word, &names))
}

fn parse_hex(digits: &str) -> Option<Color> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some(Color::from_u32(value))
}

/// What the colour is on xterm; the default colour is the terminal's own and unknown.
pub(super) fn rgb(color: Color) -> Option<Rgb> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index) => Some(indexed_rgb(index)),
        named => ANSI.iter().find(|(_, color, _)| *color == named).map(|(.., rgb)| *rgb),
    }
}

fn indexed_rgb(index: u8) -> Rgb {
    match index {
        0..=15 => ANSI[usize::from(index)].2,
        16..=231 => {
            let cube = index - 16;
            [cube / 36, cube / 6 % 6, cube % 6].map(|step| STEPS[usize::from(step)])
        }
        232..=255 => [8 + 10 * (index - 232); 3],
    }
}

/// The nearest of the 240 fixed colours of a 256-colour terminal.
pub(super) fn to_indexed(color: Color) -> Color {
    let Color::Rgb(red, green, blue) = color else {
        return color;
    };
    let nearest = (16..=255u8).min_by_key(|index| distance(indexed_rgb(*index), [red, green, blue]));
    nearest.map_or(color, Color::Indexed)
}

/// The nearest of the sixteen named colours.
pub(super) fn to_ansi(color: Color) -> Color {
    let (Color::Rgb(..) | Color::Indexed(_), Some(wanted)) = (color, rgb(color)) else {
        return color;
    };
    ANSI.iter().min_by_key(|(.., rgb)| distance(*rgb, wanted)).map_or(color, |(_, color, _)| *color)
}

fn distance(one: Rgb, other: Rgb) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The contrast of two colours from 1 to 21 (WCAG 2.1, relative luminance of sRGB).
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(rgb: Rgb) -> f64 {
    let [red, green, blue] = rgb.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use palette::Srgb;
    use palette::color_difference::Wcag21RelativeContrast as _;
    use proptest::prelude::*;

    #[test]
    fn colours_have_names() {
        let cases = [
            ("default", Ok(Color::Reset)),
            ("light-red", Ok(Color::LightRed)),
            ("#14161b", Ok(Color::Rgb(0x14, 0x16, 0x1b))),
            ("#14161", Err("`#14161` is no colour, write #rrggbb with six hexadecimal digits")),
            ("#ß¹23", Err("`#ß¹23` is no colour, write #rrggbb with six hexadecimal digits")),
            ("magneta", Err("unknown colour `magneta`, did you mean `magenta`?")),
        ];
        for (word, expected) in cases {
            assert_eq!(parse(word), expected.map_err(str::to_owned), "{word}");
        }
    }

    #[test]
    fn poorer_terminals_get_the_nearest_colour() {
        let cases = [
            ("#14161b", 233, Color::Black),
            ("#ff8791", 210, Color::Gray),
            ("#ffffff", 231, Color::White),
            ("#e00010", 160, Color::Red),
        ];
        for (word, index, named) in cases {
            let color = parse(word).expect("a colour");
            assert_eq!(to_indexed(color), Color::Indexed(index), "{word}");
            assert_eq!(to_ansi(color), named, "{word}");
        }
        assert_eq!(to_indexed(Color::Red), Color::Red);
        assert_eq!(to_ansi(Color::Reset), Color::Reset);
    }

    proptest! {
        #[test]
        fn contrast_is_the_one_of_the_standard(one: [u8; 3], other: [u8; 3]) {
            let oracle = |rgb: [u8; 3]| Srgb::from(rgb).into_format::<f64>();
            let expected = oracle(one).relative_contrast(oracle(other));
            prop_assert!((contrast(one, other) - expected).abs() < 0.01);
        }
    }
}
