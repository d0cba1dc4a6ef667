//! A text and places in it -> the sentence quoted, with the words that count marked.
//!
//! Places come from a ledger file that anybody may have edited, so a place outside the text or inside a character is
//! moved to the nearest border instead of trusted.

use crate::model::span::Span;

/// A quotation longer than this many bytes is cut around what is marked: a "sentence" may be a megabyte long.
const LONGEST: usize = 1_200;
/// Bytes kept before the first mark of a quotation that is cut.
const BEFORE: usize = 200;

/// A stretch of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    pub kind: Kind,
}

/// How a stretch is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// the words the finding rests on
    Plain,
    /// the figure, time or quotation itself
    Mark,
    /// the rest of the sentence, for understanding
    Around,
    /// `…` where a very long sentence was cut
    Cut,
}

/// The nearest place that lies inside the text and on character borders.
pub fn safe(text: &str, span: Span) -> Span {
    let floor = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    Span::new(start, floor(span.end).max(start))
}

/// Cuts a quotation into stretches. What lies in none of the clauses is `Around`; marks win over both.
pub fn excerpt<'a>(text: &'a str, whole: Span, clauses: &[Span], marks: &[Span]) -> Vec<Piece<'a>> {
    let whole = safe(text, whole);
    let clauses = inside(text, whole, clauses);
    let marks = inside(text, whole, marks);
    let focus = marks.first().or(clauses.first()).copied().unwrap_or(whole);
    let shown = shorten(text, whole, focus);

    let mut borders = vec![shown.start, shown.end];
    for span in clauses.iter().chain(&marks) {
        borders.extend([span.start.clamp(shown.start, shown.end), span.end.clamp(shown.start, shown.end)]);
    }
    borders.sort_unstable();
    borders.dedup();

    let cut = |is_cut: bool| is_cut.then_some(Piece { text: "…", kind: Kind::Cut });
    let mut pieces: Vec<Piece> = cut(shown.start > whole.start).into_iter().collect();
    let (mut clause, mut mark) = (0, 0);
    for border in borders.windows(2) {
        let stretch = Span { start: border[0], end: border[1] };
        while clauses.get(clause).is_some_and(|span| span.end <= stretch.start) {
            clause += 1;
        }
        while marks.get(mark).is_some_and(|span| span.end <= stretch.start) {
            mark += 1;
        }
        let kind = if marks.get(mark).is_some_and(|span| span.contains(stretch)) {
            Kind::Mark
        } else if clauses.is_empty() || clauses.get(clause).is_some_and(|span| span.contains(stretch)) {
            Kind::Plain
        } else {
            Kind::Around
        };
        pieces.push(Piece { text: stretch.of(text), kind });
    }
    pieces.extend(cut(shown.end < whole.end));
    pieces
}

/// The parts of the spans that lie in `whole`: sorted, joined where they overlap, none empty.
fn inside(text: &str, whole: Span, spans: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = spans
        .iter()
        .map(|span| safe(text, *span))
        .map(|span| Span { start: span.start.max(whole.start), end: span.end.min(whole.end) })
        .filter(|span| span.start < span.end)
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.join(span),
            _ => joined.push(span),
        }
    }
    joined
}

fn shorten(text: &str, whole: Span, focus: Span) -> Span {
    if whole.len() <= LONGEST {
        return whole;
    }
    let start = (focus.start as usize).saturating_sub(BEFORE).max(whole.start as usize);
    let end = (start + LONGEST).min(whole.end as usize);
    safe(text, Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(pieces: &[Piece]) -> String {
        let wrap = |piece: &Piece| match piece.kind {
            Kind::Plain => piece.text.to_string(),
            Kind::Mark => format!("[{}]", piece.text),
            Kind::Around => format!("({})", piece.text),
            Kind::Cut => piece.text.to_string(),
        };
        pieces.iter().map(wrap).collect()
    }

    #[test]
    fn the_clause_stands_out_and_the_figure_is_marked() {
        let text = "Before. They say 80,000 were held, and left. After.";
        let pieces = excerpt(text, Span::new(8, 44), &[Span::new(8, 33)], &[Span::new(17, 23)]);
        assert_eq!(drawn(&pieces), "They say [80,000] were held(, and left.)");
    }

    #[test]
    fn places_that_lie_are_moved_to_safe_ones() {
        let text = "für 5 €";
        assert_eq!(drawn(&excerpt(text, Span { start: 2, end: 900 }, &[], &[Span { start: 7, end: 8 }])), "ür 5 €");
        assert_eq!(drawn(&excerpt(text, Span { start: 900, end: 7 }, &[], &[])), "");
        assert_eq!(drawn(&excerpt("", Span { start: 0, end: 4 }, &[], &[Span { start: 1, end: 2 }])), "");
    }

    #[test]
    fn a_sentence_without_end_is_cut_around_the_figure() {
        let text = format!("{}75{}", "a".repeat(50_000), "ä".repeat(50_000));
        let pieces = excerpt(&text, Span::new(0, text.len()), &[], &[Span::new(50_000, 50_002)]);
        let shown = drawn(&pieces);
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("[75]"));
        assert!(shown.len() < LONGEST + 20);
    }

    #[test]
    fn overlapping_marks_are_one() {
        let pieces = excerpt("one two three", Span::new(0, 13), &[], &[Span::new(4, 9), Span::new(0, 7)]);
        assert_eq!(drawn(&pieces), "[one two t]hree");
    }
}
