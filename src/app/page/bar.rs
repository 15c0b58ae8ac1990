//! The date bar: what was told against when it is likely to be there, and today, on one line of time.

use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::outlook::{Dates, Outlook};
use crate::forecast::facts::Open;
use crate::forecast::oddity;
use crate::forecast::words::votes;
use crate::text::wrap;

use super::super::layer::Context;
use super::Line;
use super::reasons::tone_of;
use crate::app::ink::{Piece, Tone};

/// Under this width no bar is drawn; the dates stand in words.
const LEAST: usize = 24;

/// Cells of one line, each with its meaning.
struct Strip(Vec<(char, Tone)>);

impl Strip {
    fn new(columns: usize, fill: char, tone: Tone) -> Self {
        Self(vec![(fill, tone); columns])
    }

    /// Whether the text and a blank on either side find only blanks.
    fn is_free(&self, at: usize, len: usize) -> bool {
        at + len <= self.0.len()
            && self.0[at.saturating_sub(1)..(at + len + 1).min(self.0.len())].iter().all(|(c, _)| *c == ' ')
    }

    fn write(&mut self, at: usize, text: &str, tone: Tone) {
        for (cell, c) in self.0.iter_mut().skip(at).zip(text.chars()) {
            *cell = (c, tone);
        }
    }

    fn into_line(self) -> Line {
        let mut line: Line = Vec::new();
        for (c, tone) in self.0 {
            match line.last_mut() {
                Some(last) if last.tone == tone => last.text.push(c),
                _ => line.push(Piece { text: c.to_string(), tone }),
            }
        }
        line
    }
}

/// Days spread over columns.
struct Scale {
    from: Day,
    days: i64,
    columns: usize,
}

impl Scale {
    fn over(marks: &[Day], columns: usize) -> Option<Self> {
        let (first, last) = (*marks.iter().min()?, *marks.iter().max()?);
        let margin = first.days_to(last) / 24 + 1;
        let from = first.plus(-margin);
        Some(Self { from, days: from.days_to(last.plus(margin)).max(1), columns })
    }

    fn column(&self, day: Day) -> usize {
        let last = i64::try_from(self.columns.saturating_sub(1)).unwrap_or(0);
        let at = self.from.days_to(day).clamp(0, self.days) * last / self.days;
        usize::try_from(at).unwrap_or(0)
    }
}

pub(super) fn lines(context: &Context, commitment: &Commitment, columns: usize) -> Vec<Line> {
    let outlook = context.standing(commitment.id).and_then(|standing| standing.outlook.as_ref());
    let told = commitment.told_due();
    if outlook.is_none() && told.is_none() || !commitment.is_open() {
        return Vec::new();
    }
    let mut lines = if columns < LEAST {
        Vec::new()
    } else {
        drawn(
            &Marks { today: context.today, told, promised: commitment.terms.due, dates: outlook.map(|o| o.dates) },
            columns,
        )
    };
    lines.extend(words(context, commitment, outlook, columns));
    lines.push(Line::new());
    lines
}

struct Marks {
    today: Day,
    told: Option<Day>,
    promised: Option<Day>,
    dates: Option<Dates>,
}

fn drawn(marks: &Marks, columns: usize) -> Vec<Line> {
    let promised = marks.promised.filter(|due| marks.told != Some(*due));
    let mut all: Vec<Day> = vec![marks.today];
    all.extend(marks.told);
    all.extend(promised);
    all.extend(marks.dates.iter().flat_map(|dates| [dates.p10, dates.p95]));
    let Some(scale) = Scale::over(&all, columns) else { return Vec::new() };
    let mut lines = Vec::new();
    let mut above = Strip::new(columns, ' ', Tone::Text);
    if let Some(told) = marks.told {
        mark(&mut above, &scale, told, marks.today, ("told", '▼', Tone::Told));
    }
    if let Some(due) = promised {
        let mut own = Strip::new(columns, ' ', Tone::Text);
        let named = ("promised", '◇', Tone::Strong);
        if !mark(&mut above, &scale, due, marks.today, named) && mark(&mut own, &scale, due, marks.today, named) {
            lines.push(own.into_line());
        }
    }
    lines.push(above.into_line());
    lines.push(band(marks, &scale).into_line());
    let (below, left_out) = labels(marks, &scale);
    lines.extend(below);
    if let (Some(dates), true) = (marks.dates, left_out) {
        lines.extend(wrap(&in_words(dates, marks.today), columns).iter().map(|part| vec![Piece::new(part, Tone::Dim)]));
    }
    lines
}

/// Puts a mark with its name and date, the name on the side where there is room.
fn mark(strip: &mut Strip, scale: &Scale, day: Day, today: Day, (name, sign, tone): (&str, char, Tone)) -> bool {
    let at = scale.column(day);
    let label = format!("{name} {}", day.short(today));
    let len = label.chars().count();
    if at > len && strip.is_free(at - len - 1, len + 2) {
        strip.write(at - len - 1, &label, tone);
    } else if strip.is_free(at, len + 2) {
        strip.write(at + 2, &label, tone);
    } else {
        return false;
    }
    strip.write(at, &sign.to_string(), tone);
    true
}

fn band(marks: &Marks, scale: &Scale) -> Strip {
    let mut strip = Strip::new(scale.columns, '─', Tone::Border);
    if let Some(dates) = marks.dates {
        let runs = [
            (dates.p10, dates.p50, '▒', Tone::BandOuter),
            (dates.p80, dates.p95, '░', Tone::BandOuter),
            (dates.p50, dates.p80, '█', Tone::BandInner),
        ];
        for (from, to, sign, tone) in runs {
            for cell in &mut strip.0[scale.column(from)..=scale.column(to)] {
                *cell = (sign, tone);
            }
        }
    }
    strip.write(scale.column(marks.today), "┃", Tone::Today);
    strip
}

/// The levels and their dates under the band; and whether one found no room.
fn labels(marks: &Marks, scale: &Scale) -> (Vec<Line>, bool) {
    let mut levels = Strip::new(scale.columns, ' ', Tone::Text);
    let mut days = Strip::new(scale.columns, ' ', Tone::Text);
    let mut left_out = false;
    let mut put = |name: &str, day: Day, tone: Tone| {
        let date = day.short(marks.today);
        let len = name.chars().count().max(date.chars().count());
        let at = scale.column(day).saturating_sub(len / 2).min(scale.columns.saturating_sub(len));
        if levels.is_free(at, len) && days.is_free(at, len) {
            levels.write(at, name, tone);
            days.write(at, &date, tone);
            true
        } else {
            false
        }
    };
    if let Some(dates) = marks.dates {
        for (name, day, tone) in [
            ("80 %", dates.p80, Tone::Strong),
            ("50 %", dates.p50, Tone::Text),
            ("95 %", dates.p95, Tone::Dim),
            ("10 %", dates.p10, Tone::Dim),
        ] {
            left_out |= !put(name, day, tone);
        }
    }
    put("today", marks.today, Tone::Today);
    (vec![levels.into_line(), days.into_line()], left_out)
}

fn in_words(dates: Dates, today: Day) -> String {
    [("10 %", dates.p10), ("50 %", dates.p50), ("80 %", dates.p80), ("95 %", dates.p95)]
        .map(|(level, day)| format!("{level} {}", day.short(today)))
        .join(" · ")
}

/// The chance, and where it comes from.
fn words(context: &Context, commitment: &Commitment, outlook: Option<&Outlook>, columns: usize) -> Vec<Line> {
    let Some(outlook) = outlook else {
        let has_estimate = commitment.feasibility.as_ref().is_some_and(|given| given.answer.estimate.is_some());
        let words = if !has_estimate {
            "no estimate, so no chance is shown".to_owned()
        } else if Open::of(commitment).is_none() {
            format!("{}, so there is nothing to forecast", commitment.state.name().word())
        } else if context.forecaster.is_none() {
            "the forecast is on its way".to_owned()
        } else {
            "the estimated dates have passed, so no chance is shown".to_owned()
        };
        return spread(&words, Tone::Dim, columns);
    };
    let mut from = votes(&outlook.basis, commitment.settings.tech.as_ref(), &context.book.rules.people);
    let reversed =
        |lead| context.forecaster.and_then(|forecaster| oddity::sentence(forecaster.reversed_of(lead).iter().copied()));
    if let Some(left_out) = commitment.settings.tech.as_ref().and_then(reversed) {
        from = format!("{from}. {left_out}");
    }
    let (Some(chance), Some(due)) = (outlook.chance, commitment.measured_due()) else {
        return spread(&format!("80 % by {}; {from}", outlook.dates.p80.short(context.today)), Tone::Dim, columns);
    };
    let tone = tone_of(chance, &context.book.rules.policy);
    let head =
        format!("{chance} to make {}, {}", due.short(context.today), context.book.rules.policy.cover(chance).word());
    let mut lines = spread(&head, tone, columns);
    lines.extend(spread(&from, Tone::Dim, columns));
    lines
}

fn spread(words: &str, tone: Tone, columns: usize) -> Vec<Line> {
    wrap(words, columns.max(8)).iter().map(|part| vec![Piece::new(part, tone)]).collect()
}
