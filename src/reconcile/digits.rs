//! Two numbers -> the slip of hand or eye that turns one into the other, if there is one.

use rust_decimal::Decimal;

/// What happened to the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// two neighbours changed places: 137, 173
    Swapped,
    /// one digit is another: 71,667 and 71,867
    Changed,
    /// one digit is missing: 12,345 and 1,245
    Dropped,
    /// a power of ten: 341,790 and 3,417,900
    Scaled(u32),
}

/// The slip between two unlike numbers. Few digits meet by chance: swaps need three, changes four, drops five.
pub fn slip(a: Decimal, b: Decimal) -> Option<Slip> {
    if a.is_sign_negative() != b.is_sign_negative() || a.is_zero() || b.is_zero() || a == b {
        return None;
    }
    let ((x, x_scale), (y, y_scale)) = (digits(a), digits(b));
    let significant = |digits: &str| digits.trim_end_matches('0').len();
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    if x.trim_end_matches('0') == y.trim_end_matches('0') {
        let power = |digits: &str, scale: u32| digits.len() as i64 - i64::from(scale);
        let apart = (power(&x, x_scale) - power(&y, y_scale)).unsigned_abs();
        return (significant(&x) >= 3 && apart > 0).then_some(Slip::Scaled(apart as u32));
    }
    if x_scale != y_scale {
        return None;
    }
    let different: Vec<usize> = match short.len() == long.len() {
        true => short.bytes().zip(long.bytes()).enumerate().filter(|(_, (p, q))| p != q).map(|(at, _)| at).collect(),
        false => Vec::new(),
    };
    let (s, l) = (short.as_bytes(), long.as_bytes());
    match different[..] {
        [i, j] if j == i + 1 && s[i] == l[j] && s[j] == l[i] && long.len() >= 3 => Some(Slip::Swapped),
        [_] if significant(short) >= 4 && significant(long) >= 4 => Some(Slip::Changed),
        [] if long.len() == short.len() + 1 && significant(long) >= 5 => {
            let dropped = (0..long.len()).any(|out| long[..out] == short[..out] && long[out + 1..] == short[out..]);
            dropped.then_some(Slip::Dropped)
        }
        _ => None,
    }
}

/// A slip that keeps every digit, in figures of any length: neighbours swapped, or a power of ten. In few digits it may
/// well be chance, so the words must speak for it.
pub fn mirrored(a: Decimal, b: Decimal) -> Option<Slip> {
    if a.is_sign_negative() != b.is_sign_negative() || a.is_zero() || b.is_zero() || a == b {
        return None;
    }
    let ((x, x_scale), (y, y_scale)) = (digits(a), digits(b));
    if x.trim_end_matches('0') == y.trim_end_matches('0') {
        let power = |digits: &str, scale: u32| digits.len() as i64 - i64::from(scale);
        let apart = (power(&x, x_scale) - power(&y, y_scale)).unsigned_abs();
        return (apart > 0).then_some(Slip::Scaled(apart as u32));
    }
    let (x, y) = (x.as_bytes(), y.as_bytes());
    if x_scale != y_scale || x.len() != y.len() || x.len() < 2 {
        return None;
    }
    let different: Vec<usize> = (0..x.len()).filter(|&at| x[at] != y[at]).collect();
    match different[..] {
        [i, j] if j == i + 1 && x[i] == y[j] && x[j] == y[i] && y[i] != b'0' && x[i] != b'0' => Some(Slip::Swapped),
        _ => None,
    }
}

/// Digits that count: those before the noughts a number ends with.
pub fn significant(value: Decimal) -> usize {
    digits(value).0.trim_end_matches('0').len()
}

/// All digits without sign and point, and how many of them stand behind the point.
fn digits(value: Decimal) -> (String, u32) {
    let value = value.abs().normalize();
    (value.mantissa().to_string(), value.scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart() {
        let of = |a: &str, b: &str| slip(a.parse().expect("a number"), b.parse().expect("a number"));
        for (a, b, expected) in [
            ("137", "173", Some(Slip::Swapped)),
            ("29.7", "27.9", Some(Slip::Swapped)),
            ("71667", "71867", Some(Slip::Changed)),
            ("12345", "1245", Some(Slip::Dropped)),
            ("341790", "3417900", Some(Slip::Scaled(1))),
            ("7.13", "713", Some(Slip::Scaled(2))),
            ("30000", "300000", None),
            ("75000", "85000", None),
            ("12", "21", None),
            ("112", "122", None),
            ("62", "59", None),
            ("0", "5", None),
        ] {
            assert_eq!(of(a, b), expected, "{a} {b}");
            assert_eq!(of(b, a), expected, "{b} {a}");
        }
    }
}
