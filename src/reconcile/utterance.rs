//! Quotes of a story -> pairs that are one utterance: the same words but for contractions and little changes.
//!
//! Candidates share two content words in a row, so that no quote is compared with every other.

use std::collections::BTreeMap;

use super::days::Days;
use super::names::Names;
use super::words::{Stem, all, common, content};
use crate::model::decision::Rulings;
use crate::model::lexicon::Lexicon;
use crate::model::quote::Quote;

/// Words quoted by more sources than this are a slogan.
const SLOGAN: usize = 64;
/// Quotes are compared by so many words at most.
const COMPARED: usize = 160;
/// Fewer words are too little to tell an utterance by; without a speaker, or with two, it takes more.
const FEWEST: usize = 4;
const FEWEST_SAID: usize = 3;
const UNKNOWN_SPEAKER: usize = 8;
const TWO_SPEAKERS: usize = 10;
/// What somebody told from memory has so many words, and so many in a row are those of the other telling.
const FROM_MEMORY: usize = 8;
const RUN_FROM_MEMORY: usize = 3;
/// Words that two tellings share whose little words differ.
const SAME_CONTENT: usize = 4;
/// A speaker quoted more often than this is compared by runs of words only.
const OF_ONE_SPEAKER: usize = 12;
/// A translation is known by its few words that carry meaning, in a sentence of some length.
const TRANSLATED: usize = 8;
const TRANSLATED_FEWEST: usize = 7;
const TRANSLATED_SHARED: usize = 6;

/// Two quotes of one utterance, in the order of their sources.
#[derive(Debug)]
pub struct Utterance<'a> {
    pub a: &'a Quote,
    pub b: &'a Quote,
    pub speakers: Speakers,
    /// the words differ, and not only because one quotes less
    pub reworded: bool,
    /// words both share, in order
    pub shared: usize,
}

/// Whose words they are said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speakers {
    Same,
    Different,
    Unknown,
}

/// The pairs, in a fixed order.
pub fn utterances<'a>(quotes: &[&'a Quote], names: &Names, lexicon: &Lexicon, rulings: &Rulings) -> Vec<Utterance<'a>> {
    let words: Vec<Vec<Stem>> = quotes
        .iter()
        .map(|quote| {
            let mut words = all(&quote.words, lexicon);
            words.truncate(COMPARED);
            words
        })
        .collect();
    let mut index: BTreeMap<(Stem, Stem), Vec<usize>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        for two in content(&quote.words, lexicon).windows(2) {
            let list = index.entry((two[0], two[1])).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for list in index.values().filter(|list| list.len() <= SLOGAN) {
        for (at, &i) in list.iter().enumerate() {
            candidates.extend(list[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    candidates.extend(said_to_be_one(quotes, rulings));
    candidates.extend(of_one_speaker(quotes, names));
    candidates.retain(|&(i, j)| !rulings.are_different(&quotes[i].id, &quotes[j].id));
    candidates.sort_unstable();
    candidates.dedup();
    let look = |(i, j): (usize, usize)| {
        let one = rulings.are_one(&quotes[i].id, &quotes[j].id);
        look((quotes[i], &words[i]), (quotes[j], &words[j]), names, lexicon, one)
    };
    candidates.into_iter().filter_map(look).collect()
}

fn said_to_be_one(quotes: &[&Quote], rulings: &Rulings) -> Vec<(usize, usize)> {
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        if let Some(class) = rulings.class(&quote.id) {
            classes.entry(class).or_default().push(at);
        }
    }
    classes.values().flat_map(|class| class.windows(2).map(|two| (two[0], two[1]))).collect()
}

/// Quotes of a speaker who says little: by the last name, each source's laid beside the others'.
fn of_one_speaker(quotes: &[&Quote], names: &Names) -> Vec<(usize, usize)> {
    let mut spoken: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        let last = quote.speaker.as_deref().and_then(|name| names.of(name).rsplit(' ').next().map(str::to_lowercase));
        if let Some(last) = last {
            spoken.entry(last).or_default().push(at);
        }
    }
    let few = spoken.into_values().filter(|list| list.len() <= OF_ONE_SPEAKER);
    few.flat_map(|list| {
        let pairs = list.iter().enumerate().flat_map(|(n, &i)| list[n + 1..].iter().map(move |&j| (i, j)));
        pairs.collect::<Vec<_>>()
    })
    .collect()
}

/// "Iryna Bondar" and "Irina Bondar": one last name, first names that differ in one letter.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (Some((a, last)), Some((b, other))) = (a.rsplit_once(' '), b.rsplit_once(' ')) else { return false };
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = x.iter().zip(&y).take_while(|(p, q)| p == q).count();
    let back = x.iter().rev().zip(y.iter().rev()).take_while(|(p, q)| p == q).count();
    let longest = x.len().max(y.len());
    last == other && longest >= 4 && x.len().abs_diff(y.len()) <= 1 && front + back + 1 >= longest && front > 0
}

/// "Executive Fiona Garrick" holds "Fiona Garrick".
fn is_longer_name(long: &str, short: &str) -> bool {
    // of one utterance, as here, the last name alone is enough: "Garrick"
    let is_name = short.contains(' ') || short.starts_with(char::is_uppercase);
    is_name && long.strip_suffix(short).is_some_and(|title| title.ends_with(' '))
}

/// The same thing said again in other words by a translator: what carries it is shared, in its order, in like length.
fn is_translated(a: &Quote, b: &Quote, lexicon: &Lexicon) -> bool {
    let (x, y) = (content(&a.words, lexicon), content(&b.words, lexicon));
    let (shared, _) = common(&x, &y);
    let (shorter, longer) = (x.len().min(y.len()), x.len().max(y.len()));
    longer <= TRANSLATED && shared >= 2 && shared * 2 >= longer && shared * 3 >= shorter * 2
}

fn look<'a>(
    (a, x): (&'a Quote, &[Stem]),
    (b, y): (&'a Quote, &[Stem]),
    names: &Names,
    lexicon: &Lexicon,
    said: bool,
) -> Option<Utterance<'a>> {
    let shorter = x.len().min(y.len());
    if (shorter < FEWEST_SAID || a.source == b.source) && !said {
        return None;
    }
    let (shared, run) = common(x, y);
    // short quotes must be nearly alike; long ones may be reported more freely, if a good run of them is
    let same = |a: &str, b: &str| {
        let (a, b) = (names.of(a), names.of(b));
        a == b || one_letter_apart(a, b) || is_longer_name(a, b) || is_longer_name(b, a)
    };

    let translated = a.speaker.as_deref().zip(b.speaker.as_deref()).is_some_and(|(a, b)| same(a, b))
        && x.len() >= TRANSLATED_FEWEST
        && y.len() >= TRANSLATED_FEWEST
        && shared >= TRANSLATED_SHARED
        && shared * 5 >= x.len().max(y.len()) * 3
        && is_translated(a, b, lexicon);
    let alike = translated || shared * 4 >= shorter * 3 || shorter >= 12 && shared * 2 >= shorter && run >= 6;
    let speakers = match (a.speaker.as_deref(), b.speaker.as_deref()) {
        (Some(a), Some(b)) if same(a, b) => Speakers::Same,
        (Some(_), Some(_)) => Speakers::Different,
        _ => Speakers::Unknown,
    };
    let (p, q) = (content(&a.words, lexicon), content(&b.words, lexicon));
    let (carried, _) = common(&p, &q);
    let longer = x.len().max(y.len());
    // "Size is safety", "Size is security": one word of a saying another
    let one_word = shorter >= FEWEST_SAID && longer == shorter && shared + 1 >= longer && carried > 0;
    // said again from memory: begun alike, gone on otherwise
    let from_memory = shorter >= FROM_MEMORY
        && longer <= shorter * 2
        && shared * 2 >= shorter
        && run >= RUN_FROM_MEMORY
        && carried > 0;
    // "No one in this ministry was warned", "Nobody in my ministry was ever warned": what carries the one is all in the other
    let (fewer, more) = (p.len().min(q.len()), p.len().max(q.len()));
    let same_content =
        carried > 0 && carried == fewer && more <= fewer + 1 && shared >= SAME_CONTENT && shared * 2 >= longer;
    let retold = speakers == Speakers::Same && (one_word || from_memory || same_content);
    // nothing of what carries the shorter one is lacking in the other
    let whole = carried >= 2 && carried == p.len().min(q.len()) && shared > FEWEST;
    let named = |quote: &Quote| quote.speaker.as_deref().is_some_and(|name| name.starts_with(char::is_uppercase));
    let nameless = !named(a) || !named(b);
    let needed = match speakers {
        Speakers::Same => FEWEST,
        // "the minister" may be anybody's title
        Speakers::Unknown | Speakers::Different if whole && nameless && longer <= shorter * 2 => FEWEST + 1,
        Speakers::Unknown => UNKNOWN_SPEAKER,
        Speakers::Different => TWO_SPEAKERS,
    };
    if (shared < needed || !alike) && !retold && !said {
        return None;
    }
    Some(Utterance { a, b, speakers, reworded: run < shorter, shared })
}

impl Utterance<'_> {
    /// The days of saying, where they cannot be the same. Word for word the same, words are one speaker's even where one
    /// text has no name for them: "the former mayor".
    pub fn two_days(&self) -> Option<(Days, Days)> {
        let (here, there) = (Days::of(self.a.time.as_ref()?)?, Days::of(self.b.time.as_ref()?)?);
        let named =
            |speaker: &Option<String>| speaker.as_deref().is_some_and(|name| name.starts_with(char::is_uppercase));
        let others =
            self.speakers == Speakers::Different && (self.reworded || named(&self.a.speaker) && named(&self.b.speaker));
        (!here.meets(&there) && !others).then_some((here, there))
    }
}

/// The beginning of a quote, for a sentence.
pub fn short(quote: &Quote) -> String {
    let mut words = quote.words.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(14).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" ").trim_end_matches(['.', ',']))
}
