//! "fiscal 2008", "the fiscal year 2008", "FY2023", "the 2019 school year", "last fiscal year", "the calendar year 2008": years of
//! accounts and of teaching, whose first day the words do not tell.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said, YearPart};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "kind_of_year",
    triggers: Class::TIME_UNIT,
    numbers: true,
    read,
    reads: &[
        ("It lost money in fiscal 2008.", "fiscal 2008 = FY2008"),
        ("Sales of the fiscal year 2008 rose.", "the fiscal year 2008 = FY2008"),
        ("Growth in FY2023 beat FY 2022.", "FY2023 = FY2023; FY 2022 = FY2022"),
        ("The 2019 school year began late.", "The 2019 school year = SY2019"),
        ("It was booked in the last fiscal year.", "the last fiscal year = FYXXXX"),
        ("It pays for the calendar year 2008.", "the calendar year 2008 = 2008"),
        ("In FY08 it rose.", "FY08 = FY2008"),
    ],
    leaves: &["The fiscal 2008 points were lost.", "He FY-2008 nothing."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if words.is_number(at) { numbered(place) } else { counted(words, place) }
}

/// "fiscal 2008", "FY08", "the 2019 school year"
fn numbered(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let mut first = at.checked_sub(1).filter(|&before| before >= place.floor);
    let code = first.filter(|&code| matches!(words.text(code), "FY" | "CY") && !words.is_glued(code));
    let (start, end, year, part) = if let Some(code) = code {
        let part = (words.text(code) == "FY").then_some(YearPart::Fiscal);
        (code, at + 1, look::year(words, at).or_else(|| short(words, at))?, part)
    } else if let Some(part) = kind(words, at + 1).filter(|_| words.says(at + 2, "year")) {
        (at, at + 3, look::year(words, at)?, part)
    } else {
        let noun = first.filter(|&noun| words.says(noun, "year"));
        first = if noun.is_some() { noun?.checked_sub(1).filter(|&kind| kind >= place.floor) } else { first };
        let kind_at = first?;
        let part = kind(words, kind_at)?;
        // "fiscal 2008", but not "calendar 2008" or "school 2008"
        if noun.is_none() && !words.says(kind_at, "fiscal") || counts_things(words, at) {
            return None;
        }
        (kind_at, at + 1, look::year(words, at)?, part)
    };
    // "FY 2021-22" is a span of two
    if words.is_dash(end) && words.is_glued(end) || words.is_glued(end) && words.is_number(end) {
        return None;
    }
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let partial = Partial { year: Some(year), part, ..Partial::default() };
    Some(Reading::date(the.unwrap_or(start), end, Said::Date(partial, Direction::Bare)))
}

/// "last fiscal year", "the current school year"; "that fiscal year" is a step from what was told
fn counted(words: &Words, place: &Place) -> Option<Reading> {
    let at = place.at;
    let kind_at = at.checked_sub(1).filter(|&kind_at| kind_at > place.floor && words.says(at, "year"))?;
    let part = kind(words, kind_at)??;
    let which = kind_at - 1;
    let direction = match () {
        () if words.says_any(which, &["last", "past", "previous"]) => Direction::Last,
        () if words.says_any(which, &["this", "current"]) => Direction::This,
        () if words.says_any(which, &["next", "coming"]) => Direction::Next,
        () => return None,
    };
    let the = which.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let partial = Partial { part: Some(part), ..Partial::default() };
    Some(Reading::date(the.unwrap_or(which), at + 1, Said::Date(partial, direction)))
}

/// Which kind of year a word before it names; Some(None) is the calendar's own.
fn kind(words: &Words, at: usize) -> Option<Option<YearPart>> {
    if words.says_any(at, &["fiscal", "financial", "tax"]) {
        return Some(Some(YearPart::Fiscal));
    }
    if words.says_any(at, &["school", "academic"]) {
        return Some(Some(YearPart::School));
    }
    words.says(at, "calendar").then_some(None)
}

/// "FY08"
fn short(words: &Words, at: usize) -> Option<i32> {
    let text = words.text(at);
    let year: i32 = text.parse().ok().filter(|_| text.len() == 2)?;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

/// "the fiscal 2008 points"
fn counts_things(words: &Words, at: usize) -> bool {
    words.is(at + 1, Class::PERCENT | Class::SCALE)
        || words.is(at + 1, Class::PLURAL) && words.says_any(at + 1, &["points", "people"])
}
