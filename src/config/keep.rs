//! Keeping a choice made on the screen in the configuration file: one value changes, the rest stays as it was written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use toml_edit::{DocumentMut, value};

use super::FILE;

/// Keeps the theme in the directory's configuration file, which is made where there is none.
///
/// # Errors
/// In words, when the file can't be read as TOML or can't be written; it stays as it was then.
pub fn keep_theme(dir: &Path, name: &str) -> Result<(), String> {
    let path = dir.join(FILE);
    let failed = |error: io::Error| format!("{}: the theme can't be kept: {error}", path.display());
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    let mut page: DocumentMut =
        text.parse().map_err(|_| format!("{} has a mistake, so the theme is not kept there", path.display()))?;
    match page.get_mut("theme").and_then(|item| item.as_value_mut()) {
        Some(old) => {
            let mut new = toml_edit::Value::from(name);
            // A remark behind the value stays.
            new.decor_mut().clone_from(old.decor());
            *old = new;
        }
        None => page["theme"] = value(name),
    }
    fs::create_dir_all(dir).map_err(failed)?;
    let unfinished = path.with_extension("toml.new");
    let write = || -> io::Result<()> {
        let mut file = File::create(&unfinished)?;
        file.write_all(page.to_string().as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, &path)
    };
    write().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_theme_changes() {
        let dir = tempfile::TempDir::new().unwrap();
        let read = || fs::read_to_string(dir.path().join("sub").join(FILE)).unwrap();
        let sub = dir.path().join("sub");
        keep_theme(&sub, "dark").unwrap();
        assert_eq!(read(), "theme = \"dark\"\n");
        let mut file = File::create(sub.join(FILE)).unwrap();
        file.write_all(b"# mine\nme = \"sam\"\ntheme   = \"dark\" # as ever\n[keys]\npreset = \"vim\"\n").unwrap();
        keep_theme(&sub, "mono").unwrap();
        assert_eq!(read(), "# mine\nme = \"sam\"\ntheme   = \"mono\" # as ever\n[keys]\npreset = \"vim\"\n");
        File::create(sub.join(FILE)).unwrap().write_all(b"theme = [").unwrap();
        assert!(keep_theme(&sub, "dark").is_err());
        assert_eq!(read(), "theme = [");
    }
}
