//! Quantity mentions -> Claims, and a notice for each figure that is no statistic.

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::page::Page;
use super::{aside, attribution, hedge, metric, modality, part, period, scope};
use crate::model::claim::Claim;
use crate::model::id::content_id;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::notice::{Noted, Notice};
use crate::model::quantity::{Quantity, Unit};
use crate::model::quote::Quote;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::vocabulary::Cue;

/// What is remembered from one figure to the next.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// what the last heading names
    heading: Option<String>,
    figure: Option<period::Last>,
}

/// Reads the statistics of a page, in text order.
pub fn read(page: &Page, quotes: &[Quote]) -> Noted<Vec<Claim>> {
    let mut claims = Vec::new();
    let mut asides = Vec::new();
    let mut notices = Vec::new();
    let mut seen: HashMap<(u32, &str), u32> = HashMap::new();
    let mut before = Before::default();
    let mut heard = 0;
    for mention in page.mentions {
        while heard <= mention.sentence as usize {
            before.heading = scope::heading(page, heard).or(before.heading);
            heard += 1;
        }
        let Some(quantity) = mention.quantity() else { continue };
        let occurrence = seen.entry((mention.sentence, page.text(quantity.number))).or_insert(0);
        *occurrence += 1;
        let read = match reason_to_leave(page, mention, quantity) {
            Some(reason) => Err(reason),
            None => claim(page, mention, quantity, *occurrence, quotes, &before)
                .ok_or("a figure without a thing counted, kept out of the statistics"),
        };
        match read {
            Ok(claim) => {
                before.figure = Some(period::Last {
                    metric: claim.metric.to_string(),
                    sentence: mention.sentence as usize,
                    period: claim.period.clone(),
                });
                claims.push(claim);
            }
            Err(reason) => {
                let aside = aside::read(page, mention, quantity, *occurrence, quotes, &before);
                if !aside.as_ref().is_some_and(Claim::is_statistic) {
                    notices.push(Notice::new("claims", &page.document.id, Some(mention.span), reason));
                }
                asides.extend(aside);
            }
        }
    }
    part::link(page, &mut claims);
    claims.append(&mut asides);
    Noted::new(claims, notices)
}

/// The quote that holds a span: they stand in text order and apart.
fn quote_over(quotes: &[Quote], span: Span) -> Option<&Quote> {
    let next = quotes.partition_point(|quote| quote.span.start <= span.start);
    next.checked_sub(1).map(|at| &quotes[at]).filter(|quote| quote.span.contains(span))
}

/// Why a figure is no statistic; None when it may be one.
fn reason_to_leave(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<&'static str> {
    let sentence = page.sentence(mention.sentence as usize);
    if sentence.context == Context::Furniture {
        return Some("a figure in the page's furniture, kept out of the statistics");
    }
    if quantity.definite {
        return Some("a pair or set the reader knows already (\"the two governments\"), kept out of the statistics");
    }
    let is_age = matches!(&quantity.unit, Unit::Measure(unit) if unit.ends_with("of age"));
    let is_time = quantity.unit.is_time() || is_age;
    if is_time && !is_age_bound(page, quantity) && !metric::is_of_time(page, mention, quantity) {
        // what lasts is told for itself (`unnamed`)
        return Some("a duration or an age, kept out of the statistics");
    }
    None
}

/// "as young as 12": the only age that is a statistic.
fn is_age_bound(page: &Page, quantity: &Quantity) -> bool {
    let number = page.tokens(quantity.number).start;
    number >= 3 && page.words.says(number - 1, "as") && page.words.says_any(number - 2, &["young", "old"])
}

fn claim(
    page: &Page,
    mention: &Mention,
    quantity: &Quantity,
    occurrence: u32,
    quotes: &[Quote],
    before: &Before,
) -> Option<Claim> {
    let number = mention.sentence as usize;
    let quantity = &as_share(page, quantity);
    let found = metric::find(page, mention, quantity)?;
    if is_some_one(page, quantity, &found) {
        return None;
    }
    let quantity = &in_own_unit(page, quantity, &found.id);
    // a small number in words counts what is in view ("two officials said"), and a link may count anything, unless it is a
    // metric of the vocabulary
    if !found.known
        && (is_small_word(page, quantity) && !is_listed(page, mention)
            || page.sentence(number).context == Context::RelatedLink)
    {
        return None;
    }
    Some(state(page, mention, quantity, occurrence, quotes, before, found))
}

/// The claim that a figure of a metric makes.
pub(super) fn state(
    page: &Page,
    mention: &Mention,
    quantity: &Quantity,
    occurrence: u32,
    quotes: &[Quote],
    before: &Before,
    found: metric::Found,
) -> Claim {
    let number = mention.sentence as usize;
    let sentence = page.sentence(number);
    let period = period::of(page, mention, quantity, &found.id, before.figure.as_ref());
    let is_loose = period::is_of_undated_days(page, mention, &period);
    let clause = clause_span(page, mention, &period.words);
    let counted = quantity.counted.map(|span| page.text(span).to_owned()).unwrap_or_default();
    let text = page.text(quantity.number).to_owned();
    let cues = cues(page, sentence.tokens.clone());
    let put = match sentence.context {
        // "Quake kills 12", "Toll to rise": headlines have a grammar of their own
        Context::Headline | Context::RelatedLink => modality::Put::default(),
        _ => modality::of(page, mention, quantity, &found.id),
    };
    let speaker = quote_over(quotes, quantity.number).and_then(|quote| quote.speaker.clone());
    let mut attribution_chain = attribution::chain(page, number, quantity.number);
    if let Some(speaker) = speaker {
        attribution_chain.retain(|voice| *voice != speaker);
        attribution_chain.insert(0, speaker);
    }
    Claim {
        id: content_id("c", [&*page.document.id, page.text(sentence.span), &text, &occurrence.to_string()]).into(),
        source: page.document.id.clone(),
        span: Some(quantity.number),
        text: text.into(),
        scope: scope::of(page, mention, quantity, &found, before.heading.as_deref()),
        metric: found.id.into(),
        metric_label: found.label.into(),
        known_metric: found.known,
        counted: counted.into(),
        quantity: quantity.clone(),
        period,
        attributed_to: attribution_chain.first().cloned().map(Into::into),
        attribution_chain,
        modality: put.modality,
        part_of: None,
        hedge: hedge::of(page, mention, page.tokens(clause), put).map(Into::into),
        context: page.context(number, quantity.number),
        confidence: if is_loose { found.confidence.min(LOOSE) } else { found.confidence },
        rule: found.rule.into(),
        sentence: sentence.span,
        sentence_text: page.text(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ").into(),
        clause,
        occurrence,
        published: page.document.dateline.published,
        cues,
        because: vec![mention.clone()],
        story_id: String::new().into(),
        group_id: String::new().into(),
        cell_id: String::new().into(),
        extra: Default::default(),
    }
}

/// "a third of the houses" is a share: 33.3 percent, with the precision such words have.
pub(super) fn as_share(page: &Page, quantity: &Quantity) -> Quantity {
    // "0.72" is written as a number, "two thirds" and "1/3" as a part
    let is_decimal = page.text(quantity.number).starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && !page.text(quantity.number).contains(['/', ' ']);
    let fraction = quantity.value.filter(|value| {
        !is_decimal
            && matches!(quantity.unit, Unit::Count | Unit::Ratio)
            && value.is_sign_positive()
            && *value < Decimal::ONE
            && !value.is_zero()
    });
    match fraction {
        None => quantity.clone(),
        Some(_) => {
            let percent =
                |value: Option<Decimal>| value.map(|value| (value * Decimal::ONE_HUNDRED).round_dp(1).normalize());
            Quantity {
                value: percent(quantity.value),
                low: percent(quantity.low),
                high: percent(quantity.high),
                unit: Unit::Percent,
                step: Decimal::ONE,
                ..quantity.clone()
            }
        }
    }
}

/// "a 7.4-magnitude earthquake": the metric is its own unit, so that the figure is a plain number of it.
fn in_own_unit(page: &Page, quantity: &Quantity, metric: &str) -> Quantity {
    let is_own = matches!(&quantity.unit, Unit::Measure(unit) if **unit == *metric);
    let is_plain = page.vocabulary.metric(metric).is_some_and(|metric| metric.unit == Unit::Count);
    Quantity { unit: if is_own && is_plain { Unit::Count } else { quantity.unit.clone() }, ..quantity.clone() }
}

/// How sure a figure can be that speaks of some days which nobody dates.
const LOOSE: u8 = 45;

/// "One student told me", "what sank it was one customer": any of them, and no count. What befell one person is one.
fn is_some_one(page: &Page, quantity: &Quantity, found: &metric::Found) -> bool {
    let is_one = quantity.value == Some(Decimal::ONE) && is_small_word(page, quantity);
    let by_noun = matches!(found.rule, "counted" | "head_noun" | "figure_before" | "object");
    is_one && by_noun && page.vocabulary.metric(&found.id).is_none_or(|metric| metric.fate.is_none())
}

/// Tokens between two figures of one list, at most.
const LIST_REACH: usize = 5;

/// One to ten, spelled out.
pub(super) fn is_small_word(page: &Page, quantity: &Quantity) -> bool {
    let at = page.tokens(quantity.number).start;
    let is_small = quantity.value.is_some_and(|value| value <= Decimal::TEN);
    is_small && page.words.is(at, Class::NUMERAL) && quantity.unit == Unit::Count
}

/// "31 men, nine women and seven children": one of a list in which a larger count stands.
fn is_listed(page: &Page, mention: &Mention) -> bool {
    let inside = page.around(mention.sentence as usize, mention.span);
    let counts: Vec<&Mention> = inside.iter().filter(|other| other.quantity().is_some()).collect();
    let Some(own) = counts.iter().position(|other| other.span == mention.span) else { return false };
    let joined = |first: usize, second: usize| {
        let (end, start) = (page.tokens(counts[first].span).end, page.tokens(counts[second].span).start);
        let between = end..start;
        between.len() <= LIST_REACH
            && start > 0
            && (page.words.is_sign(start - 1, ",") || page.words.says(start - 1, "and"))
            && between.into_iter().all(|at| page.words.is_word(at) || page.words.is_sign(at, ","))
    };
    let large = |at: usize| counts[at].quantity().is_some_and(|quantity| !is_small_word(page, quantity));
    let ahead = (0..own).rev().take_while(|&at| joined(at, at + 1)).any(large);
    let behind = (own + 1..counts.len()).take_while(|&at| joined(at - 1, at)).any(large);
    ahead || behind
}

/// The clause that holds the figure, widened to its time and to the noun it counts, never beyond the sentence.
fn clause_span(page: &Page, mention: &Mention, time: &Option<Span>) -> Span {
    let number = mention.sentence as usize;
    let clauses = page.clauses(number);
    let own = page.clause_of(number, mention.span);
    let mut first = own;
    let mut last = own;
    let sentence = page.sentence(number).span;
    if let Some(time) = time.filter(|time| sentence.contains(*time)) {
        let with_time = page.clause_of(number, time);
        first = first.min(with_time);
        last = last.max(with_time);
    }
    page.span(clauses[first].start..clauses[last].end)
}

fn cues(page: &Page, tokens: std::ops::Range<usize>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = page.cues(tokens).into_iter().map(|(_, cue)| cue).collect();
    cues.sort();
    cues.dedup();
    cues
}
