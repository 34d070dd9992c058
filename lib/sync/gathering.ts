/** Several pieces of work side by side that wait for each other, so that what they ask for can be asked for at once. */
export interface Gathering {
  /**
   * A place where the work may wait. When all of it waits somewhere, the asks at one place are served together, the place
   * that was made first before the others. `serve` answers each at its place: an `Error` is that one's own failure, a
   * throw is everybody's.
   */
  place<Ask, Answer>(
    serve: (asks: readonly Ask[]) => Promise<readonly (Answer | Error)[]>,
  ): (ask: Ask) => Promise<Answer>;
  /** Does one of the pieces. What it throws ends all of them: none goes on by itself. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** For so many pieces of work; each is to be `run` at once. */
export function createGathering(pieces: number): Gathering {
  const places: Place[] = [];
  let atWork = pieces;
  let ended: { readonly error: unknown } | null = null;

  function meet(): void {
    if (atWork === 0) places.find(({ isEmpty }) => !isEmpty())?.serve();
  }

  function end(error: unknown): void {
    ended ??= { error };
    for (const place of places) place.turnAway(ended.error);
  }

  return {
    place(serve) {
      const { place, wait } = createPlace(serve, (back) => {
        atWork += back;
      });
      places.push(place);
      return (ask) => {
        if (ended !== null) return Promise.reject(ended.error);
        const answer = wait(ask);
        atWork -= 1;
        meet();
        return answer;
      };
    },

    async run(work) {
      try {
        return await work();
      } catch (error) {
        end(error);
        throw error;
      } finally {
        atWork -= 1;
        meet();
      }
    },
  };
}

interface Place {
  isEmpty(): boolean;
  serve(): void;
  turnAway(error: unknown): void;
}

/** `goBack` is told how many return to work, before any of them does. */
function createPlace<Ask, Answer>(
  serve: (asks: readonly Ask[]) => Promise<readonly (Answer | Error)[]>,
  goBack: (count: number) => void,
) {
  let waiting: {
    readonly ask: Ask;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  function takeAll() {
    const taken = waiting;
    waiting = [];
    return taken;
  }
  const place: Place = {
    isEmpty: () => waiting.length === 0,
    serve() {
      const served = takeAll();
      serve(served.map(({ ask }) => ask)).then(
        (answers) => {
          goBack(served.length);
          for (const [index, { resolve, reject }] of served.entries()) {
            const answer = answers[index];
            if (answer === undefined) reject(new Error('It was not said what became of one of several requests'));
            else if (answer instanceof Error) reject(answer);
            else resolve(answer);
          }
        },
        (error: unknown) => {
          goBack(served.length);
          for (const { reject } of served) reject(error);
        },
      );
    },
    turnAway(error) {
      const turned = takeAll();
      goBack(turned.length);
      for (const { reject } of turned) reject(error);
    },
  };
  const wait = (ask: Ask) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
    });
  return { place, wait };
}
