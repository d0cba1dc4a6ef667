//! Ledgers put together by hand: a story, its sources, figures in sentences, and events.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::charts::desk::Desk;
use crate::charts::scene::Scene;
use crate::charts::{GALLERY, Options, choice};
use crate::model::claim::{Claim, Period, PeriodBasis, PeriodKind, Scope};
use crate::model::document::{Dateline, DatelineBasis, Document, Source};
use crate::model::estimate::{Estimate, Method};
use crate::model::event::{Event, EventKind, Status, TimelineEntry};
use crate::model::finding::{Finding, FindingStatus, Severity};
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::ledger::{LEDGER_VERSION, Ledger, Settings};
use crate::model::mention::{Mention, What};
use crate::model::quantity::{Bound, Quantity, Unit, integer_step};
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::story::Story;
use crate::model::time::{Grain, Inferred, TimeValue};

/// A ledger under construction: one story, as many sources as asked for.
pub struct World {
    pub ledger: Ledger,
}

pub fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn year(year: i32, kind: PeriodKind) -> Period {
    let [start, end] = [ymd(year, 1, 1), ymd(year, 12, 31)].map(Some);
    Period { start, end, kind, grain: Some(Grain::Year), basis: PeriodBasis::Clause, ..Period::default() }
}

pub fn since(first: i32) -> Period {
    Period { end: Some(ymd(2025, 2, 5)), ..year(first, PeriodKind::Since) }
}

/// One figure as a source writes it: its sentence, in which `[`…`]` marks the whole expression and `{`…`}` its time.
pub struct Figure<'a> {
    pub source: &'a str,
    pub sentence: &'a str,
    pub number: &'a str,
    pub bound: Bound,
    pub ends: (i64, i64),
    pub period: Period,
}

impl World {
    pub fn of(label: &str, sources: &[(&str, &str, Option<NaiveDate>)]) -> World {
        let document = |(id, publisher, published): &(&str, &str, Option<NaiveDate>)| Document {
            id: Arc::from(*id),
            source: Source { publisher: (*publisher).into(), ..Source::default() },
            dateline: Dateline {
                published: *published,
                grain: published.map(|_| Grain::Day),
                basis: DatelineBasis::Given,
                ..Dateline::default()
            },
            text: String::new(),
            verbatim: true,
        };
        let story = Story {
            id: "st-1".into(),
            label: label.into(),
            sources: sources.iter().map(|(id, ..)| Arc::from(*id)).collect(),
            main_place: String::new(),
            why: String::new(),
        };
        World {
            ledger: Ledger {
                version: LEDGER_VERSION,
                program: String::new(),
                settings: Settings::default(),
                documents: sources.iter().map(document).collect(),
                stories: vec![story],
                claims: Vec::new(),
                events: Vec::new(),
                timeline: Vec::new(),
                quotes: Vec::new(),
                groups: Vec::new(),
                findings: Vec::new(),

                decisions: vec![],
                notices: Vec::new(),
            },
        }
    }

    pub fn empty() -> World {
        World::of("", &[])
    }

    /// Adds a figure and returns the id of its claim.
    pub fn figure(&mut self, figure: Figure) -> String {
        let Figure { source, sentence, number, bound, ends: (low, high), period } = figure;
        let bare = sentence.replace(['[', ']', '{', '}'], "");
        let at = |mark: char| {
            let place = sentence.find(mark)?;
            Some(place - sentence[..place].matches(['[', ']', '{', '}']).count())
        };
        let document = self.ledger.documents.iter_mut().find(|document| &*document.id == source).unwrap();
        let base = document.text.len();
        document.text.push_str(&bare);
        document.text.push(' ');
        let span = |open, close| at(open).zip(at(close)).map(|(from, to)| Span::new(base + from, base + to));
        let number_at = base + bare.find(number).unwrap();
        let number_span = Span::new(number_at, number_at + number.len());
        let value = Decimal::from(low);
        let mut quantity = Quantity::exact(value, integer_step(value), number_span).bounded(bound);
        if low != high {
            quantity = Quantity { value: None, high: Some(high.into()), ..quantity };
        }
        let expression = span('[', ']').unwrap_or(number_span);
        let mention = Mention {
            span: expression,
            sentence: 0,
            what: What::Quantity(quantity.clone()),
            rule: "test".into(),
            parts: Vec::new(),
            pieces: Vec::new(),
        };
        let id = format!("c-{}", self.ledger.claims.len());
        let sentence = Span::new(base, base + bare.len());
        self.ledger.claims.push(Claim {
            id: id.clone().into(),
            source: Arc::from(source),
            span: Some(number_span),
            text: number.into(),
            metric: String::new().into(),
            metric_label: String::new().into(),
            known_metric: true,
            counted: String::new().into(),
            scope: Scope::default(),
            quantity,
            period: Period { words: span('{', '}'), ..period },
            attributed_to: None,
            attribution_chain: Vec::new(),
            hedge: None,
            modality: Default::default(),
            part_of: None,
            context: Context::Body,
            confidence: 90,
            rule: "test".into(),
            sentence,
            sentence_text: bare.into(),
            clause: sentence,
            occurrence: 1,
            published: document.dateline.published,
            cues: Vec::new(),
            because: vec![mention],
            story_id: "st-1".into(),
            group_id: String::new().into(),
            cell_id: String::new().into(),
            extra: Default::default(),
        });
        id
    }

    /// A plain figure without words of its own: a row of a hand-coded table.
    pub fn row(&mut self, source: &str, value: i64, period: Period) -> String {
        let number = value.to_string();
        let id = self.figure(Figure {
            source,
            sentence: &number,
            number: &number,
            bound: Bound::Exact,
            ends: (value, value),
            period,
        });
        self.ledger.claims.last_mut().unwrap().span = None;
        id
    }

    pub fn group(&mut self, label: &str, scope: &str, cells: Vec<Cell>) {
        let id = format!("g-{}", self.ledger.groups.len());
        let cells = cells.into_iter().enumerate().map(|(at, cell)| Cell {
            id: format!("{id}-{at}").into(),
            scope: scope.into(),
            ..cell
        });
        self.ledger.groups.push(Group {
            id: id.clone().into(),
            kind: GroupKind::Statistic,
            story_id: "st-1".into(),
            label: label.into(),
            scope: scope.into(),
            cells: cells.collect(),
        });
    }

    pub fn cell(&self, metric: &str, members: &[&str], verdict: Verdict) -> Cell {
        let claims: Vec<&Claim> = members.iter().filter_map(|id| self.ledger.claim(id)).collect();
        Cell {
            id: String::new().into(),
            metric: metric.into(),
            metric_label: metric.replace('_', " ").into(),
            scope: String::new().into(),
            population: String::new().into(),
            period: claims.first().map(|claim| claim.period.clone()).unwrap_or_default(),
            unit: Unit::Count,
            running: false,
            members: members.iter().map(|id| (*id).into()).collect(),
            sources: members.len(),
            origins: members.len(),
            verdict,
            estimate: None,
            why: String::new().into(),
        }
    }

    pub fn event(&mut self, source: &str, first: NaiveDate, last: NaiveDate, what: &str, said: bool) -> String {
        let id = format!("e-{}", self.ledger.events.len());
        self.ledger.events.push(Event {
            id: id.clone(),
            source: Arc::from(source),
            span: None,
            text: String::new(),
            timex: String::new(),
            time: Some(time(first, last, said)),
            description: what.into(),
            clause: Span::default(),
            kind: EventKind::Occurrence,
            status: Status::Happened,
            participants: Vec::new(),
            stands_for: String::new(),
            place: String::new(),
            attributed_to: None,
            sentence: Span::default(),
            sentence_text: String::new(),
            because: Vec::new(),
            story_id: "st-1".into(),
            group_id: String::new(),
        });
        id
    }

    /// An event of the story as several sources tell it, each with its day and whether the day was said.
    pub fn told(&mut self, what: &str, tellings: &[(&str, NaiveDate, NaiveDate, bool)]) {
        let event_ids =
            tellings.iter().map(|(source, first, last, said)| self.event(source, *first, *last, what, *said)).collect();
        let (_, first, last, said) = tellings[0];
        self.ledger.timeline.push(TimelineEntry {
            id: format!("t-{}", self.ledger.timeline.len()),
            story_id: "st-1".into(),
            time: time(first, last, said),
            description: what.into(),
            sources: tellings.iter().map(|(source, ..)| Arc::from(*source)).collect(),
            event_ids,
            agreed: tellings.iter().all(|telling| telling.1 == first && telling.2 == last),
        });
    }

    pub fn finding(&mut self, rule: &str, severity: Severity, claims: &[&str]) {
        let sources = claims.iter().filter_map(|id| self.ledger.claim(id)).map(|claim| claim.source.clone()).collect();
        self.ledger.findings.push(Finding {
            id: format!("f-{}", self.ledger.findings.len()),
            rule: rule.into(),
            severity,
            kind: GroupKind::Statistic,
            story_id: "st-1".into(),
            group_id: String::new(),
            says: String::new(),
            values: Vec::new(),
            sources,
            claim_ids: claims.iter().map(|id| (*id).to_string()).collect(),
            evidence: Vec::new(),
            measured: String::new(),
            allowed: String::new(),
            tolerance: String::new(),
            status: FindingStatus::Open,
            decided_by: String::new(),
            reason: String::new(),
        });
    }

    pub fn scenes(&self, options: &Options) -> Vec<Scene> {
        let choice = choice::choose(&self.ledger, options);
        let desk = Desk::new(&self.ledger, &choice, options.tongue);
        GALLERY.iter().flat_map(|(_, hang)| hang(&desk, options).scenes).collect()
    }
}

fn time(first: NaiveDate, last: NaiveDate, said: bool) -> TimeValue {
    let midnight = |day: NaiveDate| day.and_hms_opt(0, 0, 0);
    TimeValue {
        start: midnight(first),
        end: last.succ_opt().and_then(midnight),
        grain: Grain::Day,
        inferred: Inferred { year: !said, ..Inferred::default() },
        reason: String::new(),
    }
}

pub fn estimate(low: i64, best: Option<i64>, high: i64) -> Option<Estimate> {
    let [low, high] = [low, high].map(|end| Some(Decimal::from(end)));
    let best = best.map(Decimal::from);
    Some(Estimate {
        low,
        best,
        high,
        as_of: None,
        method: Method::Vote,
        why: "most sources".into(),
        counted: vec![],
        left_out: vec![],
    })
}

/// Five sources on one affair: the figures and events of the bundled example, put in by hand.
pub fn example() -> World {
    let four = Some(ymd(2025, 2, 4));
    let five = Some(ymd(2025, 2, 5));
    let sources = [
        ("capital-review", "Capital Review", five),
        ("harbor-ledger", "The Harbor Ledger", five),
        ("meridian-dispatch", "Meridian Dispatch", four),
        ("northgate-wire", "Northgate Wire", four),
        ("plainview-post", "The Plainview Post", five),
    ];
    let mut world = World::of("El Salvador and the prison offer", &sources);
    let mut add = |source, sentence, number, bound, ends, period| {
        world.figure(Figure { source, sentence, number, bound, ends, period })
    };
    use Bound::*;
    let y = |first| year(first, PeriodKind::During);
    let none = Period::default;
    let arrests_2023 = add(
        "meridian-dispatch",
        "{In 2023}, police arrested [75,000 suspects].",
        "75,000",
        Exact,
        (75_000, 75_000),
        y(2023),
    );
    let arrests_2019 = add(
        "plainview-post",
        "It counts [over 80,000 arrests] {since 2019}.",
        "80,000",
        MoreThan,
        (80_000, 80_000),
        since(2019),
    );
    let jailed = add(
        "northgate-wire",
        "[over 80,000] have been jailed since the campaign opened {in 2022}.",
        "80,000",
        MoreThan,
        (80_000, 80_000),
        since(2022),
    );
    let arrests_2022 = add(
        "capital-review",
        "[85,000 Salvadorans] were arrested {under the 2022 emergency}.",
        "85,000",
        Exact,
        (85_000, 85_000),
        since(2022),
    );
    let tens = add(
        "capital-review",
        "The army arrested [tens of thousands of people].",
        "tens of thousands",
        Vague,
        (20_000, 99_999),
        since(2022),
    );
    let weeks = add(
        "capital-review",
        "[More than 25,000] were jailed {in the first weeks}.",
        "25,000",
        MoreThan,
        (25_000, 25_000),
        Period { partial: true, ..y(2022) },
    );
    let soldiers = add(
        "harbor-ledger",
        "Soldiers could arrest [tens of thousands of people].",
        "tens of thousands",
        Vague,
        (20_000, 99_999),
        since(2022),
    );
    let h2015 = add("meridian-dispatch", "It fell from [6,656] {in 2015}.", "6,656", Exact, (6_656, 6_656), y(2015));
    let h2024 =
        add("meridian-dispatch", "The year {2024} closed with [114 homicides].", "114", Exact, (114, 114), y(2024));
    let cap =
        add("harbor-ledger", "A fortress designed for [40,000 inmates].", "40,000", Exact, (40_000, 40_000), none());
    let cap_over =
        add("meridian-dispatch", "It has room for [over 40,000].", "40,000", MoreThan, (40_000, 40_000), none());
    let cap_up =
        add("capital-review", "There is room for [up to 40,000 inmates].", "40,000", UpTo, (40_000, 40_000), none());
    let deaths = add(
        "capital-review",
        "Watchdogs counted [at least 261 deaths] {between 2022 and 2024}.",
        "261",
        AtLeast,
        (261, 261),
        Period { end: Some(ymd(2024, 12, 31)), ..y(2022) },
    );
    let arrested = world.cell("arrests", &[&arrests_2022, &tens, &soldiers], Verdict::WithinBound);
    let arrested = Cell { estimate: estimate(20_000, Some(85_000), 99_999), ..arrested };
    let cells = vec![
        arrested,
        world.cell("arrests", &[&arrests_2023], Verdict::Single),
        world.cell("arrests", &[&arrests_2019], Verdict::Single),
        world.cell("imprisoned", &[&jailed], Verdict::Single),
        world.cell("imprisoned", &[&weeks], Verdict::Single),
    ];
    world.group("crackdown", "El Salvador", cells);
    let cells =
        vec![world.cell("homicides", &[&h2015], Verdict::Single), world.cell("homicides", &[&h2024], Verdict::Single)];
    world.group("homicides", "El Salvador", cells);
    let capacity = world.cell("prison_capacity", &[&cap, &cap_over, &cap_up], Verdict::Conflict);
    let cells = vec![Cell { estimate: estimate(40_000, Some(40_000), 40_000), ..capacity }];
    world.group("prison_capacity", "Terrorism Confinement Center", cells);
    let cells = vec![world.cell("custody_deaths", &[&deaths], Verdict::Single)];
    world.group("custody_deaths", "El Salvador", cells);
    world.finding("period_mismatch", Severity::High, &[&arrests_2019, &jailed]);
    world.finding("value_conflict", Severity::Medium, &[&arrests_2023, &arrests_2022]);

    let whole = |year| (ymd(year, 1, 1), ymd(year, 12, 31));
    let on = |month, day| (ymd(2025, month, day), ymd(2025, month, day));
    let mut told = |what: &str, tellings: &[(&str, (NaiveDate, NaiveDate), bool)]| {
        let tellings: Vec<_> =
            tellings.iter().map(|(source, (first, last), said)| (*source, *first, *last, *said)).collect();
        world.told(what, &tellings);
    };
    told("6,656 homicides in the year", &[("meridian-dispatch", whole(2015), true)]);
    told(
        "a first pact on migrants is signed but never takes effect",
        &[("capital-review", whole(2019), true), ("harbor-ledger", whole(2019), true)],
    );
    told(
        "the president declares a state of emergency",
        &[
            ("capital-review", whole(2022), true),
            ("meridian-dispatch", whole(2022), true),
            ("northgate-wire", whole(2022), true),
        ],
    );
    told("a senator complains of the president at a hearing", &[("capital-review", whole(2022), true)]);
    told("the new prison opens an hour’s drive from the capital", &[("capital-review", whole(2023), true)]);
    told("the campaign is at its height", &[("meridian-dispatch", whole(2023), true)]);
    told(
        "the foreign minister calls the accounts groundless",
        &[("capital-review", (ymd(2024, 7, 1), ymd(2024, 7, 31)), true)],
    );
    told("the new prison holds 14,532 people", &[("meridian-dispatch", (ymd(2024, 6, 1), ymd(2024, 8, 31)), true)]);
    told(
        "a poll puts the president’s approval at 91 percent",
        &[("capital-review", (ymd(2024, 11, 1), ymd(2024, 11, 30)), false)],
    );
    told("Venezuela is said to take back its deported citizens", &[("northgate-wire", on(1, 31), false)]);
    told(
        "the two men meet and the offer is made public, for deportees of any nation and for convicts who are citizens, at a price that would be small for the one side and large for the other",
        &[
            ("capital-review", on(2, 3), false),
            ("meridian-dispatch", on(2, 3), false),
            ("northgate-wire", on(2, 3), false),
        ],
    );
    told("a party leader asks whether his country is to be a dump", &[("northgate-wire", on(2, 3), false)]);
    told(
        "the secretary calls it a generous offer before reporters",
        &[("capital-review", on(2, 4), false), ("harbor-ledger", on(2, 3), true)],
    );
    told("the president says he would gladly send convicts", &[("harbor-ledger", on(2, 4), true)]);
    world
}

/// Three sources, small enough to read the SVG of.
pub fn small() -> World {
    let sources =
        [("a", "Ånd & Ål", Some(ymd(2025, 3, 1))), ("b", "Post – Online", Some(ymd(2025, 3, 2))), ("c", "Wire", None)];
    let mut world = World::of("Quake", &sources);
    let mut add = |source, sentence, number, bound, ends| {
        world.figure(Figure { source, sentence, number, bound, ends, period: since(2025) })
    };
    let one = add("a", "[At least 120 dead] {since Monday}.", "120", Bound::AtLeast, (120, 120));
    let two = add("b", "[about 150 dead].", "150", Bound::About, (150, 150));
    let three = add("c", "[dozens] died.", "dozens", Bound::Vague, (24, 99));
    let cell = world.cell("deaths", &[&one, &two, &three], Verdict::Conflict);
    world.group("deaths", "Kōchi", vec![Cell { estimate: estimate(24, Some(150), 150), ..cell }]);
    let homes = [(2023, 4_000), (2024, 1_000)].map(|(of, value)| world.row("b", value, year(of, PeriodKind::During)));
    let cells = homes.iter().map(|id| world.cell("homes_built", &[id], Verdict::Single)).collect();
    world.group("homes_built", "Kōchi", cells);
    world.told(
        "the ground shakes",
        &[("a", ymd(2025, 2, 24), ymd(2025, 2, 24), false), ("b", ymd(2025, 2, 25), ymd(2025, 2, 25), true)],
    );
    world.told("rebuilding begins", &[("c", ymd(2025, 3, 1), ymd(2025, 3, 31), true)]);
    world
}
