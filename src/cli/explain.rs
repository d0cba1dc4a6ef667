//! `crosscheck explain OUT ID`: from the words to the finding, step by step.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;

use crosscheck::model::claim::{Claim, Period};
use crosscheck::model::decision::Ruling;
use crosscheck::model::document::Document;
use crosscheck::model::error::Error;
use crosscheck::model::event::Event;
use crosscheck::model::finding::Finding;
use crosscheck::model::group::{Cell, Group};
use crosscheck::model::ledger::Ledger;
use crosscheck::model::mention::{Mention, What};
use crosscheck::model::quantity::{Quantity, Role, Trend};
use crosscheck::model::quote::Quote;
use crosscheck::model::span::Span;
use crosscheck::model::time::TimeValue;

use super::terminal::{Stress, Terminal, clean, wrapped};
use super::{Outcome, Result, ledger_file, quoting};

/// Show how a finding, a claim, an event, a quote, a group or a source came about
#[derive(Debug, clap::Args)]
#[command(after_help = "Ids stand in the tables; the beginning of one is enough when no other begins so.\n\n\
    Examples:\n  crosscheck explain out f-0123456789ab   a finding of discrepancies.csv\n  \
    crosscheck explain out c-0123           a claim of statistics.csv")]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Id of a finding, claim, event, quote, group, cell, source or decision
    #[arg(value_name = "ID")]
    id: String,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let found = find(&ledger, &args.id)?;
    let mut page =
        Page { ledger: &ledger, terminal, width: terminal.width().saturating_sub(8).max(40), out: String::new() };
    match found {
        Found::Finding(finding) => page.finding(finding),
        Found::Claim(claim) => page.claim(claim),
        Found::Event(event) => page.event(event),
        Found::Quote(quote) => page.quote(quote),
        Found::Group(group) => page.group(group, None),
        Found::Cell(group, cell) => page.group(group, Some(cell)),
        Found::Source(document) => page.source(document),
        Found::Decision(ruling) => page.decision(ruling),
    }
    io::stdout().write_all(page.out.as_bytes())?;
    Ok(Outcome::Fine)
}

#[derive(Clone, Copy)]
enum Found<'a> {
    Finding(&'a Finding),
    Claim(&'a Claim),
    Event(&'a Event),
    Quote(&'a Quote),
    Group(&'a Group),
    Cell(&'a Group, &'a Cell),
    Source(&'a Document),
    Decision(&'a Ruling),
}

/// What bears this id, or alone an id that begins so.
fn find<'a>(ledger: &'a Ledger, id: &str) -> Result<Found<'a>, Error> {
    let cells = ledger
        .groups
        .iter()
        .flat_map(|group| group.cells.iter().map(move |cell| (&*cell.id, Found::Cell(group, cell))));
    let all: Vec<(&str, Found<'a>)> = (ledger.findings.iter().map(|finding| (&*finding.id, Found::Finding(finding))))
        .chain(ledger.claims.iter().map(|claim| (&*claim.id, Found::Claim(claim))))
        .chain(ledger.events.iter().map(|event| (&*event.id, Found::Event(event))))
        .chain(ledger.quotes.iter().map(|quote| (&*quote.id, Found::Quote(quote))))
        .chain(ledger.groups.iter().map(|group| (&*group.id, Found::Group(group))))
        .chain(cells)
        .chain(ledger.documents.iter().map(|document| (&*document.id, Found::Source(document))))
        .chain(ledger.decisions.iter().map(|ruling| (&*ruling.decision.id, Found::Decision(ruling))))
        .collect();
    if let Some((_, found)) = all.iter().find(|(known, _)| *known == id) {
        return Ok(*found);
    }
    let near: Vec<&(&str, Found<'a>)> =
        all.iter().filter(|(known, _)| !id.is_empty() && known.starts_with(id)).collect();
    match near[..] {
        [(_, found)] => Ok(*found),
        [] => Err(Error::Usage {
            problem: format!("nothing in this output has the id {id:?}"),
            remedy: "take an id from the first column of a table in tables/".into(),
        }),
        [(first, _), .., (last, _)] => Err(Error::Usage {
            problem: format!("{} ids begin with {id:?}, from {first} to {last}", near.len()),
            remedy: "give more of the id".into(),
        }),
    }
}

struct Page<'a> {
    ledger: &'a Ledger,
    terminal: &'a Terminal,
    width: usize,
    out: String,
}

impl Page<'_> {
    fn decision(&mut self, ruling: &Ruling) {
        let decision = &ruling.decision;
        self.head(&format!("decision {}", decision.id));
        self.field("decided", &format!("{} by {}, {}", decision.act.as_str(), decision.by, decision.at));
        self.field("about", &decision.about.join(", "));
        let fields: Vec<String> =
            decision.arguments.iter().map(|(field, value)| format!("{field} is {value:?}")).collect();
        self.field("reads", &fields.join(", "));
        self.field("reason", &decision.reason);
        self.field("saw", &decision.saw);
        let why = if ruling.why.is_empty() { String::new() } else { format!(": {}", ruling.why) };
        self.field("standing", &format!("{}{why}", ruling.standing.as_str()));
    }

    /// Every decision about something, with what became of it.
    fn decisions(&mut self, id: &str) {
        let ledger = self.ledger;
        for ruling in ledger.decisions.iter().filter(|ruling| ruling.decision.about.iter().any(|about| about == id)) {
            let (decision, standing) = (&ruling.decision, ruling.standing.as_str());
            self.field(
                "decision",
                &format!("{} {} by {}: {standing}", decision.id, decision.act.as_str(), decision.by),
            );
        }
    }

    fn head(&mut self, words: &str) {
        let words = self.terminal.stress(Stress::Strong, &clean(words));
        let gap = if self.out.is_empty() { "" } else { "\n" };
        let _ = writeln!(self.out, "{gap}{words}");
    }

    /// A line of text; nothing when it is empty.
    fn line(&mut self, depth: usize, words: &str) {
        let indent = "  ".repeat(depth);
        for line in wrapped(&clean(words), self.width) {
            let _ = writeln!(self.out, "{indent}{line}");
        }
    }

    fn field(&mut self, name: &str, words: &str) {
        if !words.is_empty() {
            self.line(1, &format!("{name}: {words}"));
        }
    }

    /// Words of a source with its name and their place.
    fn quoted(&mut self, source: &str, whole: Span, marked: &[Span]) {
        let Some(document) = self.ledger.document(source) else {
            self.line(1, &format!("{source} (no text of it was kept)"));
            return;
        };
        let facts = &document.source;
        let title = if facts.title.is_empty() { &facts.file } else { &facts.title };
        let says = format!("{source}, bytes {}-{} ({}; {title})", whole.start, whole.end, dated(document));
        self.line(1, &says);
        for line in quoting::lines(&document.text, whole, marked, self.width.saturating_sub(4)) {
            let line =
                if line.trim_start().starts_with('^') { self.terminal.stress(Stress::Yellow, &line) } else { line };
            let _ = writeln!(self.out, "    | {line}");
        }
    }

    fn finding(&mut self, finding: &Finding) {
        self.head(&format!("finding {}", finding.id));
        self.line(1, &finding.says);
        self.field(
            "rule",
            &format!("{}, severity {}, {}", finding.rule, finding.severity.as_str(), finding.status.as_str()),
        );
        self.field("measured", &finding.measured);
        self.field("allowed", &finding.allowed);
        self.field("tolerance", &finding.tolerance);
        self.field("decided by", &finding.decided_by);
        self.field("reason", &finding.reason);
        self.decisions(&finding.id);
        self.head("it rests on these words");
        let claims: Vec<&Claim> = finding.claim_ids.iter().filter_map(|id| self.ledger.claim(id)).collect();
        let events: Vec<&Event> =
            self.ledger.events.iter().filter(|event| finding.claim_ids.contains(&event.id)).collect();
        for evidence in &finding.evidence {
            let marked: Vec<Span> = claims
                .iter()
                .filter_map(|claim| claim.span.filter(|_| claim.source == evidence.source))
                .chain(events.iter().filter_map(|event| event.span.filter(|_| event.source == evidence.source)))
                .collect();
            self.quoted(&evidence.source, evidence.span, &marked);
        }
        if !claims.is_empty() {
            self.head("which were read as");
        }
        for claim in &claims {
            self.line(1, &format!("{} {}: {}", claim.source, claim.id, summary(claim)));
        }
        for event in &events {
            let time = event.time.as_ref().map(days).unwrap_or_default();
            self.line(1, &format!("{} {}: {} ({time})", event.source, event.id, event.description));
        }
        if let Some(group) = self.ledger.groups.iter().find(|group| group.id == finding.group_id) {
            self.group_lines(group, |cell| {
                cell.members.iter().any(|member| finding.claim_ids.iter().any(|id| id == member))
            });
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.head(&format!("claim {}", claim.id));
        match claim.span {
            Some(span) => self.quoted(&claim.source, claim.sentence, &[span]),
            None => self.line(1, &format!("{}, a row of a table: {}", claim.source, claim.text)),
        }
        self.mentions(&claim.source, &claim.because);
        self.head("read as");
        let known = if claim.known_metric { "" } else { ", not in the vocabulary" };
        self.field("metric", &format!("{} ({}{known}), found by: {}", claim.metric_label, claim.metric, claim.rule));
        self.field("counted", &claim.counted);
        self.field("figure", &figure(&claim.quantity));
        let inherited = if claim.scope.basis.is_inherited() { ", taken from the document at large" } else { "" };
        if !claim.scope.entity.is_empty() {
            self.field("where", &format!("{}{inherited}", claim.scope.entity));
        }
        self.field("who", &claim.scope.population);
        self.field("when", &period(&claim.period));
        self.field("said by", claim.attributed_to.as_deref().unwrap_or(""));
        self.field("hedge", claim.hedge.as_deref().unwrap_or(""));
        self.field("stands in", claim.context.as_str());
        self.field("confidence", &claim.confidence.to_string());
        self.belongs(&claim.group_id, &claim.cell_id, &claim.id);
    }

    fn event(&mut self, event: &Event) {
        self.head(&format!("event {}", event.id));
        self.quoted(&event.source, event.sentence, &[event.span.unwrap_or(event.clause)]);
        self.mentions(&event.source, &event.because);
        self.head("read as");
        self.field("what", &event.description);
        if let Some(time) = &event.time {
            self.field("when", &format!("{} ({}, {})", days(time), time.grain.as_str(), event.timex));
            self.field("inferred", &format!("{} {}", time.inferred.names(), time.reason));
        }
        self.field("kind", &format!("{}, {}", event.kind.as_str(), event.status.as_str()));
        self.field("who", &event.participants.join(", "));
        self.field("where", &event.place);
        self.field("said by", event.attributed_to.as_deref().unwrap_or(""));
        self.belongs(&event.group_id, "", &event.id);
    }

    fn quote(&mut self, quote: &Quote) {
        self.head(&format!("quote {}", quote.id));
        self.quoted(&quote.source, quote.attribution.join(quote.span), &[quote.span]);
        self.head("read as");
        self.field("who", quote.speaker.as_deref().unwrap_or("unknown"));
        self.field("when", &quote.time.as_ref().map(days).unwrap_or_default());
        self.field("where", quote.place.as_deref().unwrap_or(""));
        self.belongs(&quote.group_id, "", &quote.id);
    }

    fn mentions(&mut self, source: &str, mentions: &[Mention]) {
        if mentions.is_empty() {
            return;
        }
        self.head("recognised in it");
        let text = self.ledger.document(source).map_or("", |document| &document.text);
        mentions.iter().for_each(|mention| self.mention(text, mention, 1));
    }

    fn mention(&mut self, text: &str, mention: &Mention, depth: usize) {
        let words = text.get(mention.span.start as usize..mention.span.end as usize).unwrap_or("");
        let read = match &mention.what {
            What::Quantity(quantity) => figure(quantity),
            What::Time(time) => {
                let value = time.value.as_ref().map(days).unwrap_or_default();
                let reason = time.value.as_ref().map_or("", |value| &value.reason);
                [time.timex.as_str(), &value, reason]
                    .iter()
                    .filter(|part| !part.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            What::Ordinal(ordinal) if ordinal.from_end => format!("place {} from the end", ordinal.place),
            What::Ordinal(ordinal) => format!("place {}", ordinal.place),
            What::Name(name) => name.canonical.clone(),
        };
        self.line(depth, &format!("{words:?} by {}: {read}", mention.rule));
        mention.parts.iter().for_each(|part| self.mention(text, part, depth + 1));
    }

    /// The group it was put into and the findings that rest on it.
    fn belongs(&mut self, group_id: &str, cell_id: &str, id: &str) {
        if let Some(group) = self.ledger.groups.iter().find(|group| group.id == group_id) {
            self.group_lines(group, |cell| cell_id.is_empty() || cell.id == cell_id);
        }
        let findings: Vec<&Finding> =
            self.ledger.findings.iter().filter(|finding| finding.claim_ids.iter().any(|claim| claim == id)).collect();
        self.findings(&findings);
    }

    fn findings(&mut self, findings: &[&Finding]) {
        if findings.is_empty() {
            return;
        }
        self.head("found");
        for finding in findings {
            self.line(1, &format!("{} {} {}: {}", finding.severity.as_str(), finding.rule, finding.id, finding.says));
        }
    }

    fn group(&mut self, group: &Group, cell: Option<&Cell>) {
        self.group_lines(group, |one| cell.is_none_or(|cell| cell.id == one.id));
        let findings: Vec<&Finding> =
            self.ledger.findings.iter().filter(|finding| finding.group_id == group.id).collect();
        self.findings(&findings);
    }

    /// A group with those of its cells that are asked for.
    fn group_lines(&mut self, group: &Group, asked: impl Fn(&Cell) -> bool) {
        let scope = if group.scope.is_empty() { String::new() } else { format!(", {}", group.scope) };
        self.head(&format!("compared in {} {} ({}{scope})", group.kind.as_str(), group.id, group.label));
        for cell in group.cells.iter().filter(|cell| asked(cell)) {
            let name = if cell.metric_label.is_empty() { &group.label } else { &cell.metric_label };
            let verdict = format!(
                "{} {name}, {}: {} from {} sources",
                cell.id,
                period(&cell.period),
                cell.verdict.as_str(),
                cell.sources
            );
            self.line(1, &verdict);
            self.line(2, &cell.why);
            if let Some(estimate) = &cell.estimate {
                let ends = [("low", estimate.low), ("best", estimate.best), ("high", estimate.high)];
                let ends: Vec<String> = ends
                    .iter()
                    .filter_map(|(name, value)| value.map(|value| format!("{name} {}", value.normalize())))
                    .collect();
                self.line(2, &format!("{}: {} ({})", estimate.method.as_str(), ends.join(", "), estimate.why));
                for (id, reason) in &estimate.left_out {
                    self.line(3, &format!("left out {id}: {reason}"));
                }
            }
            for claim in cell.members.iter().filter_map(|id| self.ledger.claim(id)) {
                self.line(2, &format!("{} {}: {}", claim.source, claim.id, summary(claim)));
            }
        }
    }

    fn source(&mut self, document: &Document) {
        let facts = &document.source;
        self.head(&format!("source {}", document.id));
        self.field("file", &facts.file);
        self.field("title", &facts.title);
        self.field("publisher", &facts.publisher);
        self.field("url", &facts.url);
        self.field("published", &dated(document));
        self.field("because", &document.dateline.evidence);
        self.field("words", &facts.words.to_string());
        if let Some(story) = self.ledger.stories.iter().find(|story| story.sources.contains(&document.id)) {
            self.field("story", &format!("{} {}: {}", story.id, story.label, story.why));
        }
        let count = |name: &str, count: usize| format!("{count} {name}");
        let counts = [
            count("statistics", self.ledger.claims.iter().filter(|claim| claim.source == document.id).count()),
            count("events", self.ledger.events.iter().filter(|event| event.source == document.id).count()),
            count("quotes", self.ledger.quotes.iter().filter(|quote| quote.source == document.id).count()),
        ];
        self.field("gave", &counts.join(", "));
        let findings: Vec<&Finding> =
            self.ledger.findings.iter().filter(|finding| finding.sources.contains(&document.id)).collect();
        self.findings(&findings);
        let notices: Vec<_> = self.ledger.notices.iter().filter(|notice| *notice.source_id == *document.id).collect();
        if !notices.is_empty() {
            self.head("noticed");
        }
        for notice in notices {
            let place = notice.span.map(|span| format!(" at {}-{}", span.start, span.end)).unwrap_or_default();
            self.line(1, &format!("{}{place}: {}", notice.stage, notice.says));
        }
    }
}

fn dated(document: &Document) -> String {
    match document.dateline.published {
        Some(day) => format!("{day}, {}", document.dateline.basis.as_str()),
        None => "undated".into(),
    }
}

/// A claim in a few words: figure, metric, place, time.
fn summary(claim: &Claim) -> String {
    let mut says = format!("{:?} = {} {}", claim.text, figure(&claim.quantity), claim.metric_label);
    for part in [claim.scope.entity.as_str(), &claim.scope.population, &period(&claim.period)] {
        if !part.is_empty() {
            says.push_str(", ");
            says.push_str(part);
        }
    }
    says
}

fn figure(quantity: &Quantity) -> String {
    let number =
        |value: Option<rust_decimal::Decimal>| value.map_or("open".into(), |value| value.normalize().to_string());
    let mut says = match quantity.value {
        Some(value) => value.normalize().to_string(),
        None => format!("{} to {}", number(quantity.low), number(quantity.high)),
    };
    let _ = write!(says, " {}", quantity.unit.as_str());
    if let Some(per) = &quantity.per {
        let _ = write!(says, " per {} {}", per.amount.normalize(), per.unit);
    }
    let _ = write!(says, ", {}", quantity.bound.as_str());
    if quantity.value.is_some() && quantity.low != quantity.high {
        let _ = write!(says, " ({} to {})", number(quantity.low), number(quantity.high));
    }
    if quantity.trend != Trend::None {
        let _ = write!(says, ", {}", quantity.trend.as_str());
    }
    if quantity.role != Role::None {
        let _ = write!(says, ", {}", quantity.role.as_str());
    }
    says
}

fn period(period: &Period) -> String {
    let ends = [period.start, period.end].map(|day| day.map_or("open".into(), |day| day.to_string()));
    match (period.start, period.end) {
        (None, None) => "no time".into(),
        (start, end) if start == end => format!("{} {}", period.kind.as_str(), ends[0]),
        _ => format!("{} {} to {}", period.kind.as_str(), ends[0], ends[1]),
    }
}

fn days(time: &TimeValue) -> String {
    let [first, last] = [time.first_day(), time.last_day()].map(|day| day.map_or("open".into(), |day| day.to_string()));
    if first == last { first } else { format!("{first} to {last}") }
}
