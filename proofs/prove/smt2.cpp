#include "proofs/prove/smt2.h"

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "model/tool/output_file.h"

namespace certlife::proofs {

Smt2Export::Smt2Export(std::filesystem::path folder) : folder_(std::move(folder)) { std::filesystem::create_directories(folder_); }

Observer Smt2Export::observer() {
  return [this](const std::string& rule, const model::About& about, const z3::solver& solver) {
    std::string question = "; " + std::string(about.name) + "\n; " + std::string(about.sentence) + "\n";
    question += const_cast<z3::solver&>(solver).to_smt2("unsat");
    questions_[rule].push_back(std::move(question));
  };
}

std::vector<std::filesystem::path> Smt2Export::write() const {
  std::vector<std::filesystem::path> files;
  for (const auto& [rule, questions] : questions_) {
    files.push_back(folder_ / (rule + ".smt2"));
    certlife::tool::OutputFile file(files.back().string());
    std::ostream& stream = file.stream();
    // Each question declares its own words, so nothing may stay from the one before.
    stream << "(set-logic QF_UFLIRA)\n(set-option :global-declarations false)\n";
    for (const std::string& question : questions) stream << "(push 1)\n" << question << "(pop 1)\n";
    file.commit();
  }
  return files;
}

Confirmation ask_cvc5(const std::vector<std::filesystem::path>& files) {
  if (std::system("command -v cvc5 > /dev/null 2>&1") != 0) throw std::runtime_error("cvc5 is not installed: apt install cvc5");
  Confirmation result;
  for (const auto& file : files) {
    const std::string command = "cvc5 --incremental --lang=smt2 '" + file.string() + "' 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 256> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe.get())) {
      if (std::string(line.data()) == "unsat\n") ++result.confirmed; else ++result.other;
    }
  }
  return result;
}

}  // namespace certlife::proofs
