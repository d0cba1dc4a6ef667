//! "192.168.0.1", "2.0.1", "ZIP 90049", "16-18 Harbour Avenue", "example.org/2019/12": addresses, versions and postal codes.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use super::super::written::digits;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "address",
    says: "an address, version or postal code",
    leaves: &[
        "The server at 192.168.0.1 failed.",
        "Version 2.0.1 is out.",
        "She lives at 16-18 Harbour Avenue.",
        "The 90049 ZIP code is rich.",
        "Read www.example.org/2019/12 for more.",
        "They sold 22 Avenue Foch and 9 E 71st St.",
        "Write to Salem, OR 97301.",
    ],
    reads: &[("He owns [18] avenues of trees.", "18 ‹avenues›")],
    find,
};

/// Words between a house number and the word for the street.
const STREET_NAME: usize = 4;

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) {
        return None;
    }
    dotted(line, at).or_else(|| in_link(line, at)).or_else(|| postal(line, at)).or_else(|| street(line, at))
}

/// Two or more stops that group no thousands.
fn dotted(line: &Line, at: usize) -> Option<usize> {
    let text = line.words.text(at);
    let stops = text.bytes().filter(|&byte| byte == b'.').count();
    (stops >= 2 && digits(text, line.habit).is_none()).then_some(at + 1)
}

/// Part of a web address: a slash, stop or equals sign ties it to a word.
fn in_link(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let mut from = at;
    let mut letters = false;
    let mut slashes = 0;
    while from > 0 && words.is_glued(from) && at - from < 16 {
        from -= 1;
        letters |= words.is_word(from);
        slashes += usize::from(matches!(words.text(from), "/" | "@"));
    }
    (letters && slashes > 0 && at > from).then_some(at + 1)
}

/// "ZIP code 90049", "90049 ZIP", "OR 97301"
fn postal(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let text = words.text(at);
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) || at == 0 {
        return None;
    }
    let says_zip =
        |at: usize| line.says_any(at, &["zip", "postcode"]) || line.says(at, "postal") && line.says(at + 1, "code");
    let before = words.text(at - 1);
    let is_state = before.len() == 2
        && before.bytes().all(|byte| byte.is_ascii_uppercase())
        && at >= 2
        && words.is_sign(at - 2, ",");
    let after_zip =
        says_zip(at - 1) || at >= 2 && line.says(at - 1, "code") && (says_zip(at - 2) || line.says(at - 2, "postal"));
    (is_state || after_zip || says_zip(at + 1)).then_some(at + 1)
}

/// "123 Main Street", "16-18 Harbour Avenue", "9 E 71st St"
fn street(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let mut end = at + 1;
    if line.is_hyphen(end) && words.is_number(end + 1) {
        end += 2;
    }
    let name = end;
    // "22 Avenue Foch", "10 Rue Cler"
    let is_first = words.is(name, Class::STREET) && words.is_capital(name + 1) && words.is_word(name + 1);
    if is_first && words.is_capital(name) && !words.is_glued(name) && !line.title_case {
        return Some(name + 2);
    }
    // "9 E 71st St"
    let numbered = usize::from(words.is_capital(name) && words.is_number(name + 1)) + name;
    let is_ordinal = words.is_number(numbered) && line.says_any(numbered + 1, &["st", "nd", "rd", "th"]);
    if is_ordinal
        && words.is_glued(numbered + 1)
        && words.is(numbered + 2, Class::STREET)
        && words.is_capital(numbered + 2)
    {
        return Some(numbered + 3);
    }
    let is_short = words.text(at).len() <= 5 && !words.text(at).contains(['.', ',']);
    if !is_short || !words.is_capital(name) {
        return None;
    }
    let says_more = Class::VERB | Class::PREPOSITION | Class::DETERMINER | Class::NATIONALITY;
    while end < name + STREET_NAME && words.is_capital(end) && !(line.title_case && words.is(end, says_more)) {
        if end > name && words.is(end, Class::STREET) {
            return Some(end + 1);
        }
        end += 1;
    }
    None
}
