//! Files with conflict markers, taken apart into the sides that met; every style of marker that git and jj write.
//!
//! Only the outermost conflicts are parted: a side may hold others, which are parted in their turn.

use super::is_toml;

const MARK: usize = 7;

/// What begins a line that markers are made of.
const SIGNS: [char; 8] = ['<', '>', '=', '|', '%', '+', '-', '\\'];

/// No conflict has more sides; what comes after them counts to the last.
const MOST_SIDES: usize = 16;

/// Whether a line could be taken for a marker by whoever looks for them.
pub(super) fn is_marker_like(line: &str) -> bool {
    SIGNS.iter().any(|sign| line.chars().take_while(|c| c == sign).count() >= MARK)
}

/// The line of the first conflict marker, from 1.
pub(in crate::store) fn first_marker(text: &str) -> Option<u32> {
    if !["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let place = |signs: &[char]| text.lines().position(|line| signs.iter().any(|sign| is_marker(line, *sign)));
    let (begin, other) = (place(&['<']), place(&['=', '>', '|']));
    // A single line of signs may be part of a note; what is left of a conflict leaves no TOML behind.
    let is_sure = || begin.is_some() && (other.is_some() || place(&['%', '+']).is_some()) || !is_toml(text);
    let line = begin.into_iter().chain(other).min().filter(|_| is_sure())?;
    u32::try_from(line + 1).ok()
}

/// How many signs a marker has; longer ones stand around conflicts inside conflicts.
fn marker(line: &str, sign: char) -> Option<usize> {
    let signs = line.chars().take_while(|c| *c == sign).count();
    // A line of text goes on differently.
    (signs >= MARK && line[signs * sign.len_utf8()..].chars().next().is_none_or(char::is_whitespace)).then_some(signs)
}

fn is_marker(line: &str, sign: char) -> bool {
    marker(line, sign).is_some()
}

/// What a part of a conflict is.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Side,
    /// What both sides began from.
    Base,
    /// A side written as changes to the base.
    Changes,
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Between conflicts: in every side.
    Shared,
    /// A marker: in none.
    Marker,
    /// In the part of a conflict, both counted from 0.
    In(usize, usize),
}

/// What stands for the lines of other sides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Gap {
    /// An empty line, so that every line keeps its number.
    Blank,
    /// Nothing.
    Closed,
}

/// The texts that met.
#[derive(PartialEq, Debug)]
pub(in crate::store) struct Parted {
    /// The whole text as each side had it.
    pub(in crate::store) sides: Vec<String>,
    /// The whole text that they began from, where every conflict says it.
    pub(in crate::store) base: Option<String>,
}

/// Takes the outermost conflicts of a text apart.
pub(in crate::store) fn parted(text: &str, gap: Gap) -> Parted {
    let mut places: Vec<Place> = Vec::new();
    let mut conflicts: Vec<Vec<Role>> = Vec::new();
    let mut open: Option<Open> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let place = match &mut open {
            None => marker(line, '<').map_or(Place::Shared, |length| {
                let next = lines.peek().copied().unwrap_or_default();
                let is_listed = ['%', '+', '-'].iter().any(|sign| marker(next, *sign) == Some(length));
                open = Some(Open {
                    length,
                    is_listed,
                    inner: Vec::new(),
                    parts: if is_listed { vec![] } else { vec![Role::Side] },
                });
                Place::Marker
            }),
            Some(here) => here.place(line, conflicts.len()),
        };
        places.push(place);
        if open.as_ref().is_some_and(|here| here.length == 0) {
            conflicts.extend(open.take().map(|here| here.parts));
        }
    }
    conflicts.extend(open.map(|here| here.parts));
    if conflicts.is_empty() {
        return Parted { sides: vec![without_markers(text, gap)], base: None };
    }
    let pick = |chosen: &[Chosen]| {
        let mut out = String::with_capacity(text.len());
        for (line, place) in text.lines().zip(&places) {
            let kept = match *place {
                Place::Shared => Some(line),
                Place::Marker => None,
                Place::In(conflict, part) => {
                    let is_chosen = chosen[conflict].part == Some(part);
                    if is_chosen { side_of(line, conflicts[conflict][part], chosen[conflict].age) } else { None }
                }
            };
            if let Some(line) = kept.or_else(|| (gap == Gap::Blank).then_some("")) {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    };
    let sides: Vec<Vec<usize>> = conflicts.iter().map(|roles| sides_of(roles)).collect();
    let count = sides.iter().map(Vec::len).max().unwrap_or(1).max(1);
    // A conflict with fewer sides is as its last one has it.
    let nth = |own: &Vec<usize>, n: usize| Chosen { part: own.get(n).or(own.last()).copied(), age: Age::New };
    let sides = (0..count).map(|n| pick(&sides.iter().map(|own| nth(own, n)).collect::<Vec<Chosen>>())).collect();
    let base = conflicts.iter().map(|roles| base_of(roles)).collect::<Option<Vec<Chosen>>>();
    Parted { sides, base: base.map(|chosen| pick(&chosen)) }
}

/// Which part of a conflict is wanted.
#[derive(Clone, Copy)]
struct Chosen {
    part: Option<usize>,
    age: Age,
}

/// Whether changes are wanted as they were before, or as they are after.
#[derive(Clone, Copy, PartialEq)]
enum Age {
    Old,
    New,
}

/// A conflict whose end has not come yet.
struct Open {
    /// How long its markers are; 0 once it is closed.
    length: usize,
    /// Whether each of its parts has a marker of its own, as jj writes them.
    is_listed: bool,
    /// The lengths of the markers of the conflicts inside it that are open.
    inner: Vec<usize>,
    parts: Vec<Role>,
}

impl Open {
    fn place(&mut self, line: &str, own: usize) -> Place {
        if let Some(length) = marker(line, '<') {
            self.inner.push(length);
            return self.inside(own);
        }
        let sign = SIGNS.iter().find_map(|sign| marker(line, *sign).map(|length| (*sign, length)));
        let Some((sign, length)) = sign else { return self.inside(own) };
        if let Some(known) = self.inner.iter().rposition(|inner| *inner == length) {
            if sign == '>' {
                self.inner.truncate(known);
            }
            return self.inside(own);
        }
        if length != self.length {
            return self.inside(own);
        }
        // An inner one that never ended ends here.
        let role = match sign {
            '>' => {
                self.length = 0;
                return Place::Marker;
            }
            '|' if !self.is_listed => Role::Base,
            '=' if !self.is_listed => Role::Side,
            '-' if self.is_listed => Role::Base,
            '+' if self.is_listed => Role::Side,
            '%' if self.is_listed => Role::Changes,
            '\\' if self.is_listed => return Place::Marker,
            _ => return self.inside(own),
        };
        self.inner.clear();
        if role == Role::Base || sides_of(&self.parts).len() < MOST_SIDES {
            self.parts.push(role);
        }
        Place::Marker
    }

    fn inside(&self, own: usize) -> Place {
        self.parts.len().checked_sub(1).map_or(Place::Marker, |part| Place::In(own, part))
    }
}

/// The parts that are sides.
fn sides_of(roles: &[Role]) -> Vec<usize> {
    (0..roles.len()).filter(|part| roles[*part] != Role::Base).collect()
}

/// The part that says what the sides began from; none where there is none or more than one.
fn base_of(roles: &[Role]) -> Option<Chosen> {
    let all = |role| (0..roles.len()).filter(|part| roles[*part] == role).collect::<Vec<usize>>();
    let part = match (&all(Role::Base)[..], &all(Role::Changes)[..]) {
        ([only], []) | ([], [only]) => *only,
        _ => return None,
    };
    Some(Chosen { part: Some(part), age: Age::Old })
}

/// A line of a part without what marks it as changed; none where it isn't in the text that is wanted.
fn side_of(line: &str, role: Role, age: Age) -> Option<&str> {
    match role {
        Role::Side | Role::Base => Some(line),
        Role::Changes => {
            let own = if age == Age::Old { '-' } else { '+' };
            line.strip_prefix([own, ' ']).or_else(|| line.is_empty().then_some(""))
        }
    }
}

/// The text without what is left of markers that somebody took out in part.
fn without_markers(text: &str, gap: Gap) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let is_left = ['<', '=', '>', '|'].iter().any(|sign| is_marker(line, *sign));
        if !is_left {
            out.push_str(line);
        }
        if !is_left || gap == Gap::Blank {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Vec<String> {
        if first_marker(text).is_none() {
            return vec![text.split_whitespace().collect::<Vec<_>>().join(" ")];
        }
        parted(text, Gap::Blank).sides.iter().flat_map(|side| leaves(side)).collect()
    }

    /// The sides down to the last, and the base of the outermost.
    fn check(text: &str, expect: &[&str], base: Option<&str>) {
        let squeeze = |side: &String| side.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            assert_eq!(leaves(&text), expect, "{text}");
            let parted = parted(&text, Gap::Blank);
            assert_eq!(parted.base.as_ref().map(squeeze).as_deref(), base, "{text}");
            assert!(parted.sides.iter().all(|side| side.lines().count() == text.lines().count()));
        }
    }

    #[test]
    fn every_style_of_markers_is_taken_apart() {
        check("a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\nd\n", &["a b d", "a c d"], None);
        check("<<<<<<< ours\nb\n||||||| base\nx\n=======\nc\n>>>>>>> theirs\n", &["b", "c"], Some("x"));
        check("<<<<<<< one\nb\n=======\n>>>>>>> two\ns\n<<<<<<< one\n=======\nc\n>>>>>>> two\n", &["b s", "s c"], None);
        check(
            "<<<<<<< Conflict 1 of 1\n%%%%%%% Changes from base to side #1\n a\n-b\n+c\n+++++++ Contents of side #2\nd\n>>>>>>> Conflict 1 of 1 ends\n",
            &["a c", "d"],
            Some("a b"),
        );
        check(
            "<<<<<<< conflict 1 of 1\n%%%%%%% diff from: abc 123 \"x\"\n\\\\\\\\\\\\\\        to: def 456 \"y\"\n a\n-b\n+c\n+++++++ def 789\nd\n>>>>>>> conflict 1 of 1 ends\n",
            &["a c", "d"],
            Some("a b"),
        );
        check(
            "<<<<<<< Conflict 1 of 1\n+++++++ Contents of side #1\na\n------- Contents of base\nx\n+++++++ Contents of side #2\nd\n>>>>>>> Conflict 1 of 1 ends\n",
            &["a", "d"],
            Some("x"),
        );
    }

    #[test]
    fn conflicts_inside_conflicts_are_taken_apart_in_their_turn() {
        check(
            "s\n<<<<<<< a\n<<<<<<< b\n1\n=======\n2\n>>>>>>> c\n=======\n3\n>>>>>>> d\n",
            &["s 1", "s 2", "s 3"],
            None,
        );
        check(
            "<<<<<<< a\n1\n||||||| base\n<<<<<<<<< b\n2\n=========\n3\n>>>>>>>>> c\n=======\n4\n>>>>>>> d\n",
            &["1", "4"],
            Some("<<<<<<<<< b 2 ========= 3 >>>>>>>>> c"),
        );
        // With a second conflict beside the nested one each side keeps what it had.
        check(
            "<<<<<<< a\n<<<<<<< b\n1\n=======\n2\n>>>>>>> c\n=======\n3\n>>>>>>> d\n<<<<<<< a\n4\n=======\n5\n>>>>>>> d\n",
            &["1 4", "2 4", "3 5"],
            None,
        );
        check("<<<<<<<<<<< a\n1\n===========\n2\n>>>>>>>>>>> b\n", &["1", "2"], None);
    }

    #[test]
    fn markers_that_somebody_took_out_in_part_lose_nothing() {
        check("<<<<<<< a\n1\n=======\n2\n", &["1", "2"], None);
        check("<<<<<<< a\n<<<<<<< b\n1\n=======\n2\n>>>>>>> c\n", &["1", "2"], None);
        check("1\n=======\n2\n>>>>>>> b\n", &["1 2"], None);
        check("<<<<<<< a\n1\n2\n", &["1 2"], None);
    }

    #[test]
    fn the_first_marker_is_found_where_it_stands() {
        assert_eq!(first_marker("a\nb\n<<<<<<< ours\n=======\n"), Some(3));
        assert_eq!(first_marker("note = \"<<<<<<< is what git writes\"\n"), None);
        assert_eq!(first_marker("<<<<<<<x\n"), None);
        // A heading in a note, and a note about markers.
        assert_eq!(first_marker("note = \"\"\"\nHeading\n=======\n\"\"\"\n"), None);
        assert_eq!(first_marker("note = \"\"\"\n<<<<<<< what is this?\n\"\"\"\n"), None);
        assert_eq!(first_marker("note = 1\n=======\n"), Some(2));
    }
}
