//! A sum that so many times so much does not make: "31,000 have joined it. It asks 5,000 for each of them, or 400 million in all",
//! "120 tonnes a day for 30 days, 4,800 tonnes in all".
//!
//! How many there are may stand in the sentence or in those it goes on from. Where any count of the text makes the sum, that is meant.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::quantity::{Bound, Unit};
use crate::reconcile::addends::{MOST, adds, adds_as, closes};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::{begins, earlier, ends, without_hedge};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Bytes between what one costs and the words that say it is for one, and of such a clause.
const NEAR: usize = 48;
/// The sum is no more than so many times what it should be, else something else is meant.
const LIKELY: f64 = 4.0;
/// What a product may be off and still be told rightly.
const ROUGHLY: f64 = 0.04;
/// How far a round sum reaches to either side.
const ROUND: f64 = 0.06;
/// Counts of a text that are tried.
const TRIED: usize = 64;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    (0..lines.len()).filter_map(|at| times(&lines, at, affair, told)).collect()
}

fn times(lines: &[Breath], at: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let line = &lines[at];
    let (one, all) = in_one_sentence(line, affair).or_else(|| in_two_sentences(lines, at, affair))?;
    let counts = |figure: &&Figure| counts(figure, one);
    let here = line.figures.iter().map(|(_, figure)| *figure).filter(counts);
    let before = earlier(lines, at).take(1).flat_map(|line| line.figures.iter().map(|(_, figure)| *figure));
    let near: Vec<&Figure> = here.chain(before.filter(counts)).collect();
    let there = affair.left_out.first(TRIED, "counts beside what is told for each", affair.text_of(all).filter(counts));
    if there.into_iter().chain(near.iter().copied()).any(|many| makes(many, one, all)) {
        return None;
    }
    let ratio = |many: &Figure| Some(many.value()?.to_f64()? * one.value()?.to_f64()? / all.value()?.to_f64()?);
    let apart = |many: &Figure| ratio(many).map_or(f64::INFINITY, |ratio| ratio.ln().abs());
    let many = *near.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
    if apart(many) > LIKELY.ln() || told.of(many, all) || told.of(one, all) {
        return None;
    }
    let product = many.value()?.checked_mul(one.value()?)?;
    let says = format!(
        "{} gives {} in all for {} at {} each, but that makes {}.",
        affair.source(all),
        all.words(),
        many.words(),
        one.words(),
        number(product),
    );
    let measured = format!("{} * {} = {} | {}", many.words(), one.words(), number(product), all.words());
    let rounded = all.interval.holds(product);
    let sure = !rounded && near.len() == 1 && many.claim.sentence == one.claim.sentence;
    let severity = if sure { Severity::Medium } else { Severity::Low };
    let draft = Draft::new(severity, Tolerance::Ratio, says).figures([many, one, all]);
    Some(draft.sentence_of(one).measured(measured))
}

/// What one costs, and what all of them do.
type Costs<'f, 'a> = (&'f Figure<'a>, &'f Figure<'a>);

fn in_one_sentence<'f, 'a>(line: &Breath<'f, 'a>, affair: &Affair) -> Option<Costs<'f, 'a>> {
    let places = || 0..line.figures.len().min(MOST);
    let one = places().find(|&place| is_for_one(line, place, affair))?;
    let all = places().find(|&place| place != one && is_for_all(line, one, place, affair))?;
    Some((line.figures[one].1, line.figures[all].1))
}

/// "It costs 5,000 a day. Over 30 days that comes to 250,000."
fn in_two_sentences<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, affair: &Affair) -> Option<Costs<'f, 'a>> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let before = earlier(lines, at).next()?;
    let one = (0..before.figures.len().min(MOST)).find(|&place| is_for_one(before, place, affair))?;
    let one = before.figures[one].1;
    let all = (0..line.figures.len().min(MOST)).find(|&place| {
        let words = line.before(place);
        let led = without_hedge(&words, phrases);
        let made = ends(led, &phrases.amounts_to) && phrases.that_makes.iter().any(|that| led.contains(&**that));
        let more = line.figures[place].1.value() > one.value();
        (made || closes(line, place, phrases).is_some()) && adds(line.figures[place].1, &one.quantity().unit) && more
    })?;
    Some((one, line.figures[all].1))
}

/// "$5,000 for each of them", "2 million to the family of each victim", "1.2 million a family".
fn is_for_one(line: &Breath, place: usize, affair: &Affair) -> bool {
    let figure = line.figures[place].1;
    let quantity = figure.quantity();
    let measured = matches!(quantity.unit, Unit::Money(_) | Unit::Measure(_)) && !quantity.unit.is_clock();
    if !measured || !quantity.bound.is_point() || figure.value().is_none_or(|value| value <= Decimal::ZERO) {
        return false;
    }
    if let Some(per) = &quantity.per {
        return per.amount == Decimal::ONE;
    }
    // "each of the 44 families gets 2 million"
    let each =
        |at: usize| ends(without_hedge(&line.before(at), &affair.vocabulary.phrases), &["each of", "each of the"]);
    if place > 0 && each(place - 1) {
        return true;
    }
    let behind = line.after(place);
    let mut places = affair.vocabulary.phrases.for_each.iter().flat_map(|each| behind.match_indices(&**each));
    places.any(|(from, each)| {
        from <= NEAR && begins(&behind[from..], &[each]) && ends(&behind[..from + each.len()], &[each])
    })
}

/// "or 400 million in all"; "240 million, or a million for each".
fn is_for_all(line: &Breath, one: usize, place: usize, affair: &Affair) -> bool {
    let (single, figure) = (line.figures[one].1, line.figures[place].1);
    let unit = &single.quantity().unit;
    if !adds_as(line, place, unit, &affair.vocabulary.phrases) || figure.value() <= single.value() {
        return false;
    }
    let phrases = &affair.vocabulary.phrases;
    let joins = |first: usize, second: usize, word: &str| {
        first + 1 == second && ends(without_hedge(&line.between(first, second), phrases), &[word])
    };
    let by_time = single.quantity().per.is_some() && joins(one, place, "or");
    // "62 million euros, roughly 720,000 euros for each child"
    let comma = place + 1 == one && {
        let link = line.between(place, one);
        without_hedge(&link, phrases).ends_with([',', '–', '—', '('])
    };
    closes(line, place, phrases).is_some() || comma || joins(place, one, "or") || by_time || joins(one, place, "for")
}

/// How many: a count of anything, or a length of time for what is paid by the day.
fn counts(figure: &Figure, one: &Figure) -> bool {
    let unit = &figure.quantity().unit;
    let time = one.quantity().per.as_ref().filter(|per| is_time(&per.unit));
    match time {
        Some(per) => matches!(unit, Unit::Measure(unit) if **unit == *per.unit) && figure.value() > Some(Decimal::ONE),
        None => adds(figure, &Unit::Count) && figure.value() > Some(Decimal::ONE),
    }
}

fn is_time(unit: &str) -> bool {
    matches!(unit, "hour" | "day" | "week" | "month" | "year")
}

/// So many times so much is the sum, as far as all three are told.
fn makes(many: &Figure, one: &Figure, all: &Figure) -> bool {
    let end =
        |end: Option<Decimal>, figure: &Figure| end.or(figure.value()).and_then(|end| end.to_f64()).unwrap_or(0.0);
    let low = |figure: &Figure| end(figure.interval.low, figure);
    let high = |figure: &Figure| end(figure.interval.high, figure);
    // what is paid for one is told as it is
    let price = one.value().and_then(|value| value.to_f64()).unwrap_or(0.0);
    let exact = one.quantity().bound == Bound::Exact && one.claim.text.contains(|c: char| c.is_ascii_digit());
    let (least, most) = match exact {
        true => (low(many) * price, high(many) * price),
        false => (low(many) * low(one), high(many) * high(one)),
    };
    // "100 million in all" is not told of 80 million, however round it is
    let value = all.value().and_then(|value| value.to_f64()).unwrap_or(0.0);
    let (bottom, top) = (low(all).max(value * (1.0 - ROUND)), high(all).min(value * (1.0 + ROUND)));
    least <= top * (1.0 + ROUGHLY) && most >= bottom * (1.0 - ROUGHLY)
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Unit;
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn paid(value: &str, text: &str) -> Said {
        let mut claim = says("wire", "amount", value).sentence(text).claim();
        claim.quantity.unit = Unit::Money("EUR".into());
        Said::from(claim)
    }

    #[test]
    fn so_much_for_each_and_so_much_in_all() {
        let told = |all: &str| {
            let text = format!("It lets 240 boats and takes 900 for each, or {all} in all.");
            vec![says("wire", "boats", "240").sentence(&text), paid("900", &text), paid(all, &text)]
        };
        sees("sum_mismatch medium", told("306,000"));
        leaves(told("216,000"));
        leaves(told("2,160,000"));
    }

    #[test]
    fn how_many_stands_in_the_sentence_before() {
        let told = |all: &str| {
            let growers = says("wire", "growers", "620").sentence("Some 620 growers have signed.");
            let text = format!("They want 3,500 apiece, or {all} in all, for the frost.");
            vec![growers, paid("3,500", &text), paid(all, &text)]
        };
        sees("sum_mismatch low", told("2,960,000"));
        leaves(told("2,170,000"));
    }
}
