//! One happening told by two texts: what the program makes of events, states, quotes and lengths of time, in short texts of many fields.
//!
//! Each case is two or three texts with their days, and the rules that must speak of what happened; no other of these rules may.
//! Every case that must be found has a neighbour that looks like it and must be left alone.

use chrono::NaiveDate;
use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};

/// The rules these cases are about.
const ABOUT: [&str; 11] = [
    "date_conflict",
    "off_by_one_day",
    "year_slip",
    "day_month_swap",
    "date_basis",
    "status_conflict",
    "quote_date_conflict",
    "quote_variant",
    "duration_mismatch",
    "order_conflict",
    "place_conflict",
];

/// Texts with the days they were published on, and the rules found, each once, in the order of their names.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

/// One happening on two days.
const DAYS: &[Case] = &[
    (
        "off_by_one_day",
        &[
            (
                "2024-06-14",
                "The harbour office raised its flood alert to red on June 12, and the ferries stayed in port.",
            ),
            ("2024-06-15", "The ferries have not sailed since the red alert of Tuesday, June 11, the company said."),
        ],
    ),
    (
        "",
        &[
            (
                "2024-06-14",
                "The harbour office raised its flood alert to red on June 12, and the ferries stayed in port.",
            ),
            (
                "2024-06-15",
                "The ferries have not sailed since the yellow warning of Tuesday, June 11, the company said.",
            ),
        ],
    ),
    (
        "off_by_one_day",
        &[
            ("2025-03-11", "Two people died in the clashes that followed Sunday’s march on the Customs House."),
            (
                "2025-03-12",
                "Nine people have been in hospital since the march on the Customs House on Saturday, 8 March.",
            ),
        ],
    ),
    (
        "day_month_swap",
        &[
            ("2023-11-20", "The inquiry into the dam opened on 5 April 2022 in Velm and heard forty engineers."),
            ("2023-11-21", "The inquiry, which opened on 4 May 2022, has cost six million crowns."),
        ],
    ),
    (
        "date_conflict",
        &[
            ("2024-09-02", "The first victim, a vet of 40, fell ill in Orlo on Monday, August 12, the clinic said."),
            ("2024-09-03", "The first victim, the clinic’s own vet, was taken ill in Orlo on August 22."),
        ],
    ),
    (
        "off_by_one_day",
        &[
            ("2024-05-10", "The fee for tourists took effect on Wednesday, May 1, in all eleven parks."),
            ("2024-05-12", "The fee for tourists has been in force since Thursday, May 2, and few have paid it."),
        ],
    ),
    // signed on one day and in force from another: two steps, no conflict
    (
        "",
        &[
            ("2024-05-10", "The two ministers signed the ceasefire in Ostrel on May 4."),
            ("2024-05-12", "The ceasefire has been in force since Monday, May 6."),
        ],
    ),
    (
        "year_slip",
        &[
            ("2022-03-04", "The search for the plane began in March 2021, with two ships."),
            ("2022-03-05", "The search began in March 2020 and has found nothing."),
        ],
    ),
    // what may happen again on the next day
    (
        "",
        &[
            ("2024-02-07", "Government shells hit the bakery district of Danar on Tuesday, killing seven people."),
            ("2024-02-08", "Government shells hit the bakery district of Danar on Wednesday, killing four people."),
        ],
    ),
    (
        "",
        &[
            ("2024-02-07", "Shares in the bank fell sharply on Tuesday after the regulator spoke of new rules."),
            ("2024-02-08", "Shares in the bank fell sharply on Wednesday after the regulator spoke of new rules."),
        ],
    ),
    (
        "off_by_one_day",
        &[
            ("2024-02-08", "Rebel forces captured the salt port of Maruk on Tuesday, their spokesman said."),
            ("2024-02-12", "The rebels say that their troops took the salt port of Maruk on February 7."),
        ],
    ),
    (
        "off_by_one_day",
        &[
            ("2024-10-10", "Our drivers have been on strike since Tuesday 8 October."),
            (
                "2024-10-10",
                "Bus traffic in Hallen has been crippled since Monday, October 7, when drivers walked out over rosters.",
            ),
        ],
    ),
    // an act that was made known later
    (
        "",
        &[
            ("2024-01-20", "The chairman, Olav Rem, has died at the age of 81, his family said on Friday."),
            (
                "2023-11-02",
                "The chairman, Olav Rem, announced on Wednesday that he would take leave of the family firm.",
            ),
        ],
    ),
];

fn document(number: usize, (published, text): (&str, &str)) -> Document {
    let published: NaiveDate = published.parse().unwrap();
    Document {
        id: format!("text{number}").into(),
        source: Source { story: Some("one".into()), ..Source::default() },
        dateline: Dateline { published: Some(published), basis: DatelineBasis::Given, ..Dateline::default() },
        text: text.into(),
        verbatim: true,
    }
}

fn check(cases: &[Case]) {
    let english: Vocabulary = vocabulary::load("en", &[]).unwrap();
    let mut wrong = String::new();
    for (expected, texts) in cases {
        let documents = texts.iter().enumerate().map(|(number, text)| document(number, *text)).collect();
        let ledger = pipeline::run(documents, Vec::new(), Vec::new(), &english, Settings::default(), &|| ());
        let about = ledger.findings.iter().filter(|finding| ABOUT.contains(&finding.rule.as_str()));
        let mut found: Vec<&str> = about.clone().map(|finding| finding.rule.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        if found.join(", ") != *expected {
            let says: Vec<&str> = about.map(|finding| finding.says.as_str()).collect();
            wrong += &format!("expected {expected:?}, found {found:?} in {texts:#?}\n{says:#?}\n\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn one_happening_told_for_two_days() {
    check(DAYS);
}
