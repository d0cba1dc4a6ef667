//! Parts that a text ties to a total by its words and that do not make it: "48 doors, 27 of them in A, 14 in B and nine in
//! C", "pledges of $1.9bn. Of that, $1.2bn …", "Add them up and you get 11,400", "won by 278 votes, 401,861 against 401,574".
//!
//! No metric is asked. Parts that make more than their total are wrong unless some are counted twice; parts that make a little less
//! may leave some out, so that is no more than a hint.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::metric::{Behaviour, Fate};
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Bound, Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::{begins, earlier, ends, leading_number, without_hedge};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Bytes between two parts, without what stands in brackets.
const REACH: usize = 120;
/// Parts of a total, at most.
const MOST: usize = 24;
/// Parts that are more than their total by more than one in so many are parts of something else; and so are those that
/// are less by more than one in so many.
const OVER: i64 = 2;
const UNDER: i64 = 11;
/// A total and its parts in other sentences differ by less than one in so many.
const NEAR: i64 = 5;

/// Bytes between those aboard and what became of them.
const TOGETHER: u32 = 400;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let phrases = &affair.vocabulary.phrases;
    let mut drafts = Vec::new();
    for at in 0..lines.len() {
        let list = parts(&lines, at, phrases).and_then(|list| tied(&lines, at, list, affair, told));
        let list =
            list.or_else(|| parts(&lines, at, phrases).and_then(|list| behind_total(&lines[at], &list, affair, told)));
        drafts.extend(list.or_else(|| added_up(&lines, at, affair)).or_else(|| named_dead(&lines[at], affair)));
        drafts.extend(ahead(&lines[at], affair));
        drafts.extend(some_of_the(&lines[at], affair, told));
    }
    drafts.extend(fates(affair, told));
    drafts
}

/// A part one can add.
fn adds(figure: &Figure, unit: &Unit) -> bool {
    let quantity = figure.quantity();
    let unit_fits = quantity.unit == *unit && !matches!(unit, Unit::Percent | Unit::Points | Unit::Ratio);
    unit_fits
        && !quantity.unit.is_clock()
        && quantity.per.is_none()
        && quantity.bound.is_point()
        && matches!(quantity.role, Role::None | Role::To)
        && figure.value().is_some_and(|value| value > Decimal::ZERO)
}

/// The words without what stands in brackets.
fn outside_brackets(words: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// "27 of them in A, 14 in B and nine in C": a comma, an "and" or a "then" right before the second.
fn is_joined(line: &Breath, first: usize, second: usize, phrases: &PhraseLists) -> bool {
    let between = outside_brackets(&line.between(first, second));
    let words = without_hedge(&between, phrases);
    let joins = words.ends_with([',', ';']) || ends(words, &phrases.joins_parts);
    joins && between.len() <= REACH && !between.contains(':')
}

/// The words, at one of their ends, make a part one of what was told before.
fn points_back(words: &str, at: fn(&str, &[Box<str>]) -> bool, phrases: &PhraseLists) -> bool {
    at(words, &phrases.of_them) || at(words, &phrases.of_the_sum_told)
}

/// The longest list of a sentence, as places in it.
fn parts(lines: &[Breath], at: usize, phrases: &PhraseLists) -> Option<Vec<usize>> {
    let line = &lines[at];
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for place in 0..line.figures.len().min(MOST) {
        let figure = line.figures[place].1;
        if !adds(figure, &figure.quantity().unit) {
            continue;
        }
        let begins_anew = points_back(&line.after(place), begins, phrases)
            || points_back(without_hedge(&line.before(place), phrases), ends, phrases);
        let goes_on = run.last().filter(|_| !begins_anew).is_some_and(|&last| {
            line.figures[last].1.quantity().unit == figure.quantity().unit && is_joined(line, last, place, phrases)
        });
        if !goes_on {
            run.clear();
        }
        run.push(place);
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    (best.len() >= 2).then_some(best)
}

fn sum<'f>(parts: impl IntoIterator<Item = &'f Figure<'f>>) -> Decimal {
    parts.into_iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// What rounding leaves open; a count below a thousand is told to the last one.
fn half(figure: &Figure) -> Decimal {
    match (figure.interval.high, figure.value()) {
        (Some(high), Some(value)) if value >= Decimal::ONE_THOUSAND || figure.quantity().unit != Unit::Count => {
            high.saturating_sub(value)
        }
        _ => Decimal::ZERO,
    }
}

/// A list whose words tie it to a total, told in the sentence or in those it goes on from.
fn tied(lines: &[Breath], at: usize, list: Vec<usize>, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let first = *list.first()?;
    let parts: Vec<&Figure> = list.iter().map(|&place| line.figures[place].1).collect();
    let unit = &parts[0].quantity().unit;
    let largest = parts.iter().filter_map(|part| part.value()).max()?;
    let total = |figure: &&Figure| adds(figure, unit) && figure.value() > Some(largest);
    let before = line.before(first);
    let behind = line.after(first);
    let opens = first == 0 && begins(&line.text.to_lowercase(), &phrases.goes_on);
    let led_in = first == 1
        && ends(without_hedge(&line.before(0), phrases), &phrases.of_a_leading_total)
        && line.figures[0].0 < 30;
    let tied = points_back(&behind, begins, phrases) || ends(without_hedge(&before, phrases), &phrases.of_them);
    let breakdown = before.contains("breakdown") && before.trim_end().ends_with(':');
    // "rose to 88: 40 in Lerwin, …"
    let colon = before.trim_end().ends_with(':') && before.len() <= 30 && first > 0 && !breakdown;
    let totals: Vec<&Figure> = match () {
        () if colon => vec![line.figures[first - 1].1].into_iter().filter(total).collect(),
        () if led_in => vec![line.figures[0].1].into_iter().filter(total).collect(),
        () if tied && first > 0 && line.figures[..first].iter().any(|(_, figure)| total(figure)) => {
            line.figures[..first].iter().rev().map(|(_, figure)| *figure).filter(total).take(1).collect()
        }
        () if tied || opens || breakdown => {
            let told = |line: &Breath<'_, '_>| line.figures.iter().any(|(_, figure)| total(figure));
            let before = earlier(lines, at).take(2).find(|line| told(line))?;
            before.figures.iter().map(|(_, figure)| *figure).filter(total).collect()
        }
        () => return None,
    };
    let sum = sum(parts.iter().copied());
    let leaves_out = leaves_out(line, phrases);
    let total = *totals.iter().min_by_key(|total| (sum.saturating_sub(total.value().unwrap_or_default())).abs())?;
    let value = total.value()?;
    let off = sum.saturating_sub(value).abs();
    let room = parts.iter().fold(half(total), |room, part| room.saturating_add(half(part)));
    if off <= room || is_nested(&parts) || told.of(total, parts[0]) || told.of(total, parts[parts.len() - 1]) {
        return None;
    }
    let over = sum > value;
    let last_two = line.between(list[list.len() - 2], list[list.len() - 1]);
    let closed = ends(without_hedge(&last_two, phrases), &["and"]);
    let times = |of: i64| off.saturating_mul(Decimal::from(of)) <= value;
    let severity = match over {
        true if times(OVER) && alike(line, &list, phrases) => Severity::Medium,
        true if times(NEAR) => Severity::Low,
        false if times(UNDER) && closed && !leaves_out => Severity::Low,
        _ => return None,
    };
    // other figures of the sentences before may be meant
    let severity = if totals.len() > 1 { severity.min(Severity::Low) } else { severity };
    Some(draft(total.value()?, Some(total), &parts, severity, affair))
}

/// The sentence says that there are others.
fn leaves_out(line: &Breath, phrases: &PhraseLists) -> bool {
    let words = line.text.to_lowercase();
    let stands = |rest: &str| {
        let mut places = words.match_indices(rest);
        places.any(|(from, rest)| begins(&words[from..], &[rest]) && ends(&words[..from + rest.len()], &[rest]))
    };
    phrases.leaves_some_out.iter().any(|rest| stands(rest))
}

/// One of the parts is what those behind it make: "31 voted, 18 for it, 12 against it and one abstained".
fn is_nested(parts: &[&Figure]) -> bool {
    (0..parts.len()).any(|at| parts.len() - at > 2 && parts[at].value() == Some(sum(parts[at + 1..].iter().copied())))
}

/// "There were 64 cases, 38 in Arley, 17 in Bray and 12 in Corfe": a list whose first figure is about what the others make, which have
/// no noun of their own.
fn behind_total(line: &Breath, list: &[usize], affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let (&first, rest) = list.split_first()?;
    let total = line.figures[first].1;
    let parts: Vec<&Figure> = rest.iter().map(|&place| line.figures[place].1).collect();
    let value = total.value()?;
    let sum = sum(parts.iter().copied());
    let off = sum.saturating_sub(value).abs();
    let room = parts.iter().fold(half(total), |room, part| room.saturating_add(half(part)));
    let without_noun = |&&place: &&usize| begins(&line.after(place), &phrases.behind_bare_part);
    let bare = rest.iter().filter(without_noun).count() + 1 >= rest.len();
    let last_two = line.between(list[list.len() - 2], list[list.len() - 1]);
    let closed = ends(without_hedge(&last_two, phrases), &["and"]);
    let near = off > room && off.saturating_mul(Decimal::from(UNDER)) <= value;
    let counted = !line.after(first).trim_start().is_empty() && !begins(&line.after(first), &phrases.behind_bare_part);
    if parts.len() < 3
        || leaves_out(line, phrases)
        || is_nested(&parts)
        || !bare
        || !closed
        || !near
        || !counted
        || told.of(total, parts[0])
    {
        return None;
    }
    Some(draft(value, Some(total), &parts, Severity::Low, affair))
}

/// Parts that cannot meet: each of money, or each in a place of its own.
fn alike(line: &Breath, list: &[usize], phrases: &PhraseLists) -> bool {
    let first = line.figures[list[0]].1;
    let money = matches!(first.quantity().unit, Unit::Money(_));
    let placed = |&place: &usize| {
        let behind = line.after(place);
        let mut them = phrases.of_them.iter().chain(&phrases.of_the_sum_told);
        let words = them.find_map(|them| behind.trim_start().strip_prefix(&**them)).unwrap_or(&behind);
        begins(words, &phrases.behind_placed_part)
    };
    list.len() > 1 && (money || list.iter().all(placed))
}

fn draft(value: Decimal, total: Option<&Figure>, parts: &[&Figure], severity: Severity, affair: &Affair) -> Draft {
    let sum = sum(parts.iter().copied());
    let terms = parts.iter().map(|part| part.words()).collect::<Vec<_>>().join(" + ");
    let written = total.map_or_else(|| number(value), |total| total.words());
    let says =
        format!("{} gives {written} and parts of it that make {terms} = {}.", affair.source(parts[0]), number(sum));
    let measured = format!("{terms} = {} | {}", number(sum), number(value));
    let draft = Draft::new(severity, Tolerance::HalfStep, says).measured(measured);
    draft.figures(total).figures(parts.to_vec()).sentence_of(parts[0])
}

/// "Eight of the 11 were convicted and four acquitted": the total is a number only the words give.
fn some_of_the(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let place = (0..line.figures.len().saturating_sub(1))
        .find(|&place| begins(&line.after(place), &["of the"]) && adds(line.figures[place].1, &Unit::Count))?;
    let (first, behind) = (line.figures[place].1, line.after(place));
    let link = behind.trim_start().strip_prefix("of the ")?;
    let (value, second) = match leading_number(link) {
        Some(value) => (value, place + 1),
        // read as a figure of its own
        None if link.trim().is_empty() => (line.figures[place + 1].1.value()?, place + 2),
        None => return None,
    };
    let other = line.figures.get(second)?.1;
    let joint = line.before(second);
    let joined = joint.len() <= 40
        && ends(without_hedge(&joint, &affair.vocabulary.phrases), &["and"])
        && !joint.contains([',', ';']);
    let parts = [first, other];
    let total = sum(parts);
    // one word behind the second figure: "four acquitted", not "four of them fined 100 marks"
    let verb = line.after(second);
    let short = verb.split_whitespace().count() <= 2 && second + 1 == line.figures.len();
    let over = total > value && total.saturating_sub(value).saturating_mul(Decimal::from(NEAR)) <= value;
    let plain = joined && short && adds(other, &Unit::Count) && first.value() < Some(value);
    let whole = (second == place + 2).then(|| line.figures[place + 1].1);
    (plain && over && !told.of(first, other)).then(|| draft(value, whole, &parts, Severity::Low, affair))
}

/// A list, and "Add them up and you get 11,400" behind it.
fn added_up(lines: &[Breath], at: usize, affair: &Affair) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let words = line.text.to_lowercase();
    if !begins(&words, &phrases.adds_up) {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let behind = lines[..at].iter().rposition(|line| line.figures[0].1.at == before.figures[0].1.at)?;
    let list = parts(lines, behind, phrases)?;
    let parts: Vec<&Figure> = list.iter().map(|&place| before.figures[place].1).collect();
    let total = line.figures[0].1;
    let near = line.figures[0].0 <= REACH && adds(total, &parts[0].quantity().unit);
    let value = total.value()?;
    let off = sum(parts.iter().copied()).saturating_sub(value).abs();
    let room = parts.iter().fold(Decimal::ZERO, |room, part| room.saturating_add(half(part)));
    let meant = off.saturating_mul(Decimal::from(NEAR)) <= value;
    (near && parts.len() > 2 && off > room && meant)
        .then(|| draft(value, Some(total), &parts, Severity::Medium, affair))
}

/// "The dead were 14 people aboard the bus, six people in cars and five workers": against the number of dead told elsewhere.
fn named_dead(line: &Breath, affair: &Affair) -> Option<Draft> {
    let list = parts(std::slice::from_ref(line), 0, &affair.vocabulary.phrases)
        .filter(|list| list[0] == 0 && list.len() > 2)?;
    let before = line.before(0);
    let words = before.trim_start().strip_prefix("the ")?;
    let name = words.split(|c: char| !c.is_alphanumeric()).next()?;
    if !ends(&before, &["were", "are"]) || before.len() > 120 {
        return None;
    }
    let parts: Vec<&Figure> = list.iter().map(|&place| line.figures[place].1).collect();
    let sum = sum(parts.iter().copied());
    let named = |figure: &&Figure| {
        let noun =
            figure.metric.is_some_and(|metric| crate::reconcile::words::is_noun_of(name, metric, affair.vocabulary));
        noun && figure.claim.source == parts[0].claim.source
            && figure.claim.sentence != parts[0].claim.sentence
            && adds(figure, &Unit::Count)
            && figure.population.is_empty()
    };
    let totals: Vec<&Figure> = affair.figures.iter().filter(named).collect();
    if totals.iter().any(|total| total.value() == Some(sum)) {
        return None;
    }
    let near = |total: &&&Figure| {
        let value = total.value().unwrap_or_default();
        sum.saturating_sub(value).abs().saturating_mul(Decimal::from(NEAR)) <= value
    };
    let total = *totals.iter().find(near)?;
    Some(draft(total.value()?, Some(total), &parts, Severity::Low, affair))
}

/// "102 were on board", "94 were rescued", "53 died": a text that tells of more fates than people.
fn fates(affair: &Affair, told: &Told) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut from = 0;
    while let Some(first) = affair.figures.get(from) {
        let to = from + affair.figures[from..].partition_point(|figure| figure.source <= first.source);
        drafts.extend(fates_of(&affair.figures[from..to], affair, told));
        from = to;
    }
    drafts
}

fn fates_of(text: &[Figure], affair: &Affair, told: &Told) -> Option<Draft> {
    let plain = |figure: &&Figure| {
        let exact = figure.quantity().bound == Bound::Exact && figure.population.is_empty();
        exact && adds(figure, &Unit::Count) && figure.claim.part_of.is_none() && !figure.coded()
    };
    let place = |figure: &Figure| figure.claim.sentence.start;
    let aboard =
        |figure: &&Figure| figure.behaviour == Behaviour::Flow && affair.vocabulary.has_capacity(&figure.claim.metric);
    let close = |all: &Figure, fate: Fate| -> Option<&Figure> {
        let near = text.iter().filter(plain).filter(|figure| {
            figure.fate() == Some(fate)
                && figure.value() < all.value()
                && place(figure).abs_diff(place(all)) <= TOGETHER
        });
        near.min_by_key(|figure| (place(figure).abs_diff(place(all)), figure.at))
    };
    text.iter().filter(plain).filter(aboard).find_map(|all| {
        let (dead, saved) = (close(all, Fate::Dead)?, close(all, Fate::Rescued)?);
        let sum = sum([dead, saved]);
        if Some(sum) <= all.value() || told.of(all, dead) || told.of(all, saved) {
            return None;
        }
        let says =
            format!("{}, and also {} and {}: together {}.", affair.says(all), saved.told(), dead.told(), number(sum));
        let measured = format!("{} + {} = {} | {}", saved.words(), dead.words(), number(sum), all.words());
        Some(Draft::new(Severity::Low, Tolerance::Exact, says).figures([all, saved, dead]).measured(measured))
    })
}

/// "Won by 278 votes, 401,861 against 401,574."
fn ahead(line: &Breath, affair: &Affair) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let leads = |&place: &usize| ends(without_hedge(&line.before(place), phrases), &phrases.ahead_by);
    let place = (0..line.figures.len()).find(leads)?;
    let by = line.figures[place].1;
    let (one, other) = (line.figures.get(place + 1)?.1, line.figures.get(place + 2)?.1);
    let against = line.between(place + 1, place + 2);
    let against = without_hedge(&against, phrases).trim();
    let facing = phrases.facing.iter().any(|words| **words == *against);
    let unit = &by.quantity().unit;
    let plain = [one, other].iter().all(|figure| adds(figure, unit) && figure.value() > by.value());
    if !facing || !plain || by.value().is_none() || line.between(place, place + 1).len() > REACH {
        return None;
    }
    let gap = one.value()?.saturating_sub(other.value()?).abs();
    let value = by.value()?;
    let room = half(one).saturating_add(half(other)).saturating_add(half(by));
    let off = gap.saturating_sub(value).abs();
    if off <= room || gap.saturating_mul(Decimal::from(3)) < value || gap > value.saturating_mul(Decimal::from(3)) {
        return None;
    }
    let says = format!(
        "{} gives a difference of {} between {} and {}, but it is {}.",
        affair.source(by),
        by.words(),
        one.words(),
        other.words(),
        number(gap)
    );
    let measured = format!("{} - {} = {} | {}", one.words(), other.words(), number(gap), by.words());
    let draft = Draft::new(Severity::Medium, Tolerance::HalfStep, says).figures([by, one, other]);
    Some(draft.sentence_of(by).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figures: &[&str], text: &str) -> Vec<Said> {
        figures.iter().map(|figure| says("wire", "things", figure).counted("things").sentence(text)).collect()
    }

    #[test]
    fn parts_in_places_that_make_more_than_their_total() {
        let told = |last: &str| {
            let text = format!("They went through 48 doors, 27 of them in Arda, 14 in Halm and {last} in Serrin.");
            said(&["48", "27", "14", last], &text)
        };
        sees("sum_mismatch medium", told("9"));
        leaves(told("7"));
        // some are left out
        leaves(told("2"));
    }

    #[test]
    fn parts_of_what_the_sentence_before_told() {
        let told = |last: &str| {
            let all = said(&["196"], "In exchange 196 people were let go.");
            let text = format!("Of these, 121 came from the jail in Arda and {last} from the camp in Halm.");
            [all, said(&["121", last], &text)].concat()
        };
        sees("sum_mismatch low", told("65"));
        leaves(told("75"));
        leaves(told("30"));
    }

    #[test]
    fn a_list_that_the_next_sentence_adds_up() {
        let told = |total: &str| {
            let list = said(&["115", "162", "208"], "There were 115 in 2020, then 162, and finally 208 in 2022.");
            let text = format!("Add them up and you get the {total} everybody quotes.");
            [&list[..1], &said(&[total], &text), &list[1..]].concat()
        };
        sees("sum_mismatch medium", told("455"));
        leaves(told("485"));
    }

    #[test]
    fn a_list_behind_its_total() {
        let told = |last: &str| {
            let text = format!("There were 64 cases, 38 in Arley, 17 in Bray and {last} in Corfe.");
            said(&["64", "38", "17", last], &text)
        };
        sees("sum_mismatch low", told("12"));
        leaves(told("9"));
        // one count inside the other
        let text = "Of 52 members 31 voted, 18 for the motion, 12 against and 1 abstained.";
        leaves(said(&["52", "31", "18", "12", "1"], text));
    }

    #[test]
    fn a_lead_that_its_counts_do_not_give() {
        let told = |by: &str| {
            let text = format!("She won by {by} votes after the recount, 401,861 against 401,574.");
            said(&[by, "401,861", "401,574"], &text)
        };
        sees("sum_mismatch medium", told("278"));
        leaves(told("287"));
    }
}
