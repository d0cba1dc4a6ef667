//! Figures as a reader expects them, and the round values an axis is marked with.
//!
//! Decimals are exact and printed from their digits; floats only ever become whole pixels.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::tongue::{Pair, Tongue, fill};
use crate::model::quantity::{Per, Unit};

impl Tongue {
    /// 1,234; 0.25; 1.2 million; 6,656,123. Never rounds a figure that has few digits to begin with.
    pub fn figure(&self, value: Decimal) -> String {
        let value = value.normalize();
        for (scale, zeros) in self.numbers.scales.iter().zip([6, 9, 12]).rev() {
            let scaled = value / Decimal::from(10u64.pow(zeros));
            if scaled.abs() >= Decimal::ONE {
                let short = scaled.normalize();
                let limit = if self.numbers.below_two_is_one { Decimal::TWO } else { Decimal::ONE };
                let one = short.abs() == Decimal::ONE || short.abs() < limit;
                let name = &scale[usize::from(!one)];
                let whole = short.scale() <= 2;
                return if whole { format!("{}\u{a0}{name}", self.grouped(short)) } else { self.grouped(value) };
            }
        }
        self.grouped(value)
    }

    /// The figure with its unit: 70%, $1.2 million, 12 km, 1.9 per 100,000 people.
    pub fn with_unit(&self, value: Decimal, unit: &Unit, per: Option<&Per>) -> String {
        let figure = self.figure(value);
        let several = usize::from(value.abs() != Decimal::ONE);
        let n = ("n", &*figure);
        let measured = match unit {
            Unit::Count | Unit::Ratio => figure,
            Unit::Percent => fill(&self.numbers.percent, &[n]),
            Unit::Points => fill(&self.numbers.points[several], &[n]),
            Unit::Money(code) => match &**code {
                "USD" => fill(&self.numbers.money, &[n, ("sign", "$")]),
                "EUR" => fill(&self.numbers.money, &[n, ("sign", "€")]),
                "GBP" => fill(&self.numbers.money, &[n, ("sign", "£")]),
                code => fill(&self.numbers.money_code, &[n, ("sign", code)]),
            },
            Unit::Measure(symbol) => format!("{figure}\u{a0}{}", self.unit(symbol, several)),
        };
        let of = per.map(|per| match per.amount == Decimal::ONE {
            true => self.unit(&per.unit, 0).to_string(),
            false => format!("{} {}", self.grouped(per.amount), self.unit(&per.unit, 1)),
        });
        of.map_or(measured.clone(), |of| fill(&self.numbers.per, &[("n", &measured), ("of", &of)]))
    }

    /// Units that are words take a plural; symbols do not.
    fn unit<'a>(&'a self, symbol: &'a str, several: usize) -> &'a str {
        self.numbers.units.get(symbol).map_or(symbol, |pair| &pair[several])
    }

    /// Digits in threes, at most six places after the point, a real minus sign.
    pub fn grouped(&self, value: Decimal) -> String {
        let value = value.round_dp(6).normalize();
        let digits = value.abs().to_string();
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut out = String::from(if value.is_sign_negative() && !value.is_zero() { "−" } else { "" });
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() >= self.numbers.thousands_from {
                out.push_str(&self.numbers.thousands);
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push_str(&self.numbers.point);
            out.push_str(part);
        }
        out
    }

    /// "one" to "ten", then digits.
    pub fn count(&self, n: usize) -> String {
        self.numbers.counts.get(n).map_or_else(|| self.grouped(Decimal::from(n as u64)), String::clone)
    }

    /// "one source", "five sources": the pair with the number filled in.
    pub fn counted(&self, n: usize, pair: &Pair) -> String {
        fill(&pair[usize::from(n != 1)], &[("n", &self.count(n))])
    }
}

/// Values along a length of pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    /// each step is ten times the last
    pub tenfold: bool,
    step: Decimal,
    from: i32,
    to: i32,
}

/// Figures further apart than this are drawn on a tenfold scale, when asked: on a plain one the small would all be zero.
const TENFOLD_FROM: f64 = 200.0;

impl Scale {
    /// A scale that shows all `values` between the pixels `from` and `to`; from zero where that wastes little room.
    pub fn new(values: &[f64], from: i32, to: i32, may_be_tenfold: bool) -> Self {
        let (mut low, mut high) = values
            .iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if may_be_tenfold && low > 0.0 && high / low > TENFOLD_FROM {
            return Scale {
                low: power_at_most(low),
                high: power_at_most(high) * 10.0,
                tenfold: true,
                step: Decimal::TEN,
                from,
                to,
            };
        }
        if low >= 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        if low == high {
            let pad = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
            (low, high) = (low - pad, high + pad);
        }
        let step = step(high - low, 5);
        let wide = to_f64(step);
        Scale { low: (low / wide).floor() * wide, high: (high / wide).ceil() * wide, tenfold: false, step, from, to }
    }

    /// The pixels of its two ends, the smaller first.
    pub fn ends(&self) -> (i32, i32) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    /// The pixel of a value; values off the scale stop at its ends.
    pub fn at(&self, value: f64) -> i32 {
        let part = if self.tenfold {
            let decades = decimal_log(self.high / self.low);
            if value <= 0.0 { 0.0 } else { decimal_log(value / self.low) / decades }
        } else {
            (value - self.low) / (self.high - self.low)
        };
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 };
        self.from + (part * f64::from(self.to - self.from)).round() as i32
    }

    /// Round values on the scale, each with its pixel.
    pub fn ticks(&self) -> Vec<(Decimal, i32)> {
        let mut ticks = Vec::new();
        if self.tenfold {
            let mut value = self.low;
            while value <= self.high * 1.000_001 && ticks.len() < 40 {
                ticks.push((decimal(value), self.at(value)));
                value *= 10.0;
            }
        } else {
            let step = self.step;
            let first = (self.low / to_f64(step)).round();
            for n in 0..20 {
                let Some(value) = decimal(first + f64::from(n)).checked_mul(step) else { break };
                if to_f64(value) > self.high + to_f64(step) * 0.01 {
                    break;
                }
                ticks.push((value.normalize(), self.at(to_f64(value))));
            }
        }
        ticks
    }
}

pub fn to_f64(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64_retain(value).unwrap_or_default().round_dp(12).normalize()
}

/// 1, 2 or 5 times a power of ten: the step that cuts `range` into about `pieces`.
fn step(range: f64, pieces: u32) -> Decimal {
    let wanted = range / f64::from(pieces);
    let power = power_at_most(wanted);
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| power * times >= wanted * 0.999).unwrap_or(10.0);
    let step = decimal(power * times);
    if step.is_zero() { Decimal::new(1, 12) } else { step }
}

/// The largest power of ten not above `value`, without `log10`, whose last bit differs from machine to machine.
fn power_at_most(value: f64) -> f64 {
    let mut power = 1.0;
    for _ in 0..60 {
        if power > value {
            power /= 10.0;
        } else if power * 10.0 <= value {
            power *= 10.0;
        } else {
            break;
        }
    }
    power
}

/// Decimal logarithm from plain arithmetic, the same on every machine: the power of ten, then
/// ln(m) = 2 artanh((m-1)/(m+1)) by its series for 1 <= m < 10; good to 1e-6, far below a pixel.
fn decimal_log(value: f64) -> f64 {
    let mut whole = 0.0;
    let mut rest = value;
    while rest >= 10.0 && whole < 400.0 {
        rest /= 10.0;
        whole += 1.0;
    }
    while rest < 1.0 && whole > -400.0 {
        rest *= 10.0;
        whole -= 1.0;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let (mut term, mut sum) = (ratio, 0.0);
    for n in 0..40 {
        sum += term / f64::from(2 * n + 1);
        term *= ratio * ratio;
    }
    whole + 2.0 * sum / std::f64::consts::LN_10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn figures_read_as_in_print() {
        let english = Tongue::english();
        for (value, read) in [
            ("1234", "1,234"),
            ("0", "0"),
            ("-1234.50", "−1,234.5"),
            ("1200000", "1.2\u{a0}million"),
            ("6656123", "6,656,123"),
            ("2500000000", "2.5\u{a0}billion"),
            ("999999", "999,999"),
            ("0.95", "0.95"),
            ("100", "100"),
        ] {
            assert_eq!(english.figure(dec(value)), read);
        }
        assert_eq!(english.figure(Decimal::MAX).len(), "79,228,162,514,264,337,593,543,950,335".len());
        let read = |value, unit: Unit| english.with_unit(dec(value), &unit, None);
        assert_eq!(read("91", Unit::Percent), "91%");
        assert_eq!(read("12", Unit::Measure("year".into())), "12\u{a0}years");
        assert_eq!(read("1", Unit::Measure("year".into())), "1\u{a0}year");
        assert_eq!(read("12", Unit::Measure("km".into())), "12\u{a0}km");
        assert_eq!(read("1200000", Unit::Money("USD".into())), "$1.2\u{a0}million");
        let per = Per { amount: dec("100000"), unit: "people".into() };
        assert_eq!(english.with_unit(dec("1.9"), &Unit::Count, Some(&per)), "1.9 per 100,000 people");
    }

    #[test]
    fn every_language_writes_figures_its_own_way() {
        for (code, written) in [
            (
                "de",
                ["75.000", "1.234,5", "1,2\u{a0}Millionen\u{a0}$", "91\u{a0}%", "2,5\u{a0}Milliarden", "fünf Quellen"],
            ),
            (
                "fr",
                [
                    "75\u{202f}000",
                    "1\u{202f}234,5",
                    "1,2\u{a0}million\u{a0}$",
                    "91\u{202f}%",
                    "2,5\u{a0}milliards",
                    "cinq sources",
                ],
            ),
            (
                "es",
                ["75.000", "1234,5", "1,2\u{a0}millones\u{a0}$", "91\u{a0}%", "2,5\u{a0}mil millones", "cinco fuentes"],
            ),
        ] {
            let tongue = Tongue::of(code).unwrap();
            let plain = |value| tongue.figure(dec(value));
            let money = tongue.with_unit(dec("1200000"), &Unit::Money("USD".into()), None);
            let share = tongue.with_unit(dec("91"), &Unit::Percent, None);
            let sources = tongue.counted(5, &tongue.page.count);
            assert_eq!([plain("75000"), plain("1234.5"), money, share, plain("2500000000"), sources], written);
        }
    }

    #[test]
    fn an_axis_has_round_values_and_holds_every_figure() {
        for values in [
            &[75_000.0, 85_000.0][..],
            &[114.0, 6_656.0],
            &[0.0],
            &[7.0],
            &[-3.0, 4.0],
            &[1e27, 3e27],
            &[0.001, 0.0015],
        ] {
            let scale = Scale::new(values, 100, 900, false);
            let ticks = scale.ticks();
            assert!((3..=13).contains(&ticks.len()), "{values:?}: {ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{ticks:?}");
            for value in values {
                assert!((ticks[0].1..=ticks[ticks.len() - 1].1).contains(&scale.at(*value)), "{values:?}");
            }
        }
        assert_eq!(Scale::new(&[75_000.0, 85_000.0], 0, 100, false).ticks()[0].0, dec("74000"));
        assert_eq!(Scale::new(&[f64::NAN, f64::INFINITY], 0, 100, true).at(f64::NAN), 0);
    }

    #[test]
    fn figures_far_apart_stand_on_a_tenfold_scale() {
        let scale = Scale::new(&[12.0, 90_000.0], 0, 400, true);
        assert!(scale.tenfold);
        let ticks: Vec<String> = scale.ticks().iter().map(|(value, at)| format!("{value}@{at}")).collect();
        assert_eq!(ticks, ["10@0", "100@100", "1000@200", "10000@300", "100000@400"]);
        assert!(!Scale::new(&[12.0, 90_000.0], 0, 400, false).tenfold);
    }
}
