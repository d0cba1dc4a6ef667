//! Two dated acts of two texts that stand in one another's place and are told for days that cannot be the same: "the alert
//! was raised to Level 4 on Wednesday night", "raised the alert to Level 4 on 11 September".
//!
//! Where the clauses alone say too little to be sure that one happening is meant (`occasion`), all that is told around the two,
//! how their days lie to each other and what deeds they share is weighed together (`likely_day`). Two times of day of one deed are
//! laid side by side likewise. What is likely enough is told as `low`.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::{Look, Rule, Told};
use crate::model::event::Status;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Cue;
use crate::reconcile::act::{quoted_short, witness};
use crate::reconcile::affair::Affair;
use crate::reconcile::aged::ages_told;
use crate::reconcile::alike::{may_be_told_otherwise, minutes_apart};
use crate::reconcile::counterparts::{Counterparts, Features, Pair, Sentences, are_too_many, named_numbers};
use crate::reconcile::days::{Slip, days_words, slip};
use crate::reconcile::deeds_told::Deeds;
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::figure::Figure;
#[cfg(test)]
use crate::reconcile::likely_day;
use crate::reconcile::likely_day::Both;
use crate::reconcile::moved::moves_a_day;
use crate::reconcile::occasion::Telling;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{meaning_at, tokens};

/// Days that are one apart, or a year, have a name of their own.
pub const RULE: Rule = Rule { name: "date_conflict", look: Look::Rest(find) };

/// From this probability on a pair is told: in stories that the weights had not seen more than two in five of such pairs were days
/// that the stories' own truth lists as being at odds.
const LIKELY: f64 = 0.2;
/// Pairs of one story beyond which none is weighed.
const MOST_PAIRS: usize = 1_000_000;
/// So many words and numbers must be shared, however few a story has.
const FEATURES: usize = 2;
/// A paper's own day is told within so many days.
const OWN_DAY: i64 = 2;
/// A text opens within so many bytes.
const LEAD: u32 = 400;
/// A text knows the other's day where it tells it in words at least this much as like.
const KNOWN: f64 = 0.5;
/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// Years by which two papers may differ on one person's age.
const AGES: u32 = 3;
/// Other tellings of the same days that are cited.
const MOST_REPEATS: usize = 4;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let tellings: Vec<&Telling> = affair.occasions.tellings.iter().filter(|telling| !telling.dateline).collect();
    if are_too_many(tellings.len(), "dated acts, in whatever words,", affair) {
        return Vec::new();
    }
    let dated = Dated::of(tellings, affair);
    let mut drafts: Vec<Draft> = Vec::new();
    // by the two days and a sentence: what shares both is one finding
    let mut known: BTreeMap<(String, Witness), usize> = BTreeMap::new();
    for (pair, hours) in dated.likely() {
        let (one, other) = (dated.tellings[pair.one], dated.tellings[pair.other]);
        if told.of_ids(&one.event.id, &other.event.id)
            || affair.rulings.are_different(&one.event.id, &other.event.id)
            || !hours && dated.is_known(&pair)
        {
            continue;
        }
        let mut draft = draft(one, other, hours, affair);
        for at in dated.repeats(&pair).into_iter().take(if hours { 0 } else { MOST_REPEATS }) {
            draft.see(witness(dated.tellings[at].event));
        }
        let sentences = [one, other].map(|telling| Witness { id: String::new(), ..witness(telling.event) });
        let place = sentences.iter().find_map(|sentence| known.get(&(draft.theme.clone(), sentence.clone())).copied());
        let place = place.unwrap_or(drafts.len());
        for sentence in sentences {
            known.insert((draft.theme.clone(), sentence), place);
        }
        match drafts.get_mut(place) {
            Some(known) => known.absorb(&draft),
            None => drafts.push(draft),
        }
    }
    drafts
}

/// The points of the best counterpart that tells the same day, by telling and text.
type Agreeing<'t> = HashMap<(usize, &'t str), f64>;

/// What is asked of a telling by itself.
struct Own {
    /// the day is that of the saying
    said: bool,
    /// the day is to come where the text was written
    ahead: bool,
    /// the clause says that a day was moved
    moves: bool,
    /// the ages its sentence tells
    ages: Vec<u32>,
}

impl Own {
    fn of(telling: &Telling, affair: &Affair) -> Self {
        Own {
            said: is_said(telling, affair),
            ahead: is_ahead(telling, affair),
            moves: moves_a_day(&telling.event.description, affair.vocabulary),
            ages: ages_told(&telling.event.sentence_text, affair.vocabulary),
        }
    }
}

/// The dated acts of a story and all that is asked of two of them.
struct Dated<'t, 'a> {
    tellings: Vec<&'t Telling<'a>>,
    counterparts: Counterparts<'a>,
    own: Vec<Own>,
    deeds: Deeds,
    numbers: Vec<BTreeMap<String, BTreeSet<String>>>,
    /// the figures of each sentence
    counts: BTreeMap<(&'t str, u32), Vec<&'t Figure<'a>>>,
    by_source: BTreeMap<&'t str, Vec<usize>>,
    affair: &'t Affair<'a>,
}

impl<'t, 'a> Dated<'t, 'a> {
    fn of(tellings: Vec<&'t Telling<'a>>, affair: &'t Affair<'a>) -> Self {
        let mut counts: BTreeMap<(&str, u32), Vec<&Figure>> = BTreeMap::new();
        for figure in affair.figures.iter().filter(|figure| !figure.coded()) {
            counts.entry((&figure.claim.source, figure.claim.sentence.start)).or_default().push(figure);
        }
        let mut by_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, telling) in tellings.iter().enumerate() {
            by_source.entry(&telling.event.source).or_default().push(at);
        }
        let sentences = || tellings.iter().map(|telling| telling.event.sentence_text.as_str());
        Dated {
            counterparts: counterparts(&tellings, affair),
            own: tellings.iter().map(|telling| Own::of(telling, affair)).collect(),
            deeds: Deeds::of(&tellings, affair),
            numbers: sentences().map(|text| named_numbers(text, affair.vocabulary)).collect(),
            counts,
            by_source,
            affair,
            tellings,
        }
    }

    /// The pairs likely to tell one happening for two days, or for two times of a day, in the order of the tellings.
    fn likely(&self) -> Vec<(Pair, bool)> {
        let candidates = self.counterparts.candidates(|_, _| true);
        if candidates.len() > MOST_PAIRS {
            self.affair.left_out.add("pairs of dated acts", candidates.len());
            return Vec::new();
        }
        let pairs = self.counterparts.best(candidates, 0.0);
        let agreeing = self.agreeing(&pairs);
        let weighed = pairs.par_iter().filter_map(|pair| {
            let (one, other) = (self.tellings[pair.one], self.tellings[pair.other]);
            let hours = hours_differ(one, other);
            let apart = hours || !one.days.meets(&other.days);
            if !apart || !self.may_be_one(pair, hours) {
                return None;
            }
            let both = self.both(pair, hours, &agreeing);
            #[cfg(test)]
            likely_day::tests::hear(&both);
            (both.likely() >= LIKELY).then_some((*pair, hours))
        });
        weighed.collect()
    }

    /// How well each telling's best counterpart in each other text does that tells its day.
    fn agreeing(&self, pairs: &[Pair]) -> Agreeing<'t> {
        let mut agreeing = Agreeing::new();
        for pair in pairs {
            let (one, other) = (self.tellings[pair.one], self.tellings[pair.other]);
            if one.days.meets(&other.days) && !hours_differ(one, other) {
                let points = pair.shared.points();
                for side in [(pair.one, &*other.event.source), (pair.other, &*one.event.source)] {
                    let best = agreeing.entry(side).or_insert(points);
                    *best = best.max(points);
                }
            }
        }
        agreeing
    }

    /// What no weight outweighs: other people, other steps, another count of each day, a day that was moved, each paper's own day, a
    /// day on which something was only said or denied.
    fn may_be_one(&self, pair: &Pair, hours: bool) -> bool {
        let (one, other) = (self.tellings[pair.one], self.tellings[pair.other]);
        let [a, b] = [&self.own[pair.one], &self.own[pair.other]];
        let leads = is_lead(one) && is_lead(other);
        let moved = a.ahead && b.ahead && (a.moves || b.moves);
        let by_the_clock = is_of_the_clock(one) || is_of_the_clock(other);
        (hours || !by_the_clock)
            && pair.shared.told() - pair.shared.days >= FEATURES
            && !moved
            && !a.said
            && !b.said
            && one.event.status != Status::Denied
            && other.event.status != Status::Denied
            && (hours || !self.is_each_days_news(pair))
            && one.again == other.again
            && !self.deeds.are_contrary(pair)
            && share_an_age(&a.ages, &b.ages) != Some(false)
            && (leads || !counts_differ(&self.counts, one, other))
            && !names_other_numbers(&self.numbers[pair.one], &self.numbers[pair.other])
    }

    fn both(&self, pair: &Pair, hours: bool, agreeing: &Agreeing) -> Both<'t, 'a> {
        let (one, other) = (self.tellings[pair.one], self.tellings[pair.other]);
        let [a, b] = [&self.own[pair.one], &self.own[pair.other]];
        let best = |side: (usize, &str)| agreeing.get(&side).copied().unwrap_or_default();
        let agreed = best((pair.one, &other.event.source)).max(best((pair.other, &one.event.source)));
        let sources = &self.affair.sources;
        let published = sources.published(&one.event.source).zip(sources.published(&other.event.source));
        Both {
            one,
            other,
            ahead: [a.ahead, b.ahead],
            around: pair.shared,
            sentence: self.affair.passages.shared_by(one.event, other.event),
            least: pair.least,
            most: pair.most,
            agreeing: agreed / pair.shared.points().max(f64::MIN_POSITIVE),
            deed: self.deeds.rarity(pair.one, pair.other),
            one_person: self.deeds.are_of_one(pair),
            each_days_news: self.is_each_days_news(pair),
            may_be_told_otherwise: may_be_told_otherwise(one, other),
            hours,
            slip: slip(&one.days, &other.days),
            between: published.map_or(0, |(a, b)| (a - b).num_days().abs()),
        }
    }

    /// "Shares fell on Tuesday", "shares fell on Wednesday" in the papers of two days: each tells its own day's news, unless what
    /// is told happens once, or to one person whose age is told.
    fn is_each_days_news(&self, pair: &Pair) -> bool {
        let (one, other) = (self.tellings[pair.one], self.tellings[pair.other]);
        let by_weekday = |telling: &Telling| telling.time.inferred.month && telling.days.is_day();
        let published = |telling: &Telling| self.affair.sources.published(&telling.event.source);
        let (Some(first), Some(second)) = (published(one), published(other)) else { return false };
        let fresh = (first - one.days.first).num_days() <= OWN_DAY;
        let moves_with_paper = first != second && one.days.first - other.days.first == first - second && fresh;
        let ages = || share_an_age(&self.own[pair.one].ages, &self.own[pair.other].ages);
        let once = || one.once.iter().any(|act| other.once.contains(act)) || ages() == Some(true);
        by_weekday(one) && by_weekday(other) && moves_with_paper && !once()
    }

    /// Does one of the two texts tell the like for the other's day as well?
    fn is_known(&self, pair: &Pair) -> bool {
        let [one, other] = [pair.one, pair.other].map(|at| &*self.tellings[at].event.source);
        !self.of_the_day(one, pair.other, pair).is_empty() || !self.of_the_day(other, pair.one, pair).is_empty()
    }

    /// Where other texts tell the like for either day, in order.
    fn repeats(&self, pair: &Pair) -> Vec<usize> {
        let own = [pair.one, pair.other].map(|at| &*self.tellings[at].event.source);
        let others = self.by_source.keys().filter(|source| !own.contains(source));
        let of = |source: &&str| [pair.one, pair.other].map(|day| self.of_the_day(source, day, pair)).concat();
        let mut repeats: Vec<usize> = others.flat_map(of).collect();
        repeats.sort_unstable();
        repeats
    }

    /// What a source tells for the day of one of the two in words like theirs.
    fn of_the_day(&self, source: &str, day: usize, pair: &Pair) -> Vec<usize> {
        let both = [pair.one, pair.other];
        let points = pair.shared.points();
        let like = |at: usize| {
            let alike = both.map(|own| if own == at { 0.0 } else { self.counterparts.shared(at, own).points() });
            alike[0].max(alike[1]) >= points * KNOWN
        };
        // what else is told in like words may be another deed of that day
        let own = |at: usize| {
            let beside = both.iter().any(|&own| is_beside(self.tellings[at], self.tellings[own]));
            match beside {
                true => self.deeds.share(at, day),
                false => both.iter().any(|&own| self.deeds.share(at, own)) || self.deeds.is_bare(day),
            }
        };
        let days = &self.tellings[day].days;
        let meets = |at: usize| self.tellings[at].days.is_day() && self.tellings[at].days.meets(days);
        let told = self.by_source.get(source).into_iter().flatten().copied();
        told.filter(|&at| at != day && meets(at) && like(at) && own(at)).collect()
    }
}

/// "its chairman told the paper on Friday": the day on which it was said, not done. What is announced or declared is done.
fn is_said(telling: &Telling, affair: &Affair) -> bool {
    // "restates that the council wrote to it on Friday": the letter's day; "were told of the march of Friday": the march's
    if telling.reported || telling.attached.is_some() {
        return false;
    }
    let text = telling.event.description.as_str();
    let time = text.find(telling.event.text.as_str()).unwrap_or(text.len());
    let tokens = tokens(&text[..time], affair.vocabulary);
    let words = Words { text: &text[..time], tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    // "declared three days of mourning starting on Monday": begun then, not said
    let verb = (0..tokens.len()).rev().find(|&at| words.is(at, Class::PAST | Class::PARTICIPLE | Class::GERUND));
    let is_done = |at: usize| {
        affair.vocabulary.cues.all_at(&words, at).any(|(_, cue)| *cue == Cue::MadeKnown)
            || meaning_at(&words, at, affair.vocabulary).1.is_some_and(|meaning| meaning.once)
    };
    verb.is_some_and(|at| words.is(at, Class::REPORTING) && !is_done(at))
}

/// Is somebody of the same age told of, as near as papers take it? None where one of the two tells nobody's age.
fn share_an_age(one: &[u32], other: &[u32]) -> Option<bool> {
    let share = || one.iter().any(|a| other.iter().any(|b| a.abs_diff(*b) <= AGES));
    (!one.is_empty() && !other.is_empty()).then(share)
}

/// One thing counted on each day, and not one number in common: "shells killed seven on Tuesday", "… four on Wednesday".
fn counts_differ(counts: &BTreeMap<(&str, u32), Vec<&Figure>>, one: &Telling, other: &Telling) -> bool {
    let [one, other] = [one, other].map(|telling| counts.get(&(&*telling.event.source, telling.event.sentence.start)));
    let (Some(one), Some(other)) = (one, other) else { return false };
    let same = |a: &Figure, b: &Figure| a.claim.metric == b.claim.metric;
    one.iter().any(|a| other.iter().any(|b| same(a, b)))
        && !one.iter().any(|a| other.iter().any(|b| same(a, b) && a.beside(b).agrees()))
}

/// "Level 3" and "Level 4" are two steps.
fn names_other_numbers(one: &BTreeMap<String, BTreeSet<String>>, other: &BTreeMap<String, BTreeSet<String>>) -> bool {
    one.iter().any(|(name, numbers)| other.get(name).is_some_and(|others| others != numbers))
}

/// What a text opens with is what its story is about, however it counts.
fn is_lead(telling: &Telling) -> bool {
    telling.event.sentence.start < LEAD
}

fn counterparts<'a>(tellings: &[&Telling<'a>], affair: &Affair<'a>) -> Counterparts<'a> {
    let mut sentences = Sentences::default();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded()) {
        sentences.add(&figure.claim.source, figure.claim.sentence, &figure.claim.sentence_text);
    }
    for event in &affair.events {
        sentences.add(&event.source, event.sentence, &event.sentence_text);
    }
    let told = tellings.iter().map(|telling| {
        let event = telling.event;
        let text = event.sentence_text.as_str();
        let at = event.span.map(|span| span.start.saturating_sub(event.sentence.start) as usize);
        let at = at.filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(event.text.as_str())));
        let at = at.or_else(|| text.find(event.text.as_str())).unwrap_or_default();
        let features = Features::around(text, at..at + event.text.len(), affair.vocabulary)
            .after(sentences.before(&event.source, event.sentence.start), affair.vocabulary);
        (&*event.source, features)
    });
    Counterparts::new(told.collect())
}

/// Do two clauses stand in one sentence?
fn is_beside(one: &Telling, other: &Telling) -> bool {
    one.event.source == other.event.source && one.event.sentence == other.event.sentence
}

/// Is the day to come where the text was written?
fn is_ahead(telling: &Telling, affair: &Affair) -> bool {
    affair.sources.published(&telling.event.source).is_some_and(|published| telling.days.first > published)
}

/// "At about nine": the day is not told beside it.
fn is_of_the_clock(telling: &Telling) -> bool {
    let time = telling.event.because.first().and_then(|mention| mention.time());
    time.is_some_and(|time| time.clock.is_some() && !time.said.is_day())
}

/// Two times of day that cannot be one: both days are one, or one text leaves the day to be understood.
fn hours_differ(one: &Telling, other: &Telling) -> bool {
    let understood = is_of_the_clock(one) || is_of_the_clock(other);
    let single = |telling: &Telling| telling.event.because.first().is_some_and(|mention| mention.parts.is_empty());
    single(one)
        && single(other)
        && (understood || one.days == other.days)
        && minutes_apart(one, other).is_some_and(|(apart, allowed)| apart > allowed && DAY - apart > allowed)
}

fn draft(one: &Telling, other: &Telling, hours: bool, affair: &Affair) -> Draft {
    let clock = |telling: &Telling| telling.time.start.map(|start| start.format("%H:%M").to_string());
    let when = |telling: &Telling| clock(telling).filter(|_| hours).unwrap_or_else(|| days_words(&telling.days));
    let told = |telling: &Telling| {
        let source = affair.sources.name(&telling.event.source);
        format!("{source} (“{}”) for {}", quoted_short(&telling.event.description), when(telling))
    };
    let says = format!(
        "What may be one happening is told by {} and by {}; each stands where the other does.",
        told(one),
        told(other)
    );
    let measured = format!("{} | {}", when(one), when(other));
    let tolerance = if hours { Tolerance::Clock } else { Tolerance::SameDay };
    let draft = Draft::new(Severity::Low, tolerance, says).kind(GroupKind::Event);
    let mut draft = draft.witness(witness(one.event)).witness(witness(other.event)).measured(measured);
    draft = draft.value(when(one)).value(when(other));
    let mut days = [one, other].map(when);
    days.sort();
    draft.theme = days.join(" ");
    draft.rule = match slip(&one.days, &other.days).filter(|_| !hours) {
        Some(Slip::OneDay) => "off_by_one_day",
        Some(Slip::Year) => "year_slip",
        _ => "date_conflict",
    };
    draft
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Told, World, told};

    fn found(said: [Told; 2]) -> Vec<String> {
        World::telling(said).reconciled().findings.into_iter().map(|finding| finding.says).collect()
    }

    fn is_left(said: [Told; 2]) -> bool {
        !found(said).iter().any(|says| says.contains("each stands where"))
    }

    #[test]
    fn an_act_is_told_for_two_days() {
        let tells = |source, clause: &str, day| told(source, clause).on(day);
        let a = || tells("wire", "The ferry company suspended its winter sailings to the island of Halm", "2024-05-04");
        let b = |day| tells("post", "Winter sailings to Halm were suspended without a word by the ferry company", day);
        assert!(!found([a(), b("2024-05-05")]).is_empty());
        assert!(found([a(), b("2024-05-04")]).is_empty());
        // who tells it for both days is at odds with nobody
        let both = World::telling([a(), b("2024-05-05"), b("2024-05-04")]).reconciled().findings;
        assert!(!both.iter().any(|finding| finding.says.contains("each stands where")));
        let other = tells("post", "The harbour master of Halm fell ill at a fair", "2024-05-05");
        assert!(is_left([a(), other]));
    }

    #[test]
    fn people_of_two_ages_have_two_days() {
        let drowned = |source, who: &str, day| {
            told(source, &format!("{who} drowned in the cold harbour basin of Halm, its warden said")).on(day)
        };
        let young = || drowned("wire", "A 27-year-old swimmer", "2024-05-07");
        assert!(!found([young(), drowned("post", "A 28-year-old swimmer", "2024-05-08")]).is_empty());
        assert!(is_left([young(), drowned("post", "A 61-year-old swimmer", "2024-05-08")]));
        assert!(is_left([young(), drowned("post", "A swimmer, 61,", "2024-05-08")]));
    }

    #[test]
    fn two_steps_have_two_days() {
        let raised = |source, level: &str, day| {
            told(source, &format!("The observatory raised the warning for the glacier lake to Stage {level}")).on(day)
        };
        assert!(!found([raised("wire", "3", "2024-05-04"), raised("post", "3", "2024-05-05")]).is_empty());
        assert!(is_left([raised("wire", "3", "2024-05-04"), raised("post", "4", "2024-05-05")]));
    }
}
