//! Every kind of ledger a newsroom may bring, laid out and measured: no label on another, on a mark or off the page.

use chrono::{Days, NaiveDate};

use super::super::scene::measure::assert_well_laid;
use super::super::theme::Scheme;
use super::super::tongue::Tongue;
use super::super::{ChartKind, Options};
use super::world::{Figure, World, estimate, ymd};
use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::group::{Cell, Verdict};
use crate::model::quantity::{Bound, Unit};
use crate::model::time::Grain;

/// What the sources are called and how they write.
#[derive(Debug, Clone, Copy)]
enum Names {
    Short,
    Long,
    /// one word of 10,000 letters
    Endless,
    RightToLeft,
    EastAsian,
}

#[derive(Debug, Clone, Copy)]
enum Numbers {
    Counts,
    Negative,
    Percent,
    Money,
    /// all the same
    Same,
}

#[derive(Debug, Clone, Copy)]
enum Dates {
    OneDay,
    Weeks,
    Centuries,
}

const NAMES: [Names; 5] = [Names::Short, Names::Long, Names::Endless, Names::RightToLeft, Names::EastAsian];
const NUMBERS: [Numbers; 5] = [Numbers::Counts, Numbers::Negative, Numbers::Percent, Numbers::Money, Numbers::Same];
const DATES: [Dates; 3] = [Dates::OneDay, Dates::Weeks, Dates::Centuries];

impl Names {
    fn of(self, n: usize) -> String {
        match self {
            Names::Short => format!("Señal {n}"),
            Names::Long => {
                format!("The Inter-American Observatory of Ångström – Nº {n}, for Documentation and Enquiry")
            }
            Names::Endless => format!("{}{n}", "W".repeat(10_000)),
            Names::RightToLeft => format!("صحيفة الشرق الأوسط {n} – עיתון"),
            Names::EastAsian => format!("東京新聞社の大きな号外 {n} 한국일보 กรุงเทพ"),
        }
    }
}

impl Numbers {
    fn of(self, n: usize) -> i64 {
        let n = n as i64;
        match self {
            Numbers::Counts => 900 + (n * 7919) % 60_000,
            Numbers::Negative => (n * 37) % 400 - 200,
            Numbers::Percent => (n * 13) % 101,
            Numbers::Money => 1_000_000 + (n * n * 777_777_777) % 9_000_000_000_000,
            Numbers::Same => 12,
        }
    }

    fn unit(self) -> Unit {
        match self {
            Numbers::Percent => Unit::Percent,
            Numbers::Money => Unit::Money("CHF".into()),
            _ => Unit::Count,
        }
    }
}

impl Dates {
    fn of(self, n: usize) -> NaiveDate {
        match self {
            Dates::OneDay => ymd(2024, 2, 29),
            Dates::Weeks => ymd(2024, 12, 1) + Days::new(n as u64 * 7 % 40),
            Dates::Centuries => ymd(1725, 1, 31) + Days::new(n as u64 * 6_007 % 109_500),
        }
    }
}

/// `marks` figures in one cell, of a series, of a running total, and `marks` events, from ever new sources.
fn crowd(marks: usize, names: Names, numbers: Numbers, dates: Dates) -> World {
    let ids: Vec<String> = (0..marks).map(|n| format!("source-{n:03}")).collect();
    let called: Vec<String> = (0..marks).map(|n| names.of(n)).collect();
    let sources: Vec<(&str, &str, Option<NaiveDate>)> =
        (0..marks).map(|n| (&*ids[n], &*called[n], (n % 9 != 5).then(|| dates.of(n)))).collect();
    let mut world = World::of(&names.of(0).repeat(3), &sources);
    let bounds = [
        Bound::Exact,
        Bound::MoreThan,
        Bound::UpTo,
        Bound::About,
        Bound::AtLeast,
        Bound::LessThan,
        Bound::Vague,
        Bound::Range,
    ];
    let (mut members, mut series, mut run) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..marks {
        let low = numbers.of(n);
        let bound = bounds[n % bounds.len()];
        let high = if matches!(bound, Bound::Vague | Bound::Range) { low + low.abs() / 2 + 1 } else { low };
        let day = dates.of(n);
        let figure = low.to_string();
        let sentence = format!("{} says [{figure} {}] {{of this}}.", names.of(n), names.of(n + 1));
        let mut add = |kind: PeriodKind, bound: Bound| {
            let period = Period {
                start: Some(day),
                end: Some(day),
                kind,
                grain: Some(Grain::Day),
                basis: PeriodBasis::Clause,
                ..Period::default()
            };
            let ends = (low, if bound == Bound::Exact { low } else { high });
            let id =
                world.figure(Figure { source: &ids[n], sentence: &sentence, number: &figure, bound, ends, period });
            let claim = world.ledger.claims.last_mut().unwrap();
            claim.quantity.unit = numbers.unit();
            claim.attributed_to = Some(names.of(n).into());
            id
        };
        members.push(add(PeriodKind::Until, bound));
        series.push(add(PeriodKind::During, if n % 3 == 0 { bound } else { Bound::Exact }));
        run.push(add(PeriodKind::Until, bound));
        // every third event is told by two sources with different dates
        let other = (&*ids[(n + 1) % marks], dates.of(n + 1), dates.of(n + 1), true);
        let told = [(&*ids[n], day, day, n % 2 == 0), other];
        world.told(&format!("{} did something", names.of(n)), &told[..1 + usize::from(n % 3 == 0 && marks > 1)]);
    }
    let members: Vec<&str> = members.iter().map(|id| &**id).collect();
    let cell = Cell { unit: numbers.unit(), ..world.cell("court_cases", &members, Verdict::Conflict) };
    let cell =
        Cell { estimate: estimate(numbers.of(0), Some(numbers.of(1)), numbers.of(0).max(numbers.of(1))), ..cell };
    world.group("court_cases", &names.of(3), vec![cell]);
    let cells = series.iter().map(|id| Cell { unit: numbers.unit(), ..world.cell("fines", &[id], Verdict::Single) });
    let cells = cells.collect();
    world.group("fines", "", cells);
    let run: Vec<&str> = run.iter().map(|id| &**id).collect();
    let cell = Cell { unit: numbers.unit(), running: true, ..world.cell("killed", &run, Verdict::Growth) };
    world.group("killed", &names.of(4), vec![cell]);
    world
}

fn assert_all_well_laid(world: &World, options: &Options) -> Vec<&'static str> {
    let scenes = world.scenes(options);
    scenes.iter().for_each(assert_well_laid);
    scenes.iter().map(|scene| scene.chart).collect()
}

#[test]
fn no_label_collides_or_is_clipped_whatever_the_ledger() {
    for (names_at, names) in NAMES.into_iter().enumerate() {
        for (numbers_at, numbers) in NUMBERS.into_iter().enumerate() {
            for (dates_at, dates) in DATES.into_iter().enumerate() {
                // everything with everything for five marks; for others, each with some of the rest
                let turn = (names_at + numbers_at + dates_at) % NUMBERS.len();
                for marks in [5].into_iter().chain([1, 50].into_iter().filter(|_| turn == 0)) {
                    let world = crowd(marks, names, numbers, dates);
                    let drawn = assert_all_well_laid(&world, &Options::default());
                    let what = format!("{marks} {names:?} {numbers:?} {dates:?}: {drawn:?}");
                    assert!(drawn.contains(&"timeline"), "{what}");
                    assert_eq!(drawn.contains(&"spread"), marks > 1, "{what}");
                    let several_days = marks > 1 && !matches!(dates, Dates::OneDay);
                    assert_eq!(drawn.contains(&"series"), several_days, "{what}");
                    assert_eq!(drawn.contains(&"flow"), several_days, "{what}");
                }
            }
        }
    }
}

#[test]
fn two_hundred_marks_are_laid_as_cleanly_as_five() {
    for (at, names) in NAMES.into_iter().enumerate() {
        let world = crowd(200, names, NUMBERS[at], DATES[at % DATES.len()]);
        for (width, height) in [(560, Some(300)), (960, None), (2400, Some(700))] {
            let options = Options { width, height, tongue: Tongue::of("fr").unwrap(), ..Options::default() };
            assert_all_well_laid(&world, &options);
        }
    }
}

#[test]
fn every_language_and_theme_is_laid_cleanly() {
    let world = crowd(5, Names::Long, Numbers::Money, Dates::Weeks);
    for code in Tongue::codes() {
        for scheme in Scheme::ALL {
            for width in [560, 960] {
                let options = Options { tongue: Tongue::of(code).unwrap(), scheme, width, ..Options::default() };
                let drawn = assert_all_well_laid(&world, &options);
                assert_eq!(drawn.iter().filter(|chart| **chart != "spread").count(), 4, "{code}: {drawn:?}");
            }
        }
    }
}

#[test]
fn every_figure_of_a_picture_is_in_its_table_drawn_or_not() {
    let world = crowd(50, Names::Short, Numbers::Counts, Dates::Weeks);
    for scene in world.scenes(&Options::default()) {
        let table = scene.data.csv(false);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let head = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.iter().all(|row| row.len() == head.len()), "{}", scene.chart);
        let column = |name: &str| head.iter().position(|column| column == name);
        if let Some(id) = column("claim_id") {
            let drawn = column("drawn").unwrap();
            let rows: Vec<_> = rows.iter().filter(|row| !row[id].is_empty()).collect();
            let ids: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[id]).collect();
            assert_eq!(ids.len(), 50, "{}", scene.chart);
            for row in rows {
                assert_eq!(&row[drawn] == "yes", scene.drawn.contains(&row[id]), "{}", scene.chart);
            }
        }
    }
}

/// Writes a big story's pictures where one can look at them: `CROSSCHECK_LOOK=folder cargo test look_at`.
#[test]
fn look_at_a_crowd() {
    let scripts = [("latin", Names::Short), ("arabic", Names::RightToLeft), ("cjk", Names::EastAsian)];
    for (name, names) in scripts {
        let marks = if name == "latin" { 200 } else { 6 };
        let world = crowd(marks, names, Numbers::Counts, Dates::Weeks);
        let only = if std::env::var_os("CROSSCHECK_LOOK").is_some() { vec![] } else { vec![ChartKind::Flow] };
        let drawn = super::super::draw(&world.ledger, &Options { only, ..Options::default() }).unwrap();
        assert!(!drawn.value.is_empty());
        super::look(&drawn.value, name);
    }
}
