//! The only clock of the program: it stands in a decision's row, and nowhere in what a run writes.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, as decisions are dated.
pub fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let time = chrono::DateTime::from_timestamp(since.as_secs() as i64, since.subsec_nanos()).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
