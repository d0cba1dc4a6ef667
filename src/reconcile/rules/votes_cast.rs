//! Votes for, against and abstentions that are more than all who could vote: "312 votes to 198, with 31 abstentions, out of 530 members";
//! "six of the seven-member court were for it and three against".
//!
//! Fewer votes than voters say nothing, for some stay away.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Bound, Unit};
use crate::reconcile::addends::{MOST, sum};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::{begins, ends, without_hedge};
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Votes that are more than this many times the voters were cast by others.
const LIKELY: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// Bytes between the votes for and those against.
const REACH: usize = 60;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    lines(affair).iter().filter_map(|line| too_many(line, affair, told)).collect()
}

fn too_many(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let last = line.figures.len().min(MOST).saturating_sub(1);
    let count = |at: usize| line.figures.get(at).map(|(_, figure)| *figure).filter(|figure| is_count(figure));
    let voters = |at: &usize| are_voters(line, *at, phrases);
    let counts = (0..=last).filter(|&at| count(at).is_some());
    let place = counts.clone().max_by_key(|at| (voters(at), Reverse(*at))).filter(|at| voters(at).is_some())?;
    let others: Vec<usize> = counts.filter(|&at| at != place).collect();
    let two = others.windows(2).find(|two| stand_against(line, two[0], two[1], phrases))?;
    let mut cast: Vec<&Figure> = two.iter().filter_map(|&at| count(at)).collect();
    let abstained = others.iter().find(|&&at| at > two[1] && begins(&line.after(at), &phrases.abstained));
    cast.extend(abstained.and_then(|&at| count(at)));
    let (all, sum) = (count(place)?, sum(cast.iter().copied()));
    let value = all.value()?;
    if sum <= value || sum > value.saturating_mul(LIKELY) || told.of(all, cast[0]) {
        return None;
    }
    let terms = cast.iter().map(|figure| figure.words()).collect::<Vec<_>>().join(" + ");
    let says = format!(
        "{} tells of {terms} = {} votes, but of no more than {} who could vote.",
        affair.source(all),
        number(sum),
        all.words(),
    );
    let severity = voters(&place)?;
    let draft = Draft::new(severity, Tolerance::Exact, says).figures([all]).figures(cast).sentence_of(all);
    Some(draft.measured(format!("{terms} = {} > {}", number(sum), all.words())))
}

fn is_count(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    quantity.unit == Unit::Count && quantity.per.is_none() && quantity.bound == Bound::Exact && figure.value().is_some()
}

/// How surely a figure is that of all who could vote: "the seven-member court", "out of 530 members", "all 500 deputies"; "of the 80
/// members" may be those of a party, and "the 80 members" anybody.
fn are_voters(line: &Breath, at: usize, phrases: &PhraseLists) -> Option<Severity> {
    let after = line.after(at);
    let noun = after.trim_start_matches(['-', '‑', ' ']);
    let before = line.before(at);
    let hyphen = noun.len() < after.len() && after.starts_with(['-', '‑']);
    match () {
        () if !begins(noun, &phrases.voters) => None,
        () if hyphen || ends(&before, &phrases.before_all_voters) => Some(Severity::Medium),
        () if ends(&before, &phrases.before_some_voters) => Some(Severity::Low),
        () => None,
    }
}

/// "312 votes to 198", "312 in favour, 198 against", "six voted for it and three against".
pub(super) fn stand_against(line: &Breath, one: usize, other: usize, phrases: &PhraseLists) -> bool {
    let between = line.between(one, other);
    let joint = without_hedge(&between, phrases).trim();
    let facing = phrases.facing.iter().any(|words| joint.trim_start_matches("votes ") == &**words);
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    let for_it = words.any(|word| phrases.votes_for.iter().any(|votes| **votes == *word));
    let against = begins(&line.after(other), &phrases.votes_against) || ends(&between, &phrases.votes_against);
    between.len() <= REACH && (facing || for_it && against)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn vote(text: &str, figures: &[&str]) -> Vec<Said> {
        figures.iter().map(|figure| says("wire", "votes", figure).sentence(text)).collect()
    }

    #[test]
    fn more_votes_than_there_are_voters() {
        let text = "The guild chose her by 214 votes to 98, with 20 abstentions, out of 320 members.";
        sees("sum_mismatch medium", vote(text, &["214", "98", "20", "320"]));
        let text = "The guild chose her by 214 votes to 98, with 8 abstentions, out of 320 members.";
        leaves(vote(text, &["214", "98", "8", "320"]));
        let text = "Six of the 7-member board were for it and 3 were against.";
        leaves(vote(text, &["7", "3"]));
    }

    #[test]
    fn members_of_a_part_are_no_voters() {
        let text = "The bill passed by 60 votes to 45 after the 80 members of the ruling bloc fell out.";
        leaves(vote(text, &["60", "45", "80"]));
        let text = "The motion fell by 60 votes to 45, said one of the 80 members.";
        sees("sum_mismatch low", vote(text, &["60", "45", "80"]));
    }

    #[test]
    fn votes_beyond_all_counting_are_added_without_harm() {
        let many = "70000000000000000000000000 thousand";
        let text = format!("It passed by {many} votes to {many}, with 31 abstentions, out of 530 members.");
        leaves(vote(&text, &["70000000000000000000000000000", "70000000000000000000000000000", "31", "530"]));
    }
}
