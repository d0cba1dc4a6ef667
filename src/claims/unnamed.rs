//! Figures that no metric names and that tell something all the same: every sum of money, every share, lengths and areas,
//! counts whose clause is about them ("two exits were locked"). What only places something in passing ("in four towns") or
//! only looks like a count ("departure 1.46", "page five", "a man, 29,") tells nothing.

use rust_decimal::Decimal;

use super::page::Page;
use super::statistic::is_small_word;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};
use crate::model::sentence::Context;

/// Is the figure a statistic, though no metric is known for it?
pub(super) fn tells(page: &Page, mention: &Mention, quantity: &Quantity) -> bool {
    let words = &page.words;
    let at = page.tokens(mention.span.join(quantity.number));
    let sentence = page.sentence(mention.sentence as usize);
    if sentence.context == Context::RelatedLink || quantity.definite || is_offer(page, sentence.tokens.clone()) {
        return false;
    }
    match &quantity.unit {
        // "($1 = 1.54 francs)": the day's rate, for the reader
        Unit::Money(_) => !(words.is_sign(at.end, "=") || words.is_sign(at.start.wrapping_sub(1), "=")),
        Unit::Percent | Unit::Points => true,
        Unit::Measure(unit) => {
            let is_length_of_time = quantity.unit.is_time() || quantity.unit.is_clock() || unit.starts_with("year");
            !is_length_of_time && !unit.starts_with("point")
        }
        Unit::Ratio => is_part(quantity) && !is_of_time(page, at.end),
        Unit::Count if is_part(quantity) => !is_of_time(page, at.end),
        Unit::Count if is_small_word(page, quantity) => is_small_told(page, quantity, at.start, at.end),
        Unit::Count => is_count(page, quantity, at.start, at.end),
    }
}

/// "a third", "one in five"
fn is_part(quantity: &Quantity) -> bool {
    quantity.value.or(quantity.high).is_some_and(|value| value > Decimal::ZERO && value < Decimal::ONE)
}

/// "a quarter of an hour"
fn is_of_time(page: &Page, end: usize) -> bool {
    let of = page.words.says(end, "of");
    of && (end + 1..end + 4).any(|at| page.words.is(at, Class::TIME_UNIT))
}

/// "subscribe from 2 euros a week", "an app rated 4.7 by 12,000 users": the paper's own offers.
fn is_offer(page: &Page, sentence: std::ops::Range<usize>) -> bool {
    const LONGEST: usize = 40;
    let phrases = &page.vocabulary.phrases;
    let says = |said: &[Box<str>]| sentence.clone().any(|at| page.words.says_any(at, said));
    let offered = || says(&phrases.on_offer) && says(&phrases.asks_to_join);
    sentence.len() <= LONGEST && (says(&phrases.asks_to_pay) || offered())
}

/// One to ten in words: told where its clause is about it, not where it stands behind a preposition.
fn is_small_told(page: &Page, quantity: &Quantity, start: usize, end: usize) -> bool {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let before = start.checked_sub(1);
    let says_before = |said: &[&str]| before.is_some_and(|at| words.says_any(at, said));
    // "a three-judge bench", "two or three", "six to one"
    if words.is_sign(number.end, "-") || words.says_any(end, &["or", "to"]) || words.is_number(end) {
        return false;
    }
    let whole = whole_behind(page, number.end);
    let head = quantity.head.map(|head| page.tokens(head).start).filter(|&head| head >= start);
    let Some(head) = head.filter(|_| whole.is_none()) else {
        // "Three are in the name of his sister", "two of the engines were out", "seven of 11 counts"
        let after = whole.unwrap_or(number.end);
        let goes_on = words.is(after, Class::AUXILIARY | Class::COPULA | Class::MODAL)
            || words.is(after, Class::PAST) && !words.is(after, Class::NOUN);
        let counts = |at: usize| words.is_number(at) || words.is(at, Class::NUMERAL);
        let of = number.end + 1;
        let counted_of = whole.is_some_and(|_| counts(of) || words.is(of, Class::DEFINITE) && counts(of + 1));
        let again = says_before(&["from", "to", "other"])
            && start.checked_sub(2).is_some_and(|at| words.says_any(at, &["up", "down", "the"]));
        let pointed = before.is_some_and(|at| words.is(at, Class::DEFINITE | Class::PREPOSITION | Class::DETERMINER));
        let held = before.is_some_and(|at| matches!(words.lemma(at), "have" | "count" | "total" | "number"));
        let ends = !words.is_word(after);
        return is_listed(page, number.start, number.end) || counted_of || again || goes_on && !pointed || held && ends;
    };
    let says_no_count = |word: &str| page.vocabulary.phrases.no_count_of.iter().any(|idle| **idle == *word);
    if says_no_count(words.lemma(head)) || is_said(page, quantity, head) {
        return false;
    }
    // "in four towns", "between two leaders", "including two ministers", "her three children"
    let placed = before.is_some_and(|at| {
        words.is(at, Class::PREPOSITION | Class::PRONOUN | Class::DEFINITE | Class::CONJUNCTION)
            || words.says_any(at, &["including", "to", "by", "than", "their", "its", "his", "her", "our", "my", "of"])
            || words.text(at).starts_with(['\'', '’'])
    });
    let joined = says_before(&["and"]);
    !placed || joined
}

/// "[five] in Belgium, two in Germany and one in Malta": one of a row of counts, each with its place.
fn is_listed(page: &Page, start: usize, end: usize) -> bool {
    const REACH: usize = 8;
    let words = &page.words;
    let is_placed = |end: usize| words.says_any(end, &["in", "from", "at", "around", "near", "elsewhere", "abroad"]);
    let opens = |at: usize| matches!(words.text(at), "," | ":" | ";" | "and" | "—" | "–");
    let is_member = |at: usize| {
        (words.is_number(at) || words.is(at, Class::NUMERAL)) && is_placed(at + 1) && at > 0 && opens(at - 1)
    };
    let is_row = |mut near: std::ops::Range<usize>| near.any(is_member);
    start > 0
        && opens(start - 1)
        && is_placed(end)
        && (is_row(start.saturating_sub(REACH)..start) || is_row(end + 1..end + REACH))
}

/// "[seven] of 11 counts", "[two] of the hall's doors", "[three] of them": the token behind the whole.
fn whole_behind(page: &Page, of: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let words = &page.words;
    if !words.says(of, "of") {
        return None;
    }
    if words.says_any(of + 1, &["them", "these", "those", "us", "whom", "which"]) {
        return Some(of + 2);
    }
    let is_whole = words.is(of + 1, Class::DEFINITE | Class::DETERMINER | Class::PRONOUN | Class::NUMERAL)
        || words.is_number(of + 1);
    let stops = |at: &usize| {
        words.is(*at, Class::AUXILIARY | Class::COPULA | Class::PREPOSITION | Class::MODAL)
            || !words.is_word(*at) && !words.is_number(*at)
    };
    is_whole.then(|| (of + 2..of + 2 + LONGEST).find(stops).unwrap_or(of + 2))
}

/// "two officials close to the talks said": who tells it.
fn is_said(page: &Page, quantity: &Quantity, head: usize) -> bool {
    const REACH: usize = 8;
    let words = &page.words;
    let end = quantity.counted.map_or(head + 1, |counted| page.tokens(counted).end.max(head + 1));
    let stops = |at: &usize| words.is(*at, Class::COPULA | Class::AUXILIARY) || !words.is_word(*at);
    let says = (end..end + REACH).take_while(|at| !stops(at)).any(|at| words.is(at, Class::REPORTING));
    says && words.is(head, Class::GENERIC | Class::PEOPLE | Class::PLURAL)
}

/// Any other count: a number that counts, and no key, hour, page or age.
fn is_count(page: &Page, quantity: &Quantity, start: usize, end: usize) -> bool {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let text = page.text(quantity.number);
    let before = start.checked_sub(1);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == text.len();
    // "call at 1.41", "rated 4.7": nothing is counted in hundredths
    let is_whole = quantity.value.is_none_or(|value| value.is_integer());
    // "0491 570 156", "No. 2080/81-114"
    let is_key = before.is_some_and(|at| words.is_number(at) || matches!(words.text(at), "-" | "/" | "+" | "#"))
        || words.is_number(number.end)
        || matches!(words.text(number.end), "-" | "/") && words.is_number(number.end + 1)
        || plain && (digits > 4 || text.starts_with('0')) && quantity.head.is_none();
    // "ext. 214", "No. 4", "p. 12"
    let abbreviated = start == number.start && before.is_some_and(|at| words.is_sign(at, "."));
    if !is_whole || is_key || abbreviated {
        return false;
    }
    // "thanks to the 48 of you who pay for it"
    if words.says(number.end, "of") && words.says(number.end + 1, "you") {
        return false;
    }
    if quantity.head.is_some() {
        return true;
    }
    // "a man, 29,", "turned 15": below what a human being can be old, a bare number between commas is an age
    let is_small = quantity.value.is_some_and(|value| value <= Decimal::from(110));
    let ends = |at: usize| matches!(words.text(at), "," | ")" | "." | ";" | "");
    let apposed = before.is_some_and(|at| words.is_sign(at, ",")) && ends(end) && !words.is_sign(end, ".");
    let aged = before.is_some_and(|at| words.says_any(at, &["turned", "turns", "aged", "as", "was", "is"]));
    // "page 12", "ext. 214", "Level 4": a bare number behind a noun is its name
    let named = before.is_some_and(|at| {
        start == number.start
            && words.is_word(at)
            && !words.is(
                at,
                Class::VERB
                    | Class::PREPOSITION
                    | Class::ADVERB
                    | Class::CONJUNCTION
                    | Class::DETERMINER
                    | Class::PRONOUN
                    | Class::RELATIVE,
            )
    });
    let placed = before.is_some_and(|at| words.says_any(at, &["at", "on", "text", "call", "ring", "dial"]));
    !(is_small && (apposed || aged || named || placed))
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Dateline, Document, Source};
    use crate::model::ledger::Settings;
    use crate::{pipeline, vocabulary};

    /// The figures of a sentence that are statistics.
    fn told(text: &str) -> Vec<String> {
        let english = vocabulary::load("en", &[]).unwrap();
        let document = Document {
            id: "case".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: text.into(),
            verbatim: true,
        };
        let claims = pipeline::extract(document, &english, Settings::default()).value.1.claims;
        claims.iter().map(|claim| claim.text.to_string()).collect()
    }

    #[test]
    fn what_tells_without_a_metric() {
        for (text, figures) in [
            ("The choir raised £4,200 on the night.", vec!["£4,200"]),
            ("The envelope held 340,000 dinars.", vec!["340,000 dinars"]),
            ("Barely one in six of the seedlings took root.", vec!["one in six"]),
            ("The ring road is 14 kilometres long.", vec!["14 kilometres"]),
            ("The barn had two gates.", vec!["two"]),
            ("Three of the ponies were sold.", vec!["Three"]),
            ("On Monday two were fit to sail.", vec!["two"]),
            ("He lost on seven of 11 motions.", vec!["seven", "11"]),
            ("They sank far apart: five in Lisk, two in Halm and three elsewhere.", vec!["five", "two", "three"]),
            ("Of the thirty-one sunk, 20 were trawlers.", vec!["thirty-one", "20"]),
        ] {
            assert_eq!(told(text), figures, "{text}");
        }
    }

    #[test]
    fn what_tells_nothing() {
        for text in [
            "The choir sang in four towns.",
            "A three-judge panel sat there.",
            "The log reads: call at 1.41, departure 1.46.",
            "It stood on page five of the weekly.",
            "Subscribe from €2 a week.",
            "They waited a quarter of an hour.",
            "She asked three times.",
            "Two officials close to the talks said so.",
            "It rang at six.",
            "($1 = 1.54 francs)",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
