// The table of binding_table.h read backwards.
#include "model/oracle/binding_table.h"
#include "model/oracle/line_writing.h"

namespace certlife::oracle {

using trace::Line;

trace::Value LineWriting::file(Concrete::File it, bool named_as_pkcs7) const {
  const std::string name = names_.file(it);
  return named("file:" + name + (named_as_pkcs7 && !is_name_of_pkcs7(name) ? ".p7c" : ""));
}

// The bytes, or what is wrong with them.
void LineWriting::element(const ElementParameters& parameters, model::Encoding encoding, const Concrete::Content& content) {
  constexpr std::string_view no_element = "hex:0400", message_without_content = "hex:300d06092a864886f70d010702a000";
  switch (encoding) {
    case model::Encoding::no_bytes:    return;
    case model::Encoding::undecodable: return argument(parameters.bytes, kind == model::Kind::ctl ? message_without_content : no_element);
    case model::Encoding::no_message:  return argument(parameters.bytes, no_element);
    case model::Encoding::bad_type:    argument(parameters.encoding_type, Value::of(std::int64_t{0})); break;
    case model::Encoding::sound:       break;
  }
  argument(parameters.bytes, named(names_.content(content)));
}

namespace {

template <class Row, class ModelCall>
Line line_of(const Row& row, const ModelCall& call, LineWriting to) {
  std::apply([&](const auto&... role) { (role.write(to, call), ...); }, row.roles);
  Line line = trace::call_line(row.called(to.kind), std::move(to.args));
  line.ret = std::move(to.ret);
  line.out = std::move(to.out);
  return line;
}

template <class ModelCall>
Line line_of(const ModelCall& call, LineWriting to) {
  Line line;
  const auto takes = [&](const auto& row) {
    if constexpr (std::is_same_v<typename std::decay_t<decltype(row)>::ModelCall, ModelCall>) {
      if (!row.says(call)) return false;
      line = line_of(row, call, std::move(to));
      return true;
    } else {
      return false;
    }
  };
  std::apply([&](const auto&... row) { (takes(row) || ...); }, binding_table);
  return line;
}

}  // namespace

Line to_line(const ConcreteCall& call, const LineNames& names, Kind kind) {
  return std::visit(
      [&](const auto& it) {
        if constexpr (requires { it.kind; }) return line_of(it, {names, it.kind});
        else return line_of(it, {names, kind});
      },
      call);
}

}  // namespace certlife::oracle
