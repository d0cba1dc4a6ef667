//! Figures that are no statistics -> claims set aside: a length, an altitude, an age, a price of something no metric names.
//!
//! They stay out of the tables unless a finding cites them: where one text has "a 312-metre bridge" and another "213
//! metres long", the two are worth laying side by side, though nobody keeps statistics of them.

use super::metric::{self, Found};
use super::page::Page;
use super::statistic::{Before, state};
use crate::model::claim::{ASIDE, Claim};
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};
use crate::model::quote::Quote;
use crate::model::sentence::Context;

/// The figure as a claim set aside; None when it says nothing one could hold against another text.
pub(super) fn read(
    page: &Page,
    mention: &Mention,
    quantity: &Quantity,
    occurrence: u32,
    quotes: &[Quote],
    before: &Before,
) -> Option<Claim> {
    let sentence = page.sentence(mention.sentence as usize);
    // "one of them", "the two governments"
    let counts_little = quantity.unit == Unit::Count && quantity.value.is_some_and(|value| value.abs() <= 1.into());
    // "6 min read"
    let of_the_page = page.words.says(page.tokens(mention.span).end, "read");
    if sentence.context == Context::Furniture || quantity.definite || counts_little || of_the_page {
        return None;
    }
    let id = id(&quantity.unit);
    let found = Found { id: id.into(), label: metric::label(id), known: false, rule: ASIDE, confidence: 40 };
    let mut claim = state(page, mention, quantity, occurrence, quotes, before, found);
    // without a metric a "would" beside it may belong to anything
    claim.modality = Default::default();
    Some(claim)
}

/// What a figure is called that no metric and no noun names.
fn id(unit: &Unit) -> &'static str {
    match unit {
        Unit::Count => "number",
        Unit::Percent | Unit::Points | Unit::Ratio => "share",
        Unit::Money(_) => "amount",
        unit if unit.is_time() => "length_of_time",
        Unit::Measure(_) => "measure",
    }
}
