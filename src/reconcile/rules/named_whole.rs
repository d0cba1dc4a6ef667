//! A percentage whose sentence names its whole, against the figure for that whole: "19.5 percent of women", of whom there are
//! 3,420,000; "a rate of 6,400 per 100,000 people" in a town of a million.
//!
//! Part and percentage stand in one sentence; the whole may stand anywhere in the same text. Where another figure of the text fits,
//! the finding names it: most such slips are a wrong denominator. A share of people above a hundred is wrong by itself.

use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::quantity::{Role, Trend, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, breaths};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::ratio::{fits, share};
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::is_noun_of;

pub const RULE: Rule = Rule { name: "share_mismatch", look: Look::Story(find) };

/// Figures of a text that are tried as wholes.
const MOST: usize = 64;
/// Words behind a figure in which its whole's name may stand: "3,420,000 of them women".
const NEAR: usize = 24;
/// Off by more than this factor, something else is meant; powers of ten are slips.
const ANOTHER_THING: f64 = 3.0;

fn find(affair: &Affair) -> Vec<Draft> {
    let breaths = breaths(affair);
    let mut drafts = Vec::new();
    for (at, breath) in breaths.iter().enumerate() {
        let own = |other: &&Breath| other.figures[0].1.claim.source == breath.figures[0].1.claim.source;
        for place in 1..breath.figures.len() {
            let (part, stated) = (breath.figures[place - 1].1, breath.figures[place].1);
            if !divides(part, stated) {
                continue;
            }
            // the text's sentences stand together
            let from = breaths[..at].iter().rposition(|other| !own(&other)).map_or(0, |before| before + 1);
            let text: Vec<&Breath> = breaths[from..].iter().take_while(own).take(MOST).collect();
            let draft = match stated.quantity().unit {
                Unit::Percent => named(part, stated, &text, affair).or_else(|| above_a_hundred(part, stated, affair)),
                _ => rate(part, stated, &text, affair),
            };
            drafts.extend(draft);
        }
    }
    drafts
}

/// "640 burglaries, a rate of", "1,310,000 women, 19.5 percent": a count, and behind it what share or rate it is.
fn divides(part: &Figure, stated: &Figure) -> bool {
    let plain = |f: &Figure| f.value().is_some() && f.quantity().bound.is_point() && f.quantity().role == Role::None;
    let count = part.quantity().unit == Unit::Count && part.quantity().per.is_none();
    let ratio = stated.quantity().unit == Unit::Percent || stated.quantity().per.is_some();
    plain(part) && plain(stated) && count && ratio && stated.quantity().trend == Trend::None
}

/// Figures of the text that may be wholes, each with the words it goes by.
fn wholes<'f, 'a>(part: &Figure, text: &[&Breath<'f, 'a>]) -> Vec<(&'f Figure<'a>, String)> {
    let figures = text.iter().flat_map(|breath| (0..breath.figures.len()).map(move |at| (breath, at)));
    figures
        .map(|(breath, at)| {
            let behind: String = breath.after(at).chars().take(NEAR).collect();
            (breath.figures[at].1, format!("{} {behind}", breath.figures[at].1.claim.counted.to_lowercase()))
        })
        .filter(|(figure, _)| {
            figure.at != part.at && figure.quantity().unit == Unit::Count && figure.quantity().per.is_none()
        })
        .filter(|(figure, _)| figure.value() > part.value() && figure.quantity().bound.is_point())
        .take(MOST)
        .collect()
}

/// "19.5 percent of women" is not what the figure for women gives.
fn named(part: &Figure, stated: &Figure, text: &[&Breath], affair: &Affair) -> Option<Draft> {
    let name = stated.claim.counted.trim().to_lowercase();
    let of = format!("of {name}");
    if name.is_empty() || !stated.claim.sentence_text.to_lowercase().contains(&of) {
        return None;
    }
    let wholes = wholes(part, text);
    let goes_by = |words: &str| words.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let (whole, _) = wholes.iter().find(|(_, words)| goes_by(words))?;
    let right = |whole: &Figure| share(part, whole).is_some_and(|result| fits(stated, &result));
    if wholes.iter().any(|(figure, words)| goes_by(words) && right(figure)) {
        return None;
    }
    let result = share(part, whole)?;
    let value = stated.value()?.to_f64()?;
    let other = wholes.iter().find(|(figure, words)| !goes_by(words) && right(figure)).map(|(figure, _)| *figure);
    if other.is_none() && (value > result.plain * ANOTHER_THING || value < result.plain / ANOTHER_THING) {
        return None;
    }
    let reason = match other {
        Some(other) => {
            format!("it fits {} {} instead, so it was divided by the wrong whole", other.words(), other.claim.counted)
        }
        None => "and no other figure of the text gives it".into(),
    };
    let says = format!(
        "{} gives {} as {} of {name}, but {} of {} is {} %; {reason}.",
        affair.source(stated),
        part.words(),
        stated.words(),
        part.words(),
        whole.words(),
        percent(result.plain),
    );
    let measured = format!("{} / {} = {} %", part.words(), whole.words(), percent(result.plain));
    let draft = Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([stated, part, *whole]);
    Some(draft.figures(other).measured(measured))
}

/// "108 percent of the population"
fn above_a_hundred(part: &Figure, stated: &Figure, affair: &Affair) -> Option<Draft> {
    let over = stated.interval.low.and_then(|low| low.to_f64())? > 100.0;
    let text = stated.claim.sentence_text.to_lowercase();
    let counted = stated.claim.counted.to_lowercase();
    let people = affair
        .vocabulary
        .metrics
        .iter()
        .filter(|metric| metric.everybody)
        .any(|metric| is_noun_of(&counted, metric, affair.vocabulary));
    let of = text.contains(&format!("of the {counted}")) || text.contains(&format!("of {counted}"));
    if !over || !people || !of {
        return None;
    }
    let heads = affair
        .figures
        .iter()
        .filter(|whole| whole.is_everybody() && whole.scope == part.scope && whole.value() > part.value());
    let fitting = heads.into_iter().find_map(|whole| Some((whole, share(part, whole)?)));
    let reason = match fitting {
        Some((whole, result)) => format!("{}, of whom it is {} %", affair.says(whole), percent(result.plain)),
        None => "the count and the number of people are of different sources or times".into(),
    };
    let says = format!(
        "{} gives {} as {} of the {counted}: no more than all of them can be counted; {reason}.",
        affair.source(stated),
        part.words(),
        stated.words(),
    );
    let draft = Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([stated, part]);
    Some(draft.figures(fitting.map(|(whole, _)| whole)).measured(format!("{} > 100 %", stated.words())))
}

/// "640 burglaries, a rate of 6,400 per 100,000 people"
fn rate(part: &Figure, stated: &Figure, text: &[&Breath], affair: &Affair) -> Option<Draft> {
    let per = stated.quantity().per.as_ref().filter(|per| per.amount >= rust_decimal::Decimal::ONE_HUNDRED)?;
    let amount = per.amount.to_f64()?;
    let heads: Vec<&Figure> = text
        .iter()
        .flat_map(|breath| breath.figures.iter().map(|(_, figure)| *figure))
        .filter(|figure| figure.is_everybody() && figure.quantity().bound.is_point() && figure.value() > part.value())
        .collect();
    let &[whole] = &heads[..] else { return None };
    let result = share(part, whole)?;
    let (low, high, plain) = [result.low, result.high, result.plain].map(|percent| percent / 100.0 * amount).into();
    let value = stated.value()?.to_f64()?;
    let half = stated.quantity().step.to_f64()? / 2.0;
    if low - half <= value && value <= high + half || plain <= 0.0 {
        return None;
    }
    let tens = (value / plain).log10();
    let slip = (tens - tens.round()).abs() < 0.02 && tens.round() != 0.0;
    // a rate of one year and the heads of another differ a little
    if !slip && (value / plain - 1.0).abs() < 0.1 {
        return None;
    }
    let reason = match slip {
        true => "a power of ten off, so the number of people is probably wrong, or a zero was lost",
        false => "so it was probably divided by another number of people",
    };
    let says = format!(
        "{} gives {} as {} per {} {}, but of {} people it is {}; {reason}.",
        affair.source(stated),
        part.words(),
        stated.words(),
        number(per.amount),
        per.unit,
        whole.words(),
        percent(plain),
    );
    let measured = format!("{} / {} * {} = {}", part.words(), whole.words(), per.amount, percent(plain));
    Some(Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([stated, part, whole]).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Per;
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn degrees(share: &str) -> Vec<Said> {
        let text = format!("In Harlow 1,310,000 women had a degree, {share} percent of women.");
        let heads = "The state has 6,720,000 people, 3,420,000 of them women.";
        vec![
            says("page", "women", "1,310,000").counted("women").sentence(&text),
            says("page", "women_share", &format!("{share} %")).text(share).counted("women").sentence(&text),
            says("page", "people", "6,720,000").counted("people").sentence(heads),
            says("page", "people", "3,420,000").counted("people").sentence(heads),
        ]
    }

    #[test]
    fn a_share_of_women_that_was_divided_by_everybody() {
        sees("share_mismatch medium", degrees("19.5"));
        leaves(degrees("38.3"));
    }

    fn crimes(rate: &str) -> Vec<Said> {
        let text = format!("Fern reported 640 burglaries, a rate of {rate} per 100,000 people.");
        let mut per = says("page", "rates", rate).sentence(&text).claim();
        per.quantity.per = Some(Per { amount: 100_000.into(), unit: "people".into() });
        let heads = says("page", "population", "1,000,000").sentence("Fern has 1,000,000 inhabitants.");
        vec![says("page", "burglaries", "640").sentence(&text), Said::from(per), heads]
    }

    #[test]
    fn a_rate_that_its_count_and_its_town_do_not_give() {
        sees("share_mismatch medium", crimes("6,400"));
        leaves(crimes("64"));
    }
}
