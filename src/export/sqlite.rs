//! Ledger -> an SQLite database: every table with its types and keys, lists as tables of their own, and what Datasette
//! needs to show it well.
//!
//! Made in memory and handed back as bytes: this room opens no file.

use std::io;

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, params};
use serde_json::json;

use crate::model::ledger::Ledger;

use super::TABLES;
use super::cell::Cell;
use super::csv_sheet::Rows;

/// Table, its key, and which columns point where.
struct Shape {
    table: &'static str,
    key: &'static str,
    points: &'static [(&'static str, &'static str)],
    facets: &'static [&'static str],
    label: &'static str,
    /// columns that hold lists, with the table that has an entry a row
    lists: &'static [(&'static str, &'static str, &'static str)],
}

const SHAPES: [Shape; 9] = [
    Shape {
        table: "sources",
        key: "source_id",
        points: &[("story_id", "stories")],
        facets: &["publisher", "language", "published_basis", "story_id"],
        label: "title",
        lists: &[],
    },
    Shape {
        table: "statistics",
        key: "claim_id",
        points: &[("source_id", "sources"), ("story_id", "stories"), ("cell_id", "groups")],
        facets: &["source_id", "metric", "scope", "qualifier", "unit", "period_kind"],
        label: "text",
        lists: &[],
    },
    Shape {
        table: "events",
        key: "event_id",
        points: &[("source_id", "sources"), ("story_id", "stories")],
        facets: &["source_id", "grain", "kind", "status"],
        label: "description",
        lists: &[("participants", "event_participants", "")],
    },
    Shape {
        table: "timeline",
        key: "timeline_id",
        points: &[("story_id", "stories")],
        facets: &["grain", "agreed"],
        label: "description",
        lists: &[("sources", "timeline_sources", "sources"), ("event_ids", "timeline_events", "events")],
    },
    Shape {
        table: "quotes",
        key: "quote_id",
        points: &[("source_id", "sources"), ("story_id", "stories")],
        facets: &["source_id", "speaker"],
        label: "words",
        lists: &[],
    },
    Shape {
        table: "groups",
        key: "cell_id",
        points: &[("story_id", "stories")],
        facets: &["kind", "metric", "verdict", "unit"],
        label: "label",
        lists: &[("members", "group_members", "")],
    },
    Shape {
        table: "discrepancies",
        key: "finding_id",
        points: &[("story_id", "stories")],
        facets: &["severity", "rule", "status", "kind"],
        label: "summary",
        lists: &[("sources", "discrepancy_sources", "sources"), ("claim_ids", "discrepancy_claims", "")],
    },
    Shape {
        table: "notices",
        key: "",
        points: &[("source_id", "sources")],
        facets: &["stage", "source_id"],
        label: "says",
        lists: &[],
    },
    Shape {
        table: "decisions",
        key: "decision_id",
        points: &[],
        facets: &["act", "by", "standing"],
        label: "reason",
        lists: &[("about", "decision_about", "")],
    },
];

/// Columns that hold numbers, whatever their table.
const NUMBERS: [&str; 6] = ["value", "low", "high", "best", "step", "confidence"];
const COUNTS: [&str; 13] = [
    "start",
    "end",
    "sentence_start",
    "sentence_end",
    "clause_start",
    "clause_end",
    "attribution_start",
    "attribution_end",
    "words",
    "claims",
    "sources",
    "origins",
    "occurrence",
];

/// The database file.
pub fn bytes(ledger: &Ledger) -> io::Result<Vec<u8>> {
    let mut base = Connection::open_in_memory().map_err(wrong)?;
    // keys are checked by whoever opens the file: tables are filled in an order of their own
    base.execute_batch("PRAGMA foreign_keys = OFF").map_err(wrong)?;
    let deal = base.transaction().map_err(wrong)?;
    deal.execute_batch(
        "CREATE TABLE stories (story_id TEXT PRIMARY KEY, label TEXT, main_place TEXT, why TEXT);
         CREATE TABLE texts (source_id TEXT PRIMARY KEY REFERENCES sources(source_id), text TEXT);",
    )
    .map_err(wrong)?;
    for story in &ledger.stories {
        let row = params![story.id, story.label, story.main_place, story.why];
        deal.execute("INSERT OR IGNORE INTO stories VALUES (?, ?, ?, ?)", row).map_err(wrong)?;
    }
    for table in &TABLES {
        let shape = SHAPES.iter().find(|shape| shape.table == table.name);
        table.rows(
            ledger,
            &mut Filling { base: &deal, table: table.name, shape, columns: Vec::new(), insert: String::new() },
        )?;
    }
    for document in &ledger.documents {
        let row = params![&*document.id, document.text];
        deal.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", row).map_err(wrong)?;
    }
    deal.commit().map_err(wrong)?;
    base.execute_batch("ANALYZE").map_err(wrong)?;
    Ok(base.serialize("main").map_err(wrong)?.to_vec())
}

/// `metadata.json` for Datasette, which knows a database by its file's name: titles, facets, and the column that names a row.
pub fn metadata(database: &str) -> String {
    let mut tables = serde_json::Map::new();
    for shape in &SHAPES {
        tables.insert(shape.table.into(), json!({ "facets": shape.facets, "label_column": shape.label }));
    }
    let title = "What the sources say, and where they differ";
    let all = json!({ "title": title, "databases": { database: { "tables": tables } } });
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

struct Filling<'b> {
    base: &'b Connection,
    table: &'static str,
    shape: Option<&'static Shape>,
    columns: Vec<String>,
    insert: String,
}

impl Filling<'_> {
    fn list(&self, column: &str) -> Option<(&'static str, &'static str)> {
        let (_, table, to) = self.shape?.lists.iter().find(|(list, ..)| *list == column)?;
        Some((table, to))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Rows for Filling<'_> {
    fn head(&mut self, columns: &[&str]) -> io::Result<()> {
        let key = self.shape.map_or("", |shape| shape.key);
        let points = self.shape.map_or(&[][..], |shape| shape.points);
        let mut lines = Vec::new();
        for &column in columns {
            // a list of another table's rows is a number only there
            let list = self.list(column).is_some();
            let kind = match column {
                _ if list => "TEXT",
                _ if NUMBERS.contains(&column) => "NUMERIC",
                _ if COUNTS.contains(&column) && !(self.table == "quotes" && column == "words") => "INTEGER",
                _ => "TEXT",
            };
            let mut line = format!("{} {kind}", quoted(column));
            if column == key {
                line.push_str(" PRIMARY KEY");
            }
            if let Some((_, to)) = points.iter().find(|(from, _)| *from == column) {
                let to_key = SHAPES.iter().find(|shape| shape.table == *to).map_or("story_id", |shape| shape.key);
                line.push_str(&format!(" REFERENCES {}({to_key})", quoted(to)));
            }
            lines.push(line);
        }
        let name = quoted(self.table);
        self.base.execute_batch(&format!("CREATE TABLE {name} ({})", lines.join(", "))).map_err(wrong)?;
        for (_, list, to) in self.shape.map_or(&[][..], |shape| shape.lists) {
            let to_key = SHAPES.iter().find(|shape| shape.table == *to).map(|shape| shape.key);
            let points = to_key.map(|key| format!(" REFERENCES {}({key})", quoted(to))).unwrap_or_default();
            let create = format!(
                "CREATE TABLE {list} ({key} TEXT REFERENCES {name}({key}), entry TEXT{points}, PRIMARY KEY ({key}, entry))"
            );
            self.base.execute_batch(&create).map_err(wrong)?;
        }
        for (column, _) in points {
            let index = format!("CREATE INDEX {0}_{1} ON {name} ({1})", self.table, column);
            self.base.execute_batch(&index).map_err(wrong)?;
        }
        let places = vec!["?"; columns.len()].join(", ");
        self.insert = format!("INSERT OR IGNORE INTO {name} VALUES ({places})");
        self.columns = columns.iter().map(|&column| column.to_owned()).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let mut insert = self.base.prepare_cached(&self.insert).map_err(wrong)?;
        insert.execute(rusqlite::params_from_iter(cells.iter().map(value))).map_err(wrong)?;
        let key = cells.first().map(|cell| cell.plain().into_owned()).unwrap_or_default();
        let key_at = self.columns.iter().position(|column| Some(column.as_str()) == self.shape.map(|shape| shape.key));
        let key = key_at.map_or(key, |at| cells[at].plain().into_owned());
        for (column, cell) in self.columns.iter().zip(cells) {
            let (Some((table, _)), Cell::List(entries)) = (self.list(column), cell) else { continue };
            let insert = format!("INSERT OR IGNORE INTO {table} VALUES (?, ?)");
            let mut insert = self.base.prepare_cached(&insert).map_err(wrong)?;
            for entry in entries {
                insert.execute(params![key, entry.as_ref()]).map_err(wrong)?;
            }
        }
        Ok(())
    }
}

/// A figure that a double holds exactly is a number, any other keeps its digits as text.
fn value(cell: &Cell) -> ToSqlOutput<'static> {
    let value = match cell {
        Cell::Unknown => Value::Null,
        Cell::Count(count) => Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX)),
        Cell::Yes(yes) => Value::Integer((*yes).into()),
        other => Value::Text(other.plain().into_owned()),
    };
    ToSqlOutput::Owned(value)
}

fn wrong(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::Claim;
    use crate::reconcile::sample::says;

    #[test]
    fn every_key_points_somewhere_and_figures_are_numbers() {
        let mut ledger = crate::export::check::tests::ledger();
        ledger.claims = vec![Claim { id: "c-1".into(), ..says("wire", "arrests", "75,000").claim() }];
        let bytes = bytes(&ledger).unwrap();
        assert!(bytes.starts_with(b"SQLite format 3\0"));
        let mut base = Connection::open_in_memory().unwrap();
        base.deserialize_read_exact("main", &bytes[..], bytes.len(), true).unwrap();
        let one = |sql: &str| base.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(one("SELECT value + 1 FROM statistics"), 75_001);
        assert_eq!(one("SELECT count(*) FROM discrepancy_claims WHERE entry = 'c-1'"), 5);
        assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(one("SELECT count(*) FROM discrepancy_sources JOIN sources ON entry = source_id"), 6 - 1 + 1);
    }

    #[test]
    fn the_metadata_names_columns_that_exist() {
        let ledger = crate::export::tests::empty();
        let bytes = bytes(&ledger).unwrap();
        let mut base = Connection::open_in_memory().unwrap();
        base.deserialize_read_exact("main", &bytes[..], bytes.len(), true).unwrap();
        for shape in &SHAPES {
            for column in shape.facets.iter().chain([&shape.label]) {
                let sql = format!("SELECT {} FROM {} LIMIT 1", quoted(column), quoted(shape.table));
                assert!(base.prepare(&sql).is_ok(), "{}.{column}", shape.table);
            }
        }
        assert!(metadata("crosscheck").contains("\"facets\""));
    }
}
