/** The message with which something is refused; empty when it is not. */
export const failure = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "",
    (error: Error) => error.message,
  );
