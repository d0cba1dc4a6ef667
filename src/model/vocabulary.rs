//! The words the program works with, ready for looking up. Filled from data by the room `vocabulary/`.

use aho_corasick::AhoCorasick;
use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::akin::Akin;
use super::entity::EntityKind;
use super::lexicon::{Form, Lexicon, Phrases};
use super::metric::Metric;
use super::phrase_lists::PhraseLists;
use super::quantity::{Bound, Unit};
use super::time::Time;
use super::unit_names::UnitNames;

/// A place the vocabulary knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// the name used in tables: "El Salvador"
    pub name: String,
    pub kind: EntityKind,
    /// the place it lies in, empty for a country
    pub within: String,
}

/// A unit word with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWord {
    pub unit: Unit,
    /// only when it touches the digits: "40m", "5k"
    pub glued: bool,
    /// only behind a million or more: "3 million pounds"; glued as well, for those who do not know the figure
    pub large: bool,
    /// the sign may stand before the figure: "$", "US$"
    pub before: bool,
    /// as the table writes it: short units mean what they mean only in this case ("5 W", "45g", never "5G")
    pub written: Box<str>,
}

/// What an expression that names a time by itself stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePhrase {
    /// to be copied
    pub time: Time,
    /// only after "the": "the past", "the day before yesterday"
    pub after_the: bool,
    /// only behind a preposition of time, since it is an ordinary word too: "before new year", "in the nineties"
    pub after_preposition: bool,
}

/// What a cue phrase tells. The names are those of `[[cue]]` blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// "agreed to", "signed"
    Agreed,
    /// "offered", "proposal"
    Offered,
    /// "plans to", "will"
    Planned,
    /// "denied", "rejected"
    Denied,
    /// "questions remain", "still unanswered", "no plans to"
    Unsettled,
    /// "overcrowded", "beyond capacity"
    Crowded,
    /// "according to"
    AccordingTo,
    /// "reportedly", "at least one report"
    Hedge,
    /// "expected to", "forecast": what is foreseen
    Forecast,
    /// "target of", "aims to": what is aimed at
    Target,
    /// "revised", "corrected"
    Revised,
    /// "record", "all-time"
    Superlative,
    /// "closed", "ended": a year that is over
    Closed,
    /// "began", "broke out": the day on which something starts
    Begins,
    /// "founded", "built": the day of a thing's origin, which dates nothing else that is told of it
    Origin,
    /// "agreement", "deal": what a denial may deny
    Accord,
    /// "published", "added": the day is not that of the happening
    MadeKnown,
    /// "entered into force"
    InForce,
    /// verbs that tell no act by which two texts could be at odds: "comment", "know"
    Idle,
    /// "captured", "fell": a place passes from one side to the other
    Taken,
    /// "declared a state of": an act done by saying it, not a report of one
    DoneBySaying,
}

/// A step that a thing counted goes through: "pledged" on the ladder of money given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rung {
    /// the ladder's number
    pub ladder: usize,
    pub step: usize,
}

/// What a word tells, whichever of several words a text uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// the first of the words that tell it
    pub lead: Box<str>,
    /// it happens once to a thing: "opened", "signed", "the verdict"
    pub once: bool,
}

/// One of several ways of telling a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountWay {
    /// number of the matter
    pub matter: u16,
    /// its words say little by themselves: something must be told of one thing right beside them
    pub near: bool,
    /// told of one person, whose name in both sentences is enough
    pub person: bool,
    /// another way may be true as well, though it seldom is: "in cash" and "by cheque"
    pub beside_others: bool,
    /// told of many matters in one story: "confirmed", "rejected"
    pub broad: bool,
}

/// One of two verbs that cannot both be told of one act: "accepted" and "rejected".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrary {
    /// number of the pair
    pub pair: u16,
    pub other: bool,
}

/// Words for one figure as so many times another.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    pub times: f64,
    /// what the new value does: "tripled"
    pub becomes: Vec<Box<str>>,
    /// what it is of the other: "twice"
    pub of_another: Vec<Box<str>>,
}

/// Groups of which two or more are all there are: girls and boys are the pupils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds {
    /// the words for each group
    pub of: Vec<Vec<Box<str>>>,
    /// words for all of them
    pub make: Vec<Box<str>>,
}

/// A point of the compass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompassPoint {
    pub name: Box<str>,
    pub east: i8,
    pub north: i8,
}

/// What makes a line part of the page and not of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    Advertisement,
    Subscription,
    Byline,
    Credit,
    RelatedLink,
    Copyright,
    Comment,
    Masthead,
}

/// Words that give a line away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurnitureSign {
    pub kind: FurnitureKind,
    /// in lower case
    pub words: Box<str>,
    /// the line must begin with it; otherwise it may stand anywhere in a short line
    pub opens: bool,
}

/// Countries, each with the code of its money.
pub type CountryCodes = Vec<(Box<str>, Box<str>)>;

/// Everything recognisers look words up in. Read-only once loaded; shared by all threads.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    pub language: String,
    pub lexicon: Lexicon,
    pub metrics: Vec<Metric>,
    metric_index: HashMap<String, usize>,
    /// the thing counted -> metric number
    pub metric_nouns: Phrases<usize>,
    /// what was done to the people counted -> metric number: "arrested"
    pub metric_verbs: Phrases<usize>,
    /// what the people counted did -> metric number: "died", "marched"
    pub metric_acts: Phrases<usize>,
    /// subject of a figure -> metric number
    pub metric_subjects: Phrases<usize>,
    /// wording before a figure -> metric number
    pub metric_frames: Phrases<usize>,
    /// "more than" before the number
    pub bounds_before: Phrases<Bound>,
    /// "or more" after it
    pub bounds_after: Phrases<Bound>,
    /// "tens of thousands": low and high
    pub vague: Phrases<(Decimal, Decimal)>,
    /// "penultimate": places counted from the end
    pub from_end: Phrases<u64>,
    pub units: Phrases<UnitWord>,
    pub unit_names: UnitNames,
    /// a currency word that several countries share -> each country with its code: "peso", "shilling"
    pub shared_money: HashMap<Box<str>, CountryCodes>,
    /// filled through [`Vocabulary::add_place`], so that they can be found by name
    pub places: Vec<Place>,
    place_index: HashMap<String, usize>,
    pub place_names: Phrases<usize>,
    pub cues: Phrases<Cue>,
    /// base form of a word -> the word that leads those telling the same; found by single words, never walked over
    pub alike: HashMap<Box<str>, Alike>,
    /// the same for what takes several words to tell: "step down"
    pub alike_phrases: Phrases<Alike>,
    /// words that newsrooms choose for one another
    pub akin: Akin,
    /// ways in which one matter is told of which one can be true: "resigned", "was dismissed", "left by mutual agreement"
    pub accounts: Akin,
    /// what is known of each way
    pub account_ways: Vec<AccountWay>,
    /// verbs that contradict each other
    pub contraries: Phrases<Contrary>,
    /// pairs of them there are
    pub contrary_pairs: u16,
    /// word in small letters -> its steps on ladders; found by single words
    pub ladders: HashMap<Box<str>, Vec<Rung>>,
    /// the ladders' names, by number
    pub ladder_names: Vec<Box<str>>,
    /// negative rules: names that hold digits or number words, "Group of Seven", "zero tolerance"
    pub not_numbers: Phrases<()>,
    /// words that name a time by themselves: "yesterday", "Christmas Day", "now"
    pub time_phrases: Phrases<TimePhrase>,
    /// the same, looked for at their last word
    pub time_endings: Phrases<Time>,
    /// negative rules for times: names and idioms that hold calendar words, "Black Friday", "at the end of the day"
    pub not_times: Phrases<()>,
    /// lists that rules look for in a text, by name
    pub phrases: PhraseLists,
    pub factors: Vec<Factor>,
    pub kinds: Vec<Kinds>,
    pub compass: Vec<CompassPoint>,
    pub furniture: Vec<FurnitureSign>,
    /// finds every sign of `furniture` in one pass; rebuilt whenever signs are added
    pub furniture_finder: AhoCorasick,
}

fn no_signs() -> AhoCorasick {
    AhoCorasick::new([""; 0]).expect("an automaton without patterns can be built")
}

impl Vocabulary {
    pub fn empty(language: &str) -> Self {
        Vocabulary {
            language: language.into(),
            lexicon: Lexicon::new(),
            metrics: Vec::new(),
            metric_index: HashMap::new(),
            metric_nouns: Phrases::new(Form::Lemma),
            metric_verbs: Phrases::new(Form::Lemma),
            metric_acts: Phrases::new(Form::Lemma),
            metric_subjects: Phrases::new(Form::Lemma),
            metric_frames: Phrases::new(Form::Lemma),
            bounds_before: Phrases::new(Form::AsWritten),
            bounds_after: Phrases::new(Form::AsWritten),
            vague: Phrases::new(Form::AsWritten),
            from_end: Phrases::new(Form::AsWritten),
            units: Phrases::new(Form::AsWritten),
            unit_names: UnitNames::default(),
            shared_money: HashMap::new(),
            places: Vec::new(),
            place_index: HashMap::new(),
            place_names: Phrases::new(Form::AsWritten),
            cues: Phrases::new(Form::Lemma),
            alike: HashMap::new(),
            alike_phrases: Phrases::new(Form::Lemma),
            akin: Akin::default(),
            accounts: Akin::default(),
            account_ways: Vec::new(),
            contraries: Phrases::new(Form::Lemma),
            contrary_pairs: 0,
            ladders: HashMap::new(),
            ladder_names: Vec::new(),
            not_numbers: Phrases::new(Form::AsWritten),
            time_phrases: Phrases::new(Form::AsWritten),
            time_endings: Phrases::new(Form::AsWritten),
            not_times: Phrases::new(Form::AsWritten),
            phrases: PhraseLists::default(),
            factors: Vec::new(),
            kinds: Vec::new(),
            compass: Vec::new(),
            furniture: Vec::new(),
            furniture_finder: no_signs(),
        }
    }

    /// Adds a metric, or puts it in the place of one with the same id. Returns its number.
    pub fn set_metric(&mut self, metric: Metric) -> usize {
        if let Some(&at) = self.metric_index.get(&metric.id) {
            self.metrics[at] = metric;
            return at;
        }
        let at = self.metrics.len();
        self.metric_index.insert(metric.id.clone(), at);
        self.metrics.push(metric);
        at
    }

    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metric_index.get(id).map(|&at| &self.metrics[at])
    }

    /// The family of a metric; a metric outside the vocabulary is its own.
    pub fn family<'v>(&'v self, id: &'v str) -> &'v str {
        self.metric(id).map_or(id, |metric| &metric.family)
    }

    /// Does some metric tell how much there is room for of this one: people aboard, inmates?
    pub fn has_capacity(&self, id: &str) -> bool {
        self.metrics.iter().any(|metric| metric.capacity_of.as_deref() == Some(id))
    }

    /// Is `part` counted within `whole`, directly or through others?
    pub fn is_part(&self, part: &str, whole: &str) -> bool {
        let mut open: Vec<&str> = vec![part];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(id) = open.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let wholes = self.metric(id).map_or(&[][..], |metric| &metric.part_of);
            if wholes.iter().any(|id| id == whole) {
                return true;
            }
            open.extend(wholes.iter().map(String::as_str));
        }
        false
    }

    pub fn place(&self, name: &str) -> Option<&Place> {
        self.place_number(name).map(|at| &self.places[at])
    }

    pub fn place_number(&self, name: &str) -> Option<usize> {
        self.place_index.get(name).copied()
    }

    /// Adds a place; of several with one name the first is found by it. Returns its number.
    pub fn add_place(&mut self, place: Place) -> usize {
        let number = self.places.len();
        self.place_index.entry(place.name.clone()).or_insert(number);
        self.places.push(place);
        number
    }
}
