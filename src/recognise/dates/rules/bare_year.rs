//! "in 2019", "the 2022 state of emergency", "(1954)": four digits that the words around them let be a year.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Modifier, Partial, Said};

pub const RULE: Rule = Rule {
    name: "bare_year",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("It opened in 2019.", "2019 = 2019"),
        ("The 2012 state of siege was lifted, a 2013 report says.", "2012 = 2012; 2013 = 2013"),
        ("The region closed 2014 with a record.", "2014 = 2014"),
        ("Its post-1959 politics changed.", "post-1959 = 1959"),
        ("A low not seen since '82 was hit.", "'82 = 1982"),
    ],
    leaves: &[
        "Some 2000 people came.",
        "The 2,022 people left.",
        "It paid $2019 for 2010 men.",
        "See page 1984 and No. 1999.",
        "About 1500 soldiers and 2000 tons of grain were lost.",
        "A 2019 model stood there.",
        "A total of 2020 cases were counted.",
        "The Marlow 2000 Index fell.",
    ],
};

/// Words after which four digits are a year whatever follows.
const YEAR_FRAMES: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "during",
    "circa",
    "year",
    "early",
    "late",
    "mid",
    "before",
    "after",
    "through",
    "throughout",
    "between",
    "by",
    "from",
    "pre",
    "post",
    "of",
    "and",
    "to",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "season",
    "fiscal",
    "calendar",
    "election",
];
/// Words before which four digits are a number of something.
const NUMBER_FRAMES: &[&str] = &[
    "page",
    "pages",
    "p",
    "pp",
    "no",
    "nos",
    "number",
    "section",
    "article",
    "room",
    "flight",
    "highway",
    "route",
    "line",
    "chapter",
    "paragraph",
    "code",
    "lot",
    "suite",
    "bus",
    "channel",
    "extension",
    "box",
    "unit",
    "model",
    "grade",
    "level",
    "peugeot",
    "boeing",
    "windows",
    "office",
    "resolution",
    "h.r.",
    "some",
    "about",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "most",
    "another",
    "exceeding",
    "at",
    "exactly",
    "only",
];
/// Units and things that four digits count.
const COUNTED: &[&str] = &[
    "km",
    "m",
    "kg",
    "miles",
    "feet",
    "ft",
    "tons",
    "tonnes",
    "metres",
    "meters",
    "kilometers",
    "kilometres",
    "mph",
    "hp",
    "cc",
    "mw",
    "kw",
    "acres",
    "hectares",
    "pounds",
    "euros",
    "dollars",
    "yards",
    "men",
    "troops",
    "block",
    "points",
    "calories",
    "inches",
    "lb",
    "lbs",
    "mm",
    "cm",
    "models",
    "model",
    "rpm",
    "pieces",
    "copies",
];

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some(reading) = short_year(place) {
        return Some(reading);
    }
    let year = look::year(words, at)?;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor.min(at));
    let glued_left = words.is_glued(at) && at > 0;
    let mut start = at;
    let mut modifier = None;
    if glued_left {
        // "post-1959", "pre-2008", "mid-2011"; after any other dash it is a code: "MS-2013"
        let dash = at - 1;
        let prefix = dash.checked_sub(1).filter(|_| words.is_dash(dash) || words.is_sign(dash, "/"));
        match prefix.map(|prefix| words.text(prefix)) {
            Some(text) if text.eq_ignore_ascii_case("post") => (start, modifier) = (dash - 1, Some(Modifier::After)),
            Some(text) if text.eq_ignore_ascii_case("pre") => (start, modifier) = (dash - 1, Some(Modifier::Before)),
            Some(text) if text.eq_ignore_ascii_case("mid") => {}
            // "1914/1915"
            Some(text) if is_year_like(text) && !(dash > 1 && words.is_glued(dash - 1)) => {}
            Some(_) => return None,
            None if !matches!(words.text(dash), "(" | "\"" | "“" | "'" | "’" | "‘" | "/" | "[" | "—" | "–") =>
            {
                return None;
            }
            None => {}
        }
    }
    if is_counted(place, year) {
        return None;
    }
    let framed = before.is_some_and(|before| words.says_any(before, YEAR_FRAMES));
    // "later than 2018", "no earlier than 2020"
    let framed = framed
        || before.is_some_and(|than| {
            words.says(than, "than") && than > place.floor && words.says_any(than - 1, &["later", "earlier"])
        });
    let numbered = !framed
        && before.is_some_and(|before| {
            // "No. 1999", "p. 1984"
            let noun = if words.is_sign(before, ".") && before > place.floor { before - 1 } else { before };
            // "until at least 2026"
            let bounded = words.says(noun, "least")
                && noun > 1
                && words.says_any(noun - 2, &["until", "till", "since", "by", "from"]);
            !bounded && words.says_any(noun, NUMBER_FRAMES) || is_number_sign(words.text(before))
        });
    // "2015 - 32", "32 - 2015": an odd sum or a score
    let short = |figure: usize| words.is_number(figure) && words.text(figure).len() < 4;
    let after_dash = before.is_some_and(|dash| words.is_dash(dash) && dash > 0 && short(dash - 1));
    let in_sum = !framed && (words.is_dash(at + 1) && short(at + 2) || after_dash);
    if numbered || in_sum || is_glued_right(place) {
        return None;
    }
    // years that news talks of stand alone; others need a word before them
    let known_thing =
        before.is_some_and(|before| words.is(before, Class::DEFINITE) || words.says_any(before, &["'s", "’s"]));
    let counts_nothing = !words.is(at + 1, Class::NOUN | Class::PLURAL) || known_thing;
    let plausible = (1900..=2050).contains(&year) || framed || (1500..=2050).contains(&year) && counts_nothing;
    if !plausible {
        return None;
    }
    // "the year 1950"
    if let Some(word) = before.filter(|&before| {
        words.says_any(before, &["year", "years"]) && before > place.floor && words.says(before - 1, "the")
    }) {
        start = word - 1;
    }
    let partial = Partial { year: Some(year), ..Partial::default() };
    let mut reading = Reading::date(start, at + 1, Said::Date(partial, Direction::Bare));
    reading.time.modifier = modifier;
    Some(reading)
}

/// "'82", "class of ’99": an apostrophe and two digits after a word that years follow
fn short_year(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let text = words.text(at);
    let mark = at
        .checked_sub(1)
        .filter(|&mark| mark >= place.floor && words.is_glued(at) && matches!(words.text(mark), "'" | "’" | "‘"))?;
    let before = mark.checked_sub(1).filter(|&before| before >= place.floor)?;
    let framed =
        words.says_any(before, &["since", "in", "of", "until", "from", "summer", "winter", "spring", "fall", "autumn"]);
    let closes = matches!(words.text(at + 1), "'" | "’") && words.is_glued(at + 1);
    if text.len() != 2 || !framed || closes {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    let year = if year < 30 { 2000 + year } else { 1900 + year };
    let partial = Partial { year: Some(year), ..Partial::default() };
    Some(Reading::date(mark, at + 1, Said::Date(partial, Direction::Bare)))
}

fn is_year_like(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() == 4
}

fn is_number_sign(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "¥" | "#" | "№" | "+" | "×" | "*" | "=" | "≈" | "~" | "@")
}

/// "2000 people", "1500 tons", "1,500", "2019%": followed by what it counts.
fn is_counted(place: &Place, year: i32) -> bool {
    let (words, at) = (&place.words, place.at);
    let next = at + 1;
    if words.is(next, Class::PERCENT | Class::SCALE | Class::CURRENCY | Class::TIME_UNIT) && !words.says(next, "season")
        || words.is_sign(next, "°")
    {
        // "the 2008 model year"
        return true;
    }
    if words.says(next, "index") {
        return true;
    }
    // "a total of 2020 cases"
    let total = at > 1
        && words.says(at - 1, "of")
        && words.says_any(at - 2, &["total", "sum", "number", "average", "maximum", "record"]);
    if total && words.is(next, Class::PLURAL | Class::NOUN) {
        return true;
    }
    if words.says_any(next, COUNTED) && !words.says(next + 1, "year") {
        return true;
    }
    let counts_next = words.is(next, Class::PLURAL) && words.is(next, Class::NOUN);
    let counts_second =
        words.is(next, Class::ADJECTIVE) && words.is(next + 1, Class::GENERIC) && words.is(next + 1, Class::PLURAL);
    if !counts_next && !counts_second {
        return false;
    }
    // "the 2022 elections", "its 2008 losses", "53% of 1913 levels": a known thing of that year
    let definite = at > 0
        && (words.is(at - 1, Class::DEFINITE)
            || words.says_any(at - 1, &["'s", "’s", "in", "since", "of", "on", "for"]));
    let people = words.is(next, Class::GENERIC) && words.is(next, Class::PLURAL) || counts_second;
    !definite || people || !((1900..=2050).contains(&year) || words.is(next, Class::HAPPENING))
}

/// "2013km", "2019-CV-1", "1984:12"
fn is_glued_right(place: &Place) -> bool {
    let (words, next) = (&place.words, place.at + 1);
    if !words.is_glued(next) {
        return false;
    }
    let is_possessive = words.says_any(next, &["'s", "’s"]);
    words.is_word(next) && !is_possessive
        || (words.is_dash(next) || words.is_sign(next, ":") || words.is_sign(next, "/"))
            && words.is_glued(next + 1)
            && words.is_number(next + 1)
        || words.is_sign(next, "%")
}
