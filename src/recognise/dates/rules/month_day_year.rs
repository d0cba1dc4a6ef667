//! "February 4, 2025", "Feb. 4", "July 2024", "July of 1914", "Aug. 7-9"; a bare month where the words around it say it is one.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "month_day_year",
    triggers: Class::MONTH,
    numbers: false,
    read,
    reads: &[
        ("He left on February 4, 2019.", "February 4, 2019 = 2019-02-04"),
        ("He left on Feb. 4 for home.", "Feb. 4 = XXXX-02-04"),
        ("It rose in July 2014.", "July 2014 = 2014-07"),
        ("It fell in May, and again last November.", "May = XXXX-05; last November = XXXX-11"),
        ("Strikes on Aug. 7-9 shut the port.", "Aug. 7 = XXXX-08-07; 9 = XXXX-08-09"),
        ("According to an April 2nd note, it closed.", "April 2nd = XXXX-04-02"),
    ],
    leaves: &[
        "Rebels may march on the town.",
        "April Jones and August Wilson met June Carter.",
        "Mrs. May spoke first.",
        "May she rest in peace.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (month, taken) = look::month(words, at)?;
    let next = at + taken;
    if let Some((partial, end)) = with_day(words, next, month) {
        return Some(Reading::date(at, end, Said::Date(partial, Direction::Bare)));
    }
    // "October, 1st"
    let comma = usize::from(words.is_sign(next, ",") || words.says(next, "of"));
    if let Some((partial, end)) = with_day(words, next + comma, month)
        .filter(|_| comma == 1 && look::day(words, next + 1).is_some_and(|(_, length)| length == 2))
    {
        return Some(Reading::date(at, end, Said::Date(partial, Direction::Bare)));
    }
    if let Some(year) = look::year(words, next + comma).filter(|_| !counts_things(words, next + comma)) {
        let partial = Partial { year: Some(year), month: Some(month), ..Partial::default() };
        return Some(Reading::date(at, next + comma + 1, Said::Date(partial, Direction::Bare)));
    }
    bare(place, month, taken)
}

/// "4", "4th", "4, 2025", "4 2025"
fn with_day(words: &Words, at: usize, month: u8) -> Option<(Partial, usize)> {
    if let Some((day, year)) = glued_day_year(words.text(at)).filter(|_| words.is_number(at)) {
        return Some((Partial { year: Some(year), month: Some(month), day: Some(day), ..Partial::default() }, at + 1));
    }
    // "May the 4th", "Oct/2"
    let slash = words.is_sign(at, "/") && words.is_glued(at) && words.is_glued(at + 1);
    let at = if words.says(at, "the") || slash { at + 1 } else { at };
    let (day, length) = look::day(words, at)?;
    let next = at + length;
    // "February 4%", "in July 12 people": a figure of its own
    let is_clock = words.is_sign(next, ":") && words.is_glued(next + 1) && words.is_number(next + 1);
    let is_figure = words.is(next, Class::PERCENT | Class::SCALE) || is_clock;
    if !look::fits_month(day, month) || is_figure || length == 1 && starts_a_noun(words, next) {
        return None;
    }
    let comma = usize::from(words.is_sign(next, ",") || words.says(next, "of"));
    let year = look::year(words, next + comma).filter(|_| !counts_things(words, next + comma));
    let end = if year.is_some() { next + comma + 1 } else { next };
    Some((Partial { year, month: Some(month), day: Some(day), ..Partial::default() }, end))
}

/// "4,2025": no space was typed
fn glued_day_year(text: &str) -> Option<(u8, i32)> {
    let (day, year) = text.split_once(',')?;
    let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year = year.parse().ok().filter(|year| year_is_full(*year))?;
    Some((day, year))
}

fn year_is_full(year: i32) -> bool {
    (1000..=2199).contains(&year)
}

/// "12 people" follow the figure; "the Aug. 7 bombings" are no count
fn starts_a_noun(words: &Words, at: usize) -> bool {
    words.is(at, Class::PLURAL) && words.is(at, Class::GENERIC)
}

/// "2,000 people": four digits that count what follows
fn counts_things(words: &Words, at: usize) -> bool {
    words.is(at + 1, Class::PERCENT | Class::SCALE)
        || words.is(at + 1, Class::GENERIC) && words.is(at + 1, Class::PLURAL)
}

fn bare(place: &Place, month: u8, taken: usize) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let said = |direction| Said::Date(Partial { month: Some(month), ..Partial::default() }, direction);
    let before = at.checked_sub(1).filter(|&before| before >= place.floor);
    if let Some(before) = before {
        let direction = match words.text(before) {
            text if text.eq_ignore_ascii_case("last") || text.eq_ignore_ascii_case("previous") => Some(Direction::Last),
            text if text.eq_ignore_ascii_case("next") || text.eq_ignore_ascii_case("following") => {
                Some(Direction::Next)
            }
            text if text.eq_ignore_ascii_case("this") => Some(Direction::This),
            _ => None,
        };
        if let Some(direction) = direction {
            let the = before.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
            return Some(Reading::date(the.unwrap_or(before), at + taken, said(direction)));
        }
    }
    // an abbreviation alone is as often a name or a verb
    let full_name = taken == 1 && words.text(at).len() > 3
        || words.says(at, "may")
        || taken == 2
        || short_in_span(words, at)
        // "the third week of Jan"
        || at > place.floor.max(1) && words.says(at - 1, "of") && words.is(at - 2, Class::TIME_UNIT)
        || at > place.floor
            && words.says_any(at, &["feb", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
            && words.says_any(at - 1, &["in", "since", "until", "after", "before", "of", "by"]);
    let reading = Reading::date(at, at + taken, said(Direction::Bare));
    if in_span_of_months(words, at) {
        return Some(reading);
    }
    match doubt(words, at) {
        _ if short_in_span(words, at) => Some(reading),
        Doubt::None if full_name && !is_part_of_name(words, at, taken) => Some(reading),
        Doubt::Some if full_name && is_framed(words, at, place.floor) && !names_go_on(words, at) => Some(reading),
        Doubt::Some if full_name && at > place.floor && words.says_any(at - 1, &["in", "since", "until", "during"]) => {
            Some(reading)
        }
        _ => None,
    }
}

/// "Jan-Feb 2017", "from Sep to Nov": two short names vouch for each other.
fn short_in_span(words: &Words, at: usize) -> bool {
    let link = |at: usize| words.is_dash(at) || words.says_any(at, &["to", "through", "until"]);
    let is_month = |at: usize| words.is(at, Class::MONTH) && words.is_capital(at);
    link(at + 1) && is_month(at + 2) || at > 1 && link(at - 1) && is_month(at - 2)
}

/// "May to March", "Nov-Feb 2017": a month that runs to another is no name.
fn in_span_of_months(words: &Words, at: usize) -> bool {
    let link = at + 1;
    (words.is_dash(link) || words.says_any(link, &["to", "through"])) && look::month(words, link + 1).is_some()
}

enum Doubt {
    None,
    /// given names and verbs: "April", "May", "June", "August", "March", "Jan."
    Some,
}

fn doubt(words: &Words, at: usize) -> Doubt {
    match words.entry(at).month {
        3 | 4 | 5 | 6 | 8 => Doubt::Some,
        _ if words.text(at).len() <= 4 && !words.says(at, "july") => Doubt::Some,
        _ => Doubt::None,
    }
}

/// A word before it that months follow, and not at the head of a name.
fn is_framed(words: &Words, at: usize, floor: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&before| before + 1 >= floor) else { return false };
    const FRAMES: &[&str] = &[
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "to",
        "and",
        "or",
        "during",
        "for",
        "before",
        "after",
        "through",
        "between",
        "early",
        "late",
        "mid",
        "a",
        "an",
        "the",
        "this",
        "every",
        "each",
        "previous",
        "following",
        "end",
        "start",
        "around",
        "about",
        "throughout",
        "late-",
        "mid-",
        "as",
        "around",
        "’s",
        "'s",
        "its",
        "their",
        "his",
        "her",
        "our",
        "as",
    ];
    words.says_any(before, FRAMES) || words.is_dash(before) || words.is_sign(before, "/") || words.is_sign(before, "(")
}

/// "in May Day", "by August Wilson", "to April Jones": a capitalised word goes on.
fn names_go_on(words: &Words, at: usize) -> bool {
    words.is_capital(at + 1) && words.is_word(at + 1) && !words.is(at + 1, Class::MONTH | Class::WEEKDAY)
}

fn is_part_of_name(words: &Words, at: usize, taken: usize) -> bool {
    let before_is_name = at > 0 && words.is_capital(at - 1) && words.is(at - 1, Class::GIVEN_NAME | Class::TITLE);
    before_is_name
        || taken == 1
            && words.is_dash(at + 1)
            && words.is_glued(at + 1)
            && words.is_capital(at + 2)
            && !words.is(at + 2, Class::MONTH)
}
