//! Themes: every meaning can be read on every ground, and a mistake in a theme file costs one line of it.

use countersign::theme::{DEFAULT, Depth, MEANINGS, Theme};
use palette::color_difference::{HyAb as _, Wcag21RelativeContrast as _};
use palette::convert::FromColorUnclamped as _;
use palette::{Lab, LinSrgb, Srgb};
use ratatui_core::style::{Color, Modifier, Style};

/// Themes that bring their own ground, with the contrast that their text must reach.
const GROUNDED: [(&str, f64); 4] = [("dark", 4.5), ("light", 4.5), ("colour-blind", 4.5), ("high-contrast", 7.0)];
/// Meanings that are lines and bars rather than text (WCAG 1.4.11 asks for 3:1).
const GRAPHIC: [&str; 3] = ["border", "band-inner", "band-outer"];

/// A terminal's sixteen colours, its ground and its ordinary text.
struct Terminal {
    name: &'static str,
    colors: [u32; 16],
    ground: u32,
    ink: u32,
}

const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000,
    0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];
const SOLARIZED: [u32; 16] = [
    0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5, 0x00_2b36, 0xcb_4b16,
    0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
];
const TERMINALS: [Terminal; 4] = [
    Terminal { name: "xterm on black", colors: XTERM, ground: 0x00_0000, ink: 0xe5_e5e5 },
    Terminal { name: "xterm on white", colors: XTERM, ground: 0xff_ffff, ink: 0x00_0000 },
    Terminal { name: "solarized dark", colors: SOLARIZED, ground: 0x00_2b36, ink: 0x83_9496 },
    Terminal { name: "solarized light", colors: SOLARIZED, ground: 0xfd_f6e3, ink: 0x65_7b83 },
];

impl Terminal {
    fn resolve(&self, color: Option<Color>, default: u32) -> Srgb<f64> {
        let value = match color.unwrap_or(Color::Reset) {
            Color::Reset => default,
            Color::Rgb(red, green, blue) => u32::from_be_bytes([0, red, green, blue]),
            Color::Indexed(index) if index >= 16 => xterm_256(index),
            Color::Indexed(index) => self.colors[usize::from(index)],
            named => {
                let index = ANSI_ORDER.iter().position(|color| *color == named).expect("a named colour");
                self.colors[index]
            }
        };
        Srgb::from_format(Srgb::<u8>::from(value))
    }

    /// The contrast of a look as it lies over the theme's ground.
    fn contrast(&self, theme: &Theme, look: Style) -> f64 {
        let look = theme.text.patch(look);
        let (ink, ground) = (self.resolve(look.fg, self.ink), self.resolve(look.bg, self.ground));
        ink.relative_contrast(ground)
    }
}

const ANSI_ORDER: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn xterm_256(index: u8) -> u32 {
    if index >= 232 {
        return (8 + 10 * (u32::from(index) - 232)) * 0x01_0101;
    }
    let steps = [0, 95, 135, 175, 215, 255];
    let cube = usize::from(index - 16);
    (steps[cube / 36] << 16) | (steps[cube / 6 % 6] << 8) | steps[cube % 6]
}

#[test]
fn built_in_themes_are_whole_and_right() {
    assert_eq!(Theme::names(), ["terminal", "dark", "light", "colour-blind", "high-contrast", "mono"]);
    for name in Theme::names() {
        let (theme, problems) = Theme::load(name, None);
        assert_eq!(problems, [], "{name}");
        assert_eq!(theme.name, name);
        assert_eq!(theme.looks().len(), MEANINGS.len());
    }
    // What inherits nothing must say everything, or looks would leak into files that start from it.
    for name in ["terminal", "mono"] {
        let text = std::fs::read_to_string(format!("themes/{name}.toml")).expect("the theme's file");
        for meaning in MEANINGS {
            assert!(text.lines().any(|line| line.starts_with(&format!("{meaning} = "))), "{name}: {meaning}");
        }
    }
}

#[test]
fn themes_with_a_ground_read_well_on_it() {
    for (name, needed) in GROUNDED {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::built_in(name).at(depth);
            for (meaning, look) in theme.looks() {
                let needed = if GRAPHIC.contains(&meaning) { 3.0 } else { needed };
                let contrast = TERMINALS[0].contrast(&theme, look);
                assert!(contrast >= needed, "{name} {depth:?} {meaning}: {contrast:.2}");
                if meaning == "current" {
                    continue;
                }
                let selected = TERMINALS[0].contrast(&theme, look.patch(theme.selection));
                let needed = if GRAPHIC.contains(&meaning) { 2.9 } else { 4.5 };
                assert!(selected >= needed, "{name} {depth:?} {meaning} under the cursor: {selected:.2}");
            }
        }
    }
}

#[test]
fn sixteen_colours_are_enough_to_read() {
    for (name, _) in GROUNDED {
        let theme = Theme::built_in(name).at(Depth::Sixteen);
        for (meaning, look) in theme.looks() {
            let contrast = TERMINALS[0].contrast(&theme, look);
            let is_reversed = look.add_modifier.contains(Modifier::REVERSED);
            assert!(contrast >= 4.5 || is_reversed, "{name} {meaning}: {contrast:.2}");
        }
        let selection = theme.text.patch(theme.selection);
        let is_seen = selection.bg != theme.text.bg || selection.add_modifier.contains(Modifier::REVERSED);
        assert!(is_seen, "{name}: the cursor can't be seen");
    }
}

/// The terminal's ordinary text bounds what a theme of its own colours can reach (4.13 on Solarized light), and
/// of the sixteen only red and magenta reach even 3:1 on all four grounds. So: text is the default colour, accents
/// in red and magenta are bold (AA for large text, 3:1), and a colour that brings its ground reaches 4:1.
#[test]
fn the_terminal_theme_reads_on_every_ground() {
    let theme = Theme::built_in("terminal");
    for terminal in &TERMINALS {
        for (meaning, look) in theme.looks() {
            let contrast = terminal.contrast(&theme, look);
            let fg = look.fg.unwrap_or(Color::Reset);
            let bg = look.bg.unwrap_or(Color::Reset);
            let needed = match (fg, bg) {
                (Color::Reset, Color::Reset) => terminal.contrast(&theme, Style::reset()),
                (_, Color::Reset) => {
                    assert!(look.add_modifier.contains(Modifier::BOLD), "{meaning}: a coloured word is bold");
                    3.0
                }
                _ => 4.0,
            };
            assert!(contrast >= needed, "{} {meaning}: {contrast:.2}", terminal.name);
            assert!(!look.add_modifier.contains(Modifier::DIM), "{meaning}: dim vanishes on some grounds");
        }
    }
    assert!(theme.selection.add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn the_terminal_theme_has_more_colour_where_the_ground_is_known_to_be_dark() {
    let plain = Theme::built_in("terminal");
    assert!(plain.asks_for_ground());
    let theme = plain.clone().on_dark();
    assert_ne!(plain.flag_amber, theme.flag_amber);
    for terminal in
        TERMINALS.iter().filter(|terminal| terminal.name.contains("black") || terminal.name.contains("dark"))
    {
        for (meaning, look) in
            [("flag-amber", theme.flag_amber), ("at-risk", theme.at_risk), ("tech", theme.tech), ("kept", theme.kept)]
        {
            let contrast = terminal.contrast(&theme, look);
            assert!(contrast >= 4.5, "{} {meaning}: {contrast:.2}", terminal.name);
        }
    }
    for name in ["dark", "light", "mono"] {
        assert!(!Theme::built_in(name).asks_for_ground(), "{name} brings its own ground, or no colour");
    }
}

#[test]
fn without_colour_the_important_still_differs() {
    for name in Theme::names() {
        let theme = Theme::built_in(name).at(Depth::Mono);
        assert_eq!(theme.name, name);
        for (meaning, look) in theme.looks() {
            assert_eq!((look.fg, look.bg), (None, None), "{name} {meaning}");
        }
        for look in [theme.selection, theme.flag_red, theme.flag_amber, theme.current, theme.heading, theme.matched] {
            assert_ne!(look.add_modifier, Modifier::empty(), "{name}");
        }
    }
}

#[test]
fn alarms_differ_for_every_kind_of_eye() {
    let theme = Theme::built_in("colour-blind");
    let alarms = [theme.over_promised, theme.at_risk, theme.covered];
    for (eye, matrix) in EYES {
        let seen = alarms.map(|look| seen_by(matrix, TERMINALS[0].resolve(look.fg, 0)));
        for (one, other) in [(0, 1), (1, 2), (0, 2)] {
            let distance = seen[one].hybrid_distance(seen[other]);
            assert!(distance > 25.0, "{eye} {one} {other}: {distance:.1}");
        }
    }
}

/// How people without one kind of cone see linear RGB (Machado, Oliveira, Fernandes 2009, severity 1).
const EYES: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn seen_by(matrix: [[f64; 3]; 3], color: Srgb<f64>) -> Lab<palette::white_point::D65, f64> {
    let linear: LinSrgb<f64> = color.into_linear();
    let channels =
        matrix.map(|row| (row[0] * linear.red + row[1] * linear.green + row[2] * linear.blue).clamp(0.0, 1.0));
    Lab::from_color_unclamped(LinSrgb::new(channels[0], channels[1], channels[2]))
}

/// Loads the theme `mine` from a directory with these files; the problems without the directory's name.
fn load(files: &[(&str, &str)]) -> (Theme, String) {
    let dir = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let mut file = std::fs::File::create(dir.path().join(name)).expect("a file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("the file's text");
    }
    let (theme, problems) = Theme::load("mine", Some(dir.path()));
    let prefix = format!("{}/", dir.path().display());
    let lines: Vec<String> = problems.iter().map(|problem| problem.to_string().replace(&prefix, "")).collect();
    (theme, lines.join("\n"))
}

#[test]
fn own_themes_say_only_what_differs() {
    let (theme, problems) = load(&[(
        "mine.toml",
        "inherits = \"dark\"\n[palette]\nred = \"#ff0000\"\nsea = \"#0088aa\"\n[looks]\nlink = \"sea on default italic\"\n",
    )]);
    assert_eq!(problems, "");
    let dark = Theme::built_in("dark");
    assert_eq!(theme.name, "mine");
    assert_eq!(theme.flag_red.fg, Some(Color::Rgb(255, 0, 0)));
    assert_eq!(theme.link, Style::new().fg(Color::Rgb(0, 0x88, 0xaa)).bg(Color::Reset).italic());
    assert_eq!(theme.sales, dark.sales);

    let (theme, problems) = load(&[("mine.toml", "[looks]\nlink = \"blue\"\n")]);
    assert_eq!(problems, "");
    assert_eq!(theme.selection, Theme::built_in(DEFAULT).selection, "nothing inherited starts from the default");
}

#[test]
fn every_mistake_in_a_theme_is_reported_and_the_rest_holds() {
    let (theme, problems) = load(&[(
        "mine.toml",
        r##"
inherits = "drak"
speed = 3
[palette]
sea = "#12345"
sky = "bleu"
lime = 3
[looks]
flag-rde = "red"
flag-red = "rde bold"
flag-amber = "yellow green"
told = "blue on"
today = "bold on sae"
input = true
link = "light-blue underline"
"##,
    )]);
    insta::assert_snapshot!(problems, @r#"
    mine.toml:2: inherits: unknown theme `drak`, did you mean `dark`?
    mine.toml:3: speed: unknown setting `speed`, use one of: inherits, palette, looks, on-dark
    mine.toml:5: palette.sea: `#12345` is no colour, write #rrggbb with six hexadecimal digits
    mine.toml:6: palette.sky: unknown colour `bleu`, did you mean `blue`?
    mine.toml:7: palette.lime: needs a text in quotes, this is a number
    mine.toml:9: looks.flag-rde: unknown meaning `flag-rde`, did you mean `flag-red`?
    mine.toml:10: looks.flag-red: unknown colour `rde`, did you mean `red`?
    mine.toml:11: looks.flag-amber: two colours, write the ground as `on green`
    mine.toml:12: looks.told: `on` needs a colour after it
    mine.toml:13: looks.today: unknown colour `sae`
    mine.toml:14: looks.input: needs a text in quotes, this is true or false
    "#);
    assert_eq!(theme.link, Style::new().fg(Color::LightBlue).underlined());
    assert_eq!(theme.flag_red, Style::new().bold());
    assert_eq!(theme.told, Style::new().fg(Color::Blue));
}

#[test]
fn themes_may_replace_a_built_in_one_but_not_run_in_circles() {
    let (theme, problems) =
        load(&[("mine.toml", "inherits = \"dark\""), ("dark.toml", "inherits = \"dark\"\n[looks]\nlink = \"red\"")]);
    assert_eq!(problems, "");
    assert_eq!(theme.link, Style::new().fg(Color::Rgb(0xff, 0x87, 0x91)));
    assert_eq!(theme.selection, Theme::built_in("dark").selection);

    let (theme, problems) =
        load(&[("mine.toml", "inherits = \"yours\""), ("yours.toml", "inherits = \"mine\"\n[looks]\nlink = \"red\"")]);
    insta::assert_snapshot!(problems, @"yours.toml:1: inherits: the themes inherit from each other in a circle, let one of them inherit `terminal`");
    assert_eq!(theme.link, Style::new().fg(Color::Red));
    assert_eq!(theme.selection, Theme::built_in(DEFAULT).selection);
}

#[test]
fn unknown_themes_fall_back_with_a_word() {
    let cases = [
        ("drak", "theme: unknown theme `drak`, did you mean `dark`?"),
        (
            "../../etc/passwd",
            "theme: unknown theme `../../etc/passwd`, use one of: terminal, dark, light, colour-blind, high-contrast, mono",
        ),
        ("", "theme: unknown theme ``, use one of: terminal, dark, light, colour-blind, high-contrast, mono"),
    ];
    for (name, expected) in cases {
        let (theme, problems) = Theme::load(name, None);
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
        assert_eq!(theme, Theme::built_in(DEFAULT), "{name}");
    }
}
