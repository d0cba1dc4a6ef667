//! For tests: claims in a line, stories in a list, and what the rules make of them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use self::english::ENGLISH;
use super::affair::{Affair, Facts, Naming, Sources};
use super::lasting::Lasting;
use super::{Input, Output, reconcile};
use crate::model::claim::{Claim, Period, PeriodKind, Scope};
use crate::model::decision::Rulings;
use crate::model::entity::EntityKind;
use crate::model::event::{Event, EventKind, Status};
use crate::model::ledger::Settings;
use crate::model::lexicon::Class;
use crate::model::metric::{Behaviour, Fate, Metric};
use crate::model::notice::Noted;
use crate::model::part::{PartKind, PartOf};
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Bound, Quantity, Role, Trend, Unit, integer_step};
use crate::model::quote::Quote;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::story::Story;
use crate::model::time::{Grain, Inferred, TimeUnit, TimeValue};
use crate::model::vocabulary::{AccountWay, Alike, Contrary, Cue, Place, Vocabulary};

pub const PLACE: &str = "Ruritania";

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day as 2025-02-04")
}

/// "2023", "2023-05" or "2023-05-06": first day, last day, grain.
fn days(text: &str) -> (NaiveDate, NaiveDate, Grain) {
    match text.len() {
        4 => (day(&format!("{text}-01-01")), day(&format!("{text}-12-31")), Grain::Year),
        7 => {
            let first = day(&format!("{text}-01"));
            let next = first.checked_add_months(chrono::Months::new(1)).expect("a month follows");
            (first, next.pred_opt().expect("a day before"), Grain::Month)
        }
        _ => (day(text), day(text), Grain::Day),
    }
}

/// "over 80,000", "about 4.8 million", "25,000 to 30,000", "1 %", "dozens".
pub fn quantity(text: &str) -> Quantity {
    let vague = [("tens of thousands", 20_000, 99_999), ("dozens", 24, 99), ("hundreds", 200, 999)];
    if let Some(&(_, low, high)) = vague.iter().find(|(word, ..)| *word == text) {
        let mut vague = Quantity::exact(Decimal::from(low), Decimal::ONE, Span::default());
        (vague.value, vague.high, vague.bound) = (None, Some(Decimal::from(high)), Bound::Vague);
        return vague;
    }
    let unit = if text.ends_with('%') { Unit::Percent } else { Unit::Count };
    let text = text.trim_end_matches('%').trim();
    if let Some((low, high)) = text.split_once(" to ").filter(|(low, _)| !low.starts_with("up")) {
        let (low, high) = (plain(low), plain(high));
        let mut range = Quantity::exact(low.0, low.1, Span::default());
        (range.value, range.high, range.bound, range.unit) = (None, Some(high.0), Bound::Range, unit);
        return range;
    }
    let bounds = [
        ("over ", Bound::MoreThan),
        ("at least ", Bound::AtLeast),
        ("up to ", Bound::UpTo),
        ("under ", Bound::LessThan),
        ("about ", Bound::About),
        ("nearly ", Bound::About),
    ];
    let found = bounds.iter().find(|(word, _)| text.starts_with(word));
    let (value, step) = plain(found.map_or(text, |(word, _)| &text[word.len()..]));
    let mut quantity = Quantity::exact(value, step, Span::default());
    quantity.unit = unit;
    if text.starts_with("nearly ") {
        quantity.low = Some(value * Decimal::new(9, 1));
    }
    found.map_or(quantity.clone(), |&(_, bound)| quantity.bounded(bound))
}

fn plain(text: &str) -> (Decimal, Decimal) {
    let (digits, scale) = text.strip_suffix(" million").map_or((text, 1), |digits| (digits, 1_000_000));
    let value: Decimal = digits.replace(',', "").parse().expect("a number");
    let step = match digits.split_once('.') {
        Some((_, fraction)) => Decimal::new(1, fraction.len() as u32),
        None if scale == 1 => integer_step(value),
        None => Decimal::ONE,
    };
    (value * Decimal::from(scale), step * Decimal::from(scale))
}

/// A claim in the making.
#[derive(Debug, Clone)]
pub struct Said(Claim);

/// `source` gives `text` for `metric`; the figure's unit follows from a percent sign.
pub fn says(source: &str, metric: &str, text: &str) -> Said {
    let quantity = quantity(text);
    let bare = ["over ", "at least ", "up to ", "under ", "about ", "nearly "];
    let text = bare.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    Said(Claim {
        id: String::new().into(),
        source: source.into(),
        span: None,
        text: text.into(),
        metric: metric.into(),
        metric_label: metric.replace('_', " ").into(),
        known_metric: true,
        counted: String::new().into(),
        scope: Scope::default(),
        quantity,
        period: Period::default(),
        attributed_to: None,
        attribution_chain: Vec::new(),
        hedge: None,
        modality: Default::default(),
        part_of: None,
        context: Context::Body,
        confidence: 90,
        rule: "sample".into(),
        sentence: Span::default(),
        sentence_text: String::new().into(),
        clause: Span::default(),
        occurrence: 1,
        published: None,
        cues: Vec::new(),
        because: Vec::new(),
        story_id: String::new().into(),
        group_id: String::new().into(),
        cell_id: String::new().into(),
        extra: Default::default(),
    })
}

impl From<Claim> for Said {
    fn from(claim: Claim) -> Self {
        Said(claim)
    }
}

impl Said {
    /// The thing counted, in the source's words.
    pub fn counted(mut self, words: &str) -> Self {
        self.0.counted = words.into();
        self
    }

    fn period(mut self, kind: PeriodKind, start: Option<&str>, end: Option<&str>) -> Self {
        let start = start.map(days);
        self.0.period.kind = kind;
        self.0.period.start = start.map(|(first, ..)| first).or(self.0.period.start);
        self.0.period.end = end.map(|end| days(end).1).or(self.0.period.end);
        self.0.period.grain = start.map(|(.., grain)| grain).or(self.0.period.grain);
        self
    }

    pub fn since(self, start: &str) -> Self {
        self.period(PeriodKind::Since, Some(start), None)
    }

    /// The day a count since some day runs up to.
    pub fn until(self, end: &str) -> Self {
        let kind = if self.0.period.kind == PeriodKind::None { PeriodKind::Until } else { self.0.period.kind };
        self.period(kind, None, Some(end))
    }

    pub fn during(self, when: &str) -> Self {
        self.period(PeriodKind::During, Some(when), Some(when))
    }

    pub fn on(self, when: &str) -> Self {
        self.period(PeriodKind::Point, Some(when), Some(when))
    }

    /// From one day to another.
    pub fn between(self, start: &str, end: &str) -> Self {
        self.period(PeriodKind::During, Some(start), Some(end))
    }

    /// The state in some year.
    pub fn in_the_year(self, year: &str) -> Self {
        self.on(year)
    }

    pub fn partly(mut self) -> Self {
        self.0.period.partial = true;
        self
    }

    pub fn published(mut self, when: &str) -> Self {
        self.0.published = Some(day(when));
        self
    }

    pub fn population(mut self, who: &str) -> Self {
        self.0.scope.population = who.into();
        self
    }

    pub fn scope(mut self, place: &str) -> Self {
        self.0.scope.entity = place.into();
        // in these tests a place of two words is a building
        let facility = place.contains(' ');
        self.0.scope.kind = Some(if facility { EntityKind::Facility } else { EntityKind::Place });
        self
    }

    pub fn by(mut self, voice: &str) -> Self {
        self.0.attributed_to = Some(voice.into());
        self
    }

    pub fn cue(mut self, cue: Cue) -> Self {
        self.0.cues.push(cue);
        self
    }

    /// The figure as the sentence has it.
    pub fn text(mut self, text: &str) -> Self {
        self.0.text = text.into();
        self
    }

    pub fn trend(mut self, trend: Trend) -> Self {
        self.0.quantity.trend = trend;
        self
    }

    pub fn role(mut self, role: Role) -> Self {
        self.0.quantity.role = role;
        self
    }

    /// Claims of one source with the same text stand in one sentence.
    pub fn sentence(mut self, text: &str) -> Self {
        self.0.sentence_text = text.into();
        self
    }

    /// A part of another one, which is known by its source and figure.
    pub fn part_of(mut self, kind: PartKind, whole: &Said) -> Self {
        self.0.part_of = Some(PartOf { claim: name(&whole.0).into(), kind });
        self
    }

    pub fn claim(self) -> Claim {
        self.0
    }
}

fn metric(id: &str, behaviour: Behaviour, family: &str) -> Metric {
    Metric { id: id.into(), label: id.replace('_', " "), behaviour, family: family.into(), ..Metric::default() }
}

/// A vocabulary's own words are few here; the phrases rules look for are those there are.
#[cfg(test)]
mod english {
    use std::sync::LazyLock;

    use crate::model::vocabulary::Vocabulary;

    pub static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| crate::vocabulary::load("en", &[]).expect("it loads"));
}

pub fn phrases() -> &'static PhraseLists {
    &ENGLISH.phrases
}

/// A small vocabulary of the kinds of metrics there are.
pub fn vocabulary() -> Vocabulary {
    use Behaviour::*;
    let mut vocabulary = Vocabulary::empty("en");
    vocabulary.phrases = ENGLISH.phrases.clone();
    vocabulary.factors = ENGLISH.factors.clone();
    vocabulary.kinds = ENGLISH.kinds.clone();
    vocabulary.compass = ENGLISH.compass.clone();
    let plain = [
        ("arrests", Total, "detention"),
        ("prison_population", Level, "detention"),
        ("homicides", Flow, "homicides"),
        ("killed", Total, "killed"),
        ("injured", Total, "injured"),
        ("missing", Level, "missing"),
        ("custody_deaths", Total, "custody_deaths"),
        ("population", Level, "population"),
        ("crowd", Flow, "crowd"),
        ("magnitude", Level, "magnitude"),
        ("votes", Flow, "votes"),
        ("approval_rating", Share, "approval_rating"),
    ];
    for (id, behaviour, family) in plain {
        vocabulary.set_metric(metric(id, behaviour, family));
    }
    for (id, fate) in [("killed", Fate::Dead), ("missing", Fate::Missing)] {
        let known = vocabulary.metric(id).expect("it was set").clone();
        vocabulary.set_metric(Metric { fate: Some(fate), ..known });
    }
    vocabulary.set_metric(Metric { everybody: true, ..metric("population", Level, "population") });
    vocabulary.set_metric(Metric { part_of: vec!["arrests".into()], ..metric("imprisoned", Total, "detention") });
    vocabulary.set_metric(Metric {
        capacity_of: Some("prison_population".into()),
        ..metric("prison_capacity", Capacity, "prison_capacity")
    });
    vocabulary.set_metric(metric("passengers", Total, "passengers"));
    vocabulary.set_metric(Metric {
        capacity_of: Some("passengers".into()),
        ..metric("passenger_capacity", Capacity, "passenger_capacity")
    });
    let shares = [
        ("arrested_share", "arrests", "population"),
        ("incarcerated_share", "prison_population", "population"),
        ("prison_occupancy", "prison_population", "prison_capacity"),
    ];
    for (id, part, whole) in shares {
        let share = Some((part.into(), whole.into()));
        let family = if whole == "population" { "detention_share" } else { id };
        vocabulary.set_metric(Metric { share, unit: Unit::Percent, ..metric(id, Share, family) });
    }
    let change_of = Some("homicides".into());
    let change = metric("homicide_rate_change", Change, "homicide_rate_change");
    vocabulary.set_metric(Metric { change_of, unit: Unit::Percent, ..change });
    let place = |name: &str, within: &str| Place { name: name.into(), kind: EntityKind::Place, within: within.into() };
    let words = [
        ("strike war election", Class::HAPPENING | Class::NOUN),
        ("at on in of from against by for to", Class::PREPOSITION),
        ("the a our", Class::DETERMINER),
        ("have had been has is are was were", Class::AUXILIARY),
        ("accepted rejected", Class::VERB | Class::PAST),
        ("would", Class::MODAL),
    ];
    for (word, unit) in
        [("days", TimeUnit::Day), ("weeks", TimeUnit::Week), ("years", TimeUnit::Year), ("year", TimeUnit::Year)]
    {
        let id = vocabulary.lexicon.intern(word);
        let entry = vocabulary.lexicon.entry_mut(id);
        (entry.classes, entry.unit) = (Class::TIME_UNIT, Some(unit));
    }
    for (word, numeral) in [("seven", 7), ("thirty", 30)] {
        let id = vocabulary.lexicon.intern(word);
        let entry = vocabulary.lexicon.entry_mut(id);
        (entry.classes, entry.numeral) = (Class::NUMERAL, numeral);
    }
    for (words, class) in words {
        for word in words.split(' ') {
            let id = vocabulary.lexicon.intern(word);
            vocabulary.lexicon.entry_mut(id).classes |= class;
        }
    }
    for forms in ["begin began", "start started"] {
        let ids: Vec<_> = forms.split(' ').map(|form| vocabulary.lexicon.intern(form)).collect();
        for &id in &ids {
            vocabulary.lexicon.entry_mut(id).lemma = ids[0];
        }
        vocabulary.cues.add(&ids[..1], Cue::Begins);
    }
    let phrases = [
        ("denied", Cue::Denied),
        ("deal", Cue::Accord),
        ("ceasefire", Cue::Accord),
        ("published", Cue::MadeKnown),
        ("took effect", Cue::InForce),
    ];
    for (phrase, cue) in phrases {
        let ids: Vec<_> = phrase.split(' ').map(|word| vocabulary.lexicon.intern(word)).collect();
        vocabulary.cues.add(&ids, cue);
    }
    let ways = [("resigned", 0), ("dismissed sacked", 0), ("surrendered gave_himself_up", 1), ("caught stopped_at", 1)];
    for (way, matter) in ways {
        vocabulary.accounts.add(way.split(' '));
        vocabulary.account_ways.push(AccountWay {
            matter,
            near: false,
            person: true,
            beside_others: false,
            broad: false,
        });
    }
    for (verb, other) in [("accepted", false), ("rejected", true)] {
        let id = vocabulary.lexicon.intern(verb);
        vocabulary.contraries.add(&[id], Contrary { pair: 0, other });
    }
    for word in ["opened", "open"] {
        vocabulary.alike.insert(word.into(), Alike { lead: "open".into(), once: true });
    }
    for place in [place(PLACE, ""), place("Strelsau", PLACE), place("Grauland", "")] {
        vocabulary.add_place(place);
    }
    vocabulary
}

/// What a part calls its whole before claims have ids.
fn name(claim: &Claim) -> String {
    format!("{} {}", claim.source, claim.text)
}

/// One story made of a few claims.
#[derive(Debug)]
pub struct World {
    pub claims: Vec<Claim>,
    events: Vec<Event>,
    quotes: Vec<Quote>,
    lastings: Vec<Lasting>,
    namings: Vec<Naming>,
    published: Vec<(String, NaiveDate)>,
    pub vocabulary: Vocabulary,
    story: Story,
    pub rulings: Rulings,
}

impl World {
    /// Claims get ids, clauses and spans by their place in the list.
    pub fn new(claims: impl IntoIterator<Item = Claim>) -> Self {
        let mut claims: Vec<Claim> = claims.into_iter().collect();
        let mut sentences: Vec<(String, String)> = Vec::new();
        for (at, claim) in claims.iter_mut().enumerate() {
            claim.id = format!("c{at}").into();
            claim.clause = Span::new(at * 100, at * 100 + 90);
            let told = (claim.source.to_string(), claim.sentence_text.to_string());
            let first = sentences.iter().position(|known| !told.1.is_empty() && *known == told);
            sentences.push(told);
            claim.sentence = first.map_or(claim.clause, |first| Span::new(first * 100, first * 100 + 90));
            claim.span = Some(Span::new(at * 100 + 10, at * 100 + 15));
            claim.period.words = (claim.period.kind != PeriodKind::None).then_some(claim.clause);
        }
        let ids: Vec<(String, String)> = claims.iter().map(|claim| (name(claim), claim.id.to_string())).collect();
        for part in claims.iter_mut().filter_map(|claim| claim.part_of.as_mut()) {
            let whole = ids.iter().find(|(name, _)| *name == part.claim);
            part.claim = whole.expect("the whole is among the claims").1.clone().into();
        }
        let mut sources: Vec<_> = claims.iter().map(|claim| claim.source.clone()).collect();
        sources.sort();
        sources.dedup();
        let story =
            Story { id: "s".into(), label: String::new(), sources, main_place: PLACE.into(), why: String::new() };
        World {
            claims,
            events: Vec::new(),
            quotes: Vec::new(),
            lastings: Vec::new(),
            namings: Vec::new(),
            published: Vec::new(),
            vocabulary: vocabulary(),
            story,
            rulings: Rulings::default(),
        }
    }

    /// Rows of a table: no spans, no words.
    pub fn coded(claims: impl IntoIterator<Item = Claim>) -> Self {
        let mut world = World::new(claims);
        for claim in &mut world.claims {
            (claim.span, claim.clause, claim.sentence) = (None, Span::default(), Span::default());
            claim.period.words = None;
        }
        world
    }

    /// A sentence with a length of time in it.
    pub fn lasting(mut self, source: &str, text: &str) -> Self {
        self.lastings.push(Lasting { source: source.into(), sentence: Span::new(900, 990), text: text.into() });
        self
    }

    /// Somebody a text names.
    pub fn named(mut self, source: &str, name: &str) -> Self {
        let (kind, clause) = (Some(EntityKind::Person), Span::new(900, 990));
        self.namings.push(Naming { source: source.into(), name: name.into(), kind, clause });
        self
    }

    pub fn published(mut self, source: &str, when: &str) -> Self {
        self.published.push((source.into(), day(when)));
        self
    }

    pub fn with_affair<T>(&self, look: impl FnOnce(&Affair) -> T) -> T {
        let sources = Sources::new(&[]);
        let claims: Vec<(usize, &Claim)> = self.claims.iter().enumerate().collect();
        look(&Affair::new(
            "s",
            PLACE,
            claims,
            self.events.iter().collect(),
            Vec::new(),
            self.namings.iter().collect(),
            Vec::new(),
            &sources,
            &self.vocabulary,
            &self.rulings,
        ))
    }

    pub fn reconciled(&self) -> Output {
        self.noted().value
    }

    /// What is noticed on the way.
    pub fn notices(&self) -> Vec<String> {
        self.noted().notices.into_iter().map(|notice| notice.says).collect()
    }

    fn noted(&self) -> Noted<Output> {
        let facts = self.published.iter();
        let facts =
            facts.map(|(id, day)| Facts { id, published: Some(*day), guessed: false, title: "", publisher: "" });
        let documents: Vec<Facts> = facts.collect();
        let stories = [self.story.clone()];
        reconcile(Input {
            claims: self.claims.clone(),
            events: self.events.clone(),
            quotes: self.quotes.clone(),
            namings: self.namings.clone(),
            lastings: self.lastings.clone(),
            stories: &stories,
            documents: &documents,
            vocabulary: &self.vocabulary,
            settings: Settings::default(),
            rulings: &self.rulings,
        })
    }
}

/// The story's findings are exactly these: "period_mismatch high, definition_mismatch low", the gravest first.
#[track_caller]
pub fn sees(expected: &str, claims: impl IntoIterator<Item = Said>) {
    let world = World::new(claims.into_iter().map(Said::claim));
    let findings = world.reconciled().findings;
    let told: Vec<String> = findings.iter().map(|f| format!("{} {}", f.rule, f.severity.as_str())).collect();
    let sentences: Vec<&str> = findings.iter().map(|finding| finding.says.as_str()).collect();
    assert_eq!(told.join(", "), expected, "{sentences:#?}");
}

/// The findings of rows of a table.
#[track_caller]
pub fn sees_coded(expected: &str, rows: impl IntoIterator<Item = Said>) {
    let findings = World::coded(rows.into_iter().map(Said::claim)).reconciled().findings;
    let told: Vec<String> = findings.iter().map(|f| format!("{} {}", f.rule, f.severity.as_str())).collect();
    let sentences: Vec<&str> = findings.iter().map(|finding| finding.says.as_str()).collect();
    assert_eq!(told.join(", "), expected, "{sentences:#?}");
}

/// The names of the rules that speak of these claims.
pub fn rules_of(claims: impl IntoIterator<Item = Said>) -> Vec<String> {
    let findings = World::new(claims.into_iter().map(Said::claim)).reconciled().findings;
    findings.into_iter().map(|finding| finding.rule).collect()
}

/// Nothing is found.
#[track_caller]
pub fn leaves(claims: impl IntoIterator<Item = Said>) {
    sees("", claims);
}

/// A quote or an event in the making.
#[derive(Debug, Clone)]
pub enum Told {
    Quote(Quote),
    Event(Event),
}

/// `speaker` says `words` in `source`.
pub fn quoted(source: &str, speaker: &str, words: &str) -> Told {
    Told::Quote(Quote {
        id: String::new(),
        source: source.into(),
        span: Span::default(),
        words: words.into(),
        speaker: Some(speaker.into()),
        time: None,
        place: None,
        attribution: Span::default(),
        story_id: String::new(),
        group_id: String::new(),
    })
}

/// `source` tells of something in the words of a clause.
pub fn told(source: &str, clause: &str) -> Told {
    Told::Event(Event {
        id: String::new(),
        source: source.into(),
        span: None,
        text: String::new(),
        timex: String::new(),
        time: None,
        description: clause.into(),
        clause: Span::default(),
        kind: EventKind::Occurrence,
        status: Status::Happened,
        participants: Vec::new(),
        stands_for: String::new(),
        place: String::new(),
        attributed_to: None,
        sentence: Span::default(),
        sentence_text: clause.into(),
        because: Vec::new(),
        story_id: String::new(),
        group_id: String::new(),
    })
}

/// Days as a resolved time of their grain.
pub fn time(when: &str) -> TimeValue {
    let (first, last, grain) = days(when);
    let midnight = |day: NaiveDate| day.and_hms_opt(0, 0, 0).expect("midnight");
    let end = midnight(last.succ_opt().expect("a day after"));
    TimeValue {
        start: Some(midnight(first)),
        end: Some(end),
        grain,
        inferred: Inferred::default(),
        reason: String::new(),
    }
}

impl Told {
    pub fn on(mut self, when: &str) -> Self {
        match &mut self {
            Told::Quote(quote) => quote.time = Some(time(when)),
            Told::Event(event) => {
                event.time = Some(time(when));
                event.text = when.into();
            }
        }
        self
    }

    pub fn place(mut self, place: &str) -> Self {
        match &mut self {
            Told::Quote(quote) => quote.place = Some(place.into()),
            Told::Event(event) => event.place = place.into(),
        }
        self
    }

    pub fn status(mut self, status: Status) -> Self {
        if let Told::Event(event) = &mut self {
            event.status = status;
        }
        self
    }

    pub fn with(mut self, names: &[&str]) -> Self {
        if let Told::Event(event) = &mut self {
            event.participants = names.iter().map(|name| name.to_string()).collect();
        }
        self
    }
}

impl World {
    /// A story of events and quotes.
    pub fn telling(told: impl IntoIterator<Item = Told>) -> Self {
        let mut world = World::new([]);
        for (at, told) in told.into_iter().enumerate() {
            let span = Span::new(at * 200, at * 200 + 190);
            match told {
                Told::Quote(quote) => {
                    world.quotes.push(Quote { id: format!("q{at}"), span, attribution: span, ..quote })
                }
                Told::Event(event) => {
                    world.events.push(Event { id: format!("e{at}"), clause: span, sentence: span, ..event })
                }
            }
        }
        let sources = world.quotes.iter().map(|quote| quote.source.clone());
        let mut sources: Vec<_> = sources.chain(world.events.iter().map(|event| event.source.clone())).collect();
        sources.sort();
        sources.dedup();
        world.story.sources = sources;
        world
    }
}

/// The findings of a story of events and quotes are exactly these.
#[track_caller]
pub fn sees_told(expected: &str, told: impl IntoIterator<Item = Told>) {
    let findings = World::telling(told).reconciled().findings;
    let told: Vec<String> = findings.iter().map(|f| format!("{} {}", f.rule, f.severity.as_str())).collect();
    let sentences: Vec<&str> = findings.iter().map(|finding| finding.says.as_str()).collect();
    assert_eq!(told.join(", "), expected, "{sentences:#?}");
}

/// Nothing is found among events and quotes.
#[track_caller]
pub fn leaves_told(told: impl IntoIterator<Item = Told>) {
    sees_told("", told);
}
