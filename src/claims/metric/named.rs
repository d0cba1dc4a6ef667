//! What the vocabulary has no metric for is named by its head noun, and compared only with figures of the same name.

use super::{Figure, Found};
use crate::model::lexicon::{Class, plural};
use crate::model::quantity::Unit;

impl Figure<'_> {
    /// "interviewed hundreds of detainees arrested in the raids": those asked, not those arrested.
    pub(super) fn by_sample(&self) -> Option<Found> {
        self.object_verb().filter(|&verb| self.words.is(verb, Class::SAMPLING)).and_then(|_| self.by_governing_verb())
    }

    /// "interviewed hundreds of detainees" -> detainees_interviewed: what was done tells the figures apart.
    pub(super) fn by_governing_verb(&self) -> Option<Found> {
        self.head.filter(|&head| self.words.is(head, Class::GENERIC))?;
        let verb = self
            .object_verb()
            .filter(|&verb| !self.words.is(verb, Class::REPORTING | Class::COPULA | Class::TREND_LEVEL))?;
        let is_plain = self.words.is(verb, Class::NOUN | Class::RELATIVE)
            || matches!(
                self.words.lemma(verb),
                "have" | "include" | "be" | "say" | "see" | "show" | "number" | "total" | "count" | "estimate" | "want"
            );
        if is_plain {
            return None;
        }
        let id = format!("{}_{}", self.thing()?, self.words.lemma(verb));
        Some(Found { label: label(&id), id, known: false, rule: "governing_verb", confidence: 55 })
    }

    /// What the figure counts, when the vocabulary has no metric for it.
    pub(super) fn named(&self) -> Option<Found> {
        let noun = self.thing()?;
        let id = match self.quantity.unit {
            Unit::Percent | Unit::Points => format!("share_of_{noun}"),
            _ => noun,
        };
        Some(Found { label: label(&id), id, known: false, rule: "head_noun", confidence: 50 })
    }

    /// The head noun in small letters, for counts in the plural: "detainee" -> "detainees". None when the head is no noun.
    pub(super) fn thing(&self) -> Option<String> {
        let head = self.head.filter(|&head| self.names_a_thing(head))?;
        let text: String = self.words.text(head).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let is_share = matches!(self.quantity.unit, Unit::Percent | Unit::Points);
        let is_plural = self.words.is(head, Class::PLURAL) || text.ends_with('s');
        Some(if is_plural || is_share || text.ends_with("ing") { text } else { plural_of(&text) })
    }

    /// Words of closed classes, verb forms and adjectives are no things, whatever stands before them.
    fn names_a_thing(&self, head: usize) -> bool {
        const CLOSED: Class = Class::PREPOSITION
            .union(Class::CONJUNCTION)
            .union(Class::DETERMINER)
            .union(Class::PRONOUN)
            .union(Class::AUXILIARY)
            .union(Class::RELATIVE)
            .union(Class::SUBORDINATOR)
            .union(Class::NEGATION)
            .union(Class::NUMERAL)
            .union(Class::SCALE)
            .union(Class::PERCENT)
            .union(Class::MONTH)
            .union(Class::WEEKDAY);
        const WEAK: Class = Class::ADJECTIVE.union(Class::ADVERB).union(Class::FILLER).union(Class::HEDGE);
        let classes = self.words.entry(head).classes;
        let text = self.words.text(head);
        if classes.intersects(Class::NOUN | Class::PEOPLE | Class::GENERIC) {
            return true;
        }
        // "2.50 marks": a present form may be a noun, "600 expected" is none
        let is_done =
            classes.intersects(Class::PAST | Class::PARTICIPLE | Class::GERUND) && !classes.contains(Class::PRESENT);
        if classes.intersects(CLOSED | WEAK) || is_done || !text.chars().next().is_some_and(char::is_alphabetic) {
            return false;
        }
        // an unknown word: participles and adverbs show by their endings, abbreviations by their length
        let looks_like_none =
            ["ed", "ly", "ing", "ous", "ful", "able", "ible"].iter().any(|ending| text.ends_with(ending));
        let is_abbreviation = text.len() < 3 && !self.words.is_capital(head) || matches!(text, "cent" | "pct");
        !looks_like_none && !is_abbreviation
    }
}

/// The plural of a noun in small letters.
fn plural_of(noun: &str) -> String {
    match noun {
        "person" => "people".into(),
        "child" => "children".into(),
        _ if noun.ends_with("man") && !matches!(noun, "human" | "german" | "roman" | "ottoman") => {
            format!("{}en", &noun[..noun.len() - 2])
        }
        _ => plural(noun),
    }
}

/// "detainees_interview" -> "Detainees interview"
pub fn label(id: &str) -> String {
    let mut label = id.replace('_', " ");
    if let Some(first) = label.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    label
}
