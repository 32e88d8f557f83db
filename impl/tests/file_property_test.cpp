// Properties that a file brings along, read and written again.
#include <certlife/wincrypt.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <ctime>
#include <fstream>

#include "impl/src/encoding/serialized_store.h"
#include "impl/src/encoding/sha1.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using encoding::SerializedProperty;

class FileProperties : public ::testing::Test {
 protected:
  FileProperties() : name_("/tmp/certlife-properties-" + std::to_string(::getpid())) {}
  ~FileProperties() override { ::unlink(name_.c_str()); }

  // One certificate with these properties before it.
  Octets file_with(const std::vector<SerializedProperty>& properties, const Octets& encoded = certificate()) {
    encoding::SerializedStoreWriter writer;
    writer.add(encoding::ElementKind::certificate, encoded, properties);
    return writer.finish();
  }
  HCERTSTORE open(const Octets& bytes) {
    std::ofstream(name_, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, CERT_STORE_READONLY_FLAG, name_.c_str());
  }
  static Octets saved(HCERTSTORE store) {
    CRYPT_DATA_BLOB blob{0, nullptr};
    EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    Octets bytes(blob.cbData);
    blob.pbData = bytes.data();
    EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    return bytes;
  }
  static std::vector<DWORD> readable_of(PCCERT_CONTEXT context) {
    std::vector<DWORD> ids;
    for (DWORD id = 1; id < 200; ++id) {
      DWORD size = 0;
      if (CertGetCertificateContextProperty(context, id, nullptr, &size)) ids.push_back(id);
    }
    return ids;
  }
  // The ids that the only certificate of the file shows, and those that can be read.
  std::vector<DWORD> shown(const Octets& bytes) {
    const HCERTSTORE store = open(bytes);
    const auto context = CertEnumCertificatesInStore(store, nullptr);
    std::vector<DWORD> ids;
    for (DWORD id = 0; (id = CertEnumCertificateContextProperties(context, id)) != 0;) ids.push_back(id);
    readable_ = readable_of(context);
    EXPECT_TRUE(CertFreeCertificateContext(context));
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
    return ids;
  }
  std::string name_;
  std::vector<DWORD> readable_;
};

// Of the process, so that a busy machine does not count.
double seconds_used() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

TEST_F(FileProperties, AreShownOnlyIfACallerCouldHaveSetThem) {
  // FILE-1: pointers (2), handles (1, 5, 6, 78, 79, 99, 100), what is computed (14), reserved ids (32 to 34 cannot stand here), and ids
  // above 0xFFFF
  const Octets pointer(8, 0x41);
  std::vector<SerializedProperty> properties;
  for (const DWORD id : {1u, 2u, 5u, 6u, 14u, 78u, 79u, 99u, 100u, 0x10000u, 0xFFFFFFFFu}) properties.push_back({id, pointer});
  const Octets no_time{1, 2, 3};
  properties.push_back({CERT_DATE_STAMP_PROP_ID, no_time});
  const Octets text{'x'};
  properties.push_back({CERT_FRIENDLY_NAME_PROP_ID, text});
  EXPECT_EQ(shown(file_with(properties)), std::vector<DWORD>{CERT_FRIENDLY_NAME_PROP_ID});
  // Besides, what can be read of any certificate: what is computed.
  const auto created = create<CertificateCalls>(certificate());
  const CRYPT_DATA_BLOB blob{1, const_cast<BYTE*>(text.data())};
  EXPECT_TRUE(CertSetCertificateContextProperty(created, CERT_FRIENDLY_NAME_PROP_ID, 0, &blob));
  EXPECT_EQ(readable_, readable_of(created));
  EXPECT_TRUE(CertFreeCertificateContext(created));
}

TEST_F(FileProperties, OfKeyProvidersAreKeptForTheNextSaveAlone) {
  const Octets info{1, 2, 3}, handle(8, 0x77);
  const Octets bytes = file_with({{CERT_KEY_PROV_INFO_PROP_ID, info}, {CERT_NCRYPT_KEY_HANDLE_PROP_ID, handle}});
  const HCERTSTORE store = open(bytes);
  EXPECT_EQ(saved(store), file_with({{CERT_KEY_PROV_INFO_PROP_ID, info}}));
  const HCERTSTORE other = open_memory();
  const auto context = CertEnumCertificatesInStore(store, nullptr);
  EXPECT_TRUE(CertAddCertificateContextToStore(other, context, CERT_STORE_ADD_ALWAYS, nullptr));
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_EQ(saved(other), file_with({{CERT_KEY_PROV_INFO_PROP_ID, info}}));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_TRUE(CertCloseStore(other, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileProperties, KeepTheirOrderWhenTheyAreSaved) {
  const Octets a{'a'}, b{'b'}, c{'c'};
  const Octets bytes = file_with({{13, a}, {0x8001, b}, {11, c}, {9, a}});
  const HCERTSTORE store = open(bytes);
  EXPECT_EQ(saved(store), bytes);
  const auto context = CertEnumCertificatesInStore(store, nullptr);
  const CRYPT_DATA_BLOB other{1, const_cast<BYTE*>(b.data())};
  EXPECT_TRUE(CertSetCertificateContextProperty(context, 13, 0, &other));
  EXPECT_TRUE(CertSetCertificateContextProperty(context, 10, 0, &other));
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_EQ(saved(store), file_with({{13, b}, {0x8001, b}, {11, c}, {9, a}, {10, b}}));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileProperties, ThatAreHashesAreTakenIfTheyAreTrue) {
  // windows test testAddSerialized
  const Octets encoded = certificate();
  const auto sha1 = encoding::sha1_of(encoded);
  const auto md5 = encoding::md5_of(encoded);
  const Octets wrong(20, 1);
  EXPECT_EQ(shown(file_with({{3, wrong}, {3, sha1}, {4, wrong}, {4, md5}})), (std::vector<DWORD>{3, 4}));
  EXPECT_EQ(shown(file_with({{3, wrong}, {4, sha1}})), std::vector<DWORD>{});
}

TEST_F(FileProperties, CostByTheirNumberAndNotByItsSquare) {
  const double before = seconds_used();
  const Octets nothing, no_hash(20, 1);
  // A large certificate behind 60 000 wrong hashes of it.
  const std::vector<SerializedProperty> hashes(60'000, SerializedProperty{3, no_hash});
  const Octets key = der::sequence({der::empty_algorithm(), der::element(3, Octets(60'000, 0))});
  const Octets large = der::sequence({der::integer({1}), der::empty_algorithm(), der::name("issuer"), der::validity(), der::name("subject"), key});
  const HCERTSTORE store = open(file_with(hashes, large));
  EXPECT_EQ(contents_of<CertificateCalls>(store).size(), 1u);
  EXPECT_TRUE(CertCloseStore(store, 0));
  // Every id there is, in the worst order.
  std::vector<SerializedProperty> all;
  for (DWORD id = 0xFFFF; id > 200; --id) all.push_back({id, nothing});
  const HCERTSTORE many = open(file_with(all));
  ASSERT_NE(many, nullptr);
  EXPECT_EQ(saved(many), file_with(all));
  EXPECT_TRUE(CertCloseStore(many, 0));
  EXPECT_LT(seconds_used() - before, 2.0);
}

TEST_F(FileProperties, SetByCallersCostNoMoreThanThoseOfFiles) {
  const double before = seconds_used();
  const auto context = create<CertificateCalls>(certificate());
  const CRYPT_DATA_BLOB nothing{0, nullptr};
  for (DWORD id = 0xFFFF; id > 200; --id) EXPECT_TRUE(CertSetCertificateContextProperty(context, id, 0, &nothing));
  DWORD found = 0;
  for (DWORD id = 0; (id = CertEnumCertificateContextProperties(context, id)) != 0;) ++found;
  EXPECT_EQ(found, 0xFFFFu - 200);
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_LT(seconds_used() - before, 10.0);
}

}  // namespace
}  // namespace certlife::impl::test
