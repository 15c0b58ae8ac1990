//! The hook and the sentences of docs/sharing.md, tried.

use std::fs;
use std::path::Path;

use super::town::{Town, block};

/// The hook as it stands in the documentation refuses and lets pass.
pub fn the_hook_of_the_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sharing.md");
    let text = fs::read_to_string(path).unwrap();
    let script = text.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let town = Town::new();
    town.hook(script);
    let sam = town.clone_of("sam");
    sam.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "note", "note = \"hello\""));
    sam.commit("2026-11-20T10:01:00Z", "say hello");
    assert_eq!(sam.push(&[]), (true, String::new()));
    sam.append("k7m2qx", &block("aaaaa2", "2026-11-20T10:02:00Z", "dana", "countersign", "re = \"4c1d9z\""));
    sam.commit("2026-11-20T10:03:00Z", "forge");
    let (is_taken, said) = sam.push(&[]);
    let expected = "it is recorded by @dana, and committed by sam@example.test, who is @sam; each commits what they recorded; \
                    for a colleague it is said by proxy: `--for dana`";
    assert!(!is_taken && said.contains(expected), "{said}");
    assert!(text.contains(&expected.replace("example.test", "acme.example")), "the docs show another sentence");
}
