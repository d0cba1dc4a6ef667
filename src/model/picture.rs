//! A drawn chart, handed from `charts/` to whoever writes or embeds it.

/// One chart in both formats, with what a reader who cannot see it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// file name without ending: "spread-arrests-el-salvador"
    pub name: String,
    /// "timeline", "spread", "series", "flow" or "agreement"
    pub chart: &'static str,
    /// says the finding: "Arrests: 75,000 to 85,000, five sources"
    pub title: String,
    /// the same content in words
    pub description: String,
    pub story_id: String,
    /// the group it draws; empty for a whole story
    pub group_id: String,
    pub svg: String,
    /// empty where none was asked for
    pub png: Vec<u8>,
    /// the figures it draws, as CSV
    pub data: String,
}
