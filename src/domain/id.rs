//! Six random characters that name a commitment or a move.
//!
//! The alphabet is Crockford's base 32 in lower case: no `i`, `l`, `o` or `u`, so that an id read aloud or copied from
//! paper comes back as it was. An id is chosen at random, never counted and never derived from what it names.

use std::fmt;
use std::str::FromStr;

/// How many characters an id has.
pub const LEN: usize = 6;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The name of a commitment or a move: six characters of a lower-case alphabet without look-alikes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; LEN]);

impl Id {
    /// The id made of the lowest 30 bits, five for each character.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        let mut chars = [0; LEN];
        for (place, slot) in chars.iter_mut().enumerate() {
            let shift = 5 * (LEN - 1 - place);
            *slot = ALPHABET[(bits >> shift) as usize & 31];
        }
        Self(chars)
    }

    /// The six characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }

    /// Whether the typed prefix (any case, look-alikes forgiven) is the beginning of this id.
    #[must_use]
    pub fn starts_with(&self, typed: &str) -> bool {
        !typed.is_empty()
            && typed.chars().count() <= LEN
            && typed.chars().zip(self.0).all(|(c, own)| forgiving(c) == Some(own))
    }
}

/// A typed character as the alphabet has it: lower case, `o` as `0`, `i` and `l` as `1`.
fn forgiving(c: char) -> Option<u8> {
    let lower = u8::try_from(c.to_ascii_lowercase()).ok()?;
    match lower {
        b'o' => Some(b'0'),
        b'i' | b'l' => Some(b'1'),
        other => ALPHABET.contains(&other).then_some(other),
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Id {
    type Err = String;

    /// Reads exactly the six characters of the alphabet, as they stand in a file.
    fn from_str(text: &str) -> Result<Self, String> {
        let bytes: [u8; LEN] =
            text.as_bytes().try_into().map_err(|_| format!("`{text}` is not an id: an id has {LEN} characters"))?;
        match bytes.iter().find(|byte| !ALPHABET.contains(byte)) {
            Some(_) => Err(format!("`{text}` is not an id: ids are made of 0-9 and a-z without i, l, o and u")),
            None => Ok(Self(bytes)),
        }
    }
}
