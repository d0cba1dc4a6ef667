//! Ledger -> Markdown for pull requests and mail: the discrepancies with their quotations, the figures, the sources.
//!
//! Everything from the ledger is escaped, so that a title cannot become a heading, a table cell, a link, an image, a
//! formula or a call to somebody's account name. Kept below what forges accept for one comment; what does not fit is
//! counted and named.

use crate::model::ledger::Ledger;

use super::anchor::link;
use super::excerpt::{Kind, Piece};
use super::finding::{Entry, Told, entry};
use super::index::Index;
use super::quoted::Quoted;
use super::tables::compared_figures;
use super::written::shorten;
use super::{overview, wording, written};

/// Bytes after which no further finding is told in full; forges take 65,536 characters.
const FINDINGS_END: usize = 40_000;
/// Rows of the tables, and quotations of a finding.
const ROWS: usize = 40;
const QUOTATIONS: usize = 4;
/// Characters of a title in a table.
const TITLE: usize = 300;

/// The report as Markdown (CommonMark with tables).
pub fn markdown(ledger: &Ledger) -> String {
    let index = Index::new(ledger);
    let mut out = String::new();
    line(&mut out, &format!("# {}\n", escape(&overview::title(&index))));
    line(&mut out, &format!("{}\n", overview::verdict(&index)));
    line(&mut out, &format!("{}.\n", counts(&index)));
    findings(&mut out, &index);
    figures(&mut out, &index);
    sources(&mut out, &index);
    if !ledger.notices.is_empty() {
        let noticed = written::count(ledger.notices.len(), "thing was", "things were");
        line(&mut out, &format!("{noticed} dropped or doubted; `tables/notices.csv` says which and why.\n"));
    }
    line(
        &mut out,
        &format!("{} Written by crosscheck {}.", wording::settings(&ledger.settings), escape(&ledger.program)),
    );
    out
}

fn counts(index: &Index) -> String {
    let ledger = index.ledger;
    [
        written::count(index.sources(), "source", "sources"),
        written::count(ledger.claims.len(), "statistic", "statistics"),
        written::count(ledger.events.len(), "dated event", "dated events"),
        written::count(ledger.quotes.len(), "quotation", "quotations"),
    ]
    .join(", ")
}

fn findings(out: &mut String, index: &Index) {
    let mut heading = String::new();
    let mut estimates = Told::new();
    for (at, &place) in index.order.iter().enumerate() {
        if out.len() > FINDINGS_END {
            let left = written::count(index.order.len() - at, "finding stands", "findings stand");
            line(out, &format!("{left} in `report.html` and `tables/discrepancies.csv`, graver ones first.\n"));
            return;
        }
        let finding = &index.ledger.findings[place];
        let of = if wording::is_open(finding) {
            format!("{} {}", wording::sign(finding.severity), wording::word(finding.severity))
        } else {
            "✓ Settled".to_string()
        };
        if of != heading {
            line(out, &format!("## {of}\n"));
            heading = of;
        }
        told(out, &entry(at + 1, finding, index, &mut estimates));
    }
}

fn told(out: &mut String, entry: &Entry) {
    line(out, &format!("**{}.** {}\n", entry.is.number, escape(&shorten(entry.says, 2_000))));
    let story = if entry.story.is_empty() { String::new() } else { format!(" · {}", escape(entry.story)) };
    line(out, &format!("*{}*{story}\n", escape(&entry.plain.title)));
    if !entry.status.is_empty() {
        line(out, &format!("{}\n", escape(&shorten(&entry.status, 500))));
    }
    for quoted in entry.quotations.iter().take(QUOTATIONS) {
        line(out, &format!("> {}  \n> {}\n", opening(&pieces(&quoted.pieces)), credit(quoted)));
    }
    let unquoted = entry.quotations.len().saturating_sub(QUOTATIONS) + entry.more.len();
    if unquoted > 0 {
        line(out, &format!("and {unquoted} more\n"));
    }
    let sums: Vec<String> = [
        ("Measured", entry.measured.join(" · ").as_str()),
        ("allowed", entry.allowed),
        ("tolerance", &entry.tolerance),
    ]
    .iter()
    .filter(|(_, said)| !said.is_empty())
    .map(|(name, said)| format!("{name}: {}", escape(&shorten(said, 500))))
    .collect();
    if !sums.is_empty() {
        line(out, &format!("{}\n", sums.join("; ")));
    }
}

fn credit(quoted: &Quoted) -> String {
    let source = escape(&shorten(&quoted.source, TITLE));
    let source = match quoted.url {
        Some(url) => format!("[{source}](<{}>)", address(url)),
        None => source,
    };
    if quoted.published.is_empty() { source } else { format!("{source}, {}", escape(&quoted.published)) }
}

/// The quotation with its marks in bold, where bold can be said without changing a letter.
fn pieces(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = escape(piece.text);
        let before = at.checked_sub(1).and_then(|at| pieces[at].text.chars().next_back());
        let after = pieces.get(at + 1).and_then(|piece| piece.text.chars().next());
        let bare = |side: Option<char>| side.is_none_or(|letter| !letter.is_alphanumeric());
        let trimmed = piece.text.trim() == piece.text && !piece.text.is_empty();
        if piece.kind == Kind::Mark && trimmed && bare(before) && bare(after) {
            out.push_str("**");
            out.push_str(&text);
            out.push_str("**");
        } else {
            out.push_str(&text);
        }
    }
    out
}

fn figures(out: &mut String, index: &Index) {
    let figures = compared_figures(index);
    if figures.rows.is_empty() {
        return;
    }
    line(out, "## Figures compared\n");
    line(out, "| What is counted | Low | Best | High | Do the sources agree? | Sources |");
    line(out, "|---|--:|--:|--:|---|--:|");
    for told in figures.rows.iter().take(ROWS) {
        let what = escape(&shorten(&told.what, TITLE));
        let (low, best, high) = (escape(&told.low), escape(&told.best), escape(&told.high));
        line(out, &format!("| {what} | {low} | {best} | {high} | {} | {} |", told.verdict, told.sources));
    }
    line(out, "");
    rest(out, figures.all, "tables/groups.csv");
}

fn sources(out: &mut String, index: &Index) {
    if index.ledger.documents.is_empty() {
        return;
    }
    line(out, "## Sources\n");
    line(out, "| Source | Title | Published | How the date is known |");
    line(out, "|---|---|---|---|");
    for document in index.ledger.documents.iter().take(ROWS) {
        let name = escape(&shorten(index.name(&document.id), TITLE));
        let title = escape(&shorten(&document.source.title, TITLE));
        let title = match link(&document.source.url) {
            Some(url) if !title.is_empty() => format!("[{title}](<{}>)", address(url)),
            _ => title,
        };
        let published = wording::published(&document.dateline);
        let basis = escape(&shorten(&wording::date_basis(&document.dateline), TITLE));
        line(out, &format!("| {name} | {title} | {published} | {basis} |"));
    }
    line(out, "");
    rest(out, index.ledger.documents.len(), "tables/sources.csv");
}

fn rest(out: &mut String, all: usize, file: &str) {
    if all > ROWS {
        line(out, &format!("{} more in `{file}`.\n", all - ROWS));
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Text that stands for itself in Markdown, on one line.
///
/// `@` is parted from the name by a word joiner, since no escape keeps forges from calling that account; letters that
/// turn the direction of writing, and control characters, become a replacement character.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(' ');
        }
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '$' | '&' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            '@' => out.push_str("@\u{2060}"),
            _ if is_unsafe(letter) => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    // the space between two stretches of one sentence
    if gap {
        out.push(' ');
    }
    if text.starts_with(char::is_whitespace) && !out.starts_with(' ') {
        out.insert(0, ' ');
    }
    out
}

/// Characters that would steer a terminal or turn the direction of what follows.
pub fn is_unsafe(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A line's beginning that cannot be taken for a list, a rule or a heading.
fn opening(escaped: &str) -> String {
    let after_digits = escaped.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if escaped.starts_with(['-', '+', '='])
        || (after_digits.len() < escaped.len() && after_digits.starts_with(['.', ')']))
    {
        let at = (escaped.len() - after_digits.len()).min(escaped.len());
        return format!("{}\\{}", &escaped[..at], &escaped[at..]);
    }
    escaped.to_string()
}

/// An address for `[…](<…>)`.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            _ if letter.is_whitespace() || is_unsafe(letter) => out.push_str("%20"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn the_example_reads_well() {
        insta::assert_snapshot!(markdown(&example::ledger()));
    }

    #[test]
    fn markup_stands_for_itself() {
        assert_eq!(escape("a|b\n# c"), "a\\|b \\# c");
        assert_eq!(escape("<img src=x onerror=1>"), "\\<img src=x onerror=1\\>");
        assert_eq!(escape("@you \u{202e}x\u{1b}[0m"), "@\u{2060}you \u{fffd}x\u{fffd}\\[0m");
        assert_eq!(escape(" two  spaces "), " two spaces ");
        assert_eq!(address("https://example.org/a b>c|d"), "https://example.org/a%20b%3Ec%7Cd");
    }

    #[test]
    fn a_quotation_that_begins_like_a_list_stays_a_quotation() {
        for (plain, opened) in
            [("- a", "\\- a"), ("12. May", "12\\. May"), ("1) a", "1\\) a"), ("12 men", "12 men"), ("", "")]
        {
            assert_eq!(opening(plain), opened);
        }
    }

    #[test]
    fn hostile_text_breaks_no_table_and_opens_no_tag() {
        let text = markdown(&example::hostile());
        for row in text.lines().filter(|line| line.starts_with('|')) {
            let bars = row.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(bars == 5 || bars == 7, "{bars} bars in {}", shorten(row, 200));
        }
        let plain = text.replace("\\<", "").replace("](<", "](");
        assert!(!plain.contains('<'), "an unescaped tag");
        assert!(!text.chars().any(|letter| letter != '\n' && is_unsafe(letter)));
    }

    #[test]
    fn ten_thousand_findings_fit_into_a_comment() {
        let text = markdown(&example::many(10_000));
        assert!(text.chars().count() < 65_536, "{}", text.chars().count());
        assert!(text.contains("in `report.html` and `tables/discrepancies.csv`"));
    }
}
