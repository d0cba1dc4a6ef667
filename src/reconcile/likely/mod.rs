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

use hashbrown::HashMap;

use super::affair::Affair;
use super::breath;
use super::counterparts::{Counterparts, Features};
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
    pub(super) figures: &'f [&'f Figure<'a>],
    pub(super) heads: &'f [Vec<Stem>],
    affair: &'f Affair<'a>,
    /// all that is told around each, the sentence before it too
    around: &'f Counterparts<'a>,
    /// the words between a figure's neighbours in its sentence
    segments: Counterparts<'a>,
    /// the other numbers of its sentence
    beside: Vec<Vec<String>>,
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
        for line in breath::lines(affair) {
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
            let before = since_a_break(text.get(from.min(at)..at).unwrap_or_default());
            let behind = up_to_a_break(text.get(end..to.max(end)).unwrap_or_default());
            (&*figure.claim.source, Features::whole(&format!("{before} {behind}"), affair.vocabulary))
        });
        let segments = Counterparts::new(segments.collect());
        let beside = figures.iter().map(|figure| told.remove(&figure.at).unwrap_or_default()).collect();
        Scene { figures, heads, affair, around, segments, beside, main: main(figures) }
    }

    /// The pairs among these, each weighed, in their order.
    pub fn weighed(&self, pairs: &[(usize, usize)]) -> Vec<Likely> {
        let things: Vec<f64> = pairs.iter().map(|&(one, other)| self.both(one, other).thing()).collect();
        let ranks = Ranks::of(pairs, &things, self);
        let weighed = pairs.iter().zip(&things).map(|(&(one, other), &thing)| {
            let mut both = self.both(one, other);
            both.rivals = ranks.of_pair(one, other, thing, self);
            Likely { one, other, at_odds: both.at_odds() }
        });
        weighed.collect()
    }

    pub(super) fn both(&self, one: usize, other: usize) -> Both<'_, 'a> {
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
            main: self.main[one] && self.main[other],
            lead: [x, y].iter().all(|figure| figure.claim.span.is_some_and(|span| span.start < LEAD)),
            in_sentence: [self.beside[one].len() + 1, self.beside[other].len() + 1],
            rivals: Rivals::default(),
        }
    }

    fn source(&self, at: usize) -> &'a str {
        &self.figures[at].claim.source
    }

    fn agree(&self, one: usize, other: usize) -> bool {
        let value = |at: usize| self.figures[at].value().map(|value| value.abs());
        value(one).is_some() && value(one) == value(other)
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
    let size = |figure: &Figure| figure.value().or(figure.interval.low);
    let counts =
        |figure: &Figure| figure.metric.is_some() && figure.is_plain_count() && figure.behaviour == Behaviour::Total;
    let mut largest = HashMap::new();
    for figure in figures.iter().filter(|figure| counts(figure)) {
        if let Some(size) = size(figure) {
            let most = largest.entry((&*figure.claim.source, figure.claim.metric.as_str())).or_insert(size);
            *most = size.max(*most);
        }
    }
    let is_main = |figure: &&Figure| {
        counts(figure) && largest.get(&(&*figure.claim.source, figure.claim.metric.as_str())).copied() == size(figure)
    };
    figures.iter().map(is_main).collect()
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
    fn of(pairs: &[(usize, usize)], things: &[f64], scene: &Scene<'_, 'a>) -> Self {
        let mut ranks = Ranks::default();
        for (&(one, other), &thing) in pairs.iter().zip(things) {
            let agree = scene.agree(one, other);
            for (one, other) in [(one, other), (other, one)] {
                let none = Rank { first: NO_RIVAL, second: NO_RIVAL, agreeing: NO_RIVAL };
                let rank = ranks.0.entry((one, scene.source(other))).or_insert(none);
                if thing > rank.first {
                    (rank.first, rank.second) = (thing, rank.first);
                } else {
                    rank.second = rank.second.max(thing);
                }
                if agree {
                    rank.agreeing = rank.agreeing.max(thing);
                }
            }
        }
        ranks
    }

    fn of_pair(&self, one: usize, other: usize, thing: f64, scene: &Scene) -> Rivals {
        let sides = [(one, other), (other, one)].map(|(one, other)| {
            let rank = self.0.get(&(one, scene.source(other)));
            rank.map_or((0.0, 0.0), |rank| {
                let rival = if thing >= rank.first { rank.second } else { rank.first };
                (thing - rival, thing - rank.agreeing)
            })
        });
        let [(a, p), (b, q)] = sides;
        Rivals { thing, least: a.min(b), most: a.max(b), agreeing_least: p.min(q), agreeing_most: p.max(q) }
    }
}
