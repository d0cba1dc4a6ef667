//! A time expression: what its words say, and, once the document is dated, the days it names.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::span::Span;

/// How fine a time is. Ordered from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    Second,
    Minute,
    Hour,
    PartOfDay,
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// No interval can be given (a bare duration, "now and then").
    Open,
}

impl Grain {
    pub fn as_str(self) -> &'static str {
        match self {
            Grain::Second => "second",
            Grain::Minute => "minute",
            Grain::Hour => "hour",
            Grain::PartOfDay => "part_of_day",
            Grain::Day => "day",
            Grain::Weekend => "weekend",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Season => "season",
            Grain::Quarter => "quarter",
            Grain::Half => "half",
            Grain::Year => "year",
            Grain::Decade => "decade",
            Grain::Century => "century",
            Grain::Open => "open",
        }
    }
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// TIMEX3 `mod`, and the open ends "since" and "until" that TIMEX3 lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    Approx,
    Start,
    Mid,
    End,
    Before,
    /// "by Friday": then at the latest
    By,
    After,
    Since,
    Until,
    /// "as of": the state at that time
    AsOf,
    LessThan,
    MoreThan,
}

/// Units of calendar arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// Parts of a day that news names, with their TIMEX3 codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

/// A part of a year other than a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearPart {
    /// 1 winter (December to February) 2 spring 3 summer 4 autumn; northern, as English news uses them
    Season(u8),
    Quarter(u8),
    Half(u8),
    /// the whole of a year of accounts; its first month is each country's and each firm's own
    Fiscal,
    /// the whole of a year of teaching
    School,
}

/// The parts of a calendar date that the words name; what they leave out is None.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Partial {
    pub year: Option<i32>,
    pub part: Option<YearPart>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// 1 Monday … 7 Sunday, when a weekday is named too
    pub weekday: Option<u8>,
    /// "03/04/2025": what told which figure is the month; None when the words do
    pub order: Option<DayOrder>,
}

/// What told the day from the month in figures that could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// nothing did: the month is taken to come first
    Assumed,
    /// the weekday said beside it
    Weekday,
    /// another date in figures that can only be read one way
    OtherDates,
    /// it is the document's own day one way round and not the other
    Dateline,
    /// the country of the publisher's address
    Publisher,
    /// "4 February" or "February 4", as the document writes its dates
    SpelledDates,
}

/// Which neighbour of the present one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// bare: "Monday", "in May": tense and convention decide
    Bare,
    Last,
    This,
    /// the one of the unit after this: "next Friday" is next week's
    Next,
    /// the first after this moment: "the coming Friday"
    Coming,
    /// the last before this moment: "this past Friday"
    Past,
}

/// What a step is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// the document's date: "yesterday", "two weeks ago", "last year"
    Dateline,
    /// the last date told: "three years later", "a day earlier", "the next day"
    LastTime,
    /// the day of the event that the expression ends with: "two days after the quake"
    Event,
}

/// Time of day as said: "3:04 p.m. ET".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// as written: "ET", "GMT", "+02:00"
    pub zone: Option<Box<str>>,
}

/// What the words mean before any document date is known: the underspecified value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// "Feb. 4", "July 2024", "2019", "summer 2024", "Tuesday, March 12"
    Date(Partial, Direction),
    /// "Monday", "last Friday"
    Weekday(u8, Direction),
    /// "the 1990s" (`first_year` 1990, 10 years), "the 19th century" (1801, 100 years)
    Years { first_year: i32, years: u16 },
    /// The unit `by` units away from the anchor's: "yesterday" = day -1, "last year" = year -1, "this week" = week 0,
    /// "three years later" = year +3 from the last time. `low..=high` is the span when a hedge leaves it open.
    /// `exact` keeps the anchor's finer grain ("two weeks ago"), otherwise the whole unit is meant ("last week").
    Step { unit: TimeUnit, low: i32, high: i32, anchor: Anchor, exact: bool },
    /// PAST_REF, PRESENT_REF, FUTURE_REF: "recently", "now", "soon"
    Reference(Reference),
    /// "three days", "years" (count None)
    Duration { unit: TimeUnit, low: Option<f32>, high: Option<f32> },
    /// So many units up to the dateline, or from it: "the past three years", "the next few days" (count None)
    Window { unit: TimeUnit, low: Option<f32>, high: Option<f32>, ahead: bool },
    /// "that time", "since then": the last date told
    Then,
    /// "Thanksgiving", "Easter"; a feast on a fixed day is a Date
    Feast(Feast, Direction),
    /// "Easter 2018", "Thanksgiving 2023"
    FeastIn(Feast, i32),
    /// "every day", "weekly", "on Mondays": the TIMEX3 value as the words give it
    Set { value: Box<str> },
    /// Units counted from an end of something told elsewhere: "in the first weeks of the crackdown".
    /// The days come from the last date told (kept coarse, since the words do not say more).
    Edge { unit: TimeUnit, last: bool },
    /// "the first quarter of 2009", "the last two weeks of March": `count` units from the `nth` one on, which is counted from the
    /// end when negative; 0 with a weekend: the one nearest to the day that is the whole, "Labor Day weekend". `whole` None: of
    /// the present or last told one.
    Within { unit: TimeUnit, nth: i8, count: u8, whole: Option<Box<Said>> },
    /// "1 year 1 month 21 days": a length in units of which one is no whole number of the other, coarse to fine
    Lengths(Vec<(TimeUnit, f32)>),
    /// "two days after Monday", "the day before last Tuesday"
    Shifted { unit: TimeUnit, by: i32, from: Box<Said> },
    /// "the week of April 10": the whole unit that holds a day
    Around { unit: TimeUnit, of: Box<Said> },
    /// "between 2022 and 2024", "from Monday to Wednesday"; the two ends stand in the mention's parts
    Between(Box<Said>, Box<Said>),
}

impl Said {
    /// Do the words name one day: "Feb. 4", "Monday", "yesterday", "Easter 2018", "Tuesday of next week"?
    pub fn is_day(&self) -> bool {
        match self {
            Said::Date(partial, _) => partial.day.is_some(),
            Said::Weekday(..) | Said::Feast(..) | Said::FeastIn(..) => true,
            Said::Step { unit: TimeUnit::Day, low, high, .. } => low == high,
            Said::Within { unit: TimeUnit::Day, count, .. } => *count == 1,
            _ => false,
        }
    }
}

/// Feasts that move through the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feast {
    /// Western Easter Sunday plus so many days: Good Friday is -2
    Easter(i16),
    /// Easter Sunday of the Eastern churches plus so many days
    OrthodoxEaster(i16),
    /// the `nth` weekday of a month, the last when 0, and `then` days more: Thanksgiving is the fourth Thursday of November, Black
    /// Friday the day after
    NthWeekday { month: u8, weekday: u8, nth: u8, then: u8 },
    /// Tuesday after the first Monday of November
    ElectionDay,
    /// a day of a calendar that follows the moon, and how many days it lasts (0: to the end of the month): Hanukkah is eight days
    /// from 25 Kislev
    Lunar { calendar: LunarCalendar, month: u8, day: u8, days: u8 },
}

/// Calendars whose feasts move through ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LunarCalendar {
    Islamic,
    Hebrew,
    Chinese,
}

/// TIMEX3 vague references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reference {
    PastRef,
    PresentRef,
    FutureRef,
}

/// Fields of a resolved date that its own words do not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Inferred {
    pub year: bool,
    pub month: bool,
    pub day: bool,
    /// nothing tells whether it is gone or to come: the nearest was taken
    pub direction: bool,
}

impl Inferred {
    /// The tables' `inferred` column: names joined by a space, empty when everything was said.
    pub fn names(self) -> String {
        let fields = [(self.year, "year"), (self.month, "month"), (self.day, "day"), (self.direction, "direction")];
        fields.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
    }
}

/// The days a time expression names once its document is dated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeValue {
    /// None: open towards the past.
    pub start: Option<NaiveDateTime>,
    /// Exclusive. None: open towards the future.
    pub end: Option<NaiveDateTime>,
    pub grain: Grain,
    pub inferred: Inferred,
    /// Why an inferred field has its value: "year from the dateline". Empty when nothing was inferred.
    pub reason: String,
}

impl TimeValue {
    /// First day, inclusive.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.start.map(|start| start.date())
    }

    /// Last day, inclusive.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.map(|end| (end - chrono::Duration::nanoseconds(1)).date())
    }
}

/// What a time is said of: of what the text tells, or of the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Text,
    /// "NAIROBI, Aug. 7 (AP) -": before the first words of the story
    Agency,
    /// "Published Feb. 4, 2025", a date on a line of its own: beside the story
    Masthead,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Time {
    pub kind: TimeKind,
    pub said: Said,
    pub part_of_day: Option<PartOfDay>,
    pub clock: Option<Clock>,
    /// What the preposition or the words inside say: "since 2022" Since, "early 2023" Start.
    pub modifier: Option<Modifier>,
    /// Start, Mid or End of the period named, also where a preposition has taken `modifier`: "since early 2023".
    pub portion: Option<Modifier>,
    pub standing: Standing,
    /// TIMEX3 value: underspecified (`XXXX-02-04`) until the document is dated.
    pub timex: String,
    /// Filled by anchoring; None while undated or when the words name no days (a bare duration).
    pub value: Option<TimeValue>,
}

impl Time {
    pub fn new(kind: TimeKind, said: Said) -> Self {
        Time {
            kind,
            said,
            part_of_day: None,
            clock: None,
            modifier: None,
            portion: None,
            standing: Standing::Text,
            timex: String::new(),
            value: None,
        }
    }
}

/// A weekday and a date that do not belong together: "Tuesday, February 3" in a year when that was a Monday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekdaySlip {
    /// where the words stood
    pub span: Span,
    /// the weekday said, 1 Monday … 7 Sunday
    pub said: u8,
    /// the date said, its year possibly inferred
    pub date: NaiveDate,
    /// the weekday that date was
    pub was: u8,
    /// the date nearest to the one said that falls on the weekday said
    pub nearest: NaiveDate,
}
