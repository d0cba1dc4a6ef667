//! A clause that says something was not done -> what it says was not done, as roots that a verb and its noun share.
//!
//! "It had not ordered any closure": ordered, about a closure. "Nothing had been signed": signed. "Denied that there was an
//! agreement with Corvalia": agreement. The roots are crude on purpose: "close", "closure" and "closed" are one.

use super::counterparts::sets_at;
use super::words::{Stem, meaning_of, tokens};
use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::token::Words;
use crate::model::vocabulary::{Cue, Vocabulary};

/// The verb stands within so many words of its negation.
const REACH: usize = 6;

/// What is denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// the act itself
    pub act: Stem,
    /// told as a verb, so that "under the agreement" is no answer to "had not agreed"
    pub verb: bool,
    /// "has never", "no one has": true of all the time before
    pub ever: bool,
    /// "will not": said of what is to come
    pub ahead: bool,
    /// words that newsrooms choose for the act
    pub kin: Vec<Stem>,
    /// one of the acts takes a place: "had fallen" is "was captured" to the other side
    pub taken: bool,
    /// denied of everything and everybody: "no lamp was lit", "not one coin was paid", "at no time"
    pub flat: bool,
    /// said never to have been at all: "the drill never took place", "there was never a strike"
    pub unreal: bool,
}

/// What a clause denies; None for a refusal ("rejected the offer") or when nothing telling is denied.
pub fn denied(clause: &str, vocabulary: &Vocabulary) -> Option<Denied> {
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    if let Some(at) = (0..tokens.len()).find_map(|at| never_was(&words, at, vocabulary)) {
        return Some(Denied {
            act: root(words.text(at), vocabulary),
            verb: false,
            ever: true,
            ahead: false,
            kin: sets_at(&words, at, vocabulary),
            taken: false,
            flat: false,
            unreal: true,
        });
    }
    let (at, verb) = (0..tokens.len()).find_map(|at| act_at(&words, at, vocabulary))?;
    let (at, verb) = made(&words, at, vocabulary).map_or((at, verb), |noun| (noun, false));
    (!is_bare(&words, at, verb, vocabulary)).then(|| Denied {
        act: if verb { verb_root(&words, at, vocabulary) } else { root(words.text(at), vocabulary) },
        verb,
        ever: is_of_all_time(&words, at),
        ahead: is_ahead(&words, at),
        kin: sets_at(&words, at, vocabulary),
        taken: is_taking(&words, at, vocabulary),
        flat: is_flat(&words, at),
        unreal: false,
    })
}

/// "There was never a [strike]", "the [drill], it says, never happened": the noun for what is said not to have been.
fn never_was(words: &Words, at: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let contracted = || words.text(at).ends_with("n't") || words.text(at).ends_with("n’t");
    if !words.says_any(at, &["never", "not"]) && !contracted() {
        return None;
    }
    let is_there = |at: usize| words.says(at, "there");
    if words.says_any(at + 1, &["a", "an", "any"]) && (at.saturating_sub(3)..at).any(is_there) {
        return no_thing(words, at + 1, vocabulary).filter(|(_, verb)| !verb).map(|(head, _)| head);
    }
    let helps = Class::AUXILIARY | Class::COPULA | Class::ADVERB;
    let verb = (at + 1..at + REACH).find(|&at| !words.is(at, helps))?;
    // "which has not happened yet": it may still be
    if (at..verb + 4).any(|at| words.says(at, "yet")) || words.is(at.saturating_sub(2), Class::RELATIVE) {
        return None;
    }
    let is_had = words.says_any(verb, &["held", "staged"]) && words.is(verb - 1, Class::COPULA | Class::AUXILIARY)
        || words.says(verb, "held") && words.is(at.wrapping_sub(1), Class::COPULA);
    let took_place = words.lemma(verb) == "take" && words.says(verb + 1, "place");
    // "will not be held": nothing is told of what was
    if words.is(at.wrapping_sub(1), Class::MODAL | Class::FUTURE) {
        return None;
    }
    if !is_had && !took_place && !matches!(words.lemma(verb), "happen" | "occur" | "exist") {
        return None;
    }
    // the head of the first phrase: "the fire [drill] at the lock"
    let stops = helps | Class::PREPOSITION | Class::RELATIVE | Class::CONJUNCTION;
    let mut head = None;
    for before in at.saturating_sub(2 * REACH)..at {
        let is_end = !words.is_word(before) || words.is(before, stops);
        if is_end && head.is_some() {
            break;
        }
        let names = words.text(before).starts_with(char::is_lowercase);
        if !is_end && names && !words.is(before, Class::REPORTING | Class::DETERMINER | Class::PRONOUN) {
            head = Some(before);
        }
    }
    // "the suspects were not held": people are held otherwise than a vote is
    head.filter(|&head| !is_had || !words.is(head, Class::PEOPLE | Class::GENERIC | Class::TITLE))
}

/// Where the act stands that the word at `at` denies, and whether it is told as a verb.
fn act_at(words: &Words, at: usize, vocabulary: &Vocabulary) -> Option<(usize, bool)> {
    let contracted = || words.text(at).ends_with("n't") || words.text(at).ends_with("n’t");
    let verb = |at: usize| (at, true);
    match () {
        // "found nothing that would have justified it"
        () if words.says_any(at, &["nothing", "none"]) && words.says_any(at + 1, &["that", "which", "to", "but"]) => {
            None
        }
        () if words.says_any(at, &["not", "never", "nothing", "none"]) || contracted() => {
            verb_after(words, at + 1).map(verb)
        }
        () if words.says(at, "no") && at > 0 && words.says(at - 1, "at") && words.is(at + 1, Class::TIME_UNIT) => {
            verb_after(words, at + 2).map(verb)
        }
        () if words.says(at, "no") => no_thing(words, at, vocabulary),
        () if words.says_any(at, &["nobody", "neither"]) => done_by_nobody(words, at + 1).map(verb),
        () => {
            let cue = vocabulary.cues.all_at(words, at).find(|(_, cue)| **cue == Cue::Denied);
            cue.and_then(|(length, _)| told_denied(words, at, at + length, &vocabulary.phrases))
        }
    }
}

/// "had not [ordered]", "nothing had been [signed]"
fn verb_after(words: &Words, from: usize) -> Option<usize> {
    let helps = Class::AUXILIARY | Class::COPULA | Class::ADVERB | Class::MODAL;
    (from..from + REACH)
        .take_while(|&at| words.is_word(at))
        .find(|&at| !words.is(at, helps))
        .filter(|&at| words.is(at, Class::VERB | Class::PAST | Class::PARTICIPLE) || words.text(at).ends_with("ed"))
}

/// "made, or offered to make, any [payment]": the noun says what was not done.
fn made(words: &Words, verb: usize, vocabulary: &Vocabulary) -> Option<usize> {
    if !is_idle(words, verb, vocabulary) {
        return None;
    }
    let any = (verb + 1..words.len().min(verb + 2 * REACH)).find(|&at| words.says(at, "any"))?;
    let stops = Class::PREPOSITION | Class::AUXILIARY | Class::COPULA | Class::RELATIVE | Class::CONJUNCTION;
    let end = (any + 1..any + REACH).find(|&at| !words.is_word(at) || words.is(at, stops)).unwrap_or(any + REACH);
    end.checked_sub(1).filter(|&head| head > any && is_act(words, head, vocabulary))
}

fn is_idle(words: &Words, at: usize, vocabulary: &Vocabulary) -> bool {
    vocabulary.cues.all_at(words, at).any(|(_, cue)| *cue == Cue::Idle)
}

/// "entered no [plea]", "no talks have been [agreed]", "there is no such [order]"
fn no_thing(words: &Words, no: usize, vocabulary: &Vocabulary) -> Option<(usize, bool)> {
    // "closed for no good reason, and flights were cancelled" denies nothing that was done
    if no.checked_sub(1).is_some_and(|before| words.is(before, Class::PREPOSITION)) {
        return None;
    }
    let stops = Class::PREPOSITION | Class::AUXILIARY | Class::COPULA | Class::RELATIVE | Class::CONJUNCTION;
    // "no such agreement existed"
    let ends = |at: usize| !words.is_word(at) || words.is(at, stops) || words.lemma(at) == "exist";
    let end = (no + 1..no + REACH).find(|&at| ends(at)).unwrap_or(no + REACH);
    if words.is(end, Class::AUXILIARY | Class::COPULA)
        && let Some(verb) = verb_after(words, end)
    {
        return Some((verb, true));
    }
    let head = end.checked_sub(1).filter(|&head| head > no && is_act(words, head, vocabulary));
    head.map(|head| (head, false)).or_else(|| Some((done_by_nobody(words, no + 1)?, true)))
}

/// "no government, federal or state, [paid] any ransom", "no one [rang]"
fn done_by_nobody(words: &Words, from: usize) -> Option<usize> {
    let stops = Class::RELATIVE | Class::SUBORDINATOR | Class::MODAL;
    let main = Class::AUXILIARY | Class::COPULA | Class::REPORTING;
    let reach = from..words.len().min(from + 2 * REACH);
    let verb =
        reach.take_while(|&at| !words.is(at, stops)).find(|&at| words.is(at, Class::PAST) && !words.is(at, main));
    verb.filter(|&at| !words.is(at, Class::NOUN) && !words.is(at - 1, Class::DETERMINER))
}

/// A noun that tells an act: "order", "closure", "agreement".
fn is_act(words: &Words, at: usize, vocabulary: &Vocabulary) -> bool {
    let text = words.text(at).to_lowercase();
    words.is(at, Class::HAPPENING | Class::VERB)
        || vocabulary.alike.contains_key(text.as_str())
        || vocabulary.phrases.act_endings.iter().any(|end| text.ends_with(&**end))
}

/// "denied that it had [agreed]", "denied that there was an [agreement]", "denied [ordering] it", "dismissed reports that"
fn told_denied(words: &Words, cue: usize, from: usize, phrases: &PhraseLists) -> Option<(usize, bool)> {
    let end = words.len().min(from + 2 * REACH);
    // "rejected an order that": only reports and claims are denied like that
    let denies = matches!(words.lemma(cue), "deny" | "refute" | "dispute");
    let reach = if denies { end } else { from + 1 };
    let opens = (from..reach).find(|&at| words.says(at, "that") || words.says_any(at, &phrases.reports));
    let gerund = (denies && words.is(from, Class::GERUND)).then_some(from);
    let Some(that) = opens else { return gerund.map(|at| (at, true)) };
    let that = (that..end).find(|&at| words.says(at, "that")).unwrap_or(that);
    let there = (that + 1..end).find(|&at| words.says(at, "there"));
    let nouns = |from: usize| (from..end).find(|&at| words.is(at, Class::HAPPENING | Class::NOUN));
    let verb = || {
        let main = |at: usize| {
            words.is(at, Class::PAST | Class::PARTICIPLE) && !words.is(at, Class::AUXILIARY | Class::COPULA)
        };
        (that + 1..words.len().min(that + 2 * REACH)).find(|&at| main(at))
    };
    match there {
        Some(there) => nouns(there + 2).map(|at| (at, false)),
        None => verb().map(|at| (at, true)),
    }
}

/// "be", "say", "comment": such a negation denies no act.
fn is_bare(words: &Words, at: usize, verb: bool, vocabulary: &Vocabulary) -> bool {
    // "no distress call" is a call, and who never admitted it did not say so
    let owns_up = vocabulary.alike.get(words.lemma(at)).is_some_and(|alike| &*alike.lead == "admit");
    verb && words.is(at, Class::REPORTING) && !owns_up || is_idle(words, at, vocabulary)
}

/// "never", or "no" with "has"
fn is_of_all_time(words: &Words, act: usize) -> bool {
    let before = act.saturating_sub(2 * REACH)..act;
    let says = |all: &[&str]| before.clone().any(|at| words.says_any(at, all));
    says(&["never"]) || says(&["has", "have"]) && says(&["no", "not", "nobody", "none", "nothing", "any"])
}

/// "no", "never", "not one", "not a single"
fn is_flat(words: &Words, act: usize) -> bool {
    (act.saturating_sub(2 * REACH)..act.min(words.len())).any(|at| {
        words.says_any(at, &["no", "never", "neither", "nobody", "none", "nothing"])
            || words.says(at, "not") && (words.says(at + 1, "one") || words.says(at + 2, "single"))
    })
}

/// "will not appeal"
fn is_ahead(words: &Words, act: usize) -> bool {
    let not = act.checked_sub(1).filter(|&at| words.says_any(at, &["not", "never"]));
    not.is_some_and(|not| not > 0 && words.says_any(not - 1, &["will", "would"]))
        || act > 0 && words.says_any(act - 1, &["won't", "won’t"])
}

fn is_taking(words: &Words, at: usize, vocabulary: &Vocabulary) -> bool {
    vocabulary.cues.all_at(words, at).any(|(_, cue)| *cue == Cue::Taken)
}

/// Does the clause tell that a place was taken?
pub fn takes(clause: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    (0..tokens.len()).any(|at| is_taking(&words, at, vocabulary))
}

/// The roots of a text's verbs, sorted, each once.
pub fn verbs(text: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let is_verb =
        |at: &usize| words.is(*at, Class::VERB | Class::PAST | Class::PARTICIPLE) || words.text(*at).ends_with("ed");
    let root_at = |at: usize| verb_root(&words, at, vocabulary);
    let mut roots: Vec<Stem> = (0..tokens.len()).filter(is_verb).map(root_at).collect();
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// The sets of words that newsrooms choose for the verbs of a text, sorted, each once.
pub fn kin_of_verbs(text: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let helps = Class::AUXILIARY | Class::COPULA | Class::REPORTING;
    let is_done = |at: &usize| {
        (words.is(*at, Class::PAST | Class::PARTICIPLE) || words.text(*at).ends_with("ed")) && !words.is(*at, helps)
    };
    let mut kin: Vec<Stem> = (0..tokens.len()).filter(is_done).flat_map(|at| sets_at(&words, at, vocabulary)).collect();
    kin.sort_unstable();
    kin.dedup();
    kin
}

/// The sets of words that newsrooms choose for the words of a text, sorted, each once.
pub fn kin_of_words(text: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut kin: Vec<Stem> = (0..tokens.len()).flat_map(|at| sets_at(&words, at, vocabulary)).collect();
    kin.sort_unstable();
    kin.dedup();
    kin
}

/// "Accepted that" is "admitted", and "left out" is not "left".
fn verb_root(words: &Words, at: usize, vocabulary: &Vocabulary) -> Stem {
    if let Some((_, alike)) = vocabulary.alike_phrases.longest_at(words, at) {
        return root(&alike.lead, vocabulary);
    }
    let own = root(words.text(at), vocabulary);
    // "left out", "left them out"
    let behind = if words.is(at + 1, Class::PRONOUN) { at + 2 } else { at + 1 };
    match words.says_any(behind, &vocabulary.phrases.particles) {
        true => own.rotate_left(1) ^ root(words.text(behind), vocabulary),
        false => own,
    }
}

/// The roots of a text's words, sorted, each once.
pub fn roots(text: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let mut roots: Vec<Stem> =
        super::words::carrying(text, &vocabulary.lexicon).into_iter().map(|word| root(word, vocabulary)).collect();
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// What a word, its noun and its forms share.
fn root(word: &str, vocabulary: &Vocabulary) -> Stem {
    let base = meaning_of(word, vocabulary);
    let long = |cut: &&str| cut.len() >= 3;
    // the longest ending there is
    let cuts = vocabulary.phrases.word_endings.iter().filter_map(|end| base.strip_suffix(&**end).filter(long));
    let cut = cuts.min_by_key(|cut| cut.len()).unwrap_or(&base);
    super::words::hash(cut)
}

#[cfg(test)]
mod tests {
    use super::{denied, roots};
    use crate::reconcile::sample::ENGLISH;

    #[test]
    fn what_never_was() {
        let act = |clause: &str| denied(clause, &ENGLISH).filter(|denied| denied.unreal).map(|denied| denied.act);
        let named = |word: &str| roots(word, &ENGLISH).first().copied();
        assert_eq!(act("The inspection of the lock, he says, never happened"), named("inspection"));
        assert_eq!(act("The parade did not take place"), named("parade"));
        assert_eq!(act("There was never a strike at the yard"), named("strike"));
        assert_eq!(act("The council never painted the lock"), None);
        assert_eq!(act("The parade has not taken place yet"), None);
    }
}
