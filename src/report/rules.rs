//! Name of a discrepancy rule -> what a reader should understand by it.
//!
//! Only words: which rule fires and how grave it is was decided before. A rule that is missing here is shown by its own
//! name, so a new rule needs no change to be reported.

use std::borrow::Cow;

/// A rule in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// a few words for a heading
    pub title: Cow<'static, str>,
    /// one sentence on what it means; empty for a rule not described here
    pub means: &'static str,
}

/// Rule name, title, meaning: in the order of the rules.
const RULES: &[(&str, &str, &str)] = &[
    (
        "value_conflict",
        "Figures contradict each other",
        "The same thing is counted for the same place and time, the figures differ, and neither rounding nor wording explains the gap.",
    ),
    (
        "bound_conflict",
        "Limits exclude each other",
        "One source sets a limit, such as “over” or “up to”, that the figure of another breaks.",
    ),
    (
        "range_overlap",
        "Ranges meet only in part",
        "Both sources give a range; the two share some values, yet neither holds the other.",
    ),
    (
        "stale_figure",
        "An older count beside a newer one",
        "The figure keeps growing, and one source gives an earlier state of it.",
    ),
    (
        "falling_total",
        "A running total that falls",
        "A count that can only grow is smaller later on, and no source speaks of a revision.",
    ),
    ("superseded_figure", "Replaced by its own origin", "The same origin has given a newer value or a correction."),
    (
        "period_mismatch",
        "Counted over different periods",
        "The figures look alike but cover different spans of time, so they must not be laid side by side as they are.",
    ),
    (
        "definition_mismatch",
        "Different things counted",
        "The words are close, yet not the same thing is counted, such as people arrested and people held.",
    ),
    ("population_mismatch", "A group against its part", "One figure counts everybody, the other only some of them."),
    (
        "scope_mismatch",
        "Different places counted",
        "One figure is for a place, the other for something larger that holds it.",
    ),
    (
        "part_exceeds_whole",
        "The part is larger than the whole",
        "A figure that should be contained in another one is greater than it.",
    ),
    (
        "capacity_mismatch",
        "More inside than there is room for",
        "What is said about room, crowding and the number held does not fit together.",
    ),
    (
        "share_mismatch",
        "The percentage does not fit",
        "The part divided by the whole does not give the percentage stated.",
    ),
    ("sum_mismatch", "The parts do not add up", "The parts given do not make the total given."),
    ("change_mismatch", "The change does not fit", "The old and the new figure do not give the rise or fall stated."),
    (
        "impossible_share",
        "A percentage no count can give",
        "No whole number out of that total gives the percentage stated.",
    ),
    (
        "unit_slip",
        "A slip of the unit",
        "The figures differ by a factor that a mixed-up unit or a lost “million” would leave.",
    ),
    ("digit_slip", "A slip of the pen", "The figures differ by one digit changed, lost, added or swapped."),
    (
        "self_contradiction",
        "A source contradicts itself",
        "The same source gives two figures for the same thing that cannot both hold.",
    ),
    (
        "echoed_origin",
        "One origin behind several sources",
        "Several sources repeat one statement; that is one witness, not many.",
    ),
    ("date_conflict", "Dates contradict each other", "The same event is put on days that cannot both be right."),
    ("off_by_one_day", "One day apart", "The same event is put on two neighbouring days."),
    ("year_slip", "A slip of the year", "The dates agree in day and month but not in the year."),
    ("day_month_swap", "Day and month swapped", "The dates agree once day and month change places."),
    ("weekday_mismatch", "Weekday and date do not fit", "The date named was another day of the week."),
    (
        "order_conflict",
        "An impossible order of events",
        "Something ends before it begins, comes before its cause, or is told before it happened.",
    ),
    (
        "duration_mismatch",
        "The span of time does not fit",
        "The length of time stated is not the one between the dates given.",
    ),
    (
        "date_basis",
        "Different days of one matter",
        "The sources date different steps, such as the act, its announcement or its entry into force.",
    ),
    ("place_conflict", "In two places at once", "One person is put in two places too far apart for the time between."),
    (
        "quote_date_conflict",
        "One quotation, two dates",
        "The same words of the same speaker are put on different days.",
    ),
    (
        "quote_variant",
        "One utterance, different words",
        "What looks like the same utterance is quoted in different words.",
    ),
    (
        "status_conflict",
        "Done, or only proposed?",
        "The sources disagree on how far the matter has got: offered, agreed, planned or denied.",
    ),
    ("name_variant", "One body, two names", "The same body appears under more than one name."),
];

/// The rule in plain words.
pub fn plain(rule: &str) -> Plain {
    match RULES.iter().find(|(name, ..)| *name == rule) {
        Some((_, title, means)) => Plain { title: Cow::Borrowed(title), means },
        None => Plain { title: Cow::Owned(sentence_case(rule)), means: "" },
    }
}

/// `some_name` -> `Some name`.
pub fn sentence_case(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_nobody_described_bears_its_own_name() {
        assert_eq!(plain("brand_new_rule"), Plain { title: "Brand new rule".into(), means: "" });
        assert_eq!(plain("").title, "");
    }

    #[test]
    fn no_rule_is_described_twice() {
        let mut names: Vec<_> = RULES.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
