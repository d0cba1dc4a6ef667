//! What one source says was not done, another tells as done: "nothing had been signed" beside "has signed an agreement".
//!
//! The act must be the same, as a verb or as its noun, and the two must share what it is about. Time moves on: what was not
//! yet so on Monday and is so on Wednesday is no conflict, so the denial may not be older than what it denies.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Look, Rule};
use crate::model::event::{Event, EventKind, Status};
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::vocabulary::Cue;
use crate::reconcile::act::{self, quoted, witness};
use crate::reconcile::affair::Affair;
use crate::reconcile::days::Days;
use crate::reconcile::denied::{Denied, denied, kin_of_verbs, kin_of_words, roots, takes, verbs};
use crate::reconcile::draft::Draft;
use crate::reconcile::words::{Stem, has, has_cue};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Story(find) };

/// A denial comes within so many days of what it denies.
const WITHIN: i64 = 45;
/// What never was, or shares many words with what is denied, is laid beside acts of so many days.
const EVER: i64 = 3 * 366;
/// Denials, and acts each is laid beside.
const MOST: usize = 200;
const MOST_BESIDE: usize = 1000;
/// An act shares so many words with what denies it, those of the clause counted twice, or the matter stays open.
const SURE: usize = 3;
/// So much must two sentences have in common that are each other's counterpart.
const BESIDE: f64 = 0.7;
/// An answer follows within so many bytes.
const ANSWER: i64 = 300;
/// A clause of so few words denies what it names.
const SHORT: usize = 8;
/// Places cited of the source that tells it as done.
const CITED: usize = 2;
/// A word in more than this share of a story's sentences tells no matter from another.
const COMMON: f64 = 0.3;
/// In a story this short every word tells.
const FEW: usize = 4;

/// An event with the roots of its clause and of its sentence.
struct Told<'a> {
    event: &'a Event,
    day: Option<NaiveDate>,
    /// the day would be that of a page whose day is guessed
    guessed: bool,
    /// neither it nor its sentence gives a day, or it is not sure that the day is its own
    loose: bool,
    clause: Vec<Stem>,
    verbs: Vec<Stem>,
    /// words that newsrooms choose for its verbs
    kin: Vec<Stem>,
    sentence: Vec<Stem>,
    /// words that newsrooms choose for any of its words
    things: Vec<Stem>,
    /// and for those of its clause
    own_things: Vec<Stem>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let denials: Vec<&Event> =
        affair.events.iter().copied().filter(|event| event.span.is_none() && event.status == Status::Denied).collect();
    if denials.is_empty() {
        return Vec::new();
    }
    let acts = affair.events.iter().copied().filter(|event| is_act(event, affair));
    let acts = affair.left_out.first(MOST_BESIDE, "acts, beside what is denied,", acts);
    let acts: Vec<Told> = acts.into_iter().map(|event| read(event, affair)).collect();
    let counts = Counts::of(&acts);
    // of one source and one act everything is one finding
    let mut drafts: BTreeMap<(&str, Stem), Draft> = BTreeMap::new();
    let denials: Vec<(Denied, Told)> = affair
        .left_out
        .first(MOST, "denials", denials)
        .into_iter()
        .filter_map(|event| Some((what_is_denied(event, affair)?, read(event, affair))))
        .collect();
    for (what, denial) in &denials {
        for (support, sure, act) in against(what, denial, &acts, &counts, affair) {
            let draft = draft(denial, act, (support, sure), affair);
            match drafts.get_mut(&(&*denial.event.source, what.act)) {
                Some(known) if known.severity >= draft.severity => known.absorb(&draft),
                Some(known) => {
                    let lesser = std::mem::replace(known, draft);
                    known.absorb(&lesser);
                }
                None => drop(drafts.insert((&denial.event.source, what.act), draft)),
            }
        }
    }
    // "denied that there was a deal" stands beside "has not agreed to anything"
    for (what, denial) in &denials {
        if let Some(draft) = drafts.get_mut(&(&*denial.event.source, what.act)) {
            draft.see(witness(denial.event));
        }
    }
    drafts.into_values().collect()
}

/// The acts that a denial denies, the likeliest first and few of each source, with the words they share and whether it is sure.
fn against<'t, 'a>(
    what: &Denied,
    denial: &Told,
    acts: &'t [Told<'a>],
    counts: &Counts,
    affair: &Affair,
) -> Vec<(usize, bool, &'t Told<'a>)> {
    let others = acts.iter().filter(|act| act.event.source != denial.event.source || is_answer(denial, act));
    let mut against: Vec<(usize, bool, &Told)> = others
        .filter_map(|act| {
            let (support, sure) = support(what, denial, act, counts, affair)?;
            let told = in_time(act, denial, what.ever)
                || may_be_in_time(act, denial, support + usize::from(what.ever))
                || what.ahead && soon_after(act, denial)
                || act.guessed
                || denial.guessed;
            told.then_some((support, sure, act))
        })
        .collect();
    against.sort_by_key(|(support, sure, act)| {
        (!sure, !in_time(act, denial, what.ever), std::cmp::Reverse(*support), &act.event.id)
    });
    let mut cited: BTreeMap<&str, usize> = BTreeMap::new();
    against.retain(|(_, _, act)| {
        let times = cited.entry(&act.event.source).or_default();
        *times += 1;
        *times <= CITED
    });
    let is_sure = |sure: bool, act: &Told| sure && !what.ahead && in_time(act, denial, what.ever);
    against.into_iter().map(|(support, sure, act)| (support, is_sure(sure, act), act)).collect()
}

/// What the clause denies; where it is cut before that, the rest of its sentence says so.
fn what_is_denied(event: &Event, affair: &Affair) -> Option<Denied> {
    let clause = event.description.as_str();
    denied(clause, affair.vocabulary).or_else(|| {
        let from = event.sentence_text.find(clause)?;
        let behind = || denied(&event.sentence_text[from..], affair.vocabulary);
        // "the drill, it says, [never happened]": what never was stands before the clause
        let before = || denied(&event.sentence_text[..from + clause.len()], affair.vocabulary);
        behind().or_else(|| before().filter(|denied| denied.unreal))
    })
}

/// Told as done, agreed or ordered, without "not" and without "would".
fn is_act(event: &Event, affair: &Affair) -> bool {
    let lexicon = &affair.vocabulary.lexicon;
    let clause = told(event);
    let real = matches!(event.status, Status::Happened | Status::Agreed | Status::Planned);
    let denied = has_cue(clause, affair.vocabulary, Cue::Denied) || has_cue(clause, affair.vocabulary, Cue::Unsettled);
    real && !denied
        && !has(clause, lexicon, Class::NEGATION | Class::MODAL)
        && !clause.contains("n’t")
        && !clause.contains("n't")
}

/// The clause; where it only says who said so, the sentence with what was said.
fn told(event: &Event) -> &str {
    let says_so = event.span.is_some() && event.kind == EventKind::Statement;
    if says_so { &event.sentence_text } else { &event.description }
}

fn read<'a>(event: &'a Event, affair: &Affair) -> Told<'a> {
    let own = event.time.as_ref().and_then(Days::of).map(|days| days.first);
    let beside = || {
        let mut beside =
            affair.events.iter().filter(|other| other.source == event.source && other.sentence == event.sentence);
        beside.find_map(|other| Some(Days::of(other.time.as_ref()?)?.first))
    };
    let published = affair.sources.published(&event.source);
    // "ordered to stay closed until March 3" was ordered before it was told
    let told_by_then = |day: &NaiveDate| published.is_none_or(|published| *day <= published);
    let dated = own.or_else(beside);
    // a day beside "according to" may be that of the saying
    let said_then =
        event.kind == EventKind::Statement || has_cue(&event.sentence_text, affair.vocabulary, Cue::AccordingTo);
    let undated = event.status == Status::Happened && dated.is_none() && event.span.is_none();
    let loose = undated || event.status == Status::Happened && said_then;
    let guessed = dated.filter(told_by_then).is_none() && affair.sources.is_guessed(&event.source);
    let day = dated.filter(told_by_then).or(published);
    let roots = |text: &str| roots(text, affair.vocabulary);
    Told {
        event,
        day,
        guessed,
        loose,
        clause: roots(told(event)),
        verbs: verbs(told(event), affair.vocabulary),
        kin: kin_of_verbs(told(event), affair.vocabulary),
        sentence: roots(&event.sentence_text),
        things: kin_of_words(&event.sentence_text, affair.vocabulary),
        own_things: kin_of_words(told(event), affair.vocabulary),
    }
}

/// In how many of a story's sentences each root stands.
struct Counts {
    told: BTreeMap<Stem, usize>,
    sentences: usize,
}

impl Counts {
    fn of(acts: &[Told]) -> Self {
        let mut told: BTreeMap<Stem, BTreeSet<(&str, u32)>> = BTreeMap::new();
        let mut sentences = BTreeSet::new();
        for act in acts {
            let place = (&*act.event.source, act.event.sentence.start);
            sentences.insert(place);
            for root in &act.sentence {
                told.entry(*root).or_default().insert(place);
            }
        }
        Counts {
            told: told.into_iter().map(|(root, places)| (root, places.len())).collect(),
            sentences: sentences.len(),
        }
    }

    /// In few enough to tell one matter from another?
    fn is_rare(&self, root: &Stem) -> bool {
        let most = FEW.max((self.sentences as f64 * COMMON) as usize);
        self.told.get(root).is_none_or(|told| *told <= most)
    }

    /// In so few that it says by itself what it is about?
    fn is_telling(&self, root: &Stem) -> bool {
        self.told.get(root).is_none_or(|told| *told <= FEW)
    }
}

/// What the two share beside the act itself, and whether that can be sure; None when the act is not the same, or nothing is.
fn support(what: &Denied, denial: &Told, act: &Told, counts: &Counts, affair: &Affair) -> Option<(usize, bool)> {
    let same = act.verbs.binary_search(&what.act).is_ok() || !what.verb && act.clause.binary_search(&what.act).is_ok();
    let taken = !same && what.taken && takes(told(act.event), affair.vocabulary);
    // the two sentences may be of one matter by all that is told in them
    let pair = || affair.passages.pair(denial.event, act.event).map_or(0.0, |pair| pair.mass);
    let in_other_words = || !same && !taken && what.kin.iter().any(|set| act.kin.binary_search(set).is_ok());
    let akin = in_other_words() && pair() >= BESIDE;
    // what was done to nothing at all is denied of whatever is told as done
    let flat = what.flat && what.verb && (same || in_other_words()) && is_of_one_thing(what, denial, act);
    // a noun of few sentences, or one in another's words, says by itself what never was
    let named = || same || what.kin.iter().any(|set| act.own_things.binary_search(set).is_ok());
    let unreal = what.unreal && named() && (counts.is_telling(&what.act) || pair() >= BESIDE);
    if !same && !taken && !akin && !flat && !unreal {
        return None;
    }
    let telling = |root: &&Stem| what.act != **root && counts.is_rare(root);
    let both = |a: &[Stem], b: &[Stem]| a.iter().filter(telling).filter(|root| b.binary_search(root).is_ok()).count();
    let clauses = both(&denial.clause, &act.clause);
    let sentences = both(&denial.sentence, &act.sentence);
    // who denies in so many words need not say again what it is about
    let named = |root: &&Stem| what.act != **root && act.clause.binary_search(root).is_ok();
    let denies = denial.event.kind != EventKind::State && denial.clause.iter().any(|root| named(&root));
    // "prices have not fallen" beside "took effect": another verb needs more in common
    let shares = denies || if taken { clauses >= 1 && sentences >= 2 } else { clauses >= 1 || sentences >= 2 };
    let sure = shares && !akin && !what.unreal && (same || taken);
    let telling_act = || same && counts.is_telling(&what.act) && clauses + sentences > 0 && pair() >= BESIDE;
    let unreal = unreal && clauses + sentences > 0;
    let open = what.verb && (akin && clauses >= 1 || telling_act()) || flat || unreal;
    (sure || open).then_some((clauses + sentences, sure))
}

/// Does the act's sentence name what the clause denies, in whichever words newsrooms choose for it?
fn is_of_one_thing(what: &Denied, denial: &Told, act: &Told) -> bool {
    let other = |set: &&Stem| !what.kin.contains(set) && act.things.binary_search(set).is_ok();
    let same = |root: &&Stem| what.act != **root && act.sentence.binary_search(root).is_ok();
    denial.own_things.iter().any(|set| other(&set)) && denial.clause.len() <= SHORT
        || denial.clause.iter().filter(same).count() >= 2
}

/// "The governor has agreed with the planters. Their chairman said no such agreement existed": somebody else's answer, right
/// behind what is told.
fn is_answer(denial: &Told, act: &Told) -> bool {
    let gap = i64::from(denial.event.sentence.start) - i64::from(act.event.sentence.end);
    let said = denial.event.attributed_to.as_deref();
    (0..=ANSWER).contains(&gap) && said.is_some() && said != act.event.attributed_to.as_deref()
}

/// Not older than the act, and near it unless it denies all the time before: "has never lent".
fn in_time(act: &Told, denial: &Told, ever: bool) -> bool {
    let within = if ever { EVER } else { WITHIN };
    act.day.zip(denial.day).is_none_or(|(act, denial)| (0..=within).contains(&(denial - act).num_days()))
}

/// What a later text tells as done without a day may have been done by the day of the denial, or not yet.
fn may_be_in_time(act: &Told, denial: &Told, support: usize) -> bool {
    let most = if support >= SURE { EVER } else { WITHIN };
    let within = |days: i64| (-most..=most).contains(&days);
    act.loose && act.day.zip(denial.day).is_none_or(|(act, denial)| within((denial - act).num_days()))
}

/// What somebody said they would not do, and did.
fn soon_after(act: &Told, denial: &Told) -> bool {
    act.day.zip(denial.day).is_none_or(|(act, denial)| (0..=WITHIN).contains(&(act - denial).num_days()))
}

/// Who says it, in a text that lets two speak.
fn voice<'t>(told: &'t Told) -> &'t str {
    told.event.attributed_to.as_deref().unwrap_or("its own words")
}

fn draft(denial: &Told, act: &Told, (support, sure): (usize, bool), affair: &Affair) -> Draft {
    let source = affair.sources.name(&act.event.source);
    let voices = act.event.source == denial.event.source;
    let (doer, denier) = match voices {
        // one text that lets two voices speak contradicts nobody
        true => (format!("{source} has {}", voice(act)), voice(denial).to_owned()),
        false => (source.to_owned(), affair.sources.name(&denial.event.source).to_owned()),
    };
    let (tells, says) = if voices { ("tell", "say") } else { ("tells", "says") };
    let says = format!(
        "{doer} {tells} it as done (“{}”), {denier} {says} that it was not (“{}”).",
        quoted(&act.event.description),
        quoted(&denial.event.description),
    );
    let open = !sure || support < SURE || voices;
    let severity = if open { Severity::Low } else { Severity::Medium };
    let draft = act::draft(severity, says, act.event, denial.event).value("done").value("not done");
    draft.measured(format!("{support} words shared"))
}

#[cfg(test)]
mod tests {
    use crate::model::event::{Event, Status};
    use crate::reconcile::sample::ENGLISH;
    use crate::reconcile::sample::{Told, World, told};

    /// Of an act and a denial of it.
    fn found(teller: &str, denier: &str) -> Vec<String> {
        let done = told(teller, "The governor of Halm signed an agreement with the planters of the valley");
        let not = told(denier, "The governor of Halm had not signed an agreement with the planters of the valley");
        let not = match not.status(Status::Denied) {
            Told::Event(event) => Told::Event(Event { attributed_to: Some("their chairman".into()), ..event }),
            other => other,
        };
        let mut world = World::telling([done, not]);
        world.vocabulary = ENGLISH.clone();
        let findings = world.reconciled().findings.into_iter();
        findings.map(|finding| format!("{}: {}", finding.severity.as_str(), finding.says)).collect()
    }

    #[test]
    fn what_was_done_to_nothing_was_not_done() {
        let found = |act: &str| {
            let not = told("post", "No ship of the line was damaged").status(Status::Denied);
            let mut world = World::telling([told("wire", act), not]);
            world.vocabulary = ENGLISH.clone();
            world.reconciled().findings.len()
        };
        assert_eq!(found("Four vessels were damaged in the gale"), 1);
        assert_eq!(found("Four roofs were damaged in the gale"), 0);
    }

    #[test]
    fn two_voices_of_one_text_contradict_each_other_not_the_text() {
        let two = found("post", "wire").join(" ");
        assert!(two.contains("medium: post tells it as done") && two.contains("wire says that it was not"), "{two}");
        let one = found("wire", "wire").join(" ");
        assert!(one.contains("low: wire has its own words tell it as done"), "{one}");
        assert!(one.contains("their chairman say that it was not"), "{one}");
    }
}
