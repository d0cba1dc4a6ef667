//! Low, best and high of the claims in a cell, and how they were chosen.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::text::Text;

/// How the best figure is chosen among claims that may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// rounding-aware vote; for running totals among the latest
    #[default]
    Vote,
    Latest,
    Median,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Vote => "vote",
            Method::Latest => "latest",
            Method::Median => "median",
        }
    }
}

/// The figure a reader may use, and its limits. The best one is always a figure somebody gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub low: Option<Decimal>,
    pub best: Option<Decimal>,
    pub high: Option<Decimal>,
    pub as_of: Option<NaiveDate>,
    pub method: Method,
    /// The rule in words.
    pub why: Text,
    /// claims that counted
    pub counted: Vec<Text>,
    /// claims that did not, each with the reason
    pub left_out: Vec<(Text, Text)>,
}
