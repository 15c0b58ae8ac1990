//! Words in cells: yes and no, where it stands, whether it can be done, how firmly it was said.

use super::{Trouble, shown};
use crate::domain::act::{Text, Variance, Verdict};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::misread::nearest;
use crate::text::{clean, fold};

/// Where a row says it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Status {
    /// The customer has only asked.
    Asked,
    /// Promised, and no answer of tech.
    Open,
    /// Both sides stand on it.
    Agreed,
    /// Tech says it is done.
    Delivered,
    /// The customer has it.
    Kept,
    /// Tech said no.
    Declined,
    /// Nobody wants it any more.
    Withdrawn,
}

#[rustfmt::skip]
const STATUSES: &[(Status, &[&str])] = &[
    (Status::Asked, &["asked", "request", "inquiry", "enquiry", "idea", "exploring", "explored", "angefragt", "anfrage", "wunsch"]),
    (Status::Open, &["open", "new", "requested", "promised", "pending", "todo", "to do", "not started", "backlog", "waiting", "on hold",
        "blocked", "unclear", "in discussion", "negotiating", "countered", "estimated", "offen", "neu", "zugesagt", "wartet", "unklar", "geplant", "planned"]),
    (Status::Agreed, &["agreed", "signed", "countersigned", "committed", "accepted", "approved", "confirmed", "in progress", "in work", "started",
        "wip", "doing", "ongoing", "on track", "at risk", "late", "delayed", "overdue", "in review", "testing", "in arbeit", "laeuft", "lauft", "begonnen", "vereinbart", "bestatigt"]),
    (Status::Delivered, &["delivered", "shipped", "released", "deployed", "live", "in production", "geliefert", "ausgeliefert", "ausgerollt"]),
    (Status::Kept, &["kept", "done", "closed", "complete", "completed", "finished", "fulfilled", "resolved", "erledigt", "fertig", "abgeschlossen", "erfullt"]),
    (Status::Declined, &["declined", "rejected", "refused", "won t do", "wont do", "won t fix", "wont fix", "not feasible", "not possible", "abgelehnt", "nicht machbar"]),
    (Status::Withdrawn, &["withdrawn", "cancelled", "canceled", "dropped", "obsolete", "lost", "deal lost", "no longer needed", "no longer wanted",
        "abandoned", "entfallt", "storniert", "zuruckgezogen", "hinfallig", "nicht mehr notig"]),
];

#[rustfmt::skip]
const YES: &[&str] = &["yes", "y", "true", "1", "x", "told", "ja", "j", "oui", "si", "done", "ok", "✓", "✔", "☑", "wahr"];
#[rustfmt::skip]
const NO: &[&str] = &["", "no", "n", "false", "0", "not yet", "asked", "untold", "nein", "non", "noch nicht", "-", "–", "✗", "☐", "falsch", "na", "n a"];

#[rustfmt::skip]
const VERDICTS: &[(Verdict, &[&str])] = &[
    (Verdict::Feasible, &["feasible", "yes", "y", "ok", "possible", "doable", "ja", "machbar", "moglich"]),
    (Verdict::Conditional, &["conditional", "yes if", "if", "with conditions", "partly", "partial", "bedingt", "bedingt machbar"]),
    (Verdict::NotFeasible, &["not feasible", "infeasible", "no", "n", "impossible", "not possible", "nein", "nicht machbar"]),
    (Verdict::NeedsSpike, &["needs spike", "spike", "unknown", "unclear", "maybe", "to be checked", "tbd", "unklar", "zu prufen"]),
];

#[rustfmt::skip]
const FIRMNESSES: &[(Firmness, &[&str])] = &[
    (Firmness::Explored, &["explored", "exploring", "idea", "talked about", "low", "besprochen"]),
    (Firmness::Planned, &["planned", "roadmap", "on the roadmap", "plan", "geplant"]),
    (Firmness::Verbal, &["verbal", "oral", "said", "phone", "call", "medium", "mundlich"]),
    (Firmness::Written, &["written", "in writing", "email", "mail", "offer", "quote", "proposal", "high", "schriftlich", "angebot"]),
    (Firmness::Contract, &["contract", "contractual", "signed", "sow", "msa", "vertrag", "vertraglich"]),
];

#[rustfmt::skip]
const STAKES: &[(Stake, &[&str])] = &[
    (Stake::DealBreaker, &["deal breaker", "dealbreaker", "blocker", "must", "must have", "critical", "high", "p0", "p1", "1", "hoch", "muss", "kritisch"]),
    (Stake::DealChallenge, &["deal challenge", "should", "should have", "medium", "p2", "2", "mittel", "soll"]),
    (Stake::NiceToHave, &["nice to have", "nice", "could", "could have", "low", "p3", "p4", "3", "niedrig", "kann"]),
];

/// A word as it is compared: without case, accents and punctuation.
fn plain(cell: &str) -> String {
    let folded = fold(cell.trim());
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && !"✓✔☑✗☐–-".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let joined = words.join(" ");
    if joined.chars().any(char::is_alphanumeric) { joined.replace(['-', '–'], " ").trim().to_owned() } else { joined }
}

fn find<T: Copy>(table: &[(T, &[&str])], cell: &str) -> Option<T> {
    let word = plain(cell);
    table.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(item, _)| *item)
}

fn unknown<T>(table: &[(T, &[&str])], cell: &str, what: &str) -> Trouble {
    let why = format!("`{}` is not {what} known here", shown(cell));
    let near = nearest(&plain(cell), table.iter().flat_map(|(_, words)| words.iter().copied()));
    let remedy = near.map_or_else(
        || format!("write one of {}", table.iter().map(|(_, words)| words[0]).collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    Trouble { why, remedy }
}

/// Yes or no; none where the cell says something else.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    let word = plain(cell);
    if YES.contains(&word.as_str()) { Some(true) } else { NO.contains(&word.as_str()).then_some(false) }
}

/// Where it stands.
pub(super) fn status(cell: &str) -> Result<Status, Trouble> {
    find(STATUSES, cell).ok_or_else(|| unknown(STATUSES, cell, "a status"))
}

/// Whether it can be done.
pub(super) fn verdict(cell: &str) -> Result<Verdict, Trouble> {
    find(VERDICTS, cell).ok_or_else(|| unknown(VERDICTS, cell, "a verdict"))
}

/// How firmly it was said; a bare yes is a contract, a bare no says nothing.
pub(super) fn firmness(cell: &str) -> Result<Option<Firmness>, Trouble> {
    match (find(FIRMNESSES, cell), yes_or_no(cell)) {
        (Some(firmness), _) => Ok(Some(firmness)),
        (None, Some(true)) => Ok(Some(Firmness::Contract)),
        (None, Some(false)) => Ok(None),
        (None, None) => Err(unknown(FIRMNESSES, cell, "a firmness")),
    }
}

/// What hangs on it.
pub(super) fn stake(cell: &str) -> Result<Stake, Trouble> {
    find(STAKES, cell).ok_or_else(|| unknown(STAKES, cell, "a stake"))
}

/// Why it was late or not kept: one of the twelve words, or another in the words of the sheet.
pub(super) fn reason(cell: &str) -> (Variance, Option<Text>) {
    let word = plain(cell).replace(' ', "-");
    match Variance::parse(&word) {
        Some(reason) => (reason, None),
        None => (Variance::Other, Some(one_line(cell).into())),
    }
}

/// The parts of a cell that holds several things, each on one line.
pub(super) fn several(cell: &str, signs: &[char]) -> Vec<String> {
    let parts = cell.split(|c: char| c == '\n' || c == '\r' || signs.contains(&c));
    parts.map(one_line).filter(|part| !part.is_empty()).collect()
}

/// The text of a cell on one line, harmless.
pub(super) fn one_line(cell: &str) -> String {
    clean(unguarded(cell.trim())).trim().to_owned()
}

/// The text of a cell with its lines, each harmless.
pub(super) fn lines(cell: &str) -> String {
    let text = unguarded(cell.trim()).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(|line| clean(line.trim_end()).into_owned()).collect();
    lines.join("\n").trim().to_owned()
}

/// Without the apostrophe that keeps a spreadsheet from running a cell as a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        Some(_) | None => cell,
    }
}

/// Whether a spreadsheet would run the cell.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_people_mean() {
        let statuses = [
            ("Done", Status::Kept),
            ("WON'T DO", Status::Declined),
            ("in-progress", Status::Agreed),
            ("erfüllt", Status::Kept),
            ("Shipped!", Status::Delivered),
            ("cancelled", Status::Withdrawn),
        ];
        for (cell, expect) in statuses {
            assert_eq!(status(cell), Ok(expect), "{cell}");
        }
        assert_eq!(status("deliverd").unwrap_err().remedy, "did you mean `delivered`?");
        for (cell, expect) in [
            ("Yes", Some(true)),
            (" x ", Some(true)),
            ("✓", Some(true)),
            ("", Some(false)),
            ("-", Some(false)),
            ("15 Mar", None),
        ] {
            assert_eq!(yes_or_no(cell), expect, "{cell}");
        }
        assert_eq!(verdict("Yes, if"), Ok(Verdict::Conditional));
        assert_eq!(firmness("yes"), Ok(Some(Firmness::Contract)));
        assert_eq!(stake("P1"), Ok(Stake::DealBreaker));
        assert_eq!(reason("scope grew"), (Variance::ScopeGrew, None));
        assert_eq!(reason("strike at the port"), (Variance::Other, Some("strike at the port".into())));
    }

    #[test]
    fn no_word_stands_for_two_statuses() {
        let mut seen = std::collections::BTreeMap::new();
        for (status, words) in STATUSES {
            for word in *words {
                assert_eq!(plain(word), *word);
                assert_eq!(seen.insert(*word, *status), None, "{word}");
            }
        }
    }

    #[test]
    fn cells_are_text_and_nothing_else() {
        assert_eq!(one_line("=HYPERLINK(\"http://x\")\n\u{1b}[31m"), "=HYPERLINK(\"http://x\") ␛[31m");
        assert_eq!(one_line("'=1+1"), "=1+1");
        assert_eq!(one_line("'quoted'"), "'quoted'");
        assert_eq!(lines("one\r\ntwo \u{7}\n\n"), "one\ntwo ␇");
    }
}
