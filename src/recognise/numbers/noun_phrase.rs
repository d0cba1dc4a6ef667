//! Where a noun phrase begins and ends, without a parser: closed classes of words stop it, a plural closes it.
//!
//! Good for what stands behind a number (a plural, mostly). Weaker to the left of a verb, where the phrase may carry others with it.

use super::glued::glued_hedge;
use super::line::Line;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::span::Span;
use crate::model::time::TimeKind;

/// A noun phrase: "suspected gang members" with its head "members".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    pub from: usize,
    /// the token after it
    pub to: usize,
    pub span: Span,
    pub head: Span,
    pub head_at: usize,
    /// a participle or adjective that stands for people: "40 injured"
    pub nominal: bool,
}

/// More words than a phrase behind a number has.
const LONGEST: usize = 9;

/// Words that stand before a noun phrase's own words and say nothing of the thing.
const EXTRA: &[&str] = &["more", "other", "additional", "further", "extra", "fewer", "less", "of"];

/// The words that never belong to the base of a noun phrase.
pub const CLOSED: Class = Class::PREPOSITION
    .union(Class::CONJUNCTION)
    .union(Class::DETERMINER)
    .union(Class::PRONOUN)
    .union(Class::AUXILIARY)
    .union(Class::MODAL)
    .union(Class::RELATIVE)
    .union(Class::SUBORDINATOR)
    .union(Class::NEGATION)
    .union(Class::COPULA);

/// The phrase that begins at a token.
pub fn after(line: &Line, at: usize) -> Option<Phrase> {
    let words = &line.words;
    let mut from = at;
    while from < at + 2 && line.says_any(from, &EXTRA[..EXTRA.len() - 1]) && !line.says(from + 1, "than") {
        from += 1;
    }
    if matches!(words.text(from), "“" | "\"" | "‘") || from > at && matches!(words.text(from), "”") {
        from += 1;
    }
    let is_aside = words.is_sign(from, "[") && words.is_sign(from + 2, "]")
        || words.is_sign(from, "(") && words.is_sign(from + 2, ")");
    if is_aside && words.is_word(from + 1) && noun_like(line, from + 3) {
        from += 3;
    }
    if line.says(from, "others") {
        return Some(phrase(line, from, from + 1, from));
    }
    let mut head = None;
    let mut nominal = None;
    let mut owner = None;
    let mut closed = false;
    let mut to = from;
    while to < from + LONGEST {
        if head.is_some() && is_possessive(line, to) && noun_like(line, to + 1) {
            // "men's teams": the owner is no head
            owner = head.take();
            to += 1;
            closed = false;
            continue;
        }
        if let Some(end) = place_before_noun(line, to).filter(|_| !closed) {
            // "major United States indexes"
            to = end;
            continue;
        }
        if words.is_word(to) && words.is_number(to + 1) && words.is_glued(to + 1) && words.is_capital(to) && !closed {
            // "new A330-200 airliners", "the M16 rifles"
            head = Some(to);
            to = name_end(line, to + 1);
            continue;
        }
        if words.is_number(to)
            && words.says(to + 1, "s")
            && words.is_glued(to + 1)
            && words.is_capital(to.wrapping_sub(1))
        {
            // "five Boeing 737s"
            head = Some(to + 1);
            break;
        }
        if words.is_number(to) && is_inner_number(line, to) {
            to += 1;
            continue;
        }
        if head.is_none_or(|head| head + 1 == to) && !closed && words.is_sign(to, ",") && lists_modifiers(line, to) {
            head = None;
            to += 1;
            continue;
        }
        if joins_modifiers(line, to) && !closed {
            head = None;
            to += 1;
            continue;
        }
        if line.is_hyphen(to) && to > from && (words.is_word(to + 1) || words.is_number(to + 1)) {
            to = compound_end(line, to);
            if let Some(head) = head.as_mut() {
                *head = to - 1;
            }
            continue;
        }
        if closed && !goes_on_after_plural(line, to) || !words.is_word(to) || is_possessive(line, to) {
            break;
        }
        match kind(line, to, head) {
            Kind::Noun { plural } => {
                head = Some(to);
                closed = plural;
                nominal = None;
            }
            Kind::Modifier => {}
            Kind::Nominal => {
                nominal = Some(to);
                break;
            }
            Kind::Stop => break,
        }
        to += 1;
    }
    let is_nominal = head.is_none() && nominal.is_some();
    let head = head.or(nominal).or(owner)?;
    Some(Phrase { nominal: is_nominal, ..phrase(line, from, head + 1, head) })
}

/// The phrase behind "of": a singular may be its head, so a word that can be a verb is one when a preposition follows ("of the population lives in").
pub fn after_of(line: &Line, at: usize) -> Option<Phrase> {
    let found = after(line, at)?;
    let words = &line.words;
    let last = found.head_at;
    let Some(before) = last.checked_sub(1).filter(|&before| before >= found.from) else { return Some(found) };
    let can_be_verb = words.is(last, Class::VERB) && words.is(last, Class::PRESENT) && words.text(last).ends_with('s');
    let singular = words.is(before, Class::NOUN) && !is_plural(line, before) && !words.is(before, Class::ADJECTIVE);
    let goes_on = words
        .is(found.to, Class::PREPOSITION | Class::DETERMINER | Class::ADVERB | Class::PRONOUN | Class::SUBORDINATOR);
    if can_be_verb && singular && goes_on { Some(phrase(line, found.from, last, before)) } else { Some(found) }
}

/// The phrase behind "one": what ends like a verb behind a singular is the verb ("one proposal asks").
pub fn after_one(line: &Line, at: usize) -> Option<Phrase> {
    let found = after_of(line, at)?;
    let words = &line.words;
    let last = found.head_at;
    let Some(before) = last.checked_sub(1).filter(|&before| before >= found.from) else { return Some(found) };
    let is_verb = words.is(last, Class::PRESENT) && words.text(last).ends_with('s') && !line.is_stop(found.to);
    let is_singular = noun_like(line, before) && !is_plural(line, before) && !words.is(before, Class::ADJECTIVE);
    if is_verb && is_singular { Some(phrase(line, found.from, last, before)) } else { Some(found) }
}

/// A place name with a noun behind it: the token after the place.
fn place_before_noun(line: &Line, at: usize) -> Option<usize> {
    if !line.words.is_capital(at) || line.title_case {
        return None;
    }
    let (length, _) = line.vocabulary.place_names.longest_at(&line.words, at)?;
    let end = at + length;
    (length > 1 && noun_like(line, end) && !line.is(end, CLOSED)).then_some(end)
}

/// The token after a run of digits, letters and hyphens that touch.
fn name_end(line: &Line, at: usize) -> usize {
    let words = &line.words;
    let mut end = at + 1;
    while end < at + LONGEST
        && words.is_glued(end)
        && (words.is_word(end) || words.is_number(end) || line.is_hyphen(end))
        && !is_possessive(line, end)
    {
        end += 1;
    }
    end
}

/// "737 Max jets": digits inside a phrase begin a name.
fn is_inner_number(line: &Line, at: usize) -> bool {
    let words = &line.words;
    words.text(at).len() <= 4
        && words.is_capital(at + 1)
        && words.is_word(at + 1)
        && noun_like(line, at + 2)
        && !line.title_case
}

/// "two authoritarian, populist, right-wing leaders": commas between single adjectives, with a known plural at the end.
fn lists_modifiers(line: &Line, comma: usize) -> bool {
    let words = &line.words;
    let is_single = |at: usize| noun_like(line, at) && !is_plural(line, at);
    if comma == 0 || !is_single(comma - 1) || !is_adjective_like(line, comma - 1) {
        return false;
    }
    let mut at = comma + 1;
    while at < comma + LONGEST && is_single(at) {
        at += 1;
        while line.is_hyphen(at) {
            at += 2;
        }
        if words.is_sign(at, ",") {
            at += 1;
        } else if is_plural(line, at) {
            return noun_like(line, at);
        }
    }
    false
}

/// A known adjective, or an unknown word that ends like one.
fn is_adjective_like(line: &Line, at: usize) -> bool {
    const ENDINGS: &[&str] =
        &["ian", "ist", "ive", "al", "ous", "ful", "less", "ic", "ed", "ing", "able", "ible", "ary", "ent", "ant"];
    let text = line.words.text(at);
    let is_unknown = line.words.get(at).is_some_and(|token| token.word == 0);
    line.words.is(at, Class::ADJECTIVE) || is_unknown && ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// "digital and physical sales", "Kia and Hyundai vehicles": a conjunction between two words that both stand before the noun.
fn joins_modifiers(line: &Line, at: usize) -> bool {
    let words = &line.words;
    if at == 0 || !line.says_any(at, &["and", "or"]) || !noun_like(line, at + 1) || !noun_like(line, at + 2) {
        return false;
    }
    let adjectives = words.is(at - 1, Class::ADJECTIVE | Class::NATIONALITY)
        && words.is(at + 1, Class::ADJECTIVE | Class::NATIONALITY);
    let names = words.is_capital(at - 1) && words.is_capital(at + 1) && !words.is_capital(at + 2) && !line.title_case;
    (adjectives || names) && !is_plural(line, at - 1) && !is_plural(line, at + 1)
}

/// What a word does to an open phrase.
enum Kind {
    Noun {
        plural: bool,
    },
    Modifier,
    /// a participle or adjective that stands for people: "40 injured", "12 dead"
    Nominal,
    Stop,
}

fn kind(line: &Line, at: usize, head: Option<usize>) -> Kind {
    let words = &line.words;
    let classes = words.entry(at).classes;
    let has = |class: Class| classes.intersects(class);
    if line.is_hyphen(at + 1) && !has(Class::DETERMINER | Class::AUXILIARY) {
        return Kind::Noun { plural: false };
    }
    if glued_hedge(line, at).is_some() {
        return Kind::Noun { plural: true };
    }
    let next_is_noun = noun_like(line, at + 1)
        || line.is_hyphen(at + 1)
        || joins_modifiers(line, at + 1)
        || words.is_number(at + 1) && is_inner_number(line, at + 1);
    let is_calendar = has(Class::WEEKDAY) || has(Class::MONTH) && words.is_capital(at);
    let is_filler = has(Class::FILLER | Class::ADJECTIVE);
    if is_calendar
        || has(CLOSED) && !is_filler
        || words.text(at).len() == 1 && !words.is_capital(at)
        || line.date_at(at).is_some_and(|time| !is_set(time))
    {
        return Kind::Stop;
    }
    if has(CLOSED) && !next_is_noun {
        return Kind::Stop;
    }
    let ends = |ending: &str| words.text(at).len() > 4 && words.text(at).ends_with(ending);
    let is_unknown = words.get(at).is_some_and(|token| token.word == 0);
    let is_adverb = has(Class::ADVERB) && !is_filler || is_unknown && ends("ly");
    if is_adverb {
        return if next_is_noun && head.is_none() && !is_finite(line, at + 1) { Kind::Modifier } else { Kind::Stop };
    }
    let nouns = Class::NOUN | Class::FACILITY | Class::BODY | Class::HAPPENING | Class::TITLE;
    // "funds": a form of a verb that is a noun's plural too
    let of_noun = words.text(at).ends_with('s') && words.lexicon.entry(words.entry(at).lemma).classes.intersects(nouns);
    let is_noun = has(nouns) || of_noun;
    let is_verb = has(Class::VERB) && !is_noun;
    let is_participle = has(Class::PARTICIPLE | Class::GERUND) || is_unknown && ends("ed");
    if is_verb || is_unknown && ends("ed") {
        if is_filler && next_is_noun {
            return Kind::Modifier;
        }
        let is_present = has(Class::PRESENT) && !has(Class::PAST);
        let is_third = is_present && words.text(at).ends_with('s');
        if is_third && head.is_none_or(|head| !is_plural(line, head)) {
            // "183 shells", "two drone hits": behind a number no verb stands in the singular
            return Kind::Noun { plural: true };
        }
        let is_base = is_present && !is_third;
        return match (head, is_participle, next_is_noun) {
            // "11 member trade agreement": the bare form of a verb behind a singular is a noun
            (Some(_), false, true) if is_base => Kind::Modifier,
            // "the supply": behind a determiner it is one too
            (None, false, _)
                if is_base
                    && at > 0
                    && (words.is(at - 1, Class::DETERMINER | Class::DEFINITE) || line.says(at - 1, "of")) =>
            {
                Kind::Noun { plural: false }
            }
            // "180 tear gas canisters"
            (None, false, true) if is_base && at > 0 && words.is_number(at - 1) && is_plural(line, at + 2) => {
                Kind::Modifier
            }
            (None, true, true) => Kind::Modifier,
            (None, true, false) if has(Class::STATE) => Kind::Nominal,
            (Some(_), true, true) if is_filler => Kind::Modifier,
            _ => Kind::Stop,
        };
    }
    if is_filler && !is_noun && !has(Class::PLURAL) {
        return if next_is_noun {
            Kind::Modifier
        } else if head.is_none() && has(Class::STATE | Class::NATIONALITY) {
            Kind::Nominal
        } else {
            Kind::Stop
        };
    }
    // "one major issue Kennedy raised", but "senior Hamas leaders" and "fellow Democrats"
    let capital_after_small = head.is_some_and(|head| {
        let goes_on = is_plural(line, at) || noun_like(line, at + 1) && !words.is(at + 1, Class::VERB);
        let is_new = words.is_capital(at) && !words.is_capital(head) && !line.title_case;
        is_new && (words.is(head, Class::NOUN) || !goes_on)
    });
    let is_worth =
        line.says_any(at, &["worth", "due", "apiece", "according"]) && !noun_like(line, at + 1) && head.is_some();
    if capital_after_small || is_worth || has(Class::REPORTING) && !is_noun {
        return Kind::Stop;
    }
    Kind::Noun { plural: is_plural(line, at) }
}

/// "40 daily sorties": a time that tells how often is an adjective too.
fn is_set(mention: &Mention) -> bool {
    mention.time().is_some_and(|time| time.kind == TimeKind::Set)
}

/// Can the word be a noun or stand before one?
pub fn noun_like(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let classes = words.entry(at).classes;
    let is_filler = classes.intersects(Class::FILLER | Class::ADJECTIVE | Class::NOUN);
    let is_calendar = classes.contains(Class::WEEKDAY) || classes.contains(Class::MONTH) && words.is_capital(at);
    words.is_word(at)
        && !is_possessive(line, at)
        && !is_calendar
        && (!classes.intersects(CLOSED | Class::ADVERB)
            || is_filler && !classes.intersects(Class::CONJUNCTION | Class::AUXILIARY | Class::PREPOSITION))
        && line.date_at(at).is_none()
}

/// A verb in a form that needs a subject.
pub fn is_finite(line: &Line, at: usize) -> bool {
    let classes = line.words.entry(at).classes;
    classes.intersects(Class::AUXILIARY | Class::MODAL | Class::COPULA)
        || classes.intersects(Class::PAST | Class::PRESENT)
            && !classes.intersects(Class::NOUN | Class::ADJECTIVE | Class::FILLER)
}

/// Known plural, or an unknown word that ends like one.
pub fn is_plural(line: &Line, at: usize) -> bool {
    let words = &line.words;
    if words.is(at, Class::PLURAL) {
        return !words.is(at, Class::ADJECTIVE) || words.is(at, Class::NATIONALITY);
    }
    let text = words.text(at);
    // many a known word has its class from elsewhere: "years", "times"
    let is_other =
        words.is(at, CLOSED | Class::VERB | Class::ADVERB | Class::ADJECTIVE | Class::NAME_PART | Class::GIVEN_NAME);
    let ends = |endings: &[&str]| endings.iter().any(|ending| text.ends_with(ending));
    !is_other && text.len() > 3 && ends(&["s"]) && !ends(&["ss", "us", "is", "ics"])
}

fn is_possessive(line: &Line, at: usize) -> bool {
    line.words.text(at).starts_with(['\'', '’'])
}

/// After a plural only another known plural goes on: "sales jobs", never "people Tuesday".
fn goes_on_after_plural(line: &Line, at: usize) -> bool {
    let words = &line.words;
    let is_noun = words.is(at, Class::PLURAL) && words.is(at, Class::NOUN) && !words.is(at, Class::VERB);
    // "police officers", "women voters"; but "prisoners people" is no phrase
    let fits = !words.is(at, Class::GENERIC) || !words.text(at.wrapping_sub(1)).ends_with('s');
    is_noun && fits && words.is_capital(at) == words.is_capital(at.wrapping_sub(1))
}

/// The token after "-bunked" or "-13".
fn compound_end(line: &Line, hyphen: usize) -> usize {
    let mut to = hyphen + 2;
    while line.is_hyphen(to) && line.words.is_word(to + 1) && to < hyphen + 8 {
        to += 2;
    }
    to
}

fn phrase(line: &Line, from: usize, to: usize, head_at: usize) -> Phrase {
    let mut span = line.words.span(from, to);
    let mut head = line.words.tokens[head_at].span;
    if let Some(cut) = glued_hedge(line, head_at) {
        // "membersapproximately": the hedge belongs to the next figure
        span.end = cut;
        head.end = cut;
    }
    Phrase { from, to, span, head, head_at, nominal: false }
}

/// The phrase that ends before a token, with those it carries: "support for the crackdown". For the left side of a verb.
pub fn before(line: &Line, end: usize) -> Option<Phrase> {
    let words = &line.words;
    let mut from = end;
    let least = end.saturating_sub(3 * LONGEST);
    while from > least {
        let at = from - 1;
        let classes = words.entry(at).classes;
        let has = |class: Class| classes.intersects(class);
        if line.is_hyphen(at) && at > least {
            from = at - 1;
            continue;
        }
        if let Some(time) = line.date_at(at) {
            // "the homicide rate in 2015": the time is no part, what stands before it is
            let start = line.words.at_byte(time.span.start).min(at);
            let opens = from < end && !words.is(from, Class::PREPOSITION);
            if opens {
                break;
            }
            from = start;
            continue;
        }
        if matches!(words.text(at), "”" | "\"") && from < end && words.is(from, Class::PREPOSITION) {
            // “level of violence” in the country
            from = at;
            continue;
        }
        if words.is(at, Class::SCALE | Class::NUMERAL) && from < end {
            break;
        }
        if !words.is_word(at) {
            // a figure inside a name: "TA-35 index", "S&P 500"
            let in_name =
                words.is_number(at) && from < end && at > 0 && words.is_word(at - 1) && !words.is(at - 1, CLOSED)
                    || words.text(at) == "&" && from < end;
            if in_name {
                from = at;
                continue;
            }
            break;
        }
        if has(Class::PREPOSITION) && !has(Class::NOUN) {
            if from == end
                || line
                    .says_any(at, &["since", "until", "after", "before", "than", "like", "as", "despite", "up", "down"])
            {
                break;
            }
            from = at;
            continue;
        }
        if has(Class::CONJUNCTION) {
            if from < end
                && let Some(start) = list_start(line, at)
            {
                from = start;
                continue;
            }
            if from == end || !joins_nouns(line, at) {
                break;
            }
            from = at;
            continue;
        }
        if has(Class::DETERMINER) && !has(Class::PRONOUN) || has(Class::DEFINITE) {
            from = at;
            let goes_on = at > least
                && words.is(at - 1, Class::PREPOSITION)
                && !line.says_any(at - 1, &["since", "until", "after", "before", "as", "than"]);
            if goes_on && noun_like(line, at.wrapping_sub(2)) {
                from = at - 1;
                continue;
            }
            break;
        }
        let is_noun =
            has(Class::NOUN | Class::FACILITY | Class::BODY | Class::HAPPENING | Class::ADJECTIVE | Class::FILLER)
                || words.is_capital(at) && !line.title_case;
        let ends_here = has(CLOSED) && !has(Class::ADJECTIVE | Class::FILLER)
            || has(Class::VERB) && !is_noun && !has(Class::GERUND)
            || has(Class::REPORTING) && !has(Class::NOUN)
            || has(Class::ADVERB) && !is_noun
            || has(Class::WEEKDAY)
            || has(Class::VAGUE) && from == end;
        if ends_here {
            break;
        }
        from = at;
    }
    trim(line, from, end)
}

/// "rapes, murders[,] and": the first word of a list that ends with a conjunction; only single words between the commas.
fn list_start(line: &Line, conjunction: usize) -> Option<usize> {
    let words = &line.words;
    let mut at = conjunction.checked_sub(1)?;
    if words.is_sign(at, ",") {
        at = at.checked_sub(1)?;
    }
    let mut items = 0;
    while items < LONGEST && noun_like(line, at) && at > 0 && words.is_sign(at - 1, ",") {
        items += 1;
        at = at.checked_sub(2)?;
    }
    (items > 0 && noun_like(line, at) && is_plural(line, at)).then_some(at)
}

/// "rapes, murders and assaults": does the conjunction join two nouns of one list?
fn joins_nouns(line: &Line, at: usize) -> bool {
    let Some(left) = at.checked_sub(1).filter(|&left| noun_like(line, left)) else { return false };
    let is_of = (left.saturating_sub(3)..left).any(|token| line.says_any(token, &["of", "between"]));
    let has_finite = is_finite(line, left);
    line.says_any(at, &["and", "or"]) && is_of && !has_finite
}

/// Takes leading prepositions, determiners and times off; finds the head before the first preposition.
fn trim(line: &Line, mut from: usize, end: usize) -> Option<Phrase> {
    let words = &line.words;
    while from < end {
        let leads = words.is(from, CLOSED | Class::ADVERB)
            && !words.is(from, Class::ADJECTIVE | Class::NOUN | Class::FILLER)
            || !words.is_word(from)
            || is_possessive(line, from);
        if words.is(from, Class::PREPOSITION) && !words.is(from, Class::NOUN) {
            // "In November turnout": over the preposition's own noun
            from = skip_prepositional(line, from, end);
        } else if leads || line.date_at(from).is_some() {
            from += 1;
        } else {
            break;
        }
    }
    let mut head = None;
    let mut at = from;
    while at < end {
        let has = |class: Class| words.is(at, class);
        if has(Class::PREPOSITION | Class::RELATIVE) && !has(Class::NOUN) && head.is_some() {
            let is_clear = line.says(at, "of") && head.is_some_and(|head| line.says_any(head, TRANSPARENT));
            if !is_clear {
                break;
            }
            head = None;
        } else if words.is_word(at)
            && !is_possessive(line, at)
            && (!has(CLOSED) || has(Class::NOUN | Class::FILLER | Class::ADJECTIVE))
            && line.date_at(at).is_none()
        {
            head = Some(at);
        }
        at += 1;
    }
    let head = head?;
    let mut to = end;
    while to > head + 1
        && (line.date_at(to - 1).is_some() || words.is(to - 1, Class::PREPOSITION | Class::ADVERB | Class::DETERMINER))
    {
        to -= 1;
    }
    Some(phrase(line, from, to, head))
}

/// "the number of homicides": the thing is behind "of".
const TRANSPARENT: &[&str] =
    &["number", "numbers", "total", "amount", "percentage", "proportion", "share", "majority", "count", "tally"];

fn skip_prepositional(line: &Line, from: usize, end: usize) -> usize {
    let mut at = from + 1;
    while at < end && (line.date_at(at).is_some() || line.words.is_number(at)) {
        at += 1;
    }
    if at > from + 1 {
        return at;
    }
    // to the determiner that opens the next phrase, else only over the preposition
    (at + 1..end).find(|&next| line.is(next, Class::DEFINITE)).unwrap_or(at)
}
