//! "will hold 62 seats, the National League 45, the Greens 22": a name and a bare number, where the noun and verb were said before.

use super::line::{Line, REACH};
use super::noun_phrase;
use crate::model::lexicon::Class;

/// Tokens of a list of names and numbers that are looked at.
const LABELS: usize = 60;

/// Is the number at a token the rest of such a list?
///
/// It must end its clause, its name must begin one, and a number with a plural behind it must stand before.
pub fn is_gapped(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let ends = matches!(words.text(at + 1), "," | ";" | "." | "") || line.says(at + 1, "and");
    if !ends || at == 0 || !words.is_capital(at - 1) {
        return false;
    }
    let least = at.saturating_sub(REACH);
    let part_of_name = |at: usize| {
        words.is_capital(at)
            || words.text(at).starts_with(['\'', '’'])
            || words.is(at, Class::DETERMINER)
            || line.says(at, "of")
    };
    let begins = (least..at).rev().find(|&token| !part_of_name(token));
    let is_list =
        begins.is_some_and(|token| matches!(words.text(token), "," | ";") || line.says_any(token, &["and", "with"]));
    let is_number = |at: usize| words.is_number(at) || words.is(at, Class::NUMERAL);
    is_list
        && (is_labelled(line, at)
            || (least..at).any(|token| {
                is_number(token) && (token + 1..token + 4).any(|noun| noun < at && noun_phrase::is_plural(line, noun))
            }))
}

/// "Dead, by district: Arda 47, Upper Halm 21, Serrin 9": behind a colon nothing but names with their numbers.
fn is_labelled(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let is_number = |at: usize| words.is_number(at) || words.is(at, Class::NUMERAL);
    let of_label =
        |at: usize| words.is_capital(at) || is_number(at) || matches!(words.text(at), "," | ";" | "and" | "of");
    let first = (at.saturating_sub(LABELS)..at).rev().find(|&token| !of_label(token));
    first.is_some_and(|colon| words.text(colon) == ":" && (colon..at).any(is_number))
}
