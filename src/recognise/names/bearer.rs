//! Runs -> who or what bears them, within one document.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::run::Run;
use crate::model::entity::{EntityKind, Name};
use crate::model::lexicon::Class;
use crate::model::token::Words;

/// The names a document has taught so far. The first full form wins, so that order of use does not matter later.
#[derive(Debug, Default)]
pub struct Bearers<'a> {
    full: HashMap<Cow<'a, str>, EntityKind>,
    /// last word of a person's name, or another name -> full form
    short: HashMap<Cow<'a, str>, Cow<'a, str>>,
    last: Option<Cow<'a, str>>,
    /// stem of a place's name, in small letters -> its name
    adjectives: HashMap<String, Cow<'a, str>>,
}

/// Endings that make an adjective or a people of a place's name.
const ADJECTIVAL: [&str; 12] = ["ians", "ian", "eans", "ean", "ans", "an", "ese", "ish", "is", "i", "ns", "n"];
/// A stem shorter than this fits too many words.
const SHORTEST_STEM: usize = 4;

/// The name without its last vowels: "Valdora" and "Valdoria" have the adjective "Valdor-an".
fn stem(name: &str) -> &str {
    name.trim_end_matches(['a', 'e', 'i', 'o', 'u'])
}

impl<'a> Bearers<'a> {
    /// Takes in a run of the text (not of a headline).
    pub fn learn(&mut self, words: &Words<'a>, run: &Run) {
        if run.place.is_some() {
            return;
        }
        let text = full_text(words, run);
        if run.also_named
            && let Some(last) = self.last.clone()
        {
            self.short.entry(text).or_insert(last);
            return;
        }
        let Some(kind) = kind(words, run) else { return };
        // "in X" says more than the shape of a name: it was taken for somebody before
        if kind == EntityKind::Place && run.located {
            if let Some(known) = self.full.get_mut(&*text).filter(|known| **known == EntityKind::Person) {
                *known = EntityKind::Place;
            }
            self.adjectives.entry(stem(&text).to_lowercase()).or_insert_with(|| text.clone());
        }
        if kind == EntityKind::Person && run.tokens.len() > 1 {
            let surname = words.text(run.tokens.end - 1);
            self.short.entry(surname.into()).or_insert_with(|| text.clone());
        }
        if run.tokens.len() > 1 || kind != EntityKind::Unknown {
            self.full.entry(text.clone()).or_insert(kind);
        }
        self.last = Some(text);
    }

    /// The name of a run; None when it is none. `repeats_only`: only names already taught.
    pub fn name(&self, words: &Words, run: &Run, repeats_only: bool) -> Option<Name> {
        let text = full_text(words, run);
        if let Some(canonical) = self.short.get(&*text) {
            let kind = self.full.get(canonical).copied().unwrap_or(EntityKind::Unknown);
            return Some(Name { kind, canonical: canonical.clone().into_owned() });
        }
        if let Some(&kind) = self.full.get(&*text) {
            return Some(Name { kind, canonical: text.into_owned() });
        }
        // "Valdoran", "Valdorans": of the place the document names
        if run.tokens.len() == 1
            && let Some(place) = ADJECTIVAL.iter().find_map(|ending| {
                let head = text.strip_suffix(ending).filter(|head| head.len() >= SHORTEST_STEM)?;
                self.adjectives.get(&stem(head).to_lowercase())
            })
        {
            return Some(Name { kind: EntityKind::Place, canonical: place.clone().into_owned() });
        }
        if repeats_only {
            return None;
        }
        kind(words, run).map(|kind| Name { kind, canonical: text.into_owned() })
    }
}

/// The run as written, with single spaces.
fn full_text<'a>(words: &Words<'a>, run: &Run) -> Cow<'a, str> {
    let written = words.span(run.tokens.start, run.tokens.end).of(words.text);
    let has_single_spaces =
        written.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && !written.contains("  ");
    if has_single_spaces {
        return written.into();
    }
    written.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

fn kind(words: &Words, run: &Run) -> Option<EntityKind> {
    let tokens = run.tokens.clone();
    let last = tokens.end - 1;
    let is_known = |at: usize| {
        let entry = words.entry(at);
        !entry.classes.is_empty() && !words.is(at, Class::GIVEN_NAME | Class::NAME_PART)
    };
    // "in Tecoluca": an unknown name behind a word of place
    if run.located && !run.titled && tokens.clone().all(|at| !words.is_word(at) || !is_known(at)) {
        return Some(EntityKind::Place);
    }
    if tokens.len() == 1 {
        // a common word with a capital is a name only under a title; a sentence opener proves nothing
        let is_plain = is_known(last) || run.opens_sentence && !run.titled;
        return match (run.titled, is_plain) {
            (true, _) => Some(EntityKind::Person),
            (false, true) => None,
            (false, false) => Some(EntityKind::Unknown),
        };
    }
    if tokens.clone().any(|at| words.is(at, Class::FACILITY))
        && words.is(last, Class::FACILITY)
        && !is_institution(words, last)
    {
        return Some(EntityKind::Facility);
    }
    if tokens.clone().any(|at| words.is(at, Class::BODY)) {
        return Some(EntityKind::Organization);
    }
    if run.titled || words.is(tokens.start, Class::GIVEN_NAME) {
        return Some(EntityKind::Person);
    }
    let known = tokens.clone().filter(|&at| is_known(at)).count();
    let words_in = tokens.clone().filter(|&at| words.is_word(at)).count();
    if known == 0 && (2..=4).contains(&words_in) {
        return Some(EntityKind::Person);
    }
    Some(EntityKind::Unknown)
}

/// Universities and schools act like bodies more often than like places one is held in.
fn is_institution(words: &Words, at: usize) -> bool {
    words.says_any(at, &["university", "school", "church"])
}
