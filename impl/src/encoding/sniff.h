// What the content of a file is, found by looking at the bytes as CERT_STORE_PROV_FILENAME does (docs certopenstore).
#pragma once

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

enum class StoreFormat {
  empty,             // no bytes: an empty store
  serialized_store,  // begins with the header of a serialized store; reading it may still fail
  pkcs7,             // PKCS#7 SignedData that is not a CTL
  certificate,       // one encoded certificate, signed or not
  crl,               // one encoded CRL
  ctl,               // one encoded CTL
  none,              // nothing of these
};

// What follows the outermost element does not count: Windows itself writes messages with zeros behind them (application .NET).
StoreFormat sniff_store(Bytes bytes);

}  // namespace certlife::impl::encoding
