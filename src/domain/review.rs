//! What the two departments put on record about a period together: a line of each side, and how aligned they feel.

use super::calendar::Calendar;
use super::day::{Day, Moment};
use super::id::Id;
use super::period::{Length, Period};
use super::person::{Handle, People, Side};

/// The five things that alignment is asked about, in their order.
pub const ASPECTS: [Aspect; 5] =
    [Aspect::Vision, Aspect::Objectives, Aspect::Communication, Aspect::Culture, Aspect::ClientEngagement];

/// The highest number of an answer; the lowest is 0.
pub const MOST: u8 = 10;

/// So many answers of a side are needed before their mean is shown, so that no single answer is.
pub const ENOUGH: usize = 3;

/// What to compare with: what the leaders of both departments said when they were asked.
pub const YARDSTICK: &str = "a yardstick: sales and technology leaders surveyed in 2017 gave 2 of 10 at best";

/// The longest sign-off line, in characters: it is one sentence.
pub const LONGEST: usize = 300;

/// Something that the two departments can be aligned on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aspect {
    /// Where the company goes.
    Vision,
    /// What it wants to reach on the way.
    Objectives,
    /// How they talk with each other.
    Communication,
    /// How they work and treat each other.
    Culture,
    /// How they deal with clients.
    ClientEngagement,
}

impl Aspect {
    /// Its words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::Objectives => "objectives",
            Self::Communication => "communication",
            Self::Culture => "culture",
            Self::ClientEngagement => "client engagement",
        }
    }

    /// Its key in a file and in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ClientEngagement => "client_engagement",
            Self::Vision | Self::Objectives | Self::Communication | Self::Culture => self.words(),
        }
    }
}

/// One line of one side about a period: what both agree to keep or to change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignOff {
    /// Its name; the stem of its file.
    pub id: Id,
    /// The period.
    pub period: Period,
    /// For which side.
    pub side: Side,
    /// When it was recorded.
    pub at: Moment,
    /// Who recorded it.
    pub by: Handle,
    /// Whose word it is, when that is not who recorded it: by proxy.
    pub proxy_for: Option<Handle>,
    /// The sentence.
    pub text: String,
}

impl SignOff {
    /// The person whose word it is.
    #[must_use]
    pub fn voice(&self) -> &Handle {
        self.proxy_for.as_ref().unwrap_or(&self.by)
    }

    /// Whose word it is, and who recorded it where that was somebody else: `Dana, recorded by Kim`.
    #[must_use]
    pub fn signed_by(&self, people: &People) -> String {
        let voice = people.called(self.voice());
        match &self.proxy_for {
            Some(_) => format!("{voice}, recorded by {}", people.called(&self.by)),
            None => voice,
        }
    }
}

/// How aligned somebody feels: five numbers of a side, and nothing of who or when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Its name; the stem of its file.
    pub id: Id,
    /// The period.
    pub period: Period,
    /// Of which side.
    pub side: Side,
    /// A number from 0 to [`MOST`] for each of [`ASPECTS`].
    pub marks: [u8; 5],
}

/// One paper of a review, as a file holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Paper {
    /// A line of a side.
    SignOff(SignOff),
    /// An answer to the pulse.
    Answer(Answer),
}

impl Paper {
    /// Its name.
    #[must_use]
    pub const fn id(&self) -> Id {
        match self {
            Self::SignOff(line) => line.id,
            Self::Answer(answer) => answer.id,
        }
    }

    /// The period it is about.
    #[must_use]
    pub const fn period(&self) -> Period {
        match self {
            Self::SignOff(line) => line.period,
            Self::Answer(answer) => answer.period,
        }
    }
}

/// A paper that isn't recorded yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewPaper {
    /// A line of a side.
    SignOff {
        /// The period.
        period: Period,
        /// For which side.
        side: Side,
        /// Who records it.
        by: Handle,
        /// Whose word it is, when that is somebody else.
        proxy_for: Option<Handle>,
        /// The sentence.
        text: String,
    },
    /// An answer to the pulse.
    Answer {
        /// The period.
        period: Period,
        /// Of which side.
        side: Side,
        /// The five numbers.
        marks: [u8; 5],
    },
}

impl NewPaper {
    /// The paper that it becomes with an id and a moment; an answer has no moment.
    #[must_use]
    pub fn recorded(self, id: Id, at: Moment) -> Paper {
        match self {
            Self::SignOff { period, side, by, proxy_for, text } => {
                Paper::SignOff(SignOff { id, period, side, at, by, proxy_for, text })
            }
            Self::Answer { period, side, marks } => Paper::Answer(Answer { id, period, side, marks }),
        }
    }

    /// Whether it may be recorded by somebody.
    ///
    /// # Errors
    /// Why not, and what to do instead.
    pub fn permit(&self, me: &Handle, people: &People) -> Result<(), String> {
        let (side, voice) = match self {
            Self::SignOff { side, text, proxy_for, .. } => {
                sentence(text)?;
                (*side, proxy_for.as_ref().unwrap_or(me))
            }
            Self::Answer { side, marks, .. } => {
                if marks.iter().any(|mark| *mark > MOST) {
                    return Err(format!("a mark goes from 0 to {MOST}; type five numbers such as 7 6 5 8 4"));
                }
                (*side, me)
            }
        };
        for handle in [me, voice] {
            if !people.is_empty() && people.get(handle).is_none() {
                return Err(format!(
                    "nobody in the book is called @{handle}; say who you are with --me, or ask to be added"
                ));
            }
        }
        if people.roles(voice).has(side.role()) {
            return Ok(());
        }
        let side = side.word();
        let who = people.called(voice);
        Err(format!("{who} has no {side} role, and this is the word of {side}; somebody with that role says it"))
    }
}

/// A sign-off line as it is kept: one sentence in one line.
///
/// # Errors
/// Why it isn't one.
pub fn sentence(text: &str) -> Result<String, String> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.chars().count() {
        0 => Err("there is no sentence; write what both agree to keep or to change".into()),
        1..=LONGEST => Ok(plain),
        more => Err(format!("the sentence has {more} letters; put it in {LONGEST}")),
    }
}

/// The sides that somebody speaks for.
#[must_use]
pub fn sides_of(me: &Handle, people: &People) -> Vec<Side> {
    let roles = people.roles(me);
    [Side::Sales, Side::Tech].into_iter().filter(|side| roles.has(side.role())).collect()
}

/// Everything that was put on record about periods.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Papers {
    all: Vec<Paper>,
}

impl Papers {
    /// Papers in the order of their names, whatever order they were found in.
    #[must_use]
    pub fn new(mut all: Vec<Paper>) -> Self {
        all.sort_by_key(Paper::id);
        Self { all }
    }

    /// One more.
    pub fn put(&mut self, paper: Paper) {
        self.all.retain(|known| known.id() != paper.id());
        let at = self.all.partition_point(|known| known.id() < paper.id());
        self.all.insert(at, paper);
    }

    /// All of them, by name.
    #[must_use]
    pub fn all(&self) -> &[Paper] {
        &self.all
    }

    /// The line that somebody recorded last, about whatever period.
    #[must_use]
    pub fn last_line_of(&self, who: &Handle) -> Option<&SignOff> {
        let lines = self.all.iter().filter_map(|paper| match paper {
            Paper::SignOff(line) if line.by == *who => Some(line),
            Paper::SignOff(_) | Paper::Answer(_) => None,
        });
        lines.max_by_key(|line| (line.at, line.id))
    }

    /// The line of a side about a period: the last one that somebody of it wrote, else the last one by proxy.
    #[must_use]
    pub fn sign_off(&self, period: Period, side: Side) -> Option<&SignOff> {
        let lines = self.all.iter().filter_map(|paper| match paper {
            Paper::SignOff(line) if line.period == period && line.side == side => Some(line),
            Paper::SignOff(_) | Paper::Answer(_) => None,
        });
        lines.max_by_key(|line| (line.proxy_for.is_none(), line.at, line.id))
    }

    /// The answers of a side about a period.
    pub fn answers(&self, period: Period, side: Side) -> impl Iterator<Item = &Answer> {
        self.all.iter().filter_map(move |paper| match paper {
            Paper::Answer(answer) if answer.period == period && answer.side == side => Some(answer),
            Paper::Answer(_) | Paper::SignOff(_) => None,
        })
    }

    /// What the answers of a period come to.
    #[must_use]
    pub fn pulse(&self, period: Period) -> Pulse {
        let of = |side| SidePulse::of(&self.answers(period, side).collect::<Vec<_>>());
        Pulse { period, sales: of(Side::Sales), tech: of(Side::Tech) }
    }
}

/// The pulse of a period: each side on its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Pulse {
    /// The period.
    pub period: Period,
    /// What sales says.
    pub sales: SidePulse,
    /// What tech says.
    pub tech: SidePulse,
}

/// The quarter whose pulse goes with a period: the one that its last day is in, or today.
#[must_use]
pub fn pulse_period(period: Period, today: Day, calendar: &Calendar) -> Period {
    Period::around(period.last().min(today), Length::Quarter, calendar)
}

/// What the answers of one side come to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SidePulse {
    /// How many answers there are.
    pub n: usize,
    /// The mean of each of [`ASPECTS`] in whole tenths, as it is shown; none from fewer than [`ENOUGH`] answers.
    pub means: Option<[f64; 5]>,
}

impl SidePulse {
    fn of(answers: &[&Answer]) -> Self {
        let n = answers.len();
        let mean = |aspect: usize| {
            let sum: u32 = answers.iter().map(|answer| u32::from(answer.marks[aspect])).sum();
            #[expect(clippy::cast_precision_loss, reason = "a count of people")]
            let n = n as f64;
            tenth(f64::from(sum) / n)
        };
        Self { n, means: (n >= ENOUGH).then(|| std::array::from_fn(mean)) }
    }
}

/// Rounded to a tenth, so that what is shown is what is counted on with.
fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

impl Pulse {
    /// The side's part of it.
    #[must_use]
    pub const fn of(&self, side: Side) -> &SidePulse {
        match side {
            Side::Sales => &self.sales,
            Side::Tech => &self.tech,
        }
    }

    /// How far apart the sides are on an aspect, sales less tech as both are shown, in tenths; none until both are.
    #[must_use]
    pub fn gap(&self, aspect: usize) -> Option<f64> {
        let shown = |side: &SidePulse| side.means?.get(aspect).copied();
        Some(tenth(shown(&self.sales)? - shown(&self.tech)?))
    }
}
