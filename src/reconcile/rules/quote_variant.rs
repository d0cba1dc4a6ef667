//! One utterance in different words, or in the mouths of two speakers.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::quote::Quote;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::utterance::{Speakers, Utterance, short};

pub const RULE: Rule = Rule { name: "quote_variant", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let variants = affair.utterances.iter().filter(|said| is_variant(said)).map(|said| {
        let who = |quote: &Quote| quote.speaker.clone().unwrap_or_else(|| "somebody".into());
        let reason = match said.speakers {
            Speakers::Different => "much the same words, given to two speakers",
            _ => "one utterance in different words, though both stand in quotation marks",
        };
        let says = format!(
            "{} quotes {} as “{}”, {} quotes {} as “{}”: {reason}.",
            affair.sources.name(&said.a.source),
            who(said.a),
            short(said.a),
            affair.sources.name(&said.b.source),
            who(said.b),
            short(said.b),
        );
        let mut draft = Draft::new(Severity::Note, Tolerance::Wording, says).kind(GroupKind::Quote);
        for quote in [said.a, said.b] {
            let words = Witness { source: quote.source.clone(), span: quote.span, id: quote.id.clone() };
            draft = draft.witness(words).witness(quote).value(short(quote));
        }
        draft.measured(format!("{} words shared", said.shared))
    });
    // an utterance that many quote is one finding
    let mut drafts: Vec<Draft> = Vec::new();
    for variant in variants {
        let known = drafts.iter_mut().find(|known| known.witnesses.iter().any(|w| variant.witnesses.contains(w)));
        match known {
            Some(known) => known.absorb(&variant),
            None => drafts.push(variant),
        }
    }
    drafts
}

/// Other words, or other speakers; the same words on two days are no variant of each other.
fn is_variant(said: &Utterance) -> bool {
    said.reworded || said.speakers == Speakers::Different && said.two_days().is_none()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, quoted, sees_told};

    #[test]
    fn a_contraction_makes_a_variant_and_an_extract_does_not() {
        let a = || quoted("wire", "Ilse Maran", "But this is a very generous offer.");
        sees_told("quote_variant note", [a(), quoted("post", "Maran", "But it's a very generous offer")]);
        leaves_told([a(), quoted("post", "Maran", "a very generous offer")]);
    }

    #[test]
    fn a_translator_says_it_in_other_words() {
        let a = || quoted("wire", "Iryna Holub", "We did not count the ships, we counted the sailors");
        let b = quoted("post", "Irina Holub", "It was not the ships that we counted but the sailors");
        sees_told("quote_variant note", [a(), b]);
        leaves_told([a(), quoted("post", "Marta Holub", "It was not the ships that we counted but the sailors")]);
        leaves_told([a(), quoted("post", "Irina Holub", "The harbour will be closed to ships until the autumn")]);
        let doses = quoted("wire", "Pavlo Rudd", "We bought the vaccine for the doctors, not for the ministers");
        let b = quoted("post", "Rudd", "The vaccine was bought for doctors and not for the ministers");
        sees_told("quote_variant note", [doses, b]);
        let hard = quoted("wire", "Pavlo Rudd", "This is a very difficult situation for our country");
        leaves_told([hard, quoted("post", "Rudd", "It is a difficult decision for the country")]);
    }

    #[test]
    fn a_short_saying_and_one_from_memory() {
        let a = || quoted("wire", "Ilse Maran", "Size is safety");
        sees_told("quote_variant note", [a(), quoted("post", "Maran", "Size is security")]);
        leaves_told([a(), quoted("post", "Petra Soltan", "Size is security")]);
        leaves_told([a(), quoted("post", "Maran", "Safety comes first")]);
        let fire = quoted("wire", "Pavlo Rudd", "We are not fighting this fire. We are getting out of its way");
        let b = |speaker| quoted("post", speaker, "We are not fighting this thing, we are running away from it");
        sees_told("quote_variant note", [fire.clone(), b("Rudd")]);
        leaves_told([fire, b("Ilse Maran")]);
    }

    #[test]
    fn long_words_given_to_two_speakers() {
        let words = "offered to house in his own jails the most dangerous criminals of the neighbouring province";
        sees_told("quote_variant note", [quoted("wire", "Ilse Maran", words), quoted("post", "the ministry", words)]);
        leaves_told([
            quoted("wire", "Ilse Maran", "thank you very much"),
            quoted("post", "Petra Soltan", "thank you very much"),
        ]);
    }
}
