//! Tables in strings, and the claims or errors they become.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{read, read_rows};
use crate::model::claim::{Claim, PeriodKind};
use crate::model::quantity::Bound;
use crate::model::quantity::Unit;

fn claims(table: &str) -> Vec<Claim> {
    read("figures.csv", table.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn error(table: &str) -> String {
    read("figures.csv", table.as_bytes()).unwrap_err().to_string()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn three_columns_are_enough() {
    let claims = claims("source_id,metric,value\nPaper A,arrests,\"75,000\"\n");
    let claim = &claims[0];
    assert_eq!((&*claim.source, &*claim.metric, &*claim.text), ("Paper_A", "arrests", "75,000"));
    assert_eq!((claim.quantity.low, claim.quantity.high), (Some(75_000.into()), Some(75_000.into())));
    assert_eq!((claim.quantity.step, claim.period.kind), (1_000.into(), PeriodKind::None));
    assert_eq!(claim.span, None);
}

#[test]
fn bounds_open_an_end_and_ranges_need_no_value() {
    let claims = claims(
        "source_id,metric,value,qualifier,low,high\na,m,80000,more_than,,\na,m,80000,up_to,,\na,m,,,10,20\na,m,,vague,24,99\na,m,5%,,,\n",
    );
    let ends: Vec<_> =
        claims.iter().map(|claim| (claim.quantity.low, claim.quantity.high, claim.quantity.bound)).collect();
    let some = |value: i64| Some(Decimal::from(value));
    assert_eq!(ends[0], (some(80_000), None, Bound::MoreThan));
    assert_eq!(ends[1], (None, some(80_000), Bound::UpTo));
    assert_eq!(ends[2], (some(10), some(20), Bound::Range));
    assert_eq!(ends[3], (some(24), some(99), Bound::Vague));
    assert_eq!(claims[4].quantity.unit, Unit::Percent);
}

#[test]
fn partial_dates_begin_on_their_first_and_end_on_their_last_day() {
    let claims = claims(
        "source_id,metric,value,period_start,period_end,period_kind,published\na,m,1,2022,2022-04,during,\na,m,1,2022,,,\na,m,1,2022-03-27,,since,2022-07\na,m,1,2022,,during,\na,m,1,,2022-04-02,point,\n",
    );
    let period = |at: usize| (claims[at].period.start, claims[at].period.end, claims[at].period.kind);
    assert_eq!(period(0), (day(2022, 1, 1), day(2022, 4, 30), PeriodKind::During));
    assert_eq!(period(1), (day(2022, 1, 1), None, PeriodKind::Since));
    assert_eq!(period(2), (day(2022, 3, 27), day(2022, 7, 31), PeriodKind::Since));
    assert_eq!(period(3), (day(2022, 1, 1), day(2022, 12, 31), PeriodKind::During));
    assert_eq!(period(4), (day(2022, 4, 2), day(2022, 4, 2), PeriodKind::Point));
}

#[test]
fn other_columns_are_carried_through() {
    let claims = claims("source_id;metric;value;coder;Note\na;m;1;Kim;a, b\n");
    assert_eq!(claims[0].extra, BTreeMap::from([("coder".into(), "Kim".into()), ("note".into(), "a, b".into())]));
}

#[test]
fn json_lines_keep_figures_as_written() {
    let table = "{\"source_id\":\"a\",\"metric\":\"m\",\"value\":0.10,\"scope\":null,\"extra\":[1]}\n\n{\"source_id\":\"b\",\"metric\":\"m\",\"value\":\"1,200\"}\n";
    let claims = read("figures.jsonl", table.as_bytes()).unwrap();
    assert_eq!((&*claims[0].text, &*claims[1].text), ("0.10", "1,200"));
    assert_eq!(claims[0].extra["extra"], "[1]");
    let error = read("figures.jsonl", b"{\"source_id\":\"a\"\n").unwrap_err().to_string();
    assert!(error.starts_with("figures.jsonl:1"), "{error}");
}

#[test]
fn ids_do_not_hang_on_the_order_of_rows() {
    let (a, b) = ("a,m,1\n", "b,m,2\n");
    let ids = |rows: [&str; 3]| {
        let mut ids: Vec<String> = claims(&format!("source_id,metric,value\n{}", rows.concat()))
            .into_iter()
            .map(|claim| claim.id.to_string())
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids([a, b, a]), ids([b, a, a]));
    assert_eq!(ids([a, b, a]).len(), 2);
}

#[test]
fn rows_that_only_a_note_tells_apart_stay_apart_whatever_their_order() {
    let ids = |notes: [&str; 3]| {
        let rows = notes.map(|note| format!("a,m,1,{note}\n")).concat();
        let read = read_rows("f.csv", format!("source_id,metric,value,note\n{rows}").as_bytes(), false).unwrap();
        let mut ids: Vec<String> =
            read.claims.into_iter().map(|claim| claim.id.to_string() + &claim.extra["note"]).collect();
        ids.sort();
        (ids, read.repeated.len())
    };
    assert_eq!(ids(["x", "y", "x"]), ids(["y", "x", "x"]));
    assert_eq!((ids(["x", "y", "x"]).0.len(), ids(["x", "y", "x"]).1), (2, 1));
}

#[test]
fn times_of_day_are_a_unit_of_their_own() {
    let claims = claims(
        "source_id,metric,value,unit\na,departure,14:35,\nb,departure,2:35p,time\nc,departure,2011-12-01 14:36,\nd,departure,875,clock\ne,departure,1200,minute\nf,departure,20:00,min\n",
    );
    let told = |at: usize| {
        let quantity = &claims[at].quantity;
        format!("{} {}", quantity.unit.written(quantity.value.unwrap()), quantity.unit.as_str())
    };
    let expected =
        ["14:35 clock", "14:35 clock", "2011-12-01 14:36 clock", "14:35 clock", "1200 minute", "1200 minute"];
    assert_eq!((0..6).map(told).collect::<Vec<_>>(), expected);
    assert_eq!(claims[4].quantity.step, Decimal::ONE);
    for (row, place) in [
        ("25:10,", "(column value)"),
        ("12/01/2011 14:35,", "(column value)"),
        ("14:35,km", "(column unit)"),
        ("soon,clock", "(column value)"),
    ] {
        let error = error(&format!("source_id,metric,value,unit\na,m,{row}\n"));
        assert!(error.contains(place) && error.contains("remedy"), "{error}");
    }
}

#[test]
fn bad_rows_can_be_left_out_and_are_told() {
    let table = b"source_id,metric,value\na,m,1\nb,m,many\nc,m,3\n";
    let read = read_rows("f.csv", table, true).unwrap();
    assert_eq!((read.claims.len(), read.left_out.len()), (2, 1));
    assert!(read.left_out[0].to_string().starts_with("f.csv:3"));
}

#[test]
fn errors_name_line_column_and_remedy() {
    for (table, place, says) in [
        ("source_id,value\na,1\n", "figures.csv:1:", "\"metric\" is missing"),
        ("source_id,metric\na,m\n", "figures.csv:1:", "\"value\" is missing"),
        ("source_id,metric,value\na,m,1\nb,m,many\n", "figures.csv:3 (column value)", "\"many\""),
        ("source_id,metric,value\na,m,\"1,5\"\n", "figures.csv:2 (column value)", "decimal point"),
        ("source_id,metric,value\n,m,1\n", "figures.csv:2 (column source_id)", "is empty"),
        ("source_id,metric,value,qualifier\na,m,1,over\n", "figures.csv:2 (column qualifier)", "more_than"),
        ("source_id,metric,value,period_start\na,m,1,5/2/2022\n", "figures.csv:2 (column period_start)", "2025-02-05"),
        (
            "source_id,metric,value,period_start,period_end\na,m,1,2023,2022\n",
            "figures.csv:2 (column period_end)",
            "before",
        ),
        ("source_id,metric,value,low,high\na,m,1,5,4\n", "figures.csv:2 (column low)", "swap"),
        ("source_id,metric,value,low\na,m,1,5\n", "figures.csv:2 (column value)", "between"),
        ("source_id,metric,value,unit\na,m,1%,km\n", "figures.csv:2 (column unit)", "percent"),
        ("source_id,metric,value,start,end\na,m,1,5,4\n", "figures.csv:2 (column end)", "before"),
    ] {
        let error = error(table);
        assert!(error.starts_with(place) && error.contains(says) && error.contains("remedy:"), "{error}");
    }
}
