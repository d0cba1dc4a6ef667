//! A sentence -> the ways in which it tells matters of which one way can be true: "resigned", "was dismissed", "accepted".
//!
//! The vocabulary knows the ways (`[[account]]`) and the verbs that contradict each other (`[[contrary]]`). Whether two sentences
//! are of one matter, the rules ask.

use std::collections::BTreeSet;
use std::ops::Range;

use super::act::{of_words, quoted};
use super::affair::Affair;
use super::draft::Draft;
use super::passages::Passage;
use super::words::{Stem, meaning_at, tokens};
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::{AccountWay, Vocabulary};

/// Words to either side of a way that are right beside it.
const BESIDE: usize = 5;
/// A negation reaches so many words.
const REACH: usize = 3;

/// What the ways are of: accounts first, then pairs of contrary verbs.
pub type Matter = (bool, u16);

/// One way of telling a matter, as a passage has it.
#[derive(Debug, Clone)]
pub struct Way {
    pub matter: Matter,
    pub way: u16,
    /// told as not so
    pub denied: bool,
    /// told as so of nobody: "no one was arrested"
    pub of_nobody: bool,
    /// its verb
    pub verb: Option<Stem>,
    /// the words right beside it, where they must be of one thing
    pub beside: Option<BTreeSet<Stem>>,
    /// told of one person
    pub person: bool,
    /// another way may be true beside it
    pub beside_others: bool,
    /// told of many matters in one story
    pub broad: bool,
    pub byte: usize,
    pub words: String,
}

/// The ways a sentence tells, in text order, each once; a question tells none.
pub fn ways(text: &str, vocabulary: &Vocabulary) -> Vec<Way> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut ways: Vec<Way> = Vec::new();
    if text.trim_end().ends_with('?') {
        return ways;
    }
    let first = (0..tokens.len()).find(|&at| words.is_word(at)).unwrap_or_default();
    for at in (0..tokens.len()).filter(|&at| !is_of_a_name(&words, at, first)) {
        let of_nobody = is_of_nobody(&words, at);
        let denied = of_nobody || is_denied(&words, at);
        if !denied && !is_told(&words, at) {
            continue;
        }
        let mut add = |matter: Matter, way: u16, known: AccountWay, length: usize| {
            let span = words.span(at, at + length);
            let is_verb = words.is(at, Class::VERB | Class::PAST) || words.text(at).ends_with("ed");
            let verb = meaning_at(&words, at, vocabulary).1.filter(|_| is_verb).map(|meaning| meaning.stem);
            let beside = known.near.then(|| beside(&words, at..at + length, vocabulary));
            let way = Way {
                matter,
                way,
                denied,
                of_nobody,
                verb,
                beside,
                person: known.person,
                beside_others: known.beside_others,
                broad: known.broad,
                byte: span.start as usize,
                words: span.of(text).to_owned(),
            };
            if !ways.iter().any(|told| told.says_the_same(&way) || told.holds(&way)) {
                ways.retain(|told| !way.holds(told));
                ways.push(way);
            }
        };
        vocabulary.accounts.phrases_at(&words, at, |way, length| {
            if let Some(account) = vocabulary.account_ways.get(usize::from(way)) {
                add((false, account.matter), way, *account, length);
            }
        });
        for (length, contrary) in vocabulary.contraries.all_at(&words, at) {
            if !denied {
                let verb =
                    AccountWay { matter: contrary.pair, near: true, person: false, beside_others: false, broad: true };
                add((true, contrary.pair), u16::from(contrary.other), verb, length);
            }
        }
    }
    ways
}

impl Way {
    /// "Without mediators": the longer phrase says which way it is.
    fn holds(&self, other: &Way) -> bool {
        let end = |way: &Way| way.byte + way.words.len();
        let longer = self.words.len() > other.words.len();
        longer && self.matter == other.matter && self.byte <= other.byte && end(other) <= end(self)
    }

    fn says_the_same(&self, other: &Way) -> bool {
        let said = |way: &Way| (way.matter, way.way, way.denied, way.verb);
        said(self) == said(other) && self.beside == other.beside
    }
}

/// "South Ruria", "the White House": the word belongs to a name. The first word has a capital whatever it is.
fn is_of_a_name(words: &Words, at: usize, first: usize) -> bool {
    is_capital(words, at) && (at > first || is_capital(words, at + 1))
}

fn is_capital(words: &Words, at: usize) -> bool {
    at < words.len() && words.text(at).starts_with(char::is_uppercase)
}

fn beside(words: &Words, way: Range<usize>, vocabulary: &Vocabulary) -> BTreeSet<Stem> {
    let around = (way.start.saturating_sub(BESIDE)..way.start).chain(way.end..words.len().min(way.end + BESIDE));
    around.filter_map(|at| Some(meaning_at(words, at, vocabulary).1?.stem)).collect()
}

/// "was not taken to hospital", "denies that he was taken to hospital"
fn is_denied(words: &Words, at: usize) -> bool {
    let mut before = (at.saturating_sub(2 * REACH)..at).rev().take_while(|&at| words.is_word(at));
    is_left_undone(words, at)
        || before.any(|before| {
            let not = words.says(before, "not") && words.is(before.wrapping_sub(1), Class::AUXILIARY | Class::COPULA);
            (not || words.says(before, "never") || is_contracted(words, before)) && before + REACH > at
                || words.lemma(before) == "deny"
                || words.says_any(before, &["neither", "nor"])
                || is_at_no_time(words, before)
        })
}

/// "refused to sign", "has yet to sign", "without signing"
fn is_left_undone(words: &Words, at: usize) -> bool {
    let (to, verb) = (at.wrapping_sub(1), at.wrapping_sub(2));
    words.says(to, "to") && words.says_any(verb, UNDONE) || words.says(to, "without") && words.is(at, Class::GERUND)
}

/// Words behind which an act is one that was not done.
const UNDONE: &[&str] = &[
    "refused",
    "refuses",
    "refusing",
    "failed",
    "fails",
    "failing",
    "declined",
    "declines",
    "neglected",
    "omitted",
    "forgot",
    "forgotten",
    "yet",
];

/// "didn't", "wasn't"; "won't" tells of no act
fn is_contracted(words: &Words, at: usize) -> bool {
    let text = words.text(at);
    let ends =
        |end: &str| text.len() > end.len() && text.is_char_boundary(text.len() - end.len()) && text.ends_with(end);
    (ends("n't") || ends("n’t")) && !words.says_any(at, &["won't", "won’t", "wouldn't", "wouldn’t", "can't", "can’t"])
}

/// "at no time", "on no occasion"
fn is_at_no_time(words: &Words, at: usize) -> bool {
    words.says(at, "no")
        && words.says_any(at.wrapping_sub(1), &["at", "on"])
        && words.says_any(at + 1, &["time", "point", "stage", "occasion", "moment"])
}

/// "nobody was taken to hospital", "no sailor has been taken to hospital"
fn is_of_nobody(words: &Words, at: usize) -> bool {
    let helps = Class::AUXILIARY | Class::COPULA | Class::PAST;
    let mut before = (at.saturating_sub(2 * REACH)..at).rev().take_while(|&at| words.is_word(at));
    before.any(|no| {
        words.says(no, "nobody")
            || words.says(no, "no")
                && !words.is(no.wrapping_sub(1), Class::PREPOSITION)
                && (no + 2..=at).any(|at| words.is(at, helps))
    })
}

/// No "not", no "would", no "if" and no "to" before it; "paying a fine is a shame" tells nothing either.
fn is_told(words: &Words, at: usize) -> bool {
    if words.is(at, Class::GERUND) && !words.is_word(at.wrapping_sub(1)) {
        return false;
    }
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|&at| words.is_word(at));
    !words.says(at.wrapping_sub(1), "to")
        && !before.into_iter().any(|at| words.is_open(at) || words.says_any(at, &["if", "whether", "unless"]))
}

/// The draft for two ways that cannot both be so, or seldom are; what one denies stands behind what the other tells. None where
/// somebody said that the two acts are two matters.
pub fn draft((one, a): (&Passage, &Way), (other, b): (&Passage, &Way), affair: &Affair) -> Option<Draft> {
    let (one, a, other, b) = if a.denied { (other, b, one, a) } else { (one, a, other, b) };
    let acts = one.event_at(a.byte).zip(other.event_at(b.byte));
    if acts.is_some_and(|(a, b)| affair.rulings.are_different(&a.id, &b.id)) {
        return None;
    }
    let told = |passage: &Passage, way: &Way| {
        let clause = passage.event_at(way.byte).map_or("", |event| event.description.as_str());
        let clause = if clause.contains(&way.words) { clause } else { passage.text };
        format!("{} “{}” (“{}”)", affair.sources.name(passage.source), way.words, quoted(clause))
    };
    let says = match a.denied || b.denied {
        false => {
            let both = if a.beside_others { "seldom both are" } else { "only one of them can be" };
            format!("Of what may be one matter {}, {}: {both} so.", told(one, a), told(other, b))
        }
        true => format!("What {} tells, {} denies: only one of them can be so.", told(one, a), told(other, b)),
    };
    let draft = of_words(Severity::Low, says).witness(one.witness(a.byte)?).witness(other.witness(b.byte)?);
    Some(draft.value(&*a.words).value(&*b.words).measured(format!("{} | {}", a.words, b.words)))
}

#[cfg(test)]
mod tests {
    use super::ways;
    use crate::reconcile::sample::ENGLISH;

    fn told(text: &str) -> Vec<String> {
        ways(text, &ENGLISH).into_iter().map(|way| way.words).collect()
    }

    #[test]
    fn words_of_names_tell_no_way() {
        assert_eq!(told("Envoys of the White House met the Green party"), [""; 0]);
        assert_eq!(told("The barge was painted green"), ["green"]);
    }

    #[test]
    fn what_befell_nobody_is_denied() {
        let denied = |text: &str| ways(text, &ENGLISH).iter().filter(|way| way.of_nobody && way.denied).count();
        assert!(denied("Nobody was dismissed over the barge") > 0);
        assert!(denied("No officer has been dismissed") > 0);
        assert_eq!(denied("For no reason he was dismissed"), 0);
        assert!(ways("He was neither dismissed nor warned", &ENGLISH).iter().all(|way| way.denied));
    }

    #[test]
    fn what_was_left_undone_is_denied() {
        let denied = |text: &str| ways(text, &ENGLISH).iter().any(|way| way.denied && way.words == "dismissed");
        let undone = |text: &str| ways(text, &ENGLISH).iter().any(|way| way.denied);
        assert!(denied("The mayor wasn't dismissed") && denied("At no time was he dismissed"));
        assert!(denied("The board never dismissed him"));
        assert!(undone("The mayor refused to resign") && undone("He left without resigning"));
        assert!(!undone("The mayor resigned and went to Halm"));
    }

    #[test]
    fn a_longer_phrase_says_which_way_it_is() {
        let told = told("The strike at the lock was settled without mediators");
        assert!(told.contains(&"without mediators".into()) && !told.contains(&"mediators".into()), "{told:?}");
    }

    #[test]
    fn who_owns_a_hotel_is_not_at_one() {
        assert_eq!(told("Rem owns a hotel in Halm"), [""; 0]);
        assert_eq!(told("The clerks were silent, and the fountain ran"), ["silent"]);
    }
}
