//! The forms of time expressions, in order of precedence: the first that reads at a word wins.

mod bare_year;
mod beside_event;
mod century;
mod clock;
mod clock_span;
mod count_away;
mod day_again;
mod day_alone;
mod day_count;
mod day_month_year;
mod day_of_event;
mod decade;
mod duration;
mod edge;
mod era_year;
mod feast;
mod habit;
mod iso_date;
mod kind_of_year;
mod month_code;
mod month_day_year;
mod nth_weekday;
mod numeric_date;
mod part_of_day;
mod phrase;
mod quarter_code;
mod repeated;
mod season;
mod spelled_day;
mod spelled_year;
mod step;
mod week_number;
mod weekday;
mod window;
mod within;
mod year_month;
mod year_span;

use super::rule::Rule;

pub use self::part_of_day::EDGES_OF_DAY;

/// All forms.
pub const RULES: &[Rule] = &[
    iso_date::RULE,
    month_code::RULE,
    numeric_date::RULE,
    day_month_year::RULE,
    day_again::RULE,
    day_alone::RULE,
    clock_span::RULE,
    clock::RULE,
    quarter_code::RULE,
    decade::RULE,
    kind_of_year::RULE,
    era_year::RULE,
    year_month::RULE,
    year_span::RULE,
    bare_year::RULE,
    spelled_day::RULE,
    spelled_year::RULE,
    week_number::RULE,
    month_day_year::RULE,
    nth_weekday::RULE,
    weekday::RULE,
    season::RULE,
    feast::RULE,
    phrase::RULE,
    habit::RULE,
    part_of_day::RULE,
    century::RULE,
    beside_event::RULE,
    day_of_event::RULE,
    day_count::RULE,
    count_away::RULE,
    window::RULE,
    within::RULE,
    edge::RULE,
    step::RULE,
    repeated::RULE,
    duration::RULE,
];
