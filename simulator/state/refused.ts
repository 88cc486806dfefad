/** Something that GitHub refuses, with the status that REST answers. Builders throw it as it is. */
export class Refused extends Error {
  override name = "Refused";
  readonly status: number;
  /** GitHub's `errors` of a 422. */
  readonly errors: readonly unknown[];

  constructor(status: number, message: string, errors: readonly unknown[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** GitHub's 422 for a field of a request. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function invalid(resource: string, field: string, message: string): Refused {
  return new Refused(422, "Validation Failed", [{ resource, field, code: "custom", message }]);
}
