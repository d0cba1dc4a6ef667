//! Pairs of tellings that share words -> those that tell one happening for two days.
//!
//! How alike the words must be depends on how the days differ. That one happening is told for two neighbouring days, for
//! the same day of two years, for 3 April and 4 March or for the 14th and the 24th is rarely chance, so less will do;
//! days that lie apart anyhow need words that are nearly the same. What may happen again, a meeting, a shelling, a fall in
//! prices, needs more than likeness: one of the words shared tells what happens once to a thing ("opened", "the
//! verdict"). A source that tells the same for the other's day is at odds with nobody.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Timelike};

use super::days::{Slip, slip};
use super::occasion::{Match, Telling};
use crate::model::event::{EventKind, Status};
use crate::model::time::{Anchor, Direction, Grain, Said, TimeUnit};

/// What two tellings must share, by how their days differ.
#[derive(Debug, Clone, Copy)]
struct Needed {
    likeness: f64,
    words: usize,
    /// likeness from which on nothing needs to happen only once
    the_same: f64,
}

const NEXT_DAY: Needed = Needed { likeness: 0.55, words: 3, the_same: 0.9 };
const ONE_DIGIT: Needed = Needed { likeness: 0.6, words: 3, the_same: 0.9 };
const SLIP: Needed = Needed { likeness: 0.5, words: 3, the_same: 0.65 };
const APART: Needed = Needed { likeness: 0.65, words: 4, the_same: 2.0 };
/// A happening named by a noun and its day, "the orange alert of 11 April": all its words, in the other's clause.
const NAMED: Needed = Needed { likeness: 0.85, words: 2, the_same: 2.0 };
/// So many words that are nearly all the same are one happening, if both days are named.
const SAME_WORDS: usize = 5;
/// Days of a week: a bare weekday may be that of the week before.
const WEEK: i64 = 7;
/// "41 years ago" and "42 years ago" are as good as one.
const AGO: i64 = 400;

/// How rare the shared words must be in all where it stays open whether they tell one happening: for days that a slip
/// explains, and for days that merely lie near each other.
const SLIP_STRENGTH: f64 = 5.0;
const NEAR_STRENGTH: f64 = 7.0;
/// One word for what happens once tells so much where the day of the year is the same.
const ONE_WORD: f64 = 2.5;
/// So much of what the shorter telling says, at least.
const PARTLY: f64 = 0.35;
/// Days so near each other are one happening's where it happens once and says little else.
const NEXT_DAYS: i64 = 3;
/// So much of what the shorter telling says, where the act itself is told whole.
const BARELY: f64 = 0.2;
/// Days further apart than this are two happenings, unless a slip explains them or nearly all words are the same.
const NEAR: i64 = 31;

/// Pairs of two sources that tell one happening for days that cannot be the same.
pub fn clashes(tellings: &[Telling], matches: &[Match]) -> Vec<(usize, usize)> {
    at_odds(tellings, matches, tells_one)
}

/// Pairs that may tell one happening for two days, and may not.
pub fn doubtful(tellings: &[Telling], matches: &[Match]) -> Vec<(usize, usize)> {
    at_odds(tellings, matches, may_tell_one)
}

fn at_odds(
    tellings: &[Telling],
    matches: &[Match],
    tells_one: fn(&Telling, &Telling, &Match) -> bool,
) -> Vec<(usize, usize)> {
    let mut fits: HashMap<(usize, &str), f64> = HashMap::new();
    let mut acts: HashSet<(usize, &str)> = HashSet::new();
    for pair in matches {
        let (a, b) = (&tellings[pair.a], &tellings[pair.b]);
        if a.days.meets(&b.days) {
            for (one, other) in [(pair.a, &b.event.source), (pair.b, &a.event.source)] {
                let best = fits.entry((one, other)).or_default();
                *best = best.max(pair.likeness);
                if is_one_act(a, b) {
                    acts.insert((one, other));
                }
            }
        }
    }
    let told_too = |one: usize, other: usize, likeness: f64| {
        let source: &str = &tellings[other].event.source;
        // who tells the act itself for that day, whatever else is told of it
        if is_one_act(&tellings[one], &tellings[other]) {
            return acts.contains(&(one, source));
        }
        fits.get(&(one, source)).is_some_and(|best| *best >= likeness * 0.6)
    };
    let clash = |pair: &&Match| {
        let (a, b) = (&tellings[pair.a], &tellings[pair.b]);
        a.event.source != b.event.source
            && tells_one(a, b, pair)
            && !told_too(pair.a, pair.b, pair.likeness)
            && !told_too(pair.b, pair.a, pair.likeness)
    };
    matches.iter().filter(clash).map(|pair| (pair.a, pair.b)).collect()
}

fn tells_one(a: &Telling, b: &Telling, pair: &Match) -> bool {
    let Some(slip) = slip(&a.days, &b.days) else { return false };
    let needed = match slip {
        Slip::OneDay if a.attached.is_some() || b.attached.is_some() => NAMED,
        Slip::OneDay => NEXT_DAY,
        Slip::OneDigit => ONE_DIGIT,
        Slip::Year | Slip::DayAndMonth | Slip::Month => SLIP,
        Slip::None => APART,
    };
    let named = |telling: &Telling| !telling.time.inferred.month && !telling.time.inferred.day;
    let both_named = named(a) && named(b);
    let enough = match slip {
        // the same day of another year is telling only where somebody names the day
        Slip::Year | Slip::DayAndMonth | Slip::Month | Slip::OneDigit | Slip::None => named(a) || named(b),
        Slip::OneDay => true,
    };
    let the_same =
        pair.likeness >= needed.the_same && (pair.shared >= SAME_WORDS || needed.the_same < 0.9) && both_named;
    enough
        && (pair.likeness >= needed.likeness && pair.shared >= needed.words && (the_same || happens_once(a, b))
            || one_deed_by_a_slip(slip, pair, both_named))
        && may_be_one(a, b)
}

/// "Declared a state of disaster on 21 February", "on 12 February": one thing done to one thing, and a word more.
fn one_deed_by_a_slip(slip: Slip, pair: &Match, both_named: bool) -> bool {
    slip != Slip::None && both_named && pair.one_deed && pair.shared >= SLIP.words && pair.likeness >= SLIP.likeness
}

fn may_be_one(a: &Telling, b: &Telling) -> bool {
    !a.dateline && !b.dateline && is_told(a) && is_told(b) && !is_one_of_many(a, b) && !is_loose(a, b)
}

/// May two tellings be of one happening, where their sentences say so? An age or a count may differ with the day.
pub fn may_be_told_otherwise(a: &Telling, b: &Telling) -> bool {
    let told = |telling: &Telling| {
        matches!(telling.event.status, Status::Happened | Status::Agreed)
            && !telling.event.description.starts_with(['“', '"', '`', '‘'])
    };
    !a.dateline && !b.dateline && told(a) && told(b) && !is_loose(a, b)
}

/// The same day of another year, or a day with one figure changed, where both texts name it.
fn one_day_but_for_a_figure(a: &Telling, b: &Telling, slip: Slip) -> bool {
    let named = |telling: &Telling| !telling.time.inferred.month && !telling.time.inferred.day;
    match slip {
        Slip::Year => a.days.said && b.days.said,
        Slip::DayAndMonth | Slip::OneDigit => named(a) && named(b),
        _ => false,
    }
}

/// One thing done to one thing, or rare words besides what happens once.
fn may_tell_one(a: &Telling, b: &Telling, pair: &Match) -> bool {
    let Some(slip) = slip(&a.days, &b.days) else { return false };
    let by_slip = slip != Slip::None;
    let days = a.days.is_day() && b.days.is_day();
    let strength = if by_slip { SLIP_STRENGTH } else { NEAR_STRENGTH };
    let near = by_slip || a.days.gap(&b.days) <= NEAR;
    let telling = pair.one_deed && (by_slip || pair.strength >= SLIP_STRENGTH)
        || pair.shared >= 2 && happens_once(a, b) && pair.strength >= strength && pair.likeness >= PARTLY
        || pair.likeness >= BARELY && is_one_act(a, b) && a.days.gap(&b.days) <= NEXT_DAYS
        || one_day_but_for_a_figure(a, b, slip) && happens_once(a, b) && pair.strength >= ONE_WORD
        || pair.shared >= 3
            && by_slip
            && slip != Slip::OneDay
            && pair.strength >= NEAR_STRENGTH
            && pair.likeness >= PARTLY;
    near && days && telling && may_be_one(a, b)
}

/// "Filed for bankruptcy", "sought Chapter 11 protection": a whole act, done to nothing else.
fn is_one_act(a: &Telling, b: &Telling) -> bool {
    a.acts.iter().any(|act| b.acts.binary_search(act).is_ok())
}

/// Minutes by which two clocks may differ, and two times that are rounded.
const CLOCKS: i64 = 2;
const ROUNDED: i64 = 10;
const HOUR: i64 = 60;

/// Pairs of two sources that tell one happening of one day for two times of day.
pub fn other_hours(tellings: &[Telling], matches: &[Match]) -> Vec<(usize, usize)> {
    let may_be_one = |pair: &&Match| {
        let (a, b) = (&tellings[pair.a], &tellings[pair.b]);
        a.event.source != b.event.source
            && a.days == b.days
            && (happens_once(a, b) || pair.one_deed)
            && pair.strength >= SLIP_STRENGTH
            && may_be_one(a, b)
    };
    let apart = |a: &Telling, b: &Telling| minutes_apart(a, b).is_some_and(|(apart, allowed)| apart > allowed);
    let pairs: Vec<&Match> = matches.iter().filter(may_be_one).collect();
    // a source that tells the same for the other's hour is at odds with nobody
    let told_too = |one: usize, other: usize| {
        pairs.iter().any(|pair| {
            let mate = if pair.a == one { pair.b } else { pair.a };
            (pair.a == one || pair.b == one)
                && tellings[mate].event.source == tellings[other].event.source
                && minutes_apart(&tellings[one], &tellings[mate]).is_some_and(|(apart, allowed)| apart <= allowed)
        })
    };
    let odd = pairs.iter().filter(|pair| apart(&tellings[pair.a], &tellings[pair.b]));
    odd.filter(|pair| !told_too(pair.a, pair.b) && !told_too(pair.b, pair.a)).map(|pair| (pair.a, pair.b)).collect()
}

/// Minutes between two times of day, and how many their grain allows.
pub fn minutes_apart(a: &Telling, b: &Telling) -> Option<(i64, i64)> {
    let clock = |telling: &Telling| telling.time.start.filter(|_| telling.time.grain <= Grain::Hour);
    let (x, y) = (clock(a)?, clock(b)?);
    let round = x.minute() % 5 == 0 || y.minute() % 5 == 0;
    let allowed = match a.time.grain.max(b.time.grain) {
        Grain::Hour => HOUR,
        _ if round => ROUNDED,
        _ => CLOCKS,
    };
    Some(((x - y).num_minutes().abs(), allowed))
}

/// Told as having happened, by the source itself and not in a quotation.
fn is_told(telling: &Telling) -> bool {
    let event = telling.event;
    matches!(event.status, Status::Happened | Status::Agreed)
        && (event.kind != EventKind::Statement || telling.attached.is_some() || telling.reported)
        && !event.description.starts_with(['“', '"', '`', '‘'])
}

/// Do they share a word for what happens once, or a person who dies only once?
fn happens_once(a: &Telling, b: &Telling) -> bool {
    a.once.iter().any(|stem| b.once.binary_search(stem).is_ok())
}

/// Different counts, or "again" in one of them: two of a kind.
fn is_one_of_many(a: &Telling, b: &Telling) -> bool {
    let other_counts =
        !a.numbers.is_empty() && !b.numbers.is_empty() && !a.numbers.iter().any(|number| b.numbers.contains(number));
    a.again != b.again || other_counts && slip(&a.days, &b.days).is_some_and(|slip| slip != Slip::Year)
}

/// Days that words leave open: a bare weekday of either week, years counted back.
fn is_loose(a: &Telling, b: &Telling) -> bool {
    let said = |telling: &Telling| telling.event.because.first().and_then(|mention| Some(mention.time()?.said.clone()));
    let gap = a.days.gap(&b.days);
    let bare = |said: &Option<Said>| matches!(said, Some(Said::Weekday(_, Direction::Bare)));
    let ago = |said: &Option<Said>| matches!(said, Some(Said::Step { unit, anchor: Anchor::Dateline, .. }) if *unit >= TimeUnit::Week);
    let (x, y) = (said(a), said(b));
    let weeks = a.days.is_day() && b.days.is_day() && a.days.first.weekday() == b.days.first.weekday();
    (bare(&x) || bare(&y)) && weeks && gap % WEEK == 0
        || (ago(&x) || ago(&y)) && a.days.grain.max(b.days.grain) >= Grain::Month && gap < AGO
}
