//! One statistic: what is counted, how many, where, when, by whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::document::SourceId;
use super::entity::EntityKind;
use super::mention::Mention;
use super::modality::Modality;
use super::part::PartOf;
use super::quantity::Quantity;
use super::sentence::Context;
use super::span::Span;
use super::text::{Text, is_usual};
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
    #[serde(default, skip_serializing_if = "is_usual")]
    pub start: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub end: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub kind: PeriodKind,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub grain: Option<Grain>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub basis: PeriodBasis,
    /// the time expression it came from
    #[serde(default, skip_serializing_if = "is_usual")]
    pub words: Option<Span>,
    /// "in the first weeks of": only a part of the days given
    #[serde(default, skip_serializing_if = "is_usual")]
    pub partial: bool,
}

/// Whom or what a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Scope {
    /// Place, facility, body or person, by its fullest name; empty when unknown.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub entity: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub kind: Option<EntityKind>,
    /// The subgroup counted where the words narrow it: "suspected gang members", "children"; empty for everybody.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub population: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub basis: ScopeBasis,
}

/// One statistic with the exact words it stood in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub id: Text,
    pub source: SourceId,
    /// The figure with its percent sign or currency. None for a row of a hand-coded table.
    #[serde(default, skip_serializing_if = "is_usual")]
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
    #[serde(default, skip_serializing_if = "is_usual")]
    pub attributed_to: Option<Text>,
    /// Who states it, and who passed it on: "Cristosal", then "Reuters". Empty when the document speaks for itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution_chain: Vec<String>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub hedge: Option<Text>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub modality: Modality,
    /// The figure beside it that this one is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<PartOf>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub context: Context,
    /// 0 to 100
    pub confidence: u8,
    /// how the metric was found
    pub rule: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub sentence: Span,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub sentence_text: Text,
    /// The clause that says it, with its date and attribution: the evidence a finding cites.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub clause: Span,
    /// n-th figure of the same writing in its sentence
    pub occurrence: u32,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub published: Option<NaiveDate>,
    /// what else its sentence says that rules ask for: "overcrowded", "revised"
    #[serde(default, skip_serializing_if = "is_usual")]
    pub cues: Vec<Cue>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub because: Vec<Mention>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub story_id: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub group_id: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub cell_id: Text,
    /// Columns of a hand-coded table that are not ours, carried through.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

/// The rule of figures that are no statistics; see [`Claim::is_aside`].
pub const ASIDE: &str = "aside";
/// The rule of statistics that no metric names; see [`Claim::is_aside`].
pub const UNNAMED: &str = "unnamed";

impl Claim {
    /// A figure without a metric: the rules meet it by the words around it, never by its key.
    pub fn is_aside(&self) -> bool {
        matches!(&*self.rule, ASIDE | UNNAMED)
    }

    /// A figure that belongs into the tables; one that is none stays only where a finding cites it.
    pub fn is_statistic(&self) -> bool {
        &*self.rule != ASIDE
    }
}

/// Puts claims into their one order: by source, place and id. Each is moved about once, however many there are.
pub fn sort(claims: &mut [Claim]) {
    let in_order = |a: &Claim, b: &Claim| (&a.source, a.span, &a.id) <= (&b.source, b.span, &b.id);
    if claims.is_sorted_by(in_order) {
        return;
    }
    let ranks = {
        let names: HashSet<&SourceId> = claims.iter().map(|claim| &claim.source).collect();
        let mut names: Vec<&SourceId> = names.into_iter().collect();
        names.sort_unstable();
        let ranks: HashMap<&SourceId, u32> = names.into_iter().zip(0..).collect();
        claims.iter().map(|claim| ranks[&claim.source]).collect::<Vec<u32>>()
    };
    let mut order: Vec<u32> = (0..).take(claims.len()).collect();
    order.par_sort_unstable_by(|&a, &b| {
        let (x, y) = (&claims[a as usize], &claims[b as usize]);
        let rank = |at: u32| ranks[at as usize];
        (rank(a), x.span).cmp(&(rank(b), y.span)).then_with(|| x.id.cmp(&y.id)).then(a.cmp(&b))
    });
    let mut goal = ranks;
    for (to, &from) in (0..).zip(&order) {
        goal[from as usize] = to;
    }
    for at in 0..claims.len() {
        while goal[at] as usize != at {
            let to = goal[at] as usize;
            claims.swap(at, to);
            goal.swap(at, to);
        }
    }
}
