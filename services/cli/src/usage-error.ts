/** The command cannot do what it was asked to, for a reason that lies with whoever asked: said in a sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
