//! A small ledger for the tests of this room: five sources on one story, with the figures of the bundled example.
//!
//! Built by hand, so that the report is tested without the rooms that make ledgers.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::model::claim::{Claim, Period, PeriodKind, Scope};
use crate::model::document::{Dateline, DatelineBasis, Document, Source};
use crate::model::estimate::{Estimate, Method};
use crate::model::event::{Event, EventKind, Status, TimelineEntry};
use crate::model::finding::{Evidence, Finding, FindingStatus, Severity};
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::ledger::{LEDGER_VERSION, Ledger, Settings};
use crate::model::notice::Notice;
use crate::model::picture::Picture;
use crate::model::quantity::{Bound, Quantity, Unit, integer_step};
use crate::model::quote::Quote;
use crate::model::span::Span;
use crate::model::story::Story;
use crate::model::time::{Grain, Inferred, TimeValue};

const NORTHGATE: &str = "No state locks up more of its people. Over 80,000 have gone to jail since the war on gangs began in 2022, \
and rights groups say that many of them did no wrong.\n\nThe two governments announced on Monday that El Salvador has agreed to take \
convicts from the United States.";
const CAPITAL: &str = "The emergency of 2022 has filled the cells. More than 25,000 people were jailed within the first weeks. Of the \
85,000 arrested since then, most still wait for a judge.\n\nThe new prison has room for up to 40,000 inmates. “It’s a very generous \
offer,” Mr. Rubio told reporters on Tuesday; whether the law allows it, he left open.";
const MERIDIAN: &str = "In 2023 alone police arrested 75,000 suspected members of gangs, approximately 1% of a population of \
6,600,000. Killings fell by 70 percent, from 6,656 in 2015 to 114 in 2024.\n\nThe Terrorism Confinement Center held 14,532 people in \
summer 2024 and can hold over 40,000. The State Department has called the country’s prisons overcrowded.";
const PLAINVIEW: &str = "The government boasts of over 80,000 arrests since 2019. Its president offers to take prisoners for a fee, \
and would fill the empty cells of his largest prison.";
const HARBOR: &str = "“A very generous offer,” Rubio called it on February 3, in Costa Rica. The Terrorist Confinement Center was built \
for 40,000 inmates.";

/// Five sources, one story, a finding of each severity and more.
pub fn ledger() -> Ledger {
    let documents = vec![
        document("capital-review", "Capital Review", "The Prisons That May Receive Deportees", CAPITAL, None),
        document(
            "harbor-ledger",
            "The Harbor Ledger",
            "A Prison Plan With Little Hope in Court",
            HARBOR,
            Some("2025-02-05"),
        ),
        document("meridian-dispatch", "Meridian Dispatch", "Mega-Prisons Open to Convicts From Abroad", MERIDIAN, None),
        document(
            "northgate-wire",
            "Northgate Wire",
            "El Salvador Signs On to Hold Convicts",
            NORTHGATE,
            Some("2025-02-04"),
        ),
        document("plainview-post", "The Plainview Post", "A Jailer for Hire", PLAINVIEW, Some("2025-02-05")),
    ];
    let claims = claims(&documents);
    let events = events(&documents);
    let quotes = quotes(&documents);
    let groups = groups();
    let findings = findings(&documents, &claims);
    let timeline = timeline(&events);
    let sources = documents.iter().map(|document| document.id.clone()).collect();
    let overcrowded = place(&documents[2], "overcrowded");
    Ledger {
        version: LEDGER_VERSION,
        program: "0.1.0".into(),
        settings: Settings::default(),
        stories: vec![Story {
            id: "y-1".into(),
            label: "El Salvador’s prisons and the offer to the United States".into(),
            sources,
            main_place: "El Salvador".into(),
            why: "They share the names Bukele, Rubio and El Salvador.".into(),
        }],
        documents,
        claims,
        events,
        timeline,
        quotes,
        groups,
        findings,

        decisions: vec![],
        notices: vec![
            Notice::new(
                "claims",
                "meridian-dispatch",
                Some(overcrowded),
                "a judgement without a figure; kept as a cue for rules",
            ),
            Notice::new("anchor", "capital-review", None, "the document states no date; read from its own words"),
            Notice::new("text", "", None, "2 lines of advertising left out"),
        ],
    }
}

/// A chart for the group of arrests, one for all, one for a group without a finding.
pub fn pictures(ledger: &Ledger) -> Vec<Picture> {
    let picture = |name: &str, chart, title: &str, group: &str| Picture {
        name: name.into(),
        chart,
        title: title.into(),
        description: format!("{title}, bar by bar."),
        story_id: ledger.stories[0].id.clone(),
        group_id: group.into(),
        svg: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"180\"><rect x=\"90\" y=\"60\" width=\"540\" height=\"24\" \
             fill=\"#7a9cc0\"/><text x=\"90\" y=\"40\">{name}</text></svg>"
        ),
        png: Vec::new(),
        data: String::new(),
    };
    vec![
        picture("spread-arrests", "spread", "Arrests: 75,000 to 85,000, four sources", "g-arrests"),
        picture("timeline", "timeline", "Timeline: one week in February", ""),
        picture("spread-places", "spread", "Places: about 40,000, three sources", "g-places"),
    ]
}

/// The same ledger with every text turned against the reader, its places left as they were.
pub fn hostile() -> Ledger {
    let nasty = format!(
        "</td></style><script>alert(1)</script><img src=x onerror=alert(2)> \"'`|* [a](javascript:alert(3)) # $x$ @all\u{202e}\u{2066}\u{1b}[2J\u{0}\u{7}\n\n{}",
        "W".repeat(10_000)
    );
    let mut ledger = ledger();
    for document in &mut ledger.documents {
        document.text = nasty.clone();
        document.source.title = nasty.clone();
        document.source.publisher = nasty.clone();
        document.source.url = "javascript:alert(4)".into();
        document.source.file = "../../\u{202e}<b>".into();
        document.source.language = "\" onmouseover=\"alert(5)".into();
        document.dateline.evidence = nasty.clone();
    }
    for claim in &mut ledger.claims {
        for text in [&mut claim.text, &mut claim.metric_label, &mut claim.counted, &mut claim.sentence_text] {
            *text = nasty.clone().into();
        }
        claim.scope.entity = nasty.clone().into();
        claim.scope.population = nasty.clone().into();
        claim.attributed_to = Some(nasty.clone().into());
        claim.quantity.unit = Unit::Measure("<i>|".into());
        claim.quantity.value = Some(Decimal::MAX);
    }
    for event in &mut ledger.events {
        event.description = nasty.clone();
        event.text = nasty.clone();
        event.span = Some(Span { start: 9_999, end: 3 });
    }
    for quote in &mut ledger.quotes {
        quote.words = nasty.clone();
        quote.speaker = Some(nasty.clone());
    }
    for entry in &mut ledger.timeline {
        entry.description = nasty.clone();
        entry.sources.push("nobody<".into());
    }
    for finding in &mut ledger.findings {
        finding.says = nasty.clone();
        finding.rule = "</code><script>alert(6)</script>".into();
        finding.measured = nasty.clone();
        finding.reason = nasty.clone();
        finding.decided_by = nasty.clone();
        finding.evidence.push(Evidence { source: "capital-review".into(), span: Span { start: u32::MAX, end: 5 } });
        finding.claim_ids.push("nothing\"><script>".into());
    }
    for cell in ledger.groups.iter_mut().flat_map(|group| &mut group.cells) {
        cell.metric_label = nasty.clone().into();
        cell.why = nasty.clone().into();
    }
    for notice in &mut ledger.notices {
        notice.says = nasty.clone();
        notice.stage = "<stage>".into();
        notice.span = Some(Span { start: 3, end: u32::MAX });
    }
    ledger.stories[0].label = nasty;
    ledger
}

/// A ledger with so many findings, each with its own id.
pub fn many(findings: usize) -> Ledger {
    let mut ledger = ledger();
    let kinds = ledger.findings.clone();
    ledger.findings =
        (0..findings).map(|at| Finding { id: format!("f-{at}"), ..kinds[at % kinds.len()].clone() }).collect();
    ledger
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn place(document: &Document, words: &str) -> Span {
    let start = document.text.find(words).unwrap_or_else(|| panic!("{words:?} stands in {}", document.id));
    Span::new(start, start + words.len())
}

/// The sentence around a place, up to a full stop with a space.
fn sentence(document: &Document, at: Span) -> Span {
    let text = &document.text;
    let ends = |part: &str| part.match_indices([' ', '\n']).map(|(at, _)| at).collect::<Vec<_>>();
    let is_end = |space: usize| text[..space].ends_with(['.', '\n']) && !text[..space].ends_with("Mr.");
    let start =
        ends(&text[..at.start as usize]).into_iter().rev().find(|space| is_end(*space)).map_or(0, |space| space + 1);
    let end =
        ends(&text[at.end as usize..]).into_iter().map(|space| space + at.end as usize).find(|space| is_end(*space));
    Span::new(start, end.unwrap_or(text.len()))
}

fn document(id: &str, publisher: &str, title: &str, text: &str, given: Option<&str>) -> Document {
    let dateline = match given {
        Some(date) => Dateline {
            published: Some(day(date)),
            grain: Some(Grain::Day),
            basis: DatelineBasis::Given,
            ..Dateline::default()
        },
        None => Dateline {
            published: Some(day("2025-02-04")),
            grain: Some(Grain::Day),
            basis: DatelineBasis::Inferred,
            evidence: "other sources of the story put the meeting on Monday, 3 February 2025".into(),
            updated: None,
        },
    };
    Document {
        id: id.into(),
        source: Source {
            file: format!("{id}.txt"),
            title: title.into(),
            publisher: publisher.into(),
            url: format!("https://example.org/{id}"),
            language: "en".into(),
            story: None,
            words: text.split_whitespace().count(),
            sha256: crate::model::id::sha256_hex(text.as_bytes()),
        },
        dateline,
        text: text.into(),
        verbatim: true,
    }
}

/// id, document, figure as written, value, bound, metric, window
type Row = (&'static str, usize, &'static str, &'static str, Bound, &'static str, Period);

fn claims(documents: &[Document]) -> Vec<Claim> {
    let rows: [Row; 13] = [
        ("c-capital-weeks", 0, "25,000", "25000", Bound::MoreThan, "People jailed", since("2022-01-01", true)),
        ("c-capital-arrests", 0, "85,000", "85000", Bound::Exact, "Arrests", since("2022-01-01", false)),
        ("c-capital-room", 0, "40,000", "40000", Bound::UpTo, "Places", Period::default()),
        ("c-harbor-room", 1, "40,000", "40000", Bound::Exact, "Places", Period::default()),
        ("c-meridian-arrests", 2, "75,000", "75000", Bound::Exact, "Arrests", during("2023-01-01", "2023-12-31")),
        (
            "c-meridian-share",
            2,
            "1%",
            "1",
            Bound::About,
            "Share of the population arrested",
            during("2023-01-01", "2023-12-31"),
        ),
        ("c-meridian-people", 2, "6,600,000", "6600000", Bound::Exact, "Population", Period::default()),
        (
            "c-meridian-drop",
            2,
            "70 percent",
            "70",
            Bound::Exact,
            "Change in homicides",
            during("2015-01-01", "2024-12-31"),
        ),
        ("c-meridian-before", 2, "6,656", "6656", Bound::Exact, "Homicides", during("2015-01-01", "2015-12-31")),
        ("c-meridian-after", 2, "114", "114", Bound::Exact, "Homicides", during("2024-01-01", "2024-12-31")),
        (
            "c-meridian-held",
            2,
            "14,532",
            "14532",
            Bound::Exact,
            "Prisoners",
            Period { kind: PeriodKind::Point, ..during("2024-06-01", "2024-08-31") },
        ),
        ("c-northgate-jailed", 3, "80,000", "80000", Bound::MoreThan, "People jailed", since("2022-01-01", false)),
        ("c-plainview-arrests", 4, "80,000", "80000", Bound::MoreThan, "Arrests", since("2019-01-01", false)),
    ];
    let claims = rows.into_iter().map(|(id, document, text, value, bound, metric, period)| {
        let document = &documents[document];
        let span = place(document, text);
        let sentence = sentence(document, span);
        let value: Decimal = value.parse().expect("a decimal");
        let mut quantity = Quantity::exact(value, integer_step(value), span).bounded(bound);
        if text.ends_with(['%', 't']) {
            quantity.unit = Unit::Percent;
        }
        let room = metric == "Places" || metric == "Prisoners";
        Claim {
            id: id.into(),
            source: document.id.clone(),
            span: Some(span),
            text: text.into(),
            metric: metric.to_lowercase().replace(' ', "_").into(),
            metric_label: metric.into(),
            known_metric: true,
            counted: if room { "inmates".into() } else { metric.to_lowercase().into() },
            scope: Scope {
                entity: if room { "Terrorism Confinement Center".into() } else { "El Salvador".into() },
                population: if id == "c-meridian-arrests" {
                    "suspected members of gangs".into()
                } else {
                    String::new().into()
                },
                ..Scope::default()
            },
            quantity,
            period,
            attributed_to: (id == "c-plainview-arrests").then(|| "the government".into()),
            attribution_chain: Vec::new(),
            hedge: None,
            modality: Default::default(),
            part_of: None,
            context: Default::default(),
            confidence: 90,
            rule: "noun".into(),
            sentence,
            sentence_text: sentence.of(&document.text).into(),
            clause: sentence,
            occurrence: 0,
            published: document.dateline.published,
            cues: Vec::new(),
            because: Vec::new(),
            story_id: "y-1".into(),
            group_id: String::new().into(),
            cell_id: String::new().into(),
            extra: Default::default(),
        }
    });
    claims.collect()
}

fn since(start: &str, partial: bool) -> Period {
    let kind = if partial { PeriodKind::During } else { PeriodKind::Since };
    Period {
        start: Some(day(start)),
        end: Some(day("2025-02-04")),
        kind,
        grain: Some(Grain::Year),
        partial,
        ..Period::default()
    }
}

fn during(start: &str, end: &str) -> Period {
    Period {
        start: Some(day(start)),
        end: Some(day(end)),
        kind: PeriodKind::During,
        grain: Some(Grain::Year),
        ..Period::default()
    }
}

fn one_day(text: &str) -> TimeValue {
    let start = day(text);
    TimeValue {
        start: Some(start.and_time(NaiveTime::MIN)),
        end: start.succ_opt().map(|next| next.and_time(NaiveTime::MIN)),
        grain: Grain::Day,
        inferred: Inferred { year: true, ..Inferred::default() },
        reason: "year from the dateline".into(),
    }
}

fn events(documents: &[Document]) -> Vec<Event> {
    let rows = [
        ("e-capital", 0, "Tuesday", "2025-02-04", "Rubio tells reporters that the offer is generous", Status::Happened),
        ("e-harbor", 1, "February 3", "2025-02-03", "Rubio calls the offer generous, in Costa Rica", Status::Happened),
        (
            "e-northgate",
            3,
            "Monday",
            "2025-02-03",
            "El Salvador agrees to take convicts from the United States",
            Status::Agreed,
        ),
        ("e-plainview", 4, "", "2025-02-03", "the president offers to take prisoners for a fee", Status::Offered),
    ];
    let event = |(id, document, words, date, what, status): (&str, usize, &str, &str, &str, Status)| {
        let document: &Document = &documents[document];
        let at = if words.is_empty() { place(document, "offers to take") } else { place(document, words) };
        let sentence = sentence(document, at);
        Event {
            id: id.into(),
            source: document.id.clone(),
            span: (!words.is_empty()).then_some(at),
            text: words.into(),
            timex: date.into(),
            time: Some(one_day(date)),
            description: what.into(),
            clause: sentence,
            kind: EventKind::Occurrence,
            status,
            participants: Vec::new(),
            stands_for: String::new(),
            place: String::new(),
            attributed_to: None,
            sentence,
            sentence_text: sentence.of(&document.text).into(),
            because: Vec::new(),
            story_id: "y-1".into(),
            group_id: "g-deal".into(),
        }
    };
    rows.map(event).into()
}

fn timeline(events: &[Event]) -> Vec<TimelineEntry> {
    let entry = |id: &str, told: &[usize], agreed| TimelineEntry {
        id: id.into(),
        story_id: "y-1".into(),
        time: events[told[0]].time.clone().expect("dated above"),
        description: events[told[0]].description.clone(),
        sources: told.iter().map(|&at| events[at].source.clone()).collect(),
        event_ids: told.iter().map(|&at| events[at].id.clone()).collect(),
        agreed,
    };
    vec![entry("t-1", &[2, 3], true), entry("t-2", &[1, 0], false)]
}

fn quotes(documents: &[Document]) -> Vec<Quote> {
    let rows = [
        ("q-capital", 0, "“It’s a very generous offer,”", "2025-02-04"),
        ("q-harbor", 1, "“A very generous offer,”", "2025-02-03"),
    ];
    let quote = |(id, document, words, date): (&str, usize, &str, &str)| {
        let document: &Document = &documents[document];
        let span = place(document, words);
        Quote {
            id: id.into(),
            source: document.id.clone(),
            span,
            words: words.trim_matches(['“', '”', ',']).into(),
            speaker: Some("Marco Rubio".into()),
            time: Some(one_day(date)),
            place: None,
            attribution: sentence(document, span),
            story_id: "y-1".into(),
            group_id: "g-quote".into(),
        }
    };
    rows.map(quote).into()
}

fn groups() -> Vec<Group> {
    let estimate =
        |low: i64, best: Option<i64>, high: Option<i64>, why: &str, counted: &[&str], left_out: &[(&str, &str)]| {
            Estimate {
                low: Some(low.into()),
                best: best.map(Decimal::from),
                high: high.map(Decimal::from),
                as_of: None,
                method: Method::Vote,
                why: why.into(),
                counted: counted.iter().map(|id| (*id).into()).collect(),
                left_out: left_out.iter().map(|(id, why)| ((*id).into(), (*why).into())).collect(),
            }
        };
    let cell = |id: &str, label: &str, scope: &str, period, members: &[&str], verdict, estimate| Cell {
        id: id.into(),
        metric: label.to_lowercase().into(),
        metric_label: label.into(),
        scope: scope.into(),
        population: String::new().into(),
        period,
        unit: Unit::Count,
        running: false,
        members: members.iter().map(|id| (*id).into()).collect(),
        sources: members.len(),
        origins: members.len(),
        verdict,
        estimate,
        why: String::new().into(),
    };
    let arrests = estimate(
        80_000,
        Some(85_000),
        None,
        "The only figure with a value; the other one sets a limit and agrees with it.",
        &["c-capital-arrests"],
        &[("c-northgate-jailed", "it counts people jailed, not people arrested")],
    );
    let places = estimate(
        40_000,
        Some(40_000),
        Some(40_000),
        "Two of three sources give it as the upper limit or as the room.",
        &["c-capital-room", "c-harbor-room"],
        &[],
    );
    let group = |id: &str, kind, label: &str, cells| Group {
        id: id.into(),
        kind,
        story_id: "y-1".into(),
        label: label.into(),
        scope: "El Salvador".into(),
        cells,
    };
    vec![
        group(
            "g-arrests",
            GroupKind::Statistic,
            "Arrests",
            vec![
                cell(
                    "l-2019",
                    "Arrests",
                    "El Salvador",
                    since("2019-01-01", false),
                    &["c-plainview-arrests"],
                    Verdict::Single,
                    None,
                ),
                cell(
                    "l-2022",
                    "Arrests",
                    "El Salvador",
                    since("2022-01-01", false),
                    &["c-capital-arrests", "c-northgate-jailed"],
                    Verdict::Split,
                    Some(arrests),
                ),
            ],
        ),
        group(
            "g-places",
            GroupKind::Statistic,
            "Places",
            vec![cell(
                "l-places",
                "Places",
                "Terrorism Confinement Center",
                Period::default(),
                &["c-capital-room", "c-harbor-room"],
                Verdict::WithinBound,
                Some(places),
            )],
        ),
        group(
            "g-quote",
            GroupKind::Quote,
            "a very generous offer",
            vec![cell("l-quote", "", "", Period::default(), &["q-capital", "q-harbor"], Verdict::Conflict, None)],
        ),
    ]
}

/// rule, severity, what it rests on, sentence, measured, allowed
type Told = (&'static str, Severity, &'static [&'static str], &'static str, &'static str, &'static str);

fn findings(documents: &[Document], claims: &[Claim]) -> Vec<Finding> {
    let told: [Told; 8] = [
        (
            "bound_conflict",
            Severity::Low,
            &["c-capital-room", "c-harbor-room"],
            "Capital Review says the prison holds “up to 40,000”, Meridian Dispatch “over 40,000”: one is a ceiling, the other a floor.",
            "over 40000 against up to 40000",
            "limits that touch",
        ),
        (
            "period_mismatch",
            Severity::High,
            &["c-plainview-arrests", "c-northgate-jailed"],
            "“Over 80,000” is counted since 2019 by The Plainview Post and since 2022 by Northgate Wire; the same number cannot cover both \
             spans unless nobody was arrested in the three years between.",
            "since 2019 against since 2022, the same 80000",
            "the same window",
        ),
        (
            "part_exceeds_whole",
            Severity::High,
            &["c-capital-weeks", "c-meridian-arrests", "c-capital-arrests"],
            "More than 25,000 in the first weeks of 2022 (Capital Review) and 75,000 in 2023 (Meridian Dispatch) make 100,000, more than \
             the 85,000 Capital Review counts since 2022.",
            "25000 + 75000 = 100000 > 85000",
            "parts <= whole + 1000",
        ),
        (
            "change_mismatch",
            Severity::Medium,
            &["c-meridian-drop", "c-meridian-before", "c-meridian-after"],
            "Meridian Dispatch writes of a fall by 70 percent, yet from 6,656 to 114 is a fall by 98.3 %.",
            "(6656 - 114) / 6656 = 98.3 %",
            "70 % +/- 0.5",
        ),
        (
            "quote_date_conflict",
            Severity::Medium,
            &["q-capital", "q-harbor"],
            "Rubio’s words on a generous offer are put on Tuesday, 4 February, by Capital Review and on 3 February by The Harbor Ledger.",
            "2025-02-04 against 2025-02-03",
            "the same day",
        ),
        (
            "status_conflict",
            Severity::Medium,
            &["e-northgate", "e-plainview"],
            "Northgate Wire says El Salvador has agreed; The Plainview Post speaks of an offer.",
            "agreed against offered",
            "",
        ),
        (
            "name_variant",
            Severity::Note,
            &["c-harbor-room"],
            "“Terrorism Confinement Center” and “Terrorist Confinement Center” look like one place.",
            "",
            "",
        ),
        (
            "share_mismatch",
            Severity::Low,
            &["c-meridian-arrests", "c-meridian-people", "c-meridian-share"],
            "75,000 of 6,600,000 is 1.14 %, Meridian Dispatch says approximately 1 %.",
            "75000 / 6600000 = 1.14 %",
            "1 % +/- 0.5",
        ),
    ];
    let span = |id: &str| -> Option<Evidence> {
        if let Some(claim) = claims.iter().find(|claim| claim.id == id) {
            return Some(Evidence { source: claim.source.clone(), span: claim.clause });
        }
        let (document, words) = match id {
            "q-capital" => (0, "“It’s a very generous offer,” Mr. Rubio told reporters on Tuesday"),
            "q-harbor" => (1, "“A very generous offer,” Rubio called it on February 3"),
            "e-northgate" => (3, "announced on Monday that El Salvador has agreed to take"),
            _ => (4, "Its president offers to take prisoners for a fee"),
        };
        Some(Evidence { source: documents[document].id.clone(), span: place(&documents[document], words) })
    };
    let finding = |(at, (rule, severity, ids, says, measured, allowed)): (usize, Told)| Finding {
        id: format!("f-{at:04x}"),
        rule: rule.into(),
        severity,
        kind: if rule == "change_mismatch" { GroupKind::Internal } else { GroupKind::Statistic },
        story_id: "y-1".into(),
        group_id: if rule == "period_mismatch" || rule == "part_exceeds_whole" {
            "g-arrests".into()
        } else {
            String::new()
        },
        says: says.into(),
        values: ids
            .iter()
            .filter_map(|id| claims.iter().find(|claim| claim.id == *id))
            .map(|claim| claim.text.to_string())
            .collect(),
        sources: ids.iter().filter_map(|id| span(id)).map(|evidence| evidence.source).collect(),
        claim_ids: ids.iter().map(|id| id.to_string()).collect(),
        evidence: ids.iter().filter_map(|id| span(id)).collect(),
        measured: measured.into(),
        allowed: allowed.into(),
        tolerance: if allowed.is_empty() { String::new() } else { "rounding_step".into() },
        status: if rule == "share_mismatch" { FindingStatus::Settled } else { FindingStatus::Open },
        decided_by: if rule == "share_mismatch" { "the desk".into() } else { String::new() },
        reason: if rule == "share_mismatch" { "the text itself says approximately".into() } else { String::new() },
    };
    told.into_iter().enumerate().map(finding).collect()
}
