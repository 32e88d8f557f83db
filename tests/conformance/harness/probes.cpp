#include "tests/conformance/harness/probes.h"

#include <vector>

#include "tests/conformance/harness/files.h"
#include "tests/conformance/harness/kinds.h"
#include "tests/conformance/harness/property_values.h"

namespace certlife::conformance {
namespace {

Json observe_alive(Session&, const Object& object, const Json&) { return object.alive; }

Json observe_csp(Session&, const Object& object, const Json&) {
  return object.kind == ObjectKind::csp ? Json(object.alive ? "held" : "released") : Json();
}

// Runs an observation for the kind of context an object is, if it has not been destroyed; null otherwise.
template <class Observation>
Json of_living_context(const Object& object, Observation observation) {
  if (!object.alive) return nullptr;
  switch (object.kind) {
    case ObjectKind::certificate:
      return observation(CertificateKind{}, static_cast<PCCERT_CONTEXT>(object.address));
    case ObjectKind::crl:
      return observation(CrlKind{}, static_cast<PCCRL_CONTEXT>(object.address));
    case ObjectKind::ctl:
      return observation(CtlKind{}, static_cast<PCCTL_CONTEXT>(object.address));
    case ObjectKind::store:
    case ObjectKind::csp:
      break;
  }
  return nullptr;
}

// A store nobody named yet (the null store) gets the name in the question, or else "store-of-" and the context's. A
// context may outlive its store: then it still names the store that was.
Json observe_store(Session& session, const Object& object, const Json& wanted) {
  return of_living_context(object, [&](auto, const auto* context) -> Json {
    if (context->hCertStore == nullptr) return nullptr;
    if (const Object* known = session.names.last_at(ObjectKind::store, context->hCertStore)) return known->first_name;
    const std::string name = wanted.is_string() ? wanted.get<std::string>() : "store-of-" + object.first_name;
    return session.names.bind(name, ObjectKind::store, context->hCertStore).first_name;
  });
}

Json observe_content(Session& session, const Object& object, const Json&) {
  return of_living_context(object, [&]<class Kind>(Kind, typename Kind::Context context) -> Json {
    const BYTE* bytes = Kind::bytes_of(context);
    return bytes == nullptr ? Json() : Json(session.contents.text_of(Bytes(bytes, bytes + Kind::size_of(context))));
  });
}

Json observe_encoding_type(Session&, const Object& object, const Json&) {
  return of_living_context(object, [](auto, const auto* context) -> Json { return *reinterpret_cast<const DWORD*>(context); });
}

template <class Kind>
Json property_of(Session& session, typename Kind::Context context, DWORD property) {
  DWORD size = 0;
  if (!Kind::get_property(context, property, nullptr, &size)) return nullptr;
  Bytes value(size);
  if (!Kind::get_property(context, property, value.data(), &size)) return nullptr;
  value.resize(size);
  return property_text(session, property, value);
}

Json observe_properties(Session& session, const Object& object, const Json&) {
  return of_living_context(object, [&]<class Kind>(Kind, typename Kind::Context context) -> Json {
    Json properties = Json::object();
    for (DWORD id = Kind::enumerate_properties(context, 0); id != 0; id = Kind::enumerate_properties(context, id))
      properties[std::to_string(id)] = property_of<Kind>(session, context, id);
    return properties;
  });
}

using Observation = Json (*)(Session&, const Object&, const Json&);

struct Probe {
  const char* name;
  Observation observation;
};

constexpr Probe probes[] = {{"alive", observe_alive},
                            {"csp", observe_csp},
                            {"hCertStore", observe_store},
                            {"content", observe_content},
                            {"encodingType", observe_encoding_type},
                            {"properties", observe_properties}};

Json observe_objects(Session& session, const Json& names, Observation observation) {
  Json answers = Json::object();
  for (const auto& [name, wanted] : names.items()) {
    const Object* object = session.names.find(name);
    if (object == nullptr) continue;
    Json answer = observation(session, *object, wanted);
    if (!answer.is_null()) answers[name] = std::move(answer);
  }
  return answers;
}

Json observe_files(Session& session, const Json& names) {
  Json answers = Json::object();
  for (const auto& [name, wanted] : names.items()) answers[name] = look_into_file(session, name);
  return answers;
}

}  // namespace

Json all_probes() {
  Json names = Json::array();
  for (const Probe& probe : probes) names.push_back(probe.name);
  names.push_back("persisted");
  names.push_back("privateBytes");
  return names;
}

Json observe(Session& session, const Json& wanted) {
  if (!wanted.is_object()) throw BadRequest("observed is an object");
  Json answers = Json::object();
  for (const Probe& probe : probes)
    if (const auto names = wanted.find(probe.name); names != wanted.end() && names->is_object())
      answers[probe.name] = observe_objects(session, *names, probe.observation);
  if (const auto names = wanted.find("persisted"); names != wanted.end() && names->is_object())
    answers["persisted"] = observe_files(session, *names);
  if (wanted.contains("privateBytes")) answers["privateBytes"] = platform::private_bytes();
  return answers;
}

}  // namespace certlife::conformance
