//! Two clauses of two texts that tell different days -> how likely they tell one happening.
//!
//! Where no rule is sure, no single sign says that two clauses are of one happening: neither the words they share nor how their days
//! lie to each other. Each says a little, and here they are added up, as `likely` does for figures: a weighed sum of signs, turned into a
//! probability by the logistic function. The weights are fitted to the days that the stories' own truth lists as being at odds (`tests.rs`).

use crate::reconcile::counterparts::Shared;
use crate::reconcile::days::{Days, Slip};
use crate::reconcile::occasion::Telling;

/// Two clauses with all that is asked of them.
pub struct Both<'t, 'a> {
    pub one: &'t Telling<'a>,
    pub other: &'t Telling<'a>,
    /// the day of each is to come where the text was written
    pub ahead: [bool; 2],
    /// what is told around the two days
    pub around: Shared,
    /// in their whole sentences
    pub sentence: Shared,
    /// how good a part of the best counterpart each is
    pub least: f64,
    pub most: f64,
    /// the same beside those that tell the day of one of the two
    pub agreeing: f64,
    /// how few clauses tell the rarest deed they share; 0 where they share none
    pub deed: f64,
    pub one_person: bool,
    pub each_days_news: bool,
    pub may_be_told_otherwise: bool,
    /// two times of one day
    pub hours: bool,
    pub slip: Option<Slip>,
    /// days between the texts
    pub between: i64,
}

/// A sign: its name, what it weighs, and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// for those who fit and look; nothing is looked up by it
    #[cfg_attr(not(test), allow(dead_code))]
    pub name: &'static str,
    pub weight: f64,
    pub read: fn(&Both) -> f64,
}

const fn sign(name: &'static str, weight: f64, read: fn(&Both) -> f64) -> Sign {
    Sign { name, weight, read }
}

/// What speaks for it before any sign is seen.
pub const BEFORE: f64 = -5.611;

impl Both<'_, '_> {
    /// The probability that one happening is told.
    pub fn likely(&self) -> f64 {
        let asked = SIGNS.iter().filter(|sign| sign.weight != 0.0);
        let sum = asked.fold(BEFORE, |sum, sign| sum + sign.weight * (sign.read)(self));
        1.0 / (1.0 + (-sum).exp())
    }

    fn each(&self, is: impl Fn(&Telling) -> bool) -> f64 {
        yes(is(self.one)) + yes(is(self.other))
    }

    fn gap(&self) -> i64 {
        self.one.days.gap(&self.other.days)
    }

    fn grains(&self, is: impl Fn(&Days) -> bool) -> f64 {
        yes(is(&self.one.days) && is(&self.other.days))
    }

    fn share<T: Ord>(&self, of: impl for<'x> Fn(&'x Telling) -> &'x Vec<T>) -> f64 {
        let (one, other) = (of(self.one), of(self.other));
        yes(one.iter().any(|thing| other.contains(thing)))
    }
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn few(count: usize, most: usize) -> f64 {
    count.min(most) as f64
}

fn is_named(telling: &Telling) -> bool {
    !telling.time.inferred.month && !telling.time.inferred.day
}

/// The signs with their weights.
pub const SIGNS: &[Sign] = &[
    sign("around, likeness", 3.294, |b| b.around.likeness),
    sign("around, words", -0.089, |b| few(b.around.words, 8)),
    sign("around, akin", 0.077, |b| few(b.around.akin, 4)),
    sign("sentence, mass", 0.179, |b| b.sentence.mass.min(5.0)),
    sign("sentence, points", 0.772, |b| b.sentence.points().sqrt()),
    sign("sentence, numbers", -0.078, |b| few(b.sentence.numbers, 3)),
    sign("clause, words", 0.257, |b| few(b.one.shared_words(b.other), 5)),
    sign("least", 0.487, |b| b.least),
    sign("most", 0.482, |b| b.most),
    sign("agreeing", -0.301, |b| b.agreeing.min(2.0)),
    sign("agreeing, better", -0.256, |b| yes(b.agreeing > 1.0)),
    sign("deed", 0.533, |b| b.deed),
    sign("deed, any", 0.441, |b| yes(b.deed > 0.0)),
    sign("once", 1.036, |b| b.share(|telling| &telling.once)),
    sign("one person", 0.406, |b| yes(b.one_person)),
    sign("one day apart", 1.136, |b| yes(b.slip == Some(Slip::OneDay))),
    sign("a slip", 0.940, |b| yes(matches!(b.slip, Some(Slip::DayAndMonth | Slip::Month | Slip::OneDigit)))),
    sign("gap", -0.089, |b| (b.gap() as f64).ln_1p()),
    sign("gap, three days", 0.289, |b| yes((1..=3).contains(&b.gap()))),
    sign("gap, two weeks", -0.281, |b| yes(b.gap() > 14)),
    sign("gap, years", -0.376, |b| yes(b.gap() > 300)),
    sign("days", 0.310, |b| b.grains(Days::is_day)),
    sign("grains differ", -0.345, |b| yes(b.one.days.grain != b.other.days.grain)),
    sign("said", 0.267, |b| b.each(|telling| telling.days.said)),
    sign("named", 0.289, |b| b.each(is_named)),
    sign("named both", 0.442, |b| yes(is_named(b.one) && is_named(b.other))),
    sign("hours", 1.208, |b| yes(b.hours)),
    sign("ahead", -0.024, |b| yes(b.ahead[0]) + yes(b.ahead[1])),
    sign("ahead, one", -0.535, |b| yes(b.ahead[0] != b.ahead[1])),
    sign("numbers of the clause, others", -0.331, |b| {
        yes(!b.one.numbers.is_empty() && !b.other.numbers.is_empty()) - b.share(|telling| &telling.numbers)
    }),
    sign("each day's news", 0.000, |b| yes(b.each_days_news)),
    sign("told, loosely", -0.352, |b| yes(!b.may_be_told_otherwise)),
    sign("basis", 1.070, |b| yes(b.one.basis != b.other.basis)),
    sign("days between the texts", -0.137, |b| (b.between as f64).ln_1p()),
];

#[cfg(test)]
pub mod tests;
