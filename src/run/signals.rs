//! Signals: the terminal is given back before the program ends or steps aside.

use std::io;
use std::sync::mpsc::Sender;

use super::Wake;

/// The thread that listens; closing it ends it.
pub(super) struct Listening {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

/// Turns signals into wakes.
#[cfg(unix)]
pub(super) fn listen(sender: Sender<Wake>) -> io::Result<Listening> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
    let handle = signals.handle();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let wake = if signal == SIGTSTP { Wake::Suspend } else { Wake::End(signal) };
            if sender.send(wake).is_err() {
                break;
            }
        }
    })?;
    Ok(Listening { handle })
}

#[cfg(not(unix))]
pub(super) fn listen(_sender: Sender<Wake>) -> io::Result<Listening> {
    Ok(Listening {})
}

impl Listening {
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
