//! What can be counted: the definition of a statistic, as data.

use serde::{Deserialize, Serialize};

use super::lexicon::WordId;
use super::quantity::Unit;

/// How a metric behaves over time, which decides what a difference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// counts up from a start and never falls unless revised: arrests since, deaths so far
    #[default]
    Total,
    /// a state that may rise and fall: people in prison, population
    Level,
    /// counted anew for each period: homicides a year
    Flow,
    /// per time or per so many people
    Rate,
    /// a part of a whole, in percent
    Share,
    /// what something can hold
    Capacity,
    /// a difference between two times
    Change,
}

/// What a metric's figures are about when nothing says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// the place: arrests in a country
    #[default]
    Place,
    /// the subject of the sentence: a party's seats, a company's revenue
    Subject,
}

/// What befalls a person only one at a time: nobody is both dead and rescued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Dead,
    Missing,
    Rescued,
}

/// One metric of the vocabulary.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Metric {
    pub id: String,
    pub label: String,
    /// The file it stands in, without folder and ending: "health".
    pub field: String,
    pub unit: Unit,
    pub behaviour: Behaviour,
    /// Metrics of one family are looked at together; figures of different families never are.
    pub family: String,
    /// The metrics whose count holds this one: `imprisoned` is part of `arrests`.
    pub part_of: Vec<String>,
    /// For a share: numerator and denominator.
    pub share: Option<(String, String)>,
    /// For a capacity: the level that fills it.
    pub capacity_of: Option<String>,
    /// For a change: the metric that changes.
    pub change_of: Option<String>,
    /// What its figures are about when nothing says otherwise.
    pub about: About,
    /// What befell those it counts.
    pub fate: Option<Fate>,
    /// It counts all who live in a place.
    pub everybody: bool,
    /// Base forms of the things its verbs and frames may count, in order; empty: people, for its verbs.
    pub of: Vec<WordId>,
    /// Its verbs and frames may count people.
    pub of_people: bool,
    /// The file names no things: its verbs count people, its frames anything.
    pub of_default: bool,
    /// Its verbs and frames may count anything.
    pub of_any: bool,
    /// Base forms of which the page must hold one; empty: no such need.
    pub near: Vec<WordId>,
    pub reads: Vec<Example>,
    pub leaves: Vec<String>,
}

/// A sentence with the figure the metric must be read from: "Police [75,000] arrests …" marks it by brackets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// the sentence without brackets
    pub sentence: String,
    /// the figure's bytes in it
    pub start: usize,
    pub end: usize,
}
