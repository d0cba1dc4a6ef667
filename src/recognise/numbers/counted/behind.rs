//! "75,000 suspected gang members", "a 25% tax", "a $150,000 contract": the noun straight behind the figure.
//!
//! A count takes it always; percent and money only as an attribute, after an article or a hyphen. A measure never does.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FINDER: Finder = Finder {
    name: "behind",
    reads: &[
        ("Forces arrested [75,000] suspected gang members in 2023.", "75000 ‹suspected gang members›"),
        ("China charged a [25%] tax then.", "25 percent ‹tax›"),
        ("She left her [$150,000] contract early.", "150000 USD ‹contract›"),
        ("Some [500] people Tuesday marched.", "about 500 ‹people›"),
        ("The blast left [40] injured.", "40 ‹injured›"),
        ("Police arrested [75,000] suspected gang membersapproximately 1% of all.", "75000 ‹suspected gang members›"),
        (
            "The talks were between [two] authoritarian, populist, right-wing leaders.",
            "2 ‹authoritarian, populist, right-wing leaders›",
        ),
        ("A [40]-bed ward opened.", "40 ‹bed›"),
        ("[One] proposal asks for more.", "1 ‹proposal›"),
        ("The bank told [46,000] account holders.", "46000 ‹account holders›"),
        ("They hold [395] triple-bunked inmates.", "395 ‹triple-bunked inmates›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let figure = asked.figure;
    if is_measure(figure) || asked.tie.noun.is_some_and(|noun| noun >= figure.next) {
        return None;
    }
    let mut at = figure.next;
    if figure.unit != Unit::Count && figure.unit != Unit::Ratio {
        let has_article = asked.start.checked_sub(1).is_some_and(|before| {
            line.is(before, Class::DETERMINER | Class::DEFINITE)
                || line.words.text(before).starts_with(['\'', '’']) && line.words.is_word(before)
        });
        if !has_article && !figure.hyphened {
            return None;
        }
    }
    if figure.unit == Unit::Ratio
        && figure.form == "fraction"
        && !line.is(at, Class::DEFINITE | Class::PLURAL | Class::DETERMINER)
    {
        return None;
    }
    while figure.unit == Unit::Ratio && line.is(at, Class::DEFINITE) {
        at += 1;
    }
    if line.is_hyphen(at) {
        // "a 40-bed ward" counts beds
        let noun = at + 1;
        let span = line.words.get(noun).filter(|_| noun_phrase::noun_like(line, noun))?.span;
        return Some(Counted { span, head: span, end: Some(noun + 1) });
    }
    if line.words.is_dash(at) && line.words.is_glued(at) && line.words.text(at) != "—" {
        // "four-, five- and six-cylinder engines": the noun of the last
        let noun =
            (at + 1..at + 10).find(|&hyphen| line.is_hyphen(hyphen) && hyphen > at + 1).map(|hyphen| hyphen + 1)?;
        let span = line.words.get(noun).filter(|_| noun_phrase::noun_like(line, noun))?.span;
        return Some(Counted { span, head: span, end: None });
    }
    // "1,200 of", "vague of" was tried before; "dozens of"
    if line.says(at, "of") {
        at += 1;
    }
    let phrase = if figure.is_small(1) { noun_phrase::after_one(line, at) } else { noun_phrase::after(line, at) }?;
    (!phrase.nominal || figure.unit == Unit::Count).then(|| Counted::behind(phrase))
}
