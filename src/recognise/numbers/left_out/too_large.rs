//! "1.99×10^30": powers of ten that no exact decimal holds. Better none than a wrong one.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use super::super::written::{digits, power, raised};

pub const RULE: LeftOut = LeftOut {
    name: "too_large",
    says: "a number too large to be kept exactly",
    leaves: &["The sun weighs 1.99×10^30 kg.", "It is 6.6×10−34 in all."],
    reads: &[
        ("The cell holds [1.3×10^6] molecules now.", "1300000 ‹molecules›"),
        ("The error was [2.5×10−5] there.", "0.000025 ‹error›"),
    ],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let (exponent, end) = power(line, at + 1)?;
    let (value, _) = digits(line.words.text(at), line.habit)?;
    raised(value, exponent).is_none().then_some(end)
}
