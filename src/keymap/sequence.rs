//! Several keys after each other: `gg`, `ctrl-x ctrl-s`, and whole sessions for `--keys`.

use super::key::Key;

/// More letters than this without blanks are a misspelt name rather than keys after each other.
const MOST_LETTERS: usize = 3;

/// The keys of a binding: `gg`, `g space`, `ctrl-x ctrl-s`.
///
/// # Errors
/// Words for the user, with the nearest known name.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for token in text.split_whitespace() {
        match Key::parse(token) {
            Ok(key) => keys.push(key),
            Err(why) => {
                let several = split(token)?;
                if several.len() > MOST_LETTERS {
                    return Err(why);
                }
                keys.extend(several);
            }
        }
    }
    if keys.is_empty() {
        return Err("no key is named, write for example `ctrl-t`; the blank is `space`".to_owned());
    }
    Ok(keys)
}

/// The keys of a whole session: `j C <enter><esc>gg text:Some_words`.
///
/// Every character is a key, names stand in `<…>`, `ctrl-a` and `C-a` also without;
/// after `text:` up to the next blank `_` types a blank and `__` an underscore.
///
/// # Errors
/// Words for the user, with the nearest known name.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for token in text.split_whitespace() {
        if let Some(words) = token.strip_prefix("text:") {
            keys.extend(words.replace("__", "\0").chars().map(|c| match c {
                '_' => Key::char(' '),
                '\0' => Key::char('_'),
                c => Key::char(c),
            }));
        } else if has_modifier(token) {
            keys.push(Key::parse(token)?);
        } else {
            keys.extend(split(token)?);
        }
    }
    Ok(keys)
}

/// The keys as they are written in configuration files: letters together, names with blanks between.
#[must_use]
pub fn print_keys(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let are_letters = names.iter().all(|name| name.chars().count() == 1);
    names.join(if are_letters { "" } else { " " })
}

fn has_modifier(token: &str) -> bool {
    let Some((word, rest)) = token.split_once('-') else {
        return false;
    };
    match word {
        "ctrl" | "alt" | "shift" => !rest.is_empty(),
        "C" | "A" | "M" | "S" => rest.chars().count() == 1,
        _ => false,
    }
}

/// Single characters and names in `<…>`, without blanks between; a `<` that nothing closes is itself.
fn split(token: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = token;
    while let Some(c) = rest.chars().next() {
        let close = if c == '<' { rest.find('>') } else { None };
        if let Some(close) = close.filter(|close| *close > 1) {
            keys.push(Key::parse(&rest[..=close])?);
            rest = &rest[close + 1..];
        } else {
            keys.push(Key::char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bindings_are_sequences() {
        let cases = [
            ("gg", Ok("gg")),
            ("g g", Ok("gg")),
            ("<space>g", Ok("space g")),
            ("space g", Ok("space g")),
            ("C-x C-s", Ok("ctrl-x ctrl-s")),
            ("enter", Ok("enter")),
            ("<", Ok("<")),
            ("<>", Ok("<>")),
            ("entr", Err("unknown key `entr`, did you mean `enter`?")),
            ("ctlr-a", Err("unknown key `ctlr-a`, did you mean `ctrl-a`?")),
            (" ", Err("no key is named, write for example `ctrl-t`; the blank is `space`")),
        ];
        for (text, expected) in cases {
            let found = parse_sequence(text).map(|keys| print_keys(&keys));
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn sessions_are_typed_out() {
        let cases = [
            ("j C <enter><esc>gg", "j C enter esc g g"),
            ("2x", "2 x"),
            ("ctrl-a C-d <C-u>", "ctrl-a ctrl-d ctrl-u"),
            ("/acme<enter>", "/ a c m e enter"),
            ("text:Some_words<5", "S o m e space w o r d s < 5"),
            ("text:snake__case", "s n a k e _ c a s e"),
            ("< > =", "< > ="),
            ("C - a", "C - a"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let keys = parse_keys(text).expect("keys that can be read");
            let names: Vec<String> = keys.iter().map(Key::to_string).collect();
            assert_eq!(names.join(" "), expected, "{text:?}");
        }
        assert_eq!(parse_keys("j <entr>"), Err("unknown key `<entr>`, did you mean `<enter>`?".to_owned()));
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(text in ".*|[<>a-z: -]{0,20}") {
            let _ = (parse_keys(&text), parse_sequence(&text));
        }
    }
}
