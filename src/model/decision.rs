//! What a person decided about a finding or a claim: kept beside the results and applied on every later run.
//!
//! A decision names what it speaks of by content ids, so that it finds it again whatever else has changed, and tells
//! what stood there when it was made: where that is another now, it is stale and says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::event::Event;
use super::finding::Finding;
use super::id::content_id;
use super::ledger::Ledger;
use super::quote::Quote;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// the finding is answered, with a reason
    Settle,
    /// the finding stands, and may stay
    Accept,
    /// an answer is awaited
    Pending,
    /// words for whoever comes next
    Note,
    /// of the figures of a cell, this one is to be used
    Prefer,
    /// what was read is no statistic, event or quotation
    Strike,
    /// a field was read wrongly
    Correct,
    /// these tell of one thing and may be compared
    Same,
    /// these tell of different things and may not
    Different,
    /// these go back to one count
    SameOrigin,
    /// where sources count differently, this count is to be used
    Camp,
    /// takes other decisions back
    Undo,
}

impl Act {
    pub const ALL: [Act; 12] = [
        Act::Settle,
        Act::Accept,
        Act::Pending,
        Act::Note,
        Act::Prefer,
        Act::Strike,
        Act::Correct,
        Act::Same,
        Act::Different,
        Act::SameOrigin,
        Act::Camp,
        Act::Undo,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Act::Settle => "settle",
            Act::Accept => "accept",
            Act::Pending => "pending",
            Act::Note => "note",
            Act::Prefer => "prefer",
            Act::Strike => "strike",
            Act::Correct => "correct",
            Act::Same => "same",
            Act::Different => "different",
            Act::SameOrigin => "same_origin",
            Act::Camp => "camp",
            Act::Undo => "undo",
        }
    }

    /// Inverse of [`Act::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.as_str() == name)
    }

    /// Answers a finding, rather than changing what is compared.
    pub fn is_answer(self) -> bool {
        matches!(self, Act::Settle | Act::Accept | Act::Pending)
    }

    /// Changes what is compared, so that it takes effect when that is done again.
    pub fn is_before(self) -> bool {
        !self.is_answer() && !matches!(self, Act::Note | Act::Undo)
    }

    /// How many ids it must speak of.
    pub fn fewest(self) -> usize {
        if matches!(self, Act::Same | Act::Different | Act::SameOrigin) { 2 } else { 1 }
    }
}

/// One row of `decisions.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// RFC 3339, in UTC; given by whoever writes the row
    pub at: String,
    pub id: String,
    pub by: String,
    pub act: Act,
    /// ids of a finding, of claims, events, quotations, or of the decisions that are undone
    pub about: Vec<String>,
    /// for `correct`: field -> what it should be
    pub arguments: BTreeMap<String, String>,
    pub reason: String,
    /// the words that stood there when it was decided
    pub saw: String,
    /// a fingerprint of what stood there; empty when unknown, and then never stale while its id is found
    pub basis: String,
}

impl Decision {
    /// The id its content gives it.
    pub fn content(&self) -> String {
        let arguments = self.arguments.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
        let about = self.about.iter().map(String::as_str);
        let head = [self.at.as_str(), &self.by, self.act.as_str(), &self.reason, &self.saw, &self.basis];
        content_id("decision", head.into_iter().chain(about).chain([""]).chain(arguments))
    }

    /// The decision under the id its content gives it.
    pub fn named(mut self) -> Self {
        self.id = self.content();
        self
    }
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Applied,
    /// takes effect with the next run
    Waiting,
    /// what it speaks of is no longer there, or reads otherwise
    Stale,
    /// another reviewer decided otherwise
    Disputed,
    /// the same person decided again later
    Superseded,
    Undone,
    /// cannot be applied as it is written
    Refused,
}

impl Standing {
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Applied => "applied",
            Standing::Waiting => "waiting",
            Standing::Stale => "stale",
            Standing::Disputed => "disputed",
            Standing::Superseded => "superseded",
            Standing::Undone => "undone",
            Standing::Refused => "refused",
        }
    }
}

/// A decision and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    #[serde(flatten)]
    pub decision: Decision,
    pub standing: Standing,
    /// why it does not simply apply; empty when it does
    pub why: String,
}

/// Who chose something, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    pub at: String,
    pub by: String,
    pub says: String,
}

/// What was decided about comparing, as the comparing needs it. Empty: nothing was.
#[derive(Debug, Clone, Default)]
pub struct Rulings {
    /// id -> number of the class of ids that are one thing
    same: HashMap<String, usize>,
    different: BTreeSet<(String, String)>,
    origins: HashMap<String, (usize, String)>,
    pub preferred: HashMap<String, Vec<Choice>>,
    pub camps: HashMap<String, Choice>,
}

impl Rulings {
    /// These ids are one thing.
    pub fn join(&mut self, ids: &[String]) {
        self.different.retain(|(one, other)| !(ids.contains(one) && ids.contains(other)));
        let known: BTreeSet<usize> = ids.iter().filter_map(|id| self.same.get(id).copied()).collect();
        let class = known.first().copied().unwrap_or(self.same.len());
        for of in self.same.values_mut().filter(|of| known.contains(of)) {
            *of = class;
        }
        self.same.extend(ids.iter().map(|id| (id.clone(), class)));
    }

    /// No two of these ids are one thing.
    pub fn part(&mut self, one: &str, other: &str) {
        self.different.insert(ordered(one, other));
    }

    /// These ids go back to one count.
    pub fn trace(&mut self, ids: &[String], says: &str) {
        let class = ids.iter().filter_map(|id| self.origins.get(id)).map(|(class, _)| *class).min();
        let class = class.unwrap_or(self.origins.len());
        for id in ids {
            if let Some((old, _)) = self.origins.get(id).cloned() {
                self.origins.values_mut().filter(|(of, _)| *of == old).for_each(|(of, _)| *of = class);
            }
            self.origins.insert(id.clone(), (class, says.to_owned()));
        }
    }

    /// Which class of things that are one, if somebody said so.
    pub fn class(&self, id: &str) -> Option<usize> {
        self.same.get(id).copied()
    }

    pub fn are_one(&self, one: &str, other: &str) -> bool {
        self.class(one).is_some_and(|class| self.class(other) == Some(class)) && !self.are_different(one, other)
    }

    pub fn are_different(&self, one: &str, other: &str) -> bool {
        !self.different.is_empty() && self.different.contains(&ordered(one, other))
    }

    /// The class of its origin, and who says so.
    pub fn origin(&self, id: &str) -> Option<(usize, &str)> {
        self.origins.get(id).map(|(class, says)| (*class, says.as_str()))
    }

    /// Nobody has said what is one thing and what is two.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty()
    }

    pub fn parts_any(&self) -> bool {
        !self.different.is_empty()
    }
}

fn ordered(one: &str, other: &str) -> (String, String) {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    (one.to_owned(), other.to_owned())
}

/// Everything a decision may speak of, by id, as a reader sees it.
#[derive(Debug)]
pub struct Seen<'a> {
    claims: HashMap<&'a str, &'a Claim>,
    events: HashMap<&'a str, &'a Event>,
    quotes: HashMap<&'a str, &'a Quote>,
    findings: HashMap<&'a str, &'a Finding>,
}

impl<'a> Seen<'a> {
    pub fn new(ledger: &'a Ledger) -> Self {
        Self::of(ledger, |_| true)
    }

    /// The same with a part of the claims, for a ledger of millions.
    pub fn of(ledger: &'a Ledger, is_wanted: impl Fn(&str) -> bool) -> Self {
        let claims = ledger.claims.iter().map(|claim| (claim.id.as_str(), claim));
        Seen {
            claims: claims.filter(|(id, _)| is_wanted(id)).collect(),
            events: ledger.events.iter().map(|event| (event.id.as_str(), event)).collect(),
            quotes: ledger.quotes.iter().map(|quote| (quote.id.as_str(), quote)).collect(),
            findings: ledger.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect(),
        }
    }

    pub fn finding(&self, id: &str) -> Option<&'a Finding> {
        self.findings.get(id).copied()
    }

    pub fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.claims.get(id).copied()
    }

    pub fn is_said(&self, id: &str) -> bool {
        self.claims.contains_key(id) || self.events.contains_key(id) || self.quotes.contains_key(id)
    }

    /// What a finding rests on, as a fingerprint: how grave it is, and what its claims are read to say. Not its wording.
    pub fn basis(&self, finding: &Finding) -> String {
        let mut parts = vec![finding.severity.as_str().to_owned()];
        parts.extend(finding.values.iter().cloned());
        for id in &finding.claim_ids {
            if let Some(claim) = self.claims.get(id.as_str()) {
                parts.extend(CORRECTABLE.iter().map(|field| field_of(claim, field)));
            } else if let Some(event) = self.events.get(id.as_str()) {
                let time = event.time.as_ref();
                parts.push(time.and_then(|time| time.start).map(|start| start.to_string()).unwrap_or_default());
                parts.push(time.and_then(|time| time.end).map(|end| end.to_string()).unwrap_or_default());
                parts.push(event.status.as_str().into());
            } else if let Some(quote) = self.quotes.get(id.as_str()) {
                parts.push(quote.words.clone());
            }
        }
        content_id("basis", parts)
    }

    /// The words and the fingerprint of what a decision speaks of, for its row.
    pub fn saw(&self, act: Act, about: &[String], arguments: &BTreeMap<String, String>) -> (String, String) {
        let Some(first) = about.first() else { return Default::default() };
        if let Some(finding) = self.finding(first) {
            return (finding_words(finding), self.basis(finding));
        }
        let words: Vec<String> = about.iter().filter_map(|id| self.words(id)).collect();
        let basis = match (act, self.claim(first)) {
            (Act::Correct, Some(claim)) => fields_basis(claim, arguments),
            _ => String::new(),
        };
        (words.join(" | "), basis)
    }

    /// What an id stands for, in words.
    pub fn words(&self, id: &str) -> Option<String> {
        let claim = self.claims.get(id).map(|claim| format!("{}: {} ({})", claim.source, claim.text, claim.metric));
        let event = || self.events.get(id).map(|event| format!("{}: {}", event.source, event.description));
        let quote = || self.quotes.get(id).map(|quote| format!("{}: “{}”", quote.source, quote.words));
        claim.or_else(event).or_else(quote)
    }
}

/// `high part_exceeds_whole: …`, from which a finding that is gone can still be told.
pub fn finding_words(finding: &Finding) -> String {
    format!("{} {}: {}", finding.severity.as_str(), finding.rule, finding.says)
}

/// The fields of a claim that a person may correct, by their columns' names.
pub const CORRECTABLE: [&str; 12] = [
    "metric",
    "counted",
    "scope",
    "population",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "period_start",
    "period_end",
    "period_kind",
];

/// What stands in a claim's field, as its column has it.
pub fn field_of(claim: &Claim, field: &str) -> String {
    let number = |value: Option<rust_decimal::Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (quantity, period) = (&claim.quantity, &claim.period);
    match field {
        "metric" => claim.metric.to_string(),
        "counted" => claim.counted.to_string(),
        "scope" => claim.scope.entity.to_string(),
        "population" => claim.scope.population.to_string(),
        "value" => number(quantity.value),
        "low" => number(quantity.low),
        "high" => number(quantity.high),
        "qualifier" => quantity.bound.as_str().into(),
        "unit" => quantity.unit.as_str().into(),
        "period_start" => day(period.start),
        "period_end" => day(period.end),
        "period_kind" => period.kind.as_str().into(),
        "attributed_to" => claim.attributed_to.clone().unwrap_or_default().to_string(),
        _ => String::new(),
    }
}

/// A fingerprint of the fields that are corrected, as they were read.
pub fn fields_basis(claim: &Claim, arguments: &BTreeMap<String, String>) -> String {
    content_id("basis", arguments.keys().map(|field| field_of(claim, field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_come_back_from_their_names() {
        for act in Act::ALL {
            assert_eq!(Act::parse(act.as_str()), Some(act));
        }
        assert_eq!(Act::parse("delete"), None);
    }

    #[test]
    fn what_is_one_with_one_of_a_class_is_one_with_all() {
        let ids = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
        let mut rulings = Rulings::default();
        rulings.join(&ids(&["a", "b"]));
        rulings.join(&ids(&["c", "d"]));
        assert!(!rulings.are_one("a", "d"));
        rulings.join(&ids(&["b", "c"]));
        assert!(rulings.are_one("a", "d") && !rulings.are_one("a", "x"));
        rulings.part("d", "a");
        assert!(rulings.are_different("a", "d") && !rulings.are_one("a", "d"));
        rulings.trace(&ids(&["e", "f"]), "told");
        rulings.trace(&ids(&["f", "g"]), "told");
        assert_eq!(rulings.origin("e").map(|(class, _)| class), rulings.origin("g").map(|(class, _)| class));
        assert!(rulings.origin("a").is_none());
    }
}
