//! Configuration files: the documented default is the default, and each file of the corpus is one mistake with
//! the words for it in its first line.

use std::path::{Path, PathBuf};

use countersign::command::{Command, Scope};
use countersign::config::Config;
use countersign::theme::SignSet;
use proptest::prelude::*;

fn corpus() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/config_corpus");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

#[test]
fn the_documented_default_is_the_default() {
    let (config, problems) = Config::parse("config.toml", Config::documented_default());
    assert_eq!(problems, []);
    assert_eq!(config, Config::default());
}

#[test]
fn every_example_in_the_documented_default_can_be_used() {
    let examples: String = Config::documented_default()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(example) if !example.is_empty() && !example.starts_with(' ') => format!("{example}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let (config, problems) = Config::parse("config.toml", &examples);
    assert_eq!(problems, []);
    assert_eq!(config.me.as_deref(), Some("sam"));
    assert_eq!(config.book, Some(PathBuf::from("~/acme-book")));
    assert_eq!(config.editor.as_deref(), Some("vim"));
    assert_eq!(config.keys.keys_for(Command::Told, Scope::List).join(" "), "t ctrl-t");
    assert!(config.keys.keys_for(Command::End, Scope::List).is_empty());
}

#[test]
fn every_setting_is_documented() {
    for setting in ["me", "book", "theme", "signs", "mouse", "money", "view", "editor", "sync_every", "sync_timeout"] {
        let start = format!("{setting} = ");
        let is_told = Config::documented_default().lines().any(|line| line.trim_start_matches('#').starts_with(&start));
        assert!(is_told, "{setting}");
    }
}

#[test]
fn each_mistake_has_its_words() {
    let files = corpus();
    assert!(files.len() >= 20, "the corpus is there");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a file of the corpus");
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let expected: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("#! ")).collect();
        let (config, problems) = Config::parse("config.toml", &text);
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{name}");
        // Every file of the corpus also sets this rightly, and a mistake elsewhere must not cost it.
        assert_eq!(config.me.as_deref(), Some("sam"), "{name}");
        for problem in problems {
            let why = problem.why;
            assert!(!why.ends_with('.') && why.chars().next().is_some_and(|c| !c.is_uppercase()), "{name}: {why}");
        }
    }
}

#[test]
fn all_mistakes_are_reported_together() {
    let text = "me = 3\nthem = \"dark\"\nmouse = \"yes\"\nmoney = false\n[keys.list]\n\"x\" = \"edn\"\n";
    let (config, problems) = Config::parse("config.toml", text);
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    config.toml:1: me: needs a text in quotes, this is a number
    config.toml:2: them: unknown setting `them`, did you mean `theme`?
    config.toml:3: mouse: needs true or false, this is a text
    config.toml:6: keys.list.x: unknown command `edn`, did you mean `end`?
    "#);
    assert!(!config.money);
    assert!(config.mouse);
}

#[test]
fn files_are_found_in_their_directory() {
    let dir = tempfile::tempdir().expect("a directory");
    assert_eq!(Config::load(dir.path()), (Config::default(), vec![]), "no file is no mistake");

    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("the directory");
        let mut file = std::fs::File::create(path).expect("a file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("its text");
    };
    write("config.toml", "\u{feff}theme = \"mine\"\r\nsigns = \"ascii\"\r\nview = 3\r\n");
    write("themes/mine.toml", "inherits = \"light\"\n[looks]\nlink = \"rde\"\n");
    let (config, problems) = Config::load(dir.path());
    assert_eq!(problems, []);
    assert_eq!((config.theme.as_str(), config.signs, config.view.as_str()), ("mine", SignSet::Ascii, "3"));
    let (theme, problems) = config.theme(dir.path(), None);
    assert_eq!(theme.name, "mine");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].file.ends_with("mine.toml"), "{problems:?}");
    assert_eq!(config.theme(dir.path(), Some("mono")).0.name, "mono");
}

#[test]
fn an_unreadable_file_is_reported() {
    let dir = tempfile::tempdir().expect("a directory");
    std::fs::create_dir(dir.path().join("config.toml")).expect("a directory in the file's place");
    let (config, problems) = Config::load(dir.path());
    assert_eq!(config, Config::default());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].why.contains("the defaults are used"), "{problems:?}");
}

proptest! {
    #[test]
    fn no_file_panics(text in "(\\PC|\n|\\[|\\]|=|\"|'|#|keys|list|me|mouse|true|\\.){0,60}") {
        let _ = Config::parse("config.toml", &text);
    }

    #[test]
    fn a_file_cut_anywhere_is_read_as_far_as_it_goes(at in 0usize..3000) {
        let whole = Config::documented_default();
        let at = (0..=at.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let _ = Config::parse("config.toml", &whole[..at]);
    }
}
