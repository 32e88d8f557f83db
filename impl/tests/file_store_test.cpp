#include <certlife/certlife.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

constexpr DWORD commits = CERT_FILE_STORE_COMMIT_ENABLE_FLAG;

class FileStore : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::observe_objects(true);
    std::string pattern = (std::filesystem::temp_directory_path() / "certlife-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    name_ = (directory_ / "store.sst").string();
  }
  void TearDown() override {
    std::filesystem::remove_all(directory_);
    EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
  }
  HCERTSTORE open(DWORD flags = 0) {
    SetLastError(sentinel);
    return CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, flags, name_.c_str());
  }
  void write(const Octets& bytes) const {
    std::ofstream(name_, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()),
                                                 static_cast<std::streamsize>(bytes.size()));
  }
  Octets read() const {
    std::ifstream file(name_, std::ios::binary);
    return Octets(std::istreambuf_iterator<char>(file), {});
  }
  void put_one_certificate() {
    const HCERTSTORE store = open(commits);
    ASSERT_NE(store, nullptr);
    EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
    EXPECT_TRUE(CertCloseStore(store, 0));
  }
  std::size_t certificates_in_file() {
    const HCERTSTORE store = open(CERT_STORE_READONLY_FLAG);
    const std::size_t number = contents_of<CertificateCalls>(store).size();
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
    return number;
  }
  std::filesystem::path directory_;
  std::string name_;
};

TEST_F(FileStore, OpensOnlyWhatTheFlagsAllow) {
  // docs certopenstore, windows test testFileNameStore
  EXPECT_EQ(open(CERT_STORE_OPEN_EXISTING_FLAG), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
  EXPECT_FALSE(std::filesystem::exists(name_));
  const HCERTSTORE store = open(CERT_STORE_CREATE_NEW_FLAG);
  EXPECT_NE(store, nullptr);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(open(CERT_STORE_CREATE_NEW_FLAG), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_EXISTS});
  EXPECT_EQ(open(CERT_STORE_READONLY_FLAG | commits), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  EXPECT_EQ(open(CERT_STORE_CREATE_NEW_FLAG | CERT_STORE_OPEN_EXISTING_FLAG), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
}

TEST_F(FileStore, NeedsAName) {
  // windows tests testFileNameStore, testFileStore
  for (const LPCSTR provider : {CERT_STORE_PROV_FILENAME_A, CERT_STORE_PROV_FILENAME_W}) {
    EXPECT_EQ(CertOpenStore(provider, 0, 0, 0, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PATH_NOT_FOUND});
  }
  EXPECT_EQ(CertOpenStore(CERT_STORE_PROV_FILE, 0, 0, 0, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(CertOpenStore(CERT_STORE_PROV_FILE, 0, 0, CERT_STORE_DELETE_FLAG, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  EXPECT_EQ(CertOpenStore(CERT_STORE_PROV_FILE, 0, 0, commits | CERT_STORE_READONLY_FLAG, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
}

TEST_F(FileStore, IsEmptyWhereThereIsNoFileEvenIfItIsOnlyToBeRead) {
  EXPECT_EQ(certificates_in_file(), 0u);
}

TEST_F(FileStore, CommitsWhenItIsClosed) {
  // header
  put_one_certificate();
  EXPECT_EQ(certificates_in_file(), 1u);
}

TEST_F(FileStore, CommitsWhenAsked) {
  // docs certcontrolstore
  const HCERTSTORE store = open(commits);
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  EXPECT_TRUE(read().empty());
  EXPECT_TRUE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
  EXPECT_EQ(certificates_in_file(), 1u);
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate_with_serial(2)));
  EXPECT_TRUE(CertControlStore(store, CERT_STORE_CTRL_COMMIT_CLEAR_FLAG, CERT_STORE_CTRL_COMMIT, nullptr));
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(certificates_in_file(), 1u);
}

TEST_F(FileStore, CommitsOnlyChangesUnlessForced) {
  // header
  put_one_certificate();
  const HCERTSTORE store = open(commits);
  write({});
  EXPECT_TRUE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
  EXPECT_TRUE(read().empty());
  EXPECT_TRUE(CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr));
  EXPECT_EQ(certificates_in_file(), 1u);
  EXPECT_TRUE(CertCloseStore(store, 0));
}

TEST_F(FileStore, DoesNotCommitWithoutTheFlag) {
  // windows test testFileStore
  put_one_certificate();
  const Octets before = read();
  for (const DWORD flags : {0u, DWORD{CERT_STORE_READONLY_FLAG}}) {
    const HCERTSTORE store = open(flags);
    EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate_with_serial(2)));
    EXPECT_EQ(contents_of<CertificateCalls>(store).size(), 2u);
    EXPECT_FALSE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_CALL_NOT_IMPLEMENTED});
    EXPECT_TRUE(CertCloseStore(store, 0));
    EXPECT_EQ(read(), before);
  }
}

TEST_F(FileStore, PersistsDeletesAndProperties) {
  // page: Remarks (changes after the close are not persisted)
  put_one_certificate();
  const HCERTSTORE store = open(commits);
  const auto context = CertEnumCertificatesInStore(store, nullptr);
  Octets text{'x'};
  const CRYPT_DATA_BLOB blob{1, text.data()};
  EXPECT_TRUE(CertSetCertificateContextProperty(context, CERT_DESCRIPTION_PROP_ID, 0, &blob));
  EXPECT_TRUE(CertSetCertificateContextProperty(context, CERT_FRIENDLY_NAME_PROP_ID, CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG, &blob));
  EXPECT_TRUE(CertCloseStore(store, 0));
  const Octets committed = read();
  EXPECT_TRUE(CertSetCertificateContextProperty(context, CERT_ENHKEY_USAGE_PROP_ID, 0, &blob));
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_EQ(read(), committed);

  const HCERTSTORE again = open(commits);
  const auto reread = CertEnumCertificatesInStore(again, nullptr);
  EXPECT_EQ(CertEnumCertificateContextProperties(reread, 0), DWORD{CERT_DESCRIPTION_PROP_ID});
  EXPECT_EQ(CertEnumCertificateContextProperties(reread, CERT_DESCRIPTION_PROP_ID), 0u);
  EXPECT_TRUE(CertDeleteCertificateFromStore(reread));
  EXPECT_TRUE(CertCloseStore(again, 0));
  EXPECT_EQ(certificates_in_file(), 0u);
}

TEST_F(FileStore, KeepsAllKindsAndTheirOrder) {
  // windows test testSerializedStore
  const HCERTSTORE store = open(commits);
  for (const std::uint8_t label : {1, 2, 3}) {
    EXPECT_TRUE(add_unheld<CertificateCalls>(store, CertificateCalls::content(label)));
    EXPECT_TRUE(add_unheld<CrlCalls>(store, CrlCalls::content(label)));
    EXPECT_TRUE(add_unheld<CtlCalls>(store, CtlCalls::content(label)));
  }
  const auto certificates = contents_of<CertificateCalls>(store);
  const auto crls = contents_of<CrlCalls>(store);
  const auto ctls = contents_of<CtlCalls>(store);
  EXPECT_TRUE(CertCloseStore(store, 0));
  const HCERTSTORE again = open();
  EXPECT_EQ(contents_of<CertificateCalls>(again), certificates);
  EXPECT_EQ(contents_of<CrlCalls>(again), crls);
  EXPECT_EQ(contents_of<CtlCalls>(again), ctls);
  EXPECT_TRUE(CertCloseStore(again, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileStore, ReadsASingleElement) {
  // docs certopenstore
  write(certificate());
  EXPECT_EQ(certificates_in_file(), 1u);
}

TEST_F(FileStore, RefusesAFileThatIsNoStoreAndLeavesItAlone) {
  // docs certopenstore; choice of the code
  put_one_certificate();
  Octets cut = read();
  cut.resize(cut.size() / 2);
  for (const Octets& bytes : {cut, Octets{'n', 'o', 'n', 'e'}, Octets(3, 0)}) {
    write(bytes);
    EXPECT_EQ(open(commits), nullptr);
    EXPECT_EQ(GetLastError(), code(CRYPT_E_FILE_ERROR));
    EXPECT_EQ(read(), bytes);
  }
}

TEST_F(FileStore, SaysThatItPersists) {
  // header
  const HCERTSTORE store = open(commits);
  const auto context = add<CertificateCalls>(store, certificate());
  DWORD state = 0, size = sizeof state;
  EXPECT_TRUE(CertGetCertificateContextProperty(context, CERT_ACCESS_STATE_PROP_ID, &state, &size));
  EXPECT_EQ(state, DWORD{CERT_ACCESS_STATE_WRITE_PERSIST_FLAG});
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(CertCloseStore(store, 0));
}

// What the handler of checked mode was told last.
const void* told_of = nullptr;
std::string told_what;
void hear(const char* function, const void* object, const char* clause) {
  told_of = object;
  told_what = std::string(function) + ": " + clause;
}

TEST_F(FileStore, TellsTheHandlerOfCheckedModeThatACloseLostChanges) {
  // choice: failed_commit_shows
  testing::observe_objects(false);
  certlife_set_checked(TRUE);
  certlife_set_misuse_handler(hear);
  const HCERTSTORE store = open(commits);
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  std::filesystem::remove_all(directory_);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(told_of, store);
  EXPECT_NE(told_what.find("CertCloseStore: The final close could not write the file"), std::string::npos);
  certlife_set_misuse_handler(nullptr);
  certlife_set_checked(FALSE);
}

TEST_F(FileStore, KeepsItsFileWhenTheWorkingDirectoryChanges) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(directory_);
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, commits, "store.sst");
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  std::filesystem::current_path("/");
  EXPECT_TRUE(CertCloseStore(store, 0));
  std::filesystem::current_path(before);
  EXPECT_EQ(certificates_in_file(), 1u);
}

TEST_F(FileStore, IsMadeWhereALinkPoints) {
  std::filesystem::create_symlink("real.sst", name_);
  put_one_certificate();
  EXPECT_TRUE(std::filesystem::is_symlink(name_));
  EXPECT_TRUE(std::filesystem::is_regular_file(directory_ / "real.sst"));
  EXPECT_EQ(certificates_in_file(), 1u);
}

// Root may write everything, so a test that runs as root becomes somebody else for a while.
class AsNobody {
 public:
  explicit AsNobody(const std::filesystem::path& directory) : is_root_(::geteuid() == 0) {
    if (!is_root_) return;
    EXPECT_EQ(::chown(directory.c_str(), nobody, nobody), 0);
    for (const auto& file : std::filesystem::directory_iterator(directory)) EXPECT_EQ(::chown(file.path().c_str(), nobody, nobody), 0);
    EXPECT_EQ(::seteuid(nobody), 0);
  }
  ~AsNobody() { EXPECT_TRUE(!is_root_ || ::seteuid(0) == 0); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  bool is_root_;
};

TEST_F(FileStore, OpensForCommitOnlyWhatItCanReplace) {
  // header: CreateFile asks for the right to write
  put_one_certificate();
  const AsNobody nobody(directory_);
  for (const auto& protected_one : {std::filesystem::path(name_), directory_}) {
    const auto old = std::filesystem::status(protected_one).permissions();
    std::filesystem::permissions(protected_one, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    EXPECT_EQ(open(commits), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    EXPECT_EQ(certificates_in_file(), 1u);
    std::filesystem::permissions(protected_one, old);
  }
  const HCERTSTORE store = open(commits);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileStore, IsNoPipeAndNoDevice) {
  ASSERT_EQ(::mkfifo(name_.c_str(), 0600), 0);
  for (const DWORD flags : {DWORD{0}, DWORD{CERT_STORE_READONLY_FLAG}, commits}) {
    EXPECT_EQ(open(flags), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
  }
  EXPECT_EQ(CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, 0, "/dev/zero"), nullptr);
}

TEST_F(FileStore, IsNotLargerThanADwordCounts) {
  write(certificate());
  std::filesystem::resize_file(name_, 4'294'967'299);
  EXPECT_EQ(open(), nullptr);
  EXPECT_EQ(GetLastError(), code(CRYPT_E_FILE_ERROR));
}

TEST_F(FileStore, ReportsNoFailedCommitAtTheClose) {
  // choice: the close succeeds and preserves the last error
  const HCERTSTORE store = open(commits);
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  std::filesystem::remove_all(directory_);
  EXPECT_FALSE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
  SetLastError(sentinel);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(GetLastError(), sentinel);
}

TEST_F(FileStore, TakesWideNames) {
  // docs certopenstore
  std::u16string wide(name_.begin(), name_.end());
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_FILENAME_W, 0, 0, CERT_STORE_CREATE_NEW_FLAG, wide.c_str());
  ASSERT_NE(store, nullptr);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_TRUE(std::filesystem::exists(name_));
}

TEST_F(FileStore, IsSavedToMemoryAndToAFile) {
  // docs certsavestore
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  CRYPT_DATA_BLOB blob{0, nullptr};
  EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
  Octets saved(blob.cbData);
  blob = {blob.cbData - 1, saved.data()};
  EXPECT_FALSE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
  EXPECT_EQ(blob.cbData, saved.size());
  EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
  EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, name_.data(), 0));
  EXPECT_EQ(read(), saved);
  EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_PKCS7, CERT_STORE_SAVE_TO_FILENAME_A, name_.data(), 0));
  EXPECT_EQ(certificates_in_file(), 1u);
  EXPECT_FALSE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_PKCS12, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

}  // namespace
}  // namespace certlife::impl::test
