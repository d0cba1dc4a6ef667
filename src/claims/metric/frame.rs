//! "built to hold 300 inmates", "a magnitude of 6.8", "axed 400 posts": wording right before the figure decides.

use super::{Figure, Found};
use crate::model::lexicon::Class;
use crate::model::metric::Behaviour;

impl Figure<'_> {
    /// "offered a rise of 4 percent": wording that names a change says more than the thing that rose.
    pub(super) fn by_frame_of_change(&self) -> Option<Found> {
        let found = self.by_frame()?;
        let metric = self.page.vocabulary.metrics.iter().find(|metric| metric.id == found.id)?;
        (metric.behaviour == Behaviour::Change).then_some(found)
    }

    /// "built to hold 300 inmates", "the country's 4,000,000 people"
    pub(super) fn by_frame(&self) -> Option<Found> {
        let number = self.page.tokens(self.quantity.number).start;
        // the wording may end before the hedge, take it in, or be parted from the figure by an article
        [self.mention.start, number, number.saturating_sub(1), self.mention.start.saturating_sub(1)]
            .into_iter()
            .find_map(|end| {
                let skipped = end..self.mention.start.min(number);
                // "added that 312 people": a clause of its own begins
                let parts =
                    |at: usize| !self.words.is(at, Class::DETERMINER | Class::ADVERB) || self.words.says(at, "that");
                if skipped.clone().any(parts) {
                    return None;
                }
                let phrases = &self.page.vocabulary.metric_frames;
                (1..=6).rev().find_map(|length| {
                    let start = end.checked_sub(length).filter(|&start| start >= self.sentence.start)?;
                    // "a capacity of 300": the wording itself was taken for the thing
                    let says_head = self.head.is_some_and(|head| (start..end).contains(&head));
                    let bare = Figure { head: None, ..self.clone() };
                    let figure = if says_head { &bare } else { self };
                    let fits = |&(n, metric): &(usize, &usize)| n == length && figure.allows(*metric, true);
                    // "organisers claim 15,000": they count, the storm takes lives
                    let is_voice = self.words.is(start, Class::REPORTING)
                        && start > self.sentence.start
                        && (self.is_people(start - 1) || self.words.is(start - 1, Class::BODY | Class::SPEAKER));
                    let all = phrases.all_at(&self.words, start).filter(fits).filter(|_| !is_voice);
                    let (_, &metric) = all.min_by_key(|(_, metric)| self.distance(**metric))?;
                    Some(self.known(metric, "frame", 90))
                })
            })
    }
}
