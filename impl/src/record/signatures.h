// A row for each public function that is recorded: all but GetLastError and SetLastError, since every line says what the last error was,
// and those of certlife.h.
#pragma once

#include <string_view>

#include "impl/src/record/signature.h"

namespace certlife::impl::record {

namespace rows {

constexpr Parameter number(const char* name) { return {name, Role::number}; }
constexpr Parameter pointer(const char* name) { return {name, Role::pointer}; }
constexpr Parameter special(const char* name, Role role, Thing thing = Thing::none) { return {name, role, thing}; }
constexpr Parameter given(const char* name, Thing thing) { return {name, Role::thing, thing}; }
constexpr Parameter given_out(const char* name, Thing thing) { return {name, Role::out_thing, thing}; }

constexpr Parameter store = given("hCertStore", Thing::store), csp = given("hProv", Thing::csp);
constexpr Parameter flags = number("dwFlags"), property = number("dwPropId"), disposition = number("dwAddDisposition");

template <class... Parameters>
constexpr Signature row(const char* function, Returns returns, Thing result, Parameters... parameters) {
  return {function, returns, result, {parameters...}, sizeof...(parameters)};
}
template <class... Parameters>
constexpr Signature boolean(const char* function, Parameters... parameters) {
  return row(function, Returns::boolean, Thing::none, parameters...);
}
template <class... Parameters>
constexpr Signature gives(Thing thing, const char* function, Parameters... parameters) {
  return row(function, Returns::thing, thing, parameters...);
}

// How the parameters of certificates, CRLs and CTLs are named.
struct Names {
  Thing thing;
  const char *context, *previous, *encoding_type, *encoded, *size, *added;
};
constexpr Names certificate{Thing::certificate, "pCertContext", "pPrevCertContext", "dwCertEncodingType", "pbCertEncoded", "cbCertEncoded",
                            "ppCertContext"};
constexpr Names crl{Thing::crl, "pCrlContext", "pPrevCrlContext", "dwCertEncodingType", "pbCrlEncoded", "cbCrlEncoded", "ppCrlContext"};
constexpr Names ctl{Thing::ctl, "pCtlContext", "pPrevCtlContext", "dwMsgAndCertEncodingType", "pbCtlEncoded", "cbCtlEncoded", "ppCtlContext"};

constexpr Parameter context(const Names& of) { return given(of.context, of.thing); }
constexpr Parameter previous(const Names& of) { return given(of.previous, of.thing); }

constexpr Signature create(const char* function, const Names& of) {
  return gives(of.thing, function, number(of.encoding_type), special(of.encoded, Role::bytes), special(of.size, Role::size_of_bytes));
}
constexpr Signature add_encoded(const char* function, const Names& of) {
  return boolean(function, store, number(of.encoding_type), special(of.encoded, Role::bytes), special(of.size, Role::size_of_bytes),
                 disposition, given_out(of.added, of.thing));
}
constexpr Signature add_context(const char* function, const Names& of) {
  return boolean(function, store, context(of), disposition, given_out("ppStoreContext", of.thing));
}
constexpr Signature enumerate(const char* function, const Names& of) { return gives(of.thing, function, store, previous(of)); }
constexpr Signature find(const char* function, const Names& of) {
  return gives(of.thing, function, store, number(of.encoding_type), number("dwFindFlags"), number("dwFindType"),
               special("pvFindPara", Role::find_parameter, of.thing), previous(of));
}
constexpr Signature duplicate(const char* function, const Names& of) { return gives(of.thing, function, context(of)); }
constexpr Signature give_up(const char* function, const Names& of) { return boolean(function, context(of)); }
constexpr Signature set_property(const char* function, const Names& of) {
  return boolean(function, context(of), property, flags, special("pvData", Role::new_property));
}
constexpr Signature get_property(const char* function, const Names& of) {
  return boolean(function, context(of), property, special("pvData", Role::out_bytes), special("pcbData", Role::out_size));
}
constexpr Signature next_property(const char* function, const Names& of) {
  return row(function, Returns::number, Thing::none, context(of), property);
}
constexpr Signature acquire(const char* function, Role text) {
  return boolean(function, given_out("phProv", Thing::csp), special("szContainer", text), special("szProvider", text), number("dwProvType"), flags);
}

}  // namespace rows

inline constexpr Signature signatures[] = {
    rows::gives(Thing::store, "CertOpenStore", rows::special("lpszStoreProvider", Role::provider), rows::number("dwEncodingType"),
                rows::given("hCryptProv", Thing::csp), rows::flags, rows::special("pvPara", Role::open_parameter)),
    rows::gives(Thing::store, "CertDuplicateStore", rows::store),
    rows::boolean("CertCloseStore", rows::store, rows::flags),
    rows::boolean("CertControlStore", rows::store, rows::flags, rows::number("dwCtrlType"), rows::pointer("pvCtrlPara")),
    rows::boolean("CertSaveStore", rows::store, rows::number("dwEncodingType"), rows::number("dwSaveAs"), rows::number("dwSaveTo"),
                  rows::special("pvSaveToPara", Role::save_parameter), rows::flags),
    rows::create("CertCreateCertificateContext", rows::certificate),
    rows::create("CertCreateCRLContext", rows::crl),
    rows::create("CertCreateCTLContext", rows::ctl),
    rows::add_encoded("CertAddEncodedCertificateToStore", rows::certificate),
    rows::add_encoded("CertAddEncodedCRLToStore", rows::crl),
    rows::add_encoded("CertAddEncodedCTLToStore", rows::ctl),
    rows::add_context("CertAddCertificateContextToStore", rows::certificate),
    rows::add_context("CertAddCRLContextToStore", rows::crl),
    rows::add_context("CertAddCTLContextToStore", rows::ctl),
    rows::enumerate("CertEnumCertificatesInStore", rows::certificate),
    rows::enumerate("CertEnumCRLsInStore", rows::crl),
    rows::enumerate("CertEnumCTLsInStore", rows::ctl),
    rows::find("CertFindCertificateInStore", rows::certificate),
    rows::find("CertFindCRLInStore", rows::crl),
    rows::find("CertFindCTLInStore", rows::ctl),
    rows::duplicate("CertDuplicateCertificateContext", rows::certificate),
    rows::duplicate("CertDuplicateCRLContext", rows::crl),
    rows::duplicate("CertDuplicateCTLContext", rows::ctl),
    rows::give_up("CertFreeCertificateContext", rows::certificate),
    rows::give_up("CertFreeCRLContext", rows::crl),
    rows::give_up("CertFreeCTLContext", rows::ctl),
    rows::give_up("CertDeleteCertificateFromStore", rows::certificate),
    rows::give_up("CertDeleteCRLFromStore", rows::crl),
    rows::give_up("CertDeleteCTLFromStore", rows::ctl),
    rows::set_property("CertSetCertificateContextProperty", rows::certificate),
    rows::set_property("CertSetCRLContextProperty", rows::crl),
    rows::set_property("CertSetCTLContextProperty", rows::ctl),
    rows::get_property("CertGetCertificateContextProperty", rows::certificate),
    rows::get_property("CertGetCRLContextProperty", rows::crl),
    rows::get_property("CertGetCTLContextProperty", rows::ctl),
    rows::next_property("CertEnumCertificateContextProperties", rows::certificate),
    rows::next_property("CertEnumCRLContextProperties", rows::crl),
    rows::next_property("CertEnumCTLContextProperties", rows::ctl),
    rows::acquire("CryptAcquireContextA", Role::text_a),
    rows::acquire("CryptAcquireContextW", Role::text_w),
    rows::boolean("CryptContextAddRef", rows::csp, rows::pointer("pdwReserved"), rows::flags),
    rows::boolean("CryptReleaseContext", rows::csp, rows::flags),
    rows::boolean("CryptGetProvParam", rows::csp, rows::number("dwParam"), rows::special("pbData", Role::out_bytes),
                  rows::special("pdwDataLen", Role::out_size), rows::flags),
};

// The row of a public function, by __func__; one that has none does not compile.
consteval std::size_t row_of(std::string_view function) {
  for (std::size_t row = 0; row < std::size(signatures); ++row)
    if (signatures[row].function == function) return row;
  throw "a public function without a row";
}

}  // namespace certlife::impl::record
