#include "model/oracle/tests/story.h"

#include "model/trace/reader.h"

namespace certlife::oracle {

namespace {

Judge::Options under(std::string_view reading) {
  Judge::Options options;
  options.reading = reading;
  return options;
}

std::string join(const auto& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

}  // namespace

Story::Story(std::string_view reading) : judge_(under(reading)) {}

const Verdict& Story::tell(std::string_view line) { return last_ = judge_.judge(trace::parse_line(line)); }

const Verdict& Story::call(std::string_view name, std::string_view rest) {
  return tell("{\"call\":\"" + std::string(name) + "\"," + std::string(rest) + "}");
}

Story& Story::open(const std::string& store, const std::string& more) {
  call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY")" + more + R"(},"ret":")" + store + '"');
  return *this;
}

Story& Story::add(const std::string& store, const std::string& content, const std::string& context) {
  const std::string out = context.empty() ? "" : R"(,"out":{"ppCertContext":")" + context + "\"}";
  call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":")" + store + R"(","pbCertEncoded":")" + content +
                                               R"(","dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true)" + out);
  return *this;
}

const Verdict& Story::close(const std::string& store, const std::string& flags, const std::string& result) {
  const std::string flag = flags.empty() ? "" : "\"CERT_CLOSE_STORE_" + flags + "_FLAG\"";
  return call("CertCloseStore", R"("args":{"hCertStore":")" + store + R"(","dwFlags":[)" + flag + "]}," + result);
}

const Verdict& Story::free(const std::string& context, const std::string& more) {
  return call("CertFreeCertificateContext", R"("args":{"pCertContext":")" + context + R"("},"ret":true)" + more);
}

std::string kind_of(const Verdict& verdict) { return std::string(name_of(verdict.kind)); }
std::string clauses_of(const Verdict& verdict) { return join(verdict.clauses); }
std::string differing_of(const Verdict& verdict) {
  std::vector<std::string> texts;
  for (const Difference& each : verdict.differing) texts.push_back(to_text(each));
  return join(texts);
}
std::string readings_of(ReadingSet readings) { return join(names_of(readings)); }

}  // namespace certlife::oracle
