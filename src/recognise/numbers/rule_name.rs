//! "digits/behind": the form that read a figure and the finder of its thing, made once for each pair and not once for each figure.

use std::sync::LazyLock;

use hashbrown::HashMap;

type Pair = (&'static str, &'static str);

static NAMES: LazyLock<HashMap<Pair, String>> = LazyLock::new(|| {
    let forms = super::forms::FORMS.iter().map(|form| form.name);
    let joins = super::joined::JOINS.iter().map(|join| join.name);
    let finders = || super::counted::FINDERS.iter().map(|finder| finder.name).chain(["youngest"]);
    let pairs = forms.chain(joins).flat_map(|form| finders().map(move |finder| (form, finder)));
    pairs.map(|(form, finder)| ((form, finder), format!("{form}/{finder}"))).collect()
});

/// The rule's name; that of the form alone where nothing was found.
pub fn of(form: &'static str, finder: Option<&'static str>) -> &'static str {
    finder.and_then(|finder| NAMES.get(&(form, finder))).map_or(form, String::as_str)
}
