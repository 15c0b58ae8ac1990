//! A query as a text that reads as the same query.

use std::fmt::{self, Write as _};

use winnow::prelude::*;
use winnow::stream::LocatingSlice;

use super::Query;
use super::field::{Field, Kind};
use super::lex;
use super::parse::{Node, Test};
use super::value::Is;
use crate::domain::day::Day;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, &self.root)
    }
}

fn write(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(nodes) => joined(f, nodes, " "),
        Node::Or(nodes) => joined(f, nodes, " or "),
        Node::Not(inner) => {
            f.write_char('-')?;
            inside(f, inner)
        }
        Node::Word(word) if is_bare(&word.typed) => f.write_str(&word.typed),
        Node::Word(word) => f.write_str(&quote(&word.typed)),
        Node::Test(test) => write_test(f, test),
    }
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], joint: &str) -> fmt::Result {
    for (n, node) in nodes.iter().enumerate() {
        if n > 0 {
            f.write_str(joint)?;
        }
        match node {
            // `and` binds tighter than `or`: alternatives inside it need their parentheses.
            Node::Or(_) => inside(f, node)?,
            Node::And(_) | Node::Not(_) | Node::Word(_) | Node::Test(_) => write(f, node)?,
        }
    }
    Ok(())
}

fn inside(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(_) | Node::Or(_) => {
            f.write_char('(')?;
            write(f, node)?;
            f.write_char(')')
        }
        Node::Not(_) | Node::Word(_) | Node::Test(_) => write(f, node),
    }
}

fn write_test(f: &mut fmt::Formatter<'_>, test: &Test) -> fmt::Result {
    let field = Field::of(test.key);
    write!(f, "{}{}", field.name, test.op.sign())?;
    for (n, value) in test.values.iter().enumerate() {
        if n > 0 {
            f.write_char(',')?;
        }
        match value.is {
            Is::Missing | Is::Me(_) | Is::Word(_) | Is::Yes | Is::No => f.write_str(&value.typed)?,
            Is::Text(_) | Is::Person(_) | Is::Between { .. } | Is::Id => write_value(f, field.kind, &value.typed)?,
        }
    }
    Ok(())
}

fn write_value(f: &mut fmt::Formatter<'_>, kind: Kind, typed: &str) -> fmt::Result {
    let is_keyword = ["none", "me"].iter().any(|word| typed.eq_ignore_ascii_case(word));
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '@' | '+' | '%' | '$' | '€' | '/');
    // A day in words could run on into the word after it.
    let could_run_on = matches!(kind, Kind::Day | Kind::Event) && typed.parse::<Day>().is_err();
    if typed.is_empty() || is_keyword || could_run_on || !typed.chars().all(is_plain) {
        f.write_str(&quote(typed))
    } else {
        f.write_str(typed)
    }
}

/// Whether the text, as it stands, reads as one plain word.
fn is_bare(text: &str) -> bool {
    let is_keyword = ["and", "or", "not"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '\\') && !lex::is_quote(c);
    let has_head = lex::head.parse_next(&mut LocatingSlice::new(text)).is_ok();
    // A sign of its own could run together with a field's name before it.
    let is_joint = text.starts_with(['-', '#', '@', '<', '>', '=', '!', ':', ',']);
    !text.is_empty() && !is_keyword && !has_head && !is_joint && text.chars().all(is_plain)
}

/// The text in quotes.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if lex::is_quote(c) || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
