//! A small book and somebody at its keys: what a layer shows and what it leads to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use countersign::app::layer::{Context, Input, Opened, Outcome};
use countersign::app::layers::{self, Layer};
use countersign::command::{Command, Scope};
use countersign::domain::act::{Act, Answer, Draft, Entry, Move, NewTerms, Promise, Settings, Target, Verdict};
use countersign::domain::book::{Book, Rules, SavedView};
use countersign::domain::dates::Past;
use countersign::domain::day::{Day, Moment};
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::domain::wording;
use countersign::domain::{dates, effort};
use countersign::forecast::{Forecaster, assess};
use countersign::keymap::{Key, Keymap, Lookup, parse_keys};
use countersign::theme::{Signs, Theme};
use countersign::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Everything a layer looks at.
/// The marks of a desk without any.
static NO_MARKS: std::collections::BTreeSet<Id> = std::collections::BTreeSet::new();
static NO_QUARTERS: std::collections::BTreeSet<countersign::domain::period::Period> = std::collections::BTreeSet::new();

pub struct Desk {
    pub book: Book,
    pub standings: Vec<Standing>,
    pub forecaster: Box<Forecaster>,
    pub today: Day,
    pub me: Handle,
    pub keymap: Keymap,
    pub below: Scope,
    pub targets: Vec<Id>,
    pub view: SavedView,
    pub last: Option<Draft>,
    pub kept: BTreeMap<String, String>,
    pub themes: Vec<String>,
    pub size: (u16, u16),
}

pub fn id(text: &str) -> Id {
    text.parse().unwrap()
}

pub fn handle(text: &str) -> Handle {
    Handle::new(text).unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn person(name: &str, full: &str, roles: &[Role]) -> Person {
    Person { name: Some(full.to_owned()), ..Person::new(handle(name), Roles::of(roles)) }
}

/// The moves of one commitment, in a few words each.
struct Story {
    id: &'static str,
    moves: Vec<Move>,
}

impl Story {
    fn promised(id: &'static str, customer: &str, scope: &str, due: &str, told: bool) -> Self {
        let promise = Promise {
            customer: customer.into(),
            scope: scope.into(),
            due: Some(day(due)),
            told,
            settings: Settings {
                tech: Some(handle("dana")),
                deal: Some(format!("{customer} renewal").into()),
                ..Settings::default()
            },
            ..Promise::default()
        };
        Self { id, moves: Vec::new() }.then("sam", "2026-11-02", Act::Promise(Box::new(promise)))
    }

    fn then(mut self, by: &str, on: &str, act: Act) -> Self {
        let n = u32::try_from(self.moves.len()).unwrap();
        let terms =
            self.moves.iter().rev().find(|made| matches!(made.act, Act::Promise(_) | Act::Change(_) | Act::Counter(_)));
        let at = Moment::at(day(on).date().and_hms_opt(9, n, 0).unwrap().and_utc());
        let draft = Draft { re: terms.map(|made| made.id), ..Draft::new(handle(by), act) };
        self.moves.push(draft.recorded(Id::from_bits(n + 1), at));
        self
    }

    fn estimated(self, by: &str, on: &str, effort: &str) -> Self {
        let calendar = Rules::default().calendar;
        let typing = dates::Typing { today: day(on), calendar: &calendar, past: Past::Allow };
        let estimate = Some(effort::parse(effort, &typing).unwrap());
        let answer = Answer { estimate, verdict: Verdict::Feasible, conditions: Vec::new(), start: None };
        self.then(by, on, Act::Estimate(Box::new(answer)))
    }

    fn offered(self, by: &str, on: &str, due: &str) -> Self {
        self.then(by, on, Act::Counter(Box::new(NewTerms { due: Some(day(due)), ..NewTerms::default() })))
    }
}

impl Desk {
    /// Sunday, 22 November 2026; `me` at the keys, the cursor on a commitment.
    pub fn new(me: &str, target: &str) -> Self {
        let stories = [
            Story::promised("k7m2qx", "Northgate", "SAML single sign-on with SCIM", "2027-03-01", true).estimated(
                "dana",
                "2026-11-16",
                "20d..40d..60d",
            ),
            Story::promised("b3w8hd", "Bellweather", "White-label dashboard", "2027-01-29", true)
                .estimated("dana", "2026-11-05", "5d..8d..15d")
                .then("dana", "2026-11-06", Act::Countersign),
            Story::promised("ac6mex", "Acme", "CSV export of audit logs", "2026-12-11", true).offered(
                "dana",
                "2026-11-18",
                "2027-01-15",
            ),
            Story::promised("q5v1nn", "Quillon", "EU data residency", "2026-11-13", true)
                .estimated("dana", "2026-11-03", "6d")
                .then("dana", "2026-11-04", Act::Countersign)
                .then("dana", "2026-11-20", Act::Deliver { reason: None }),
            Story::promised("h4rb0r", "Harbour & Sons", "Offline mode", "2027-02-01", true).then(
                "dana",
                "2026-11-12",
                Act::Decline { reason: None },
            ),
            Story::promised("n0rth2", "Northgate", "Usage reports per team", "2027-04-30", false),
        ];
        let mut rules = Rules { name: "Acme book".into(), ..Rules::default() };
        for each in [
            person("sam", "Sam Reed", &[Role::Sales]),
            person("maria", "Maria Costa", &[Role::Sales]),
            person("dana", "Dana Wells", &[Role::Tech]),
            person("lee", "Lee Ong", &[Role::Tech]),
            person("kim", "Kim Hale", &[Role::Manager]),
        ] {
            rules.people.insert(each);
        }
        let folded = stories.into_iter().map(|story| fold(id(story.id), story.moves, rules.ground())).collect();
        let book = Book::new(rules, folded, Vec::new());
        let today = day("2026-11-22");
        let standings = assess(&book, today);
        Self {
            forecaster: Box::new(Forecaster::of(&book, today)),
            book,
            standings,
            today,
            me: handle(me),
            keymap: Keymap::default(),
            below: Scope::List,
            targets: target.split_whitespace().map(id).collect(),
            view: SavedView {
                name: String::new(),
                query: "tech:dana".into(),
                group: None,
                sort: Some("told".into()),
                columns: Vec::new(),
                frozen: None,
            },
            last: None,
            kept: BTreeMap::new(),
            themes: Theme::names().map(str::to_owned).to_vec(),
            size: (80, 24),
        }
    }

    pub fn sized(self, cols: u16, rows: u16) -> Self {
        Self { size: (cols, rows), ..self }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            book: &self.book,
            standings: &self.standings,
            forecaster: Some(&*self.forecaster),
            today: self.today,
            me: &self.me,
            keymap: &self.keymap,
            below: self.below,
            targets: &self.targets,
            view: &self.view,
            last: self.last.as_ref(),
            kept: &self.kept,
            tabs: &[],
            themes: &self.themes,
            marks: &NO_MARKS,
            has_money: true,
            size: self.size,
            body: self.size,
            watch: std::time::Duration::ZERO,
            last_standup: None,
            answered: &NO_QUARTERS,
        }
    }

    /// Opens what a command opens; why not, where it doesn't.
    pub fn open(&self, command: Command) -> Result<Layer, String> {
        match layers::open(command, &self.context()) {
            Opened::Layer(layer) => Ok(*layer),
            Opened::Record(entries) => Err(told(&Outcome::Record(entries), self)),
            Opened::Refused(why) => Err(why),
        }
    }

    /// Presses keys in a layer, as the app does; what the last of them led to.
    pub fn press(&self, layer: &mut Layer, keys: &str) -> Outcome {
        let mut outcome = Outcome::Stay;
        let mut pending: Vec<Key> = Vec::new();
        for key in parse_keys(keys).unwrap() {
            pending.push(key);
            let input = match self.keymap.lookup(layer.scope(), &pending) {
                Lookup::Command(command) => Input::Command(command),
                Lookup::Prefix(_) => continue,
                Lookup::None => Input::Key(key),
            };
            pending.clear();
            outcome = layer.handle(input, &self.context());
        }
        outcome
    }

    /// Opens, presses, and says what came of it.
    pub fn play(&self, command: Command, keys: &str) -> String {
        match self.open(command) {
            Ok(mut layer) => told(&self.press(&mut layer, keys), self),
            Err(why) => format!("refused: {why}"),
        }
    }

    /// What a layer looks like.
    pub fn shown(&self, layer: &Layer) -> String {
        self.drawn(layer).0
    }

    /// What a layer looks like, without the blanks at the ends, and where the cursor is.
    pub fn drawn(&self, layer: &Layer) -> (String, Option<Position>) {
        let (buffer, cursor) = self.buffer(layer, &Theme::built_in("dark"), &Signs::UNICODE);
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            for x in 0..buffer.area.width {
                line.push_str(buffer[(x, y)].symbol());
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        (text.trim_matches('\n').to_owned(), cursor)
    }

    /// One line of the whole screen.
    pub fn drawn_line(&self, layer: &Layer, y: u16) -> String {
        let (buffer, _) = self.buffer(layer, &Theme::built_in("dark"), &Signs::UNICODE);
        (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect()
    }

    pub fn buffer(&self, layer: &Layer, theme: &Theme, signs: &Signs) -> (Buffer, Option<Position>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let cursor = ui::layers::draw(layer, &self.context(), ui::Look { theme, signs }, &mut buffer);
        (buffer, cursor)
    }

    /// Opens, presses, and shows the screen.
    pub fn picture(&self, command: Command, keys: &str) -> String {
        match self.open(command) {
            Ok(mut layer) => {
                let _ = self.press(&mut layer, keys);
                self.shown(&layer)
            }
            Err(why) => format!("refused: {why}"),
        }
    }

    /// Something that happens to a commitment while a layer is open.
    pub fn happens(&mut self, target: &str, by: &str, act: Act) {
        let commitment = self.book.get(id(target)).unwrap();
        let mut moves = commitment.moves.clone();
        let at = Moment::at(self.today.date().and_hms_opt(8, 0, 0).unwrap().and_utc()).after(moves.last().unwrap().at);
        let draft = Draft::new(handle(by), act).about(commitment.on_the_table().id);
        moves.push(draft.recorded(Id::from_bits(u32::try_from(moves.len()).unwrap() + 1), at));
        let folded = fold(id(target), moves, self.book.rules.ground());
        self.book.put(folded);
        self.standings = assess(&self.book, self.today);
    }
}

impl Desk {
    /// The same while a layer is open, as the app tells it: the files changed, then the forecast came in.
    pub fn happens_under(&mut self, layer: &mut Layer, target: &str, by: &str, act: Act) {
        self.happens(target, by, act);
        layer.look_again(&self.context());
        *self.forecaster = Forecaster::of(&self.book, self.today);
        layer.look_again(&self.context());
    }

    /// A commitment goes.
    pub fn vanishes_under(&mut self, layer: &mut Layer, target: &str) {
        self.book.remove(id(target));
        self.standings = assess(&self.book, self.today);
        layer.look_again(&self.context());
    }
}

/// The words of a picture, without frame and line ends.
pub fn words(picture: &str) -> String {
    picture.split_whitespace().filter(|word| !matches!(*word, "│" | "┃")).collect::<Vec<_>>().join(" ")
}

/// What a layer led to, in words that tests can read.
pub fn told(outcome: &Outcome, desk: &Desk) -> String {
    match outcome {
        Outcome::Record(entries) => entries.iter().map(|entry| said(entry, desk)).collect::<Vec<_>>().join("\n"),
        Outcome::AddPeople(people, entries) | Outcome::RecordMore(people, entries) => {
            let mut text = String::new();
            for person in people {
                let roles: Vec<&str> = person.roles.iter().map(Role::word).collect();
                let _ = writeln!(text, "new: @{} {}", person.handle, roles.join(" "));
            }
            text + &told(&Outcome::Record(entries.clone()), desk)
        }
        other => format!("{other:?}"),
    }
}

fn said(entry: &Entry, desk: &Desk) -> String {
    let Draft { re, by, proxy_for, on, note, act, .. } = &entry.draft;
    let mut text = match entry.on {
        Target::New => "new".to_owned(),
        Target::Commitment(id) => id.to_string(),
    };
    let _ = write!(text, " {by}");
    if let Some(voice) = proxy_for {
        let _ = write!(text, " for {voice}");
    }
    if let Some(on) = on {
        let _ = write!(text, " on {on}");
    }
    let _ = write!(text, ": {}", wording::act_said(act, desk.today));
    match act {
        Act::Promise(promise) => {
            let _ = write!(text, " [{}]", promise.customer);
            let settings = &promise.settings;
            let mut part = |name: &str, value: Option<String>| {
                if let Some(value) = value {
                    let _ = write!(text, " {name}={value}");
                }
            };
            part("tech", settings.tech.as_ref().map(ToString::to_string));
            part("value", settings.value.map(|value| value.to_string()));
            part("stake", settings.stake.map(|stake| stake.to_string()));
            part("firmness", settings.firmness.map(|firmness| firmness.to_string()));
            part("deal", settings.deal.as_ref().map(ToString::to_string));
            part("tags", Some(settings.tags.join(",")).filter(|tags| !tags.is_empty()));
            part("said", promise.said.as_ref().map(ToString::to_string));
            part("done", promise.done_when.as_ref().map(ToString::to_string));
        }
        Act::Change(new) if new.told => text.push_str(" and told"),
        _ => {}
    }
    if let Some(re) = re {
        let _ = write!(text, " (re {re})");
    }
    if let Some(note) = note {
        let _ = write!(text, " — {note}");
    }
    text
}
