//! The house: which module may use which, as one table.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module, from the ground up, and the modules of the crate it may use.
const HOUSE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("command", &[]),
    ("text", &[]),
    ("clock", &[]),
    ("settings", &["text"]),
    ("theme", &["settings", "text"]),
    ("query", &["domain", "text"]),
    ("forecast", &["domain"]),
    ("sample", &["domain"]),
    ("store", &["domain", "text", "settings"]),
    ("keymap", &["command", "settings", "text"]),
    ("report", &["domain", "query", "forecast", "text"]),
    ("exchange", &["domain", "query", "forecast", "text"]),
    ("config", &["keymap", "theme", "forecast", "settings", "text", "command"]),
    ("app", &["domain", "query", "forecast", "keymap", "command", "report", "text"]),
    ("ui", &["app", "domain", "query", "forecast", "keymap", "command", "theme", "text"]),
    (
        "run",
        &[
            "app", "ui", "store", "config", "keymap", "theme", "clock", "domain", "query", "forecast", "command",
            "text", "report", "settings",
        ],
    ),
    (
        "cli",
        &[
            "run", "app", "ui", "store", "config", "keymap", "theme", "clock", "domain", "query", "forecast",
            "command", "text", "report", "exchange", "sample", "settings",
        ],
    ),
];

/// Crates that only some modules may name: the terminal, files and locks, randomness.
const OWNED: &[(&str, &[&str])] = &[
    ("crossterm", &["run", "cli"]),
    ("ratatui", &["ui", "theme", "run"]),
    ("toml_edit", &["store", "config"]),
    ("notify", &["store"]),
    ("tempfile", &["store", "cli"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("csv", &["exchange", "report"]),
    ("rand", &["store", "sample"]),
    ("std::fs", &["store", "config", "theme", "run", "cli"]),
];

fn sources() -> Vec<(String, PathBuf)> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let inner = path.strip_prefix(&root).unwrap();
            let first = inner.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            (first.trim_end_matches(".rs").to_owned(), path)
        })
        .filter(|(module, _)| module != "lib" && module != "main")
        .collect()
}

/// The text without comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_point_down() {
    let modules: BTreeSet<&str> = HOUSE.iter().map(|row| row.0).collect();
    let mut wrong = Vec::new();
    for (module, path) in sources() {
        let Some((_, allowed)) = HOUSE.iter().find(|row| row.0 == module) else {
            wrong.push(format!("{module} has no row in the table"));
            continue;
        };
        let code = code(&path);
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + 7..];
            let names: Vec<&str> = if let Some(group) = rest.strip_prefix('{') {
                group.split('}').next().unwrap_or_default().split(',').map(str::trim).collect()
            } else {
                vec![rest]
            };
            for name in names {
                let used: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if modules.contains(used.as_str()) && used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{}: {module} may not use {used}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_outside_thing_has_its_owner() {
    let mut wrong = Vec::new();
    for (module, path) in sources() {
        let code = code(&path);
        for (outside, owners) in OWNED {
            let named = code.match_indices(&format!("{outside}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
            });
            if named && !owners.contains(&module.as_str()) {
                wrong.push(format!("{}: {outside} belongs to {}", path.display(), owners.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, path)| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .map(|(_, path)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no purpose line: {}", silent.join(", "));
}

#[test]
fn every_module_is_on_the_map() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).unwrap();
    let missing: Vec<&str> =
        HOUSE.iter().map(|row| row.0).filter(|module| !map.contains(&format!("`{module}`"))).collect();
    assert!(missing.is_empty(), "docs/architecture.md does not name {}", missing.join(", "));
}
