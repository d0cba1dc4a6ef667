//! The forms of a number, in order of precedence.

use super::gallery::Form;

mod digits;
pub mod fraction;
mod spelled;
mod vague;

/// Tried in this order where a number may begin; the first that reads wins.
pub const FORMS: &[Form] = &[vague::FORM, fraction::FORM, spelled::FORM, digits::FORM];
