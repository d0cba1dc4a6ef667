//! Little worlds: a text, its date, and the days its words come to.

use chrono::NaiveDate;
use std::sync::LazyLock;

use super::{Told, read_dateline, resolve, story_datelines, weekday_slips};
use crate::model::document::{Dateline, DatelineBasis, Document, Source};
use crate::model::ledger::Resolve;
use crate::model::mention::Mention;
use crate::model::sentence::Prose;
use crate::model::time::Grain;
use crate::model::vocabulary::Vocabulary;
use crate::{recognise, text, vocabulary};

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary::load("en", &[]).unwrap());

fn document(id: &str, text: &str, published: Option<&str>) -> Document {
    let dateline = published.map_or_else(Dateline::default, |day| Dateline {
        published: Some(day.parse().unwrap()),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Given,
        ..Dateline::default()
    });
    Document { id: id.into(), source: Source::default(), dateline, text: text.into(), verbatim: true }
}

fn read(document: &Document) -> (Prose, Vec<Mention>) {
    let prose = text::read(document, &ENGLISH).value;
    let mentions = recognise::dates::read(&prose.words(&document.text, &ENGLISH.lexicon), &prose, &ENGLISH).value;
    (prose, mentions)
}

fn resolved(text: &str, published: Option<&str>, mode: Resolve) -> Vec<Mention> {
    let mut document = document("t", text, published);
    let (prose, mut mentions) = read(&document);
    document.dateline = read_dateline(&document, &prose, &mentions, &ENGLISH).0;
    resolve(&document, &prose, &mut mentions, &ENGLISH, mode);
    mentions
}

/// `words = TIMEX3; …`
fn drawn(text: &str, published: Option<&str>, mode: Resolve) -> String {
    let shown = |mention: &Mention| format!("{} = {}", mention.span.of(text), mention.time().unwrap().timex);
    resolved(text, published, mode).iter().map(shown).collect::<Vec<_>>().join("; ")
}

fn news(text: &str) -> String {
    drawn(text, Some("2015-02-04"), Resolve::News)
}

fn stated(text: &str) -> Dateline {
    let document = document("t", text, None);
    let (prose, mentions) = read(&document);
    read_dateline(&document, &prose, &mentions, &ENGLISH).0
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn weekdays_follow_the_tense() {
    assert_eq!(news("He quit on Monday. The court will meet on Friday."), "Monday = 2015-02-02; Friday = 2015-02-06");
    assert_eq!(news("He spoke Wednesday."), "Wednesday = 2015-02-04");
    assert_eq!(news("He spoke last Wednesday."), "last Wednesday = 2015-01-28");
    assert_eq!(news("Voters waited on Monday night."), "Monday night = 2015-02-02TNI");
}

#[test]
fn what_was_only_announced_lies_ahead() {
    // 4 February 2015 was a Wednesday
    assert_eq!(news("The nurses have called a walkout for Friday."), "Friday = 2015-02-06");
    assert_eq!(news("The bishops have called for prayers on Sunday."), "Sunday = 2015-02-08");
    assert_eq!(news("The mayor declared a day of rest, beginning on Thursday."), "a day = P1D; Thursday = 2015-02-05");
    assert_eq!(news("The hearing was adjourned to Monday."), "Monday = 2015-02-09");
    assert_eq!(news("The final was moved to Saturday."), "Saturday = 2015-02-07");
    assert_eq!(news("The judge set a hearing for Friday."), "Friday = 2015-02-06");
    assert_eq!(news("She is to speak to the miners on Sunday."), "Sunday = 2015-02-08");
    assert_eq!(
        news("They agreed on Tuesday to play the match on Saturday."),
        "Tuesday = 2015-02-03; Saturday = 2015-02-07"
    );
    assert_eq!(news("The nurses called a walkout on Monday."), "Monday = 2015-02-02");
    assert_eq!(news("It snowed for three days, beginning on Saturday."), "three days = P3D; Saturday = 2015-01-31");
    assert_eq!(news("The mine was shut on Friday."), "Friday = 2015-01-30");
    assert_eq!(news("The tally for Friday rose by nine."), "Friday = 2015-01-30");
}

#[test]
fn months_and_days_without_year_follow_the_tense() {
    assert_eq!(news("In November, the rate was 9 percent."), "November = 2014-11");
    assert_eq!(news("The law was passed on March 3."), "March 3 = 2014-03-03");
    assert_eq!(news("The law will be passed on March 3."), "March 3 = 2015-03-03");
    assert_eq!(news("He was held in May 2009 and freed in July."), "May 2009 = 2009-05; July = 2009-07");
}

#[test]
fn steps_count_from_the_dateline_or_the_last_date_told() {
    assert_eq!(
        news("It was sold yesterday, last week and two months ago."),
        "yesterday = 2015-02-03; last week = 2015-W05; two months ago = 2014-12"
    );
    assert_eq!(news("He fled in 2009. Two years later he was back."), "2009 = 2009; Two years later = 2011");
    assert_eq!(
        news("He fled on May 3, 2009. The next day he was back."),
        "May 3, 2009 = 2009-05-03; The next day = 2009-05-04"
    );
    assert_eq!(news("In October of last year it closed."), "October of last year = 2014-10");
}

#[test]
fn a_step_forward_stops_at_the_dateline() {
    let mentions = resolved(
        "It was declared in 2012. Nearly three years later, it still holds.",
        Some("2015-02-04"),
        Resolve::News,
    );
    let later = mentions[1].time().unwrap().value.as_ref().unwrap();
    assert_eq!((later.first_day(), later.last_day()), (day("2015-01-01"), day("2015-02-04")));
    assert!(later.reason.contains("2012") && later.reason.contains("2015-02-04"), "{}", later.reason);
}

#[test]
fn a_narrative_counts_from_the_last_date_told() {
    let text = "The war began on June 22, 1941. By October they stood before the city. In January the front broke.";
    assert_eq!(
        drawn(text, Some("2009-12-19"), Resolve::Narrative),
        "June 22, 1941 = 1941-06-22; October = 1941-10; January = 1942-01"
    );
}

#[test]
fn spans_have_both_ends() {
    let mentions = resolved("Deaths between 2012 and 2014 rose.", None, Resolve::News);
    let value = mentions[0].time().unwrap().value.as_ref().unwrap();
    assert_eq!((value.first_day(), value.last_day()), (day("2012-01-01"), day("2014-12-31")));
}

#[test]
fn an_undated_document_resolves_what_has_its_own_year_only() {
    assert_eq!(drawn("It rose in 2012 and on Monday.", None, Resolve::News), "2012 = 2012; Monday = XXXX-WXX-1");
}

#[test]
fn stated_dates_are_read() {
    assert_eq!(stated("Published: Feb. 4, 2015\n\nThe mill burned.").published, day("2015-02-04"));
    let both =
        stated("The Mill Burns\n\nPublished Feb. 4, 2015\nUpdated 3:04 p.m. ET, Feb. 6, 2015\n\nThe mill burned.");
    assert_eq!((both.published, both.updated), (day("2015-02-04"), day("2015-02-06")));
    assert_eq!(
        stated("The Mill Burns\nMarch 9, 2011\nThe old mill of the town burned on Monday.").published,
        day("2011-03-09")
    );
    assert_eq!(stated("PORT LISK, March 9, 2011 (LPA) - The mill burned.").published, day("2011-03-09"));
    let release =
        "Help for the mill\n\nPort Lisk, 9 March 2011. The ministry has paid, it said. The mill opened in 1990.";
    assert_eq!(stated(release).published, day("2011-03-09"));
    assert_eq!(stated("Port Lisk, 9 March 2011 – The ministry has paid.").published, day("2011-03-09"));
    assert_eq!(
        stated("The mill burned. It was built on March 9, 1811 by two brothers, and closed in 1990.").basis,
        DatelineBasis::Unknown
    );
}

#[test]
fn a_masthead_holds_its_date_among_other_labels() {
    let of =
        |masthead: &str| stated(&format!("{masthead}\n\nThe old mill of the town burned on Monday night.")).published;
    assert_eq!(of("THE LISK LETTER\nNotes from the valley | Port Lisk | 9 March 2011"), day("2011-03-09"));
    assert_eq!(of("MILL WORKERS' AID\nReport no. 4\n9 March 2011, 17:30 local time"), day("2011-03-09"));
    assert_eq!(of("MILL WORKERS' AID\nIssued: 9 March 2011 (covers 2–8 March)"), day("2011-03-09"));
    assert_eq!(of("The Lisk Post\nEvening edition, March 9, 2011"), day("2011-03-09"));
    assert_eq!(of("The mill that stood until March 9, 1811 | a walk through the valley"), None);
    assert_eq!(of("What the town lost when on March 9, 1811 the dam broke"), None);
}

/// The days of a story's documents, and what those without one are counted from.
fn story(texts: &[&str]) -> (Vec<Dateline>, Vec<Option<NaiveDate>>) {
    let documents: Vec<Document> =
        texts.iter().enumerate().map(|(number, text)| document(&format!("d{number}"), text, None)).collect();
    let mut dated: Vec<_> = documents
        .iter()
        .map(|document| {
            let (prose, mentions) = read(document);
            read_dateline(document, &prose, &mentions, &ENGLISH)
        })
        .collect();
    let mut told: Vec<Told> = documents
        .iter()
        .zip(&mut dated)
        .map(|(document, (dateline, clues))| Told { id: &document.id, dateline, clues, counted_from: None })
        .collect();
    story_datelines(&mut told);
    let counted_from = told.iter().map(|told| told.counted_from).collect();
    (dated.into_iter().map(|(dateline, _)| dateline).collect(), counted_from)
}

#[test]
fn documents_of_a_story_date_each_other() {
    let (dated, _) = story(&[
        "The minister spoke on March 4 of the deal. He had met the envoys on March 3.",
        "The offer was made on Monday night. The region closed 2013 with 40 fires.",
        "The envoys said on Tuesday that they would study it.",
        "The offer raises questions about the law.",
    ]);
    let days: Vec<_> = dated.iter().map(|dateline| dateline.published).collect();
    assert_eq!(days, [day("2014-03-04"), day("2014-03-04"), day("2014-03-04"), day("2014-03-04")]);
    assert!(dated[3].evidence.starts_with("weak"), "{}", dated[3].evidence);
}

#[test]
fn a_page_that_hides_its_date_is_dated_by_its_words_among_the_others() {
    // 9 March 2011 was a Wednesday
    let other = "LISK, March 9, 2011 (LPA) - The dam burst on Monday, March 7, and the mill is gone.";
    let of = |text: &str| story(&[other, text]).0[1].published;
    assert_eq!(of("Good evening. Here is what mattered today, Thursday, in the valley."), day("2011-03-10"));
    assert_eq!(of("This morning, a Thursday, the lock was still shut."), day("2011-03-10"));
    assert_eq!(of("Halm, Thursday - The lock keepers went home."), day("2011-03-10"));
    assert_eq!(of("It’s Saturday, and the water is still in the streets."), day("2011-03-12"));
    assert_eq!(of("Repairs begin tomorrow, on Sunday, the mayor said."), day("2011-03-12"));
    assert_eq!(of("On Thursday morning the mayor came. It broke at 11 o'clock on Monday night."), day("2011-03-10"));
    assert_eq!(of("The millers were paid on Thursday, and yesterday they sat in the yard."), day("2011-03-11"));
    assert_eq!(of("The millers came back on Friday. The dam broke on March 7."), day("2011-03-11"));
    assert_eq!(of("Yesterday's news shows a dam that was badly built."), day("2011-03-10"));
    assert_eq!(of("The mayor, who came on Thursday, is to speak to the millers later on Friday."), day("2011-03-11"));
    assert_eq!(of("Two weeks on, the mill is still mud. On Sunday the first miller came back."), day("2011-03-20"));
    assert_eq!(of("The dam broke a fortnight ago today, and on Sunday the mayor went."), day("2011-03-21"));
    assert_eq!(
        of("The dam broke on March 7. Eight days later the mayor went. A new one came on Monday."),
        day("2011-03-15")
    );
    // a speaker's today is the day on which he spoke
    assert_eq!(of("“It happened today, Friday, and I saw it,” he said on Wednesday."), day("2011-03-09"));
}

#[test]
fn a_page_says_how_long_after_something_it_is_written() {
    // the lock failed on Tuesday, 7 June 2011
    let other = "HALM, June 8, 2011 (LPA) - The lock failed on Tuesday, June 7, and forty barges wait below it.";
    let of = |text: &str| story(&[other, text]).0[1].published;
    assert_eq!(
        of("Nine days after the failure, bargemen sleep in a gym. On Tuesday two of them left."),
        day("2011-06-16")
    );
    assert_eq!(of("Three weeks after the lock failed on 7 June, no barge has moved."), day("2011-06-28"));
    assert_eq!(of("It is now exactly 80 days since the lock of Halm failed, on 7 June."), day("2011-08-26"));
    assert_eq!(of("The barges, one week on: what we know\n\nOn Tuesday a crane came from Lisk."), day("2011-06-14"));
    // between two days of the past
    assert_eq!(
        of("On Wednesday the keeper spoke. He had warned of it in a letter, 30 days after the flood."),
        day("2011-06-08")
    );
}

#[test]
fn a_page_that_looks_back_comes_last() {
    let (dated, _) = story(&[
        "HALM, June 8, 2011 (LPA) - The lock failed on Tuesday, June 7, and forty barges wait below it.",
        "HALM, June 11, 2011 (LPA) - A crane lifted the gate of the lock on Friday, and the barges moved.",
        "The lock of Halm failed on 7 June. Forty barges waited below it; their skippers want money.",
        "A lock, a crane and forty barges: who pays at Halm?",
    ]);
    let days: Vec<_> = dated.iter().map(|dateline| dateline.published).collect();
    assert_eq!(days, [day("2011-06-08"), day("2011-06-11"), day("2011-06-12"), day("2011-06-12")]);
    assert!(dated[3].evidence.starts_with("weak"), "{}", dated[3].evidence);
}

#[test]
fn a_first_report_tells_of_the_day_that_the_others_name() {
    let (dated, _) = story(&[
        "HALM (LPA) - A lock failed on Tuesday and forty barges wait below it, the harbour said on Wednesday.",
        "HALM, June 9, 2011 (LPA) - The lock that failed on June 7 will be shut for weeks, the harbour said on Thursday.",
        "HALM, June 11, 2011 (LPA) - Since the lock failed on June 7 no barge has passed. A crane came on Friday.",
    ]);
    assert_eq!(dated[0].published, day("2011-06-08"));
}

#[test]
fn a_dateline_without_its_year_is_a_date_beside_one_that_has_it() {
    let (dated, _) = story(&[
        "LISK, March 18, 2011 (LPA) - The dam above Lisk was mended on Thursday. It was hot on March 4.",
        "LISK, March 11 (LPA) - The dam burst on Wednesday, and the mill is gone.",
        "The mill was still mud on Sunday. On Friday the mayor had come.",
    ]);
    let days: Vec<_> = dated.iter().map(|dateline| dateline.published).collect();
    assert_eq!(days, [day("2011-03-18"), day("2011-03-11"), day("2011-03-13")]);
}

#[test]
fn that_night_and_that_weekday_are_those_of_the_day_told_before() {
    // 22 January 2015 was a Thursday
    assert_eq!(
        news("On January 22 the army apologised. “No plane flew that Wednesday,” a general said the same evening."),
        "January 22 = 2015-01-22; Wednesday = 2015-01-21; the same evening = 2015-01-22TEV"
    );
    assert_eq!(
        news("Friday 23 January, 05:40: the rising begins. By 14:15 it is over. That night the minister speaks."),
        "Friday 23 January = 2015-01-23; 14:15 = 2015-01-23T14:15; That night = 2015-01-23TNI"
    );
    assert_eq!(
        news("He spoke on January 22. He said that Monday was quiet."),
        "January 22 = 2015-01-22; Monday = 2015-02-02"
    );
    // what is quoted moves nothing outside
    assert_eq!(
        news("He quit on January 22. “On May 3, 2009 we swore,” he said. The next day he was gone."),
        "January 22 = 2015-01-22; May 3, 2009 = 2009-05-03; The next day = 2015-01-23"
    );
}

#[test]
fn overnight_is_the_night_that_ended_this_morning() {
    assert_eq!(news("Two boats sank overnight."), "overnight = 2015-02-03TNI");
    assert_eq!(news("On Monday bakers worked overnight."), "Monday = 2015-02-02; overnight = 2015-02-02TNI");
    assert_eq!(
        news("The mayor said on Tuesday that two boats sank overnight."),
        "Tuesday = 2015-02-03; overnight = 2015-02-02TNI"
    );
    assert_eq!(news("Snow will fall overnight."), "overnight = 2015-02-04TNI");
    // the hour behind it is of the page's own day
    assert!(news("Two boats sank overnight. The first was raised at 9 a.m. there.").ends_with("2015-02-04T09:00"));
}

#[test]
fn a_day_that_is_not_singled_out_stays_open() {
    let other = "LISK, March 9, 2011 (LPA) - The dam burst on Monday, March 7, and the mill is gone.";
    let long = "The mill is gone. The dam is gone. The road is gone. The bridge is gone. The school is gone. \
                The clerk told us so on Friday.";
    let (dated, counted_from) = story(&[other, long]);
    assert_eq!((dated[1].published, dated[1].basis), (None, DatelineBasis::Unknown));
    // what a text comes to late is seldom of its own day
    assert_eq!(counted_from, [None, day("2011-03-12")]);
    assert!(dated[1].evidence.contains("its words fit 2011-03-12 best"), "{}", dated[1].evidence);
    let (dated, counted_from) = story(&[other, "Some 400 votes were cast last Sunday."]);
    assert_eq!((dated[1].published, counted_from[1]), (None, day("2011-03-10")));
    let (dated, _) = story(&[other, "They have camped by the dam since March 7. More came on Thursday."]);
    assert_eq!(dated[1].published, day("2011-03-10"));
}

#[test]
fn a_weekday_with_its_date_tells_the_year_of_a_story() {
    // 8 June was a Saturday in 2013, 2019 and 2024; the last year told as past is 2018
    let (dated, _) = story(&[
        "The dam above Lisk broke early on Saturday, June 8, and the mill is gone. The last flood was in 2011.",
        "Divers found two more bodies on Monday. The mill, which opened in 2018, will be pulled down.",
        "Live from Lisk | Tuesday 11 June\nThe road is open again. The dam was last inspected in 2016.",
        "The council met on Wednesday, four days after the dam broke on June 8.",
    ]);
    let days: Vec<_> = dated.iter().map(|dateline| dateline.published).collect();
    assert_eq!(days, [day("2019-06-08"), day("2019-06-10"), day("2019-06-11"), day("2019-06-12")]);
    assert!(
        dated[2].evidence.contains("such a day in 2019") || dated[3].evidence.contains("such a day in 2019"),
        "{}",
        dated[3].evidence
    );
}

#[test]
fn news_of_days_before_the_story_is_of_the_week_after() {
    let (dated, _) = story(&[
        "The dam broke on Sunday, November 9. The mill had closed in 2024.",
        "The dead of 9 November now number 47. One died on Sunday. Two were freed on Saturday, a third on Friday. \
         On Tuesday the town had marched.",
    ]);
    assert_eq!(dated[1].published, day("2025-11-16"));
}

#[test]
fn what_is_to_come_is_not_told_as_past() {
    let clues_of = |text: &str| {
        let document = document("a", text, None);
        let (prose, mentions) = read(&document);
        read_dateline(&document, &prose, &mentions, &ENGLISH).1
    };
    let weekdays = |text: &str| -> Vec<bool> { clues_of(text).weekdays.iter().map(|day| day.ahead).collect() };
    assert_eq!(weekdays("The mill closed on Monday and was to reopen on Thursday."), [false, true]);
    assert_eq!(weekdays("The clerk has called a meeting at 6 p.m. on Thursday."), [true]);
    assert_eq!(weekdays("The mill has been shut since Monday, the biggest stop one would say."), [false]);
    let days = |text: &str| -> Vec<bool> { clues_of(text).month_days.iter().map(|day| day.ahead).collect() };
    assert_eq!(days("A man was bailed to appear on October 14."), [true]);
    assert_eq!(clues_of("The sugar year 2025–26 has begun.").bounds.len(), 1);
}

#[test]
fn two_unrelated_clues_never_invent_a_day() {
    let text = "The bridge was opened in 2009. It was closed on March 4.";
    assert_eq!(stated(text).basis, DatelineBasis::Unknown);
    let document = document("a", text, None);
    let (prose, mentions) = read(&document);
    let (mut dateline, clues) = read_dateline(&document, &prose, &mentions, &ENGLISH);
    story_datelines(&mut [Told { id: &document.id, dateline: &mut dateline, clues: &clues, counted_from: None }]);
    assert_eq!(dateline.published, None, "{}", dateline.evidence);
}

#[test]
fn a_weekday_that_does_not_fit_its_date_is_kept_and_told() {
    let mentions = resolved("He resigned on Tuesday, February 3.", Some("2014-02-05"), Resolve::News);
    let slips = weekday_slips(&mentions);
    assert_eq!(slips.len(), 1);
    assert_eq!((slips[0].said, slips[0].was, Some(slips[0].nearest)), (2, 1, day("2014-02-04")));
}

#[test]
fn the_month_of_an_issue_dates_its_text() {
    let of = |text: &str| {
        let dateline = stated(text);
        (dateline.published, dateline.grain)
    };
    let month = Some(Grain::Month);
    let issue =
        "The Dry Mill\nBy Ann Lee\nMay 2011 issue\n\nThe dam burst in the spring of 2010. It has not been built again.";
    assert_eq!(of(issue), (day("2011-05-01"), month));
    let review = "The Dry Mill\nWhat a flood did\nThe Lisk Review, May 2011\n\nThe dam burst in the spring of 2010.";
    assert_eq!(of(review), (day("2011-05-01"), month));
    // a heading of a history, a title, and a month that the text outlives
    assert_ne!(of("The Dry Mill\n\nIt rained for a week.\n\nMay 2011\n\nThe dam burst.").1, month);
    assert_ne!(of("May 2011\n\nThe dam burst.").1, month);
    assert_ne!(of("The Dry Mill\nMay 2011\n\nThe dam was built again in June 2012.").1, month);
}

#[test]
fn a_month_of_an_issue_tells_the_year_of_its_days() {
    let text = "The Dry Mill\nMay 2011\n\nThe dam burst on 22 October. It was mended in March.";
    let document = document("a", text, None);
    let (prose, mut mentions) = read(&document);
    let (dateline, _) = read_dateline(&document, &prose, &mentions, &ENGLISH);
    let document = Document { dateline, ..document };
    resolve(&document, &prose, &mut mentions, &ENGLISH, Resolve::News);
    let days: Vec<_> = mentions.iter().filter_map(|m| m.time()?.value.as_ref()?.first_day()).collect();
    assert_eq!(days, [day("2011-05-01"), day("2010-10-22"), day("2011-03-01")].map(Option::unwrap));
}

#[test]
fn a_date_counted_from_the_text_s_own_day_tells_it() {
    let first = "The mill of Lisk burned down\n\nLISK, 7 November 2025. The mill of Lisk burned down on Wednesday.";
    for (told, day) in [
        ("Nine days ago, on Wednesday 5 November, the mill of Lisk burned down.", "2025-11-14"),
        (
            "The mill of Lisk, which burned in the week of the flood, has until this Friday, 21 November. On Tuesday it rained.",
            "2025-11-18",
        ),
    ] {
        let text = format!("The fire at the mill of Lisk\n\n{told} Nobody was hurt at the mill.");
        let (dated, _) = story(&[first, &text]);
        assert_eq!(dated[1].published.map(|day| day.to_string()).as_deref(), Some(day), "{}", dated[1].evidence);
    }
}

#[test]
fn an_hour_without_a_day_is_of_the_day_the_text_opens_with() {
    // the text's own day is a Wednesday
    let lead = "Fire swept a mill in Halm on Monday night and killed twelve.\n\n";
    let last = |text: &str| news(&format!("{lead}{text}")).rsplit(" = ").next().unwrap().to_owned();
    assert_eq!(last("The blaze broke out at 7:15 p.m. in a store room."), "2015-02-02T19:15");
    // the hour of saying is of the text's own day
    assert_eq!(last("The toll may rise, the mayor told reporters at 9 a.m. there."), "2015-02-04T09:00");
    assert_eq!(last("The mill will open again at 6 a.m. there."), "2015-02-04T06:00");
    // so is that of an entry in a log
    assert_eq!(
        last(
            "08:10 School\n\nThe bell was rung at 8 a.m. there.\n\n07:30 Roads\n\nThe bridge was shut at 7 a.m. there."
        ),
        "2015-02-04T07:00"
    );
    // unless its own paragraph, or the heading above it, tells another
    let log = "08:10 School\n\nThe bell was rung at dawn.\n\n07:30 Roads\n\n";
    assert_eq!(last(&format!("{log}The bridge was shut on Tuesday. It was free at 7 a.m. again.")), "2015-02-03T07:00");
    // and the day of its own paragraph goes first
    assert_eq!(last("The stove was lit on Tuesday. Nobody came. It was out at 10:20 p.m. again."), "2015-02-03T22:20");
}

#[test]
fn an_event_of_the_opening_has_its_day() {
    let lead = "Raiders emptied the bank of Halm on Monday, in the first raid since 2003.\n\n";
    let told = news(&format!("{lead}The guards were sent home three days before the raid."));
    assert!(told.ends_with("three days before the raid = 2015-01-30"), "{told}");
    let told = news(&format!("{lead}On the eve of the raid he counted the money."));
    assert!(told.ends_with("the eve of the raid = 2015-02-01"), "{told}");
}

#[test]
fn the_opening_is_that_of_the_body() {
    let told = |first: &str| news(&format!("{first}Fire swept a mill on Monday.\n\nIt broke out at 7:15 p.m. there."));
    assert!(told(&"Halm slept. ".repeat(5)).ends_with("2015-02-02T19:15"));
    assert!(told(&"Halm slept. ".repeat(6)).ends_with("2015-02-04T19:15"));
    assert!(told(&"Sign up for our newsletter\n\n".repeat(6)).ends_with("2015-02-02T19:15"));
}

#[test]
fn a_word_that_only_begins_like_an_event_does_not_name_it() {
    let eve = |lead: &str, event: &str| {
        let told = news(&format!("{lead}\n\nOn the eve of the {event} he counted the money."));
        told.ends_with("= 2015-02-01")
    };
    assert!(eve("Dockers of Halm marched on Monday.", "march"));
    assert!(eve("Strikers closed the docks of Halm on Monday.", "strike"));
    assert!(!eve("Dockers of Halm met on Monday, as every March.", "march"));
    assert!(!eve("Bakers were warned in Halm on Monday.", "war"));
    assert!(!eve("A banker was robbed in Halm on Monday.", "ban"));
}

#[test]
fn a_length_beside_a_date_is_a_day() {
    let value = |text: &str, at: usize| {
        let mentions = resolved(text, Some("2015-02-04"), Resolve::News);
        let value = mentions[at].time().unwrap().value.clone();
        value.and_then(|value| Some((value.first_day()?, value.last_day()?)))
    };
    let one_day = |text| day(text).map(|day| (day, day));
    assert_eq!(value("It was shut on Jan. 16, two days after divers found the crack.", 1), one_day("2015-01-14"));
    assert_eq!(value("It was shut on Jan. 16. It took two days after all.", 1), None);
    let first = "Rain set in on Jan. 16. In the first 48 hours, nine streams rose.";
    assert_eq!(value(first, 1), day("2015-01-16").zip(day("2015-01-17")));
    assert_eq!(
        value("Rain set in on Jan. 16. Nobody slept. Hay rotted. In the first 48 hours, nine streams rose.", 1),
        None
    );
    assert_eq!(value("Rain set in on Jan. 16. In the opening 48 hours of the sale, nobody came.", 1), None);
    // the date again in other words
    assert_eq!(value("It was shut on Jan. 16, three days before the flood.", 1), one_day("2015-01-16"));
}

#[test]
fn a_weekday_beside_a_date_is_that_day() {
    assert_eq!(
        news("It was shut on 16 January, a Friday, and reopened."),
        "16 January = 2015-01-16; Friday = 2015-01-16"
    );
    assert_eq!(news("It was shut on Friday evening, January 16."), "Friday evening, January 16 = 2015-01-16TEV");
}

#[test]
fn weekdays_in_the_present_are_ahead() {
    assert_eq!(news("They leave on Friday."), "Friday = 2015-02-06");
    assert_eq!(news("The envoy is in Halm on Friday."), "Friday = 2015-02-06");
    assert_eq!(news("A front could bring snow from Friday."), "Friday = 2015-02-06");
    assert_eq!(news("They left on Friday."), "Friday = 2015-01-30");
    assert_eq!(news("The line has been open since 4 January."), "4 January = 2015-01-04");
    assert_eq!(news("More are to follow by Monday."), "Monday = 2015-02-09");
}

#[test]
fn what_happened_is_not_counted_from_a_day_to_come() {
    assert_eq!(
        news("They met on Monday. The vote is set for March 8. The same day they signed a pledge."),
        "Monday = 2015-02-02; March 8 = 2015-03-08; The same day = 2015-02-02"
    );
}

#[test]
fn a_year_is_left_out_of_what_is_near_only() {
    assert_eq!(
        news("The suit, filed last week, gets its hearing on 19 February."),
        "last week = 2015-W05; 19 February = 2015-02-19"
    );
    assert_eq!(news("The exchange let it resume on 20 January."), "20 January = 2015-01-20");
    assert_eq!(news("The dam was inspected on 3 June."), "3 June = 2014-06-03");
}

#[test]
fn a_weekday_with_its_article_is_one_beside_the_day_told_before() {
    // 16 January 2015 was a Friday
    assert_eq!(
        news("The sluice jammed on 16 January. On the Sunday, wading through the hall, the mayor wept."),
        "16 January = 2015-01-16; Sunday = 2015-01-18"
    );
    assert_eq!(
        news("The letter came on Monday, January 12. The price had halved by that Friday."),
        "Monday, January 12 = 2015-01-12; Friday = 2015-01-16"
    );
    assert_eq!(
        news("On Monday of last week the first tenants packed, and it went on until Thursday's deadline."),
        "Monday of last week = 2015-01-26; Thursday = 2015-01-29"
    );
}

#[test]
fn a_heading_and_a_count_back_give_hours_their_day() {
    assert_eq!(
        news(
            "The mill stands idle.\n\nWhat happened on January 20?\n\nAt 6.42 pm a clerk saw steam rise. It burst at 7.04 pm."
        ),
        "January 20 = 2015-01-20; 6.42 pm = 2015-01-20T18:42; 7.04 pm = 2015-01-20T19:04"
    );
    assert_eq!(
        news("Nine days after the silo fell, nobody has been charged.\n\nIt gave way at 6.42 pm."),
        "Nine days = P9D; 6.42 pm = 2015-01-26T18:42"
    );
    assert_eq!(
        news("The company regrets the collapse of 20 January.\n\nIt was told of a crack at 6.42 pm."),
        "20 January = 2015-01-20; 6.42 pm = 2015-01-20T18:42"
    );
}

#[test]
fn an_edition_says_when_it_was_published_and_when_updated() {
    let dateline =
        stated("Sixteen months on\n\nSunday, July 20, 2025 | Updated July 21, 2025, 9:12 a.m.\n\nThe valley is quiet.");
    assert_eq!((dateline.published, dateline.updated), (day("2025-07-20"), day("2025-07-21")));
}
