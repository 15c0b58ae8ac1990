//! Half-typed text on its way to the disk: all of it together, written when nothing else is to be done.

use std::collections::BTreeMap;

use crate::app::layer::Kept;
use crate::store::Drafts;

use super::Setup;

/// The name under which the screen keeps what is half typed in it.
const NAME: &str = "screen";

/// What is half typed, and where it is kept.
#[derive(Debug)]
pub(super) struct Desk {
    drafts: Option<Drafts>,
    kept: BTreeMap<String, String>,
    is_changed: bool,
}

impl Desk {
    /// What was kept before.
    pub(super) fn of(setup: &Setup) -> Self {
        let drafts = setup.state_dir.as_ref().map(|dir| Drafts::new(dir, &setup.dir));
        let text = drafts.as_ref().and_then(|drafts| drafts.load(NAME));
        let kept = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Self { drafts, kept, is_changed: false }
    }

    pub(super) const fn kept(&self) -> &BTreeMap<String, String> {
        &self.kept
    }

    pub(super) fn keep(&mut self, Kept { name, text }: Kept) {
        self.kept.insert(name, text);
        self.is_changed = true;
    }

    pub(super) fn forget(&mut self, name: &str) {
        self.is_changed |= self.kept.remove(name).is_some();
    }

    /// Writes what changed. A draft that can't be written is no reason to disturb anybody.
    pub(super) fn put_down(&mut self) {
        if !std::mem::take(&mut self.is_changed) {
            return;
        }
        let Some(drafts) = &self.drafts else { return };
        let _ = if self.kept.is_empty() {
            drafts.clear(NAME)
        } else {
            drafts.save(NAME, &serde_json::to_string(&self.kept).expect("text by text is JSON"))
        };
    }
}
