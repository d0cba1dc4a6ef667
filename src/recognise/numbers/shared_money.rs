//! "pesos", "shillings", "francs": whose money a word means that several countries share.
//!
//! The country its sentence names first has it, else the first one the document names; else the word stands without a code.

use crate::model::mention::{Mention, What};
use crate::model::quantity::Unit;
use crate::model::sentence::Prose;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Gives such words their code, where a country is named. Looks through the document at most once for each word.
pub fn settle(words: &Words, prose: &Prose, vocabulary: &Vocabulary, mentions: &mut [Mention]) {
    let mut of_document: Option<(Box<str>, Option<Box<str>>)> = None;
    for mention in mentions {
        let What::Quantity(quantity) = &mention.what else { continue };
        let Unit::Money(word) = &quantity.unit else { continue };
        let Some(countries) = vocabulary.shared_money.get(word) else { continue };
        let sentence = prose.sentences.get(mention.sentence as usize);
        let near = sentence.and_then(|sentence| first_named(words, vocabulary, countries, sentence.tokens.clone()));
        let code = near.or_else(|| {
            if of_document.as_ref().is_none_or(|(known, _)| known != word) {
                let code = first_named(words, vocabulary, countries, 0..words.len());
                of_document = Some((word.clone(), code));
            }
            of_document.as_ref().and_then(|(_, code)| code.clone())
        });
        if let Some(code) = code {
            give(mention, &code);
        }
    }
}

fn give(mention: &mut Mention, code: &str) {
    if let What::Quantity(quantity) = &mut mention.what
        && matches!(quantity.unit, Unit::Money(_))
    {
        quantity.unit = Unit::Money(code.into());
    }
    mention.parts.iter_mut().for_each(|part| give(part, code));
}

/// The code of the first of these countries that is named, by itself, its people or a town of it.
fn first_named(
    words: &Words,
    vocabulary: &Vocabulary,
    countries: &[(Box<str>, Box<str>)],
    tokens: std::ops::Range<usize>,
) -> Option<Box<str>> {
    tokens.filter(|&at| words.is_capital(at)).find_map(|at| {
        let (_, &place) = vocabulary.place_names.longest_at(words, at)?;
        let place = vocabulary.places.get(place)?;
        let is_it = |name: &str| *name == place.name || *name == place.within;
        countries.iter().find(|(name, _)| is_it(name)).map(|(_, code)| code.clone())
    })
}
