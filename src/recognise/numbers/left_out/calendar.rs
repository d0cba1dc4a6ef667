//! "in 2015", "March 27, 2022", "10:45", "9 p.m.", "2012-13", "9/11": dates and hours the time reader did not take.
//!
//! The time reader comes first and takes most of them; this rule keeps what it leaves from turning into counts.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use super::super::noun_phrase;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "calendar",
    says: "a date or hour",
    leaves: &[
        "It began in 2015 there.",
        "It began on March 27, 2022.",
        "It began at 10:45 sharp.",
        "It began at 9 p.m. sharp.",
        "The 2012-13 season was long.",
        "Nobody forgets 9/11 there.",
        "It came before five in the morning.",
        "It came at half past seven.",
        "Music of the 1990s is back.",
        "The '99 crisis was worse.",
        "The 1777 campaigns failed.",
        "Since 2019 it has rained.",
    ],
    reads: &[
        ("It sold [2015] tickets.", "2015 ‹tickets›"),
        ("A total of [2015] cases came.", "2015 ‹cases›"),
        ("In all, [2,000] came.", "2000"),
    ],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) {
        return spoken_hour(line, at);
    }
    clock(line, at)
        .or_else(|| numeric_date(line, at))
        .or_else(|| with_month(line, at))
        .or_else(|| short_year(line, at))
        .or_else(|| year(line, at))
}

/// "five in the morning", "six o'clock"
fn spoken_hour(line: &Line, at: usize) -> Option<usize> {
    let is_hour = line.is(at, Class::NUMERAL) && (1..=12).contains(&line.words.entry(at).numeral);
    let back = |steps: usize| at.checked_sub(steps);
    let is_part = |at: usize| line.says_any(at, &["half", "quarter"]) || line.is(at, Class::NUMERAL);
    // "half past seven", "quarter to nine"
    let past = back(1).is_some_and(|at| line.says(at, "past")) && back(2).is_some_and(is_part);
    let to = back(1).is_some_and(|at| line.says(at, "to")) && back(2).is_some_and(|at| line.says(at, "quarter"));
    if is_hour && (past || to) {
        return Some(at + 1);
    }
    let in_part = line.says(at + 1, "in") && line.says(at + 2, "the") && line.is(at + 3, Class::PART_OF_DAY);
    let end = if in_part { at + 4 } else { at + 2 };
    (is_hour && (in_part || line.says_any(at + 1, &["o'clock", "o’clock", "a.m.", "p.m."]))).then_some(end)
}

/// "the '99 crisis"
fn short_year(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let text = words.text(at);
    let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let marked = at > 0 && words.is_glued(at) && matches!(words.text(at - 1), "'" | "’" | "‘");
    let quoted = matches!(words.text(at + 1), "'" | "’");
    (is_two && marked && !quoted).then_some(at + 1)
}

/// "10:45", "9 p.m.", "10.45pm"
fn clock(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let colon =
        |at: usize| words.is_sign(at, ":") && words.is_glued(at) && words.is_glued(at + 1) && words.is_number(at + 1);
    let mut end = at + 1;
    while colon(end) && end < at + 6 {
        end += 2;
    }
    let is_half = line.says_any(end, &["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "o’clock"]);
    (end > at + 1 || is_half).then_some(end + usize::from(is_half))
}

/// "9/11", "27/03/2022", "2022-03-27", "2012-13"
fn numeric_date(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let parts = |at: usize| [words.text(at), words.text(at + 1), words.text(at + 2)];
    let [first, sign, second] = parts(at);
    if !words.is_number(at + 2) || !words.is_glued(at + 1) || !words.is_glued(at + 2) {
        return None;
    }
    let [_, next_sign, third] = parts(at + 2);
    let three = next_sign == sign && words.is_number(at + 4) && words.is_glued(at + 4);
    match sign {
        "/" if three && third.len() <= 4 => Some(at + 5),
        "/" if line.says(at + 3, "of") || measures(line, at + 3) => None,
        "/" if first.len() <= 2 && second.len() <= 2 || is_year(first) => Some(at + 3),
        "-" | "–" if three && (is_year(first) || is_year(third)) => Some(at + 5),
        "-" | "–" if is_year(first) && (second.len() == 2 || is_year(second)) && !three => {
            (!words.is(at + 3, Class::PLURAL | Class::PERCENT)).then_some(at + 3)
        }
        _ => None,
    }
}

/// "1/4 inch": a unit of anything but time.
fn measures(line: &Line, at: usize) -> bool {
    let unit = line.vocabulary.units.longest_at(&line.words, at);
    unit.is_some_and(|(_, unit)| !unit.before && !unit.glued) && !line.is(at, Class::TIME_UNIT)
}

/// "27 March", "March 27, 2022", "Feb. 4"
fn with_month(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let is_month = |at: usize| words.is(at, Class::MONTH) && words.is_capital(at);
    let is_day = words.text(at).len() <= 2 || is_year(words.text(at));
    let before = at.checked_sub(1).map(|before| before - usize::from(before > 0 && words.is_sign(before, ".")));
    if is_day && before.is_some_and(is_month) {
        let has_year = words.is_sign(at + 1, ",") && is_year(words.text(at + 2));
        return Some(if has_year { at + 3 } else { at + 1 });
    }
    (is_day && is_month(at + 1)).then_some(at + 2)
}

/// "in 2015", "since 2019", "the 1990s", "2015 and 2022 alike": four digits that nothing is counted by.
fn year(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !is_year(words.text(at)) {
        return None;
    }
    if words.is_glued(at + 1) && line.says_any(at + 1, &["s", "’s", "'s"]) {
        return Some(at + 2);
    }
    let before = at.wrapping_sub(1);
    // "a total of 2020 cases"
    let is_total = at > 1
        && line.says(before, "of")
        && line.says_any(at - 2, &["total", "sum", "number", "average", "maximum", "record"]);
    if is_total && words.is(at + 1, Class::PLURAL | Class::NOUN) {
        return None;
    }
    let after_word = line.says_any(
        before,
        &[
            "in", "since", "by", "until", "till", "during", "from", "before", "after", "early", "late", "mid", "year",
            "of", "for", "and", "to", "between", "through", "than", "last", "the", "—", "-", "–",
        ],
    );
    let counts = words.is_word(at + 1)
        && (words.is(at + 1, Class::PLURAL | Class::PERCENT | Class::SCALE)
            || words.text(at + 1).ends_with('s')
                && !words.is_capital(at + 1)
                && words.get(at + 1).is_some_and(|token| token.word == 0))
        || line.vocabulary.units.longest_at(words, at + 1).is_some_and(|(_, unit)| !unit.before)
        || line.vocabulary.units.longest_before(words, at).is_some_and(|(_, unit)| unit.before);
    // "the 1777 campaigns", "53% of 1913 levels"; but "the 1800 soldiers"
    let names_one = line.says_any(before, &["the", "of", "late", "early", "mid"])
        && !words.is(at + 1, Class::GENERIC | Class::PERCENT | Class::SCALE);
    if names_one && noun_phrase::noun_like(line, at + 1) && line.vocabulary.units.longest_at(words, at + 1).is_none() {
        return Some(at + 1);
    }
    // "Keytruda 2018 sales": a year between two nouns
    let between_nouns = at > 0
        && words.is_word(before)
        && !words.is(
            before,
            Class::VERB
                | Class::ADVERB
                | Class::ADJECTIVE
                | Class::DETERMINER
                | Class::PREPOSITION
                | Class::AUXILIARY
                | Class::CONJUNCTION,
        )
        && (words.is_capital(before) && before > 0 || words.text(before).starts_with(['\'', '’']))
        && !line.title_case
        && !words.is(at + 1, Class::GENERIC | Class::PERCENT | Class::SCALE);
    if between_nouns {
        return Some(at + 1);
    }
    let is_alone = line.is_stop(at + 1) && (at == 0 || line.is_stop(before) || words.is_capital(before));
    let opens = at == 0 && !counts;
    (!counts && (after_word || is_alone || opens || words.is(before, Class::SEASON | Class::MONTH | Class::HAPPENING)))
        .then_some(at + 1)
}

/// Four digits of the last or this century or the next.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(&text[..2], "17" | "18" | "19" | "20")
}
