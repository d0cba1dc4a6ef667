//! Text -> Blocks: paragraphs, headings and list lines.
//!
//! A line break ends a block, unless the document is wrapped at a fixed width: then only an empty line does.

use crate::model::sentence::Context;
use crate::model::span::Span;

/// A paragraph, heading or list line, without the white space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub span: Span,
    pub context: Context,
}

/// Share of line ends followed by a small letter from which a document counts as wrapped.
const WRAPPED: f64 = 0.2;

/// Cuts a text into blocks, in order.
pub fn cut(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in &lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        let is_item = line.of(text).starts_with(['•', '*', '·', '–', '-', '#']);
        match blocks.last_mut() {
            Some(last) if open && wrapped && !is_item => last.span = last.span.join(*line),
            _ => blocks.push(Block { span: *line, context: Context::Body }),
        }
        open = true;
    }
    for block in &mut blocks {
        if is_heading(block.span.of(text)) {
            block.context = Context::Headline;
        }
    }
    blocks
}

/// Every line, trimmed.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let from = start + (line.len() - line.trim_start().len());
            start += line.len() + 1;
            Span::new(from, from + line.trim().len())
        })
        .collect()
}

fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let mut ends = 0;
    let mut goes_on = 0;
    for pair in lines.windows(2) {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        ends += 1;
        goes_on += u32::from(pair[1].of(text).starts_with(char::is_lowercase));
    }
    ends >= 2 && f64::from(goes_on) >= WRAPPED * f64::from(ends)
}

/// A short line that does not end like a sentence, or a short question in title or heading form.
fn is_heading(line: &str) -> bool {
    const MOST_WORDS: usize = 20;
    let last = line.trim_end_matches(['”', '"', '’', ')', ']']).chars().last();
    let is_item = line.starts_with(['•', '*', '·', '–', '-']);
    let ends_open = !matches!(last, Some('.' | '!' | '…' | ':' | ';' | ','));
    // most lines are sentences and end like one, so their words need not be counted
    ends_open
        && !is_item
        && !line.starts_with(['“', '"', '('])
        && line.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
}
