//! Work on all cores, results in order: the answer never depends on how many there are.

use std::num::NonZero;

/// Below this many pieces a second thread costs more than it brings.
const WORTH_IT: usize = 4;

/// Maps a list on all cores, in order.
pub(super) fn side_by_side<T: Sync, R: Send>(list: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if cores == 1 || list.len() < WORTH_IT {
        return list.iter().map(make).collect();
    }
    let size = list.len().div_ceil(cores);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            list.chunks(size).map(|part| scope.spawn(|| part.iter().map(&make).collect::<Vec<R>>())).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
