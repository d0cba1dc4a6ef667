//! Parts in one row that do not make the total told beside or before them: "of which sugar makes up 860 million, rice 190 million and
//! cattle 210 million"; "The bill is 5.6 million: the carriers bear 3.9 million, the airports 0.8 million and the state 0.3 million";
//! "43 fell ill. … 21 in Arley, 10 in Bray and 14 elsewhere"; "150 pupils are missing. … 78 girls and 59 boys"; "I count 3,900. Ohio leads
//! with 1,300, Utah follows with 1,150, and the other states make up 1,250".
//!
//! No metric is asked. What ties a row to its total are words between them, or that the row begins a sentence and all but makes what the
//! sentences before tell, or that its groups are all there can be. Where some of the parts make the total, or any figure of the text is
//! what they make, nothing is said.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::model::vocabulary::Kinds;
use crate::reconcile::addends::{MOST, adds, is_nested, leaves_out, parts_make, some_make, sum};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::reckon::{begins, ends, told_before, without_hedge};
use crate::reconcile::row::{Miss, Row, acts, adds_in, miss};

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Words between the sign or phrase that ties a row to its total and the first part: "the carriers bear".
const LEAD: usize = 8;
/// Bytes between a total and its row.
const REACH: usize = 110;
/// Sentences with figures before a row in which its total may stand.
const BACK: usize = 3;
/// The same where the row says that it is all there is.
const FAR_BACK: usize = 10;
/// A row that is tied by words misses its total by no more than one in so many; one that leaves some out, by less.
const TIED: i64 = 4;
const WHOLE: i64 = 6;
/// Two parts behind a sign.
const TWO: i64 = 7;
/// A row that nothing but its size ties to a total: where its parts name nothing of their own, and where they do.
const BARE: i64 = 8;
const SIZED: i64 = 14;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let made = |at: usize| {
        tied(&lines[at], affair, told)
            .or_else(|| sized(&lines, at, affair, told))
            .or_else(|| of_all_kinds(&lines, at, affair, told))
    };
    (0..lines.len()).filter_map(made).collect()
}

/// Figures of a text that a row is held against.
const TRIED: usize = 512;

/// How words tie a row to the total before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// a colon, a dash, "consists of", "Of the 410": it is all there is
    All,
    /// "of which": some may be left out
    Some,
    /// "with", the same where the parts have no nouns of their own
    With,
}

/// "5.6 million: the carriers bear 3.9 million, …", "1.1 billion, of which …", "Of the 410, 300 go in spring and the other 90 …".
fn tied(line: &Breath, affair: &Affair, told: &Told) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    (0..line.figures.len().saturating_sub(2).min(MOST)).find_map(|place| {
        let total = line.figures[place].1;
        let unit = &total.quantity().unit;
        if !adds(total, unit) {
            return None;
        }
        let first = (place + 1..line.figures.len()).find(|&next| adds_in(line.figures[next].1, unit))?;
        let tie = tie(line, place, first, phrases)?;
        let row = Row::from(line, first, unit, affair.vocabulary);
        let parts = row.parts(line);
        let miss = missed(total, &parts, told).filter(|_| !is_nested(&parts) || are_kinds(line, &row, affair))?;
        let left_out = leaves_out(line.text.get(line.figures[first].0..)?, phrases) && !row.rest;
        let one_in = match (miss.over, tie) {
            (true, _) => TIED,
            (false, Tie::All) if row.is_whole() && !left_out => WHOLE,
            (false, Tie::Some | Tie::With) if row.is_whole() && !left_out => BARE,
            (false, Tie::All) if row.closed && !left_out && !some_act(line, &row, affair) => TWO,
            _ => return None,
        };
        if tie == Tie::With && !bare(line, &row, phrases) {
            return None;
        }
        let sure = tie == Tie::All && row.is_whole() && bare(line, &row, phrases) && !miss.doubtful;
        let severity = if sure { Severity::Medium } else { Severity::Low };
        let near = miss.is_within(one_in, total) && (row.closed || miss.over);
        near.then(|| parts_make(total.value()?, Some(total), &parts, severity, affair))?
    })
}

/// "5,000 workers: 4,000 were away and 500 ill": what some do is told, not who there are.
fn some_act(line: &Breath, row: &Row, affair: &Affair) -> bool {
    let behind = |place: usize| {
        let until = line.figures.get(place + 1).map_or(line.text.len(), |next| next.0);
        line.text.get(line.end(place)..until).unwrap_or_default()
    };
    row.places.iter().any(|&place| acts(behind(place), affair.vocabulary))
}

/// What the parts of a row miss of a total, where they can be its parts and no rule has spoken of them.
fn missed(total: &Figure, parts: &[&Figure], told: &Told) -> Option<Miss> {
    let value = total.value()?;
    let small = parts.len() > 1 && parts.iter().all(|part| part.value() < Some(value));
    if !small || some_make(value, parts) || told.of(total, parts[0]) {
        return None;
    }
    miss(total, parts)
}

fn tie(line: &Breath, place: usize, first: usize, phrases: &PhraseLists) -> Option<Tie> {
    let link = line.text.get(line.end(place)..line.figures[first].0)?.to_lowercase();
    if link.len() > REACH {
        return None;
    }
    let led = |from: usize| link.get(from..).is_some_and(|words| words.split_whitespace().count() <= LEAD);
    let sign = ["–", "—", " - ", "(", ":"].iter().filter_map(|sign| Some(link.rfind(sign)? + sign.len())).max();
    // behind a phrase, whatever names whose the first part is
    let phrase = |list: &[Box<str>]| {
        let found = list.iter().filter_map(|phrase| {
            let from = link.rfind(&**phrase)?;
            let whole = begins(&link[from..], &[phrase]) && ends(&link[..from + phrase.len()], &[phrase]);
            whole.then_some(from + phrase.len())
        });
        found.max().is_some_and(led)
    };
    let leads = ends(without_hedge(&line.before(place), phrases), &phrases.of_a_leading_total)
        && line.text.get(..line.figures[place].0).is_some_and(|before| before.len() < 30);
    match () {
        () if sign.is_some_and(led) || phrase(&phrases.made_up_of) => Some(Tie::All),
        () if leads && !link.contains(['(', ':', ';']) => Some(Tie::All),
        () if link.contains([',', ';']) && (phrase(&phrases.of_them) || phrase(&phrases.of_the_sum_told)) => {
            Some(Tie::Some)
        }
        // "with 17 people on it; 15 died and three got out"
        () if link.rfind(';').is_some_and(|at| led(at + 1)) && count_the_same(line, place, first) => Some(Tie::Some),
        () if link.contains(',') && phrase(&phrases.with_parts) => Some(Tie::With),
        () => None,
    }
}

/// The figures behind a total name nothing of their own, or what it names.
fn count_the_same(line: &Breath, total: usize, first: usize) -> bool {
    let noun = line.figures[total].1.noun();
    line.figures[first..].iter().all(|(_, part)| part.claim.counted.is_empty() || part.noun() == noun)
}

/// The parts name nothing of their own: "21 in Arley", "0.8 million and".
fn bare(line: &Breath, row: &Row, phrases: &PhraseLists) -> bool {
    row.places.iter().all(|&place| {
        let figure = line.figures[place].1;
        let behind = line.after(place);
        let words = behind.trim_start();
        let ends = words.is_empty() || words.starts_with(|c: char| !c.is_alphanumeric()) || begins(words, &["and"]);
        figure.quantity().unit != Unit::Count || ends || begins(words, &phrases.behind_bare_part)
    })
}

/// "The stadium cost 96 million. The state paid 45 million, the city 30 million and the club 15 million."
fn sized(lines: &[Breath], at: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let first = (0..line.figures.len().min(MOST)).find(|&place| {
        let figure = line.figures[place].1;
        adds(figure, &figure.quantity().unit)
    })?;
    let before: Vec<&Figure> = told_before(lines, at, BACK).collect();
    let own = &line.figures[first].1.quantity().unit;
    // "45 million" is money where the sentences before tell of money
    let money = before.iter().map(|figure| &figure.quantity().unit).find(|unit| matches!(unit, Unit::Money(_)));
    let unit = money.filter(|unit| *own == Unit::Count && adds_in(line.figures[first].1, unit)).unwrap_or(own);
    let row = Row::from(line, first, unit, affair.vocabulary);
    let all = (0..line.figures.len()).filter(|&place| adds_in(line.figures[place].1, unit)).count();
    let is_all = |row: &Row| row.is_whole() && all == row.places.len();
    let in_clauses =
        || Row::of_clauses(line, first, unit, affair.vocabulary).filter(|row| row.closed && row.places.len() > 2);
    let (row, one_in) = match is_all(&row) {
        true if row.rest || bare(line, &row, phrases) => (row, BARE),
        true => (row, SIZED),
        false => (in_clauses()?, SIZED),
    };
    let parts = row.parts(line);
    if is_nested(&parts) || leaves_out(line.text, phrases) && !row.rest {
        return None;
    }
    let made = affair.text_of(parts[0]).filter(|figure| adds(figure, unit) && is_the_same(figure, &parts, &before));
    if affair
        .left_out
        .first(TRIED, "figures of a text that a row of parts may make", made)
        .into_iter()
        .any(|figure| miss(figure, &parts).is_none_or(|miss| miss.doubtful))
    {
        return None;
    }
    nearest(&before, unit, &parts, one_in, affair, told)
}

/// A figure that parts may make elsewhere in their text: a small number is that of many things, unless it counts what they or the
/// sentences before them do.
fn is_the_same(figure: &Figure, parts: &[&Figure], before: &[&Figure]) -> bool {
    let alike = |other: &&Figure| {
        figure.at == other.at
            || figure.claim.metric == other.claim.metric
            || !figure.noun().is_empty() && figure.noun() == other.noun()
    };
    figure.value() >= Some(Decimal::ONE_HUNDRED) || parts.iter().chain(before).any(alike)
}

/// The total that parts miss by least, where that is no more than one in so many.
fn nearest(
    totals: &[&Figure],
    unit: &Unit,
    parts: &[&Figure],
    one_in: i64,
    affair: &Affair,
    told: &Told,
) -> Option<Draft> {
    let off = |total: &Figure| {
        let near = missed(total, parts, told).filter(|miss| miss.is_within(one_in, total) && !miss.doubtful);
        near.map(|near| near.off)
    };
    let totals = totals.iter().filter(|total| adds(total, unit));
    let (_, total) = totals.filter_map(|total| Some((off(total)?, *total))).min_by_key(|(off, _)| *off)?;
    parts_make(total.value()?, Some(total), parts, Severity::Low, affair)
}

/// "150 pupils are missing. … 78 girls and 59 boys were on the two buses."
fn of_all_kinds(lines: &[Breath], at: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let line = &lines[at];
    let (kinds, first) = affair.vocabulary.kinds.iter().find_map(|kinds| {
        let first = (0..line.figures.len().saturating_sub(1)).find(|&place| kind(line, place, kinds).is_some())?;
        Some((kinds, first))
    })?;
    let row = Row::from(line, first, &Unit::Count, affair.vocabulary);
    let parts: Vec<&Figure> = row.parts(line).into_iter().take(unlike_kinds(line, &row, kinds)?).collect();
    if !parts.iter().all(|part| adds(part, &Unit::Count)) {
        return None;
    }
    // "six lost their lives, four women and three men"
    let beside =
        first.checked_sub(1).filter(|&total| apposed(line, total, first, affair)).map(|total| line.figures[total].1);
    let made = sum(parts.iter().copied());
    let before: Vec<&Figure> = told_before(lines, at, BACK).collect();
    if affair.text_of(parts[0]).any(|figure| figure.value() == Some(made) && is_the_same(figure, &parts, &before)) {
        return None;
    }
    let called = |figure: &&Figure| {
        let name = figure.noun();
        kinds.make.iter().any(|word| **word == *name) && figure.claim.sentence != parts[0].claim.sentence
    };
    let called = affair.left_out.first(MOST, "wholes of the groups of a text", affair.text_of(parts[0]).filter(called));
    // "the cases comprise 21 women and 14 men" are all there are, however far back they were told
    let comprised = ends(&line.before(first), &affair.vocabulary.phrases.made_up_of);
    let back = if comprised { FAR_BACK } else { BACK };
    let before =
        lines[..at].iter().rev().take(back).take_while(|line| line.figures[0].1.claim.source == parts[0].claim.source);
    let before = before.flat_map(|line| line.figures.iter().rev().map(|(_, figure)| *figure)).filter(|_| comprised);
    let totals = told_before(lines, at, BACK).take(MOST).chain(called).chain(before).chain(beside);
    nearest(&totals.collect::<Vec<_>>(), &Unit::Count, &parts, WHOLE, affair, told)
}

/// Nothing but the predicate of a total and a comma, a dash or a bracket stand between it and what it is split into.
fn apposed(line: &Breath, total: usize, first: usize, affair: &Affair) -> bool {
    let between = line.between(total, first);
    let words = without_hedge(&between, &affair.vocabulary.phrases);
    words.ends_with([',', '–', '—', '(']) && between.len() <= REACH && !between.contains([';', ':'])
}

/// The parts at the head of a row that are groups of one kind, each another: "21 men, 15 women and six children".
fn unlike_kinds(line: &Breath, row: &Row, kinds: &Kinds) -> Option<usize> {
    let mut groups: Vec<usize> = row.places.iter().map_while(|&place| kind(line, place, kinds)).collect();
    let told = groups.len();
    groups.sort_unstable();
    groups.dedup();
    (told > 1 && groups.len() == told).then_some(told)
}

/// All parts of the row are such groups, so that none is what others make.
fn are_kinds(line: &Breath, row: &Row, affair: &Affair) -> bool {
    affair.vocabulary.kinds.iter().any(|kinds| unlike_kinds(line, row, kinds) == Some(row.places.len()))
}

/// Which of the groups a figure counts.
fn kind(line: &Breath, place: usize, kinds: &Kinds) -> Option<usize> {
    // "a boy of 13" is one
    if ends(&line.before(place), &["of"]) {
        return None;
    }
    let name = line.figures[place].1.noun();
    kinds.of.iter().position(|words| words.iter().any(|word| **word == *name))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figures: &[&str], text: &str) -> Vec<Said> {
        figures.iter().map(|figure| says("wire", "things", figure).counted("things").sentence(text)).collect()
    }

    #[test]
    fn parts_behind_the_words_that_name_their_owners() {
        let told = |all: &str| {
            let text = format!("They brought {all} sacks, of which the mill took 86, the inn 19 and the shop 21.");
            said(&[all, "86", "19", "21"], &text)
        };
        sees("sum_mismatch low", told("110"));
        sees("sum_mismatch low", told("140"));
        leaves(told("126"));
        // some may be left out
        leaves(told("190"));
    }

    #[test]
    fn a_colon_makes_the_row_all_there_is() {
        let told = |all: &str| {
            let text = format!("The harvest came to {all}: the mill took 86, the inn 19 and the shop 21.");
            said(&[all, "86", "19", "21"], &text)
        };
        sees("sum_mismatch medium", told("140"));
        leaves(told("126"));
    }

    #[test]
    fn the_other_part_of_a_leading_total() {
        let told = |rest: &str| {
            let text = format!("Of the 410 trees, 300 are to be felled in spring and the other {rest} in autumn.");
            said(&["410", "300", rest], &text)
        };
        sees("sum_mismatch low", told("90"));
        leaves(told("110"));
    }

    #[test]
    fn parts_that_all_but_make_what_was_told_before() {
        let told = |last: &str| {
            let all = said(&["43"], "By Friday the vet had looked at 43 cows.");
            let text =
                format!("They stand far apart: 21 in Arley, 10 in Bray, eight around Corfe and {last} elsewhere.");
            [all, said(&["21", "10", "8", last], &text.replace("eight", "8"))].concat()
        };
        sees("sum_mismatch low", told("6"));
        leaves(told("4"));
        leaves(told("24"));
    }

    #[test]
    fn girls_and_boys_are_all_the_pupils() {
        let told = |boys: &str| {
            let pupils = says("wire", "pupils", "64").counted("pupils").sentence("Some 64 pupils came with the train.");
            let text = format!("There were 38 girls and {boys} boys on it.");
            let one = |figure: &str, kind: &str| says("wire", kind, figure).counted(kind).sentence(&text);
            vec![pupils, one("38", "girls"), one(boys, "boys")]
        };
        sees("sum_mismatch low", told("21"));
        leaves(told("26"));
        leaves(told("8"));
    }

    #[test]
    fn parts_in_clauses_of_their_own() {
        let told = |last: &str| {
            let all = said(&["290"], "The board lost 290 members over the winter.");
            let text = format!(
                "In 170 letters the fee is blamed, in 80 nothing is said, and in {last} the members moved away."
            );
            [all, said(&["170", "80", last], &text)].concat()
        };
        sees("sum_mismatch low", told("60"));
        leaves(told("40"));
        leaves(told("90"));
    }

    #[test]
    fn groups_of_which_one_is_as_large_as_the_others() {
        let told = |all: &str| {
            let text = format!("Of the {all}, the list shows 21 men, 15 women and 6 children.");
            let one = |figure: &str, kind: &str| says("wire", kind, figure).counted(kind).sentence(&text);
            vec![one(all, "number"), one("21", "men"), one("15", "women"), one("6", "children")]
        };
        sees("sum_mismatch low", told("41"));
        leaves(told("42"));
    }

    #[test]
    fn groups_behind_a_comma() {
        let told = |men: &str| {
            let text = format!("At the inn six guests fell ill, 4 women and {men} men.");
            let one = |figure: &str, kind: &str| says("wire", kind, figure).counted(kind).sentence(&text);
            vec![one("6", "guests").text("six"), one("4", "women"), one(men, "men")]
        };
        sees("sum_mismatch low", told("3"));
        leaves(told("2"));
    }
}
