//! The person's own editor on a file of the book.

use std::path::Path;

/// Editors that take `+LINE` before the file.
const WITH_LINES: [&str; 9] = ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "joe"];

/// Runs the editor and waits for it: the configured one, `VISUAL`, `EDITOR`, else the system's.
pub(super) fn edit(configured: Option<&str>, path: &Path, line: Option<u32>) -> Result<(), String> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let command = configured.map(str::to_owned).or_else(|| variable("VISUAL")).or_else(|| variable("EDITOR"));
    let command = command.unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let words = words(&command)?;
    let Some((program, arguments)) = words.split_first() else { return Err("no editor is set; set EDITOR".into()) };
    #[expect(clippy::disallowed_methods, reason = "run owns the editor")]
    let mut child = std::process::Command::new(program);
    child.args(arguments);
    if let Some(line) = line.filter(|_| takes_lines(program)) {
        child.arg(format!("+{line}"));
    }
    let status =
        child.arg(path).status().map_err(|error| format!("can't run the editor `{program}`: {error}; set EDITOR"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the editor `{program}` ended with {status}; the file is as it left it"))
    }
}

/// The words of the command, as a shell splits them.
fn words(command: &str) -> Result<Vec<String>, String> {
    shlex::split(command).ok_or_else(|| format!("the editor `{command}` has a quote that doesn't end"))
}

fn takes_lines(program: &str) -> bool {
    let name = Path::new(program).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    WITH_LINES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_split_as_a_shell_does() {
        assert_eq!(words("code --wait 'my file'"), Ok(vec!["code".into(), "--wait".into(), "my file".into()]));
        assert!(words("vim 'x").is_err());
        assert!(takes_lines("/usr/bin/vim") && !takes_lines("code"));
    }
}
