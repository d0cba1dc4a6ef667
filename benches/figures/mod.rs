//! Tables of figures as somebody might code them: many keys, each told by two to ten sources, and one hot key.
//!
//! Eight metrics in five years for ever more districts, a thousand sources. About one key in seven holds a figure that is off, by
//! a slip, by a share or tenfold; about every seventh figure is rounded; some name who counted. The same number of rows gives the
//! same bytes.

use std::io::{self, Write};

/// Metric, unit, and whether it is counted within a year or stands at a day.
const METRICS: [(&str, &str, bool); 8] = [
    ("population", "", false),
    ("homicides", "", true),
    ("arrests", "", true),
    ("killed", "", true),
    ("unemployment", "percent", false),
    ("beds", "", false),
    ("wheat_harvest", "t", true),
    ("school_pupils", "", false),
];
const YEARS: [u32; 5] = [2019, 2020, 2021, 2022, 2023];
const VOICES: [&str; 6] = ["", "", "", "", "the statistics office", "the ministry of health"];
const SOURCES: u64 = 1000;

/// Enough chance for a table (Steele and Vigna 2021, a multiplier of 64 bits).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn in_hundred(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

/// `rows` claims of many keys.
pub fn spread(rows: usize, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"source_id,metric,scope,value,unit,period_start,period_end,period_kind,published,attributed_to\n")?;
    let mut chance = Chance(7);
    let (mut row, mut key) = (0, 0);
    while row < rows {
        let (metric, unit, within) = METRICS[key / YEARS.len() % METRICS.len()];
        let year = YEARS[key % YEARS.len()];
        let place = key / (YEARS.len() * METRICS.len());
        // in tenths, so that percentages have one decimal
        let truth = match unit {
            "percent" => 10 + chance.below(390),
            _ => {
                10 * (10_u64.pow(2 + chance.below(4) as u32)
                    + chance.below(900_000) % 10_u64.pow(2 + chance.below(4) as u32))
            }
        };
        let (told, first, conflict) = (2 + chance.below(9), chance.below(SOURCES), chance.in_hundred(15));
        for nth in 0..told.min((rows - row) as u64) {
            let source = (first + nth * 37) % SOURCES;
            let value = match () {
                () if conflict && nth == 0 => truth * [103, 120, 70, 1000, 200][chance.below(5) as usize] / 100 + 10,
                () if unit.is_empty() && truth > 20_000 && chance.in_hundred(15) => truth / 10_000 * 10_000,
                () => truth,
            };
            let value =
                if unit == "percent" { format!("{}.{}", value / 10, value % 10) } else { (value / 10).to_string() };
            let days =
                if within { format!("{year}-01-01,{year}-12-31,during") } else { format!("{year}-07-01,,point") };
            let published = format!("{}-{:02}-{:02}", year + 1, 1 + source % 12, 1 + source % 28);
            let voice = if nth < 3 { VOICES[chance.below(6) as usize] } else { "" };
            writeln!(out, "source-{source},{metric},District {place},{value},{unit},{days},{published},{voice}")?;
        }
        row += told as usize;
        key += 1;
    }
    Ok(())
}

/// Everybody speaks of one thing.
pub fn hot(rows: usize, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"source_id,metric,scope,value,period_start,period_kind\n")?;
    for row in 0..rows {
        writeln!(out, "s{row},population,Lisk,{},2020,point", 50_003 + row * 7919 % 1_013)?;
    }
    Ok(())
}
