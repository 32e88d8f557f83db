// What whoever keeps a build server gets: what is accepted is green from then on, what has expired is red and says so, what was mended is
// taken out, and no filter drops an entry.
#include <gtest/gtest.h>

#include "tests/conformance/target/json_text.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

const std::string faulty = "--target model:check_forgets_crls ", sound = "--target model ", quick = "--level clauses ";

std::filesystem::path report_of(const std::string& options) {
  const auto file = scratch_file("report.json");
  EXPECT_LE(certlife_conform("conform " + options + quick + "--json " + file.string()).code, 1);
  return file;
}

// An empty one is none.
std::filesystem::path new_file(const std::string& name) {
  const auto file = scratch_file(name);
  std::filesystem::remove(file);
  return file;
}

Outcome accepted(const std::filesystem::path& known, const std::string& options = "", const std::string& run = faulty) {
  return certlife_conform("accept --from " + report_of(run).string() + " --expected " + known.string() + " " + options);
}

int code_with(const std::filesystem::path& known, const std::string& options) {
  return certlife_conform("conform " + options + quick + "--expected " + known.string()).code;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Accept, MakesAFileWithWhichTheSameRunIsGreen) {
  const auto known = new_file("known.toml");
  const Outcome outcome = accepted(known, "--note 'CRLs are forgotten' --ticket '#7'");
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, " accepted, 0 accepted again")) << outcome.output;
  EXPECT_TRUE(has(content_of(known), "note = 'CRLs are forgotten'\nticket = '#7'\n")) << content_of(known);
  EXPECT_EQ(code_with(known, faulty), 0);
  EXPECT_EQ(code_with(known, "--target model:check_forgets_crls+check_forgets_ctls "), 1) << "another bug is new";
}

TEST(Accept, AddsNothingTwiceAndKeepsWhatIsThere) {
  const auto known = new_file("known.toml");
  accepted(known, "--note first");
  const std::string before = content_of(known);
  EXPECT_TRUE(has(accepted(known, "--note second").output, "0 deviations accepted, 0 accepted again"));
  EXPECT_EQ(content_of(known), before);
  accepted(known, "--note second", "--target model:free_of_null_fails ");
  EXPECT_TRUE(has(content_of(known), "note = 'first'") && has(content_of(known), "note = 'second'")) << content_of(known);
}

TEST(Accept, TakesOnlyTheClauseThatIsAskedFor) {
  const auto known = new_file("known.toml");
  accepted(known, "--clause CLOSE-23");
  EXPECT_FALSE(has(content_of(known), "=> CLOSE-5")) << content_of(known);
}

TEST(Accept, RefusesWhatMakesNoSense) {
  const auto known = new_file("known.toml");
  const auto refusal = [&](const std::string& options) {
    const Outcome outcome = certlife_conform("accept " + options);
    EXPECT_EQ(outcome.code, 2) << options;
    return outcome.errors;
  };
  const std::string report = report_of(faulty).string();
  EXPECT_TRUE(has(refusal("--from " + report + " --expected " + known.string() + " --expires soon"), "--expires: \"soon\" is no date"));
  EXPECT_TRUE(has(refusal("--from " + report + " --expected " + known.string() + " --expires 2027-02-30"), "is no date"));
  EXPECT_TRUE(has(refusal("--from " + report + " --expected " + known.string() + " --target wine-8.0"), "there is no target wine-8.0"));
  EXPECT_TRUE(has(refusal("--from /nowhere.json --expected " + known.string()), "/nowhere.json: cannot be read"));
  const auto other = scratch_file("other.toml", "target = 'wine-8.0'\n");
  EXPECT_TRUE(has(refusal("--from " + report + " --expected " + other.string()), "there is no target wine-8.0"));
  EXPECT_FALSE(std::filesystem::exists(known));
}

TEST(AnExpiredEntry, CountsAsNewAndSaysSoUntilItIsAcceptedAgain) {
  const auto known = new_file("known.toml");
  accepted(known, "--note why --expires 2020-01-31");
  const Outcome red = certlife_conform("conform " + faulty + quick + "--expected " + known.string());
  EXPECT_EQ(red.code, 1);
  EXPECT_TRUE(has(red.output, "as new, for what expected them has expired: ") || has(red.output, "as new, for what expected them has\n")) << red.output;
  EXPECT_TRUE(has(red.output, "expired on 2020-01-31: why")) << red.output;
  const auto report = scratch_file("red.json");
  certlife_conform("conform " + faulty + quick + "--expected " + known.string() + " --json " + report.string());
  const std::string again = "accept --from " + report.string() + " --expected " + known.string();
  EXPECT_FALSE(has(certlife_conform(again + " --expires 2099-12-31").output, " 0 accepted again"));
  EXPECT_TRUE(has(content_of(known), "note = 'why'\nexpires = 2099-12-31\n")) << content_of(known);
  EXPECT_EQ(code_with(known, faulty), 0);
}

TEST(Expire, ListsWhatHasExpiredOnADay) {
  const auto known = new_file("known.toml");
  accepted(known, "--note why --ticket '#7' --expires 2090-01-31");
  const std::string list = "expire --expected " + known.string();
  EXPECT_EQ(certlife_conform(list).code, 0);
  EXPECT_EQ(certlife_conform(list + " --on 2090-01-31").code, 0);
  const Outcome late = certlife_conform(list + " --on 2090-02-01");
  EXPECT_EQ(late.code, 1);
  EXPECT_TRUE(has(late.output, "expired on 2090-01-31: why (#7)")) << late.output;
  EXPECT_TRUE(has(late.output, "1 cause has expired by 2090-02-01")) << late.output;
}

TEST(Expire, TakesOutWhatNoLongerShowsAndNothingElse) {
  const auto known = new_file("known.toml");
  accepted(known, "--note mended");
  accepted(known, "--note stays", "--target model:free_of_null_fails ");
  const std::string with = "--target model:free_of_null_fails ";
  EXPECT_EQ(code_with(known, with), 1);
  const auto report = scratch_file("mended.json");
  certlife_conform("conform " + with + quick + "--expected " + known.string() + " --json " + report.string());
  const Outcome outcome = certlife_conform("expire --expected " + known.string() + " --from " + report.string());
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_TRUE(has(outcome.output, "no longer shows, taken out: CLOSE-5")) << outcome.output;
  EXPECT_FALSE(has(content_of(known), "mended")) << content_of(known);
  EXPECT_TRUE(has(content_of(known), "stays")) << content_of(known);
  EXPECT_EQ(code_with(known, with), 0);
}

std::size_t entries_in(const std::string& text) {
  std::size_t entries = 0;
  for (auto at = text.find(" => "); at != std::string::npos; at = text.find(" => ", at + 1)) ++entries;
  return entries;
}

TEST(AFilter, DropsNoEntry) {
  const auto known = new_file("known.toml");
  accepted(known, "--note one --expires 2090-01-31");
  accepted(known, "--note two --ticket '#8'", "--target model:free_of_null_fails ");
  const std::string before = content_of(known), both = "conform --target model:check_forgets_crls+free_of_null_fails --expected " + known.string();
  for (const std::string filter : {"--level clauses --only FREE-5", "--level random --random 3", "--level clauses --kind ctl", "--level clauses --only-open",
                                   "--level exhaustive --depth 1 --shard 2/2"}) {
    certlife_conform(both + " " + filter + " --write-expected " + known.string());
    // What a right call contradicts may be said more narrowly; nothing goes.
    EXPECT_EQ(entries_in(content_of(known)), entries_in(before)) << filter;
    for (const char* kept : {"note = 'one'\nexpires = 2090-01-31\n", "note = 'two'\nticket = '#8'\n"}) EXPECT_TRUE(has(content_of(known), kept)) << filter;
  }
  EXPECT_TRUE(has(certlife_conform("conform " + sound + "--only FREE-5 " + quick + "--write-expected " + known.string()).output, "UNEXPECTED PASS"));
  EXPECT_FALSE(has(content_of(known), "FREE-5"));
  EXPECT_TRUE(has(content_of(known), "CLOSE-5")) << "what the run was not about stays, mended or not";
}

}  // namespace
}  // namespace certlife::conformance
