//! What a person sees: colours when wanted, and no control characters out of anybody's text.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use crosscheck::model::finding::Severity;

use super::args::{Color, TerminalArgs};

/// Lines wrap here when the width is not known.
const USUAL_WIDTH: usize = 100;

/// How to speak to the user.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub quiet: bool,
    out_colored: bool,
    err_colored: bool,
}

/// A way to stress words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    Strong,
    Dim,
    Red,
    Yellow,
    Cyan,
}

impl Terminal {
    pub fn new(args: &TerminalArgs) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let colored = |is_terminal: bool| match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !unwanted,
        };
        Terminal {
            quiet: args.quiet,
            out_colored: colored(io::stdout().is_terminal()),
            err_colored: colored(io::stderr().is_terminal()),
        }
    }

    /// Words for standard output.
    pub fn stress(&self, stress: Stress, words: &str) -> String {
        paint(self.out_colored, stress, words)
    }

    /// The severity's name in its colour.
    pub fn severity(&self, severity: Severity) -> String {
        let stress = match severity {
            Severity::High => Stress::Red,
            Severity::Medium => Stress::Yellow,
            Severity::Low => Stress::Cyan,
            Severity::Note => Stress::Dim,
        };
        self.stress(stress, severity.as_str())
    }

    /// Columns of the terminal; a fixed number when there is none, so that what is piped is always the same.
    pub fn width(&self) -> usize {
        if !io::stdout().is_terminal() {
            return USUAL_WIDTH;
        }
        console_width().clamp(40, 140)
    }

    /// A line on standard output, unless the user wants quiet.
    pub fn say(&self, says: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(io::stdout(), "{}", clean(says)) }
    }

    /// A line on standard output that the user cannot do without, however quiet it should be; there at once.
    pub fn say_always(&self, says: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", clean(says))?;
        out.flush()
    }

    /// Something to know, on standard error.
    pub fn note(&self, says: &str) {
        if !self.quiet {
            let _ =
                writeln!(io::stderr(), "{} {}", paint(self.err_colored, Stress::Yellow, "note:"), clean_lines(says));
        }
    }

    /// An error, on standard error. A closed standard error is nobody's concern.
    pub fn error(&self, says: &str) {
        let _ = writeln!(io::stderr(), "{} {}", paint(self.err_colored, Stress::Red, "error:"), clean_lines(says));
    }
}

fn console_width() -> usize {
    let columns = comfy_table::Table::new().set_content_arrangement(comfy_table::ContentArrangement::Dynamic).width();
    columns.map_or(USUAL_WIDTH, usize::from)
}

fn paint(colored: bool, stress: Stress, words: &str) -> String {
    let code = match stress {
        Stress::Strong => "1",
        Stress::Dim => "2",
        Stress::Red => "31",
        Stress::Yellow => "33",
        Stress::Cyan => "36",
    };
    if colored { format!("\x1b[{code}m{words}\x1b[0m") } else { words.to_owned() }
}

/// Text from a document on one line of a terminal: control characters, which could do anything there, are spaces.
pub fn clean(text: &str) -> Cow<'_, str> {
    replace_controls(text, |c| is_unsafe(c) || c == '\n')
}

/// As [`clean`], but line ends stay.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    replace_controls(text, is_unsafe)
}

fn replace_controls(text: &str, unwanted: impl Fn(char) -> bool + Copy) -> Cow<'_, str> {
    if text.contains(unwanted) { Cow::Owned(text.replace(unwanted, " ")) } else { Cow::Borrowed(text) }
}

/// Control characters, and those that turn the direction of writing.
fn is_unsafe(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of a text, at most `width` characters.
pub fn shortened(text: &str, width: usize) -> Cow<'_, str> {
    match text.char_indices().nth(width) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let end = text.char_indices().nth(width.saturating_sub(1)).map_or(0, |(at, _)| at);
            Cow::Owned(format!("{}…", text[..end].trim_end()))
        }
    }
}

/// Breaks a text into lines of at most `width` characters, between words where there are any.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_move_the_cursor_or_turn_the_writing() {
        assert_eq!(clean("a\x1b[2Jb\nc\u{202e}d"), "a [2Jb c d");
        assert_eq!(clean_lines("a\nb\r"), "a\nb ");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shortened("zwölf Häuser", 12), "zwölf Häuser");
        assert_eq!(shortened("zwölf Häuser", 8), "zwölf H…");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two  three verylongword x", 9), ["one two", "three", "verylongword", "x"]);
        assert!(wrapped("", 5).is_empty());
    }
}
