//! How likely each date is. Pure: the same book and the same day give the same answer.

pub mod almanac;
pub mod assess;
pub mod backtest;
pub mod built_in;
pub mod calibration;
mod cores;
pub mod course;
pub mod distribution;
pub mod draws;
pub mod explain;
pub mod facts;
pub mod forecaster;
pub mod foretell;
pub mod history;
pub mod ladder;
pub mod load;
pub mod oddity;
pub mod pace;
pub mod quote;
pub mod record;
pub mod rescue;
pub mod review;
pub mod run;
pub mod size;
pub mod sum;
pub mod timeline;
pub mod together;
pub mod touched;
pub mod track;
pub mod waiting;
pub mod words;

pub use assess::{Foreseen, assess, assess_one, assess_without_chances, foresee};
pub use forecaster::Forecaster;
pub use foretell::{dates_to_offer, foretell};
