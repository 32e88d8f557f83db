// The choices that the documents leave open, and the values that each may take.
//
// A choice of scope "implementation" keeps its value for as long as an implementation is watched; one of scope "call" may
// fall differently each time. Which value a reading fixes is data: model/clauses/readings.table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace certlife::model {

enum class Choice : std::uint8_t {
  check_counts_other_handles,
  check_true_keeps_last_error,
  force_ends_every_handle,
  check_with_force_reports,
  null_store_close,
  csp_released_at,
  failed_open_releases_csp,
  pending_store_keeps_unreferenced,
  deleted_but_held_is_pending,
  order,
  replaced_element_goes,
  inherit_replaces,
  disposition_0_error,
  failed_commit_shows,
  unknown_close_flags,
  force_commits,
  new_file_appears_at,
  find_any_shows_archived,
  certificates_match_by,
  crl_context_match,
  newer_inherit_replaces,
  find_existing_goes_by,
  find_by_hash_goes_by,
  uncertain_computed_property,
  key_identifier_without_extension,
  zero_key_part,
  empty_file_commits_as,
  misnamed_file_commits_as,
  loose_file_forms,
  file_name_missing_error,
};

inline constexpr int choice_count = 30;

struct ChoiceFacts {
  std::string_view name;
  std::array<std::string_view, 3> values;  // An empty name ends the list.
  bool may_differ_from_call_to_call;

  constexpr int value_count() const { return values[2].empty() ? (values[1].empty() ? 1 : 2) : 3; }
};

inline constexpr std::array<ChoiceFacts, choice_count> choice_facts{{
    {"check_counts_other_handles", {"yes", "no", ""}, false},
    {"check_true_keeps_last_error", {"yes", "no", ""}, false},
    {"force_ends_every_handle", {"now", "at_the_final_close", ""}, false},
    {"check_with_force_reports", {"true", "as_check", ""}, false},
    {"null_store_close", {"true", "e_unexpected", ""}, false},
    {"csp_released_at", {"final_close", "any_close", ""}, false},
    {"failed_open_releases_csp", {"yes", "no", ""}, false},
    {"pending_store_keeps_unreferenced", {"yes", "no", ""}, false},
    {"deleted_but_held_is_pending", {"yes", "no", ""}, false},
    {"order", {"any_stable", "newest_first", ""}, false},
    {"replaced_element_goes", {"anywhere", "", ""}, true},
    {"inherit_replaces", {"same_pointer", "new_pointer", ""}, false},
    {"disposition_0_error", {"E_INVALIDARG", "STATUS_ACCESS_VIOLATION", ""}, false},
    {"failed_commit_shows", {"no", "yes", ""}, true},
    {"unknown_close_flags", {"ignored", "refused_consumed", "refused_kept"}, false},
    {"force_commits", {"yes", "no", ""}, false},
    {"new_file_appears_at", {"open", "commit", ""}, false},
    {"find_any_shows_archived", {"yes", "no", ""}, false},
    {"certificates_match_by", {"hash", "issuer_and_serial", ""}, false},
    {"crl_context_match", {"as_encoded", "with_dates", ""}, false},
    {"newer_inherit_replaces", {"same_pointer", "new_pointer", ""}, false},
    {"find_existing_goes_by", {"issuer_and_serial", "hash", ""}, false},
    {"find_by_hash_goes_by", {"encoding", "property", ""}, false},
    {"uncertain_computed_property", {"missing", "computed", ""}, true},
    {"key_identifier_without_extension", {"key_hash", "invalid_data", ""}, false},
    {"zero_key_part", {"missing", "given", ""}, true},
    {"empty_file_commits_as", {"by_extension", "pkcs7", ""}, false},
    {"misnamed_file_commits_as", {"its_content", "its_extension", ""}, false},
    {"loose_file_forms", {"read", "refused", ""}, false},
    {"file_name_missing_error", {"ERROR_PATH_NOT_FOUND", "ERROR_INVALID_PARAMETER", ""}, false},
}};

constexpr const ChoiceFacts& facts_of(Choice choice) { return choice_facts[static_cast<std::size_t>(choice)]; }

// One value of one choice: what a rule asks about.
struct ChoiceValue {
  Choice choice;
  std::uint8_t value;
};

inline constexpr ChoiceValue check_counts_other_handles{Choice::check_counts_other_handles, 0};
inline constexpr ChoiceValue check_true_keeps_last_error{Choice::check_true_keeps_last_error, 0};
inline constexpr ChoiceValue force_ends_every_handle_now{Choice::force_ends_every_handle, 0};
inline constexpr ChoiceValue check_with_force_reports_as_check{Choice::check_with_force_reports, 1};
inline constexpr ChoiceValue null_store_close_is_refused{Choice::null_store_close, 1};
inline constexpr ChoiceValue csp_released_at_any_close{Choice::csp_released_at, 1};
inline constexpr ChoiceValue failed_open_releases_csp{Choice::failed_open_releases_csp, 0};
inline constexpr ChoiceValue pending_store_keeps_unreferenced{Choice::pending_store_keeps_unreferenced, 0};
inline constexpr ChoiceValue deleted_but_held_is_pending{Choice::deleted_but_held_is_pending, 0};
inline constexpr ChoiceValue order_is_newest_first{Choice::order, 1};
// Of all the places that a replacing element may take this one stands for them all where only one is explored.
inline constexpr ChoiceValue replaced_element_goes_to_the_head{Choice::replaced_element_goes, 1};
inline constexpr ChoiceValue inherit_keeps_the_pointer{Choice::inherit_replaces, 0};
inline constexpr ChoiceValue disposition_0_is_invalid_argument{Choice::disposition_0_error, 0};
inline constexpr ChoiceValue failed_commit_shows{Choice::failed_commit_shows, 1};
inline constexpr ChoiceValue unknown_close_flags_are_refused_but_consume{Choice::unknown_close_flags, 1};
inline constexpr ChoiceValue unknown_close_flags_are_refused{Choice::unknown_close_flags, 2};
inline constexpr ChoiceValue force_commits{Choice::force_commits, 0};
inline constexpr ChoiceValue new_file_appears_at_open{Choice::new_file_appears_at, 0};
inline constexpr ChoiceValue find_any_shows_archived{Choice::find_any_shows_archived, 0};
inline constexpr ChoiceValue certificates_match_by_hash{Choice::certificates_match_by, 0};
inline constexpr ChoiceValue crl_contexts_match_with_dates{Choice::crl_context_match, 1};
inline constexpr ChoiceValue newer_inherit_keeps_the_pointer{Choice::newer_inherit_replaces, 0};
inline constexpr ChoiceValue find_existing_goes_by_hash{Choice::find_existing_goes_by, 1};
inline constexpr ChoiceValue find_by_hash_goes_by_property{Choice::find_by_hash_goes_by, 1};
inline constexpr ChoiceValue uncertain_property_is_computed{Choice::uncertain_computed_property, 1};
inline constexpr ChoiceValue key_hash_is_the_key_identifier{Choice::key_identifier_without_extension, 0};
inline constexpr ChoiceValue zero_key_part_is_given{Choice::zero_key_part, 1};
inline constexpr ChoiceValue empty_file_commits_as_pkcs7{Choice::empty_file_commits_as, 1};
inline constexpr ChoiceValue misnamed_file_commits_as_its_extension{Choice::misnamed_file_commits_as, 1};
inline constexpr ChoiceValue loose_file_forms_are_refused{Choice::loose_file_forms, 1};
inline constexpr ChoiceValue file_name_missing_is_path_not_found{Choice::file_name_missing_error, 0};

}  // namespace certlife::model
