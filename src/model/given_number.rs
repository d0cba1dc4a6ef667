//! A figure a person typed into a table -> its exact value and the grain it is written with.
//!
//! Separators between thousands are understood; a comma that could be a decimal comma is not guessed at.

use rust_decimal::Decimal;

use super::quantity::integer_step;

/// What to tell somebody whose figure was not understood.
pub const REMEDY: &str = "write digits with a decimal point, such as 75000, 75,000 or 0.95";

/// Signs that may stand between groups of digits.
const SEPARATORS: [char; 8] = [',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_'];

/// Value and step of `75000`, `75,000`, `1 234 567.5`, `1.234.567`, `-3`, `7.5e4`.
pub fn parse(written: &str) -> Option<(Decimal, Decimal)> {
    let written = written.trim();
    let (negative, digits) = match written.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits),
        None => (false, written.strip_prefix('+').unwrap_or(written)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let value = plain(digits).or_else(|| Decimal::from_scientific(digits).ok())?.normalize();
    let step = if value.scale() == 0 { integer_step(value) } else { Decimal::new(1, value.scale()) };
    Some((if negative { -value } else { value }, step))
}

fn plain(digits: &str) -> Option<Decimal> {
    if digits.matches('.').count() > 1 {
        return Decimal::from_str_exact(&ungrouped(digits, &['.'])?).ok();
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || digits == "." {
        return None;
    }
    let whole = ungrouped(whole, &SEPARATORS)?;
    let exact = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    Decimal::from_str_exact(&exact).ok()
}

/// The digits without separators, if the groups are thousands (or lakhs: 12,34,567).
fn ungrouped(digits: &str, separators: &[char]) -> Option<String> {
    let groups: Vec<&str> = digits.split(separators).collect();
    if !groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if let [first, inner @ .., last] = &groups[..] {
        let fits =
            (1..=3).contains(&first.len()) && last.len() == 3 && inner.iter().all(|group| matches!(group.len(), 2 | 3));
        if !fits {
            return None;
        }
    }
    let whole = groups.concat();
    Some(if whole.is_empty() { "0".into() } else { whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_their_grain() {
        for (written, value, step) in [
            ("75000", "75000", "1000"),
            ("75,000", "75000", "1000"),
            ("1 234 567.50", "1234567.5", "0.1"),
            ("12,34,567", "1234567", "1"),
            ("1.234.567", "1234567", "1"),
            ("6’600’000", "6600000", "100000"),
            ("0.95", "0.95", "0.01"),
            ("-3", "-3", "1"),
            ("75000.0", "75000", "1000"),
            ("7.5e4", "75000", "1000"),
            ("0", "0", "1"),
        ] {
            let (read, grain) = parse(written).unwrap_or_else(|| panic!("{written} was not read"));
            assert_eq!((read.to_string(), grain.to_string()), (value.into(), step.into()), "{written}");
        }
    }

    #[test]
    fn what_could_be_two_figures_is_none() {
        for written in [
            "",
            "1,5",
            "1,2345",
            "12.345,67",
            "many",
            "1 2",
            ".",
            "1.2.3",
            "--3",
            "1e99",
            "99999999999999999999999999999999",
            "٣",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
