//! Cards of documents -> Stories: which documents tell of one affair.
//!
//! Two documents belong together when they share enough names, rare words and dates, and the rarer what they share, the
//! more it counts. Candidates come from an inverted index; a feature that many documents have links only neighbours,
//! so that the work stays near linear. What the user grouped stays grouped. The order of the cards does not matter.
//!
//! Deliberately absent: reading. A card holds what reading found, and the story is only as good as its cards.

mod card;
mod index;
mod join;

pub use card::Card;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::id::content_id;
use crate::model::story::Story;

use index::Index;

/// Groups documents by affair; every document comes out in exactly one story. Stories are sorted by id.
pub fn find(cards: &[Card]) -> Vec<Story> {
    let mut order: Vec<usize> = (0..cards.len()).collect();
    order.sort_by(|&a, &b| cards[a].id.cmp(&cards[b].id));
    let sorted: Vec<&Card> = order.into_iter().map(|at| &cards[at]).collect();
    let index = Index::new(&sorted);
    let mut stories: Vec<Story> =
        join::join(&sorted, &index).into_iter().map(|members| story(&members, &sorted, &index)).collect();
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    stories
}

fn story(members: &[usize], cards: &[&Card], index: &Index) -> Story {
    let given = members.iter().find_map(|&at| cards[at].given);
    let shared = index.shared(members, 4);
    let id = match given {
        Some(name) => content_id("story", ["given", name]),
        // the first source names the story, so that a new document seldom renames it
        None => content_id("story", ["found", &cards[members[0]].id]),
    };
    let label = match given {
        Some(name) => name.to_owned(),
        None if members.len() == 1 => index.told_most(members[0], 3).join(", "),
        None => shared.iter().take(3).cloned().collect::<Vec<_>>().join(", "),
    };
    let why = match (given, members.len()) {
        (Some(_), 1) => "given by the user".into(),
        (Some(_), _) if members.iter().all(|&at| cards[at].given.is_some()) => "given by the user".into(),
        (Some(_), _) => format!("partly given by the user; the rest share {}", shared.join(", ")),
        (None, 1) => "shares too little with any other document".into(),
        (None, _) => format!("they share {}", shared.join(", ")),
    };
    Story {
        id,
        label,
        sources: members.iter().map(|&at| cards[at].id.clone()).collect(),
        main_place: main_place(members, cards),
        why,
    }
}

/// The place that most documents name most; ties by how often it is named in all, then by the alphabet. Empty when none
/// is named. Counting documents first keeps one long text about somewhere else from deciding.
fn main_place(members: &[usize], cards: &[&Card]) -> String {
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for &at in members {
        let places = &cards[at].places;
        let most = places.iter().map(|(_, count)| *count).max().unwrap_or(0);
        for (place, count) in places {
            let sum = counts.entry(place).or_default();
            *sum = (sum.0 + u64::from(*count == most), sum.1 + u64::from(*count));
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(name, sums)| (sums, Reverse(name)))
        .map_or_else(String::new, |(name, _)| name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card<'a>(id: &str, names: &[(&'a str, u32)], words: &[&'a str], day: &str) -> Card<'a> {
        Card {
            id: id.into(),
            given: None,
            names: names.to_vec(),
            capitals: vec![],
            words: words.to_vec(),
            published: None,
            dates: vec![day.parse().expect("a day")],
            places: vec![("Valdoria", 2)],
        }
    }

    fn quake(id: &str) -> Card<'static> {
        let names = [("Valdoria", 4), ("Dessim", 3), ("Tomas Eller", 1), ("Civil Protection Authority", 2)];
        card(id, &names, &["aftershock", "epicentre", "rubble"], "2025-03-11")
    }

    fn vote(id: &str) -> Card<'static> {
        let names = [("Sarvenia", 4), ("Petra Soltan", 3), ("Civic Union", 5), ("Electoral Commission", 2)];
        card(id, &names, &["ballot", "turnout", "coalition"], "2024-11-17")
    }

    #[test]
    fn a_handful_of_articles_on_one_affair_is_one_story() {
        let stories = find(&[quake("a"), quake("b"), quake("c")]);
        assert_eq!(stories.len(), 1);
        assert_eq!(stories[0].main_place, "Valdoria");
        assert!(stories[0].why.contains("Dessim"), "{}", stories[0].why);
    }

    #[test]
    fn unrelated_articles_stay_apart_in_any_order() {
        let stories = find(&[quake("a"), vote("b"), quake("c"), vote("d")]);
        let sources: Vec<Vec<&str>> = stories.iter().map(|s| s.sources.iter().map(|id| &**id).collect()).collect();
        assert!(sources.contains(&vec!["a", "c"]) && sources.contains(&vec!["b", "d"]), "{sources:?}");
        assert_eq!(stories, find(&[vote("d"), quake("c"), vote("b"), quake("a")]));
    }

    #[test]
    fn what_the_user_grouped_stays_grouped_and_apart() {
        let mut mine = [quake("a"), vote("b"), quake("c")];
        mine[0].given = Some("one");
        mine[1].given = Some("one");
        mine[2].given = Some("two");
        let stories = find(&mine);
        assert_eq!(stories.len(), 2);
        assert!(stories.iter().all(|story| story.why == "given by the user"));
    }

    #[test]
    fn a_document_without_anything_is_its_own_story() {
        let empty = Card { id: "x".into(), names: vec![], words: vec![], dates: vec![], places: vec![], ..quake("x") };
        let stories = find(&[empty, quake("a"), quake("b")]);
        assert_eq!(stories.len(), 2);
    }
}

/// The little worlds of `tests/stories` and the bundled articles, with cards made by the eye of a child: capitalised
/// words in a row, and lower-case words that few texts use.
#[cfg(test)]
mod little_worlds {
    use std::collections::BTreeMap;

    use super::*;

    macro_rules! article {
        ($path:literal) => {
            ($path, include_str!(concat!("../../", $path)))
        };
    }

    const ARTICLES: [(&str, &str); 18] = [
        article!("data/articles/capital-review.txt"),
        article!("data/articles/harbor-ledger.txt"),
        article!("data/articles/meridian-dispatch.txt"),
        article!("data/articles/northgate-wire.txt"),
        article!("data/articles/plainview-post.md"),
        article!("tests/stories/earthquake/articles/lpa-first-report.txt"),
        article!("tests/stories/earthquake/articles/lpa-wrap.txt"),
        article!("tests/stories/earthquake/articles/openridge-blog.txt"),
        article!("tests/stories/earthquake/articles/serrin-gazette.txt"),
        article!("tests/stories/earthquake/articles/valdor-times.txt"),
        article!("tests/stories/election/articles/ballotwatch.txt"),
        article!("tests/stories/election/articles/continental-daily.txt"),
        article!("tests/stories/election/articles/lisk-herald.txt"),
        article!("tests/stories/election/articles/sna-election-night.txt"),
        article!("tests/stories/protest/articles/kerbside-blog.txt"),
        article!("tests/stories/protest/articles/mirel-morning-post.txt"),
        article!("tests/stories/protest/articles/northwire-report.txt"),
        article!("tests/stories/protest/articles/talvia-today-live.txt"),
    ];

    fn card<'a>((path, text): (&str, &'a str)) -> Card<'a> {
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        let mut words: BTreeMap<&str, u32> = BTreeMap::new();
        for clause in text.split(['.', ',', '\n', '“', '”', '"', '(', ')', ':', ';', '?']) {
            let mut run: Option<(usize, usize)> = None;
            let (mut at, mut first) = (0, true);
            for word in clause.split_inclusive(' ') {
                let bare = word.trim_end_matches([' ', '’', 's']);
                let capital = bare.starts_with(char::is_uppercase) && bare.len() > 2;
                if capital && !first {
                    run = Some((run.map_or(at, |(start, _)| start), at + bare.len()));
                } else if let Some((start, end)) = run.take() {
                    *names.entry(&clause[start..end]).or_default() += 1;
                }
                if !capital && bare.len() > 7 && bare.chars().all(char::is_alphabetic) {
                    *words.entry(bare).or_default() += 1;
                }
                at += word.len();
                first &= word.trim().is_empty();
            }
            if let Some((start, end)) = run {
                *names.entry(&clause[start..end]).or_default() += 1;
            }
        }
        Card {
            id: path.into(),
            given: None,
            names: names.into_iter().collect(),
            capitals: Vec::new(),
            words: words.into_keys().collect(),
            published: None,
            dates: Vec::new(),
            places: Vec::new(),
        }
    }

    #[test]
    fn each_world_is_one_story() {
        let cards: Vec<Card> = ARTICLES.into_iter().map(card).collect();
        let stories = find(&cards);
        let told: Vec<String> = stories.iter().map(|story| format!("{:?}: {}", story.sources, story.why)).collect();
        assert_eq!(stories.len(), 4, "{told:#?}");
        for story in &stories {
            let world = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
            assert!(story.sources.iter().all(|id| world(id) == world(&story.sources[0])), "{told:#?}");
        }
    }

    #[test]
    fn a_world_alone_is_still_one_story() {
        for folder in ["data/articles", "stories/earthquake", "stories/election", "stories/protest"] {
            let cards: Vec<Card> = ARTICLES.into_iter().filter(|(path, _)| path.contains(folder)).map(card).collect();
            assert_eq!(find(&cards).len(), 1, "{folder}");
        }
    }
}
