#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

TEST(CtlContext, SaysBothEncodingTypes) {
  // windows test testCreateCTL
  const Octets content = CtlCalls::content();
  const auto context = CertCreateCTLContext(X509_ASN_ENCODING, content.data(), static_cast<DWORD>(content.size()));
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->dwMsgAndCertEncodingType, DWORD{X509_ASN_ENCODING | PKCS_7_ASN_ENCODING});
  EXPECT_TRUE(CertFreeCTLContext(context));
}

TEST(CtlContext, OfBytesThatAreNoMessageHasOneCode) {
  // windows test testCreateCTL
  const Octets list = der::sequence({der::sequence({der::oid({0x2A, 0x03})}), der::utc("200101000000Z"), der::empty_algorithm()});
  Octets truncated = CtlCalls::content();
  truncated.pop_back();
  for (const Octets& bytes : {Octets{}, list, der::sequence({}), Octets{1, 2}, truncated, CrlCalls::content()}) {
    EXPECT_EQ(create<CtlCalls>(bytes), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_DATA});
    EXPECT_FALSE(add_unheld<CtlCalls>(nullptr, bytes));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_DATA});
  }
}

}  // namespace
}  // namespace certlife::impl::test
