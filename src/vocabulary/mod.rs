//! TOML -> Vocabulary.
//!
//! Words are data: a metric, a unit, a name or a trigger word is a block in `data/vocabulary/`, compiled in and extended by files
//! the user names. Any block may stand in any file. Knows no text and no document.

mod calendar;
mod file;
mod grammar;
mod load;
mod metrics;
mod sound;

pub use load::load;
