//! English forms of nouns and verbs: a block names the base, the rest follows the rules or is spelled out.

pub use crate::model::lexicon::plural;

/// The forms of one verb.
#[derive(Debug, PartialEq, Eq)]
pub struct Verb {
    pub base: String,
    pub third: String,
    pub past: String,
    pub participle: String,
    pub gerund: String,
}

/// Reads "base past participle gerund"; what is left out is regular, the participle is like the past.
pub fn verb(line: &str) -> Option<Verb> {
    let mut words = line.split_whitespace();
    let base = words.next()?.to_owned();
    let past = words.next().map_or_else(|| regular_past(&base), str::to_owned);
    let participle = words.next().map_or_else(|| past.clone(), str::to_owned);
    let gerund = words.next().map_or_else(|| regular_gerund(&base), str::to_owned);
    Some(Verb { third: plural(&base), base, past, participle, gerund })
}

fn regular_past(base: &str) -> String {
    match base.strip_suffix('y') {
        _ if base.ends_with('e') => format!("{base}d"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
        _ => format!("{base}ed"),
    }
}

fn regular_gerund(base: &str) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && stem.len() > 1 => format!("{stem}ing"),
        _ => format!("{base}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_follow_the_rules() {
        assert_eq!(plural("city"), "cities");
        assert_eq!(plural("crash"), "crashes");
        let arrest = verb("arrest").unwrap();
        assert_eq!(
            (arrest.third.as_str(), arrest.past.as_str(), arrest.gerund.as_str()),
            ("arrests", "arrested", "arresting")
        );
        assert_eq!(verb("seize").unwrap().gerund, "seizing");
        assert_eq!(verb("carry").unwrap().past, "carried");
        assert_eq!(verb("free freed").unwrap().gerund, "freeing");
    }

    #[test]
    fn irregular_forms_are_spelled_out() {
        let fall = verb("fall fell fallen").unwrap();
        assert_eq!((fall.past.as_str(), fall.participle.as_str(), fall.gerund.as_str()), ("fell", "fallen", "falling"));
        assert_eq!(verb("drop dropped dropped dropping").unwrap().gerund, "dropping");
    }
}
