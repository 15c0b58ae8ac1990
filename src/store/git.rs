//! The distributed engine: the user's own git, with its keys, agents and credential helpers.
//!
//! Nothing else in the program starts git. What git says goes wrong comes back as a [`Trouble`]: a sentence, a next step,
//! and git's own words.

mod clone;
mod commit;
pub mod driver;
mod import;
mod index;
mod join;
mod land;
mod leftover;
mod mark;
mod objects;
pub(super) mod origin;
mod page;
mod remote;
mod renew;
mod repo;
mod run;
mod said;
mod settle;
mod share;
pub mod since;
mod status;
mod sync;
mod told;
mod tree;
pub mod verify;
mod words;

pub use crate::domain::digest::Said;
pub use clone::{Cloned, clone};
pub use mark::synced_at;
pub use objects::Objects;
pub use run::{Git, Prompts, Stop};
pub use share::is_kept;
pub use sync::{News, Synced, Wish, news, sync};
pub use told::{Step, Trouble, TroubleKind};
