// What is gathered of handles and contexts while a trace is judged.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/oracle/checker.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

using lifetimes::Event;
using lifetimes::Note;
using lifetimes::Program;

constexpr const char* open_line = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s"})";
constexpr const char* add_line =
    R"({"call":"CertAddEncodedCertificateToStore","args":{"hCertStore":"s","pbCertEncoded":"cert:A","dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppCertContext":"c"}})";
constexpr const char* duplicate_line = R"({"call":"CertDuplicateCertificateContext","args":{"pCertContext":"c"},"ret":"c"})";
constexpr const char* free_line = R"({"call":"CertFreeCertificateContext","args":{"pCertContext":"c"},"ret":true})";
constexpr const char* close_line = R"({"call":"CertCloseStore","args":{"hCertStore":"s"},"ret":true})";
constexpr const char* force_line =
    R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":["CERT_CLOSE_STORE_FORCE_FLAG"]},"ret":true})";

Program program_of(const std::vector<std::string>& texts) {
  Checker checker({}, {.usage = true});
  checker.gather();
  std::size_t number = 0;
  for (const std::string& text : texts) {
    trace::Line line = trace::parse_line(text);
    line.number = ++number;
    checker.check(line);
  }
  return checker.lifetimes(checker.summary(), "trace", "summary\n");
}

// "given c 1 (1), used s" of each row.
std::string events_of(const Program& program, std::size_t row) {
  static constexpr const char* words[] = {"used", "given", "taken", "died"};
  std::string told;
  for (const Event& each : program.rows.at(row).events) {
    told += (told.empty() ? "" : ", ") + std::string(words[static_cast<int>(each.kind)]) + " " + program.objects.at(each.object).name;
    const bool has_counts = each.kind == Event::Kind::given || each.kind == Event::Kind::taken;
    if (has_counts) told += " " + std::to_string(each.owned) + " (" + std::to_string(each.counted) + ")";
  }
  return told;
}

TEST(Lifetimes, FollowsAContextFromTheCallThatGaveItUntilItDies) {
  const Program program = program_of({open_line, add_line, duplicate_line, close_line, free_line, free_line});
  EXPECT_EQ(events_of(program, 0), "given s 1 (1)");
  EXPECT_EQ(events_of(program, 1), "given c 1 (1), used s");
  EXPECT_EQ(events_of(program, 2), "given c 2 (2)");
  EXPECT_EQ(events_of(program, 3), "taken s 0 (0)");
  EXPECT_EQ(events_of(program, 4), "taken c 1 (1)");
  EXPECT_EQ(events_of(program, 5), "taken c 0 (0), died c, died s");
  EXPECT_TRUE(program.notes.empty());
}

TEST(Lifetimes, TellsAnotherThatTakesTheNameApart) {
  const Program program = program_of({open_line, close_line, open_line, close_line});
  ASSERT_EQ(program.objects.size(), 2u);
  EXPECT_EQ(program.rows[2].events.front().object, 1u);
}

TEST(Lifetimes, NotesWhatForceEndedAndTheFaultAfterIt) {
  const Program program = program_of({open_line, add_line, force_line, free_line});
  EXPECT_EQ(events_of(program, 2), "taken s 0 (0), taken c 0 (0), died c, died s");
  ASSERT_EQ(program.notes.size(), 2u);
  EXPECT_EQ(program.notes[0].kind, Note::Kind::forced);
  EXPECT_NE(program.notes[0].text.find("1 reference of \"c\" (since line 2)"), std::string::npos);
  EXPECT_EQ(program.notes[1].kind, Note::Kind::fault);
  EXPECT_EQ(program.notes[1].row, 3u);
  EXPECT_EQ(program.notes[1].text.find("clauses:"), std::string::npos);
  EXPECT_EQ(program.clauses.at(program.rows[3].clauses), (std::vector<std::string>{"CLOSE-12"}));
}

TEST(Lifetimes, NotesADebtWhereItAroseAndUsageWhereItIsFound) {
  const Program program = program_of({open_line, add_line, duplicate_line, free_line, force_line, open_line});
  const auto has = [&](std::size_t row, Note::Kind kind) {
    return std::any_of(program.notes.begin(), program.notes.end(), [&](const Note& each) { return each.row == row && each.kind == kind; });
  };
  EXPECT_TRUE(has(4, Note::Kind::usage));
  EXPECT_TRUE(has(5, Note::Kind::owed));
  EXPECT_FALSE(has(0, Note::Kind::owed));
}

}  // namespace
}  // namespace certlife::oracle
