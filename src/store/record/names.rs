//! Words that many moves have in common, kept once.

use std::collections::{HashMap, HashSet};

use crate::domain::act::Text;
use crate::domain::person::Handle;

/// The names met so far: customers, deals, tags and handles that come again share their letters.
#[derive(Debug, Default)]
pub struct Names {
    texts: HashSet<Text>,
    handles: HashMap<Text, Handle>,
}

impl Names {
    /// The shared text of a word.
    pub fn text(&mut self, word: &str) -> Text {
        if let Some(known) = self.texts.get(word) {
            return known.clone();
        }
        let text: Text = word.into();
        self.texts.insert(text.clone());
        text
    }

    /// The shared handle of a word.
    ///
    /// # Errors
    /// When it is not a handle.
    pub fn handle(&mut self, word: &str) -> Result<Handle, String> {
        if let Some(known) = self.handles.get(word) {
            return Ok(known.clone());
        }
        let handle = Handle::new(word)?;
        self.handles.insert(word.into(), handle.clone());
        Ok(handle)
    }
}
