import type { AppointmentRow } from './appointment-fields';

/**
 * The appointments by id, and what lists have worked out of them since the last was written: a server that is slow at ten
 * thousand rows would be all that is measured.
 */
export class AppointmentRows extends Map<number, AppointmentRow> {
  readonly #workedOut = new Map<string, unknown>();

  constructor(rows: readonly AppointmentRow[]) {
    super();
    for (const row of rows) this.set(row.id, row);
  }

  /** What `work` has answered under this name, and not yet with other rows. */
  once<T>(name: string, work: () => T): T {
    if (!this.#workedOut.has(name)) this.#workedOut.set(name, work());
    return this.#workedOut.get(name) as T;
  }

  override set(id: number, row: AppointmentRow): this {
    this.#workedOut.clear();
    return super.set(id, row);
  }

  override delete(id: number): boolean {
    this.#workedOut.clear();
    return super.delete(id);
  }

  override clear(): void {
    this.#workedOut.clear();
    super.clear();
  }
}
