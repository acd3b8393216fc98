package rollcall.app.terminal;

import java.io.IOException;

/// The reader of a pipe went away. The program ends quietly, with the exit code that a shell
/// reports for SIGPIPE.
public final class BrokenPipeException extends IOException {
  /// 128 and the number of SIGPIPE.
  public static final int EXIT_CODE = 141;

  private static final long serialVersionUID = 1L;

  public BrokenPipeException(IOException cause) {
    super("The reader of the output went away.", cause);
  }
}
