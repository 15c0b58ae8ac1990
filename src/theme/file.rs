//! Theme files: a palette, looks in words, and another theme to start from.

use std::collections::BTreeMap;
use std::path::Path;

use ratatui_core::style::{Color, Modifier, Style};

use crate::settings::{Item, Problem, Report, unknown};

use super::{DEFAULT, MEANINGS, SOURCES, Theme, color};

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The tables of a theme file that hold looks.
const LOOKS: &str = "looks";
const ON_DARK: &str = "on-dark";

/// One parsed file of the chain.
struct Source {
    items: Vec<Item>,
    report: Report,
}

pub(super) fn load(name: &str, dir: Option<&Path>) -> (Theme, Vec<Problem>) {
    let mut problems = Vec::new();
    let sources = chain(name, dir, &mut problems);
    let name = if is_known(name, dir) { name } else { DEFAULT };
    let theme = build(name, sources, &mut problems);
    (theme, problems)
}

/// The names of the theme files in the directory.
pub(super) fn names_in(dir: Option<&Path>) -> Vec<String> {
    let Some(Ok(entries)) = dir.map(std::fs::read_dir) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_theme = path.extension()? == "toml";
            let name = path.file_stem()?.to_str()?;
            (is_theme && is_name(name)).then(|| name.to_owned())
        })
        .collect()
}

/// The theme's file and those it inherits from, itself first; in the end always a complete built-in one.
fn chain(name: &str, dir: Option<&Path>, problems: &mut Vec<Problem>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut seen = Vec::new();
    let mut wanted = (name.to_owned(), dir);
    loop {
        seen.push(wanted.clone());
        let (name, dir) = wanted;
        let Some((file, text)) = find(&name, dir, problems) else {
            note_unknown(&name, dir, &mut sources, problems);
            wanted = (DEFAULT.to_owned(), None);
            continue;
        };
        let (items, mut report) = Report::read(&file, &text);
        let parent = items.iter().find(|item| item.name == "inherits");
        wanted = match parent.and_then(|item| report.text(item)) {
            // A file may start from the built-in theme that it replaces.
            Some(next) if next == name => (next.to_owned(), None),
            Some(next) => (next.to_owned(), dir),
            None => (DEFAULT.to_owned(), None),
        };
        let is_circle = seen.contains(&wanted);
        if let (Some(item), true) = (parent, is_circle) {
            report.add(item, "the themes inherit from each other in a circle, let one of them inherit `terminal`");
            wanted = (DEFAULT.to_owned(), None);
        }
        sources.push(Source { items, report });
        if seen.contains(&wanted) || is_complete(&name, dir) {
            return sources;
        }
    }
}

/// Whether the theme is a built-in one that inherits nothing.
fn is_complete(name: &str, dir: Option<&Path>) -> bool {
    dir.is_none() && (name == DEFAULT || name == "mono")
}

/// The file's name for messages and its text.
fn find(name: &str, dir: Option<&Path>, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    if !is_name(name) {
        return None;
    }
    let file = format!("{name}.toml");
    if let Some(path) = dir.map(|dir| dir.join(&file)) {
        match std::fs::read_to_string(&path) {
            Ok(text) => return Some((path.display().to_string(), text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => problems.push(Problem {
                file: path.display().to_string(),
                line: 0,
                key: String::new(),
                why: format!("can't be read ({error}), the built-in theme is used"),
            }),
        }
    }
    let (_, text) = SOURCES.iter().find(|(built_in, _)| *built_in == name)?;
    Some((file, (*text).to_owned()))
}

/// Names are words, so that they can't lead out of the directory.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn is_known(name: &str, dir: Option<&Path>) -> bool {
    is_name(name) && Theme::names_with(dir).iter().any(|known| known == name)
}

/// Says that a theme isn't there: in the file that inherits from it, else on its own.
fn note_unknown(name: &str, dir: Option<&Path>, sources: &mut [Source], problems: &mut Vec<Problem>) {
    let names = Theme::names_with(dir);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let why = unknown("theme", name, &names);
    let Some(Source { items, report }) = sources.last_mut() else {
        problems.push(Problem { file: "theme".to_owned(), line: 0, key: String::new(), why });
        return;
    };
    if let Some(item) = items.iter().find(|item| item.name == "inherits") {
        report.add(item, why);
    }
}

/// Lays the files over each other, the most distant ancestor first.
fn build(name: &str, mut sources: Vec<Source>, problems: &mut Vec<Problem>) -> Theme {
    let mut palette = BTreeMap::new();
    for Source { items, report } in sources.iter_mut().rev() {
        read_palette(items, report, &mut palette);
    }
    let mut theme = Theme { name: name.to_owned(), ..Theme::default() };
    for Source { items, report } in sources.iter_mut().rev() {
        for (meaning, look) in read_looks(items, report, &palette, LOOKS) {
            // What a theme says itself goes before what it inherits for dark grounds; one with a ground of its own
            // inherits nothing of the kind.
            theme.on_dark.retain(|(inherited, _)| *inherited != meaning && meaning != "text");
            if let Some(slot) = theme.look_mut(meaning) {
                *slot = look;
            }
        }
        theme.on_dark.extend(read_looks(items, report, &palette, ON_DARK));
    }
    // A dimmed row under the cursor would be hard to read in every theme.
    theme.selection = theme.selection.remove_modifier(Modifier::DIM - theme.selection.add_modifier);
    problems.extend(sources.into_iter().flat_map(|source| source.report.into_problems()));
    theme
}

fn read_palette(items: &[Item], report: &mut Report, palette: &mut BTreeMap<String, Color>) {
    for item in items {
        match item.name.as_str() {
            "inherits" | LOOKS | ON_DARK => {}
            "palette" => {
                for item in report.table(item).unwrap_or_default() {
                    match report.text(item).map(color::parse) {
                        Some(Ok(color)) => {
                            palette.insert(item.name.clone(), color);
                        }
                        Some(Err(why)) => report.add(item, why),
                        None => {}
                    }
                }
            }
            _ => report.unknown_key(item, "setting", &["inherits", "palette", LOOKS, ON_DARK]),
        }
    }
}

/// The looks of a table, by meaning.
fn read_looks(
    items: &[Item],
    report: &mut Report,
    palette: &BTreeMap<String, Color>,
    table: &str,
) -> Vec<(&'static str, Style)> {
    let table = items.iter().find(|item| item.name == table);
    let mut found = Vec::new();
    for item in table.and_then(|item| report.table(item)).unwrap_or_default() {
        let Some(meaning) = MEANINGS.iter().find(|meaning| **meaning == item.name) else {
            report.unknown_key(item, "meaning", MEANINGS);
            continue;
        };
        if let Some(words) = report.text(item) {
            found.push((*meaning, read_look(words, item, report, palette)));
        }
    }
    found
}

/// `red on default bold`; what isn't known is reported and left out.
fn read_look(words: &str, item: &Item, report: &mut Report, palette: &BTreeMap<String, Color>) -> Style {
    let mut style = Style::new();
    let mut is_ground = false;
    for word in words.split_whitespace() {
        if word == "on" {
            is_ground = true;
            continue;
        }
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
            continue;
        }
        match palette.get(word).copied().map_or_else(|| color::parse(word), Ok) {
            Ok(color) if is_ground => style.bg = Some(color),
            Ok(_) if style.fg.is_some() => report.add(item, format!("two colours, write the ground as `on {word}`")),
            Ok(color) => style.fg = Some(color),
            Err(why) => report.add(item, suggest(word, palette).unwrap_or(why)),
        }
        is_ground = false;
    }
    if is_ground {
        report.add(item, "`on` needs a colour after it");
    }
    style
}

/// The words for an unknown word of a look, when something of the palette or a modifier is near.
fn suggest(word: &str, palette: &BTreeMap<String, Color>) -> Option<String> {
    let names = palette.keys().map(String::as_str).chain(MODIFIERS.iter().map(|(name, _)| *name));
    let near = crate::text::nearest(word, names)?;
    Some(format!("unknown colour or modifier `{word}`, did you mean `{near}`?"))
}
