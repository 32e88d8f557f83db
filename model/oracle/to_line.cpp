// The table of binding_table.h read backwards.
#include <stdexcept>

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
Line line_of(const Row& row, const ModelCall& call, const LineNames& names, Kind kind) {
  Line line;
  line.which = row.called(kind);
  line.call = trace::describe(line.which).name;
  LineWriting to(names, kind, line);
  std::apply([&](const auto&... role) { (role.write(to, call), ...); }, row.roles);
  trace::resolve(line.which, line.args);
  return line;
}

// The first row from this place on that is for the call. Every call has one.
template <std::size_t place, class ModelCall>
Line line_of(const ModelCall& call, const LineNames& names, Kind kind) {
  if constexpr (place == std::tuple_size_v<std::decay_t<decltype(binding_table)>>) {
    throw std::logic_error("a call that no function of the API makes");
  } else {
    const auto& row = std::get<place>(binding_table);
    if constexpr (std::is_same_v<typename std::decay_t<decltype(row)>::ModelCall, ModelCall>) {
      if (row.says(call)) return line_of(row, call, names, kind);
    }
    return line_of<place + 1>(call, names, kind);
  }
}

}  // namespace

Line to_line(const ConcreteCall& call, const LineNames& names, Kind kind) {
  return std::visit(
      [&](const auto& it) {
        if constexpr (requires { it.kind; }) return line_of<0>(it, names, it.kind);
        else return line_of<0>(it, names, kind);
      },
      call);
}

}  // namespace certlife::oracle
