/** Nobody reads standard output any more. No fault, and nothing to say; long work ends here, as by SIGPIPE. */
export class ReaderGone extends Error {
  /** 128 and the number of SIGPIPE, as shells give it. */
  readonly exitCode = 141;
}
