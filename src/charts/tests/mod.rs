//! Little ledgers, and what every picture of them must hold to.

mod crowd;
mod world;

use chrono::NaiveDate;

use self::world::{Figure, World, estimate, example, since, small, year, ymd};
use super::scene::measure::assert_well_laid;
use super::*;
use crate::model::claim::{Period, PeriodKind};
use crate::model::group::{Cell, Verdict};
use crate::model::quantity::Bound;
use crate::model::span::Span;

/// Writes the example's pictures where one can look at them: `CROSSCHECK_LOOK=folder cargo test look_at`.
#[test]
fn look_at_the_example() {
    let drawn = draw(&example().ledger, &Options::default()).unwrap();
    assert!(drawn.value.len() >= 4);
    look(&drawn.value, "example");
}

fn look(pictures: &[Picture], name: &str) {
    let Some(folder) = std::env::var_os("CROSSCHECK_LOOK") else { return };
    for picture in pictures {
        let path = std::path::Path::new(&folder).join(format!("{name}-{}", picture.name));
        std::fs::write(path.with_extension("svg"), &picture.svg).unwrap();
        std::fs::write(path.with_extension("png"), &picture.png).unwrap();
    }
}

#[test]
fn the_example_is_well_laid() {
    example().scenes(&Options::default()).iter().for_each(assert_well_laid);
}

const ALL_SIZES: [usize; 4] = [1, 5, 60, 200];

/// `marks` figures in one cell, `marks` values of a series and `marks` events, from ever new sources of long names.
fn crowd(marks: usize) -> World {
    let ids: Vec<String> = (0..marks).map(|n| format!("source-{n:03}")).collect();
    let name = |n: usize| match n % 3 {
        0 => format!("Señal {n}"),
        1 => format!("The Inter-American Observatory of Ångström – Nº {n}, for Documentation and Enquiry"),
        _ => format!("Ledger {n}"),
    };
    let names: Vec<String> = (0..marks).map(name).collect();
    let first = ymd(2024, 1, 1);
    let day = |n: usize| first + chrono::Days::new(n as u64 * 7 % 400);
    let sources: Vec<(&str, &str, Option<NaiveDate>)> =
        (0..marks).map(|n| (&*ids[n], &*names[n], (n % 4 > 0).then(|| day(n)))).collect();
    let mut world = World::of("A story with an überlong name ".repeat(12).trim(), &sources);
    let bounds =
        [Bound::Exact, Bound::MoreThan, Bound::UpTo, Bound::About, Bound::AtLeast, Bound::LessThan, Bound::Vague];
    let mut members = Vec::new();
    let mut by_year = Vec::new();
    for n in 0..marks {
        let low = 900 + (n as i64 * 7919) % 60_000;
        let bound = bounds[n % bounds.len()];
        let ends = if bound == Bound::Vague { (low, low * 3) } else { (low, low) };
        let number = low.to_string();
        let sentence = format!(
            "Officials spoke of [some {number} people who had been brought before a court {{this year}} alone]."
        );
        let figure = Figure {
            source: &ids[n],
            sentence: &sentence,
            number: &number,
            bound,
            ends,
            period: year(2024, PeriodKind::During),
        };
        members.push(world.figure(figure));
        by_year.push(world.row(&ids[n], low, year(1900 + n as i32 % 130, PeriodKind::During)));
        world.told(
            &"somebody did something to somebody else ".repeat(n % 5 + 1),
            &[(&ids[n], day(n), day(n), n % 2 == 0)],
        );
    }
    let members: Vec<&str> = members.iter().map(|id| &**id).collect();
    let cell = world.cell("court_cases", &members, Verdict::Conflict);
    world.group(
        "court_cases",
        "a place of great length ".repeat(9).trim(),
        vec![Cell { estimate: estimate(900, Some(9_000), 60_000), ..cell }],
    );
    let cells = by_year.iter().map(|id| world.cell("fines", &[id], Verdict::Single)).collect();
    world.group("fines", "", cells);
    world
}

#[test]
fn labels_neither_touch_nor_leave_the_page_however_many_marks_there_are() {
    for marks in ALL_SIZES {
        let world = crowd(marks);
        for options in [Options::default(), Options { width: 560, height: Some(300), ..Options::default() }] {
            let scenes = world.scenes(&options);
            scenes.iter().for_each(assert_well_laid);
            assert!(scenes.iter().any(|scene| scene.chart == "timeline"), "{marks}");
            assert_eq!(scenes.iter().any(|scene| scene.chart == "spread"), marks > 1, "{marks}");
            assert_eq!(scenes.iter().any(|scene| scene.chart == "series"), marks > 1, "{marks}");
        }
    }
}

#[test]
fn what_has_no_room_is_counted_on_the_picture() {
    let scenes = crowd(200).scenes(&Options::default());
    for (chart, says) in [
        ("timeline", "168 of 200 events have no row here"),
        ("spread", "of 200 figures are left out here"),
        ("series", "have no label here"),
        ("agreement", "176 of 200 sources are left out here"),
    ] {
        let scene = scenes.iter().find(|scene| scene.chart == chart).unwrap();
        assert!(scene.labels().any(|label| label.text.contains(says)), "{chart}: {says}");
    }
    // every event keeps its mark, labelled or not
    let timeline = scenes.iter().find(|scene| scene.chart == "timeline").unwrap();
    let marked: usize = timeline.groups.iter().map(|group| group.ids.len()).sum();
    assert_eq!(marked, 200);
}

#[test]
fn a_height_asked_for_is_kept() {
    let options = Options { height: Some(700), ..Options::default() };
    for scene in crowd(60).scenes(&options) {
        assert!(scene.height <= 700, "{} is {} high", scene.name, scene.height);
    }
}

#[test]
fn an_empty_ledger_gives_no_pictures_and_no_complaint() {
    let drawn = draw(&World::empty().ledger, &Options::default()).unwrap();
    assert!(drawn.value.is_empty() && drawn.notices.is_empty());
}

#[test]
fn the_same_ledger_gives_the_same_bytes_whatever_the_order_of_its_lists() {
    let mut world = example();
    let drawn = |world: &World| {
        hung(&world.ledger, &Options::default())
            .value
            .into_iter()
            .map(|(name, scene)| paint::svg(&scene, &name, "en"))
            .collect::<Result<Vec<_>>>()
            .unwrap()
    };
    let forwards = drawn(&world);
    let ledger = &mut world.ledger;
    ledger.claims.reverse();
    ledger.events.reverse();
    ledger.timeline.reverse();
    ledger.groups.reverse();
    ledger.groups.iter_mut().for_each(|group| group.cells.reverse());
    ledger.groups.iter_mut().flat_map(|group| &mut group.cells).for_each(|cell| cell.members.reverse());
    ledger.findings.reverse();
    ledger.documents.reverse();
    assert!(forwards == drawn(&world));
}

#[test]
fn every_mark_says_its_claim_and_no_float_shows() {
    let world = example();
    let drawn = draw(&world.ledger, &Options::default()).unwrap().value;
    let spread = drawn.iter().find(|picture| picture.name == "spread-crackdown-el-salvador").unwrap();
    for claim in world.ledger.groups[0].cells.iter().flat_map(|cell| &cell.members) {
        assert!(spread.svg.contains(&format!("id=\"{}--{claim}\"", spread.name)), "{claim}");
    }
    assert!(spread.svg.contains("“over 80,000 arrests since 2019”"));
    for picture in &drawn {
        let attributes = picture.svg.split('"').skip(1).step_by(2);
        let noisy = |value: &&str| value.len() > 5 && value.parse::<f64>().is_ok() && value.contains('.');
        assert_eq!(attributes.filter(noisy).collect::<Vec<_>>(), Vec::<&str>::new());
        assert!(picture.svg.contains("<title id=") && picture.svg.contains("<desc id="));
        assert!(picture.png.starts_with(b"\x89PNG"));
    }
}

#[test]
fn only_what_is_asked_for_is_drawn() {
    let world = example();
    let kinds =
        |options: &Options| hung(&world.ledger, options).value.iter().map(|(_, scene)| scene.chart).collect::<Vec<_>>();
    assert_eq!(kinds(&Options { only: vec![ChartKind::Series], ..Options::default() }), ["series"]);
    assert_eq!(kinds(&Options { metric: Some("Homicides".into()), ..Options::default() }), ["series"]);
    let nothing = hung(&world.ledger, &Options { metric: Some("rain".into()), ..Options::default() });
    assert!(nothing.value.is_empty());
    assert_eq!(nothing.notices.len(), 1);
    assert_eq!(ChartKind::parse("spread"), Some(ChartKind::Spread));
}

#[test]
fn too_many_groups_leave_a_notice() {
    let mut world = World::of("Fires", &[("a", "A", None), ("b", "B", None)]);
    for n in 0..45 {
        let [one, two] = ["a", "b"].map(|source| world.row(source, 10 + n, Period::default()));
        let cell = world.cell("fires", &[&one, &two], Verdict::Agree);
        world.group("fires", &format!("../Town {n}"), vec![cell]);
    }
    let drawn = hung(&world.ledger, &Options { only: vec![ChartKind::Spread], ..Options::default() });
    assert_eq!(drawn.value.len(), 40);
    assert!(drawn.notices[0].says.contains("5 are not"), "{}", drawn.notices[0].says);
    let names: std::collections::BTreeSet<&str> = drawn.value.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names.len(), 40);
    assert_eq!(drawn.value[0].1.title, "Fires: 10, two sources agree");
}

#[test]
fn hostile_words_neither_break_the_svg_nor_the_page() {
    let nasty = "</title><script>alert(1)</script>&\u{0}\u{202e}\u{1b}[31m\"' 漢字 \u{10fff0} العربية z\u{301}\u{301}\u{301}\u{301}\u{301} ";
    let long = nasty.repeat(40);
    let sources = [("a", &*long, None), ("b", &*long, None), ("c\"><b>", "", None)];
    let mut world = World::of(&long, &sources);
    let sentence = format!("{} 12", "x".repeat(4000));
    let mut add = |source, low: i64, period| {
        world.figure(Figure {
            source,
            sentence: &sentence,
            number: "12",
            bound: Bound::Exact,
            ends: (low, low),
            period,
        })
    };
    let members = [add("a", i64::MAX, since(2019)), add("b", i64::MIN, since(2019)), add("c\"><b>", 0, since(2019))];
    // spans that fit no text
    world.ledger.claims[0].span = Some(Span { start: 4_000_000, end: 5_000_000 });
    world.ledger.claims[1].quantity.counted = Some(Span { start: 1, end: u32::MAX });
    let members: Vec<&str> = members.iter().map(|id| &**id).collect();
    let cell = world.cell(&long, &members, Verdict::Conflict);
    world.group(&long, &long, vec![Cell { estimate: estimate(i64::MIN, None, i64::MAX), ..cell }]);
    world.told(
        &long,
        &[("a", NaiveDate::MIN, NaiveDate::MIN, true), ("nobody", ymd(2025, 1, 1), ymd(2025, 1, 1), true)],
    );
    world.told(&long, &[("b", ymd(2025, 1, 2), ymd(2024, 1, 1), true)]);
    world.scenes(&Options::default()).iter().for_each(assert_well_laid);
    let drawn = draw(&world.ledger, &Options::default()).unwrap();
    assert_eq!(drawn.value.len(), 3);
    assert!(drawn.notices.iter().any(|notice| notice.says.contains("built-in font")));
    for picture in &drawn.value {
        assert!(!picture.svg.contains("<script") && !picture.svg.contains("<b>"));
        assert!(picture.name.len() < 90 && !picture.name.contains(['/', '.', '\\', '<']), "{}", picture.name);
    }
}

#[test]
fn one_picture_of_each_kind_as_it_is_drawn() {
    let drawn = draw(&small().ledger, &Options { width: 720, ..Options::default() }).unwrap();
    assert_eq!(
        drawn.value.iter().map(|picture| picture.chart).collect::<Vec<_>>(),
        ["timeline", "spread", "series", "agreement"]
    );
    for picture in drawn.value {
        insta::assert_snapshot!(picture.chart, picture.svg);
    }
}

/// A toll over ten days: it rises, jumps, falls, is corrected, and one source has no day.
fn toll() -> World {
    let day = |day| Some(ymd(2025, 3, day));
    let sources = [
        ("lakeside", "Lakeside Courier", day(2)),
        ("harbour", "Harbour Radio", day(3)),
        ("tribune", "Valley Tribune", day(4)),
        ("wire", "Northern Wire", day(5)),
        ("gazette", "Gazette", day(7)),
        ("evening", "Evening Mail", day(9)),
        ("morning", "Morning Star", day(11)),
        ("notebook", "Notebook", None),
    ];
    let mut world = World::of("The flood", &sources);
    let until = Period { kind: PeriodKind::Until, ..Period::default() };
    let mut add = |source, sentence: &str, number, bound, ends| {
        world.figure(Figure { source, sentence, number, bound, ends, period: until.clone() })
    };
    use Bound::*;
    let ids = [
        add("lakeside", "[At least 40] are dead.", "40", AtLeast, (40, 40)),
        add("harbour", "[Dozens] are dead.", "Dozens", Vague, (24, 99)),
        add("tribune", "[more than 130] are dead.", "130", MoreThan, (130, 130)),
        add("wire", "[about 150] died.", "150", About, (150, 150)),
        add("gazette", "[112] died.", "112", Exact, (112, 112)),
        add("evening", "[167] died.", "167", Exact, (167, 167)),
        add("morning", "The toll was corrected to [158].", "158", Exact, (158, 158)),
        add("notebook", "[99] died.", "99", Exact, (99, 99)),
    ];
    world.ledger.claims[6].cues.push(crate::model::vocabulary::Cue::Revised);
    let ids = ids.each_ref().map(|id| &**id);
    let cell = Cell { running: true, ..world.cell("killed", &ids, Verdict::Growth) };
    world.group("casualties_dead", "Lower valley", vec![cell]);
    world
}

#[test]
fn a_running_total_shows_where_it_falls_and_jumps() {
    let scenes = toll().scenes(&Options { only: vec![ChartKind::Flow], ..Options::default() });
    let scene = scenes.iter().find(|scene| scene.chart == "flow").unwrap();
    assert_well_laid(scene);
    assert_eq!(scene.title, "Killed: at least 40 on 2 Mar, 158 on 11 Mar 2025, with falls and jumps");
    let says = |text: &str| scene.labels().any(|label| label.text.contains(text));
    assert!(
        says("3.3 times the figure before") && says("down from about 150") && says("Dozens") && says("down from 167")
    );
    assert!(says("One figure of a source without a day of publication"));
    let table = scene.data.csv(false);
    let marks: Vec<&str> = table.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
    assert_eq!(marks, ["", "", "jump", "", "fall", "", "corrected", ""]);
}

/// The picture of `docs/charts.md`, byte for byte; `UPDATE_GOLDENS=1` draws it anew.
#[test]
fn the_running_total_of_the_docs_is_what_is_drawn() {
    let options = Options { only: vec![ChartKind::Flow], ..Options::default() };
    let drawn = draw(&toll().ledger, &options).unwrap().value.remove(0);
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (ending, bytes) in [("svg", drawn.svg.as_bytes()), ("png", &drawn.png), ("csv", drawn.data.as_bytes())] {
        let path = docs.join("flow").with_extension(ending);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, bytes).unwrap();
        }
        assert!(std::fs::read(&path).is_ok_and(|kept| kept == bytes), "UPDATE_GOLDENS=1 draws {path:?} anew");
    }
}

#[test]
fn a_line_joins_figures_of_one_source_only() {
    let mut world = World::of("Fires", &[("a", "A", None), ("b", "B", None)]);
    let ids: Vec<String> = [("a", 2019, 5), ("b", 2020, 90), ("a", 2021, 7), ("b", 2023, 80)]
        .map(|(source, of, value)| world.row(source, value, year(of, PeriodKind::During)))
        .into();
    let cells = ids.iter().map(|id| world.cell("fires", &[id], Verdict::Single)).collect();
    world.group("fires", "", cells);
    let scene = world.scenes(&Options::default()).into_iter().find(|scene| scene.chart == "series").unwrap();
    assert_eq!(scene.title, "Fires: 5 in 2019 (A), 80 in 2023 (B)");
    assert!(!scene.labels().any(|label| label.text.contains('%')), "a change between two sources is nobody's");
    let marks: Vec<i32> = scene.groups.iter().filter(|group| !group.ids.is_empty()).map(|group| at(group).1).collect();
    let (low, high) = (marks[0].max(marks[2]), marks[1].min(marks[3]));
    for shape in scene.groups.iter().filter(|group| group.ids.is_empty()).flat_map(|group| &group.shapes) {
        // no line runs from the low figures of one to the high figures of the other
        if let super::scene::Shape::Line { points, .. } = shape {
            let crosses = points.iter().any(|point| point.1 >= low) && points.iter().any(|point| point.1 <= high);
            let upright = points.windows(2).all(|pair| pair[0].0 == pair[1].0);
            assert!(!crosses || upright, "{points:?}");
        }
    }
}

/// Where the dot of a mark stands.
fn at(group: &super::scene::Group) -> super::scene::Point {
    let dot = |shape: &super::scene::Shape| match shape {
        super::scene::Shape::Dot { at, .. } => Some(*at),
        _ => None,
    };
    group.shapes.iter().find_map(dot).unwrap()
}
