//! A running total's figures by day of publication: what was the most so far, where it fell and where it jumped.

use chrono::NaiveDate;

use crate::charts::desk::Desk;
use crate::charts::numbers::to_f64;
use crate::charts::reach::{Reach, Sign};
use crate::model::claim::Claim;
use crate::model::group::{Cell, Group};
use crate::model::quantity::Role;
use crate::model::time::Grain;
use crate::model::vocabulary::Cue;

/// What is odd about a figure beside those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// lower than a figure of an earlier day: a total cannot fall
    Fall,
    /// lower, and its source says that it corrects
    Corrected,
    /// more than twice the most of all days before
    Jump,
}

impl Turn {
    pub fn name(self) -> &'static str {
        match self {
            Turn::Fall => "fall",
            Turn::Corrected => "corrected",
            Turn::Jump => "jump",
        }
    }
}

/// One figure on its day.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    pub claim: &'a Claim,
    pub reach: Reach,
    pub day: NaiveDate,
    pub turn: Option<Turn>,
    /// the most that was counted on the days before, and the claim that says so; None on the first
    pub before: Option<(f64, &'a Claim)>,
}

/// The figures of one total.
pub struct Run<'a> {
    pub group: &'a Group,
    pub cell: &'a Cell,
    /// by day, then from low to high
    pub steps: Vec<Step<'a>>,
    /// the most that was counted so far, on each day anything was published
    pub floor: Vec<(NaiveDate, f64)>,
    /// figures of sources whose day of publication nobody knows
    pub undated: Vec<&'a Claim>,
}

/// More than this many times the most so far is a jump.
const JUMP: f64 = 2.0;

/// The run of a cell that counts up; None when its figures were published on fewer than two days.
pub fn run_of<'a>(desk: &Desk<'a>, group: &'a Group, cell: &'a Cell) -> Option<Run<'a>> {
    let claims = cell.members.iter().filter_map(|id| desk.claim(id));
    let counted = claims.filter(|claim| !matches!(claim.quantity.role, Role::By | Role::From));
    let mut undated = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for claim in counted {
        let Some(reach) = Reach::of(&claim.quantity) else { continue };
        match desk.day_of(claim) {
            Some(day) => steps.push(Step { claim, reach, day, turn: None, before: None }),
            None => undated.push(claim),
        }
    }
    steps.sort_by(|a, b| {
        (a.day.cmp(&b.day))
            .then_with(|| a.reach.low.total_cmp(&b.reach.low))
            .then_with(|| a.reach.sign.cmp(&b.reach.sign))
            .then_with(|| (&a.claim.source, &a.claim.id).cmp(&(&b.claim.source, &b.claim.id)))
    });
    undated.sort_by_key(|claim| (&claim.source, &claim.id));
    if steps.first()?.day == steps.last()?.day {
        return None;
    }
    let floor = walk(&mut steps);
    Some(Run { group, cell, steps, floor, undated })
}

/// Goes from day to day. Figures of one day are not laid against each other: which of them came first is not known.
fn walk<'a>(steps: &mut [Step<'a>]) -> Vec<(NaiveDate, f64)> {
    let mut floor: Vec<(NaiveDate, f64)> = Vec::new();
    let mut before: Option<(f64, &Claim)> = None;
    let mut from = 0;
    while from < steps.len() {
        let day = steps[from].day;
        let to = from + steps[from..].iter().take_while(|step| step.day == day).count();
        let today = &mut steps[from..to];
        for step in today.iter_mut() {
            step.before = before;
            step.turn = before.and_then(|(before, _)| turn(step, before));
        }
        // only the highest figure of a day is a jump, the others are on its way
        let highest = today.iter().filter_map(least).fold(f64::NEG_INFINITY, f64::max);
        for step in today.iter_mut().filter(|step| step.turn == Some(Turn::Jump)) {
            step.turn = step.turn.filter(|_| least(step) == Some(highest));
        }
        let said = |step: &Step<'a>| least(step).map(|least| (least, step.claim));
        let higher = |a: (f64, &'a Claim), b: (f64, &'a Claim)| if b.0 > a.0 { b } else { a };
        let corrected = today.iter().filter(|step| step.turn == Some(Turn::Corrected)).filter_map(said);
        before = match corrected.reduce(higher) {
            Some(corrected) => Some(corrected),
            None => before.into_iter().chain(today.iter().filter_map(said)).reduce(higher),
        };
        floor.extend(before.map(|(most, _)| (day, most)));
        from = to;
    }
    floor
}

/// What a figure says was counted at least; None for one that only sets an upper limit.
fn least(step: &Step) -> Option<f64> {
    (!matches!(step.reach.sign, Sign::UpTo | Sign::Below)).then_some(step.reach.low)
}

fn turn(step: &Step, before: f64) -> Option<Turn> {
    let open = matches!(step.reach.sign, Sign::From | Sign::Above);
    // "2,400" after 2,412 is rounded, not fallen
    let rounding = to_f64(step.claim.quantity.step) / 2.0;
    if !open && step.reach.high + rounding < before {
        let corrects = step.claim.cues.contains(&Cue::Revised);
        return Some(if corrects { Turn::Corrected } else { Turn::Fall });
    }
    (before > 0.0 && least(step).is_some_and(|least| least > before * JUMP)).then_some(Turn::Jump)
}

impl Run<'_> {
    pub fn count(&self, turn: Turn) -> usize {
        self.steps.iter().filter(|step| step.turn == Some(turn)).count()
    }
}

impl Desk<'_> {
    /// The day a figure was published, where that is known to the day.
    fn day_of(&self, claim: &Claim) -> Option<NaiveDate> {
        let coarse = |grain: Grain| grain > Grain::Day && grain != Grain::Open;
        let grain = self.ledger_dateline(&claim.source).and_then(|dateline| dateline.grain);
        claim.published.filter(|_| !grain.is_some_and(coarse))
    }
}
