//! Id -> a name that can stand in `id="…"` and after `#`, whatever the id holds.
//!
//! Ids of our own pass unchanged; ids from tables of other people may hold anything, so every other byte is written as
//! `.` and two hexadecimal digits. Different ids never become one name.

/// `prefix-` and the id in letters, digits, `-`, `_` and `.`.
pub fn anchor(prefix: &str, id: &str) -> String {
    let mut out = String::with_capacity(prefix.len() + id.len() + 1);
    out.push_str(prefix);
    out.push('-');
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            out.push(byte as char);
        } else {
            out.push('.');
            out.extend([byte >> 4, byte & 15].iter().filter_map(|nibble| char::from_digit(u32::from(*nibble), 16)));
        }
    }
    out
}

/// The address, if a browser may safely be sent there.
pub fn link(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_ids_stay_apart_and_safe() {
        assert_eq!(anchor("f", "f-0a1b"), "f-f-0a1b");
        assert_eq!(anchor("s", "a b\"<"), "s-a.20b.22.3c");
        assert_ne!(anchor("s", "a b"), anchor("s", "a.20b"));
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://example.org/a"), Some("https://example.org/a"));
        assert_eq!(link("HTTP://example.org"), Some("HTTP://example.org"));
        for url in ["javascript:alert(1)", "data:text/html,x", "javascript://example.org/%0aalert(1)", "/a", ""] {
            assert_eq!(link(url), None, "{url}");
        }
    }
}
