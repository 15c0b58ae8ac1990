//! A book in a temporary directory, and the sample people who work on it.

use std::fs;
use std::path::{Path, PathBuf};

use countersign::domain::act::{Act, Draft, NewTerms, Promise};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::{Day, Moment};
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::store::{Entry, Error, Recorded, Store, Target};
use tempfile::TempDir;

/// A directory with a book, opened with a fixed seed.
pub struct Desk {
    pub home: TempDir,
    pub store: Store,
    pub book: Book,
}

pub fn handle(name: &str) -> Handle {
    Handle::new(name).unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Noon of the sample day.
pub fn noon() -> Moment {
    Moment::from_micros(1_795_348_800_000_000)
}

pub fn rules() -> Rules {
    let person = |name: &str, roles: &[Role]| Person::new(handle(name), Roles::of(roles));
    let people = [
        person("sam", &[Role::Sales]),
        person("maria", &[Role::Sales]),
        person("dana", &[Role::Tech]),
        person("lee", &[Role::Tech]),
        person("kim", &[Role::Manager]),
    ];
    Rules { name: "Acme book".into(), people: people.into_iter().collect(), ..Rules::default() }
}

pub fn promise(customer: &str, scope: &str) -> Draft {
    let promise = Promise { customer: customer.into(), scope: scope.into(), told: true, ..Promise::default() };
    Draft::new(handle("sam"), Act::Promise(Box::new(promise)))
}

pub fn note(by: &str, text: &str) -> Draft {
    Draft { note: Some(text.into()), ..Draft::new(handle(by), Act::Note) }
}

pub fn due(new: &str) -> NewTerms {
    NewTerms { due: Some(day(new)), ..NewTerms::default() }
}

pub fn new(draft: Draft) -> Entry {
    Entry { on: Target::New, draft }
}

pub fn on(id: Id, draft: Draft) -> Entry {
    Entry { on: Target::Commitment(id), draft }
}

impl Desk {
    pub fn new() -> Self {
        let home = TempDir::new().unwrap();
        Store::init(home.path(), &rules()).unwrap();
        let (store, book) = Store::open(home.path(), Some(1), None).unwrap();
        assert_eq!(book.problems, []);
        Self { home, store, book }
    }

    pub fn dir(&self) -> &Path {
        self.home.path()
    }

    /// The book as somebody else on the same directory sees it.
    pub fn colleague(&self, seed: u64) -> (Store, Book) {
        Store::open(self.dir(), Some(seed), None).unwrap()
    }

    pub fn record(&mut self, entries: Vec<Entry>) -> Result<Recorded, Error> {
        self.store.record(&mut self.book, entries, noon())
    }

    /// Records a promise and gives the commitment and its terms.
    pub fn promised(&mut self, customer: &str, scope: &str) -> (Id, Id) {
        self.record(vec![new(promise(customer, scope))]).unwrap().ids[0]
    }

    pub fn path(&self, id: Id) -> PathBuf {
        self.store.path(id).unwrap()
    }

    pub fn text(&self, id: Id) -> String {
        fs::read_to_string(self.path(id)).unwrap()
    }

    /// Puts a file where a commitment lies.
    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir().join("commitments/2026").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn refresh(&mut self) -> countersign::store::Changes {
        self.store.refresh(&mut self.book).unwrap()
    }

    /// Proves that what is in memory is what a fresh reader sees.
    pub fn proves_itself(&self) {
        let (_, fresh) = self.colleague(99);
        let sorted = |book: &Book| {
            let mut all: Vec<_> = book.commitments().to_vec();
            all.sort_by_key(|each| each.id);
            all
        };
        assert_eq!(sorted(&fresh), sorted(&self.book));
        assert_eq!(fresh.problems, self.book.problems);
        assert_eq!(fresh.rules, self.book.rules);
    }
}
