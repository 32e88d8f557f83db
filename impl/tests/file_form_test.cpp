// In which forms a file is read, and in which one it is committed.
#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

namespace fs = std::filesystem;

constexpr DWORD commit_flag = CERT_FILE_STORE_COMMIT_ENABLE_FLAG;

Octets message_of(const std::vector<Octets>& certificates) {
  return encoding::write_degenerate_pkcs7({certificates.begin(), certificates.end()}, {});
}

std::string base64_of(const Octets& bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned word = 0;
    for (std::size_t j = 0; j < 3; ++j) word = word << 8 | (i + j < bytes.size() ? bytes[i + j] : 0u);
    for (std::size_t j = 0; j < 4; ++j) text += i + j > bytes.size() ? '=' : digits[word >> (18 - 6 * j) & 63];
    if (i % 48 == 45) text += "\r\n";
  }
  return text;
}

std::vector<Octets> only(const Octets& content) { return std::vector<Octets>(1, content); }

Octets bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

Octets wide(const std::string& text) {
  Octets bytes;
  for (const char character : text) bytes.insert(bytes.end(), {static_cast<std::uint8_t>(character), 0});
  return bytes;
}

std::string in_lines(const std::string& label, const Octets& bytes) {
  return "-----BEGIN " + label + "-----\n" + base64_of(bytes) + "\n-----END " + label + "-----\n";
}

class FileForm : public ::testing::Test {
 protected:
  FileForm() {
    char pattern[] = "/tmp/certlife-forms-XXXXXX";
    directory_ = ::mkdtemp(pattern);
    name_ = directory_ / "store";
  }
  ~FileForm() override { fs::remove_all(directory_); }

  HCERTSTORE open(DWORD flags = CERT_STORE_READONLY_FLAG) const {
    SetLastError(sentinel);
    return CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, flags, name_.c_str());
  }
  void write(const Octets& bytes) const {
    std::ofstream(name_, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  Octets read() const {
    std::ifstream file(name_, std::ios::binary);
    return Octets(std::istreambuf_iterator<char>(file), {});
  }
  // What a store on these bytes lists; nothing if it does not open.
  std::vector<Octets> listed(const Octets& bytes) const {
    write(bytes);
    const HCERTSTORE store = open();
    if (store == nullptr) return {};
    const auto contents = contents_of<CertificateCalls>(store);
    EXPECT_EQ(CertEnumCRLsInStore(store, nullptr), nullptr);
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
    return contents;
  }
  // Opens to commit, adds a certificate with a property and a CTL, closes.
  void add_and_close(const Octets& encoded = certificate_with_serial(9)) const {
    const HCERTSTORE store = open(commit_flag);
    ASSERT_NE(store, nullptr);
    const auto context = add<CertificateCalls>(store, encoded);
    BYTE text = 'x';
    const CRYPT_DATA_BLOB blob{1, &text};
    EXPECT_TRUE(CertSetCertificateContextProperty(context, CERT_FRIENDLY_NAME_PROP_ID, 0, &blob));
    EXPECT_TRUE(add_unheld<CtlCalls>(store, ctl()));
    EXPECT_TRUE(CertFreeCertificateContext(context));
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  }
  bool is_serialized() const { return encoding::has_serialized_store_header(read()); }

  fs::path directory_, name_;
};

TEST_F(FileForm, MayBeBase64InAsciiAndInUtf16) {
  // windows test testFileNameStore
  const Octets message = message_of({certificate()});
  const std::string text = base64_of(message);
  EXPECT_EQ(listed(bytes_of(text + std::string(1, 0))), only(certificate()));
  EXPECT_EQ(listed(wide(text + std::string(1, 0))), only(certificate()));
  EXPECT_EQ(listed(bytes_of(text)), only(certificate()));
  EXPECT_EQ(listed(der::joined({{0xFF, 0xFE}, wide(text)})), only(certificate()));
}

TEST_F(FileForm, MayBeLinesOfPem) {
  const std::string key = in_lines("PRIVATE KEY", {1, 2, 3});
  const std::string first = in_lines("CERTIFICATE", certificate()), second = in_lines("CERTIFICATE", certificate_with_serial(2));
  EXPECT_EQ(listed(bytes_of(first)), only(certificate()));
  EXPECT_EQ(listed(bytes_of("subject=/CN=A\n" + first + "\n" + key + second)), (std::vector<Octets>{certificate_with_serial(2), certificate()}));
  EXPECT_EQ(listed(bytes_of(in_lines("PKCS7", message_of({certificate()})))), only(certificate()));
  EXPECT_EQ(listed(wide(first)), only(certificate()));
}

TEST_F(FileForm, MayHaveBytesBehindIt) {
  // application .NET: zeros behind what CertSaveStore wrote
  EXPECT_EQ(listed(der::joined({message_of({certificate()}), Octets(60, 0)})), only(certificate()));
  EXPECT_EQ(listed(der::joined({certificate(), {'\n'}})), only(certificate()));
}

TEST_F(FileForm, IsNoTextThatMerelyLooksLikeBase64) {
  for (const char* text : {"hello", "AAAA", "MIIB", "====", "-----BEGIN CERTIFICATE-----", "-----BEGIN X-----\nMAA=\n-----END X-----\n", "A", "\n"}) {
    write(bytes_of(text));
    EXPECT_EQ(open(), nullptr) << text;
    EXPECT_EQ(GetLastError(), code(CRYPT_E_FILE_ERROR));
  }
}

TEST_F(FileForm, OfPkcs7StaysSoAndLosesPropertiesAndCtls) {
  // header, docs certopenstore
  for (const Octets& bytes : {message_of({certificate()}), bytes_of(base64_of(message_of({certificate()})))}) {
    write(bytes);
    add_and_close();
    EXPECT_EQ(read(), message_of({certificate(), certificate_with_serial(9)}));
  }
}

TEST_F(FileForm, OfSerializedStoresStaysSo) {
  // header, docs certopenstore
  encoding::SerializedStoreWriter writer;
  writer.add(encoding::ElementKind::certificate, certificate(), {});
  for (const char* name : {"store", "store.p7c"}) {
    name_ = directory_ / name;
    write(writer.finish());
    writer = encoding::SerializedStoreWriter();
    writer.add(encoding::ElementKind::certificate, certificate(), {});
    add_and_close();
    EXPECT_TRUE(is_serialized());
    const HCERTSTORE store = open();
    EXPECT_EQ(contents_of<CtlCalls>(store).size(), 1u);
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  }
}

TEST_F(FileForm, OfAnEmptyFileIsThatOfItsName) {
  // header: by extension
  for (const char* name : {"list.p7c", "list.P7C", "list.spc"}) {
    name_ = directory_ / name;
    add_and_close();
    EXPECT_EQ(read(), message_of({certificate_with_serial(9)})) << name;
  }
  for (const char* name : {"list.p7b", "list.sst", "p7c", "list"}) {
    name_ = directory_ / name;
    add_and_close();
    EXPECT_TRUE(is_serialized()) << name;
  }
}

TEST_F(FileForm, OfAnEmptyFileIsPkcs7ByTheDocuments) {
  // docs certopenstore: the reading of the page
  certlife_set_reading(CERTLIFE_READING_PAGE);
  add_and_close();
  certlife_set_reading(CERTLIFE_READING_WINDOWS);
  EXPECT_EQ(read(), message_of({certificate_with_serial(9)}));
}

TEST_F(FileForm, OfASingleElementCannotBeCommitted) {
  // docs certopenstore
  for (const Octets& bytes : {certificate(), crl(), ctl(), bytes_of(in_lines("CERTIFICATE", certificate()))}) {
    write(bytes);
    EXPECT_EQ(open(commit_flag), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    EXPECT_EQ(read(), bytes);
    const HCERTSTORE store = open();
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  }
}

TEST_F(FileForm, WithCommitIsMadeAtTheOpen) {
  // header: as CreateFile does
  for (const DWORD flags : {commit_flag, commit_flag | CERT_STORE_CREATE_NEW_FLAG}) {
    fs::remove(name_);
    const HCERTSTORE store = open(flags);
    EXPECT_TRUE(fs::exists(name_));
    EXPECT_TRUE(CertCloseStore(store, 0));
  }
  fs::remove(name_);
  EXPECT_EQ(open(commit_flag | CERT_STORE_OPEN_EXISTING_FLAG), nullptr);
  EXPECT_FALSE(fs::exists(name_));
}

template <class Calls>
class TrailingBytes : public ::testing::Test {};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(TrailingBytes, AllKinds);

TYPED_TEST(TrailingBytes, AreNoPartOfAContext) {
  // choice: trailing_bytes
  const Octets content = TypeParam::content(1);
  const Octets smuggled = der::joined({content, TypeParam::content(2)});
  const auto context = create<TypeParam>(smuggled);
  EXPECT_EQ(TypeParam::encoded(context), content);
  EXPECT_TRUE(TypeParam::free(context));
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<TypeParam>(store, smuggled));
  EXPECT_FALSE(add_unheld<TypeParam>(store, content, CERT_STORE_ADD_NEW));
  EXPECT_EQ(contents_of<TypeParam>(store), only(content));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileForm, OfAMessageHoldsNoMoreElementsThanTheStore) {
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, der::joined({certificate(), certificate_with_serial(2)})));
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, der::joined({certificate_with_serial(3), {0x31, 0xFF, 0x31}})));
  EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_PKCS7, CERT_STORE_SAVE_TO_FILENAME_A, name_.string().data(), 0));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(listed(read()).size(), 2u);
}

}  // namespace
}  // namespace certlife::impl::test
