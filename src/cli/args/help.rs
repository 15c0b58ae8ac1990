//! The shape of the help: commands in the groups people look for them in, options once, and the examples out of it.

use std::fmt::Write as _;

use clap::builder::Styles;
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Line;
use crate::query::{Group, Sort};
use crate::report::table;
use crate::text::wrap;

/// The groups of the help, each with its commands.
pub const GROUPS: [(&str, &[&str]); 9] = [
    ("Start", &["init", "demo"]),
    ("Say (sales)", &["add", "ask", "change", "told", "confirm", "not-yet", "accept", "withdraw"]),
    ("Answer (tech)", &["estimate", "sign", "counter", "defer", "decline", "progress", "deliver", "revoke"]),
    ("Both sides", &["note", "edit", "accept-risk", "reopen", "undo", "redo"]),
    (
        "Look",
        &["list", "show", "inbox", "forecast", "load", "timeline", "calibration", "review", "pulse", "log", "backtest"],
    ),
    ("Decide", &["quote", "rescue", "standup", "away"]),
    ("Tell", &["customers", "brief", "handoff"]),
    ("Share", &["sync", "verify"]),
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

/// The commands with the help in groups; options that work everywhere are listed once, in the help of the program.
#[must_use]
pub fn shaped() -> Command {
    let line = Line::command();
    let mut text = String::new();
    // Writing to a string cannot fail.
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{title}:");
        for name in names {
            let about = line.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
            let _ = writeln!(text, "  {name:<12} {}", about.unwrap_or_default());
        }
        text.push('\n');
    }
    let _ = writeln!(text, "Options everywhere:");
    for option in line.get_arguments().filter(|arg| arg.is_global_set()) {
        let _ = writeln!(text, "  {:<20} {}", flag(option), about(option));
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::HelpShort)
        .help("Print this help")
        .help_heading(None::<&str>)
        .global(true);
    line.help_template(TEMPLATE)
        .before_help(text.trim_end().to_owned())
        .styles(Styles::plain())
        .disable_help_flag(true)
        .mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg })
        .mut_subcommands(|command| {
            let words = if command.get_name() == "list" { column_words() } else { String::new() };
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            command.after_help(format!(
                "{words}{examples}\n\n`countersign --help` shows the options that work everywhere."
            ))
        })
        .arg(help)
}

/// The words that `list` takes for columns, orders and groups.
fn column_words() -> String {
    let columns: Vec<&str> = table::TABLE.iter().map(|shape| shape.word).collect();
    let orders: Vec<&str> = Sort::COLUMNS.iter().map(|column| column.word).collect();
    let groups: Vec<&str> = Group::ALL.iter().map(|group| group.word()).collect();
    let listed = |title: &str, words: &[&str]| format!("{title}:\n  {}\n\n", wrap(&words.join(" "), 76).join("\n  "));
    listed("Columns", &columns) + &listed("To sort by", &orders) + &listed("To group by", &groups)
}

/// An option as it is typed: `--book <DIR>`.
#[must_use]
pub fn flag(option: &Arg) -> String {
    let mut text = String::new();
    if let Some(short) = option.get_short() {
        let _ = write!(text, "-{short}, ");
    }
    if let Some(long) = option.get_long() {
        let _ = write!(text, "--{long}");
    }
    let takes_value = matches!(option.get_action(), ArgAction::Set | ArgAction::Append);
    if let Some(value) = option.get_value_names().and_then(<[_]>::first).filter(|_| takes_value) {
        let is_optional = option.get_num_args().is_some_and(|range| range.min_values() == 0);
        let _ = if is_optional { write!(text, " [{value}]") } else { write!(text, " <{value}>") };
    }
    text
}

/// What an option does.
#[must_use]
pub fn about(option: &Arg) -> String {
    let help = option.get_help().map(ToString::to_string).unwrap_or_default();
    let possible = option.get_possible_values();
    if option.get_action().takes_values() && !possible.is_empty() {
        let words: Vec<&str> = possible.iter().map(clap::builder::PossibleValue::get_name).collect();
        format!("{help} [{}]", words.join(", "))
    } else {
        help
    }
}

/// The example lines of a command's help.
#[must_use]
pub fn examples(command: &Command) -> Vec<String> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| line.starts_with("countersign ")).map(str::to_owned).collect()
}
