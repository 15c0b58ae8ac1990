//! Forecasts beside the screen: a thread is told the news and answers with what it foresees, so that no key waits for it.

use std::sync::mpsc::{Receiver, Sender, channel};

use crate::app::Message;
use crate::forecast::almanac::{Almanac, News};

use super::Wake;

/// Where forecasts are made.
#[derive(Debug)]
pub(super) enum Foresight {
    /// On the spot: for replays, whose screen is looked at once.
    Here(Box<Almanac>),
    /// On a thread of its own.
    Beside(Sender<News>),
}

impl Foresight {
    /// Forecasts on the spot.
    pub(super) fn here() -> Self {
        Self::Here(Box::default())
    }

    /// Forecasts on a thread; what it foresees comes as a wake.
    pub(super) fn beside(wake: Sender<Wake>) -> Self {
        let (sender, news) = channel();
        std::thread::spawn(move || foresee(&news, &wake));
        Self::Beside(sender)
    }

    /// Takes in news; what is foreseen, where that is known at once.
    pub(super) fn take_in(&mut self, news: News) -> Option<Message> {
        match self {
            Self::Here(almanac) => almanac.foresee(news).map(|prospects| Message::Foreseen(Box::new(prospects))),
            Self::Beside(sender) => {
                // Without the thread the screen goes on without chances.
                let _ = sender.send(news);
                None
            }
        }
    }
}

fn foresee(news: &Receiver<News>, wake: &Sender<Wake>) {
    let mut almanac = Almanac::default();
    while let Ok(first) = news.recv() {
        let all = std::iter::from_fn(|| news.try_recv().ok()).fold(first, News::and);
        let Some(prospects) = almanac.foresee(all) else { continue };
        if wake.send(Wake::Message(Message::Foreseen(Box::new(prospects)))).is_err() {
            return;
        }
    }
}
