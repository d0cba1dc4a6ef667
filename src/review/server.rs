//! The review page of one machine: a request is let in by its address, its host, its origin and its token, or refused.
//!
//! Who stands behind it is handed in as a [`Desk`]: this room opens no file. A thread a connection, a few at a time, each
//! with a short patience; nothing is kept between two requests.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::http::{self, Answer, Request, Unread};

/// Connections at once.
const MOST: usize = 32;
/// A request must be read within this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// An answer must be taken within this time.
const WRITING: Duration = Duration::from_secs(60);

/// Who shows the page and keeps the decisions.
pub trait Desk: Sync {
    /// The page and the policy it needs, as headers have it.
    fn page(&self) -> Result<Page, String>;
    /// All decisions a reviewer may see, as JSON.
    fn decisions(&self) -> Result<String, String>;
    /// Keeps a decision, given as JSON, and answers as [`Desk::decisions`] does once it is safe.
    fn decide(&self, json: &[u8]) -> Result<String, Refusal>;
}

/// A page to serve.
#[derive(Debug)]
pub struct Page {
    pub html: String,
    pub policy: String,
}

/// Why a decision was not kept.
#[derive(Debug)]
pub enum Refusal {
    /// it is no decision; the words are for whoever made it
    Wrong(String),
    /// it could not be kept
    Failed(String),
}

/// Where the page is, and who may come in.
#[derive(Debug)]
pub struct Door {
    address: SocketAddr,
    token: String,
}

impl Door {
    pub fn new(address: SocketAddr, token: &str) -> Self {
        Door { address, token: token.into() }
    }

    /// What to open in a browser.
    pub fn url(&self) -> String {
        format!("http://{}/{}/", self.address, self.token)
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request, desk: &dyn Desk) -> Answer {
        if !self.names_us(request.header("host"), "") {
            return Answer::plain(403, "this page has another address");
        }
        let own_origin = self.names_us(request.header("origin"), "http://");
        if request.has("origin") && !own_origin {
            return Answer::plain(403, "not from another page");
        }
        let Some(what) = self.behind_token(&request.path) else {
            return Answer::plain(403, "the address lacks the token that crosscheck review printed");
        };
        match (request.method.as_str(), what) {
            ("GET" | "HEAD", "") => page(desk),
            ("GET" | "HEAD", "decisions") => json(desk.decisions()),
            ("POST", "decisions") => {
                let kind = request.header("content-type").unwrap_or_default();
                // what a form of another page can send is none of these
                let is_json = kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json");
                let near = request.header("sec-fetch-site").is_none_or(|site| site == "same-origin");
                match () {
                    () if !own_origin || !near => Answer::plain(403, "not from another page"),
                    () if !is_json => Answer::plain(415, "a decision is JSON"),
                    () => decide(desk, &request.body),
                }
            }
            (_, "" | "decisions") => Answer::plain(405, "not like this"),
            _ => Answer::plain(404, "there is nothing here"),
        }
    }

    fn names_us(&self, value: Option<&str>, scheme: &str) -> bool {
        let Some(value) = value.and_then(|value| value.strip_prefix(scheme)) else { return false };
        let port = self.address.port();
        value == format!("{}:{port}", self.address.ip()) || value == format!("localhost:{port}")
    }

    /// What stands behind `/token/`; None without the token. Takes as long for a wrong token as for the right one.
    fn behind_token<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix('/')?;
        let (token, what) = rest.split_once('/')?;
        if token.len() != self.token.len() {
            return None;
        }
        let unlike = token.bytes().zip(self.token.bytes()).fold(0, |unlike, (a, b)| unlike | (a ^ b));
        (unlike == 0).then_some(what)
    }
}

fn page(desk: &dyn Desk) -> Answer {
    match desk.page() {
        Ok(page) => Answer {
            status: 200,
            kind: "text/html; charset=utf-8",
            policy: page.policy + "; frame-ancestors 'none'",
            body: page.html.into_bytes(),
        },
        Err(says) => Answer::plain(500, &says),
    }
}

fn json(text: Result<String, String>) -> Answer {
    match text {
        Ok(text) => Answer { kind: "application/json", body: text.into_bytes(), ..Answer::plain(200, "") },
        Err(says) => Answer::plain(500, &says),
    }
}

fn decide(desk: &dyn Desk, body: &[u8]) -> Answer {
    match desk.decide(body) {
        Ok(text) => json(Ok(text)),
        Err(Refusal::Wrong(says)) => Answer::plain(422, &says),
        Err(Refusal::Failed(says)) => Answer::plain(500, &says),
    }
}

/// Serves until the listener fails. Only connections from this machine are answered.
pub fn serve(listener: &TcpListener, door: &Door, desk: &dyn Desk) -> io::Result<()> {
    let open = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        loop {
            let (stream, peer) = match listener.accept() {
                Ok(connection) => connection,
                // a connection that was gone before it was taken, or too many files for a moment
                Err(error) if is_passing(&error) => {
                    std::thread::sleep(Duration::from_millis(20));
                    continue;
                }
                Err(error) => return Err(error),
            };
            if !peer.ip().is_loopback() {
                continue;
            }
            if open.fetch_add(1, Ordering::SeqCst) >= MOST {
                open.fetch_sub(1, Ordering::SeqCst);
                let _ = send(stream, &Answer::plain(503, "too many at once"), false);
                continue;
            }
            let open = &open;
            scope.spawn(move || {
                let _ = converse(stream, door, desk);
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    })
}

fn is_passing(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted, WouldBlock};
    // 24: this program has too many files open, 23: the machine has
    matches!(error.kind(), ConnectionAborted | ConnectionReset | Interrupted | WouldBlock)
        || matches!(error.raw_os_error(), Some(23 | 24))
}

fn converse(stream: TcpStream, door: &Door, desk: &dyn Desk) -> io::Result<()> {
    let mut patient = Patient { stream: &stream, until: Instant::now() + PATIENCE };
    let (answer, head_only) = match http::read(&mut patient) {
        Ok(request) => (door.answer(&request, desk), request.method == "HEAD"),
        Err(Unread::Gone) => return Ok(()),
        Err(Unread::Status(status)) => (Answer::plain(status, "the request was not understood"), false),
    };
    send(stream, &answer, head_only)
}

fn send(mut stream: TcpStream, answer: &Answer, head_only: bool) -> io::Result<()> {
    stream.set_write_timeout(Some(WRITING))?;
    stream.write_all(&answer.bytes(head_only))?;
    stream.flush()?;
    stream.shutdown(Shutdown::Write)?;
    // what is still on its way is taken, so that closing does not tear the answer off
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if matches!(stream.read(&mut rest), Ok(0) | Err(_)) {
            break;
        }
    }
    Ok(())
}

/// Reads as long as the patience lasts, however slowly the bytes come.
struct Patient<'s> {
    stream: &'s TcpStream,
    until: Instant,
}

impl Read for Patient<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut stream = self.stream;
        stream.read(into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Still;

    impl Desk for Still {
        fn page(&self) -> Result<Page, String> {
            Ok(Page { html: "<p>page".into(), policy: "default-src 'none'".into() })
        }

        fn decisions(&self) -> Result<String, String> {
            Ok("[]".into())
        }

        fn decide(&self, json: &[u8]) -> Result<String, Refusal> {
            match json {
                b"{}" => Ok("[1]".into()),
                b"disk" => Err(Refusal::Failed("the disk is full".into())),
                _ => Err(Refusal::Wrong("no decision".into())),
            }
        }
    }

    fn asked(request: &str) -> Answer {
        let door = Door::new("127.0.0.1:4711".parse().unwrap(), "secret");
        let request = request.replace('\n', "\r\n");
        door.answer(&http::read(&mut request.as_bytes()).unwrap(), &Still)
    }

    const POST: &str = "POST /secret/decisions HTTP/1.1\nHost: 127.0.0.1:4711\nOrigin: http://127.0.0.1:4711\n\
                        Content-Type: application/json\n";

    #[test]
    fn the_page_and_decisions_are_there_behind_the_token() {
        for (path, kind) in [("/secret/", "text/html; charset=utf-8"), ("/secret/decisions", "application/json")] {
            for host in ["127.0.0.1:4711", "localhost:4711"] {
                let answer = asked(&format!("GET {path} HTTP/1.1\nHost: {host}\n\n"));
                assert_eq!((answer.status, answer.kind), (200, kind));
            }
        }
        assert_eq!(asked(&format!("{POST}Content-Length: 2\n\n{{}}")).body, b"[1]");
    }

    #[test]
    fn a_wrong_token_a_foreign_host_and_odd_paths_are_refused() {
        for path in [
            "/",
            "/secre/",
            "/secreT/",
            "/secrets/",
            "/secret",
            "//secret/",
            "/./secret/",
            "/x/../secret/",
            "/%73ecret/",
            "/secret%2f",
            "http://127.0.0.1:4711/secret/",
            "*",
        ] {
            assert_eq!(asked(&format!("GET {path} HTTP/1.1\nHost: 127.0.0.1:4711\n\n")).status, 403, "{path}");
        }
        for path in
            ["/secret/../secret/", "/secret//", "/secret/decisions/", "/secret/?x", "/secret/..%2f..%2fetc/passwd"]
        {
            assert_eq!(asked(&format!("GET {path} HTTP/1.1\nHost: 127.0.0.1:4711\n\n")).status, 404, "{path}");
        }
        for host in
            ["Host: example.org", "Host: 127.0.0.1", "Host: 127.0.0.1:80", "Host: 127.0.0.1:4711\nHost: b", "X: y"]
        {
            assert_eq!(asked(&format!("GET /secret/ HTTP/1.1\n{host}\n\n")).status, 403, "{host}");
        }
    }

    #[test]
    fn a_foreign_page_can_neither_read_nor_write() {
        for origin in ["http://example.org", "null", "https://127.0.0.1:4711", "http://127.0.0.1:4712"] {
            let get = format!("GET /secret/ HTTP/1.1\nHost: 127.0.0.1:4711\nOrigin: {origin}\n\n");
            assert_eq!(asked(&get).status, 403, "{origin}");
            let post = POST.replace("http://127.0.0.1:4711", origin);
            assert_eq!(asked(&format!("{post}Content-Length: 2\n\n{{}}")).status, 403, "{origin}");
        }
        let without = POST.replace("Origin: http://127.0.0.1:4711\n", "");
        assert_eq!(asked(&format!("{without}Content-Length: 2\n\n{{}}")).status, 403);
        assert_eq!(asked(&format!("{POST}Sec-Fetch-Site: cross-site\nContent-Length: 2\n\n{{}}")).status, 403);
        let form = POST.replace("application/json", "text/plain");
        assert_eq!(asked(&format!("{form}Content-Length: 2\n\n{{}}")).status, 415);
        assert_eq!(asked("DELETE /secret/ HTTP/1.1\nHost: 127.0.0.1:4711\n\n").status, 405);
    }

    #[test]
    fn what_is_no_decision_and_what_cannot_be_kept_say_so() {
        assert_eq!(asked(&format!("{POST}Content-Length: 1\n\nx")).status, 422);
        assert_eq!(asked(&format!("{POST}Content-Length: 4\n\ndisk")).status, 500);
    }

    #[test]
    fn every_answer_is_closed_to_caches_frames_and_foreign_scripts() {
        for answer in [asked("GET /secret/ HTTP/1.1\nHost: 127.0.0.1:4711\n\n"), Answer::plain(404, "x")] {
            let text = String::from_utf8(answer.bytes(true)).unwrap();
            for header in ["Cache-Control: no-store", "nosniff", "default-src 'none'", "frame-ancestors 'none'"] {
                assert!(text.contains(header), "{text}");
            }
            assert!(text.ends_with("\r\n\r\n"));
        }
    }
}
