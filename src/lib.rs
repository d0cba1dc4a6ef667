//! Reads what different sources say about the same story and tells where they contradict each other, and why.
//!
//! *A sentence travels: bytes → Document → Sentence → Mention → Claim, Event → Group → Finding, Estimate → table, chart, report.*
//! Nouns live in [`model`]; every other folder is a verb that knows only them.

#![forbid(unsafe_code)]

pub mod anchor;
pub mod charts;
pub mod claims;
pub mod documents;
pub mod export;
pub mod model;
pub mod pipeline;
pub mod recognise;
pub mod reconcile;
pub mod report;
pub mod review;
pub mod stories;
pub mod text;
pub mod vocabulary;
