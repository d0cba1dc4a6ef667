//! Document -> Prose: words, sentences, quotations, and which part of the page each sentence belongs to.
//!
//! One pass for the words, one over the lines, one over the words of each block; linear in the text whatever it is.
//! Knows nothing of numbers, dates or metrics.

mod blocks;
mod furniture;
mod sentences;
mod speech;

use crate::model::document::Document;
use crate::model::notice::{Noted, Notice};
use crate::model::sentence::{Context, Prose};
use crate::model::token::{Token, Words, cut};
use crate::model::vocabulary::Vocabulary;

/// Cuts a document's text. Every run of furniture leaves a notice.
pub fn read(document: &Document, vocabulary: &Vocabulary) -> Noted<Prose> {
    let text = document.text.as_str();
    let tokens = tokens(text, vocabulary);
    let mut blocks = blocks::cut(text);
    furniture::mark(text, &mut blocks, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut prose = Prose::default();
    for (number, block) in blocks.iter().enumerate() {
        let within = words.within(block.span);
        speech::quotations(&words, within.clone(), &mut prose.quotations);
        sentences::cut(&words, within, block.context, number as u32, &mut prose.sentences);
    }
    prose.tokens = tokens;
    let notices = furniture_notices(&document.id, &prose);
    Noted::new(prose, notices)
}

/// Bytes of text that one token takes in prose, at least: so much room is made for tokens at once.
const TOKEN: usize = 5;

fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / TOKEN);
    let possessive = vocabulary.lexicon.find("'s");
    let mut end = 0;
    tokens.extend(cut(text).map(|(span, kind)| {
        let word = span.of(text);
        let spaced = span.start != end || span.start == 0;
        end = span.end;
        Token {
            span,
            // both apostrophes spell the same word
            word: if word == "’s" { possessive } else { vocabulary.lexicon.find_in(text, span) },
            kind,
            spaced,
            capital: word.starts_with(char::is_uppercase),
        }
    }));
    tokens
}

/// One notice for each run of furniture sentences.
fn furniture_notices(source_id: &str, prose: &Prose) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    let mut run_goes_on = false;
    for sentence in &prose.sentences {
        let is_furniture = sentence.context == Context::Furniture;
        match notices.last_mut() {
            Some(last) if is_furniture && run_goes_on => last.span = last.span.map(|span| span.join(sentence.span)),
            _ if is_furniture => {
                let says = "part of the page (advertisement, byline, credit or link), kept out of the statistics";
                notices.push(Notice::new("text", source_id, Some(sentence.span), says));
            }
            _ => {}
        }
        run_goes_on = is_furniture;
    }
    notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Dateline, Source};
    use crate::vocabulary;

    fn prose(text: &str) -> (Document, Prose) {
        let document = Document {
            id: "t".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: text.into(),
            verbatim: true,
        };
        let prose = read(&document, &vocabulary::load("en", &[]).unwrap()).value;
        (document, prose)
    }

    fn sentences(text: &str) -> Vec<(String, Context)> {
        let (document, prose) = prose(text);
        prose.sentences.iter().map(|s| (s.span.of(&document.text).to_owned(), s.context)).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        sentences(text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        let one = "Mr. Silva met Michael E. Ford of the U.S. Senate on Feb. 4 at 9 p.m. local time.";
        assert_eq!(texts(one), [one]);
    }

    #[test]
    fn an_abbreviation_may_end_one_when_a_sentence_opener_follows() {
        assert_eq!(
            texts("They live in the U.S. However, few vote. It fell by 12. The rest stayed."),
            ["They live in the U.S.", "However, few vote.", "It fell by 12.", "The rest stayed."]
        );
    }

    #[test]
    fn a_text_that_never_stops_is_cut_at_commas_and_nothing_is_lost() {
        let endless = "seven boats sank near the harbour, ".repeat(400);
        let found = texts(endless.trim_end());
        assert!(found.len() > 5 && found.iter().all(|text| text.split_whitespace().count() < 500), "{}", found.len());
        assert!(found[0].ends_with(','));
        let words = |texts: &[String]| texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
        assert_eq!(words(&found), 2_400);
        assert!(texts(&"seven ".repeat(5_000)).len() > 3);
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        assert_eq!(
            texts("“We are ready. We wait,” she said. \"Why?\" he asked."),
            ["“We are ready.", "We wait,” she said.", "\"Why?\" he asked."]
        );
    }

    #[test]
    fn a_heading_stands_alone_and_a_wrapped_line_does_not() {
        let found = sentences("Toll Rises Again\n\nThe quake killed 12.\nWhat Comes Next?\nNobody knows.");
        assert_eq!(found[0], ("Toll Rises Again".into(), Context::Headline));
        assert_eq!(found[2].0, "What Comes Next?");
        let wrapped = "The river rose again on\nMonday and the town was\ncut off for the\nsecond time.";
        assert_eq!(texts(wrapped), [wrapped]);
    }

    #[test]
    fn furniture_is_known_and_a_related_link_is_kept_apart() {
        let found = sentences(
            "Fire Spreads\n\nThe fire burned 40 homes.\n\n(Photo: A. Lens/Agency)\n\nRelated: Fires Up 70% This Year\n\nSubscribe to our newsletter today!",
        );
        let contexts: Vec<_> = found.iter().map(|(_, context)| *context).collect();
        use Context::*;
        assert_eq!(contexts, [Headline, Body, Furniture, RelatedLink, Furniture]);
    }

    #[test]
    fn quotations_are_found_and_an_open_one_ends_with_its_paragraph() {
        let (document, prose) = prose("“We wait,” she said.\n\n“And we hope.\n\nNothing came.");
        let found: Vec<_> = prose.quotations.iter().map(|span| span.of(&document.text)).collect();
        assert_eq!(found, ["“We wait,”", "“And we hope."]);
    }
}
