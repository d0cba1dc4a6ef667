//! A figure on its way to a quantity: where it stands, what it is worth, how it was written.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::quantity::{Bound, Per, Unit, integer_step};

/// A number as a form read it, still without hedge and noun.
#[derive(Debug, Clone)]
pub struct Figure {
    /// its tokens, with currency, percent sign or unit
    pub tokens: Range<usize>,
    /// None for an interval
    pub value: Option<Decimal>,
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    pub bound: Bound,
    pub unit: Unit,
    pub per: Option<Per>,
    pub step: Decimal,
    /// what the scale word multiplied by: "1.2 million" has a million, 75,000 has 1
    pub scale: Decimal,
    pub script: Script,
    /// a unit was read, so no noun need follow
    pub has_unit: bool,
    /// "16-year", "two-thirds-owned": a hyphen ties what follows to the figure
    pub hyphened: bool,
    /// the figure belongs to a range, ratio or change
    pub form: &'static str,
    /// the first token after the figure where its noun may begin
    pub next: usize,
    /// the simple figures it was joined from
    pub parts: Vec<Figure>,
}

/// How a number was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Digits,
    Words,
    Vague,
    Fraction,
}

impl Figure {
    /// A plain exact number.
    pub fn exact(tokens: Range<usize>, value: Decimal, step: Decimal, script: Script, form: &'static str) -> Self {
        let next = tokens.end;
        Figure {
            tokens,
            value: Some(value),
            low: Some(value),
            high: Some(value),
            bound: Bound::Exact,
            unit: Unit::Count,
            per: None,
            step,
            scale: Decimal::ONE,
            script,
            has_unit: false,
            hyphened: false,
            form,
            next,
            parts: Vec::new(),
        }
    }

    /// A number that is only an interval.
    pub fn between(tokens: Range<usize>, low: Decimal, high: Decimal, bound: Bound, form: &'static str) -> Self {
        let mut figure = Figure::exact(tokens, low, integer_step(low), Script::Vague, form);
        figure.value = None;
        figure.high = Some(high);
        figure.bound = bound;
        figure
    }

    /// Ends the figure, and what may follow it, at a token.
    pub fn end_at(&mut self, end: usize) {
        self.tokens.end = end;
        self.next = end;
    }

    /// Is it a whole number up to `most`?
    pub fn is_small(&self, most: i64) -> bool {
        self.value.is_some_and(|value| value.is_integer() && value >= Decimal::ZERO && value <= Decimal::from(most))
    }

    /// Every value in it times a factor; None when it grows too large.
    pub fn times(mut self, factor: Decimal) -> Option<Self> {
        let by = |value: Option<Decimal>| match value {
            None => Some(None),
            Some(value) => value.checked_mul(factor).map(|value| Some(value.normalize())),
        };
        self.value = by(self.value)?;
        self.low = by(self.low)?;
        self.high = by(self.high)?;
        self.step = self.step.checked_mul(factor)?.normalize();
        self.scale = self.scale.checked_mul(factor)?;
        Some(self)
    }
}
