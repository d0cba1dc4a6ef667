//! A place in a text -> its lines, with carets under the words that matter.

use crosscheck::model::span::Span;

/// The text of `whole`, wrapped; below each line that holds words of a marked span, carets under them.
///
/// Places beyond the text (a damaged ledger) quote nothing.
pub fn lines(text: &str, whole: Span, marked: &[Span], width: usize) -> Vec<String> {
    let Some(words) = text.get(whole.start as usize..whole.end as usize) else { return Vec::new() };
    let is_marked = |at: u32| marked.iter().any(|span| span.start <= at && at < span.end);
    let mut lines = Vec::new();
    let mut line = Line::default();
    for (at, word) in split(words) {
        if line.length > 0 && line.length + 1 + word.chars().count() > width {
            line.end(&mut lines);
        }
        if line.length > 0 {
            let space = whole.start + at as u32 - 1;
            line.push(' ', is_marked(space));
        }
        for (inside, c) in word.char_indices() {
            let c = if c.is_control() { ' ' } else { c };
            line.push(c, is_marked(whole.start + (at + inside) as u32));
        }
    }
    line.end(&mut lines);
    lines
}

#[derive(Default)]
struct Line {
    words: String,
    carets: String,
    length: usize,
}

impl Line {
    fn push(&mut self, c: char, marked: bool) {
        self.words.push(c);
        self.carets.push(if marked { '^' } else { ' ' });
        self.length += 1;
    }

    fn end(&mut self, lines: &mut Vec<String>) {
        let Line { words, carets, .. } = std::mem::take(self);
        if !words.is_empty() {
            lines.push(words);
        }
        if carets.contains('^') {
            lines.push(carets.trim_end().to_owned());
        }
    }
}

/// Words with the byte they begin at.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace).scan(0, move |_, word| Some(word)).filter(|word| !word.is_empty()).map(
        move |word| {
            // both point into the same text
            (word.as_ptr() as usize - text.as_ptr() as usize, word)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, marked: &str, width: usize) -> String {
        let at = text.find(marked).unwrap();
        let lines = lines(text, Span::new(0, text.len()), &[Span::new(at, at + marked.len())], width);
        lines.join("\n")
    }

    #[test]
    fn carets_stand_under_the_words() {
        assert_eq!(drawn("Über  75,000\npeople", "75,000", 40), "Über 75,000 people\n     ^^^^^^");
    }

    #[test]
    fn carets_go_on_below_the_next_line() {
        assert_eq!(drawn("one two three", "two three", 8), "one two\n    ^^^\nthree\n^^^^^");
    }

    #[test]
    fn places_beyond_the_text_quote_nothing() {
        assert!(lines("é", Span::new(1, 2), &[], 40).is_empty());
        assert!(lines("a", Span::new(0, 9), &[], 40).is_empty());
    }
}
