//! Syncs that are killed, at every step and in every way: the book opens, and the next sync goes on.

use countersign::domain::act::Act;
use countersign::store::Target;

use super::crew::Hub;
use super::simulation::killed_sync;

/// More runs of git than a sync has that commits, takes in, merges and sends.
const STEPS: u32 = 18;

#[test]
fn a_kill_at_any_step_is_made_good_by_the_next_sync() {
    let hub = Hub::new();
    let (mut sam, mut dana) = (hub.founder("sam"), hub.member("dana"));
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    dana.sync().unwrap();
    let mut said = 1;
    for at in 1..=STEPS {
        for how in ["before", "after", "within"] {
            sam.record(Target::Commitment(id), Act::Note);
            dana.record(Target::Commitment(id), Act::Note);
            let new = sam.promise("Acme", &format!("{how} {at}"));
            said += 2;
            dana.sync().unwrap();
            killed_sync(hub.home.path(), &sam.dir, "sam", at, how);
            sam.store.refresh(&mut sam.book).unwrap();
            assert_eq!(sam.book.problems, [], "{how} {at}");
            sam.sync().unwrap_or_else(|trouble| panic!("{how} {at}: {trouble}\n{}", trouble.original));
            assert_eq!(sam.git(&["status", "--porcelain"]), "", "{how} {at}");
            dana.sync().unwrap();
            assert_eq!(sam.files(), dana.files(), "{how} {at}");
            assert_eq!((dana.moves(id).len(), dana.moves(new).len()), (said, 1), "{how} {at}");
        }
    }
}
