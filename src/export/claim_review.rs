//! Ledger -> schema.org JSON-LD: every figure as a `Claim` with where it appeared, and a `ClaimReview` only where a person
//! decided about it.
//!
//! No rating is made up: a review says in words what was decided. Who is cited gets no type, as the texts do not tell
//! whether a name is a person's or a body's.

use std::collections::HashMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::model::claim::Claim;
use crate::model::decision::{Act, Decision, Standing};
use crate::model::document::Document;
use crate::model::ledger::Ledger;

pub fn write(ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    let documents: HashMap<&str, &Document> =
        ledger.documents.iter().map(|document| (&*document.id, document)).collect();
    let mut graph: Vec<Value> = ledger.claims.iter().map(|claim| node(claim, &documents)).collect();
    graph.extend(reviews(ledger));
    let all = json!({ "@context": "https://schema.org", "@graph": graph });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    out.write_all(b"\n")
}

fn iri(id: &str) -> String {
    format!("urn:crosscheck:{id}")
}

fn words(claim: &Claim) -> &str {
    if claim.sentence_text.is_empty() { &claim.text } else { claim.sentence_text.trim() }
}

fn node(claim: &Claim, documents: &HashMap<&str, &Document>) -> Value {
    let mut node = json!({ "@type": "Claim", "@id": iri(&claim.id), "text": words(claim), "name": claim.text });
    if let Some(voice) = &claim.attributed_to {
        node["author"] = json!({ "name": voice });
    }
    let mut work = json!({ "@type": "CreativeWork", "identifier": &*claim.source });
    if let Some(document) = documents.get(&*claim.source) {
        let source = &document.source;
        for (property, value) in [("headline", &source.title), ("url", &source.url), ("inLanguage", &source.language)] {
            if !value.is_empty() {
                work[property] = value.as_str().into();
            }
        }
        if !source.publisher.is_empty() {
            work["publisher"] = json!({ "@type": "Organization", "name": source.publisher });
        }
    }
    if let Some(day) = claim.published {
        work["datePublished"] = day.to_string().into();
    }
    node["appearance"] = work;
    node
}

/// Reviews of the claims that somebody's decision speaks of, by name or through a finding.
fn reviews(ledger: &Ledger) -> Vec<Value> {
    let claims: HashMap<&str, &Claim> = ledger.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let findings: HashMap<&str, &crate::model::finding::Finding> =
        ledger.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
    let mut reviews = Vec::new();
    for ruling in ledger.decisions.iter().filter(|ruling| ruling.standing == Standing::Applied) {
        let decision = &ruling.decision;
        let Some(verdict) = verdict(decision) else { continue };
        for id in &decision.about {
            let finding = findings.get(id.as_str());
            let ids: Vec<&str> = match finding {
                Some(finding) => finding.claim_ids.iter().map(String::as_str).collect(),
                None => vec![id],
            };
            for claim in ids.iter().filter_map(|id| claims.get(id)) {
                reviews.push(review(claim, decision, &verdict, finding.map(|finding| finding.says.as_str())));
            }
        }
    }
    reviews
}

/// What was decided, in words; None for what says nothing of a claim itself.
fn verdict(decision: &Decision) -> Option<String> {
    Some(match decision.act {
        Act::Settle => "Discrepancy settled".into(),
        Act::Accept => "Accepted as it is".into(),
        Act::Prefer => "The figure to use".into(),
        Act::Camp => "The count to use".into(),
        Act::Correct => {
            let fields: Vec<String> = decision
                .arguments
                .iter()
                .map(|(field, value)| format!("{} {value}", field.replace('_', " ")))
                .collect();
            format!("Read anew: {}", fields.join(", "))
        }
        _ => return None,
    })
}

fn review(claim: &Claim, decision: &Decision, verdict: &str, finding: Option<&str>) -> Value {
    let body: Vec<&str> =
        [finding.unwrap_or(""), &decision.reason].into_iter().filter(|text| !text.is_empty()).collect();
    let mut review = json!({
        "@type": "ClaimReview",
        "@id": format!("{}:{}", iri(&decision.id), claim.id),
        "claimReviewed": words(claim),
        "itemReviewed": { "@id": iri(&claim.id) },
        "author": { "@type": "Person", "name": decision.by },
        "datePublished": decision.at,
        "reviewRating": { "@type": "Rating", "alternateName": verdict },
    });
    if !body.is_empty() {
        review["reviewBody"] = body.join(" ").into();
    }
    review
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::empty;
    use crate::model::decision::Ruling;
    use crate::reconcile::sample::says;

    #[test]
    fn a_claim_is_reviewed_only_where_a_person_decided() {
        let mut ledger = empty();
        ledger.claims = vec![
            Claim { id: "c-1".into(), ..says("wire", "arrests", "75,000").by("the ministry").claim() },
            Claim { id: "c-2".into(), ..says("post", "arrests", "85,000").claim() },
        ];
        let written = |ledger: &Ledger| -> Vec<Value> {
            let mut bytes = Vec::new();
            write(ledger, &mut bytes).unwrap();
            let json: Value = serde_json::from_slice(&bytes).unwrap();
            json["@graph"].as_array().unwrap().clone()
        };
        assert!(written(&ledger).iter().all(|node| node["@type"] == "Claim"));
        assert_eq!(written(&ledger)[0]["author"]["name"], "the ministry");
        let decision = Decision {
            at: "2025-03-01T10:00:00.000Z".into(),
            id: "decision-1".into(),
            by: "Kim".into(),
            act: Act::Prefer,
            about: vec!["c-2".into()],
            arguments: Default::default(),
            reason: "the wire withdrew it".into(),
            saw: String::new(),
            basis: String::new(),
        };
        for (standing, reviews) in [(Standing::Applied, 1), (Standing::Undone, 0), (Standing::Stale, 0)] {
            ledger.decisions = vec![Ruling { decision: decision.clone(), standing, why: String::new() }];
            let graph = written(&ledger);
            assert_eq!(graph.iter().filter(|node| node["@type"] == "ClaimReview").count(), reviews, "{standing:?}");
        }
        ledger.decisions[0].standing = Standing::Applied;
        let review = written(&ledger).pop().unwrap();
        assert_eq!(review["itemReviewed"]["@id"], "urn:crosscheck:c-2");
        assert_eq!(review["reviewBody"], "the wire withdrew it");
    }
}
