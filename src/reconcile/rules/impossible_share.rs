//! A percentage that no whole number of so few gives: 33 percent of 10 people.
//!
//! The check is known as GRIM (Brown and Heathers 2017, for means of whole numbers).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::quantity::{Bound, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::tolerance::{Tolerance, same_ratio};

pub const RULE: Rule = Rule { name: "impossible_share", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    lines(affair)
        .iter()
        .flat_map(|breath| (1..breath.figures.len()).filter_map(|at| look(breath, at, affair)))
        .collect()
}

/// "33 percent of the 10 jurors": the figure before `at` is the share, the one at it the whole.
fn look(breath: &Breath, at: usize, affair: &Affair) -> Option<Draft> {
    let (share, whole) = (breath.figures[at - 1].1, breath.figures[at].1);
    let words = breath.between(at - 1, at);
    let of = affair.vocabulary.phrases.share_of.iter().any(|of| **of == *words.trim());
    let plain = share.quantity().bound == Bound::Exact && whole.quantity().bound == Bound::Exact;
    if !of || !plain || share.quantity().unit != Unit::Percent || whole.quantity().unit != Unit::Count {
        return None;
    }
    let (percent, step) = (share.value()?.to_f64()?, share.quantity().step.to_f64()?);
    let count = whole.value().filter(|count| count.is_integer() && *count >= Decimal::TWO)?.to_f64()?;
    let part = percent / 100.0 * count;
    let near = [part.floor(), part.ceil()].map(|part| part / count * 100.0);
    // rounded or cut off
    let gives = |given: f64| (given - percent).abs() <= step || same_ratio((given - percent).abs(), step);
    if near.into_iter().any(gives) {
        return None;
    }
    let says = format!(
        "{} gives {} of {}: no whole number does; {} would be {:.1} % and {} would be {:.1} %.",
        affair.source(share),
        share.words(),
        whole.words(),
        part.floor(),
        near[0],
        part.ceil(),
        near[1],
    );
    let measured = format!("{} of {} = {part:.2}", share.words(), whole.words());
    Some(Draft::new(Severity::Low, Tolerance::Ratio, says).figures([share, whole]).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn jury(share: &str, whole: &str) -> Vec<Said> {
        let text = format!("Some {share} percent of the {whole} jurors had doubts.");
        let percent = says("wire", "doubts", &format!("{share} %")).text(&format!("{share} percent")).sentence(&text);
        vec![percent, says("wire", "jurors", whole).sentence(&text)]
    }

    #[test]
    fn so_few_people_do_not_give_every_percentage() {
        sees("impossible_share low", jury("34", "10"));
        leaves(jury("30", "10"));
        leaves(jury("33", "12"));
        leaves(jury("36", "11"));
    }
}
