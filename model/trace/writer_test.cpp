#include "model/trace/writer.h"

#include <gtest/gtest.h>

#include <sstream>

#include "model/trace/reader.h"

namespace certlife::trace {
namespace {

TEST(Writer, PutsKeysAndArgumentsInTheOrderOfTheDocumentation) {
  const Line line = parse_line(
      R"({"lastError":"unchanged","out":{"ppCertContext":"c1"},"ret":true,"args":{"dwAddDisposition":4,"pbCertEncoded":"cert:A","hCertStore":"s1"},"call":"CertAddEncodedCertificateToStore"})");
  EXPECT_EQ(
      to_text(line),
      R"({"call":"CertAddEncodedCertificateToStore","args":{"hCertStore":"s1","pbCertEncoded":"cert:A","dwAddDisposition":4},"ret":true,"out":{"ppCertContext":"c1"},"lastError":"unchanged"})");
}

TEST(Writer, WritesTheVersionFirst) {
  std::ostringstream text;
  Writer writer(text);
  writer.write(call_line(Call::GetLastError, {}));
  EXPECT_EQ(text.str(), "{\"certlife-trace\":1}\n{\"call\":\"GetLastError\"}\n");
}

TEST(Writer, TakesLinesBuiltByHand) {
  const Line line = call_line(Call::CertCloseStore,
                              {{"hCertStore", Value::of("s1")},
                               {"dwFlags", flag_names(describe(Call::CertCloseStore).find("dwFlags")->names, 7)}});
  EXPECT_EQ(
      to_text(line),
      R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_FORCE_FLAG","CERT_CLOSE_STORE_CHECK_FLAG","0x4"]}})");
  EXPECT_EQ(line.number_of("dwFlags"), 7);
}

TEST(Writer, WritesJsonEvenForTextThatIsNoUtf8) {
  std::string text;
  append_quoted(text, "a\xff\x01\"\\\n\xc3\xa9");
  EXPECT_EQ(text, "\"a\xEF\xBF\xBD\\u0001\\\"\\\\\\n\xc3\xa9\"");
}

}  // namespace
}  // namespace certlife::trace
