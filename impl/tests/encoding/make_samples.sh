#!/bin/sh
# Makes certificates, CRLs and PKCS#7 messages in the directory given, with the openssl command and nothing else.
set -eu
mkdir -p "$1"
cd "$1"

cat > ca.conf <<'CONF'
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
serial = serial.txt
crlnumber = crlnumber.txt
certificate = authority.pem
private_key = authority.key
default_md = sha256
default_days = 30
default_crl_days = 30
policy = anything
unique_subject = no
[anything]
commonName = supplied
[req]
distinguished_name = nothing
[nothing]
[many]
basicConstraints = critical, CA:TRUE, pathlen:3
keyUsage = critical, digitalSignature, keyCertSign, cRLSign
extendedKeyUsage = serverAuth, clientAuth, 1.3.6.1.4.1.311.10.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = DNS:example.test, DNS:*.example.test, IP:127.0.0.1, URI:https://example.test/
issuerAltName = email:nobody@example.test
certificatePolicies = 1.2.3.4, 2.5.29.32.0
crlDistributionPoints = URI:http://example.test/a.crl, URI:http://example.test/b.crl
authorityInfoAccess = OCSP;URI:http://example.test/ocsp
nameConstraints = permitted;DNS:.example.test
policyConstraints = requireExplicitPolicy:3
inhibitAnyPolicy = 2
1.2.3.4.5.6.7 = ASN1:UTF8String:invented
2.999.4294967295.18446744073709551615 = critical, ASN1:NULL
2.25.340282366920938463463374607431768211455 = ASN1:NULL
1.3.6.1.4.1.311.99.1 = DER:00
1.3.6.1.4.1.311.99.2 = ASN1:FORMAT:HEX,OCTETSTRING:0123456789
[base_crl]
authorityKeyIdentifier = keyid:always
[full_crl]
authorityKeyIdentifier = keyid:always
issuingDistributionPoint = critical, @where
[delta_crl]
2.5.29.27 = critical, ASN1:INTEGER:1
issuingDistributionPoint = critical, @where
[where]
fullname = URI:http://example.test/a.crl
CONF
rm -f index.txt*
touch index.txt
echo 1000 > serial.txt
echo 01 > crlnumber.txt

quiet() { "$@" 2> openssl.log || { cat openssl.log >&2; exit 1; }; }
self_signed() {  # name, subject, further arguments of req
  name=$1 subject=$2
  shift 2
  quiet openssl req -x509 -config ca.conf -key "$key" -subj "$subject" -outform DER -out "$name.cer" "$@"
}

quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
quiet openssl genpkey -algorithm ED25519 -out ed25519.key
cp ec.key authority.key

key=rsa.key
self_signed rsa "/CN=RSA/O=Example" -days 30
self_signed rsa_pss "/CN=PSS" -days 30 -sigopt rsa_padding_mode:pss
self_signed empty_subject "/" -days 30
key=ec.key
self_signed ec "/CN=EC" -days 30
self_signed many_extensions "/CN=Many/OU=One/OU=Two/O=Example/C=XX" -days 30 -extensions many
self_signed long_serial "/CN=Long serial" -days 30 -set_serial 0xF123456789ABCDEF0123456789ABCDEF01234567
self_signed serial_with_sign_byte "/CN=Sign byte" -days 30 -set_serial 0x80
self_signed zero_serial "/CN=Zero" -days 30 -set_serial 0
self_signed negative_serial "/CN=Negative" -days 30 -set_serial -129
self_signed far_future "/CN=Generalized" -days 36500
key=ed25519.key
self_signed ed25519 "/CN=Ed25519" -days 30

# Version 1: signed from a request, without extensions.
quiet openssl req -new -config ca.conf -key ec.key -subj "/CN=One" -out version_1.csr
quiet openssl x509 -req -in version_1.csr -signkey ec.key -days 30 -outform DER -out version_1.cer

# An authority that revokes.
quiet openssl x509 -inform DER -in many_extensions.cer -out authority.pem
issue() {  # name, first day, last day
  quiet openssl req -new -config ca.conf -key ec.key -subj "/CN=$1" -out "$1.csr"
  quiet openssl ca -batch -notext -config ca.conf -in "$1.csr" -out "$1.pem" -startdate "$2" -enddate "$3"
  quiet openssl x509 -in "$1.pem" -outform DER -out "$1.cer"
}
issue last_century 500101000000Z 991231235959Z
issue this_century 000229120000Z 491231235959Z
issue far_years 20500101000000Z 99991231235959Z

crl() {  # name, further arguments of ca
  name=$1
  shift
  quiet openssl ca -gencrl -config ca.conf -out "$name.pem" "$@"
  quiet openssl crl -in "$name.pem" -outform DER -out "$name.crl"
}
crl empty
crl version_2_empty -crlexts base_crl
quiet openssl ca -config ca.conf -revoke last_century.pem -crl_reason keyCompromise
quiet openssl ca -config ca.conf -revoke this_century.pem
quiet openssl ca -config ca.conf -revoke far_years.pem -crl_hold holdInstructionReject
crl full -crlexts full_crl
crl delta -crlexts delta_crl
crl generalized -crlexts base_crl -crl_lastupdate 20500101000000Z -crl_nextupdate 20510101000000Z

# Messages: only certificates and CRLs; and a signed one with indefinite lengths.
quiet openssl crl2pkcs7 -in full.pem -certfile last_century.pem -certfile authority.pem -outform DER -out degenerate.p7b
echo content | quiet openssl smime -sign -binary -nodetach -stream -indef -signer authority.pem -inkey authority.key \
  -outform DER -out indefinite.p7m
