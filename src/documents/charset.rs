//! Bytes -> text: UTF-8 when it is, else the charset a byte order mark names, else the likeliest one.
//!
//! Text that is UTF-8 stays as it is to the last byte, a byte order mark included, so that offsets into
//! the text are offsets into the file. A few damaged bytes in UTF-8 text become U+FFFD; they do not turn
//! the whole text into another charset.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// The detector's guess does not get better with more.
const SHOWN: usize = 64 << 10;
/// So many sound characters beyond ASCII for each damaged place, and the text is damaged UTF-8.
const SOUND_A_DAMAGE: usize = 4;

/// A text, and what had to be done to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// Borrowed exactly when it is the bytes themselves.
    pub text: Cow<'a, str>,
    /// Empty when nothing had to be done.
    pub notice: String,
}

/// Text of any bytes. Never fails: what no charset explains becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), notice: String::new() },
        Err(error) => error,
    };
    if let Some((encoding, length)) = Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        let notice = format!("was {} (byte order mark); offsets count in its UTF-8 text", encoding.name());
        return Decoded { text: Cow::Owned(text.into_owned()), notice };
    }
    let (sound, damaged) = sound_and_damaged(bytes);
    if damaged * SOUND_A_DAMAGE <= sound {
        let notice = format!(
            "damaged UTF-8, first at byte {}: {damaged} places were replaced by U+FFFD; offsets count in the mended text",
            error.valid_up_to()
        );
        return Decoded { text: Cow::Owned(String::from_utf8_lossy(bytes).into_owned()), notice };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // the part with letters beyond ASCII is the one that tells
    let from = error.valid_up_to().saturating_sub(SHOWN / 2);
    let shown = &bytes[from..bytes.len().min(from + SHOWN)];
    detector.feed(shown, shown.len() + from == bytes.len());
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let notice =
        format!("is no UTF-8; read as {}, the likeliest charset; offsets count in its UTF-8 text", encoding.name());
    Decoded { text: Cow::Owned(text.into_owned()), notice }
}

/// How many characters beyond ASCII are sound UTF-8, and how many places are not.
fn sound_and_damaged(bytes: &[u8]) -> (usize, usize) {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // every character has exactly one byte that is not a continuation byte
        sound += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    (sound, damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_stays_as_it_is_with_its_byte_order_mark() {
        let bytes = "\u{feff}Zwölf Verletzte".as_bytes();
        let decoded = decode(bytes);
        assert_eq!(decoded.text.as_bytes(), bytes);
        assert!(matches!(decoded.text, Cow::Borrowed(_)) && decoded.notice.is_empty());
    }

    #[test]
    fn an_older_charset_is_guessed_and_told() {
        let decoded = decode(b"The caf\xe9 was na\xefve, he said \x96 \x93really\x94.");
        assert_eq!(decoded.text, "The café was naïve, he said – “really”.");
        assert!(decoded.notice.contains("windows-1252"), "{}", decoded.notice);
    }

    #[test]
    fn utf16_is_read_by_its_byte_order_mark() {
        let bytes: Vec<u8> =
            [0xfeff_u16].into_iter().chain("12 hurt – “yes”".encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&bytes).text, "12 hurt – “yes”");
    }

    #[test]
    fn one_damaged_byte_does_not_turn_every_quotation_mark_into_rubbish() {
        let mut bytes = "“One” “two” “three”".as_bytes().to_vec();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, "“One” “two” “three”\u{fffd}");
        assert!(decoded.notice.contains("byte 31"), "{}", decoded.notice);
    }

    #[test]
    fn any_bytes_give_some_text() {
        for length in [0, 1, 2, 3, 200_000] {
            let bytes: Vec<u8> = (0..length).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
            decode(&bytes);
        }
    }
}
