//! One deed that two sources put in two places: "was detained at Lisbon airport" and "was arrested in Madrid", "two miles
//! north of Karsk" and "just south of Karsk".
//!
//! Verb and days must be able to be one, and who did it or had it done: a person, two names more, the thing it happens
//! to once. Of these places only those of the vocabulary are known to be apart; of one place opposite sides are. In sentences that
//! are each other's counterpart names nobody knows are places too, apart where neither text names the other's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Rule};
use crate::model::event::{Event, Status};
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::time::Grain;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::act::{self, Sentence, capitals, quoted};
use crate::reconcile::affair::Affair;
use crate::reconcile::bearing::{Bearing, bearings};
use crate::reconcile::counterparts::kin_at;
use crate::reconcile::days::Days;
use crate::reconcile::deed::{Deed, deeds};
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::occasion::Rarity;
use crate::reconcile::passages::{Pair, Passage};
use crate::reconcile::words::{Stem, meaning_at, meanings};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "place_conflict", look: Look::Story(find) };

/// The place follows its verb within so many words, and has no more than so many itself.
const REACH: usize = 9;
const NAME: usize = 4;
/// Names both sentences have besides the places.
const NAMES: usize = 2;
/// How rare the words must be that two sentences share beside the place they measure from.
const ENOUGH: f64 = 5.0;
/// So much must two sentences have in common that are each other's counterpart, and so good a part of the best it must be.
const COUNTERPARTS: f64 = 0.9;
const COUNTERPART: f64 = 0.7;
const COUNTERPART_WORDS: usize = 3;
/// Scenes and bearings laid beside each other.
const MOST: usize = 400;
/// Pairs of counterparts, and acts of one sentence, that are asked for their places.
const MOST_PAIRS: usize = 4000;
const SPOTS: usize = 8;
/// Places lie in places, but not without end.
const DEEP: usize = 8;

/// A verb told for a place.
struct Scene<'a> {
    event: &'a Event,
    verb: Stem,
    once: bool,
    place: String,
    days: Option<Days>,
    person: Option<Person>,
    names: BTreeSet<Stem>,
    deeds: Vec<Deed>,
}

/// The one person a verb is told of.
#[derive(Debug, PartialEq, Eq)]
enum Person {
    He,
    She,
    Named(Stem),
}

impl Person {
    fn may_be(&self, other: &Person) -> bool {
        self == other || matches!((self, other), (Person::Named(_), _) | (_, Person::Named(_))) && !self.differs(other)
    }

    fn differs(&self, other: &Person) -> bool {
        matches!((self, other), (Person::Named(a), Person::Named(b)) if a != b)
    }
}

fn find(affair: &Affair) -> Vec<Draft> {
    let scenes = scenes(affair);
    let mut drafts = Drafts::default();
    for (number, a) in scenes.iter().enumerate() {
        for b in &scenes[number + 1..] {
            // a source that tells both places tells two deeds
            let tells_both = |one: &Scene, other: &Scene| {
                let too = |scene: &&Scene| scene.event.source == one.event.source && scene.verb == one.verb;
                scenes.iter().filter(too).any(|scene| !is_apart(&scene.place, &other.place, affair.vocabulary))
            };
            if !is_one_deed(a, b)
                || !is_apart(&a.place, &b.place, affair.vocabulary)
                || affair.rulings.are_different(&a.event.id, &b.event.id)
                || tells_both(a, b)
                || tells_both(b, a)
            {
                continue;
            }
            drafts.add(deed_draft(a, b, affair));
        }
    }
    sides(affair, &mut drafts);
    counterparts(affair, &mut drafts);
    drafts.all
}

/// What rests on the same places is one finding.
#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    themes: BTreeMap<String, usize>,
}

impl Drafts {
    fn add(&mut self, draft: Draft) {
        match self.themes.get(&draft.theme) {
            Some(&at) => self.all[at].absorb(&draft),
            None => {
                self.themes.insert(draft.theme.clone(), self.all.len());
                self.all.push(draft);
            }
        }
    }
}

/// An act and the name behind the "in" or "at" after it, whether or not the vocabulary knows the place.
struct Spot<'a> {
    acts: Vec<Stem>,
    name: &'a str,
    event: &'a Event,
}

/// In sentences that are each other's counterpart one act is told for places of which neither text knows the other's.
fn counterparts(affair: &Affair, drafts: &mut Drafts) {
    let passages = &affair.passages;
    let enough =
        |pair: &&Pair| pair.mass >= COUNTERPARTS && pair.least >= COUNTERPART && pair.told >= COUNTERPART_WORDS;
    let pairs = passages.pairs.iter().filter(enough);
    let pairs: Vec<&Pair> = affair.left_out.first(MOST_PAIRS, "sentences that may tell one deed for two places", pairs);
    if pairs.is_empty() {
        return;
    }
    let mut spots: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    for at in pairs.iter().flat_map(|pair| [pair.one, pair.other]) {
        spots.entry(at).or_insert_with(|| {
            let spots = spots_of(&passages.told[at], affair.vocabulary);
            affair.left_out.first(SPOTS, "acts of one sentence, told for places,", spots)
        });
    }
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    for passage in &passages.told {
        known.extend(passage.text.split(|c: char| !c.is_alphanumeric()).map(|word| (passage.source, word)));
    }
    for figure in affair.figures.iter().filter(|figure| !figure.coded()) {
        let words = figure.claim.sentence_text.split(|c: char| !c.is_alphanumeric());
        known.extend(words.map(|word| (&*figure.claim.source, word)));
    }
    let knows = |source: &str, name: &str| name.split_whitespace().any(|word| known.contains(&(source, word)));
    for pair in pairs {
        let both = spots[&pair.one].iter().flat_map(|a| spots[&pair.other].iter().map(move |b| (a, b)));
        let apart = |(a, b): &(&Spot, &Spot)| {
            let (one, other) = (passages.told[pair.one].source, passages.told[pair.other].source);
            a.acts.iter().any(|act| b.acts.contains(act))
                && !knows(one, b.name)
                && !knows(other, a.name)
                && is_apart(a.name, b.name, affair.vocabulary)
                && !affair.rulings.are_different(&a.event.id, &b.event.id)
        };
        let Some((a, b)) = both.into_iter().find(apart) else { continue };
        let puts = [("puts at", a.event, a.name), ("at", b.event, b.name)];
        let draft = places_draft("What may be one deed ", puts, ".", affair);
        let theme = format!("spot {} {}", a.name.min(b.name), a.name.max(b.name));
        drafts.add(draft.theme(theme));
    }
}

/// A draft about one deed that two sources put in two places, each with the words that put it there.
fn places_draft(opens: &str, puts: [(&str, &Event, &str); 2], ends: &str, affair: &Affair) -> Draft {
    let told = puts.map(|(puts, event, place)| {
        let source = affair.sources.name(&event.source);
        format!("{source} {puts} {place} (“{}”)", quoted(&event.description))
    });
    let [(_, a, one), (_, b, other)] = puts;
    let says = format!("{opens}{}, {}{ends}", told[0], told[1]);
    let draft = act::draft(Severity::Low, says, a, b).value(one).value(other);
    draft.measured(format!("{one} | {other}"))
}

fn spots_of<'a>(passage: &Passage<'a>, vocabulary: &Vocabulary) -> Vec<Spot<'a>> {
    let mut spots = Vec::new();
    for &event in &passage.events {
        let Some(sentence) = Sentence::of(event, vocabulary) else { continue };
        let (words, clause) = (sentence.words(), sentence.clause.clone());
        if event.status != Status::Happened || clause.clone().any(|at| words.is_open(at)) {
            continue;
        }
        for at in clause.clone() {
            let helps = Class::AUXILIARY | Class::COPULA | Class::REPORTING;
            let past = words.is(at, Class::PAST | Class::PARTICIPLE) || words.text(at).ends_with("ed");
            if !past || words.is(at, helps) || !words.text(at).starts_with(char::is_lowercase) {
                continue;
            }
            let Some(name) = name_after(&words, at + 1..words.len().min(at + 1 + REACH), &event.sentence_text) else {
                continue;
            };
            let Some(meaning) = meaning_at(&words, at, vocabulary).1 else { continue };
            spots.push(Spot { acts: kin_at(&words, at, meaning.stem, vocabulary), name, event });
        }
    }
    spots
}

/// "in the northern city of [Rangpur]", "at [Rinas] airport"
fn name_after<'t>(words: &Words, range: std::ops::Range<usize>, text: &'t str) -> Option<&'t str> {
    let no_place = Class::WEEKDAY | Class::MONTH | Class::NATIONALITY | Class::TITLE | Class::BODY;
    let named = |at: usize| {
        at < words.len()
            && words.is_word(at)
            && words.text(at).starts_with(char::is_uppercase)
            && !words.is(at, no_place)
    };
    let lead = range.clone().find(|&at| words.says_any(at, &["in", "at", "near", "outside", "from"]))?;
    let from = (lead + 1..words.len().min(lead + 1 + NAME + 1))
        .take_while(|&at| words.is_word(at))
        .find(|&at| words.text(at).starts_with(char::is_uppercase))?;
    let end = (from..from + NAME).take_while(|&at| named(at)).last()? + 1;
    Some(words.span(from, end).of(text))
}

fn is_one_deed(a: &Scene, b: &Scene) -> bool {
    if a.event.source == b.event.source || a.verb != b.verb {
        return false;
    }
    let days = a.days.zip(b.days);
    if days.is_some_and(|(a, b)| !a.meets(&b)) {
        return false;
    }
    let dated =
        days.is_some_and(|(a, b)| a.is_day() && b.grain <= Grain::Month || b.is_day() && a.grain <= Grain::Month);
    let person = a.person.as_ref().zip(b.person.as_ref());
    let one_person = person.is_some_and(|(a, b)| a.may_be(b));
    let other_person = person.is_some_and(|(a, b)| !a.may_be(b));
    let named = a.names.intersection(&b.names).count() >= NAMES;
    let one_thing = a.once && a.deeds.iter().any(|deed| b.deeds.contains(deed));
    !other_person && (one_person && dated || named && (a.once || dated) || one_thing && (dated || named))
}

fn scenes<'a>(affair: &Affair<'a>) -> Vec<Scene<'a>> {
    let vocabulary = affair.vocabulary;
    let mut seen: BTreeSet<(&str, u32, Stem)> = BTreeSet::new();
    let mut scenes = Vec::new();
    let mut left = 0;
    let told = affair.events.iter().copied().filter(|event| event.status == Status::Happened);
    for event in told {
        let full = scenes.len() >= MOST;
        let Some(sentence) = Sentence::of(event, vocabulary) else { continue };
        let (words, clause) = (sentence.words(), sentence.clause.clone());
        if clause.clone().any(|at| words.is_open(at)) {
            continue;
        }
        for at in clause.clone() {
            let (length, meaning) = meaning_at(&words, at, vocabulary);
            let Some(meaning) = meaning.filter(|_| is_deed(&words, at, length, vocabulary)) else { continue };
            let end = clause.end.min(at + length + REACH);
            let Some(place) = place_after(&words, at + length..end, vocabulary) else { continue };
            let is_new = seen.insert((&event.source, event.sentence.start, meaning.stem));
            left += usize::from(is_new && full);
            if is_new && !full {
                scenes.push(Scene {
                    event,
                    verb: meaning.stem,
                    once: meaning.once,
                    place,
                    days: event.time.as_ref().and_then(Days::of),
                    person: person(&words, at, vocabulary),
                    names: names(&words, vocabulary),
                    deeds: deeds(sentence.up_to_clause(), &event.description, vocabulary),
                });
            }
        }
    }
    affair.left_out.add("acts told for places", left);
    scenes
}

/// A verb of the past that other verbs may stand for: "arrested", "put to paper".
fn is_deed(words: &Words, at: usize, length: usize, vocabulary: &Vocabulary) -> bool {
    let past = words.is(at, Class::PAST | Class::PARTICIPLE) || words.text(at).ends_with("ed");
    let known =
        length > 1 || vocabulary.alike.contains_key(words.lemma(at)) || vocabulary.alike.contains_key(words.text(at));
    past && known && !words.is(at, Class::AUXILIARY | Class::COPULA) && !words.is(at.wrapping_sub(1), Class::DETERMINER)
}

/// "arrested [in Madrid]", "signed at a ceremony [in Vienna]"; no further than the next verb.
fn place_after(words: &Words, range: std::ops::Range<usize>, vocabulary: &Vocabulary) -> Option<String> {
    let ends = |at: &usize| {
        let verb = words.is(*at, Class::AUXILIARY | Class::COPULA) && !words.is(*at, Class::MONTH);
        verb || words.is_sign(*at, ";") || words.is(*at, Class::RELATIVE | Class::SUBORDINATOR)
    };
    let mut within = range.clone().take_while(|at| !ends(at));
    within.find_map(|at| {
        let leads = words.says_any(at, &["in", "at", "near", "outside"]);
        if leads { place_at(words, at + 1, vocabulary) } else { None }
    })
}

fn place_at(words: &Words, from: usize, vocabulary: &Vocabulary) -> Option<String> {
    let capital = |at: &usize| *at < words.len() && words.text(*at).starts_with(char::is_uppercase);
    let run = (from..from + NAME).take_while(capital).count();
    let known = (1..=run).rev().map(|length| words.span(from, from + length).of(words.text));
    known.into_iter().find_map(|name| vocabulary.place(name)).map(|place| place.name.clone())
}

/// The single person right before a verb and its helpers.
fn person(words: &Words, verb: usize, vocabulary: &Vocabulary) -> Option<Person> {
    let helps = Class::AUXILIARY | Class::COPULA | Class::ADVERB;
    let at = (0..verb).rev().find(|&at| !words.is(at, helps))?;
    let nobody = Class::NATIONALITY | Class::BODY | Class::WEEKDAY | Class::MONTH | Class::PEOPLE | Class::TITLE;
    match () {
        () if words.says(at, "he") => Some(Person::He),
        () if words.says(at, "she") => Some(Person::She),
        () if !words.text(at).starts_with(char::is_uppercase) || words.is(at, nobody) => None,
        () if vocabulary.place(words.text(at)).is_some() => None,
        // "Ana and Ilse Maran were arrested"
        () if words.is(at, Class::PRONOUN | Class::DETERMINER | Class::CONJUNCTION) => None,
        () => meaning_at(words, at, vocabulary).1.map(|meaning| Person::Named(meaning.stem)),
    }
}

/// Words with a capital, but for the first, places and days.
fn names(words: &Words, vocabulary: &Vocabulary) -> BTreeSet<Stem> {
    let nobody = Class::NATIONALITY | Class::WEEKDAY | Class::MONTH | Class::TITLE;
    let is_name = |at: &usize| !words.is(*at, nobody) && vocabulary.place(words.text(*at)).is_none();
    let named = capitals(words).filter(is_name);
    named.filter_map(|at| Some(meaning_at(words, at, vocabulary).1?.stem)).collect()
}

/// Two places, neither in the other for all the vocabulary knows.
fn is_apart(a: &str, b: &str, vocabulary: &Vocabulary) -> bool {
    fn own<'n>(name: &'n str, vocabulary: &'n Vocabulary) -> &'n str {
        vocabulary.place(name).map_or(name, |place| &place.name)
    }
    let (a, b) = (own(a, vocabulary), own(b, vocabulary));
    let lies_in = |inner: &str, outer: &str| {
        let mut name = inner;
        (0..DEEP).any(|_| {
            let within = vocabulary.place(name).map_or("", |place| place.within.as_str());
            let found = name == outer;
            name = within;
            found
        })
    };
    !lies_in(a, b) && !lies_in(b, a)
}

fn deed_draft(a: &Scene, b: &Scene, affair: &Affair) -> Draft {
    let puts = [("puts it in", a.event, a.place.as_str()), ("in", b.event, b.place.as_str())];
    let theme = format!("{} {} {}", a.verb, a.place, b.place);
    places_draft("", puts, ": one deed, two places.", affair).theme(theme)
}

/// A sentence that tells on which side of a place something is.
struct Side<'a> {
    source: &'a str,
    text: &'a str,
    bearing: Bearing,
    words: BTreeSet<Stem>,
    witness: Witness,
}

/// "Two miles north of Karsk", "just south of Karsk".
fn sides(affair: &Affair, drafts: &mut Drafts) {
    let vocabulary = affair.vocabulary;
    let read = affair.lastings.iter().flat_map(|lasting| {
        let words: BTreeSet<Stem> = meanings(&lasting.text, vocabulary).into_iter().map(|told| told.stem).collect();
        let side = move |bearing| Side {
            source: &lasting.source,
            text: &lasting.text,
            bearing,
            words: words.clone(),
            witness: (*lasting).into(),
        };
        bearings(&lasting.text, vocabulary).into_iter().map(side)
    });
    let sides: Vec<Side> = affair.left_out.first(MOST, "sides of places", read);
    if sides.len() < 2 {
        return;
    }
    let rarity = Rarity::of(&affair.events, vocabulary);
    for (number, a) in sides.iter().enumerate() {
        for b in &sides[number + 1..] {
            let opposite = a.bearing.of == b.bearing.of && a.bearing.is_opposite(&b.bearing);
            let named: BTreeSet<Stem> = meanings(&a.bearing.of, vocabulary).into_iter().map(|told| told.stem).collect();
            let own = |stem: &&Stem| !named.contains(*stem) && !a.bearing.holds(**stem) && !b.bearing.holds(**stem);
            let strength: f64 = a.words.intersection(&b.words).filter(own).map(|stem| rarity.of_word(stem)).sum();
            if a.source == b.source || !opposite || strength < ENOUGH {
                continue;
            }
            let says = format!(
                "{} has it {} of {} (“{}”), {} {} of it (“{}”).",
                affair.sources.name(a.source),
                a.bearing.side,
                a.bearing.of,
                quoted(a.text),
                affair.sources.name(b.source),
                b.bearing.side,
                quoted(b.text),
            );
            let draft = act::of_words(Severity::Low, says).witness(a.witness.clone()).witness(b.witness.clone());
            let draft = draft.value(&*a.bearing.side).value(&*b.bearing.side).theme(format!("side {}", a.bearing.of));
            drafts.add(draft.measured(format!("{} | {}", a.bearing.side, b.bearing.side)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{World, leaves_told, sees_told, told};

    #[test]
    fn a_school_opens_in_one_place() {
        let opened = |source, place: &str| {
            told(source, &format!("The new school of Elna Varic and Olav Rem opened in {place}")).on("2024-05")
        };
        sees_told("place_conflict low", [opened("wire", "Strelsau"), opened("post", "Grauland")]);
        leaves_told([opened("wire", "Strelsau"), opened("post", "Ruritania")]);
        leaves_told([opened("wire", "Strelsau"), opened("post", "Grauland"), opened("post", "Strelsau")]);
        let other = told("post", "The new harbour opened in Grauland").on("2024-05");
        leaves_told([opened("wire", "Strelsau"), other]);
    }

    /// What two tellings of a landing, in sentences that are each other's counterpart, give.
    fn landings(first: &str, second: &str, parted: bool) -> Vec<String> {
        let mut world = World::telling([
            told("wire", &format!("The stolen seaplane with nine smugglers landed at {first} after dark")),
            told("post", &format!("After dark nine smugglers in a stolen seaplane landed at {second}")),
        ]);
        if parted {
            world.rulings.part("e0", "e1");
        }
        let found = world.reconciled().findings.into_iter().filter(|finding| finding.rule == "place_conflict");
        found.map(|finding| finding.says).collect()
    }

    #[test]
    fn a_seaplane_lands_at_one_place() {
        assert_eq!(landings("Brekka", "Halm", false).len(), 1);
        assert_eq!(landings("Brekka", "Halm", true).len(), 0);
        assert_eq!(landings("Strelsau", "Ruritania", false).len(), 0);
    }

    #[test]
    fn the_same_two_places_are_one_finding_whoever_names_which_first() {
        let landed = |source, place: &str| {
            told(source, &format!("The stolen seaplane with nine smugglers landed at {place} after dark"))
        };
        let world = World::telling([landed("wire", "Brekka"), landed("post", "Halm"), landed("mail", "Brekka")]);
        let found = world.reconciled().findings.into_iter().filter(|finding| finding.rule == "place_conflict");
        assert_eq!(found.count(), 1);
    }

    #[test]
    fn no_tower_stands_on_both_sides() {
        let found = |there: &str| {
            let told = |source| told(source, "The tower of Gollin was opened").on("2024-05-04");
            let world =
                World::telling([told("wire"), told("post")]).lasting("wire", "Gollin radio tower, just north of Karsk");
            let findings = world.lasting("post", there).reconciled().findings;
            findings.iter().map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect::<String>()
        };
        assert_eq!(found("Gollin radio tower, two miles south of Karsk"), "place_conflict low");
        assert_eq!(found("Gollin radio tower, two miles northeast of Karsk"), "");
        assert_eq!(found("Gollin radio tower, two miles south of Strelsau"), "");
    }
}
