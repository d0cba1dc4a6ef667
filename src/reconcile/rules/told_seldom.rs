//! A matter that few sentences of two texts tell, each in another way: "the hall was insured" here, "there was no insurance" there.
//!
//! Sentences that contradict each other may share few words beside the matter itself, and each may have a better counterpart
//! in the other text. Where each of the two texts tells the matter in a few sentences only, and none of them tells what the other
//! tells, the two that have most in common are likely to speak of one thing. What a reader parted stays parted; it is words
//! alone, so `low`.

use std::collections::BTreeMap;

use super::told_otherwise::{is_told_of, may_be_one};
use super::{Look, Rule, Told};
use crate::reconcile::accounts::{Matter, Way, draft};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::Passage;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Rest(find) };

/// Sentences of one text that tell a matter, at most: one told more often is many matters.
const FEW: usize = 4;
/// Texts laid side by side that tell one matter.
const MOST: usize = 48;
/// So much must the two sentences have in common.
const MASS: f64 = 0.4;
/// And so much in names, where it is one person that they tell of.
const NAMES: f64 = 0.3;

/// A sentence and the way in which it tells the matter.
type Teller<'p> = (usize, &'p Way);

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let passages = &affair.passages.told;
    let mut tellers: BTreeMap<Matter, BTreeMap<&str, Vec<Teller>>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for way in passage.ways.iter().filter(|way| says_what(way)) {
            tellers.entry(way.matter).or_default().entry(passage.source).or_default().push((at, way));
        }
    }
    let mut drafts = Vec::new();
    for by_source in tellers.values() {
        let few = by_source.values().map(Vec::as_slice).filter(|told| are_few(told));
        let by_source = affair.left_out.first(MOST, "texts that tell a matter in few sentences", few);
        for (number, one) in by_source.iter().enumerate() {
            for other in &by_source[number + 1..] {
                drafts.extend(of_two(one, other, affair, told));
            }
        }
    }
    drafts
}

/// The two sentences of two texts that have most in common among those at odds.
fn of_two(ones: &[Teller], others: &[Teller], affair: &Affair, told: &Told) -> Option<Draft> {
    let passages = &affair.passages.told;
    let tells = |tellers: &[Teller], way: &Way| tellers.iter().any(|(_, own)| own.way == way.way && !own.denied);
    let mut best: Option<(f64, Teller, Teller)> = None;
    for &(one, a) in ones {
        for &(other, b) in others {
            let at_odds = match (a.denied, b.denied) {
                (true, true) => false,
                (false, false) => a.way != b.way && !tells(others, a) && !tells(ones, b),
                (true, false) => is_denied(a, b) && !tells(ones, b),
                (false, true) => is_denied(b, a) && !tells(others, a),
            };
            if !at_odds {
                continue;
            }
            let shared = affair.passages.shared(one, other);
            let of_one = !a.person || shared.names >= NAMES;
            let beside = !(a.denied || b.denied) || affair.passages.share_more_than_the_act(one, other);
            if shared.mass >= MASS && of_one && beside && best.is_none_or(|(points, ..)| shared.points() > points) {
                best = Some((shared.points(), (one, a), (other, b)));
            }
        }
    }
    let (_, (one, a), (other, b)) = best?;
    let (one, other): (&Passage, &Passage) = (&passages[one], &passages[other]);
    if !may_be_one(one, other, affair) || is_told_of(one, other, told) {
        return None;
    }
    draft((one, a), (other, b), affair)
}

/// The tellers stand in text order.
fn are_few(told: &[Teller]) -> bool {
    told.chunk_by(|a, b| a.0 == b.0).count() <= FEW
}

/// Do the words of a way say by themselves which matter they tell?
fn says_what(way: &Way) -> bool {
    !way.broad && !way.beside_others && way.beside.is_none()
}

/// Does one deny what the other tells?
fn is_denied(denial: &Way, told: &Way) -> bool {
    denial.way == told.way && (denial.verb.is_none() || denial.verb == told.verb)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::ENGLISH;
    use crate::reconcile::sample::{World, told};

    /// Of a mill, whose sentences have better counterparts in the other text.
    fn found(insured: &str, uninsured: &str) -> usize {
        let mut world = World::telling([
            told("wire", insured),
            told("wire", "The watermill burned in June after a storm in the valley of Orra"),
            told("post", uninsured),
            told("post", "Olav Rem is the owner of the old watermill at the ford of Halm"),
        ]);
        world.vocabulary = ENGLISH.clone();
        let findings = world.reconciled().findings;
        findings.iter().filter(|finding| finding.says.contains("only one of them can be so")).count()
    }

    #[test]
    fn a_mill_is_insured_or_not() {
        let insured = "The watermill at the ford of Halm was insured, its owner Olav Rem said";
        let uninsured = "There was no insurance for the watermill, which burned in June after a storm in the valley";
        assert_eq!(found(insured, uninsured), 1);
        assert_eq!(found(insured, "The watermill, which burned in June after a storm in the valley, was insured"), 0);
        assert_eq!(found("Three barges at the quay were insured", "There was no insurance for cooks"), 0);
    }
}
