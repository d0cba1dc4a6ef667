//! The gallery of rules, in order of precedence: from what explains a difference to what is left unexplained.
//!
//! A rule looks at pairs of figures of one family, or at a whole story. It hands in drafts and knows no other rule.
//! Of the rules that ask the same question of a pair only the first one that answers is heard.

pub mod age_differs;
pub mod appointed_elsewhere;
pub mod bound_conflict;
pub mod capacity_mismatch;
pub mod change_mismatch;
pub mod change_told;
pub mod contrary_elsewhere;
pub mod counted_otherwise;
pub mod counterpart_differs;
pub mod date_basis;
pub mod date_conflict;
pub mod day_differs;
pub mod day_month_swap;
pub mod definition_mismatch;
pub mod denied_elsewhere;
pub mod digit_slip;
pub mod duration_mismatch;
pub mod echoed_origin;
pub mod falling_total;
pub mod fate_differs;
pub mod held_elsewhere;
pub mod impossible_share;
pub mod length_between;
pub mod length_elsewhere;
pub mod more_of_them;
pub mod name_variant;
pub mod named_whole;
pub mod none_against_some;
pub mod off_by_one_day;
pub mod order_conflict;
pub mod other_hour;
pub mod part_exceeds_whole;
pub mod period_mismatch;
pub mod place_conflict;
pub mod place_elsewhere;
pub mod population_mismatch;
pub mod posted_together;
pub mod product_told;
pub mod quote_date_conflict;
pub mod quote_variant;
pub mod range_overlap;
pub mod same_number_elsewhere;
pub mod same_number_other_thing;
pub mod scope_mismatch;
pub mod self_contradiction;
pub mod share_elsewhere;
pub mod share_mismatch;
pub mod share_told;
pub mod slip_aligned;
pub mod slip_elsewhere;
pub mod spread_over;
pub mod stale_figure;
pub mod status_conflict;
pub mod sum_in_all;
pub mod sum_mismatch;
pub mod sum_of_lines;
pub mod sum_of_list;
pub mod sum_of_parts;
pub mod sum_told;
pub mod superseded_figure;
pub mod times_the_limit;
pub mod told_otherwise;
pub mod told_seldom;
pub mod unit_slip;
pub mod value_conflict;
pub mod votes_cast;
pub mod weekday_mismatch;
pub mod what_is_left;
pub mod year_slip;

use hashbrown::HashSet;
use rayon::prelude::*;

use super::affair::Affair;
use super::camps::Camps;
use super::doubt::doubt;
use super::draft::Draft;
use super::estimate::Record;
use super::figure::Figure;
use super::fold::fold;
use super::pair::{Pair, pairs};
use super::retold::cite;
use super::slots::{Slot, slots};

/// What a rule asks of two figures. A pair may get one answer to each question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Do the values agree?
    Value,
    /// Are the same days meant?
    Window,
    /// Is the same thing counted?
    Definition,
}

/// One exhibit.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// the thing found, as in a finding's `rule`
    pub name: &'static str,
    pub look: Look,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    Pair(Question, fn(&Pair, &Affair) -> Option<Draft>),
    /// its drafts may name a rule of their own
    Story(fn(&Affair) -> Vec<Draft>),
    /// what no other rule has spoken of; its drafts may name a rule of their own
    Rest(fn(&Affair, &Told) -> Vec<Draft>),
}

/// Which figures stand in a finding together.
#[derive(Debug, Default)]
pub struct Told(HashSet<(Box<str>, Box<str>)>);

impl Told {
    fn hear(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let ids: Vec<&str> =
                draft.witnesses.iter().map(|witness| witness.id.as_str()).take(MOST_WITNESSES).collect();
            for (at, one) in ids.iter().enumerate() {
                self.0.extend(ids[at + 1..].iter().map(|other| ((*one.min(other)).into(), (*one.max(other)).into())));
            }
        }
    }

    /// Has a rule spoken of the two?
    pub fn of(&self, one: &Figure, other: &Figure) -> bool {
        self.of_ids(&one.claim.id, &other.claim.id)
    }

    /// Has a rule spoken of the two?
    pub fn of_ids(&self, a: &str, b: &str) -> bool {
        self.0.contains(&(a.min(b).into(), a.max(b).into()))
    }
}

/// The rules, first the special ones.
pub const RULES: &[Rule] = &[
    // what the sources say themselves
    counted_otherwise::RULE,
    posted_together::RULE,
    // one figure took another's place
    superseded_figure::RULE,
    stale_figure::RULE,
    stale_figure::GROWTH,
    // a slip of the hand
    unit_slip::RULE,
    digit_slip::RULE,
    slip_elsewhere::UNITS,
    slip_elsewhere::DIGITS,
    slip_elsewhere::MEASURES,
    // what cannot be, whatever was meant
    falling_total::RULE,
    part_exceeds_whole::RULE,
    part_exceeds_whole::TOLD,
    part_exceeds_whole::WINDOWS,
    part_exceeds_whole::PLACES,
    self_contradiction::RULE,
    // arithmetic that does not come out
    sum_mismatch::RULE,
    sum_of_list::RULE,
    share_mismatch::RULE,
    named_whole::RULE,
    change_mismatch::RULE,
    change_mismatch::IN_A_SENTENCE,
    impossible_share::RULE,
    // something else was meant
    period_mismatch::RULE,
    same_number_elsewhere::RULE,
    counted_otherwise::OTHER_DAYS,
    definition_mismatch::RULE,
    population_mismatch::RULE,
    capacity_mismatch::RULE,
    scope_mismatch::RULE,
    name_variant::RULE,
    echoed_origin::RULE,
    age_differs::RULE,
    // when and where things happened
    weekday_mismatch::RULE,
    off_by_one_day::RULE,
    year_slip::RULE,
    day_month_swap::RULE,
    date_conflict::RULE,
    other_hour::RULE,
    order_conflict::RULE,
    duration_mismatch::RULE,
    length_elsewhere::RULE,
    length_between::RULE,
    date_basis::RULE,
    place_conflict::RULE,
    place_elsewhere::RULE,
    status_conflict::RULE,
    denied_elsewhere::RULE,
    contrary_elsewhere::RULE,
    // who said what, and when
    quote_date_conflict::RULE,
    quote_variant::RULE,
    // what nothing else explains
    bound_conflict::RULE,
    range_overlap::RULE,
    value_conflict::RULE,
    change_told::RULE,
    none_against_some::RULE,
    share_told::RULE,
    share_elsewhere::RULE,
    sum_told::RULE,
    sum_in_all::RULE,
    sum_of_parts::RULE,
    what_is_left::RULE,
    sum_of_lines::RULE,
    product_told::RULE,
    times_the_limit::RULE,
    more_of_them::RULE,
    votes_cast::RULE,
    spread_over::RULE,
    held_elsewhere::ROOM,
    held_elsewhere::PEOPLE,
    same_number_other_thing::RULE,
    slip_aligned::RULE,
    counterpart_differs::RULE,
    fate_differs::RULE,
    told_otherwise::RULE,
    told_seldom::RULE,
    day_differs::RULE,
    appointed_elsewhere::RULE,
];

/// Witnesses of one draft that are remembered together.
const MOST_WITNESSES: usize = 24;

/// What looking at a story brought.
#[derive(Debug, Default)]
pub struct Seen<'f, 'a> {
    pub drafts: Vec<Draft>,
    /// who agreed with whom
    pub record: Record,
    /// who counts otherwise than whom
    pub camps: Camps<'f, 'a>,
}

/// Shows a story to every rule.
pub fn look<'f, 'a>(affair: &'f Affair<'a>) -> Seen<'f, 'a> {
    let slots: Vec<Slot> = affair.families.par_iter().flat_map_iter(|family| slots(family, affair)).collect();
    let camps = Camps::find(&slots);
    let record = Record::of(&slots, &camps);
    drop(slots);
    let story_rules = RULES.par_iter().filter_map(|rule| match rule.look {
        Look::Story(find) => Some((rule.name, find)),
        Look::Pair(..) | Look::Rest(_) => None,
    });
    let mut drafts: Vec<Draft> = story_rules
        .flat_map_iter(|(name, find)| find(affair).into_iter().map(move |draft| draft.named(name)))
        .collect();
    let told: Vec<Vec<Draft>> = affair
        .families
        .par_iter()
        .map(|family| {
            let mut drafts = Vec::new();
            for pair in pairs(family, affair) {
                // most of a large table: there is nothing to explain
                if !pair.says_one_thing() {
                    ask(&pair, affair, &camps, &mut drafts);
                }
            }
            fold(drafts, affair)
        })
        .collect();
    drafts.extend(told.into_iter().flatten());
    drafts.extend(camps.drafts(affair));
    doubt(&mut drafts, affair);
    // rows of a table are laid side by side by their keys alone
    if affair.figures.iter().any(|figure| !figure.coded()) || !affair.events.is_empty() {
        let mut told = Told::default();
        let mut heard = 0;
        for rule in RULES {
            if let Look::Rest(find) = rule.look {
                told.hear(&drafts[heard..]);
                heard = drafts.len();
                drafts.extend(find(affair, &told).into_iter().map(|draft| draft.named(rule.name)));
            }
        }
    }
    cite(&mut drafts, affair);
    Seen { drafts, record, camps }
}

fn ask(pair: &Pair, affair: &Affair, camps: &Camps, drafts: &mut Vec<Draft>) {
    let mut answered = [false; 3];
    for rule in RULES {
        if let Look::Pair(question, find) = rule.look
            && !answered[question as usize]
            && let Some(draft) = find(pair, affair)
        {
            answered[question as usize] = true;
            if !camps.explains(rule.name, pair) {
                drafts.push(Draft { rule: rule.name, ..pair.witnesses(draft, affair) });
            }
        }
    }
}
