//! A corrected field -> the claim with it: the only way a figure's reading is changed by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::claim::{Claim, PeriodBasis, PeriodKind};
use crate::model::decision::CORRECTABLE;
use crate::model::quantity::{Bound, Unit};
use crate::model::time::Grain;
use crate::model::vocabulary::Vocabulary;
use crate::model::{given_date, given_number};

/// Does every field exist, and can its value be read? The error says which does not, and what to write.
pub fn check(fields: &BTreeMap<String, String>) -> Result<(), String> {
    if fields.is_empty() {
        return Err(format!("a correction names no field; there are {}", known()));
    }
    for (field, value) in fields {
        let wrong = |remedy: &str| Err(format!("{field} cannot be {value:?}: {remedy}"));
        match field.as_str() {
            "metric" if value.is_empty() => return wrong("write what is counted"),
            "metric" | "counted" | "scope" | "population" | "attributed_to" | "unit" => {}
            "value" | "low" | "high" if value.is_empty() || given_number::parse(value).is_some() => {}
            "value" | "low" | "high" => return wrong(given_number::REMEDY),
            "qualifier" if Bound::parse(value).is_some() => {}
            "qualifier" => {
                return wrong("write exact, about, more_than, at_least, up_to, at_most, less_than, range or vague");
            }
            "period_start" | "period_end" if value.is_empty() || given_date::parse(value).is_some() => {}
            "period_start" | "period_end" => return wrong(given_date::REMEDY),
            "period_kind" if PeriodKind::parse(value).is_some() => {}
            "period_kind" => return wrong("write point, during, since, until or none"),
            _ => return Err(format!("there is no field {field}; there are {}", known())),
        }
    }
    Ok(())
}

fn known() -> String {
    format!("{}, attributed_to", CORRECTABLE.join(", "))
}

/// Writes the fields into the claim. Call [`check`] first: what cannot be read is left as it was.
pub fn correct(claim: &mut Claim, fields: &BTreeMap<String, String>, vocabulary: &Vocabulary) {
    let is = |field: &str| fields.get(field).map(String::as_str);
    if let Some(metric) = is("metric") {
        let known = vocabulary.metric(metric);
        claim.metric = metric.into();
        claim.known_metric = known.is_some();
        claim.metric_label = known.map_or_else(|| metric.replace('_', " "), |metric| metric.label.clone()).into();
    }
    if let Some(counted) = is("counted") {
        claim.counted = counted.into();
    }
    if let Some(entity) = is("scope") {
        (claim.scope.entity, claim.scope.kind) = (entity.into(), None);
        claim.scope.basis = Default::default();
    }
    if let Some(population) = is("population") {
        claim.scope.population = population.into();
    }
    if let Some(voice) = is("attributed_to") {
        claim.attributed_to = Some(voice.to_owned()).filter(|voice| !voice.is_empty()).map(Into::into);
        claim.attribution_chain = claim.attributed_to.iter().map(ToString::to_string).collect();
    }
    figure(claim, &is);
    period(claim, &is);
}

fn figure<'f>(claim: &mut Claim, is: &dyn Fn(&str) -> Option<&'f str>) {
    let quantity = &mut claim.quantity;
    if let Some(unit) = is("unit") {
        quantity.unit = Unit::parse(unit);
    }
    if let Some(bound) = is("qualifier").and_then(Bound::parse) {
        quantity.bound = bound;
    }
    let given = |field: &str| is(field).map(given_number::parse);
    if let Some(value) = given("value") {
        quantity.value = value.map(|(value, _)| value);
        quantity.step = value.map_or(quantity.step, |(_, step)| step);
    }
    // a new value or bound opens and closes the ends anew; ends that are given stay
    if (is("value").is_some() || is("qualifier").is_some())
        && let Some(value) = quantity.value
    {
        quantity.low = Some(value).filter(|_| !quantity.bound.is_upper());
        quantity.high = Some(value).filter(|_| !quantity.bound.is_lower());
    }
    if let Some(low) = given("low") {
        quantity.low = low.map(|(low, _)| low);
    }
    if let Some(high) = given("high") {
        quantity.high = high.map(|(high, _)| high);
    }
}

fn period<'f>(claim: &mut Claim, is: &dyn Fn(&str) -> Option<&'f str>) {
    let (start, end) = (is("period_start").map(given_date::parse), is("period_end").map(given_date::parse));
    let kind = is("period_kind").and_then(PeriodKind::parse);
    if start.is_none() && end.is_none() && kind.is_none() {
        return;
    }
    let period = &mut claim.period;
    let last = |(day, grain): (NaiveDate, Grain)| given_date::last_day(day, grain);
    if let Some(start) = start {
        period.start = start.map(|(day, _)| day);
        period.grain = start.map(|(_, grain)| grain);
    }
    if let Some(end) = end {
        period.end = end.map(last);
        period.grain = period.grain.or(end.map(|(_, grain)| grain));
    } else if let Some(Some(start)) = start {
        // "2023" alone is the whole of it; "since 2023" runs up to the document's day
        period.end = if kind.unwrap_or(period.kind) == PeriodKind::Since { claim.published } else { Some(last(start)) };
    }
    period.kind = kind.unwrap_or(match period.kind {
        PeriodKind::None if period.start.is_some() => PeriodKind::During,
        kind => kind,
    });
    (period.basis, period.words, period.partial) = (PeriodBasis::Clause, None, false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::field_of;
    use crate::reconcile::sample::says;

    fn fields(given: &[(&str, &str)]) -> BTreeMap<String, String> {
        given.iter().map(|(field, value)| (field.to_string(), value.to_string())).collect()
    }

    fn corrected(given: &[(&str, &str)]) -> Claim {
        let mut claim = says("wire", "arrests", "75,000").since("2022").published("2025-02-04").claim();
        check(&fields(given)).unwrap();
        correct(&mut claim, &fields(given), &crate::vocabulary::load("en", &[]).unwrap());
        claim
    }

    #[test]
    fn a_new_value_takes_its_ends_along_and_a_new_bound_opens_one() {
        let claim = corrected(&[("value", "57,000")]);
        assert_eq!(["value", "low", "high"].map(|field| field_of(&claim, field)), ["57000", "57000", "57000"]);
        let claim = corrected(&[("qualifier", "more_than")]);
        assert_eq!(["value", "low", "high"].map(|field| field_of(&claim, field)), ["75000", "75000", ""]);
        let claim = corrected(&[("value", ""), ("low", "70000"), ("high", "80000"), ("qualifier", "range")]);
        assert_eq!(["value", "low", "high"].map(|field| field_of(&claim, field)), ["", "70000", "80000"]);
    }

    #[test]
    fn a_year_is_the_whole_of_it_and_since_runs_on() {
        let claim = corrected(&[("period_start", "2023"), ("period_kind", "during")]);
        assert_eq!(["period_start", "period_end"].map(|field| field_of(&claim, field)), ["2023-01-01", "2023-12-31"]);
        let claim = corrected(&[("period_start", "2019")]);
        assert_eq!(["period_start", "period_end"].map(|field| field_of(&claim, field)), ["2019-01-01", "2025-02-04"]);
    }

    #[test]
    fn a_corrected_metric_bears_the_vocabularys_name() {
        let claim = corrected(&[("metric", "homicides"), ("scope", "Tarn"), ("attributed_to", "police")]);
        assert_eq!((claim.metric_label.as_str(), claim.known_metric), ("Homicides", true));
        assert_eq!((claim.scope.entity.as_str(), claim.attributed_to.as_deref()), ("Tarn", Some("police")));
        assert!(!corrected(&[("metric", "sheep_lost")]).known_metric);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_what_to_write() {
        for (field, value, says) in [
            ("value", "many", "write digits"),
            ("period_start", "05/02/2025", "write it as"),
            ("qualifier", "roughly", "write exact"),
            ("period_kind", "around", "write point"),
            ("metric", "", "write what"),
            ("source", "wire", "no field source"),
        ] {
            let error = check(&fields(&[(field, value)])).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
        assert!(check(&BTreeMap::new()).is_err());
    }
}
