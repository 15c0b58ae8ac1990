//! What a layer shows: lines of pieces with a meaning, where the cursor stands, and what lies under the mouse.
//!
//! A layer writes its sheet, the screen draws it, and a click is looked up in the same sheet, so that what is seen and
//! what is hit can't differ.

mod place;

use crate::text::{fit, width, wrap};

use place::Frame;
pub use place::Placed;

/// What a piece of text means; themes give it its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// What matters less.
    Dim,
    /// What matters more.
    Strong,
    /// The head of a part.
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
    /// A chance that covers the promise.
    Covered,
    /// A chance in between.
    AtRisk,
    /// A chance that is too low.
    OverPromised,
    /// A red flag.
    Red,
    /// An amber flag.
    Amber,
    /// The chosen one of several.
    Chosen,
    /// A line across.
    Rule,
}

/// A piece of text with its meaning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What it means.
    pub tone: Tone,
    /// The text, as anybody wrote it: it is cleaned where it is drawn.
    pub text: String,
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
            self.pieces.push(Piece { tone, text });
        }
        self
    }

    /// The same with a piece more that can be clicked.
    #[must_use]
    pub fn with_part(self, tone: Tone, text: impl Into<String>, spot: Spot) -> Self {
        let (text, start) = (text.into(), self.width());
        let end = start + width(&text);
        let mut row = self.with(tone, text);
        row.parts.push((start, end, spot));
        row
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

/// Suggestions that hang under a field, over whatever is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlay {
    /// What they hang under.
    pub cursor: Cursor,
    /// Their lines.
    pub rows: Vec<Row>,
}

impl Overlay {
    /// Lines in a box that is open towards what they hang under.
    #[must_use]
    pub fn boxed(cursor: Cursor, rows: Vec<Row>) -> Self {
        let cols = rows.iter().map(Row::width).max().unwrap_or(0);
        let mut boxed: Vec<Row> = rows.into_iter().map(|row| in_box(row, cols)).collect();
        boxed.push(Row::of(Tone::Rule, format!("└{}┘", "─".repeat(cols))));
        Self { cursor, rows: boxed }
    }
}

fn in_box(row: Row, cols: usize) -> Row {
    let fill = cols.saturating_sub(row.width());
    let mut pieces = vec![Piece { tone: Tone::Rule, text: "│".into() }];
    pieces.extend(row.pieces);
    pieces.push(Piece { tone: Tone::Text, text: " ".repeat(fill) });
    pieces.push(Piece { tone: Tone::Rule, text: "│".into() });
    Row { pieces, ..row }
}

/// How tall a layer wants to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Height {
    /// As tall as its lines.
    Content,
    /// Always the same, so that it doesn't jump while one types.
    Rows(usize),
}

/// What a layer shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// Lines that stay on top.
    pub head: Vec<Row>,
    /// Lines that scroll.
    pub body: Vec<Row>,
    /// Lines that stay at the bottom.
    pub foot: Vec<Row>,
    /// The keys, on its lower edge.
    pub keys: Row,
    /// Where the cursor stands: in which line of head or body, in which column.
    pub cursor: Option<Cursor>,
    /// The line of the body that must be seen.
    pub follow: usize,
    /// The first line of the body shown, where the reader scrolls.
    pub scroll: Option<usize>,
    /// Suggestions under a field.
    pub overlay: Option<Overlay>,
    /// The columns it would like inside.
    pub width: usize,
    /// How tall it would like to be.
    pub height: Height,
}

/// Where the cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cursor {
    /// Line and column of the head.
    Head(usize, usize),
    /// Line and column of the body.
    Body(usize, usize),
}

impl Sheet {
    /// An empty sheet of so many columns.
    #[must_use]
    pub fn new(title: impl Into<String>, width: usize) -> Self {
        Self {
            title: title.into(),
            head: Vec::new(),
            body: Vec::new(),
            foot: Vec::new(),
            keys: Row::default(),
            cursor: None,
            follow: 0,
            scroll: None,
            overlay: None,
            width,
            height: Height::Content,
        }
    }

    /// Where everything is on a screen of that size.
    #[must_use]
    pub fn place(&self, size: (u16, u16)) -> Placed {
        let frame = Frame::of(self.width, size);
        let (cols, most) = (frame.cols, frame.most_rows);
        let wanted = match self.height {
            Height::Content => self.head.len() + self.body.len() + self.foot.len(),
            Height::Rows(rows) => rows,
        };
        let rows = if frame.is_full { most } else { wanted.clamp(1, most.max(1)) };
        let head = self.head.len().min(rows);
        let left = rows - head;
        // The foot explains, the body is worked in: at least three lines, or half, stay for the body.
        let least_body = self.body.len().min(3.max(left / 2)).min(left);
        let foot = self.foot.len().min(left - least_body);
        let body = left - foot;
        let first = self.first_line(body);
        let top = frame.top(rows, size.1);
        Placed {
            x: frame.x,
            y: top,
            cols: u16::try_from(cols).unwrap_or(u16::MAX),
            head: u16::try_from(head).unwrap_or(u16::MAX),
            body: u16::try_from(body).unwrap_or(u16::MAX),
            foot: u16::try_from(foot).unwrap_or(u16::MAX),
            first,
            is_full: frame.is_full,
        }
    }

    fn first_line(&self, rows: usize) -> usize {
        let last_first = self.body.len().saturating_sub(rows);
        if let Some(scroll) = self.scroll {
            return scroll.min(last_first);
        }
        // One line of what comes next stays in view.
        (self.follow + 2).saturating_sub(rows).min(last_first).min(self.follow)
    }

    /// What lies under a cell of the screen.
    #[must_use]
    pub fn spot(&self, size: (u16, u16), cell: (u16, u16)) -> Spot {
        let placed = self.place(size);
        if let Some((overlay, (x, y, cols))) = self.overlay.as_ref().zip(placed.overlay(self, size)) {
            let inside = cell.0 >= x && cell.0 < x + cols && cell.1 >= y;
            if let Some(row) = inside.then(|| overlay.rows.get(usize::from(cell.1 - y))).flatten() {
                return row.spot.unwrap_or(Spot::Nothing);
            }
        }
        let (left, right) = (placed.x, placed.x + placed.cols);
        let top = placed.y;
        let bottom = top + placed.rows();
        let edge = u16::from(!placed.is_full);
        if cell.1 + 1 < top || cell.1 > bottom || cell.0 + 2 * edge < left || cell.0 >= right + 2 * edge {
            return Spot::Outside;
        }
        if cell.1 < top || cell.1 >= bottom {
            return Spot::Nothing;
        }
        let line = usize::from(cell.1 - top);
        let (head, body) = (usize::from(placed.head), usize::from(placed.body));
        let row = if line < head {
            self.head.get(line)
        } else if line < head + body {
            self.body.get(placed.first + line - head)
        } else {
            self.foot.get(line - head - body)
        };
        let col = usize::from(cell.0.saturating_sub(left));
        row.map_or(Spot::Nothing, |row| {
            let part = row.parts.iter().find(|(from, to, _)| (*from..*to).contains(&col));
            part.map(|part| part.2).or(row.spot).unwrap_or(Spot::Nothing)
        })
    }

    /// The columns that its lines have on a screen of that size, known before they are written.
    #[must_use]
    pub fn cols(width: usize, size: (u16, u16)) -> usize {
        Frame::of(width, size).cols
    }
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
