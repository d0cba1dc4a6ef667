//! Lists of phrases that rules look for, by name. What each means stands beside it in `data/vocabulary/en/reasons.toml` and `tense.toml`.
//!
//! A list is named here and filled there: a rule cannot ask for one that no file fills, and no file fills one that no rule asks for.

macro_rules! phrase_lists {
    ($($name:ident)*) => {
        /// Each in the order of the files.
        #[derive(Debug, Clone, Default)]
        pub struct PhraseLists {
            $(pub $name: Vec<Box<str>>,)*
        }

        impl PhraseLists {
            /// The list of that name.
            pub fn named(&mut self, name: &str) -> Option<&mut Vec<Box<str>>> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            /// The first list that nothing fills.
            pub fn missing(&self) -> Option<&'static str> {
                [$((stringify!($name), self.$name.is_empty())),*].into_iter().find(|(_, empty)| *empty).map(|(name, _)| name)
            }
        }
    };
}

phrase_lists! {
    on_top_before
    on_top_behind
    of_them among_them of_the_sum_told of_the_same of_the_total of_an_own_whole of_a_whole share_of of_a_leading_whole of_a_leading_total
    rise_of fall_of than_it_should what_there_is_room_for more_by_that less_by_that than_before to_the_present turnout voted no_share or_in_share that_is in_other_words
    goes_on joins_parts leaves_some_out behind_bare_part behind_moving_part behind_placed_part adds_up after_total before_total sums_up closing_rest
    votes_for votes_against with_parts once_gone before_what_is_left behind_what_is_left brings_to leads_total goes_on_behind_total rest_that_is_counted for_each that_makes amounts_to limit
     none_dead none_hurt one_dead one_hurt
    voters before_all_voters before_some_voters abstained turns_away
    made_up_of ahead_by facing
    from_below nearly hedges no_hedge as_many_as dated_by
    can_hold at_most kept_in
    spread_over counted_from to_its_end length_spans length_leads length_pads ends_with_verb went_on settled_lengths runs_out
    from_another no_happening counts_told again quoting
    word_endings act_endings particles reports
    goes_over makes_up_a_body on_offer asks_to_join asks_to_pay no_count_of
    of_a_person of_a_thing offices since_then instead
    sets_a_day moves_a_day set_for_a_day from_that_day leads_up_to_a_count
    is_to_come timetabled plans_alone plans_for plans_now plans_to governs_plan
    month_first_addresses addresses_of_no_country
}
