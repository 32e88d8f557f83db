#include "impl/src/file_properties.h"

#include <optional>

#include "impl/src/properties.h"

namespace certlife::impl {

using encoding::Bytes;

namespace {

// A hash of one element, computed when it is first asked for.
template <class Hash>
class TrueHash {
 public:
  using Function = Hash (*)(Bytes);
  TrueHash(Function function, Bytes encoded) : function_(function), encoded_(encoded) {}
  bool is(Bytes value) {
    if (value.size() != Hash().size()) return false;
    if (!hash_) hash_ = function_(encoded_);
    return encoding::same_bytes(value, Bytes{*hash_});
  }

 private:
  Function function_;
  Bytes encoded_;
  std::optional<Hash> hash_;
};

class Sieve {
 public:
  explicit Sieve(Bytes encoded) : sha1_(encoding::sha1_of, encoded), md5_(encoding::md5_of, encoded) {}

  bool keeps(const encoding::SerializedProperty& property) {
    switch (property.id) {
      case CERT_SHA1_HASH_PROP_ID: return sha1_.is(property.value);
      case CERT_MD5_HASH_PROP_ID: return md5_.is(property.value);
      case CERT_DATE_STAMP_PROP_ID: return property.value.size() == sizeof(FILETIME);
      case CERT_KEY_PROV_INFO_PROP_ID: return true;
      default: return is_plain_property(property.id);
    }
  }

 private:
  TrueHash<encoding::Sha1> sha1_;
  TrueHash<encoding::Md5> md5_;
};

PropertySet::Options options_of(DWORD id) {
  PropertySet::Options options;
  options.is_shown = id != CERT_KEY_PROV_INFO_PROP_ID;
  return options;
}

}  // namespace

void take_properties_of_file(Element& element, const std::vector<encoding::SerializedProperty>& properties) {
  Sieve sieve(element.encoded());
  std::vector<PropertySet::Record> kept;
  for (const encoding::SerializedProperty& property : properties) {
    if (sieve.keeps(property)) kept.push_back({property.id, property.value, options_of(property.id)});
  }
  element.properties.set_all(kept);
  element.archived.store(element.properties.has(CERT_ARCHIVED_PROP_ID));
}

}  // namespace certlife::impl
