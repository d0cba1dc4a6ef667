//! Two dated acts of two texts that stand in one another's place and are told for days that cannot be the same: "the alert
//! was raised to Level 4 on Wednesday night", "raised the alert to Level 4 on 11 September".
//!
//! Where the clauses alone say too little to be sure that one happening is meant (`occasion`), their whole sentences and
//! those before may: each act is the other's counterpart in the other's text, whatever its day (`counterparts`), the two
//! share a verb or a word for a happening, and their days lie near each other or differ by a slip. What is left is told as
//! `low`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::lexicon::Class;
use crate::model::time::{Grain, Modifier};
use crate::model::token::Words;
use crate::model::vocabulary::Cue;
use crate::reconcile::act::{quoted_short, witness};
use crate::reconcile::affair::Affair;
use crate::reconcile::aged::ages_told;
use crate::reconcile::alike::may_be_told_otherwise;
use crate::reconcile::counterparts::{Counterparts, Features, Pair, Sentences, are_too_many, kin_at, named_numbers};
use crate::reconcile::days::{Slip, days_words, slip};
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::figure::Figure;
use crate::reconcile::occasion::Telling;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{Stem, meaning_at, tokens};

/// Days that are one apart, or a year, have a name of their own.
pub const RULE: Rule = Rule { name: "date_conflict", look: Look::Rest(find) };

/// So much must be shared, and so much of all that is told.
const MASS: f64 = 1.0;
const LIKENESS: f64 = 0.18;
/// Words and numbers at least.
const FEATURES: usize = 2;
/// Days further apart than this are two happenings', unless a slip explains them.
const NEAR: i64 = 5;
/// Days further apart still, where both months are named and so much is shared: "in early September", "on 19 October".
const MONTHS: i64 = 62;
const SURE: f64 = 1.4;
/// Days of one sentence are told in much the same words.
const NEARLY: f64 = 0.85;
/// A text knows the other's day where it tells it in words at least this much as like.
const KNOWN: f64 = 0.5;
/// Years by which two papers may differ on one person's age.
const AGES: u32 = 3;
/// Other tellings of the same days that are cited.
const MOST_REPEATS: usize = 4;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let tellings: Vec<&Telling> = affair.occasions.tellings.iter().filter(|telling| !telling.dateline).collect();
    if are_too_many(tellings.len(), "dated acts, in whatever words,", affair) {
        return Vec::new();
    }
    let counterparts = counterparts(&tellings, affair);
    let acts: Vec<Vec<Stem>> = tellings.iter().map(|telling| acts(telling, affair)).collect();
    let numbers: Vec<_> =
        tellings.iter().map(|telling| named_numbers(&telling.event.sentence_text, affair.vocabulary)).collect();
    let mut counts: BTreeMap<(&str, u32), Vec<&Figure>> = BTreeMap::new();
    for figure in affair.figures.iter().filter(|figure| !figure.coded()) {
        counts.entry((&figure.claim.source, figure.claim.sentence.start)).or_default().push(figure);
    }
    let mut by_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        by_source.entry(&telling.event.source).or_default().push(at);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    // by the two days and a sentence: what shares both is one finding
    let mut known: BTreeMap<(String, Witness), usize> = BTreeMap::new();
    for pair in counterparts.pairs(NEARLY, |_, _| true) {
        let (one, other) = (tellings[pair.one], tellings[pair.other]);
        let points = pair.shared.points();
        // who tells the like for the other's day as well
        let like = |at: usize| {
            let alike =
                [pair.one, pair.other].map(|own| if own == at { 0.0 } else { counterparts.shared(at, own).points() });
            alike[0].max(alike[1]) >= points * KNOWN
        };
        let of = |source: &str, day: usize| -> Vec<usize> {
            let told = by_source.get(source).into_iter().flatten().copied();
            told.filter(|&at| at != day && tellings[at].days.meets(&tellings[day].days) && like(at)).collect()
        };
        if !is_like(&pair)
            || !may_slip(one, other, &pair)
            || !may_be_told_otherwise(one, other)
            || is_a_count(one)
            || is_a_count(other)
            || is_said(one, affair) != is_said(other, affair)
            || is_each_days_news(one, other, affair)
            || share_an_age(one, other, affair) == Some(false)
            || counts_differ(&counts, one, other)
            || names_other_numbers(&numbers[pair.one], &numbers[pair.other])
            || pair.shared.numbers == 0 && !share(&acts[pair.one], &acts[pair.other])
            || told.of_ids(&one.event.id, &other.event.id)
            || affair.rulings.are_different(&one.event.id, &other.event.id)
            || !of(&one.event.source, pair.other).is_empty()
            || !of(&other.event.source, pair.one).is_empty()
        {
            continue;
        }
        let mut draft = draft(one, other, affair);
        let others =
            by_source.keys().filter(|source| **source != &*one.event.source && **source != &*other.event.source);
        let mut repeats: Vec<usize> =
            others.flat_map(|source| of(source, pair.one).into_iter().chain(of(source, pair.other))).collect();
        repeats.sort_unstable();
        for at in repeats.into_iter().take(MOST_REPEATS) {
            draft.see(witness(tellings[at].event));
        }
        let sentences = [one, other].map(|telling| Witness { id: String::new(), ..witness(telling.event) });
        let place = sentences.iter().find_map(|sentence| known.get(&(draft.theme.clone(), sentence.clone())).copied());
        let place = place.unwrap_or(drafts.len());
        for sentence in sentences {
            known.insert((draft.theme.clone(), sentence), place);
        }
        match drafts.get_mut(place) {
            Some(known) => known.absorb(&draft),
            None => drafts.push(draft),
        }
    }
    drafts
}

/// Have two sorted lists anything in common?
fn share<T: Ord>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|act| other.binary_search(act).is_ok())
}

/// "As of Saturday", "by Monday": the day of a count, not of a happening.
fn is_a_count(telling: &Telling) -> bool {
    let time = telling.event.because.first().and_then(|mention| mention.time());
    time.is_some_and(|time| {
        matches!(time.modifier, Some(Modifier::AsOf | Modifier::By | Modifier::Until | Modifier::Before))
    })
}

/// "its chairman told the paper on Friday": the day on which it was said, not done. What is announced or declared is done.
fn is_said(telling: &Telling, affair: &Affair) -> bool {
    let text = telling.event.description.as_str();
    let time = text.find(telling.event.text.as_str()).unwrap_or(text.len());
    let tokens = tokens(&text[..time], affair.vocabulary);
    let words = Words { text: &text[..time], tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    // "declared three days of mourning starting on Monday": begun then, not said
    let verb = (0..tokens.len()).rev().find(|&at| words.is(at, Class::PAST | Class::PARTICIPLE | Class::GERUND));
    let is_done = |at: usize| {
        affair.vocabulary.cues.all_at(&words, at).any(|(_, cue)| *cue == Cue::MadeKnown)
            || meaning_at(&words, at, affair.vocabulary).1.is_some_and(|meaning| meaning.once)
    };
    verb.is_some_and(|at| words.is(at, Class::REPORTING) && !is_done(at))
}

/// "Shares fell on Tuesday", "shares fell on Wednesday" in the papers of two days: each tells its own day's news, unless what is
/// told happens once, or to one person whose age is told.
fn is_each_days_news(one: &Telling, other: &Telling, affair: &Affair) -> bool {
    let by_weekday = |telling: &Telling| telling.time.inferred.month && telling.days.is_day();
    let published = |telling: &Telling| affair.sources.published(&telling.event.source);
    let (Some(first), Some(second)) = (published(one), published(other)) else { return false };
    let moves_with_paper = first != second && one.days.first - other.days.first == first - second;
    let once = one.once.iter().any(|act| other.once.contains(act)) || share_an_age(one, other, affair) == Some(true);
    by_weekday(one) && by_weekday(other) && moves_with_paper && !once
}

/// Is somebody of the same age told of, as near as papers take it? None where one of the two tells nobody's age.
fn share_an_age(one: &Telling, other: &Telling, affair: &Affair) -> Option<bool> {
    let [one, other] = [one, other].map(|telling| ages_told(&telling.event.sentence_text, affair.vocabulary));
    let share = || one.iter().any(|a| other.iter().any(|b| a.abs_diff(*b) <= AGES));
    (!one.is_empty() && !other.is_empty()).then(share)
}

/// One thing counted on each day, and not one number in common: "shells killed seven on Tuesday", "… four on Wednesday".
fn counts_differ(counts: &BTreeMap<(&str, u32), Vec<&Figure>>, one: &Telling, other: &Telling) -> bool {
    let [one, other] = [one, other].map(|telling| counts.get(&(&*telling.event.source, telling.event.sentence.start)));
    let (Some(one), Some(other)) = (one, other) else { return false };
    let same = |a: &Figure, b: &Figure| a.claim.metric == b.claim.metric;
    one.iter().any(|a| other.iter().any(|b| same(a, b)))
        && !one.iter().any(|a| other.iter().any(|b| same(a, b) && a.beside(b).agrees()))
}

/// "Level 3" and "Level 4" are two steps.
fn names_other_numbers(one: &BTreeMap<String, BTreeSet<String>>, other: &BTreeMap<String, BTreeSet<String>>) -> bool {
    one.iter().any(|(name, numbers)| other.get(name).is_some_and(|others| others != numbers))
}

fn is_like(pair: &Pair) -> bool {
    let shared = &pair.shared;
    shared.mass >= MASS && shared.likeness >= LIKENESS && shared.told() - shared.days >= FEATURES
}

/// Days that cannot be the same but near enough to be one happening's, or a slip apart.
fn may_slip(one: &Telling, other: &Telling, pair: &Pair) -> bool {
    let Some(slip) = slip(&one.days, &other.days) else { return false };
    let named = |telling: &Telling| !telling.time.inferred.month && !telling.time.inferred.day;
    let gap = one.days.gap(&other.days);
    match slip {
        Slip::OneDay => true,
        Slip::Year | Slip::Month | Slip::DayAndMonth | Slip::OneDigit => named(one) && named(other),
        Slip::None if one.days.is_day() && other.days.is_day() && gap <= NEAR => true,
        Slip::None if named(one) && named(other) && pair.shared.points() >= SURE => gap <= MONTHS,
        // two years of one happening, told by their years alone
        Slip::None => one.days.grain == Grain::Year && other.days.grain == Grain::Year && gap <= 1,
    }
}

fn counterparts<'a>(tellings: &[&Telling<'a>], affair: &Affair<'a>) -> Counterparts<'a> {
    let mut sentences = Sentences::default();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded()) {
        sentences.add(&figure.claim.source, figure.claim.sentence, &figure.claim.sentence_text);
    }
    for event in &affair.events {
        sentences.add(&event.source, event.sentence, &event.sentence_text);
    }
    let told = tellings.iter().map(|telling| {
        let event = telling.event;
        let text = event.sentence_text.as_str();
        let at = event.span.map(|span| span.start.saturating_sub(event.sentence.start) as usize);
        let at = at.filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(event.text.as_str())));
        let at = at.or_else(|| text.find(event.text.as_str())).unwrap_or_default();
        let features = Features::around(text, at..at + event.text.len(), affair.vocabulary)
            .after(sentences.before(&event.source, event.sentence.start), affair.vocabulary);
        (&*event.source, features)
    });
    Counterparts::new(told.collect())
}

/// What the sentence tells as done or happening, sorted.
fn acts(telling: &Telling, affair: &Affair) -> Vec<Stem> {
    let text = telling.event.sentence_text.as_str();
    let tokens = tokens(text, affair.vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    let is_act = |at: usize, once: bool| {
        let verb = words.is(at, Class::PAST | Class::PARTICIPLE | Class::HAPPENING) || words.text(at).ends_with("ed");
        once || verb && !words.is(at, Class::AUXILIARY | Class::COPULA)
    };
    let mut acts: Vec<Stem> = Vec::new();
    for at in 0..tokens.len() {
        let meaning = meaning_at(&words, at, affair.vocabulary).1;
        if let Some(meaning) = meaning.filter(|meaning| is_act(at, meaning.once)) {
            acts.extend(kin_at(&words, at, meaning.stem, affair.vocabulary));
        }
    }
    acts.sort_unstable();
    acts.dedup();
    acts
}

fn draft(one: &Telling, other: &Telling, affair: &Affair) -> Draft {
    let told = |telling: &Telling| {
        let source = affair.sources.name(&telling.event.source);
        format!("{source} (“{}”) for {}", quoted_short(&telling.event.description), days_words(&telling.days))
    };
    let says = format!(
        "What may be one happening is told by {} and by {}; each stands where the other does.",
        told(one),
        told(other)
    );
    let measured = format!("{} | {}", days_words(&one.days), days_words(&other.days));
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Event);
    let mut draft = draft.witness(witness(one.event)).witness(witness(other.event)).measured(measured);
    draft = draft.value(days_words(&one.days)).value(days_words(&other.days));
    let mut days = [one, other].map(|telling| days_words(&telling.days));
    days.sort();
    draft.theme = days.join(" ");
    draft.rule = match slip(&one.days, &other.days) {
        Some(Slip::OneDay) => "off_by_one_day",
        Some(Slip::Year) => "year_slip",
        _ => "date_conflict",
    };
    draft
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Told, World, told};

    fn found(said: [Told; 2]) -> Vec<String> {
        World::telling(said).reconciled().findings.into_iter().map(|finding| finding.says).collect()
    }

    fn is_left(said: [Told; 2]) -> bool {
        !found(said).iter().any(|says| says.contains("each stands where"))
    }

    #[test]
    fn an_act_is_told_for_two_days() {
        let tells = |source, clause: &str, day| told(source, clause).on(day);
        let a = || tells("wire", "The ferry company suspended its winter sailings to the island of Halm", "2024-05-04");
        let b = |day| tells("post", "Winter sailings to Halm were suspended without a word by the ferry company", day);
        assert!(!found([a(), b("2024-05-05")]).is_empty());
        assert!(found([a(), b("2024-05-04")]).is_empty());
        // a month later it may have done so again
        assert!(is_left([a(), b("2024-06-09")]));
        let other = tells("post", "The ferry company met the islanders of Halm", "2024-05-05");
        assert!(is_left([a(), other]));
    }

    #[test]
    fn people_of_two_ages_have_two_days() {
        let drowned = |source, who: &str, day| {
            told(source, &format!("{who} drowned in the cold harbour basin of Halm, its warden said")).on(day)
        };
        let young = || drowned("wire", "A 27-year-old swimmer", "2024-05-07");
        assert!(!found([young(), drowned("post", "A 28-year-old swimmer", "2024-05-08")]).is_empty());
        assert!(is_left([young(), drowned("post", "A 61-year-old swimmer", "2024-05-08")]));
        assert!(is_left([young(), drowned("post", "A swimmer, 61,", "2024-05-08")]));
    }

    #[test]
    fn two_steps_have_two_days() {
        let raised = |source, level: &str, day| {
            told(source, &format!("The observatory raised the warning for the glacier lake to Stage {level}")).on(day)
        };
        assert!(!found([raised("wire", "3", "2024-05-04"), raised("post", "3", "2024-05-05")]).is_empty());
        assert!(is_left([raised("wire", "3", "2024-05-04"), raised("post", "4", "2024-05-05")]));
    }
}
