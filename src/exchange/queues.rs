//! What goes beside a record of tasks: queues of them, and the names of those that are asked about.

use std::collections::{HashMap, HashSet};

use super::table::{Table, cell};
use super::tasks::{Loaded, Slip, check_name, flaw};
use super::{Flaw, Stop, shown};
use crate::forecast::backtest::{Queue, Task};
use crate::text::fold;

/// The queues of a CSV file over tasks that are known; one with a task that isn't is left out.
///
/// # Errors
/// Everything that keeps the file as a whole from being read.
pub fn queues(bytes: &[u8], known: &[Task]) -> Result<Loaded<Queue>, Vec<Stop>> {
    let table = Table::read(bytes, "queue_id,person,task_ids")?;
    let columns = table.columns(["queue_id", "person", "task_ids"])?;
    let people: HashMap<&str, &str> = known.iter().map(|task| (task.id.as_str(), task.person.as_str())).collect();
    let names_alike = known.iter().rev().map(|task| (plain(&task.id), task.id.as_str())).collect();
    let (mut rows, mut slips) = (Vec::with_capacity(table.rows().len()), Vec::new());
    let mut seen = HashSet::new();
    for row in table.rows() {
        let [id, person, tasks] = columns.map(|column| cell(row, column));
        match queue([id, person, tasks], &people, &names_alike) {
            Ok(_) if !seen.insert(id) => {
                let why = format!("`{}` stands twice", shown(id));
                slips.push(Slip { line: row.line, flaw: flaw("queue_id", why, "give every queue a name of its own") });
            }
            Ok(queue) => rows.push(queue),
            Err(flaw) => slips.push(Slip { line: row.line, flaw }),
        }
    }
    Ok(Loaded { rows, slips })
}

/// A name without the writing of it: names such as T17 are all one letter from each other, so nothing else is a slip.
fn plain(name: &str) -> String {
    fold(name).replace(|c: char| !c.is_alphanumeric(), "")
}

fn queue(
    [id, person, tasks]: [&str; 3],
    people: &HashMap<&str, &str>,
    names_alike: &HashMap<String, &str>,
) -> Result<Queue, Flaw> {
    if id.is_empty() {
        return Err(flaw("queue_id", "nothing stands here", "give every queue a name of its own"));
    }
    check_name(id, "queue_id")?;
    let names: Vec<&str> = tasks.split_whitespace().collect();
    if names.is_empty() {
        return Err(flaw("task_ids", "nothing stands here", "write the names of its tasks with blanks between"));
    }
    let mut seen = HashSet::new();
    for name in &names {
        let Some(whose) = people.get(name) else {
            let near = names_alike.get(&plain(name));
            let remedy = near.map_or_else(
                || "add it to the tasks, or mend the row that was left out".to_owned(),
                |near| format!("did you mean `{}`?", shown(near)),
            );
            return Err(flaw("task_ids", format!("`{}` is none of the tasks", shown(name)), remedy));
        };
        if *whose != person {
            let why =
                format!("`{}` is work of `{}`, and the queue is of `{}`", shown(name), shown(whose), shown(person));
            return Err(flaw("task_ids", why, "a queue is the work of one person"));
        }
        if !seen.insert(name) {
            return Err(flaw("task_ids", format!("`{}` stands twice", shown(name)), "name each task once"));
        }
    }
    Ok(Queue { id: id.to_owned(), person: person.to_owned(), tasks: names.into_iter().map(str::to_owned).collect() })
}

/// The names in the column `task_id` of a CSV file.
///
/// # Errors
/// Everything that keeps the file as a whole from being read.
pub fn task_names(bytes: &[u8]) -> Result<Vec<String>, Vec<Stop>> {
    let table = Table::read(bytes, "task_id")?;
    let [id] = table.columns(["task_id"])?;
    Ok(table.rows().iter().map(|row| cell(row, id)).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}
