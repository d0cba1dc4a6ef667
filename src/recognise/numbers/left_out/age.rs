//! "Senard, 65, said", "Ann Lee (43)", "aged 19 and 34", "at age 12": how old a person is.
//!
//! "35-year-old" is read as a measure whose unit says that it is an age.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "age",
    says: "a person's age",
    leaves: &[
        "Maria Silva, 65, now faces a trial.",
        "Tom Berg (43) left the club.",
        "Boys aged 9 and 14 came.",
        "He won at age 12 in spring.",
        "A boy aged seven was freed.",
        "Pupils aged five to 17 came.",
        "Pupils aged between five and 17 came.",
        "Sailors aged between 19 and 64 came.",
        "Men over the age of 50 came.",
        "Most of the riders were younger than 18.",
        "The winner was a retired welder of 61 from Halm.",
    ],
    reads: &[("They closed three schools, [65] shops and a bank.", "65 ‹shops›"), ("She led a group of [34].", "34")],
    find,
};

/// A word for one person: "man", "pensioner", "welder".
fn is_person(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let crowd =
        ["group", "crowd", "crew", "team", "staff", "party", "family", "band", "class", "cast", "number", "order"];
    let one = words.is(at, Class::GENERIC | Class::PEOPLE | Class::TITLE) && !words.is(at, Class::PLURAL);
    let does = words.text(at).ends_with("er") && words.get(at).is_some_and(|token| token.word == 0);
    words.is_word(at) && (one || does) && !line.says_any(at, &crowd)
}

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let before = at.checked_sub(1)?;
    let text = words.text(at);
    let is_led = line.says_any(before, &["between", "from", "over", "under", "about", "around", "mostly"]);
    let is_aged = line.says_any(before.saturating_sub(usize::from(is_led)), &["aged", "age", "ages"]);
    if is_aged && line.is(at, Class::NUMERAL) {
        // "a boy aged seven", "aged twenty-one", "aged five to 17"
        let end = if line.is_hyphen(at + 1) { at + 3 } else { at + 1 };
        let to_another = line.says_any(end, &["to", "and", "or"])
            && words.is_number(end + 1)
            && words.text(end + 1).len() <= 3
            && !line.is(end + 2, Class::NOUN | Class::PEOPLE | Class::GENERIC);
        return Some(if to_another { end + 2 } else { end });
    }
    // "men over the age of 50"
    if line.says(before, "of")
        && before >= 3
        && line.says(before - 1, "age")
        && line.says(before - 2, "the")
        && line
            .says_any(before - 3, &["over", "under", "above", "below", "at", "by", "before", "after", "from", "beyond"])
    {
        return Some(at + 1);
    }
    let is_age = words.is_number(at) && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_age {
        return None;
    }
    // "a man of 34", "a retired welder of 44": of one person, and nothing behind that could be counted
    let of_one = line.says(before, "of")
        && text.len() == 2
        && (2..=4).any(|back| {
            let article = at.checked_sub(back + 1).is_some_and(|article| line.says_any(article, &["a", "an"]));
            article && is_person(line, before.wrapping_sub(1))
        })
        && (words.is(at + 1, Class::PREPOSITION)
            || !words.is(at + 1, Class::NOUN | Class::PLURAL | Class::GENERIC | Class::PERCENT | Class::SCALE))
        && !line.is_hyphen(at + 1);
    if of_one {
        return Some(at + 1);
    }
    // "were younger than 18": of people's years
    let compared = line.says(before, "than") && at >= 2 && line.says_any(before - 1, &["younger", "older"]);
    if compared && !line.says_any(at + 1, &["year", "years", "month", "months", "week", "weeks"]) {
        return Some(at + 1);
    }
    if is_aged {
        let mut end = at + 1;
        while end < at + 8
            && (line.says_any(end, &["and", "to", "or"]) || words.is_sign(end, ",") || words.is_dash(end))
            && words.is_number(end + 1)
            && words.text(end + 1).len() <= 3
        {
            end += 2;
        }
        return Some(end);
    }
    let behind_name = before > 0 && words.is_capital(before - 1) && words.is_word(before - 1);
    let comma =
        words.is_sign(before, ",") && (line.is_stop(at + 1) || line.says_any(at + 1, &["of", "from", "who", "and"]));
    let brackets = words.is_sign(before, "(") && words.is_sign(at + 1, ")") && text.len() == 2;
    let listed = line.says(at + 1, "and") && words.is_number(at + 2);
    (behind_name && text.len() <= 2 && (comma && !listed || brackets)).then_some(at + 1)
}
