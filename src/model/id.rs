//! Ids that come from content, so that they stay the same from run to run and from machine to machine.

use sha2::{Digest, Sha256};

/// `prefix-` and 12 hexadecimal digits of the SHA-256 of the parts, each closed by a zero byte.
///
/// 48 bits: with a million ids of one kind the odds of any clash are about one in 560.
pub fn content_id<S: AsRef<str>>(prefix: &str, parts: impl IntoIterator<Item = S>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_ref().as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut id = String::with_capacity(prefix.len() + 13);
    id.push_str(prefix);
    id.push('-');
    push_hex(&mut id, &digest[..6]);
    id
}

/// The SHA-256 of bytes in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    push_hex(&mut hex, &Sha256::digest(bytes));
    hex
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(nibble), 16).expect("a nibble is a hexadecimal digit"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(content_id("c", ["ab", "c"]), content_id("c", ["a", "bc"]));
        assert_eq!(content_id("c", ["ab"]), content_id("c", ["ab"]));
    }
}
