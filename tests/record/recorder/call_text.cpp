#include "tests/record/recorder/call_text.h"

#include "tests/record/recorder/effect_text.h"
#include "tests/record/recorder/part.h"
#include "tests/record/recorder/special_text.h"
#include "tests/record/recorder/value_text.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

// --- Arguments -----------------------------------------------------------------------------------------------------------

void write_things(Text& text, const MadeCall& call, std::size_t parameter) {
  const auto* const each = call.pointer<std::uint64_t>(parameter);
  Part list(text, "[", ']');
  list.next();
  for (std::uint32_t i = 0; i < call.number(parameter - 1); ++i) {
    if (i > 0) list.next();
    write_object(text, call.of.parameters[parameter].thing, each[i]);
  }
}

bool is_said(const MadeCall& call, std::size_t parameter) {
  const std::uint64_t given = call.arguments[parameter];
  switch (call.of.parameters[parameter].role) {
    case Role::number: return true;
    case Role::ignored: case Role::out_thing: case Role::out_by_effects: case Role::out_bytes: return false;
    // The length follows the data, unless there is none.
    case Role::size_of_bytes: return call.number(parameter) == 0 && call.arguments[parameter - 1];
    // The size of the buffer, where there is one.
    case Role::out_size: return given && call.arguments[parameter - 1];
    default: return given != 0;
  }
}

void write_argument(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  const Parameter& of = call.of.parameters[parameter];
  switch (of.role) {
    case Role::number: case Role::size_of_bytes: return text.code(call.number(parameter));
    case Role::by_effects: return write_object(text, thing_given(call, parameter), call.arguments[parameter]);
    case Role::thing: return write_object(text, of.thing, call.arguments[parameter]);
    case Role::things: return write_things(text, call, parameter);
    case Role::bytes: return write_bytes(text, log, call.pointer<void>(parameter), call.number(parameter + 1));
    case Role::provider: return write_provider(text, call);
    case Role::open_parameter: return write_open_parameter(text, call, log);
    case Role::find_parameter: return write_find_parameter(text, call, parameter, log);
    case Role::save_parameter: return write_save_parameter(text, call, parameter);
    case Role::new_property: return write_new_property(text, call, parameter, log);
    case Role::text_a: return text.quoted_ansi(call.pointer<char>(parameter));
    case Role::text_w: return text.quoted_utf16(call.pointer<wchar_t>(parameter));
    case Role::subsystem_a: return text.quoted_ansi(call.pointer<char>(parameter), "text:");
    case Role::subsystem_w: return text.quoted_utf16(call.pointer<wchar_t>(parameter), "text:");
    case Role::out_size: return text.digits(*call.pointer<DWORD>(parameter), 10);
    default: return write_pointer(text, call.arguments[parameter]);
  }
}

// --- Results -------------------------------------------------------------------------------------------------------------

Given given_by(const MadeCall& call, std::size_t parameter) {
  const Parameter& of = call.of.parameters[parameter];
  const auto* const place = call.pointer<std::uint64_t>(parameter);
  if (of.role == Role::out_by_effects) return thing_got(call, static_cast<std::uint8_t>(parameter));
  return call.succeeded() ? Given{of.thing, *place} : Given{};
}

Given given_as_result(const MadeCall& call) {
  return call.of.is_of_the_model ? Given{call.of.result, call.result} : thing_got(call, the_result);
}

void write_return(Text& text, const MadeCall& call) {
  switch (call.of.returns) {
    case Returns::nothing: return;
    case Returns::boolean: return text.add(call.succeeded() ? ",\"ret\":true" : ",\"ret\":false");
    case Returns::number: case Returns::status:
      return text.add(",\"ret\":"), text.digits(static_cast<std::uint32_t>(call.result), 10);
    case Returns::handle: break;
  }
  const Given given = given_as_result(call);
  text.add(",\"ret\":");
  // Of a handle of which the table says nothing it is known that it is there.
  if (given.address) write_object(text, given.thing, given.address);
  else write_pointer(text, call.result);
}

bool is_out(const MadeCall& call, std::size_t parameter) {
  if (!call.arguments[parameter]) return false;
  switch (call.of.parameters[parameter].role) {
    case Role::out_thing: case Role::out_by_effects: case Role::out_bytes: case Role::out_size: return true;
    case Role::save_parameter: return has_saved_result(call, parameter);
    default: return false;
  }
}

void write_output(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  switch (call.of.parameters[parameter].role) {
    case Role::out_bytes: return write_buffer(text, call, parameter, log);
    case Role::out_size: return text.digits(*call.pointer<DWORD>(parameter), 10);
    case Role::save_parameter: return write_saved_result(text, call, parameter, log);
    default: break;
  }
  const Given given = given_by(call, parameter);
  write_object(text, given.thing, given.address);
}

void write_outputs(Text& text, const MadeCall& call, Log& log) {
  Part out(text, ",\"out\":{", '}');
  for (std::size_t i = 0; i < call.of.arity; ++i) {
    if (!is_out(call, i)) continue;
    out.key(call.of.parameters[i].name);
    write_output(text, call, i, log);
  }
}

// --- Contexts that were found --------------------------------------------------------------------------------------------

// All three kinds begin alike.
static_assert(offsetof(CRL_CONTEXT, hCertStore) == offsetof(CERT_CONTEXT, hCertStore) &&
              offsetof(CTL_CONTEXT, hCertStore) == offsetof(CERT_CONTEXT, hCertStore));

// Of a context that came out of a store nobody need have seen the contents before.
void write_found(Text& text, const MadeCall& call, Log& log) {
  const Given given = given_as_result(call);
  const bool is_found = call.of.arity > 1 && given.address && (given.thing == Thing::certificate || given.thing == Thing::crl || given.thing == Thing::ctl) &&
                        call.of.parameters[0].thing == Thing::store;
  if (!is_found) return;
  const auto* const context = reinterpret_cast<const CERT_CONTEXT*>(given.address);
  text.add(",\"observed\":{\"content\":{");
  write_name(text, given.thing, given.address);
  text.add(':');
  write_bytes(text, log, context->pbCertEncoded, context->cbCertEncoded);
  text.add("},\"hCertStore\":{");
  write_name(text, given.thing, given.address);
  text.add(':');
  write_object(text, Thing::store, reinterpret_cast<std::uint64_t>(context->hCertStore));
  text.add("}}");
}

}  // namespace

bool MadeCall::succeeded() const {
  switch (of.returns) {
    case Returns::boolean: return static_cast<BOOL>(result) != FALSE;
    case Returns::handle: return result != 0;
    case Returns::status: return static_cast<LONG>(result) >= 0;
    case Returns::number: case Returns::nothing: return true;
  }
  return true;
}

void write_call(Text& text, const MadeCall& call, Log& log) {
  text.add("{\"call\":\"");
  text.add(call.of.called);
  text.add('"');
  Part arguments(text, ",\"args\":{", '}');
  for (std::size_t i = 0; i < call.of.arity; ++i) {
    if (!is_said(call, i)) continue;
    arguments.key(call.of.parameters[i].name);
    write_argument(text, call, i, log);
  }
}

void write_results(Text& text, const MadeCall& call, Log& log) {
  write_return(text, call);
  write_outputs(text, call, log);
  if (call.of.is_of_the_model) write_found(text, call, log);
  else write_ownership(text, call);
}

// Stands apart for the room that it takes on the stack: threads of Go have little.
[[gnu::noinline]] static void note_file_opened(const MadeCall& call, Log& log) {
  wchar_t full[most_path];
  if (!path_opened(call, full) || log.knows_file(full)) return;
  const HANDLE file = CreateFileW(full, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  const DWORD size = GetFileSize(file, nullptr);
  void* const bytes = size == INVALID_FILE_SIZE ? nullptr : VirtualAlloc(nullptr, size + 1, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
  DWORD got = 0;
  if (bytes && ReadFile(file, bytes, size, &got, nullptr)) {
    char line[6 * most_path + 64];
    Text text(line, line + sizeof line);
    text.add("{\"file\":");
    text.quoted_utf16(full);
    text.add(",\"bytes\":\"hex:");
    log.write_file_setup(line, text.size(), bytes, got);
  }
  if (bytes) VirtualFree(bytes, 0, MEM_RELEASE);
  CloseHandle(file);
}

void note_file(const MadeCall& call, Log& log) {
  const bool opens = call.of.arity > 0 && call.of.parameters[call.of.arity - 1].role == Role::open_parameter;
  if (opens && call.arguments[call.of.arity - 1]) note_file_opened(call, log);
}

}  // namespace certlife::record
