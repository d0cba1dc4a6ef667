//! The figures of a group as rows: which stand together, what they come to, and which stay when there are too many.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::charts::desk::{Desk, sources_of};
use crate::charts::is_kept;
use crate::charts::labels::clean;
use crate::charts::reach::Reach;
use crate::charts::tongue::fill;
use crate::model::claim::Claim;
use crate::model::group::{Cell, Group, Verdict};
use crate::model::quantity::{Bound, Unit};
use crate::model::text::Text;

/// The figures of one group in one unit.
pub struct Table<'a> {
    pub group: &'a Group,
    pub unit: &'a Unit,
    /// what most sources speak of comes first
    pub sections: Vec<Section<'a>>,
}

/// The figures of one cell.
#[derive(Clone)]
pub struct Section<'a> {
    pub cell: &'a Cell,
    /// from the lowest figure to the highest
    pub rows: Vec<Row<'a>>,
}

/// A figure and everyone who gives it: one claim, or several alike when there are too many for a row each.
#[derive(Clone)]
pub struct Row<'a> {
    pub claims: Vec<&'a Claim>,
    pub reach: Reach,
}

pub fn tables_of<'a>(desk: &Desk<'a>, group: &'a Group) -> Vec<Table<'a>> {
    let mut units: Vec<&Unit> = group.cells.iter().map(|cell| &cell.unit).collect();
    units.sort();
    units.dedup();
    let section = |cell: &'a Cell| {
        let row = |id: &Text| {
            let claim = desk.claim(id)?;
            Some(Row { claims: vec![claim], reach: Reach::of(&claim.quantity)? })
        };
        let mut rows: Vec<Row> = cell.members.iter().filter_map(row).collect();
        rows.sort_by(|a, b| {
            by_value(&a.reach, &b.reach)
                .then_with(|| (&a.claims[0].source, &a.claims[0].id).cmp(&(&b.claims[0].source, &b.claims[0].id)))
        });
        (!rows.is_empty()).then_some(Section { cell, rows })
    };
    let of_unit = |unit: &'a Unit| {
        let mut sections: Vec<Section> =
            group.cells.iter().filter(|cell| cell.unit == *unit).filter_map(section).collect();
        sections.sort_by(|a, b| {
            b.rows
                .len()
                .cmp(&a.rows.len())
                .then_with(|| (&a.cell.metric, &a.cell.id).cmp(&(&b.cell.metric, &b.cell.id)))
        });
        Table { group, unit, sections }
    };
    units.into_iter().map(of_unit).collect()
}

pub fn by_value(a: &Reach, b: &Reach) -> Ordering {
    let middle = |reach: &Reach| (reach.low + reach.high) / 2.0;
    middle(a).total_cmp(&middle(b)).then(a.sign.cmp(&b.sign))
}

impl<'a> Table<'a> {
    pub fn claims(&self) -> usize {
        self.sections.iter().flat_map(|section| &section.rows).map(|row| row.claims.len()).sum()
    }

    pub fn all(&self) -> impl Iterator<Item = &'a Claim> {
        self.sections.iter().flat_map(|section| &section.rows).flat_map(|row| row.claims.iter().copied())
    }

    /// Several claims in a cell, or cells that speak of overlapping times. Figures of separate times are a series.
    pub fn worth_drawing(&self) -> bool {
        let mut days: Vec<_> =
            self.sections.iter().map(|section| (section.cell.period.start, section.cell.period.end)).collect();
        // an unknown start sorts first and an unknown end reaches on: neither is apart from anything
        days.sort_unstable();
        let meet = |pair: &[(Option<NaiveDate>, Option<NaiveDate>)]| match (pair[0].1, pair[1].0) {
            (Some(end), Some(start)) => start <= end,
            _ => true,
        };
        self.sections.iter().any(|section| section.rows.len() > 1) || days.windows(2).any(meet)
    }

    /// "75,000 to 85,000", or the one figure with the bounds given to it: "40,000, over 40,000 or up to 40,000".
    fn finding(&self, desk: &Desk) -> String {
        let firm: Vec<&Claim> = self.all().filter(|claim| claim.quantity.bound != Bound::Vague).collect();
        let firm = if firm.is_empty() { self.all().collect() } else { firm };
        let ends = |claim: &&Claim| {
            let quantity = &claim.quantity;
            [quantity.low.or(quantity.value).or(quantity.high), quantity.high.or(quantity.value).or(quantity.low)]
        };
        let low = firm.iter().filter_map(|claim| ends(claim)[0]).min().unwrap_or_default();
        let high = firm.iter().filter_map(|claim| ends(claim)[1]).max().unwrap_or_default();
        let per = firm.first().and_then(|claim| claim.quantity.per.as_ref());
        if low < high {
            let low = desk.tongue.with_unit(low, &Unit::Count, None);
            return desk.range(&low, &desk.tongue.with_unit(high, self.unit, per));
        }
        let mut written: Vec<String> = firm.iter().map(|claim| desk.bounded(&claim.quantity)).collect();
        written.sort();
        written.dedup();
        match &written[..] {
            [all @ .., last] if !all.is_empty() => {
                fill(&desk.tongue.bounds.either, &[("a", &all.join(", ")), ("b", last)])
            }
            _ => written.concat(),
        }
    }

    pub fn title(&self, desk: &Desk) -> String {
        let words = &desk.tongue.spread;
        let sources = sources_of(self.all()).len();
        let first = self.sections[0].cell;
        let same =
            |differs: fn(&Cell, &Cell) -> bool| !self.sections.iter().any(|section| differs(section.cell, first));
        let sentence = match self.sections.len() {
            1 if first.verdict == Verdict::Agree && sources > 1 => &words.agree,
            1 => &words.title,
            _ if same(|a, b| a.metric != b.metric || a.population != b.population) && self.differ_by_period() => {
                &words.periods
            }
            _ => &words.ways,
        };
        let parts = [
            ("label", &*desk.group_label(self.group)),
            ("figures", &self.finding(desk)),
            ("sources", &desk.sources(sources)),
            ("n", &desk.tongue.count(self.sections.len())),
        ];
        fill(sentence, &parts)
    }

    /// Has each section a period of its own?
    fn differ_by_period(&self) -> bool {
        let periods: BTreeSet<String> =
            self.sections.iter().map(|section| format!("{:?}", section.cell.period)).collect();
        periods.len() == self.sections.len()
    }

    pub fn subtitle(&self, desk: &Desk) -> String {
        let mut parts = vec![clean(&self.group.scope)];
        if let [section] = &self.sections[..] {
            // the title has said what is counted
            let says = heading(desk, section.cell);
            parts.push(match says.strip_prefix(&desk.group_label(self.group)) {
                Some(period) => period.trim_start_matches([',', ' ']).to_string(),
                None => says,
            });
            parts.push(verdict(desk, section).into());
        } else {
            parts.push(desk.tongue.spread.differ.clone());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// "Arrests, since 2022"
pub fn heading(desk: &Desk, cell: &Cell) -> String {
    let period = desk.tongue.period(&cell.period);
    let period = match cell.period.partial && !period.is_empty() {
        true => fill(&desk.tongue.dates.partial, &[("when", &period)]),
        false => period,
    };
    [desk.cell_label(cell), period].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

pub fn verdict<'t>(desk: &Desk<'t>, section: &Section) -> &'t str {
    let words = &desk.tongue.verdicts;
    if sources_of(section.rows.iter().flat_map(|row| row.claims.iter().copied())).len() == 1 {
        return &words.single;
    }
    match section.cell.verdict {
        Verdict::Single => &words.single,
        Verdict::Agree => &words.agree,
        Verdict::Rounding => &words.rounding,
        Verdict::WithinBound => &words.within_bound,
        Verdict::CoarserDate => &words.coarser_date,
        Verdict::Growth if section.cell.running => &words.growth,
        Verdict::Growth => &words.moved,
        Verdict::Conflict => &words.conflict,
        Verdict::Split => &words.split,
    }
}

/// Brings the rows down to `most`: figures alike share a row; then lowest and highest stay, and an even choice between.
/// Returns how many claims have no row.
pub fn thin(sections: &mut Vec<Section>, most: usize) -> usize {
    let rows = |sections: &[Section]| sections.iter().map(|section| section.rows.len()).sum::<usize>();
    if rows(sections) <= most {
        return 0;
    }
    for section in sections.iter_mut() {
        let mut folded: Vec<Row> = Vec::new();
        for row in section.rows.drain(..) {
            match folded.last_mut() {
                Some(last) if last.reach == row.reach => last.claims.extend(row.claims),
                _ => folded.push(row),
            }
        }
        section.rows = folded;
    }
    let total = rows(sections);
    if total <= most {
        return 0;
    }
    let (mut at, mut left_out) = (0, 0);
    for section in sections.iter_mut() {
        let kept = section.rows.drain(..).filter(|row| {
            let stays = is_kept(at, total, most);
            at += 1;
            left_out += if stays { 0 } else { row.claims.len() };
            stays
        });
        section.rows = kept.collect();
    }
    sections.retain(|section| !section.rows.is_empty());
    left_out
}
