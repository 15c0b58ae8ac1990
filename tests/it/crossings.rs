//! Two people change one promised date, each without the other: both see both dates, and one move settles it.

use countersign::domain::commitment::Commitment;
use countersign::domain::flag::{Flag, Standing};
use countersign::domain::fold::{Folded, fold};
use countersign::domain::id::Id;
use countersign::forecast::{self, Forecaster};
use countersign::store::{merge, record};

use crate::moves::rules;
use crate::shelf::today;

const FILE: &str = "commitments/2026/k7m2qx.toml";

const BASE: &str = "\
[[move]]
id = \"aaaaa1\"
at = 2026-11-10T10:00:00Z
by = \"sam\"
kind = \"promise\"
customer = \"Northgate\"
scope = \"SSO\"
due = 2027-03-01
done_when = \"they log in\"
told = true
tech = \"dana\"

[[move]]
id = \"aaaaa2\"
re = \"aaaaa1\"
at = 2026-11-11T10:00:00Z
by = \"dana\"
kind = \"estimate\"
effort = \"5d\"
";

fn with(base: &str, id: &str, at: &str, by: &str, rest: &str) -> String {
    format!("{base}\n[[move]]\nid = \"{id}\"\nat = {at}\nby = \"{by}\"\n{rest}\n")
}

fn merged(ours: &str, theirs: &str) -> String {
    let bytes = merge::merge(FILE, Some(BASE.as_bytes()), Some(ours.as_bytes()), Some(theirs.as_bytes())).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn stand(text: &str) -> (Commitment, Standing) {
    let read = record::read(text);
    assert_eq!(read.problems, [], "{text}");
    let rules = rules();
    let Folded::Standing(commitment) = fold(Id::from_bits(7), read.moves, rules.ground()) else { panic!("{text}") };
    let book = countersign::domain::book::Book::new(rules, vec![Folded::Standing(commitment.clone())], Vec::new());
    let standing = forecast::assess_one(&book, &commitment, &Forecaster::of(&book, today()));
    (*commitment, standing)
}

fn crossed(text: &str) -> Option<String> {
    let (commitment, standing) = stand(text);
    let flag = standing.flags.iter().find(|raised| raised.flag == Flag::Crossed)?;
    Some(flag.sentence(&commitment, &rules().people, today()))
}

/// What both see, and that each of the moves settles it.
fn check(one: (&str, &str), other: (&str, &str), expected: &str, settling: &[(&str, &str)]) {
    let ours = with(BASE, "bbbbb1", "2026-11-20T10:00:00Z", one.0, one.1);
    let theirs = with(BASE, "ccccc1", "2026-11-20T11:00:00Z", other.0, other.1);
    let both = merged(&ours, &theirs);
    assert_eq!(both, merged(&theirs, &ours), "the same bytes on both machines");
    assert_eq!(crossed(&both).as_deref(), Some(expected));
    assert_eq!((crossed(&ours), crossed(&theirs)), (None, None));
    for (by, settled) in settling {
        let text = with(&both, "ddddd1", "2026-11-21T10:00:00Z", by, settled);
        assert_eq!(crossed(&text), None, "{settled}");
    }
}

#[test]
fn two_changes_of_one_date() {
    check(
        ("sam", "kind = \"change\"\nre = \"aaaaa1\"\ndue = 2027-03-15"),
        ("maria", "kind = \"change\"\nre = \"aaaaa1\"\ndue = 2027-04-01"),
        "crossed: sam: promised date 1 Mar → 15 Mar ⟷ maria: promised date 1 Mar → 1 Apr → Sam: say which stands: change \
         it, or have it signed",
        &[
            // The one that stands, by name; the other one; a signature under what stands; another offer.
            ("sam", "kind = \"change\"\nre = \"ccccc1\"\ndue = 2027-04-01"),
            ("maria", "kind = \"change\"\nre = \"ccccc1\"\ndue = 2027-03-15"),
            ("dana", "kind = \"countersign\"\nre = \"ccccc1\""),
            ("dana", "kind = \"counter\"\nre = \"ccccc1\"\ndue = 2027-05-01"),
        ],
    );
}

#[test]
fn a_change_and_a_counter_offer() {
    check(
        ("sam", "kind = \"change\"\nre = \"aaaaa1\"\ndue = 2027-03-15"),
        ("dana", "kind = \"counter\"\nre = \"aaaaa1\"\ndue = 2027-04-20"),
        "crossed: sam: promised date 1 Mar → 15 Mar ⟷ dana: counter-offer: 1 Mar → 20 Apr → Sam: say which stands: accept, \
         or change it",
        &[
            ("sam", "kind = \"accept\"\nre = \"ccccc1\""),
            ("sam", "kind = \"change\"\nre = \"ccccc1\"\ndue = 2027-03-15"),
        ],
    );
}

#[test]
fn a_change_and_a_signature() {
    check(
        ("sam", "kind = \"change\"\nre = \"aaaaa1\"\ndue = 2027-03-15"),
        ("dana", "kind = \"countersign\"\nre = \"aaaaa1\""),
        "crossed: sam: promised date 1 Mar → 15 Mar ⟷ dana: countersigned 1 Mar → Sam: say which stands: change it, or have \
         it signed",
        &[
            ("dana", "kind = \"countersign\"\nre = \"bbbbb1\""),
            ("sam", "kind = \"change\"\nre = \"bbbbb1\"\ndue = 2027-03-01"),
        ],
    );
    // The counter-offer was made first: sales changed its terms without knowing of it.
    check(
        ("dana", "kind = \"counter\"\nre = \"aaaaa1\"\ndue = 2027-04-20"),
        ("sam", "kind = \"change\"\nre = \"aaaaa1\"\ndue = 2027-03-15"),
        "crossed: dana: counter-offer: 1 Mar → 20 Apr ⟷ sam: promised date 1 Mar → 15 Mar → Sam: say which stands: change \
         it, or have it signed",
        &[
            ("dana", "kind = \"countersign\"\nre = \"ccccc1\""),
            ("dana", "kind = \"counter\"\nre = \"ccccc1\"\ndue = 2027-04-20"),
            ("sam", "kind = \"change\"\nre = \"ccccc1\"\ndue = 2027-04-20"),
        ],
    );
}
