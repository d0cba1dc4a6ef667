//! A row -> the time its figure is for.

use chrono::NaiveDate;

use super::columns::{Column, column};
use super::row::Row;
use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::error::Result;
use crate::model::given_date;
use crate::model::time::Grain;

impl Row<'_> {
    /// When it was published, and the time its figure is for.
    pub(super) fn period(&self) -> Result<(Option<NaiveDate>, Period)> {
        let published = self.date(const { column("published") })?;
        let (first, last) = (self.date(const { column("period_start") })?, self.date(const { column("period_end") })?);
        let kind = match self.get(const { column("period_kind") }) {
            "" => match (first, last) {
                (Some(_), Some(_)) => PeriodKind::During,
                (Some(_), None) => PeriodKind::Since,
                (None, Some(_)) => PeriodKind::Until,
                (None, None) => PeriodKind::None,
            },
            name => PeriodKind::parse(name).ok_or_else(|| {
                self.wrong(
                    const { column("period_kind") },
                    format!("{name:?} is not known"),
                    "write point, during, since, until or none",
                )
            })?,
        };
        let within = matches!(kind, PeriodKind::Point | PeriodKind::During);
        let start = first.or(last.filter(|_| kind == PeriodKind::Point)).map(|(day, _)| day);
        let end = match (last, first) {
            (Some(last), _) => Some(last),
            // "in 2022" ends with the year; "since 2022" ends when the source was published
            (None, Some(first)) if within => Some(first),
            _ if kind == PeriodKind::Since => published,
            _ => None,
        };
        let end = end.map(|(day, grain)| given_date::last_day(day, grain));
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            return Err(self.wrong(
                const { column("period_end") },
                "lies before period_start".into(),
                "swap the two, or correct one",
            ));
        }
        let grain = match self.named::<Grain>(const { column("period_grain") })? {
            Some(grain) => Some(grain),
            // "2020-05-28T04:00" is a state of an hour, which another of the same day need not be
            None if [const { column("period_end") }, const { column("period_start") }]
                .iter()
                .any(|at| self.get(*at).contains(':')) =>
            {
                Some(Grain::Hour)
            }
            None => first.or(last).map(|(_, grain)| grain),
        };
        let basis = self.named(const { column("period_basis") })?.unwrap_or(PeriodBasis::Clause);
        let period = Period { start, end, kind, grain, basis, words: None, partial: false };
        Ok((published.map(|(day, _)| day), period))
    }

    fn date(&self, column: Column) -> Result<Option<(NaiveDate, Grain)>> {
        let written = self.get(column);
        if written.is_empty() {
            return Ok(None);
        }
        match given_date::parse(written) {
            Some(date) => Ok(Some(date)),
            None => Err(self.wrong(column, format!("{written:?} is not understood as a date"), given_date::REMEDY)),
        }
    }
}
