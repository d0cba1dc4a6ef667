//! Two figures of two texts -> how likely they are one quantity told with two values.
//!
//! Where keys do not meet, no single sign says that one thing is meant: not the noun, not the metric, not the words around. Each
//! says a little, and here they are added up: a weighed sum of signs (`signs`), turned into a probability by the logistic
//! function. It is asked twice. First whether one thing is meant, whatever the values are; that ranks the figures of a text as
//! counterparts of one figure of another. Then, knowing the rivals, whether the two are at odds.
//!
//! The weights are fitted, not chosen: logistic regression over pairs of figures that readers who saw nothing but the
//! two passages called one quantity at odds, one quantity that may have changed, or two quantities. That weak signs are better added
//! up than asked in turn is old knowledge of record linkage (Fellegi and Sunter, "A Theory for Record Linkage", 1969).

pub mod signs;
#[cfg(test)]
pub(super) mod tests;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::affair::Affair;
use super::breath;
use super::counterparts::{Counterparts, Features};
use super::digits::significant;
use super::figure::Figure;
use super::words::Stem;
use crate::model::metric::Behaviour;
use signs::{Both, Rivals};

/// What a counterpart is measured with where there is no other one.
const NO_RIVAL: f64 = -6.0;
/// A passage this far from the top of its page is its lead.
const LEAD: u32 = 700;

/// Two figures with what was weighed.
#[derive(Debug, Clone, Copy)]
pub struct Likely {
    pub one: usize,
    pub other: usize,
    /// the probability that they are one quantity and cannot both be true
    pub at_odds: f64,
}

/// The figures of a story's texts, with all that is told of each.
pub struct Scene<'f, 'a> {
    figures: &'f [&'f Figure<'a>],
    heads: &'f [Vec<Stem>],
    affair: &'f Affair<'a>,
    /// all that is told around each, the sentence before it too
    around: &'f Counterparts<'a>,
    /// the words between a figure's neighbours in its sentence
    segments: Counterparts<'a>,
    /// the other numbers of its sentence
    beside: Vec<Vec<String>>,
    /// telling numbers of the sentences before and behind
    near: Vec<Vec<String>>,
    /// the largest count of its metric that its text tells
    main: Vec<bool>,
}

impl<'f, 'a> Scene<'f, 'a> {
    pub fn new(
        figures: &'f [&'f Figure<'a>],
        heads: &'f [Vec<Stem>],
        around: &'f Counterparts<'a>,
        affair: &'f Affair<'a>,
    ) -> Self {
        let mut room: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut told: HashMap<usize, Vec<String>> = HashMap::new();
        let lines = breath::lines(affair);
        let mut next_to: HashMap<usize, Vec<String>> = HashMap::new();
        for (nth, line) in lines.iter().enumerate() {
            let before = nth.checked_sub(1).and_then(|before| lines.get(before));
            let before = before.filter(|before| before.is_followed_by(line));
            let behind = lines.get(nth + 1).filter(|behind| line.is_followed_by(behind));
            let others = [before, behind].into_iter().flatten();
            let told = others.flat_map(|other| other.figures.iter().take(MOST_BESIDE));
            let told = told.filter(|(_, figure)| figure.value().is_some_and(|value| significant(value) >= 2));
            let told: Vec<String> = told.map(|(_, figure)| number_and_unit(figure)).collect();
            for (_, figure) in &line.figures {
                next_to.insert(figure.at, told.clone());
            }
        }
        for line in &lines {
            for (nth, (_, figure)) in line.figures.iter().enumerate() {
                let from = nth.checked_sub(1).map_or(0, |before| line.end(before));
                let to = line.figures.get(nth + 1).map_or(line.text.len(), |(start, _)| *start);
                room.insert(figure.at, (from, to));
                let others = line.figures.iter().filter(|(_, other)| other.at != figure.at).take(MOST_BESIDE);
                told.insert(figure.at, others.map(|(_, other)| number_and_unit(other)).collect());
            }
        }
        let segments = figures.iter().map(|figure| {
            let text: &str = &figure.claim.sentence_text;
            let at = figure.place_in_sentence().unwrap_or_default();
            let end = at + figure.claim.text.len();
            let (from, to) = room.get(&figure.at).copied().unwrap_or((0, text.len()));
            let before = text.get(from.min(at)..at).unwrap_or_default();
            let behind = up_to_a_break(text.get(end..to.max(end)).unwrap_or_default());
            let since = since_a_break(before);
            // a sign in front: only the first word of a sentence is large whatever it is
            let amid = if from == 0 && since.len() == before.len() { "" } else { "; " };
            (&*figure.claim.source, Features::whole(&format!("{amid}{since}; {behind}"), affair.vocabulary))
        });
        let segments = Counterparts::new(segments.collect());
        let beside = figures.iter().map(|figure| told.remove(&figure.at).unwrap_or_default()).collect();
        let near = figures.iter().map(|figure| next_to.remove(&figure.at).unwrap_or_default()).collect();
        Scene { figures, heads, affair, around, segments, beside, near, main: main(figures) }
    }

    /// The pairs among these, each weighed, in their order.
    pub fn weighed(&self, pairs: &[(usize, usize)]) -> Vec<Likely> {
        let pairs: Vec<Pair> = pairs.iter().map(|&(one, other)| self.pair(one, other)).collect();
        let sums: Vec<(f64, f64)> = pairs
            .par_iter()
            .map(|pair| {
                let both = self.both(pair.one, pair.other);
                (both.thing(), both.odds())
            })
            .collect();
        #[cfg(test)]
        tests::hear(self, &pairs);
        let things: Vec<f64> = sums.iter().map(|(thing, _)| *thing).collect();
        let ranks = Ranks::of(&pairs, &things);
        let weighed = pairs.iter().zip(&sums).map(|(pair, &(thing, odds))| {
            let odds = odds + ranks.rivals(pair, thing).odds();
            Likely { one: pair.one, other: pair.other, at_odds: 1.0 / (1.0 + (-odds).exp()) }
        });
        weighed.collect()
    }

    /// Numbers that stand near both, in at least one of the two not in the very sentence.
    fn near_both(&self, one: usize, other: usize) -> usize {
        let all = |at: usize| self.near[at].iter().chain(&self.beside[at]);
        let both = self.near[one].iter().filter(|number| all(other).any(|known| known == *number)).count();
        both + self.near[other].iter().filter(|number| self.beside[one].contains(number)).count()
    }

    fn pair(&self, one: usize, other: usize) -> Pair<'a> {
        let value = |at: usize| self.figures[at].value().map(|value| value.abs());
        let source = |at: usize| -> &'a str { &self.figures[at].claim.source };
        let agree = value(one).is_some() && value(one) == value(other);
        Pair { one, other, sources: [source(one), source(other)], agree }
    }

    fn both(&self, one: usize, other: usize) -> Both<'_, 'a> {
        let (x, y) = (self.figures[one], self.figures[other]);
        Both {
            one: x,
            other: y,
            affair: self.affair,
            heads: [&self.heads[one], &self.heads[other]],
            around: self.around.shared(one, other),
            segment: self.segments.shared(one, other),
            profile: self.affair.profiles.shared(x, y),
            beside: self.beside[one].iter().filter(|number| self.beside[other].contains(number)).count(),
            near: self.near_both(one, other),
            main: self.main[one] && self.main[other],
            lead: [x, y].iter().all(|figure| figure.claim.span.is_some_and(|span| span.start < LEAD)),
            in_sentence: [self.beside[one].len() + 1, self.beside[other].len() + 1],
        }
    }
}

/// Numbers of a sentence that are looked for in another one.
const MOST_BESIDE: usize = 16;

fn number_and_unit(figure: &Figure) -> String {
    format!("{} {}", figure.number_words(), figure.quantity().unit.as_str())
}

fn is_break(c: char) -> bool {
    matches!(c, ';' | '(' | ')' | '–' | '—' | ':')
}

fn since_a_break(before: &str) -> &str {
    before.rsplit(is_break).next().unwrap_or_default()
}

fn up_to_a_break(behind: &str) -> &str {
    behind.split(is_break).next().unwrap_or_default()
}

/// Is each the largest count of its metric in its text, as a toll is?
fn main(figures: &[&Figure]) -> Vec<bool> {
    let counts =
        |figure: &Figure| figure.metric.is_some() && figure.is_plain_count() && figure.behaviour == Behaviour::Total;
    let mut largest = HashMap::new();
    for figure in figures.iter().filter(|figure| counts(figure)) {
        if let Some(size) = figure.size() {
            let most = largest.entry((&*figure.claim.source, figure.claim.metric.as_str())).or_insert(size);
            *most = size.max(*most);
        }
    }
    let is_main = |figure: &&Figure| {
        counts(figure) && largest.get(&(&*figure.claim.source, figure.claim.metric.as_str())).copied() == figure.size()
    };
    figures.iter().map(is_main).collect()
}

/// Two figures by their numbers, with their texts.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    one: usize,
    other: usize,
    sources: [&'a str; 2],
    /// both tell one value
    agree: bool,
}

impl<'a> Pair<'a> {
    /// Each of the two with the text of the other.
    fn sides(&self) -> [(usize, &'a str); 2] {
        [(self.one, self.sources[1]), (self.other, self.sources[0])]
    }
}

/// How well each figure's counterparts in each other text do.
#[derive(Debug, Default)]
struct Ranks<'a>(HashMap<(usize, &'a str), Rank>);

#[derive(Debug, Clone, Copy)]
struct Rank {
    first: f64,
    second: f64,
    /// the best of those that tell the same value
    agreeing: f64,
}

impl<'a> Ranks<'a> {
    /// `things`: how much speaks for each pair.
    fn of(pairs: &[Pair<'a>], things: &[f64]) -> Self {
        let mut ranks = Ranks::default();
        for (pair, &thing) in pairs.iter().zip(things) {
            for side in pair.sides() {
                let none = Rank { first: NO_RIVAL, second: NO_RIVAL, agreeing: NO_RIVAL };
                let rank = ranks.0.entry(side).or_insert(none);
                if thing > rank.first {
                    (rank.first, rank.second) = (thing, rank.first);
                } else {
                    rank.second = rank.second.max(thing);
                }
                if pair.agree {
                    rank.agreeing = rank.agreeing.max(thing);
                }
            }
        }
        ranks
    }

    fn rivals(&self, pair: &Pair<'a>, thing: f64) -> Rivals {
        let [(a, p), (b, q)] = pair.sides().map(|side| {
            let rank = &self.0[&side];
            let rival = if thing >= rank.first { rank.second } else { rank.first };
            (thing - rival, thing - rank.agreeing)
        });
        Rivals { thing, least: a.min(b), most: a.max(b), agreeing_least: p.min(q), agreeing_most: p.max(q) }
    }
}
