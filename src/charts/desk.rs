//! The ledger laid out for drawing: things by id, sources by the name a reader knows, figures in the words they stood in.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::choice::Choice;
use super::labels::clean;
use super::names::slug;
use super::tongue::{Tongue, fill};
use crate::model::claim::Claim;
use crate::model::document::{Dateline, Document};
use crate::model::event::{Event, TimelineEntry};
use crate::model::group::{Cell, Group};
use crate::model::ledger::Ledger;
use crate::model::quantity::{Bound, Quantity};
use crate::model::quote::Quote;
use crate::model::span::Span;
use crate::model::story::Story;

/// Look-ups over a ledger. Nothing is drawn in the order of a map: lists come from the ledger and are sorted.
#[derive(Debug)]
pub struct Desk<'a> {
    pub ledger: &'a Ledger,
    /// what of it was asked for
    pub groups: Vec<&'a Group>,
    pub timeline: &'a [&'a TimelineEntry],
    pub tongue: &'static Tongue,
    documents: HashMap<&'a str, &'a Document>,
    claims: HashMap<&'a str, &'a Claim>,
    events: HashMap<&'a str, &'a Event>,
    quotes: HashMap<&'a str, &'a Quote>,
    stories: HashMap<&'a str, &'a Story>,
    stories_of: HashMap<&'a str, &'a str>,
    names: HashMap<&'a str, String>,
}

impl<'a> Desk<'a> {
    pub fn new(ledger: &'a Ledger, choice: &'a Choice<'a>, tongue: &'static Tongue) -> Self {
        let stories_of = ledger
            .stories
            .iter()
            .flat_map(|story| story.sources.iter().map(|source| (&**source, &*story.id)))
            .collect();
        let mut desk = Desk {
            ledger,
            groups: choice.groups.iter().map(|group| &**group).collect(),
            timeline: &choice.timeline,
            tongue,
            documents: ledger.documents.iter().map(|document| (&*document.id, document)).collect(),
            claims: claims(ledger, choice),
            events: ledger.events.iter().map(|event| (&*event.id, event)).collect(),
            quotes: ledger.quotes.iter().map(|quote| (&*quote.id, quote)).collect(),
            stories: ledger.stories.iter().map(|story| (&*story.id, story)).collect(),
            stories_of,
            names: HashMap::new(),
        };
        desk.names = desk.reader_names();
        desk
    }

    pub fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.claims.get(id).copied()
    }

    pub fn event(&self, id: &str) -> Option<&'a Event> {
        self.events.get(id).copied()
    }

    pub fn story(&self, id: &str) -> Option<&'a Story> {
        self.stories.get(id).copied()
    }

    /// Who gives a claim, an event or a quotation.
    pub fn source_of(&self, id: &str) -> Option<&'a str> {
        let claim = self.claims.get(id).map(|claim| &*claim.source);
        let event = || self.events.get(id).map(|event| &*event.source);
        let quote = || self.quotes.get(id).map(|quote| &*quote.source);
        claim.or_else(event).or_else(quote)
    }

    /// The source's name as readers know it; two of one name in a story are told apart by their ids.
    pub fn name(&self, source: &str) -> String {
        self.names.get(source).cloned().unwrap_or_else(|| clean(source))
    }

    /// By which sources are set in order of name: accents and capitals aside.
    pub fn order(&self, source: &str) -> (String, String) {
        let name = self.name(source);
        (slug(&name), name)
    }

    /// "5 Feb 2025", or "undated".
    pub fn published(&self, source: &str) -> String {
        let dateline = self.documents.get(source).map(|document| &document.dateline);
        match dateline.and_then(|dateline| dateline.published.map(|day| (day, dateline.grain))) {
            Some((day, grain)) => self.tongue.known(day, grain),
            None => self.tongue.dates.undated.clone(),
        }
    }

    pub fn ledger_dateline(&self, source: &str) -> Option<&'a Dateline> {
        self.documents.get(source).map(|document| &document.dateline)
    }

    /// Name and date of each source, in order of name: "Capital Review (5 Feb 2025)"; with spaces that keep a line whole.
    pub fn source_line(&self, sources: &[&str]) -> Vec<String> {
        let mut sources = sources.to_vec();
        sources.sort_by_cached_key(|source| (self.order(source), *source));
        let mut lines: Vec<String> = sources
            .iter()
            .map(|source| {
                let name = self.name(source);
                let kept = name.char_indices().nth(LONGEST_IN_LINE).map_or(&*name, |(end, _)| &name[..end]);
                let more = if kept.len() < name.len() { "…" } else { "" };
                format!("{}{more} ({})", kept.trim_end(), self.published(source)).replace(' ', "\u{a0}")
            })
            .collect();
        lines.dedup();
        lines
    }

    /// The figure in the source's own words, with its hedge, the thing counted and its period, in quotation marks;
    /// for a row of a hand-coded table, which has no words, the figure with its bound.
    pub fn words(&self, claim: &Claim) -> String {
        match self.verbatim(claim) {
            Some(words) => fill(&self.tongue.bounds.quoted, &[("words", &words)]),
            None => {
                let parts = [&*self.bounded(&claim.quantity), &claim.counted, &self.tongue.period(&claim.period)];
                clean(&parts.join(" "))
            }
        }
    }

    fn verbatim(&self, claim: &Claim) -> Option<String> {
        let text = &self.documents.get(&*claim.source)?.text;
        let figure = claim.span?;
        let own = |quantity: &&Quantity| quantity.number.overlaps(figure);
        let mention = claim.because.iter().find(|mention| mention.quantity().as_ref().is_some_and(own));
        let mut pieces = vec![mention.map_or(figure, |mention| mention.span.join(figure))];
        pieces.extend(claim.quantity.counted);
        pieces.extend(claim.period.words);
        pieces.retain(|piece| claim.sentence.contains(*piece) || piece.overlaps(figure));
        pieces.sort();
        let mut joined: Vec<Span> = Vec::new();
        for piece in pieces {
            match joined.last_mut() {
                Some(last) if last.gap(piece) <= FILLED_GAP => *last = last.join(piece),
                _ => joined.push(piece),
            }
        }
        // a phrase that breaks off just before its clause ends, or starts just after, is better whole
        if let (Some(first), true) = (joined.first_mut(), claim.sentence.contains(claim.clause)) {
            let near = first.start.checked_sub(claim.clause.start).is_some_and(|gap| gap <= NEAR_START);
            first.start = if near { claim.clause.start } else { first.start };
        }
        if let (Some(last), true) = (joined.last_mut(), claim.sentence.contains(claim.clause)) {
            let near = claim.clause.end.checked_sub(last.end).is_some_and(|gap| gap <= NEAR_END);
            last.end = if near { claim.clause.end } else { last.end };
        }
        let words: Option<Vec<&str>> =
            joined.iter().map(|piece| text.get(piece.start as usize..piece.end as usize)).collect();
        let words = clean(&words?.join(" … "));
        let words = words.trim_end_matches([' ', ',', '.', ';', ':', '!', '?', '–', '—']).to_string();
        (!words.is_empty()).then_some(words)
    }

    /// "over 80,000", "up to 40,000", "10 to 15": our words for a figure that comes without any.
    pub fn bounded(&self, quantity: &Quantity) -> String {
        let bounds = &self.tongue.bounds;
        let show = |value| self.tongue.with_unit(value, &quantity.unit, quantity.per.as_ref());
        let value = quantity.value.or(quantity.low).or(quantity.high).map(show).unwrap_or_default();
        let sentence = match quantity.bound {
            Bound::Exact => return value,
            Bound::About => &bounds.about,
            Bound::MoreThan => &bounds.more_than,
            Bound::AtLeast => &bounds.at_least,
            Bound::UpTo => &bounds.up_to,
            Bound::AtMost => &bounds.at_most,
            Bound::LessThan => &bounds.less_than,
            Bound::Range | Bound::Vague => match (quantity.low, quantity.high) {
                (Some(low), Some(high)) => return self.range(&show(low), &show(high)),
                _ => return value,
            },
        };
        fill(sentence, &[("n", &value)])
    }

    /// The figure of a claim; a number word says more as written than as an interval.
    pub fn said(&self, claim: &Claim) -> String {
        let vague = claim.quantity.bound == Bound::Vague && !claim.text.is_empty();
        if vague { clean(&claim.text) } else { self.bounded(&claim.quantity) }
    }

    /// "10 to 15"
    pub fn range(&self, from: &str, to: &str) -> String {
        fill(&self.tongue.bounds.range, &[("from", from), ("to", to)])
    }

    /// "five sources"
    pub fn sources(&self, n: usize) -> String {
        self.tongue.counted(n, &self.tongue.page.count)
    }

    /// "Capital Review and 3 more"
    pub fn and_more(&self, name: &str, more: usize) -> String {
        fill(&self.tongue.page.named_and_more, &[("name", name), ("n", &more.to_string())])
    }

    /// "3 of 40 figures are left out here"
    pub fn left_out(&self, sentence: &str, left: usize, all: usize) -> String {
        fill(sentence, &[("left", &left.to_string()), ("all", &all.to_string())])
    }

    /// What a metric is called. Where the vocabulary has no name for it, the words it was made of are told apart.
    /// A cell's metric in the reader's language.
    fn metric_label(&self, cell: &Cell) -> String {
        if let Some(label) = self.tongue.label(&cell.metric) {
            return label.to_string();
        }
        let plain = headline(if cell.metric_label.is_empty() { &cell.metric } else { &cell.metric_label });
        // asked for every figure drawn, so it may not walk a cell of a million members
        let mut some = cell.members.iter().take(LOOKED_AT).filter_map(|id| self.claim(id));
        let by_verb = some.any(|claim| claim.rule == "governing_verb");
        match plain.rsplit_once(' ') {
            // "detainees interview" is no English
            Some((noun, verb)) if by_verb => format!("{noun} ({verb})"),
            _ => plain,
        }
    }

    /// What a cell counts: "Arrests", "Arrests (suspected gang members)".
    pub fn cell_label(&self, cell: &Cell) -> String {
        let metric = self.metric_label(cell);
        if cell.population.is_empty() { metric } else { format!("{metric} ({})", clean(&cell.population)) }
    }

    /// What a group is about: its one metric, or the family's name.
    pub fn group_label(&self, group: &Group) -> String {
        let mut labels: Vec<String> =
            group.cells.iter().filter(|cell| !cell.metric.is_empty()).map(|cell| self.metric_label(cell)).collect();
        labels.sort_unstable();
        labels.dedup();
        match &labels[..] {
            [label] => label.clone(),
            _ => self.tongue.label(&group.label).map_or_else(|| headline(&group.label), str::to_owned),
        }
    }

    fn reader_names(&self) -> HashMap<&'a str, String> {
        let plain = |document: &Document| {
            // a headline is no name: where nobody is named as publisher, the document's own short name says more
            let [publisher, title] = [&document.source.publisher, &document.source.title].map(|name| clean(name));
            let short = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
            match () {
                () if !publisher.is_empty() => publisher,
                () if short => title,
                () => clean(&document.id),
            }
        };
        let mut namesakes: BTreeMap<(&str, String), Vec<&'a str>> = BTreeMap::new();
        for document in &self.ledger.documents {
            let story = self.stories_of.get(&*document.id).copied().unwrap_or("");
            namesakes.entry((story, plain(document))).or_default().push(&document.id);
        }
        let mut names = HashMap::new();
        for ((_, name), sources) in namesakes {
            let alone = sources.len() == 1;
            for source in sources {
                names.insert(source, if alone { name.clone() } else { format!("{name} [{}]", clean(source)) });
            }
        }
        names
    }
}

/// The claims that may be asked for: all, or those of the groups that are looked at.
fn claims<'a>(ledger: &'a Ledger, choice: &Choice) -> HashMap<&'a str, &'a Claim> {
    let all = ledger.claims.iter().map(|claim| (&*claim.id, claim));
    if choice.passed_over == 0 {
        return all.collect();
    }
    let cells = choice.groups.iter().flat_map(|group| &group.cells);
    let wanted: HashSet<&str> = cells.flat_map(|cell| &cell.members).map(|id| &**id).collect();
    all.filter(|(id, _)| wanted.contains(*id)).collect()
}

/// Members of a cell that are looked at to tell how its metric was named.
const LOOKED_AT: usize = 32;

/// Letters of a title that may stand for the name of its publisher.
const LONGEST_TITLE: usize = 28;

/// Letters of a source's name in the line below a picture.
const LONGEST_IN_LINE: usize = 60;

/// Bytes from a phrase to a border of its clause that are still taken in.
const NEAR_START: u32 = 4;
const NEAR_END: u32 = 25;

/// Words between two pieces are kept when they are at most this many bytes: a phrase reads better whole.
const FILLED_GAP: u32 = 40;

/// With its first letter large, underscores as spaces.
pub fn headline(text: &str) -> String {
    capital(&text.replace('_', " "))
}

/// With its first letter large.
pub fn capital(text: &str) -> String {
    let text = clean(text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Sources of claims, each once, sorted.
pub fn sources_of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<&'a str> {
    let mut sources: Vec<&str> = claims.into_iter().map(|claim| &*claim.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}
