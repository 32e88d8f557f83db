#include "model/programs/random_programs.h"

#include <set>

#include "model/programs/call_template.h"
#include "model/programs/random_numbers.h"
#include "model/programs/walk.h"

namespace certlife::conformance {
namespace {

std::vector<CallTemplate> all_templates() {
  std::set<std::string> seen;
  std::vector<CallTemplate> templates;
  for (const Alphabet& alphabet : alphabets())
    for (const auto* calls : {&alphabet.before, &alphabet.calls})
      for (const std::string& call : *calls)
        if (seen.insert(call).second) templates.emplace_back(call);
  return templates;
}

struct Candidate {
  trace::Line line;
  Progress progress;
};

// One program: at each step a template and an instance of it are drawn until one is defined.
TestProgram draw(const std::vector<CallTemplate>& templates, const Alphabet& limits, int length,
                 const model::Reading& reading, RandomNumbers& random) {
  constexpr int most_tries = 40;
  Vocabulary words;
  Walk walk(reading, words);
  Progress progress;
  TestProgram program{{}, "random", {}};
  for (int tries = 0; static_cast<int>(program.lines.size()) < length && tries < most_tries; ++tries) {
    std::vector<Candidate> candidates;
    templates[random.below(templates.size())].for_each_instance(
        walk, progress, limits, [&](const trace::Line& line, const Progress& then) { candidates.push_back({line, then}); });
    if (candidates.empty()) continue;
    const Candidate& chosen = candidates[random.below(candidates.size())];
    auto after = walk.after(chosen.line);
    if (!after) continue;
    walk = std::move(*after);
    progress = chosen.progress;
    program.lines.push_back(chosen.line);
    tries = 0;
  }
  return program;
}

}  // namespace

Extent for_each_random_program(const RandomWalks& walks, const model::Reading& reading,
                               const std::function<bool(TestProgram&&)>& visit) {
  const std::vector<CallTemplate> templates = all_templates();
  const Alphabet limits{"random", {}, {}, walks.length, 3, 3};
  RandomNumbers random(walks.seed);
  Extent extent;
  for (std::size_t i = 0; i < walks.programs; ++i) {
    TestProgram program = draw(templates, limits, walks.length, reading, random);
    extent.programs += 1;
    extent.calls += program.lines.size();
    if (!visit(std::move(program))) break;
  }
  return extent;
}

}  // namespace certlife::conformance
