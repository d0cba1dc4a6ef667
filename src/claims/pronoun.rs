//! Sentences that tell of somebody by a pronoun -> whom it stands for: "She was picked up at her house" is told of the person whom the
//! last sentence to name one names first.
//!
//! Crude on purpose: of several people the first is meant, as it is mostly the subject. Who *speaks* is asked in `attribution`, where
//! the last person named is likelier. Knows neither sex nor number; what is laid beside each other by it is never sure.

use hashbrown::HashMap;

use super::page::Page;
use crate::model::entity::EntityKind;
use crate::model::event::Event;
use crate::model::sentence::Context;

/// A pronoun stands for nobody named more sentences before.
const REACH: usize = 4;

/// Fills in `stands_for` where a sentence names nobody before its pronoun.
pub fn settle(page: &Page, events: &mut [Event]) {
    let mut told: HashMap<u32, &str> = HashMap::new();
    let mut last: Option<(usize, &str)> = None;
    for (number, sentence) in page.prose.sentences.iter().enumerate() {
        if matches!(sentence.context, Context::Furniture | Context::RelatedLink) {
            continue;
        }
        let people = || {
            let named = page.in_sentence(number).iter().filter_map(|mention| Some((mention, mention.name()?)));
            named.filter(|(_, name)| name.kind == EntityKind::Person)
        };
        let pronoun = sentence.tokens.clone().find(|&at| page.words.says_any(at, &page.vocabulary.phrases.of_a_person));
        let first = people().next();
        let stands = pronoun.filter(|&at| first.is_none_or(|(mention, _)| page.words.at_byte(mention.span.start) > at));
        let near = last.filter(|(at, _)| number - at <= REACH);
        if let Some((_, name)) = near.filter(|_| stands.is_some()) {
            told.insert(sentence.span.start, name);
            last = Some((number, name));
        }
        if let Some((_, name)) = first {
            last = Some((number, &name.canonical));
        }
    }
    for event in events {
        if let Some(name) = told.get(&event.sentence.start) {
            event.stands_for = (*name).to_owned();
        }
    }
}
