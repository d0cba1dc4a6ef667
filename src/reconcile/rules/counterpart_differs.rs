//! Two figures of two texts that stand in one another's place and cannot both be true: "two million to the family of each
//! victim" and "three million to every bereaved family".
//!
//! Here neither metric nor noun is asked, which two newsrooms seldom choose alike: all that is told around the two and how their
//! values stand to each other is weighed together (`likely`), and so is whether another figure of the text would be the better
//! counterpart, or tells the very value. What is likely is told as `low`, what may well be so as a note.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::claim::{PeriodBasis, ScopeBasis};
use crate::model::entity::EntityKind;
use crate::model::finding::Severity;
use crate::model::quantity::{Role, Unit};
use crate::model::sentence::Context;
use crate::reconcile::affair::Affair;
use crate::reconcile::counterparts::{Counterparts, Features, Sentences, are_others, are_too_many, kin};
use crate::reconcile::digits::{Slip, mirrored};
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::key::{Relation, scopes, windows};
use crate::reconcile::likely::Scene;
use crate::reconcile::one_number;
use crate::reconcile::tolerance::Standing;
use crate::reconcile::words::Stem;

/// It bears the name of the plainest finding; bounds that exclude each other have one of their own.
pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Rest(find) };

/// From this probability on a pair is told. In stories that the weights had not seen two in five of such pairs were at odds, as readers
/// judged, and a fifth were one quantity that may have changed (`likely/tests.rs` prints it).
const LIKELY: f64 = 0.16;
/// From here on it is `low`: of such pairs in the stories of `tests/stories`, as read today, more than half were at odds; of the
/// others three in ten, which makes them good to know.
const LOW: f64 = 0.4;
/// So many words, numbers and days must be shared, however few figures a story has.
const FEATURES: usize = 2;
/// As good a counterpart as the best, nearly.
const NEARLY_BEST: f64 = 0.8;
/// A figure is told again where the words around are at least this much as like.
const KNOWN: f64 = 0.4;
/// Where one is more times the other than this, something nearer is sought.
const MANY_TIMES: Decimal = Decimal::from_parts(4, 0, 0, false, 0);
/// Other places of the same figures that are cited, and that are looked at for it.
const MOST_REPEATS: usize = 4;
const MOST_LOOKED_AT: usize = 32;
/// Pairs of one story beyond which none is weighed.
const MOST_PAIRS: usize = 1_000_000;
/// How a finding says it.
const REASON: &str =
    "the words around them and the figures themselves make it likely that one thing is meant, but nothing says so";

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let figures: Vec<&Figure> = affair.figures.iter().chain(&affair.asides).filter(|figure| is_told(figure)).collect();
    if are_too_many(figures.len(), "figures, whatever they count,", affair) {
        return Vec::new();
    }
    let counterparts = counterparts(&figures, affair);
    let heads: Vec<Vec<Stem>> = figures.iter().map(|figure| head(figure, affair)).collect();
    let dimensions: Vec<_> = figures.iter().map(|figure| dimension(figure)).collect();
    let mut by_value: HashMap<(&str, Decimal), Vec<usize>> = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        if let Some(value) = figure.value() {
            by_value.entry((dimensions[at], value.abs().normalize())).or_default().push(at);
        }
    }
    let same = |at: usize| -> &[usize] {
        let value = figures[at].value().map(|value| value.abs().normalize());
        value.and_then(|value| by_value.get(&(dimensions[at], value))).map_or(&[], |same| same)
    };
    let comparable = |one: usize, other: usize| {
        dimensions[one] == dimensions[other] && may_be_one_dollar(figures[one], figures[other])
    };
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    // two values that stand against each other in several texts are one finding, as grave as its likeliest pair
    let mut add = |mut draft: Draft| match drafts.entry(draft.theme.clone()) {
        Entry::Vacant(place) => drop(place.insert(draft)),
        Entry::Occupied(mut place) => {
            if place.get().severity < draft.severity {
                std::mem::swap(place.get_mut(), &mut draft);
            }
            place.get_mut().absorb(&draft);
        }
    };
    let is_open = |one: &Figure, other: &Figure| {
        !told.of(one, other) && !affair.rulings.are_different(&one.claim.id, &other.claim.id)
    };
    let are_equal = |one: &Figure, other: &Figure| one.value().is_some() && one.value() == other.value();
    let candidates = counterparts.candidates(comparable);
    if candidates.len() > MOST_PAIRS {
        affair.left_out.add("pairs of figures", candidates.len());
        return Vec::new();
    }
    let within = candidates.iter().copied().filter(|&(one, other)| is_within(figures[one], figures[other]));
    for pair in counterparts.best(within, NEARLY_BEST) {
        let (one, other) = (figures[pair.one], figures[pair.other]);
        if are_equal(one, other) && is_open(one, other) {
            let other_noun = are_others(&heads[pair.one], &heads[pair.other]);
            let apart = is_elsewhere(one, other, affair) || is_of_other_days(one, other);
            one_number::of_two(one, other, &pair, other_noun, apart, affair).into_iter().for_each(&mut add);
        }
    }
    for pair in Scene::new(&figures, &heads, &counterparts, affair).weighed(&candidates) {
        let (one, other) = (figures[pair.one], figures[pair.other]);
        let apart = one.beside(other).standing == Standing::Apart;
        if pair.at_odds < LIKELY
            || !apart
            || are_equal(one, other)
            || !is_open(one, other)
            || !is_within(one, other)
            || is_part(one, other, affair)
            || one.fate().zip(other.fate()).is_some_and(|(a, b)| a != b)
        {
            continue;
        }
        let shared = counterparts.shared(pair.one, pair.other);
        if shared.told() < FEATURES {
            continue;
        }
        let severity = if pair.at_odds >= LOW { Severity::Low } else { Severity::Note };
        let mut draft = draft(one, other, severity, affair);
        let near = |at: &&usize| {
            let alike = [pair.one, pair.other]
                .map(|own| if own == **at { 0.0 } else { counterparts.shared(**at, own).points() });
            alike[0].max(alike[1]) >= shared.points() * KNOWN
        };
        let repeats = [pair.one, pair.other].into_iter().flat_map(|at| same(at).iter().take(MOST_LOOKED_AT));
        for &at in repeats.filter(near).take(MOST_REPEATS) {
            // the finding does not rest on it: its id stays where such a text is added
            draft.see(Witness { id: String::new(), ..Witness::from(figures[at]) });
        }
        add(draft);
    }
    drafts.into_values().collect()
}

/// Told as the value of a thing: not "up by 30", no share of the page's furniture.
fn is_told(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    !figure.coded()
        && figure.claim.context != Context::RelatedLink
        && figure.place_in_sentence().is_some()
        && !figure.vague()
        && quantity.role != Role::By
        && quantity.role != Role::From
        && !quantity.unit.is_clock()
        && !matches!(quantity.unit, Unit::Ratio | Unit::Points)
}

fn counterparts<'a>(figures: &[&Figure<'a>], affair: &Affair<'a>) -> Counterparts<'a> {
    let mut sentences = Sentences::default();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded()) {
        let claim = figure.claim;
        sentences.add(&claim.source, claim.sentence, &claim.sentence_text);
    }
    for event in &affair.events {
        sentences.add(&event.source, event.sentence, &event.sentence_text);
    }
    let told = figures.iter().map(|figure| {
        let claim = figure.claim;
        let at = figure.place_in_sentence().unwrap_or_default();
        let mut features = Features::around(&claim.sentence_text, at..at + claim.text.len(), affair.vocabulary)
            .after(sentences.before(&claim.source, claim.sentence.start), affair.vocabulary);
        if figure.window.stated
            && claim.period.basis <= PeriodBasis::Sentence
            && let Some(day) = figure.window.last
        {
            features.day(day);
        }
        (&*claim.source, features)
    });
    Counterparts::new(told.collect())
}

/// The noun a figure counts and what stands for it; a name is none.
fn head(figure: &Figure, affair: &Affair) -> Vec<Stem> {
    match figure.claim.counted.split_whitespace().last() {
        Some(noun) if !noun.starts_with(char::is_uppercase) => kin(&figure.claim.counted, affair.vocabulary),
        _ => Vec::new(),
    }
}

/// What may be laid side by side. A bare dollar is that of the reader's country, which may be called by its name elsewhere.
fn dimension<'a>(figure: &Figure<'a>) -> &'a str {
    match &figure.quantity().unit {
        Unit::Money(_) if figure.claim.text.contains('$') => "$",
        unit => unit.as_str(),
    }
}

/// Of two dollars one at least is bare: "A$11 million" and "$14 million".
fn may_be_one_dollar(one: &Figure, other: &Figure) -> bool {
    let is_bare = |figure: &Figure| figure.claim.text.starts_with('$');
    one.quantity().unit == other.quantity().unit || is_bare(one) || is_bare(other)
}

/// Is neither many times the other, unless digits slipped?
fn is_within(one: &Figure, other: &Figure) -> bool {
    let (Some(a), Some(b)) = (one.size(), other.size()) else { return false };
    let (a, b) = (a.abs(), b.abs());
    let slipped = || matches!(mirrored(a, b), Some(Slip::Scaled(_)));
    a.max(b) <= a.min(b).saturating_mul(MANY_TIMES) || slipped()
}

/// The smaller of the two is some of what the other may be all of, whatever else is likely: "19 of them", the dead of a town; or
/// the larger one is what the smaller makes with its neighbours.
fn is_part(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let (small, large) = if one.size() <= other.size() { (one, other) } else { (other, one) };
    let placed = small.claim.scope.basis == ScopeBasis::Clause && !large.claim.sentence_text.contains(&*small.scope);
    small.is_some_of_them() && !large.is_some_of_them()
        || placed && scopes(&small.scope, &large.scope, &affair.main_place, affair.vocabulary) == Relation::Part
        || affair.adds_up(small, large)
}

/// The one, or each of the two, is said to be of a place that the other's sentence does not name.
fn is_elsewhere(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let named = |figure: &Figure| {
        figure.claim.scope.basis == ScopeBasis::Clause && figure.claim.scope.kind == Some(EntityKind::Place)
    };
    let silent = |place: &Figure, figure: &Figure| !figure.claim.sentence_text.contains(&*place.claim.scope.entity);
    match scopes(&one.scope, &other.scope, &affair.main_place, affair.vocabulary) {
        Relation::Disjoint => named(one) && named(other) && silent(one, other) && silent(other, one),
        Relation::Part => named(one) && silent(one, other),
        Relation::Whole => named(other) && silent(other, one),
        _ => false,
    }
}

/// The words put the two at days that cannot be the same.
fn is_of_other_days(one: &Figure, other: &Figure) -> bool {
    let said = |figure: &Figure| figure.window.stated && figure.claim.period.basis <= PeriodBasis::Sentence;
    said(one) && said(other) && windows(&one.window, &other.window).relation == Relation::Disjoint
}

fn draft(one: &Figure, other: &Figure, severity: Severity, affair: &Affair) -> Draft {
    let beside = one.beside(other);
    let (small, large) = if one.size() <= other.size() { (one, other) } else { (other, one) };
    let plain = |figure: &Figure| figure.value().map_or_else(|| figure.words(), number);
    let gap = format!("{} - {} = {} ({} %)", plain(large), plain(small), number(beside.gap), percent(beside.percent));
    let grew = one.is_plain_count() && large.claim.published > small.claim.published && small.claim.published.is_some();
    let growth = if grew { " The larger one is the later one, so it may have grown." } else { "" };
    let says = format!("{}, while {}: {gap}; {REASON}.{growth}", affair.says(small), affair.says(large));
    let theme = format!("{} {} {}", plain(small), plain(large), small.quantity().unit.as_str());
    let draft = Draft::new(severity, beside.tolerance, says).figures([small, large]).gap(beside.percent);
    let mut draft = draft.measured(gap).theme(theme);
    if [one, other].iter().any(|figure| !figure.quantity().bound.is_point()) {
        draft.rule = "bound_conflict";
    }
    draft
}

#[cfg(test)]
mod tests {
    use crate::model::finding::Finding;
    use crate::reconcile::sample::{Said, World, says};

    fn told(source: &str, metric: &str, figure: &str, words: &str) -> Said {
        says(source, metric, figure).text(figure).sentence(words)
    }

    fn found(said: impl IntoIterator<Item = Said>) -> Vec<Finding> {
        let findings = World::new(said.into_iter().map(Said::claim)).reconciled().findings;
        findings.into_iter().filter(|finding| finding.rule == "value_conflict").collect()
    }

    fn differ(said: impl IntoIterator<Item = Said>) -> bool {
        !found(said).is_empty()
    }

    /// Other rules may speak of it.
    fn is_left(said: impl IntoIterator<Item = Said>) -> bool {
        !found(said).iter().any(|finding| finding.says.contains(super::REASON))
    }

    #[test]
    fn figures_in_one_another_s_place_are_held_against_each_other() {
        let a = || {
            told("wire", "payments", "40,000", "The duke would pay 40,000 crowns to the widow of each drowned sailor.")
        };
        let b = |figure| {
            told(
                "post",
                "grants",
                figure,
                &format!("The duke promised {figure} crowns to every widow of a drowned sailor."),
            )
        };
        assert!(differ([a(), b("60,000")]));
        assert!(is_left([a(), b("40,000")]));
        // many times as much is something else
        assert!(is_left([a(), b("310,000")]));
        let c = told("post", "grants", "60,000", "Repairs to the harbour wall of Karsk took 60,000 crowns.");
        assert!(is_left([a(), c]));
    }

    #[test]
    fn of_a_later_count_it_is_said_that_it_may_have_grown() {
        let stalls = |source, figure, day| {
            let words = format!("So far {figure} market stalls along the canal have been torn down.");
            told(source, &format!("stalls_{source}"), figure, &words).published(day)
        };
        let grew = |said: [Said; 2]| found(said).iter().any(|finding| finding.says.contains("may have grown"));
        assert!(grew([stalls("wire", "310", "2024-05-04"), stalls("post", "420", "2024-05-06")]));
        let fell = || [stalls("wire", "420", "2024-05-04"), stalls("post", "310", "2024-05-06")];
        assert!(differ(fell()) && !grew(fell()));
    }

    #[test]
    fn what_adds_up_is_no_other_value() {
        let words = "The line dropped 42 trains on Monday and another 31 trains on Tuesday at Halm.";
        let parts = ["42", "31"].map(|figure| told("wire", "trains", figure, words));
        let all = |figure| {
            told(
                "post",
                "services",
                figure,
                &format!("In all {figure} trains at Halm were dropped by the line on Monday and Tuesday."),
            )
        };
        let told = |figure| parts.iter().cloned().chain([all(figure)]);
        assert!(is_left(told("73")));
        assert!(differ(told("64")));
    }

    #[test]
    fn counts_of_one_whole_meet_whatever_they_are_called() {
        let a = told("wire", "number", "386", "By then 386 of the 1,140 kitchens inspected had been sealed.");
        let b = told("wire", "kitchens", "1,140", "By then 386 of the 1,140 kitchens inspected had been sealed.");
        let c = told("post", "canteens", "1,240", "Inspectors called at 1,240 canteens and sealed 386.");
        assert!(differ([a, b, c]));
    }
}
