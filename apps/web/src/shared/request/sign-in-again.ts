let isLeaving = false;

/** Leads to the page where one signs in, and back here: the server does not know any more who asks. */
export function signInAgain(): void {
  if (isLeaving) return;
  isLeaving = true;
  const { pathname, search, hash } = window.location;
  window.location.assign(`/sign-in?to=${encodeURIComponent(pathname + search + hash)}`);
}
