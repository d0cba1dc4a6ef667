//! Sources that say themselves that they count different things: "deaths by date of report" here, "by date of death" there.
//!
//! Only rows of tables have a column for it, and only words that somebody wrote there count; besides, the words "by date of"
//! in any text. Where the words differ the values need not agree, and no other rule should call it a conflict.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::Relation;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "definition_mismatch", look: Look::Pair(Question::Value, find) };
pub const OTHER_DAYS: Rule =
    Rule { name: "definition_mismatch", look: Look::Pair(Question::Definition, on_other_days) };

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let one_day = pair.window.relation == Relation::Same || pair.window.relation == Relation::Unknown;
    if one_day { differ(pair, affair) } else { None }
}

fn on_other_days(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let days = !matches!(pair.window.relation, Relation::Same | Relation::Unknown | Relation::Disjoint);
    // growth is growth by whichever date
    let near = pair.a.as_of().zip(pair.b.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() <= 7);
    if days && near && dated_by(pair.a, affair)? != dated_by(pair.b, affair)? { differ(pair, affair) } else { None }
}

fn differ(pair: &Pair, affair: &Affair) -> Option<Draft> {
    if !pair.same_thing() || pair.same_source || pair.values.agrees() || pair.vague() {
        return None;
    }
    let (a, b) = match (dated_by(pair.a, affair), dated_by(pair.b, affair)) {
        (Some(a), Some(b)) if a != b => (format!("by {a}"), format!("by {b}")),
        _ => match (counted(pair.a)?, counted(pair.b)?) {
            (a, b) if a != b => (a, b),
            _ => return None,
        },
    };
    let says = format!(
        "{}, while {}: by their own words the two count different things, {a} here, {b} there ({}).",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.difference(),
    );
    let draft = Draft::new(Severity::Medium, Tolerance::HalfStep, says).measured(pair.difference());
    Some(draft.theme(format!("{} | {}", a.clone().min(b.clone()), a.max(b))))
}

/// What a row says it counts, where it says more than the metric's name.
fn counted(figure: &Figure) -> Option<String> {
    let words = figure.claim.counted.trim().to_lowercase();
    let metric = figure.claim.metric.replace('_', " ").to_lowercase();
    (figure.coded() && !words.is_empty() && words != metric).then_some(words)
}

/// "by date of report", "by specimen date", "by day of death"
fn dated_by(figure: &Figure, affair: &Affair) -> Option<String> {
    let text = format!(" {} {} ", figure.claim.counted, figure.claim.sentence_text).to_lowercase();
    let told = |phrase: &str| {
        let mut ends = text.match_indices(phrase).map(|(at, _)| (at, at + phrase.len()));
        ends.find(|&(from, to)| text[..from].ends_with(' ') && text[to..].starts_with(' ')).map(|(_, to)| to)
    };
    let phrase = affair.vocabulary.phrases.dated_by.iter().find_map(|phrase| told(phrase));
    if let Some(rest) = phrase.map(|at| &text[at..]) {
        let word = rest.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
        return Some(format!("date of {word}"));
    }
    // "by specimen date"
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let three = words.windows(3).find(|three| three[0] == "by" && three[2] == "date" && three[1] != "that")?;
    Some(format!("date of {}", three[1]))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees, sees_coded};

    #[test]
    fn rows_that_say_what_they_count_differ_by_definition() {
        let count = |source, text, words: &str| says(source, "homicides", text).during("2023").counted(words);
        let (all, some) = ("murders and manslaughter", "murders alone");
        sees_coded("definition_mismatch medium", [count("police", "523", all), count("court", "402", some)]);
        sees_coded("value_conflict high", [count("police", "523", all), count("court", "402", all)]);
        sees_coded("value_conflict high", [count("police", "523", "homicides"), count("court", "402", some)]);
        sees_coded("", [count("police", "523", all), count("court", "523", some)]);
    }

    #[test]
    fn dates_of_different_things_are_told_in_any_text() {
        let hurt =
            |source, text, words: &str| -> Said { says(source, "injured", text).during("2024-10-05").sentence(words) };
        let (a, b) =
            (hurt("wire", "90", "90 hurt by date of report."), hurt("post", "34", "34 hurt, by accident date."));
        sees("definition_mismatch medium", [a.clone(), b]);
        sees("value_conflict high", [a, hurt("post", "34", "34 were hurt, by date of report.")]);
    }

    #[test]
    fn a_date_that_nothing_is_counted_by_is_silent() {
        let hurt = |source, text, words: &str| says(source, "injured", text).during("2024-10-05").sentence(words);
        leaves([
            hurt("wire", "90", "The claims must be in by that date: 90."),
            hurt("post", "90", "90, by date of report."),
        ]);
    }
}
