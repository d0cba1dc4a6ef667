//! What pictures say besides the words of the sources, in one language: `data/charts/*.toml` -> [`Tongue`].
//!
//! Sentences are data with `{…}` to be filled in, so that another language is another file and no Rust. Only frames and
//! labels are translated; what a source says stays in its own words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// The languages, each with its file; the first is the default.
const FILES: [(&str, &str); 4] = [
    ("en", include_str!("../../data/charts/en.toml")),
    ("de", include_str!("../../data/charts/de.toml")),
    ("fr", include_str!("../../data/charts/fr.toml")),
    ("es", include_str!("../../data/charts/es.toml")),
];

/// For one and for several.
pub type Pair = [String; 2];

/// Everything fixed that a picture says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tongue {
    #[serde(skip)]
    pub code: &'static str,
    /// its own name for itself
    pub name: String,
    pub(super) numbers: Numbers,
    pub(super) bounds: Bounds,
    pub(super) dates: Dates,
    pub(super) page: Words,
    pub(super) signs: Signs,
    pub(super) spread: Spread,
    pub(super) verdicts: Verdicts,
    pub(super) series: Series,
    pub(super) flow: Flow,
    pub(super) agreement: Agreement,
    pub(super) timeline: Timeline,
    /// of metrics and families by id
    labels: BTreeMap<String, String>,
}

/// A table of the file: its keys, each a sentence or a pair of them.
macro_rules! sentences {
    ($(#[$doc:meta])* $name:ident: $($text:ident)*; $($pair:ident)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $text: String,)* $(pub $pair: Pair,)* }
    };
}

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    pub point: String,
    pub thousands: String,
    pub thousands_from: usize,
    /// is a number below two set in the singular?
    pub below_two_is_one: bool,
    pub scales: [Pair; 3],
    pub percent: String,
    pub points: Pair,
    pub money: String,
    pub money_code: String,
    pub per: String,
    pub counts: [String; 11],
    pub units: BTreeMap<String, Pair>,
}

/// How days are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    pub months: [String; 12],
    pub first: String,
    pub day: String,
    pub day_alone: String,
    pub month: String,
    pub span: String,
    pub since: String,
    pub until: String,
    pub as_of: String,
    pub on: String,
    pub within: String,
    pub from: String,
    pub up_to: String,
    pub partial: String,
    pub undated: String,
}

sentences!(Bounds: about more_than at_least up_to at_most less_than range either quoted citing;);
sentences!(Words: source sources more named_and_more only; count);
sentences!(Signs: dot from above up_to below bar vague estimate;);
sentences!(Spread: title agree periods ways differ single single_says alike estimate best best_range no_best from vote
    latest median tenfold left_out;);
sentences!(Verdicts: single agree rounding within_bound coarser_date growth moved conflict split;);
sentences!(Series: title title_by_two up down joined unlabelled times_left_out;);
sentences!(Flow: title title_day both subtitle floor fall corrected jump fell jumped; falls jumps undated);
sentences!(Agreement: all all_one all_two none none_one none_two some some_one event quotation agrees conflicts at_odds
    alone empty rows_left_out sources_left_out by_whom;);
sentences!(Timeline: title others dated worked_out differently said unsaid unlabelled offered agreed planned denied busiest;
    told differ events);

impl Tongue {
    /// The codes of the languages there are.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(code, _)| *code)
    }

    /// A language by its code, "de" or "de-AT".
    pub fn of(code: &str) -> Option<&'static Tongue> {
        let primary = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
        all().iter().find(|tongue| tongue.code == primary)
    }

    pub fn english() -> &'static Tongue {
        &all()[0]
    }

    /// The label of a metric or a family, where this language has its own.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }
}

fn all() -> &'static [Tongue] {
    static TONGUES: OnceLock<Vec<Tongue>> = OnceLock::new();
    TONGUES.get_or_init(|| {
        let read = |(code, text): &(&'static str, &str)| {
            // part of the program: a file that does not read is found by the tests of every language
            let tongue: Tongue =
                toml::from_str(text).unwrap_or_else(|error| panic!("data/charts/{code}.toml: {error}"));
            Tongue { code, ..tongue }
        };
        FILES.iter().map(read).collect()
    })
}

/// A sentence with its places filled in.
pub fn fill(sentence: &str, with: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        out.push_str(with.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sentence of a file by its path, with the places it has; a list counts as one.
    fn places(value: &toml::Value, path: &str, into: &mut BTreeMap<String, Vec<String>>) {
        match value {
            toml::Value::Table(table) => {
                table.iter().for_each(|(key, value)| places(value, &format!("{path}.{key}"), into))
            }
            toml::Value::Array(list) => {
                let mut of_list = BTreeMap::new();
                list.iter().enumerate().for_each(|(n, value)| places(value, &n.to_string(), &mut of_list));
                let mut names: Vec<String> = of_list.into_values().flatten().collect();
                names.sort();
                names.dedup();
                into.insert(path.into(), names);
            }
            toml::Value::String(text) => {
                let mut names: Vec<String> =
                    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_string())).collect();
                names.sort();
                into.insert(path.into(), names);
            }
            _ => {}
        }
    }

    #[test]
    fn every_language_has_the_same_sentences_with_the_same_places() {
        let of = |text: &str| {
            let mut found = BTreeMap::new();
            let mut table: toml::Table = toml::from_str(text).unwrap();
            // metrics may lack a label of their own
            table.remove("labels");
            places(&toml::Value::Table(table), "", &mut found);
            found
        };
        let english = of(FILES[0].1);
        assert!(english.len() > 100);
        for (code, text) in &FILES[1..] {
            for (path, names) in of(text) {
                assert_eq!(english.get(&path), Some(&names), "{code}: {path}");
            }
            assert_eq!(of(text).len(), english.len(), "{code}");
        }
        assert_eq!(Tongue::codes().collect::<Vec<_>>(), ["en", "de", "fr", "es"]);
        assert_eq!(Tongue::of("de-AT").map(|tongue| &*tongue.name), Some("Deutsch"));
        assert!(Tongue::of("xx").is_none());
    }

    #[test]
    fn a_label_belongs_to_a_metric_or_a_family() {
        let vocabulary = crate::vocabulary::load("en", &[]).unwrap();
        let known: Vec<&str> = vocabulary.metrics.iter().flat_map(|metric| [&*metric.id, &*metric.family]).collect();
        for tongue in &all()[1..] {
            assert!(tongue.labels.len() > 50, "{}", tongue.code);
            for id in tongue.labels.keys() {
                assert!(known.contains(&&**id), "{}: {id} is no metric", tongue.code);
            }
        }
    }

    #[test]
    fn a_sentence_is_filled_in_and_never_more_than_once() {
        assert_eq!(fill("{a} to {b}", &[("a", "{b}"), ("b", "2")]), "{b} to 2");
        assert_eq!(fill("an open {brace", &[]), "an open brace");
        assert_eq!(fill("{unknown}.", &[]), ".");
    }
}
