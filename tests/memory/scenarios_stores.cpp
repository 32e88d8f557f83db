#include <openssl/evp.h>

#include <filesystem>

#include "tests/memory/scenarios.h"

namespace certlife::memory {
namespace {

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
constexpr DWORD commits = CERT_FILE_STORE_COMMIT_ENABLE_FLAG;

void name_file(World& world, const std::string& file) {
  world.name = world.path(file);
  world.wide_name.assign(world.name.begin(), world.name.end());
}

// Opens the file that `fill` has written, by a name of 8 or 16 bits.
Scenario open_file(const std::string& what, DWORD flags, void (*fill)(World&), bool wide = false) {
  return {"open " + what,
          [=](World& world) {
            name_file(world, "file");
            fill(world);
          },
          [=](World& world) {
            const LPCSTR provider = wide ? CERT_STORE_PROV_FILENAME_W : CERT_STORE_PROV_FILENAME_A;
            const void* name = wide ? static_cast<const void*>(world.wide_name.c_str()) : world.name.c_str();
            return world.own(library().open_store(provider, all_types, 0, flags, name));
          }};
}

void nothing(World&) {}
void a_serialized_store(World& world) { world.write("file", saved(world.store(), CERT_STORE_SAVE_AS_STORE)); }
void a_message(World& world) { world.write("file", saved(world.store(), CERT_STORE_SAVE_AS_PKCS7)); }
void a_certificate(World& world) { world.write("file", content(0, "A")); }
void a_crl(World& world) { world.write("file", content(1, "A")); }
void a_list(World& world) { world.write("file", content(2, "A")); }

std::vector<BYTE> in_base64(const std::vector<BYTE>& bytes) {
  std::vector<BYTE> text((bytes.size() + 2) / 3 * 4 + 1);
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()))));
  return text;
}

void a_store_in_base64(World& world) { world.write("file", in_base64(saved(world.store(), CERT_STORE_SAVE_AS_STORE))); }
void a_certificate_in_base64(World& world) { world.write("file", in_base64(content(0, "A"))); }

// A file store with a change that is not yet written; the last of the world's handles.
void a_changed_store_on(World& world) {
  world.own(library().open_store(CERT_STORE_PROV_FILENAME_A, all_types, 0, commits, world.path("file").c_str()));
  const std::vector<BYTE>& bytes = content(0, "Z");
  library().kinds[0].add_encoded(world.handles.back(), all_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS,
                                 nullptr);
}

void a_changed_file_store(World& world) {
  a_serialized_store(world);
  a_changed_store_on(world);
}
void a_changed_message(World& world) {
  a_message(world);
  a_changed_store_on(world);
}
void a_changed_store_in_base64(World& world) {
  a_store_in_base64(world);
  a_changed_store_on(world);
}

Scenario save(const std::string& what, DWORD as, DWORD to, void (*fill)(World&)) {
  return {"save " + what,
          [=](World& world) {
            name_file(world, "saved");
            fill(world);
          },
          [=](World& world) {
            CRYPT_DATA_BLOB blob{static_cast<DWORD>(world.buffer.size()), world.buffer.data()};
            void* parameter = &blob;
            if (to == CERT_STORE_SAVE_TO_FILENAME_A) parameter = world.name.data();
            if (to == CERT_STORE_SAVE_TO_FILENAME_W) parameter = world.wide_name.data();
            return library().save_store(world.store(), all_types, as, to, parameter, 0) != FALSE;
          }};
}

void an_old_file(World& world) { world.write("saved", content(0, "B")); }

void a_link_to_an_old_file(World& world) {
  world.write("old", content(0, "B"));
  std::filesystem::create_symlink("old", world.path("saved"));
}

Scenario commit(const std::string& what, DWORD flags, void (*prepare)(World&) = a_changed_file_store) {
  return {"commit" + what, prepare, [=](World& world) {
            return library().control_store(world.handles.back(), flags, CERT_STORE_CTRL_COMMIT, nullptr) != FALSE;
          }};
}

Scenario close(const std::string& what, DWORD flags, void (*prepare)(World&)) {
  return {"close " + what, prepare, [=](World& world) {
            const HCERTSTORE last = world.handles.back();
            world.handles.pop_back();
            return library().close_store(last, flags) != FALSE;
          }};
}

void another_memory_store(World& world) {
  world.own(library().open_store(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr));
  const std::vector<BYTE>& bytes = content(0, "Z");
  library().kinds[0].add_encoded(world.handles.back(), all_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS,
                                 nullptr);
}

// A failed open releases the CSP handle all the same (header).
Scenario open_with_csp() {
  return {"open with a CSP handle", [](World& world) { library().add_csp_reference(world.csp); },
          [](World& world) { return world.own(library().open_store(CERT_STORE_PROV_MEMORY, 0, world.csp, 0, nullptr)); },
          [](World& world) { library().release_csp(world.csp, 0); }};
}

}  // namespace

std::vector<Scenario> scenarios_of_stores() {
  return {
      {"open a memory store", nothing,
       [](World& world) { return world.own(library().open_store(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr)); }},
      {"open by name", nothing, [](World& world) { return world.own(library().open_store("Memory", 0, 0, 0, nullptr)); }},
      open_with_csp(),
      {"duplicate a store", nothing, [](World& world) { return world.own(library().duplicate_store(world.store())); }},
      close("a memory store", CERT_CLOSE_STORE_CHECK_FLAG, another_memory_store),
      close("a memory store by force", CERT_CLOSE_STORE_FORCE_FLAG, another_memory_store),
      save("to memory", CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, nothing),
      save("as PKCS #7 to memory", CERT_STORE_SAVE_AS_PKCS7, CERT_STORE_SAVE_TO_MEMORY, nothing),
  };
}

std::vector<Scenario> scenarios_of_files() {
  return {
      open_file("a serialized store", 0, a_serialized_store),
      open_file("a serialized store by a wide name", 0, a_serialized_store, true),
      open_file("a serialized store that commits", commits, a_serialized_store),
      open_file("a PKCS #7 message", 0, a_message),
      open_file("a certificate", 0, a_certificate),
      open_file("a CRL", 0, a_crl),
      open_file("a CTL", 0, a_list),
      open_file("a serialized store in base64", 0, a_store_in_base64),
      open_file("a certificate in base64", 0, a_certificate_in_base64),
      open_file("what is not there", CERT_STORE_OPEN_EXISTING_FLAG, nothing),
      open_file("a new file", CERT_STORE_CREATE_NEW_FLAG, nothing),
      save("to a new file", CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, nothing),
      save("over a file", CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, an_old_file),
      save("over a link", CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, a_link_to_an_old_file),
      save("over a file by a wide name", CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_W, an_old_file),
      save("as PKCS #7 over a file", CERT_STORE_SAVE_AS_PKCS7, CERT_STORE_SAVE_TO_FILENAME_A, an_old_file),
      commit("", 0),
      commit(" to a message", 0, a_changed_message),
      commit(" to a file in base64", 0, a_changed_store_in_base64),
      commit(" by force", CERT_STORE_CTRL_COMMIT_FORCE_FLAG),
      commit(" nothing", CERT_STORE_CTRL_COMMIT_CLEAR_FLAG),
  };
}

std::vector<Scenario> scenarios_of_csps() {
  return {
      {"acquire a CSP handle", [](World& world) { library().release_csp(std::exchange(world.csp, 0), 0); },
       [](World& world) { return library().acquire_csp(&world.csp, PROV_RSA_FULL) != FALSE; }},
      {"acquire another CSP handle", nothing,
       [](World&) {
         HCRYPTPROV other = 0;
         return library().acquire_csp(&other, PROV_RSA_FULL) != FALSE && library().release_csp(other, 0) != FALSE;
       }},
      {"add a CSP reference", nothing,
       [](World& world) { return library().add_csp_reference(world.csp) != FALSE && library().release_csp(world.csp, 0) != FALSE; }},
      {"release a CSP handle", [](World& world) { library().add_csp_reference(world.csp); },
       [](World& world) { return library().release_csp(world.csp, 0) != FALSE; }},
  };
}

}  // namespace certlife::memory
