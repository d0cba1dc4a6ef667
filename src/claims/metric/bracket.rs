//! Figures in brackets right behind another one: "62,000 acres (25,090 hectares)", "$1.9 million (€1.7 million)", "140 of them (70%)".

use super::unit::dimension;
use super::{Figure, Found, find};
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};

impl Figure<'_> {
    /// The same amount in another unit or currency: the metric of the figure it explains.
    pub(super) fn by_conversion(&self) -> Option<Found> {
        let (mention, quantity) = self.explained()?;
        let names = &self.page.vocabulary.unit_names;
        let is_converted = match (self.unit, &quantity.unit) {
            (Unit::Money(own), Unit::Money(other)) => own != other,
            (Unit::Measure(own), Unit::Measure(other)) => {
                own != other && dimension(names.name(self.unit)) == dimension(names.name(&quantity.unit))
            }
            _ => false,
        };
        if !is_converted {
            return None;
        }
        let found = find(self.page, mention, quantity)?;
        Some(Found { rule: "conversion", confidence: found.confidence.saturating_sub(5), ..found })
    }

    /// "410 homes (22%)": the share that the figure before is.
    pub(super) fn by_bracketed_share(&self) -> Option<Found> {
        let (mention, quantity) = self.explained()?;
        let is_whole_number =
            matches!(quantity.unit, Unit::Count | Unit::Money(_)) && !matches!(self.unit, Unit::Points);
        let is_change = self.quantity.trend != crate::model::quantity::Trend::None;
        if !is_whole_number || is_change || !self.closes() {
            return None;
        }
        let found = find(self.page, mention, quantity).filter(|found| found.known)?;
        Some(self.share_of(found, None))
    }

    /// The figure that ends right before the bracket this one opens.
    fn explained(&self) -> Option<(&Mention, &Quantity)> {
        const NOUN: usize = 4;
        let open = self.mention.start.checked_sub(1).filter(|&at| matches!(self.words.text(at), "(" | "["))?;
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let before = self.page.around(number, self.quantity.number).iter();
        let mut before = before.filter(|other| other.span.end <= self.mention_start());
        let (mention, quantity) =
            before.rfind(|other| other.quantity().is_some()).and_then(|m| Some((m, m.quantity()?)))?;
        let end = self.page.tokens(mention.span.join(quantity.number)).end;
        let noun = quantity.counted.map_or(end, |counted| self.page.tokens(counted).end.max(end));
        let is_right_behind = |end: usize| open >= end && (end..open).all(|at| self.words.is_word(at));
        (open <= noun + NOUN && is_right_behind(end)).then_some((mention, quantity))
    }

    /// Nothing but the figure stands in its brackets.
    fn closes(&self) -> bool {
        let end = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        (end..end + 3).any(|at| matches!(self.words.text(at), ")" | "]"))
    }
}
