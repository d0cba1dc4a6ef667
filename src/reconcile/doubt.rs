//! Drafts whose texts speak in unlike words -> a step less grave.
//!
//! Two figures of one metric, place and window may still be of two things: "2,300 structures" seen from the air on the
//! third day and "3,240 homes" a year later. Where the words around them have next to nothing in common, nobody knows.

use hashbrown::{HashMap, HashSet};

use super::affair::Affair;
use super::draft::{Draft, weaker};
use super::figure::Figure;
use crate::model::finding::Severity;

/// Rules that lay figures of two sources side by side by their keys.
const BY_KEYS: [&str; 5] =
    ["value_conflict", "bound_conflict", "part_exceeds_whole", "definition_mismatch", "period_mismatch"];
/// A text that tells two figures tells them of two things, unless it does so in the same words.
const WITHIN: &str = "self_contradiction";
/// So much must be shared inside one text.
const LIKENESS_WITHIN: f64 = 0.35;
/// Of all that is told around two figures, so much and so many words should be shared.
const LIKENESS: f64 = 0.2;
const WORDS: usize = 2;

/// Lowers what the words do not bear out; rows of tables have no words.
pub fn doubt(drafts: &mut [Draft], affair: &Affair) {
    let asked =
        |draft: &Draft| draft.severity >= Severity::Medium && (BY_KEYS.contains(&draft.rule) || draft.rule == WITHIN);
    let cited: HashSet<&str> = drafts
        .iter()
        .filter(|draft| asked(draft))
        .flat_map(|draft| draft.witnesses.iter().map(|witness| witness.id.as_str()))
        .collect();
    let figures: HashMap<&str, &Figure> = affair
        .figures
        .iter()
        .filter(|figure| !figure.coded() && cited.contains(figure.claim.id.as_str()))
        .map(|figure| (figure.claim.id.as_str(), figure))
        .collect();
    drop(cited);
    for draft in drafts.iter_mut().filter(|draft| asked(draft)) {
        let told: Vec<&Figure> = draft.witnesses.iter().filter_map(|w| figures.get(w.id.as_str()).copied()).collect();
        let pairs =
            told.iter().enumerate().flat_map(|(at, one)| told[at + 1..].iter().map(move |other| (*one, *other)));
        let within = draft.rule == WITHIN;
        let mut seen = pairs.filter(|(one, other)| within == (one.claim.source == other.claim.source)).peekable();
        let alike = |(one, other): (&Figure, &Figure)| {
            // nothing can be said of words that are not there, and one number in both texts speaks for itself
            let same_number = one.value().is_some() && one.value() == other.value();
            if same_number || one.place_in_sentence().is_none() || other.place_in_sentence().is_none() {
                return true;
            }
            let shared = affair.profiles.shared(one, other);
            match within {
                true => shared.likeness >= LIKENESS_WITHIN && shared.words > 0,
                false => shared.likeness >= LIKENESS || shared.words >= WORDS,
            }
        };
        if seen.peek().is_some() && !seen.any(alike) {
            draft.severity = weaker(draft.severity, if draft.severity == Severity::High { 2 } else { 1 });
        }
    }
}
