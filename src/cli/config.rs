//! `config`: what is set, from where, and how to set it.

use std::fmt::Write as _;
use std::path::Path;

use super::args::{Configuring, Matter};
use super::failure::Failure;
use super::reply::Reply;
use super::rim::Rim;
use crate::command::{Entry, Group, TABLE};
use crate::config::{Config, FILE, THEMES};
use crate::domain::person::People;
use crate::store::Store;
use crate::theme::Theme;

/// `config [keys|themes] [--init]`.
///
/// # Errors
/// When there is no place for a configuration, or it can't be written.
pub fn run(args: &Configuring, rim: &Rim) -> Result<Reply, Failure> {
    if args.init {
        return init(rim);
    }
    match args.matter {
        None => in_force(rim),
        Some(Matter::Keys) => Ok(keys(rim)),
        Some(Matter::Themes) => Ok(themes(rim)),
    }
}

fn dir(rim: &Rim) -> Result<&Path, Failure> {
    rim.dirs.config.as_deref().ok_or_else(|| Failure::book("there is no home directory to keep a configuration in"))
}

/// Writes the documented default where there is no file yet.
fn init(rim: &Rim) -> Result<Reply, Failure> {
    let dir = dir(rim)?;
    let path = dir.join(FILE);
    let failed = |error: &std::io::Error| Failure::io("write", &path, error);
    std::fs::create_dir_all(dir).map_err(|error| failed(&error))?;
    let mut file = match std::fs::File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Failure::book(format!("{} is there already", path.display()))
                .hint("edit it, or move it away first; `countersign config` shows what it sets"));
        }
        Err(error) => return Err(failed(&error)),
    };
    std::io::Write::write_all(&mut file, Config::documented_default().as_bytes()).map_err(|error| failed(&error))?;
    Ok(Reply::text(format!("wrote {}", path.display())))
}

/// Every setting with its value and who sets it.
fn in_force(rim: &Rim) -> Result<Reply, Failure> {
    let mut rows: Vec<(&str, String, &str)> = Vec::new();
    let shelf = rim.shelf()?;
    rows.push(("book", shelf.dir.display().to_string(), shelf.source.words()));
    let people = Store::open(&shelf.dir, None, None).map_or_else(|_| People::default(), |(_, book)| book.rules.people);
    if let Ok(me) = rim.me(&people) {
        rows.push(("me", me.handle.to_string(), me.source.words()));
    }
    let usual = Config::default();
    let config = &rim.config;
    let source = |is_usual: bool| if is_usual { "the default" } else { "the configuration" };
    match &rim.global.theme {
        Some(theme) => rows.push(("theme", theme.clone(), "--theme")),
        None => rows.push(("theme", config.theme.clone(), source(config.theme == usual.theme))),
    }
    rows.push(("signs", format!("{:?}", config.signs).to_lowercase(), source(config.signs == usual.signs)));
    rows.push(("view", config.view.clone(), source(config.view == usual.view)));
    rows.push(("mouse", config.mouse.to_string(), source(config.mouse == usual.mouse)));
    rows.push(("money", config.money.to_string(), source(config.money == usual.money)));
    let editor = config.editor.clone().unwrap_or_else(|| "VISUAL or EDITOR".to_owned());
    rows.push(("editor", editor, source(config.editor.is_none())));
    rows.push((
        "keys",
        if config.keys == usual.keys { "vim".to_owned() } else { "own".to_owned() },
        source(config.keys == usual.keys),
    ));
    let file = rim.dirs.config.as_ref().map(|dir| dir.join(FILE));
    let warnings = rim.config_problems.iter().map(|problem| format!("warning: {problem}"));
    if rim.global.json {
        let settings: Vec<_> = rows
            .iter()
            .map(|(name, value, source)| serde_json::json!({ "name": name, "value": value, "source": source }))
            .collect();
        let problems: Vec<String> = rim.config_problems.iter().map(ToString::to_string).collect();
        let json = serde_json::json!({ "schema": 1, "file": file, "settings": settings, "problems": problems });
        return Ok(Reply::text(json.to_string()));
    }
    let mut text = String::new();
    for (name, value, source) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<7} {value}  ({source})");
    }
    if let Some(file) = file {
        let state = if file.exists() { "" } else { "  (not there; `countersign config --init` writes it)" };
        let _ = writeln!(text, "file    {}{state}", file.display());
    }
    Ok(Reply::text(text).noting(warnings))
}

/// Every command with its keys and what it does, in the chapters of the help.
fn keys(rim: &Rim) -> Reply {
    let map = &rim.config.keys;
    let pressed = |entry: &Entry| {
        let mut keys: Vec<String> = entry.scopes.iter().flat_map(|scope| map.keys_for(entry.command, *scope)).collect();
        keys.dedup();
        keys
    };
    if rim.global.json {
        let rows: Vec<_> = TABLE
            .iter()
            .map(|entry| serde_json::json!({ "command": entry.name, "keys": pressed(entry), "help": entry.help }))
            .collect();
        return Reply::text(serde_json::json!({ "schema": 1, "keys": rows }).to_string());
    }
    let mut text = String::new();
    for group in Group::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", group.title());
        for entry in TABLE.iter().filter(|entry| entry.group == group) {
            let _ = writeln!(text, "  {:<22} {:<18} {}", pressed(entry).join(" "), entry.name, entry.help);
        }
        text.push('\n');
    }
    Reply::text(format!("{}\n", text.trim_end()))
}

/// Every theme, the one in force marked.
fn themes(rim: &Rim) -> Reply {
    let own = rim.dirs.config.as_ref().map(|dir| dir.join(THEMES));
    let used = rim.global.theme.as_deref().unwrap_or(&rim.config.theme);
    let names = Theme::names_with(own.as_deref());
    if rim.global.json {
        let themes: Vec<_> =
            names.iter().map(|name| serde_json::json!({ "name": name, "used": name == used })).collect();
        return Reply::text(serde_json::json!({ "schema": 1, "themes": themes }).to_string());
    }
    let lines: Vec<String> =
        names.iter().map(|name| if name == used { format!("{name}  (in use)") } else { name.clone() }).collect();
    let place = own.map_or_else(String::new, |dir| format!("\nown themes: {}/NAME.toml", dir.display()));
    Reply::text(format!("{}{place}", lines.join("\n")))
}
