//! What goes between the book and the others, on a thread of its own: syncs when they are asked for, and now and then a
//! look for news where that is set. One at a time, so that git never meets itself.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::domain::day::{Day, Moment};
use crate::domain::person::Handle;
use crate::store::git::{self, News, Prompts, Step, Stop, Synced, Trouble, TroubleKind, Wish};

use super::Wake;

/// So long is waited for a sync that is stopped because the program is left.
const FAREWELL: Duration = Duration::from_secs(1);

/// So long the word that somebody stopped a sync may be later than its end.
const LAST_WORD: Duration = Duration::from_millis(700);

/// What is the same for every sync of a session.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// The directory of the book.
    pub dir: PathBuf,
    /// Who is at the keys.
    pub me: Handle,
    /// The time of the book.
    pub clock: Clock,
    /// The book's zone.
    pub zone: chrono_tz::Tz,
    /// So long git may take for an answer.
    pub timeout: Duration,
    /// How often to look for news; never without it.
    pub every: Option<Duration>,
}

impl Route {
    fn wish(&self, prompts: Prompts) -> Wish {
        Wish {
            prompts,
            patience: self.timeout,
            remote: None,
            is_rejoining: false,
            is_own: false,
            me: Some(self.me.clone()),
            now: Moment::at(self.clock.now()),
            today: Day::new(self.clock.today(self.zone)),
        }
    }

    /// Syncs on the spot.
    pub(super) fn sync(&self, prompts: Prompts, stop: &Stop, tell: &dyn Fn(Step)) -> Result<Synced, Trouble> {
        git::sync(&self.dir, &self.wish(prompts), stop, tell)
    }

    fn news(&self, stop: &Stop) -> Result<News, Trouble> {
        git::news(&self.dir, &self.wish(Prompts::Off), stop)
    }
}

/// What the courier brings.
#[derive(Debug)]
pub(super) enum Parcel {
    /// A sync is at this step.
    At(Step),
    /// A sync is over.
    Synced(Result<Synced, Trouble>),
    /// What a sync would bring in.
    News(News),
}

/// An order to sync.
struct Order {
    stop: Stop,
    prompts: Prompts,
    /// Where the result goes instead of the loop, where somebody waits for it.
    answer: Option<Sender<Result<Synced, Trouble>>>,
}

/// The thread, and what it is at.
#[derive(Debug)]
pub(super) struct Courier {
    orders: Sender<Order>,
    /// Stops the look for news that is under way.
    looking: Arc<Mutex<Stop>>,
    syncing: Stop,
    over: Receiver<()>,
}

impl Courier {
    /// Starts the thread; what it brings comes as a wake.
    pub(super) fn start(route: Route, wake: Sender<Wake>) -> std::io::Result<Self> {
        let (orders, received) = channel();
        let (ended, over) = channel();
        let looking = Arc::new(Mutex::new(Stop::new()));
        let inner = Arc::clone(&looking);
        std::thread::Builder::new().name("courier".into()).spawn(move || {
            carry(&route, &received, &wake, &inner);
            let _ = ended.send(());
        })?;
        Ok(Self { orders, looking, syncing: Stop::new(), over })
    }

    /// Syncs; a look for news that is under way gives way.
    pub(super) fn sync(&mut self) {
        self.order(Prompts::Off, None);
    }

    /// Syncs and waits for it, git asking at the terminal, which is its own meanwhile. Whoever has the wish may stop it.
    pub(super) fn sync_at_terminal(&mut self, lend: impl FnOnce(&Stop)) -> Option<Result<Synced, Trouble>> {
        let (answer, answered) = channel();
        self.syncing = Stop::new();
        lend(&self.syncing);
        self.send(Prompts::Terminal, Some(answer));
        let synced = answered.recv().ok()?;
        // The key that stops it reaches git, too, which then ends with an error of its own, perhaps before the word of it.
        let begun = Instant::now();
        while synced.is_err() && !self.syncing.is_stopped() && begun.elapsed() < LAST_WORD {
            std::thread::sleep(Duration::from_millis(10));
        }
        let is_stopped = self.syncing.is_stopped();
        let stopped =
            || Trouble::new(TroubleKind::Stopped, "it was stopped", "nothing is lost; sync again when it suits");
        Some(synced.map_err(|trouble| if is_stopped { stopped() } else { trouble }))
    }

    fn order(&mut self, prompts: Prompts, answer: Option<Sender<Result<Synced, Trouble>>>) {
        self.syncing = Stop::new();
        self.send(prompts, answer);
    }

    fn send(&self, prompts: Prompts, answer: Option<Sender<Result<Synced, Trouble>>>) {
        // Without the thread there is no answer, and the header goes on saying that it was begun.
        let _ = self.orders.send(Order { stop: self.syncing.clone(), prompts, answer });
        self.looking.lock().unwrap_or_else(PoisonError::into_inner).stop();
    }

    /// Stops the sync that runs.
    pub(super) fn stop(&self) {
        self.syncing.stop();
    }

    /// Ends the thread, and whatever it is at; waits for that, but not for long.
    pub(super) fn leave(self) {
        let Self { orders, looking, syncing, over } = self;
        drop(orders);
        syncing.stop();
        looking.lock().unwrap_or_else(PoisonError::into_inner).stop();
        let _ = over.recv_timeout(FAREWELL);
    }
}

fn carry(route: &Route, orders: &Receiver<Order>, wake: &Sender<Wake>, looking: &Mutex<Stop>) {
    // The first look is at once: news is oldest when the book is opened.
    let mut pause = route.every.map(|_| Duration::ZERO);
    loop {
        let waited = match pause {
            Some(pause) => orders.recv_timeout(pause),
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        pause = route.every;
        let goes_on = match waited {
            Ok(order) => sync(route, order, wake),
            Err(RecvTimeoutError::Timeout) => {
                let stop = Stop::new();
                *looking.lock().unwrap_or_else(PoisonError::into_inner) = stop.clone();
                match orders.try_recv() {
                    // It came before the look could be stopped for it.
                    Ok(order) => sync(route, order, wake),
                    // Nobody asked for news: where it can't be had, the age in the header says enough.
                    Err(_) => route.news(&stop).map_or(true, |news| send(wake, Parcel::News(news))),
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if !goes_on {
            return;
        }
    }
}

/// Carries out an order; whether anybody is still there.
fn sync(route: &Route, Order { stop, prompts, answer }: Order, wake: &Sender<Wake>) -> bool {
    let tell = |step| {
        send(wake, Parcel::At(step));
    };
    let synced = route.sync(prompts, &stop, &tell);
    match answer {
        Some(answer) => answer.send(synced).is_ok(),
        None => send(wake, Parcel::Synced(synced)),
    }
}

fn send(wake: &Sender<Wake>, parcel: Parcel) -> bool {
    wake.send(Wake::Parcel(Box::new(parcel))).is_ok()
}
