//! Signals: the terminal is given back before the program ends or steps aside. While something else has the terminal, its
//! keys mean that and not the program.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Wake;
use crate::store::git::Stop;

/// So long after the terminal came back an interruption is taken for one that was meant for who had it. On the screen
/// itself Ctrl-C is a key and no signal.
const ECHO: Duration = Duration::from_secs(1);

/// The thread that listens; closing it ends it.
pub(super) struct Listening {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
    lent: Lent,
}

/// To whom the terminal is lent.
#[derive(Clone, Debug, Default)]
pub(super) struct Lent(Arc<Mutex<Borrower>>);

/// Who has the terminal.
#[derive(Clone, Debug, Default)]
enum Borrower {
    /// Nobody else: it is the screen's.
    #[default]
    Nobody,
    /// Nobody any more, since then: an interruption that was meant for who had it may still be on its way.
    NobodyAgain(Instant),
    /// Something that takes its own signals.
    Somebody,
    /// Something that an interruption stops.
    Stoppable(Stop),
}

impl Lent {
    fn now(&self) -> MutexGuard<'_, Borrower> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until the terminal is taken back, whatever would end the program stops this.
    pub(super) fn stops(&self, stop: &Stop) {
        *self.now() = Borrower::Stoppable(stop.clone());
    }
}

/// Turns signals into wakes.
#[cfg(unix)]
pub(super) fn listen(sender: Sender<Wake>) -> io::Result<Listening> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
    let handle = signals.handle();
    let lent = Lent::default();
    let inner = lent.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let borrower = inner.now().clone();
            if let (Borrower::Stoppable(stopped), SIGINT | SIGTERM | SIGHUP) = (&borrower, signal) {
                stopped.stop();
            }
            let wake = match (borrower, signal) {
                (Borrower::Somebody | Borrower::Stoppable(_), SIGTSTP) => {
                    stop();
                    continue;
                }
                (Borrower::Somebody | Borrower::Stoppable(_), SIGINT) => continue,
                (Borrower::NobodyAgain(since), SIGINT) if since.elapsed() < ECHO => continue,
                (Borrower::Nobody | Borrower::NobodyAgain(_), SIGTSTP) => Wake::Suspend,
                (_, signal) => Wake::End(signal),
            };
            if sender.send(wake).is_err() {
                break;
            }
        }
    })?;
    Ok(Listening { handle, lent })
}

#[cfg(not(unix))]
pub(super) fn listen(_sender: Sender<Wake>) -> io::Result<Listening> {
    Ok(Listening { lent: Lent::default() })
}

impl Listening {
    /// Does something that has the terminal meanwhile.
    pub(super) fn lent<T>(&self, what: impl FnOnce(&Lent) -> T) -> T {
        *self.lent.now() = Borrower::Somebody;
        let done = what(&self.lent);
        *self.lent.now() = Borrower::NobodyAgain(Instant::now());
        done
    }

    pub(super) fn close(&self) {
        #[cfg(unix)]
        self.handle.close();
    }
}

/// Stops the program until it is continued.
pub(super) fn stop() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

/// Ends the program as the signal would have, the terminal being given back.
pub(super) fn die_of(signal: i32) {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    #[cfg(not(unix))]
    let _ = signal;
}
