#!/usr/bin/env python3
"""Memory stores, written in Python after PROTOCOL.md and the documentation, and meant to be right: the counterpart of harness.py,
whose two faults are planted. The suite holds it to every level under twenty seeds: a deviation here is a fault of the judge.
Contents are never decoded: a label is its own bytes. What a rule would need decoding for is declined. Licence: CC0, copy it."""
import json
import sys

FORCE, CHECK = 1, 2
NO_CRYPT_RELEASE, DELETE, READONLY = 0x1, 0x10, 0x8000
NEW, USE_EXISTING, REPLACE, ALWAYS, REPLACE_INHERIT, NEWER, NEWER_INHERIT = range(1, 8)
KINDS = {"Certificate": "cert", "CRL": "crl", "CTL": "ctl"}
NUMBERS = {
    "CERT_CLOSE_STORE_FORCE_FLAG": FORCE, "CERT_CLOSE_STORE_CHECK_FLAG": CHECK,
    "CERT_STORE_PROV_MEMORY": 2, "Memory": 2,
    "CERT_STORE_NO_CRYPT_RELEASE_FLAG": NO_CRYPT_RELEASE, "CERT_STORE_DELETE_FLAG": DELETE, "CERT_STORE_READONLY_FLAG": READONLY,
    "CERT_STORE_ADD_NEW": NEW, "CERT_STORE_ADD_USE_EXISTING": USE_EXISTING, "CERT_STORE_ADD_REPLACE_EXISTING": REPLACE,
    "CERT_STORE_ADD_ALWAYS": ALWAYS, "CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES": REPLACE_INHERIT,
    "CERT_STORE_ADD_NEWER": NEWER, "CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES": NEWER_INHERIT,
    "CERT_FIND_ANY": 0, "CERT_FIND_SHA1_HASH": 0x10000, "CERT_FIND_HASH": 0x10000, "CRL_FIND_ANY": 0, "CTL_FIND_ANY": 0,
    "CERT_SHA1_HASH_PROP_ID": 3, "CERT_HASH_PROP_ID": 3, "CERT_FRIENDLY_NAME_PROP_ID": 11, "CERT_DESCRIPTION_PROP_ID": 13,
    "CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG": 0x40000000,
    "PROV_RSA_FULL": 1, "CRYPT_VERIFYCONTEXT": 0xF0000000, "PP_NAME": 4, "CERT_STORE_CTRL_COMMIT": 3,
}
SHA1, FRIENDLY_NAME, DESCRIPTION = 3, 11, 13


class NotSupported(Exception):
    """A call that makes sense, but not to this harness: it is answered with "notSupported" and changes nothing."""


# --- The implementation under test --------------------------------------------------------------------------------------

class Provider:
    name, references = "text:certlife example provider", 1

    def release(self):
        self.references -= 1


class Store:
    def __init__(self, provider=None, releases=False):
        self.handles, self.alive, self.provider, self.releases = 1, True, provider, releases
        self.elements = []  # The newest first; those that are deleted and still held keep their places.

    def listed(self, kind):
        return [c for c in self.elements if c.listed and c.kind == kind]

    def is_held(self):
        return any(c.references for c in self.elements)

    def end_handle(self, forced):
        """Takes one reference away; with the last one the store is closed."""
        self.handles -= 1
        if self.handles:
            return
        # Once, even if the store is opened again through a context that outlived the close.
        if self.provider and self.releases:
            self.provider.release()
        self.provider = None
        for context in list(self.elements):
            if forced or not context.references:
                context.die()
        self.alive = bool(self.elements)


class NullStore(Store):
    """The hCertStore of created contexts: it lists nothing and never ends."""

    def listed(self, kind):
        return []


class Context:
    def __init__(self, store, kind, content, listed):
        self.store, self.kind, self.content, self.listed = store, kind, content, listed
        self.references, self.alive, self.properties = 0, True, {}
        store.elements.insert(0, self)

    def die(self):
        self.alive = self.listed = False
        self.store.elements.remove(self)

    def free(self):
        self.references -= 1
        if self.references == 0 and not (self.listed and self.store.handles):
            self.die()
            if not self.store.handles and not self.store.elements:
                self.store.alive = False

    def unlist(self):
        self.listed = False
        if not self.references:
            self.die()

    def matches(self, content):
        """Certificates match by their hash; CRLs and CTLs by their issuer or list, whatever the date."""
        return self.content == content if self.kind == "cert" else key_of(self.content) == key_of(content)


def key_of(content):
    """What CRLs and CTLs match by. CRLs of one issuer match whatever their labels."""
    label, *ornaments = content.split("/")
    issuers = [ornament for ornament in ornaments if ornament.startswith("issuer=")]
    return tuple(issuers) if issuers else (label.split("@")[0], *ornaments)


def date_of(content):
    label = content.split("/")[0]
    return int(label.split("@")[1]) if "@" in label else 1


def copied(properties):
    return dict(properties)


# Every function returns what the call returns and the last error that it sets; None leaves that as it was.
def close_store(store, flags):
    if store is None:
        return True, None
    if isinstance(store, NullStore):
        return False, "E_UNEXPECTED"
    store.end_handle(flags & FORCE)
    is_pending = store.alive and (store.handles > 0 or store.is_held())
    return (False, "CRYPT_E_PENDING_CLOSE") if flags == CHECK and is_pending else (True, None)


def add(store, kind, content, properties, disposition):
    """Also returns the element, which is None where the add fails."""
    if not NEW <= disposition <= NEWER_INHERIT:
        return False, "E_INVALIDARG", None
    old = next((c for c in store.listed(kind) if c.matches(content)), None) if disposition != ALWAYS else None
    if old and (disposition == NEW or disposition in (NEWER, NEWER_INHERIT) and date_of(content) <= date_of(old.content)):
        return False, "CRYPT_E_EXISTS", None
    if old and disposition == USE_EXISTING:
        old.properties = {**{i: v for i, v in properties.items() if i != SHA1}, **old.properties}
        return True, None, old
    if old and disposition == REPLACE_INHERIT:
        if old.content != content:
            raise NotSupported("which bytes an element has that takes over properties is not known here")
        old.properties.update(properties)
        return True, None, old
    # A hash is of its own bytes and goes to no others.
    inherited = {i: v for i, v in old.properties.items() if i != SHA1} if old and disposition == NEWER_INHERIT else {}
    if old:
        old.unlist()
    element = Context(store, kind, content, not isinstance(store, NullStore))
    element.properties = {**inherited, **properties}
    return True, None, element


def step(store, kind, previous, wanted):
    """The next element behind the previous one, which is freed whatever comes of it."""
    if previous and previous.store is not store:
        previous.free()
        return None, "E_INVALIDARG"
    begin = store.elements.index(previous) + 1 if previous else 0
    found = next((c for c in store.elements[begin:] if c.listed and c.kind == kind and wanted(c)), None)
    if isinstance(store, NullStore):
        found = None
    if found:
        found.references += 1
    if previous:
        previous.free()
    return found, None if found else "CRYPT_E_NOT_FOUND"


# --- The harness: names for objects, numbers for constants ------------------------------------------------------------------

class Session:
    """What one program has set up. "reset" makes a new one."""

    def __init__(self):
        self.null_store = NullStore()
        self.objects, self.first_names = {}, {}

    def bind(self, name, thing):
        """The reply gives the first name that an object was ever bound to."""
        if thing is None:
            return None
        self.objects[name] = thing
        return self.first_names.setdefault(thing, name)

    def named(self, args, parameter, wanted):
        name = args.get(parameter)
        if name is not None and name not in self.objects:
            raise NotSupported("nothing is called %s" % name)
        thing = self.objects.get(name)
        if wanted is Store and isinstance(thing, Context):
            thing = thing.store
        return thing

    def needed(self, args, parameter, wanted):
        thing = self.named(args, parameter, wanted)
        if thing is None:
            raise NotSupported("%s is needed here" % parameter)
        return thing

    def store_name(self, store):
        return self.first_names.setdefault(store, "null-store")


def number(value):
    """Flags and codes: a number, a name, "0x…", a list of these, or null."""
    if isinstance(value, list):
        return sum({number(part) for part in value})
    if isinstance(value, str):
        if value not in NUMBERS and not value.startswith("0x"):
            raise NotSupported("no constant is called " + value)
        return NUMBERS[value] if value in NUMBERS else int(value, 16)
    return value or 0


def flags_of(args, parameter, known):
    flags = number(args.get(parameter))
    if flags & ~known:
        raise NotSupported("%s: no other flags" % parameter)
    return flags


def content_of(args, parameter, kind):
    content = args.get(parameter)
    if not isinstance(content, str) or not content.startswith(kind + ":"):
        raise NotSupported("only sound contents")
    for name in args:
        if name in ("cbCertEncoded", "cbCrlEncoded", "cbCtlEncoded") or "EncodingType" in name and number(args[name]) != 0x10001:
            raise NotSupported("only the usual encoding type and length")
    return content


def answer(ret, error=None, **out):
    return {"ret": ret, "lastError": error or "unchanged", **({"out": out} if out else {})}


# Each takes the session, the arguments and what `ret` and `out` ask for, and returns the parts of the reply.
def do_open(session, args, ret, out):
    known = {"Memory", "CERT_STORE_PROV_MEMORY", 2}
    provider = session.named(args, "hCryptProv", Provider)
    flags = flags_of(args, "dwFlags", NO_CRYPT_RELEASE | DELETE | READONLY)
    if args.get("lpszStoreProvider") not in known or args.get("pvPara") is not None:
        raise NotSupported("only memory stores")
    releases = not flags & NO_CRYPT_RELEASE
    if flags & DELETE:
        if provider and releases:
            provider.release()
        return answer(None, "ERROR_CALL_NOT_IMPLEMENTED")
    return answer(session.bind(ret, Store(provider, releases)))


def do_duplicate_store(session, args, ret, out):
    store = session.needed(args, "hCertStore", Store)
    store.handles += 1
    return answer(session.bind(ret, store))


def do_close(session, args, ret, out):
    return answer(*close_store(session.named(args, "hCertStore", Store), flags_of(args, "dwFlags", CHECK | FORCE)))


def do_control(session, args, ret, out):
    session.needed(args, "hCertStore", Store)
    if number(args.get("dwCtrlType")) != 3 or number(args.get("dwFlags")) or args.get("pvCtrlPara") is not None:
        raise NotSupported("only CERT_STORE_CTRL_COMMIT")
    return answer(False, "ERROR_CALL_NOT_IMPLEMENTED")


def of_kind(word, kind):
    """The calls of one kind, by their names."""
    short = {"cert": "Cert", "crl": "Crl", "ctl": "Ctl"}[kind]
    context_parameter, previous_parameter = "p%sContext" % short, "pPrev%sContext" % short
    added, encoded = "pp%sContext" % short, "pb%sEncoded" % short

    def do_create(session, args, ret, out):
        made = Context(session.null_store, kind, content_of(args, encoded, kind), False)
        made.references = 1
        return answer(session.bind(ret, made))

    def give(session, out, parameter, result):
        succeeds, error, element = result
        if element and parameter in out:
            element.references += 1
            return answer(True, error, **{parameter: session.bind(out[parameter], element)})
        if element and isinstance(element.store, NullStore):
            element.die()
        return answer(succeeds, error)

    def do_add_encoded(session, args, ret, out):
        content, disposition = content_of(args, encoded, kind), number(args.get("dwAddDisposition"))
        store = session.named(args, "hCertStore", Store) or session.null_store
        return give(session, out, added, add(store, kind, content, {}, disposition))

    def do_add_context(session, args, ret, out):
        source, disposition = session.needed(args, context_parameter, Context), number(args.get("dwAddDisposition"))
        store = session.named(args, "hCertStore", Store) or session.null_store
        return give(session, out, "ppStoreContext", add(store, kind, source.content, copied(source.properties), disposition))

    def do_enumerate(session, args, ret, out):
        store, previous = session.needed(args, "hCertStore", Store), session.named(args, previous_parameter, Context)
        found, error = step(store, kind, previous, lambda context: True)
        return answer(session.bind(ret, found), error)

    def do_find(session, args, ret, out):
        store, previous = session.needed(args, "hCertStore", Store), session.named(args, previous_parameter, Context)
        find, what = number(args.get("dwFindType")), args.get("pvFindPara")
        if number(args.get("dwFindFlags")) or (find, kind) not in [(0, "cert"), (0, "crl"), (0, "ctl"), (0x10000, "cert")]:
            raise NotSupported("no such find")
        if find and not str(what).startswith("sha1:cert:"):
            raise NotSupported("only hashes of certificates")
        found, error = step(store, kind, previous, lambda context: not find or "sha1:" + context.content == what)
        return answer(session.bind(ret, found), error)

    def do_duplicate(session, args, ret, out):
        context = session.named(args, context_parameter, Context)
        if context is None:
            return answer(None)
        context.references += 1
        return answer(session.bind(ret, context))

    def do_free(session, args, ret, out):
        context = session.named(args, context_parameter, Context)
        if context:
            context.free()
        return answer(True)

    def do_delete(session, args, ret, out):
        context = session.needed(args, context_parameter, Context)
        context.listed = False
        context.free()
        return answer(True)

    def do_set(session, args, ret, out):
        property_id, value = number(args.get("dwPropId")), args.get("pvData")
        if property_id == 0:
            return answer(False, "E_INVALIDARG")
        context = session.needed(args, context_parameter, Context)
        check_property(property_id, value)
        flags_of(args, "dwFlags", 0x40000000)
        if value is None:
            context.properties.pop(property_id, None)
        else:
            context.properties[property_id] = value
        return answer(True)

    def do_get(session, args, ret, out):
        property_id, context = number(args.get("dwPropId")), session.needed(args, context_parameter, Context)
        if "pvData" in args or "pcbData" in args or set(out) != {"pvData", "pcbData"}:
            raise NotSupported("only into a buffer that is large enough")
        if property_id == SHA1:
            context.properties.setdefault(SHA1, "sha1:" + context.content)
        else:
            check_property(property_id, None)
        if property_id not in context.properties:
            return answer(False, "CRYPT_E_NOT_FOUND")
        value = context.properties[property_id]
        return answer(True, None, pvData=value, pcbData=size_of(value))

    def do_list(session, args, ret, out):
        ids, previous = list(session.needed(args, context_parameter, Context).properties), number(args.get("dwPropId"))
        if previous and previous not in ids:
            raise NotSupported("a property that is not there")
        behind = ids[ids.index(previous) + 1:] if previous else ids
        return answer(behind[0] if behind else 0)

    return {"CertCreate%sContext" % word: do_create, "CertAddEncoded%sToStore" % word: do_add_encoded,
            "CertAdd%sContextToStore" % word: do_add_context, "CertEnum%ssInStore" % word: do_enumerate,
            "CertFind%sInStore" % word: do_find, "CertDuplicate%sContext" % word: do_duplicate, "CertFree%sContext" % word: do_free,
            "CertDelete%sFromStore" % word: do_delete, "CertSet%sContextProperty" % word: do_set,
            "CertGet%sContextProperty" % word: do_get, "CertEnum%sContextProperties" % word: do_list}


def check_property(property_id, value):
    is_text = property_id in (FRIENDLY_NAME, DESCRIPTION)
    fits = value is None or str(value).startswith("text:" if is_text else "hex:")
    if not fits or not (is_text or 0x8000 <= property_id <= 0xFFFF):
        raise NotSupported("only friendly names, descriptions and properties of one's own")


def size_of(value):
    if value.startswith("sha1:"):
        return 20
    return (len(value) - len("hex:")) // 2 if value.startswith("hex:") else 2 * (len(value) - len("text:") + 1)


def do_acquire(session, args, ret, out):
    if number(args.get("dwProvType")) != 1 or number(args.get("dwFlags")) != 0xF0000000 or args.get("szContainer") or args.get("szProvider"):
        raise NotSupported("only PROV_RSA_FULL with CRYPT_VERIFYCONTEXT")
    return answer(True, None, phProv=session.bind(out["phProv"], Provider()))


def with_provider(do):
    def call(session, args, ret, out):
        provider = session.needed(args, "hProv", Provider)
        return do(provider, args, out) if provider.references > 0 else answer(False, "ERROR_INVALID_PARAMETER")
    return call


def do_add_reference(provider, args, out):
    if args.get("pdwReserved") is not None or number(args.get("dwFlags")):
        raise NotSupported("only with nothing more")
    provider.references += 1
    return answer(True)


def do_release(provider, args, out):
    provider.release()
    return answer(False, "NTE_BAD_FLAGS") if number(args.get("dwFlags")) else answer(True)


def do_ask(provider, args, out):
    if number(args.get("dwParam")) != 4 or set(out) != {"pbData", "pdwDataLen"} or number(args.get("dwFlags")) or "pbData" in args:
        raise NotSupported("only PP_NAME into a buffer that is large enough")
    return answer(True, None, pbData=provider.name, pdwDataLen=len(provider.name) - len("text:") + 1)


CALLS = {"CertOpenStore": do_open, "CertDuplicateStore": do_duplicate_store, "CertCloseStore": do_close, "CertControlStore": do_control,
         "CryptAcquireContext": do_acquire, "CryptContextAddRef": with_provider(do_add_reference),
         "CryptReleaseContext": with_provider(do_release), "CryptGetProvParam": with_provider(do_ask)}
for each_word, each_kind in KINDS.items():
    CALLS.update(of_kind(each_word, each_kind))
DESCRIPTION_OF_IT = {"protocol": 1, "name": "python", "version": "1", "calls": sorted(CALLS), "kinds": sorted(KINDS.values()),
                     "probes": ["alive", "csp", "hCertStore", "content", "properties"], "detectsMisuse": False}


def probed(session, asked):
    def answers(probe, wanted, answer_of):
        things = {name: session.objects.get(name) for name in asked.get(probe, {})}
        return {probe: {name: answer_of(thing) for name, thing in things.items() if isinstance(thing, wanted)}}

    def of_live_contexts(probe, answer_of):
        all_of_them = answers(probe, Context, lambda context: answer_of(context) if context.alive else None)[probe]
        return {probe: {name: value for name, value in all_of_them.items() if value is not None}}

    observed = {**answers("alive", (Store, Context), lambda thing: thing.alive),
                **answers("csp", Provider, lambda provider: "held" if provider.references > 0 else "released"),
                **of_live_contexts("hCertStore", lambda context: session.store_name(context.store)),
                **of_live_contexts("content", lambda context: context.content),
                **of_live_contexts("properties", lambda context: {str(i): value for i, value in context.properties.items()})}
    return {probe: names for probe, names in observed.items() if names}


def make_call(session, call):
    if "file" in call:
        return {"file": call["file"], "notSupported": True}
    try:
        if call["call"] not in CALLS:
            raise NotSupported("this call is not known here")
        reply = {"call": call["call"], **CALLS[call["call"]](session, call.get("args", {}), call.get("ret"), call.get("out", {}))}
    except NotSupported as reason:
        return {"call": call["call"], "notSupported": True, "reason": str(reason)}
    observed = probed(session, call.get("observed", {}))
    return {**reply, "observed": observed} if observed else reply


def main():
    session = Session()
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "describe":
            reply = DESCRIPTION_OF_IT
        elif request["do"] == "reset":
            session, reply = Session(), {}
        else:
            reply = {"results": [make_call(session, call) for call in request["calls"]]}
        print(json.dumps(reply), flush=True)


main()
