//! Parts that do not add up to the total told beside them.
//!
//! Only where the words say that the parts are all there are: a colon between total and parts, "in all", "together",
//! "the others". A list without such a word may be incomplete, and is left alone.

use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::claim::ScopeBasis;
use crate::model::finding::Severity;
use crate::model::metric::Fate;
use crate::model::part::PartKind;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Bound, Role, Unit};
use crate::reconcile::addends::some_make;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, breaths};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::key::{Relation, scopes, windows};
use crate::reconcile::parts::{Whole, wholes};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Story(find) };

/// Bytes between two figures of one list, at most.
const LIST_REACH: usize = 60;
/// Sums further off than this are of other things.
const FAR_OFF: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

fn find(affair: &Affair) -> Vec<Draft> {
    let breaths = breaths(affair);
    let wholes = wholes(affair);
    let mut drafts: Vec<Draft> = wholes
        .iter()
        .filter_map(|whole| {
            fates(whole, affair).or_else(|| too_many(whole, affair)).or_else(|| few_too_many(whole, affair))
        })
        .collect();
    for (at, breath) in breaths.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &breaths[before]).filter(|before| before.is_followed_by(breath));
        drafts.extend(counts(breath, affair).or_else(|| before.and_then(|before| summed_up(before, breath, affair))));
        drafts.extend(shares(&breaths[..=at], affair));
    }
    drafts
}

/// "Of the 248 aboard, 38 died, 195 were rescued and 51 are missing": more fates than people.
fn fates(whole: &Whole, affair: &Affair) -> Option<Draft> {
    let same_breath = |part: &Figure| part.claim.sentence == whole.figure.claim.sentence;
    let parts: Vec<&Figure> = whole.parts.iter().map(|(part, _)| *part).filter(|part| same_breath(part)).collect();
    let mut fates: Vec<Fate> = parts.iter().filter_map(|part| part.fate()).collect();
    let all_fates = fates.len() == parts.len() && parts.iter().all(|part| part.population.is_empty());
    fates.sort_unstable();
    fates.dedup();
    if parts.len() < 2 || !all_fates || fates.len() < parts.len() {
        return None;
    }
    let sum = parts.iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add);
    let too_many = whole.figure.value().is_some_and(|value| sum > value);
    too_many.then(|| mismatch(whole.figure, parts, affair)).flatten()
}

/// "Seven died: five in the capital, three at the border": the same thing counted in places that do not meet, or listed
/// one behind the other, makes more than there are. Less may be a list that leaves some out.
fn too_many(whole: &Whole, affair: &Affair) -> Option<Draft> {
    let alike = |part: &&Figure| part.claim.metric == whole.figure.claim.metric;
    let told: Vec<&Figure> = whole.parts.iter().map(|(part, _)| *part).filter(alike).collect();
    // the parts of one sentence: two sentences may count the same people twice
    let sentence = told.first()?.claim.sentence;
    let parts: Vec<&Figure> = told.into_iter().filter(|part| part.claim.sentence == sentence).collect();
    if parts.iter().any(|part| part.population != parts[0].population) {
        return None;
    }
    let apart = |a: &Figure, b: &Figure| {
        let placed = [a, b].iter().all(|part| part.claim.scope.basis == ScopeBasis::Clause && !part.scope.is_empty());
        placed && scopes(&a.scope, &b.scope, &affair.main_place, affair.vocabulary) == Relation::Disjoint
    };
    let disjoint = parts.iter().enumerate().all(|(at, one)| parts[at + 1..].iter().all(|other| apart(one, other)));
    let listed = parts.len() > 2 && parts.windows(2).all(|two| is_listed(two[0], two[1]));
    let sum = parts.iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add);
    let more = whole.figure.value().is_some_and(|value| sum > value);
    (more && (disjoint || listed)).then(|| mismatch(whole.figure, parts, affair)).flatten()
}

/// "Of the 17 survivors, 11 are in hospital, four have been flown out and three are at home": each is told what became of
/// some, and together they are a few too many. Some may be told twice, so it is no more than a hint.
fn few_too_many(whole: &Whole, affair: &Affair) -> Option<Draft> {
    let sentence = whole.parts.first()?.0.claim.sentence;
    let all = whole.parts.iter().all(|(part, kind)| part.claim.sentence == sentence && *kind == PartKind::Share);
    let parts: Vec<&Figure> = whole.parts.iter().map(|(part, _)| *part).collect();
    let unlike = parts.iter().any(|part| part.claim.metric != parts[0].claim.metric);
    let sum = parts.iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add);
    let value = whole.figure.value()?;
    let few = sum > value && sum.saturating_sub(value).saturating_mul(Decimal::from(8)) <= value;
    if !all || !unlike || parts.len() < 3 || !few {
        return None;
    }
    let draft = mismatch(whole.figure, parts, affair)?;
    Some(Draft { severity: draft.severity.min(Severity::Low), ..draft })
}

/// "24 came from Arda, six from Halm and five": a comma or an "and" and no other verb between two figures.
pub(super) fn is_listed(one: &Figure, other: &Figure) -> bool {
    let text: &str = &one.claim.sentence_text;
    let from = one.place_in_sentence().map(|at| at + one.claim.text.len());
    let between = from.zip(other.place_in_sentence()).and_then(|(from, to)| text.get(from..to));
    between.is_some_and(|between| {
        let words = between.trim_end();
        between.len() <= LIST_REACH && (words.ends_with(',') || words.ends_with(" and") || words.ends_with(';'))
    })
}

pub(super) fn countable(figure: &Figure, unit: &Unit) -> bool {
    let quantity = figure.quantity();
    quantity.unit == *unit && quantity.bound.is_point() && quantity.role == Role::None && figure.value().is_some()
}

/// Total and parts in one sentence.
fn counts(breath: &Breath, affair: &Affair) -> Option<Draft> {
    let figures: Vec<&Figure> = breath.figures.iter().map(|(_, figure)| *figure).collect();
    if !(3..=24).contains(&figures.len()) {
        return None;
    }
    let last = figures.len() - 1;
    let phrases = &affair.vocabulary.phrases;
    let after = breath.after(last);
    let closes =
        phrases.after_total.iter().any(|word| after.contains(&**word)) || opens_total(&breath.before(last), phrases);
    if breath.between(0, 1).contains(':') {
        // groups that no metric tells more of may make up what is missing
        if sum_of(&figures[1..]) == figures[0].value() {
            return inside_elsewhere(figures[0], &figures[1..], affair);
        }
        // "A: B and C, D in all"
        let inner = if closes && figures.len() > 3 { &figures[1..last] } else { &figures[1..] };
        return mismatch(figures[0], of_one_kind(figures[0], inner)?, affair)
            .or_else(|| inside_elsewhere(figures[0], inner, affair));
    }
    if !closes {
        return None;
    }
    // "Of A, B were, C were and D were, a total of E"
    if breath.before(0).trim_end().ends_with("of") && figures.len() > 3 {
        let parts = of_one_kind(figures[0], &figures[1..last])?;
        return mismatch(figures[0], parts, affair);
    }
    // "all the others together 8.4 percent" closes a list and sums nothing up
    let total = figures[last].value();
    if figures[..last].iter().any(|part| part.value() > total) {
        return None;
    }
    let like = |figure: &&Figure| figure.claim.metric == figures[last].claim.metric;
    mismatch(figures[last], figures[..last].iter().copied().filter(like).collect(), affair)
}

fn sum_of(figures: &[&Figure]) -> Option<Decimal> {
    let counts = figures.iter().all(|figure| countable(figure, &Unit::Count));
    counts.then(|| figures.iter().filter_map(|figure| figure.value()).fold(Decimal::ZERO, Decimal::saturating_add))
}

/// All parts are counted as the total is, or all are groups of people that no metric tells more of: men, women, adults.
fn of_one_kind<'f, 'a>(total: &Figure, parts: &[&'f Figure<'a>]) -> Option<Vec<&'f Figure<'a>>> {
    let one_metric = parts.iter().all(|part| part.claim.metric == total.claim.metric);
    // "121 dead and 34 hurt" are no groups of anything
    let groups = || parts.iter().all(|part| part.metric.is_none());
    let own =
        || -> Vec<&Figure> { parts.iter().copied().filter(|part| part.claim.metric == total.claim.metric).collect() };
    match () {
        () if one_metric || groups() => Some(parts.to_vec()),
        () if own().len() > 1 => Some(own()),
        () => None,
    }
}

/// The parts add up, but one of them is what somebody else gives for the whole: added twice, or an area more.
fn inside_elsewhere<'f, 'a>(total: &'f Figure<'a>, parts: &[&'f Figure<'a>], affair: &'f Affair<'a>) -> Option<Draft> {
    let sum: Decimal = parts.iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add);
    let add_up = parts.len() > 1 && Some(sum) == total.value() && parts.iter().all(|part| part.is_count());
    if !add_up || !parts.iter().all(|part| part.claim.metric == total.claim.metric) {
        return None;
    }
    let whole = |figure: &&Figure| {
        figure.claim.source != total.claim.source
            && figure.claim.metric == total.claim.metric
            && figure.scope == total.scope
            && figure.value() < total.value()
            && windows(&figure.window, &total.window).relation == Relation::Same
    };
    let large = |part: &&&Figure| part.value() >= Some(Decimal::ONE_THOUSAND) && part.quantity().bound == Bound::Exact;
    let (part, other) = parts.iter().filter(large).find_map(|part| {
        let others = affair.figures.iter().filter(whole);
        others.into_iter().find(|other| other.value() == part.value()).map(|other| (*part, other))
    })?;
    let rest: Vec<String> = parts.iter().filter(|p| p.at != part.at).filter_map(|p| p.value()).map(number).collect();
    let says = format!(
        "{} is for {} only a part, to which it adds {}; {}: either these are counted twice, or the first leaves them out.",
        affair.says(other),
        affair.source(total),
        rest.join(" and "),
        affair.says(total),
    );
    let measured = format!("{} + {} = {}", part.words(), rest.join(" + "), total.words());
    Some(
        Draft::new(Severity::Low, Tolerance::Exact, says)
            .measured(measured)
            .figures([other, total])
            .figures(parts.to_vec()),
    )
}

/// The parts in one sentence, the total alone in the next: "That is the whole parliament of 150 seats."
fn summed_up(before: &Breath, breath: &Breath, affair: &Affair) -> Option<Draft> {
    let [(_, total)] = breath.figures[..] else { return None };
    let words = breath.before(0);
    let phrases = &affair.vocabulary.phrases;
    let refers = phrases.sums_up.iter().any(|word| words.starts_with(&**word));
    if !refers || !(2..=24).contains(&before.figures.len()) || !opens_total(&words, phrases) {
        return None;
    }
    let unit = &before.figures[0].1.quantity().unit;
    let parts: Vec<&Figure> = before.figures.iter().map(|(_, figure)| *figure).filter(|f| countable(f, unit)).collect();
    mismatch(total, parts, affair)
}

fn opens_total(words: &str, phrases: &PhraseLists) -> bool {
    phrases.before_total.iter().any(|word| words.contains(&**word))
}

pub(super) fn mismatch(total: &Figure, parts: Vec<&Figure>, affair: &Affair) -> Option<Draft> {
    let unit = &total.quantity().unit;
    let whole = total.value().filter(|_| countable(total, unit))?;
    if parts.len() < 2 || !parts.iter().all(|part| countable(part, unit)) {
        return None;
    }
    let values: Vec<Decimal> = parts.iter().filter_map(|part| part.value()).collect();
    let sum = values.iter().fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value));
    // every rounded part may be off by half its step; what is counted out below a thousand is not rounded
    let half = |figure: &Figure| match (figure.interval.high, figure.value()) {
        (Some(high), Some(value)) if value >= Decimal::ONE_THOUSAND || figure.quantity().bound == Bound::About => {
            high.saturating_sub(value)
        }
        _ => Decimal::ZERO,
    };
    let room = parts.iter().fold(half(total), |room, part| room.saturating_add(half(part)));
    let off = sum.saturating_sub(whole).abs();
    let far = sum > whole.saturating_mul(FAR_OFF) || whole > sum.saturating_mul(FAR_OFF);
    let one_metric = parts.iter().all(|part| part.claim.metric == total.claim.metric);
    if off <= room || far && !one_metric || some_make(whole, &parts) {
        return None;
    }
    let terms = values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(" + ");
    // far too little is a list that leaves most out; too much is never that
    let (reason, severity) = match whole > sum.saturating_mul(FAR_OFF) {
        true => ("; the parts of most are not told", Severity::Low),
        // answers to a question may be given together
        false if *unit == Unit::Percent => ("", Severity::Low),
        false => ("", Severity::Medium),
    };
    let says = format!(
        "{}: the parts it tells make {terms} = {}, not {}{reason}.",
        affair.says(total),
        number(sum),
        total.words(),
    );
    let draft = Draft::new(severity, Tolerance::HalfStep, says).measured(format!(
        "{terms} = {} | {}",
        number(sum),
        total.words()
    ));
    Some(draft.figures([total]).figures(parts))
}

/// Shares of one whole that end in "the others": they must make a hundred.
fn shares(breaths: &[Breath], affair: &Affair) -> Option<Draft> {
    let breath = breaths.last()?;
    let (last, closing) = (breath.figures.len().checked_sub(1)?, breath.figures.last()?.1);
    let rest = format!("{} {}", breath.before(last), breath.after(last));
    let closes = affair.vocabulary.phrases.closing_rest.iter().any(|word| rest.contains(&**word));
    if !countable(closing, &Unit::Percent) || !closes {
        return None;
    }
    let mut list: Vec<&Figure> = Vec::new();
    for (at, earlier) in breaths.iter().enumerate().rev() {
        let joined = at + 1 == breaths.len() || earlier.is_followed_by(&breaths[at + 1]);
        let shares: Vec<&Figure> =
            earlier.figures.iter().map(|(_, f)| *f).filter(|f| countable(f, &Unit::Percent)).collect();
        if !joined || shares.is_empty() || list.len() > 24 {
            break;
        }
        list.splice(0..0, shares);
    }
    let hundred = Decimal::ONE_HUNDRED;
    let room = |list: &[&Figure]| {
        list.iter()
            .fold(Decimal::ZERO, |room, f| room.saturating_add(f.quantity().step))
            .saturating_mul(Decimal::new(5, 1))
    };
    let sum =
        |list: &[&Figure]| list.iter().filter_map(|f| f.value()).fold(Decimal::ZERO, |sum, v| sum.saturating_add(v));
    let adds_up = |from: usize| (sum(&list[from..]).saturating_sub(hundred)).abs() <= room(&list[from..]);
    if list.len() < 3 || (0..list.len() - 2).any(adds_up) {
        return None;
    }
    let total = sum(&list);
    if (total.saturating_sub(hundred)).abs() > Decimal::TEN {
        return None;
    }
    let terms = list.iter().filter_map(|f| f.value()).map(number).collect::<Vec<_>>().join(" + ");
    let says = format!(
        "{} lists shares of one whole that make {terms} = {} %, not 100 %.",
        affair.source(closing),
        number(total)
    );
    let draft =
        Draft::new(Severity::Medium, Tolerance::HalfStep, says).measured(format!("{terms} = {} | 100", number(total)));
    Some(draft.figures(list))
}

#[cfg(test)]
mod tests {
    use crate::model::part::PartKind;
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn toll(total: &str) -> Vec<Said> {
        let text = format!("By evening {total} had died, the agency said: 121 in Serrin and 16 in Halm.");
        let said = |figure: &str| says("wire", "killed", figure).sentence(&text).on("2025-03-13");
        vec![said(total), said("121").scope("Serrin"), said("16").scope("Halm")]
    }

    #[test]
    fn parts_after_a_colon_make_the_total() {
        sees("sum_mismatch medium", toll("173"));
        leaves(toll("137"));
    }

    #[test]
    fn nobody_is_both_dead_and_missing() {
        let fates = |missing: &str| {
            let text = format!("Of the 90 people in the mine, 62 died and {missing} are missing.");
            let said = |metric, figure: &str| says("wire", metric, figure).sentence(&text).on("2025-03-13");
            let whole = said("crowd", "90");
            let part = |metric, figure: &str| said(metric, figure).part_of(PartKind::Share, &whole);
            let parts = [part("killed", "62"), part("missing", missing)];
            [vec![whole], parts.to_vec()].concat()
        };
        let found = |missing| crate::reconcile::sample::rules_of(fates(missing));
        assert!(found("31").iter().any(|rule| rule == "sum_mismatch"));
        // others came out alive, and are not told of
        assert!(!found("13").iter().any(|rule| rule == "sum_mismatch"));
    }

    #[test]
    fn a_list_without_a_closing_word_may_be_incomplete() {
        let text = "By evening 173 had died, among them 121 in Serrin and 16 in Halm.";
        let said =
            |figure: &str, place: &str| says("wire", "killed", figure).sentence(text).scope(place).on("2025-03-13");
        leaves([said("173", ""), said("121", "Serrin"), said("16", "Halm")]);
    }

    #[test]
    fn groups_of_people_after_a_colon_make_the_total_too() {
        let cast = |total: &str, women: &str| {
            let text = format!("The region counted {total} voters by noon: 190,412 men and {women} women.");
            let said = |metric, figure: &str| says("wire", metric, figure).sentence(&text).on("2025-03-13");
            vec![said("votes", total), said("men", "190,412"), said("women", women)]
        };
        sees("sum_mismatch medium", cast("296,901", "124,660"));
        leaves(cast("315,072", "124,660"));
        // what befell some of them is no part of them
        let text = "The company has 5,000 workers: 4,000 were killed and 500 injured.";
        let said = |metric, figure: &str| says("wire", metric, figure).sentence(text).on("2025-03-13");
        leaves([said("crowd", "5,000"), said("killed", "4,000"), said("injured", "500")]);
    }

    #[test]
    fn some_of_the_parts_alone_may_be_the_whole() {
        let sick = |fourth: &str| {
            let text = format!("The fair made 64 people ill: 24 cooks, 7 of them twins, {fourth} guests and 5 others.");
            let said = |metric, figure: &str| says("wire", metric, figure).sentence(&text).on("2025-03-13");
            [said("ill", "64"), said("cooks", "24"), said("twins", "7"), said("guests", fourth), said("others", "5")]
        };
        sees("sum_mismatch medium", sick("41"));
        leaves(sick("40"));
    }

    #[test]
    fn a_list_that_leaves_most_out_says_so_softly() {
        let text = "By June 513,575 people were hurt: 9,120 in Serrin and 21,804 in Halm.";
        let said =
            |figure: &str, place: &str| says("wire", "injured", figure).sentence(text).scope(place).on("2025-03-13");
        sees("sum_mismatch low", [said("513,575", ""), said("9,120", "Serrin"), said("21,804", "Halm")]);
    }

    #[test]
    fn a_whole_that_is_a_part_elsewhere_is_told() {
        let text = "The site counts 180,174 dead: 176,353 in Serrin, 3,821 in Halm.";
        let said =
            |figure: &str, place: &str| says("site", "killed", figure).sentence(text).scope(place).on("2025-03-13");
        let site = || [said("180,174", ""), said("176,353", "Serrin"), said("3,821", "Halm")];
        let keeper = says("keeper", "killed", "176,353").on("2025-03-13");
        let findings = crate::reconcile::sample::World::new(site().into_iter().chain([keeper]).map(Said::claim))
            .reconciled()
            .findings;
        assert!(findings.iter().any(|finding| finding.rule == "sum_mismatch"), "{findings:#?}");
    }

    #[test]
    fn shares_that_end_in_the_others_make_a_hundred() {
        let list = |second: &str| {
            let text = format!(
                "The Union took 38.4 percent, the League {second}, the Greens 25.3 and all others 8.4 percent."
            );
            let said =
                |figure: &str| says("wire", "approval_rating", &format!("{figure} %")).text(figure).sentence(&text);
            vec![said("38.4"), said(second), said("25.3"), said("8.4")]
        };
        sees("sum_mismatch medium", list("29.7"));
        leaves(list("27.9"));
    }
}
