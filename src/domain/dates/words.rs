//! The one table of words that dates are made of, in English and German.
//!
//! A word may stand on several rows (`week` counts and names a period); the forms in `phrase` decide by place.
//! Words that mean something else in a sentence are marked, so that a scan of a line doesn't take them for dates.

use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};

/// What a word can contribute to a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sense {
    /// A month, 1 to 12.
    Month(u32),
    /// A day of the week.
    Weekday(Weekday),
    /// A length of time.
    Unit(Unit),
    /// A kind of period, as in `end of the quarter`.
    Span(Unit),
    /// A day counted from today: `tomorrow`.
    Near(i64),
    /// The end of the running period: `eom`.
    EndOf(Unit),
    /// Before a number: `q2`, `h1`, `w12`, `fy27`.
    Numbered(Numbered),
    /// A part of a period: `mid march`.
    Part(Part),
    /// `this`, `next`, `last`.
    Which(i64),
    /// A counting word: `a`, `two`.
    Count(u32),
    /// A day of the year: `christmas`.
    Feast(Feast),
    /// A word that goes before a date and adds nothing: `by`, `on`.
    Lead,
    /// A word inside a date that adds nothing: `of`, `the`.
    Filler,
    /// The end of an ordinal: `15th`.
    Ordinal,
    /// `working` in `working days`.
    Working,
    /// `fiscal` in `fiscal year`.
    Fiscal,
    /// `before`: the day ahead of a day or a period.
    Before,
    /// `after` and `from`: counted from a day.
    After,
    /// `in 3 weeks`.
    In,
    /// `3 weeks ago`.
    Ago,
    /// A word that names no day: `asap`.
    Vague,
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Day,
    WorkingDay,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
}

/// What a number behind a letter counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Numbered {
    Week,
    Quarter,
    Half,
    FiscalYear,
}

/// Which day of a period is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Its first day.
    Start,
    /// The end of its first third or so: the 10th of a month.
    Early,
    /// Its middle: the 15th of a month.
    Mid,
    /// Its last day, which a period by itself means, too.
    End,
}

/// A day that is known by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Feast {
    /// The same day each year: month and day.
    Fixed(u32, u32),
    /// Easter Sunday, so many days on.
    Easter(i64),
}

/// How far a word may be trusted to be a date when it is met in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trust {
    /// Only where nothing but a date can stand: `so` (German for Sunday).
    Alone,
    /// After `by` or `due`: `3 weeks`, `2027`.
    Led,
    /// Anywhere at the end of a sentence: `end of march`.
    Clear,
}

const DAY: Sense = Sense::Unit(Unit::Day);
const WEEK: Sense = Sense::Unit(Unit::Week);
const MONTH: Sense = Sense::Unit(Unit::Month);
const WORKDAY: Sense = Sense::Unit(Unit::WorkingDay);
const VAGUE: Sense = Sense::Vague;

/// Every word that can be part of a date, in lower case.
#[rustfmt::skip]
pub(super) const WORDS: &[(&str, Sense)] = &[
    ("january", Sense::Month(1)), ("jan", Sense::Month(1)), ("januar", Sense::Month(1)), ("jänner", Sense::Month(1)),
    ("february", Sense::Month(2)), ("feb", Sense::Month(2)), ("februar", Sense::Month(2)),
    ("march", Sense::Month(3)), ("mar", Sense::Month(3)), ("märz", Sense::Month(3)), ("maerz", Sense::Month(3)),
    ("mär", Sense::Month(3)), ("mrz", Sense::Month(3)),
    ("april", Sense::Month(4)), ("apr", Sense::Month(4)),
    ("may", Sense::Month(5)), ("mai", Sense::Month(5)),
    ("june", Sense::Month(6)), ("jun", Sense::Month(6)), ("juni", Sense::Month(6)),
    ("july", Sense::Month(7)), ("jul", Sense::Month(7)), ("juli", Sense::Month(7)),
    ("august", Sense::Month(8)), ("aug", Sense::Month(8)),
    ("september", Sense::Month(9)), ("sep", Sense::Month(9)), ("sept", Sense::Month(9)),
    ("october", Sense::Month(10)), ("oct", Sense::Month(10)), ("oktober", Sense::Month(10)), ("okt", Sense::Month(10)),
    ("november", Sense::Month(11)), ("nov", Sense::Month(11)),
    ("december", Sense::Month(12)), ("dec", Sense::Month(12)), ("dezember", Sense::Month(12)), ("dez", Sense::Month(12)),
    ("monday", Sense::Weekday(Mon)), ("mon", Sense::Weekday(Mon)), ("montag", Sense::Weekday(Mon)), ("mo", Sense::Weekday(Mon)),
    ("tuesday", Sense::Weekday(Tue)), ("tue", Sense::Weekday(Tue)), ("tues", Sense::Weekday(Tue)),
    ("dienstag", Sense::Weekday(Tue)), ("di", Sense::Weekday(Tue)), ("tu", Sense::Weekday(Tue)),
    ("wednesday", Sense::Weekday(Wed)), ("wed", Sense::Weekday(Wed)), ("weds", Sense::Weekday(Wed)),
    ("mittwoch", Sense::Weekday(Wed)), ("mi", Sense::Weekday(Wed)), ("we", Sense::Weekday(Wed)),
    ("thursday", Sense::Weekday(Thu)), ("thu", Sense::Weekday(Thu)), ("thur", Sense::Weekday(Thu)),
    ("thurs", Sense::Weekday(Thu)), ("donnerstag", Sense::Weekday(Thu)), ("do", Sense::Weekday(Thu)), ("th", Sense::Weekday(Thu)),
    ("friday", Sense::Weekday(Fri)), ("fri", Sense::Weekday(Fri)), ("freitag", Sense::Weekday(Fri)), ("fr", Sense::Weekday(Fri)),
    ("saturday", Sense::Weekday(Sat)), ("sat", Sense::Weekday(Sat)), ("samstag", Sense::Weekday(Sat)),
    ("sonnabend", Sense::Weekday(Sat)), ("sa", Sense::Weekday(Sat)),
    ("sunday", Sense::Weekday(Sun)), ("sun", Sense::Weekday(Sun)), ("sonntag", Sense::Weekday(Sun)), ("so", Sense::Weekday(Sun)),
    ("su", Sense::Weekday(Sun)),
    ("today", Sense::Near(0)), ("heute", Sense::Near(0)), ("eod", Sense::Near(0)), ("now", Sense::Near(0)), ("tonight", Sense::Near(0)),
    ("tomorrow", Sense::Near(1)), ("tmrw", Sense::Near(1)), ("tmr", Sense::Near(1)), ("morgen", Sense::Near(1)),
    ("übermorgen", Sense::Near(2)), ("uebermorgen", Sense::Near(2)), ("overmorrow", Sense::Near(2)),
    ("yesterday", Sense::Near(-1)), ("gestern", Sense::Near(-1)), ("vorgestern", Sense::Near(-2)),
    ("eow", Sense::EndOf(Unit::Week)), ("eom", Sense::EndOf(Unit::Month)), ("eoq", Sense::EndOf(Unit::Quarter)),
    ("eoh", Sense::EndOf(Unit::Half)), ("eoy", Sense::EndOf(Unit::Year)),
    ("d", DAY), ("day", DAY), ("days", DAY), ("tag", DAY), ("tage", DAY), ("tagen", DAY),
    ("wd", WORKDAY), ("bd", WORKDAY), ("workday", WORKDAY), ("workdays", WORKDAY), ("weekday", WORKDAY), ("weekdays", WORKDAY),
    ("arbeitstag", WORKDAY), ("arbeitstage", WORKDAY), ("arbeitstagen", WORKDAY),
    ("w", WEEK), ("wk", WEEK), ("wks", WEEK), ("week", WEEK), ("weeks", WEEK), ("woche", WEEK), ("wochen", WEEK),
    ("fortnight", Sense::Unit(Unit::Fortnight)), ("fortnights", Sense::Unit(Unit::Fortnight)),
    ("m", MONTH), ("mo", MONTH), ("mth", MONTH), ("mths", MONTH), ("month", MONTH), ("months", MONTH), ("monat", MONTH),
    ("monate", MONTH), ("monaten", MONTH),
    ("q", Sense::Unit(Unit::Quarter)), ("quarter", Sense::Unit(Unit::Quarter)), ("quarters", Sense::Unit(Unit::Quarter)),
    ("quartal", Sense::Unit(Unit::Quarter)), ("quartale", Sense::Unit(Unit::Quarter)),
    ("y", Sense::Unit(Unit::Year)), ("yr", Sense::Unit(Unit::Year)), ("year", Sense::Unit(Unit::Year)),
    ("years", Sense::Unit(Unit::Year)), ("jahr", Sense::Unit(Unit::Year)), ("jahre", Sense::Unit(Unit::Year)),
    ("jahren", Sense::Unit(Unit::Year)),
    ("day", Sense::Span(Unit::Day)), ("week", Sense::Span(Unit::Week)), ("woche", Sense::Span(Unit::Week)),
    ("month", Sense::Span(Unit::Month)), ("monat", Sense::Span(Unit::Month)),
    ("quarter", Sense::Span(Unit::Quarter)), ("quartal", Sense::Span(Unit::Quarter)), ("half", Sense::Span(Unit::Half)),
    ("year", Sense::Span(Unit::Year)), ("jahr", Sense::Span(Unit::Year)),
    ("q", Sense::Numbered(Numbered::Quarter)), ("quarter", Sense::Numbered(Numbered::Quarter)),
    ("quartal", Sense::Numbered(Numbered::Quarter)),
    ("h", Sense::Numbered(Numbered::Half)), ("half", Sense::Numbered(Numbered::Half)), ("hj", Sense::Numbered(Numbered::Half)),
    ("w", Sense::Numbered(Numbered::Week)), ("wk", Sense::Numbered(Numbered::Week)), ("cw", Sense::Numbered(Numbered::Week)),
    ("kw", Sense::Numbered(Numbered::Week)), ("week", Sense::Numbered(Numbered::Week)), ("woche", Sense::Numbered(Numbered::Week)),
    ("fy", Sense::Numbered(Numbered::FiscalYear)),
    ("start", Sense::Part(Part::Start)), ("beginning", Sense::Part(Part::Start)), ("begin", Sense::Part(Part::Start)),
    ("early", Sense::Part(Part::Early)), ("anfang", Sense::Part(Part::Early)),
    ("mid", Sense::Part(Part::Mid)), ("middle", Sense::Part(Part::Mid)), ("mitte", Sense::Part(Part::Mid)),
    ("end", Sense::Part(Part::End)), ("late", Sense::Part(Part::End)), ("ende", Sense::Part(Part::End)), ("eo", Sense::Part(Part::End)),
    ("this", Sense::Which(0)), ("coming", Sense::Which(0)), ("current", Sense::Which(0)), ("diese", Sense::Which(0)),
    ("diesen", Sense::Which(0)), ("dieser", Sense::Which(0)), ("dieses", Sense::Which(0)),
    ("next", Sense::Which(1)), ("nächste", Sense::Which(1)), ("nächsten", Sense::Which(1)), ("nächster", Sense::Which(1)),
    ("nächstes", Sense::Which(1)),
    ("last", Sense::Which(-1)), ("previous", Sense::Which(-1)), ("past", Sense::Which(-1)), ("letzte", Sense::Which(-1)),
    ("letzten", Sense::Which(-1)), ("letzter", Sense::Which(-1)),
    ("a", Sense::Count(1)), ("an", Sense::Count(1)), ("one", Sense::Count(1)), ("two", Sense::Count(2)), ("couple", Sense::Count(2)),
    ("three", Sense::Count(3)), ("four", Sense::Count(4)), ("five", Sense::Count(5)), ("six", Sense::Count(6)),
    ("seven", Sense::Count(7)), ("eight", Sense::Count(8)), ("nine", Sense::Count(9)), ("ten", Sense::Count(10)),
    ("eleven", Sense::Count(11)), ("twelve", Sense::Count(12)),
    ("einer", Sense::Count(1)), ("einem", Sense::Count(1)), ("zwei", Sense::Count(2)), ("drei", Sense::Count(3)),
    ("vier", Sense::Count(4)), ("sechs", Sense::Count(6)),
    ("christmas", Sense::Feast(Feast::Fixed(12, 25))), ("xmas", Sense::Feast(Feast::Fixed(12, 25))),
    ("weihnachten", Sense::Feast(Feast::Fixed(12, 25))), ("heiligabend", Sense::Feast(Feast::Fixed(12, 24))),
    ("silvester", Sense::Feast(Feast::Fixed(12, 31))), ("neujahr", Sense::Feast(Feast::Fixed(1, 1))),
    ("easter", Sense::Feast(Feast::Easter(0))), ("ostern", Sense::Feast(Feast::Easter(0))),
    ("pfingsten", Sense::Feast(Feast::Easter(49))), ("whitsun", Sense::Feast(Feast::Easter(49))),
    ("by", Sense::Lead), ("until", Sense::Lead), ("till", Sense::Lead), ("due", Sense::Lead), ("on", Sense::Lead), ("bis", Sense::Lead),
    ("am", Sense::Lead), ("zum", Sense::Lead), ("at", Sense::Lead), ("latest", Sense::Lead), ("than", Sense::Lead), ("deadline", Sense::Lead), ("spätestens", Sense::Lead),
    ("of", Sense::Filler), ("the", Sense::Filler), ("der", Sense::Filler), ("des", Sense::Filler), ("den", Sense::Filler),
    ("dem", Sense::Filler), ("von", Sense::Filler),
    ("st", Sense::Ordinal), ("nd", Sense::Ordinal), ("rd", Sense::Ordinal), ("th", Sense::Ordinal), ("ter", Sense::Ordinal),
    ("working", Sense::Working), ("work", Sense::Working), ("business", Sense::Working), ("worked", Sense::Working),
    ("fiscal", Sense::Fiscal), ("financial", Sense::Fiscal),
    ("before", Sense::Before), ("vor", Sense::Before),
    ("after", Sense::After), ("from", Sense::After), ("nach", Sense::After),
    ("in", Sense::In), ("within", Sense::In), ("im", Sense::In), ("during", Sense::In),
    ("ago", Sense::Ago),
    ("asap", VAGUE), ("soon", VAGUE), ("soonest", VAGUE), ("immediately", VAGUE), ("tbd", VAGUE), ("tba", VAGUE), ("someday", VAGUE),
    ("later", VAGUE), ("whenever", VAGUE), ("spring", VAGUE), ("summer", VAGUE), ("autumn", VAGUE), ("winter", VAGUE),
    ("frühling", VAGUE), ("sommer", VAGUE), ("herbst", VAGUE), ("bald", VAGUE), ("sofort", VAGUE),
];

/// Words that name a day only where nothing but a date can stand.
const ALONE: &[&str] = &["mo", "di", "mi", "do", "sa", "so", "tu", "we", "th", "su", "now", "eod"];

/// What a lower-case word can mean.
pub(super) fn senses(word: &str) -> impl Iterator<Item = Sense> + '_ {
    WORDS.iter().filter(move |(known, _)| *known == word).map(|(_, sense)| *sense)
}

/// Whether the word can only stand for a date where nothing else may.
pub(super) fn is_everyday(word: &str) -> bool {
    ALONE.contains(&word)
}
