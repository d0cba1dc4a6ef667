//! Ledger and pictures -> the page: one file that opens from disk, loads nothing and runs nothing but its own script.
//!
//! Everything from the ledger is escaped by the template. A policy in the page forbids every address but `data:` images
//! and every style and script but the two whose hashes it names, so that a mistake in escaping could still run nothing.
//! Charts are images, not inline drawings: nothing inside an image can run or load.

use std::collections::{HashMap, HashSet};

use askama::Template;

use crate::model::decision::CORRECTABLE;
use crate::model::error::{Error, Result};
use crate::model::ledger::Ledger;
use crate::model::picture::Picture;

use super::decided::{Decided, decided};
use super::encoded::{policy_hash, svg_address};
use super::estimate::Compared;
use super::excerpt::Kind;
use super::finding::{Entry, Reference, Told, entry};
use super::index::Index;
use super::notices::{Stage, notices};
use super::overview::{Overview, overview};
use super::sources::{SourceText, sources};
use super::tables::{EventRow, QuoteRow, Rows, StatisticRow, compared_figures, events, quotes, statistics};
use super::timeline::{Year, timeline};
use super::wording;

const STYLE: &str = include_str!("templates/report.css");
const SCRIPT: &str = concat!(include_str!("templates/report.js"), "\n", include_str!("templates/review.js"));

#[derive(Template)]
#[template(path = "report/templates/report.html")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    script: &'static str,
    over: Overview<'a>,
    story_charts: Vec<Chart<'a>>,
    timeline_charts: Vec<Chart<'a>>,
    findings: Vec<(Entry<'a>, ChartOf<'a>)>,
    unfound: usize,
    figures: Rows<Compared<'a>>,
    figure_charts: Vec<Chart<'a>>,
    years: Vec<Year<'a>>,
    untimed: usize,
    statistics: Rows<StatisticRow<'a>>,
    events: Rows<EventRow>,
    quotes: Rows<QuoteRow<'a>>,
    sources: Vec<SourceText<'a>>,
    stages: Vec<Stage<'a>>,
    decisions: Vec<Decided<'a>>,
    /// fields of a claim that can be corrected
    fields: Vec<&'static str>,
    /// who decides, on a page that keeps decisions by itself; None in a file
    reviewer: Option<&'a str>,
    noticed: usize,
    settings: String,
    program: &'a str,
}

/// A picture ready to stand in the page.
#[derive(Debug)]
struct Chart<'a> {
    address: String,
    title: &'a str,
    description: &'a str,
    size: Option<(u32, u32)>,
}

/// Where a finding's chart is: each chart stands in the page once.
#[derive(Debug)]
enum ChartOf<'a> {
    None,
    Here(Chart<'a>),
    /// with the finding that comes first
    With(Reference),
}

/// The report as one HTML file.
///
/// Linear in the size of the ledger. Fails only if the template cannot be written out, which would be a fault of ours.
pub fn html(ledger: &Ledger, pictures: &[Picture]) -> Result<String> {
    Ok(drawn(ledger, pictures, None)?.html)
}

/// A page to be served, and the policy for its header.
#[derive(Debug)]
pub struct Served {
    pub html: String,
    pub policy: String,
}

/// The same page for a server on this machine that keeps the decisions of `reviewer`: it may talk to that server.
pub fn served(ledger: &Ledger, pictures: &[Picture], reviewer: &str) -> Result<Served> {
    drawn(ledger, pictures, Some(reviewer))
}

fn policy(served: bool) -> String {
    format!(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'{}",
        policy_hash(STYLE),
        policy_hash(SCRIPT),
        if served { "; connect-src 'self'" } else { "" }
    )
}

fn drawn(ledger: &Ledger, pictures: &[Picture], reviewer: Option<&str>) -> Result<Served> {
    let index = Index::new(ledger);
    let (years, untimed) = timeline(&index);
    let (findings, drawn) = findings(&index, pictures);
    let of_story = |timeline: bool| {
        let stories = pictures.iter().filter(|picture| picture.group_id.is_empty());
        stories.filter(|picture| (picture.chart == "timeline") == timeline).map(chart).collect()
    };
    let page = Page {
        policy: policy(reviewer.is_some()),
        decisions: decided(&index),
        fields: CORRECTABLE.iter().copied().chain(["attributed_to"]).collect(),
        reviewer,
        style: STYLE,
        script: SCRIPT,
        over: overview(&index),
        story_charts: of_story(false),
        timeline_charts: of_story(true),
        unfound: ledger.findings.len() - index.told.len(),
        findings,
        figures: compared_figures(&index),
        figure_charts: pictures
            .iter()
            .filter(|picture| !picture.group_id.is_empty() && !drawn.contains(picture.name.as_str()))
            .map(chart)
            .collect(),
        years,
        untimed,
        statistics: statistics(&index),
        events: events(&index),
        quotes: quotes(&index),
        sources: sources(&index),
        stages: notices(&index),
        noticed: ledger.notices.len(),
        settings: wording::settings(&ledger.settings),
        program: &ledger.program,
    };
    let html =
        page.render().map_err(|error| Error::Output { what: "report.html".into(), problem: error.to_string() })?;
    Ok(Served { html, policy: policy(reviewer.is_some()) })
}

/// The findings with their charts, and the names of the pictures that stand with them.
///
/// Of the pictures of a group the spread says what a finding is about; the others stand with the figures.
fn findings<'a>(index: &Index<'a>, pictures: &'a [Picture]) -> (Vec<(Entry<'a>, ChartOf<'a>)>, HashSet<&'a str>) {
    let mut charts: HashMap<&str, &'a Picture> = HashMap::new();
    for picture in pictures.iter().filter(|picture| !picture.group_id.is_empty()) {
        let hung = charts.entry(&picture.group_id).or_insert(picture);
        if picture.chart == "spread" && hung.chart != "spread" {
            *hung = picture;
        }
    }
    let mut drawn: HashSet<&str> = HashSet::new();
    let mut told = Told::new();
    let mut first: HashMap<&str, Reference> = HashMap::new();
    let mut entries = Vec::with_capacity(index.told.len());
    for &at in &index.told {
        let finding = &index.ledger.findings[index.order[at]];
        let entry = entry(at + 1, finding, index, &mut told);
        let group = index.group_of(finding);
        let chart_of = match group.and_then(|id| Some((id, charts.get(id)?))) {
            None => ChartOf::None,
            Some((id, picture)) => match first.get(id) {
                Some(reference) => ChartOf::With(reference.clone()),
                None => {
                    first.insert(id, entry.is.clone());
                    drawn.insert(&picture.name);
                    ChartOf::Here(chart(picture))
                }
            },
        };
        entries.push((entry, chart_of));
    }
    (entries, drawn)
}

fn chart(picture: &Picture) -> Chart<'_> {
    Chart {
        address: svg_address(&picture.svg),
        title: &picture.title,
        description: &picture.description,
        size: size(&picture.svg),
    }
}

/// Width and height from the opening tag of a drawing, so that the page does not jump when it appears.
fn size(svg: &str) -> Option<(u32, u32)> {
    let tag = svg.get(svg.find("<svg")?..)?.split('>').next()?;
    let number = |name: &str| tag.split_once(name)?.1.split('"').next()?.parse::<f64>().ok();
    let (width, height) = (number(" width=\"")?, number(" height=\"")?);
    let fits = |side: f64| (1.0..100_000.0).contains(&side);
    (fits(width) && fits(height)).then_some((width as u32, height as u32))
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn a_drawing_tells_its_size() {
        assert_eq!(size(r#"<svg width="800" height="450.5" viewBox="0 0 800 450">"#), Some((800, 450)));
        for odd in ["", "<svg>", r#"<svg width="" height="5">"#, r#"<svg width="NaN" height="1e99">"#] {
            assert_eq!(size(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_chart_stands_in_the_page_once() {
        let ledger = example::ledger();
        let pictures = example::pictures(&ledger);
        let page = html(&ledger, &pictures).expect("the page is drawn");
        for picture in &pictures {
            assert_eq!(page.matches(&svg_address(&picture.svg)).count(), 1, "{}", picture.name);
        }
    }
}
