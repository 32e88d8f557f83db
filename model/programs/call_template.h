// A call of an alphabet as a template, and the calls that it stands for at some point of a program.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/programs/alphabet.h"
#include "model/programs/model_calls.h"

namespace certlife::conformance {

class Walk;

// How far into a program one is, as far as instances of templates depend on it.
struct Progress {
  int stores = 0, contexts = 0, csps = 0, labels = 0;
};

// What there is at some point of a program that placeholders may stand for.
struct Standing {
  std::vector<const Binding*> names;
  const ModelWorld& world;
};

// A template made ready: every call that it stands for at some point of a program.
class CallTemplate {
 public:
  explicit CallTemplate(const std::string& text);

  using Visit = std::function<void(const trace::Line&, const Progress&)>;
  void for_each_instance(const Standing& at, const Progress& progress, const Alphabet& limits, const Visit& visit) const;
  void for_each_instance(const Walk& walk, const Progress& progress, const Alphabet& limits, const Visit& visit) const;

 private:
  trace::Line line_;
  bool opens_ = false;
};

}  // namespace certlife::conformance
