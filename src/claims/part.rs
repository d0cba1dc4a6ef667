//! Claims of one document -> which figure is a part of which other one beside it: "including 3 children", "4 of the 19 injured",
//! "12 men and 5 women, 17 in all", "the other 30".
//!
//! Only what the words beside the figures say counts. A figure looks back over a few others of its own sentence and the one before, never
//! further, so that it is linear in the figures. A part without a day or place of its own has those of its whole.

use std::ops::Range;

use super::page::Page;
use crate::model::claim::{Claim, PeriodBasis, ScopeBasis};
use crate::model::lexicon::Class;
use crate::model::part::{PartKind, PartOf};
use crate::model::quantity::{Role, Unit};

/// Figures a part looks back over for its whole.
const BACK: usize = 10;
/// Parts of one whole.
const MOST: usize = 24;
/// "26 people in all": so far behind the total its word may stand, in tokens.
const BEHIND: usize = 6;

/// A figure with the tokens that are looked at.
struct Seen {
    number: Range<usize>,
    mention: Range<usize>,
    sentence: usize,
}

/// Links parts to wholes.
pub fn link(page: &Page, claims: &mut [Claim]) {
    let seen: Vec<Seen> = claims
        .iter()
        .filter_map(|claim| {
            let mention = claim.because.first()?;
            let number = page.tokens(claim.quantity.number);
            let whole = page.tokens(mention.span.join(claim.quantity.number));
            Some(Seen { number, mention: whole, sentence: mention.sentence as usize })
        })
        .collect();
    if seen.len() != claims.len() {
        return;
    }
    let mut links: Vec<Option<(usize, PartKind)>> = vec![None; claims.len()];
    let look = Look { page, claims, seen: &seen };
    for at in 0..claims.len() {
        if links[at].is_none() {
            links[at] = look.share(at, &links);
        }
        if let Some(whole) = look.remainder(at, &links) {
            links[at] = Some((whole, PartKind::Remainder));
            look.first_part(whole, at, &mut links);
        }
        if links[at].is_none() {
            look.members(at, &mut links);
        }
    }
    for (at, link) in links.iter().enumerate() {
        if let Some((whole, kind)) = *link {
            claims[at].part_of = Some(PartOf { claim: claims[whole].id.clone(), kind });
            let whole_claim = claims[whole].clone();
            let same = seen[at].sentence == seen[whole].sentence;
            inherit(&mut claims[at], &whole_claim, same);
        }
    }
}

/// Days and place of the whole, where the part has none of its own.
fn inherit(part: &mut Claim, whole: &Claim, same_sentence: bool) {
    let told = whole.period.basis != PeriodBasis::Dateline && part.period.basis == PeriodBasis::Dateline;
    if told {
        let basis = if same_sentence { PeriodBasis::Sentence } else { PeriodBasis::Paragraph };
        part.period = crate::model::claim::Period { basis, ..whole.period.clone() };
    }
    if whole.scope.basis < part.scope.basis
        && part.scope.basis >= ScopeBasis::Sentence
        && !whole.scope.entity.is_empty()
    {
        part.scope.entity = whole.scope.entity.clone();
        part.scope.kind = whole.scope.kind;
        part.scope.basis = if same_sentence { ScopeBasis::Sentence } else { ScopeBasis::Paragraph };
    }
}

struct Look<'p, 'a> {
    page: &'p Page<'a>,
    claims: &'p [Claim],
    seen: &'p [Seen],
}

impl Look<'_, '_> {
    /// The whole that the words beside a figure make it some of.
    fn share(&self, at: usize, links: &[Option<(usize, PartKind)>]) -> Option<(usize, PartKind)> {
        let share = |whole: usize| (whole, PartKind::Share);
        if let Some(whole) = self.of_the(at) {
            return Some(share(whole));
        }
        if let Some(whole) = self.included(at) {
            return Some(share(whole));
        }
        // "Of 90, 60 were men and 34 women, a total of 94": no share of the 90
        let is_total = self.before_total(at).is_some();
        if let Some(whole) = self.led_in(at).filter(|_| !is_total) {
            return Some(share(whole));
        }
        let before = at.checked_sub(1).filter(|&before| self.same_sentence(before, at) && !is_total)?;
        // "…, or 66 percent": of the same whole; "1,100 in Finland and 700 in Norway": one list
        // "96,300 of 128,400 voters, or 75 percent": of what stands right before
        let is_percent_of =
            before > 0 && links[before - 1] == Some(share(before)) && self.same_sentence(before - 1, at);
        let comma = self.page.words.is_sign(self.seen[at].mention.start.wrapping_sub(1), ",");
        let is_share = matches!(self.claims[at].quantity.unit, Unit::Percent | Unit::Ratio);
        if is_percent_of && (self.is_or(at) || comma && is_share) && self.fits(at, before) {
            return Some(share(before));
        }
        let (whole, kind) = links[before]?;
        let joined =
            self.is_or(at) || kind != PartKind::Remainder && self.same_unit(before, at) && self.is_listed(before, at);
        (joined && self.fits(at, whole)).then_some((whole, kind))
    }

    /// "4 of the 19 injured", "96,300 out of 128,400", "two of the students".
    fn of_the(&self, at: usize) -> Option<usize> {
        let words = &self.page.words;
        let mut of = self.seen[at].number.end;
        of += usize::from(words.says(of, "out"));
        if !words.says(of, "of") {
            return None;
        }
        let next = at + 1;
        if next < self.seen.len() && self.same_sentence(at, next) {
            let start = self.seen[next].mention.start;
            let light =
                |at: usize| words.is(at, Class::DETERMINER | Class::ADVERB) || words.says_any(at, &["some", "about"]);
            if start > of && start <= of + 4 && (of + 1..start).all(light) && self.fits(at, next) {
                return Some(next);
            }
        }
        let definite = words.is(of + 1, Class::DEFINITE) && !words.is(of + 1, Class::PRONOUN & !Class::DETERMINER);
        if !definite {
            return None;
        }
        if words.is_number(of + 2) || words.is(of + 2, Class::NUMERAL) {
            return self.repeated(at, words.text(of + 2));
        }
        // the same noun, or the same thing counted, in the sentence before or this one
        let noun = words.lemma(of + 2);
        let counts = |claim: &Claim| {
            let told = format!("{} {}", claim.counted, claim.scope.population).to_lowercase();
            let same_noun = !noun.is_empty()
                && told.split_whitespace().any(|word| {
                    let lexicon = &self.page.vocabulary.lexicon;
                    lexicon.word(lexicon.entry(lexicon.find(word)).lemma) == noun
                });
            let known = claim.known_metric && claim.metric == self.claims[at].metric;
            same_noun || known
        };
        let fits = |&whole: &usize| counts(&self.claims[whole]) && self.fits(at, whole) && self.is_total(whole);
        self.back(at).find(|whole| fits(whole) && self.holds(*whole, at)).or_else(|| self.back(at).find(fits))
    }

    /// "including 3", "among them 9", "of whom 5", "eight of them", "the figure includes 12", ", 7 critically".
    fn included(&self, at: usize) -> Option<usize> {
        let words = &self.page.words;
        let seen = &self.seen[at];
        let before = seen.mention.start.wrapping_sub(1);
        let after = seen.number.end;
        let includes = words.says_any(before, &["including", "include", "includes", "included"]);
        let among = words.says_any(before, &["them", "whom", "which", "these", "those"])
            && words.says_any(before.wrapping_sub(1), &["among", "of"]);
        let of_them =
            words.says(after, "of") && words.says_any(after + 1, &["them", "whom", "which", "these", "those"]);
        // "46 were injured, 7 critically"
        let adverb = words.is_sign(before, ",")
            && words.text(after).ends_with("ly")
            && words.text(after).len() > 5
            && !words.is(after, Class::NOUN | Class::ADJECTIVE);
        if !includes && !among && !of_them && !adverb {
            return None;
        }
        let here = self.back(at).take_while(|&whole| self.same_sentence(whole, at));
        let fits = |whole: &usize| self.fits(at, *whole) && self.claims[*whole].quantity.unit == Unit::Count;
        here.into_iter().find(fits).or_else(|| {
            let mut before = self.back(at).skip_while(|&whole| self.same_sentence(whole, at));
            before.find(|whole| fits(whole) && self.is_total(*whole))
        })
    }

    /// "Of the 212 flights cancelled, 140, or 66 percent, were …", "Of these, 5 died".
    fn led_in(&self, at: usize) -> Option<usize> {
        let words = &self.page.words;
        let sentence = self.seen[at].sentence;
        let start = self.page.sentence(sentence).tokens.start;
        if !words.says_any(start, &["of", "among"]) {
            return None;
        }
        if words.says_any(start + 1, &["these", "those", "them", "whom"]) {
            let mut before = self.back(at).skip_while(|&whole| self.same_sentence(whole, at));
            return before.find(|&whole| self.fits(at, whole) && self.is_total(whole));
        }
        let leads = |whole: usize| self.same_sentence(whole, at) && self.seen[whole].mention.start <= start + 3;
        if let Some(whole) = self.back(at).find(|&whole| leads(whole)) {
            return self.fits(at, whole).then_some(whole);
        }
        let number = (start + 1..start + 3).find(|&at| words.is_number(at))?;
        (number < self.seen[at].mention.start).then(|| self.repeated(at, words.text(number))).flatten()
    }

    /// The figure before that was written the same: "At least 22 people were charged. Of the 22, …".
    fn repeated(&self, at: usize, text: &str) -> Option<usize> {
        self.back(at).find(|&whole| self.claims[whole].text == text && self.fits(at, whole))
    }

    /// "the other 29", "the remaining nine", "the rest, 150,": what is left of the last whole told.
    fn remainder(&self, at: usize, links: &[Option<(usize, PartKind)>]) -> Option<usize> {
        let words = &self.page.words;
        let start = self.seen[at].mention.start;
        let near = start.saturating_sub(2)..start;
        let says = |word: &str| near.clone().any(|at| words.says(at, word));
        let definite = words.is(start.wrapping_sub(2), Class::DEFINITE);
        let rests = says("rest")
            || says("remaining")
            || says("remainder")
            || definite && (words.says_any(start.wrapping_sub(1), &["other", "others"]));
        if !rests {
            return None;
        }
        let linked = self
            .back(at)
            .find_map(|part| links[part].filter(|(_, kind)| *kind != PartKind::Remainder).map(|(whole, _)| whole));
        // what is left is less than there was
        let fits = |&whole: &usize| self.fits(at, whole) && self.same_unit(at, whole) && self.holds(whole, at);
        linked
            .filter(fits)
            .or_else(|| self.back(at).filter(fits).max_by_key(|&whole| self.claims[whole].quantity.value))
    }

    /// The figure between a whole and its remainder is the other part, when nothing else says what it is.
    fn first_part(&self, whole: usize, rest: usize, links: &mut [Option<(usize, PartKind)>]) {
        for (at, link) in links.iter_mut().enumerate().take(rest).skip(whole + 1) {
            let open = link.is_none() && self.claims[at].quantity.role == Role::None;
            if open && self.same_unit(at, whole) && self.fits(at, whole) {
                *link = Some((whole, PartKind::Share));
            }
        }
    }

    /// "121 in Serrin and 16 in Halm, 137 in all", "173: 121 in Serrin …": the parts of a total that its words make complete.
    fn members(&self, total: usize, links: &mut [Option<(usize, PartKind)>]) {
        let parts = self.before_total(total).or_else(|| self.behind_colon(total));
        let Some(parts) = parts else { return };
        let like = |part: &usize| {
            links[*part].is_none()
                && self.claims[*part].quantity.role == Role::None
                && self.same_unit(*part, total)
                && self.like(*part, total)
                && self.fits(*part, total)
        };
        let parts: Vec<usize> = parts.filter(like).take(MOST).collect();
        if parts.len() >= 2 {
            for part in parts {
                links[part] = Some((total, PartKind::Member));
            }
        }
    }

    /// The same thing counted, or people of one kind and another; and no part above the total.
    fn like(&self, part: usize, total: usize) -> bool {
        let (one, other) = (&self.claims[part], &self.claims[total]);
        let people = |claim: &Claim| {
            claim.quantity.head.is_none_or(|head| self.page.words.is(self.page.tokens(head).start, Class::GENERIC))
        };
        let small = one.quantity.value.zip(other.quantity.value).is_none_or(|(part, total)| part <= total);
        small && (one.metric == other.metric || people(one) && people(other))
    }

    /// A total that closes its sentence, or stands alone in the next one: "That is the whole parliament of 150 seats."
    fn before_total(&self, total: usize) -> Option<Range<usize>> {
        const AFTER: [&str; 4] = ["altogether", "combined", "together", "overall"];
        let words = &self.page.words;
        let seen = &self.seen[total];
        let end = self.page.sentence(seen.sentence).tokens.end;
        let behind = seen.number.end..end.min(seen.number.end + BEHIND);
        let in_all = |at: usize| {
            words.says(at, "in") && words.says_any(at + 1, &["all", "total"]) && !words.is(at + 2, Class::NOUN)
                || words.says(at, "all") && words.says(at + 1, "told")
                || words.says_any(at, &AFTER)
        };
        let start = self.page.sentence(seen.sentence).tokens.start;
        let ahead = start.max(seen.mention.start.saturating_sub(8))..seen.mention.start;
        let opens =
            |at: usize| in_all(at) || words.says(at, "total") && words.says(at + 1, "of") || words.says(at, "whole");
        let last = total + 1 >= self.seen.len() || !self.same_sentence(total, total + 1);
        let first_here = self.first_of(total);
        let closes = last && (behind.clone().any(in_all) && behind.end > behind.start || ahead.clone().any(opens));
        if closes && first_here < total {
            return Some(first_here..total);
        }
        // alone in its sentence, and the sentence refers back
        let refers =
            words.says_any(start, &["that", "this", "together", "altogether", "in"]) && ahead.clone().any(opens);
        let alone = last && first_here == total && total > 0 && self.follows(total - 1, total);
        (refers && alone).then(|| self.first_of(total - 1)..total)
    }

    /// "173 bodies: 121 in Serrin, 36 in Halm": the first figure of its sentence, a colon, the parts.
    fn behind_colon(&self, total: usize) -> Option<Range<usize>> {
        let next = total + 1;
        if next >= self.seen.len() || !self.same_sentence(total, next) || self.first_of(total) != total {
            return None;
        }
        let words = &self.page.words;
        let between = self.seen[total].number.end..self.seen[next].mention.start;
        let colon = between.len() <= 30 && between.into_iter().any(|at| words.is_sign(at, ":"));
        let last =
            (next..self.seen.len().min(next + MOST)).take_while(|&part| self.same_sentence(total, part)).last()?;
        colon.then_some(next..last + 1)
    }

    /// The first figure of the sentence of this one, a bounded way back.
    fn first_of(&self, at: usize) -> usize {
        (at.saturating_sub(MOST)..=at).find(|&first| self.same_sentence(first, at)).unwrap_or(at)
    }

    /// Figures before this one, nearest first: those of its sentence and of the one before in its paragraph.
    fn back(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        (at.saturating_sub(BACK)..at)
            .rev()
            .take_while(move |&before| self.same_sentence(before, at) || self.follows(before, at))
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.seen[a].sentence == self.seen[b].sentence
    }

    /// The sentence of `next` comes right after that of `before`, or one further on, in the same paragraph.
    fn follows(&self, before: usize, next: usize) -> bool {
        let (one, other) = (self.seen[before].sentence, self.seen[next].sentence);
        other - one <= 2 && self.page.sentence(one).paragraph == self.page.sentence(other).paragraph
    }

    /// The figure is large enough to hold the part, as far as both are told.
    fn holds(&self, whole: usize, part: usize) -> bool {
        let (part, whole) = (&self.claims[part].quantity, &self.claims[whole].quantity);
        part.unit != whole.unit || part.low.zip(whole.high).is_none_or(|(part, whole)| part <= whole)
    }

    fn same_unit(&self, a: usize, b: usize) -> bool {
        self.claims[a].quantity.unit == self.claims[b].quantity.unit
    }

    /// In the same unit as its whole or in percent of it; and a whole is counted, at one go.
    fn fits(&self, part: usize, whole: usize) -> bool {
        let (part, whole) = (&self.claims[part].quantity, &self.claims[whole].quantity);
        // "Of the 45 trucks promised per week, 52 came altogether"
        if whole.per.is_some() && part.per.is_none() {
            return false;
        }
        let share = matches!(part.unit, Unit::Percent | Unit::Ratio) && whole.unit == Unit::Count;
        let like = part.unit == whole.unit && !matches!(whole.unit, Unit::Percent | Unit::Ratio | Unit::Points);
        share || like
    }

    /// What a later sentence means by "them": no "from 41", no part of another.
    fn is_total(&self, at: usize) -> bool {
        !matches!(self.claims[at].quantity.role, Role::From | Role::By)
    }

    /// "…, or 66 percent"
    fn is_or(&self, at: usize) -> bool {
        let start = self.seen[at].mention.start;
        self.page.words.says(start.wrapping_sub(1), "or")
            && matches!(self.claims[at].quantity.unit, Unit::Percent | Unit::Ratio)
    }

    /// "1,100 in Finland and 700 in Norway": only a noun or a place, a comma and "and" between.
    fn is_listed(&self, before: usize, at: usize) -> bool {
        let words = &self.page.words;
        let between = self.seen[before].number.end..self.seen[at].mention.start;
        let joins = |at: usize| words.says_any(at, &["and", "or"]) || words.is_sign(at, ",");
        let parts = |at: usize| {
            matches!(words.text(at), ";" | ":" | "—" | "(")
                || words.is(at, Class::AUXILIARY | Class::RELATIVE | Class::SUBORDINATOR)
                || words.is(at, Class::PAST) && !words.is(at, Class::PARTICIPLE)
        };
        // "and a total of 22": a total is no part
        let total = between.clone().any(|at| words.says(at, "total"));
        !total && between.len() <= 12 && between.clone().any(joins) && !between.clone().any(parts)
    }
}
