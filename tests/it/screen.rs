//! Keys in, screen out: the list, its tabs, its columns, and going about.

use crate::stage::Stage;

#[test]
fn the_start_shows_what_asks_for_attention() {
    let screen = Stage::sample().screen("", (120, 36));
    assert!(screen.contains("Attention"), "{screen}");
}
