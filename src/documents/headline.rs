//! Text -> its title, guessed from how its first lines are laid out.
//!
//! A headline is short, does not end in a full stop, and stands apart: before an empty line or before a
//! much longer one. Above it a masthead may stand, a block of short lines (paper, date, writer).
//! Knows no language; where the layout says nothing there is no title.

/// Longer than this is a paragraph.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 30;
const FEWEST_WORDS: usize = 3;
/// A masthead's only line is a headline when it has as many words as this.
const FEWEST_WORDS_IN_MASTHEAD: usize = 5;
/// Lines of a masthead, and how long they are at most.
const MASTHEAD_LINES: usize = 5;
const MASTHEAD_LINE: usize = 80;
/// Only so much of a text is looked at.
const SHOWN: usize = 4 << 10;

/// The title, empty when none can be made out.
pub fn guess(text: &str) -> String {
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    let mut blocks = blocks(shown);
    let Some(first) = blocks.next() else { return String::new() };
    if let Some(title) = heading(first[0]).or_else(|| headline(&first, FEWEST_WORDS)) {
        return title;
    }
    let masthead =
        first.len() <= MASTHEAD_LINES && first.iter().all(|line| line.len() <= MASTHEAD_LINE && !ends_sentence(line));
    if !masthead {
        return String::new();
    }
    let below = blocks.next().and_then(|second| heading(second[0]).or_else(|| headline(&second, FEWEST_WORDS)));
    below.or_else(|| headline(&first[..1], FEWEST_WORDS_IN_MASTHEAD)).unwrap_or_default()
}

/// Lines that stand together, between empty ones.
fn blocks(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let mut lines = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    std::iter::from_fn(move || {
        let first = lines.find(|line| !line.is_empty())?;
        let mut block = vec![first];
        block.extend(lines.by_ref().take_while(|line| !line.is_empty()));
        Some(block)
    })
}

/// A Markdown heading of the first order: `# Title`.
fn heading(line: &str) -> Option<String> {
    let title = line.strip_prefix("# ")?.trim_end_matches('#').trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// The block's first line, if it stands apart from what follows and reads like a headline.
fn headline(block: &[&str], fewest_words: usize) -> Option<String> {
    let line = block[0];
    let apart = block.get(1).is_none_or(|next| next.len() >= 2 * line.len() && next.len() > MASTHEAD_LINE);
    let words = line.split_whitespace().count();
    let fits = line.len() <= LONGEST && (fewest_words..=MOST_WORDS).contains(&words) && !ends_sentence(line);
    // an image, a link, a byline in brackets, a list: laid out like a headline, but none
    let speaks = line.starts_with(|c: char| c.is_alphanumeric() || "“‘\"'«¿¡„$€£".contains(c));
    (apart && fits && speaks).then(|| line.to_owned())
}

/// Whether a line closes a sentence, or breaks off as a dateline does: "PORT SAREL (Reuters) --".
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    line.ends_with(['.', '。', '…', ':', ',', ';', '-', '–', '—', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_above_an_empty_one_is_the_title() {
        assert_eq!(
            guess("Bridge closed after flood\n\nThe bridge was closed on Monday.\n"),
            "Bridge closed after flood"
        );
        assert_eq!(
            guess("\u{feff}\r\n  Bridge closed after flood \r\n\r\nThe bridge.\r\n"),
            "Bridge closed after flood"
        );
    }

    #[test]
    fn a_short_line_right_above_a_long_one_is_the_title() {
        let text = format!("Will the bridge open again?\n{}", "The town council met for hours. ".repeat(6));
        assert_eq!(guess(&text), "Will the bridge open again?");
    }

    #[test]
    fn a_markdown_heading_is_the_title() {
        assert_eq!(guess("# Flood #\nText follows at once.\n"), "Flood");
    }

    #[test]
    fn below_a_masthead_stands_the_title() {
        assert_eq!(
            guess("THE DAILY\nSunday, October 6, 2024\n\nA seat for the marchers\n\nThey came."),
            "A seat for the marchers"
        );
    }

    #[test]
    fn a_first_paragraph_is_no_title() {
        assert_eq!(guess("The bridge was closed on Monday.\n\nIt will stay closed."), "");
        assert_eq!(guess(&format!("{}\n\nMore", "word ".repeat(80))), "");
        assert_eq!(guess("Hello\n\nThe bridge was closed on Monday.\nIt stays so."), "");
        assert_eq!(guess("PORT SAREL, May 3 (Reuters) --\n\nThe bridge was closed on Monday."), "");
        assert_eq!(guess("PORT SAREL, Ostland (AP) _\n\nThe bridge was closed on Monday."), "");
        assert_eq!(guess("[photo of the bridge](a.png)\n\nText."), "");
        assert_eq!(guess(""), "");
    }
}
