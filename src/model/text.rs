//! Short texts that millions of things bear: ids, names of metrics and places, figures as written.

/// A text that is written once and read often. Up to 23 bytes stand in place, without a piece of memory of their own;
/// longer ones are shared by all copies. A table of ten million rows fits into memory for this.
pub type Text = smol_str::SmolStr;

/// Is a field as it mostly is? Such fields are left out of ledgers and states, which are half as long without them.
pub fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
