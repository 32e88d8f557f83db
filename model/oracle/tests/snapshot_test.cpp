// What people read: whole messages, so that a change of them is seen.
#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

std::string first_lines(const std::string& text, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count && end != std::string::npos; ++i) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

TEST(RejectionMessage, SaysWhatWasSeenWhatIsAllowedAndWhy) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  trace::Line line = trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]},"ret":true})");
  line.number = 4;
  const std::string text = to_text(line, story.judge().judge(line));
  EXPECT_EQ(first_lines(text, 8),
            R"(line 4: rejected: CertCloseStore(hCertStore="s1", dwFlags=["CERT_CLOSE_STORE_CHECK_FLAG"])
  observed: ret true
  not allowed is: ret
  allowed:
    ret false, lastError "CRYPT_E_PENDING_CLOSE"   (readings page, header, windows; CLOSE-5, CLOSE-8)
  held since line 2: "c1"
  clauses:
    CLOSE-5  With CERT_CLOSE_STORE_CHECK_FLAG, while a certificate, CRL or CTL context of the store is still held, the call returns FALSE and the last error is CRYPT_E_PENDING_CLOSE.
)");
}

TEST(RejectionMessage, IsJsonWithClausesForMachines) {
  Story story;
  story.open("s1");
  trace::Line line = trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":false})");
  line.number = 2;
  const std::string text = to_json(line, story.judge().judge(line));
  EXPECT_EQ(text.substr(0, text.find(",\"clauses\":[{")),
            R"({"line":2,"call":"CertCloseStore","verdict":"rejected","observed":{"ret":false},"allowed":[{"ret":true,"lastError":"unchanged","readings":["page","header","windows"],"clauses":["CLOSE-3","CLOSE-19"]}])");
}

TEST(FaultMessage, NamesTheClause) {
  Story story;
  story.open("s1").close("s1", "", R"("ret":true)");
  trace::Line line = trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":true})");
  line.number = 3;
  EXPECT_EQ(first_lines(to_text(line, story.judge().judge(line)), 4),
            "line 3: undefined: CertCloseStore(hCertStore=\"s1\")\n"
            "  the caller is at fault (HANDLE-1, CLOSE-2) with \"s1\": the handle was given up in line 2 (CLOSE-2), by CertCloseStore\n"
            "  right would be: close each handle once, whatever the close returns: FALSE with CRYPT_E_PENDING_CLOSE has closed it too\n"
            "  clauses:\n");
  EXPECT_EQ(to_text(story.summary(), "windows"), "undefined (reading windows, 3 calls; no reading accepts it)\n");
}

}  // namespace
}  // namespace certlife::oracle
