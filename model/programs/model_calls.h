// Calls of a program as calls of the model, and the names that a run of the model has given out. What a line means is for the
// oracle's translator alone to say: what is not evaluated there is not in the model here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/concrete.h"
#include "model/oracle/candidate.h"
#include "model/oracle/content_table.h"
#include "model/oracle/translate.h"
#include "model/outcome.h"
#include "model/trace/line.h"

namespace certlife::conformance {

using model::Concrete;
using ModelWorld = model::World<Concrete>;
using ModelCall = model::Call<Concrete>;
using ModelOutcome = model::Outcome<Concrete>;

enum class Thing : std::uint8_t { store, context, csp };

// A name of a handle or pointer and what it stands for in a world.
struct Binding {
  std::string name;
  Thing thing = Thing::store;
  std::uint32_t index = 0;
  bool dead = false;  // It was destroyed; the model may give its index to another.
};

// The names of one run, in the order in which they were bound.
class Bindings {
 public:
  const Binding* find(std::string_view name) const;
  // The first name of a thing; nothing if it has none.
  const Binding* first_of(Thing thing, std::uint32_t index) const;
  // Binds the name; index 0, which is NULL, binds nothing.
  void bind(std::string_view name, Thing thing, std::uint32_t index);
  // Marks as dead what the world does not hold any more.
  void note_deaths(const ModelWorld& world);
  const std::vector<Binding>& all() const { return all_; }
  // Each thing by its first name.
  std::vector<const Binding*> firsts() const;

 private:
  std::vector<Binding> all_;
};

// What programs share: contents and file names as numbers.
struct Vocabulary {
  oracle::ContentTable contents;
  oracle::Translator translator{contents};
  oracle::Translation translation;  // The last one; kept for its memory.

  Vocabulary() = default;
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;
  Concrete::File file_called(std::string_view text);  // "file:F"
};

// A state of the model together with the names that lead to its things.
struct ModelState {
  ModelWorld world = at_the_start();
  std::vector<model::Variant> variants{{}};  // What the implementation may be.
  Bindings names;
  std::vector<Concrete::File> unreadable;  // Files whose bytes are no store.
  std::vector<Concrete::File> opaque;      // Files of which nobody knows what they hold.
  std::vector<Concrete::File> loose;       // Files that only liberal readers read.
  std::vector<Concrete::File> doubtful;    // Files of which nobody has seen yet that what they hold decodes.

  // The same state in another world.
  ModelState copy(const ModelWorld& of_world) const {
    return {Concrete::copy_of(of_world), variants, names, unreadable, opaque, loose, doubtful};
  }
  // REQUIRES: one reading is followed.
  std::uint8_t value_of(model::Choice choice) const { return variants.front().settled[choice]; }
  static ModelWorld at_the_start();
};

// How many bytes the property has that the line gets or would compute, where that is known.
std::optional<std::int64_t> size_needed(const trace::Line& line, const ModelState& state, const Vocabulary& words);

// The call as the model has it, or nothing: the oracle would not evaluate it, a name in it stands for nothing here, or a context
// in it may not be looked into.
std::optional<ModelCall> model_call(const trace::Line& line, const ModelState& state, Vocabulary& words);

// Could the file hold in this state what it was seen to hold? It is for the oracle to say.
bool persisted_fits(const ModelState& state, std::string_view file, const trace::Value& seen, Vocabulary& words);

// Sets up the file of a file line.
void set_up_file(const trace::FileSetup& file, ModelState& state, Vocabulary& words);

// Binds the names that the line of a call asks for. REQUIRES: the state is that after the call.
void bind_results(ModelState& state, const trace::Line& line, const ModelOutcome& outcome);
// Takes over what the call did, with its names.
void take(ModelState& state, const trace::Line& line, const ModelOutcome& outcome);

// The kind in whose functions the call belongs; certificates for those of no kind.
model::Kind kind_of(trace::Call call);
// The out parameter through which an add gives its context.
std::string_view added_parameter(trace::Call call);
bool is_add(trace::Call call);

}  // namespace certlife::conformance
