//! Something recognised at a place in a text, with the rule that made it and what it was made of.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::entity::Name;
use super::ordinal::Ordinal;
use super::quantity::Quantity;
use super::span::Span;
use super::time::Time;

/// What was recognised. The tag is not `kind`: times and names have a `kind` of their own beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum What {
    Quantity(Quantity),
    Ordinal(Ordinal),
    Time(Time),
    Name(Name),
}

/// A mention says only what the words say; what is inferred is added by anchoring and marked so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The whole expression, with its hedge or preposition where one was read as part of it.
    pub span: Span,
    /// Number of its sentence in the document.
    pub sentence: u32,
    pub what: What,
    /// The rule that made it.
    pub rule: Cow<'static, str>,
    /// The mentions it was joined from, in text order; empty for a simple one.
    pub parts: Vec<Mention>,
    /// Pieces that became one value, each with the rule that read it ("the first quarter" of "2009"); empty where one rule read it all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

/// Words that went into a mention, and the rule that read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub span: Span,
    pub rule: Cow<'static, str>,
}

impl Mention {
    /// One that is not made of others.
    pub fn simple(span: Span, sentence: u32, what: What, rule: impl Into<Cow<'static, str>>) -> Self {
        Mention { span, sentence, what, rule: rule.into(), parts: Vec::new(), pieces: Vec::new() }
    }

    pub fn quantity(&self) -> Option<&Quantity> {
        if let What::Quantity(quantity) = &self.what { Some(quantity) } else { None }
    }

    pub fn ordinal(&self) -> Option<Ordinal> {
        if let What::Ordinal(ordinal) = self.what { Some(ordinal) } else { None }
    }

    pub fn time(&self) -> Option<&Time> {
        if let What::Time(time) = &self.what { Some(time) } else { None }
    }

    pub fn time_mut(&mut self) -> Option<&mut Time> {
        if let What::Time(time) = &mut self.what { Some(time) } else { None }
    }

    pub fn name(&self) -> Option<&Name> {
        if let What::Name(name) = &self.what { Some(name) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entity::EntityKind;
    use crate::model::time::{Said, TimeKind};

    #[test]
    fn a_mention_comes_back_from_a_ledger() {
        let name = Name { kind: EntityKind::Place, canonical: "San José".into() };
        let time = Time::new(TimeKind::Date, Said::Weekday(1, crate::model::time::Direction::Bare));
        for what in [What::Name(name), What::Time(time)] {
            let mention = Mention {
                span: Span::new(0, 8),
                sentence: 0,
                what,
                rule: "weekday".into(),
                parts: Vec::new(),
                pieces: Vec::new(),
            };
            let written = serde_json::to_string(&mention).unwrap();
            assert_eq!(serde_json::from_str::<Mention>(&written).unwrap(), mention);
        }
    }
}
