//! Text with its meaning: pieces, lines of them, and what a press on a part of a line means.
//!
//! Pages, layers and screens write these; what is seen and what is hit can't differ, because both come from the same lines.

use std::borrow::Cow;

use crate::command::Command;
use crate::domain::commitment::StateName;
use crate::domain::flag::Level;
use crate::text::{clean, fit, width, wrap};

/// The sign of the line under the cursor.
pub const CURSOR: &str = "▸";
/// The sign of what is marked.
pub const MARK: &str = "◆";
/// The sign of what is as it should be.
pub const TICK: &str = "✓";

/// The sign of a flag's level.
#[must_use]
pub const fn sign(level: Level) -> &'static str {
    match level {
        Level::Red => "●",
        Level::Amber => "▲",
        Level::Dim => "·",
    }
}

/// What a piece of text means; a theme gives it its look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Ordinary.
    Text,
    /// Matters less.
    Dim,
    /// Matters more.
    Strong,
    /// Begins a part.
    Heading,
    /// A key to press.
    Key,
    /// Text being typed.
    Input,
    /// What could be typed.
    Placeholder,
    /// The part that was searched for.
    Match,
    /// Something that stands in the way.
    Error,
    /// Something to know.
    Notice,
    /// Something that is fine.
    Good,
    /// The sales side.
    Sales,
    /// The tech side.
    Tech,
    /// A flag of this level.
    Flag(Level),
    /// A state.
    State(StateName),
    /// A chance that covers the promise.
    Covered,
    /// A chance in between.
    AtRisk,
    /// A chance too low.
    OverPromised,
    /// The likely part of a forecast.
    BandInner,
    /// The rest of it.
    BandOuter,
    /// Today on a date bar.
    Today,
    /// The told date on a date bar.
    Told,
    /// The chosen one of several.
    Chosen,
    /// A line between parts.
    Border,
    /// Was taken back.
    Gone,
    /// Something that a terminal can open.
    Link,
}

/// A run of text with one meaning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The text; anybody's is made harmless where it is drawn, or before.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

impl Piece {
    /// A piece; text from others is made harmless here.
    #[must_use]
    pub fn new(text: &str, tone: Tone) -> Self {
        Self { text: clean(text).into_owned(), tone }
    }
}

/// What lies under the mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// A field of a form.
    Field(usize),
    /// One of the words a field offers.
    Word(usize, usize),
    /// An entry of a list.
    Entry(usize),
    /// A suggestion under a field.
    Suggestion(usize),
    /// A commitment, by its place in the book.
    Commitment(usize),
    /// Something of a screen that one stands on or drops things on: a column, a lane, a week.
    Column(usize),
    /// The key of a command, or its word.
    Run(Command),
    /// Outside of the layer.
    Outside,
    /// Nothing that can be pressed.
    Nothing,
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Its pieces, left to right.
    pub pieces: Vec<Piece>,
    /// What a click on it means.
    pub spot: Option<Spot>,
    /// Clicks on parts of it: first column, last column, meaning.
    pub parts: Vec<(usize, usize, Spot)>,
    /// Whether it is the line under the cursor.
    pub is_chosen: bool,
}

impl Row {
    /// An empty line.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// A line of one piece.
    #[must_use]
    pub fn of(tone: Tone, text: impl Into<String>) -> Self {
        Self::default().with(tone, text)
    }

    /// The same with a piece more.
    #[must_use]
    pub fn with(mut self, tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            let text = match clean(&text) {
                Cow::Borrowed(_) => text,
                Cow::Owned(clean) => clean,
            };
            self.pieces.push(Piece { text, tone });
        }
        self
    }

    /// The same with a piece more that can be clicked.
    #[must_use]
    pub fn with_part(self, tone: Tone, text: impl Into<String>, spot: Spot) -> Self {
        let start = self.width();
        let mut row = self.with(tone, text);
        row.parts.push((start, row.width(), spot));
        row
    }

    /// The same, cut with a sign where it is longer than so many columns.
    #[must_use]
    pub fn cut(mut self, cols: usize) -> Self {
        if self.width() <= cols {
            return self;
        }
        let mut used = 0;
        let mut kept = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces {
            let wide = width(&piece.text);
            if used + wide < cols {
                used += wide;
                kept.push(piece);
                continue;
            }
            // Its last column is for the sign that says there is more.
            let text = fit(&(piece.text + " …"), cols - used);
            kept.push(Piece { text, tone: piece.tone });
            break;
        }
        self.pieces = kept;
        self.parts.retain(|(from, _, _)| *from < cols);
        for part in &mut self.parts {
            part.1 = part.1.min(cols);
        }
        self
    }

    /// The same, exactly so many columns wide: cut, or filled up with blanks.
    #[must_use]
    pub fn padded(self, cols: usize) -> Self {
        let row = self.cut(cols);
        let gap = cols.saturating_sub(row.width());
        row.with(Tone::Text, " ".repeat(gap))
    }

    /// This in so many columns, and another line to the right of it, with what can be pressed in both.
    #[must_use]
    pub fn beside(mut self, cols: usize, other: Self) -> Self {
        if let Some(spot) = self.spot.take() {
            self.parts.push((0, cols, spot));
        }
        let right = other.width();
        let mut row = self.padded(cols);
        row.pieces.extend(other.pieces);
        row.parts.extend(other.parts.into_iter().map(|(from, to, spot)| (from + cols, to + cols, spot)));
        row.parts.extend(other.spot.map(|spot| (cols, cols + right, spot)));
        row
    }

    /// What lies under a column of it.
    #[must_use]
    pub fn spot_at(&self, column: usize) -> Option<Spot> {
        let part = self.parts.iter().find(|(from, to, _)| (*from..*to).contains(&column));
        part.map(|part| part.2).or(self.spot)
    }

    /// The same, to be clicked.
    #[must_use]
    pub const fn at(mut self, spot: Spot) -> Self {
        self.spot = Some(spot);
        self
    }

    /// The same, as the line under the cursor where it is.
    #[must_use]
    pub fn chosen_if(self, is_chosen: impl Into<bool>) -> Self {
        Self { is_chosen: is_chosen.into(), ..self }
    }

    /// The columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Its letters.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Text of one meaning in as many lines as it takes, the later ones indented.
#[must_use]
pub fn wrapped(tone: Tone, text: &str, cols: usize, indent: usize) -> Vec<Row> {
    let indent = if cols > indent + 12 { indent } else { 0 };
    let lines = wrap(text, cols.saturating_sub(indent).max(1));
    let blanks = |n: usize| if n == 0 { String::new() } else { " ".repeat(indent) };
    lines.into_iter().enumerate().map(|(n, line)| Row::of(tone, format!("{}{line}", blanks(n)))).collect()
}

/// Text of one meaning in as many lines as it takes, all of them indented.
#[must_use]
pub fn indented(tone: Tone, text: &str, cols: usize, indent: usize) -> Vec<Row> {
    let indent = if cols > indent + 12 { indent } else { 0 };
    let lines = wrap(text, cols.saturating_sub(indent).max(1));
    lines.into_iter().map(|line| Row::of(tone, format!("{}{line}", " ".repeat(indent)))).collect()
}

/// A line in as many lines as it takes, broken between words, the later ones indented.
#[must_use]
pub fn flowing(row: Row, cols: usize) -> Vec<Row> {
    if row.width() <= cols || cols < 12 {
        return vec![row];
    }
    let mut rows = Vec::new();
    let mut line = Row::default();
    for piece in row.pieces {
        for word in piece.text.split_inclusive(' ') {
            if line.width() + width(word.trim_end()) > cols && !line.pieces.is_empty() {
                if let Some(last) = line.pieces.last_mut() {
                    last.text.truncate(last.text.trim_end().len());
                }
                rows.push(std::mem::replace(&mut line, Row::of(Tone::Text, "  ")));
            }
            match line.pieces.last_mut().filter(|last| last.tone == piece.tone) {
                Some(last) => last.text.push_str(word),
                None => line = line.with(piece.tone, word),
            }
        }
    }
    rows.push(line);
    rows
}

/// The line of keys on the lower edge: `enter sign  esc close`.
#[must_use]
pub fn keys(pairs: &[(&str, &str)]) -> Row {
    let mut row = Row::default();
    for (n, (key, what)) in pairs.iter().filter(|(key, _)| !key.is_empty()).enumerate() {
        let gap = if n == 0 { "" } else { "   " };
        row = row.with(Tone::Dim, gap).with(Tone::Key, *key).with(Tone::Dim, format!(" {what}"));
    }
    row
}

/// A piece of text cut to so many columns.
#[must_use]
pub fn cut(text: &str, cols: usize) -> String {
    fit(text, cols)
}
