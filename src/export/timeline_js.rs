//! Ledger -> the JSON that TimelineJS draws: every dated event of the timeline, each with the sentences of its sources.
//!
//! TimelineJS shows text as HTML, so everything from a document is escaped. A month has no day and a year no month: what
//! was not said is not drawn.

use std::collections::HashMap;
use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use crate::model::event::{Event, TimelineEntry};
use crate::model::ledger::Ledger;
use crate::model::time::Grain;

pub fn write(ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    let events: HashMap<&str, &Event> = ledger.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let stories: HashMap<&str, &str> =
        ledger.stories.iter().map(|story| (story.id.as_str(), story.label.as_str())).collect();
    let shown: Vec<Value> =
        ledger.timeline.iter().filter_map(|entry| event(entry, &events, &stories, ledger)).collect();
    let headline = match ledger.stories.as_slice() {
        [story] if !story.label.is_empty() => story.label.clone(),
        stories => format!("{} stories", stories.len()),
    };
    let sources = format!("{} sources, read by crosscheck {}", ledger.documents.len(), ledger.program);
    let title = json!({ "text": { "headline": escaped(&headline), "text": escaped(&sources) } });
    serde_json::to_writer_pretty(&mut *out, &json!({ "title": title, "events": shown }))?;
    out.write_all(b"\n")
}

fn event(
    entry: &TimelineEntry,
    events: &HashMap<&str, &Event>,
    stories: &HashMap<&str, &str>,
    ledger: &Ledger,
) -> Option<Value> {
    let (first, last) = (entry.time.first_day()?, entry.time.last_day());
    let mut text = String::new();
    for told in entry.event_ids.iter().filter_map(|id| events.get(id.as_str())) {
        let document = ledger.document(&told.source);
        let name = document.map(|document| document.source.publisher.as_str()).filter(|name| !name.is_empty());
        let name = escaped(name.unwrap_or(&told.source));
        let url = document.map(|document| document.source.url.as_str()).filter(|url| is_web(url));
        let name = url.map_or(name.clone(), |url| format!("<a href=\"{}\">{name}</a>", escaped(url)));
        text.push_str(&format!("<p>“{}” – {name}</p>", escaped(told.sentence_text.trim())));
    }
    if !entry.agreed {
        text.push_str("<p>The sources give different days.</p>");
    }
    let mut shown = json!({
        "start_date": date(first, entry.time.grain),
        "text": { "headline": escaped(&entry.description), "text": text },
        "unique_id": entry.id,
    });
    // one day needs no end, and the end of a month is the month
    if let Some(last) = last.filter(|&last| last > first) {
        shown["end_date"] = date(last, entry.time.grain);
    }
    if let Some(label) = stories.get(entry.story_id.as_str()).filter(|_| stories.len() > 1) {
        shown["group"] = escaped(label).into();
    }
    Some(shown)
}

fn date(day: NaiveDate, grain: Grain) -> Value {
    match grain {
        Grain::Year | Grain::Decade | Grain::Century => json!({ "year": day.year() }),
        Grain::Month | Grain::Season | Grain::Quarter | Grain::Half => {
            json!({ "year": day.year(), "month": day.month() })
        }
        _ => json!({ "year": day.year(), "month": day.month(), "day": day.day() }),
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::empty;
    use crate::model::time::{Inferred, TimeValue};

    fn entry(first: &str, end: &str, grain: Grain) -> TimelineEntry {
        let midnight = |day: &str| day.parse::<NaiveDate>().unwrap().and_hms_opt(0, 0, 0);
        TimelineEntry {
            id: format!("timeline-{first}"),
            story_id: "s".into(),
            time: TimeValue {
                start: midnight(first),
                end: midnight(end),
                grain,
                inferred: Inferred::default(),
                reason: String::new(),
            },
            description: "the <b>dam</b> broke".into(),
            sources: vec![],
            event_ids: vec![],
            agreed: false,
        }
    }

    #[test]
    fn a_date_is_as_fine_as_it_was_told_and_no_text_is_markup() {
        let mut ledger = empty();
        ledger.timeline =
            vec![entry("2024-03-04", "2024-03-05", Grain::Day), entry("2024-02-01", "2024-03-01", Grain::Month)];
        let mut bytes = Vec::new();
        write(&ledger, &mut bytes).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json["events"][0]["start_date"], json!({ "year": 2024, "month": 3, "day": 4 }));
        assert!(json["events"][0].get("end_date").is_none());
        assert_eq!(json["events"][1]["start_date"], json!({ "year": 2024, "month": 2 }));
        assert_eq!(json["events"][0]["text"]["headline"], "the &lt;b&gt;dam&lt;/b&gt; broke");
    }
}
