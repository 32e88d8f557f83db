// A program may say the name of a context for its hCertStore; the oracle wants the name of that store.
#pragma once

#include <string>
#include <unordered_map>

#include "model/trace/line.h"

namespace certlife::conformance {

class HomeNames {
 public:
  trace::Line named(const trace::Line& line) const {
    trace::Line all = line;
    const trace::Value& store = line.arg("hCertStore");
    const auto home = store.is_text() ? homes_.find(store.text) : homes_.end();
    if (home != homes_.end()) all.args["hCertStore"].text = home->second;
    return all;
  }

  void learn(const trace::Line& line) {
    for (const auto& home : line.observed.home)
      if (home.value.is_text()) homes_[home.name] = home.value.text;
  }

 private:
  std::unordered_map<std::string, std::string> homes_;  // Of contexts: the name of the store.
};

}  // namespace certlife::conformance
