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
        "date_conflict",
        &[
            ("2024-02-26", "The island declared a state of disaster on 21 February after the storm."),
            ("2024-02-26", "After the storm a state of disaster was declared by the island on 12 February."),
        ],
    ),
    (
        "off_by_one_day",
        &[
            ("2024-05-08", "The rail office put out its report on the signal box on 6 May."),
            ("2024-05-08", "The report on the signal box was presented by the rail office on 7 May."),
        ],
    ),
    (
        "",
        &[
            ("2024-05-08", "The rail office put out its report on the signal box on 6 May."),
            ("2024-05-08", "The union presented its candidates for the council on 7 May."),
        ],
    ),
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
    (
        "date_conflict",
        &[
            ("2024-02-10", "The shipyard Corvane sought Chapter 11 protection in Delaware on Thursday."),
            ("2024-04-14", "The company filed for bankruptcy on February 6, 2024, and its cranes were sold."),
        ],
    ),
    (
        "date_conflict",
        &[
            (
                "2024-11-10",
                "On 3 October 2024 the administrative court in Vienna, ruling on a complaint by two fishermen, stopped the dam.",
            ),
            (
                "2024-12-14",
                "In its judgment of 12 October 2024 the Administrative Court made the dam conditional upon a hearing.",
            ),
        ],
    ),
    (
        "date_conflict",
        &[
            ("2024-05-10", "The plane vanished from the radar of the tower at 7:42 p.m. on 6 May."),
            ("2024-05-11", "The tower says the plane vanished from its radar at 7:24 p.m. on 6 May."),
        ],
    ),
    (
        "",
        &[
            ("2024-05-10", "The plane vanished from the radar of the tower at 7:42 p.m. on 6 May."),
            ("2024-05-11", "The tower says the plane vanished from its radar at about 7:40 p.m. on 6 May."),
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

/// One text's act is another's denial.
const STATES: &[Case] = &[
    // "for no good reason" denies nothing
    (
        "",
        &[
            ("2024-05-06", "The port was closed for several hours and 47 ferries had been cancelled by midday."),
            ("2024-05-09", "The quay was shut twice in a night, once for no good reason, and ferries were cancelled."),
        ],
    ),
    // prices that have not fallen deny no tariff that took effect
    (
        "",
        &[
            ("2024-05-06", "The levy on steel from the valley took effect at noon on Monday."),
            ("2024-05-09", "Buyers of steel say that their prices rose in a week and have not fallen back."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-02-10", "The foundry has never dumped slag in the Orla, its owner told the council on Friday."),
            ("2025-03-04", "Inspectors found that slag was dumped in the Orla by the foundry, mostly at night."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-02-10", "No teacher has been transferred to the islands, the school board of Arven said."),
            ("2024-02-12", "We counted five teachers among the people transferred to the islands from Arven."),
        ],
    ),
    (
        "",
        &[
            ("2024-02-10", "The foundry has never dumped slag in the Orla, its owner told the council on Friday."),
            ("2025-03-04", "Old tyres were dumped in a quarry near the railway station, mostly at night."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-05-04", "The port council of Karsk accepted the dredging plan on Friday, its clerk said."),
            ("2024-05-04", "On Friday the port council of Karsk turned down the dredging plan."),
        ],
    ),
    (
        "",
        &[
            ("2024-05-04", "The port council of Karsk accepted the dredging plan on Friday, its clerk said."),
            ("2024-05-04", "On Friday the fishermen turned down an offer for their huts."),
        ],
    ),
    (
        "status_conflict",
        &[
            (
                "2024-04-16",
                "The club has signed a contract with the owner of the old brickyard, the coach said on Monday.",
            ),
            (
                "2024-04-18",
                "Piet Daal, the owner of the brickyard, told the paper that nothing had been signed with the club.",
            ),
        ],
    ),
    (
        "",
        &[
            (
                "2024-04-16",
                "The club has signed a contract with the owner of the old brickyard, the coach said on Monday.",
            ),
            ("2024-04-18", "The visa of the new striker had not been signed, the embassy in Lima said."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2025-02-18", "Ferries to the islands were ordered to stay in port on Monday, the coast guard said."),
            ("2025-02-20", "A spokesman for the coast guard said that it had not ordered any ferries to stay in port."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2025-06-11", "The two clubs agreed on Tuesday evening to play a second friendly match in August."),
            ("2025-06-12", "The visitors denied on Wednesday that they had agreed to a second friendly match."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2025-05-24", "The surgeon entered no plea to the six charges against her."),
            ("2025-05-24", "On Friday the surgeon pleaded guilty to two of the six charges."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-03-08", "The northern army captured the town of Sella on Thursday, its commander said."),
            ("2024-03-09", "The government denied on Friday that Sella had fallen."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-02-10", "The club will not appeal against the ban, its chairman told the paper on Friday."),
            ("2024-02-14", "The club appealed on Tuesday against the ban for its goalkeeper."),
        ],
    ),
    (
        "status_conflict",
        &[
            ("2024-02-10", "The dairy denied on Friday that the tank had any open leak."),
            (
                "2024-03-02",
                "In a letter to the council, the dairy confirmed that the leak in the tank was open on the day.",
            ),
        ],
    ),
    // what was not yet so, and then was
    (
        "",
        &[
            ("2025-05-20", "The port and the pilots have not agreed on the new rosters."),
            ("2025-05-24", "The port and the pilots agreed on Friday on the new rosters."),
        ],
    ),
    // a refusal is no denial
    (
        "",
        &[
            ("2025-05-20", "The mayor offered the theatre a new roof on Monday."),
            ("2025-05-21", "The museum did not comment on its own roof."),
        ],
    ),
];

/// The same words on two days, or in other words.
const WORDS: &[Case] = &[
    (
        "quote_date_conflict",
        &[
            ("2024-11-14", "“No bridge was ever built so slowly,” the engineer Ada Rusk told reporters on Thursday."),
            (
                "2024-11-18",
                "“No bridge was ever built so slowly.” Ada Rusk, the engineer, said that at the opening of the hearing in \
                 March of last year.",
            ),
        ],
    ),
    // a verb that says it only beside the quotation, an age, a body, a last name alone
    (
        "quote_date_conflict",
        &[
            (
                "2025-10-20",
                "On Sunday 19 October the skipper Olav Rem vowed: “We will not give up one boat of this fleet.”",
            ),
            (
                "2025-10-22",
                "“We will not give up one boat of this fleet,” Olav Rem, 61, told reporters on the quay on Tuesday.",
            ),
        ],
    ),
    (
        "quote_date_conflict",
        &[
            ("2025-10-20", "“A harbour without pilots is no harbour at all,” Mira Holt of Amis du Lac said on Sunday."),
            ("2025-10-22", "“A harbour without pilots is no harbour at all,” said Mira Holt, a keeper, on Tuesday."),
        ],
    ),
    // whoever speaks with another is no member of him
    (
        "",
        &[
            ("2025-10-20", "“A harbour without pilots is no harbour at all,” Mira Holt with Olav Rem said on Sunday."),
            ("2025-10-22", "“A harbour without pilots is no harbour at all,” said Mira Holt, a keeper, on Tuesday."),
        ],
    ),
    (
        "quote_date_conflict",
        &[
            (
                "2025-10-20",
                "Mira Holt spoke. She spoke to growers in a barn near Tarn on Sunday morning. “You can smell the rain before \
                 you can see the clouds,” she said.",
            ),
            (
                "2025-10-22",
                "On Tuesday evening Mira Holt told Radio Tarn: “You can smell the rain before you can see the clouds.”",
            ),
        ],
    ),
    (
        "quote_variant",
        &[
            (
                "2025-02-06",
                "“We cannot lend out more books than we own,” Director Nils Aber told the council on Thursday.",
            ),
            ("2025-02-07", "“We can’t go on lending out more books than we own,” said Nils Aber."),
        ],
    ),
    (
        "",
        &[
            (
                "2025-02-06",
                "“We cannot lend out more books than we own,” Director Nils Aber told the council on Thursday.",
            ),
            ("2025-02-07", "“We cannot heat more rooms than we need,” said Nils Aber on Friday."),
        ],
    ),
];

/// How long something lasted.
const LENGTHS: &[Case] = &[
    (
        "duration_mismatch",
        &[
            ("2024-11-18", "The trial of the engineers opened on March 6, 2023, in Velm."),
            ("2024-11-19", "The trial dragged on for three years while the engineers gave interviews."),
        ],
    ),
    (
        "",
        &[
            ("2024-11-18", "The trial of the engineers opened on March 6, 2023, in Velm."),
            ("2024-11-19", "The trial dragged on for twenty months while the engineers gave interviews."),
        ],
    ),
    (
        "duration_mismatch",
        &[
            ("2023-11-16", "The fire in the silo was put out after ten hours, the brigade said."),
            ("2023-11-17", "The fire in the silo was extinguished 17 hours later, long after noon."),
        ],
    ),
    (
        "duration_mismatch",
        &[(
            "2025-06-13",
            "The embargo has been in force since Sunday, June 8. It is meant to last for 60 days and runs out on July 17.",
        )],
    ),
    (
        "",
        &[(
            "2025-06-13",
            "The embargo has been in force since Sunday, June 8. It is meant to last for 60 days and runs out on August 7.",
        )],
    ),
    (
        "duration_mismatch",
        &[
            ("2024-05-10", "A second group of 51 sailors followed on Tuesday, 7 May, after 56 days in captivity."),
            ("2024-05-12", "After 46 days in the swamp, 51 of the sailors of the Orla came home on Tuesday."),
        ],
    ),
    (
        "",
        &[
            ("2024-05-10", "A second group of 51 sailors followed on Tuesday, 7 May, after 56 days in captivity."),
            ("2024-05-12", "After 46 days at sea, 30 fishermen from the islands came home on Tuesday."),
        ],
    ),
    ("duration_mismatch", &[("2024-12-10", "The road was closed for 30 days, from 8 September to 18 October.")]),
    ("", &[("2024-12-10", "The road was closed for 40 days, from 8 September to 18 October.")]),
    // how long it is to last is not how long it has lasted
    (
        "",
        &[(
            "2025-06-13",
            "The 60-day truce took effect on Saturday, June 7. On the first day of the truce nobody fired.",
        )],
    ),
];

/// One deed in two places.
const PLACES: &[Case] = &[
    (
        "place_conflict",
        &[
            ("2024-05-10", "Olav Rem was detained on 4 May at Lisbon airport, the embassy said."),
            ("2024-06-12", "He was arrested in Madrid in May as he changed planes."),
        ],
    ),
    // two people
    (
        "",
        &[
            ("2024-05-10", "Olav Rem was detained on 4 May at Lisbon airport, the embassy said."),
            ("2024-06-12", "Ilse Maran was arrested in Madrid in May as she changed planes."),
        ],
    ),
    // one within the other
    (
        "",
        &[
            ("2024-05-10", "Olav Rem was detained on 4 May at Lisbon airport, the embassy said."),
            ("2024-06-12", "He was arrested in Portugal in May as he changed planes."),
        ],
    ),
    (
        "place_conflict",
        &[
            ("2024-05-10", "The gas treaty was signed in Geneva by ministers Olav Rem and Petra Soltan."),
            (
                "2024-06-12",
                "The gas treaty, which Olav Rem and Petra Soltan signed at a ceremony in Oslo, is in force.",
            ),
        ],
    ),
    (
        "place_conflict",
        &[
            (
                "2024-05-10",
                "Engineers have watched the Gollin weir, two miles north of Stavely, since the storm broke on 2 May.",
            ),
            ("2024-06-12", "The storm of 2 May tore a gate from the Gollin weir, just south of Stavely."),
        ],
    ),
    (
        "",
        &[
            (
                "2024-05-10",
                "Engineers have watched the Gollin weir, two miles north of Stavely, since the storm broke on 2 May.",
            ),
            ("2024-06-12", "A lorry with melons overturned on the road, five miles south of Stavely."),
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

#[test]
fn what_one_text_tells_as_done_another_denies() {
    check(STATES);
}

#[test]
fn one_utterance_on_two_days_or_in_other_words() {
    check(WORDS);
}

#[test]
fn a_length_of_time_that_its_days_do_not_give() {
    check(LENGTHS);
}

#[test]
fn one_deed_in_two_places() {
    check(PLACES);
}
