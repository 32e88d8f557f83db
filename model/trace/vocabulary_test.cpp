#include "model/trace/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace certlife::trace {
namespace {

TEST(Vocabulary, DescribesEveryCallAtItsPlace) {
  ASSERT_EQ(calls().size(), static_cast<std::size_t>(Call::SetLastError));
  for (const CallDescription& description : calls()) {
    EXPECT_EQ(&describe(description.call), &description) << description.name;
    EXPECT_EQ(call_named(description.name), description.call) << description.name;
  }
}

TEST(Vocabulary, NamesNoParameterTwice) {
  for (const CallDescription& description : calls()) {
    std::set<std::string_view> names;
    for (const Parameter& parameter : description.parameters)
      EXPECT_TRUE(names.insert(parameter.name).second) << description.name << " " << parameter.name;
  }
}

TEST(Vocabulary, TurnsEveryNameIntoANumberAndBack) {
  for (const auto names : {error_codes(), providers(), property_ids()}) {
    for (const Named& named : names) {
      EXPECT_EQ(number_named(names, named.name), named.number);
      EXPECT_EQ(number_named(names, *name_numbered(names, named.number)), named.number) << named.name;
    }
  }
}

TEST(Vocabulary, SpellsErrorCodesWithoutANameInHexadecimal) {
  EXPECT_EQ(error_name(0x8009200F), "CRYPT_E_PENDING_CLOSE");
  EXPECT_EQ(error_name(0xDEADBEEF), "0xdeadbeef");
  EXPECT_EQ(error_code("0xdeadbeef"), 0xDEADBEEF);
  EXPECT_EQ(error_code("CRYPT_E_PENDING_CLOSE"), 0x8009200F);
  EXPECT_EQ(error_code("unchanged"), std::nullopt);
  EXPECT_EQ(error_code("0x"), std::nullopt);
  EXPECT_EQ(error_code("0x12x"), std::nullopt);
}

TEST(Vocabulary, KnowsPropertiesByNameAndNumber) {
  EXPECT_EQ(property_id("11"), 11u);
  EXPECT_EQ(property_id("0xb"), 11u);
  EXPECT_EQ(property_id("CERT_FRIENDLY_NAME_PROP_ID"), 11u);
  EXPECT_EQ(property_id("friendly"), std::nullopt);
  EXPECT_EQ(property_id(""), std::nullopt);
}

TEST(Vocabulary, SplitsFlagsIntoNamesAndARest) {
  const auto names = describe(Call::CertOpenStore).find("dwFlags")->names;
  EXPECT_TRUE(flag_names(names, 0).items.empty());
  const Value flags = flag_names(names, 0x10010004);
  ASSERT_EQ(flags.items.size(), 3u);
  EXPECT_EQ(flags.items[0].text, "CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG");
  EXPECT_EQ(flags.items[1].text, "CERT_FILE_STORE_COMMIT_ENABLE_FLAG");
  EXPECT_EQ(flags.items[2].text, "0x10000000");
}

TEST(Vocabulary, NamesCodes) {
  const auto names = describe(Call::CertAddCTLContextToStore).find("dwAddDisposition")->names;
  EXPECT_EQ(code_name(names, 4).text, "CERT_STORE_ADD_ALWAYS");
  EXPECT_EQ(code_name(names, 99), Value::of(std::int64_t{99}));
}

}  // namespace
}  // namespace certlife::trace
