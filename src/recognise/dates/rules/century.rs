//! "the 19th century", "the twentieth century", "21st-century".

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeUnit};

pub const RULE: Rule = Rule {
    name: "century",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("A church of the 19th century burned.", "the 19th century = 18"),
        ("It is a twentieth-century idea.", "twentieth-century = 19"),
    ],
    leaves: &["It was the trial of another time."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if words.entry(at).unit != Some(TimeUnit::Century) {
        return None;
    }
    let mut last = at.checked_sub(1).filter(|&last| last >= place.floor)?;
    if words.is_dash(last) {
        last = last.checked_sub(1).filter(|&last| last >= place.floor)?;
    }
    let (number, start) =
        if words.says_any(last, &["st", "nd", "rd", "th"]) && words.is_glued(last) && last > place.floor {
            (words.text(last - 1).parse::<i32>().ok()?, last - 1)
        } else if words.entry(last).ordinal > 0 {
            let ordinal = i32::try_from(words.entry(last).ordinal).ok()?;
            let tens = last
                .checked_sub(2)
                .filter(|&tens| tens >= place.floor && words.is_dash(last - 1) && words.entry(tens).numeral >= 20);
            match tens {
                Some(tens) => (i32::from(words.entry(tens).numeral) + ordinal, tens),
                None => (ordinal, last),
            }
        } else {
            return None;
        };
    if !(1..=22).contains(&number) {
        return None;
    }
    let before_our_era = words.says_any(at + 1, &["BC", "B.C.", "BCE"]);
    let first_year = if before_our_era { 1 - number * 100 } else { number * 100 - 99 };
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    Some(Reading::date(
        the.unwrap_or(start),
        at + 1 + usize::from(before_our_era),
        Said::Years { first_year, years: 100 },
    ))
}
