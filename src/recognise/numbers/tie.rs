//! The verb or noun that ties a figure to its subject: "homicides [fell] by 70 percent", "turnout [was] 91 percent", "a 5 percent [drop]".
//!
//! Gives the trend, the figure's part in it, and where the subject ends. Walks left over prepositions, adverbs, times and figures
//! already read, never further than [`REACH`]; gives up at anything else.

use super::figure::Figure;
use super::line::{Line, REACH};
use super::noun_phrase::{self, Phrase};
use crate::model::lexicon::Class;
use crate::model::quantity::{Role, Trend, Unit};

/// What was found to the left (or right) of a figure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tie {
    pub trend: Trend,
    pub role: Role,
    /// the first token of the verb group: the subject ends before it
    pub verb: Option<usize>,
    /// "brought down [crime] by 76 percent"
    pub object: Option<Phrase>,
    /// a trend noun: "drop" in "a drop of 5 percent", "a 5 percent drop"
    pub noun: Option<usize>,
    /// "up from", ", down 4 points": the subject is the one before
    pub follows: bool,
}

const TRENDS: Class = Class::TREND_UP.union(Class::TREND_DOWN);

/// Looks around a figure that, with its hedge, begins at `start`. `earlier` are the spans of tokens of figures before it.
pub fn read(line: &Line, figure: &Figure, start: usize, earlier: &[(usize, usize)]) -> Tie {
    let mut tie = left(line, figure, start, earlier);
    if start > 0 && line.words.is_sign(start - 1, "+") && line.words.is_glued(start) && tie.trend == Trend::None {
        // "Dow +0.2%"
        tie.trend = Trend::Up;
        tie.role = Role::By;
    }
    if let Some(noun) = trend_noun_behind(line, figure) {
        tie.trend = trend_of(line, noun);
        tie.noun = Some(noun);
        tie.role = Role::By;
    } else if tie.trend == Trend::None
        && let Some(trend) = direction_behind(line, figure)
    {
        tie.trend = trend;
        tie.role = Role::By;
    }
    let is_range_from =
        !line.says(figure.next, "to") && figure.form == "range" && tie.role == Role::From && tie.trend == Trend::None;
    if is_range_from {
        tie.role = Role::None;
    }
    tie
}

/// Is the figure at `start` the "from" of a change rather than of a range?
pub fn begins_change(line: &Line, start: usize) -> bool {
    let words = &line.words;
    let Some(from) = (1..=3).filter_map(|back| start.checked_sub(back)).find(|&at| line.says(at, "from")) else {
        return false;
    };
    let least = from.saturating_sub(REACH / 3);
    for at in (least..from).rev() {
        if line.says_any(at, CHANGES) || words.is(at, TRENDS) {
            return true;
        }
        if line.says_any(at, RANGES) || line.is_stop(at) && at + 1 != from {
            return false;
        }
    }
    false
}

/// Verbs of change that have no direction of their own.
const CHANGES: &[&str] = &[
    "go",
    "goes",
    "went",
    "gone",
    "going",
    "change",
    "changed",
    "changing",
    "move",
    "moved",
    "moving",
    "shift",
    "shifted",
    "swing",
    "swung",
    "revised",
    "upward",
    "downward",
    "upwards",
    "downwards",
];
/// Verbs that put "from … to" around an interval.
const RANGES: &[&str] = &[
    "range",
    "ranges",
    "ranged",
    "ranging",
    "vary",
    "varies",
    "varied",
    "varying",
    "aged",
    "anywhere",
    "anything",
    "anyone",
    "terms",
    "sentences",
];

fn left(line: &Line, figure: &Figure, start: usize, earlier: &[(usize, usize)]) -> Tie {
    let words = &line.words;
    let mut tie = Tie::default();
    // a verb inside the hedge: "exceeded 50"
    if let Some(verb) = (start..figure.tokens.start).find(|&at| {
        words.is(at, Class::VERB)
            && !words.is(at, Class::PREPOSITION)
            && !line.says_any(at, &["estimated", "estimates"])
    }) {
        tie.verb = Some(group_start(line, verb));
        return tie;
    }
    let is_money = matches!(figure.unit, Unit::Money(_));
    let mut at = start;
    let mut puts = false;
    let least = start.saturating_sub(REACH);
    while at > least {
        let before = at - 1;
        let classes = words.entry(before).classes;
        let has = |class: Class| classes.intersects(class);
        if let Some(&(from, _)) = earlier.iter().rev().find(|(from, to)| (*from..*to).contains(&before)) {
            if tie.role == Role::None && !is_list(line, at) {
                break;
            }
            at = from;
            continue;
        }
        if let Some(time) = line.date_at(before) {
            at = words.at_byte(time.span.start).min(before);
            // "at 10.45 last night"
            at -= usize::from(at > least && line.says_any(at - 1, &["at", "in", "on", "by"]) && tie.role != Role::None);
            continue;
        }
        let role = match words.text(before) {
            text if text.eq_ignore_ascii_case("by") => Role::By,
            text if text.eq_ignore_ascii_case("to") => Role::To,
            text if text.eq_ignore_ascii_case("from") => Role::From,
            _ => Role::None,
        };
        if role != Role::None {
            if tie.role == Role::None && (at == start || only_small_words(line, at, start)) {
                tie.role = role;
            }
            at = before;
            continue;
        }
        if let Some(trend) = direction(line, before) {
            tie.trend = trend;
            if tie.role == Role::None {
                tie.role = Role::By;
            }
            let verb = before
                .checked_sub(1)
                .filter(|&verb| words.is(verb, Class::COPULA | Class::VERB) || line.says_any(verb, CHANGES));
            match verb {
                Some(verb) => tie.verb = Some(group_start(line, verb)),
                None => tie.follows = true,
            }
            // "brought down crime by", "sent shares down 5%"
            return tie;
        }
        if has(Class::VERB) && matches!(tie.role, Role::From | Role::To) && line.says_any(before, CHANGES) {
            tie.verb = Some(group_start(line, before));
            return tie;
        }
        if has(TRENDS) && is_trend_noun(line, before, at, tie.role) {
            tie.trend = trend_of(line, before);
            tie.noun = Some(before);
            if tie.role == Role::None {
                tie.role = Role::By;
            }
            return tie;
        }
        // "cut the 500 jobs", "added a 30 degree homer": the figure belongs to the thing
        let has_article = tie.role == Role::None
            && (at..start)
                .any(|token| words.is(token, Class::DETERMINER) && !line.says_any(token, &["some", "more", "another"]));
        // "ash has fallen on 9,400 hectares"
        let on_it = tie.role == Role::None && at + 1 == start && line.says(at, "on");
        if has(Class::VERB) && has(TRENDS) && (has_article || on_it) {
            return tie;
        }
        if has(Class::VERB) && has(TRENDS) && !(has(Class::NOUN) && words.is(before.wrapping_sub(1), Class::DEFINITE)) {
            if tie.role == Role::None {
                tie.role = Role::By;
            }
            tie.trend = trend_of(line, before);
            tie.verb = Some(group_start(line, before));
            return tie;
        }
        if has(Class::VERB) && has(Class::TREND_LEVEL) || has(Class::COPULA) {
            tie.verb = Some(group_start(line, before));
            return tie;
        }
        if line.says(before, "of")
            && at == start
            && before > 0
            && words.is(before - 1, TRENDS)
            && is_trend_noun(line, before - 1, before + 1, Role::By)
        {
            tie.trend = trend_of(line, before - 1);
            tie.noun = Some(before - 1);
            tie.role = Role::By;
            return tie;
        }
        if has(Class::ADVERB)
            || line.says_any(
                before,
                &["at", "a", "an", "the", "just", "only", "record", "as", "some", "another", "its", "in", "on", "with"],
            ) && near(at, start)
            || is_money && at == start && line.says(before, "for")
        {
            at = before;
            continue;
        }
        let at_price = at < start && line.says_any(at, &["at", "for"]) && only_small_words(line, at + 1, start);
        if at_price && has(Class::PAST | Class::PARTICIPLE) && tie.role == Role::None && figure.has_unit {
            // "is sold at $3", "closed at 412 pence"
            tie.verb = Some(group_start(line, before));
            return tie;
        }
        // "put [his approval rating] at 91 percent"
        puts |= at < start && line.says(at, "at") && only_small_words(line, at + 1, start);
        if puts && tie.role == Role::None {
            put_at(line, at, &mut tie);
            return tie;
        }
        if is_money && at == start {
            costs(line, at, &mut tie);
            return tie;
        }
        // "brought down [crime] by 76 percent", "pushing [the toll] to 41"
        if matches!(tie.role, Role::By | Role::To | Role::From) && tie.object.is_none() && tie.verb.is_none() {
            object(line, at, &mut tie);
        }
        return tie;
    }
    tie
}

fn near(at: usize, start: usize) -> bool {
    start - at < 4
}

/// Between `at` and the figure stand only articles and adverbs.
fn only_small_words(line: &Line, at: usize, start: usize) -> bool {
    near(at, start) && (at..start).all(|token| line.is(token, Class::DETERMINER | Class::ADVERB))
}

/// "5 percent and", "12, ": figures of one list share their verb.
fn is_list(line: &Line, at: usize) -> bool {
    line.says(at, "and")
}

/// An object phrase between a verb and the preposition: sets object and trend when the verb is one of change.
fn object(line: &Line, at: usize, tie: &mut Tie) {
    let words = &line.words;
    let Some(phrase) = noun_phrase::before(line, at) else { return };
    let mut verb = phrase.from;
    while verb > 0 && words.is(verb - 1, Class::DETERMINER | Class::DEFINITE) {
        verb -= 1;
    }
    let Some(mut verb) = verb.checked_sub(1) else { return };
    if let Some(trend) = direction(line, verb) {
        // "brought down crime"
        tie.trend = trend;
        tie.object = Some(phrase);
        return;
    }
    if line.says(verb, "and") || words.is_sign(verb, ",") {
        // "and murder by 84 percent": the verb was said before
        if tie.role == Role::By {
            tie.object = Some(phrase);
            tie.follows = true;
        }
        return;
    }
    if words.is(verb, Class::ADVERB) && verb > 0 {
        verb -= 1;
    }
    let moves = words.is(verb, TRENDS) || line.says_any(verb, MOVES);
    if words.is(verb, Class::VERB) && (moves || tie.role == Role::To && words.is(verb, Class::GERUND)) {
        tie.trend = trend_of(line, verb);
        tie.object = Some(phrase);
    }
}

/// "each inmate costs [the state] $131": the verb is before the one who pays.
fn costs(line: &Line, at: usize, tie: &mut Tie) {
    const COSTS: &[&str] = &["cost", "costs", "costing", "saves", "saved", "earns", "earned", "owes", "owed"];
    let is_payer = |at: usize| noun_phrase::noun_like(line, at) || line.is(at, Class::DETERMINER | Class::PRONOUN);
    let verb = (at.saturating_sub(5)..at).rev().find(|&token| line.says_any(token, COSTS) || !is_payer(token));
    tie.verb = verb.filter(|&verb| line.says_any(verb, COSTS) && verb + 1 < at).map(|verb| group_start(line, verb));
}

/// "put the toll at 41": the object of a verb that sets a figure.
fn put_at(line: &Line, at: usize, tie: &mut Tie) {
    const SETS: &[&str] = &[
        "put",
        "puts",
        "putting",
        "set",
        "sets",
        "estimate",
        "estimates",
        "estimated",
        "value",
        "values",
        "valued",
        "peg",
        "pegs",
        "pegged",
        "place",
        "places",
        "placed",
        "cap",
        "capped",
        "caps",
        "keep",
        "keeps",
        "kept",
        "hold",
        "held",
        "leave",
        "left",
    ];
    let Some(phrase) = noun_phrase::before(line, at) else { return };
    let mut verb = phrase.from;
    while verb > 0 && line.is(verb - 1, Class::DETERMINER | Class::DEFINITE) {
        verb -= 1;
    }
    if verb > 0 && line.says_any(verb - 1, SETS) {
        tie.object = Some(phrase);
    }
}

/// Verbs that bring something to a figure.
const MOVES: &[&str] = &[
    "bring", "brings", "brought", "bringing", "take", "takes", "took", "taking", "push", "pushes", "pushed", "pushing",
    "put", "puts", "putting", "send", "sends", "sent", "sending", "lift", "lifts", "lifted", "lifting", "drive",
    "drove", "driving", "revise", "revised", "pull", "pulled", "limit", "limited",
];

/// Does a verb at a token bring something to a figure: "goes [up to 14 euros]"?
pub fn is_move(line: &Line, at: usize) -> bool {
    line.says_any(at, CHANGES)
}

/// "up", "down", "higher", "lower" as a direction.
fn direction(line: &Line, at: usize) -> Option<Trend> {
    // "made up 3 percent" and "put up 40 million" say no direction
    const SAYS_NONE: &[&str] = &["make", "makes", "made", "making", "boiling", "boils", "put", "puts", "putting"];
    if at > 0 && line.says_any(at - 1, SAYS_NONE) {
        return None;
    }
    if line.says_any(at, &["up", "higher", "upward", "upwards"]) {
        Some(Trend::Up)
    } else if line.says_any(at, &["down", "lower", "downward", "downwards"]) {
        Some(Trend::Down)
    } else {
        None
    }
}

/// "0.7 percent lower", "5% higher"
fn direction_behind(line: &Line, figure: &Figure) -> Option<Trend> {
    let at = figure.next;
    // "12 kilometres down" is a place
    let is_change = match &figure.unit {
        Unit::Percent | Unit::Points | Unit::Money(_) => true,
        Unit::Measure(name) => matches!(&**name, "point" | "bp" | "cent" | "penny" | "sen"),
        _ => false,
    };
    let ends = !noun_phrase::noun_like(line, at + 1);
    if is_change && ends && !line.says(at + 1, "the") { direction(line, at) } else { None }
}

/// "a 70 percent drop", "5 per cent to 20 per cent rebound"
fn trend_noun_behind(line: &Line, figure: &Figure) -> Option<usize> {
    let words = &line.words;
    let at = figure.next + usize::from(line.is_hyphen(figure.next));
    let noun = (at..at + 2).find(|&token| words.is(token, TRENDS))?;
    let between_fits = noun == at || words.is(at, Class::ADJECTIVE | Class::FILLER | Class::ADVERB);
    let is_noun = words.is(noun, Class::NOUN | Class::PRESENT) && !words.text(noun).ends_with("ed");
    // "5 percent cut their rates": a determiner behind makes it a verb
    let is_verb = words.is(noun + 1, Class::DETERMINER | Class::PRONOUN)
        || line.says_any(noun + 1, &["to", "by"]) && !words.is(figure.tokens.start.wrapping_sub(1), Class::DETERMINER);
    (figure.has_unit && between_fits && is_noun && !is_verb && !line.says_any(noun, NEVER_NOUNS)).then_some(noun)
}

/// "drop of", "increase from", "decline to": a noun, by what stands around it.
fn is_trend_noun(line: &Line, at: usize, after: usize, role: Role) -> bool {
    let words = &line.words;
    let has_article = (1..=2).any(|back| {
        at >= back
            && words.is(at - back, Class::DETERMINER | Class::ADJECTIVE | Class::DEFINITE)
            && !words.is(at - back, Class::ADVERB)
    });
    let can_be = !line.says_any(at, NEVER_NOUNS) && words.is(at, Class::NOUN)
        || words.is(at, Class::PRESENT) && !words.text(at).ends_with("es");
    let is_of = line.says(at + 1, "of") && after == at + 2;
    // "the figure drops to 87"
    let is_third = words.text(at).ends_with('s') && words.is(at, Class::VERB) && !line.says_any(at + 1, &["of", "in"]);
    !is_third
        && can_be
        && (has_article || words.is(at, Class::NOUN) && !words.is(at, Class::VERB) || is_of)
        && (role != Role::None || is_of)
}

/// Verbs of change that as nouns mean something else.
const NEVER_NOUNS: &[&str] =
    &["contract", "contracts", "edge", "top", "tick", "inch", "add", "mount", "balloon", "advance", "advances"];

fn trend_of(line: &Line, at: usize) -> Trend {
    if line.is(at, Class::TREND_DOWN) {
        Trend::Down
    } else if line.is(at, Class::TREND_UP) {
        Trend::Up
    } else {
        Trend::None
    }
}

/// The first token of a verb group: "is expected to [rise]".
fn group_start(line: &Line, verb: usize) -> usize {
    let words = &line.words;
    let mut at = verb;
    while at > 0 && verb - at < 10 {
        let before = at - 1;
        let helps = words.is(before, Class::AUXILIARY | Class::MODAL | Class::COPULA | Class::NEGATION)
            || words.is(before, Class::ADVERB) && !words.is(before, Class::NOUN)
            || line.says(before, "to") && at > 1 && words.is(at - 2, Class::VERB | Class::FUTURE | Class::ADJECTIVE)
            || words.is(before, Class::FUTURE | Class::PARTICIPLE)
                && line.says(at, "to")
                && !words.is(before, Class::NOUN)
            || words.is(before, Class::VERB) && line.says(at, "to") && !words.is(before, Class::NOUN);
        if !helps {
            break;
        }
        at = before;
    }
    // "has more than tripled"
    match line.vocabulary.bounds_before.longest_before(words, at) {
        Some((from, _)) if at == verb && from > 0 && words.is(from - 1, Class::AUXILIARY | Class::NOUN) => {
            group_start_of(line, from)
        }
        _ => at,
    }
}

/// Over the auxiliaries before a token.
fn group_start_of(line: &Line, mut at: usize) -> usize {
    while at > 0 && line.is(at - 1, Class::AUXILIARY | Class::MODAL | Class::ADVERB) {
        at -= 1;
    }
    at
}
