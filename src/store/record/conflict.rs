//! Files with conflict markers, taken apart into the sides that met; every style of marker that git and jj write.

const MARK: usize = 7;

/// The line of the first conflict marker, from 1.
pub(super) fn first_marker(text: &str) -> Option<u32> {
    if !text.contains("<<<<<<<") {
        return None;
    }
    let line = text.lines().position(|line| is_marker(line, '<'))?;
    u32::try_from(line + 1).ok()
}

fn is_marker(line: &str, sign: char) -> bool {
    let signs = line.chars().take_while(|c| *c == sign).count();
    // Longer markers stand around conflicts inside conflicts; a line of text goes on differently.
    signs >= MARK && line[signs..].chars().next().is_none_or(char::is_whitespace)
}

/// What the part of a conflict that a line stands in is.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Between conflicts: in every side.
    Shared,
    /// The side of the number.
    Side(usize),
    /// What both sides began from: in none.
    Base,
    /// A side written as changes to the base.
    Changes(usize),
}

/// The whole text as each side had it; every line keeps its number, the lines of other sides are left blank.
pub(super) fn sides(text: &str) -> Vec<String> {
    let count = side_count(text).max(1);
    let mut sides = vec![String::with_capacity(text.len()); count];
    let mut part = Part::Shared;
    let mut next = 0;
    for line in text.lines() {
        let is_inside = part != Part::Shared;
        if is_marker(line, '<') {
            (part, next) = (Part::Side(0), 0);
        } else if is_inside && is_marker(line, '>') {
            part = Part::Shared;
        } else if is_inside && (is_marker(line, '|') || is_marker(line, '-')) {
            part = Part::Base;
        } else if is_inside && is_marker(line, '=') {
            next += 1;
            part = Part::Side(next);
        } else if is_inside && is_marker(line, '%') {
            part = Part::Changes(next);
            next += 1;
        } else if is_inside && is_marker(line, '+') {
            part = Part::Side(next);
            next += 1;
        } else {
            for (n, side) in sides.iter_mut().enumerate() {
                match part {
                    Part::Shared => side.push_str(line),
                    Part::Side(own) if own == n => side.push_str(line),
                    Part::Changes(own) if own == n => side.push_str(line.strip_prefix(['+', ' ']).unwrap_or("")),
                    Part::Side(_) | Part::Changes(_) | Part::Base => {}
                }
            }
        }
        for side in &mut sides {
            side.push('\n');
        }
    }
    sides
}

/// The most sides that any of the conflicts has.
fn side_count(text: &str) -> usize {
    let (mut most, mut here) = (0, 0);
    for line in text.lines() {
        if is_marker(line, '<') {
            here = 0;
        } else if is_marker(line, '=') {
            here = if here == 0 { 2 } else { here + 1 };
        } else if is_marker(line, '%') || is_marker(line, '+') {
            here += 1;
        }
        most = most.max(here);
    }
    most.min(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let squeeze = |side: &String| side.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(sides(text).iter().map(squeeze).collect::<Vec<_>>(), expect, "{text}");
        assert!(sides(text).iter().all(|side| side.lines().count() == text.lines().count()));
    }

    #[test]
    fn every_style_of_markers_is_taken_apart() {
        check("a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\nd\n", &["a b d", "a c d"]);
        check("<<<<<<< ours\nb\n||||||| base\nx\n=======\nc\n>>>>>>> theirs\n", &["b", "c"]);
        check("<<<<<<< one\nb\n=======\n>>>>>>> two\ns\n<<<<<<< one\n=======\nc\n>>>>>>> two\n", &["b s", "s c"]);
        check(
            "<<<<<<< Conflict 1 of 1\n%%%%%%% Changes from base to side #1\n a\n-b\n+c\n+++++++ Contents of side #2\nd\n>>>>>>> Conflict 1 of 1 ends\n",
            &["a c", "d"],
        );
        check(
            "<<<<<<< Conflict 1 of 1\n+++++++ Contents of side #1\na\n------- Contents of base\nx\n+++++++ Contents of side #2\nd\n>>>>>>> Conflict 1 of 1 ends\n",
            &["a", "d"],
        );
    }

    #[test]
    fn the_first_marker_is_found_where_it_stands() {
        assert_eq!(first_marker("a\nb\n<<<<<<< ours\n"), Some(3));
        assert_eq!(first_marker("note = \"<<<<<<< is what git writes\"\n"), None);
        assert_eq!(first_marker("<<<<<<<x\n"), None);
    }
}
