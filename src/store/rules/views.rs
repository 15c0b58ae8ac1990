//! `[[view]]`: questions people ask again and again.

use super::page::{Key, Page};
use crate::domain::book::SavedView;

pub(super) fn read<'t>(page: &mut Page<'t>, key: &Key<'t>) -> Vec<SavedView> {
    let mut views: Vec<SavedView> = Vec::new();
    for (line, keys) in page.tables(key) {
        let mut name = None;
        let mut view = SavedView {
            name: String::new(),
            query: String::new(),
            sort: None,
            group: None,
            columns: Vec::new(),
            frozen: None,
        };
        for key in &keys {
            match key.name() {
                "name" => name = page.text(key).map(str::to_owned),
                "query" => view.query = page.text(key).map_or_else(String::new, str::to_owned),
                "sort" => view.sort = page.text(key).map(str::to_owned),
                "group" => view.group = page.text(key).map(str::to_owned),
                "columns" => view.columns = page.texts(key).unwrap_or_default(),
                "frozen" => view.frozen = page.whole(key, 0..=9).and_then(|n| u8::try_from(n).ok()),
                _ => page.unknown(key, &["name", "query", "sort", "group", "columns", "frozen"]),
            }
        }
        match name.filter(|name| !name.trim().is_empty()) {
            None => page.wrong_why(Some("view"), line, "a view has no name", "add a line name = \"Renewals\""),
            Some(name) if views.iter().any(|known| known.name == name) => {
                let why = format!("there are two views named `{}`", name.escape_debug());
                page.wrong_why(Some("view.name"), line, &why, "give one of them another name; the first is used");
            }
            Some(name) => views.push(SavedView { name, ..view }),
        }
    }
    views
}
