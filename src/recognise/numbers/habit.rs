//! How a document groups the digits of its figures.
//!
//! "1.234" is one and a bit, unless the document writes "1.234.567" or "1.234,50" elsewhere and never "1,234".

use crate::model::token::{TokenKind, Words};

/// The document's way with digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// a full stop parts thousands
    pub stops_group: bool,
}

impl Habit {
    /// Looks at every figure once.
    pub fn of(words: &Words) -> Self {
        let mut stops = false;
        let mut commas = false;
        for token in words.tokens.iter().filter(|token| token.kind == TokenKind::Number && token.span.len() <= 40) {
            let text = token.span.of(words.text);
            stops |= groups_by(text, '.') && (text.matches('.').count() > 1 || text.contains(','));
            commas |= groups_by(text, ',');
        }
        Habit { stops_group: stops && !commas }
    }
}

/// "1.234.567" or "1.234,5" by stops; the last part may be decimals after the other sign.
fn groups_by(text: &str, sign: char) -> bool {
    let other = if sign == '.' { ',' } else { '.' };
    let whole = text.split(other).next().unwrap_or("");
    let mut groups = whole.split(sign);
    let first_fits = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let rest_fits = groups.clone().count() > 0 && groups.all(|group| group.len() == 3);
    first_fits && rest_fits
}

#[cfg(test)]
mod tests {
    use super::groups_by;

    #[test]
    fn groups_have_three_digits() {
        assert!(groups_by("1.234.567", '.') && groups_by("12.345,50", '.') && groups_by("6,600,000", ','));
        assert!(!groups_by("12.8", '.') && !groups_by("1234.567", '.') && !groups_by("2,50", ','));
    }
}
