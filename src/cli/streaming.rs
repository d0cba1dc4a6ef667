//! Files -> documents in batches, so that a million of them need no more memory than a few.
//!
//! JSON lines are read block by block, other files some at a time. Ids are those of a run, with one difference:
//! a record whose id was seen before gets a number behind it, since what is still to come is not known.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use rayon::prelude::*;

use crosscheck::documents::format::Reading;
use crosscheck::documents::sources_table::SourcesTable;
use crosscheck::documents::{self, charset, facts, json_lines, source_id};
use crosscheck::model::document::Document;
use crosscheck::model::error::Error;
use crosscheck::model::notice::{Noted, Notice};

use super::args::InputArgs;
use super::inputs::{self, STDIN};
use super::terminal::Terminal;
use super::{Result, disk, reading};

/// Bytes of JSON lines that are worked on at once.
const BLOCK: usize = 8 << 20;
/// Files that are worked on at once.
const FILES: usize = 64;

/// Hands every document named by the arguments to `each`, in batches, in a fixed order. What cannot be read
/// is told on standard error, or ends it all when asked to be strict.
pub fn documents(
    args: &InputArgs,
    terminal: &Terminal,
    each: &mut dyn FnMut(Vec<Document>, Vec<Notice>) -> Result<()>,
) -> Result<()> {
    let found = inputs::find(&args.inputs)?;
    let tables = reading::tables(args, &found, &mut Vec::new())?;
    let whole: Vec<&String> = found.files.keys().collect();
    let called: Vec<(&str, &str)> = whole.iter().map(|file| (facts::stem(file), file.as_str())).collect();
    let ids: HashMap<&str, String> = whole.iter().map(|file| file.as_str()).zip(source_id::unique(&called)).collect();
    let mut stream = Stream { args, terminal, tables, ids, seen: HashMap::new(), made: 0, refused: Vec::new(), each };
    stream.refuse(found.refused)?;
    (stream.each)(Vec::new(), found.notices)?;
    let files: Vec<(&String, &std::path::PathBuf)> = found.files.iter().collect();
    let mut at = 0;
    while at < files.len() {
        let (name, path) = files[at];
        if json_lines::FORMAT.claims(name) || name == STDIN {
            stream.lines(name, path)?;
            at += 1;
            continue;
        }
        let next =
            files[at..].iter().take(FILES).take_while(|(name, _)| !json_lines::FORMAT.claims(name) && *name != STDIN);
        let batch: Vec<_> = next.collect();
        let read: Vec<Reading> = batch.par_iter().map(|(name, path)| reading::read_file(name, path).1).collect();
        at += batch.len();
        stream.hand_over(read)?;
    }
    stream.end()
}

struct Stream<'a> {
    args: &'a InputArgs,
    terminal: &'a Terminal,
    tables: Vec<SourcesTable>,
    /// of files that are one document
    ids: HashMap<&'a str, String>,
    /// ids of records, and how many bore each
    seen: HashMap<String, usize>,
    made: usize,
    /// kept only until something could be read
    refused: Vec<Error>,
    each: &'a mut dyn FnMut(Vec<Document>, Vec<Notice>) -> Result<()>,
}

impl Stream<'_> {
    /// A file of JSON lines, or standard input, which may be one.
    fn lines(&mut self, name: &str, path: &Path) -> Result<()> {
        let opened: io::Result<Box<dyn Read>> = if name == STDIN {
            Ok(Box::new(io::stdin()))
        } else {
            File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
        };
        let mut reader = match opened {
            Ok(reader) => BufReader::with_capacity(1 << 16, reader),
            Err(error) => return self.refuse(vec![disk::input_error(path, &error)]),
        };
        let mut line = 1;
        let mut first = true;
        loop {
            let mut block = Vec::new();
            if let Err(error) = read_block(&mut reader, &mut block) {
                return self.refuse(vec![disk::input_error(path, &error)]);
            }
            if block.is_empty() {
                return Ok(());
            }
            if std::mem::take(&mut first) && !json_lines::opens_with_object(&block) {
                // prose, or JSON over several lines: it must be seen as a whole
                if let Err(error) = reader.read_to_end(&mut block) {
                    return self.refuse(vec![disk::input_error(path, &error)]);
                }
                return self.hand_over(vec![documents::read(name, &block)]);
            }
            let decoded = charset::decode(&block);
            let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
            let read = read_parts(name, line, text);
            line += block.iter().filter(|&&byte| byte == b'\n').count() as u64;
            self.hand_over(read)?;
        }
    }

    fn hand_over(&mut self, read: Vec<Reading>) -> Result<()> {
        let mut made = Vec::new();
        for reading in read {
            made.extend(reading.documents);
            self.refuse(reading.refused)?;
        }
        let (mut documents, about): (Vec<Document>, Vec<Vec<Notice>>) =
            made.into_iter().map(|Noted { value, notices }| (value, notices)).unzip();
        let mut notices = Vec::new();
        for (document, about) in documents.iter_mut().zip(about) {
            self.name(document);
            notices.extend(about.into_iter().map(|notice| Notice { source_id: document.id.to_string(), ..notice }));
        }
        for table in &self.tables {
            table.apply_to_stream(&mut documents);
        }
        self.made += documents.len();
        (self.each)(documents, notices)
    }

    fn name(&mut self, document: &mut Document) {
        let file = document.source.file.as_str();
        let whole = self.ids.get(file).filter(|_| facts::stem(file) == &*document.id);
        let id = whole.cloned().unwrap_or_else(|| source_id::safe(&document.id));
        let count = self.seen.entry(id.to_lowercase()).and_modify(|count| *count += 1).or_insert(1);
        document.id = if *count == 1 { id.into() } else { format!("{id}-{count}").into() };
    }

    fn refuse(&mut self, errors: Vec<Error>) -> Result<()> {
        if self.args.strict && !errors.is_empty() {
            return Err(reading::all(errors));
        }
        for error in errors {
            if self.made > 0 {
                self.terminal.note(&error.to_string());
            } else {
                self.refused.push(error);
            }
        }
        Ok(())
    }

    fn end(self) -> Result<()> {
        if self.made == 0 {
            return Err(reading::nothing(self.refused));
        }
        self.refused.iter().for_each(|error| self.terminal.note(&error.to_string()));
        Ok(())
    }
}

/// Reads about a block, up to the end of a line.
fn read_block(reader: &mut impl BufRead, block: &mut Vec<u8>) -> io::Result<()> {
    reader.by_ref().take(BLOCK as u64).read_to_end(block)?;
    if block.len() == BLOCK && block.last() != Some(&b'\n') {
        reader.read_until(b'\n', block)?;
    }
    Ok(())
}

/// Reads records in parallel, in some parts of whole lines.
fn read_parts(name: &str, first_line: u64, text: &str) -> Vec<Reading> {
    const PART: usize = 256 << 10;
    let mut parts = Vec::new();
    let (mut rest, mut line) = (text, first_line);
    while !rest.is_empty() {
        let about = rest.len().min(PART);
        let end =
            rest.as_bytes()[about - 1..].iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| about + at);
        // a line end is a character of its own, so the cut never splits one
        let (part, after) = rest.split_at(end);
        parts.push((line, part));
        line += part.bytes().filter(|&byte| byte == b'\n').count() as u64;
        rest = after;
    }
    parts.par_iter().map(|(line, part)| json_lines::read_lines(name, *line, part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_line_numbers_and_lose_no_record() {
        let text: String = (0..3000).map(|at| format!("{{\"text\":\"{} é {at}\"}}\n", "x".repeat(at % 700))).collect();
        let parts = read_parts("in.jsonl", 1, &text);
        assert!(parts.len() > 1);
        let ids: Vec<String> =
            parts.iter().flat_map(|part| &part.documents).map(|document| document.value.id.to_string()).collect();
        assert_eq!(ids, (1..=3000).map(|line| format!("in-{line}")).collect::<Vec<_>>());
        assert!(parts.iter().all(|part| part.refused.is_empty()));
    }

    #[test]
    fn a_block_ends_with_a_line() {
        let long = vec![b'x'; BLOCK + 10];
        let mut reader = io::Cursor::new([&long[..], b"\nnext\n"].concat());
        let mut block = Vec::new();
        read_block(&mut reader, &mut block).unwrap();
        assert_eq!(block.len(), long.len() + 1);
        block.clear();
        read_block(&mut reader, &mut block).unwrap();
        assert_eq!(block, b"next\n");
    }
}
