//! Making a keymap from a preset and the `[keys]` part of the configuration, reporting every mistake.

use std::collections::BTreeMap;

use crate::command::{Command, Scope, TABLE, by_name, entry};
use crate::settings::{Item, Report, Value, unknown};

use super::Keymap;
use super::key::Key;
use super::sequence::{parse_sequence, print_keys};

/// The presets by name with their text; all but the first change the first.
const SOURCES: [(&str, &str); 3] =
    [("vim", include_str!("vim.toml")), ("arrows", include_str!("arrows.toml")), ("emacs", include_str!("emacs.toml"))];

/// The names of the presets, the default first.
pub const PRESETS: [&str; 3] = [SOURCES[0].0, SOURCES[1].0, SOURCES[2].0];

/// What each scope says itself; no command takes the key away.
type Layers = BTreeMap<Scope, BTreeMap<Vec<Key>, Option<Command>>>;

/// A line of a `[keys.<scope>]` table that could be read.
struct Binding<'i> {
    item: &'i Item,
    scope: Scope,
    keys: Vec<Key>,
    command: Option<Command>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::preset(PRESETS[0])
    }
}

impl Keymap {
    /// The preset of that name; `vim` when there is none.
    #[must_use]
    pub fn preset(name: &str) -> Self {
        Self { bindings: resolve(&preset_layers(name)) }
    }

    /// The text of a preset, which is its manual.
    #[must_use]
    pub fn preset_text(name: &str) -> Option<&'static str> {
        SOURCES.iter().find(|(preset, _)| *preset == name).map(|(_, text)| *text)
    }

    /// The keymap that the items of the `[keys]` table ask for; what they get wrong is reported and left out.
    pub fn load(items: &[Item], report: &mut Report) -> Self {
        let preset = items
            .iter()
            .find(|item| item.name == "preset")
            .and_then(|item| report.choice(item, "preset", &PRESETS))
            .unwrap_or(PRESETS[0]);
        let mut layers = preset_layers(preset);
        let tables: Vec<Item> = items.iter().filter(|item| item.name != "preset").cloned().collect();
        apply(&mut layers, &tables, report);
        Self { bindings: resolve(&layers) }
    }
}

/// The layers of a preset. It is known to be right (tests prove it), so nothing is searched for collisions.
fn preset_layers(name: &str) -> Layers {
    let mut layers = Layers::new();
    for (preset, text) in SOURCES {
        if preset != PRESETS[0] && preset != name {
            continue;
        }
        let (tables, mut report) = Report::read(preset, text);
        for binding in read_tables(&tables, &mut report) {
            put(&mut layers, binding);
        }
        debug_assert_eq!(report.into_problems(), [], "the presets are right");
    }
    layers
}

/// Puts the user's tables on top: what is taken away first, so that the order of lines doesn't matter.
fn apply(layers: &mut Layers, tables: &[Item], report: &mut Report) {
    let (removed, added): (Vec<_>, Vec<_>) =
        read_tables(tables, report).into_iter().partition(|binding| binding.command.is_none());
    for binding in removed {
        put(layers, binding);
    }
    for binding in added {
        match collision(layers, &binding) {
            Some(why) => report.add(binding.item, why),
            None => put(layers, binding),
        }
    }
}

fn put(layers: &mut Layers, binding: Binding<'_>) {
    layers.entry(binding.scope).or_default().insert(binding.keys, binding.command);
}

fn read_tables<'i>(tables: &'i [Item], report: &mut Report) -> Vec<Binding<'i>> {
    let mut bindings = Vec::new();
    for table in tables {
        read_table(table, &mut bindings, report);
    }
    bindings
}

fn read_table<'i>(table: &'i Item, bindings: &mut Vec<Binding<'i>>, report: &mut Report) {
    let names = Scope::ALL.map(Scope::name);
    let Value::Table(lines) = &table.value else {
        let mut settings = names.to_vec();
        settings.push("preset");
        report.add(
            table,
            format!("{}; keys stand in a table like [keys.list]", unknown("setting", &table.name, &settings)),
        );
        return;
    };
    let Some(scope) = Scope::by_name(&table.name) else {
        report.unknown_key(table, "scope", &names);
        return;
    };
    for item in lines {
        match read_line(item, scope, report) {
            Ok(binding) => {
                let twice = bindings.iter().find(|other| other.scope == scope && other.keys == binding.keys);
                match twice {
                    Some(other) => {
                        let why = format!(
                            "the same key as `{}` in line {}, keep one of them",
                            other.item.name, other.item.line
                        );
                        report.add(item, why);
                    }
                    None => bindings.push(binding),
                }
            }
            Err(why) => report.add(item, why),
        }
    }
}

fn read_line<'i>(item: &'i Item, scope: Scope, report: &mut Report) -> Result<Binding<'i>, String> {
    let keys = parse_sequence(&item.name);
    let Value::Text(name) = &item.value else {
        return Err("needs the name of a command in quotes, or \"\" for none".to_owned());
    };
    let command = match name.as_str() {
        "" => Ok(None),
        name => find_command(name, scope).map(Some),
    };
    // Both sides of the line may be wrong; say so at once.
    let keys = match (keys, &command) {
        (Err(why), Err(_)) => {
            report.add(item, why);
            Vec::new()
        }
        (keys, _) => keys?,
    };
    let command = command?;
    let is_letter = keys.first().is_some_and(|key| key.typed().is_some());
    if is_letter && matches!(scope, Scope::Text | Scope::Form) {
        return Err("letters are typed here, add ctrl- or alt- to the key".to_owned());
    }
    Ok(Binding { item, scope, keys, command })
}

fn find_command(name: &str, scope: Scope) -> Result<Command, String> {
    let Some(command) = by_name(name) else {
        let names: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
        return Err(unknown("command", name, &names));
    };
    let entry = entry(command);
    if entry.is_for(scope) {
        return Ok(command);
    }
    let scopes: Vec<&str> = entry.scopes.iter().map(|scope| scope.name()).collect();
    Err(format!("`{name}` can't be used in {}, it belongs to {}", scope.name(), scopes.join(", ")))
}

/// Why the keys can't be bound: they begin, or are begun by, others that hold in the same place.
fn collision(layers: &Layers, binding: &Binding<'_>) -> Option<String> {
    let mine = print_keys(&binding.keys);
    for scope in Scope::ALL {
        if !scope.chain().any(|scope| scope == binding.scope)
            || (scope != binding.scope && !is_inherited(scope, &binding.keys))
        {
            continue;
        }
        let bound = effective(layers, scope);
        let place = scope.name();
        if let Some((keys, command)) = bound.iter().find(|(keys, _)| is_start(keys, &binding.keys)) {
            let (theirs, title) = (print_keys(keys), entry(*command).title);
            return Some(format!(
                "`{mine}` begins with `{theirs}` ({title}) in {place}, take another key or write \"{theirs}\" = \"\" there"
            ));
        }
        let longer: Vec<_> = bound.iter().filter(|(keys, _)| is_start(&binding.keys, keys)).collect();
        if let Some((keys, command)) = longer.first() {
            let (theirs, title) = (print_keys(keys), entry(**command).title);
            let more = match longer.len() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            return Some(format!(
                "`{mine}` is the beginning of `{theirs}` ({title}){more} in {place}, take another key or set those to \"\" there"
            ));
        }
    }
    None
}

/// Whether the second sequence goes on where the first ends.
fn is_start(start: &[Key], keys: &[Key]) -> bool {
    keys.len() > start.len() && keys.starts_with(start)
}

fn resolve(layers: &Layers) -> BTreeMap<Scope, BTreeMap<Vec<Key>, Command>> {
    Scope::ALL.into_iter().map(|scope| (scope, effective(layers, scope))).collect()
}

/// What holds in a scope: the most general layer first, each next one over it.
fn effective(layers: &Layers, scope: Scope) -> BTreeMap<Vec<Key>, Command> {
    let mut chain: Vec<Scope> = scope.chain().collect();
    chain.reverse();
    let mut found = BTreeMap::new();
    for layer in chain {
        for (keys, command) in layers.get(&layer).into_iter().flatten() {
            if layer != scope && !is_inherited(scope, keys) {
                continue;
            }
            match command {
                Some(command) => found.insert(keys.clone(), *command),
                None => found.remove(keys),
            };
        }
    }
    found
}

/// Whether a scope takes these keys from those it includes: where text is typed, letters are letters.
fn is_inherited(scope: Scope, keys: &[Key]) -> bool {
    !scope.takes_text() || keys.first().is_none_or(|key| key.typed().is_none())
}
