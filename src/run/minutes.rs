//! Where the minutes of a standup are, said so that the end of a path is never cut off.

use std::path::Path;

use crate::text::width;

/// Columns of the status line that aren't words: its sign and its edges.
const EDGES: usize = 4;

/// That a standup is over and where its minutes are, on a screen so wide.
pub(super) fn over(path: &Path, columns: usize) -> String {
    let home = directories::BaseDirs::new();
    let inside = home.as_ref().and_then(|base| path.strip_prefix(base.home_dir()).ok());
    let place = inside.map_or_else(|| path.display().to_string(), |inside| format!("~/{}", inside.display()));
    let sentence = format!("the standup is over, saved as {place}");
    let short = format!("over; saved as {place}");
    let room = columns.saturating_sub(EDGES);
    if width(&sentence) <= room {
        sentence
    } else if width(&short) <= room {
        short
    } else {
        // The directory of the book and the day tell it from the others.
        let names: Vec<_> = path.iter().rev().take(2).map(|name| name.to_string_lossy()).collect();
        let end: Vec<&str> = names.iter().rev().map(AsRef::as_ref).collect();
        format!("over; saved as …/{}", end.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_whole_or_its_end_is_there() {
        let path = Path::new("/srv/state/countersign/standups/fernwhistle-1f3c/2026-11-22.md");
        for (columns, expected) in [
            (120, "the standup is over, saved as /srv/state/countersign/standups/fernwhistle-1f3c/2026-11-22.md"),
            (84, "over; saved as /srv/state/countersign/standups/fernwhistle-1f3c/2026-11-22.md"),
            (80, "over; saved as …/fernwhistle-1f3c/2026-11-22.md"),
            (60, "over; saved as …/fernwhistle-1f3c/2026-11-22.md"),
        ] {
            let said = over(path, columns);
            assert_eq!(said, expected);
            assert!(width(&said) + EDGES <= columns.max(52), "{columns}");
        }
    }
}
