//! A share that the counts beside it do not give: "26 of the 40 (52%)", "of which 5,410 (69 percent)", "Of these, 212 have
//! survived, almost half", "That is more than a third of the $3.4bn".
//!
//! The words must tie part, whole and share together; no metric is asked. A share in words leaves the room such words have. Where any two
//! figures of the sentences looked at give the share, they are what is meant, and the rule is silent.

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::ratio::share;
use crate::reconcile::reckon::{
    begins, earlier, ends, is_amount, is_share, is_some_of, is_spoken, leading_number, one_unit, parted, points_back,
    suits, without_hedge,
};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "share_mismatch", look: Look::Rest(find) };

/// Bytes between a part and its share.
const REACH: usize = 60;
/// Bytes between a part and a share that closes its sentence or clause: "…, which is less than a fifth", "…: four in five".
const FAR: usize = 140;
/// Bytes between a part and its whole, "of the company’s", and of a name in "of its".
const OF: usize = 40;
/// Figures that are tried.
const TRIED: usize = 16;
/// Sentences in which a whole of the same noun is looked for, and figures of a text that may be meant instead.
const BACK: usize = 4;
const MANY: usize = 512;
/// Off by more than this factor, something else was meant.
const ANOTHER_THING: f64 = 4.0;

/// What the words make of a share.
struct Case<'f, 'a> {
    part: &'f Figure<'a>,
    whole: &'f Figure<'a>,
    /// the words themselves tie the three together
    sure: bool,
    /// "of the total" behind the part: no other part can be meant
    of_the_same: bool,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        affair.left_out.add("figures of one sentence to divide", line.figures.len().saturating_sub(TRIED));
        for place in (0..line.figures.len().min(TRIED)).filter(|&place| is_share(line.figures[place].1)) {
            let stated = line.figures[place].1;
            let phrases = &affair.vocabulary.phrases;
            let case = beside(&lines, at, place, affair)
                .or_else(|| spelled_out(&lines, at, place, phrases))
                .or_else(|| that_is(&lines, at, place, phrases))
                .or_else(|| amounts_to(&lines, at, place, phrases))
                .or_else(|| that_is_of_two(&lines, at, place, phrases))
                .or_else(|| with_its_part(&lines, at, place, phrases))
                .or_else(|| in_other_words(&lines, at, place, phrases))
                .or_else(|| in_brackets(line, place, affair));
            let Some(case) = case else { continue };
            let known = told.of(stated, case.part) || seen.contains(&(stated.at, case.part.at));
            if !known && let Some(draft) = look(&case, stated, &lines, at, affair) {
                seen.push((stated.at, case.part.at));
                drafts.push(draft);
            }
        }
    }
    drafts
}

fn look(case: &Case, stated: &Figure, lines: &[Breath], at: usize, affair: &Affair) -> Option<Draft> {
    let result = parted(case.part, case.whole)?;
    let phrases = &affair.vocabulary.phrases;
    if suits(stated, &result, phrases) || some_fit(stated, case, lines, at, phrases) {
        return None;
    }
    let scale = if stated.quantity().unit == Unit::Ratio { 100.0 } else { 1.0 };
    let value = rust_decimal::prelude::ToPrimitive::to_f64(&stated.value()?)? * scale;
    if value > result.plain * ANOTHER_THING || value < result.plain / ANOTHER_THING {
        return None;
    }
    let says = format!(
        "{} gives {} of {} as {}, but that is {} %.",
        affair.source(stated),
        case.part.words(),
        case.whole.words(),
        stated.words(),
        percent(result.plain),
    );
    let severity = if case.sure { Severity::Medium } else { Severity::Low };
    let plain = |figure: &Figure| figure.value().map_or(figure.words(), number);
    let measured = format!("{} / {} = {} %", plain(case.part), plain(case.whole), percent(result.plain));
    let mut draft = Draft::new(severity, Tolerance::Ratio, says).figures([case.part, case.whole, stated]);
    draft = draft.sentence_of(stated).measured(measured);
    // "of the 40": what they are is told before
    let named = |figure: &&Figure| {
        figure.claim.source == case.whole.claim.source
            && figure.value() == case.whole.value()
            && figure.quantity().unit == case.whole.quantity().unit
            && figure.claim.span < case.whole.claim.span
    };
    let told = affair.figures.iter().rfind(named).filter(|_| case.whole.claim.is_aside());
    if let Some(told) = told {
        draft.see(told);
    }
    Some(draft)
}

/// Two figures of the sentence, or of those it goes on from where one of them was looked for there, give the share.
fn some_fit(stated: &Figure, case: &Case, lines: &[Breath], at: usize, phrases: &PhraseLists) -> bool {
    let here = |figure: &Figure| figure.claim.sentence == stated.claim.sentence;
    let back = if here(case.part) && here(case.whole) { 0 } else { 2 };
    let near = std::iter::once(&lines[at]).chain(earlier(lines, at).take(back));
    let amounts: Vec<&Figure> = near
        .flat_map(|line| line.figures.iter().map(|(_, figure)| *figure))
        .filter(|figure| is_amount(figure) && figure.quantity().bound.is_point())
        .take(TRIED)
        .collect();
    let gives =
        |part: &Figure, whole: &Figure| parted(part, whole).is_some_and(|result| suits(stated, &result, phrases));
    // "62 million of the total, a third": no other part is meant
    let own = case.part.claim.sentence == stated.claim.sentence && case.of_the_same;
    if own {
        return amounts.iter().any(|whole| gives(case.part, whole));
    }
    amounts.iter().any(|part| amounts.iter().any(|whole| part.at != whole.at && gives(part, whole)))
}

/// How a share stands behind a figure.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sign {
    Bracket,
    Or,
    Comma,
    /// ", which is", or a colon
    Which,
}

/// The words between a figure and a share behind it make the share one of it.
pub(super) fn sign(between: &str, phrases: &PhraseLists) -> Option<Sign> {
    let words = without_hedge(between, phrases);
    let bare = words.trim_end_matches(':');
    // "…; that is 60 percent"
    let which = ends(words.trim_end_matches(','), &phrases.that_is) && words.contains([',', ';', '–', '—']);
    if between.len() > FAR || !which && bare.contains(';') || bare.contains(':') {
        return None;
    }
    if bare.len() < words.len() || which {
        return Some(Sign::Which);
    }
    if between.len() > REACH {
        return None;
    }
    match () {
        () if words.ends_with('(') => Some(Sign::Bracket),
        () if ends(words, &phrases.or_in_share) => Some(Sign::Or),
        () if words.ends_with([',', '–', '—']) || words.ends_with(" -") => Some(Sign::Comma),
        () => None,
    }
}

/// Nothing behind the share says that it is one of something else.
pub(super) fn closes(after: &str, sign: Sign, phrases: &PhraseLists) -> bool {
    let words = after.trim_start();
    if begins(words, &phrases.no_share) {
        return false;
    }
    let same = begins(words, &phrases.of_the_same);
    match sign {
        Sign::Bracket => words.starts_with(')') || same,
        Sign::Which => same || words.is_empty() || words.starts_with(['.', ',', ';', ')', '”', '"']),
        Sign::Or => same || !begins(words, &["of", "in", "a", "on"]),
        Sign::Comma => {
            begins(words, &phrases.of_the_total)
                || begins(words, &phrases.of_an_own_whole)
                || words.is_empty()
                || words.starts_with([',', '.', ';', '–', '—', ')', '”', '"'])
        }
    }
}

/// A share right behind its part, or behind its part and whole.
fn beside<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, place: usize, affair: &'f Affair<'a>) -> Option<Case<'f, 'a>> {
    let phrases = &affair.vocabulary.phrases;
    let line = &lines[at];
    let last = place.checked_sub(1)?;
    let between = line.between(last, place);
    let sign = sign(&between, phrases)?;
    let figure = |at: usize| line.figures[at].1;
    let before = figure(last);
    if !is_amount(before) && before.quantity().per.is_none() {
        return None;
    }
    let after = line.after(place);
    // "$410 million (22%) of the $1.9 billion", "1,200 jobs, 15% of its workforce of 8,000"
    let next = line.figures.get(place + 1).map(|(_, next)| *next);
    if let Some(whole) = next.filter(|next| is_amount(next) && next.value() > before.value()) {
        let link = line.between(place, place + 1);
        let link = without_hedge(link.trim_start_matches(')'), phrases).to_owned() + " ";
        let plain = link.len() <= OF && !link.contains([',', '(', ';', '–', '—']);
        // "400 tonnes, half the 600 of the year before"
        let half = stated_is_half(figure(place)) && begins(&link, &["the"]);
        // "9,400 hectares of cane in the valley, 38 percent of the 21,600 hectares there"
        let one_measure = one_unit(before, whole) && !matches!(before.quantity().unit, Unit::Count);
        // "1,200 a day, less than a third of the 3,000 demanded of them"
        let one_rate = before.quantity().per.is_some() && is_spoken(figure(place));
        // "1,200 jobs, a third of its workforce of 4,800"
        let of_many = begins(&link, &["of its", "of their", "of the"]) && ends(&link, &["of"]) && link.trim().len() > 6;
        let right_behind = sign != Sign::Comma || between.trim() == "," || one_measure || of_many || one_rate;
        if plain && (half || begins(&link, &phrases.of_a_whole)) && right_behind {
            return Some(Case { part: before, whole, sure: true, of_the_same: false });
        }
    }
    if !is_amount(before) {
        return None;
    }
    if !closes(&after, sign, phrases) {
        return None;
    }
    // "1,280 of the company’s 6,400 employees, one in three,": the whole stands right before the share
    if let Some(first) = last.checked_sub(1) {
        let part = figure(first);
        let link = line.between(first, last);
        let of = begins(&link, &phrases.of_a_whole) && link.len() <= OF && !link.contains([',', '(', ';']);
        if of && is_amount(part) && part.value() < before.value() {
            return Some(Case { part, whole: before, sure: true, of_the_same: false });
        }
    }
    let part = before;
    // "26 of the 40 (52%)", where the 40 are told elsewhere
    let link = between.trim_start();
    if let Some(whole) = link.strip_prefix("of the ").or_else(|| link.strip_prefix("of ")).and_then(leading_number) {
        let told =
            affair.text_of(part).find(|figure| figure.value() == Some(whole) && parted(part, figure).is_some())?;
        return Some(Case { part, whole: told, sure: true, of_the_same: false });
    }
    let before_part = line.before(last);
    let opens = last == 0 && begins(&line.text.to_lowercase(), &["of", "among"]);
    // "Of the 3,240 homes that burned, 612 had been rebuilt – barely one in ten"
    if last == 1 && ends(without_hedge(&line.before(0), phrases), &phrases.of_a_leading_whole) {
        let whole = figure(0);
        let leads = line.figures[0].0 < OF && parted(part, whole).is_some();
        return leads.then_some(Case { part, whole, sure: true, of_the_same: false });
    }
    let whole_of = |id: &str| affair.text_of(part).find(|figure| figure.claim.id.as_str() == id);
    if let Some(whole) = part.claim.part_of.as_ref().and_then(|part| whole_of(part.claim.as_str())) {
        return parted(part, whole).is_some().then_some(Case {
            part,
            whole,
            sure: sign != Sign::Comma,
            of_the_same: false,
        });
    }
    // "…, of which 5,410 (69 percent)", "Of these 212 have survived, almost half"
    let led = without_hedge(&before_part, phrases).trim_end_matches(',');
    let anaphor = points_back(link, begins, &phrases.among_them, phrases)
        || points_back(led, ends, &phrases.among_them, phrases)
        || begins(link, &phrases.of_the_same)
        || opens;
    if !anaphor {
        return of_its_kind(lines, (at, place), part, sign, affair);
    }
    let fits = |whole: &&Figure| is_some_of(part, whole);
    if let Some(whole) = (0..last).rev().map(figure).find(|whole| fits(whole)) {
        return Some(Case { part, whole, sure: true, of_the_same: false });
    }
    let (whole, only) = whole_before(lines, at, fits)?;
    let led = points_back(before_part.trim_end().trim_end_matches(','), ends, &phrases.among_them, phrases);
    Some(Case { part, whole, sure: only && led, of_the_same: begins(link, &phrases.of_the_same) })
}

/// "39 patients … Thirty-three patients have been on a ward, that is 75 percent": the whole is what was told last by the same noun.
fn of_its_kind<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    (at, place): (usize, usize),
    part: &'f Figure<'a>,
    sign: Sign,
    affair: &Affair,
) -> Option<Case<'f, 'a>> {
    let noun = part.noun();
    if !matches!(sign, Sign::Which | Sign::Bracket) || noun.is_empty() {
        return None;
    }
    let told = |line: &Breath<'f, 'a>| {
        line.figures.iter().map(|(_, figure)| *figure).find(|figure| figure.noun() == noun && is_some_of(part, figure))
    };
    let whole = earlier(lines, at).take(BACK).find_map(told)?;
    let stated = lines[at].figures[place].1;
    let fits =
        |figure: &Figure| parted(part, figure).is_some_and(|result| suits(stated, &result, &affair.vocabulary.phrases));
    let any_fits = affair.text_of(part).take(MANY).any(fits);
    (!any_fits).then_some(Case { part, whole, sure: false, of_the_same: false })
}

/// "The firm had pledged 186 million. … 62 million of the 186 million. That is a quarter of the cash": the sentence before tells both.
fn that_is_of_two<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let opens = place == 0 && begins(&line.text.to_lowercase(), &phrases.that_is) && line.figures[0].0 <= OF;
    if !opens || line.figures.len() > 1 || !begins(&line.after(0), &["of"]) && !line.after(0).trim().starts_with('.') {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let [(_, part), (_, whole)] = before.figures[..] else { return None };
    let between = before.between(0, 1);
    let tied = ends(without_hedge(&between, phrases), &phrases.of_a_whole) && between.len() <= REACH;
    (tied && is_some_of(part, whole)).then_some(Case { part, whole, sure: false, of_the_same: false })
}

/// "The appeal is for 96 million. It is 34 percent funded, with 29 million received."
fn with_its_part<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let part = line.figures.get(place + 1).map(|(_, part)| *part).filter(|part| is_amount(part))?;
    let link = line.between(place, place + 1);
    let with =
        ends(without_hedge(&link, phrases), &["with"]) && link.contains([',', ';', '–', '—']) && link.len() <= OF;
    let goes_on = place == 0 && begins(&line.text.to_lowercase(), &phrases.of_a_thing) && line.figures.len() == 2;
    if !with || !goes_on || begins(&link, &["of"]) {
        return None;
    }
    let (whole, only) = whole_before(lines, at, |whole| is_some_of(part, whole))?;
    only.then_some(Case { part, whole, sure: false, of_the_same: false })
}

/// "About 60 percent of the town’s 4,500 homes, or 1,800,", "almost two thirds of them, 310,", "two out of three pupils, 240 of 720,":
/// the counts stand behind their share.
fn spelled_out<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let figure = |at: usize| line.figures.get(at).map(|(_, figure)| *figure).filter(|figure| is_amount(figure));
    let next = figure(place + 1)?;
    let link = line.between(place, place + 1);
    let words = without_hedge(&link, phrases);
    let apart = |words: &str| sign(words, phrases).is_some() && words.len() <= REACH;
    let enclosed = |at: usize| line.after(at).trim_start().starts_with([',', '.', ')', '–', '—', ';']);
    let of = |link: &str| begins(link, &phrases.of_a_whole) && link.len() <= OF && !link.contains([',', '(', ';']);
    // "two out of three pupils, 240 of 720,"
    if let Some(whole) = figure(place + 2)
        && apart(&link)
        && of(&line.between(place + 1, place + 2))
        && !words.trim_start().starts_with([',', '(', '–', '—'])
        && (enclosed(place + 2) || link.trim_end() == ":")
    {
        return Some(Case { part: next, whole, sure: true, of_the_same: false });
    }
    // "60 percent of the 4,500 homes, or 1,800,", "a fifth of the 450 nurses, 180,"
    let noun = line.figures.get(place + 2).map(|_| line.between(place + 1, place + 2)).unwrap_or_default();
    if let Some(part) = figure(place + 2)
        && of(&link)
        && apart(&noun)
        && noun.split_whitespace().count() <= 4
        && (enclosed(place + 2) || is_noun_enclosed(&line.after(place + 2)))
    {
        return Some(Case { part, whole: next, sure: true, of_the_same: false });
    }
    // "two thirds of them, 310,"
    if points_back(&link, begins, &phrases.among_them, phrases)
        && apart(&link)
        && enclosed(place + 1)
        && link.split_whitespace().count() <= 4
    {
        let fits = |whole: &&Figure| is_some_of(next, whole);
        let here = (0..place).rev().find_map(figure).filter(fits);
        let (whole, sure) = here.map(|whole| (whole, true)).or_else(|| whole_before(lines, at, fits))?;
        return Some(Case { part: next, whole, sure, of_the_same: false });
    }
    None
}

/// "700 people, have been sent home": one word and the comma that closes what stands between.
fn is_noun_enclosed(words: &str) -> bool {
    words.split_once([',', '–', '—']).is_some_and(|(noun, _)| noun.split_whitespace().count() == 1)
}

fn stated_is_half(stated: &Figure) -> bool {
    stated.claim.text.eq_ignore_ascii_case("half")
}

/// The figure of the sentences before that fits, and whether it is the only one.
fn whole_before<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    fits: impl Fn(&&Figure) -> bool,
) -> Option<(&'f Figure<'a>, bool)> {
    let told = |line: &Breath<'f, 'a>| -> Vec<&'f Figure<'a>> {
        line.figures.iter().map(|(_, figure)| *figure).filter(|figure| fits(figure)).collect()
    };
    let wholes = earlier(lines, at).take(2).map(told).find(|told| !told.is_empty())?;
    wholes.first().map(|whole| (*whole, wholes.len() == 1))
}

/// "$870m had been advanced. That is more than a third of the $3.4bn that it owed."
fn that_is<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, place: usize, phrases: &PhraseLists) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let whole = line.figures.get(place + 1).map(|(_, whole)| *whole).filter(|whole| is_amount(whole))?;
    let link = line.between(place, place + 1);
    let opens = place == 0 && begins(&line.text.to_lowercase(), &phrases.that_is) && line.figures[0].0 <= OF;
    let of = begins(&link, &phrases.of_a_whole) && link.len() <= OF && !link.contains([',', '(', ';']);
    if !opens || !of {
        return None;
    }
    let fits = |part: &&Figure| is_some_of(part, whole);
    let before = earlier(lines, at).next()?;
    let parts: Vec<&Figure> = before.figures.iter().map(|(_, part)| *part).filter(|part| fits(part)).collect();
    let [part] = parts[..] else { return None };
    Some(Case { part, whole, sure: true, of_the_same: false })
}

/// "18,500 have come over. The 281 who were sent back represent fewer than one in 100 of them."
fn amounts_to<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let last = place.checked_sub(1)?;
    let part = line.figures[last].1;
    let between = line.between(last, place);
    let after = line.after(place);
    let says = ends(without_hedge(&between, phrases), &phrases.amounts_to) && between.len() <= REACH;
    let back = begins(&after, &phrases.of_them) || begins(&after, &phrases.of_the_total);
    if !is_amount(part) || last > 0 || !says || !back || between.contains([',', ';', ':']) {
        return None;
    }
    let (whole, only) = whole_before(lines, at, |whole| is_some_of(part, whole))?;
    Some(Case { part, whole, sure: only, of_the_same: false })
}

/// "412 buildings were looked at. Of those, 247 had … In other words, four in five of the buildings …"
fn in_other_words<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    phrases: &PhraseLists,
) -> Option<Case<'f, 'a>> {
    let line = &lines[at];
    let behind = line.after(0);
    let inside =
        behind.split(',').nth(1).is_some_and(|words| phrases.in_other_words.iter().any(|that| **that == *words.trim()));
    let opens = begins(&line.text.to_lowercase(), &phrases.in_other_words) || inside;
    if place > 0
        || !opens
        || line.figures[0].0 > OF
        || !begins(&line.after(0), &["of", "were", "was", "are", "had", "have"])
    {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let part = before.figures.iter().map(|(_, part)| *part).find(|part| is_amount(part))?;
    let second = before.figures.get(1).map(|(_, second)| *second).filter(|second| parted(part, second).is_some());
    let whole = match second {
        Some(whole) if begins(&before.between(0, 1), &phrases.of_a_whole) => whole,
        // "103 in all, with 58 in the capital"
        _ if inside && ends(without_hedge(&before.between(0, 1), phrases), &phrases.with_parts) => {
            let some = before.figures.get(1).map(|(_, some)| *some).filter(|some| is_some_of(some, part))?;
            return Some(Case { part: some, whole: part, sure: false, of_the_same: false });
        }
        _ if points_back(&before.text.to_lowercase(), begins, &phrases.among_them, phrases) => {
            let behind = lines[..at].iter().rposition(|line| line.figures[0].1.at == before.figures[0].1.at)?;
            whole_before(lines, behind, |whole| parted(part, whole).is_some())?.0
        }
        _ => return None,
    };
    Some(Case { part, whole, sure: false, of_the_same: false })
}

/// "One in four of the dead were children (14)": the part in brackets behind, the whole by its name elsewhere in the text.
fn in_brackets<'f, 'a>(line: &Breath<'f, 'a>, place: usize, affair: &'f Affair<'a>) -> Option<Case<'f, 'a>> {
    let (stated, part) = (line.figures[place].1, line.figures.get(place + 1)?.1);
    let between = line.between(place, place + 1);
    let words = between.trim_start();
    let named = words.strip_prefix("of the ").or_else(|| words.strip_prefix("of all "))?;
    let name = named.split(|c: char| !c.is_alphanumeric()).next()?;
    let bracketed = between.trim_end().ends_with('(') && line.after(place + 1).trim_start().starts_with(')');
    if !bracketed || between.len() > REACH || !is_amount(part) || name.is_empty() {
        return None;
    }
    let last_word = |figure: &Figure| figure.claim.counted.to_lowercase().split_whitespace().next_back() == Some(name);
    let goes_by = |figure: &Figure| {
        let alike = figure.metric.is_some() && figure.claim.metric == part.claim.metric && last_word(part);
        alike || last_word(figure)
    };
    let mut wholes = affair
        .figures
        .iter()
        .filter(|figure| figure.claim.source == stated.claim.source && figure.at != part.at && goes_by(figure));
    let fits =
        |whole: &&Figure| share(part, whole).is_some_and(|result| suits(stated, &result, &affair.vocabulary.phrases));
    let all: Vec<&Figure> = wholes.by_ref().filter(|whole| parted(part, whole).is_some()).take(TRIED).collect();
    if all.iter().any(fits) {
        return None;
    }
    Some(Case { part, whole: all.first()?, sure: false, of_the_same: false })
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figures: &[(&str, &str)], text: &str) -> Vec<Said> {
        let figure = |(figure, written): &(&str, &str)| {
            says("wire", "things", figure).text(written).counted("things").sentence(text)
        };
        figures.iter().map(figure).collect()
    }

    #[test]
    fn a_share_in_brackets_behind_part_and_whole() {
        let text = |share: &str| format!("It burned 6,842 buildings, of which 5,410 ({share} percent) were houses.");
        let told = |share: &str| {
            let percent = format!("{share} %");
            said(&[("6,842", "6,842"), ("5,410", "5,410"), (&percent, &format!("{share} percent"))], &text(share))
        };
        sees("share_mismatch medium", told("69"));
        leaves(told("79"));
    }

    #[test]
    fn a_share_in_words_behind_part_and_whole() {
        let told = |word: &str, share: &str| {
            let text = format!("Some 1,280 of the firm’s 6,400 workers, {word}, were sent home.");
            said(&[("1,280", "1,280"), ("6,400", "6,400"), (share, word)], &text)
        };
        sees("share_mismatch medium", told("one in three", "33.3 %"));
        leaves(told("one in five", "20 %"));
        leaves(told("about a fifth", "20 %"));
    }

    #[test]
    fn a_share_of_what_the_sentence_before_told() {
        let told = |share: &str, written: &str| {
            let birds = said(&[("640", "640")], "So far 640 birds have been brought in.");
            let text = format!("Of these, 212 have survived – almost {written}.");
            [birds, said(&[("212", "212"), (share, written)], &text)].concat()
        };
        sees("share_mismatch medium", told("50 %", "half"));
        leaves(told("33.3 %", "a third"));
    }

    #[test]
    fn what_the_sentence_before_told_is_a_share_of_this() {
        let told = |whole: &str| {
            let lent = said(&[("870", "870")], "Some 870 books had been lent.");
            let text = format!("That is more than a third of the {whole} that it owns.");
            [lent, said(&[("over 33.3 %", "a third"), (whole, whole)], &text)].concat()
        };
        sees("share_mismatch medium", told("3,400"));
        leaves(told("2,400"));
    }

    #[test]
    fn counts_behind_their_share() {
        let told = |word: &str, share: &str| {
            let text = format!("Only {word} of the 450 nurses, 180, are trained.");
            said(&[(share, word), ("450", "450"), ("180", "180")], &text)
        };
        sees("share_mismatch medium", told("a fifth", "20 %"));
        leaves(told("two fifths", "40 %"));
    }

    #[test]
    fn a_share_that_closes_its_sentence() {
        let told = |word: &str, share: &str, text: &str| {
            let sent = said(&[("640", "640")], "It sent 640 letters.");
            let text = text.replace("SHARE", word);
            [sent, said(&[("240", "240"), (share, word)], &text)].concat()
        };
        let which = "Of these, 240 had come back by the end of May, says the post, which is about SHARE.";
        sees("share_mismatch medium", told("a fifth", "20 %", which));
        leaves(told("a third", "33.3 %", which));
        let colon = "Of these, 240 had come back without having once been opened by anybody: SHARE.";
        sees("share_mismatch medium", told("one in five", "20 %", colon));
        let make = "The 240 that came back make up SHARE of them.";
        sees("share_mismatch medium", told("a fifth", "20 %", make));
        leaves(told("over a third", "over 33.3 %", make));
    }

    #[test]
    fn a_share_of_those_who_were_never_counted() {
        let cars = said(&[("4,000", "4,000")], "Last year the firm built 4,000 cars.");
        let text = "The 200 who were dismissed represent 20 percent of the staff.";
        leaves([cars, said(&[("200", "200"), ("20 %", "20 percent")], text)].concat());
    }

    #[test]
    fn a_share_of_something_else_or_a_change_is_silent() {
        let text = "It sold 400 of 1,000 flats (12 percent more than last year).";
        leaves(said(&[("400", "400"), ("1,000", "1,000"), ("12 %", "12 percent")], text));
        let text = "It sold 400 of 1,000 flats, 12 percent of them empty.";
        leaves(said(&[("400", "400"), ("1,000", "1,000"), ("12 %", "12 percent")], text));
    }

    #[test]
    fn a_share_of_what_the_same_noun_told_before() {
        let told = |share: &str| {
            let all = says("wire", "trees", "39").counted("trees").sentence("They count 39 trees on the hill.");
            let text = format!("Thirty-three trees have been felled, that is {share} percent.");
            let part = says("wire", "trees", "33").text("Thirty-three").counted("trees").sentence(&text);
            let written = format!("{share} percent");
            vec![all, part, says("wire", "share", &format!("{share} %")).text(&written).sentence(&text)]
        };
        sees("share_mismatch low", told("75"));
        leaves(told("85"));
    }

    #[test]
    fn a_share_with_its_part_behind_it() {
        let told = |share: &str| {
            let all = says("wire", "stones", "9,600").counted("stones").sentence("The wall takes 9,600 stones.");
            let text = format!("It is {share} percent done, with 2,900 stones laid.");
            let written = format!("{share} percent");
            let stated = says("wire", "share", &format!("{share} %")).text(&written).sentence(&text);
            vec![all, stated, says("wire", "stones", "2,900").counted("stones").sentence(&text)]
        };
        sees("share_mismatch low", told("34"));
        leaves(told("30"));
    }

    #[test]
    fn a_share_of_what_was_asked_for_each_day() {
        let told = |made: &str| {
            let text = format!("The mill grinds {made} sacks a day, less than a third of the 3,000 asked of it.");
            let mut day = says("wire", "sacks", made).counted("sacks").sentence(&text).claim();
            day.quantity.per =
                Some(crate::model::quantity::Per { amount: rust_decimal::Decimal::ONE, unit: "day".into() });
            let share = says("wire", "share", "under 33.3 %").text("a third").sentence(&text);
            vec![Said::from(day), share, says("wire", "sacks", "3,000").counted("sacks").sentence(&text)]
        };
        sees("share_mismatch medium", told("1,200"));
        leaves(told("800"));
    }
}
