//! The program between the keys and the screen: what happened comes in as a message, what to do goes out as effects.
//!
//! Pure: no files, no clock, no terminal. `run` performs the effects and brings their results back as messages.

pub mod layer;
pub mod layers;
