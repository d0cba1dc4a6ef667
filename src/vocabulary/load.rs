//! Files in order -> one [`Vocabulary`]; later blocks add to earlier ones, a metric of the same id replaces.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::calendar;
use super::file::{AccountBlock, UnitBlock, VocabularyFile, line_error, parse};
use super::grammar::{plural, verb};
use super::metrics::Metrics;
use crate::model::entity::EntityKind;
use crate::model::error::{Error, Result};
use crate::model::lexicon::{Class, WordId};
use crate::model::quantity::Unit;
use crate::model::token::cut;
use crate::model::vocabulary::{
    AccountWay, Alike, CompassPoint, Contrary, Factor, FurnitureSign, Kinds, Place, Rung, TimePhrase, UnitWord,
    Vocabulary,
};

/// The files of each language, compiled in. Order matters only for forms: words before the metrics that use them.
const ENGLISH: &[(&str, &str)] = &[
    ("calendar.toml", include_str!("../../data/vocabulary/en/calendar.toml")),
    ("numerals.toml", include_str!("../../data/vocabulary/en/numerals.toml")),
    ("words.toml", include_str!("../../data/vocabulary/en/words.toml")),
    ("units.toml", include_str!("../../data/vocabulary/en/units.toml")),
    ("cues.toml", include_str!("../../data/vocabulary/en/cues.toml")),
    ("accounts.toml", include_str!("../../data/vocabulary/en/accounts.toml")),
    ("akin.toml", include_str!("../../data/vocabulary/en/akin.toml")),
    ("furniture.toml", include_str!("../../data/vocabulary/en/furniture.toml")),
    ("ladders.toml", include_str!("../../data/vocabulary/en/ladders.toml")),
    ("reasons.toml", include_str!("../../data/vocabulary/en/reasons.toml")),
    ("tense.toml", include_str!("../../data/vocabulary/en/tense.toml")),
    ("places.toml", include_str!("../../data/vocabulary/en/places.toml")),
];

/// One file a field; where two metrics could be meant, the one that stands first is asked first.
const ENGLISH_METRICS: &[(&str, &str)] = &[
    ("metrics/sets.toml", include_str!("../../data/vocabulary/en/metrics/sets.toml")),
    ("metrics/courts_prisons.toml", include_str!("../../data/vocabulary/en/metrics/courts_prisons.toml")),
    ("metrics/crime.toml", include_str!("../../data/vocabulary/en/metrics/crime.toml")),
    ("metrics/disasters.toml", include_str!("../../data/vocabulary/en/metrics/disasters.toml")),
    ("metrics/conflict.toml", include_str!("../../data/vocabulary/en/metrics/conflict.toml")),
    ("metrics/protest.toml", include_str!("../../data/vocabulary/en/metrics/protest.toml")),
    ("metrics/health.toml", include_str!("../../data/vocabulary/en/metrics/health.toml")),
    ("metrics/migration.toml", include_str!("../../data/vocabulary/en/metrics/migration.toml")),
    ("metrics/elections.toml", include_str!("../../data/vocabulary/en/metrics/elections.toml")),
    ("metrics/economy.toml", include_str!("../../data/vocabulary/en/metrics/economy.toml")),
    ("metrics/business.toml", include_str!("../../data/vocabulary/en/metrics/business.toml")),
    ("metrics/work.toml", include_str!("../../data/vocabulary/en/metrics/work.toml")),
    ("metrics/transport.toml", include_str!("../../data/vocabulary/en/metrics/transport.toml")),
    ("metrics/environment.toml", include_str!("../../data/vocabulary/en/metrics/environment.toml")),
    ("metrics/education.toml", include_str!("../../data/vocabulary/en/metrics/education.toml")),
    ("metrics/housing.toml", include_str!("../../data/vocabulary/en/metrics/housing.toml")),
    ("metrics/technology.toml", include_str!("../../data/vocabulary/en/metrics/technology.toml")),
    ("metrics/food_aid.toml", include_str!("../../data/vocabulary/en/metrics/food_aid.toml")),
    ("metrics/people.toml", include_str!("../../data/vocabulary/en/metrics/people.toml")),
    ("metrics/sport_culture.toml", include_str!("../../data/vocabulary/en/metrics/sport_culture.toml")),
];

/// Regions and cities: rows, as a table of two thousand blocks would take longer to parse than everything else.
const ENGLISH_PLACES: &str = include_str!("../../data/vocabulary/en/places.csv");

/// The built-in vocabulary of a language, extended by the user's files (name and text of each).
///
/// # Errors
/// [`Error::Line`] for a file that does not fit the schema, [`Error::Usage`] for a language there is no data for.
pub fn load(language: &str, extra: &[(String, String)]) -> Result<Vocabulary> {
    if language != "en" {
        return Err(Error::Usage {
            problem: format!("no vocabulary for the language \"{language}\""),
            remedy: "use en, or add a folder of data for the language".into(),
        });
    }
    let mut vocabulary = Vocabulary::empty(language);
    let mut metrics = Metrics::default();
    for (name, text) in ENGLISH.iter().chain(ENGLISH_METRICS) {
        add(&mut vocabulary, &mut metrics, name, text, true)?;
    }
    add_place_rows(&mut vocabulary, ENGLISH_PLACES);
    if let Some(list) = vocabulary.phrases.missing() {
        return Err(Error::Usage {
            problem: format!("the vocabulary of \"{language}\" has no phrases \"{list}\""),
            remedy: format!("give the list {list} in a [phrases] table of data/vocabulary/{language}/"),
        });
    }
    for (name, text) in extra {
        add(&mut vocabulary, &mut metrics, name, text, false)?;
    }
    metrics.settle(&mut vocabulary)?;
    let signs = vocabulary.furniture.iter().map(|sign| &*sign.words);
    // every line of every document goes through it, so the fastest form is worth its memory
    let mut finder = AhoCorasick::builder();
    finder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
    vocabulary.furniture_finder = finder.build(signs).map_err(|error| Error::Usage {
        problem: format!("the furniture signs: {error}"),
        remedy: "use fewer or shorter ones".into(),
    })?;
    Ok(vocabulary)
}

fn add<'a>(
    vocabulary: &mut Vocabulary,
    metrics: &mut Metrics<'a>,
    name: &'a str,
    text: &'a str,
    ours: bool,
) -> Result<()> {
    let mut file = parse(name, text)?;
    let at_word = |word: &str, problem: String| line_error(name, text, text.find(word).unwrap_or(0), problem);
    add_calendar(vocabulary, &file);
    add_numbers(vocabulary, &file);
    for (class, words) in file.words.iter().chain(&file.adjectives) {
        let class = if file.adjectives.contains_key(class) { "adjective" } else { class };
        let bits = class_named(class).ok_or_else(|| at_word(class, format!("there is no word class \"{class}\"")))?;
        for word in words.split_whitespace() {
            mark(vocabulary, word, bits);
        }
    }
    for (group, verbs) in &file.verbs {
        let bits = match group.as_str() {
            "plain" => Class::empty(),
            other => class_named(other).ok_or_else(|| at_word(other, format!("there is no verb class \"{other}\"")))?,
        };
        for line in verbs {
            add_verb(vocabulary, line, bits);
        }
    }
    for (form, base) in &file.forms {
        let base = vocabulary.lexicon.intern(base);
        let form = vocabulary.lexicon.intern(form);
        vocabulary.lexicon.entry_mut(form).lemma = base;
    }
    for (singular, irregular) in &file.plurals {
        let base = vocabulary.lexicon.intern(singular);
        let form = vocabulary.lexicon.intern(irregular);
        let entry = vocabulary.lexicon.entry_mut(form);
        entry.lemma = base;
        entry.classes |= Class::NOUN | Class::PLURAL;
    }
    for (group, nouns) in &file.nouns {
        let bits = match group.as_str() {
            "plain" => Class::empty(),
            other => class_named(other).ok_or_else(|| at_word(other, format!("there is no noun class \"{other}\"")))?,
        };
        for noun in nouns.split_whitespace() {
            let irregular = file.plurals.get(noun);
            add_noun(vocabulary, noun, irregular.map(String::as_str), bits);
        }
    }
    for block in &file.time {
        let time = calendar::time(&block.says)
            .ok_or_else(|| at_word(&format!("\"{}\"", block.says), format!("\"{}\" names no time", block.says)))?;
        let groups =
            [(&block.phrases, false, false), (&block.after_the, true, false), (&block.after_preposition, false, true)];
        for (phrases, after_the, after_preposition) in groups {
            for phrase in phrases.iter().flat_map(|phrase| with_both_apostrophes(phrase)) {
                let words = word_ids(vocabulary, &phrase);
                if let Some(&first) = words.first() {
                    vocabulary.lexicon.entry_mut(first).classes |= Class::DEICTIC;
                }
                vocabulary.time_phrases.add(&words, TimePhrase { time: time.clone(), after_the, after_preposition });
            }
        }
        for phrase in &block.ending {
            let words = word_ids(vocabulary, phrase);
            if let Some(&last) = words.last() {
                vocabulary.lexicon.entry_mut(last).classes |= Class::DEICTIC;
            }
            vocabulary.time_endings.add(&words, time.clone());
        }
    }
    for phrase in file.not_times.iter().flat_map(|list| &list.phrases) {
        let words = word_ids(vocabulary, phrase);
        vocabulary.not_times.add(&words, ());
    }
    for block in &file.cue {
        for phrase in &block.phrases {
            let lemmas = lemmas(vocabulary, phrase);
            vocabulary.cues.add(&lemmas, block.cue);
        }
    }
    for block in &file.alike {
        for words in &block.words {
            let lead: Box<str> = words.split_whitespace().next().unwrap_or_default().into();
            let alike = Alike { lead, once: block.once };
            for word in words.split_whitespace() {
                if word.contains('_') {
                    let lemmas = lemmas(vocabulary, &word.replace('_', " "));
                    vocabulary.alike_phrases.add(&lemmas, alike.clone());
                } else {
                    vocabulary.alike.insert(word.into(), alike.clone());
                }
            }
        }
    }
    for set in file.akin.iter().flat_map(|block| &block.words) {
        vocabulary.akin.add(set.split_whitespace());
    }
    for block in &file.account {
        let matter = vocabulary.account_ways.last().map_or(0, |last| last.matter + 1);
        for way in &block.ways {
            vocabulary.accounts.add(way.split_whitespace());
            let &AccountBlock { near, person, beside_others, broad, .. } = block;
            vocabulary.account_ways.push(AccountWay { matter, near, person, beside_others, broad });
        }
    }
    for block in &file.contrary {
        let pair = vocabulary.contrary_pairs;
        vocabulary.contrary_pairs += 1;
        for (phrases, other) in [(&block.one, false), (&block.other, true)] {
            for phrase in phrases {
                let lemmas = lemmas(vocabulary, phrase);
                vocabulary.contraries.add(&lemmas, Contrary { pair, other });
            }
        }
    }
    for block in &file.ladder {
        let ladder = vocabulary.ladder_names.len();
        vocabulary.ladder_names.push(block.name.as_str().into());
        for (step, words) in block.steps.iter().enumerate() {
            for word in words.split_whitespace() {
                vocabulary.ladders.entry(word.into()).or_default().push(Rung { ladder, step });
            }
        }
    }
    for (list, phrases) in &file.phrases {
        let known = vocabulary.phrases.named(list);
        let known = known.ok_or_else(|| at_word(list, format!("there is no list of phrases \"{list}\"")))?;
        for phrase in phrases.iter().flat_map(|phrase| with_both_apostrophes(phrase)) {
            if known.iter().all(|known| **known != *phrase) {
                known.push(phrase.into());
            }
        }
    }
    let boxed = |words: &[String]| words.iter().map(|word| word.as_str().into()).collect();
    vocabulary.factors.extend(file.factor.iter().map(|block| Factor {
        times: block.times,
        becomes: boxed(&block.becomes),
        of_another: boxed(&block.of_another),
    }));
    let each = |words: &str| words.split_whitespace().map(Into::into).collect();
    vocabulary.kinds.extend(
        file.kinds
            .iter()
            .map(|block| Kinds { of: block.of.iter().map(|one| each(one)).collect(), make: each(&block.make) }),
    );
    vocabulary.compass.extend(file.compass.iter().map(|(name, &(east, north))| CompassPoint {
        name: name.as_str().into(),
        east,
        north,
    }));
    for block in &file.furniture {
        let signs = block.opens.iter().map(|words| (words, true)).chain(block.holds.iter().map(|words| (words, false)));
        vocabulary.furniture.extend(signs.map(|(words, opens)| FurnitureSign {
            kind: block.kind,
            words: words.to_lowercase().into(),
            opens,
        }));
    }
    add_places(vocabulary, &file);
    metrics.take(name, text, &mut file, ours)?;
    Ok(())
}

/// "new year's day" stands for "new year’s day" too.
fn with_both_apostrophes(phrase: &str) -> impl Iterator<Item = String> {
    let curly = phrase.contains('\'').then(|| phrase.replace('\'', "’"));
    std::iter::once(phrase.to_owned()).chain(curly)
}

fn add_calendar(vocabulary: &mut Vocabulary, file: &VocabularyFile) {
    for (word, &month) in &file.months {
        mark(vocabulary, word, Class::MONTH).month = month;
    }
    for (word, &weekday) in &file.weekdays {
        mark(vocabulary, word, Class::WEEKDAY).weekday = weekday;
    }
    for (word, &season) in &file.seasons {
        mark(vocabulary, word, Class::SEASON).season = season;
    }
    for (word, &unit) in &file.time_units {
        mark(vocabulary, word, Class::TIME_UNIT).unit = Some(unit);
    }
    for (word, &part) in &file.parts_of_day {
        mark(vocabulary, word, Class::PART_OF_DAY).part_of_day = Some(part);
    }
}

fn add_numbers(vocabulary: &mut Vocabulary, file: &VocabularyFile) {
    for (word, &value) in &file.numerals {
        mark(vocabulary, word, Class::NUMERAL).numeral = value;
    }
    for (word, &power) in &file.scales {
        mark(vocabulary, word, Class::SCALE).scale = power;
    }
    for (word, &place) in &file.ordinals {
        mark(vocabulary, word, Class::ORDINAL).ordinal = place;
    }
    for (word, &denominator) in &file.fractions {
        mark(vocabulary, word, Class::FRACTION).denominator = denominator;
    }
    for (phrase, &place) in &file.from_end {
        let words = word_ids(vocabulary, phrase);
        if let [only] = words[..] {
            vocabulary.lexicon.entry_mut(only).classes |= Class::ORDINAL;
        }
        vocabulary.from_end.add(&words, place);
    }
    for block in &file.vague {
        for phrase in &block.words {
            let words = word_ids(vocabulary, phrase);
            if let [only] = words[..] {
                vocabulary.lexicon.entry_mut(only).classes |= Class::VAGUE;
            }
            vocabulary.vague.add(&words, (block.low, block.high));
        }
    }
    for block in &file.bound {
        for phrase in &block.before {
            let words = word_ids(vocabulary, phrase);
            vocabulary.bounds_before.add(&words, block.bound);
        }
        for phrase in &block.after {
            let words = word_ids(vocabulary, phrase);
            vocabulary.bounds_after.add(&words, block.bound);
        }
    }
    for phrase in file.not_numbers.iter().flat_map(|list| &list.phrases) {
        let words = word_ids(vocabulary, phrase);
        vocabulary.not_numbers.add(&words, ());
    }
    for block in &file.unit {
        add_unit(vocabulary, block);
    }
}

fn add_unit(vocabulary: &mut Vocabulary, block: &UnitBlock) {
    let unit = if block.money { Unit::Money(block.unit.as_str().into()) } else { Unit::parse(&block.unit) };
    vocabulary.unit_names.add(unit.as_str(), block.name.as_deref().unwrap_or(unit.as_str()));
    if !block.places.is_empty() {
        let codes = block.places.iter().map(|(place, code)| (place.as_str().into(), code.as_str().into()));
        vocabulary.shared_money.insert(block.unit.as_str().into(), codes.collect());
    }
    let class = match unit {
        Unit::Money(_) => Class::CURRENCY,
        Unit::Percent => Class::PERCENT,
        _ => Class::empty(),
    };
    // of two meanings of the same words the one for large figures is tried first
    let groups = [&block.large, &block.words, &block.before, &block.glued];
    for (number, phrases) in groups.into_iter().enumerate() {
        let (before, glued, large) = (number == 2, number == 3 || number == 0, number == 0);
        for phrase in phrases {
            let words = word_ids(vocabulary, phrase);
            if let [only] = words[..]
                && !large
            {
                vocabulary.lexicon.entry_mut(only).classes |= class;
            }
            let word = UnitWord { unit: unit.clone(), glued, before, large, written: phrase.as_str().into() };
            vocabulary.units.add(&words, word);
        }
    }
}

fn add_places(vocabulary: &mut Vocabulary, file: &VocabularyFile) {
    for block in &file.place {
        let kind = if block.region { EntityKind::Unknown } else { EntityKind::Place };
        let number = add_place(vocabulary, &block.name, kind, &block.within);
        for name in block.also.iter().chain(&block.adjectives) {
            let words = word_ids(vocabulary, name);
            vocabulary.place_names.add(&words, number);
        }
        for adjective in &block.adjectives {
            for word in word_ids(vocabulary, adjective) {
                let entry = vocabulary.lexicon.entry_mut(word);
                entry.classes |= Class::NATIONALITY | Class::ADJECTIVE;
                if adjective.ends_with('s') && !adjective.ends_with("ss") {
                    entry.classes |= Class::PLURAL | Class::NOUN | Class::GENERIC;
                }
            }
        }
        if let Some(capital) = &block.capital {
            add_place(vocabulary, capital, EntityKind::Place, &block.name);
        }
    }
}

/// Rows of name, the place it lies in, and other spellings; a place that is known only gets the spellings.
fn add_place_rows(vocabulary: &mut Vocabulary, rows: &str) {
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split(',');
        let (Some(name), Some(within)) = (cells.next(), cells.next()) else { continue };
        let number = match vocabulary.place_number(name) {
            Some(number) => number,
            None => add_place(vocabulary, name, EntityKind::Place, within),
        };
        for spelling in cells.next().iter().flat_map(|spellings| spellings.split(';')) {
            let words = word_ids(vocabulary, spelling);
            vocabulary.place_names.add(&words, number);
        }
    }
}

fn add_place(vocabulary: &mut Vocabulary, name: &str, kind: EntityKind, within: &str) -> usize {
    let number = vocabulary.add_place(Place { name: name.into(), kind, within: within.into() });
    let words = word_ids(vocabulary, name);
    vocabulary.place_names.add(&words, number);
    number
}

/// A noun and its plural, with the same base form.
pub fn add_noun(vocabulary: &mut Vocabulary, noun: &str, irregular: Option<&str>, class: Class) {
    let base = vocabulary.lexicon.intern(noun);
    vocabulary.lexicon.entry_mut(base).classes |= Class::NOUN | class;
    let plural = irregular.map_or_else(|| plural(noun), str::to_owned);
    let form = vocabulary.lexicon.intern(&plural);
    let entry = vocabulary.lexicon.entry_mut(form);
    entry.classes |= Class::NOUN | Class::PLURAL | class;
    if form != base {
        entry.lemma = base;
    }
}

/// A verb in all its forms, with the same base form. A form that is a noun too keeps both.
pub fn add_verb(vocabulary: &mut Vocabulary, line: &str, class: Class) {
    let Some(verb) = verb(line) else { return };
    let base = vocabulary.lexicon.intern(&verb.base);
    let forms = [
        (&verb.base, Class::PRESENT),
        (&verb.third, Class::PRESENT),
        (&verb.past, Class::PAST),
        (&verb.participle, Class::PARTICIPLE),
        (&verb.gerund, Class::GERUND),
    ];
    for (form, tense) in forms {
        let id = vocabulary.lexicon.intern(form);
        let entry = vocabulary.lexicon.entry_mut(id);
        // "lay" is a verb of its own, whatever "lie" makes of it
        let is_base = entry.classes.contains(Class::VERB | Class::PRESENT);
        entry.classes |= Class::VERB | tense | class;
        if entry.lemma == id && !is_base {
            entry.lemma = base;
        }
    }
}

/// Adds a class to a word and hands back its entry.
fn mark<'v>(vocabulary: &'v mut Vocabulary, word: &str, class: Class) -> &'v mut crate::model::lexicon::Entry {
    let id = vocabulary.lexicon.intern(word);
    let entry = vocabulary.lexicon.entry_mut(id);
    entry.classes |= class;
    entry
}

/// The word numbers of a phrase, cut as texts are.
pub fn word_ids(vocabulary: &mut Vocabulary, phrase: &str) -> Vec<WordId> {
    cut(phrase).map(|(span, _)| vocabulary.lexicon.intern(span.of(phrase))).collect()
}

/// The base forms of a phrase's words.
pub fn lemmas(vocabulary: &mut Vocabulary, phrase: &str) -> Vec<WordId> {
    let words = word_ids(vocabulary, phrase);
    words.into_iter().map(|word| vocabulary.lexicon.entry(word).lemma).collect()
}

/// "trend_up" -> `Class::TREND_UP`
fn class_named(name: &str) -> Option<Class> {
    Class::from_name(&name.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_vocabulary_loads() {
        let vocabulary = load("en", &[]).unwrap();
        let february = vocabulary.lexicon.find("Feb");
        assert_eq!(vocabulary.lexicon.entry(february).month, 2);
        let homicides = vocabulary.lexicon.find("homicides");
        assert_eq!(vocabulary.lexicon.word(vocabulary.lexicon.entry(homicides).lemma), "homicide");
        assert!(vocabulary.metric("arrests").is_some());
    }

    #[test]
    fn a_shared_currency_word_knows_its_countries_and_their_codes() {
        let vocabulary = load("en", &[]).unwrap();
        assert!(vocabulary.shared_money.contains_key("peso") && vocabulary.shared_money.contains_key("shilling"));
        for (word, countries) in &vocabulary.shared_money {
            for (country, code) in countries {
                assert!(vocabulary.place(country).is_some(), "{word}: no place is called {country}");
                let unit = Unit::Money(code.clone());
                assert_ne!(vocabulary.unit_names.name(&unit), &**code, "{word}: no currency has the code {code}");
            }
        }
    }

    #[test]
    fn every_field_of_the_folder_is_loaded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/vocabulary/en/metrics");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("metrics/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        files.sort();
        let mut listed: Vec<String> = ENGLISH_METRICS.iter().map(|(name, _)| (*name).to_owned()).collect();
        listed.sort();
        assert_eq!(files, listed);
    }

    #[test]
    fn a_bad_file_names_its_line() {
        let bad = ("mine.toml".to_owned(), "[months]\nsmarch = \"x\"\n".to_owned());
        let message = load("en", &[bad]).unwrap_err().to_string();
        assert!(message.contains("mine.toml:2"), "{message}");
        let unknown = ("mine.toml".to_owned(), "\n[words]\nsorcery = \"abra cadabra\"\n".to_owned());
        let message = load("en", &[unknown]).unwrap_err().to_string();
        assert!(message.contains("mine.toml:3") && message.contains("sorcery"), "{message}");
    }

    #[test]
    fn a_list_of_phrases_grows_and_none_is_invented() {
        let mine = |text: &str| load("en", &[("mine.toml".into(), text.into())]);
        let more = mine("[phrases]\nahead_by = [\"pipped by\", \"won by\"]\n").unwrap().phrases.ahead_by;
        let ours = load("en", &[]).unwrap().phrases.ahead_by;
        assert_eq!(more.len(), ours.len() + 1);
        assert_eq!(more.last().map(|last| &**last), Some("pipped by"));
        let message = mine("\n[phrases]\nspells = [\"abra\"]\n").unwrap_err().to_string();
        assert!(message.contains("mine.toml:3") && message.contains("spells"), "{message}");
    }

    #[test]
    fn a_list_that_nothing_fills_is_named() {
        let mut phrases = load("en", &[]).unwrap().phrases;
        assert_eq!(phrases.missing(), None);
        phrases.hedges.clear();
        assert_eq!(phrases.missing(), Some("hedges"));
    }
}
