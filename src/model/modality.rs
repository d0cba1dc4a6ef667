//! Is a figure told as a fact, or as something to come, wished for or denied?

use serde::{Deserialize, Serialize};

/// How the sentence puts it. Only figures put alike are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    #[default]
    Asserted,
    /// somebody means to do it: "plans to arrest 1,000", "will release 300"
    Planned,
    /// it would be so if: "could kill up to 500", "would cost 2 million"
    Hypothetical,
    /// "denied that 40 had died", "there were no 40 dead"
    Denied,
    /// what is aimed at: "a target of 10,000 tests a day", "the goal of 5 percent"
    Target,
    /// what is foreseen: "is expected to reach 3 percent", "forecast 40 mm of rain"
    Forecast,
}

impl Modality {
    const ALL: [Modality; 6] = {
        use Modality::*;
        [Asserted, Planned, Hypothetical, Denied, Target, Forecast]
    };

    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Hypothetical => "hypothetical",
            Modality::Denied => "denied",
            Modality::Target => "target",
            Modality::Forecast => "forecast",
        }
    }

    /// Inverse of [`Modality::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modality| modality.as_str() == name)
    }
}
