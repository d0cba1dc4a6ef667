//! `statistics.csv`: one row a claim. Complete enough to be read back as a table of claims.

use std::io;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::claim::Claim;
use crate::model::ledger::Ledger;
use crate::model::quantity::Per;

use super::cell::Cell;
use super::csv_sheet::Sheet;

/// The columns; those of the contract first.
pub const COLUMNS: [&str; 48] = [
    "claim_id",
    "source_id",
    "start",
    "end",
    "text",
    "metric",
    "metric_label",
    "counted",
    "scope",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "period_start",
    "period_end",
    "period_kind",
    "attributed_to",
    "confidence",
    "story_id",
    "group_id",
    "rule",
    "sentence",
    "sentence_start",
    "sentence_end",
    "cell_id",
    "context",
    "trend",
    "role",
    "period_grain",
    "period_basis",
    "occurrence",
    "population",
    "scope_kind",
    "scope_basis",
    "published",
    "hedge",
    "step",
    "cues",
    "clause_start",
    "clause_end",
    "known_metric",
    "attribution_chain",
    "modality",
    "part_of_claim",
    "part_kind",
    "metric_basis",
    "per",
];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    // columns of a hand-coded table come last, each under its own name
    let extra: std::collections::BTreeSet<&str> =
        ledger.claims.iter().flat_map(|claim| claim.extra.keys()).map(String::as_str).collect();
    let head: Vec<&str> = COLUMNS.iter().copied().chain(extra.iter().copied()).collect();
    sheet.head(&head)?;
    for claim in &ledger.claims {
        let mut row = Vec::from(cells(claim));
        row.extend(extra.iter().map(|name| Cell::text(claim.extra.get(*name).map_or("", String::as_str))));
        sheet.row(&row)?;
    }
    Ok(())
}

/// A claim's row.
pub fn cells(claim: &Claim) -> [Cell<'_>; COLUMNS.len()] {
    let [start, end] = Cell::span(claim.span);
    // a row of a hand-coded table stood in no sentence
    let place = claim.span.is_some();
    let [sentence_start, sentence_end] = Cell::span(place.then_some(claim.sentence));
    let [clause_start, clause_end] = Cell::span(place.then_some(claim.clause));
    let (quantity, period, scope) = (&claim.quantity, &claim.period, &claim.scope);
    [
        Cell::name(claim.id.as_str()),
        Cell::name(&*claim.source),
        start,
        end,
        Cell::text(claim.text.as_str()),
        Cell::name(claim.metric.as_str()),
        Cell::text(claim.metric_label.as_str()),
        Cell::text(claim.counted.as_str()),
        Cell::text(scope.entity.as_str()),
        Cell::figure(quantity.value, &quantity.unit),
        Cell::figure(quantity.low, &quantity.unit),
        Cell::figure(quantity.high, &quantity.unit),
        Cell::name(quantity.bound.as_str()),
        Cell::name(quantity.unit.as_str()),
        Cell::day(period.start),
        Cell::day(period.end),
        Cell::name(period.kind.as_str()),
        Cell::text(claim.attributed_to.as_deref().unwrap_or("")),
        Cell::Count(claim.confidence.into()),
        Cell::name(claim.story_id.as_str()),
        Cell::name(claim.group_id.as_str()),
        Cell::name(claim.rule.as_str()),
        Cell::text(claim.sentence_text.as_str()),
        sentence_start,
        sentence_end,
        Cell::name(claim.cell_id.as_str()),
        Cell::name(claim.context.as_str()),
        Cell::name(quantity.trend.as_str()),
        Cell::name(quantity.role.as_str()),
        Cell::name(period.grain.map_or("", |grain| grain.as_str())),
        Cell::name(period.basis.as_str()),
        Cell::Count(claim.occurrence.into()),
        Cell::text(scope.population.as_str()),
        Cell::name(scope.kind.map_or_else(String::new, named)),
        Cell::name(if scope.entity.is_empty() { "" } else { scope.basis.as_str() }),
        Cell::day(claim.published),
        Cell::text(claim.hedge.as_deref().unwrap_or("")),
        Cell::Number(quantity.step),
        Cell::list(claim.cues.iter().map(named)),
        clause_start,
        clause_end,
        Cell::Yes(claim.known_metric),
        Cell::list(claim.attribution_chain.iter().map(String::as_str)),
        Cell::name(claim.modality.as_str()),
        Cell::name(claim.part_of.as_ref().map_or("", |part| part.claim.as_str())),
        Cell::name(claim.part_of.as_ref().map_or("", |part| part.kind.as_str())),
        // a name made of the head noun is compared only with its like
        Cell::name(if claim.known_metric { "vocabulary" } else { "head_noun" }),
        // "day", "100000 inhabitants": what the figure is counted per
        Cell::text(quantity.per.as_ref().map_or(String::new(), denominator)),
    ]
}

/// "day", "100000 inhabitants"
fn denominator(per: &Per) -> String {
    if per.amount == Decimal::ONE { per.unit.to_string() } else { format!("{} {}", per.amount.normalize(), per.unit) }
}

/// The name a value of ours has in files.
fn named(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(Into::into)).unwrap_or_default()
}
