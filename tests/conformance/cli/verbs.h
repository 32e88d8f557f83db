// The verbs that search: hunt, fingerprint, diff and coverage.
#pragma once

#include <memory>
#include <optional>
#include <vector>

namespace CLI {
class App;
}

namespace certlife::conformance {

class SearchVerbs {
 public:
  explicit SearchVerbs(CLI::App& app);
  ~SearchVerbs();
  SearchVerbs(const SearchVerbs&) = delete;
  SearchVerbs& operator=(const SearchVerbs&) = delete;

  // Runs the verb that was given; nothing if it was none of these. Throws for bad input.
  std::optional<int> run();

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace certlife::conformance
