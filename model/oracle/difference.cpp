#include "model/oracle/difference.h"

#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Aspect;
using trace::Line;
using trace::Value;

namespace {

const Value& probed(const trace::Fields& probes, const std::string& name) {
  static const Value absent;
  const auto* found = probes.find(name);
  return found ? *found : absent;
}

std::string result_in_words(const Value& value) {
  if (value.is_boolean()) return value.truth ? "TRUE" : "FALSE";
  if (value.is_null()) return "NULL";
  return value.is_number() ? std::to_string(value.number) : "another object";
}

std::string last_error_in_words(const Line& seen) {
  if (seen.last_error_is_unchanged()) return "unchanged";
  if (!seen.last_error.is_number() && !seen.last_error.resolved) return seen.last_error.text;
  return trace::error_name(static_cast<std::uint32_t>(seen.last_error.number));
}

}  // namespace

std::string to_text(const Difference& difference) {
  const std::string what(word_of(difference.aspect));
  return difference.name.empty() ? what : what + " of " + difference.name;
}

std::string in_words(const Line& seen, const Difference& difference) {
  switch (difference.aspect) {
    case Aspect::result:           return "returns " + result_in_words(seen.ret);
    case Aspect::output:           return "passes out something else";
    case Aspect::last_error:
    case Aspect::last_error_after: return "last error " + last_error_in_words(seen);
    case Aspect::life:
      return std::string(difference.thing == Thing::store ? "a store" : "a context") +
             (probed(seen.observed.alive, difference.name).truth ? " stays allocated" : " is destroyed");
    case Aspect::csp_handle:       return "the CSP handle is " + probed(seen.observed.csp, difference.name).text;
    case Aspect::home:             return "hCertStore is another";
    case Aspect::content:          return "the content is another";
    case Aspect::encoding_type:    return "the encoding type is another";
    case Aspect::properties:       return "the properties are others";
    case Aspect::file:             return "the file holds something else";
  }
  return "";
}

}  // namespace certlife::oracle
