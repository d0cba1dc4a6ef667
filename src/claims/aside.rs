//! Figures that no metric names -> claims set aside: a length of time, an age, a count in passing.
//!
//! They stay out of the tables unless a finding cites them: where one text says "after 12 days" and another "21 days
//! later", the two are worth laying side by side, though nobody keeps statistics of them. Those that tell something though no
//! metric is known for them (`unnamed`) stand in the tables, and are compared as asides are: by the words around them.

use super::metric::{self, Found};
use super::page::Page;
use super::statistic::{Before, as_share, state};
use super::unnamed;
use crate::model::claim::{ASIDE, Claim, UNNAMED};
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
    if sentence.context == Context::Furniture || counts_little || of_the_page {
        return None;
    }
    let told = unnamed::tells(page, mention, quantity);
    if quantity.definite && !told && !is_what_is_left(page, quantity) {
        return None;
    }
    let rule = if told { UNNAMED } else { ASIDE };
    let share = as_share(page, quantity);
    let quantity = if told { &share } else { quantity };
    // "two exits": too small to be compared by name, but it has one
    let named = (told && !quantity.unit.is_time()).then(|| metric::find(page, mention, quantity)).flatten();
    // "its 3 strikers": whose they are is said, so the metric's own count is not what is told
    let named = named.filter(|named| !quantity.definite || page.vocabulary.metric(&named.id).is_none());
    let found = match named {
        Some(named) => Found { rule, confidence: 40, known: false, ..named },
        None => {
            let id = id(&quantity.unit);
            Found { id: id.into(), label: metric::label(id), known: false, rule, confidence: 40 }
        }
    };
    let mut claim = state(page, mention, quantity, occurrence, quotes, before, found);
    // without a metric a "would" beside it may belong to anything
    claim.modality = Default::default();
    Some(claim)
}

/// "The remaining nine have no mark": none that were told before, but the others.
fn is_what_is_left(page: &Page, quantity: &Quantity) -> bool {
    let before = page.words.at_byte(quantity.number.start).checked_sub(1);
    let left = &page.vocabulary.phrases.before_what_is_left;
    quantity.counted.is_none() && before.is_some_and(|at| page.words.says_any(at, left))
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
