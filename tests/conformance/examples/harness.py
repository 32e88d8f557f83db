#!/usr/bin/env python3
"""A complete harness for `certlife conform --harness 'python3 harness.py'`: the protocol of PROTOCOL.md in Python, with a
little implementation of memory stores inside. It knows certificates and CRLs, and is wrong in two places on purpose, both
marked PLANTED, so that a run has something to find. Whatever it lacks it says it lacks; nothing else of it is special.
Licence: CC0, copy it."""
import json
import sys

CHECK, FORCE = 2, 1
NUMBERS = {"CERT_CLOSE_STORE_CHECK_FLAG": CHECK, "CERT_CLOSE_STORE_FORCE_FLAG": FORCE, "CERT_STORE_PROV_MEMORY": 2,
           "CERT_STORE_ADD_ALWAYS": 4}


class NotSupported(Exception):
    """A call that makes sense, but not to this harness: it is answered with "notSupported" and changes nothing."""


# --- The implementation under test --------------------------------------------------------------------------------------

class Store:
    def __init__(self):
        self.handles, self.elements, self.alive = 1, [], True

    def held(self, kinds=("cert", "crl")):
        return [c for c in self.elements if c.references > 0 and c.kind in kinds]


class Context:
    def __init__(self, store, kind):
        self.store, self.kind, self.references, self.alive = store, kind, 0, True


def close_store(store, flags):
    """Returns what the call returns, and the last error it sets; None leaves it as it was."""
    if store is None:
        return True, None
    store.handles = 0 if flags & FORCE else store.handles - 1
    if flags & FORCE:
        for thing in [store, *store.elements]:
            thing.alive = False
        return True, None
    held, is_pending = store.held(), store.handles > 0 or store.held(("cert",))  # PLANTED: CRLs are overlooked.
    if store.handles == 0:
        for context in store.elements:
            context.alive = context.references > 0
        store.elements, store.alive = held, bool(held)
    if flags & CHECK:
        return (False, "CRYPT_E_PENDING_CLOSE") if is_pending else (True, None)
    return True, "CRYPT_E_PENDING_CLOSE" if held else None  # PLANTED: without CHECK the last error is left alone.


def free_context(context):
    context.references -= 1
    if context.references == 0 and context.store.handles == 0:
        context.alive, context.store.alive = False, bool(context.store.held())


# --- The harness: names for objects, numbers for constants ------------------------------------------------------------------

class Session:
    """What one program has set up. "reset" makes a new one."""

    def __init__(self):
        self.objects, self.first_names = {}, {}

    def bind(self, name, thing):
        """The reply gives the first name that an object was ever bound to."""
        self.objects[name] = thing
        return self.first_names.setdefault(thing, name)

    def named(self, name, wanted):
        if name is not None and name not in self.objects:
            raise NotSupported("nothing is called " + name)
        thing = self.objects.get(name)
        # A context where a store is wanted stands for its hCertStore.
        return thing.store if wanted is Store and isinstance(thing, Context) else thing


def number(value):
    """Flags and codes: a number, a name, "0x…", a list of these, or null."""
    if isinstance(value, list):
        return sum({number(part) for part in value})
    if isinstance(value, str):
        if value not in NUMBERS and not value.startswith("0x"):
            raise NotSupported("no constant is called " + value)
        return NUMBERS[value] if value in NUMBERS else int(value, 16)
    return value or 0


# Each takes the session, the arguments and the whole call, and returns the parts of the reply.
def do_open(session, args, call):
    if number(args.get("lpszStoreProvider")) != 2 or args.get("hCryptProv") or number(args.get("dwFlags")) or args.get("pvPara"):
        raise NotSupported("only memory stores without flags")
    return {"ret": session.bind(call.get("ret"), Store())}


def do_duplicate_store(session, args, call):
    store = session.named(args.get("hCertStore"), Store)
    store.handles += 1
    return {"ret": session.bind(call.get("ret"), store)}


def do_close(session, args, call):
    flags = number(args.get("dwFlags"))
    if flags & ~(CHECK | FORCE):
        raise NotSupported("no other flags")
    ret, error = close_store(session.named(args.get("hCertStore"), Store), flags)
    return {"ret": ret, "lastError": error or "unchanged"}


def do_add(kind, encoded, out):
    def add(session, args, call):
        store, content = session.named(args.get("hCertStore"), Store), args.get(encoded)
        is_usual = number(args.get("dwAddDisposition")) == 4 and "dwCertEncodingType" not in args
        if store is None or not is_usual or not str(content).startswith(kind + ":"):
            raise NotSupported("only CERT_STORE_ADD_ALWAYS of sound contents to a store")
        context = Context(store, kind)
        store.elements.insert(0, context)
        context.references = 1 if out in call.get("out", {}) else 0
        return {"ret": True, "out": {out: session.bind(call["out"][out], context)} if context.references else {}}
    return add


def do_enumerate(kind, previous_name):
    def enumerate_contexts(session, args, call):
        store, previous = session.named(args.get("hCertStore"), Store), session.named(args.get(previous_name), Context)
        of_kind = [c for c in store.elements if c.kind == kind]
        if previous and previous not in of_kind:
            free_context(previous)
            return {"ret": None, "lastError": "E_INVALIDARG"}
        rest = of_kind[of_kind.index(previous) + 1:] if previous else of_kind
        if rest:
            rest[0].references += 1
        if previous:
            free_context(previous)
        if not rest:
            return {"ret": None, "lastError": "CRYPT_E_NOT_FOUND"}
        return {"ret": session.bind(call.get("ret"), rest[0])}
    return enumerate_contexts


def do_duplicate(session, context, call):
    context.references += 1
    return {"ret": session.bind(call.get("ret"), context)}


def do_free(session, context, call):
    free_context(context)
    return {"ret": True}


def with_context(parameter, do, of_null):
    def with_it(session, args, call):
        context = session.named(args.get(parameter), Context)
        return do(session, context, call) if context else {"ret": of_null}
    return with_it


CALLS = {"CertOpenStore": do_open, "CertDuplicateStore": do_duplicate_store, "CertCloseStore": do_close,
         "CertAddEncodedCertificateToStore": do_add("cert", "pbCertEncoded", "ppCertContext"),
         "CertAddEncodedCRLToStore": do_add("crl", "pbCrlEncoded", "ppCrlContext"),
         "CertEnumCertificatesInStore": do_enumerate("cert", "pPrevCertContext"),
         "CertEnumCRLsInStore": do_enumerate("crl", "pPrevCrlContext"),
         "CertDuplicateCertificateContext": with_context("pCertContext", do_duplicate, None),
         "CertDuplicateCRLContext": with_context("pCrlContext", do_duplicate, None),
         "CertFreeCertificateContext": with_context("pCertContext", do_free, True),
         "CertFreeCRLContext": with_context("pCrlContext", do_free, True)}
DESCRIPTION = {"protocol": 1, "name": "example", "version": "1", "calls": sorted(CALLS), "kinds": ["cert", "crl"],
               "probes": ["alive"], "detectsMisuse": False}


def make_call(session, call):
    if "file" in call:
        return {"file": call["file"], "notSupported": True}
    try:
        if call["call"] not in CALLS:
            raise NotSupported("this call is not known here")
        reply = {"call": call["call"], **CALLS[call["call"]](session, call.get("args", {}), call)}
    except NotSupported as reason:
        return {"call": call["call"], "notSupported": True, "reason": str(reason)}
    asked = call.get("observed", {}).get("alive", {})
    known = {name: session.objects[name].alive for name in asked if name in session.objects}
    return {**reply, "observed": {"alive": known}} if known else reply


def main():
    session = Session()
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "describe":
            reply = DESCRIPTION
        elif request["do"] == "reset":
            session, reply = Session(), {}
        else:
            reply = {"results": [make_call(session, call) for call in request["calls"]]}
        print(json.dumps(reply), flush=True)


main()
