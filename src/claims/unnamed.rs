//! Figures that no metric names and that tell something all the same: every sum of money, every share, lengths and areas,
//! lengths of time that something lasts (`lengths`), three or more of anything, and fewer where the clause is about them ("two exits
//! were locked"). What only looks like a count ("departure 1.46", "page five", "a man, 29,") tells nothing.

use rust_decimal::Decimal;

use super::lengths;
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
    if sentence.context == Context::RelatedLink || is_offer(page, sentence.tokens.clone()) {
        return false;
    }
    if quantity.definite && !quantity.unit.is_time() {
        return quantity.unit == Unit::Count && is_pointed_at(page, quantity, at.start);
    }
    match &quantity.unit {
        // "($1 = 1.54 francs)": the day's rate, for the reader
        Unit::Money(_) => !(words.is_sign(at.end, "=") || words.is_sign(at.start.wrapping_sub(1), "=")),
        Unit::Percent | Unit::Points => true,
        Unit::Measure(_) if words.says_any(at.end.wrapping_sub(1), &["old", "olds", "age"]) => false,
        Unit::Measure(_) if quantity.unit.is_time() => lengths::tells(page, mention, quantity),
        Unit::Measure(unit) => !quantity.unit.is_clock() && !unit.starts_with("year") && !unit.starts_with("point"),
        Unit::Ratio => is_part(quantity) && !is_of_time(page, at.end),
        Unit::Count if is_part(quantity) => !is_of_time(page, at.end),
        Unit::Count if is_small_word(page, quantity) => is_small_told(page, quantity, at.start, at.end),
        Unit::Count => is_count(page, quantity, sentence.tokens.start, at.start, at.end),
    }
}

/// "a third", "one in five"
fn is_part(quantity: &Quantity) -> bool {
    quantity.value.or(quantity.high).is_some_and(|value| value > Decimal::ZERO && value < Decimal::ONE)
}

/// "a quarter of an hour", "half the Wednesday"
fn is_of_time(page: &Page, end: usize) -> bool {
    let of = page.words.says_any(end, &["of", "the", "a", "an"]);
    of && (end..end + 4).any(|at| page.words.is(at, Class::TIME_UNIT | Class::WEEKDAY | Class::PART_OF_DAY))
}

/// So many are told with their number even where the reader has met them ("the eight wells", "in four towns"); two seldom are.
const MANY: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

fn is_many(quantity: &Quantity) -> bool {
    quantity.value.is_some_and(|value| value >= MANY)
}

/// "The eight wells are shut", "the other two were freed", "the remaining six were found": known already, and counted here.
fn is_pointed_at(page: &Page, quantity: &Quantity, start: usize) -> bool {
    let words = &page.words;
    let before = start.checked_sub(1);
    let are_left = before.is_some_and(|at| words.says_any(at, &["other", "others", "remaining"]));
    // "none of the seven listed as missing"
    let told_of =
        start > 1 && words.says(start - 2, "of") && words.is(page.tokens(quantity.number).end, Class::PARTICIPLE);
    let Some(head) = quantity.head.map(|head| page.tokens(head).start).filter(|&head| head >= start) else {
        return are_left || told_of && is_many(quantity);
    };
    is_many(quantity) && counts_things(page, quantity, head)
}

/// Does the noun behind the number count something, and is it no voice: "three officials close to the talks said"?
fn counts_things(page: &Page, quantity: &Quantity, head: usize) -> bool {
    let idle = |word: &str| page.vocabulary.phrases.no_count_of.iter().any(|idle| **idle == *word);
    !idle(page.words.lemma(head)) && !is_said(page, quantity, head)
}

/// "subscribe from 2 euros a week", "an app rated 4.7 by 12,000 users": the paper's own offers.
fn is_offer(page: &Page, sentence: std::ops::Range<usize>) -> bool {
    const LONGEST: usize = 40;
    let phrases = &page.vocabulary.phrases;
    let says = |said: &[Box<str>]| sentence.clone().any(|at| page.words.says_any(at, said));
    let offered = || says(&phrases.on_offer) && says(&phrases.asks_to_join);
    sentence.len() <= LONGEST && (says(&phrases.asks_to_pay) || offered())
}

/// One to ten in words: three or more wherever they count, one and two where the clause is about them.
fn is_small_told(page: &Page, quantity: &Quantity, start: usize, end: usize) -> bool {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let before = start.checked_sub(1);
    let says_before = |said: &[&str]| before.is_some_and(|at| words.says_any(at, said));
    if words.is_sign(number.end, "-") {
        return is_many(quantity) && is_membership(page, number.end + 1);
    }
    // "two or three", "six to one"
    if words.says_any(end, &["or", "to"]) || words.is_number(end) {
        return false;
    }
    let whole = whole_behind(page, number.end);
    let head = quantity.head.map(|head| page.tokens(head).start).filter(|&head| head >= start);
    let Some(head) = head.filter(|_| whole.is_none()) else {
        return is_told_alone(page, quantity, whole, start);
    };
    if !counts_things(page, quantity, head) {
        return false;
    }
    // "in two towns", "between two leaders", "including two ministers", "her two children"
    let placed = before.is_some_and(|at| {
        // "it was then that two ferries left"
        !words.says(at, "that")
            && words.is(at, Class::PREPOSITION | Class::PRONOUN | Class::DEFINITE | Class::CONJUNCTION)
            || words.says_any(at, &["including", "to", "by", "than", "their", "its", "his", "her", "our", "my", "of"])
            || words.text(at).starts_with(['\'', '’'])
    });
    let joined = says_before(&["and"]);
    !placed || joined || is_many(quantity)
}

/// "A three-member panel": of how many a body is made up.
fn is_membership(page: &Page, at: usize) -> bool {
    page.words.says_any(at, &page.vocabulary.phrases.makes_up_a_body)
}

/// "Three are in the name of his sister", "two of the engines were out", "seven of 11 counts", "seven to the county and four to the
/// state": a small number with no noun behind it.
fn is_told_alone(page: &Page, quantity: &Quantity, whole: Option<usize>, start: usize) -> bool {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let before = start.checked_sub(1);
    let says_before = |said: &[&str]| before.is_some_and(|at| words.says_any(at, said));
    let after = whole.unwrap_or(number.end);
    let goes_on = words.is(after, Class::AUXILIARY | Class::COPULA | Class::MODAL)
        || words.is(after, Class::PAST) && !words.is(after, Class::NOUN);
    let counts = |at: usize| words.is_number(at) || words.is(at, Class::NUMERAL);
    let of = number.end + 1;
    let counted_of = whole.is_some_and(|_| counts(of) || words.is(of, Class::DEFINITE) && counts(of + 1));
    let again = says_before(&["from", "to", "other"])
        && start.checked_sub(2).is_some_and(|at| words.says_any(at, &["up", "down", "the"]));
    let left = says_before(&["other", "others", "all", "remaining"]) && quantity.value > Some(Decimal::ONE);
    let pointed = before.is_some_and(|at| words.is(at, Class::DEFINITE | Class::PREPOSITION | Class::DETERMINER));
    // "page five of the weekly"
    let is_key = before.is_some_and(|at| words.is(at, Class::DESIGNATOR));
    let some_of_them = whole.is_some() && !pointed && !is_key && quantity.value > Some(Decimal::ONE);
    // "four of them from the mill", "eight against": what they are stands before
    let said_before = quantity.counted.is_some() && is_many(quantity) && !is_hour(page, start);
    let held = before.is_some_and(|at| matches!(words.lemma(at), "have" | "count" | "total" | "number"));
    let ends = !words.is_word(after);
    is_listed(page, number.start, number.end)
        || counted_of
        || again
        || left
        || some_of_them
        || said_before
        || goes_on && !pointed
        || held && ends
}

/// "Rang at six", "the youngest was four": an hour or an age, whatever was counted before.
fn is_hour(page: &Page, start: usize) -> bool {
    let words = &page.words;
    let hour = ["at", "around", "by", "until", "till", "before", "after", "past", "since", "about", "o'clock"];
    let timed = start.checked_sub(1).is_some_and(|at| words.says_any(at, &hour));
    let aged = start.checked_sub(2).is_some_and(|at| {
        words.is(at + 1, Class::COPULA)
            && words.says_any(at, &["youngest", "oldest", "eldest", "who", "he", "she", "i"])
    });
    timed || aged
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

/// Any other count: a number that counts, and no key, hour, page or age. `first` is the first token of the sentence.
fn is_count(page: &Page, quantity: &Quantity, first: usize, start: usize, end: usize) -> bool {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let text = page.text(quantity.number);
    // the heading above is no part of it
    let before = start.checked_sub(1).filter(|&at| at >= first);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == text.len();
    // "call at 1.41", "rated 4.7": nothing is counted in hundredths
    let is_whole = quantity.value.is_none_or(|value| value.is_integer());
    // "0491 570 156", "No. 2080/81-114"
    let is_key = before.is_some_and(|at| words.is_number(at) || matches!(words.text(at), "-" | "/" | "+" | "#"))
        || words.is_number(number.end)
        || matches!(words.text(number.end), "-" | "/") && words.is_number(number.end + 1)
        || plain && (digits > 4 || text.starts_with('0')) && quantity.head.is_none();
    // "ext. 214", "No. 4", "p. 12"; the stop of the sentence before is none
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
    // "he was 15"; but "by Sunday it was 60"
    let of_a_thing =
        start.checked_sub(2).is_some_and(|at| words.says_any(at, &["it", "that", "there", "this", "which"]));
    let aged = before.is_some_and(|at| {
        words.says_any(at, &["turned", "turns", "aged", "as", "am"])
            || words.says_any(at, &["was", "is"]) && !of_a_thing
    });
    // "page 12", "ext. 214", "Level 4": a bare number behind a noun is its name
    let named = before.is_some_and(|at| {
        start == number.start
            && words.is_word(at)
            && !words.is(
                at,
                Class::VERB
                    | Class::COPULA
                    | Class::AUXILIARY
                    | Class::MODAL
                    | Class::PREPOSITION
                    | Class::ADVERB
                    | Class::CONJUNCTION
                    | Class::DETERMINER
                    | Class::PRONOUN
                    | Class::RELATIVE,
            )
    });
    let placed = before.is_some_and(|at| words.says_any(at, &["at", "on", "text", "call", "ring", "dial"]));
    !(is_small && (apposed || aged || named || placed)) || words.is_told_in_row(number.start)
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
            ("The choir sang in four towns.", vec!["four"]),
            ("The eight barns are empty.", vec!["eight"]),
            ("A three-member panel sat there.", vec!["three"]),
            ("Two ponies were sold; the other two were kept.", vec!["Two", "two"]),
            ("The barns burnt down. Twenty-three have been rebuilt.", vec!["Twenty-three"]),
            ("The steps were counted. There are 74.", vec!["74"]),
            ("By Sunday it was 60.", vec!["60"]),
            ("Barns by village: Halm 21, Lisk 9, Torv 8.", vec!["21", "9", "8"]),
        ] {
            assert_eq!(told(text), figures, "{text}");
        }
    }

    #[test]
    fn what_tells_nothing() {
        for text in [
            "The choir sang in two towns.",
            "A three-judge panel sat there.",
            "A five-month-old foal grazed there.",
            "She slept half the Wednesday.",
            "The log reads: call at 1.41, departure 1.46.",
            "It stood on page five of the weekly.",
            "Subscribe from €2 a week.",
            "They came a quarter of an hour ago.",
            "She asked three times.",
            "Two officials close to the talks said so.",
            "It rang at six.",
            "($1 = 1.54 francs)",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
