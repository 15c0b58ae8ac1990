//! Reading what git keeps: one process answers for many objects.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout};

use super::run::{Git, Input};
use super::told::{Trouble, TroubleKind};

/// More than any file of a book.
const MOST_BYTES: usize = 64 << 20;

/// git answering what objects hold, one question after another.
#[derive(Debug)]
pub struct Objects {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts to answer.
    ///
    /// # Errors
    /// When git can't be run.
    pub fn open(git: &Git) -> Result<Self, Trouble> {
        let mut child = git.start(&["cat-file", "--batch"], Input::Bytes)?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().map(BufReader::new).ok_or_else(broken_off)?;
        Ok(Self { child, questions, answers })
    }

    /// The content of an object, named as git names it: an id, or `COMMIT:path`; none where there is no such object.
    ///
    /// # Errors
    /// When git ends in the middle, or the name can't be asked.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        if name.contains('\n') {
            return Ok(None);
        }
        let questions = self.questions.as_mut().ok_or_else(broken_off)?;
        writeln!(questions, "{name}").and_then(|()| questions.flush()).map_err(|_| broken_off())?;
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(|_| broken_off())?;
        let head = head.trim_end();
        if head.is_empty() {
            return Err(broken_off());
        }
        if head.ends_with(" missing") || head.ends_with(" ambiguous") {
            return Ok(None);
        }
        let mut words = head.rsplit(' ');
        let size: usize = words.next().and_then(|word| word.parse().ok()).ok_or_else(broken_off)?;
        let is_blob = words.next() == Some("blob");
        if size > MOST_BYTES {
            return Err(Trouble::new(
                TroubleKind::Other,
                format!("{name} is larger than any file of a book"),
                "look at what was committed there",
            ));
        }
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content).map_err(|_| broken_off())?;
        content.pop();
        Ok(is_blob.then_some(content))
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Without questions it ends by itself.
        self.questions = None;
        let _ = self.child.wait();
    }
}

fn broken_off() -> Trouble {
    Trouble::new(
        TroubleKind::Other,
        "git stopped answering",
        "try again; `git fsck` tells whether the repository is whole",
    )
}
