#include "tests/conformance/harness/call.h"

#include <charconv>

#include "tests/conformance/harness/constants.h"

namespace certlife::conformance {
namespace {

const Json& member(const Json& object, std::string_view name) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

DWORD number_from_text(const std::string& text) {
  if (const auto named = number_named(text)) return *named;
  const bool hexadecimal_digits = text.starts_with("0x") || text.starts_with("0X");
  const char* begin = text.data() + (hexadecimal_digits ? 2 : 0);
  const char* end = text.data() + text.size();
  DWORD number = 0;
  const auto [stop, error] = std::from_chars(begin, end, number, hexadecimal_digits ? 16 : 10);
  if (error != std::errc() || stop != end || begin == end) throw NotSupported("no constant is called " + text);
  return number;
}

DWORD number_from_integer(const Json& value) {
  const auto number = value.get<std::int64_t>();
  if (number < -0x80000000LL || number > 0xFFFFFFFFLL) throw BadRequest("not a 32-bit number: " + value.dump());
  return static_cast<DWORD>(number);
}

// The hCertStore of a context that has not been destroyed.
HCERTSTORE store_of(const Object& object) {
  if (!object.alive) throw NotSupported("the context " + object.first_name + " has been destroyed");
  switch (object.kind) {
    case ObjectKind::certificate:
      return static_cast<PCCERT_CONTEXT>(object.address)->hCertStore;
    case ObjectKind::crl:
      return static_cast<PCCRL_CONTEXT>(object.address)->hCertStore;
    case ObjectKind::ctl:
      return static_cast<PCCTL_CONTEXT>(object.address)->hCertStore;
    case ObjectKind::store:
      return object.address;
    case ObjectKind::csp:
      break;
  }
  throw BadRequest(object.first_name + " is no store and no context");
}

const Object& named_object(const Session& session, const Json& name) {
  if (!name.is_string()) throw BadRequest("expected a name, not " + name.dump());
  const Object* object = session.names.find(name.get_ref<const std::string&>());
  if (object == nullptr) throw NotSupported("nothing is called " + name.get<std::string>());
  return *object;
}

}  // namespace

DWORD number_from(const Json& value) {
  if (value.is_null()) return 0;
  if (value.is_string()) return number_from_text(value.get_ref<const std::string&>());
  if (value.is_number_integer()) return number_from_integer(value);
  if (!value.is_array()) throw BadRequest("expected a number, a name or a list of names, not " + value.dump());
  DWORD all = 0;
  for (const Json& part : value) all |= number_from(part);
  return all;
}

Call::Call(Session& session, const Json& request) : session_(session), request_(request), reply_(Json::object()) {
  reply_["call"] = request.at("call");
}

const Json& Call::argument(std::string_view name) const { return member(member(request_, "args"), name); }

DWORD Call::number(std::string_view name, DWORD when_omitted) const {
  const Json& arguments = member(request_, "args");
  if (!arguments.is_object() || !arguments.contains(name)) return when_omitted;
  return number_from(argument(name));
}

DWORD Call::encoding_type(std::string_view name) const { return number(name, X509_ASN_ENCODING | PKCS_7_ASN_ENCODING); }

void* Call::object(std::string_view name, ObjectKind kind) const {
  if (is_null(name)) return nullptr;
  const Object& found = named_object(session_, argument(name));
  if (found.kind != kind) throw BadRequest(found.first_name + " is of another kind than " + std::string(name));
  return found.address;
}

HCERTSTORE Call::store(std::string_view name) const {
  if (is_null(name)) return nullptr;
  const Object& found = named_object(session_, argument(name));
  return found.kind == ObjectKind::store ? found.address : store_of(found);
}

const Bytes* Call::bytes(std::string_view name) {
  const Json& text = argument(name);
  if (text.is_null()) return nullptr;
  if (!text.is_string()) throw BadRequest("expected contents for " + std::string(name) + ", not " + text.dump());
  return &session_.contents.bytes_of(text.get_ref<const std::string&>());
}

DWORD Call::size_of(const Bytes* bytes, std::string_view name) const {
  const auto all = static_cast<DWORD>(bytes == nullptr ? 0 : bytes->size());
  const DWORD size = number(name, all);
  if (size > all) throw NotSupported(std::string(name) + " is more than the bytes there are");
  return size;
}

bool Call::wants(std::string_view out_name) const {
  const Json& out = member(request_, "out");
  return out.is_object() && out.contains(out_name);
}

void Call::returns_object(ObjectKind kind, const void* address) {
  reply_["ret"] = name_for(member(request_, "ret"), kind, address);
}

void Call::gives_object(std::string_view out_name, ObjectKind kind, const void* address) {
  if (wants(out_name)) gives(out_name, name_for(member(member(request_, "out"), out_name), kind, address));
}

void Call::gives(std::string_view out_name, Json value) {
  if (wants(out_name)) reply_["out"][std::string(out_name)] = std::move(value);
}

void Call::note_last_error(DWORD code) {
  reply_["lastError"] = code == last_error_sentinel ? "unchanged" : error_name(code);
  session_.names.notice_deaths();
}

Json Call::name_for(const Json& wanted, ObjectKind kind, const void* address) {
  if (address == nullptr) return nullptr;
  const std::string name = wanted.is_string() ? wanted.get<std::string>() : std::string();
  return session_.names.bind(name, kind, const_cast<void*>(address)).first_name;
}

}  // namespace certlife::conformance
