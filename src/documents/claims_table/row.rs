//! One row, whatever it was written in -> a claim.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as NameError;

use super::columns::{COLUMNS, Column, column};
use crate::documents::source_id;
use crate::model::claim::{Claim, Scope};
use crate::model::error::{Error, Result};
use crate::model::id::content_id;
use crate::model::part::{PartKind, PartOf};
use crate::model::sentence::Context;
use crate::model::span::Span;

/// One row, whatever it was written in.
pub struct Row<'a> {
    pub file: &'a str,
    pub line: u64,
    /// in the order of [`COLUMNS`], trimmed, empty where there is none
    pub known: Vec<Cow<'a, str>>,
    pub extra: BTreeMap<String, String>,
}

impl Row<'_> {
    pub(super) fn get(&self, column: Column) -> &str {
        &self.known[column.0]
    }

    /// Everything that stands in the row, as one number.
    pub(super) fn content(&self) -> u64 {
        let extra = self.extra.iter().flat_map(|(name, cell)| [name.as_str(), cell.as_str()]);
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in self.known.iter().map(|cell| &**cell).chain(extra) {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash
    }

    pub(super) fn wrong(&self, column: Column, problem: String, remedy: &str) -> Error {
        Error::Line {
            file: self.file.into(),
            line: self.line,
            column: Some(COLUMNS[column.0].into()),
            problem,
            remedy: remedy.into(),
        }
    }

    pub(super) fn claim(&self) -> Result<Claim> {
        let source = self.get(const { column("source_id") });
        if source.is_empty() {
            return Err(self.wrong(
                const { column("source_id") },
                "is empty".into(),
                "write which source gives the figure",
            ));
        }
        let metric = self.get(const { column("metric") });
        if metric.is_empty() {
            return Err(self.wrong(
                const { column("metric") },
                "is empty".into(),
                "write what is counted, such as arrests",
            ));
        }
        let span = self.span(const { column("start") }, const { column("end") })?;
        let quantity = self.quantity(span)?;
        let (published, period) = self.period()?;
        let text = [self.get(const { column("text") }), self.get(const { column("value") })]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or("");
        let scope = Scope {
            entity: self.get(const { column("scope") }).into(),
            kind: self.named(const { column("scope_kind") })?,
            population: self.get(const { column("population") }).into(),
            basis: self.named(const { column("scope_basis") })?.unwrap_or_default(),
        };
        // everything that tells one row from another, so that the order of rows does not matter
        let what = [
            const { column("source_id") },
            const { column("metric") },
            const { column("scope") },
            const { column("population") },
            const { column("value") },
            const { column("low") },
            const { column("high") },
            const { column("qualifier") },
            const { column("unit") },
            const { column("period_start") },
            const { column("period_end") },
            const { column("period_kind") },
            const { column("text") },
        ];
        let id = match self.get(const { column("claim_id") }) {
            "" => content_id("c", what.map(|column| self.get(column))),
            given => source_id::safe(given),
        };
        let or = |given: &str, otherwise: &str| if given.is_empty() { otherwise.to_owned() } else { given.to_owned() };
        let sentence = self
            .span(const { column("sentence_start") }, const { column("sentence_end") })?
            .or(span)
            .unwrap_or_default();
        Ok(Claim {
            id: id.into(),
            source: source_id::safe(source).into(),
            span,
            text: text.into(),
            metric: metric.into(),
            // left empty, it is the vocabulary's business, which this room does not know
            metric_label: self.get(const { column("metric_label") }).into(),
            known_metric: self.get(const { column("known_metric") }) != "no",
            counted: or(self.get(const { column("counted") }), &metric.replace('_', " ")).into(),
            scope,
            quantity,
            period,
            attributed_to: Some(self.get(const { column("attributed_to") }))
                .filter(|name| !name.is_empty())
                .map(Into::into),
            attribution_chain: self.list(const { column("attribution_chain") }),
            hedge: Some(self.get(const { column("hedge") })).filter(|words| !words.is_empty()).map(Into::into),
            modality: self.named(const { column("modality") })?.unwrap_or_default(),
            part_of: self.part_of()?,
            context: self.named::<Context>(const { column("context") })?.unwrap_or_default(),
            confidence: self.count(const { column("confidence") })?.map_or(100, |value| value.min(100) as u8),
            rule: or(self.get(const { column("rule") }), "hand_coded").into(),
            sentence,
            sentence_text: or(self.get(const { column("sentence") }), text).into(),
            clause: self.span(const { column("clause_start") }, const { column("clause_end") })?.unwrap_or(sentence),
            occurrence: self.count(const { column("occurrence") })?.unwrap_or(1),
            published,
            cues: self.get(const { column("cues") }).split(" | ").filter_map(named).collect(),
            because: Vec::new(),
            story_id: or(self.get(const { column("story") }), self.get(const { column("story_id") })).into(),
            group_id: String::new().into(),
            cell_id: String::new().into(),
            extra: self.extra.clone(),
        })
    }

    /// The entries of a list in one field.
    pub(super) fn list(&self, column: Column) -> Vec<String> {
        self.get(column).split(" | ").map(str::trim).filter(|entry| !entry.is_empty()).map(Into::into).collect()
    }

    pub(super) fn part_of(&self) -> Result<Option<PartOf>> {
        let whole = self.get(const { column("part_of_claim") });
        let kind = self.named(const { column("part_kind") })?;
        let part = || PartOf { claim: source_id::safe(whole).into(), kind: kind.unwrap_or(PartKind::Share) };
        Ok((!whole.is_empty()).then(part))
    }

    pub(super) fn count(&self, column: Column) -> Result<Option<u32>> {
        let written = self.get(column);
        let wrong =
            |_| self.wrong(column, format!("{written:?} is no whole number"), "write digits only, or leave it empty");
        if written.is_empty() { Ok(None) } else { written.parse().map(Some).map_err(wrong) }
    }

    pub(super) fn span(&self, start: Column, end: Column) -> Result<Option<Span>> {
        let places = self.count(start)?.zip(self.count(end)?);
        match places {
            Some((from, to)) if from > to => {
                Err(self.wrong(end, format!("lies before {}", COLUMNS[start.0]), "correct one, or leave both empty"))
            }
            _ => Ok(places.map(|(start, end)| Span { start, end })),
        }
    }

    /// A column whose values are names of ours.
    pub(super) fn named<T: for<'de> Deserialize<'de>>(&self, column: Column) -> Result<Option<T>> {
        match self.get(column) {
            "" => Ok(None),
            name => match named(name) {
                Some(value) => Ok(Some(value)),
                None => Err(self.wrong(column, format!("{name:?} is not known"), "leave it empty")),
            },
        }
    }
}

fn named<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    let name: serde::de::value::StrDeserializer<'_, NameError> = name.into_deserializer();
    T::deserialize(name).ok()
}
