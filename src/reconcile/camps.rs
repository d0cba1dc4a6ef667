//! Two sources that differ the same way again and again -> one finding: they count differently.
//!
//! Definitions beat slips: where every figure of one source lies below the other's of the same days, neither is wrong
//! about a day. The drafts of those pairs give way to one that says so.

use std::collections::{BTreeMap, BTreeSet};

use super::affair::Affair;
use super::draft::{Draft, weaker};
use super::figure::{Figure, percent};
use super::key::Relation;
use super::pair::Pair;
use super::tolerance::{Standing, Tolerance};
use crate::model::finding::Severity;

/// Rules whose drafts a steady difference explains.
const EXPLAINED: [&str; 3] = ["value_conflict", "bound_conflict", "digit_slip"];
/// From so many days on a difference is steady beyond doubt.
const STEADY: usize = 5;
/// Fewer than this is no pattern.
const FEWEST: usize = 2;

/// The first source's figure, the second's, and the gap in percent.
type Gap<'f, 'a> = (&'f Figure<'a>, &'f Figure<'a>, f64);

/// How the figures of two sources stood so far.
#[derive(Debug, Default)]
struct Tally<'f, 'a> {
    agreed: usize,
    below: Vec<Gap<'f, 'a>>,
    above: Vec<Gap<'f, 'a>>,
}

/// Tallies of one family by its pairs of sources.
#[derive(Debug, Default)]
pub struct Camps<'f, 'a> {
    tallies: BTreeMap<(&'a str, &'a str), Tally<'f, 'a>>,
}

impl<'f, 'a> Camps<'f, 'a> {
    pub fn count(&mut self, pair: &Pair<'f, 'a>) {
        if pair.same_source || !pair.same_thing() || pair.window.relation != Relation::Same || pair.vague() {
            return;
        }
        let (a, b) = if pair.a.claim.source <= pair.b.claim.source { (pair.a, pair.b) } else { (pair.b, pair.a) };
        let tally = self.tallies.entry((&a.claim.source, &b.claim.source)).or_default();
        let gap = (a, b, pair.values.percent);
        match pair.values.standing {
            Standing::Apart if std::ptr::eq(pair.by_size().0, a) => tally.below.push(gap),
            Standing::Apart => tally.above.push(gap),
            _ => tally.agreed += 1,
        }
    }

    /// Replaces the drafts a steady difference explains.
    pub fn explain(&self, drafts: &mut Vec<Draft>, group: &str, affair: &Affair) {
        for ((one, other), tally) in &self.tallies {
            let steady = match (tally.below.len(), tally.above.len()) {
                (below, 0) if below >= FEWEST => &tally.below,
                (0, above) if above >= FEWEST => &tally.above,
                // now and then it is the other way round, as counts of days are
                (below, above) if below >= STEADY && below >= 9 * above => &tally.below,
                (below, above) if above >= STEADY && above >= 9 * below => &tally.above,
                _ => continue,
            };
            let numbers = |side: fn(&Gap<'f, 'a>) -> &'f Figure<'a>| {
                steady.iter().map(|gap| side(gap).number_words()).collect::<BTreeSet<_>>().len()
            };
            let one_figure = numbers(|gap| gap.0) < FEWEST || numbers(|gap| gap.1) < FEWEST;
            if tally.agreed * 4 > steady.len() || one_figure {
                continue;
            }
            drafts.retain(|draft| {
                let of_both = draft.witnesses.iter().all(|w| &*w.source == *one || &*w.source == *other);
                !(of_both && EXPLAINED.contains(&draft.rule))
            });
            drafts.push(draft(steady, group, affair));
        }
    }
}

fn draft(steady: &[Gap], group: &str, affair: &Affair) -> Draft {
    let (first, second, _) = steady[0];
    let low = steady.iter().map(|(.., gap)| *gap).fold(f64::INFINITY, f64::min);
    let high = steady.iter().map(|(.., gap)| *gap).fold(0.0, f64::max);
    let says = format!(
        "{}, while {}: the two differ the same way for {} times of the same count, by {} to {} %, so they probably count by different definitions.",
        affair.says(first),
        affair.says(second),
        steady.len(),
        percent(low),
        percent(high),
    );
    let severity = weaker(Severity::Medium, u8::from(steady.len() < STEADY));
    let measured = format!("{} of {} pairs one way", steady.len(), steady.len());
    let draft = Draft::new(severity, Tolerance::RunningTotal, says).measured(measured).gap(high);
    let mut draft = draft.figures(steady.iter().take(8).flat_map(|(a, b, _)| [*a, *b]));
    draft.rule = "definition_mismatch";
    draft.group_id = group.into();
    draft
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{says, sees};

    #[test]
    fn two_sources_that_differ_one_way_count_differently() {
        let rate = |source, text, year| says(source, "homicides", text).during(year);
        let wire = [("523", "2021"), ("498", "2022"), ("481", "2023")].map(|(text, year)| rate("wire", text, year));
        let post = [("602", "2021"), ("570", "2022"), ("559", "2023")].map(|(text, year)| rate("post", text, year));
        sees("definition_mismatch low", wire.into_iter().chain(post));
    }

    #[test]
    fn two_sources_that_mostly_agree_are_at_odds_for_one_year() {
        let rate = |source, text, year| says(source, "homicides", text).during(year);
        let wire = [("523", "2021"), ("498", "2022"), ("481", "2023")].map(|(text, year)| rate("wire", text, year));
        let post = [("523", "2021"), ("498", "2022"), ("559", "2023")].map(|(text, year)| rate("post", text, year));
        sees("value_conflict medium", wire.into_iter().chain(post));
    }
}
