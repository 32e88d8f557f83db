// The functions that the model has, with all that it looks at.
#pragma once

#include "tests/record/recorder/signature_words.h"

namespace certlife::record::words {

constexpr Signature add_encoded(const char* name, Parameter type, const char* data, const char* length, Parameter added) {
  return row(boolean(name), {store, type, bytes(data), size(length), disposition, added});
}
constexpr Signature add_context(const char* name, Parameter context) {
  return row(boolean(name), {store, context, disposition, acquired("ppStoreContext", context.thing)});
}
constexpr Signature find(const char* name, Parameter type, Thing thing, const char* previous) {
  return row(gives(thing, name), {store, type, number("dwFindFlags"), number("dwFindType"),
                                            special("pvFindPara", Role::find_parameter, thing), given(previous, thing)});
}
constexpr Signature enumerate(const char* name, Thing thing, const char* previous) {
  return row(gives(thing, name), {store, given(previous, thing)});
}
constexpr Signature set_property(const char* name, Parameter context) {
  return row(boolean(name), {context, property, flags, special("pvData", Role::new_property)});
}
constexpr Signature get_property(const char* name, Parameter context) {
  return row(boolean(name), {context, property, out_bytes("pvData"), out_size("pcbData")});
}
constexpr Signature acquire_csp(const char* name, Role text) {
  return row(of_advapi32(boolean(name, "CryptAcquireContext")),
             {acquired("phProv", Thing::csp), special("szContainer", text), special("szProvider", text), number("dwProvType"), flags});
}
constexpr Signature with_context(const char* name, Parameter context) { return row(boolean(name), {context}); }
constexpr Signature duplicate(const char* name, Parameter context) { return row(gives(context.thing, name), {context}); }
constexpr Signature list_properties(const char* name, Parameter context) { return row(gives_number(name), {context, property}); }
constexpr Signature create(const char* name, Thing thing, Parameter type, const char* data, const char* length) {
  return row(gives(thing, name), {type, bytes(data), size(length)});
}

constexpr Signature model_rows[] = {
    row(gives(Thing::store, "CertOpenStore"), {special("lpszStoreProvider", Role::provider), number("dwEncodingType"), crypt_csp, flags,
                                                         special("pvPara", Role::open_parameter)}),
    row(gives(Thing::store, "CertDuplicateStore"), {store}),
    row(boolean("CertCloseStore"), {store, flags}),
    row(boolean("CertControlStore"), {store, flags, number("dwCtrlType"), pointer("pvCtrlPara")}),
    row(boolean("CertSaveStore"), {store, number("dwEncodingType"), number("dwSaveAs"), number("dwSaveTo"),
                                             special("pvSaveToPara", Role::save_parameter), flags}),
    create("CertCreateCertificateContext", Thing::certificate, encoding, "pbCertEncoded", "cbCertEncoded"),
    create("CertCreateCRLContext", Thing::crl, encoding, "pbCrlEncoded", "cbCrlEncoded"),
    create("CertCreateCTLContext", Thing::ctl, message_encoding, "pbCtlEncoded", "cbCtlEncoded"),
    add_encoded("CertAddEncodedCertificateToStore", encoding, "pbCertEncoded", "cbCertEncoded", acquired("ppCertContext", Thing::certificate)),
    add_encoded("CertAddEncodedCRLToStore", encoding, "pbCrlEncoded", "cbCrlEncoded", acquired("ppCrlContext", Thing::crl)),
    add_encoded("CertAddEncodedCTLToStore", message_encoding, "pbCtlEncoded", "cbCtlEncoded", acquired("ppCtlContext", Thing::ctl)),
    add_context("CertAddCertificateContextToStore", certificate),
    add_context("CertAddCRLContextToStore", crl),
    add_context("CertAddCTLContextToStore", ctl),
    enumerate("CertEnumCertificatesInStore", Thing::certificate, "pPrevCertContext"),
    enumerate("CertEnumCRLsInStore", Thing::crl, "pPrevCrlContext"),
    enumerate("CertEnumCTLsInStore", Thing::ctl, "pPrevCtlContext"),
    find("CertFindCertificateInStore", encoding, Thing::certificate, "pPrevCertContext"),
    find("CertFindCRLInStore", encoding, Thing::crl, "pPrevCrlContext"),
    find("CertFindCTLInStore", message_encoding, Thing::ctl, "pPrevCtlContext"),
    duplicate("CertDuplicateCertificateContext", certificate),
    duplicate("CertDuplicateCRLContext", crl),
    duplicate("CertDuplicateCTLContext", ctl),
    with_context("CertFreeCertificateContext", certificate),
    with_context("CertFreeCRLContext", crl),
    with_context("CertFreeCTLContext", ctl),
    with_context("CertDeleteCertificateFromStore", certificate),
    with_context("CertDeleteCRLFromStore", crl),
    with_context("CertDeleteCTLFromStore", ctl),
    set_property("CertSetCertificateContextProperty", certificate),
    set_property("CertSetCRLContextProperty", crl),
    set_property("CertSetCTLContextProperty", ctl),
    get_property("CertGetCertificateContextProperty", certificate),
    get_property("CertGetCRLContextProperty", crl),
    get_property("CertGetCTLContextProperty", ctl),
    list_properties("CertEnumCertificateContextProperties", certificate),
    list_properties("CertEnumCRLContextProperties", crl),
    list_properties("CertEnumCTLContextProperties", ctl),
    acquire_csp("CryptAcquireContextA", Role::text_a),
    acquire_csp("CryptAcquireContextW", Role::text_w),
    row(of_advapi32(boolean("CryptContextAddRef")), {csp, pointer("pdwReserved"), flags}),
    row(of_advapi32(boolean("CryptReleaseContext")), {csp, flags}),
    row(of_advapi32(boolean("CryptGetProvParam")), {csp, number("dwParam"), out_bytes("pbData"), out_size("pdwDataLen"), flags}),
};

}  // namespace certlife::record::words
