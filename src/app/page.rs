//! The item page as lines of text with their meaning: both halves, the date bar, the reasons, the conversation.
//!
//! Here rather than where it is drawn, because scrolling must know how long it is.

mod bar;
mod facts;
mod reasons;
mod talk;

pub use reasons::tone_of;

use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::text::{fit, width, wrap};

use super::ink::{Piece, Tone};
use super::layer::Context;

/// One line of the page.
pub type Line = Vec<Piece>;

/// What the page is asked to show.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Which commitment.
    pub id: Id,
    /// Columns there are.
    pub width: usize,
    /// Whether amounts are shown.
    pub has_money: bool,
}

/// The lines of the page; none when the commitment is gone.
#[must_use]
pub fn lines(context: &Context, sheet: Sheet) -> Vec<Line> {
    let Some(commitment) = context.book.get(sheet.id) else { return Vec::new() };
    let inner = Sheet { width: sheet.width.saturating_sub(2), ..sheet };
    let mut lines = vec![title(commitment, inner.width), standing(context, commitment, inner.width), Line::new()];
    lines.extend(facts::lines(context, commitment, inner));
    lines.push(Line::new());
    lines.extend(bar::lines(context, commitment, inner.width));
    lines.extend(reasons::lines(context, commitment, inner.width));
    lines.push(Line::new());
    lines.extend(why(context, commitment, inner.width));
    lines.extend(talk::lines(context, commitment, inner));
    for line in &mut lines {
        line.insert(0, Piece::new(" ", Tone::Text));
    }
    lines
}

/// The parts of the page, for screens that put them together otherwise.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Who it is promised to, what, and where it stands.
    pub head: Vec<Line>,
    /// Both halves.
    pub halves: Vec<Line>,
    /// The date bar and the chance in words.
    pub bar: Vec<Line>,
    /// The conversation.
    pub talk: Vec<Line>,
}

/// The parts of the page, each exactly as wide as asked for; none when the commitment is gone.
#[must_use]
pub fn parts(context: &Context, sheet: Sheet) -> Option<Parts> {
    let commitment = context.book.get(sheet.id)?;
    Some(Parts {
        head: vec![title(commitment, sheet.width), standing(context, commitment, sheet.width)],
        halves: facts::lines(context, commitment, sheet),
        bar: bar::lines(context, commitment, sheet.width),
        talk: talk::lines(context, commitment, sheet),
    })
}

/// Why the chance is what it is, in sentences.
fn why(context: &Context, commitment: &Commitment, columns: usize) -> Vec<Line> {
    let Some((forecaster, work)) = context.forecaster.and_then(|each| Some((each, each.work(commitment)?))) else {
        return Vec::new();
    };
    let sentences = forecaster.explain(&work).parts(&context.book.rules.people, context.today);
    let mut lines = vec![heading("FORECAST")];
    for sentence in sentences {
        lines.extend(wrap(&sentence, columns.max(8)).iter().map(|part| vec![Piece::new(part, Tone::Text)]));
    }
    lines.push(Line::new());
    lines
}

/// How many lines the page has.
#[must_use]
pub fn height(context: &Context, sheet: Sheet) -> usize {
    lines(context, sheet).len()
}

fn title(commitment: &Commitment, columns: usize) -> Line {
    let id = commitment.id.as_str();
    let room = columns.saturating_sub(id.len() + 2);
    let name = fit(&commitment.title(), room);
    let gap = columns.saturating_sub(width(&name) + id.len());
    vec![Piece::new(&name, Tone::Strong), Piece::new(&" ".repeat(gap), Tone::Text), Piece::new(id, Tone::Dim)]
}

fn standing(context: &Context, commitment: &Commitment, columns: usize) -> Line {
    let state = commitment.state.name();
    let mut line = vec![
        Piece::new(state.word(), Tone::State(state)),
        Piece::new(&format!(" since {}", commitment.state_since.short(context.today)), Tone::Dim),
    ];
    let settings = &commitment.settings;
    let mut more: Vec<String> = Vec::new();
    more.extend(settings.firmness.map(|each| each.word().to_owned()));
    more.extend(settings.stake.map(|each| each.word().to_owned()));
    more.extend(settings.tags.iter().map(|tag| format!("#{tag}")));
    let used: usize = line.iter().map(|piece| width(&piece.text)).sum();
    if !more.is_empty() {
        let more = format!(" · {}", more.join(" · "));
        line.push(Piece::new(&fit(&more, columns.saturating_sub(used)), Tone::Text));
    }
    line
}

/// Blanks up to a column.
fn gap(columns: usize) -> Piece {
    Piece::new(&" ".repeat(columns), Tone::Text)
}

/// The heading of a part.
fn heading(words: &str) -> Line {
    vec![Piece::new(words, Tone::Heading)]
}
