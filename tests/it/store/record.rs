//! Moves and the text they stand in.

use countersign::domain::act::Move;
use countersign::domain::book::Problem;
use countersign::store::record::{read, write};
use proptest::prelude::*;

use super::moves::{any_move, opening};

fn unlined(moves: &[Move]) -> Vec<Move> {
    moves.iter().map(|each| Move { line: 0, ..each.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(first in opening(), made in any_move()) {
        prop_assume!(first.id != made.id);
        let text = write(&first) + "\n" + &write(&made);
        let record = read(&text);
        prop_assert_eq!(&record.problems, &Vec::<Problem>::new(), "{}", text);
        prop_assert_eq!(unlined(&record.moves), vec![first, made], "{}", text);
        let crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(read(&crlf), record.clone());
        let marked = format!("\u{feff}{text}");
        prop_assert_eq!(read(&marked), record);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), made in opening(), at in any::<prop::sample::Index>(), byte in any::<char>()) {
        let _ = read(&text);
        let mut broken: Vec<char> = write(&made).chars().collect();
        let at = at.index(broken.len());
        broken[at] = byte;
        let _ = read(&broken.into_iter().collect::<String>());
    }
}
