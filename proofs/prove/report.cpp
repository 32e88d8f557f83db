#include "proofs/prove/report.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>

#include "model/invariants/all.h"

namespace certlife::proofs {

namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

void print_claim(std::ostream& out, const ClaimResult& claim, bool verbose) {
  fmt::print(out, "{}\n", claim.about->sentence);
  if (!claim.about->premise.empty()) fmt::print(out, "    provided that {}\n", claim.about->premise);
  fmt::print(out, "    {} in {:.1f} ms, unbounded, {} obligation{}   {} [{}]\n", upper(to_string(claim.status)),
             claim.milliseconds, claim.obligations.size(), claim.obligations.size() == 1 ? "" : "s", claim.about->name,
             claim.about->clauses);
  for (const Obligation* each : claim.obligations) {
    if (verbose || each->status != Status::proved) {
      fmt::print(out, "      {:<20} {:<8} {:7.1f} ms\n", each->rule, to_string(each->status), each->milliseconds);
    }
    if (!each->counterexample.empty()) fmt::print(out, "{}\n", each->counterexample);
  }
}

}  // namespace

std::string to_string(Status status) {
  switch (status) {
    case Status::proved:  return "proved";
    case Status::unknown: return "unknown";
    case Status::refuted: return "refuted";
  }
  return "";
}

std::vector<ClaimResult> Report::claims() const {
  std::vector<ClaimResult> all;
  for (const Obligation& each : obligations) {
    auto found = std::find_if(all.begin(), all.end(), [&](const ClaimResult& claim) { return claim.about == each.about; });
    if (found == all.end()) found = all.insert(all.end(), ClaimResult{each.about, Status::proved, 0, {}});
    found->status = std::max(found->status, each.status);
    found->milliseconds += each.milliseconds;
    found->obligations.push_back(&each);
  }
  return all;
}

Status Report::worst() const {
  Status worst = Status::proved;
  for (const Obligation& each : obligations) worst = std::max(worst, each.status);
  return worst;
}

std::vector<const Cover*> Report::unreached() const {
  std::vector<const Cover*> all;
  for (const Cover& cover : covers) {
    if (!cover.reached) all.push_back(&cover);
  }
  return all;
}

void print(std::ostream& out, const Report& report, bool verbose) {
  const auto claims = report.claims();
  for (const ClaimResult& claim : claims) print_claim(out, claim, verbose);
  double solving = 0;
  for (const Obligation& each : report.obligations) solving += each.milliseconds;
  const auto proved = std::count_if(claims.begin(), claims.end(), [](const auto& claim) { return claim.status == Status::proved; });
  for (const Cover* cover : report.unreached()) fmt::print(out, "NEVER REACHED  {}\n", cover->what);
  fmt::print(out, "\n{} of {} claims proved for any number of stores, contexts and references: {} obligations, {:.2f} s, of which the "
                  "solver took {:.2f} s.\n{} of {} situations that must be possible are.\n",
             proved, claims.size(), report.obligations.size(), report.seconds, solving / 1000,
             report.covers.size() - report.unreached().size(), report.covers.size());
}

}  // namespace certlife::proofs
