//! Do the metrics fit together? Relations lead to metrics there are, parts form no circle, and every phrase can be read.
//!
//! Two metrics may share a phrase when something tells them apart: another unit, other things counted (`of`), another
//! field (`near`). A phrase that an earlier metric always takes first is a mistake.

use hashbrown::{HashMap, HashSet};

use super::metrics::Written;
use crate::model::error::Result;
use crate::model::quantity::Unit;

/// Looks at all metrics, in the order they are asked.
///
/// # Errors
/// [`crate::model::error::Error::Line`] for the first that does not fit.
pub fn check(written: &[Written]) -> Result<()> {
    let by_id: HashMap<&str, &Written> = written.iter().map(|written| (&*written.block.id, written)).collect();
    for metric in written {
        relations_exist(metric, &by_id)?;
        no_circle(metric, &by_id)?;
    }
    every_phrase_can_be_read(written)
}

/// `population`, say, may stand for a whole that no file defines? No: every name must be a metric's.
fn relations_exist(written: &Written, by_id: &HashMap<&str, &Written>) -> Result<()> {
    let block = &written.block;
    let share = block.share.iter().flat_map(|(part, whole)| [part, whole]);
    let others = block.part_of.as_slice().iter().chain(share).chain(&block.capacity_of).chain(&block.change_of);
    for other in others {
        if !by_id.contains_key(&**other) {
            let problem = format!("\"{}\" is tied to \"{other}\", which is no metric", block.id);
            return Err(written.error(problem, "name the id of a metric that `crosscheck metrics` lists"));
        }
    }
    Ok(())
}

fn no_circle(written: &Written, by_id: &HashMap<&str, &Written>) -> Result<()> {
    let start = &*written.block.id;
    let mut seen = HashSet::new();
    let mut open: Vec<&str> = written.block.part_of.as_slice().iter().map(String::as_str).collect();
    while let Some(id) = open.pop() {
        if id == start {
            let problem = format!("\"{start}\" is a part of itself, by way of its part_of");
            return Err(written.error(problem, "take out one part_of of the circle"));
        }
        if seen.insert(id)
            && let Some(next) = by_id.get(id)
        {
            open.extend(next.block.part_of.as_slice().iter().map(String::as_str));
        }
    }
    Ok(())
}

fn every_phrase_can_be_read(written: &[Written]) -> Result<()> {
    let mut taken: HashMap<(usize, &str), Vec<&Written>> = HashMap::new();
    for metric in written {
        let block = &metric.block;
        for (list, phrases) in
            [&block.nouns, &block.subjects, &block.verbs, &block.acts, &block.frames].into_iter().enumerate()
        {
            for phrase in phrases {
                let before = taken.entry((list, phrase)).or_default();
                if let Some(first) = before.iter().find(|first| shadows(first, metric, list >= 2)) {
                    let problem = match first.block.id == block.id {
                        true => format!("\"{}\" has the phrase \"{phrase}\" twice", block.id),
                        false => format!(
                            "\"{phrase}\" already means \"{}\", so that \"{}\" is never read from it",
                            first.block.id, block.id
                        ),
                    };
                    return Err(metric.error(
                        problem,
                        "take it out of one of the two, or tell them apart by `of`, `near` or `unit`",
                    ));
                }
                before.push(metric);
            }
        }
    }
    Ok(())
}

/// Does the first metric fit wherever the second does? Things counted matter for verbs and frames only.
fn shadows(first: &Written, second: &Written, by_things: bool) -> bool {
    let (first, second) = (&first.block, &second.block);
    let holds = |wide: &[String], narrow: &[String]| {
        wide.is_empty() || !narrow.is_empty() && narrow.iter().all(|word| wide.contains(word))
    };
    let kind = |unit: &str| match Unit::parse(unit) {
        Unit::Money(_) => "money",
        Unit::Percent | Unit::Points => "percent",
        Unit::Measure(_) => "measure",
        _ => "count",
    };
    let things = !by_things || first.of.is_empty() == second.of.is_empty() && holds(&first.of, &second.of);
    kind(&first.unit) == kind(&second.unit) && holds(&first.near, &second.near) && things
}

#[cfg(test)]
mod tests {
    use super::super::load;

    fn message(text: &str) -> String {
        load("en", &[("mine.toml".into(), text.into())]).unwrap_err().to_string()
    }

    #[test]
    fn a_relation_to_a_metric_there_is_none_of() {
        let says = message("[[metric]]\nid = \"a\"\nlabel = \"A\"\npart_of = \"nowhere\"\n");
        assert!(says.contains("mine.toml:2") && says.contains("nowhere"), "{says}");
    }

    #[test]
    fn parts_in_a_circle() {
        let says = message(
            "[[metric]]\nid = \"a\"\nlabel = \"A\"\npart_of = \"b\"\n[[metric]]\nid = \"b\"\nlabel = \"B\"\npart_of = \"a\"\n",
        );
        assert!(says.contains("part of itself"), "{says}");
    }

    #[test]
    fn one_phrase_for_two_metrics_unless_something_tells_them_apart() {
        let two = |more: &str| {
            format!(
                "[[metric]]\nid = \"a\"\nlabel = \"A\"\nnouns = [\"gizmo\"]\n[[metric]]\nid = \"b\"\nlabel = \"B\"\nnouns = [\"gizmo\"]\n{more}"
            )
        };
        let says = message(&two(""));
        assert!(says.contains("mine.toml:6") && says.contains("gizmo"), "{says}");
        let apart = load("en", &[("mine.toml".into(), two("unit = \"percent\"\n"))]);
        assert!(apart.is_ok(), "{apart:?}");
    }

    #[test]
    fn an_unknown_key_is_named() {
        let says = message("[[metric]]\nid = \"a\"\nlabel = \"A\"\nnoun = [\"gizmo\"]\n");
        assert!(says.contains("mine.toml:4") && says.contains("noun"), "{says}");
    }
}
