//! A clause or quotation -> the words that carry it, as hashes of their base forms, and what its wording gives away.

use crate::model::lexicon::{Class, Lexicon};
use crate::model::metric::Metric;
use crate::model::span::Span;
use crate::model::token::{Token, TokenKind, Words, cut};
use crate::model::vocabulary::{Alike, Cue, Vocabulary};

/// The hash of a word's base form.
pub type Stem = u64;

/// Longer clauses are not words but whole pages.
const MOST_WORDS: usize = 400;

/// Every word and number in order, contractions opened: "it's" is "it".
pub fn all(text: &str, lexicon: &Lexicon) -> Vec<Stem> {
    stems(text, lexicon, |_, _| true)
}

/// Without the little words, numbers and dates: what the clause is about.
pub fn content(text: &str, lexicon: &Lexicon) -> Vec<Stem> {
    stems(text, lexicon, carries)
}

/// Is the word none of the little ones?
fn carries(word: &str, class: Class) -> bool {
    const LITTLE: Class = Class::DETERMINER
        .union(Class::PREPOSITION)
        .union(Class::CONJUNCTION)
        .union(Class::PRONOUN)
        .union(Class::AUXILIARY)
        .union(Class::COPULA)
        .union(Class::MODAL)
        .union(Class::NEGATION)
        .union(Class::RELATIVE)
        .union(Class::SUBORDINATOR)
        .union(Class::REPORTING)
        .union(Class::WEEKDAY)
        .union(Class::MONTH)
        .union(Class::TIME_UNIT)
        .union(Class::PART_OF_DAY);
    let digit = word.starts_with(|c: char| c.is_ascii_digit());
    // "a march" is no month
    let march = class.contains(Class::MONTH | Class::HAPPENING) && word.starts_with(char::is_lowercase);
    // "no one", "one of them": seldom a number
    word.len() > 2 && !word.eq_ignore_ascii_case("one") && !digit && (march || !class.intersects(LITTLE))
}

fn stems(text: &str, lexicon: &Lexicon, keep: impl Fn(&str, Class) -> bool) -> Vec<Stem> {
    bases(text, lexicon, keep).map(hash).collect()
}

/// The base forms of a text's words, of unknown ones what is left without a common ending.
fn bases<'t>(
    text: &'t str,
    lexicon: &'t Lexicon,
    keep: impl Fn(&str, Class) -> bool + 't,
) -> impl Iterator<Item = &'t str> {
    cut(text)
        .take(MOST_WORDS)
        .filter(|(_, kind)| *kind != TokenKind::Sign)
        .map(move |(span, _)| span.of(text))
        .filter(|word| !word.starts_with(['\'', '’']))
        .filter_map(move |word| {
            // "it's", "we’ll": the word before the apostrophe carries the meaning
            let word = word.split(['\'', '’']).next().unwrap_or(word);
            let id = lexicon.find(word);
            let class = lexicon.entry(id).classes;
            let base = lexicon.word(lexicon.entry(id).lemma);
            keep(word, class).then(|| if base.is_empty() { plain_ending(word) } else { base })
        })
}

/// What a word tells, and whether that happens once to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meaning {
    pub stem: Stem,
    pub once: bool,
}

/// Like [`content`], but words that tell one thing are one: "blast" is "explosion".
pub fn meanings(text: &str, vocabulary: &Vocabulary) -> Vec<Meaning> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut told = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (length, meaning) = meaning_at(&words, at, vocabulary);
        told.extend(meaning);
        at += length;
    }
    told
}

/// What the words at a place tell, and how many they are: one, or two as in "step down".
pub fn meaning_at(words: &Words, at: usize, vocabulary: &Vocabulary) -> (usize, Option<Meaning>) {
    if let Some((length, alike)) = vocabulary.alike_phrases.longest_at(words, at) {
        return (length, Some(Meaning { stem: hash(&alike.lead), once: alike.once }));
    }
    let text = words.text(at);
    if words.tokens[at].kind == TokenKind::Sign || text.starts_with(['\'', '’']) {
        return (1, None);
    }
    // "it's", "we’ll": the word before the apostrophe carries the meaning
    let word = text.split(['\'', '’']).next().unwrap_or(text);
    let lexicon = &vocabulary.lexicon;
    let entry = lexicon.entry(lexicon.find(word));
    let lemma = lexicon.word(entry.lemma);
    let base = if lemma.is_empty() { plain_ending(word) } else { lemma };
    // "declared": a word of saying tells an act where it is one of those alike, "a report" where it is a noun
    let says = entry.classes.contains(Class::REPORTING);
    let act = || alike(base, vocabulary).is_some_and(|alike| alike.once || !entry.classes.contains(Class::PAST));
    let keeps = carries(word, entry.classes) || says && act();
    (1, keeps.then(|| meaning(base, vocabulary)))
}

/// The words of a text that carry it, in their base forms.
pub fn carrying<'t>(text: &'t str, lexicon: &'t Lexicon) -> Vec<&'t str> {
    bases(text, lexicon, carries).collect()
}

/// The base form of a word, or the word that leads those telling the same.
pub fn meaning_of(word: &str, vocabulary: &Vocabulary) -> String {
    let lexicon = &vocabulary.lexicon;
    let lemma = lexicon.word(lexicon.entry(lexicon.find(word)).lemma);
    let base = if lemma.is_empty() { word.to_lowercase() } else { lemma.to_owned() };
    vocabulary.alike.get(base.as_str()).map_or(base, |alike| alike.lead.to_string())
}

/// What one base form tells.
pub fn meaning(base: &str, vocabulary: &Vocabulary) -> Meaning {
    match alike(base, vocabulary) {
        Some(alike) => Meaning { stem: hash(&alike.lead), once: alike.once },
        None => Meaning { stem: hash(base), once: false },
    }
}

fn alike<'v>(base: &str, vocabulary: &'v Vocabulary) -> Option<&'v Alike> {
    let mut lower = base.to_ascii_lowercase();
    if let Some(alike) = vocabulary.alike.get(lower.as_str()) {
        return Some(alike);
    }
    // of a word nobody listed the ending was cut: "ignit"
    lower.push('e');
    vocabulary.alike.get(lower.as_str())
}

/// A plural or a past form of a word nobody listed, cut the same way every time.
fn plain_ending(word: &str) -> &str {
    let long = |cut: &&str| cut.len() >= 4;
    ["ies", "es", "ed", "ing", "s"].iter().find_map(|end| word.strip_suffix(end).filter(long)).unwrap_or(word)
}

/// "U.S." is "US".
pub fn hash(word: &str) -> Stem {
    word.bytes().filter(|byte| *byte != b'.').fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Figures and number words of a clause, as written, without those of its day.
pub fn numbers(clause: &str, day: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let rest = clause.replacen(day, " ", 1);
    let lexicon = &vocabulary.lexicon;
    cut(&rest)
        .take(MOST_WORDS)
        .map(|(span, kind)| (span.of(&rest), kind))
        .filter(|(word, kind)| match kind {
            TokenKind::Number => true,
            TokenKind::Word => lexicon.entry(lexicon.find(word)).classes.contains(Class::NUMERAL),
            TokenKind::Sign => false,
        })
        .filter(|(word, _)| !word.eq_ignore_ascii_case("one"))
        .map(|(word, _)| {
            let numeral = lexicon.entry(lexicon.find(word)).numeral;
            if numeral > 0 { numeral.to_string() } else { word.replace(',', "") }
        })
        .collect()
}

/// Does a word of one of these classes stand in the text?
pub fn has(text: &str, lexicon: &Lexicon, class: Class) -> bool {
    cut(text).take(MOST_WORDS).any(|(span, _)| {
        let word = span.of(text);
        let classes = lexicon.entry(lexicon.find(word)).classes;
        // "May" with a capital is the month
        let month = classes.contains(Class::MONTH) && word.starts_with(char::is_uppercase);
        classes.intersects(class) && (!month || class.contains(Class::MONTH))
    })
}

/// Do the words name no more than what a metric counts: "inmates" for people in prison?
pub fn is_noun_of(text: &str, metric: &Metric, vocabulary: &Vocabulary) -> bool {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    vocabulary.metric_nouns.all_at(&words, 0).any(|(length, number)| {
        length == tokens.len() && vocabulary.metrics.get(*number).is_some_and(|m| m.id == metric.id)
    })
}

/// The tokens of a clause, each with its word.
pub fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let token = |(span, kind): (Span, TokenKind)| Token {
        span,
        word: vocabulary.lexicon.find(span.of(text)),
        kind,
        spaced: true,
        capital: false,
    };
    cut(text).take(MOST_WORDS).map(token).collect()
}

/// Does one of the vocabulary's cues stand in the text?
pub fn has_cue(text: &str, vocabulary: &Vocabulary, cue: Cue) -> bool {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    (0..tokens.len()).any(|at| vocabulary.cues.all_at(&words, at).any(|(_, found)| *found == cue))
}

/// The longest common subsequence of two word lists, and the longest run of it that stands together in both.
pub fn common(a: &[Stem], b: &[Stem]) -> (usize, usize) {
    let mut longest = vec![0usize; b.len() + 1];
    let mut runs = vec![0usize; b.len() + 1];
    let mut run = 0;
    for x in a {
        let (mut diagonal, mut run_diagonal) = (0, 0);
        for (at, y) in b.iter().enumerate() {
            let (above, run_above) = (longest[at + 1], runs[at + 1]);
            longest[at + 1] = if x == y { diagonal + 1 } else { above.max(longest[at]) };
            runs[at + 1] = if x == y { run_diagonal + 1 } else { 0 };
            run = run.max(runs[at + 1]);
            (diagonal, run_diagonal) = (above, run_above);
        }
    }
    (longest[b.len()], run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_and_plurals_meet() {
        let lexicon = Lexicon::new();
        let (a, b) = (all("But it's a generous offer", &lexicon), all("but it is a generous offer.", &lexicon));
        assert_eq!(common(&a, &b), (5, 3));
        assert_eq!(content("marchers", &lexicon), content("marcher", &lexicon));
    }

    #[test]
    fn runs_are_words_that_stand_together() {
        let lexicon = Lexicon::new();
        let (a, b) = (all("one two three four", &lexicon), all("one two five four", &lexicon));
        assert_eq!(common(&a, &b), (3, 2));
    }
}
