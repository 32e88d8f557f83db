// The model as a thing under test. It answers as the documents want; with a planted fault it is the positive control of
// the runner: a suite that does not find the fault finds nothing.
#pragma once

#include <optional>
#include <string_view>

#include "tests/conformance/runner/model_calls.h"
#include "tests/conformance/runner/port.h"

namespace certlife::conformance {

enum class Fault {
  none,
  check_ignores_crls,            // CHECK returns TRUE although a CRL is held.
  check_ignores_other_handles,   // CHECK returns TRUE although another handle is open.
  check_keeps_the_handle,        // A close that reports CRYPT_E_PENDING_CLOSE consumes no handle reference.
  force_spares_held_contexts,    // A forced close leaves held contexts allocated.
  close_sets_last_error,         // A close without CHECK sets CRYPT_E_PENDING_CLOSE while something is held.
  duplicate_adds_no_reference,   // Duplicating a context adds no reference.
  store_duplicate_is_not_counted,
  new_ignores_matches,           // CERT_STORE_ADD_NEW adds duplicates.
  delete_leaves_listed,          // A deleted element is enumerated still.
  csp_is_never_released,
  no_crypt_release_is_ignored,
  enumeration_keeps_previous,    // The previous context is not freed.
  properties_are_not_copied,     // An add of a context copies no properties.
  closing_null_crashes,
  freeing_a_ctl_hangs,
};

// By the name of the enumerator.
std::optional<Fault> fault_named(std::string_view name);
std::vector<std::string_view> fault_names();

class ModelPort : public Port {
 public:
  // Choices that are not settled take the first value that the reading windows admits.
  explicit ModelPort(Fault fault = Fault::none, const model::Assignment& choices = {});
  const Description& description() override { return description_; }
  std::vector<ProgramRun> run(std::span<const Program> programs) override;

 private:
  ProgramRun run_one(const Program& program);

  Fault fault_;
  Description description_;
  model::Reading reading_;
  model::Assignment choices_;
};

// A choice with its value from "check_counts_other_handles=no"; nothing if there is none such.
std::optional<model::ChoiceValue> choice_value_called(std::string_view text);

// What the reading admits for each choice.
model::Reading reading_called(std::string_view name);

}  // namespace certlife::conformance
