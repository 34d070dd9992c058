/** Thrown where the worker dies; nothing after it runs. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** A life that ends at the n-th await. */
export interface Life {
  /** The same functions, each of which may be the place where the worker dies: before it acts, or after. */
  mortal<T extends object>(target: T): T;
  /** How many awaits were reached. */
  readonly awaits: number;
}

/** Two awaits per call: one before the call acts, one before its answer is heard. */
export function createLife(diesAt: number): Life {
  let awaits = 0;
  let isDead = false;
  function step(): void {
    awaits += 1;
    if (awaits === diesAt) isDead = true;
    if (isDead) throw new Death(`the worker died at await ${awaits}`);
  }
  return {
    get awaits() {
      return awaits;
    },
    mortal(target) {
      return new Proxy(target, {
        get(object, name, receiver) {
          const member: unknown = Reflect.get(object, name, receiver);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            step();
            const answer: unknown = await member.apply(object, args);
            step();
            return answer;
          };
        },
      });
    },
  };
}
