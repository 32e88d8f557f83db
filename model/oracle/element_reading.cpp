// Encoded elements: do they decode, and what are they?
#include "model/oracle/element_bytes.h"
#include "model/oracle/line_reading.h"
#include "model/trace/bad_input.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Encoding;
using trace::Value;

// A call that fails for another reason looked at the bytes first, and they decoded. [ADD-40]
bool LineReading::fails_for_another_reason() const {
  const Value& seen = line_.last_error.is_absent() ? line_.last_error_after : line_.last_error;
  if (seen.is_absent() || line_.last_error_is_unchanged()) return false;
  return !model::admits(model::Error::any_decoding, static_cast<model::Error>(seen.number));
}

std::optional<bool> LineReading::succeeds() const {
  if (to.ret->is_absent()) return std::nullopt;
  return to.ret->is_text() || (to.ret->is_boolean() && to.ret->truth);
}

// Whether bytes that are no element of ours decode is known from what was seen when they were first used.
Encoding LineReading::encoding_of(const Value& bytes, ContentTable::Entry* entry) {
  if (!entry) return Encoding::no_bytes;
  const auto& contents = entry->contents;
  if (contents.form == trace::Contents::Form::element) {
    return static_cast<int>(contents.element.kind) == static_cast<int>(kind) ? Encoding::sound : Encoding::undecodable;
  }
  if (contents.form != trace::Contents::Form::bytes) throw trace::BadInput(bytes.column, "expected an encoded element");
  if (contents.bytes.empty()) return Encoding::no_bytes;
  if (kind == Kind::ctl && !is_message(contents.bytes)) return Encoding::no_message;
  if (contents.bytes[0] != 0x30) return Encoding::undecodable;
  // A certificate of the plain sort is accepted, signed or not. [CREATE-10]
  if (!entry->decodes && kind == Kind::certificate && look_into_certificate(contents.bytes).readable) entry->decodes = true;
  const std::optional<bool> seen_to_succeed = succeeds();
  if (!entry->decodes && seen_to_succeed) entry->decodes = *seen_to_succeed || fails_for_another_reason();
  return entry->decodes.value_or(true) ? Encoding::sound : Encoding::undecodable;
}

Encoding LineReading::element(const ElementParameters& parameters, Concrete::Content& content) {
  const Value& bytes = argument(parameters.bytes);
  ContentTable::Entry* entry = bytes.is_nothing() ? nullptr : &translator.entry_of(bytes);
  const Value& size = argument(parameters.size);
  if (!size.is_absent() && number(parameters.size) == 0) entry = nullptr;
  else if (!size.is_absent()) leave("a length that does not follow the data is outside the model");
  const Encoding result = encoding_of(bytes, entry);
  if (entry) translator.contents().read(*entry, static_cast<trace::ContextKind>(kind));
  if (entry) content = entry->content;
  const auto type = number(parameters.encoding_type, trace::default_encoding_type);
  if (type == 0) return Encoding::bad_type;
  const bool usual = kind == Kind::ctl ? type == trace::default_encoding_type || type == 1 : (type & 0xffff) == 1;
  if (!usual) leave("this encoding type is outside the model");
  return result;
}

}  // namespace certlife::oracle
