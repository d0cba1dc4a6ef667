//! A percentage that part and whole do not give.
//!
//! Two ways to know what is divided by what: the vocabulary declares a share's numerator and denominator, and claims
//! say of which other they are a part ("Of the 212 detained, 64, or 45 percent"). When the declared numerator is not told, the nearest
//! figures of its family stand in, and the finding says so. If any figure that may be meant fits, the rule is silent.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::quantity::{Role, Trend, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::parts::{Whole, wholes};
use crate::reconcile::ratio::{Percent, fits, share};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "share_mismatch", look: Look::Story(find) };

/// A numerator counted more than this many days from the share's day is another state of things.
const SAME_TIME: i64 = 370;
/// Figures of one place that are looked through for each percentage.
const MOST: usize = 4096;
/// Figures tried for each side.
const TRIED: usize = 12;
/// Bytes between a whole and the percentage behind it.
const REACH: usize = 90;
/// Bytes between a sentence and the one with the percentage that goes on from it.
const BESIDE: u32 = 240;
/// Others who give the share that fits, cited at most.
const FITTING: usize = 3;
/// Off by more than this factor, the counts are of something else.
const ANOTHER_THING: f64 = 3.0;

type ByMetric<'f, 'a> = BTreeMap<&'a str, Vec<&'f Figure<'a>>>;

fn find(affair: &Affair) -> Vec<Draft> {
    let mut drafts = Vec::new();
    // a percentage whose sentence says itself what is divided needs no other figures
    let mut explained: HashSet<usize> = HashSet::new();
    for whole in wholes(affair) {
        for (part, stated) in said_itself(&whole, affair) {
            explained.insert(stated.at);
            drafts.extend(wrong_division(part, whole.figure, stated, affair));
        }
    }
    let by_place = affair.by_place();
    let is_share =
        |figure: &&Figure| figure.behaviour == Behaviour::Share && !figure.vague() && !explained.contains(&figure.at);
    let mut told: HashSet<(&str, &str, String)> = HashSet::new();
    for stated in affair.figures.iter().filter(is_share) {
        let Some((numerator, denominator)) = stated.metric.and_then(|metric| metric.share.as_ref()) else { continue };
        if numerator == denominator || stated.quantity().role == Role::By {
            continue;
        }
        // the same percentage in headline and text is one
        let key = (&*stated.claim.source, stated.claim.metric.as_str(), stated.words());
        if told.contains(&key) {
            continue;
        }
        // a place with more figures is a table of its own
        let Some(by_metric) = by_place.get(stated.scope.as_str()) else { continue };
        if by_metric.values().map(Vec::len).sum::<usize>() > MOST {
            affair.left_out.add("figures of one place to divide by each other", 1);
            continue;
        }
        if !stated.coded() && is_told_beside(stated, affair) {
            continue;
        }
        if let Some(draft) = mismatch(stated, numerator, denominator, by_metric, affair) {
            told.insert(key);
            drafts.push(draft);
        }
    }
    drafts
}

fn mismatch(
    stated: &Figure,
    numerator: &str,
    denominator: &str,
    by_metric: &ByMetric,
    affair: &Affair,
) -> Option<Draft> {
    let wholes = candidates(stated, by_metric.get(denominator).map_or(&[][..], Vec::as_slice), false);
    let parts = candidates(stated, by_metric.get(numerator).map_or(&[][..], Vec::as_slice), true);
    let family = affair.vocabulary.family(numerator);
    let akin: Vec<&Figure> =
        by_metric.values().flatten().copied().filter(|f| f.family == family && f.claim.metric != numerator).collect();
    let akin = candidates(stated, &akin, true);
    // the share's own text gives the two counts, of whatever day
    let own = |metric: &str| {
        let here = |figure: &&Figure| {
            figure.claim.source == stated.claim.source && &*figure.claim.metric == metric && !figure.coded()
        };
        affair.figures.iter().filter(here).take(TRIED).collect::<Vec<_>>()
    };
    let (own_parts, own_wholes) = match stated.coded() {
        true => (Vec::new(), Vec::new()),
        false => (own(numerator), own(denominator)),
    };
    let gives = |part: &&&Figure| own_wholes.iter().any(|whole| share(part, whole).is_some_and(|p| fits(stated, &p)));
    if own_parts.iter().any(|part| gives(&part)) {
        return None;
    }
    let whole = *wholes.first()?;
    let declared = !parts.is_empty();
    let (tried, others) = if declared { (parts, akin) } else { (akin, Vec::new()) };
    let any_fits =
        tried.iter().any(|part| wholes.iter().any(|whole| share(part, whole).is_some_and(|p| fits(stated, &p))));
    // a subgroup may fit, but its misfit says nothing
    let part = *tried.iter().find(|part| part.population.is_empty())?;
    if any_fits || !declared && part.claim.source != stated.claim.source && !is_clear(stated, &share(part, whole)?) {
        return None;
    }
    let result = share(part, whole)?;
    let value = stated.value().and_then(|value| value.to_f64())?;
    if value > result.plain * ANOTHER_THING || value < result.plain / ANOTHER_THING {
        return None;
    }
    let explains = others.iter().find(|other| share(other, whole).is_some_and(|p| fits(stated, &p)));
    let reason = match (explains, declared) {
        (Some(other), _) => format!("the percentage fits {} instead", other.told()),
        (None, true) => "none of the counts told for the whole gives it".into(),
        (None, false) => {
            format!("no count of {} is told, and the nearest one does not give it", numerator.replace('_', " "))
        }
    };
    let says = format!(
        "{}, but {} of {} is {} %: {reason}.",
        affair.says(stated),
        told_by(part, stated, affair),
        told_by(whole, stated, affair),
        percent(result.plain),
    );
    // a percentage of one text and two counts of another may be of two wholes
    let elsewhere = |figure: &Figure| figure.claim.source != stated.claim.source;
    let unsure = u8::from(elsewhere(part) && (!declared || elsewhere(whole) && !stated.coded()));
    let severity = weaker(Severity::Medium, unsure);
    let draft = Draft::new(severity, Tolerance::Ratio, says).figures([stated, part, whole]).figures(explains.copied());
    Some(with_those_who_fit(draft, stated, &result, affair).measured(division(part, whole, &result)))
}

/// Who gives the same share as the counts do stands on the other side.
fn with_those_who_fit(mut draft: Draft, stated: &Figure, result: &Percent, affair: &Affair) -> Draft {
    let fits = |figure: &&Figure| {
        figure.claim.source != stated.claim.source
            && figure.claim.metric == stated.claim.metric
            && figure.quantity().unit == stated.quantity().unit
            && fits(figure, result)
    };
    for figure in affair.figures.iter().filter(fits).take(FITTING) {
        draft.see(figure);
    }
    draft
}

/// Two counts told right before the percentage give it: it is their share, whatever else is counted elsewhere.
fn is_told_beside(stated: &Figure, affair: &Affair) -> bool {
    let near = |figure: &&Figure| {
        let (sentence, own) = (figure.claim.sentence, stated.claim.sentence);
        figure.claim.source == stated.claim.source
            && sentence.start <= own.start
            && own.start.saturating_sub(sentence.end) <= BESIDE
            && figure.is_count_or_capacity()
            && figure.value().is_some()
    };
    let counts: Vec<&Figure> = affair.figures.iter().filter(near).take(TRIED).collect();
    let gives = |part: &Figure, whole: &Figure| {
        part.value() < whole.value() && share(part, whole).is_some_and(|percent| fits(stated, &percent))
    };
    counts.iter().any(|part| counts.iter().any(|whole| gives(part, whole)))
}

/// Half as much again, or a third less: no question of rounding or of days.
fn is_clear(stated: &Figure, result: &Percent) -> bool {
    let stated = stated.value().and_then(|value| value.to_f64()).unwrap_or(result.plain);
    stated > result.plain * 1.5 || stated < result.plain / 1.5
}

/// Figures that may stand on one side of the division: the share's own source first, then the nearest days.
fn candidates<'f, 'a>(stated: &Figure, figures: &[&'f Figure<'a>], timed: bool) -> Vec<&'f Figure<'a>> {
    let days = |figure: &Figure| match (figure.as_of(), stated.as_of()) {
        (Some(a), Some(b)) => (a - b).num_days().abs(),
        _ => 0,
    };
    let usable = |figure: &&&Figure| {
        figure.is_count_or_capacity()
            && figure.value().is_some()
            && figure.quantity().bound.is_point()
            && figure.scope == stated.scope
            && !figure.window.partial
            && (!timed || days(figure) <= SAME_TIME)
    };
    let mut usable: Vec<&Figure> = figures.iter().filter(usable).copied().collect();
    usable.sort_by_key(|figure| {
        (figure.claim.source != stated.claim.source, days(figure), Reverse(figure.value()), figure.at)
    });
    // days that fit better than others speak for the others' being another state
    let nearest = usable.iter().map(|figure| days(figure)).min().unwrap_or(0);
    if timed && nearest == 0 && usable.iter().any(|figure| figure.window.stated && days(figure) == 0) {
        usable.retain(|figure| days(figure) == 0);
    }
    usable.truncate(TRIED);
    usable
}

/// "85,000 arrests", with its source when it is another one.
fn told_by(figure: &Figure, stated: &Figure, affair: &Affair) -> String {
    match figure.claim.source == stated.claim.source {
        true => figure.told(),
        false => format!("{} by {}", figure.told(), affair.source(figure)),
    }
}

fn division(part: &Figure, whole: &Figure, result: &Percent) -> String {
    let plain = |figure: &Figure| figure.value().map_or(figure.words(), number);
    format!("{} / {} = {} %", plain(part), plain(whole), percent(result.plain))
}

/// "Of the M things, N, or P percent", "N of M things, P percent": a part and, right behind it, the percentage it is said to be.
fn said_itself<'f, 'a>(whole: &Whole<'f, 'a>, affair: &'f Affair<'a>) -> Vec<(&'f Figure<'a>, &'f Figure<'a>)> {
    let plain =
        |f: &Figure| f.quantity().role == Role::None && f.quantity().trend == Trend::None && f.value().is_some();
    let is = |f: &Figure, unit: Unit| f.quantity().unit == unit && f.value().is_some();
    let beside = |part: &Figure, stated: &Figure| {
        let last = if part.at + 1 == whole.figure.at { whole.figure.at } else { part.at };
        part.claim.sentence == stated.claim.sentence && last + 1 == stated.at && stands_alone(stated)
    };
    whole
        .parts
        .windows(2)
        .map(|two| (two[0].0, two[1].0))
        .filter(|(part, stated)| {
            is(part, Unit::Count) && is(stated, Unit::Percent) && plain(stated) && beside(part, stated)
        })
        .chain(behind(whole, affair))
        .collect()
}

/// Nothing behind the percentage makes it one of something else: no "(8 percent in the capital)", "12 percent more than in April".
fn stands_alone(stated: &Figure) -> bool {
    let text: &str = &stated.claim.sentence_text;
    let Some(at) = stated.place_in_sentence() else { return true };
    let before = text.get(..at).unwrap_or("").trim_end();
    let after = text.get(at + stated.claim.text.len()..).unwrap_or("").trim_start();
    let ends = !after.starts_with(char::is_alphanumeric) || after.starts_with("of the total");
    ends || before.ends_with(" or")
}

/// "11,400 of the 26,000 homes had been handed over, barely 44 percent": behind the whole, after a comma, a dash or a bracket.
fn behind<'f, 'a>(whole: &Whole<'f, 'a>, affair: &'f Affair<'a>) -> Option<(&'f Figure<'a>, &'f Figure<'a>)> {
    let (part, _) = whole.parts.iter().find(|(part, _)| part.at + 1 == whole.figure.at)?;
    let next = affair.figures.partition_point(|figure| figure.at <= whole.figure.at);
    let stated = affair.figures.get(next).filter(|next| next.at == whole.figure.at + 1)?;
    let claim = stated.claim;
    if claim.sentence != whole.figure.claim.sentence || claim.source != whole.figure.claim.source {
        return None;
    }
    let text: &str = &claim.sentence_text;
    let from = whole.figure.place_in_sentence()? + whole.figure.claim.text.len();
    let between = text.get(from..stated.place_in_sentence()?)?.trim_end();
    let opener = between.rfind([',', '–', '—', '('])?;
    let joined = between.len() <= REACH && between[opener..].split_whitespace().count() <= 4;
    let plain = stated.quantity().role == Role::None && stated.quantity().trend == Trend::None;
    let percent = stated.quantity().unit == Unit::Percent && stated.value().is_some();
    let count = part.quantity().unit == Unit::Count && part.value().is_some() && stands_alone(stated);
    (joined && plain && percent && count).then_some((*part, stated))
}

fn wrong_division(part: &Figure, whole: &Figure, stated: &Figure, affair: &Affair) -> Option<Draft> {
    let result = share(part, whole)?;
    if result.plain > 100.0 || fits(stated, &result) {
        return None;
    }
    let says = format!(
        "{} gives {} of {} as {}, but that is {} %.",
        affair.source(stated),
        part.words(),
        number(whole.value()?),
        stated.words(),
        percent(result.plain),
    );
    let draft = Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([part, whole, stated]);
    Some(draft.measured(division(part, whole, &result)))
}

#[cfg(test)]
mod tests {
    use crate::model::part::PartKind;
    use crate::reconcile::sample::{Said, leaves, says, sees};

    #[test]
    fn a_share_that_its_own_counts_do_not_give() {
        let heads = says("wire", "prison_population", "36,515").in_the_year("2021");
        let room = says("wire", "prison_capacity", "32,000");
        let full = says("wire", "prison_occupancy", "118 %").in_the_year("2021");
        sees("share_mismatch medium", [heads, room, full]);
    }

    #[test]
    fn the_nearest_count_stands_in_when_the_numerator_is_not_told() {
        let held = says("post", "incarcerated_share", "2 %").published("2025-02-04");
        let arrested = says("post", "arrests", "85,000").since("2022").published("2025-02-04");
        let everybody = says("wire", "population", "6,600,000").published("2025-02-04");
        sees("share_mismatch medium", [held, arrested, everybody]);
    }

    #[test]
    fn rounding_and_truncation_are_allowed() {
        for (stated, count) in [("about 1 %", "75,000"), ("1 %", "85,000"), ("2 %", "120,000"), ("1.8 %", "122,000")] {
            let share = says("post", "arrested_share", stated).published("2025-02-04");
            let arrested = says("post", "arrests", count).since("2022").published("2025-02-04");
            leaves([share, arrested, says("wire", "population", "6,600,000").published("2025-02-04")]);
        }
    }

    #[test]
    fn a_sentence_that_divides_wrongly() {
        let text = "Of the 212 people taken in, 64, or 45 percent, came from out of town.";
        let said = |metric, figure: &str| says("wire", metric, figure).sentence(text);
        let whole = said("a", "212");
        let part = |said: Said| said.part_of(PartKind::Share, &whole);
        let told = [whole.clone(), part(said("b", "64")), part(said("c", "45 %").text("45 percent"))];
        sees("share_mismatch medium", told);
        let text = "In Tarn, 96,300 of 128,400 voters turned up, or 75 percent.";
        let said = |metric, figure: &str| says("wire", metric, figure).sentence(text);
        let whole = said("b", "128,400");
        let part = |said: Said| said.part_of(PartKind::Share, &whole);
        leaves([part(said("a", "96,300")), whole.clone(), part(said("c", "75 %").text("75 percent"))]);
    }
}
