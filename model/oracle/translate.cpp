// The table of binding_table.h read forwards.
#include "model/oracle/translate.h"

#include "model/oracle/binding_table.h"

namespace certlife::oracle {
namespace {

template <std::size_t place>
void read_row(LineReading& from) {
  const auto& row = std::get<place>(binding_table);
  using ModelCall = typename std::decay_t<decltype(row)>::ModelCall;
  const auto read = [&](auto& call) { std::apply([&](const auto&... role) { (role.read(from, call), ...); }, row.roles); };
  if constexpr (std::is_same_v<ModelCall, binding_rows::NoCall>) {
    ModelCall none;
    read(none);
  } else {
    auto& call = from.to.call.template emplace<ModelCall>();
    if constexpr (requires { call.kind; }) call.kind = from.kind;
    read(call);
  }
}

// Each function of the API with its row.
struct Reading {
  void (*read)(LineReading&) = [](LineReading& from) { from.leave("the model does not know this call"); };
  std::optional<Kind> kind;
};
constexpr std::size_t function_count = static_cast<std::size_t>(trace::Call::SetLastError) + 1;

template <std::size_t... places>
constexpr std::array<Reading, function_count> readings_of(std::index_sequence<places...>) {
  std::array<Reading, function_count> all{};
  const auto add = [&](const auto& row, void (*read)(LineReading&)) {
    for (const Kind kind : {Kind::certificate, Kind::crl, Kind::ctl}) {
      all[static_cast<std::size_t>(row.called(kind))] = {read, row.has_kinds ? std::optional(kind) : std::nullopt};
    }
  };
  (add(std::get<places>(binding_table), read_row<places>), ...);
  return all;
}
constexpr auto reading_of_function = readings_of(std::make_index_sequence<std::tuple_size_v<std::decay_t<decltype(binding_table)>>>());

}  // namespace

void Translator::translate(const NameSource& names, const trace::Line& line, Translation& to) {
  const Reading& reading = reading_of_function[static_cast<std::size_t>(line.which)];
  to.begin(line.ret, reading.kind);
  LineReading from(*this, names, line, reading.kind.value_or(Kind::certificate), to);
  reading.read(from);
  if (!from.is_left()) from.check_results();
}

}  // namespace certlife::oracle
