/*
 * certlife: algorithm numbers and the handles of hashes and keys. Include <certlife/wincrypt.h>, not this file.
 * They stand here so that sources that name them compile; there are no calls that compute hashes or hold keys.
 */
#ifndef CERTLIFE_WINCRYPT_ALGORITHMS_H
#define CERTLIFE_WINCRYPT_ALGORITHMS_H

#include <certlife/windows_types.h>

typedef unsigned int ALG_ID;
typedef ULONG_PTR HCRYPTHASH;
typedef ULONG_PTR HCRYPTKEY;

/* ---- An ALG_ID is a class, a type and a number within them ----------------------------------------------------- */
#define ALG_CLASS_ANY 0
#define ALG_CLASS_SIGNATURE (1 << 13)
#define ALG_CLASS_MSG_ENCRYPT (2 << 13)
#define ALG_CLASS_DATA_ENCRYPT (3 << 13)
#define ALG_CLASS_HASH (4 << 13)
#define ALG_CLASS_KEY_EXCHANGE (5 << 13)
#define ALG_TYPE_ANY 0
#define ALG_TYPE_DSS (1 << 9)
#define ALG_TYPE_RSA (2 << 9)
#define ALG_TYPE_BLOCK (3 << 9)
#define ALG_TYPE_STREAM (4 << 9)
#define ALG_TYPE_DH (5 << 9)
#define GET_ALG_CLASS(algorithm) ((algorithm) & (7 << 13))
#define GET_ALG_TYPE(algorithm) ((algorithm) & (15 << 9))
#define GET_ALG_SID(algorithm) ((algorithm) & 511)

#define CALG_MD2 0x8001
#define CALG_MD4 0x8002
#define CALG_MD5 0x8003
#define CALG_SHA 0x8004
#define CALG_SHA1 0x8004
#define CALG_MAC 0x8005
#define CALG_HMAC 0x8009
#define CALG_SHA_256 0x800C
#define CALG_SHA_384 0x800D
#define CALG_SHA_512 0x800E
#define CALG_RSA_SIGN 0x2400
#define CALG_DSS_SIGN 0x2200
#define CALG_ECDSA 0x2203
#define CALG_RSA_KEYX 0xA400
#define CALG_DH_SF 0xAA01
#define CALG_DH_EPHEM 0xAA02
#define CALG_ECDH 0xAA05
#define CALG_DES 0x6601
#define CALG_RC2 0x6602
#define CALG_3DES 0x6603
#define CALG_3DES_112 0x6609
#define CALG_AES_128 0x660E
#define CALG_AES_192 0x660F
#define CALG_AES_256 0x6610
#define CALG_AES 0x6611
#define CALG_RC4 0x6801

#endif
