//! One `[[metric]]` block -> a [`Metric`] and the phrases it is recognised by.

use super::file::MetricBlock;
use super::load::{add_noun, add_verb, lemmas};
use crate::model::lexicon::Class;
use crate::model::metric::{Example, Metric};
use crate::model::quantity::Unit;
use crate::model::vocabulary::Vocabulary;

/// Adds the metric and its phrases.
///
/// # Errors
/// In words: an example without its figure in brackets.
pub fn add(vocabulary: &mut Vocabulary, block: MetricBlock) -> Result<(), String> {
    let reads = block.reads.iter().map(|sentence| example(sentence)).collect::<Result<_, _>>()?;
    // the last word of a noun phrase is its head and bends; verbs bend in their first word
    for noun in block.nouns.iter().chain(&block.subjects) {
        if let Some(head) = noun.split_whitespace().last() {
            add_noun_once(vocabulary, head);
        }
    }
    for verb in block.verbs.iter().chain(&block.acts) {
        if let Some(first) = verb.split_whitespace().next() {
            let known = vocabulary.lexicon.find(first);
            // "in custody", "unaccounted for" open with no verb
            let is_other = Class::PREPOSITION | Class::ADJECTIVE | Class::ADVERB | Class::AUXILIARY | Class::NOUN;
            if !vocabulary.lexicon.entry(known).classes.intersects(Class::VERB | is_other) {
                add_verb(vocabulary, first, Class::empty());
            }
        }
    }
    for noun in &block.of {
        add_noun_once(vocabulary, noun);
    }
    let number = vocabulary.set_metric(Metric {
        family: block.family.unwrap_or_else(|| block.id.clone()),
        id: block.id,
        label: block.label,
        unit: Unit::parse(&block.unit),
        behaviour: block.behaviour,
        part_of: block.part_of,
        share: block.share,
        capacity_of: block.capacity_of,
        change_of: block.change_of,
        about: block.about,
        of: block.of,
        near: block.near,
        reads,
        leaves: block.leaves,
    });
    for phrase in &block.nouns {
        let words = lemmas(vocabulary, phrase);
        vocabulary.metric_nouns.add(&words, number);
    }
    for phrase in &block.subjects {
        let words = lemmas(vocabulary, phrase);
        vocabulary.metric_subjects.add(&words, number);
    }
    for phrase in &block.verbs {
        let words = lemmas(vocabulary, phrase);
        vocabulary.metric_verbs.add(&words, number);
    }
    for phrase in &block.acts {
        let words = lemmas(vocabulary, phrase);
        vocabulary.metric_acts.add(&words, number);
    }
    for phrase in &block.frames {
        let words = lemmas(vocabulary, phrase);
        vocabulary.metric_frames.add(&words, number);
    }
    Ok(())
}

fn add_noun_once(vocabulary: &mut Vocabulary, noun: &str) {
    let known = vocabulary.lexicon.find(noun);
    if !vocabulary.lexicon.entry(known).classes.contains(Class::NOUN) {
        add_noun(vocabulary, noun, None, Class::empty());
    }
}

/// "Police made [75,000] arrests." -> the sentence without brackets and where its figure stands.
fn example(marked: &str) -> Result<Example, String> {
    let (before, rest) = marked.split_once('[').ok_or_else(|| format!("no [figure] in the example: {marked}"))?;
    let (figure, after) = rest.split_once(']').ok_or_else(|| format!("no closing bracket in the example: {marked}"))?;
    Ok(Example { sentence: format!("{before}{figure}{after}"), start: before.len(), end: before.len() + figure.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brackets_mark_the_figure() {
        let read = example("Police made [75,000] arrests.").unwrap();
        assert_eq!(&read.sentence[read.start..read.end], "75,000");
        assert!(example("no figure here").is_err());
    }
}
