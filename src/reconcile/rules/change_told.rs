//! A change that the two values told beside it do not give, whichever words join them: "412 million after 361 million the year before, a
//! rise of 24 percent"; "1,140, nearly half more than the 930 of April"; "500 crates … This year they came back with 700, a fifth more";
//! "has climbed from 31 to its present level, a jump of 60 percent"; "The rent tripled: it was 400 and is 900 now";
//! "2,870 men in buildings made for 1,100, more than three times their capacity"; "It had doubled since May, when it stood at 210".
//!
//! "From", "to" and "by" are looked at in [`super::change_mismatch`]. No metric is asked. Where the old value stands in other sentences
//! the finding is `low`, and there is none if any value that may be meant gives the change.

use rust_decimal::prelude::ToPrimitive;

use super::change_mismatch::{Step, factors_of_another, fits, in_percent, room as room_of_word, unlike};
use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Role, Trend, Unit};
use crate::reconcile::addends::MOST;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, percent};
use crate::reconcile::reckon::{begins, earlier, ends, is_spoken, one_unit, room, told_before, without_hedge};
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "change_mismatch", look: Look::Rest(find) };

/// Bytes between what is and what was.
const REACH: usize = 60;
/// Bytes between a value and the change told behind it.
const FAR: usize = 90;
/// Sentences with figures before a change in which the old value may stand.
const BACK: usize = 3;
/// Off by more than this factor, the change is one of something else.
const ANOTHER_THING: f64 = 3.0;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts = Vec::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        for place in 0..line.figures.len().min(MOST) {
            let Some(way) = way(line, place, &affair.vocabulary.phrases) else { continue };
            let case = told_together(line, place, &affair.vocabulary.phrases)
                .or_else(|| more_than_the(line, place, &affair.vocabulary.phrases))
                .or_else(|| to_the_present(&lines, at, place, way, &affair.vocabulary.phrases))
                .or_else(|| more_than_told(&lines, at, place, way, &affair.vocabulary.phrases));
            drafts.extend(case.and_then(|case| look(&case, line.figures[place].1, way, affair, told)));
        }
        drafts.extend(multiplied(line, affair, told));
        drafts.extend(times_the_room(line, affair, told));
        drafts.extend(multiplied_since(&lines, at, affair, told));
    }
    drafts
}

/// More or less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// Old and new, and the others that may be meant.
struct Case<'f, 'a> {
    old: &'f Figure<'a>,
    new: &'f Figure<'a>,
    others: Vec<(&'f Figure<'a>, &'f Figure<'a>)>,
    severity: Severity,
}

impl<'f, 'a> Case<'f, 'a> {
    fn sure(old: &'f Figure<'a>, new: &'f Figure<'a>) -> Self {
        Case { old, new, others: Vec::new(), severity: Severity::Medium }
    }
}

/// A percentage or fraction that is told as a change.
fn way(line: &Breath, place: usize, phrases: &PhraseLists) -> Option<Way> {
    let stated = line.figures[place].1;
    let quantity = stated.quantity();
    let part = matches!(quantity.unit, Unit::Percent | Unit::Ratio) && quantity.per.is_none();
    if !part || stated.value().is_none_or(|value| value.is_zero()) {
        return None;
    }
    let before = line.before(place);
    let (led, behind) = (without_hedge(&before, phrases), line.after(place));
    match () {
        () if ends(led, &phrases.rise_of) || begins(&behind, &phrases.more_by_that) => Some(Way::Up),
        () if ends(led, &phrases.fall_of) || begins(&behind, &phrases.less_by_that) => Some(Way::Down),
        () if quantity.trend == Trend::Up => Some(Way::Up),
        () if quantity.trend == Trend::Down => Some(Way::Down),
        () => None,
    }
}

/// A value at some time, told as it is.
fn is_value(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let told = figure.value().is_some() && quantity.bound.is_point() && quantity.role != Role::By;
    told && !matches!(quantity.unit, Unit::Percent | Unit::Points | Unit::Ratio) && !quantity.unit.is_clock()
}

/// "412 million after 361 million the year before, a rise of 24 percent": both in the sentence, before or behind the change.
fn told_together<'f, 'a>(line: &Breath<'f, 'a>, place: usize, phrases: &PhraseLists) -> Option<Case<'f, 'a>> {
    let mut pairs = (0..line.figures.len().min(MOST).saturating_sub(1)).filter_map(|first| {
        let (new, old) = (line.figures[first].1, line.figures[first + 1].1);
        let between = line.between(first, first + 1);
        let than = ends(without_hedge(&between, phrases), &phrases.than_before) && between.len() <= REACH;
        (than && is_value(new) && is_value(old) && (one_unit(new, old) || is_bare(old))).then_some((first, old, new))
    });
    let (first, old, new) = pairs.next()?;
    let beside = match place > first {
        true => line.figures[place].0.saturating_sub(line.end(first + 1)) <= FAR,
        false => line.figures[first].0.saturating_sub(line.end(place)) <= FAR,
    };
    (pairs.next().is_none() && beside).then(|| Case::sure(old, new))
}

/// "78,000 dinars a sack against 72,000 a week ago": a number alone is of the unit told before.
fn is_bare(figure: &Figure) -> bool {
    figure.quantity().unit == Unit::Count && figure.claim.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// "1,140 people, nearly half more than the 930 of April".
fn more_than_the<'f, 'a>(line: &Breath<'f, 'a>, place: usize, phrases: &PhraseLists) -> Option<Case<'f, 'a>> {
    let new = line.figures[place.checked_sub(1)?].1;
    let old = line.figures.get(place + 1)?.1;
    let link = line.between(place, place + 1);
    let more = begins(&link, &phrases.more_by_that) || begins(&link, &phrases.less_by_that);
    let than = link.split_whitespace().any(|word| word == "than") && link.len() <= REACH;
    let near = line.between(place - 1, place).len() <= FAR;
    (more && than && near && is_value(new) && is_value(old) && one_unit(new, old)).then(|| Case::sure(old, new))
}

/// "The count has climbed from 31 to its present level, a jump of 60 percent": what it is now was told before.
fn to_the_present<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    way: Way,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let first = place.checked_sub(1)?;
    let old = line.figures[first].1;
    let between = line.between(first, place);
    let present = phrases.to_the_present.iter().any(|words| between.contains(&**words));
    if !present || !is_value(old) {
        return None;
    }
    let goes = |new: &&Figure| is_value(new) && one_unit(new, old) && (new.value() > old.value()) == (way == Way::Up);
    let mut news = told_before(lines, at, BACK).take(MOST).filter(goes).map(|new| (old, new));
    let first = news.next()?;
    let others: Vec<_> = news.collect();
    // of the sentence that tells any, the one told first
    let sentence = first.1.claim.sentence;
    let (old, new) = others.iter().rev().find(|other| other.1.claim.sentence == sentence).copied().unwrap_or(first);
    let others = others.into_iter().chain([first]).collect();
    Some(Case { old, new, others, severity: Severity::Low })
}

/// "500 crates … This year they came back with 700, a fifth more": what was stands in the sentences before.
fn more_than_told<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    way: Way,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let new = line.figures[place.checked_sub(1)?].1;
    let between = line.between(place - 1, place);
    let behind = line.after(place);
    let ends_there = [&phrases.more_by_that, &phrases.less_by_that].iter().find_map(|list| {
        let word = list.iter().find(|word| begins(&behind, &[word]))?;
        behind.trim_start().strip_prefix(&**word)
    })?;
    // "built for 1,000, it now holds 1,236, a third more than it should"
    if begins(ends_there, &phrases.than_it_should)
        && let Some(room) = place.checked_sub(2).map(|room| line.figures[room].1)
        && is_value(room)
        && one_unit(room, new)
        && (new.value() > room.value()) == (way == Way::Up)
    {
        return Some(Case::sure(room, new));
    }
    let closed =
        ends_there.trim_start().is_empty() || ends_there.trim_start().starts_with(['.', ',', ';', ')', '–', '—']);
    let tied = without_hedge(&between, phrases).ends_with([',', '–', '—', '('])
        || ends(without_hedge(&between, phrases), &["or"]);
    if !closed
        || !tied
        || !is_value(new)
        || between.len() > REACH
        || place > 1 && line.figures[..place - 1].iter().any(|(_, other)| one_unit(other, new))
    {
        return None;
    }
    let goes = |old: &&Figure| is_value(old) && one_unit(new, old) && (new.value() > old.value()) == (way == Way::Up);
    let olds: Vec<(&Figure, &Figure)> =
        told_before(lines, at, BACK).take(MOST).filter(goes).map(|old| (old, new)).collect();
    let first = *olds.first()?;
    let alone = olds.iter().all(|old| old.0.value() == first.0.value());
    let named = olds.iter().find(|old| !new.noun().is_empty() && old.0.noun() == new.noun()).copied();
    let (old, new) = named.or(alone.then_some(first))?;
    Some(Case { old, new, others: olds, severity: Severity::Low })
}

fn look(case: &Case, stated: &Figure, way: Way, affair: &Affair, told: &Told) -> Option<Draft> {
    let step = in_percent(case.old, case.new)?;
    let value = stated.value()?.to_f64()?.abs() * if stated.quantity().unit == Unit::Ratio { 100.0 } else { 1.0 };
    let likely = value <= step.plain.abs() * ANOTHER_THING && step.plain.abs() <= value * ANOTHER_THING;
    let same_way = (step.plain > 0.0) == (way == Way::Up);
    let right = |old: &Figure, new: &Figure| in_percent(old, new).is_none_or(|step| gives(stated, &step, affair));
    let any = right(case.old, case.new) || case.others.iter().any(|(old, new)| right(old, new));
    if any || !likely || !same_way || told.of(stated, case.old) || told.of(stated, case.new) {
        return None;
    }
    let says = format!(
        "{} gives a change of {} from {} to {}, but the step between them is {} %.",
        affair.source(stated),
        stated.words(),
        case.old.words(),
        case.new.words(),
        percent(step.plain.abs()),
    );
    let measured = format!("{} -> {}: {} %", case.old.words(), case.new.words(), percent(step.plain));
    let draft = Draft::new(case.severity, Tolerance::Ratio, says).figures([stated, case.old, case.new]);
    Some(draft.sentence_of(stated).measured(measured))
}

/// As far as a percentage is written, and a fraction said: "nearly a fifth".
fn gives(stated: &Figure, step: &Step, affair: &Affair) -> bool {
    let spoken = is_spoken(stated).then(|| room(stated, &affair.vocabulary.phrases)).flatten();
    match spoken {
        Some((low, high)) => step.holds(low, high) || step.holds(-high, -low),
        None => {
            fits(stated, step).unwrap_or(true)
                || step.plain.abs().round() == stated.value().and_then(|v| v.abs().to_f64()).unwrap_or(-1.0)
        }
    }
}

/// "The rent tripled: it was 400 euros in 2019 and is 900 euros now": the only two values of a sentence, without "from" and "to".
fn multiplied(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let values: Vec<(usize, &Figure)> = line.figures.iter().copied().filter(|(_, figure)| is_value(figure)).collect();
    let [(first, one), (_, other)] = values[..] else { return None };
    let plain = |figure: &Figure| figure.quantity().role == Role::None;
    let alike =
        one_unit(one, other) && (one.claim.metric == other.claim.metric || !matches!(one.quantity().unit, Unit::Count));
    let words = line.text.get(..first)?.to_lowercase();
    let factors = affair.vocabulary.factors.iter();
    let becomes = factors.flat_map(|factor| factor.becomes.iter().map(|word| (&**word, factor.times)));
    let (place, word, factor) =
        becomes.filter_map(|(word, times)| Some((words.rfind(word)?, word, times))).max_by_key(|told| told.0)?;
    let behind = &words[place..];
    let whole = begins(behind, &[word]) && !words[..place].ends_with(char::is_alphanumeric);
    let near = behind.len() <= FAR && !behind.contains(';') && !behind.contains(" while ");
    if !plain(one) || !plain(other) || !alike || !whole || !near || told.of(one, other) {
        return None;
    }
    let (a, b) = (one.value()?.to_f64()?, other.value()?.to_f64()?);
    let (low, high) = room_of_word(&words, place, factor, &affair.vocabulary.phrases);
    let ratio = if factor < 1.0 { a.min(b) / a.max(b) } else { a.max(b) / a.min(b) };
    let likely = ratio <= factor * 2.0 && factor <= ratio * 2.0 && (ratio - 1.0).abs() > 0.05;
    if !likely || (low..=high).contains(&ratio) {
        return None;
    }
    let says = format!(
        "{} says “{word}” of {} and {}, but the one is {} times the other.",
        affair.source(one),
        one.words(),
        other.words(),
        percent(a.max(b) / a.min(b)),
    );
    let measured = format!("{} / {} = {}", other.words(), one.words(), percent(b / a));
    let draft = Draft::new(Severity::Low, Tolerance::Ratio, says).figures([one, other]).sentence_of(one);
    Some(draft.measured(measured))
}

/// "2,870 men in buildings made for 1,100, more than three times their capacity": two values, and behind them how many times the one
/// the other is.
fn times_the_room(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    (1..line.figures.len().min(MOST)).find_map(|second| {
        let (one, other) = (line.figures[second - 1].1, line.figures[second].1);
        let plain = is_value(one) && is_value(other) && one_unit(one, other) && one.value() != other.value();
        let behind = line.text.get(line.end(second)..)?;
        let words = behind[..behind.floor_char_boundary(FAR)].to_lowercase();
        let (place, word, factor) = factors_of_another(affair.vocabulary).find_map(|(word, times)| {
            let place = words.find(word)?;
            // "half their capacity" is told of what is smaller, which is another question
            let is_more = times > 1.0 && begins(&words[place + word.len()..], &phrases.what_there_is_room_for);
            is_more.then_some((place, word, times))
        })?;
        let led = without_hedge(&words[..place], phrases);
        let tied = led.ends_with([',', '–', '—', '(']) || ends(led, &["or", "that is"]);
        if !plain || !tied || line.between(second - 1, second).len() > REACH || told.of(one, other) {
            return None;
        }
        let (old, new) = if one.value() < other.value() { (one, other) } else { (other, one) };
        unlike(old, new, word, room_of_word(&words, place, factor, phrases), affair)
    })
}

/// "Loans came to 358 million. They had doubled since 2022, when they stood at 210 million."
fn multiplied_since(lines: &[Breath], at: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let [(first, old)] = line.figures[..] else { return None };
    let words = line.text.get(..first)?.to_lowercase();
    let becomes =
        affair.vocabulary.factors.iter().flat_map(|factor| factor.becomes.iter().map(|word| (&**word, factor.times)));
    let (place, word, factor) =
        becomes.filter_map(|(word, times)| Some((words.find(word)?, word, times))).min_by_key(|told| told.0)?;
    let behind = &words[place + word.len()..];
    let then = behind.contains(" when ") || ends(without_hedge(behind, phrases), &["from"]);
    let goes_on = begins(&words, &phrases.of_a_thing) && place <= REACH;
    if !is_value(old) || !then || !goes_on || words.len() > 2 * FAR {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let alike = |figure: &&Figure| is_value(figure) && one_unit(figure, old) && figure.quantity().role == Role::None;
    let news: Vec<&Figure> = before.figures.iter().map(|(_, figure)| *figure).filter(alike).collect();
    let [new] = news[..] else { return None };
    let draft = unlike(old, new, word, room_of_word(&words, place, factor, phrases), affair)?;
    (!told.of(old, new)).then_some(Draft { severity: Severity::Low, ..draft })
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figures: &[(&str, &str)], text: &str) -> Vec<Said> {
        let figure = |(figure, written): &(&str, &str)| {
            says("wire", "sacks", figure).text(written).counted("sacks").sentence(text)
        };
        figures.iter().map(figure).collect()
    }

    #[test]
    fn a_rise_behind_its_two_values() {
        let told = |share: &str| {
            let text = format!("The mill ground 412 sacks after 361 the year before, a rise of {share} percent.");
            said(&[("412", "412"), ("361", "361"), (&format!("{share} %"), &format!("{share} percent"))], &text)
        };
        sees("change_mismatch medium", told("24"));
        leaves(told("14"));
        // of something else
        leaves(told("90"));
    }

    #[test]
    fn so_much_more_than_the_other() {
        let told = |share: &str, written: &str| {
            let text = format!("It holds 1,140 sacks, nearly {written} more than the 930 of April.");
            said(&[("1,140", "1,140"), (share, written), ("930", "930")], &text)
        };
        sees("change_mismatch medium", told("50 %", "half"));
        leaves(told("25 %", "a quarter"));
    }

    #[test]
    fn so_much_more_than_was_told_before() {
        let told = |new: &str| {
            let old = said(&[("500", "500")], "Last year they brought 500 sacks.");
            let text = format!("This year it was {new}, a fifth more.");
            [old, said(&[(new, new), ("20 %", "a fifth")], &text)].concat()
        };
        sees("change_mismatch low", told("700"));
        leaves(told("600"));
    }

    #[test]
    fn from_what_was_to_what_was_told_before() {
        let told = |share: &str| {
            let now = said(&[("43", "43")], "By Friday they had 43 sacks.");
            let text = format!("That has climbed from 31 to its present level, a jump of {share} percent.");
            [now, said(&[("31", "31"), (&format!("{share} %"), &format!("{share} percent"))], &text)].concat()
        };
        sees("change_mismatch low", told("60"));
        leaves(told("39"));
    }

    #[test]
    fn tripled_without_from_and_to() {
        let told = |new: &str| {
            let text = format!("The store tripled: it was 400 sacks in 2019 and is {new} sacks now.");
            said(&[("400", "400"), (new, new)], &text)
        };
        sees("change_mismatch low", told("900"));
        leaves(told("1,210"));
    }

    #[test]
    fn so_many_times_what_there_is_room_for() {
        let told = |held: &str| {
            let text = format!("It kept {held} sacks in barns made for 1,100, more than three times their capacity.");
            said(&[(held, held), ("1,100", "1,100")], &text)
        };
        sees("change_mismatch medium", told("2,870"));
        leaves(told("3,600"));
    }

    #[test]
    fn more_than_there_should_be() {
        let told = |held: &str| {
            let text = format!("The barn, built for 1,000 sacks, now holds {held}, a third more than it should.");
            said(&[("1,000", "1,000"), (held, held), ("33.3 %", "a third")], &text)
        };
        sees("change_mismatch medium", told("1,180"));
        leaves(told("1,320"));
    }

    #[test]
    fn doubled_since_a_value_told_behind() {
        let told = |old: &str| {
            let now = says("wire", "sacks", "358").counted("sacks").sentence("The mill ground 358 sacks in May.");
            let text = format!("They had doubled since spring, when they stood at {old}.");
            vec![now, says("wire", "sacks", old).counted("sacks").sentence(&text)]
        };
        sees("change_mismatch low", told("240"));
        leaves(told("178"));
    }
}
