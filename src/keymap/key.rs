//! One press of a key, as people write it: `j`, `ctrl-d`, `C-d`, `<space>`, `enter`.

use std::fmt;

use crate::text::{fold, nearest};

/// A key with what was held down; two ways of pressing what terminals send alike are one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    code: Code,
    mods: Mods,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of the keys say it")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Home,
    End,
    PageUp,
    PageDown,
    Up,
    Down,
    Left,
    Right,
    /// A function key, from 1.
    F(u8),
}

/// What is held down with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "the names of the keys say it")]
pub struct Mods {
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

/// The names of keys that are no character; the first of each key is the one printed.
const NAMES: [(&str, Code); 29] = [
    ("enter", Code::Enter),
    ("return", Code::Enter),
    ("cr", Code::Enter),
    ("esc", Code::Esc),
    ("escape", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("bs", Code::Backspace),
    ("delete", Code::Delete),
    ("del", Code::Delete),
    ("insert", Code::Insert),
    ("ins", Code::Insert),
    ("home", Code::Home),
    ("end", Code::End),
    ("page-up", Code::PageUp),
    ("pageup", Code::PageUp),
    ("pgup", Code::PageUp),
    ("page-down", Code::PageDown),
    ("pagedown", Code::PageDown),
    ("pgdn", Code::PageDown),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("space", Code::Char(' ')),
    ("spc", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("gt", Code::Char('>')),
    ("minus", Code::Char('-')),
];

impl Key {
    /// The key of that code with what is held down, as terminals send it.
    #[must_use]
    pub fn new(code: Code, mods: Mods) -> Self {
        let Code::Char(c) = code else {
            return Self { code, mods };
        };
        if !mods.ctrl {
            let c = if mods.shift { c.to_uppercase().next().unwrap_or(c) } else { c };
            return Self { code: Code::Char(c), mods: Mods { shift: false, ..mods } };
        }
        let plain = Mods { ctrl: false, shift: false, ..mods };
        let (code, mods) = match c.to_ascii_lowercase() {
            'i' => (Code::Tab, plain),
            'm' => (Code::Enter, plain),
            '[' | '3' => (Code::Esc, plain),
            '@' | '2' => (Code::Char(' '), mods),
            '4' => (Code::Char('\\'), mods),
            '5' => (Code::Char(']'), mods),
            '6' => (Code::Char('^'), mods),
            '7' | '_' => (Code::Char('/'), mods),
            c => (Code::Char(c), mods),
        };
        Self { code, mods: Mods { shift: false, ..mods } }
    }

    /// The key that types this character.
    #[must_use]
    pub fn char(c: char) -> Self {
        Self::new(Code::Char(c), Mods::default())
    }

    /// The key of that code with nothing held down.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self::new(code, Mods::default())
    }

    /// The character with Ctrl held down.
    #[must_use]
    pub fn ctrl(c: char) -> Self {
        Self::new(Code::Char(c), Mods { ctrl: true, ..Mods::default() })
    }

    /// Which key it is.
    #[must_use]
    pub const fn code(self) -> Code {
        self.code
    }

    /// What is held down; Shift with a character is the upper-case character instead.
    #[must_use]
    pub const fn mods(self) -> Mods {
        self.mods
    }

    /// The character that the key types into a text field, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.mods.ctrl && !self.mods.alt => Some(c),
            _ => None,
        }
    }

    /// The key of that name: `j`, `ctrl-d`, `C-d`, `<space>`, `enter`.
    ///
    /// # Errors
    /// Words for the user, with the nearest known name.
    pub fn parse(name: &str) -> Result<Self, String> {
        let inner = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let (mods, base) = split_mods(inner.filter(|inner| !inner.is_empty()).unwrap_or(name));
        let mut chars = base.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(Self::new(Code::Char(c), mods));
        }
        let word = fold(base);
        if word == "backtab" {
            return Ok(Self::new(Code::Tab, Mods { shift: true, ..mods }));
        }
        if let Some(number) = word.strip_prefix('f').and_then(|digits| digits.parse::<u8>().ok())
            && (1..=24).contains(&number)
        {
            return Ok(Self::new(Code::F(number), mods));
        }
        match NAMES.iter().find(|(known, _)| *known == word) {
            Some((_, code)) => Ok(Self::new(*code, mods)),
            None => Err(unknown(name, base)),
        }
    }
}

/// The words for a key that isn't known.
fn unknown(name: &str, base: &str) -> String {
    let (wrong_mod, rest) = base.split_once('-').unwrap_or(("", ""));
    let guess = nearest(base, NAMES.iter().map(|(known, _)| *known)).map(|near| name.replace(base, near));
    let guess = guess.or_else(|| {
        let near = nearest(wrong_mod, ["ctrl", "alt", "shift"])?;
        Some(format!("{near}-{rest}"))
    });
    match guess {
        Some(guess) => format!("unknown key `{name}`, did you mean `{guess}`?"),
        None => format!("unknown key `{name}`"),
    }
}

/// Takes `ctrl-`, `C-`, `alt-`, `A-`, `M-`, `shift-`, `S-` off the front.
fn split_mods(mut name: &str) -> (Mods, &str) {
    let mut mods = Mods::default();
    while let Some((word, rest)) = name.split_once('-') {
        let held = match word {
            "C" | "c" | "ctrl" | "Ctrl" | "control" => &mut mods.ctrl,
            "A" | "M" | "alt" | "Alt" | "meta" => &mut mods.alt,
            "S" | "shift" | "Shift" => &mut mods.shift,
            _ => break,
        };
        if rest.is_empty() {
            break;
        }
        *held = true;
        name = rest;
    }
    (mods, name)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, word) in [(self.mods.ctrl, "ctrl-"), (self.mods.alt, "alt-"), (self.mods.shift, "shift-")] {
            if held {
                f.write_str(word)?;
            }
        }
        match self.code {
            Code::F(number) => write!(f, "f{number}"),
            Code::Char(c) if c != ' ' => write!(f, "{c}"),
            code => f.write_str(NAMES.iter().find(|(_, named)| *named == code).map_or("?", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_written_in_many_ways_and_printed_in_one() {
        let cases = [
            ("j", "j"),
            ("J", "J"),
            ("shift-j", "J"),
            ("-", "-"),
            ("ctrl--", "ctrl--"),
            ("C-d", "ctrl-d"),
            ("<C-d>", "ctrl-d"),
            ("ctrl-D", "ctrl-d"),
            ("M-x", "alt-x"),
            ("alt-<", "alt-<"),
            ("ctrl-alt-x", "ctrl-alt-x"),
            ("<space>", "space"),
            ("ctrl-space", "ctrl-space"),
            ("Enter", "enter"),
            ("<CR>", "enter"),
            ("pgdn", "page-down"),
            ("F1", "f1"),
            ("backtab", "shift-tab"),
            ("<lt>", "<"),
            ("<", "<"),
            ("ctrl-i", "tab"),
            ("ctrl-m", "enter"),
            ("ctrl-[", "esc"),
            ("ctrl-_", "ctrl-/"),
            ("ctrl-7", "ctrl-/"),
            ("é", "é"),
        ];
        for (written, printed) in cases {
            assert_eq!(Key::parse(written).map(|key| key.to_string()), Ok(printed.to_owned()), "{written}");
        }
    }

    #[test]
    fn unknown_keys_are_answered_with_the_nearest() {
        let cases = [
            ("<entr>", "unknown key `<entr>`, did you mean `<enter>`?"),
            ("ctrl-hme", "unknown key `ctrl-hme`, did you mean `ctrl-home`?"),
            ("ctlr-a", "unknown key `ctlr-a`, did you mean `ctrl-a`?"),
            ("f99", "unknown key `f99`"),
            ("", "unknown key ``"),
        ];
        for (written, expected) in cases {
            assert_eq!(Key::parse(written), Err(expected.to_owned()), "{written}");
        }
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named = proptest::sample::select(NAMES.map(|(_, code)| code).to_vec());
        let code = prop_oneof![
            named,
            (1u8..=24).prop_map(Code::F),
            "[!-~é株]".prop_map(|s| { Code::Char(s.chars().next().expect("one character")) })
        ];
        (code, any::<(bool, bool, bool)>())
            .prop_map(|(code, (ctrl, alt, shift))| Key::new(code, Mods { ctrl, alt, shift }))
    }

    proptest! {
        #[test]
        fn what_is_printed_can_be_read(key in any_key()) {
            prop_assert_eq!(Key::parse(&key.to_string()), Ok(key));
        }

        #[test]
        fn no_name_panics(name in ".*") {
            let _ = Key::parse(&name);
        }
    }
}
