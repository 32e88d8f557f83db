// Traces that a recorder wrote: cut off anywhere, and with bytes that are written once.
#include <gtest/gtest.h>

#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

using namespace std::string_literals;

const std::string first_line = R"({"certlife-trace":1,"program":"C:\\p.exe","recorder":"certlife-record 1","platform":"wine-8.0"})" "\n";
const std::string a_close = R"({"call":"CertCloseStore","args":{"hCertStore":"s_1"},"ret":true})" "\n";

TEST(Recording, SaysWhatARecorderSaw) {
  const std::vector<Line> lines = read_all(Reader::from_text(
      first_line + R"({"call":"CertGetCertificateChain","args":{},"lastErrorBefore":"0x5","lastErrorAfter":0,"at":"p.exe+0x12",)"
                   R"("acquires":{"ch_1":"chain"},"releases":["x"],"consumes":["c_1"],"holds":{"ch_1":["c_2","s_1"]},"unfinished":true})"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].last_error_before.number, 5);
  EXPECT_EQ(lines[0].at, "p.exe+0x12");
  EXPECT_TRUE(lines[0].unfinished);
  EXPECT_EQ(lines[0].ownership.acquires.find("ch_1")->text, "chain");
  EXPECT_EQ(lines[0].ownership.releases.items[0].text, "x");
  EXPECT_EQ(lines[0].ownership.consumes.items[0].text, "c_1");
  EXPECT_EQ(lines[0].ownership.holds.find("ch_1")->items[1].text, "s_1");
}

TEST(Recording, HasNoKeyThatIsNotKnown) {
  std::vector<std::string> notes;
  Reader reader = Reader::from_text(first_line + a_close, "trace", [&](const std::string& note) { notes.push_back(note); });
  for (Line line; reader.next(line);) {}
  EXPECT_TRUE(notes.empty()) << notes[0];
}

TEST(Recording, PutsBytesWhereTheirNameStands) {
  const std::vector<Line> lines = read_all(Reader::from_text(
      first_line + R"({"bytes":"b1","value":"hex:00ff"})" "\n"
      R"({"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"bytes:b1"},"ret":"c","observed":{"content":{"c":"bytes:b1"}}})"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].arg("pbCertEncoded").text, "hex:00ff");
  EXPECT_EQ(lines[0].observed.content.find("c")->text, "hex:00ff");
  EXPECT_EQ(lines[0].number, 3u);
}

TEST(Recording, GivesBytesNoSecondValue) {
  const std::string same = R"({"bytes":"b1","value":"hex:00"})" "\n", another = R"({"bytes":"b1","value":"hex:01"})" "\n";
  EXPECT_EQ(read_all(Reader::from_text(first_line + same + same)).size(), 0u);
  EXPECT_THROW(read_all(Reader::from_text(first_line + same + another)), BadInput);
}

TEST(Recording, EndsWithItsLastWholeLine) {
  const std::string half = a_close.substr(0, a_close.size() / 2);
  EXPECT_EQ(read_all(Reader::from_text(first_line + a_close + half)).size(), 1u);
  EXPECT_THROW(read_all(Reader::from_text(first_line + half + "\n" + a_close)), BadInput);
  EXPECT_THROW(read_all(Reader::from_text(a_close + half)), BadInput) << "a trace that nobody recorded is whole";
}

TEST(Recording, EndsWhereNothingWasWrittenYet) {
  EXPECT_EQ(read_all(Reader::from_text(first_line + a_close + "\0\0\0"s)).size(), 1u);
  EXPECT_EQ(read_all(Reader::from_text(first_line + a_close + "\0\"call\":"s)).size(), 1u) << "the first byte of a line is written last";
  EXPECT_THROW(read_all(Reader::from_text(a_close + "\0\0\0"s)), BadInput);
}

TEST(Recording, SaysWhatAFileHoldsWhenItIsOpened) {
  const std::string file = R"({"file":"F","bytes":"hex:00"})" "\n";
  EXPECT_EQ(read_all(Reader::from_text(first_line + a_close + file)).size(), 2u);
  EXPECT_THROW(read_all(Reader::from_text(a_close + file)), BadInput);
}

}  // namespace
}  // namespace certlife::trace
