//! Days and periods in words, and the ticks of a date axis.
//!
//! A date is never said more finely than it is known: a month stays a month.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::fonts::{Weight, width};
use super::tongue::{Tongue, fill};
use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::time::{Grain, TimeValue};

impl Tongue {
    /// "4 Feb 2025"
    pub fn day(&self, date: NaiveDate) -> String {
        let month = self.day_of_month(date);
        fill(&self.dates.month, &[("month", &month), ("y", &date.year().to_string())])
    }

    /// "4 Feb"
    pub fn day_of_month(&self, date: NaiveDate) -> String {
        fill(&self.dates.day, &[("d", &self.number_of(date)), ("month", self.name_of(date))])
    }

    fn number_of(&self, date: NaiveDate) -> String {
        if date.day() == 1 { self.dates.first.clone() } else { date.day().to_string() }
    }

    fn name_of(&self, date: NaiveDate) -> &str {
        &self.dates.months[date.month0() as usize]
    }

    fn month(&self, date: NaiveDate) -> String {
        fill(&self.dates.month, &[("month", self.name_of(date)), ("y", &date.year().to_string())])
    }

    fn between(&self, from: &str, to: &str) -> String {
        fill(&self.dates.span, &[("from", from), ("to", to)])
    }

    /// The first of what is known: "4 Feb 2025", "Feb 2025" or "2025".
    pub fn known(&self, date: NaiveDate, grain: Option<Grain>) -> String {
        match grain {
            Some(Grain::Year | Grain::Decade | Grain::Century) => date.year().to_string(),
            Some(Grain::Month | Grain::Season | Grain::Quarter | Grain::Half) => self.month(date),
            _ => self.day(date),
        }
    }

    /// Whole years and months by name, else the days: "2023", "Feb 2025", "2022 to 2024", "3 to 5 Feb 2025".
    pub fn span(&self, first: NaiveDate, last: NaiveDate) -> String {
        let day_after = last.checked_add_days(Days::new(1)).unwrap_or(last);
        if first.ordinal() == 1 && day_after.ordinal() == 1 {
            return if first.year() == last.year() {
                first.year().to_string()
            } else {
                self.between(&first.year().to_string(), &last.year().to_string())
            };
        }
        let same_month = (first.year(), first.month()) == (last.year(), last.month());
        if first.day() == 1 && day_after.day() == 1 {
            return if same_month {
                self.month(first)
            } else if first.year() == last.year() {
                self.between(self.name_of(first), &self.month(last))
            } else {
                self.between(&self.month(first), &self.month(last))
            };
        }
        if first == last {
            self.day(first)
        } else if same_month {
            let first = fill(&self.dates.day_alone, &[("d", &self.number_of(first))]);
            self.between(&first, &self.day(last))
        } else if first.year() == last.year() {
            self.between(&self.day_of_month(first), &self.day(last))
        } else {
            self.between(&self.day(first), &self.day(last))
        }
    }

    /// The months a long span touches, for where its days have no room: "Jan 2022 to Feb 2025".
    pub fn months(&self, first: NaiveDate, last: NaiveDate) -> String {
        match () {
            () if self.month(first) == self.month(last) => self.month(first),
            () if first.year() == last.year() => self.between(self.name_of(first), &self.month(last)),
            () => self.between(&self.month(first), &self.month(last)),
        }
    }

    /// "in 2023", "on 4 Feb 2025"
    pub fn during(&self, first: NaiveDate, last: NaiveDate) -> String {
        let sentence = if first == last { &self.dates.on } else { &self.dates.within };
        fill(sentence, &[("when", &self.span(first, last))])
    }

    /// When an event was, with its open ends: "4 Feb 2025", "since 2022", "until Jul 2024"; empty when nothing is known.
    pub fn time(&self, time: &TimeValue) -> String {
        let known = |day| self.known(day, Some(time.grain));
        match (time.first_day(), time.last_day()) {
            (Some(first), Some(last)) => self.span(first, last.max(first)),
            (Some(first), None) => fill(&self.dates.since, &[("when", &known(first))]),
            (None, Some(last)) => fill(&self.dates.until, &[("when", &known(last))]),
            (None, None) => String::new(),
        }
    }

    /// The days a figure speaks of: "in 2023", "since 2022", "as of Jul 2024"; empty when its source names none, for the
    /// day of publication is not what a figure says.
    pub fn period(&self, period: &Period) -> String {
        if period.basis == PeriodBasis::Dateline {
            return String::new();
        }
        let both = |first: NaiveDate, last: NaiveDate| self.span(first, last.max(first));
        let known = |day| self.known(day, period.grain);
        let (sentence, when) = match (period.kind, period.start, period.end) {
            (PeriodKind::None, ..) | (_, None, None) => return String::new(),
            (PeriodKind::Since, Some(start), _) => (&self.dates.since, known(start)),
            (PeriodKind::Until, _, Some(end)) => (&self.dates.until, known(end)),
            (PeriodKind::Point, Some(start), end) => (&self.dates.as_of, both(start, end.unwrap_or(start))),
            (_, Some(start), Some(end)) if start == end => (&self.dates.on, self.day(start)),
            (_, Some(start), Some(end)) => (&self.dates.within, both(start, end)),
            (_, Some(start), None) => (&self.dates.from, known(start)),
            (_, None, Some(end)) => (&self.dates.up_to, known(end)),
        };
        fill(sentence, &[("when", &when)])
    }
}

/// Days along a length of pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct DateScale {
    first: NaiveDate,
    last: NaiveDate,
    from: i32,
    to: i32,
}

impl DateScale {
    /// A scale that shows all `days`; a single day gets a few days around it.
    pub fn new(days: impl IntoIterator<Item = NaiveDate>, from: i32, to: i32) -> Option<Self> {
        let (first, last) = days.into_iter().fold(None, |seen: Option<(NaiveDate, NaiveDate)>, day| {
            Some(seen.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        let pad = match (last - first).num_days() {
            0 => 2,
            1..4 => 1,
            _ => 0,
        };
        let first = first.checked_sub_days(Days::new(pad)).unwrap_or(first);
        let last = last.checked_add_days(Days::new(pad)).unwrap_or(last);
        Some(DateScale { first, last, from, to })
    }

    /// A scale of just these days; of a single one, it stands in the middle.
    pub fn exact(first: NaiveDate, last: NaiveDate, from: i32, to: i32) -> Self {
        if first >= last {
            let middle = (from + to) / 2;
            return DateScale { first, last: first, from: middle, to: middle };
        }
        DateScale { first, last, from, to }
    }

    pub fn at(&self, day: NaiveDate) -> i32 {
        let whole = (self.last - self.first).num_days().max(1);
        let part = (day - self.first).num_days().clamp(0, whole);
        self.from + ((self.to - self.from) as i64 * part / whole) as i32
    }

    /// The finest round days whose names stand `gap` pixels apart. `across` is the room a name takes along the axis.
    pub fn ticks(&self, tongue: &Tongue, gap: i32, size: u32, across: Along) -> Vec<(String, i32)> {
        STEPS.iter().find_map(|step| self.ticks_by(tongue, *step, gap, size, across)).unwrap_or_default()
    }

    fn ticks_by(&self, tongue: &Tongue, step: Step, gap: i32, size: u32, across: Along) -> Option<Vec<(String, i32)>> {
        let mut ticks: Vec<(String, i32)> = Vec::new();
        let mut free_from = i32::MIN;
        let mut day = step.first_from(self.first)?;
        let mut year = day.year();
        while day <= self.last {
            // the year only where it is new
            let name = step.name(tongue, day, ticks.is_empty() || day.year() != year);
            year = day.year();
            let at = self.at(day);
            let half = match across {
                Along::Level => width(&name, size, Weight::Plain).ceil() as i32 / 2 + 1,
                Along::Upright => size as i32 / 2 + 1,
            };
            if at - half < free_from {
                return None;
            }
            free_from = at + half + gap;
            ticks.push((name, at));
            if ticks.len() > MOST_TICKS {
                return None;
            }
            let Some(next) = step.next(day) else { break };
            day = next;
        }
        (!ticks.is_empty()).then_some(ticks)
    }
}

/// More ticks than this say nothing more.
const MOST_TICKS: usize = 12;

/// Which way an axis runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    Level,
    Upright,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Days(u64),
    Months(u32),
    Years(i32),
}

const STEPS: [Step; 15] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(1000),
    Step::Years(50_000),
];

impl Step {
    /// The first round day not before `day`.
    fn first_from(self, day: NaiveDate) -> Option<NaiveDate> {
        let round = match self {
            Step::Days(_) => return Some(day),
            Step::Months(by) => NaiveDate::from_ymd_opt(day.year(), day.month0() / by * by + 1, 1)?,
            Step::Years(by) => {
                let year = day.year().div_euclid(by) * by;
                let round = NaiveDate::from_ymd_opt(year, 1, 1).filter(|round| *round >= day);
                return round.or_else(|| NaiveDate::from_ymd_opt(year + by, 1, 1));
            }
        };
        if round < day { self.next(round) } else { Some(round) }
    }

    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Step::Days(by) => day.checked_add_days(Days::new(by)),
            Step::Months(by) => day.checked_add_months(Months::new(by)),
            Step::Years(by) => NaiveDate::from_ymd_opt(day.year().checked_add(by)?, 1, 1),
        }
    }

    fn name(self, tongue: &Tongue, date: NaiveDate, says_year: bool) -> String {
        match self {
            Step::Days(_) if says_year => tongue.day(date),
            Step::Days(_) => tongue.day_of_month(date),
            Step::Months(_) if says_year => tongue.month(date),
            Step::Months(_) => tongue.name_of(date).to_string(),
            Step::Years(_) => date.year().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_span_is_said_as_coarsely_as_it_is_known() {
        for (first, last, said) in [
            (ymd(2025, 2, 4), ymd(2025, 2, 4), "4 Feb 2025"),
            (ymd(2023, 1, 1), ymd(2023, 12, 31), "2023"),
            (ymd(2022, 1, 1), ymd(2024, 12, 31), "2022 to 2024"),
            (ymd(2024, 2, 1), ymd(2024, 2, 29), "Feb 2024"),
            (ymd(2024, 6, 1), ymd(2024, 8, 31), "Jun to Aug 2024"),
            (ymd(2024, 12, 1), ymd(2025, 2, 28), "Dec 2024 to Feb 2025"),
            (ymd(2025, 2, 3), ymd(2025, 2, 9), "3 to 9 Feb 2025"),
            (ymd(2025, 1, 31), ymd(2025, 2, 2), "31 Jan to 2 Feb 2025"),
            (ymd(2024, 12, 31), ymd(2025, 2, 2), "31 Dec 2024 to 2 Feb 2025"),
        ] {
            assert_eq!(Tongue::english().span(first, last), said);
        }
    }

    #[test]
    fn every_language_writes_days_its_own_way() {
        for (code, day, few, months) in [
            ("de", "4. Feb. 2025", "3. bis 9. Feb. 2025", "Juni bis Aug. 2024"),
            ("fr", "4 févr. 2025", "3 à 9 févr. 2025", "juin à août 2024"),
            ("es", "4 feb 2025", "3 a 9 feb 2025", "jun a ago 2024"),
        ] {
            let tongue = Tongue::of(code).unwrap();
            assert_eq!(tongue.day(ymd(2025, 2, 4)), day);
            assert_eq!(tongue.span(ymd(2025, 2, 3), ymd(2025, 2, 9)), few);
            assert_eq!(tongue.span(ymd(2024, 6, 1), ymd(2024, 8, 31)), months);
        }
        assert_eq!(Tongue::of("fr").unwrap().day(ymd(2025, 2, 1)), "1er févr. 2025");
    }

    #[test]
    fn ticks_never_repeat_or_touch() {
        for (first, last) in [
            (ymd(2015, 1, 1), ymd(2025, 2, 5)),
            (ymd(2025, 2, 3), ymd(2025, 2, 5)),
            (ymd(2024, 11, 20), ymd(2025, 2, 5)),
            (ymd(1066, 10, 14), ymd(2025, 2, 5)),
            (NaiveDate::MIN, NaiveDate::MAX),
        ] {
            let scale = DateScale::new([first, last], 0, 800).unwrap();
            let ticks = scale.ticks(Tongue::english(), 14, 12, Along::Level);
            assert!(ticks.len() >= 2 && ticks.len() < 20, "{ticks:?}");
            for pair in ticks.windows(2) {
                let half = |name: &str| width(name, 12, Weight::Plain) / 2.0;
                assert!(f64::from(pair[1].1 - pair[0].1) >= half(&pair[0].0) + half(&pair[1].0), "{ticks:?}");
                assert_ne!(pair[0].0, pair[1].0);
            }
        }
        assert!(DateScale::new([], 0, 800).is_none());
    }
}
