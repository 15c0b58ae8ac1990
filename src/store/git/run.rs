//! Running git: without prompts unless the terminal is given to it, within a time, stoppable, its output whole.

use std::ffi::OsStr;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::told::{Trouble, TroubleKind};
use super::words;

/// How often a wish to stop is looked for while git works.
const GLANCE: Duration = Duration::from_millis(40);

/// So long is slept while git ends.
const BLINK: Duration = Duration::from_micros(300);

/// So long git has to end by itself when it is to stop.
const MERCY: Duration = Duration::from_millis(500);

/// So long the rest of its output may take after it has ended.
const LAST_WORDS: Duration = Duration::from_secs(20);

/// How long what git started may go on holding its error output after git has ended.
const AFTERGLOW: Duration = Duration::from_millis(150);

/// What of git's surroundings would lead it to another repository than the book's.
const MISLEADING: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_LITERAL_PATHSPECS",
];

/// A wish to stop, shared with whoever may have it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Nobody wishes to stop yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks whoever looks to stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether git, and what it starts, may ask the person at the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prompts {
    /// It may not: what would have to be asked is a trouble of the kind [`TroubleKind::NeedsTerminal`].
    Off,
    /// The terminal is git's own meanwhile.
    Terminal,
}

/// git, run in a directory.
#[derive(Clone, Debug)]
pub struct Git {
    dir: PathBuf,
    prompts: Prompts,
    patience: Duration,
    stop: Stop,
    is_led: bool,
    env: Vec<(String, String)>,
}

/// How git ended: its status, its output, its words.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub(super) status: Option<i32>,
    pub(super) out: Vec<u8>,
    pub(super) words: String,
}

impl Git {
    /// git in a directory, whatever the environment says of repositories; without prompts.
    #[must_use]
    pub fn at(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            prompts: Prompts::Off,
            patience: Duration::from_mins(2),
            stop: Stop::new(),
            is_led: false,
            env: Vec::new(),
        }
    }

    /// git in a directory and in the repository that the environment names, as a hook is run.
    #[must_use]
    pub fn led(dir: &Path) -> Self {
        Self { is_led: true, ..Self::at(dir) }
    }

    /// The same in another directory.
    #[must_use]
    pub fn within(&self, dir: &Path) -> Self {
        Self { dir: dir.to_owned(), ..self.clone() }
    }

    /// The same with or without the terminal.
    #[must_use]
    pub fn asking(self, prompts: Prompts) -> Self {
        Self { prompts, ..self }
    }

    /// The same, each run within so much time.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same, stopped by that wish.
    #[must_use]
    pub fn stopped_by(self, stop: &Stop) -> Self {
        Self { stop: stop.clone(), ..self }
    }

    /// The same with a variable of its environment set.
    pub(super) fn with_env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Whether somebody wishes it to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.is_stopped()
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What git prints.
    ///
    /// # Errors
    /// When it can't be run, ends with an error, takes too long, or is stopped.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Vec<u8>, Trouble> {
        self.feed(args, &[])
    }

    /// What git prints, as text without the line break at its end.
    ///
    /// # Errors
    /// As [`Git::run`].
    pub fn text<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<String, Trouble> {
        let out = self.run(args)?;
        Ok(String::from_utf8_lossy(&out).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// What git prints, given something to read.
    ///
    /// # Errors
    /// As [`Git::run`].
    pub fn feed<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Result<Vec<u8>, Trouble> {
        let ended = self.end(args, input)?;
        if ended.status == Some(0) { Ok(ended.out) } else { Err(words::trouble(&ended.words)) }
    }

    /// Whether git says yes (it ends with 0) rather than no (with 1).
    ///
    /// # Errors
    /// As [`Git::run`], where it ends with anything else.
    pub fn asks<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<bool, Trouble> {
        let ended = self.end(args, &[])?;
        match ended.status {
            Some(0) => Ok(true),
            Some(1) => Ok(false),
            Some(_) | None => Err(words::trouble(&ended.words)),
        }
    }

    /// Runs git to its end, however that is.
    pub(super) fn end<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Result<Ended, Trouble> {
        if self.stop.is_stopped() {
            return Err(stopped());
        }
        let mut child = self.start(args, if input.is_empty() { Input::Nothing } else { Input::Bytes })?;
        let feeding = child.stdin.take().map(|mut stdin| {
            let input = input.to_vec();
            // git may end before it has read everything; how it ended says why.
            thread::spawn(move || drop(stdin.write_all(&input)))
        });
        let out = drain(child.stdout.take(), None);
        // What a helper asks may come that way.
        let is_shown = self.prompts == Prompts::Terminal && is_afar(args);
        let words = drain(child.stderr.take(), is_shown.then(io::stderr));
        let (status, out) = self.wait(&mut child, &out)?;
        drop(feeding);
        // A connection kept open for the next time may hold the error output.
        let words = words.recv_timeout(AFTERGLOW).unwrap_or_default();
        Ok(Ended { status: status.code(), out, words: String::from_utf8_lossy(&words).into_owned() })
    }

    /// Starts git; its output, and where wanted its input, are pipes.
    pub(super) fn start<S: AsRef<OsStr>>(&self, args: &[S], input: Input) -> Result<Child, Trouble> {
        #[expect(clippy::disallowed_methods, reason = "git belongs here")]
        let mut command = Command::new("git");
        command.args(["--no-pager", "-c", "core.quotePath=false", "-c", "protocol.ext.allow=never"]);
        // `check-ignore` knows no pathspecs at all, and refuses to be told so.
        if args.first().is_none_or(|word| word.as_ref() != OsStr::new("check-ignore")) {
            command.arg("--literal-pathspecs");
        }
        command.args(args).current_dir(&self.dir);
        if !self.is_led {
            for name in MISLEADING {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C").env("LANGUAGE", "C").env("GIT_MERGE_AUTOEDIT", "no").env("GIT_EDITOR", ":");
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        let stdin = match (input, self.prompts) {
            (Input::Bytes, _) => Stdio::piped(),
            (Input::Nothing, Prompts::Terminal) => Stdio::inherit(),
            (Input::Nothing, Prompts::Off) => Stdio::null(),
        };
        command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        if self.prompts == Prompts::Off {
            command.env("GIT_TERMINAL_PROMPT", "0").env("GCM_INTERACTIVE", "never");
            if let Some(ssh) = self.quiet_ssh(args) {
                command.env("GIT_SSH_COMMAND", ssh);
            }
            apart(&mut command);
        }
        command.spawn().map_err(|error| words::not_started(&error, &self.dir))
    }

    /// ssh told not to ask, where this run may call it and it takes such a word.
    fn quiet_ssh<S: AsRef<OsStr>>(&self, args: &[S]) -> Option<String> {
        if !is_afar(args) {
            return None;
        }
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let configured = || {
            let local = Self { prompts: Prompts::Terminal, ..self.clone() };
            local
                .end(&["config", "core.sshCommand"], &[])
                .ok()
                .filter(|ended| ended.status == Some(0))
                .map(|ended| String::from_utf8_lossy(&ended.out).trim().to_owned())
        };
        let command =
            variable("GIT_SSH_COMMAND").or_else(configured).or_else(|| variable("GIT_SSH").map(|path| quoted(&path)));
        let command = command.unwrap_or_else(|| "ssh".to_owned());
        (!command.to_lowercase().contains("plink")).then(|| format!("{command} -o BatchMode=yes"))
    }

    /// Waits for the end and for all that was printed; what takes too long or is to stop is ended.
    fn wait(&self, child: &mut Child, out: &Receiver<Vec<u8>>) -> Result<(ExitStatus, Vec<u8>), Trouble> {
        let begun = Instant::now();
        let mut printed = None;
        loop {
            let ended = child.try_wait().map_err(|error| {
                Trouble::new(TroubleKind::Other, format!("git can't be waited for: {error}"), "try again")
            })?;
            if let Some(status) = ended {
                // Half of what it printed would read as less than there is.
                let cut_off =
                    |_| Trouble::new(TroubleKind::NoAnswer, "git's output never came to its end", "try again");
                let printed = printed.map_or_else(|| out.recv_timeout(LAST_WORDS).map_err(cut_off), Ok)?;
                return Ok((status, printed));
            }
            if self.stop.is_stopped() {
                kill(child, self.prompts);
                return Err(stopped());
            }
            if begun.elapsed() > self.patience && self.prompts == Prompts::Off {
                kill(child, self.prompts);
                return Err(no_answer(self.patience));
            }
            if printed.is_none() {
                // Its output ends when it ends, so nothing is waited for longer than need be.
                printed = out.recv_timeout(GLANCE).ok();
            } else {
                thread::sleep(BLINK);
            }
        }
    }
}

/// Whether git talks to a remote.
fn is_afar<S: AsRef<OsStr>>(args: &[S]) -> bool {
    const AFAR: [&str; 4] = ["fetch", "push", "ls-remote", "clone"];
    args.first().is_some_and(|word| AFAR.iter().any(|afar| word.as_ref() == OsStr::new(afar)))
}

/// What a run is given to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Input {
    Nothing,
    Bytes,
}

/// Reads a pipe to its end on a thread, and shows it meanwhile where that is wanted.
fn drain(pipe: Option<impl Read + Send + 'static>, mut shown: Option<io::Stderr>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut all = Vec::new();
        let mut part = [0; 8192];
        if let Some(mut pipe) = pipe {
            while let Ok(n @ 1..) = pipe.read(&mut part) {
                if let Some(shown) = &mut shown {
                    let _ = shown.write_all(&part[..n]).and_then(|()| shown.flush());
                }
                all.extend_from_slice(&part[..n]);
            }
        }
        let _ = sender.send(all);
    });
    receiver
}

fn stopped() -> Trouble {
    Trouble::new(TroubleKind::Stopped, "it was stopped", "nothing is lost; sync again when it suits")
}

fn no_answer(patience: Duration) -> Trouble {
    Trouble::new(
        TroubleKind::NoAnswer,
        format!("git had no answer within {} s", patience.as_secs()),
        "what was said is kept here; look at the network and sync again, or give it longer with --timeout",
    )
}

fn quoted(path: &str) -> String {
    shlex::try_quote(path).map_or_else(|_| path.to_owned(), std::borrow::Cow::into_owned)
}

/// git and what it starts are one group, apart from the terminal's: they can be ended together, and a key of the person
/// means the program and not them.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

/// Ends git with all that it started: kindly, so that it takes its locks with it, then for good.
#[cfg(unix)]
fn kill(child: &mut Child, prompts: Prompts) {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group};
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let tell = |signal| {
        if let Some(pid) = pid {
            let _ = match prompts {
                Prompts::Off => kill_process_group(pid, signal),
                Prompts::Terminal => kill_process(pid, signal),
            };
        }
    };
    tell(Signal::TERM);
    let begun = Instant::now();
    while begun.elapsed() < MERCY {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            break;
        }
        thread::sleep(BLINK);
    }
    tell(Signal::KILL);
    let _ = child.wait();
}

#[cfg(not(unix))]
fn kill(child: &mut Child, _: Prompts) {
    let _ = child.kill();
    let _ = child.wait();
}
