//! Text -> its language, when that can be told with some certainty.
//!
//! Only the first 2 KB are shown to the guesser: more costs time and changes nothing.

use whatlang::Lang;

const SHOWN: usize = 2 << 10;

/// ISO 639-1 code; empty when the text is too short or too mixed to tell.
pub fn language(text: &str) -> &'static str {
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    whatlang::detect(shown).filter(whatlang::Info::is_reliable).map_or("", |info| iso_639_1(info.lang()))
}

/// The two-letter code; every language the guesser knows has one.
fn iso_639_1(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_shows_its_language_and_three_words_do_not() {
        let english = "The minister said that the number of people who were hurt had risen since the morning. \
                       Help was under way, she added, but the roads in the north of the country were still closed.";
        let german = "Der Minister sagte, die Zahl der Verletzten sei seit dem Morgen gestiegen, und die Hilfe sei unterwegs. \
                      Die Straßen im Norden des Landes waren jedoch noch immer gesperrt.";
        assert_eq!((language(english), language(german)), ("en", "de"));
        assert_eq!(language("12"), "");
    }

    #[test]
    fn a_character_on_the_border_of_what_is_shown_is_not_cut() {
        language(&"é".repeat(SHOWN));
        language(&format!("x{}", "語".repeat(SHOWN)));
    }
}
