//! The text of a commitment file cut into blocks, each a move with what a person wrote around it; byte for byte.

use crate::domain::act::Move;
use crate::store::record::{Names, apart, is_toml, one};

/// A block and what belongs to it; the texts one after the other are the file.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Block {
    /// The blank lines before it; none where it is the first, so that nobody knows.
    pub(super) spacing: Option<String>,
    /// The comments right above it.
    pub(super) lead: String,
    /// From `[[move]]` to its last key.
    pub(super) body: String,
    /// The comments below it, up to the last blank line before the next.
    pub(super) trail: String,
    /// What it says; none where it can't be read.
    pub(super) says: Option<Move>,
}

impl Block {
    /// Its text without what stands before it.
    pub(super) fn text(&self) -> String {
        [&self.lead[..], &self.body, &self.trail].concat()
    }
}

/// A file in pieces.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Segments {
    /// What stands before the moves: a heading, keys and tables of other versions.
    pub(super) head: String,
    pub(super) blocks: Vec<Block>,
    /// Tables of other versions after the first move.
    pub(super) tail: String,
    /// The blank lines at the end.
    pub(super) end: String,
}

impl Segments {
    /// The moves that can be read, in the order of the file.
    pub(super) fn moves(&self) -> Vec<Move> {
        self.blocks.iter().filter_map(|block| block.says.clone()).collect()
    }

    /// The blocks that can't be read.
    pub(super) fn broken(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.says.is_none())
    }
}

/// Cuts a text with plain line ends; a last line without an end is given one.
pub(super) fn cut(text: &str) -> Segments {
    let ended;
    let text = if text.is_empty() || text.ends_with('\n') {
        text
    } else {
        ended = format!("{text}\n");
        &ended
    };
    let mut cutter = Cutter { names: Names::default(), out: Segments::default(), pending: String::new(), at: At::Head };
    match items(text).filter(|_| is_toml(text)) {
        Some(items) => cutter.take(text, &items),
        // After a mistake TOML can't tell where the next block begins, but a person can.
        None => apart(text).into_iter().for_each(|piece| match items(piece) {
            Some(items) => cutter.take(piece, &items),
            None => cutter.take_broken(piece),
        }),
    }
    cutter.finish()
}

/// Where the text that was cut last belongs.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Head,
    Block,
    Tail,
}

struct Cutter {
    names: Names,
    out: Segments,
    /// Comments and blank lines of which it isn't known yet where they belong.
    pending: String,
    at: At,
}

impl Cutter {
    fn take(&mut self, text: &str, items: &[Item]) {
        let mut done = 0;
        for item in items {
            self.pending.push_str(&text[done..item.start]);
            let content = &text[item.start..item.end];
            done = item.end;
            match item.what {
                What::Block => self.begin(content),
                What::Other => {
                    let gap = std::mem::take(&mut self.pending);
                    if self.at == At::Head {
                        self.out.head.push_str(&gap);
                        self.out.head.push_str(content);
                    } else {
                        let (trail, spacing, lead) = part_gap(&gap);
                        self.add(trail);
                        self.at = At::Tail;
                        self.out.tail.extend([spacing, lead, content]);
                    }
                }
                What::More => {
                    let gap = std::mem::take(&mut self.pending);
                    self.add_body(&gap);
                    self.add_body(content);
                }
            }
        }
        self.pending.push_str(&text[done..]);
    }

    fn take_broken(&mut self, piece: &str) {
        if !piece.trim_start().starts_with("[[move]]") {
            self.out.head.push_str(piece);
            return;
        }
        let body = piece.trim_end();
        let body = &piece[..piece[body.len()..].find('\n').map_or(piece.len(), |end| body.len() + end + 1)];
        self.begin(body);
        self.pending.push_str(&piece[body.len()..]);
    }

    /// Begins a block.
    fn begin(&mut self, body: &str) {
        let gap = std::mem::take(&mut self.pending);
        let (trail, spacing, lead) = part_gap(&gap);
        let spacing = if self.at == At::Head && self.out.blocks.is_empty() {
            self.out.head.extend([trail, spacing]);
            None
        } else {
            self.add(trail);
            Some(spacing.to_owned())
        };
        self.at = At::Block;
        let (lead, body, trail) = (lead.to_owned(), body.to_owned(), String::new());
        self.out.blocks.push(Block { spacing, lead, body, trail, says: None });
    }

    /// Text after whatever was cut last.
    fn add(&mut self, text: &str) {
        match (self.at, self.out.blocks.last_mut()) {
            (At::Block, Some(block)) => block.trail.push_str(text),
            (At::Tail, _) => self.out.tail.push_str(text),
            (At::Head | At::Block, _) => self.out.head.push_str(text),
        }
    }

    /// Text that goes on with what was cut last.
    fn add_body(&mut self, text: &str) {
        match (self.at, self.out.blocks.last_mut()) {
            (At::Block, Some(block)) => block.body.push_str(text),
            (At::Tail, _) => self.out.tail.push_str(text),
            (At::Head | At::Block, _) => self.out.head.push_str(text),
        }
    }

    fn finish(mut self) -> Segments {
        let gap = std::mem::take(&mut self.pending);
        let told = gap.trim_end().len();
        let told = gap[told..].find('\n').map_or(gap.len(), |end| if told == 0 { 0 } else { told + end + 1 });
        self.add(&gap[..told]);
        gap[told..].clone_into(&mut self.out.end);
        for block in &mut self.out.blocks {
            block.says = one(&block.body, &mut self.names).map(|read| Move { line: 0, ..read });
        }
        self.out
    }
}

/// Comments and blank lines between two blocks: what belongs to the one before, the blank lines, what belongs to the next.
fn part_gap(gap: &str) -> (&str, &str, &str) {
    let is_blank = |line: &&str| line.trim().is_empty();
    let lead: usize = gap.split_inclusive('\n').rev().take_while(|line| !is_blank(line)).map(str::len).sum();
    let (before, lead) = gap.split_at(gap.len() - lead);
    let spacing: usize = before.split_inclusive('\n').rev().take_while(is_blank).map(str::len).sum();
    let (trail, spacing) = before.split_at(before.len() - spacing);
    (trail, spacing, lead)
}

/// A piece of TOML that is not a comment or a blank line.
struct Item {
    start: usize,
    end: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    /// A line `[[move]]`.
    Block,
    /// What belongs to the move or table before it: its keys, or `[move.more]`.
    More,
    /// Other tables, and keys before all tables.
    Other,
}

/// The headers and values of a text; none where a text or a list never ends.
fn items(text: &str) -> Option<Vec<Item>> {
    let bytes = text.as_bytes();
    let mut items: Vec<Item> = Vec::new();
    let mut has_header = false;
    let mut start = 0;
    while start < text.len() {
        let line_end = start + text[start..].find('\n').map_or(text.len() - start, |end| end + 1);
        let line = text[start..line_end].trim_start();
        if line.trim().is_empty() || line.starts_with('#') {
            start = line_end;
        } else if line.starts_with('[') {
            items.push(Item { start, end: line_end, what: header(line) });
            has_header = true;
            start = line_end;
        } else {
            let end = value_end(bytes, start)?;
            let what = if has_header { What::More } else { What::Other };
            items.push(Item { start, end, what });
            start = end;
        }
    }
    Some(items)
}

fn header(line: &str) -> What {
    let is_list = line.starts_with("[[");
    let inner = line.trim_start_matches('[').split(']').next().unwrap_or_default();
    let mut names = inner.split('.').map(|name| name.trim().trim_matches(['"', '\'']));
    match (names.next() == Some("move"), names.next()) {
        (true, None) if is_list => What::Block,
        (true, Some(_)) => What::More,
        (true, None) | (false, _) => What::Other,
    }
}

/// Where the line ends that a value ends on; none where it never does.
fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' if depth == 0 => return Some(at + 1),
            b'#' => {
                at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => {
                at = text_end(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (depth == 0).then_some(bytes.len())
}

/// Where a quoted text ends; none where it doesn't.
fn text_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = bytes[start];
    let is_long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if is_long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => return None,
            byte if byte == quote && !is_long => return Some(at + 1),
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => {
                // Up to two quotes may stand before the three that end it.
                let run = bytes[at..].iter().take_while(|byte| **byte == quote).count().min(5);
                return Some(at + run);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The comments inside a body, each from its `#`.
pub(super) fn comments(body: &str) -> Vec<&str> {
    let bytes = body.as_bytes();
    let (mut at, mut found) = (0, Vec::new());
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => match text_end(bytes, at) {
                Some(end) => at = end,
                None => return found,
            },
            b'#' => {
                let end = at + bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at);
                found.push(&body[at..end]);
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece in its brackets: head{}, block by block [spacing|lead|body|trail], tail{}, end{}.
    fn shown(text: &str) -> String {
        let Segments { head, blocks, tail, end } = cut(text);
        let block = |block: &Block| {
            format!("[{}|{}|{}|{}]", block.spacing.as_deref().unwrap_or("?"), block.lead, block.body, block.trail)
        };
        let blocks: String = blocks.iter().map(block).collect();
        format!("{{{head}}}{blocks}{{{tail}}}{{{end}}}").replace('\n', "/")
    }

    #[test]
    fn what_a_person_wrote_around_a_block_stays_with_it() {
        for (text, expect) in [
            ("", "{}{}{}"),
            ("\n\n", "{}{}{//}"),
            ("# a\n", "{# a/}{}{}"),
            ("[[move]]\nid = 1", "{}[?||[[move]]/id = 1/|]{}{}"),
            ("[[move]]\na=1\n\n[[move]]\nb=1\n\n", "{}[?||[[move]]/a=1/|][/||[[move]]/b=1/|]{}{/}"),
            (
                "# t\n\n# l\n[[move]]\na=1\n# r\n\n\n# l\n[[move]]\n# e\n",
                "{# t//}[?|# l/|[[move]]/a=1/|# r/][//|# l/|[[move]]/|# e/]{}{}",
            ),
            (
                "v = 2\n[x]\n[[move]]\n[ move . y ]\nz=[\n[[1]],\n]\n\n[m]\nq=1\n# c\n\n[[move]]\n",
                "{v = 2/[x]/}[?||[[move]]/[ move . y ]/z=[/[[1]],/]/|][/||[[move]]/|]{/[m]/q=1/# c/}{}",
            ),
            (
                "[[move]]\nn=\"\"\"\n[[move]]\n# no\\\"\"\"\"\"\n[[move]]\n",
                "{}[?||[[move]]/n=\"\"\"/[[move]]/# no\\\"\"\"\"\"/|][||[[move]]/|]{}{}",
            ),
            ("[[move]]\nn=\"\n\n[[move]]\na=1\n", "{}[?||[[move]]/n=\"/|][/||[[move]]/a=1/|]{}{}"),
        ] {
            assert_eq!(shown(text), expect, "{text}");
        }
    }

    #[test]
    fn comments_are_told_from_texts() {
        assert_eq!(comments("a = 1 # b\n# c\nd = \"# e\" # f\ng = '''\n# h'''\n"), ["# b", "# c", "# f"]);
    }
}
