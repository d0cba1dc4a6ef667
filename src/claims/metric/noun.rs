//! The noun counted: "114 homicides"; and nouns that stand elsewhere but say the same, in a label or before "of".

use super::{Figure, Found};
use crate::model::lexicon::Class;

impl Figure<'_> {
    /// "114 homicides". People ("12 inmates") only when `people`, since what happened to them says more.
    pub(super) fn by_counted_noun(&self, people: bool) -> Option<Found> {
        let head = self.head.or_else(|| Some(self.counted.clone()?.end - 1))?;
        if self.is_people(head) != people {
            return None;
        }
        let metric = self.noun_metric()?;
        Some(self.known(metric, "counted", if people { 60 } else { 90 }))
    }

    /// The metric of the noun counted; a phrase may reach beyond it: "118 violations of the ceasefire".
    pub(super) fn noun_metric(&self) -> Option<usize> {
        const REACH: usize = 4;
        let counted = self.counted.clone()?;
        let head = self.head.unwrap_or(counted.end - 1);
        // "23 police stations": the first word of a longer name
        if self.words.is(head + 1, Class::PLURAL) && self.words.is(head + 1, Class::NOUN) {
            return None;
        }
        let range = self.widened(counted.clone()).start..(counted.end + REACH).min(self.sentence.end);
        self.longest(&self.page.vocabulary.metric_nouns, range, |at, length| (at..at + length).contains(&head))
    }

    /// "Seats: Civic Union 62, National League 45": the label that opens the line.
    pub(super) fn by_label(&self) -> Option<Found> {
        if self.head.is_some() {
            return None;
        }
        let start = self.sentence.start;
        // or "Of the dead, 148 were found in the north"
        let sign = if self.words.says(start, "of") { "," } else { ":" };
        // "Cases in the week from 10 to 16 February: 455": or the label that ends right before the figure
        const LONGEST: usize = 14;
        let close =
            self.mention.start.checked_sub(1).filter(|&at| {
                self.words.is_sign(at, ":") && at.checked_sub(start).is_some_and(|length| length <= LONGEST)
            });
        let colon = (start..self.mention.start.min(start + 6)).find(|&at| self.words.is_sign(at, sign)).or(close)?;
        let vocabulary = self.page.vocabulary;
        let found = self
            .longest(&vocabulary.metric_subjects, start..colon, |_, _| true)
            .or_else(|| self.longest(&vocabulary.metric_nouns, start..colon, |_, _| true));
        found.map(|metric| self.known(metric, "label", 65))
    }

    /// "arrests of tens of thousands", "deaths of 12 miners"
    pub(super) fn by_noun_of(&self) -> Option<Found> {
        let of = self.mention.start.checked_sub(1).filter(|&of| self.words.says(of, "of"))?;
        let is_score = self.words.says(self.mention.end, "to") && self.words.is_number(self.mention.end + 1);
        if is_score {
            return None;
        }
        let phrases = &self.page.vocabulary.metric_nouns;
        let (start, &metric) = phrases.longest_before(&self.words, of)?;
        (start >= self.sentence.start && self.unit_fits(metric)).then(|| self.known(metric, "noun_of", 80))
    }
}
