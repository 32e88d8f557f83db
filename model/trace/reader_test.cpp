#include "model/trace/reader.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

Line only_line(const std::string& text) {
  const std::vector<Line> lines = read_all(Reader::from_text(text));
  EXPECT_EQ(lines.size(), 1u);
  return lines.at(0);
}

TEST(Reader, TakesACallApart) {
  const Line line = only_line(
      R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]},"ret":false,)"
      R"("lastError":"CRYPT_E_PENDING_CLOSE","observed":{"alive":{"c1":true},"csp":{"p1":"released"}},"thread":2,"start":5,"end":9,"at":"app.exe+0x1f"})");
  EXPECT_EQ(line.which, Call::CertCloseStore);
  EXPECT_EQ(line.name_of("hCertStore"), "s1");
  EXPECT_EQ(line.number_of("dwFlags"), 2);
  EXPECT_EQ(line.ret, Value::of(false));
  EXPECT_EQ(line.last_error.number, 0x8009200F);
  EXPECT_FALSE(line.last_error_is_unchanged());
  EXPECT_EQ(*line.observed.alive.find("c1"), Value::of(true));
  EXPECT_EQ(line.observed.csp.find("p1")->text, "released");
  EXPECT_EQ(line.thread, 2);
  EXPECT_EQ(line.start, 5);
  EXPECT_EQ(line.end, 9);
  EXPECT_EQ(line.at, "app.exe+0x1f");
}

TEST(Reader, LeavesWhatIsNotThereAbsent) {
  const Line line = only_line(R"({"call":"CertCloseStore"})");
  EXPECT_TRUE(line.ret.is_absent());
  EXPECT_TRUE(line.last_error.is_absent());
  EXPECT_TRUE(line.arg("hCertStore").is_absent());
  EXPECT_EQ(line.number_of("dwFlags"), 0);
  EXPECT_EQ(line.number_of("dwCertEncodingType", default_encoding_type), 0x10001);
  EXPECT_TRUE(line.observed.empty());
  EXPECT_FALSE(line.thread.has_value());
}

TEST(Reader, TellsAnUnchangedLastErrorFromACode) {
  EXPECT_TRUE(only_line(R"({"call":"CertCloseStore","lastError":"unchanged"})").last_error_is_unchanged());
  EXPECT_EQ(only_line(R"({"call":"CertCloseStore","lastErrorAfter":"0x8000ffff"})").last_error_after.number,
            0x8000FFFF);
}

TEST(Reader, TakesFlagsInEverySpelling) {
  for (const char* flags : {R"(["CERT_CLOSE_STORE_CHECK_FLAG","CERT_CLOSE_STORE_FORCE_FLAG"])", "3", R"("0x3")",
                            R"([1,"0x2"])", R"(["CERT_CLOSE_STORE_FORCE_FLAG",2])"})
    EXPECT_EQ(
        only_line(std::string(R"({"call":"CertCloseStore","args":{"dwFlags":)") + flags + "}}").number_of("dwFlags"), 3)
        << flags;
  EXPECT_EQ(
      only_line(R"({"call":"CertCloseStore","args":{"dwFlags":"CERT_CLOSE_STORE_CHECK_FLAG"}})").number_of("dwFlags"),
      2);
  EXPECT_EQ(only_line(R"({"call":"CertCloseStore","args":{"dwFlags":null}})").number_of("dwFlags"), 0);
}

TEST(Reader, TakesAProviderByConstantNumberAndStringForm) {
  const auto provider = [](const std::string& text) {
    return only_line(R"({"call":"CertOpenStore","args":{"lpszStoreProvider":)" + text + "}}")
        .number_of("lpszStoreProvider");
  };
  EXPECT_EQ(provider(R"("CERT_STORE_PROV_MEMORY")"), 2);
  EXPECT_EQ(provider("2"), 2);
  EXPECT_EQ(provider(R"("Memory")"), 2);
  EXPECT_EQ(provider(R"("File")"), 8);
  EXPECT_EQ(provider(R"("Nonsense")"), unknown_provider);
  EXPECT_EQ(provider("null"), 0);
}

TEST(Reader, TakesSignedCodesForTheirBits) {
  EXPECT_EQ(only_line(R"({"call":"CertCloseStore","lastError":-2146885617})").last_error.number, 0x8009200F);
}

TEST(Reader, DropsTheSuffixOfACallThatHasOne) {
  for (const char* call : {"CryptAcquireContext", "CryptAcquireContextA", "CryptAcquireContextW"})
    EXPECT_EQ(only_line(std::string(R"({"call":")") + call + "\"}").call, "CryptAcquireContext");
  EXPECT_THROW(only_line(R"({"call":"CertCloseStoreA"})"), BadInput) << "there is none with a suffix";
}

TEST(Reader, KeepsCallsItDoesNotKnow) {
  const Line line =
      only_line(R"({"call":"CertGetIssuerCertificateFromStore","args":{"pdwFlags":["WHATEVER"]},"ret":null})");
  EXPECT_EQ(line.which, Call::unknown);
  EXPECT_EQ(line.call, "CertGetIssuerCertificateFromStore");
  EXPECT_EQ(line.arg("pdwFlags").items[0].text, "WHATEVER");
}

TEST(Reader, PassesOverBlankLinesAndTheVersionLine) {
  Reader reader =
      Reader::from_text("\xEF\xBB\xBF{\"certlife-trace\":1}\r\n\n \t\r\n{\"call\":\"A\"}\n\n{\"call\":\"B\"}");
  Line line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "A");
  EXPECT_EQ(line.number, 4u);
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "B");
  EXPECT_EQ(line.number, 6u);
  EXPECT_FALSE(reader.next(line));
  EXPECT_FALSE(reader.next(line));
}

TEST(Reader, TakesFilesBeforeTheFirstCall) {
  const auto lines =
      read_all(Reader::from_text("{\"file\":\"F\",\"contents\":[\"cert:A\"]}\n{\"file\":\"G\",\"bytes\":\"hex:00\"}\n"
                                 "{\"call\":\"CertCloseStore\"}"));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].kind, Line::Kind::file);
  EXPECT_EQ(lines[0].file.name, "F");
  EXPECT_EQ(lines[0].file.contents.items[0].text, "cert:A");
  EXPECT_EQ(lines[1].file.bytes.text, "hex:00");
}

TEST(Reader, KnowsWhatTheVersionLineSaysForPeopleAndNothingOfItElsewhere) {
  std::vector<std::string> notes;
  Reader reader = Reader::from_text(R"({"certlife-trace":1,"license":"CC0","title":"t","clauses":["CLOSE-5"],"level":"l","deviation":{},"mood":1})"
                                    "\n"
                                    R"({"call":"CertCloseStore","license":"CC0"})",
                                    "t.jsonl", [&](const std::string& note) { notes.push_back(note); });
  Line line;
  while (reader.next(line)) {
  }
  EXPECT_EQ(notes, (std::vector<std::string>{"t.jsonl:1:98: the key \"mood\" is not known and passed over",
                                             "t.jsonl:2:26: the key \"license\" is not known and passed over"}));
}

TEST(Reader, NotesUnknownKeysOnce) {
  std::vector<std::string> notes;
  Reader reader =
      Reader::from_text(R"({"call":"CertCloseStore","note":1.5e3,"args":{"dwFlag":2},"observed":{"mood":[{}]}})"
                        "\n"
                        R"({"call":"CertCloseStore","note":"again","args":{"dwFlag":2}})",
                        "t.jsonl", [&](const std::string& note) { notes.push_back(note); });
  reader.be_lenient();
  Line line;
  while (reader.next(line)) {
  }
  EXPECT_EQ(notes, (std::vector<std::string>{"t.jsonl:1:26: the key \"note\" is not known and passed over",
                                             "t.jsonl:1:71: the probe \"mood\" is not known and passed over",
                                             "t.jsonl:1:56: CertCloseStore has no parameter \"dwFlag\"; did you mean dwFlags?"}));
}

std::string complaint_about(const std::string& text) {
  try {
    read_all(Reader::from_text(text, "t.jsonl"));
  } catch (const BadInput& bad) {
    return bad.what();
  }
  return "";
}

// A handle that nobody sees makes a second close one of NULL.
TEST(Reader, RefusesWhatIsMisspelt) {
  EXPECT_EQ(complaint_about(R"({"call":"CertCloseStore","args":{"hStore":"s1"},"ret":true})"),
            "t.jsonl:1:43: CertCloseStore has no parameter \"hStore\"; did you mean hCertStore?");
  EXPECT_EQ(complaint_about(R"({"call":"CertOpenStore","args":{},"out":{"pCertStore":"s1"}})"),
            "t.jsonl:1:55: CertOpenStore has no parameter \"pCertStore\"");
  EXPECT_EQ(complaint_about(R"({"call":"CertClosStore","args":{"hCertStore":"s1"}})"),
            "t.jsonl:1:9: there is no function \"CertClosStore\"; did you mean CertCloseStore?");
  EXPECT_EQ(complaint_about(R"({"call":"certCloseStore","args":{"hCertStore":"s1"}})"),
            "t.jsonl:1:9: there is no function \"certCloseStore\"; did you mean CertCloseStore?");
  EXPECT_EQ(complaint_about(R"({"call":"CertOpenSystemStore","args":{"anything":"s1"}})"), "") << "others are not of this world";
  EXPECT_EQ(complaint_about(R"({"certlife-trace":1,"recorder":"r"})" "\n" R"({"call":"CertCloseStore","args":{"hStore":"s1"}})"), "")
      << "nobody has written it by hand";
}

TEST(Reader, TakesRequestsWithProbesThatAreAskedFor) {
  const Line line = only_line(R"({"call":"CertCloseStore","observed":{"alive":{"c1":null},"persisted":{"F":null}}})");
  EXPECT_TRUE(line.observed.alive.find("c1")->is_null());
  EXPECT_TRUE(line.observed.persisted.find("F")->is_null());
}

TEST(Reader, DeliversALineAsSoonAsItIsComplete) {
  std::vector<std::string> pieces = {"{\"call\":", "\"A\"}\n{\"ca", "ll\":\"B\"}"};
  std::size_t given = 0;
  Reader reader(
      [&](char* buffer, std::size_t size) {
        if (given == pieces.size()) return std::size_t{0};
        return pieces[given++].copy(buffer, size);
      },
      "pieces");
  Line line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "A");
  EXPECT_EQ(given, 2u);
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "B");
}

TEST(Reader, ReadsALineLongerThanItsBuffer) {
  const std::string name(3'000'000, 'x');
  const auto lines = read_all(Reader::from_text("{\"call\":\"" + name + "\"}\n{\"call\":\"B\"}\n"));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].call, name);
}

TEST(Reader, GoesOnAfterABadLine) {
  Reader reader = Reader::from_text("nonsense\n{\"call\":\"B\"}\n");
  Line line;
  EXPECT_THROW(reader.next(line), BadInput);
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "B");
}

TEST(Reader, NamesTheFileThatCannotBeOpened) {
  try {
    Reader::open("no/such/trace.jsonl");
    FAIL() << "opened a file that does not exist";
  } catch (const BadInput& bad) {
    EXPECT_STREQ(bad.what(), "no/such/trace.jsonl: cannot be opened: No such file or directory");
  }
}

struct Bad {
  const char* text;
  const char* complaint;
  friend void PrintTo(const Bad& bad, std::ostream* to) { *to << bad.text; }
};

class BadLine : public testing::TestWithParam<Bad> {};

TEST_P(BadLine, IsRefusedWithItsPlace) {
  try {
    read_all(Reader::from_text(GetParam().text, "t.jsonl"));
    FAIL() << "accepted: " << GetParam().text;
  } catch (const BadInput& bad) {
    EXPECT_STREQ(bad.what(), (std::string("t.jsonl:") + GetParam().complaint).c_str());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Reader, BadLine,
    testing::Values(
        Bad{"[]", "1:1: expected an object, as every line is one"},
        Bad{"\n\n  7", "3:3: expected an object, as every line is one"},
        Bad{"{", "1:2: expected a key in quotes, but the line ends"},
        Bad{"{\"call\"}", "1:8: expected ':' after the key"},
        Bad{"{\"call\":\"A\"", "1:12: expected ',' or '}', but the line ends"},
        Bad{"{\"call\":\"A\"} x", "1:14: expected the end of the line"},
        Bad{"{\"call\":\"A\",}", "1:13: expected a key in quotes"},
        Bad{"{\"call\":7}", "1:9: expected the call's name"},
        Bad{"{\"call\":\"A\nB\"}", "1:11: the string does not end on its line"},
        Bad{"{\"call\":\"A\tB\"}", "1:11: a control character in a string must be written as \\u00…"},
        Bad{"{\"call\":\"\\x\"}", "1:10: unknown escape in a string"},
        Bad{"{\"call\":\"\\u00g0\"}", "1:12: expected four hexadecimal digits"},
        Bad{"{\"call\":\"\\ud800\"}", "1:10: half a surrogate pair in a string"},
        Bad{"{\"call\":\"\xff\"}", "1:10: the text is not UTF-8"},
        Bad{"{\"call\":\"A\",\"call\":\"B\"}", "1:13: the key \"call\" stands here twice"},
        Bad{"{\"call\":\"A\",\"args\":{\"x\":1,\"x\":2}}", "1:27: the key \"x\" stands here twice"},
        Bad{"{\"call\":\"A\",\"args\":[]}", "1:20: expected the arguments as an object"},
        Bad{"{\"call\":\"A\",\"args\":{\"x\":tru}}", "1:25: expected a JSON value"},
        Bad{"{\"call\":\"A\",\"args\":{\"x\":1.5}}", "1:25: expected a whole number"},
        Bad{"{\"call\":\"A\",\"args\":{\"x\":01}}", "1:25: a number has no leading zeros"},
        Bad{"{\"call\":\"A\",\"args\":{\"x\":99999999999999999999}}", "1:25: the number is too large"},
        Bad{"{\"call\":\"A\",\"ret\":[]}", "1:19: a result is true, false, a name, a number or null"},
        Bad{"{\"call\":\"A\",\"lastError\":\"CRYPT_E_NONE\"}", "1:25: \"CRYPT_E_NONE\" is no value of the last error"},
        Bad{"{\"call\":\"A\",\"lastErrorAfter\":\"unchanged\"}", "1:30: \"unchanged\" is no value of the last error"},
        Bad{"{\"call\":\"A\",\"lastError\":4294967296}", "1:25: the number has more than 32 bits"},
        Bad{"{\"call\":\"A\",\"observed\":{\"alive\":{\"c1\":1}}}", "1:39: expected true or false"},
        Bad{"{\"call\":\"A\",\"observed\":{\"csp\":{\"p1\":\"gone\"}}}", "1:37: expected \"held\" or \"released\""},
        Bad{"{\"call\":\"A\",\"observed\":{\"persisted\":{\"F\":\"x\"}}}", "1:42: expected an array of contents"},
        Bad{"{\"call\":\"A\",\"thread\":\"1\"}", "1:22: expected the thread's number"},
        Bad{"{\"ret\":true}", "1:1: the line has no \"call\""},
        Bad{"{\"call\":\"CertCloseStore\",\"args\":{\"dwFlags\":[\"CERT_CLOSE\"]}}",
            "1:45: \"CERT_CLOSE\" is no value of dwFlags"},
        Bad{"{\"call\":\"CertCloseStore\",\"args\":{\"dwFlags\":true}}", "1:44: dwFlags must be a name or a number"},
        Bad{"{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":[2]}}", "1:53: lpszStoreProvider is no list"},
        Bad{"{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":\"CERT_STORE_PROV_X\"}}",
            "1:53: \"CERT_STORE_PROV_X\" is no value of lpszStoreProvider"},
        Bad{"{\"certlife-trace\":2}", "1:19: the format has version 2, this reader knows version 1"},
        Bad{"{\"call\":\"A\"}\n{\"certlife-trace\":1}", "2:1: the version must be in the first line"},
        Bad{"{\"call\":\"A\"}\n{\"file\":\"F\",\"contents\":[]}", "2:1: a file must come before the first call"},
        Bad{"{\"file\":\"F\"}", "1:1: a file needs either \"contents\" or \"bytes\""},
        Bad{"{\"file\":\"F\",\"contents\":[7]}", "1:25: expected contents as a string"},
        Bad{"{\"file\":\"F\",\"contents\":[],\"call\":\"A\"}", "1:34: a line is a call or a file, not both"}));

TEST(Reader, RefusesWhatIsNestedTooDeeply) {
  const std::string deep(100'000, '[');
  EXPECT_THROW(parse_line("{\"call\":\"A\",\"args\":{\"x\":" + deep), BadInput);
  EXPECT_THROW(parse_line("{\"call\":\"A\",\"else\":" + deep), BadInput);
}

TEST(Reader, TakesAHundredThousandKeysOfOneObjectAndFindsTheOneThatStandsTwice) {
  std::string keys;
  for (int i = 0; i < 100'000; ++i) keys += (i ? ",\"c" : "\"c") + std::to_string(i) + "\":true";
  EXPECT_EQ(only_line(R"({"call":"A","observed":{"alive":{)" + keys + "}}}").observed.alive.size(), 100'000u);
  EXPECT_THROW(only_line(R"({"call":"A","observed":{"alive":{)" + keys + R"(,"c77":true}}})"), BadInput);
  EXPECT_THROW(only_line(R"({"call":"A","args":{"a":{)" + keys + R"(,"c77":true}}})"), BadInput);
}

TEST(Reader, TellsFewOfManyKeysThatItDoesNotKnow) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += R"({"call":"A","k)" + std::to_string(i) + "\":1}\n";
  std::vector<std::string> notes;
  read_all(Reader::from_text(text, "trace", [&](const std::string& note) { notes.push_back(note); }));
  ASSERT_EQ(notes.size(), 21u);
  EXPECT_EQ(notes.back(), "trace: more of this kind follows and is not told");
}

TEST(Reader, CutsLongNamesInComplaints) {
  const std::string name(5'000'000, 'x');
  try {
    only_line(R"({"call":"CertCloseStore","args":{"dwFlags":")" + name + "\"}}");
    FAIL() << "not refused";
  } catch (const BadInput& error) {
    EXPECT_LT(std::string(error.what()).size(), 400u);
  }
}

TEST(Reader, GoesOnToTheNextTraceWhereSeveralAreExpected) {
  Reader reader = Reader::from_text("{\"certlife-trace\":1}\n{\"call\":\"A\"}\n\n{\"certlife-trace\":1}\n{\"file\":\"F\",\"contents\":[]}\n{\"call\":\"B\"}\n");
  reader.expect_several();
  Line line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "A");
  EXPECT_FALSE(reader.next(line));
  ASSERT_TRUE(reader.begin_next());
  ASSERT_TRUE(reader.next(line));  // A file may come before the first call of each.
  EXPECT_EQ(line.file.name, "F");
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.call, "B");
  EXPECT_FALSE(reader.next(line));
  EXPECT_FALSE(reader.begin_next());
}

// Writes to a file piece by piece, while somebody reads it.
class GrowingTrace {
 public:
  ~GrowingTrace() { std::remove(path.c_str()); }
  void write(const std::string& text) { std::ofstream(path, std::ios::app) << text << std::flush; }
  const std::string path = testing::TempDir() + "growing.jsonl";
};

constexpr const char* a_close = R"({"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":true})";

TEST(Following, WaitsForTheFileAndForWholeLines) {
  GrowingTrace trace;
  const std::string text = a_close;
  std::vector<std::string> pieces{"", text.substr(0, 20), text.substr(20) + "\n", text + "\n" + text.substr(0, 5)};
  std::size_t asked = 0;
  // Each time that more is waited for the next piece is written; when all is written, no more is wanted.
  const auto is_done = [&] {
    if (asked < pieces.size()) trace.write(pieces[asked]);
    return ++asked > pieces.size();
  };
  Reader reader = Reader::follow(trace.path, is_done);
  Line line;
  EXPECT_TRUE(reader.next(line));
  EXPECT_EQ(asked, 3u);
  EXPECT_EQ(line.name_of("hCertStore"), "s1");
  EXPECT_TRUE(reader.next(line));
  EXPECT_FALSE(reader.next(line)) << "the line that is not whole";
}

TEST(Following, TakesZeroBytesAsNotWrittenYet) {
  GrowingTrace trace;
  const std::string text = std::string(a_close) + "\n";
  trace.write(text + std::string(4096, '\0'));
  std::size_t asked = 0;
  const auto is_done = [&] {
    if (++asked == 3) {
      std::fstream file(trace.path, std::ios::in | std::ios::out);
      file.seekp(static_cast<std::streamoff>(text.size())) << text;
    }
    return asked > 5;
  };
  Reader reader = Reader::follow(trace.path, is_done);
  Line line;
  EXPECT_TRUE(reader.next(line));
  EXPECT_LT(asked, 3u);
  EXPECT_TRUE(reader.next(line));
  EXPECT_EQ(line.number, 2u);
  EXPECT_FALSE(reader.next(line));
}

TEST(Following, OfAFileThatNeverComesSaysSo) {
  std::size_t asked = 0;
  Reader reader = Reader::follow("/nonexistent/trace.jsonl", [&] { return ++asked > 4; });
  Line line;
  EXPECT_THROW(reader.next(line), BadInput);
}

}  // namespace
}  // namespace certlife::trace
