//! A book where there was none: asked for on a terminal, made for a first promise, and never in the working directory
//! unasked.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::ask;
use super::desk::Missing;
use super::failure::Failure;
use super::me::Me;
use super::rim::{Rim, Shelf};
use crate::domain::book::Rules;
use crate::domain::person::{People, Person, Roles};
use crate::store::Store;

/// Makes a book on the shelf, if that is what the user wants, and says so in a line.
///
/// # Errors
/// When the user doesn't want it, nobody can be asked, or it can't be made.
pub fn begin(rim: &Rim, shelf: &Shelf, missing: Missing) -> Result<String, Failure> {
    let place = shelf.dir.display();
    let is_wanted = if rim.env.can_ask() {
        ask::yes(&format!("There is no book yet. Make one in {place}?"))
    } else {
        missing == Missing::Make && !shelf.source.is_named()
    };
    if !is_wanted {
        let named = if shelf.source.is_named() { format!(" in {place}") } else { String::new() };
        let make = if shelf.source.is_named() {
            format!("countersign init {place}")
        } else {
            "countersign init DIR".to_owned()
        };
        return Err(Failure::book(format!("there is no book{named}"))
            .hint(format!("`{make}` makes one, `countersign demo` shows a made-up one"))
            .hint("--book DIR or COUNTERSIGN_BOOK uses one that is elsewhere"));
    }
    let me = rim.me(&People::default()).ok();
    Store::init(&shelf.dir, &rules(&shelf.dir, None, me.as_ref()))?;
    Ok(format!("made a book in {place}; `countersign config` tells where it is"))
}

/// The rules of a new book: its name, the zone of this machine, and who makes it, with every role.
#[must_use]
pub fn rules(dir: &Path, name: Option<&str>, me: Option<&Me>) -> Rules {
    let folder = dir.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    let name = name.map(str::to_owned).or(folder).unwrap_or_else(|| "book".to_owned());
    let people = me.map(|me| Person::new(me.handle.clone(), Roles::EVERY)).into_iter().collect();
    Rules { name, zone: zone(), people, ..Rules::default() }
}

/// The zone of this machine: `TZ`, or what the system's link names; UTC where neither says.
fn zone() -> Tz {
    let named = std::env::var("TZ").ok().and_then(|name| name.trim_start_matches(':').parse().ok());
    named.or_else(|| zone_of_link(&std::fs::read_link("/etc/localtime").ok()?)).unwrap_or(Tz::UTC)
}

fn zone_of_link(link: &Path) -> Option<Tz> {
    let parts: PathBuf = link.components().skip_while(|part| part.as_os_str() != "zoneinfo").skip(1).collect();
    parts.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_read_from_the_link() {
        let cases = [
            ("/usr/share/zoneinfo/Europe/Berlin", Some(Tz::Europe__Berlin)),
            ("../usr/share/zoneinfo/UTC", Some(Tz::UTC)),
            ("/var/db/timezone/zoneinfo/America/Argentina/Ushuaia", Some(Tz::America__Argentina__Ushuaia)),
            ("/etc/elsewhere", None),
        ];
        for (link, expected) in cases {
            assert_eq!(zone_of_link(Path::new(link)), expected, "{link}");
        }
    }
}
