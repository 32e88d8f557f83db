// What the translator makes of a trace line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/concrete_calls.h"
#include "model/oracle/names.h"
#include "model/trace/value.h"

namespace certlife::oracle {

// A line as a call of the model. Names of contexts stand in it as their NameId, since candidates may differ in which context
// bears a name; stores, CSP handles and files are those of the model already.
struct Translation {
  enum class Fate : std::uint8_t { judged, not_evaluated, reads_last_error, sets_last_error, asks_of_properties };
  enum class Result : std::uint8_t { boolean, store, context, csp, none };

  Fate fate = Fate::judged;
  std::string reason;         // Why it is not evaluated.
  bool touches_world = true;  // Not evaluated: it may have changed what it was given.
  ConcreteCall call;
  NameId store_from = 0;      // The store is the hCertStore of this context.
  NameId content_from = 0;    // The content, or the filter, is that of this context.
  Concrete::Filter::By filter_field{};
  std::optional<Kind> kind;   // The kind of context that the call is for.

  // What was seen. Absent is: not observed.
  const trace::Value* ret = nullptr;
  Result result = Result::boolean;
  const trace::Value* object = nullptr;  // What names the handle or context returned or passed out.
  const trace::Value* value = nullptr;   // The property value passed out.
  const trace::Value* saved = nullptr;   // The records of a store saved to memory.
  std::vector<NameId> mentioned;         // Live names among the arguments.
  std::vector<NameId> kept;              // CSP handles that a context keeps, and releases one day or does not.
  std::vector<std::string_view> new_csps;  // HCRYPTPROVs first seen here.

  // Forgets the line before, but for its memory.
  void begin(const trace::Value& returned, std::optional<Kind> of);
};

}  // namespace certlife::oracle
