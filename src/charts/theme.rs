//! Colours and type sizes, in one place, so that a dark or a print theme is one more constant.
//!
//! Hues are those of Okabe and Ito (*Color Universal Design*, 2008), told apart with every common colour blindness.
//! No meaning hangs on hue alone: each state also has its own sign, and its own lightness for grey print.

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
    /// every second row
    pub band: Ink,
    /// a figure or an event as a source gives it
    pub claim: Ink,
    /// what the sources add up to
    pub estimate: Ink,
    /// ground of a cell whose sources agree
    pub agree: Ink,
    pub conflict: Ink,
    /// ground of a cell whose sources conflict
    pub conflict_ground: Ink,
    pub title: u32,
    pub subtitle: u32,
    pub label: u32,
    pub small: u32,
}

/// Dark on white.
pub const LIGHT: Theme = Theme {
    paper: Ink::solid(255, 255, 255),
    ink: Ink::solid(26, 26, 26),
    quiet: Ink::solid(92, 92, 92),
    rule: Ink::solid(150, 150, 150),
    grid: Ink::solid(222, 222, 222),
    band: Ink::solid(247, 247, 245),
    claim: Ink::solid(0, 114, 178),
    estimate: Ink::solid(26, 26, 26),
    agree: Ink::solid(213, 233, 246),
    conflict: Ink::solid(190, 70, 0),
    conflict_ground: Ink::solid(244, 187, 148),
    title: 22,
    subtitle: 14,
    label: 13,
    small: 12,
};
