//! The names a story uses -> one settled name for each bearer, and the pairs that look like one body under two names.
//!
//! Only what the letters tell: "Rubio" and "Marco Rubio", "the Lisk Dam" and "Lisk Dam", and long names that differ in
//! one word of the same beginning ("Terrorist" and "Terrorism"). Nothing is looked up, nobody is guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::entity::EntityKind;

/// Settled names of one story.
#[derive(Debug, Clone, Default)]
pub struct Names {
    settled: HashMap<String, String>,
    /// one body under two names, the more frequent first
    pub variants: Vec<(String, String)>,
}

impl Names {
    /// `told`: every name as written, with what bears it and how often it is told.
    pub fn settle<'n>(told: impl IntoIterator<Item = (&'n str, Option<EntityKind>)>) -> Self {
        let mut counts: BTreeMap<String, (usize, Option<EntityKind>)> = BTreeMap::new();
        for (name, kind) in told {
            let plain = plain(name);
            if !plain.is_empty() {
                let entry = counts.entry(plain.into()).or_insert((0, None));
                entry.0 += 1;
                entry.1 = entry.1.or(kind);
            }
        }
        let mut names = Names::default();
        names.join_variants(&counts);
        names.join_persons(&counts);
        names
    }

    /// The settled form of a name; the name itself when nothing is known about it.
    pub fn of<'s>(&'s self, name: &'s str) -> &'s str {
        let name = plain(name);
        self.settled.get(name).map_or(name, String::as_str)
    }

    /// Names of three words and more that are alike but for the end of one word.
    fn join_variants(&mut self, counts: &BTreeMap<String, (usize, Option<EntityKind>)>) {
        let mut by_rest: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in counts.keys() {
            let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
            if !(3..=12).contains(&words.len()) {
                continue;
            }
            for out in 0..words.len() {
                let rest: Vec<&str> =
                    words.iter().enumerate().map(|(at, word)| if at == out { "*" } else { word.as_str() }).collect();
                by_rest.entry(rest.join(" ")).or_default().push(name);
            }
        }
        for alike in by_rest.values().filter(|alike| alike.len() > 1) {
            // the most told form leads; ties by the alphabet
            let Some(&lead) = alike.iter().max_by_key(|name| (counts[**name].0, std::cmp::Reverse(**name))) else {
                continue;
            };
            for &other in alike.iter().filter(|&&other| other != lead && one_word_apart(lead, other)) {
                if !self.settled.contains_key(other) && !self.settled.contains_key(lead) {
                    self.settled.insert(other.into(), lead.into());
                    self.variants.push((lead.into(), other.into()));
                }
            }
        }
        self.variants.sort();
    }

    /// A last name alone is the one person of the story who bears it.
    fn join_persons(&mut self, counts: &BTreeMap<String, (usize, Option<EntityKind>)>) {
        let mut bearers: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for (name, (_, kind)) in counts {
            if let Some((_, last)) = name.rsplit_once(' ')
                && !matches!(kind, Some(EntityKind::Place | EntityKind::Facility | EntityKind::Organization))
            {
                bearers.entry(last).or_default().insert(name);
            }
        }
        for (name, (_, kind)) in counts {
            let short = !name.contains(' ') && !matches!(kind, Some(EntityKind::Place | EntityKind::Facility));
            if let Some(full) = bearers.get(name.as_str()).filter(|full| short && full.len() == 1) {
                let full = full.iter().next().copied().unwrap_or(name);
                self.settled.insert(name.clone(), full.into());
            }
        }
    }
}

/// Without an article and surrounding blanks.
fn plain(name: &str) -> &str {
    let name = name.trim();
    ["the ", "The "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name).trim()
}

/// Differ in one word, and there only in its end: at least five letters and two thirds of it are shared.
fn one_word_apart(a: &str, b: &str) -> bool {
    let different: Vec<(&str, &str)> =
        a.split_whitespace().zip(b.split_whitespace()).filter(|(x, y)| !x.eq_ignore_ascii_case(y)).collect();
    let [(x, y)] = different[..] else { return false };
    let shared = x.chars().zip(y.chars()).take_while(|(p, q)| p.eq_ignore_ascii_case(q)).count();
    let longest = x.chars().count().max(y.chars().count());
    let digits = x.chars().chain(y.chars()).any(|c| c.is_ascii_digit());
    !digits && shared >= 5 && shared * 3 >= longest * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_name_is_the_one_person_who_bears_it() {
        let person = Some(EntityKind::Person);
        let names = Names::settle([("Ilse Maran", person), ("Maran", person), ("the Lisk Dam", None)]);
        assert_eq!(names.of("Maran"), "Ilse Maran");
        assert_eq!(names.of("the Lisk Dam"), "Lisk Dam");
        let two = Names::settle([("Ilse Maran", person), ("Petra Maran", person), ("Maran", person)]);
        assert_eq!(two.of("Maran"), "Maran");
    }

    #[test]
    fn long_names_that_differ_in_the_end_of_one_word_are_one_body() {
        let names = Names::settle([
            ("Northern Detention Centre", None),
            ("Northern Detention Centre", None),
            ("Northern Detentions Centre", None),
            ("Southern Detention Centre", None),
        ]);
        assert_eq!(names.of("Northern Detentions Centre"), "Northern Detention Centre");
        assert_eq!(names.of("Southern Detention Centre"), "Southern Detention Centre");
        assert_eq!(names.variants.len(), 1);
    }
}
