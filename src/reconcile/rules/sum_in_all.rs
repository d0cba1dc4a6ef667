//! A total right behind its parts that they do not make: "97 witnesses for the one side and 41 for the other, 128 in all",
//! "$127 million at the start, $90 million later and $113 million at the end, for a total of $310 million".
//!
//! No metric is asked: the words say that the list is all there is. Where its last figures alone make the total, they are what is meant.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::reconcile::addends::{
    Closing, MOST, REACH, adds, adds_as, closes, half, is_closed, is_joined, parts_make, room, some_make, sum, told_as,
};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::reckon::{begins, without_hedge};
use crate::reconcile::row::miss;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Parts that miss their total by less than one in so many are surely meant to make it; by more than the second, are not.
const SURE: i64 = 4;
const LIKELY: i64 = 2;
/// A total that nothing but a comma and its size make one is missed by no more than one in so many.
const NEAR: i64 = 5;
/// Words between "and" and the second of two counts in clauses of their own.
const WORDS: usize = 4;
/// Words behind a figure that are taken as its noun.
const NOUN: usize = 3;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    lines(affair).iter().filter_map(|line| in_all(line, affair, told)).collect()
}

fn in_all(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    (2..line.figures.len().min(MOST)).find_map(|place| {
        let (parts, one_list) = list_before(line, place, affair);
        let closing = closes(line, place, phrases).or_else(|| apposed(line, place, &parts, phrases))?;
        let kin = kin(line, place, &parts, phrases);
        let closing = if one_list && kin == Some(true) { closing } else { Closing::Loose };
        missed(line.figures[place].1, &parts, closing, affair, told).filter(|_| kin.is_some())
    })
}

/// "21 km on Monday, 18 km on Tuesday and 25 km on Wednesday, 74 km in three days": a comma alone, behind a closed list that nearly makes it.
fn apposed(line: &Breath, place: usize, parts: &[&Figure], phrases: &PhraseLists) -> Option<Closing> {
    let total = line.figures[place].1;
    let between = line.between(place.checked_sub(1)?, place);
    let comma = without_hedge(&between, phrases).trim_end_matches(" or").ends_with(',');
    let list = place.checked_sub(2)?..place;
    let closed = is_closed(line, &list.collect::<Vec<_>>(), phrases);
    let off = sum(parts.iter().copied()).saturating_sub(total.value()?).abs();
    let near = off.saturating_mul(Decimal::from(NEAR)) <= total.value()?;
    (comma && closed && near && parts.len() > 2).then_some(Closing::Loose)
}

/// Does a total count what its parts count? Surely so without a noun of its own or with one of theirs, or where both are of one metric;
/// not at all where another noun stands behind a semicolon or a "while": "58 men and 67 women; a total of 115 phones".
fn kin(line: &Breath, place: usize, parts: &[&Figure], phrases: &PhraseLists) -> Option<bool> {
    let total = line.figures[place].1;
    let own = nouns(&line.after(place), phrases);
    let last = parts.last().and_then(|last| line.figures.iter().position(|(_, figure)| figure.at == last.at));
    let between = last.map(|last| line.between(last, place)).unwrap_or_default();
    let turns = between.contains(';')
        || between
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| phrases.turns_away.iter().any(|away| **away == *word));
    let of_parts = |part: &&Figure| {
        let at = line.figures.iter().position(|(_, figure)| figure.at == part.at);
        at.map(|at| nouns(&line.after(at), phrases)).unwrap_or_default()
    };
    let theirs: Vec<String> = parts.iter().flat_map(of_parts).collect();
    let one_metric = |part: &&Figure| part.metric.is_some() && part.claim.metric == total.claim.metric;
    let counted = total.quantity().unit == Unit::Count && !own.is_empty() && !theirs.is_empty();
    let same = !counted || own.iter().any(|noun| theirs.contains(noun)) || parts.iter().all(one_metric);
    match (same, turns) {
        (true, turns) => Some(!turns),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

/// The words right behind a figure that may be its noun: "353 people in all" has one, "353 in all" has none.
fn nouns(behind: &str, phrases: &PhraseLists) -> Vec<String> {
    let mut words = behind.trim_start();
    let mut nouns = Vec::new();
    let ends = |words: &str| {
        let lists = [&phrases.after_total, &phrases.goes_on_behind_total, &phrases.behind_bare_part];
        !words.starts_with(char::is_alphabetic) || lists.iter().any(|list| begins(words, list))
    };
    while nouns.len() < NOUN && !ends(words) {
        let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
        nouns.push(words[..end].to_owned());
        words = words[end..].trim_start_matches(' ');
    }
    nouns
}

/// The figures right before a total that make one list, in text order; or the two of two clauses, which are none.
fn list_before<'f, 'a>(line: &Breath<'f, 'a>, place: usize, affair: &Affair) -> (Vec<&'f Figure<'a>>, bool) {
    let total = line.figures[place].1;
    let mut list: Vec<&Figure> = Vec::new();
    let mut next = place;
    for at in (0..place).rev() {
        let figure = line.figures[at].1;
        if !adds_as(line, at, &total.quantity().unit, &affair.vocabulary.phrases) {
            continue;
        }
        let joined = match next == place {
            true => line.between(at, place).len() <= REACH,
            false => is_joined(line, at, next, &affair.vocabulary.phrases),
        };
        let small = figure.value() < total.value();
        if small && !joined && list.len() == 1 && two_clauses(line, at, next) {
            list.push(figure);
            list.reverse();
            return (list, false);
        }
        if !joined || !small {
            break;
        }
        list.push(figure);
        next = at;
    }
    list.reverse();
    (list, true)
}

/// "The one side brought out 2,743 and the other claims 7,300, so that altogether …"
fn two_clauses(line: &Breath, first: usize, second: usize) -> bool {
    let between = line.between(first, second);
    let clause = between.split_once(" and ").map(|(_, clause)| clause);
    let short = clause.is_some_and(|clause| clause.split_whitespace().count() <= WORDS);
    short && !between.contains([',', ';', ':', '('])
}

fn missed(total: &Figure, parts: &[&Figure], closing: Closing, affair: &Affair, told: &Told) -> Option<Draft> {
    let value = total.value().filter(|_| adds(total, &total.quantity().unit))?;
    let (low, high) = (total.interval.low.unwrap_or(value), total.interval.high.unwrap_or(value));
    let room = half(total).saturating_add(room(parts));
    let makes = |parts: &[&Figure]| {
        let sum = sum(parts.iter().copied());
        low.saturating_sub(room) <= sum && sum <= high.saturating_add(room)
    };
    // rounding may do it, though it seldom does
    let doubtful = miss(total, parts).is_some_and(|miss| miss.doubtful);
    let said = closing;
    let closing = if doubtful { Closing::Loose } else { closing };
    let any_makes = (usize::from(doubtful)..parts.len()).any(|from| makes(&parts[from..]));
    if parts.len() < 2 || any_makes || told.of(total, parts[0]) && told.of(total, parts[parts.len() - 1]) {
        return None;
    }
    let off = sum(parts.iter().copied()).saturating_sub(value).abs();
    let times = |of: i64| off.saturating_mul(Decimal::from(of)) <= value;
    let severity = match closing {
        Closing::Sure if times(SURE) => Severity::Medium,
        _ if times(LIKELY) => Severity::Low,
        _ => return None,
    };
    // "10 from the state, 2 from the city and 15 from the firm: 25 in all" forgets the second
    let forgets_some = said == Closing::Sure && parts.len() > 2 && some_make(value, parts);
    match forgets_some {
        true => Some(told_as(value, Some(total), parts, Severity::Low, affair)),
        false => parts_make(value, Some(total), parts, severity, affair),
    }
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, rules_of, says, sees};

    fn said(figures: &[(&str, &str)], text: &str) -> Vec<Said> {
        let said = |(figure, metric): &(&str, &str)| says("wire", metric, figure).counted(metric).sentence(text);
        figures.iter().map(said).collect()
    }

    #[test]
    fn a_total_in_the_middle_of_its_sentence() {
        let told = |all: &str| {
            let text =
                format!("The ark took 58 goats from the hill and 67 sheep from the shore, {all} in all, and two dogs.");
            said(&[("58", "goats"), ("67", "sheep"), (all, "animals"), ("two", "dogs")][..3], &text)
        };
        sees("sum_mismatch medium", told("115"));
        leaves(told("125"));
    }

    #[test]
    fn a_total_behind_what_it_is_made_for() {
        let told = |all: &str| {
            let text =
                format!("They get 140 sacks in May, 90 when it rains and 110 at harvest, for a total of {all} sacks.");
            said(&[("140", "sacks"), ("90", "rains"), ("110", "harvests"), (all, "totals")], &text)
        };
        sees("sum_mismatch medium", told("320"));
        leaves(told("340"));
        // the last two are meant
        leaves(told("200"));
    }

    #[test]
    fn a_total_of_something_else_is_left_alone() {
        let text = "It lost 12 barns and 30 sheds, and a total of 900 people fled.";
        leaves(said(&[("12", "barns"), ("30", "sheds"), ("900", "people")], text));
        let text = "The camp took in 58 men and 67 women; a total of 115 phones were seized.";
        leaves(said(&[("58", "men"), ("67", "women"), ("115", "phones")], text));
        let text = "They searched 240 boats in May and 300 cars in June, while a total of 500 officers stood by.";
        leaves(said(&[("240", "boats"), ("300", "cars"), ("500", "officers")], text));
        let text = "The hail broke 58 doors and 67 windows, for a total of 115 claims.";
        sees("sum_mismatch low", said(&[("58", "doors"), ("67", "windows"), ("115", "claims")], text));
        let text = "It lost 12 barns and 30 sheds in all weathers of 40 days.";
        assert!(rules_of(said(&[("12", "barns"), ("30", "sheds"), ("40", "days")], text)).is_empty());
    }

    #[test]
    fn a_total_that_forgets_one_of_its_parts() {
        let told = |all: &str| {
            let text = format!("They get 10 sacks from the mill, 2 from the inn and 15 from the farm: {all} in all.");
            said(&[("10", "sacks"), ("2", "sacks"), ("15", "sacks"), (all, "sacks")], &text)
        };
        sees("sum_mismatch low", told("25"));
        leaves(told("27"));
    }
}
