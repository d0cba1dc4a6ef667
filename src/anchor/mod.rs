//! Mentions -> Mentions with days, and documents with dates.
//!
//! `read_dateline` dates a document by what it states or tells; `story_datelines` lets the documents of one story date each other;
//! `resolve` then turns "Monday" into a day. A reading is never repeated: when the date becomes known later, resolving again is
//! enough. Knows no recogniser and no claim.

mod announced;
mod calendar;
mod clues;
mod dateline;
mod elapsed;
mod fit;
mod lunar;
mod order;
mod resolve;
mod scenes;
mod slips;
mod story;
mod tense;
mod today;

pub use clues::Clues;
pub use order::settle as settle_order;
pub use resolve::{resolve, resolve_from};
pub use slips::weekday_slips;
pub use story::{Told, story_datelines};

use crate::model::document::{Dateline, DatelineBasis, Document};
use crate::model::mention::Mention;
use crate::model::sentence::Prose;
use crate::model::time::Grain;
use crate::model::vocabulary::Vocabulary;

/// A document's date as far as the document alone tells it, and what else its words say of it.
///
/// A date given by the user or found in the file's metadata is kept, with the text's own "updated" beside it.
pub fn read_dateline(
    document: &Document,
    prose: &Prose,
    mentions: &[Mention],
    vocabulary: &Vocabulary,
) -> (Dateline, Clues) {
    let (stated, yearless) = dateline::stated(document, prose, mentions);
    let mut clues = clues::gather(document, prose, mentions, vocabulary);
    clues.stated = yearless.map(|(partial, span)| clues::MonthDay {
        month: partial.month.unwrap_or_default(),
        day: partial.day.unwrap_or_default(),
        weekday: partial.weekday,
        words: span.of(&document.text).to_owned(),
        lead: true,
        since: false,
        ahead: false,
    });
    let known = &document.dateline;
    if known.published.is_some() && matches!(known.basis, DatelineBasis::Given | DatelineBasis::Metadata) {
        let updated = known.updated.or(stated.and_then(|stated| stated.updated.or(stated.published)));
        let updated = updated.filter(|updated| known.published.is_some_and(|published| *updated > published));
        return (Dateline { updated, ..known.clone() }, clues);
    }
    let own = || story::alone(&document.id, &clues);
    (stated.filter(|stated| is_after_all(stated, &clues)).unwrap_or_else(own), clues)
}

/// A month dates only a text that tells of nothing later.
fn is_after_all(stated: &Dateline, clues: &Clues) -> bool {
    use chrono::Months;
    let Some(first) = stated.published.filter(|_| stated.grain == Some(Grain::Month)) else { return true };
    let end = first.checked_add_months(Months::new(1));
    let latest = clues.bounds.iter().map(|bound| bound.day).max();
    end.zip(latest).is_none_or(|(end, latest)| latest < end)
}

#[cfg(test)]
mod tests;
