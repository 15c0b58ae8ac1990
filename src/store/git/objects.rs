//! Reading what git keeps: one process answers for many objects.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout};

use super::run::{Git, Input};
use super::told::{Trouble, TroubleKind};

/// More than any file of a book.
const MOST_BYTES: usize = 64 << 20;

/// What an object holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// There is no such object, or it is no file.
    Missing,
    /// It has more bytes than were asked for.
    TooLarge,
    /// All of it.
    Bytes(Vec<u8>),
}

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
        match self.read_up_to(name, MOST_BYTES)? {
            Content::Missing => Ok(None),
            Content::Bytes(bytes) => Ok(Some(bytes)),
            Content::TooLarge => Err(Trouble::new(
                TroubleKind::Other,
                format!("{name} is larger than any file of a book"),
                "look at what was committed there",
            )),
        }
    }

    /// The content of an object, unless it has more than so many bytes.
    ///
    /// # Errors
    /// When git ends in the middle.
    pub fn read_up_to(&mut self, name: &str, most: usize) -> Result<Content, Trouble> {
        if name.contains('\n') {
            return Ok(Content::Missing);
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
            return Ok(Content::Missing);
        }
        let mut words = head.rsplit(' ');
        let size: usize = words.next().and_then(|word| word.parse().ok()).ok_or_else(broken_off)?;
        let is_blob = words.next() == Some("blob");
        if size > most {
            // Its bytes come all the same, before the next answer.
            let end = u64::try_from(size).unwrap_or(u64::MAX).saturating_add(1);
            let passed = io::copy(&mut (&mut self.answers).take(end), &mut io::sink()).map_err(|_| broken_off())?;
            return if passed == end { Ok(Content::TooLarge) } else { Err(broken_off()) };
        }
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content).map_err(|_| broken_off())?;
        content.pop();
        Ok(if is_blob { Content::Bytes(content) } else { Content::Missing })
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
