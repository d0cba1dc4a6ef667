//! "18 to 25 percent", "between five and six", "12.8-13.0", "two or three": two numbers, one interval.
//!
//! "rose from 10 to 15" is a change and stays two numbers.

use rust_decimal::Decimal;

use super::super::figure::{Figure, Script};
use super::super::line::Line;
use super::super::simple;
use super::super::tie;
use super::Join;
use crate::model::lexicon::Class;
use crate::model::quantity::{Bound, Unit};

pub const JOIN: Join = Join {
    name: "range",
    reads: &[
        ("Prices rose [18 to 25 percent].", "range 18..25 percent up by ‹Prices›"),
        ("[Between five and six] people were hurt.", "range 5..6 ‹people›"),
        ("The mass is [12.8-13.0 TeV].", "range 12.8..13.0 teraelectronvolt ‹mass›"),
        ("It runs [252 to 287 miles].", "range 252..287 mile"),
        ("Terms ran from [5 to 45 years].", "range 5..45 year"),
        ("The bill will cost [$3.4 million to $5 million].", "range 3400000..5000000 USD ‹bill›"),
        ("They expect [1 to 2 million] visitors.", "range 1000000..2000000 ‹visitors›"),
        ("Lows ranged from [-18 °C to -34 °C] there.", "range -34..-18 degree celsius"),
        ("[Two or three] boats sank.", "range 2..3 ‹boats›"),
    ],
    leaves: &[
        "Deaths rose from 10 to 15.",
        "He won 3 to 1.",
        "The index fell 2% to 1,300.",
        "Rye rose 90 crowns to 2,310 crowns.",
    ],
    join,
};

fn join(line: &Line, first: &Figure) -> Option<Figure> {
    let (at, link) = link(line, first)?;
    let second = simple::next(line, at)?;
    let is_interval = first.value.is_some() && second.value.is_some();
    if !is_interval || first.per.is_some() {
        return None;
    }
    let unit = shared_unit(first, &second, link)?;
    let first = with_scale_of(first.clone(), &second)?;
    if first.value == second.value || first.value > second.value && !spans_down(line, &first, link) {
        return None;
    }
    if link == Link::Or && !is_choice(&first, &second) || link == Link::To && is_change(line, &first, &second) {
        return None;
    }
    let start = match link {
        Link::And => between_before(line, first.tokens.start)?,
        _ => first.tokens.start,
    };
    let (low, high) = (first.value?.min(second.value?), first.value?.max(second.value?));
    let mut figure = Figure::between(start..second.tokens.end, low, high, Bound::Range, JOIN.name);
    figure.unit = unit;
    figure.has_unit = first.has_unit || second.has_unit;
    figure.hyphened = second.hyphened;
    figure.step = first.step.max(second.step);
    figure.scale = second.scale;
    figure.script = second.script;
    figure.next = second.next;
    figure.parts = vec![first, second];
    Some(figure)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Dash,
    To,
    And,
    Or,
}

/// What joins the figure to the next: the token where the next begins.
fn link(line: &Line, first: &Figure) -> Option<(usize, Link)> {
    let words = &line.words;
    let end = first.tokens.end;
    // "18- to 25-year-olds", "200,000 to-260,000"
    let loose = usize::from(words.is_dash(end) && words.is_glued(end));
    if line.says_any(end + loose, &["to", "till"]) {
        let after = end + loose + 1;
        return Some((after + usize::from(words.is_dash(after) && words.is_glued(after)), Link::To));
    }
    if line.says_any(end, &["through", "thru"]) || words.is_sign(end, "~") {
        return Some((end + 1, Link::To));
    }
    if words.is_dash(end) {
        let both = words.is_glued(end) == words.is_glued(end + 1);
        return (both && words.text(end) != "—").then_some((end + 1, Link::Dash));
    }
    if line.says(end, "and") && between_before(line, first.tokens.start).is_some() {
        return Some((end + 1, Link::And));
    }
    (line.says(end, "or") && !first.has_unit).then_some((end + 1, Link::Or))
}

/// "ranged from -18 to -34 degrees": told from the upper end down.
fn spans_down(line: &Line, first: &Figure, link: Link) -> bool {
    let Some(from) = first.tokens.start.checked_sub(2).filter(|_| link == Link::To) else { return false };
    line.says(from + 1, "from")
        && line.says_any(from, &["range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying"])
}

/// "between", before the figure, perhaps with a hedge in between.
fn between_before(line: &Line, start: usize) -> Option<usize> {
    let before = start.checked_sub(1)?;
    if line.says_any(before, &["between", "betweeen"]) {
        return Some(before);
    }
    let further = before.checked_sub(1)?;
    (line.says(further, "between") && line.says_any(before, &["about", "around", "roughly", "some"])).then_some(further)
}

/// The unit of both: either says it, or both say the same.
fn shared_unit(first: &Figure, second: &Figure, link: Link) -> Option<Unit> {
    match (first.has_unit, second.has_unit) {
        (true, true) => (first.unit == second.unit).then(|| second.unit.clone()),
        (false, _) => Some(second.unit.clone()),
        // "$5 to 10 million", "$62 and 68"
        (true, false) => (matches!(first.unit, Unit::Money(_)) && link != Link::Or && first.tokens.len() < 4)
            .then(|| first.unit.clone()),
    }
}

/// "1 to 2 million": the first takes the scale of the second.
fn with_scale_of(first: Figure, second: &Figure) -> Option<Figure> {
    let is_bare = first.scale == Decimal::ONE && second.scale != Decimal::ONE && first.script != Script::Fraction;
    let fits = second
        .value
        .and_then(|value| value.checked_div(second.scale))
        .zip(first.value)
        .is_some_and(|(second, first)| first < second);
    if is_bare && fits { first.times(second.scale) } else { Some(first) }
}

/// "two or three": small neighbours, or round ones.
fn is_choice(first: &Figure, second: &Figure) -> bool {
    let most = first.value.and_then(|first| first.checked_mul(Decimal::TWO)?.checked_add(Decimal::TWO));
    let near = most.zip(second.value).is_some_and(|(most, second)| second <= most);
    near && first.script == second.script
}

/// "rose from 10 to 15"; "rose by 40 to 419"
fn is_change(line: &Line, first: &Figure, second: &Figure) -> bool {
    let start = first.tokens.start;
    // "from [20 to 25 percent] down to [10 to 15]"
    let between_ranges = line.says(second.tokens.end, "to") && simple::next(line, second.tokens.end + 1).is_some();
    if between_ranges {
        return false;
    }
    let most = first.value.and_then(|first| first.checked_mul(Decimal::from(3)));
    let far = most.zip(second.value).is_some_and(|(most, second)| second > most);
    let by = start.checked_sub(1).is_some_and(|before| line.says(before, "by"));
    // "rose 110 crowns to 2,640 crowns": by how much, and to what
    let moves = start.checked_sub(1).is_some_and(|before| line.is(before, Class::TREND_UP | Class::TREND_DOWN));
    tie::begins_change(line, start) || (by || moves && first.has_unit && second.has_unit) && far
}
