//! Sentences that tell a length of time -> how long they say something has lasted: "has lasted 40 days", "three years of
//! war", "entered its third week", "the tenth anniversary of the 2013 attack", "in 2013, twelve years ago".
//!
//! What is over is told apart from what goes on: only the longest it can have been is known.

use chrono::NaiveDate;

use super::reckon::ends;
use super::words::tokens;
use crate::model::document::SourceId;
use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::span::Span;
use crate::model::time::TimeUnit;
use crate::model::token::{Token, Words};
use crate::model::vocabulary::Vocabulary;

/// A sentence that holds a length of time, an age, or tells on which side of a place something lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasting {
    pub source: SourceId,
    pub sentence: Span,
    pub text: String,
}

/// What a length is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// a happening that goes on: "strike"
    Happening(String),
    /// a happening that is over: "the trial dragged on for three years", "the fire was put out after ten hours"
    Over(String),
    /// a happening that is to end by then: "is to last for 60 days"
    Ahead,
    /// a year named beside it
    Year(i32),
}

/// A length in days, as wide as its words allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Length {
    pub of: Of,
    pub words: String,
    pub low: f64,
    pub high: f64,
    /// as its words have it, in days
    pub about: f64,
}

/// Whether a sentence can hold a length: asked of every sentence of a story, so it looks at words only.
pub fn may_tell(words: &Words, range: std::ops::Range<usize>) -> bool {
    range.clone().any(|at| {
        let unit = words.is(at, Class::TIME_UNIT) || words.says(at, "anniversary");
        unit && at > range.start
            && (at.saturating_sub(3).max(range.start)..at).any(|before| number(words, before).is_some())
    })
}

/// The lengths a sentence tells.
pub fn lengths(text: &str, vocabulary: &Vocabulary) -> Vec<Length> {
    let tokens: Vec<Token> = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    (1..tokens.len()).filter_map(|at| length(&words, at, &vocabulary.phrases)).collect()
}

/// A length as it is told, of whatever.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    pub words: String,
    /// bytes of the sentence
    pub start: usize,
    pub end: usize,
    pub low: f64,
    pub high: f64,
    /// in days
    pub about: f64,
    /// "after", "for", "over"; empty where no such word leads it
    pub lead: String,
}

impl Plain {
    /// Can both be one length?
    pub fn may_be(&self, other: &Plain) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Are they no more than so many times apart?
    pub fn is_within(&self, other: &Plain, times: f64) -> bool {
        self.about <= other.about * times && other.about <= self.about * times
    }
}

/// Every length of days and more that a sentence tells by a plain number.
pub fn plain(text: &str, vocabulary: &Vocabulary) -> Vec<Plain> {
    let tokens: Vec<Token> = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    (1..tokens.len()).filter_map(|at| plain_at(&words, at, &vocabulary.phrases)).collect()
}

fn plain_at(words: &Words, at: usize, phrases: &PhraseLists) -> Option<Plain> {
    let hyphen = words.is_dash(at - 1);
    let place = if hyphen { at.checked_sub(2)? } else { at - 1 };
    let (count, ordinal) = number(words, place)?;
    let joined = place.checked_sub(1).is_some_and(|at| {
        words.is_dash(at)
            || words.is(at, Class::SCALE | Class::NUMERAL)
            || words.says_any(at, &["and", "to", "or", "by"])
    });
    let goes_on = words.says_any(at + 1, &["ago", "old", "later", "before", "earlier"]) || words.is_dash(at + 1);
    let unit = days(words.entry(at).unit.filter(|_| words.is(at, Class::TIME_UNIT))?).filter(|unit| *unit >= 1.0)?;
    if ordinal || joined || goes_on || count.fract() != 0.0 {
        return None;
    }
    let mut before = (place.saturating_sub(4)..place).rev().skip_while(|&at| words.says_any(at, &phrases.length_pads));
    let lead = before.next().and_then(|at| phrases.length_leads.iter().find(|lead| words.says(at, lead)));
    let about = count * unit;
    let (low, high) = bounds(words, place, count, unit);
    // weeks, months and years that are counted are no slip of each other
    let (low, high) =
        if unit > 2.0 { (low.max(about - unit * 0.4), high.min(about + unit * 0.4)) } else { (low, high) };
    let span = words.span(place, at + 1);
    Some(Plain {
        words: span.of(words.text).to_owned(),
        start: span.start as usize,
        end: span.end as usize,
        low,
        high,
        about,
        lead: lead.map(|lead| lead.to_string()).unwrap_or_default(),
    })
}

/// A length of time by a plain number, with the word behind it that says from when it is counted: "11 days later".
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub words: String,
    /// bytes of the sentence
    pub start: usize,
    pub end: usize,
    /// in days
    pub about: f64,
    /// what it is counted in, in days
    pub unit: f64,
    /// "almost 11 days", "more than 11 days"
    pub hedged: bool,
    /// "a two-hour hearing"
    pub hyphen: bool,
    /// "later", "after", "before", "earlier"; empty where no such word follows
    pub then: String,
}

/// Every length of minutes and more that a sentence counts out.
pub fn counted(text: &str, vocabulary: &Vocabulary) -> Vec<Counted> {
    let tokens: Vec<Token> = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    (1..tokens.len()).filter_map(|at| counted_at(&words, at, vocabulary)).collect()
}

fn counted_at(words: &Words, at: usize, vocabulary: &Vocabulary) -> Option<Counted> {
    let hyphen = words.is_dash(at - 1);
    let place = if hyphen { at.checked_sub(2)? } else { at - 1 };
    let (count, ordinal) = number(words, place)?;
    let unit = words.entry(at).unit.filter(|_| words.is(at, Class::TIME_UNIT))?;
    let unit = if unit == TimeUnit::Minute { MINUTE } else { days(unit)? };
    let joined = place.checked_sub(1).is_some_and(|at| {
        words.is_dash(at)
            || words.is(at, Class::SCALE | Class::NUMERAL)
            || words.says_any(at, &["and", "to", "or", "by"])
    });
    if ordinal || joined || words.is_dash(at + 1) || words.says(at + 1, "and") {
        return None;
    }
    const THEN: [&str; 4] = ["later", "after", "before", "earlier"];
    let then = THEN.iter().find(|then| words.says(at + 1, then)).map(|then| (*then).to_owned()).unwrap_or_default();
    let phrases = &vocabulary.phrases;
    let before = words.span(place.saturating_sub(HEDGE), place).of(words.text).to_lowercase();
    let hedges = phrases.hedges.iter().filter(|hedge| !phrases.no_hedge.contains(hedge));
    let hedged = place > 0 && hedges.into_iter().any(|hedge| ends(&before, &[hedge]));
    let span = words.span(place, at + 1);
    let (start, end) = (span.start as usize, span.end as usize);
    Some(Counted { words: span.of(words.text).to_owned(), start, end, about: count * unit, unit, hedged, hyphen, then })
}

/// A number or ordinal told at a token, and whether it is an ordinal.
fn number(words: &Words, at: usize) -> Option<(f64, bool)> {
    let entry = words.entry(at);
    if words.is_number(at) {
        return words.text(at).replace(',', "").parse().ok().map(|number| (number, false));
    }
    if entry.ordinal > 0 && entry.classes.contains(Class::ORDINAL) {
        return Some((entry.ordinal as f64, true));
    }
    if words.says_any(at, &["st", "nd", "rd", "th"]) && at > 0 && words.is_number(at - 1) {
        return words.text(at - 1).parse().ok().map(|number| (number, true));
    }
    (entry.classes.contains(Class::NUMERAL) && entry.numeral > 1).then_some((f64::from(entry.numeral), false))
}

fn length(words: &Words, at: usize, phrases: &PhraseLists) -> Option<Length> {
    let hyphen = words.is_dash(at - 1);
    let place = if hyphen { at.checked_sub(2)? } else { at - 1 };
    let (count, ordinal) = number(words, place)?;
    // "thirty-seven" is one number; "two hundred years" and "two and a half" are not read here
    let tens = place.checked_sub(2).filter(|_| words.is_dash(place - 1)).and_then(|at| number(words, at));
    let count = count + tens.map_or(0.0, |(tens, _)| tens);
    let before = place.checked_sub(1);
    if before.is_some_and(|at| words.is(at, Class::SCALE) || words.says_any(at, &["and", "to", "or"])) {
        return None;
    }
    let said = |from: usize, to: usize| words.span(from, to + 1).of(words.text).to_owned();
    if words.says(at, "anniversary") && ordinal {
        let year = (at + 1..(at + 7).min(words.tokens.len())).find_map(|at| year(words, at))?;
        let days = count * YEAR;
        // a coming anniversary is told of too
        return Some(Length { of: Of::Year(year), words: said(place, at), low: days - YEAR, high: days, about: days });
    }
    let unit = days(words.entry(at).unit.filter(|_| words.is(at, Class::TIME_UNIT))?)?;
    let about = count * unit;
    if words.says(at + 1, "ago") {
        let beside = (place.saturating_sub(4)..place).rev().chain(at + 2..at + 5);
        let year = beside.filter(|&at| at < words.tokens.len()).find_map(|at| year(words, at));
        let slack = if unit < YEAR { unit + YEAR } else { YEAR };
        let (low, high) = (about - slack, about + slack);
        return Some(Length { of: Of::Year(year?), words: said(place, at + 1), low, high, about });
    }
    if !ordinal
        && !hyphen
        && let Some(of) = in_all(words, place, at, phrases)
    {
        let (low, high) = bounds(words, place, count, unit);
        return Some(Length { of, words: said(place, at), low, high, about });
    }
    if unit < 1.0 {
        return None;
    }
    let what = if ordinal { that_goes_on(words, place, at)? } else { that_lasted(words, place, at, hyphen, phrases)? };
    let (low, high) = if ordinal { nth(count, unit) } else { bounds(words, place, count, unit) };
    Some(Length { of: Of::Happening(what), words: said(place, at), low, high, about })
}

const YEAR: f64 = 365.25;
const MINUTE: f64 = 1.0 / 1440.0;

/// Words before a number in which its hedge stands.
const HEDGE: usize = 4;
/// A happening is named so many words before the verb that ends it.
const BACK: usize = 16;

fn days(unit: TimeUnit) -> Option<f64> {
    match unit {
        TimeUnit::Hour => Some(1.0 / 24.0),
        TimeUnit::Day | TimeUnit::Night => Some(1.0),
        TimeUnit::Week => Some(7.0),
        TimeUnit::Month => Some(30.44),
        TimeUnit::Year => Some(YEAR),
        TimeUnit::Decade => Some(10.0 * YEAR),
        _ => None,
    }
}

/// A year as news writes it.
fn year(words: &Words, at: usize) -> Option<i32> {
    let text = words.text(at);
    let year = text.parse().ok().filter(|year| words.is_number(at) && (1900..=2100).contains(year));
    year.filter(|_| text.len() == 4)
}

/// "its third week" may count from its first day or by the calendar.
fn nth(count: f64, unit: f64) -> (f64, f64) {
    ((count - 2.0) * unit + 1.0, count * unit + (unit * 0.1).max(1.0))
}

fn bounds(words: &Words, place: usize, count: f64, unit: f64) -> (f64, f64) {
    let before = |word: &str| (place.saturating_sub(2)..place).any(|at| words.says(at, word));
    let days = count * unit;
    match () {
        () if before("more") || before("over") || before("least") => (days * 0.97 - 1.0, days * 2.0 + unit),
        () if before("nearly") || before("almost") => (days * 0.75 - 1.0, days + unit * 0.1 + 1.0),
        () if before("less") || before("under") => (0.0, days + 1.0),
        () if before("about") || before("some") || before("around") || before("roughly") => {
            (days * 0.75 - unit, days * 1.25 + unit)
        }
        () if unit < 1.0 => (days - 1.5 * unit, days + 1.5 * unit),
        () if unit < 2.0 => (days * 0.95 - 2.0, days * 1.05 + 2.0),
        () => (days - unit * 0.6, days + unit),
    }
}

/// "dragged on for three years", "was put out after ten hours", "ended 17 hours later", "is to last for 60 days"
fn in_all(words: &Words, place: usize, unit: usize, phrases: &PhraseLists) -> Option<Of> {
    let later = words.says(unit + 1, "later").then_some(place);
    let lead = later.or_else(|| {
        (place.saturating_sub(3)..place).rev().find(|&at| words.says_any(at, &["for", "after", "lasted", "last"]))
    })?;
    let happening = |until: usize| {
        (until.saturating_sub(BACK)..until)
            .rev()
            .find(|&at| words.is(at, Class::HAPPENING) && !words.is(at, Class::PAST))
    };
    let verb = |stems: &[Box<str>], until: usize| {
        (until.saturating_sub(4)..until)
            .rev()
            .find(|&at| stems.iter().any(|stem| words.text(at).to_lowercase().starts_with(&**stem)))
    };
    let helped = |at: usize| (at.saturating_sub(2)..at).any(|at| words.says_any(at, &["has", "have", "had"]));
    let over = |at: usize| happening(at).map(|at| Of::Over(words.lemma(at).to_owned()));
    match words.text(lead).to_lowercase().as_str() {
        _ if later.is_some() => verb(&phrases.ends_with_verb, lead).and_then(over),
        "after" => verb(&phrases.ends_with_verb, lead).and_then(over),
        "last" => words.says_any(lead.checked_sub(1)?, &["to", "will"]).then_some(Of::Ahead),
        "lasted" => (!helped(lead)).then(|| over(lead))?,
        _ => {
            let ahead = verb(&["last".into()], lead).filter(|&at| words.says_any(at.wrapping_sub(1), &["to", "will"]));
            let on = || verb(&phrases.went_on, lead).filter(|&at| !helped(at));
            ahead.map(|_| Of::Ahead).or_else(|| on().and_then(over))
        }
    }
}

/// "has lasted 40 days", "three years of war", "a three-week strike", "on strike for three weeks"
fn that_lasted(words: &Words, place: usize, unit: usize, hyphen: bool, phrases: &PhraseLists) -> Option<String> {
    let happening = |at: usize| words.is(at, Class::HAPPENING).then(|| words.lemma(at).to_owned());
    if hyphen {
        // "a 60-day truce" is to last so long
        let set = |at: usize| words.says_any(at, &phrases.settled_lengths);
        return (unit + 1..unit + 4).take_while(|&at| !set(at)).find_map(happening);
    }
    // "in the first 17 days of the emergency" is a part of it
    let is_part = place > 0 && words.says_any(place - 1, &["first", "last", "final", "opening", "past"]);
    if words.says(unit + 1, "of") {
        return (unit + 2..unit + 4).filter(|_| !is_part).find_map(happening);
    }
    let lasted = (place.saturating_sub(4)..place).find(|&at| words.lemma(at) == "last" || words.says(at, "lasted"));
    if let Some(lasted) = lasted {
        let goes_on = words.says_any(lasted.checked_sub(1)?, &["has", "have"]);
        return goes_on.then(|| (0..lasted).find_map(happening))?;
    }
    let long = place.checked_sub(1).filter(|&at| words.says(at, "for"))?;
    long.checked_sub(1).and_then(happening)
}

/// "the strike entered its third week", "in the third year of the war"
fn that_goes_on(words: &Words, place: usize, unit: usize) -> Option<String> {
    let happening = |at: usize| words.is(at, Class::HAPPENING).then(|| words.lemma(at).to_owned());
    let owner = place.checked_sub(1)?;
    if words.says(owner, "its") {
        return (owner.saturating_sub(12)..owner).rev().find_map(happening);
    }
    // "on the first day of the strike" looks back
    let goes_on =
        owner.checked_sub(1).is_some_and(|at| words.says_any(at, &["in", "into", "enters", "entered", "entering"]));
    if words.says(owner, "the") && words.says(unit + 1, "of") && goes_on {
        return (unit + 2..unit + 4).find_map(happening);
    }
    None
}

/// Days between two days, as a reader counts them.
pub fn elapsed(from: NaiveDate, to: NaiveDate) -> f64 {
    (to - from).num_days() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn hedges_are_words_right_before_the_number() {
        let hedged = |text: &str| counted(text, &vocabulary()).iter().any(|length| length.hedged);
        assert!(hedged("It came down almost 11 days later"));
        assert!(hedged("It came down more than 11 days later"));
        // "however" ends in "over"
        assert!(!hedged("It came down however 11 days later"));
        assert!(!hedged("It came down the 11 days later"));
        assert!(!hedged("11 days later it came down"));
    }
}
