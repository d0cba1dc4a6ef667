//! A sentence and a day of it -> the happening the day belongs to, where it belongs to a noun and not to the sentence's verb:
//! "the violence that followed [Saturday]’s march on the court", "after the orange alert of [11 April]", "since the march
//! to the harbour on [Friday]", "the blast that killed nine miners at Corran on [May 4]".

use super::words::{Meaning, meanings, tokens};
use crate::model::event::Event;
use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Words of a name for a happening: "the third pre-dawn rocket attack".
const NAMED: usize = 5;
/// So many words behind it still tell which one it is: "on the Electoral Tribunal".
const BEHIND: usize = 6;
/// A day stands so far behind the word that counts from it.
const COUNTED: usize = 14;

/// A happening a day belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// the noun, as the word that leads those alike
    pub head: String,
    /// sorted, each once
    pub words: Vec<Meaning>,
}

/// The happening that owns the event's day; None when the day dates the clause.
pub fn attached(event: &Event, vocabulary: &Vocabulary) -> Option<Attached> {
    let text = event.sentence_text.as_str();
    let day = text.find(event.text.as_str()).filter(|_| !event.text.is_empty())?;
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let from = words.at_byte(day as u32);
    let to = words.at_byte((day + event.text.len()) as u32);
    let phrases = &vocabulary.phrases;
    owned(&words, to, phrases)
        .or_else(|| of_the_day(&words, from, to, phrases))
        .or_else(|| counted_from(&words, from, phrases))
        .map(|(first, head, last)| read(&words, first, head, last, vocabulary))
}

/// The word that leads those alike, else the base form.
pub fn lead<'v>(word: &'v str, vocabulary: &'v Vocabulary) -> &'v str {
    let lemma = vocabulary.lexicon.word(vocabulary.lexicon.entry(vocabulary.lexicon.find(word)).lemma);
    let base = if lemma.is_empty() { word } else { lemma };
    vocabulary.alike.get(base).map_or(base, |alike| &alike.lead)
}

fn read(words: &Words, first: usize, head: usize, last: usize, vocabulary: &Vocabulary) -> Attached {
    let text = words.span(first, last.max(head + 1)).of(words.text);
    let mut told = meanings(text, vocabulary);
    told.sort_unstable();
    told.dedup();
    let noun = words.text(head).to_lowercase();
    Attached { head: lead(&noun, vocabulary).to_owned(), words: told }
}

/// [Saturday]’s march on the Electoral Tribunal
fn owned(words: &Words, to: usize, phrases: &PhraseLists) -> Option<(usize, usize, usize)> {
    let owns = matches!(words.text(to), "'s" | "’s");
    let first = to + 1;
    let end = (first..first + NAMED).find(|&at| !is_name_of(words, at)).unwrap_or(first + NAMED);
    let head = end.checked_sub(1).filter(|&head| owns && head >= first && !is_no_happening(words, head, phrases))?;
    Some((first, head, behind(words, end)))
}

/// the orange alert of [Friday, 11 April]; "in its judgment of [10 October] the court": whose it is follows
fn of_the_day(words: &Words, from: usize, to: usize, phrases: &PhraseLists) -> Option<(usize, usize, usize)> {
    let of = from.checked_sub(1).filter(|&at| words.says(at, "of"))?;
    let head = of.checked_sub(1).filter(|&at| is_name_of(words, at) && !is_no_happening(words, at, phrases))?;
    let first = (head.saturating_sub(NAMED)..head).rev().find(|&at| !is_name_of(words, at)).map_or(head, |at| at + 1);
    let leads = first.checked_sub(1)?;
    let last = if words.says_any(leads, &["its", "their", "his", "her"]) { behind(words, to) } else { of };
    (words.is(leads, Class::DETERMINER) || last > of).then_some((first, head, last))
}

/// since the march on the Electoral Tribunal on [Friday]; before the blast that killed 40 at Corran on [May 4]
fn counted_from(words: &Words, from: usize, phrases: &PhraseLists) -> Option<(usize, usize, usize)> {
    let no_border = |at: &usize| !matches!(words.text(*at), "," | ";" | ":" | "." | "(" | "—" | "”" | "“" | "\"");
    let start = (from.saturating_sub(COUNTED)..from).rev().take_while(no_border).find(|&at| {
        words.says_any(at, &phrases.from_another) || words.says(at + 1, "that") || words.says(at + 1, "which")
    })?;
    let told_by = words.says(start + 1, "that") || words.says(start + 1, "which");
    let head = match told_by {
        true => start,
        false => (start + 1..(start + 1 + NAMED).min(from)).find(|&at| words.is(at, Class::HAPPENING))?,
    };
    let verbs = Class::PAST | Class::AUXILIARY | Class::COPULA;
    let is_noun = words.is(head, Class::HAPPENING) && !is_no_happening(words, head, phrases);
    let runs_on = told_by
        || words.says_any(head + 1, &["that", "which"])
        || !(head + 1..from).any(|at| words.is(at, verbs) && !words.is(at, Class::NOUN | Class::HAPPENING));
    // "police charged the crowd after the march" is another day's matter only where the day follows at once
    let dated = words.says_any(from - 1, &["on", "of", "in", "at", "last", "early", "late"]);
    (is_noun && runs_on && dated && head + 1 < from).then_some((head.min(start + 1), head, from))
}

/// Behind the noun: prepositions with what they lead, up to a verb or a sign.
fn behind(words: &Words, from: usize) -> usize {
    let ends = Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::RELATIVE | Class::PAST;
    (from..from + BEHIND).find(|&at| !words.is_word(at) || words.is(at, ends)).unwrap_or(from + BEHIND).min(words.len())
}

fn is_name_of(words: &Words, at: usize) -> bool {
    let little = Class::PREPOSITION
        | Class::DETERMINER
        | Class::AUXILIARY
        | Class::COPULA
        | Class::MODAL
        | Class::RELATIVE
        | Class::CONJUNCTION
        | Class::PRONOUN;
    let noun = words.is(at, Class::NOUN | Class::HAPPENING | Class::ADJECTIVE | Class::ORDINAL);
    words.is_word(at) && !words.is(at, little) && (noun || !words.is(at, Class::REPORTING | Class::PAST))
}

fn is_no_happening(words: &Words, at: usize, phrases: &PhraseLists) -> bool {
    words.says_any(at, &phrases.no_happening) || words.is(at, Class::TIME_UNIT | Class::PART_OF_DAY | Class::NUMERAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{Told, told, vocabulary};

    #[test]
    fn a_day_beside_a_noun_is_the_happenings() {
        let vocabulary = vocabulary();
        let owner = |sentence: &str, day: &str| {
            let Told::Event(mut event) = told("wire", sentence) else { panic!("an event") };
            event.text = day.into();
            attached(&event, &vocabulary).map_or(String::new(), |attached| attached.head)
        };
        assert_eq!(owner("Four drivers were fined over Monday’s strike at the depot", "Monday"), "strike");
        assert_eq!(owner("The mayor spoke of the election of 4 May", "4 May"), "election");
        assert_eq!(owner("The port has stood still since the strike on Monday", "Monday"), "strike");
        assert_eq!(owner("The union called a strike on Monday", "Monday"), "");
        assert_eq!(owner("The union met on the morning of 4 May", "4 May"), "");
    }
}
