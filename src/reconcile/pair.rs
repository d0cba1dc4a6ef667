//! A family's figures -> the pairs worth looking at, each with every side of its keys compared.
//!
//! All pairs of a small family; in a large one only neighbours in time and in value, so that one hot key cannot make
//! the run quadratic. A source that repeats its own figure speaks once, with every place it stands.

use hashbrown::{HashMap, HashSet};
use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::model::entity::EntityKind;
use crate::model::metric::Behaviour;
use crate::model::quantity::{Bound, Role};
use crate::model::sentence::Context;
use crate::model::time::Grain;

use super::affair::Affair;
use super::draft::{Draft, weaker};
use super::figure::Figure;
use super::group::Family;
use super::key::{self, Basis, Relation, Windows};
use super::lists::Lists;
use super::tolerance::{Comparison, Standing};
use super::words::has_cue;
use crate::model::finding::Severity;
use crate::model::vocabulary::Cue;

/// Up to so many different figures, every pair is looked at.
const ALL_PAIRS: usize = 40;
/// Beyond, each figure meets so many neighbours in time and in value.
const NEIGHBOURS: usize = 4;
/// Places where a text repeats a figure that a finding cites.
const MOST_REPEATS: usize = 3;
/// A window that covers less of the other than this should not hold nearly all of its count.
pub const SMALL_SHARE: f64 = 0.25;
/// Counts up to this differ by a large share through one or two.
const FEW: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// Figures further apart than this, in percent, are seldom counts of one thing that one of two texts gets wrong.
pub const OTHER_COUNT: f64 = 300.0;
/// Read in texts, and so many percent apart, two figures are of two things: a zero too many is another rule's.
const NEVER_ONE: f64 = 950.0;
/// A window as short as this is that of one happening, whose toll goes on growing.
const DAYS_OF_A_HAPPENING: i64 = 3;
/// Below this a claim's reading is doubtful.
const SURE: u8 = 50;

/// Two figures of a family; the one told for the earlier day comes first.
#[derive(Debug)]
pub struct Pair<'f, 'a> {
    pub a: &'f Figure<'a>,
    pub b: &'f Figure<'a>,
    pub metric: Relation,
    pub scope: Relation,
    pub population: Relation,
    pub window: Windows,
    pub values: Comparison,
    pub same_source: bool,
    /// how many sides of the keys the words leave open
    pub weak: u8,
    pub family: &'f Family,
    /// other places where either source says the same
    also: Vec<&'f Figure<'a>>,
}

impl<'f, 'a> Pair<'f, 'a> {
    pub fn new(a: &'f Figure<'a>, b: &'f Figure<'a>, family: &'f Family, affair: &'f Affair<'a>) -> Self {
        let (a, b) = match a.as_of().zip(b.as_of()) {
            Some((x, y)) if y < x => (b, a),
            _ => (a, b),
        };
        let (x, y) = (a.claim, b.claim);
        let metric = key::metrics(&x.metric, &y.metric, affair.vocabulary);
        let scope = key::scopes(&a.scope, &b.scope, &affair.main_place, affair.vocabulary);
        let population = match key::populations(&a.population, &b.population) {
            // who typed "men aged 30 to 39" into a table means no other men
            Relation::Unknown if a.coded() && b.coded() => Relation::Disjoint,
            relation => relation,
        };
        let window = key::windows(&a.window, &b.window);
        // a person has laid them side by side
        if affair.rulings.are_one(&x.id, &y.id) {
            let same = Relation::Same;
            let window = Windows { relation: same, starts: same, order: window.order };
            let (values, same_source) = (a.beside(b), x.source == y.source);
            let also = Vec::new();
            #[rustfmt::skip]
            return Pair { a, b, metric: same, scope: same, population: same, window, values, same_source, weak: 0, family, also };
        }
        let open = |relation: Relation| u8::from(relation == Relation::Unknown);
        let either = |is: &dyn Fn(&Figure) -> bool| u8::from(is(a) || is(b));
        let weak = open(scope)
            + open(window.relation)
            + open(population)
            + either(&|figure| figure.metric.is_none() && figure.claim.span.is_some())
            + either(&|figure| figure.claim.confidence < SURE)
            + either(&|figure| figure.claim.context == Context::RelatedLink)
            + unlike_days(a, b)
            + undated_change(a, b)
            + unnamed_rooms(a, b)
            + u8::from(coarse_state(a) && coarse_state(b))
            + u8::from(hour(a) != hour(b) || same_day_totals(a, b));
        Pair {
            a,
            b,
            metric,
            scope,
            population,
            window,
            values: a.beside(b),
            same_source: a.source == b.source,
            weak,
            family,
            also: Vec::new(),
        }
    }

    /// Two sources give one figure for one thing and the very same days.
    pub fn says_one_thing(&self) -> bool {
        self.values.standing == Standing::Equal
            && !self.same_source
            && self.metric == Relation::Same
            && self.a.window == self.b.window
            && self.a.population == self.b.population
            && self.a.scope == self.b.scope
    }

    /// Metric, place and people are the same as far as the words tell: only the days may differ.
    pub fn same_thing(&self) -> bool {
        let open = |relation| matches!(relation, Relation::Same | Relation::Unknown);
        self.metric == Relation::Same && open(self.scope) && open(self.population)
    }

    /// Metric and place are the same; who is counted may differ.
    pub fn same_thing_but_people(&self) -> bool {
        self.metric == Relation::Same && matches!(self.scope, Relation::Same | Relation::Unknown)
    }

    /// The same thing for the same days: the values must agree.
    pub fn same_key(&self) -> bool {
        self.same_but_for_when() && !self.is_old_and_new()
    }

    /// The same thing for days that the words do not set apart; one may be told as what it was before.
    pub fn same_but_for_when(&self) -> bool {
        // a total of another day, or of a day nobody tells, has grown or will have
        let running = self.a.behaviour == Behaviour::Total
            || self.a.window.basis == Basis::Running && self.b.window.basis == Basis::Running;
        let days = match self.window.relation {
            Relation::Same => true,
            Relation::Unknown => !running || self.window.order == Some(Ordering::Equal),
            _ => false,
        };
        self.same_thing() && days && !self.grew_meanwhile() && !self.is_told_as_part()
    }

    /// The text itself makes one of the two a part of the other, or both parts of one whole.
    fn is_told_as_part(&self) -> bool {
        if self.same_source && (self.a.of_those || self.b.of_those) {
            return true;
        }
        let whole = |figure: &'f Figure<'a>| figure.claim.part_of.as_ref().map(|part| part.claim.as_str());
        let (a, b) = (whole(self.a), whole(self.b));
        a == Some(self.b.claim.id.as_str()) || b == Some(self.a.claim.id.as_str()) || a.is_some() && a == b
    }

    /// "Down from 92,000", whenever that was, and what it is now.
    fn is_old_and_new(&self) -> bool {
        let from = |figure: &Figure| figure.quantity().role == Role::From;
        self.window.relation == Relation::Unknown && from(self.a) != from(self.b)
    }

    /// The toll of one happening, told for its day in a text and, larger, in a later one: people die of wounds, bodies are found.
    fn grew_meanwhile(&self) -> bool {
        let toll = |figure: &Figure| {
            figure.behaviour == Behaviour::Total
                && figure.window.basis == Basis::Within
                && figure.window.days().is_some_and(|days| days <= DAYS_OF_A_HAPPENING)
        };
        let sizes = self.a.value().zip(self.b.value());
        let days = self.a.claim.published.zip(self.b.claim.published);
        let later_is_larger = sizes.zip(days).is_some_and(|((x, y), (p, q))| p != q && (x < y) == (p < q));
        toll(self.a) && toll(self.b) && !self.same_source && later_is_larger
    }

    /// A total told for the very days of a happening, larger in the later text: the dead of a day are found for weeks.
    pub fn found_later(&self) -> bool {
        let total = |figure: &Figure| figure.behaviour == Behaviour::Total && figure.claim.span.is_some();
        let few_days = |figure: &Figure| figure.window.days().is_none_or(|days| days <= 3);
        let meet =
            matches!(self.window.relation, Relation::Same | Relation::Unknown | Relation::Part | Relation::Whole);
        let (small, large) = self.by_size();
        let later = small.claim.published.zip(large.claim.published).is_some_and(|(small, large)| small < large);
        total(self.a) && total(self.b) && few_days(self.a) && few_days(self.b) && meet && later
    }

    /// The days are the same, or the words do not tell.
    pub fn days_may_meet(&self) -> bool {
        matches!(self.window.relation, Relation::Same | Relation::Unknown)
    }

    /// When one window lies within the other: the figure for the part, the one for the whole, and what share of the
    /// days the part covers, 0 to 1.
    pub fn part_and_whole_days(&self) -> Option<(&'f Figure<'a>, &'f Figure<'a>, Option<f64>)> {
        let (part, whole) = match self.window.relation {
            Relation::Part => (self.a, self.b),
            Relation::Whole => (self.b, self.a),
            _ => return None,
        };
        let share = part.window.days().zip(whole.window.days()).map(|(part, whole)| part as f64 / whole as f64);
        Some((part, whole, share))
    }

    /// Two voices: police and organizers; inside one text also its own words and somebody it cites.
    pub fn two_voices(&self) -> bool {
        let voice = |figure: &Figure| figure.claim.attributed_to.as_deref().map(|voice| voice.trim().to_lowercase());
        match (voice(self.a), voice(self.b)) {
            (Some(a), Some(b)) => a != b,
            (Some(_), None) | (None, Some(_)) => self.same_source,
            (None, None) => false,
        }
    }

    /// Both figures are given without a hedge or a bound.
    pub fn exact(&self) -> bool {
        self.a.quantity().bound == Bound::Exact && self.b.quantity().bound == Bound::Exact
    }

    pub fn vague(&self) -> bool {
        self.a.vague() || self.b.vague()
    }

    /// The smaller figure and the larger one, by value or nearest end.
    pub fn by_size(&self) -> (&'f Figure<'a>, &'f Figure<'a>) {
        let size = |figure: &Figure| figure.value().or(figure.interval.low).or(figure.interval.high);
        if size(self.b) < size(self.a) { (self.b, self.a) } else { (self.a, self.b) }
    }

    /// `severity` less what the words leave open, at most two steps.
    pub fn weighed(&self, severity: Severity) -> Severity {
        weaker(severity, self.weak.min(2))
    }

    /// `severity` of a plain conflict, or none where the gap says that something else is counted rather than something
    /// wrong: the wider the gap and the more the words leave open, the likelier.
    pub fn as_conflict(&self, severity: Severity) -> Option<Severity> {
        let gap = self.values.percent;
        let unnamed = |figure: &Figure| figure.metric.is_none() && figure.claim.span.is_some();
        // a year's sales and a quarter's
        let other_days = self.window.relation == Relation::Unknown
            && [self.a, self.b].iter().any(|figure| figure.behaviour == Behaviour::Flow);
        let (much, more) = ((unnamed(self.a) || unnamed(self.b)) && gap > 50.0, gap > 100.0);
        let read = !(self.a.coded() && self.b.coded());
        if read && gap > NEVER_ONE
            || much
            || more && (self.weak >= 2 || other_days)
            || gap > OTHER_COUNT && self.weak >= 1
        {
            return None;
        }
        let severity = self.weighed(severity);
        let doubtful = self.weak == 1 && gap > 100.0;
        // two more or less make a large share of a few
        let few = self.by_size().1.value().is_some_and(|value| value <= FEW) && self.a.is_count();
        let severity = weaker(severity, u8::from(few));
        Some(if doubtful { severity.min(Severity::Low) } else { severity })
    }

    /// Both figures and every other place where their sources repeat them.
    pub fn witnesses(&self, draft: Draft, affair: &Affair<'a>) -> Draft {
        let mut draft = draft.figures([self.a, self.b]).gap(self.values.percent);
        draft.group_id = self.family.id.clone().to_string();
        if draft.theme.is_empty() {
            let mut numbers = [self.a, self.b].map(|figure| figure.number_words());
            numbers.sort();
            draft.theme = numbers.join("|");
        }
        let again = [self.a, self.b].into_iter().flat_map(|figure| affair.repeated(figure).take(MOST_REPEATS));
        for figure in self.also.iter().copied().chain(again) {
            draft.see(figure);
        }
        draft
    }

    /// "85,000 - 75,000 = 10,000 (13.3 %)"
    pub fn difference(&self) -> String {
        let (small, large) = self.by_size();
        let plain = |figure: &Figure| figure.value().map_or(figure.words(), super::figure::number);
        if self.a.quantity().unit.is_clock() {
            return format!("{} to {} is {}", small.words(), large.words(), super::figure::clock_gap(self.values.gap));
        }
        let gap = super::figure::number(self.values.gap);
        format!("{} - {} = {gap} ({} %)", plain(large), plain(small), super::figure::percent(self.values.percent))
    }
}

/// A level moves from day to day: told on different days, without saying for when, it need not be the same.
fn unlike_days(a: &Figure, b: &Figure) -> u8 {
    let moves = a.behaviour == Behaviour::Level && a.window.basis == Basis::At && b.window.basis == Basis::At;
    2 * u8::from(moves && a.window.last != b.window.last)
}

/// "Fell 6 percent": from when to when is not said, and prices move by the hour.
fn undated_change(a: &Figure, b: &Figure) -> u8 {
    let open = |figure: &Figure| figure.behaviour == Behaviour::Change && figure.window.basis == Basis::Unknown;
    u8::from(open(a) || open(b))
}

/// Places and beds are those of a house: where neither text names it, each may speak of another one.
fn unnamed_rooms(a: &Figure, b: &Figure) -> u8 {
    let room = |figure: &Figure| figure.behaviour == Behaviour::Capacity && !figure.coded();
    let named = |figure: &Figure| matches!(figure.claim.scope.kind, Some(EntityKind::Facility));
    2 * u8::from(room(a) && room(b) && !(named(a) && named(b)))
}

/// A share or a level told for a whole year may be of any day of it.
fn coarse_state(figure: &Figure) -> bool {
    let state = matches!(figure.behaviour, Behaviour::Level | Behaviour::Share | Behaviour::Rate);
    state && figure.window.days().is_some_and(|days| days > 300)
}

/// "By 5 p.m.": a state of an hour.
fn hour(figure: &Figure) -> bool {
    let state = figure.window.basis == Basis::At;
    state && figure.window.stated && figure.claim.period.grain.is_some_and(|grain| grain < Grain::Day)
}

/// Totals of one day, told without saying for when: one may be hours older.
fn same_day_totals(a: &Figure, b: &Figure) -> bool {
    let open = |figure: &Figure| figure.window.basis == Basis::Running && !figure.window.stated;
    open(a) && open(b) && a.window.last == b.window.last && a.window.last.is_some()
}

/// The pairs of a family, in an order that depends on content alone.
pub fn pairs<'f, 'a>(family: &'f Family, affair: &'f Affair<'a>) -> Vec<Pair<'f, 'a>> {
    let figures = &affair.figures;
    let voices = voices(family, figures);
    let chosen: Vec<(usize, usize)> = if voices.len() <= ALL_PAIRS {
        (0..voices.len()).flat_map(|i| (i + 1..voices.len()).map(move |j| (i, j))).collect()
    } else {
        neighbours(&voices, figures)
    };
    let lists = Lists::new(&voices, figures);
    let settled = affair.rulings.is_empty() && is_settled(family, affair);
    chosen
        .into_iter()
        // what comes on top of a count, or is some of it, is no other count
        .filter(|&(i, j)| figures[voices[i][0]].no_total == figures[voices[j][0]].no_total)
        .filter(|&(i, j)| !(settled && of_other_days(&figures[voices[i][0]], &figures[voices[j][0]])))
        .filter(|&(i, j)| {
            let said = |is: &dyn Fn(&str, &str) -> bool| {
                let id = |at: &usize| figures[*at].claim.id.as_str();
                voices[i].iter().any(|a| voices[j].iter().any(|b| is(id(a), id(b))))
            };
            let rulings = affair.rulings;
            match rulings.is_empty() {
                true => lists.meet(i, j),
                false => {
                    !said(&|a, b| rulings.are_different(a, b))
                        && (said(&|a, b| rulings.are_one(a, b)) || lists.meet(i, j))
                }
            }
        })
        .map(|(i, j)| {
            let mut pair = Pair::new(&figures[voices[i][0]], &figures[voices[j][0]], family, affair);
            pair.also = voices[i][1..].iter().chain(&voices[j][1..]).take(6).map(|&at| &figures[at]).collect();
            pair
        })
        .collect()
}

/// Rows of a table, none of which says that a figure is provisional, was changed or goes from one value to another.
fn is_settled(family: &Family, affair: &Affair) -> bool {
    let members = || family.members.iter().map(|&at| &affair.figures[at]);
    let plain = |figure: &Figure| {
        let claim = figure.claim;
        figure.coded() && claim.hedge.is_none() && claim.cues.is_empty() && figure.quantity().role == Role::None
    };
    if !members().all(plain) {
        return false;
    }
    let counted: HashSet<&str> = members().map(|figure| figure.claim.counted.as_str()).collect();
    !counted.into_iter().any(|counted| has_cue(counted, affair.vocabulary, Cue::Hedge))
}

/// Two sources give two values of one thing for days that have nothing in common. No rule asks about those, and of a table
/// with many years they are most of the pairs.
fn of_other_days(a: &Figure, b: &Figure) -> bool {
    a.window.basis == b.window.basis
        && matches!(a.window.basis, Basis::Within | Basis::At)
        && a.value() != b.value()
        && a.value().is_some()
        && b.value().is_some()
        && a.source != b.source
        && a.claim.metric == b.claim.metric
        && a.population == b.population
        && a.scope == b.scope
        && key::windows(&a.window, &b.window).relation == Relation::Disjoint
}

/// Figures that one source says several times, together; the first place leads.
fn voices(family: &Family, figures: &[Figure]) -> Vec<Vec<usize>> {
    let mut voices: Vec<Vec<usize>> = Vec::new();
    let mut index = HashMap::new();
    // "rose by 23" is no count of its own
    let counts = |figure: &Figure| figure.quantity().role != Role::By || figure.behaviour == Behaviour::Change;
    for &at in family.members.iter().filter(|&&at| counts(&figures[at])) {
        let figure = &figures[at];
        let key = (
            figure.source,
            figure.claim.metric.as_str(),
            figure.population.as_str(),
            (figure.window.basis, figure.window.opens, figure.window.first, figure.window.last),
            (figure.interval.low, figure.interval.high, figure.interval.exclusive),
            figure.claim.attributed_to.as_deref(),
        );
        let voice = *index.entry(key).or_insert_with(|| {
            voices.push(Vec::new());
            voices.len() - 1
        });
        voices[voice].push(at);
    }
    voices
}

fn neighbours(voices: &[Vec<usize>], figures: &[Figure]) -> Vec<(usize, usize)> {
    let figure = |voice: usize| &figures[voices[voice][0]];
    let size = |voice: usize| figure(voice).value().or(figure(voice).interval.low).or(figure(voice).interval.high);
    let mut chosen = Vec::new();
    let mut order: Vec<usize> = (0..voices.len()).collect();
    let by_time = |&a: &usize, &b: &usize| {
        (figure(a).as_of(), size(a), a).partial_cmp(&(figure(b).as_of(), size(b), b)).unwrap_or(Ordering::Equal)
    };
    order.sort_by(by_time);
    take_near(&order, &mut chosen);
    order.sort_by_key(|&voice| (size(voice), voice));
    take_near(&order, &mut chosen);
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

fn take_near(order: &[usize], chosen: &mut Vec<(usize, usize)>) {
    for (at, &first) in order.iter().enumerate() {
        for &second in order.iter().skip(at + 1).take(NEIGHBOURS) {
            chosen.push((first.min(second), first.max(second)));
        }
    }
}
