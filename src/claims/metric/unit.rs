//! May a metric's figures have this unit? Money is money in any currency, a length a length in any unit.

use super::Figure;
use crate::model::quantity::Unit;

impl Figure<'_> {
    pub(super) fn unit_fits(&self, number: usize) -> bool {
        let metric = &self.page.vocabulary.metrics[number].unit;
        match (metric, self.unit) {
            (Unit::Money(_), Unit::Money(_)) => true,
            // "212 pence": small coins are money without a code of their own
            (Unit::Money(_), Unit::Measure(unit)) => matches!(&**unit, "penny" | "cent"),
            (Unit::Percent, Unit::Percent) | (Unit::Points, Unit::Points) => true,
            (Unit::Points, Unit::Measure(unit)) => matches!(&**unit, "point" | "percentage point"),
            (Unit::Count, Unit::Count | Unit::Ratio) => true,
            // "a 7.4-magnitude earthquake"
            (Unit::Count, Unit::Measure(unit)) => self.page.vocabulary.metrics[number].id == **unit,
            (Unit::Measure(_), Unit::Measure(_)) => {
                // the files name units in full, figures have their codes
                let names = &self.page.vocabulary.unit_names;
                dimension(names.name(metric)) == dimension(names.name(self.unit))
            }
            // "as young as 12" has no unit word
            (Unit::Measure(unit), Unit::Count) => &**unit == "year" && self.page.vocabulary.metrics[number].of_any,
            _ => false,
        }
    }
}

/// What a unit measures, by its name; a unit of its own kind measures itself.
pub fn dimension(unit: &str) -> &str {
    let any = |words: &[&str]| words.iter().any(|word| unit.split([' ', '-']).any(|part| part == *word));
    if any(&["square", "hectare", "acre"]) {
        "area"
    } else if any(&["cubic", "litre", "millilitre", "centilitre", "gallon", "barrel", "pint", "quart", "bushel"]) {
        "volume"
    } else if unit.ends_with("per hour") || unit.ends_with("metre per second") || unit == "knot" {
        "speed"
    } else if unit.starts_with("degree") || unit == "kelvin" {
        "temperature"
    } else if unit.ends_with("watt hour") {
        "energy"
    } else if unit.ends_with("watt") || unit == "horsepower" {
        "power"
    } else if any(&["kilogram", "gram", "milligram", "tonne", "ton", "pound", "ounce"]) {
        "mass"
    } else if any(&["kilometre", "metre", "centimetre", "millimetre", "mile", "foot", "inch", "yard"]) {
        "length"
    } else if any(&["second", "minute", "hour", "day", "night", "week", "month", "year", "decade"]) {
        "time"
    } else {
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::dimension;

    #[test]
    fn units_of_one_kind_are_exchangeable() {
        for same in [
            ["hectare", "square mile"],
            ["mile per hour", "knot"],
            ["kilogram", "pound"],
            ["inch", "kilometre"],
            ["degree celsius", "degree fahrenheit"],
        ] {
            assert_eq!(dimension(same[0]), dimension(same[1]), "{same:?}");
        }
        assert_ne!(dimension("metre"), dimension("square metre"));
        assert_ne!(dimension("gigawatt"), dimension("gigawatt hour"));
    }
}
