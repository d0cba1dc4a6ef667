//! Mentions of a document -> is it news, told from its own day, or a history, told from date to date?
//!
//! News points at its own day ("Monday", "yesterday", "last week") and leaves out the year of what is near. A history says the
//! years of what it tells.

use chrono::Datelike;

use super::super::calendar::{self, Days};
use crate::model::ledger::Resolve;
use crate::model::mention::Mention;
use crate::model::time::{Anchor, Direction, Partial, Said};

/// A document that says so many dates with their years is a history, however short. In two hundred texts of news and histories
/// no news said more than three, and no history that says any fewer than seven.
const ENOUGH: usize = 5;
/// A bare year so far from the document's counts as such a date: nearer ones are the background of much news.
const LONG_AGO: i32 = 50;
/// A day without its year so near the document's own is told from it, where most such days are.
const NEAR: i64 = 60;

/// How the times of a document are best resolved: the manner asked for, or when that is `Auto`, the one its times tell.
pub fn choose(asked: Resolve, mentions: &[Mention], known: Option<Days>) -> Resolve {
    if asked != Resolve::Auto {
        return asked;
    }
    let mut dated = 0;
    let mut from_own_day = 0;
    let (mut near, mut yearless) = (0, 0);
    for time in mentions.iter().filter_map(Mention::time) {
        match &time.said {
            Said::Date(Partial { year: Some(year), month, .. }, _) => {
                let is_long_ago = known.is_some_and(|known| known.from.year() - year > LONG_AGO);
                dated += usize::from(month.is_some() || is_long_ago);
            }
            Said::Date(Partial { year: None, month: Some(month), day: Some(day), .. }, Direction::Bare) => {
                yearless += 1;
                let told =
                    known.and_then(|known| Some((known.from, calendar::nearest_year(*month, *day, known.from)?)));
                near += usize::from(told.is_some_and(|(own, told)| (own - told).num_days().abs() <= NEAR));
            }
            Said::Weekday(..)
            | Said::Step { anchor: Anchor::Dateline, .. }
            | Said::Date(_, Direction::Last | Direction::Next) => from_own_day += 1,
            _ => {}
        }
    }
    // a statement of its day: "constituted on 31 October, the shift of 8 November"
    from_own_day += if 4 * near >= 3 * yearless { near } else { 0 };
    if dated >= ENOUGH && dated > 2 * from_own_day { Resolve::Narrative } else { Resolve::News }
}
