// The obligations as SMT-LIB, a file a rule, and what another solver says to them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "proofs/prove/prover.h"

namespace certlife::proofs {

// Collects what the prover asks. Each question becomes a goal of its own between push and pop.
class Smt2Export {
 public:
  explicit Smt2Export(std::filesystem::path folder);
  Observer observer();
  // Writes the files; returns them.
  std::vector<std::filesystem::path> write() const;

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::vector<std::string>> questions_;  // By rule.
};

// What cvc5 says to a file: how many goals it confirms, and how many not.
struct Confirmation {
  std::size_t confirmed = 0;
  std::size_t other = 0;
};
// Throws std::runtime_error if cvc5 is not installed.
Confirmation ask_cvc5(const std::vector<std::filesystem::path>& files);

}  // namespace certlife::proofs
