// From what a campaign saw to statuses, figures and an exit code.
#include "tests/conformance/report/results.h"

#include <gtest/gtest.h>

#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

Status status_of(const TargetReport& report, const std::string& clause) {
  for (const ClauseResult& row : report.clauses)
    if (row.clause->id == clause) return row.status;
  ADD_FAILURE() << clause;
  return Status::not_evaluated;
}

class ResultsOfTheSample : public ::testing::Test {
 protected:
  sample::Sample sample;
  const TargetReport& deviating() { return sample.reports()[1]; }
};

TEST_F(ResultsOfTheSample, HaveAStatusForEverySortOfClause) {
  EXPECT_EQ(status_of(deviating(), "CLOSE-5"), Status::fail);
  EXPECT_EQ(status_of(deviating(), "CLOSE-14"), Status::expected_fail);
  EXPECT_EQ(status_of(deviating(), "CLOSE-36"), Status::unexpected_pass);
  EXPECT_EQ(status_of(deviating(), "ADD-1"), Status::not_evaluated);
  EXPECT_EQ(status_of(deviating(), "ADD-2"), Status::not_supported);
  EXPECT_EQ(status_of(deviating(), "CLOSE-3"), Status::pass);
}

TEST_F(ResultsOfTheSample, SayWhichChoiceAnOpenClauseWasDecidedBy) {
  for (const ClauseResult& row : deviating().clauses) EXPECT_EQ(row.choice, row.clause->id == "CLOSE-7" ? "yes" : "") << row.clause->id;
}

TEST_F(ResultsOfTheSample, CountTheClausesThatWereDecided) {
  const CoverageFigure good = clauses_reached(sample.reports()[0]), deviating_ones = clauses_reached(deviating());
  EXPECT_EQ(good.n, good.of);
  EXPECT_EQ(deviating_ones.n + 2, deviating_ones.of);
}

TEST_F(ResultsOfTheSample, CountFlakyDeviationsApart) { EXPECT_EQ(flaky_ones(sample.deviating()), 1u); }

TEST_F(ResultsOfTheSample, DecideTheExitCode) {
  EXPECT_EQ(exit_code_of({sample.reports()[0]}), 0);
  EXPECT_EQ(exit_code_of(sample.reports()), 1);
  sample.deviating().died_too_often = true;
  EXPECT_EQ(exit_code_of(sample.reports()), 3);
}

TEST_F(ResultsOfTheSample, AreThoseOfOneClauseWhereOnlyThatIsAskedFor) {
  const TargetReport report = report_of(sample.deviating(), {}, {{"CLOSE-5"}, {}});
  ASSERT_EQ(report.clauses.size(), 1u);
  EXPECT_EQ(report.clauses[0].clause->id, "CLOSE-5");
}

}  // namespace
}  // namespace certlife::conformance
