//! Files that their owner, or those who share the directory, can't read or write.

use std::path::Path;

use super::Case;

#[cfg(not(unix))]
pub(super) fn cases(_: &Path) -> Vec<Case> {
    Vec::new()
}

#[cfg(unix)]
pub(super) fn cases(dir: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in ["", "snapshots", "commitments", "reviews"] {
        look(dir, folder, &mut cases);
    }
    for folder in ["commitments", "reviews"] {
        let years = std::fs::read_dir(dir.join(folder)).into_iter().flatten().flatten();
        let mut years: Vec<String> = years.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        years.sort();
        for year in years.iter().filter(|year| !year.starts_with('.')) {
            look(dir, &format!("{folder}/{year}"), &mut cases);
        }
    }
    cases
}

/// Looks at a folder and the files in it.
#[cfg(unix)]
fn look(dir: &Path, folder: &str, cases: &mut Vec<Case>) {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    let path = dir.join(folder);
    let mode_of = |path: &Path| fs::symlink_metadata(path).ok().map(|found| (found.permissions().mode(), found));
    let Some((around, found)) = mode_of(dir) else { return };
    if !found.is_dir() {
        return;
    }
    let Some((own, found)) = mode_of(&path) else { return };
    if !found.is_dir() {
        return;
    }
    // Whoever may write in the book may write in its folders, and whoever may write in a folder may write its files.
    cases.extend(case(folder, own, own | 0o700 | (around & 0o070)));
    let mut names: Vec<String> = fs::read_dir(&path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    for name in names {
        let is_ours = Path::new(&name).extension().is_some_and(|end| end == "toml")
            || [".gitattributes", ".gitignore", crate::store::lock::NAME].contains(&&name[..]);
        let Some((mode, _)) = mode_of(&path.join(&name)).filter(|(_, found)| is_ours && found.is_file()) else {
            continue;
        };
        let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        cases.extend(case(&name, mode, mode | 0o600 | (own & 0o060)));
    }
}

#[cfg(unix)]
fn case(file: &str, is: u32, wanted: u32) -> Option<Case> {
    use super::{Finding, Step, Weight};

    if is == wanted {
        return None;
    }
    let is_own = is & 0o700 != wanted & 0o700;
    let (what, weight) = if is_own {
        ("its owner can't read and write it", Weight::Hindrance)
    } else {
        ("others who share the directory can't read and write it", Weight::Look)
    };
    let finding = Finding {
        file: if file.is_empty() { ".".into() } else { file.into() },
        line: None,
        what: what.into(),
        by_hand: String::new(),
        would: "gives them the right".into(),
        did: "gave them the right".into(),
        weight,
    };
    Some(Case { findings: vec![finding], steps: vec![Step::Mode { path: file.into(), mode: wanted & 0o7777 }] })
}
