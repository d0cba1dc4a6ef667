//! A clause and its day -> which step of a matter the day belongs to, where the clause says so: "published on June 20".

use super::words::tokens;
use crate::model::lexicon::Class;
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::{Cue, Vocabulary};

/// The verb stands within so many words in front of the day.
const REACH: usize = 3;

/// The step the day dates; None for the happening itself.
pub fn basis(clause: &str, day: &str, vocabulary: &Vocabulary) -> Option<Cue> {
    let day = clause.find(day).filter(|_| !day.is_empty())?;
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let day = tokens.iter().position(|token| token.span.start as usize >= day).unwrap_or(tokens.len());
    for at in (0..day).rev().take(REACH + 3) {
        let steps = vocabulary.cues.all_at(&words, at).find(|(_, cue)| matches!(cue, Cue::MadeKnown | Cue::InForce));
        if let Some((length, cue)) = steps {
            let between = &tokens[(at + length).min(day)..day];
            // "was added on", "took effect at midnight on": nothing but small words between
            let small = Class::PREPOSITION | Class::DETERMINER | Class::ADVERB | Class::WEEKDAY;
            let close = between.len() <= REACH
                && between
                    .iter()
                    .enumerate()
                    .all(|(n, token)| token.kind != TokenKind::Word || words.is((at + length).min(day) + n, small));
            // "the minister announced on Monday that" is a saying; "it was announced on Monday" dates a matter
            let passive = || (at.saturating_sub(2)..at).any(|at| words.is(at, Class::AUXILIARY | Class::COPULA));
            return (close && (*cue == Cue::InForce || passive())).then_some(*cue);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_beside_the_day_tells_the_step() {
        let vocabulary = crate::reconcile::sample::vocabulary();
        let basis = |clause: &str| basis(clause, "June 20", &vocabulary);
        assert_eq!(basis("the arrest was published on June 20"), Some(Cue::MadeKnown));
        assert_eq!(basis("the ban on straws took effect on June 20"), Some(Cue::InForce));
        assert_eq!(basis("police arrested the photographer on June 20"), None);
        assert_eq!(basis("the agency published on June 20 what it had found"), None);
        assert_eq!(basis("the ministry published pictures of the raid on June 20"), None);
    }
}
