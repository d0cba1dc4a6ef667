//! Drafts that say one thing -> one draft: several sources with the same two figures, and long series of two sources.

use hashbrown::HashMap;

use super::affair::Affair;
use super::draft::Draft;

/// Two sources that differ on more days than this are told about once.
const SERIES: usize = 4;

/// More findings of one rule in one family than this are told as one.
const CROWD: usize = 12;

/// Folds the drafts of one family, in their order.
pub fn fold(drafts: Vec<Draft>, affair: &Affair) -> Vec<Draft> {
    let alike = by_key(drafts, |draft| draft.theme.clone());
    let alike = alike.into_iter().map(|group| merge(group, |_| String::new())).collect();
    let by_sources = by_key(alike, |draft| {
        let mut sources: Vec<&str> = draft.witnesses.iter().map(|witness| &*witness.source).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.join("|")
    });
    let mut folded = Vec::new();
    for series in by_sources {
        if series.len() <= SERIES {
            folded.extend(series);
            continue;
        }
        let names: Vec<String> = {
            let mut sources: Vec<&str> = series[0].witnesses.iter().map(|witness| &*witness.source).collect();
            sources.sort_unstable();
            sources.dedup();
            sources.into_iter().map(|source| affair.sources.name(source).to_owned()).collect()
        };
        folded.push(merge(series, |count| {
            format!(" The same holds for {count} more figures of {}.", names.join(" and "))
        }));
    }
    // many sources of one count: one finding for each rule
    by_key(folded, |_| String::new())
        .into_iter()
        .flat_map(|same| match same.len() {
            0..=CROWD => same,
            _ => vec![merge(same, |count| format!(" {count} more pairs of figures of this count differ likewise."))],
        })
        .collect()
}

/// Groups by rule and key, in the order of each group's first draft.
fn by_key(drafts: Vec<Draft>, key: impl Fn(&Draft) -> String) -> Vec<Vec<Draft>> {
    let mut index: HashMap<(&'static str, String), usize> = HashMap::new();
    let mut groups: Vec<Vec<Draft>> = Vec::new();
    for draft in drafts {
        let at = *index.entry((draft.rule, key(&draft))).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(draft);
    }
    groups
}

/// The gravest draft, by its gap among equals, with the witnesses of the others.
fn merge(group: Vec<Draft>, more: impl Fn(usize) -> String) -> Draft {
    let rest = group.len() - 1;
    let lead = (0..group.len()).reduce(|best, at| {
        let (a, b) = (&group[best], &group[at]);
        if (b.severity, b.gap) > (a.severity, a.gap) { at } else { best }
    });
    let mut lead = group[lead.unwrap_or(0)].clone();
    for other in &group {
        lead.absorb(other);
    }
    if rest > 0 {
        lead.says.push_str(&more(rest));
    }
    lead
}
