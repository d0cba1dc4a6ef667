//! One statistic: what is counted, how many, where, when, by whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::SourceId;
use super::entity::EntityKind;
use super::mention::Mention;
use super::modality::Modality;
use super::part::PartOf;
use super::quantity::Quantity;
use super::sentence::Context;
use super::span::Span;
use super::text::Text;
use super::time::Grain;
use super::vocabulary::Cue;

/// How a period relates to the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// the state at a time: "as of summer 2024"
    Point,
    /// what happened within: "in 2023", "between 2022 and 2024"
    During,
    /// what happened from a time up to the document's date
    Since,
    /// what happened up to a time
    Until,
    #[default]
    None,
}

impl PeriodKind {
    pub fn as_str(self) -> &'static str {
        match self {
            PeriodKind::Point => "point",
            PeriodKind::During => "during",
            PeriodKind::Since => "since",
            PeriodKind::Until => "until",
            PeriodKind::None => "none",
        }
    }

    /// Inverse of [`PeriodKind::as_str`]; the empty string is `None` too.
    pub fn parse(name: &str) -> Option<Self> {
        use PeriodKind::*;
        if name.is_empty() {
            return Some(None);
        }
        [Point, During, Since, Until, None].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Where a period was found, from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodBasis {
    Clause,
    Sentence,
    Paragraph,
    #[default]
    Dateline,
}

impl PeriodBasis {
    pub fn as_str(self) -> &'static str {
        match self {
            PeriodBasis::Clause => "clause",
            PeriodBasis::Sentence => "sentence",
            PeriodBasis::Paragraph => "paragraph",
            PeriodBasis::Dateline => "dateline",
        }
    }
}

/// Where the place or body of a figure was found, from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeBasis {
    /// also: somebody coded it by hand
    #[default]
    Clause,
    Sentence,
    Paragraph,
    /// the headline, or the heading above the paragraph
    Heading,
    /// "PORT LESSING, May 3 -"
    Dateline,
    /// what the document speaks of most
    Document,
}

impl ScopeBasis {
    pub fn as_str(self) -> &'static str {
        match self {
            ScopeBasis::Clause => "clause",
            ScopeBasis::Sentence => "sentence",
            ScopeBasis::Paragraph => "paragraph",
            ScopeBasis::Heading => "heading",
            ScopeBasis::Dateline => "dateline",
            ScopeBasis::Document => "document",
        }
    }

    /// Taken from the document at large, not from words beside the figure.
    pub fn is_inherited(self) -> bool {
        self >= ScopeBasis::Heading
    }
}

/// The days a figure speaks of. Both ends inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub kind: PeriodKind,
    pub grain: Option<Grain>,
    pub basis: PeriodBasis,
    /// the time expression it came from
    pub words: Option<Span>,
    /// "in the first weeks of": only a part of the days given
    pub partial: bool,
}

/// Whom or what a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Scope {
    /// Place, facility, body or person, by its fullest name; empty when unknown.
    pub entity: Text,
    pub kind: Option<EntityKind>,
    /// The subgroup counted where the words narrow it: "suspected gang members", "children"; empty for everybody.
    pub population: Text,
    pub basis: ScopeBasis,
}

/// One statistic with the exact words it stood in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub id: Text,
    pub source: SourceId,
    /// The figure with its percent sign or currency. None for a row of a hand-coded table.
    pub span: Option<Span>,
    /// The figure as written.
    pub text: Text,
    pub metric: Text,
    pub metric_label: Text,
    /// The metric stands in the vocabulary; otherwise it is the head noun.
    pub known_metric: bool,
    /// The thing counted, in the text's words.
    pub counted: Text,
    pub scope: Scope,
    pub quantity: Quantity,
    pub period: Period,
    /// Who states the figure first-hand, as far as the words tell: the head of the chain.
    pub attributed_to: Option<Text>,
    /// Who states it, and who passed it on: "Cristosal", then "Reuters". Empty when the document speaks for itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution_chain: Vec<String>,
    pub hedge: Option<Text>,
    #[serde(default)]
    pub modality: Modality,
    /// The figure beside it that this one is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<PartOf>,
    pub context: Context,
    /// 0 to 100
    pub confidence: u8,
    /// how the metric was found
    pub rule: Text,
    pub sentence: Span,
    pub sentence_text: Text,
    /// The clause that says it, with its date and attribution: the evidence a finding cites.
    pub clause: Span,
    /// n-th figure of the same writing in its sentence
    pub occurrence: u32,
    pub published: Option<NaiveDate>,
    /// what else its sentence says that rules ask for: "overcrowded", "revised"
    pub cues: Vec<Cue>,
    pub because: Vec<Mention>,
    pub story_id: Text,
    pub group_id: Text,
    pub cell_id: Text,
    /// Columns of a hand-coded table that are not ours, carried through.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}
