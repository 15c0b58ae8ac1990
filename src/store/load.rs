//! The files of commitments, read and folded; what can't be read becomes a problem of its file.

use std::fs::{self, File as Handle};
use std::io::{self, Read as _};
use std::path::Path;

use super::cache::{Cache, Kept};
use super::error::{plain, remedy};
use super::record::{Names, Record, line_of, problem, read_with};
use super::scan::{File, MANY, file_name, in_parts, path_of};
use crate::domain::act::Move;
use crate::domain::book::{Problem, Rules};
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::domain::merge::union;

/// No file of a book is larger; something else lies there by mistake. What is larger isn't read, and `verify` refuses it.
pub(super) const MOST_BYTES: u64 = 16 << 20;

/// What the file of one commitment came to.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) id: Id,
    /// The file as it was when it was looked at, unless it may have changed since unseen.
    pub(super) file: File,
    /// None where no move could be read.
    pub(super) folded: Option<Folded>,
    pub(super) problems: Vec<Problem>,
}

/// Reads and folds the commitments of the ids given, on every processor at once where they are many.
pub(super) fn load(dir: &Path, files: &[(Id, File)], rules: &Rules, now: i64) -> Vec<Loaded> {
    in_parts(files, MANY, |part| load_part(dir, part, rules, now)).into_iter().flatten().collect()
}

/// Folds what the cache kept of the files that are `still` as they were when it was written.
pub(super) fn recall(cache: &Cache, rules: &Rules, still: impl Fn(Id, &File) -> bool + Sync) -> Vec<Loaded> {
    let one = |kept: Kept| {
        let folded = Some(fold(kept.id, kept.moves, rules.ground()));
        Loaded { id: kept.id, file: kept.file, folded, problems: Vec::new() }
    };
    let part = |stretches: &[(usize, usize)]| {
        let kept = stretches.iter().flat_map(|stretch| cache.decode(*stretch));
        kept.filter(|kept| still(kept.id, &kept.file)).map(one).collect::<Vec<Loaded>>()
    };
    in_parts(cache.stretches(), 2, part).into_iter().flatten().collect()
}

fn load_part(dir: &Path, files: &[(Id, File)], rules: &Rules, now: i64) -> Vec<Loaded> {
    let mut names = Names::default();
    let one = |(id, file): &(Id, File)| {
        let (moves, problems) = read_file(dir, *id, file, &mut names);
        let folded = (!moves.is_empty()).then(|| fold(*id, moves, rules.ground()));
        Loaded { id: *id, file: file.clone().settled(now), folded, problems }
    };
    files.iter().map(one).collect()
}

/// The moves of a commitment; where two files bear its name, those of both.
fn read_file(dir: &Path, id: Id, file: &File, names: &mut Names) -> (Vec<Move>, Vec<Problem>) {
    let mut moves = Vec::new();
    let mut problems = Vec::new();
    for (n, (year, _)) in file.places().enumerate() {
        let name = file_name(year, id);
        let record = match text_of(&path_of(dir, year, id)) {
            Ok(text) => read_with(&text, names),
            Err(problem) => Record { moves: Vec::new(), problems: vec![*problem] },
        };
        problems.extend(record.problems.into_iter().map(|problem| Problem { file: name.clone(), ..problem }));
        if n == 0 {
            moves = record.moves;
        } else {
            moves = union(&moves, &record.moves);
            problems.push(Problem {
                file: name,
                line: None,
                key: None,
                why: format!("{} has the same name; the moves of both are shown", file_name(file.year, id)),
                remedy: "move the blocks of one file into the other, and delete it".into(),
            });
        }
    }
    (moves, problems)
}

/// What is said of a file that is larger than any.
pub(super) fn too_large() -> Problem {
    let why = format!("it is larger than {} MB, which no file of a book is", MOST_BYTES >> 20);
    problem(None, None, &why, "bring it back from git or a backup")
}

/// The text of a file that people may have written.
pub(super) fn text_of(path: &Path) -> Result<String, Box<Problem>> {
    let unread = |error: &io::Error| {
        Box::new(problem(None, None, &format!("it can't be read: {}", plain(error)), remedy(error)))
    };
    let metadata = fs::symlink_metadata(path).map_err(|error| unread(&error))?;
    if metadata.len() > MOST_BYTES {
        return Err(Box::new(too_large()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    let file = Handle::open(path).map_err(|error| unread(&error))?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| unread(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let line = line_of(&good, good.len());
        Box::new(problem(Some(line), None, "it is not UTF-8 text", "save it as UTF-8 in an editor"))
    })
}
