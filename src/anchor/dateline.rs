//! A document's own date as its text states it: masthead, agency dateline, a date on a line of its own.
//!
//! What the user or the metadata gave is kept. "Published" and "updated" are two facts: the first is the document's date, the
//! later one is kept beside it. A magazine names the month of its issue only, on a line of its own above the text.

use chrono::{Datelike, NaiveDate};

use crate::model::document::{Dateline, DatelineBasis, Document};
use crate::model::mention::Mention;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::span::Span;
use crate::model::time::{Direction, Grain, Partial, Said, Standing, Time};

/// How far into a text a dateline may stand, in sentences that are part of the story.
const NEAR_TOP: usize = 12;
/// Titles, names and labels that may stand above the month of an issue, in sentences.
const TITLES: usize = 8;
/// Letters that may stand beside a date in a line of its own: a place, a publisher, "Posted on".
const BESIDE: usize = 48;

/// Bytes of the longest line, or name of a place, that is read as one beside a date.
const LONGEST_LABEL: usize = 1000;
/// Bytes of the longest name of an agency: "(Reuters)".
const AGENCY: usize = 40;

/// Where a date stands that dates its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// "Published: Feb. 4, 2025", and lines that hold little but a date
    Masthead,
    /// "Updated 3:04 p.m. ET, Feb. 4, 2025"
    Updated,
    /// "NAIROBI, Aug. 7 (AP) -"
    Agency,
}

/// The stated date, when there is one with day, month and year, else the month of an issue; and the month and day of a dateline
/// without year.
pub fn stated(document: &Document, prose: &Prose, mentions: &[Mention]) -> (Option<Dateline>, Option<(Partial, Span)>) {
    let mut published: Option<(NaiveDate, Span)> = None;
    let mut updated: Option<(NaiveDate, Span)> = None;
    let mut yearless = None;
    let mut monthly: Option<(NaiveDate, Span)> = None;
    let mut page = Page::new(&document.text, prose);
    for mention in mentions.iter().filter(|mention| mention.time().is_some()) {
        let Some(place) = page.place(mention) else { continue };
        let Some(partial) = day_named(mention) else {
            monthly = monthly.or(mention.time().and_then(month_named).map(|day| (day, mention.span)));
            continue;
        };
        match (full(&partial), place) {
            (Some(day), Place::Updated) => updated = updated.or(Some((day, mention.span))),
            (Some(day), _) => published = published.or(Some((day, mention.span))),
            (None, _) => yearless = yearless.or(Some((partial, mention.span))),
        }
    }
    // a page that only says when it was updated
    let (day, span, only_updated) = match (published, updated) {
        (Some((day, span)), _) => (day, span, false),
        (None, Some((day, span))) => (day, span, true),
        (None, None) => {
            let month = monthly.filter(|_| yearless.is_none()).map(|(first, span)| Dateline {
                published: Some(first),
                grain: Some(Grain::Month),
                basis: DatelineBasis::Stated,
                evidence: format!("the page says: \"{}\"", line_of(&document.text, span)),
                updated: None,
            });
            return (month, yearless);
        }
    };
    let words = line_of(&document.text, span);
    let evidence = if only_updated {
        format!("the page says when it was updated: \"{words}\"")
    } else {
        format!("the page says: \"{words}\"")
    };
    let later = updated.map(|(late, _)| late).filter(|late| *late > day);
    let dateline = Dateline {
        published: Some(day),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Stated,
        evidence,
        updated: later,
    };
    (Some(dateline), yearless)
}

/// A document under the question where it dates itself, asked of its times in text order.
#[derive(Debug)]
pub struct Page<'a> {
    text: &'a str,
    prose: &'a Prose,
    /// the first sentence that is too far from the top for a dateline
    far: usize,
    /// the line last asked about: one line may hold a million dates
    line: Option<Line>,
}

/// A line of the page, and what it says of itself.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
    letters: usize,
    says_updated: bool,
    says_published: bool,
    ends_like_prose: bool,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, prose: &'a Prose) -> Self {
        let story = prose.sentences.iter().enumerate().filter(|(_, sentence)| sentence.context != Context::Furniture);
        let far = story.map(|(number, _)| number + 1).nth(NEAR_TOP - 1).unwrap_or(usize::MAX);
        Page { text, prose, far, line: None }
    }

    /// Does this time date its document, or does the text tell of it?
    pub fn standing(&mut self, mention: &Mention) -> Standing {
        match self.place(mention) {
            None => Standing::Text,
            Some(Place::Agency) => Standing::Agency,
            Some(Place::Masthead | Place::Updated) => Standing::Masthead,
        }
    }

    fn place(&mut self, mention: &Mention) -> Option<Place> {
        let number = mention.sentence as usize;
        let sentence = self.prose.sentences.get(number)?;
        let Some(partial) = day_named(mention) else {
            month_named(mention.time()?).filter(|_| self.is_issue(number, mention.span))?;
            return Some(Place::Masthead);
        };
        if sentence.context == Context::Furniture {
            return self.line_of(mention.span).masthead(&partial);
        }
        if number >= self.far || sentence.context == Context::RelatedLink {
            return None;
        }
        if is_agency(self.text, sentence, mention.span)
            || partial.year.is_some() && is_dateline_of_release(self.text, sentence, mention.span)
        {
            return Some(Place::Agency);
        }
        let line = self.line_of(mention.span);
        // without its year a date in a line of labels may head a chapter as well
        if partial.year.is_none() && !(partial.weekday.is_some() || line.says_published) || !self.is_above_prose(number)
        {
            partial.year?;
        }
        // "Field notes | Port Lisk | 3 May 2011", "3 May 2011 | Updated 4 May": the date is a part of its line for itself
        if let Some(part) = line.part(self.text, mention.span).filter(|part| part.is_label_of(self.text, mention.span))
        {
            return Some(if part.says_updated { Place::Updated } else { Place::Masthead });
        }
        line.is_label_of(self.text, mention.span).then(|| line.masthead(&partial).unwrap_or(Place::Masthead))
    }

    /// "September 2023 issue": a month on a line of labels between the title and the running text.
    fn is_issue(&mut self, number: usize, date: Span) -> bool {
        if number == 0 || number >= TITLES || number >= self.far {
            return false;
        }
        self.is_above_prose(number) && {
            let line = self.line_of(date);
            line.span.start > 0 && !line.ends_like_prose && line.is_label_of(self.text, date)
        }
    }

    /// Only titles, names and labels stand above the sentence.
    fn is_above_prose(&self, number: usize) -> bool {
        let mut above = self.prose.sentences[..number].iter();
        number < TITLES && above.all(|sentence| !sentence.span.of(self.text).trim_end().ends_with(['.', '!']))
    }

    fn line_of(&mut self, span: Span) -> Line {
        if let Some(line) = self.line.filter(|line| line.span.contains(span)) {
            return line;
        }
        let line = Line::new(self.text, line_at(self.text, span));
        // a date across a line break stands in two lines, which are no one else's
        self.line = Some(line).filter(|_| !span.of(self.text).contains('\n'));
        line
    }
}

impl Line {
    fn new(text: &str, span: Span) -> Self {
        let line = span.of(text);
        let head = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let head = head.chars().take(24).collect::<String>().to_lowercase();
        let opens_with = |signs: &[&str]| signs.iter().any(|sign| head.starts_with(sign));
        let letters = letters(line);
        Line {
            span,
            letters,
            says_updated: opens_with(&["updated", "last updated", "modified", "last modified", "update:"]),
            says_published: opens_with(&[
                "published",
                "posted",
                "first published",
                "date",
                "publication date",
                "created",
                "filed",
                "issued",
                "released",
                "originally published",
            ]),
            ends_like_prose: line.trim_end().ends_with(['.', '!', '?']) && letters > 20 && !ends_in_an_hour(line),
        }
    }

    /// Does the line hold the date and little but names and labels?
    fn is_label_of(&self, text: &str, date: Span) -> bool {
        let beside = self.letters - letters(date.of(text));
        if beside == 0 {
            return true;
        }
        if self.ends_like_prose {
            return false;
        }
        // "Issued: 13 June 2019 (covers 6 to 12 June)": what follows the date is a note on it
        let before = Span { end: date.start, ..self.span };
        let is_said = self.says_published && before.of(text).trim_end().ends_with(':') && before.len() <= BESIDE;
        is_said || beside <= BESIDE && is_label(text, self.span, date)
    }

    /// The part between bars or dots that holds the date, of a line that is cut by such.
    fn part(&self, text: &str, date: Span) -> Option<Line> {
        if self.span.len() > LONGEST_LABEL || self.ends_like_prose || !self.span.contains(date) {
            return None;
        }
        let is_bar = |c: char| matches!(c, '|' | '·' | '•' | '\t');
        let start = text[self.span.start as usize..date.start as usize].rfind(is_bar);
        let end = text[date.end as usize..self.span.end as usize].find(is_bar);
        if start.is_none() && end.is_none() {
            return None;
        }
        let after = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
        let start = start.map_or(self.span.start as usize, |at| after(self.span.start as usize + at));
        let end = end.map_or(self.span.end as usize, |at| date.end as usize + at);
        Some(Line::new(text, Span::new(start, end)))
    }

    /// Furniture counts only when it is about publishing: "Published", "Posted on", "Updated", or hardly more than the date.
    fn masthead(&self, partial: &Partial) -> Option<Place> {
        if self.says_updated {
            return Some(Place::Updated);
        }
        let short = self.letters <= BESIDE && partial.year.is_some();
        (self.says_published || short).then_some(Place::Masthead)
    }
}

/// "Updated July 21, 2025, 9:12 a.m.": the stop is the hour's.
fn ends_in_an_hour(line: &str) -> bool {
    let line = line.trim_end().as_bytes();
    let ends = |hour: &[u8]| line.len() > hour.len() && line[line.len() - hour.len()..].eq_ignore_ascii_case(hour);
    ends(b" a.m.") || ends(b" p.m.")
}

/// The words around the date in its line are names and labels: no small word runs on as in prose.
fn is_label(text: &str, line: Span, date: Span) -> bool {
    if line.len() > LONGEST_LABEL {
        return false;
    }
    let around = [&text[line.start as usize..date.start as usize], &text[date.end as usize..line.end as usize]];
    let labels = [
        "on",
        "by",
        "at",
        "of",
        "the",
        "published",
        "posted",
        "updated",
        "et",
        "est",
        "edt",
        "gmt",
        "utc",
        "am",
        "pm",
        "a.m",
        "p.m",
        "date",
        "and",
        "for",
        "last",
        "local",
        "time",
        "edition",
        "issue",
        "number",
        "statement",
        "release",
        "bulletin",
        "notice",
        "report",
        "briefing",
        "circular",
        "letter",
        "communiqué",
        "no",
    ];
    around.iter().flat_map(|side| side.split_whitespace()).all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || labels.contains(&bare.to_lowercase().as_str())
    })
}

/// "NAIROBI, Kenya, Aug. 7 (AP) -": capitals and a place before the date, a dash or an agency after it.
fn is_agency(text: &str, sentence: &Sentence, date: Span) -> bool {
    let before = &text[sentence.span.start as usize..date.start as usize];
    let after = &text[date.end as usize..(sentence.span.end as usize).max(date.end as usize)];
    let before = before.trim_end();
    let place = before.trim_end_matches([',', '(', '.', '-', '–', '—']).trim_end();
    let names_place = (1..=LONGEST_LABEL).contains(&place.len())
        && place.split_whitespace().count() <= 6
        && place.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
        && place
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase));
    let rest = after.trim_start();
    let rest = match rest.strip_prefix('(') {
        Some(agency) => match agency.bytes().take(AGENCY + 1).position(|byte| byte == b')') {
            Some(end) => agency[end + 1..].trim_start(),
            None => return false,
        },
        None => rest.trim_start_matches([',', ')', '.']).trim_start(),
    };
    names_place && rest.starts_with(['-', '–', '—', ':', '_'])
}

/// "Lisk City, 9 February 2026. The mayor …", "Lisk City, 9 February 2026 – The mayor …": a place and a date with its year open the
/// text, and nothing else stands before the stop.
fn is_dateline_of_release(text: &str, sentence: &Sentence, date: Span) -> bool {
    let before = text[sentence.span.start as usize..date.start as usize].trim_end();
    let Some(place) = before.strip_suffix([',', '(']).map(str::trim_end) else { return false };
    let names_place = (1..=BESIDE).contains(&place.len())
        && place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let after = text[date.end as usize..(sentence.span.end as usize).max(date.end as usize)].trim_start();
    let after = after.trim_start_matches(')').trim_start();
    names_place && (matches!(after, "" | "." | ":") || after.starts_with(['-', '–', '—']))
}

/// A time's own calendar parts, when it names a day.
fn day_named(mention: &Mention) -> Option<Partial> {
    match mention.time()?.said {
        Said::Date(partial, Direction::Bare) if partial.day.is_some() && partial.month.is_some() => Some(partial),
        _ => None,
    }
}

/// The first day of a month that is named with its year and nothing else.
fn month_named(time: &Time) -> Option<NaiveDate> {
    match time.said {
        Said::Date(partial, Direction::Bare)
            if partial.day.is_none() && partial.part.is_none() && time.modifier.is_none() =>
        {
            full(&Partial { day: Some(1), ..partial })
        }
        _ => None,
    }
}

fn full(partial: &Partial) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(partial.year?, u32::from(partial.month?), u32::from(partial.day?))?;
    // pages are younger than print
    (day.year() >= 1600).then_some(day)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The line that holds a span, without its line break.
fn line_at(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| at + span.end as usize);
    Span::new(start, end)
}

/// The line's words for the evidence, cut short.
fn line_of(text: &str, span: Span) -> String {
    let line = line_at(text, span).of(text).trim();
    if line.chars().count() <= 80 { line.to_owned() } else { span.of(text).to_owned() }
}
