//! Claim -> Figure: the claim with everything rules ask for looked up once, and its words put together for sentences.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{Claim, Period, PeriodBasis, PeriodKind};
use crate::model::decision::Rulings;
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::metric::{Behaviour, Fate, Metric};
use crate::model::quantity::{Bound, Quantity, Role, Unit};
use crate::model::text::Text;
use crate::model::time::Grain;
use crate::model::vocabulary::Vocabulary;

use super::key::Window;
use super::names::Names;
use super::tolerance::{Comparison, Interval, compare_within};
use super::words::is_noun_of;

/// A claim ready for comparing.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    pub claim: &'a Claim,
    /// its place in the list of all claims
    pub at: usize,
    /// the number of its source among the story's, in the order of their ids
    pub source: u32,
    pub metric: Option<&'a Metric>,
    pub behaviour: Behaviour,
    /// metrics of one family are looked at together
    pub family: &'a str,
    pub window: Window,
    pub interval: Interval,
    /// settled name of the place or body; the story's main place, which may be empty, when the words name none
    pub scope: Text,
    /// who is counted, plain; empty is everybody. What kind of the counted thing it is stands first, in brackets:
    /// "[confirmed]" cases
    pub population: Text,
    /// "33 of these deaths", "nine of whom": some of what was told before
    pub of_those: bool,
    /// it comes on top of others, "a further 12", "five more people", or is some of those it names, "15 of the dead"
    pub no_total: bool,
    /// the origin somebody says it has, and who says so
    pub origin: Option<(usize, &'a str)>,
}

impl<'a> Figure<'a> {
    pub fn new(
        claim: &'a Claim,
        at: usize,
        main_place: &str,
        names: &Names,
        vocabulary: &'a Vocabulary,
        rulings: &'a Rulings,
    ) -> Self {
        let metric = vocabulary.metric(&claim.metric);
        let behaviour = metric.map_or_else(|| unnamed_behaviour(claim), |metric| metric.behaviour);
        // a place taken from the document at large gives way to the one the whole story is about
        // nor has a ride a town: those aboard are aboard, wherever it went down
        let ride = metric
            .is_some_and(|metric| metric.behaviour == Behaviour::Flow && vocabulary.has_capacity(&metric.id))
            && claim.span.is_some()
            && claim.scope.kind == Some(EntityKind::Place);
        let scope = if claim.scope.basis.is_inherited() || ride { "" } else { names.of(&claim.scope.entity) };
        // "down from 74": when it stood there is not said, unless the figure has a time of its own
        let before = claim.quantity.role == Role::From && claim.period.basis != PeriodBasis::Clause;
        let window = match before && claim.span.is_some() {
            true => Window::unknown(),
            false => Window::of(&claim.period, behaviour, claim.published, claim.span.is_none()),
        };
        let around = around(claim);
        Figure {
            claim,
            at,
            source: 0,
            metric,
            behaviour,
            family: vocabulary.family(&claim.metric),
            window,
            interval: match behaviour {
                Behaviour::Capacity => Interval::of_limit(&claim.quantity),
                _ => Interval::of(&claim.quantity),
            },
            scope: if scope.is_empty() { main_place } else { scope }.into(),
            population: people(claim, metric, vocabulary),
            of_those: around.is_some_and(|(_, behind)| points_back(behind, vocabulary)),
            no_total: around
                .is_some_and(|around| comes_on_top(around, vocabulary) || is_some_of_those_named(claim, around.1)),
            origin: rulings.origin(&claim.id),
        }
    }

    /// What befell those it counts.
    pub fn fate(&self) -> Option<Fate> {
        self.metric.and_then(|metric| metric.fate)
    }

    /// The last word of what it counts, in lower case: "hospital patients" are patients. Empty where nothing is named.
    pub fn noun(&self) -> String {
        self.claim.counted.split_whitespace().next_back().unwrap_or_default().to_lowercase()
    }

    /// "24 of them", "26 of the dead", "another 9": never the count of all.
    pub fn is_some_of_them(&self) -> bool {
        self.no_total || self.of_those
    }

    /// Does it count all who live in a place?
    pub fn is_everybody(&self) -> bool {
        self.metric.is_some_and(|metric| metric.everybody)
    }

    pub fn quantity(&self) -> &'a Quantity {
        &self.claim.quantity
    }

    /// Its value laid beside another's.
    pub fn beside(&self, other: &Figure) -> Comparison {
        compare_within((self.quantity(), &self.interval), (other.quantity(), &other.interval))
    }

    pub fn value(&self) -> Option<Decimal> {
        self.claim.quantity.value
    }

    /// Its value; of a range the lower end, of a bound the end there is.
    pub fn size(&self) -> Option<Decimal> {
        self.value().or(self.interval.low).or(self.interval.high)
    }

    /// The day a running count or a state is told for.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.window.last
    }

    pub fn vague(&self) -> bool {
        self.claim.quantity.bound == Bound::Vague
    }

    /// A row of a table: nobody's words, but somebody's choice.
    pub fn coded(&self) -> bool {
        self.claim.span.is_none()
    }

    /// Counts of things that can be laid beside other counts: no capacity, share, rate or change.
    pub fn is_count(&self) -> bool {
        matches!(self.behaviour, Behaviour::Total | Behaviour::Level | Behaviour::Flow)
    }

    /// A number of things: no money, no share, no measure.
    pub fn is_plain_count(&self) -> bool {
        self.claim.quantity.unit == Unit::Count
    }

    /// What may stand in a division.
    pub fn is_count_or_capacity(&self) -> bool {
        self.is_count() || self.behaviour == Behaviour::Capacity
    }

    /// First byte of the figure in the text of its sentence: the occurrence that is meant, and never inside a longer number.
    pub fn place_in_sentence(&self) -> Option<usize> {
        place_in_sentence(self.claim)
    }

    /// The number alone, plain: the same for "1%" and "about 1 percent".
    pub fn number_words(&self) -> String {
        let quantity = self.quantity();
        let ends = [quantity.value.or(quantity.low), quantity.high.filter(|_| quantity.value.is_none())];
        ends.iter().flatten().map(|end| end.normalize().to_string()).collect::<Vec<_>>().join("-")
    }

    /// The figure with its bound, for sentences: "over 80,000", also where a table has "80000".
    pub fn words(&self) -> String {
        separated(&self.as_written())
    }

    /// The figure with its bound, as the text or the table has it: "over 80000".
    pub fn as_written(&self) -> String {
        let text = self.claim.text.trim();
        let bound = match self.claim.quantity.bound {
            Bound::Exact | Bound::Range | Bound::Vague => "",
            Bound::About => "about ",
            Bound::MoreThan => "over ",
            Bound::AtLeast => "at least ",
            Bound::UpTo => "up to ",
            Bound::AtMost => "at most ",
            Bound::LessThan => "under ",
        };
        let bound = if text.to_lowercase().starts_with(bound.trim()) { "" } else { bound };
        let text = match (text.is_empty(), &self.claim.quantity.unit) {
            (false, _) => text.to_owned(),
            (true, unit) if unit.is_clock() => unit.written(self.value().unwrap_or_default()),
            _ => number(self.value().unwrap_or_default()),
        };
        format!("{bound}{text}")
    }

    /// The figure with what it counts and when: "over 80,000 people (imprisoned, since 2022)".
    pub fn told(&self) -> String {
        let mut told = self.words();
        let counted = self.claim.counted.trim();
        // a row of a table may hold the thing counted beside the number already
        let holds_it = holds_word(&told, counted);
        if !counted.is_empty() && self.claim.quantity.unit == Unit::Count && !holds_it {
            told = format!("{told} {counted}");
        }
        let label = in_a_sentence(self.label(), counted);
        let same =
            counted.eq_ignore_ascii_case(&label) || holds_it && holds_word(&told, &label) || ends_with(&told, &label);
        let beside: Vec<String> = [if same { String::new() } else { label }, self.when()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if beside.is_empty() { told } else { format!("{told} ({})", beside.join(", ")) }
    }

    pub fn label(&self) -> &str {
        if self.claim.metric_label.is_empty() { &self.claim.metric } else { &self.claim.metric_label }
    }

    /// The days in words: "since 2022", "as of 2025-02-04"; empty when the text gives none.
    pub fn when(&self) -> String {
        if self.window.stated { period_words(&self.claim.period) } else { String::new() }
    }
}

fn place_in_sentence(claim: &Claim) -> Option<usize> {
    let (text, written): (&str, &str) = (&claim.sentence_text, &claim.text);
    let alone = |&(at, _): &(usize, &str)| {
        let joins = |c: char| c.is_alphanumeric();
        // the "100" of "1,100"
        let longer =
            text[..at].strip_suffix([',', '.']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
                && written.starts_with(|c: char| c.is_ascii_digit());
        !text[..at].ends_with(joins)
            && !longer
            && !text[at + written.len()..].starts_with(|c: char| c.is_ascii_digit())
            && !is_part_of_number(text, at, written)
    };
    let nth = (claim.occurrence as usize).saturating_sub(1);
    if written.is_empty() { None } else { text.match_indices(written).filter(alone).nth(nth).map(|(at, _)| at) }
}

/// The "seven" and the "twenty" of "twenty-seven".
fn is_part_of_number(text: &str, at: usize, written: &str) -> bool {
    const ONES: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let behind_tens = text[..at].strip_suffix('-').is_some_and(|before| before.ends_with("ty"));
    let before_ones = || {
        let rest = text[at + written.len()..].strip_prefix('-');
        rest.is_some_and(|rest| ONES.iter().any(|ones| rest.starts_with(ones)))
    };
    behind_tens || written.ends_with("ty") && before_ones()
}

/// What stands before and behind the figure in its sentence; rows of tables have none.
fn around(claim: &Claim) -> Option<(&str, &str)> {
    let at = claim.span.and_then(|_| place_in_sentence(claim))?;
    let text: &str = &claim.sentence_text;
    Some((&text[..at], &text[at + claim.text.len()..]))
}

/// A preposition and a word that points back follow the figure.
fn points_back(behind: &str, vocabulary: &Vocabulary) -> bool {
    let lexicon = &vocabulary.lexicon;
    let mut behind = behind.split_whitespace();
    let mut class = || behind.next().map_or(Class::empty(), |word| lexicon.entry(lexicon.find(word)).classes);
    let (first, second) = (class(), class());
    first.contains(Class::PREPOSITION) && second.intersects(Class::PRONOUN | Class::RELATIVE)
}

/// Such words stand right before or behind the figure.
fn comes_on_top((before, behind): (&str, &str), vocabulary: &Vocabulary) -> bool {
    let lists = &vocabulary.phrases;
    let (before, behind) = (before.trim_end(), behind.trim_start());
    let ends = |phrase: &str| {
        let from = before.len().checked_sub(phrase.len()).filter(|from| before.is_char_boundary(*from));
        from.is_some_and(|from| {
            before[from..].eq_ignore_ascii_case(phrase) && !before[..from].ends_with(char::is_alphanumeric)
        })
    };
    let begins = |word: &str| {
        let mut words = behind.split(|c: char| !c.is_alphanumeric());
        words.next().is_some_and(|first| first.eq_ignore_ascii_case(word)) && words.next() != Some("than")
    };
    lists.on_top_before.iter().any(|phrase| ends(phrase)) || lists.on_top_behind.iter().any(|word| begins(word))
}

/// "15 of the dead": the very noun it counts stands behind "of the".
fn is_some_of_those_named(claim: &Claim, behind: &str) -> bool {
    let mut behind = behind.split_whitespace();
    let noun = claim.counted.split_whitespace().next();
    let of_the = behind.next() == Some("of") && matches!(behind.next(), Some("the" | "those"));
    let named = behind.next().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    matches!(&*claim.rule, "counted" | "verb" | "act") && of_the && noun.is_some() && named == noun
}

/// A metric outside the vocabulary behaves as its period tells: what is counted since a day runs on.
fn unnamed_behaviour(claim: &Claim) -> Behaviour {
    match (&claim.quantity.unit, claim.period.kind) {
        (Unit::Percent | Unit::Points | Unit::Ratio, _) => Behaviour::Share,
        (_, PeriodKind::Since | PeriodKind::Until) => Behaviour::Total,
        (_, PeriodKind::During) => Behaviour::Flow,
        _ => Behaviour::Level,
    }
}

/// Who is counted, with what kind of the counted thing it is.
fn people(claim: &Claim, metric: Option<&Metric>, vocabulary: &Vocabulary) -> Text {
    let (kind, plain) = (kind_of(claim, vocabulary), plain_population(claim, metric, vocabulary));
    if kind.is_empty() { plain.into() } else { (kind + &plain).into() }
}

/// "[confirmed]" where "confirmed cases" are counted, "[net]" for net profit; "suspected gang members" are people.
fn kind_of(claim: &Claim, vocabulary: &Vocabulary) -> String {
    let lexicon = &vocabulary.lexicon;
    let mut words = claim.counted.split_whitespace();
    let kind = words.find(|word| lexicon.entry(lexicon.find(word)).classes.contains(Class::KIND));
    let kind = kind.filter(|kind| !claim.scope.population.contains(kind));
    kind.map_or_else(String::new, |kind| format!("[{}]", kind.to_lowercase()))
}

/// Lower case, without articles and names of nations: "Salvadorans" are everybody in El Salvador. So are those the
/// metric itself counts, "inmates" of a prison; and what a place can hold does not ask whom.
fn plain_population(claim: &Claim, metric: Option<&Metric>, vocabulary: &Vocabulary) -> String {
    let told = &claim.scope.population;
    if told.is_empty() {
        return String::new();
    }
    let own =
        metric.is_some_and(|metric| metric.behaviour == Behaviour::Capacity || is_noun_of(told, metric, vocabulary));
    if own {
        return String::new();
    }
    let little = Class::DETERMINER | Class::DEFINITE | Class::NATIONALITY;
    let lexicon = &vocabulary.lexicon;
    let words = told.split(|c: char| !c.is_alphanumeric() && c != '-');
    words
        .filter(|word| !word.is_empty() && !lexicon.entry(lexicon.find(word)).classes.intersects(little))
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A period in words.
pub fn period_words(period: &Period) -> String {
    let day = |date: Option<NaiveDate>| date.map(|date| date_words(date, period.grain));
    let part = if period.partial { "part of " } else { "" };
    match (period.kind, day(period.start), day(period.end)) {
        (PeriodKind::Since, Some(start), _) => format!("since {start}"),
        (PeriodKind::Since | PeriodKind::Until, None, Some(end)) => format!("up to {end}"),
        (PeriodKind::Until, Some(start), None) => format!("up to {start}"),
        (PeriodKind::Until, Some(_), Some(end)) => format!("up to {end}"),
        (PeriodKind::Point, start, end) => match end.or(start) {
            Some(end) => format!("as of {end}"),
            None => String::new(),
        },
        (PeriodKind::During | PeriodKind::None, Some(start), Some(end)) if start == end => {
            format!("{} {part}{start}", if start.len() == 10 { "on" } else { "in" })
        }
        (PeriodKind::During | PeriodKind::None, Some(start), Some(end)) => format!("from {start} to {end}"),
        (PeriodKind::During | PeriodKind::None, Some(one), None)
        | (PeriodKind::During | PeriodKind::None, None, Some(one)) => format!("in {part}{one}"),
        _ => String::new(),
    }
}

/// A day as fine as it was told.
pub fn date_words(date: NaiveDate, grain: Option<Grain>) -> String {
    match grain {
        Some(Grain::Year) => date.format("%Y").to_string(),
        Some(Grain::Month | Grain::Season | Grain::Quarter | Grain::Half) => date.format("%Y-%m").to_string(),
        _ => date.format("%Y-%m-%d").to_string(),
    }
}

/// The words hold these, whole and in whatever case: "4,715 deaths in Halm" holds "deaths".
fn holds_word(words: &str, held: &str) -> bool {
    let (words, held) = (words.to_lowercase(), held.to_lowercase());
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !held.is_empty()
        && words
            .match_indices(&held)
            .any(|(at, found)| edge(words[..at].chars().next_back()) && edge(words[at + found.len()..].chars().next()))
}

fn ends_with(words: &str, end: &str) -> bool {
    words.to_lowercase().ends_with(&end.to_lowercase())
}

/// A metric's label amid a sentence: "Jobs cut" -> "jobs cut"; "GDP growth" and a name the text itself writes large stay.
fn in_a_sentence(label: &str, counted: &str) -> String {
    let first = label.split(' ').next().unwrap_or_default();
    let word = first.chars().skip(1).any(char::is_lowercase) && !first.chars().skip(1).any(char::is_uppercase);
    match word && !counted.split(' ').any(|counted| counted == first) {
        true => first.to_lowercase() + &label[first.len()..],
        false => label.to_owned(),
    }
}

/// Long runs of digits with separators, the rest as it stands: "4715 deaths" -> "4,715 deaths". Decimals stay.
fn separated(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        let (before, digits) = (&rest[..start], &rest[start..start + run]);
        written.push_str(before);
        let inner = written.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':' | '\''));
        match digits.parse::<Decimal>() {
            Ok(value) if run > 3 && !inner && !digits.starts_with('0') => written.push_str(&number(value)),
            _ => written.push_str(digits),
        }
        rest = &rest[start + run..];
    }
    written.push_str(rest);
    written
}

/// A number with separators, for sentences: 10000 -> "10,000", 13.30 -> "13.3".
pub fn number(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(format!("{sign}{grouped}"), |fraction| format!("{sign}{grouped}.{fraction}"))
}

/// A gap between two times of day, in words: "15 minutes", "2 h 5 min".
pub fn clock_gap(minutes: Decimal) -> String {
    let sixty = Decimal::from(60);
    match (minutes / sixty).trunc() {
        hours if hours.is_zero() => format!("{} minutes", minutes.normalize()),
        hours => format!("{} h {} min", hours.normalize(), (minutes - hours * sixty).normalize()),
    }
}

/// A percentage with as many digits as a reader needs: 13.3, 0.96, 250.
pub fn percent(value: f64) -> String {
    let digits = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 2.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_amid_a_sentence_are_small_but_for_names() {
        assert_eq!(in_a_sentence("Jobs cut", "jobs"), "jobs cut");
        assert_eq!(in_a_sentence("GDP growth", ""), "GDP growth");
        assert_eq!(in_a_sentence("Arvanian soldiers", "Arvanian soldiers"), "Arvanian soldiers");
        assert!(holds_word("4,715 deaths in Halm", "Deaths") && !holds_word("4,715 deathsin", "deaths"));
    }

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(number(Decimal::from(6_600_000)), "6,600,000");
        assert_eq!(number(Decimal::new(-123_450, 2)), "-1,234.5");
        assert_eq!(separated("about 10250 people"), "about 10,250 people");
        assert_eq!(separated("10,250.12345 and 0012, B2024"), "10,250.12345 and 0012, B2024");
        assert_eq!(percent(13.3333), "13.3");
        assert_eq!(percent(250.0), "250");
        assert_eq!(percent(0.9556), "0.96");
    }
}
