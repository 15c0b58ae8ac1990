//! Where ids come from: chance, or a seed that makes it repeatable.

use std::hash::{BuildHasher, RandomState};

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::domain::id::Id;

/// The source of fresh ids.
#[derive(Debug)]
pub(super) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// Of a seed, or of what the system gives every process to begin with.
    pub(super) fn new(seed: Option<u64>) -> Self {
        if let Some(seed) = seed {
            return Self(Xoshiro256PlusPlus::seed_from_u64(seed));
        }
        let mut bytes = [0; 32];
        for (n, part) in bytes.chunks_exact_mut(8).enumerate() {
            part.copy_from_slice(&RandomState::new().hash_one((n, std::process::id())).to_le_bytes());
        }
        Self(Xoshiro256PlusPlus::from_seed(bytes))
    }

    /// An id that is not taken.
    pub(super) fn id(&mut self, mut is_taken: impl FnMut(Id) -> bool) -> Id {
        loop {
            let id = Id::from_bits(self.0.random());
            if !is_taken(id) {
                return id;
            }
        }
    }
}
