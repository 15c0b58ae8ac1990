//! Five people say what they say, online and offline, synced in any order, killed in the middle: in the end everybody has
//! the same bytes, and every move that was ever written is in them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use countersign::domain::act::{Act, Answer, Kind, Move, NewTerms, Text, Variance, Verdict};
use countersign::domain::digest::is_same;
use countersign::domain::estimate::{Effort, Estimate, Span};
use countersign::domain::id::Id;
use countersign::domain::permit::allowed;
use countersign::store::Target;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus as Dice;

use super::crew::{Desk, Hub, PEOPLE, QUIET, day, git_with, handle};

/// Everything that was ever recorded: by commitment and move.
type Ledger = BTreeMap<(Id, Id), Move>;

/// How many rounds the usual run has; `COUNTERSIGN_ROUNDS` asks for more.
const ROUNDS: u32 = 300;

/// More rounds would take the clocks more than a day ahead of the hook's.
const LONGEST: u32 = 600;

#[test]
fn five_people_lose_nothing() {
    let rounds = std::env::var("COUNTERSIGN_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let seed = std::env::var("COUNTERSIGN_ROUNDS_SEED").map_or(7, |seed| seed.parse().unwrap());
    let mut play = Play::new(seed, Habits::Careless);
    for round in 0..rounds {
        play.round(round);
    }
    play.end();
}

/// What the program itself sends is never refused by the program's own hook.
#[test]
fn a_hook_takes_all_that_honest_people_send() {
    let rounds = std::env::var("COUNTERSIGN_ROUNDS").map_or(ROUNDS / 3, |rounds| rounds.parse().unwrap());
    let mut play = Play::new(11, Habits::Watched);
    // The clocks go on with every round, and the hook's own stands still.
    let rounds = rounds.min(LONGEST);
    for round in 0..rounds {
        play.round(round);
    }
    play.end();
}

/// What people do besides saying things and syncing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habits {
    /// They delete files, write into them, and commit by hand.
    Careless,
    /// A hook looks at what they send.
    Watched,
}

struct Play {
    hub: Hub,
    desks: Vec<Desk>,
    dice: Dice,
    habits: Habits,
    ledger: Ledger,
    killed: u32,
    synced: u32,
}

impl Play {
    fn new(seed: u64, habits: Habits) -> Self {
        let hub = Hub::new();
        if habits == Habits::Watched {
            hub.watch();
        }
        let mut desks = vec![hub.founder("sam")];
        desks.extend(PEOPLE.into_iter().skip(1).map(|(name, _)| hub.member(name)));
        // Clocks differ: some run ahead, some behind.
        for (desk, skew) in desks.iter_mut().zip([0, 7, -4, 33, -21]) {
            desk.now = skew;
        }
        let dice = Dice::seed_from_u64(seed);
        Self { hub, desks, dice, habits, ledger: Ledger::new(), killed: 0, synced: 0 }
    }

    fn round(&mut self, round: u32) {
        let who = self.dice.random_range(0..self.desks.len());
        self.desks[who].now += 3;
        let most = if self.habits == Habits::Watched { 92 } else { 100 };
        match self.dice.random_range(0..most) {
            0..60 => self.say(who),
            60..84 => self.sync(who),
            84..92 => self.sync_killed(who),
            92..95 => self.remark_by_hand(who, round),
            95..97 => self.delete_by_hand(who),
            _ => self.commit_by_hand(who),
        }
    }

    /// One allowed move, on a commitment that is known here or on a new one.
    fn say(&mut self, who: usize) {
        let desk = &mut self.desks[who];
        let known: Vec<Id> = desk.book.commitments().iter().map(|each| each.id).collect();
        let made = match known.choose(&mut self.dice).filter(|_| self.dice.random_bool(0.85)) {
            Some(id) => {
                let commitment = desk.book.get(*id).unwrap();
                let kinds = allowed(commitment, &handle(desk.me), &desk.book.rules.people);
                let acts: Vec<Act> = kinds.into_iter().filter_map(|kind| act(kind, &mut self.dice)).collect();
                let Some(act) = acts.choose(&mut self.dice) else { return };
                // Some can't be made right now, such as signing one's own counter-offer.
                let Ok(made) = desk.try_record(Target::Commitment(*id), act.clone()) else { return };
                made
            }
            None if matches!(desk.me, "sam" | "maria") => {
                let n = self.dice.random_range(0..1000);
                let id = desk.promise("Northgate", &format!("thing {n}"));
                (id, desk.book.get(id).unwrap().moves[0].id)
            }
            None => return,
        };
        let moves = desk.moves(made.0);
        let said = moves.iter().find(|each| each.id == made.1).unwrap();
        assert!(self.ledger.insert(made, said.clone()).is_none());
    }

    fn sync(&mut self, who: usize) {
        self.synced += 1;
        self.desks[who].sync().unwrap_or_else(|trouble| panic!("{trouble}\n{}", trouble.original));
    }

    /// A sync in a process of its own, which is killed with its git at some step; then the book opens.
    fn sync_killed(&mut self, who: usize) {
        self.killed += 1;
        let (at, how) = (self.dice.random_range(1..16), ["before", "after", "within"].choose(&mut self.dice).unwrap());
        let desk = &mut self.desks[who];
        killed_sync(self.hub.home.path(), &desk.dir, desk.me, at, how);
        desk.store.refresh(&mut desk.book).unwrap();
        assert_eq!(desk.book.problems, []);
    }

    /// Somebody writes a comment into a file.
    fn remark_by_hand(&mut self, who: usize, round: u32) {
        if let Some(path) = self.any_file(who) {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, format!("{text}# by hand in round {round}\n")).unwrap();
            self.look_again(who);
        }
    }

    /// Somebody deletes a file.
    fn delete_by_hand(&mut self, who: usize) {
        let Some(path) = self.any_file(who) else { return };
        // What was never committed is gone with its file: no program can bring that back.
        let name = path.strip_prefix(&self.desks[who].dir).unwrap().display().to_string();
        if self.desks[who].git(&["status", "--porcelain", "--", &name]).is_empty() {
            fs::remove_file(&path).unwrap();
            self.look_again(who);
        }
    }

    /// Somebody commits with git itself.
    fn commit_by_hand(&mut self, who: usize) {
        let dir = &self.desks[who].dir;
        let _ = git_with(dir, &["add", "--", "commitments"], &[]);
        let _ = git_with(dir, &["commit", "-q", "-m", "by hand"], &[]);
    }

    fn any_file(&mut self, who: usize) -> Option<std::path::PathBuf> {
        let desk = &self.desks[who];
        let known: Vec<Id> = desk.book.commitments().iter().map(|each| each.id).collect();
        desk.store.path(*known.choose(&mut self.dice)?)
    }

    fn look_again(&mut self, who: usize) {
        let desk = &mut self.desks[who];
        desk.store.refresh(&mut desk.book).unwrap();
    }

    /// Everybody syncs until all have everything.
    #[expect(clippy::print_stderr, reason = "a long run is reported")]
    fn end(mut self) {
        for _ in 0..2 {
            for who in 0..self.desks.len() {
                self.sync(who);
            }
        }
        let first = self.desks[0].files();
        let tree = self.desks[0].git(&["rev-parse", "HEAD^{tree}"]);
        for desk in &self.desks {
            assert_eq!(desk.files(), first, "{}", desk.me);
            assert_eq!(desk.git(&["rev-parse", "HEAD^{tree}"]), tree, "{}", desk.me);
            assert_eq!(desk.git(&["status", "--porcelain"]), "", "{}", desk.me);
            assert_eq!(desk.book.problems, [], "{}", desk.me);
        }
        let kept = |id: Id| self.desks[0].book.get(id).map(|each| each.moves.clone()).unwrap_or_default();
        for ((commitment, id), said) in &self.ledger {
            let found = kept(*commitment).into_iter().find(|each| each.id == *id);
            assert!(found.is_some_and(|found| is_same(&found, said)), "{commitment} lost {id}: {said:?}");
        }
        let written: usize = self.desks[0].book.commitments().iter().map(|each| each.moves.len()).sum();
        assert_eq!(written, self.ledger.len());
        eprintln!("{} moves, {} syncs, {} killed", self.ledger.len(), self.synced, self.killed);
    }
}

/// Runs `countersign sync` with a git that kills it: at its n-th run, before, after, or in the middle of it.
pub fn killed_sync(home: &Path, book: &Path, me: &str, at: u32, how: &str) {
    let (bin, count) = (home.join("bin"), home.join("count"));
    let git = bin.join("git");
    if !git.exists() {
        fs::create_dir_all(&bin).unwrap();
        fs::write(&git, KILLER).unwrap();
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let _ = fs::remove_file(&count);
    let path = std::env::var("PATH").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(["sync", "--me", me, "--today", "2026-11-22", "--book"]).arg(book).envs(QUIET);
    command.env("PATH", format!("{}:{path}", bin.display())).env("REAL_PATH", path).env("COUNT", count);
    command.env("KILL_AT", at.to_string()).env("KILL_HOW", how).env("HOME", home);
    let _ = command.output().unwrap();
}

const KILLER: &str = "#!/bin/sh
n=$(($(cat \"$COUNT\" 2>/dev/null || echo 0) + 1))
echo $n > \"$COUNT\"
PATH=\"$REAL_PATH\"
if [ $n != \"$KILL_AT\" ]; then exec git \"$@\"; fi
case $KILL_HOW in
before) kill -9 $PPID ;;
after) git \"$@\"; kill -9 $PPID ;;
within) git \"$@\" & kill -9 $! $PPID ;;
esac
exit 1
";

/// An act of a kind, where one can be made up.
fn act(kind: Kind, dice: &mut Dice) -> Option<Act> {
    let date = |dice: &mut Dice| day("2027-01-04").plus(dice.random_range(0..200));
    let terms = |dice: &mut Dice| Box::new(NewTerms { due: Some(date(dice)), ..NewTerms::default() });
    let reason = Some(Variance::ScopeGrew);
    Some(match kind {
        Kind::Change => Act::Change(terms(dice)),
        Kind::Counter => Act::Counter(terms(dice)),
        Kind::Estimate => {
            let low = f64::from(dice.random_range(1..9));
            let span = Span::range(Effort::from_days(low)?, None, Effort::from_days(low * 2.0)?)?;
            let answer = Answer {
                estimate: Some(Estimate::Effort(span)),
                verdict: Verdict::Feasible,
                conditions: vec![Text::from("a test account by 10 Jan")],
                start: None,
            };
            Act::Estimate(Box::new(answer))
        }
        Kind::Countersign => Act::Countersign,
        Kind::Accept => Act::Accept,
        Kind::Defer => Act::Defer { until: date(dice) },
        Kind::Progress => Act::Progress { left: None },
        Kind::Deliver => Act::Deliver { reason },
        Kind::Confirm => Act::Confirm { reason },
        Kind::NotYet => Act::NotYet,
        Kind::Revoke => Act::Revoke { reason },
        Kind::Told => Act::Told { due: None },
        Kind::Note => Act::Note,
        Kind::AcceptRisk => Act::AcceptRisk { review: date(dice) },
        Kind::Reopen => Act::Reopen,
        // Closing everything would leave little to talk about.
        Kind::Decline | Kind::Withdraw | Kind::Promise | Kind::Edit | Kind::Retract | Kind::Unknown => return None,
    })
}
