//! `OUT.state`: the claims of some tables, read and checked, to be merged with those of others.
//!
//! A head line (who wrote it, from which tables, what was noticed), then one claim a line, by the partition its key falls
//! into and inside a partition by source and id. States of any split of the same tables merge to the same claims: merging
//! walks all states side by side, one partition after the other, and takes what stands in several once.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crosscheck::model::claim::Claim;
use crosscheck::model::error::{Error, Result};
use crosscheck::model::notice::Notice;

use super::run_record::{Input, PROGRAM};

/// Raised whenever an older program could not read a newer state.
const VERSION: u32 = 2;
/// The oldest version that is still read.
const OLDEST: u32 = 1;
/// Claims that are put into words, or read, at a time, by all threads.
const BATCH: usize = 16_384;
/// Partitions a state falls into.
const PARTITIONS: u32 = 64;

/// What a state says before its claims.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    program: String,
    state: u32,
    claims: u64,
    inputs: Vec<Input>,
    notices: Vec<Notice>,
}

/// Some tables, read.
#[derive(Debug, Default)]
pub struct State {
    pub inputs: Vec<Input>,
    pub notices: Vec<Notice>,
    pub claims: Vec<Claim>,
}

/// Claims that may be compared share a partition: same story, place and metric.
fn partition(claim: &Claim) -> u32 {
    let parts = [claim.story_id.as_str(), claim.scope.entity.as_str(), claim.metric.as_str()];
    let mut hash = 0x811c_9dc5_u32;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash % PARTITIONS
}

/// Writes a state; its bytes hang on the claims alone, not on their order.
pub fn write(state: &State, out: &mut dyn Write) -> io::Result<()> {
    let head = Head {
        program: PROGRAM.into(),
        state: VERSION,
        claims: state.claims.len() as u64,
        inputs: state.inputs.clone(),
        notices: state.notices.clone(),
    };
    serde_json::to_writer(&mut *out, &head)?;
    out.write_all(b"\n")?;
    let mut order: Vec<(u32, &Claim)> = state.claims.iter().map(|claim| (partition(claim), claim)).collect();
    order.sort_by(|(p, a), (q, b)| (p, &a.source, a.span, &a.id).cmp(&(q, &b.source, b.span, &b.id)));
    for some in order.chunks(BATCH) {
        let lines: serde_json::Result<Vec<Vec<u8>>> =
            some.par_iter().map(|(_, claim)| serde_json::to_vec(claim)).collect();
        for line in lines? {
            out.write_all(&line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// Reads a state.
pub fn read(path: &Path, from: impl Read) -> Result<State> {
    let wrong = |line: u64, problem: String| Error::Line {
        file: super::disk::shown(path),
        line,
        column: None,
        problem,
        remedy: "write the state again with crosscheck reconcile --partial".into(),
    };
    let mut lines = BufReader::new(from).lines();
    let first = lines.next().and_then(io::Result::ok).unwrap_or_default();
    let head: Head = serde_json::from_str(&first).map_err(|_| wrong(1, "is no state of crosscheck".into()))?;
    if head.program != PROGRAM || !(OLDEST..=VERSION).contains(&head.state) {
        return Err(wrong(1, format!("is a state of version {}; this program reads version {VERSION}", head.state)));
    }
    let mut claims = Vec::new();
    loop {
        let first = claims.len() as u64 + 2;
        let batch: io::Result<Vec<String>> = lines.by_ref().take(BATCH).collect();
        let batch = batch.map_err(|error| wrong(first, error.to_string()))?;
        if batch.is_empty() {
            break;
        }
        let read = batch.par_iter().enumerate().map(|(nth, line)| {
            let damaged = |error| wrong(first + nth as u64, format!("is a damaged claim ({error})"));
            serde_json::from_str(line).map_err(damaged)
        });
        let read: Vec<Result<Claim>> = read.collect();
        for claim in read {
            claims.push(claim?);
        }
    }
    if claims.len() as u64 != head.claims {
        return Err(wrong(1, format!("tells of {} claims, but {} are there", head.claims, claims.len())));
    }
    Ok(State { inputs: head.inputs, notices: head.notices, claims })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosscheck::documents::claims_table;

    fn state(rows: &str) -> State {
        let table = format!("source_id,metric,scope,value\n{rows}");
        State { claims: claims_table::read("t.csv", table.as_bytes()).unwrap(), ..State::default() }
    }

    fn bytes(state: &State) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(state, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_state_comes_back_as_it_was_and_hangs_on_no_order() {
        let (one, other) = (state("a,m,x,1\nb,m,y,2\na,n,x,3\n"), state("a,n,x,3\nb,m,y,2\na,m,x,1\n"));
        assert_eq!(bytes(&one), bytes(&other));
        let back = read(Path::new("s"), &bytes(&one)[..]).unwrap();
        assert_eq!(bytes(&back), bytes(&one));
    }

    #[test]
    fn damaged_states_are_errors_with_a_remedy() {
        let whole = bytes(&state("a,m,x,1\nb,m,y,2\n"));
        for damaged in [&b""[..], b"{}\n", &whole[..whole.len() - 3], &whole[..whole.len() / 2]] {
            let error = read(Path::new("s"), damaged).unwrap_err().to_string();
            assert!(error.contains("--partial"), "{error}");
        }
    }
}
