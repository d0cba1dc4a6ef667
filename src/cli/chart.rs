//! `crosscheck chart OUT`: pictures drawn again from the ledger.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

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
    after_help = "Without --only and --metric all charts are replaced; with them, those drawn are added or replaced.\n\n\
    Examples:\n  crosscheck chart out\n  crosscheck chart out --only timeline --width 1400\n  \
    crosscheck chart out --metric arrests"
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
    Agreement,
}

impl Kind {
    fn chart(self) -> ChartKind {
        match self {
            Kind::Timeline => ChartKind::Timeline,
            Kind::Spread => ChartKind::Spread,
            Kind::Series => ChartKind::Series,
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
        width: args.width,
        height: args.height,
    };
    let mut notices = Vec::new();
    let pictures = charts::draw(&ledger, &options)?.into_value(&mut notices);
    notices.iter().for_each(|notice| terminal.note(&notice.says));
    if options.metric.is_some() && pictures.is_empty() {
        return Err(Error::Usage {
            problem: "there is nothing to draw".into(),
            remedy: "take a metric from tables/groups.csv".into(),
        }
        .into());
    }
    if options.only.is_empty() && options.metric.is_none() {
        draft.clear(FOLDER)?;
    }
    write(&mut draft, &pictures)?;
    draft.finish(record)?;
    for picture in &pictures {
        terminal.say(&format!("{}/{FOLDER}/{}.svg: {}", args.out.display(), picture.name, picture.title))?;
    }
    Ok(Outcome::Fine)
}

/// Writes each picture in both formats.
pub fn write(draft: &mut Draft, pictures: &[Picture]) -> Result<()> {
    for picture in pictures {
        draft.write(&format!("{FOLDER}/{}.svg", picture.name), |out: &mut dyn Write| {
            out.write_all(picture.svg.as_bytes())
        })?;
        draft.write(&format!("{FOLDER}/{}.png", picture.name), |out: &mut dyn Write| out.write_all(&picture.png))?;
    }
    Ok(())
}
