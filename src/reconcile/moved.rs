//! A clause -> does it put something to another day? "Put off to May", "in December instead".

use super::words::tokens;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Does a verb of the clause move what was set for a day?
pub fn moves_a_day(clause: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let phrases = &vocabulary.phrases;
    let moves = |at: usize| phrases.moves_a_day.iter().any(|verb| **verb == *words.lemma(at));
    (0..words.len()).any(|at| moves(at) || words.says_any(at, &phrases.instead))
}

#[cfg(test)]
mod tests {
    use super::moves_a_day;
    use crate::reconcile::sample::ENGLISH;

    #[test]
    fn what_is_put_off_is_moved() {
        assert!(moves_a_day("The council postponed the vote to 14 June", &ENGLISH));
        assert!(moves_a_day("The fair will be held in May instead", &ENGLISH));
        assert!(!moves_a_day("The fair will be held in May", &ENGLISH));
    }
}
