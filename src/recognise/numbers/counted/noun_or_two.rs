//! "another pick or two", "a year or two": the noun before "or".

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};

pub const FINDER: Finder =
    Finder { name: "noun_or_two", reads: &[("They need another pump or [two].", "2 ‹pump›")], find };

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let noun = asked.start.checked_sub(2)?;
    let article = noun.checked_sub(1)?;
    let fits =
        line.says(noun + 1, "or") && line.says_any(article, &["a", "an", "one", "another"]) && asked.figure.is_small(3);
    let span = line.words.tokens.get(noun)?.span;
    (fits && noun_phrase::noun_like(line, noun)).then_some(Counted { span, head: span, end: None })
}
