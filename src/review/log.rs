//! Decisions of any number of people -> one list in the order of time, with what was taken back marked.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::decision::{Act, Decision, Ruling, Standing};

/// All decisions and what became of each.
#[derive(Debug, Clone, Default)]
pub struct Log {
    pub rulings: Vec<Ruling>,
}

impl Log {
    /// Puts decisions in order, each once, and takes back what was undone.
    pub fn new(decisions: impl IntoIterator<Item = Decision>) -> Self {
        let rulings = merged(decisions)
            .into_iter()
            .map(|decision| Ruling { decision, standing: Standing::Applied, why: String::new() })
            .collect();
        let mut log = Log { rulings };
        log.take_back();
        log
    }

    /// An undo counts unless a later one takes it back in its turn.
    fn take_back(&mut self) {
        let place: HashMap<String, usize> =
            self.rulings.iter().enumerate().map(|(at, ruling)| (ruling.decision.id.clone(), at)).collect();
        for at in (0..self.rulings.len()).rev() {
            let Ruling { decision, standing, .. } = &self.rulings[at];
            if decision.act != Act::Undo || *standing != Standing::Applied {
                continue;
            }
            let (about, by) = (decision.about.clone(), decision.by.clone());
            let mut unknown = 0;
            for id in about {
                match place.get(&id) {
                    Some(&target) if target != at => {
                        let later_undo = target > at && self.rulings[target].decision.act == Act::Undo;
                        if !later_undo {
                            self.set(target, Standing::Undone, format!("taken back by {by}"));
                        }
                    }
                    _ => unknown += 1,
                }
            }
            if unknown > 0 {
                self.set(at, Standing::Stale, "takes back a decision that is not here".into());
            }
        }
    }

    pub fn set(&mut self, at: usize, standing: Standing, why: String) {
        let ruling = &mut self.rulings[at];
        // the first reason stays
        if matches!(ruling.standing, Standing::Applied | Standing::Waiting) {
            (ruling.standing, ruling.why) = (standing, why);
        }
    }

    /// Decisions that still count, with their places.
    pub fn live(&self) -> impl Iterator<Item = (usize, &Decision)> {
        let live = |ruling: &Ruling| matches!(ruling.standing, Standing::Applied | Standing::Waiting);
        self.rulings
            .iter()
            .enumerate()
            .filter(move |(_, ruling)| live(ruling))
            .map(|(at, ruling)| (at, &ruling.decision))
    }

    /// Of several decisions on one thing everybody's last one counts; where those of two people differ all are disputed.
    ///
    /// `stances` are the thing, the decision's place, and what it says of the thing.
    pub fn weigh<K: Ord, S: PartialEq>(&mut self, stances: impl IntoIterator<Item = (K, usize, S)>) {
        let mut of: BTreeMap<K, BTreeMap<String, (usize, S)>> = BTreeMap::new();
        // how many of its things each decision still has the last word on
        let mut last: BTreeMap<usize, isize> = BTreeMap::new();
        for (thing, at, stance) in stances {
            let by = self.rulings[at].decision.by.clone();
            *last.entry(at).or_default() += 1;
            if let Some((earlier, _)) = of.entry(thing).or_default().insert(by, (at, stance)) {
                *last.entry(earlier).or_default() -= 1;
            }
        }
        for (at, _) in last.into_iter().filter(|(_, things)| *things == 0) {
            self.set(at, Standing::Superseded, "decided again later".into());
        }
        let mut disputed: BTreeMap<usize, String> = BTreeMap::new();
        for people in of.values() {
            let live: Vec<(&String, &(usize, S))> = people.iter().collect();
            for (by, (at, stance)) in &live {
                let other = live.iter().find(|(_, (_, other))| other != stance);
                if let Some((other, _)) = other.filter(|(other, _)| other != by) {
                    disputed.entry(*at).or_insert_with(|| format!("{other} decided otherwise"));
                }
            }
        }
        for (at, why) in disputed {
            self.set(at, Standing::Disputed, why);
        }
    }
}

/// Each decision once, by time, then id. An id that two different rows bear is given anew from the content.
fn merged(decisions: impl IntoIterator<Item = Decision>) -> Vec<Decision> {
    let mut all: Vec<Decision> = decisions.into_iter().collect();
    all.sort();
    all.dedup();
    let mut seen: HashSet<String> = HashSet::new();
    let mut kept: Vec<Decision> = Vec::with_capacity(all.len());
    for decision in all {
        if seen.insert(decision.id.clone()) {
            kept.push(decision);
        } else {
            let decision = decision.named();
            if seen.insert(decision.id.clone()) {
                kept.push(decision);
            }
        }
    }
    kept
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn decision(by: &str, at: &str, act: Act, about: &[&str]) -> Decision {
        Decision {
            at: format!("2025-03-01T10:00:{at}Z"),
            id: String::new(),
            by: by.into(),
            act,
            about: about.iter().map(|id| id.to_string()).collect(),
            arguments: BTreeMap::new(),
            reason: String::new(),
            saw: String::new(),
            basis: String::new(),
        }
        .named()
    }

    fn standings(log: &Log) -> Vec<Standing> {
        log.rulings.iter().map(|ruling| ruling.standing).collect()
    }

    #[test]
    fn tables_merge_the_same_in_any_order_and_a_row_that_is_in_both_counts_once() {
        let all: Vec<Decision> = ["03", "01", "02"].map(|at| decision("Kim", at, Act::Settle, &["f"])).into();
        let one = Log::new(all.iter().cloned().chain(all[1..].to_vec()));
        let other = Log::new(all.iter().rev().cloned());
        assert_eq!(one.rulings, other.rulings);
        assert_eq!(one.rulings.len(), 3);
        assert!(one.rulings.windows(2).all(|two| two[0].decision.at < two[1].decision.at));
    }

    #[test]
    fn what_is_undone_no_longer_counts_until_the_undoing_is_undone() {
        let settled = decision("Kim", "01", Act::Settle, &["f"]);
        let undone = decision("Lee", "02", Act::Undo, &[&settled.id]);
        let redone = decision("Kim", "03", Act::Undo, &[&undone.id]);
        let log = Log::new([settled.clone(), undone.clone()]);
        assert_eq!(standings(&log), [Standing::Undone, Standing::Applied]);
        assert_eq!(log.rulings[0].why, "taken back by Lee");
        let log = Log::new([redone, undone, settled]);
        assert_eq!(standings(&log), [Standing::Applied, Standing::Undone, Standing::Applied]);
    }

    #[test]
    fn an_undo_of_what_is_not_there_says_so() {
        let log = Log::new([decision("Kim", "01", Act::Undo, &["decision-none"])]);
        assert_eq!(standings(&log), [Standing::Stale]);
    }

    #[test]
    fn two_rows_under_one_id_are_both_kept() {
        let one = decision("Kim", "01", Act::Settle, &["f"]);
        let other = Decision { reason: "changed by hand".into(), ..one.clone() };
        assert_eq!(Log::new([one, other]).rulings.len(), 2);
    }

    #[test]
    fn the_same_person_decides_again_and_two_people_differ() {
        let decisions = [
            decision("Kim", "01", Act::Settle, &["f"]),
            decision("Kim", "02", Act::Pending, &["f"]),
            decision("Lee", "03", Act::Settle, &["g"]),
            decision("Kim", "04", Act::Pending, &["g"]),
        ];
        let mut log = Log::new(decisions);
        let stances: Vec<_> = log.live().map(|(at, d)| (d.about[0].clone(), at, d.act)).collect();
        log.weigh(stances);
        use Standing::*;
        assert_eq!(standings(&log), [Superseded, Applied, Disputed, Disputed]);
        assert_eq!(log.rulings[2].why, "Kim decided otherwise");
    }
}
