//! The timeline as text: what was told against when it is likely to be there, a row a commitment.

use std::fmt::Write as _;

use serde::Serialize;

use super::paint::{Meaning, Paint, sign};
use super::{Facts, json};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::{Level, Standing};
use crate::domain::outlook::Chance;
use crate::domain::person::Handle;
use crate::forecast::load::{Fit, Load, Whose};
use crate::forecast::timeline::{Axis, Bar, Group, Ink, Line, Shade, Strip, Timeline, Zoom, shades};
use crate::text;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How much time a cell stands for.
    pub zoom: Zoom,
    /// The first day; around today when left out.
    pub from: Option<Day>,
}

/// The columns of a name and a chance before the cells.
const CHANCE: usize = 6;
/// Under this width there are no chances.
const HAS_CHANCE: usize = 60;

/// The timeline for a terminal so wide.
#[must_use]
pub fn lines(facts: &Facts, timeline: &Timeline, load: &Load, wanted: Wanted, width: usize, paint: Paint) -> String {
    if timeline.places.is_empty() {
        return "nothing is open, so there is nothing to lay out in time".into();
    }
    let name = name_columns(width);
    let before = name + if width >= HAS_CHANCE { CHANCE } else { 0 };
    // A cell at each end for what lies beyond.
    let columns = width.saturating_sub(before + 2).max(8);
    let axis = match wanted.from {
        Some(day) => Axis::from(day, wanted.zoom, columns),
        None => Axis::around(facts.today, wanted.zoom, columns, 0),
    };
    let mut page = Page { facts, axis, before, name, paint, shaded: Vec::new(), out: String::new() };
    page.head();
    for line in &timeline.lines {
        match line {
            Line::Heading(number) => {
                if let Some(group) = timeline.groups.get(*number as usize) {
                    page.heading(group, load, timeline);
                }
            }
            Line::Item(number) => {
                if let Some(place) = timeline.places.get(*number as usize) {
                    page.item(*place);
                }
            }
        }
    }
    page.out.push('\n');
    for line in text::wrap(LEGEND, width.max(20)) {
        page.out.push_str(&paint.on(Meaning::Faint, &line));
        page.out.push('\n');
    }
    page.out
}

const LEGEND: &str = "▼ told  ◇ promised where it isn't the told date  ▽ first promised  ▒█░ likely there: 10, 50, 80, 95 %  ┃ today  · no working \
                      day  / tech owner away  ←→ beyond  !3d of what is due by then doesn't fit  ~ tight";

/// The columns of a name in a width.
fn name_columns(width: usize) -> usize {
    match width {
        0..60 => (width * 3 / 8).max(8),
        60..100 => width * 3 / 10,
        _ => (width * 3 / 10).min(52),
    }
}

struct Page<'a> {
    facts: &'a Facts<'a>,
    axis: Axis,
    /// The columns before the cells.
    before: usize,
    /// Those of them for the name.
    name: usize,
    paint: Paint,
    /// The shades of the tech owners met so far.
    shaded: Vec<(Option<Handle>, Vec<Shade>)>,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let head = self.axis.head(self.facts.today);
        for line in [head.months, head.weeks] {
            let mut text = " ".repeat(self.before + 1);
            for (at, label) in line {
                text = text::pad(&text, self.before + 1 + at);
                text.push_str(&label);
            }
            self.line(&text, Meaning::Faint);
        }
    }

    fn heading(&mut self, group: &Group, load: &Load, timeline: &Timeline) {
        let title = format!("{}  {}", text::clean(&group.title), group.count);
        let title = text::pad(&text::fit(&title, self.before.saturating_sub(1)), self.before);
        self.out.push('\n');
        self.out.push_str(&self.paint.on(Meaning::Strong, &title));
        let cells = if timeline.groups.is_empty() { &[][..] } else { Timeline::cells_of(group, load) };
        let strip = Strip::heading(&self.axis, self.facts.today, &load.weeks, cells);
        self.cells(&strip);
    }

    fn item(&mut self, place: usize) {
        let Some((commitment, standing)) =
            self.facts.book.commitments().get(place).zip(self.facts.standings.get(place))
        else {
            return;
        };
        let level = standing.level();
        let meaning = level.map_or(Meaning::Faint, Meaning::Flag);
        self.out.push_str(&self.paint.on(meaning, sign(level)));
        let name = text::pad(&text::fit(&commitment.title(), self.name.saturating_sub(3)), self.name.saturating_sub(2));
        self.out.push(' ');
        self.out.push_str(&name);
        if self.before > self.name {
            let chance = standing.chance().map_or_else(|| "–".to_owned(), |chance| chance.to_string());
            self.out.push_str(&text::pad(&text::pad_left(&chance, CHANCE - 1), CHANCE));
        }
        let shades = self.shades_of(commitment.settings.tech.as_ref());
        let strip = Strip::of(&Bar::of(commitment, standing), &self.axis, self.facts.today, &shades);
        self.cells(&strip);
    }

    fn shades_of(&mut self, lead: Option<&Handle>) -> Vec<Shade> {
        if let Some((_, known)) = self.shaded.iter().find(|(each, _)| each.as_ref() == lead) {
            return known.clone();
        }
        let person = lead.and_then(|lead| self.facts.book.rules.people.get(lead));
        let found = shades(&self.axis, &self.facts.book.rules.calendar, person);
        self.shaded.push((lead.cloned(), found.clone()));
        found
    }

    fn cells(&mut self, strip: &Strip) {
        let mut run = (String::new(), None);
        let mut flush = |(text, meaning): (String, Option<Option<Meaning>>)| match meaning.flatten() {
            Some(meaning) => self.out.push_str(&self.paint.on(meaning, &text)),
            None => self.out.push_str(&text),
        };
        for ink in strip.inks() {
            let meaning = meaning_of(ink);
            if run.1 != Some(meaning) {
                flush(std::mem::replace(&mut run, (String::new(), Some(meaning))));
            }
            run.0.push(ink.sign());
        }
        flush(run);
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn line(&mut self, text: &str, meaning: Meaning) {
        self.out.push_str(&self.paint.on(meaning, text.trim_end()));
        self.out.push('\n');
    }
}

const fn meaning_of(ink: Ink) -> Option<Meaning> {
    match ink {
        Ink::Open | Ink::Inner | Ink::Outer => None,
        Ink::Off | Ink::Away | Ink::Edge | Ink::Original | Ink::Rule => Some(Meaning::Faint),
        Ink::Today | Ink::Promised | Ink::Before | Ink::After | Ink::Letter(_) => Some(Meaning::Strong),
        Ink::Told => Some(Meaning::Sales),
        Ink::Over(_) => Some(Meaning::Flag(Level::Red)),
        Ink::Tight(_) => Some(Meaning::Flag(Level::Amber)),
    }
}

/// The timeline for pipes, a line a commitment: group, id, told, promised and first promised date, the dates with 10, 50,
/// 80 and 95 %, the chance, and the title.
#[must_use]
pub fn plain(facts: &Facts, timeline: &Timeline) -> String {
    let mut out = String::new();
    let day = |day: Option<Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    for (group, commitment, standing) in rows(facts, timeline) {
        let dates = standing.outlook.as_ref().map(|outlook| outlook.dates);
        let chance = standing.chance().map(Chance::published);
        let cells = [
            if group.title.is_empty() { "-".to_owned() } else { text::clean(&group.title).into_owned() },
            commitment.id.to_string(),
            day(commitment.told_due()),
            day(commitment.terms.due),
            day(commitment.original_due),
            day(dates.map(|dates| dates.p10)),
            day(dates.map(|dates| dates.p50)),
            day(dates.map(|dates| dates.p80)),
            day(dates.map(|dates| dates.p95)),
            chance.map_or_else(|| "-".to_owned(), |chance| chance.to_string()),
            text::clean(&commitment.title()).into_owned(),
        ];
        let _ = writeln!(out, "{}", cells.join("\t"));
    }
    out
}

fn rows<'a>(
    facts: &'a Facts,
    timeline: &'a Timeline,
) -> impl Iterator<Item = (&'a Group, &'a Commitment, &'a Standing)> {
    timeline.groups.iter().flat_map(move |group| {
        let places = timeline.places.get(group.from..group.from + group.count).unwrap_or_default();
        places
            .iter()
            .filter_map(move |place| Some((group, facts.book.commitments().get(*place)?, facts.standings.get(*place)?)))
    })
}

/// The timeline as JSON.
#[must_use]
pub fn json(facts: &Facts, timeline: &Timeline, load: &Load) -> String {
    let groups = timeline.groups.iter().map(|group| {
        let (tech, team, customer) = match (&group.whose, timeline.by) {
            (Some(Whose::Lead(lead)), _) => (Some(lead.as_str()), None, None),
            (Some(Whose::Team(team)), _) => (None, Some(team.as_str()), None),
            (None, crate::forecast::timeline::By::Customer) => (None, None, Some(group.title.as_str())),
            (None, _) => (None, None, None),
        };
        let over = load.weeks.iter().zip(Timeline::cells_of(group, load)).filter(|(_, cell)| cell.fit() == Fit::Over);
        GroupDto {
            tech,
            team,
            customer,
            over: over
                .map(|(week, cell)| OverDto { first: week.first.to_string(), days: hundredths(cell.over) })
                .collect(),
            commitments: rows(facts, timeline).filter(|(each, _, _)| each.from == group.from).map(row_dto).collect(),
        }
    });
    let groups = groups.collect();
    json::document(facts, TimelineBody { timeline: TimelineDto { by: timeline.by.word(), groups } })
}

fn row_dto<'a>((_, commitment, standing): (&'a Group, &'a Commitment, &'a Standing)) -> RowDto<'a> {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let dates = standing.outlook.as_ref().map(|outlook| outlook.dates);
    RowDto {
        id: commitment.id.to_string(),
        customer: &commitment.customer,
        scope: &commitment.terms.scope,
        tech: commitment.settings.tech.as_ref().map(Handle::as_str),
        told_due: day(commitment.told_due()),
        due: day(commitment.terms.due),
        original_due: day(commitment.original_due),
        chance: standing.chance().map(Chance::published),
        dates: dates.map(|dates| DatesDto {
            p10: dates.p10.to_string(),
            p50: dates.p50.to_string(),
            p80: dates.p80.to_string(),
            p95: dates.p95.to_string(),
        }),
    }
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[derive(Serialize)]
struct TimelineBody<'a> {
    timeline: TimelineDto<'a>,
}

#[derive(Serialize)]
struct TimelineDto<'a> {
    by: &'static str,
    groups: Vec<GroupDto<'a>>,
}

#[derive(Serialize)]
struct GroupDto<'a> {
    tech: Option<&'a str>,
    team: Option<&'a str>,
    customer: Option<&'a str>,
    over: Vec<OverDto>,
    commitments: Vec<RowDto<'a>>,
}

#[derive(Serialize)]
struct OverDto {
    first: String,
    days: f64,
}

#[derive(Serialize)]
struct RowDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    tech: Option<&'a str>,
    told_due: Option<String>,
    due: Option<String>,
    original_due: Option<String>,
    chance: Option<f64>,
    dates: Option<DatesDto>,
}

#[derive(Serialize)]
struct DatesDto {
    p10: String,
    p50: String,
    p80: String,
    p95: String,
}
