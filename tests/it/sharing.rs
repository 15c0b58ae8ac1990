//! One book for both departments: real git, real clones, a bare repository between them.
#![allow(clippy::disallowed_methods, reason = "the tests write what people and git would")]

mod broken_off;
mod cases;
mod crew;
mod refused;
mod simulation;
mod spoken;
