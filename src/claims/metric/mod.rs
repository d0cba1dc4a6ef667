//! Which metric a figure belongs to, by its own words.
//!
//! The words are data (`data/vocabulary/*/metrics/`); here is the order in which they are asked, one reader a file:
//!
//! 1. wording right before the figure (`frame`), since nothing is more particular: "capacity of 300"
//! 2. a property named with it (`subject`): rate, toll, population, share
//! 3. what was done to the thing, when the metric names that thing (`verb`): "destroyed 412 homes"
//! 4. the noun of the thing (`noun`): "114 homicides"; people are asked for what happened to them first
//! 5. the subject that a verb puts at the figure (`subject`), or the label of the line
//! 6. the question it answers (`answer`), or the figure before (`before`), for figures that name nothing
//!
//! A noun and a verb that both fit, one a part of the other, give the narrower of the two. A figure no metric of the vocabulary
//! fits is named by what it counts (`named`).

mod answer;
mod before;
mod bracket;
mod change;
mod figure;
mod frame;
mod money;
mod named;
mod noun;
mod share;
mod subject;
mod term;
mod unit;
mod verb;

use self::figure::Figure;
pub use self::named::label;
use super::page::Page;
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};

/// A metric and the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub id: String,
    pub label: String,
    pub known: bool,
    pub rule: &'static str,
    /// how sure the wording makes it, 0 to 100
    pub confidence: u8,
}

/// The metric of a quantity mention; None when the figure counts nothing one could name.
pub fn find(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<Found> {
    let figure = Figure::new(page, mention, quantity);
    let found = match quantity.unit {
        Unit::Percent | Unit::Points => figure.percent(),
        _ => figure.count(),
    };
    found.or_else(|| figure.named()).or_else(|| figure.by_what_changed()).or_else(|| figure.by_what_is_measured())
}

/// Is the figure a statistic in time ("life expectancy rose to 73 years") rather than a duration or an age?
pub fn is_of_time(page: &Page, mention: &Mention, quantity: &Quantity) -> bool {
    let figure = Figure::new(page, mention, quantity);
    let counted = || figure.by_unit_of().or_else(|| figure.by_counted_noun(false));
    figure.by_property().or_else(|| figure.by_subject()).or_else(|| figure.by_term()).or_else(counted).is_some()
}

impl Figure<'_> {
    fn count(&self) -> Option<Found> {
        if self.is_denominator() {
            return self.by_counted_noun(false).or_else(|| self.by_counted_noun(true));
        }
        // "17 such deaths" are some of the kind told before
        if self.words.says(self.mention.end, "such") {
            return None;
        }
        self.by_conversion()
            .or_else(|| self.by_predicate())
            .or_else(|| self.by_frame())
            .or_else(|| self.by_own_unit())
            .or_else(|| self.by_unit_of())
            .or_else(|| self.by_property())
            .or_else(|| self.by_verb_of_thing())
            .or_else(|| self.by_verb_past_object())
            .or_else(|| self.by_counted_noun(false))
            .or_else(|| self.by_subject())
            .or_else(|| self.by_subject_at())
            .or_else(|| self.by_subject_before())
            .or_else(|| self.by_object())
            .or_else(|| self.by_sample())
            .or_else(|| self.by_state_among())
            .or_else(|| self.by_verb_or_sum())
            .or_else(|| self.by_label())
            .or_else(|| self.by_noun_of())
            .or_else(|| self.by_money_noun())
            .or_else(|| self.by_money_verb())
            .or_else(|| self.by_term())
            .or_else(|| self.by_some_of_them())
            .or_else(|| self.by_governing_verb())
            .or_else(|| self.by_counted_noun(true))
            .or_else(|| self.by_inclusion())
            .or_else(|| self.by_question())
            .or_else(|| self.by_figure_before())
            .or_else(|| self.by_thing_before())
    }

    fn percent(&self) -> Option<Found> {
        self.by_frame_of_change()
            .or_else(|| self.by_bracketed_share())
            .or_else(|| self.by_change())
            .or_else(|| self.by_frame())
            .or_else(|| self.by_property())
            .or_else(|| self.by_subject())
            .or_else(|| self.by_subject_at())
            .or_else(|| self.by_subject_before())
            .or_else(|| self.by_verb_of_thing())
            .or_else(|| self.by_share_of_thing())
            .or_else(|| self.by_act_share())
            .or_else(|| self.by_share_of_people())
            .or_else(|| self.by_counted_noun(false))
            .or_else(|| self.by_counted_noun(true))
            .or_else(|| self.by_label())
            .or_else(|| self.by_object_share())
            .or_else(|| self.by_figure_before())
    }
}
