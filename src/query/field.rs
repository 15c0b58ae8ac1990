//! The table of fields: what can be asked of a commitment, and how.

use crate::domain::act::{Variance, Verdict};
use crate::domain::commitment::StateName;
use crate::domain::flag::Flag;
use crate::domain::grade::{Firmness, Stake};

/// One field of the language.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Which.
    pub key: Key,
    /// Its word, before the operator.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it asks, in a phrase.
    pub about: &'static str,
    /// A term with it.
    pub example: &'static str,
}

/// The fields, for `match`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum Key {
    Customer,
    Scope,
    Deal,
    Capability,
    Tag,
    Note,
    Team,
    Sales,
    Tech,
    Owner,
    Next,
    State,
    Flag,
    Level,
    Stake,
    Firmness,
    Verdict,
    Reason,
    Open,
    Asked,
    Told,
    Signed,
    Delivered,
    Closed,
    Due,
    ToldDue,
    Original,
    AnswerBy,
    Opened,
    Moved,
    Since,
    Value,
    Chance,
    Slipped,
    Re,
    Has,
}

/// What the values of a field are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text; `:` finds it anywhere, `=` wants all of it.
    Text,
    /// Words; `:` finds those that begin so.
    Tag,
    /// A handle or its beginning, or `me`.
    Person,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, from the least to the most.
    Scale(&'static [&'static str]),
    /// `yes` or `no`.
    YesNo,
    /// `yes`, `no`, or the day it happened.
    Event,
    /// A day or a period.
    Day,
    /// An amount of money.
    Money,
    /// A chance.
    Percent,
    /// A number of days.
    Days,
    /// The beginning of an id.
    Id,
}

/// How a field and a value are compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// `:`
    Has,
    /// `=`
    Is,
    /// `!=`
    Not,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Op {
    /// Every operator.
    pub const ALL: [Self; 7] = [Self::Has, Self::Is, Self::Not, Self::Less, Self::AtMost, Self::More, Self::AtLeast];

    /// Its sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Has => ":",
            Self::Is => "=",
            Self::Not => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Whether it puts values in an order.
    #[must_use]
    pub const fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast)
    }
}

impl Kind {
    /// Whether its values have an order, so that `<` and `>` make sense.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        match self {
            Self::Text | Self::Tag | Self::Person | Self::Choice(_) | Self::YesNo | Self::Id => false,
            Self::Scale(_) | Self::Event | Self::Day | Self::Money | Self::Percent | Self::Days => true,
        }
    }

    /// The operators that go with it.
    #[must_use]
    pub const fn ops(self) -> &'static [Op] {
        if self.is_ordered() { &Op::ALL } else { &[Op::Has, Op::Is, Op::Not] }
    }

    /// Its values, in words.
    #[must_use]
    pub const fn values(self) -> &'static str {
        match self {
            Self::Text => "a word, or several in quotes",
            Self::Tag => "a tag or its beginning",
            Self::Person => "a handle or its beginning, or me",
            Self::Choice(_) => "one of the words below",
            Self::Scale(_) => "one of the words below, in this order",
            Self::YesNo => "yes or no",
            Self::Event => "yes, no, or the day it happened",
            Self::Day => "a day or a period, such as fri, 15 mar, +2w, march",
            Self::Money => "an amount, such as 50k, 1.2M or $80k",
            Self::Percent => "a chance, such as 60%",
            Self::Days => "calendar days, such as 5d or 2w",
            Self::Id => "an id or its beginning",
        }
    }

    /// The words that are its values, where these are fixed.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Choice(words) | Self::Scale(words) => words,
            Self::YesNo | Self::Event => &["yes", "no"],
            Self::Text | Self::Tag | Self::Person | Self::Day | Self::Money | Self::Percent | Self::Days | Self::Id => {
                &[]
            }
        }
    }
}

/// The words of all values of an enum, at compile time.
macro_rules! words {
    ($of:ty) => {{
        const WORDS: [&str; <$of>::ALL.len()] = {
            let mut words = [""; <$of>::ALL.len()];
            let mut at = 0;
            while at < words.len() {
                words[at] = <$of>::ALL[at].word();
                at += 1;
            }
            words
        };
        &WORDS
    }};
}

/// What `has:` asks for.
pub const HAS: &[&str] = &[
    "date",
    "estimate",
    "signature",
    "proxy",
    "self-signed",
    "offer",
    "answer-by",
    "progress",
    "condition",
    "done-when",
    "deal",
    "value",
    "sales",
    "tech",
    "capability",
    "firmness",
    "stake",
    "tag",
    "link",
    "note",
    "flag",
    "accepted-risk",
    "reason",
    "unknown",
];

/// From the least to the most: a red one is `>=amber` too.
const LEVELS: &[&str] = &["dim", "amber", "red"];
const STAKES: &[&str] = &[Stake::NiceToHave.word(), Stake::DealChallenge.word(), Stake::DealBreaker.word()];

const fn field(key: Key, name: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Field {
    Field { key, name, kind, about, example }
}

/// Every field, in the order of the documentation.
pub const TABLE: &[Field] = &[
    field(Key::Customer, "customer", Kind::Text, "who it is promised to", "customer:acme"),
    field(Key::Scope, "scope", Kind::Text, "what is promised", "scope:\"single sign-on\""),
    field(Key::Deal, "deal", Kind::Text, "the sales opportunity behind it", "deal:renewal"),
    field(Key::Capability, "capability", Kind::Text, "the thing to be built", "capability:sso"),
    field(Key::Tag, "tag", Kind::Tag, "its tags; #auth is short for tag:auth", "tag:auth"),
    field(Key::Note, "note", Kind::Text, "what was remarked along the way", "note:\"test idp\""),
    field(Key::Sales, "sales", Kind::Person, "the sales owner", "sales:me"),
    field(Key::Tech, "tech", Kind::Person, "the tech owner", "tech:dana"),
    field(Key::Owner, "owner", Kind::Person, "the owner on either side; @dana is short for owner:dana", "owner:me"),
    field(Key::Next, "next", Kind::Person, "who has the next move", "next:me"),
    field(Key::Team, "team", Kind::Text, "the team of an owner", "team:platform"),
    field(
        Key::State,
        "state",
        Kind::Choice(words!(StateName)),
        "where the conversation stands",
        "state:agreed,requested",
    ),
    field(Key::Flag, "flag", Kind::Choice(words!(Flag)), "a raised flag", "flag:overdue"),
    field(Key::Level, "level", Kind::Scale(LEVELS), "how loudly its top flag speaks", "level:red"),
    field(Key::Stake, "stake", Kind::Scale(STAKES), "what hangs on it", "stake:deal-breaker"),
    field(Key::Firmness, "firmness", Kind::Scale(words!(Firmness)), "how firmly it was promised", "firmness>=written"),
    field(Key::Verdict, "verdict", Kind::Choice(words!(Verdict)), "whether it can be done", "verdict:conditional"),
    field(Key::Reason, "reason", Kind::Choice(words!(Variance)), "why it was late or not kept", "reason:scope-grew"),
    field(Key::Open, "open", Kind::YesNo, "whether the conversation goes on", "open:yes"),
    field(Key::Asked, "asked", Kind::YesNo, "whether the customer has only asked", "asked:yes"),
    field(Key::Told, "told", Kind::Event, "whether the customer was told, or when", "told:yes"),
    field(Key::Signed, "signed", Kind::Event, "whether both stand on the same terms, or since when", "signed>=mon"),
    field(Key::Delivered, "delivered", Kind::Event, "whether tech said done, or when", "delivered:no"),
    field(
        Key::Closed,
        "closed",
        Kind::Event,
        "whether the conversation is over, or since when",
        "closed:\"last month\"",
    ),
    field(Key::Due, "due", Kind::Day, "the promised date", "due<+2w"),
    field(Key::ToldDue, "told-due", Kind::Day, "the told date", "told-due:march"),
    field(Key::Original, "original", Kind::Day, "the original promised date", "original<q2"),
    field(Key::AnswerBy, "answer-by", Kind::Day, "the day on which tech will give its verdict", "answer-by:fri"),
    field(Key::Opened, "opened", Kind::Day, "the day of the first move", "opened>=mon"),
    field(Key::Moved, "moved", Kind::Day, "the day of the last move", "moved>yesterday"),
    field(Key::Since, "since", Kind::Day, "the day the present state began", "since<\"2 weeks ago\""),
    field(Key::Value, "value", Kind::Money, "what the deal is worth", "value>50k"),
    field(Key::Chance, "chance", Kind::Percent, "the chance of keeping the told date", "chance<60%"),
    field(Key::Slipped, "slipped", Kind::Days, "how much later than first promised", "slipped>5d"),
    field(Key::Re, "re", Kind::Id, "the commitment of an id, or of a move's id", "re:k7m2"),
    field(Key::Has, "has", Kind::Choice(HAS), "whether this is there", "has:estimate"),
];

impl Field {
    /// The field of a word, in any case, with `_` for `-`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let same = |own: &str| {
            own.len() == name.len()
                && own.bytes().zip(name.bytes()).all(|(a, b)| a == b.to_ascii_lowercase() || a == b'-' && b == b'_')
        };
        TABLE.iter().find(|field| same(field.name))
    }

    /// The field of a key.
    #[must_use]
    pub fn of(key: Key) -> &'static Self {
        TABLE.iter().find(|field| field.key == key).expect("the table has a row for every key")
    }

    /// Whether the fact can be missing, so that `none` can be asked for.
    #[must_use]
    pub const fn can_miss(&self) -> bool {
        !matches!(
            self.key,
            Key::Customer
                | Key::Scope
                | Key::State
                | Key::Open
                | Key::Asked
                | Key::Opened
                | Key::Moved
                | Key::Since
                | Key::Re
                | Key::Has
        ) && !matches!(self.kind, Kind::Event)
    }
}
