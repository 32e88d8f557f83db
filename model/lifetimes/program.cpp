#include "model/lifetimes/program.h"

namespace certlife::lifetimes {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::accepted:      return "accepted";
    case Verdict::rejected:      return "rejected";
    case Verdict::not_evaluated: return "not evaluated";
    case Verdict::undefined:     return "undefined";
  }
  return "";
}

std::string_view name_of(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::fault:    return "fault";
    case Note::Kind::rejected: return "rejected";
    case Note::Kind::usage:    return "usage";
    case Note::Kind::owed:     return "owed";
    case Note::Kind::forced:   return "forced";
    case Note::Kind::held:     return "held";
    case Note::Kind::remark:   return "remark";
  }
  return "";
}

}  // namespace certlife::lifetimes
