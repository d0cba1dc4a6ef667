//! The columns of a table of figures, and their places.

/// The columns that are understood: first those a person fills in, then those only our own tables have.
pub const COLUMNS: [&str; 49] = [
    "source_id",
    "metric",
    "value",
    "scope",
    "population",
    "unit",
    "qualifier",
    "low",
    "high",
    "period_start",
    "period_end",
    "period_kind",
    "published",
    "attributed_to",
    "text",
    "story",
    "counted", //
    "claim_id",
    "start",
    "end",
    "metric_label",
    "confidence",
    "story_id",
    "group_id",
    "rule",
    "sentence",
    "sentence_start",
    "sentence_end",
    "cell_id",
    "context",
    "trend",
    "role",
    "period_grain",
    "period_basis",
    "occurrence",
    "known_metric",
    "metric_basis",
    "scope_kind",
    "scope_basis",
    "hedge",
    "attribution_chain",
    "modality",
    "part_of_claim",
    "part_kind",
    "step",
    "cues",
    "clause_start",
    "clause_end",
    "per",
];

/// A column by its place in [`COLUMNS`].
#[derive(Debug, Clone, Copy)]
pub struct Column(pub usize);

/// Looked up when the program is built.
pub const fn column(name: &str) -> Column {
    let mut at = 0;
    while at < COLUMNS.len() {
        let (known, name) = (COLUMNS[at].as_bytes(), name.as_bytes());
        let mut same = known.len() == name.len();
        let mut byte = 0;
        while same && byte < name.len() {
            same = known[byte] == name[byte];
            byte += 1;
        }
        if same {
            return Column(at);
        }
        at += 1;
    }
    panic!("no such column")
}
