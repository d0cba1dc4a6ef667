//! The nouns: what a sentence becomes on its way to a finding. Depends on nothing of ours.

pub mod claim;
pub mod document;
pub mod entity;
pub mod error;
pub mod estimate;
pub mod event;
pub mod finding;
pub mod group;
pub mod id;
pub mod ledger;
pub mod lexicon;
pub mod mention;
pub mod metric;
pub mod notice;
pub mod ordinal;
pub mod picture;
pub mod quantity;
pub mod quote;
pub mod sentence;
pub mod span;
pub mod story;
pub mod time;
pub mod timex;
pub mod token;
pub mod vocabulary;
