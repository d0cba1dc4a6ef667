//! Words -> names: runs of capitals and known places, each tied to its bearer within the document.
//!
//! No tagger: titles, given names, endings such as "Department", the place list and a bracketed acronym say what bears a name.
//! A single word that ends a full name of the same document stands for its bearer ("Bukele" for "Nayib Bukele").
//! Headlines in title case teach no names; they only repeat those known from the text.

mod bearer;
mod run;

use std::borrow::Cow;

use crate::model::entity::{EntityKind, Name};
use crate::model::lexicon::Class;
use crate::model::mention::{Mention, What};
use crate::model::sentence::{Context, Prose};
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

use self::bearer::Bearers;
use self::run::Run;

/// Reads the names of a text, in text order.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary) -> Vec<Mention> {
    let mut runs: Vec<(usize, Run)> = Vec::new();
    for (number, sentence) in prose.sentences.iter().enumerate() {
        if sentence.context == Context::Furniture {
            continue;
        }
        let found = run::find(words, sentence.tokens.clone(), vocabulary);
        let found = found.into_iter().filter(|run| !is_pronoun(words, run, sentence.tokens.end));
        runs.extend(found.map(|run| (number, run)));
    }
    let is_title_case =
        |number: usize| matches!(prose.sentences[number].context, Context::Headline | Context::RelatedLink);
    let mut bearers = Bearers::default();
    for (number, run) in &runs {
        if !is_title_case(*number) {
            bearers.learn(words, run);
        }
    }
    runs.into_iter()
        .filter_map(|(number, run)| {
            let name = match run.place {
                Some(place) => {
                    let place = &vocabulary.places[place];
                    Some(Name { kind: place.kind, canonical: place.name.clone() })
                }
                None => bearers.name(words, &run, is_title_case(number)),
            }?;
            let rule = match run.place {
                Some(_) if words.is(run.tokens.start, Class::NATIONALITY) => "nationality",
                Some(_) => "known_place",
                None => rule_name(name.kind),
            };
            Some(Mention {
                span: words.span(run.tokens.start, run.tokens.end),
                sentence: number as u32,
                what: What::Name(name),
                rule: Cow::Borrowed(rule),
                parts: Vec::new(),
                pieces: Vec::new(),
            })
        })
        .collect()
}

/// "ASK US", "ABOUT US" in capitals: a heading speaks of its paper, not of the United States.
fn is_pronoun(words: &Words, run: &Run, end: usize) -> bool {
    let at = run.tokens.start;
    let is_loud = |at: usize| words.is_word(at) && !words.text(at).chars().any(char::is_lowercase);
    run.place.is_some()
        && run.tokens.end == end
        && words.text(at) == "US"
        && at
            .checked_sub(1)
            .is_some_and(|before| is_loud(before) && !words.says_any(before, &["the", "in", "to", "from"]))
}

fn rule_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Facility => "facility",
        EntityKind::Organization => "organization",
        EntityKind::Unknown => "capitals",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Dateline, Document, Source};
    use crate::{text, vocabulary};

    fn names(sample: &str) -> Vec<(String, String, EntityKind)> {
        let document = Document {
            id: "t".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: sample.into(),
            verbatim: true,
        };
        let vocabulary = vocabulary::load("en", &[]).unwrap();
        let prose = text::read(&document, &vocabulary).value;
        let words = prose.words(sample, &vocabulary.lexicon);
        read(&words, &prose, &vocabulary)
            .into_iter()
            .filter_map(|mention| {
                let name = mention.name()?.clone();
                Some((mention.span.of(sample).to_owned(), name.canonical, name.kind))
            })
            .collect()
    }

    fn one(words: &str, canonical: &str, kind: EntityKind) -> (String, String, EntityKind) {
        (words.into(), canonical.into(), kind)
    }

    #[test]
    fn a_last_name_stands_for_the_full_one() {
        let found = names("President Amara Okello met the press. Mr. Okello smiled, and Okello left.");
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|(_, canonical, kind)| canonical == "Amara Okello" && *kind == EntityKind::Person));
    }

    #[test]
    fn places_by_name_adjective_and_initials() {
        use EntityKind::Place;
        assert_eq!(
            names("They fled from Kenya to the U.S. with a Kenyan guide."),
            [one("Kenya", "Kenya", Place), one("U.S.", "United States", Place), one("Kenyan", "Kenya", Place)]
        );
    }

    #[test]
    fn a_heading_in_capitals_may_say_us_of_its_paper() {
        use EntityKind::Place;
        assert_eq!(names("ASK US\n\nWhy did the dam break? It was old."), []);
        assert_eq!(names("FLOODS IN THE US\n\nThe dam broke."), [one("US", "United States", Place)]);
        assert_eq!(names("They went to the US in May."), [one("US", "United States", Place)]);
    }

    #[test]
    fn endings_tell_bodies_and_facilities() {
        let found = names("The State Department praised Harrow Island Prison and the Commission on Human Rights.");
        let kinds: Vec<_> = found.iter().map(|(words, _, kind)| (words.as_str(), *kind)).collect();
        assert_eq!(
            kinds,
            [
                ("State Department", EntityKind::Organization),
                ("Harrow Island Prison", EntityKind::Facility),
                ("Commission on Human Rights", EntityKind::Organization)
            ]
        );
    }

    #[test]
    fn an_acronym_in_brackets_or_after_known_as_is_the_same_bearer() {
        let found = names("The Lagoon Detention Center, known as LDC, is full. Critics of LDC protested.");
        assert!(found.iter().all(|(_, canonical, _)| canonical == "Lagoon Detention Center"), "{found:?}");
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_sentence_opener_is_no_name() {
        assert!(names("However, nothing moved. Officials waited. Nobody came.").is_empty());
    }
}
