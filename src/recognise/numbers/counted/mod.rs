//! The thing a figure counts, in order of precedence.

use super::figure::Figure;
use super::line::Line;
use super::noun_phrase::Phrase;
use super::tie::Tie;
use crate::model::quantity::{Bound, Trend, Unit};
use crate::model::span::Span;

mod behind;
mod complement;
mod heading;
mod in_phrase;
mod inherited;
mod noun_of;
mod noun_or_two;
mod of_phrase;
mod priced;
mod purpose;
mod subject;
mod trend_of;

/// What the thing is looked up from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub figure: &'a Figure,
    /// first token of the figure with its hedge
    pub start: usize,
    pub tie: &'a Tie,
    /// what the figure before it in the sentence counts, and where that figure ended
    pub last: Option<Last>,
}

/// The figure before, for what may be inherited.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    pub counted: Option<(Span, Span)>,
    /// the last thing that was counted, and not only measured, priced or shared
    pub count: Option<(Span, Span)>,
    /// the token after it
    pub end: usize,
    /// where it went
    pub trend: Trend,
    pub bound: Bound,
    /// it has a unit
    pub is_measured: bool,
    pub is_money: bool,
}

/// The thing counted with its head, and the token after the words that belong to the figure.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub span: Span,
    pub head: Span,
    /// the token after the noun when it stands behind the figure
    pub end: Option<usize>,
}

impl Counted {
    fn behind(phrase: Phrase) -> Self {
        Counted { span: phrase.span, head: phrase.head, end: Some(phrase.to) }
    }

    fn before(phrase: Phrase) -> Self {
        Counted { span: phrase.span, head: phrase.head, end: None }
    }
}

/// A way to find the thing.
#[derive(Debug, Clone, Copy)]
pub struct Finder {
    pub name: &'static str,
    /// sentence with the number in brackets, and what is told of it
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub reads: &'static [(&'static str, &'static str)],
    pub find: fn(&Line, &Asked) -> Option<Counted>,
}

pub const FINDERS: &[Finder] = &[
    of_phrase::FINDER,
    complement::FINDER,
    behind::FINDER,
    in_phrase::FINDER,
    purpose::FINDER,
    priced::FINDER,
    trend_of::FINDER,
    noun_of::FINDER,
    noun_or_two::FINDER,
    subject::FINDER,
    heading::FINDER,
    inherited::FINDER,
];

/// The thing, and the rule that found it.
pub fn find(line: &Line, asked: &Asked) -> Option<(Counted, &'static str)> {
    FINDERS.iter().find_map(|finder| (finder.find)(line, asked).map(|counted| (counted, finder.name)))
}

/// Lengths, weights and times: their figure is of the unit, not of a thing.
fn is_measure(figure: &Figure) -> bool {
    matches!(figure.unit, Unit::Measure(_))
}
