//! Figures that name nothing: they are parts of the figure before them, or count the same elsewhere.

use super::{Figure, Found, find};
use crate::model::lexicon::Class;

impl Figure<'_> {
    /// "including 3 children": the metric of the figure it is a part of.
    pub(super) fn by_inclusion(&self) -> Option<Found> {
        let before = self.mention.start.checked_sub(1)?;
        let after = self.page.tokens(self.quantity.number).end;
        let of_them =
            self.words.says(after, "of") && self.words.says_any(after + 1, &["them", "whom", "these", "those"]);
        let is_part = of_them
            || self.words.says_any(before, &["including", "include", "includes", "included", "them", "whom"])
            || self.words.says(before, "among")
            || self.words.is(before, Class::COPULA)
                && (self.sentence.start..before).any(|at| self.words.says_any(at, &["whom", "them"]));
        if !is_part {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let earlier = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.quantity.number.start);
        let (mention, quantity) = earlier.filter_map(|other| Some((other, other.quantity()?))).next_back()?;
        let found = find(self.page, mention, quantity)?;
        Some(Found { rule: "part_of_the_figure_before", confidence: found.confidence.saturating_sub(15), ..found })
    }

    /// "121 in the north and 16 in the south", "up from 41", "the Greens 22": a figure that names nothing counts what the
    /// figure before it in the sentence counts, or the sentence before when this one begins with "Of these".
    pub(super) fn by_figure_before(&self) -> Option<Found> {
        let names_nothing = self.head.is_none_or(|head| self.is_everybody(head) || !self.words.is(head, Class::NOUN));
        if !names_nothing {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let start = self.sentence.start;
        let goes_on = self.words.says_any(start, &["of", "among"])
            && self.words.says_any(start + 1, &["these", "those", "them", "whom"])
            || self.words.says(start, "another")
            // "Over 100,000, say the organizers."
            || self.head.is_none() && self.mention.start <= start + 1;
        let here = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.mention_start());
        let before = number.checked_sub(1).filter(|_| goes_on).map_or(&[][..], |before| self.page.in_sentence(before));
        let mut candidates = before.iter().chain(here).filter_map(|other| Some((other, other.quantity()?)));
        let (mention, quantity) =
            candidates.rfind(|(_, quantity)| quantity.unit == self.quantity.unit && !quantity.definite)?;
        let found = find(self.page, mention, quantity)?;
        let is_firm =
            found.known && found.rule != "figure_before" || found.rule == "figure_before" && found.confidence > 40;
        is_firm.then(|| Found {
            rule: "figure_before",
            confidence: found.confidence.saturating_sub(10).min(60),
            ..found
        })
    }

    fn is_everybody(&self, head: usize) -> bool {
        matches!(self.words.lemma(head), "person" | "people" | "other" | "individual")
    }
}
