//! A length of time that its dates do not give: "has lasted 40 days" twenty days after it began, "the tenth anniversary"
//! in the twelfth year.
//!
//! When something began is what the same text tells; where it tells nothing, what the others tell, and then any of
//! their days may bear the length out.

use chrono::{Datelike, NaiveDate};

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::reconcile::affair::Affair;
use crate::reconcile::beginning::same;
use crate::reconcile::days::days_words;
use crate::reconcile::draft::Draft;
use crate::reconcile::lasting::{Lasting, Length, Of, elapsed, lengths};
use crate::reconcile::occasion::Telling;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::meaning;

pub const RULE: Rule = Rule { name: "duration_mismatch", look: Look::Story(find) };

/// Off by more than this share of what is said, it is no slip of counting.
const FAR_OFF: f64 = 0.4;
/// Lengths that are laid beside each other.
const MOST: usize = 64;
/// Two lengths of one happening are no more than so many times apart.
const LIKELY: f64 = 4.0;

fn find(affair: &Affair) -> Vec<Draft> {
    let told = affair.lastings.iter().flat_map(|lasting| {
        lengths(&lasting.text, affair.vocabulary).into_iter().map(move |length| (*lasting, length))
    });
    let told: Vec<(&Lasting, Length)> = told.collect();
    let alone = told.iter().filter_map(|(lasting, length)| match &length.of {
        Of::Happening(what) => since_it_began(lasting, what, length, affair),
        Of::Over(what) => longer_than_can_be(lasting, what, length, affair),
        Of::Ahead => to_its_end(lasting, length, affair),
        Of::Year(year) => since_a_year(lasting, *year, length, affair),
    });
    alone.chain(two_lengths(&told, affair)).collect()
}

/// "Dragged on for three years" of what began twenty months ago.
fn longer_than_can_be(lasting: &Lasting, what: &str, length: &Length, affair: &Affair) -> Option<Draft> {
    let now = affair.sources.published(&lasting.source)?;
    let begun = begun(what, affair);
    let longest = |begun: &Telling| elapsed(begun.days.first, now);
    let told = begun.iter().filter(|begun| longest(begun) >= 0.0);
    // the earliest beginning anybody tells leaves the most time
    let first = told.max_by(|a, b| longest(a).total_cmp(&longest(b)))?;
    if length.about < 2.0 || length.low <= longest(first) + 1.0 {
        return None;
    }
    let says = format!(
        "{} tells of {} of {what}, but from {}, when {} has it begin, to {now} it is {} days.",
        affair.sources.name(&lasting.source),
        length.words,
        days_words(&first.days),
        affair.sources.name(&first.event.source),
        longest(first),
    );
    let measured = format!("{} | {} to {now}", length.words, days_words(&first.days));
    let draft = Draft::new(severity(length, longest(first)), Tolerance::SameDay, says).kind(GroupKind::Event);
    let mut draft = draft.witness(lasting).value(&length.words).value(days_words(&first.days)).measured(measured);
    for begun in begun.iter().filter(|begun| longest(begun) >= 0.0) {
        draft.see(begun.event);
    }
    Some(draft)
}

/// "Is to last for 60 days and runs out on July 17" of what has been in force since June 8.
fn to_its_end(lasting: &Lasting, length: &Length, affair: &Affair) -> Option<Draft> {
    let occasions = &affair.occasions;
    let own = |telling: &&Telling| telling.event.source == lasting.source;
    let ends = |telling: &&Telling| {
        let before = telling.event.sentence_text.find(&telling.event.text).map(|at| &telling.event.sentence_text[..at]);
        let ends = &affair.vocabulary.phrases.runs_out;
        telling.event.sentence == lasting.sentence
            && telling.days.is_day()
            && before.is_some_and(|before| {
                ends.iter().any(|end| before.trim_end().trim_end_matches(" on").ends_with(&**end))
            })
    };
    let end = occasions.tellings.iter().filter(own).find(ends)?;
    let begins = occasions.beginnings.iter().map(|begun| &occasions.tellings[begun.at]).filter(own);
    let begun = begins
        .filter(|begun| begun.event.sentence.start <= lasting.sentence.start && begun.days.is_day())
        .max_by_key(|begun| begun.event.sentence.start)?;
    // an end whose year nobody says is the first after the beginning
    let ahead = |years: i32| end.days.first.with_year(begun.days.first.year() + years);
    let open = end.time.inferred.year;
    let last = if open { (0..2).filter_map(ahead).find(|day| *day > begun.days.first)? } else { end.days.first };
    let between = elapsed(begun.days.first, last);
    if between <= 0.0 || (length.low..=length.high).contains(&between) {
        return None;
    }
    let says = format!(
        "{} has {} run from {} to {}, which is {between} days.",
        affair.sources.name(&lasting.source),
        length.words,
        days_words(&begun.days),
        last,
    );
    let draft = Draft::new(severity(length, between), Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(lasting).witness(begun.event).witness(end.event).value(&length.words);
    Some(draft.value(format!("{between} days")).measured(format!("{} | {between} days", length.words)))
}

/// One happening that is over, two lengths: "put out after ten hours", "burned for almost 17 hours".
fn two_lengths(told: &[(&Lasting, Length)], affair: &Affair) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let over = |length: &Length| match &length.of {
        Of::Over(what) if meaning(what, affair.vocabulary).once => Some(meaning(what, affair.vocabulary).stem),
        _ => None,
    };
    affair.left_out.add("lengths of happenings", told.len().saturating_sub(MOST));
    for (number, (one, a)) in told.iter().enumerate().take(MOST) {
        for (other, b) in told[number + 1..].iter().take(MOST) {
            let apart = a.high < b.low || b.high < a.low;
            let likely = a.about <= b.about * LIKELY && b.about <= a.about * LIKELY;
            if one.source == other.source || over(a).is_none() || over(a) != over(b) || !apart || !likely {
                continue;
            }
            let says = format!(
                "{} gives it {}, {} {}: one happening, two lengths.",
                affair.sources.name(&one.source),
                a.words,
                affair.sources.name(&other.source),
                b.words,
            );
            let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Event);
            let draft = draft.witness(*one).witness(*other).value(&a.words).value(&b.words);
            drafts.push(draft.measured(format!("{} | {}", a.words, b.words)));
        }
    }
    drafts
}

/// What the story's sources tell of the day on which something began.
fn begun<'s, 'a>(what: &str, affair: &'s Affair<'a>) -> Vec<&'s Telling<'a>> {
    let occasions = &affair.occasions;
    let begun = occasions.beginnings.iter().filter(|begun| same(&begun.what, what));
    begun.map(|begun| &occasions.tellings[begun.at]).collect()
}

fn since_it_began(lasting: &Lasting, what: &str, length: &Length, affair: &Affair) -> Option<Draft> {
    let now = day_of(lasting, affair)?;
    let begun = begun(what, affair);
    let own: Vec<&Telling> = begun.iter().copied().filter(|begun| begun.event.source == lasting.source).collect();
    let days = if own.is_empty() { begun } else { own };
    let between = |begun: &Telling| (elapsed(begun.days.last, now), elapsed(begun.days.first, now));
    let fits = |begun: &&Telling| {
        let (short, long) = between(begun);
        short <= length.high && long >= length.low || long < 0.0
    };
    if days.iter().any(fits) {
        return None;
    }
    let begun = *days.first()?;
    let (short, long) = between(begun);
    let says = format!(
        "{} tells of {} of {what}, but from {}, when {} has it begin, to {now} it is {} days.",
        affair.sources.name(&lasting.source),
        length.words,
        days_words(&begun.days),
        affair.sources.name(&begun.event.source),
        if short == long { format!("{short}") } else { format!("{short} to {long}") },
    );
    let measured = format!("{} | {} to {now}", length.words, days_words(&begun.days));
    let draft = Draft::new(severity(length, long), Tolerance::SameDay, says).kind(GroupKind::Event).measured(measured);
    Some(draft.witness(lasting).witness(begun.event).value(&length.words).value(days_words(&begun.days)))
}

fn since_a_year(lasting: &Lasting, year: i32, length: &Length, affair: &Affair) -> Option<Draft> {
    let now = affair.sources.published(&lasting.source)?;
    let years = f64::from(now.year() - year);
    let days = years * 365.25;
    if (length.low - 1.0..=length.high + 1.0).contains(&days) || years < 0.0 {
        return None;
    }
    let says = format!(
        "{} writes “{}” beside {year}, but {year} lies {years} years before {}.",
        affair.sources.name(&lasting.source),
        length.words,
        now.year(),
    );
    let draft = Draft::new(severity(length, days), Tolerance::SameDay, says).kind(GroupKind::Internal);
    Some(draft.witness(lasting).value(&length.words).value(year.to_string()).measured(format!("{years} years")))
}

/// The day a sentence speaks from: one it names near the document's own, else that.
fn day_of(lasting: &Lasting, affair: &Affair) -> Option<NaiveDate> {
    let published = affair.sources.published(&lasting.source)?;
    let named = affair.occasions.tellings.iter().filter(|telling| {
        telling.event.source == lasting.source && telling.event.sentence == lasting.sentence && telling.days.is_day()
    });
    let near = named.map(|telling| telling.days.first).find(|day| (0..=7).contains(&(published - *day).num_days()));
    Some(near.unwrap_or(published))
}

fn severity(length: &Length, days: f64) -> Severity {
    let off = (length.about - days).abs() / length.about.max(1.0);
    if off > FAR_OFF { Severity::Medium } else { Severity::Low }
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{World, told};

    fn found(sentence: &str, begins: &str, day: &str, published: &str) -> String {
        let begun = told("wire", begins).on(day);
        let findings =
            World::telling([begun]).lasting("wire", sentence).published("wire", published).reconciled().findings;
        findings.iter().map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect()
    }

    #[test]
    fn a_strike_of_twenty_days_has_not_lasted_forty() {
        let begun = "The strike at the shipyard began on 2024-10-02";
        let strike = |sentence: &str| found(sentence, begun, "2024-10-02", "2024-10-22");
        assert_eq!(strike("The strike has lasted 40 days"), "duration_mismatch medium");
        assert_eq!(strike("The strike has lasted 20 days"), "");
        assert_eq!(strike("The strike has lasted almost 3 weeks"), "");
        // over or not, it cannot have been longer than there was time
        assert_eq!(strike("The strike lasted 40 days"), "duration_mismatch medium");
        assert_eq!(strike("The strike lasted 10 days"), "");
        assert_eq!(strike("The talks have lasted 40 days"), "");
    }

    #[test]
    fn a_war_of_less_than_two_years_is_not_one_of_more_than_three() {
        let begun = "The war in the north began in 2022-10";
        let war = |sentence: &str| found(sentence, begun, "2022-10", "2024-03-10");
        assert_eq!(war("After more than 3 years of war few are left"), "duration_mismatch medium");
        assert_eq!(war("After more than 1 year of war few are left"), "");
    }

    #[test]
    fn an_anniversary_and_years_ago_are_counted_from_the_year_beside_them() {
        let beside = |sentence: &str| found(sentence, "The war began", "2022-10", "2025-03-14");
        assert_eq!(beside("The dam broke in 2013, 30 years ago"), "duration_mismatch medium");
        assert_eq!(beside("The dam broke in 2013, 12 years ago"), "");
        assert_eq!(beside("The quake of 1988, thirty-seven years ago, was worse"), "");
        assert_eq!(beside("On the 10th anniversary of the 2011 flood people met"), "duration_mismatch low");
        assert_eq!(beside("On the 14th anniversary of the 2011 flood people met"), "");
        assert_eq!(beside("Before the 15th anniversary of the 2011 flood people met"), "");
    }
}
