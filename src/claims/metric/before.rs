//! Figures that name nothing: they are parts of the figure before them, or count the same elsewhere.

use rust_decimal::Decimal;

use super::named::label;
use super::{Figure, Found, find};
use crate::model::lexicon::Class;
use crate::model::quantity::{Quantity, Unit};

/// "By 1.41, when 31 were dead": what is counted in whole numbers is not counted in hundredths a few words on.
fn is_finer(quantity: &Quantity, before: &Quantity) -> bool {
    let is_whole = |quantity: &Quantity| quantity.value.is_none_or(|value| value.is_integer());
    quantity.unit == Unit::Count && !is_whole(quantity) && is_whole(before)
}

/// "a quarter", "half"
fn is_fraction(quantity: &Quantity) -> bool {
    quantity.value.is_some_and(|value| value > Decimal::ZERO && value < Decimal::ONE)
}

impl Figure<'_> {
    /// "Two were police officers.": who they were, of those whom the figure before counts.
    pub(super) fn by_predicate(&self) -> Option<Found> {
        let after = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        let is_predicated = self.head.is_some_and(|head| head > after && self.is_people(head))
            && self.words.is(after, Class::COPULA)
            && (self.mention.start == self.sentence.start || !self.words.is_word(self.mention.start - 1));
        if !is_predicated {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let mut earlier = self.page.in_sentence(number.checked_sub(1)?).iter().filter_map(|m| Some((m, m.quantity()?)));
        let (mention, quantity) = earlier.find(|(_, other)| other.unit == self.quantity.unit)?;
        let found = find(self.page, mention, quantity).filter(|found| found.known)?;
        Some(Found { rule: "part_of_the_figure_before", confidence: found.confidence.saturating_sub(15), ..found })
    }

    /// "nine of them police officers", "of whom six children": what they are besides; counted is what was told of all.
    pub(super) fn by_some_of_them(&self) -> Option<Found> {
        let after = self.page.tokens(self.quantity.number).end;
        let head = self.head.filter(|&head| self.is_people(head))?;
        let of = self.words.says(after, "of") && self.words.says_any(after + 1, &["them", "whom", "these", "those"]);
        let is_bare = of && (after + 2..=head).all(|at| self.words.is_word(at) && !self.words.is(at, Class::COPULA));
        if is_bare { self.by_inclusion() } else { None }
    }

    /// "including 3 children": the metric of the figure it is a part of.
    pub(super) fn by_inclusion(&self) -> Option<Found> {
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
        let here = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.quantity.number.start);
        // "Among them were 71 civilians.": of the figure of the sentence before
        let start = self.sentence.start;
        let goes_on = self.words.says(start, "among") && self.words.says_any(start + 1, &["them", "those", "these"]);
        let before = number.checked_sub(1).filter(|_| goes_on).map_or(&[][..], |before| self.page.in_sentence(before));
        let mut earlier = before.iter().chain(here).filter_map(|other| Some((other, other.quantity()?)));
        // "a quarter of mud walls, 151 of them": a count is none of a share
        let may_be = |whole: &Quantity| match self.quantity.unit {
            Unit::Count => !matches!(whole.unit, Unit::Percent | Unit::Points) && !is_fraction(whole),
            _ => !goes_on || whole.unit == self.quantity.unit,
        };
        let (mention, quantity) = earlier.rfind(|(_, quantity)| may_be(quantity))?;
        let found = find(self.page, mention, quantity)?;
        // "civilians" among the "killed": the vocabulary may have a metric of just those
        let narrower = self.thing().map(|thing| format!("{thing}_{}", found.id));
        if let Some(metric) =
            self.page.vocabulary.metrics.iter().position(|metric| Some(&metric.id) == narrower.as_ref())
        {
            return Some(self.known(metric, "part_of_the_figure_before", found.confidence.saturating_sub(15)));
        }
        Some(Found { rule: "part_of_the_figure_before", confidence: found.confidence.saturating_sub(15), ..found })
    }

    /// "121 in the north and 16 in the south", "up from 41", "the Greens 22": a figure that names nothing counts what the
    /// figure before it in the sentence counts, or the sentence before when this one begins with "Of these".
    pub(super) fn by_figure_before(&self) -> Option<Found> {
        let everybody = self.head.filter(|&head| self.is_everybody(head));
        let names_nothing = everybody.is_some()
            || self.head.is_none_or(|head| {
                // "14 toilets": a word nobody listed names a thing where it stands behind its figure
                !self.words.is(head, Class::NOUN) && (head < self.mention.start || self.thing().is_none())
            });
        if !names_nothing {
            return None;
        }
        // "in one school 1,900 people": people are no schools
        let is_alike = |other: &Quantity| {
            let head = other.head.map(|head| self.page.tokens(head).start);
            everybody.is_none() || head.is_none_or(|head| self.is_people(head))
        };
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let start = self.sentence.start;
        let goes_on = self.words.says_any(start, &["of", "among"])
            && self.words.says_any(start + 1, &["these", "those", "them", "whom"])
            || self.words.says(start, "another")
            || self.is_of_those_before()
            // "By state: Hessen 1.2 million, Bavaria 610,000"
            || self.words.says(start, "by") && (start + 2..start + 4).any(|at| self.words.is_sign(at, ":"))
            // "Over 100,000, say the organizers."
            || self.head.is_none() && self.mention.start <= start + 1
            || self.is_bare_statement()
            || self.head.is_none() && self.is_said_to_be();
        let here = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.mention_start());
        let before = number.checked_sub(1).filter(|_| goes_on).map_or(&[][..], |before| self.page.in_sentence(before));
        let mut candidates = before.iter().chain(here).filter_map(|other| Some((other, other.quantity()?)));
        let (mention, quantity) = candidates.rfind(|(_, quantity)| {
            quantity.unit == self.quantity.unit
                && !quantity.definite
                && !is_finer(self.quantity, quantity)
                && self.may_be_of(quantity)
                && is_alike(quantity)
        })?;
        let found = find(self.page, mention, quantity)?;
        let is_firm =
            found.known && found.rule != "figure_before" || found.rule == "figure_before" && found.confidence > 40;
        is_firm.then(|| Found {
            rule: "figure_before",
            confidence: found.confidence.saturating_sub(10).min(60),
            ..found
        })
    }

    /// "They added that 12 had not opened", "29 had received none": things told of before, by what they did.
    pub(super) fn by_thing_before(&self) -> Option<Found> {
        const GROUP: usize = 6;
        if self.head.is_some()
            || *self.unit != Unit::Count
            || self.words.is_sign(self.mention.start.wrapping_sub(1), "(")
        {
            return None;
        }
        let after = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        if !self.words.is(after, Class::AUXILIARY | Class::COPULA) {
            return None;
        }
        let is_light =
            |at: &usize| self.words.is(*at, Class::AUXILIARY | Class::COPULA | Class::ADVERB | Class::NEGATION);
        let verb = (after..self.sentence.end.min(after + GROUP)).find(|at| !is_light(at))?;
        if !self.words.is(verb, Class::VERB) {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let here = self.page.around(number, self.quantity.number).iter();
        let before = number.checked_sub(1).map_or(&[][..], |before| self.page.in_sentence(before));
        let mut earlier = here.filter(|other| other.span.end <= self.mention_start()).rev().chain(before.iter().rev());
        let head = earlier.find_map(|other| other.quantity().filter(|other| other.unit == Unit::Count)?.head)?;
        let thing = Figure { head: Some(self.page.tokens(head).start), ..self.clone() }.thing()?;
        let id = format!("{thing}_{}", self.words.lemma(verb));
        Some(Found { label: label(&id), id, known: false, rule: "figure_before", confidence: 40 })
    }

    /// "Today there are 260, in nine tents.", "On Monday it was 290.", "In the week before: 350."
    fn is_said_to_be(&self) -> bool {
        let (Some(verb), start) = (self.mention.start.checked_sub(1), self.sentence.start) else { return false };
        let subject = verb.checked_sub(1).filter(|&at| at >= start);
        // "In January that became 8 per cent a year."
        let became = self.words.lemma(verb) == "become"
            && subject.is_some_and(|at| self.words.says_any(at, &["that", "this", "it"]));
        became
            || self.words.is(verb, Class::COPULA) && subject.is_some_and(|at| self.words.says_any(at, &["there", "it"]))
            || self.words.is_sign(verb, ":") && self.words.is(start, Class::PREPOSITION)
    }

    /// "54,300 people, or 11,200 families. Of these, 31,700": some are never more than all.
    fn may_be_of(&self, whole: &Quantity) -> bool {
        let start = self.sentence.start;
        let of_these = self.words.says(start, "of") && self.words.says_any(start + 1, &["these", "those", "them"]);
        let most = whole.high.or(whole.value);
        !of_these || most.is_none() || self.quantity.low.or(self.quantity.value) <= most
    }

    /// "For [1.1 million] of them a number was taken."
    fn is_of_those_before(&self) -> bool {
        let after = self.page.tokens(self.quantity.number).end;
        self.words.says(after, "of") && self.words.says_any(after + 1, &["them", "these", "those"])
    }

    fn is_everybody(&self, head: usize) -> bool {
        matches!(self.words.lemma(head), "person" | "people" | "other" | "individual")
    }
}
