//! Commitments merged: the moves of both sides by id, each in the very text its author wrote.

use std::collections::HashMap;

use super::segments::{Block, Segments, comments, cut};
use super::three::{greater, only, parts};
use super::{settings, written};
use crate::domain::act::Move;
use crate::domain::id::Id;
use crate::domain::merge::{self, displaced_id, is_alike, is_same};
use crate::domain::order::ordered;
use crate::store::record::{read, write};

/// The moves of both sides in one text.
pub(super) fn merged(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let (before, own, other) = (base.map(segments), segments(ours), segments(theirs));
    if base == Some(ours) && is_contained(&own, &other) {
        return theirs.to_owned();
    }
    if base == Some(theirs) && is_contained(&other, &own) {
        return ours.to_owned();
    }
    let merge = Merge { base: before.as_ref(), ours: &own, theirs: &other };
    let moves = merge.moves();
    let text = merge.text(&moves);
    let inputs_are_clean = [ours, theirs].iter().all(|side| read(side).problems.is_empty());
    if holds(&text, &moves, inputs_are_clean) { text } else { merge.plainly(&moves) }
}

/// The pieces of one text as a text with its moves in their order; of two with one id the second has another.
pub(super) fn in_order(own: &Segments) -> String {
    let merge = Merge { base: None, ours: own, theirs: &Segments::default() };
    let moves = merge.moves();
    let ordered = merge.text(&moves);
    if holds(&ordered, &moves, false) { ordered } else { merge.plainly(&moves) }
}

/// The pieces of a text; moves that are written in another way than as blocks are written as blocks.
pub(super) fn segments(text: &str) -> Segments {
    let cut = cut(text);
    let read = read(text);
    let is_whole = read.moves.len() <= cut.moves().len() || cut.broken().next().is_some();
    if is_whole { cut } else { written::as_blocks(text, &read.moves).unwrap_or(cut) }
}

/// Whether everything of one side is in the other: each move, edited or not, and each block that can't be read.
fn is_contained(side: &Segments, other: &Segments) -> bool {
    let has_move =
        |each: &Move| other.blocks.iter().filter_map(|block| block.says.as_ref()).any(|known| known.id == each.id);
    let is_readable = other.broken().next().is_none();
    side.moves().iter().all(has_move)
        && side.broken().all(|block| is_readable || other.broken().any(|known| known.text() == block.text()))
}

/// Whether a text says exactly these moves, and nothing that can't be read where that was so before.
fn holds(text: &str, moves: &[Move], is_clean: bool) -> bool {
    let read = read(text);
    let same = |each: &Move| read.moves.iter().any(|known| is_same(each, known));
    read.moves.len() == moves.len() && moves.iter().all(same) && (!is_clean || read.problems.is_empty())
}

struct Merge<'s> {
    base: Option<&'s Segments>,
    ours: &'s Segments,
    theirs: &'s Segments,
}

/// The blocks of one side by what they become: each under the id that its move has among the merged ones, or under its
/// own among the old where the other side edited it.
#[derive(Default)]
struct Becoming<'s> {
    standing: HashMap<Id, Vec<&'s Block>>,
    old: HashMap<Id, Vec<&'s Block>>,
}

impl<'s> Becoming<'s> {
    fn of(side: &'s Segments, moves: &HashMap<Id, &Move>) -> Self {
        let mut becoming = Self::default();
        for block in &side.blocks {
            let Some(says) = &block.says else { continue };
            let is_there = |id: &Id| moves.get(id).is_some_and(|each| is_alike(each, says));
            match [says.id, displaced_id(says)].into_iter().find(is_there) {
                Some(id) => becoming.standing.entry(id).or_default().push(block),
                None => becoming.old.entry(says.id).or_default().push(block),
            }
        }
        becoming
    }

    /// What a side has of a move; where it stands as the other side edited it, what stood around it still counts.
    fn get(&self, id: Id) -> Vec<&'s Block> {
        self.standing.get(&id).or_else(|| self.old.get(&id)).cloned().unwrap_or_default()
    }
}

/// What both sides and the base have of one thing.
struct Versions<'b> {
    base: Option<&'b Block>,
    ours: Vec<&'b Block>,
    theirs: Vec<&'b Block>,
}

impl<'s> Merge<'s> {
    /// The moves as they are merged.
    fn moves(&self) -> Vec<Move> {
        let base = self.base.map(Segments::moves).unwrap_or_default();
        ordered(merge::merged(&base, &self.ours.moves(), &self.theirs.moves()))
    }

    fn text(&self, moves: &[Move]) -> String {
        let before = self.base;
        let of = |piece: fn(&Segments) -> &String| {
            let (base, ours, theirs) = (before.map(|base| &piece(base)[..]), piece(self.ours), piece(self.theirs));
            (base, &ours[..], &theirs[..])
        };
        let mut out = Sheet::new(&beside(of(|segments| &segments.head)));
        let by_id: HashMap<Id, &Move> = moves.iter().map(|each| (each.id, each)).collect();
        let [own, other] = [self.ours, self.theirs].map(|side| Becoming::of(side, &by_id));
        let mut began: HashMap<Id, &Block> = HashMap::new();
        for block in self.base.iter().flat_map(|base| &base.blocks) {
            if let Some(says) = &block.says {
                began.entry(says.id).or_insert(block);
            }
        }
        for each in moves {
            let base = began.get(&each.id).copied();
            let versions = Versions { base, ours: own.get(each.id), theirs: other.get(each.id) };
            out.block(&versions.together(each));
        }
        out.more(&beside(of(|segments| &segments.tail)));
        for block in self.broken() {
            out.block(block);
        }
        let (base, ours, theirs) = of(|segments| &segments.end);
        out.text.push_str(&only(base, ours, theirs).unwrap_or_else(|| greater(ours, theirs).to_owned()));
        out.text
    }

    /// The blocks that can't be read, without those that one side mended.
    fn broken(&self) -> Vec<&'s Block> {
        let known = |block: &Block| self.base.is_some_and(|base| base.broken().any(|old| old.text() == block.text()));
        let stays = |block: &&Block, other: &Segments| {
            let is_shared = other.broken().any(|theirs| theirs.text() == block.text());
            is_shared || !known(block) || other.broken().next().is_some()
        };
        let mut all: Vec<&Block> = self.ours.broken().filter(|block| stays(block, self.theirs)).collect();
        all.extend(self.theirs.broken().filter(|block| stays(block, self.ours)));
        all.sort_by_key(|block| (block.text(), std::cmp::Reverse(block.spacing.clone())));
        all.dedup_by_key(|block| block.text());
        all
    }

    /// The moves written anew, and everything else as comments: for texts that don't go together otherwise.
    fn plainly(&self, moves: &[Move]) -> String {
        let (one, other) = (self.ours, self.theirs);
        let mut rest: Vec<String> = Vec::new();
        for side in [one, other] {
            let texts = [&side.head, &side.tail].into_iter().chain(side.blocks.iter().map(|block| &block.lead));
            let texts = texts.chain(side.blocks.iter().map(|block| &block.trail));
            let lines = texts.flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty());
            rest.extend(
                lines.map(|line| if line.starts_with('#') { format!("{line}\n") } else { format!("# {line}\n") }),
            );
        }
        rest.sort();
        rest.dedup();
        let mut out = Sheet::new(&rest.concat());
        for each in moves {
            out.block(&fresh(each));
        }
        for block in self.broken() {
            out.block(block);
        }
        out.text
    }
}

/// A block as the program writes it.
pub(super) fn fresh(each: &Move) -> Block {
    let says = Some(Move { line: 0, ..each.clone() });
    Block { spacing: None, lead: String::new(), body: write(each), trail: String::new(), says }
}

impl Versions<'_> {
    /// One block of all versions, saying what the merged move says.
    fn together(&self, each: &Move) -> Block {
        let all = || self.ours.iter().chain(&self.theirs).copied();
        let says = |block: &&Block| block.says.as_ref().is_some_and(|says| is_alike(says, each));
        let body_of = |block: &Block| {
            let is_own = block.says.as_ref().is_some_and(|says| says.id == each.id);
            if is_own { Some(block.body.clone()) } else { with_id(&block.body, each.id) }
        };
        let base = self.base.map(|base| &base.body[..]);
        let mut bodies: Vec<String> = all().filter(says).filter_map(body_of).collect();
        if bodies.len() > 1 && bodies.iter().any(|body| base != Some(body)) {
            bodies.retain(|body| base != Some(body));
        }
        let body = bodies.iter().fold(String::new(), |known, body| greater(&known, body).to_owned());
        let body = if body.is_empty() { write(each) } else { body };
        // What was remarked in a text that doesn't stand is kept above the one that does.
        let own = comments(&body);
        let old = base.map(comments).unwrap_or_default();
        let mut remarks: Vec<&str> = all().flat_map(|block| comments(&block.body)).collect();
        remarks.retain(|remark| !own.contains(remark) && !old.contains(remark));
        let mut lead = self.around(|block| &block.lead, "#\n");
        remarks.sort_unstable();
        remarks.dedup();
        for remark in remarks {
            if !lead.lines().any(|line| line == remark) {
                lead.push_str(remark);
                lead.push('\n');
            }
        }
        let trail = self.around(|block| &block.trail, "\n");
        let spacings = |side: &[&Block]| side.iter().filter_map(|block| block.spacing.clone()).max();
        let spacing = match (spacings(&self.ours), spacings(&self.theirs)) {
            (Some(ours), Some(theirs)) => {
                let base = self.base.and_then(|base| base.spacing.as_deref());
                Some(only(base, &ours[..], &theirs[..]).unwrap_or_else(|| ours.max(theirs)))
            }
            (ours, theirs) => ours.or(theirs),
        };
        Block { spacing, lead, body, trail, says: None }
    }

    /// The comments of all versions before or after the block.
    fn around(&self, piece: fn(&Block) -> &String, between: &str) -> String {
        let side = |blocks: &[&Block]| {
            let mut texts = blocks.iter().map(|block| piece(block).clone());
            let first = texts.next()?;
            Some(texts.fold(first, |known, text| paragraphs(None, &known, &text, between)))
        };
        match (side(&self.ours), side(&self.theirs)) {
            (Some(ours), Some(theirs)) => {
                let base = self.base.map(|base| &piece(base)[..]);
                only(base, &ours[..], &theirs[..]).unwrap_or_else(|| paragraphs(base, &ours, &theirs, between))
            }
            (ours, theirs) => ours.or(theirs).unwrap_or_default(),
        }
    }
}

/// The paragraphs of two texts of comments, each once and in an order of their own.
fn paragraphs(base: Option<&str>, ours: &str, theirs: &str, between: &str) -> String {
    if ours == theirs || base.is_none_or(str::is_empty) && (ours.is_empty() || theirs.is_empty()) {
        return greater(ours, theirs).to_owned();
    }
    let [base, ours, theirs] = [base.unwrap_or_default(), ours, theirs].map(|text| split(text, between));
    let [base, ours, theirs] =
        [&base, &ours, &theirs].map(|texts| texts.iter().map(String::as_str).collect::<Vec<_>>());
    let mut kept = parts(&base, &ours, &theirs);
    kept.sort_unstable();
    kept.join(between)
}

/// The paragraphs of a text: what stands between lines that hold nothing but a `#`, or nothing.
fn split(text: &str, between: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.trim() == between.trim() {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push_str(line);
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

/// The text of a block under another id; everything else stays as it is.
pub(super) fn with_id(body: &str, id: Id) -> Option<String> {
    let (root, errors) = toml::de::DeTable::parse_recoverable(body);
    let span = root.get_ref().get("move")?.get_ref().get(0)?.get_ref().get("id")?.span();
    errors.is_empty().then(|| format!("{}\"{id}\"{}", &body[..span.start], &body[span.end..]))
}

/// What stands beside the moves, of both sides.
fn beside((base, ours, theirs): (Option<&str>, &str, &str)) -> String {
    let joined = || match (ours.trim().is_empty(), theirs.trim().is_empty()) {
        (true, false) => theirs.to_owned(),
        (false, true) => ours.to_owned(),
        _ if is_remarks(ours) && is_remarks(theirs) => {
            let mut joined = paragraphs(base, ours, theirs, "\n");
            joined.push('\n');
            joined
        }
        _ => settings::merged(base, ours, theirs),
    };
    only(base, ours, theirs).unwrap_or_else(joined)
}

fn is_remarks(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// A file that is being put together.
pub(super) struct Sheet {
    pub(super) text: String,
    is_first: bool,
    /// Whether a comment stands last, which would be taken for one about what comes next.
    is_open: bool,
}

impl Sheet {
    pub(super) fn new(head: &str) -> Self {
        let mut sheet = Self { text: String::new(), is_first: true, is_open: false };
        sheet.push(head);
        sheet
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        if let Some(last) = text.lines().last() {
            self.is_open = last.trim_start().starts_with('#');
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        if !self.is_first {
            self.push(block.spacing.as_deref().unwrap_or("\n"));
        }
        if self.is_open {
            self.push("\n");
        }
        self.is_first = false;
        self.push(&block.lead);
        self.push(&block.body);
        self.push(&block.trail);
    }

    /// What stands after the moves.
    fn more(&mut self, text: &str) {
        if self.is_open && !text.is_empty() && !text.starts_with('\n') {
            self.push("\n");
        }
        self.push(text);
    }
}
