//! `crosscheck extract`: each document alone -> its statistics and events, as they come.

use std::io::{self, Write};

use clap::ValueEnum;
use rayon::prelude::*;

use crosscheck::claims::Statements;
use crosscheck::export::cell::Cell;
use crosscheck::export::csv_sheet::Sheet;
use crosscheck::export::{events, json_lines, notices, quotes, statistics};
use crosscheck::model::error::Error;
use crosscheck::model::notice::Notice;
use crosscheck::pipeline;

use super::args::{InputArgs, SettingsArgs};
use super::terminal::Terminal;
use super::{Outcome, Result, reading, streaming};

/// Print the statistics and events of each document by itself, streaming; nothing is compared
#[derive(Debug, clap::Args)]
#[command(after_help = "Each document is dated by its own words or by what was given for it.\n\n\
    Examples:\n  crosscheck extract articles/ > statistics.csv\n  \
    crosscheck extract articles/ --table events > events.csv\n  \
    zcat dump.jsonl.gz | crosscheck extract - --format jsonl > claims.jsonl")]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// How rows are written; each JSON line says its table
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// What is printed: one table as CSV, any number as JSON lines [default: statistics; JSON lines: events too]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TABLE")]
    table: Vec<Which>,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Put ' before text in CSV that a spreadsheet would take for a formula
    #[arg(long)]
    formula_safe: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    #[default]
    Csv,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    Statistics,
    Events,
    Quotes,
    Notices,
}

impl Which {
    fn name(self) -> &'static str {
        match self {
            Which::Statistics => "statistics",
            Which::Events => "events",
            Which::Quotes => "quotes",
            Which::Notices => "notices",
        }
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Which::Statistics => &statistics::COLUMNS,
            Which::Events => &events::COLUMNS,
            Which::Quotes => &quotes::COLUMNS,
            Which::Notices => &notices::COLUMNS,
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let tables = match (&args.table[..], args.format) {
        ([], Format::Csv) => vec![Which::Statistics],
        ([], Format::Jsonl) => vec![Which::Statistics, Which::Events],
        ([_, _, ..], Format::Csv) => {
            return Err(Error::Usage {
                problem: "CSV has room for one table".into(),
                remedy: "name one with --table, or write --format jsonl".into(),
            }
            .into());
        }
        (named, _) => named.to_vec(),
    };
    let vocabulary = reading::vocabulary(&args.input.vocabulary, &mut Vec::new())?;
    let settings = args.settings.settings();
    let print = Print { format: args.format, formula_safe: args.formula_safe, tables };
    let mut head = print.head()?;
    streaming::documents(&args.input, terminal, &mut |documents, about| {
        let made: io::Result<Vec<Vec<u8>>> = documents
            .into_par_iter()
            .map(|document| {
                let extracted = pipeline::extract(document, &vocabulary, settings);
                print.rows(&extracted.value.1, &extracted.notices)
            })
            .collect();
        let mut to = io::stdout().lock();
        // once, and not before the arguments were found to be good
        to.write_all(&std::mem::take(&mut head))?;
        to.write_all(&print.rows(&Statements::default(), &about)?)?;
        for rows in made? {
            to.write_all(&rows)?;
        }
        Ok(to.flush()?)
    })?;
    Ok(Outcome::Fine)
}

/// How rows are printed, and which.
struct Print {
    format: Format,
    formula_safe: bool,
    tables: Vec<Which>,
}

impl Print {
    /// The names of the columns; JSON lines name them in every row.
    fn head(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if let (Format::Csv, [table, ..]) = (self.format, &self.tables[..]) {
            let mut sheet = Sheet::new(&mut bytes, self.formula_safe);
            sheet.head(table.columns())?;
            sheet.finish()?;
        }
        Ok(bytes)
    }

    /// The rows of one document.
    fn rows(&self, statements: &Statements, about: &[Notice]) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for table in &self.tables {
            match table {
                Which::Statistics => self.table(&mut bytes, *table, statements.claims.iter().map(statistics::cells)),
                Which::Events => self.table(&mut bytes, *table, statements.events.iter().map(events::cells)),
                Which::Quotes => self.table(&mut bytes, *table, statements.quotes.iter().map(quotes::cells)),
                Which::Notices => self.table(&mut bytes, *table, about.iter().map(notices::cells)),
            }?;
        }
        Ok(bytes)
    }

    fn table<'a, const N: usize>(
        &self,
        bytes: &mut Vec<u8>,
        table: Which,
        mut rows: impl Iterator<Item = [Cell<'a>; N]>,
    ) -> io::Result<()> {
        match self.format {
            Format::Csv => {
                let mut sheet = Sheet::new(bytes, self.formula_safe);
                rows.try_for_each(|cells| sheet.row(&cells))?;
                sheet.finish()
            }
            Format::Jsonl => {
                let columns: Vec<&str> = ["table"].into_iter().chain(table.columns().iter().copied()).collect();
                rows.try_for_each(|cells| {
                    let cells: Vec<Cell<'_>> = [Cell::name(table.name())].into_iter().chain(cells).collect();
                    json_lines::row(bytes, &columns, &cells)
                })
            }
        }
    }
}
