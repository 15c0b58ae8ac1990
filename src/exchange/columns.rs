//! Which column holds what: by the names people use, or as somebody says with `--map`.

use super::field::{Field, Match, of_header, plain, unit};
use super::{Options, Stop};
use crate::text::{clean, nearest};

/// A column of the sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name as it stands in the sheet, made harmless.
    pub name: String,
    /// What it holds; none where it is not read.
    pub field: Option<Field>,
    /// The unit that its name gives in parentheses.
    pub(super) unit: Option<String>,
}

/// The columns, and where each field stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
}

impl Columns {
    /// Assigns the columns of a header.
    pub(super) fn assign(header: &[String], options: &Options) -> Result<Self, Vec<Stop>> {
        let mut all: Vec<Column> = header
            .iter()
            .map(|name| Column { name: clean(name.trim()).into_owned(), field: None, unit: unit(name) })
            .collect();
        let mut stops = Vec::new();
        let mut told = Vec::new();
        for (left, right) in &options.map {
            match mapping(header, left, right) {
                Ok((at, field)) => {
                    all[at].field = field;
                    told.push(at);
                }
                Err(stop) => stops.push(stop),
            }
        }
        let told_fields: Vec<Field> = told.iter().filter_map(|at| all[*at].field).collect();
        for want in [Match::Sure, Match::Loose] {
            let taken: Vec<Field> = all.iter().filter_map(|column| column.field).collect();
            for at in 0..all.len() {
                let free = |field: Field| match want {
                    Match::Sure => field.is_plural() || !told_fields.contains(&field),
                    Match::Loose => field.is_plural() || !taken.contains(&field),
                };
                if let Some((field, found)) = of_header(&header[at])
                    && found == want
                    && all[at].field.is_none()
                    && !told.contains(&at)
                    && free(field)
                {
                    all[at].field = Some(field);
                }
            }
        }
        stops.extend(doubles(&all));
        let columns = Self { all };
        if stops.is_empty() {
            stops.extend(columns.missing());
        }
        if stops.is_empty() { Ok(columns) } else { Err(stops) }
    }

    /// The columns that hold a field.
    pub(super) fn of(&self, field: Field) -> impl Iterator<Item = usize> {
        self.all.iter().enumerate().filter(move |(_, column)| column.field == Some(field)).map(|(at, _)| at)
    }

    /// Whether a column holds the field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.of(field).next().is_some()
    }

    /// The name of the column that holds a field, for messages.
    pub(super) fn name(&self, field: Field) -> &str {
        self.of(field).next().map_or(field.name(), |at| self.all[at].name.as_str())
    }

    fn missing(&self) -> Vec<Stop> {
        let names: Vec<String> = self.all.iter().map(|column| format!("`{}`", column.name)).collect();
        [(Field::Customer, "who it is promised to"), (Field::Scope, "what is promised")]
            .into_iter()
            .filter(|(field, _)| !self.has(*field))
            .map(|(field, what)| Stop {
                why: format!("no column says {what}; the columns are {}", names.join(", ")),
                remedy: format!("name one with --map \"COLUMN={}\"", field.name()),
            })
            .collect()
    }
}

/// One `--map`: the column, and the field it is to hold; `-` or `ignore` for none. Both orders are understood.
fn mapping(header: &[String], left: &str, right: &str) -> Result<(usize, Option<Field>), Stop> {
    let (left, right) = (left.trim(), right.trim());
    let column = |word: &str| header.iter().position(|name| name.trim() == word).or_else(|| like(header, word));
    let is_nothing = |word: &str| matches!(word, "-" | "" | "ignore" | "skip" | "none");
    let exact = |word: &str| Field::all().find(|field| field.name() == word);
    let field = |word: &str| exact(word).or_else(|| Field::named(word)).filter(|field| *field != Field::Problem);
    let readings = [
        (column(left), exact(right)),
        (column(right), exact(left)),
        (column(left), field(right)),
        (column(right), field(left)),
    ];
    if let Some((Some(at), Some(field))) = readings.into_iter().find(|(at, field)| at.is_some() && field.is_some()) {
        return Ok((at, Some(field)));
    }
    if let (Some(at), true) = (column(left), is_nothing(right)) {
        return Ok((at, None));
    }
    let map = format!("`--map \"{left}={right}\"`");
    let stop = |why: String, remedy: String| Stop { why, remedy };
    match (column(left), column(right)) {
        (Some(_), _) => {
            Err(stop(format!("{map}: `{}` is not something a column can hold", clean(right)), parts(right)))
        }
        (None, Some(_)) => {
            Err(stop(format!("{map}: `{}` is not something a column can hold", clean(left)), parts(left)))
        }
        (None, None) => {
            let named = if field(right).is_some() { left } else { right };
            let remedy = nearest(named, header.iter().map(String::as_str)).map_or_else(
                || {
                    let names: Vec<String> = header.iter().map(|name| format!("`{}`", clean(name.trim()))).collect();
                    format!("the columns are {}", names.join(", "))
                },
                |near| format!("did you mean `{}`?", clean(near.trim())),
            );
            Err(stop(format!("{map}: there is no column `{}`", clean(named)), remedy))
        }
    }
}

/// The only column whose name is the same but for case and punctuation.
fn like(header: &[String], word: &str) -> Option<usize> {
    let wanted = plain(word);
    let mut found = header.iter().enumerate().filter(|(_, name)| !wanted.is_empty() && plain(name) == wanted);
    found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
}

fn parts(word: &str) -> String {
    Field::near(word).map_or_else(
        || {
            let all: Vec<&str> = Field::all().map(Field::name).collect();
            format!("it can hold one of {}, or `-` for nothing", all.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    )
}

/// Two columns for what only one can hold.
fn doubles(all: &[Column]) -> Vec<Stop> {
    let mut stops = Vec::new();
    for (at, column) in all.iter().enumerate() {
        let Some(field) = column.field.filter(|field| !field.is_plural()) else { continue };
        let Some(before) = all[..at].iter().position(|other| other.field == Some(field)) else { continue };
        let other = &all[before];
        let same_name = plain(&other.name) == plain(&column.name);
        stops.push(Stop {
            why: format!(
                "columns {} (`{}`) and {} (`{}`) both hold what is called `{}` here",
                before + 1,
                other.name,
                at + 1,
                column.name,
                field.name()
            ),
            remedy: if same_name {
                "rename or delete one of them".into()
            } else {
                format!("say which with --map \"{}={}\"", column.name, field.name())
            },
        });
    }
    stops
}
