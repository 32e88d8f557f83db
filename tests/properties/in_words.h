// Calls as people read them.
#pragma once

#include <string>

#include "model/call_text.h"
#include "tests/properties/names.h"
#include "tests/properties/verdict.h"

namespace certlife::properties {

template <class D>
struct SampleWords {
  static std::string content(Kind kind, const typename D::Content& content) { return Speaks<D>::sample_of(kind, content).label; }
  static std::string filter(Kind kind, const typename D::Filter& filter) {
    if constexpr (std::is_same_v<D, Small>) {
      return "SHA1 of " + content(kind, filter.wanted);
    } else {
      static const char* const by[] = {"ANY", "SHA1 of content ", "EXISTING like key ", "SUBJECT name ", "ISSUER name ", "EXISTING certificate like key "};
      return by[static_cast<std::size_t>(filter.by)] + std::to_string(filter.wanted);
    }
  }
};

template <class D>
std::string in_words(const model::Call<D>& call) { return model::text_of<D, SampleWords<D>>(call); }

template <class D>
using Program = std::vector<model::Call<D>>;

template <class D>
std::string in_words(const Program<D>& program) {
  std::string text;
  for (const auto& call : program) text += "  " + in_words<D>(call) + "\n";
  return text;
}

}  // namespace certlife::properties
