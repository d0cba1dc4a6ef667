//! "Overcrowded" here, fewer heads than places there; and more people aboard than a ship may carry.
//!
//! The word must stand in the sentence of a figure for the same place: a remark on prisons at large says nothing of one
//! of them. That more live somewhere than there are places, day after day, is known of prisons and hospitals and no
//! contradiction. A single ride or evening with more people than places is one worth telling, within one text.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::quantity::{Role, Unit};
use crate::model::vocabulary::Cue;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, percent};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "capacity_mismatch", look: Look::Story(find) };

/// A place this full is crowded in any ordinary sense of the word.
const FULL: f64 = 95.0;

#[derive(Default)]
struct Place<'f, 'a> {
    crowded: Vec<&'f Figure<'a>>,
    capacities: Vec<&'f Figure<'a>>,
    heads: Vec<&'f Figure<'a>>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    // without a capacity there is nothing to hold heads against
    if affair.figures.iter().all(|figure| figure.metric.is_none_or(|metric| metric.capacity_of.is_none())) {
        return Vec::new();
    }
    let mut places: BTreeMap<(&str, &str), Place> = BTreeMap::new();
    for figure in &affair.figures {
        let capacity_of = figure.metric.and_then(|metric| metric.capacity_of.as_deref());
        let level = capacity_of.unwrap_or(&figure.claim.metric);
        let place = places.entry((figure.scope.as_str(), level)).or_default();
        match capacity_of {
            Some(_) => place.capacities.push(figure),
            None => place.heads.push(figure),
        }
        if figure.claim.cues.contains(&Cue::Crowded) {
            place.crowded.push(figure);
        }
    }
    places.into_values().filter_map(|place| look(&place, affair).or_else(|| overfull(&place, affair))).collect()
}

/// Above this many times the places, something else is counted: the guests of a year.
const SOMETHING_ELSE: f64 = 4.0;

/// More people at once than a text says there may be: the plainest two figures of one source.
fn overfull(place: &Place, affair: &Affair) -> Option<Draft> {
    let point = |figure: &&&Figure| figure.value().is_some() && figure.claim.modality == Modality::Asserted;
    let counted = |figure: &Figure| matches!(figure.behaviour, Behaviour::Total | Behaviour::Flow);
    let once = |figure: &&&Figure| counted(figure) && figure.quantity().role == Role::None;
    let near = |heads: &Figure, room: &Figure| heads.claim.sentence == room.claim.sentence;
    let (_, _, heads, room) = place
        .capacities
        .iter()
        .filter(point)
        .flat_map(|room| place.heads.iter().filter(point).filter(once).map(move |heads| (*heads, *room)))
        .filter(|(heads, room)| {
            let (held, places) = (heads.interval.low, room.interval.high.or(room.value()));
            let times = heads.value().zip(room.value()).and_then(|(a, b)| a.checked_div(b)?.to_f64());
            heads.claim.source == room.claim.source
                && heads.quantity().unit == Unit::Count
                && held.zip(places).is_some_and(|(held, places)| held > places)
                && times.is_some_and(|times| times < SOMETHING_ELSE)
        })
        .map(|(heads, room)| (!near(heads, room), heads.at, heads, room))
        .min_by_key(|(far, at, ..)| (*far, *at))?;
    let full = percent(heads.value()?.to_f64()? / room.value()?.to_f64()? * 100.0);
    let says = format!("{}, and room for {}: {full} % full.", affair.says(heads), room.told());
    let severity = if near(heads, room) { Severity::Medium } else { Severity::Low };
    let measured = format!("{} / {} = {full} %", heads.words(), room.words());
    Some(Draft::new(severity, Tolerance::Ratio, says).figures([heads, room]).measured(measured))
}

fn look(place: &Place, affair: &Affair) -> Option<Draft> {
    let crowded = *place.crowded.first()?;
    // the plainest capacity: an exact one before a bound
    let places = |figure: &Figure| figure.value().or(figure.interval.high).or(figure.interval.low);
    let bound = |figure: &Figure| figure.quantity().bound.is_lower() || figure.quantity().bound.is_upper();
    let capacity = place.capacities.iter().min_by_key(|figure| (bound(figure), figure.at))?;
    let room = places(capacity)?.to_f64().filter(|room| *room > 0.0)?;
    let heads = place.heads.iter().find(|heads| {
        let most = heads.interval.high.and_then(|most| most.to_f64());
        most.is_some_and(|most| most / room * 100.0 < FULL)
    })?;
    let held = heads.value().or(heads.interval.high)?.to_f64()?;
    let full = percent(held / room * 100.0);
    let says = format!(
        "{} speaks of crowding, but {} against {}: {full} % full; the crowding is probably meant of another time or of other places.",
        affair.source(crowded),
        affair.says(heads),
        affair.says(capacity),
    );
    let measured = format!("{} / {} = {full} %", heads.words(), capacity.words());
    Some(Draft::new(Severity::Medium, Tolerance::Ratio, says).figures([*heads, *capacity, crowded]).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::model::vocabulary::Cue;
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn a_crowded_jail_with_room_to_spare() {
        let built = says("wire", "prison_capacity", "40,000").scope("Northern Jail").cue(Cue::Crowded);
        let held = says("post", "prison_population", "14,532").scope("Northern Jail").on("2024-06");
        sees("capacity_mismatch medium", [built, held]);
    }

    #[test]
    fn a_jail_over_its_capacity_is_rightly_called_crowded() {
        let built = says("wire", "prison_capacity", "9,000").scope("Northern Jail").cue(Cue::Crowded);
        leaves([built, says("post", "prison_population", "14,532").scope("Northern Jail").on("2024-06")]);
    }

    #[test]
    fn the_crowding_of_all_jails_says_nothing_of_one() {
        let all = says("wire", "prison_population", "109,519").cue(Cue::Crowded).on("2024-06");
        let built = says("wire", "prison_capacity", "40,000").scope("Northern Jail");
        let held = says("post", "prison_population", "14,532").scope("Northern Jail").on("2024-06");
        leaves([all, built, held]);
    }

    #[test]
    fn a_boat_with_more_aboard_than_it_may_carry() {
        let boat = |text: &str| {
            let sentence = format!("The boat may carry 180 people and had {text} on board.");
            let said = |metric, figure: &str| says("wire", metric, figure).sentence(&sentence).on("2025-03-13");
            [said("passenger_capacity", "180"), said("passengers", text)]
        };
        sees("capacity_mismatch medium", boat("248"));
        leaves(boat("170"));
        // the riders of a season
        leaves(boat("18,000"));
    }

    #[test]
    fn a_prison_that_holds_more_than_its_places_contradicts_nobody() {
        let jail = |metric, text: &str| says("wire", metric, text).scope("Northern Jail");
        leaves([jail("prison_capacity", "180"), jail("prison_population", "248")]);
    }
}
