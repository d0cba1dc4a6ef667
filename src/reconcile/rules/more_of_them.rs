//! More of them than there are: "employs 1,090 nurses; 1,150 of them came", "137 were brought in. Of those, 152 had burns".
//!
//! No metric is asked: the words say that the one is a part of the other. Where the sentences hold any figure that is large enough to be
//! meant, they say nothing.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::reconcile::addends::{MOST, adds};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::reckon::{begins, earlier, ends, points_back, without_hedge};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "part_exceeds_whole", look: Look::Rest(find) };

/// A part that is larger by more than one in so many is one of something else.
const LIKELY: i64 = 2;
/// Sentences before in which the whole may stand.
const BACK: usize = 2;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts = Vec::new();
    for at in 0..lines.len() {
        for place in 0..lines[at].figures.len().min(MOST) {
            drafts.extend(more_than_all(&lines, at, place, affair, told));
        }
    }
    drafts
}

fn more_than_all(lines: &[Breath], at: usize, place: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let part = line.figures[place].1;
    if !adds(part, &part.quantity().unit) || !is_of_them(line, place, phrases) {
        return None;
    }
    let here = line.figures[..place].iter().rev().map(|(_, figure)| *figure);
    let before = earlier(lines, at).take(BACK).flat_map(|line| line.figures.iter().rev().map(|(_, figure)| *figure));
    let unit = &part.quantity().unit;
    // "over 900" leaves room for any part
    let open = |figure: &Figure| figure.quantity().unit == *unit && figure.interval.high.is_none();
    let wholes: Vec<&Figure> = here.chain(before).collect();
    if wholes
        .iter()
        .any(|whole| open(whole) || whole.quantity().unit == *unit && whole.interval.high >= part.interval.low)
    {
        return None;
    }
    let whole = *wholes.iter().find(|whole| adds(whole, unit))?;
    let (more, value) = (part.value()?.saturating_sub(whole.value()?), whole.value()?);
    let here = whole.claim.sentence == part.claim.sentence;
    let opens = begins(&line.text.to_lowercase(), &phrases.of_them);
    // "Drivers fled, and 150 of them were caught": the clause before may tell who they are
    let clause_before = !here && ends(without_hedge(&line.before(place), phrases), &phrases.joins_parts);
    let few = clause_before || Decimal::from(10) > value && *unit == Unit::Count;
    if few || more.saturating_mul(Decimal::from(LIKELY)) > value || told.of(part, whole) {
        return None;
    }
    let says = format!(
        "{} tells of {} as a part of {}, and yet it is larger.",
        affair.source(part),
        part.told(),
        whole.told(),
    );
    let alone = wholes.iter().filter(|whole| adds(whole, unit)).count() == 1;
    let severity = if alone && (here || opens) { Severity::Medium } else { Severity::Low };
    let measured = format!("{} > {}", part.words(), whole.words());
    Some(Draft::new(severity, Tolerance::PartWithinWhole, says).figures([part, whole]).measured(measured))
}

/// "152 of them", "of whom 152", "Of those, 152".
fn is_of_them(line: &Breath, place: usize, phrases: &PhraseLists) -> bool {
    let before = line.before(place);
    let led = without_hedge(&before, phrases).trim_end_matches(',');
    points_back(&line.after(place), begins, &[], phrases) || points_back(led, ends, &[], phrases)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn told(all: &str, some: &str) -> Vec<Said> {
        let text = format!("Of those, {some} had lost their tents.");
        let hikers = says("wire", "hikers", all).sentence("That night 137 hikers came down.");
        vec![hikers, says("wire", "tents", some).sentence(&text)]
    }

    #[test]
    fn more_have_lost_their_tents_than_came() {
        sees("part_exceeds_whole medium", told("137", "152"));
        leaves(told("137", "121"));
        leaves(told("over 137", "152"));
        leaves(told("137", "900"));
    }

    #[test]
    fn some_of_whom_the_clause_before_tells() {
        let told = |text: &str| {
            let cars = says("wire", "cars", "120").sentence("That night they stopped 120 cars.");
            vec![cars, says("wire", "caught", "150").sentence(text)]
        };
        leaves(told("Drivers fled, and 150 of them were caught."));
        sees("part_exceeds_whole low", told("The guards say 150 of them were empty."));
    }
}
