//! "MS-13", "COVID-19", "G7", "Boeing 777", "Article 31", "737 Max": names that hold digits.

use super::super::gallery::LeftOut;
use super::super::gapped;
use super::super::line::Line;
use super::super::noun_phrase;
use super::super::written::{currency_before, power};
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "name",
    says: "part of a name",
    leaves: &[
        "Members of MS-13 were held.",
        "Covid-19 closed the school.",
        "They had COVID -19 tests to sell.",
        "The G7 met in Rome.",
        "A Boeing 777 landed safely.",
        "Article 31 of the decree was renewed.",
        "Page 4 of 9 is missing.",
        "Under Law 45/2019 it is void.",
        "They drove Route 66 to the coast.",
        "Rules in section 427 apply.",
        "He raced in Formula 1 for a while.",
        "The iPhone 14 is on sale.",
        "Shares in the Stoxx 600 fell.",
        "The COP29 talks ran late.",
    ],
    reads: &[
        ("In Texas [12] people died.", "12 ‹people›"),
        ("Quake Kills [52] in Southern Villages", "52"),
        ("Gusts tore off [40] roofs.", "40 ‹roofs›"),
        ("The strikers now number [300].", "300 ‹strikers›"),
        ("It opened ALL [EIGHT] locks.", "8 ‹locks›"),
        ("Tolls by town: Halm 21, Lisk [9], Torv 8.", "9"),
        ("It holds [2,000] MS-13 gang members.", "2000 ‹MS-13 gang members›"),
    ],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) {
        return spelled_name(line, at);
    }
    glued_before(line, at)
        .or_else(|| glued_after(line, at))
        .or_else(|| designated(line, at))
        .or_else(|| after_name(line, at))
        .or_else(|| before_name(line, at))
        .or_else(|| numbered_unit(line, at))
}

/// The end of a run that touches: "13", "13-A", "19s".
fn run_end(line: &Line, at: usize) -> usize {
    let words = &line.words;
    let mut end = at + 1;
    while end < at + 8 && words.is_glued(end) && (words.is_word(end) || words.is_number(end) || line.is_hyphen(end)) {
        end += 1;
    }
    end
}

/// "MS-13", "sub-7", "G7", "#5", "x@3": letters or signs touch the digits from the left.
fn glued_before(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if at == 0 || !words.is_glued(at) {
        return None;
    }
    // "COP29": the climate talks; Colombian pesos come by the thousand
    let is_talks = words.text(at - 1) == "COP" && words.text(at).len() == 2;
    let is_letter_run = words.is_word(at - 1)
        && (currency_before(line, at).is_none() || is_talks)
        && !glued_words_are_prose(line, at - 1);
    // "5k-20k", "5km-10km": the letters belong to the digits before them
    let is_second = at >= 3 && words.is_glued(at - 2) && words.is_number(at - 3);
    let is_dashed =
        at >= 2 && !is_second && line.is_hyphen(at - 1) && words.is_word(at - 2) && !is_prefix_of_number(line, at - 2);
    // "B.1.617": a capital and a stop
    let is_code = at >= 2
        && words.text(at - 1) == "."
        && words.is_glued(at - 1)
        && words.text(at - 2).bytes().all(|byte| byte.is_ascii_uppercase())
        && words.is_word(at - 2);
    let is_sign = matches!(words.text(at - 1), "#" | "@" | "_" | "=" | "&" | "№" | "\\" | "*")
        && currency_before(line, at).is_none()
        || words.text(at - 1) == "/" && at >= 2 && words.is_word(at - 2) && words.is_glued(at - 1);
    // "COVID -19": a dash that has lost its place
    let is_loose = at >= 2
        && words.is_dash(at - 1)
        && !words.is_glued(at - 1)
        && words.text(at - 2).len() > 2
        && words.text(at - 2).bytes().all(|byte| byte.is_ascii_uppercase())
        && !line.title_case;
    (is_loose || is_letter_run || is_dashed || is_sign || is_code).then(|| run_end(line, at))
}

/// "killed75": two words run together where the first is a known word in small letters.
fn glued_words_are_prose(line: &Line, word: usize) -> bool {
    line.words.get(word).is_some_and(|token| token.word != 0 && !token.capital && token.span.len() > 3)
}

/// "minus-5", "to-260,000", "about-50"
fn is_prefix_of_number(line: &Line, at: usize) -> bool {
    line.says_any(at, &["minus", "to", "about", "some", "nearly", "plus", "a", "or", "and", "now", "sub"])
}

/// "4x4", "5G", "3D", "1990s", "25th": letters touch the digits from the right and are no unit.
fn glued_after(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_word(at + 1) || !words.is_glued(at + 1) {
        return None;
    }
    if power(line, at + 1).is_some() {
        return None;
    }
    let text = words.text(at + 1);
    let is_possessive = text.starts_with(['\'', '’']);
    let is_scale = words.is(at + 1, Class::SCALE) || matches!(text, "m" | "M" | "b" | "B" | "t" | "T" | "tr" | "p");
    let is_unit = line.vocabulary.units.longest_at(words, at + 1).is_some_and(|(_, unit)| {
        // "45g" but never "5G"
        text.len() > 2 || *text == *unit.written || text.eq_ignore_ascii_case(&unit.written) && text.len() == 2
    }) || line.vocabulary.units.all_at(words, at + 1).any(|(_, unit)| *unit.written == *text);
    // words run together: "500people"
    let is_prose = words.get(at + 1).is_some_and(|token| token.word != 0) && text.len() > 3;
    (!is_possessive && !is_scale && !is_unit && !is_prose).then(|| run_end(line, at))
}

/// "Article 31", "sections 4 and 5", "flight MH 370"
fn designated(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let before = at.checked_sub(1)?;
    let stop = usize::from(words.is_sign(before, ".") && words.is_glued(before));
    let word = before.checked_sub(stop)?;
    // "by the end of last week 386 of them": the word belongs to a time
    let in_time = stop == 0 && line.date_at(word).is_some();
    if !words.is(word, Class::DESIGNATOR) || words.is_glued(at) && stop == 0 || in_time {
        return None;
    }
    // "the wounded now number 58": a verb
    let is_verb = stop == 0
        && words.says(word, "number")
        && word.checked_sub(1).is_some_and(|subject| {
            words.is(subject, Class::ADVERB | Class::PLURAL | Class::AUXILIARY)
                || words.is(subject, Class::PEOPLE) && words.says(subject.wrapping_sub(1), "the")
        });
    if is_verb {
        return None;
    }
    // "area 51 people were in": a plural noun makes it a count, unless the designator has a capital
    let counts = words.is(at + 1, Class::PLURAL | Class::PERCENT) && !words.is_capital(word);
    if counts || line.words.text(at).contains(',') {
        return None;
    }
    let mut end = run_end(line, at);
    let of_them =
        usize::from(line.says(end, "of") && words.is_number(end + 1) && !words.is(end + 2, Class::PLURAL)) * 2;
    let of_year = usize::from(is_slash(line, end) && words.is_number(end + 1)) * 2;
    // "page 4 of 9", "Law 45/2019"
    end += of_them.max(of_year);
    while end < at + 12
        && (line.says_any(end, &["and", "or", "to"]) || words.is_sign(end, ",") || words.is_dash(end))
        && words.is_number(end + 1)
    {
        let counts = words.is(end + 2, Class::PLURAL | Class::PERCENT | Class::SCALE);
        if counts {
            break;
        }
        end = run_end(line, end + 1);
    }
    Some(end)
}

/// A slash that touches both sides.
fn is_slash(line: &Line, at: usize) -> bool {
    line.words.is_sign(at, "/") && line.words.is_glued(at) && line.words.is_glued(at + 1)
}

/// "Boeing 777", "Stoxx 600", "Standard & Poor's 500", "iPhone 14": a whole number behind a name, with nothing counted behind it.
fn after_name(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let mut before = at.checked_sub(1)?;
    let owned = words.text(before).starts_with(['\'', '’']) && words.text(at).len() >= 3;
    if owned {
        before = before.checked_sub(1)?;
    }
    let text = words.text(at);
    let is_bare = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let inner_capital = words.text(before).chars().skip(1).any(char::is_uppercase)
        && words.text(before).starts_with(|c: char| c.is_lowercase());
    let says_more = Class::PREPOSITION
        | Class::ADVERB
        | Class::WEEKDAY
        | Class::MONTH
        | Class::NATIONALITY
        | Class::CONJUNCTION
        | Class::SUBORDINATOR
        | Class::DETERMINER
        | Class::PRONOUN
        | Class::TITLE;
    // where every word has a capital, only initials tell a name: "S&P 500"
    let initials = line.title_case && words.text(before).bytes().all(|byte| byte.is_ascii_uppercase());
    let says_more = if line.title_case { says_more | Class::VERB } else { says_more };
    // "Apollo 11 is in the museum": a word nobody knows, at the start
    let unknown = words.is_capital(before)
        && words.get(before).is_some_and(|token| token.word == 0)
        && !line.title_case
        && !words.is_glued(at + 1);
    let is_name = (line.is_name_like(before) || inner_capital || initials || unknown) && !words.is(before, says_more);
    let is_place = line.vocabulary.place_names.longest_before(words, at).is_some();
    if !is_bare || !is_name || is_place || words.is_glued(at) {
        return None;
    }
    // "Halm 21, Lisk 9, Torv 8": what each of them counts
    let counts = counts_something(line, at + 1) || gapped::is_gapped(line, at) || words.is_told_in_row(at);
    (!counts).then(|| run_end(line, at))
}

/// A noun, percent sign, unit, scale or verb of counting follows the digits.
fn counts_something(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let is_unit = line.vocabulary.units.longest_at(words, at).is_some_and(|(_, unit)| !unit.before && !unit.glued);
    let closed = Class::PREPOSITION
        | Class::CONJUNCTION
        | Class::AUXILIARY
        | Class::SUBORDINATOR
        | Class::RELATIVE
        | Class::PRONOUN
        | Class::DETERMINER
        | Class::ADVERB;
    let counted = noun_phrase::after(line, at).filter(|_| !words.is(at, closed | Class::VERB));
    // "the FTSE 100 index", "the 737 airliner": one thing is not counted by a hundred
    let is_noun = words.is_word(at)
        && !words.is_capital(at)
        && counted.is_some_and(|noun| {
            noun_phrase::is_plural(line, noun.head_at) || words.is(noun.head_at, Class::GENERIC | Class::BODY)
        });
    is_unit || is_noun || words.is(at, Class::SCALE | Class::PERCENT | Class::PLURAL) || line.is_hyphen(at)
}

/// "737 Max jets", "50 Cent": the digits begin a name, after a small word that counts them is left.
fn before_name(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let text = words.text(at);
    let is_bare = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let follows_adjective =
        at > 0 && (words.is(at - 1, Class::ADJECTIVE | Class::DEFINITE) || line.says_any(at - 1, &["a", "own"]));
    let is_model = !words.is_glued(at + 1)
        && words.is_capital(at + 1)
        && !line.title_case
        && !words.is(at + 1, Class::NATIONALITY);
    let is_singular = !words.text(at + 1).ends_with('s');
    (is_bare && follows_adjective && is_model && is_singular).then_some(at + 1)
}

/// "18 Horse Regiment": digits before a capitalised run that ends with a body or place word in the singular.
fn numbered_unit(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let is_bare =
        words.text(at).len() <= 4 && words.text(at).bytes().all(|byte| byte.is_ascii_digit()) && words.text(at) != "1";
    if !is_bare || line.title_case {
        return None;
    }
    let mut end = at + 1;
    while end < at + 6 && words.is_capital(end) && words.is_word(end) && !words.is(end, Class::NATIONALITY) {
        end += 1;
    }
    let last = end.checked_sub(1).filter(|&last| last > at + 1)?;
    let is_singular = words.is(last, Class::BODY | Class::FACILITY | Class::STREET) && !words.text(last).ends_with('s');
    (is_singular && !(words.is(end, Class::PLURAL) && words.is_word(end))).then_some(end)
}

/// "Big Ten", "Seven Sisters", "Two Rivers": a number word with a capital inside a sentence is a name.
fn spelled_name(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let is_number_word = words.is(at, Class::NUMERAL | Class::VAGUE);
    // "ALL EIGHT gates": said loud
    let is_loud = words.text(at).bytes().all(|byte| byte.is_ascii_uppercase())
        && words.is_word(at + 1)
        && !words.is_capital(at + 1);
    (is_number_word && line.is_name_like(at) && !is_loud).then_some(at + 1)
}
