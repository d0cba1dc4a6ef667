//! Words we know: each with a small number and what it can be.
//!
//! A document's tokens carry these numbers, so recognisers compare numbers and bits, never strings.
//! A word may be several things at once ("May", "second", "march"): classes are a set.

use bitflags::bitflags;
use hashbrown::{HashMap, HashTable};

use super::span::Span;
use super::time::{PartOfDay, TimeUnit};
use super::token::Words;

/// Number of a word in the lexicon; 0 is any word we do not know.
pub type WordId = u32;

bitflags! {
    /// What a word can be. The names are those of the `[words]` table in the vocabulary files.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Class: u64 {
        const MONTH = 1;
        const WEEKDAY = 1 << 1;
        const SEASON = 1 << 2;
        const TIME_UNIT = 1 << 3;
        const PART_OF_DAY = 1 << 4;
        const NUMERAL = 1 << 5;
        const SCALE = 1 << 6;
        const ORDINAL = 1 << 7;
        const FRACTION = 1 << 8;
        /// "dozens", "hundreds": a number only as an interval
        const VAGUE = 1 << 9;
        const DETERMINER = 1 << 10;
        /// "the", "these", "his": what follows is already known to the reader
        const DEFINITE = 1 << 11;
        const PREPOSITION = 1 << 12;
        const CONJUNCTION = 1 << 13;
        const PRONOUN = 1 << 14;
        const AUXILIARY = 1 << 15;
        /// forms of "be"
        const COPULA = 1 << 16;
        const MODAL = 1 << 17;
        const NEGATION = 1 << 18;
        /// "who", "which", "that", "when"
        const RELATIVE = 1 << 19;
        const ADVERB = 1 << 20;
        const ADJECTIVE = 1 << 21;
        const VERB = 1 << 22;
        const PAST = 1 << 23;
        const PARTICIPLE = 1 << 24;
        const GERUND = 1 << 25;
        /// "said", "told", "announced"
        const REPORTING = 1 << 26;
        const TREND_UP = 1 << 27;
        const TREND_DOWN = 1 << 28;
        /// verbs that put a subject at a figure: "reach", "stand", "total"
        const TREND_LEVEL = 1 << 29;
        /// "people", "men", "suspects": who is counted is told elsewhere
        const GENERIC = 1 << 30;
        /// "prison", "hospital", "stadium"
        const FACILITY = 1 << 31;
        /// "president", "secretary", "mr"
        const TITLE = 1 << 32;
        /// "department", "university", "police"
        const BODY = 1 << 33;
        /// signs of the future: "will", "plans", "expected"
        const FUTURE = 1 << 34;
        /// plural noun known to the vocabulary
        const PLURAL = 1 << 35;
        const NOUN = 1 << 36;
        /// "additional", "more", "other": stands between a number and its noun
        const FILLER = 1 << 37;
        /// country adjectives and demonyms: "Salvadoran", "Kenyans"
        const NATIONALITY = 1 << 38;
        /// "Jr", "Mr", "Feb": a full stop after it does not end a sentence
        const ABBREVIATION = 1 << 39;
        const SUBORDINATOR = 1 << 40;
        /// "reportedly", "allegedly"
        const HEDGE = 1 << 41;
        /// currency words: "dollars", "euros"
        const CURRENCY = 1 << 42;
        /// may open a name but is none alone: "New", "San", "El"
        const NAME_PART = 1 << 43;
        /// given names, so that "Maria Silva" is a person
        const GIVEN_NAME = 1 << 44;
        /// nouns that name something that happens: "crackdown", "quake", "election"
        const HAPPENING = 1 << 45;
        /// "percent", "%"
        const PERCENT = 1 << 46;
        /// base or third-person form of a verb
        const PRESENT = 1 << 47;
        /// opens an expression that names a time by itself: "yesterday", "Christmas"
        const DEICTIC = 1 << 48;
        /// "article", "route", "flight": a figure after it is a name
        const DESIGNATOR = 1 << 49;
        /// "street", "avenue": a figure before its name is an address
        const STREET = 1 << 50;
        /// verbs that look at some of many: "interviewed", "surveyed"
        const SAMPLING = 1 << 51;
        /// people and bodies that state figures: "police", "officials", "doctors"
        const SPEAKER = 1 << 52;
        /// what figures are stated in: "data", "report", "poll"
        const PAPER = 1 << 53;
        /// verbs by which a speaker or a paper states a figure without saying so: "counted", "expect", "put … at"
        const CLAIMING = 1 << 54;
        /// "town", "province", "valley": the name beside it is a place
        const LOCALITY = 1 << 55;
        /// adjectives and participles that stand for people behind a number: "12 dead", "40 injured"
        const STATE = 1 << 56;
        /// "confirmed", "net", "operating": makes another count of the same noun
        const KIND = 1 << 57;
        /// nouns for human beings, alone or in groups: "nurse", "crew", "family"
        const PEOPLE = 1 << 58;
        /// "summary", "background": as a heading it names a part of the page, not what the page is about
        const SECTION = 1 << 59;
    }
}

/// Everything the vocabulary says about one word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry {
    pub classes: Class,
    /// 1 January … 12 December
    pub month: u8,
    /// 1 Monday … 7 Sunday
    pub weekday: u8,
    /// 1 winter … 4 autumn
    pub season: u8,
    pub unit: Option<TimeUnit>,
    pub part_of_day: Option<PartOfDay>,
    /// value of a numeral, 0 to 99 ("a dozen" 12)
    pub numeral: u8,
    /// power of ten of a scale word or a vague number
    pub scale: u8,
    pub ordinal: u64,
    /// denominator of a fraction word
    pub denominator: u64,
    /// the word's base form: singular of a noun, infinitive of a verb; itself when there is none
    pub lemma: WordId,
}

/// All known words. Look-ups ignore ASCII case and allocate nothing.
#[derive(Debug, Default, Clone)]
pub struct Lexicon {
    words: Vec<Box<str>>,
    entries: Vec<Entry>,
    /// words short enough to be a [`Packed`], which nearly all are: found by comparing numbers
    short: HashTable<(Packed, WordId)>,
    long: HashMap<Box<str>, WordId>,
    longest: usize,
}

impl Lexicon {
    pub fn new() -> Self {
        // The unknown word has number 0.
        Lexicon { words: vec!["".into()], entries: vec![Entry::default()], ..Lexicon::default() }
    }

    /// The number of a word, adding it when it is new. Case is folded.
    pub fn intern(&mut self, word: &str) -> WordId {
        let found = self.find(word);
        if found != 0 {
            return found;
        }
        let id = self.words.len() as WordId;
        let folded: Box<str> = word.to_ascii_lowercase().into();
        match pack(word.as_bytes()) {
            Some(packed) => {
                self.short.insert_unique(mix(packed), (packed, id), |(packed, _)| mix(*packed));
            }
            None => {
                self.long.insert(folded.clone(), id);
            }
        }
        self.longest = self.longest.max(word.len());
        self.words.push(folded);
        self.entries.push(Entry { lemma: id, ..Entry::default() });
        id
    }

    /// The number of a word, 0 when it is not known. Case is folded.
    pub fn find(&self, word: &str) -> WordId {
        self.find_packed(pack(word.as_bytes()), word)
    }

    /// The number of the word that stands in a text, 0 when it is not known. The same as [`find`](Self::find), but quicker:
    /// what stands behind the word is read with it and masked, whatever the word's length.
    pub fn find_in(&self, text: &str, span: Span) -> WordId {
        let behind = &text.as_bytes()[span.start as usize..];
        let packed = match behind.first_chunk::<16>() {
            Some(sixteen) if span.len() < 16 => Some(labelled(u128::from_le_bytes(*sixteen), span.len())),
            _ => pack(&behind[..span.len()]),
        };
        self.find_packed(packed, span.of(text))
    }

    fn find_packed(&self, packed: Option<Packed>, word: &str) -> WordId {
        match packed {
            Some(packed) => self.short.find(mix(packed), |(known, _)| *known == packed).map_or(0, |(_, id)| *id),
            None if word.len() > self.longest => 0,
            None => self.long.get(&*word.to_ascii_lowercase()).copied().unwrap_or(0),
        }
    }

    pub fn entry(&self, id: WordId) -> &Entry {
        &self.entries[id as usize]
    }

    pub fn entry_mut(&mut self, id: WordId) -> &mut Entry {
        &mut self.entries[id as usize]
    }

    /// The word in lower case; empty for 0.
    pub fn word(&self, id: WordId) -> &str {
        &self.words[id as usize]
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.len() <= 1
    }
}

/// A word of at most fifteen bytes as one number: its bytes, ASCII case folded, and its length in the highest byte.
type Packed = u128;

/// None for a longer word.
fn pack(word: &[u8]) -> Option<Packed> {
    let length = word.len();
    let from = |bytes: &[u8]| bytes.iter().rev().fold(0_u128, |packed, &byte| packed << 8 | u128::from(byte));
    // the two halves may overlap: where they do, they say the same
    let halves = |first: u128, last: u128, width: usize| first | last << (8 * (length - width));
    let packed = match word {
        [] | [_] | [_, _] | [_, _, _] => from(word),
        [a, b, c, d, ..] if length < 8 => {
            let (_, last) = word.split_last_chunk::<4>()?;
            halves(u32::from_le_bytes([*a, *b, *c, *d]).into(), u32::from_le_bytes(*last).into(), 4)
        }
        _ if length < 16 => {
            let ((first, _), (_, last)) = (word.split_first_chunk::<8>()?, word.split_last_chunk::<8>()?);
            halves(u64::from_le_bytes(*first).into(), u64::from_le_bytes(*last).into(), 8)
        }
        _ => return None,
    };
    Some(labelled(packed, length))
}

/// The first bytes of sixteen as a packed word.
fn labelled(bytes: u128, length: usize) -> Packed {
    fold(bytes & ((1 << (8 * length)) - 1)) | (length as u128) << 120
}

/// Folds the ASCII capitals among sixteen bytes, all at once.
fn fold(bytes: u128) -> u128 {
    const EACH: u128 = u128::from_le_bytes([1; 16]);
    let low = bytes & (0x7f * EACH);
    // the highest bit of each byte tells: not before "A", beyond "Z", no ASCII at all
    let from_a = low + (0x80 - b'A' as u128) * EACH;
    let past_z = low + (0x7f - b'Z' as u128) * EACH;
    let capitals = (from_a ^ past_z) & !bytes & (0x80 * EACH);
    bytes | capitals >> 2
}

/// Hash of a packed word: two multiplications, the same on every machine.
fn mix(packed: Packed) -> u64 {
    let (low, high) = (packed as u64, (packed >> 64) as u64);
    let product = u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd1b5_4a32_d192_ed03);
    product as u64 ^ (product >> 64) as u64
}

/// Which form of a word a table of phrases compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// the word as it stands: "more than"
    #[default]
    AsWritten,
    /// its base form: "death toll" also finds "death tolls"
    Lemma,
}

/// The words after and with the first, and what they stand for.
type Phrase<T> = (Box<[WordId]>, T);

/// Sequences of words, each with what it stands for; the longest one at a place wins.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    form: Form,
    by_first: HashMap<WordId, Vec<Phrase<T>>>,
    longest: usize,
}

impl<T> Phrases<T> {
    pub fn new(form: Form) -> Self {
        Phrases { form, by_first: HashMap::new(), longest: 0 }
    }

    /// Adds a phrase. Several meanings of the same words are kept in the order they came.
    pub fn add(&mut self, words: &[WordId], meaning: T) {
        let Some(&first) = words.first() else { return };
        self.longest = self.longest.max(words.len());
        let list = self.by_first.entry(first).or_default();
        let at = list.partition_point(|(known, _)| known.len() >= words.len());
        list.insert(at, (words.into(), meaning));
    }

    /// The longest phrase that begins at token `at`: its length in tokens and its meaning.
    pub fn longest_at(&self, words: &Words, at: usize) -> Option<(usize, &T)> {
        self.starting_with(words, at).iter().find(|(phrase, _)| self.fits(words, at, phrase)).map(|(p, m)| (p.len(), m))
    }

    /// Every phrase that begins at token `at`, longest first.
    pub fn all_at<'s, 'w>(&'s self, words: &'w Words<'w>, at: usize) -> impl Iterator<Item = (usize, &'s T)> {
        let fits = move |(phrase, _): &&Phrase<T>| self.fits(words, at, phrase);
        self.starting_with(words, at).iter().filter(fits).map(|(phrase, meaning)| (phrase.len(), meaning))
    }

    /// Phrases whose first word stands at `at` and the others from `next` on: "take [six children] to hospital".
    pub fn all_apart<'s, 'w>(
        &'s self,
        words: &'w Words<'w>,
        at: usize,
        next: usize,
    ) -> impl Iterator<Item = (usize, &'s T)> {
        let fits = move |(phrase, _): &&Phrase<T>| {
            phrase.len() > 1 && (1..phrase.len()).all(|i| self.key(words, next + i - 1) == phrase[i])
        };
        self.starting_with(words, at).iter().filter(fits).map(|(phrase, meaning)| (phrase.len(), meaning))
    }

    /// The longest phrase whose last token is the one before `end`: its first token and its meaning.
    pub fn longest_before(&self, words: &Words, end: usize) -> Option<(usize, &T)> {
        (1..=self.longest.min(end)).rev().find_map(|length| {
            let at = end - length;
            let fits = |(phrase, _): &&Phrase<T>| phrase.len() == length && self.fits(words, at, phrase);
            self.starting_with(words, at).iter().find(fits).map(|(_, meaning)| (at, meaning))
        })
    }

    fn starting_with(&self, words: &Words, at: usize) -> &[Phrase<T>] {
        match self.key(words, at) {
            0 => &[],
            first => self.by_first.get(&first).map_or(&[], Vec::as_slice),
        }
    }

    fn fits(&self, words: &Words, at: usize, phrase: &[WordId]) -> bool {
        (1..phrase.len()).all(|i| self.key(words, at + i) == phrase[i])
    }

    fn key(&self, words: &Words, at: usize) -> WordId {
        match (self.form, words.tokens.get(at)) {
            (_, None) => 0,
            (Form::AsWritten, Some(token)) => token.word,
            (Form::Lemma, Some(token)) => words.lexicon.entry(token.word).lemma,
        }
    }
}

/// The regular plural: "case" -> "cases", "city" -> "cities", "church" -> "churches".
pub fn plural(noun: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    if ends(&["ay", "ey", "oy", "uy"]) {
        format!("{noun}s")
    } else if let Some(stem) = noun.strip_suffix('y') {
        format!("{stem}ies")
    } else if ends(&["s", "x", "z", "ch", "sh"]) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_folded_and_unknown_is_zero() {
        let mut lexicon = Lexicon::new();
        let february = lexicon.intern("February");
        assert_eq!(lexicon.find("FEBRUARY"), february);
        assert_eq!(lexicon.find("Smarch"), 0);
        assert_eq!(lexicon.word(february), "february");
    }

    #[test]
    fn words_of_every_length_are_told_apart() {
        let alphabet = "AbcdefghijklmnopqrstuvwxyZ";
        let mut lexicon = Lexicon::new();
        let ids: Vec<WordId> = (1..=26).map(|length| lexicon.intern(&alphabet[..length])).collect();
        for (length, id) in (1..=26).zip(ids) {
            assert_eq!(lexicon.find(&alphabet[..length].to_ascii_uppercase()), id);
            assert_eq!(lexicon.find_in(alphabet, Span::new(0, length)), id);
            assert_eq!(lexicon.find(&format!("{}é", &alphabet[..length])), 0);
            assert_eq!(lexicon.find(&format!("{}\0", &alphabet[..length])), 0);
        }
        assert_eq!(lexicon.len(), 27);
    }

    #[test]
    fn only_ascii_capitals_are_folded() {
        for byte in 0..=u8::MAX {
            let word = [byte; 15];
            assert_eq!(pack(&word), pack(&word.map(|byte| byte.to_ascii_lowercase())));
            assert_eq!(fold(byte.into()), u128::from(byte.to_ascii_lowercase()));
        }
    }
}
