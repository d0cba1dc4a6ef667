//! What documents tell of a weekday and of a date -> the dates of weekdays: "On Monday the children were walked out to Corran" is of
//! the Monday of which another document says "the children reached Corran on 27 January".
//!
//! A weekday alone fits every week. Where another document tells in much the same words of a date that falls on that weekday, it
//! is likely that day's. Words tell more the fewer sentences share them; those of one document prove nothing for it.

use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

use super::calendar;
use crate::model::lexicon::Class;
use crate::model::token::Words;

/// Sentences of one document that are kept, and words of each.
pub const MOST: usize = 80;
const MOST_WORDS: usize = 40;
/// A word in more sentences of a story than this tells none from another.
const COMMON: usize = 4;
/// Two sentences of one happening share so many words that are not common.
const SHARED: usize = 3;
/// What a weekday says for a day on which it is the date others tell, and against any other, as logarithms of odds; and all of them.
const IS_THAT_DATE: f32 = 1.2;
const IS_ANOTHER: f32 = -0.8;
const MOST_SAID: f32 = 3.6;

/// When a sentence puts what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Weekday(u8),
    Day { month: u8, day: u8 },
}

/// A sentence that tells of a past day, by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    pub when: When,
    /// hashes, sorted, each once
    words: Vec<u64>,
}

impl Scene {
    /// The words of a sentence that carry it.
    pub fn read(words: &Words, sentence: std::ops::Range<usize>, when: When) -> Self {
        const LITTLE: Class = Class::DETERMINER
            .union(Class::PREPOSITION)
            .union(Class::CONJUNCTION)
            .union(Class::PRONOUN)
            .union(Class::AUXILIARY)
            .union(Class::COPULA)
            .union(Class::MODAL)
            .union(Class::RELATIVE)
            .union(Class::REPORTING)
            .union(Class::WEEKDAY)
            .union(Class::MONTH)
            .union(Class::TIME_UNIT)
            .union(Class::PART_OF_DAY);
        let told = sentence.filter(|&at| words.is_word(at) && words.text(at).len() > 3 && !words.is(at, LITTLE));
        let mut words: Vec<u64> = told.take(MOST_WORDS).map(|at| hash(words, at)).collect();
        words.sort_unstable();
        words.dedup();
        Scene { when, words }
    }
}

/// Of the base form, where one is known.
fn hash(words: &Words, at: usize) -> u64 {
    let lemma = words.lemma(at);
    let word = if lemma.is_empty() { words.text(at) } else { lemma };
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Weekdays of one document, each with the dates that others tell in like words.
#[derive(Debug, Default)]
pub struct Elsewhere(Vec<(u8, Vec<NaiveDate>)>);

impl Elsewhere {
    /// `others`: the scenes of the other documents that have dates.
    pub fn of(own: &[Scene], others: &[(NaiveDate, &Scene)]) -> Self {
        let mut holders: HashMap<u64, usize> = HashMap::new();
        let all = own.iter().chain(others.iter().map(|(_, scene)| *scene));
        all.flat_map(|scene| &scene.words).for_each(|word| *holders.entry(*word).or_default() += 1);
        let rare = |word: &&u64| holders.get(*word).is_none_or(|holders| *holders <= COMMON);
        let found = own.iter().filter_map(|scene| {
            let When::Weekday(weekday) = scene.when else { return None };
            let is_like = |other: &Scene| {
                let shared = scene.words.iter().filter(rare).filter(|word| other.words.binary_search(word).is_ok());
                shared.count() >= SHARED
            };
            let dates: HashSet<NaiveDate> = others
                .iter()
                .filter(|(date, other)| calendar::weekday(*date) == weekday && is_like(other))
                .map(|(date, _)| *date)
                .collect();
            let mut dates: Vec<NaiveDate> = dates.into_iter().collect();
            dates.sort_unstable();
            (!dates.is_empty()).then_some((weekday, dates))
        });
        Elsewhere(found.collect())
    }

    /// How well a day of writing makes the weekdays the dates that others tell.
    pub fn speaks_for(&self, day: NaiveDate) -> f32 {
        let of = |(weekday, dates): &(u8, Vec<NaiveDate>)| {
            let told = calendar::on_or_before(day, *weekday);
            if told.is_some_and(|told| dates.contains(&told)) { IS_THAT_DATE } else { IS_ANOTHER }
        };
        self.0.iter().map(of).sum::<f32>().clamp(-MOST_SAID, MOST_SAID)
    }
}

/// The date of a scene of a story; of a weekday where its document has a date.
pub fn date(scene: &Scene, written: Option<NaiveDate>, story: NaiveDate) -> Option<NaiveDate> {
    match scene.when {
        When::Day { month, day } => calendar::nearest_year(month, day, story),
        When::Weekday(weekday) => calendar::on_or_before(written?, weekday),
    }
}
