// Traces told briefly, for tests: each step is a line of JSON, and its verdict is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/judge.h"

namespace certlife::oracle {

class Story {
 public:
  explicit Story(std::string_view reading = "windows");
  explicit Story(const Judge::Options& options) : judge_(options) {}

  // Judges a line as it stands in a trace.
  const Verdict& tell(std::string_view line);
  // The same for a call: the rest of the line after its name, as in `"args":{…},"ret":true`.
  const Verdict& call(std::string_view name, std::string_view rest);

  // Often needed beginnings.
  Story& open(const std::string& store, const std::string& more = "");
  Story& add(const std::string& store, const std::string& content, const std::string& context = "");
  const Verdict& close(const std::string& store, const std::string& flags, const std::string& result);
  const Verdict& free(const std::string& context, const std::string& more = "");

  Judge& judge() { return judge_; }
  Summary summary() const { return judge_.summary(); }
  Overall overall() const { return judge_.summary().overall; }

 private:
  Judge judge_;
  Verdict last_;
};

// "accepted", "rejected", …
std::string kind_of(const Verdict& verdict);
// The ids of the clauses behind the verdict.
std::string clauses_of(const Verdict& verdict);
// What was not allowed: "ret, alive of c1".
std::string differing_of(const Verdict& verdict);
std::string readings_of(ReadingSet readings);

}  // namespace certlife::oracle
