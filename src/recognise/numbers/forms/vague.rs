//! "dozens", "tens of thousands", "a few hundred", "several million": a number that is only an interval.

use super::super::figure::Figure;
use super::super::gallery::Form;
use super::super::line::Line;
use super::super::written::power_of_ten;
use crate::model::lexicon::Class;
use crate::model::quantity::Bound;

pub const FORM: Form = Form {
    name: "vague",
    reads: &[
        ("[Dozens] of villages were cut off.", "vague 24..99 ‹villages›"),
        ("Camps hold [tens of thousands] of refugees.", "vague 20000..99999 ‹refugees›"),
        ("[Several hundred] students marched.", "vague 200..999 ‹students›"),
        ("It may cost [several hundred million dollars].", "vague 200000000..999000000 USD"),
        ("[Scores] of shops closed.", "vague 40..199 ‹shops›"),
        ("The raids ended with arrests of [hundreds of thousands].", "vague 200000..999999 ‹arrests›"),
    ],
    leaves: &["She scores often.", "The scores were level.", "Dozens Creek is a hamlet."],
    read,
};

/// Few words come before the scale word: "a couple of hundred".
const BEFORE: usize = 3;

fn read(line: &Line, at: usize) -> Option<Figure> {
    if !line.is(at, Class::VAGUE | Class::SCALE | Class::NUMERAL) {
        return None;
    }
    let begins = (0..=BEFORE.min(at)).rev().find_map(|back| {
        let from = at - back;
        let (length, ends) = line.vocabulary.vague.longest_at(&line.words, from)?;
        (length > back).then_some((from, from + length, *ends))
    });
    let (from, end, (low, high)) = begins?;
    let is_name = line.is_name_like(from) || line.words.is_capital(end) && line.words.is_capital(from);
    // "three dozens"
    let is_counted = from > 0
        && (line.words.is_number(from - 1) || line.is(from - 1, Class::NUMERAL) && !line.says(from - 1, "one"));
    if is_counted {
        return None;
    }
    // "scores" is a verb and a result too
    let counts =
        !line.says(from, "scores") || line.says(end, "of") && !line.words.is_number(end + 1) || line.says(end, "more");
    let figure = (!is_name && counts).then(|| Figure::between(from..end, low, high, Bound::Vague, FORM.name))?;
    // "several hundred million"
    if !line.is(end, Class::SCALE) || line.words.text(end).len() < 3 {
        return Some(figure);
    }
    let mut figure = figure.times(power_of_ten(line.words.entry(end).scale)?)?;
    figure.end_at(end + 1);
    Some(figure)
}
