//! Decisions -> claims, events and quotations without what was struck and with what was corrected, and the rulings the
//! comparing needs. Runs before groups are made and findings sought.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::claim::Claim;
use crate::model::decision::{Act, Choice, Decision, Rulings, Standing, field_of, fields_basis};
use crate::model::event::Event;
use crate::model::notice::Notice;
use crate::model::quote::Quote;
use crate::model::vocabulary::Vocabulary;

use super::correct::{check, correct};
use super::log::Log;

/// What documents or tables said, before anybody compares it.
#[derive(Debug)]
pub struct Statements<'s> {
    pub claims: &'s mut Vec<Claim>,
    pub events: &'s mut Vec<Event>,
    pub quotes: &'s mut Vec<Quote>,
}

/// Applies what was decided about claims and groups. Every decision that could not be applied says why in the log.
pub fn apply(log: &mut Log, said: &mut Statements, vocabulary: &Vocabulary, notices: &mut Vec<Notice>) -> Rulings {
    if log.rulings.is_empty() {
        return Rulings::default();
    }
    refuse(log);
    let gone = missing(log, said);
    dispute(log);
    correct_fields(log, said.claims, vocabulary);
    let rulings = rulings(log, &gone);
    strike(log, said, notices);
    for (at, why) in gone.whole {
        log.set(at, Standing::Stale, why);
    }
    rulings
}

/// Decisions of the kind this room applies.
fn before(log: &Log) -> impl Iterator<Item = (usize, &Decision)> {
    log.live().filter(|(_, decision)| decision.act.is_before())
}

fn refuse(log: &mut Log) {
    let wrong: Vec<(usize, String)> = before(log)
        .filter_map(|(at, decision)| match decision.act {
            act if decision.about.len() < act.fewest() => Some((at, format!("{} needs two ids", act.as_str()))),
            Act::Correct => check(&decision.arguments).err().map(|why| (at, why)),
            _ => None,
        })
        .collect();
    for (at, why) in wrong {
        log.set(at, Standing::Refused, why);
    }
}

/// Ids that nothing bears any more.
struct Gone {
    ids: HashSet<String>,
    /// decisions that apply to what is left of what they speak of, and are stale for the rest
    whole: Vec<(usize, String)>,
}

fn missing(log: &mut Log, said: &Statements) -> Gone {
    let known: HashSet<&str> = (said.claims.iter().map(|claim| claim.id.as_str()))
        .chain(said.events.iter().map(|event| event.id.as_str()))
        .chain(said.quotes.iter().map(|quote| quote.id.as_str()))
        .collect();
    let claims: HashMap<&str, &Claim> = said.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let mut gone = Gone { ids: HashSet::new(), whole: Vec::new() };
    let mut stale = Vec::new();
    for (at, decision) in before(log) {
        let left: Vec<&String> = decision.about.iter().filter(|id| known.contains(id.as_str())).collect();
        let lost = decision.about.len() - left.len();
        if left.len() < decision.act.fewest() {
            stale.push((at, "what it speaks of is no longer found".to_owned()));
        } else if lost > 0 {
            gone.ids.extend(decision.about.iter().filter(|id| !known.contains(id.as_str())).cloned());
            gone.whole.push((at, format!("{lost} of what it speaks of is no longer found; applied to the rest")));
        } else if let Some(claim) = claims.get(left[0].as_str()).filter(|_| decision.act == Act::Correct)
            && !decision.basis.is_empty()
            && decision.basis != fields_basis(claim, &decision.arguments)
        {
            // read otherwise than the person saw; where it is read as corrected, all is well
            let reads: Vec<String> =
                decision.arguments.keys().map(|field| format!("{field} is {:?}", field_of(claim, field))).collect();
            let fulfilled = decision.arguments.iter().all(|(field, value)| field_of(claim, field) == *value);
            if !fulfilled {
                stale.push((at, format!("it reads otherwise now: {}", reads.join(", "))));
            }
        }
    }
    for (at, why) in stale {
        log.set(at, Standing::Stale, why);
    }
    gone
}

/// Everybody's last word counts; where two people's differ neither does.
fn dispute(log: &mut Log) {
    let mut fields: Vec<((String, String), usize, String)> = Vec::new();
    let mut pairs: Vec<((String, String), usize, Act)> = Vec::new();
    for (at, decision) in before(log) {
        match decision.act {
            Act::Correct => fields.extend(decision.about.iter().flat_map(|id| {
                decision.arguments.iter().map(move |(field, value)| ((id.clone(), field.clone()), at, value.clone()))
            })),
            Act::Same | Act::Different => {
                let mut ids = decision.about.clone();
                ids.sort();
                ids.dedup();
                for (nth, one) in ids.iter().enumerate() {
                    pairs.extend(ids[nth + 1..].iter().map(|other| ((one.clone(), other.clone()), at, decision.act)));
                }
            }
            _ => {}
        }
    }
    log.weigh(fields);
    log.weigh(pairs);
    // who strikes what another corrects or prefers says that it should not be there at all
    let uses = |act: Act| matches!(act, Act::Correct | Act::Prefer | Act::Camp);
    let stances: Vec<(String, usize, bool)> = before(log)
        .filter(|(_, decision)| decision.act == Act::Strike || uses(decision.act))
        .flat_map(|(at, decision)| decision.about.iter().map(move |id| (id.clone(), at, decision.act == Act::Strike)))
        .collect();
    let mut strikers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (id, at, strikes) in &stances {
        let list = if *strikes { &mut strikers } else { &mut users };
        list.entry(id).or_default().push(*at);
    }
    let by = |at: usize| log.rulings[at].decision.by.clone();
    let mut disputed: Vec<(usize, String)> = Vec::new();
    for (id, strikers) in &strikers {
        for &using in users.get(id).into_iter().flatten() {
            for &striking in strikers {
                if by(striking) == by(using) {
                    // one person's later word
                    disputed.push((striking.min(using), String::new()));
                } else {
                    disputed.push((striking, by(using)));
                    disputed.push((using, by(striking)));
                }
            }
        }
    }
    for (at, other) in disputed {
        match other.is_empty() {
            true => log.set(at, Standing::Superseded, "decided again later".into()),
            false => log.set(at, Standing::Disputed, format!("{other} decided otherwise")),
        }
    }
}

fn correct_fields(log: &Log, claims: &mut [Claim], vocabulary: &Vocabulary) {
    let mut corrections: HashMap<&str, BTreeMap<String, String>> = HashMap::new();
    for (_, decision) in before(log).filter(|(_, decision)| decision.act == Act::Correct) {
        for id in &decision.about {
            corrections.entry(id).or_default().extend(decision.arguments.clone());
        }
    }
    for claim in claims {
        if let Some(fields) = corrections.get(claim.id.as_str()) {
            correct(claim, fields, vocabulary);
        }
    }
}

fn rulings(log: &Log, gone: &Gone) -> Rulings {
    let mut rulings = Rulings::default();
    for (_, decision) in before(log) {
        let ids: Vec<String> = decision.about.iter().filter(|id| !gone.ids.contains(*id)).cloned().collect();
        let because = if decision.reason.is_empty() { String::new() } else { format!(": {}", decision.reason) };
        let choice = |did: &str| Choice {
            at: decision.at.clone(),
            by: decision.by.clone(),
            says: format!("{did} by {}{because}", decision.by),
        };
        match decision.act {
            Act::Same => rulings.join(&ids),
            Act::Different => {
                for (nth, one) in ids.iter().enumerate() {
                    ids[nth + 1..].iter().for_each(|other| rulings.part(one, other));
                }
            }
            Act::SameOrigin => rulings.trace(&ids, &format!("{} says so{because}", decision.by)),
            Act::Prefer => {
                for id in ids {
                    rulings.preferred.entry(id).or_default().push(choice("preferred"));
                }
            }
            Act::Camp => rulings.camps.extend(ids.into_iter().map(|id| (id, choice("this count was chosen")))),
            _ => {}
        }
    }
    rulings
}

/// Takes out what was struck; each leaves a notice with who struck it and why.
fn strike(log: &Log, said: &mut Statements, notices: &mut Vec<Notice>) {
    let mut struck: HashMap<String, String> = HashMap::new();
    for (_, decision) in before(log).filter(|(_, decision)| decision.act == Act::Strike) {
        let because = if decision.reason.is_empty() { String::new() } else { format!(": {}", decision.reason) };
        for id in &decision.about {
            struck.entry(id.clone()).or_insert_with(|| format!("struck by {}{because}", decision.by));
        }
    }
    if struck.is_empty() {
        return;
    }
    said.claims.retain(|claim| match struck.get(claim.id.as_str()) {
        Some(says) => {
            let says = format!("{says} ({}, read as {})", claim.id, claim.metric);
            notices.push(Notice::new("review", &claim.source, claim.span, says));
            false
        }
        None => true,
    });
    said.events.retain(|event| match struck.get(&event.id) {
        Some(says) => {
            let place = event.span.unwrap_or(event.clause);
            notices.push(Notice::new("review", &event.source, Some(place), format!("{says} ({})", event.id)));
            false
        }
        None => true,
    });
    said.quotes.retain(|quote| match struck.get(&quote.id) {
        Some(says) => {
            notices.push(Notice::new("review", &quote.source, Some(quote.span), format!("{says} ({})", quote.id)));
            false
        }
        None => true,
    });
}

#[cfg(test)]
mod tests {
    use super::super::log::tests::decision;
    use super::*;
    use crate::reconcile::sample::{World, says};

    /// Two claims, and what is left of them and of the decisions.
    fn applied(decisions: Vec<Decision>) -> (Vec<Claim>, Log, Rulings, Vec<Notice>) {
        let mut claims = claims();
        let mut log = Log::new(decisions);
        let mut notices = Vec::new();
        let mut said = Statements { claims: &mut claims, events: &mut Vec::new(), quotes: &mut Vec::new() };
        let vocabulary = crate::vocabulary::load("en", &[]).unwrap();
        let rulings = apply(&mut log, &mut said, &vocabulary, &mut notices);
        (claims, log, rulings, notices)
    }

    fn claims() -> Vec<Claim> {
        let all = [says("wire", "arrests", "75,000").claim(), says("post", "arrests", "85,000").claim()];
        World::new(all).claims
    }

    fn standings(log: &Log) -> Vec<&'static str> {
        log.rulings.iter().map(|ruling| ruling.standing.as_str()).collect()
    }

    fn correction(by: &str, at: &str, id: &str, field: &str, value: &str) -> Decision {
        let mut correction = decision(by, at, Act::Correct, &[id]);
        correction.arguments.insert(field.into(), value.into());
        correction.named()
    }

    #[test]
    fn a_struck_claim_is_gone_and_a_notice_tells_by_whom() {
        let id = claims()[0].id.clone();
        let mut strike = decision("Kim", "01", Act::Strike, &[&id]);
        strike.reason = "a page number".into();
        let (claims, log, _, notices) = applied(vec![strike]);
        assert!(claims.len() == 1 && claims[0].id != id);
        assert_eq!(standings(&log), ["applied"]);
        assert!(notices[0].says.contains("struck by Kim: a page number"), "{notices:?}");
    }

    #[test]
    fn a_corrected_field_reads_as_corrected_and_the_later_word_counts() {
        let id = claims()[0].id.clone();
        let decisions =
            vec![correction("Kim", "01", &id, "value", "57,000"), correction("Kim", "02", &id, "value", "58,000")];
        let (claims, log, ..) = applied(decisions);
        assert_eq!(field_of(&claims[0], "value"), "58000");
        assert_eq!(standings(&log), ["superseded", "applied"]);
    }

    #[test]
    fn two_people_who_correct_differently_change_nothing() {
        let id = claims()[0].id.clone();
        let decisions =
            vec![correction("Kim", "01", &id, "value", "57,000"), correction("Lee", "02", &id, "value", "58,000")];
        let (claims, log, ..) = applied(decisions);
        assert_eq!(field_of(&claims[0], "value"), "75000");
        assert_eq!(standings(&log), ["disputed", "disputed"]);
    }

    #[test]
    fn a_correction_of_what_reads_otherwise_now_is_stale_unless_it_reads_as_corrected() {
        let claim = claims().remove(0);
        let mut kim = correction("Kim", "01", &claim.id, "metric", "homicides");
        kim.basis = "basis-of-another-reading".into();
        let (claims, log, ..) = applied(vec![kim.clone()]);
        assert_eq!((standings(&log), claims[0].metric.as_str()), (vec!["stale"], "arrests"));
        assert!(log.rulings[0].why.contains("metric is \"arrests\""), "{}", log.rulings[0].why);
        kim.arguments.insert("metric".into(), "arrests".into());
        assert_eq!(standings(&applied(vec![kim.clone()]).1), ["applied"]);
        kim.arguments.insert("metric".into(), "homicides".into());
        kim.basis = fields_basis(&claim, &kim.arguments);
        assert_eq!(applied(vec![kim]).0[0].metric, "homicides");
    }

    #[test]
    fn what_is_no_longer_found_is_stale_and_the_rest_applies() {
        let ids: Vec<String> = claims().iter().map(|claim| claim.id.to_string()).collect();
        let decisions = vec![
            decision("Kim", "01", Act::Strike, &["c-gone"]),
            decision("Kim", "02", Act::Same, &[&ids[0], "c-gone"]),
            decision("Kim", "03", Act::Same, &[&ids[0], &ids[1], "c-gone"]),
        ];
        let (claims, log, rulings, _) = applied(decisions);
        assert_eq!((claims.len(), standings(&log)), (2, vec!["stale", "stale", "stale"]));
        assert!(rulings.are_one(&ids[0], &ids[1]));
    }

    #[test]
    fn one_says_same_another_says_different_and_neither_counts() {
        let ids: Vec<String> = claims().iter().map(|claim| claim.id.to_string()).collect();
        let same = decision("Kim", "01", Act::Same, &[&ids[0], &ids[1]]);
        let other = decision("Lee", "02", Act::Different, &[&ids[1], &ids[0]]);
        let (_, log, rulings, _) = applied(vec![same.clone(), other]);
        assert_eq!(standings(&log), ["disputed", "disputed"]);
        assert!(rulings.is_empty());
        let changed = decision("Kim", "02", Act::Different, &[&ids[1], &ids[0]]);
        let (_, log, rulings, _) = applied(vec![same, changed]);
        assert_eq!(standings(&log), ["superseded", "applied"]);
        assert!(rulings.are_different(&ids[0], &ids[1]));
    }

    #[test]
    fn striking_what_another_prefers_is_disputed_and_ones_own_later_word_counts() {
        let id = claims()[0].id.clone();
        let prefer = decision("Kim", "01", Act::Prefer, &[&id]);
        let (claims, log, ..) = applied(vec![prefer.clone(), decision("Lee", "02", Act::Strike, &[&id])]);
        assert_eq!((claims.len(), standings(&log)), (2, vec!["disputed", "disputed"]));
        let (claims, log, ..) = applied(vec![prefer, decision("Kim", "02", Act::Strike, &[&id])]);
        assert_eq!((claims.len(), standings(&log)), (1, vec!["superseded", "applied"]));
    }

    #[test]
    fn origins_camps_and_preferences_are_handed_on_with_their_reason() {
        let ids: Vec<String> = claims().iter().map(|claim| claim.id.to_string()).collect();
        let mut origin = decision("Kim", "01", Act::SameOrigin, &[&ids[0], &ids[1]]);
        origin.reason = "both cite the ministry".into();
        let decisions =
            vec![origin, decision("Kim", "02", Act::Camp, &[&ids[0]]), decision("Kim", "03", Act::Prefer, &[&ids[1]])];
        let (_, log, rulings, _) = applied(decisions);
        assert_eq!(standings(&log), ["applied"; 3]);
        assert_eq!(rulings.origin(&ids[0]).unwrap().1, "Kim says so: both cite the ministry");
        assert_eq!(rulings.camps[&ids[0]].says, "this count was chosen by Kim");
        assert_eq!(rulings.preferred[&ids[1]][0].by, "Kim");
    }

    #[test]
    fn what_cannot_be_applied_is_refused_with_the_reason() {
        let id = claims()[0].id.clone();
        let (claims, log, ..) =
            applied(vec![correction("Kim", "01", &id, "value", "many"), decision("Kim", "02", Act::Same, &[&id])]);
        assert_eq!(standings(&log), ["refused", "refused"]);
        assert!(log.rulings[0].why.contains("write digits"), "{}", log.rulings[0].why);
        assert_eq!(field_of(&claims[0], "value"), "75000");
    }
}
