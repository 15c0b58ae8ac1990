//! The numbers of a review in words: what each is called, how it comes about, what it says, and what a record says in it.

use super::{Cell, Line, Measure, Nature, Record, Review, Section};
use crate::domain::day::Day;
use crate::domain::estimate::Class;
use crate::domain::flag::Flag;
use crate::domain::summary::Exposure;
use crate::domain::wording::count;
use crate::forecast::calibration::{Band, LEAST};

/// Whether amounts are said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Money {
    /// They are.
    Shown,
    /// They are not, and deals are counted.
    Hidden,
}

impl Section {
    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Promises => "promises kept",
            Self::Handshake => "between sales and tech",
            Self::Customers => "between sales and customers",
            Self::Estimates => "estimates and chances",
            Self::Exposure => "exposure",
            Self::Reasons => "reasons for variance",
        }
    }
}

impl Measure {
    /// Its name on the command line and in JSON.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Kept => "kept".into(),
            Self::KeptOriginal => "kept-original".into(),
            Self::SignedFirst => "signed-before-told".into(),
            Self::Handshake => "handshake".into(),
            Self::Notice => "notice".into(),
            Self::Believed => "beliefs-true".into(),
            Self::Landing(class) => format!("landing-{}", class.word()),
            Self::Calibration(band) => format!("chance-{}", band_word(band)),
            Self::Exposure => "exposure".into(),
            Self::Reason(reason) => format!("reason-{}", reason.word()),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Kept => "kept, by the date that stands".into(),
            Self::KeptOriginal => "kept, by the original date".into(),
            Self::SignedFirst => "signed before told".into(),
            Self::Handshake => "handshake time".into(),
            Self::Notice => "notice".into(),
            Self::Believed => "beliefs true".into(),
            Self::Landing(class) => format!("{} estimates landed", class.word()),
            Self::Calibration(Band::From80 | Band::From95) => "given 80 % or more, kept".into(),
            Self::Calibration(band) => format!("given {}, kept", band.words()),
            Self::Exposure => "exposure".into(),
            Self::Reason(reason) => reason.word().replace('-', " "),
        }
    }

    /// How it comes about, in a line.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Kept => {
                "delivered by the date and confirmed ÷ dates that came in the period; the date is the told one, else the \
                 promised one, as it stands now"
            }
            Self::KeptOriginal => {
                "delivered by the first date that was promised and confirmed ÷ original dates that came in the period"
            }
            Self::SignedFirst => {
                "tech had estimated, offered or signed before the first telling ÷ first tellings in the period"
            }
            Self::Handshake => {
                "median of working days from the promise to tech's first answer, of first answers in the period; waiting are \
                 promises without an answer at its end"
            }
            Self::Notice => {
                "median of days from a telling that took a told date back to that date, of such tellings in the period; \
                 below 0 it had passed"
            }
            Self::Believed => {
                "customer told the date, scope and conditions that stand ÷ told and to do at the end of the period, by the \
                 moves of until then"
            }
            Self::Landing(Class::Range) => {
                "landed from low to high ÷ deliveries in the period; effort is working days from start to delivery × share \
                 of working time; × is the mean of actual ÷ likely"
            }
            Self::Landing(Class::Rough) => {
                "landed within -25 to +75 % of it ÷ deliveries in the period; effort is working days from start to delivery \
                 × share of working time; × is the mean of actual ÷ likely"
            }
            Self::Landing(Class::Budget) => {
                "landed within -10 to +25 % of it ÷ deliveries in the period; effort is working days from start to delivery \
                 × share of working time; × is the mean of actual ÷ likely"
            }
            Self::Landing(Class::Definitive) => {
                "landed within -5 to +10 % of it ÷ deliveries in the period; effort is working days from start to delivery \
                 × share of working time; × is the mean of actual ÷ likely"
            }
            Self::Calibration(_) => {
                "delivered by the signed date ÷ signed dates with such a chance that came in the period; said is the mean of \
                 the chances: were they right, both are the same"
            }
            Self::Exposure => {
                "value of the distinct deals behind red flags: today with chances; at the end of an earlier period by the \
                 moves of until then and today's policy, without chances, which nobody kept"
            }
            Self::Reason(_) => {
                "commitments delivered or ended in the period for which this reason was given; about the work, never about \
                 people"
            }
        }
    }

    /// What its n counts, for one of them.
    #[must_use]
    pub const fn thing(self) -> &'static str {
        match self {
            Self::Kept | Self::KeptOriginal => "date",
            Self::SignedFirst => "promise",
            Self::Handshake => "answer",
            Self::Notice => "change",
            Self::Believed => "belief",
            Self::Landing(_) => "delivery",
            Self::Calibration(_) => "signed date",
            Self::Exposure => "deal",
            Self::Reason(_) => "commitment",
        }
    }
}

const fn band_word(band: Band) -> &'static str {
    match band {
        Band::Below50 => "below-50",
        Band::From50 => "from-50",
        Band::From80 | Band::From95 => "from-80",
    }
}

impl Review {
    /// A line of its name, as [`Measure::word`] has it.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.measure.word() == word)
    }
}

impl Cell {
    /// What it says, whole: `78 %, 14 of 18`, `3 of 4`, `median 2 days of 18`, `€480k in 4 deals`.
    #[must_use]
    pub fn words(&self, measure: Measure, money: Money) -> String {
        match (measure.nature(), self.value) {
            (Nature::Median, _) if self.n == 0 && !self.waiting(measure).is_empty() => {
                format!("none{}", self.waiting(measure))
            }
            (Nature::Share | Nature::Median, _) if self.n == 0 => "none".into(),
            (Nature::Share, None) => format!("{} of {}", self.hits, self.n),
            (Nature::Share, Some(share)) => {
                let beside = match (measure, self.beside) {
                    (Measure::Landing(_), Some(ratio)) => format!(", {ratio:.1} ×"),
                    (Measure::Calibration(_), Some(said)) => format!(", said {}", percent(said)),
                    _ => String::new(),
                };
                format!("{}, {} of {}{beside}", percent(share), self.hits, self.n)
            }
            (Nature::Median, None) => format!("{}{}", things(self.n, measure), self.waiting(measure)),
            (Nature::Median, Some(days)) => match self.waiting(measure) {
                waiting if waiting.is_empty() => format!("{}, {}", in_days(days), things(self.n, measure)),
                waiting => format!("{} of {}{waiting}", in_days(days), self.n),
            },
            (Nature::Count, _) => self.n.to_string(),
            (Nature::Deals, _) => match &self.exposure {
                Some(exposure) if self.is_of_today || exposure.deals == 0 => worth(exposure, money),
                Some(exposure) => format!("{}, without chances", worth(exposure, money)),
                None => "none".into(),
            },
        }
    }

    /// `, 3 waiting`: how many have no answer still, so that none at all doesn't look like a quick one.
    fn waiting(&self, measure: Measure) -> String {
        match self.beside {
            Some(n) if measure == Measure::Handshake && n > 0.0 => format!(", {n:.0} waiting"),
            Some(_) | None => String::new(),
        }
    }

    /// What it says, short, for a chart: `78 %`, `3/4`, `2 d`, `4`; `-` where there is nothing.
    #[must_use]
    pub fn brief(&self, measure: Measure, money: Money) -> String {
        match (measure.nature(), self.value) {
            (Nature::Share | Nature::Median, _) if self.n == 0 => "-".into(),
            (Nature::Share, None) => format!("{}/{}", self.hits, self.n),
            (Nature::Share, Some(share)) => percent(share),
            (Nature::Median, None) => format!("n {}", self.n),
            (Nature::Median, Some(days)) => format!("{} d", plain(days)),
            (Nature::Count, _) => self.n.to_string(),
            (Nature::Deals, _) => match self.exposure.as_ref().map(|exposure| &exposure.sums[..]) {
                Some([one]) if money == Money::Shown => one.short(),
                Some(_) | None => self.n.to_string(),
            },
        }
    }

    /// How tall it stands in a chart; none where there is no number, or too few to make one.
    #[must_use]
    pub fn height(&self, measure: Measure, money: Money) -> Option<f64> {
        match measure.nature() {
            Nature::Deals => match self.exposure.as_ref().map(|exposure| &exposure.sums[..]) {
                #[expect(clippy::cast_precision_loss, reason = "the height of a bar")]
                Some([one]) if money == Money::Shown => Some(one.whole() as f64),
                Some(_) | None => self.value,
            },
            Nature::Median => self.value.map(|days| days.max(0.0)),
            Nature::Share | Nature::Count => self.value,
        }
    }
}

impl Line {
    /// The heights of its cells as shares of the tallest, a rate as what it is: for charts.
    #[must_use]
    pub fn heights(&self, money: Money) -> Vec<Option<f64>> {
        // Sums of several currencies can't stand beside each other, and neither can a sum and a count.
        let is_alike = self.cells.iter().all(|cell| cell.exposure.as_ref().is_none_or(|each| each.sums.len() <= 1));
        let money = if is_alike { money } else { Money::Hidden };
        let heights: Vec<Option<f64>> = self.cells.iter().map(|cell| cell.height(self.measure, money)).collect();
        let most = match self.measure.nature() {
            Nature::Share => 1.0,
            Nature::Median | Nature::Count | Nature::Deals => heights.iter().flatten().copied().fold(1.0, f64::max),
        };
        heights.into_iter().map(|height| height.map(|height| height / most)).collect()
    }
}

/// Deals and what they are worth: `€480k in 4 deals`.
#[must_use]
pub fn worth(exposure: &Exposure, money: Money) -> String {
    let deals = match exposure.deals {
        0 => return "none".into(),
        deals => count(i64::try_from(deals).unwrap_or(i64::MAX), "deal"),
    };
    let sums: Vec<String> = exposure.sums.iter().map(|sum| sum.short()).collect();
    match money {
        Money::Shown if !sums.is_empty() => format!("{} in {deals}", sums.join(" + ")),
        Money::Shown | Money::Hidden => deals,
    }
}

/// What a commitment says in a number: `due 15 Oct, delivered 12 Oct`.
#[must_use]
pub fn record_words(measure: Measure, record: &Record, today: Day) -> String {
    let on = record.on.short(today);
    let against = |word: &str| record.against.map_or_else(String::new, |day| format!(", {word} {}", day.short(today)));
    match measure {
        Measure::Kept | Measure::KeptOriginal => match (record.against, record.is_hit) {
            (Some(_), Some(true)) => format!("due {on}{}: kept", against("delivered")),
            (Some(_), _) => format!("due {on}{}: not by then", against("delivered")),
            (None, _) => format!("due {on}, not delivered"),
        },
        Measure::SignedFirst => match record.is_hit {
            Some(true) => format!("told {on}{}: answered before", against("answered")),
            _ if record.against.is_some() => format!("told {on}{}", against("answered")),
            _ => format!("told {on}, no answer yet"),
        },
        Measure::Handshake => {
            let days = record.value.map_or_else(String::new, |days| format!(": {}", in_days(days)));
            format!("promised {}, answered {on}{days}", record.against.map_or_else(String::new, |day| day.short(today)))
        }
        Measure::Notice => {
            let days = record.value.map_or_else(String::new, |days| format!(": {}", in_days(days)));
            format!("told otherwise {on}{}{days}", against("had been"))
        }
        Measure::Believed => match (record.is_hit, record.against) {
            (Some(true), _) => format!("told {on}, as it stands"),
            (_, Some(stands)) if stands != record.on => format!("told {on}, {} stands", stands.short(today)),
            (_, _) => format!("told {on}, and other terms stand"),
        },
        Measure::Landing(_) => {
            let ratio = record.value.map_or_else(String::new, |ratio| format!(": {ratio:.1} × the likely"));
            let is_within = if record.is_hit == Some(true) { ", within" } else { "" };
            format!("{} to {on}{ratio}{is_within}", record.against.map_or_else(String::new, |day| day.short(today)))
        }
        Measure::Calibration(_) => {
            let chance = record.value.map_or_else(String::new, |chance| format!(" at {}", percent(chance)));
            match record.against {
                Some(_) => format!("signed for {on}{chance}{}", against("delivered")),
                None => format!("signed for {on}{chance}, not delivered"),
            }
        }
        Measure::Exposure => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place of a flag")]
            let flag = record.value.and_then(|place| Flag::ALL.get(place as usize));
            let flag = flag.map_or("", |flag| flag.word());
            if record.on == today { format!("{flag} today") } else { format!("{flag} at the end of {on}") }
        }
        Measure::Reason(_) => on,
    }
}

/// What no number from fewer than five is called.
#[must_use]
pub fn least_words() -> String {
    format!("below {LEAST} there are counts and no rates; never by person")
}

fn things(n: usize, measure: Measure) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    match measure {
        Measure::Landing(_) if n != 1 => format!("{n} deliveries"),
        _ => count(n, measure.thing()),
    }
}

/// `78 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn in_days(days: f64) -> String {
    let unit = if (days.abs() - 1.0).abs() < f64::EPSILON { "day" } else { "days" };
    format!("{} {unit}", plain(days))
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}
