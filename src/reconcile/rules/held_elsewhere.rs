//! More of a thing than there is room for, or than there are at all, where no metric says so: "118 residents of the Tower were
//! killed" and "the Tower had 96 residents"; "11,500 tonnes were stored in the depot" and "the depot can hold 9,000 tonnes".

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::reckon::{begins, ends, is_amount, without_hedge};
use crate::reconcile::tolerance::Tolerance;

pub const ROOM: Rule = Rule { name: "capacity_mismatch", look: Look::Rest(room) };
pub const PEOPLE: Rule = Rule { name: "part_exceeds_whole", look: Look::Rest(people) };

/// Further apart than this factor, something else is meant.
const ANOTHER_THING: i64 = 4;
/// Bytes between the sentence that names a place and the one that goes on with "it".
const NEAR: u32 = 120;
/// Bytes before a figure in which its facility may stand, and behind it.
const AROUND: usize = 120;
/// Figures of a story that are laid beside one capacity.
const MOST: usize = 256;

/// More kept than a place can hold.
fn room(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let figures = || lines.iter().flat_map(|line| (0..line.figures.len()).map(move |place| (line, place)));
    let phrases = &affair.vocabulary.phrases;
    let rooms = figures().filter_map(|(line, place)| holds(line, place, phrases));
    let rooms: Vec<(&Figure, String)> = affair.left_out.first(MOST, "places with room for so much", rooms);
    if rooms.is_empty() {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for (line, place) in figures() {
        let kept = line.figures[place].1;
        if !is_amount(kept) || kept.claim.modality != Modality::Asserted {
            continue;
        }
        let after = line.after(place);
        let kept_in = phrases.kept_in.iter().filter_map(|words| after.find(&**words)).min();
        let Some(from) = kept_in.filter(|from| *from <= AROUND) else { continue };
        let named = |facility: &str| after[from..].split(|c: char| !c.is_alphanumeric()).take(8).any(|w| w == facility);
        let same = |room: &&(&Figure, String)| {
            room.0.quantity().unit == kept.quantity().unit && named(&room.1) && room.0.at != kept.at
        };
        let fits = |room: &Figure| kept.interval.low <= room.interval.high.or(room.value());
        let all: Vec<&Figure> = rooms.iter().filter(same).map(|(room, _)| *room).collect();
        let Some(room) = all.first().copied().filter(|_| !all.iter().any(|room| fits(room))) else { continue };
        if !within(kept, room) || told.of(kept, room) {
            continue;
        }
        let says = format!(
            "{}, but {} gives {} as all there is room for.",
            affair.says(kept),
            affair.source(room),
            room.words()
        );
        let measured = format!("{} > {}", kept.words(), room.words());
        drafts
            .push(Draft::new(Severity::Low, Tolerance::PartWithinWhole, says).figures([kept, room]).measured(measured));
    }
    drafts
}

/// No more than a few times as much.
fn within(large: &Figure, small: &Figure) -> bool {
    large
        .value()
        .zip(small.value().or(small.interval.high))
        .is_some_and(|(large, small)| large > small && large <= small.saturating_mul(ANOTHER_THING.into()))
}

/// "The depot, built in 1999, can hold no more than 9,000 tonnes": the figure, and what holds it.
fn holds<'f, 'a>(line: &Breath<'f, 'a>, place: usize, phrases: &PhraseLists) -> Option<(&'f Figure<'a>, String)> {
    let figure = line.figures[place].1;
    let words = line.text.get(..line.figures[place].0)?.to_lowercase();
    let before = words.trim_end();
    let at_most = phrases.at_most.iter().find_map(|most| before.strip_suffix(&**most));
    let before = at_most.unwrap_or_else(|| without_hedge(before, phrases));
    let amount = matches!(figure.quantity().unit, Unit::Count | Unit::Measure(_)) && figure.quantity().per.is_none();
    let bound = figure.quantity().bound.is_point() || figure.quantity().bound.is_upper();
    if !amount || !bound || !ends(before, &phrases.can_hold) {
        return None;
    }
    let subject = words.trim_start().strip_prefix("the ")?;
    let facility = subject.split(|c: char| !c.is_alphanumeric()).next().filter(|noun| noun.len() > 3)?;
    let verb = subject.get(facility.len()..)?.trim_start();
    // the noun itself, not an adjective before it
    let noun =
        verb.starts_with(',') || begins(verb, &["can", "could", "holds", "has", "had", "was", "which", "in", "at"]);
    noun.then(|| (figure, facility.to_owned()))
}

/// More people of a place hit than the place has.
fn people(affair: &Affair, told: &Told) -> Vec<Draft> {
    let last_word =
        |figure: &Figure| figure.claim.counted.to_lowercase().split_whitespace().next_back().map(str::to_owned);
    let mut drafts = Vec::new();
    let hit = |figure: &&Figure| {
        figure.behaviour == Behaviour::Total
            && figure.metric.is_some()
            && is_amount(figure)
            && !figure.coded()
            && figure.quantity().bound.is_point()
            && !figure.scope.is_empty()
            && *figure.scope != *affair.main_place
            && !figure.claim.scope.basis.is_inherited()
    };
    let hit = affair.figures.iter().filter(hit);
    for part in affair.left_out.first(MOST, "counts of people of a place", hit) {
        let Some(who) = last_word(part) else { continue };
        let living = |figure: &&Figure| {
            (figure.metric.is_none() || figure.is_everybody())
                && is_amount(figure)
                && figure.quantity().unit == Unit::Count
                && figure.quantity().bound.is_point()
                && figure.claim.part_of.is_none()
                && last_word(figure).as_deref() == Some(&*who)
                && lives_in(figure, &part.scope, affair)
        };
        let all: Vec<&Figure> = affair.figures.iter().filter(living).collect();
        let fits = |whole: &&Figure| part.interval.low <= whole.interval.high;
        let Some(whole) = all.first().copied().filter(|_| !all.iter().any(fits)) else { continue };
        if !within(part, whole) || told.of(part, whole) {
            continue;
        }
        let says = format!("{} for {}, but {}.", affair.says(part), part.scope, affair.says(whole));
        let measured = format!("{} > {}", part.words(), whole.words());
        drafts.push(
            Draft::new(Severity::Low, Tolerance::PartWithinWhole, says).figures([part, whole]).measured(measured),
        );
    }
    drafts
}

/// Told for a place by name, or by "it" right behind a sentence that names it.
fn lives_in(figure: &Figure, place: &str, affair: &Affair) -> bool {
    if *figure.scope == *place {
        return !figure.claim.scope.basis.is_inherited();
    }
    let claim = figure.claim;
    let goes_on = begins(&claim.sentence_text.to_lowercase(), &["it", "its"]);
    // the sentence before tells what happened to the place
    let named = |event: &&&crate::model::event::Event| {
        event.source == claim.source
            && event.sentence.end <= claim.sentence.start
            && claim.sentence.start - event.sentence.end <= NEAR
            && event.sentence_text.contains(place)
    };
    goes_on && affair.events.iter().any(|event| named(&event))
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Unit;
    use crate::reconcile::sample::{Said, leaves, rules_of, says, sees};

    fn tonnes(source: &str, figure: &str, text: &str) -> Said {
        let mut claim = says(source, source, figure).sentence(text).claim();
        claim.quantity.unit = Unit::Measure("t".into());
        claim.known_metric = false;
        Said::from(claim)
    }

    #[test]
    fn more_kept_than_there_is_room_for() {
        let story = |kept: &str| {
            let room = tonnes("wire", "9,000", "The depot, built in 1999, can hold no more than 9,000 tonnes.");
            let text = format!("That day {kept} tonnes were listed as stored in the Arda depot.");
            [room, tonnes("post", kept, &text)]
        };
        assert!(rules_of(story("11,500")).iter().any(|rule| rule == "capacity_mismatch"));
        // the grain of all depots, and what fits
        for kept in ["115,000", "8,500"] {
            assert!(!rules_of(story(kept)).iter().any(|rule| rule == "capacity_mismatch"));
        }
    }

    #[test]
    fn more_of_a_house_hit_than_live_there() {
        let story = |heads: &str| {
            let hit = says("wire", "killed", "118").counted("residents").scope("High Tower").on("2025-03-13");
            [hit, says("post", "population", heads).counted("residents").scope("High Tower").on("2025-03-13")]
        };
        sees("part_exceeds_whole low", story("96"));
        leaves(story("196"));
    }
}
