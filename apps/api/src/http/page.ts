/** A response body that is one page of a list; the interceptor turns the rest into headers. */
export class Page<Body> {
  /**
   * @param next cursor of the next page; null on the last one
   * @param total rows in all pages together; null where they are not counted
   */
  constructor(
    readonly body: Body,
    readonly next: string | null,
    readonly total: number | null,
  ) {}
}
