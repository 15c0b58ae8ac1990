//! Pushes to a server whose pre-receive hook verifies them.

use super::town::{Clone, PAGE, Town, block, promise};

/// Lines of a comment that come to more than 16 MB.
const MANY: usize = 4_300_000;

const FILE: &str = "commitments/2026/k7m2qx.toml";

/// Each goes on from the one before.
pub fn honest() {
    let town = Town::new();
    let fine = |clone: &Clone| assert_eq!(clone.push(&[]), (true, String::new()));

    let sam = town.clone_of("sam");
    sam.append(
        "k7m2qx",
        &block("aaaaa1", "2026-11-11T10:00:00Z", "sam", "change", "re = \"4c1d9z\"\ndue = 2027-04-01"),
    );
    sam.write_book("commitments/2026/n0rth1.toml", promise("bbbbb1", "2026-11-11T10:00:01Z", "sam").trim_start());
    sam.commit("2026-11-11T10:00:01Z", "a change and a promise");
    fine(&sam);

    // By proxy, and an undo of one's own.
    let maria = town.clone_of("maria");
    maria.append(
        "k7m2qx",
        &block("aaaaa2", "2026-11-12T10:00:00Z", "maria", "countersign", "re = \"aaaaa1\"\nfor = \"dana\""),
    );
    maria.append("k7m2qx", &block("aaaaa3", "2026-11-12T10:05:00Z", "maria", "retract", "what = \"aaaaa2\""));
    maria.commit("2026-11-12T10:06:00Z", "by proxy, and taken back");
    fine(&maria);

    // Two who spoke at once; the merge takes both.
    let dana = town.clone_of("dana");
    dana.append("k7m2qx", &block("ccccc1", "2026-11-13T10:00:00Z", "dana", "countersign", "re = \"aaaaa1\""));
    dana.commit("2026-11-13T10:01:00Z", "signed");
    maria.append("k7m2qx", &block("ddddd1", "2026-11-13T09:00:00Z", "maria", "note", "note = \"they like it\""));
    maria.commit("2026-11-13T09:00:30Z", "noted");
    fine(&maria);
    dana.git(&["fetch", "-q"]);
    assert!(!dana.merge("2026-11-13T10:02:00Z", &["origin/main"]), "plain git sees a conflict");
    dana.git(&["checkout", "-q", "--theirs", FILE]);
    dana.append("k7m2qx", &block("ccccc1", "2026-11-13T10:00:00Z", "dana", "countersign", "re = \"aaaaa1\""));
    dana.commit("2026-11-13T10:03:00Z", "both");
    fine(&dana);

    // A week offline, on top of what was there then; others went on meanwhile.
    let away = town.clone_of("sam");
    let here = town.clone_of("maria");
    here.append("n0rth1", &block("eeeee1", "2026-11-21T10:00:00Z", "maria", "note", "note = \"soon\""));
    here.commit("2026-11-21T10:01:00Z", "soon");
    fine(&here);
    away.append("k7m2qx", &block("fffff1", "2026-11-14T10:00:00Z", "sam", "told", "re = \"aaaaa1\""));
    away.commit("2026-11-21T18:00:00Z", "told a week ago");
    away.git(&["fetch", "-q"]);
    assert!(away.merge("2026-11-21T18:01:00Z", &["origin/main"]));
    fine(&away);

    // Somebody new, who brings their own address, and a colleague's absence; a view.
    let lee = town.clone_of("lee");
    lee.replace("book.toml", "[people.lee]\n", "[people.lee]\nemail = \"lee@example.test\"\nfocus = 0.5\n");
    lee.replace("book.toml", "[people.dana]\n", "[people.dana]\naway = [\"2026-12-21..2027-01-03\"]\n");
    lee.write_book(
        "book.toml",
        &format!(
            "{}\n[people.ada]\nroles = [\"tech\"]\n\n[[view]]\nname = \"Mine\"\nquery = \"tech:lee\"\n",
            lee.read_book("book.toml")
        ),
    );
    lee.append(
        "n0rth1",
        &block("ggggg1", "2026-11-22T08:00:00Z", "lee", "estimate", "re = \"bbbbb1\"\neffort = \"3d\""),
    );
    lee.append(
        "n0rth1",
        &block("ggggg2", "2026-11-22T08:01:00Z", "lee", "countersign", "re = \"bbbbb1\"\nfor = \"ada\""),
    );
    lee.write_book("snapshots/issues.toml", "as_of = 2026-11-22\n\n[[issue]]\nkey = \"A-1\"\nstage = \"started\"\n");
    lee.commit("2026-11-22T08:02:00Z", "lee is here");
    fine(&lee);

    // A web merge: nobody of the book has the committer's address, the author counts.
    let web = town.clone_of("sam");
    web.append("n0rth1", &block("hhhhh1", "2026-11-22T09:00:00Z", "sam", "note", "note = \"by web\""));
    web.git(&["add", "-A"]);
    web.git(&["-c", "user.name=x", "stash", "-q"]);
    web.git(&["stash", "pop", "-q"]);
    web.commit_as("noreply", "2026-11-22T09:00:30Z", "by web");
    web.git(&["rev-parse", "HEAD"]);
    let (is_fine, text) = web.push(&[]);
    assert!(!is_fine && text.contains("nobody in the book has the address noreply@example.test"), "{text}");

    // A line of one's own, and answers of whoever asked around.
    let signing = town.clone_of("maria");
    signing.write_book("reviews/2026/aaaaa1.toml", &line("sales", "2026-11-22T09:10:00Z", "maria"));
    signing.write_book("reviews/2026/aaaaa2.toml", ANSWER);
    signing.write_book("reviews/notes.md", "what we said\n");
    signing.commit("2026-11-22T09:10:30Z", "the review");
    fine(&signing);

    // A manager may do what only managers may.
    let kim = town.clone_of("kim");
    kim.replace("book.toml", "schema = 1\n", "schema = 1\ntimezone = \"Europe/Berlin\"\n");
    kim.replace("book.toml", "roles = [\"manager\"]", "roles = [\"manager\", \"sales\"]");
    kim.commit("2026-11-22T09:30:00Z", "the zone");
    fine(&kim);

    // A branch of one's own, with nothing of the book in it; and a tag.
    kim.git(&["checkout", "-q", "--orphan", "pages"]);
    kim.git(&["rm", "-rfq", "."]);
    kim.write("index.html", "hello\n");
    kim.commit("2026-11-22T09:31:00Z", "a page");
    kim.git(&["tag", "v1"]);
    assert_eq!(kim.push(&["origin", "pages", "v1"]), (true, String::new()));
}

/// What somebody does to a clone, and what the hook says of it.
type Case = (&'static str, &'static str, fn(&Clone), &'static str);

/// A line of a side about a quarter.
fn line(side: &str, at: &str, by: &str) -> String {
    format!(
        "kind = \"sign-off\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"{side}\"\nat = {at}\nby = \"{by}\"\ntext = \"We ask first.\"\n"
    )
}

/// An answer to the pulse of a quarter.
const ANSWER: &str = "kind = \"pulse\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"tech\"\nvision = 7\nobjectives = 6\n\
                      communication = 5\nculture = 8\nclient_engagement = 4\n";

const CASES: &[Case] = &[
    (
        "signs a quarter off for the other side",
        "sam",
        |clone| {
            clone.write_book("reviews/2026/aaaaa1.toml", &line("tech", "2026-11-20T10:00:00Z", "dana"));
            clone.commit("2026-11-20T10:00:00Z", "both lines");
        },
        "it is recorded by @dana, and committed by sam@example.test; each commits what they recorded; sync again",
    ),
    (
        "signs a quarter off without the role",
        "sam",
        |clone| {
            clone.write_book("reviews/2026/aaaaa1.toml", &line("tech", "2026-11-20T10:00:00Z", "sam"));
            clone.commit("2026-11-20T10:00:00Z", "my line");
        },
        "Sam has no tech role, and it is the line of tech; let somebody with that role sign (HASH reviews/2026/aaaaa1.toml)",
    ),
    (
        "changes an answer to the pulse",
        "dana",
        |clone| {
            clone.write_book("reviews/2026/aaaaa1.toml", ANSWER);
            clone.commit("2026-11-20T10:00:00Z", "the review");
            clone.replace("reviews/2026/aaaaa1.toml", "vision = 7", "vision = 10");
            clone.commit("2026-11-20T10:01:00Z", "better");
        },
        "it is another than it was, and papers of a review stay; put it back",
    ),
    (
        "changes another's move",
        "sam",
        |clone| {
            clone.replace(FILE, "5d..8d..15d", "1d");
            clone.commit("2026-11-20T10:00:00Z", "quicker");
        },
        "Northgate SSO, estimated 5–15 d: the move 9v2k0a of @dana is another than it was; put it back as it was, and say \
         what is new in a move of your own (HASH commitments/2026/k7m2qx.toml:12)",
    ),
    (
        "removes a move",
        "sam",
        |clone| {
            let text = clone.read_book(FILE);
            clone.write_book(FILE, &text[..text.find("\n[[move]]\nid = \"zzzzz1\"").unwrap()]);
            clone.commit("2026-11-20T10:00:00Z", "they did not");
        },
        "Northgate SSO, note: they asked again: the move zzzzz1 of @maria is gone; bring it back",
    ),
    (
        "back-dates a signature",
        "dana",
        |clone| {
            let signature = block("aaaaa1", "2026-11-03T10:00:00Z", "dana", "countersign", "re = \"4c1d9z\"");
            clone.append("k7m2qx", &signature);
            clone.commit("2026-11-20T10:00:00Z", "signed long ago");
        },
        "Northgate SSO, countersigned 1 Mar: it is dated 2026-11-03 10:00 UTC, before what was there already (2026-11-04 09:30 UTC); \
         sync again, which records it anew",
    ),
    (
        "back-dates a promise of its own",
        "sam",
        |clone| {
            clone.write_book("commitments/2026/n0rth1.toml", &promise("bbbbb1", "2026-10-01T10:00:00Z", "sam"));
            clone.commit("2026-11-20T10:00:00Z", "promised long ago");
        },
        "Northgate SSO, promised by 1 Mar: it is dated 2026-10-01 10:00 UTC, 40 days before the commit it stands on; record it anew now",
    ),
    (
        "estimates with a sales role",
        "sam",
        |clone| {
            let estimate =
                block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "estimate", "re = \"4c1d9z\"\neffort = \"1d\"");
            clone.append("k7m2qx", &estimate);
            clone.commit("2026-11-20T10:00:00Z", "quick");
        },
        "Northgate SSO, estimated 1 d: Sam has no tech role, and `estimate` is a tech move; ask somebody of tech",
    ),
    (
        "forges whose word it is",
        "sam",
        |clone| {
            let signature = block("aaaaa1", "2026-11-20T10:00:00Z", "dana", "countersign", "re = \"4c1d9z\"");
            clone.append("k7m2qx", &signature);
            clone.commit("2026-11-20T10:00:00Z", "signed");
        },
        "Northgate SSO, countersigned 1 Mar: it is recorded by @dana, and committed by sam@example.test, who is @sam; each \
         commits what they recorded; for a colleague it is said by proxy: `--for dana` (HASH commitments/2026/k7m2qx.toml:27)",
    ),
    (
        "grants itself a role",
        "sam",
        |clone| {
            clone.replace(
                "book.toml",
                "roles = [\"sales\"]\n\n[people.maria]",
                "roles = [\"sales\", \"tech\"]\n\n[people.maria]",
            );
            let signature = block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "countersign", "re = \"4c1d9z\"");
            clone.append("k7m2qx", &signature);
            clone.commit("2026-11-20T10:00:00Z", "both roles");
        },
        "@sam changes their own roles; ask a manager of the book to change it; the next sync here sets this change aside (HASH \
         book.toml:4)",
    ),
    (
        "signs with the role it has just granted itself",
        "sam",
        |clone| {
            clone.replace(
                "book.toml",
                "roles = [\"sales\"]\n\n[people.maria]",
                "roles = [\"sales\", \"tech\"]\n\n[people.maria]",
            );
            let signature = block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "countersign", "re = \"4c1d9z\"");
            clone.append("k7m2qx", &signature);
            clone.commit("2026-11-20T10:00:00Z", "both roles");
        },
        ": Sam has no tech role, and `countersign` is a tech move",
    ),
    (
        "makes a newcomer a manager",
        "sam",
        |clone| {
            clone.write_book("book.toml", &format!("{PAGE}\n[people.boss]\nroles = [\"manager\"]\n"));
            clone.commit("2026-11-20T10:00:00Z", "a boss");
        },
        "@boss is new and a manager at once; ask a manager",
    ),
    (
        "takes another's address",
        "sam",
        |clone| {
            clone.replace("book.toml", "dana@example.test", "sam2@example.test");
            clone.commit("2026-11-20T10:00:00Z", "an address");
        },
        "the address of @dana changes, and sam@example.test isn't theirs; let them change it themselves, or ask a manager",
    ),
    (
        "claims a second handle",
        "sam",
        |clone| {
            clone.replace("book.toml", "[people.lee]\n", "[people.lee]\nemail = \"sam@example.test\"\n");
            clone.commit("2026-11-20T10:00:00Z", "an address");
        },
        "the address of @lee changes, and sam@example.test isn't theirs",
    ),
    (
        "changes the policy",
        "dana",
        |clone| {
            clone.write_book("book.toml", &format!("{PAGE}\n[policy]\nover_promised_below = 0.1\n"));
            clone.commit("2026-11-20T10:00:00Z", "milder");
        },
        "the policy changes, which only a manager does; ask a manager",
    ),
    (
        "deletes a file",
        "sam",
        |clone| {
            clone.remove(FILE);
            clone.commit("2026-11-20T10:00:00Z", "away");
        },
        "Northgate SSO: the file is deleted, and 3 moves with it; bring it back",
    ),
    (
        "deletes book.toml",
        "sam",
        |clone| {
            clone.remove("book.toml");
            clone.commit("2026-11-20T10:00:00Z", "away");
        },
        "it is deleted, and with it who may say what; bring it back (HASH book.toml)",
    ),
    (
        "takes back another's move",
        "sam",
        |clone| {
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "retract", "what = \"9v2k0a\""));
            clone.commit("2026-11-20T10:00:00Z", "no");
        },
        "Northgate SSO, took back: estimated 5–15 d: dana made that move; only its author can take it back",
    ),
    (
        "answers what isn't there",
        "dana",
        |clone| {
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "dana", "countersign", "re = \"qqqqq1\""));
            clone.commit("2026-11-20T10:00:00Z", "signed");
        },
        ": it answers qqqqq1, and there is no such move here",
    ),
    (
        "speaks out of the future",
        "sam",
        |clone| {
            clone.append("k7m2qx", &block("aaaaa1", "2027-01-20T10:00:00Z", "sam", "note", "note = \"x\""));
            clone.commit("2027-01-20T10:00:00Z", "soon");
        },
        "the commit is dated more than a day ahead of the clock here; set the clock right",
    ),
    (
        "speaks after its commit",
        "sam",
        |clone| {
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-20T12:00:00Z", "sam", "note", "note = \"x\""));
            clone.commit("2026-11-20T10:00:00Z", "soon");
        },
        ": it is dated 2026-11-20 12:00 UTC, after its commit (2026-11-20 10:00 UTC)",
    ),
    (
        "leaves conflict markers",
        "sam",
        |clone| {
            let text = clone.read_book(FILE);
            clone.write_book(FILE, &format!("{text}<<<<<<< ours\n=======\n>>>>>>> theirs\n"));
            clone.commit("2026-11-20T10:00:00Z", "merged");
        },
        "Northgate SSO: git left a conflict in it; `countersign doctor --fix` keeps every move of both sides",
    ),
    (
        "breaks a line",
        "sam",
        |clone| {
            clone.append("k7m2qx", "[[move]]\nid = \n");
            clone.commit("2026-11-20T10:00:00Z", "broken");
        },
        ": it is not TOML: ",
    ),
    (
        "puts a link into the book",
        "sam",
        |clone| {
            std::os::unix::fs::symlink("/etc/passwd", clone.dir.join("commitments/2026/zzzzzz.toml")).unwrap();
            clone.commit("2026-11-20T10:00:00Z", "a link");
        },
        "it is a link; put the file itself there; the book holds plain files (HASH commitments/2026/zzzzzz.toml)",
    ),
    (
        "puts something else among the commitments",
        "sam",
        |clone| {
            clone.write("commitments/2026/README.md", "hello\n");
            clone.commit("2026-11-20T10:00:00Z", "a readme");
        },
        "it is no commitment's name; take it out",
    ),
    (
        "copies a file",
        "sam",
        |clone| {
            clone.write("commitments/2025/k7m2qx.toml", &promise("bbbbb1", "2026-11-20T10:00:00Z", "sam"));
            clone.commit("2026-11-20T10:00:00Z", "a copy");
        },
        "Northgate SSO: commitments/2026/k7m2qx.toml has the same name; give the new one another name (HASH \
         commitments/2025/k7m2qx.toml)",
    ),
    (
        "files it under another year",
        "sam",
        |clone| {
            clone.write("commitments/2025/n0rth1.toml", &promise("bbbbb1", "2026-11-20T10:00:00Z", "sam"));
            clone.commit("2026-11-20T10:00:00Z", "another year");
        },
        "Northgate SSO: it begins in 2026 and lies in the folder 2025; move it to commitments/2026 (HASH \
         commitments/2025/n0rth1.toml:2)",
    ),
    (
        "begins the book anew",
        "sam",
        |clone| {
            clone.git(&["checkout", "-q", "--orphan", "fresh"]);
            clone.replace("book.toml", "roles = [\"sales\"]", "roles = [\"sales\", \"manager\"]");
            clone.commit("2026-11-20T10:00:00Z", "the book, as I like it");
            clone.git(&["checkout", "-q", "main"]);
            clone.merge("2026-11-20T10:01:00Z", &["-s", "ours", "--allow-unrelated-histories", "fresh"]);
        },
        "it begins the book a second time, and doesn't go on from the one that is there",
    ),
    (
        "brings a second root without a book.toml",
        "sam",
        |clone| {
            clone.git(&["checkout", "-q", "--orphan", "fresh"]);
            clone.git(&["rm", "-q", "--cached", "-r", "."]);
            let text = clone.read_book(FILE);
            let forged = block("aaaaa1", "2026-11-20T10:00:00Z", "dana", "countersign", "re = \"4c1d9z\"");
            clone.git(&["clean", "-fdxq"]);
            clone.write_book(FILE, &format!("{text}{forged}"));
            clone.commit("2026-11-20T10:01:00Z", "a copy");
            clone.git(&["checkout", "-q", "main"]);
            clone.merge("2026-11-20T10:02:00Z", &["-X", "theirs", "--allow-unrelated-histories", "fresh"]);
            assert!(clone.read_book(FILE).contains("aaaaa1"));
        },
        "it begins the book a second time, and doesn't go on from the one that is there",
    ),
    (
        "brings a second root that begins beside the book",
        "sam",
        |clone| {
            clone.git(&["checkout", "-q", "--orphan", "fresh"]);
            clone.git(&["rm", "-rfq", "."]);
            clone.write("README.md", "harmless\n");
            clone.commit("2026-11-20T10:00:00Z", "a readme");
            clone.write_book("commitments/2026/n0rth1.toml", &promise("bbbbb1", "2026-11-20T10:00:00Z", "dana"));
            clone.commit("2026-11-20T10:01:00Z", "forged");
            clone.git(&["checkout", "-q", "main"]);
            assert!(clone.merge("2026-11-20T10:02:00Z", &["--allow-unrelated-histories", "fresh"]));
        },
        "it begins the book a second time, and doesn't go on from the one that is there",
    ),
    (
        "moves the commitments to another year",
        "sam",
        |clone| {
            clone.git(&["mv", "commitments/2026", "commitments/2031"]);
            clone.commit("2026-11-20T10:00:00Z", "tidy");
        },
        "Northgate SSO: it was moved away from commitments/2026/k7m2qx.toml, and a commitment's file stays where it began; \
         move it back: `git mv commitments/2031/k7m2qx.toml commitments/2026/k7m2qx.toml` (HASH commitments/2031/k7m2qx.toml)",
    ),
    (
        "moves a file to another year and says something in it",
        "maria",
        |clone| {
            std::fs::create_dir_all(clone.dir.join("commitments/2025")).unwrap();
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "maria", "note", "note = \"x\""));
            clone.git(&["mv", FILE, "commitments/2025/k7m2qx.toml"]);
            clone.commit("2026-11-20T10:00:00Z", "tidy");
        },
        "Northgate SSO: it was moved away from commitments/2026/k7m2qx.toml",
    ),
    (
        "makes a commitment larger than the program reads",
        "sam",
        |clone| {
            clone.append("k7m2qx", &"# x\n".repeat(MANY));
            clone.commit("2026-11-20T10:00:00Z", "a long comment");
        },
        "Northgate SSO: it is larger than 16 MB, which no file of a book is; bring it back from git or a backup (HASH \
         commitments/2026/k7m2qx.toml)",
    ),
    (
        "makes book.toml larger than the program reads",
        "sam",
        |clone| {
            clone.write_book("book.toml", &format!("{PAGE}{}", "# x\n".repeat(MANY)));
            clone.commit("2026-11-20T10:00:00Z", "a long comment");
        },
        "it is larger than 16 MB, which no file of a book is; bring it back from git or a backup; until then the usual rules \
         hold (HASH book.toml)",
    ),
    (
        "makes a snapshot larger than git is asked for",
        "sam",
        |clone| {
            clone.write_book("snapshots/deals.toml", &"# x\n".repeat(5 * MANY));
            clone.commit("2026-11-20T10:00:00Z", "a long comment");
        },
        "it is larger than 16 MB, which no file of a book is; bring it back from git or a backup (HASH snapshots/deals.toml)",
    ),
    (
        "puts the program's lock into the book",
        "sam",
        |clone| {
            clone.write(".countersign.lock", "");
            clone.commit("2026-11-20T10:00:00Z", "locked");
        },
        "the program uses that name while it writes; take it out",
    ),
    (
        "puts what the program writes into the book",
        "sam",
        |clone| {
            clone.write("snapshots/.countersign-new-1", "");
            clone.commit("2026-11-20T10:00:00Z", "half");
        },
        "the program uses that name while it writes; take it out",
    ),
    (
        "puts a link in the place of .gitattributes",
        "sam",
        |clone| {
            std::os::unix::fs::symlink("/etc/passwd", clone.dir.join(".gitattributes")).unwrap();
            clone.commit("2026-11-20T10:00:00Z", "a link");
        },
        "it is a link; put the file itself there; the book holds plain files (HASH .gitattributes)",
    ),
    (
        "puts a folder in the place of .gitignore",
        "sam",
        |clone| {
            clone.write(".gitignore/x", "");
            clone.commit("2026-11-20T10:00:00Z", "a folder");
        },
        "`.gitignore` is a file of the book, not a folder",
    ),
    (
        "says something on a day still to come",
        "dana",
        |clone| {
            let rest = "re = \"4c1d9z\"\non = 2026-11-22";
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-20T09:00:00Z", "dana", "countersign", rest));
            clone.commit("2026-11-20T09:00:00Z", "signed soon");
        },
        "Northgate SSO, countersigned 1 Mar: it is said to have been on Sun 22 Nov 2026, after its commit (2026-11-20 09:00 UTC)",
    ),
    (
        "answers in the same minute, too early",
        "dana",
        |clone| {
            clone.append("k7m2qx", &block("aaaaa1", "2026-11-04T09:29:30Z", "dana", "note", "note = \"x\""));
            clone.append("k7m2qx", &block("aaaaa2", "2026-11-04T09:29:59.5Z", "dana", "note", "note = \"y\""));
            clone.commit("2026-11-20T09:00:00Z", "late");
        },
        "Northgate SSO, note: y: it is dated 2026-11-04 09:29 UTC, before what was there already (2026-11-04 09:30 UTC)",
    ),
];

/// What was said, with `HASH` for the commit.
fn unhashed(text: &str) -> String {
    let mut parts = text.split(" (");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_hash = part.len() > 7 && part.bytes().take(7).all(|byte| byte.is_ascii_hexdigit()) && &part[7..8] == " ";
        out.extend([" (", if is_hash { "HASH" } else { "" }, if is_hash { &part[7..] } else { part }]);
    }
    out
}

pub fn dishonest() {
    let town = Town::new();
    let mut wrong = Vec::new();
    for (what, who, act, expected) in CASES {
        let clone = town.clone_of(who);
        act(&clone);
        let (is_taken, text) = clone.push(&[]);
        let text = unhashed(&text);
        if is_taken || !text.contains(expected) {
            wrong.push(format!("somebody {what}; the hook says\n{text}\nand should say\n{expected}"));
        }
        // Each line names the commit and the file, and CI says the same.
        let (code, local) = clone.countersign(&["verify", "origin/main..HEAD"]);
        let local = unhashed(&local);
        if code != 1 || !local.contains(expected) {
            wrong.push(format!("somebody {what}; a range says\n{local}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    // A history that goes back, and a branch that goes.
    let sam = town.clone_of("sam");
    sam.git(&["checkout", "-q", "--orphan", "fresh"]);
    sam.commit("2026-11-20T10:00:00Z", "anew");
    let (is_taken, text) = sam.push(&["--force", "origin", "HEAD:main"]);
    let expected = "it rewrites history: 1 commit would go";
    assert!(!is_taken && text.contains(expected), "{text}");
    let (is_taken, text) = sam.push(&["origin", ":main"]);
    assert!(!is_taken && text.contains("the branch would be deleted, and the book with it"), "{text}");
    let (is_taken, text) = sam.push(&["origin", "HEAD:refs/replace/0123456789012345678901234567890123456789"]);
    assert!(!is_taken && text.contains("it would put another object in the place of one that is there"), "{text}");
}

pub fn merges() {
    let town = Town::new();
    let note = |id: &str, at: &str, by: &str| block(id, at, by, "note", "note = \"x\"");
    let maria = town.clone_of("maria");
    maria.append("k7m2qx", &note("aaaaa1", "2026-11-20T10:00:00Z", "maria"));
    maria.commit("2026-11-20T10:01:00Z", "maria");
    maria.replace("book.toml", "[people.lee]\n", "[people.lee]\nteam = \"apps\"\n");
    maria.commit("2026-11-20T10:01:30Z", "a team");
    assert!(maria.push(&[]).0);

    let diverged = || {
        let sam = town.clone_of("sam");
        sam.git(&["reset", "-q", "--hard", "HEAD~2"]);
        sam.append("k7m2qx", &note("bbbbb1", "2026-11-20T11:00:00Z", "sam"));
        sam.commit("2026-11-20T11:01:00Z", "sam");
        sam
    };
    let refused = |sam: &Clone, expected: &str| {
        let (is_taken, text) = sam.push(&["origin", "HEAD:main"]);
        assert!(!is_taken && text.contains(expected), "{text}\nand should say\n{expected}");
    };

    // One's own side only.
    let sam = diverged();
    assert!(sam.merge("2026-11-20T11:02:00Z", &["-s", "ours", "origin/main"]));
    refused(&sam, "Northgate SSO, note: x: the move aaaaa1 of @maria is gone; bring it back");

    // A merge that says something nobody said.
    let sam = diverged();
    assert!(sam.merge("2026-11-20T11:02:00Z", &["-s", "ours", "origin/main"]));
    sam.append("k7m2qx", &note("aaaaa1", "2026-11-20T10:00:00Z", "maria"));
    sam.append("k7m2qx", &note("ccccc1", "2026-11-20T11:01:30Z", "dana"));
    sam.replace("book.toml", "[people.lee]\n", "[people.lee]\nteam = \"apps\"\n");
    sam.git(&["commit", "-q", "--amend", "-am", "evil", "--date", "2026-11-20T11:02:00Z"]);
    refused(&sam, ": it is recorded by @dana, and committed by sam@example.test, who is @sam");

    // Two who changed the page; an honest merge has both, a quiet one takes the manager's change back.
    let kim = town.clone_of("kim");
    kim.replace("book.toml", "[people.lee]\nteam", "[people.lee]\nemail = \"lee@example.test\"\nteam");
    kim.replace("book.toml", "[\"manager\"]", "[\"manager\"]\n\n[policy]\nquiet_after = 21");
    kim.commit("2026-11-21T10:00:00Z", "calmer");
    assert!(kim.push(&[]).0);
    let both = || {
        let sam = town.clone_of("sam");
        sam.git(&["reset", "-q", "--hard", "HEAD~1"]);
        sam.replace("book.toml", "[people.sam]\n", "[people.sam]\nname = \"Sam Okafor\"\n");
        sam.commit("2026-11-21T11:00:00Z", "my name");
        sam
    };
    let sam = both();
    assert!(sam.merge("2026-11-21T11:02:00Z", &["-s", "ours", "origin/main"]));
    refused(&sam, "the policy changes, which only a manager does");
    refused(&sam, "the address of @lee changes, and sam@example.test isn't theirs");
    let sam = both();
    assert!(sam.merge("2026-11-21T11:02:00Z", &["origin/main"]));
    let (is_taken, text) = sam.push(&["origin", "HEAD:main"]);
    assert!(is_taken, "{text}");
}

/// A first push with two roots: one of them begins the book.
pub fn one_beginning() {
    let town = Town::empty();
    let kim = town.clone_of("kim");
    kim.write_book("book.toml", PAGE);
    kim.commit("2026-11-10T12:00:00Z", "the book");
    kim.git(&["branch", "-M", "main"]);
    kim.git(&["checkout", "-q", "--orphan", "fresh"]);
    kim.git(&["rm", "-rfq", "."]);
    kim.write_book("commitments/2026/n0rth1.toml", &promise("bbbbb1", "2026-11-20T10:00:00Z", "dana"));
    kim.commit("2026-11-20T10:01:00Z", "another root");
    kim.git(&["checkout", "-q", "main"]);
    assert!(kim.merge("2026-11-20T10:02:00Z", &["--allow-unrelated-histories", "fresh"]));
    let (is_taken, text) = kim.push(&["origin", "main"]);
    assert!(!is_taken && text.contains("it begins the book a second time"), "{text}");
    // A root that has nothing of the book may come along.
    kim.git(&["reset", "-q", "--hard", "HEAD~1"]);
    kim.git(&["checkout", "-q", "--orphan", "pages"]);
    kim.git(&["rm", "-rfq", "."]);
    kim.write("index.html", "hello\n");
    kim.commit("2026-11-20T10:01:00Z", "a page");
    kim.git(&["checkout", "-q", "main"]);
    assert!(kim.merge("2026-11-20T10:02:00Z", &["--allow-unrelated-histories", "pages"]));
    assert_eq!(kim.push(&["origin", "main"]), (true, String::new()));
}

/// The line that makes git merge with the program stays; other lines come and go.
pub fn the_line_of_gitattributes() {
    let town = Town::new();
    let sam = town.clone_of("sam");
    sam.write(".gitattributes", "*.png binary\n*.toml -text merge=countersign\n");
    sam.commit("2026-11-20T10:00:00Z", "attributes");
    assert_eq!(sam.push(&[]), (true, String::new()));
    sam.write(".gitattributes", "*.toml -text merge=countersign\n*.md merge=union\n");
    sam.commit("2026-11-20T10:01:00Z", "other attributes");
    assert_eq!(sam.push(&[]), (true, String::new()));
    let refused = |clone: &Clone| {
        clone.commit("2026-11-20T10:02:00Z", "no line");
        let (is_taken, text) = clone.push(&[]);
        let expected = "git would no longer merge the book's files with the program; bring the line `*.toml -text \
                        merge=countersign` back (HASH .gitattributes)";
        assert!(!is_taken && unhashed(&text).contains(expected), "{text}");
    };
    let one = town.clone_of("maria");
    one.write(".gitattributes", "*.md merge=union\n");
    refused(&one);
    let two = town.clone_of("maria");
    two.remove(".gitattributes");
    refused(&two);
    let three = town.clone_of("maria");
    three.write(".gitattributes", "*.toml -text merge=countersign\n*.toml merge=ours\n");
    refused(&three);
}

/// Dana's git gets another address; a manager puts it into the book, and what she committed meanwhile passes.
pub fn a_new_address() {
    let town = Town::new();
    let dana = town.clone_of("dana");
    let note = |id: &str, at: &str| block(id, at, "dana", "note", "note = \"x\"");
    dana.append("k7m2qx", &note("aaaaa1", "2026-11-20T10:00:00Z"));
    dana.commit_as("dana.new", "2026-11-20T10:00:30Z", "under another address");
    let (is_taken, text) = dana.push(&[]);
    let expected = "it is recorded by @dana, and nobody in the book has the address dana.new@example.test; let @dana under \
                    dana@example.test, or a manager, put `email = \"dana.new@example.test\"` into [people.dana] of book.toml, \
                    and sync again";
    assert!(!is_taken && text.contains(expected), "{text}");
    // Not by herself under the new one, which anybody could take.
    let forger = town.clone_of("dana");
    forger.append("k7m2qx", &note("bbbbb1", "2026-11-20T10:00:00Z"));
    forger.commit_as("dana.new", "2026-11-20T10:00:30Z", "under another address");
    forger.replace("book.toml", "dana@example.test", "dana.new@example.test");
    forger.commit_as("dana.new", "2026-11-20T10:01:00Z", "and this is mine");
    let (is_taken, text) = forger.push(&[]);
    let expected = "the address of @dana changes, and dana.new@example.test isn't theirs";
    assert!(!is_taken && text.contains(expected), "{text}");
    let kim = town.clone_of("kim");
    kim.replace("book.toml", "dana@example.test", "dana.new@example.test");
    kim.commit("2026-11-20T11:00:00Z", "dana's address");
    assert_eq!(kim.push(&[]), (true, String::new()));
    dana.git(&["fetch", "-q"]);
    assert!(dana.merge("2026-11-20T11:01:00Z", &["origin/main"]));
    assert_eq!(dana.push(&[]), (true, String::new()));
    // Whoever has it then can't speak for anybody else, and the old address no longer counts.
    dana.append("k7m2qx", &block("ccccc1", "2026-11-20T12:00:00Z", "maria", "note", "note = \"x\""));
    dana.commit_as("dana.new", "2026-11-20T12:00:30Z", "for maria");
    let (is_taken, text) = dana.push(&[]);
    assert!(!is_taken && text.contains("it is recorded by @maria, and committed by dana.new@example.test"), "{text}");
}

/// A move that is wrong in more than one way is told of once, the root of it first.
pub fn told_once() {
    let town = Town::new();
    let sam = town.clone_of("sam");
    // Dana's word, out of nowhere, before what was there, and in an answer to nothing.
    sam.append("k7m2qx", &block("aaaaa1", "2026-11-01T10:00:00Z", "dana", "countersign", "re = \"qqqqq1\""));
    sam.commit("2026-11-20T10:00:00Z", "forged");
    // Changed, and put back.
    sam.replace(FILE, "5d..8d..15d", "1d");
    sam.commit("2026-11-20T10:01:00Z", "quicker");
    sam.replace(FILE, "\"1d\"", "\"5d..8d..15d\"");
    sam.commit("2026-11-20T10:02:00Z", "slower");
    let (is_taken, text) = sam.push(&[]);
    assert!(!is_taken && text.contains("3 commits, 1 new move: 2 violations"), "{text}");
    assert!(text.contains("countersigned 1 Mar: it is recorded by @dana, and committed by sam@example.test"), "{text}");
    // What can't be read is the reason for what is missing.
    let sam = town.clone_of("sam");
    sam.append("k7m2qx", "[[move]]\nid = \n");
    sam.commit("2026-11-20T10:00:00Z", "broken");
    let (is_taken, text) = sam.push(&[]);
    assert!(!is_taken && text.contains("1 violation, so"), "{text}");
}
