//! Sources that differ the same way again and again -> two camps, and one finding that names them: they count differently.
//!
//! Definitions beat slips: where all of one camp lie below all of the other's figures of the same things and days, nobody
//! is wrong about a day. Camps are looked for over a whole table, one metric at a time: who agrees with whom and who lies
//! below whom is counted slot by slot, and the split that fits those counts best is kept if chance does not explain it.
//! The drafts of pairs it explains give way to one that says so. It asks only how sources stand to each other, never which
//! camp is right.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::affair::Affair;
use super::draft::{Draft, weaker};
use super::figure::{Figure, percent};
use super::key::Relation;
use super::pair::Pair;
use super::slots::{Slot, Told};
use super::tolerance::Tolerance;
use crate::model::finding::Severity;

/// Rules whose drafts a steady difference explains.
const EXPLAINED: [&str; 5] = ["value_conflict", "bound_conflict", "digit_slip", "falling_total", "range_overlap"];
/// The sources that fill most slots are sorted into camps.
const MOST_SOURCES: usize = 64;
/// Fewer slots than this are no pattern.
const FEWEST: usize = 3;
/// From so many slots on a difference is steady beyond doubt.
const STEADY: usize = 5;
/// So large a share of the differences goes one way at the very least, chance allowed for.
const ONE_WAY: f64 = 0.6;
/// So large a share of the figures inside a camp agree at the very least.
const OF_ONE_MIND: f64 = 0.4;
/// Rounds of moving single sources between the camps.
const ROUNDS: usize = 8;

/// Where a source stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Low,
    High,
}

/// The two camps of one metric.
#[derive(Debug)]
pub struct Split<'f, 'a> {
    sides: BTreeMap<&'a str, Side>,
    /// the same by the sources' numbers
    numbered: HashMap<u32, Side>,
    /// slots in which the low camp lies below, above, and level with the high one
    below: usize,
    above: usize,
    level: usize,
    /// the middle gap, in percent of the smaller figure, and as it would be written
    gap: f64,
    gap_words: String,
    /// figures of each camp
    figures: [usize; 2],
    example: (&'f Figure<'a>, &'f Figure<'a>),
    witnesses: Vec<&'f Figure<'a>>,
    groups: BTreeSet<&'f str>,
}

/// The camps of a story, by metric and unit.
#[derive(Debug, Default)]
pub struct Camps<'f, 'a> {
    splits: BTreeMap<&'a str, BTreeMap<&'f str, Split<'f, 'a>>>,
}

impl<'f, 'a> Camps<'f, 'a> {
    pub fn find(slots: &[Slot<'f, 'a>]) -> Self {
        let mut by_metric: BTreeMap<(&'a str, &'f str), Vec<&Slot<'f, 'a>>> = BTreeMap::new();
        for slot in slots {
            by_metric.entry((slot.metric, slot.unit)).or_default().push(slot);
        }
        let mut splits: BTreeMap<&'a str, BTreeMap<&'f str, Split<'f, 'a>>> = BTreeMap::new();
        let found: Vec<_> = by_metric.into_par_iter().filter_map(|(of, slots)| Some((of, split(&slots)?))).collect();
        for ((metric, unit), split) in found {
            splits.entry(metric).or_default().insert(unit, split);
        }
        Camps { splits }
    }

    /// The split of a metric.
    pub fn of(&self, metric: &str, unit: &str) -> Option<&Split<'f, 'a>> {
        self.splits.get(metric)?.get(unit)
    }

    /// Does the steady difference explain what this rule would say of the pair?
    pub fn explains(&self, rule: &str, pair: &Pair) -> bool {
        let Some(split) = self.of(&pair.a.claim.metric, &pair.family.unit) else { return false };
        let side = |figure: &Figure| split.side(figure.source);
        let (small, large) = pair.by_size();
        let one_metric = EXPLAINED.contains(&rule) && pair.metric == Relation::Same;
        one_metric && side(small) == Some(Side::Low) && side(large) == Some(Side::High)
    }

    /// Do figures of both camps stand apart here?
    pub fn splits(&self, figures: &[&Figure], unit: &str) -> bool {
        let Some(split) = figures.first().and_then(|figure| self.of(&figure.claim.metric, unit)) else { return false };
        let of = |wanted| figures.iter().find(move |figure| split.side(figure.source) == Some(wanted));
        of(Side::Low).zip(of(Side::High)).is_some_and(|(low, high)| !low.beside(high).agrees())
    }

    pub fn drafts(&self, affair: &Affair) -> Vec<Draft> {
        self.splits.values().flat_map(BTreeMap::values).map(|split| split.draft(affair)).collect()
    }
}

impl<'a> Split<'_, 'a> {
    /// Where the source of this number stands.
    pub fn side(&self, source: u32) -> Option<Side> {
        self.numbered.get(&source).copied()
    }

    /// The camp with more figures; of two alike the one with more sources, then the one whose first name comes first.
    pub fn larger(&self) -> Side {
        let rank = |side| {
            let members = self.members(side);
            (self.figures[side as usize], members.len(), std::cmp::Reverse(members[0]))
        };
        if rank(Side::High) > rank(Side::Low) { Side::High } else { Side::Low }
    }

    fn members(&self, side: Side) -> Vec<&'a str> {
        self.sides.iter().filter(|(_, at)| **at == side).map(|(name, _)| *name).collect()
    }

    /// "the camp of a, b and c (12 figures against 9)"
    pub fn told(&self, side: Side) -> String {
        let other = if side == Side::Low { Side::High } else { Side::Low };
        let (mine, theirs) = (self.figures[side as usize], self.figures[other as usize]);
        format!("the camp of {} ({mine} figures against {theirs})", listed(&self.members(side)))
    }

    fn draft(&self, affair: &Affair) -> Draft {
        let names = |side| {
            let names: Vec<&str> = self.members(side).into_iter().map(|id| affair.sources.name(id)).collect();
            let verb = if names.len() == 1 { "gives" } else { "give" };
            (listed(&names), verb)
        };
        let ((low, _), (high, gives)) = (names(Side::Low), names(Side::High));
        let (small, large) = self.example;
        let slots = self.below + self.above + self.level;
        let where_ = match self.groups.len() {
            1 => String::new(),
            groups => format!(" of {groups} groups"),
        };
        let says = format!(
            "Two camps: {high} {gives} more than {low} for {} in {} of {slots} counts{where_} that both give (less in {}, the same in {}), \
             by {} in the middle; so steady a gap comes of two definitions rather than of slips. {}, while {}.",
            small.label().to_lowercase(),
            self.below,
            self.above,
            self.level,
            self.gap_words,
            affair.says(large),
            affair.says(small),
        );
        let measured = format!("{} of {slots} one way, {} the other, {} alike", self.below, self.above, self.level);
        let severity = weaker(Severity::Medium, u8::from(self.below < STEADY));
        let draft = Draft::new(severity, Tolerance::HalfStep, says).measured(measured).gap(self.gap);
        let mut draft = draft.figures([large, small]);
        for figure in &self.witnesses {
            draft = draft.witness(*figure);
        }
        draft.rule = "definition_mismatch";
        draft.group_id = if self.groups.len() == 1 {
            self.groups.iter().map(|id| (*id).to_owned()).collect()
        } else {
            String::new()
        };
        draft
    }
}

/// "a, b and c"
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How two sources stood: level, the first below, the first above.
type Stood = [u32; 3];

/// Counts of every pair of the busiest sources; `stood[i][j]` with i < j.
struct Table<'a> {
    names: Vec<&'a str>,
    numbers: Vec<u32>,
    stood: Vec<Vec<Stood>>,
}

impl<'a> Table<'a> {
    fn of(slots: &[&Slot<'_, 'a>]) -> Self {
        let mut busy: HashMap<u32, (usize, &'a str)> = HashMap::new();
        for figure in slots.iter().flat_map(|slot| &slot.told).flat_map(|told| &told.figures) {
            busy.entry(figure.source).or_insert((0, &figure.claim.source)).0 += 1;
        }
        // numbers are in the order of names
        let mut busy: Vec<(u32, (usize, &'a str))> = busy.into_iter().filter(|(_, told)| told.0 >= FEWEST).collect();
        busy.sort_unstable_by_key(|(number, (slots, _))| (std::cmp::Reverse(*slots), *number));
        busy.truncate(MOST_SOURCES);
        busy.sort_unstable();
        let names: Vec<&'a str> = busy.iter().map(|(_, (_, name))| *name).collect();
        let numbers: Vec<u32> = busy.iter().map(|(number, _)| *number).collect();
        let place: HashMap<u32, usize> = numbers.iter().enumerate().map(|(at, number)| (*number, at)).collect();
        let mut stood = vec![vec![Stood::default(); names.len()]; names.len()];
        for slot in slots {
            let told: Vec<(usize, Vec<usize>)> = (0..slot.told.len())
                .map(|at| (at, slot.told[at].sources().filter_map(|number| place.get(&number).copied()).collect()))
                .filter(|(_, sources): &(usize, Vec<usize>)| !sources.is_empty())
                .collect();
            for (place, (at, sources)) in told.iter().enumerate() {
                for (n, &i) in sources.iter().enumerate() {
                    for &j in &sources[n + 1..] {
                        stood[i.min(j)][i.max(j)][0] += 1;
                    }
                }
                for (other, others) in &told[place + 1..] {
                    let (a, b) = (slot.told[*at].figure(), slot.told[*other].figure());
                    let level = a.beside(b).agrees();
                    for &i in sources {
                        for &j in others {
                            let how = if level {
                                0
                            } else if i < j {
                                1
                            } else {
                                2
                            };
                            stood[i.min(j)][i.max(j)][how] += 1;
                        }
                    }
                }
            }
        }
        Table { names, numbers, stood }
    }

    /// How the first stood to the second: level, below, above.
    fn stood(&self, i: usize, j: usize) -> Stood {
        let [level, below, above] = self.stood[i.min(j)][i.max(j)];
        if i < j { [level, below, above] } else { [level, above, below] }
    }

    /// What it brings to put a source on a side, given the others' sides.
    fn worth(&self, at: usize, side: Side, sides: &[Option<Side>]) -> i64 {
        let others = sides.iter().enumerate().filter(|(other, _)| *other != at);
        others
            .filter_map(|(other, of)| of.map(|of| (self.stood(at, other), of)))
            .map(|([level, below, above], of)| {
                let [level, below, above] = [level, below, above].map(i64::from);
                match (side, of) {
                    (Side::Low, Side::High) => below - above - level,
                    (Side::High, Side::Low) => above - below - level,
                    _ => level - below - above,
                }
            })
            .sum()
    }

    /// The sides that fit best: a cut through the order from low to high, then single sources moved while that helps.
    fn sides(&self) -> Vec<Option<Side>> {
        let count = self.names.len();
        let lean = |at: usize| -> (i64, i64) {
            let others = (0..count).filter(|other| *other != at).map(|other| self.stood(at, other).map(i64::from));
            others
                .fold((0, 0), |(lean, all), [level, below, above]| (lean + above - below, all + level + below + above))
        };
        let mut order: Vec<usize> = (0..count).filter(|at| lean(*at).1 > 0).collect();
        order.sort_by(|&a, &b| {
            let ((x, n), (y, m)) = (lean(a), lean(b));
            (x * m, a).cmp(&(y * n, b))
        });
        let mut sides: Vec<Option<Side>> = vec![None; count];
        order.iter().for_each(|&at| sides[at] = Some(Side::High));
        let mut best: (i64, usize) = (i64::MIN, 0);
        let mut worth = 0;
        for (cut, &at) in order.iter().enumerate().take(order.len().saturating_sub(1)) {
            worth += self.worth(at, Side::Low, &sides) - self.worth(at, Side::High, &sides);
            sides[at] = Some(Side::Low);
            if worth > best.0 {
                best = (worth, cut);
            }
        }
        for (place, &at) in order.iter().enumerate() {
            sides[at] = Some(if place <= best.1 { Side::Low } else { Side::High });
        }
        for _ in 0..ROUNDS {
            let mut moved = false;
            for &at in &order {
                let (low, high) = (self.worth(at, Side::Low, &sides), self.worth(at, Side::High, &sides));
                let to = match () {
                    () if low.max(high) <= 0 => None,
                    () if low > high => Some(Side::Low),
                    () if high > low => Some(Side::High),
                    () => sides[at],
                };
                moved |= to != sides[at];
                sides[at] = to;
            }
            if !moved {
                break;
            }
        }
        sides
    }

    /// Do the members of a camp agree with each other, or is it but one source? Sources that err each in their own way are no
    /// camp.
    fn holds_together(&self, camp: Side, sides: &[Option<Side>], level_across: f64) -> bool {
        let members: Vec<usize> = (0..sides.len()).filter(|at| sides[*at] == Some(camp)).collect();
        let (mut agreed, mut compared) = (0, 0);
        for (place, &i) in members.iter().enumerate() {
            for &j in &members[place + 1..] {
                let [level, below, above] = self.stood[i][j].map(u64::from);
                agreed += level;
                compared += level + below + above;
            }
        }
        let share = agreed as f64 / compared.max(1) as f64;
        members.len() == 1 || compared >= FEWEST as u64 && share >= OF_ONE_MIND.max(2.0 * level_across)
    }
}

fn split<'f, 'a>(slots: &[&Slot<'f, 'a>]) -> Option<Split<'f, 'a>> {
    let table = Table::of(slots);
    if table.names.len() < 2 {
        return None;
    }
    let sides = table.sides();
    let named: BTreeMap<&'a str, Side> =
        table.names.iter().zip(&sides).filter_map(|(name, side)| Some((*name, (*side)?))).collect();
    if ![Side::Low, Side::High].iter().all(|wanted| named.values().any(|side| side == wanted)) {
        return None;
    }
    let numbered: HashMap<u32, Side> =
        table.numbers.iter().zip(&sides).filter_map(|(number, side)| Some((*number, (*side)?))).collect();
    let mut stands: Vec<(f64, &'f Figure<'a>, &'f Figure<'a>)> = Vec::new();
    let (mut below, mut above, mut level) = (0, 0, 0);
    let mut figures = [0, 0];
    let mut witness: BTreeMap<&'a str, &'f Figure<'a>> = BTreeMap::new();
    let mut groups = BTreeSet::new();
    for slot in slots {
        let member = |figure: &Figure| numbered.get(&figure.source).copied();
        // what most of a camp say here
        let leads = [Side::Low, Side::High].map(|side| {
            let of = |told: &Told<'f, 'a>| {
                let mut members = told.figures.iter().filter(|figure| member(figure) == Some(side));
                members.next().map(|first| (1 + members.count(), *first))
            };
            let told: Vec<(usize, &'f Figure<'a>)> = slot.told.iter().filter_map(of).collect();
            figures[side as usize] += told.iter().map(|(count, _)| count).sum::<usize>();
            told.into_iter().max_by_key(|(count, figure)| (*count, std::cmp::Reverse(figure.at)))
        });
        let [Some((_, low)), Some((_, high))] = leads else { continue };
        groups.insert(slot.group);
        for &figure in slot.told.iter().flat_map(|told| &told.figures) {
            if member(figure).is_some() {
                witness.entry(&figure.claim.source).or_insert(figure);
            }
        }
        let comparison = low.beside(high);
        match () {
            () if comparison.agrees() => level += 1,
            () if low.value() < high.value() => {
                below += 1;
                stands.push((comparison.percent, low, high));
            }
            () => above += 1,
        }
    }
    let alone = named.len() == 2 && below + above + level <= STEADY;
    if below < 2 * level || !(steady(below, above, named.len()) || alone && alike(&stands, above, level)) {
        return None;
    }
    // those of one camp agree clearly more often than those of two
    let level_across = level as f64 / (below + above + level) as f64;
    if ![Side::Low, Side::High].iter().all(|camp| table.holds_together(*camp, &sides, level_across)) {
        return None;
    }
    let numbers = |side: fn(&(f64, &'f Figure<'a>, &'f Figure<'a>)) -> String| {
        stands.iter().map(side).collect::<BTreeSet<_>>().len()
    };
    if numbers(|stand| stand.1.number_words()) < 2 || numbers(|stand| stand.2.number_words()) < 2 {
        return None;
    }
    stands.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.at.cmp(&b.1.at)).then(a.2.at.cmp(&b.2.at)));
    let (gap, low, high) = stands[stands.len() / 2];
    let gap_words = match low.quantity().unit.is_clock() {
        true => super::figure::clock_gap(low.beside(high).gap),
        false => format!("{} %", percent(gap)),
    };
    let witnesses = witness.into_values().collect();
    Some(Split {
        sides: named,
        numbered,
        below,
        above,
        level,
        gap,
        gap_words,
        figures,
        example: (low, high),
        witnesses,
        groups,
    })
}

/// The lower end of what share of the differences goes one way (Wilson 1927); the more sources there are to choose camps
/// from, the more chance is allowed for.
fn steady(below: usize, above: usize, sources: usize) -> bool {
    let n = (below + above) as f64;
    let z = 2.0 + 0.25 * f64::from(sources.saturating_sub(1).max(1).ilog2());
    let p = below as f64 / n;
    let low = (p + z * z / (2.0 * n) - z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt()) / (1.0 + z * z / n);
    below >= FEWEST && low >= ONE_WAY
}

/// Of two sources a few slots are enough when the gap is much the same in all of them.
fn alike(stands: &[(f64, &Figure, &Figure)], above: usize, level: usize) -> bool {
    let gaps = stands.iter().map(|stand| stand.0);
    let (least, most) = (gaps.clone().fold(f64::INFINITY, f64::min), gaps.fold(0.0, f64::max));
    stands.len() >= FEWEST && above == 0 && level * 4 <= stands.len() && most <= least * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{Said, World, says, sees};
    use crate::reconcile::slots::slots;

    fn counts(source: &'static str, figures: &[&str]) -> Vec<Said> {
        figures
            .iter()
            .zip(2010..)
            .map(|(text, year)| says(source, "homicides", text).during(&year.to_string()))
            .collect()
    }

    #[test]
    fn two_sources_that_differ_one_way_count_differently() {
        let (wire, post) = (counts("wire", &["523", "498", "481"]), counts("post", &["602", "570", "559"]));
        sees("definition_mismatch low", wire.into_iter().chain(post));
    }

    #[test]
    fn two_sources_that_mostly_agree_are_at_odds_for_one_year() {
        let (wire, post) = (counts("wire", &["523", "498", "481"]), counts("post", &["523", "498", "559"]));
        sees("value_conflict medium", wire.into_iter().chain(post));
    }

    #[test]
    fn two_differences_and_differences_to_both_sides_are_no_camps() {
        let two = counts("wire", &["523", "498"]).into_iter().chain(counts("post", &["602", "570"]));
        sees("value_conflict medium, value_conflict medium", two);
        let wire = counts("wire", &["523", "498", "481", "611", "702"]);
        let post = counts("post", &["602", "431", "559", "533", "811"]);
        let findings = World::new(wire.into_iter().chain(post).map(Said::claim)).reconciled().findings;
        assert!(findings.iter().all(|finding| finding.rule != "definition_mismatch"), "{findings:#?}");
    }

    /// Arrivals at a port: two sites take the time at the anchorage, three the time at the quay.
    fn arrivals(gap: impl Fn(i64) -> i64) -> Vec<Said> {
        let mut said = Vec::new();
        for ship in 0..12i64 {
            let place = format!("Ship{}", char::from(b'A' + ship as u8));
            let base = 20_137 + ship * 731;
            // one slip to the other side
            let dock = if ship == 4 { base - 211 } else { base + gap(ship) };
            let quay = base + gap(ship);
            for (source, value) in [("anchor", base), ("buoy", base), ("quay", quay), ("crane", quay), ("dock", dock)] {
                said.push(says(source, "arrival", &value.to_string()).scope(&place).on("2024-05-02"));
            }
        }
        said
    }

    #[test]
    fn camps_are_found_over_places_and_named_by_their_members() {
        let said = arrivals(|ship| 97 + ship % 3).into_iter().map(Said::claim);
        let findings = World::new(said).reconciled().findings;
        let camps: Vec<_> = findings.iter().filter(|finding| finding.rule == "definition_mismatch").collect();
        assert_eq!(camps.len(), 1, "{findings:#?}");
        let says = &camps[0].says;
        assert!(says.contains("crane, dock and quay give more than anchor and buoy for arrival in 12 of 12"), "{says}");
        assert!(findings.iter().filter(|finding| finding.rule == "value_conflict").count() <= 4, "{findings:#?}");
    }

    #[test]
    fn sources_that_differ_to_both_sides_are_no_camps() {
        let said = arrivals(|ship| if ship % 2 == 0 { 97 } else { -97 }).into_iter().map(Said::claim);
        let findings = World::new(said).reconciled().findings;
        assert!(findings.iter().all(|finding| finding.rule != "definition_mismatch"), "{findings:#?}");
    }

    #[test]
    fn noise_makes_no_camps_however_many_sources_there_are() {
        let mut state = 7u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for sources in [2, 3, 5, 12, 30] {
            for years in [4, 8, 16, 40] {
                let mut said = Vec::new();
                for slot in 0..years {
                    let truth = 20_137 + draw(50_000) as i64;
                    for source in 0..sources {
                        let wrong = if draw(3) == 0 { draw(2_001) as i64 - 1_000 } else { 0 };
                        let figure = (truth + wrong).to_string();
                        said.push(says(&format!("s{source:02}"), "votes", &figure).during(&(1900 + slot).to_string()));
                    }
                }
                World::new(said.into_iter().map(Said::claim)).with_affair(|affair| {
                    let slots: Vec<_> = affair.families.iter().flat_map(|family| slots(family, affair)).collect();
                    let found = Camps::find(&slots).drafts(affair);
                    assert!(found.is_empty(), "{sources} sources: {}", found[0].says);
                });
            }
        }
    }
}
