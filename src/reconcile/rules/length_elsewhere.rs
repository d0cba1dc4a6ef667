//! One matter told with two lengths of time: "after 56 days in captivity" and "after 46 days in the forest"; and a length
//! beside the two days it runs between.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::event::Event;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::quantity::Unit;
use crate::model::time::Grain;
use crate::reconcile::affair::Affair;
use crate::reconcile::days::{Days, days_words};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::lasting::{Lasting, Plain, elapsed, plain};
use crate::reconcile::occasion::Rarity;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{Stem, meanings};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "duration_mismatch", look: Look::Story(find) };

/// Lengths laid beside each other.
const MOST: usize = 200;
/// The days stand within so many bytes of the length between them.
const NEAR: usize = 24;
/// Two lengths of one matter are no more than so many times apart.
const LIKELY: f64 = 2.0;
/// A plain number smaller than this is anybody's.
const TELLING: i64 = 20;
/// Bytes of the sentence to either side of a length whose words tell what it is of.
const AROUND: usize = 90;
/// How rare the words must be in all that two lengths share, and how many.
const ENOUGH: f64 = 7.0;
const WORDS: usize = 2;

struct Told<'a> {
    lasting: &'a Lasting,
    length: Plain,
    words: BTreeSet<Stem>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let told = told(affair);
    let mut drafts: Vec<Draft> = told.iter().filter_map(|told| between_its_days(told, affair)).collect();
    let rarity = Rarity::of(&affair.events, affair.vocabulary);
    for (number, a) in told.iter().enumerate() {
        for b in told[number + 1..].iter().filter(|b| b.lasting.source != a.lasting.source) {
            if a.length.may_be(&b.length) {
                continue;
            }
            drafts.extend(of_one_matter(a, b, &rarity, affair));
        }
    }
    drafts
}

/// The lengths of a story's sentences, with the words around them.
fn told<'a>(affair: &Affair<'a>) -> Vec<Told<'a>> {
    let vocabulary = affair.vocabulary;
    let lastings = affair.lastings.iter();
    let lengths =
        lastings.flat_map(|lasting| plain(&lasting.text, vocabulary).into_iter().map(move |length| (*lasting, length)));
    let lengths = affair.left_out.first(MOST, "lengths of time", lengths).into_iter();
    let read = |(lasting, length): (&'a Lasting, Plain)| {
        let around = around(&lasting.text, &length);
        let words = meanings(around, vocabulary).into_iter().map(|told| told.stem).collect();
        Told { lasting, length, words }
    };
    lengths.map(read).collect()
}

fn around<'t>(text: &'t str, length: &Plain) -> &'t str {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &text[floor(length.start.saturating_sub(AROUND))..floor((length.end + AROUND).min(text.len()))]
}

fn of_one_matter(a: &Told, b: &Told, rarity: &Rarity, affair: &Affair) -> Option<Draft> {
    let likely = a.length.is_within(&b.length, LIKELY);
    let shared: Vec<&Stem> = a.words.intersection(&b.words).collect();
    let strength: f64 = shared.iter().map(|stem| rarity.of_word(stem)).sum();
    let alike = shared.len() >= WORDS && strength >= ENOUGH || of_one_day(a, b, affair);
    if !likely || a.length.lead != b.length.lead || !alike {
        return None;
    }
    let says = format!(
        "{} has “{}” (“{}”), {} “{}” (“{}”): one matter, two lengths of time.",
        affair.sources.name(&a.lasting.source),
        a.length.words,
        around(&a.lasting.text, &a.length).trim(),
        affair.sources.name(&b.lasting.source),
        b.length.words,
        around(&b.lasting.text, &b.length).trim(),
    );
    Some(draft(a, b, says))
}

/// "51 followed on 25 March after 56 days", "after 46 days 51 came home on Tuesday": one count on one day.
fn of_one_day(a: &Told, b: &Told, affair: &Affair) -> bool {
    let days = |told: &Told| -> BTreeSet<_> {
        let own = |event: &&&Event| event.source == told.lasting.source && event.sentence == told.lasting.sentence;
        let days = affair.events.iter().filter(own).filter_map(|event| Days::of(event.time.as_ref()?));
        days.filter(Days::is_day).map(|days| days.first).collect()
    };
    let counts = |told: &Told| -> BTreeSet<Decimal> {
        let own = |figure: &&Figure| {
            let there = figure.claim.source == told.lasting.source && figure.claim.sentence == told.lasting.sentence;
            there && figure.quantity().unit == Unit::Count
        };
        let counts = affair.figures.iter().chain(&affair.asides).filter(own).filter_map(|figure| figure.value());
        counts.filter(|value| *value >= TELLING.into()).collect()
    };
    !a.length.lead.is_empty() && !days(a).is_disjoint(&days(b)) && !counts(a).is_disjoint(&counts(b))
}

fn draft(a: &Told, b: &Told, says: String) -> Draft {
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Event);
    let draft = draft.witness(a.lasting).witness(b.lasting).value(&a.length.words).value(&b.length.words);
    draft.measured(format!("{} | {}", a.length.words, b.length.words))
}

/// "For 30 days, from 8 September to 18 October."
fn between_its_days(told: &Told, affair: &Affair) -> Option<Draft> {
    let own = affair.events.iter().filter(|event| {
        let from = || {
            let before = told.lasting.text.find(&event.text).map(|at| told.lasting.text[..at].trim_end());
            event.text.starts_with("from ") || before.is_some_and(|before| before.ends_with("from"))
        };
        event.source == told.lasting.source && event.sentence == told.lasting.sentence && from()
    });
    let (event, days) = own.filter_map(|event| Some((event, Days::of(event.time.as_ref()?)?))).next()?;
    let (short, long) = (elapsed(days.first, days.last), elapsed(days.first, days.last) + 1.0);
    if days.is_day()
        || days.grain > Grain::Day
        || told.length.high >= short && told.length.low <= long
        || told.length.lead == "after"
    {
        return None;
    }
    let at = told.lasting.text.find(&event.text)?;
    let near = at.abs_diff(told.length.end).min((at + event.text.len()).abs_diff(told.length.start));
    if near > NEAR {
        return None;
    }
    let says = format!(
        "{} writes “{}” beside {}, which is {long} days.",
        affair.sources.name(&told.lasting.source),
        told.length.words,
        days_words(&days),
    );
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(told.lasting).witness(*event).value(&told.length.words).value(days_words(&days));
    Some(draft.measured(format!("{} | {long} days", told.length.words)))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{World, told};

    #[test]
    fn miners_are_freed_after_one_length_of_time() {
        let found = |there: &str| {
            let told = |source| told(source, "The shaft was opened").on("2024-05-04");
            let here = "The miners of Karsk were freed after 30 days in the shaft";
            let world = World::telling([told("wire"), told("post")]).lasting("wire", here).lasting("post", there);
            let findings = world.reconciled().findings;
            findings.iter().map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect::<String>()
        };
        assert_eq!(found("After 45 days in the shaft the miners of Karsk were freed"), "duration_mismatch low");
        assert_eq!(found("After 30 days in the shaft the miners of Karsk were freed"), "");
        assert_eq!(found("After 200 days in the shaft the miners of Karsk were freed"), "");
        assert_eq!(found("After 45 days at sea the fishermen came home"), "");
        assert_eq!(found("For 45 days in the shaft the miners of Karsk sang"), "");
    }
}
