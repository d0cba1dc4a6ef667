//! A share whose whole, or both of whose counts, stand in other sentences of its text: "48 came. … Thirty-three had to be kept in; that is
//! 81 percent"; "The ledger holds 128 names. … Two thirds of the names, 72 of them, …"; "turnout was 54 percent. About 4.9 million of 7.8
//! million had voted"; "A third of the bars were shut. … They looked at 1,240 bars and shut 226".
//!
//! Mostly `low`: what the share is one of is only known by its noun, or by standing near. Where any two figures that may be meant give
//! the share, nothing is said.

use rust_decimal::prelude::ToPrimitive;

use super::share_told::{Sign, closes, sign};
use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::quantity::Unit;
use crate::model::token::Words;
use crate::reconcile::addends::MOST;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::counterparts::{kin, kin_at};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::reckon::{
    begins, earlier, ends, is_amount, is_share, is_some_of, one_unit, parted, points_back, suits, without_hedge,
};
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{Stem, meaning_at, tokens};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "share_mismatch", look: Look::Rest(find) };

/// Sentences with figures before a share in which its whole may stand.
const BACK: usize = 3;
/// Figures that are tried.
const TRIED: usize = 64;
/// Bytes between a share and the part told behind it.
const REACH: usize = 60;
/// Bytes between a share and the word that says what it is one of.
const BESIDE: usize = 30;
/// Off by more than this factor, something else is meant.
const ANOTHER_THING: f64 = 2.5;

/// What may be divided by what.
struct Case<'f, 'a> {
    part: &'f Figure<'a>,
    whole: &'f Figure<'a>,
    /// other wholes that may be meant
    others: Vec<&'f Figure<'a>>,
    severity: Severity,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for place in (0..line.figures.len().min(MOST)).filter(|&place| is_share(line.figures[place].1)) {
            let stated = line.figures[place].1;
            let case = part_beside(&lines, at, place, affair)
                .or_else(|| part_behind(line, place, affair))
                .or_else(|| turnout(&lines, at, place, affair))
                .or_else(|| both_elsewhere(&lines, at, place, affair));
            drafts.extend(case.and_then(|case| look(&case, stated, affair, told)));
        }
    }
    drafts
}

fn look(case: &Case, stated: &Figure, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let result = parted(case.part, case.whole)?;
    let fits = |whole: &Figure| parted(case.part, whole).is_some_and(|result| suits(stated, &result, phrases));
    let scale = if stated.quantity().unit == Unit::Ratio { 100.0 } else { 1.0 };
    let value = stated.value()?.to_f64()? * scale;
    let far = value > result.plain * ANOTHER_THING || value < result.plain / ANOTHER_THING;
    if far || fits(case.whole) || case.others.iter().any(|whole| fits(whole)) || told.of(stated, case.part) {
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
    let plain = |figure: &Figure| figure.value().map_or(figure.words(), number);
    let measured = format!("{} / {} = {} %", plain(case.part), plain(case.whole), percent(result.plain));
    let draft = Draft::new(case.severity, Tolerance::Ratio, says).figures([case.part, case.whole, stated]);
    Some(draft.sentence_of(stated).measured(measured))
}

/// "48 came. … Thirty-three had to be kept in; that is 81 percent": the part right before its share, the whole told before.
fn part_beside<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    affair: &'f Affair<'a>,
) -> Option<Case<'f, 'a>> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let part = line.figures[place.checked_sub(1)?].1;
    let sign = sign(&line.between(place - 1, place), phrases)?;
    let own = is_amount(part) && part.quantity().bound.is_point() && closes(&line.after(place), sign, phrases);
    // "a stake, 12 percent": what a comma adds may be told of anything
    let tied =
        sign != Sign::Comma || points_back(&line.between(place - 1, place), begins, &phrases.of_the_total, phrases);
    if !own || !tied {
        return None;
    }
    let wholes = wholes(lines, at, part, &part.noun(), affair);
    the_likely(part, wholes)
}

/// The figures of which one may be some, nearest first: those of its noun anywhere before it, and all of the sentences before.
fn wholes<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    part: &Figure,
    noun: &str,
    affair: &'f Affair<'a>,
) -> (Vec<&'f Figure<'a>>, Vec<&'f Figure<'a>>) {
    let larger = |whole: &&Figure| whole.at != part.at && is_some_of(part, whole);
    let before = |whole: &&Figure| whole.claim.span < part.claim.span;
    let named = affair.text_of(part).filter(larger).filter(before);
    let named = named.filter(|whole| !noun.is_empty() && whole.noun() == noun);
    let mut named = affair.left_out.first(TRIED, "wholes that a share may be one of", named);
    named.sort_by_key(|whole| std::cmp::Reverse((whole.claim.span, whole.at)));
    let own = lines[at].figures.iter().rev();
    let near = own.chain(earlier(lines, at).take(BACK).flat_map(|line| line.figures.iter().rev()));
    let near = near.map(|(_, figure)| *figure).filter(larger).filter(before).take(TRIED).collect();
    (named, near)
}

/// The whole of its noun told last, else the only one of the sentences before.
fn the_likely<'f, 'a>(
    part: &'f Figure<'a>,
    (named, near): (Vec<&'f Figure<'a>>, Vec<&'f Figure<'a>>),
) -> Option<Case<'f, 'a>> {
    let alone = || {
        let first = *near.first()?;
        let one = near.iter().all(|other| other.value() == first.value() || !one_unit(first, other));
        one.then_some(first)
    };
    let whole = named.first().copied().or_else(alone)?;
    let others = named.into_iter().chain(near).collect();
    Some(Case { part, whole, others, severity: Severity::Low })
}

/// "Two thirds of the names, 72 of them, belong to girls": the part behind its share, the whole by its noun.
fn part_behind<'f, 'a>(line: &Breath<'f, 'a>, place: usize, affair: &'f Affair<'a>) -> Option<Case<'f, 'a>> {
    let phrases = &affair.vocabulary.phrases;
    let part = line.figures.get(place + 1).map(|(_, part)| *part).filter(|part| is_amount(part))?;
    let link = line.between(place, place + 1);
    let (whole, _) = link.split_once([',', '–', '—', '('])?;
    let noun = last_word(whole);
    let after = line.after(place + 1);
    let of_them = points_back(&after, begins, &[], phrases);
    let enclosed = of_them || after.trim_start().starts_with([',', '.', ')', '–', '—', ';']);
    let tied = begins(&link, &phrases.of_a_whole) && sign(&link, phrases).is_some() && link.len() <= REACH;
    if !tied || !enclosed || noun.is_empty() || !part.quantity().bound.is_point() {
        return None;
    }
    let named =
        affair.text_of(part).filter(|whole| whole.at != part.at && whole.noun() == noun && is_some_of(part, whole));
    let mut named = affair.left_out.first(TRIED, "wholes that a share may be one of", named);
    // the one told last before it, else the first behind it
    named.sort_by_key(|whole| {
        let behind = whole.claim.span > part.claim.span;
        (behind, if behind { whole.at } else { usize::MAX - whole.at })
    });
    the_likely(part, (named, Vec::new()))
}

/// "turnout was 54 percent. About 4.9 million of 7.8 million people on the rolls had voted."
fn turnout<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, place: usize, affair: &'f Affair<'a>) -> Option<Case<'f, 'a>> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let (before, after) = (line.before(place), line.after(place));
    let holds = |words: &str, list: &[Box<str>]| {
        let mut parts = words.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| list.iter().any(|word| **word == *part))
            || list.iter().any(|word| word.contains(' ') && words.contains(&**word))
    };
    let near = &after[..after.floor_char_boundary(BESIDE)];
    let is_turnout = holds(&before, &phrases.turnout) || holds(near, &phrases.turnout);
    if !is_turnout {
        return None;
    }
    let source = &line.figures[place].1.claim.source;
    let next = lines.get(at + 1).filter(|next| next.figures[0].1.claim.source == *source);
    let next = next.filter(|_| earlier(lines, at + 1).next().is_some());
    let last = earlier(lines, at).next();
    let beside = [Some(line), next, last].into_iter().flatten();
    let mut pairs = beside.filter(|line| holds(&line.text.to_lowercase(), &phrases.voted)).filter_map(|line| {
        let first = (0..line.figures.len().saturating_sub(1)).find(|&first| {
            let (part, whole) = (line.figures[first].1, line.figures[first + 1].1);
            let link = line.between(first, first + 1);
            let of = begins(without_hedge(&link, phrases), &phrases.of_a_whole)
                || ends(without_hedge(&link, phrases), &phrases.of_a_whole);
            of && link.len() <= REACH && part.value() < whole.value() && parted(part, whole).is_some()
        })?;
        Some((line.figures[first].1, line.figures[first + 1].1))
    });
    let (part, whole) = pairs.next()?;
    let severity =
        if part.claim.sentence == line.figures[place].1.claim.sentence { Severity::Medium } else { Severity::Low };
    Some(Case { part, whole, others: Vec::new(), severity })
}

/// "A third of the bars were shut. … They looked at 1,240 bars and shut 226": one other sentence counts the same things, and some of them.
fn both_elsewhere<'f, 'a>(
    lines: &[Breath<'f, 'a>],
    at: usize,
    place: usize,
    affair: &'f Affair<'a>,
) -> Option<Case<'f, 'a>> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let stated = line.figures[place].1;
    let noun = stated.noun();
    // a sentence with counts of its own says itself what is divided
    let own = line.figures.iter().any(|(_, figure)| is_amount(figure));
    if own || noun.is_empty() || !begins(&line.after(place), &phrases.of_a_whole) {
        return None;
    }
    let source = &stated.claim.source;
    let text = lines.iter().filter(|other| other.figures[0].1.claim.source == *source && other.text != line.text);
    let words = all_kin(line.text, affair);
    let own_kin = kin(&noun, affair.vocabulary);
    let akin = |one: &str| !one.is_empty() && (one == noun || shares(&kin(one, affair.vocabulary), &own_kin));
    let mut cases = text.take(TRIED * 4).filter_map(|other| {
        let whole = (0..other.figures.len().min(MOST)).find(|&whole| {
            let figure = other.figures[whole].1;
            is_amount(figure) && figure.quantity().unit == Unit::Count && akin(&figure.noun())
        })?;
        let part = other.figures.get(whole + 1)?.1;
        // they share another word than their noun
        let theirs = all_kin(other.text, affair);
        let both = |word: &&Vec<Stem>| words.iter().any(|own| shares(own, word) && !shares(own, &own_kin));
        let alike = theirs.iter().any(|word| both(&word));
        let fits = is_some_of(part, other.figures[whole].1);
        (alike && fits).then_some((part, other.figures[whole].1))
    });
    let (part, whole) = cases.next()?;
    let mut others = cases;
    let suits =
        |(part, whole): (&Figure, &Figure)| parted(part, whole).is_some_and(|result| suits(stated, &result, phrases));
    if others.any(suits) {
        return None;
    }
    Some(Case { part, whole, others: Vec::new(), severity: Severity::Low })
}

/// Every word of a text that carries it, with the words that newsrooms choose for it.
fn all_kin(text: &str, affair: &Affair) -> Vec<Vec<Stem>> {
    let tokens = tokens(text, affair.vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    let told = (0..tokens.len()).filter_map(|at| Some((at, meaning_at(&words, at, affair.vocabulary).1?)));
    told.map(|(at, meaning)| kin_at(&words, at, meaning.stem, affair.vocabulary)).collect()
}

fn shares(one: &[Stem], other: &[Stem]) -> bool {
    one.iter().any(|stem| other.contains(stem))
}

fn last_word(words: &str) -> String {
    words.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figures: &[(&str, &str, &str)], text: &str) -> Vec<Said> {
        let figure = |(figure, written, counted): &(&str, &str, &str)| {
            says("wire", "things", figure).text(written).counted(counted).sentence(text)
        };
        figures.iter().map(figure).collect()
    }

    #[test]
    fn the_whole_stands_in_the_sentence_before() {
        let told = |share: &str| {
            let came = said(&[("48", "48", "cows")], "On Sunday the vet saw 48 cows.");
            let percent = format!("{share} %");
            let written = format!("{share} percent");
            let text = format!("Of 33 the milk was bad; that is {written}.");
            [came, said(&[("33", "33", ""), (&percent, &written, "")], &text)].concat()
        };
        sees("share_mismatch low", told("81"));
        leaves(told("69"));
        // of something else
        leaves(told("12"));
    }

    #[test]
    fn the_whole_goes_by_its_noun() {
        let told = |some: &str| {
            let all = said(&[("128", "128", "jars")], "The shelf holds 128 jars.");
            let between = said(&[("9", "9", "years")], "It has stood there for 9 years.");
            let text = format!("Two-thirds of the jars, {some} of them, are red.");
            [all, between, said(&[("66.7 %", "Two-thirds", "jars"), (some, some, "jars")], &text)].concat()
        };
        sees("share_mismatch low", told("72"));
        leaves(told("85"));
    }

    #[test]
    fn turnout_and_those_who_voted() {
        let told = |share: &str| {
            let percent = format!("{share} %");
            let written = format!("{share} percent");
            let turnout = said(&[(&percent, &written, "turnout")], &format!("The guild puts turnout at {written}."));
            let text = "About 490 of 780 bakers on the list had voted.";
            [turnout, said(&[("490", "490", "bakers"), ("780", "780", "bakers")], text)].concat()
        };
        sees("share_mismatch low", told("53.8"));
        leaves(told("62.8"));
    }

    #[test]
    fn a_headline_and_the_counts_below_it() {
        let told = |shut: &str| {
            let share =
                said(&[("over 33.3 %", "a third", "bars")], "More than a third of the bars closed after checks.");
            let text = format!("The mayor’s men have looked at 1,240 bars and closed {shut}.");
            [share, said(&[("1,240", "1,240", "bars"), (shut, shut, "")], &text)].concat()
        };
        sees("share_mismatch low", told("346"));
        leaves(told("446"));
    }
}
