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
use crate::model::quantity::{Bound, Unit};
use crate::reconcile::addends::{
    MOST, REACH, adds, closes, half, is_closed, is_joined, is_nested, leaves_out, longest_list, parts_make,
    rest_is_counted, room, some_make, sum,
};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::{begins, earlier, ends, leading_number, points_back, without_hedge};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Parts that are more than their total by more than one in so many are parts of something else; and so are those that
/// are less by more than one in so many.
const OVER: i64 = 2;
const UNDER: i64 = 11;
/// A total and its parts in other sentences differ by less than one in so many.
const NEAR: i64 = 5;

/// Three or more that miss a total told before by less than one in so many are probably meant to make it.
const ALMOST: i64 = 20;
/// Sentences with figures in which a total is looked for.
const BACK: usize = 6;
/// Bytes between a total and the colon before its parts.
const BEHIND: usize = 60;

/// Bytes between those aboard and what became of them.
const TOGETHER: u32 = 400;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let phrases = &affair.vocabulary.phrases;
    let mut drafts = Vec::new();
    for at in 0..lines.len() {
        // the other rules that add up a sentence look at as many
        affair.left_out.add("figures of one sentence to add up", lines[at].figures.len().saturating_sub(MOST));
        let list = longest_list(&lines[at], phrases);
        let made = list.and_then(|list| {
            tied(&lines, at, &list, affair, told)
                .or_else(|| behind_total(&lines[at], &list, affair, told))
                .or_else(|| nearly_made(&lines, at, &list, affair, told))
        });
        drafts.extend(made.or_else(|| added_up(&lines, at, affair)).or_else(|| named_dead(&lines[at], affair)));
        drafts.extend(ahead(&lines[at], affair));
        drafts.extend(shares_behind(&lines[at], affair, told));
        drafts.extend(some_of_the(&lines[at], affair, told));
    }
    drafts.extend(fates(affair, told));
    drafts
}

/// A list whose words tie it to a total, told in the sentence or in those it goes on from.
fn tied(lines: &[Breath], at: usize, list: &[usize], affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    // "Of the 44 dead, 27 came from …" is led in by its total
    let leads = ends(without_hedge(&line.before(0), phrases), &phrases.of_a_leading_total) && line.figures[0].0 < 30;
    let list = if leads && list.first() == Some(&0) && list.len() > 2 { &list[1..] } else { list };
    let first = *list.first()?;
    let parts: Vec<&Figure> = list.iter().map(|&place| line.figures[place].1).collect();
    let unit = &parts[0].quantity().unit;
    let largest = parts.iter().filter_map(|part| part.value()).max()?;
    let total = |figure: &&Figure| adds(figure, unit) && figure.value() > Some(largest);
    let before = line.before(first);
    let behind = line.after(first);
    let opens = first == 0 && begins(&line.text.to_lowercase(), &phrases.goes_on);
    let led_in = first == 1 && leads;
    let tied = points_back(&behind, begins, &phrases.of_the_sum_told, phrases)
        || ends(without_hedge(&before, phrases), &phrases.of_them);
    let breakdown = before.contains("breakdown") && before.trim_end().ends_with(':');
    // "rose to 88: 40 in Lerwin, …", "31 of the 74 who are held there since last May: …"
    let colon = before.trim_end().ends_with(':') && before.len() <= BEHIND && first > 0 && !breakdown;
    let rest = rest_is_counted(line, list, phrases);
    // "Thirteen of the dead were found in A, five in B and four elsewhere"
    let of_all = rest && !tied && first == 0 && begins(&behind, &["of the"]);
    let totals: Vec<&Figure> = match () {
        () if colon => line.figures[..first].iter().rev().take(2).map(|(_, figure)| *figure).filter(total).collect(),
        () if led_in => vec![line.figures[0].1].into_iter().filter(total).collect(),
        () if tied && first > 0 && line.figures[..first].iter().any(|(_, figure)| total(figure)) => {
            line.figures[..first].iter().rev().map(|(_, figure)| *figure).filter(total).take(1).collect()
        }
        () if tied || opens || breakdown => {
            let told = |line: &Breath<'_, '_>| line.figures.iter().any(|(_, figure)| total(figure));
            let before = earlier(lines, at).take(2).find(|line| told(line))?;
            before.figures.iter().map(|(_, figure)| *figure).filter(total).collect()
        }
        () if of_all => last_told(lines, at, parts[0]).filter(total).into_iter().collect(),
        () => return None,
    };
    let sum = sum(parts.iter().copied());
    let leaves_out = !rest && leaves_out(line.text, phrases);
    let total = *totals.iter().min_by_key(|total| (sum.saturating_sub(total.value().unwrap_or_default())).abs())?;
    let value = total.value()?;
    let off = sum.saturating_sub(value).abs();
    let room = half(total).saturating_add(room(&parts));
    if off <= room || is_nested(&parts) || told.of(total, parts[0]) || told.of(total, parts[parts.len() - 1]) {
        return None;
    }
    // what stands before the list may belong to it: "24 cooks, 7 of them twins, 40 guests"
    let there = || line.figures.iter().map(|(_, figure)| *figure).filter(|figure| figure.at != total.at);
    let beside: Vec<&Figure> = there().filter(|figure| adds(figure, unit)).collect();
    let over = sum > value;
    if some_make(value, &beside) || !over && is_made_up(lines, at, off) {
        return None;
    }
    let closed = is_closed(line, list, phrases);
    let times = |of: i64| off.saturating_mul(Decimal::from(of)) <= value;
    let severity = match over {
        true if times(OVER) && alike(line, list, phrases) => Severity::Medium,
        true if times(NEAR) => Severity::Low,
        false if times(NEAR) && closed && rest && !of_all => Severity::Medium,
        false if times(NEAR) && closed && rest => Severity::Low,
        false if times(UNDER) && closed && !leaves_out => Severity::Low,
        _ => return None,
    };
    // other figures of the sentences before may be meant
    let severity = if totals.len() > 1 { severity.min(Severity::Low) } else { severity };
    parts_make(total.value()?, Some(total), &parts, severity, affair)
}

/// The figure that a text told last of what a part is counted by: the dead, behind "by Monday 21 were known to have died".
fn last_told<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, part: &Figure) -> Option<&'f Figure<'a>> {
    let source = &part.claim.source;
    let before = lines[..at].iter().rev().take(BACK).take_while(|line| line.figures[0].1.claim.source == *source);
    let figures = before.flat_map(|line| line.figures.iter().map(|(_, figure)| *figure));
    figures.into_iter().find(|figure| {
        figure.claim.metric == part.claim.metric && figure.value() > part.value() && figure.population.is_empty()
    })
}

/// "All in all 2.74 million was lost. Some 1.52 million went to three firms, 860,000 to a club and 390,000 to a farm": three or more
/// that make nearly, but not quite, the sum told right before, or what a text calls its total.
fn nearly_made(lines: &[Breath], at: usize, list: &[usize], affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let parts: Vec<&Figure> = list.iter().map(|&place| line.figures[place].1).collect();
    let unit = &parts[0].quantity().unit;
    let opens = line.figures.iter().all(|(_, figure)| figure.quantity().unit != *unit || figure.at >= parts[0].at);
    if parts.len() < 3
        || !opens
        || !is_closed(line, list, phrases)
        || leaves_out(line.text, phrases)
        || is_nested(&parts)
    {
        return None;
    }
    let largest = parts.iter().filter_map(|part| part.value()).max()?;
    let may_be = |figure: &Figure| adds(figure, unit) && figure.value() > Some(largest);
    let last = earlier(lines, at).next().map(|line| line.figures.iter().map(|(_, figure)| *figure).collect::<Vec<_>>());
    let last = last.filter(|figures| figures.iter().filter(|figure| may_be(figure)).count() == 1);
    let own = lines[..at].iter().rev().take_while(|other| other.figures[0].1.claim.source == parts[0].claim.source);
    let called = own.take(BACK).flat_map(|line| {
        let called = (0..line.figures.len()).filter(|&place| closes(line, place, phrases).is_some());
        called.map(|place| line.figures[place].1)
    });
    let totals: Vec<&Figure> = last.into_iter().flatten().chain(called).filter(|figure| may_be(figure)).collect();
    let sum = sum(parts.iter().copied());
    let off = |total: &Figure| sum.saturating_sub(total.value().unwrap_or_default()).abs();
    let total = *totals.iter().min_by_key(|total| off(total))?;
    let value = total.value()?;
    let near = off(total).saturating_mul(Decimal::from(ALMOST)) <= value;
    if !near || off(total) <= half(total).saturating_add(room(&parts)) || told.of(total, parts[0]) {
        return None;
    }
    parts_make(value, Some(total), &parts, Severity::Low, affair)
}

/// "Guns caused 78 percent of them: rifles 66 percent, shotguns 12 percent and pistols five percent".
fn shares_behind(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let share = |figure: &Figure| {
        figure.quantity().unit == Unit::Percent && figure.quantity().bound.is_point() && figure.value().is_some()
    };
    let colon = |place: usize| line.between(place, place + 1).contains(':');
    let place =
        (0..line.figures.len().saturating_sub(2)).find(|&place| share(line.figures[place].1) && colon(place))?;
    let total = line.figures[place].1;
    let goes_on =
        |at: &usize| share(line.figures[*at].1) && (*at == place + 1 || is_joined(line, at - 1, *at, phrases));
    let parts: Vec<&Figure> =
        (place + 1..line.figures.len().min(place + MOST)).take_while(goes_on).map(|at| line.figures[at].1).collect();
    let (sum, value) = (sum(parts.iter().copied()), total.value()?);
    let over = sum > value.saturating_add(half(total)).saturating_add(room(&parts));
    let near = sum.saturating_sub(value).saturating_mul(Decimal::from(NEAR)) <= value;
    let small = parts.iter().all(|part| part.value() < Some(value));
    if parts.len() < 2 || !over || !near || !small || told.of(total, parts[0]) {
        return None;
    }
    // answers to a question may be given together
    parts_make(value, Some(total), &parts, Severity::Low, affair)
}

/// "… fifteen were convicted and six walked free. Two had died": the next sentence tells of those who are missing.
fn is_made_up(lines: &[Breath], at: usize, missing: Decimal) -> bool {
    let next = lines.get(at + 1).filter(|next| lines[at].is_followed_by(next));
    next.is_some_and(|next| next.figures.iter().any(|(_, figure)| figure.value() == Some(missing)))
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
    let room = half(total).saturating_add(room(&parts));
    let without_noun = |&&place: &&usize| begins(&line.after(place), &phrases.behind_bare_part);
    let bare = rest.iter().filter(without_noun).count() + 1 >= rest.len();
    let closed = is_closed(line, list, phrases);
    let near = off > room && off.saturating_mul(Decimal::from(UNDER)) <= value;
    // "24 were swapped, 16 going west and ten going east"
    let over = parts.len() == 2 && sum > value && off.saturating_mul(Decimal::from(NEAR)) <= value && closed;
    let going = |place: &usize| begins(&line.after(*place), &phrases.behind_moving_part);
    if over && first == 0 && rest.iter().all(|place| going(place) || without_noun(&place)) && !told.of(total, parts[0])
    {
        return parts_make(value, Some(total), &parts, Severity::Low, affair);
    }
    let counted = !line.after(first).trim_start().is_empty() && !begins(&line.after(first), &phrases.behind_bare_part);
    if parts.len() < 3
        || leaves_out(line.text, phrases)
        || is_nested(&parts)
        || !bare
        || !closed
        || !near
        || !counted
        || told.of(total, parts[0])
    {
        return None;
    }
    parts_make(value, Some(total), &parts, Severity::Low, affair)
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
    (plain && over && !told.of(first, other)).then(|| parts_make(value, whole, &parts, Severity::Low, affair))?
}

/// A list, and "Add them up and you get 11,400" behind it.
fn added_up(lines: &[Breath], at: usize, affair: &Affair) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let words = line.text.to_lowercase();
    if !begins(&words, &phrases.adds_up) {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let list = longest_list(before, phrases)?;
    let parts: Vec<&Figure> = list.iter().map(|&place| before.figures[place].1).collect();
    let total = line.figures[0].1;
    let near = line.figures[0].0 <= REACH && adds(total, &parts[0].quantity().unit);
    let value = total.value()?;
    let off = sum(parts.iter().copied()).saturating_sub(value).abs();
    let room = room(&parts);
    let meant = off.saturating_mul(Decimal::from(NEAR)) <= value;
    (near && parts.len() > 2 && off > room && meant)
        .then(|| parts_make(value, Some(total), &parts, Severity::Medium, affair))?
}

/// "The dead were 14 people aboard the bus, six people in cars and five workers": against the number of dead told elsewhere.
fn named_dead(line: &Breath, affair: &Affair) -> Option<Draft> {
    let list = longest_list(line, &affair.vocabulary.phrases).filter(|list| list[0] == 0 && list.len() > 2)?;
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
        noun && !figure.claim.is_aside()
            && figure.claim.sentence != parts[0].claim.sentence
            && adds(figure, &Unit::Count)
            && figure.population.is_empty()
    };
    let totals: Vec<&Figure> = affair.text_of(parts[0]).filter(named).collect();
    if totals.iter().any(|total| total.value() == Some(sum)) {
        return None;
    }
    let near = |total: &&&Figure| {
        let value = total.value().unwrap_or_default();
        sum.saturating_sub(value).abs().saturating_mul(Decimal::from(NEAR)) <= value
    };
    let total = *totals.iter().find(near)?;
    parts_make(total.value()?, Some(total), &parts, Severity::Low, affair)
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

/// "401,861 against 401,574", "71 in favour, 52 against".
fn are_against(line: &Breath, first: usize, phrases: &PhraseLists) -> bool {
    line.figures.len() > first + 1 && super::votes_cast::stand_against(line, first, first + 1, phrases)
}

/// "Won by 278 votes, 401,861 against 401,574", "71 votes in favour and 52 against, a margin of 21".
fn ahead(line: &Breath, affair: &Affair) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let leads = |&place: &usize| ends(without_hedge(&line.before(place), phrases), &phrases.ahead_by);
    let place = (0..line.figures.len()).find(leads)?;
    let by = line.figures[place].1;
    // right behind the difference, or the first two before it
    let behind = line.figures.len() > place + 1 && line.between(place, place + 1).len() <= REACH;
    let first = Some(place + 1).filter(|&next| behind && are_against(line, next, phrases));
    let first = first.or_else(|| (0..place.saturating_sub(1)).find(|&first| are_against(line, first, phrases)))?;
    let (one, other) = (line.figures[first].1, line.figures[first + 1].1);
    let unit = &by.quantity().unit;
    let plain = [one, other].iter().all(|figure| adds(figure, unit) && figure.value() > by.value());
    if !plain || by.value().is_none() {
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
    fn a_last_part_that_takes_in_the_rest_leaves_none_out() {
        let told = |last: &str| {
            let text = format!("Of the 44 boats, 27 lay in Arda, 9 in Halm and {last} in other ports.");
            said(&["44", "27", "9", last], &text)
        };
        sees("sum_mismatch medium", told("5"));
        leaves(told("8"));
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
    fn shares_behind_a_colon_that_make_more_than_theirs() {
        let told = |last: &str| {
            let text =
                format!("Hail took 78 percent of it: 66 percent in May, 7 percent in June and {last} percent later.");
            let share = |value: &str| {
                let written = format!("{value} percent");
                says("wire", "shares", &format!("{value} %")).text(&written).sentence(&text)
            };
            ["78", "66", "7", last].map(share)
        };
        sees("sum_mismatch low", told("9"));
        leaves(told("5"));
    }

    #[test]
    fn a_list_that_nearly_makes_the_sum_told_before() {
        let told = |last: &str| {
            let all = said(&["2,740"], "That year 2,740 trees fell.");
            let text = format!("Some 1,520 fell to storms, 860 to beetles and {last} to the new road.");
            [all, said(&["1,520", "860", last], &text)].concat()
        };
        sees("sum_mismatch low", told("390"));
        leaves(told("360"));
        leaves(told("140"));
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
        let text = "In all 24 teams met, 16 morning teams and 10 evening teams.";
        leaves(said(&["24", "16", "10"], text));
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
