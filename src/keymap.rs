//! Which key runs which command where: the presets, changed by what the user wrote.

mod build;
mod key;
mod sequence;

use std::collections::BTreeMap;

use crate::command::{Command, Scope};

pub use build::PRESETS;
pub use key::{Code, Key, Mods};
pub use sequence::{parse_keys, parse_sequence, print_keys};

/// The keys of every scope. The default is the `vim` preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// What holds in a scope with everything it includes; sorted, so that a prefix is a range.
    bindings: BTreeMap<Scope, BTreeMap<Vec<Key>, Command>>,
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Run this.
    Command(Command),
    /// Wait for one more of these.
    Prefix(Vec<(Key, Next)>),
    /// Nothing; forget them.
    None,
}

/// What one more key would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Run this.
    Command(Command),
    /// Wait for yet another.
    More,
}

impl Keymap {
    /// What the keys pressed so far mean in this scope.
    #[must_use]
    pub fn lookup(&self, scope: Scope, keys: &[Key]) -> Lookup {
        let Some(bindings) = self.bindings.get(&scope).filter(|_| !keys.is_empty()) else {
            return Lookup::None;
        };
        if let Some(command) = bindings.get(keys) {
            return Lookup::Command(*command);
        }
        let mut next: Vec<(Key, Next)> = Vec::new();
        let longer = bindings.range(keys.to_vec()..).take_while(|(bound, _)| bound.starts_with(keys));
        for (bound, command) in longer {
            let Some((key, rest)) = bound[keys.len()..].split_first() else {
                continue;
            };
            if rest.is_empty() {
                next.push((*key, Next::Command(*command)));
            } else if next.last().is_none_or(|(last, _)| last != key) {
                next.push((*key, Next::More));
            }
        }
        if next.is_empty() { Lookup::None } else { Lookup::Prefix(next) }
    }

    /// The keys that run the command in this scope, the shortest first.
    #[must_use]
    pub fn keys_for(&self, command: Command, scope: Scope) -> Vec<String> {
        let mut keys: Vec<String> =
            self.bindings(scope).filter(|(_, bound)| *bound == command).map(|(keys, _)| print_keys(keys)).collect();
        keys.sort_by_key(|name| name.chars().count());
        keys
    }

    /// Everything bound in this scope, in the order of the keys.
    pub fn bindings(&self, scope: Scope) -> impl Iterator<Item = (&[Key], Command)> {
        self.bindings.get(&scope).into_iter().flatten().map(|(keys, command)| (keys.as_slice(), *command))
    }
}
