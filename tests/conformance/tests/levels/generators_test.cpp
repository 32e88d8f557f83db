// Whatever makes a program binds no name twice: a target that keeps an object longer than it should still has the first one.
#include <gtest/gtest.h>

#include <set>

#include "model/programs/guided_walks.h"
#include "model/programs/random_programs.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/misuse.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/tests/levels/every_level.h"

namespace certlife::conformance {
namespace {

// The first name that is bound twice; empty if none is.
std::string name_bound_twice(const TestProgram& program) {
  std::set<std::string> bound;
  std::string twice;
  const auto bind = [&](const trace::Value& name) {
    if (name.is_text() && !bound.insert(name.text).second && twice.empty()) twice = name.text;
  };
  for (const trace::Line& line : program.lines) {
    bind(line.ret);
    for (const auto& out : line.out) bind(out.value);
  }
  return twice;
}

void expect_fresh_names(const TestProgram& program) { EXPECT_EQ(name_bound_twice(program), "") << program.title; }

class ALevelsPrograms : public testing::TestWithParam<std::size_t> {};

TEST_P(ALevelsPrograms, BindNoNameTwice) {
  std::size_t programs = 0;
  for_each_program_of(static_cast<LevelKind>(GetParam()), [&](const TestProgram& program) {
    ++programs;
    expect_fresh_names(program);
  });
  EXPECT_GT(programs, 0u);
}

INSTANTIATE_TEST_SUITE_P(Of, ALevelsPrograms, testing::Range(std::size_t{0}, level_names.size()),
                         [](const auto& level) { return std::string(level_names[level.param]); });

TEST(AHuntsPrograms, BindNoNameTwiceHoweverLongTheyGrow) {
  const Referee referee("windows");
  const auto take = [](TestProgram&& program) {
    expect_fresh_names(program);
    return true;
  };
  for_each_random_program({7, 20, 100}, referee.reading(), take);
  for_each_guided_walk({7, 20, 100}, referee.reading(), take);
}

TEST(NamedPrograms, BindNoNameTwice) {
  for (const TestProgram& program : misuse_programs()) expect_fresh_names(program);
  for (const TestProgram& program : open_questions()) expect_fresh_names(program);
}

TEST(ANameBoundTwice, IsNoticed) {
  const TestProgram program{{}, "", {parse_call("s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)"), parse_call("CertCloseStore(s1, 0)"), parse_call("s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)")}};
  EXPECT_EQ(name_bound_twice(program), "s1");
}

}  // namespace
}  // namespace certlife::conformance
