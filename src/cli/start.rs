//! Where one starts: `init` and `demo`.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::args::{Demoing, Initing, Size};
use super::begin;
use super::failure::Failure;
use super::me::Me;
use super::reply::Reply;
use super::rim::{Rim, Shelf, ShelfSource};
use super::screen::{self, Who};
use super::sync;
use crate::config;
use crate::domain::day::Day;
use crate::domain::person::People;
use crate::domain::wording::count;
use crate::sample;
use crate::store::{Begun, Store, git, record};

/// `init [DIR]`.
///
/// # Errors
/// When there is a book in the way, or the directory can't be written.
pub fn init(args: &Initing, rim: &Rim) -> Result<Reply, Failure> {
    if let Some(url) = &args.from {
        return from(url, args, rim);
    }
    let named = args.dir.as_ref().or(rim.global.book.as_ref()).or(rim.env.book.as_ref());
    let dir = named.map_or_else(|| rim.env.cwd.clone(), |dir| rim.env.cwd.join(dir));
    let me = rim.me(&People::default())?;
    if !dir.join("book.toml").exists() && git::is_kept(&dir) {
        return Err(Failure::book(format!(
            "{} is a book whose book.toml is gone, and git still has it",
            dir.display()
        ))
        .hint(format!("`countersign sync --book {}` brings it back", dir.display())));
    }
    let begun = Store::init(&dir, &begin::rules(&dir, args.name.as_deref(), Some(&me)))?;
    git::driver::install_around(&dir);
    let (_, book) = Store::open(&dir, rim.global.seed, None)?;
    let place = dir.display();
    let name = &book.rules.name;
    if rim.global.json {
        let made = begun == Begun::Made;
        let commitments = book.commitments().len();
        let json =
            serde_json::json!({ "schema": 1, "book": name, "dir": dir, "made": made, "commitments": commitments });
        return Ok(Reply::text(json.to_string()));
    }
    let remembered = rim.global.me.as_ref().filter(|_| rim.config.me.is_none()).and_then(|_| remember(rim, &me));
    let first = match begun {
        Begun::Made => format!(
            "made the book `{name}` in {place}\n@{} may speak for both sides; [people] in book.toml says who may do what",
            me.handle
        ),
        Begun::Adopted => {
            format!("took over the book `{name}` in {place}, with {} commitments", book.commitments().len())
        }
    };
    let first =
        remembered.map_or(first.clone(), |file| format!("{first}\nyou are @{} from now on ({file})", me.handle));
    Ok(Reply::text(format!("{first}\nnext: countersign add Acme: SAML single sign-on by end of q2 @dana")))
}

/// `init --from URL [DIR]`: the first copy of a book that is shared already.
fn from(url: &str, args: &Initing, rim: &Rim) -> Result<Reply, Failure> {
    let named = args.dir.as_ref().or(rim.global.book.as_ref()).or(rim.env.book.as_ref());
    let dir = match named {
        Some(dir) => rim.env.cwd.join(dir),
        None => rim.env.cwd.join(folder_of(url).ok_or_else(|| {
            Failure::usage(format!("`{}` names no directory", url.escape_debug()))
                .hint("name one: `countersign init --from URL DIR`")
        })?),
    };
    let wish = sync::wish(rim, &dir, None);
    let me = rim.me(&People::default()).ok();
    let rules = begin::rules(&dir, None, me.as_ref());
    let url = sync::address(url, &rim.env.cwd);
    let cloned = git::clone(&url, &dir, &wish, &rules).map_err(|trouble| sync::failure(&trouble, &wish))?;
    let (_, book) = Store::open(&cloned.book, rim.global.seed, None)?;
    let (name, commitments) = (&book.rules.name, book.commitments().len());
    if rim.global.json {
        let made = cloned.is_new;
        let dir = &cloned.book;
        let json =
            serde_json::json!({ "schema": 1, "book": name, "dir": dir, "made": made, "commitments": commitments });
        return Ok(Reply::text(json.to_string()));
    }
    let place = cloned.book.display();
    let mut lines = vec![if cloned.is_new {
        format!("the repository was empty: made the book `{name}` in {place}; `countersign sync` shares it")
    } else {
        format!(
            "copied the book `{name}` to {place}, with {}",
            count(i64::try_from(commitments).unwrap_or(i64::MAX), "commitment")
        )
    }];
    match rim.me(&book.rules.people) {
        Ok(me) if book.rules.people.get(&me.handle).is_some() => {
            let kept = rim.global.me.as_ref().filter(|_| rim.config.me.is_none()).and_then(|_| remember(rim, &me));
            lines.push(match kept {
                Some(file) => format!("you are @{} from now on ({file})", me.handle),
                None => format!("you are @{} ({})", me.handle, me.source.words()),
            });
        }
        Ok(_) | Err(_) => {
            let people: Vec<String> = book.rules.people.iter().map(|person| format!("@{}", person.handle)).collect();
            if !people.is_empty() {
                let people = people.join(", ");
                lines.push(format!("the book knows {people}; if you are one of them, say so once: `me = \"…\"` in the configuration, or --me"));
            }
        }
    }
    lines.push(format!("next: cd {place} && countersign"));
    Ok(Reply::text(lines.join("\n")))
}

/// The directory that a copy goes to where none is named: as git does, the last word of the address.
fn folder_of(url: &str) -> Option<&str> {
    let last = url.trim_end_matches('/').rsplit(['/', ':']).next()?;
    let name = last.strip_suffix(".git").unwrap_or(last);
    (!name.is_empty() && !name.starts_with(['-', '.'])).then_some(name)
}

/// Keeps who speaks in the configuration, where it doesn't say yet; its other lines stay as they are.
fn remember(rim: &Rim, me: &Me) -> Option<String> {
    let dir = rim.dirs.config.as_ref()?;
    let path = dir.join(config::FILE);
    let known = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(_) => return None,
    };
    fs::create_dir_all(dir).ok()?;
    let mut fresh = tempfile::NamedTempFile::new_in(dir).ok()?;
    write!(fresh, "me = \"{}\"\n{known}", me.handle).ok()?;
    fresh.as_file().sync_all().ok()?;
    fresh.persist(&path).ok()?;
    Some(path.display().to_string())
}

/// `demo`: a made-up book in a temporary place, or where it is wanted.
///
/// # Errors
/// When the place isn't empty or can't be written.
pub fn demo(args: &Demoing, rim: &Rim) -> Result<Reply, Failure> {
    let count = match rim.global.size {
        Some(Size::Count(count)) => Some(count),
        Some(Size::Cells(..)) | None => None,
    };
    if let Some(dir) = &args.into {
        let dir = rim.env.cwd.join(dir);
        write_sample(rim, count, &dir)?;
        let place = dir.display();
        return Ok(Reply::text(format!("wrote a made-up book to {place}\nnext: countersign --book {place}")));
    }
    let place = tempfile::Builder::new()
        .prefix("countersign-demo-")
        .tempdir()
        .map_err(|error| Failure::io("make a directory in", &std::env::temp_dir(), &error))?;
    write_sample(rim, count, place.path())?;
    let shelf = Shelf { dir: place.path().to_owned(), source: ShelfSource::Option };
    if rim.global.frame || (rim.env.is_stdin_terminal && rim.env.is_stdout_terminal && !rim.env.is_dumb()) {
        // The place lasts as long as the screen.
        return screen::open(rim, &shelf, Who::InTheSample);
    }
    let kept = place.keep();
    Ok(Reply::text(format!("wrote a made-up book to {0}\nnext: countersign --book {0} list", kept.display())))
}

/// Writes the sample: the one told by hand, or a made-up one of a size.
fn write_sample(rim: &Rim, count: Option<u32>, dir: &Path) -> Result<(), Failure> {
    let is_empty = fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        return Err(Failure::book(format!("{} is not empty", dir.display()))
            .hint("a made-up book is only written to a new or empty directory"));
    }
    let today = Day::new(rim.clock.today(chrono_tz::Tz::UTC));
    let put = |file: sample::File| put(dir, &file);
    match count {
        Some(count) => sample::sized(today, count, rim.global.seed.unwrap_or(1)).files(record::write).try_for_each(put),
        None => sample::book(today).files(record::write).try_for_each(put),
    }
}

fn put(dir: &Path, file: &sample::File) -> Result<(), Failure> {
    let path = dir.join(&file.path);
    let failed = |error: &std::io::Error| Failure::io("write", &path, error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let mut out = File::create_new(&path).map_err(|error| failed(&error))?;
    out.write_all(file.text.as_bytes()).map_err(|error| failed(&error))
}
