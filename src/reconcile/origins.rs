//! Figures of a cell -> the origins behind them: sources that pass on one another's count speak once.
//!
//! Four things fold figures: a person says so; one source says it twice; two sources name the same authority and give the same figure;
//! two sentences share a run of copied words. Whether an authority is right is not asked.

use chrono::NaiveDate;
use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::figure::Figure;
use super::tolerance::{Standing, compare};

/// So many words in a row are copied, not met by chance.
const COPIED_RUN: usize = 9;

/// Figures that go back to one count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// places in the list that was asked about
    pub members: Vec<usize>,
    /// what ties different sources together, in words; empty for a single source
    pub why: String,
}

/// Folds figures by origin. The result is in the order of each origin's first figure.
pub fn origins(figures: &[&Figure]) -> Vec<Origin> {
    let mut root: Vec<usize> = (0..figures.len()).collect();
    let mut why: HashMap<usize, String> = HashMap::new();
    let mut by_source: HashMap<(u32, Value), usize> = HashMap::with_capacity(figures.len());
    let mut by_voice: HashMap<(String, Value), usize> = HashMap::new();
    let mut by_run: HashMap<u64, usize> = HashMap::new();
    let mut by_ruling: HashMap<usize, usize> = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        let value = value_key(figure);
        if let Some(first) = first_of(&mut by_source, (figure.source, value), at) {
            join(&mut root, first, at);
        }
        if let Some(voice) = voice(figure)
            && let Some(first) = first_of(&mut by_voice, (voice.clone(), value), at)
        {
            join(&mut root, first, at);
            why.entry(first).or_insert_with(|| format!("all name {voice}"));
        }
        if let Some((origin, says)) = figure.origin
            && let Some(first) = first_of(&mut by_ruling, origin, at)
        {
            join(&mut root, first, at);
            why.entry(first).or_insert_with(|| says.to_owned());
        }
        for run in runs(&figure.claim.sentence_text) {
            let Some(first) = first_of(&mut by_run, run, at) else { continue };
            let same_value = compare(figures[first].quantity(), figure.quantity()).standing == Standing::Equal;
            if same_value && find(&mut root, first) != find(&mut root, at) {
                join(&mut root, first, at);
                why.entry(first).or_insert_with(|| "the sentences share a run of copied words".into());
            }
        }
    }
    collect(root, why, figures)
}

fn collect(mut root: Vec<usize>, why: HashMap<usize, String>, figures: &[&Figure]) -> Vec<Origin> {
    let mut at_root: HashMap<usize, usize> = HashMap::new();
    let mut origins: Vec<Origin> = Vec::new();
    for at in 0..figures.len() {
        let lead = find(&mut root, at);
        let place = *at_root.entry(lead).or_insert_with(|| {
            origins.push(Origin { members: Vec::new(), why: String::new() });
            origins.len() - 1
        });
        origins[place].members.push(at);
        if let Some(reason) = why.get(&at).filter(|_| origins[place].why.is_empty()) {
            origins[place].why = reason.clone();
        }
    }
    for origin in &mut origins {
        let first = &figures[origin.members[0]].claim.source;
        if origin.members.iter().all(|&at| figures[at].claim.source == *first) {
            origin.why.clear();
        }
    }
    origins
}

fn voice(figure: &Figure) -> Option<String> {
    let voice = figure.claim.attributed_to.as_deref()?.trim().to_lowercase();
    let voice = voice.strip_prefix("the ").unwrap_or(&voice).to_owned();
    // "officials" and "sources" are not one authority
    (voice.contains(' ')).then_some(voice)
}

/// A figure for a day: value, low, high, the last day.
type Value = (Option<Decimal>, Option<Decimal>, Option<Decimal>, Option<NaiveDate>);

fn value_key(figure: &Figure) -> Value {
    let quantity = figure.quantity();
    (quantity.value, quantity.low, quantity.high, figure.window.last)
}

/// Hashes of every run of [`COPIED_RUN`] words.
fn runs(sentence: &str) -> impl Iterator<Item = u64> {
    // the shortest run there can be: a row of a table holds no sentence
    let sentence = if sentence.len() < 2 * COPIED_RUN - 1 { "" } else { sentence };
    let words: Vec<u64> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(200)
        .map(|word| {
            word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash, u64::from(byte.to_ascii_lowercase())))
        })
        .collect();
    let windows = words.len().saturating_sub(COPIED_RUN - 1);
    (0..windows).map(move |at| words[at..at + COPIED_RUN].iter().fold(0, |hash, &word| mix(hash, word)))
}

fn mix(hash: u64, with: u64) -> u64 {
    (hash ^ with).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
}

fn first_of<K: std::hash::Hash + Eq>(index: &mut HashMap<K, usize>, key: K, at: usize) -> Option<usize> {
    let first = *index.entry(key).or_insert(at);
    (first != at).then_some(first)
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

fn join(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b)] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{World, says};

    fn folded(claims: Vec<crate::model::claim::Claim>) -> usize {
        let world = World::new(claims);
        world.with_affair(|affair| origins(&affair.figures.iter().collect::<Vec<_>>()).len())
    }

    #[test]
    fn the_same_authority_with_the_same_figure_speaks_once() {
        let wire = says("wire", "killed", "173").by("the Civil Protection Authority").claim();
        let post = says("post", "killed", "173").by("Civil Protection Authority").claim();
        let other = says("mail", "killed", "173").by("the health ministry").claim();
        assert_eq!(folded(vec![wire.clone(), post]), 1);
        assert_eq!(folded(vec![wire, other]), 2);
    }

    #[test]
    fn nameless_officials_are_not_one_authority() {
        let claims = ["wire", "post"].map(|source| says(source, "killed", "173").by("officials").claim());
        assert_eq!(folded(claims.to_vec()), 2);
    }

    #[test]
    fn copied_words_give_an_echo_away() {
        let text = "Rescue teams had pulled 173 bodies from the mud along the river by nightfall, the mayor told us.";
        let echo = "As we hear, rescue teams had pulled 173 bodies from the mud along the river by nightfall.";
        let wire = says("wire", "killed", "173").sentence(text).claim();
        let post = says("post", "killed", "173").sentence(echo).claim();
        assert_eq!(folded(vec![wire, post]), 1);
    }
}
