//! What rules did not lay side by side because a story has too much of it -> notices.
//!
//! Rules look at a story from many threads and hand in findings; what they had to leave out they write down here, as sums of it do
//! not depend on who comes first.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::notice::Notice;

/// How many of what were left out.
#[derive(Debug, Default)]
pub struct LeftOut(Mutex<BTreeMap<&'static str, usize>>);

impl LeftOut {
    fn counts(&self) -> MutexGuard<'_, BTreeMap<&'static str, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So many more of these are left out.
    pub fn add(&self, what: &'static str, count: usize) {
        if count > 0 {
            *self.counts().entry(what).or_default() += count;
        }
    }

    /// The first so many; the others are left out.
    pub fn first<T>(&self, most: usize, what: &'static str, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut all = all.into_iter();
        let kept = all.by_ref().take(most).collect();
        self.add(what, all.count());
        kept
    }

    /// One for each sort of thing, of the story they are told in.
    pub fn notices(&self, story: &str) -> Vec<Notice> {
        let story = if story.is_empty() { String::new() } else { format!("story {story}: ") };
        let says = |(what, count): (&&str, &usize)| {
            format!("{story}too many {what} to lay all side by side; left out: {count}")
        };
        self.counts().iter().map(says).map(|says| Notice::new("reconcile", "", None, says)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{World, told};

    #[test]
    fn what_is_left_out_is_counted_and_told() {
        let left = LeftOut::default();
        assert_eq!(left.first(2, "denials", 0..5), [0, 1]);
        assert_eq!(left.first(9, "sums", 0..5).len(), 5);
        left.add("denials", 4);
        let says: Vec<String> = left.notices("s").into_iter().map(|notice| notice.says).collect();
        assert_eq!(says, ["story s: too many denials to lay all side by side; left out: 7"]);
    }

    #[test]
    fn a_story_with_hundreds_of_lengths_says_what_it_left_out() {
        let told = |source| told(source, "The shaft was opened").on("2024-05-04");
        let world = |lengths: usize| {
            let world = World::telling([told("wire"), told("post")]);
            (0..lengths).fold(world, |world, _| world.lasting("wire", "The miners sang for 30 days in the shaft"))
        };
        assert_eq!(world(200).notices(), [""; 0]);
        assert_eq!(world(203).notices(), ["story s: too many lengths of time to lay all side by side; left out: 3"]);
    }
}
