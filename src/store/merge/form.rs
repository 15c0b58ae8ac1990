//! Bytes ⇄ text: the mark at the beginning, line ends, and bytes that are no text, so that none of them gets lost.

/// What a text is written with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Form {
    has_mark: bool,
    is_crlf: bool,
}

/// A file as text with plain line ends.
pub(super) struct Script {
    pub(super) text: String,
    pub(super) form: Form,
}

/// How bytes are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// They are UTF-8.
    Plain,
    /// Some are not; these stand as signs of a private range until they are written again.
    Guarded,
}

const GUARD: u32 = 0x10_ff00;
const MARK: char = '\u{feff}';

impl Reading {
    /// How files that belong together are to be read.
    pub(super) fn of<'b>(files: impl IntoIterator<Item = &'b [u8]>) -> Self {
        let is_plain = files.into_iter().all(|bytes| std::str::from_utf8(bytes).is_ok());
        if is_plain { Self::Plain } else { Self::Guarded }
    }
}

/// Reads bytes as text.
pub(super) fn open(bytes: &[u8], reading: Reading) -> Script {
    let text = match reading {
        Reading::Plain => String::from_utf8_lossy(bytes).into_owned(),
        Reading::Guarded => guarded(bytes),
    };
    let (has_mark, body) = text.strip_prefix(MARK).map_or((false, &text[..]), |body| (true, body));
    let is_crlf = body.contains("\r\n");
    Script {
        form: Form { has_mark, is_crlf },
        text: if is_crlf { body.replace("\r\n", "\n") } else { body.to_owned() },
    }
}

/// Writes text as bytes.
pub(super) fn close(text: &str, form: Form, reading: Reading) -> Vec<u8> {
    let mut out = String::with_capacity(text.len() + 3);
    if form.has_mark {
        out.push(MARK);
    }
    if form.is_crlf {
        out.push_str(&text.replace('\n', "\r\n"));
    } else {
        out.push_str(text);
    }
    match reading {
        Reading::Plain => out.into_bytes(),
        Reading::Guarded => unguarded(&out),
    }
}

/// The form of a merge: the one that changed, and the plain one where nobody can tell.
pub(super) fn form_of(base: Option<Form>, ours: Form, theirs: Form) -> Form {
    let one = |of: fn(&Form) -> bool| match (of(&ours), of(&theirs)) {
        (one, other) if one == other => one,
        _ => base.is_some_and(|base| !of(&base)),
    };
    Form { has_mark: one(|form| form.has_mark), is_crlf: one(|form| form.is_crlf) }
}

fn guarded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let guard = |out: &mut String, byte: u8| out.extend(char::from_u32(GUARD + u32::from(byte)));
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if u32::from(c) >= GUARD {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| guard(&mut out, byte));
            } else {
                out.push(c);
            }
        }
        chunk.invalid().iter().for_each(|byte| guard(&mut out, *byte));
    }
    out
}

fn unguarded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c).wrapping_sub(GUARD)) {
            Ok(byte) => out.push(byte),
            Err(_) => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for bytes in [
            &b"plain\n"[..],
            b"\xef\xbb\xbfa\r\nb\r\n",
            b"M\xe4rz\n",
            b"\xff\xfe\0",
            "\u{10fff0}é\u{10ff00}".as_bytes(),
        ] {
            for reading in [Reading::of([bytes]), Reading::Guarded] {
                let script = open(bytes, reading);
                assert_eq!(close(&script.text, script.form, reading), bytes, "{bytes:?}");
            }
        }
    }
}
