//! "pesos", "shillings", "Rs": whose money a word means that several countries share.
//!
//! The country its sentence names has it, else the one the document speaks of most; else the word stands without a code. Towns
//! of one name lie in many countries: a country that is named, or its people, outweighs them.

use crate::model::mention::{Mention, What};
use crate::model::quantity::Unit;
use crate::model::sentence::Prose;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// What a country's own name weighs beside a town of it.
const NAMED: usize = 4;

/// Gives such words their code, where a country is named. Looks through the document at most once for each word.
pub fn settle(words: &Words, prose: &Prose, vocabulary: &Vocabulary, mentions: &mut [Mention]) {
    let mut of_document: Vec<(Box<str>, Option<Box<str>>)> = Vec::new();
    for mention in mentions {
        let What::Quantity(quantity) = &mention.what else { continue };
        let Unit::Money(word) = &quantity.unit else { continue };
        let Some(countries) = vocabulary.shared_money.get(word) else { continue };
        let sentence = prose.sentences.get(mention.sentence as usize);
        let near = sentence.and_then(|sentence| {
            let mut named = named(words, vocabulary, countries, sentence.tokens.clone());
            named.find_map(|(country, weight)| (weight == NAMED).then(|| countries[country].1.clone()))
        });
        let code = near.or_else(|| {
            if let Some((_, code)) = of_document.iter().find(|(known, _)| known == word) {
                return code.clone();
            }
            let code = most_named(words, vocabulary, countries);
            of_document.push((word.clone(), code.clone()));
            code
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

/// The code of the country that a document speaks of most; of two alike the one named first.
fn most_named(words: &Words, vocabulary: &Vocabulary, countries: &[(Box<str>, Box<str>)]) -> Option<Box<str>> {
    let mut weights: Vec<(usize, usize)> = Vec::new();
    for (country, weight) in named(words, vocabulary, countries, 0..words.len()) {
        match weights.iter_mut().find(|(known, _)| *known == country) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((country, weight)),
        }
    }
    let most = weights.iter().rev().max_by_key(|(_, weight)| *weight);
    most.map(|(country, _)| countries[*country].1.clone())
}

/// Which of these countries are named, by themselves, their people or a town of theirs, in text order, and what that weighs.
fn named<'w>(
    words: &'w Words,
    vocabulary: &'w Vocabulary,
    countries: &'w [(Box<str>, Box<str>)],
    tokens: std::ops::Range<usize>,
) -> impl Iterator<Item = (usize, usize)> + 'w {
    tokens.filter(|&at| words.is_capital(at)).filter_map(|at| {
        let (_, &place) = vocabulary.place_names.longest_at(words, at)?;
        let place = vocabulary.places.get(place)?;
        let country = |name: &str| countries.iter().position(|(country, _)| **country == *name);
        let itself = country(&place.name).map(|country| (country, NAMED));
        itself.or_else(|| country(&place.within).map(|country| (country, 1)))
    })
}
