#include "impl/src/record/call_text.h"

#include "impl/src/encoding/files.h"
#include "impl/src/kinds.h"
#include "impl/src/open_store.h"
#include "impl/src/record/json.h"
#include "impl/src/record/memory_of_caller.h"
#include "impl/src/record/trace.h"

namespace certlife::impl::record {
namespace {

using encoding::Bytes;

// --- Names and values ----------------------------------------------------------------------------------------------------

// While something is there, nothing else of its kind bears its name.
constexpr const char* prefixes[] = {"x_", "s_", "c_", "r_", "t_", "p_"};

void append_plain_name(std::string& to, Thing thing, std::uint64_t address) {
  append_number(to.append(prefixes[static_cast<std::size_t>(thing)]), address, 16);
}
void append_name(std::string& to, Thing thing, std::uint64_t address) {
  if (address == 0) return void(to.append("null"));
  append_plain_name(to.append("\""), thing, address);
  to.push_back('"');
}

// Something of which no more is known.
void append_pointer(std::string& to, std::uint64_t address) {
  if (address == 0) return void(to.append("null"));
  append_number(to.append("\"0x"), address, 16);
  to.push_back('"');
}

void append_text(std::string& to, const char* prefix, const std::optional<std::string>& text, std::uint64_t address) {
  if (text) append_quoted(to, prefix, *text);
  else append_pointer(to, address);
}

// One argument and what it goes by.
struct Argument {
  const MadeCall& call;
  std::size_t nth;
  Trace& trace;

  const Parameter& of() const { return call.of.parameters[nth]; }
  std::uint64_t word() const { return call.arguments[nth]; }
  const void* pointer() const { return call.pointer<void>(nth); }
  std::uint32_t number_before() const { return call.number(nth - 1); }
};

// As many as there are to be read.
void append_bytes(std::string& to, const Argument& argument, const void* address, std::size_t size) {
  to += argument.trace.contents(bytes_at(address, size));
}

void append_blob(std::string& to, const Argument& argument) {
  const auto blob = value_at<CRYPT_DATA_BLOB>(argument.pointer());
  if (!blob) return append_pointer(to, argument.word());
  append_bytes(to, argument, blob->pbData, blob->pbData == nullptr ? 0 : blob->cbData);
}

// A hash is told as one, so that what has it is found.
void append_hash(std::string& to, const Argument& argument) {
  const auto blob = value_at<CRYPT_HASH_BLOB>(argument.pointer());
  constexpr std::size_t size_of_sha1 = 20;
  const auto hash = blob && blob->cbData == size_of_sha1 ? bytes_at(blob->pbData, size_of_sha1) : std::vector<std::uint8_t>{};
  if (hash.size() != size_of_sha1) return append_blob(to, argument);
  append_hexadecimal(to.append("\"sha1:"), hash);
  to.push_back('"');
}

void append_key_context(std::string& to, const CERT_KEY_CONTEXT& key) {
  to += "\"key:";
  if (key.hCryptProv != 0) append_plain_name(to, Thing::csp, key.hCryptProv);
  append_number(to.append("/"), key.dwKeySpec);
  if (key.cbSize != sizeof key) append_number(to.append("/size="), key.cbSize);
  to.push_back('"');
}

// --- Files ---------------------------------------------------------------------------------------------------------------

std::optional<std::string> resolved(const std::optional<std::string>& name) {
  std::string path;
  if (!name || name->empty()) return name;
  return encoding::resolve(*name, path) == 0 ? path : *name;
}

bool is_number(const MadeCall& call) { return call.arguments[0] <= 0xFFFF; }

bool is_named(const MadeCall& call, const char* name) {
  const auto provider = is_number(call) ? std::nullopt : string_at(call.pointer<void>(0));
  return provider && same_name(provider->c_str(), name);
}

std::optional<std::string> file_opened(const MadeCall& call) {
  const void* const given = call.pointer<void>(4);
  const auto provider = call.pointer<char>(0);
  if (given == nullptr) return std::nullopt;
  if (provider == CERT_STORE_PROV_FILENAME_A) return resolved(string_at(given));
  if (provider == CERT_STORE_PROV_FILENAME_W || is_named(call, sz_CERT_STORE_PROV_FILENAME_W)) return resolved(wide_string_at(given));
  return std::nullopt;
}

bool is_memory(const MadeCall& call) {
  return call.pointer<char>(0) == CERT_STORE_PROV_MEMORY || is_named(call, sz_CERT_STORE_PROV_MEMORY);
}

std::optional<std::string> file_saved(const MadeCall& call, std::size_t parameter) {
  const void* const given = call.pointer<void>(parameter);
  if (given == nullptr) return std::nullopt;
  switch (call.number(parameter - 1)) {
    case CERT_STORE_SAVE_TO_FILENAME_A: return resolved(string_at(given));
    case CERT_STORE_SAVE_TO_FILENAME_W: return resolved(wide_string_at(given));
    default: return std::nullopt;
  }
}

// --- Arguments that go by others -----------------------------------------------------------------------------------------

void append_provider(std::string& to, const Argument& argument) {
  if (is_number(argument.call) && argument.word() != 0) append_number(to, argument.word());
  else append_text(to, "", is_number(argument.call) ? std::nullopt : string_at(argument.pointer()), argument.word());
}

void append_open_parameter(std::string& to, const Argument& argument) {
  if (is_memory(argument.call)) to += "null";
  else append_text(to, "file:", file_opened(argument.call), argument.word());
}

void append_certificate_find(std::string& to, const Argument& argument) {
  switch (argument.number_before()) {
    case CERT_FIND_ANY: return void(to.append("null"));
    case CERT_FIND_SHA1_HASH: return append_hash(to, argument);
    case CERT_FIND_SUBJECT_NAME:
    case CERT_FIND_ISSUER_NAME: return append_blob(to, argument);
    case CERT_FIND_EXISTING: return append_name(to, Thing::certificate, argument.word());
    default: return append_pointer(to, argument.word());
  }
}

void append_find_parameter(std::string& to, const Argument& argument) {
  const Thing kind = argument.of().thing;
  const std::uint32_t type = argument.number_before();
  if (kind == Thing::certificate) return append_certificate_find(to, argument);
  if (kind == Thing::crl && type == CRL_FIND_ISSUED_BY) return append_name(to, Thing::certificate, argument.word());
  const bool is_existing = type == (kind == Thing::crl ? CRL_FIND_EXISTING : CTL_FIND_EXISTING);
  if (is_existing) return append_name(to, kind, argument.word());
  if (type == (kind == Thing::crl ? CRL_FIND_ANY : CTL_FIND_ANY)) return void(to.append("null"));
  append_pointer(to, argument.word());
}

void append_save_parameter(std::string& to, const Argument& argument) {
  if (const auto file = file_saved(argument.call, argument.nth)) return append_quoted(to, "file:", *file);
  const auto blob = value_at<CRYPT_DATA_BLOB>(argument.pointer());
  if (argument.number_before() != CERT_STORE_SAVE_TO_MEMORY || !blob) return append_pointer(to, argument.word());
  append_number(to.append("{\"cbData\":"), blob->cbData);
  to += blob->pbData != nullptr ? "}" : ",\"pbData\":null}";
}

// Those that are no CRYPT_DATA_BLOB, and are not looked at.
bool is_of_another_kind(std::uint32_t property) {
  constexpr std::uint32_t largest = 0xFFFF;
  switch (property) {
    case CERT_KEY_PROV_INFO_PROP_ID:
    case CERT_NCRYPT_KEY_HANDLE_PROP_ID:
    case CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID:
    case CERT_NCRYPT_KEY_HANDLE_TRANSFER_PROP_ID:
    case CERT_HCRYPTPROV_TRANSFER_PROP_ID: return true;
    default: return property == 0 || property > largest;
  }
}

void append_new_property(std::string& to, const Argument& argument) {
  const std::uint32_t property = argument.call.number(1);
  if (property == CERT_KEY_PROV_HANDLE_PROP_ID) return append_name(to, Thing::csp, argument.word());
  if (property == CERT_KEY_SPEC_PROP_ID) return append_bytes(to, argument, argument.pointer(), sizeof(DWORD));
  if (property == CERT_DATE_STAMP_PROP_ID) return append_bytes(to, argument, argument.pointer(), sizeof(FILETIME));
  const auto key = property == CERT_KEY_CONTEXT_PROP_ID ? value_at<CERT_KEY_CONTEXT>(argument.pointer()) : std::nullopt;
  if (key) append_key_context(to, *key);
  else if (is_of_another_kind(property)) append_pointer(to, argument.word());
  else append_blob(to, argument);
}

// --- All arguments -------------------------------------------------------------------------------------------------------

bool is_said(const Argument& argument) {
  switch (argument.of().role) {
    case Role::number: return true;
    case Role::none:
    case Role::out_thing:
    case Role::out_bytes: return false;
    // The length follows the data, unless there is none.
    case Role::size_of_bytes: return argument.word() == 0 && argument.call.arguments[argument.nth - 1] != 0;
    // The size of a buffer, where there is one.
    case Role::out_size: return argument.word() != 0 && argument.call.arguments[argument.nth - 1] != 0;
    default: return argument.word() != 0;
  }
}

void append_size_of_buffer(std::string& to, const Argument& argument) {
  if (const auto size = value_at<DWORD>(argument.pointer())) append_number(to, *size);
  else append_pointer(to, argument.word());
}

void append_argument(std::string& to, const Argument& argument) {
  const std::uint64_t word = argument.word();
  switch (argument.of().role) {
    case Role::number:
    case Role::size_of_bytes: return append_code(to, static_cast<std::uint32_t>(word));
    case Role::thing: return append_name(to, argument.of().thing, word);
    case Role::bytes: return append_bytes(to, argument, argument.pointer(), argument.call.number(argument.nth + 1));
    case Role::out_size: return append_size_of_buffer(to, argument);
    case Role::provider: return append_provider(to, argument);
    case Role::open_parameter: return append_open_parameter(to, argument);
    case Role::find_parameter: return append_find_parameter(to, argument);
    case Role::save_parameter: return append_save_parameter(to, argument);
    case Role::new_property: return append_new_property(to, argument);
    case Role::text_a: return append_text(to, "", string_at(argument.pointer()), word);
    case Role::text_w: return append_text(to, "", wide_string_at(argument.pointer()), word);
    case Role::none:
    case Role::pointer:
    case Role::out_thing:
    case Role::out_bytes: return append_pointer(to, word);
  }
}

// --- Results -------------------------------------------------------------------------------------------------------------

void append_return(std::string& to, const MadeCall& call) {
  to += ",\"ret\":";
  switch (call.of.returns) {
    case Returns::boolean: return void(to.append(call.succeeded() ? "true" : "false"));
    case Returns::number: return append_number(to, static_cast<std::uint32_t>(call.result));
    case Returns::thing: return append_name(to, call.of.result, call.result);
  }
}

bool is_put_out(const Argument& argument) {
  if (argument.word() == 0) return false;
  switch (argument.of().role) {
    case Role::out_thing:
    case Role::out_bytes:
    case Role::out_size: return true;
    case Role::save_parameter: return argument.number_before() == CERT_STORE_SAVE_TO_MEMORY;
    default: return false;
  }
}

// What a call did not succeed to put out it left as it was.
void append_thing_put_out(std::string& to, const Argument& argument) {
  append_name(to, argument.of().thing, argument.call.succeeded() ? *static_cast<const std::uint64_t*>(argument.pointer()) : 0);
}

// A property, or what a CSP says of itself; its size stands behind the next parameter.
void append_buffer(std::string& to, const Argument& argument) {
  const auto* const size = argument.call.pointer<DWORD>(argument.nth + 1);
  if (!argument.call.succeeded() || size == nullptr) return void(to.append("null"));
  const Bytes bytes = encoding::bytes_of(argument.pointer(), *size);
  const std::uint32_t property = argument.call.of.parameters[0].thing == Thing::csp ? 0 : argument.call.number(1);
  const bool is_handle = property == CERT_KEY_PROV_HANDLE_PROP_ID || property == CERT_HCRYPTPROV_TRANSFER_PROP_ID;
  if (is_handle && bytes.size() == sizeof(HCRYPTPROV)) return append_name(to, Thing::csp, *reinterpret_cast<const HCRYPTPROV*>(bytes.data()));
  if (property == CERT_KEY_CONTEXT_PROP_ID && bytes.size() == sizeof(CERT_KEY_CONTEXT)) {
    return append_key_context(to, *reinterpret_cast<const CERT_KEY_CONTEXT*>(bytes.data()));
  }
  to += argument.trace.contents(bytes);
}

void append_what_was_saved(std::string& to, const Argument& argument) {
  const auto& blob = *static_cast<const CRYPT_DATA_BLOB*>(argument.pointer());
  append_number(to.append("{\"cbData\":"), blob.cbData);
  to += ",\"pbData\":";
  to += argument.call.succeeded() && blob.pbData != nullptr ? argument.trace.contents(encoding::bytes_of(blob.pbData, blob.cbData)) : "null";
  to.push_back('}');
}

void append_output(std::string& to, const Argument& argument) {
  switch (argument.of().role) {
    case Role::out_thing: return append_thing_put_out(to, argument);
    case Role::out_bytes: return append_buffer(to, argument);
    case Role::out_size: return append_size_of_buffer(to, argument);
    default: return append_what_was_saved(to, argument);
  }
}

// --- Contexts that were found --------------------------------------------------------------------------------------------

// All kinds of elements lie before the visible context in the same way as far as these two go.
const Element& element_behind(Thing kind, std::uint64_t context) {
  const auto* const address = reinterpret_cast<const void*>(context);
  switch (kind) {
    case Thing::crl: return *element_of<Crl>(static_cast<PCCRL_CONTEXT>(address));
    case Thing::ctl: return *element_of<Ctl>(static_cast<PCCTL_CONTEXT>(address));
    default: return *element_of<Certificate>(static_cast<PCCERT_CONTEXT>(address));
  }
}

// Of a context that came out of a store nobody need have seen the contents before.
void append_found(std::string& to, const MadeCall& call, Trace& trace) {
  const bool is_found = call.of.returns == Returns::thing && call.of.arity > 1 && call.of.parameters[0].thing == Thing::store && call.result != 0;
  if (!is_found) return;
  const Element& element = element_behind(call.of.result, call.result);
  append_name(to.append(",\"observed\":{\"content\":{"), call.of.result, call.result);
  to.append(":").append(trace.contents(element.encoded())).append("},\"hCertStore\":{");
  append_name(to, call.of.result, call.result);
  append_name(to.append(":"), Thing::store, reinterpret_cast<std::uint64_t>(element.home));
  to += "}}";
}

}  // namespace

void append_arguments(std::string& to, const MadeCall& call, Trace& trace) {
  Group arguments(to, ",\"args\":{", '}');
  for (std::size_t nth = 0; nth < call.of.arity; ++nth) {
    const Argument argument{call, nth, trace};
    if (is_said(argument)) append_argument(arguments.member(argument.of().name), argument);
  }
}

void append_results(std::string& to, const MadeCall& call, Trace& trace) {
  append_return(to, call);
  {
    Group outputs(to, ",\"out\":{", '}');
    for (std::size_t nth = 0; nth < call.of.arity; ++nth) {
      const Argument argument{call, nth, trace};
      if (is_put_out(argument)) append_output(outputs.member(argument.of().name), argument);
    }
  }
  append_found(to, call, trace);
}

std::string file_of(const MadeCall& call) {
  for (std::size_t nth = 0; nth < call.of.arity; ++nth) {
    if (call.of.parameters[nth].role == Role::open_parameter) return file_opened(call).value_or("");
    if (call.of.parameters[nth].role == Role::save_parameter) return file_saved(call, nth).value_or("");
  }
  return "";
}

}  // namespace certlife::impl::record
