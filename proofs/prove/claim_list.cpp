#include "proofs/prove/claim_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "model/invariants/all.h"
#include "proofs/prove/kernel_claims.h"

namespace certlife::proofs {
namespace {

using Claims = std::vector<const model::About*>;

template <class List>
void append(Claims& all) {
  model::for_each_claim<List>([&](auto claim) { all.push_back(&decltype(claim)::about); });
}

// "model/invariants/closing.h", wherever the sources lie.
std::string_view path_of(const model::About& claim) {
  for (const std::string_view folder : {"model/invariants/", "proofs/prove/"}) {
    const auto start = claim.file.rfind(folder);
    if (start != std::string_view::npos) return claim.file.substr(start);
  }
  return claim.file;
}

// "Closing contexts" for "model/invariants/closing_contexts.h".
std::string subject_of(std::string_view path) {
  const auto start = path.rfind('/') + 1;
  std::string subject(path.substr(start, path.rfind('.') - start));
  std::replace(subject.begin(), subject.end(), '_', ' ');
  if (subject.starts_with("csp ")) return "CSP" + subject.substr(3);
  subject.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(subject.front())));
  return subject;
}

std::string line_of(const model::About& claim) {
  return claim.premise.empty() ? fmt::format("- {}\n", claim.sentence) : fmt::format("- {} *Provided that {}.*\n", claim.sentence, claim.premise);
}

// The paths, each once, in order.
std::vector<std::string_view> paths_of(const Claims& claims) {
  std::vector<std::string_view> paths;
  for (const auto* claim : claims) paths.push_back(path_of(*claim));
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace

std::vector<const model::About*> all_claims() {
  Claims all;
  append<model::StoreInvariants>(all);
  append<model::ContextInvariants>(all);
  append<model::CspInvariants>(all);
  append<model::StepClaims>(all);
  append<KernelClaims>(all);
  return all;
}

std::string list_claims() {
  const Claims claims = all_claims();
  std::string text;
  for (const std::string_view path : paths_of(claims)) {
    text += fmt::format("#### {} ([{}]({}))\n", subject_of(path), path, path);
    for (const auto* claim : claims) {
      if (path_of(*claim) == path) text += line_of(*claim);
    }
    text += "\n";
  }
  const auto with_premise = std::count_if(claims.begin(), claims.end(), [](const auto* claim) { return !claim->premise.empty(); });
  return text + fmt::format("{} claims, each for any number of stores, contexts and references; {} need the value of a choice.\n",
                            claims.size(), with_premise);
}

}  // namespace certlife::proofs
