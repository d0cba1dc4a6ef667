//! A stated change that the old and the new value do not give: "up 20 percent, from 2.00 to 2.50".
//!
//! Inside a sentence the words "by", "from" and "to" say what is what. Across sentences the vocabulary says which metric
//! a change belongs to; then the change is held against the old and new values its own source tells, unless any pair of
//! years in the story fits it.

use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Role, Trend, Unit};
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, percent};
use crate::reconcile::reckon::{ends as closes, is_amount, room as room_of, without_hedge};
use crate::reconcile::tolerance::{Tolerance, same_ratio};

pub const RULE: Rule = Rule { name: "change_mismatch", look: Look::Story(declared) };
pub const IN_A_SENTENCE: Rule = Rule { name: "change_mismatch", look: Look::Story(in_a_sentence) };

/// A percentage so many times the step, or less than that part of it, may be of something else.
const MANY_TIMES: f64 = 3.0;
/// Others who give the right change, cited at most.
const FITTING: usize = 3;
/// Bytes between a word of change and its figure, at most.
const FAR: usize = 80;
/// The same where a colon says that the figures bear the word out.
const COLON: usize = 130;
/// Values of a metric that are tried as old and new.
const TRIED: usize = 24;

/// From and to, as far apart as their writing leaves them, against a change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    low: f64,
    high: f64,
    pub plain: f64,
}

impl Step {
    pub fn holds(&self, low: f64, high: f64) -> bool {
        let below = |a: f64, b: f64| a < b && !same_ratio(a, b);
        !below(self.high, low) && !below(high, self.low)
    }
}

fn ends(figure: &Figure) -> Option<(f64, f64, f64)> {
    let value = figure.value()?.to_f64()?;
    let low = figure.interval.low.and_then(|low| low.to_f64()).unwrap_or(value);
    let high = figure.interval.high.and_then(|high| high.to_f64()).unwrap_or(value);
    Some((low, value, high))
}

/// The change in percent of the old value.
pub(super) fn in_percent(old: &Figure, new: &Figure) -> Option<Step> {
    let (old_low, old, old_high) = ends(old).filter(|(low, ..)| *low > 0.0)?;
    let (new_low, new, new_high) = ends(new)?;
    let change = |old: f64, new: f64| (new - old) / old * 100.0;
    Some(Step { low: change(old_high, new_low), high: change(old_low, new_high), plain: change(old, new) })
}

/// The plain difference, for points and counts.
fn difference(old: &Figure, new: &Figure) -> Option<Step> {
    let ((old_low, old, old_high), (new_low, new, new_high)) = (ends(old)?, ends(new)?);
    Some(Step { low: new_low - old_high, high: new_high - old_low, plain: new - old })
}

/// Does the stated change fit, whichever way its sign is written?
pub(super) fn fits(stated: &Figure, step: &Step) -> Option<bool> {
    let (low, value, high) = ends(stated)?;
    let (low, high) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    let down = stated.quantity().trend == Trend::Down || value < 0.0;
    let up = stated.quantity().trend == Trend::Up;
    let forwards = step.holds(low, high) || cut_off(stated, step.plain);
    let backwards = step.holds(-high, -low) || cut_off(stated, -step.plain);
    Some(!down && forwards || !up && backwards)
}

fn cut_off(stated: &Figure, change: f64) -> bool {
    let (Some(value), Some(step)) = (stated.value().and_then(|v| v.abs().to_f64()), stated.quantity().step.to_f64())
    else {
        return false;
    };
    value <= change && change < value + step
}

fn in_a_sentence(affair: &Affair) -> Vec<Draft> {
    let looks = |breath: &Breath| {
        said_itself(breath, affair).or_else(|| multiplied(breath, affair)).or_else(|| times_the_other(breath, affair))
    };
    let lines = lines(affair);
    let mut drafts: Vec<Draft> = lines.iter().filter_map(looks).collect();
    drafts.extend((0..lines.len()).filter_map(|at| times_what_was_told(&lines, at, affair)));
    drafts
}

/// Sentences in which the other value is looked for.
const BACK: usize = 12;
/// "doubled" may be said of 1.8 and of 2.3 times.
const ROUGHLY: f64 = 0.17;

/// The ratios a word leaves room for.
pub(super) fn room(words: &str, at: usize, factor: f64, phrases: &PhraseLists) -> (f64, f64) {
    let before: Vec<&str> = words[..at].split_whitespace().rev().take(3).collect();
    let says = |word: &str| before.contains(&word);
    let (low, high) = (factor * (1.0 - ROUGHLY), factor * (1.0 + ROUGHLY));
    match () {
        () if before.first() == Some(&"than") && says("more") => (factor, factor * 1.9),
        () if before.first() == Some(&"than") && says("less") => (factor * 0.6, factor),
        () if before.first().is_some_and(|last| phrases.nearly.iter().any(|word| **word == **last)) => {
            (low * 0.9, factor)
        }
        () => (low, high),
    }
}

/// "Output tripled, from 210,000 tonnes to 462,000."
fn multiplied(breath: &Breath, affair: &Affair) -> Option<Draft> {
    // another change may follow in the same breath: "… while the staff grew from 390 to 480"
    let is = |at: usize, role: Role| {
        breath.figures.get(at).is_some_and(|(_, figure)| {
            let plays = figure.quantity().role == role || is_led(breath, at, role, affair);
            plays && figure.value().is_some() && figure.quantity().bound.is_point()
        })
    };
    // "doubled to 30 million from 12 million"
    let straight = (0..breath.figures.len()).find(|&at| is(at, Role::From) && is(at + 1, Role::To));
    let turned = || (0..breath.figures.len()).find(|&at| is(at, Role::To) && is(at + 1, Role::From));
    let at = straight.or_else(turned)?;
    let (one, other) = (breath.figures[at].1, breath.figures[at + 1].1);
    let (from, to) = if straight.is_some() { (one, other) } else { (other, one) };
    if !one_unit(from, to) {
        return None;
    }
    // a length of time may stand between: "tripled in three years, from …"
    let words = breath.text.get(..breath.figures[at].0)?.to_lowercase();
    let vocabulary = affair.vocabulary;
    let becomes = vocabulary.factors.iter().flat_map(|factor| factor.becomes.iter().map(|word| (word, factor.times)));
    let told = becomes.filter_map(|(word, times)| Some((words.rfind(&**word)?, &**word, times)));
    let Some((place, word, factor)) = told.max_by_key(|told| told.0) else {
        return doubled_behind(breath, at, (from, to), affair);
    };
    // another clause's doubling
    let far = if words[place..].contains(':') { COLON } else { FAR };
    if words[place..].contains(';') || words[place..].contains(" while ") || words[place..].len() > far {
        return None;
    }
    unlike(from, to, word, room(&words, place, factor, &vocabulary.phrases), affair)
}

/// "From an average of 104": the word stands before what hedges the figure.
fn is_led(breath: &Breath, at: usize, role: Role, affair: &Affair) -> bool {
    let word = match role {
        Role::From => "from",
        Role::To if at > 0 => "to",
        _ => return false,
    };
    let plain = breath.figures[at].1.quantity().role == Role::None;
    plain && closes(without_hedge(&breath.before(at), &affair.vocabulary.phrases), &[word])
}

/// "It rose from 40,000 to 72,000; in other words, it doubled."
fn doubled_behind(breath: &Breath, at: usize, (from, to): (&Figure, &Figure), affair: &Affair) -> Option<Draft> {
    let behind = breath.after(at + 1);
    let (last, words) = (breath.figures.len() == at + 2, behind.trim_end_matches(|c: char| !c.is_alphanumeric()));
    let becomes =
        affair.vocabulary.factors.iter().flat_map(|factor| factor.becomes.iter().map(|word| (&**word, factor.times)));
    let (place, word, factor) = becomes
        .filter_map(|(word, times)| Some((words.strip_suffix(word)?.len(), word, times)))
        .min_by_key(|told| told.0)?;
    let led = &words[..place];
    let it = closes(
        without_hedge(led, &affair.vocabulary.phrases),
        &["it", "they", "it has", "they have", "which", "that is"],
    );
    if !last || !it || led.len() > COLON {
        return None;
    }
    unlike(from, to, word, room(words, place, factor, &affair.vocabulary.phrases), affair)
}

/// "2.3 tonnes, more than double the 1.4 tonnes found in 2019"
fn times_the_other(breath: &Breath, affair: &Affair) -> Option<Draft> {
    (1..breath.figures.len()).find_map(|at| {
        let (one, other) = (breath.figures[at - 1].1, breath.figures[at].1);
        let points = [one, other].iter().all(|figure| figure.quantity().bound.is_point() && figure.value().is_some());
        let between = breath.between(at - 1, at);
        let (place, word, factor) = times(&between, affair.vocabulary)?;
        let near = between.len() <= FAR && points && one_unit(one, other);
        let room = room(&between, place, factor, &affair.vocabulary.phrases);
        near.then(|| unlike(other, one, word, room, affair)).flatten()
    })
}

/// The words right before a figure make another one so many times it: where the word stands, the word, the factor.
fn times<'v>(words: &str, vocabulary: &'v Vocabulary) -> Option<(usize, &'v str, f64)> {
    let phrases = &vocabulary.phrases;
    let end = words.trim_end();
    // "double the 1.4 tonnes", never "double 1.4"
    let article = ["the", "its", "last year’s", "last year's"].iter().find_map(|article| end.strip_suffix(article));
    let as_many =
        |words: &'_ str| phrases.as_many_as.iter().find_map(|words_of| words.strip_suffix(&**words_of).map(str::len));
    let rest = match article {
        Some(rest) => as_many(rest.trim_end()).map_or(rest, |to| &end[..to]),
        None => &end[..as_many(without_hedge(end, phrases))?],
    };
    factors_of_another(vocabulary).find_map(|(word, times)| {
        let place = rest.trim_end().strip_suffix(word)?;
        closes(rest, &[word]).then_some((place.len(), word, times))
    })
}

/// "Double", "three times".
pub(super) fn factors_of_another(vocabulary: &Vocabulary) -> impl Iterator<Item = (&str, f64)> {
    vocabulary.factors.iter().flat_map(|factor| factor.of_another.iter().map(|word| (&**word, factor.times)))
}

/// "The haul is more than double the 1.4 tonnes found in 2022": the new value is the one the text told before in that unit.
fn times_what_was_told(lines: &[Breath], at: usize, affair: &Affair) -> Option<Draft> {
    let line = &lines[at];
    let old = line.figures[0].1;
    let words = line.before(0);
    let (place, word, factor) = times(&words, affair.vocabulary)?;
    let measured = !matches!(old.quantity().unit, Unit::Count) && is_amount(old) && old.quantity().bound.is_point();
    let is = closes(without_hedge(&words[..place], &affair.vocabulary.phrases), &["is", "was", "are", "were"]);
    if !measured || !is || words.len() > FAR {
        return None;
    }
    let told =
        lines[..at].iter().rev().take(BACK).take_while(|other| other.figures[0].1.claim.source == old.claim.source);
    let alike = |figure: &&Figure| {
        is_amount(figure) && figure.quantity().unit == old.quantity().unit && figure.quantity().role == Role::None
    };
    let news: Vec<&Figure> = told.flat_map(|line| line.figures.iter().map(|(_, f)| *f)).filter(alike).collect();
    let new = *news.first()?;
    // more than one value may be meant
    if news.iter().any(|other| other.value() != new.value()) {
        return None;
    }
    let room = room(&words, place, factor, &affair.vocabulary.phrases);
    let draft = unlike(old, new, word, room, affair)?;
    Some(Draft { severity: Severity::Low, ..draft })
}

pub(super) fn unlike(
    old: &Figure,
    new: &Figure,
    word: &str,
    (low, high): (f64, f64),
    affair: &Affair,
) -> Option<Draft> {
    let ((old_low, old_value, old_high), (new_low, new_value, new_high)) = (ends(old)?, ends(new)?);
    if old_low <= 0.0 {
        return None;
    }
    let (least, most) = (new_low / old_high, new_high / old_low);
    if most >= low && least <= high {
        return None;
    }
    let ratio = new_value / old_value;
    let says = format!(
        "{} says “{word}” of {} and {}, but the one is {} times the other.",
        affair.source(new),
        old.words(),
        new.words(),
        percent(ratio),
    );
    let draft = Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([old, new]).sentence_of(new);
    Some(draft.measured(format!("{} / {} = {}", new.words(), old.words(), percent(ratio))))
}

/// Of one unit, or one of them without the "per square metre" the other has.
fn one_unit(from: &Figure, to: &Figure) -> bool {
    let plain = |figure: &Figure| {
        let unit = figure.quantity().unit.as_str();
        unit.split('/').next().unwrap_or(unit).to_owned()
    };
    from.quantity().unit == to.quantity().unit || plain(from) == plain(to)
}

fn said_itself(breath: &Breath, affair: &Affair) -> Option<Draft> {
    let figures = || breath.figures.iter().map(|(_, figure)| *figure);
    let one = |role: Role| {
        let mut with = figures().filter(|figure| figure.quantity().role == role && figure.value().is_some());
        with.next().filter(|_| with.next().is_none())
    };
    let from = one(Role::From)?;
    // "an increase of 25 percent" may stand beside "from 2.00 to 2.50" without a "by"
    let change = |figure: &&Figure| {
        let quantity = figure.quantity();
        matches!(quantity.unit, Unit::Percent | Unit::Points)
            && quantity.unit != from.quantity().unit
            && (quantity.role == Role::By || quantity.trend != Trend::None || figure.behaviour == Behaviour::Change)
    };
    let by = one(Role::By).or_else(|| figures().find(change))?;
    // "at just over 71 percent, up 12 points from 62 percent": the new value has no "to"
    // "closed at 1,205 pesos, down 12 percent from 1,460": the old value may leave its unit to the new one
    let bare = |figure: &Figure| {
        from.quantity().unit == Unit::Count
            && !from.claim.counted.is_empty()
            && from.claim.counted == figure.claim.counted
    };
    let one_thing = |figure: &Figure| {
        figure.quantity().unit == from.quantity().unit && figure.claim.metric == from.claim.metric || bare(figure)
    };
    let level = |figure: &&Figure| {
        figure.quantity().role == Role::None && one_thing(figure) && figure.value().is_some() && figure.at != by.at
    };
    let to = one(Role::To).or_else(|| figures().filter(|figure| figure.at < by.at).rfind(level))?;
    let unlike = !one_unit(from, to) && to.quantity().unit != Unit::Count && !bare(to);
    if unlike || by.vague() || [from.at, to.at].contains(&by.at) {
        return None;
    }
    // "a drop of two thirds"
    let fraction = by.quantity().unit == Unit::Ratio && is_share_of_one(by);
    let percentage = fraction || by.quantity().unit == Unit::Percent && from.quantity().unit != Unit::Percent;
    let step = if percentage { in_percent(from, to)? } else { difference(from, to)? };
    let suits = match room_of(by, &affair.vocabulary.phrases).filter(|_| fraction) {
        Some((low, high)) => step.holds(low, high) || step.holds(-high, -low),
        None => fits(by, &step)?,
    };
    if suits {
        return None;
    }
    let sign = if percentage { " %" } else { "" };
    let says = format!(
        "{} gives a change of {} from {} to {}, but the step between them is {}{sign}.",
        affair.source(by),
        by.words(),
        from.words(),
        to.words(),
        percent(step.plain.abs()),
    );
    let mut draft = Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([by, from, to]);
    // whoever gives the change that the two values do give stands on the other side
    let right = |figure: &&Figure| {
        figure.claim.metric == by.claim.metric
            && figure.claim.source != by.claim.source
            && figure.quantity().unit == by.quantity().unit
            && fits(figure, &step) == Some(true)
    };
    for figure in affair.figures.iter().filter(right).take(FITTING) {
        draft.see(figure);
    }
    Some(draft.measured(format!("{} -> {}: {}{sign}", from.words(), to.words(), percent(step.plain))))
}

fn is_share_of_one(by: &Figure) -> bool {
    by.value().is_some_and(|value| value > rust_decimal::Decimal::ZERO && value < rust_decimal::Decimal::ONE)
}

fn declared(affair: &Affair) -> Vec<Draft> {
    if affair.figures.iter().all(|figure| figure.metric.is_none_or(|metric| metric.change_of.is_none())) {
        return Vec::new();
    }
    let by_place = affair.by_place();
    let mut drafts = Vec::new();
    for stated in affair.figures.iter().filter(|figure| figure.quantity().unit == Unit::Percent && !figure.vague()) {
        let Some(of) = stated.metric.and_then(|metric| metric.change_of.as_deref()) else { continue };
        let values: Vec<&Figure> = by_place
            .get(stated.scope.as_str())
            .and_then(|by_metric| by_metric.get(of))
            .into_iter()
            .flatten()
            .filter(|f| {
                f.value().is_some() && f.quantity().bound.is_point() && f.scope == stated.scope && f.as_of().is_some()
            })
            .take(TRIED)
            .copied()
            .filter(|f| !has_rival(f, affair))
            .collect();
        drafts.extend(against(stated, &values, affair));
    }
    drafts
}

/// One sentence gives the same metric of the same days twice, and differently: one of the two is about something else,
/// as in "a profit of 4 million on 25 million in sales".
fn has_rival(figure: &Figure, affair: &Affair) -> bool {
    let sentence = figure.claim.sentence;
    // rows of a table stand in no sentence
    if figure.coded() {
        return false;
    }
    let first = affair.figures.partition_point(|other| other.source < figure.source);
    affair.figures[first..].iter().take_while(|other| other.source == figure.source).any(|other| {
        other.claim.sentence == sentence
            && other.claim.metric == figure.claim.metric
            && other.window == figure.window
            && other.population == figure.population
            && other.value() != figure.value()
    })
}

/// A year against a year, a quarter against a quarter, a state against a state: never the sales of a quarter against
/// those of a year, nor what nobody dates against anything.
fn alike(old: &Figure, new: &Figure) -> bool {
    let state = |figure: &Figure| !matches!(figure.behaviour, Behaviour::Flow | Behaviour::Total);
    let days = old.window.days().zip(new.window.days());
    state(old) || days.is_some_and(|(old, new)| old * 10 <= new * 11 && new * 10 <= old * 11)
}

/// Old and new values in the order of their days, of one population, not both of one day.
/// "a gain of 4.3 percent" is told of no fall.
fn goes_the_other_way(stated: &Figure, step: &Step) -> bool {
    match stated.quantity().trend {
        Trend::Up => step.plain < 0.0,
        Trend::Down => step.plain > 0.0,
        _ => false,
    }
}

fn against(stated: &Figure, values: &[&Figure], affair: &Affair) -> Option<Draft> {
    let mut own: Option<(&Figure, &Figure, Step)> = None;
    for &old in values {
        let later = |new: &&&Figure| new.as_of() > old.as_of() && new.population == old.population && alike(old, new);
        for &new in values.iter().filter(later) {
            let Some(step) = in_percent(old, new) else { continue };
            if fits(stated, &step)? {
                return None;
            }
            if goes_the_other_way(stated, &step) {
                continue;
            }
            let told_together = old.claim.source == stated.claim.source && new.claim.source == stated.claim.source;
            let wider = own.as_ref().is_none_or(|(a, b, _)| (old.as_of(), b.as_of()) < (a.as_of(), new.as_of()));
            if told_together && wider {
                own = Some((old, new, step));
            }
        }
    }
    let (old, new, step) = own?;
    let says = format!(
        "{}, but from {} to {} is a change of {} %; the percentage probably speaks of other years or of a rate.",
        affair.says(stated),
        old.told(),
        new.told(),
        percent(step.plain.abs()),
    );
    // 4 percent beside a step of 96 is mostly the change of something else
    let told = stated.value().and_then(|value| value.to_f64()).unwrap_or_default().abs();
    let times = step.plain.abs() / told.max(f64::MIN_POSITIVE);
    let severity = if (1.0 / MANY_TIMES..=MANY_TIMES).contains(&times) { Severity::Medium } else { Severity::Low };
    let draft = Draft::new(severity, Tolerance::Ratio, says).figures([stated, old, new]);
    Some(draft.measured(format!("{} -> {}: {} %", old.words(), new.words(), percent(step.plain))))
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::{Role, Trend};
    use crate::reconcile::sample::{leaves, says, sees};

    fn fare(by: &str, told: &str) -> Vec<crate::reconcile::sample::Said> {
        let text = format!("The fare went up by {told} on Sunday, from 2.00 marks to 2.50.");
        vec![
            says("wire", "fare_change", by).text(told).role(Role::By).trend(Trend::Up).sentence(&text),
            says("wire", "fare", "2.00").role(Role::From).sentence(&text),
            says("wire", "fare", "2.50").role(Role::To).sentence(&text),
        ]
    }

    #[test]
    fn a_rise_that_from_and_to_do_not_give() {
        sees("change_mismatch medium", fare("20 %", "20 percent"));
        leaves(fare("25 %", "25 percent"));
    }

    #[test]
    fn a_doubling_that_is_none() {
        let grew = |word: &str, to: &str| {
            let text = format!("Catches {word} in a decade, from 1,200 tonnes to {to} tonnes.");
            let end = |figure: &str, role| says("wire", "catches", figure).role(role).sentence(&text);
            [end("1,200", Role::From), end(to, Role::To)]
        };
        sees("change_mismatch medium", grew("doubled", "3,900"));
        sees("change_mismatch medium", grew("almost doubled", "2,900"));
        sees("change_mismatch medium", grew("more than tripled", "2,600"));
        leaves(grew("doubled", "2,350"));
        leaves(grew("more than doubled", "3,900"));
        leaves(grew("almost tripled", "3,400"));
    }

    #[test]
    fn more_than_double_the_other() {
        let load = |figure: &str| {
            let text = format!("Divers found {figure} tonnes, more than double the 1.4 tonnes of a year before.");
            [says("wire", "loads", figure).sentence(&text), says("wire", "loads", "1.4").during("2019").sentence(&text)]
        };
        sees("change_mismatch medium", load("2.3"));
        leaves(load("3.1"));
    }

    #[test]
    fn double_what_the_text_told_before() {
        let load = |figure: &str| {
            let tonnes = |figure: &str, text: &str| {
                let mut claim = says("wire", "loads", figure).sentence(text).claim();
                claim.quantity.unit = crate::model::quantity::Unit::Measure("t".into());
                crate::reconcile::sample::Said::from(claim)
            };
            let first = tonnes(figure, &format!("They seized {figure} tonnes of it.")).during("2024");
            [first, tonnes("1.4", "The haul is more than double the 1.4 tonnes of 2019.").during("2019")]
        };
        sees("change_mismatch low", load("2.3"));
        leaves(load("3.1"));
    }

    #[test]
    fn a_drop_that_no_two_years_give() {
        let drop = says("wire", "homicide_rate_change", "70 %").trend(Trend::Down);
        let old = says("wire", "homicides", "6,656").during("2015");
        let new = says("wire", "homicides", "114").during("2024");
        sees("change_mismatch medium", [drop.clone(), old.clone(), new.clone()]);
        let between = says("post", "homicides", "1,997").during("2020");
        leaves([drop, old, new, between]);
    }

    #[test]
    fn a_doubling_told_behind_its_values() {
        let told = |to: &str| {
            let text = format!("The price rose from 40,000 to {to} marks in a year; in other words, it doubled.");
            let one = |figure: &str, role: Role| {
                let mut claim = says("wire", "price", figure).sentence(&text).claim();
                claim.quantity.role = role;
                crate::reconcile::sample::Said::from(claim)
            };
            vec![one("40,000", Role::From), one(to, Role::To)]
        };
        sees("change_mismatch medium", told("62,000"));
        leaves(told("81,000"));
    }
}
