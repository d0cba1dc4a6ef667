//! `[[metric]]` blocks of all files -> the [`Metric`]s and the phrases they are recognised by.
//!
//! Blocks are gathered first, since a later file may add to a metric or take its place; `sound.rs` looks whether they fit
//! together; only then their words go into the vocabulary, those of the user before our own.

use std::collections::BTreeMap;

use super::file::{MetricBlock, VocabularyFile, line_error};
use super::load::{add_noun, add_verb, lemmas};
use super::sound;
use crate::model::error::{Error, Result};
use crate::model::lexicon::{Class, Phrases, WordId};
use crate::model::metric::{Example, Metric};
use crate::model::quantity::Unit;
use crate::model::vocabulary::Vocabulary;

/// Where a vocabulary keeps one kind of phrases.
type PhrasesOf = fn(&mut Vocabulary) -> &mut Phrases<usize>;

/// A block and the file it stands in.
#[derive(Debug)]
pub struct Written<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub block: MetricBlock,
}

impl Written<'_> {
    /// An error at the line that names the metric.
    pub fn error(&self, problem: String, remedy: &str) -> Error {
        let id = format!("\"{}\"", self.block.id);
        let at = self
            .text
            .match_indices("id")
            .find(|(at, _)| self.text[at + 2..].trim_start_matches([' ', '=']).starts_with(&id));
        match line_error(self.file, self.text, at.map_or(0, |(at, _)| at), problem) {
            Error::Line { file, line, column, problem, .. } => {
                Error::Line { file, line, column, problem, remedy: remedy.into() }
            }
            other => other,
        }
    }
}

/// All blocks, ours in the order of the files, then the user's.
#[derive(Debug, Default)]
pub struct Metrics<'a> {
    pub written: Vec<Written<'a>>,
    /// how many of them are ours
    ours: usize,
    sets: BTreeMap<String, Vec<String>>,
    places: hashbrown::HashMap<String, usize>,
}

impl<'a> Metrics<'a> {
    /// Takes the metrics and sets of one file.
    ///
    /// # Errors
    /// [`Error::Line`] for a block that adds to a metric there is none of, or a new one without a label.
    pub fn take(&mut self, name: &'a str, text: &'a str, file: &mut VocabularyFile, ours: bool) -> Result<()> {
        for (set, words) in std::mem::take(&mut file.sets) {
            self.sets.entry(set).or_default().extend(words);
        }
        for block in std::mem::take(&mut file.metric) {
            let known = self.places.get(&block.id).copied();
            let new = Written { file: name, text, block };
            match known {
                Some(at) if new.block.adds => append(&mut self.written[at].block, new.block),
                Some(at) if ours => {
                    let first = self.written[at].file;
                    return Err(new.error(
                        format!("the metric \"{}\" stands in {first} already", new.block.id),
                        "give one of them another id",
                    ));
                }
                Some(at) => self.written[at] = new,
                None if new.block.adds => {
                    let problem = format!("there is no metric \"{}\" to add to", new.block.id);
                    return Err(new.error(problem, "name one that `crosscheck metrics` lists, or leave out `adds`"));
                }
                None if new.block.label.is_empty() => {
                    return Err(new.error(
                        format!("the metric \"{}\" has no label", new.block.id),
                        "write label = \"…\", the words a table shows",
                    ));
                }
                None => {
                    self.places.insert(new.block.id.clone(), self.written.len());
                    self.written.push(new);
                    self.ours += usize::from(ours);
                }
            }
        }
        Ok(())
    }

    /// Puts everything into the vocabulary.
    ///
    /// # Errors
    /// [`Error::Line`] for metrics that do not fit together, see [`sound::check`].
    pub fn settle(mut self, vocabulary: &mut Vocabulary) -> Result<()> {
        for noun in self.sets.get("people").into_iter().flatten() {
            add_person(vocabulary, noun);
        }
        for written in &mut self.written {
            let problem = expand(&mut written.block.of, &self.sets).err();
            if let Some(problem) = problem {
                return Err(written.error(problem, "name a set that a [sets] table defines"));
            }
        }
        sound::check(&self.written)?;
        // what the user says is asked before what we say
        self.written.rotate_left(self.ours);
        // all words first: a later metric may teach a base form that an earlier phrase holds
        for written in &self.written {
            add_words(vocabulary, &written.block);
        }
        for written in &self.written {
            add(vocabulary, written)?;
        }
        Ok(())
    }
}

/// A block that only adds: its words and relations join those of the metric.
fn append(to: &mut MetricBlock, block: MetricBlock) {
    for (list, more) in [
        (&mut to.of, block.of),
        (&mut to.near, block.near),
        (&mut to.nouns, block.nouns),
        (&mut to.subjects, block.subjects),
        (&mut to.verbs, block.verbs),
        (&mut to.acts, block.acts),
        (&mut to.frames, block.frames),
        (&mut to.reads, block.reads),
        (&mut to.leaves, block.leaves),
    ] {
        list.extend(more);
    }
    if !block.label.is_empty() {
        to.label = block.label;
    }
}

/// "@homes" -> the nouns of that set.
fn expand(nouns: &mut Vec<String>, sets: &BTreeMap<String, Vec<String>>) -> std::result::Result<(), String> {
    for noun in std::mem::take(nouns) {
        match noun.strip_prefix('@') {
            // a class of the lexicon says it quicker
            Some("people" | "any") => nouns.push(noun),
            Some(set) => {
                nouns.extend(sets.get(set).ok_or_else(|| format!("there is no set \"{set}\""))?.iter().cloned())
            }
            None => nouns.push(noun),
        }
    }
    Ok(())
}

fn add_words(vocabulary: &mut Vocabulary, block: &MetricBlock) {
    // the last word of a noun phrase is its head and bends; verbs bend in their first word
    for noun in block.nouns.iter().chain(&block.subjects) {
        if let Some(head) = noun.split_whitespace().last() {
            add_noun_once(vocabulary, head);
        }
    }
    for verb in block.verbs.iter().chain(&block.acts) {
        if let Some(first) = verb.split_whitespace().next() {
            let known = vocabulary.lexicon.find(first);
            // "in custody", "unaccounted for" open with no verb
            let is_other = Class::PREPOSITION
                | Class::ADJECTIVE
                | Class::ADVERB
                | Class::AUXILIARY
                | Class::FILLER
                | Class::DETERMINER;
            let is_known = vocabulary.lexicon.entry(known).classes.intersects(Class::VERB | is_other);
            match ending(first) {
                _ if is_known => {}
                Some(class) => mark(vocabulary, first, class),
                None => add_verb(vocabulary, first, Class::empty()),
            }
        }
    }
    // "court" may be known for what it names only: its plural is near, too
    for noun in block.near.iter().filter(|noun| !noun.ends_with("ing")) {
        let plural = super::grammar::plural(noun);
        let known = vocabulary.lexicon.find(noun);
        let is_verb = vocabulary.lexicon.entry(known).classes.contains(Class::VERB);
        if vocabulary.lexicon.find(&plural) == 0 && !is_verb {
            let base = vocabulary.lexicon.intern(noun);
            let form = vocabulary.lexicon.intern(&plural);
            vocabulary.lexicon.entry_mut(form).lemma = base;
        }
    }
    for noun in block.of.iter().filter(|noun| !noun.starts_with('@')) {
        add_noun_once(vocabulary, noun);
    }
}

fn add(vocabulary: &mut Vocabulary, written: &Written) -> Result<()> {
    let block = &written.block;
    let reads = block.reads.iter().map(|sentence| example(sentence)).collect::<std::result::Result<_, _>>();
    let reads = reads
        .map_err(|problem| written.error(problem, "put the figure into brackets: \"Police made [40] arrests.\""))?;
    let mut of: Vec<WordId> = base_forms(vocabulary, block.of.iter().filter(|noun| !noun.starts_with('@')));
    of.sort_unstable();
    let near = base_forms(vocabulary, block.near.iter());
    let number = vocabulary.set_metric(Metric {
        family: block.family.clone().unwrap_or_else(|| block.id.clone()),
        id: block.id.clone(),
        label: block.label.clone(),
        field: field(written.file).into(),
        unit: Unit::parse(&block.unit),
        behaviour: block.behaviour,
        part_of: block.part_of.as_slice().to_vec(),
        share: block.share.clone(),
        capacity_of: block.capacity_of.clone(),
        change_of: block.change_of.clone(),
        about: block.about,
        fate: block.fate,
        everybody: block.everybody,
        of_people: block.of.is_empty() || block.of.iter().any(|noun| noun == "@people"),
        of_default: block.of.is_empty(),
        of_any: block.of.iter().any(|noun| noun == "@any"),
        of,
        near,
        reads,
        leaves: block.leaves.clone(),
    });
    let lists: [(&[String], PhrasesOf); 5] = [
        (&block.nouns, |vocabulary| &mut vocabulary.metric_nouns),
        (&block.subjects, |vocabulary| &mut vocabulary.metric_subjects),
        (&block.verbs, |vocabulary| &mut vocabulary.metric_verbs),
        (&block.acts, |vocabulary| &mut vocabulary.metric_acts),
        (&block.frames, |vocabulary| &mut vocabulary.metric_frames),
    ];
    for (list, (phrases, table)) in lists.into_iter().enumerate() {
        for phrase in phrases {
            let words = lemmas(vocabulary, phrase);
            // nouns and subjects
            if list < 2
                && let Some(own) = with_own_head(vocabulary, phrase, &words)
            {
                table(vocabulary).add(&own, number);
            }
            table(vocabulary).add(&words, number);
        }
    }
    Ok(())
}

/// A head like "killing" has the base form "kill", its plural "killings" has "killing": the phrase with the head as it is.
fn with_own_head(vocabulary: &Vocabulary, phrase: &str, lemmas: &[WordId]) -> Option<Vec<WordId>> {
    let head = phrase.split_whitespace().last().map_or(0, |head| vocabulary.lexicon.find(head));
    let (last, others) = lemmas.split_last()?;
    (*last != head).then(|| others.iter().copied().chain([head]).collect())
}

/// "metrics/health.toml" -> "health"
fn field(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn base_forms<'n>(vocabulary: &mut Vocabulary, nouns: impl Iterator<Item = &'n String>) -> Vec<WordId> {
    let mut forms = Vec::new();
    for noun in nouns {
        let words = lemmas(vocabulary, noun);
        forms.extend(with_own_head(vocabulary, noun, &words).iter().flat_map(|own| own.last()));
        forms.extend(words.last());
    }
    forms
}

/// "seriously" and "jobless" are no verbs, though a phrase may open with them.
fn ending(word: &str) -> Option<Class> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    match word {
        _ if ends(&["ly"]) && !matches!(word, "apply" | "supply" | "comply" | "rely" | "reply" | "rally" | "fly") => {
            Some(Class::ADVERB)
        }
        _ if ends(&["less", "tive", "ful", "able", "ground"]) && word != "enable" => Some(Class::ADJECTIVE),
        _ => None,
    }
}

fn mark(vocabulary: &mut Vocabulary, word: &str, class: Class) {
    let id = vocabulary.lexicon.intern(word);
    vocabulary.lexicon.entry_mut(id).classes |= class;
}

fn add_noun_once(vocabulary: &mut Vocabulary, noun: &str) {
    let known = vocabulary.lexicon.find(noun);
    if !vocabulary.lexicon.entry(known).classes.contains(Class::NOUN) {
        add_noun(vocabulary, noun, None, Class::empty());
    }
}

/// "nurse", "nurses": a word for people keeps what else it can be ("local", "guard").
fn add_person(vocabulary: &mut Vocabulary, noun: &str) {
    let known = vocabulary.lexicon.find(noun);
    let classes = vocabulary.lexicon.entry(known).classes;
    if !classes.intersects(Class::NOUN | Class::ADJECTIVE | Class::VERB) {
        add_noun(vocabulary, noun, None, Class::PEOPLE);
        return;
    }
    let base = vocabulary.lexicon.intern(noun);
    vocabulary.lexicon.entry_mut(base).classes |= Class::PEOPLE;
    let plural = vocabulary.lexicon.find(&super::grammar::plural(noun));
    if plural != 0 {
        vocabulary.lexicon.entry_mut(plural).classes |= Class::PEOPLE;
    }
}

/// "Police made [75,000] arrests." -> the sentence without brackets and where its figure stands.
fn example(marked: &str) -> std::result::Result<Example, String> {
    let (before, rest) = marked.split_once('[').ok_or_else(|| format!("no [figure] in the example: {marked}"))?;
    let (figure, after) = rest.split_once(']').ok_or_else(|| format!("no closing bracket in the example: {marked}"))?;
    Ok(Example { sentence: format!("{before}{figure}{after}"), start: before.len(), end: before.len() + figure.len() })
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;

    const ARRESTS: &str = "[[metric]]\nid = \"arrests\"\nlabel = \"Taken away\"\nnouns = [\"grab\"]\n";

    fn with(text: &str) -> Result<Vocabulary> {
        load("en", &[("mine.toml".into(), text.into())])
    }

    #[test]
    fn the_brackets_mark_the_figure() {
        let read = example("Police made [75,000] arrests.").unwrap();
        assert_eq!(&read.sentence[read.start..read.end], "75,000");
        assert!(example("no figure here").is_err());
    }

    #[test]
    fn a_metric_of_the_same_id_takes_the_place_of_ours_with_all_its_words() {
        let vocabulary = with(ARRESTS).unwrap();
        let metric = vocabulary.metric("arrests").unwrap();
        assert_eq!((&*metric.label, &*metric.field), ("Taken away", "mine"));
        let same = vocabulary.metrics.iter().filter(|metric| metric.id == "arrests").count();
        assert_eq!(same, 1);
    }

    #[test]
    fn a_block_that_adds_keeps_what_there_is() {
        let vocabulary = with("[[metric]]\nid = \"arrests\"\nadds = true\nnouns = [\"grab\"]\n").unwrap();
        let ours = load("en", &[]).unwrap();
        let examples = |vocabulary: &Vocabulary| vocabulary.metric("arrests").unwrap().reads.len();
        assert_eq!(examples(&vocabulary), examples(&ours));
        assert!(vocabulary.lexicon.find("grabs") != 0);
    }

    #[test]
    fn what_cannot_be_added_to_is_named_with_its_line() {
        let message = with("\n\n[[metric]]\nid = \"sheep_lost\"\nadds = true\n").unwrap_err().to_string();
        assert!(message.contains("mine.toml:4") && message.contains("sheep_lost"), "{message}");
        let message = with("[[metric]]\nid = \"x\"\nlabel = \"X\"\nreads = [\"no figure\"]\n").unwrap_err().to_string();
        assert!(message.contains("mine.toml:2"), "{message}");
    }
}
