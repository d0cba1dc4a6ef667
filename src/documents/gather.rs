//! Readings of many files -> the documents of a run: unique ids, what tables say of each, one order.

use rayon::prelude::*;

use crate::model::document::Document;
use crate::model::notice::{Noted, Notice};

use super::sources_table::SourcesTable;
use super::{facts, source_id};

/// Names the documents, tells their languages, puts the tables' facts on them and sorts them by id. The order they come in does not matter.
pub fn gather(read: Vec<Noted<Document>>, tables: &[SourcesTable]) -> Noted<Vec<Document>> {
    let mut read = read;
    // stable, so records keep their places within a file
    read.sort_by(|a, b| a.value.source.file.cmp(&b.value.source.file));
    let (mut documents, about): (Vec<Document>, Vec<Vec<Notice>>) =
        read.into_iter().map(|noted| (noted.value, noted.notices)).unzip();
    documents.par_iter_mut().for_each(facts::describe);
    source_id::settle(&mut documents);
    let mut notices = Vec::new();
    for (document, about) in documents.iter().zip(about) {
        notices.extend(about.into_iter().map(|notice| Notice { source_id: document.id.to_string(), ..notice }));
    }
    for table in tables {
        table.apply(&mut documents, &mut notices);
    }
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    Noted::new(documents, notices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;

    #[test]
    fn the_order_of_files_does_not_show() {
        let files = [("b/a.txt", &b"Caf\xe9 one."[..]), ("a/a.txt", b"Two."), ("c.txt", b"Three.")];
        let read = |order: [usize; 3]| {
            let documents =
                order.into_iter().flat_map(|at| documents::read(files[at].0, files[at].1).documents).collect();
            let gathered = gather(documents, &[]);
            (gathered.value, gathered.notices)
        };
        let first = read([0, 1, 2]);
        assert_eq!(first, read([2, 1, 0]));
        assert_eq!(first.0.iter().map(|document| &*document.id).collect::<Vec<_>>(), ["a_a", "b_a", "c"]);
        assert_eq!(first.1[0].source_id, "b_a");
    }
}
