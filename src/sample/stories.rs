//! What happened at Fernwhistle: what asks for attention now, what goes well, and the year behind it.

mod attention;
mod calm;
mod earlier;
mod ended;
mod first_half;
mod second_half;

use super::scribe::Scribe;

/// Writes every story down.
pub(super) fn tell(scribe: &mut Scribe) {
    first_half::tell(scribe);
    second_half::tell(scribe);
    ended::tell(scribe);
    calm::tell(scribe);
    attention::tell(scribe);
    earlier::tell(scribe);
}
