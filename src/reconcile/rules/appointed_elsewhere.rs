//! One thing to come that two texts appoint for days that cannot be the same: "the vote is due on June 7", "the valley votes on
//! 14 June"; "put off to 2029", "shall take place on Sunday 10 December 2028".
//!
//! What is to come is known by a day behind the text's own, and the thing by a word for what is set for a day, in the clause, the
//! sentence or the one before. Where a text says that the day was moved, the new day stands beside new ones and the old day beside what
//! was told before the move: that a later text tells another day than an earlier one is no conflict then. Words alone say that it
//! is one thing, so `low`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Look, Rule, Told};
use crate::model::event::{Event, Status};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::act::{quoted_short, witness};
use crate::reconcile::affair::Affair;
use crate::reconcile::counterparts::{Sentences, sets_at};
use crate::reconcile::days::{Days, days_words};
use crate::reconcile::draft::Draft;
use crate::reconcile::moved::moves_a_day;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{Stem, hash, meaning_at, meanings, tokens};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "date_conflict", look: Look::Rest(find) };

/// Appointments of a story that are laid side by side.
const MOST: usize = 200;
/// Days further apart are those of two things.
const FAR: i64 = 3 * 366;

/// What an appointed day is to others of the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    /// from which the thing was moved
    Old,
    /// to which it was moved
    New,
}

struct Appointment<'a> {
    event: &'a Event,
    days: Days,
    role: Role,
    /// sets of words for the thing
    things: Vec<Stem>,
    /// the words right before it: "presidential"
    kind: Vec<Stem>,
    /// the words told with it
    words: BTreeSet<Stem>,
    published: NaiveDate,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let appointed = affair.left_out.first(MOST, "appointed days", appointments(affair));
    let mut drafts: BTreeMap<(&str, &str), Draft> = BTreeMap::new();
    for (number, one) in appointed.iter().enumerate() {
        for other in &appointed[number + 1..] {
            let (a, b) = (&*one.event.source, &*other.event.source);
            let knows = |source: &str, day: &Appointment| {
                let own = appointed.iter().filter(|own| *own.event.source == *source && is_one_thing(own, day));
                own.into_iter().any(|own| own.days.meets(&day.days))
            };
            if a == b
                || !is_one_thing(one, other)
                || !may_stand_together(one, other)
                || one.days.meets(&other.days)
                || one.days.gap(&other.days) > FAR
                || one.words.is_disjoint(&other.words)
                || told.of_ids(&one.event.id, &other.event.id)
                || affair.rulings.are_different(&one.event.id, &other.event.id)
                || knows(a, other)
                || knows(b, one)
            {
                continue;
            }
            let draft = draft(one, other, affair);
            match drafts.get_mut(&(a, b)) {
                Some(known) => known.absorb(&draft),
                None => drop(drafts.insert((a, b), draft)),
            }
        }
    }
    drafts.into_values().collect()
}

fn appointments<'a>(affair: &Affair<'a>) -> Vec<Appointment<'a>> {
    let mut sentences = Sentences::default();
    for event in &affair.events {
        sentences.add(&event.source, event.sentence, &event.sentence_text);
    }
    let mut found: Vec<Appointment> = Vec::new();
    let mut seen = BTreeSet::new();
    for event in affair.events.iter().copied().filter(|event| event.time.is_some() && event.status != Status::Denied) {
        let Some(published) = affair.sources.published(&event.source) else { continue };
        let first = event.sentence_text.split(' ').next().unwrap_or_default().to_lowercase();
        let refers = affair.vocabulary.phrases.of_a_thing.iter().any(|word| **word == *first);
        let before = if refers { sentences.before(&event.source, event.sentence.start) } else { "" };
        let things = [event.description.as_str(), &event.sentence_text, before]
            .map(|text| things(text, affair.vocabulary))
            .into_iter()
            .find(|(things, _)| !things.is_empty());
        let Some((things, kind)) = things else { continue };
        let text = format!("{} {}", event.sentence_text, before);
        let words: BTreeSet<Stem> = meanings(&text, affair.vocabulary).into_iter().map(|told| told.stem).collect();
        let words = words.into_iter().filter(|word| !things.contains(word)).collect::<BTreeSet<Stem>>();
        for (days, role) in days(event, affair.vocabulary).into_iter().filter(|(days, _)| days.last > published) {
            let (things, kind, words) = (things.clone(), kind.clone(), words.clone());
            let appointment = Appointment { event, days, role, things, kind, words, published };
            if seen.insert((&event.source, event.sentence, days.first, days.last)) {
                found.push(appointment);
            }
        }
    }
    // a day told beside the one to which the thing was moved is the old one
    let moved: BTreeSet<_> = found
        .iter()
        .filter(|appointment| appointment.role == Role::New)
        .map(|appointment| (&appointment.event.source, appointment.event.sentence))
        .collect();
    for appointment in &mut found {
        if appointment.role == Role::Plain && moved.contains(&(&appointment.event.source, appointment.event.sentence)) {
            appointment.role = Role::Old;
        }
    }
    found
}

/// The days a clause appoints: "put off from this March to May" appoints two.
fn days(event: &Event, vocabulary: &Vocabulary) -> Vec<(Days, Role)> {
    let parts = event.because.first().map_or(&[][..], |mention| &mention.parts);
    let moves = moves_a_day(&event.description, vocabulary);
    let value = |mention: &Mention| Days::of(mention.time()?.value.as_ref()?);
    match (moves, parts) {
        (true, [from, to]) => {
            let both = [(value(from), Role::Old), (value(to), Role::New)];
            both.into_iter().filter_map(|(days, role)| Some((days?, role))).collect()
        }
        (moves, _) => {
            let days = event.time.as_ref().and_then(Days::of);
            days.map(|days| (days, if moves { Role::New } else { Role::Plain })).into_iter().collect()
        }
    }
}

/// The sets of words for what is set for a day, and the words right before it.
fn things(text: &str, vocabulary: &Vocabulary) -> (Vec<Stem>, Vec<Stem>) {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let is_set = |at: &usize| vocabulary.phrases.set_for_a_day.iter().any(|thing| **thing == *words.lemma(*at));
    let (mut things, mut kind) = (Vec::new(), Vec::new());
    for at in (0..words.len()).filter(is_set) {
        things.extend(sets_at(&words, at, vocabulary));
        things.push(hash(words.lemma(at)));
        let before = at.checked_sub(1).filter(|&at| !words.is(at, Class::PAST | Class::PARTICIPLE));
        kind.extend(before.and_then(|at| meaning_at(&words, at, vocabulary).1).map(|meaning| meaning.stem));
    }
    (things, kind)
}

/// "The presidential election" is not "the legislative elections", "the vote" may be either.
fn is_one_thing(one: &Appointment, other: &Appointment) -> bool {
    let share = |one: &[Stem], other: &[Stem]| one.iter().any(|stem| other.contains(stem));
    let one_kind = one.kind.is_empty() || other.kind.is_empty() || share(&one.kind, &other.kind);
    one_kind && share(&one.things, &other.things)
}

/// New days beside new ones, old ones beside what was told before the move.
fn may_stand_together(one: &Appointment, other: &Appointment) -> bool {
    match (one.role, other.role) {
        (Role::Plain, Role::New) => one.published >= other.published,
        (Role::New, Role::Plain) => other.published >= one.published,
        (Role::Plain, Role::Old) => one.published <= other.published,
        (Role::Old, Role::Plain) => other.published <= one.published,
        (one, other) => one == other,
    }
}

fn draft(one: &Appointment, other: &Appointment, affair: &Affair) -> Draft {
    let told = |told: &Appointment| {
        let source = affair.sources.name(&told.event.source);
        format!("{source} (“{}”) for {}", quoted_short(&told.event.description), days_words(&told.days))
    };
    let says = format!("What may be one thing to come is set by {} and by {}.", told(one), told(other));
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Event);
    let draft = draft.witness(witness(one.event)).witness(witness(other.event));
    let draft = draft.value(days_words(&one.days)).value(days_words(&other.days));
    draft.measured(format!("{} | {}", days_words(&one.days), days_words(&other.days)))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{ENGLISH, Told, World, told};

    fn found(said: [Told; 2], published: [&str; 2]) -> usize {
        let world = World::telling(said).published("wire", published[0]).published("post", published[1]);
        let mut world = world;
        world.vocabulary = ENGLISH.clone();
        let findings = world.reconciled().findings;
        findings.iter().filter(|finding| finding.rule == "date_conflict").count()
    }

    #[test]
    fn a_vote_is_set_for_one_day() {
        let due = || told("wire", "The vote on the lock of Halm is due in 2024-06").on("2024-06-07");
        let votes = |day| told("post", "The valley of Halm votes, says its mayor").on(day);
        assert_eq!(found([due(), votes("2024-06-14")], ["2024-05-04", "2024-05-05"]), 1);
        assert_eq!(found([due(), votes("2024-06-07")], ["2024-05-04", "2024-05-05"]), 0);
        let moved = told("post", "The vote of Halm was postponed to a later day, says its mayor").on("2024-06-14");
        assert_eq!(found([due(), moved], ["2024-05-04", "2024-05-05"]), 0);
    }
}
