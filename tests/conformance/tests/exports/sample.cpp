#include "tests/conformance/tests/exports/sample.h"

#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::conformance {
namespace {

std::string quoted(const std::string& text) {
  std::string result;
  trace::append_quoted(result, text);
  return result;
}

}  // namespace

std::vector<trace::Line> lines_of(const std::string& text) { return trace::read_all(trace::Reader::from_text(text)); }

std::vector<trace::Line> renamed_close(const std::string& store, const std::string& context, const std::string& label) {
  const std::string s = quoted(store), c = quoted(context), contents = quoted("cert:" + label);
  return lines_of("{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":\"CERT_STORE_PROV_MEMORY\"},\"ret\":" + s + "}\n" +
                  "{\"call\":\"CertAddEncodedCertificateToStore\",\"args\":{\"hCertStore\":" + s + ",\"pbCertEncoded\":" + contents +
                  ",\"dwAddDisposition\":\"CERT_STORE_ADD_ALWAYS\"},\"ret\":true,\"out\":{\"ppCertContext\":" + c + "}}\n" +
                  "{\"call\":\"CertCloseStore\",\"args\":{\"hCertStore\":" + s +
                  ",\"dwFlags\":[\"CERT_CLOSE_STORE_CHECK_FLAG\"]},\"ret\":true,\"lastError\":\"unchanged\"}\n");
}

std::vector<trace::Line> deviating_close() { return renamed_close("s1", "c1", "A"); }

std::vector<std::string> awkward_strings() {
  return {"\"", "'", "\\", "?\?/", "?\?=x?\?'", "*/ int x; /*", "// \\", "a\nb", "tab\there", "<script>alert(1)</script>", "]]>", "&amp;", "%s%n%d",
          "end", "a; end; b", "#35;", "-->>", "Note over C: x", "%% comment", "int", "main", "ok", "error", "buffer", "1", "", " ", "(assert false)",
          "|)", "\x7f", "\xc2\x85", "\xe2\x80\xae reversed", "\xe2\x80\xa8", "\xf0\x9f\x90\xa7", "{{x}}", "$(x)", "`x`", std::string(300, 'x'),
          "x\"); system(\"x"};
}

}  // namespace certlife::conformance
