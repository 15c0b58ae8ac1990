//! What was read of a book before, kept outside it: disposable, and believed only for files that have not changed since.
//!
//! A cache that is missing, damaged, of another version or of another book counts as empty.

mod form;
mod reader;
mod writer;

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::scan::{File, Stamp};
use crate::domain::act::Move;
use crate::domain::id::Id;
use reader::Reader;
use writer::Writer;

/// Changes whenever the form of what follows does.
const VERSION: u8 = 3;

const MAGIC: &[u8; 7] = b"cntrsgn";

/// Books with fewer files are read as quickly without a cache.
const WORTHWHILE: usize = 500;

/// How many commitments are decoded at a stretch, by one thread.
const STRETCH: usize = 1024;

/// The file of a commitment and its moves, as they were read.
pub(super) struct Kept {
    pub(super) id: Id,
    pub(super) file: File,
    pub(super) moves: Vec<Move>,
}

/// The bytes of a cache, checked as far as its frame goes; its stretches are decoded one by one.
pub(super) struct Cache {
    bytes: Vec<u8>,
    stretches: Vec<(usize, usize)>,
}

/// Where the cache of a book lies.
pub(super) fn place(cache_dir: &Path, book: &Path) -> PathBuf {
    cache_dir.join(format!("book-{:016x}.cache", hash(book.as_os_str().as_encoded_bytes())))
}

/// Whether so many files read anew, of so many in the book, are worth remembering.
pub(super) const fn is_worthwhile(anew: usize, all: usize) -> bool {
    all >= WORTHWHILE && (anew >= 256 || anew * 20 >= all)
}

impl Cache {
    /// Reads the cache of a book; none where there is none to be trusted.
    pub(super) fn open(cache_dir: &Path, book: &Path) -> Option<Self> {
        let bytes = fs::read(place(cache_dir, book)).ok()?;
        let head = head(book);
        if !bytes.starts_with(&head) {
            return None;
        }
        let mut at = head.len();
        let mut stretches = Vec::new();
        while at < bytes.len() {
            let (size, begins) = (u64_at(&bytes, at)?, at + 16);
            let ends = begins.checked_add(usize::try_from(size).ok()?)?;
            if ends > bytes.len() {
                return None;
            }
            stretches.push((begins, ends));
            at = ends;
        }
        Some(Self { bytes, stretches })
    }

    /// The stretches, to be decoded side by side.
    pub(super) fn stretches(&self) -> &[(usize, usize)] {
        &self.stretches
    }

    /// Decodes one stretch; nothing where it is damaged.
    pub(super) fn decode(&self, (begins, ends): (usize, usize)) -> Vec<Kept> {
        let body = &self.bytes[begins..ends];
        if u64_at(&self.bytes, begins - 8) != Some(hash(body)) {
            return Vec::new();
        }
        Reader::new(body).and_then(Reader::all).unwrap_or_default()
    }
}

/// Writes the cache of a book: whole or not at all. It survives no power cut, and needn't.
pub(super) fn save<'m>(
    cache_dir: &Path,
    book: &Path,
    known: &HashMap<Id, File>,
    moves_of: impl Fn(Id) -> Option<&'m [Move]>,
) -> std::io::Result<()> {
    fs::create_dir_all(cache_dir)?;
    let mut keep: Vec<(&Id, &File)> =
        known.iter().filter(|(_, file)| file.stamp != Stamp::UNSURE && file.twins.is_empty()).collect();
    keep.sort_unstable_by_key(|(id, file)| (file.year, **id));
    let mut out = Builder::new().prefix(".book-").tempfile_in(cache_dir)?;
    out.write_all(&head(book))?;
    for stretch in keep.chunks(STRETCH) {
        let mut writer = Writer::default();
        for (id, file) in stretch {
            if let Some(moves) = moves_of(**id) {
                writer.add(**id, file, moves);
            }
        }
        let Some(body) = writer.finish() else { continue };
        out.write_all(&(body.len() as u64).to_le_bytes())?;
        out.write_all(&hash(&body).to_le_bytes())?;
        out.write_all(&body)?;
    }
    out.persist(place(cache_dir, book)).map_err(|error| error.error)?;
    Ok(())
}

/// What a cache begins with: whose it is and in which form.
fn head(book: &Path) -> Vec<u8> {
    let book = book.as_os_str().as_encoded_bytes();
    let mut head = MAGIC.to_vec();
    head.push(VERSION);
    head.extend((book.len() as u64).to_le_bytes());
    head.extend(book);
    head
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?).and_then(|eight| eight.try_into().ok()).map(u64::from_le_bytes)
}

/// A quick sum over the bytes, against damage and not against malice: the cache lies in the user's own directory.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, part: u64| (sum.rotate_left(23) ^ part).wrapping_mul(FACTOR);
    let mut parts = bytes.chunks_exact(8);
    let mut sum = mix(FACTOR, bytes.len() as u64);
    for part in &mut parts {
        sum = mix(sum, u64::from_le_bytes(part.try_into().expect("eight bytes each")));
    }
    let rest = parts.remainder().iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    let sum = mix(sum, rest);
    sum ^ sum >> 29
}
