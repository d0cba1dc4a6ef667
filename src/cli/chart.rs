//! `crosscheck chart OUT`: pictures drawn again from the ledger.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use crosscheck::charts::theme::Scheme;
use crosscheck::charts::tongue::Tongue;
use crosscheck::charts::{self, ChartKind, Options};
use crosscheck::model::error::Error;
use crosscheck::model::picture::Picture;

use super::out_folder::{Draft, OutFolder};
use super::terminal::Terminal;
use super::{Outcome, Result, ledger_file};

/// The pictures' folder in the output folder.
pub const FOLDER: &str = "charts";

/// Draw the charts again, all or some, in another size
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Asked for everything, it replaces all charts; asked for a part, it adds what it draws or replaces it.\n\
    Beside each picture lies its table, NAME.csv.\n\n\
    Examples:\n  crosscheck chart out\n  crosscheck chart out --only timeline --width 1400\n  \
    crosscheck chart out --metric arrests --place \"El Salvador\" --period 2022..2025-02\n  \
    crosscheck chart out --theme print --format svg --lang de"
)]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Kinds to draw
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    only: Vec<Kind>,
    /// Only figures of this metric, by its id, label or family
    #[arg(long, value_name = "METRIC")]
    metric: Option<String>,
    /// Only what is about this place or body: its name, or words of it
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Only what speaks of these days: 2022, 2022-03, 2022-03-24, or two of them as FROM..TO
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Option<Days>,
    /// Only this story: its id, or words of its label
    #[arg(long, value_name = "STORY")]
    story: Option<String>,
    /// Formats to write
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT", default_values_t = [Format::Svg, Format::Png])]
    format: Vec<Format>,
    /// Colours: for light pages, for dark ones, or greys for print
    #[arg(long, value_enum, default_value_t, value_name = "THEME")]
    theme: Theme,
    /// Language of labels, numbers and dates; the words of the sources stay as they are
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
    lang: &'static Tongue,
    /// Put ' before text in the tables that a spreadsheet would take for a formula
    #[arg(long)]
    formula_safe: bool,
    /// Pixels of the SVG; the PNG has twice as many
    #[arg(long, value_name = "PIXELS", default_value_t = Options::default().width, value_parser = clap::value_parser!(u32).range(560..=2400))]
    width: u32,
    /// Pixels the SVG should not be higher than
    #[arg(long, value_name = "PIXELS")]
    height: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Timeline,
    Spread,
    Series,
    Flow,
    Agreement,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Png,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Theme {
    #[default]
    Light,
    Dark,
    Print,
}

impl Theme {
    fn scheme(self) -> Scheme {
        match self {
            Theme::Light => Scheme::Light,
            Theme::Dark => Scheme::Dark,
            Theme::Print => Scheme::Print,
        }
    }
}

type Days = (NaiveDate, NaiveDate);

fn period(text: &str) -> std::result::Result<Days, String> {
    charts::period(text).ok_or_else(|| "write a year, month or day (2022, 2022-03, 2022-03-24), or FROM..TO".into())
}

fn language(code: &str) -> std::result::Result<&'static Tongue, String> {
    Tongue::of(code).ok_or_else(|| format!("the languages are {}", Tongue::codes().collect::<Vec<_>>().join(", ")))
}

impl Kind {
    fn chart(self) -> ChartKind {
        match self {
            Kind::Timeline => ChartKind::Timeline,
            Kind::Spread => ChartKind::Spread,
            Kind::Series => ChartKind::Series,
            Kind::Flow => ChartKind::Flow,
            Kind::Agreement => ChartKind::Agreement,
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let (mut draft, record) = OutFolder::claim(&args.out)?.amend()?;
    let options = Options {
        only: args.only.iter().map(|kind| kind.chart()).collect(),
        metric: args.metric.clone(),
        place: args.place.clone(),
        period: args.period,
        story: args.story.clone(),
        width: args.width,
        height: args.height,
        scheme: args.theme.scheme(),
        tongue: args.lang,
        png: args.format.contains(&Format::Png),
        formula_safe: args.formula_safe,
    };
    let mut notices = Vec::new();
    let pictures = charts::draw(&ledger, &options)?.into_value(&mut notices);
    notices.iter().for_each(|notice| terminal.note(&notice.says));
    if options.is_narrow() && pictures.is_empty() {
        return Err(Error::Usage {
            problem: "there is nothing to draw".into(),
            remedy: "take metric, place and period from tables/groups.csv".into(),
        }
        .into());
    }
    if options.only.is_empty() && !options.is_narrow() {
        draft.clear(FOLDER)?;
    }
    write(&mut draft, &pictures, &args.format)?;
    draft.finish(record)?;
    for picture in &pictures {
        let ending = if args.format.contains(&Format::Svg) { "svg" } else { "png" };
        terminal.say(&format!("{}/{FOLDER}/{}.{ending}: {}", args.out.display(), picture.name, picture.title))?;
    }
    Ok(Outcome::Fine)
}

/// Writes each picture in both formats, with its table.
pub fn write_all(draft: &mut Draft, pictures: &[Picture]) -> Result<()> {
    write(draft, pictures, &[Format::Svg, Format::Png])
}

fn write(draft: &mut Draft, pictures: &[Picture], formats: &[Format]) -> Result<()> {
    for picture in pictures {
        let mut file = |ending: &str, bytes: &[u8]| {
            draft.write(&format!("{FOLDER}/{}.{ending}", picture.name), |out: &mut dyn Write| out.write_all(bytes))
        };
        file("csv", picture.data.as_bytes())?;
        if formats.contains(&Format::Svg) {
            file("svg", picture.svg.as_bytes())?;
        }
        if formats.contains(&Format::Png) {
            file("png", &picture.png)?;
        }
    }
    Ok(())
}
