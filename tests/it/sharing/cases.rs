//! What a sync meets: no remote, a new one, renamed branches, rewritten histories, other people's work in the same
//! repository; and what it says then.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::time::Duration;

use countersign::domain::digest;
use countersign::domain::flag::Flag;
use countersign::domain::id::Id;
use countersign::forecast::{Forecaster, assess_one};
use countersign::store::Store;
use countersign::store::git::{self, Step, Stop, Synced, Trouble, TroubleKind, Wish};

use super::crew::{Desk, Hub, day, git_out, git_with, minute, rules, set_up, wish};

fn kind(done: Result<Synced, Trouble>) -> (TroubleKind, String) {
    let trouble = done.expect_err("it can't have finished");
    (trouble.kind, trouble.to_string())
}

fn pair() -> (Hub, Desk, Desk) {
    let hub = Hub::new();
    let sam = hub.founder("sam");
    let maria = hub.member("maria");
    (hub, sam, maria)
}

fn words(said: &[countersign::store::git::Said]) -> String {
    digest::summary(said)
}

#[test]
fn without_a_remote_it_is_kept_here() {
    let hub = Hub::new();
    let mut sam = hub.loner("sam");
    sam.promise("Northgate", "SSO");
    let done = sam.sync().unwrap();
    assert_eq!((done.remote, done.is_sent), (None, false));
    let log = sam.git(&["log", "--format=%an <%ae>: %s"]);
    assert_eq!(log, "sam <sam@example.test>: Northgate SSO: promised by 1 Mar");
    assert_eq!(sam.git(&["status", "--porcelain"]), "");
    assert_eq!(git::synced_at(&sam.dir), None);
}

#[test]
fn a_new_remote_takes_everything_and_a_clone_has_it() {
    let hub = Hub::new();
    let mut sam = hub.loner("sam");
    let id = sam.promise("Northgate", "SSO");
    let url = hub.url();
    let done = sam.sync_with(|wish| Wish { remote: Some(url.clone()), ..wish }).unwrap();
    assert_eq!((done.remote.as_deref(), done.is_sent), (Some("origin"), true));
    let lee = hub.member("lee");
    assert_eq!(lee.files(), sam.files());
    assert_eq!(lee.moves(id), sam.moves(id));
    assert_eq!(git::synced_at(&lee.dir), Some(minute(0)));
    assert_eq!(lee.git(&["rev-parse", "--abbrev-ref", "@{upstream}"]), "origin/main");
}

#[test]
fn what_others_said_comes_in_and_is_told() {
    let (_hub, mut sam, mut maria) = pair();
    let id = sam.promise("Northgate", "SSO");
    sam.change(id, "2027-03-15");
    sam.sync().unwrap();
    let waiting = git::news(&maria.dir, &wish("maria", minute(1)), &Stop::new()).unwrap();
    assert_eq!(words(&waiting.waiting), "2 moves: Northgate SSO: promised by 1 Mar, promised date 1 Mar → 15 Mar");
    assert!(maria.book.get(id).is_none(), "looking takes nothing in");
    let done = maria.sync().unwrap();
    assert_eq!(done.came_in, waiting.waiting);
    assert_eq!(maria.moves(id), sam.moves(id));
    assert_eq!(words(&maria.sync().unwrap().came_in), words(&[]));
}

#[test]
fn a_date_changed_on_both_sides_is_crossed_for_both_and_settled_by_one_move() {
    let (_hub, mut sam, mut maria) = pair();
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    maria.sync().unwrap();
    sam.change(id, "2027-03-15");
    maria.now += 5;
    maria.change(id, "2027-04-01");
    sam.sync().unwrap();
    maria.sync().unwrap();
    sam.sync().unwrap();
    let crossed = |desk: &Desk| {
        let forecaster = Forecaster::of(&desk.book, day("2026-11-22"));
        let commitment = desk.book.get(id).unwrap();
        let standing = assess_one(&desk.book, commitment, &forecaster);
        let raised = standing.flags.iter().find(|raised| raised.flag == Flag::Crossed);
        raised.map(|raised| raised.sentence(commitment, &desk.book.rules.people, day("2026-11-22")))
    };
    let said = crossed(&sam).expect("both dates are on record");
    assert!(said.contains("15 Mar") && said.contains("1 Apr"), "{said}");
    assert_eq!(crossed(&maria), Some(said));
    maria.change(id, "2027-03-20");
    maria.sync().unwrap();
    sam.sync().unwrap();
    assert_eq!((crossed(&sam), crossed(&maria)), (None, None));
    assert_eq!(sam.files(), maria.files());
}

#[test]
fn a_detached_head_comes_back_to_its_branch_with_what_was_said_there() {
    let (_hub, mut sam, mut maria) = pair();
    let first = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    sam.promise("Acme", "audit log");
    sam.sync().unwrap();
    sam.git(&["checkout", "-q", "--detach", "HEAD~1"]);
    sam.store.refresh(&mut sam.book).unwrap();
    sam.change(first, "2027-05-01");
    let done = sam.sync().unwrap();
    assert!(done.notes.iter().any(|note| note.contains("HEAD was detached")), "{:?}", done.notes);
    assert_eq!(sam.git(&["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert_eq!(sam.book.commitments().len(), 2);
    assert_eq!(sam.moves(first).len(), 2);
    maria.sync().unwrap();
    assert_eq!(maria.files(), sam.files());
}

#[test]
fn renamed_branches_are_followed() {
    let (hub, mut sam, mut maria) = pair();
    sam.git(&["branch", "-m", "trunk"]);
    sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    assert_eq!(git_out(&hub.path(), &["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    git_out(&hub.path(), &["branch", "-m", "main", "book"]);
    maria.promise("Acme", "audit log");
    let done = maria.sync().unwrap();
    assert_eq!(done.notes, ["the remote's branch is `book` and not `main`: it is followed"]);
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    assert_eq!(git_out(&hub.path(), &["for-each-ref", "--format=%(refname)"]), "refs/heads/book");
}

#[test]
fn what_somebody_has_staged_stays_staged_and_is_not_committed() {
    let (_hub, mut sam, mut maria) = pair();
    fs::write(sam.dir.join("README.md"), "mine\n").unwrap();
    fs::write(sam.dir.join("draft.txt"), "not yet\n").unwrap();
    sam.git(&["add", "README.md"]);
    let id = sam.promise("Northgate", "SSO");
    maria.promise("Acme", "audit log");
    maria.sync().unwrap();
    sam.sync().unwrap();
    assert_eq!(sam.git(&["status", "--porcelain"]), "A  README.md\n?? draft.txt");
    assert_eq!(sam.git(&["ls-tree", "--name-only", "HEAD", "README.md"]), "");
    maria.sync().unwrap();
    assert_eq!(maria.moves(id), sam.moves(id));
}

#[test]
fn somebody_else_being_quicker_only_takes_another_round() {
    let (_hub, mut sam, maria) = pair();
    let maria = RefCell::new(maria);
    let id = sam.promise("Northgate", "SSO");
    let is_first = RefCell::new(true);
    let tell = |step: Step| {
        if step == Step::Pushing && is_first.replace(false) {
            let mut maria = maria.borrow_mut();
            maria.promise("Acme", "audit log");
            maria.sync().unwrap();
        }
    };
    let done = git::sync(&sam.dir, &wish("sam", minute(3)), &Stop::new(), &tell).unwrap();
    assert!(done.is_sent && done.came_in.len() == 1 && done.committed.len() == 1, "{done:?}");
    let mut maria = maria.into_inner();
    maria.sync().unwrap();
    assert_eq!(maria.files(), sam.files());
    assert_eq!(maria.moves(id).len(), 1);
}

#[test]
fn a_rewritten_history_is_refused_until_somebody_says_so() {
    let (hub, mut sam, mut maria) = pair();
    let first = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    sam.promise("Acme", "audit log");
    sam.sync().unwrap();
    maria.sync().unwrap();
    git_out(&hub.path(), &["update-ref", "refs/heads/main", "main~1"]);
    let own = maria.promise("Quillon", "dark mode");
    for _ in 0..2 {
        let (kind, words) = kind(maria.sync());
        assert_eq!(kind, TroubleKind::Rewritten);
        assert!(words.contains("rewritten") && words.contains("--rejoin"), "{words}");
    }
    assert_eq!(maria.book.commitments().len(), 3);
    maria.sync_with(|wish| Wish { is_rejoining: true, ..wish }).unwrap();
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    assert!(sam.book.get(first).is_some() && sam.book.get(own).is_some());
    // A branch that is gone is no empty remote either.
    git_out(&hub.path(), &["update-ref", "-d", "refs/heads/main"]);
    assert_eq!(kind(sam.sync()).0, TroubleKind::Rewritten);
    sam.sync_with(|wish| Wish { is_rejoining: true, ..wish }).unwrap();
    maria.sync().unwrap();
}

#[test]
fn a_remote_that_is_gone_or_hangs_costs_nothing_but_the_sending() {
    let (hub, mut sam, mut maria) = pair();
    let id = sam.promise("Northgate", "SSO");
    let away = hub.home.path().join("elsewhere.git");
    fs::rename(hub.path(), &away).unwrap();
    let (gone, words) = kind(sam.sync());
    assert_eq!(gone, TroubleKind::Unreachable, "{words}");
    assert_eq!(sam.git(&["log", "-1", "--format=%s"]), "Northgate SSO: promised by 1 Mar");
    // A remote that never answers.
    sam.git(&["remote", "set-url", "origin", "ssh://git@book.invalid/hub.git"]);
    sam.git(&["config", "core.sshCommand", "sh -c 'sleep 600' ssh"]);
    let (hangs, words) = kind(sam.sync_with(|wish| Wish { patience: Duration::from_millis(300), ..wish }));
    assert_eq!(hangs, TroubleKind::NoAnswer, "{words}");
    // Somebody who stops it.
    let stop = Stop::new();
    let tell = |step: Step| {
        if step == Step::Fetching {
            stop.stop();
        }
    };
    let stopped = git::sync(&sam.dir, &wish("sam", minute(9)), &stop, &tell);
    assert_eq!(kind(stopped).0, TroubleKind::Stopped);
    // One who would have to be asked.
    sam.git(&[
        "config",
        "core.sshCommand",
        "sh -c 'echo git@book.invalid: Permission denied \\(publickey\\). >&2; exit 255' ssh",
    ]);
    assert_eq!(kind(sam.sync()).0, TroubleKind::NeedsTerminal);
    sam.git(&["config", "--unset", "core.sshCommand"]);
    sam.git(&["remote", "set-url", "origin", &hub.url()]);
    fs::rename(&away, hub.path()).unwrap();
    assert!(sam.sync().unwrap().is_sent);
    maria.sync().unwrap();
    assert_eq!(maria.moves(id), sam.moves(id));
}

#[test]
fn a_book_in_a_larger_repository_takes_nothing_else_with_it() {
    let hub = Hub::new();
    let work = |name: &'static str| hub.home.path().join(format!("{name}-work"));
    let page = |dir: &Path| {
        set_up(dir, "sam");
        fs::write(dir.join("code.txt"), "one\ntwo\nthree\nfour\nfive\n").unwrap();
        git_out(dir, &["add", "code.txt"]);
        git_out(dir, &["commit", "-q", "-m", "code"]);
    };
    git_out(hub.home.path(), &["init", "-q", "--initial-branch=main", "sam-work"]);
    page(&work("sam"));
    git_out(&work("sam"), &["remote", "add", "origin", &hub.url()]);
    let book = work("sam").join("sales/promises");
    Store::init(&book, &countersign::domain::book::Rules::default()).unwrap();
    let mut sam = Desk::open(book, "sam");
    let (elsewhere, words) = kind(sam.sync());
    assert_eq!(elsewhere, TroubleKind::Elsewhere);
    assert!(words.contains("--own"), "{words}");
    sam.git(&["add", "."]);
    sam.git(&["commit", "-q", "-m", "a book"]);
    sam.promise("Northgate", "SSO");
    assert!(sam.sync().unwrap().is_sent);
    git_out(hub.home.path(), &["clone", "-q", &hub.url(), "maria-work"]);
    set_up(&work("maria"), "maria");
    let mut maria = Desk::open(work("maria").join("sales/promises"), "maria");
    // Others' code comes in with the book's moves, beside one's own unfinished work.
    fs::write(work("sam").join("code.txt"), "ONE\ntwo\nthree\nfour\nfive\n").unwrap();
    sam.git(&["commit", "-q", "-a", "-m", "more code"]);
    let (mine, words) = kind(sam.sync());
    assert_eq!(mine, TroubleKind::Elsewhere);
    assert!(words.contains("code.txt") && words.contains("git push"), "{words}");
    sam.git(&["push", "-q", "origin", "HEAD:main"]);
    fs::write(work("maria").join("notes.txt"), "unfinished\n").unwrap();
    maria.promise("Acme", "audit log");
    maria.sync().unwrap();
    assert_eq!(fs::read_to_string(work("maria").join("code.txt")).unwrap(), "ONE\ntwo\nthree\nfour\nfive\n");
    assert_eq!(git_out(&work("maria"), &["status", "--porcelain"]), "?? notes.txt");
    // What one is working on isn't written over.
    fs::write(work("maria").join("code.txt"), "my own\n").unwrap();
    fs::write(work("sam").join("code.txt"), "ONE\ntwo\nthree\nfour\nFIVE\n").unwrap();
    sam.git(&["commit", "-q", "-a", "-m", "and more"]);
    sam.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    sam.git(&["push", "-q", "origin", "HEAD:main"]);
    let (dirty, words) = kind(maria.sync());
    assert_eq!(dirty, TroubleKind::Elsewhere, "{words}");
    assert_eq!(fs::read_to_string(work("maria").join("code.txt")).unwrap(), "my own\n");
    git_out(&work("maria"), &["checkout", "-q", "--", "code.txt"]);
    maria.sync().unwrap();
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    assert_eq!(sam.book.commitments().len(), 2);
}

#[test]
fn a_book_that_git_leaves_out_gets_a_repository_of_its_own() {
    let hub = Hub::new();
    git_out(hub.home.path(), &["init", "-q", "--initial-branch=main", "home"]);
    let home = hub.home.path().join("home");
    fs::write(home.join(".gitignore"), "book/\n").unwrap();
    Store::init(&home.join("book"), &rules()).unwrap();
    let mut sam = Desk::open(home.join("book"), "sam");
    sam.sync().unwrap();
    assert_eq!(sam.git(&["rev-parse", "--show-prefix"]), "");
    assert_eq!(git_out(&home, &["status", "--porcelain"]), "?? .gitignore");
}

#[test]
fn two_books_begun_apart_become_one_and_something_else_is_not_touched() {
    let hub = Hub::new();
    let mut sam = hub.founder("sam");
    let mut maria = hub.loner("maria");
    let (one, other) = (sam.promise("Northgate", "SSO"), maria.promise("Acme", "audit log"));
    sam.sync().unwrap();
    let url = hub.url();
    maria.sync_with(|wish| Wish { remote: Some(url.clone()), ..wish }).unwrap();
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    assert!(maria.book.get(one).is_some() && sam.book.get(other).is_some());
    // A repository that holds something else.
    git_out(hub.home.path(), &["init", "-q", "--bare", "--initial-branch=main", "code.git"]);
    git_out(hub.home.path(), &["init", "-q", "--initial-branch=main", "code"]);
    let code = hub.home.path().join("code");
    set_up(&code, "lee");
    git_out(&code, &["commit", "-q", "--allow-empty", "-m", "code"]);
    git_out(&code, &["push", "-q", "../code.git", "main"]);
    let mut lee = hub.loner("lee");
    let before = lee.files();
    let url = hub.home.path().join("code.git").display().to_string();
    let (kind, words) = kind(lee.sync_with(|wish| Wish { remote: Some(url), ..wish }));
    assert_eq!(kind, TroubleKind::Rewritten);
    assert!(words.contains("something else"), "{words}");
    assert_eq!(lee.files(), before);
}

#[test]
fn what_a_hand_took_out_is_back_and_what_it_broke_stays_here() {
    let (_hub, mut sam, mut maria) = pair();
    let (deleted, cut, broken) =
        (sam.promise("Northgate", "SSO"), sam.promise("Acme", "audit log"), sam.promise("Quillon", "dark mode"));
    sam.change(cut, "2027-03-15");
    sam.sync().unwrap();
    let path = |desk: &Desk, id: Id| desk.store.path(id).unwrap();
    fs::remove_file(path(&sam, deleted)).unwrap();
    let text = fs::read_to_string(path(&sam, cut)).unwrap();
    fs::write(path(&sam, cut), &text[..text.rfind("[[move]]").unwrap()]).unwrap();
    let whole = fs::read_to_string(path(&sam, broken)).unwrap();
    fs::write(path(&sam, broken), whole.replace("kind = \"promise\"", "kind = promise")).unwrap();
    let done = sam.sync().unwrap();
    assert_eq!(done.notes.len(), 3, "{:#?}", done.notes);
    assert_eq!((sam.moves(deleted).len(), sam.moves(cut).len()), (1, 2));
    assert!(done.notes.iter().any(|note| note.contains("not shared") && note.contains("doctor")));
    maria.sync().unwrap();
    assert_eq!(fs::read_to_string(path(&maria, broken)).unwrap(), whole);
}

#[test]
fn a_merge_somebody_began_by_hand_is_brought_to_its_end() {
    let (_hub, mut sam, mut maria) = pair();
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    maria.sync().unwrap();
    sam.change(id, "2027-03-15");
    sam.sync().unwrap();
    maria.git(&["config", "--replace-all", "merge.countersign.driver", "false"]);
    maria.record(countersign::store::Target::Commitment(id), countersign::domain::act::Act::Note);
    maria.git(&["commit", "-q", "-a", "-m", "by hand"]);
    assert!(!git_with(&maria.dir, &["pull", "-q", "--no-rebase"], &[]).status.success());
    let done = maria.sync().unwrap();
    assert!(done.notes.iter().any(|note| note.contains("settled (1 file")), "{:?}", done.notes);
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    assert_eq!(sam.moves(id).len(), 3);
}

#[test]
fn no_name_can_reach_git_s_command_line_or_leave_the_book() {
    let hub = Hub::new();
    let mut sam = hub.loner("sam");
    for url in ["--upload-pack=touch x", "-c core.sshCommand=x", "ext::sh -c touch% x", "", "fd::17", "a\nb"] {
        let (kind, words) = kind(sam.sync_with(|wish| Wish { remote: Some(url.into()), ..wish }));
        assert_eq!(kind, TroubleKind::Other, "{url}");
        assert!(words.contains("no address"), "{words}");
        assert!(git::clone(url, &hub.home.path().join("new"), &wish("sam", minute(0)), &sam.book.rules).is_err());
    }
    assert!(!hub.home.path().join("new").exists());
    let url = hub.url();
    sam.sync_with(|wish| Wish { remote: Some(url), ..wish }).unwrap();
    let odd = ["--upload-pack=touch x", "../../x", "-c core.pager=x", "$(touch x)", "\u{1b}[31m\nAuthor: kim"];
    for words in odd {
        sam.promise(words, words);
        sam.sync().unwrap();
        let message = sam.git(&["log", "-1", "--format=%B"]);
        assert!(!message.contains('\u{1b}') && message.lines().count() <= 2, "{message:?}");
    }
    let lee = hub.member("lee");
    assert_eq!(lee.book.commitments().len(), odd.len());
    let outside: Vec<_> = fs::read_dir(hub.home.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(outside.len(), 3, "{outside:?}");
}

#[test]
fn git_in_the_middle_of_something_else_is_left_alone() {
    let (_hub, mut sam, _) = pair();
    sam.promise("Northgate", "SSO");
    fs::create_dir(sam.dir.join(".git/rebase-merge")).unwrap();
    let (kind_of, words) = kind(sam.sync());
    assert_eq!(kind_of, TroubleKind::Elsewhere);
    assert!(words.contains("rebase is under way"), "{words}");
    fs::remove_dir(sam.dir.join(".git/rebase-merge")).unwrap();
    // Another git that holds the index: a sentence, and nothing of it is taken away.
    fs::write(sam.dir.join(".git/index.lock"), "").unwrap();
    let (busy, words) = kind(sam.sync());
    assert_eq!(busy, TroubleKind::Busy, "{words}");
    assert!(sam.dir.join(".git/index.lock").exists());
    fs::remove_file(sam.dir.join(".git/index.lock")).unwrap();
    assert!(sam.sync().unwrap().is_sent);
}

#[test]
fn what_was_taken_out_before_it_was_ever_sent_is_back() {
    let (hub, mut sam, mut maria) = pair();
    let id = sam.promise("Northgate", "SSO");
    let path = sam.store.path(id).unwrap();
    sam.git(&["add", "."]);
    sam.git(&["commit", "-q", "-m", "by hand"]);
    fs::remove_file(&path).unwrap();
    sam.git(&["commit", "-q", "-a", "-m", "taken out by hand"]);
    maria.promise("Acme", "audit log");
    maria.sync().unwrap();
    sam.sync().unwrap();
    assert!(path.exists());
    maria.sync().unwrap();
    assert_eq!(maria.moves(id).len(), 1);
    assert_eq!(sam.files(), maria.files());
    drop(hub);
}

#[test]
fn a_first_page_that_is_gone_comes_back_and_what_one_brings_is_said() {
    let (hub, mut sam, mut maria) = pair();
    let page = sam.dir.join("book.toml");
    let text = fs::read_to_string(&page).unwrap();
    fs::remove_file(&page).unwrap();
    assert!(git::is_kept(&sam.dir));
    assert_eq!(Store::discover(&sam.dir.join("commitments")), Some(sam.dir.clone()));
    let done = sam.sync().unwrap();
    assert_eq!(done.notes, ["book.toml was deleted here and is back as it was last committed"]);
    assert_eq!(fs::read_to_string(&page).unwrap(), text);
    fs::write(&page, format!("{text}\n[people.otto]\nroles = [\"tech\"]\n")).unwrap();
    sam.sync().unwrap();
    assert_eq!(maria.sync().unwrap().notes, ["book.toml came in: @otto joined"]);
    drop(hub);
}

#[test]
fn a_book_moves_to_another_place() {
    let (hub, mut sam, _) = pair();
    let id = sam.promise("Northgate", "SSO");
    git_out(hub.home.path(), &["init", "-q", "--bare", "--initial-branch=main", "new.git"]);
    let url = hub.home.path().join("new.git").display().to_string();
    assert!(sam.sync_with(|wish| Wish { remote: Some(url.clone()), ..wish }).unwrap().is_sent);
    assert_eq!(sam.git(&["remote", "get-url", "origin"]), url);
    let tree = git_out(&hub.home.path().join("new.git"), &["ls-tree", "-r", "--name-only", "main"]);
    assert!(tree.contains(id.as_str()), "{tree}");
    // A place that has another history than the one known here is no better than a rewritten one.
    git_out(&hub.home.path().join("new.git"), &["update-ref", "refs/heads/main", "main~1"]);
    assert_eq!(kind(sam.sync_with(|wish| Wish { remote: Some(url), ..wish })).0, TroubleKind::Rewritten);
}

#[test]
fn what_could_not_be_sent_before_is_told_when_it_goes_out() {
    let (hub, mut sam, mut maria) = pair();
    let away = hub.home.path().join("elsewhere.git");
    fs::rename(hub.path(), &away).unwrap();
    sam.promise("Northgate", "SSO");
    assert_eq!(kind(sam.sync()).0, TroubleKind::Unreachable);
    fs::rename(&away, hub.path()).unwrap();
    let done = sam.sync().unwrap();
    assert_eq!(words(&done.committed), "1 move: Northgate SSO: promised by 1 Mar");
    assert_eq!(maria.sync().unwrap().came_in, done.committed);
}
