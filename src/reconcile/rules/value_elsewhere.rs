//! Two figures whose keys do not meet but whose words do, and that cannot both be true.
//!
//! "The last altitude seen was 4,200 feet" and "the last altitude recorded was 2,400 feet": no metric names them, or the two
//! texts are read with different places or windows, yet each is the other's counterpart. What keeps such pairs honest:
//! neither text knows the other's figure, no day or year beside them sets them apart, and a total may have grown.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::claim::PeriodBasis;
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::quantity::{Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::aligned::{Aligned, aligned};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::key::Basis;
use crate::reconcile::tolerance::{Comparison, Standing};

pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Rest(find) };

/// What the words must weigh where both count by one metric of the vocabulary, and where nobody names what is counted.
const NAMED: (f64, f64) = (1.2, 0.22);
const UNNAMED: (f64, f64) = (1.5, 0.3);
/// Further apart than this, in percent, one of the two is something else.
const FAR: f64 = 200.0;
/// And as far for figures nobody names.
const FAR_UNNAMED: f64 = 120.0;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let figures = affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded());
    let known: HashSet<(&str, Decimal)> =
        figures.filter_map(|figure| Some((&*figure.claim.source, figure.value()?.abs().normalize()))).collect();
    let knows = |figure: &Figure, other: &Figure| {
        other.value().is_none_or(|value| known.contains(&(&*figure.claim.source, value.abs().normalize())))
    };
    let mut drafts = Vec::new();
    for pair in aligned(affair) {
        let (one, other) = (pair.one, pair.other);
        let beside = one.beside(other);
        let apart = beside.standing == Standing::Apart && !told.of(one, other);
        let honest = apart && is_like(&pair, &beside) && !knows(one, other) && !knows(other, one);
        if honest && is_told(one) && is_told(other) && !dated_apart(one, other) && !grown(one, other) {
            drafts.push(draft(&pair, &beside, affair));
        }
    }
    drafts
}

/// Alike enough for how far apart they are.
fn is_like(pair: &Aligned, beside: &Comparison) -> bool {
    let named = pair.one.metric.is_some() && pair.one.claim.metric == pair.other.claim.metric;
    let ((mass, likeness), far) = if named { (NAMED, FAR) } else { (UNNAMED, FAR_UNNAMED) };
    pair.mass >= mass && pair.likeness >= likeness && beside.percent <= far
}

/// Told as a fact, as one value, and as the value of the thing itself: not "up by 30", nor "a third of them".
fn is_told(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let whole = figure.metric.is_some() || !matches!(quantity.unit, Unit::Percent | Unit::Points | Unit::Ratio);
    whole && quantity.bound.is_point() && quantity.role == Role::None && !quantity.unit.is_clock()
}

/// The words beside one of the two, or its sentence, put it at days the other is not told for.
fn dated_apart(one: &Figure, other: &Figure) -> bool {
    let dated = |figure: &Figure| {
        let near = matches!(figure.claim.period.basis, PeriodBasis::Clause | PeriodBasis::Sentence);
        near && figure.window.stated && figure.window.basis != Basis::Unknown
    };
    let apart = one.as_of().zip(other.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() > 31);
    apart && (dated(one) || dated(other))
}

/// What is counted up, larger in the later text.
fn grown(one: &Figure, other: &Figure) -> bool {
    let counts = |figure: &Figure| figure.behaviour == Behaviour::Total || figure.window.basis == Basis::Running;
    let day = |figure: &Figure| figure.claim.published;
    let later_is_larger = day(one).cmp(&day(other)) == one.value().cmp(&other.value());
    (counts(one) || counts(other)) && day(one) != day(other) && later_is_larger
}

fn draft(pair: &Aligned, beside: &Comparison, affair: &Affair) -> Draft {
    let (small, large) =
        if pair.one.value() <= pair.other.value() { (pair.one, pair.other) } else { (pair.other, pair.one) };
    let plain = |figure: &Figure| figure.value().map_or_else(|| figure.words(), number);
    let measured =
        format!("{} - {} = {} ({} %)", plain(large), plain(small), number(beside.gap), percent(beside.percent));
    let says = format!(
        "{}, while {}: {measured}; the sentences speak of the same thing, but the words leave open whether exactly the same is meant.",
        affair.says(small),
        affair.says(large),
    );
    let mut draft = Draft::new(Severity::Low, beside.tolerance, says).figures([small, large]).gap(beside.percent);
    for figure in affair.repeated(small).chain(affair.repeated(large)).take(4) {
        draft.see(figure);
    }
    draft.measured(measured)
}
