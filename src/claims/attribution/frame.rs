//! Sentence -> frames: the places where it says who states something, in text order, each with its voices.

use std::ops::Range;

use super::speaker::{self, Heard};
use crate::claims::page::Page;
use crate::model::lexicon::Class;
use crate::model::vocabulary::Cue;

/// "police said", "according to data from X": its tokens and who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub tokens: Range<usize>,
    /// who states it first, then who passed it on
    pub voices: Vec<String>,
    /// what it says follows it ("police said that …"); otherwise it closes what stands before
    pub opens: bool,
}

/// How far behind a verb of saying its sentence or object may end, in tokens: "told reporters in Mirel on Wednesday."
const TAIL: usize = 12;
/// "X, a rights group, which said": so far behind a voice its own clause may begin, in tokens.
const SAME: usize = 8;
/// Frames of one sentence; a longer one is no prose.
const MOST: usize = 32;

/// The frames of a sentence; `before` is who stated the one before it, and learns who states this one.
pub fn frames(page: &Page, sentence: usize, before: &mut Option<String>) -> Vec<Frame> {
    let tokens = page.sentence(sentence).tokens.clone();
    let words = &page.words;
    let mut frames: Vec<Frame> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end && frames.len() < MOST {
        let found = match page.vocabulary.cues.longest_at(words, at) {
            Some((length, Cue::AccordingTo)) => according_to(page, at, length, &tokens),
            _ if words.is(at, Class::REPORTING | Class::CLAIMING) => saying(page, at, &tokens, before, &mut frames),
            _ => None,
        };
        at = found.as_ref().map_or(at, |frame| frame.tokens.end.saturating_sub(1)).max(at) + 1;
        frames.extend(found);
    }
    if let Some(voice) = frames.last().and_then(|frame| frame.voices.first()) {
        *before = Some(voice.clone());
    }
    frames
}

/// "according to police", "according to an exit poll by Delta cited by Channel 9", ", citing the ministry".
fn according_to(page: &Page, at: usize, length: usize, sentence: &Range<usize>) -> Option<Frame> {
    // "16 per cent", "62 per day" are rates; ", per the ministry" names a voice
    if page.words.says(at, "per")
        && at > sentence.start
        && ![",", ";", "(", "–", "—"].iter().any(|sign| page.words.is_sign(at - 1, sign))
    {
        return None;
    }
    let Heard { tokens, mut voices } = speaker::phrase_after(page, at + length, sentence.end)?;
    let end = passed_on(page, tokens.end, sentence, &mut voices);
    // at the head of its sentence it opens, elsewhere it closes
    let opens = at <= sentence.start + 1 || page.words.is_sign(at - 1, ";");
    Some(Frame { tokens: at..end, voices, opens })
}

/// "officials quoted by the state agency", "a report cited by the BBC": who passed it on; returns where that ends.
fn passed_on(page: &Page, at: usize, sentence: &Range<usize>, voices: &mut Vec<String>) -> usize {
    let words = &page.words;
    let passes =
        words.says_any(at, &["quoted", "cited", "published", "carried", "relayed"]) && words.says(at + 1, "by");
    let heard = passes.then(|| speaker::phrase_after(page, at + 2, sentence.end)).flatten();
    match heard {
        Some(heard) => {
            voices.extend(heard.voices);
            heard.tokens.end
        }
        None => at,
    }
}

/// "quoted", "cited": what one voice says reaches us through another.
fn is_passing(page: &Page, at: usize) -> bool {
    page.words.says_any(at, &["quoted", "cited", "published", "carried", "relayed"])
}

/// A verb with a speaker as its subject.
fn saying(
    page: &Page,
    verb: usize,
    sentence: &Range<usize>,
    before: &Option<String>,
    earlier: &mut [Frame],
) -> Option<Frame> {
    let words = &page.words;
    let firm = speaker::is_saying(page, verb);
    let passes = is_passing(page, verb) && words.says(verb + 1, "by");
    if passes || !firm && !speaker::may_state(page, verb) {
        return None;
    }
    if words.is(verb, Class::GERUND) {
        // ", citing X": X said it first, whoever the sentence names passed it on
        return None;
    }
    // "according to Lantern, a rights group, which said": the same voice goes on
    let near = earlier.last().filter(|last| verb - last.tokens.end.min(verb) <= SAME);
    let said = match near.filter(|_| words.says_any(verb - 1, &["which", "who"])) {
        Some(last) => Some(Heard { tokens: verb - 1..verb, voices: last.voices.clone() }),
        None => speaker::subject(page, verb, sentence.start, before, firm),
    };
    let inverted = || {
        let follows = words.is_sign(verb.wrapping_sub(1), ",")
            || matches!(words.text(verb.wrapping_sub(1)), "”" | "\"")
            || page.clauses_begin_at(verb);
        (firm && follows).then(|| speaker::phrase_after(page, verb + 1, sentence.end)).flatten()
    };
    let (heard, opens) = match said {
        Some(heard) => (heard, opens(page, verb, sentence)),
        None => (inverted()?, false),
    };
    let Heard { tokens, mut voices } = heard;
    let mut start = tokens.start.min(verb);
    let mut end = tokens.end.max(verb + 1);
    // "officials quoted by the state agency said", "a report by Clear Line cited by the BBC said"
    if words.says(start.wrapping_sub(1), "by")
        && is_passing(page, start.wrapping_sub(2))
        && let Some(first) = speaker::subject(page, start - 2, sentence.start, before, true)
    {
        start = first.tokens.start;
        voices.splice(0..0, first.voices);
    }
    if words.says_any(verb, &["told", "tells"]) {
        // "told Reuters": who was told passes it on
        if let Some(name) = speaker::name_right_at(page, verb + 1) {
            voices.push(name.0);
            end = name.1;
        }
    }
    end = passed_on(page, end, sentence, &mut voices).max(end);
    let citing = (end..sentence.end.min(end + 4)).find(|&at| words.says_any(at, &["citing", "quoting"]));
    if let Some(citing) = citing
        && let Some(heard) = speaker::phrase_after(page, citing + 1, sentence.end)
    {
        voices.splice(0..0, heard.voices);
        end = heard.tokens.end;
    }
    // "according to Lantern, which said": the same voice goes on
    if let Some(last) = earlier.last()
        && last.tokens.end > start
    {
        start = last.tokens.end;
    }
    Some(Frame { tokens: start..end.max(start + 1), voices, opens })
}

/// Does what is said follow the verb, or does the sentence or clause end behind it?
fn opens(page: &Page, verb: usize, sentence: &Range<usize>) -> bool {
    let words = &page.words;
    for at in verb + 1..sentence.end.min(verb + 1 + TAIL) {
        let text = words.text(at);
        if matches!(text, "," | ";" | "." | "—" | ")" | "”" | "\"") {
            // "said on Monday, that" is rare; ", when" and ", after" tell of the saying
            return false;
        }
        let says_more = text == ":"
            || words.is_number(at)
            || words.says(at, "that")
            || words.is(at, Class::COPULA | Class::AUXILIARY | Class::NUMERAL | Class::SCALE | Class::VAGUE)
            || words.is(at, Class::VERB) && words.is(at, Class::PAST) && !words.is(at, Class::ADJECTIVE);
        if says_more {
            return true;
        }
    }
    verb + 1 + TAIL < sentence.end
}
