//! HTML -> the words on the page: tags are dropped, blocks stand on lines of their own, entities are resolved.
//!
//! Scripts, styles, navigation, footers and forms are left out. It does not choose the article among what is
//! left (adverts and teasers may stay) and reads no metadata but the title: every such page leaves a notice.
//! Linear in the bytes whatever they are: a tag that is never closed is looked for once.

use crate::model::notice::{Noted, Notice};

use super::format::{Format, Reading};
use super::{LARGEST_DOCUMENT, charset, facts};

/// Takes saved pages.
pub const FORMAT: Format = Format { name: "HTML", endings: &["html", "htm", "xhtml"], read };

/// The notice every page leaves.
pub const PLAIN_READING: &str = "read by dropping the tags of the page: adverts and teasers may stand among its text; offsets count in the text without tags";

/// Elements whose content is no reading matter.
const SILENT: [&str; 15] = [
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "aside", "form", "select", "button",
    "iframe", "object", "head",
];
/// Elements that stand in a line of text; every other one breaks the line.
const INLINE: [&str; 23] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub title: String,
    pub text: String,
}

fn read(file: &str, bytes: &[u8]) -> Reading {
    if let Some(error) = facts::too_large(file, bytes.len()) {
        return Reading::refused(error);
    }
    let decoded = charset::decode(bytes);
    let page = page(&decoded.text);
    if page.text.trim().is_empty() {
        return Reading::refused(facts::no_text(file));
    }
    let mut document = facts::document(file, facts::stem(file), page.text, bytes, false);
    if !page.title.is_empty() {
        document.source.title = page.title;
    }
    let mut notices = facts::charset_notice(&decoded.notice);
    notices.push(Notice::new("documents", "", None, PLAIN_READING));
    Reading::one(Noted::new(document, notices))
}

/// The words of a page and its title.
pub fn page(html: &str) -> Page {
    debug_assert!(html.len() <= LARGEST_DOCUMENT || cfg!(test));
    let mut page = Page::default();
    let mut never_closed: Vec<&str> = Vec::new();
    let mut quotes_hold = true;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut page.text, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(tag) = Tag::at(rest, &mut quotes_hold) else {
            // "<" as a sign: "a < b"
            page.text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if !INLINE.iter().any(|name| tag.is(name)) {
            break_line(&mut page.text);
        }
        if tag.opens && tag.is("sup") {
            rest = after_footnote_mark(rest).unwrap_or(rest);
            continue;
        }
        let silent = SILENT.iter().find(|name| tag.is(name) && tag.opens && !never_closed.contains(name));
        if let Some(&name) = silent {
            match find_end(rest, name) {
                Some((end, after)) => {
                    if name == "head" {
                        page.title = title(&rest[..end]);
                    }
                    rest = &rest[after..];
                }
                None => never_closed.push(name),
            }
        }
    }
    push_text(&mut page.text, rest);
    page.text.truncate(page.text.trim_end().len());
    page
}

/// A tag at the beginning of the rest of a page.
struct Tag<'a> {
    name: &'a str,
    opens: bool,
    length: usize,
}

impl<'a> Tag<'a> {
    /// None where "<" opens no tag. A ">" inside quotation marks does not close one, as long as the page's
    /// quotation marks hold: once one is left open, none is trusted any more (which also keeps this linear).
    fn at(rest: &'a str, quotes_hold: &mut bool) -> Option<Self> {
        let inner = rest.strip_prefix('<')?;
        let opens = !inner.starts_with('/');
        let from = usize::from(!opens);
        let named = inner[from..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len() - from);
        let name = &inner[from..from + named];
        let declares = inner.starts_with(['!', '?']);
        if !declares && !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = if *quotes_hold { unquoted_end(inner) } else { None };
        *quotes_hold &= end.is_some();
        // a tag that is never closed ends with the page
        let end = end.or_else(|| inner.find('>')).unwrap_or(inner.len().saturating_sub(1));
        Some(Tag { name, opens, length: (end + 2).min(rest.len()) })
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The first ">" that stands outside quotation marks.
fn unquoted_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// What follows `1</sup>`, `[a]</sup>` and the like; None when the raised letters are words ("4<sup>th</sup>").
fn after_footnote_mark(rest: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let shown = &rest[..rest.floor_char_boundary(LONGEST)];
    let (end, after) = find_end(shown, "sup")?;
    let mut letters = 0;
    let mut in_tag = false;
    for c in shown[..end].chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if c.is_alphabetic() && !in_tag => letters += 1,
            _ => {}
        }
    }
    (letters < 2).then(|| &rest[after..])
}

/// Where `</name` begins and where the text goes on after it.
fn find_end(rest: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</").map(|at| from + at) {
        let after = at + 2;
        let (named, next) = (rest.as_bytes().get(after..after + name.len()), rest.as_bytes().get(after + name.len()));
        let whole = !next.is_some_and(u8::is_ascii_alphanumeric);
        if whole && named.is_some_and(|named| named.eq_ignore_ascii_case(name.as_bytes())) {
            let end = rest[after..].find('>').map_or(rest.len(), |end| after + end + 1);
            return Some((at, end));
        }
        from = after;
    }
    None
}

fn title(head: &str) -> String {
    let lower = head.to_ascii_lowercase();
    let Some(open) = lower.find("<title") else { return String::new() };
    let Some(from) = lower[open..].find('>').map(|at| open + at + 1) else { return String::new() };
    let to = lower[from..].find('<').map_or(head.len(), |at| from + at);
    let mut title = String::new();
    push_text(&mut title, &head[from..to]);
    title.trim().to_owned()
}

fn break_line(text: &mut String) {
    let end = text.trim_end_matches(' ').len();
    text.truncate(end);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
}

/// Adds running text: white space of the source is one space, entities are their characters.
fn push_text(out: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(at) = rest.find(|c: char| c == '&' || c.is_ascii_whitespace()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (character, length) = entity(rest).unwrap_or(('&', 1));
            out.push(character);
            rest = &rest[length..];
        } else {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        }
    }
    out.push_str(rest);
}

/// The character of the entity that begins here, and how many bytes it is written with.
fn entity(rest: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "euro" => '€',
        "pound" => '£',
        "percnt" => '%',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_neighbouring_blocks_are_not_glued() {
        let html = "<html><head><title>Flood &amp; rain</title></head><body><h1>Flood</h1><p>Twelve <b>people</b>\n  were hurt.</p><div>More<br>soon</div></body></html>";
        let page = page(html);
        assert_eq!(page.title, "Flood & rain");
        assert_eq!(page.text, "Flood\n\nTwelve people were hurt.\n\nMore\n\nsoon");
    }

    #[test]
    fn scripts_navigation_and_footnote_marks_are_left_out() {
        let html = "<nav>Home 24</nav><script>if (a < 3) x()</script><p>1.2 billion<sup>1</sup> people</p><!-- 77 --><footer>c 2024</footer>";
        assert_eq!(page(html).text, "1.2 billion people");
        let html = "<head><script>'</header>'</script><title>T</title></head><header>In</header>";
        assert_eq!(page(html), Page { title: "T".into(), text: "In".into() });
    }

    #[test]
    fn entities_become_their_characters_and_others_stay() {
        assert_eq!(page("&#8220;R&amp;D&#x201D; &unknown; 5&nbsp;% &").text, "“R&D” &unknown; 5\u{a0}% &");
    }

    #[test]
    fn broken_markup_loses_no_words() {
        assert_eq!(page("a < b and <nav>Twelve hurt").text, "a < b and\n\nTwelve hurt");
        assert_eq!(page("<p title=\"x>y\">in</p><p a='open>out").text, "in\n\nout");
        assert_eq!(page("<").text, "<");
        assert_eq!(page("<é").text, "<é");
        assert_eq!(page("<!--never closed 12").text, "");
    }

    #[test]
    fn raised_letters_are_kept_and_raised_marks_are_not() {
        assert_eq!(page("the 4<sup>th</sup> day<sup><a href=\"#n\">[2]</a></sup>").text, "the 4th day");
    }

    #[test]
    fn tags_that_are_never_closed_cost_linear_time() {
        assert!(page(&"<a \">\" ".repeat(200_000)).text.len() < 1_000_000);
        let html = "<nav>".repeat(100_000) + &"<p title=\"".repeat(10);
        assert_eq!(page(&html).text, "");
    }
}
