//! The page as a whole: well formed, closed to whatever a text brings along, readable in both lights, not too heavy.

use super::{example, html};

/// The names of all start tags, in order; panics where a tag is not closed or closes the wrong one.
fn tags(page: &str) -> Vec<String> {
    const VOID: [&str; 4] = ["meta", "img", "input", "br"];
    let mut open: Vec<String> = Vec::new();
    let mut names = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let (tag, after) = rest.split_at(end);
        let name = tag.trim_start_matches('/').split([' ', '\n', '>']).next().unwrap_or_default().to_lowercase();
        rest = after;
        if tag.starts_with('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(name.as_str()),
                "closed in order near {}",
                &after[..after.len().min(80)]
            );
            continue;
        }
        if name == "style" || name == "script" {
            let close = rest.find(&format!("</{name}>")).expect("closed");
            rest = &rest[close + name.len() + 3..];
        } else if name != "!doctype" && !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        names.push(name);
    }
    assert_eq!(open, Vec::<String>::new());
    names
}

fn drawn(ledger: &crate::model::ledger::Ledger) -> String {
    html(ledger, &example::pictures(ledger)).expect("the page is drawn")
}

#[test]
fn every_tag_is_closed_in_order() {
    let names = tags(&drawn(&example::ledger()));
    assert_eq!(names.iter().filter(|name| *name == "article").count(), example::ledger().findings.len());
    assert_eq!(names.iter().filter(|name| *name == "h1").count(), 1);
}

#[test]
fn hostile_text_adds_no_tag_no_handler_and_no_address() {
    let page = drawn(&example::hostile());
    let names = tags(&page);
    assert_eq!(names.iter().filter(|name| *name == "script").count(), 1);
    assert_eq!(names.iter().filter(|name| *name == "style").count(), 1);
    assert_eq!(names.iter().filter(|name| *name == "img").count(), example::pictures(&example::ledger()).len());
    assert!(!page.contains("href=\"javascript:"));
    // quotes are escaped, so no attribute can be left
    assert!(!page.contains("\" onmouseover="));
}

#[test]
fn every_anchor_leads_somewhere_and_every_id_is_used_once() {
    anchors_hold(&drawn(&example::ledger()));
    anchors_hold(&drawn(&example::hostile()));
    // the ledger of a hand-coded table has claims without a place, and no documents
    let mut table = example::ledger();
    table.documents.clear();
    table.claims.iter_mut().for_each(|claim| claim.span = None);
    anchors_hold(&drawn(&table));
}

fn anchors_hold(page: &str) {
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id twice");
    for target in page.split("href=\"#").skip(1).filter_map(|part| part.split('"').next()) {
        assert!(ids.binary_search(&target).is_ok(), "#{target} leads nowhere");
    }
}

#[test]
fn the_policy_allows_our_script_and_style_and_no_other() {
    let page = drawn(&example::ledger());
    let policy = page.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a policy");
    assert!(policy.starts_with("default-src &#39;none&#39;"), "{policy}");
    for name in ["style", "script"] {
        let inline = page.split(&format!("<{name}>")).nth(1).and_then(|rest| rest.split(&format!("</{name}>")).next());
        let hash = super::encoded::policy_hash(inline.expect("inline"));
        assert!(policy.contains(&hash.replace('\'', "&#39;")), "{name}: {hash} not in {policy}");
    }
    assert!(!policy.contains("unsafe"));
    assert!(!page.contains(" style=\"") && !page.contains(" onclick="), "inline styles and handlers would be refused");
}

#[test]
fn the_page_names_no_address_to_load_from() {
    let page = drawn(&example::ledger());
    for part in page.split("src=\"").skip(1) {
        assert!(part.starts_with("data:image/svg+xml;base64,"), "{}", &part[..40]);
    }
    assert!(!page.contains("<link") && !page.contains("@import") && !page.contains("url("));
}

#[test]
fn inks_can_be_read_on_their_papers_in_both_lights() {
    let css = include_str!("templates/report.css");
    let (light, rest) = css.split_once("@media (prefers-color-scheme: dark)").expect("a dark part");
    let dark = rest.split("\n}").next().expect("its end");
    for part in [light, dark] {
        let colour = |name: &str| {
            let hex = part.split(&format!("--{name}: #")).nth(1).and_then(|rest| rest.get(..6)).expect(name);
            [0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("a hexadecimal colour"))
        };
        let pairs = ["ink", "soft", "link", "high", "medium", "low", "note", "settled"];
        for (ink, paper) in pairs
            .iter()
            .flat_map(|ink| [(*ink, "paper"), (*ink, "card")])
            .chain([("mark-ink", "mark"), ("mark-ink", "time")])
        {
            let contrast = contrast(colour(ink), colour(paper));
            assert!(contrast >= 4.5, "{ink} on {paper}: {contrast:.2}");
        }
    }
}

/// Contrast ratio of two colours (WCAG 2.2, "contrast ratio" and "relative luminance").
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let linear = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn a_report_on_nothing_is_still_a_page() {
    let mut ledger = example::ledger();
    ledger.documents.clear();
    ledger.stories.clear();
    ledger.claims.clear();
    ledger.events.clear();
    ledger.timeline.clear();
    ledger.quotes.clear();
    ledger.groups.clear();
    ledger.findings.clear();
    ledger.notices.clear();
    let page = html(&ledger, &[]).expect("the page is drawn");
    tags(&page);
    assert!(page.contains("Nothing to compare was found"));
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    assert_eq!(drawn(&example::ledger()), drawn(&example::ledger()));
}

#[test]
fn a_finding_costs_the_page_a_few_kilobytes() {
    let (some, more) = (drawn(&example::many(100)).len(), drawn(&example::many(1_100)).len());
    let each = (more - some) / 1_000;
    assert!(each < 4_500, "{each} bytes a finding");
}

#[test]
fn a_finding_is_told_like_this() {
    let page = drawn(&example::ledger());
    let start = page.find("<article").expect("an article");
    let end = page[start..].find("</article>").expect("its end") + start;
    let told = page[start..end].split("data:image").next().expect("a beginning").to_string();
    insta::assert_snapshot!(told);
}

/// `cargo test draw_the_example -- --ignored` writes pages to look at into the target folder.
#[test]
#[ignore = "writes files for people to look at"]
fn draw_the_example() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/report");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, ledger) in
        [("example", example::ledger()), ("hostile", example::hostile()), ("many", example::many(10_000))]
    {
        std::fs::write(folder.join(name).with_extension("html"), drawn(&ledger)).expect("written");
        std::fs::write(folder.join(name).with_extension("md"), super::markdown(&ledger)).expect("written");
        std::fs::write(folder.join(name).with_extension("txt"), super::terminal(&ledger, 80)).expect("written");
    }
}
