#include <gtest/gtest.h>

#include <set>

#include "model/oracle/readings.h"
#include "model/programs/alphabet.h"
#include "model/programs/pattern.h"

namespace certlife::conformance {
namespace {

Alphabet small(int depth) {
  return {"small",
          {"$new = CertOpenStore(CERT_STORE_PROV_MEMORY)"},
          {"CertAddEncodedCertificateToStore($store, cert:$label, CERT_STORE_ADD_ALWAYS, &$new)", "CertFreeCertificateContext($cert)",
           "$new = CertDuplicateStore($store)", "CertCloseStore($store, 0)"},
          depth,
          1,
          2};
}

std::vector<std::string> programs_of(const Alphabet& alphabet) {
  std::vector<std::string> shapes;
  for_each_program(alphabet, oracle::reading_called("windows"), [&](TestProgram&& program) {
    shapes.push_back(shape_of(program.lines));
    return true;
  });
  return shapes;
}

TEST(AnAlphabet, GivesDistinctProgramsModuloRenaming) {
  const auto shapes = programs_of(small(4));
  EXPECT_GT(shapes.size(), 20u);
  EXPECT_EQ(std::set<std::string>(shapes.begin(), shapes.end()).size(), shapes.size());
}

TEST(AnAlphabet, CoversEveryShorterProgramByTheBeginningOfALongerOne) {
  const auto longer = programs_of(small(4));
  for (const auto& shorter : programs_of(small(3))) {
    const bool is_beginning = std::any_of(longer.begin(), longer.end(), [&](const auto& each) { return each.starts_with(shorter); });
    EXPECT_TRUE(is_beginning) << shorter;
  }
}

TEST(EveryAlphabetOfADefaultRun, GivesDistinctProgramsModuloRenaming) {
  for (Alphabet alphabet : alphabets()) {
    alphabet.depth = 2;
    const auto shapes = programs_of(alphabet);
    EXPECT_EQ(std::set<std::string>(shapes.begin(), shapes.end()).size(), shapes.size()) << alphabet.name;
    EXPECT_GT(shapes.size(), 1u) << alphabet.name;
  }
}

}  // namespace
}  // namespace certlife::conformance
