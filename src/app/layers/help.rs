//! Every key as it is bound now, what one is looking at first; on its second page the words, flags and signs.

use super::line::{Line, shown};
use super::sheet::{Cursor, Height, Sheet};
use super::{scrolled, shortcut};
use crate::app::ink::{Row, Spot, Tone, cut, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Group, Scope, TABLE};
use crate::domain::flag::Level;
use crate::text::{fold, pad};

const WIDTH: usize = 96;
const KEYS: usize = 18;
const TITLE: usize = 29;

/// The help page.
#[derive(Clone, Debug)]
pub struct Help {
    below: Scope,
    page: Page,
    /// What is searched for; none while letters are commands.
    search: Option<Line>,
    found: String,
    scroll: usize,
}

/// One of its pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Page {
    Keys,
    Words,
}

impl Help {
    /// The help on what the screen shows.
    #[must_use]
    pub const fn new(context: &Context) -> Self {
        Self { below: context.below, page: Page::Keys, search: None, found: String::new(), scroll: 0 }
    }

    /// Where its keys are looked up: letters are typed while one searches.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        if self.search.is_some() { Scope::Menu } else { Scope::Help }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Cancel) if self.search.is_some() || !self.found.is_empty() => {
                self.search = None;
                self.found.clear();
                self.scroll = 0;
            }
            Input::Command(Command::Cancel | Command::Back) => return Outcome::Close,
            Input::Command(Command::Open | Command::Submit) if self.search.is_some() => self.search = None,
            Input::Command(Command::Filter) => self.search = Some(Line::new(self.found.clone())),
            Input::Command(Command::Help) => {
                self.page = match self.page {
                    Page::Keys => Page::Words,
                    Page::Words => Page::Keys,
                };
                self.scroll = 0;
            }
            Input::Command(Command::Palette) => return Outcome::Run(Command::Palette),
            Input::Command(command) => {
                let sheet = self.sheet(context);
                let placed = sheet.place(context.size);
                self.scroll = scrolled(self.scroll, *command, sheet.body.len(), placed.body.into());
            }
            Input::Key(key) => {
                if let Some(line) = &mut self.search {
                    line.key(*key);
                    self.found = line.text().to_owned();
                    self.scroll = 0;
                }
            }
            Input::Paste(text) => {
                if let Some(line) = &mut self.search {
                    line.insert(text.trim());
                    self.found = line.text().to_owned();
                }
            }
            Input::Wheel(lines) => {
                let most = self.sheet(context).body.len();
                self.scroll = self.scroll.saturating_add_signed(isize::from(*lines) * 3).min(most);
            }
            Input::Click(x, y) => {
                if self.sheet(context).spot(context.size, (*x, *y)) == Spot::Outside {
                    return Outcome::Close;
                }
            }
        }
        Outcome::Stay
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let title = match self.page {
            Page::Keys => "help: keys",
            Page::Words => "help: words and signs",
        };
        let mut sheet = Sheet::new(title, WIDTH);
        if let Some(line) = &self.search {
            let window = line.window(cols.saturating_sub(2).max(1));
            sheet.head = vec![Row::of(Tone::Key, "/ ").with(Tone::Input, shown(&line.text()[window.range]))];
            sheet.cursor = Some(Cursor::Head(0, 2 + window.cursor));
        } else if !self.found.is_empty() {
            sheet.head = vec![Row::of(Tone::Dim, format!("with “{}”", self.found))];
        }
        let wanted = fold(self.found.trim());
        sheet.body = match self.page {
            Page::Keys => key_rows(self.below, &wanted, cols, context),
            Page::Words => word_rows(&wanted, cols),
        };
        if sheet.body.is_empty() {
            sheet.body.push(Row::of(Tone::Dim, "nothing here says that; esc shows everything again"));
        }
        sheet.scroll = Some(self.scroll);
        sheet.height = Height::Rows(usize::from(context.size.1));
        let key = |command| shortcut(command, Scope::Help, context);
        let other = match self.page {
            Page::Keys => "words and signs",
            Page::Words => "keys",
        };
        sheet.keys = keys(&[
            (&key(Command::Help), other),
            (&key(Command::Filter), "search"),
            (&key(Command::Down), "scroll"),
            (&key(Command::Back), "close"),
        ]);
        sheet
    }
}

/// The keys of what one is looking at by chapter, then those of the places beyond.
fn key_rows(below: Scope, wanted: &str, cols: usize, context: &Context) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        chapter(&mut rows, group.title(), below, |row| row.group == group, (wanted, cols, context));
    }
    let others = [
        (Scope::List, "in a list"),
        (Scope::Board, "on the board"),
        (Scope::Timeline, "on the timeline"),
        (Scope::Load, "on the load"),
        (Scope::Customers, "with the customers"),
        (Scope::Review, "in the review"),
        (Scope::Queue, "in the queue"),
        (Scope::Standup, "in the standup"),
        (Scope::Text, "in a line of text"),
        (Scope::Form, "in a form"),
        (Scope::Menu, "in a menu and the palette"),
        (Scope::Help, "on this page"),
    ];
    for (scope, title) in others {
        let is_known = below.chain().any(|known| known == scope);
        if !is_known {
            chapter(&mut rows, title, scope, |row| row.scopes.contains(&scope), (wanted, cols, context));
        }
    }
    rows
}

fn chapter(
    rows: &mut Vec<Row>,
    title: &str,
    scope: Scope,
    belongs: impl Fn(&crate::command::Entry) -> bool,
    (wanted, cols, context): (&str, usize, &Context),
) {
    let mut lines = Vec::new();
    for row in TABLE.iter().filter(|row| belongs(row) && row.is_for(scope)) {
        let bound = context.keymap.keys_for(row.command, scope);
        let is_numbered = matches!(row.command, Command::View(2..));
        if bound.is_empty() || (is_numbered && wanted.is_empty()) {
            continue;
        }
        let (bound, title, help) = if row.command == Command::View(1) && wanted.is_empty() {
            (vec!["1 … 9".to_owned()], "views", "Shows the view of that number.")
        } else {
            (bound, row.title, row.help)
        };
        let bound = bound.join("  ");
        let says = fold(&format!("{title} {help} {bound} {}", row.name));
        if !wanted.split_whitespace().all(|word| says.contains(word)) {
            continue;
        }
        lines.extend(line(&bound, title, help, wanted, cols));
    }
    if !lines.is_empty() {
        if !rows.is_empty() {
            rows.push(Row::blank());
        }
        rows.push(Row::of(Tone::Heading, title));
        rows.append(&mut lines);
    }
}

fn line(bound: &str, title: &str, help: &str, wanted: &str, cols: usize) -> Vec<Row> {
    let key_cols = if cols < 60 { 10 } else { KEYS };
    let row = Row::of(Tone::Key, format!("  {} ", pad(bound, key_cols)));
    if cols < 60 {
        return vec![highlighted(row, &cut(title, cols.saturating_sub(key_cols + 3)), wanted, Tone::Text)];
    }
    // Where the sentence would be cut beside the name, it says more alone.
    if wanted.trim().is_empty() && cols < KEYS + TITLE + help.len() && cols < WIDTH - 6 {
        let room = cols.saturating_sub(KEYS + 3);
        return vec![highlighted(row, &cut(help.trim_end_matches('.'), room), wanted, Tone::Text)];
    }
    let row = highlighted(row, &pad(title, TITLE), wanted, Tone::Text);
    let room = cols.saturating_sub(KEYS + TITLE + 5);
    vec![highlighted(row.with(Tone::Dim, "  "), &cut(help.trim_end_matches('.'), room), wanted, Tone::Dim)]
}

/// The text with the words searched for marked.
fn highlighted(mut row: Row, text: &str, wanted: &str, tone: Tone) -> Row {
    let folded = fold(text);
    // Only where folding kept every place can places be marked.
    let hit = wanted
        .split_whitespace()
        .filter(|_| folded.len() == text.len())
        .find_map(|word| folded.find(word).map(|at| at..at + word.len()));
    match hit {
        Some(hit) if text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end) => {
            row = row.with(tone, &text[..hit.start]).with(Tone::Match, &text[hit.clone()]);
            row.with(tone, &text[hit.end..])
        }
        Some(_) | None => row.with(tone, text),
    }
}

/// A word with its look, and what it means.
type Word = (Tone, &'static str, &'static str);

/// The words of the program, its flags and its signs.
#[rustfmt::skip]
const WORDS: &[(&str, &[Word])] = &[
    ("words", &[
        (Tone::Text, "commitment", "one record: what sales promised, and what tech answered"),
        (Tone::Text, "terms", "what is promised: scope, promised date, done-when, conditions"),
        (Tone::Text, "told", "what the customer was last told, and so believes"),
        (Tone::Text, "asked", "the customer asked, nothing has been promised"),
        (Tone::Text, "signature", "tech accepts the current terms; it is bound to exactly those"),
        (Tone::Text, "counter-offer", "other terms, proposed by either side"),
        (Tone::Text, "estimate", "~20d rough, 20d budget, =20d definitive, 5d..8d..15d a range, or dates"),
        (Tone::Text, "chance", "how likely delivery by the told date is; never certain, none without an estimate"),
        (Tone::Text, "by proxy", "recorded for a colleague, and shown so"),
        (Tone::Text, "self-signed", "one person spoke for both sides"),
    ]),
    ("states", &[
        (Tone::Text, "requested", "sales asks for tech's signature"),
        (Tone::Text, "countered", "tech offers other terms; sales has the move"),
        (Tone::Text, "agreed", "both stand on the same terms"),
        (Tone::Text, "delivered", "tech says it is done; sales confirms"),
        (Tone::Text, "kept", "the customer has it"),
        (Tone::Text, "declined, revoked, withdrawn", "tech said no, took its signature back; nobody wants it any more"),
    ]),
    ("flags, in the order of urgency", &[
        (Tone::Flag(Level::Red), "● customer-not-told", "what stands is worse than what the customer was last told"),
        (Tone::Flag(Level::Red), "● overdue", "the told date has passed and it isn't delivered"),
        (Tone::Flag(Level::Red), "● over-promised", "the chance of the told date is too low, or tech offers a later one"),
        (Tone::Flag(Level::Red), "● blind", "the customer was told, and nobody has estimated it"),
        (Tone::Flag(Level::Red), "● crossed", "two moves answered the same terms, or one had no right to be made"),
        (Tone::Flag(Level::Amber), "▲ answer-late", "tech owes an answer"),
        (Tone::Flag(Level::Amber), "▲ counter-waiting", "sales owes an answer to a counter-offer"),
        (Tone::Flag(Level::Amber), "▲ stale-estimate", "the terms changed after the estimate, or it is old"),
        (Tone::Flag(Level::Amber), "▲ at-risk", "the told date may not be kept"),
        (Tone::Flag(Level::Amber), "▲ tracker-drift", "a linked issue says something else"),
        (Tone::Flag(Level::Amber), "▲ due-soon", "the promised date is near"),
        (Tone::Flag(Level::Amber), "▲ unconfirmed", "delivered, and sales has not confirmed"),
        (Tone::Dim, "· quiet", "agreed, and nothing heard since"),
        (Tone::Dim, "· incomplete", "no date, no done-when, or no owner on one side"),
    ]),
    ("signs", &[
        (Tone::Text, "●  ▲  ·", "a red, an amber, a dim flag"),
        (Tone::Text, "▼  ◇  ▽", "the told date, the promised date, the first promised one, on a date bar"),
        (Tone::Text, "!  ~", "a week in which what is due doesn't fit, or hardly does"),
        (Tone::Text, "/  ·", "the tech owner is away; no working day"),
        (Tone::Text, "░ ▒ █", "where the forecast puts the delivery: hardly, maybe, likely"),
        (Tone::Text, "✓  ✗", "signed or done; declined"),
        (Tone::Text, "→", "from old to new; from a flag to whose move it is"),
        (Tone::Text, "–", "nothing to show, such as a chance without an estimate"),
    ]),
];

fn word_rows(wanted: &str, cols: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let name_cols = if cols < 60 { 20 } else { 30 }.min(cols / 2);
    for (title, words) in WORDS {
        let fits = words.iter().filter(|(_, word, says)| {
            let all = fold(&format!("{word} {says}"));
            wanted.split_whitespace().all(|part| all.contains(part))
        });
        let mut lines = Vec::new();
        for (tone, word, says) in fits {
            let mut said = wrapped(Tone::Dim, says, cols.saturating_sub(name_cols + 4), 0).into_iter();
            let first = Row::of(*tone, format!("  {}", pad(word, name_cols))).with(Tone::Dim, "  ");
            let first_said = said.next().map_or_else(String::new, |row| row.text());
            lines.push(highlighted(first, &first_said, wanted, Tone::Dim));
            lines.extend(said.map(|row| Row::of(Tone::Dim, format!("{}{}", " ".repeat(name_cols + 4), row.text()))));
        }
        if !lines.is_empty() {
            if !rows.is_empty() {
                rows.push(Row::blank());
            }
            rows.push(Row::of(Tone::Heading, *title));
            rows.append(&mut lines);
        }
    }
    rows
}
