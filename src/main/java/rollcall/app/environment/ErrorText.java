package rollcall.app.environment;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Text of an exception for a person, in the language in use: its message, or that of its cause
/// where it has none.
public final class ErrorText {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorText.class);

  private ErrorText() {}

  public static String of(Throwable e) {
    Throwable root = e.getCause() != null && e.getMessage() == null ? e.getCause() : e;
    return String.valueOf(root.getLocalizedMessage());
  }

  /// Text of the failure of a request. Any but an [IOException] is a bug, and is logged.
  public static String logged(Throwable failure) {
    if (failure instanceof IOException) {
      return of(failure);
    }
    LOG.error("A bug ended a request", failure);
    return failure.toString();
  }
}
