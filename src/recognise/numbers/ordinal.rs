//! "25th", "third", "twenty-first", "one hundred and fifth", "second to last": places in an order. They count nothing and are kept apart.
//!
//! "a third of" is a fraction, "the third of May" a date and "the Third Reich" a name. "last" and "next" alone point, and are no places.

use super::figure::{Figure, Script};
use super::forms::fraction;
use super::left_out::in_set_phrase;
use super::line::Line;
use super::noun_phrase::noun_like;
use crate::model::lexicon::Class;
use crate::model::ordinal::Ordinal;

/// An ordinal stands at most this far into a phrase.
const BEFORE: usize = 2;

/// An ordinal with its first token and the one after it.
pub type Found = (Ordinal, usize, usize);

/// The ordinal in one word or in digits at a token, or in a phrase around it.
pub fn read(line: &Line, at: usize) -> Option<Found> {
    let words = &line.words;
    if let Some(found) = from_end(line, at) {
        return Some(found);
    }
    if in_set_phrase(line, at) {
        return None;
    }
    let (place, end) = if words.is_number(at) {
        let ends = words.is_glued(at + 1) && line.says_any(at + 1, &["st", "nd", "rd", "th"]);
        (digits(words.text(at)).filter(|_| ends)?, at + 2)
    } else {
        let place = words.entry(at).ordinal;
        (Some(place).filter(|&place| place > 0 && is_meant(line, at))?, at + 1)
    };
    is_place(line, at, end).then_some((Ordinal { place, from_end: false }, at, end))
}

/// "twenty-first", "one hundred and fifth", "two hundredth": a number in words that ends as an ordinal.
pub fn behind(line: &Line, figure: &Figure) -> Option<Found> {
    let words = &line.words;
    let value = figure.value.filter(|_| figure.script == Script::Words && !figure.has_unit)?;
    let value = u64::try_from(value.is_integer().then(|| value.trunc())?).ok()?;
    let end = figure.tokens.end;
    let hyphen = line.is_hyphen(end);
    let tail = end + usize::from(hyphen || line.says(end, "and"));
    let last = words.entry(tail).ordinal;
    let place = match last {
        0 => return None,
        100.. => value.checked_mul(last)?,
        1..10 if value >= 20 && value.is_multiple_of(10) && (hyphen || value >= 100) => value.checked_add(last)?,
        10..100 if value >= 100 && value.is_multiple_of(100) => value.checked_add(last)?,
        _ => return None,
    };
    let found = (Ordinal { place, from_end: false }, figure.tokens.start, tail + 1);
    is_place(line, figure.tokens.start, tail + 1).then_some(found)
}

fn from_end(line: &Line, at: usize) -> Option<Found> {
    (0..=BEFORE.min(at)).find_map(|back| {
        let (length, &place) = line.vocabulary.from_end.longest_at(&line.words, at - back)?;
        let end = at - back + length;
        (length > back).then_some((Ordinal { place, from_end: true }, at - back, end))
    })
}

/// "1,000th", but no "1.5th"
fn digits(text: &str) -> Option<u64> {
    if text.contains('.') || text.len() > 12 { None } else { text.replace(',', "").parse().ok() }
}

/// "a second", "per second" and "one second" are time, "at first" and "a tenth" no places.
fn is_meant(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let joined = usize::from(line.is_hyphen(before));
    let counted = line.says_any(before, &["a", "one", "per", "each", "every", "split"])
        || line.words.is_number(before)
        || line.is(before.saturating_sub(joined), Class::NUMERAL | Class::SCALE);
    if line.is(at, Class::FRACTION) && (fraction::FORM.read)(line, at).is_some() {
        return false;
    }
    let is_other = line.is(at, Class::TIME_UNIT | Class::FRACTION);
    !(line.says(before, "at") || is_other && counted && !noun_like(line, at + 1))
}

/// "the Third Reich", "the 9th Circuit", "Fifth Avenue": a capital before or behind makes it a name.
fn is_place(line: &Line, start: usize, end: usize) -> bool {
    let words = &line.words;
    let before_name = words.is_capital(end) && !words.is(end, Class::NATIONALITY | Class::MONTH | Class::WEEKDAY);
    line.title_case || !(before_name || line.is_name_like(start))
}

#[cfg(test)]
mod tests {
    use super::super::tests::ordinals;

    #[test]
    fn places_are_read_in_words_and_digits() {
        for (sentence, told) in [
            ("It was renewed for the 25th time.", "25th 25"),
            ("The third man left before the second.", "third 3, second 2"),
            ("The twenty-first session ended.", "twenty-first 21"),
            ("It is the one hundred and fifth case.", "one hundred and fifth 105"),
            ("The two hundredth visitor got a cake.", "two hundredth 200"),
            ("She finished second to last.", "second to last 2 from the end"),
            ("He was the last but one to go.", "last but one 2 from the end"),
            ("The 1,000th ship came in.", "1,000th 1000"),
        ] {
            assert_eq!(ordinals(sentence), told, "{sentence}");
        }
    }

    #[test]
    fn fractions_times_and_names_are_no_places() {
        for sentence in [
            "A third of the crew left.",
            "Crime is down by a third compared with May.",
            "Two thirds were hurt.",
            "It takes a second.",
            "Under the Third Reich they fled.",
            "A shop on Fifth Avenue closed.",
            "At first nobody came.",
            "They have won twenty first prizes.",
        ] {
            let told = ordinals(sentence);
            assert!(told.is_empty() || sentence.contains("prizes") && told == "first 1", "{sentence}: {told}");
        }
    }
}
