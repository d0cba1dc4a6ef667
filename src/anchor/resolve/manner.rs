//! Mentions of a document -> is it news, told from its own day, or a history, told from date to date?
//!
//! News points at its own day ("Monday", "yesterday", "last week") and leaves out the year of what is near. A history says the
//! years of what it tells, and most of them lie far behind the day it was published.

use chrono::Datelike;

use super::super::calendar::Days;
use crate::model::ledger::Resolve;
use crate::model::mention::Mention;
use crate::model::time::{Anchor, Direction, Partial, Said};

/// A day or month so many years from the document's is history.
const FAR: i32 = 2;
/// So many such dates make a history, however short.
const ENOUGH: usize = 4;

/// How the times of a document are best resolved: the manner asked for, or when that is `Auto`, the one its times tell.
pub fn choose(asked: Resolve, mentions: &[Mention], known: Option<Days>) -> Resolve {
    if asked != Resolve::Auto {
        return asked;
    }
    let mut far = 0;
    let mut from_own_day = 0;
    for time in mentions.iter().filter_map(Mention::time) {
        match &time.said {
            Said::Date(Partial { year: Some(year), month: Some(_), .. }, _) => {
                far += usize::from(known.is_none_or(|known| known.from.year() - year > FAR));
            }
            Said::Weekday(..)
            | Said::Step { anchor: Anchor::Dateline, .. }
            | Said::Date(_, Direction::Last | Direction::Next) => from_own_day += 1,
            _ => {}
        }
    }
    if far >= ENOUGH && far > 2 * from_own_day { Resolve::Narrative } else { Resolve::News }
}
