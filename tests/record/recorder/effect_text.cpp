#include "tests/record/recorder/effect_text.h"

#include <cstring>

#include "tests/record/recorder/context_kind.h"
#include "tests/record/recorder/part.h"
#include "tests/record/recorder/value_text.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

bool is_out(const MadeCall& call, std::uint8_t parameter) { return parameter < call.of.arity && call.of.parameters[parameter].is_out; }

// The parameter itself, or what came back through it.
std::uint64_t value_of(const MadeCall& call, const Condition& condition) {
  const std::uint64_t given = call.arguments[condition.parameter];
  const bool is_read = is_out(call, condition.parameter) && condition.test != Test::is_null && given;
  return is_read ? *call.pointer<DWORD>(condition.parameter) : given;
}

bool holds(const MadeCall& call, const Condition& condition) {
  const std::uint64_t value = value_of(call, condition);
  switch (condition.test) {
    case Test::has_flag: return value & condition.value;
    case Test::is_value: return static_cast<std::uint32_t>(value) == condition.value;
    case Test::is_true: return static_cast<std::uint32_t>(value) != 0;
    case Test::is_null: return value == 0;
  }
  return false;
}

bool all_hold(const MadeCall& call, const Condition* conditions, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (!holds(call, conditions[i])) return false;
  return true;
}

bool applies(const MadeCall& call, const Effect& effect) {
  if (!all_hold(call, effect.all_of, effect.conditions)) return false;
  return effect.exceptions == 0 || !all_hold(call, effect.unless, effect.exceptions);
}

// The handle or pointer of which the effect speaks; 0 if there is none.
std::uint64_t address_in(const MadeCall& call, std::uint8_t parameter) {
  if (parameter == the_result) return call.result;
  const std::uint64_t given = call.arguments[parameter];
  if (!is_out(call, parameter)) return given;
  return given && call.succeeded() ? *call.pointer<std::uint64_t>(parameter) : 0;
}

template <class Visit>
void for_each_effect(const MadeCall& call, Does does, Visit visit) {
  const bool has_happened = does == Does::consumes || call.succeeded();
  for (std::size_t i = 0; has_happened && i < call.of.effects; ++i) {
    const Effect& effect = call.of.effect[i];
    const bool is_array = effect.parameter < call.of.arity && call.of.parameters[effect.parameter].role == Role::things;
    if (effect.does != does || is_array || !applies(call, effect)) continue;
    if (const std::uint64_t address = address_in(call, effect.parameter)) visit(effect, address);
  }
}

// Of a context the table may not say the kind; it is seen when there is one.
Thing thing_at(const MadeCall& call, const Effect& effect, std::uint64_t address) {
  const bool came_back = effect.parameter == the_result || is_out(call, effect.parameter);
  return came_back && std::strcmp(effect.word, "context") == 0 ? kind_of_context(address) : effect.thing;
}

const char* word_for(Thing thing, const Effect& effect) {
  switch (thing) {
    case Thing::certificate: return "certificate";
    case Thing::crl: return "crl";
    case Thing::ctl: return "ctl";
    default: return effect.word;
  }
}

void write_acquired(Text& text, const MadeCall& call) {
  Part acquires(text, ",\"acquires\":{", '}');
  for_each_effect(call, Does::acquires, [&](const Effect& effect, std::uint64_t address) {
    const Thing thing = thing_at(call, effect, address);
    acquires.next();
    write_name(text, thing, address);
    text.add(":\"");
    text.add(word_for(thing, effect));
    text.add('"');
  });
}

void write_given_back(Text& text, const MadeCall& call, Does does, const char* opening) {
  Part list(text, opening, ']');
  for_each_effect(call, does, [&](const Effect& effect, std::uint64_t address) {
    list.next();
    write_name(text, effect.thing, address);
  });
}

Thing thing_of(const MadeCall& call, std::uint8_t parameter, std::uint64_t address) {
  for (std::size_t i = 0; i < call.of.effects; ++i)
    if (call.of.effect[i].parameter == parameter && applies(call, call.of.effect[i])) return thing_at(call, call.of.effect[i], address);
  return Thing::none;
}

void write_held_by(Text& text, const MadeCall& call, std::uint8_t holder, Part& holders) {
  bool any = false;
  for_each_effect(call, Does::holds, [&](const Effect& effect, std::uint64_t) { any = any || effect.holder == holder; });
  const std::uint64_t address = any ? address_in(call, holder) : 0;
  if (!address) return;
  holders.next();
  write_name(text, thing_of(call, holder, address), address);
  Part held(text, ":[", ']');
  for_each_effect(call, Does::holds, [&](const Effect& effect, std::uint64_t of) {
    if (effect.holder != holder) return;
    held.next();
    write_name(text, effect.thing, of);
  });
}

}  // namespace

Thing thing_given(const MadeCall& call, std::size_t parameter) {
  for (std::size_t i = 0; i < call.of.effects; ++i) {
    const Effect& effect = call.of.effect[i];
    if (effect.parameter != parameter) continue;
    bool is_known = true;
    for (std::size_t nth = 0; nth < effect.conditions; ++nth) {
      const Condition& condition = effect.all_of[nth];
      is_known = is_known && (is_out(call, condition.parameter) || holds(call, condition));
    }
    if (is_known) return effect.thing;
  }
  return Thing::none;
}

Given thing_got(const MadeCall& call, std::uint8_t parameter) {
  const std::uint64_t address = address_in(call, parameter);
  const Thing thing = address ? thing_of(call, parameter, address) : Thing::none;
  return thing == Thing::none ? Given{} : Given{thing, address};
}

void write_ownership(Text& text, const MadeCall& call) {
  write_acquired(text, call);
  write_given_back(text, call, Does::releases, ",\"releases\":[");
  write_given_back(text, call, Does::consumes, ",\"consumes\":[");
  Part holders(text, ",\"holds\":{", '}');
  for (std::uint8_t parameter = 0; parameter < call.of.arity; ++parameter) write_held_by(text, call, parameter, holders);
  write_held_by(text, call, the_result, holders);
}

}  // namespace certlife::record
