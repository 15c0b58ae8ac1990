//! Every command by its name, and every commitment, customer and view besides: typed loosely, taken with Enter.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::form::table::kind_of;
use super::known::Known;
use super::line::{Line, shown};
use super::sheet::{Cursor, Height, Pick, Sheet};
use super::{menu, moved, shortcut};
use crate::app::ink::{Row, Spot, Tone, keys};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Entry, LAST_VIEW, Scope, TABLE};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::person::Side;
use crate::keymap::Key;
use crate::text::{fold, pad, pad_left, width};

const WIDTH: usize = 84;
/// More than these are counted rather than shown.
const MOST: usize = 100;
const PROMPT: &str = ": ";

/// The palette while it is typed into.
#[derive(Clone, Debug)]
pub struct Palette {
    line: Line,
    commands: Vec<Offer>,
    known: Known,
    views: Vec<String>,
    found: Vec<Found>,
    /// How many commitments fit beyond those shown.
    more: usize,
    /// The commitments that fitted what was typed before: what goes on from it can only fit among them.
    fits: Option<(String, Vec<Id>)>,
    at: usize,
}

/// A command as it can be used now.
#[derive(Clone, Debug)]
struct Offer {
    row: &'static Entry,
    /// What it is called here: a view by its own name.
    title: String,
    keys: String,
    why_not: Option<String>,
}

/// Something that fits what was typed, with the places of the letters that do.
#[derive(Clone, Debug)]
struct Found {
    what: What,
    marks: Vec<u32>,
}

#[derive(Clone, Debug)]
enum What {
    Command(usize),
    Commitment(Id),
    Customer(usize),
    View(usize),
}

impl Palette {
    /// The palette over what the screen shows.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        let mut commands: Vec<Offer> =
            TABLE.iter().filter(|row| is_offered(row, context)).map(|row| offer(row, context)).collect();
        commands.sort_by_key(|offer| offer.why_not.is_some());
        // The first nine are commands with a key.
        let views = context.tabs.get(usize::from(LAST_VIEW)..).unwrap_or_default().to_vec();
        let known = Known::of(context.book);
        let mut palette =
            Self { line: Line::default(), commands, known, views, found: Vec::new(), more: 0, fits: None, at: 0 };
        palette.search(context);
        palette
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Open | Command::Submit) => return self.take(self.at),
            Input::Command(Command::Cancel | Command::Back) => return Outcome::Close,
            Input::Command(command) => {
                let page = self.sheet(context).place(context.size).body;
                self.at = moved(self.at, *command, self.found.len(), page.into());
            }
            Input::Key(key) => self.key(*key, context),
            Input::Paste(text) => {
                self.line.insert(text.trim());
                self.search(context);
            }
            Input::Click(x, y) => match self.sheet(context).pick(context.size, (*x, *y)) {
                Pick::Entry(at) => return self.take(at),
                Pick::Outside => return Outcome::Close,
                Pick::Elsewhere => {}
            },
            Input::Wheel(lines) => {
                self.at = self.at.saturating_add_signed((*lines).into()).min(self.found.len().saturating_sub(1));
            }
        }
        Outcome::Stay
    }

    fn key(&mut self, key: Key, context: &Context) {
        let before = self.line.text().to_owned();
        self.line.key(key);
        if self.line.text() != before {
            self.search(context);
        }
    }

    fn take(&mut self, at: usize) -> Outcome {
        let Some(found) = self.found.get(at) else {
            return Outcome::Say("nothing fits what is typed: esc closes".into());
        };
        match found.what {
            What::Command(at) => match self.commands.get(at) {
                Some(Offer { row, why_not: Some(why), .. }) => Outcome::Say(format!("{}: {why}", row.title)),
                Some(offer) => Outcome::Run(offer.row.command),
                None => Outcome::Close,
            },
            What::Commitment(id) => Outcome::GoTo(id),
            What::Customer(at) => {
                self.known.customers.get(at).map_or(Outcome::Close, |name| Outcome::Find(customer_query(name)))
            }
            What::View(at) => self.views.get(at).map_or(Outcome::Close, |name| Outcome::OpenView(name.clone())),
        }
    }

    /// Looks for what fits: commands by their letters in order, the rest by their words.
    fn search(&mut self, context: &Context) {
        self.at = 0;
        self.more = 0;
        let typed = self.line.text().trim().to_owned();
        if typed.is_empty() {
            self.found =
                (0..self.commands.len()).map(|at| Found { what: What::Command(at), marks: Vec::new() }).collect();
            return;
        }
        let mut search = Search::new(&typed);
        let mut scored: Vec<(u32, Found)> = Vec::new();
        // Letters strewn over a long title are no hit beside a word that begins so.
        let best =
            self.commands.iter().filter_map(|offer| search.fuzzy(&offer.title)).map(|hit| hit.0).max().unwrap_or(0);
        for (at, offer) in self.commands.iter().enumerate() {
            if let Some((score, marks)) =
                search.fuzzy(&offer.title).filter(|hit| hit.0 * 4 >= best * 3).or_else(|| search.name(offer.row.name))
            {
                // What can't be done now stands behind what can.
                let score = if offer.why_not.is_some() { score / 2 } else { score };
                scored.push((score, Found { what: What::Command(at), marks }));
            }
        }
        for (at, name) in self.views.iter().enumerate() {
            scored.extend(search.words(name).map(|(score, marks)| (score, Found { what: What::View(at), marks })));
        }
        for (at, name) in self.known.customers.iter().enumerate() {
            scored.extend(search.words(name).map(|(score, marks)| (score, Found { what: What::Customer(at), marks })));
        }
        if typed.chars().count() > 1 {
            self.search_commitments(&mut search, &typed, &mut scored, context);
        }
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.found = scored.into_iter().map(|(_, found)| found).collect();
    }

    fn search_commitments(
        &mut self,
        search: &mut Search,
        typed: &str,
        scored: &mut Vec<(u32, Found)>,
        context: &Context,
    ) {
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let fits = |each: &&Commitment| each.id.starts_with(typed) || words.iter().all(|word| is_in(each, word));
        let fitting: Vec<Id> = match self.fits.take() {
            Some((before, ids)) if typed.starts_with(&before) => {
                ids.into_iter().filter(|id| context.book.get(*id).as_ref().is_some_and(fits)).collect()
            }
            Some(_) | None => context.book.commitments().iter().filter(fits).map(|each| each.id).collect(),
        };
        for each in fitting.iter().take(MOST).filter_map(|id| context.book.get(*id)) {
            let (score, marks) = search.words(&each.title()).unwrap_or((u32::MAX, Vec::new()));
            scored.push((score, Found { what: What::Commitment(each.id), marks }));
        }
        self.more = fitting.len().saturating_sub(MOST);
        self.fits = Some((typed.to_owned(), fitting));
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new("palette", WIDTH);
        let window = self.line.window(cols.saturating_sub(width(PROMPT)).max(1));
        let typed = shown(&self.line.text()[window.range]);
        let prompt = Row::of(Tone::Key, PROMPT);
        sheet.head = vec![if typed.is_empty() {
            prompt.with(Tone::Placeholder, "a command, a commitment, a customer, a view")
        } else {
            prompt.with(Tone::Input, typed)
        }];
        sheet.head.push(Row::of(Tone::Border, "─".repeat(cols)));
        sheet.cursor = Some(Cursor::Head(0, width(PROMPT) + window.cursor));
        for (n, found) in self.found.iter().enumerate() {
            let row = self.row(found, n == self.at, cols, context);
            sheet.body.push(row.at(Spot::Entry(n)).chosen_if(n == self.at));
        }
        if self.more > 0 {
            sheet.body.push(Row::of(Tone::Dim, format!("  and {} more: type on", self.more)));
        }
        if self.found.is_empty() {
            sheet.body.push(Row::of(Tone::Dim, "  nothing fits"));
        }
        sheet.follow = self.at;
        sheet.height = Height::Rows(20);
        let key = |command| shortcut(command, Scope::Menu, context);
        sheet.keys =
            keys(&[(&key(Command::Open), "take"), (&key(Command::Down), "next"), (&key(Command::Cancel), "close")]);
        sheet
    }

    fn row(&self, found: &Found, is_chosen: impl Into<bool>, cols: usize, context: &Context) -> Row {
        let row = Row::of(Tone::Key, if is_chosen.into() { "▸ " } else { "  " });
        match found.what {
            What::Command(at) => match self.commands.get(at) {
                Some(offer) => command_row(row, offer, &found.marks, cols),
                None => row,
            },
            What::Commitment(id) => {
                let title = context.book.get(id).map(Commitment::title).unwrap_or_default();
                let state = context.book.get(id).map_or("", |each| each.state.name().word());
                named(row, &title, &found.marks, &format!("go to  {id}  {state}"), cols)
            }
            What::Customer(at) => {
                let name = self.known.customers.get(at).map(|name| &**name).unwrap_or_default();
                named(row, name, &found.marks, "customer", cols)
            }
            What::View(at) => named(row, self.views.get(at).map_or("", String::as_str), &found.marks, "view", cols),
        }
    }
}

/// Whether a word, without case and accents, stands in the customer or the scope.
fn is_in(commitment: &Commitment, word: &str) -> bool {
    [&commitment.customer, &commitment.terms.scope].into_iter().any(|text| {
        // Nearly every title is plain, and there may be a hundred thousand of them.
        let is_plain = text.is_ascii() && !word.is_empty();
        if is_plain { contains_plain(text.as_bytes(), word.as_bytes()) } else { fold(text).contains(word) }
    })
}

fn contains_plain(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// The query that shows what was promised to a customer.
fn customer_query(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '-');
    if is_plain { format!("customer:{name}") } else { format!("customer:\"{}\"", name.replace('"', "")) }
}

fn is_offered(row: &Entry, context: &Context) -> bool {
    let is_here = row.is_for(context.below) || row.is_for(Scope::List);
    let is_view = match row.command {
        // Attention and All come before the saved ones.
        Command::View(number) => usize::from(number) <= context.tabs.len() && number <= LAST_VIEW,
        _ => true,
    };
    is_here && is_view && row.command != Command::Palette
}

fn offer(row: &'static Entry, context: &Context) -> Offer {
    let keys = context.keymap.keys_for(row.command, context.below).into_iter().next().unwrap_or_default();
    let kind = kind_of(row.command, Side::Sales).or_else(|| kind_of(row.command, Side::Tech));
    let needs_one = matches!(
        row.command,
        Command::MovesMenu | Command::End | Command::EditFile | Command::CopyId | Command::CopyLine | Command::Open
    );
    let why_not = match kind {
        Some(kind) => menu::why_not(kind, context).filter(|why| !why.contains("by proxy")),
        None if needs_one && context.targets.is_empty() => Some("no commitment is under the cursor".to_owned()),
        None if row.command == Command::Repeat && context.last.is_none() => {
            Some("nothing was done here yet".to_owned())
        }
        None => None,
    };
    let title = match row.command {
        Command::View(number) => context.tabs.get(usize::from(number).saturating_sub(1)).cloned(),
        _ => None,
    };
    Offer { row, title: title.unwrap_or_else(|| row.title.to_owned()), keys, why_not }
}

fn command_row(row: Row, offer: &Offer, marks: &[u32], cols: usize) -> Row {
    const TITLE: usize = 28;
    const KEYS: usize = 9;
    let tone = if offer.why_not.is_some() { Tone::Dim } else { Tone::Text };
    let title_cols = TITLE.min(cols.saturating_sub(2));
    let row = marked(row, &offer.title, marks, tone, title_cols);
    if cols < 50 {
        return row.with(Tone::Key, pad_left(&offer.keys, cols.saturating_sub(title_cols + 2).min(KEYS)));
    }
    let says = offer.why_not.as_deref().unwrap_or_else(|| offer.row.help.trim_end_matches('.'));
    let room = cols.saturating_sub(TITLE + KEYS + 4);
    let says = if offer.why_not.is_some() { format!("– {says}") } else { says.to_owned() };
    row.with(Tone::Dim, format!(" {}", pad(&says, room))).with(Tone::Key, pad_left(&offer.keys, KEYS))
}

fn named(row: Row, name: &str, marks: &[u32], what: &str, cols: usize) -> Row {
    let room = cols.saturating_sub(width(what) + 4).max(cols.min(12));
    let row = marked(row, name, marks, Tone::Text, room);
    let fill = cols.saturating_sub(row.width() + width(what));
    row.with(Tone::Text, " ".repeat(fill)).with(Tone::Dim, what)
}

/// A name in so many columns with the letters that fit marked.
fn marked(mut row: Row, name: &str, marks: &[u32], tone: Tone, cols: usize) -> Row {
    let fitted = pad(name, cols);
    // What cleaning changed has lost its places.
    let is_same = fitted.trim_end().starts_with(name) || name.starts_with(fitted.trim_end().trim_end_matches('…'));
    if marks.is_empty() || !is_same {
        return row.with(tone, fitted);
    }
    let mut run = String::new();
    let mut is_marked = false;
    for (n, c) in fitted.chars().enumerate() {
        let hit = u32::try_from(n).is_ok_and(|n| marks.contains(&n)) && c != '…';
        if hit != is_marked {
            row = row.with(if is_marked { Tone::Match } else { tone }, std::mem::take(&mut run));
            is_marked = hit;
        }
        run.push(c);
    }
    row.with(if is_marked { Tone::Match } else { tone }, run)
}

/// What was typed, ready to be looked for.
struct Search {
    matcher: Matcher,
    fuzzy: Pattern,
    words: Pattern,
    chars: Vec<char>,
}

impl Search {
    fn new(typed: &str) -> Self {
        let (case, form) = (CaseMatching::Ignore, Normalization::Smart);
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            fuzzy: Pattern::new(typed, case, form, AtomKind::Fuzzy),
            words: Pattern::new(typed, case, form, AtomKind::Substring),
            chars: Vec::new(),
        }
    }

    fn fuzzy(&mut self, text: &str) -> Option<(u32, Vec<u32>)> {
        run(&self.fuzzy, text, &mut self.matcher, &mut self.chars)
    }

    fn words(&mut self, text: &str) -> Option<(u32, Vec<u32>)> {
        run(&self.words, text, &mut self.matcher, &mut self.chars)
    }

    /// A command's name as configuration files have it; nothing is marked in its title then.
    fn name(&mut self, name: &str) -> Option<(u32, Vec<u32>)> {
        self.words(name).map(|(score, _)| (score, Vec::new()))
    }
}

fn run(pattern: &Pattern, text: &str, matcher: &mut Matcher, chars: &mut Vec<char>) -> Option<(u32, Vec<u32>)> {
    let haystack = Utf32Str::new(text, chars);
    let mut marks = Vec::new();
    let score = pattern.indices(haystack, matcher, &mut marks)?;
    marks.sort_unstable();
    marks.dedup();
    Some((score, marks))
}
