//! The signs that two figures are one quantity, and that they are at odds: each a number, by its name.

use rust_decimal::prelude::ToPrimitive;

use crate::model::quantity::{Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::counterparts::{Shared, are_others};
use crate::reconcile::digits::{mirrored, significant};
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Relation, metrics, populations, scopes, windows};
use crate::reconcile::profile;
use crate::reconcile::words::Stem;

/// Two figures with all that is asked of them.
pub struct Both<'f, 'a> {
    pub one: &'f Figure<'a>,
    pub other: &'f Figure<'a>,
    pub affair: &'f Affair<'a>,
    /// what each counts, and what stands for it
    pub heads: [&'f [Stem]; 2],
    pub around: Shared,
    /// between its neighbours in the sentence
    pub segment: Shared,
    pub profile: profile::Shared,
    /// numbers that stand beside both
    pub beside: usize,
    /// and in the sentences next to theirs
    pub near: usize,
    /// both are the largest count of their metric in their text
    pub main: bool,
    /// both stand at the top of their page
    pub lead: bool,
    pub in_sentence: [usize; 2],
}

/// How much better a pair does than the others of its figures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rivals {
    /// how much speaks for one thing
    pub thing: f64,
    /// less what speaks for the best other counterpart, on the side where that is less, and on the other
    pub least: f64,
    pub most: f64,
    /// the same beside those that tell the same value
    pub agreeing_least: f64,
    pub agreeing_most: f64,
}

/// Further behind than this, one is simply behind.
const FAR_BEHIND: f64 = -5.0;

impl Rivals {
    /// What they add to what speaks for being at odds.
    pub fn odds(&self) -> f64 {
        RIVALS.iter().zip(self.signs()).map(|((_, weight), sign)| weight * sign).sum()
    }

    /// As [`RIVALS`] names them.
    pub fn signs(&self) -> [f64; 7] {
        let behind = |by: f64| by.max(FAR_BEHIND);
        [
            self.thing,
            behind(self.least),
            behind(self.most),
            behind(self.agreeing_least),
            behind(self.agreeing_most),
            yes(self.least > 0.0),
            yes(self.most > 0.0),
        ]
    }
}

/// A sign: its name, what it weighs, and how it is read from two figures.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// for those who fit and look; nothing is looked up by it
    #[cfg_attr(not(test), allow(dead_code))]
    pub name: &'static str,
    /// that one thing is meant
    pub thing: f64,
    /// that the two are at odds
    pub odds: f64,
    pub read: fn(&Both) -> f64,
}

const fn sign(name: &'static str, (thing, odds): (f64, f64), read: fn(&Both) -> f64) -> Sign {
    Sign { name, thing, odds, read }
}

/// What speaks for it before any sign is seen.
pub const THING: f64 = -3.793;
pub const ODDS: f64 = -4.127;

impl Both<'_, '_> {
    /// How much speaks for one thing, as log-odds.
    pub fn thing(&self) -> f64 {
        self.sum(THING, |sign| sign.thing)
    }

    /// How much speaks for being at odds, as long as no rivals are known.
    pub fn odds(&self) -> f64 {
        self.sum(ODDS, |sign| sign.odds)
    }

    fn sum(&self, before: f64, weight: impl Fn(&Sign) -> f64) -> f64 {
        let asked = SIGNS.iter().map(|sign| (sign, weight(sign))).filter(|(_, weight)| *weight != 0.0);
        asked.fold(before, |sum, (sign, weight)| sum + weight * (sign.read)(self))
    }

    fn each(&self, is: impl Fn(&Figure) -> bool) -> f64 {
        yes(is(self.one)) + yes(is(self.other))
    }

    fn same<T: PartialEq>(&self, of: impl Fn(&Figure) -> T) -> f64 {
        yes(of(self.one) == of(self.other))
    }

    fn both_known(&self) -> bool {
        self.one.metric.is_some() && self.other.metric.is_some()
    }

    /// How the metrics of the vocabulary stand to each other.
    fn metric(&self, relations: &[Relation]) -> f64 {
        let relation = || metrics(&self.one.claim.metric, &self.other.claim.metric, self.affair.vocabulary);
        yes(self.both_known() && relations.contains(&relation()))
    }

    fn scope(&self, relations: &[Relation]) -> f64 {
        let relation = scopes(&self.one.scope, &self.other.scope, &self.affair.main_place, self.affair.vocabulary);
        yes(relations.contains(&relation))
    }

    fn people(&self, relations: &[Relation]) -> f64 {
        yes(relations.contains(&populations(&self.one.population, &self.other.population)))
    }

    fn days(&self, relations: &[Relation]) -> f64 {
        yes(relations.contains(&windows(&self.one.window, &self.other.window).relation))
    }

    fn are_others(&self) -> bool {
        are_others(self.heads[0], self.heads[1])
    }

    fn are_kin(&self) -> bool {
        self.heads[0].iter().any(|stem| self.heads[1].contains(stem))
    }

    fn sizes(&self) -> [f64; 2] {
        [self.one, self.other].map(|figure| figure.size().and_then(|size| size.to_f64()).unwrap_or_default().abs())
    }

    /// How many times one is the other, as a logarithm.
    fn times(&self) -> f64 {
        let [a, b] = self.sizes();
        if a > 0.0 && b > 0.0 { (a / b).ln().abs().min(5.0) } else { 5.0 }
    }

    fn days_between(&self) -> f64 {
        let days = self.one.claim.published.zip(self.other.claim.published);
        days.map_or(0.0, |(a, b)| ((a - b).num_days().abs() as f64).ln_1p())
    }

    /// Whether one name is known to say both.
    fn speakers(&self) -> Option<bool> {
        let (one, other) = (self.one.claim.attributed_to.as_deref()?, self.other.claim.attributed_to.as_deref()?);
        if one.eq_ignore_ascii_case(other) {
            return Some(true);
        }
        let words = |name: &str| -> Vec<String> {
            let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
            words.map(str::to_lowercase).collect()
        };
        let (one, other) = (words(one), words(other));
        (!one.is_empty() && !other.is_empty()).then(|| one.iter().any(|word| other.contains(word)))
    }
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn few(count: usize, most: usize) -> f64 {
    count.min(most) as f64
}

/// What it is told for each of: an hour, a barrel, a hundred thousand inhabitants.
fn rate<'f>(figure: &'f Figure) -> Option<&'f str> {
    figure.quantity().per.as_ref().map(|per| &*per.unit)
}

/// The signs with their weights, for one thing and for being at odds; how they were fitted is told in the house's book.
pub const SIGNS: &[Sign] = &[
    // what the words share
    sign("around, mass", (0.936, 0.0), |b| b.around.mass.min(5.0)),
    sign("around, points", (1.145, 2.029), |b| b.around.points().sqrt()),
    sign("around, words", (-0.179, 0.0), |b| few(b.around.words, 8)),
    sign("around, days", (0.316, 0.0), |b| few(b.around.days, 1)),
    sign("around, numbers", (0.160, 0.0), |b| few(b.around.numbers, 3)),
    sign("around, one word", (-0.512, 0.0), |b| yes(b.around.told() == 1)),
    sign("profile, mass", (0.967, 0.0), |b| b.profile.mass.min(5.0)),
    sign("profile, likeness", (0.837, 0.0), |b| b.profile.likeness),
    sign("profile, words", (-0.542, 0.0), |b| few(b.profile.words, 6)),
    sign("segment, likeness", (1.535, -1.513), |b| b.segment.likeness),
    sign("segment, told", (0.079, 0.0), |b| few(b.segment.told(), 4)),
    sign("segment, names", (0.241, 0.0), |b| b.segment.names.min(2.0)),
    sign("numbers beside", (0.590, 0.270), |b| few(b.beside, 2)),
    sign("numbers near", (0.547, 0.550), |b| few(b.near, 3)),
    sign("figures in the sentences", (-0.147, 0.0), |b| {
        (b.in_sentence[0] as f64).ln() + (b.in_sentence[1] as f64).ln()
    }),
    // how what is counted, where, when and by whom stands to each other
    sign("metric other", (-0.882, 0.0), |b| b.metric(&[Relation::Disjoint])),
    sign("metric same, unnamed", (1.075, 0.0), |b| yes(!b.both_known() && b.one.claim.metric == b.other.claim.metric)),
    sign("noun akin", (0.345, 0.0), |b| yes(b.are_kin())),
    sign("noun other, metric not same", (-0.775, 0.0), |b| yes(b.are_others()) * (1.0 - b.metric(&[Relation::Same]))),
    sign("percent", (-0.702, -0.688), |b| {
        yes(matches!(b.one.quantity().unit, Unit::Percent | Unit::Points | Unit::Ratio))
    }),
    sign("count", (-1.148, 0.0), |b| yes(b.one.is_plain_count())),
    sign("place same", (0.296, 0.0), |b| b.scope(&[Relation::Same])),
    sign("place part", (0.0, -0.455), |b| b.scope(&[Relation::Part, Relation::Whole])),
    sign("people same", (0.297, 0.0), |b| b.people(&[Relation::Same])),
    sign("days same", (0.395, 0.690), |b| b.days(&[Relation::Same])),
    sign("days other", (-0.323, -0.360), |b| b.days(&[Relation::Disjoint])),
    sign("role same", (0.327, 0.0), |b| b.same(|figure| figure.quantity().role)),
    sign("role told", (0.0, -0.818), |b| b.each(|figure| figure.quantity().role != Role::None)),
    sign("rate same", (0.691, 0.0), |b| yes(rate(b.one) == rate(b.other))),
    sign("part of a figure, one", (-0.386, 0.0), |b| {
        yes(b.one.claim.part_of.is_some() != b.other.claim.part_of.is_some())
    }),
    sign("asides", (-0.559, 0.0), |b| b.each(|figure| figure.claim.is_aside())),
    sign("one speaker", (0.580, 0.0), |b| yes(b.speakers() == Some(true))),
    sign("two speakers", (0.0, 0.501), |b| yes(b.speakers() == Some(false))),
    sign("main counts", (0.836, -0.833), |b| yes(b.main)),
    sign("lead", (0.740, 0.0), |b| yes(b.lead)),
    sign("days between the texts", (-0.094, -0.122), |b| b.days_between()),
    // how the values stand to each other
    sign("times", (0.0, -0.510), |b| b.times()),
    sign("near", (0.0, 0.891), |b| yes(b.times() < 0.25)),
    sign("twice and more", (0.0, -1.217), |b| yes(b.times() > 1.1)),
    sign("digits mirrored", (0.0, 2.389), |b| {
        let values = b.one.value().zip(b.other.value());
        yes(values.is_some_and(|(x, y)| mirrored(x.abs(), y.abs()).is_some()))
    }),
    sign("digits mirrored, many", (0.0, 0.732), |b| {
        let values = b.one.value().zip(b.other.value());
        yes(values
            .is_some_and(|(x, y)| mirrored(x.abs(), y.abs()).is_some() && significant(x).min(significant(y)) >= 2))
    }),
    sign("bounds", (0.0, 0.648), |b| b.each(|figure| !figure.quantity().bound.is_point())),
];

/// How the pair does beside the others of its figures: what these signs weigh for being at odds.
pub const RIVALS: [(&str, f64); 7] = [
    ("thing", 0.069),
    ("ahead, least", 0.218),
    ("ahead, most", 0.100),
    ("ahead of agreeing, least", 0.097),
    ("ahead of agreeing, most", 0.056),
    ("best of both", 0.672),
    ("best of one", 0.650),
];
