//! What a column can hold, and every name that people give it.

use crate::text::{fold, nearest};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// Who it is promised to.
    Customer,
    /// What is promised.
    Scope,
    /// The promised date.
    Due,
    /// Whether the customer was told, or which date.
    Told,
    /// The sales owner.
    Sales,
    /// The tech owner.
    Tech,
    /// Where it stands.
    Status,
    /// How long it takes.
    Estimate,
    /// Whether it can be done.
    Verdict,
    /// What it depends on.
    Conditions,
    /// The deal behind it.
    Deal,
    /// What the deal is worth.
    Value,
    /// The currency of the value.
    Currency,
    /// How firmly it was promised.
    Firmness,
    /// What hangs on it.
    Stake,
    /// The thing to be built.
    Capability,
    /// Free tags.
    Tags,
    /// When everyone will know that it is done.
    DoneWhen,
    /// The day it was promised.
    PromisedOn,
    /// The day both sides agreed.
    AgreedOn,
    /// The day it was delivered, or ended otherwise.
    DeliveredOn,
    /// Why it was late or not kept.
    Reason,
    /// Remarks.
    Notes,
    /// Issues, documents, mails.
    Links,
    /// The row's own number or key.
    Key,
    /// What an error file says of the row: not read.
    Problem,
}

/// A field, its name on the command line, and the names people give its column: the sure ones, then those that could
/// mean something else and only count where no sure one is there.
struct Row {
    field: Field,
    name: &'static str,
    sure: &'static [&'static str],
    loose: &'static [&'static str],
}

const fn row(field: Field, name: &'static str, sure: &'static [&'static str], loose: &'static [&'static str]) -> Row {
    Row { field, name, sure, loose }
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
    row(Field::Customer, "customer",
        &["customer", "customers", "customer name", "client", "client name", "account", "account name", "company", "company name", "kunde", "kunden", "kundenname", "firma", "client nom", "cliente", "klant", "kund"],
        &["organisation", "organization", "prospect", "who", "promised to"]),
    row(Field::Scope, "scope",
        &["commitment", "commitments", "scope", "what", "feature", "features", "promise", "what was promised", "what we promised", "promised", "deliverable", "requirement", "feature request", "zusage", "was", "leistung", "umfang", "funktion", "engagement"],
        &["request", "description", "title", "item", "summary", "subject", "details", "ask", "beschreibung", "titel", "thema"]),
    row(Field::Due, "due",
        &["due", "due date", "promised by", "promised date", "promise date", "deadline", "delivery date", "target date", "eta", "by when", "due by", "committed date", "commit date", "faellig", "fallig", "fallig am", "faellig am", "termin", "liefertermin", "zugesagt bis", "zugesagt fur", "bis", "frist", "echeance"],
        &["date", "when", "by", "target", "datum", "bis wann", "delivery"]),
    row(Field::Told, "told",
        &["told", "told customer", "told the customer", "customer told", "communicated", "customer informed", "informed", "told date", "kommuniziert", "kunde informiert", "mitgeteilt"],
        &["public"]),
    row(Field::Sales, "sales",
        &["sales", "sales owner", "sales rep", "sales engineer", "ae", "account executive", "account manager", "account owner", "deal owner", "rep", "promised by whom", "who promised", "seller", "vertrieb", "vertriebler", "betreuer", "kundenbetreuer"],
        &["se", "am"]),
    row(Field::Tech, "tech",
        &["tech", "tech owner", "technical owner", "tech lead", "engineer", "engineering", "engineering owner", "engineering lead", "developer", "dev", "dev owner", "assignee", "assigned to", "technik", "entwickler", "entwicklung", "verantwortlich technik"],
        &["team lead", "lead", "implementer"]),
    row(Field::Status, "status",
        &["status", "state", "stage", "progress status", "zustand", "statut", "estado"],
        &["progress", "done"]),
    row(Field::Estimate, "estimate",
        &["estimate", "estimation", "effort", "effort estimate", "size", "duration", "est", "aufwand", "schatzung", "schaetzung", "aufwandsschatzung"],
        &["days", "person days", "man days", "pt", "tage"]),
    row(Field::Verdict, "verdict",
        &["verdict", "feasibility", "feasible", "machbar", "machbarkeit", "can we do it", "doable"], &["possible"]),
    row(Field::Conditions, "conditions",
        &["conditions", "condition", "depends on", "dependencies", "dependency", "prerequisites", "prerequisite", "assumptions", "voraussetzungen", "voraussetzung", "bedingungen", "abhangigkeiten"],
        &["if", "blocked by"]),
    row(Field::Deal, "deal",
        &["deal", "deal name", "opportunity", "opportunity name", "opp", "chance", "projekt"], &["project", "contract"]),
    row(Field::Value, "value",
        &["value", "deal value", "deal size", "arr", "acv", "tcv", "revenue", "amount", "contract value", "opportunity value", "worth", "wert", "auftragswert", "umsatz", "betrag", "volumen"],
        &["price", "mrr"]),
    row(Field::Currency, "currency", &["currency", "currency code", "wahrung", "waehrung", "devise"], &[]),
    row(Field::Firmness, "firmness",
        &["firmness", "how firm", "commitment level", "certainty", "verbindlichkeit"], &["confidence", "contractual"]),
    row(Field::Stake, "stake", &["stake", "stakes", "impact", "deal impact", "importance", "wichtigkeit"], &["priority", "prio", "severity"]),
    row(Field::Capability, "capability", &["capability", "theme", "epic", "product area", "fahigkeit"], &["area", "module", "component", "category", "modul"]),
    row(Field::Tags, "tags", &["tags", "tag", "labels", "label", "keywords", "schlagworte", "schlagworter"], &["type"]),
    row(Field::DoneWhen, "done-when",
        &["done when", "definition of done", "acceptance criteria", "acceptance", "acceptance criterion", "dod", "fertig wenn", "abnahmekriterien", "abnahme"],
        &["criteria", "success criteria"]),
    row(Field::PromisedOn, "promised-on",
        &["promised on", "date promised", "logged on", "logged", "created", "created on", "created at", "date created", "entered", "entered on", "date added", "added", "requested on", "zugesagt am", "erfasst", "erfasst am", "angelegt am", "erstellt", "erstellt am"],
        &["opened", "start"]),
    row(Field::AgreedOn, "agreed-on",
        &["agreed on", "agreed", "signed on", "countersigned on", "accepted on", "started", "started on", "start date", "begin", "beginn", "begonnen", "begonnen am", "vereinbart am", "zugestimmt am"],
        &["approved on"]),
    row(Field::DeliveredOn, "delivered-on",
        &["delivered on", "delivered", "delivered at", "done on", "completed on", "completed", "completion date", "closed on", "closed", "date closed", "shipped on", "released on", "actual date", "actual delivery", "actual delivery date", "finished", "finished on", "erledigt am", "geliefert am", "fertig am", "abgeschlossen am", "liefertermin ist"],
        &["released", "shipped", "actual", "resolved"]),
    row(Field::Reason, "reason", &["reason", "variance reason", "why late", "reason late", "delay reason", "grund", "verzugsgrund"], &["why"]),
    row(Field::Notes, "notes",
        &["notes", "note", "comment", "comments", "remarks", "remark", "notizen", "notiz", "bemerkung", "bemerkungen", "kommentar", "kommentare", "anmerkung", "anmerkungen"],
        &["context", "background", "info"]),
    row(Field::Links, "links",
        &["links", "link", "url", "issue", "issues", "jira", "issue key", "ticket url", "tracker", "document"], &["ticket", "tickets"]),
    row(Field::Key, "key", &["id", "key", "no", "nr", "number", "row id", "ref", "reference", "nummer", "lfd nr"], &[]),
    row(Field::Problem, "problem", &["problem"], &[]),
];

/// How sure the name of a column is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Match {
    /// It could mean something else.
    Loose,
    /// It means nothing else.
    Sure,
}

impl Field {
    /// Every field that can be named on the command line, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.field).filter(|field| *field != Self::Problem)
    }

    /// Its name on the command line: `done-when`.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE.iter().find(|row| row.field == self).map_or("", |row| row.name)
    }

    /// The names by which its column is surely known, in the plain form they are compared in.
    #[must_use]
    pub fn sure_names(self) -> &'static [&'static str] {
        TABLE.iter().find(|row| row.field == self).map_or(&[], |row| row.sure)
    }

    /// The names that could mean something else, and count where no sure one is there.
    #[must_use]
    pub fn loose_names(self) -> &'static [&'static str] {
        TABLE.iter().find(|row| row.field == self).map_or(&[], |row| row.loose)
    }

    /// The field of a name of the command line, or of a name that people give its column.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let plain = plain(word);
        let exact = TABLE.iter().find(|row| self::plain(row.name) == plain).map(|row| row.field);
        exact.or_else(|| of_header(word).map(|(field, _)| field))
    }

    /// The name of a field that was probably meant.
    #[must_use]
    pub fn near(word: &str) -> Option<&'static str> {
        let found = nearest(&plain(word), TABLE.iter().flat_map(|row| row.sure.iter().copied().chain([row.name])))?;
        Self::named(found).map(Self::name)
    }

    /// Whether several columns can hold it together.
    pub(super) const fn is_plural(self) -> bool {
        matches!(self, Self::Tags | Self::Notes | Self::Links | Self::Conditions | Self::Problem)
    }

    /// Whether a cell of it is a day.
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::Due | Self::PromisedOn | Self::AgreedOn | Self::DeliveredOn)
    }
}

/// The field that the name of a column stands for.
pub(super) fn of_header(header: &str) -> Option<(Field, Match)> {
    let plain = plain(header);
    if plain.is_empty() {
        return None;
    }
    let is = |names: &[&str]| names.iter().any(|name| *name == plain);
    let sure = TABLE.iter().find(|row| is(row.sure)).map(|row| (row.field, Match::Sure));
    sure.or_else(|| TABLE.iter().find(|row| is(row.loose)).map(|row| (row.field, Match::Loose)))
}

/// A header as it is compared: without case, accents, punctuation, and what stands in parentheses.
pub(super) fn plain(header: &str) -> String {
    let bare = match header.split_once(['(', '[']) {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => header,
    };
    let folded = fold(bare);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What stands in parentheses behind the name of a column, or after an `in`: its unit.
pub(super) fn unit(header: &str) -> Option<String> {
    let (_, inner) = header.split_once(['(', '['])?;
    let inner = inner.split([')', ']']).next()?.trim();
    let inner = inner.strip_prefix("in ").unwrap_or(inner).trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_recognised_by_many_names() {
        let cases = [
            ("Customer", Some(Field::Customer)),
            ("  ACCOUNT_NAME ", Some(Field::Customer)),
            ("Kunde:", Some(Field::Customer)),
            ("What?", Some(Field::Scope)),
            ("Fällig am", Some(Field::Due)),
            ("Promised by", Some(Field::Due)),
            ("Sales owner / AE", None),
            ("AE", Some(Field::Sales)),
            ("Estimate (days)", Some(Field::Estimate)),
            ("ARR (USD)", Some(Field::Value)),
            ("problem", Some(Field::Problem)),
            ("Owner", None),
            ("", None),
        ];
        for (header, expect) in cases {
            assert_eq!(of_header(header).map(|(field, _)| field), expect, "{header:?}");
        }
        assert_eq!(Field::named("done-when"), Some(Field::DoneWhen));
        assert_eq!(Field::near("custmer"), Some("customer"));
        assert_eq!(unit("Estimate (in PT)").as_deref(), Some("PT"));
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for row in TABLE {
            for name in row.sure.iter().chain(row.loose) {
                assert!(
                    plain(name) == *name || *name == "feasible?" || *name == "#",
                    "{name} is not in its plain form"
                );
                assert_eq!(seen.insert(*name, row.name), None, "{name}");
            }
        }
    }
}
