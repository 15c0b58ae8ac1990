//! One row judged: its cells read, its mistakes all at once, its history told, its double found.

use super::cells::{self, Status};
use super::columns::Columns;
use super::days::{Read, Reading};
use super::field::Field;
use super::history::{Told, Voices, tell};
use super::known::{self, Known};
use super::roster::Roster;
use super::{Flaw, Ground, Outcome, Trouble, sheet};
use crate::domain::act::{Promise, Settings, Text};
use crate::domain::calendar::Calendar;
use crate::domain::dates::{Past, Typing};
use crate::domain::day::Day;
use crate::domain::effort;
use crate::domain::estimate::Estimate;
use crate::domain::money::typed::{self, Sign};
use crate::domain::money::{Currency, Money};
use crate::domain::person::{Handle, Role};

/// What rows are judged with.
pub(super) struct Desk<'a> {
    pub(super) columns: &'a Columns,
    pub(super) readings: &'a [(usize, Reading)],
    pub(super) ground: &'a Ground<'a>,
    pub(super) roster: Roster<'a>,
    pub(super) known: Known<'a>,
}

/// The cells of a row, and what was found wrong with them so far.
struct Cells<'a> {
    columns: &'a Columns,
    cells: &'a [String],
    flaws: Vec<Flaw>,
}

impl<'a> Cells<'a> {
    /// The filled cells of a field.
    fn all(&self, field: Field) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = self.cells;
        self.columns.of(field).filter_map(|at| cells.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn get(&self, field: Field) -> Option<&'a str> {
        self.all(field).next()
    }

    fn one_line(&self, field: Field) -> Option<Text> {
        let text = cells::one_line(self.get(field)?);
        (!text.is_empty()).then(|| text.into())
    }

    /// The cell as it is read; a mistake is noted.
    fn read<T>(&mut self, field: Field, read: impl FnOnce(&str) -> Result<T, Trouble>) -> Option<T> {
        let cell = self.get(field)?;
        match read(cell) {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.flaw(Some(field), trouble);
                None
            }
        }
    }

    fn flaw(&mut self, field: Option<Field>, trouble: Trouble) {
        let column = field.map(|field| self.columns.name(field).to_owned());
        self.flaws.push(Flaw { column, why: trouble.why, remedy: trouble.remedy });
    }
}

impl Desk<'_> {
    /// What becomes of a row.
    pub(super) fn judge(&mut self, row: &sheet::Row) -> Outcome {
        if row.is_blank() {
            return Outcome::Blank;
        }
        let mut cells = Cells { columns: self.columns, cells: &row.cells, flaws: Vec::new() };
        let width = self.columns.all.len();
        if let Some(extra) = row.cells.get(width..).and_then(|extra| extra.iter().find(|cell| !cell.trim().is_empty()))
        {
            cells.flaw(
                None,
                Trouble::new(
                    format!(
                        "the row has {} cells and the header {width}; the first too many is `{}`",
                        row.cells.len(),
                        super::shown(extra)
                    ),
                    "put quotes around a cell that holds the sign between cells",
                ),
            );
            return Outcome::Bad(cells.flaws);
        }
        let told = self.read(&mut cells);
        let key = cells.one_line(Field::Key);
        if !cells.flaws.is_empty() {
            return Outcome::Bad(cells.flaws);
        }
        let (told, tech) = told;
        if let Some(flaw) = self.known.twice(&told, key.as_deref(), row.line) {
            return Outcome::Bad(vec![flaw]);
        }
        if let Some(found) = self.known.find(&told, key.as_deref()) {
            let what = known::differences(found, &told);
            return if what.is_empty() { Outcome::Same(found.id) } else { Outcome::Differs { id: found.id, what } };
        }
        let Some(sales) = told.promise.settings.sales.clone().or_else(|| self.me_as(Role::Sales)) else {
            cells.flaw(
                Some(Field::Sales),
                Trouble::new("nobody of sales is named", "name the sales owner, or import as somebody of sales"),
            );
            return Outcome::Bad(cells.flaws);
        };
        let voices = Voices {
            me: self.ground.me,
            sales,
            tech: tech.or_else(|| self.me_as(Role::Tech)),
            today: self.ground.today,
        };
        match tell(told, &voices) {
            Ok(creation) => Outcome::Create(Box::new(creation)),
            Err(flaw) => {
                let column = flaw.column.or_else(|| Some(self.columns.name(Field::Tech).to_owned()));
                Outcome::Bad(vec![Flaw { column, ..flaw }])
            }
        }
    }

    fn me_as(&self, role: Role) -> Option<Handle> {
        let me = self.ground.me;
        self.ground.book.rules.people.roles(me).has(role).then(|| me.clone())
    }

    /// Reads every cell; the tech owner besides.
    fn read(&mut self, cells: &mut Cells) -> (Told, Option<Handle>) {
        let today = self.ground.today;
        let named = |cells: &mut Cells, field: Field, what: &str| {
            let text = cells.one_line(field);
            if text.is_none() {
                cells.flaw(Some(field), Trouble::new(format!("{what} is empty"), "fill it in, or take the row out"));
            }
            text.unwrap_or_default()
        };
        let customer = named(cells, Field::Customer, "the customer");
        let scope = named(cells, Field::Scope, "what is promised");
        let due = self.day(cells, Field::Due);
        let status = cells.read(Field::Status, cells::status).unwrap_or(Status::Open);
        let (is_told, told_due) = self.told(cells, status);
        let sales = cells.read(Field::Sales, |cell| self.roster.owner(cell, Role::Sales)).flatten();
        let tech = cells.read(Field::Tech, |cell| self.roster.owner(cell, Role::Tech)).flatten();
        let mut links: Vec<Text> =
            cells.all(Field::Links).flat_map(|cell| cells::several(cell, &[' ', ',', ';'])).map(Text::from).collect();
        links.extend(
            cells
                .one_line(Field::Key)
                .filter(|key| key.parse::<crate::domain::id::Id>().is_err())
                .map(|key| known::link(&key).into()),
        );
        let settings = Settings {
            sales,
            tech: tech.clone(),
            deal: cells.one_line(Field::Deal),
            value: self.value(cells),
            firmness: cells.read(Field::Firmness, cells::firmness).flatten(),
            stake: cells.read(Field::Stake, cells::stake),
            capability: cells.one_line(Field::Capability),
            tags: tags(cells),
            links,
        };
        let conditions: Vec<Text> =
            cells.all(Field::Conditions).flat_map(|cell| cells::several(cell, &[';'])).map(Text::from).collect();
        let estimate = self.estimate(cells);
        let verdict = cells.read(Field::Verdict, cells::verdict);
        let is_answered = estimate.is_some() || verdict.is_some();
        let promise = Promise {
            customer,
            scope,
            due: due.as_ref().map(|read| read.day),
            said: due.and_then(|read| read.said).map(|said| cells::one_line(&said).into()),
            told: is_told,
            told_due: told_due.filter(|day| is_told && self.day_of_due(cells) != Some(*day)),
            done_when: cells.one_line(Field::DoneWhen),
            // Conditions belong to the answer, where there is one.
            conditions: if is_answered { Vec::new() } else { conditions.clone() },
            settings,
        };
        let notes: Vec<String> = cells.all(Field::Notes).map(cells::lines).filter(|note| !note.is_empty()).collect();
        let told = Told {
            promise,
            status,
            notes: (!notes.is_empty()).then(|| notes.join("\n").into()),
            estimate,
            verdict,
            answer_conditions: if is_answered { conditions } else { Vec::new() },
            promised_on: self.past_day(cells, Field::PromisedOn, today),
            agreed_on: self.past_day(cells, Field::AgreedOn, today),
            delivered_on: self.past_day(cells, Field::DeliveredOn, today),
            reason: cells.get(Field::Reason).map(cells::reason),
        };
        (told, tech)
    }

    fn reading(&self, field: Field) -> Reading {
        let at = self.columns.of(field).next();
        self.readings.iter().find(|(column, _)| Some(*column) == at).map_or(Reading::Plain, |(_, reading)| *reading)
    }

    fn day(&self, cells: &mut Cells, field: Field) -> Option<Read> {
        cells.read(field, |cell| self.reading(field).read(cell, self.ground.today)).flatten()
    }

    fn day_of_due(&self, cells: &Cells) -> Option<Day> {
        let read = self.reading(Field::Due).read(cells.get(Field::Due)?, self.ground.today).ok()??;
        Some(read.day)
    }

    /// A day on which something was said or done, so not one to come.
    fn past_day(&self, cells: &mut Cells, field: Field, today: Day) -> Option<Day> {
        let day = self.day(cells, field)?.day;
        if day > today {
            cells.flaw(
                Some(field),
                Trouble::new(format!("{day} is still to come"), "write the day it happened, or leave the cell empty"),
            );
            return None;
        }
        Some(day)
    }

    /// Whether the customer was told, and which date; without a column for it, what is promised was told.
    fn told(&self, cells: &mut Cells, status: Status) -> (bool, Option<Day>) {
        if !self.columns.has(Field::Told) {
            return (status != Status::Asked, None);
        }
        let Some(cell) = cells.get(Field::Told) else { return (false, None) };
        match cells::yes_or_no(cell) {
            Some(is_told) => (is_told, None),
            None => match self.day(cells, Field::Told) {
                Some(read) => (true, Some(read.day)),
                None => (false, None),
            },
        }
    }

    fn value(&self, cells: &mut Cells) -> Option<Money> {
        let named = cells.one_line(Field::Currency).map(|code| code.to_string());
        let unit = self.columns.of(Field::Value).next().and_then(|at| self.columns.all[at].unit.clone());
        cells
            .read(Field::Value, |cell| {
                let amount =
                    |text: &str| typed::read(text).map_err(|misread| Trouble::new(misread.why, misread.remedy));
                let cell = cells::one_line(cell);
                if matches!(cell.as_str(), "-" | "–" | "n/a" | "tbd" | "TBD" | "?") {
                    return Ok(None);
                }
                let (money, sign) = amount(&cell)?;
                // The sign of a currency in the cell says more than its column.
                let code = named.or(unit).filter(|_| sign != Sign::Currency);
                match code {
                    Some(code) if Currency::of(&code).is_some() => {
                        Ok(amount(&format!("{cell} {code}")).ok().map(|(money, _)| money))
                    }
                    Some(code) => Ok(Some(amount(&format!("{cell} {code}"))?.0)),
                    None => Ok(Some(money)),
                }
            })
            .flatten()
    }

    fn estimate(&self, cells: &mut Cells) -> Option<Estimate> {
        let unit = self.columns.of(Field::Estimate).next().and_then(|at| {
            let column = &self.columns.all[at];
            // A column called `days` says its unit in its name.
            column.unit.clone().or_else(|| unit_of_name(&column.name))
        });
        let usual = Calendar::default();
        let ctx = Typing { today: self.ground.today, calendar: &usual, past: Past::Allow };
        cells
            .read(Field::Estimate, |cell| {
                let cell = cells::one_line(cell);
                if matches!(cell.to_lowercase().as_str(), "-" | "–" | "n/a" | "tbd" | "?" | "0") {
                    return Ok(None);
                }
                let is_bare = !cell.chars().any(char::is_alphabetic);
                let typed = match (is_bare, &unit) {
                    (true, Some(unit)) => format!("{cell} {unit}"),
                    (true, None) if cell.chars().all(|c| c.is_ascii_digit() || " .,-–~=".contains(c)) => {
                        return Err(Trouble::new(
                            format!("`{}` has no unit", super::shown(&cell)),
                            format!("write {cell}d or {cell}w, or call the column `estimate (days)`"),
                        ));
                    }
                    (_, _) => cell,
                };
                effort::parse(&typed, &ctx).map(Some).map_err(|misread| Trouble::new(misread.why, misread.remedy))
            })
            .flatten()
    }
}

/// The unit that the name of a column ends in: `Person days`.
fn unit_of_name(name: &str) -> Option<String> {
    let plain = super::field::plain(name);
    let word = plain.split(' ').next_back()?;
    matches!(word, "days" | "pt" | "tage" | "weeks" | "hours").then(|| word.to_owned())
}

fn tags(cells: &Cells) -> Vec<Text> {
    let parts = cells.all(Field::Tags).flat_map(|cell| cells::several(cell, &[',', ';', '|', '#']));
    let mut tags: Vec<Text> = Vec::new();
    for tag in parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase()) {
        if !tags.iter().any(|known| **known == *tag) {
            tags.push(tag.into());
        }
    }
    tags
}
