//! Two ledgers -> which sources, figures, groups, findings, estimates and decisions came, went or changed.
//!
//! Ids come from content, so that the same id is the same thing in both; what is compared are a few fields a reader sees.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::decision::{CORRECTABLE, field_of};
use crate::model::ledger::Ledger;

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// "came", "went" or "changed"
    pub what: &'static str,
    pub id: String,
    /// the thing in words
    pub says: String,
    /// field -> before and after; empty unless changed
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<&'static str, [String; 2]>,
}

/// Everything that differs, kind by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub sources: Vec<Change>,
    pub figures: Vec<Change>,
    pub groups: Vec<Change>,
    pub findings: Vec<Change>,
    pub estimates: Vec<Change>,
    pub decisions: Vec<Change>,
}

/// A thing in words, and its fields.
type Thing = (String, Vec<(&'static str, String)>);

impl Difference {
    pub fn between(old: &Ledger, new: &Ledger) -> Self {
        let of = |things: fn(&Ledger) -> BTreeMap<String, Thing>| changes(&things(old), &things(new));
        Difference {
            sources: of(sources),
            figures: of(figures),
            groups: of(groups),
            findings: of(findings),
            estimates: of(estimates),
            decisions: of(decisions),
        }
    }

    fn kinds(&self) -> [(&'static str, &'static str, &[Change]); 6] {
        [
            ("source", "sources", &self.sources),
            ("figure", "figures", &self.figures),
            ("group", "groups", &self.groups),
            ("finding", "findings", &self.findings),
            ("estimate", "estimates", &self.estimates),
            ("decision", "decisions", &self.decisions),
        ]
    }

    pub fn is_empty(&self) -> bool {
        self.kinds().iter().all(|(_, _, changes)| changes.is_empty())
    }

    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// A line a thing, `+` for what came, `-` for what went, `~` for what changed, with what it was and is.
    pub fn text(&self, out: &mut dyn Write, clean: fn(&str) -> String) -> io::Result<()> {
        if self.is_empty() {
            return writeln!(out, "nothing differs");
        }
        for (one, many, changes) in self.kinds() {
            if changes.is_empty() {
                continue;
            }
            let count = |what| changes.iter().filter(|change| change.what == what).count();
            let counts: Vec<String> = ["came", "went", "changed"]
                .into_iter()
                .filter(|&what| count(what) > 0)
                .map(|what| format!("{} {what}", count(what)))
                .collect();
            writeln!(out, "{}: {}", if changes.len() == 1 { one } else { many }, counts.join(", "))?;
            for change in changes {
                let sign = match change.what {
                    "came" => '+',
                    "went" => '-',
                    _ => '~',
                };
                writeln!(out, "  {sign} {} {}", change.id, clean(&change.says))?;
                for (field, [before, after]) in &change.fields {
                    let or = |text: &str| if text.is_empty() { "nothing".to_owned() } else { clean(text) };
                    writeln!(out, "      {field}: {} -> {}", or(before), or(after))?;
                }
            }
        }
        Ok(())
    }
}

fn changes(old: &BTreeMap<String, Thing>, new: &BTreeMap<String, Thing>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        let change = |what, says: &String, fields| Change { what, id: id.clone(), says: says.clone(), fields };
        match (old.get(id), new.get(id)) {
            (Some((says, _)), None) => changes.push(change("went", says, BTreeMap::new())),
            (None, Some((says, _))) => changes.push(change("came", says, BTreeMap::new())),
            (Some((_, before)), Some((says, after))) => {
                let fields: BTreeMap<&'static str, [String; 2]> = before
                    .iter()
                    .zip(after)
                    .filter(|(before, after)| before != after)
                    .map(|((field, before), (_, after))| (*field, [before.clone(), after.clone()]))
                    .collect();
                if !fields.is_empty() {
                    changes.push(change("changed", says, fields));
                }
            }
            (None, None) => {}
        }
    }
    // came, went, changed in the order of the alphabet; each by id
    changes.sort_by_key(|change| (change.what != "came", change.what != "went"));
    changes
}

fn sources(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let thing = |document: &crate::model::document::Document| {
        let published = document.dateline.published.map(|day| day.to_string()).unwrap_or_default();
        let fields = vec![("published", published), ("sha256", document.source.sha256.clone())];
        (document.id.to_string(), (document.source.title.clone(), fields))
    };
    ledger.documents.iter().map(thing).collect()
}

fn figures(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let thing = |claim: &crate::model::claim::Claim| {
        let fields = CORRECTABLE.iter().map(|&field| (field, field_of(claim, field))).collect();
        (claim.id.to_string(), (format!("{}: {} ({})", claim.source, claim.text, claim.metric_label), fields))
    };
    ledger.claims.iter().map(thing).collect()
}

fn groups(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let thing = |group: &crate::model::group::Group| {
        let verdicts: Vec<&str> = group.cells.iter().map(|cell| cell.verdict.as_str()).collect();
        let members: usize = group.cells.iter().map(|cell| cell.members.len()).sum();
        let fields = vec![("members", members.to_string()), ("verdicts", verdicts.join(", "))];
        (group.id.to_string(), (format!("{} {}", group.label, group.scope).trim().to_owned(), fields))
    };
    ledger.groups.iter().map(thing).collect()
}

fn findings(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let thing = |finding: &crate::model::finding::Finding| {
        let fields = vec![
            ("severity", finding.severity.as_str().to_owned()),
            ("status", finding.status.as_str().to_owned()),
            ("decided_by", finding.decided_by.clone()),
        ];
        let says = format!("{} {}: {}", finding.severity.as_str(), finding.rule, finding.says);
        (finding.id.clone(), (says, fields))
    };
    ledger.findings.iter().map(thing).collect()
}

fn estimates(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let thing = |cell: &crate::model::group::Cell| {
        let estimate = cell.estimate.as_ref()?;
        let fields = vec![
            ("low", number(estimate.low)),
            ("best", number(estimate.best)),
            ("high", number(estimate.high)),
            ("as_of", estimate.as_of.map(|day| day.to_string()).unwrap_or_default()),
        ];
        let parts = [cell.metric_label.as_str(), &cell.population, &cell.scope];
        let says: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some((cell.id.to_string(), (says.join(", "), fields)))
    };
    ledger.groups.iter().flat_map(|group| &group.cells).filter_map(thing).collect()
}

fn decisions(ledger: &Ledger) -> BTreeMap<String, Thing> {
    let thing = |ruling: &crate::model::decision::Ruling| {
        let decision = &ruling.decision;
        let says = format!("{} of {} by {}", decision.act.as_str(), decision.about.join(", "), decision.by);
        (decision.id.clone(), (says, vec![("standing", ruling.standing.as_str().to_owned())]))
    };
    ledger.decisions.iter().map(thing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::check::tests::ledger;
    use crate::model::finding::FindingStatus;

    #[test]
    fn what_came_went_and_changed_is_told_with_what_it_was() {
        let old = ledger();
        let mut new = ledger();
        assert!(Difference::between(&old, &new).is_empty());
        new.findings[0].status = FindingStatus::Settled;
        new.findings[1].id = "f-new".into();
        let difference = Difference::between(&old, &new);
        let told: Vec<(&str, &str)> =
            difference.findings.iter().map(|change| (change.what, change.id.as_str())).collect();
        assert_eq!(told, [("came", "f-new"), ("went", "f-medium"), ("changed", "f-note")]);
        assert_eq!(difference.findings[2].fields["status"], ["open", "settled"]);
        let mut text = Vec::new();
        difference.text(&mut text, |words| words.replace('\n', " ")).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.starts_with("findings: 1 came, 1 went, 1 changed\n  + f-new "), "{text}");
        assert!(text.contains("      status: open -> settled\n"), "{text}");
    }
}
