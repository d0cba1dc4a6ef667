//! Rows, one by one -> all claims of a table: no row twice, one id for each.

use std::hash::{BuildHasher, RandomState};

use hashbrown::{HashMap, HashSet, HashTable};

use super::Read;
use super::columns::column;
use super::row::Row;
use crate::model::claim::Claim;
use crate::model::document::SourceId;
use crate::model::error::Result;
use crate::model::id::content_id;

/// What is made of a row by itself.
pub struct Made {
    line: u64,
    claim: Result<Claim>,
    /// everything that stands in it, as one number
    content: u64,
    /// somebody gave it an id
    named: bool,
}

impl Made {
    pub fn of(row: &Row) -> Self {
        let named = !row.get(const { column("claim_id") }).is_empty();
        Made { line: row.line, claim: row.claim(), content: row.content(), named }
    }
}

#[derive(Default)]
pub struct Reader<'a> {
    pub file: &'a str,
    pub skip: bool,
    pub read: Read,
    /// contents of the rows that were taken, in the order of the claims
    contents: Vec<u64>,
    hasher: RandomState,
    /// places of the first claims of each id
    first: HashTable<usize>,
    /// for the place of a first one those of the others of its id
    others: HashMap<usize, Vec<usize>>,
    /// rows that say the same of a figure and differ in what stands beside it
    twins: Vec<(usize, String)>,
    /// one name for all claims of a source
    sources: HashSet<SourceId>,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a str, skip: bool) -> Self {
        Reader { file, skip, ..Reader::default() }
    }

    /// Takes a row in, unless it stands there letter for letter.
    pub fn take(&mut self, made: Made) -> Result<()> {
        let mut claim = match made.claim {
            Ok(claim) => claim,
            Err(error) if self.skip => {
                self.read.left_out.push(error);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        claim.source = self.sources.get_or_insert(claim.source).clone();
        let claims = &self.read.claims;
        let place = claims.len();
        let hash = self.hasher.hash_one(&claim.id);
        match self.first.find(hash, |at| claims[*at].id == claim.id).copied() {
            None => {
                self.first.insert_unique(hash, place, |at| self.hasher.hash_one(&claims[*at].id));
            }
            Some(first) => {
                let others = self.others.entry(first).or_default();
                if std::iter::once(&first).chain(&*others).any(|at| self.contents[*at] == made.content) {
                    self.read.repeated.push(made.line);
                    return Ok(());
                }
                others.push(place);
                // two rows that only a note tells apart get ids from all they hold, both, so that their order does not matter
                if !made.named {
                    if others.len() == 1 {
                        self.twins.push((first, format!("{:016x}", self.contents[first])));
                    }
                    self.twins.push((place, format!("{:016x}", made.content)));
                }
            }
        }
        self.contents.push(made.content);
        self.read.claims.push(claim);
        Ok(())
    }

    pub fn finish(mut self) -> Read {
        for (place, content) in self.twins {
            let id = content_id("c", [self.read.claims[place].id.as_str(), &content]);
            self.read.claims[place].id = id.into();
        }
        self.read
    }
}
