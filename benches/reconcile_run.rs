//! `crosscheck reconcile TABLE`, the whole process with its tables, charts, report and ledger: seconds, claims a second, how the time
//! grows and the most memory it held.
//!
//! `cargo bench --bench reconcile_run` for ten thousand to a million claims and a hot key of a hundred thousand;
//! `CLAIMS=10000000 cargo bench --bench reconcile_run` for a number of your own, which takes 10 GB of memory and of disk at ten
//! million. The processor's seconds tell more than the clock's where others use the machine too. Memory and processor are read from
//! `/proc`, and missing elsewhere.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

mod figures;

/// Kernels count a process's time in hundredths.
const TICKS: f64 = 100.0;

fn main() {
    let own = std::env::var("CLAIMS").ok().map(|claims| claims.parse().expect("CLAIMS is a number"));
    let sizes: Vec<usize> = own.map_or_else(|| vec![10_000, 100_000, 1_000_000], |claims| vec![claims]);
    println!(
        "{:<12} {:>10} {:>8} {:>8} {:>11} {:>8} {:>8} {:>8}",
        "table", "claims", "s", "cpu s", "claims/s", "growth", "memory", "output"
    );
    let mut before: Option<f64> = None;
    for &rows in &sizes {
        before = Some(measure("many keys", rows, before, figures::spread));
    }
    if own.is_none() {
        measure("one hot key", 100_000, None, figures::hot);
    }
}

fn measure(
    name: &str,
    rows: usize,
    before: Option<f64>,
    fill: impl Fn(usize, &mut BufWriter<File>) -> std::io::Result<()>,
) -> f64 {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let table = folder.path().join("figures.csv");
    let mut out = BufWriter::new(File::create(&table).expect("the temporary folder can be written to"));
    fill(rows, &mut out).and_then(|()| out.flush()).expect("the temporary folder can be written to");
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(["reconcile", "--quiet", "-o"]).arg(folder.path().join("out")).arg(&table);
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let (memory, cpu) = watched(&mut child);
    let seconds = begun.elapsed().as_secs_f64();
    let growth = before.map_or("-".into(), |before| format!("{:.1}x", seconds / before));
    let shown = |value: Option<f64>, digits: usize| value.map_or("-".into(), |value| format!("{value:.digits$}"));
    println!(
        "{name:<12} {rows:>10} {seconds:>8.2} {:>8} {:>11.0} {growth:>8} {:>5} MB {:>5} MB",
        shown(cpu, 2),
        rows as f64 / seconds,
        shown(memory, 0),
        size(&folder.path().join("out")) / 1_000_000,
    );
    seconds
}

/// Waits for a process; the most memory it held, in megabytes, and the seconds of processor it took.
fn watched(child: &mut Child) -> (Option<f64>, Option<f64>) {
    let (mut memory, mut cpu) = (None, None);
    loop {
        let proc = format!("/proc/{}", child.id());
        // what is read last stands: both numbers only grow
        memory = peak(&proc).or(memory);
        cpu = processor(&proc).or(cpu);
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            assert!(status.success(), "{status}");
            return (memory, cpu);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn peak(proc: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("{proc}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1000.0)
}

fn processor(proc: &str) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("{proc}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    Some((ticks(11)? + ticks(12)?) / TICKS).filter(|seconds| *seconds > 0.0)
}

fn size(path: &Path) -> u64 {
    let entries = std::fs::read_dir(path).expect("there is an output").flatten();
    entries
        .map(
            |entry| {
                if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().map_or(0, |data| data.len()) }
            },
        )
        .sum()
}
