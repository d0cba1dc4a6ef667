//! One sentence -> its quantities: walks the tokens, then asks for bound, tie, thing and rate of each figure.

use super::bound;
use super::counted::{self, Asked, Counted, Last};
use super::definite::is_definite;
use super::figure::{Figure, Script};
use super::joined;
use super::line::Line;
use super::rate;
use super::rule_name;
use super::simple::{self, At};
use super::tie;
use super::unit;
use crate::model::lexicon::Class;
use crate::model::mention::{Mention, What};
use crate::model::quantity::{Bound, Quantity, Role, Trend, Unit};
use crate::model::span::Span;
use crate::model::time::TimeKind;

/// Reads a sentence's quantities into `mentions`; `leave` is told what was left out.
pub fn read(line: &Line, sentence: u32, mentions: &mut Vec<Mention>, leave: &mut dyn FnMut(usize, Span)) {
    let first = mentions.len();
    let mut ordinals = Vec::new();
    let mut walk = Walk { line, sentence, earlier: Vec::new(), last: None };
    let has_link = line.holds_link();
    let mut at = 0;
    while at < line.words.len() {
        if has_link && let Some(end) = line.link_end(at) {
            at = end;
            continue;
        }
        at = match simple::read(line, at) {
            At::Nothing => at + 1,
            At::Time(end) => end,
            At::LeftOut(kind, end) => {
                leave(kind, line.words.span(at, end.min(line.words.len())));
                end
            }
            At::Ordinal((ordinal, from, end)) => {
                let what = What::Ordinal(ordinal);
                let span = line.words.span(from, end);
                ordinals.push(Mention::simple(span, sentence, what, "ordinal"));
                end.max(at + 1)
            }
            At::Figure(figure) => walk.take(figure, mentions).max(at + 1),
        };
    }
    share_units(line.words.text, &mut mentions[first..]);
    mentions.append(&mut ordinals);
}

struct Walk<'l, 'a> {
    line: &'l Line<'a>,
    sentence: u32,
    /// tokens of the figures so far, the nearest few
    earlier: Vec<(usize, usize)>,
    last: Option<Last>,
}

impl Walk<'_, '_> {
    /// Makes a mention of a figure; gives the token to go on from.
    fn take(&mut self, figure: Figure, mentions: &mut Vec<Mention>) -> usize {
        let line = self.line;
        let mut figure = joined::join(line, figure);
        let mut around = bound::read(line, &figure, figure.next);
        if around.bound == Bound::Exact
            && let Some(bound) = self.converted(&figure)
        {
            around.bound = bound;
        }
        // "30 or more women": the noun stands behind the bound
        figure.next = figure.next.max(around.end);
        let mut tie = tie::read(line, &figure, around.start, &self.earlier);
        if tie.follows && tie.trend == Trend::None && (tie.object.is_some() || tie.role != Role::None) {
            // "crime by 76 percent and murder by 84 percent"
            tie.trend = self.last.map_or(Trend::None, |last| last.trend);
        }
        if tie.trend == Trend::None && tie.role == Role::By {
            tie.role = Role::None;
        }
        let mut found = {
            let asked = Asked { figure: &figure, start: around.start, tie: &tie, last: self.last };
            counted::find(line, &asked)
        };
        if let Some((unit, _)) = unit::behind_of(line, &figure) {
            figure.unit = unit;
            found = None;
        } else if figure.unit == Unit::Count
            && let Some(head) =
                found.filter(|(_, rule)| *rule == "behind").map(|(counted, _)| line.words.at_byte(counted.head.start))
            && let Some(unit) = unit::of_head(line, head)
        {
            figure.unit = unit;
        }
        let noun_end = found.and_then(|(counted, _)| counted.end).unwrap_or(figure.next);
        let mut skip = figure.tokens.end.max(around.end);
        let mut end = around.end;
        let mut per_span = figure.next..figure.next;
        for at in [figure.next, noun_end] {
            if let Some((per, after)) = rate::read(line, at, matches!(figure.unit, Unit::Money(_))) {
                figure.per = Some(per);
                skip = skip.max(after);
                per_span = at..after;
                if at == figure.next {
                    end = end.max(after);
                    found = self.behind_rate(&figure, found, around.start, &tie, after);
                }
                break;
            }
        }
        let noun_end = found.and_then(|(counted, _)| counted.end).unwrap_or(figure.next).max(per_span.end);
        let behind = bound::read(line, &figure, noun_end);
        if behind.end > around.end {
            around = bound::Around { start: around.start, start_byte: around.start_byte, ..behind };
            end = end.max(behind.end);
            skip = skip.max(behind.end);
        }
        if figure.unit == Unit::Count && is_age(line, &figure, around.start, &tie, found.as_ref()) {
            figure.unit = Unit::Measure("year".into());
            found = found.filter(|(_, rule)| *rule != "subject").or_else(|| youngest(line, around.start));
        }
        let counted = found.map(|(counted, _)| counted);
        let rule = rule_name::of(figure.form, found.map(|(_, finder)| finder));
        // "three years later" is a date told once more, and no length of anything
        let is_date = line
            .time_at(figure.tokens.start)
            .and_then(Mention::time)
            .is_some_and(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
        let definite = is_date || is_definite(line, &figure, around.start, counted.as_ref());
        let quantity = quantity(line, &figure, &around, &tie, counted.as_ref(), definite);
        let mut span = line.words.span(around.start, end.max(figure.tokens.end));
        if let Some(byte) = around.start_byte {
            span.start = byte;
        }
        self.remember(&figure, &around, counted, tie.trend);
        if mentions.last().is_none_or(|last| last.span.end <= span.start) {
            let parts = self.parts(&figure);
            mentions.push(Mention { parts, ..Mention::simple(span, self.sentence, What::Quantity(quantity), rule) });
        }
        skip
    }

    /// "under 296 hp (224 kW / 300 PS)", "more than 7 million crowns ($1 million)": a conversion has the bound of what it converts.
    fn converted(&self, figure: &Figure) -> Option<Bound> {
        let start = figure.tokens.start;
        let last = self.last?;
        let text = self.line.words.text(start.checked_sub(1)?);
        let follows = last.end + 1 == start && matches!(text, "(" | "/");
        (follows && figure.has_unit && last.is_measured && last.bound != Bound::Range && last.bound != Bound::Vague)
            .then_some(last.bound)
    }

    /// "62 a day", "$5 a share": the thing may stand behind the rate.
    fn behind_rate(
        &self,
        figure: &Figure,
        found: Option<(Counted, &'static str)>,
        start: usize,
        tie: &tie::Tie,
        after: usize,
    ) -> Option<(Counted, &'static str)> {
        if found.is_some() {
            return found;
        }
        let moved = Figure { next: after, ..figure.clone() };
        counted::find(self.line, &Asked { figure: &moved, start, tie, last: self.last })
    }

    fn parts(&self, figure: &Figure) -> Vec<Mention> {
        let line = self.line;
        let parts = figure.parts.iter().map(|part| {
            let around = bound::Around::none(part);
            let quantity = quantity(line, part, &around, &tie::Tie::default(), None, false);
            Mention::simple(quantity.number, self.sentence, What::Quantity(quantity), part.form)
        });
        parts.collect()
    }

    fn remember(&mut self, figure: &Figure, around: &bound::Around, counted: Option<Counted>, trend: Trend) {
        /// figures further back than this are out of reach anyway
        const KEPT: usize = 8;
        if self.earlier.len() == KEPT {
            self.earlier.remove(0);
        }
        self.earlier.push((around.start, figure.tokens.end));
        let is_measure = matches!(figure.unit, Unit::Measure(_));
        let own = counted.map(|counted| (counted.span, counted.head));
        let kept = self.last.and_then(|last| last.counted).filter(|_| is_measure);
        // "in 13 states", "at two schools": where it happened is not what goes on being told of
        let is_place = around.start.checked_sub(1).is_some_and(|before| {
            self.line.says_any(before, &["in", "at", "across", "on", "within", "near", "from", "through"])
        });
        let count = own.filter(|_| figure.unit == Unit::Count && !is_place).or(self.last.and_then(|last| last.count));
        self.last = Some(Last {
            counted: own.or(kept),
            count,
            end: figure.tokens.end,
            trend,
            bound: around.bound,
            is_measured: figure.has_unit,
            is_money: matches!(figure.unit, Unit::Money(_)),
        });
    }
}

fn quantity(
    line: &Line,
    figure: &Figure,
    around: &bound::Around,
    tie: &tie::Tie,
    counted: Option<&Counted>,
    definite: bool,
) -> Quantity {
    let is_interval = matches!(figure.bound, Bound::Range | Bound::Vague);
    let plain = Quantity {
        value: figure.value,
        low: figure.low,
        high: figure.high,
        bound: figure.bound,
        unit: figure.unit.clone(),
        per: figure.per.clone(),
        trend: tie.trend,
        role: tie.role,
        step: figure.step,
        number: line.words.span(figure.tokens.start, figure.tokens.end),
        hedge: around.words(line, figure),
        counted: counted.map(|counted| counted.span),
        head: counted.map(|counted| counted.head),
        definite,
    };
    let quantity = if is_interval || around.bound == Bound::Exact { plain } else { plain.bounded(around.bound) };
    // a trend verb in front of a thing that is counted ("cut 500 jobs") tells of the thing, not of a change
    let is_own_thing = quantity.unit == Unit::Count
        && quantity.role == Role::By
        && counted.is_some_and(|counted| counted.end.is_some());
    if is_own_thing { Quantity { trend: Trend::None, role: Role::None, ..quantity } } else { quantity }
}

/// "under 25", "as young as 12": years of age without the word for them.
fn is_age(line: &Line, figure: &Figure, start: usize, tie: &tie::Tie, found: Option<&(Counted, &'static str)>) -> bool {
    let is_small = figure.is_small(115) && figure.script == Script::Digits;
    let has_noun = found.is_some_and(|(counted, _)| counted.end.is_some());
    if !is_small || has_noun || figure.per.is_some() {
        return false;
    }
    let before = |back: usize| start.checked_sub(back);
    let as_young = before(1).is_some_and(|at| line.says(at, "as"))
        && before(2).is_some_and(|at| line.says_any(at, &["young", "old"]));
    let than = before(1).is_some_and(|at| line.says(at, "than"))
        && before(2).is_some_and(|at| line.says_any(at, &["younger", "older"]));
    // "were under 25", "children under 5"
    let hedge = start..figure.tokens.start;
    let under = hedge.len() == 1 && line.says_any(start, &["under", "over", "above", "below"]);
    let of_them = found.is_none_or(|(_, rule)| *rule == "subject");
    let is_person = tie.verb.and_then(|verb| verb.checked_sub(1)).is_some_and(|at| line.says_any(at, &["he", "she"]))
        && line.is(start.wrapping_sub(1), Class::COPULA);
    if is_person && of_them && figure.is_small(110) && figure.value >= Some(rust_decimal::Decimal::TWO) {
        return true;
    }
    let of_people = before(1).is_some_and(|at| {
        line.is(at, Class::GENERIC)
            || line.says_any(at, &["aged", "were", "are", "those", "was", "is", "anyone", "everyone"])
    });
    as_young || than || under && of_people && figure.is_small(100)
}

/// "inmates, some of them as young as 12": whose age it is.
fn youngest(line: &Line, start: usize) -> Option<(Counted, &'static str)> {
    let end = start.checked_sub(2)?;
    let at = (end.saturating_sub(8)..end)
        .rev()
        .find(|&at| line.is(at, Class::GENERIC | Class::PLURAL) && line.is(at, Class::NOUN))?;
    let span = line.words.tokens.get(at)?.span;
    Some((Counted { span, head: span, end: None }, "youngest"))
}

/// "from 24 to 33 billion euros", "from 21 mpg to 23": the two ends of a change share their unit, and the trend their values tell.
fn share_units(text: &str, mentions: &mut [Mention]) {
    let mut is_list = false;
    for at in (1..mentions.len()).rev() {
        let (head, tail) = mentions.split_at_mut(at);
        let first = head.last_mut().map(|mention| &mut mention.what);
        let second = tail.first_mut().map(|mention| &mut mention.what);
        if let (Some(What::Quantity(first)), Some(What::Quantity(second))) = (first, second) {
            is_list = lists(text, first, second, is_list);
            if is_list {
                first.unit = second.unit.clone();
            } else {
                share(text, first, second);
            }
        }
    }
}

/// "45 and 50 mg", "5, 10 and 15 percent": the unit is said once, at the end. `is_list`: the second shares the unit of a third.
fn lists(text: &str, first: &Quantity, second: &Quantity, is_list: bool) -> bool {
    let between = text.get(first.number.end as usize..second.number.start as usize).unwrap_or_default();
    let joins = matches!(between, " and " | " or ") || is_list && between == ", ";
    let has_noun = first.counted.is_some_and(|counted| counted.start >= first.number.end);
    let fits = match second.unit {
        Unit::Percent => first.value <= Some(rust_decimal::Decimal::ONE_HUNDRED),
        Unit::Measure(_) => true,
        _ => false,
    };
    joins && fits && !has_noun && first.value.is_some() && first.unit == Unit::Count && first.per.is_none()
}

fn share(text: &str, first: &mut Quantity, second: &mut Quantity) {
    let between = text.get(first.number.end as usize..second.number.start as usize).unwrap_or_default();
    if let (Unit::Measure(point), Unit::Percent) = (&first.unit, &second.unit)
        && &**point == "point"
        && second.role == Role::To
    {
        // "fell by six points to 29 percent"
        first.unit = Unit::Points;
        return;
    }
    // "£18 a vial, down from £65"
    let tail = between.rsplit(',').next().unwrap_or_default().trim();
    // "about $32,000, from three sources" counts the sources
    let has_noun = second.counted.is_some_and(|counted| counted.start >= second.number.end);
    let is_again = second.role == Role::From && matches!(tail, "from" | "up from" | "down from") && !has_noun;
    if is_again && between.contains(',') {
        if second.unit == Unit::Count {
            second.unit = first.unit.clone();
        }
        if second.per.is_none() && second.unit == first.unit {
            second.per = first.per.clone();
        }
        return;
    }
    let is_change = match (first.role, second.role) {
        (Role::From, Role::To) => true,
        // "to 41 from 38", but not "to 273, and mileage climbed from 21"
        (Role::To, Role::From) => !between.contains([',', ';']),
        _ => false,
    };
    if !is_change {
        return;
    }
    let same_thing = first.counted == second.counted || first.counted.is_none() || second.counted.is_none();
    match (&first.unit, &second.unit) {
        (Unit::Count, Unit::Count) => {}
        (Unit::Count, unit) if same_thing => first.unit = unit.clone(),
        (unit, Unit::Count) if same_thing => second.unit = unit.clone(),
        _ => {}
    }
    match (first.trend, second.trend) {
        // "went up from $300 a tonne to $400 a tonne"
        (trend, Trend::None) if trend != Trend::None && same_thing => second.trend = trend,
        (Trend::None, trend) if trend != Trend::None && same_thing => first.trend = trend,
        _ => {}
    }
    if first.trend == Trend::None && second.trend == Trend::None {
        let (old, new) =
            if first.role == Role::From { (first.value, second.value) } else { (second.value, first.value) };
        let trend = match (old, new) {
            (Some(old), Some(new)) if new > old => Trend::Up,
            (Some(old), Some(new)) if new < old => Trend::Down,
            _ => Trend::None,
        };
        first.trend = trend;
        second.trend = trend;
    }
}
