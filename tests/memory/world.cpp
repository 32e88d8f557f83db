#include "tests/memory/world.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "model/trace/bytes/contents.h"

namespace certlife::memory {
namespace {

namespace fs = std::filesystem;

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
constexpr const char* kind_names[] = {"cert:", "crl:", "ctl:"};

// In memory where that is to be had: each commit waits for the disk.
fs::path a_fast_folder() {
  const fs::path shared = "/dev/shm";
  return fs::is_directory(shared) ? shared : fs::temp_directory_path();
}

std::string new_folder() {
  static const fs::path place = a_fast_folder() / ("certlife-memory-" + std::to_string(::getpid()));
  fs::remove_all(place);
  fs::create_directories(place);
  return place;
}

void set_blob(std::size_t kind, const void* context, DWORD id, const std::string& value) {
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(value.size()), reinterpret_cast<BYTE*>(const_cast<char*>(value.data()))};
  library().kinds[kind].set_property(context, id, 0, &blob);
}

std::string text_of(const BYTE* bytes, std::size_t size) {
  const std::string_view view(reinterpret_cast<const char*>(bytes), size);
  return std::to_string(size) + ":" + std::to_string(std::hash<std::string_view>()(view));
}

std::string properties_of(std::size_t kind, const void* context) {
  const KindCalls& calls = library().kinds[kind];
  std::string text;
  for (DWORD id = 0; (id = calls.next_property(context, id)) != 0;) {
    BYTE value[256];
    DWORD size = sizeof value;
    calls.get_property(context, id, value, &size);
    text += " " + std::to_string(id) + "=" + text_of(value, size);
  }
  return text;
}

// With one reference less than there are now: the one by which it is looked at.
std::string looked_at(std::size_t kind, const void* context, unsigned own_references) {
  const properties::Shown shown = library().kinds[kind].show(context);
  const properties::ContextState state = library().kinds[kind].observe(context);
  return std::string(kind_names[kind]) + text_of(shown.bytes, shown.size) + properties_of(kind, context) + " references " +
         std::to_string(state.references - own_references) + (state.listed ? " listed\n" : "\n");
}

std::string elements_of(HCERTSTORE store, std::size_t kind) {
  std::string text;
  for (const void* each = nullptr; (each = library().kinds[kind].enumerate(store, each)) != nullptr;) {
    text += looked_at(kind, each, 1);
  }
  return text;
}

std::string files_in(const std::string& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    files[entry.path().filename()] =
        (entry.is_symlink() ? "link to " : "") + text_of(reinterpret_cast<const BYTE*>(bytes.data()), bytes.size());
  }
  std::string text;
  for (const auto& [name, bytes] : files) text += "file " + name + " " + bytes + "\n";
  return text;
}

}  // namespace

const std::vector<BYTE>& content(std::size_t kind, const std::string& label) {
  static std::map<std::string, std::vector<BYTE>> all;
  const std::string name = kind_names[kind] + label;
  const auto found = all.find(name);
  if (found != all.end()) return found->second;
  const auto bytes = conformance::content_bytes(name);
  return all[name] = std::vector<BYTE>(bytes.begin(), bytes.end());
}

World::World(bool has_many_elements) : directory(new_folder()) {
  handles.reserve(64);
  held.reserve(64);
  library().acquire_csp(&csp, PROV_RSA_FULL);
  handles.push_back(
      library().open_store(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_ENUM_ARCHIVED_FLAG, nullptr));
  for (std::size_t kind = 0; kind < number_of_kinds; ++kind) {
    for (char label = 'A'; label <= (has_many_elements ? 'L' : 'C'); ++label) {
      const std::vector<BYTE>& bytes = content(kind, {label});
      const void* added = nullptr;
      library().kinds[kind].add_encoded(store(), all_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS,
                                        label == 'A' ? &added : nullptr);
      hold(kind, added);
    }
    set_blob(kind, first(kind), CERT_DESCRIPTION_PROP_ID, "of the first");
    set_blob(kind, first(kind), CERT_FRIENDLY_NAME_PROP_ID, "the first");
  }
}

World::~World() {
  for (const Held& each : held) library().kinds[each.kind].free(each.context);
  for (const HCERTSTORE each : handles) library().close_store(each, 0);
  if (csp != 0) library().release_csp(csp, 0);
  fs::remove_all(directory);
}

bool World::hold(std::size_t kind, const void* context) {
  if (context != nullptr) held.push_back({kind, context});
  return context != nullptr;
}

bool World::own(HCERTSTORE handle) {
  if (handle != nullptr) handles.push_back(handle);
  return handle != nullptr;
}

void World::write(const std::string& file, const std::vector<BYTE>& bytes) const {
  std::ofstream out(path(file), std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::string World::description() const {
  std::string text = "CSP references " + std::to_string(library().csp_references(csp)) + "\n";
  std::set<HCERTSTORE> seen;
  for (const HCERTSTORE handle : handles) {
    if (!seen.insert(handle).second) continue;
    text += "store with handles " + std::to_string(library().observe_store(handle).handles) + "\n";
    for (std::size_t kind = 0; kind < number_of_kinds; ++kind) text += elements_of(handle, kind);
  }
  for (const Held& each : held) {
    text += each.context == nullptr ? "held no more\n" : "held " + looked_at(each.kind, each.context, 0);
  }
  return text + files_in(directory);
}

std::vector<BYTE> saved(HCERTSTORE store, DWORD as) {
  CRYPT_DATA_BLOB blob{0, nullptr};
  library().save_store(store, all_types, as, CERT_STORE_SAVE_TO_MEMORY, &blob, 0);
  std::vector<BYTE> bytes(blob.cbData);
  blob.pbData = bytes.data();
  library().save_store(store, all_types, as, CERT_STORE_SAVE_TO_MEMORY, &blob, 0);
  bytes.resize(blob.cbData);
  return bytes;
}

}  // namespace certlife::memory
