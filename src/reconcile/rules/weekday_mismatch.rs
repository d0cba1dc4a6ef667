//! "Tuesday, March 12" when that was a Wednesday.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Look, Rule};
use crate::model::event::Event;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::mention::Mention;
use crate::model::time::{Partial, Said};
use crate::reconcile::act::witness;
use crate::reconcile::affair::Affair;
use crate::reconcile::denied::roots;
use crate::reconcile::draft::Draft;
use crate::reconcile::tolerance::Tolerance;

/// Other texts that tell the day are cited.
const MOST: usize = 3;
const HALF_A_YEAR: i64 = 183;

pub const RULE: Rule = Rule { name: "weekday_mismatch", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for event in &affair.events {
        let published = affair.sources.published(&event.source);
        let wrong = event.because.iter().find_map(|mention| wrong_day(mention, event, published));
        let Some((weekday, date)) = wrong else { continue };
        let mut draft = draft(event, weekday, date, affair);
        for other in others_of_that_day(event, date, affair) {
            draft.see(witness(other));
        }
        // one expression may date several clauses
        match drafts.iter_mut().find(|known| known.theme == draft.theme) {
            Some(known) => known.absorb(&draft),
            None => drafts.push(draft),
        }
    }
    drafts
}

/// Other texts' acts of the same date, told with the weekday it was, and in a word or two of the same roots.
fn others_of_that_day<'a>(event: &Event, date: NaiveDate, affair: &Affair<'a>) -> Vec<&'a Event> {
    let own = roots(&event.sentence_text, affair.vocabulary);
    let is_other = |other: &&&Event| {
        let day = other.because.iter().find_map(named_day);
        let near = affair.sources.published(&other.source).or(Some(date));
        let same = day.zip(near).is_some_and(|((month, day, weekday), near)| {
            let of_year = NaiveDate::from_ymd_opt(date.year(), u32::from(month), u32::from(day));
            of_year == Some(date)
                && (near - date).num_days().abs() < HALF_A_YEAR
                && u32::from(weekday) == date.weekday().number_from_monday()
        });
        let alike =
            || roots(&other.sentence_text, affair.vocabulary).iter().any(|root| own.binary_search(root).is_ok());
        same && other.source != event.source && alike()
    };
    affair.events.iter().filter(is_other).take(MOST).copied().collect()
}

/// Month, day and weekday that the words name.
fn named_day(mention: &Mention) -> Option<(u8, u8, u8)> {
    match mention.time()?.said {
        Said::Date(Partial { month: Some(month), day: Some(day), weekday: Some(weekday), .. }, _) => {
            Some((month, day, weekday))
        }
        _ => mention.parts.iter().find_map(named_day),
    }
}

/// The weekday said and the date it does not fit.
fn wrong_day(mention: &Mention, event: &Event, published: Option<NaiveDate>) -> Option<(u8, NaiveDate)> {
    let time = mention.time()?;
    let Said::Date(Partial { month: Some(month), day: Some(day), weekday: Some(weekday), year, .. }, _) = time.said
    else {
        return mention.parts.iter().find_map(|part| wrong_day(part, event, published));
    };
    let value = time.value.as_ref().or(event.time.as_ref())?;
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
    // no year is said, and the text's own is not known: one of the years fits
    if year.is_none() && published.is_none() && value.inferred.year {
        return None;
    }
    let near = published.or(value.first_day())?;
    // without a year, the one nearest to the text is meant, before or after
    let date = match year {
        Some(year) => of_year(year)?,
        None => (near.year() - 1..=near.year() + 1)
            .filter_map(of_year)
            .min_by_key(|date| (*date - near).num_days().abs())?,
    };
    (date.weekday().number_from_monday() != u32::from(weekday)).then_some((weekday, date))
}

fn draft(event: &Event, weekday: u8, date: NaiveDate, affair: &Affair) -> Draft {
    let said = i64::from(weekday) - i64::from(date.weekday().number_from_monday());
    // the nearest day that bears the name, before or after
    let step = if said > 3 {
        said - 7
    } else if said < -3 {
        said + 7
    } else {
        said
    };
    let nearest = date + chrono::Duration::days(step);
    let name = |number: u8| Weekday::try_from(number.saturating_sub(1)).map_or_else(|_| String::new(), name);
    let says = format!(
        "{} writes “{}”, but {date} was a {}; the nearest {} was {nearest}.",
        affair.sources.name(&event.source),
        event.text,
        name_of(date),
        name(weekday),
    );
    let draft = Draft::new(Severity::Medium, Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(event).value(event.text.clone()).value(nearest.to_string());
    let theme = format!("{} {:?}", event.source, event.span);
    draft.measured(format!("{date} is a {}", name_of(date))).theme(theme)
}

fn name_of(date: NaiveDate) -> String {
    name(date.weekday())
}

fn name(day: Weekday) -> String {
    let name = match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::model::mention::{Mention, What};
    use crate::model::span::Span;
    use crate::model::time::{Direction, Partial, Said, Time, TimeKind};
    use crate::reconcile::sample::{Told, leaves_told, sees_told, told};

    fn dated(weekday: u8) -> Told {
        let Told::Event(mut event) = told("blog", "The quake came on that day").on("2025-03-12") else {
            panic!("an event")
        };
        let partial = Partial { month: Some(3), day: Some(12), weekday: Some(weekday), ..Partial::default() };
        let what = What::Time(Time::new(TimeKind::Date, Said::Date(partial, Direction::Bare)));
        event.because = vec![Mention {
            span: Span::new(0, 1),
            sentence: 0,
            what,
            rule: "sample".into(),
            parts: Vec::new(),
            pieces: Vec::new(),
        }];
        Told::Event(event)
    }

    #[test]
    fn the_twelfth_of_march_2025_was_a_wednesday() {
        sees_told("weekday_mismatch medium", [dated(2)]);
        leaves_told([dated(3)]);
    }
}
