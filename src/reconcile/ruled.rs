//! What people decided about a cell -> whose count is used, and which figure.
//!
//! A chosen count speaks for its voice: who chose the police's figure of one day chose it for the others of the family.
//! Two people who prefer two figures leave the cell without a best one, and the reason says so.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::decision::{Choice, Rulings};
use crate::model::estimate::Estimate;

use super::figure::Figure;

/// A count that somebody chose, by the voices or the sources that give it.
#[derive(Debug, Default)]
pub struct Camp {
    ids: BTreeSet<String>,
    voices: BTreeSet<String>,
    /// of claims that name no voice
    sources: BTreeSet<String>,
    /// who chose it, and why
    pub says: String,
}

impl Camp {
    /// The count chosen among the figures of a family.
    pub fn of<'f, 'a: 'f>(figures: impl Iterator<Item = &'f Figure<'a>>, rulings: &Rulings) -> Option<Self> {
        if rulings.camps.is_empty() {
            return None;
        }
        let mut camp = Camp::default();
        let mut says: BTreeSet<&Choice> = BTreeSet::new();
        for figure in figures {
            let Some(choice) = rulings.camps.get(figure.claim.id.as_str()) else { continue };
            camp.ids.insert(figure.claim.id.to_string());
            match voice(figure) {
                Some(voice) => camp.voices.insert(voice),
                None => camp.sources.insert(figure.claim.source.to_string()),
            };
            says.insert(choice);
        }
        camp.says = says.last()?.says.clone();
        Some(camp)
    }

    pub fn holds(&self, figure: &Figure) -> bool {
        let same = match voice(figure) {
            Some(voice) => self.voices.contains(&voice),
            None => self.sources.contains(&*figure.claim.source),
        };
        same || self.ids.contains(figure.claim.id.as_str())
    }
}

fn voice(figure: &Figure) -> Option<String> {
    let voice = figure.claim.attributed_to.as_deref()?.trim().to_lowercase();
    Some(voice.strip_prefix("the ").unwrap_or(&voice).to_owned()).filter(|voice| !voice.is_empty())
}

/// Puts the figure that people prefer in the place of the best one.
pub fn prefer(estimate: &mut Estimate, figures: &[&Figure], rulings: &Rulings) {
    if rulings.preferred.is_empty() {
        return;
    }
    // everybody's last word
    let mut chosen: BTreeMap<&str, (&Choice, &Figure)> = BTreeMap::new();
    for figure in figures {
        for choice in rulings.preferred.get(figure.claim.id.as_str()).into_iter().flatten() {
            let last = chosen.entry(&choice.by).or_insert((choice, figure));
            if choice.at > last.0.at {
                *last = (choice, figure);
            }
        }
    }
    let ids: BTreeSet<&str> = chosen.values().map(|(_, figure)| figure.claim.id.as_str()).collect();
    let Some((choice, figure)) = chosen.values().max_by_key(|(choice, _)| *choice).copied() else { return };
    if ids.len() > 1 {
        let told: Vec<String> =
            chosen.iter().map(|(by, (_, figure))| format!("{by} prefers {}", figure.told())).collect();
        estimate.best = None;
        estimate.why = format!("no best figure: the reviewers disagree, {}", told.join(", ")).into();
        return;
    }
    estimate.best = figure.value();
    estimate.why = choice.says.as_str().into();
    if figure.value().is_none() {
        estimate.why = format!("{}; it names no single number", choice.says).into();
    }
    estimate.left_out.retain(|(id, _)| *id != figure.claim.id);
    if !estimate.counted.contains(&figure.claim.id) {
        estimate.counted.push(figure.claim.id.clone());
    }
}

#[cfg(test)]
mod tests {
    use crate::model::decision::Choice;
    use crate::model::group::{Cell, Verdict};
    use crate::reconcile::sample::{Said, World, says};

    fn choice(by: &str, at: &str) -> Choice {
        Choice { at: at.into(), by: by.into(), says: format!("{by} chose it") }
    }

    fn world(claims: impl IntoIterator<Item = Said>) -> World {
        World::new(claims.into_iter().map(Said::claim))
    }

    fn cells(world: &World) -> Vec<Cell> {
        world.reconciled().groups.into_iter().flat_map(|group| group.cells).collect()
    }

    /// The id of the claim of a source.
    fn id(world: &World, source: &str) -> String {
        world.claims.iter().find(|claim| &*claim.source == source).map(|claim| claim.id.clone()).unwrap().to_string()
    }

    fn conflict() -> World {
        world([
            says("wire", "homicides", "500").during("2024"),
            says("post", "homicides", "900").during("2024"),
            says("mail", "homicides", "900").during("2024"),
        ])
    }

    #[test]
    fn a_preferred_figure_is_the_best_one_whatever_the_votes() {
        let mut world = conflict();
        assert_eq!(cells(&world)[0].estimate.as_ref().unwrap().best, Some(900.into()));
        let wire = id(&world, "wire");
        world.rulings.preferred.insert(wire, vec![choice("Kim", "1")]);
        let estimate = cells(&world)[0].estimate.clone().unwrap();
        assert_eq!((estimate.best, estimate.why.as_str()), (Some(500.into()), "Kim chose it"));
    }

    #[test]
    fn two_people_who_prefer_two_figures_leave_none() {
        let mut world = conflict();
        let (wire, post) = (id(&world, "wire"), id(&world, "post"));
        world.rulings.preferred.insert(wire.clone(), vec![choice("Kim", "1")]);
        world.rulings.preferred.insert(post.clone(), vec![choice("Lee", "2")]);
        let estimate = cells(&world)[0].estimate.clone().unwrap();
        assert_eq!(estimate.best, None);
        assert!(estimate.why.contains("Kim prefers 500") && estimate.why.contains("Lee prefers 900"), "{estimate:?}");
        // one person's later word counts
        world.rulings.preferred.insert(post, vec![choice("Kim", "2")]);
        assert_eq!(cells(&world)[0].estimate.as_ref().unwrap().best, Some(900.into()));
    }

    #[test]
    fn a_chosen_count_is_used_where_sources_count_differently() {
        let crowd = |source, by, text| says(source, "crowd", text).by(by).on("2024-10-05");
        let mut world = world([
            crowd("wire", "the police", "30,000"),
            crowd("post", "police", "31,000"),
            crowd("mail", "the organizers", "100,000"),
        ]);
        let wire = id(&world, "wire");
        world.rulings.camps.insert(wire, choice("Kim", "1"));
        let estimate = cells(&world)[0].estimate.clone().unwrap();
        assert_eq!((estimate.low, estimate.high), (Some(30_000.into()), Some(31_000.into())));
        assert!(estimate.best.is_some() && estimate.counted.len() == 2, "{estimate:?}");
        assert!(estimate.left_out.iter().any(|(_, why)| why.contains("Kim chose it")), "{estimate:?}");
    }

    #[test]
    fn what_is_said_to_be_one_thing_is_compared() {
        let mut world = world([
            says("wire", "arrests", "85,000").since("2022").published("2025-02-04"),
            says("post", "imprisoned", "25,000").since("2019").published("2025-02-04"),
        ]);
        let before = world.reconciled();
        assert!(before.findings.iter().all(|finding| finding.rule != "value_conflict"));
        let ids = [id(&world, "wire"), id(&world, "post")];
        world.rulings.join(&ids);
        let after = world.reconciled();
        assert!(after.findings.iter().any(|finding| finding.rule == "value_conflict"), "{:#?}", after.findings);
        let cells: Vec<&Cell> = after.groups.iter().flat_map(|group| &group.cells).collect();
        assert_eq!(cells.iter().map(|cell| cell.members.len()).collect::<Vec<_>>(), [2]);
        // each claim keeps its own words
        assert!(after.claims.iter().any(|claim| claim.metric == "imprisoned"));
    }

    #[test]
    fn what_is_said_to_be_two_things_is_not() {
        let mut world = conflict();
        assert_eq!(cells(&world)[0].verdict, Verdict::Conflict);
        let wire = id(&world, "wire");
        for other in ["post", "mail"] {
            world.rulings.part(&wire, &id(&world, other));
        }
        let after = world.reconciled();
        assert!(after.findings.is_empty(), "{:#?}", after.findings);
        let cells: Vec<&Cell> = after.groups.iter().flat_map(|group| &group.cells).collect();
        assert_eq!(cells.iter().map(|cell| cell.members.len()).collect::<Vec<_>>().iter().sum::<usize>(), 3);
        assert_eq!(cells.len(), 2);
        assert_ne!(cells[0].id, cells[1].id);
    }

    #[test]
    fn what_goes_back_to_one_count_speaks_once() {
        let mut world = conflict();
        assert_eq!(cells(&world)[0].origins, 3);
        world.rulings.trace(&[id(&world, "post"), id(&world, "mail")], "Kim says they share an origin");
        assert_eq!(cells(&world)[0].origins, 2);
        let echoes = world.reconciled().findings.into_iter().filter(|finding| finding.rule == "echoed_origin");
        assert!(echoes.map(|finding| finding.says).any(|says| says.contains("Kim says they share an origin")));
    }
}
