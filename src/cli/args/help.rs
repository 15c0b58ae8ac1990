//! The shape of the help: commands in the groups people look for them in, and the examples out of it.

use std::fmt::Write;

use clap::builder::Styles;
use clap::{Command, CommandFactory};

use super::Line;

/// The groups of the help, each with its commands.
pub const GROUPS: [(&str, &[&str]); 7] = [
    ("Start", &["init", "demo"]),
    ("Say (sales)", &["add", "ask", "change", "told", "confirm", "not-yet", "accept", "withdraw"]),
    ("Answer (tech)", &["estimate", "sign", "counter", "defer", "decline", "progress", "deliver", "revoke"]),
    ("Both sides", &["note", "edit", "accept-risk", "reopen", "undo", "redo"]),
    ("Look", &["list", "show", "inbox", "log"]),
    ("Tell", &["brief"]),
    ("Keep in order", &["check", "doctor", "import", "config", "completions"]),
];

const TEMPLATE: &str = "\
{about}

{usage-heading} {usage}

Without a command the screen opens. A newcomer's first minute:
  countersign demo
  countersign add Acme: SAML single sign-on by end of q2 @dana

{before-help}{options}

`countersign COMMAND --help` tells more about a command and shows examples.
";

/// The commands with the help in groups.
#[must_use]
pub fn shaped() -> Command {
    let line = Line::command();
    let mut groups = String::new();
    for (title, names) in GROUPS {
        // Writing to a string cannot fail.
        let _ = writeln!(groups, "{title}:");
        for name in names {
            let about = line.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
            let _ = writeln!(groups, "  {name:<12} {}", about.unwrap_or_default());
        }
        groups.push('\n');
    }
    let groups = groups.trim_end().to_owned();
    line.help_template(TEMPLATE).before_help(groups).styles(Styles::plain())
}

/// The example lines of a command's help.
#[must_use]
pub fn examples(command: &Command) -> Vec<String> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| line.starts_with("countersign ")).map(str::to_owned).collect()
}
