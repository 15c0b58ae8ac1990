//! The distributed engine: the user's own git, with its keys, agents and credential helpers.
//!
//! Nothing else in the program starts git. What git says goes wrong comes back as a [`Trouble`]: a sentence, a next step,
//! and git's own words.

mod objects;
mod run;
mod told;
pub mod verify;
mod words;

pub use objects::Objects;
pub use run::{Git, Prompts, Stop};
pub use told::{Step, Trouble, TroubleKind};
