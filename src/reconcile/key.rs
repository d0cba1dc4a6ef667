//! Two claims -> how each side of their keys stands: the metric, the place, who is counted, the days.
//!
//! Values are compared where every side is the same; a part on one side makes an inequality instead. What the words
//! do not tell is `Unknown`, which may be compared and is marked weak.

use std::cmp::Ordering;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::metric::Behaviour;
use crate::model::time::Grain;
use crate::model::vocabulary::Vocabulary;

/// How the first of two stands to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    Same,
    /// the first lies within the second
    Part,
    /// the first holds the second
    Whole,
    Overlap,
    Disjoint,
    Unknown,
}

impl Relation {
    pub fn turned(self) -> Self {
        match self {
            Relation::Part => Relation::Whole,
            Relation::Whole => Relation::Part,
            other => other,
        }
    }
}

/// Metrics: the same, one counted within the other, or of one family.
pub fn metrics(a: &str, b: &str, vocabulary: &Vocabulary) -> Relation {
    if a == b {
        Relation::Same
    } else if vocabulary.is_part(a, b) {
        Relation::Part
    } else if vocabulary.is_part(b, a) {
        Relation::Whole
    } else if vocabulary.family(a) == vocabulary.family(b) {
        Relation::Overlap
    } else {
        Relation::Disjoint
    }
}

/// Places and bodies by their settled names; `main` is the place the story is about, and so is no name at all.
pub fn scopes(a: &str, b: &str, main: &str, vocabulary: &Vocabulary) -> Relation {
    if a == b {
        return Relation::Same;
    }
    if lies_within(a, b, vocabulary) {
        return Relation::Part;
    }
    if lies_within(b, a, vocabulary) {
        return Relation::Whole;
    }
    // a town, a prison or a party nobody has heard of, in a story about one country, is a part of it
    let whole = |name: &str| name.is_empty() || name == main;
    let known = |name: &str| vocabulary.place(name).is_some();
    match (whole(a), whole(b)) {
        (false, true) if !known(a) => Relation::Part,
        (true, false) if !known(b) => Relation::Whole,
        _ if a.is_empty() || b.is_empty() => Relation::Unknown,
        _ => Relation::Disjoint,
    }
}

fn lies_within(part: &str, whole: &str, vocabulary: &Vocabulary) -> bool {
    let mut at = vocabulary.place(part).map(|place| place.within.as_str());
    for _ in 0..8 {
        match at {
            Some(name) if name == whole => return true,
            Some("") | None => return false,
            Some(name) => at = vocabulary.place(name).map(|place| place.within.as_str()),
        }
    }
    false
}

/// Who is counted, in lower-case words without the little ones; empty is everybody.
///
/// A kind of the counted thing stands first, in brackets: confirmed cases are not suspected ones, and cases of no kind may
/// be both.
pub fn populations(a: &str, b: &str) -> Relation {
    if a == b {
        return Relation::Same;
    }
    let ((kind_a, a), (kind_b, b)) = (kind(a), kind(b));
    if kind_a != kind_b {
        return if kind_a.is_empty() || kind_b.is_empty() { Relation::Overlap } else { Relation::Disjoint };
    }
    match (a.is_empty(), b.is_empty()) {
        _ if a == b => Relation::Same,
        (false, true) => Relation::Part,
        (true, false) => Relation::Whole,
        // "officers" and "police officers" may be the same people
        _ if head(a) == head(b) => Relation::Unknown,
        _ => Relation::Disjoint,
    }
}

fn kind(population: &str) -> (&str, &str) {
    population.strip_prefix('[').and_then(|rest| rest.split_once(']')).unwrap_or(("", population))
}

fn head(population: &str) -> &str {
    population.rsplit(' ').next().unwrap_or(population).trim_end_matches('s')
}

/// What a figure's days mean, given how its metric behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// counted up from a start to a day
    Running,
    /// counted within some days
    Within,
    /// the state on some day
    At,
    /// what a thing can hold: no day matters
    Always,
    Unknown,
}

/// The days of a figure, ready to be laid beside another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    pub basis: Basis,
    /// "since 2022": the count began on one of these days
    pub opens: Option<(NaiveDate, NaiveDate)>,
    pub first: Option<NaiveDate>,
    /// the last day counted, the day of the state
    pub last: Option<NaiveDate>,
    /// the words give the days; otherwise the document's date stands in
    pub stated: bool,
    /// only a part of these days: "in the first weeks of"
    pub partial: bool,
}

impl Window {
    /// `coded` rows of a table have no words; somebody put their days there.
    pub fn of(period: &Period, behaviour: Behaviour, published: Option<NaiveDate>, coded: bool) -> Self {
        use PeriodKind::*;
        let basis = match (behaviour, period.kind) {
            (Behaviour::Capacity, _) => Basis::Always,
            (Behaviour::Total, During) | (Behaviour::Flow | Behaviour::Change, During | Point) => Basis::Within,
            (Behaviour::Total, _) | (Behaviour::Flow | Behaviour::Change, Since | Until) => Basis::Running,
            (Behaviour::Flow | Behaviour::Change, None) => Basis::Unknown,
            (Behaviour::Level | Behaviour::Share | Behaviour::Rate, During | Since) if long(period) => Basis::Within,
            (Behaviour::Level | Behaviour::Share | Behaviour::Rate, _) => Basis::At,
        };
        let last = match period.kind {
            Since => period.end,
            _ => period.end.or(period.start),
        };
        let last = if basis == Basis::Within { last } else { last.or(published) };
        let opens = match (basis, period.kind, period.start) {
            (Basis::Running, Since | During, Some(start)) => Some((start, unit_end(start, period.grain))),
            _ => Option::None,
        };
        let first = match basis {
            Basis::Running => opens.map(|(start, _)| start),
            Basis::At if period.kind == Since => last,
            _ => period.start.or(last),
        };
        let days = period.start.is_some() || period.end.is_some();
        let stated = days && (coded || period.words.is_some() || period.basis != PeriodBasis::Dateline);
        Window { basis, opens, first, last, stated, partial: period.partial }
    }

    /// Days nobody tells.
    pub fn unknown() -> Self {
        Window { basis: Basis::Unknown, opens: None, first: None, last: None, stated: false, partial: false }
    }

    /// Days the window spans, both ends counted; None when an end is open.
    pub fn days(&self) -> Option<i64> {
        Some((self.last? - self.first?).num_days() + 1)
    }
}

/// A share or a level told for years is no state of a day.
fn long(period: &Period) -> bool {
    match (period.start, period.end) {
        (Some(start), Some(end)) => (end - start).num_days() > 366,
        _ => false,
    }
}

/// The last day of the unit that begins on a day: 2022-01-01 named as a year ends on 2022-12-31.
fn unit_end(start: NaiveDate, grain: Option<Grain>) -> NaiveDate {
    let next = match grain {
        Some(Grain::Week) => start.checked_add_days(Days::new(7)),
        Some(Grain::Month) => start.checked_add_months(Months::new(1)),
        Some(Grain::Season | Grain::Quarter) => start.checked_add_months(Months::new(3)),
        Some(Grain::Half) => start.checked_add_months(Months::new(6)),
        Some(Grain::Year) => start.checked_add_months(Months::new(12)),
        Some(Grain::Decade) => start.checked_add_months(Months::new(120)),
        // without a grain the first of January is read as the year, as tables write it
        None if start.month() == 1 && start.day() == 1 => start.checked_add_months(Months::new(12)),
        _ => start.checked_add_days(Days::new(1)),
    };
    next.and_then(|next| next.pred_opt()).unwrap_or(start)
}

/// How two windows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    pub relation: Relation,
    /// for two running counts: do they begin together?
    pub starts: Relation,
    /// which one ends first
    pub order: Option<Ordering>,
}

/// Lays the days of two figures side by side.
pub fn windows(a: &Window, b: &Window) -> Windows {
    let order = a.last.zip(b.last).map(|(a, b)| a.cmp(&b));
    let starts = match (a.opens, b.opens) {
        (Some((a0, a1)), Some((b0, b1))) if a0 <= b1 && b0 <= a1 => Relation::Same,
        (Some(_), Some(_)) => Relation::Disjoint,
        (None, None) => Relation::Same,
        _ => Relation::Unknown,
    };
    let relation = match (a.basis, b.basis) {
        (Basis::Always, Basis::Always) => Relation::Same,
        (Basis::Running, Basis::Running) => running(a, b, starts, order),
        (Basis::Within, Basis::Running) => within_running(a, b),
        (Basis::Running, Basis::Within) => within_running(b, a).turned(),
        (Basis::Within, Basis::Within) => ranges(a, b),
        (Basis::At, Basis::At) => match ranges(a, b) {
            // told without a day, each text speaks of its own present; in one month that may be one state
            Relation::Disjoint if !(a.stated && b.stated) && near(a, b) => Relation::Unknown,
            Relation::Disjoint => Relation::Disjoint,
            Relation::Unknown => Relation::Unknown,
            // a state told for a month and for a day of it is one state, told coarsely
            _ => Relation::Same,
        },
        // told without days, a text speaks of the last ones it can know: those of two years ago are others
        (Basis::Unknown, _) if long_before(b, a) => Relation::Disjoint,
        (_, Basis::Unknown) if long_before(a, b) => Relation::Disjoint,
        (Basis::Unknown, _) | (_, Basis::Unknown) => Relation::Unknown,
        _ => match ranges(a, b) {
            Relation::Disjoint => Relation::Disjoint,
            _ => Relation::Unknown,
        },
    };
    Windows { relation, starts, order }
}

/// The words put `one` more than a year before the text that tells `other`.
fn long_before(one: &Window, other: &Window) -> bool {
    one.stated && one.last.zip(other.last).is_some_and(|(one, other)| (other - one).num_days() > 366)
}

/// Within a month of each other.
fn near(a: &Window, b: &Window) -> bool {
    a.last.zip(b.last).is_some_and(|(a, b)| (a - b).num_days().abs() <= 31)
}

fn running(a: &Window, b: &Window, starts: Relation, order: Option<Ordering>) -> Relation {
    match starts {
        Relation::Same => match order {
            Some(Ordering::Less) => Relation::Part,
            Some(Ordering::Equal) => Relation::Same,
            Some(Ordering::Greater) => Relation::Whole,
            None => Relation::Unknown,
        },
        Relation::Disjoint => {
            let longer = if a.opens < b.opens { Relation::Whole } else { Relation::Part };
            // two documents of one week speak of the same present
            let close = a.last.is_none() || b.last.is_none() || near(a, b);
            let ends_later = if longer == Relation::Whole { Ordering::Greater } else { Ordering::Less };
            if close || order == Some(ends_later) { longer } else { Relation::Overlap }
        }
        _ => Relation::Unknown,
    }
}

fn within_running(within: &Window, running: &Window) -> Relation {
    let (Some(first), Some(last)) = (within.first, within.last) else { return Relation::Unknown };
    let Some(to) = running.last else { return Relation::Unknown };
    match running.opens {
        Some((from, _)) if last < from => Relation::Disjoint,
        _ if first > to => Relation::Disjoint,
        Some((from, _)) if from <= first && last <= to => Relation::Part,
        Some((_, from)) if first <= from && to <= last => Relation::Whole,
        Some(_) => Relation::Overlap,
        // a toll without a start: whatever happened long before belongs to something else
        None if (to - last).num_days() > 366 => Relation::Disjoint,
        None => Relation::Unknown,
    }
}

fn ranges(a: &Window, b: &Window) -> Relation {
    let (Some(a0), Some(a1), Some(b0), Some(b1)) = (a.first, a.last, b.first, b.last) else { return Relation::Unknown };
    match () {
        () if a1 < b0 || b1 < a0 => Relation::Disjoint,
        () if (a0, a1) == (b0, b1) && a.partial == b.partial => Relation::Same,
        () if b0 <= a0 && a1 <= b1 => Relation::Part,
        () if a0 <= b0 && b1 <= a1 => Relation::Whole,
        () => Relation::Overlap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::day;

    fn window(kind: PeriodKind, start: &str, end: &str, grain: Grain) -> Window {
        let given = |text: &str| (!text.is_empty()).then(|| day(text));
        let period = Period { start: given(start), end: given(end), kind, grain: Some(grain), ..Period::default() };
        Window::of(&period, Behaviour::Total, Some(day("2025-02-05")), true)
    }

    #[test]
    fn since_a_year_and_since_a_day_of_it_begin_together() {
        let year = window(PeriodKind::Since, "2022-01-01", "", Grain::Year);
        let day = window(PeriodKind::Since, "2022-03-27", "", Grain::Day);
        let other = window(PeriodKind::Since, "2019-01-01", "", Grain::Year);
        assert_eq!(windows(&year, &day).starts, Relation::Same);
        assert_eq!(windows(&year, &day).relation, Relation::Same);
        assert_eq!(windows(&other, &day).starts, Relation::Disjoint);
        assert_eq!(windows(&other, &day).relation, Relation::Whole);
        assert_eq!(windows(&day, &other).relation, Relation::Part);
    }

    #[test]
    fn a_year_lies_within_a_running_count_or_apart_from_it() {
        let since = window(PeriodKind::Since, "2022-01-01", "2025-02-04", Grain::Year);
        let in_2023 = window(PeriodKind::During, "2023-01-01", "2023-12-31", Grain::Year);
        let in_2015 = window(PeriodKind::During, "2015-01-01", "2015-12-31", Grain::Year);
        assert_eq!(windows(&in_2023, &since).relation, Relation::Part);
        assert_eq!(windows(&since, &in_2023).relation, Relation::Whole);
        assert_eq!(windows(&in_2015, &since).relation, Relation::Disjoint);
        assert_eq!(windows(&in_2015, &in_2023).relation, Relation::Disjoint);
    }

    #[test]
    fn a_subgroup_is_part_of_everybody_and_another_group_is_not() {
        assert_eq!(populations("officers", ""), Relation::Part);
        assert_eq!(populations("officers", "police officers"), Relation::Unknown);
        assert_eq!(populations("officers", "demonstrators"), Relation::Disjoint);
        assert_eq!(populations("", ""), Relation::Same);
        assert_eq!(populations("[confirmed]", "[suspected]"), Relation::Disjoint);
        assert_eq!(populations("[net]", ""), Relation::Overlap);
        assert_eq!(populations("[net]", "[net]"), Relation::Same);
    }
}
