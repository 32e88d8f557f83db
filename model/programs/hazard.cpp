#include "model/programs/hazard.h"

#include <algorithm>

#include "model/programs/walk.h"

namespace certlife::conformance {

bool Hazard::looks_like(const trace::Line& line) const {
  if (line.kind != trace::Line::Kind::call || line.which != call.which || call.which == trace::Call::unknown) return false;
  return std::all_of(call.args.begin(), call.args.end(), [&](const trace::Field& field) {
    const auto* parameter = trace::describe(call.which).find(field.name);
    const bool is_context = parameter && parameter->role == trace::Role::context;
    return !is_context || field.value.is_text() == line.arg(field.name).is_text();
  });
}

Hazards::Hazards(std::vector<Hazard> hazards, const model::Reading& reading)
    : known_(std::move(hazards)), reading_(&reading), words_(std::make_unique<Vocabulary>()) {}

Hazards::~Hazards() = default;

std::size_t Hazards::first_in(const std::vector<trace::Line>& program) const {
  // Most programs have no call that looks like one: those need not be followed.
  std::size_t last = 0;
  for (const Hazard& each : known_)
    for (std::size_t i = last; i < program.size(); ++i)
      if (each.looks_like(program[i])) last = i + 1;
  std::optional<Walk> walk(Walk(*reading_, *words_));
  for (std::size_t i = 0; i < last; ++i) {
    if (is_one(program[i], *walk)) return i;
    walk = walk->after(program[i]);
    if (!walk) break;
  }
  return program.size();
}

bool Hazards::is_one(const trace::Line& line, const Walk& before) const {
  const auto looks_like_it = [&](const Hazard& each) { return each.looks_like(line); };
  if (std::none_of(known_.begin(), known_.end(), looks_like_it)) return false;
  const auto deciding = before.deciding(line);
  return std::any_of(known_.begin(), known_.end(), [&](const Hazard& each) { return each.looks_like(line) && deciding.contains(each.clause); });
}

}  // namespace certlife::conformance
