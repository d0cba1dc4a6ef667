//! The review page from outside, over bare connections of this machine: who is refused, what is kept, what a hard end loses.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tempfile::TempDir;

const ONE: &str = "Flood\n\nTARN, 5 March 2024 - Police arrested 212 people in the flood of Monday, 4 March 2024.\n";
const TWO: &str = "Losses\n\nTARN, 5 March 2024 - Police arrested 318 people in the flood of Monday, 4 March 2024.\n";

struct Desk {
    folder: TempDir,
}

/// A server that is ended hard when it is dropped.
struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { folder: TempDir::new().unwrap() };
        fs::create_dir(desk.path("in")).unwrap();
        fs::write(desk.path("in/one.txt"), ONE).unwrap();
        fs::write(desk.path("in/two.txt"), TWO).unwrap();
        let output = desk.command(&["in", "--quiet"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("crosscheck"));
        command.args(args).current_dir(self.folder.path());
        command
    }

    fn serve(&self, more: &[&str]) -> Server {
        let args: Vec<&str> = ["review", "out"].into_iter().chain(more.iter().copied()).collect();
        let mut child = self.command(&args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://").unwrap_or_else(|| panic!("no address: {line:?}"));
        let (address, token) = rest.trim_end_matches('/').split_once('/').unwrap();
        Server { address: address.into(), token: token.into(), child }
    }

    fn kept(&self) -> String {
        fs::read_to_string(self.path("out/decisions.csv")).unwrap_or_default()
    }

    fn finding(&self) -> String {
        let table = fs::read(self.path("out/tables/discrepancies.csv")).unwrap();
        let mut reader = csv::Reader::from_reader(&table[..]);
        reader.records().next().expect("a finding").unwrap()[0].to_owned()
    }
}

impl Server {
    /// Sends bytes and gives what comes back; empty when the connection was cut.
    fn send(&self, bytes: &[u8]) -> String {
        let Ok(mut stream) = TcpStream::connect(&self.address) else { return String::new() };
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let _ = stream.write_all(bytes);
        let mut text = Vec::new();
        let _ = stream.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    fn status(&self, bytes: &[u8]) -> String {
        self.send(bytes).split(' ').nth(1).unwrap_or("cut").to_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes())
    }

    fn post(&self, body: &str) -> String {
        self.send(&self.decision(body, &format!("http://{}", self.address)))
    }

    fn decision(&self, body: &str, origin: &str) -> Vec<u8> {
        let (address, token, length) = (&self.address, &self.token, body.len());
        format!(
            "POST /{token}/decisions HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    fn home(&self) -> String {
        format!("/{}/", self.token)
    }
}

fn note(finding: &str, reason: &str) -> String {
    serde_json::json!({ "act": "note", "about": [finding], "reason": reason, "by": "Kim" }).to_string()
}

#[test]
fn the_page_is_served_to_whoever_has_the_address_and_to_nobody_else() {
    let desk = Desk::new();
    let server = desk.serve(&[]);
    let page = server.get(&server.home());
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("212") && page.ends_with("</html>"), "{}", &page[..300]);
    for header in ["Cache-Control: no-store", "Content-Security-Policy: default-src 'none'", "frame-ancestors 'none'"] {
        assert!(page.contains(header), "{header}");
    }
    let before = desk.kept();
    let finding = desk.finding();
    let (host, home) = (&server.address, server.home());
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), "403"),
        (format!("GET /{}/ HTTP/1.1\r\nHost: {host}\r\n\r\n", "0".repeat(32)), "403"),
        (format!("GET {home} HTTP/1.1\r\nHost: example.org\r\n\r\n"), "403"),
        (format!("GET {home} HTTP/1.1\r\n\r\n"), "403"),
        (format!("GET {home} HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n"), "403"),
        (format!("GET {home} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://example.org\r\n\r\n"), "403"),
        (format!("GET {home}../../../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"), "404"),
        (format!("GET {home}%2e%2e/ledger HTTP/1.1\r\nHost: {host}\r\n\r\n"), "404"),
        (format!("PUT {home} HTTP/1.1\r\nHost: {host}\r\n\r\n"), "405"),
        (format!("POST {home}decisions HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999\r\n\r\n"), "413"),
        (
            format!("POST {home}decisions HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "501",
        ),
        ("\u{16}\u{3}\u{1} this is no HTTP\r\n\r\n".to_owned(), "400"),
    ] {
        assert_eq!(server.status(request.as_bytes()), status, "{request}");
    }
    let body = note(&finding, "from elsewhere");
    for origin in ["http://example.org", "null", "http://127.0.0.1:1"] {
        assert_eq!(server.status(&server.decision(&body, origin)), "403", "{origin}");
    }
    for body in [
        "",
        "{}",
        "[]",
        "{\"act\":\"burn\",\"about\":[\"f\"]}",
        "{\"act\":\"settle\",\"about\":[\"f\"]}",
        "{\"act\":\"note\",\"about\":[]}",
    ] {
        assert!(server.post(body).starts_with("HTTP/1.1 422"), "{body}");
    }
    assert_eq!(desk.kept(), before, "nothing of all this was kept");
}

#[test]
fn a_connection_that_says_nothing_keeps_nobody_waiting() {
    let desk = Desk::new();
    let server = desk.serve(&[]);
    let silent: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    assert!(server.get(&server.home()).starts_with("HTTP/1.1 200"));
    drop(silent);
    // more at once than are let in: the rest is turned away, and all is well afterwards
    let many: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    drop(many);
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.get(&server.home()).starts_with("HTTP/1.1 200"));
}

#[cfg(unix)]
#[test]
fn what_the_server_said_it_kept_is_there_after_a_hard_end_in_the_middle() {
    const WRITERS: usize = 4;
    const ENOUGH: usize = 12;
    let desk = Desk::new();
    let finding = desk.finding();
    let mut server = desk.serve(&[]);
    let said = Mutex::new(Vec::new());
    let begun = AtomicUsize::new(0);
    let stop = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                while stop.load(Ordering::SeqCst) == 0 && begun.load(Ordering::SeqCst) < 500 {
                    let reason = format!("note {}", begun.fetch_add(1, Ordering::SeqCst));
                    if server.post(&note(&finding, &reason)).starts_with("HTTP/1.1 200") {
                        said.lock().unwrap().push(reason);
                    }
                }
            });
        }
        for _ in 0..3_000 {
            if said.lock().unwrap().len() >= ENOUGH {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Command::new("kill").args(["-9", &server.child.id().to_string()]).status().unwrap();
        stop.store(1, Ordering::SeqCst);
    });
    server.child.wait().unwrap();
    let said = said.into_inner().unwrap();
    assert!(said.len() >= ENOUGH, "{}", said.len());
    // as if the end had come in the middle of a row
    let mut bytes = fs::read(desk.path("out/decisions.csv")).unwrap();
    bytes.extend_from_slice(b"decision-0123,2025-03-01T10:0");
    fs::write(desk.path("out/decisions.csv"), bytes).unwrap();
    let server = desk.serve(&[]);
    let kept = desk.kept();
    assert!(!kept.contains("decision-0123,"), "the torn row is gone");
    for reason in &said {
        assert!(kept.contains(&format!(",{reason},")), "{reason} was lost");
    }
    assert!(server.post(&note(&finding, "after all")).contains("after all"));
    let output = desk.command(&["in", "--quiet"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = fs::read_to_string(desk.path("out/tables/decisions.csv")).unwrap();
    assert!(said.iter().all(|reason| table.contains(&format!(",{reason},"))));
}

#[test]
fn blind_reviewers_decide_under_their_own_name_and_see_only_that() {
    let desk = Desk::new();
    let finding = desk.finding();
    let open = desk.serve(&["--by", "Kim"]);
    assert!(open.post(&note(&finding, "seen by Kim")).contains("seen by Kim"));
    let blind = desk.serve(&["--by", "Lee", "--blind"]);
    let page = blind.get(&blind.home());
    assert!(!page.contains("seen by Kim") && !page.contains("class=\"estimate\""));
    assert!(open.get(&open.home()).contains("seen by Kim"));
    let answer = blind.post(&note(&finding, "seen by Lee"));
    assert!(answer.contains("seen by Lee") && !answer.contains("seen by Kim"), "{answer}");
    assert!(desk.kept().contains(",Lee,note,"), "{}", desk.kept());
}
