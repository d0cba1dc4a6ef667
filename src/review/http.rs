//! Bytes of one HTTP/1.1 request -> what is asked, within limits; an answer -> bytes.
//!
//! A request has a length and one connection: no chunks, no pipelining, no upgrade. That is all a browser on this machine
//! needs, and what is not there cannot be abused.

use std::io::{self, Read};

/// Bytes of the first line and the headers.
const MOST_HEAD: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;
/// Bytes of a body: a decision with a long reason is far below.
pub const MOST_BODY: usize = 64 * 1024;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// as it stood in the first line, nothing decoded
    pub path: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The header's value; None when it is missing or given twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut of = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        let (_, value) = of.next()?;
        of.next().is_none().then_some(value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(header, _)| header.eq_ignore_ascii_case(name))
    }
}

/// Why a request was not read: the status that says so, or nobody to say it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    Gone,
    Status(u16),
}

/// Reads one request. The stream decides how long that may take.
pub fn read(stream: &mut impl Read) -> Result<Request, Unread> {
    let mut bytes = Vec::with_capacity(1024);
    let end = loop {
        match end_of_head(&bytes) {
            Some(end) if end <= MOST_HEAD => break end,
            None if bytes.len() <= MOST_HEAD => {}
            _ => return Err(Unread::Status(431)),
        }
        fill(stream, &mut bytes, 4096)?;
    };
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(&bytes[..end]) {
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => return Err(Unread::Status(431)),
        _ => return Err(Unread::Status(400)),
    }
    let mut request = Request {
        method: parsed.method.unwrap_or_default().into(),
        path: parsed.path.unwrap_or_default().into(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    for header in parsed.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| Unread::Status(400))?;
        request.headers.push((header.name.into(), value.trim().into()));
    }
    if request.has("transfer-encoding") {
        return Err(Unread::Status(501));
    }
    let length = match request.header("content-length") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse::<usize>().map_err(|_| Unread::Status(413))?
        }
        Some(_) => return Err(Unread::Status(400)),
        None if request.has("content-length") => return Err(Unread::Status(400)),
        None => 0,
    };
    if length > MOST_BODY {
        return Err(Unread::Status(413));
    }
    let mut body = bytes.split_off(end);
    while body.len() < length {
        let missing = length - body.len();
        fill(stream, &mut body, missing)?;
    }
    if body.len() > length {
        return Err(Unread::Status(400));
    }
    request.body = body;
    Ok(request)
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn fill(stream: &mut impl Read, bytes: &mut Vec<u8>, most: usize) -> Result<(), Unread> {
    let mut chunk = [0; 4096];
    let most = most.min(chunk.len());
    loop {
        match stream.read(&mut chunk[..most]) {
            Ok(0) => return Err(Unread::Gone),
            Ok(read) => {
                bytes.extend_from_slice(&chunk[..read]);
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Err(Unread::Status(408));
            }
            Err(_) => return Err(Unread::Gone),
        }
    }
}

/// What is sent back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub policy: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn plain(status: u16, says: &str) -> Self {
        let policy = "default-src 'none'; frame-ancestors 'none'".into();
        Answer { status, kind: "text/plain; charset=utf-8", policy, body: format!("{says}\n").into_bytes() }
    }

    /// The bytes of the answer; a HEAD request gets no body.
    pub fn bytes(&self, head_only: bool) -> Vec<u8> {
        let allow = if self.status == 405 { "Allow: GET, HEAD, POST\r\n" } else { "" };
        let head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{allow}Content-Security-Policy: {}\r\n\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
             Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
            self.status,
            reason(self.status),
            self.kind,
            self.body.len(),
            self.policy,
        );
        let mut bytes = head.into_bytes();
        if !head_only {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time, as a network does.
    struct Drip<'b>(&'b [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let some = self.1.min(self.0.len()).min(into.len());
            into[..some].copy_from_slice(&self.0[..some]);
            self.0 = &self.0[some..];
            Ok(some)
        }
    }

    fn request(text: &str) -> Result<Request, Unread> {
        let one = read(&mut Drip(text.as_bytes(), 1));
        let all = read(&mut Drip(text.as_bytes(), 10_000));
        assert_eq!(one.is_ok(), all.is_ok(), "{text}");
        all
    }

    #[test]
    fn a_request_is_read_whole_however_it_arrives() {
        let read = request("POST /t/decisions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody").unwrap();
        assert_eq!((read.method.as_str(), read.path.as_str(), &read.body[..]), ("POST", "/t/decisions", &b"body"[..]));
        assert_eq!(read.header("host"), Some("a"));
        assert!(request("GET / HTTP/1.1\r\n\r\n").unwrap().body.is_empty());
    }

    #[test]
    fn what_is_odd_or_too_large_is_refused() {
        let long = "x".repeat(MOST_HEAD);
        let many = "A: b\r\n".repeat(MOST_HEADERS + 1);
        for (text, status) in [
            ("GET / HTTP/1.1\nHost: a\r\n\r\n", 200),
            ("hello\r\n\r\n", 400),
            ("GET / HTTP/9\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413),
            (&format!("GET /{long} HTTP/1.1\r\n\r\n"), 431),
            (&format!("GET / HTTP/1.1\r\n{many}\r\n"), 431),
        ] {
            let got = request(text).map_or_else(|unread| unread, |_| Unread::Status(200));
            assert_eq!(got, Unread::Status(status), "{}", &text[..text.len().min(60)]);
        }
        assert_eq!(request("GET / HTTP/1.1\r\nHo").unwrap_err(), Unread::Gone);
        assert_eq!(request("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab").unwrap_err(), Unread::Gone);
    }

    #[test]
    fn a_header_given_twice_is_none() {
        let read = request("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n").unwrap();
        assert_eq!((read.header("host"), read.has("Host")), (None, true));
    }
}
