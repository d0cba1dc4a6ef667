//! One vocabulary file as it is written: the schema of every block.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::error::{Error, Result};
use crate::model::metric::{About, Behaviour, Fate};
use crate::model::quantity::Bound;
use crate::model::time::{PartOfDay, TimeUnit};
use crate::model::vocabulary::{Cue, FurnitureKind};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VocabularyFile {
    pub months: BTreeMap<String, u8>,
    pub weekdays: BTreeMap<String, u8>,
    pub seasons: BTreeMap<String, u8>,
    pub time_units: BTreeMap<String, TimeUnit>,
    pub parts_of_day: BTreeMap<String, PartOfDay>,
    pub numerals: BTreeMap<String, u8>,
    pub scales: BTreeMap<String, u8>,
    pub ordinals: BTreeMap<String, u64>,
    pub fractions: BTreeMap<String, u64>,
    pub from_end: BTreeMap<String, u64>,
    pub vague: Vec<VagueBlock>,
    pub bound: Vec<BoundBlock>,
    pub not_numbers: Option<PhraseList>,
    pub time: Vec<TimeBlock>,
    pub not_times: Option<PhraseList>,
    pub unit: Vec<UnitBlock>,
    pub words: BTreeMap<String, String>,
    pub verbs: BTreeMap<String, Vec<String>>,
    pub nouns: BTreeMap<String, String>,
    pub plurals: BTreeMap<String, String>,
    /// forms that no rule gives, with their base: `are = "be"`
    pub forms: BTreeMap<String, String>,
    pub adjectives: BTreeMap<String, String>,
    pub cue: Vec<CueBlock>,
    /// words that tell one thing
    pub alike: Vec<AlikeBlock>,
    /// words that newsrooms choose for one another
    pub akin: Vec<AkinBlock>,
    /// verbs that contradict each other
    pub contrary: Vec<ContraryBlock>,
    /// ways in which one matter is told, of which one can be true
    pub account: Vec<AccountBlock>,
    /// the steps one thing goes through
    pub ladder: Vec<LadderBlock>,
    /// lists of phrases by name; those there are stand in `model/phrase_lists.rs`
    pub phrases: BTreeMap<String, Vec<String>>,
    pub factor: Vec<FactorBlock>,
    /// groups that together are all there are
    pub kinds: Vec<KindsBlock>,
    /// point -> how far east and north it leads
    pub compass: BTreeMap<String, (i8, i8)>,
    pub furniture: Vec<FurnitureBlock>,
    pub place: Vec<PlaceBlock>,
    /// nouns that many metrics count, named once: `of = ["@homes"]`
    pub sets: BTreeMap<String, Vec<String>>,
    pub metric: Vec<MetricBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VagueBlock {
    pub words: Vec<String>,
    pub low: rust_decimal::Decimal,
    pub high: rust_decimal::Decimal,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundBlock {
    pub bound: Bound,
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseList {
    pub phrases: Vec<String>,
}

/// Expressions that name a time by themselves; what `says` may be stands in `calendar.rs`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeBlock {
    pub says: String,
    #[serde(default)]
    pub phrases: Vec<String>,
    /// count only after "the"
    #[serde(default)]
    pub after_the: Vec<String>,
    /// count only behind a preposition of time
    #[serde(default)]
    pub after_preposition: Vec<String>,
    /// told by their last word, as their first is too common to look at everywhere: "at present", "to date"
    #[serde(default)]
    pub ending: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitBlock {
    /// a currency's code or a unit's symbol, else its name
    pub unit: String,
    /// in English, in the singular; `unit` itself when left out
    pub name: Option<String>,
    /// money whose code is not known from the word alone
    #[serde(default)]
    pub money: bool,
    /// country -> the code of its currency, for a word that several share
    #[serde(default)]
    pub places: BTreeMap<String, String>,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub before: Vec<String>,
    /// counts only when it touches the digits
    #[serde(default)]
    pub glued: Vec<String>,
    /// counts only behind a million or more: "3 million pounds"
    #[serde(default)]
    pub large: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueBlock {
    pub cue: Cue,
    pub phrases: Vec<String>,
}

/// Words for the steps that one thing goes through: pledged, paid out, spent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderBlock {
    pub name: String,
    /// each the words of one step, in all their forms
    pub steps: Vec<String>,
}

/// Words for one figure as so many times another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorBlock {
    pub times: f64,
    #[serde(default)]
    pub becomes: Vec<String>,
    #[serde(default)]
    pub of_another: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindsBlock {
    /// one string a group, with all words for it
    pub of: Vec<String>,
    pub make: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlikeBlock {
    /// it happens once to a thing
    #[serde(default)]
    pub once: bool,
    /// one thing a string, its words apart, what takes several words tied: "resign step_down"
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AkinBlock {
    /// one set a string, its words apart, what takes several words tied
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountBlock {
    /// what is told right beside the words must be of one thing
    #[serde(default)]
    pub near: bool,
    /// told of one person
    #[serde(default)]
    pub person: bool,
    /// two of its ways may be true at once, though they seldom are
    #[serde(default)]
    pub beside_others: bool,
    /// its words are told of many matters in one story
    #[serde(default)]
    pub broad: bool,
    /// one way a string, its words apart, what takes several words tied
    pub ways: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContraryBlock {
    pub one: Vec<String>,
    pub other: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureBlock {
    pub kind: FurnitureKind,
    #[serde(default)]
    pub opens: Vec<String>,
    #[serde(default)]
    pub holds: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceBlock {
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub adjectives: Vec<String>,
    pub capital: Option<String>,
    #[serde(default)]
    pub within: String,
    /// a part of the world rather than a country: never what a national figure is about
    #[serde(default)]
    pub region: bool,
}

/// One metric as it is written; `metrics.rs` says what becomes of two of the same id.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricBlock {
    pub id: String,
    /// may be left out by a block that only adds words to a metric
    #[serde(default)]
    pub label: String,
    /// adds to the metric of that id instead of taking its place
    #[serde(default)]
    pub adds: bool,
    #[serde(default = "count")]
    pub unit: String,
    #[serde(default)]
    pub behaviour: Behaviour,
    /// its own id when left out
    pub family: Option<String>,
    #[serde(default)]
    pub part_of: OneOrMany,
    #[serde(alias = "share_of")]
    pub share: Option<(String, String)>,
    pub capacity_of: Option<String>,
    pub change_of: Option<String>,
    #[serde(default)]
    pub about: About,
    /// what befell those it counts
    pub fate: Option<Fate>,
    /// it counts all who live in a place
    #[serde(default)]
    pub everybody: bool,
    #[serde(default)]
    pub of: Vec<String>,
    #[serde(default)]
    pub near: Vec<String>,
    #[serde(default)]
    pub nouns: Vec<String>,
    #[serde(default)]
    pub subjects: Vec<String>,
    #[serde(default)]
    pub verbs: Vec<String>,
    #[serde(default)]
    pub acts: Vec<String>,
    #[serde(default)]
    pub frames: Vec<String>,
    #[serde(default)]
    pub reads: Vec<String>,
    #[serde(default)]
    pub leaves: Vec<String>,
}

/// `"arrests"` or `["arrests", "killed"]`
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        OneOrMany::Many(Vec::new())
    }
}

impl OneOrMany {
    pub fn as_slice(&self) -> &[String] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

fn count() -> String {
    "count".into()
}

/// Reads one file.
///
/// # Errors
/// [`Error::Line`] with the line of the first thing that does not fit.
pub fn parse(name: &str, text: &str) -> Result<VocabularyFile> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        line_error(name, text, at, error.message().to_owned())
    })
}

/// An error at a byte of a vocabulary file.
pub fn line_error(name: &str, text: &str, at: usize, problem: String) -> Error {
    Error::Line {
        file: name.into(),
        line: text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1,
        column: None,
        problem,
        remedy: "see data/vocabulary/en/ for the blocks a vocabulary file may hold".into(),
    }
}
