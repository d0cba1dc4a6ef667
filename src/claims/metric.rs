//! Which metric a figure belongs to: by the wording before it, the thing counted, and what was done to or by the people counted.
//!
//! The words are data (`metrics.toml`); here is only the order in which they are asked. A figure no metric of the vocabulary
//! fits is named by what it counts, and is compared only with figures of the same name.

use std::ops::Range;

use super::page::Page;
use crate::model::lexicon::{Class, Phrases};
use crate::model::mention::Mention;
use crate::model::metric::{Behaviour, Metric};
use crate::model::quantity::{Quantity, Role, Trend, Unit};
use crate::model::token::Words;

/// A metric and the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub id: String,
    pub label: String,
    pub known: bool,
    pub rule: &'static str,
    /// how sure the wording makes it, 0 to 100
    pub confidence: u8,
}

/// How far to the right of its noun a verb may stand, in tokens.
const VERB_REACH: usize = 9;
/// How far to the left of the figure its verb may end, in tokens.
const OBJECT_REACH: usize = 3;

/// A figure with the tokens the search starts from.
#[derive(Clone)]
struct Figure<'p> {
    page: &'p Page<'p>,
    words: Words<'p>,
    quantity: &'p Quantity,
    /// the unit a metric must have: the figure's, or a count when the numerator of a share is looked for
    unit: &'p Unit,
    /// the whole mention with its hedge
    mention: Range<usize>,
    /// the number and the noun phrase after it
    counted: Option<Range<usize>>,
    head: Option<usize>,
    sentence: Range<usize>,
    clause: Range<usize>,
}

/// The metric of a quantity mention; None when the figure counts nothing one could name.
pub fn find(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<Found> {
    let number = mention.sentence as usize;
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let tokens = |span| page.tokens(span);
    let figure = Figure {
        page,
        words: page.words,
        quantity,
        unit: &quantity.unit,
        mention: tokens(mention.span.join(quantity.number)),
        counted: quantity.counted.map(tokens),
        head: quantity.head.map(|head| tokens(head).start),
        sentence: page.sentence(number).tokens.clone(),
        clause,
    };
    let found = match quantity.unit {
        Unit::Percent | Unit::Points => figure.percent(),
        _ => figure.count(),
    };
    found.or_else(|| figure.named())
}

impl Figure<'_> {
    fn count(&self) -> Option<Found> {
        if self.is_denominator() {
            return self.by_counted_noun(false).or_else(|| self.by_counted_noun(true));
        }
        self.by_frame()
            .or_else(|| self.by_counted_noun(false))
            .or_else(|| self.by_label())
            .or_else(|| self.by_subject())
            .or_else(|| self.by_subject_at())
            .or_else(|| self.by_sample())
            .or_else(|| self.by_verb())
            .or_else(|| self.by_noun_of())
            .or_else(|| self.by_governing_verb())
            .or_else(|| self.by_counted_noun(true))
            .or_else(|| self.by_inclusion())
            .or_else(|| self.by_figure_before())
    }

    fn percent(&self) -> Option<Found> {
        self.by_change()
            .or_else(|| self.by_frame())
            .or_else(|| self.by_subject())
            .or_else(|| self.by_subject_at())
            .or_else(|| self.by_share_of_people())
            .or_else(|| self.by_counted_noun(false))
            .or_else(|| self.by_counted_noun(true))
            .or_else(|| self.by_act_share())
            .or_else(|| self.by_object_share())
            .or_else(|| self.by_figure_before())
    }

    /// "built to hold 300 inmates", "the country's 4,000,000 people"
    fn by_frame(&self) -> Option<Found> {
        let number = self.page.tokens(self.quantity.number).start;
        // the wording may end before the hedge, take it in, or be parted from the figure by an article
        [self.mention.start, number, number.saturating_sub(1), self.mention.start.saturating_sub(1)]
            .into_iter()
            .find_map(|end| {
                let skipped = end..self.mention.start.min(number);
                if skipped.clone().any(|at| !self.words.is(at, Class::DETERMINER | Class::ADVERB)) {
                    return None;
                }
                let phrases = &self.page.vocabulary.metric_frames;
                (1..=6).rev().find_map(|length| {
                    let start = end.checked_sub(length).filter(|&start| start >= self.sentence.start)?;
                    let fits = |&(n, metric): &(usize, &usize)| n == length && self.allows(*metric, true);
                    phrases.all_at(&self.words, start).find(fits).map(|(_, &metric)| self.known(metric, "frame", 90))
                })
            })
    }

    /// "114 homicides". Generic nouns ("12 inmates") only when `generic`, since a verb says more.
    fn by_counted_noun(&self, generic: bool) -> Option<Found> {
        let counted = self.counted.clone()?;
        let head = self.head.unwrap_or(counted.end - 1);
        if self.words.is(head, Class::GENERIC) != generic {
            return None;
        }
        let found = self.longest(&self.page.vocabulary.metric_nouns, counted.clone(), |at, length| {
            // the phrase must hold the head, or stand right before a head that only says "rate" or "number"
            (at..at + length).contains(&head)
        });
        found.map(|metric| self.known(metric, "counted", if generic { 60 } else { 90 }))
    }

    /// "the death toll rose to 52", "turnout was 61 percent"
    fn by_subject(&self) -> Option<Found> {
        let phrases = &self.page.vocabulary.metric_subjects;
        if let Some(counted) = self.counted.clone()
            && let Some(metric) = self.longest(phrases, counted, |_, _| true)
        {
            return Some(self.known(metric, "subject", 85));
        }
        // left of the verb that puts the subject at the figure
        let verb = self.figure_verb()?;
        let start = self.clause_start_with_subject(verb);
        let metric = self.longest(phrases, start..verb, |_, _| true)?;
        Some(self.known(metric, "subject", 80))
    }

    /// "412,500 of 606,000 voters": the second figure is the whole of the first.
    fn is_denominator(&self) -> bool {
        let of = self.mention.start.checked_sub(1).filter(|&of| self.words.says(of, "of"));
        of.and_then(|of| of.checked_sub(1))
            .is_some_and(|before| self.words.is_number(before) || self.words.is(before, Class::NUMERAL | Class::SCALE))
    }

    /// "put the crowd at 30,000", "the biggest turnout, at 71 percent": the subject left of "at".
    fn by_subject_at(&self) -> Option<Found> {
        let at = self.mention.start.checked_sub(1).filter(|&at| self.words.says(at, "at"))?;
        let metric = self.longest(&self.page.vocabulary.metric_subjects, self.sentence.start..at, |_, _| true)?;
        Some(self.known(metric, "subject", 70))
    }

    /// The copula, trend or level verb whose complement the figure is, if any.
    fn figure_verb(&self) -> Option<usize> {
        let start = self.sentence.start;
        let before = (start..self.mention.start).rev().take(6);
        let is_verb =
            |at: usize| self.words.is(at, Class::COPULA | Class::TREND_UP | Class::TREND_DOWN | Class::TREND_LEVEL);
        let mut steps = before.take_while(|&at| !self.words.is_number(at) && !matches!(self.words.text(at), ";" | "—"));
        let verb = steps.find(|&at| is_verb(at))?;
        // "the prisons are pens for thousands": another complement stands between
        let between = verb + 1..self.mention.start;
        let is_light = |at: usize| {
            self.words.is(
                at,
                Class::PREPOSITION
                    | Class::ADVERB
                    | Class::DETERMINER
                    | Class::AUXILIARY
                    | Class::COPULA
                    | Class::TIME_UNIT,
            ) || !self.words.is_word(at)
        };
        if !between.clone().all(is_light) {
            return None;
        }
        // "has been at": the subject stands left of the auxiliaries
        let first = (start..verb).rev().take_while(|&at| self.words.is(at, Class::AUXILIARY | Class::ADVERB)).last();
        Some(first.unwrap_or(verb))
    }

    fn clause_start_with_subject(&self, verb: usize) -> usize {
        if self.clause.start < verb {
            self.clause.start.max(verb.saturating_sub(10))
        } else {
            verb.saturating_sub(10).max(self.sentence.start)
        }
    }

    /// "80 people were jailed", "police arrested 80 people", "12 people died"
    fn by_verb(&self) -> Option<Found> {
        self.verb_before().or_else(|| self.verb_after())
    }

    fn verb_after(&self) -> Option<Found> {
        let start = self.counted.clone().map_or(self.mention.end, |counted| counted.end.max(self.mention.end));
        let mut at = start;
        let mut passive = false;
        let mut brackets = false;
        while at < self.sentence.end && at - start < VERB_REACH {
            let text = self.words.text(at);
            if text == ","
                && !brackets
                && self.words.says_any(
                    at + 1,
                    &["including", "among", "most", "many", "some", "mostly", "all", "two", "one", "three"],
                )
            {
                // ", including three children," stands between noun and verb
                let close = (at + 1..self.sentence.end.min(at + 12)).find(|&i| self.words.is_sign(i, ","));
                brackets = true;
                match close {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None => return None,
                }
            }
            if let Some(after) = self.after_joined_figure(at) {
                at = after;
                continue;
            }
            if matches!(text, "," | ";" | "—" | ":" | "." | "–") || self.words.is_number(at) {
                return None;
            }
            if let Some(found) = self.metric_at(at, passive) {
                return Some(found);
            }
            if self.words.is(at, Class::COPULA) || matches!(text, "been" | "being") {
                passive = true;
            } else if self.words.is(
                at,
                Class::AUXILIARY
                    | Class::ADVERB
                    | Class::RELATIVE
                    | Class::NEGATION
                    | Class::PREPOSITION
                    | Class::DETERMINER,
            ) {
                // goes on
            } else if self.words.is(at, Class::VERB)
                && self.words.is(at, Class::PAST | Class::PRESENT)
                && !self.words.is(at, Class::NOUN)
            {
                // another verb governs the noun
                let joined = self.words.says_any(at + 1, &["and", "or"]);
                if !joined && !self.words.is(at, Class::PARTICIPLE) {
                    return None;
                }
            }
            at += 1;
        }
        None
    }

    /// "nine officers and 17 marchers were hurt": behind the figure that "and" joins to this one.
    fn after_joined_figure(&self, at: usize) -> Option<usize> {
        if !self.words.says_any(at, &["and", "or"]) {
            return None;
        }
        let next = self.words.get(at + 1)?.span;
        let number = self.page.prose.sentence_at(next.start)?;
        let joined = self.page.in_sentence(number).iter().find(|m| m.quantity().is_some() && m.span.contains(next))?;
        let end = joined.quantity()?.counted.map_or(joined.span, |counted| counted.join(joined.span));
        Some(self.page.tokens(end).end)
    }

    /// A verb phrase of the vocabulary at this token that may say what happened to the figure's noun.
    fn metric_at(&self, at: usize, passive: bool) -> Option<Found> {
        let vocabulary = self.page.vocabulary;
        // "at the march": a noun, not what they did
        let is_noun = self.words.is(at.wrapping_sub(1), Class::DETERMINER);
        let acts = vocabulary.metric_acts.all_at(&self.words, at).filter(|_| !is_noun);
        let verbs = vocabulary.metric_verbs.all_at(&self.words, at);
        let act = acts.filter(|(_, metric)| self.allows(**metric, false)).map(|(n, &metric)| (n, metric)).next();
        let verb = verbs
            .filter(|(n, metric)| self.allows(**metric, false) && self.is_done_to(at, *n, passive))
            .map(|(n, &metric)| (n, metric))
            .next();
        match (act, verb) {
            (Some((longer, metric)), Some((n, _))) if longer >= n => Some(self.known(metric, "act", 85)),
            (_, Some((_, metric))) => Some(self.known(metric, "verb", 85)),
            (Some((_, metric)), None) => Some(self.known(metric, "act", 85)),
            (None, None) => None,
        }
    }

    /// "were arrested", "people jailed since": a participle that no object follows.
    fn is_done_to(&self, at: usize, length: usize, passive: bool) -> bool {
        let is_participle = self.words.is(at, Class::PARTICIPLE | Class::PAST | Class::ADJECTIVE);
        let next = at + length;
        let has_object = self.words.is(next, Class::DETERMINER | Class::NUMERAL)
            || self.words.is_number(next)
            || self.words.is_capital(next)
                && self.words.is_word(next)
                && !self.words.is(next, Class::MONTH | Class::WEEKDAY);
        is_participle && (passive || !has_object)
    }

    /// "arrested 75,000 suspects", "killing at least 12"
    fn verb_before(&self) -> Option<Found> {
        let verb = self.object_verb()?;
        let phrases = &self.page.vocabulary.metric_verbs;
        let (_, &metric) = phrases
            .all_at(&self.words, verb)
            .find(|(n, metric)| verb + n <= self.mention.start && self.allows(**metric, false))?;
        Some(self.known(metric, "object", 85))
    }

    /// The active verb whose object the figure is: only articles, adverbs and hedges stand between.
    fn object_verb(&self) -> Option<usize> {
        let end = self.mention.start;
        for at in (self.sentence.start..end).rev().take(OBJECT_REACH + 1) {
            if self.words.is(at, Class::VERB) && !self.words.is(at, Class::AUXILIARY) {
                let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
                let is_passive =
                    !self.words.is(at, Class::GERUND) && before.is_some_and(|b| self.words.is(b, Class::COPULA));
                return (!is_passive).then_some(at);
            }
            // a verb phrase of two words: "rounded up 300"
            let is_particle = self.words.says_any(at, &["up", "out", "off", "down"]);
            if !is_particle && !self.words.is(at, Class::DETERMINER | Class::ADVERB | Class::ADJECTIVE | Class::FILLER)
            {
                return None;
            }
        }
        None
    }

    /// "arrests of tens of thousands", "deaths of 12 miners"
    fn by_noun_of(&self) -> Option<Found> {
        let of = self.mention.start.checked_sub(1).filter(|&of| self.words.says(of, "of"))?;
        let is_score = self.words.says(self.mention.end, "to") && self.words.is_number(self.mention.end + 1);
        if is_score {
            return None;
        }
        let phrases = &self.page.vocabulary.metric_nouns;
        let (start, &metric) = phrases.longest_before(&self.words, of)?;
        (start >= self.sentence.start && self.unit_fits(metric)).then(|| self.known(metric, "noun_of", 80))
    }

    /// "interviewed hundreds of detainees arrested in the raids": those asked, not those arrested.
    fn by_sample(&self) -> Option<Found> {
        self.object_verb().filter(|&verb| self.words.is(verb, Class::SAMPLING)).and_then(|_| self.by_governing_verb())
    }

    /// "Seats: Civic Union 62, National League 45": the label that opens the line.
    fn by_label(&self) -> Option<Found> {
        if self.head.is_some() {
            return None;
        }
        let start = self.sentence.start;
        // or "Of the dead, 148 were found in the north"
        let sign = if self.words.says(start, "of") { "," } else { ":" };
        let colon = (start..self.mention.start.min(start + 6)).find(|&at| self.words.is_sign(at, sign))?;
        let vocabulary = self.page.vocabulary;
        let found = self
            .longest(&vocabulary.metric_nouns, start..colon, |_, _| true)
            .or_else(|| self.longest(&vocabulary.metric_subjects, start..colon, |_, _| true));
        found.map(|metric| self.known(metric, "label", 65))
    }

    /// "interviewed hundreds of detainees" -> detainees_interviewed: what was done tells the figures apart.
    fn by_governing_verb(&self) -> Option<Found> {
        let head = self.head.filter(|&head| self.words.is(head, Class::GENERIC))?;
        let verb = self
            .object_verb()
            .filter(|&verb| !self.words.is(verb, Class::REPORTING | Class::COPULA | Class::TREND_LEVEL))?;
        let is_plain =
            matches!(self.words.lemma(verb), "have" | "include" | "be" | "say" | "see" | "show" | "number" | "total");
        if is_plain {
            return None;
        }
        let id = format!("{}_{}", plural_of(&self.words, head), self.words.lemma(verb));
        Some(Found { label: label(&id), id, known: false, rule: "governing_verb", confidence: 55 })
    }

    /// "including 3 children": the metric of the figure it is a part of.
    fn by_inclusion(&self) -> Option<Found> {
        let before = self.mention.start.checked_sub(1)?;
        let after = self.page.tokens(self.quantity.number).end;
        let of_them =
            self.words.says(after, "of") && self.words.says_any(after + 1, &["them", "whom", "these", "those"]);
        let is_part = of_them
            || self.words.says_any(before, &["including", "include", "includes", "included", "them", "whom"])
            || self.words.says(before, "among")
            || self.words.is(before, Class::COPULA)
                && (self.sentence.start..before).any(|at| self.words.says_any(at, &["whom", "them"]));
        if !is_part {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let earlier = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.quantity.number.start);
        let (mention, quantity) = earlier.filter_map(|other| Some((other, other.quantity()?))).next_back()?;
        let found = find(self.page, mention, quantity)?;
        Some(Found { rule: "part_of_the_figure_before", confidence: found.confidence.saturating_sub(15), ..found })
    }

    /// "121 in the north and 16 in the south", "up from 41", "the Greens 22": a figure that names nothing counts what the
    /// figure before it in the sentence counts, or the sentence before when this one begins with "Of these".
    fn by_figure_before(&self) -> Option<Found> {
        let names_nothing = self.head.is_none_or(|head| self.is_everybody(head) || !self.words.is(head, Class::NOUN));
        if !names_nothing {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let start = self.sentence.start;
        let goes_on = self.words.says_any(start, &["of", "among"])
            && self.words.says_any(start + 1, &["these", "those", "them", "whom"])
            || self.words.says(start, "another")
            // "Over 100,000, say the organizers."
            || self.head.is_none() && self.mention.start <= start + 1;
        let here = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.mention_start());
        let before = number.checked_sub(1).filter(|_| goes_on).map_or(&[][..], |before| self.page.in_sentence(before));
        let mut candidates = before.iter().chain(here).filter_map(|other| Some((other, other.quantity()?)));
        let (mention, quantity) =
            candidates.rfind(|(_, quantity)| quantity.unit == self.quantity.unit && !quantity.definite)?;
        let found = find(self.page, mention, quantity)?;
        let is_firm =
            found.known && found.rule != "figure_before" || found.rule == "figure_before" && found.confidence > 40;
        is_firm.then(|| Found {
            rule: "figure_before",
            confidence: found.confidence.saturating_sub(10).min(60),
            ..found
        })
    }

    fn is_everybody(&self, head: usize) -> bool {
        matches!(self.words.lemma(head), "person" | "people" | "other" | "individual")
    }

    /// "the League won 29.7 percent": a verb whose object is a share.
    fn by_object_share(&self) -> Option<Found> {
        let verb =
            self.object_verb().or_else(|| ["with", "to", "at"].into_iter().find_map(|word| self.verb_with(word)))?;
        let phrases = &self.page.vocabulary.metric_verbs;
        let (_, &metric) =
            phrases.all_at(&self.words, verb).find(|(_, metric)| self.unit_fits(**metric) && self.is_near(**metric))?;
        Some(self.known(metric, "object", 70))
    }

    /// "came second with 27.9 percent": the verb before a preposition.
    fn verb_with(&self, preposition: &str) -> Option<usize> {
        let before = self.mention.start.checked_sub(1).filter(|&before| self.words.says(before, preposition))?;
        (self.sentence.start..before)
            .rev()
            .take(4)
            .find(|&at| self.words.is(at, Class::VERB) && !self.words.is(at, Class::AUXILIARY))
    }

    /// "homicides fell by 12 percent": the change of the metric named.
    fn by_change(&self) -> Option<Found> {
        if self.quantity.trend == Trend::None || matches!(self.quantity.role, Role::To | Role::From) {
            return None;
        }
        let vocabulary = self.page.vocabulary;
        let near = self.counted.clone().unwrap_or(self.clause.start..self.mention.start);
        let changed = [&vocabulary.metric_subjects, &vocabulary.metric_nouns].into_iter().find_map(|phrases| {
            let longest = self.longest_of_any_unit(phrases, near.clone());
            longest.or_else(|| self.longest_of_any_unit(phrases, self.clause.clone()))
        });
        let Some(changed) = changed.map(|number| &vocabulary.metrics[number]) else {
            let head = self.head?;
            let id = format!("{}_change", plural_of(&self.words, head));
            return Some(Found { label: label(&id), id, known: false, rule: "change", confidence: 55 });
        };
        let is_change = |metric: &&Metric| {
            metric.behaviour == Behaviour::Change
                && metric
                    .change_of
                    .as_deref()
                    .is_some_and(|of| of == changed.id || vocabulary.family(of) == changed.family)
        };
        match vocabulary.metrics.iter().find(is_change) {
            Some(metric) => Some(Found {
                id: metric.id.clone(),
                label: metric.label.clone(),
                known: true,
                rule: "change",
                confidence: 85,
            }),
            None if changed.behaviour == Behaviour::Change => Some(Found {
                id: changed.id.clone(),
                label: changed.label.clone(),
                known: true,
                rule: "change",
                confidence: 80,
            }),
            None => {
                let id = format!("{}_change", changed.id);
                let label = format!("Change in {}", changed.label.to_lowercase());
                Some(Found { id, label, known: true, rule: "change", confidence: 80 })
            }
        }
    }

    /// "2 percent of its population in prison": the share of the population that the other words name.
    fn by_share_of_people(&self) -> Option<Found> {
        let head = self.head?;
        let is_whole = matches!(
            self.words.lemma(head),
            "population"
                | "person"
                | "people"
                | "citizen"
                | "resident"
                | "inhabitant"
                | "adult"
                | "country"
                | "nation"
                | "household"
        ) || self.words.is(head, Class::NATIONALITY);
        if !is_whole {
            return None;
        }
        // the numerator counts people, whatever stands for the whole
        let people = Figure { unit: &Unit::Count, head: None, ..self.clone() };
        let numerator = people.verb_after().or_else(|| people.verb_before()).or_else(|| self.numerator_before())?;
        let metrics = &self.page.vocabulary.metrics;
        let share = metrics.iter().find(|metric| {
            metric.share.as_ref().is_some_and(|(part, whole)| *part == numerator.id && whole == "population")
        });
        Some(match share {
            Some(metric) => {
                Found { id: metric.id.clone(), label: metric.label.clone(), known: true, rule: "share", confidence: 80 }
            }
            None => {
                let id = format!("{}_share", numerator.id);
                let label = format!("Share: {}", numerator.label.to_lowercase());
                Found { id, label, known: numerator.known, rule: "share", confidence: 65 }
            }
        })
    }

    /// "75,000 suspects, about 1 % of the people": the figure before is the part.
    fn numerator_before(&self) -> Option<Found> {
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let earlier = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.mention_start());
        let (mention, quantity) = earlier.filter_map(|other| Some((other, other.quantity()?))).next_back()?;
        // right behind it: an apposition, with at most the noun between
        let gap = self.mention.start.saturating_sub(self.page.tokens(mention.span).end);
        (gap <= 6 && quantity.unit == Unit::Count).then(|| find(self.page, mention, quantity)).flatten()
    }

    fn mention_start(&self) -> u32 {
        self.words.get(self.mention.start).map_or(0, |token| token.span.start)
    }

    /// "61 percent support her": the metric of what they do, when it is one in percent.
    fn by_act_share(&self) -> Option<Found> {
        self.verb_after()
            .filter(|found| self.page.vocabulary.metric(&found.id).is_some_and(|metric| metric.unit == Unit::Percent))
    }

    /// What the figure counts, when the vocabulary has no metric for it.
    fn named(&self) -> Option<Found> {
        let head = self.head?;
        let noun = plural_of(&self.words, head);
        if noun.is_empty() {
            return None;
        }
        let id = match self.quantity.unit {
            Unit::Percent | Unit::Points => format!("share_of_{noun}"),
            _ => noun,
        };
        Some(Found { label: label(&id), id, known: false, rule: "head_noun", confidence: 50 })
    }

    fn known(&self, number: usize, rule: &'static str, confidence: u8) -> Found {
        let metric = &self.page.vocabulary.metrics[number];
        Found { id: metric.id.clone(), label: metric.label.clone(), known: true, rule, confidence }
    }

    /// The longest phrase within a token range that fits the figure.
    fn longest(
        &self,
        phrases: &Phrases<usize>,
        range: Range<usize>,
        accept: impl Fn(usize, usize) -> bool,
    ) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for at in range.clone() {
            for (length, &metric) in phrases.all_at(&self.words, at) {
                let fits =
                    at + length <= range.end && accept(at, length) && self.unit_fits(metric) && self.is_near(metric);
                if fits && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, metric));
                }
            }
        }
        best.map(|(_, metric)| metric)
    }

    fn longest_of_any_unit(&self, phrases: &Phrases<usize>, range: Range<usize>) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for at in range {
            for (length, &metric) in phrases.all_at(&self.words, at) {
                if best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, metric));
                }
            }
        }
        best.map(|(_, metric)| metric)
    }

    /// May this metric's verbs and frames count the figure's noun?
    fn allows(&self, number: usize, by_frame: bool) -> bool {
        self.unit_fits(number) && self.is_near(number) && {
            let metric = &self.page.vocabulary.metrics[number];
            match self.head {
                None => true,
                Some(_) if metric.of.is_empty() => true,
                // a name behind the figure is not what it counts: "over 400 – space Okello can offer"
                Some(head) if by_frame && self.words.entry(head).classes.is_empty() && self.words.is_capital(head) => {
                    true
                }
                Some(head) => {
                    let lemma = self.words.lemma(head);
                    let noun = if lemma.is_empty() { self.words.text(head) } else { lemma };
                    metric
                        .of
                        .iter()
                        .any(|of| of.eq_ignore_ascii_case(noun) || of.eq_ignore_ascii_case(self.words.text(head)))
                        || self.words.is(head, Class::NATIONALITY)
                        || metric.of.iter().any(|of| of == "person") && self.words.is(head, Class::GENERIC)
                }
            }
        }
    }

    fn unit_fits(&self, number: usize) -> bool {
        let metric = &self.page.vocabulary.metrics[number].unit;
        match (metric, self.unit) {
            (Unit::Money(_), Unit::Money(_)) => true,
            (Unit::Percent, Unit::Percent) => true,
            (Unit::Count, Unit::Count) => true,
            (Unit::Measure(_), Unit::Measure(_)) => true,
            // "as young as 12" has no unit word
            (Unit::Measure(unit), Unit::Count) => &**unit == "year",
            _ => false,
        }
    }

    /// A word of its field stands on the page: "hold" speaks of inmates where there is a prison.
    fn is_near(&self, number: usize) -> bool {
        let near = &self.page.vocabulary.metrics[number].near;
        near.is_empty() || near.iter().any(|word| self.page.uses(word))
    }
}

/// The head's plural in small letters, as a metric's name: "detainee" -> "detainees".
fn plural_of(words: &Words, head: usize) -> String {
    let text = words.text(head).to_lowercase();
    let clean: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_plural = words.is(head, Class::PLURAL) || clean.ends_with('s');
    if is_plural || clean.is_empty() { clean } else { format!("{clean}s") }
}

/// "detainees_interview" -> "Detainees interview"
fn label(id: &str) -> String {
    let mut label = id.replace('_', " ");
    if let Some(first) = label.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    label
}
