//! Decimals and dates -> how a person writes them: `75,000`, `4 February 2025`, `since 2019`.
//!
//! Always the same way, whatever the machine's language. *Deliberately absent*: rounding; a figure is shown as exact as
//! the ledger has it.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::model::claim::{Claim, Period, PeriodKind};
use crate::model::quantity::{Bound, Quantity, Unit};
use crate::model::time::{Grain, TimeValue};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// With a comma at each thousand: `6600000` -> `6,600,000`.
pub fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut out = String::with_capacity(plain.len() + 8);
    out.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

/// A number with its unit: `91 %`, `USD 40`, `6 km`; a bare count has none.
pub fn with_unit(value: &str, unit: &Unit) -> String {
    match unit {
        Unit::Count => value.to_string(),
        Unit::Percent => format!("{value} %"),
        Unit::Points => format!("{value} points"),
        Unit::Ratio => format!("{value} to 1"),
        Unit::Money(code) => format!("{code} {value}"),
        Unit::Measure(symbol) => format!("{value} {symbol}"),
    }
}

/// What the figure says as an interval, e.g. `more than 80,000`, `24 to 99`.
pub fn quantity(quantity: &Quantity) -> String {
    let value = match (quantity.value, quantity.low, quantity.high) {
        (Some(value), _, _) => number(value),
        (None, Some(low), Some(high)) if low == high => number(low),
        (None, Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (None, Some(low), None) => format!("{} or more", number(low)),
        (None, None, Some(high)) => format!("{} or less", number(high)),
        (None, None, None) => return String::new(),
    };
    let value = with_unit(&value, &quantity.unit);
    let value = match &quantity.per {
        Some(per) if per.amount == Decimal::ONE => format!("{value} per {}", per.unit),
        Some(per) => format!("{value} per {} {}", number(per.amount), per.unit),
        None => value,
    };
    if quantity.value.is_some() { format!("{}{value}", bound(quantity.bound)) } else { value }
}

/// The figure in its own writing with its bound in front: `more than 80,000`, `tens of thousands`.
pub fn as_said(claim: &Claim) -> String {
    format!("{}{}", bound(claim.quantity.bound), claim.text)
}

/// The words for a bound, with the space that follows them.
fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact | Bound::Range | Bound::Vague => "",
        Bound::About => "about ",
        Bound::MoreThan => "more than ",
        Bound::AtLeast => "at least ",
        Bound::UpTo => "up to ",
        Bound::AtMost => "at most ",
        Bound::LessThan => "less than ",
    }
}

/// `4 February 2025`.
pub fn day(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

fn month_name(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// A date known to a grain only: `2025`, `February 2025`, `4 February 2025`.
pub fn date(date: NaiveDate, grain: Option<Grain>) -> String {
    match grain {
        Some(Grain::Year) => date.year().to_string(),
        Some(Grain::Month) => format!("{} {}", month_name(date), date.year()),
        _ => day(date),
    }
}

/// Days from the first to the last, both included, as short as they can be said: a year, a month, a day, or from one to
/// the other.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    let opens_month = first.day() == 1;
    let closes_month = last.succ_opt().is_none_or(|next| next.day() == 1);
    let opens_year = opens_month && first.month() == 1;
    let closes_year = closes_month && last.month() == 12;
    let same_year = first.year() == last.year();
    let same_month = same_year && first.month() == last.month();
    if first == last {
        day(first)
    } else if opens_year && closes_year {
        if same_year { first.year().to_string() } else { format!("{} to {}", first.year(), last.year()) }
    } else if opens_month && closes_month {
        match (same_month, same_year) {
            (true, _) => format!("{} {}", month_name(first), first.year()),
            (_, true) => format!("{} to {} {}", month_name(first), month_name(last), last.year()),
            _ => format!("{} {} to {} {}", month_name(first), first.year(), month_name(last), last.year()),
        }
    } else {
        match (same_month, same_year) {
            (true, _) => format!("{} to {}", first.day(), day(last)),
            (_, true) => format!("{} {} to {}", first.day(), month_name(first), day(last)),
            _ => format!("{} to {}", day(first), day(last)),
        }
    }
}

/// The days of a resolved time, with the clock where the words gave one.
pub fn time(value: &TimeValue) -> String {
    match (value.first_day(), value.last_day()) {
        (Some(first), Some(last)) if value.grain < Grain::PartOfDay && first == last => {
            let clock = value.start.map(|start| start.format("%H:%M").to_string()).unwrap_or_default();
            format!("{}, {clock}", day(first))
        }
        // an hour that ends at midnight, or an empty interval in a damaged ledger
        (Some(first), Some(last)) if last < first => day(first),
        (Some(first), Some(last)) => days(first, last),
        (Some(first), None) => format!("from {} on", day(first)),
        (None, Some(last)) => format!("until {}", day(last)),
        (None, None) => String::new(),
    }
}

/// The window of a figure: `in 2023`, `since 2019`, `as of 4 February 2025`. Empty when none is known.
pub fn period(period: &Period) -> String {
    let span = |start: NaiveDate, end: NaiveDate| if start <= end { days(start, end) } else { day(start) };
    let (word, said) = match (period.kind, period.start, period.end) {
        (_, None, None) => return String::new(),
        (PeriodKind::Since, Some(start), _) => ("since", date(start, period.grain)),
        (PeriodKind::Until, _, Some(end)) => ("until", date(end, period.grain)),
        (PeriodKind::Point, Some(start), Some(end)) => ("as of", span(start, end)),
        (_, Some(start), Some(end)) if start == end => ("on", day(start)),
        (_, Some(start), Some(end)) => {
            let said = span(start, end);
            (if said.contains(" to ") { "from" } else { "in" }, said)
        }
        (_, Some(start), None) => ("from", date(start, period.grain)),
        (_, None, Some(end)) => ("until", date(end, period.grain)),
    };
    match (period.partial, word) {
        (false, _) => format!("{word} {said}"),
        (true, "in") => format!("in a part of {said}"),
        (true, _) => format!("in a part of the time {word} {said}"),
    }
}

/// `1 source`, `3 sources`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", self::number(Decimal::from(number)), if number == 1 { one } else { many })
}

/// A reason from the ledger as a sentence: a capital at its head, a full stop at its end.
pub fn sentence(says: &str) -> String {
    let says = says.trim();
    let mut letters = says.chars();
    let Some(first) = letters.next() else { return String::new() };
    let end = if says.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    first.to_uppercase().collect::<String>() + letters.as_str() + end
}

/// At most so many characters, with `…` where it was cut.
pub fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date")
    }

    #[test]
    fn thousands_are_parted_and_decimals_kept() {
        for (value, said) in
            [("6600000", "6,600,000"), ("114", "114"), ("-1234.50", "−1,234.5"), ("0.95", "0.95"), ("1000", "1,000")]
        {
            assert_eq!(number(value.parse().expect("a decimal")), said);
        }
    }

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        for (first, last, said) in [
            ("2025-02-04", "2025-02-04", "4 February 2025"),
            ("2023-01-01", "2023-12-31", "2023"),
            ("2022-01-01", "2024-12-31", "2022 to 2024"),
            ("2024-02-01", "2024-02-29", "February 2024"),
            ("2024-06-01", "2024-08-31", "June to August 2024"),
            ("2023-12-01", "2024-02-29", "December 2023 to February 2024"),
            ("2025-02-03", "2025-02-09", "3 to 9 February 2025"),
            ("2025-01-27", "2025-02-02", "27 January to 2 February 2025"),
            ("2024-12-30", "2025-01-05", "30 December 2024 to 5 January 2025"),
        ] {
            assert_eq!(days(on(first), on(last)), said);
        }
    }

    #[test]
    fn the_last_day_there_is_breaks_nothing() {
        assert_eq!(day(NaiveDate::MAX), "31 December 262142");
        assert!(!days(NaiveDate::MIN, NaiveDate::MAX).is_empty());
    }
}
