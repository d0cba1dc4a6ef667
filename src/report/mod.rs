//! Ledger -> what people read: a page, a text for pull requests and mail, a summary for the terminal.
//!
//! The report quotes before it judges, says what was left out and why, and holds nothing that is not in the ledger.
//! *Deliberately absent*: reads and writes no file, knows no clock, fetches nothing, loads no library in the page.

mod anchor;
mod decided;
mod encoded;
mod estimate;
mod excerpt;
mod finding;
mod html;
mod index;
mod markdown;
mod notices;
mod overview;
mod quoted;
mod rules;
mod sources;
mod tables;
mod terminal;
mod timeline;
mod wording;
mod written;

#[cfg(test)]
mod example;
#[cfg(test)]
mod tests;

pub use html::{Served, html, served};
pub use markdown::markdown;
pub use terminal::terminal;
