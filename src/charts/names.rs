//! A picture's wished-for name -> a file name that is safe on every system, bounded, and used once.

use std::collections::BTreeSet;

use crate::model::id::content_id;

/// Characters of a name, before a number that tells it from its namesakes.
const LONGEST: usize = 64;

/// Lower-case ASCII letters, digits and single hyphens; accents are taken off. Empty when nothing of the text is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let letters = ascii(c);
        if letters.is_empty() {
            // an apostrophe or a loose accent joins, anything else parts
            if !matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        } else {
            slug.push_str(letters.as_str());
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_string()
}

/// Gives out each name once.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// `wish` as a slug. A second picture of that name gets a mark made of `key`, which stays the same from run to run.
    pub fn take(&mut self, wish: &str, key: &str) -> String {
        let plain = slug(wish);
        let marked = content_id(&plain, [key]);
        let numbered = (2..).map(|n| format!("{marked}-{n}"));
        let name =
            [plain, marked.clone()].into_iter().chain(numbered).find(|name| !name.is_empty() && !self.0.contains(name));
        let name = name.unwrap_or(marked);
        self.0.insert(name.clone());
        name
    }
}

fn ascii(c: char) -> String {
    let plain = match c {
        'a'..='z' | '0'..='9' => return c.to_string(),
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    };
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_for_every_file_system() {
        assert_eq!(slug("Spread: Arrests, El Salvador"), "spread-arrests-el-salvador");
        assert_eq!(slug("San José’s Łódź – 2"), "san-joses-lodz-2");
        assert_eq!(slug("../../etc/passwd\0\n<b>|con:"), "etc-passwd-b-con");
        assert_eq!(slug("漢字"), "");
        assert!(slug(&"ab ".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn namesakes_are_told_apart_and_stay_short() {
        let mut names = Names::default();
        let taken: Vec<String> = ["g-1", "g-2", "g-2", "g-3"].map(|key| names.take("Spread Arrests", key)).into();
        assert_eq!(taken[0], "spread-arrests");
        assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 4);
        assert!(names.take(&"x".repeat(900), "g").len() < 100);
        assert!(!names.take("", "").is_empty());
    }
}
