//! The bytes of a file as text, whatever program wrote them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at to recognise text of two bytes a character.
const SAMPLE: usize = 4096;

/// The text of the bytes without a byte order mark and zero characters, and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> (String, &'static str) {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (guess(bytes), bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(rest);
    let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { text };
    (text.into_owned(), encoding.name())
}

/// What bytes without a mark are: two bytes a character where every other one is zero, else UTF-8 where they can be.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A few stray zeros are damage; a third of all characters being ASCII is a script of two bytes.
    let is_half = |most: usize, least: usize| most * 6 > sample.len() && most > least * 8;
    if is_half(odd, even) {
        UTF_16LE
    } else if is_half(even, odd) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_out_as_the_same_text() {
        let text = "Kunde;Müller Präzision\r\nBetrag;1.000 €\r\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let western: Vec<u8> =
            text.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()), "UTF-8"),
            (wide(u16::to_le_bytes), "UTF-16LE"),
            (wide(u16::to_be_bytes), "UTF-16BE"),
            (marked(b"\xFF\xFE", wide(u16::to_le_bytes)), "UTF-16LE"),
            (marked(b"\xFE\xFF", wide(u16::to_be_bytes)), "UTF-16BE"),
            (western, "windows-1252"),
        ];
        for (bytes, name) in cases {
            assert_eq!(decode(&bytes), (text.to_owned(), name));
        }
    }

    #[test]
    fn a_few_zeros_are_damage_and_left_out() {
        assert_eq!(decode(b"Customer,Scope\nAcme\0,SSO\n"), ("Customer,Scope\nAcme,SSO\n".into(), "UTF-8"));
        assert_eq!(decode(b""), (String::new(), "UTF-8"));
        assert_eq!(decode(b"\0"), (String::new(), "UTF-8"));
    }
}
