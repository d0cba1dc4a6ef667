//! Sums below each other, each in a line of its own, that do not make the sum their text tells for all of it: an appeal for six million
//! and "- 2.4 million for shelter, - 1.7 million for water, …".
//!
//! Always `low`: the sum may be rounded where its lines are not, and what they are the lines of is only known by its size.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::quantity::Unit;
use crate::reconcile::addends::{MOST, adds, parts_make, room, sum};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Bytes between two lines of one list.
const APART: u32 = 12;
/// The lines make more or less than their sum by less than one in so many.
const NEAR: i64 = 10;
/// Figures of a text that are tried as the sum.
const TRIED: usize = 64;
/// Other places where the text gives the sum, cited at most.
const AGAIN: usize = 2;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let items = items(&lines[from..]);
        from += items.len().max(1);
        if (3..=MOST).contains(&items.len()) {
            drafts.extend(not_made(&items, affair, told));
        }
    }
    drafts
}

/// The figures of the lines of a list that begins here.
fn items<'f, 'a>(lines: &[Breath<'f, 'a>]) -> Vec<&'f Figure<'a>> {
    let mut items: Vec<&Figure> = Vec::new();
    for line in lines {
        let first = line.figures[0].1;
        let alike = match items.last() {
            None => true,
            Some(last) => {
                let (one, other) = (last.claim, first.claim);
                one.source == other.source && other.sentence.start.saturating_sub(one.sentence.end) <= APART
            }
        };
        let unit = items.first().map_or(&first.quantity().unit, |item| &item.quantity().unit);
        let paid = matches!(unit, Unit::Money(_)) && adds(first, unit);
        let alone = line.figures.iter().filter(|(_, figure)| figure.quantity().unit == *unit).count() == 1;
        if !line.text.trim_start().starts_with(['-', '–', '—', '•', '*', '·']) || !alike || !paid || !alone {
            break;
        }
        items.push(first);
    }
    items
}

fn not_made(items: &[&Figure], affair: &Affair, told: &Told) -> Option<Draft> {
    let unit = &items[0].quantity().unit;
    let largest = items.iter().filter_map(|item| item.value()).max()?;
    let other = |figure: &&Figure| {
        adds(figure, unit) && figure.value() > Some(largest) && items.iter().all(|item| item.at != figure.at)
    };
    let totals = affair.text_of(items[0]).filter(|figure| !figure.claim.is_aside()).filter(other);
    let totals: Vec<&Figure> = affair.left_out.first(TRIED, "figures that lines of a list may make", totals);
    let sum = sum(items.iter().copied());
    let off = |total: &Figure| sum.saturating_sub(total.value().unwrap_or_default()).abs();
    let total = *totals.iter().min_by_key(|total| (off(total), total.at))?;
    let value = total.value()?;
    let near = off(total).saturating_mul(Decimal::from(NEAR)) <= value;
    // not all of the lines are rounded the same way
    if !near || off(total).saturating_mul(Decimal::TWO) <= room(items) || told.of(total, items[0]) {
        return None;
    }
    let mut draft = parts_make(value, Some(total), items, Severity::Low, affair)?;
    let again = totals.iter().filter(|other| other.value() == total.value() && other.at != total.at);
    for again in again.take(AGAIN) {
        draft.see(*again);
    }
    Some(draft)
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Unit;
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn paid(value: &str, text: &str) -> Said {
        let mut claim = says("wire", "amount", value).sentence(text).claim();
        claim.quantity.unit = Unit::Money("EUR".into());
        Said::from(claim)
    }

    fn budget(bridges: &str) -> Vec<Said> {
        let all = paid("7.4 million", "The county spends 7.4 million on its roads this year.");
        let item = |value: &str, what: &str| paid(value, &format!("- {value} for {what}"));
        vec![all, item("3.2 million", "gravel"), item(bridges, "bridges"), item("1.1 million", "salt")]
    }

    #[test]
    fn lines_that_make_more_than_their_sum() {
        sees("sum_mismatch low", budget("3.6 million"));
        leaves(budget("3.1 million"));
        leaves(budget("1.4 million"));
    }
}
