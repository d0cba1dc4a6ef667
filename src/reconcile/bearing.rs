//! "Two miles north of Karsk", "just south of Karsk" -> on which side of a place something lies.

use super::words::{Stem, hash, tokens};
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::{CompassPoint, Vocabulary};

/// A place's name has no more words.
const NAME: usize = 4;

/// On which side of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearing {
    /// "north"
    pub side: Box<str>,
    east: i8,
    north: i8,
    /// the place, as written
    pub of: String,
}

impl Bearing {
    /// Can no one place lie on both sides?
    pub fn is_opposite(&self, other: &Bearing) -> bool {
        self.east * other.east + self.north * other.north < 0
    }

    /// Is it the word for the side?
    pub fn holds(&self, stem: Stem) -> bool {
        hash(&self.side) == stem
    }
}

fn point<'v>(words: &Words, at: usize, vocabulary: &'v Vocabulary) -> Option<&'v CompassPoint> {
    vocabulary.compass.iter().find(|point| words.says(at, &point.name)).filter(|_| words.says(at + 1, "of"))
}

/// Whether a sentence can hold a bearing: asked of every sentence of a story.
pub fn may_tell(words: &Words, mut range: std::ops::Range<usize>, vocabulary: &Vocabulary) -> bool {
    range.any(|at| words.says(at + 1, "of") && point(words, at, vocabulary).is_some())
}

/// The bearings a sentence tells.
pub fn bearings(text: &str, vocabulary: &Vocabulary) -> Vec<Bearing> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let named = |at: usize| {
        let point = point(&words, at, vocabulary)?;
        let from = if words.is(at + 2, Class::DETERMINER) { at + 3 } else { at + 2 };
        let capital = |at: &usize| *at < words.len() && words.text(*at).starts_with(char::is_uppercase);
        let run = (from..from + NAME).take_while(capital).count();
        let of = (run > 0).then(|| words.span(from, from + run).of(text).to_owned())?;
        Some(Bearing { side: point.name.clone(), east: point.east, north: point.north, of })
    };
    (0..tokens.len()).filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn sides_of_a_place() {
        let vocabulary = vocabulary();
        let of = |text: &str| bearings(text, &vocabulary).pop();
        let north = of("a tower two miles north of Corra Springs").expect("a bearing");
        assert_eq!((&*north.side, north.of.as_str()), ("north", "Corra Springs"));
        assert!(of("just southwest of Corra Springs").is_some_and(|other| other.is_opposite(&north)));
        assert!(of("east of Corra Springs").is_some_and(|other| !other.is_opposite(&north)));
        assert!(of("the north of the country").is_none());
    }
}
