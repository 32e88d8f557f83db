#include "tests/conformance/embedded/calls.h"

#include <array>

#include "tests/conformance/embedded/call_makers.h"

namespace certlife::embedded {
namespace {

using conform::Kind;
using conform::Port;
using trace::Call;

// What makes a call of each of the three kinds of contexts; in the vocabulary's order.
struct KindMaker {
  void (*make)(MadeCall&, Kind);
  bool (*is_there)(const Port&);
};

constexpr auto of_contexts = std::to_array<KindMaker>({
    {create, has<&Port::create_context>},
    {add_encoded, has<&Port::add_encoded>},
    {add, has<&Port::add_context>},
    {enumerate, has<&Port::enumerate>},
    {find, has<&Port::find>},
    {duplicate, has<&Port::duplicate_context>},
    {release, has<&Port::free_context>},
    {remove, has<&Port::delete_context>},
    {set_property, has<&Port::set_property>},
    {get_property, has<&Port::get_property>},
    {enumerate_properties, has<&Port::enumerate_properties>},
});
constexpr auto first_of_contexts = Call::CertCreateCertificateContext;
constexpr std::size_t kinds = 3;

const Maker* maker_of(Call call) {
  for (const auto makers : {store_makers(), csp_makers()})
    for (const Maker& each : makers)
      if (each.call == call) return &each;
  return nullptr;
}

// Which of the calls of contexts it is, counted through all kinds.
std::optional<std::size_t> place_among_contexts(Call call) {
  if (call < first_of_contexts) return std::nullopt;
  const auto place = static_cast<std::size_t>(call) - static_cast<std::size_t>(first_of_contexts);
  return place < kinds * of_contexts.size() ? std::optional(place) : std::nullopt;
}

bool is_there(const Port& port, Call call) {
  if (const auto place = place_among_contexts(call)) return of_contexts[*place / kinds].is_there(port);
  const Maker* const maker = maker_of(call);
  return maker && maker->is_there(port);
}

}  // namespace

std::set<std::string> calls_of(const Port& port) {
  std::set<std::string> names;
  for (const auto& call : trace::calls())
    if (is_there(port, call.call)) names.emplace(call.name);
  return names;
}

void make_call(Session& session, trace::Line& line) {
  if (line.which == Call::unknown || !is_there(session.port, line.which)) throw conform::NotSupported(line.call);
  MadeCall call(session, line);
  if (const auto place = place_among_contexts(line.which)) return of_contexts[*place / kinds].make(call, static_cast<Kind>(*place % kinds));
  maker_of(line.which)->make(call);
}

}  // namespace certlife::embedded
