#include "tests/properties/samples.h"

#include <algorithm>
#include <map>

#include "model/trace/bytes/contents.h"

namespace certlife::properties {
namespace {

// Keys 1 and 2 share their names, so that a find by name has several answers; the names of CRLs are those of certificates.
const char* const labels[3][keys_in_use] = {
    {"cert:A", "cert:B", "cert:C"},
    {"crl:A", "crl:B", "crl:C"},
    {"ctl:A", "ctl:B", "ctl:C"},
};
const char* const names[3][keys_in_use] = {
    {"/subject=S/issuer=T", "/subject=U/issuer=V", "/subject=U/issuer=V"},
    {"/issuer=S", "/issuer=U", "/issuer=W"},
    {"", "", ""},
};

// Equal names get equal numbers; none gets 0.
int number_of(const std::vector<BYTE>& name) {
  static std::map<std::string, int> numbers;
  if (name.empty()) return 0;
  return numbers.emplace(std::string(name.begin(), name.end()), static_cast<int>(numbers.size()) + 1).first->second;
}

Sample make_sample(std::size_t kind, std::size_t key, int time) {
  Sample made;
  made.label = std::string(labels[kind][key]) + "@" + std::to_string(time + 1) + names[kind][key];
  const auto label = conformance::parse_label(made.label).value();
  made.bytes = conformance::encoded(label);
  const auto digest = conformance::sha1(made.bytes);
  std::copy(digest.begin(), digest.end(), made.sha1.begin());
  if (label.kind == conformance::ContentKind::certificate) {
    made.subject = conformance::subject_of(label);
    made.serial = conformance::serial_number_of(label);
    std::reverse(made.serial.begin(), made.serial.end());
  }
  if (label.kind != conformance::ContentKind::ctl) made.issuer = conformance::issuer_of(label);
  made.subject_number = number_of(made.subject);
  made.issuer_number = number_of(made.issuer);
  return made;
}

std::vector<Sample> make_samples() {
  std::vector<Sample> all;
  for (std::size_t kind = 0; kind < 3; ++kind)
    for (std::size_t key = 0; key < keys_in_use; ++key)
      for (int time = 0; time < times_in_use; ++time) all.push_back(make_sample(kind, key, time));
  return all;
}

}  // namespace

const Sample& sample(model::Kind kind, int key, int time) {
  static const std::vector<Sample> all = make_samples();
  return all[(static_cast<std::size_t>(kind) * keys_in_use + static_cast<std::size_t>(key)) * times_in_use +
             static_cast<std::size_t>(time)];
}

const std::vector<BYTE>& undecodable_bytes() {
  static const std::vector<BYTE> bytes{0x30, 0x05, 0x02, 0x01, 0x01, 0x7f, 0x01};
  return bytes;
}

std::vector<BYTE> property_bytes(DWORD id, int value) {
  if (id == CERT_SHA1_HASH_PROP_ID) return std::vector<BYTE>(20, static_cast<BYTE>(value));
  if (id == CERT_ARCHIVED_PROP_ID) return {};
  std::vector<BYTE> bytes;
  for (int i = 0; i <= value; ++i) bytes.insert(bytes.end(), {static_cast<BYTE>('a' + value), 0});
  bytes.insert(bytes.end(), {0, 0});
  return bytes;
}

int property_value(DWORD id, const std::vector<BYTE>& bytes) {
  for (int value = 1; value <= values_in_use; ++value) {
    if (property_bytes(id, value) == bytes) return value;
  }
  return 0;
}

int certificate_with_sha1(const std::vector<BYTE>& sha1) {
  for (int number = 0; number < keys_in_use * times_in_use; ++number) {
    const auto& own = sample(model::Kind::certificate, number / times_in_use, number % times_in_use).sha1;
    if (std::equal(sha1.begin(), sha1.end(), own.begin(), own.end())) return number;
  }
  return -1;
}

}  // namespace certlife::properties
