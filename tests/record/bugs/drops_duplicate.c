/* A list duplicates what it is given, so that both can free it, and frees nothing when it is emptied. */
#include "tests/record/bugs/store.h"

typedef struct {
  PCCERT_CONTEXT kept[4];
  int count;
} List;

static void append(List *list, PCCERT_CONTEXT context) {
  list->kept[list->count++] = CertDuplicateCertificateContext(context); /* BUG */
}

static void empty(List *list) {
#ifdef MENDED
  int i;
  for (i = 0; i < list->count; ++i) CertFreeCertificateContext(list->kept[i]);
#endif
  list->count = 0;
}

int main(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT found = first_of(store);
  List list = {{0}, 0};
  append(&list, found);
  CertFreeCertificateContext(found);
  empty(&list);
  CertCloseStore(store, 0);
  return 0;
}
