//! Several sources pass on one count: it is counted once.

use rayon::prelude::*;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::group::{Cell, Family};
use crate::reconcile::origins::origins;
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "echoed_origin", look: Look::Story(find) };

/// A cell of more figures than this is a table, not a handful of reports.
const MOST: usize = 200;

fn find(affair: &Affair) -> Vec<Draft> {
    let cells = |family: &'_ Family| -> Vec<Draft> {
        let few = family.cells.iter().filter(|cell| (2..=MOST).contains(&cell.members.len()));
        few.flat_map(|cell| echoes(family, cell, affair)).collect()
    };
    affair.families.par_iter().flat_map_iter(cells).collect()
}

fn echoes(family: &Family, cell: &Cell, affair: &Affair) -> Vec<Draft> {
    let figures: Vec<&Figure> = cell.members.iter().map(|&at| &affair.figures[at]).collect();
    let echoed = origins(&figures).into_iter().filter(|origin| !origin.why.is_empty());
    echoed
        .map(|origin| {
            let echoing: Vec<&Figure> = origin.members.iter().map(|&at| figures[at]).collect();
            let mut sources: Vec<&str> = echoing.iter().map(|figure| affair.source(figure)).collect();
            sources.sort_unstable();
            sources.dedup();
            let says = format!(
                "{} give {} from one origin ({}): the figure is counted once.",
                sources.join(" and "),
                echoing[0].told(),
                origin.why,
            );
            let measured = format!("{} sources, 1 origin", sources.len());
            let mut draft = Draft::new(Severity::Note, Tolerance::Exact, says).figures(echoing).measured(measured);
            draft.group_id = family.id.clone().to_string();
            draft
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn two_papers_with_the_figure_of_one_authority() {
        let by = |source, voice| says(source, "killed", "173").by(voice).on("2025-03-13");
        sees("echoed_origin note", [by("wire", "the Rescue Council"), by("post", "Rescue Council")]);
        leaves([by("wire", "the Rescue Council"), by("post", "Health Ministry")]);
    }
}
