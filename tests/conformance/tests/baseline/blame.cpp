// certlife-baseline-blame [FAULT…]: is the clause that was broken the first that a report names? Each planted bug of the model is run, and
// what it is blamed for compared with the clauses of which its sentence says that it breaks them. Prints a table, and each deviation of
// the faults that are named; exit code 1 where fewer than nine in ten are right.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/trace/notation.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"

namespace {

using namespace certlife::conformance;
using Clauses = std::set<std::string>;

// What each breaks, by the sentence that says what it does (model/mutants/).
const std::map<std::string_view, Clauses> broken_by{
    {"closing_null_crashes", {"CLOSE-26", "HANDLE-9"}},
    {"freeing_a_ctl_hangs", {"FREE-1", "FREE-2", "FREE-3", "FREE-4", "FREE-5", "HANDLE-9"}},
    {"forced_close_forgets_crls", {"CLOSE-11", "CLOSE-39"}},
    {"check_forgets_ctls", {"CLOSE-5", "CLOSE-23", "CLOSE-29"}},
    {"check_forgets_crls", {"CLOSE-5", "CLOSE-23", "CLOSE-29"}},
    {"check_forgets_certificates", {"CLOSE-5", "CLOSE-23", "CLOSE-29"}},
    {"check_counts_elements", {"CLOSE-4", "CLOSE-18", "CLOSE-24", "CLOSE-38"}},
    {"check_forgets_other_handles", {"CLOSE-7"}},
    {"pending_close_keeps_the_handle", {"CLOSE-2", "CLOSE-6", "CLOSE-25"}},
    {"force_spares_held_contexts", {"CLOSE-11", "CLOSE-39"}},
    {"default_close_frees_held_contexts", {"CLOSE-8", "CLOSE-6"}},
    {"close_frees_deleted_contexts", {"CLOSE-8", "CLOSE-6", "DELETE-4"}},
    {"non_final_close_ends_the_store", {"CLOSE-36", "CLOSE-2", "CLOSE-25"}},
    {"plain_close_clobbers_last_error", {"CLOSE-10"}},
    {"check_clobbers_last_error", {"CLOSE-22", "CLOSE-4"}},
    {"plain_close_reports_pending", {"CLOSE-3", "CLOSE-10"}},
    {"closed_store_is_never_freed", {"CLOSE-19", "CLOSE-38", "CLOSE-39"}},
    {"store_is_freed_under_its_contexts", {"CLOSE-21", "CONTEXT-4"}},
    {"null_store_closes", {"CLOSE-28", "CREATE-5"}},
    {"force_frees_created_contexts", {"CREATE-5", "CLOSE-35"}},
    {"csp_handle_goes_early", {"CLOSE-16", "CLOSE-36"}},
    {"csp_handle_is_never_released", {"CLOSE-14"}},
    {"csp_handle_is_released_twice", {"CLOSE-17"}},
    {"close_forgets_to_commit", {"CLOSE-31"}},
    {"close_commits_unasked", {"FILE-10", "FILE-7"}},
    {"closed_store_still_commits", {"CLOSE-34", "PROP-16"}},
    {"free_removes_the_element", {"FREE-4"}},
    {"free_leaks_created_contexts", {"FREE-3", "CREATE-6"}},
    {"free_leaks_the_closed_store", {"FREE-7"}},
    {"free_of_null_fails", {"FREE-1", "FREE-5"}},
    {"duplicate_adds_no_reference", {"DUP-2", "DUP-4"}},
    {"duplicate_store_adds_no_handle", {"DUPSTORE-2"}},
    {"delete_does_not_unlist", {"DELETE-1"}},
    {"delete_frees_no_reference", {"DELETE-2", "DELETE-6", "DELETE-8"}},
    {"delete_frees_what_is_held", {"DELETE-4", "DELETE-12", "DELETE-6"}},
    {"enumeration_keeps_the_previous", {"ENUM-2", "ENUM-12", "FIND-2", "FIND-10", "FIND-17"}},
    {"failed_enumeration_keeps_the_previous", {"ENUM-2", "ENUM-12", "FIND-2", "FIND-10", "FIND-17"}},
    {"enumeration_ends_at_once", {"ENUM-1", "ENUM-6", "ENUM-7", "FIND-1", "FIND-4"}},
    {"enumeration_shows_deleted_elements", {"ENUM-3", "ENUM-9", "FIND-3", "FIND-12", "DELETE-1"}},
    {"enumeration_mixes_kinds", {"ENUM-3", "ENUM-5", "FIND-3"}},
    {"enumeration_gives_no_reference", {"ENUM-1", "FIND-1"}},
    {"property_shows_everywhere", {"PROP-17", "PROP-1"}},
    {"property_reaches_a_closed_store", {"PROP-16", "CLOSE-34"}},
    {"add_gives_no_reference", {"ADD-3", "ADD-18", "ADD-31", "ADD-32", "ADD-47"}},
    {"add_counts_without_out_pointer", {"ADD-4"}},
    {"add_takes_the_sources_reference", {"ADD-5"}},
    {"use_existing_makes_another", {"ADD-18"}},
    {"add_new_ignores_matches", {"ADD-9"}},
    {"add_new_refuses_another_edition", {"ADD-24", "ADD-25", "ADD-20"}},
    {"add_ignores_a_set_hash", {"ADD-42", "ADD-43", "ADD-25", "ADD-9", "ADD-20"}},
    {"add_looks_at_the_disposition_first", {"ADD-40"}},
    {"encoded_add_brings_properties", {"ADD-46"}},
    {"copy_to_no_store_holds_its_source", {"ADD-47", "ADD-5"}},
    {"find_by_hash_takes_any_certificate", {"FIND-5", "FIND-3", "FIND-1"}},
    {"properties_are_not_copied", {"ADD-6", "ADD-16", "ADD-19", "ADD-12"}},
    {"failed_add_leaves_a_context", {"ADD-29"}},
    {"replaced_element_dies", {"ADD-14", "ADD-13", "ADD-10", "ADD-12"}},
    {"replace_keeps_the_old", {"ADD-13"}},
    {"created_context_is_listed", {"CREATE-2", "CREATE-4", "ADD-31"}},
    {"no_crypt_release_is_ignored", {"CLOSE-15"}},
    {"failed_open_releases_a_kept_handle", {"OPEN-11"}},
    {"open_counts_a_csp_reference_of_its_own", {"CSP-8", "OPEN-8"}},
    {"open_empties_the_file", {"FILE-7", "FILE-10", "FILE-11", "FILE-15"}},
    {"commit_forgets_to_write", {"CONTROL-1", "CONTROL-5"}},
    {"commit_ignores_the_form_of_the_file", {"FILE-20", "FILE-21", "FILE-24", "CONTROL-1"}},
    {"open_forgets_the_form_of_the_file", {"FILE-20", "FILE-21", "FILE-22"}},
    {"open_to_commit_makes_no_file", {"FILE-18"}},
    {"release_with_flags_keeps_the_handle", {"CSP-5"}},
    {"key_handle_takes_the_key_context", {"PROP-31"}},
    {"a_handed_over_key_stays", {"PROP-34"}},
    {"unsigned_body_is_not_found", {"PROP-24"}},
    {"signature_hash_is_of_the_whole", {"PROP-23"}},
    {"unknown_find_type_is_not_found", {"FIND-21"}},
    {"no_message_is_an_asn1_error", {"CREATE-15", "ADD-28", "CREATE-16"}},
    {"a_dead_handle_is_an_invalid_handle", {"CSP-12", "CSP-6"}},
    {"any_provider_type_will_do", {"CSP-13"}}};

std::vector<Deviation> deviations_of(std::string_view fault) {
  ModelPort port(fault);
  const Referee referee("windows");
  CampaignOptions options;
  options.programs = clause_programs();
  options.levels = {LevelKind::clauses, LevelKind::exhaustive};
  options.depth = 2;
  return run_campaign(port, referee, options, [](const std::string&) {}).deviations;
}

struct Blamed {
  std::size_t deviations = 0, right = 0, right_without = 0;
  Clauses wrongly;
};

void print(const Deviation& deviation) {
  for (const certlife::trace::Line& line : deviation.calls) fmt::print("    {}\n", call_text(line));
  fmt::print("      {}: {}\n", deviation.clause, deviation.aspect);
  if (const auto& blame = deviation.blame) fmt::print("      by {} at call {}: {}\n", blame->clause, blame->at + 1, blame->what);
}

Blamed blamed_for(std::string_view fault, bool is_shown) {
  const Clauses& right = broken_by.at(fault);
  Blamed blamed;
  for (const Deviation& each : deviations_of(fault)) {
    if (is_shown) print(each);
    ++blamed.deviations;
    blamed.right += right.contains(each.broken()) ? 1 : 0;
    blamed.right_without += right.contains(each.clause) ? 1 : 0;
    if (!right.contains(each.broken())) blamed.wrongly.insert(each.broken() + (each.blame ? "*" : ""));
  }
  return blamed;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string_view> faults(arguments + 1, arguments + count);
  const bool are_shown = !faults.empty();
  if (faults.empty()) faults = fault_names();
  std::size_t shown = 0, right = 0, right_without = 0, deviations = 0, deviations_right = 0, deviations_right_without = 0;
  fmt::print("{:<40} {:>10} {:>7} {:>7}  wrongly named\n", "fault", "deviations", "before", "now");
  for (const std::string_view fault : faults) {
    const Blamed blamed = blamed_for(fault, are_shown);
    fmt::print("{:<40} {:>10} {:>7} {:>7}  {}\n", fault, blamed.deviations, blamed.right_without, blamed.right, fmt::join(blamed.wrongly, " "));
    if (blamed.deviations == 0) continue;
    ++shown;
    right += blamed.right == blamed.deviations ? 1 : 0;
    right_without += blamed.right_without == blamed.deviations ? 1 : 0;
    deviations += blamed.deviations;
    deviations_right += blamed.right;
    deviations_right_without += blamed.right_without;
  }
  fmt::print("{} faults show; all of what they show is blamed on the broken clause of {}, before of {}; of {} deviations {}, before {}\n", shown, right,
             right_without, deviations, deviations_right, deviations_right_without);
  return 10 * right < 9 * shown ? 1 : 0;
}
