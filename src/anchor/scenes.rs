//! What documents tell of a weekday and of a date -> the dates of weekdays: "On Monday the children were walked out to Corran" is of
//! the Monday of which another document says "the children reached Corran on 27 January".
//!
//! A weekday alone fits every week. Where another document tells in much the same words of a date that falls on that weekday, it
//! is likely that day's. Words tell more the fewer sentences share them; those of one document prove nothing for it.

use chrono::{Duration, NaiveDate};
use hashbrown::HashMap;

use super::calendar;
use crate::model::lexicon::Class;
use crate::model::token::Words;

/// Sentences of one document that are kept, and words of each.
pub const MOST: usize = 80;
const MOST_WORDS: usize = 40;
/// A word in more sentences of a story than this tells none from another.
const COMMON: usize = 4;
/// How surely two sentences that share so many words tell of one happening, where the one's date falls on the other's weekday.
const SHARED: [f32; 4] = [0.0, 0.15, 0.5, 1.0];
/// What a weekday says for a day on which it is the date others tell, and against any other, as logarithms of odds; and all of them.
const IS_THAT_DATE: f32 = 1.2;
const IS_ANOTHER: f32 = -0.8;
const MOST_SAID: f32 = 3.6;

/// "Last Tuesday" is no day of the last few, which have shorter names.
const DAYS_OF_NOW: i64 = 4;

/// When a sentence puts what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Weekday(u8),
    /// "last Tuesday": of the week before, as a rule
    LastWeekday(u8),
    /// told of as to come
    ComingWeekday(u8),
    Day {
        month: u8,
        day: u8,
    },
}

impl When {
    /// Its date in a text of that day; a day of the year is none of a text's.
    fn of(self, written: NaiveDate) -> Option<NaiveDate> {
        match self {
            When::Weekday(weekday) => calendar::on_or_before(written, weekday),
            When::LastWeekday(weekday) => {
                calendar::on_or_before(written.checked_sub_signed(Duration::days(DAYS_OF_NOW))?, weekday)
            }
            When::ComingWeekday(weekday) => calendar::on_or_after(written, weekday),
            When::Day { .. } => None,
        }
    }

    /// May it be that date?
    fn may_be(self, date: NaiveDate) -> bool {
        match self {
            When::Weekday(weekday) | When::LastWeekday(weekday) | When::ComingWeekday(weekday) => {
                calendar::weekday(date) == weekday
            }
            When::Day { .. } => false,
        }
    }
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
        let is_told = |at: usize| match words.is_number(at) {
            true => words.text(at).len() > 1,
            false => words.is_word(at) && words.text(at).len() > 3 && !words.is(at, LITTLE),
        };
        let told = sentence.filter(|&at| is_told(at));
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
pub struct Elsewhere(Vec<Sight>);

/// When a sentence puts what it tells, the dates that others tell of it, and how surely it is the same.
type Sight = (When, Vec<(NaiveDate, f32)>);

impl Elsewhere {
    /// `others`: the scenes of the other documents that have dates.
    pub fn of(own: &[Scene], others: &[(NaiveDate, &Scene)]) -> Self {
        let mut holders: HashMap<u64, usize> = HashMap::new();
        let all = own.iter().chain(others.iter().map(|(_, scene)| *scene));
        all.flat_map(|scene| &scene.words).for_each(|word| *holders.entry(*word).or_default() += 1);
        let rare = |word: &&u64| holders.get(*word).is_none_or(|holders| *holders <= COMMON);
        let found = own.iter().filter_map(|scene| {
            let like = |other: &Scene| {
                let shared = scene.words.iter().filter(rare).filter(|word| other.words.binary_search(word).is_ok());
                SHARED[shared.count().min(SHARED.len() - 1)]
            };
            let mut dates: HashMap<NaiveDate, f32> = HashMap::new();
            for (date, other) in others.iter().filter(|(date, _)| scene.when.may_be(*date)) {
                let surely = like(other);
                if surely > 0.0 {
                    dates.entry(*date).and_modify(|most| *most = most.max(surely)).or_insert(surely);
                }
            }
            let mut dates: Vec<(NaiveDate, f32)> = dates.into_iter().collect();
            dates.sort_unstable_by_key(|(date, _)| *date);
            (!dates.is_empty()).then_some((scene.when, dates))
        });
        Elsewhere(found.collect())
    }

    /// How well a day of writing makes the weekdays the dates that others tell.
    pub fn speaks_for(&self, day: NaiveDate) -> f32 {
        let of = |(when, dates): &Sight| {
            let told = when.of(day);
            match dates.iter().find(|(date, _)| told == Some(*date)) {
                Some((_, surely)) => IS_THAT_DATE * surely,
                None => IS_ANOTHER * dates.iter().fold(0.0_f32, |most, (_, surely)| most.max(*surely)),
            }
        };
        self.0.iter().map(of).sum::<f32>().clamp(-MOST_SAID, MOST_SAID)
    }
}

/// The date of a scene of a story; of a weekday where its document has a date.
pub fn date(scene: &Scene, written: Option<NaiveDate>, story: NaiveDate) -> Option<NaiveDate> {
    match scene.when {
        When::Day { month, day } => calendar::nearest_year(month, day, story),
        other => other.of(written?),
    }
}
