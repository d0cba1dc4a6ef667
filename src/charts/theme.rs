//! Colours and type sizes, in one place: a light, a dark and a print look.
//!
//! Hues are those of Okabe and Ito (*Color Universal Design*, 2008), told apart with every common colour blindness.
//! No meaning hangs on hue alone: each state also has its own sign, and its own lightness for grey print. The print look
//! has no hue at all. Tests below hold the contrasts of WCAG 2.2 and the distances left to colour-blind eyes.

/// A colour, opaque or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    pub rgb: (u8, u8, u8),
    /// 0 unseen to 1 opaque
    pub alpha: f64,
}

impl Ink {
    const fn solid(r: u8, g: u8, b: u8) -> Self {
        Ink { rgb: (r, g, b), alpha: 1.0 }
    }

    /// The same hue, thinner.
    pub const fn faded(self, alpha: f64) -> Self {
        Ink { alpha, ..self }
    }
}

/// The themes by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// dark on white
    #[default]
    Light,
    /// light on near black, for dark pages
    Dark,
    /// black and greys only
    Print,
}

impl Scheme {
    pub const ALL: [Scheme; 3] = [Scheme::Light, Scheme::Dark, Scheme::Print];

    pub fn theme(self) -> &'static Theme {
        match self {
            Scheme::Light => &LIGHT,
            Scheme::Dark => &DARK,
            Scheme::Print => &PRINT,
        }
    }
}

/// Everything a picture's look depends on besides its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub paper: Ink,
    /// titles and labels
    pub ink: Ink,
    /// dates, ticks, notes
    pub quiet: Ink,
    /// lines that part the page
    pub rule: Ink,
    /// lines to read a value by
    pub grid: Ink,
    /// a figure or an event as a source gives it
    pub claim: Ink,
    /// what the sources add up to
    pub estimate: Ink,
    /// ground of a cell whose sources agree
    pub agree: Ink,
    pub conflict: Ink,
    /// ground of a cell whose sources conflict
    pub conflict_ground: Ink,
    /// lines of several sources; each also has its own strokes
    pub lines: [Ink; 4],
    pub title: u32,
    pub subtitle: u32,
    pub label: u32,
    pub small: u32,
}

pub const LIGHT: Theme = Theme {
    paper: Ink::solid(255, 255, 255),
    ink: Ink::solid(26, 26, 26),
    quiet: Ink::solid(92, 92, 92),
    rule: Ink::solid(150, 150, 150),
    grid: Ink::solid(222, 222, 222),
    claim: Ink::solid(0, 114, 178),
    estimate: Ink::solid(26, 26, 26),
    agree: Ink::solid(213, 233, 246),
    conflict: Ink::solid(190, 70, 0),
    conflict_ground: Ink::solid(244, 187, 148),
    lines: [Ink::solid(0, 114, 178), Ink::solid(190, 70, 0), Ink::solid(0, 130, 95), Ink::solid(60, 60, 60)],
    title: 22,
    subtitle: 14,
    label: 13,
    small: 12,
};

const DARK: Theme = Theme {
    paper: Ink::solid(20, 22, 26),
    ink: Ink::solid(240, 240, 240),
    quiet: Ink::solid(178, 182, 188),
    rule: Ink::solid(112, 116, 122),
    grid: Ink::solid(54, 58, 64),
    claim: Ink::solid(86, 180, 233),
    estimate: Ink::solid(250, 250, 250),
    agree: Ink::solid(18, 66, 96),
    conflict: Ink::solid(245, 150, 70),
    conflict_ground: Ink::solid(140, 66, 14),
    lines: [Ink::solid(86, 180, 233), Ink::solid(245, 150, 70), Ink::solid(60, 190, 145), Ink::solid(225, 225, 225)],
    ..LIGHT
};

const PRINT: Theme = Theme {
    ink: Ink::solid(0, 0, 0),
    quiet: Ink::solid(64, 64, 64),
    rule: Ink::solid(110, 110, 110),
    grid: Ink::solid(208, 208, 208),
    claim: Ink::solid(60, 60, 60),
    estimate: Ink::solid(0, 0, 0),
    agree: Ink::solid(236, 236, 236),
    conflict: Ink::solid(0, 0, 0),
    conflict_ground: Ink::solid(192, 192, 192),
    lines: [Ink::solid(0, 0, 0), Ink::solid(90, 90, 90), Ink::solid(0, 0, 0), Ink::solid(90, 90, 90)],
    ..LIGHT
};

#[cfg(test)]
mod tests {
    use super::*;

    type Linear = [f64; 3];

    fn linear(ink: Ink) -> Linear {
        let (r, g, b) = ink.rgb;
        [r, g, b].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance([r, g, b]: Linear) -> f64 {
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast ratio of WCAG 2.2.
    fn contrast(a: Ink, b: Ink) -> f64 {
        let [a, b] = [a, b].map(|ink| luminance(linear(ink)) + 0.05);
        a.max(b) / a.min(b)
    }

    /// What Machado, Oliveira and Fernandes (2009) leave of a colour in full protanopia, deuteranopia and tritanopia.
    const BLINDNESS: [[Linear; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn seen(ink: Ink, by: &[Linear; 3]) -> Linear {
        let colour = linear(ink);
        by.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
    }

    /// CIE L*a*b* of D65, for distances as an eye judges them.
    fn lab([r, g, b]: Linear) -> Linear {
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
        let [x, y, z] =
            [x, y, z].map(|part: f64| if part > 0.008856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: Ink, b: Ink, by: &[Linear; 3]) -> f64 {
        let [a, b] = [a, b].map(|ink| lab(seen(ink, by)));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn lightness(ink: Ink) -> f64 {
        lab(linear(ink))[0]
    }

    #[test]
    fn words_and_marks_stand_out_from_their_ground() {
        for scheme in Scheme::ALL {
            let theme = scheme.theme();
            for ground in [theme.paper, theme.agree, theme.conflict_ground] {
                assert!(contrast(theme.ink, ground) >= 4.5, "{scheme:?}: ink on {ground:?}");
            }
            for text in [theme.quiet, theme.conflict] {
                assert!(contrast(text, theme.paper) >= 4.5, "{scheme:?}: {text:?}");
            }
            for mark in [theme.claim, theme.estimate].into_iter().chain(theme.lines) {
                assert!(contrast(mark, theme.paper) >= 3.0, "{scheme:?}: {mark:?}");
            }
            assert!(contrast(theme.grid, theme.paper) < contrast(theme.rule, theme.paper));
        }
    }

    #[test]
    fn colour_blind_eyes_tell_apart_what_differs() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let theme = scheme.theme();
            for by in &BLINDNESS {
                for (a, b, least) in [
                    (theme.claim, theme.conflict, 30.0),
                    (theme.claim, theme.estimate, 30.0),
                    (theme.agree, theme.conflict_ground, 20.0),
                    (theme.agree, theme.paper, 8.0),
                    (theme.conflict_ground, theme.paper, 20.0),
                ] {
                    assert!(distance(a, b, by) >= least, "{scheme:?}: {a:?} {b:?} {}", distance(a, b, by));
                }
            }
        }
    }

    #[test]
    fn grey_print_keeps_the_grounds_apart() {
        for scheme in Scheme::ALL {
            let theme = scheme.theme();
            let grounds = [theme.paper, theme.agree, theme.conflict_ground].map(lightness);
            for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                assert!((grounds[a] - grounds[b]).abs() >= 6.0, "{scheme:?}: {grounds:?}");
            }
        }
        let theme = Scheme::Print.theme();
        for ink in [theme.paper, theme.ink, theme.claim, theme.conflict, theme.conflict_ground, theme.agree] {
            assert!(ink.rgb.0 == ink.rgb.1 && ink.rgb.1 == ink.rgb.2, "{ink:?}");
        }
    }
}
