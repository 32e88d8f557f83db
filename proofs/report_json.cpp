#include "proofs/report_json.h"

#include <nlohmann/json.hpp>

#include <sstream>

namespace certlife::proofs {

namespace {

using Json = nlohmann::ordered_json;

Json words_of(std::string_view text, char separator) {
  Json words = Json::array();
  std::istringstream stream{std::string(text)};
  for (std::string word; std::getline(stream, word, separator);) {
    const auto first = word.find_first_not_of(' ');
    if (first != std::string::npos) words.push_back(word.substr(first));
  }
  return words;
}

Json json_of(const ClaimResult& claim) {
  return {{"name", claim.about->name},
          {"statement", claim.about->sentence},
          {"clauses", words_of(claim.about->clauses, ' ')},
          {"premises", words_of(claim.about->premise, ',')},
          {"unbounded", true},
          {"status", to_string(claim.status)},
          {"ms", claim.milliseconds},
          {"obligations", claim.obligations.size()}};
}

Json json_of(const Refutation& it) {
  Json calls = Json::array();
  for (const std::string& call : it.shown.calls) calls.push_back(Json::parse(call));
  return {{"name", it.fault}, {"statement", it.sentence}, {"status", it.refuted() ? "refuted" : "survived"},
          {"by", it.shown.by}, {"unprovable", it.unprovable}, {"calls", calls}, {"ms", it.milliseconds}};
}

}  // namespace

std::string to_json(const Report& report, const std::vector<Refutation>& refutations) {
  Json claims = Json::array();
  for (const ClaimResult& claim : report.claims()) claims.push_back(json_of(claim));
  Json unreached = Json::array();
  for (const Cover* cover : report.unreached()) unreached.push_back(cover->what);
  Json faults = Json::array();
  for (const Refutation& each : refutations) faults.push_back(json_of(each));
  const Json all{{"claims", claims}, {"faults", faults}, {"covers", {{"count", report.covers.size()}, {"unreached", unreached}}}, {"seconds", report.seconds}};
  return all.dump(1);
}

}  // namespace certlife::proofs
