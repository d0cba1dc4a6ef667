//! Said, and the days it came to -> the TIMEX3 value (ISO 8601 with the codes of TimeML 1.2.1).
//!
//! What is unknown stays X: "Feb. 4" is `XXXX-02-04` until the year is known. Durations, sets and vague references keep
//! their own code even when the days they reach over are known.

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::time::{Grain, PartOfDay, Partial, Reference, Said, Time, TimeUnit, TimeValue, YearPart};

/// The TIMEX3 value of a time expression; `value` is its days, where known.
pub fn timex(time: &Time, value: Option<&TimeValue>) -> String {
    match &time.said {
        Said::Reference(reference) => reference_code(*reference).into(),
        Said::Set { value } => value.to_string(),
        Said::Duration { unit, low, .. } | Said::Window { unit, low, .. } => duration(*unit, *low),
        Said::Edge { unit, .. } if value.is_none() => duration(*unit, None),
        Said::Within { unit, count: count @ 2.., .. } => duration(*unit, Some(f32::from(*count))),
        Said::Lengths(lengths) => several_units(lengths),
        Said::Feast(..) | Said::FeastIn(..) if value.is_some_and(|value| value.grain > Grain::Day) => {
            // a feast of several days has no code of its own: its first and last
            let days = value.and_then(|value| value.first_day().zip(value.last_day()));
            days.map_or_else(String::new, |(first, last)| format!("{first}/{last}"))
        }
        _ => match value.and_then(|value| Some((value.start?, value.grain))) {
            Some((start, grain)) => dated(time, start, grain),
            None => format!("{}{}", unresolved(&time.said), time_of_day(time)),
        },
    }
}

/// PAST_REF, PRESENT_REF, FUTURE_REF.
pub fn reference_code(reference: Reference) -> &'static str {
    match reference {
        Reference::PastRef => "PAST_REF",
        Reference::PresentRef => "PRESENT_REF",
        Reference::FutureRef => "FUTURE_REF",
    }
}

/// P3Y, PT5H, PXW, P2Q; P3WE; a decade is ten years.
pub fn duration(unit: TimeUnit, count: Option<f32>) -> String {
    let (time, letter, factor) = match unit {
        TimeUnit::Second => ("T", "S", 1.0),
        TimeUnit::Minute => ("T", "M", 1.0),
        TimeUnit::Hour => ("T", "H", 1.0),
        TimeUnit::Day | TimeUnit::Night => ("", "D", 1.0),
        TimeUnit::Weekend => ("", "WE", 1.0),
        TimeUnit::Week => ("", "W", 1.0),
        TimeUnit::Month => ("", "M", 1.0),
        TimeUnit::Season => ("", "M", 3.0),
        TimeUnit::Quarter => ("", "Q", 1.0),
        TimeUnit::Half => ("", "M", 6.0),
        TimeUnit::Year => ("", "Y", 1.0),
        TimeUnit::Decade => ("", "Y", 10.0),
        TimeUnit::Century => ("", "Y", 100.0),
    };
    match count {
        // f32 prints whole numbers without a point and keeps the halves: P3Y, P2.5Y
        Some(count) => format!("P{time}{}{letter}", count * factor),
        None => format!("P{time}X{letter}"),
    }
}

/// P1Y1M21D, P1DT2H: each unit once, coarse to fine.
fn several_units(lengths: &[(TimeUnit, f32)]) -> String {
    let codes = lengths.iter().map(|(unit, count)| duration(*unit, Some(*count)));
    let (clock, days): (Vec<String>, Vec<String>) = codes.partition(|code| code.starts_with("PT"));
    let joined = |codes: &[String]| codes.iter().map(|code| code.trim_start_matches(['P', 'T'])).collect::<String>();
    let clock = if clock.is_empty() { String::new() } else { format!("T{}", joined(&clock)) };
    format!("P{}{clock}", joined(&days))
}

fn dated(time: &Time, start: NaiveDateTime, grain: Grain) -> String {
    let year = year_code(start.year());
    let week = || {
        let week = start.iso_week();
        format!("{}-W{:02}", year_code(week.year()), week.week())
    };
    match grain {
        Grain::Century => year[..year.len() - 2].to_owned(),
        Grain::Decade => year[..year.len() - 1].to_owned(),
        Grain::Year => format!("{}{year}", kind_of_year(&time.said)),
        Grain::Half => format!("{year}-H{}", if start.month() < 7 { 1 } else { 2 }),
        Grain::Quarter => format!("{year}-Q{}", start.month().div_ceil(3)),
        Grain::Season => {
            // "the winter of 1914" says its year; a winter told without one is named after the year most of it lies in
            let is_bare_winter = start.month() == 12 && matches!(time.said, Said::Date(Partial { year: None, .. }, _));
            let year = if is_bare_winter { year_code(start.year() + 1) } else { year };
            format!("{year}-{}", season_code(season_of(start.month())))
        }
        Grain::Month => format!("{year}-{:02}", start.month()),
        Grain::Week => week(),
        Grain::Weekend => format!("{}-WE", week()),
        Grain::Open => year,
        Grain::Day | Grain::PartOfDay => {
            format!("{year}-{:02}-{:02}{}", start.month(), start.day(), time_of_day(time))
        }
        Grain::Hour | Grain::Minute | Grain::Second => {
            let clock = time_of_day(time);
            let clock = if clock.is_empty() { format!("T{:02}:{:02}", start.hour(), start.minute()) } else { clock };
            format!("{year}-{:02}-{:02}{clock}", start.month(), start.day())
        }
    }
}

/// "fiscal 2008" FY2008, "the school year 2008" SY2008, as TIDES (2005 standard, section 4.2) has it.
fn kind_of_year(said: &Said) -> &'static str {
    match said {
        Said::Date(Partial { part: Some(YearPart::Fiscal), .. }, _) => "FY",
        Said::Date(Partial { part: Some(YearPart::School), .. }, _) => "SY",
        _ => "",
    }
}

/// 1 winter … 4 autumn, by the month a season begins in.
fn season_of(month: u32) -> u8 {
    match month {
        3..=5 => 2,
        6..=8 => 3,
        9..=11 => 4,
        _ => 1,
    }
}

fn season_code(season: u8) -> &'static str {
    match season {
        1 => "WI",
        2 => "SP",
        3 => "SU",
        _ => "FA",
    }
}

/// Four digits; years before the common era, which are counted astronomically (0 is 1 BC), as BC0240.
fn year_code(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// `T09:00`, `TNI`, or nothing.
fn time_of_day(time: &Time) -> String {
    if let Some(clock) = &time.clock {
        let utc = clock.zone.as_deref().is_some_and(|zone| matches!(zone, "UTC" | "GMT" | "Z"));
        let zone = if utc { "Z" } else { "" };
        return match clock.second {
            Some(second) => format!("T{:02}:{:02}:{second:02}{zone}", clock.hour, clock.minute.unwrap_or(0)),
            None => format!("T{:02}:{:02}{zone}", clock.hour, clock.minute.unwrap_or(0)),
        };
    }
    time.part_of_day.map_or(String::new(), |part| part_code(part).into())
}

fn part_code(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "TMO",
        PartOfDay::Noon => "T12:00",
        PartOfDay::Afternoon => "TAF",
        PartOfDay::Evening => "TEV",
        PartOfDay::Night => "TNI",
        PartOfDay::Midnight => "T00:00",
        PartOfDay::Daytime => "TDT",
    }
}

fn unresolved(said: &Said) -> String {
    match said {
        Said::Date(partial, _) => format!("{}{}", kind_of_year(said), partial_code(partial)),
        Said::Weekday(day, _) => format!("XXXX-WXX-{day}"),
        Said::Years { first_year, years } => {
            let code = year_code(*first_year);
            code[..code.len() - if *years == 100 { 2 } else { 1 }].to_owned()
        }
        Said::Step { unit, .. }
        | Said::Shifted { unit, .. }
        | Said::Around { unit, .. }
        | Said::Within { unit, .. } => blank(*unit).into(),
        Said::Between(from, to) => format!("{}/{}", unresolved(from), unresolved(to)),
        Said::Feast(..) | Said::Then => blank(TimeUnit::Day).into(),
        _ => "XXXX".into(),
    }
}

fn partial_code(partial: &Partial) -> String {
    let year = partial.year.map_or("XXXX".into(), year_code);
    match (partial.part, partial.month, partial.day) {
        (Some(YearPart::Season(season)), ..) => format!("{year}-{}", season_code(season)),
        (Some(YearPart::Quarter(quarter)), ..) => format!("{year}-Q{quarter}"),
        (Some(YearPart::Half(half)), ..) => format!("{year}-H{half}"),
        (None, Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (None, None, Some(day)) => format!("{year}-XX-{day:02}"),
        (None, Some(month), None) => format!("{year}-{month:02}"),
        (Some(YearPart::Fiscal | YearPart::School), ..) | (None, None, None) => year,
    }
}

fn blank(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => "XXXX-XX-XXTXX:XX",
        TimeUnit::Day | TimeUnit::Night => "XXXX-XX-XX",
        TimeUnit::Weekend => "XXXX-WXX-WE",
        TimeUnit::Week => "XXXX-WXX",
        TimeUnit::Month => "XXXX-XX",
        TimeUnit::Season => "XXXX-XX",
        TimeUnit::Quarter => "XXXX-QX",
        TimeUnit::Half => "XXXX-HX",
        TimeUnit::Year => "XXXX",
        TimeUnit::Decade => "XXX",
        TimeUnit::Century => "XX",
    }
}

#[cfg(test)]
mod tests {
    use super::super::time::{Direction, TimeKind};
    use super::*;

    fn code(said: Said) -> String {
        timex(&Time::new(TimeKind::Date, said), None)
    }

    #[test]
    fn what_is_unknown_stays_x() {
        let partial = Partial { month: Some(2), day: Some(4), ..Partial::default() };
        assert_eq!(code(Said::Date(partial, Direction::Bare)), "XXXX-02-04");
        assert_eq!(code(Said::Weekday(1, Direction::Bare)), "XXXX-WXX-1");
        assert_eq!(code(Said::Years { first_year: 1990, years: 10 }), "199");
        assert_eq!(code(Said::Years { first_year: 1901, years: 100 }), "19");
    }

    #[test]
    fn durations_name_their_unit() {
        assert_eq!(duration(TimeUnit::Year, Some(3.0)), "P3Y");
        assert_eq!(duration(TimeUnit::Year, Some(2.5)), "P2.5Y");
        assert_eq!(duration(TimeUnit::Hour, None), "PTXH");
        assert_eq!(duration(TimeUnit::Decade, Some(2.0)), "P20Y");
    }

    #[test]
    fn years_before_the_common_era_have_their_own_code() {
        assert_eq!(year_code(-239), "BC0240");
        assert_eq!(year_code(79), "0079");
    }
}
