//! Figures one source lists under one key -> which of them meet which of another source's list.
//!
//! "38.4 percent for the Union, 27.9 for the League": the words name parties the key does not hold. Two such lists are
//! laid side by side by their values: what agrees is paired off, and only what is left over on both sides, and alone or
//! near, is looked at as one thing. Otherwise every party would contradict every other.

use hashbrown::HashMap;

use super::digits::slip;
use super::figure::Figure;

/// Left-over figures this near, in percent, may be the same thing.
const NEAR: f64 = 10.0;
/// Longer lists are tables of their own; their figures meet only where they agree.
const LONGEST: usize = 24;

/// The lists of one family's voices.
#[derive(Debug)]
pub struct Lists<'v, 'f, 'a> {
    voices: &'v [Vec<usize>],
    figures: &'f [Figure<'a>],
    /// list of each voice
    list_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl<'v, 'f, 'a> Lists<'v, 'f, 'a> {
    pub fn new(voices: &'v [Vec<usize>], figures: &'f [Figure<'a>]) -> Self {
        let mut index = HashMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut list_of = Vec::with_capacity(voices.len());
        for (voice, places) in voices.iter().enumerate() {
            let figure = &figures[places[0]];
            let window = &figure.window;
            let key = (
                figure.source,
                figure.claim.metric.as_str(),
                figure.population.as_str(),
                (window.basis, window.opens, window.first, window.last, window.partial),
            );
            let list = *index.entry(key).or_insert(members.len());
            if list == members.len() {
                members.push(Vec::new());
            }
            members[list].push(voice);
            list_of.push(list);
        }
        Lists { voices, figures, list_of, members }
    }

    /// May these two voices speak of one thing?
    pub fn meet(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.figure(i), self.figure(j));
        let (mine, theirs) = (&self.members[self.list_of[i]], &self.members[self.list_of[j]]);
        let one_metric = a.claim.metric == b.claim.metric && a.population == b.population;
        // a figure that somebody is cited for as well is no list
        let single = |voices: &[usize]| voices.iter().all(|&voice| self.is_one(voices[0], voice));
        if !one_metric || single(mine) && single(theirs) {
            return true;
        }
        if a.source == b.source {
            // a list is no contradiction; two figures far apart in one text may be, and so may two voices
            let listed = mine.len() > 2 && self.list_of[i] == self.list_of[j] || a.claim.sentence == b.claim.sentence;
            let two_voices = a.claim.attributed_to.is_some() && a.claim.attributed_to != b.claim.attributed_to;
            return two_voices || !listed;
        }
        if mine.len() > LONGEST || theirs.len() > LONGEST {
            return false;
        }
        let left = |voices: &[usize], others: &[usize]| -> Vec<usize> {
            voices.iter().copied().filter(|&voice| !others.iter().any(|&other| self.agree(voice, other))).collect()
        };
        let (my_rest, their_rest) = (left(mine, theirs), left(theirs, mine));
        if !my_rest.contains(&i) || !their_rest.contains(&j) {
            return false;
        }
        // a slip of the hand gives its origin away
        if let (Some(x), Some(y)) = (a.value(), b.value())
            && slip(x, y).is_some()
        {
            return true;
        }
        let gap = |x: usize, y: usize| self.figure(x).beside(self.figure(y)).percent;
        let nearest = their_rest.iter().all(|&other| gap(i, j) <= gap(i, other))
            && my_rest.iter().all(|&other| gap(i, j) <= gap(other, j));
        let alone = single(&my_rest) && single(&their_rest);
        alone || nearest && gap(i, j) <= NEAR
    }

    fn figure(&self, voice: usize) -> &'f Figure<'a> {
        &self.figures[self.voices[voice][0]]
    }

    fn is_one(&self, i: usize, j: usize) -> bool {
        i == j || self.figure(i).interval == self.figure(j).interval
    }

    fn agree(&self, i: usize, j: usize) -> bool {
        self.figure(i).beside(self.figure(j)).agrees()
    }
}
